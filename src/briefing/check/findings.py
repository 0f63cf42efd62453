"""Findings (不符): what a finished file says that its source does not, as values; the reports print them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.text.source import Span

# Each code is one kind of fault, so that an exception can be allowed for it by name.
Code = Literal[
    "number",
    "unit",
    "qualifier",
    "subject",
    "period",
    "quotation",
    "speaker",
    "term",
    "name",
    "script",
    "punctuation",
    "leak",
    "negation",
    "wording",
    "source",
    "unreadable",
    "foreign",
    "editor",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault.

    `words` are the file's own words at offsets `start` to `end` of the passage numbered `passage`; `expected` is what the
    source says instead, or null where it says nothing like it; `spans` quote the source sentence behind it.
    """

    code: Code
    message: str
    passage: int
    start: int
    end: int
    place: str
    words: str
    expected: str | None = None
    spans: tuple[Span, ...] = ()
