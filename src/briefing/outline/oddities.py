"""Oddities of a source that its reader should know of."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.outline.figures.candidates import states_quantity
from briefing.outline.front_lines import is_form_name
from briefing.outline.lines import label_lines
from briefing.outline.points import find_flattened
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.quantities import find_quantities
from briefing.text.scripts import in_marks, misconverted
from briefing.text.source import Diagnostic, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.outline.model import Figure, Outline

_ASCII_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[,:;?!](?=[\u4e00-\u9fff“])")
# What a phrase is whole without: 生态保护 is no 生态保护法 cut short.
_HAN_ALONE = re.compile(r"[\u4e00-\u9fff]+")
_SUFFIXES = frozenset("法案会人员者区局部厅院所网号级型性化度率量额力业家长书年条例")
# A shorter name (投资, 企业) is of too many things.
_NAMED = 4
# So much of a line a message quotes.
_QUOTED = 12
# So many figures of questions a message quotes.
_SHOWN = 3
_AGAINST = re.compile(pattern("changes", "compared"))
_RELATIVE = re.compile(r"今年|去年|明年|目前|当前")


def _odd_characters(outline: Outline) -> Iterator[Diagnostic]:
    """ASCII marks between Chinese characters, then each character that is printed where no Traditional standard has it, once."""
    found = list(_ASCII_MARK.finditer(outline.source.text))
    if found:
        message = f"中文之间有 {len(found)} 处半角标点"
        yield Diagnostic(code="ascii-punctuation", span=span(*found[0].span()), message=message)
    text = outline.source.text
    for place in {text[offset]: span(offset, offset + 1) for offset in reversed(misconverted(outline.source))}.values():
        around = text[max(0, place.start - 1) : place.end + 1]
        yield Diagnostic(code="mixed-script", span=place, message=f"“{around}”的“{outline.source[place]}”字形混用")


def _cut_short(outline: Outline) -> Iterator[Diagnostic]:
    """A title's last words that stand again with the last character missing (开发目 for 开发目录)."""
    source = outline.source
    for policy in outline.policies:
        if not policy.words.spans:
            continue
        tail = source.fold(policy.words.span).strip("《》“”")[-4:]
        if tail[-1:] in _SUFFIXES or not _HAN_ALONE.fullmatch(tail):
            continue
        for match in re.finditer(re.escape(tail[:3]) + r"(?=[，。；：\n])", source.folded):
            yield Diagnostic(
                code="likely-typo",
                span=span(*match.span()),
                message=f"“{source[span(*match.span())]}”疑脱一字，比照“{tail}”",
            )


def _miscounted(outline: Outline) -> Iterator[Diagnostic]:
    """Lists with other than the announced number of members, then figures of which nothing says what they count."""
    for one in outline.enumerations:
        if one.declared is not None and one.kind != "list" and one.declared != len(one.items):
            place = one.lead.span if one.lead and one.lead.spans else None
            message = f"说有 {one.declared} 项，读出 {len(one.items)} 项"
            yield Diagnostic(code="declared-count", span=place, message=message)
    # 连补两年 is printed with the money that is paid so long.
    terms = [place for figure in outline.figures if figure.rate for place in figure.rate.spans]
    for figure in outline.figures:
        if not figure.words.spans or any(figure.words.span in term for term in terms):
            continue
        if figure.indicator is None and figure.left_out.indicator is None:
            message = f"没读出“{figure.words.text}”计的是什么"
            yield Diagnostic(code="no-indicator", span=figure.words.span, message=message)


# What is said of several figures at once.
_OF_MANY = {
    "no-indicator": "没读出计的是什么，印出所在的分句",
    "unsure-label": "计的是什么没有把握，只印数据，请核对；提纲里写作“？候选”",
    "unsure-time": "的时间没有把握，只印数据，请核对；提纲里写作“？候选”",
}


