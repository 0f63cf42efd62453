"""Terms that are bent: keywords, heads of priorities, and whatever else the source sets in quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.check.flat_text import compare_form
from briefing.check.near_misses import find_near_misses
from briefing.check.wording import finding_of, says_words, touched_zones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.check.comparison import Comparison
    from briefing.check.findings import Finding
    from briefing.outline.model import Item

# The number before a head that stands as a line of its own: （一）, 2., 一是.
_NUMBERED = re.compile(r"^(?:（?[一二三四五六七八九十\d]{1,3}[）、.．]|[一二三四五六七八九十]是)")


def _heads(comparison: Comparison) -> list[str]:
    outline = comparison.authority.outline
    heads = [item.head.text for one in outline.enumerations if one.kind != "list" for item in one.items]
    return ["".join(compare_form(head).split()) for head in heads]


def _orders(passages: Sequence[str], heads: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The heads among some passages: index of the passage, ordinal, and the ordinal before it (0 for the first)."""
    before = 0
    for index, text in enumerate(passages):
        if text in heads:
            ordinal = heads.index(text) + 1
            yield index, ordinal, before
            before = ordinal


def _out_of_order(comparison: Comparison) -> Iterator[Finding]:
    """Heads of one enumeration that a list of the file prints in another order than the source states them."""
    runs = ["".join(compare_form(entry["text"]).split()) for entry in comparison.authority.entries]
    texts = ["".join(compare_form(comparison.finished.passages[index].text).split()) for index in comparison.order]
    for enumeration in comparison.authority.outline.enumerations:
        heads = ["".join(compare_form(item.head.text).split()) for item in enumeration.items]
        known = {(before, ordinal) for _, ordinal, before in _orders(runs, heads)}
        seen: set[int] = set()
        for index, ordinal, before in _orders([_NUMBERED.sub("", text) for text in texts], heads):
            # A list begins anew where one of its members comes again, or where the pack's own lists follow each other.
            if ordinal in seen or (before, ordinal) in known:
                seen = seen if ordinal > before else set()
            elif ordinal < before:
                yield _disordered(comparison, comparison.order[index], enumeration.items[ordinal - 1])
            seen.add(ordinal)


def _disordered(comparison: Comparison, index: int, item: Item) -> Finding:
    passage = comparison.finished.passages[index]
    return comparison.claim("term", "先后次序与原文不同", index, (0, len(passage.text)), expected=f"第{item.ordinal}项")


def find_terms(comparison: Comparison) -> Iterator[Finding]:
    """Terms that are not the source's own words."""
    for touched in touched_zones(comparison, {"term"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "term", "提法与原文不同")
    for start, end, term in find_near_misses(comparison, _heads(comparison)):
        yield comparison.finding("term", "与原文的提法只差一两个字", start, end, expected=term)
    yield from _out_of_order(comparison)
