"""The start of a name that carries no marks: back from its last word to what cannot be part of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.text.source import Span
    from briefing.text.tokens import Tokens

_EDGE = re.compile(rf"{pattern('name_edges', 'edges')}|\d+[家个所届]|(?<!第)[一二两三四五六七八九十\d][位名]")
_WHOLE = re.compile(pattern("name_edges", "whole"))
_KEPT = "\u2588"
_REACH = 26


def is_free(place: Span, taken: Sequence[Span]) -> bool:
    """True if the place overlaps none of the places taken, which are in order and hardly overlap each other."""
    index = bisect_left(taken, place)
    return not any(place.overlaps(other) for other in taken[max(0, index - 2) : index + 1])


def trim_left(folded: str, place: Span) -> Span:
    """The place without the words at its start that bring the name in; at most some twenty characters are kept."""
    start = max(place.start, place.end - _REACH)
    text = _WHOLE.sub(lambda match: _KEPT * len(match[0]), folded[start : place.end])
    cut = 0
    for match in _EDGE.finditer(text, 0, max(0, len(text) - 2)):
        cut = match.end()
    return span(start + cut, place.end)


def trim_verbs(folded: str, place: Span, tokens: Tokens) -> Span:
    """The place without the verbs at its start: 要|建好|云屏大学, 更名|云屏大学; one character is a verb only before another."""
    kept = {
        at for whole in _WHOLE.finditer(folded, place.start, place.end) for at in range(whole.start() + 1, whole.end())
    }
    start = place.start
    while tokens.tag(start) == "v" and (after := tokens.end(start)) < place.end:
        if after in kept or (after - start == 1 and tokens.tag(after) != "v"):
            break
        start = after
    return span(start, place.end)
