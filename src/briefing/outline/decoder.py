"""Reading outline.json back: every entry checked against the source that it quotes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, get_args

from briefing.errors import ConfigurationError
from briefing.outline.model import (
    Enumeration,
    Evidence,
    Figure,
    Item,
    Measure,
    Name,
    Origin,
    Outline,
    Point,
    Question,
    Quote,
    Section,
    Speaker,
    Words,
)
from briefing.text.source import Diagnostic, Span, span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.text.source import Source

T = TypeVar("T")
_DIGITS_AT_MOST = 40
_USUAL_HINT = "请对照使用手册“改提纲”一节改正，或用 briefing outline 重新生成"
_ADDED = '自己添的请写 "origin": "editor"'
# So many wrong entries are told one by one.
_MOST_TOLD = 20


class _WrongEntryError(Exception):
    """An entry that cannot be loaded: where, why, and what to do."""

    def __init__(self, where: str, reason: str, hint: str) -> None:
        super().__init__(where)
        self.where, self.reason, self.hint = where, reason, hint


def _is_added(table: dict[str, Any]) -> bool:
    return table.get("origin") == "editor"


def _is_decided(table: dict[str, Any]) -> bool:
    """True if an editor or a decision may have named what the source does not hold; it is printed as an editor's."""
    return table.get("origin") in ("editor", "review")


