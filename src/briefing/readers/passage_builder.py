"""Passages as they are found, and as they come back from the process that found them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.readers.passages import FactMark, Passage

if TYPE_CHECKING:
    from briefing.readers.passages import Channel, Part


@dataclass(slots=True)
class Writing:
    """Words being gathered into one passage, with the marks around some of them."""

    words: list[str] = field(default_factory=list)
    marks: list[FactMark] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        """Adds words."""
        self.words.append(text)
        self.length += len(text)

    @property
    def ends_in_digit(self) -> bool:
        """True if the last character so far is a digit."""
        return next((words[-1].isdigit() for words in reversed(self.words) if words), False)

    def mark(self, start: int, fact: str) -> None:
        """Marks the words from an offset to here as a fact's."""
        if start < self.length:
            self.marks.append(FactMark(start=start, end=self.length, fact=fact))

    def take(self, place: str, *, part: Part = "body", channel: Channel = "text") -> Passage | None:
        """The passage, or None where nothing but space was gathered; empties this."""
        text = "".join(self.words)
        marks = tuple(self.marks)
        self.words, self.marks, self.length = [], [], 0
        if not text.strip():
            return None
        return Passage(text=text, place=place, channel=channel, part=part, marks=marks)


def answer(language: str | None, passages: list[Passage]) -> dict[str, Any]:
    """The passages as plain JSON values, for the process that asked."""
    return {"language": language, "passages": [asdict(one) for one in passages]}
