"""From printed words back to the source: every sentence behind a word, a number or a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.check.expected import sentence_at
from briefing.outline.lines import label_lines
from briefing.text.folding import fold
from briefing.text.source import strip_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.reference import Reference
    from briefing.text.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One sentence of the source: its paragraph, its place, its words, and how the file prints what was asked for."""

    place: str
    span: Span
    words: str
    printed: tuple[str, ...]


def _form(text: str) -> str:
    return "".join(fold(text).split())


def _offsets(reference: Reference, wanted: str) -> Iterator[tuple[int, str]]:
    """One place of the asked-for words in the source, and the printed run that says so."""
    form = _form(wanted)
    for entry in reference.entries or ():
        origin = entry["origin"]
        spans = origin.get("spans", ())
        if spans and (origin.get("fact") == wanted or (form and form in _form(entry["text"]))):
            yield spans[0][0], entry["text"]
    outline = reference.outline
    names = (*outline.policies, *outline.programmes, *outline.organisations, *outline.events)
    facts = [(one.id, one.words) for one in outline.figures] + [(one.id, one.words) for one in outline.quotes]
    for key, words in (*facts, *((one.id, one.words) for one in names)):
        if key == wanted and words.spans:
            yield words.span.start, ""
    folded = outline.source.folded
    at = folded.find(fold(wanted)) if wanted else -1
    while at >= 0:
        yield at, ""
        at = folded.find(fold(wanted), at + 1)


def find_traces(reference: Reference, wanted: str) -> tuple[Trace, ...]:
    """The sentences behind what was asked for, in the order of the source, each once."""
    source = reference.outline.source
    lines = label_lines(source)
    printed: dict[Span, dict[str, None]] = {}
    for offset, run in _offsets(reference, wanted):
        place = strip_span(source, sentence_at(source, offset))
        printed.setdefault(place, {}).update({run: None} if run else {})
    found = []
    for place, runs in sorted(printed.items()):
        number = next((line.number for line in lines if line.span.start <= place.start < line.span.end), None)
        paragraph = f"原文第{number}段" if number else "原文"
        found.append(Trace(place=paragraph, span=place, words=source[place], printed=tuple(runs)))
    return tuple(found)
