"""The meaning of an annotated figure's surface: qualifier, value and unit, as printed and in plain terms."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_BEFORE = "超过|超過|突破|接近|不低于|不低於|不少于|不少於|不超过|不超過|至少|将近|將近|大约|大約|超|近|约|約|逾"
_AFTER = "以上|左右|上下|以内|以內"
_INSIDE = "多|余|餘"
_SURFACE = re.compile(
    rf"(?P<before>{_BEFORE})?\s*(?P<number>[\d,.]+|[〇零一二两兩三四五六七八九十百千]+)?\s*(?P<scale1>万亿|萬億|万|萬|亿|億|兆|千|百)?\s*"
    rf"(?P<inside>{_INSIDE})?\s*(?P<scale2>万亿|萬億|万|萬|亿|億)?(?P<unit>.*?)\s*(?P<after>{_AFTER})?"
)
_SCALES = {"百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8, "万亿": 12, "萬億": 12, "兆": 12}
_DIGITS = {character: index for index, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def read_figure(surface: str, given: dict[str, str], period: str | None) -> dict[str, Any]:
    """The gold entry of a figure: what is given beats what the surface says."""
    found = _SURFACE.fullmatch(surface)
    if found is None:
        raise ValueError(f"unreadable figure {surface}")
    scale = (found["scale1"] or "") + (found["scale2"] or "")
    value = Decimal(given["v"]) if "v" in given else _read_number(found["number"])
    unit = given.get("u", scale + found["unit"]) or None
    bare = given.get("un", _strip_scale(unit)) or None
    power = _scale_of(unit)
    normal = Decimal(given["vn"]) if "vn" in given else value.scaleb(power) if unit != "成" else value / 10
    if given.get("p", period) == "-":
        given["p"] = ""
    entry: dict[str, Any] = {
        "text": surface,
        "value": _plain(value),
        "unit": unit,
        "qualifier": given.get("q", found["before"] or found["inside"] or found["after"]) or None,
        "indicator": given.get("i") or None,
        "period": given.get("p", period) or None,
        "baseline": given.get("b") or None,
        "direction": given.get("d") or None,
        "value_norm": _plain(normal),
        "unit_norm": None if unit == "成" else bare,
    }
    extras = {
        "rate": given.get("r"),
        "cumulative": "c" in given or None,
        "unit_shared": "su" in given or None,
        "note": given.get("n"),
    }
    return entry | {key: extra for key, extra in extras.items() if extra}


def _read_number(words: str | None) -> Decimal:
    if not words:
        return Decimal(1)
    if words[0].isdigit():
        return Decimal(words.replace(",", ""))
    total, digit = 0, 0
    for character in words:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[character] if digit else _DIGITS[character]
    return Decimal(total + digit)


def _scale_of(unit: str | None) -> int:
    scale = (unit or "")[: len(unit or "") - len(_strip_scale(unit) or "")]
    return _SCALES.get(scale, 0)


def _strip_scale(unit: str | None) -> str | None:
    """The unit without 万 or 亿; 千 and 百 are scales only before another word that is no unit of measure (千瓦, 千米 stay)."""
    return re.sub(r"^(万亿|萬億|万|萬|亿|億|兆)", "", unit) if unit else None


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
