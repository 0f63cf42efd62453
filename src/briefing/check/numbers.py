"""Numbers that a finished file states and its source does not: changed in the source's words, or in words of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.check.flat_text import flat_form, piece_around
from briefing.check.quantities import compare_quantities, quantities_in, touching
from briefing.outline.figures.units import NOT_BEFORE, NOT_FIGURES
from briefing.text.folding import fold
from briefing.text.grams import grams
from briefing.text.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.check.align import Edit
    from briefing.check.comparison import Comparison
    from briefing.check.findings import Code, Finding
    from briefing.check.flat_text import FlatText
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


def _changed(comparison: Comparison, stated: Quantity, true: Quantity) -> Finding | None:
    """The finding about a quantity that stands where the source states another."""
    code: Code | None = compare_quantities(stated, true)
    # Mere numbers are those of pages, places or notes, and so are those in words that are none of the source's.
    mere = stated.bare and (true.bare or true.is_time)
    is_label = mere and not (stated.text.strip("0123456789,.") and comparison.source_places(true.start, true.end))
    if code is None or is_label:
        return None
    if code == "number" and not true.is_time and stated.measure in comparison.authority.measures:
        if is_true_alone(comparison, stated):
            return None
        code = "subject"
    offsets = comparison.source_places(true.start, true.end)
    expected = comparison.raw(true.start, true.end)
    return comparison.finding(code, _MESSAGES[code], stated.start, stated.end, expected=expected, offsets=offsets[:1])


def _follows(flat: FlatText, quantity: Quantity, qualifier: str) -> bool:
    """True if a quantity has a qualifier with what stands before it, in a piece of its own."""
    before = qualifier.removesuffix(quantity.qualifier)
    return before + quantity.qualifier == qualifier and flat.text.endswith(before, 0, quantity.start)


def difference_at(comparison: Comparison, edit: Edit) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities at an edit that the file and the source do not share: the file's, then the source's."""

    def same(one: Quantity, other: Quantity) -> bool:
        # A line of a paper may end after 约, and a run of the ledger begin after 只有.
        code = compare_quantities(one, other)
        return code is None or (
            code == "qualifier"
            and (
                _follows(comparison.flat, one, other.qualifier)
                or _follows(comparison.authority.flat, other, one.qualifier)
            )
        )

    stated = touching(comparison.quantities, *edit.file)
    true = touching(comparison.authority.quantities, *edit.model)
    while stated and true and same(stated[0], true[0]):
        stated, true = stated[1:], true[1:]
    while stated and true and same(stated[-1], true[-1]):
        stated, true = stated[:-1], true[:-1]
    return stated, true


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
    # Numbers that words have taken the place of: 721家 become 多家.
    (start, end), (first, last) = edit.file, edit.model
    words = comparison.flat.text[start:end]
    if not words or len(words) > _LONGEST_WORDS or any(map(str.isdigit, words)):
        return
    for one in true[len(stated) :]:
        if not one.bare and one.start < last and one.end > first:
            offsets = comparison.source_places(one.start, one.end)[:1]
            expected = comparison.raw(one.start, one.end)
            yield comparison.finding("number", "原文此处是数", start, end, expected=expected, offsets=offsets)


def _claimed(comparison: Comparison) -> Iterator[Finding]:
    """Findings for false claims of the file's own marks: no fact, though marked as one."""
    figures = {figure.id: figure for figure in comparison.authority.outline.figures}
    for index, passage in enumerate(comparison.finished.passages):
        for mark in passage.marks if passage.channel == "text" else ():
            figure = figures.get(mark.fact)
            if figure is None:
                continue
            # The figure may stand whole where its mark begins (of [35] the 3 is no figure), and the mark end with it at the latest:
            # LibreOffice 7.4 ends one a character early behind a footnote of the same paragraph: [39,500]元.
            form = fold(figure.words.text)
            last = mark.start + len(form)
            if mark.end <= last and fold(passage.text[mark.start : last]) == form:
                continue
            words, true = passage.text[mark.start : mark.end], figure.words.text
            stated, wanted = (quantities_in(flat_form(text)) for text in (words, true))
            pairs = zip(stated, wanted, strict=True) if len(stated) == len(wanted) else ()
            for code in (compare_quantities(one, other) for one, other in pairs):
                if code is not None:
                    yield comparison.claim(code, _MESSAGES[code], index, (mark.start, mark.end), expected=true)


