"""The nouns of a 分别 series: which number belongs to which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.extract.figure_bounds import HEAD, INDICATOR_CUT
from briefing.extract.figure_verbs import VERBS
from briefing.outline import quote_source
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline import Figure, Words
    from briefing.source import Source, Span

_NOUNS = (re.compile(r"[^、和及与]+"), re.compile(r"[^、和]+"), re.compile(r"[^、]+"))
# What measures have themselves: 铁路货运量、铁路货运周转量占比.
_OF_MEASURES = frozenset({"占比", "比重", "增速"})
_SAID_ONCE = ("产业", "居民")
_NEXT_NUMBER = re.compile(r"[、和及与][超近约逾]?[\d一二三四五六七八九十两]")


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
        return None
    own = VERBS.sub("", source.folded[clause.start : at])
    if own and not HEAD.fullmatch(own):
        return None
    before = [figure for figure in earlier if figure.words.span.end <= clause.start]
    inside = len(earlier) - len(before)
    count = len(re.findall(r"[、和及与]", source.folded[at : clause.end])) + 1
    noun = before[-count + inside].indicator if inside < count <= len(before) else None
    if noun is None or not own or not noun.spans:
        return noun
    return quote_source(source, *noun.spans, span(clause.start, clause.start + len(own)))


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
