"""Of which place a text is: only where the title, a label, a byline, an office or a sentence proves it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.outline.labels import labelled
from briefing.outline.model import Words
from briefing.outline.people.names import FIRST, read_names
from briefing.outline.places.divisions import is_division, load_divisions
from briefing.text import lexicon
from briefing.text.source import Diagnostic, span
from briefing.text.tokens import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Evidence, Speaker
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source, Span

_HAN = "[\u4e00-\u9fff]"
# Nothing of a place's name: 我市, 在全省, 各区.
_NOT_IN_NAME = "日年月在为由是的和与及对向于本全各我该等了到将会共话访谈者记席迎副让把被从"
_UNITS = lexicon.pattern("places", "units")
_UNIT = re.compile(rf"(?P<name>(?:(?![{_NOT_IN_NAME}]){_HAN}){{2,5}}?)(?P<unit>{_UNITS})")
_ALL_HAN = re.compile(rf"{_HAN}+")
_GENERIC = re.compile(rf"{lexicon.pattern('places', 'generic')}$")
_RANK = {"省": 1, "自治区": 1, "特别行政区": 1, "市": 2, "州": 2, "盟": 2, "自治州": 2, "街道": 5, "镇": 5, "乡": 5}
_CITY, _COUNTY, _MOST_UNITS = 2, 3, 4
_SHORTEST, _LONGEST_NAME = 2, 5  # characters of a name before its unit
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
_CALLED = re.compile(rf"[{FIRST}]{_HAN}{{1,2}}$")
_LEAD_IN = re.compile(rf"(?:{lexicon.pattern('places', 'lead_in')})+")
_ZONE = re.compile(lexicon.pattern("places", "zones"))
_FORMER = re.compile(lexicon.pattern("places", "former"))
_ORGANISATION = re.compile(lexicon.pattern("places", "organisations"))
_DERIVED = re.compile(lexicon.pattern("places", "derived"))
_DEFINES = re.compile(lexicon.pattern("places", "defines"))
_OFFICE = re.compile(lexicon.pattern("places", "offices"))
# Where a title may come to its place: at its start, after a colon, a dash or a blank; 修路架桥，临溪县――.
_OPENINGS = re.compile(r"(?:^|[：:—―－│|｜·　 》】]|，(?=[^，：]{2,14}[—―－]{1,2}$))[“（【]?")
_SESSION = re.compile(
    rf"在(?P<place>{_HAN}{{2,12}}?)第[一二三四五六七八九十百\d]{{1,4}}届(?:人民代表大会|委员会)(?:常务委员会)?第[一二三四五六七八九十\d]{{1,4}}次"
)
_WIRE = re.compile(
    rf"(?:^|[（【])(?:{_HAN}{{1,6}}?[社报网])?(?P<place>{_HAN}{{2,9}}?)(?:\d{{1,2}}月)?\d{{1,2}}日{lexicon.pattern('imprint', 'wire')}(?=[　 ）】：（]|$)",
    re.MULTILINE,
)
_CAPITAL = re.compile(lexicon.pattern("places", "capitals"))
_TOO_WIDE = re.compile(lexicon.pattern("places", "capitals", "whole"))
_ELSEWHERE = re.compile(lexicon.pattern("places", "elsewhere"))
_SENTENCE = re.compile(r"(?:^|[。！？])[ 　]*")
_YEAR = re.compile(r"(?:19|20)\d{2}")
# 太原|钢铁集团: so near an organisation's noun makes a bare name part of its name.
_NEAR = 8
_TITLES = frozenset({"title", "subtitle"})
_MAY_NAME = frozenset({"title", "subtitle", "imprint", "text", "answer"})
_LEAD_LINES, _DATELINES, _FEWEST_MENTIONS = 12, 2, 2
# A text is of the region that it names so often, so many times as often as any other, over so much of its length.
_OFTEN, _TIMES, _SPREAD = 3, 3, 0.25
# Parts of speech that no place's name has within: 积极|配合|市.
_NOT_NAME_TAGS = "vdapcrmtu"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chain:
    """A place as printed, from its widest unit on: 东屏省|澜江市|栖凤区. `listed` says that the list holds its last unit."""

    span: Span
    listed: bool
    bare: bool
    rank: int
    units: int = 1


_NO_UNIT = _Chain(span=span(0, 0), listed=False, bare=False, rank=0, units=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    source: Source
    lines: Sequence[Line]
    reader: NameReader
    year: int | None


def _rank(unit: str) -> int:
    return next((rank for ending, rank in _RANK.items() if unit.endswith(ending)), _COUNTY)


def _chain(text: _Text, start: int, end: int, *, form: bool = True) -> _Chain | None:
    """The place that begins at an offset: units that follow each other, the wider first; `form` takes unlisted ones too."""
    chain: _Chain | None = None
    while chain is None or chain.units < _MOST_UNITS:
        wider, at = (chain, chain.span.end) if chain else (_NO_UNIT, start)
        unit = _listed_unit(text, wider, at, end) or (_unlisted_unit(text, wider, at, end) if form else None)
        if unit is None:
            break
        chain = replace(unit, span=span(start, unit.span.end), units=wider.units + 1)
    return chain


def _listed_unit(text: _Text, wider: _Chain, start: int, end: int) -> _Chain | None:
    """The unit of the list that begins there and may follow a wider one: 深圳市, or 深圳, or 大邑 after 成都."""
    folded, divisions = text.source.folded, load_divisions()
    full = divisions.full_at(folded, start, text.year)
    if full and full <= end and not runs_on(folded, full):
        rank = _rank(folded[start:full])
        return (
            _Chain(span=span(start, full), listed=True, bare=False, rank=rank) if _is_within(rank, wider.rank) else None
        )
    if wider.rank >= _COUNTY:
        return None
    short = divisions.short_at(folded, start, wide=True)
    if short is None and wider.rank:
        short = divisions.short_at(folded, start, wide=False)
    if short is None or short > end:
        return None
    province = not wider.rank and folded[start:short] in divisions.provinces
    return _Chain(span=span(start, short), listed=True, bare=True, rank=1 if province else max(wider.rank, 1) + 1)


def _unlisted_unit(text: _Text, wider: _Chain, start: int, end: int) -> _Chain | None:
    """The unit that only its form shows, if it may follow the wider one."""
    last = _unlisted(text, start, end, within=wider.units > 0)
    rank = _rank(text.source.folded[start:last]) if last else 0
    return (
        _Chain(span=span(start, last), listed=False, bare=False, rank=rank)
        if last and _is_within(rank, wider.rank)
        else None
    )


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


def _may_be_person(text: _Text, start: int, end: int, office: int) -> bool:
    """True if a unit may be the post of a person before it: 沈知远|市长说, where 沙洲|市长何进 is a place's.

    `start` and `end` are those of the name, `office` that of 长.
    """
    folded = text.source.folded
    called = _CALLED.match(folded[start:end]) or _CALLED.match(folded[max(0, start - 1) : end])
    if folded[office : office + 1] != "长" or not called or is_division(folded[start:end]):
        return False
    return text.reader.name_at(office + 1, sure=True) is None


def _has_no_name_s_word(text: _Text, match: re.Match[str]) -> bool:
    """True if a word within the name is none of a place's: 积极|配合|市."""
    tokens, end = text.reader.tokens, match.end("name")
    words = (offset for offset in range(match.start(), end) if tokens.begins(offset))
    return any(
        tokens.end(offset) - offset > 1 and tokens.end(offset) <= end and tokens.tag(offset)[0] in _NOT_NAME_TAGS
        for offset in words
    )