def find_numbers(comparison: Comparison) -> Iterator[Finding]:
    """Values, units, qualifiers and times that differ from what the source says there, and numbers that it never states."""
    for edit in comparison.edits:
        if edit.joined:
            yield from (found for found in _in_edit(comparison, edit) if found is not None)
        elif edit.file[0] < edit.file[1]:
            yield from find_in_added(comparison, touching(comparison.quantities, *edit.file))
    yield from _claimed(comparison)


# Units of what is no statement about the source's subject: dates, pages, issues of a paper, ages, times of day.
_NO_STATEMENT = frozenset(
    [
        "年",
        "月",
        "日",
        "季度",
        "年代",
        "世纪",
        "页",
        "期",
        "届",
        "章",
        "节",
        "字",
        "路",
        "线",
        "分钟",
        "小时",
        "课",
        "卡",
        "单",
        "站",
    ]
)
_STOPS = "。！？；"
_SHARE = 0.5
# A passage up to this length is a cell, and its neighbours say what it is about.
_CELL = 12
_BESIDE = 30
_OPENING = 2
# An address or a line of an imprint is no longer than this.
_LINE = 60
_COPIES = frozenset({"份", "册"})
# A word beside the number of a page, 第…页 and 共…页 excepted.
_BESIDE_PAGE = re.compile(r"[^\d\W第共页]")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")


# What opens an office's own lines, the verb before its copies, and a house's number.
_LABELS = re.compile(rf"{pattern('office', 'labels')}[：:]")
_COPIED = re.compile(rf"{pattern('office', 'copies')}(?:了|各)?$")
_HOUSE = re.compile(rf"{pattern('office', 'streets')}[0-9A-Za-z\-—]+[弄号幢栋座楼层]")


def _is_of_office(comparison: Comparison, quantity: Quantity) -> bool:
    """True if an added number is of the paper or the office and not of what the source speaks of: 共印50份, 地址：…12层, 1/12."""
    if comparison.part_at(quantity.start) == "running" and not _BESIDE_PAGE.search(
        flat_form(comparison.passage(quantity.start).text)
    ):
        return True
    start, _ = piece_around(comparison.flat, quantity.start)
    line = comparison.flat.text[max(start, quantity.start - _LINE) : quantity.end]
    sentence = re.split(r"[。；！？]", line)[-1]
    before = sentence[: len(sentence) - (quantity.end - quantity.start)]
    counts = quantity.unit in _COPIES and _COPIED.search(before)
    return bool(counts or _LABELS.search(before) or _HOUSE.search(sentence.rpartition("，")[2]))


def states_amount(text: str, quantity: Quantity) -> bool:
    """True if a number in added prose states a quantity: it has a unit and is no date, order, name or idiom."""
    if quantity.value is None or not quantity.unit or quantity.unit in _NO_STATEMENT:
        return False
    begin = quantity.start + next(
        (
            index
            for index, mark in enumerate(quantity.text)
            if mark.isdigit() or mark in "〇零一二三四五六七八九十百千万亿两兆"
        ),
        0,
    )
    if NOT_BEFORE.search(text[max(0, begin - 4) : begin]) or NOT_FIGURES.match(text, begin):
        return False
    arabic = quantity.text[begin - quantity.start].isdigit()
    return arabic or len(quantity.text) > 2 or quantity.unit in {"倍", "%"}  # noqa: PLR2004 一个, 两家 are idioms


def sentence_around(text: str, start: int, end: int, floor: int, ceiling: int) -> str:
    """The sentence around a place, within bounds."""
    left = max(text.rfind(mark, floor, start) for mark in _STOPS)
    right = min((at for mark in _STOPS if (at := text.find(mark, end, ceiling)) >= 0), default=ceiling)
    return text[max(floor, left + 1) : right]


def shares_words(sentence: str, wanted: str) -> bool:
    """True if a sentence speaks of what some words name: half of their pairs of characters stand in it."""
    pairs = grams(wanted, 2)
    return not pairs or len(pairs & grams(sentence, 2)) >= _SHARE * len(pairs)


