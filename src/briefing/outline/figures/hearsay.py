"""Figures that are nobody's statement: what is denied (并非裁员500人), only told (传言), or supposed (假如建成20座)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.figures.comparisons import last_stated
from briefing.text.lexicon import pattern
from briefing.text.segments import sentence_start

if TYPE_CHECKING:
    from briefing.text.source import Source, Span

_RUMOURED = re.compile(pattern("hearsay", "rumoured"))
_DENIED = re.compile(pattern("hearsay", "denied"))
_SUPPOSED = re.compile(pattern("hearsay", "supposed"))
_SENTENCE_END = re.compile("[。！？；\n]|$")
_FAR = 200


def is_hearsay(source: Source, start: int, clause: Span, line: Span) -> bool:
    """True if the sentence does not say that a figure is so."""
    begin = max(sentence_start(source, start, line), source.folded.rfind("；", line.start, start) + 1)
    until = min(line.end, start + _FAR)
    end = _SENTENCE_END.search(source.folded, start, until)
    return bool(
        _RUMOURED.search(source.folded, begin, end.start() if end else until)
        or last_stated(_SUPPOSED, source, begin, start)
        or last_stated(_DENIED, source, clause.start, start)
    )
