"""Names of policies, programmes, organisations, events and persons that are a character or two off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.check.strips import compare_form
from briefing.check.wording import finding_of, says_words, touched_zones
from briefing.check.zones import names_of, people_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.comparison import Comparison
    from briefing.findings import Finding

_MARKS = str.maketrans("", "", "“”‘’《》")
_SHORTEST = 4
_TWO_OFF = 8


def _changed(comparison: Comparison) -> Iterator[Finding]:
    for touched in touched_zones(comparison, {"name", "person"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "name", "名称与原文不同")


def _wanted(comparison: Comparison) -> tuple[str, ...]:
    outline = comparison.authority.outline
    names = [compare_form(one.words.text).translate(_MARKS) for one in names_of(outline)]
    names += [compare_form(one) for one in people_of(outline)]
    return tuple(dict.fromkeys("".join(name.split()) for name in names))


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


def _in_added(comparison: Comparison) -> Iterator[Finding]:
    """Names in words that the source does not have."""
    known = comparison.authority.strip.text
    wanted = [name for name in _wanted(comparison) if len(name) >= _SHORTEST]
    for start, end in (edit.file for edit in comparison.edits):
        text = comparison.strip.text[start:end]
        for name in wanted if end - start >= _SHORTEST else ():
            if name in text:
                continue
            for first, last in _near_misses(text, name):
                if text[first:last] not in known:
                    message = "与原文的名称只差一两个字"
                    yield comparison.finding("name", message, start + first, start + last, expected=name)


def find_names(comparison: Comparison) -> Iterator[Finding]:
    """Names that are not the source's."""
    yield from _changed(comparison)
    yield from _in_added(comparison)
