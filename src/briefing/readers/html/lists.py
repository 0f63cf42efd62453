"""The numbers that a browser sets before the items of a numbered list."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from briefing.text.numerals import write_chinese, write_roman

if TYPE_CHECKING:
    from briefing.readers.html.styles import Styles

_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_CHINESE = re.compile(r"(?:cjk-ideographic|(?:simp|trad)-chinese-(?:in)?formal)")
_HAS_NUMBER = re.compile(
    r"\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[、．.）)]|\s)|第[一二三四五六七八九十]{1,3}|[①-⑳])(?!\d)"
)
_MOST_CHINESE = 100
_WHOLE = re.compile(r"\s*(-?\d{1,6})\s*")


def number_of(item: Any, styles: Styles, counts: dict[Any, int]) -> str:
    """The number before an item of a list, with a space after it; empty where the page shows none.

    An item whose words begin with a number of their own gets none: such a list hides the browser's. `counts` holds how far
    each list has been counted.
    """
    numbered = item.getparent()
    if numbered is None or numbered.tag != "ol":
        return ""
    step, last = -1 if "reversed" in numbered.attrib else 1, counts.get(numbered)
    said = (
        _whole(item.get("value")),
        None if last is None else last + step,
        _whole(numbered.get("start")),
        1 if step > 0 or last is not None else sum(1 for _ in numbered.iterchildren("li")),
    )
    number = counts[numbered] = next(one for one in said if one is not None)
    has_own = _HAS_NUMBER.match("".join(islice(item.itertext(), 9))[:99])
    if styles.unnumbers(numbered) or styles.unnumbers(item) or has_own:
        return ""
    style = styles.list_style(numbered) or _TYPES.get(numbered.get("type", "1"), "decimal")
    if _CHINESE.fullmatch(style):
        return f"{'〇' if number == 0 else write_chinese(number) if 0 < number < _MOST_CHINESE else number}、"
    written = str(number)
    if style in ("lower-alpha", "upper-alpha", "lower-latin", "upper-latin") and 1 <= number <= 26:  # noqa: PLR2004 - a to z
        written = chr(ord("a") + number - 1)
    elif style in ("lower-roman", "upper-roman") and 1 <= number < 4000:  # noqa: PLR2004 - Roman numerals end at 3999
        written = write_roman(number).lower()
    return f"{written.upper() if style.startswith('upper') else written}. "


def _whole(text: str | None) -> int | None:
    match = _WHOLE.fullmatch(text or "")
    return int(match[1]) if match else None
