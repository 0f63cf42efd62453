"""The one grammar of numbers, units and qualifiers: what the outline, the check and the page read alike.

It works on folded text. It finds every number; whether one is a figure (and not a date, an order or a name) is for the
outline to say. Units and qualifiers are the words of `lexicon/units.toml` and `lexicon/qualifiers.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

from briefing.text import lexicon
from briefing.text.numerals import factor_of, high_value, numeral_value, spelt_value
from briefing.text.quantity_patterns import AFTER, BEFORE, JOINT, KINDS, Kind, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

Form = Literal["number", "percent", "fraction", "tenths", "discount", "ratio", "half", "pair", "spelt", "vague"]
# How a qualifier bounds its number, or what else it says of it.
Sense = Literal["about", "floor", "cap", "emphasis"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """A word that bounds a number, at `[start, end)`: 超 is a `floor`, 以内 a `cap`."""

    word: str
    sense: Sense
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number at `[start, end)` with its unit and the qualifiers that touch it.

    `value` is in the `magnitude` that is printed (2300 of 万), `normal` in plain terms (23000000); both are None for what has no
    value (数十家, 10万2023). `unit` is folded, empty where none is printed; `kind` is what it measures.
    `numeral` is where the digits begin, `number_end` where they end, `digits_end` where those after the unit do (两年半, 九万二).
    """

    start: int
    end: int
    form: Form
    number: str
    numeral: int
    number_end: int
    digits_end: int
    magnitude: str
    magnitude_start: int
    unit: str
    unit_start: int
    unit_end: int
    kind: Kind
    value: Decimal | None
    normal: Decimal | None
    qualifiers: tuple[Qualifier, ...] = ()
    # 六千 of 三亿六千多万.
    high: str = ""
    tail: str = ""

    @property
    def is_vague(self) -> bool:
        """True if the number has no value: 几十家, 若干."""
        return self.value is None

    @property
    def outer(self) -> int:
        """Start of the qualifiers, those that are no part of the words included: 高达|87%."""
        return min([self.start, *(one.start for one in self.qualifiers)])

    @property
    def is_share(self) -> bool:
        """True if the number holds its unit: 百分之七十, 三分之一, 三成, 八折, 20:1."""
        return self.form in {"percent", "fraction", "tenths", "discount", "ratio"}

    @property
    def plain_unit(self) -> str:
        """The unit under the one name of all its names: 千米 is 公里."""
        return same_unit(self.unit)

    @property
    def qualifier(self) -> str:
        """The qualifiers' words joined, empty for a bare number."""
        return "".join(one.word for one in self.qualifiers)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = lexicon.load("units")["same"]["units"]
    return names


def same_unit(unit: str) -> str:
    """A folded unit under the one name of all its names: 千米 is 公里, 位 is 人."""
    return _names().get(unit, unit)


@cache
def _kinds() -> dict[str, Kind]:
    return {word: kind for kind in reversed(KINDS) for word in lexicon.every_word("units", kind)}


def kind_of(unit: str) -> Kind:
    """Kind of a folded unit (money, share, time …), empty for an unknown one; 元/人 is money."""
    first = unit.partition("/")[0] if not unit.startswith("/") else unit
    return _kinds().get(unit) or _kinds().get(first, "")


@cache
def _senses() -> dict[str, Sense]:
    tables: dict[str, Sense] = {
        "about": "about",
        "about_as": "about",
        "floor": "floor",
        "cap": "cap",
        "emphasis": "emphasis",
    }
    senses: dict[str, Sense] = {}
    for table in (*BEFORE, *AFTER):
        senses |= dict.fromkeys(lexicon.every_word("qualifiers", table), tables[table.removeprefix("after_")])
    return senses | dict.fromkeys(lexicon.every_word("qualifiers", "inside"), "floor")


@cache
def _outside() -> frozenset[str]:
    """The qualifiers before a number that are no part of its words: 约占, 高达."""
    return frozenset(word for table in ("about_as", "emphasis") for word in lexicon.every_word("qualifiers", table))


@cache
def _qualifying() -> re.Pattern[str]:
    return re.compile(lexicon.pattern("qualifiers", *BEFORE))


_FORMS: dict[str, Form] = {
    "percent": "percent", "fraction": "fraction", "tenths": "tenths", "discount": "discount", "ratio": "ratio", "over": "fraction",
    "moiety": "fraction",
    "vague": "vague", "pair": "pair", "spelt": "spelt", "semi": "half", "number": "number",
}  # fmt: skip
_PLACES = 4
_LONGEST_JOINT = 4
_LOOK = 4


def _numeral_of(match: re.Match[str]) -> str:
    """The name of the group that holds the number."""
    return next(name for name in _FORMS if match[name])


def _number_value(match: re.Match[str]) -> Decimal | None:
    """The number in the magnitude that is printed after it; 23 亿 6,000 万 is 236000 of 万. None for 10万2023."""
    value = numeral_value(match["number"])
    value += sum(numeral_value(match[name]) / 10 for name in ("tail", "dime") if match[name])
    value += Decimal("0.5") if match["half"] or match["within"] == "半" else 0
    if match["high"]:
        factor, smallest = factor_of(match["magnitude"] or ""), factor_of(_SMALLEST.findall(match["high"])[-1])
        if value * factor >= smallest:
            return None
        value += high_value(match["high"]) / factor
    return -value if (match["sign"] or "+") != "+" else value


_SMALLEST = re.compile("[万亿兆]")


def _quotient(part: Decimal, whole: Decimal) -> Decimal | None:
    return round(part / whole, _PLACES) if whole else None


