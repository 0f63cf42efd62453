"""Words that must stand exactly as the source has them: quotations, names, terms, and near misses in a file's own prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.check.fact_zones import names_of, people_of
from briefing.check.flat_text import compare_form, flat_form
from briefing.check.numbers import shares_words
from briefing.check.orthography import is_conversion
from briefing.check.sentences import OPENING_ORDINAL

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from briefing.check.align import Edit
    from briefing.check.comparison import Comparison
    from briefing.check.fact_zones import FactZone, Kind
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
    zone: FactZone


def touched_zones(comparison: Comparison, kinds: Container[Kind]) -> Iterator[Touched]:
    """The zones of some kinds that the file prints otherwise than the source; what a converter did is left out."""
    for edit in comparison.edits:
        if not edit.joined or comparison.is_between(edit) or is_conversion(comparison, edit):
            continue
        moved = is_moved(comparison, edit)
        for zone in comparison.authority.zones_between(*edit.model):
            if zone.kind not in kinds or (moved and _says_it(comparison, edit, zone)):
                continue
            if not _leaves_whole(comparison, edit, zone):
                yield Touched(edit=edit, zone=zone)


def is_moved(comparison: Comparison, edit: Edit) -> bool:
    """True if the file prints at an edit whole runs of the ledger, in another order than the ledger."""
    start, end = edit.file
    edges = [at for at in range(start, end + 1) if at in comparison.flat.edges]
    if start == end or not edges or edges[0] != start or edges[-1] != end:
        return False
    return all(comparison.flat.text[one:other] in comparison.authority.runs for one, other in pairwise(edges))


def _says_it(comparison: Comparison, edit: Edit, zone: FactZone) -> bool:
    """True if words that were moved may stand for a zone's: of a speaker, only the same speaker."""
    if zone.kind not in {"person", "attribution"}:
        return True
    outline = comparison.authority.outline
    there, here = outline.source.folded[zone.start : zone.end], comparison.flat.text[slice(*edit.file)]
    return any(person in there and person in here for person in map(compare_form, people_of(outline)))


def _leaves_whole(comparison: Comparison, edit: Edit, zone: FactZone) -> bool:
    """True if an edit takes a zone out as a whole, or puts in beside it a note's number or prose that is no part of it."""
    (start, end), (first, last) = edit.file, edit.model
    if start == end:
        if last - first > _LONGEST_PART and comparison.is_apart(edit) and zone.kind != "quote":
            return True
        places = comparison.authority.flat.places
        beside = [places[at] for at in (first - 1, last) if 0 <= at < len(places)]
        return not any(zone.start <= place < zone.end for place in beside)
    if first != last:
        return False
    inside = [at for at in comparison.source_places(first - 1, first + 1) if zone.start <= at < zone.end]
    words = comparison.flat.text[start:end]
    return len(inside) == 1 and (len(words) > _LONGEST_AFFIX or not _HAN.fullmatch(words))


def says_words(comparison: Comparison, edit: Edit) -> bool:
    """True if an edit changes more than marks."""
    changed = comparison.flat.text[slice(*edit.file)] + comparison.authority.flat.text[slice(*edit.model)]
    return bool(_WORD.search(changed))


def finding_of(comparison: Comparison, touched: Touched, code: Code, message: str) -> Finding:
    """The finding about a zone that was touched: the source's own words are what is expected."""
    edit, zone = touched.edit, touched.zone
    expected = comparison.authority.outline.source.text[zone.start : zone.end]
    if len(expected) > _LONGEST:
        places = comparison.source_places(edit.model[0] - 1, edit.model[1] + 1)
        middle = (places[0] if places else zone.start) - zone.start
        expected = expected[max(0, middle - _BESIDE) : middle + _BESIDE]
    return comparison.finding(code, message, *comparison.place_of(edit), expected=expected, offsets=(zone.start,))


# Shorter words have too many neighbours that are words of their own.
_SHORTEST = 4
# From this length on, two characters may be off.
_TWO_OFF = 8


def distance(left: str, right: str, most: int) -> int:
    """Edit distance of two words; `most` + 1 if it is more."""
    row = list(range(len(right) + 1))
    for count, one in enumerate(left, 1):
        above, row = row, [count]
        for place, other in enumerate(right, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (one != other)))
        if min(row) > most:
            return most + 1
    return row[-1]


