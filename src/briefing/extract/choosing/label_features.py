"""What is said of a candidate label for the weights to judge: its words, its edges, where it stands.

Features are strings. They come in parts, each of one piece of the text (a first word, a last word, what lies between), so that
a part is measured once however many candidates share it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.extract.choosing.label_candidates import Member, Numeral, Phrase, Series
    from briefing.extract.choosing.words import TaggedWords

T = TypeVar("T")
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

    `measure` makes a value of a part's features: their weights' sum, or the features themselves.
    """

    def __init__(self, words: TaggedWords, measure: Callable[[Sequence[str]], T]) -> None:
        self._words = words
        self._measure = measure
        self._known: dict[tuple[object, ...], T] = {}

    def of_phrase(self, numeral: Numeral, phrase: Phrase, series: Series | None) -> list[T]:
        """The parts of a phrase."""
        side, first, last = phrase.side, phrase.first, phrase.last
        near, location, adjacent = self._near(numeral, phrase)
        known, parts = self._known, [near]
        for key, make in (
            (("a", first, side), self._first),
            (("b", last, side, numeral.kind), self._last),
            (("a+", first, adjacent, numeral.unit[:1]), self._first_by_unit),
            (("b+", last, adjacent, numeral.unit), self._last_by_unit),
            (("ab", first, last), self._inside),
            (("ab+", first, last, location, adjacent), self._placed),
        ):
            found = known.get(key)
            if found is None:
                found = known[key] = self._measure(list(make(*key[1:])))
            parts.append(found)
        if series is not None:
            parts.append(self._measure(list(self._in_series(phrase, series))))
        return parts

    def _near(self, numeral: Numeral, phrase: Phrase) -> tuple[T, str, str]:
        """What lies between a phrase and its figure, with the names of the phrase's place and of its nearness."""
        edge = phrase.last if phrase.side == "L" else phrase.first
        key = ("near", numeral.index, phrase.side, edge, phrase.run)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._between(numeral, phrase, edge)  # type: ignore[assignment]
        return found  # type: ignore[return-value]

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

    def _first(self, first: int, side: str) -> Iterator[str]:
        words = self._words
        text, tag = words.texts[first], words.tags[first]
        before, before_tag = self._word(first - 1, otherwise="^")
        start = words.starts[first]
        begin = first
        while begin > 0 and first - begin < _AROUND and not words.stops[begin - 1]:
            begin -= 1
        rest = "-".join(words.tags[begin:first])
        yield from (
            f"first={text}",
            f"first+side={text}{side}",
            f"first.char={words.folded[start]}{side}",
            f"first.chars={words.folded[start : start + 2]}",
            f"first.tag={tag}",
        )
        yield from (
            f"before={side}{before}",
            f"before.tag={side}{before_tag}>{tag}",
            f"before+first.tag={before}{tag}",
            f"before.bar={int(before in _BARS or before == '^')}{side}",
        )
        yield from (
            f"cut.left={int(before_tag[0] in 'nvbaj')}",
            f"cut.left.tags={before_tag[0]}{tag[0]}{side}",
            f"before.char={words.folded[start - 1 : start]}{side}",
        )
        yield from (
            f"rest.left={side}{rest}",
            f"rest.left+tag={side}{rest}|{tag}",
            f"before2={''.join(words.texts[max(0, first - 2) : first])}{side}",
        )

    def _last(self, last: int, side: str, kind: str) -> Iterator[str]:
        words = self._words
        text, tag, end = words.texts[last], words.tags[last], words.ends[last]
        after, after_tag = self._word(last + 1, otherwise="$")
        stop = last + 1
        while stop < words.count and stop - last <= _AROUND and not words.stops[stop]:
            stop += 1
        rest, folded = "-".join(words.tags[last + 1 : stop]), words.folded
        yield from (
            f"last={text}",
            f"last+kind={text}{kind}",
            f"end1={folded[end - 1]}{kind}",
            f"end1+side={side}{folded[end - 1]}",
            f"end2={folded[end - 2 : end]}",
            f"end3={folded[end - 3 : end]}",
            f"last.tag={tag}",
        )
        yield from (
            f"after={side}{after}",
            f"after.tag={side}{tag}>{after_tag}",
            f"after.bar={int(after in _BARS or after == '$')}{side}",
            f"cut.right={int(after_tag[0] in 'nvj')}",
        )
        yield from (
            f"after.char={folded[end : end + 1]}{side}",
            f"rest.right={side}{rest}",
            f"rest.right+tag={side}{tag}|{rest}",
            f"after2={''.join(words.texts[last + 1 : last + 3])}{side}",
        )

    def _first_by_unit(self, first: int, adjacent: str, unit: str) -> Iterator[str]:
        yield f"unit+first={unit}{self._words.tags[first]}{adjacent}"

    def _last_by_unit(self, last: int, adjacent: str, unit: str) -> Iterator[str]:
        yield f"last+near={self._words.texts[last]}{adjacent}"
        yield f"unit+end={unit}{self._words.folded[self._words.ends[last] - 1]}{adjacent}"

    def _inside(self, first: int, last: int) -> Iterator[str]:
        words = self._words
        texts, tags = words.texts[first : last + 1], words.tags[first : last + 1]
        text = words.folded[words.starts[first] : words.ends[last]]
        kinds = set(tags)
        yield from (f"in={word}" for word in sorted(set(texts)))
        yield from (f"tags2={a}{b}" for a, b in pairwise(tags))
        yield from (f"tags={''.join(tag[0] for tag in tags)}", f"length={min(len(text), 14)}", f"words={len(texts)}")
        yield from (
            f"has.verb={int('v' in kinds)}",
            f"has.number={int('m' in kinds)}",
            f"has.time={int('t' in kinds)}",
            f"has.function={int(bool(kinds & {'d', 'p', 'c'}))}",
        )
        yield from (f"has.de={int('的' in text)}", f"has.and={int('、' in text)}")

    def _placed(self, first: int, last: int, location: str, adjacent: str) -> Iterator[str]:
        words = self._words
        opens, closes = first == 0 or words.stops[first - 1], last + 1 == words.count or words.stops[last + 1]
        yield f"whole={int(opens)}{int(closes)}{adjacent}"
        yield f"tags+loc={''.join(tag[0] for tag in words.tags[first : last + 1])}{location}"
        yield f"length+side={min(words.ends[last] - words.starts[first], 14)}{location[0]}"

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

    def of_member(self, numeral: Numeral, member: Member, series: Series) -> list[T]:
        """The parts of an item of a series with the end of the last."""
        words, item, tail = self._words, member.item, member.tail
        folded, at = words.folded, member.word
        last = series.items[-1]
        same = (tail.start - last.start) - (item.end - item.start)
        return [self._measure([
            "two", f"two.length={max(-3, min(3, same))}", f"two.tags={words.tags[at - 1]}|{words.tags[at]}", f"two.word={words.texts[at]}",
            f"two.ends={folded[item.end - 1]}|{folded[tail.start - 1]}", f"two.alike={int(folded[item.end - 1] == folded[tail.start - 1])}", f"two.kind={numeral.kind}", f"two.items={len(series.items)}",
            f"end1={folded[tail.end - 1]}{numeral.kind}", f"end2={folded[tail.end - 2 : tail.end]}",
        ])]  # fmt: skip

    def of_same(self, numeral: Numeral, last: Numeral, series: Series | None) -> list[T]:
        """The parts of "what the last figure counted"."""
        folded, place = self._words.folded, numeral.place
        text, kinds = folded[last.place.end : place.start], numeral.kind + last.kind
        clauses, ends = min(text.count("，"), 3), int("。" in text)
        return [self._measure([
            "same", f"same.kinds={kinds}", f"same.unit={int(last.unit == numeral.unit)}", f"same.distance={step_of(len(text))}", f"same.between={text if len(text) <= _SHOWN + 1 else 'x'}",
            f"same.next={folded[place.end : place.end + 1]}", f"same.previous={folded[max(0, place.start - 2) : place.start]}", f"same.ends={ends}", f"same.clauses={clauses}{numeral.kind}",
            f"same.kind={numeral.kind}{ends}{min(clauses, 2)}", f"same.series={int(series is not None)}",
        ])]  # fmt: skip

    def of_none(self, numeral: Numeral) -> list[T]:
        """The parts of "nothing here names what it counts"."""
        folded, place = self._words.folded, numeral.place
        return [
            self._measure(
                [
                    "none",
                    f"none.kind={numeral.kind}",
                    f"none.next={folded[place.end : place.end + 1]}",
                    f"none.previous={folded[max(0, place.start - 1) : place.start]}",
                    f"none.unit={numeral.unit}",
                ]
            )
        ]
