"""Lines that a fixed width broke (e-mail, bulletin boards, old exports) → paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from briefing.readers.encodings import find_line_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_WIDE = re.compile(r"[^\x00-\xff]")
# Measures that programs break Chinese at: 12 to 60 characters, two columns each; the columns of newspapers are narrow.
_NARROWEST, _WIDEST = 24, 124
# A mark that may not open a line, or a Latin word, leaves so many columns of a full line empty.
_SPARE = 3
_FEWEST_FULL = 3
# In a paragraph, a line of less than this share of the longest was ended on purpose.
_LONG = 0.75
_FULL_SHARE = 0.65
_CUT_SHARE = 0.6
# Of twenty Chinese characters of prose, hardly any are without a mark; items of a list, rows and verses are. Of fifteen, half
# are, and more lines must be full.
_PROSE_SHARE = 0.7
_NARROW, _NARROW_PROSE, _NARROW_FULL = 36, 0.45, 8
_ENDED_SHARE = 0.7
_PARTED_SHARE = 0.8
_SENTENCE_END = re.compile("[。！？；：…”」』）.!?;:]$")
_NO_OPENING = re.compile("[，。；、！？）”》]")
_POINT = re.compile(r"\d[.．]$")
_PAUSE = re.compile("[，、,]$")
# What opens a line of its own: 记者：, 一、, （二）, 3., - .
_LABEL = re.compile(
    r"[【\[（(]?[\u3400-\u9fff·A-Za-z ]{1,12}[】\])）]?[：:]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3} ?[）)]|"
    r"\d{1,2}[.、．](?!\d)|[-*+•·●■◆※] |[—-]{2,}|#|\|"
)
# What an e-mail program puts before the lines that it answers.
_QUOTE = re.compile(r"(?:> ?)+")
_MARK_INSIDE = re.compile("[，。；：、！？“”《》（）,;:()]")
_COMMA = re.compile("[，、；]")
_INDENT = re.compile(r"[ 　\t]+")
_WORD = re.compile(r"[0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a.,%％．，-]+")
_GAP = re.compile(r"\S(?: {2,}|　{2,}|\t)[ 　\t]*\S")
_LATIN = re.compile(r"[A-Za-z]")
# The number of a page, alone on its line; beside it, within so many lines, stands the page's head.
_PAGE_NUMBER = re.compile(r"[-—－ ]*(?P<number>\d{1,5})[-—－ ]*")
_DIGITS = re.compile(r"\d+")
_FEWEST_PAGES, _BESIDE = 2, 3
_FEWEST_LINES = 3
_LOOSE = re.compile(r"(?<=\S) +(?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) +(?=\S)")


def width(line: str) -> int:
    """Columns that a line takes on a terminal: two for a Chinese character."""
    return len(line) + len(_WIDE.findall(line))


def _characters(line: str) -> int:
    """The columns of a line whose every character counts for a Chinese one, as programs break it that count characters."""
    return 2 * len(line)


def _unspaced(line: str) -> int:
    """The columns of a line without the blanks about Latin words and marks, which a PDF's text has and its page has not."""
    return width(_LOOSE.sub("", line))


def join_broken(lines: Sequence[str]) -> Iterator[str]:
    """The lines of one paragraph of a file, joined where they only broke in the middle of a sentence.

    A line is kept apart where the one before it ended a sentence, is much shorter, or where it opens a turn.
    """
    filled = [line for line in lines if line]
    longest = max(map(width, filled), default=0)
    joined = ""
    for before, line in zip([None, *filled], filled, strict=False):
        if before is None or not _breaks_off(before, line, longest):
            if joined:
                yield joined
            joined = line
        else:
            joined = _join(joined, line)
    if joined:
        yield joined


def _breaks_off(line: str, following: str, longest: int) -> bool:
    if _LABEL.match(following) or _SENTENCE_END.search(line):
        return False
    # 来源：某某日报 over 作者：某某 are two lines of one short paragraph; a line with a comma in it is of a sentence.
    return bool(_COMMA.search(line)) or (width(line) >= _LONG * longest >= _LONG * _NARROW)


