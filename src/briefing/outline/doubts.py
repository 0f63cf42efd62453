"""Doubts to look at before signing (签发前要看的): those of an outline and its editions, most doubtful first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from briefing.kept import parse_toml
from briefing.outline.anchors import AnchorFinder
from briefing.text.source import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefing.outline.model import Outline
    from briefing.text.source import Source, Span

# What nobody has weighed is worth a look, after all that somebody has.
_UNWEIGHED = 0.3
_QUOTED = 30
# A section of fewer of the source's characters than these says next to nothing (本区创新活跃。).
_THIN = 12
# Nor do these say anything by themselves, or in many words: two keywords of four characters are a whole set.
_NO_SECTIONS = frozenset({"cover", "one-page", "furniture", "notes", "spine", "contact", "sources", "quality", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtPlace:
    """One place of a doubt: the paragraph's number, the words and what stands around them; without a span it is of the whole."""

    message: str
    doubt: float
    span: Span | None = None
    paragraph: int | None = None
    words: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Doubts of one kind, gathered: `title` says what is doubtful, `todo` what to do, `places` where, most doubtful first."""

    code: str
    doubt: float
    title: str
    todo: str
    places: tuple[DoubtPlace, ...]


@cache
def _table() -> dict[str, dict[str, Any]]:
    return parse_toml((resources.files("briefing") / "data" / "doubts.toml").read_text(encoding="utf-8"))


def title_of(code: str) -> str:
    """The words for what a kind of notice puts in doubt, empty for a kind that nobody has weighed."""
    return str(_table().get(code, {}).get("title", ""))


def doubt_of(one: Diagnostic) -> float:
    """The weight of a notice as a doubt, 0 to 1: its own measure, else that of its kind."""
    if one.doubt is not None:
        return one.doubt
    return float(_table().get(one.code, {}).get("doubt", _UNWEIGHED))


def find_doubts(
    outline: Outline, editions: Mapping[str, Iterable[Mapping[str, Any]]] | None = None
) -> tuple[Doubt, ...]:
    """The doubts of an outline with its decisions applied, most doubtful first; what somebody has seen is left out.

    `editions` are the ledger entries of each audience's edition, of which thin sections are told.
    """
    thin = () if editions is None else find_thin(editions)
    return gather_doubts((*outline.diagnostics, *thin), outline.source)


def gather_doubts(diagnostics: Iterable[Diagnostic], source: Source) -> tuple[Doubt, ...]:
    """Notices in doubt, those of one kind together, most doubtful first."""
    finder = AnchorFinder(source)
    told = []
    for one in diagnostics:
        place = DoubtPlace(message=one.message, doubt=doubt_of(one), span=one.span)
        if one.span is not None:
            before, after = finder.around(one.span)
            words, paragraph = _quote(source, one.span), finder.paragraph_of(one.span)
            place = replace(place, paragraph=paragraph, words=words, before=before, after=after)
        if place.doubt > 0:
            told.append((one.code, place))
    return _together(told)


def read_doubts(outline: Mapping[str, Any], thin: Iterable[Diagnostic]) -> tuple[Doubt, ...]:
    """The doubts of an outline.json, for those who have not its source at hand; an entry that is none is passed over."""
    listed = outline.get("diagnostics")
    entries = [
        one
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, dict)
        and isinstance(one.get("doubt"), int | float)
        and one["doubt"] > 0
        and "code" in one
        and "message" in one
    ]
    told = [
        (
            str(one["code"]),
            DoubtPlace(
                message=str(one["message"]),
                doubt=float(one["doubt"]),
                paragraph=one.get("paragraph"),
                words=str(one.get("words") or ""),
            ),
        )
        for one in entries
    ]
    return _together([*told, *((one.code, DoubtPlace(message=one.message, doubt=doubt_of(one))) for one in thin)])


def _together(told: Iterable[tuple[str, DoubtPlace]]) -> tuple[Doubt, ...]:
    groups: dict[str, list[DoubtPlace]] = {}
    for code, place in told:
        groups.setdefault(code, []).append(place)
    doubts = []
    for code, places in groups.items():
        known, ranked = _table().get(code, {}), sorted(places, key=lambda place: -place.doubt)
        title, todo = known.get("title", ranked[0].message), known.get("todo", "请对照原文看一看")
        doubts.append(Doubt(code=code, doubt=ranked[0].doubt, title=title, todo=todo, places=tuple(ranked)))
    return tuple(sorted(doubts, key=lambda doubt: (-doubt.doubt, doubt.code)))


def _quote(source: Source, place: Span) -> str:
    words = " ".join(source[place].split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"


def describe(diagnostics: Iterable[Diagnostic], source: Source) -> list[dict[str, Any]]:
    """Notices as outline.json holds them: code, place, message, doubt, and for people the paragraph and the words."""
    finder = AnchorFinder(source)
    return [
        {
            "code": one.code,
            "span": [one.span.start, one.span.end] if one.span else None,
            "message": one.message,
            "doubt": doubt_of(one),
            "paragraph": finder.paragraph_of(one.span) if one.span else None,
            "words": _quote(source, one.span) if one.span else None,
        }
        for one in diagnostics
    ]


def find_thin(editions: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[Diagnostic]:
    """One notice for each audience whose edition has sections of a few words, from the edition's ledger entries."""
    for audience, entries in editions.items():
        printed, headings, called = Counter[str](), dict[str, str](), audience
        for entry in entries:
            block, origin, text = entry["block"], entry["origin"], entry["text"]
            if block == "cover" and origin.get("key") == "title":
                called = text
            elif block not in _NO_SECTIONS:
                if str(origin.get("key", "")).endswith(".heading"):
                    headings.setdefault(block, text)
                printed[block] += len("".join(text.split())) if origin["kind"] in ("source", "editor") else 0
        thin = [headings.get(block, block) for block, count in printed.items() if 0 < count < _THIN]
        if thin:
            listed = "、".join(f"“{heading}”" for heading in thin)
            yield Diagnostic(code="section-thin", message=f"{called}：{listed}内容不到 {_THIN} 字")