def _unlisted(text: _Text, start: int, end: int, *, within: bool) -> int | None:
    """The end of a unit that only its form shows: 栖凤区, but not 积极配合市 nor 老城区; `within` a wider one."""
    folded = text.source.folded
    match = _UNIT.match(folded, start, end)
    if match is None or is_generic(match[0]) or runs_on(folded, match.end()):
        return None
    if (not within and _may_be_person(text, start, match.end("name"), match.end())) or _has_no_name_s_word(text, match):
        return None
    # 旅游古镇, 样板区: the last characters are a word. 澜江市|望海区 is a name of two characters, though 海区 is a word.
    least = len(match[0]) if within and len(match["name"]) == _SHORTEST else len(match["unit"]) + 1
    ends = (match[0][-size:] for size in range(least, len(match[0]) + 1))
    # 沙市 and 江北区 are places: 澄沙市 ends in one by chance.
    return None if any(is_word(end, of_places=False) for end in ends) else match.end()


def _is_proven_in_title(text: _Text, chain: _Chain, title: Span) -> bool:
    """True if a title that comes to the place so is of it: 北京：…, 深圳加强…, but not 太原钢铁集团…."""
    folded = text.source.folded
    after = folded[chain.span.end : title.end]
    if _ORGANISATION.search(after[:_NEAR]):
        return False
    if not chain.bare or after[:1] == "：":
        return (
            chain.listed
            or chain.units > 1
            or _is_coined(text, chain)
            or text.source.folded.count(text.source.fold(chain.span)) > 1
        )
    if _DERIVED.match(after) or not text.reader.tokens.begins(chain.span.end):
        return False
    return chain.units > 1 or _is_named_in_full(text, chain) or _is_region_alone(text, chain, title)


