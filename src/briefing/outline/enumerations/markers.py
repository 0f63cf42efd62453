"""The marks that number an enumeration's members: 一是, 第二, （三）, 4., ――."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.text.lexicon import pattern

if TYPE_CHECKING:
    from briefing.outline.lines import Line
    from briefing.text.source import Source

_N = "一二三四五六七八九十"
_HAN = r"[\u4e00-\u9fff]"
# A marker opens a clause; 主要, 分别 and the like may stand before it.
_CLAUSE = r"(?<![^。；：，！？、“”‘’（）\r\n \t　*#>])(?:主要|重点|分别|具体|包括|就是|所以)?"
_SENTENCE = r"(?<![^。；：！？“”）\r\n \t　*#>])"
_MEASURE = "方面|部分|阶段|个|点|项|条|件|类|种|块|张|把|步|层|大|组|句|关|环|招|道|重|支|篇|仗|课|板|棋"
_NOT_ORDINAL = "产业|季度|年|天|次|届|期|轮|批|名|位"
# 一年…二年…三年 and 一个…二个… count what follows.
_NOT_COUNTED = "产百千万亿点分成年月日天周季次届期轮批个名位人家元岁条项种类件口手直定样些般起边级等楼号组班路线带方"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LETTERS = "abcdefgh"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "再就是": 3}

# Prose markers belong to one argument and do not reach over headings; list markers number the document's own parts.
_PROSE = {
    # 今年工作一是…；二是…: the first needs no clause of its own.
    "N": rf"(?:{_CLAUSE}|(?<={_HAN})(?={pattern('lists', 'first')}[是要]))(?P<n>十?[{_N}])(?P<x>[是抓靠看为强促推保谋优重防惠稳]|要(?![素点件求职闻道]))",
    "N则": rf"(?P<n>[{_N}])(?P<x>[则来嚟])",
    "N方面": rf"(?<![这那每某任另哪同单此各])(?P<n>[{_N}])方面(?!的|军|面)(?:是|[，、])?",
    # 一无厂房、二无订单、三无师傅: any word that is counted through three times and more.
    "N同": rf"{_CLAUSE}(?P<n>[{_N}])(?=(?P<x>{_HAN}))(?![{_N}是要抓靠看为强促推保谋优重防惠稳则来嚟{_NOT_COUNTED}])",
    "第": rf"{_CLAUSE}(?:第|头(?=一))(?P<n>[{_N}]{{1,2}}|\d{{1,2}})(?!{_NOT_ORDINAL})(?:(?:{_MEASURE}){_HAN}{{0,4}}?)?(?:呢?[，：、](?!第[{_N}])|就?是)",
    "其": rf"{_CLAUSE}其(?P<n>[{_N}])(?:[，：、]|是)",
    "首先": rf"{_CLAUSE}(?:首先|其次|再次|再者|再就是|再来(?=[，就是])|最后(?:一[点个项条])?(?=[，、是要则]))(?:[，、]|[就则]?是)?",
    "此外": rf"{_CLAUSE}(?:此外|另外)，",
    "个": rf"{_CLAUSE}(?:(?:另外?|再|还有|最后|又)一?|一)[个条件张项种类块笔组]就?是(?={_HAN}|“)",
    "方面": r"(?:另|再|又)一?方面[，、]?|(?<![这那每某任另哪同单此各])一方面(?!的|军|面)[，、]?",
}
# 第（一）及（二）部分 and 第53（1）条 refer to something, and open nothing; in text taken out of a PDF （一 ） may hold a blank.
_IN_BRACKETS = r"(?<![第\d])(?<!第 )（ ?(?P<n>%s) ?）(?!部分|[及和与至、]第? ?（)"
_LIST = {
    "一、": rf"{_SENTENCE}(?P<n>[{_N}]{{1,3}})、(?![{_N}][、级线类等产])",
    "（一）": _IN_BRACKETS % f"[{_N}]{{1,3}}",
    "（1）": _IN_BRACKETS % r"\d{1,2}",
    "（a）": _IN_BRACKETS % f"[{_LETTERS}]",
    "（i）": _IN_BRACKETS % "[ivx]{1,4}",
    "1.": rf"(?:{_SENTENCE}|(?<=[、，])(?=\d\.\D))(?P<n>\d{{1,2}})(?P<x>\.(?!\d)|、|）)",
    "①": rf"(?P<n>[{_CIRCLED}])",
    "之": rf"{_SENTENCE}(?P<x>{_HAN}{{2,6}})之(?P<n>[{_N}])[：，]",
    "名": rf"(?<![^。；])(?P<x>(?!记者|观众|网友|嘉宾|专家|附[件图表]|代表){_HAN}{{2,4}})(?P<n>[{_N}]|\d{{1,2}})[：]",
    "点": r"^(?P<x>[—―–•·●■◆▪○◎※▲►□◇]|[-*+](?=[ \t—-]|[\u4e00-\u9fff]))[—―–-]{0,2}[ \t　]*(?=[^\s\d—―–*-])",
}
_STYLES = {name: re.compile(style) for name, style in (_PROSE | _LIST).items()}
# Styles that tell the first from another, and no more: 一方面…另一方面…, 一个是…再一个是….
SIDES = frozenset({"方面", "个"})
_ANOTHER = re.compile("[另再又还]|最后")
_MARKUP = " \t　*#>"
# 局长进一步指出，第二…: who says so opens the line as well as nothing.
_SAID = re.compile(rf"[^，。：；“”]{{0,12}}{pattern('speech', 'says')}[，：]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One mark; `ordinal` is None for a bullet, and 0 for 最后, which closes a run of any length.

    `line` is the index of its line among those that were read, `opens` whether it stands at that line's start or behind who says it, and
    `heads` whether that line is a heading.
    """

    style: str
    ordinal: int | None
    start: int
    end: int
    line: int
    opens: bool
    heads: bool = False

    @property
    def is_prose(self) -> bool:
        """True if the marker belongs to running text, as 一是 does, rather than to a list."""
        return self.style.split(" ")[0] in _PROSE


