"""Printed lines → which of them are page numbers, running heads and feet, and which are the notes at the feet of columns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from briefing.readers.pdf.paragraphs import ENDS, HEADING, find_setting, usual_em
from briefing.text import lexicon
from briefing.text.dates import DATE
from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.readers.pdf.paragraphs import Line, Setting

_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*|[Pp]age\s*)?\d{1,4}\s*(?:页|頁)?(?:\s*(?:[/／共]|of)\s*\d{1,4}\s*(?:页|頁)?)?[-—–－·\s]*"
)
_NUMBERED = re.compile(r"(?P<before>\d{1,4})\s+\D.*|.*\D\s+(?P<after>\d{1,4})")
# ·102· 今日水利 2014年第4期: a number between marks is a page's, whatever stands beside it.
_MARKED_NUMBER = re.compile(r"[·•—–-]\s?(?P<before>\d{1,4})\s?[·•—–-]\s.*|.*\s[·•—–-]\s?(?P<after>\d{1,4})\s?[·•—–-]")
_BARE_NUMBER = re.compile(r"\s*\d{1,4}\s*")
# A head or foot stands within so many points at the same height.
_HEIGHT = 6.0
# So many lines from the top and from the bottom may be furniture.
_EDGE = 2
# A running head that stands on this many pages needs no other sign.
_RUNNING = 3
_SHORT = 20
# Heads whose words differ in part are set smaller than the text, and those at the height of others no larger.
_SMALLER, _LEVEL, _TELLING, _FAR = 0.95, 1.05, 4, 1.6
_DAY = re.compile(DATE)
# Where a newspaper's article goes on: （下转第3版）.
_JUMP = re.compile(rf"[（【◀▶]\s*{lexicon.pattern('furniture', 'jump')}第?\s*[A-Z]?\d{{1,3}}\s*[版页面]\s*[）】◀▶]?")
_NOTE = re.compile(r"\d{1,3}[.、\s]*\D|[①-⑳⁰¹²³⁴-⁹*\uff0a※†]|[\[\u3014［]\d{1,3}[\]\u3015］]|注[：:释]")
_SMALL = 0.86


def find_furniture(lines: Sequence[Line]) -> frozenset[Line]:
    """The lines that are page numbers or running heads."""
    # The outermost lines alone: a furniture line too many is seen and cut, a sentence too few is missed.
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    setting = find_setting(lines)
    edges = {line: apart for page in pages for line, apart in _edges(page, setting)}
    # Page numbers are written as such, apart from the text, or one more on every page.
    written = [line for line in edges if _PAGE_NUMBER.fullmatch(line.text)]
    shifts = {line: int(line.text) - line.page for line in written if _BARE_NUMBER.fullmatch(line.text)}
    counted = Counter(shifts.values())
    numbers = {
        line for line in written if line not in shifts or edges[line] or (len(pages) > 1 and counted[shifts[line]] > 1)
    }
    found = numbers | _numbered(edges, setting.em) | _repeated(edges, lines, setting.em, len(pages))
    found |= _small(pages, setting)
    jumps = {line for line in lines if _JUMP.fullmatch(fold(line.text))}
    return frozenset(found | jumps | _level(edges, found, setting.em))


def _edges(page: list[Line], setting: Setting) -> Iterator[tuple[Line, bool]]:
    """The highest and the lowest lines of a page, each with whether it stands apart from the text or is set otherwise."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda line: -line.bottom):
        if rows and rows[-1][0].bottom - line.bottom < 3:  # noqa: PLR2004 - points
            rows[-1].append(line)
        else:
            rows.append([line])
    for order in (rows, rows[::-1]):
        nearby = order[: _EDGE + 1]
        gaps = [abs(row[0].bottom - inner[0].bottom) > 1.35 * setting.pitch for row, inner in pairwise(nearby)]
        gaps += [len(order) <= _EDGE]
        for number, row in enumerate(nearby[:_EDGE]):
            is_apart = any(gaps[number:]) or abs(row[0].em - setting.em) > 0.08 * setting.em
            if is_apart or not number:
                yield from ((line, is_apart) for line in row if not line.ruled)


def _numbered(edges: dict[Line, bool], usual: float) -> set[Line]:
    """The heads and feet that hold the number of their page beside other words, each its own: 084 STATE GRID, 2017年1月 085."""
    pages: defaultdict[int, set[int]] = defaultdict(set)
    found: dict[Line, int] = {}
    for line, is_apart in edges.items():
        marked = _MARKED_NUMBER.fullmatch(line.text)
        number = marked or _NUMBERED.fullmatch(line.text) or _BARE_NUMBER.fullmatch(line.text)
        longest = 2 * _SHORT if marked else _SHORT
        if not is_apart or not number or len(line.text) > longest or line.text.endswith(ENDS):
            continue
        shift = int("".join(filter(None, number.groups())) or line.text) - line.page
        # 1 招商 and 2 民生 at the top of the first two pages may be headings.
        if shift > 1 or line.em < 0.95 * usual:
            pages[shift].add(line.page)
            found[line] = shift
    return {line for line, shift in found.items() if len(pages[shift]) > 1}


