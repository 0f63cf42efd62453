"""Figures (數據): numbers that state a quantity, with what they count and when."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.outline.figures.candidates import find_shared_unit, read_measure, states_quantity
from briefing.outline.figures.indicators import find_indicator, is_reached
from briefing.outline.figures.periods import PERIOD, RATE
from briefing.outline.figures.series import find_indicator_again, with_measure
from briefing.outline.figures.times import (
    find_asked_period,
    find_baseline,
    find_opening_period,
    find_period,
    has_own_time,
    is_answered,
    is_not_of,
    last_stated,
)
from briefing.outline.figures.units import APART, FORECAST
from briefing.outline.figures.verbs import CHANGE_DOWN, CHANGE_UP
from briefing.outline.model import Figure, quote_source
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.quantities import find_quantities
from briefing.text.segments import clause_at, sentence_start
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Change, Words
    from briefing.text.quantities import Quantity
    from briefing.text.source import Source, Span

# 压减地下水开采量2.5亿立方米; 增加到2025年的1320亿元.
_CUT_DOWN = re.compile(r"(?:压减|减少|削减|缩减|减省)(?![至到为了])[\u4e00-\u9fff]{2,10}$")
_ADDED = re.compile(r"(?:增加|净增)(?![值额量至到为了])[\u4e00-\u9fff]{2,10}$")
_YEAR_OF = re.compile(
    r"(?:[一二][〇○零一二三四五六七八九]{3}(?:[至-][〇○零一二三四五六七八九十]{2,4})?年度?|\d{3,4} ?年[底末]?|目前|现在|去年|上年)的?$"
)
_LEAD = 18
# A bound stands no further before its number than 最高可以申请不超过三年的贷款.
_FAR = 16
# 经过|5年 tells nothing that is counted; nor does what marks of a table or an address stand in.
_NO_LABEL = re.compile(rf"^(?:如果|只|一共)?{pattern('measured', 'years_after')}$|[|/#*]")
# What is said of the text itself gives its figures no time: 播出时间：9月3日.
_DATED = re.compile(r"(?:时间|日期)：")
_SERIES_MARK = re.compile(r"[、和及与至到~～—–－-][ ]?")


def _change(folded: str) -> Change | None:
    if _CUT_DOWN.search(folded):
        return "down"
    if _ADDED.search(folded):
        return "up"
    folded = _YEAR_OF.sub("", folded[-_LEAD:])
    up, down = CHANGE_UP.search(folded), CHANGE_DOWN.search(folded)
    return "up" if up else "down" if down else None


def _of_whole(source: Source, clause: Span, unit: str | None, earlier: Sequence[Figure]) -> Words | None:
    """What a part is of whose clause opens with 其中: what the sentence last counted in the same unit."""
    if not source.folded.startswith("其中", clause.start):
        return None
    start = sentence_start(source, clause.start, span(0, clause.end))
    whole = (one for one in reversed(earlier) if one.words.span.start >= start and one.normal.unit == unit)
    return next((one.indicator for one in whole), None)


def _goes_on(source: Source, last: Figure, start: int) -> bool:
    """Whether a number follows in a series, so that what is said of the one before is said of it."""
    return _SERIES_MARK.fullmatch(source.folded, last.words.span.end, start) is not None


def _printed_qualifier(source: Source, quantity: Quantity) -> str | None:
    """The words that bound a number and touch it: 最多不超过, else the first after it."""
    before = [one for one in quantity.qualifiers if one.end <= quantity.numeral]
    if before:
        return source.text[before[0].start : before[-1].end] if before[0].sense != "emphasis" else None
    return next((source.text[one.start : one.end] for one in quantity.qualifiers), None)


def _far_qualifier(
    source: Source, start: int, clause: Span, indicator: Words | None, last: Figure | None
) -> str | None:
    """A word further off that bounds a figure: 最高|可申领30万元, if it is no part of what is counted; or 预计."""
    begin = max(clause.start, last.words.span.end) if last and last.words.span.end <= start else clause.start
    labels = indicator.spans if indicator else ()
    for bound in APART.finditer(source.folded, max(begin, start - _FAR), start):
        if not any(span(*bound.span()) in label for label in labels):
            return source[span(*bound.span())]
    forecast = FORECAST.search(source.folded, clause.start, start)
    return source[span(*forecast.span())] if forecast else None


def _figure(source: Source, quantity: Quantity, line: Span, earlier: Sequence[Figure], heading: Words | None) -> Figure:
    last = earlier[-1] if earlier else None
    borrowed = find_shared_unit(source, quantity, line)
    value, unit, normal = read_measure(source, quantity, borrowed)
    start, outer = quantity.start, quantity.outer
    place = span(start, quantity.number_end if borrowed else quantity.end)
    clause = clause_at(source, start, line)
    indicator = (
        find_indicator_again(source, start, clause, earlier)
        or find_indicator(source, quantity, clause, last)
        or _of_whole(source, clause, normal.unit, earlier)
    )
    indicator = with_measure(source, indicator, start, clause, earlier)
    indicator = None if indicator and _NO_LABEL.search(fold(indicator.text)) else indicator
    change = last.change if last and _goes_on(source, last, start) else _change(source.folded[clause.start : outer])
    period = find_period(source, start, line) or find_opening_period(source, start, line)
    if period and is_not_of(source, start, period, change):
        period = None
    rate = last_stated(RATE, source, clause.start, start)
    qualifier = _printed_qualifier(source, quantity) or _far_qualifier(source, start, clause, indicator, last)
    return Figure(
        id="",
        words=quote_source(source, place),
        value=value,
        unit=unit,
        normal=normal,
        qualifier=qualifier,
        cumulative="累计" in source.folded[clause.start : start],
        indicator=indicator,
        period=period or heading,
        rate=rate if rate and not (indicator and any(rate.span in place for place in indicator.spans)) else None,
        baseline=find_baseline(source, start, clause, line)
        or (
            last.period if last and is_reached(source, quantity, clause, last) and has_own_time(source, last) else None
        ),
        change=change,
    )


def _in_line(source: Source, line: Line, heading: Words | None, asked: Words | None) -> Iterator[Figure]:
    earlier: list[Figure] = []
    for quantity in find_quantities(source.folded, line.span.start, line.span.end):
        if states_quantity(source, quantity, borrows=find_shared_unit(source, quantity, line.span) is not None):
            of_question = asked if asked and is_answered(source, quantity.start, line.span) else None
            figure = _figure(source, quantity, line.span, earlier, of_question or heading)
            earlier.append(figure)
            yield figure


def find_figures(source: Source, lines: Sequence[Line]) -> tuple[Figure, ...]:
    """The figures of the running text in order.

    A heading that names a year sets the period of its section, a question that of the paragraph that answers it.
    """
    found: list[Figure] = []
    heading: Words | None = None
    asked: Words | None = None
    for line in lines:
        if line.kind == "heading":
            dated = _DATED.search(source.folded, line.span.start, line.span.end)
            match = None if dated else PERIOD.search(source.folded, line.span.start, line.span.end)
            stated = quote_source(source, span(*match.span())) if match else None
            heading = stated or (heading if line.level > 1 else None)
        elif line.kind == "question":
            asked = find_asked_period(source, line.span)
        elif line.kind in {"title", "text", "answer"}:
            found.extend(_in_line(source, line, heading, asked))
            asked = None
    return tuple(replace(figure, id=f"f{number}") for number, figure in enumerate(found, 1))
