"""一是…二是… (列舉): markers in sequence, their heads, and the sentence that announces them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.extract.points import sentences
from briefing.outline import Enumeration, Item, quote_source
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.lines import Line
    from briefing.outline import EnumerationKind, Words
    from briefing.source import Source, Span

_DIGITS = "一二三四五六七八九十"
_OPENS = r"(?:(?<=[。；：，！？、\n”）])|^)"
# Each style of marker; group `n` is the ordinal where the marker says it.
_STYLES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"{_OPENS}(?P<n>[{_DIGITS}])是(?:要)?(?!一)",
        rf"{_OPENS}(?P<n>[{_DIGITS}])要(?!素|件|点|求|务)",
        rf"{_OPENS}第(?P<n>[{_DIGITS}])(?:，|、|是)",
        rf"{_OPENS}其(?P<n>[{_DIGITS}])(?:，|：|是)",
        rf"^[ \t]*（(?P<n>[{_DIGITS}])）",
        rf"^[ \t]*(?P<n>[{_DIGITS}]{{1,2}})、",
        r"^[ \t]*(?P<n>[1-9]\d?)(?:\.(?!\d)|、)",
        rf"{_OPENS}(?:首先|(?:其次|第二)|(?:再次|再者|第三)|最后)(?=，)",
        rf"{_OPENS}(?:一方面|另一方面)，?",
        r"^[ \t]*[^，。：\n]{2,6}之(?P<n>[一二三四五六七八九十])：",
    )
)
_WORDS = {"首先": 1, "第二": 2, "第三": 3, "其次": 2, "第二": 2, "再次": 3, "第三": 3, "再者": 3, "最后": 4, "一方面": 1, "另一方面": 2}
_HEAD_END = re.compile(r"[，。；：！？\n]")
_FRAME = re.compile(r"(?:在|从|对|就|围绕|针对|聚焦|关于)[^，。；：\n]{2,24}(?:上|方面|来看|来说|下|中)，")
_COUNT = re.compile(
    rf"(?P<n>[{_DIGITS}两]|\d{{1,2}})(?:大|个|组|项|点|条|方面|件|种)(?:方面的?)?"
    r"(?P<noun>关键词|方面|任务|重点(?:工作)?|举措|措施|工作|问题|目标|行动|建议|要求|原则|意见|特点|着力点|字|体会|[\u4e00-\u9fff]{0,4})"
)
_PRIORITIES = re.compile(r"重点发力|发力|着力|重点(?:做好|抓好|推进|工作|任务)|抓好|做好以下|主要任务|下一步")


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text == "两":
        return 2
    if len(text) == 2:
        return 10 + _DIGITS.index(text[1]) + 1 if text[0] == "十" else (_DIGITS.index(text[0]) + 1) * 10
    return _DIGITS.index(text) + 1


def _ordinal(match: re.Match[str]) -> int:
    ordinal = match.groupdict().get("n")
    return _number(ordinal) if ordinal else _WORDS[match.group().strip("，")]


def _runs(matches: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The matches cut into runs that count 1, 2, 3…; a lone 1 is none, 最后 may close any run."""
    run: list[re.Match[str]] = []
    for match in matches:
        ordinal = _ordinal(match)
        if run and (ordinal == len(run) + 1 or match.group().startswith("最后")):
            run.append(match)
            continue
        if len(run) > 1:
            yield run
        run = [match] if ordinal == 1 else []
    if len(run) > 1:
        yield run


def _head(source: Source, start: int, end: int) -> Words:
    folded = source.folded
    frame = _FRAME.match(folded, start, end)
    start = frame.end() if frame else start
    while start < end and folded[start] in "，、 \t":
        start += 1
    match = _HEAD_END.search(folded, start, end)
    stop = match.start() if match else end
    if folded[start:stop].startswith(("“", "‘")) and folded[start:stop].endswith(("”", "’")):
        start, stop = start + 1, stop - 1
    return quote_source(source, span(start, max(start, stop)))


def _end(source: Source, run: Sequence[re.Match[str]], lines: Sequence[Line]) -> int:
    """Where the last member ends: with its line."""
    start = run[-1].start()
    line = next((line for line in lines if line.span.start <= start < line.span.end), None)
    return line.span.end if line else len(source.text)


def _before(source: Source, start: int, lines: Sequence[Line]) -> Words | None:
    """The sentence before the first marker: in its line, else the last of the text before, captions passed over."""
    earlier = [
        line for line in lines if line.span.start <= start and line.kind in {"text", "answer", "heading", "question"}
    ]
    for line in reversed(earlier[-3:]):
        cut = span(line.span.start, min(start, line.span.end))
        found = list(sentences(source, cut))
        if found:
            return quote_source(source, found[-1])
    return None


def _announced(source: Source, lead: Words | None) -> tuple[EnumerationKind, str | None, int | None]:
    folded = source.fold(lead.span) if lead else ""
    counts = list(_COUNT.finditer(folded))
    noun = counts[-1]["noun"] or None if counts else None
    declared = _number(counts[-1]["n"]) if counts else None
    if "关键词" in folded:
        return "keywords", "关键词", declared
    return ("priorities" if _PRIORITIES.search(folded) and counts else "list"), noun, declared


def _enumeration(source: Source, run: Sequence[re.Match[str]], lines: Sequence[Line]) -> Enumeration | None:
    ends = [match.start() for match in run[1:]] + [_end(source, run, lines)]
    items = []
    for ordinal, (match, end) in enumerate(zip(run, ends, strict=True), 1):
        head = _head(source, match.end(), end)
        if not head.text.strip():
            return None
        marker = source.text[match.start() : match.end()].strip(" \t，,")
        items.append(
            Item(ordinal=ordinal, marker=marker, head=head, span=span(match.start(), _trim(source, match.start(), end)))
        )
    lead = _before(source, run[0].start(), lines)
    kind, noun, declared = _announced(source, lead)
    return Enumeration(id="", kind=kind, lead=lead, noun=noun, declared=declared, items=tuple(items))


def _trim(source: Source, start: int, end: int) -> int:
    return start + len(source.text[start:end].rstrip())


def find_enumerations(source: Source, lines: Sequence[Line]) -> tuple[Enumeration, ...]:
    """The enumerations in the order of their first markers."""
    inside = [line.span for line in lines if line.kind in {"text", "answer", "heading", "question"}]
    found = []
    for style in _STYLES:
        matches = [match for match in style.finditer(source.folded) if _stands_in(match.start(), inside)]
        found += [one for run in _runs(matches) if (one := _enumeration(source, run, lines))]
    found.sort(key=lambda one: one.items[0].span or span(0, 0))
    return tuple(
        Enumeration(
            id=f"e{number}", kind=one.kind, lead=one.lead, noun=one.noun, declared=one.declared, items=one.items
        )
        for number, one in enumerate(found, 1)
    )


def _stands_in(offset: int, places: Sequence[Span]) -> bool:
    from briefing.source import find_holder

    return find_holder(places, offset) is not None
