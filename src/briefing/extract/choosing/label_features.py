"""What is said of a candidate label for the weights to judge: its words, its edges, where it stands.

Features are strings. They come in parts, each of one piece of the text (a first word, a last word, what lies between), so that
a part is measured once however many candidates share it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.extract.choosing.label_candidates import Member, Numeral, Phrase, Series
    from briefing.extract.choosing.words import TaggedWords


class Addable(Protocol):
    """What is added up: weights, features, or the numbers of features."""

    def __add__(self, other: Any, /) -> Any:
        """The sum of both."""


T = TypeVar("T", bound=Addable)
_BARS = frozenset("，。；：！？,;!?\n\t")
_CLAUSE_MARKS, _SENTENCE_MARKS = "，；,;", "。！？"
_STEPS = (0, 1, 2, 3, 4, 5, 6, 8, 12, 18, 28, 45, 80)
_SHOWN = 4
_AROUND = 4


def step_of(length: int) -> int:
    """A length rounded up to one of thirteen steps."""
    return next((step for step in _STEPS if length <= step), _STEPS[-1])


class LabelFeatures(Generic[T]):
    """The measured features of the candidates of one line.

    `measure` makes a value of a part's features: their weights' sum, or the features themselves; values are added with `+`.
    """

    def __init__(self, words: TaggedWords, measure: Callable[[Sequence[str]], T]) -> None:
        self._words = words
        self._measure = measure
        self._initials = "".join(tag[0] for tag in words.tags)
        self._nears: dict[tuple[int, int], tuple[T, str, str]] = {}
        self._openings: dict[tuple[int, str, str], T] = {}
        self._closings: dict[tuple[int, str, str, str], T] = {}
        self._chains: dict[int, list[T]] = {}
        self._shapes: dict[tuple[int, int, str], T] = {}

    def of_phrase(self, numeral: Numeral, phrase: Phrase, series: Series | None) -> T:
        """The value of a phrase."""
        first, last, unit, kind = phrase.first, phrase.last, numeral.unit, numeral.kind
        edge = last if phrase.side == "L" else first
        near = self._nears.get((numeral.index, edge))
        if near is None:
            near = self._nears[numeral.index, edge] = self._between(numeral, phrase, edge)
        value, location, adjacent = near
        opening = self._openings.get((first, adjacent, unit[:1]))
        if opening is None:
            opening = self._openings[first, adjacent, unit[:1]] = self._measure(self._first(first, adjacent, unit[:1]))
        closing = self._closings.get((last, adjacent, unit, kind))
        if closing is None:
            closing = self._closings[last, adjacent, unit, kind] = self._measure(self._last(last, adjacent, unit, kind))
        shape = self._shapes.get((first, last, location + adjacent))
        if shape is None:
            shape = self._chain(first, last) + self._measure(self._shape(first, last, location, adjacent))
            self._shapes[first, last, location + adjacent] = shape
        whole: T = value + opening + closing + shape
        if series is not None:
            whole = whole + self._measure(list(self._in_series(phrase, series)))
        return whole

    def _chain(self, first: int, last: int) -> T:
        """The value of the words of a phrase, each with the one before it."""
        chain = self._chains.get(first)
        if chain is None:
            chain = self._chains[first] = [self._measure([f"in={self._words.texts[first]}"])]
        words = self._words
        for at in range(first + len(chain), last + 1):
            chain.append(
                chain[-1] + self._measure([f"in={words.texts[at]}", f"tags2={words.tags[at - 1]}{words.tags[at]}"])
            )
        return chain[last - first]

    def _between(self, numeral: Numeral, phrase: Phrase, edge: int) -> tuple[T, str, str]:
        words, side, place = self._words, phrase.side, numeral.place
        if side == "L":
            start, end, count = words.ends[edge], place.start, numeral.index - words.rank[edge]
            tags = [words.tags[at] for at in range(edge + 1, min(edge + 9, words.count)) if words.ends[at] <= end]
        else:
            start, end, count = place.end, words.starts[edge], words.rank[edge] - numeral.index - 1
            tags = [words.tags[at] for at in range(max(0, edge - 6), edge) if words.starts[at] >= start]
        text = words.folded[start:end]
        clauses = sum(map(text.count, _CLAUSE_MARKS))
        location = f"{side}{min(clauses, 3)}{min(sum(map(text.count, _SENTENCE_MARKS)), 1)}{min(count, 2)}"
        adjacent = f"{side}{int(len(text) <= 1)}"
        shape = "-".join(tags) if len(tags) <= _AROUND + 1 else "long"
        unit, kind, by = numeral.unit, numeral.kind, f"{side}{min(clauses, 1)}"
        one = f"{by}{min(count, 1)}"
        features = [
            f"loc={location}", f"loc+kind={location}{kind}", f"between={side}{text if len(text) <= _SHOWN else shape}", f"between.tags={side}{shape}",
            f"kind+side={kind}{one}", f"unit+side={unit}{one}", f"next={words.folded[place.end : place.end + 1]}{by}",
            f"previous={words.folded[max(0, place.start - 1) : place.start]}{by}", f"distance={side}{step_of(len(text))}", f"touches={side}{int(not text)}{kind}", f"run={side}{phrase.run}",
        ]  # fmt: skip
        return self._measure(features), location, adjacent

    def _word(self, index: int, *, otherwise: str) -> tuple[str, str]:
        """The text and tag of a word, or what stands for the line's edge."""
        words = self._words
        return (words.texts[index], words.tags[index]) if 0 <= index < words.count else (otherwise, otherwise)

    def _first(self, first: int, adjacent: str, unit: str) -> list[str]:
        words, side = self._words, adjacent[0]
        text, tag, start = words.texts[first], words.tags[first], words.starts[first]
        before, before_tag = self._word(first - 1, otherwise="^")
        begin = first
        while begin > 0 and first - begin < _AROUND and not words.stops[begin - 1]:
            begin -= 1
        rest = "-".join(words.tags[begin:first])
        return [
            f"first={text}", f"first+side={text}{side}", f"first.char={words.folded[start]}{side}", f"first.chars={words.folded[start : start + 2]}", f"first.tag={tag}",
            f"before={side}{before}", f"before.tag={side}{before_tag}>{tag}", f"before+first.tag={before}{tag}", f"before.bar={int(before in _BARS or before == '^')}{side}",
            f"cut.left={int(before_tag[0] in 'nvbaj')}", f"cut.left.tags={before_tag[0]}{tag[0]}{side}", f"before.char={words.folded[start - 1 : start]}{side}",
            f"rest.left={side}{rest}", f"rest.left+tag={side}{rest}|{tag}", f"before2={''.join(words.texts[max(0, first - 2) : first])}{side}",
            f"unit+first={unit}{tag}{adjacent}",
        ]  # fmt: skip

    def _last(self, last: int, adjacent: str, unit: str, kind: str) -> list[str]:
        words, folded, side = self._words, self._words.folded, adjacent[0]
        text, tag, end = words.texts[last], words.tags[last], words.ends[last]
        after, after_tag = self._word(last + 1, otherwise="$")
        stop = last + 1
        while stop < words.count and stop - last <= _AROUND and not words.stops[stop]:
            stop += 1
        rest = "-".join(words.tags[last + 1 : stop])
        return [
            f"last={text}", f"last+kind={text}{kind}", f"end1={folded[end - 1]}{kind}", f"end1+side={side}{folded[end - 1]}", f"end2={folded[end - 2 : end]}", f"end3={folded[end - 3 : end]}", f"last.tag={tag}",
            f"after={side}{after}", f"after.tag={side}{tag}>{after_tag}", f"after.bar={int(after in _BARS or after == '$')}{side}", f"cut.right={int(after_tag[0] in 'nvj')}",
            f"after.char={folded[end : end + 1]}{side}", f"rest.right={side}{rest}", f"rest.right+tag={side}{tag}|{rest}", f"after2={''.join(words.texts[last + 1 : last + 3])}{side}",
            f"last+near={text}{adjacent}", f"unit+end={unit}{folded[end - 1]}{adjacent}",
        ]  # fmt: skip

    def _shape(self, first: int, last: int, location: str, adjacent: str) -> list[str]:
        words = self._words
        tags = words.tags[first : last + 1]
        initials, length = self._initials[first : last + 1], min(words.ends[last] - words.starts[first], 14)
        opens, closes = first == 0 or words.stops[first - 1], last + 1 == words.count or words.stops[last + 1]
        function = int("d" in tags or "p" in tags or "c" in tags)
        verb, number, time = int("v" in tags), int("m" in tags), int("t" in tags)
        return [
            f"tags={initials}", f"tags+loc={initials}{location}", f"length+side={length}{location[0]}",
            f"has.verb={verb}", f"has.function={function}", f"has.number={number}", f"has.time={time}", f"length={length}", f"whole={int(opens)}{int(closes)}{adjacent}",
        ]  # fmt: skip

    def _in_series(self, phrase: Phrase, series: Series) -> Iterator[str]:
        start, end = self._words.starts[phrase.first], self._words.ends[phrase.last]
        met = [number for number, item in enumerate(series.items) if start < item.end and item.start < end]
        if len(met) != 1:
            yield "series=many" if met else "series=none"
            return
        own = met[0] == series.ordinal
        yield f"series={'own' if own else 'other'}"
        if own:
            item = series.items[series.ordinal]
            yield from (f"series.start={int(start == item.start)}", f"series.end={int(end == item.end)}")

    def of_member(self, numeral: Numeral, member: Member, series: Series) -> T:
        """The value of an item of a series with the end of the last."""
        words, item, tail = self._words, member.item, member.tail
        folded, at = words.folded, member.word
        last = series.items[-1]
        same = (tail.start - last.start) - (item.end - item.start)
        return self._measure([
            "two", f"two.length={max(-3, min(3, same))}", f"two.tags={words.tags[at - 1]}|{words.tags[at]}", f"two.word={words.texts[at]}",
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
            f"same.kind={numeral.kind}{ends}{min(clauses, 2)}", f"same.series={int(series is not None)}",
        ])  # fmt: skip

    def of_none(self, numeral: Numeral) -> T:
        """The value of "nothing here names what it counts"."""
        folded, place = self._words.folded, numeral.place
        return self._measure([
            "none", f"none.kind={numeral.kind}", f"none.next={folded[place.end : place.end + 1]}", f"none.previous={folded[max(0, place.start - 1) : place.start]}", f"none.unit={numeral.unit}",
        ])  # fmt: skip