def _part_value(match: re.Match[str]) -> Decimal | None:
    """A percentage or a fraction: 三分之一 is 0.3333, as is 三分一; 一半 is 0.5."""
    if match["moiety"]:
        return Decimal("0.5")
    if match["percent"]:
        return numeral_value(match["percent"])
    if match["over"]:
        part, whole = match["over"].split("/")
        return _quotient(Decimal(part), Decimal(whole))
    return _quotient(numeral_value(match["part"] or "一"), numeral_value(match["fraction"]))


def _values(match: re.Match[str], form: Form) -> tuple[Decimal | None, Decimal | None, str]:
    """The value as printed, in plain terms, and the unit that the number itself holds."""
    match form:
        case "vague":
            return None, None, ""
        case "percent" | "fraction":
            value = _part_value(match)
            return value, value, "%" if form == "percent" else ""
        case "tenths":
            # 三成半 and 3 成 5 are 3.5.
            rest = match["rest"]
            more = Decimal(0) if not rest else Decimal("0.5") if rest == "半" else numeral_value(rest) / 10
            tenths = numeral_value(match["tenths"]) + more
            return tenths, tenths / 10, "成"
        case "discount":
            # 八五折 is 8.5, as is 8.5折.
            digits = match["discount"]
            paid = numeral_value(digits) / (10 if len(digits) == len("八五") and not digits.isdigit() else 1)
            return paid, paid, "折"
        case "ratio":
            first, *others = re.split("[:：∶]", match["ratio"])
            return numeral_value(first), numeral_value(first), ":" + ":".join(others)
        case _:
            return *_counted(match), ""


def _counted(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    """The value of a number with its magnitude, as printed and in plain terms."""
    magnitude = match["magnitude"] or match["pair_magnitude"] or ""
    if match["pair"]:
        # The lesser of two numbers: 七八百 is 700, 三十四五 is 34.
        digits = match["pair"].replace("、", "")
        last = digits[-1] if digits[-1] in "十百千" else ""
        value: Decimal | None = numeral_value(digits[: -1 - len(last)] + last)
    elif match["semi"]:
        value = Decimal("0.5")
    else:
        value = spelt_value(match["spelt"]) if match["spelt"] else _number_value(match)
    return value, None if value is None else ((value * factor_of(magnitude)).normalize() + 0)


def _qualifiers(match: re.Match[str]) -> tuple[Qualifier, ...]:
    """The words that bound the number, in the order of the text."""
    start, end = match.span("before")
    # A guarded word looks at what follows it, which stands past the end of the part.
    leading = _qualifying().finditer(match.string, start, end + _LOOK) if start < end else ()
    found = [(one[0], one.start(), one.end()) for one in leading if one.end() <= end]
    inside = ("more", "within", "more2", "pair_more", "tenths_more", "after")
    found += [(match[name], *match.span(name)) for name in inside if match[name] and match[name] != "半"]
    return tuple(Qualifier(word=word, sense=_senses()[word], start=start, end=end) for word, start, end in found)


def _unit_of(match: re.Match[str], own: str) -> tuple[str, tuple[int, int]]:
    """The unit and its place; a number that holds its unit has none of its own."""
    if match["unit"] and match["within"]:
        # 3个多月 is measured in 个月.
        return f"个{match['unit']}", (match.start("within") - 1, match.end("unit"))
    if match["unit"]:
        return match["unit"], match.span("unit")
    if match["currency"]:
        return match["currency"], match.span("currency")
    end = match.end(_numeral_of(match))
    return own, (end, end)


def _quantity(match: re.Match[str]) -> Quantity:
    name = _numeral_of(match)
    form = _FORMS[name]
    value, normal, own = _values(match, form)
    qualifiers = _qualifiers(match)
    # 大概只有40分钟: what stands before a word outside is outside as well.
    inner = max((one.end for one in qualifiers if one.word in _outside()), default=0)
    bounds = [one for one in qualifiers if one.start >= inner]
    numeral = min(match.start(part) for part in (name, "sign", "currency", "high") if match[part])
    numeral -= len("百分之") if form == "percent" else 0
    unit, place = _unit_of(match, own)
    magnitude = match["magnitude"] or match["pair_magnitude"] or ""
    return Quantity(
        start=min([numeral, *(one.start for one in bounds)]),
        end=match.end(),
        form=form,
        number=match[name],
        numeral=numeral,
        number_end=match.end(name),
        digits_end=max(match.end(part) for part in (name, "tail", "dime", "half", "ten", "rest") if match[part]),
        magnitude=magnitude,
        magnitude_start=match.start("magnitude") if match["magnitude"] else match.end(name),
        unit=unit,
        unit_start=place[0],
        unit_end=place[1],
        kind=kind_of(unit),
        value=value,
        normal=normal,
        qualifiers=qualifiers,
        high=match["high"] or "",
        tail=match["tail"] or match["dime"] or match["half"] or ("半" if match["within"] == "半" else ""),
    )


def find_quantities(folded: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """The quantities of a folded text, or of a part of it, in order; every number is one, with or without a unit."""
    for match in grammar().finditer(folded, start, len(folded) if end is None else end):
        yield _quantity(match)


def read_quantity(text: str) -> Quantity | None:
    """The one quantity that a folded text is, or None: for a cell of a table (1,208.5亿元, 98%, 312)."""
    stripped = text.strip()
    match = grammar().fullmatch(stripped)
    return _quantity(match) if match else None


_RANGE = re.compile(JOINT)


def is_range(folded: str, first_end: int, second_start: int) -> bool:
    """True if no more than 至, 到 or a dash stands between two numbers: 5至6个月, 8%–10%."""
    return second_start - first_end <= _LONGEST_JOINT and bool(_RANGE.fullmatch(folded, first_end, second_start))
