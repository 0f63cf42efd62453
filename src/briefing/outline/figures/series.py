"""The nouns of a 分别 series: which number belongs to which."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from briefing.outline.figures.bounds import HEAD, INDICATOR_CUT
from briefing.outline.figures.verbs import VERBS
from briefing.outline.model import quote_source
from briefing.text.segments import sentence_start
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.model import Figure, Words
    from briefing.text.source import Source, Span

_NOUNS = (re.compile(r"[^、和及与]+"), re.compile(r"[^、和]+"), re.compile(r"[^、]+"))
# What measures have themselves: 铁路货运量、铁路货运周转量占比.
_OF_MEASURES = frozenset({"占比", "比重", "增速"})
_SAID_ONCE = ("产业", "居民")
_NEXT_NUMBER = re.compile(r"[、和及与][超近约逾]?[\d一二三四五六七八九十两]")


# Two percentages or more right after a verb of change.
_CHANGES = re.compile(r"(?:同比|环比|各|约)*(?:增长|提高|提升|上升|下降|降低|减少)\d[\d.]*(?:%|个百分点)[、和]\d")
_LONGEST_SERIES = 120
_REACHES = re.compile(r"分别(?:完成|达到?|实现|为)")
# A noun that is a measure itself needs none from before it.
_IS_MEASURE = re.compile(r"[额收润值费量金款债入资贷出数率比价]$")


def kth_of_series(source: Source, start: int, clause: Span) -> tuple[Span, ...]:
    """The noun of a figure in a 分别 series: the k-th number belongs to the k-th noun, with the head that the last one has."""
    at = source.folded.rfind("分别", clause.start, start)
    if at < 0:
        return ()
    numbers = len(_NEXT_NUMBER.findall(source.folded, at, clause.end)) + 1
    nouns = _series_nouns(source, clause.start, at, numbers)
    after = source.fold(span(at, start))
    ordinal = len(re.findall(r"\d[\d.,]*[^\d、和]{0,8}[、和及与]", after))
    return _with_head(source, nouns, ordinal) if len(nouns) > 1 and ordinal < len(nouns) else ()


def find_indicator_again(source: Source, start: int, clause: Span, earlier: Sequence[Figure]) -> Words | None:
    """What a number of a 分别 without nouns of its own counts: the nouns of as many figures before the clause.

    A head alone before it (利润分别为) is said of each of them.
    """
    at = source.folded.rfind("分别", clause.start, start)
    if at < 0:
        at = _after_series(source, clause)
    if at < 0:
        return None
    own = VERBS.sub("", source.folded[clause.start : at])
    if own and not HEAD.fullmatch(own):
        return None
    inside = sum(1 for _ in takewhile(lambda figure: figure.words.span.end > clause.start, reversed(earlier)))
    count = len(re.findall(r"[、和及与]", source.folded[at : clause.end])) + 1
    noun = earlier[-count].indicator if inside < count <= len(earlier) - inside else None
    if noun is None or not own or not noun.spans:
        return noun
    return quote_source(source, *noun.spans, span(clause.start, clause.start + len(own)))


def with_measure(
    source: Source, indicator: Words | None, start: int, clause: Span, earlier: Sequence[Figure]
) -> Words | None:
    """What a number of a 分别 counts, with the measure that the sentence named once for all: 完成投资100亿元，公路、铁路分别完成60亿元、40亿元."""
    at = source.folded.rfind("分别", clause.start, start)
    if at < 0 or indicator is None or not indicator.spans or not _REACHES.match(source.folded, at):
        return indicator
    if not clause.start <= indicator.span.start < at or _IS_MEASURE.search(source.fold(indicator.span)):
        return indicator
    sentence = sentence_start(source, start, span(0, clause.end))
    of_sentence = takewhile(lambda one: one.words.span.start >= sentence, reversed(earlier))
    whole = next((one.indicator for one in of_sentence if one.words.span.start < clause.start and one.indicator), None)
    if whole is None or not whole.spans or not HEAD.search(source.fold(whole.span)):
        return indicator
    return quote_source(source, *indicator.spans, *whole.spans)


def _after_series(source: Source, clause: Span) -> int:
    """Where a clause opens with the changes of the 分别 series before it (达到7.9亿吨和1680万标箱，同比增长5.1%、9.3%), else -1."""
    opening = _CHANGES.match(source.folded, clause.start, clause.end)
    before = source.folded[max(0, clause.start - _LONGEST_SERIES) : max(0, clause.start - 1)]
    return clause.start if opening and "分别" in re.split("[，。；]", before)[-1] else -1


def _with_head(source: Source, nouns: list[Span], ordinal: int) -> tuple[Span, ...]:
    """The k-th noun of a coordination, and the head that stands only at its end: 金融业、软件业增加值 → 金融业增加值."""
    own, last = nouns[ordinal], nouns[-1]
    head = HEAD.search(source.folded, last.start, last.end)
    if ordinal and source.folded[nouns[0].start] == "第" and head is not None and source.fold(own)[0] != "第":
        numeral = span(own.start, own.start + 1)
        return (span(nouns[0].start, nouns[0].start + 1), numeral, span(*head.span()))
    if head is None or own == last:
        return (own,)
    own_head = HEAD.search(source.folded, own.start, own.end)
    if head[0].endswith(("额", "率")) and not head[0].endswith("余额") and _IS_MEASURE.search(source.fold(own)):
        return (own,)
    if own_head and (own_head[0] == head[0] or head[0] not in _OF_MEASURES):
        return (own,)
    # 战略性新兴产业、高新技术产业增加值, 城镇居民和农村居民人均可支配收入: 产业 and 居民 are not said twice.
    said = next(
        (len(word) for word in _SAID_ONCE if source.fold(own).endswith(word[-1]) and head[0].startswith(word)), 0
    )
    return (own, span(head.start() + said, head.end()))


def _series_nouns(source: Source, start: int, end: int, numbers: int) -> list[Span]:
    """The nouns of a 、 series between two places, without what opens the clause, as many as there are numbers.

    软件和信息服务业 is one noun where 、 alone parts enough of them.
    """
    cuts = [cut.end() for cut in INDICATOR_CUT.finditer(source.folded, start, end)]
    start = cuts[-1] if cuts else start
    split = [[span(*noun.span()) for noun in marks.finditer(source.folded, start, end)] for marks in _NOUNS]
    return next((nouns for nouns in split if len(nouns) == numbers), split[1])
