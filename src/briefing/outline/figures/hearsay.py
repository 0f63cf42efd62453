"""Figures that are nobody's statement: what is denied (并非裁员500人), only told (传言), or supposed (假如建成20座)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.text.lexicon import pattern
from briefing.text.segments import behind_last, sentence_start

if TYPE_CHECKING:
    from briefing.text.source import Source, Span

_RUMOURED = re.compile(pattern("hearsay", "rumoured"))
_DENIED = re.compile(pattern("hearsay", "denied"))
_SUPPOSED = re.compile(pattern("hearsay", "supposed"))
_FAR = 200


def is_hearsay(source: Source, start: int, clause: Span, line: Span) -> bool:
    """True if the sentence does not say that a figure is so."""
    folded, until = source.folded, min(line.end, start + _FAR)
    begin = behind_last(folded, "；", sentence_start(source, start, line), start)
    end = min((at for mark in "。！？；\n" if (at := folded.find(mark, start, until)) >= 0), default=until)
    return bool(
        _RUMOURED.search(folded, begin, end)
        or _SUPPOSED.search(folded, begin, start)
        or _DENIED.search(folded, clause.start, start)
    )
