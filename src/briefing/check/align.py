"""Alignment of a file's words with the text that it should print: blocks that are equal, and the edits between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.check.flat_text import is_bound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.check.flat_text import FlatText

# A place elsewhere is believed from this many equal characters on; the next few characters need fewer.
_GRAM = 8
_NEAR = 3
# How far ahead an insertion or omission is looked for before the whole text is asked.
_REACH = 48
# Equal characters beyond this number make no candidate better: an early agreement is worth more than a long one.
_ENOUGH = 16
# A near candidate of this score is taken without asking the whole text.
_GOOD = 14
# Of places elsewhere, the one that agrees longest is the right one, up to this length.
_LONG = 200
_CANDIDATES = 12
_FAR_COST = 6.0
# A place ahead that is no farther than this goes on with the same text.
_AHEAD = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`size` characters that are equal in the file from `file` on and in the model from `model` on."""

    file: int
    model: int
    size: int

    @property
    def file_end(self) -> int:
        """End of the block in the file."""
        return self.file + self.size

    @property
    def model_end(self) -> int:
        """End of the block in the model."""
        return self.model + self.size


@dataclass
class Model:
    """A text to align with, and where in it each run of a few characters, and each of its pieces, stands.

    `starts` are the places where its pieces begin.
    """

    text: str
    starts: Sequence[int] = ()

    @cached_property
    def grams(self) -> dict[str, list[int]]:
        """The places of every run of eight characters."""
        found: dict[str, list[int]] = {}
        text = self.text
        for start in range(len(text) - _GRAM + 1):
            found.setdefault(text[start : start + _GRAM], []).append(start)
        return found

    @cached_property
    def pieces(self) -> dict[str, list[int]]:
        """The places of every piece of eight characters at least."""
        found: dict[str, list[int]] = {}
        for start, end in pairwise([*self.starts, len(self.text)]):
            if end - start >= _GRAM:
                found.setdefault(self.text[start:end], []).append(start)
        return found


def common_length(left: str, start: int, right: str, other: int) -> int:
    """Number of equal characters from two places on."""
    longest = min(len(left) - start, len(right) - other)
    size, step = 0, 32
    while step and size < longest:
        step = min(step, longest - size)
        if left[start + size : start + size + step] == right[other + size : other + size + step]:
            size, step = size + step, step * 2
        else:
            step //= 2
    return size


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    score: float
    file: int
    model: int


def _near(text: str, at: int, model: str, expected: int) -> Iterator[_Candidate]:
    """Places a few characters ahead in both where the texts agree again."""
    ahead: dict[str, list[int]] = {}
    for skip in range(_REACH):
        ahead.setdefault(model[expected + skip : expected + skip + _NEAR], []).append(skip)
    for gap in range(_REACH):
        gram = text[at + gap : at + gap + _NEAR]
        if len(gram) < _NEAR:
            break
        for skip in ahead.get(gram, ()):
            equal = min(_ENOUGH, common_length(text, at + gap, model, expected + skip))
            yield _Candidate(score=equal - 0.7 * max(gap, skip), file=at + gap, model=expected + skip)


def _far(text: str, at: int, model: Model, expected: int) -> _Candidate | None:
    """The first place ahead whose characters stand anywhere in the model, with the best place there."""
    for start in range(at, len(text) - _GRAM + 1):
        places = model.grams.get(text[start : start + _GRAM])
        if places:
            nearest = sorted(places, key=lambda place: (place < expected, abs(place - expected)))[:_CANDIDATES]
            lengths = {place: min(_LONG, common_length(text, start, model.text, place)) for place in nearest}
            # The first of the nearest that agrees longest.
            best = max(nearest, key=lambda place: lengths[place] - (not 0 <= place - expected <= _AHEAD))
            score = min(_ENOUGH, lengths[best]) - 0.5 * (start - at) - _FAR_COST
            return _Candidate(score=score, file=start, model=best)
    return None


def _resume(text: str, at: int, model: Model, expected: int) -> tuple[int, int] | None:
    """The places in both from which the texts agree again, or None if they never do."""
    found = max(_near(text, at, model.text, expected), key=lambda one: one.score, default=None)
    if found is None or found.score <= _GOOD:
        far = _far(text, at, model, expected)
        found = far if found is None or (far is not None and far.score > found.score) else found
    if found is None:
        return None
    # The agreement may begin before the place where it was found.
    file, place = found.file, found.model
    floor = expected if place >= expected else 0
    while file > at and place > floor and text[file - 1] == model.text[place - 1]:
        file, place = file - 1, place - 1
    return file, place


