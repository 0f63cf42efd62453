"""The place that a headline comes to, or the several, of which none is the text's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.outline.places.chains import (
    NEAR,
    NO_UNIT,
    ORGANISATION,
    Chain,
    PlaceText,
    chains_in,
    find_chain,
    find_listed,
    is_named_in_full,
)
from briefing.outline.places.divisions import load_divisions
from briefing.text import lexicon
from briefing.text.source import span
from briefing.text.tokens import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.model import Evidence
    from briefing.text.source import Span


_LEAD_IN = re.compile(rf"(?:{lexicon.pattern('places', 'lead_in')})+")
_FORMER = re.compile(lexicon.pattern("places", "former"))
_VISITORS = re.compile(rf"[^，。：]{{0,6}}{lexicon.pattern('places', 'visitors')}[^，。：]{{0,4}}访(?!谈)")
_DERIVED = re.compile(lexicon.pattern("places", "derived"))
OFFICE = re.compile(lexicon.pattern("places", "offices"))
# Where a title may come to its place: at its start, after a colon, a dash or a blank; 修路架桥，临溪县――.
OPENINGS = re.compile(r"(?:^|[：:—―－│|｜·　 》】]|，(?=[^，：]{2,14}[—―－]{1,2}$))[“（【]?")
_TITLES = frozenset({"title", "subtitle"})
# So many lines introduce a text; what it names only so often may be named by the way.
LEAD_LINES, FEWEST_MENTIONS = 12, 2


def _is_proven_in_title(text: PlaceText, chain: Chain, title: Span) -> bool:
    """True if a title that comes to the place so is of it: 北京：…, 深圳加强…, but not 太原钢铁集团…."""
    folded = text.source.folded
    after = folded[chain.span.end : title.end]
    # 岚江乡代表会访石桥: who visits comes from there.
    if ORGANISATION.search(after[:NEAR]) or _VISITORS.match(after):
        return False
    if not chain.bare or after[:1] == "：":
        return (
            chain.listed
            or chain.units > 1
            or _is_coined(text, chain)
            or text.source.folded.count(text.source.fold(chain.span)) > 1
        )
    if _DERIVED.match(after) or not text.reader.tokens.begins(chain.span.end):
        return False
    return (
        chain.units > 1 or is_named_in_full(text, text.source.fold(chain.span)) or _is_region_alone(text, chain, title)
    )


def _is_region_alone(text: PlaceText, chain: Chain, title: Span) -> bool:
    """True if a title names a special region, which hardly a text names in full, and no other place, and the text comes back to it."""
    folded = text.source.folded
    if f"{folded[chain.span.start : chain.span.end]}特别行政区" not in load_divisions().names:
        return False
    others = (at for at in range(chain.span.end, title.end) if text.reader.tokens.begins(at))
    if any(find_listed(text, NO_UNIT, at, title.end) for at in others):
        return False
    return folded.count(folded[chain.span.start : chain.span.end]) > FEWEST_MENTIONS * 2


def _is_coined(text: PlaceText, chain: Chain) -> bool:
    """True if a name that the list lacks holds no other word: 临溪市 is coined, but 海湾市 might be any."""
    name = text.source.fold(chain.span)[:-1]
    parts = (name[at : at + size] for size in range(2, len(name) + 1) for at in range(len(name) - size + 1))
    return not any(is_word(part, of_places=False) for part in parts)


def is_known(text: PlaceText, chain: Chain) -> bool:
    """True if the list holds the place, or the text prints it again: 临溪县, but not 西部女县 of 一位西部女县长."""
    return chain.listed or text.source.folded.count(text.source.fold(chain.span)) > 1


def find_titles(text: PlaceText) -> list[Span]:
    """The lines of the headline and its subtitle."""
    return [line.span for line in text.lines[:LEAD_LINES] if line.kind in _TITLES]


def _title_chains(text: PlaceText) -> Iterator[tuple[Chain, Span]]:
    """The places that the title and the subtitle come to, each with its line."""
    for title in find_titles(text):
        for opening in OPENINGS.finditer(text.source.folded[title.start : title.end]):
            chain = find_led(text, title.start + opening.end(), title.end)
            if chain:
                yield chain, title


def _title_offices(text: PlaceText) -> list[Chain]:
    """The places whose offices the title names: 临溪县委书记, 云岭市市长, but not 原临溪县县长."""
    folded, found = text.source.folded, []
    for chain in (chain for title in find_titles(text) for chain in chains_in(text, title)):
        former = _FORMER.match(folded, chain.span.start) if not chain.listed else None
        known = is_known(text, chain) or _is_coined(text, chain)
        if known and not former and OFFICE.match(folded, chain.span.end):
            found.append(chain)
    return found


def is_of_several(text: PlaceText) -> bool:
    """True if the title comes to several places: 吉林、湖南、四川――, or people of several, of which none is the one."""
    folded = text.source.folded
    joined = ((chain, _joined_to(text, chain, title)) for chain, title in _title_chains(text))
    return not are_one(text, _title_offices(text)) or any(
        other and not (chain.units > 1 and folded[chain.span.end - 1] == folded[other.span.end - 1])
        for chain, other in joined
    )


def _joined_to(text: PlaceText, chain: Chain, title: Span) -> Chain | None:
    """The place that the title joins to another: 临溪县 and 云岭县, and in 澜江市栖凤区及望海区 the second district."""
    joined = text.source.folded[chain.span.end] in "、和与及" if chain.span.end < title.end else False
    return find_chain(text, chain.span.end + 1, title.end) if joined else None


def find_of_title(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The places that the title comes to and so proves to be the text's.

    None beside an office of another place: 云岭湾区报道――专访临溪县委书记 is of the county, as the guest's office tells.
    """
    offices = _title_offices(text)
    for chain, title in _title_chains(text):
        if are_one(text, [chain, *offices]) and _is_proven_in_title(text, chain, title):
            # Of two districts of one city the text is the city's.
            joined = _joined_to(text, chain, title)
            yield (replace(chain, span=span(chain.span.start, chain.last)) if joined else chain), "title"


def find_led(text: PlaceText, start: int, end: int) -> Chain | None:
    """The place that begins there, or else after words that lead to one: 和平区 is whole, 走进临港市 is not.

    None for 原临溪县, which is where somebody was.
    """
    chain = find_chain(text, start, end)
    if _FORMER.match(text.source.folded, start, end) and not (chain and chain.listed):
        return None
    if chain is None and (lead := _LEAD_IN.match(text.source.folded, start, end)):
        chain = find_chain(text, lead.end(), end)
    return chain


def are_one(text: PlaceText, chains: Sequence[Chain]) -> bool:
    """True if places are one, or within it: 嘉善县县长 and 山丹县县长 talk with each other, and the text is of neither place."""
    named = [text.source.fold(chain.span) for chain in chains]
    return all(name in named[0] or named[0] in name for name in named)
