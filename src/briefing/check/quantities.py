"""Quantities: every number in a text with its unit and what qualifies it, whether or not it is a figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from briefing.check.flat_text import is_bound
from briefing.text import quantities

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from briefing.check.flat_text import FlatText

Difference = Literal["number", "unit", "qualifier", "period"]

_LABEL = re.compile(r"\d{1,3}\.\d{1,2}\Z")
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number at `[start, end)` of a flat text, from what qualifies it to its unit.

    `value` is in plain terms, None for an indefinite number (数十); `bare` numbers have neither unit nor qualifier.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    unit: str
    qualifier: str

    @property
    def bare(self) -> bool:
        """True if it is a mere number, as of a page, a list or a note."""
        return not self.unit and not self.qualifier and (self.value is None or self.value < min(_YEARS))

    @property
    def is_time(self) -> bool:
        """True if it names a year, a month or a day."""
        named = self.unit in {"年", "月", "日", "季度", "年代", "世纪"}
        return named and (self.unit != "年" or self.value is None or int(self.value) in _YEARS or int(self.value) == 0)

    @property
    def measure(self) -> tuple[Decimal | None, str]:
        """Value and unit, which make two quantities equal."""
        return self.value, self.unit


@lru_cache(maxsize=4096)
def _find(text: str) -> tuple[quantities.Quantity, ...]:
    # A sentence stands in the source, and in three formats and scripts of an edition: in this form, nine times the same.
    return tuple(quantities.find_quantities(text))


def quantities_in(text: str, offset: int = 0) -> list[Quantity]:
    """The quantities of one stretch of text in the form for comparison."""
    stated = []
    for found in _find(text):
        # 八成, 80% and 百分之八十 are one; so are 半个工作日 and 0.5个工作日.
        value, unit = found.normal, found.plain_unit
        if found.form == "tenths" and found.value is not None:
            value, unit = found.value * 10, "%"
        elif found.form == "fraction":
            value, unit = found.value, "分之"
        # A number without a value, or of two, is known by its own words: 数十, 七八百.
        own = found.number if found.form in {"vague", "pair"} else ""
        stated.append(
            Quantity(
                start=offset + found.outer,
                end=offset + found.end,
                text=text[found.outer : found.end],
                value=value if value is None or unit == "分之" else value.normalize() + 0,
                unit=unit,
                qualifier=found.qualifier + own,
            )
        )
    return stated


def find_quantities(flat: FlatText) -> tuple[Quantity, ...]:
    """The quantities of a flat text in order; none runs over an edge between two digits or between two pieces."""
    # White space between a number and a word is no edge.
    cuts = [
        edge
        for edge in sorted(flat.edges)
        if 0 < edge < len(flat.text)
        and (
            is_bound(flat, edge)
            or (flat.text[edge - 1].isdigit() and flat.text[edge].isdigit())
            or _ends_label(flat, edge)
        )
    ]
    stretches = pairwise([0, *cuts, len(flat.text)])
    return tuple(one for start, end in stretches for one in quantities_in(flat.text[start:end], start))


def touching(quantities: Sequence[Quantity], start: int, end: int) -> list[Quantity]:
    """The quantities that a range touches, among quantities in order."""
    found = []
    for quantity in quantities[bisect_left(quantities, start, key=lambda one: one.end) :]:
        if quantity.start > end:
            break
        found.append(quantity)
    return found


def _ends_label(flat: FlatText, edge: int) -> bool:
    """True if a line before an edge is no more than the number of a place (8.2), so that no unit follows it."""
    label = _LABEL.search(flat.text, max(0, edge - 6), edge) if edge in flat.breaks else None
    return label is not None and (label.start() in flat.breaks or is_bound(flat, label.start()))


def compare_quantities(stated: Quantity, true: Quantity) -> Difference | None:
    """In what a stated quantity differs from the true one, or None if they are the same."""
    if stated.value != true.value:
        return "period" if true.is_time and (stated.is_time or not stated.unit) else "number"
    if stated.unit != true.unit:
        return "unit"
    return None if stated.qualifier == true.qualifier else "qualifier"
