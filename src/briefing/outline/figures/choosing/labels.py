"""Labels of the figures of a line, chosen among the phrases around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from briefing.outline.figures.choosing.choice import Kin, choose, facts_of_script, logit, softmax
from briefing.outline.figures.choosing.counted import fits, relation_of
from briefing.outline.figures.choosing.cut_labels import complete
from briefing.outline.figures.choosing.label_bars import Bars
from briefing.outline.figures.choosing.label_candidates import (
    GROWS,
    Numeral,
    Phrase,
    find_counterparts,
    find_joined,
    find_series,
    is_measure,
    members,
    pairs_of,
    runs_near,
)
from briefing.outline.figures.choosing.label_features import Addable, LabelFeatures
from briefing.outline.figures.choosing.proven import ProvenLabels
from briefing.outline.figures.choosing.weights import PROVEN, load_weights
from briefing.outline.figures.choosing.words import TaggedWords, tag_words, with_full_marks
from briefing.outline.figures.comparisons import ends_course
from briefing.text import lexicon
from briefing.text.quantities import is_range
from briefing.text.segments import behind_last
from briefing.text.source import Span, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.figures.choosing.choice import Choice
    from briefing.outline.figures.choosing.label_candidates import Run, Series
    from briefing.outline.figures.choosing.label_features import Place
    from briefing.text.source import Source

T = TypeVar("T", bound=Addable)
# What an answer adds to a longer or shorter one with the same end; to one that it lies in; to one that lies in it.
_SAME_END, _WITHIN, _AROUND = Kin(0.5, 0.8), Kin(0.0, 0.5), Kin(0.0, 0.3)
_COMPARED, _LEAST = (8, 16), 3e-3
# A phrase whose edges alone weigh so much less than the best has no share worth telling.
_HOPELESS = 5.0
_OF_ANYTHING, _RIGHT = frozenset("个"), "权"
# 大中城市房价|按年跌幅收窄至|4.5%
_REACHES = re.compile(
    rf"(?:{lexicon.pattern('changes', 'compared')}|{lexicon.pattern('changes', 'grew')}|{lexicon.pattern('changes', 'verbs')}[到至为]|[涨跌升降增减]幅|年均|平均|{lexicon.pattern('measured', 'copulas')}|[约共])*"
)
_CLAUSES, _LONGEST_CLAUSE = "，；：。！？\n", 40
_SHORT, _ENDS = 2, "；。！？"
_COUNTS, _KINDS = frozenset({"count", "person", "noun"}), ("类", "项", "种", "款")
_LISTED = re.compile("[、，和及与或]")
_TOTAL = re.compile(rf"[，、](?:{lexicon.pattern('changes', 'totals')})")
_GREW = re.compile(rf"，(?:{lexicon.pattern('changes', 'compared')}|[较比][^，。；：\d]{{1,8}})?{GROWS}")


class Option(NamedTuple):
    """A candidate label: its places, none for "nothing names it"; `is_same` of what the last figure counted."""

    places: tuple[Span, ...] = ()
    phrase: Phrase | None = None
    is_same: bool = False


class Edges(NamedTuple):
    """The scores of the words of a run that may open or end a label, and the most that two of them weigh together."""

    run: Run
    place: Place
    starts: dict[int, float]
    ends: dict[int, float]
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The best label of a figure, its share with that of like ones, how sure it is, and if the clause's form proves it.

    Without places there is none.
    """

    places: tuple[Span, ...] = ()
    share: float = 0.0
    sure: float = 0.0
    is_proven: bool = False


def options_of(
    words: TaggedWords, numeral: Numeral, last: Numeral | None, features: LabelFeatures[T]
) -> Iterator[tuple[Option, T]]:
    """Every candidate label of a figure with its measured features."""
    series = find_series(words, numeral)
    for run in runs_near(words, numeral):
        if not (run.firsts and run.lasts):
            continue
        place = features.place_of(numeral, run)
        for pair in pairs_of(words, run, numeral.place.end):
            yield _phrase(words, run, pair), features.of_phrase(numeral, run, place, pair, series)
    yield from _others(words, numeral, last, series, features)


def _phrase(words: TaggedWords, run: Run, pair: tuple[int, int]) -> Option:
    place = span(words.starts[pair[0]], words.ends[pair[1]])
    return Option((place,), Phrase(run.side, run.number, *pair))


