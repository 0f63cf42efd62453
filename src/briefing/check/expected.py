"""The text that a finished file should print: the runs of its ledger, and the source, with what each character states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

from briefing.check.align import Model
from briefing.check.fact_zones import find_zones, index_zones
from briefing.check.flat_text import Piece, compare_form, flat_form, flatten, is_bound, piece_starts
from briefing.check.quantities import find_quantities
from briefing.config.topics import TOPIC_FILE
from briefing.document.ledger import spans_of
from briefing.outline.model import proper_names
from briefing.text.grams import grams
from briefing.text.scripts import render_script
from briefing.text.source import span

if TYPE_CHECKING:
    from decimal import Decimal

    from briefing.check.fact_zones import FactZone
    from briefing.check.flat_text import FlatText
    from briefing.check.quantities import Quantity
    from briefing.document.ledger import Entry
    from briefing.outline.model import Outline
    from briefing.text.language import Script
    from briefing.text.source import Source, Span

_STOPS = frozenset("。！？；\n\r")
NOWHERE = -1
# White space that a word of the source may hold.
_BLANKS = 3
_MARKS = frozenset("“”‘’《》")
_SECRECY = frozenset({"cover.internal", "cover.draft"})
# Tables of the templates' wording that say something of a fact: its place, its time, what the cover vouches for.
_STATEMENTS = frozenset({"label", "cover", "note", "sources"})


def sentence_at(source: Source, offset: int) -> Span:
    """The sentence of the source that holds an offset."""
    start = max(source.folded.rfind(mark, 0, offset) for mark in _STOPS) + 1
    ends = [at + 1 for mark in _STOPS if (at := source.folded.find(mark, offset)) >= 0]
    return span(start, min(ends, default=len(source.text)))


@dataclass(frozen=True)
class ExpectedText:
    """The text that a file should print: the runs of its ledger, if there is one, then the source."""

    outline: Outline
    entries: tuple[Entry, ...] = ()
    script: Script | None = None

    @cached_property
    def flat(self) -> FlatText:
        """The runs and the source as one flat text; its places are offsets in the source, or nowhere."""
        source = self.outline.source
        text = render_script(source, self.script, proper_names(self.outline)).text if self.script else source.text
        runs = []
        for entry in self.ordered:
            places = [*chain.from_iterable(range(*one) for one in spans_of(entry))]
            runs.append(Piece(text=entry["text"], places=places or [NOWHERE] * len(entry["text"])))
        lines = (match.span() for match in re.finditer(r"[^\r\n]+", text))
        return flatten([*runs, *(Piece(text=text[start:end], places=range(start, end)) for start, end in lines)])

    @cached_property
    def ordered(self) -> list[Entry]:
        """The runs in the order of the flat text."""
        # Writers print running heads and the contents' title where they will; no run follows them.
        return sorted(self.entries, key=lambda entry: entry["block"] == "furniture")

    def _origin(self, at: int) -> dict[str, Any]:
        """Origin of the run at a place of the flat text; nothing for the source itself."""
        owner = self.flat.owners[at] if 0 <= at < len(self.flat.owners) else len(self.entries)
        return self.ordered[owner]["origin"] if owner < len(self.entries) else {}

    def is_template(self, at: int) -> bool:
        """True if the run at a place of the flat text is a template's or the sidecar's own words."""
        return self._origin(at).get("kind") in {"template", "sidecar"}

    def statement_at(self, at: int) -> str | None:
        """The key of a template's words at a place of the flat text that say something of a fact, as `label.source` does."""
        key = str(self._origin(at).get("key", ""))
        # An editor's mark is looked for by itself, wherever the words stand.
        return key if key.partition(".")[0] in _STATEMENTS and key not in {"label.space", "label.editor"} else None

    def is_field(self, at: int) -> bool:
        """True if the run at a place of the flat text names a field of industry, as 航运与物流, beside what is said of it."""
        return self._origin(at).get("file") == TOPIC_FILE

    @cached_property
    def runs(self) -> frozenset[str]:
        """The ledger's runs, in the form for comparison."""
        return frozenset(flat_form(entry["text"]) for entry in self.entries)

    @cached_property
    def notes(self) -> frozenset[str]:
        """Words of the ledger's notes, in the form for comparison: one run, or the few runs of one note."""
        runs = [flat_form(entry["text"]) for entry in self.entries if entry["block"] == "notes"]
        return frozenset(chain(runs, (one + other for one, other in pairwise(runs))))

    @cached_property
    def titles_of_contents(self) -> frozenset[str]:
        """The packs' names of their list of contents, in the form for comparison."""
        keyed = (one for one in self.entries if one["origin"].get("key") == "furniture.contents")
        return frozenset(flat_form(entry["text"]) for entry in keyed)

    @cached_property
    def cover_lines(self) -> frozenset[str]:
        """The templates' words about the paper on its cover, as 内部材料, in the form for comparison."""
        keyed = (one for one in self.entries if str(one["origin"].get("key", "")).startswith("cover."))
        return frozenset(flat_form(entry["text"]) for entry in keyed)

    @cached_property
    def secrecy_lines(self) -> frozenset[str]:
        """The templates' words about who may have the paper, as 内部材料, and that it is a draft."""
        keyed = (one for one in self.entries if one["origin"].get("key") in _SECRECY)
        return frozenset(flat_form(entry["text"]) for entry in keyed)

    @cached_property
    def cover_titles(self) -> frozenset[str]:
        """The packs' titles as their covers print them, alone and after their place, in the form for comparison."""
        keyed = (one for one in self.entries if one["block"] == "cover" and one["origin"].get("key") == "title")
        return frozenset([*(flat_form(one["text"]) for one in keyed), *map("".join, self.titles_with_place)])

    @cached_property
    def sentences(self) -> tuple[tuple[int, str, set[str]], ...]:
        """The sentences of the source with their offsets and pairs of characters, in the form for comparison."""
        found = re.finditer(r"[^。！？；\r\n]+", self.outline.source.folded)
        texts = ((match.start(), flat_form(match.group())) for match in found)
        return tuple((start, text, grams(text, 2)) for start, text in texts)

    @cached_property
    def titles_with_place(self) -> tuple[tuple[str, str], ...]:
        """Words that the covers of the packs put before their own titles, with the titles, in the form for comparison."""
        cover = [one for one in self.entries if one["block"] == "cover"]
        pairs = (pair for pair in pairwise(cover) if [one["origin"]["kind"] for one in pair] == ["source", "template"])
        named = (pair for pair in pairs if pair[1]["origin"].get("key") == "title")
        return tuple(dict.fromkeys((flat_form(one["text"]), flat_form(other["text"])) for one, other in named))

    @cached_property
    def label_form(self) -> re.Pattern[str] | None:
        """A pattern of how the packs print places in the source (原文 5.1), in the form for comparison."""
        keyed = (one for one in self.entries if one["origin"].get("key") == "label.source")
        labels = {flat_form(entry["text"]) for entry in keyed}
        forms = {re.sub(r"\d+", r"\\d+", re.escape(label)) for label in labels}
        return re.compile("|".join(sorted(forms))) if forms else None

    @cached_property
    def labels(self) -> frozenset[str]:
        """The places in the source that the packs print, alone or in a note."""
        own = (one["text"] for one in self.entries if one["origin"]["kind"] == "template")
        texts = (flat_form(text) for text in dict.fromkeys(own))
        form = self.label_form
        return frozenset(chain.from_iterable(map(form.findall, texts))) if form else frozenset()

    @cached_property
    def model(self) -> Model:
        """The flat text's text, ready to be aligned with."""
        return Model(text=self.flat.text, starts=piece_starts(self.flat))

    def says(self, words: str, seam: int) -> bool:
        """True if the text says some words, and not by chance where one line of the source ends and the next begins."""
        text, own = self.flat.text, len(self.entries)
        at = text.find(words)
        while at >= 0:
            inner = at + seam
            if not (self.flat.owners[inner - 1] >= own and is_bound(self.flat, inner)):
                return True
            at = text.find(words, at + 1)
        return False

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every quantity on the flat text."""
        return find_quantities(self.flat)

    @cached_property
    def measures(self) -> dict[tuple[Decimal | None, str], list[int]]:
        """The indices of the source's own quantities, by value and unit."""
        found: dict[tuple[Decimal | None, str], list[int]] = {}
        for index, quantity in enumerate(self.quantities):
            if self.flat.places[quantity.start] != NOWHERE:
                found.setdefault(quantity.measure, []).append(index)
        return found

    @cached_property
    def years(self) -> frozenset[str]:
        """Every year that the source names, in digits."""
        return frozenset(re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", self.outline.source.folded))

    def _words_at(self, offset: int, part: str) -> tuple[str, ...]:
        keys = {zone.key for zone in self.zones.get(offset, ()) if zone.kind == "figure"}
        words = (getattr(figure, part) for figure in self.outline.figures if figure.id in keys)
        return tuple(compare_form(one.text) for one in words if one is not None)

    def indicators_at(self, offset: int) -> tuple[str, ...]:
        """Indicator of the figure at an offset of the source."""
        return self._words_at(offset, "indicator")

    def periods_at(self, offset: int) -> tuple[str, ...]:
        """The time that the figure at an offset of the source refers to."""
        return self._words_at(offset, "period")

    @cached_property
    def zones(self) -> dict[int, tuple[FactZone, ...]]:
        """The zones at each offset of the source."""
        return index_zones(find_zones(self.outline))

    @cached_property
    def figure_places(self) -> dict[str, tuple[int, ...]]:
        """Start of each figure on the flat text, by its id."""
        found: dict[str, list[int]] = {}
        # The unit of a number in a table is a place of its own, where no figure begins.
        begins = {figure.words.span.start: figure.id for figure in self.outline.figures if figure.words.spans}
        for at, place in enumerate(self.flat.places):
            if place in begins:
                found.setdefault(begins[place], []).append(at)
        return {key: tuple(places) for key, places in found.items()}

    def zones_between(self, start: int, end: int) -> tuple[FactZone, ...]:
        """The zones that a range of the flat text cuts into; an empty range those that a word there would change."""
        places = self.flat.places
        if start < end:
            touched = chain.from_iterable(self.zones.get(places[at], ()) for at in range(start, end))
            return tuple(dict.fromkeys(touched))
        # Zones that hold the characters on both sides, and those that marks or the ends of a run set off there.
        text, bound = self.flat.text, is_bound(self.flat, start)
        before = places[start - 1] if start > 0 else NOWHERE
        after = places[start] if start < len(places) else NOWHERE
        left, right = self.zones.get(before, ()), self.zones.get(after, ())
        found = [zone for zone in left if zone in right] if 0 < after - before <= _BLANKS else []
        if bound or text[start - 1] in _MARKS:
            found += [zone for zone in right if zone.start == after]
        if bound or text[start : start + 1] in _MARKS:
            found += [zone for zone in left if zone.end == before + 1]
        return tuple(dict.fromkeys(found))
