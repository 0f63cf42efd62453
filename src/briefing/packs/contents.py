"""Contents of one edition, read from its own ledger entries: what is not in the edition cannot get here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.text.folding import fold
from briefing.text.quantities import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.document.ledger import Entry

Places = tuple[tuple[int, int], ...]
_HEADING = re.compile(r"sections\..+\.heading")
# What a fact's id begins with, and what such facts are called; the order is that of the page.
KINDS = {"f": "figures", "l": "policies", "b": "programmes", "v": "events", "o": "organisations", "q": "quotes"}
# One character is no fact that anybody looks for, and a whole paragraph is none that a card can show.
_LENGTHS = range(2, 160)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFact:
    """A fact as the edition prints it; `label` is what a figure counts, empty where the edition does not print it."""

    kind: str
    text: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """An edition's headings, heads, facts and what it speaks of, in the script of the file that they were read from."""

    language: str
    title: str
    place: str
    headings: tuple[str, ...]
    heads: tuple[str, ...]
    terms: tuple[str, ...]
    facts: tuple[PrintedFact, ...]

    @property
    def figures(self) -> tuple[PrintedFact, ...]:
        """The figures that say what they count."""
        return tuple(fact for fact in self.facts if fact.kind == "figures" and fact.label)

    def to_json(self) -> dict[str, Any]:
        """The fields as JSON values."""
        # Written out, since `asdict` would copy every fact on the way, which for hundreds of sources is most of the time.
        return {
            "language": self.language,
            "title": self.title,
            "place": self.place,
            "headings": list(self.headings),
            "heads": list(self.heads),
            "terms": list(self.terms),
            "facts": [[fact.kind, fact.text, fact.label] for fact in self.facts],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Contents:
        """The object that `to_json` wrote; a `KeyError`, `TypeError` or `ValueError` for anything else."""
        return cls(
            language=str(content["language"]),
            title=str(content["title"]),
            place=str(content["place"]),
            headings=tuple(map(str, content["headings"])),
            heads=tuple(map(str, content["heads"])),
            terms=tuple(map(str, content["terms"])),
            facts=tuple(
                PrintedFact(kind=str(kind), text=str(text), label=str(label)) for kind, text, label in content["facts"]
            ),
        )


def spans_in(value: Mapping[str, Any] | None) -> Places:
    """The places of an outline's value, which has one (`span`) or several (`spans`) or none."""
    if not value:
        return ()
    # What an editor wrote has no place.
    spans = value.get("spans") or ([value["span"]] if value.get("span") else [])
    return tuple((start, end) for start, end in spans)


def _compares(figure: Mapping[str, Any]) -> bool:
    """True if the figure says how much more, or which part: beside what it is about it would read as the whole."""
    unit = (figure.get("normal") or {}).get("unit")
    return bool(figure.get("change") or figure.get("baseline") or unit is None or kind_of(fold(unit)) == "share")


def _facts(entries: Iterable[Entry], labels: Mapping[str, str]) -> Iterator[PrintedFact]:
    for entry in entries:
        fact, text = entry["origin"].get("fact") or "", entry["text"].strip("“”‘’「」『』")
        if fact[:1] in KINDS and len(text) in _LENGTHS:
            yield PrintedFact(kind=KINDS[fact[0]], text=text, label=labels.get(fact, ""))


def read_contents(entries: Sequence[Entry], outline: Mapping[str, Any], language: str) -> Contents:
    """The contents of the edition of these entries; of the outline's words only those that the edition prints."""
    # The edition's words for each place of the source that it prints whole, of several the first.
    printed: dict[Places, str] = {
        tuple((start, end) for start, end in entry["origin"]["spans"]): entry["text"]
        for entry in reversed(entries)
        if entry["origin"]["kind"] == "source"
    }
    of_template = [
        (entry["origin"]["key"], entry["text"]) for entry in entries if entry["origin"]["kind"] == "template"
    ]
    figures = (figure for figure in outline.get("figures", ()) if not _compares(figure))
    labels = {figure["id"]: printed.get(spans_in(figure["indicator"]), "") for figure in figures}
    sidecar = {entry["origin"]["key"]: entry["text"] for entry in entries if entry["origin"]["kind"] == "sidecar"}
    items = (item for one in outline.get("enumerations", ()) if one["kind"] != "list" for item in one["items"])
    heads = (text for item in items if (text := printed.get(spans_in(item["head"]))))
    # Words such as 人才公寓, which people look for and which are no facts.
    terms = {term for point in outline.get("points", ()) for match in point["topics"] for term in match["terms"]}
    words = fold("".join(entry["text"] for entry in entries if entry["origin"]["kind"] == "source"))
    return Contents(
        language=language,
        title=printed.get(spans_in(outline.get("title")), ""),
        place=sidecar.get("place") or printed.get(spans_in(outline.get("place")), ""),
        headings=tuple(dict.fromkeys(text for key, text in of_template if _HEADING.fullmatch(key))),
        heads=tuple(dict.fromkeys(heads)),
        terms=tuple(sorted(term for term in terms if fold(term) in words)),
        facts=tuple(dict.fromkeys(_facts(entries, labels))),
    )


def pick_file(files: Mapping[str, Mapping[str, Any]], audience: str) -> str | None:
    """The file by which the edition is described: a whole pack before one page alone, the first script's, in any format."""
    own = [
        ("part" in entry, entry["script"], name) for name, entry in files.items() if entry.get("audience") == audience
    ]
    return min(own)[2] if own else None


def dump(value: object) -> bytes:
    """The value as JSON that is the same on every run."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n").encode()
