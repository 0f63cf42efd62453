"""Organisations: bodies, firms and institutions whose names end as such names do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.names.edges import is_free, trim_left
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.text.source import Source, Span

_HAN = r"[\u4e00-\u9fff]"
_SUFFIX = (
    "有限责任公司|股份有限公司|有限公司|集团公司|集团|公司|银行|证券交易所|交易所|交易中心|研究院|研究所|研究中心|创新中心|国家实验室|实验室|大学|学院|医院|中学|小学|协会|商会|"
    "学会|联合会|总会|基金会|联盟|管委会|管理委员会|委员会|委宣传部|委组织部|委统战部|频道|电视台|日报社|出版社|产业园|科学院|工程院|博物馆|图书馆|金融中心|数据中心|服务中心|"
    "发展中心|基金|管理局|发展局|民政部|信息化局|建设局|委员会办公室"
)
_BODY = re.compile(
    rf"[A-Za-z\d]{{0,8}}(?:{_HAN}|——|（{_HAN}{{2,4}}）|·){{1,24}}?(?:{_SUFFIX})(?![长员家址路们于在内对]|化|会长|制)"
)
# The ministries and commissions of the State Council and the like, known by their short names.
_MINISTRY = re.compile(
    r"(?:(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}(?=[^国中][^，。]{0,6}部))?(?:外交部|国防部|国家发展改革委|国家发展和改革委员会|教育部|科技部|科学技术部|工业和信息化部|工信部|公安部|民政部|司法部|财政部|人力资源社会保障部|"
    r"人力资源和社会保障部|自然资源部|生态环境部|住房城乡建设部|住房和城乡建设部|交通运输部|水利部|农业农村部|商务部|文化和旅游部|国家卫生健康委|国家卫健委|退役军人事务部|应急管理部|"
    r"中国人民银行|审计署|国务院国资委|国资委|海关总署|国家税务总局|税务总局|市场监管总局|国家统计局|国家能源局|国家数据局|国家知识产权局|国家医保局|国家乡村振兴局|"
    r"新华社|人民日报社|中央广播电视总台|行政院|立法院|经济部|卫福部|内政部|数位发展部|国发会|陆委会|财政司|发展局|房屋署|创科局|保安局|劳福局|金管局|证监会|贸发局|投资推广署|社会福利署|差饷物业估价署|运输署|卫生署|环境保护署|医管局|入境处|海关)(?![^，。；]?长)"
)
# 省财政厅, 市总工会, 省农科院
_PROVINCIAL = re.compile(
    r"(?<![全各本跨外我该])[省市](?:[林农社]科院|总工会|妇联|残联|人力资源和社会保障[厅局]|(?![委长级内外区场民])[\u4e00-\u9fff]{2,6}?厅)(?![长堂级局])"
)
_FOR_EXAMPLE = re.compile(r"以(?P<name>[\u4e00-\u9fffA-Za-z]{2,14}?)(?:等)?为(?:代表|龙头)的")
_PLACES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台湾|"
    "深圳|广州|杭州|南京|苏州|成都|武汉|西安|长沙|郑州|青岛|大连|宁波|厦门|济南|合肥|福州|沈阳|哈尔滨|昆明|南宁|贵阳|兰州|西宁|雄安|粤港澳|长三角|京津冀|大湾区|台北|高雄|"
    "中国|中华|国家|全国|中央|亚洲|世界|联合国|欧洲|美国|英国|日本|德国|法国|新加坡|清华|复旦|同济|浙大"
)
# What makes a name one body's own: a place, letters, a rank of government, a registered firm.
_OWN = re.compile(
    rf"{_PLACES}|[A-Za-z]{{2,}}|^{_HAN}{{2,3}}(?<!城)(?<!社)(?<!地)(?<!园)(?<!景)(?<!山)(?<!乡)(?<!全)[省市区县州镇](?!级)|^[省市区县州](?![级域内外直属场民长块位别分州])|（{_HAN}{{2,4}}）|第[一二三四五六七八九十]"
)
_OWN_SUFFIX = re.compile(
    r".{2,}(?:交易所|交易中心|有限公司|管理局|大学)$|.{7,}(?:创新中心|研究院|研究所|实验室|产业园)$"
)
_NATIONAL_FUND = re.compile(r"国家.{4,}基金$")
_GENERIC = re.compile(
    r"(?:双一流|国家级?|省级|市级|区级|县级|各级|全国|全省|全市|全区|国际|中央|中国|本地|本土|一流|世界一流|重点|专业|行业|产业|科技|技术|创新|高等|职业|大型|中小|民营|国有|外资|跨国|上市|龙头|头部|链主|"
    r"骨干|金融|商业|村镇|地方|综合性?|三级|三甲|甲等|公立|民办|社区|乡镇|基层|应用型|研究型|高水平|新型|区域|全球|制造业|工业|农业|文化|旅游|物流|投资|控股|子|分|总|母|多|有限|责任|股份|平台|"
    r"保险|证券|信托|租赁|能源|建筑|央企|国企|企业|人工智能|大数据|数据|算力|公共|便民|政务|综合|服务|创投|引导|风险|产业发展|发展|母|专项|共建|联合|科学|合作|开放|研发|枢纽|特色|现代|先进|"
    r"绿色|智慧|数字|生物|医药|医学|区|市|省|县|家|个|所|座|批|大|小|新|高|中|的|、|社会|住院|部门|机构|党政|人大|政协|常务|居民|村民|业主|学术|评审|专家|组织|筹备|区域性|世界级|具有|亚洲|老年|开放|城市|医疗|卫生|养老|市府|政府)*"
    rf"(?:{_SUFFIX})"
)

_SHORTEST, _OF_HOME = 4, 2


def _candidates(source: Source, place: Span, home: str) -> Iterator[Span]:
    folded = source.folded
    for match in _FOR_EXAMPLE.finditer(folded, place.start, place.end):
        yield span(*match.span("name"))
    for match in _BODY.finditer(folded, place.start, place.end):
        found = trim_left(folded, span(*match.span()))
        name = source.fold(found)
        if _is_proper(name) or (home and name.startswith(home) and len(name) > len(home) + _OF_HOME):
            yield found
    for match in _PROVINCIAL.finditer(folded, place.start, place.end):
        yield span(*match.span())
    for match in _MINISTRY.finditer(folded, place.start, place.end):
        yield trim_left(folded, span(*match.span()))


def _is_proper(name: str) -> bool:
    """Whether the name tells one body from others of its kind."""
    if _NATIONAL_FUND.match(name):
        return True
    return (
        len(name) >= _SHORTEST and not _GENERIC.fullmatch(name) and bool(_OWN.search(name) or _OWN_SUFFIX.match(name))
    )


def find_organisations(source: Source, places: Sequence[Span], taken: Sequence[Span], home: str) -> list[Span]:
    """The places of the organisations' names, none of them within another name.

    `home` is what the text's own place is called (folded, without 区 or 市), or empty: what bears its name is one body's own.
    """
    found: list[Span] = []
    end = -1
    others = sorted(taken)
    for one in sorted(
        (one for place in places for one in _candidates(source, place, home)), key=lambda one: (one.start, -one.end)
    ):
        if one.start >= end and is_free(one, others):
            found.append(one)
            end = one.end
    return found
