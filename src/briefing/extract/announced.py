"""Members of an enumeration that carry no marks: as many clauses as a count announces (四个方面：在…上；在…上；…)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.source import Source, Span

_NUMERALS = "一二三四五六七八九"
# 四个方面：在…上；在…上；…: as many clauses as were announced, each opening as the first does, need no numbers.
_ANNOUNCED = re.compile(
    r"(?P<n>[二两三四五六七八九])(?:个|大|项|件|条|种|方面)[^。；：\r\n]{0,24}(?:：|。(?=“)|，即)(?P<members>[^。：\r\n]{8,1200})(?=。|：|$)"
)
# “三减”：减环节，…；减材料，…；减时限，…. 两笔钱：一笔给企业，…；一笔给个人，….
_REPEATED = re.compile(
    r"(?P<n>[二两三四五六七八九])(?P<word>[\u4e00-\u9fff])[^。；：！？\r\n]{0,12}(?:：|，即)(?=(?P<members>[^\r\n]{8,1200}))"
)
# So many clauses as were announced are no accident, however they begin.
_SURE = 3
_PARTED = tuple(map(re.compile, ("；", "[，；]", "、")))
_SHORTEST_MEMBER = 4
_OPENS_CLAUSE = frozenset("在以聚抓围对从让把用向“")


def find_announced(source: Source, line: Span) -> Iterator[tuple[list[int], int]]:
    """Where clauses begin that a count announces and their number, or their like beginnings, bear out.

    With each run comes how many characters number its members: two of 一笔给企业、一笔给个人, else none.
    """
    for match in _ANNOUNCED.finditer(source.folded, line.start, line.end):
        members = span(*match.span("members"))
        parted = (_starts(source, members, marks) for marks in _PARTED)
        starts = next((one for one in parted if len(one) == _number(match)), [])
        openings = {source.folded[start] for start in starts}
        alike = len(openings) == 1 and openings <= _OPENS_CLAUSE
        if starts and (alike or len(starts) >= _SURE):
            yield starts, 0
    for match in _REPEATED.finditer(source.folded, line.start, line.end):
        members = span(*match.span("members"))
        for opening, marked in ((match["word"], 0), (f"一{match['word']}", 2)):
            starts = _repeated(source, members, opening, _number(match))
            if starts:
                yield starts, marked


def _number(match: re.Match[str]) -> int:
    return _NUMERALS.index(match["n"].replace("两", "二")) + 1


def _repeated(source: Source, members: Span, opening: str, number: int) -> list[int]:
    """Where the clauses begin that open with the same words, as many as were announced, in one sentence or in the rest of the line."""
    clause = re.compile(rf"(?<![^：，；、。]){opening}(?=[\u4e00-\u9fff“])")
    sentence = source.folded.find("。", members.start, members.end)
    for end in (sentence, members.end):
        starts = [match.start() for match in clause.finditer(source.folded, members.start - 1, max(end, members.start))]
        if len(starts) == number and starts[0] == members.start:
            return starts
    return []


def _starts(source: Source, members: Span, marks: re.Pattern[str]) -> list[int]:
    """Where the members begin that such marks part; none where one of them is too short to be a member."""
    starts = [members.start, *(mark.end() for mark in marks.finditer(source.folded, *_ends(members)))]
    ends = [*starts[1:], members.end + 1]
    sizes = [end - 1 - start for start, end in zip(starts, ends, strict=True)]
    return starts if min(sizes) >= _SHORTEST_MEMBER or marks is _PARTED[0] else []


def _ends(place: Span) -> tuple[int, int]:
    return place.start, place.end
