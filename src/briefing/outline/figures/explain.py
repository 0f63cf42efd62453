"""Explanations of a figure's label and time: the candidates, how likely each is, and the features that decided."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from briefing.outline.figures.choosing.choice import softmax
from briefing.outline.figures.choosing.label_features import LabelFeatures
from briefing.outline.figures.choosing.labels import LabelChooser, options_of
from briefing.outline.figures.choosing.time_candidates import TimesOfText
from briefing.outline.figures.choosing.time_features import TimeFeatures
from briefing.outline.figures.choosing.weights import load_weights
from briefing.outline.figures.find import find_stated
from briefing.outline.lines import label_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.figures.choosing.weights import Weights
    from briefing.outline.figures.find import Stated
    from briefing.outline.model import Figure
    from briefing.text.source import Source, Span

_CANDIDATES, _FEATURES = 8, 6


def _table(
    title: str, found: Sequence[tuple[str, list[tuple[str, ...]]]], weights: Weights, sure: float
) -> Iterator[str]:
    """The likeliest candidates, each with its probability, its score and its heaviest features."""
    yield f"{title}：把握 {sure:.2f}，门槛 {weights.threshold:.2f}"
    scores = [fsum(weights.sum(part) for part in parts) for _, parts in found]
    ranked = sorted(zip(softmax(scores), scores, found, strict=True), key=lambda row: -row[0])
    for share, score, (text, parts) in ranked[:_CANDIDATES]:
        features = {feature: weights.of.get(feature, 0.0) for part in parts for feature in part}
        heaviest = sorted(features.items(), key=lambda item: -abs(item[1]))[:_FEATURES]
        told = "，".join(f"{feature.replace(chr(10), '↵')} {weight:+.2f}" for feature, weight in heaviest if weight)
        yield f"  {share:.2f}  {score:+6.2f}  {text}（{told}）"


def _labels(source: Source, stated: Sequence[Stated], index: int, sure: float, walls: Sequence[Span]) -> Iterator[str]:
    numerals = [one.numeral for one in stated]
    chooser = LabelChooser(source, stated[0].line.span, numerals, walls)
    features: LabelFeatures[tuple[str, ...]] = LabelFeatures(tuple)
    features.begin(chooser.words)
    last = numerals[index - 1] if index else None
    found: list[tuple[str, list[tuple[str, ...]]]] = [
        ("同上一个数" if option.is_same else chooser.text_of(option.places) or "没有", [told])
        for option, told in options_of(chooser.words, numerals[index], last, features)
        if option.phrase is None or chooser.bars.allows(option.phrase)
    ]
    yield from _table("计的是什么", found, load_weights("label"), sure)


def explain_figure(source: Source, figure: Figure) -> Iterator[str]:
    """The candidates of one figure of running text, line by line; nothing for a figure of a table."""
    lines = label_lines(source)
    by_line = find_stated(source, lines)
    places = [one.numeral.place for stated in by_line for one in stated]
    for stated in by_line:
        for index, one in enumerate(stated):
            if one.numeral.place != figure.words.span:
                continue
            times = TimesOfText(source.folded, lines)
            yield from _labels(source, stated, index, figure.indicator_sure or 0.0, times.walls(stated[0].line.span))
            candidates = times.around(one.numeral, places)
            features: TimeFeatures[tuple[str, ...]] = TimeFeatures(times, places, tuple)
            texts = [*(source[times.stated[number].time.place] for number in candidates), "没有"]
            parts = features.of(one.numeral, candidates)
            yield from _table(
                "时间", list(zip(texts, parts, strict=True)), load_weights("time"), figure.period_sure or 0.0
            )