def _whole_piece(text: str, starts: Sequence[int], model: Model, at: int, expected: int) -> tuple[int, int] | None:
    """Start in both texts of the piece that they part in, if it stands in the model as a whole."""
    index = bisect_right(starts, at)
    start, end = starts[index - 1] if index else 0, starts[index] if index < len(starts) else len(text)
    places = model.pieces.get(text[start:end], ()) if start < at < end else ()
    place = min(places, key=lambda one: (one < expected, abs(one - expected)), default=None)
    return None if place is None else (start, place)


def find_blocks(text: str, model: Model, starts: Sequence[int] = ()) -> tuple[Block, ...]:
    """The blocks of a file's text in its order; parts that were moved are found where they stand in the model.

    `starts` are where its pieces begin: one that only begins like the next of the model's is looked for as a whole, so that
    two rows that begin alike (《溪桥区…) may change places.
    """
    blocks: list[Block] = []
    at, expected = 0, 0
    while at < len(text):
        size = common_length(text, at, model.text, expected)
        whole = _whole_piece(text, starts, model, at + size, expected + size) if size else None
        if whole is not None and whole[0] >= at:
            if whole[0] > at:
                blocks.append(Block(file=at, model=expected, size=whole[0] - at))
            at, expected = whole
            size = common_length(text, at, model.text, expected)
        if size:
            blocks.append(Block(file=at, model=expected, size=size))
            at, expected = at + size, expected + size
        found = _resume(text, at, model, expected) if at < len(text) else None
        if found is None:
            break
        at, expected = found
    return tuple(blocks)


# An omission up to this length is one edit; a longer one is a part that was moved or taken out.
_LONGEST_OMISSION = 400
# The words before the first that a sentence put in elsewhere shares with its source: 截至3 of 截至3月27日，….
_LONGEST_HEAD = 16
_DIGIT = re.compile(r"\d")
# What takes the place of other words is one edit up to this length.
_LONGEST_REPLACEMENT = 40
# How far an insertion or omission may be shifted to where a piece begins.
_SHIFT = 12
# A file whose first words are changed agrees with its model from here on at the latest.
_OPENS = 8
# Words that both sides of a replacement share from this length on are no part of it.
_SHARED = 4
_OPENING = tuple("“《‘（")
_CLOSING = tuple("，。；：、”》’）")
_STOPS = frozenset("。！？；")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A difference between two blocks: `file` and `model` are half-open ranges.

    `joined` says that the blocks follow each other in the model too, so that the one range stands for the other;
    else the file goes on elsewhere, and the range in the model is empty.
    """

    file: tuple[int, int]
    model: tuple[int, int]
    joined: bool


def parted(edit: Edit) -> Edit:
    """The edit as an addition that stands for nothing in the model."""
    return Edit(file=edit.file, model=(edit.model[0], edit.model[0]), joined=False)


def _between(before: Block, after: Block) -> Edit:
    added, omitted = after.file - before.file_end, after.model - before.model_end
    longest = _LONGEST_REPLACEMENT if added and omitted else _LONGEST_OMISSION
    joined = omitted >= 0 and max(added, omitted) <= longest
    model = (before.model_end, after.model) if joined else (before.model_end, before.model_end)
    return Edit(file=(before.file_end, after.file), model=model, joined=joined)


def _parts(edit: Edit, resumed: int, file: FlatText, model: FlatText) -> Iterator[Edit]:
    """An edit at which the file goes on elsewhere, cut where passages end: what is changed, and what is added."""
    (start, end), at, reach = edit.file, edit.model[0], range(_LONGEST_REPLACEMENT)
    # The end of the passage in which the file leaves the model, beside what ends the run there.
    if not is_bound(file, start):
        last = next((place for place in range(start, end + 1) if is_bound(file, place)), end)
        final = next((at + step for step in reach if is_bound(model, at + step)), None)
        if file.text[start:last] in _STOPS:
            final = _sentence_end(model, at)
        if start < last <= start + _LONGEST_REPLACEMENT and final is not None:
            yield Edit(file=(start, last), model=(at, final), joined=True)
            start = last
    # The beginning of the passage in which the file comes back to the model, beside what begins the run there.
    tail = None
    if start < end and not is_bound(file, end):
        first = next((place for place in range(end, start - 1, -1) if is_bound(file, place)), start)
        begin = next((resumed - step for step in reach if is_bound(model, resumed - step)), None)
        if begin is None or begin == resumed:
            begin = _other_head(file.text[first:end], model.text[max(0, resumed - _LONGEST_HEAD) : resumed], resumed)
        if end - _LONGEST_REPLACEMENT <= first < end and begin is not None:
            tail = Edit(file=(first, end), model=(begin, resumed), joined=True)
    yield Edit(file=(start, tail.file[0] if tail else end), model=edit.model, joined=False)
    if tail:
        yield tail


def _sentence_end(model: FlatText, at: int) -> int:
    """End of the model's sentence around a place, before its stop: where the file ends a sentence early, that much is left out."""
    ends = (
        place
        for place in range(at, min(at + _LONGEST_OMISSION, len(model.text)))
        if model.text[place] in _STOPS
        or (is_bound(model, place) and model.places[place] != model.places[place - 1] + 1)
    )
    return next(ends, at)


