"""Reading outline.json back: every entry checked against the source that it quotes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from briefing.errors import ConfigurationError
from briefing.outline import (
    Enumeration,
    Figure,
    Item,
    Measure,
    Name,
    Outline,
    Point,
    Question,
    Quote,
    Section,
    Speaker,
    Words,
)
from briefing.source import Diagnostic, Span, span

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.source import Source

T = TypeVar("T")
_DIGITS_AT_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Loader:
    """Loads entries of outline.json; `where` in its methods is the entry's path, for messages."""

    source: Source

    def _refuse(
        self, where: str, reason: str, hint: str = "请对照 README 改正，或用 briefing outline 重新生成"
    ) -> NoReturn:
        raise ConfigurationError(f"outline.json 的 {where} 有误：{reason}", hint=hint)

    def _table(self, value: object, where: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._refuse(where, "应为对象")
        return value

    def _list(self, table: dict[str, Any], key: str, load: Callable[[dict[str, Any], str], T]) -> tuple[T, ...]:
        values = table.get(key, [])
        if not isinstance(values, list):
            self._refuse(key, "应为列表")
        return tuple(
            load(self._table(value, f"{key}[{index}]"), f"{key}[{index}]") for index, value in enumerate(values)
        )

    def _text(self, table: dict[str, Any], key: str, where: str) -> str:
        value = table.get(key)
        if not isinstance(value, str):
            self._refuse(f"{where}.{key}", "应为文字")
        return value

    def _optional_text(self, table: dict[str, Any], key: str, where: str) -> str | None:
        return None if table.get(key) is None else self._text(table, key, where)

    def _span(self, value: object, where: str) -> Span:
        whole = isinstance(value, list) and len(value) == 2 and all(type(end) is int for end in value)  # noqa: PLR2004
        if not whole or not 0 <= value[0] <= value[1] <= len(self.source.text):  # type: ignore[index]
            self._refuse(where, f"应为 [起, 止)，不超过原文的 {len(self.source.text)} 字")
        return span(value[0], value[1])  # type: ignore[index]

    def _optional_span(self, table: dict[str, Any], key: str, where: str) -> Span | None:
        return None if table.get(key) is None else self._span(table[key], f"{where}.{key}")

    def _words(self, table: dict[str, Any], where: str) -> Words:
        text = self._text(table, "text", where)
        if table.get("origin") in ("editor", "sidecar"):
            return Words(text=text, origin=table["origin"])
        values = table["spans"] if "spans" in table else [table.get("span")]
        if not isinstance(values, list) or not values:
            self._refuse(f"{where}.spans", "应为位置的列表")
        places = tuple(self._span(value, f"{where}.span") for value in values)
        # The lengths first: a million spans of everything, joined, would fill the memory.
        if sum(place.end - place.start for place in places) != len(text):
            self._refuse(f"{where}.span", f"与“{text[:20]}”的长短不符", self._nearest(text))
        found = "".join(self.source[place] for place in places)
        if found != text:
            self._refuse(f"{where}.span", f"原文此处是“{found[:20]}”，不是“{text[:20]}”", self._nearest(text))
        return Words(text=text, spans=places)

    def _nearest(self, text: str) -> str:
        """Where the source holds the words, or the longest part of them."""
        offset = self.source.text.find(text)
        if offset >= 0:
            return f"这些字在原文 [{offset}, {offset + len(text)})，请改 span"
        match = SequenceMatcher(None, self.source.text, text[:200], autojunk=False).find_longest_match()
        near = self.source.text[match.a : match.a + match.size]
        return f'原文里最接近的是 [{match.a}, {match.a + match.size}) 的“{near[:20]}”；自己添的请写 "origin": "editor"'

    def _optional_words(self, table: dict[str, Any], key: str) -> Words | None:
        return None if table.get(key) is None else self._words(self._table(table[key], key), key)

    def _decimal(self, table: dict[str, Any], key: str, where: str) -> Decimal:
        value = table.get(key)
        try:
            number = Decimal(str(value)) if isinstance(value, str | int | float) else None
        except InvalidOperation:
            number = None
        # The size first: written out, 1e999999999 would fill the memory.
        if number is None or not number.is_finite() or abs(number.adjusted()) > _DIGITS_AT_MOST:
            self._refuse(f"{where}.{key}", "应为数")
        if len(format(number, "f")) > _DIGITS_AT_MOST:
            self._refuse(f"{where}.{key}", "应为数")
        return number

    def _speaker(self, table: dict[str, Any], where: str) -> Speaker:
        place = self._optional_span(table, "span", where)
        return Speaker(
            name=self._text(table, "name", where), role=self._optional_text(table, "role", where), span=place
        )

    def _section(self, table: dict[str, Any], where: str) -> Section:
        heading = (
            None
            if table.get("heading") is None
            else self._words(self._table(table["heading"], where), f"{where}.heading")
        )
        return Section(
            id=self._text(table, "id", where), heading=heading, span=self._span(table.get("span"), f"{where}.span")
        )

    def _question(self, table: dict[str, Any], where: str) -> Question:
        return Question(
            words=self._words(table, where),
            asker=self._optional_text(table, "asker", where),
            answer=self._optional_span(table, "answer", where),
        )

    def _item(self, table: dict[str, Any], where: str) -> Item:
        return Item(
            ordinal=int(self._decimal(table, "ordinal", where)),
            marker=self._text(table, "marker", where),
            head=self._words(self._table(table.get("head"), f"{where}.head"), f"{where}.head"),
            span=self._optional_span(table, "span", where),
        )

    def _enumeration(self, table: dict[str, Any], where: str) -> Enumeration:
        kind = table.get("kind")
        if kind not in ("keywords", "priorities", "list"):
            self._refuse(f"{where}.kind", "应为 keywords、priorities 或 list")
        items = self._list(table, "items", self._item)
        if not items:
            self._refuse(f"{where}.items", "不能是空的")
        return Enumeration(
            id=self._text(table, "id", where),
            kind=kind,
            lead=None if table.get("lead") is None else self._words(self._table(table["lead"], where), f"{where}.lead"),
            noun=self._optional_text(table, "noun", where),
            declared=None if table.get("declared") is None else int(self._decimal(table, "declared", where)),
            items=items,
        )

    def _point(self, table: dict[str, Any], where: str) -> Point:
        section = self._text(table, "section", where)
        return Point(id=self._text(table, "id", where), section=section, words=self._words(table, where))

    def _figure(self, table: dict[str, Any], where: str) -> Figure:
        inner = {
            key: None
            if table.get(key) is None
            else self._words(self._table(table[key], f"{where}.{key}"), f"{where}.{key}")
            for key in ("indicator", "period", "rate", "baseline")
        }
        normal = self._table(table.get("normal"), f"{where}.normal")
        if table.get("change") not in (None, "up", "down"):
            self._refuse(f"{where}.change", "应为 up、down 或 null")
        return Figure(
            id=self._text(table, "id", where),
            words=self._words(table, where),
            value=self._decimal(table, "value", where),
            unit=self._optional_text(table, "unit", where),
            normal=Measure(
                value=self._decimal(normal, "value", f"{where}.normal"),
                unit=self._optional_text(normal, "unit", f"{where}.normal"),
            ),
            qualifier=self._optional_text(table, "qualifier", where),
            cumulative=bool(table.get("cumulative")),
            change=table.get("change"),
            point=self._optional_text(table, "point", where),
            **inner,
        )

    def _quote(self, table: dict[str, Any], where: str) -> Quote:
        return Quote(
            id=self._text(table, "id", where),
            words=self._words(table, where),
            speaker=self._optional_text(table, "speaker", where),
            role=self._optional_text(table, "role", where),
            attribution=self._optional_span(table, "attribution", where),
        )

    def _name(self, table: dict[str, Any], where: str) -> Name:
        return Name(id=self._text(table, "id", where), words=self._words(table, where))

    def _diagnostic(self, table: dict[str, Any], where: str) -> Diagnostic:
        place = self._optional_span(table, "span", where)
        return Diagnostic(
            code=self._text(table, "code", where), message=self._text(table, "message", where), span=place
        )

    def _places(self, content: dict[str, Any], key: str) -> tuple[Span, ...]:
        values = content.get(key, [])
        if not isinstance(values, list):
            self._refuse(key, "应为列表")
        return tuple(self._span(value, f"{key}[{index}]") for index, value in enumerate(values))

    def _refuse_other_source(self, content: dict[str, Any]) -> None:
        stated = self._table(content.get("source"), "source").get("sha256")
        if stated != self.source.sha256:
            self._refuse(
                "source.sha256", f"{self.source.name} 的内容变过", "请用现在的原文重新生成提纲，再把改动抄过去"
            )

    def _refuse_repeated_ids(self, outline: Outline) -> None:
        names = [*outline.policies, *outline.programmes, *outline.organisations, *outline.events]
        names += [*outline.persons, *outline.places]
        ids = [one.id for one in outline.sections]
        ids += [one.id for one in outline.enumerations]
        ids += [one.id for one in outline.points]
        ids += [one.id for one in outline.figures]
        ids += [one.id for one in outline.quotes]
        ids += [one.id for one in names]
        repeated = next((name for name, count in Counter(ids).items() if count > 1), None)
        if repeated is not None:
            self._refuse("id", f"有两个条目的 id 都是 {repeated}", "请给其中一个换一个没用过的 id")

    def outline(self, content: dict[str, Any]) -> Outline:
        """The outline of a whole file."""
        self._refuse_other_source(content)
        outline = Outline(
            source=self.source,
            title=self._optional_words(content, "title"),
            series=self._optional_words(content, "series"),
            outlet=self._optional_words(content, "outlet"),
            place=self._optional_words(content, "place"),
            published=self._optional_words(content, "published"),
            speakers=self._list(content, "speakers", self._speaker),
            sections=self._list(content, "sections", self._section),
            questions=self._list(content, "questions", self._question),
            enumerations=self._list(content, "enumerations", self._enumeration),
            points=self._list(content, "points", self._point),
            figures=self._list(content, "figures", self._figure),
            quotes=self._list(content, "quotes", self._quote),
            policies=self._list(content, "policies", self._name),
            programmes=self._list(content, "programmes", self._name),
            organisations=self._list(content, "organisations", self._name),
            events=self._list(content, "events", self._name),
            persons=self._list(content, "persons", self._name),
            places=self._list(content, "places", self._name),
            captions=self._places(content, "captions"),
            furniture=self._places(content, "furniture"),
            diagnostics=self._list(content, "diagnostics", self._diagnostic),
        )
        self._refuse_repeated_ids(outline)
        return outline
