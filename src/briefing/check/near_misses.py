"""Words in a file's own prose that are nearly, but not quite, words which must stand exactly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.check.comparison import Comparison

# Shorter words have too many neighbours that are words of their own.
_SHORTEST = 4
# From this length on, two characters may be off.
_TWO_OFF = 8


def distance(left: str, right: str, most: int) -> int:
    """How many characters must be changed, put in or taken out to make one word the other; `most` + 1 if more."""
    row = list(range(len(right) + 1))
    for count, one in enumerate(left, 1):
        above, row = row, [count]
        for place, other in enumerate(right, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (one != other)))
        if min(row) > most:
            return most + 1
    return row[-1]


def _near_misses(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a text prints what is nearly the name: it shares the name's first or last two characters."""
    most = 2 if len(name) >= _TWO_OFF else 1
    for match in re.finditer(re.escape(name[:2]), text):
        for size in range(len(name) - 1, len(name) + 2):
            here = text[match.start() : match.start() + size]
            if 0 < distance(here, name, most) <= most and here[-1:] == name[-1]:
                yield match.start(), match.start() + size
    for match in re.finditer(re.escape(name[-2:]), text):
        start = match.end() - len(name)
        if start >= 0 and 0 < distance(text[start : match.end()], name, most) <= most:
            yield start, match.end()


def find_near_misses(comparison: Comparison, wanted: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """The places on the file's strip, outside what it shares with its source, of what is nearly a wanted word."""
    known = comparison.authority.strip.text
    words = [word for word in wanted if len(word) >= _SHORTEST]
    for start, end in (edit.file for edit in comparison.edits):
        text = comparison.strip.text[start:end]
        for word in words if end - start >= _SHORTEST else ():
            for first, last in () if word in text else _near_misses(text, word):
                if text[first:last] not in known:
                    yield start + first, start + last, word