def _small(pages: Sequence[Sequence[Line]], setting: Setting) -> set[Line]:
    """The head of a page that no other page repeats: set smaller than the text, and far above all else; a day there is the text's."""
    found: set[Line] = set()
    for page in pages:
        top = max(line.bottom for line in page)
        row = [line for line in page if top - line.bottom < _HEIGHT]
        below = max((line.bottom for line in page if line not in row), default=top)
        is_head = top - below > _FAR * setting.pitch and all(
            line.em < _SMALLER * setting.em and len(line.text) <= 2 * _SHORT and not line.ruled for line in row
        )
        if is_head and not any(line.text.endswith(ENDS) or _DAY.search(fold(line.text)) for line in row):
            found.update(row)
    return found


def _level(edges: dict[Line, bool], found: set[Line], usual: float) -> set[Line]:
    """The lines at the height of heads or feet, where each page has its own words; a day on page one may be the text's."""
    heights = {round(line.bottom) + step for line in found for step in (-1, 0, 1)}
    first = min((line.page for line in edges), default=0)
    return {
        line
        for line, is_apart in edges.items()
        if is_apart
        and round(line.bottom) in heights
        and line.em < _LEVEL * usual
        and len(line.text) <= 2 * _SHORT
        and not line.text.endswith(ENDS)
        and not (line.page == first and _DAY.search(fold(line.text)))
    }


def _repeated(edges: dict[Line, bool], lines: Sequence[Line], usual: float, pages: int) -> set[Line]:
    """The running heads and feet: the same words at the same height of several pages, or the title again."""
    places: defaultdict[tuple[str, int], list[Line]] = defaultdict(list)
    first = min((line.page for line in lines), default=0)
    for line in edges:
        # The name of a section beside them differs from page to page; a day beside it on page one is the text's.
        is_parted = line.em < _SMALLER * usual and not (line.page == first and _DAY.search(fold(line.text)))
        printed = {line.text, *(cell for cell in line.cells if is_parted and len(cell) >= _TELLING)}
        for height in (-1, 0, 1):
            # 22 2026.01 | 2026.01 23: outer and inner pages print the same words from the other end.
            for words in printed:
                key = " ".join(sorted(re.sub(r"\d+", "0", words).split()))
                places[key, round(line.bottom / _HEIGHT) + height].append(line)
    found: set[Line] = set()
    for (_, height), same in places.items():
        on = {line.page for line in same}
        is_apart = all(edges[line] for line in same)
        # Words that are not set apart must be short, and on many pages: a sentence may come again on a form.
        is_often = len(on) >= _RUNNING and len(on) * 3 >= pages and (is_apart or len(same[0].text) <= _SHORT)
        # A sentence that comes on two pages is one that was said twice.
        is_head = is_apart and len(on) > 1 and not same[0].text.endswith(ENDS)
        if is_often or (is_head and max(on) - min(on) <= _EDGE):
            found.update(line for line in same if round(line.bottom / _HEIGHT) == height)
    largest = max((line.em for line in lines if line.page == first), default=0.0)
    large = [line for line in lines if line.page == first and line.em > max(0.95 * largest, HEADING * usual)]
    titles = {_compact(line.text) for line in large} | {_compact("".join(line.text for line in large))}
    again = {
        line
        for line in edges
        if line.page != first and edges[line] and line.em < 0.95 * largest and _compact(line.text) in titles
    }
    # A title that stands at the top of page one stays, though it is the running head of the other pages.
    kept = {line for line in found if line.page == first and line.em > max(0.95 * largest, 1.3 * usual)}
    return (found - kept) | again


def _compact(text: str) -> str:
    return re.sub(r"\s", "", text)


def find_notes(lines: Sequence[Line]) -> frozenset[Line]:
    """The lines at the feet of columns that are set smaller than the text and begin with a note's number."""
    usual = usual_em(lines)
    columns: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.frame].append(line)
    found: set[Line] = set()
    for column in columns.values():
        small: list[Line] = []
        for line in sorted(column, key=lambda line: line.bottom):
            if line.em > _SMALL * usual or line.ruled:
                break
            small.append(line)
        starts = [number for number, line in enumerate(small) if _NOTE.match(line.text)]
        # A page of small type alone is no foot.
        if starts and len(small) < len(column):
            found.update(small[: starts[-1] + 1])
    return frozenset(found)
