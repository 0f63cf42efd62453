"""Text in one line without white space, folded for comparison; every character knows where it stood."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.text.folding import fold
from briefing.text.scripts import HONG_KONG_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What the fold leaves apart although two texts that say the same may print either: Hong Kong's own forms, dashes, dots.
_ALIKE = str.maketrans(
    "".join(HONG_KONG_FORMS) + "―–－─\u2010\u2011\u2012-•‧・｜|︱﹣﹢＋",
    fold("".join(HONG_KONG_FORMS.values())) + "————————···｜｜｜—++",
)
_STRAIGHT = re.compile(r'"')
# Characters that print nothing; PDF and HTML writers put them between words.
# Variation selectors choose a glyph and are lost where a font has none.
# A dash and an ellipsis say the same at single and at double length.
_BLANK = re.compile(
    r"(?:(?<=[—―─])[—―─]+|(?<=…)…+|[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef])+"
)


# A passage is compared several times, and again in the next format and script. A report of 100 pages has 3,000 passages.
@lru_cache(maxsize=4096)
def compare_form(text: str) -> str:
    """The form in which texts are compared: folded, dashes and dots alike, of the same length."""
    # Straight quotation marks open and close in turn.
    turns = iter("“”" * (text.count('"') // 2 + 1))
    return fold(_STRAIGHT.sub(lambda _: next(turns), text)).translate(_ALIKE)


def flat_form(text: str) -> str:
    """That form without white space and what else prints nothing."""
    return _BLANK.sub("", compare_form(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One text to be put into a flat text; `places` are what stands behind its characters, one each."""

    text: str
    places: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatText:
    """Pieces joined without white space.

    `text` is in the form for comparison and `raw` as printed, both of the same length. `owners` are the indices of
    the pieces that the characters come from, `places` what stands behind them. `edges` are where white space was or a
    piece begins, `breaks` those of them where a line begins.
    """

    text: str
    raw: str
    owners: Sequence[int]
    places: Sequence[int]
    edges: frozenset[int]
    breaks: frozenset[int]


def flatten(pieces: Iterable[Piece]) -> FlatText:
    """The pieces as one flat text; white space inside a piece, and its ends, are edges."""
    texts: list[str] = []
    raws: list[str] = []
    owners: list[int] = []
    places: list[int] = []
    edges: set[int] = set()
    breaks: set[int] = set()
    for index, piece in enumerate(pieces):
        form, start = compare_form(piece.text), 0
        edges.add(len(places))
        for blank in [*((match.start(), match.end()) for match in _BLANK.finditer(piece.text)), (len(form), len(form))]:
            texts.append(form[start : blank[0]])
            raws.append(piece.text[start : blank[0]])
            places.extend(piece.places[start : blank[0]])
            edges.add(len(places))
            if "\n" in piece.text[slice(*blank)]:
                breaks.add(len(places))
            start = blank[1]
        owners.extend([index] * (len(places) - len(owners)))
    return FlatText(
        text="".join(texts),
        raw="".join(raws),
        owners=owners,
        places=places,
        edges=frozenset(edges),
        breaks=frozenset(breaks),
    )


def is_bound(flat: FlatText, at: int) -> bool:
    """True if a place lies between two pieces, or at an end."""
    return not 0 < at < len(flat.owners) or flat.owners[at - 1] != flat.owners[at]


def piece_around(flat: FlatText, at: int) -> tuple[int, int]:
    """The range of the piece that a place lies in."""
    owner = flat.owners[at]
    return bisect_left(flat.owners, owner), bisect_right(flat.owners, owner)


def piece_starts(flat: FlatText) -> list[int]:
    """The places where pieces begin, in order."""
    return [at for at in sorted(flat.edges) if at < len(flat.owners) and is_bound(flat, at)]
