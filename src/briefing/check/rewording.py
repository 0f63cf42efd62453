"""Words put in, taken out or exchanged in a sentence that the file took from its source."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefing.check.align import common_length
from briefing.check.contexts import is_respelt
from briefing.check.expected import NOWHERE
from briefing.check.flat_text import is_bound, piece_around
from briefing.check.note_calls import split_notes
from briefing.check.orthography import is_conversion
from briefing.check.sentences import continues, pair_of, sentence_of_file, sentences_at
from briefing.check.statements import OTHER_SOURCE, OTHER_TIME, TIMES, find_statements, lines_of
from briefing.check.wording import is_moved, says_words
from briefing.text.grams import grams
from briefing.text.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.align import Edit
    from briefing.check.comparison import Comparison
    from briefing.check.findings import Code, Finding

_MESSAGES: dict[str, str] = {
    "negation": "否定词的有无与原文不同，意思相反",
    "wording": "这句话的用词与原文不同",
    "source": OTHER_SOURCE,
    "period": OTHER_TIME,
    "quotation": "引语的标点与原文不同",
}
# So many pairs of characters of a sentence in another are no chance.
_MUCH = 8
# So many characters beside a change are shown with it.
_BESIDE = 12
_MARKS = re.compile(r"[，。；：、！？]")
_CLAUSE_END = re.compile(r"[，。；：！？]")
_LONGEST_CLAUSE = 60
_COUNTED = re.compile(r"[\d两二三四五六七八九十百千万亿]\s*[\u4e00-\u9fff%]")
# Words that are printed twice in a row from this length on are no reduplication (常常, 研究研究).
_REPEATED = 3
_PLACE = re.compile(r"\d{1,3}\.\d(?:\d(?!\d*\.))?")
_PLACES = re.compile(r"(?:\d{1,3}\.\d{1,2})+")
_DENIALS = re.compile(pattern("denials", "denials"))


def _denies(text: str) -> Counter[str]:
    return Counter(_DENIALS.findall(text))


def _is_another_note(comparison: Comparison, edit: Edit) -> bool:
    """True if a note of the pack stands at an edit, as often as the pack prints it.

    Notes that say the same but for a number (见原文 22.2。 见原文 22.3。) are easily taken one for the next.
    """
    known, stated = comparison.authority.model.text, comparison.flat.text
    notes = split_notes(stated[slice(*sentences_at(comparison, edit).file)])
    return all(one in comparison.authority.notes and stated.count(one) <= known.count(one) for one in notes)


def _is_repeated(comparison: Comparison, edit: Edit) -> bool:
    """True if the file prints at an edit again what stands beside it: 产值产值."""
    start, end = edit.file
    text, size = comparison.flat.text, end - start
    if edit.model[0] != edit.model[1] or size < _REPEATED - 1:
        return False
    words = text[start:end]
    return text[max(0, start - size) : start] == words or text[end : end + size] == words


def _is_whole_item(comparison: Comparison, edit: Edit) -> bool:
    """True if the edit leaves out whole members of a series: 甲、乙、丙 becomes 甲、丙, and “甲”“乙” becomes “甲”.

    Of a clause that counts (甲、乙、丙三大产业, 学校、公园12座), no member may go.
    """
    text, (start, end) = comparison.authority.flat.text, edit.model
    clause = _CLAUSE_END.split(text[max(0, start - _LONGEST_CLAUSE) : start])[-1] + text[start:end]
    clause += _CLAUSE_END.split(text[end : end + _LONGEST_CLAUSE])[0]
    if edit.file[0] != edit.file[1] or _COUNTED.search(clause):
        return False
    gone, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    if re.fullmatch("(?:“[^”]*”)+", gone):
        return before == "”" or after == "“" or "、" in (before, after)
    return "、" in (gone[:1], gone[-1:]) and "，" not in gone and "、" in (before, after, gone[:1])


def _mark_lost(comparison: Comparison, edit: Edit) -> bool:
    """True if a mark inside a quotation was put in, left out or exchanged, and no line ends there."""
    start, end = edit.file
    changed = comparison.flat.text[start:end] + comparison.authority.flat.text[slice(*edit.model)]
    ends = any(at in comparison.flat.edges for at in range(start, end + 1))
    if ends or not changed or _MARKS.sub("", changed):
        return False
    places = (edit.model[0] - 1, edit.model[1])
    held = [
        {
            zone.key
            for zone in comparison.authority.zones.get(place, ())
            if zone.kind in {"quote", "term", "name"} and place not in (zone.start - 1, zone.end)
        }
        for place in (comparison.authority.flat.places[at] if at >= 0 else NOWHERE for at in places)
    ]
    return bool(held[0] & held[1])


def _fault_at(comparison: Comparison, edit: Edit) -> tuple[Code, str] | None:
    """The code and the message for an edit; None for one that changes nothing that was stated."""
    if not says_words(comparison, edit):
        return ("quotation", _MESSAGES["quotation"]) if _mark_lost(comparison, edit) else None
    start, end = edit.model
    # An insertion changes the run that it is written on to.
    at = start - 1 if start == end and continues(comparison.flat, edit) else start
    key = comparison.authority.statement_at(at)
    if comparison.authority.is_field(at):
        exchanged = edit.file[0] < edit.file[1] and start < end and comparison.part_at(edit.file[0]) == "cell"
        return ("wording", "归入的领域与本版应印的不同") if exchanged else None
    if key is not None:
        code: Code = "period" if key in TIMES else "source"
        # Words after a whole 原文 5.1 are the next line's; another number there is found by `_other_labels`.
        follows = key == "label.source" and start == end
        # A cover's line may be printed before or after its turn, and is nowhere changed.
        words = comparison.authority.flat.text[start:end]
        elsewhere = key.startswith("cover.") and bool(words) and any(words in text for _, text in lines_of(comparison))
        return None if follows or elsewhere or _is_another_note(comparison, edit) else (code, _MESSAGES[code])
    # A paper's column of places in the source that is read on its own puts in nothing else: 28.128.2.
    words, is_paper = comparison.flat.text[slice(*edit.file)], comparison.finished.format == "pdf"
    listed = _PLACE.findall(words) if is_paper and start == end and _PLACES.fullmatch(words) else ()
    if listed and all(one in comparison.authority.runs for one in listed):
        return None
    if comparison.authority.is_template(at):
        return ("wording", "字句重复") if _is_repeated(comparison, edit) else None
    return _of_sentence(comparison, edit)


def _of_sentence(comparison: Comparison, edit: Edit) -> tuple[Code, str] | None:
    """The code and the message for a change in a sentence of the source."""
    pair = pair_of(comparison, edit)
    if pair is None:
        return ("wording", _MESSAGES["wording"]) if _is_in_place(comparison, edit) else None
    stated = _denies(comparison.flat.text[slice(*pair.file)])
    true = _denies(comparison.authority.flat.text[slice(*pair.model)])
    # The sentences deny otherwise, and the words that are exchanged do.
    if stated != true and _denies(comparison.flat.text[max(0, edit.file[0] - 1) : edit.file[1] + 1]) != _denies(
        comparison.authority.flat.text[max(0, edit.model[0] - 1) : edit.model[1] + 1]
    ):
        return "negation", _MESSAGES["negation"]
    if _is_repeated(comparison, edit):
        return "wording", "字句重复"
    return None if _is_whole_item(comparison, edit) else ("wording", _MESSAGES["wording"])


def _is_in_place(comparison: Comparison, edit: Edit) -> bool:
    """True if the edit exchanges words of the source in a line, as of a cover, that else stays as it was, or the whole of a cell."""
    (start, end), (first, last) = edit.file, edit.model
    both = ((comparison.flat, edit.file), (comparison.authority.flat, edit.model))
    bounded = all(is_bound(flat, at) for flat, places in both for at in places)
    if start < end and first < last and bounded and comparison.passage(start).part == "cell":
        return True
    if start == end or not comparison.source_places(first, last):
        return False
    floor, ceiling = piece_around(comparison.flat, start)
    stated, true = comparison.flat.text, comparison.authority.flat.text
    before = common_length(stated[floor:start][::-1], 0, true[max(0, first - start + floor) : first][::-1], 0)
    after = common_length(stated[:ceiling], end, true, last)
    return (before + after) * 2 >= ceiling - floor - (end - start)


def _contradictions(comparison: Comparison) -> Iterator[Finding]:
    """Sentences of the file's own that say much of what the source says, with a denial that no such sentence of it has."""
    put_in = (one for one in comparison.edits if one.file[0] < one.file[1])
    added = (one.file for one in put_in if not one.joined or comparison.is_apart(one))
    for place in dict.fromkeys(sentence_of_file(comparison, one) for one in added):
        text = comparison.flat.text[slice(*place)]
        pairs, stated = grams(text, 2), _denies(text)
        alike = [
            (len(pairs & others), offset, true) for offset, true, others in comparison.authority.sentences if stated
        ]
        most, offset, true = max(alike, default=(0, 0, ""))
        if most < max(_MUCH, len(pairs) / 2):
            continue
        for shared, _, words in alike:
            stated -= _denies(words) if shared * 2 >= _MUCH else Counter()
        if stated:
            yield comparison.finding("negation", _MESSAGES["negation"], *place, expected=true, offsets=(offset,))


