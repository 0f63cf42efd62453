"""Features of a candidate label for the weights to judge: its words, its edges, where it stands.

Features are strings. They come in parts, each of one piece of the text (a first word, a last word, what lies between), so that
a part is measured once however many candidates share it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from briefing.outline.figures.choosing.counted import fits, is_pivot, relation_of
from briefing.outline.figures.choosing.words import BARS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.outline.figures.choosing.label_candidates import Member, Numeral, Run, Series, Side
    from briefing.outline.figures.choosing.words import TaggedWords


class Addable(Protocol):
    """The terms of a sum: weights, features, or the numbers of features."""

    def __add__(self, other: Any, /) -> Any:
        """The sum of both."""


T = TypeVar("T", bound=Addable)
_CLAUSE_MARKS, _SENTENCE_MARKS = "，；,;", "。！？"
_STEPS = (0, 1, 2, 3, 4, 5, 6, 8, 12, 18, 28, 45, 80)
_STEP_OF = {length: next(step for step in _STEPS if length <= step) for length in range(_STEPS[-1] + 1)}
_SHOWN, _AROUND, _LONGEST_LENGTH = 4, 4, 14
_VERBS = "vw"


def step_of(length: int) -> int:
    """A length rounded up to one of thirteen steps."""
    return _STEP_OF.get(length, _STEPS[-1])


class Place(NamedTuple):
    """The place of a run seen from its figure: its side, how many clauses, sentences and figures lie between."""

    location: str
    clause: str


class LabelFeatures(Generic[T]):
    """The measured features of candidates; `begin` a line, then ask of its figures.

    `measure` makes a value of a part's features: their weights' sum, or the features themselves; values are added with `+`.
    Of a phrase there are four: what lies between it and the figure, its first word, its last word, and the words within.
    """

    def __init__(self, measure: Callable[[Sequence[str]], T]) -> None:
        self._measure = measure
        self._shapes: dict[tuple[str, str], T] = {}
        self._lengths: dict[tuple[int, bool, bool, str], T] = {}
        self._fits: dict[tuple[str, ...], T] = {}

    def begin(self, words: TaggedWords) -> LabelFeatures[T]:
        """The same features, now of another line."""
        self._words = words
        self._runs: dict[tuple[int, str], T] = {}
        self._verbs: dict[int, str] = {}
        self._openings: dict[tuple[int, Side], T] = {}
        self._closings: dict[tuple[int, Side], T] = {}
        self._closings_of_kind: dict[tuple[int, str], T] = {}
        self._inner: dict[int, T] = {}
        self._chains: dict[int, list[T]] = {}
        self._counted: dict[tuple[int, str], T] = {}
        return self

    def place_of(self, numeral: Numeral, run: Run) -> Place:
        """The place of a run."""
        words, side = self._words, run.side
        if side == "L":
            edge = run.lasts[-1] if run.lasts else run.firsts[-1]
            text = words.folded[words.ends[edge] : numeral.place.start]
            count = numeral.index - words.rank[edge]
        else:
            edge = run.firsts[0] if run.firsts else run.lasts[0]
            text = words.folded[numeral.place.end : words.starts[edge]]
            count = words.rank[edge] - numeral.index - 1
        clauses = sum(map(text.count, _CLAUSE_MARKS))
        sentences = min(sum(map(text.count, _SENTENCE_MARKS)), 1)
        return Place(f"{side}{min(clauses, 3)}{sentences}{min(count, 2)}", f"{side}{min(clauses, 1)}")

    def of_run(self, numeral: Numeral, run: Run, place: Place) -> T:
        """The value of where a run stands."""
        key = (numeral.index, f"{place.location}{run.number}")
        found = self._runs.get(key)
        if found is None:
            words, unit, kind, by = self._words, numeral.unit, numeral.kind, place.clause
            near, location = f"{by}{min(int(place.location[3]), 1)}", place.location
            start, end = numeral.place.start, numeral.place.end
            verb, (word, tag) = self._verb_before(numeral), self._word(words.index_before(end) + 1, otherwise="$")
            found = self._runs[key] = self._measure([
                f"loc={location}", f"loc+kind={location}{kind}", f"kind+side={kind}{near}", f"unit+side={unit}{near}", f"next={words.folded[end : end + 1]}{by}",
                f"previous={words.folded[max(0, start - 1) : start]}{by}", f"run={run.side}{run.number}",
                f"verb={verb}{by}", f"verb+tag={verb}{tag}{by}", f"word.after={word}{by}", f"tag.after={tag}{by}{kind}",
            ])  # fmt: skip
        return found

    def _verb_before(self, numeral: Numeral) -> str:
        """The last verb of the clause before a figure: 带动."""
        words = self._words
        index = words.index_before(numeral.place.start)
        while index >= 0 and not words.stops[index]:
            if words.codes[index] == "v":
                return words.texts[index]
            index -= 1
        return "-"

    def of_gap(self, numeral: Numeral, place: Place, edge: int) -> T:
        """The value of what lies between a figure and the nearer word of a phrase."""
        words, side = self._words, place.location[0]
        if side == "L":
            start, end = words.ends[edge], numeral.place.start
            codes = words.codes[edge + 1 : words.index_before(end) + 1]
        else:
            start, end = numeral.place.end, words.starts[edge]
            codes = words.codes[words.index_before(start) + 1 : edge]
        text, length = words.folded[start:end], end - start
        shape = codes if len(codes) <= _AROUND + 1 else "long"
        return self._measure([
            f"between={side}{text if length <= _SHOWN else shape}", f"between.tags={side}{shape}", f"distance={side}{step_of(length)}", f"touches={side}{int(not text)}{numeral.kind}",
            f"between.nouns={place.clause}{min(sum(map(codes.count, 'nvj')), 3)}{min(sum(map(codes.count, _VERBS)), 2)}",
        ])  # fmt: skip

    def _word(self, index: int, *, otherwise: str) -> tuple[str, str]:
        """The text and tag of a word, or what stands for the line's edge."""
        words = self._words
        return (words.texts[index], words.tags[index]) if 0 <= index < words.count else (otherwise, otherwise)

    def of_first(self, first: int, side: Side) -> T:
        """The value of a phrase's first word and of what stands before it."""
        found = self._openings.get((first, side))
        if found is not None:
            return found
        words = self._words
        text, tag, start = words.texts[first], words.tags[first], words.starts[first]
        before, before_tag = self._word(first - 1, otherwise="^")
        begin = first
        while begin > 0 and first - begin < _AROUND and not words.stops[begin - 1]:
            begin -= 1
        rest = words.codes[begin:first]
        found = self._openings[first, side] = self._measure([
            f"first={text}", f"first+side={text}{side}", f"first.char={words.folded[start]}{side}", f"first.chars={words.folded[start : start + 2]}", f"first.tag={tag}",
            f"before={side}{before}", f"before.tag={side}{before_tag}>{tag}", f"before+first.tag={before}{tag}", f"before.bar={int(before in BARS or before == '^')}{side}",
            f"cut.left={int(before_tag[0] in 'nvbaj')}", f"cut.left.tags={before_tag[0]}{tag[0]}{side}", f"before.char={words.folded[max(0, start - 1) : start]}{side}",
            f"rest.left={side}{rest}", f"rest.left+tag={side}{rest}|{tag}", f"before2={''.join(words.texts[max(0, first - 2) : first])}{side}",
        ])  # fmt: skip
        return found

    def of_last(self, numeral: Numeral, last: int, side: Side) -> T:
        """The value of a phrase's last word and of what stands behind it."""
        words, folded = self._words, self._words.folded
        text, tag, end = words.texts[last], words.tags[last], words.ends[last]
        kind = self._closings_of_kind.get((last, numeral.kind))
        if kind is None:
            kind = self._closings_of_kind[last, numeral.kind] = self._measure(
                [f"last+kind={text}{numeral.kind}", f"end1={text[-1]}{numeral.kind}"]
            )
        found = self._closings.get((last, side))
        if found is None:
            after, after_tag = self._word(last + 1, otherwise="$")
            stop = last + 1
            while stop < words.count and stop - last <= _AROUND and not words.stops[stop]:
                stop += 1
            rest = words.codes[last + 1 : stop]
            found = self._closings[last, side] = self._measure([
                f"last={text}", f"end1+side={side}{folded[end - 1]}", f"end2={folded[end - 2 : end]}", f"end3={folded[end - 3 : end]}", f"last.tag={tag}",
                f"after={side}{after}", f"after.tag={side}{tag}>{after_tag}", f"after.bar={int(after in BARS or after == '$')}{side}", f"cut.right={int(after_tag[0] in 'nvj')}",
                f"after.char={folded[end : end + 1]}{side}", f"rest.right={side}{rest}", f"rest.right+tag={side}{tag}|{rest}", f"after2={''.join(words.texts[last + 1 : last + 3])}{side}",
            ])  # fmt: skip
        both: T = found + kind
        return both

    def of_fit(self, numeral: Numeral, edge: int, last: int, side: Side) -> T:
        """The value of how the words fit the unit, near the figure or not; `edge` is the nearer word."""
        words = self._words
        gap = numeral.place.start - words.ends[edge] if side == "L" else words.starts[edge] - numeral.place.end
        near, text, unit = f"{side}{int(gap <= 1)}", words.texts[last], numeral.unit
        found = self._fits.get((unit, text, near))
        if found is None:
            found = self._fits[unit, text, near] = self._measure(
                [f"last+near={text}{near}", f"unit+end={unit}{text[-1]}{near}", f"fits={fits(unit, text)}{near}"]
            )
        return found

    def within(self, place: Place, first: int, last: int) -> T:
        """The value of the words of a phrase, of their tags and of its length."""
        words = self._words
        codes, location, side = words.codes[first : last + 1], place.location, place.location[0]
        shape = self._shapes.get((codes, location))
        if shape is None:
            function, verb, number, time = (
                "d" in codes or "p" in codes or "c" in codes,
                *(one in codes for one in "vmt"),
            )
            shape = self._shapes[codes, location] = self._measure([
                f"tags={codes}", f"tags+loc={codes}{location}", f"has.verb={int(verb)}", f"has.function={int(function)}", f"has.number={int(number)}", f"has.time={int(time)}",
                f"tags.end={codes[-2:]}{side}", f"tags.begin={codes[:2]}{side}",
            ])  # fmt: skip
        length = min(words.ends[last] - words.starts[first], _LONGEST_LENGTH)
        opens, closes = first == 0 or words.stops[first - 1], last + 1 == words.count or words.stops[last + 1]
        size = self._lengths.get((length, opens, closes, side))
        if size is None:
            size = self._lengths[length, opens, closes, side] = self._measure(
                [f"length+side={length}{side}", f"length={length}", f"whole={int(opens)}{int(closes)}{side}"]
            )
        whole: T = self._chain(first, last) + shape + size
        return whole

    def _chain(self, first: int, last: int) -> T:
        """The value of the words of a phrase, each with the one before it."""
        chain = self._chains.get(first)
        words = self._words
        if chain is None:
            chain = self._chains[first] = [self._measure([f"in={words.texts[first]}"])]
        for at in range(first + len(chain), last + 1):
            inner = self._inner.get(at)
            if inner is None:
                inner = self._inner[at] = self._measure(
                    [f"in={words.texts[at]}", f"tags2={words.tags[at - 1]}{words.tags[at]}"]
                )
            chain.append(chain[-1] + inner)
        return chain[last - first]

    def of_phrase(self, numeral: Numeral, run: Run, place: Place, pair: tuple[int, int], series: Series | None) -> T:
        """The value of a whole phrase."""
        first, last = pair
        edge = last if run.side == "L" else first
        whole: T = (
            self.of_run(numeral, run, place)
            + self.of_gap(numeral, place, edge)
            + self.of_first(first, run.side)
            + self.of_last(numeral, last, run.side)
            + self.of_fit(numeral, edge, last, run.side)
            + self.within(place, first, last)
            + self.of_counted(numeral, pair, run.side)
        )
        return whole if series is None else whole + self.in_series(pair, series)

    def of_counted(self, numeral: Numeral, pair: tuple[int, int], side: Side) -> T:
        """The value of how a phrase lies to the noun that stands right behind its figure."""
        relation = relation_of(self._words, numeral.index, pair, side)
        found = self._counted.get((numeral.index, relation))
        if found is None:
            edge, kind, own = relation[:2], numeral.kind, self._words.counted[numeral.index]
            parts = [f"counted={relation}", f"counted+kind={relation}{kind}", f"counted.edge={edge}{kind}"]
            if own is not None:
                parts.append(f"counted+pivot={relation}{int(is_pivot(self._verb_before(numeral)))}")
                if "v" in own.form:
                    verb = self._words.texts[own.last + 1]
                    parts += [f"counted.verb={edge[0]}{verb}", f"counted.verb.end={edge[0]}{verb[-1]}{len(verb)}"]
            found = self._counted[numeral.index, relation] = self._measure(parts)
        return found

    def in_series(self, pair: tuple[int, int], series: Series) -> T:
        """The value of how a phrase lies to the items of a series."""
        start, end = self._words.starts[pair[0]], self._words.ends[pair[1]]
        met = series.met(start, end)
        if len(met) != 1:
            return self._measure(["series=many" if met else "series=none"])
        item = series.items[series.ordinal]
        if met[0] != series.ordinal:
            return self._measure([f"series=other{int(series.is_whole)}"])
        edges = [f"series.start={int(start == item.start)}", f"series.end={int(end == item.end)}"]
        return self._measure([f"series=own{int(series.is_whole)}", *edges])

    def of_member(self, numeral: Numeral, member: Member, series: Series) -> T:
        """The value of an item of a series with the end of the last."""
        words, item, tail = self._words, member.item, member.tail
        folded, at = words.folded, member.word
        last = series.items[-1]
        same = (tail.start - last.start) - (item.end - item.start)
        return self._measure([
            "two", f"two.length={max(-3, min(3, same))}", f"two.tags={words.tags[at - 1]}|{words.tags[at]}", f"two.word={words.texts[at]}", f"two.whole={int(series.is_whole)}",
            f"two.ends={folded[item.end - 1]}|{folded[tail.start - 1]}", f"two.alike={int(folded[item.end - 1] == folded[tail.start - 1])}", f"two.kind={numeral.kind}", f"two.items={len(series.items)}",
            f"end1={folded[tail.end - 1]}{numeral.kind}", f"end2={folded[tail.end - 2 : tail.end]}",
        ])  # fmt: skip

    def of_same(self, numeral: Numeral, last: Numeral, series: Series | None) -> T:
        """The value of "what the last figure counted"."""
        folded, place = self._words.folded, numeral.place
        text, kinds = folded[last.place.end : place.start], numeral.kind + last.kind
        clauses, ends = min(text.count("，"), 3), int("。" in text)
        return self._measure([
            "same", f"same.kinds={kinds}", f"same.unit={int(last.unit == numeral.unit)}", f"same.distance={step_of(len(text))}", f"same.between={text if len(text) <= _SHOWN + 1 else 'x'}",
            f"same.next={folded[place.end : place.end + 1]}", f"same.previous={folded[max(0, place.start - 2) : place.start]}", f"same.ends={ends}", f"same.clauses={clauses}{numeral.kind}",
            f"same.kind={numeral.kind}{ends}{min(clauses, 2)}", f"same.series={int(series is not None)}", f"same.verb={self._verb_before(numeral)}",
        ])  # fmt: skip

    def of_none(self, numeral: Numeral) -> T:
        """The value of "nothing here names what it counts"."""
        folded, place = self._words.folded, numeral.place
        return self._measure([
            "none", f"none.kind={numeral.kind}", f"none.next={folded[place.end : place.end + 1]}", f"none.previous={folded[max(0, place.start - 1) : place.start]}", f"none.unit={numeral.unit}",
        ])  # fmt: skip
