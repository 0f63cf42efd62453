"""Marks as each region prints them, one for one, so that offsets survive."""

from __future__ import annotations

import re

from briefing.text.language import Script

_SMALL_FORMS = str.maketrans("﹔﹐﹕﹖﹗﹙﹚﹑｡｢｣︰", "；，：？！（）、。「」：")
_FULL_WIDTH = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_ASCII_MARK = re.compile(r"[,:;?!()]")
_PAIR = re.compile(r"\([^()\n]{0,80}\)")
_STRAIGHT_PAIR = re.compile(r'"([^"\n]*)"')
_CORNERS = str.maketrans("“”‘’", "「」『』")
_CURLS = str.maketrans("「」『』", "“”‘’")
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·︱]")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")


def _stands_in_chinese(text: str, offset: int) -> bool:
    """Whether a mark's neighbours make it a Chinese one: one of them is Chinese, and it is not inside a number."""
    before, after = text[max(0, offset - 1) : offset], text[offset + 1 : offset + 2]
    if before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        return False
    return any(_CHINESE.match(neighbour) for neighbour in (before, after) if neighbour)


def _widen(text: str) -> str:
    chinese = {match.start() for match in _ASCII_MARK.finditer(text) if _stands_in_chinese(text, match.start())}
    for pair in _PAIR.finditer(text) if chinese else ():
        # 增速(%) has Han before its first bracket alone, and both are of one kind.
        ends = {pair.start(), pair.end() - 1}
        chinese |= ends if ends & chinese else set()
    return _ASCII_MARK.sub(lambda mark: _FULL_WIDTH[mark[0]] if mark.start() in chinese else mark[0], text)


def _curl(text: str) -> str:
    return _STRAIGHT_PAIR.sub(lambda match: f"“{match[1]}”" if _CHINESE.search(match[1]) else match[0], text)


def set_marks(text: str, script: Script) -> str:
    """The text with the script's own marks, of the same length.

    ASCII marks beside Han become full-width, small forms (﹔) normal ones. Quotation marks are “ ” ‘ ’ in zh-Hans
    (GB/T 15834-2011 §4.8) and 「 」 『 』 in both Traditional scripts; an apostrophe between Latin letters stays.
    """
    widened = _curl(_widen(text.translate(_SMALL_FORMS)))
    if script is Script.HANS:
        return widened.translate(_CURLS)
    apostrophes = {match.start() for match in _APOSTROPHE.finditer(widened)}
    cornered = widened.translate(_CORNERS)
    return "".join("’" if offset in apostrophes else mark for offset, mark in enumerate(cornered))
