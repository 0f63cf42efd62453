"""Places as printed at a place of a text: units of the list or of the form of one, the wider first (东屏省澜江市栖凤区)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.outline.people.names import FIRST
from briefing.outline.places.divisions import is_division, load_divisions
from briefing.text import lexicon
from briefing.text.source import span
from briefing.text.tokens import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source, Span

HAN = "[\u4e00-\u9fff]"
UNITS = lexicon.pattern("places", "units")
# Nothing of a place's name: 我市, 在全省, 各区.
_NOT_IN_NAME = "日年月在为由是的和与及对向于本全各我该等了到将会共话访谈者记席迎副让把被从"
_UNIT = re.compile(rf"(?P<name>(?:(?![{_NOT_IN_NAME}]){HAN}){{2,5}}?)(?P<unit>{UNITS})")
ORGANISATION = re.compile(lexicon.pattern("places", "organisations"))
# 太原|钢铁集团: so near an organisation's noun makes a bare name part of its name.
NEAR = 8
_GENERIC = re.compile(rf"{lexicon.pattern('places', 'generic')}$")
_RANK = {"省": 1, "自治区": 1, "特别行政区": 1, "市": 2, "州": 2, "盟": 2, "自治州": 2, "街道": 5, "镇": 5, "乡": 5}
_FULL = ("市", "省", "自治区", "区", "县", "州", "特区", "特别行政区")
_CITY, _COUNTY, _TOWN, _MOST_UNITS = 2, 3, 5, 4
# 市|场, 区|间, 乡|村: the character belongs to the next one.
_GOES_ON = {
    "市": "场民值容域级情集面",
    "区": "间域别块分位划",
    "县": "域级城",
    "乡": "村亲镇间土愁音下",
    "镇": "静守压定",
    "省": "钱力时心略去",
    "旗": "帜下",
}
_SHORTEST = 2  # characters of a name before its unit
_CALLED = re.compile(rf"(?:{lexicon.pattern('surnames', 'compound')}|[{FIRST}]){HAN}{{1,2}}$")
# 澜江市人民政府|市长 heads the city, and no 人民政府市.
_OFFICE = re.compile(lexicon.pattern("places", "offices"))
# Parts of speech that no place's name has within: 积极|配合|市.
_NOT_NAME_TAGS = "vdapcrmtu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A place as printed, from its widest unit on: 东屏省|澜江市|栖凤区.

    `listed` says that the list holds its last unit, which begins at `last`; `bare` that it is printed without 市, 区 or the like.
    """

    span: Span
    listed: bool
    bare: bool
    rank: int
    units: int = 1
    last: int = 0


