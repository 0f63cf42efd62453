"""Parts of a score: counts, misses, and the likeness of two phrases."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many right out of so many."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(right=self.right + other.right, of=self.of + other.of)

    def __str__(self) -> str:
        return f"{self.right}/{self.of}"

    @property
    def share(self) -> float | None:
        """The part that is right; None where there was nothing to get right."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One disagreement: what kind, where in the text, what the gold wants and what the outline gives."""

    kind: str
    start: int
    wanted: str
    given: str


@dataclass(slots=True)
class Score:
    """The counts of one document by name (`precision`, `unit`, `items`…), and what was wrong."""

    counts: dict[str, Count] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, name: str, right: bool, miss: Miss | None = None) -> None:
        """Count one thing, and keep the miss if it was not right."""
        self.counts[name] = self.counts.get(name, Count()) + Count(right=int(right), of=1)
        if not right and miss is not None:
            self.misses.append(miss)

    def __add__(self, other: Score) -> Score:
        names = [*self.counts, *(name for name in other.counts if name not in self.counts)]
        total = {name: self.counts.get(name, Count()) + other.counts.get(name, Count()) for name in names}
        return Score(counts=total, misses=[*self.misses, *other.misses])

    def share(self, name: str) -> float | None:
        """The share of a count, `f1` included; None where nothing was measured."""
        if name != "f1":
            return self.counts.get(name, Count()).share
        precision, recall = self.share("precision"), self.share("recall")
        if precision is None and recall is None:
            return None
        found, wanted = precision or 0.0, recall or 0.0
        return 2 * found * wanted / (found + wanted) if found + wanted else 0.0


def words_of(value: Any) -> str | None:
    """The text of a {"text", "span"} value, or the string itself."""
    found = value.get("text") if isinstance(value, dict) else value
    return None if found is None else str(found)


def letters(words: str | None) -> str:
    """The characters that are compared: Han, Latin letters and digits."""
    return "".join(character for character in words or "" if "\u4e00" <= character <= "\u9fff" or character.isalnum())


def likeness(one: str | None, other: str | None) -> float:
    """Likeness of two phrases, 0 to 1; one within the other is at least half."""
    first, second = letters(one), letters(other)
    if not first or not second:
        return 0.0
    if first in second or second in first:
        return min(len(first), len(second)) / max(len(first), len(second)) * 0.5 + 0.5
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
