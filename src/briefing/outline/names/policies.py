"""Policies: the papers in 《》 that lay down what is done, and the packages known by their number of measures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.text.source import Source, Span

_TITLE = re.compile(r"《(?P<name>[^《》\r\n]{2,80}(?:《[^《》\r\n]{2,60}》[^《》\r\n]{0,40})?)》")
# A paper's kind stands at the end of its title, before a note such as （试行）.
_KIND = re.compile(rf"(?:{pattern('policies', 'kinds')}|[A-Z\d]{{1,6}}\.0|年版)(?:（[^（）]{{1,20}}）|\(.{{1,20}}\))*$")
_COUNTED = re.compile(
    r"“(?=[^“”]{0,20}[\u4e00-\u9fff]{2}[^条“”]{0,6}\d)[^“”\r\n，。；！？]{1,24}?\d{1,3}条(?:措施|政策|意见)?”"
)
# So are “黄桃九条” and “凤十条”, where the numeral is Chinese; “一条” and “两条” count other things.
_HAN_COUNTED = re.compile(
    r"“(?!第)[^“”\r\n，。；！？、一二三四五六七八九十]{1,8}(?:[五六七八九]|[一二三四五]?十[一二三四五六七八九]?)条(?:措施|政策|意见)?”"
)
# 計畫 is what Taiwan calls a policy; in quotation marks it is that policy's name.
_PLAN = re.compile(r"“[^“”\r\n，。；！？、]{3,24}(?:计画|方案|办法|条例|规划|纲要|细则|新政|施政报告)”")
# So does Hong Kong with 計劃; the mainland, which writes neither 「」 nor 劃, names projects so.
_CORNERED_PLAN = re.compile(r"“[^“”\r\n，。；！？、]{3,24}(?:计划|津贴)[ ]?”")
# A short form has so few characters; and so many full titles are compared with it.
_SHORT, _MOST = 8, 100


def _is_alias(name: str, titles: Sequence[str]) -> bool:
    """True if the name is short for a title that the text prints as well: 《促进办法》 for 《…促进…办法》, whose characters stand in it in order."""
    core = re.sub(r"（.*?）", "", name)
    for title in titles if len(core) <= _SHORT else ():
        rest = iter(title)
        if len(title) > len(name) and all(character in rest for character in core):
            return True
    return False


def find_policies(source: Source, places: Sequence[Span]) -> list[Span]:
    """The places of the policies' names, with their marks; short forms of a title that the text prints are left out."""
    titles = [
        match
        for place in places
        for match in _TITLE.finditer(source.folded, place.start, place.end)
        if _KIND.search(match["name"])
    ]
    names = list(dict.fromkeys(match["name"] for match in titles))
    full = sorted(names, key=len)[-_MOST:]
    aliases = {name for name in names if _is_alias(name, full)}
    quoted = [
        match
        for place in places
        for kind in (_COUNTED, _HAN_COUNTED, _PLAN)
        for match in kind.finditer(source.folded, place.start, place.end)
    ]
    quoted += [
        match
        for place in places
        for match in _CORNERED_PLAN.finditer(source.folded, place.start, place.end)
        if source.text[match.start()] == "「" or "劃" in source[span(*match.span())]
    ]
    papers = [match for match in titles if match["name"] not in aliases]
    return sorted(span(*match.span()) for match in (*papers, *quoted))
