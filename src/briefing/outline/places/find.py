"""The place that a text is of: only where the title, a label, a byline, an office or a sentence proves it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.outline.labels import labelled
from briefing.outline.model import Words
from briefing.outline.people.names import read_names
from briefing.outline.places.chains import (
    HAN,
    NEAR,
    ORGANISATION,
    UNITS,
    Chain,
    PlaceText,
    chains_in,
    find_chain,
    holds_other_word,
    may_be_person,
    rank_of,
)
from briefing.outline.places.divisions import load_divisions
from briefing.outline.places.mentions import find_chain_that_recurs, find_region_of_mentions, is_of_another_region
from briefing.outline.places.titles import (
    FEWEST_MENTIONS,
    LEAD_LINES,
    OFFICE,
    OPENINGS,
    are_one,
    find_led,
    find_of_title,
    find_titles,
    is_known,
    is_of_several,
)
from briefing.text import lexicon
from briefing.text.folding import fold
from briefing.text.source import Diagnostic, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Evidence, Speaker
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source, Span


_ALL_HAN = re.compile(rf"{HAN}+")
_SHORTEST, _LONGEST_NAME = 2, 5  # characters of a name before its unit
_ZONE = re.compile(lexicon.pattern("places", "zones"))
_DEFINES = re.compile(lexicon.pattern("places", "defines"))
_LIES = re.compile(lexicon.pattern("places", "lies_in"))
_SESSION = re.compile(
    rf"在(?P<place>{HAN}{{2,12}}?)第[一二三四五六七八九十百\d]{{1,4}}届(?:人民代表大会|委员会)(?:常务委员会)?第[一二三四五六七八九十\d]{{1,4}}次"
)
_WIRE = re.compile(
    rf"(?:^|[（【])(?:{HAN}{{1,6}}?[社报网])?(?P<reporter>记者)?(?P<place>{HAN}{{2,9}}?)(?:\d{{1,2}}月)?\d{{1,2}}日{lexicon.pattern('imprint', 'wire')}(?=[　 ）】：（]|$)",
    re.MULTILINE,
)
_CAPITAL = re.compile(lexicon.pattern("places", "capitals"))
# 县长, 区委书记, 区|教委主任: of the district that was just named; 市场监管局局长 is of any.
_OWN_OFFICE = re.compile(r"[省市区县旗镇乡](?:[长委]|(?=[\u4e00-\u9fff]))")
_HEADS_OF = re.compile(rf"(?=({HAN}{{2,3}}[市县区])(?:长|委书记))")
_AUTHOR = re.compile(r"作者(?:单位)?[为系是：:]{1,2}(?P<role>[^（），。*]{3,50})")
_HEAD = re.compile(rf"(?:代理?)?(?:[省市区县]长|[省市区县]?委书记)(?P<name>{HAN}{{2,3}}?)(?={HAN})")
# 推介会在岚江举行
_HELD = re.compile(rf"在(?P<where>{HAN}{{2,9}}?)(?:成功|隆重|顺利)?(?:举行|举办|召开|开幕)")
_POSTS = re.compile(r"[^、]+")
_CLAUSE = re.compile(r"(?<![^，。；！？）】\r\n])[ 　]*")
_SENTENCE = re.compile(r"(?:^|[。！？])[ 　]*")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_DATELINES, _COUNTY = 2, 3
_MAY_NAME = frozenset({"title", "subtitle", "imprint", "text", "answer"})


def _of_front(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The place that 地点：临川区 names where it names nothing else, and that whose congress a report is given to.

    ――2026年1月27日在青屏省第十四届人民代表大会第四次会议上.
    """
    for label in labelled(text.source, text.lines[: LEAD_LINES * 2]):
        chain = find_chain(text, label.value.start, label.value.end) if label.kind == "place" else None
        if chain and chain.span.end == label.value.end:
            yield chain, "label"
    for line in text.lines[:LEAD_LINES]:
        for session in _SESSION.finditer(text.source.folded, line.span.start, line.span.end):
            chain = find_chain(text, session.start("place"), session.end("place"))
            if chain and chain.span.end == session.end("place"):
                yield chain, "byline"


