"""Figures of other places than the text's own: of 邻近的松岭市去年产值达860亿元 the label is 松岭市产值."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.outline.figures.comparisons import RATE
from briefing.outline.model import quote_source
from briefing.outline.places.chains import is_generic, runs_on
from briefing.outline.places.divisions import load_divisions
from briefing.text import lexicon
from briefing.text.segments import clause_at
from briefing.text.source import span
from briefing.text.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Figure, Words
    from briefing.text.source import Source, Span

_LEAD = re.compile(rf"[　 “”]*(?:{lexicon.pattern('places', 'compared_lead')})*")
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,4}?[省市县州旗区]")
_UNNAMED = re.compile(rf"[\u4e00-\u9fff]{{0,3}}?{lexicon.pattern('places', 'unnamed')}")
_SEEN_FROM = re.compile("(?:从|就|放眼|纵观)(?P<whole>全[省市国球])(?:来看|来说|而言|看)?")
_OWN = re.compile(lexicon.pattern("places", "own"))
# 松岭市|去年…, 松岭市|引进…: what goes on so is said of the place; 松岭市|客商 is not, nor is what the next clause says.
_NAMES = frozenset("nrj")
_JOINTS = frozenset({"", "的"})


def _region_at(source: Source, start: int, end: int) -> Span | None:
    """The place by which a clause opens, but for words that lead up to it: 而邻近的|松岭市."""
    lead = _LEAD.match(source.folded, start, end)
    at = lead.end() if lead else start
    unnamed = _UNNAMED.match(source.folded, at, end)
    if unnamed:
        return span(*unnamed.span())
    full = load_divisions().full_at(source.folded, at)
    if full is None and (named := _NAMED.match(source.folded, at, end)) and not is_generic(named[0]):
        tokens = read_tokens(named[0])
        is_name = all(tokens.end(word) - word == 1 or tokens.tag(word)[0] == "n" for word in tokens.at)
        full = named.end() if is_name else None
    if full is None or full > end or runs_on(source.folded, full):
        return None
    return span(at, full)


def _topic(source: Source, clause: int, line: Span) -> Span | None:
    """The place that is all the clause before: 比如松岭市，|一年的产值就有80亿元; 从全省看，."""
    if not source.folded.startswith("，", clause - 1):
        return None
    before = clause_at(source, clause - 2, line)
    seen = _SEEN_FROM.fullmatch(source.folded, before.start, before.end)
    if seen:
        return span(*seen.span("whole"))
    of = source.folded.rfind("的", before.start, before.end) + 1
    region = _region_at(source, of or before.start, before.end)
    return region if region and region.end == before.end else None


def name_others(source: Source, figures: Sequence[Figure], lines: Sequence[Line], place: Words | None) -> list[Figure]:
    """The figures, those of another place with its name before what they count; all as they are where the text has no place."""
    if place is None or not place.spans:
        return list(figures)
    own, starts = source.fold(place.span), [line.span.start for line in lines]
    return [
        _named(source, figure, lines[bisect_right(starts, figure.words.span.start) - 1].span, own)
        if figure.indicator and figure.indicator.spans
        else figure
        for figure in figures
    ]


def _named(source: Source, figure: Figure, line: Span, own: str) -> Figure:
    label = figure.indicator
    start = figure.words.span.start
    clause = clause_at(source, start, line)
    region = _region_at(source, clause.start, start) or _topic(source, clause.start, line)
    if label is None or region is None or label.span.start < clause.start:
        return figure
    name = source.fold(region)
    if name in own or own in name or name[:-1] in own or own[:-1] in name:
        # The text's own place, what that lies in, or a part of either.
        return figure
    between = source.folded[max(region.end, clause.start) : start]
    is_told = label.span.start < region.end or _OWN.search(between) or own in between
    # 松岭市|去年引进|企业, 全国平均水平|是每万人拥有|专利: no noun stands between the place that opens a clause and what is counted.
    tokens = read_tokens(RATE.sub("", source.folded[max(region.end, clause.start) : label.span.start]))
    if is_told or any(tokens.tag(at)[0] in _NAMES for at in tokens.at):
        return figure
    first = label.spans[0]
    joint = source.folded[region.end : first.start]
    spans = (span(region.start, first.end), *label.spans[1:]) if joint in _JOINTS else (region, *label.spans)
    return replace(figure, indicator=quote_source(source, *spans))
