"""The words that audience files use for what an outline holds and for the kinds of section."""

from __future__ import annotations

from typing import Literal

NameKind = Literal["policies", "programmes", "organisations", "events"]
EnumerationKindName = Literal["keywords", "priorities", "list"]
SectionKind = Literal[
    "spine",  # the keywords and the priorities, heads alone
    "tiles",  # key figures at a glance
    "charts",  # figures of one sentence that compare, as bars
    "points",  # points of the topics, as running text
    "sectors",  # a table: sector, what is said of it, the organisations named
    "benefits",  # a table: benefit, the clauses that grant it
    "names",  # a table: names, the words that introduce them
    "enumerations",  # enumerations in full
    "tasks",  # each priority as a table of its measures
    "asks",  # each priority with the measures that have a target or a tool, for the one page
    "gist",  # the points with most to say, for the one page
    "figures",  # every figure as a table
    "quotes",  # direct quotations
    "contact",  # from the sidecar
    "sources",  # where the text comes from
    "quality",  # what is odd about the source
    "annex",  # the sentences that the edition rests on
]
# Where a section stands: on the one page before all else, or in the body.
PageName = Literal["one", "body"]
# How much the annex prints: every sentence that the edition rests on, those that nothing else prints whole, or none.
AnnexName = Literal["full", "shown", "none"]
