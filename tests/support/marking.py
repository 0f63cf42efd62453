"""Draws spans into a text, so that a colleague who reads no code can review a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.text.source import Source, Span


def mark(source: Source, spans: Iterable[Span]) -> str:
    """The text with ⟦ and ⟧ around each span; spans must not overlap."""
    text = source.text
    for place in sorted(spans, reverse=True):
        text = f"{text[: place.start]}⟦{text[place.start : place.end]}⟧{text[place.end :]}"
    return text