@dataclass(frozen=True, kw_only=True)
class Loader:
    """Loads entries of outline.json; `where` in its methods is the entry's path, for messages.

    What is wrong with entries is gathered in `wrong`, so that a person learns of all of it at once.
    """

    source: Source
    wrong: list[_WrongEntryError] = field(default_factory=list)

    def _refuse(self, where: str, reason: str, hint: str = _USUAL_HINT) -> NoReturn:
        raise _WrongEntryError(where, reason, hint)

    def _entry(self, load: Callable[[], T]) -> T | None:
        """The loaded entry, or None where it is wrong, which is kept to be told."""
        try:
            return load()
        except _WrongEntryError as error:
            self.wrong.append(error)
            return None

    def _entries(self, values: Sequence[object], key: str, load: Callable[[object, str], T]) -> tuple[T, ...]:
        """The loaded entries, without those that are wrong."""
        entries = (self._entry(partial(load, value, f"{key}[{index}]")) for index, value in enumerate(values))
        return tuple(entry for entry in entries if entry is not None)

    def _refuse_all(self) -> None:
        """A `ConfigurationError` that tells everything that is wrong, with what to do about it."""
        if not self.wrong:
            return
        told = self.wrong[:_MOST_TOLD]
        reasons = "；".join(f"{one.where} 有误：{one.reason}" for one in told)
        count = f"（共 {len(self.wrong)} 处）" if len(self.wrong) > 1 else ""
        hints = [one.hint if len(told) == 1 else f"{one.where}：{one.hint}" for one in told if one.hint != _USUAL_HINT]
        raise ConfigurationError(f"outline.json 的 {reasons}{count}", hint="；".join(hints) or _USUAL_HINT)

    def _table(self, value: object, where: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._refuse(where, "应为对象")
        return value

    def _list(self, table: dict[str, Any], key: str, load: Callable[[dict[str, Any], str], T]) -> tuple[T, ...]:
        values = table.get(key, [])
        if not isinstance(values, list):
            self.wrong.append(_WrongEntryError(key, "应为列表", _USUAL_HINT))
            return ()
        return self._entries(values, key, lambda value, where: load(self._table(value, where), where))

    def _text(self, table: dict[str, Any], key: str, where: str) -> str:
        value = table.get(key)
        if not isinstance(value, str):
            self._refuse(f"{where}.{key}", "应为文字")
        return value

    def _optional_text(self, table: dict[str, Any], key: str, where: str) -> str | None:
        return None if table.get(key) is None else self._text(table, key, where)

    def _optional_share(self, table: dict[str, Any], key: str, where: str) -> float | None:
        if table.get(key) is None:
            return None
        share = float(self._decimal(table, key, where))
        return share if 0 <= share <= 1 else self._refuse(f"{where}.{key}", "应在 0 到 1 之间")

    def _span(self, value: object, where: str) -> Span:
        if isinstance(value, list) and [type(end) for end in value] == [int, int]:
            start, end = value
            if 0 <= start <= end <= len(self.source.text):
                return span(start, end)
        return self._refuse(where, f"应为 [起, 止)，不超过原文的 {len(self.source.text)} 字")

    def _optional_span(self, table: dict[str, Any], key: str, where: str) -> Span | None:
        return None if table.get(key) is None else self._span(table[key], f"{where}.{key}")

    def _words(self, table: dict[str, Any], where: str, *, added: bool = False) -> Words:
        """The words of an entry; `added` where the entry that holds them is an editor's and they need not say so."""
        text = self._text(table, "text", where)
        if table.get("origin") in ("editor", "sidecar"):
            return Words(text=text, origin=table["origin"], evidence=self._evidence(table, where))
        if added and not table.get("span") and not table.get("spans"):
            return Words(text=text, origin="editor")
        key = "spans" if "spans" in table else "span"
        values = table["spans"] if "spans" in table else [table.get("span")]
        if not isinstance(values, list) or not values:
            self._refuse(f"{where}.spans", "应为位置的列表")
        if values == [None]:
            self._refuse(f"{where}.span", "没有写原文的位置", self._nearest(text))
        places = tuple(self._span(value, f"{where}.{key}") for value in values)
        # The lengths first: a million spans of everything, joined, would fill the memory.
        if sum(place.end - place.start for place in places) != len(text):
            self._refuse(f"{where}.{key}", f"与“{text[:20]}”的长短不符", self._nearest(text))
        found = "".join(self.source[place] for place in places)
        if found != text:
            self._refuse(f"{where}.{key}", f"原文此处是“{found[:20]}”，不是“{text[:20]}”", self._nearest(text))
        origin: Origin = "review" if table.get("origin") == "review" else "source"
        return Words(text=text, spans=places, origin=origin, evidence=self._evidence(table, where))

    def _evidence(self, table: dict[str, Any], where: str) -> Evidence | None:
        evidence: Evidence | None = table.get("evidence")
        if evidence is not None and evidence not in get_args(Evidence):
            self._refuse(f"{where}.evidence", f"应为 {'、'.join(get_args(Evidence))} 之一")
        return evidence

    @cached_property
    def _unspaced(self) -> str:
        return "".join(self.source.text.split())

    def _named(self, table: dict[str, Any], key: str, where: str, *, added: bool) -> str | None:
        """A name, post or asker, which the source must hold but for white space within it, unless an editor `added` it."""
        text = self._optional_text(table, key, where)
        if text and not added and "".join(text.split()) not in self._unspaced:
            self._refuse(f"{where}.{key}", f"原文里没有“{text[:20]}”", _ADDED)
        return text

    def _nearest(self, text: str) -> str:
        """The place of the words in the source, or of the longest part of them."""
        offset = self.source.text.find(text)
        if offset >= 0:
            return f"这些字在原文 [{offset}, {offset + len(text)})，请改 span"
        match = SequenceMatcher(None, self.source.text, text[:200], autojunk=False).find_longest_match()
        near = self.source.text[match.a : match.a + match.size]
        return f"原文里最接近的是 [{match.a}, {match.a + match.size}) 的“{near[:20]}”；{_ADDED}"

    def _optional_words(self, table: dict[str, Any], key: str, where: str = "", *, added: bool = False) -> Words | None:
        if table.get(key) is None:
            return None
        at = f"{where}.{key}" if where else key
        return self._words(self._table(table[key], at), at, added=added)

    def _decimal(self, table: dict[str, Any], key: str, where: str) -> Decimal:
        value = table.get(key)
        try:
            number = Decimal(str(value)) if isinstance(value, str | int | float) else None
        except InvalidOperation:
            number = None
        # The size first: written out, 1e999999999 would fill the memory.
        sane = number is not None and number.is_finite() and abs(number.adjusted()) <= _DIGITS_AT_MOST
        if number is None or not sane or len(format(number, "f")) > _DIGITS_AT_MOST:
            self._refuse(f"{where}.{key}", "应为数")
        return number

    def _speaker(self, table: dict[str, Any], where: str) -> Speaker:
        added, decided = _is_added(table), _is_decided(table)
        self._text(table, "name", where)
        return Speaker(
            name=self._named(table, "name", where, added=decided) or "",
            role=self._named(table, "role", where, added=decided),
            span=None if added else self._optional_span(table, "span", where),
            origin="editor" if added else "review" if decided else "source",
            evidence=self._evidence(table, where),
        )

    def _section(self, table: dict[str, Any], where: str) -> Section:
        return Section(
            id=self._text(table, "id", where),
            heading=self._optional_words(table, "heading", where),
            span=self._span(table.get("span"), f"{where}.span"),
        )

    def _question(self, table: dict[str, Any], where: str) -> Question:
        return Question(
            words=self._words(table, where),
            asker=self._named(table, "asker", where, added=_is_decided(table)),
            answer=self._optional_span(table, "answer", where),
        )

    def _item(self, table: dict[str, Any], where: str, *, added: bool) -> Item:
        added = added or _is_added(table)
        return Item(
            ordinal=int(self._decimal(table, "ordinal", where)),
            marker=(self._optional_text(table, "marker", where) or "") if added else self._text(table, "marker", where),
            head=self._words(self._table(table.get("head"), f"{where}.head"), f"{where}.head", added=added),
            span=self._optional_span(table, "span", where),
        )

    def _enumeration(self, table: dict[str, Any], where: str) -> Enumeration:
        kind = table.get("kind")
        if kind not in ("keywords", "priorities", "list", "formulation"):
            self._refuse(f"{where}.kind", "应为 keywords、priorities、list 或 formulation")
        added = _is_added(table)
        values = table.get("items")
        if not isinstance(values, list) or not values:
            self._refuse(f"{where}.items", "应为列表，不能是空的")
        members = ((self._table(one, f"{where}.items[{at}]"), f"{where}.items[{at}]") for at, one in enumerate(values))
        items = tuple(self._item(*member, added=added) for member in members)
        return Enumeration(
            id=self._text(table, "id", where),
            kind=kind,
            lead=self._optional_words(table, "lead", where, added=added),
            noun=self._named(table, "noun", where, added=added),
            declared=None if table.get("declared") is None else int(self._decimal(table, "declared", where)),
            items=items,
            name=self._optional_words(table, "name", where, added=added),
            sure=None if table.get("sure") is None else float(self._decimal(table, "sure", where)),
        )

    def _point(self, table: dict[str, Any], where: str) -> Point:
        section = self._text(table, "section", where)
        return Point(id=self._text(table, "id", where), section=section, words=self._words(table, where))

    def _figure(self, table: dict[str, Any], where: str) -> Figure:
        added = _is_added(table)
        normal = self._table(table.get("normal"), f"{where}.normal")
        if added and table.get("point") is None:
            self._refuse(f"{where}.point", "自己添的数据没有写讲的是哪一句", "请写那一句的 id，例如 p12")
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
            indicator_sure=self._optional_share(table, "indicator_sure", where),
            period_sure=self._optional_share(table, "period_sure", where),
            indicator=self._optional_words(table, "indicator", where, added=added),
            period=self._optional_words(table, "period", where, added=added),
            rate=self._optional_words(table, "rate", where, added=added),
            baseline=self._optional_words(table, "baseline", where, added=added),
        )

    def _quote(self, table: dict[str, Any], where: str) -> Quote:
        added = _is_decided(table)
        return Quote(
            id=self._text(table, "id", where),
            words=self._words(table, where),
            speaker=self._named(table, "speaker", where, added=added),
            role=self._named(table, "role", where, added=added),
            attribution=self._optional_span(table, "attribution", where),
            evidence=self._evidence(table, where),
        )

    def _name(self, table: dict[str, Any], where: str) -> Name:
        return Name(id=self._text(table, "id", where), words=self._words(table, where))

    def _diagnostic(self, table: dict[str, Any], where: str) -> Diagnostic:
        place = self._optional_span(table, "span", where)
        return Diagnostic(
            code=self._text(table, "code", where),
            message=self._text(table, "message", where),
            span=place,
            doubt=None if table.get("doubt") is None else float(self._decimal(table, "doubt", where)),
        )

    def _places(self, content: dict[str, Any], key: str) -> tuple[Span, ...]:
        values = content.get(key, [])
        if not isinstance(values, list):
            values = [values]
        return self._entries(values, key, self._span)

    def _refuse_repeated_ids(self, outline: Outline) -> None:
        entries = (
            outline.sections,
            (*outline.enumerations, *outline.formulations),
            outline.points,
            outline.figures,
            outline.quotes,
            (*outline.policies, *outline.programmes, *outline.organisations, *outline.events),
            (*outline.persons, *outline.places),
        )
        ids = [one.id for listed in entries for one in listed]
        repeated = next((name for name, count in Counter(ids).items() if count > 1), None)
        if repeated is not None:
            raise ConfigurationError(
                f"outline.json 的 id 有误：有两个条目的 id 都是 {repeated}", hint="请给其中一个换一个没用过的 id"
            )

    def outline(self, content: dict[str, Any]) -> Outline:
        """The outline of a whole file."""
        # A key that means nothing is most often one misspelt. Sets that the text counts or names stand among the other
        # enumerations; the genre is told afresh.
        known = {"schema", "genre", *(one.name for one in fields(Outline))} - {"formulations"}
        unknown = sorted(content.keys() - known)
        if unknown:
            raise ConfigurationError(
                f"outline.json 有不认识的键 {unknown[0]}", hint=f"这里可用的键：{'、'.join(sorted(known))}"
            )
        stated = content.get("source")
        if not isinstance(stated, dict) or stated.get("sha256") != self.source.sha256:
            raise ConfigurationError(
                f"outline.json 的 source.sha256 有误：{self.source.name} 的内容变过",
                hint="请用现在的原文重新生成提纲，再把改动抄过去",
            )
        enumerations = self._list(content, "enumerations", self._enumeration)
        front = ("title", "series", "outlet", "place", "published")
        cover = {key: self._entry(partial(self._optional_words, content, key)) for key in front}
        outline = Outline(
            source=self.source,
            title=cover["title"],
            series=cover["series"],
            outlet=cover["outlet"],
            place=cover["place"],
            published=cover["published"],
            speakers=self._list(content, "speakers", self._speaker),
            sections=self._list(content, "sections", self._section),
            questions=self._list(content, "questions", self._question),
            enumerations=tuple(one for one in enumerations if one.kind != "formulation"),
            formulations=tuple(one for one in enumerations if one.kind == "formulation"),
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
        self._refuse_all()
        self._refuse_repeated_ids(outline)
        return outline
