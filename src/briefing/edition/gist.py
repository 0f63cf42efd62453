"""The gist of a text: the sentences that the one page prints for all the others."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefing.edition.wording import breaks_off
from briefing.text.folding import fold
from briefing.text.grams import grams

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefing.edition.view import AudienceView
    from briefing.outline.model import Point

# 完成7处焊接……; “每亩收到30.61元……”.
_TRAILS_OFF = re.compile("…[”」’』]?$")
# A sentence that sums up is no shorter, and hardly longer.
_SHORTEST, _LONGEST = 14, 150
# The one page has room for sentences of so many characters on the average.
_AVERAGE = 75
# An amount and its change.
_OF_ONE_AMOUNT = 2
# A sentence that shares so much of its pairs of characters with those before it says them again, as a lead does.
_AGAIN = 0.6
# What weighs so little is none of a text's news, even where there is no other: ceremony, praise.
_NO_NEWS = -2.0
# So many sentences are enough beside tiles that tell the rest.
_ENOUGH = 3


def choose_gist(view: AudienceView, limit: int, tiles: Collection[str]) -> tuple[Point, ...]:
    """The main news in sentences that say it by themselves, in the order of the text; for readers outside, that of their sections.

    A sentence whose figures all stand as `tiles` beside it is told already.
    """
    library, is_public = view.library, view.audience.least is not None
    # The page prints these as quotations.
    plans = [plan for plan in view.audience.sections_of("one") if plan.kind == "quotes"]
    quotes = [quote for plan in plans for quote in view.quotes(plan) if quote.words.spans]
    within = (point for quote in quotes for point in library.points_within(quote.words.span))
    said = {point.id for point in (*within, *map(library.point_of_quote, quotes)) if point}
    known = [
        point
        for point in library.placed
        # Readers inside are told first what states something that matters.
        if (
            (view.is_owned(point) or view.is_granted(point))
            if is_public
            else view.allows(point)
            and view.library.sentences.says_something(point)
            and not view.is_scenery(point)
            and view.news.weight(point) > _NO_NEWS
        )
        and len(point.words.text) >= _SHORTEST
        and not library.sentences.leans(point, told=True)
        and not library.sentences.is_contrasted(point)
        and not view.news.goes_on_about_part(point)
        and not breaks_off(fold(point.words.text))
        and not _TRAILS_OFF.search(point.words.text)
        and point.id not in said
    ]
    if not is_public:
        known = [point for point in known if view.news.weight(point) > 0] or known
    companions = {change.id for amount, change in library.companions.items() if amount in tiles}
    # What tiles tell already and what is long only makes up what the others lack.
    last = {
        point.id
        for point in known
        if _is_told_by(view, point, {*tiles, *companions})
        or (len(point.words.text) > _LONGEST and not library.shortened(point))
    }
    room, kept, said_already = limit * _AVERAGE, set[str](), set[str]()
    for point in sorted(_varied(view, known), key=lambda point: point.id in last):
        if len(kept) == (_ENOUGH if point.id in last else limit):
            break
        shown = library.shortened(point) or point.words.span
        words = grams(library.outline.source.fold(shown), 2)
        if len(words & said_already) > _AGAIN * len(words):
            continue
        if shown.end - shown.start <= room:
            said_already |= words
            room -= shown.end - shown.start
            kept.add(point.id)
    return tuple(point for point in library.placed if point.id in kept)


def _is_told_by(view: AudienceView, point: Point, tiles: Collection[str]) -> bool:
    """True if the sentence is little more than an amount that is a tile: 全市生产总值达到90亿元，增长6%.

    A series of measures (抓链条招商40家，抓基金招商12家，…) says how they hang together, too.
    """
    figures = view.library.figures.get(point.id, ())
    words = (one for figure in figures for one in (figure.words, figure.indicator, figure.period) if one)
    is_short = 2 * sum(len(one.text) for one in words) >= len(point.words.text)
    return 0 < len(figures) <= _OF_ONE_AMOUNT and {one.id for one in figures} <= set(tiles) and is_short


def _varied(view: AudienceView, points: Sequence[Point]) -> Iterator[Point]:
    """The points, those of most weight first, each further one of a heading and question behind what weighs a little less."""
    weights = {point.id: view.worth_of(point) + view.news.weight(point) for point in points}
    turns = {point.id: view.library.turns.of(point) for point in points}
    parts_of = {point: (turn.heading, turn.question) for point, turn in turns.items()}
    taken = Counter[tuple[object, object]]()
    left = [*points]
    while left:
        best = max(left, key=lambda point: weights[point.id] - taken[parts_of[point.id]])
        taken[parts_of[best.id]] += 1
        left.remove(best)
        yield best
