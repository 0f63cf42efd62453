"""Names that script conversion must treat as names: the persons and places of a text, and which of them to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.outline.model import Name, quote_source
from briefing.outline.people.cast import find_cast
from briefing.outline.people.names import PARTED, read_names
from briefing.outline.places.chains import is_generic, runs_on
from briefing.outline.places.divisions import load_divisions
from briefing.text import lexicon
from briefing.text.folding import fold
from briefing.text.name_forms import TITLED, find_names, has_several_forms, own_length
from briefing.text.source import Diagnostic, span
from briefing.text.tokens import is_common_word, read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Outline, Speaker
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source, Span

_HAN = r"[\u4e00-\u9fff]"
_UNIT = lexicon.pattern("place_units", "units")
# 临港市, 里坪村: one unit of a place.
_LINK = re.compile(rf"(?P<name>{_HAN}{{1,5}}?)(?P<unit>{_UNIT})")
_ONLY_UNIT = re.compile(rf"{_UNIT}|副")
# Parts of speech of words that no place's name holds, and those that may lead to one: 按照|喀左县, 即|临港市.
_NOT_IN_PLACE, _LEADS = frozenset("pcudr"), frozenset("pcudrv")
# A surname before a title is a name where a clause begins with it, or where the text names a person so: 余区长, not 其余区长.
_SURNAMED = re.compile(TITLED)
_BEFORE_CLAUSE = re.compile(rf"(?<!{_HAN})(?:请问?|问|谢谢|感谢|据|由|对|向)?\Z")
# 其余局长, 业余教授: the surname ends a word.
_WORDS_BEFORE = frozenset("其业多剩之")
_MOST_NAMED, _NEXT = 5, 8
# The least characters by which a village without its unit is known, and those units.
_SURE_LENGTH, _SMALL = 3, frozenset("村乡镇")


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """The persons that a text names, each once, and the posts printed with them."""

    names: tuple[Name, ...]
    roles: tuple[str, ...]


def _listed(source: Source, places: Iterable[Span], letter: str) -> tuple[Name, ...]:
    """The words at the places as names, each once, at its first mention."""
    first: dict[str, Span] = {}
    for place in sorted(places):
        first.setdefault(source.fold(place), place)
    return tuple(
        Name(id=f"{letter}{number}", words=quote_source(source, place))
        for number, place in enumerate(first.values(), 1)
    )


def _listed_after(reader: NameReader, name: Span) -> Iterator[Span]:
    """The names that a list goes on with after one, as far as each is followed by the next or speaks: 后表同、|于占云表示."""
    end = name.end
    while reader.folded[end : end + 1] == "、" and (found := reader.name_at(end + 1, sure=True)):
        closed = reader.is_marked(found.end) or reader.speaks(found.end)
        if not closed or _ONLY_UNIT.fullmatch(reader.folded, found.end - 1, found.end):
            break  # 、石桥村，
        yield found
        end = found.end


def find_persons(
    source: Source, lines: Sequence[Line], speakers: Sequence[Speaker], reader: NameReader | None = None
) -> Persons:
    """Every person whom the text names, with or without a post."""
    reader = reader or read_names(source)
    cast = find_cast(source, lines, speakers, reader)
    named = [one for one in cast.mentions if one.kind == "name"]
    roles = [role for role in (*(one.role for one in named), *(one.role for one in speakers)) if role]
    surnames = {source.fold(one.place)[0] for one in named}
    inside = {offset for one in named for offset in range(one.place.start + 1, one.place.end)}
    places = [place for one in named for place in (one.place, *_listed_after(reader, one.place))]
    foreign = list(reader.foreign_names())
    # 杰里娜 alone, once 杰里娜·范 is known
    whole = tuple(source.fold(name) for name in foreign)
    parts = {part for name in whole for part in PARTED.split(name) if len(part) > 1 and not is_common_word(part)}
    places += [span(start, end) for start, end, _ in find_names(source.folded, (*whole, *sorted(parts)))]
    for match in _SURNAMED.finditer(source.folded):
        start = match.start()
        # 黎望平|总书记: 平总 is no surname with a title. Nor are 对于|律师 and 其余|局长.
        if start in inside or not reader.tokens.begins(start):
            continue
        opens = _BEFORE_CLAUSE.search(source.folded[max(0, start - 4) : start])
        if opens or (match["name"] in surnames and source.folded[start - 1] not in _WORDS_BEFORE):
            places.append(span(*match.span()))
    return Persons(names=_listed(source, places, "h"), roles=tuple(dict.fromkeys(roles)))


def _place_in(holder: str) -> Span | None:
    """The place that a post or body begins with, unit by unit as long as each is a name: 临港市|里坪村, not 全市 or 村|村民."""
    tokens, start = read_tokens(holder), 0
    while tokens.tag(start)[:1] in _LEADS and not tokens.tag(start).startswith("vn"):
        start = tokens.end(start)
    end, divisions = start, load_divisions().names
    while link := _LINK.match(holder, end):
        # 青石镇|镇长, 临港市|市场: the unit is the start of the next word; 临溪县|人民政府县长 goes on with a body.
        is_body = link["name"].endswith(lexicon.words("imprint", "body"))
        if _ONLY_UNIT.fullmatch(link["name"]) or is_body or runs_on(holder, link.end()):
            break
        # 老城区 names none, but 成都市 and 海华社区 do; and the list holds a 城区.
        ends = (link.group()[at:] for at in range(max(1, len(link.group()) - 2)))
        if len(link["unit"]) == 1 and is_generic(link.group()) and not any(one in divisions for one in ends):
            break
        words = [at for at in range(link.start(), link.end()) if tokens.begins(at) and tokens.end(at) <= link.end()]
        if any(
            tokens.tag(at)[0] in _NOT_IN_PLACE or (tokens.tag(at) == "v" and tokens.end(at) - at > 1) for at in words
        ):
            break
        end = link.end()
    return span(start, end) if end > start else None


def find_places(outline: Outline, roles: Iterable[str]) -> tuple[Name, ...]:
    """The places that the text names, each at its first mention.

    They are the outline's own, those with which a post or a body begins, and the listed divisions whose characters could be
    written otherwise.
    """
    source = outline.source
    names = [outline.place.text] if outline.place else []
    for holder in (*roles, *(one.words.text for one in outline.organisations)):
        place = _place_in(fold(holder))
        names += [holder[place.start : place.end]] if place else []
    # 慈溪市 and 于都县: a phrase dictionary would guess at them. Whether the text has them is asked first: looking up the
    # forms of all 3,000 took a tenth of an outline's time.
    settled = lexicon.words("name_forms", "settled_divisions")
    listed = (name for name in load_divisions().names if name in source.folded and not name.startswith(settled))
    known = tuple(dict.fromkeys((*names, *sorted(name for name in listed if any(map(has_several_forms, name))))))
    starts = [span(start, end) for start, end, _ in find_names(source.folded, known)]
    # 临港市|里坪村的变化: what goes on from a known place with a unit of its own.
    following = [
        span(place.end + found.start, place.end + found.end)
        for place in starts
        if (found := _place_in(source.folded[place.end : place.end + _NEXT])) and found.start == 0
    ]
    # 石斗坡 without the 村 that proves it a place. Two characters may be any word's (后山村).
    units = (list(_LINK.finditer(source.fold(place)))[-1:] for place in (*starts, *following))
    proven = {unit["name"] for last in units for unit in last if unit["unit"] in _SMALL}
    bare = tuple(sorted(name for name in proven if len(name) >= _SURE_LENGTH and any(map(has_several_forms, name))))
    alone = [span(start, end) for start, end, _ in find_names(source.folded, bare)]
    return _listed(source, (*starts, *following, *alone), "d")


def doubtful_names(outline: Outline) -> tuple[Name, ...]:
    """The persons whose names have a character with several Traditional forms; none in a Traditional text.

    A surname that Traditional texts write as the source does (沈, never 瀋) is in no doubt.
    """
    if outline.source.writing == "Hant":
        return ()
    settled = lexicon.words("name_forms", "surnames_unchanged")
    return tuple(
        name
        for name in outline.persons
        if any(
            map(has_several_forms, name.words.text[name.words.text.startswith(settled) : own_length(name.words.text)])
        )
    )


def find_doubtful_names(outline: Outline) -> Iterator[Diagnostic]:
    """One notice of the names that a Traditional pack prints as the source does, since they could be written otherwise."""
    found = doubtful_names(outline)
    if found:
        listed = "、".join(name.words.text for name in found[:_MOST_NAMED])
        more = f"等 {len(found)} 个" if len(found) > _MOST_NAMED else ""
        yield Diagnostic(
            code="name-forms",
            span=found[0].words.spans[0] if found[0].words.spans else None,
            message=f"人名{listed}{more}里有的字，繁体不止一种写法，繁体版照原文的字印；要印别的写法，请写进补充文件的 locked",
        )
