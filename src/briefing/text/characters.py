"""Code points that no text holds, whatever file it comes from."""

from __future__ import annotations

import re

_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
# Halves of pairs cannot be written as UTF-8, and noncharacters (Unicode §23.7) break one library or another.
_NO_TEXT = re.compile(f"[\x00\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")


def find_no_text(text: str) -> int | None:
    """Where the first such code point stands; None in a text that has none."""
    found = _NO_TEXT.search(text)
    return found.start() if found else None


def join_pairs(units: str) -> str:
    """The text that UTF-16 code units stand for, each given as a character: 𨋢 is two; half a pair becomes U+FFFD."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
