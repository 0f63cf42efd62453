"""Numbers that a finished file states and its source does not: in words that the source has, changed in places."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from briefing.check.added import find_in_added, is_true_alone
from briefing.check.flat_text import compare_form
from briefing.check.quantities import compare_quantities, quantities_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.check.comparison import Comparison
    from briefing.check.edits import Edit
    from briefing.check.findings import Code, Finding
    from briefing.check.quantities import Quantity

_MESSAGES: dict[str, str] = {
    "number": "数与原文不同",
    "unit": "单位与原文不同",
    "qualifier": "“约、超、近、累计”一类的限定与原文不同",
    "period": "时间与原文不同",
    "subject": "这个数在原文里说的是别的指标",
}
# Words that take the place of a number are no longer than this.
_LONGEST_WORDS = 8


def touching(quantities: Sequence[Quantity], start: int, end: int) -> list[Quantity]:
    """The quantities that a range touches, among quantities in order."""
    found = []
    for quantity in quantities[bisect_left(quantities, start, key=lambda one: one.end) :]:
        if quantity.start > end:
            break
        found.append(quantity)
    return found


def _same(stated: Quantity, true: Quantity) -> bool:
    return compare_quantities(stated, true) is None


def _without_equal(stated: list[Quantity], true: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities that differ: those equal at the beginning and at the end left out."""
    while stated and true and _same(stated[0], true[0]):
        stated, true = stated[1:], true[1:]
    while stated and true and _same(stated[-1], true[-1]):
        stated, true = stated[:-1], true[:-1]
    return stated, true


def _is_label(comparison: Comparison, stated: Quantity, true: Quantity) -> bool:
    """Whether two mere numbers are those of pages, places or notes: in words that are none of the source's."""
    mere = not stated.text.strip("0123456789,.") and (true.bare or true.is_time)
    return mere or not comparison.source_places(true.start, true.end)


def _changed(comparison: Comparison, stated: Quantity, true: Quantity) -> Finding | None:
    """The finding about a quantity that stands where the source states another."""
    code: Code | None = compare_quantities(stated, true)
    if code is None or (stated.bare and (true.bare or true.is_time) and _is_label(comparison, stated, true)):
        return None
    if code == "number" and not true.is_time and stated.measure in comparison.authority.measures:
        if is_true_alone(comparison, stated):
            return None
        code = "subject"
    offsets = comparison.source_places(true.start, true.end)
    expected = comparison.raw(true.start, true.end)
    return comparison.finding(code, _MESSAGES[code], stated.start, stated.end, expected=expected, offsets=offsets[:1])


def _lost(comparison: Comparison, edit: Edit, true: Quantity) -> Finding | None:
    """A number that words have taken the place of: 721家 become 多家."""
    start, end = edit.file
    inside = true.start < edit.model[1] and true.end > edit.model[0]
    words = comparison.strip.text[start:end]
    if not words or len(words) > _LONGEST_WORDS or any(map(str.isdigit, words)) or true.bare or not inside:
        return None
    offsets = comparison.source_places(true.start, true.end)
    expected = comparison.raw(true.start, true.end)
    return comparison.finding("number", "原文此处是数", start, end, expected=expected, offsets=offsets[:1])


def difference_at(comparison: Comparison, edit: Edit) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities at an edit that the file and the source do not share: the file's, then the source's."""
    stated = touching(comparison.quantities, *edit.file)
    true = touching(comparison.authority.quantities, *edit.model)
    return _without_equal(stated, true)


def _in_edit(comparison: Comparison, edit: Edit) -> Iterator[Finding | None]:
    if comparison.is_apart(edit):
        start, end = edit.file
        yield from find_in_added(
            comparison,
            [one for one in touching(comparison.quantities, start, end) if one.start >= start and one.end <= end],
        )
        return
    stated, true = difference_at(comparison, edit)
    for one, other in zip(stated, true, strict=False):
        if other.bare and not one.bare:
            yield from find_in_added(comparison, [one])
        else:
            yield _changed(comparison, one, other)
    yield from find_in_added(comparison, stated[len(true) :])
    for one in true[len(stated) :]:
        yield _lost(comparison, edit, one)


def _claimed(comparison: Comparison) -> Iterator[Finding]:
    """What the file's own marks claim to be a fact and is not."""
    figures = {figure.id: figure for figure in comparison.authority.outline.figures}
    for index, passage in enumerate(comparison.finished.passages):
        for mark in passage.marks if passage.channel == "text" else ():
            figure = figures.get(mark.fact)
            if figure is not None:
                words = passage.text[mark.start : mark.end]
                yield from _against(comparison, index, (mark.start, mark.end), words, figure.words.text)


def _against(comparison: Comparison, index: int, place: tuple[int, int], words: str, true: str) -> Iterator[Finding]:
    stated, wanted = (quantities_in("".join(compare_form(text).split())) for text in (words, true))
    if len(stated) != len(wanted):
        return
    for one, other in zip(stated, wanted, strict=True):
        code = compare_quantities(one, other)
        if code is not None:
            yield comparison.claim(code, _MESSAGES[code], index, place, expected=true)


def find_numbers(comparison: Comparison) -> Iterator[Finding]:
    """Values, units, qualifiers and times that differ from what the source says there, and numbers that it never states."""
    for edit in comparison.edits:
        if edit.joined:
            yield from (found for found in _in_edit(comparison, edit) if found is not None)
        elif edit.file[0] < edit.file[1]:
            yield from find_in_added(comparison, touching(comparison.quantities, *edit.file))
    yield from _claimed(comparison)