def _is_region_alone(text: _Text, chain: _Chain, title: Span) -> bool:
    """True if a title names a special region, which hardly a text names in full, and no other place, and the text comes back to it."""
    folded = text.source.folded
    if f"{folded[chain.span.start : chain.span.end]}特别行政区" not in load_divisions().names:
        return False
    others = (at for at in range(chain.span.end, title.end) if text.reader.tokens.begins(at))
    if any(_listed_unit(text, _NO_UNIT, at, title.end) for at in others):
        return False
    return folded.count(folded[chain.span.start : chain.span.end]) > _FEWEST_MENTIONS * 2


def _is_coined(text: _Text, chain: _Chain) -> bool:
    """True if a name that the list lacks holds no other word: 临溪市 is coined, but 海湾市 might be any."""
    name = text.source.fold(chain.span)[:-1]
    parts = (name[at : at + size] for size in range(2, len(name) + 1) for at in range(len(name) - size + 1))
    return not any(is_word(part, of_places=False) for part in parts)


def _is_named_in_full(text: _Text, chain: _Chain) -> bool:
    """True if the text elsewhere prints the bare name with its unit, or with an office of it: 深圳市, 湖南省委."""
    name = text.source.fold(chain.span)
    return any(
        f"{name}{unit}" in text.source.folded for unit in ("市", "省", "自治区", "区", "县", "州", "特区", "特别行政区")
    )


def _titles(text: _Text) -> list[Span]:
    return [line.span for line in text.lines[:_LEAD_LINES] if line.kind in _TITLES]


def _title_chains(text: _Text) -> Iterator[tuple[_Chain, Span]]:
    """The places that the title and the subtitle come to, each with its line."""
    for title in _titles(text):
        for opening in _OPENINGS.finditer(text.source.folded[title.start : title.end]):
            chain = _led(text, title.start + opening.end(), title.end)
            if chain:
                yield chain, title


def _offices_in(text: _Text, title: Span) -> Iterator[_Chain]:
    """The places whose offices a title names: 临溪县委书记, 云岭市市长, but not 原临溪县县长."""
    folded, at = text.source.folded, title.start
    while at < title.end:
        chain = _chain(text, at, title.end) if text.reader.tokens.begins(at) else None
        former = _FORMER.match(folded, at) if chain and not chain.listed else None
        if chain and not former and _OFFICE.match(folded, chain.span.end):
            yield chain
        at = chain.span.end if chain else at + 1


def _is_of_several(text: _Text) -> bool:
    """True if the title comes to several places: 吉林、湖南、四川――, or people of several, of which none is the one."""
    folded = text.source.folded
    offices = [chain for title in _titles(text) for chain in _offices_in(text, title)]
    return not _are_one(text, offices) or any(
        folded[chain.span.end : chain.span.end + 1] in {"、", "和", "与", "及"}
        and _chain(text, chain.span.end + 1, title.end)
        for chain, title in _title_chains(text)
    )


def _of_title(text: _Text) -> Iterator[tuple[_Chain, Evidence]]:
    for chain, title in _title_chains(text):
        if _is_proven_in_title(text, chain, title):
            yield chain, "title"


def _led(text: _Text, start: int, end: int) -> _Chain | None:
    """The place that begins there, or else after words that lead to one: 和平区 is whole, 走进临港市 is not.

    None for 原临溪县, which is where somebody was.
    """
    chain = _chain(text, start, end)
    if _FORMER.match(text.source.folded, start, end) and not (chain and chain.listed):
        return None
    if chain is None and (lead := _LEAD_IN.match(text.source.folded, start, end)):
        chain = _chain(text, lead.end(), end)
    return chain


def _of_labels(text: _Text) -> Iterator[tuple[_Chain, Evidence]]:
    """地点：临川区 names a place where it names nothing else."""
    for label in labelled(text.source, text.lines[: _LEAD_LINES * 2]):
        if label.kind == "place":
            chain = _chain(text, label.value.start, label.value.end)
            if chain and chain.span.end == label.value.end:
                yield chain, "label"


def _of_sessions(text: _Text) -> Iterator[tuple[_Chain, Evidence]]:
    """The place whose congress a report is given to: ――2026年1月27日在青屏省第十四届人民代表大会第四次会议上."""
    for line in text.lines[:_LEAD_LINES]:
        for session in _SESSION.finditer(text.source.folded, line.span.start, line.span.end):
            chain = _chain(text, session.start("place"), session.end("place"))
            if chain and chain.span.end == session.end("place"):
                yield chain, "byline"


