"""The order in which a file's passages are compared: text, then notes, contents and running heads.

Notes, contents and running heads interrupt the text where a page ends, so they are read after it. What another program
makes of our packs is put right: a list of contents that is no longer marked as one, and large figures, key words and
charts that are read line by line over all their columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.check.flat_text import flat_form
from briefing.check.note_calls import is_note
from briefing.check.spreads import find_spread
from briefing.text.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.check.expected import ExpectedText
    from briefing.readers.passages import FinishedFile

_STREAMS = (
    frozenset({"heading", "body", "cell"}),
    frozenset({"note"}),
    frozenset({"contents"}),
    frozenset({"running"}),
)
# The page at the end of a line of contents, and what leads to it.
_PAGE = re.compile(r"[\s.…·]*\d{1,4}$")
_REST = re.compile(f"(?:{pattern('office', 'form')})?")
_PLACE = re.compile(r"\d{1,3}\.\d{1,2}")
# Lines of contents, of a report of two hundred pages.
_LONGEST = 300


def order_passages(finished: FinishedFile, authority: ExpectedText) -> dict[int, str]:
    """The visible passages in the order in which they are compared: what each is, by its index."""
    visible = [(index, one) for index, one in enumerate(finished.passages) if one.channel == "text"]
    texts = [flat_form(one.text) for _, one in visible]
    following = [one.text for _, one in visible[1:]] + [""] * bool(visible)
    listed, drawn = set(_contents(texts, authority)), set(find_spread(finished, texts, authority))
    drawn.update(_columns_of_places(texts, authority) if finished.format == "pdf" else ())
    parts = []
    for at, ((index, one), after) in enumerate(zip(visible, following, strict=True)):
        part = "note" if is_note(one.text, after, authority.notes) else one.part
        parts.append((index, "drawn" if at in drawn else "contents" if at in listed else part))
    return {index: part for stream in _STREAMS for index, part in parts if part in stream}


def _columns_of_places(texts: Sequence[str], authority: ExpectedText) -> Iterator[int]:
    """The passages that are a paper's column of numbers of places, with the heading after it: 3.443.45版记."""
    places = sorted({one for one in authority.runs if _PLACE.fullmatch(one)}, key=len, reverse=True)
    column = re.compile(f"(?:{'|'.join(map(re.escape, places))}){{2,}}") if places else None
    for at, text in enumerate(texts):
        if (match := column and column.match(text)) and _REST.fullmatch(text, match.end()):
            yield at


def _contents(texts: Sequence[str], authority: ExpectedText) -> range:
    """Range of the contents: their title, and its lines up to where the first of them is printed again, as a heading."""
    at = next((at for at, text in enumerate(texts) if text in authority.titles_of_contents), len(texts))
    first = {texts[at + 1], _PAGE.sub("", texts[at + 1])} if at + 1 < len(texts) else set()
    ends = (step for step in range(at + 2, min(len(texts), at + _LONGEST)) if texts[step] in first)
    return range(at, next(ends, at + 1)) if at < len(texts) else range(0)
