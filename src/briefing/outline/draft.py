"""An outline as decisions are put into it: finds what they are about, and puts entries in and out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefing.config.review import Chosen, EditorText, Nothing
from briefing.outline.anchors import AnchorFinder
from briefing.outline.model import Choice, Outline, Words, quote_source
from briefing.text.folding import fold
from briefing.text.source import Source, Span, find_holder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.config.review import Anchor, Decision, Wording
    from briefing.outline.model import Point

_MARKS = "《》〈〉“”‘’「」『』"
_QUOTED = 20


class NotAppliedError(Exception):
    """A decision that cannot be applied: the code of the notice, and why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


def nothing_there(what: str) -> NotAppliedError:
    """The error that what a decision is about is not in the outline."""
    return NotAppliedError("decision-unused", what)


def locate(finder: AnchorFinder, anchor: Anchor, *, any_mention: bool = False) -> Span:
    """The place of the anchor's words; what cannot be found or told apart is not applied."""
    found = finder.find(anchor, any_mention=any_mention)
    if isinstance(found, Span):
        return found
    words = " ".join(anchor.words.split())[:_QUOTED]
    if found == "gone":
        raise NotAppliedError("decision-gone", f"原文里找不到“{words}”了")
    raise NotAppliedError("decision-ambiguous", f"原文里的“{words}”不止一处，分不清是哪一处")


def line_at(lines: Sequence[Span], place: Span) -> Span:
    """The line that holds a place; a place without one is not applied."""
    holder = find_holder(lines, place.start)
    if holder is None:
        raise nothing_there("那里没有一行文字")
    return lines[holder]


def next_id(entries: Iterable[Any], letter: str) -> str:
    """An id that none of the entries has: f13 after f12."""
    numbers = [int(one.id[1:]) for one in entries if one.id[:1] == letter and one.id[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


def as_reviewed(words: Words) -> Words:
    """The words of an entry that a decision changed."""
    return replace(words, origin="review") if words.spans else words


def range_of(place: Span) -> range:
    """The offsets of a place."""
    return range(place.start, place.end)


def bare(text: str) -> str:
    """A name folded, without the marks around it: 《稳企九条》 and 稳企九条 are one."""
    return "".join(fold(text).strip(_MARKS + " ").split())


@dataclass
class Draft:
    """An outline as decisions are put into it one by one, with what they say of the cover, of names and of editions."""

    outline: Outline
    cover: set[str] = field(default_factory=set)
    locked: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    seen: list[tuple[str, Span | None]] = field(default_factory=list)
    # Where entries stand whose words are an editor's now: later decisions still name the source's.
    replaced: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        """The source of the outline."""
        return self.outline.source

    @cached_property
    def finder(self) -> AnchorFinder:
        """Finds the words of decisions."""
        return AnchorFinder(self.outline.source)

    def words(self, said: Wording, *, any_mention: bool = False) -> Words | None:
        """The words that a decision names: the source's, an editor's or none."""
        match said:
            case Nothing():
                return None
            case EditorText(text=text):
                return Words(text=text, origin="editor")
            case Chosen(anchors=anchors):
                places = [locate(self.finder, anchor, any_mention=any_mention) for anchor in anchors]
                return replace(quote_source(self.source, *places), origin="review")

    def wording(self, decision: Decision, *, any_mention: bool = False) -> Words | None:
        """The words that are the value of a decision."""
        assert isinstance(decision.value, Chosen | EditorText | Nothing)  # noqa: S101 - the loader promises it
        return self.words(decision.value, any_mention=any_mention)

    def point_at(self, place: Span) -> Point:
        """The sentence that a place is in."""
        holding = (one for one in self.outline.points if one.words.spans and place.start in range_of(one.words.span))
        point = next(holding, None) or next(
            (one for one in self.outline.points if one.words.spans and one.words.span.overlaps(place)), None
        )
        if point is None:
            raise nothing_there("这里不是提纲里的一句话")
        return point

    def at(self, entries: Sequence[Any], place: Span | None, what: str) -> Any:
        """The one entry whose words are at a place, or overlap it."""
        assert place is not None  # noqa: S101 - the loader promises it
        places = {one.id: one.words.spans or self.replaced.get(one.id, ()) for one in entries}
        exact = [one for one in entries if place in places[one.id]]
        found = exact or [one for one in entries if any(place.overlaps(own) for own in places[one.id])]
        if len(found) != 1:
            raise nothing_there(f"提纲里这一处{'不止一个' if found else '没有'}{what}")
        return found[0]

    def put(self, key: str, changed: Any, *, instead_of: Any = None) -> None:
        """Put an entry into the outline, or in the place of another."""
        entries = [one for one in getattr(self.outline, key) if one is not instead_of]
        entries = [*entries, changed] if changed is not None else entries
        # In the order of the text, those without a place last.
        ordered = sorted(entries, key=lambda one: (not one.words.spans, one.words.spans[:1]))
        changes: dict[str, Any] = {key: tuple(ordered)}
        self.outline = replace(self.outline, **changes)
