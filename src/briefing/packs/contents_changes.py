"""Changes of an edition since the page was last written: facts that came, went, or got another number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.packs.contents import Contents, PrintedFact

# As many as a card can show of each sort; the numbers count all.
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChanges:
    """Facts by what became of them, as a person reads them; all empty where only layout or wording changed."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return {"added": list(self.added), "changed": list(self.changed), "dropped": list(self.dropped)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> EditionChanges:
        """The object that `to_json` wrote; a `KeyError` or `TypeError` for anything else."""
        return cls(**{key: tuple(map(str, content[key])) for key in ("added", "changed", "dropped")})

    @property
    def listed(self) -> dict[str, tuple[tuple[str, ...], int]]:
        """Each sort with the facts that a card shows and how many there are."""
        sorts = {"added": self.added, "changed": self.changed, "dropped": self.dropped}
        return {sort: (facts[:_SHOWN], len(facts)) for sort, facts in sorts.items() if facts}


def _words(fact: PrintedFact) -> str:
    return f"{fact.label} {fact.text}" if fact.label else fact.text


def _by_label(contents: Contents) -> dict[str, str]:
    """The one number that is given for what is counted; what has several numbers cannot be told apart."""
    found: dict[str, list[str]] = {}
    for fact in contents.figures:
        found.setdefault(fact.label, []).append(fact.text)
    return {label: texts[0] for label, texts in found.items() if len(texts) == 1}


def compare(before: Contents, after: Contents) -> EditionChanges:
    """Facts, keywords and priorities added to, changed in and dropped from an edition."""
    old, new = _by_label(before), _by_label(after)
    changed = {label for label in old.keys() & new.keys() if old[label] != new[label]}
    known, kept = set(before.facts), set(after.facts)
    added = (_words(fact) for fact in after.facts if fact not in known and fact.label not in changed)
    dropped = (_words(fact) for fact in before.facts if fact not in kept and fact.label not in changed)
    return EditionChanges(
        added=(*(head for head in after.heads if head not in before.heads), *added),
        changed=tuple(f"{label} {old[label]} → {new[label]}" for label in new if label in changed),
        dropped=(*(head for head in before.heads if head not in after.heads), *dropped),
    )
