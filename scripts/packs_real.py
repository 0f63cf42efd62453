"""Builds the packs of published texts and prints how well they were chosen (`make packs-real TEXTS=DIR GOLD=DIR`).

TEXTS holds NAME.txt, GOLD holds NAME.gold2.json (figures, labels, place and guests); which sentence belongs in which
section of which public edition is in tests/real/sections/NAME.json, as offsets. Texts without it count for tiles,
covers, lengths and refusals alone. `--part held` takes only the texts that nobody looked at while choosing rules.
`--show` prints what is wrong or missing, by sentence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.config.sidecar import Sidecar
from briefing.config.template_set import TemplateSet, load_template_set
from briefing.config.templates import Overlay
from briefing.document.compose import make_document
from briefing.document.ledger import runs_in
from briefing.document.model import Annex, FromSource
from briefing.edition import model as parts
from briefing.edition.index import OutlineIndex
from briefing.edition.select import make_edition, points_of
from briefing.errors import SourceError
from briefing.outline.parse import parse
from briefing.readers import read
from briefing.text.language import Script
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document.model import Document
    from briefing.edition.model import Edition
    from briefing.outline.model import Figure
    from briefing.text.source import Span

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = ROOT / "tests/real/sections"
PUBLIC = ("investor", "talent")
# Sections that ask for the same sentences under two shapes.
ALIKE = {"tools": "support", "policies": "benefits", "measures": "benefits"}
# An edition is missed where gold has so many sentences for its reader that it should have been made.
ENOUGH = 4
# So many eligible figures should give so many tiles.
SIX, FOUR = 6, 4
# A section of one item is no shorter.
SHORTEST = 12
NOISE = re.compile(r"[\s“”‘’「」『』《》\"'*#]")

Entry = dict[str, Any]


@dataclass
class Tally:
    """Counts by name, and what was wrong in words."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def _plain(words: str | None) -> str:
    return re.sub(r"^的|的$", "", NOISE.sub("", words or ""))


def accepts(answer: str, gold: list[str | None]) -> bool:
    """True if the answer is one of gold's, or contains the shortest and is contained in the longest."""
    given = sorted((_plain(one) for one in gold if one), key=len)
    words = _plain(answer)
    return words in given or bool(given and given[0] in words and words in given[-1])


def _overlaps(place: Span, other: list[int]) -> bool:
    return place.start < other[1] and other[0] < place.end


def _wanted(gold: Entry, place: Span, audience: str) -> Entry | None:
    """The gold row of a sentence for a reader; None where there is none."""
    rows = [row for row in gold["sentences"] if audience in row and _overlaps(place, row["span"])]
    return rows[0][audience] if rows else None


def _score_sections(tally: Tally, edition: Edition, gold: Entry) -> set[tuple[int, int]]:
    """Count the sentences that stand in a section of theirs; the places of those."""
    audience, counts, right = edition.audience.name, tally.counts, set()
    for section in edition.sections:
        if isinstance(section.part, parts.TilesPart | parts.SpinePart | parts.StandingPart | parts.ChartsPart):
            continue
        key = ALIKE.get(section.plan.key, section.plan.key)
        sentences = {point.id: point for point in points_of(section.part, edition.library) if point.words.spans}
        if len(sentences) == 1 and len(next(iter(sentences.values())).words.text) < SHORTEST:
            counts["short section"] += 1
        for point in sentences.values():
            wanted = _wanted(gold, point.words.span, audience)
            # The one page has the best of every section.
            anywhere = isinstance(section.part, parts.QuotesPart) or section.plan.page == "one"
            fits = wanted is not None and (anywhere or key in wanted["sections"])
            counts[f"{audience} printed"] += 1
            counts[f"{audience} fits"] += fits
            if fits and section.plan.page == "body":
                right.add((point.words.span.start, point.words.span.end))
            if not fits:
                tally.notes.append(f"{audience}/{key} ✗ {wanted and wanted['sections']} {point.words.text}")
    return right


def _score_recall(tally: Tally, right: set[tuple[int, int]], gold: Entry, audience: str, text: str) -> None:
    for row in gold["sentences"]:
        if row.get(audience, {}).get("must"):
            start, end = row["span"]
            found = any(begin < end and start < stop for begin, stop in right)
            tally.counts[f"{audience} wanted"] += 1
            tally.counts[f"{audience} found"] += found
            if not found:
                tally.notes.append(f"{audience} – {row[audience]['sections']} {text[start:end]}")


def _tiles(edition: Edition) -> Iterator[Figure]:
    for section in edition.sections:
        if isinstance(section.part, parts.TilesPart):
            yield from section.part.figures


