"""Events: fairs, forums, festivals and contests by name, quoted or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.names.edges import is_free, trim_left
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.text.source import Source, Span

_ENDS = pattern("events", "ends")
_HAN = r"[\u4e00-\u9fff]"
# 浙江—安徽茶叶论坛 and 岚江暨禾原（临港）推介会 are whole.
_PART = rf"(?:{_HAN}|(?<={_HAN})—(?={_HAN})|（{_HAN}{{2,4}}）(?={_HAN}))"
_QUOTED = re.compile(
    rf"“(?P<inside>[^“”\r\n，。；]{{2,24}}?{_ENDS})”|“[^“”\r\n，。；]{{2,24}}”[\u4e00-\u9fff]{{0,8}}?{_ENDS}(?!事)"
)
_HELD = re.compile(r"(?:举办|承办|办好|推出)(?:了|的|首届)?“(?P<inside>[^“”\r\n，。；]{2,20}节)”")
_PLAIN = re.compile(
    rf"(?:第[一二三四五六七八九十百\d]{{1,4}}届)?[A-Za-z\d]{{0,10}}{_PART}{{2,22}}?{_ENDS}(?![址堂精委上场期议事])"
)
# A festival of any name, where the words before it say that it is held: 首届杉坪开蜜节.
_FEAST = r"(?<![季环细情关时章过春调礼枝末脱])节(?![目约能省水点奏假日气育余制拍律令操庆前后期])"
_FESTIVAL = re.compile(
    rf"(?P<nth>第[一二三四五六七八九十百\d]{{1,4}}届{_HAN}{{2,10}}?(?:{_FEAST}|[^预决竞比初复半总]赛(?![事道场区制程季马车跑])))|"
    rf"(?:首届|举办了?|举行了?|承办了?|登场的|一年一度的)(?P<name>{_HAN}{{2,10}}?{_FEAST})"
)
_ORDINAL = re.compile("第.{1,4}届")
_SHORTEST = 3
# Meetings of bodies, and words for any event at all.
_GENERIC = re.compile(
    rf".*{pattern('events', 'meetings')}|.*{pattern('events', 'attending')}.*|(?:第.{{1,3}}届)?{pattern('events', 'any')}*{_ENDS}"
)


def find_events(source: Source, places: Sequence[Span]) -> list[Span]:
    """The places of the events' names; a name that is wholly quoted stands without its marks."""
    folded = source.folded
    quoted: list[Span] = []
    for place in places:
        whole = _QUOTED.finditer(folded, place.start, place.end)
        quoted += [span(*match.span("inside" if match["inside"] else 0)) for match in whole]
        quoted += [span(*match.span("inside")) for match in _HELD.finditer(folded, place.start, place.end)]

    plain: list[Span] = []
    for match in (match for place in places for match in _PLAIN.finditer(folded, place.start, place.end)):
        found = span(*match.span())
        # 第三届… is whole; what else stands before a name may only lead to it.
        name = found if _ORDINAL.match(match[0]) else trim_left(folded, found)
        if is_free(name, quoted):
            plain.append(name)

    known = sorted((*quoted, *plain))
    feasts = (match for place in places for match in _FESTIVAL.finditer(folded, place.start, place.end))
    festivals = [one for match in feasts if is_free(one := span(*match.span(match.lastgroup or 0)), known)]
    names = ((one, source.fold(one).strip("“”")) for one in (*known, *festivals))
    return sorted(
        one for one, name in names if len(name) > _SHORTEST and "的" not in name and not _GENERIC.fullmatch(name)
    )
