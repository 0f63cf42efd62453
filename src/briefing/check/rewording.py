"""Words put in, taken out or exchanged in a sentence that the file took from its source."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from operator import eq
from typing import TYPE_CHECKING

from briefing.check.align import common_length
from briefing.check.contexts import is_respelt
from briefing.check.expected import NOWHERE
from briefing.check.flat_text import flat_form, is_bound, piece_around
from briefing.check.note_calls import split_notes
from briefing.check.orthography import is_conversion
from briefing.check.quantities import touching
from briefing.check.sentences import continues, pair_of, sentence_of_file, sentences_at
from briefing.check.wording import distance, is_moved, says_words
from briefing.text.grams import grams
from briefing.text.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.align import Edit
    from briefing.check.comparison import Comparison
    from briefing.check.expected import ExpectedText
    from briefing.check.findings import Code, Finding
    from briefing.check.flat_text import FlatText

_MESSAGES: dict[str, str] = {
    "negation": "否定词的有无与原文不同，意思相反",
    "wording": "这句话的用词与原文不同",
    "source": "出处或说明与本版应印的不同",
    "period": "时间与本版应印的不同",
    "quotation": "引语的标点与原文不同",
}
# Templates' words for a time that the source does not print.
_TIMES = frozenset({"label.not_stated", "label.not_stated_unsure"})
# So many pairs of characters of a sentence in another are no chance.
_MUCH = 8
# Words in the place of 内部材料 are so much longer at most.
_MORE = 4
# So many characters beside a change are shown with it.
_BESIDE = 12
_MARKS = re.compile(r"[，。；：、！？]")
_CLAUSE_END = re.compile(r"[，。；：！？]")
_LONGEST_CLAUSE = 60
_COUNTED = re.compile(r"[\d两二三四五六七八九十百千万亿]\s*[\u4e00-\u9fff%]")
# Words that are printed twice in a row from this length on are no reduplication (常常, 研究研究).
_REPEATED = 3
# Notes that another program's paper holds in one paragraph: 90 见原文 37.2。91 见….
_NOTES = re.compile(r"\s*\d{1,3}\s*\D{1,8}\d+\.\d+。")
# The words before a place in the source that tell which place it is.
_CONTEXT = 10
_PLACE = re.compile(r"\d{1,3}\.\d(?:\d(?!\d*\.))?")
_PLACES = re.compile(r"(?:\d{1,3}\.\d{1,2})+")
# Lines of a cover that can be told apart by half of their characters.
_SHORTEST, _LONGEST_LINE = 4, 24
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


def _is_on_page(comparison: Comparison, words: str) -> bool:
    """True if a line of the file's text, besides its running heads, holds some words."""
    passages = ((index, comparison.finished.passages[index]) for index in comparison.order)
    return any(words in flat_form(one.text) for index, one in passages if comparison.part_of(index) != "running")


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
        code: Code = "period" if key in _TIMES else "source"
        # Words after a whole 原文 5.1 are the next line's; another number there is found by `_other_labels`.
        follows = key == "label.source" and start == end
        # A cover's line may be printed before or after its turn, and is nowhere changed.
        words = comparison.authority.flat.text[start:end]
        elsewhere = key.startswith("cover.") and bool(words) and _is_on_page(comparison, words)
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


def _other_notes(comparison: Comparison) -> Iterator[Finding]:
    """Places in the source that a note gives instead of its own: those of another note, which the file then gives too often."""
    authority = comparison.authority
    if authority.label_form is None:
        return
    own = "".join(flat_form(one["text"]) for one in authority.ordered if one["block"] == "notes")
    known = authority.label_form.findall(own)
    stated = [
        (start, comparison.flat.text[start:end])
        for start, end, _ in _labels_on(comparison.flat, authority)
        if comparison.part_at(start) == "note"
    ]
    given = [label for _, label in stated]
    for tag, first, last, start, end in SequenceMatcher(None, known, given, autojunk=False).get_opcodes():
        if tag != "replace" or last - first != end - start:
            continue
        for wanted, (at, label) in zip(known[first:last], stated[start:end], strict=True):
            if given.count(label) > known.count(label):
                yield comparison.finding("source", _MESSAGES["source"], at, at + len(label), expected=wanted)


def _labels_on(flat: FlatText, authority: ExpectedText) -> Iterator[tuple[int, int, bool]]:
    """The places in the source that a flat text prints: from where to where, and whether the pack prints this one at all."""
    for match in authority.label_form.finditer(flat.text) if authority.label_form else ():
        # In cells side by side 原文 12.1 and 73家 follow each other without a space.
        start, end = match.span()
        ends = [at for at in range(start + 1, end + 1) if at == end or at in flat.edges]
        known = [at for at in ends if flat.text[start:at] in authority.labels]
        yield start, (known or [end])[0], bool(known)