def _context(comparison: Comparison, quantity: Quantity) -> str:
    """The sentence that a quantity stands in; of a number in a cell of its own, the cells around it."""
    text = comparison.flat.text
    start, end = piece_around(comparison.flat, quantity.start)
    # A sentence that has ended before tells nothing of this one.
    before = re.split(f"[{_STOPS}]", text[max(0, start - _BESIDE) : start])[-1]
    if end - start <= _CELL:
        return before + text[start : end + _BESIDE]
    # A sentence that a page parts goes on in the next passage.
    begun = before if quantity.start - start <= _OPENING else ""
    return begun + sentence_around(text, quantity.start, quantity.end, start, end)


def _speaks_of(comparison: Comparison, sentence: str, true: Quantity) -> bool:
    """True if a sentence speaks of what a true quantity counts."""
    authority = comparison.authority
    places = comparison.source_places(true.start, true.end)
    indicators = authority.indicators_at(places[0]) if places else ()
    if not indicators:
        around = (
            authority.flat.text[max(0, true.start - 12) : true.start] + authority.flat.text[true.end : true.end + 8]
        )
        return len(grams(around, 2) & grams(sentence, 2)) > 2  # noqa: PLR2004 - two may be chance
    return any(shares_words(sentence, indicator) for indicator in indicators)


def _check(comparison: Comparison, quantity: Quantity) -> Finding | None:
    sentence = _context(comparison, quantity)
    start, end = quantity.start, quantity.end
    if quantity.measure not in comparison.authority.measures:
        return comparison.finding("number", "原文没有这个数", start, end, expected=None)
    same = [comparison.authority.quantities[index] for index in comparison.authority.measures[quantity.measure]]
    truths = [true for true in same if _speaks_of(comparison, sentence, true)]
    if not truths:
        offsets = comparison.source_places(same[0].start, same[0].end)[:1]
        expected = comparison.raw(max(0, same[0].start - 10), same[0].end + 10)
        return comparison.finding("subject", _MESSAGES["subject"], start, end, expected=expected, offsets=offsets)
    offsets = comparison.source_places(truths[0].start, truths[0].end)[:1]
    expected = comparison.raw(truths[0].start, truths[0].end)
    if not any(true.qualifier == quantity.qualifier for true in truths):
        return comparison.finding("qualifier", _MESSAGES["qualifier"], start, end, expected=expected, offsets=offsets)
    places = (comparison.source_places(true.start, true.end)[:1] for true in truths)
    times = (time for place in places if place for time in comparison.authority.periods_at(place[0]))
    own = set(_YEAR.findall("，".join(times)))
    # A figure without a time of its own is of no year that the source never names.
    years = own or comparison.authority.years
    stated = set(_YEAR.findall(sentence))
    if years and stated and not years & stated:
        return comparison.finding(
            "period", "时间与原文不同", start, end, expected=f"{min(own)}年" if own else None, offsets=offsets
        )
    return None


def _dated(comparison: Comparison, time: Quantity) -> Iterator[Finding]:
    """The facts beside a year in added words that belong to another year."""
    _, ceiling = piece_around(comparison.flat, time.start)
    stops = (comparison.flat.text.find(mark, time.end, ceiling) for mark in _STOPS)
    end = min((at for at in stops if at >= 0), default=ceiling)
    for quantity in comparison.quantities:
        if (
            time.end <= quantity.start < end
            and not quantity.is_time
            and quantity.measure in comparison.authority.measures
        ):
            found = _check(comparison, quantity)
            if found is not None and found.code == "period":
                yield found


def is_true_alone(comparison: Comparison, quantity: Quantity) -> bool:
    """True if a quantity is the only one of its sentence, and true of what the sentence speaks of."""
    start, end = piece_around(comparison.flat, quantity.start)
    sentence = sentence_around(comparison.flat.text, quantity.start, quantity.end, start, end)
    alone = sum(character.isdigit() for character in sentence) == sum(map(str.isdigit, quantity.text))
    long = len(sentence) > len(quantity.text) + _BESIDE // 6
    return alone and long and end - start > _CELL and _check(comparison, quantity) is None


def find_in_added(comparison: Comparison, quantities: Iterable[Quantity]) -> Iterator[Finding]:
    """The quantities among these that the source does not state, or states of something else."""
    for quantity in quantities:
        if quantity.is_time:
            yield from _dated(comparison, quantity)
        elif states_amount(comparison.flat.text, quantity) and not _is_of_office(comparison, quantity):
            found = _check(comparison, quantity)
            if found is not None:
                yield found
