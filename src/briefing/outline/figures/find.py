"""Figures (數據): numbers that state a quantity, with what they count and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.outline.figures.candidates import find_shared_unit, read_measure, states_quantity
from briefing.outline.figures.choosing.label_candidates import Numeral
from briefing.outline.figures.choosing.label_features import LabelFeatures
from briefing.outline.figures.choosing.labels import Label, LabelChooser
from briefing.outline.figures.choosing.periods import Period, PeriodChooser
from briefing.outline.figures.choosing.weights import load_weights
from briefing.outline.figures.comparisons import begins_course, find_baseline, find_rate, has_own_time, is_reached
from briefing.outline.figures.hearsay import is_hearsay
from briefing.outline.figures.units import APART, FORECAST
from briefing.outline.figures.verbs import CHANGE_DOWN, CHANGE_UP
from briefing.outline.model import DOUBTED, Figure, LeftOut, quote_source
from briefing.outline.people.names import FIRST, HAN
from briefing.text.folding import fold
from briefing.text.lexicon import pattern, word_set
from briefing.text.quantities import find_quantities, is_range, kind_of, same_unit
from briefing.text.segments import clause_at
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

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
# 坝高30米 and 水位低3米 change nothing; 比去年高3米 and 高了3米 do.
_TALL, _COMPARED = re.compile("[高低][到至为约近超]*[ ]?"), re.compile("[比较]")
_LEAD = 18
# A bound stands no further before its number than 最高可以申请不超过三年的贷款.
_FAR = 16
_PERSON = re.compile(rf"{pattern('people', 'heads', 'chiefs')}[{FIRST}]{HAN}{{1,2}}$")
_TIMES = frozenset({"time", "calendar"})
_PERSONS = frozenset({"人", "户", "人次"})
_LONGEST_UNIT = 3
_SERIES_MARK = re.compile(r"[、和及与至到~～—–－-][ ]?")


def _change(folded: str) -> Change | None:
    if _CUT_DOWN.search(folded):
        return "down"
    if _ADDED.search(folded):
        return "up"
    folded = _YEAR_OF.sub("", folded[-_LEAD:])
    up, down = CHANGE_UP.search(folded), CHANGE_DOWN.search(folded)
    found = up or down
    if found and _TALL.fullmatch(found[0]) and not _COMPARED.search(folded):
        return None
    return "up" if up else "down" if down else None


def _qualifier(
    source: Source, quantity: Quantity, clause: Span, indicator: Words | None, last: Figure | None
) -> str | None:
    """The words that bound the number: those before it (最多不超过), else the first after it, else 预计 and the like further off."""
    start = quantity.start
    before = [one for one in quantity.qualifiers if one.end <= quantity.numeral]
    touching = before or quantity.qualifiers[:1]
    if touching and not (before and before[0].sense == "emphasis"):
        return source.text[touching[0].start : touching[-1].end]
    begin = max(clause.start, last.words.span.end) if last and last.words.span.end <= start else clause.start
    labels = indicator.spans if indicator else ()
    for bound in APART.finditer(source.folded, max(begin, start - _FAR), start):
        # 最高|可申领30万元, where it is no part of what is counted.
        if not any(span(*bound.span()) in label for label in labels):
            return source[span(*bound.span())]
    forecast = FORECAST.search(source.folded, clause.start, start)
    return source[span(*forecast.span())] if forecast else None


_FROM = frozenset("从由自")
_TENS = 10
_NOW = word_set("clauses", "now")
_SO_FAR = re.compile("截[至止][到至]?$")
# 居全国|50个|示范区前列, 在全省|108个|县中排名第一: the others among which a place is one.
_PLACED = re.compile(rf"{pattern('counted', 'placed')}[了到]?(?:[全我本][国省市区县州])?$")
_RANK = re.compile(
    rf"[\u4e00-\u9fff]{{1,10}}?(?:{pattern('counted', 'ranks')}|[排居列名位中里]第[一二三四五六七八九十\d]|中?[排居列名]前[一二三四五六七八九十\d])"
)
_FROM_YEAR_TO_YEAR = re.compile(r"\d{4}年?[到至~—–-]+\d{2,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A quantity that a line states, with the unit that it borrows from its series, and its place as printed."""

    quantity: Quantity
    line: Line
    borrowed: tuple[str, str, int] | None
    numeral: Numeral


def _is_next(first: Decimal | None, second: Decimal | None) -> bool:
    """True if two numbers are said for one that is not known: 5、6000亿, 三、四个."""
    if first is None or second is None:
        return False
    return first < _TENS and f"{second:f}".rstrip("0") == str(first + 1)


def _quantities(source: Source, line: Span) -> list[tuple[Quantity, tuple[str, str, int] | None]]:
    """The quantities that a line states, each with the unit that it borrows; of a range, and of a series with one unit, all or none."""
    found = list(find_quantities(source.folded, line.start, line.end))
    borrowed = [find_shared_unit(source, quantity, line) for quantity in found]
    stated = [
        states_quantity(source, quantity, borrows=unit is not None)
        for quantity, unit in zip(found, borrowed, strict=True)
    ]
    for at in range(len(found) - 2, -1, -1):
        stated[at] &= borrowed[at] is None or stated[at + 1]
    for at, (first, second) in enumerate(pairwise(found)):
        is_one = first.unit in {"", second.unit} and is_range(source.folded, first.end, second.start)
        if is_one:
            stated[at] = stated[at + 1] = stated[at] and stated[at + 1]
        is_pair = source.folded[first.end : second.start] == "、" and _is_next(first.value, second.value)
        # 分别为8、9亿元 are two.
        each = "分别" in source.folded[clause_at(source, first.start, line).start : first.start]
        if is_pair and not first.unit and not each:
            stated[at] = stated[at + 1] = False
    return [pair for pair, is_stated in zip(zip(found, borrowed, strict=True), stated, strict=True) if is_stated]


