"""Of which place a text is: only where the title, a label, a byline, an office or a sentence proves it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.outline.labels import labelled
from briefing.outline.model import Words
from briefing.outline.people.names import read_names
from briefing.outline.places.chains import (
    HAN,
    NEAR,
    NO_UNIT,
    ORGANISATION,
    UNITS,
    Chain,
    PlaceText,
    find_chain,
    find_listed,
    holds_other_word,
    is_named_in_full,
    may_be_person,
    rank_of,
)
from briefing.outline.places.divisions import load_divisions
from briefing.outline.places.mentions import find_chain_that_recurs, find_region_of_mentions
from briefing.text import lexicon
from briefing.text.source import Diagnostic, span
from briefing.text.tokens import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Evidence, Speaker
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source, Span

_ALL_HAN = re.compile(rf"{HAN}+")
_SHORTEST, _LONGEST_NAME = 2, 5  # characters of a name before its unit
_LEAD_IN = re.compile(rf"(?:{lexicon.pattern('places', 'lead_in')})+")
_ZONE = re.compile(lexicon.pattern("places", "zones"))
_FORMER = re.compile(lexicon.pattern("places", "former"))
_DERIVED = re.compile(lexicon.pattern("places", "derived"))
_DEFINES = re.compile(lexicon.pattern("places", "defines"))
_LIES = re.compile(lexicon.pattern("places", "lies_in"))
_OFFICE = re.compile(lexicon.pattern("places", "offices"))
# Where a title may come to its place: at its start, after a colon, a dash or a blank; 修路架桥，临溪县――.
_OPENINGS = re.compile(r"(?:^|[：:—―－│|｜·　 》】]|，(?=[^，：]{2,14}[—―－]{1,2}$))[“（【]?")
_SESSION = re.compile(
    rf"在(?P<place>{HAN}{{2,12}}?)第[一二三四五六七八九十百\d]{{1,4}}届(?:人民代表大会|委员会)(?:常务委员会)?第[一二三四五六七八九十\d]{{1,4}}次"
)
_WIRE = re.compile(
    rf"(?:^|[（【])(?:{HAN}{{1,6}}?[社报网])?(?P<place>{HAN}{{2,9}}?)(?:\d{{1,2}}月)?\d{{1,2}}日{lexicon.pattern('imprint', 'wire')}(?=[　 ）】：（]|$)",
    re.MULTILINE,
)
_CAPITAL = re.compile(lexicon.pattern("places", "capitals"))
_SENTENCE = re.compile(r"(?:^|[。！？])[ 　]*")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_TITLES = frozenset({"title", "subtitle"})
_MAY_NAME = frozenset({"title", "subtitle", "imprint", "text", "answer"})
_LEAD_LINES, _DATELINES, _FEWEST_MENTIONS, _COUNTY = 12, 2, 2, 3


def _is_proven_in_title(text: PlaceText, chain: Chain, title: Span) -> bool:
    """True if a title that comes to the place so is of it: 北京：…, 深圳加强…, but not 太原钢铁集团…."""
    folded = text.source.folded
    after = folded[chain.span.end : title.end]
    if ORGANISATION.search(after[:NEAR]):
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
    return (
        chain.units > 1 or is_named_in_full(text, text.source.fold(chain.span)) or _is_region_alone(text, chain, title)
    )


def _is_region_alone(text: PlaceText, chain: Chain, title: Span) -> bool:
    """True if a title names a special region, which hardly a text names in full, and no other place, and the text comes back to it."""
    folded = text.source.folded
    if f"{folded[chain.span.start : chain.span.end]}特别行政区" not in load_divisions().names:
        return False
    others = (at for at in range(chain.span.end, title.end) if text.reader.tokens.begins(at))
    if any(find_listed(text, NO_UNIT, at, title.end) for at in others):
        return False
    return folded.count(folded[chain.span.start : chain.span.end]) > _FEWEST_MENTIONS * 2


def _is_coined(text: PlaceText, chain: Chain) -> bool:
    """True if a name that the list lacks holds no other word: 临溪市 is coined, but 海湾市 might be any."""
    name = text.source.fold(chain.span)[:-1]
    parts = (name[at : at + size] for size in range(2, len(name) + 1) for at in range(len(name) - size + 1))
    return not any(is_word(part, of_places=False) for part in parts)


def _is_known(text: PlaceText, chain: Chain) -> bool:
    """True if the list holds the place, or the text prints it again: 临溪县, but not 西部女县 of 一位西部女县长."""
    return chain.listed or text.source.folded.count(text.source.fold(chain.span)) > 1


def _titles(text: PlaceText) -> list[Span]:
    return [line.span for line in text.lines[:_LEAD_LINES] if line.kind in _TITLES]


def _title_chains(text: PlaceText) -> Iterator[tuple[Chain, Span]]:
    """The places that the title and the subtitle come to, each with its line."""
    for title in _titles(text):
        for opening in _OPENINGS.finditer(text.source.folded[title.start : title.end]):
            chain = _led(text, title.start + opening.end(), title.end)
            if chain:
                yield chain, title


def _offices_in(text: PlaceText, title: Span) -> Iterator[Chain]:
    """The places whose offices a title names: 临溪县委书记, 云岭市市长, but not 原临溪县县长."""
    folded, at = text.source.folded, title.start
    while at < title.end:
        chain = find_chain(text, at, title.end) if text.reader.tokens.begins(at) else None
        former = _FORMER.match(folded, at) if chain and not chain.listed else None
        known = chain and (_is_known(text, chain) or _is_coined(text, chain))
        if chain and known and not former and _OFFICE.match(folded, chain.span.end):
            yield chain
        at = chain.span.end if chain else at + 1


def _is_of_several(text: PlaceText) -> bool:
    """True if the title comes to several places: 吉林、湖南、四川――, or people of several, of which none is the one."""
    folded = text.source.folded
    offices = [chain for title in _titles(text) for chain in _offices_in(text, title)]
    joined = ((chain, _joined_to(text, chain, title)) for chain, title in _title_chains(text))
    return not _are_one(text, offices) or any(
        other and not (chain.units > 1 and folded[chain.span.end - 1] == folded[other.span.end - 1])
        for chain, other in joined
    )


def _joined_to(text: PlaceText, chain: Chain, title: Span) -> Chain | None:
    """The place that the title joins to another: 临溪县 and 云岭县, and in 澜江市栖凤区及望海区 the second district."""
    joined = text.source.folded[chain.span.end] in "、和与及" if chain.span.end < title.end else False
    return find_chain(text, chain.span.end + 1, title.end) if joined else None


def _of_title(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    for chain, title in _title_chains(text):
        if _is_proven_in_title(text, chain, title):
            # Of two districts of one city the text is the city's.
            joined = _joined_to(text, chain, title)
            yield (replace(chain, span=span(chain.span.start, chain.last)) if joined else chain), "title"


def _led(text: PlaceText, start: int, end: int) -> Chain | None:
    """The place that begins there, or else after words that lead to one: 和平区 is whole, 走进临港市 is not.

    None for 原临溪县, which is where somebody was.
    """
    chain = find_chain(text, start, end)
    if _FORMER.match(text.source.folded, start, end) and not (chain and chain.listed):
        return None
    if chain is None and (lead := _LEAD_IN.match(text.source.folded, start, end)):
        chain = find_chain(text, lead.end(), end)
    return chain


def _of_labels(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """地点：临川区 names a place where it names nothing else."""
    for label in labelled(text.source, text.lines[: _LEAD_LINES * 2]):
        if label.kind == "place":
            chain = find_chain(text, label.value.start, label.value.end)
            if chain and chain.span.end == label.value.end:
                yield chain, "label"


def _of_sessions(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The place whose congress a report is given to: ――2026年1月27日在青屏省第十四届人民代表大会第四次会议上."""
    for line in text.lines[:_LEAD_LINES]:
        for session in _SESSION.finditer(text.source.folded, line.span.start, line.span.end):
            chain = find_chain(text, session.start("place"), session.end("place"))
            if chain and chain.span.end == session.end("place"):
                yield chain, "byline"