def _doubt(sure: float | None) -> float:
    """The weight of what was left out as a doubt; never 0, which means that somebody has."""
    return max(0.01, round(1 - (sure or 0.0), 2))


def find_unsure(figures: Iterable[Figure]) -> Iterator[Diagnostic]:
    """Each figure whose best label or time is not sure enough to be printed, at the place of that label or time."""
    for figure in figures:
        label, time = figure.left_out.indicator, figure.left_out.period
        if label is not None:
            message = f"“{figure.words.text}”计的可能是{in_marks(label.text)}，没有把握，请核对"
            yield Diagnostic(code="unsure-label", span=label.span, message=message, doubt=_doubt(figure.indicator_sure))
        if time is not None:
            message = f"“{figure.words.text}”的时间可能是{in_marks(time.text)}，没有把握，请核对"
            yield Diagnostic(code="unsure-time", span=time.span, message=message, doubt=_doubt(figure.period_sure))


def _of_front(outline: Outline) -> Iterator[Diagnostic]:
    """A missing date where the text says 今年, and a missing title or one that is a form's."""
    match = _RELATIVE.search(outline.source.folded)
    if match and outline.published is None:
        message = f"有“{match[0]}”一类的说法，而原文没有刊发日期"
        yield Diagnostic(code="relative-date", span=span(*match.span()), message=message)
    if outline.title is None:
        yield Diagnostic(code="no-title", message="没有读出题目，请核对原文开头")
    elif outline.title.spans and is_form_name(outline.source.fold(outline.title.span)):
        yield Diagnostic(
            code="no-title", span=outline.title.span, message=f"题目只有“{outline.title.text}”，像是表格的名称，请核对"
        )


def _claim(figure: Figure, folded: str) -> tuple[str, ...] | None:
    """The figure's subject, as a key; None where it does not say both of what and of when."""
    if figure.indicator is None or figure.period is None or figure.qualifier or not figure.words.spans:
        return None
    named = figure.indicator.spans
    # A noun after its number (90个国家和地区) is counted in many places; only what is measured by name can contradict.
    if not named or named[0].start > figure.words.span.start or len(figure.indicator.text) < _NAMED:
        return None
    # 二季度产值增长6.7%，环比增长1.8%: a change is against what the sentence says last before it.
    start = figure.words.span.start
    against = _AGAINST.findall(folded, folded.rfind("。", 0, start) + 1, start) if figure.change else []
    parts = (figure.indicator.text, figure.period.text, figure.unit, figure.change, figure.rate, figure.baseline)
    return tuple(str(getattr(part, "text", part)) for part in (*parts, figure.cumulative, *against[-1:]))


def _contradictions(outline: Outline) -> Iterator[Diagnostic]:
    """Two figures of the same thing and time with different values, in different sentences."""
    first: dict[tuple[str, ...], Figure] = {}
    for figure in outline.figures:
        claim = _claim(figure, outline.source.folded)
        if claim is None:
            continue
        other = first.setdefault(claim, figure)
        if other.value != figure.value and other.point != figure.point:
            yield Diagnostic(
                code="contradiction",
                span=figure.words.span,
                message=f"“{claim[0]}”在“{claim[1]}”既说是“{other.words.text}”，又说是“{figure.words.text}”，请核对",
            )


def _unplaced(outline: Outline) -> Iterator[Diagnostic]:
    """Each line of running text that no point, question or heading of the outline took up."""
    source = outline.source
    words = [*(point.words for point in outline.points), *(question.words for question in outline.questions)]
    held = [one.span for one in words if one.spans]
    starts = sorted(place.start for place in held)
    for line in label_lines(source):
        # A name on a line of its own says who speaks below, and no more.
        if line.kind not in {"text", "answer"} or (line.label and line.label.end == line.span.end):
            continue
        after = bisect_left(starts, line.span.start)
        if after < len(starts) and starts[after] < line.span.end:
            continue
        if not any(place.start <= line.span.start < place.end for place in held):
            opening = " ".join(source.text[line.span.start : line.span.start + _QUOTED].split())
            yield Diagnostic(code="unplaced", span=line.span, message=f"{in_marks(opening)}这一行没有归入提纲")


