"""Calls to notes: small numbers that a reading of a file puts between the words they hang on."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from briefing.check.flat_text import flat_form, is_bound

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from briefing.check.align import Edit
    from briefing.check.flat_text import FlatText
    from briefing.check.quantities import Quantity

# 1, [1], （1）, ①; where a paper is read line by line, the next line's bullet may follow.
_CALL = re.compile(r"(?:[\[（\(]?(?P<number>\d{1,3})[\]）\)]?|[①-⑳])[·●■◆▪‣]?")
_AFTER = tuple("。！？；，、：”’》）")
_NUMBERS = re.compile(r"(?:(?<=。)|^)\s*\d{1,3}\s*")
# How many calls may be missing between one and the next.
_MISSING = 3
_DIGITS = 3


def without_calls(edits: Iterable[Edit], flat: FlatText, quantities: Sequence[Quantity]) -> Iterator[Edit]:
    """The edits but for those that are calls to notes.

    One that touches a number is a call only where it stands after a mark and continues the count of calls.
    """
    last = 0
    for edit in edits:
        start, end = edit.file
        match = _CALL.fullmatch(flat.text, start, end) if edit.model[0] == edit.model[1] else None
        number = int(match["number"]) if match and match["number"] else last + 1
        first = bisect_left(quantities, start, key=lambda one: one.end)
        near = (one for one in quantities[first : first + 3] if one.start < end and start < one.end)
        # A number that reads as part of a quantity with a unit, as 44 before 450万 does.
        touches = any(not one.bare or one.end > end for one in near)
        continues = (is_bound(flat, start) or flat.text[start - 1] in _AFTER) and last < number <= last + _MISSING
        # 实现零的突破11 at a line's end is no number over 11.
        continues = continues or (number == last + 1 and (is_bound(flat, end) or not flat.text[end - 1].isdigit()))
        if match is None or (touches and not continues):
            yield edit
        else:
            last = max(last, number)


def is_note(text: str, following: str, notes: Container[str]) -> bool:
    """True if a passage is nothing but notes, or the number before one, whatever part of the page it was taken for."""
    number = text.strip()
    if number.isdigit() and len(number) <= _DIGITS:
        return flat_form(following) in notes
    return all(piece in notes for piece in split_notes(text))


def split_notes(text: str) -> list[str]:
    """The notes that a text holds, without their numbers and white space, in the form for comparison."""
    pieces = (flat_form(piece) for piece in _NUMBERS.split(text))
    return [piece for piece in pieces if piece]
