"""Edits inside words that must stand exactly as the source has them: what was touched, and how a finding shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.check.conversion import is_conversion
from briefing.check.fact_zones import people_of
from briefing.check.flat_text import compare_form

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from briefing.check.comparison import Comparison
    from briefing.check.edits import Edit
    from briefing.check.fact_zones import Kind, Zone
    from briefing.check.findings import Code, Finding

_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff…]")
_HAN = re.compile(r"[\u3400-\u9fff]+")
# What is put before or after a name and makes another of it.
_LONGEST_AFFIX = 3
# Whole runs and sentences that are gone together are longer than any part of a name.
_LONGEST_PART = 24
# Longer words are shown from so many characters before an edit to so many after.
_LONGEST = 60
_BESIDE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """An edit that cuts into a zone."""

    edit: Edit
    zone: Zone


def _omits_whole(comparison: Comparison, edit: Edit, zone: Zone) -> bool:
    """Whether the edit takes a zone out as a whole and leaves nothing of it to be wrong."""
    if edit.file[0] < edit.file[1]:
        return False
    places = comparison.authority.strip.places
    first, last = edit.model
    if last - first > _LONGEST_PART and comparison.is_apart(edit) and zone.kind != "quote":
        return True
    beside = [places[at] for at in (first - 1, last) if 0 <= at < len(places)]
    return not any(zone.start <= place < zone.end for place in beside)


def touched_zones(comparison: Comparison, kinds: Container[Kind]) -> Iterator[Touched]:
    """The zones of some kinds that the file prints otherwise than the source; what a converter did is left out."""
    for edit in comparison.edits:
        if not edit.joined or comparison.is_between(edit) or is_conversion(comparison, edit):
            continue
        moved = is_moved(comparison, edit)
        for zone in comparison.authority.zones_between(*edit.model):
            if zone.kind in kinds and not (moved and _says_it(comparison, edit, zone)):
                touched = Touched(edit=edit, zone=zone)
                if not _omits_whole(comparison, edit, zone) and not _merely_follows(comparison, edit, zone):
                    yield touched


def is_moved(comparison: Comparison, edit: Edit) -> bool:
    """Whether the file prints at an edit whole runs of the ledger, in another order than the ledger."""
    start, end = edit.file
    edges = [at for at in range(start, end + 1) if at in comparison.strip.edges]
    if start == end or not edges or edges[0] != start or edges[-1] != end:
        return False
    return all(comparison.strip.text[one:other] in comparison.authority.runs for one, other in pairwise(edges))


def _says_it(comparison: Comparison, edit: Edit, zone: Zone) -> bool:
    """Whether words that were moved may stand for a zone's: of a speaker, only the same speaker."""
    if zone.kind not in {"person", "attribution"}:
        return True
    outline = comparison.authority.outline
    there, here = outline.source.folded[zone.start : zone.end], comparison.strip.text[slice(*edit.file)]
    return any(person in there and person in here for person in map(compare_form, people_of(outline)))


def _merely_follows(comparison: Comparison, edit: Edit, zone: Zone) -> bool:
    """Whether an insertion at the edge of a zone is a note's number or prose of its own, and no part of the zone."""
    if edit.model[0] != edit.model[1]:
        return False
    inside = [
        at for at in comparison.source_places(edit.model[0] - 1, edit.model[0] + 1) if zone.start <= at < zone.end
    ]
    words = comparison.strip.text[slice(*edit.file)]
    return len(inside) == 1 and (len(words) > _LONGEST_AFFIX or not _HAN.fullmatch(words))


def says_words(comparison: Comparison, edit: Edit) -> bool:
    """Whether an edit changes more than marks."""
    changed = comparison.strip.text[slice(*edit.file)] + comparison.authority.strip.text[slice(*edit.model)]
    return bool(_WORD.search(changed))


def finding_of(comparison: Comparison, touched: Touched, code: Code, message: str) -> Finding:
    """The finding about a zone that was touched: the source's own words are what is expected."""
    start, end = comparison.place_of(touched.edit)
    source = comparison.authority.outline.source
    zone = touched.zone
    expected = _clip(source.text[zone.start : zone.end], zone, comparison, touched.edit)
    return comparison.finding(code, message, start, end, expected=expected, offsets=(zone.start,))


def _clip(words: str, zone: Zone, comparison: Comparison, edit: Edit) -> str:
    """The words, or of long ones the part around the edit."""
    if len(words) <= _LONGEST:
        return words
    places = comparison.source_places(edit.model[0] - 1, edit.model[1] + 1)
    middle = (places[0] if places else zone.start) - zone.start
    return words[max(0, middle - _BESIDE) : middle + _BESIDE]
