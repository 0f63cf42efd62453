"""Key formulations: sets of parallel words that the text counts, names or quotes (“强村、富民、美路、清河”四大行动)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.outline.enumerations.formulation_counted import find_counted
from briefing.outline.enumerations.formulation_evidence import LineText
from briefing.outline.enumerations.formulation_forms import find_formed
from briefing.outline.model import Enumeration, Item, quote_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.outline.enumerations.formulation_evidence import WordSet
    from briefing.outline.lines import Line
    from briefing.text.source import Source, Span
    from briefing.text.tokens import Tokens

_READ = frozenset({"text", "answer", "heading"})
_KEYWORDS = "关键词"
SURE = 0.7


def _offsets(places: Iterable[Span]) -> set[int]:
    return {offset for place in places for offset in range(place.start, place.end)}


def _chosen(source: Source, found: Iterable[WordSet], known: Sequence[Enumeration]) -> list[WordSet]:
    """The surest of those that share members or a name; of sets of the same words one, and none that is a known list."""
    heads = [item.head.span for one in known for item in one.items if item.head.spans]
    head_at = {offset: head for head in heads for offset in range(head.start, head.end)}
    seen = {frozenset(source.fold(item.head.span) for item in one.items if item.head.spans) for one in known}
    members: set[int] = set()
    names: set[int] = set()
    chosen: list[WordSet] = []
    for one in sorted(found, key=lambda one: (-one.sure, -len(one.members), one.place)):
        words = frozenset(source.fold(member) for member in one.members)
        # A name may be a member of another set (“1236”: “3个基础”).
        mine, named = _offsets(one.members), _offsets([one.name] if one.name else [])
        # “三农”, of which one is 三农, explains nothing.
        taken = bool(mine & members or named & names) or bool(one.name and source.fold(one.name) in words)
        # A head may hold a whole set (一是推进“三化”：…), or a member of a named one; what heads say is no set.
        within = {head_at[offset] for offset in mine if offset in head_at}
        heads_say = (one.name is None and len(within) > 1) or any(
            head in member for member in one.members for head in within
        )
        if one.sure >= SURE and words not in seen and not taken and not heads_say:
            seen.add(words)
            members |= mine
            names |= named
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.place)


def find_formulations(
    source: Source, lines: Sequence[Line], tokens: Tokens, known: Sequence[Enumeration]
) -> tuple[Enumeration, ...]:
    """The key formulations that are sure enough, in their order; what is a member of a `known` enumeration is none.

    A set that the text itself calls keywords (三个关键词) is of that kind.
    """
    texts = [LineText(folded=source.folded, tokens=tokens, line=line.span) for line in lines if line.kind in _READ]
    candidates = [one for text in texts for find in (find_counted, find_formed) for one in find(text)]
    found = []
    for number, one in enumerate(_chosen(source, candidates, known), len(known) + 1):
        items = (
            Item(ordinal=ordinal, marker="", head=quote_source(source, member), span=member)
            for ordinal, member in enumerate(one.members, 1)
        )
        called_keywords = one.noun is not None and _KEYWORDS in source.fold(one.noun)
        found.append(
            Enumeration(
                id=f"e{number}",
                kind="keywords" if called_keywords else "formulation",
                lead=None,
                noun=source[one.noun] if one.noun else None,
                declared=one.number,
                items=tuple(items),
                name=quote_source(source, one.name) if one.name else None,
                sure=round(one.sure, 2),
            )
        )
    return tuple(found)
