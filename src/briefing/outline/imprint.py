"""Title, series, outlet and date of publication, as printed."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from briefing.outline.front_lines import goes_on, is_form_name
from briefing.outline.labels import labelled, labelled_in
from briefing.outline.model import quote_source
from briefing.outline.page_lines import PAGE_NAMED
from briefing.text.dates import DATE, SHORT_DATE, iso_date
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.lines import Line, LineKind
    from briefing.outline.model import Words
    from briefing.text.source import Source

_SUFFIX, _PRESS, _OWN = (pattern("imprint", table) for table in ("medium", "press", "own"))
_BOOK = r"《(?P<book>[^《》]{2,16})》"
# 《岚江学刊》记者, 岚江日报记者: a byline that names its medium.
_REPORTS = re.compile(
    rf"(?:{_BOOK}|(?P<name>(?!{_OWN})[\u4e00-\u9fff]{{1,10}}?{_SUFFIX}))(?:首席|见习|特约|融媒体?|全媒体)?记者"
)
# 岚江日报/2026年…, 2026-03-12 岚江网, 2026-03-12 岚江县政府: what stands beside the day.
_BESIDE = re.compile(
    rf"{_BOOK}|(?P<name>[\u4e00-\u9fffA-Za-z]{{1,12}}{_SUFFIX}|[\u4e00-\u9fff]{{2,10}}政府|{pattern('imprint', 'latin')})(?:[-—·|｜]?[\u4e00-\u9fff]{{2,6}}频道)?(?:\d{{1,2}}月\d{{1,2}}日)?"
)
# 方竹《岚江日报》（2026年03月12日第 02 版）: the paper with its day.
_PRINTED = re.compile(rf"《[ 　]?(?P<book>[^《》]{{2,16}}?)[ 　]?》[ 　]?（?[ 　]*{DATE}")
_PARTS = re.compile(r"[^\s\[\]【】（）|｜│/／·•，,：:_—-]+")
# 新华社岚江3月12日电, 【岚江日报讯】: what a report opens with.
_WIRE = re.compile(
    rf"[（【“]?(?P<name>(?!{_OWN})[\u4e00-\u9fff]{{1,10}}?(?:社|网|报|新闻|电视台|电台|在线|融媒体?))[\u4e00-\u9fff]{{0,8}}?[ 　]?"
    rf"(?:\d{{1,2}}月\d{{1,2}}日)?{pattern('imprint', 'wire')}(?=[】）：（\s”])"
)
# （海通社记者方竹岚江12日电）, and 本文刊于《岚江日报》.
_SIGNS = re.compile(rf"[（【](?P<name>(?!{_OWN})[\u4e00-\u9fff]{{1,10}}?{_SUFFIX})记者[^（）【】。]{{2,20}}[）】]")
_REPRINTED = re.compile(rf"(?:原载|原刊|刊载|刊登|发表|刊|载)于?[^《》。]{{0,16}}{_BOOK}")
# 岚江日报推出系列访谈: the text says what its medium does.
_PUBLISHES = re.compile(
    rf"(?:(?<=[，。；！？“”：])|(?<![^\n]))(?:即日起|近日|日前|今天|今日|近期)?，?(?:{_BOOK}|(?P<name>[\u4e00-\u9fff]{{0,6}}?{_PRESS}(?:[\u4e00-\u9fff]{{2,4}}频道)?))"
    rf"(?:特别|联合|同步|今起|近日)?{pattern('imprint', 'published_by')}"
)
# 接受《岚江日报》专访.
_INTERVIEWED = re.compile(rf"接受了?(?:{_BOOK}|(?P<name>[\u4e00-\u9fff]{{1,8}}?{_PRESS}))(?:记者)?的?(?:独家)?专访")
_TITLED = re.compile(
    rf"(?:{DATE}[ 　])?(?:{_BOOK}|(?P<name>[\u4e00-\u9fff]{{1,8}}?{_SUFFIX}|{pattern('imprint', 'latin')}))[ 　]?(?:独家)?(?:专访|采访|访问)"
)
# 请加入成为岚江新闻的月费订户: a page's invitation names its own medium.
_INVITES = re.compile(
    rf"(?:成为|订阅)(?:{_BOOK}|(?P<name>[\u4e00-\u9fff]{{2,8}}?))的?(?:[月年付]费)(?:订户|会员|读者|用户)"
)
# What 来源： names, without what follows: 岚江网-时政频道, 岚江日报（2026年3月12日）, 岚江发布2026-03-12.
_SOURCE_NAME = re.compile(
    r"\"?(?:《(?P<book>[^《》]{2,20})》|“?(?P<name>(?:(?!20\d\d[-/年.])[\u4e00-\u9fffA-Za-z0-9]){2,24}?)(?:(?<=[报社网台闻])记者|”|\")?(?=20\d\d[-/年.]|[^\u4e00-\u9fffA-Za-z0-9]|\Z))"
)
_NAMELESS = re.compile(rf"{pattern('imprint', 'nameless')}|综合.*|https?")
_DATE = re.compile(rf"{DATE}|{SHORT_DATE}")
_TEXT = frozenset({"text", "heading", "question", "host", "answer"})
_ABOUT = frozenset({"imprint", "furniture"})
_OPENING_LINES = 3


def first_of(source: Source, lines: Sequence[Line], kind: LineKind) -> Words | None:
    """The first line of a kind."""
    return next((quote_source(source, line.span) for line in lines if line.kind == kind), None)


def find_title(source: Source, lines: Sequence[Line]) -> Words | None:
    """The headline; where there is none or only the name of a form (访谈记录), what 访谈题目： or 主题： says, if anything."""
    title = _headline(source, lines)
    if title and not is_form_name(source.fold(title.span)):
        return title
    topic = next(
        (one.value for one in labelled(source, lines) if one.kind == "topic" and (one.value.start < one.value.end)),
        None,
    )
    return quote_source(source, topic) if topic else title


def _headline(source: Source, lines: Sequence[Line]) -> Words | None:
    """The first headline, with the line that it goes on in."""
    at = next((index for index, line in enumerate(lines) if line.kind == "title"), None)
    if at is None:
        return None
    parts = [
        lines[at].span,
        *(
            line.span
            for line in lines[at + 1 : at + 2]
            if line.kind == "title" and goes_on(source.fold(lines[at].span))
        ),
    ]
    return quote_source(source, *parts)


def _edges(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines about the text before it begins and after it has ended, not what stands between (the days of a diary)."""
    title = next((index for index, line in enumerate(lines) if line.kind == "title"), 0)
    first = next((index for index, line in enumerate(lines) if index > title and line.kind in _TEXT), len(lines))
    last = max((index for index, line in enumerate(lines) if line.kind in _TEXT), default=0)
    front, end = lines[:first], lines[max(first, last) :]
    return [line for line in front if line.kind in _ABOUT], [line for line in end if line.kind in _ABOUT]