def _near_misses(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Places of words that are nearly the name: each shares the name's first or last two characters."""
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


def find_near_misses(comparison: Comparison, wanted: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """The places on the file's flat text, outside what it shares with its source, of what is nearly a wanted word."""
    known = comparison.authority.flat.text
    words = [word for word in wanted if len(word) >= _SHORTEST]
    for start, end in (edit.file for edit in comparison.edits):
        text = comparison.flat.text[start:end]
        for word in words if end - start >= _SHORTEST else ():
            for first, last in () if word in text else _near_misses(text, word):
                if text[first:last] not in known:
                    yield start + first, start + last, word


_MARKS = str.maketrans("", "", "“”‘’《》")


def find_names(comparison: Comparison) -> Iterator[Finding]:
    """Names that are not the source's: changed in its words, or a character or two off in words that it does not have."""
    for touched in touched_zones(comparison, {"name", "person"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "name", "名称与原文不同")
    outline = comparison.authority.outline
    names = [one.words.text for one in names_of(outline)] + list(people_of(outline))
    wanted = dict.fromkeys(flat_form(name).translate(_MARKS) for name in names)
    for start, end, name in find_near_misses(comparison, wanted):
        yield comparison.finding("name", "与原文的名称只差一两个字", start, end, expected=name)


_LONGEST_QUOTATION = 400
_QUOTED = re.compile(rf"“([^“”]{{6,{_LONGEST_QUOTATION}}})”")
_STOPS = re.compile(r"[。！？；，]")
_SAID = re.compile(
    r"(?:说|表示|指出|强调|认为|介绍|提出|坦言|透露|称|谈到|告诉记者)[，：道]?$|^[^“”。]{0,12}(?:说|表示|指出|强调|认为|介绍)"
)
_LONGEST_TERM = 16
_CUTS: dict[Kind, Code] = {"quote": "quotation", "name": "name", "term": "term"}
_LEAD = 12


def _cut_quotations(comparison: Comparison) -> Iterator[Finding]:
    """Quotations that the file leaves in the middle to go on elsewhere within the same passage."""
    for before, after in pairwise(comparison.blocks):
        same = comparison.passage_at(before.file_end - 1) == comparison.passage_at(after.file)
        near = before.model_end <= after.model <= before.model_end + 1
        if not same or near or after.file > before.file_end + _LEAD or comparison.is_rearranged_at(after.file - 1):
            continue
        seam = (before.file_end - 1, after.file)
        if comparison.is_printed(*seam) or comparison.is_titled(*seam):
            continue
        # A quotation is cut anywhere, a name or a term in its middle.
        zones = comparison.authority.zones_between(before.model_end, before.model_end)
        place = comparison.authority.flat.places[before.model_end - 1]
        kinds = {one.kind for one in zones if one.kind == "quote" or one.start <= place < one.end - 1}
        code = next((code for kind, code in _CUTS.items() if kind in kinds), None)
        if code is not None:
            offsets = comparison.source_places(before.model_end - 1, before.model_end)
            expected = comparison.raw(before.model_end - _LEAD, before.model_end + _LEAD)
            start, end = max(0, before.file_end - 2), max(after.file, before.file_end + 1)
            message = "引语被截断或拼接" if code == "quotation" else "名称或提法被截断或拼接"
            yield comparison.finding(code, message, start, end, expected=expected, offsets=offsets)


def _is_quoted(known: str, words: str) -> bool:
    """True if the source, or the pack, has the words within quotation marks."""
    places = (match.start() for match in re.finditer(re.escape(words), known))
    return any(known.rfind("“", 0, at) > known.rfind("”", 0, at) for at in places)


def _made_up_quotations(comparison: Comparison) -> Iterator[Finding]:
    """Speech in words that the source does not have, or reports without marks: 他说要修路 is no “要修路”."""
    text, known = comparison.flat.text, comparison.authority.flat.text
    added = (edit.file for edit in comparison.edits)
    for start, end in (one for one in added if one[1] - one[0] >= _LEAD // 2 or "“" in text[slice(*one)]):
        for match in _QUOTED.finditer(text, max(0, start - 1), min(len(text), max(end, start + _LONGEST_QUOTATION))):
            words = match[1].rstrip("。！？，；")
            said = _SAID.search(text[max(0, match.start() - _LEAD) : match.start()])
            said = said or _SAID.search(text[match.end() : match.end() + _LEAD])
            is_speech = said or (len(words) > _LONGEST_TERM and _STOPS.search(words) and words not in known)
            if not is_speech or (words in known and _is_quoted(known, words)):
                continue
            quotes = comparison.authority.outline.quotes
            expected = next((one.words.text for one in quotes if shares_words(words, one.words.text)), None)
            yield comparison.finding("quotation", "原文没有这句引语", match.start(1), match.end(1), expected=expected)


def find_quotations(comparison: Comparison) -> Iterator[Finding]:
    """Quotations changed, cut, made up, or given to another speaker."""
    for touched in touched_zones(comparison, {"quote"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "quotation", "引语与原文不一字不差")
    yield from _cut_quotations(comparison)
    yield from _made_up_quotations(comparison)
    for touched in touched_zones(comparison, {"attribution", "person"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "speaker", "说话人或其职务与原文不同")


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
    runs = [flat_form(entry["text"]) for entry in comparison.authority.entries]
    texts = [flat_form(comparison.finished.passages[index].text) for index in comparison.order]
    for enumeration in comparison.authority.outline.enumerations:
        heads = [flat_form(item.head.text) for item in enumeration.items]
        known = {(before, ordinal) for _, ordinal, before in _orders(runs, heads)}
        seen: set[int] = set()
        for index, ordinal, before in _orders([OPENING_ORDINAL.sub("", text) for text in texts], heads):
            # A list begins anew where one of its members comes again, or where the pack's own lists follow each other.
            if ordinal in seen or (before, ordinal) in known:
                seen = seen if ordinal > before else set()
            elif ordinal < before:
                place = (0, len(comparison.finished.passages[comparison.order[index]].text))
                message, expected = "先后次序与原文不同", f"第{enumeration.items[ordinal - 1].ordinal}项"
                yield comparison.claim("term", message, comparison.order[index], place, expected=expected)
            seen.add(ordinal)


def find_terms(comparison: Comparison) -> Iterator[Finding]:
    """Terms that are not the source's own words."""
    for touched in touched_zones(comparison, {"term"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "term", "提法与原文不同")
    enumerations = comparison.authority.outline.enumerations
    heads = (flat_form(item.head.text) for one in enumerations if one.kind != "list" for item in one.items)
    for start, end, term in find_near_misses(comparison, heads):
        yield comparison.finding("term", "与原文的提法只差一两个字", start, end, expected=term)
    yield from _out_of_order(comparison)
