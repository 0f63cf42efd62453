"""Printed lines → paragraphs: which line goes on in the next one, and which is only page furniture."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PAGE_NUMBER = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,4}\s*(?:页|頁)?(?:\s*[/／共]\s*\d{1,4}\s*(?:页|頁)?)?[-—–－·\s]*")
# A running head stands at least on so many pages.
_RUNNING = 3
# Lines that begin within so many steps of each other, of so many points, are of one column.
_REACH, _UNIT = 3, 12
_HEADING = 1.15
_ENDS = ("。", "！", "？", "”", "」", "：", "；", ".", "!", "?", ":", ";")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line and where it stands: points from the page's left and bottom edge; `em` is the width of a Chinese character."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    em: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """Where the lines of a column begin and end, those of a paragraph's first or last line aside."""

    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """How a text is set: its columns, its usual distance from line to line, and its usual size of characters."""

    columns: dict[int, _Column]
    pitch: float
    em: float


def join_lines(lines: Iterable[Line]) -> Iterator[str]:
    """The paragraphs that the lines make up, page numbers and running heads left out."""
    every = list(lines)
    furniture = find_furniture(every)
    return (words for _, words in join_paragraphs([line for line in every if line not in furniture]))


def join_paragraphs(body: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The paragraphs that the lines make up, each with the number of the page that it begins on."""
    if not body:
        return
    setting = _setting(body)
    page, words = body[0].page, body[0].text
    for line, following in pairwise(body):
        if _goes_on(line, following, setting):
            words = _join(words, following.text)
        else:
            yield page, words
            page, words = following.page, following.text
    yield page, words


def find_furniture(lines: Sequence[Line]) -> frozenset[Line]:
    """The lines that are page numbers or running heads."""
    # The outermost lines alone: a furniture line too many is seen and cut, a sentence too few is missed.
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    edges = [{line: _without_digits(line) for line in _outermost(page)} for page in pages]
    counted = Counter(words for page in edges for words in set(page.values()))
    repeated = {words for words, count in counted.items() if count >= _RUNNING and count * 3 >= len(pages)}
    return frozenset(
        line for page in edges for line in page if page[line] in repeated or _PAGE_NUMBER.fullmatch(line.text)
    )


def _outermost(page: list[Line]) -> list[Line]:
    """The highest and the lowest lines of a page; a running head may be several pieces side by side."""
    heights = [line.bottom for line in page]
    return [line for line in page if line.bottom > max(heights) - 3 or line.bottom < min(heights) + 3]


def _without_digits(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _columns(lines: Sequence[Line]) -> dict[int, _Column]:
    """The column that a line stands in, by where the line begins."""
    members: dict[int, list[Line]] = {}
    for line in lines:
        for start in range(_start(line) - _REACH, _start(line) + _REACH + 1):
            members.setdefault(start, []).append(line)
    return {start: _column(inside) for start, inside in members.items()}


def _column(lines: list[Line]) -> _Column:
    # A few lines stick out, as marks hung into the margin do, and must not decide.
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    outlier = len(lines) // 20
    return _Column(left=lefts[outlier], right=rights[-1 - outlier])


def _start(line: Line) -> int:
    return round(line.left / _UNIT)


def _setting(lines: Sequence[Line]) -> _Setting:
    steps = [one.bottom - other.bottom for one, other in pairwise(lines) if one.page == other.page]
    downward = [step for step in steps if step > 0]
    return _Setting(
        columns=_columns(lines),
        pitch=median(downward) if downward else 0.0,
        em=median(line.em for line in lines),
    )


def _goes_on(line: Line, following: Line, setting: _Setting) -> bool:
    """Whether the line is full, and the next is set like it, is no first line, and no further down than usual."""
    return (
        _is_full(line, setting.columns[_start(line)])
        and abs(line.em - following.em) < 0.15 * line.em
        and _is_next(line, following, setting)
        and not _is_first(line, following, setting)
    )


def _is_full(line: Line, column: _Column) -> bool:
    # Where lines are not stretched, words that may not be parted can leave a quarter of one empty; few headings are as long.
    spare = 1.6 * line.em if line.text.endswith(_ENDS) else max(4 * line.em, 0.25 * (column.right - column.left))
    return line.right > column.right - spare


def _is_next(line: Line, following: Line, setting: _Setting) -> bool:
    """Whether the next line stands one line further down, or at the head of another column or page."""
    step = line.bottom - following.bottom
    is_moved = line.page != following.page or step < -setting.pitch
    return is_moved or abs(step) < 1.4 * setting.pitch * max(1.0, line.em / setting.em)


def _is_first(line: Line, following: Line, setting: _Setting) -> bool:
    """Whether the next line is indented, against this one or by the two characters of a Chinese paragraph."""
    column = setting.columns[_start(following)]
    indent, shift = following.left - column.left, following.left - line.left
    if following.em > _HEADING * setting.em:
        # A heading of two lines begins both at the same place, or is centred.
        return min(abs(shift), abs(indent - (column.right - following.right))) > following.em
    is_indented = 0.8 * line.em < shift < 4 * line.em
    return is_indented or abs(indent - 2 * line.em) < 0.5 * line.em


def _join(words: str, following: str) -> str:
    if _LATIN.match(following) and _LATIN.match(words[-1:]):
        return f"{words} {following}"
    return words + following