def _from_title(outline: Outline) -> Iterator[Diagnostic]:
    """Facts that only the title states, or how often the text does: its place, and its speaker where the body never names him."""
    place, title, folded = outline.place, outline.title, outline.source.folded
    if place and place.spans and place.evidence == "title":
        yield Diagnostic(
            code="place-from-title", span=place.span, message=f"地区“{place.text}”取自题目，请看全文是不是讲它"
        )
    if place and place.spans and place.evidence == "text":
        message = f"地区“{place.text}”是全文提得最多的，没有别的证明，请看是不是讲它"
        yield Diagnostic(code="place-from-text", span=place.span, message=message)
    body = folded[title.span.end :] if title and title.spans else ""
    for one in outline.speakers:
        if one.span and one.evidence == "title" and body and fold(one.name) not in body:
            message = f"受访人“{one.name}”只见于题目，正文没有提到"
            yield Diagnostic(code="speaker-from-title", span=one.span, message=message)


def _inherited(outline: Outline) -> Iterator[Diagnostic]:
    """Each quotation whose speaker another sentence names: 他说, 并表示."""
    for quote in outline.quotes:
        said = outline.source.fold(quote.attribution) if quote.attribution else ""
        if not quote.speaker or not quote.words.spans or not said:
            continue
        name = fold(quote.speaker)
        # 祝区长说 names him as well as 祝明说.
        if name not in said and not (len(name) > 1 and name[0] in said):
            message = f"{in_marks(quote.words.text[:_QUOTED])}的说话人“{quote.speaker}”是从前文推来的"
            yield Diagnostic(code="inherited-speaker", span=quote.words.span, message=message)


def _asked(outline: Outline) -> Iterator[Diagnostic]:
    """Figures that only a question states: whoever asks says so, and nobody else."""
    source = outline.source
    places = [
        span(quantity.start, quantity.end)
        for question in outline.questions
        if question.words.spans
        for quantity in find_quantities(source.folded, question.words.span.start, question.words.span.end)
        if quantity.kind not in {"time", "calendar"} and states_quantity(source, quantity)
    ]
    if places:
        stated = "、".join(f"“{source[place]}”" for place in places[:_SHOWN]) + ("等" if len(places) > _SHOWN else "")
        message = f"提问里的{stated}是提问者说的，没有列为数据"
        yield Diagnostic(code="asked-figure", span=places[0], message=message)


def _flattened(outline: Outline) -> Iterator[Diagnostic]:
    for place in find_flattened(outline.source, label_lines(outline.source)):
        message = (
            f"“{outline.source[place][:_QUOTED]}……”像是粘成一行的表格，哪个数在哪一栏分不清，各版都不印；请改贴成表格"
        )
        yield Diagnostic(code="flattened-table", span=place, message=message)


def collect(oddities: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The oddities for a person to read: one notice for each kind that many figures have, at the place of its first."""
    found: dict[object, list[Diagnostic]] = {}
    for number, oddity in enumerate(oddities):
        found.setdefault(oddity.code if oddity.code in _OF_MANY else number, []).append(oddity)
    return tuple(
        replace(alike[0], message=f"{len(alike)} 个数据{_OF_MANY[alike[0].code]}")
        if len(alike) > 1 and alike[0].code in _OF_MANY
        else alike[0]
        for alike in found.values()
    )


def find_oddities(outline: Outline) -> tuple[Diagnostic, ...]:
    """Every oddity, by kind and then by place."""
    checks = (
        _odd_characters,
        _cut_short,
        _miscounted,
        lambda outline: find_unsure(outline.figures),
        _contradictions,
        _of_front,
        _unplaced,
        _from_title,
        _inherited,
        _asked,
        _flattened,
    )
    return tuple(oddity for check in checks for oddity in check(outline))
