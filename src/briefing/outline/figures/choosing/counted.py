"""The nouns that stand right behind the figures that count them, and how other phrases lie to them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefing.text import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.figures.choosing.words import TaggedWords

# By the letters of the words' tags: nouns, with a verb before them at most (退休护士).
_NOUN = re.compile("(?P<verb>v?)[nwjlbiseakN]*[nwjlseik]|v")
_NOUNS = re.compile("[nwjlbiseak]*[nwjlseik]")
_ENDS, _VERBAL = frozenset("nwjlseik"), frozenset("vwil")
_JOINTS, _ALL = frozenset("和与及"), frozenset({"各", "全", "全体", "其他", "其它", "有关", "所有"})
# 4个行政村|和一所学校
_ANOTHER = frozenset("一两几多")
_PROPER = frozenset({"nr", "ns", "nt", "nz"})
_PHRASE = 4
_RANK = "级"
# 接种|中心: a verb and a noun that are the end of one name.
_COMPOUND = 2
_EDGES, _GAP = frozenset("、（）“”《》"), 3


class Counted(NamedTuple):
    """The noun right behind a figure, 渔村卫生站 of 56个渔村卫生站接通网络, and the form of what follows it in its clause.

    The form is `$` for nothing, a mark, 的, or a word's tag; a verb has what follows it: `vN$` for nouns to the clause's end, `vN` for nouns
    and more, `v$` for nothing. `V` comes first where a verb opens the noun.
    """

    first: int
    last: int
    form: str


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """The ends of the nouns that a unit counts, by the unit."""
    tables = lexicon.load("counters").values()
    return {unit: tuple(table["words"]) for table in tables for unit in table["units"]}


def fits(unit: str, noun: str) -> bool | None:
    """True if a unit counts such a noun, False if it does not; None for a unit that counts anything: 个."""
    endings = _endings().get(unit)
    return None if endings is None else noun.endswith(endings)


def is_pivot(word: str) -> bool:
    """True if the object of a verb acts itself: 帮助41所村卫生室|配齐药柜."""
    return word in lexicon.word_set("label_words", "pivots")


def _is_predicate(words: TaggedWords, index: int, rest: Sequence[int], unit: str, *, is_pivoted: bool) -> bool:
    """True if a word behind a counted noun opens what that does, and no second part of its name: 渔村卫生站|接通网络, 垃圾|分拣|员."""
    text, codes = words.texts[index], [words.codes[at] for at in rest]
    following = words.texts[index + 1 : index + 2]
    here, next_one, whole = (fits(unit, words.texts[at]) for at in (index - 1, index, rest[-1]))
    # 社区疫苗|接种|中心 is one noun of 29间.
    is_compound = len(rest) <= _COMPOUND and bool(whole)
    if is_compound and not here:
        return False
    # 旧仓库|变身|为展厅, 村道|拓宽|为15米.
    becomes = words.codes[index] in "vw" and following in {("为",), ("成",)}
    if becomes or text in lexicon.word_set("label_words", "predicates") or following == ("了",):
        return True
    if _VERBAL.isdisjoint(codes) or "的" in [words.texts[at] for at in rest]:
        return False
    if here != whole:
        return bool(here and not next_one)
    # 对外开放 and 提档升级 are phrases of their own.
    if codes[0] != "v":
        return codes[0] in "il" and len(text) >= _PHRASE
    is_finite = len(text) == 1 or text[-1] in lexicon.word_set("label_words", "complements")
    return is_finite or (is_pivoted and "v" not in codes[1:] and not is_compound)


def _joins_more(words: TaggedWords, index: int, rest: Sequence[int]) -> bool:
    """True if 和 joins a noun to others that the number does not count: 24家部门|和各乡镇, 12个平台|和华东大学, 19家医院|和公司、派出所.

    国家和|省级|园区 are of two ranks.
    """
    later = [words.texts[at] for at in rest[1:]]
    if words.texts[index] not in _JOINTS or not later or later[0].endswith(_RANK):
        return False
    return later[0][0] in _ANOTHER or later[0] in _ALL or "、" in later or words.tags[rest[1]] in _PROPER


def noun_of(words: TaggedWords, run: list[int], unit: str, start: int) -> list[int]:
    """The words of a run behind a figure without its predicate: 商圈|建立党组织. One that opens with its predicate stays whole."""
    is_pivoted = is_pivot(words.texts[max(0, words.index_before(start))])
    for at, index in enumerate(run):
        if not at or words.codes[index - 1] not in _ENDS:
            continue
        rest = run[at:]
        if _joins_more(words, index, rest) or _is_predicate(words, index, rest, unit, is_pivoted=is_pivoted):
            return run[:at]
    return run


def counted_noun(words: TaggedWords, end: int) -> Counted | None:
    """The noun right behind a figure that ends there, up to the predicate; None where none stands there."""
    first = bisect_left(words.starts, end)
    while first < words.count and words.texts[first].isspace() and words.starts[first] - end < _GAP:
        first += 1
    stop = first
    while stop < words.count and not words.stops[stop] and words.texts[stop] not in _EDGES:
        stop += 1
    if stop == first or words.folded[end : words.starts[first]].strip():
        return None
    codes = words.codes[first:stop]
    match = _NOUN.match(codes)
    if match is None:
        return None
    rest = codes[match.end() :]
    form = words.texts[stop] if stop < words.count and words.texts[stop] in _EDGES else "$"
    if rest:
        follows = _NOUNS.match(rest, 1) if rest[0] == "v" else None
        form = "的" if words.texts[first + match.end()] == "的" else rest[0]
        form += ("N$" if follows.end() == len(rest) else "N") if follows else "$" if rest == "v" else ""
    return Counted(first, first + match.end() - 1, ("V" if match["verb"] else "") + form)


def relation_of(words: TaggedWords, index: int, pair: tuple[int, int], side: Literal["L", "R"]) -> str:
    """The relation of a phrase to the noun right behind its figure, or to that behind the figure before, with the form of that noun."""
    first, last = pair
    own, other = words.counted[index], words.counted[index - 1] if index else None
    if side == "R" and own is not None:
        edge = "=" if last == own.last else "<" if last < own.last else ">"
        return f"{edge if first == own.first else 'x'}{own.form}"
    if side == "L" and other is not None and first <= other.last + 1:
        return f"o{int(first <= other.last)}{int(last <= other.last)}{other.form}"
    return f"{side}{own.form if own else '-'}"
