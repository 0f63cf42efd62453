"""Figures (數據): numbers that state a quantity, with what they count and when."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from briefing.chinese.numerals import MAGNITUDES, arabic_value, chinese_value
from briefing.extract.figure_words import (
    AFTER,
    ASPECT,
    BASELINE,
    BEFORE,
    CHANGE_DOWN,
    CHANGE_UP,
    COMPARED,
    COURSE,
    HEAD,
    HEDGE,
    INDICATOR_CUT,
    LEADING,
    NO_SUBJECT,
    NOT_BEFORE,
    NOT_FIGURES,
    NOT_NOUN,
    NOUN_CUT,
    NOUN_END,
    PERIOD,
    RATE,
    REACHED,
    UNITS,
    VERBS,
)
from briefing.outline import Figure, Measure, quote_source
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.lines import Line
    from briefing.outline import Change, Words
    from briefing.source import Source, Span

# Hong Kong groups thousands by a space.
_ARABIC = r"(?:\d{1,3}(?: \d{3}){1,5}(?![\d.])|\d[\d,]{0,20}(?:\.\d{1,8})?)"
_CHINESE = r"[一二三四五六七八九十百千两]{1,12}"
_MORE = r"(?:多|余|几|来)?"
# Taiwan writes 2 兆 7,000 多億元 and 3 萬 5,000 家: the greater part stands before the number.
_HIGH = r"(?P<high>\d[\d,]{0,9})[ ]?(?P<above>[万亿兆])[ ]?(?=\d)"
_NO_TENTHS = r"(?![立为员果功本长品效绩熟都年])"
_FIGURE = re.compile(
    rf"(?P<before>{BEFORE})?[ ]?"
    rf"(?:(?P<fraction>[一二三四五六七八九十两]{{1,3}})分之(?P<part>[一二三四五六七八九十]{{1,3}})"
    rf"|百分之(?P<percent>{_ARABIC}|[零一二三四五六七八九十百两]{{1,6}})"
    rf"|(?P<tenths>[一二三四五六七八九两]|(?<![\d.,])\d)[ ]?成{_NO_TENTHS}(?:[ ]?(?P<half>半|\d(?![\d.])))?"
    rf"|(?:{_HIGH})?(?P<number>{_ARABIC}|{_CHINESE})[ ]?(?P<more>{_MORE})[ ]?(?P<magnitude>千万|百万|[万亿兆]{{1,2}}|千(?=[ ]?[多余]?[ ]?(?:人|家|户|名|元|个|项|间|宗|套|亩|吨|座|件))|)(?P<more2>{_MORE})[ ]?(?P<unit>{UNITS})?)"
    rf"(?P<after>{AFTER})?"
)
_SERIES = re.compile(
    rf"(?:[、和至到~～—–－-][ ]?{_ARABIC}){{1,6}}(?P<magnitude>[万亿兆]{{0,2}})(?P<unit>{UNITS})(?![A-Za-z0-9])"
)
_SAME_UNIT = re.compile(
    rf"{_ARABIC}[万亿兆]{{0,2}}(?:{UNITS})?(?:[、和至到~～—–－-][ ]?[约近超]?{_ARABIC}[万亿兆]{{0,2}}(?P<unit>{UNITS}))+"
)
# 压减地下水开采量2.5亿立方米; 增加到2025年的1320亿元.
_CUT_DOWN = re.compile(r"(?:累计|已)?(?:压减|减少|削减|缩减)[\u4e00-\u9fff]{2,12}")
_OWN = frozenset({"的", "的约", "的近", "的超"})
_YEAR_OF = re.compile(r"(?:\d{3,4} ?年[底末]?|目前|现在)的?$")
_LEAD = 18
# A clause that names what the next one gives the numbers of.
_TOPIC = re.compile(
    r"(?P<topic>从[^，。；]{2,8}到[^，。；]{2,8})|(?:在)?(?P<about>[\u4e00-\u9fff]{2,12})方面|"
    r"[^，。；]*?(?:发放|推出|设立|启动|实施|出台|宣布)(?P<object>[^，。；的]{3,20})"
)
# 到2025年的4.93万亿元 says when that one value was, and nothing of what follows.
_OWN_YEAR = re.compile(r"的[约近超]?\d")
_NOUNS = (re.compile(r"[^、和及与]+"), re.compile(r"[^、和]+"), re.compile(r"[^、]+"))
_SERIES_MARK = re.compile(r"[、和及与至到~～—–－-][ ]?")
_NEXT_NUMBER = re.compile(r"[、和及与][超近约逾]?[\d一二三四五六七八九十两]")
_CLAUSE_MARKS = frozenset("，；。！？：\n")
_LONGEST_CLAUSE, _LONGEST_SENTENCE, _LONGEST_PARAGRAPH = 200, 600, 3000


def _clause(source: Source, start: int, line: Span) -> Span:
    """The clause that holds an offset, between ，；。 and the like."""
    # A clause of a sentence that somebody wrote is shorter; without a bound a line of numbers alone would take for ever.
    first, last = max(line.start, start - _LONGEST_CLAUSE), min(line.end, start + _LONGEST_CLAUSE)
    left = max(source.folded.rfind(mark, first, start) for mark in _CLAUSE_MARKS) + 1
    ends = [at for mark in _CLAUSE_MARKS if (at := source.folded.find(mark, start, last)) >= 0]
    return span(max(left, first), min(ends, default=last))


def _value_of(number: str) -> Decimal:
    return arabic_value(number) if number[0].isdigit() else chinese_value(number)


def _factor(magnitude: str) -> int:
    return prod(MAGNITUDES.get(character) or {"千": 1000, "百": 100}[character] for character in magnitude)


def _number_value(match: re.Match[str]) -> Decimal:
    """The number in the magnitude that is printed after it; 23 億 6,000 萬 is 236000 of 萬."""
    value = _value_of(match["number"])
    if not match["high"]:
        return value
    return _value_of(match["high"]) * _factor(match["above"]) / _factor(match["magnitude"]) + value


def _part(match: re.Match[str]) -> tuple[Decimal, str | None, Measure]:
    """Three quarters, seventy per cent or three and a half tenths."""
    if match["percent"]:
        value = _value_of(match["percent"])
        return value, "%", Measure(value=value, unit="%")
    if match["fraction"]:
        value = round(chinese_value(match["part"]) / chinese_value(match["fraction"]), 4)
        return value, None, Measure(value=value, unit=None)
    half = match["half"] or "0"
    tenths = _value_of(match["tenths"]) + (Decimal("0.5") if half == "半" else Decimal(half) / 10)
    return tenths, "成", Measure(value=tenths / 10, unit=None)


def _measure(
    source: Source, match: re.Match[str], borrowed: tuple[str, str, int] | None
) -> tuple[Decimal, str | None, Measure]:
    """Value and unit as printed, and both in plain terms; a number of a series has the unit of its last."""
    if borrowed is not None:
        magnitude, name, at = borrowed
        value = _number_value(match)
        printed = source.text[at + len(magnitude) : at + len(magnitude) + len(name)]
        plain = (value * _factor(magnitude)).normalize() + 0
        return value, source.text[at : at + len(magnitude)] + printed, Measure(value=plain, unit=printed)
    if match["number"] is None:
        return _part(match)
    value, magnitude = _number_value(match), match["magnitude"]
    unit = source.text[match.start("unit") : match.end("unit")] if match["unit"] else None
    printed = source.text[match.start("magnitude") : match.end("magnitude")]
    plain = (value * _factor(magnitude)).normalize()
    return value, (printed + (unit or "")) or None, Measure(value=plain + 0, unit=unit)


def _printed(source: Source, match: re.Match[str], name: str) -> str:
    return source.text[match.start(name) : match.end(name)]


def _borrowed(source: Source, match: re.Match[str], line: Span) -> tuple[str, str, int] | None:
    """Magnitude, unit and the place of the unit that a number has from the last one of its series: 8、9和10亿元, 3至4%."""
    if match["number"] is None or match["unit"] or match["magnitude"] or not match["number"][0].isdigit():
        return None
    if match.start("number") == line.start or source.folded[match.start("number") - 1] in "。；\n":
        return None
    series = _SERIES.match(source.folded, match.end("number"), line.end)
    return (series["magnitude"] or "", series["unit"], series.start("magnitude")) if series else None


def _states_quantity(source: Source, match: re.Match[str], *, borrows: bool = False) -> bool:
    """Whether the numeral is a figure: it has a unit or magnitude, and is part of no name, date, order or idiom."""
    folded, start, end = source.folded, match.start(), match.end()
    if match["number"] is None:
        return not NOT_FIGURES.match(folded, start)
    number = match["number"]
    if not match["unit"] and not match["magnitude"] and not borrows:
        return False
    begin = match.start("high") if match["high"] else match.start("number")
    if NOT_BEFORE.search(folded[max(0, begin - 4) : begin]) or NOT_FIGURES.match(folded, begin):
        return False
    if not number[0].isdigit() and not (
        match["before"] or len(number) > 1 or match["magnitude"] or match["unit"] == "倍"
    ):
        return False
    following = folded[end : end + 1]
    # Neighbours stand without a mark: 1569户4320人.
    joined = following.isascii() and following.isalnum() and not (following.isdigit() and match["unit"])
    return not joined and not _in_name(source, start, end)


def _in_name(source: Source, start: int, end: int) -> bool:
    """Whether the numeral stands in a short quoted name or a title."""
    left = max(source.folded.rfind(mark, max(0, start - 24), start) for mark in "“《")
    close = min((at for mark in "”》" if (at := source.folded.find(mark, end, end + 24)) >= 0), default=-1)
    inside = source.folded[left + 1 : close] if left >= 0 and close >= 0 else ""
    return bool(inside) and not any(mark in inside for mark in "，。；”》") and len(inside) <= 30


def _series_end(source: Source, match: re.Match[str]) -> int:
    """Where the series of numbers of one unit ends that a figure opens (3至5个, 3000元、1500元), else the figure's own end."""
    end = match.end("number")
    series = _SAME_UNIT.match(source.folded, match.start("number"))
    if series is None or series.end() <= match.end() or match["unit"] not in {None, series["unit"]}:
        return match.end()
    return series.end() if end else match.end()