def _ordinal(name: str, match: re.Match[str]) -> int | None:
    """The number that a mark says; None of a bullet, and 0 of 最后 and of what is no number (十一二)."""
    if name == "点":
        return None
    if name in SIDES:
        return 2 if _ANOTHER.search(match[0]) else 1
    if name in {"首先", "此外"}:
        return next((_WORDS[word] for word in _WORDS if word in match[0]), 0)
    numeral = match["n"]
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    row = next((row for row in (_CIRCLED, _ROMAN, _LETTERS) if numeral in row), None)
    if row:
        return row.index(numeral) + 1
    tens, ten, units = numeral.rpartition("十")
    value = (_N.find(tens) + 1 if tens else 1) * 10 + (_N.find(units) + 1 if units else 0)
    return value if ten else _N.index(numeral) + 1 if len(numeral) == 1 else 0


def find_markers(source: Source, line: Line, index: int) -> list[Marker]:
    """The markers of a line in their order; an item of a list that prints none has a bullet of no characters."""
    start = line.label.end if line.label else line.span.start
    text = source.folded[start : line.span.end]
    lead = len(text) - len(text.lstrip(_MARKUP)) if text[:1] in "#>" or text.startswith("**") else 0
    text = " " * lead + text[lead:]
    found = []
    for name, style in _STYLES.items():
        # A bullet or a name opens its line, whatever markup stands before it.
        shift = lead if name in {"点", "名"} else 0
        for match in style.finditer(text.lstrip() if name in {"点", "名"} else text):
            extra = match.groupdict().get("x")
            before = text[: shift + match.start()].strip(_MARKUP)
            found.append(
                Marker(
                    style=f"{name} {extra}" if extra else name,
                    ordinal=_ordinal(name, match),
                    start=start + shift + match.start(),
                    end=start + shift + match.end(),
                    line=index,
                    opens=not before or (name in _PROSE and _SAID.fullmatch(before) is not None),
                    heads=line.kind == "heading",
                )
            )
    found.sort(key=lambda marker: (marker.start, -marker.end))
    if line.item and not any(marker.opens and not marker.is_prose for marker in found):
        at = line.span.start
        found.insert(0, Marker(style="点", ordinal=None, start=at, end=at, line=index, opens=True))
    return found