def _join(words: str, following: str) -> str:
    """Two pieces as one: a space only between two Latin words, so that 31 and 8家 are 318家 again."""
    apart = _LATIN.match(following) and re.search(r"[A-Za-z][,.;:!?]?$", words[-2:])
    return f"{words} {following}" if apart else words + following


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """A text whose broken lines were joined: `joints` is where, in the text, and `measure` how many columns a full line has."""

    text: str
    joints: tuple[int, ...]
    measure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """The lines of a text without the signs of quotation before them, how deep each is quoted, and how they are set.

    `measure` is the columns of a full line as `width` counts them, `measures` those of each line's own block, which may be set in, and
    `full` how many lines are; `parted` is true where an indent or a blank line parts the paragraphs.
    """

    lines: Sequence[str]
    depths: Sequence[int]
    width: Callable[[str], int]
    measure: int
    measures: Sequence[int]
    full: int
    parted: bool


def unwrap(text: str) -> Unwrapped | None:
    """The text with the lines joined that a fixed width broke, without the heads and numbers of its pages; None where no such width shows itself."""
    lines = [text[place.start : place.end].rstrip() for place in find_line_places(text)]
    remains = _page_remains(lines)
    lines = [line for at, line in enumerate(lines) if at not in remains]
    # What an e-mail program quotes it also breaks, beside paragraphs that nobody broke.
    quoted = [line if _QUOTE.match(line) else "" for line in lines]
    setting = _find_best_setting(lines) or _find_best_setting(quoted)
    if setting is None:
        return None
    joined = [False, *(_runs_on(setting, at) for at in range(1, len(setting.lines)))]
    last = [
        line
        for line, goes_on, after in zip(setting.lines, joined, [*joined[1:], False], strict=True)
        if goes_on and not after
    ]
    # Paragraphs end in whole sentences; where most do not, the lines were no paragraphs.
    if not last or sum(bool(_SENTENCE_END.search(line)) for line in last) < _ENDED_SHARE * len(last):
        return None
    pieces: list[str] = []
    joints: list[int] = []
    length = 0
    bare = [own if _QUOTE.match(line) else line for line, own in zip(lines, setting.lines, strict=True)]
    for line, goes_on in zip(bare, joined, strict=True):
        if goes_on:
            whole = _join(pieces[-1], line)
            length += len(whole) - len(pieces[-1])
            joints.append(length - len(line))
            pieces[-1] = whole
        else:
            length += len(line) + bool(pieces)
            pieces.append(line)
    return Unwrapped(text="\n".join(pieces), joints=tuple(joints), measure=setting.measure)


def _page_remains(lines: Sequence[str]) -> frozenset[int]:
    """The lines that each page repeats within the text, with its number and the blank lines about them."""
    filled = [at for at, line in enumerate(lines) if line]
    heads: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for place, at in enumerate(filled):
        if number := _PAGE_NUMBER.fullmatch(lines[at].strip()):
            for beside in (*filled[max(0, place - 1) : place], *filled[place + 1 : place + 2]):
                if abs(beside - at) <= _BESIDE and not _PAGE_NUMBER.fullmatch(lines[beside].strip()):
                    heads[_DIGITS.sub("", lines[beside])].append((int(number["number"]), at, beside))
    remains: set[int] = set()
    for pages in heads.values():
        numbers = [number for number, _, _ in pages]
        if len(pages) < _FEWEST_PAGES or any(one >= other for one, other in pairwise(numbers)):
            continue
        for _, at, beside in pages:
            first, last = sorted((at, beside))
            while first and not lines[first - 1]:
                first -= 1
            while last + 1 < len(lines) and not lines[last + 1]:
                last += 1
            remains |= {*range(first, last + 1)}
    return frozenset(remains)


def _find_best_setting(lines: Sequence[str]) -> _Setting | None:
    """The setting by which most lines are full, of those that the ways to count columns find."""
    found = [setting for count in (width, _characters, _unspaced) if (setting := _find_setting(lines, count))]
    return max(found, key=lambda one: one.full, default=None)


