"""Programmes: products, brands, platforms and campaigns by the quoted names that the text gives them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.names.edges import is_free, trim_left
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.text.source import Source, Span

_TERM = re.compile(r"“(?P<name>[^“”\r\n，。；：！？、（）+《》]{2,16})”")
_GROUP = re.compile(r"“[^“”\r\n]{1,24}”(?:[、和与及]?“[^“”\r\n]{1,24}”)*")
# What follows the name says that it is one: 等服务平台, 四大专项行动, 品牌建设.
_SURE_NOUN = (
    "品牌|平台|招聘活动|惠民活动|公益活动|方案|专项行动|行动|工程|计划|贷款|产品|工具|小程序|公众号|应用程序|专区|专窗|热线|服务队|联盟|联赛|路演|消费券|专列|套餐|保险|服务包|惠民政策|政策包|课程|讲堂|课堂|"
    "驿站|客厅|工坊|学堂|金名片|金色名片|大模型|街区|APP|App|app"
)
# These are said of ideas as well, so that only a name which is brought in right beside them is a programme's.
_WEAK_NOUN = "政策|改革|试点|项目|模式|系统|应用(?!场景|试点)|制度|机制|经验|基地|载体|信贷|机器人"
_GAP = r"(?:(?![和与及、为在了的将被成])[\u4e00-\u9fffA-Za-z])"
_COUNT = r"(?:等)?(?:[一二三四五六七八九十两\d]{1,2}[大项个类])?"
_SURE_AFTER = re.compile(rf"{_COUNT}{_GAP}{{0,7}}?(?:{_SURE_NOUN})(?![员家者性])")
_WEAK_AFTER = re.compile(rf"{_COUNT}{_GAP}{{0,2}}?(?:{_WEAK_NOUN})(?![员家者性])")
_SYSTEM = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:工作|治理)体系")
_SERIES = re.compile(r"(?:大型)?(?:系列(?![\u4e00-\u9fff]{0,4}活动)|专栏|栏目|专题|特刊|报道|访谈|节目|主题)")
_YEARS = re.compile(r"[\u4e00-\u9fff]{4,18}?[三五两]年(?:攻坚)?行动(?:计划)?(?!方案)")
# 三年行动 alone is no name.
_CAMPAIGN = 8
# What comes before it says that it is brought in.
_BEFORE = re.compile(
    r"(?:推出|上线|首创|开发|创设|申请|推展|推行|开通|启用|发布|创立|创建|推广|设立|开设|打响|擦亮|叫响|做优|深化|实施|开展|落实|启动|建立|健全|完善|迭代升级|发起|运行|"
    r"试点|引入|依托|运用|用好|通过|借助|打造|建成|组建|培育|提供|发放|举办|坚持|发展|践行|推进|推动|组织|加入|参与)(?:了|的|新时代|新一批|全新|特色|新型|系列|一批|本土|首个|全国首个|全省首个|全市首个|本地|省级|市级|区级){0,3}$"
)
_BRINGS = re.compile(
    r"(?:推出|上线|首创|开发|创设|申请|推展|推行|开通|启用|创立|平台——|平台—|平台：|品牌——|改[造建]?成|变身|叫作|叫做|取名为?|起名为?|命名为|民宿|公寓|小程序|公众号|客户端|市集|夜市|书房|书屋|农家乐|合作社)(?:了|的|全新|首个|新一批|全国首个|全省首个|全市首个){0,2}$"
)
# What is said of a thing that people use: “镜快办”上线, “镜快办”注册用户.
_USED = re.compile(
    r"(?:已经?|正式|全面)?(?:上线|开通|启用|投用|投入使用)|(?:的)?(?:注册用户|注册人数|下载量|访问量|累计用户)"
)
# A name that itself says what it names.
_SELF = re.compile(
    r"(?:.{1,10}(?:[贷码营]|联盟|战略|经验|客厅|工坊|学堂|驿站|讲堂|直通车|融易行|会客厅|小程序|云平台|服务队|服务站|一件事|入企码|会商日|服务日|接待日|开放日|消费券|大讲堂|夜校|早餐会|月月谈|周周见)|[^一二三四五六七八九十]{2,4}云)$"
)
# A name of such a thing, where the words before it bring it in: 实施“江雁计划”.
_HELD = re.compile(r"(?:实施|开展|推行|搞起?|办起?|组织|启动|推出|试着搞)(?:了|的|起)?$")
# 深入实施“智改数转”，: four characters that are no clause's subject.
_CALLED = re.compile(r"(?!.*[的是了不有人])[\u4e00-\u9fff]{4,8}")
_PLANNED = re.compile(r"(?!.*在行动)[^｜|]{1,10}(?:计划|行动|工程|基金|大赛|卡|券)$")
# A fund of its own name; 政府引导基金 is a kind.
_NAMED = len("基金") + 1
_FUND = re.compile(r"[\u4e00-\u9fff]{2,18}基金(?![会业法管经公从份产小港委理])")
_FUND_KINDS = re.compile(
    r"(?:.?好|.*(?:质疑|担心|关注|批评|认为).*|健全|强化|完善|壮大|发挥|撬动)?(?:政府|产业|创业|股权|天使|社会|专项|私募|风险|市场|各类|各级|科技|科创|母|并购|引导|公募|证券|种子|国有|投资|发展|创新|未来产业|人才|绿色|担保|"
    r"养老|医保|社保|公积金|救助|慈善|教育|补助|财政|信托|公益|互助|教育|住房|行业|重点|若干|多只|百亿|总规模|省级|市级|区级|国家级|国资|国企|类)*基金|国家.*"
)
# Ideas, titles and abbreviations that everybody uses; and figures of speech.
_COMMON = re.compile(
    r"(?:打造|加快|推动|推进|做好|做强|办好|坚持).*|十[一二三四五六]五|一带一路|双碳|三农|五位一体|小巨人|双一流|因地制宜|新质生产力|一国两制|互联网|.*自信|.*意识|.*维护|.*确立|.*主义|.*毫不动摇|"
    r"[一二两三四五六七八九十]个.*|[一二三四五六七八九十]+|[A-Za-z0-9\-]+|零|\d+.*|两山|绿水青山.*|僵尸|一.[一多].|.位一体|一[张卡][图通]|双盲|.*(?:规律|姿态|速度|难题|责任|使命|担当|作风|精神|理念|原则|目标|方针|论断|阶段|初心)"
)
_FIGURE = re.compile(
    r".*(?:之[笔眼地窗门石路钥匙智计策举美乡城]|引擎|压舱石|主力军|生力军|排头兵|领头雁|领头羊|火车头|主心骨|牛鼻子|最优解|满堂红|文章|公里|棋|仗|战|赋能|瓶颈|痛点|堵点|答卷|密码|"
    r"钥匙|接力棒|加速度|加速器|稳定器|助推器|孵化器|金钥匙|聚宝盆|摇钱树|金饭碗|主战场|桥头堡|先手棋|组合拳|山海经|大合唱|交响乐|协奏曲|独角兽|瞪羚|绊脚石|"
    r"效应|窗口|样板|标杆|高地|底色|底盘|基本盘|风向标|指挥棒|护城河|防火墙|定心丸|强心针|及时雨|活水|引力|磁场|家底|饭碗|粮仓|水塔|马拉松|进行时|零的突破|零)|"
    r"[快慢强弱大小高低好坏新旧有无多少质量]|.*[一二三四五六七八九十]流"
)


def _is_name(name: str) -> bool:
    return not (_COMMON.fullmatch(name) or _FIGURE.fullmatch(name))


def _groups(source: Source, place: Span) -> Iterator[tuple[str, str, list[Span]]]:
    """Each stretch of quoted terms side by side: the words before it, those after it, and its terms' places."""
    folded = source.folded
    for group in _GROUP.finditer(folded, place.start, place.end):
        before = folded[max(place.start, group.start() - 14) : group.start()]
        after = folded[group.end() : min(place.end, group.end() + 16)]
        yield before, after, [span(*term.span()) for term in _TERM.finditer(folded, *group.span())]