def _other_head(stated: str, before: str, resumed: int) -> int | None:
    """Start of the sentence of the model that goes on at `resumed`, if it opens with another number than the file's."""
    head = re.split("[。！？；]", before)[-1]
    told = head != before and len(stated) <= _LONGEST_HEAD and all(map(_DIGIT.search, (stated, head)))
    return resumed - len(head) if told else None


def _refine(edit: Edit, file: FlatText, model: FlatText) -> Iterator[Edit]:
    """A joined edit as small as it can be told: a replacement is cut around the words that both sides of it share."""
    (start, end), (first, last) = edit.file, edit.model
    if start == end or first == last:
        yield settle(edit, file, model)
        return
    one, other = file.text[start:end], model.text[first:last]
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    places = ((file, start + match.a), (model, first + match.b))
    # A heading of two characters is a whole piece of both sides.
    whole = match.size > 1 and all(is_bound(flat, edge) for flat, at in places for edge in (at, at + match.size))
    if match.size < _SHARED and not whole:
        yield edit
        return
    left = Edit(file=(start, start + match.a), model=(first, first + match.b), joined=True)
    right = Edit(file=(start + match.a + match.size, end), model=(first + match.b + match.size, last), joined=True)
    for part in (left, right):
        if part.file[0] < part.file[1] or part.model[0] < part.model[1]:
            yield from _refine(part, file, model)


def find_edits(blocks: Sequence[Block], file: FlatText, model: FlatText) -> tuple[Edit, ...]:
    """Differences between the blocks of a file, and before and after them, in the file's order."""
    length = len(file.text)
    if not blocks:
        return (Edit(file=(0, length), model=(0, 0), joined=False),) if length else ()
    first, last = blocks[0], blocks[-1]
    before = _between(Block(file=0, model=0, size=0), first)
    before = before if max(first.file, first.model) <= _OPENS else parted(before)
    after = Edit(file=(last.file_end, length), model=(last.model_end, last.model_end), joined=False)
    found = [before] if first.file else []
    for one, other in pairwise(blocks):
        edit = _between(one, other)
        found.extend(_refine(edit, file, model) if edit.joined else _parts(edit, other.model, file, model))
    return (*found, after) if last.file_end < length else tuple(found)


def settle(edit: Edit, file: FlatText, model: FlatText) -> Edit:
    """The edit shifted to where a piece begins, or else a phrase, if it could as well stand there.

    Between 62.2… and 62.3… the omission of a passage may seem to begin after its label.
    """
    (start, end), (first, last) = edit.file, edit.model
    if (start == end) == (first == last):
        return edit
    flat, low, high = (file, start, end) if start < end else (model, first, last)
    # As far back as the characters before the range are those at its end, and as far on as those after it are those at its start.
    back, on = 0, 0
    while back < min(_SHIFT, start, first) and flat.text[low - back - 1] == flat.text[high - back - 1]:
        back += 1
    while on < _SHIFT and flat.text[low + on : low + on + 1] == flat.text[high + on : high + on + 1] != "":
        on += 1
    shifts = (*range(back + 1), *range(-1, -on - 1, -1))
    fits: tuple[Callable[[int], bool], ...] = (
        lambda shift: is_bound(flat, low - shift) and is_bound(flat, high - shift),
        lambda shift: all(is_bound(flat, at - shift) or flat.text[at - shift - 1] in _STOPS for at in (low, high)),
        lambda shift: is_bound(flat, low - shift),
        lambda shift: flat.text[low - shift] in _OPENING or flat.text[low - shift - 1 : low - shift] in _CLOSING,
    )
    best = next((shift for fit in fits for shift in shifts if fit(shift)), 0)
    return Edit(file=(start - best, end - best), model=(first - best, last - best), joined=True)