def _of_datelines(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The place of the date line of a report that comes back to it: 新华社深圳4月10日电; not the capital, where all is filed."""
    told = [line for line in text.lines if line.kind in {"imprint", "text"}]
    for line in [*told[:_DATELINES], *told[-_DATELINES:]]:
        for wire in _WIRE.finditer(text.source.folded, line.span.start, line.span.end):
            chain = find_chain(text, wire.start("place"), wire.end("place"), form=False)
            if chain is None or chain.span.end != wire.end("place") or _CAPITAL.search(wire["place"]):
                continue
            if text.source.folded.count(wire["place"]) > _FEWEST_MENTIONS:
                yield chain, "byline"


def _of_offices(text: PlaceText, speakers: Sequence[Speaker]) -> Iterator[tuple[Chain, Evidence]]:
    """The places that the posts of the document's speakers open with: 溪桥区人才局局长."""
    found: list[tuple[Chain, Evidence]] = []
    for speaker in speakers:
        if speaker.role and (place := _find(text, speaker)):
            chain = _office_chain(text, place)
            if chain:
                found.append((chain, "byline" if speaker.evidence == "byline" else "office"))
    if _are_one(text, [chain for chain, _ in found]):
        yield from found
    yield from _of_noted_author(text)


def _are_one(text: PlaceText, chains: Sequence[Chain]) -> bool:
    """True if places are one, or within it: 嘉善县县长 and 山丹县县长 talk with each other, and the text is of neither place."""
    named = [text.source.fold(chain.span) for chain in chains]
    return all(name in named[0] or named[0] in name for name in named)


def _find(text: PlaceText, speaker: Speaker) -> Span | None:
    """The place of the post."""
    start = text.source.text.find(speaker.role or "\0", max(0, (speaker.span.start if speaker.span else 0) - 1))
    start = start if start >= 0 else text.source.text.find(speaker.role or "\0")
    return span(start, start + len(speaker.role or "")) if start >= 0 else None


def _office_chain(text: PlaceText, post: Span) -> Chain | None:
    chain = _led(text, post.start, post.end)
    if chain is None:
        return None
    after = text.source.folded[chain.span.end : post.end]
    return None if chain.bare and ORGANISATION.search(after) else chain


_AUTHOR = re.compile(r"作者(?:单位)?[为系是：:]{1,2}(?P<role>[^（），。*]{3,50})")


def _of_noted_author(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The place of the office that （作者系X市委书记） tells of, whoever it is."""
    for line in text.lines:
        match = _AUTHOR.search(text.source.folded, line.span.start, line.span.end)
        chain = _office_chain(text, span(*match.span("role"))) if match else None
        # 北京市某某研究中心研究员 writes of anything.
        if match and chain and not ORGANISATION.search(text.source.folded, chain.span.end, match.end("role")):
            yield chain, "byline"


def _of_named_offices(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The district whose bare name a title comes to and whose office the text names with its head: 临港奋进… with 临港市委书记周正."""
    folded = text.source.folded
    opened = {title.start + one.end() for title in _titles(text) for one in _OPENINGS.finditer(text.source.fold(title))}
    starts = {folded[at : at + size] for at in opened for size in range(_SHORTEST, _LONGEST_NAME + 1)}
    bare = sorted(filter(_ALL_HAN.fullmatch, starts), key=len)
    named = re.compile(rf"(?P<name>{'|'.join(bare)})(?P<unit>{UNITS})")
    # 2026，修路见闻 comes to no name.
    for line in (line for line in text.lines if bare and line.kind in {"text", "answer"}):
        for match in named.finditer(folded, line.span.start, line.span.end):
            place = span(*match.span())
            if (
                _OFFICE.match(folded, place.end)
                and not may_be_person(text, place.start, match.end("name"), place.end)
                and (match[0] in load_divisions().names or not holds_other_word(text, match))
            ):
                yield Chain(span=place, listed=False, bare=False, rank=rank_of(match["unit"])), "office"


def _of_sentences(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The place that the text's first paragraphs define: 延吉市是…, 西山区位于…, and bare where it lies in a listed one."""
    for line in [line for line in text.lines if line.kind == "text"][:_LEAD_LINES]:
        for opening in _SENTENCE.finditer(text.source.folded[line.span.start : line.span.end]):
            start = line.span.start + opening.end()
            chain = find_chain(text, start, line.span.end, form=False)
            if chain and _DEFINES.match(text.source.folded, chain.span.end):
                yield chain, "sentence"
            elif chain is None and (bare := _lies_in(text, start, line.span.end)):
                yield bare, "sentence"


def _lies_in(text: PlaceText, start: int, end: int) -> Chain | None:
    """The county whose bare name opens a sentence that tells where it lies: 永寿位于陕西省咸阳市境内."""
    last = load_divisions().short_at(text.source.folded, start, wide=False)
    lies = _LIES.match(text.source.folded, last, end) if last else None
    around = find_chain(text, lies.end(), end, form=False) if lies else None
    return Chain(span=span(start, last), listed=True, bare=True, rank=_COUNTY) if last and around else None


def _text(source: Source, lines: Sequence[Line], names: NameReader | None) -> PlaceText:
    told = [line for line in lines if line.kind != "furniture"]
    year = next(
        (
            int(match[0])
            for line in told
            if line.kind == "imprint" and (match := _YEAR.search(source.folded, line.span.start, line.span.end))
        ),
        None,
    )
    return PlaceText(source=source, lines=lines, reader=names or read_names(source), year=year)


def _zone_in_full(text: PlaceText, zone: Chain) -> Chain | None:
    """The zone with the city that the text prints before it, if always the same: 云岭市高新区."""
    folded, name = text.source.folded, text.source.fold(zone.span)
    printed: dict[str, Chain] = {}
    for match in re.finditer(name, folded):
        starts = (at for at in range(max(0, match.start() - 2 * _LONGEST_NAME), match.start()))
        cities = (find_chain(text, at, match.start()) for at in starts if text.reader.tokens.begins(at))
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
        find_region_of_mentions,
        find_chain_that_recurs,
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
            chain = find_chain(text, offset, line.span.end) if text.reader.tokens.begins(offset) else None
            if chain and not chain.bare and _is_known(text, chain):
                named = source[chain.span]
                message = f"没有印地区：原文提到“{named}”，但标题、署名、标签行和受访人的职务都不能证明它就是本文的地区"
                return Diagnostic(code="unproven-place", span=chain.span, message=message)
    return None
