"""What each figure of a line counts, chosen among the phrases around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from briefing.chinese import lexicon
from briefing.extract.choosing.choice import choose, softmax
from briefing.extract.choosing.label_candidates import Numeral, Phrase, find_series, members, phrases
from briefing.extract.choosing.label_features import Addable, LabelFeatures
from briefing.extract.choosing.weights import load_weights
from briefing.extract.choosing.words import TaggedWords, tag_words
from briefing.source import Span, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.source import Source

T = TypeVar("T", bound=Addable)
# What an answer adds to a longer or shorter one with the same end; to one that it lies in; to one that lies in it.
_SAME_END, _WITHIN, _AROUND = (0.5, 0.8), (0.0, 0.5), (0.0, 0.3)
_COMPARED, _LEAST = (12, 25), 1e-4
_MARKED = re.compile("[“”‘’《》（）「」【】〈〉]")
_PAIRS = ("“”", "‘’", "《》", "（）", "「」", "【】", "〈〉")


class Option(NamedTuple):
    """A candidate label: its places, none for "nothing names it"; `is_same` of what the last figure counted."""

    places: tuple[Span, ...] = ()
    phrase: Phrase | None = None
    is_same: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The best label of a figure and how sure it is; without places there is none."""

    places: tuple[Span, ...] = ()
    sure: float = 0.0


def options_of(
    words: TaggedWords,
    numeral: Numeral,
    last: Numeral | None,
    features: LabelFeatures[T],
    walls: Sequence[Span] | None = None,
) -> Iterator[tuple[Option, T]]:
    """Every candidate label of a figure with its measured features; with `walls`, none that is barred."""
    series = find_series(words, numeral)
    for phrase in phrases(words, numeral):
        if walls is not None and is_barred(words, phrase, walls):
            continue
        place = span(words.starts[phrase.first], words.ends[phrase.last])
        yield Option(places=(place,), phrase=phrase), features.of_phrase(numeral, phrase, series)
    if series is not None:
        for member in members(words, series):
            yield Option(places=(member.item, member.tail)), features.of_member(numeral, member, series)
    if last is not None:
        yield Option(is_same=True), features.of_same(numeral, last, series)
    yield Option(), features.of_none(numeral)


@cache
def _listed(table: str) -> frozenset[str]:
    return frozenset(lexicon.words("label_words", table))


def is_function_word(text: str) -> bool:
    """True if no label ends with the word: 达到, 的, 约."""
    return text in _listed("no_end")


def is_barred(words: TaggedWords, phrase: Phrase, walls: Sequence[Span]) -> bool:
    """True if no label may be so, whatever it weighs.

    It begins or ends with a function word, names nothing alone, modifies what follows it, or holds a time or half a pair of marks.
    """
    start, end = words.starts[phrase.first], words.ends[phrase.last]
    return (
        is_function_word(words.texts[phrase.last])
        or words.texts[phrase.first] in _listed("no_start")
        or (phrase.first == phrase.last and words.texts[phrase.first] in _listed("not_alone"))
        or (phrase.side == "R" and words.folded.startswith("的", end))
        or not _listed("no_within").isdisjoint(words.texts[phrase.first : phrase.last + 1])
        or any(wall.start < end and start < wall.end for wall in walls)
        or _is_half(words.folded[start:end])
    )


def _is_half(text: str) -> bool:
    """True if a text holds one mark of a pair without the other."""
    return bool(_MARKED.search(text)) and any(text.count(pair[0]) != text.count(pair[1]) for pair in _PAIRS)


def _kin(text: str, other: str) -> tuple[float, float]:
    if text.endswith(other) or other.endswith(text):
        return _SAME_END
    if text in other:
        return _WITHIN
    return _AROUND if other in text else (0.0, 0.0)


class LabelChooser:
    """Chooses the labels of one line's figures, in order."""

    def __init__(self, source: Source, line: Span, numerals: Sequence[Numeral], walls: Sequence[Span]) -> None:
        self._source = source
        self.numerals = numerals
        self._walls = walls
        self.words = tag_words(source.folded, line, [numeral.place for numeral in numerals])

    def choose(self) -> list[Label]:
        """The label of each figure."""
        weights = load_weights("label")
        features = LabelFeatures(self.words, weights.sum)
        found: list[Label] = []
        for index, numeral in enumerate(self.numerals):
            last = self.numerals[index - 1] if index and found[-1].places else None
            weighed = list(options_of(self.words, numeral, last, features, self.walls_near(numeral)))
            found.append(self.pick(weighed, found[-1] if last else None))
        return found

    def walls_near(self, numeral: Numeral) -> list[Span]:
        """The walls that a label of the figure could meet."""
        start, end = numeral.place.start - 100, numeral.place.end + 60
        return [wall for wall in self._walls if wall.start < end and start < wall.end]

    def text_of(self, places: Sequence[Span]) -> str:
        """The words of a label as printed."""
        return "".join(self._source[place] for place in places)

    def pick(self, weighed: Sequence[tuple[Option, float]], last: Label | None) -> Label:
        """The label of a figure from its weighed options; `last` is that of the figure before."""
        shares: dict[str, float] = {}
        places: dict[str, tuple[Span, ...]] = {}
        likely: dict[str, float] = {}
        for (option, _), share in zip(weighed, softmax([score for _, score in weighed]), strict=True):
            own = last.places if option.is_same and last else option.places
            if not own or share < _LEAST:
                continue
            text = self.text_of(own)
            shares[text] = shares.get(text, 0.0) + share
            if share > likely.get(text, 0.0):
                likely[text], places[text] = share, own
        best, sure = choose(shares, _kin, _COMPARED)
        return Label(places=places[best], sure=sure) if best is not None else Label()