def _is_brought_in(before: str, after: str) -> bool:
    """Whether the words around a group tell that it names programmes."""
    if _SERIES.match(after):
        return False
    if before.endswith("叫") and after.startswith("的"):
        return True
    if _BRINGS.search(before) or _SURE_AFTER.match(after) or _USED.match(after):
        return True
    return bool(_WEAK_AFTER.match(after) and _BEFORE.search(before))


def _is_planned(name: str, before: str, after: str) -> bool:
    if _HELD.search(before) and _CALLED.fullmatch(name) and after[:1] in {"，", "。", "；", "、", ""}:
        return True
    return bool(_PLANNED.match(name) and (_BEFORE.search(before) or after[:2] == "实施") and not _SERIES.match(after))


def _funds(source: Source, place: Span) -> Iterator[Span]:
    """Funds without marks."""
    for match in _FUND.finditer(source.folded, place.start, place.end):
        found = trim_left(source.folded, span(*match.span()))
        # 抓|基金招商: a name has two characters before what it names.
        if found.end - found.start > _NAMED and not _FUND_KINDS.fullmatch(source.fold(found)):
            yield found


def _plain(source: Source, place: Span) -> Iterator[Span]:
    """Campaigns without marks that are known by their years: …三年行动."""
    for match in _YEARS.finditer(source.folded, place.start, place.end):
        found = trim_left(source.folded, span(*match.span()))
        if source.folded[found.start - 1 : found.start] != "《" and found.end - found.start >= _CAMPAIGN:
            yield found


def _quoted(source: Source, place: Span) -> Iterator[Span]:
    for before, after, terms in _groups(source, place):
        brought, system = _is_brought_in(before, after), _SYSTEM.match(after)
        for term in terms:
            name = source.fold(term)[1:-1]
            if system and len(terms) == 1 and not _FIGURE.fullmatch(name):
                yield span(term.start, term.end + system.end())
            elif _is_name(name) and (brought or _SELF.match(name) or _is_planned(name, before, after)):
                yield term


def find_programmes(source: Source, places: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """The places of the programmes' names, with their marks; what is taken as another kind of name is passed over."""
    held = {source.fold(place).strip("“”") for place in taken}
    found = [one for place in places for finder in (_quoted, _plain, _funds) for one in finder(source, place)]
    fresh = (one for one in found if source.fold(one).strip("“”") not in held)
    others = sorted(taken)
    return sorted(one for one in fresh if is_free(one, others))
