"""Edits: what stands between the blocks that a file shares with the text that it should print."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.check.align import Block
from briefing.check.flat_text import is_bound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.check.flat_text import Strip

# An omission up to this length is one edit; a longer one is a part that was moved or taken out.
_LONGEST_OMISSION = 400
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What stands between two blocks: `file` and `model` are half-open ranges.

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


def _head(edit: Edit, file: Strip, model: Strip) -> Edit | None:
    """What ends the passage in which the file leaves the model, beside what ends the run there."""
    (start, end), at = edit.file, edit.model[0]
    if is_bound(file, start):
        return None
    last = next((place for place in range(start, end + 1) if is_bound(file, place)), end)
    final = next((at + step for step in range(_LONGEST_REPLACEMENT) if is_bound(model, at + step)), None)
    if not start < last <= start + _LONGEST_REPLACEMENT or final is None:
        return None
    return Edit(file=(start, last), model=(at, final), joined=True)


def _tail(edit: Edit, resumed: int, file: Strip, model: Strip) -> Edit | None:
    """What begins the passage in which the file comes back to the model, beside what begins the run there."""
    start, end = edit.file
    if is_bound(file, end):
        return None
    first = next((place for place in range(end, start - 1, -1) if is_bound(file, place)), start)
    begin = next((resumed - step for step in range(_LONGEST_REPLACEMENT) if is_bound(model, resumed - step)), None)
    if not end - _LONGEST_REPLACEMENT <= first < end or begin is None:
        return None
    return Edit(file=(first, end), model=(begin, resumed), joined=True)


def _parts(edit: Edit, resumed: int, file: Strip, model: Strip) -> Iterator[Edit]:
    """An edit at which the file goes on elsewhere, cut where passages end: what is changed, and what is added."""
    head = _head(edit, file, model)
    start = head.file[1] if head else edit.file[0]
    rest = Edit(file=(start, edit.file[1]), model=edit.model, joined=False)
    tail = _tail(rest, resumed, file, model) if start < edit.file[1] else None
    end = tail.file[0] if tail else edit.file[1]
    middle = Edit(file=(start, end), model=edit.model, joined=False)
    yield from (one for one in (head, middle, tail) if one is not None)


def _refined(edit: Edit, file: Strip, model: Strip) -> Iterator[Edit]:
    """A joined edit as small as it can be told."""
    replaces = edit.file[0] < edit.file[1] and edit.model[0] < edit.model[1]
    return _refine(edit, file, model) if replaces else iter((settle(edit, file, model),))


def _refine(edit: Edit, file: Strip, model: Strip) -> Iterator[Edit]:
    """A replacement cut around the words that both sides of it share."""
    (start, end), (first, last) = edit.file, edit.model
    one, other = file.text[start:end], model.text[first:last]
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    if match.size < _SHARED:
        yield edit
        return
    left = Edit(file=(start, start + match.a), model=(first, first + match.b), joined=True)
    right = Edit(file=(start + match.a + match.size, end), model=(first + match.b + match.size, last), joined=True)
    for part in (left, right):
        if part.file[0] < part.file[1] and part.model[0] < part.model[1]:
            yield from _refine(part, file, model)
        elif part.file[0] < part.file[1] or part.model[0] < part.model[1]:
            yield settle(part, file, model)


def find_edits(blocks: Sequence[Block], file: Strip, model: Strip) -> tuple[Edit, ...]:
    """What stands between the blocks of a file, and before and after them, in the file's order."""
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
        found.extend(_refined(edit, file, model) if edit.joined else _parts(edit, other.model, file, model))
    return (*found, after) if last.file_end < length else tuple(found)


def _shifts(strip: Strip, low: int, high: int, most: int) -> Iterator[int]:
    """How far a range may be shifted back over the same characters."""
    for shift in range(most + 1):
        yield shift
        if low - shift < 1 or strip.text[low - shift - 1] != strip.text[high - shift - 1]:
            return


def _opens(strip: Strip, at: int) -> bool:
    return strip.text[at : at + 1] in _OPENING or strip.text[at - 1 : at] in _CLOSING


def _is_whole(strip: Strip, low: int, high: int) -> bool:
    return is_bound(strip, low) and is_bound(strip, high)


def settle(edit: Edit, file: Strip, model: Strip) -> Edit:
    """The edit shifted to where a piece begins, or else a phrase, if it could as well stand there.

    Between 62.2… and 62.3… the omission of a passage may seem to begin after its label.
    """
    (start, end), (first, last) = edit.file, edit.model
    if (start == end) == (first == last):
        return edit
    strip, low, high = (file, start, end) if start < end else (model, first, last)
    shifts = list(_shifts(strip, low, high, min(_SHIFT, start, first)))
    fits = (_is_whole, lambda strip, low, _high: is_bound(strip, low), lambda strip, low, _high: _opens(strip, low))
    found = (shift for fit in fits for shift in shifts if fit(strip, low - shift, high - shift))
    best = next(found, 0)
    return Edit(file=(start - best, end - best), model=(first - best, last - best), joined=True)
