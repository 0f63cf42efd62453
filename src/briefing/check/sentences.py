"""Sentences of a file beside the sentences that they come from: the ground on which a change of words is judged."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.check.expected import NOWHERE
from briefing.check.flat_text import is_bound

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.check.align import Edit
    from briefing.check.comparison import Comparison
    from briefing.check.flat_text import FlatText

_STOPS = frozenset("。！？；")
_CLOSING = frozenset("”’》）")
_ENDS = frozenset(["。”", "！”", "？”"])
# Sentences are no longer in any text that is read; a table without a stop could be.
_LONGEST = 400
# A sentence comes from another if the two share this part of the shorter one.
_SHARE = 0.5
# White space that a sentence of the source may hold between two characters.
_BLANKS = 3
_CLAUSES = re.compile(r"[，：。！？；]")
_SHORTEST_CLAUSE = 2
# What numbers a member of a list: （一）, 2., 一是.
_ORDINAL = r"(?:（?[一二三四五六七八九十\d]{1,3}[）、.．]|[一二三四五六七八九十]是)"
OPENING_ORDINAL, ORDINAL = re.compile(f"^{_ORDINAL}"), re.compile(f"{_ORDINAL}$")
_LONGEST_ORDINAL = 6
# A clause is looked for by its first characters, in a few places of the source.
_GRAM = 8
_CANDIDATES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence of the file and the one that it should be: half-open ranges of the two flat texts."""

    file: tuple[int, int]
    model: tuple[int, int]


def begins(flat: FlatText, at: int) -> bool:
    """True if a sentence begins at a place of a flat text, or a piece that does not go on with the one before it.

    A figure is a run of its own in a ledger: 连续5年 and 开展服务 are of one sentence.
    """
    if is_bound(flat, at) and (not 0 < at < len(flat.places) or not 0 <= flat.places[at - 1] == flat.places[at] - 1):
        return True
    return flat.text[at - 1] in _STOPS or flat.text[at - 2 : at] in _ENDS


def without_ends(flat: FlatText, start: int, end: int) -> tuple[int, int]:
    """The range without a full stop that it begins with and an ordinal that it ends with: of 。种好树木。二是 the middle."""
    if flat.text[start:end][:1] in _STOPS:
        start += 1
    # 原文 7.3 and 五、 follow each other without a space: the ordinal begins its piece.
    heads = (
        at for at in range(max(start, end - _LONGEST_ORDINAL), end) if is_bound(flat, at) or flat.text[at - 1] in _STOPS
    )
    return start, next((at for at in heads if ORDINAL.fullmatch(flat.text, at, end)), end)


def _around(text: str, place: tuple[int, int], is_edge: Callable[[int], bool], *, left: bool) -> tuple[int, int]:
    """The range widened to where a sentence begins and ends; of an empty one between two, the left or the right one."""
    start, end = place
    if start == end and left and start > 0:
        start -= 1
    first = start
    while first > max(0, start - _LONGEST) and not is_edge(first):
        if text[first - 1] in _STOPS or (text[first - 1] in _CLOSING and text[first - 2 : first - 1] in _STOPS):
            break
        first -= 1
    last = max(end, start)
    while last < min(len(text), end + _LONGEST) and not (last > start and is_edge(last)):
        last += 1
        if text[last - 1] in _STOPS:
            break
    return first, last


def sentence_of_file(comparison: Comparison, place: tuple[int, int], *, left: bool = False) -> tuple[int, int]:
    """The sentence of the file around a range; it ends with its passage."""
    flat = comparison.flat
    return _around(flat.text, place, lambda at: is_bound(flat, at), left=left)


def sentence_of_model(comparison: Comparison, place: tuple[int, int], *, left: bool = False) -> tuple[int, int]:
    """The sentence around a range of the authority's flat text: of the source over several runs, of a template in its own."""
    flat, folded = comparison.authority.flat, comparison.authority.outline.source.folded
    places = flat.places

    def is_edge(at: int) -> bool:
        if not is_bound(flat, at):
            return False
        before, after = (places[one] if 0 <= one < len(places) else NOWHERE for one in (at - 1, at))
        if NOWHERE in (before, after) or not 0 < after - before <= _BLANKS:
            return True
        # A point's last run leaves its full stop out.
        return bool(_STOPS.intersection(folded[before + 1 : after]))

    return _around(flat.text, place, is_edge, left=left)


def continues(flat: FlatText, edit: Edit) -> bool:
    """True if the words of an edit are written on to those before them, and not set off from them by a space alone."""
    start, end = edit.file
    set_off = start in flat.edges and end not in flat.edges
    return start < end and not is_bound(flat, start) and not set_off


def sentences_at(comparison: Comparison, edit: Edit) -> Pair:
    """The sentences on both sides of an edit; one that stands between two belongs to the sentence that it goes on with."""
    goes_on = continues(comparison.flat, edit)
    cuts_off = edit.model[0] < edit.model[1] and not begins(comparison.authority.flat, edit.model[0])
    left = goes_on or cuts_off
    return Pair(
        file=sentence_of_file(comparison, edit.file, left=left),
        model=sentence_of_model(comparison, edit.model, left=left),
    )


def pair_of(comparison: Comparison, edit: Edit) -> Pair | None:
    """The sentences on both sides of a joined edit, or None where the file's does not come from the other."""
    pair = sentences_at(comparison, edit)
    lengths = (pair.file[1] - pair.file[0], pair.model[1] - pair.model[0])
    shared = shared_between(comparison, pair)
    return pair if shared > 0 and shared >= _SHARE * min(lengths) else None


def shared_between(comparison: Comparison, pair: Pair) -> int:
    """Number of characters of a file's sentence that are the other's."""
    blocks, count = comparison.blocks, 0
    first = max(0, bisect_right(blocks, pair.file[0], key=lambda block: block.file) - 1)
    for block in blocks[first:]:
        if block.file >= pair.file[1]:
            break
        shift = block.model - block.file
        start = max(block.file, pair.file[0], pair.model[0] - shift)
        end = min(block.file_end, pair.file[1], pair.model[1] - shift)
        count += max(0, end - start)
    return count


def is_rearranged(comparison: Comparison, sentence: tuple[int, int]) -> bool:
    """True if a sentence of the file is a sentence of the source with its clauses in another order."""
    text = comparison.flat.text[slice(*sentence)]
    clauses = [one for one in _CLAUSES.split(text) if one]
    longest = max(clauses, key=len, default="")
    quoted = "“" in text or "”" in text
    if len(clauses) < 2 or quoted or len(longest) < _GRAM or min(map(len, clauses)) < _SHORTEST_CLAUSE:  # noqa: PLR2004 an order takes two
        return False
    model = comparison.authority.model
    for at in model.grams.get(longest[:_GRAM], ())[:_CANDIDATES]:
        start, end = sentence_of_model(comparison, (at, at + len(longest)))
        true = [one for one in _CLAUSES.split(model.text[start:end].replace("”", "").replace("“", "")) if one]
        if sorted(true) == sorted(clauses) and true != clauses:
            return True
    return False