def _other_labels(comparison: Comparison) -> Iterator[Finding]:
    """Numbers of places in the source that the pack prints nowhere (原文 9.9), or after other words than the file does."""
    authority = comparison.authority
    contexts: dict[str, set[str]] = {}
    for start, end, _ in _labels_on(authority.flat, authority):
        contexts.setdefault(authority.flat.text[max(0, start - _CONTEXT) : start], set()).add(
            authority.flat.text[start:end]
        )
    for start, end, known in _labels_on(comparison.flat, authority):
        # Notes in a paper follow each other without a space too: 37.2 90.
        if comparison.part_at(start) == "note" or _NOTES.match(comparison.passage(start).text):
            continue
        right = contexts.get(comparison.flat.text[max(0, start - _CONTEXT) : start])
        if not known or (right is not None and comparison.flat.text[start:end] not in right):
            expected = min(right) if right else None
            yield comparison.finding("source", _MESSAGES["source"], start, end, expected=expected)


def _nearly_statements(comparison: Comparison) -> Iterator[Finding]:
    """Lines that are nearly what the pack's cover says, wherever on the page they stand: 公开材料 for 内部材料."""
    authority, finished = comparison.authority, comparison.finished
    titles = authority.titles_with_place
    # A cover without a place has none because the source proves none.
    untitled = () if titles else tuple(authority.cover_titles)
    for index in comparison.order:
        for line in re.finditer(r"[^\t\n]+", finished.passages[index].text):
            text = flat_form(line.group())
            if not _SHORTEST <= len(text) <= _LONGEST_LINE or text in authority.runs:
                continue
            for known in authority.cover_lines:
                if len(known) == len(text) and sum(map(eq, known, text)) * 2 >= len(known):
                    yield comparison.claim("source", _MESSAGES["source"], index, line.span(), expected=known)
                    break
            bare = next((title for title in untitled if text.endswith(title) and text != title), None)
            if bare is not None and text.removesuffix(bare) not in authority.flat.text:
                yield comparison.claim("name", "封面标题前的名称原文没有", index, line.span(), expected=bare)
            for place, title in titles:
                # Another place of the same kind before the title: 青浦区投资者简报 for 黄浦区. One told shorter is the same.
                before = text.removesuffix(title)
                most = len(place) - 1 if len(text) == len(place + title) else len(place) // 2
                if before != text and not place.endswith(before) and distance(before, place, most) <= most:
                    message = "名称与原文不同"
                    yield comparison.claim("name", message, index, line.span(), expected=f"{place}{title}")
                    break


def _contradictions(comparison: Comparison) -> Iterator[Finding]:
    """Sentences of the file's own that say much of what the source says, with a denial that no such sentence of it has."""
    added = (one.file for one in comparison.edits if one.file[0] < one.file[1] and not one.joined)
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


def _lost_statements(comparison: Comparison) -> Iterator[Finding]:
    """Words beside the title of a cover that stand where the pack says who may have the paper: 公开发布 for 内部材料."""
    authority = comparison.authority
    body = [index for index in comparison.order if comparison.part_of(index) != "running"]
    texts = [flat_form(comparison.finished.passages[index].text) for index in body]
    titles = [at for at, text in enumerate(texts) if text in authority.cover_titles]
    for line in authority.secrecy_lines if titles else ():
        beside = (at for at in (titles[0] - 1, titles[0] + 1) if 0 <= at < len(texts))
        other = (at for at in beside if len(texts[at]) <= len(line) + _MORE and texts[at] not in authority.runs)
        at = None if any(line in text for text in texts) else next(other, None)
        if at is not None:
            place = (0, len(comparison.finished.passages[body[at]].text))
            yield comparison.claim("source", _MESSAGES["source"], body[at], place, expected=line)


def _times_instead(comparison: Comparison) -> Iterator[Finding]:
    """Times in cells where the pack says that the source prints none, and the file then goes on elsewhere."""
    for before, after in pairwise(comparison.blocks):
        start, at = before.file_end, before.model_end
        missing = is_bound(comparison.authority.flat, at) and comparison.authority.statement_at(at) in _TIMES
        if (
            not missing
            or at == after.model
            or not is_bound(comparison.flat, start)
            or start >= len(comparison.flat.text)
        ):
            continue
        passage = comparison.passage(start).text
        times = [one for one in touching(comparison.quantities, start, start) if one.start == start and one.is_time]
        if times and len("".join(passage.split())) == times[0].end - start:
            yield comparison.finding(
                "period", _MESSAGES["period"], start, times[0].end, expected=comparison.raw(at, at + 4)
            )


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
    yield from _other_labels(comparison)
    yield from _other_notes(comparison)
    yield from _nearly_statements(comparison)
    yield from _contradictions(comparison)
    yield from _lost_statements(comparison)
    yield from _times_instead(comparison)


def _is_known(comparison: Comparison, edit: Edit, taken: dict[int, list[tuple[int, int]]]) -> bool:
    """True if a fault is already found at an edit."""
    start, end = comparison.place_of(edit)
    last = max(start, end - 1)
    index = comparison.passage_at(start)
    first, final = comparison.flat.places[start], comparison.flat.places[last] + 1
    if comparison.passage_at(last) != index:
        final = first + 1
    return any(begin < max(final, first + 1) and first < stop for begin, stop in taken.get(index, ()))