def _of_datelines(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The place of the date line of a report that comes back to it: 新华社深圳4月10日电; not the capital, where all is filed."""
    told = [line for line in text.lines if line.kind in {"imprint", "text"}]
    for line in [*told[:_DATELINES], *told[-_DATELINES:]]:
        for wire in _WIRE.finditer(text.source.folded, line.span.start, line.span.end):
            # 记者方竹|岚江市12日电: the name of who reports may stand before the place.
            starts = range(wire.start("place"), wire.end("place") - 1) if wire["reporter"] else [wire.start("place")]
            chains = (find_chain(text, start, wire.end("place"), form=False) for start in starts)
            chain = next((one for one in chains if one and one.span.end == wire.end("place")), None)
            if chain is None or _CAPITAL.search(named := text.source.fold(chain.span)):
                continue
            if text.source.folded.count(named) > FEWEST_MENTIONS and not is_of_another_region(text, named):
                yield chain, "byline"


def _of_offices(text: PlaceText, speakers: Sequence[Speaker]) -> Iterator[tuple[Chain, Evidence]]:
    """The places that the posts of the document's speakers open with: 溪桥区人才局局长."""
    found: list[tuple[Chain, Evidence]] = []
    for speaker in speakers:
        role, printed = speaker.role or "\0", text.source.text
        start = printed.find(role, max(0, (speaker.span.start if speaker.span else 0) - 1))
        start = start if start >= 0 else printed.find(role)
        chain = _office_chain(text, span(start, start + len(role))) if start >= 0 else None
        # 青屏省水利研究中心研究员 writes of anything.
        body = chain and ORGANISATION.search(text.source.folded, chain.span.end, start + len(role))
        if chain and not (body and speaker.evidence == "byline"):
            found.append((chain, "byline" if speaker.evidence == "byline" else "office"))
    if are_one(text, [chain for chain, _ in found]):
        yield from found
    # （作者系X市委书记）, whoever it is.
    for line in text.lines:
        match = _AUTHOR.search(text.source.folded, line.span.start, line.span.end)
        chain = _office_chain(text, span(*match.span("role"))) if match else None
        # 北京市某某研究中心研究员 writes of anything.
        if match and chain and not ORGANISATION.search(text.source.folded, chain.span.end, match.end("role")):
            yield chain, "byline"


def _office_chain(text: PlaceText, post: Span) -> Chain | None:
    """The narrowest place that one of the posts joined by 、 opens with: 省委常委、临川市委书记 heads 临川市."""
    parts = [span(*part.span()) for part in _POSTS.finditer(text.source.folded, post.start, post.end)]
    chains = [(chain, part) for part in parts if (chain := find_led(text, part.start, part.end))]
    if not chains:
        return None
    chain, part = max(chains, key=lambda one: one[0].rank)
    return None if chain.bare and ORGANISATION.search(text.source.folded, chain.span.end, part.end) else chain


def _of_named_offices(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The district whose bare name a title comes to and whose office the text names with its head: 临港奋进… with 临港市委书记周正."""
    folded = text.source.folded
    opened = {
        title.start + one.end() for title in find_titles(text) for one in OPENINGS.finditer(text.source.fold(title))
    }
    starts = {folded[at : at + size] for at in opened for size in range(_SHORTEST, _LONGEST_NAME + 1)}
    bare = sorted(filter(_ALL_HAN.fullmatch, starts), key=len)
    named = re.compile(rf"(?P<name>{'|'.join(bare)})(?P<unit>{UNITS})")
    heads = Counter(match[1] for match in _HEADS_OF.finditer(folded) if match[1] in load_divisions().names)
    most = max(heads.values(), default=0)
    # 2026，修路见闻 comes to no name.
    for line in (line for line in text.lines if bare and line.kind in {"text", "answer"}):
        for match in named.finditer(folded, line.span.start, line.span.end):
            place = span(*match.span())
            if (
                OFFICE.match(folded, place.end)
                and not may_be_person(text, place.start, match.end("name"), place.end)
                # 中埔乡长 beside 嘉义县长, who speaks: the text is of the wider place.
                and most <= max(1, heads[match[0]])
                and (match[0] in load_divisions().names or not holds_other_word(text, match))
            ):
                yield Chain(span=place, listed=False, bare=False, rank=rank_of(match["unit"])), "office"


def _of_offices_there(text: PlaceText, speakers: Sequence[Speaker]) -> Iterator[tuple[Chain, Evidence]]:
    """The only district that a clause of the first paragraph opens with, before its own office: 云塘县丰收，县长沈知远说….

    Only its head, or who heads an office of it (区教委主任), tells of it so.
    """
    role = fold(speakers[0].role or "") if len(speakers) == 1 else ""
    opening = next((line.span for line in text.lines if line.kind == "text"), None)
    named = (
        text.source.folded.find(role + fold(speakers[0].name), opening.start, opening.end) if role and opening else -1
    )
    unit = _OWN_OFFICE.match(role)
    if opening is None or named < 0 or not unit or (len(unit[0]) == 1 and text.reader.tokens.end(named) > named + 1):
        return
    chains: dict[str, Chain] = {}
    for clause in _CLAUSE.finditer(text.source.folded, opening.start, named):
        chain = find_chain(text, clause.end(), named, form=False)
        if (
            chain
            and not chain.bare
            and not ORGANISATION.search(text.source.folded, chain.span.end, chain.span.end + NEAR)
        ):
            chains.setdefault(text.source.fold(chain.span), chain)
    if len(chains) == 1:
        name, chain = chains.popitem()
        if name[-1] == unit[0][0] and is_known(text, chain):
            yield chain, "office"


def _of_whom_title_names(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The place whose head the text opens with, if the title names him: 沈知远力拼建设 over 临溪市代理市长沈知远率队……."""
    opening = next((line.span for line in text.lines if line.kind == "text"), None)
    chain = find_chain(text, opening.start, opening.end) if opening else None
    head = _HEAD.match(text.source.folded, chain.span.end) if chain and not chain.bare else None
    if chain and head and any(head["name"] in text.source.fold(title) for title in find_titles(text)):
        yield chain, "office"


def _of_event(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The last place that a title names before where its event is held, if the text names it no less often: 临溪推介会在岚江举行."""
    folded = text.source.folded
    for title in find_titles(text):
        held = _HELD.search(folded, title.start, title.end)
        where = find_chain(text, held.start("where"), held.end("where"), form=False) if held else None
        if held and where:
            named = [
                chain
                for chain in chains_in(text, span(title.start, held.start()))
                if chain.listed and not ORGANISATION.search(folded, chain.span.end, chain.span.end + NEAR)
            ]
            often = folded.count(text.source.fold(where.span))
            if named and folded.count(text.source.fold(named[-1].span)) >= max(often, FEWEST_MENTIONS + 1):
                yield named[-1], "title"


def _of_sentences(text: PlaceText) -> Iterator[tuple[Chain, Evidence]]:
    """The place that the text's first paragraphs define: 延吉市是…, 西山区位于…, and bare where it lies in a listed one."""
    for line in [line for line in text.lines if line.kind == "text"][:LEAD_LINES]:
        for opening in _SENTENCE.finditer(text.source.folded[line.span.start : line.span.end]):
            start = line.span.start + opening.end()
            chain = find_chain(text, start, line.span.end, form=False)
            if chain and _DEFINES.match(text.source.folded, chain.span.end):
                yield chain, "sentence"
            if chain:
                continue
            # 永寿位于陕西省咸阳市境内: the bare name of a county opens a sentence that tells where it lies.
            last = load_divisions().short_at(text.source.folded, start, wide=False)
            lies = _LIES.match(text.source.folded, last, line.span.end) if last else None
            if last and lies and find_chain(text, lies.end(), line.span.end, form=False):
                yield Chain(span=span(start, last), listed=True, bare=True, rank=_COUNTY), "sentence"


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
    if is_of_several(text):
        return None
    for find in (
        _of_front,
        find_of_title,
        lambda one: _of_offices(one, speakers),
        _of_named_offices,
        _of_datelines,
        _of_sentences,
        lambda one: _of_offices_there(one, speakers),
        _of_whom_title_names,
        _of_event,
        find_chain_that_recurs,
        find_region_of_mentions,
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
    for line in [line for line in lines if line.kind in _MAY_NAME][:LEAD_LINES]:
        for offset in range(line.span.start, line.span.end):
            chain = find_chain(text, offset, line.span.end) if text.reader.tokens.begins(offset) else None
            if chain and not chain.bare and is_known(text, chain):
                named = source[chain.span]
                message = f"没有印地区：原文提到“{named}”，但标题、署名、标签行和受访人的职务都不能证明它就是本文的地区"
                return Diagnostic(code="unproven-place", span=chain.span, message=message)
    return None