def _noun_after(source: Source, end: int, clause: Span) -> Span | None:
    """The counted noun right after the figure, up to where the next figure's noun begins."""
    match = NOUN_END.match(source.folded, end, clause.end)
    if not match or match["noun"][0] in "、和及与以至到，的（" or NOT_NOUN.match(match["noun"]):
        return None
    verb = NOUN_CUT.search(source.folded, match.start("noun") + 1, match.end("noun"))
    place = span(match.start("noun"), verb.start() if verb else match.end("noun"))
    following = _FIGURE.search(source.folded, place.start, place.end)
    if following:
        cut = source.folded.rfind("、", place.start, following.start())
        place = span(place.start, cut if cut > 0 else following.start())
    return place if place.end - place.start > 1 else None


def _subject_before(source: Source, start: int, clause: Span) -> Span | None:
    """The nominal subject: the words before the figure without the verb that reaches it and the one that opens it."""
    text = source.folded[clause.start : start]
    stem = VERBS.sub("", text)
    # What grows from one value to another stands before both: 供水能力由8900亿立方米提高到9100亿立方米.
    course = COURSE.search(stem)
    stem = VERBS.sub("", stem[: course.start()]) if course and course.start() > 1 else stem
    begin, end = _nominal(stem)
    begin, end = clause.start + begin, clause.start + end
    opening = LEADING.match(source.folded, begin, end)
    begin = opening.end() if opening else begin
    return span(begin, end) if end - begin > 1 else None


