"""An office's changes in Word as decisions about the text: every format then says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.config.review import LONGEST_TEXT, Addition, Chosen, Decision, EditorText, People, Person, Placement
from briefing.config.section_kinds import SECTION_KINDS
from briefing.outline.anchors import AnchorFinder
from briefing.text.folding import fold
from briefing.text.language import Script
from briefing.text.scripts import render_script
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.check.office_changes import Change
    from briefing.config.audience import Audience, SectionPlan
    from briefing.config.review import Anchor, Value
    from briefing.document.ledger import Entry
    from briefing.outline.model import Figure, Outline, Point, Words
    from briefing.publish.office_word import OfficeWord

_OPENING = ("cover", "one-page", "sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A decision that does in every format what the office did in Word; `says` is what its button says."""

    says: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """Finds the decisions that express changes of one edition's Word file."""

    outline: Outline
    audience: Audience
    word: OfficeWord

    def of(self, change: Change) -> Offer | None:
        """The decisions that express a change; None where none does."""
        if len(change.after) > LONGEST_TEXT:
            return None
        match change.kind:
            case "changed":
                return self._changed(change)
            case "added":
                return self._added(change)
            case "deleted":
                return self._deleted(change)
            case "moved":
                return self._moved(change)

    @property
    def _finder(self) -> AnchorFinder:
        return AnchorFinder(self.outline.source)

    def _plan(self, block: str) -> SectionPlan | None:
        return next((plan for plan in self.audience.sections if plan.key == block), None)

    def said(self, words: str) -> Chosen | EditorText:
        """The source's own words where it has them, in whatever script, else the office's."""
        words = " ".join(words.split())
        start = self.outline.source.folded.find(fold(words))
        if start >= 0:
            return Chosen(anchors=(self._finder.anchor_at(span(start, start + len(words))),))
        simplified = self.outline.source.writing == "Hans"
        return EditorText(text=render_script(self.outline.source, Script.HANS).convert(words) if simplified else words)

    def _anchor(self, words: Words) -> Anchor:
        return self._finder.anchor_at(span(words.spans[0].start, words.spans[-1].end))

    def _figure(self, spans: list[list[int]], key: str, near: str) -> Figure | None:
        """The figure whose label or time the places are; where several share them, the one that is printed before."""
        found = [
            one
            for one in self.outline.figures
            if one.words.spans and (words := getattr(one, key)) and _places(words) == spans
        ]
        return next((one for one in found if one.id == near), None) or (found[0] if len(found) == 1 else None)

    def _before(self, entry: Entry) -> str:
        """The fact that is printed last before an entry."""
        at = next((number for number, one in enumerate(self.word.entries) if one is entry), 0)
        facts = (one["origin"].get("fact") for one in reversed(self.word.entries[:at]))
        return str(next((one for one in facts if one), ""))

    def _changed(self, change: Change) -> Offer | None:
        found = _replaced(change)
        if found is None:
            return None
        entry, words = found
        if not words:
            return None
        value, spans = self.said(words), entry["origin"].get("spans", [])
        return (
            self._speaker(entry, value)
            or self._cover_line(entry, spans, value)
            or self._figure_part(entry, spans, value, change)
        )

    def _cover_line(self, entry: Entry, spans: list[list[int]], value: Chosen | EditorText) -> Offer | None:
        """Title, place, outlet or date of the text; the title may be printed in part, without who says it."""
        if entry["block"] not in _OPENING:
            return None
        for kind in ("place", "outlet", "published"):
            known = getattr(self.outline, kind)
            if known is not None and (_places(known) == spans if spans else same(known.text, entry["text"])):
                return _offer(kind, value)
        title = self.outline.title
        if title is None:
            return None
        if spans:
            is_title = all(any(own.start <= start and end <= own.end for own in title.spans) for start, end in spans)
        else:
            is_title = same(title.text, entry["text"])
        if not is_title:
            return None
        return _offer("title", value)

    def _speaker(self, entry: Entry, value: Chosen | EditorText) -> Offer | None:
        """The name or the post of who speaks."""
        speakers = self.outline.speakers
        for number, one in enumerate(speakers):
            is_name, is_role = same(entry["text"], one.name), bool(one.role) and same(entry["text"], one.role or "")
            if not (is_name or is_role) or entry["block"] not in _OPENING:
                continue
            people = [
                Person(name=self.said(each.name), role=self.said(each.role) if each.role else None) for each in speakers
            ]
            people[number] = Person(
                name=value if is_name else people[number].name, role=value if is_role else people[number].role
            )
            return _offer("speaker", People(people=tuple(people)))
        quotes = [
            one for one in self.outline.quotes if one.words.spans and one.speaker and same(entry["text"], one.speaker)
        ]
        quote = next((one for one in quotes if one.id == self._before(entry)), None)
        if quote is None:
            return None
        return _offer("quote.speaker", value, about=self._anchor(quote.words))

    def _figure_part(
        self, entry: Entry, spans: list[list[int]], value: Chosen | EditorText, change: Change
    ) -> Offer | None:
        """The label, the time or the words of a figure, where they are printed by themselves."""
        if not same(entry["text"], change.before):
            return None
        for kind, key in (("figure.label", "indicator"), ("figure.time", "period")):
            figure = self._figure(spans, key, self._before(entry))
            if figure is not None:
                return _offer(kind, value, about=self._anchor(figure.words))
        figure = next((one for one in self.outline.figures if one.id == entry["origin"].get("fact")), None)
        if figure is not None and figure.words.spans:
            return _offer("figure.text", value, about=self._anchor(figure.words))
        return None

    def _points(self, entries: Iterable[Entry]) -> list[Point]:
        """The sentences that entries print."""
        places = [place for one in entries for place in one["origin"].get("spans", [])]
        return [
            one
            for one in self.outline.points
            if one.words.spans and any(one.words.span.start <= start < one.words.span.end for start, _ in places)
        ]

    def _bullet(self, entries: tuple[Entry, ...]) -> tuple[Point, str] | None:
        """The one sentence that a paragraph of entries prints, and the section that it stands in."""
        plan = self._plan(entries[0]["block"]) if entries else None
        points = self._points(entries)
        if plan is None or not SECTION_KINDS[plan.kind].owns_points or len(points) != 1:
            return None
        return points[0], plan.key

    def _deleted(self, change: Change) -> Offer | None:
        plan = self._plan(change.entries[0]["block"]) if change.entries else None
        if plan is not None and plan.kind == "tiles":
            fact = next((one["origin"].get("fact") for one in change.entries), None)
            figure = next((one for one in self.outline.figures if one.id == fact and one.words.spans), None)
            placed = Placement(audience=self.audience.name)
            return _offer("tile.drop", placed, about=self._anchor(figure.words)) if figure else None
        bullet = self._bullet(change.entries)
        if bullet is None:
            return None
        placed = Placement(audience=self.audience.name, section="none")
        return _offer("point.section", placed, about=self._anchor(bullet[0].words), says="各格式都不放这一句")

    def _neighbour(self, index: int | None) -> tuple[Point, str] | None:
        return self._bullet(self.word.beside.get(index, ())) if index is not None else None

    def _added(self, change: Change) -> Offer | None:
        above, below = self._neighbour(change.above), self._neighbour(change.following)
        beside = above or below
        if beside is None:
            return None
        said = self.said(change.after)
        text = change.after if isinstance(said, Chosen) else said.text
        value = Addition(
            audience=self.audience.name, section=beside[1], text=" ".join(text.split()), before=above is None
        )
        says = "作为编者补充印进各格式"
        return _offer("point.add", value, about=self._anchor(beside[0].words), says=says)

    def _moved(self, change: Change) -> Offer | None:
        bullet, following = self._bullet(change.entries), self._neighbour(change.following)
        if bullet is None or following is None or bullet[1] != following[1]:
            return None
        before = self._anchor(following[0].words)
        value = Placement(audience=self.audience.name, section=bullet[1], before=before)
        return _offer("point.order", value, about=self._anchor(bullet[0].words), says="各格式都照这个先后")


