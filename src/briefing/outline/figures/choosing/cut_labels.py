"""Labels before their figures that the weights cut: 入股的农户 of 愿意入股的农户超过900户, 企业占比 of 高新企业占比达32%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.figures.choosing.counted import is_pivot
from briefing.outline.figures.choosing.label_candidates import LONGEST
from briefing.text import lexicon
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.figures.choosing.label_candidates import Numeral
    from briefing.outline.figures.choosing.words import TaggedWords
    from briefing.text.source import Span

# What stands between the subject of a clause and the number that it has; what is right before the number otherwise may be an object.
COPULA = re.compile(
    rf"(?:[仅只共均已约还也]|{lexicon.pattern('measured', 'copulas')})+[了到]?|{lexicon.pattern('changes', 'verbs')}[到至为]"
)
# 已|拿到|证照的民宿, 由|村民经营的小店: a clause before 的 goes back so far.
_CLAUSE, _NOW = frozenset("vd"), "正在"
_AGENTS = frozenset({"由", "被"})
# 高新 and 基本 are adverbs to the segmenter.
_MODIFIES = frozenset("nbjazd")
_REGION = re.compile(r"全.|.*[省市县区镇乡村州国]|我.|本.")
_LONGEST_MODIFIER = 4
# 过|亿元, 超|千万|元
_LIMITS, _LONGEST_LIMIT, _MEASURED = frozenset("mqnpvdua"), 4, frozenset("nw")


def complete(words: TaggedWords, numeral: Numeral, label: Span, walls: Sequence[Span]) -> Span:
    """The label of a figure with what it needs to the left, where it is the subject of the figure's clause."""
    first = words.index_before(label.start + 1)
    between = words.folded[label.end : numeral.place.start]
    bounded = not words.folded[numeral.place.start].isdigit()
    is_subject = COPULA.fullmatch(between) or (bounded and not between)
    if label.end > numeral.place.start or not is_subject or words.starts[first] != label.start:
        return label
    opened = {wall.end for wall in walls}
    limit = _limit_before(words, first, opened)
    if limit < first:
        begin = limit
    elif "的" in words.texts[first + 1 : words.index_before(label.end)] and words.codes[first] != "r":
        begin = _clause_before(words, first, opened)
    else:
        begin = _modifier_before(words, first, opened)
    return span(words.starts[begin], label.end) if label.end - words.starts[begin] <= LONGEST else label


def _limit_before(words: TaggedWords, first: int, opened: set[int]) -> int:
    """The first word of the limit that a label is cut from, without which it says too much: 投资过亿元的|工业项目; else `first`."""
    of = first - 1
    if of < 1 or words.texts[of] != "的" or not _joins(words, first, opened):
        return first
    begin = of
    while _joins(words, begin, opened) and words.codes[begin - 1] in _LIMITS and of - begin < _LONGEST_LIMIT:
        begin -= 1
        if words.texts[begin] in lexicon.every_word("qualifiers", "floor"):
            noun = begin - 1
            return noun if _joins(words, begin, opened) and words.codes[noun] in _MEASURED else first
    return first


def _joins(words: TaggedWords, index: int, opened: set[int]) -> bool:
    """True if a word goes on from the one before it, within the clause and behind no time."""
    return index > 0 and not words.stops[index - 1] and words.ends[index - 1] == words.starts[index] not in opened


def _clause_before(words: TaggedWords, first: int, opened: set[int]) -> int:
    """The first word of the clause that a label is cut from: 已|拿到."""
    begin = first
    while _joins(words, begin, opened) and not is_pivot(words.texts[begin - 1]):
        if words.codes[begin - 1] not in _CLAUSE and words.texts[begin - 1] != _NOW:
            break
        begin -= 1
    if _joins(words, begin, opened) and words.texts[begin - 1] in _AGENTS:
        begin -= 1
    return begin


def _modifier_before(words: TaggedWords, first: int, opened: set[int]) -> int:
    """The first word of the noun that a label is cut from, which opens the clause or follows a region: 全区|高新."""
    begin = first
    while _joins(words, begin, opened) and not _REGION.fullmatch(words.texts[begin - 1]):
        begin -= 1
        is_function = any(
            words.texts[begin] in lexicon.word_set("label_words", table) for table in ("no_start", "tells")
        )
        if (
            is_function
            or words.codes[begin] not in _MODIFIES
            or words.starts[first] - words.starts[begin] > _LONGEST_MODIFIER
        ):
            return first
    return begin
