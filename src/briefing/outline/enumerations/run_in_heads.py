"""Members of a list that no number marks: paragraphs that open with a short phrase each, or the headings that a count announces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from briefing.outline.enumerations.leads import ANNOUNCED, value_of
from briefing.outline.enumerations.markers import Marker
from briefing.text.lexicon import pattern
from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.text.source import Source, Span

# 主要有三个特点：, 要抓好四件事。: the count with which a paragraph ends.
_ANNOUNCES = re.compile(
    r"(?P<n>[二两三四五六七八九]|[2-9])(?:个|大|项|条|点|件|种|类|句|招|步|方面)(?P<noun>[^，。；：！？“”\n]{0,12})"
    r"(?P<stop>：|。|——|――|-{2})$"
)
# 快字当头。…, **提速：**…: the phrase that opens a paragraph, and what it is followed by.
_RUN_IN = re.compile(r"(?:\*\*)?(?P<head>[^。；：！？，*\n]{2,18})(?:\*\*)?(?:[。：！]|——)(?:\*\*)?(?=[^\n]{8})")
# 更加注重协同创新。推动…, 改造升级，促进焕新。近年来…: the sentence that is a paragraph's head, and its first clause.
_HEAD_SENTENCE = re.compile(
    r"(?:\*\*)?(?P<head>(?:[^。；：！？，*“”\d\n]|“[^“”\n]{1,10}”){3,20})(?:[，、](?P<more>[^。；：！？\n]{2,30}))?(?:\*\*)?[。：](?:\*\*)?(?=[^\n]{16})"
)
# 严格执法办案方面，组织开展…; 从供给端看，…: what a paragraph is about.
_ASPECT = re.compile(
    r"(?P<head>(?:[在从]?[^，。；：“”\n]{2,16}(?:方面|层面|维度)|从[^，。；：“”\n]{2,14}[端面侧度])(?:来?看|来[说讲])?)，(?=[^\n]{8})"
)
_DOING = re.compile(pattern("lists", "doing"))
_TOLD = re.compile(pattern("lists", "told"))
_NUMBERED = re.compile(r"（?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）、.．]")
_FEWEST, _MOST, _ALIKE, _NEARLY = 3, 12, 2, 2
# The headings that a count announces stand within so many paragraphs.
_REACH = 200
# 具体而言，“八有”守初心。…: what leads to the first head is no part of it.
_MARKUP = re.compile(r"[#> \t　]*(?:具体(?:而言|来说|来讲|说来)，)?")
# A file may hold all its paragraphs in one line, each set in by two wide blanks.
_SET_IN = re.compile(r"　　+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    place: Span
    line: int
    kind: str
    level: int


def _are_parallel(row: Sequence[re.Match[str] | None]) -> bool:
    """True if heads are of one make: all say what to do, or they are of (nearly) one length and share words at an end, within, or behind.

    A head that a story tells, and one that says what another says, are no member's.
    """
    matches = [match for match in row if match]
    heads = [match["head"] for match in matches]
    if any(map(_TOLD.search, heads)) or len(set(heads)) < len(heads):
        return False
    # 优化水网布局, 守住老街风貌; 惠民生和促消费紧密结合, 政策支持和改革创新紧密结合: one end of three characters and more.
    if all(map(_DOING.match, heads)) or len({head[-3:] for head in heads}) == 1:
        return True
    more = [match["more"] for match in matches]
    within = any(all(heads[0][at : at + _ALIKE] in head for head in heads) for at in range(len(heads[0]) - 1))
    ends = any(len({head[at] for head in heads}) == 1 for at in (0, -1))
    ends |= all(more) and len({clause[:_ALIKE] for clause in more}) == 1
    sizes = [len(head) for head in heads]
    spread = max(sizes) - min(sizes)
    return (spread <= _NEARLY and within) or (spread == 0 and (ends or within))


def _find_rows(source: Source, paragraphs: Sequence[_Paragraph]) -> Iterator[Sequence[_Paragraph]]:
    """The longest rows of three and more paragraphs in which each opens with a phrase that is like its sisters'.

    Under a numbered heading, as in a work report ((六)切实增进百姓福祉), they are the heading's paragraphs and no list.
    """
    numbered, under_number = [], False
    for one in paragraphs:
        if one.kind == "heading":
            under_number = bool(_NUMBERED.match(source.folded, one.place.start, one.place.end))
        numbered.append(under_number)
    for form in (_HEAD_SENTENCE, _ASPECT):
        found = [
            form.match(source.folded, one.place.start, one.place.end) if one.kind in {"text", "answer"} else None
            for one in paragraphs
        ]
        start = 0
        while start < len(found):
            row = list(takewhile(bool, found[start : start + _MOST]))
            parts = (row[:size] for size in range(len(row), _FEWEST - 1, -1))
            part = next((part for part in parts if form is _ASPECT or _are_parallel(part)), [])
            if part and not numbered[start]:
                yield paragraphs[start : start + len(part)]
            start += len(part) or 1


def _find_counted(source: Source, paragraphs: Sequence[_Paragraph]) -> Iterator[Sequence[_Paragraph]]:
    """The lists that a count announces at a paragraph's end and as many paragraphs or headings after it make up."""
    for index, one in enumerate(paragraphs):
        match = _ANNOUNCES.search(source.fold(one.place)) if one.kind in {"text", "answer"} else None
        # 授权发明专利两项。 states a fact: before a full stop the noun must be one that announces.
        if match is None or (match["stop"] == "。" and not ANNOUNCED.search(match["noun"])):
            continue
        number = value_of(match["n"])
        members = paragraphs[index + 1 : index + 1 + number]
        if members and members[0].kind == "heading":
            # The headings of that level up to one above it, and no more than were announced.
            level = members[0].level
            later = paragraphs[index + 1 : index + _REACH]
            headings = [other for other in later if other.kind == "heading" and other.level <= level]
            above = next((at for at, other in enumerate(headings) if other.level < level), len(headings))
            members = headings[: min(above, number + 1)]
            fits = len(members) == number
        else:
            fits = len(members) == number and all(
                member.kind in {"text", "answer"} and _RUN_IN.match(source.folded, member.place.start, member.place.end)
                for member in members
            )
        if fits:
            yield members


def find_run_ins(source: Source, lines: Sequence[Line]) -> Iterator[list[Marker]]:
    """The lists that a count announces and as many paragraphs or headings after it make up, then rows of paragraphs with like heads.

    Their members have marks of no characters.
    """
    paragraphs: list[_Paragraph] = []
    for index, line in enumerate(lines):
        start = line.label.end if line.label else line.span.start
        cuts = [start, *(match.end() for match in _SET_IN.finditer(source.folded, start, line.span.end)), line.span.end]
        for begin, end in pairwise(cuts):
            markup = _MARKUP.match(source.folded, begin, end)
            place = strip_span(source, span(markup.end() if markup else begin, end))
            if place.start < place.end:
                paragraphs.append(_Paragraph(place=place, line=index, kind=line.kind, level=line.level))
    first = {member.line: member for member in reversed(paragraphs)}
    for row in (*_find_counted(source, paragraphs), *_find_rows(source, paragraphs)):
        starts = [(member.place.start, member) for member in row]
        yield [
            Marker(style="同", ordinal=ordinal, start=at, end=at, line=one.line, opens=first[one.line] is one)
            for ordinal, (at, one) in enumerate(starts, 1)
        ]