def _name(source: Source, match: re.Match[str] | None) -> Words | None:
    """The medium that a match names."""
    group = next((group for group, words in match.groupdict().items() if words), None) if match else None
    return quote_source(source, span(*match.span(group))) if match and group else None


def find_outlet(source: Source, lines: Sequence[Line]) -> Words | None:
    """The outlet of the text, by evidence alone: 来源：, a byline or date line, the opening of a report, what it says of itself.

    None where the text only mentions media (金城商报、澳门早报等多家媒体, 国网).
    """
    about = [line for edge in _edges(lines) for line in edge]
    found = chain(_sources(source, about), _beside(source, about), _said(source, lines))
    return next(filter(None, found), None)


def _sources(source: Source, about: Sequence[Line]) -> Iterator[Words | None]:
    for value in labelled(source, about):
        match = _SOURCE_NAME.match(source.folded, value.value.start, value.value.end)
        if value.kind != "outlet" or not match or _NAMELESS.fullmatch(match["book"] or match["name"]):
            continue
        # 来源：县统计局 right under a table's row tells where its figures are from.
        above = len(source.text[: value.label.start].rstrip())
        if not any(mark.kind == "row" and mark.span.end == above for mark in source.marks):
            yield _name(source, match)


def _beside(source: Source, about: Sequence[Line]) -> Iterator[Words | None]:
    """The media that bylines name and that stand beside the day of a date line."""
    for line in (line for line in about if line.kind == "imprint"):
        folded, (start, end) = source.folded, (line.span.start, line.span.end)
        yield _name(source, _PRINTED.search(folded, start, end))
        yield _name(source, _REPORTS.search(folded, start, end))
        yield _name(source, _REPRINTED.search(folded, start, end))
        labels = labelled_in(source, line.span)
        # 2026年5月9日 青蒲发布 责编：方竹: what stands before the first label is no value of one.
        end = labels[0].label.start if labels else end
        if not PAGE_NAMED.fullmatch(folded, start, end):
            yield from (
                _name(source, _BESIDE.fullmatch(folded, *part.span())) for part in _PARTS.finditer(folded, start, end)
            )


