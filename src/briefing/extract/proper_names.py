"""Names that script conversion must treat as names: the persons and places of a text, and which of them to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.chinese import lexicon
from briefing.chinese.folding import fold
from briefing.chinese.name_forms import find_names, has_several_forms
from briefing.extract.divisions import load_divisions
from briefing.extract.mentions import find_cast
from briefing.extract.personal_names import read_names
from briefing.outline import Name, quote_source
from briefing.source import Diagnostic, span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from briefing.extract.personal_names import NameReader
    from briefing.lines import Line
    from briefing.outline import Outline, Speaker
    from briefing.source import Source, Span

_HAN = r"[\u4e00-\u9fff]"
_UNIT = lexicon.pattern("place_units", "units")
# 临港市里坪村|党支部书记: units of a place one after the other, the first at the start of a post or body.
_CHAIN = re.compile(rf"(?:{_HAN}{{1,5}}?{_UNIT})+")
# A surname before a title is a name where a clause begins with it, or where the text names a person so: 余区长, not 其余区长.
_SURNAMED = re.compile(
    rf"(?P<name>[{''.join(lexicon.words('surnames', 'single'))}])副?{lexicon.pattern('place_units', 'offices')}"
)
_BEFORE_CLAUSE = re.compile(rf"(?<!{_HAN})(?:请问?|问|谢谢|感谢|据|由|对|向)?\Z")
# 其余局长, 业余教授: the surname ends a word.
_WORDS_BEFORE = frozenset("其业多剩之")
_MOST_NAMED = 5


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


def find_persons(
    source: Source, lines: Sequence[Line], speakers: Sequence[Speaker], reader: NameReader | None = None
) -> Persons:
    """Every person whom the text names, with or without a post."""
    cast = find_cast(source, lines, speakers, reader or read_names(source))
    named = [one for one in cast.mentions if one.kind == "name"]
    roles = [role for role in (*(one.role for one in named), *(one.role for one in speakers)) if role]
    surnames = {source.fold(one.place)[0] for one in named}
    places = [*(one.place for one in named), *_surnamed(source, surnames)]
    return Persons(names=_listed(source, places, "h"), roles=tuple(dict.fromkeys(roles)))


def _surnamed(source: Source, surnames: Collection[str]) -> Iterator[Span]:
    """A surname with the title after it, where the text names a person so or a clause begins."""
    for match in _SURNAMED.finditer(source.folded):
        opens = _BEFORE_CLAUSE.search(source.folded[max(0, match.start() - 4) : match.start()])
        if opens or (match["name"] in surnames and source.folded[match.start() - 1] not in _WORDS_BEFORE):
            yield span(*match.span())


@cache
def _doubtful_divisions() -> tuple[str, ...]:
    """The listed divisions that a phrase dictionary would guess at, 慈溪市 and 于都县, wherever a text names them."""
    settled = lexicon.words("name_forms", "settled_divisions")
    names = (name for name in load_divisions().names if any(map(has_several_forms, name)))
    return tuple(sorted(name for name in names if not name.startswith(settled)))


def find_places(outline: Outline, roles: Iterable[str]) -> tuple[Name, ...]:
    """The places that the text names, each at its first mention.

    They are the outline's own, those with which a post or a body begins, and the listed divisions whose characters could be
    written otherwise.
    """
    source = outline.source
    names = [outline.place.text] if outline.place else []
    for holder in (*roles, *(one.words.text for one in outline.organisations)):
        chain = _CHAIN.match(fold(holder))
        names += [holder[: chain.end()]] if chain else []
    known = tuple(dict.fromkeys((*names, *_doubtful_divisions())))
    starts = [span(start, end) for start, end, _ in find_names(source.folded, known)]
    # 临港市|里坪村的变化: what goes on from a known place with a unit of its own.
    following = [match for place in starts if (match := _CHAIN.match(source.folded, place.end, place.end + 8))]
    return _listed(source, (*starts, *(span(*match.span()) for match in following)), "d")


def doubtful_names(outline: Outline) -> tuple[Name, ...]:
    """The persons whose names have a character with several Traditional forms; none in a Traditional text."""
    if outline.source.writing == "Hant":
        return ()
    return tuple(name for name in outline.persons if any(map(has_several_forms, name.words.text)))


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
