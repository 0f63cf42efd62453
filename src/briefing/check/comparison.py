"""One finished file laid beside what it should print: the common ground of all that looks for faults."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.check.align import find_blocks, find_edits, parted
from briefing.check.expected import NOWHERE, sentence_at
from briefing.check.findings import Finding
from briefing.check.flat_text import Piece, flatten, is_bound, piece_around, piece_starts
from briefing.check.note_calls import split_notes, without_calls
from briefing.check.quantities import find_quantities, touching
from briefing.check.reading_order import order_passages
from briefing.check.sentences import ORDINAL, begins, is_rearranged, sentence_of_file, sentence_of_model, without_ends
from briefing.text.folding import fold
from briefing.text.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.check.align import Block, Edit
    from briefing.check.expected import ExpectedText
    from briefing.check.findings import Code
    from briefing.check.flat_text import FlatText
    from briefing.check.quantities import Quantity
    from briefing.readers.passages import FinishedFile, Passage
    from briefing.text.source import Span

# How far from a figure its indicator and its time may stand, in characters.
_NEAR = 200
_NEIGHBOURS = 8
# Words from so far before a place to so far after it are looked for as a whole.
_REACH = 120
# How many words beside an omission a finding shows.
_BESIDE = 2
_CLAUSE_ENDS = frozenset("，：")
_STOPS = frozenset("。！？；")
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万亿两]")
_SHORTEST_CLAUSE = 4
# What a clause may name and still be left out; figures, quotations and who says them are not.
_NAMING = frozenset({"name", "term"})
_COUNTING = _NAMING | {"figure", "qualifier", "indicator", "period", "baseline"}
# How long something holds: 分3年发放, 最长24个月.
_TERMS = frozenset({"年", "个月", "月", "周", "天", "日", "个工作日", "工作日", "小时", "个小时", "次"})
# A note in the line takes the stop's place: …五家见原文 5.1。
_NOTE_ENDS = "。；"
# The line in which an office says when it printed the paper: …办公室　2026年3月15日印发.
_IMPRINT = re.compile(
    rf"[^，。；：“《]{{0,40}}\d{{4}}年\d{{1,2}}月\d{{1,2}}日{pattern('office', 'prints')}(?:（?共印\d+份）?)?"
)
# The speaker of a turn in the source itself: 王局长：.
_TURN = re.compile(r"[^，。；：]{1,16}：")
_DATE = re.compile(r"(?<!\d)(\d{4})[年/.—](\d{1,2})[月/.—](\d{1,2})(?:日|(?!\d))")
_LONGEST_DATE = 11
# What is left out and printed elsewhere is moved: a sentence at least, and this part of it.
_SENTENCE = 16
_MOST = 0.8


_LABEL = re.compile(r"\d\.\d{1,2}$")
_CONNECTIVE = re.compile(pattern("office", "connectives") + "[，：]?")
_GRANTED = re.compile(pattern("clauses", "grants"))
_BEARING = re.compile(f"{pattern('denials', 'denials')}|{pattern('clauses', 'bears')}")
_FORM = re.compile(rf"[⁰¹²³⁴-⁹]{{0,3}}(?:(?:{pattern('office', 'prompt')})?{pattern('office', 'form')})+\d{{0,3}}")


@dataclass(frozen=True)
class Comparison:
    """A file aligned with its authority."""

    finished: FinishedFile
    authority: ExpectedText
    _judged: dict[tuple[int, int], bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The indices of the visible passages in the order in which they are compared."""
        return tuple(self._parts)

    @cached_property
    def _parts(self) -> dict[int, str]:
        return order_passages(self.finished, self.authority)

    def part_at(self, at: int) -> str:
        """The part that a character's passage is, such as a cell or a note."""
        return self.part_of(self.passage_at(at))

    def part_of(self, index: int) -> str:
        """The part that a passage in the order is."""
        return self._parts[index]

    @cached_property
    def flat(self) -> FlatText:
        """The file's visible words as one flat text; its places are offsets in their passages."""
        passages = (self.finished.passages[index] for index in self.order)
        return flatten(Piece(text=one.text, places=range(len(one.text))) for one in passages)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Blocks that the file prints as it should."""
        return find_blocks(self.flat.text, self.authority.model, piece_starts(self.flat))

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Edits: places at which it prints something else that says something else."""
        says_nothing = (
            self._connects,
            self._is_form,
            self._is_note,
            self._is_beside,
            self._is_imprint,
            self._is_same_date,
            self._is_last_clause,
            self._is_rearranged,
        )
        return tuple(edit for edit in self.all_edits if not any(says(edit) for says in says_nothing))

    @cached_property
    def all_edits(self) -> tuple[Edit, ...]:
        """Edits with those that say nothing, such as 同时， at a sentence's head."""
        found = find_edits(self.blocks, self.flat, self.authority.flat)
        real = without_calls(found, self.flat, self.quantities)
        return tuple(edit if self._tells(edit) else parted(edit) for edit in real)

    def _tells(self, edit: Edit) -> bool:
        """True if what an edit stands beside is what it replaces: running heads and contents are printed anywhere."""
        start, end = edit.model
        # The source's first lines are not left out between the pack's last words and a sentence of theirs added after them.
        if start < end and start == bisect_left(self.authority.flat.owners, len(self.authority.entries)):
            return False
        if edit.joined and edit.file[0] == edit.file[1] and end - start >= _SENTENCE:
            # A sentence at least that seems to be left out, and is printed before or after: a part was moved.
            first = max(0, bisect_right(self._printed, (start, 0)) - _NEIGHBOURS)
            near = self._printed[first : bisect_right(self._printed, (end, 0))]
            if sum(max(0, min(end, until) - max(start, begin)) for begin, until in near) >= _MOST * (end - start):
                return False
        return not edit.joined or self.part_at(edit.file[0]) not in {"running", "contents"}

    @cached_property
    def _printed(self) -> list[tuple[int, int]]:
        return sorted((block.model, block.model_end) for block in self.blocks)

    def _is_form(self, edit: Edit) -> bool:
        """True if an edit puts in nothing but blanks of Word that nobody filled in, as another program prints them, and a page's number."""
        # The stop of the paragraph before it may have been left out there.
        put_in = not self.authority.flat.text[slice(*edit.model)].strip(_NOTE_ENDS)
        return put_in and _FORM.fullmatch(fold(self.flat.text[slice(*edit.file)])) is not None

    def _is_imprint(self, edit: Edit) -> bool:
        """True if an edit stands in a line of its own that says when the office printed the paper, and by whom."""
        start, end = edit.file
        first, last = piece_around(self.flat, start) if start < end else (0, 0)
        return start < end <= last and _IMPRINT.fullmatch(self.flat.text, first, last) is not None

    def _is_note(self, edit: Edit) -> bool:
        """True if an edit puts in nothing but notes of the pack, as a program prints them that shows them in the line."""
        words, instead = self.flat.text[slice(*edit.file)].strip("·"), self.authority.flat.text[slice(*edit.model)]
        notes, known = split_notes(words), self.authority.notes
        # The note's own stop may be taken for the sentence's.
        told = f"{words}。" in known or (bool(notes) and all(one in known for one in notes))
        return told and not instead.strip(_NOTE_ENDS)

    def _is_beside(self, edit: Edit) -> bool:
        """True if an edit puts into a paper's sentence the place in the source that is printed in the column beside it."""
        words, (start, end), form = self.flat.text[slice(*edit.file)], edit.model, self.authority.label_form
        following = form.search(self.authority.flat.text, start) if form and start == end else None
        return self.finished.format == "pdf" and following is not None and following.group() == words

    def _is_last_clause(self, edit: Edit) -> bool:
        """True if an edit cuts the last clauses off a sentence, and none of them bears on what is left.

        A clause that denies, limits, sets a condition or looks ahead bears on it, and what somebody says is never cut. A number
        may go with what it counts, but for a term of months, a share of what comes before, and where something is granted.
        """
        (start, end), flat = edit.model, self.authority.flat
        words = flat.text[start:end]
        instead = self.flat.text[slice(*edit.file)].strip("。！？；")
        if not edit.joined or instead or words[:1] != "，" or len(words) < _SHORTEST_CLAUSE:
            return False
        ends = begins(flat, end) or flat.text[end : end + 1] in _STOPS
        if not ends or _STOPS.intersection(words) or _BEARING.search(words):
            return False
        kinds = _NAMING
        if _NUMBER.search(words):
            first, last = sentence_of_model(self, (start, end))
            # 10年前 is a time, 分3年 a term.
            terms = (
                one
                for one in touching(self.authority.quantities, start + 1, end)
                if one.unit in _TERMS and flat.text[one.end : one.end + 1] not in {"前", "来"}
            )
            if _GRANTED.search(flat.text, first, last) or not all(one.is_time for one in terms):
                return False
            kinds = _COUNTING
        places, zones = self.source_places(start, end), self.authority.zones_between(start, end)
        figures = {zone.key for zone in zones if zone.kind == "figure"}
        return bool(places) and all(
            zone.kind in kinds
            and places[0] <= zone.start
            and zone.end <= places[-1] + 1
            and (zone.kind in _NAMING or zone.key in figures)
            for zone in zones
        )

    def _is_same_date(self, edit: Edit) -> bool:
        """True if an edit writes a date otherwise: 2026年4月20日 for 2026-04-20."""
        dates = [
            [
                tuple(map(int, one.groups()))
                for one in _DATE.finditer(flat.text, max(0, start - _LONGEST_DATE), end + _LONGEST_DATE)
                if one.start() <= start and end <= one.end()
            ]
            for flat, (start, end) in ((self.flat, edit.file), (self.authority.flat, edit.model))
        ]
        return edit.joined and bool(dates[0]) and dates[0] == dates[1]

    def _connects(self, edit: Edit) -> bool:
        """True if an edit puts in, takes out or exchanges nothing but a connective at a clause's head (同时，), or numbers a passage."""
        both = ((self.flat, edit.file), (self.authority.flat, edit.model))
        # After a number of a place, as in 23.3 同时，, a space begins the sentence, wherever it went.
        heads = (
            begins(flat, at)
            or at in flat.edges
            or flat.text[at - 1] in _CLAUSE_ENDS
            or _LABEL.search(flat.text, at - 6, at)
            for flat, (at, _) in both
        )
        if not edit.joined or not all(heads):
            return False
        texts = [flat.text[slice(*place)] for flat, place in both]
        # A sentence taken from the source's own lines needs no 王局长： before it.
        own = self.authority.flat.owners[edit.model[0]] >= len(self.authority.entries) if texts[1] else False
        texts[1] = (
            "" if own and _TURN.fullmatch(texts[1]) and is_bound(self.authority.flat, edit.model[0]) else texts[1]
        )
        numbered = not all(texts) and is_bound(self.flat, edit.file[0]) and ORDINAL.fullmatch("".join(texts))
        return any(texts) and (bool(numbered) or all(not text or _CONNECTIVE.fullmatch(text) for text in texts))

    def _is_rearranged(self, edit: Edit) -> bool:
        start, end = edit.file
        return any(self.is_rearranged_at(at) for at in ({start, start - 1} if start == end else {start}))

    def is_rearranged_at(self, at: int) -> bool:
        """True if a character of the flat text stands in a sentence that says the source's clauses in another order."""
        at = max(0, min(at, len(self.flat.text) - 1))
        sentence = sentence_of_file(self, (at, at + 1))
        if sentence not in self._judged:
            self._judged[sentence] = is_rearranged(self, sentence)
        return self._judged[sentence]

    def is_apart(self, edit: Edit) -> bool:
        """True if an edit puts in or takes out whole sentences or passages, so that it changes none."""
        (start, end), (first, last) = edit.file, edit.model
        if start == end:
            if is_bound(self.flat, start):
                first, last = without_ends(self.authority.flat, first, last)
            return all(begins(self.authority.flat, at) for at in (first, last))
        return first == last and all(begins(self.flat, at) for at in (start, end))

    def is_between(self, edit: Edit) -> bool:
        """True if an edit puts whole passages between others."""
        return edit.model[0] == edit.model[1] and all(is_bound(self.flat, at) for at in edit.file)

    @cached_property
    def _by_model(self) -> list[tuple[int, int]]:
        changed = (edit.model for edit in self.edits if edit.joined and edit.file[0] < edit.file[1])
        return sorted([*((block.model, block.model_end) for block in self.blocks), *changed])

    def prints(self, at: int) -> bool:
        """True if the file prints the word at a place of the authority's flat text, changed or not."""
        last = bisect_right(self._by_model, (at, len(self.authority.flat.text) + 1))
        return any(start <= at < end for start, end in self._by_model[max(0, last - _NEIGHBOURS) : last])

    def shows(self, figure: str, near: int) -> bool:
        """True if the file prints a figure near a place of the authority's flat text."""
        places = self.authority.figure_places.get(figure, ())
        return any(abs(place - near) <= _NEAR and self.prints(place) for place in places)

    def is_printed(self, last: int, first: int) -> bool:
        """True if the source has the file's passages between two places just so: what begins alike may seem to be cut."""
        start, end = piece_around(self.flat, last)[0], piece_around(self.flat, first)[1]
        start = max(start, last - _REACH)
        return self.authority.says(self.flat.text[start : min(end, first + _REACH)], last + 1 - start)

    def is_titled(self, last: int, first: int) -> bool:
        """True if the pack's title with its place before it is parted there: a running head's 上海 may lie beside 上海市's."""
        text = self.flat.text
        return any(
            text.endswith(place, 0, last + 1) and text.startswith(title, first)
            for place, title in self.authority.titles_with_place
        )

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every quantity that the file states."""
        return find_quantities(self.flat)

    def passage_at(self, at: int) -> int:
        """The index of the passage that a character of the flat text stands in."""
        return self.order[self.flat.owners[min(at, len(self.flat.owners) - 1)]]

    def passage(self, at: int) -> Passage:
        """The passage that a character of the flat text stands in."""
        return self.finished.passages[self.passage_at(at)]

    def source_places(self, start: int, end: int) -> tuple[int, ...]:
        """The offsets in the source behind a range of the authority's flat text."""
        places = self.authority.flat.places
        return tuple(places[at] for at in range(max(0, start), min(end, len(places))) if places[at] != NOWHERE)

    def sentences(self, offsets: Iterable[int]) -> tuple[Span, ...]:
        """The sentences of the source that hold the offsets, each once."""
        source = self.authority.outline.source
        return tuple(dict.fromkeys(sentence_at(source, offset) for offset in offsets))

    def finding(  # noqa: PLR0913 a finding has that many parts
        self, code: Code, message: str, start: int, end: int, *, expected: str | None, offsets: Iterable[int] = ()
    ) -> Finding:
        """A finding about a range of the file's flat text; of a range over several passages, the part in the first."""
        start = min(start, len(self.flat.places) - 1)
        index = self.passage_at(start)
        passage = self.finished.passages[index]
        last = start
        while last + 1 < end and self.passage_at(last + 1) == index:
            last += 1
        first = self.flat.places[start]
        final = self.flat.places[last] + 1 if end > start else first
        return Finding(
            code=code,
            message=message,
            passage=index,
            start=first,
            end=final,
            place=passage.place,
            words=passage.text[first:final],
            expected=expected,
            spans=self.sentences(offsets),
        )

    def claim(self, code: Code, message: str, index: int, place: tuple[int, int], *, expected: str | None) -> Finding:
        """A finding about what one of the file's own marks claims."""
        passage = self.finished.passages[index]
        start, end = place
        return Finding(
            code=code,
            message=message,
            passage=index,
            start=start,
            end=end,
            place=passage.place,
            words=passage.text[start:end],
            expected=expected,
        )

    def place_of(self, edit: Edit) -> tuple[int, int]:
        """The range of the file's flat text that shows an edit: of an omission, the words that it parted."""
        start, end = edit.file
        return (start, end) if start < end else (max(0, start - _BESIDE), min(len(self.flat.text), end + _BESIDE))

    def raw(self, start: int, end: int) -> str:
        """The authority's words in a range of its flat text, as it prints them."""
        return self.authority.flat.raw[start:end]


def distinct(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those that say the same of words already found fault with."""
    seen: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for finding in findings:
        places = seen.setdefault((finding.code, finding.passage), [])
        if not any(start < max(finding.end, finding.start + 1) and finding.start < end for start, end in places):
            places.append((finding.start, max(finding.end, finding.start + 1)))
            yield finding
