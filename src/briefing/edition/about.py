"""Subjects of a sentence: topics that its first clause or a good part of its clauses names, and not by the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from briefing.config.topics import Topic

# A sentence is about a topic that its first clause or one in so many of its clauses names.
_CLAUSES = 4
# What a sentence opens with is no longer (到今年6月底，; 从行业领域看，), or says with whose help: 在高新区帮助下，.
_LONGEST_OPENING, _WITH_HELP = 8, re.compile("在[^，]*下，")
# A list has so many items; 14%、10% and 第8位、第4位 are none.
_ITEMS, _COUNTED = 3, re.compile(r"第?\d")


def is_about(topics: Collection[Topic], clauses: Sequence[str]) -> bool:
    """True if the first of the folded clauses or one in four names one of the topics."""
    said = [any(topic.terms_in(clause) for topic in topics) for clause in clauses]
    return said[0] or _CLAUSES * sum(said) >= len(clauses)


def without_openings(topics: Collection[Topic], clauses: Sequence[str]) -> Sequence[str]:
    """The clauses behind those that say with whose help, or are short and of none of the topics: 2021年9月，在高新区帮助下，|公司研发出新膜."""
    while len(clauses) > 1:
        is_short = len(clauses[0]) <= _LONGEST_OPENING and not any(topic.terms_in(clauses[0]) for topic in topics)
        if not (is_short or _WITH_HELP.fullmatch(clauses[0])):
            break
        clauses = clauses[1:]
    return clauses


def without_mixed_list(clause: str, sectors: Iterable[Topic]) -> str:
    """The clause, or nothing of one that names sectors in a list of which most items are none: 涵盖制造、零售、养老、文旅等行业."""
    items = [item for item in re.split("[、和及与]", clause) if not _COUNTED.match(item)] if "、" in clause else []
    named = sum(any(topic.terms_in(item) for topic in sectors) for item in items)
    return "" if len(items) >= _ITEMS and 2 * named < len(items) else clause
