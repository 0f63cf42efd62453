"""The folded view: one text as if it were Simplified with full-width marks, character by character."""

from __future__ import annotations

import re
from functools import cache

import opencc

from briefing.text.characters import unify

# Every mark maps to exactly one mark, so that offsets survive. Corner brackets become the mainland's
# quotation marks, since extraction rules are written once, for those.
_MARKS = str.maketrans(
    ",:;?!()﹔﹐﹕﹖﹗﹙﹚﹑｡｢｣「」『』〝〞﹁﹂﹃﹄︰․∶％＋－／０１２３４５６７８９．＆ ",
    "，：；？！（）；，：？！（）、。“”“”‘’“”“”‘’：·：%+-/0123456789.& ",
)
# 7,000 and 10:30 keep their marks: as ， and ： they would end a clause.
_INSIDE_NUMBER = re.compile(r"(?<=\d)[,:](?=\d)")
# １，２０８亿元 is one number, ８，９月 are two: a comma of Chinese typing groups where exactly three digits follow each time.
_GROUPED = re.compile(r"(?<![\d.．,，])[1-9１-９]\d{0,2}(?:，\d{3})+(?![\d，])")
# 壹佰贰拾万, as cheques have it; 伍 and 陆 are words elsewhere, 伍佰 a singer.
_CHEQUE = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_ON_CHEQUES = re.compile(
    "[壹贰叁肆伍陆柒捌玖](?=[壹贰叁肆伍陆柒捌玖零万亿]{0,9}[拾佰仟])(?:[壹贰叁肆伍陆柒捌玖拾佰仟零一二三四五六七八九万亿]{2,20}|[拾佰仟](?=[元圆]))"
)
_LATIN = str.maketrans(
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
)


class _Folds(dict[int, str]):
    """A table for `str.translate` from characters to their folds, filled as they come."""

    def __missing__(self, code: int) -> str:
        character = unify(chr(code)).translate(_MARKS).translate(_LATIN)
        simplified = _converter().convert(character)
        fold = self[code] = simplified if len(simplified) == 1 else character
        return fold


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text in Simplified characters with full-width Chinese marks and half-width digits, of the same length.

    For matching only: characters are folded one by one, so a phrase that a real conversion would treat as a
    whole may come out differently. A full stop between digits stays, and a comma that groups them; so does
    everything that has no fold.
    """
    folded = text.translate(_FOLDS)
    if any(place in folded for place in "拾佰仟"):
        folded = _ON_CHEQUES.sub(lambda match: match[0].translate(_CHEQUE), folded)
    inside = [(match.start(), match.group()) for match in _INSIDE_NUMBER.finditer(text)]
    for match in _GROUPED.finditer(text):
        inside += [(match.start() + at, ",") for at, mark in enumerate(match.group()) if mark == "，"]
    if not inside:
        return folded
    characters = list(folded)
    for offset, mark in inside:
        characters[offset] = mark
    return "".join(characters)