def _score_tiles(tally: Tally, edition: Edition, gold: Entry, sections: Entry | None) -> None:
    audience, counts, shown = edition.audience.name, tally.counts, 0
    for figure in _tiles(edition):
        if not figure.words.spans:
            continue
        stated = next((one for one in gold["figures"] if _overlaps(figure.words.span, one["numeral"])), None)
        label = figure.indicator.text if figure.indicator else ""
        right = stated is not None and accepts(label, stated["indicator"])
        shown += 1
        counts["tiles"] += 1
        counts["tiles right"] += right
        if not right:
            tally.notes.append(f"{audience} tile ✗ {figure.words.text} · {label} ({stated and stated['indicator']})")
        point = edition.library.points.get(figure.point or "")
        if sections is not None and point is not None and point.words.spans:
            interest = _wanted(sections, point.words.span, audience) is not None
            counts["tiles placed"] += 1
            counts["tiles of interest"] += interest
            if not interest:
                tally.notes.append(f"{audience} tile of no interest {figure.words.text} · {label}")
    if sections is not None:
        eligible = _eligible(gold, sections, audience)
        counts["eligible"] += eligible
        counts["tiles of scored"] += shown
        counts["packs of six"] += eligible >= SIX
        counts["packs of six with four"] += eligible >= SIX and shown >= FOUR


def _eligible(gold: Entry, sections: Entry, audience: str) -> int:
    """Figures with a label in sentences that gold gives the reader."""
    places = [row["span"] for row in sections["sentences"] if audience in row]
    labelled = [one["numeral"] for one in gold["figures"] if any(one["indicator"])]
    return sum(any(start <= numeral[0] < end for start, end in places) for numeral in labelled)


def _score_cover(tally: Tally, library: OutlineIndex, gold: Entry) -> None:
    wanted, outline, counts = gold["document"], library.outline, tally.counts
    places = wanted.get("place", [None])
    counts["place wanted"] += None not in places
    if outline.place:
        right = any(one and _plain(one).endswith(_plain(outline.place.text)) for one in places)
        counts["place printed"] += 1
        counts["place right"] += right
        counts["place found"] += right and None not in places
    names = {_plain(one["name"]) for one in wanted.get("speakers", [])}
    printed = {_plain(one.name) for one in outline.speakers} - set(map(_plain, wanted.get("optional_speakers", [])))
    counts["guest wanted"] += len(names)
    counts["guest printed"] += len(printed)
    counts["guest right"] += len(names & printed)


def _printed(document: Document) -> tuple[int, int]:
    """Source characters of the body, and of the whole pack."""
    said = [(run, isinstance(block, Annex)) for block in document.blocks for run in runs_in(block)]
    of_source = [(len(run.text), annex) for run, annex in said if isinstance(run.origin, FromSource)]
    return sum(size for size, annex in of_source if not annex), sum(size for size, _ in of_source)


def _musts(sections: Entry | None, audience: str) -> int:
    """Number of the sentences that the reader must be shown."""
    return sum(bool(row.get(audience, {}).get("must")) for row in sections["sentences"]) if sections else 0


def _count_refusal(tally: Tally, audience: str, gold: tuple[Entry, Entry | None]) -> None:
    figures, sections = gold
    tally.counts[f"{audience} refused"] += 1
    tally.counts[f"{audience} refused wrongly"] += _musts(sections, audience) >= ENOUGH
    if sections and audience in PUBLIC:
        tally.counts["packs of six"] += _eligible(figures, sections, audience) >= SIX


def _score_audience(
    tally: Tally, template_set: TemplateSet, library: OutlineIndex, name: str, gold: tuple[Entry, Entry | None]
) -> None:
    figures, sections = gold
    counts, text = tally.counts, library.outline.source.text
    right: set[tuple[int, int]] = set()
    try:
        edition = make_edition(library, template_set.audience(name))
    except SourceError:
        _count_refusal(tally, name, gold)
    else:
        document = make_document(edition, Script.HANS, template_set.entries, Sidecar(), None)
        WRITERS["html"](document, template_set.theme, template_set.overlay)
        body, whole = _printed(document)
        counts[f"{name} packs"] += 1
        counts[f"{name} body"] += body
        counts[f"{name} whole"] += whole
        counts[f"{name} source"] += len(text)
        counts[f"{name} for nobody"] += bool(sections) and name in PUBLIC and _musts(sections, name) == 0
        if name in PUBLIC:
            _score_tiles(tally, edition, figures, sections)
        if name in PUBLIC and sections:
            right = _score_sections(tally, edition, sections)
    if name in PUBLIC and sections:
        _score_recall(tally, right, sections, name, text)


