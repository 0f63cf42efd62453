"""Events: fairs, forums, festivals and contests by name, quoted or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.names.edges import is_free, trim_left
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.text.source import Source, Span

_ENDS = pattern("events", "ends")
_HAN = r"[\u4e00-\u9fff]"
_QUOTED = re.compile(
    rf"“(?P<inside>[^“”\r\n，。；]{{2,24}}?{_ENDS})”|“[^“”\r\n，。；]{{2,24}}”[\u4e00-\u9fff]{{0,8}}?{_ENDS}(?!事)"
)
_HELD = re.compile(r"(?:举办|承办|办好|推出)(?:了|的|首届)?“(?P<inside>[^“”\r\n，。；]{2,20}节)”")
_PLAIN = re.compile(
    rf"(?:第[一二三四五六七八九十百\d]{{1,4}}届)?[A-Za-z\d]{{0,10}}{_HAN}{{2,22}}?{_ENDS}(?![址堂精委上场期议事])"
)
# A festival of any name, where the words before it say that it is held: 首届杉坪开蜜节.
_FEAST = r"(?<![季环细情关时章过春调礼枝末脱])节(?![目约能省水点奏假日气育余制拍律令操庆前后期])"
_FESTIVAL = re.compile(
    rf"(?P<nth>第[一二三四五六七八九十百\d]{{1,4}}届{_HAN}{{2,10}}?(?:{_FEAST}|[^预决竞比初复半总]赛(?![事道场区制程季马车跑])))|"
    rf"(?:首届|举办了?|举行了?|承办了?|登场的|一年一度的)(?P<name>{_HAN}{{2,10}}?{_FEAST})"
)
# Meetings of bodies, and words for any event at all.
_GENERIC = re.compile(
    rf".*{pattern('events', 'meetings')}|.*{pattern('events', 'attending')}.*|(?:第.{{1,3}}届)?{pattern('events', 'any')}*{_ENDS}"
)


def _quoted(source: Source, place: Span) -> Iterator[Span]:
    for match in _QUOTED.finditer(source.folded, place.start, place.end):
        yield span(*match.span("inside" if match["inside"] else 0))
    for match in _HELD.finditer(source.folded, place.start, place.end):
        yield span(*match.span("inside"))


def _plain(source: Source, place: Span) -> Iterator[Span]:
    for match in _PLAIN.finditer(source.folded, place.start, place.end):
        found = span(*match.span())
        ordinal = re.match(r"第.{1,4}届", match[0])
        yield found if ordinal else trim_left(source.folded, found)


def _festivals(source: Source, place: Span) -> Iterator[Span]:
    for match in _FESTIVAL.finditer(source.folded, place.start, place.end):
        yield span(*match.span(match.lastgroup or 0))


def _is_proper(name: str) -> bool:
    """True if the name tells one event from others of its kind."""
    return len(name) > 3 and "的" not in name and not _GENERIC.fullmatch(name)


def find_events(source: Source, places: Sequence[Span]) -> list[Span]:
    """The places of the events' names; a name that is wholly quoted stands without its marks."""
    quoted = [one for place in places for one in _quoted(source, place)]
    plain = [one for place in places for one in _plain(source, place) if is_free(one, quoted)]
    known = sorted((*quoted, *plain))
    festivals = [one for place in places for one in _festivals(source, place) if is_free(one, known)]
    return sorted(one for one in (*known, *festivals) if _is_proper(source.fold(one).strip("“”")))
