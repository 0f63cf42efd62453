"""Raised and lowered characters: powers and chemical formulas in Unicode's own, calls of notes left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.readers.docx.styles import Rise

_DIGITS = str.maketrans("０１２３４５６７８９\u2212－＋", "0123456789--+")
_SUPERSCRIPT = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
# 35万米² and 5m³, but after 平方米 a small 2 calls a note.
_LENGTH = re.compile(r"(?<![平立]方)(?:[千厘毫分微]?米|公里)$|(?<![A-Za-z])[kcmdµμn]?m$")
# 10⁸ is a power, 1200¹ is not.
_POWER = re.compile(r"(?:(?<![\d.])10|[A-Za-z)）])$")
_EXPONENT = re.compile(r"[+-]?\d{1,3}")
_OPENING, _CLOSING = r"[\[［\u3014（(【]", r"[\]］\u3015）)】]"
_CALL = re.compile(
    rf"{_OPENING}?注?\s*\d{{1,3}}(?:\s*[,，、;；~～–—-]\s*\d{{1,3}}){{0,9}}{_CLOSING}?"
    rf"|{_OPENING}(?:注|[a-zA-Z]){_CLOSING}|{_OPENING}?[①-⑳㉑-㉟㊱-㊿]{{1,3}}{_CLOSING}?|[*\uff0a†‡§¶#]{{1,4}}"
)


@dataclass(slots=True, kw_only=True)
class Risen:
    """A paragraph's words so far: pieces of one height, in order."""

    pieces: list[tuple[Rise, list[str]]] = field(default_factory=list)

    def add(self, text: str, rise: Rise = "") -> None:
        """Add words; those of the height of the last ones go on with them."""
        if self.pieces and self.pieces[-1][0] == rise:
            self.pieces[-1][1].append(text)
        elif text:
            self.pieces.append((rise, [text]))

    def flat(self) -> tuple[str, int]:
        """The words in a line, and how many calls of notes are left out of it."""
        pieces: list[tuple[Rise, str]] = [(rise, "".join(parts)) for rise, parts in self.pieces]
        if not any(text.strip() for rise, text in pieces if not rise):
            return "".join(text for _, text in pieces), 0
        written: list[str] = []
        before, calls = "", 0
        for index, (rise, text) in enumerate(pieces):
            after = pieces[index + 1][1][:1] if index + 1 < len(pieces) else ""
            shown = _shown(rise, text, before, after)
            calls += shown is None
            written.append(shown or "")
            before = (before + (shown or ""))[-8:]
        return "".join(written), calls


def _shown(rise: Rise, text: str, before: str, after: str) -> str | None:
    """How a piece is written on the line; None for the call of a note."""
    words = text.translate(_DIGITS)
    if not rise or not words.strip():
        return text
    if rise == "subscript":
        return words.translate(_SUBSCRIPT)
    bare = words.strip()
    is_power = (bare in ("2", "3") and _LENGTH.search(before)) or (_EXPONENT.fullmatch(bare) and _POWER.search(before))
    # ¹/₂ is a fraction set by hand.
    if not is_power and before.strip() and after[:1] not in ("/", "\u2044") and _CALL.fullmatch(bare):
        return None
    return words.translate(_SUPERSCRIPT) if any(map(str.isdigit, words)) else text