def score_text(template_set: TemplateSet, path: Path, gold: tuple[Entry, Entry | None]) -> Tally:
    """Counts of right and wrong in all packs of one text; one that no reader takes is refused for every audience."""
    tally = Tally()
    try:
        library = OutlineIndex(outline=parse(read(path)), topics=template_set.topics)
    except SourceError as refusal:
        tally.notes.append(f"refused: {refusal}")
        for audience in template_set.audiences:
            _count_refusal(tally, audience.name, gold)
            if gold[1] and audience.name in PUBLIC:
                _score_recall(tally, set(), gold[1], audience.name, path.read_text("utf-8", errors="replace"))
        return tally
    _score_cover(tally, library, gold[0])
    for audience in template_set.audiences:
        _score_audience(tally, template_set, library, audience.name, gold)
    return tally


def _rate(counts: Counter[str], part: str, whole: str) -> str:
    share = f"{counts[part] / counts[whole]:.3f}" if counts[whole] else "—"
    return f"{share} ({counts[part]}/{counts[whole]})"


def print_table(counts: Counter[str], texts: int) -> None:
    """The table, with counts."""
    print(f"{texts} texts")
    rows = [
        ("tiles: label right", "tiles right", "tiles"),
        ("tiles: of the reader's interest", "tiles of interest", "tiles placed"),
        ("tiles shown of eligible figures", "tiles of scored", "eligible"),
        ("≥ 4 tiles where ≥ 6 eligible", "packs of six with four", "packs of six"),
        ("place right where printed", "place right", "place printed"),
        ("place found", "place found", "place wanted"),
        ("guests right where printed", "guest right", "guest printed"),
        ("guests found", "guest right", "guest wanted"),
    ]
    for name in PUBLIC:
        rows += [(f"{name}: sentences in their section", f"{name} fits", f"{name} printed")]
        rows += [(f"{name}: sentences found", f"{name} found", f"{name} wanted")]
    for label, part, whole in rows:
        print(f"{label:36} {_rate(counts, part, whole)}")
    both: Counter[str] = Counter()
    for name in PUBLIC:
        for key in ("fits", "printed", "found", "wanted"):
            both[key] += counts[f"{name} {key}"]
    print(f"{'sections: precision':36} {_rate(both, 'fits', 'printed')}")
    print(f"{'sections: recall':36} {_rate(both, 'found', 'wanted')}")
    print(f"{'sections of one short item':36} {counts['short section']}")
    for name in (*PUBLIC, "officials"):
        body, whole = (_rate(counts, f"{name} {part}", f"{name} source") for part in ("body", "whole"))
        refused = f"refused {counts[f'{name} refused']} (wrongly {counts[f'{name} refused wrongly']})"
        extra = f", made for nobody {counts[f'{name} for nobody']}" if name in PUBLIC else ""
        print(f"{name:10} packs {counts[f'{name} packs']}, {refused}{extra}; body {body}, whole {whole} of the source")


def _gold(path: Path, golds: Path) -> tuple[Entry, Entry | None] | None:
    """Gold of a text, and its sections where there are such for this very text; None for a text without gold."""
    figures, sections = golds / f"{path.stem}.gold2.json", SECTIONS / f"{path.stem}.json"
    if not figures.exists():
        return None
    read_gold: Entry = json.loads(figures.read_text(encoding="utf-8"))
    if not sections.exists():
        return read_gold, None
    told: Entry = json.loads(sections.read_text(encoding="utf-8"))
    same = hashlib.sha256(path.read_bytes()).hexdigest() == told["sha256"]
    return read_gold, told if same else None


def main() -> None:
    """Build, score, print."""
    parser = argparse.ArgumentParser(description="做真实文稿的材料，按标准答案给选材打分")
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("names", nargs="*", help="只看这几篇")
    parser.add_argument("--part", choices=("train", "held"), help="只看有选材答案的一部分")
    parser.add_argument("--show", action="store_true", help="逐句列出错处")
    asked = parser.parse_args()
    template_set, total, texts = load_template_set(Overlay()), Counter[str](), 0
    for path in sorted(asked.texts.glob("*.txt")):
        gold = _gold(path, asked.gold)
        part = (gold[1] or {}).get("part") if gold else None
        if gold is None or (asked.names and path.stem not in asked.names) or (asked.part and part != asked.part):
            continue
        tally = score_text(template_set, path, gold)
        texts += 1
        total += tally.counts
        if asked.show:
            print(f"== {path.stem}", *tally.notes, sep="\n  ")
    print_table(total, texts)


if __name__ == "__main__":
    main()
