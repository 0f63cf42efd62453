"""Phrases of a line that no label may be, whatever they weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.figures.choosing.label_candidates import Phrase
    from briefing.outline.figures.choosing.words import TaggedWords
    from briefing.text.source import Span

_PAIRS = ("“”", "‘’", "《》", "（）", "「」", "【】", "〈〉")
_MARKS = frozenset("".join(_PAIRS))
# 每平方米, 每月: what a price is of is its rate; no label ends with it, nor opens within it.
_EACH = "每"
_AND_SO_ON, _PLACED, _VERBAL = "等", frozenset("在于"), frozenset("vw")
_DENIES = frozenset({"无", "没", "没有", "未", "非", "不", "不含", "不包括"})
_SINCE, _MAGNITUDES = frozenset("从自"), frozenset("万亿")
_EXTENTS = frozenset("长宽高深厚")
_OF_PLACES, _LONGEST_PLACE = frozenset("nsfjabkvwir"), 4


def is_function_word(text: str) -> bool:
    """True if no label ends with the word: 达到, 的, 约."""
    return text in lexicon.word_set("label_words", "no_end")


class Bars:
    """Phrases of a line that no label may be, whatever they weigh."""

    def __init__(self, words: TaggedWords, walls: Sequence[Span]) -> None:
        self._words = words
        no_end, no_start, no_within = (
            lexicon.word_set("label_words", table) for table in ("no_end", "no_start", "no_within")
        )
        self._no_end = [text in no_end or text[0] == _EACH for text in words.texts]
        self._no_start = [text in no_start for text in words.texts]
        is_wall = [text in no_within for text in words.texts]
        for wall in walls:
            for at in range(max(0, words.index_before(wall.start)), words.index_before(wall.end) + 1):
                is_wall[at] = is_wall[at] or (words.starts[at] < wall.end and wall.start < words.ends[at])
        # For each word, how many before it are walls, hold half a pair of marks, or are 等.
        self._walled, self._marked, self._summed = [0], [0], [0]
        for text, is_held in zip(words.texts, is_wall, strict=True):
            self._walled.append(self._walled[-1] + is_held)
            self._marked.append(self._marked[-1] + (not _MARKS.isdisjoint(text)))
            self._summed.append(self._summed[-1] + (text == _AND_SO_ON))

    def may_open(self, index: int) -> bool:
        """True if a label may begin with the word."""
        before = self._words.texts[index - 1] if index else ""
        # 每|平方米, 投资过|亿元的项目
        is_amount = self._words.texts[index][0] in _MAGNITUDES and before in lexicon.every_word("qualifiers", "floor")
        # 有|位老师陈情
        is_measure = before == "有" and self._words.tags[index] == "q"
        is_cut = before == _EACH or is_amount or is_measure
        return not (is_cut or self._no_start[index] or self._walled[index + 1] > self._walled[index])

    def may_end(self, index: int, side: str) -> bool:
        """True if a label may end with the word; right of its figure, not where it modifies what follows."""
        if self._no_end[index] or self._walled[index + 1] > self._walled[index]:
            return False
        if side == "L":
            # 开发区|GDP突破千亿
            if self._words.codes[index + 1 : index + 2] == "e":
                return False
            # 设计桥|长57米; 收入|高达7万元
            extent, following = (*self._words.texts[index + 1 : index + 3], "", "")[:2]
            return extent not in _EXTENTS or following in lexicon.word_set("label_words", "no_end")
        # 水管|接通|到每家: a verb that goes on is no part of a noun.
        following = "".join(self._words.texts[index + 1 : index + 2])
        is_verb = self._words.codes[index] in _VERBAL and following in lexicon.word_set("label_words", "complements")
        return following != "的" and not is_verb

    def may_span(self, first: int, last: int) -> bool:
        """True if a label may reach from one word to another: over no time and no half of a pair of marks, and names something."""
        if self._walled[last + 1] > self._walled[first] or self._is_cut(first, last):
            return False
        text, not_alone = self._words.texts[first], lexicon.word_set("label_words", "not_alone")
        if first < last and text in lexicon.word_set("label_words", "tells"):
            return False
        # 大幅|上涨
        if text in not_alone and not_alone.issuperset(self._words.texts[first : last + 1]):
            return False
        if self._marked[last + 1] > self._marked[first]:
            whole = self._words.folded[self._words.starts[first] : self._words.ends[last]]
            is_turned = any(whole.find(pair[0]) > whole.find(pair[1]) for pair in _PAIRS)
            return not is_turned and all(whole.count(pair[0]) == whole.count(pair[1]) for pair in _PAIRS)
        return True

    def _is_cut(self, first: int, last: int) -> bool:
        """True if what stands before a label tells that it is the rest of something else."""
        texts, before = self._words.texts, self._words.texts[first - 1] if first else ""
        # 无|党派背景（3人）; 不到5米|宽的小道
        if before in _DENIES or (texts[first] in _EXTENTS and texts[first + 1 : first + 2] == ("的",)):
            return True
        # 从父辈手里接过 names nothing; 从拿地到开工的时间 does.
        if texts[first] in _SINCE and not {"的", "到"} <= {*texts[first : last + 1]}:
            return True
        # 道路整治、|公园建设等实事
        if before == "、" and self._summed[last + 1] > self._summed[first]:
            return True
        if first == last or self._words.codes[last] not in _VERBAL:
            return False
        # 在|南岸投资22亿元, 在辖区内|巡查1次: it tells where, if only words of a place stand behind 在.
        at, least = first - 1, max(0, first - _LONGEST_PLACE)
        while at >= least and not self._words.stops[at] and self._words.codes[at] in _OF_PLACES:
            at -= 1
        return at >= least and texts[at] in _PLACED

    def allows(self, phrase: Phrase) -> bool:
        """True if a label may be so."""
        first, last = phrase.first, phrase.last
        return self.may_open(first) and self.may_end(last, phrase.side) and self.may_span(first, last)
