"""Rules for the words around a number: indicator, period, direction and qualifier must be the source's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.check.numbers import difference_at
from briefing.check.orthography import is_conversion
from briefing.check.quantities import touching
from briefing.check.wording import says_words
from briefing.text.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.align import Edit
    from briefing.check.comparison import Comparison
    from briefing.check.findings import Code, Finding

_NUMERAL = "0-9一二三四五六七八九十百千万亿两"
_QUALIFYING = re.compile(
    rf"[超近约逾上](?=[{_NUMERAL}])|{pattern('number_words', 'bearing')}|{pattern('number_words', 'direction')}(?:到|至|了|为)?"
)
_TIME = re.compile(
    r"今年|去年|明年|前年|后年|本年|当年|上年|同期|[上下]半年|[一二三四]季度|年[初中底末]|近年|目前|十[一二三四五]五"
)
# What joins the ends of a range.
_JOINT = re.compile("[至到~—]")
_STOPS = frozenset("。！？；")
_AROUND = 3
_SENTENCE = 60
_LONGEST_CELL = 12
_MESSAGES: dict[str, str] = {
    "subject": "数的指标与原文不同",
    "period": "数的时间或比较的基准与原文不同",
    "qualifier": "数的限定或增减与原文不同",
}


def _beside_figure(comparison: Comparison, at: int) -> bool:
    """True if a figure stands in the sentence at a place of the authority's flat text."""
    flat, zones = comparison.authority.flat, comparison.authority.zones
    for step in (range(at, min(at + _SENTENCE, len(flat.text))), range(at - 1, max(-1, at - _SENTENCE), -1)):
        for place in step:
            if flat.text[place] in _STOPS:
                break
            if flat.text[place].isdigit() or any(zone.kind == "figure" for zone in zones.get(flat.places[place], ())):
                return True
    return False


def _codes(comparison: Comparison, edit: Edit) -> Iterator[Code]:
    zones = comparison.authority.zones_between(*edit.model)
    rules: tuple[tuple[tuple[str, ...], Code], ...] = ((("indicator",), "subject"), (("period", "baseline"), "period"))
    for kinds, code in rules:
        if any(zone.kind in kinds and comparison.shows(zone.key, edit.model[0]) for zone in zones):
            yield code
    (start, end), (first, last) = edit.file, edit.model
    if start < end and first < last:
        times = _TIME.findall(comparison.flat.text[max(0, start - 2) : end + 2])
        true = _TIME.findall(comparison.authority.flat.text[max(0, first - 2) : last + 2])
        if times and true and times != true:
            yield "period"
    stated, said = (
        _QUALIFYING.findall(text[max(0, begin - _AROUND) : stop + _AROUND])
        for text, (begin, stop) in ((comparison.flat.text, edit.file), (comparison.authority.flat.text, edit.model))
    )
    if stated != said and _beside_figure(comparison, first):
        yield "qualifier"


def is_respelt(comparison: Comparison, edit: Edit) -> bool:
    """True if the edit only writes the same numbers in other numerals, or joins them by another mark: 1至2场, 一—两场."""
    stated, true = difference_at(comparison, edit)
    if stated or true:
        return False
    rests = []
    for flat, quantities, (start, end) in (
        (comparison.flat, comparison.quantities, edit.file),
        (comparison.authority.flat, comparison.authority.quantities, edit.model),
    ):
        inside = {at for one in touching(quantities, start, end) for at in range(one.start, one.end)}
        rests.append(_JOINT.sub("至", "".join(flat.text[at] for at in range(start, end) if at not in inside)))
    # 53.2% for 53.20% takes out no more than a part of the number.
    return rests[0] == rests[1] and (edit.file[0] < edit.file[1] or not rests[1])


def find_contexts(comparison: Comparison) -> Iterator[Finding]:
    """Indicators, times, baselines, directions and qualifiers that differ beside a number that is shown."""
    for edit in comparison.edits:
        if not edit.joined or not says_words(comparison, edit) or is_respelt(comparison, edit):
            continue
        # A paragraph of the office's own in the place of a heading's number, 二、, is no number's context.
        of_template = edit.model[0] < edit.model[1] and not comparison.source_places(*edit.model)
        if of_template or is_conversion(comparison, edit):
            continue
        codes = _codes(comparison, edit)
        # A cell that held no more than a number's time is missed; a sentence or a row that is gone is not.
        cell = 0 < edit.model[1] - edit.model[0] == len(comparison.source_places(*edit.model)) <= _LONGEST_CELL
        apart = comparison.is_apart(edit)
        start, end = edit.model
        near = comparison.raw(max(0, start - _AROUND * 2), end + _AROUND * 2)
        for code in codes:
            if not apart or (cell and code == "period"):
                yield comparison.finding(
                    code,
                    _MESSAGES[code],
                    *comparison.place_of(edit),
                    expected=comparison.raw(start, end) or near,
                    offsets=comparison.source_places(start - 1, end + 1)[:1],
                )
