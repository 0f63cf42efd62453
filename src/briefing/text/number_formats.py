"""Number formats as spreadsheets and charts write them (ECMA-376 Part 1 §18.8.31), as far as a number's label needs."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile

# Quoted words, an escaped character, room that is kept or filled, a colour or a currency, the number's own place.
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?:\$(?P<currency>[^\]-]*))?[^\]]*\]'
    r"|(?P<general>General)|(?P<digits>[#0?][#0?,.]*|\.[0#?]+)|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)
_WORDS = ("quoted", "escaped", "currency", "plain")
# Spreadsheets turn to powers of ten for longer numbers that have no format of their own.
_LONGEST_GENERAL = 10


def show_number(value: Decimal, code: str) -> str:
    """A number as a format shows it; of the format only the first section is read."""
    tokens = list(takewhile(lambda token: token["plain"] != ";", _TOKENS.finditer(code)))
    number = value.scaleb(2 * sum(1 for token in tokens if token["plain"] == "%"))
    return "".join(_shown(token, number) for token in tokens)


def _shown(token: re.Match[str], number: Decimal) -> str:
    if token["general"]:
        shown = format(number, "f")
        return shown.rstrip("0").rstrip(".") if "." in shown else shown
    if token["digits"]:
        return _digits(number, token["digits"])
    return next((token[name] for name in _WORDS if token[name]), "")


def _digits(number: Decimal, places: str) -> str:
    whole, _, after = places.partition(".")
    least = after.count("0")
    rounded = number.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    shown = format(rounded, ",f" if "," in whole else "f")
    head, point, tail = shown.partition(".")
    kept = tail[:least] + tail[least:].rstrip("0")
    return f"{head}{point}{kept}" if kept else head


def find_format(value: Decimal, before: str, numeral: str, after: str) -> str | None:
    """The format that shows a value as its numeral between two strings of words; None where there is none.

    The loosest is taken, so that another value put in its place keeps all its decimals.
    """
    if '"' in before + after:
        return None
    decimals = len(numeral.partition(".")[2])
    exact = "0" + "." * bool(decimals) + "0" * decimals
    general = ["General"] if len(numeral) <= _LONGEST_GENERAL else []
    around = [f'"{words}"' if words else "" for words in (before, after)]
    for code in (*general, exact, f"#,##{exact}"):
        if show_number(value, code) == numeral:
            return code.join(around)
    return None
