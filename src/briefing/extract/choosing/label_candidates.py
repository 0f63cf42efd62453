"""The phrases around a figure that may name what it counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefing.chinese import lexicon
from briefing.source import Span, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.extract.choosing.words import TaggedWords

Side = Literal["L", "R"]
_BEFORE, _AFTER = 80, 30
_RUNS_BEFORE, _RUNS_AFTER = 7, 2
_MOST_WORDS, _LONGEST, _SHORTEST = 9, 22, 2
# Particles and conjunctions open no label, but for marks that do.
_NO_FIRST = frozenset({"u", "uj", "ul", "c", "x", "y"})
_OPENS, _CLOSES = frozenset("“《「（"), frozenset("”》」）")
_NOMINAL = frozenset("nvljiabqfskgtrm")
# One character is a label where it stands right after its figure: 19个区.
_ALONE = frozenset("nqgjkbsv")
_RESPECTIVELY = re.compile(lexicon.pattern("label_words", "respectively"))
_SERIES_PART = re.compile("[、和及与]")
_SENTENCE_MARKS, _LONGEST_SENTENCE, _NEXT_IN_SERIES = "。；", 300, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A figure that wants a label: its place, its number in the line, its unit and what kind of unit that is."""

    place: Span
    index: int
    unit: str
    kind: str


# A tuple: there are a hundred to a figure, and a frozen class takes four times as long to make.
class Phrase(NamedTuple):
    """A run of words beside a figure: those from `first` to `last`, in the `run`-th run from it."""

    side: Side
    run: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An item of a series with what only its last item says: 城镇、农村|居民收入分别为."""

    item: Span
    tail: Span
    word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The items before 分别, of which the figure has the `ordinal`-th."""

    ordinal: int
    items: tuple[Span, ...]


def _runs(words: TaggedWords, indices: Sequence[int]) -> list[list[int]]:
    """The stretches of words between clause marks and figures."""
    runs: list[list[int]] = []
    is_open = False
    for index in indices:
        if words.stops[index]:
            is_open = False
        elif is_open:
            runs[-1].append(index)
        else:
            runs.append([index])
            is_open = True
    return runs


def _may_end(words: TaggedWords, index: int) -> bool:
    return words.tags[index][0] in _NOMINAL or words.tags[index] == "eng" or words.texts[index] in _CLOSES


def _of_run(words: TaggedWords, run: Sequence[int], side: Side, number: int, end: int) -> Iterator[Phrase]:
    """Every phrase of a run; `end` is the figure's."""
    for first in run:
        if words.tags[first] in _NO_FIRST and words.texts[first] not in _OPENS:
            continue
        start = words.starts[first]
        for last in range(first, min(run[-1] + 1, first + _MOST_WORDS)):
            length = words.ends[last] - start
            if length > _LONGEST:
                break
            if not _may_end(words, last):
                continue
            if length < _SHORTEST and not (
                side == "R" and first == run[0] and start - end <= 1 and words.tags[last][0] in _ALONE
            ):
                continue
            yield Phrase(side, number, first, last)


def phrases(words: TaggedWords, numeral: Numeral) -> Iterator[Phrase]:
    """The phrases before and after a figure, those of its own clause and of the clauses near it."""
    place = numeral.place
    first = bisect_left(words.starts, place.start - _BEFORE)
    before = range(first, bisect_right(words.ends, place.start))
    after = range(bisect_left(words.starts, place.end), bisect_right(words.ends, place.end + _AFTER))
    for number, run in enumerate(reversed(_runs(words, before)[-_RUNS_BEFORE:])):
        yield from _of_run(words, run, "L", number, place.end)
    for number, run in enumerate(_runs(words, after)[:_RUNS_AFTER]):
        yield from _of_run(words, run, "R", number, place.end)


def find_series(words: TaggedWords, numeral: Numeral) -> Series | None:
    """The series of nouns whose numbers are told by 分别, if the figure is one of them."""
    folded, start = words.folded, numeral.place.start
    line = words.starts[0] if words.starts else start
    first = max(line, start - _LONGEST_SENTENCE)
    first = max([first, *(folded.rfind(mark, first, start) + 1 for mark in _SENTENCE_MARKS)])
    match = None
    for match in _RESPECTIVELY.finditer(folded, first, start):  # noqa: B007 - the last one is wanted
        pass
    if match is None:
        return None
    numbers = [figure for figure in words.figures if match.end() <= figure.start <= start]
    if any(b.start - a.end > _NEXT_IN_SERIES for a, b in pairwise(numbers)):
        return None
    begin = max(first, *(folded.rfind(mark, first, match.start()) + 1 for mark in "，："))
    items, at = [], begin
    for part in _SERIES_PART.split(folded[begin : match.start()]):
        items.append(span(at, at + len(part)))
        at += len(part) + 1
    return Series(ordinal=len(numbers) - 1, items=tuple(items)) if len(items) > 1 else None


def members(words: TaggedWords, series: Series | None) -> Iterator[Member]:
    """The figure's item of a series with each end of the last item: 城镇|居民收入, 城镇|收入."""
    if series is None or series.ordinal >= len(series.items) - 1:
        return
    item, last = series.items[series.ordinal], series.items[-1]
    for index in range(bisect_right(words.starts, last.start), bisect_left(words.starts, last.end)):
        tail = span(words.starts[index], last.end)
        if item.end - item.start + tail.end - tail.start <= _LONGEST:
            yield Member(item=item, tail=tail, word=index)