def _nominal(stem: str) -> tuple[int, int]:
    """Where the noun phrase of a clause's beginning stands: after its last verb, or before its first (投资今年安排)."""
    cuts = list(INDICATOR_CUT.finditer(stem))
    if not cuts:
        return 0, len(stem)
    if len(stem) - cuts[-1].end() > 1:
        return cuts[-1].end(), len(stem)
    between = sum(after.start() - before.end() for before, after in pairwise(cuts))
    return (0, len(VERBS.sub("", stem[: cuts[0].start()]))) if between <= 1 else (len(stem), len(stem))


def _is_money(match: re.Match[str]) -> bool:
    return bool(match["unit"]) and match["unit"].endswith("元")


def _topic(source: Source, clause: Span, last: Figure | None) -> Span | None:
    """What the clause before, which states no figure, is about: 发放消费券，每人400元; 从签约到投产，由45天…."""
    if clause.start < 1 or source.folded[clause.start - 1] != "，":
        return None
    before = _clause(source, clause.start - 2, span(0, clause.start - 1))
    if last is not None and last.words.span.end > before.start:
        return None
    match = _TOPIC.fullmatch(source.folded, before.start, before.end)
    return span(*match.span(match.lastgroup or 0)) if match else None


def _is_reached(source: Source, match: re.Match[str], clause: Span, last: Figure | None) -> bool:
    """Whether the figure is the one that the figure before it grew or fell to: 由860亿元增加到1320亿元."""
    if last is None or last.words.span.end <= clause.start:
        return False
    between = source.folded[last.words.span.end : match.start()]
    began = COURSE.search(source.folded, clause.start, last.words.span.start + 1)
    return bool(began and REACHED.fullmatch(between))


