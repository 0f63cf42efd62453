"""Terms that are bent: keywords, heads of priorities, and whatever else the source sets in quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.check.near_misses import find_near_misses
from briefing.check.strips import compare_form
from briefing.check.wording import finding_of, says_words, touched_zones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.comparison import Comparison
    from briefing.findings import Finding


def _heads(comparison: Comparison) -> list[str]:
    outline = comparison.authority.outline
    heads = [item.head.text for one in outline.enumerations if one.kind != "list" for item in one.items]
    return ["".join(compare_form(head).split()) for head in heads]


def find_terms(comparison: Comparison) -> Iterator[Finding]:
    """Terms that are not the source's own words."""
    for touched in touched_zones(comparison, {"term"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "term", "提法与原文不同")
    for start, end, term in find_near_misses(comparison, _heads(comparison)):
        yield comparison.finding("term", "与原文的提法只差一两个字", start, end, expected=term)
