"""The folded view: one text as if it were Simplified with full-width marks, character by character."""

from __future__ import annotations

import re
from functools import cache

import opencc

# Every mark maps to exactly one mark, so that offsets survive. Corner brackets become the mainland's
# quotation marks, since extraction rules are written once, for those.
_MARKS = str.maketrans(
    ",:;?!()﹔﹐﹕﹖﹗﹙﹚﹑｡｢｣「」『』〝〞﹁﹂﹃﹄︰․∶％＋－／０１２３４５６７８９．＆ ",
    "，：；？！（）；，：？！（）、。“”“”‘’“”“”‘’：·：%+-/0123456789.& ",
)
# 7,000 and 10:30 keep their marks: as ， and ： they would end a clause.
_INSIDE_NUMBER = re.compile(r"(?<=\d)[,:](?=\d)")
_LATIN = str.maketrans(
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


@cache
def _fold_character(character: str) -> str:
    simplified = _converter().convert(character)
    return simplified if len(simplified) == 1 else character


def fold(text: str) -> str:
    """The text in Simplified characters with full-width Chinese marks and half-width digits, of the same length.

    For matching only: characters are folded one by one, so a phrase that a real conversion would treat as a
    whole may come out differently. A full stop between digits stays; so does everything that has no fold.
    """
    marked = list(text.translate(_MARKS).translate(_LATIN))
    for match in _INSIDE_NUMBER.finditer(text):
        marked[match.start()] = match.group()
    return "".join(map(_fold_character, marked))
