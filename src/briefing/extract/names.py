"""Names: policies, programmes, organisations and events, as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.outline import Name, quote_source
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.lines import Line
    from briefing.source import Source, Span

_TITLE = re.compile(r"《[^《》\n]{2,60}》")
_NOT_POLICY = re.compile(r"(?:日报|晚报|周刊|杂志|时报|新闻|歌|诗|传|记)》$")
_COUNTED = re.compile(r"“[^“”\n，。]{2,20}\d{1,3}条”")
_TERM = re.compile(r"“[^“”\n，。；！？、]{2,16}”")
_GROUP = re.compile(r"(?:“[^“”\n，。；！？、]{2,20}”[、和与及]?)+")
_PROGRAMME_AFTER = re.compile(
    r"(?:等)?[^，。；“”]{0,8}?(?:品牌|平台|产品|工具|贷款|专项行动|服务平台|行动|工程|计划|项目|机制|服务|系统|小程序|联盟)"
)
_PROGRAMME_BEFORE = re.compile(
    r"(?:推出|鼓励企业申请|打造|平台(?:——|—)|品牌|申请|上线|发布|首创|创新推出|特色平台——|深化)$"
)
_EVENT_SUFFIX = r"(?:大会|论坛|峰会|博览会|研讨会|沙龙活动|沙龙|科技节|艺术节|文化节|购物节|大赛|音乐节|进博会|展览会|交易会|年会|嘉年华)"
_EVENT = re.compile(
    rf"“[^“”\n，。]{{2,20}}?{_EVENT_SUFFIX}”|“[^“”\n，。]{{2,20}}”{_EVENT_SUFFIX}|[A-Za-z]*[\u4e00-\u9fff]{{2,14}}?{_EVENT_SUFFIX}(?!址|堂|精神|[^，。、；等”“等期上的]?议)"
)
_ORGANISATION_SUFFIX = (
    r"(?:交易中心|交易所|创新中心|金融中心|研发中心|数据中心|服务中心|委宣传部|商务部|科技部|财政部|教育部|基金|产业园|联盟|有限公司|公司|集团|"
    r"大学|学院|研究院|研究所|实验室|医院|银行|频道|协会|商会|委员会|管委会)"
)
_ORGANISATION = re.compile(rf"[A-Za-z]{{0,6}}[\u4e00-\u9fff——]{{1,20}}?{_ORGANISATION_SUFFIX}")
_FOR_EXAMPLE = re.compile(r"以(?P<name>[\u4e00-\u9fffA-Za-z]{2,12}?)为代表")
# A name does not reach back over these.
_LEFT = re.compile(
    r"举办|推出|对接|涵盖|依托|发挥|建立|建设|高标准|打造|成立|集聚了?|包括|例如|以及|加强|与|和|及|被|由|在|的|等|为|、|对|向|加入|引进|"
    r"完成|成为|是|了|对接|办好|持续|参加|召开|出席|通过|联合|支持|设立|获得?|入驻|组建|布局|全球首个|重大|各|本|该|这|高校|培育|鼓励|大力|"
    r"内|区内|其中|构建|拓展|邀请|即日起|日前|近日"
)
_GENERIC = re.compile(
    r"^(?:(?:科技|国际|技术|产业)?创新中心|.{0,1}(?:大会|论坛|峰会|基金|公司|集团|医院|大学|联盟|银行|协会|商会|产业园|中心|学院|频道|沙龙)|三甲医院|国际论坛|"
    r"(?:科技|上市|龙头|专业|多家|金融|国有|民营|外资|跨国|头部|控股|有限|子|分|总)+公司|.*代表大会|科创服务联盟|.*(?:资源|服务)基金)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of a text by kind, each once, at its first mention."""

    policies: tuple[Name, ...]
    programmes: tuple[Name, ...]
    organisations: tuple[Name, ...]
    events: tuple[Name, ...]


def _named(source: Source, prefix: str, places: Iterable[Span]) -> tuple[Name, ...]:
    first: dict[str, Span] = {}
    for place in sorted(places):
        first.setdefault(source.fold(place).strip("“”"), place)
    return tuple(
        Name(id=f"{prefix}{number}", words=quote_source(source, place))
        for number, place in enumerate(first.values(), 1)
    )


def _policies(source: Source, lines: Sequence[Span]) -> list[Span]:
    found = []
    for line in lines:
        titles = (
            match for match in _TITLE.finditer(source.folded, line.start, line.end) if not _NOT_POLICY.search(match[0])
        )
        found += [span(*match.span()) for match in titles]
        found += [span(*match.span()) for match in _COUNTED.finditer(source.folded, line.start, line.end)]
    return found


def _programmes(source: Source, lines: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """Quoted names in a group that a word for product or platform follows or a word for launching precedes."""
    found = []
    folded = source.folded
    for line in lines:
        for group in _GROUP.finditer(folded, line.start, line.end):
            after = _PROGRAMME_AFTER.match(folded, group.end(), line.end)
            before = _PROGRAMME_BEFORE.search(folded, max(line.start, group.start() - 8), group.start())
            if not (before and after) and not folded[max(0, group.start() - 4) : group.start()].endswith("平台——"):
                continue
            terms = (span(*term.span()) for term in _TERM.finditer(folded, *group.span()))
            found += [term for term in terms if not any(term.overlaps(other) for other in taken)]
    return found


def _trimmed(source: Source, place: Span) -> Span:
    """The name without the words before it that are no part of it."""
    text = source.fold(place)
    cut = 0
    for match in _LEFT.finditer(text, 0, max(0, len(text) - 3)):
        cut = match.end()
    return span(place.start + cut, place.end)


def _events(source: Source, lines: Sequence[Span]) -> list[Span]:
    found = []
    for line in lines:
        for match in _EVENT.finditer(source.folded, line.start, line.end):
            place = span(*match.span())
            quoted = source.folded[place.start] == "“"
            place = place if quoted else _trimmed(source, place)
            if quoted and source.folded[place.end - 1] == "”":
                place = span(place.start + 1, place.end - 1)
            if not _GENERIC.match(source.fold(place)):
                found.append(place)
    return found


def _organisations(source: Source, lines: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    found = []
    for line in lines:
        found += [span(*match.span("name")) for match in _FOR_EXAMPLE.finditer(source.folded, line.start, line.end)]
        for match in _ORGANISATION.finditer(source.folded, line.start, line.end):
            place = _trimmed(source, span(*match.span()))
            if not _GENERIC.match(source.fold(place)) and not any(place.overlaps(other) for other in taken):
                found.append(place)
    return found


def find_names(source: Source, lines: Sequence[Line]) -> Names:
    """The names that the text and its captions print."""
    places = [line.span for line in lines if line.kind in {"text", "answer", "caption"}]
    policies = _policies(source, places)
    programmes = _programmes(source, places, policies)
    events = _events(source, places)
    organisations = _organisations(source, places, [*policies, *programmes, *events])
    return Names(
        policies=_named(source, "l", policies),
        programmes=_named(source, "b", programmes),
        organisations=_named(source, "o", organisations),
        events=_named(source, "v", events),
    )