def find_stated(source: Source, lines: Sequence[Line]) -> list[list[Stated]]:
    """The quantities that running text states as figures, line by line."""
    found = []
    for line in lines:
        stated: list[Stated] = []
        if line.kind in {"title", "text", "answer"}:
            for quantity, borrowed in _quantities(source, line.span):
                place = span(quantity.start, quantity.number_end if borrowed else quantity.end)
                unit = borrowed[1] if borrowed else quantity.unit or quantity.form
                # As the weights know it: people and households are a kind of their own.
                kind = "person" if same_unit(unit) in _PERSONS else kind_of(unit) or "bare"
                kind = "share" if quantity.is_share else kind
                numeral = Numeral(place=place, index=len(stated), unit=unit[-_LONGEST_UNIT:], kind=kind)
                stated.append(Stated(quantity=quantity, line=line, borrowed=borrowed, numeral=numeral))
        if stated:
            found.append(stated)
    return found


def _figure(source: Source, stated: Stated, earlier: Sequence[Figure], label: Label, period: Period) -> Figure:
    last = earlier[-1] if earlier else None
    quantity, line, place = stated.quantity, stated.line.span, stated.numeral.place
    value, unit, normal = read_measure(source, quantity, stated.borrowed)
    start, outer = quantity.start, quantity.outer
    clause = clause_at(source, start, line)
    indicator = quote_source(source, *label.places) if label.places else None
    # Nobody with a post is counted (现任县长方竹), nor does a number count that tells when: 近十天|降雨.
    is_when = kind_of(quantity.unit) in _TIMES and source.folded.startswith("近", start)
    placed = _PLACED.search(source.folded, clause.start, start) and _RANK.match(source.folded, quantity.end, clause.end)
    is_nothing = indicator and (is_when or placed or _PERSON.search(fold(indicator.text)))
    if indicator and (is_nothing or is_hearsay(source, start, clause, line)):
        label, indicator = Label(), None
    indicator_sure, period_sure = round(label.sure, 2), round(period.sure, 2)
    time = None
    if period.place:
        # 截至|2031年2月: what there is so far is none of the month's own.
        so_far = _SO_FAR.search(source.folded, max(line.start, period.place.start - _LEAD), period.place.start)
        time = quote_source(source, span(so_far.start() if so_far else period.place.start, period.place.end))
    is_sure, is_dated = label.sure >= load_weights("label").threshold, period.sure >= load_weights("time").threshold
    # What is said of a number is said of the next of its series.
    goes_on = last and _SERIES_MARK.fullmatch(source.folded, last.words.span.end, start)
    change = last.change if last and goes_on else _change(source.folded[clause.start : outer])
    own = indicator if is_sure else None
    reached = is_reached(source, quantity, clause, last)
    is_of_years = time and _FROM_YEAR_TO_YEAR.search(time.text) and (reached or source.folded[start - 1] in _FROM)
    # 如今，日产量由9吨降到1吨: 9 was before.
    is_of_now = time and fold(time.text) in _NOW and begins_course(source.folded, quantity)
    if is_of_years or is_of_now:
        # 从2028年到2031年，产值从3亿元增长到5亿元: neither is of all these years.
        time, period_sure = None, 0.0
    return Figure(
        id="",
        words=quote_source(source, place),
        value=value,
        unit=unit,
        normal=normal,
        qualifier=_qualifier(source, quantity, clause, own, last),
        cumulative="累计" in source.folded[clause.start : start],
        indicator=own,
        indicator_sure=indicator_sure,
        period=time if is_dated else None,
        period_sure=period_sure,
        left_out=LeftOut(
            indicator=indicator if not is_sure and indicator_sure >= DOUBTED else None,
            period=time if not is_dated and period_sure >= DOUBTED else None,
        ),
        rate=find_rate(source, quantity, clause, own),
        baseline=find_baseline(source, start, clause, line)
        or (last.period if last and reached and has_own_time(source, last) else None),
        change=change,
    )


def find_figures(source: Source, lines: Sequence[Line]) -> tuple[Figure, ...]:
    """The figures of the running text in order, with what they count and when as far as that is sure."""
    by_line = find_stated(source, lines)
    places = [stated.numeral.place for line in by_line for stated in line]
    if not places:
        return ()
    periods = PeriodChooser(source, lines, places)
    features: LabelFeatures[float] = LabelFeatures(load_weights("label").sum)
    found: list[Figure] = []
    for line in by_line:
        numerals = [stated.numeral for stated in line]
        of_line = line[0].line.span
        # 方区长： says who speaks, and is never counted.
        said = line[0].line.label
        words = span(said.end, of_line.end) if said else of_line
        labels = LabelChooser(source, words, numerals, periods.times.walls(of_line)).choose(features)
        earlier: list[Figure] = []
        for stated, label in zip(line, labels, strict=True):
            earlier.append(_figure(source, stated, earlier, label, periods.choose(stated.numeral)))
        found += earlier
    return tuple(replace(figure, id=f"f{number}") for number, figure in enumerate(found, 1))