def _past_noun(last: Figure, start: int) -> int:
    """Where the words of a figure begin, past the figure before it and the noun that that one counts."""
    noun = last.indicator.span if last.indicator and last.indicator.spans else last.words.span
    return noun.end if last.words.span.end <= noun.start and noun.end <= start else last.words.span.end


def _indicator(source: Source, match: re.Match[str], clause: Span, last: Figure | None) -> Words | None:
    share = match["number"] is None or match["unit"] == "%"
    # What 的 ties to a share or a sum is what it is of: 90%以上的行政村, 50亿元的基金.
    of = (share or _is_money(match)) and source.folded.startswith("的", match.end())
    counts = not share and match["unit"] not in {"个百分点", "倍"}
    end = _series_end(source, match) if match["number"] else match.end()
    of = of or (end > match.end() and source.folded.startswith("的", end))
    after = _noun_after(source, end + of, clause) if of or counts else None
    shared = _kth_of_series(source, match.start(), clause)
    if shared:
        return quote_source(source, *shared)
    if last is not None and after is None and _is_reached(source, match, clause, last):
        return last.indicator
    start = clause.start
    if last is not None and last.words.span.end > start and last.words.span.end <= match.start():
        start = _past_noun(last, match.start())
        while start < match.start() and source.folded[start] in "、，和":
            start += 1
    place = after or _subject_before(source, match.start(), span(start, clause.end))
    if place is None or (after is None and NO_SUBJECT.match(source.fold(place))):
        topic = _topic(source, clause, last)
        if topic:
            return quote_source(source, topic)
        if last and "。" not in source.fold(span(last.words.span.end, match.start())):
            return last.indicator
        return quote_source(source, place) if place and ASPECT.fullmatch(source.fold(place)) else None
    return quote_source(source, place)


def _kth_of_series(source: Source, start: int, clause: Span) -> tuple[Span, ...]:
    """The noun of a figure in a 分别 series: the k-th number belongs to the k-th noun, with the head that the last one has."""
    at = source.folded.rfind("分别", clause.start, start)
    if at < 0:
        return ()
    numbers = len(_NEXT_NUMBER.findall(source.folded, at, clause.end)) + 1
    nouns = _series_nouns(source, clause.start, at, numbers)
    after = source.fold(span(at, start))
    ordinal = len(re.findall(r"\d[\d.,]*[^\d、和]{0,8}[、和及与]", after))
    return _with_head(source, nouns, ordinal) if len(nouns) > 1 and ordinal < len(nouns) else ()


