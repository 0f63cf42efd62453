"""Outline ⇄ outline.json (schema `briefing/outline/1`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefing.errors import ConfigurationError
from briefing.outline.decoder import Loader
from briefing.outline.doubts import describe
from briefing.outline.genre import tell_genre
from briefing.text.characters import find_no_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from briefing.config.topics import Match
    from briefing.outline.model import Enumeration, Figure, Name, Outline, Words
    from briefing.text.source import Source, Span

SCHEMA = "briefing/outline/1"


def _span(place: Span | None) -> list[int] | None:
    return [place.start, place.end] if place else None


def _proof(evidence: str | None) -> dict[str, str]:
    return {"evidence": evidence} if evidence else {}


def _proved(words: Words | None) -> dict[str, Any] | None:
    return {**(_words(words) or {}), **_proof(words.evidence)} if words else None


def _words(words: Words | None, *, many: bool = False) -> dict[str, Any] | None:
    if words is None:
        return None
    if not words.spans:
        return {"text": words.text, "origin": words.origin}
    places: dict[str, Any] = {"span": _span(words.span)}
    if many or len(words.spans) > 1:
        places = {"spans": [_span(place) for place in words.spans]}
    return {"text": words.text, **places, **({"origin": "review"} if words.origin == "review" else {})}


def _number(value: Decimal) -> str:
    return format(value, "f")


def _enumeration(one: Enumeration) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "lead": _words(one.lead),
        "noun": one.noun,
        "declared": one.declared,
        "items": [
            {"ordinal": item.ordinal, "marker": item.marker, "head": _words(item.head), "span": _span(item.span)}
            for item in one.items
        ],
        **({} if one.sure is None else {"name": _words(one.name), "sure": one.sure}),
    }


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "id": one.id,
        **(_words(one.words) or {}),
        "value": _number(one.value),
        "unit": one.unit,
        "qualifier": one.qualifier,
        "cumulative": one.cumulative,
        "indicator": _words(one.indicator, many=True),
        "indicator_sure": one.indicator_sure,
        "period": _words(one.period),
        "period_sure": one.period_sure,
        "rate": _words(one.rate),
        "baseline": _words(one.baseline),
        "change": one.change,
        "normal": {"value": _number(one.normal.value), "unit": one.normal.unit},
        "point": one.point,
    }


def _names(names: Sequence[Name]) -> list[dict[str, Any]]:
    return [{"id": one.id, **(_words(one.words) or {})} for one in names]


def to_json(outline: Outline, *, topics: Mapping[str, Sequence[Match]] | None = None) -> str:
    """The outline as outline.json; `topics` are those of each point, by its id."""
    source, matches, genre = outline.source, topics or {}, tell_genre(outline)
    content = {
        "schema": SCHEMA,
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "encoding": source.encoding,
            "script": source.writing,
            "chars": len(source.text),
        },
        "genre": {"kind": genre.kind, "sure": genre.sure} if genre else None,
        "title": _proved(outline.title),
        "series": _words(outline.series),
        "outlet": _proved(outline.outlet),
        "place": _proved(outline.place),
        "published": _proved(outline.published),
        "speakers": [
            {
                "name": one.name,
                "role": one.role,
                "span": _span(one.span),
                **({} if one.origin == "source" else {"origin": one.origin}),
                **_proof(one.evidence),
            }
            for one in outline.speakers
        ],
        "sections": [
            {"id": one.id, "heading": _words(one.heading), "span": _span(one.span)} for one in outline.sections
        ],
        "questions": [
            {**(_words(one.words) or {}), "asker": one.asker, "answer": _span(one.answer)} for one in outline.questions
        ],
        "enumerations": [_enumeration(one) for one in (*outline.enumerations, *outline.formulations)],
        "points": [
            {
                "id": one.id,
                "section": one.section,
                **(_words(one.words) or {}),
                "topics": [{"topic": match.topic, "terms": list(match.terms)} for match in matches.get(one.id, ())],
            }
            for one in outline.points
        ],
        "figures": [_figure(one) for one in outline.figures],
        "quotes": [
            {
                "id": one.id,
                **(_words(one.words) or {}),
                "speaker": one.speaker,
                "role": one.role,
                "attribution": _span(one.attribution),
                **_proof(one.evidence),
            }
            for one in outline.quotes
        ],
        "policies": _names(outline.policies),
        "programmes": _names(outline.programmes),
        "organisations": _names(outline.organisations),
        "events": _names(outline.events),
        "persons": _names(outline.persons),
        "places": _names(outline.places),
        "captions": [_span(place) for place in outline.captions],
        "furniture": [_span(place) for place in outline.furniture],
        "diagnostics": describe(outline.diagnostics, source),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _refuse_no_text(table: dict[str, Any]) -> dict[str, Any]:
    r"""The table, if its words can be printed: an escape such as \ud800 stands for no character."""
    for key, value in table.items():
        if isinstance(value, str) and find_no_text(value) is not None:
            raise ConfigurationError(f"outline.json 的 {key} 里有不是文字的码位", hint="请删去这个字符后重试")
    return table


def from_json(text: str, source: Source) -> Outline:
    """The outline that a file holds over its source.

    A `ConfigurationError` says where the JSON is broken, which entry is wrong, or which words the source does not hold.
    """
    try:
        content = json.loads(text, object_hook=_refuse_no_text)
    except json.JSONDecodeError as error:
        raise ConfigurationError(
            f"outline.json 第 {error.lineno} 行第 {error.colno} 字处不是正确的 JSON",
            hint="请检查该处的引号、逗号和括号",
        ) from None
    except (RecursionError, ValueError):
        raise ConfigurationError("outline.json 嵌套太深或数太长", hint="请用 briefing outline 重新生成") from None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise ConfigurationError("outline.json 的 schema 不认识", hint=f"应为 {SCHEMA}，请用 briefing outline 重新生成")
    return Loader(source=source).outline(content)