def _offer(kind: str, value: Value, *, about: Anchor | None = None, says: str = "各格式都照这样改") -> Offer:
    added = isinstance(value, EditorText)
    told = f"{says}（标明编者补充）" if added else says
    return Offer(says=told, decisions=(Decision(kind=kind, about=about, value=value),))


def same(one: str, other: str) -> bool:
    """True if two texts are one, whatever the script and the spaces."""
    return fold("".join(one.split())) == fold("".join(other.split()))


def _places(words: Words) -> list[list[int]]:
    return [[one.start, one.end] for one in words.spans]


def _replaced(change: Change) -> tuple[Entry, str] | None:
    """The one run that a change replaces, and its words now; None where the change touches several, or the template's."""
    texts = [one["text"] for one in change.entries]
    before, after = "".join(change.before.split()), "".join(change.after.split())
    for number, entry in enumerate(change.entries):
        left = "".join("".join(texts[:number]).split())
        right = "".join("".join(texts[number + 1 :]).split())
        own = entry["origin"]["kind"] in ("source", "editor")
        whole = left + "".join(entry["text"].split()) + right
        if own and same(whole, before) and after.startswith(left) and after.endswith(right):
            words = after[len(left) : len(after) - len(right)]
            if len(left) + len(right) <= len(after) and not same(words, entry["text"]):
                return entry, words
    return None