def _of_datelines(text: _Text) -> Iterator[tuple[_Chain, Evidence]]:
    """The place of the date line of a report that comes back to it: 新华社深圳4月10日电; not the capital, where all is filed."""
    told = [line for line in text.lines if line.kind in {"imprint", "text"}]
    for line in [*told[:_DATELINES], *told[-_DATELINES:]]:
        for wire in _WIRE.finditer(text.source.folded, line.span.start, line.span.end):
            chain = _chain(text, wire.start("place"), wire.end("place"), form=False)
            if chain is None or chain.span.end != wire.end("place") or _CAPITAL.search(wire["place"]):
                continue
            if text.source.folded.count(wire["place"]) > _FEWEST_MENTIONS:
                yield chain, "byline"


def _of_offices(text: _Text, speakers: Sequence[Speaker]) -> Iterator[tuple[_Chain, Evidence]]:
    """The places that the posts of the document's speakers open with: 溪桥区人才局局长."""
    found: list[tuple[_Chain, Evidence]] = []
    for speaker in speakers:
        if speaker.role and (place := _find(text, speaker)):
            chain = _office_chain(text, place)
            if chain:
                found.append((chain, "byline" if speaker.evidence == "byline" else "office"))
    if _are_one(text, [chain for chain, _ in found]):
        yield from found
    yield from _of_noted_author(text)


def _are_one(text: _Text, chains: Sequence[_Chain]) -> bool:
    """True if places are one, or within it: 嘉善县县长 and 山丹县县长 talk with each other, and the text is of neither place."""
    named = [text.source.fold(chain.span) for chain in chains]
    return all(name in named[0] or named[0] in name for name in named)


def _find(text: _Text, speaker: Speaker) -> Span | None:
    """The place of the post."""
    start = text.source.text.find(speaker.role or "\0", max(0, (speaker.span.start if speaker.span else 0) - 1))
    start = start if start >= 0 else text.source.text.find(speaker.role or "\0")
    return span(start, start + len(speaker.role or "")) if start >= 0 else None


def _office_chain(text: _Text, post: Span) -> _Chain | None:
    chain = _led(text, post.start, post.end)
    if chain is None:
        return None
    after = text.source.folded[chain.span.end : post.end]
    return None if chain.bare and _ORGANISATION.search(after) else chain


_AUTHOR = re.compile(r"作者(?:单位)?[为系是：:]{1,2}(?P<role>[^（），。*]{3,50})")


def _of_noted_author(text: _Text) -> Iterator[tuple[_Chain, Evidence]]:
    """The place of the office that （作者系X市委书记） tells of, whoever it is."""
    for line in text.lines:
        match = _AUTHOR.search(text.source.folded, line.span.start, line.span.end)
        chain = _office_chain(text, span(*match.span("role"))) if match else None
        if chain:
            yield chain, "byline"


def _of_named_offices(text: _Text) -> Iterator[tuple[_Chain, Evidence]]:
    """The district whose bare name a title comes to and whose office the text names with its head: 临港奋进… with 临港市委书记周正."""
    folded = text.source.folded
    opened = {title.start + one.end() for title in _titles(text) for one in _OPENINGS.finditer(text.source.fold(title))}
    starts = {folded[at : at + size] for at in opened for size in range(_SHORTEST, _LONGEST_NAME + 1)}
    bare = sorted(filter(_ALL_HAN.fullmatch, starts), key=len)
    named = re.compile(rf"(?P<name>{'|'.join(bare)})(?P<unit>{_UNITS})")
    # 2026，修路见闻 comes to no name.
    for line in (line for line in text.lines if bare and line.kind in {"text", "answer"}):
        for match in named.finditer(folded, line.span.start, line.span.end):
            place = span(*match.span())
            if (
                _OFFICE.match(folded, place.end)
                and not _may_be_person(text, place.start, match.end("name"), place.end)
                and (match[0] in load_divisions().names or not _has_no_name_s_word(text, match))
            ):
                yield _Chain(span=place, listed=False, bare=False, rank=_rank(match["unit"])), "office"


def _of_sentences(text: _Text) -> Iterator[tuple[_Chain, Evidence]]:
    """The place that the text's first paragraphs define: 延吉市是…, 西山区位于…."""
    for line in [line for line in text.lines if line.kind == "text"][:_LEAD_LINES]:
        for opening in _SENTENCE.finditer(text.source.folded[line.span.start : line.span.end]):
            start = line.span.start + opening.end()
            chain = _chain(text, start, line.span.end, form=False)
            if chain and _DEFINES.match(text.source.folded, chain.span.end):
                yield chain, "sentence"


