"""Sections and points: the text cut at headings, then into sentences and members of 「；」 series."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from briefing.outline.model import Point, Section, quote_source
from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Enumeration
    from briefing.text.source import Source, Span

# A sentence ends at its stop with the closing marks that belong to it, unless it goes on: 大家说‘下雨了！’，我们…
_STOP = "[^。！？；…]*(?:[。！？；]|…+)[”’）」』]*"
_SENTENCE = re.compile(rf"(?:{_STOP}(?=[，、：。]))*+{_STOP}|[^。！？；…]+\Z")

# 必须确保一、不限电；|二、电价合理: where the first number stands within a clause, its words lead to every member. 统一 is none.
_FIRST = re.compile(r"(?<=[\u4e00-\u9fff])(?<![统第])(?:一、|（一）|①)")
# 一、坚持标准统一、…；: a member that opens with its own number needs no words before it.
_OWN = re.compile(r"[ 　]*(?:第?一、|（一）|①)")
_NEXT = re.compile(r"[ 　]*(?:[二三四五六七八九]、|（[二三四五六七八九]）|[②-⑨])")


def find_sections(source: Source, lines: Sequence[Line]) -> tuple[Section, ...]:
    """The text's sections; the first has no heading where text stands before the first heading."""
    body = [line for line in lines if line.kind not in {"title", "subtitle", "series", "imprint", "furniture"}]
    starts: list[tuple[int, Line | None]] = (
        [] if not body or body[0].kind == "heading" else [(body[0].span.start, None)]
    )
    starts += [(line.span.start, line) for line in body if line.kind == "heading"]
    ends = [start for start, _ in starts[1:]] + ([body[-1].span.end] if body else [])
    return tuple(
        Section(
            id=f"s{number}",
            heading=quote_source(source, line.span) if line else None,
            span=span(start, max(start, end)),
        )
        for number, ((start, line), end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def sentences(source: Source, place: Span) -> Iterator[Span]:
    """The sentences and 「；」 members in a place, marks included; members that only the words before the first make whole are one."""
    begun: int | None = None
    for match in _SENTENCE.finditer(source.folded, place.start, place.end):
        start = match.start() if begun is None else begun
        leads = begun is not None or (
            not _OWN.match(source.folded, start, match.end()) and _FIRST.search(source.folded, start, match.end())
        )
        runs_on = leads and _NEXT.match(source.folded, match.end(), place.end)
        begun = start if runs_on else None
        sentence = strip_span(source, span(start, match.end()))
        if not runs_on and sentence.start < sentence.end:
            yield sentence


# （作者系云溪区委书记）: who wrote the text, no part of what it says.
_AUTHOR_NOTE = re.compile(r"（[^（）。]{0,6}作者[系为是单][^（）。]{2,60}）")

# 甲区 21 10031 (18.5%) 乙区 19 6015 …: a table pasted as one line has numbers and hardly a mark; those of an address are none.
_NUMBER = re.compile(r"(?<![A-Za-z\d/_.=&-])\d+(?:[.,]\d+)*(?![A-Za-z\d/_=&-])")
_MARK = re.compile(r"[，。；：、！？|\t]")
_NUMBERS, _A_MARK = 10, 6


def find_flattened(source: Source, lines: Sequence[Line]) -> list[Span]:
    """The lines that are a table pasted as one: which number stands in which column nobody can tell."""
    rows = {(mark.words or mark.span).start for mark in source.marks if mark.kind == "row"}
    texts = [line.span for line in lines if line.kind in {"text", "answer"} and line.span.start not in rows]
    counted = ((place, source.fold(place)) for place in texts)
    return [
        place
        for place, folded in counted
        if len(_NUMBER.findall(folded)) >= max(_NUMBERS, _A_MARK * len(_MARK.findall(folded)))
    ]


def find_points(
    source: Source,
    lines: Sequence[Line],
    sections: Sequence[Section],
    questions: Sequence[Span],
    enumerations: Sequence[Enumeration],
) -> tuple[Point, ...]:
    """Every sentence of running text that is no question to the speaker and no flattened table, with its section.

    What announces an enumeration and its first member are two.
    """
    points: list[Point] = []
    starts = [one.span.start for one in sections]
    asked = sorted(questions)
    flattened = set(find_flattened(source, lines))
    members = sorted(one.items[0].span.start for one in enumerations if one.items[0].span)
    for line in lines:
        if (
            line.kind not in {"text", "answer"}
            or line.span in flattened
            or _AUTHOR_NOTE.fullmatch(source.fold(line.span).strip())
        ):
            continue
        start = line.label.end if line.label else line.span.start
        section = sections[max(0, bisect_right(starts, line.span.start) - 1)].id if sections else "s1"
        for sentence in sentences(source, span(start, line.span.end)):
            # The questions are in order and do not overlap: the last that begins before the sentence's end decides.
            before = bisect_left(asked, sentence.end, key=lambda one: one.start)
            if before and asked[before - 1].overlaps(sentence):
                continue
            # What announces an enumeration is cut off before its first member: 要抓好三件事：|一是….
            within = members[bisect_right(members, sentence.start) : bisect_left(members, sentence.end)]
            cut = next((begin for begin in within if source.folded[begin - 1] == "："), sentence.start)
            parts = [span(sentence.start, cut), span(cut, sentence.end)] if cut > sentence.start else [sentence]
            points += (Point(id="", section=section, words=quote_source(source, part)) for part in parts)
    return tuple(
        Point(id=f"p{number}", section=point.section, words=point.words) for number, point in enumerate(points, 1)
    )
