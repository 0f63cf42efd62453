"""Anchors (锚): places of the source kept as words with what stands around them, and found again when the text has changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from briefing.config.review import Anchor
from briefing.text.folding import fold
from briefing.text.source import find_holder, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.text.source import Source, Span

# So many characters on either side are kept of a place.
CONTEXT = 20
# Where the context has changed, words that still have so many of its characters beside them are the same words.
_BESIDE = 4
# So many words are told apart by themselves, whatever stands around them.
_TELLING = 12
# More occurrences than these are not told apart by what stands around them (的 in a long report).
_MOST = 2_000

# 7,000 is folded as one number only where both its digits are seen, which the edge of a context cuts apart.
_IN_NUMBERS = str.maketrans(",:", "，：")

Problem = Literal["gone", "ambiguous"]


@dataclass(frozen=True)
class AnchorFinder:
    """Makes and finds the anchors of one source; its look-ups are made once."""

    source: Source

    @cached_property
    def _offsets(self) -> list[int]:
        return [offset for offset, one in enumerate(self.source.folded) if not _is_blank(one)]

    @cached_property
    def _text(self) -> str:
        """The folded text without white space: how a reader breaks lines or sets blanks moves no anchor."""
        return "".join(self.source.folded[offset] for offset in self._offsets).translate(_IN_NUMBERS)

    @cached_property
    def _lines(self) -> list[Span]:
        # Here, since the expressions of that module take a quarter of a second to compile, which a build without changes saves.
        from briefing.outline.lines import find_lines

        return find_lines(self.source)

    def paragraph_of(self, place: Span) -> int | None:
        """The number of the paragraph that a place begins in, as packs print it (第8段)."""
        holder = find_holder(self._lines, place.start)
        return None if holder is None else holder + 1

    def around(self, place: Span) -> tuple[str, str]:
        """The context before and after a place: 20 characters each, line breaks as blanks."""
        text = self.source.text
        before, after = text[max(0, place.start - CONTEXT) : place.start], text[place.end : place.end + CONTEXT]
        return " ".join(before.split()), " ".join(after.split())

    def anchor_at(self, place: Span) -> Anchor:
        """The anchor of a place, which is not empty."""
        before, after = self.around(place)
        return Anchor(words=self.source[place].strip(), before=before, after=after, paragraph=self.paragraph_of(place))

    def find(self, anchor: Anchor, *, any_mention: bool = False) -> Span | Problem:
        """The place of the anchor's words: the one place whose context is the same, or the most alike.

        `gone` where the words, or words in such a context, are nowhere; `ambiguous` where several places cannot be told apart. With
        `any_mention` (a name, which says the same wherever it is printed) the first of several will do.
        """
        words = _squeeze(anchor.words)
        starts = [match.start() for match in re.finditer(f"(?={re.escape(words)})", self._text)] if words else []
        if not starts or len(starts) > _MOST:
            return "ambiguous" if starts else "gone"
        before, after = _squeeze(anchor.before), _squeeze(anchor.after)
        # How many characters of the context are the same: together, before, after.
        alike: dict[int, tuple[int, int, int]] = {}
        for start in starts:
            left = _same(reversed(before), reversed(self._text[max(0, start - len(before)) : start]))
            right = _same(after, self._text[start + len(words) : start + len(words) + len(after)])
            alike[start] = (left + right, left, right)
        _, left, right = most = max(alike.values())
        best = [start for start in starts if alike[start] == most]
        # Proved by a whole side of the context, or by as much of it as no chance puts there.
        proved = any(side and same >= min(_BESIDE, len(side)) for side, same in ((before, left), (after, right)))
        problem: Problem = "ambiguous"
        if (before or after) and not proved and len(words) < _TELLING:
            problem, best = "gone", []
        if len(best) > 1 and anchor.paragraph:
            best = [at for at in best if self.paragraph_of(self._place(at, len(words))) == anchor.paragraph]
        if len(best) == 1:
            return self._place(best[0], len(words))
        return self._place(starts[0], len(words)) if any_mention else problem

    def _place(self, start: int, length: int) -> Span:
        return span(self._offsets[start], self._offsets[start + length - 1] + 1)


def _is_blank(character: str) -> bool:
    """True for white space, and for the sign that parts cells, which is a tab in the folded text."""
    return character.isspace() or character == "|"


def _squeeze(text: str) -> str:
    return "".join(one for one in fold(text) if not _is_blank(one)).translate(_IN_NUMBERS)


def _same(one: Iterable[str], other: Iterable[str]) -> int:
    """The number of characters that two texts share from the start."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
