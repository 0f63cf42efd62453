"""The words that audience files use for what an outline holds, and the kinds of section with what sets them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NameKind = Literal["policies", "programmes", "organisations", "events"]
EnumerationKindName = Literal["keywords", "priorities", "list", "formulation"]
# Where a section stands: on the one page before all else, or in the body.
PageName = Literal["one", "body"]
# How much the annex prints: every sentence that the edition rests on, those that nothing else prints whole, or none.
AnnexName = Literal["full", "shown", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionKind:
    """A kind of section, as audience files name it, and how it shares an edition with the others.

    `at_a_glance`: it is on the one page where the file puts nothing there. `owns_points`: it prints sentences whole, each
    in one such section alone, and a person may move sentences there. `first`: of two sections that print a sentence whole,
    it keeps it. `weight`: its part of a body that has no room for all. `apparatus`: it is about the pack, not the text.
    """

    name: str
    at_a_glance: bool = False
    owns_points: bool = False
    first: bool = False
    weight: float = 1.0
    apparatus: bool = False


# What each finds is in `edition/selectors.py`, how it is laid out in `document/blocks.py`.
_BUILT_IN = (
    SectionKind(name="spine", at_a_glance=True),  # the keywords and the priorities, heads alone
    SectionKind(name="tiles", at_a_glance=True),  # key figures
    SectionKind(name="charts"),  # figures of one sentence that compare, as bars
    SectionKind(name="points", owns_points=True, weight=2.0),  # points of the topics, as running text
    SectionKind(name="sectors", owns_points=True, weight=2.0),  # a table: sector, what is said of it, organisations
    SectionKind(name="benefits", weight=2.0),  # a table: benefit, the clauses that grant it
    SectionKind(name="names", weight=1.5),  # a table: names, the words that introduce them
    SectionKind(name="enumerations", first=True, weight=3.0),  # enumerations in full
    SectionKind(name="tasks", first=True, weight=4.0),  # each priority as a table of its measures
    SectionKind(name="asks"),  # each priority with the measures that have a target or a tool, for the one page
    SectionKind(name="gist"),  # the points with most to say, for the one page
    SectionKind(name="figures"),  # every figure as a table
    SectionKind(name="quotes", first=True),  # direct quotations
    SectionKind(name="contact", apparatus=True),  # from the sidecar
    SectionKind(name="sources", apparatus=True),  # where the text comes from
    SectionKind(name="quality", apparatus=True),  # what is odd about the source
    SectionKind(name="annex", apparatus=True),  # the sentences that the edition rests on
)
# The kinds by name; `briefing.document.sections.declare` adds one.
SECTION_KINDS = {kind.name: kind for kind in _BUILT_IN}