def _again(source: Source, start: int, clause: Span, earlier: Sequence[Figure]) -> Words | None:
    """What a number of a 分别 without nouns of its own counts: the nouns of as many figures before the clause.

    A head alone before it (利润分别为) is said of each of them.
    """
    at = source.folded.rfind("分别", clause.start, start)
    if at < 0:
        return None
    own = VERBS.sub("", source.folded[clause.start : at])
    if own and not HEAD.fullmatch(own):
        return None
    before = [figure for figure in earlier if figure.words.span.end <= clause.start]
    inside = len(earlier) - len(before)
    count = len(re.findall(r"[、和及与]", source.folded[at : clause.end])) + 1
    noun = before[-count + inside].indicator if inside < count <= len(before) else None
    if noun is None or not own or not noun.spans:
        return noun
    return quote_source(source, *noun.spans, span(clause.start, clause.start + len(own)))


def _with_head(source: Source, nouns: list[Span], ordinal: int) -> tuple[Span, ...]:
    """The k-th noun of a coordination, and the head that stands only at its end: 金融业、软件业增加值 → 金融业增加值."""
    own, last = nouns[ordinal], nouns[-1]
    head = HEAD.search(source.folded, last.start, last.end)
    if ordinal and source.folded[nouns[0].start] == "第" and head is not None and source.fold(own)[0] != "第":
        numeral = span(own.start, own.start + 1)
        return (span(nouns[0].start, nouns[0].start + 1), numeral, span(*head.span()))
    if head is None or own == last or HEAD.search(source.folded, own.start, own.end):
        return (own,)
    return (own, span(*head.span()))


def _series_nouns(source: Source, start: int, end: int, numbers: int) -> list[Span]:
    """The nouns of a 、 series between two places, without what opens the clause, as many as there are numbers.

    软件和信息服务业 is one noun where 、 alone parts enough of them.
    """
    cuts = [cut.end() for cut in INDICATOR_CUT.finditer(source.folded, start, end)]
    start = cuts[-1] if cuts else start
    split = [[span(*noun.span()) for noun in marks.finditer(source.folded, start, end)] for marks in _NOUNS]
    return next((nouns for nouns in split if len(nouns) == numbers), split[1])


def _change(folded: str) -> Change | None:
    if _CUT_DOWN.fullmatch(folded):
        return "down"
    folded = _YEAR_OF.sub("", folded[-_LEAD:])
    up, down = CHANGE_UP.search(folded), CHANGE_DOWN.search(folded)
    return "up" if up else "down" if down else None


def _goes_on(source: Source, last: Figure, start: int) -> bool:
    """Whether a number follows in a series, so that what is said of the one before is said of it."""
    return _SERIES_MARK.fullmatch(source.folded, last.words.span.end, start) is not None


def _stated(pattern: re.Pattern[str], source: Source, start: int, end: int) -> Words | None:
    found = list(pattern.finditer(source.folded, start, end))
    return quote_source(source, span(*found[-1].span(found[-1].lastgroup or 0))) if found else None


def _baseline(source: Source, start: int, clause: Span, line: Span) -> Words | None:
    """What the figure is compared with, in its clause or by 与…相比 at the sentence's beginning."""
    return _stated(BASELINE, source, clause.start, start) or _stated(
        COMPARED, source, _sentence_start(source, start, line), start
    )


def _is_own(source: Source, figure: Figure) -> bool:
    """Whether the figure's time is its alone, as that of 2020年的860亿元 is."""
    period = figure.period
    return bool(period and period.spans and source.folded[period.span.end : figure.words.span.start] in _OWN)