def _others(
    words: TaggedWords, numeral: Numeral, last: Numeral | None, series: Series | None, features: LabelFeatures[T]
) -> Iterator[tuple[Option, T]]:
    """The candidates that are no phrase beside the figure: members of a series, what the last figure counted, none."""
    if series is not None:
        for member in members(words, series):
            yield Option((member.item, member.tail)), features.of_member(numeral, member, series)
    # 比例为3:7，增幅|-2.5%: no change is of the ratio before it.
    if last is not None and last.unit.startswith(":") == numeral.unit.startswith(":"):
        yield Option(is_same=True), features.of_same(numeral, last, series)
    yield Option(), features.of_none(numeral)


def _kin(text: str, other: str) -> Kin | None:
    if text.endswith(other) or other.endswith(text):
        return _SAME_END
    if text in other:
        return _WITHIN
    return _AROUND if other in text else None


class LabelChooser:
    """Chooses the labels of one line's figures, in order."""

    def __init__(self, source: Source, line: Span, numerals: Sequence[Numeral], walls: Sequence[Span]) -> None:
        self._source = source
        self.numerals = numerals
        self.words = tag_words(with_full_marks(source.folded), line, [numeral.place for numeral in numerals])
        self.bars = Bars(self.words, walls)
        self._walls = walls
        self._proven = ProvenLabels(self.words, line, self.bars, walls)
        self._writing = source.writing_of(line)

    def choose(self, features: LabelFeatures[float]) -> list[Label]:
        """The label of each figure."""
        features.begin(self.words)
        found: list[Label] = []
        for index, numeral in enumerate(self.numerals):
            last = self.numerals[index - 1] if index and found[-1].places else None
            weighed = self.weigh(numeral, last, features)
            label = self.pick(numeral, weighed, found[-1] if last else None)
            if last and (self._is_listed(last, numeral) or self._is_reached(last, numeral)):
                # 4%至5%的增速: what stands behind the last may be surer than what stands before the first.
                found[-1] = label = max(found[-1], label, key=lambda one: (one.is_proven, one.sure))
            if (counterparts := find_counterparts(self.words, numeral)) is not None:
                label = found[counterparts[0]] if counterparts else Label()
            elif last and numeral.kind == "share" and self._is_between(_GREW, last, numeral):
                # 进出口286亿元，同比增长13%: by how much the figure before it grew.
                label = found[-1]
            if last and last.unit == numeral.unit and self._is_between(_TOTAL, last, numeral):
                # 新增茶厂3家、总数达|21家: the total after the one before it was added.
                label = self._without_added(found[-1])
            found.append(label)
        return found

    def _is_between(self, words: re.Pattern[str], last: Numeral, numeral: Numeral) -> bool:
        """True if nothing but such words stands between two figures."""
        return words.fullmatch(self.words.folded, last.place.end, numeral.place.start) is not None

    def _without_added(self, label: Label) -> Label:
        """A label without 新增 at its front or end: what the total counts."""
        words = self.words
        if len(label.places) != 1:
            return label
        place, added = label.places[0], lexicon.word_set("changes", "added")
        first, final = words.index_before(place.start + 1), words.index_before(place.end)
        first += words.texts[first] in added
        final -= words.texts[final] in added
        return replace(label, places=(span(words.starts[first], words.ends[final]),)) if first <= final else Label()

    def _is_reached(self, last: Numeral, numeral: Numeral) -> bool:
        """True if a number is what the one before it grew or fell to: 产值由3亿元增加到|5亿元."""
        folded, start = self.words.folded, last.place.start
        clause = behind_last(folded, _CLAUSES, max(0, start - _LONGEST_CLAUSE), start)
        return ends_course(folded, clause, last.place, numeral.place.start)

    def _is_listed(self, last: Numeral, numeral: Numeral) -> bool:
        """True if a number follows one that has its unit from it, or the other end of a range: 亩产达600、400和500公斤, 5到8人."""
        folded, start, end = self.words.folded, last.place.end, numeral.place.start
        if is_range(folded, start, end):
            return last.kind in {numeral.kind, "bare"}
        if not folded[start - 1].isdigit() or find_series(self.words, numeral):
            return False
        return _LISTED.fullmatch(folded, start, end) is not None

    def weigh(
        self, numeral: Numeral, last: Numeral | None, features: LabelFeatures[float]
    ) -> list[tuple[Option, float]]:
        """The candidates of a figure that are allowed and not hopeless, with their scores."""
        words, series = self.words, find_series(self.words, numeral)
        by_run = [self._edges(numeral, run, features) for run in runs_near(words, numeral) if run.firsts and run.lasts]
        hopeless = max([edges.most for edges in by_run], default=0.0) - _HOPELESS
        scored: list[tuple[float, Run, int, int]] = []
        for edges in by_run:
            if edges.most < hopeless or not (edges.starts and edges.ends):
                continue
            run, place, is_left = edges.run, edges.place, edges.run.side == "L"
            starts, ends = self._near(numeral, edges, features, hopeless)
            allowed = run._replace(firsts=tuple(starts), lasts=tuple(ends))
            for first, last_word in pairs_of(words, allowed, numeral.place.end):
                score = starts[first] + ends[last_word]
                if score < hopeless or not self.bars.may_span(first, last_word):
                    continue
                if not is_left and self._is_of_another(numeral, first, last_word):
                    continue
                edge = last_word if is_left else first
                score += features.of_fit(numeral, edge, last_word, run.side) + features.within(place, first, last_word)
                score += features.of_counted(numeral, (first, last_word), run.side)
                if series is not None:
                    score += features.in_series((first, last_word), series)
                scored.append((score, run, first, last_word))
        least = max([one[0] for one in scored], default=0.0) - _HOPELESS
        found: list[tuple[Option, float]] = [
            (_phrase(words, run, (first, last_word)), score) for score, run, first, last_word in scored if score > least
        ]
        found += _others(words, numeral, last, series, features)
        return found

    def _is_of_another(self, numeral: Numeral, first: int, last: int) -> bool:
        """True if words behind a figure are what the next measures (15案|投资额|385亿元), or its noun describes another (8种|农户引进的果树)."""
        words, own = self.words, self.words.counted[numeral.index]
        following = words.figures[numeral.index + 1 :][:1]
        text = words.folded[words.starts[first] : words.ends[last]]
        # 以20%的|增幅快速发展: what the share is of stands elsewhere.
        is_rate = words.texts[first] in lexicon.word_set("label_words", "not_alone") and words.texts[first - 1] == "的"
        # 总数达20家；|新增研发机构3个
        if is_rate or any(mark in words.folded[numeral.place.end : words.starts[first]] for mark in _ENDS):
            return True
        # 增加五班|121个名额: another unit counts other things.
        after = self.numerals[numeral.index + 1 :][:1]
        if after and after[0].place.start == numeral.place.end and {numeral.kind, after[0].kind} <= _COUNTS:
            is_kind = numeral.unit.endswith(_KINDS) or numeral.unit == after[0].unit
            return not is_kind and not fits(numeral.unit, words.texts[last])
        if following and is_measure(text) and _REACHES.fullmatch(words.folded, words.ends[last], following[0].start):
            return True
        return own is not None and own.form[:1] == "v" and first == own.first and last > own.last and "的" in text

    def _edges(self, numeral: Numeral, run: Run, features: LabelFeatures[float]) -> Edges:
        """The score of each first and of each last word of a run that is allowed."""
        place, side, bars = features.place_of(numeral, run), run.side, self.bars
        whole = features.of_run(numeral, run, place)
        starts = {at: features.of_first(at, side) for at in run.firsts if bars.may_open(at)}
        ends = {at: features.of_last(numeral, at, side) + whole for at in run.lasts if bars.may_end(at, side)}
        most = max(starts.values()) + max(ends.values()) if starts and ends else -inf
        return Edges(run, place, starts, ends, most)

    def _near(
        self, numeral: Numeral, edges: Edges, features: LabelFeatures[float], hopeless: float
    ) -> tuple[dict[int, float], dict[int, float]]:
        """The scores of first and last words, with what lies between the nearer ones and the figure; none that is hopeless."""
        starts, ends = edges.starts, edges.ends
        nearer, other = (ends, starts) if edges.run.side == "L" else (starts, ends)
        least = hopeless - max(other.values())
        kept = {at: score + features.of_gap(numeral, edges.place, at) for at, score in nearer.items() if score >= least}
        return (starts, kept) if edges.run.side == "L" else (kept, ends)

    def text_of(self, places: Sequence[Span]) -> str:
        """The words of a label as printed."""
        return "".join([self._source.text[place.start : place.end] for place in places])

    def pick(self, numeral: Numeral, weighed: Sequence[tuple[Option, float]], last: Label | None) -> Label:
        """The label of a figure from its weighed options; `last` is that of the figure before."""
        label, facts = self.judge(numeral, weighed, last)
        if not facts:
            return label
        places = label.places
        if len(places) == 1 and PROVEN not in facts and places[0].start >= numeral.place.end:
            places = self._owner(numeral, places[0])
        if len(places) == 1 and PROVEN not in facts and not (last and places == last.places):
            places = (complete(self.words, numeral, places[0], self._walls),)
        return replace(label, places=places, sure=load_weights("label").sureness(facts))

    def _owner(self, numeral: Numeral, label: Span) -> tuple[Span, ...]:
        """The label behind a figure, or what is counted where that is the noun before 的: 26个|村落|的承包权, but 40名|中学的教师."""
        words, own = self.words, self.words.counted[numeral.index]
        last = words.index_before(label.end)
        is_owned = own is not None and words.starts[own.first] == label.start and last > own.last
        if own is None or not is_owned or own.form not in {"的", "V的"}:
            return (label,)
        noun, text = span(label.start, words.ends[own.last]), words.folded[label.start : label.end]
        if numeral.unit == "人" and (own.form == "的" or is_measure(words.folded[noun.start : noun.end])):
            # 两人|支持度的分野: the people are counted, whatever follows.
            return ()
        counts, counts_last = fits(numeral.unit, words.texts[own.last]), fits(numeral.unit, words.texts[last])
        if own.form == "V的" or (counts is not None and not counts):
            return (label,)
        if counts and counts_last:
            # 18家|企业的研发中心: either may be what is counted.
            return ()
        is_counted = counts or numeral.unit in _OF_ANYTHING or is_measure(text) or text.endswith(_RIGHT)
        return (noun,) if is_counted else (label,)

    def judge(
        self, numeral: Numeral, weighed: Sequence[tuple[Option, float]], last: Label | None
    ) -> tuple[Label, dict[str, float]]:
        """The label of a figure from its weighed options, and the facts that tell how sure it is."""
        series = find_series(self.words, numeral)
        joined = None if series else find_joined(self.words, numeral)
        proven = self._proven.label_of(numeral, series or joined)
        if proven:
            return Label(places=proven, share=1.0, is_proven=True), {PROVEN: 1.0}
        if joined or self._proven.is_open(numeral, series):
            return Label(), {}
        shares: dict[str, float] = {}
        options: dict[str, Option] = {}
        likely: dict[str, float] = {}
        for (option, _), share in zip(weighed, softmax([score for _, score in weighed]), strict=True):
            own = last.places if option.is_same and last else option.places
            if not own or share < _LEAST:
                continue
            text = self.text_of(own)
            shares[text] = shares.get(text, 0.0) + share
            if share > likely.get(text, 0.0):
                likely[text], options[text] = share, option
        best = choose(shares, _kin, _COMPARED)
        if best is None:
            return Label(), {}
        option = options[best.text]
        label = Label(places=last.places if option.is_same and last else option.places, share=best.sure)
        # What reaches into another figure's item is no label of this one.
        first = label.places[0]
        if series and series.is_whole and series.met(first.start, first.end) not in ([], [series.ordinal]):
            return Label(), {}
        return label, self._facts(numeral, best, option, last, sum(shares.values()))

    def _facts(
        self, numeral: Numeral, best: Choice, option: Option, last: Label | None, named: float
    ) -> dict[str, float]:
        """Features of the sureness of a choice: shares, and where the label stands."""
        length = len(best.text)
        facts = {
            "one": 1.0, "sure": best.sure, "sure.log": logit(best.sure), "share": best.share, "share.log": logit(best.share), "rival": best.rival,
            "rival.log": logit(best.rival), "none": 1 - named, f"kind={numeral.kind}": 1.0, "length": min(length, 16) / 10, "short": float(length <= _SHORT),
            **facts_of_script(best.sure, self._writing),
        }  # fmt: skip
        if option.is_same:
            return facts | {"same": 1.0, "same.share": last.share if last else 0.0}
        if option.phrase is None:
            return facts | {"two": 1.0}
        words, (side, run, first, final) = self.words, option.phrase
        relation = relation_of(words, numeral.index, (first, final), side)
        gap = numeral.place.start - words.ends[final] if side == "L" else words.starts[first] - numeral.place.end
        opens, closes = first == 0 or words.stops[first - 1], final + 1 == words.count or words.stops[final + 1]
        return facts | {
            f"side={side}": 1.0, f"run={side}{run}": 1.0, f"touches={side}{int(gap == 0)}": 1.0, f"whole={side}{int(opens)}{int(closes)}": 1.0,
            f"gap={side}": min(gap, 30) / 10, f"counted={relation}": 1.0, f"fits={side}{fits(numeral.unit, words.texts[final])}": 1.0, f"counted.edge={relation[:1]}{numeral.kind}": 1.0, f"first={words.codes[first]}": 1.0, f"last={words.codes[final]}": 1.0, "words": (final - first + 1) / 4,
        }  # fmt: skip
