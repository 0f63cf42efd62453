"""Terms that are bent: keywords, heads of priorities, and whatever else the source sets in quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.check.wording import finding_of, says_words, touched_zones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.comparison import Comparison
    from briefing.findings import Finding


def find_terms(comparison: Comparison) -> Iterator[Finding]:
    """Terms that are not the source's own words."""
    for touched in touched_zones(comparison, {"term"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "term", "提法与原文不同")