def _period(source: Source, start: int, line: Span) -> Words | None:
    """The time named last before the figure in its sentence; one that the figure is compared with is none.

    What a part of the sentence before ； says is of this part too only where it opens the sentence.
    """
    sentence = _sentence_start(source, start, line)
    part = max(sentence, source.folded.rfind("；", sentence, start) + 1)
    found = None
    for match in PERIOD.finditer(source.folded, sentence, start):
        compared = source.folded[max(0, match.start() - 2) : match.start()].endswith(
            ("比", "较", "比“", "较“", "自", "由")
        )
        compared = compared or source.folded.startswith(("相比", "比"), match.end())
        if source.folded[match.end() : start] in _OWN:
            compared = False
        owned = _OWN_YEAR.match(source.folded, match.end()) and start - match.end() > len("的超过")
        if not compared and not owned and (match.start() >= part or match.start() == sentence):
            found = match
    return quote_source(source, span(*found.span())) if found else None


def _opening_period(source: Source, start: int, line: Span) -> Words | None:
    """The time that last opened a sentence of the paragraph before the figure's own: 这五年 or 过去一年."""
    sentence = _sentence_start(source, start, line)
    found = None
    for match in PERIOD.finditer(source.folded, max(line.start, sentence - _LONGEST_PARAGRAPH), sentence):
        opens = match.start() == line.start or source.folded[match.start() - 1] in "。！？；“"
        found = match if opens else found
    return quote_source(source, span(*found.span())) if found else None


def _sentence_start(source: Source, offset: int, line: Span) -> int:
    first = max(line.start, offset - _LONGEST_SENTENCE)
    return max(first, max(source.folded.rfind(mark, first, offset) for mark in "。！？\n") + 1)


def _numeral_start(match: re.Match[str]) -> int:
    if match["percent"]:
        return match.start("percent") - len("百分之")
    return next(match.start(name) for name in ("fraction", "tenths", "high", "number") if match[name])


def _figure(
    source: Source, match: re.Match[str], line: Span, earlier: Sequence[Figure], heading: Words | None
) -> Figure:
    last = earlier[-1] if earlier else None
    borrowed = _borrowed(source, match, line)
    value, unit, normal = _measure(source, match, borrowed)
    start = match.start("before") if match["before"] else _numeral_start(match)
    place = span(start, match.end("number") if borrowed else match.end())
    clause = _clause(source, start, line)
    printed = (_printed(source, match, name) for name in ("before", "more", "more2", "after") if match[name])
    hedge = HEDGE.search(source.folded, clause.start, start)
    qualifier = next(printed, source[span(*hedge.span())] if hedge else None)
    return Figure(
        id="",
        words=quote_source(source, place),
        value=value,
        unit=unit,
        normal=normal,
        qualifier=qualifier,
        cumulative="累计" in source.folded[clause.start : start],
        indicator=_again(source, start, clause, earlier) or _indicator(source, match, clause, last),
        period=_period(source, start, line) or _opening_period(source, start, line) or heading,
        rate=_stated(RATE, source, clause.start, start),
        baseline=_baseline(source, start, clause, line)
        or (last.period if last and _is_reached(source, match, clause, last) and _is_own(source, last) else None),
        change=last.change if last and _goes_on(source, last, start) else _change(source.folded[clause.start : start]),
    )


def _in_line(source: Source, line: Line, heading: Words | None) -> Iterator[Figure]:
    earlier: list[Figure] = []
    for match in _FIGURE.finditer(source.folded, line.span.start, line.span.end):
        if _states_quantity(source, match, borrows=_borrowed(source, match, line.span) is not None):
            figure = _figure(source, match, line.span, earlier, heading)
            earlier.append(figure)
            yield figure


def find_figures(source: Source, lines: Sequence[Line]) -> tuple[Figure, ...]:
    """The figures of the running text in order; a heading that names a year sets the period of its section."""
    found: list[Figure] = []
    heading: Words | None = None
    for line in lines:
        if line.kind == "heading":
            match = PERIOD.search(source.folded, line.span.start, line.span.end)
            stated = quote_source(source, span(*match.span())) if match else None
            heading = stated or (heading if line.level > 1 else None)
        elif line.kind in {"title", "text", "answer"}:
            found.extend(_in_line(source, line, heading))
    return tuple(replace(figure, id=f"f{number}") for number, figure in enumerate(found, 1))
