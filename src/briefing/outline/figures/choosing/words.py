"""The words of a line with their tags, as a segmenter parts them; figures are never cut."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.outline.figures.choosing.counted import counted_noun
from briefing.outline.places.divisions import load_divisions
from briefing.text import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.figures.choosing.counted import Counted
    from briefing.text.source import Span

# What parts a line into clauses; a label lies within one.
BARS = frozenset("，。；：！？,;!?\n\t")
# PM2.5, M1.5: one word, which the segmenter parts at its mark.
_CODE, _CODE_MARKS = re.compile(r"[A-Za-z]+[A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*"), frozenset(".-")
_PLACE_ENDS = frozenset("省市县区州盟旗")
_SENTENCE_END = re.compile("[。；！？!?]")
# A label is looked for so far before its figure and behind it.
BEFORE, AFTER = 80, 30
# A noun made of a verb (发展) is told from a verb; other tags by their first letter.
_CODES = {"vn": "w", "vd": "d", "an": "n", "ad": "d", "uj": "u", "ul": "l", "eng": "e"}


@dataclass(frozen=True, kw_only=True)
class TaggedWords:
    """The words of a line: parallel tuples of places, texts and tags.

    A word of `stops` is a clause's mark, or lies in a figure; `figures` are the places of the line's figures, in order.
    """

    folded: str
    figures: tuple[Span, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    tags: tuple[str, ...]

    @cached_property
    def stops(self) -> tuple[bool, ...]:
        """True for each word that no label may hold."""
        found = []
        for text, start, rank in zip(self.texts, self.starts, self.rank, strict=True):
            found.append(text in BARS or (rank > 0 and start < self.figures[rank - 1].end))
        return tuple(found)

    @cached_property
    def rank(self) -> tuple[int, ...]:
        """The number of figures that begin at or before each word."""
        begins = [figure.start for figure in self.figures]
        return tuple(bisect_left(begins, start + 1) for start in self.starts)

    @cached_property
    def codes(self) -> str:
        """The tags, a letter each."""
        return "".join([_CODES.get(tag) or tag[0] for tag in self.tags])

    @cached_property
    def counted(self) -> tuple[Counted | None, ...]:
        """The noun right behind each figure, up to the predicate; None where none stands there."""
        return tuple(counted_noun(self, figure.end) for figure in self.figures)

    def index_before(self, offset: int) -> int:
        """The number of the last word that begins before an offset, -1 if there is none."""
        return bisect_left(self.starts, offset) - 1

    @property
    def count(self) -> int:
        """The number of words."""
        return len(self.starts)


_ASCII_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?()]|(?<=[0-9%A-Za-z”）)])[,;:!?()](?=[\u4e00-\u9fff“（])")
_FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")


@lru_cache(maxsize=4)
def with_full_marks(folded: str) -> str:
    """A folded text with the marks of clauses as Chinese has them, where an author or a web page wrote ASCII ones: 下降,其中."""
    return _ASCII_MARK.sub(lambda match: match.group().translate(_FULL_WIDTH), folded)


@cache
def _tag_of() -> dict[str, str]:
    """The right tags of words that the segmenter's dictionary tags wrongly."""
    tables = {"n": "tagged_nouns", "v": "tagged_verbs", "d": "tagged_adverbs"}
    return {word: tag for tag, table in tables.items() for word in lexicon.words("label_words", table)}


def _stretches(folded: str, place: Span, figures: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The stretches of a line between the edges of its figures: no word reaches over one (人|口).

    Whole sentences that no label of a figure can stand in are left out.
    """
    edges = {edge for figure in figures for edge in (figure.start, figure.end) if place.start < edge < place.end}
    for start, end in pairwise([place.start, *sorted(edges), place.end]):
        after = _SENTENCE_END.search(folded, start + AFTER, end)
        left = start if start == place.start else after.end() if after else end
        right = end if end == place.end else folded.rfind("。", start, max(start, end - BEFORE)) + 1 or start
        if left >= right:
            yield start, end
            continue
        if left > start:
            yield start, left
        if right < end:
            yield right, end


def _tag_of_both(folded: str, found: Sequence[tuple[int, int, str, str]], at: int, text: str) -> str:
    """The tag of the one word that the last word and the next are, empty where they are two: PM2|.|5, 无为|市."""
    if not found or found[-1][1] != at:
        return ""
    start, _, _, tag = found[-1]
    if _CODE.fullmatch(folded, start, at + 2 if text in _CODE_MARKS else at + len(text)):
        return "eng"
    # 和平区 is a noun of the dictionary; 无为 is none, so that the name would be cut.
    is_cut = text in _PLACE_ENDS and tag[0] != "n"
    return "ns" if is_cut and load_divisions().full_at(folded, start) == at + len(text) else ""


def tag_words(folded: str, place: Span, figures: Sequence[Span]) -> TaggedWords:
    """The words of a line that holds the figures."""
    # Here, since the dictionary takes 0.2 s and only an outline needs it.
    import rjieba

    found: list[tuple[int, int, str, str]] = []
    joined_words = lexicon.word_set("label_words", "joined")
    openings = {word[0] for word in joined_words}
    cities = load_divisions().wide
    for start, end in _stretches(folded, place, figures):
        at = start
        for text, given in rjieba.tag(folded[start:end], hmm=False):
            # 村, 车, 县 and 厂 are tagged as parts of words.
            tag = _tag_of().get(text) or ("n" if given == "zg" else given)
            # 大连 is an adverb to the dictionary.
            tag = "ns" if text in cities and tag[0] != "n" else tag
            taken, joined = 0, _tag_of_both(folded, found, at, text)
            if found and found[-1][1] == at and found[-1][2][0] in openings:
                # 占|比 and 占|比达 begin with 占比.
                lengths = range(len(text), 0, -1)
                taken = next((length for length in lengths if found[-1][2] + text[:length] in joined_words), 0)
            if taken or joined:
                taken = taken or len(text)
                whole = found[-1][2] + text[:taken]
                found[-1] = (found[-1][0], at + taken, whole, joined or _tag_of().get(whole, "n"))
            if taken < len(text):
                found.append((at + taken, at + len(text), text[taken:], "v" if taken else tag))
            at += len(text)
    starts, ends, texts, tags = zip(*found, strict=True) if found else ((), (), (), ())
    return TaggedWords(folded=folded, figures=tuple(figures), starts=starts, ends=ends, texts=texts, tags=tags)
