"""Organisations: bodies, firms and institutions whose names end as such names do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.names.edges import is_free, trim_left, trim_verbs
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.text.source import Source, Span
    from briefing.text.tokens import Tokens

_HAN = r"[\u4e00-\u9fff]"
_ENDS = pattern("bodies", "ends")
_BODY = re.compile(
    rf"(?!——)[A-Za-z\d]{{0,8}}(?:{_HAN}|——|（{_HAN}{{2,4}}）|·){{1,24}}?{_ENDS}(?!{pattern('bodies', 'derived', 'goes_on')})"
)
# The ministries and commissions of the State Council and the like, known by their short names.
_MINISTRY = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,3}}(?=[^国中][^，。]{{0,6}}部))?{pattern('bodies', 'ministries')}(?![^，。；]?长|门|{pattern('bodies', 'goes_on')})"
)
# 省财政厅, 市总工会, 省农科院
_PROVINCIAL = re.compile(
    rf"(?<![全各本跨外我该])[省市](?:{pattern('bodies', 'provincial')}|(?![委长级内外区场民])[\u4e00-\u9fff]{{2,6}}?厅)(?![长堂级局])"
)
_FOR_EXAMPLE = re.compile(r"以(?P<name>[\u4e00-\u9fffA-Za-z]{2,14}?)(?:等)?为(?:代表|龙头)的")
_SECTOR = re.compile(rf"{pattern('bodies', 'sectors')}$")
# What makes a name one body's own: a place, letters, a rank of government, a registered firm.
_OWN = re.compile(
    rf"{pattern('bodies', 'places')}|[A-Za-z]{{2,}}|^{_HAN}{{2,3}}(?<!城)(?<!社)(?<!地)(?<!园)(?<!景)(?<!山)(?<!乡)(?<!全)[省市区县州镇](?!级)|^[省市区县州](?![级域内外直属场民长块位别分州])|（{_HAN}{{2,4}}）|第[一二三四五六七八九十]"
)
_OWN_SUFFIX = re.compile(
    r".{2,}(?:交易所|交易中心|有限公司|管理局|大学)$|.{7,}(?:创新中心|研究院|研究所|实验室|产业园)$"
)
_NATIONAL_FUND = re.compile(r"国家.{4,}基金$")
_GENERIC = re.compile(rf"{pattern('bodies', 'any')}*{_ENDS}")

# A firm may be called by a verb: 腾飞药业有限公司.
_FIRM = re.compile(rf"{pattern('bodies', 'firms')}$")

_SHORTEST, _OF_HOME = 4, 2


def _candidates(source: Source, place: Span, home: str, tokens: Tokens) -> Iterator[Span]:
    folded = source.folded
    for match in _FOR_EXAMPLE.finditer(folded, place.start, place.end):
        if not _SECTOR.search(match["name"]):
            yield span(*match.span("name"))
    for match in _BODY.finditer(folded, place.start, place.end):
        found = trim_left(folded, span(*match.span()))
        if not _FIRM.search(folded, found.start, found.end):
            found = trim_verbs(folded, found, tokens)
        name = source.fold(found)
        # What tells one body from others of its kind.
        own = len(name) >= _SHORTEST and not _GENERIC.fullmatch(name) and (_OWN.search(name) or _OWN_SUFFIX.match(name))
        of_home = home and name.startswith(home) and len(name) > len(home) + _OF_HOME
        if own or of_home or _NATIONAL_FUND.match(name):
            yield found
    for match in _PROVINCIAL.finditer(folded, place.start, place.end):
        yield span(*match.span())
    for match in _MINISTRY.finditer(folded, place.start, place.end):
        yield trim_verbs(folded, trim_left(folded, span(*match.span())), tokens)


def find_organisations(
    source: Source, places: Sequence[Span], taken: Sequence[Span], home: str, tokens: Tokens
) -> list[Span]:
    """The places of the organisations' names, none of them within another name.

    `home` is what the text's own place is called (folded, without 区 or 市), or empty: what bears its name is one body's own.
    """
    found: list[Span] = []
    end = -1
    others = sorted(taken)
    for one in sorted(
        (one for place in places for one in _candidates(source, place, home, tokens)),
        key=lambda one: (one.start, -one.end),
    ):
        if one.start >= end and is_free(one, others):
            found.append(one)
            end = one.end
    return found