def _of_mentions(text: _Text) -> Iterator[tuple[_Chain, Evidence]]:
    """The region that the text comes back to again and again, while it names no other nearly as often: 台南, 香港."""
    folded = text.source.folded
    found = {name: list(_mentions(text, name)) for name in load_divisions().wide if name in folded}
    (name, places), *others = sorted(found.items(), key=lambda one: (-len(one[1]), one[0])) or [("", [])]
    if len(places) < _OFTEN or _TOO_WIDE.search(name) or places[-1].start - places[0].start < len(folded) * _SPREAD:
        return
    titles = "".join(map(text.source.fold, _titles(text)))
    if all(len(other) * _TIMES <= len(places) and one not in titles for one, other in others):
        yield _Chain(span=_as_mostly_printed(text, places), listed=True, bare=True, rank=_CITY), "text"


def _mentions(text: _Text, name: str) -> Iterator[Span]:
    """The mentions of a region, with its unit where one follows, but not those within an organisation's name."""
    folded, tokens = text.source.folded, text.reader.tokens
    for match in re.finditer(re.escape(name), folded):
        end = load_divisions().full_at(folded, match.start()) or match.end()
        if not tokens.begins(match.start()) or _ORGANISATION.search(folded, end, end + _NEAR):
            continue
        if end > match.end() or (tokens.begins(end) and not _ELSEWHERE.match(folded, match.start())):
            yield span(match.start(), end)


def _as_mostly_printed(text: _Text, places: Sequence[Span]) -> Span:
    """The first of the mentions that print the region as most of them do."""
    printed = Counter(text.source[place] for place in places)
    return next(place for place in places if text.source[place] == printed.most_common(1)[0][0])


def _text(source: Source, lines: Sequence[Line], names: NameReader | None) -> _Text:
    told = [line for line in lines if line.kind != "furniture"]
    year = next(
        (
            int(match[0])
            for line in told
            if line.kind == "imprint" and (match := _YEAR.search(source.folded, line.span.start, line.span.end))
        ),
        None,
    )
    return _Text(source=source, lines=lines, reader=names or read_names(source), year=year)


def _zone_in_full(text: _Text, zone: _Chain) -> _Chain | None:
    """The zone with the city that the text prints before it, if always the same: 云岭市高新区."""
    folded, name = text.source.folded, text.source.fold(zone.span)
    printed: dict[str, _Chain] = {}
    for match in re.finditer(name, folded):
        starts = (at for at in range(max(0, match.start() - 2 * _LONGEST_NAME), match.start()))
        cities = (_chain(text, at, match.start()) for at in starts if text.reader.tokens.begins(at))
        if city := next((one for one in cities if one and one.span.end == match.start()), None):
            whole = replace(zone, span=span(city.span.start, match.end()))
            printed.setdefault(text.source.fold(whole.span), whole)
    return next(iter(printed.values())) if len(printed) == 1 else None


def find_place(
    source: Source, lines: Sequence[Line], speakers: Sequence[Speaker] = (), names: NameReader | None = None
) -> Words | None:
    """The place that the text is of, with what proves it; None where nothing does."""
    text = _text(source, lines, names)
    if _is_of_several(text):
        return None
    for find in (
        _of_labels,
        _of_sessions,
        _of_title,
        lambda one: _of_offices(one, speakers),
        _of_named_offices,
        _of_datelines,
        _of_sentences,
        _of_mentions,
    ):
        found = next(find(text), None)
        if found:
            chain, evidence = found
            if _ZONE.fullmatch(source.fold(chain.span)):
                # 高新区 alone is of any city.
                whole = _zone_in_full(text, chain)
                if whole is None:
                    return None
                chain = whole
            return Words(text=source[chain.span], spans=(chain.span,), evidence=evidence)
    return None


def find_unproven(source: Source, lines: Sequence[Line], names: NameReader | None = None) -> Diagnostic | None:
    """A notice of the place that the text names first, where none is proven to be its own."""
    text = _text(source, lines, names)
    for line in [line for line in lines if line.kind in _MAY_NAME][:_LEAD_LINES]:
        for offset in range(line.span.start, line.span.end):
            chain = _chain(text, offset, line.span.end) if text.reader.tokens.begins(offset) else None
            if chain and not chain.bare and (chain.listed or _OFFICE.match(source.folded, chain.span.end)):
                named = source[chain.span]
                message = f"没有印地区：原文提到“{named}”，但标题、署名、标签行和受访人的职务都不能证明它就是本文的地区"
                return Diagnostic(code="unproven-place", span=chain.span, message=message)
    return None
