"""Sentences of one outline, each by itself and beside its neighbours: which state something, and which cannot stand alone."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.edition.wording import (
    holds_markup,
    is_announcement,
    is_half_of_contrast,
    is_of_talk,
    is_opinion_of_others,
    lacks_speaker,
    names_speaker,
    needs_neighbour,
    opens_with_pronoun,
)
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.source import Span, find_holder, find_unpaired, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.edition.index import OutlineIndex
    from briefing.outline.model import Point

# A sentence that announces a list, and is no longer, says nothing besides.
_SHORT_LEAD = 24
# A heading of a section is no longer than this, and no sentence: it ends with none of these marks.
_LONGEST_HEADING = 40
_LONGEST_SLOGAN = 13
_SENTENCE_END = ("。", "！", "？", "；", "：", "”", "’", "…", "）", ".", "!", "?", ";", ":")
_NUMBERED_HEADING = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。]{2,30}[。]?$")
# 我们村初步定了合作, but not 我国, 我市.
_OF_ONESELF = re.compile(r"我(?![国省市区县州港军党])|咱")
# 不是。, 馬：會的。
_YES_OR_NO = re.compile(rf"(?:[^，。：]{{1,8}}：)?{pattern('speech', 'yes_or_no')}[的了啊呀吧]?[。！，]?")
_WHOSE = re.compile(rf"[—―]{{2}}[^，。；：]{{2,40}}{pattern('speech', 'sayings')}")
# A member of a series that is shorter needs the others: 3项有关膳食；.
_ALONE = 20
# What is said again, word for word, in a longer sentence is no shorter.
_REPEATED = 16


class Sentences:
    """Judgements on the sentences of one outline."""

    def __init__(self, index: OutlineIndex) -> None:
        self._index = index

    def says_something(self, point: Point) -> bool:
        """True if the point is a statement, and not a heading, an announcement, a question, a slogan, others' opinion or a remark on the talk."""
        says_nothing = (
            self.is_head_alone,
            self.is_heading_alone,
            self.is_row,
            self.is_slogan,
            self.is_attribution_alone,
            self.is_of_occasion,
            self.is_of_others,
            self.is_of_asker,
            self.is_bare_speech,
            self.is_epigraph,
            self.is_markup,
            self.is_repeated,
            self.is_lead_alone,
            self.asks_only,
        )
        return not any(test(point) for test in says_nothing)

    @cached_property
    def _heads_alone(self) -> frozenset[str]:
        fold_at, alone = self._index.outline.source.fold, set[str]()
        for item in (item for one in self._index.outline.enumerations for item in one.items if item.head.spans):
            point = self._index.point_at(item.head.span)
            said = fold_at(point.words.span) if point else ""
            rest = said.replace(fold_at(item.head.span), "", 1).replace(item.marker, "", 1)
            if point and not rest.strip("“”‘’。，；：、 "):
                alone.add(point.id)
        return frozenset(alone)

    def is_head_alone(self, point: Point) -> bool:
        """True if the point says no more than the head of an enumeration's member, as “一是深化改革。” does."""
        return point.id in self._heads_alone

    def is_attribution_alone(self, point: Point) -> bool:
        """True if the point says no more than who said the quotation beside it, as “张三说。” does."""
        if not point.words.spans:
            return False
        fold, place = self._index.outline.source.fold, point.words.span
        said = (
            quote.attribution
            for quote in self._index.outline.quotes
            if quote.attribution and quote.attribution in place
        )
        return any(not fold(place).replace(fold(one), "", 1).strip("“”‘’。，；：、 ") for one in said)

    def is_of_occasion(self, point: Point) -> bool:
        """True if the point is about the talk and not of it: 近日，本报记者专访了…; 感谢您的提问。."""
        if not point.words.spans or point.id in self._introductions:
            return bool(point.words.spans)
        place = point.words.span
        return is_of_talk(self._index.outline.source.fold(place), counts=bool(self._index.figures_within(place)))

    @cached_property
    def _introductions(self) -> frozenset[str]:
        """The points of a paragraph that stand before the one that announces the talk."""
        source = self._index.outline.source
        places = [one.words.span for one in self._index.placed if is_announcement(source.fold(one.words.span))]
        before = (span(source.line_start(place.start), place.start) for place in places)
        return frozenset(point.id for place in before for point in self._index.points_within(place))

    def is_bare_speech(self, point: Point) -> bool:
        """True if the point is of a quotation that the text gives to nobody, or of the first person and of no guest: “…。我们村初步定了合作。…”."""
        outline = self._index.outline
        if not point.words.spans:
            return False
        place, folded, turn = point.words.span, outline.source.folded, self._index.turns.of(point)
        before, said = folded[outline.source.line_start(place.start) : place.start], folded[place.start : place.end]
        opens = said.startswith("“") and (said.count("”") < said.count("“") or said.find("”") == len(said) - 1)
        if (not opens and before.count("“") <= before.count("”")) or turn.voice:
            return False
        # The quotation of a sentence that opens with the mark begins behind it.
        start = place.start + opens
        told = [quote for quote in outline.quotes if quote.words.spans and span(start, start + 1) in quote.words.span]
        if not _OF_ONESELF.search(said):
            return not any(quote.speaker or quote.role for quote in told)
        guests = {speaker.name for speaker in outline.speakers}
        return not any(quote.speaker in guests for quote in told)

    @cached_property
    def _epigraphs(self) -> list[Span]:
        source, lines = self._index.outline.source, self._index.lines
        named = [_WHOSE.fullmatch(source.fold(line.span)) is not None for line in lines]
        return [line.span for line, is_told in zip(lines, named[1:], strict=False) if is_told]

    def is_epigraph(self, point: Point) -> bool:
        """True if the line below the point's says whose words it is: ——总书记在全会上的报告."""
        return bool(point.words.spans) and find_holder(self._epigraphs, point.words.span.start) is not None

    def is_of_others(self, point: Point) -> bool:
        """True if the point only relates what others think: 他们建议…, 有意见认为…, with no answer to it."""
        return bool(point.words.spans) and is_opinion_of_others(fold(point.words.text))

    def is_markup(self, point: Point) -> bool:
        """True if the point holds what a page was written with: links, stars, entities."""
        return bool(point.words.spans) and holds_markup(self._index.outline.source.fold(point.words.span))

    def is_of_asker(self, point: Point) -> bool:
        """True if the point stands under the name of somebody who asks or leads, and is none of the guests."""
        return self._index.turns.of(point).asks

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """The points that a longer one, or a later one of the same words, says again: the highlights over an article."""
        source = self._index.outline.source
        said = {point.id: source.fold(point.words.span).strip("●·•“”。；！ 　") for point in self._index.placed}
        long = [(point, words) for point, words in said.items() if len(words) >= _REPEATED]
        longer = sorted(said.items(), key=lambda one: (-len(one[1]), -self._index.order[one[0]]))
        seen, repeated = "", set[str]()
        known = {point for point, _ in long}
        for point, words in longer:
            if point in known and words in seen:
                repeated.add(point)
            seen += f"{words}\n"
        return frozenset(repeated)

    def is_repeated(self, point: Point) -> bool:
        """True if another point says the same words."""
        return point.id in self._repeated

    def asks_only(self, point: Point) -> bool:
        """True if the point is a question that the speaker puts to answer it and that states no figure, or what somebody asks: “…满意吗？”."""
        asks = fold(point.words.text).rstrip("”’").endswith("？")
        return asks and not (self._index.figures.get(point.id) and point.words.text.endswith(("？", "?")))

    @cached_property
    def _leads(self) -> frozenset[Span]:
        announced = (one.lead for one in self._index.outline.enumerations if one.declared and one.lead)
        return frozenset(lead.span for lead in announced if lead.spans)

    def is_lead_alone(self, point: Point) -> bool:
        """True if the point only announces what follows it: 今后三年重点抓好四件事：; 我们重点布局三个方向。."""
        short = bool(point.words.spans) and point.words.span in self._leads and len(point.words.text) <= _SHORT_LEAD
        return short or point.words.text.endswith(("：", ":"))

    @cached_property
    def _lines(self) -> frozenset[Span]:
        return frozenset(line.span for line in self._index.lines)

    def is_heading_alone(self, point: Point) -> bool:
        """True if the point is a line that heads what follows it: （五）加大改革力度; 谋创新、促发展 without a full stop."""
        if not point.words.spans or len(point.words.text) > _LONGEST_HEADING:
            return False
        text = self._index.outline.source.fold(point.words.span)
        whole = point.words.span in self._lines and not text.endswith(_SENTENCE_END)
        return whole or _NUMBERED_HEADING.match(text) is not None

    @cached_property
    def _rows(self) -> list[Span]:
        return sorted(mark.span for mark in self._index.outline.source.marks if mark.kind == "row")

    def is_row(self, point: Point) -> bool:
        """True if the point is a row of a table, whose cells are no sentence: 指标 单位 2024年."""
        return bool(point.words.spans) and find_holder(self._rows, point.words.span.start) is not None

    def is_slogan(self, point: Point) -> bool:
        """True if the point is too short to say more than a heading, names nothing and counts nothing: 打造一流营商环境。."""
        if (
            not point.words.spans
            or len(point.words.text) > _LONGEST_SLOGAN
            or self._index.figures_within(point.words.span)
        ):
            return False
        # 是不是怕水质有问题？不是。: without it, what follows answers nothing.
        answers = self.opens_answer(point) and _YES_OR_NO.fullmatch(fold(point.words.text))
        return not answers and not self._index.names_in(point, tuple(self._index.names))

    def in_series(self, points: Iterable[Point]) -> Iterator[tuple[Point, ...]]:
        """The points alone, but for neighbours in a series (；) with members too short to say anything by themselves."""
        series: list[list[Point]] = []
        for point in points:
            if series and self._goes_on(series[-1][-1], point):
                series[-1].append(point)
            else:
                series.append([point])
        for members in series:
            if min(len(point.words.text) for point in members) < _ALONE or any(map(self.leans, members[1:])):
                yield tuple(members)
            else:
                yield from ((point,) for point in members)

    def opens_answer(self, point: Point) -> bool:
        """True if the point is the first that is said to a question."""
        if not point.words.spans or (question := self._index.turns.of(point).question) is None:
            return False
        rank = self._index.order[point.id]
        return rank == 0 or self._index.turns.of(self._index.placed[rank - 1]).question != question

    def _goes_on(self, before: Point, after: Point) -> bool:
        """True if two points are neighbours in a series: 3项有关膳食；|19项有关住宿."""
        if not self._index.follows(before, after):
            return False
        folded, places = self._index.outline.source.folded, (before.words.span, after.words.span)
        joined = folded[places[0].end - 1] == "；" and not folded[places[0].end : places[1].start].strip(" 　\xa0")
        return joined and not any(mark for place in places for mark in find_unpaired(folded, place))

    def is_attributed(self, point: Point) -> bool:
        """True if the point opens with who says it: 该负责人介绍，全市…."""
        return names_speaker(fold(point.words.text))

    def knows_pronoun(self, before: Point, point: Point) -> bool:
        """True if 他表示，… follows somebody by name, or the point opens otherwise."""
        return not opens_with_pronoun(fold(point.words.text)) or any(name in before.words.text for name in self._people)

    @cached_property
    def _people(self) -> frozenset[str]:
        """The names of everybody whom the text names."""
        said = (quote.speaker for quote in self._index.outline.quotes if quote.speaker)
        guests = (speaker.name for speaker in self._index.outline.speakers)
        return frozenset((*said, *guests, *(name.words.text for name in self._index.outline.persons)))

    def leans(self, point: Point, *, told: bool = False) -> bool:
        """True if the point is only understood with what stands before it, or behind it (完善了政策实施机制——).

        Where it is printed who tells it (`told`), 他说，… is understood without the sentence that names him.
        """
        folded = fold(point.words.text)
        if told and (teller := self._index.tellers.get(point.id)):
            start = point.words.span.start
            folded = folded[: teller.words.start - start] + teller.name + folded[teller.words.end - start :]
        if needs_neighbour(folded) or not point.words.spans:
            return needs_neighbour(folded)
        rank, source = self._index.order[point.id], self._index.outline.source
        ends_series = rank and source.folded[self._index.placed[rank - 1].words.span.end - 1] == "；"
        return bool(ends_series) and lacks_speaker(folded)

    def is_contrasted(self, point: Point) -> bool:
        """True if the point is the half of a contrast that the next one answers: 以前是通道；|现在是枢纽."""
        rank = self._index.order.get(point.id)
        if rank is None or rank + 1 == len(self._index.placed):
            return False
        after = self._index.placed[rank + 1]
        same = self._index.outline.source.line_start(after.words.span.start) == self._index.outline.source.line_start(
            point.words.span.start
        )
        return same and is_half_of_contrast(fold(point.words.text), fold(after.words.text))
