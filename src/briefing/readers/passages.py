"""A finished file read back: what a person, or a program that looks closer, finds in it, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Where words stand: `text` is what a reader sees; everything else travels with the file unseen, but for the last three:
# what a reader sees and this program cannot read, what runs in or is fetched by a page, and what bends a picture.
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
class Finished:
    """A finished file: its passages in reading order, the language that it declares, the SHA-256 of its bytes."""

    name: str
    format: Literal["docx", "pdf", "html", "text"]
    sha256: str
    language: str | None
    passages: tuple[Passage, ...]
