"""Whose words the document is: name and post, as printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline import Speaker
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.lines import Line
    from briefing.source import Source

# The common surnames of the Hundred Family Surnames, folded, and the compound ones.
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单"
    "杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇"
    "栾暴甘斜厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴郁胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰"
    "郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳"
    "沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚"
    "闫法汝鄢涂钦肖付代覃迟佟仝杲"
)
_NAME = rf"(?:欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}"
_POST = r"[\u4e00-\u9fff、]{0,24}?(?:书记|省长|市长|区长|县长|州长|主席|部长|司长|局长|主任|厅长|行政长官|会长|院长|署长|董事长|总经理|发言人)"
_POST_NAME = re.compile(
    rf"(?P<role>{_POST})(?P<gap>[  　]?)(?P<name>{_NAME}|[{SURNAMES}] [\u4e00-\u9fff](?![\u4e00-\u9fff]))"
)
_AFTER = re.compile(
    r"在接受|表示|指出|介绍|认为|说|强调|[：，。]|$|透露|在.{0,12}(?:时|中|上)|就.{2,20}|今日|今天|走访"
)
_LEAD = re.compile(r".*?(?:由|对|是|请|邀请|采访了|专访|对话|记者|本报|近日|日前|我是|[，。：；“”])")


def _role_start(folded: str, start: int, end: int) -> int:
    """Where the post begins: after the last word that is no part of one."""
    breaks = [
        match.end() for match in re.finditer(r"[，。：；“”]|由|专访|对话|采访了?|邀请|近日|日前", folded[start:end])
    ]
    return start + (breaks[-1] if breaks else 0)


def _found_in(source: Source, line: Line) -> Iterator[Speaker]:
    folded = source.folded
    for match in _POST_NAME.finditer(folded, line.span.start, line.span.end):
        name_start, name_end = match.span("name")
        if " " not in match["name"] and not _AFTER.match(folded, name_end, line.span.end):
            name_end -= 1
            if name_end - name_start < 2 or not _AFTER.match(folded, name_end, line.span.end):
                continue
        start = _role_start(folded, *match.span("role"))
        name = source[span(name_start, name_end)].replace(" ", "")
        yield Speaker(name=name, role=source[span(start, match.end("role"))], span=span(start, name_end))


def find_speakers(source: Source, lines: Sequence[Line]) -> tuple[Speaker, ...]:
    """The document's speaker, with the fullest post that the text prints; none where no post and name are printed."""
    front = [line for line in lines if line.kind in {"title", "subtitle", "imprint", "series"}]
    body = [line for line in lines if line.kind in {"text", "answer"}][:12]
    found = [speaker for line in (*front, *body) for speaker in _found_in(source, line)]
    if not found:
        return ()
    name = found[0].name
    same = [speaker for speaker in found if speaker.name == name]
    return (max(same, key=lambda speaker: len(speaker.role or "")),)
