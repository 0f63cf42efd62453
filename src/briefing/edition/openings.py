"""Openings of sentences that join them to their neighbours: needed no longer where a sentence is printed alone."""

from __future__ import annotations

import re

from briefing.text.lexicon import pattern

_NUMBER = "[一二三四五六七八九十]{1,3}"
# A mark without a number, which the paragraphs of a pack do not need.
_BULLET = r"[•●○▪■◆▲►－─·‧]\s*"
# The mark of a list's item, needed no longer where the item stands on its own: ●, （三）, (2), 3.人口, 第三是, 第二支箭：.
_ITEM_MARKS = (
    _BULLET,
    r"[①-⑳]\s*",
    rf"（(?:{_NUMBER}|\d{{1,2}})）\s*",
    r"\d{1,2}[.．、](?!\d)\s*",
    rf"{_NUMBER}(?:是|(?=要(?![素点件务义])))",
    rf"第{_NUMBER}(?:[个件点条项]?[，、：]|[个篇步类种层块招点条项]?[也就]?是|[支类种层块招步]\w{{0,2}}：)",
    "(?:另外?|再|还有|最后|又)?一个是",
)
# What a sentence opens with to go on from the one before it.
_CONNECTIVES = (
    "【[^【】]{1,8}】",
    "[—―]{1,2}",
    "：",
    rf"{pattern('clauses', 'links')}，",
    "(?:例如|比如)，?",
    "至于(?=[^，。；：]{2,})",
)
# 海通社岚江3月12日电（记者方晓）: who files the report, and where.
_WIRE = rf"[（【]?[\u4e00-\u9fff]{{2,14}}?(?:\d{{1,2}}月)?\d{{1,2}}日{pattern('imprint', 'wire')}(?:（[^（）]{{2,24}}）)?[）】]?(?![，：。])\s*"
# 林舟）去年，…: the end of a byline that the line above opens.
_CUT_BYLINE = r"[^（）“”，。；：\s\d]{2,12}）(?=[^，。；：、）])"
_OPENING = re.compile("|".join((*_ITEM_MARKS, *_CONNECTIVES, _WIRE, _CUT_BYLINE)))
_LEADING_BULLET = re.compile(_BULLET)
# （三）至于…: an item's mark, and a connective behind it.
_MOST_OPENINGS = 2
_SECOND = re.compile(r"[，；。](?:第?二[是要个、，]|（[二2]）|2[.．、])")


def skip_bullet(folded: str, start: int, end: int) -> int:
    """Start of a list's item behind its bullet: ●|每户每年补助900元."""
    bullet = _LEADING_BULLET.match(folded, start, end)
    return bullet.end() if bullet and bullet.end() < end else start


def skip_opening(folded: str, start: int, end: int) -> int:
    """Start of what a sentence says behind its item's mark and its connective: （三）此外，|全市….

    The number of a first member stays where the second's is in the place: 一是抓链条，二是抓基金.
    """
    for _ in range(_MOST_OPENINGS):
        opening = _OPENING.match(folded, start, end)
        if opening is None or opening.end() >= end:
            break
        if not {"一", "1"}.isdisjoint(opening[0]) and _SECOND.search(folded[opening.end() : end]):
            break
        start = opening.end()
    return start