def find_rewordings(comparison: Comparison, known: list[Finding]) -> Iterator[Finding]:
    """Changes in sentences of the source that nothing else found, and every denial put in or taken out.

    A sentence may be left out, its clauses may change places, and an office may add sentences of its own;
    any other change of words in a sentence is found.
    """
    taken: dict[int, list[tuple[int, int]]] = {}
    for one in known:
        taken.setdefault(one.passage, []).append((one.start, max(one.end, one.start + 1)))
    for edit in comparison.edits:
        if not edit.joined or comparison.is_apart(edit) or is_conversion(comparison, edit):
            continue
        # Whole runs may stand in another order, but not the name of another field beside a sentence.
        moved = is_moved(comparison, edit) and not comparison.authority.is_field(edit.model[0])
        if is_respelt(comparison, edit) or moved:
            continue
        fault = _fault_at(comparison, edit)
        if fault is not None and (fault[0] == "negation" or not _is_known(comparison, edit, taken)):
            # The words around the edit are shown on both sides, as far as its sentence goes.
            pair = sentences_at(comparison, edit)
            start, end = max(pair.file[0], edit.file[0] - _BESIDE), min(pair.file[1], edit.file[1] + _BESIDE)
            first, last = max(pair.model[0], edit.model[0] - _BESIDE), min(pair.model[1], edit.model[1] + _BESIDE)
            expected, offsets = comparison.raw(first, last), comparison.source_places(first, last)[:1]
            yield comparison.finding(*fault, start, end, expected=expected, offsets=offsets)
    yield from find_statements(comparison)
    yield from _contradictions(comparison)


def _is_known(comparison: Comparison, edit: Edit, taken: dict[int, list[tuple[int, int]]]) -> bool:
    """True if a fault is already found at an edit."""
    start, end = comparison.place_of(edit)
    last = max(start, end - 1)
    index = comparison.passage_at(start)
    first, final = comparison.flat.places[start], comparison.flat.places[last] + 1
    if comparison.passage_at(last) != index:
        final = first + 1
    return any(begin < max(final, first + 1) and first < stop for begin, stop in taken.get(index, ()))
