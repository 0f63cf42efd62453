"""Places that nothing states, but that the text comes back to again and again while it names no other nearly as often."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from briefing.outline.places.chains import HAN, NEAR, ORGANISATION, Chain, chains_in, is_generic, is_named_in_full
from briefing.outline.places.divisions import load_divisions
from briefing.text import lexicon
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefing.outline.model import Evidence
    from briefing.outline.places.chains import PlaceText
    from briefing.text.source import Span

_TOO_WIDE = re.compile(lexicon.pattern("places", "capitals", "whole"))
_WHOLE = lexicon.word_set("places", "whole")
_ELSEWHERE = re.compile(lexicon.pattern("places", "elsewhere"))
# 港府, 本港: words of texts of one region, which its name opens the list of.
_VISITORS = re.compile(lexicon.pattern("places", "visitors"))
_OWN = {
    lexicon.words("places", table)[0]: re.compile("|".join(lexicon.words("places", table)[1:]))
    for table in ("own_of_hong_kong", "own_of_macau")
}
# 全省: all of the province that the text is of. A text of a city says 全市 as well, and 全省第一.
_ALL_OF_PROVINCE = re.compile(lexicon.pattern("places", "all_of_province"))
_ALL_OF_LESS = re.compile(lexicon.pattern("places", "all_of_less"))
# The last characters of what may be another district: 桥镇 of 石桥镇.
_ANY_UNIT = re.compile(rf"(?=({HAN}{{2}}[市区县旗镇乡]))")
_OF_BODY = re.compile(lexicon.pattern("places", "own_of_bodies"))
_TITLES = frozenset({"title", "subtitle"})
# A text is of the region that it names so often, so many times as often as any other, over so much of its length.
_OFTEN, _TIMES, _SPREAD = 3, 3, 0.25
# Two different words of a region's own show that it speaks, wherever it was filed.
_OWN_WORDS, _MOST_OWN = 2, 40
_REGION = 2  # rank of what the list of regions holds
_OPENING_LINES, _RECURS = 3, 3


def find_region_of_mentions(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The region that the text comes back to, by its name or by what only its own texts say (台南, 香港, 全省)."""
    folded = text.source.folded
    found = {name: list(_mentions(text, name)) for name in load_divisions().wide if name in folded}
    found = {name: places for name, places in found.items() if places}
    if name := _leading(text, found) or _of_own_words(text, found) or _of_province(text, found):
        # The first of the mentions that print the region as most of them do.
        printed = Counter(text.source[place] for place in found[name]).most_common(1)[0][0]
        place = next(place for place in found[name] if text.source[place] == printed)
        yield Chain(span=place, listed=True, bare=True, rank=_REGION), "text"


def _leading(text: PlaceText, found: Mapping[str, Sequence[Span]]) -> str | None:
    """The region that is named three times and more, each other one at most a third as often and in no title."""
    (name, places), *others = sorted(found.items(), key=lambda one: (-len(one[1]), one[0])) or [("", [])]
    if len(places) < _OFTEN or _TOO_WIDE.search(name) or is_of_another_region(text, name):
        return None
    if places[-1].start - places[0].start < len(text.source.folded) * _SPREAD:
        return None
    titles = "".join(text.source.fold(line.span) for line in text.lines if line.kind in _TITLES)
    # A school's text may come back to 延安 as its history, and a company's to where it has its seat.
    of_body = name not in _OWN and len(_OF_BODY.findall(text.source.folded)) > len(places)
    if of_body and not is_named_in_full(text, name):
        return None
    # 嘉义县, the pride of 台湾: the whole is no other place.
    others = [(other, places) for other, places in others if other not in _WHOLE]
    return name if all(len(other) * _TIMES <= len(places) and one not in titles for one, other in others) else None


def _of_own_words(text: PlaceText, found: Mapping[str, Sequence[Span]]) -> str | None:
    """The region whose own words the text uses (港府, 本港), where it prints the region's name and hardly another's."""
    for name, words in _OWN.items():
        own = [match[0] for match in words.finditer(text.source.folded)]
        named = len(found.get(name, ()))
        others = {other: len(places) for other, places in found.items() if other != name}
        # 行政长官 is said of both: the text is of the one that it names.
        is_own = named > max(others.get(other, 0) for other in _OWN)
        if is_own and len(own) >= _OFTEN and max(others.values(), default=0) * _TIMES <= len(own) + named:
            return name
    return None


def is_of_another_region(text: PlaceText, place: str) -> bool:
    """True if the text uses a region's own words again and again (本港, 立法会), and the folded place is not that region."""
    folded = text.source.folded
    return any(
        name not in place and len({match[0] for match in islice(words.finditer(folded), _MOST_OWN)}) >= _OWN_WORDS
        for name, words in _OWN.items()
    )


def _of_province(text: PlaceText, found: Mapping[str, Sequence[Span]]) -> str | None:
    """The only province that a text names which speaks of all of its own (全省), and of no smaller whole (全市)."""
    folded = text.source.folded
    named = [name for name in found if name in load_divisions().provinces]
    if len(named) != 1 or _ALL_OF_LESS.search(folded) or not _ALL_OF_PROVINCE.search(folded):
        return None
    most = max(map(len, found.values()))
    return named[0] if len(found[named[0]]) == most > 1 else None


def _mentions(text: PlaceText, name: str) -> Iterator[Span]:
    """The mentions of a region, with its unit where one follows, but not those within an organisation's name."""
    folded, tokens = text.source.folded, text.reader.tokens
    for match in re.finditer(re.escape(name), folded):
        end = load_divisions().full_at(folded, match.start()) or match.end()
        # 嘉义县代表团 came from there to another place.
        elsewhere = ORGANISATION.search(folded, end, end + NEAR) or _VISITORS.search(folded, end, end + NEAR)
        if not tokens.begins(match.start()) or elsewhere:
            continue
        if end > match.end() or (tokens.begins(end) and not _ELSEWHERE.match(folded, match.start())):
            yield span(match.start(), end)


def find_chain_that_recurs(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The district that an opening paragraph prints with what it lies in (澜江市栖凤区), if the text comes back to it alone."""
    folded = text.source.folded
    opening = [line.span for line in text.lines if line.kind in {"text", "answer"}][:_OPENING_LINES]
    chains = [
        chain
        for line in opening
        for chain in chains_in(text, line)
        if chain.units > 1 and not chain.bare and not _VISITORS.search(folded, chain.span.end, chain.span.end + NEAR)
    ]
    counts = {chain: folded.count(folded[chain.last : chain.span.end]) for chain in reversed(chains)}
    chain = max(reversed(counts), key=lambda one: counts[one], default=None)
    if chain is None or counts[chain] < _RECURS:
        return
    name, whole = folded[chain.last : chain.span.end], text.source.fold(chain.span)
    spread = folded.rfind(name) - folded.find(name)
    others = Counter(
        unit for match in _ANY_UNIT.finditer(folded) if not is_generic(unit := match[1]) and unit not in whole
    )
    most = max(others.values(), default=0)
    # 宁波市 where 贵州 presents itself: a region that is named more often is what the text is of.
    if any(folded.count(one) > counts[chain] for one in load_divisions().wide if one in folded and one not in whole):
        return
    if most * _TIMES <= counts[chain] and spread >= len(folded) * _SPREAD:
        yield chain, "text"
