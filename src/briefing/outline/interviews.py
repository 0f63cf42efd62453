"""Several interviews or clippings in one file: where each begins, so that nobody's words become another's."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.outline.labels import TURNS, opens_with_label
from briefing.outline.page_lines import MEDIUM, is_date_line
from briefing.outline.people.speakers import find_speakers
from briefing.text.dates import DATE
from briefing.text.scripts import in_marks
from briefing.text.source import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source

_MAY_HEAD = frozenset({"title", "heading"})
_OF_AN_INTERVIEW = frozenset({"guest", "outlet", "published", "date"})
# Between a headline and the first question stand so many lines about the interview; a notice names so many headlines.
_ABOUT_LINES, _MOST_NAMED = 5, 3
_HEAD_AND_ISSUE = 2


def part_interviews(source: Source, lines: Sequence[Line], reader: NameReader) -> list[list[Line]]:
    """The lines of each interview or clipping, its headline as a title and what stands below it as imprint; one part in most files."""
    named = (index for index, line in enumerate(lines) if line.kind == "imprint" and _names_issue(source, line))
    clippings = [at for at in range(next(named, len(lines)), len(lines)) if _opens_clipping(source, lines, at)]
    if clippings:
        texts = [list(lines[start:end]) for start, end in pairwise([0, *clippings, len(lines)])]
        return [texts[0], *(_with_front(part, _HEAD_AND_ISSUE) for part in texts[1:])]
    first = next((index for index, line in enumerate(lines) if line.kind in TURNS), len(lines))
    heads = [index for index in range(first + 1, len(lines)) if _opens_interview(source, lines, index)]
    if not heads:
        return [list(lines)]
    parts = [list(lines[start:end]) for start, end in pairwise([0, *heads, len(lines)])]
    talks = all(any(line.kind in TURNS for line in part) for part in parts)
    parts = [parts[0], *(_with_front(part, _turn_of(part)) for part in parts[1:])]
    guests = [{speaker.name for speaker in find_speakers(source, part, reader)} for part in parts]
    # One guest throughout, or one of a panel, is one interview that goes on.
    apart = all(before and after and before.isdisjoint(after) for before, after in pairwise(guests))
    told = all(
        part[1].kind == "imprint" or any(name in source[part[0].span] for name in names)
        for part, names in zip(parts[1:], guests[1:], strict=False)
    )
    return parts if talks and apart and told else [list(lines)]


def _opens_interview(source: Source, lines: Sequence[Line], index: int) -> bool:
    """True if a question follows a headline, with at most a date line, a source or a guest between."""
    if lines[index].kind not in _MAY_HEAD:
        return False
    below = lines[index + 1 : index + 2 + _ABOUT_LINES]
    turn = next((at for at, line in enumerate(below) if line.kind in TURNS), None)
    return turn is not None and all(
        line.kind in {"imprint", "furniture"} or opens_with_label(source.fold(line.span)) in _OF_AN_INTERVIEW
        for line in below[:turn]
    )


def _names_issue(source: Source, line: Line) -> bool:
    """True if the line names a medium and the day of its issue: 岚江日报 2026年3月12日 第03版."""
    folded = source.fold(line.span)
    return is_date_line(folded, front=True) and any(
        map(MEDIUM.fullmatch, re.split(r"[\s/|｜，·]+", re.sub(DATE, " ", folded)))
    )


def _opens_clipping(source: Source, lines: Sequence[Line], index: int) -> bool:
    """True if a headline stands over the line of an issue, and a text below both."""
    kinds = [line.kind for line in lines[index : index + _HEAD_AND_ISSUE + 1]]
    return len(kinds) > _HEAD_AND_ISSUE and (
        kinds[0] in _MAY_HEAD and kinds[-1] in {"text", "imprint"} and _names_issue(source, lines[index + 1])
    )


def _turn_of(part: Sequence[Line]) -> int:
    return next((at for at, line in enumerate(part) if line.kind in TURNS), 0)


def _with_front(part: Sequence[Line], front: int) -> list[Line]:
    """The part with its first line as a title and the other lines of its front as imprint."""
    return [
        replace(line, kind="title" if at == 0 else "imprint", level=0) if at < front else line
        for at, line in enumerate(part)
    ]


def join_parts(parts: Sequence[Sequence[Line]]) -> tuple[Line, ...]:
    """The lines of all parts; the headline of each after the first is a heading of the whole."""
    return tuple(
        replace(line, kind="heading", level=1) if number and not at else line
        for number, part in enumerate(parts)
        for at, line in enumerate(part)
    )


def tell_several(source: Source, parts: Sequence[Sequence[Line]]) -> list[Diagnostic]:
    """A notice of where the interviews after the first begin; none where there is one."""
    named = "、".join(in_marks(source[part[0].span]) for part in parts[1 : 1 + _MOST_NAMED])
    what = "访谈" if all(any(line.kind in TURNS for line in part) for part in parts) else "文章"
    message = (
        f"这份文件像是有{len(parts)}篇{what}，后面的从{named}起：题目、日期、来源按第一篇，"
        "地区没有印，受访人和引语各归各篇；请分成几份再做"
    )
    return [Diagnostic(code="several-interviews", span=parts[1][0].span, message=message)] if len(parts) > 1 else []