def _said(source: Source, lines: Sequence[Line]) -> Iterator[Words | None]:
    """The medium as the title, the first lines of the text or an invitation to subscribe name it."""
    title = next((line.span for line in lines if line.kind == "title"), None)
    opening = [line.span for line in lines if line.kind == "text"][:_OPENING_LINES]
    for opens in (_WIRE, _SIGNS):
        yield from (_name(source, opens.match(source.folded, place.start, place.end)) for place in opening)
    if title:
        yield _name(source, _TITLED.fullmatch(source.folded, title.start, title.end))
    for form, places in ((_PUBLISHES, opening), (_INTERVIEWED, [*filter(None, [title]), *opening])):
        yield from (_name(source, form.search(source.folded, place.start, place.end)) for place in places)
    page = (line.span for line in lines if line.kind == "furniture")
    yield from (_name(source, _INVITES.search(source.folded, place.start, place.end)) for place in page)


def find_published(source: Source, lines: Sequence[Line]) -> Words | None:
    """The day of publication as printed: what 发布时间： says, else the date line; a conversation's own day where neither is."""
    front, end = (_days(source, edge) for edge in _edges(lines))
    if front:
        best = min(front, key=lambda one: one[0])[1]
        # 2026-03-12 over 發稿時間：115年3月12日: the day as readers anywhere count the years.
        same = (words for _, words in front if _day(source, words) == _day(source, best))
        return next((words for words in same if words.text[:2] in {"19", "20"}), best)
    # Several days after the text are those of other articles; one alone in the middle is a portal's.
    rest = end or _days(source, [line for line in lines if line.kind == "imprint"])
    return min(rest, key=lambda one: one[0])[1] if len({words.text for _, words in rest}) == 1 else None


def _day(source: Source, words: Words) -> str | None:
    return iso_date(source.fold(words.span))


def _days(source: Source, about: Sequence[Line]) -> list[tuple[tuple[int, int], Words]]:
    """The days that lines about the text print, with their rank and place."""
    return [
        ((_rank(source, line, match.start()), match.start()), quote_source(source, span(*match.span())))
        for line in about
        if line.kind == "imprint"
        for match in _DATE.finditer(source.folded, line.span.start, line.span.end)
    ]


def _rank(source: Source, line: Line, offset: int) -> int:
    """The strength of the proof that a day is that of publication: 发布时间：, a day alone or 成文日期：, 最后更新：, 采访时间：."""
    labels = [one for one in labelled_in(source, line.span) if one.value.start <= offset < one.value.end]
    if not labels or labels[0].kind in {"outlet", "author"}:
        return 1
    if labels[0].kind == "published":
        said = source.fold(labels[0].label)
        return 2 if "更新" in said else 1 if re.search("成文|发文|印发|生成", said) else 0
    return 3
