"""Equations of Word (OMML) in a line: 318, 7.4%, x², 1/2; what cannot be written so is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SUPERSCRIPT = str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PLAIN = frozenset(
    {
        _M + "oMath",
        _M + "oMathPara",
        _M + "e",
        _M + "num",
        _M + "den",
        _M + "sup",
        _M + "sub",
        _M + "deg",
        _M + "box",
        _M + "fName",
        _M + "func",
    }
)
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