NO_UNIT = Chain(span=span(0, 0), listed=False, bare=False, rank=0, units=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceText:
    """A source with its lines, its names and the year that its date line prints."""

    source: Source
    lines: Sequence[Line]
    reader: NameReader
    year: int | None


def rank_of(unit: str) -> int:
    """The rank of a unit by its end, 1 for a province to 5 for a town."""
    return next((rank for ending, rank in _RANK.items() if unit.endswith(ending)), _COUNTY)


def find_chain(text: PlaceText, start: int, end: int, *, form: bool = True) -> Chain | None:
    """The place that begins at an offset: units that follow each other, the wider first; `form` takes unlisted ones too."""
    chain: Chain | None = None
    while chain is None or chain.units < _MOST_UNITS:
        wider, at = (chain, chain.span.end) if chain else (NO_UNIT, start)
        unit = find_listed(text, wider, at, end) or (_find_unlisted(text, wider, at, end) if form else None)
        if unit is None:
            break
        chain = replace(unit, span=span(start, unit.span.end), units=wider.units + 1, last=unit.span.start)
    return chain


def chains_in(text: PlaceText, place: Span) -> Iterator[Chain]:
    """Every place that a range prints, from left to right."""
    at = place.start
    while at < place.end:
        chain = find_chain(text, at, place.end) if text.reader.tokens.begins(at) else None
        if chain:
            yield chain
        at = chain.span.end if chain else at + 1


def find_listed(text: PlaceText, wider: Chain, start: int, end: int) -> Chain | None:
    """The unit of the list that begins there and may follow a wider one: 深圳市, or 深圳, or 大邑 after 成都."""
    folded, divisions = text.source.folded, load_divisions()
    full = divisions.full_at(folded, start, text.year)
    if full and full <= end and not runs_on(folded, full):
        rank = _TOWN if wider.units and folded[start:full] in divisions.town_cities else rank_of(folded[start:full])
        return (
            Chain(span=span(start, full), listed=True, bare=False, rank=rank) if _is_within(rank, wider.rank) else None
        )
    if wider.rank >= _COUNTY:
        return None
    short = divisions.short_at(folded, start, wide=True)
    if short is None and wider.rank:
        short = divisions.short_at(folded, start, wide=False)
        # 上海|合作组织: 合作 is a city, and hardly ever means it.
        short = None if (text.reader.tokens.tag(start) or "n")[0] in _NOT_NAME_TAGS else short
    if short is None or short > end:
        return None
    province = not wider.rank and folded[start:short] in divisions.provinces
    return Chain(span=span(start, short), listed=True, bare=True, rank=1 if province else max(wider.rank, 1) + 1)


def _is_within(rank: int, wider: int) -> bool:
    """True if a unit may follow the wider one: a county's city within a prefecture's is a city as well (苏州市昆山市)."""
    return rank > wider or rank == wider == _CITY


def is_generic(word: str) -> bool:
    """True if a folded word ends as a district does and names none: 全市, 老城区."""
    return bool(_GENERIC.search(word))


def runs_on(folded: str, end: int) -> bool:
    """True if the unit's last character belongs to the next word: 市|场, 乡|村."""
    after = folded[end : end + 1]
    return bool(after) and after in _GOES_ON.get(folded[end - 1], "")


def may_be_person(text: PlaceText, start: int, end: int, office: int) -> bool:
    """True if a unit may be the post of a person before it: 沈知远|市长说, where 沙洲|市长何进 is a place's.

    `start` and `end` are those of the name, `office` that of 长.
    """
    folded = text.source.folded
    called = _CALLED.match(folded[start:end]) or _CALLED.match(folded[max(0, start - 1) : end])
    if folded[office : office + 1] != "长" or not called or is_division(folded[start:end]):
        return False
    return text.reader.name_at(office + 1, sure=True) is None


def holds_other_word(text: PlaceText, match: re.Match[str]) -> bool:
    """True if a word within the name is none of a place's: 积极|配合|市."""
    tokens, end = text.reader.tokens, match.end("name")
    words = (offset for offset in range(match.start(), end) if tokens.begins(offset))
    return any(
        tokens.end(offset) - offset > 1 and tokens.end(offset) <= end and tokens.tag(offset)[0] in _NOT_NAME_TAGS
        for offset in words
    )


def _find_unlisted(text: PlaceText, wider: Chain, start: int, end: int) -> Chain | None:
    """The unit that only its form shows, if it may follow the wider one: 栖凤区, but not 积极配合市 nor 老城区."""
    folded, within = text.source.folded, wider.units > 0
    match = _UNIT.match(folded, start, end)
    if match is None or is_generic(match[0]) or runs_on(folded, match.end()) or _OFFICE.fullmatch(match["name"]):
        return None
    if (not within and may_be_person(text, start, match.end("name"), match.end())) or holds_other_word(text, match):
        return None
    # 旅游古镇, 样板区: the last characters are a word. 澜江市|望海区 is a name of two characters, though 海区 is a word.
    least = len(match[0]) if within and len(match["name"]) == _SHORTEST else len(match["unit"]) + 1
    ends = (match[0][-size:] for size in range(least, len(match[0]) + 1))
    rank = rank_of(match[0])
    # 沙市 and 江北区 are places: 澄沙市 ends in one by chance.
    if any(is_word(one, of_places=False) for one in ends) or not _is_within(rank, wider.rank):
        return None
    return Chain(span=span(start, match.end()), listed=False, bare=False, rank=rank)


def is_named_in_full(text: PlaceText, name: str) -> bool:
    """True if the text prints a bare name with its unit somewhere, or with an office of it: 深圳市, 湖南省委."""
    return any(f"{name}{unit}" in text.source.folded for unit in _FULL)
