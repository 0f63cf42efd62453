"""Large figures, key words and charts on another program's paper, which are read line by line over all their columns."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from briefing.check.align import common_length
from briefing.check.flat_text import flat_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.check.expected import ExpectedText
    from briefing.document.ledger import Entry
    from briefing.readers.passages import FinishedFile

# The sections of an edition that are set in columns, those that stand side by side together.
_SPREADS = (("glance", "spine"), ("charts",))
# What begins in the order of the pack: numbers, and what they count. The rest (times, places, key words) lies anywhere.
_NUMBERS, _COUNTED, _REST = range(3)


def find_spread(finished: FinishedFile, texts: Sequence[str], authority: ExpectedText) -> Iterator[int]:
    """The passages of spreads that say what the pack says, in whatever order their lines are read, by number among the texts.

    A number that is changed, or that stands before another number's words, is not at its turn: then the passages are
    compared as usual.
    """
    if finished.format != "pdf" or any(one.part == "heading" for one in finished.passages):
        return
    for spread in _spreads(authority):
        ends = ((first, _end(texts, first, spread)) for first in range(len(texts)))
        first, last = next((found for found in ends if found[1]), (0, 0))
        if "".join(texts[first:last]) not in authority.model.text:
            yield from range(first, last)


def _end(texts: Sequence[str], first: int, spread: Sequence[tuple[int, str]]) -> int:
    """The end of the spread that begins at a text, 0 if none does: its figures are used up, other words whole or not at all."""
    left, end = [text for _, text in spread], 0
    for at in range(first, len(texts)):
        text = texts[at]
        while text:
            begun: set[int] = set()
            sizes = []
            for (column, whole), rest in zip(spread, left, strict=True):
                waits = column != _REST and rest == whole
                sizes.append(0 if waits and column in begun else common_length(text, 0, rest, 0))
                begun |= {column} if waits else set()
            size = max(sizes)
            if not size:
                return end
            place = sizes.index(size)
            text, left[place] = text[size:], left[place][size:]
        if all(
            not rest or (column == _REST and rest == whole) for (column, whole), rest in zip(spread, left, strict=True)
        ):
            end = at + 1
    return end


def _spreads(authority: ExpectedText) -> Iterator[list[tuple[int, str]]]:
    """The words of each spread with their columns, in the form for comparison; what a number counts in one piece."""
    blocks = ["", *(entry["block"] for entry in authority.entries)]
    covers = [at for at, (before, block) in enumerate(pairwise(blocks)) if block == "cover" != before]
    for start, end in pairwise([0, *covers, len(authority.entries)]):
        for sections in _SPREADS:
            fact, runs = "", []
            for entry in authority.entries[start:end]:
                if entry["block"] in sections and (text := flat_form(entry["text"])):
                    fact = str(entry["origin"].get("fact", fact))
                    runs.append((_column(entry, fact, authority), text))
            spread: list[tuple[int, str]] = []
            for column, group in groupby(runs, lambda run: run[0]):
                words = [text for _, text in group]
                spread += [(column, "".join(words))] if column == _COUNTED else [(column, text) for text in words]
            if any(column == _NUMBERS for column, _ in spread):
                yield spread


def _column(entry: Entry, fact: str, authority: ExpectedText) -> int:
    """The column of a run that is printed with a figure."""
    origin = entry["origin"]
    if str(origin.get("fact", "")).startswith("f"):
        return _NUMBERS
    if "key" in origin or entry["block"] == "spine":
        return _REST
    zones = authority.zones.get(origin["spans"][0][0], ()) if origin.get("spans") else ()
    return _REST if any(zone.kind == "period" and zone.key == fact for zone in zones) else _COUNTED
