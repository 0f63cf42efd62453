"""Names of policies, programmes, organisations, events and persons that are a character or two off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.check.fact_zones import names_of, people_of
from briefing.check.flat_text import compare_form
from briefing.check.near_misses import find_near_misses
from briefing.check.wording import finding_of, says_words, touched_zones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.comparison import Comparison
    from briefing.check.findings import Finding

_MARKS = str.maketrans("", "", "“”‘’《》")


def _changed(comparison: Comparison) -> Iterator[Finding]:
    for touched in touched_zones(comparison, {"name", "person"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "name", "名称与原文不同")


def _wanted(comparison: Comparison) -> tuple[str, ...]:
    outline = comparison.authority.outline
    names = [compare_form(one.words.text).translate(_MARKS) for one in names_of(outline)]
    names += [compare_form(one) for one in people_of(outline)]
    return tuple(dict.fromkeys("".join(name.split()) for name in names))


def _in_added(comparison: Comparison) -> Iterator[Finding]:
    """Names in words that the source does not have."""
    for start, end, name in find_near_misses(comparison, _wanted(comparison)):
        yield comparison.finding("name", "与原文的名称只差一两个字", start, end, expected=name)


def find_names(comparison: Comparison) -> Iterator[Finding]:
    """Names that are not the source's."""
    yield from _changed(comparison)
    yield from _in_added(comparison)
