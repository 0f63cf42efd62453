"""Equations (OMML), powers and chemical formulas of Word as Unicode writes them in a line: 318, x², CO₂, 1/2."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.readers.docx.styles import Rise

_DIGITS = str.maketrans("０１２３４５６７８９\u2212－＋", "0123456789--+")
_SUPERSCRIPT = str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
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
    """A piece as it is written on the line; None for the call of a note."""
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


_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLAIN = frozenset(_M + name for name in "oMath oMathPara e num den sup sub deg box fName func".split())
_SET = frozenset({_W + "del", _W + "moveFrom", _W + "rPr", _W + "pPr"})


def write_line(element: Any) -> str | None:
    """The equation in a line; None where it needs two dimensions (a matrix, a sum with bounds)."""
    parts: list[str] = []
    for child in element:
        part = _write(child)
        if part is None:
            return None
        parts.append(part)
    return "".join(parts)


def _write(child: Any) -> str | None:
    name = child.tag.removeprefix(_M)
    if child.tag == _M + "r":
        return "".join(text.text or "" for text in child.iter(_M + "t", _W + "t"))
    if name.endswith("Pr") or child.tag in _SET:
        return ""
    if child.tag in _PLAIN or not child.tag.startswith(_M):
        return write_line(child)
    write = _WRITERS.get(name)
    return write(child) if write else None


def _part(element: Any, name: str) -> str | None:
    part = element.find(_M + name)
    return write_line(part) if part is not None else ""


def _fraction(element: Any) -> str | None:
    above, below = _part(element, "num"), _part(element, "den")
    if not above or not below:
        return None
    return "/".join(part if part.isalnum() else f"({part})" for part in (above, below))


def _raised(element: Any, script: str, characters: dict[int, int]) -> str | None:
    base, raised = _part(element, "e"), _part(element, script)
    if base is None or not raised or any(ord(character) not in characters for character in raised):
        return None
    return base + raised.translate(characters)


def _root(element: Any) -> str | None:
    inner = _part(element, "e")
    return None if inner is None or _part(element, "deg") else f"√({inner})"


def _bracketed(element: Any) -> str | None:
    value = _M + "val"
    marks = [element.find(f"{_M}dPr/{_M}{end}") for end in ("begChr", "endChr")]
    before, after = (usual if mark is None else mark.get(value, "") for mark, usual in zip(marks, "()", strict=True))
    inner = [write_line(part) for part in element.iterfind(_M + "e")]
    return None if None in inner else before + "，".join(part or "" for part in inner) + after


_WRITERS: dict[str, Callable[[Any], str | None]] = {
    "f": _fraction,
    "sSup": lambda element: _raised(element, "sup", _SUPERSCRIPT),
    "sSub": lambda element: _raised(element, "sub", _SUBSCRIPT),
    "d": _bracketed,
    "rad": _root,
}
