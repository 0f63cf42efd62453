"""Builders with defaults, so that a test names only what it is about."""

from __future__ import annotations

import hashlib

from briefing.text.source import Source


def source_of(text: str, *, name: str = "text.txt") -> Source:
    """A source that holds the text."""
    return Source(name=name, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
