"""Oddities that a reader should know of and that stop nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Odd but survivable: `code` for programs, `message` (one Simplified Chinese sentence) for people.

    `span` is the place in the source, or None where the oddity is about the whole of it (or about a sidecar).
    """

    code: str
    message: str
    span: Span | None = None
