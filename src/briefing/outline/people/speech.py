"""The stretches between quotation marks, and which of them could be somebody's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.text.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.text.source import Source, Span

_STOPS = "。！？…"
_SHORT, _LONG = 10, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The words between two marks: `outer` with them, `inner` without."""

    outer: Span
    inner: Span


def quoted_in(source: Source, line: Span) -> Iterator[Quoted]:
    """The outermost quoted stretches of a line; one that the line leaves open ends with it.

    Straight marks open and close by turns.
    """
    opened, depth = line.start, 0
    for match in re.finditer(r'[“”"＂]', source.folded[line.start : line.end]):
        offset = line.start + match.start()
        opens = match[0] == "“" or (match[0] not in "“”" and depth == 0)
        if opens:
            opened, depth = (offset if depth == 0 else opened), depth + 1
            continue
        depth = max(0, depth - 1)
        if depth == 0 and opened < offset and source.folded[opened] in '“"＂':
            yield _quoted(source, opened, offset, offset + 1)
            opened = offset
    if depth and opened == line.start and source.folded[opened] == "“":
        yield _quoted(source, opened, line.end, line.end)


def _quoted(source: Source, start: int, close: int, end: int) -> Quoted:
    return Quoted(outer=span(start, end), inner=strip_span(source, span(start + 1, close)))


def is_sentence(source: Source, quoted: Quoted) -> bool:
    """True if the words end as a sentence does, inside their marks."""
    text = source.fold(quoted.inner).rstrip("’”")
    return bool(text) and text[-1] in _STOPS


def is_broken_off(source: Source, quoted: Quoted) -> bool:
    """True if the words stop at a comma, as the first part of a split quotation does."""
    text = source.fold(quoted.inner)
    return len(text) > 1 and text[-1] in "，；—"


def is_clause(source: Source, quoted: Quoted) -> bool:
    """True if the words are long enough, and parted by commas, so that no term could be meant."""
    text = source.fold(quoted.inner)
    return len(text) >= _SHORT and any(mark in text for mark in "，。；！？")


def is_long(source: Source, quoted: Quoted) -> bool:
    """True if the words are too many for a term."""
    return len(source.fold(quoted.inner)) >= _LONG
