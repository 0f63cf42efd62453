"""Where the words of a file stand in the text that it should print: blocks that are equal."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        """Where the block ends in the file."""
        return self.file + self.size

    @property
    def model_end(self) -> int:
        """Where the block ends in the model."""
        return self.model + self.size


@dataclass
class Model:
    """A text to align with, and where in it each run of a few characters stands."""

    text: str
    _grams: dict[str, list[int]] | None = field(default=None, init=False)

    @cached_property
    def grams(self) -> dict[str, list[int]]:
        """The places of every run of eight characters."""
        found: dict[str, list[int]] = {}
        text = self.text
        for start in range(len(text) - _GRAM + 1):
            found.setdefault(text[start : start + _GRAM], []).append(start)
        return found


def _common(left: str, start: int, right: str, other: int) -> int:
    """How many characters are equal from two places on."""
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
            equal = min(_ENOUGH, _common(text, at + gap, model, expected + skip))
            yield _Candidate(score=equal - 0.7 * max(gap, skip), file=at + gap, model=expected + skip)


def _far(text: str, at: int, model: Model, expected: int) -> Iterator[_Candidate]:
    """The first place ahead whose characters stand anywhere in the model, and the few best places there."""
    for start in range(at, len(text) - _GRAM + 1):
        places = model.grams.get(text[start : start + _GRAM])
        if places:
            nearest = sorted(places, key=lambda place: (place < expected, abs(place - expected)))[:_CANDIDATES]
            lengths = {place: min(_LONG, _common(text, start, model.text, place)) for place in nearest}
            # The first of the nearest that agrees longest.
            best = max(nearest, key=lambda place: lengths[place] - (not 0 <= place - expected <= _AHEAD))
            score = min(_ENOUGH, lengths[best]) - 0.5 * (start - at) - _FAR_COST
            yield _Candidate(score=score, file=start, model=best)
            return


def _resume(text: str, at: int, model: Model, expected: int) -> _Candidate | None:
    """Where the texts agree again, or None where they never do."""
    near = max(_near(text, at, model.text, expected), key=lambda one: one.score, default=None)
    if near is not None and near.score > _GOOD:
        return near
    far = max(_far(text, at, model, expected), key=lambda one: one.score, default=None)
    return max((one for one in (near, far) if one is not None), key=lambda one: one.score, default=None)


def _widen(text: str, model: str, found: _Candidate, at: int, expected: int) -> tuple[int, int]:
    """The place where the agreement begins, which may be before where it was found."""
    file, place = found.file, found.model
    floor = expected if place >= expected else 0
    while file > at and place > floor and text[file - 1] == model[place - 1]:
        file, place = file - 1, place - 1
    return file, place


def find_blocks(text: str, model: Model) -> tuple[Block, ...]:
    """The blocks of a file's text in its order; parts that were moved are found where they stand in the model."""
    blocks: list[Block] = []
    at, expected = 0, 0
    while at < len(text):
        size = _common(text, at, model.text, expected)
        if size:
            blocks.append(Block(file=at, model=expected, size=size))
            at, expected = at + size, expected + size
        found = _resume(text, at, model, expected) if at < len(text) else None
        if found is None:
            break
        at, expected = _widen(text, model.text, found, at, expected)
    return tuple(blocks)
