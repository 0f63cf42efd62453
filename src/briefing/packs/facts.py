"""The facts of a source and the editions that print them, told from its outline and its ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefing.document.ledger import parse_ledger, spans_of
from briefing.packs.contents import spans_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.packs.released import SourceFolder

# What the outline calls each kind of fact, and what a manifest does.
_KINDS = {
    "figures": "figure",
    "quotes": "quote",
    "policies": "policy",
    "programmes": "programme",
    "organisations": "organisation",
    "events": "event",
}
# Enumerations of what somebody stands for; the items of a plain list are facts of their own kinds.
_HEADS = {"keywords": "keyword", "priorities": "priority"}
Fact = dict[str, Any]


def _printed(folder: SourceFolder) -> dict[str, dict[str, set[int]]]:
    """For each audience, each fact that it prints, with every place of the source that the audience prints at all."""
    audience_of = {pack.built.partition("/")[2]: pack.audience for pack in folder.packs}
    facts: dict[str, dict[str, set[int]]] = {}
    for file, entries in parse_ledger(folder.ledger).items():
        if file not in audience_of:
            continue
        printed = facts.setdefault(audience_of[file], {"": set()})
        for entry in entries:
            for start, end in spans_of(entry):
                printed[""].update(range(start, end))
            if fact := entry["origin"].get("fact"):
                printed.setdefault(fact, set())
    return facts


def _is_printed(spans: Iterable[tuple[int, int]], places: set[int]) -> bool:
    return all(places.issuperset(range(start, end)) for start, end in spans)


def _note(value: dict[str, Any] | None, places: set[int]) -> str | None:
    """The figure's indicator or time, where all readers of the editions named have it before them."""
    return value["text"] if value and _is_printed(spans_in(value), places) else None


def _heads(outline: dict[str, Any], printed: dict[str, dict[str, set[int]]]) -> Iterator[Fact]:
    """Keywords and priorities, with the audiences that print their words, wherever in the edition."""
    for enumeration in outline.get("enumerations", ()):
        kind = _HEADS.get(enumeration["kind"])
        for item in enumeration["items"] if kind else ():
            spans = spans_in(item["head"])
            showing = [name for name, facts in sorted(printed.items()) if spans and _is_printed(spans, facts[""])]
            if showing:
                yield {"kind": kind, "text": item["head"]["text"], "editions": showing}


def find_facts(folder: SourceFolder, audiences: Iterable[str]) -> Iterator[Fact]:
    """Each fact that the audiences' packs print whole, with the audiences that do, in the order of the outline."""
    printed = {name: facts for name, facts in _printed(folder).items() if name in set(audiences)}
    outline = json.loads(folder.outline)
    yield from _heads(outline, printed)
    for key, kind in _KINDS.items():
        for found in outline.get(key, ()):
            showing = [
                name
                for name, facts in sorted(printed.items())
                if found["id"] in facts and (not found.get("span") or _is_printed(spans_in(found), facts[""]))
            ]
            if showing:
                common = set.intersection(*(printed[audience][""] for audience in showing))
                fact: Fact = {"kind": kind, "text": found["text"], "editions": showing}
                if kind == "figure":
                    fact |= {"of": _note(found.get("indicator"), common), "period": _note(found.get("period"), common)}
                yield fact
