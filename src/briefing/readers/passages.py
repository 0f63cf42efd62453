"""A finished file as passages: their words, where they stand, and the marks around some of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

# Where words stand: `text` is what a reader sees; everything else travels with the file unseen, but for the last five:
# what a reader sees and this program cannot read, what runs in or is fetched by a page, what bends a picture, and the prompt
# of a blank in Word or what an office filled in there.
Channel = Literal[
    "text",
    "comment",
    "deleted",
    "hidden",
    "property",
    "bookmark",
    "alternative",
    "attachment",
    "custom-xml",
    "markup",
    "unreadable",
    "active",
    "distorted",
    "prompt",
    "filled",
]
# What a visible passage is to its page; page numbers, running heads and contents repeat words printed elsewhere.
Part = Literal["heading", "body", "cell", "note", "running", "contents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactMark:
    """Our own mark around a fact: a claim of the file, to be used as a hint and never believed.

    `start` and `end` are offsets in the passage's text; `fact` is the outline id that the mark names (`f2`).
    """

    start: int
    end: int
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One paragraph, cell or note, or one unseen text; `place` is what a person is told (“第3页”, “第12段”, “表2第3行”)."""

    text: str
    place: str
    channel: Channel = "text"
    part: Part = "body"
    marks: tuple[FactMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedFile:
    """A finished file: its passages in reading order, the language that it declares, the SHA-256 of its bytes."""

    name: str
    format: Literal["docx", "pdf", "html", "text"]
    sha256: str
    language: str | None
    passages: tuple[Passage, ...]

    @property
    def words(self) -> str:
        """All that a reader of the file sees, in one text."""
        return "".join(passage.text for passage in self.passages if passage.channel == "text")


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
