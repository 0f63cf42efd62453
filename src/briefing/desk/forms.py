"""A page's form → a decision: places in the text become words with what stands around them, and never an offset."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from briefing.config.review import (
    LONGEST_NAME,
    LONGEST_TEXT,
    WITHOUT_ABOUT,
    Chosen,
    Decision,
    EditorText,
    Extent,
    LineKindValue,
    LineValue,
    Nothing,
    People,
    Person,
    Placement,
    SetValue,
    is_clean,
)
from briefing.edition.index import find_clauses
from briefing.errors import UsageError
from briefing.outline.anchors import AnchorFinder
from briefing.text.source import find_holder, span, strip_span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefing.config.review import Anchor, Value
    from briefing.desk.texts import Text
    from briefing.outline.model import Speaker
    from briefing.text.source import Span

_PLACE = re.compile(r"(\d{1,7})-(\d{1,7})")
_AGAIN = "请刷新页面后再试"
_MOST_HEADS = 60
_ON_ONE_LINE = frozenset({"place", "outlet", "published", "speaker", "figure.add", "policy.add", "name.lock"})


def read_place(text: Text, value: str) -> Span:
    """The place that a page names (`923-927`), without white space at its ends; a `UsageError` for none of the text."""
    match = _PLACE.fullmatch(value)
    place = span(int(match[1]), int(match[2])) if match else span(0, 0)
    if not place.start < place.end <= len(text.source.text):
        raise UsageError("没有选到字", hint="请在原文里选几个字")
    place = strip_span(text.source, place)
    if place.start == place.end:
        raise UsageError("选到的只有空白", hint="请在原文里选几个字")
    return place


def read_words(value: str, longest: int = LONGEST_TEXT) -> str:
    """The typed words, on one line and within bounds."""
    words = " ".join(value.split())
    if len(words) > longest:
        raise UsageError(f"写得太长：{len(words)} 字", hint=f"最多 {longest} 字")
    if not is_clean(words):
        raise UsageError("写的话里有看不见的字符", hint="请重新打一遍，不要粘贴")
    return words


def sentences_in(text: Text, value: str) -> list[str]:
    """The places of the sentences that a selection touches; the selection itself where it touches none."""
    place = read_place(text, value)
    points = [
        one.words.span for one in text.reading.outline.points if one.words.spans and one.words.span.overlaps(place)
    ]
    return [f"{one.start}-{one.end}" for one in points] or [value]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionForm:
    """The fields of one decision, read against the text that they are about."""

    text: Text
    fields: Mapping[str, str]

    @property
    def _finder(self) -> AnchorFinder:
        return AnchorFinder(self.text.source)

    def _get(self, key: str) -> str:
        return self.fields.get(key, "")

    def _anchor(self, key: str) -> Anchor:
        return self._finder.anchor_at(read_place(self.text, self._get(key)))

    def _refuse_lines(self, kind: str) -> None:
        """Refuse words of several lines for what is one name, one day or one number: a selection that went too far."""
        for key in ("about", "value_at") if kind in _ON_ONE_LINE else ():
            if self._get(key) and "\n" in self.text.source[read_place(self.text, self._get(key))]:
                raise UsageError("选的字不止一行，不像一个名称", hint="请只选那几个字")

    def _typed(self, words: str) -> Chosen | EditorText:
        """Words that a person typed: the source's where it has them, else the editor's own."""
        start = self.text.source.text.find(words)
        if start < 0:
            return EditorText(text=words)
        return Chosen(anchors=(self._finder.anchor_at(span(start, start + len(words))),))

    def wording(self) -> Value:
        """Words that were selected, words that were typed, or none."""
        if self._get("value") == "none":
            return Nothing()
        if self._get("value_at"):
            places = self._get("value_at").split()[:_MOST_HEADS]
            return Chosen(anchors=tuple(self._finder.anchor_at(read_place(self.text, one)) for one in places))
        words = read_words(self._get("value_text"))
        if not words:
            raise UsageError("还没有选，也没有写", hint="请选几个字，或写下来")
        return self._typed(words)

    def _known(self, speaker: Speaker) -> Person:
        name: Chosen | EditorText = self._typed(speaker.name)
        if speaker.span is not None:
            at = self.text.source.text.find(speaker.name, speaker.span.start, speaker.span.end)
            if at >= 0:
                name = Chosen(anchors=(self._finder.anchor_at(span(at, at + len(speaker.name))),))
        return Person(name=name, role=self._typed(speaker.role) if speaker.role else None)

    def people(self) -> Value:
        """The speakers: those who are known already, and one more or him alone; of one who is known his post is changed."""
        if self._get("value") == "none":
            return People(people=())
        role, name = read_words(self._get("value_text")), read_words(self._get("name"), LONGEST_NAME)
        if not name and not self._get("value_at"):
            raise UsageError("还没有选，也没有写", hint="请选出名字，或写下来")
        said = self._typed(name) if name else Chosen(anchors=(self._anchor("value_at"),))
        person = Person(name=said, role=self._typed(role) if role else None)
        if self._get("value") != "more":
            return People(people=(person,))
        called = "".join(one.words for one in said.anchors) if isinstance(said, Chosen) else said.text
        known = {one.name: self._known(one) for one in self.text.reading.outline.speakers}
        return People(people=tuple((known | {called: person}).values()))

    def line(self) -> Value:
        """The kind of the line."""
        kind = self._get("value")
        if kind not in get_args(LineValue):
            raise UsageError("没有这种行", hint=_AGAIN)
        return LineKindValue(kind=kind)  # type: ignore[arg-type]  # checked above

    def heads(self) -> Value:
        """A set of keywords or priorities."""
        kind = self._get("value")
        if kind not in ("keywords", "priorities"):
            raise UsageError("没有这种词组", hint=_AGAIN)
        places = [read_place(self.text, one) for one in self._get("heads").split()[:_MOST_HEADS]]
        return SetValue(kind=kind, heads=tuple(map(self._finder.anchor_at, places)))  # type: ignore[arg-type]  # checked above

    def placement(self) -> Value:
        """The place in an audience's edition."""
        audience = read_words(self._get("audience"), LONGEST_NAME)
        section = read_words(self._get("section"), LONGEST_NAME) or None
        return Placement(
            audience=audience, section=section, before=self._anchor("before") if self._get("before") else None
        )

    def extent(self) -> Value:
        """The whole sentence, or those of its clauses that the selected words touch."""
        audience = read_words(self._get("audience"), LONGEST_NAME)
        if self._get("value") == "whole":
            return Extent(audience=audience)
        sentence = self._point_of(read_place(self.text, self._get("about")))
        chosen = read_place(self.text, self._get("value_at"))
        touched = [one for one in find_clauses(self.text.source, sentence) if one.overlaps(chosen)]
        if not touched:
            raise UsageError("选的字不在这句话里", hint="请在左边亮着的那句话里选")
        words = span(touched[0].start, touched[-1].end)
        return Extent(audience=audience, words=None if words == sentence else self._finder.anchor_at(words))

    def _line_of(self, place: Span) -> Span:
        """The whole line that a place is in: what is said of a line is about all of its words."""
        lines = [line.span for line in self.text.lines]
        holder = find_holder(lines, place.start)
        return lines[holder] if holder is not None else place

    def _point_of(self, place: Span) -> Span:
        """The sentence that a place is in; a `UsageError` where it is in none, of which nothing is printed."""
        points = [one.words.span for one in self.text.reading.outline.points if one.words.spans]
        found = next((one for one in points if one.start <= place.start < one.end), None)
        if found is None:
            raise UsageError("选的字不在读出的句子里", hint="请选一句话里的字；标题、提问、说话人的名字单独印不成一条")
        return found

    def _figure_of(self, place: Span, kind: str) -> Span:
        """The figure that a place touches; a `UsageError` where none was read, or a tile would say nothing of what it counts."""
        figures = [one for one in self.text.reading.outline.figures if one.words.spans]
        found = next((one for one in figures if one.words.span.overlaps(place)), None)
        if found is None:
            raise UsageError("选的字里没有读出的数据", hint="请选那个数；数没有读出来的，先选中它，按“这是数据”")
        if kind == "tile.add" and found.indicator is None:
            raise UsageError(f"“{found.words.text}”还没有写明数的是什么", hint="请先按“改它数的是什么”，再作重点数字")
        return found.words.span

    def _quote_of(self, place: Span) -> Span:
        """The quotation that a place is in; a `UsageError` where none was read."""
        quotes = [one.words.span for one in self.text.reading.outline.quotes if one.words.spans]
        found = next((one for one in quotes if one.overlaps(place)), None)
        if found is None:
            raise UsageError("选的字不在读出的引语里", hint="请选引语里的字；没有读出来的，先选中它，按“这是引语”")
        return found

    def about(self, kind: str) -> Anchor | None:
        """The words that the decision is about: the whole figure, quotation, sentence or line that was touched."""
        if kind in WITHOUT_ABOUT or not self._get("about"):
            return None
        place = read_place(self.text, self._get("about"))
        if kind.startswith(("figure.", "tile.")) and kind != "figure.add":
            place = self._figure_of(place, kind)
        elif kind in ("quote.speaker", "quote.drop"):
            place = self._quote_of(place)
        elif kind.startswith("point."):
            place = self._point_of(place)
        elif kind in ("line.kind", "heading", "question"):
            place = self._line_of(place)
        return self._finder.anchor_at(place)

    def decision(self, by: str, at: Any) -> Decision:
        """The decision; a `UsageError` says what is missing."""
        kind = self._get("kind")
        if kind not in _READ:
            raise UsageError("不认识这种决定", hint=_AGAIN)
        self._refuse_lines(kind)
        about = self.about(kind)
        if about is None and kind not in WITHOUT_ABOUT and kind != "seen":
            raise UsageError("没有选到字", hint="请在原文里选几个字")
        read = _READ[kind]
        doubt = read_words(self._get("doubt"), LONGEST_NAME) or None if kind == "seen" else None
        return Decision(kind=kind, at=at, by=by, about=about, value=read(self) if read else None, doubt=doubt)

    def undone(self) -> Value:
        """The id of what is taken back."""
        return read_words(self._get("value"), LONGEST_NAME)


# What each kind takes its value from; None where it has none.
_READ: dict[str, Callable[[DecisionForm], Value] | None] = {
    "title": DecisionForm.wording,
    "place": DecisionForm.wording,
    "outlet": DecisionForm.wording,
    "published": DecisionForm.wording,
    "speaker": DecisionForm.people,
    "heading": DecisionForm.line,
    "line.kind": DecisionForm.line,
    "figure.text": DecisionForm.wording,
    "figure.label": DecisionForm.wording,
    "figure.time": DecisionForm.wording,
    "figure.add": None,
    "figure.drop": None,
    "question": DecisionForm.wording,
    "quote.speaker": DecisionForm.wording,
    "quote.add": None,
    "quote.drop": None,
    "set.add": DecisionForm.heads,
    "set.drop": DecisionForm.heads,
    "policy.add": None,
    "policy.drop": None,
    "name.lock": None,
    "point.section": DecisionForm.placement,
    "point.order": DecisionForm.placement,
    "point.extent": DecisionForm.extent,
    "tile.drop": DecisionForm.placement,
    "tile.add": DecisionForm.placement,
    "seen": None,
    "undo": DecisionForm.undone,
}
