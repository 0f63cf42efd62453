"""Lines that a fixed width broke (e-mail, bulletin boards, old exports) → paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from briefing.reading.text import find_line_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Measures that programs break Chinese at: 20 to 60 characters, two columns each.
_NARROWEST, _WIDEST = 36, 124
# A mark that may not open a line, or a Latin word, leaves so many columns of a full line empty.
_SPARE = 3
_FEWEST_FULL = 3
# In a paragraph, a line of less than this share of the longest was ended on purpose.
_LONG = 0.75
_FULL_SHARE = 0.65
_CUT_SHARE = 0.6
_SENTENCE_END = re.compile("[。！？；：…”」』）.!?;:]$")
_PAUSE = re.compile("[，、,]$")
# What opens a line of its own: 记者：, 一、, （二）, 3., - .
_LABEL = re.compile(
    r"[【\[（(]?[\u3400-\u9fff·A-Za-z ]{1,12}[】\])）]?[：:]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|"
    r"\d{1,2}[.、．](?!\d)|[-*+•·●■◆※] |[—-]{2,}|#|\|"
)
# What an e-mail program puts before the lines that it answers.
_QUOTE = re.compile(r"(?:> ?)+")
_COMMA = re.compile("[，、；]")
_INDENT = re.compile(r"[ 　\t]+")
_WORD = re.compile(r"[0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a.,%％．，-]+")
_GAP = re.compile(r"\S(?: {2,}|　{2,}|\t)[ 　\t]*\S")
_MOST_GAPS = 0.3
_LATIN = re.compile(r"[A-Za-z]")


def width(line: str) -> int:
    """How many columns a line takes on a terminal: two for a Chinese character."""
    return sum(1 + (east_asian_width(character) in "WFA") for character in line)


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
    return bool(_COMMA.search(line)) or (width(line) >= _LONG * longest >= _LONG * _NARROWEST)


def _join(words: str, following: str) -> str:
    """Two pieces as one: a space only between two Latin words, so that 31 and 8家 are 318家 again."""
    apart = _LATIN.match(following) and re.search(r"[A-Za-z,.;:!?]$", words)
    return f"{words} {following}" if apart else words + following


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """A text whose broken lines were joined: `joints` is where, in the text, and `measure` how many columns a full line has."""

    text: str
    joints: tuple[int, ...]
    measure: int


def unwrap(text: str) -> Unwrapped | None:
    """The text with the lines joined that a fixed width broke; None where no such width shows itself."""
    raw = [text[place.start : place.end].rstrip() for place in find_line_places(text)]
    quotes = [_QUOTE.match(line) for line in raw]
    lines = [line[quote.end() :] if quote else line for line, quote in zip(raw, quotes, strict=True)]
    depths = [quote.group().count(">") if quote else 0 for quote in quotes]
    measure = _measure(lines)
    if measure is None:
        return None
    indented = _marks_paragraphs_by_indent(lines, measure)
    pieces: list[str] = []
    joints: list[int] = []
    length = 0
    for at, line in enumerate(lines):
        is_same = at > 0 and depths[at] == depths[at - 1]
        if is_same and _runs_on(lines[at - 1], line, measure, indented=indented):
            joined = _join(pieces[-1], line.lstrip())
            length += len(joined) - len(pieces[-1])
            joints.append(length - len(line.lstrip()))
            pieces[-1] = joined
        else:
            pieces.append(line)
            length += len(line) + (len(pieces) > 1)
    return Unwrapped(text="\n".join(pieces), joints=tuple(joints), measure=measure) if joints else None


def _measure(lines: Sequence[str]) -> int | None:
    """The columns of a full line, where most lines that another follows are as long, and most of them break a sentence."""
    widths = sorted(width(line) for line in lines if line.strip())
    if not widths:
        return None
    # A few marks may hang over the edge.
    measure = widths[-1 - len(widths) // 50]
    if not _NARROWEST <= measure <= _WIDEST:
        return None
    followed = [
        (line, following)
        for line, following in pairwise(lines)
        if line.strip() and following.strip() and not _opens(following)
    ]
    full = [line for line, following in followed if _is_full(line, following, measure)]
    cut = [line for line in full if not _SENTENCE_END.search(line) and not _PAUSE.search(line)]
    if sum(map(bool, map(_GAP.search, full))) > _MOST_GAPS * len(full):
        return None
    if len(full) < _FEWEST_FULL or len(full) < _FULL_SHARE * len(followed) or len(cut) < _CUT_SHARE * len(full):
        return None
    return measure


def _opens(line: str) -> bool:
    """True if a line opens a paragraph by its own look: indented, or with a label or a number."""
    return bool(_INDENT.match(line) or _LABEL.match(line))


def _is_full(line: str, following: str, measure: int) -> bool:
    """True if the next word had no room on the line."""
    word = _WORD.match(following.lstrip())
    return width(line) + max(_SPARE, width(word.group()) if word else 0) >= measure


def _marks_paragraphs_by_indent(lines: Sequence[str], measure: int) -> bool:
    """True if what follows a short line is indented, as a rule, so that a full line goes on wherever the next is not."""
    after_short = [
        bool(_INDENT.match(line))
        for before, line in pairwise(lines)
        if line.strip() and not _is_full(before, line, measure)
    ]
    return sum(after_short) > len(after_short) / 2


def _runs_on(line: str, following: str, measure: int, *, indented: bool) -> bool:
    if not line.strip() or not following.strip() or not _is_full(line, following, measure):
        return False
    if _GAP.search(line) or _GAP.search(following) or _INDENT.match(following):
        return False
    ended = bool(_SENTENCE_END.search(line))
    # 中高新技术企业： after a line that ends in 其 is no label.
    return not (ended or _PAUSE.search(line)) if _LABEL.match(following) else indented or not ended