def _find_setting(raw: Sequence[str], width: Callable[[str], int]) -> _Setting | None:
    """The setting of a text in lines of one width; None where most lines that another follows are not as long as the longest."""
    quotes = [_QUOTE.match(line) for line in raw]
    lines = [line[quote.end() :] if quote else line for line, quote in zip(raw, quotes, strict=True)]
    widths = sorted(width(line) for line in lines if line)
    # A few marks may hang over the edge.
    measure = widths[-1 - len(widths) // 50] if widths else 0
    if not _NARROWEST <= measure <= _WIDEST:
        return None
    measures = _measures_of_blocks(lines, measure, width)
    followed = [
        (line, after, own)
        for (line, after), own in zip(pairwise(lines), measures, strict=False)
        if line and after and not bool(_INDENT.match(after) or _LABEL.match(after))
    ]
    full = [line for line, after, own in followed if _is_full(line, after, own, width)]
    is_narrow = measure < _NARROW
    # No sentence begins with a mark: before such a line, one was broken.
    broken = sum(bool(_NO_OPENING.match(after)) for _, after, _ in followed)
    enough = len(full) + broken >= (_NARROW_FULL if is_narrow else _FEWEST_FULL) and len(full) >= _FULL_SHARE * len(
        followed
    )
    cut = sum(not _SENTENCE_END.search(line) and not _PAUSE.search(line) for line in full)
    prose = sum(bool(_MARK_INSIDE.search(line)) for line in full)
    if not enough or cut < _CUT_SHARE * len(full) or prose < (_NARROW_PROSE if is_narrow else _PROSE_SHARE) * len(full):
        return None
    # The lines of a front (title, date, source) are parted by nothing.
    after_short = [
        not after or bool(_INDENT.match(after))
        for line, after in pairwise(lines)
        if _SENTENCE_END.search(line) and width(line) < _LONG * measure
    ]
    return _Setting(
        lines=lines,
        depths=[quote.group().count(">") if quote else 0 for quote in quotes],
        width=width,
        measure=measure,
        measures=measures,
        full=len(full),
        parted=sum(after_short) >= _PARTED_SHARE * len(after_short),
    )


def _measures_of_blocks(lines: Sequence[str], measure: int, width: Callable[[str], int]) -> list[int]:
    """The columns of a full line for each line: those of its block, parted by blank lines, where that is somewhat set in."""
    measures: list[int] = []
    for is_filled, block in groupby(lines, key=bool):
        widths = [width(line) for line in block]
        own = max(widths)
        is_set_in = is_filled and len(widths) >= _FEWEST_LINES and own >= _LONG * measure
        measures += [own if is_set_in else measure] * len(widths)
    return measures


def _is_full(line: str, following: str, measure: int, width: Callable[[str], int]) -> bool:
    """True if the next word had no room on the line; what counts characters parts words, too."""
    word = None if width is _characters else _WORD.match(following)
    return width(line) + max(_SPARE, width(word.group()) if word else 0) >= measure


def _runs_on(setting: _Setting, at: int) -> bool:
    """True if a line goes on with the sentence of the one before it."""
    line, following = setting.lines[at - 1], setting.lines[at]
    if not line or not following or setting.depths[at - 1] != setting.depths[at]:
        return False
    if _GAP.search(line) or _GAP.search(following) or _INDENT.match(following):
        return False
    # 增长17. over 4% is one number.
    ended = bool(_SENTENCE_END.search(line)) and not (_POINT.search(line) and following[0].isdigit())
    measure = setting.measures[at - 1]
    if not _is_full(line, following, measure, setting.width):
        # Where paragraphs are parted, a line that is not goes on with a sentence that has not ended.
        return setting.parted and not ended and setting.width(line) >= _LONG * measure
    # 中高新技术企业： after a line that ends in 其 is no label.
    return not (ended or _PAUSE.search(line)) if _LABEL.match(following) else setting.parted or not ended
