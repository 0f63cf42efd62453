"""Bearing of a sentence: who receives what it tells of, and what kind of statement it is, by its words.

Words are data: lexicon/beneficiaries.toml and lexicon/statements.toml. A term alone says nothing of the receiver: a class
of people counts where the clause leads to it (对新来的博士给予补贴), says that it receives (企业可申领), or gives it the thing that
is named after it (人才公寓, 干部的话费补助).
"""

from __future__ import annotations

import re
from functools import cache

from briefing.text.lexicon import pattern

RECEIVERS = ("talent", "firms", "residents", "farmers", "old", "cadres")
KINDS = (
    "policy",
    "result",
    "plan",
    "asking",
    "hollow",
    "internal",
    "party",
    "shortcoming",
    "firm",
    "small",
    "whole",
    "nation",
    "welfare",
    "economy",
    "aggregate",
    "story",
    "argument",
)
# A name in quotation marks is no statement: “党建+科创”特色平台 is a platform.
_NAME = re.compile(r"“[^“”]{1,12}”")
_CLAUSE = re.compile(r"[，。；：！？,]")
# A receiver stands no further after the word that leads to it, and before the one that says that it receives.
_BEFORE, _AFTER, _BESIDE = 14, 8, 8


@cache
def _patterns(name: str, tables: tuple[str, ...]) -> dict[str, re.Pattern[str]]:
    """The patterns of some tables of a lexicon file, by the table."""
    return {table: re.compile(pattern(name, table)) for table in tables}


def _receives(clause: str, start: int, end: int) -> bool:
    giving, receiving, given = _patterns("beneficiaries", ("giving", "receiving", "given")).values()
    before, after = clause[max(0, start - _BEFORE) : start], clause[end : end + _AFTER]
    return bool(giving.search(before) or receiving.search(after) or given.search(after[:_BESIDE]))


def find_receivers(folded: str) -> frozenset[str]:
    """The classes of people that the folded sentence says receive something."""
    return frozenset(
        name
        for clause in _CLAUSE.split(folded)
        for name, words in _patterns("beneficiaries", RECEIVERS).items()
        if any(_receives(clause, *match.span()) for match in words.finditer(clause))
    )


def find_people(folded: str) -> frozenset[str]:
    """The classes of people that the folded sentence names at all."""
    return frozenset(name for name, words in _patterns("beneficiaries", RECEIVERS).items() if words.search(folded))


def count_kinds(folded: str) -> dict[str, int]:
    """Number of words of each kind of statement in the folded sentence outside names; kinds without any are left out."""
    said = _NAME.sub("", folded)
    counts = ((name, len(words.findall(said))) for name, words in _patterns("statements", KINDS).items())
    return {name: count for name, count in counts if count}
