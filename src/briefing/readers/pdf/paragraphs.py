"""Printed lines → paragraphs: which line goes on in the next one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from briefing.readers.pdf.aligned_tables import merge_rows
from briefing.text import lexicon
from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Lines that begin within so many steps of each other, of so many points, are of one column.
_REACH, _UNIT = 3, 12
# A page of so many lines shows where its text stands, to so many points.
_FULL_PAGE, _SKEW = 15, 5.0
HEADING = 1.15
ENDS = ("。", "！", "？", "”", "」", "：", "；", ".", "!", "?", ":", ";")
_OPENING = ("「", "『", "（", "《", "〈", "【", "“", "‘")
# No paragraph, heading or item ends so.
_UNFINISHED = ("，", "、", "（", "《", "“", "‘", "「", "—", ",")
# Latin words are parted at spaces: Smith | & Sons. Numbers are not: 20 | 24.
_WORD, _WORD_BEGINS = re.compile(r"[A-Za-z][,;&]?$|&$"), re.compile(r"[A-Za-z]|&")
_LAYOUT_HYPHEN = re.compile(r"(?<![A-Za-z-])([a-z]{2,}|[A-Z][a-z]+)-$")
_COMPOUND = re.compile(r"[A-Za-z]+-[a-z]+")
_LOWER_WORD = re.compile(r"[a-z]{2,}(?![A-Za-z-])")
_STOP = re.compile(r"[\s，。、；：]")
ITEM = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[）)、]|[.．](?!\d))|\d{1,2}(?:\.\d{1,2}){1,3}[ \u3000]+(?![万亿%％])"
    r"|[①-⑳●•■◆▪➢✓]|第[一二三四五六七八九十]{1,3}[章节条]"
)
# 沈知远：, which opens other lines as well
_TURN, _FEWEST_TURNS = re.compile(r"[\u4e00-\u9fff·]{1,10}[：:]"), 3
# 问：, 记者：, which need no other.
_WHO = re.compile(lexicon.pattern("turns", "question", "answer", "host", "unnamed"))
# A line that leaves so much of its column free is short; paragraphs are parted by so many times the usual distance.
_SHORT, _PARTED = 0.35, 1.2
# So many paragraphs, and so many of them all, show how a text tells where one begins.
_FEWEST_TOLD, _TOLD = 3, 0.9
# A caption or a quotation inside of a paragraph has so many lines at most.
_INSERTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line and where it stands: points from the page's left and bottom edge; `em` is the width of a Chinese character.

    `frame` is the number of its column on the page, 0 for the page's whole width; `first` is the width of what could not be
    parted at its beginning; `cells` are words far apart, whose left edges are `lefts`; `ruled` tells a row of a ruled table;
    `hang` is where its words begin after the number of an item, 0 where it begins no item;
    `font` is the name of the one font of its Chinese characters, or empty; `hyphen` is True where it ends in a hyphen,
    `spaced` where a space follows it in the file.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    em: float
    frame: int = 0
    first: float = 0.0
    cells: tuple[str, ...] = ()
    lefts: tuple[float, ...] = ()
    ruled: bool = False
    hang: float = 0.0
    font: str = ""
    hyphen: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The words of lines that go on in each other; `hyphens` are the words that a hyphen at a line's end parted."""

    text: str
    lines: tuple[Line, ...]
    is_row: bool = False
    hyphens: tuple[str, ...] = ()

    @property
    def page(self) -> int:
        """The number of the page that it begins on, from 0."""
        return self.lines[0].page

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a table's row."""
        return self.lines[0].cells

    @property
    def em(self) -> float:
        """The size of its type."""
        return max(line.em for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Left and right edge of the lines of a column, those of a paragraph's first or last line aside."""

    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a text, by page, frame and where their lines begin, and how far pages are shifted."""

    shifts: dict[int, float]
    edges: dict[tuple[int, int, int], Column]

    def shift(self, line: Line) -> float:
        """Shift of the text of the line's page to the right of its usual place."""
        return 0.0 if line.frame else self.shifts.get(line.page, 0.0)

    def place(self, line: Line) -> tuple[int, int, int]:
        """The key of the line's column."""
        # The page's width is the same on all pages; its columns are not.
        return (line.page if line.frame else -1), line.frame, round((line.left - self.shift(line)) / _UNIT)

    def of(self, line: Line) -> Column:
        """The edges of the line's column on its page."""
        column, shift = self.edges[self.place(line)], self.shift(line)
        return Column(left=column.left + shift, right=column.right + shift)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The setting of a text: its columns and their usual width, its usual distance from line to line, and its size.

    `indented` tells that paragraphs are; `told` that each shows where it begins, by an indent or a gap; lines of one are no
    further apart than `step`; `hang` is by how much its other lines stand to the right of the first one, 0 where they do not.
    """

    columns: Columns
    pitch: float
    em: float
    width: float
    turns: frozenset[str]
    indented: bool = False
    told: bool = False
    step: float = 0.0
    hang: float = 0.0


def join_paragraphs(body: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs that the lines make up; a row of a table is one of its own."""
    if not body:
        return
    merged, rows = merge_rows(body)
    compounds = {word for line in body for word in _COMPOUND.findall(line.text)}
    for lines in _grouped(merged, rows, find_setting(body)):
        if lines[0] in rows:
            yield Paragraph(text="\t".join(lines[0].cells), lines=tuple(lines), is_row=True)
            continue
        words, hyphens = [lines[0].text], []
        for line, following in pairwise(lines):
            before, after = words[-1], following.text
            if line.hyphen or line.text.endswith(("-", "\u2010")):
                # inter-|national is one word; 静安-|徐汇, COVID-|19, B2B-|电商 and state-of-|the-art keep the hyphen.
                # Browsers and typesetters put U+2010 where they part a word; people type U+002D.
                # What a line prints whole, long-term, is parted at its own hyphen elsewhere.
                parted, rest = _LAYOUT_HYPHEN.search(before), _LOWER_WORD.match(after)
                is_layout = parted and rest and parted[0] + rest[0] not in compounds
                if is_layout or re.search("[A-Za-z]\u2010$", before):
                    words[-1] = before = before[:-1]
                hyphens.append(_STOP.split(before)[-1][-12:] + _STOP.split(after)[0][:12])
            elif line.spaced or (_WORD.search(line.text) and _WORD_BEGINS.match(after)):
                words.append(" ")
            words.append(after)
        yield Paragraph(text="".join(words), lines=tuple(lines), hyphens=tuple(hyphens))


def _grouped(body: Sequence[Line], rows: frozenset[Line], setting: Setting) -> Iterator[list[Line]]:
    """The lines of each paragraph; what the layout put between two of them comes after its last one."""
    lines: list[Line] = []
    inserted: list[Line] = []
    at = 0
    while at < len(body):
        line = body[at]
        lines.append(line)
        at += 1
        if line not in rows and (count := _count_inserted(line, body[at : at + _INSERTED + 1], rows, setting)):
            inserted += body[at : at + count]
            at += count
        elif at == len(body) or line in rows or body[at] in rows or not _goes_on(lines[0], line, body[at], setting):
            yield lines
            yield from _grouped(inserted, rows, setting)
            lines, inserted = [], []


def _count_inserted(line: Line, below: Sequence[Line], rows: frozenset[Line], setting: Setting) -> int:
    """Number of lines of another type that part a full line from the one that goes on with its sentence: a caption, a magazine's foot."""
    is_open = not line.text.endswith(ENDS) and _is_filled(line, setting)
    if not is_open or not below or _goes_on(line, line, below[0], setting):
        return 0
    for count, following in enumerate(below):
        if not _is_other_font(line, following):
            is_beside = following.page == line.page and following.frame == line.frame
            goes_on = (
                (following.bottom < line.bottom or not is_beside)
                and abs(line.em - following.em) < 0.08 * line.em
                and following not in rows
                and not ITEM.match(following.text)
                and not _is_first(line, following, setting)
            )
            return count if goes_on else 0
    return 0


def _is_filled(line: Line, setting: Setting) -> bool:
    return setting.columns.of(line).right - line.right < line.em


def _is_other_font(line: Line, following: Line) -> bool:
    return line.font != following.font and "" not in (line.font, following.font)


def usual_em(lines: Iterable[Line]) -> float:
    """The size that most characters have; 0 for no lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * line.em) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0


def _columns(lines: Sequence[Line]) -> Columns:
    found = Columns(shifts=_shifts(lines), edges={})
    members: dict[tuple[int, int, int], list[Line]] = {}
    for line in lines:
        page, frame, begin = found.place(line)
        for start in range(begin - _REACH, begin + _REACH + 1):
            members.setdefault((page, frame, start), []).append(line)
    for key, inside in members.items():
        # A few lines stick out, and all whose opening marks hang in the margin; they must not decide.
        standing = [line for line in inside if not line.text.startswith(_OPENING)] or inside
        lefts = sorted(line.left - found.shift(line) for line in standing)
        rights = sorted(line.right - found.shift(line) for line in inside)
        found.edges[key] = Column(left=lefts[len(lefts) // 20], right=rights[-1 - len(rights) // 20])
    return found


def _shifts(lines: Sequence[Line]) -> dict[int, float]:
    """Shift of the text of each page to the right of its usual place: the left and right pages of a book, or of a scan."""
    pages: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.frame:
            pages[line.page].append(line)
    lefts = {page: sorted(line.left for line in inside)[len(inside) // 10] for page, inside in pages.items()}
    rights = {page: sorted(line.right for line in inside)[-1 - len(inside) // 10] for page, inside in pages.items()}
    full = [page for page, inside in pages.items() if len(inside) >= _FULL_PAGE]
    left, right = (median([edges[page] for page in full] or [0.0]) for edges in (lefts, rights))
    shifts = {page: lefts[page] - left for page in full if abs(rights[page] - right - lefts[page] + left) < _SKEW}
    # A page of few lines is shifted if it begins where another one does.
    known = [left + shift for shift in shifts.values()]
    short = (page for page in pages if page not in full and any(abs(lefts[page] - start) < 1 for start in known))
    return shifts | {page: lefts[page] - left for page in short}


def find_setting(lines: Sequence[Line]) -> Setting:
    """The setting of the text that the lines make up."""
    columns, em = _columns(lines), usual_em(lines)
    steps: list[float] = []
    inner: list[float] = []
    shifts: list[float] = []
    ended: list[tuple[Line, Line]] = []
    for line, following in pairwise(lines):
        step = line.bottom - following.bottom
        if line.page != following.page or line.frame != following.frame or step <= 0:
            continue
        steps.append(step)
        # After a full line that ends no sentence, the next one is of the same paragraph.
        column = columns.of(line)
        room, is_end = column.right - line.right, line.text.endswith(ENDS)
        # Those of a headline are further apart.
        is_alike = abs(line.em - following.em) < 0.1 * line.em < 0.12 * em
        if room < 2 * line.em and not is_end and is_alike:
            inner.append(step)
            shifts += [following.left - line.left] if abs(line.left - column.left) < 0.5 * line.em else []
        # After a short line that ends one, the next one is of another.
        if is_end and room > _SHORT * (column.right - column.left):
            ended.append((line, following))
    pitch, hang = median(inner or steps or [0.0]), median(shifts or [0.0])
    gaps = [before.bottom - after.bottom for before, after in ended]
    begun = [
        gap > _PARTED * pitch or _is_indented(after, columns.of(after))
        for gap, (_, after) in zip(gaps, ended, strict=True)
    ]
    told = len(begun) >= _FEWEST_TOLD and sum(begun) >= _TOLD * len(begun)
    turns = Counter(turn[0] for line in lines if (turn := _TURN.match(line.text)))
    return Setting(
        columns=columns,
        pitch=pitch,
        em=em,
        width=median(line.right - line.left for line in lines) if lines else 0.0,
        turns=frozenset(label for label, times in turns.items() if times >= _FEWEST_TURNS),
        indented=sum(_is_indented(line, columns.of(line)) for line in lines) * 12 > len(lines),
        told=told,
        step=(pitch + median(gaps)) / 2 if told and median(gaps) > _PARTED * pitch else 1.4 * pitch,
        hang=hang if len(shifts) >= _FEWEST_TOLD and hang > 0.8 * em else 0.0,
    )


def _is_indented(line: Line, column: Column) -> bool:
    return abs(line.left - column.left - 2 * line.em) < 0.5 * line.em


def _goes_on(first: Line, line: Line, following: Line, setting: Setting) -> bool:
    """True if the line is full, and the next is set like it, is no first line, and no further down than usual."""
    if not _is_full(line, following, setting) or abs(line.em - following.em) >= 0.15 * line.em:
        return False
    is_end = line.text.endswith(ENDS)
    is_beside = line.frame == following.frame and line.page == following.page
    step = line.bottom - following.bottom
    # Paragraphs may be half a line apart; a line of mixed type may be a little higher than others.
    most = min(setting.step, (1.2 if is_end else 1.4) * setting.pitch)
    is_near = is_beside and abs(step) < most * max(1.0, line.em / setting.em)
    # A step upwards leads to the head of another column.
    if not is_near and line.page == following.page and step >= -setting.pitch:
        return False
    # What stands under the words of the numbered item that the paragraph begins with is of it.
    is_under = first.hang and abs(following.left - first.hang) < 0.5 * line.em
    hangs = is_under and is_beside and not is_end and _is_filled(line, setting)
    if not hangs and _is_first(line, following, setting):
        return False
    turn = _TURN.match(following.text)
    is_turn = turn and (turn[0] in setting.turns or _WHO.fullmatch(fold(turn[0][:-1])))
    if is_turn and not line.text.endswith(_UNFINISHED):
        return False
    # An item of a list, or another type, as of a heading or of the text after one, begins after an end.
    return not (is_end and (ITEM.match(following.text) or _is_other_font(line, following)))


def _is_full(line: Line, following: Line, setting: Setting) -> bool:
    """True if the line has no room for what the next one begins with; or what it says is not finished."""
    if line.text.endswith(_UNFINISHED) or line.hyphen or line.text.endswith("\u2010"):
        return True
    column = setting.columns.of(line)
    room, needed = column.right - line.right, max(following.first, line.em)
    if (
        setting.told
        and line.page == following.page
        and line.frame == following.frame
        and not ITEM.match(following.text)
    ):
        # A line that no indent or gap sets off is of the paragraph, as in lines of so many characters, wide or narrow.
        return room < max(_SHORT * (column.right - column.left), needed)
    if not line.text.endswith(ENDS) and not ITEM.match(following.text):
        # Where lines are not stretched, words that may not be parted can leave much of one empty; few headings are as long.
        return room < max(4 * line.em, 0.25 * (column.right - column.left), needed)
    # Where paragraphs are indented, the next line's beginning tells; else a character that had room begins a new one.
    is_told = setting.indented and line.text.endswith(ENDS)
    return room < needed + (0.6 if is_told else -0.2) * line.em


def _is_first(line: Line, following: Line, setting: Setting) -> bool:
    """True if the next line is indented, against this one or by the two characters of a Chinese paragraph."""
    column = setting.columns.of(following)
    indent, shift = following.left - column.left, following.left - line.left
    if following.em > HEADING * setting.em:
        # A heading of two lines begins both at the same place, or is centred; under a first line that fills the column, at least.
        centred = (line.left + line.right - following.left - following.right) / 2
        shifts = [shift, indent - (column.right - following.right)]
        shifts += [centred] if line.right - line.left > setting.width - 2 * line.em else []
        return min(map(abs, shifts)) > following.em
    is_beside = line.frame == following.frame and line.page == following.page
    if is_beside and setting.hang and min(abs(shift), abs(abs(shift) - setting.hang)) < 0.3 * line.em:
        return shift < -0.3 * line.em
    is_indented = is_beside and 0.8 * line.em < shift < 4 * line.em
    return is_indented or _is_indented(following, column)
