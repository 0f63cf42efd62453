"""The officials of a press conference, of a text in parts, and of a speech that a line leads to."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from briefing.outline.people.answering import FEWEST_TURNS
from briefing.outline.people.names import HAN
from briefing.outline.people.statements import find_holder_of
from briefing.outline.people.titled import FRONT_LINES, HEADLINES, LEAD_LINES, find_titled
from briefing.text import lexicon
from briefing.text.folding import fold
from briefing.text.source import span

if TYPE_CHECKING:
    from briefing.outline.model import Speaker
    from briefing.outline.people.titled import Told

_MEETS = re.compile(r"发布会|记者会|吹风会|见面会|记者提问|答记者问|记者的提问")
# 4月30日，…专场新闻发布会在澄沙举行; 国务院新闻办举行新闻发布会.
_HELD = re.compile(
    r"(?:举行|召开|举办)[^。；]{0,40}(?:发布会|吹风会|记者会)|(?:发布会|吹风会|记者会)[^。；]{0,16}(?:举行|召开|举办)"
)
_OFFICIAL = re.compile(rf"{lexicon.pattern('people', 'officials')}$")
_NOT_OFFICIAL = re.compile(lexicon.pattern("people", "not_officials"))
# 李超作了介绍
_EXPLAINS = re.compile(r"(?:作了?|进行了?)?(?:介绍|解读|回应|说明)")
# 总统致词内容为：, 县长于记者会谈话内容如下：
_LEADS_TO_SPEECH = re.compile(
    rf"(?P<who>{HAN}{{2,20}}?)(?:[在于][^，。：]{{1,20}}?)?(?:致[词辞]|谈话|讲话|发言|演讲)(?:的?(?:全文|内容|要点))?(?:为|如下|是)?："
)
# 交通厅厅长何进――: who speaks in the part below.
_HEADS_PART = re.compile(r"\**[^，。：！？“”]{4,40}?(?:——|――|：)?\**")
_ATTENDS = re.compile(
    r"出席|参加|介绍(?:有关|相关)?情况|回答(?:了)?(?:大家|媒体|记者)|(?<=[与同和])[^，。]{0,6}记者(?:见面|交流|座谈)"
)
# 出席并回答记者提问, 接受中外记者采访: those whom the sentence lists before it are who speaks, though the text prints no word of theirs.
_IS_HEARD = re.compile(
    r"回答了?(?:大家|媒体|[^，。]{0,6}记者)的?[^，。]{0,6}(?:提问|问题)|答记者问|接受[^，。]{0,12}记者[^，。]{0,4}(?:采访|提问)|介绍(?:有关|相关)?情况"
)
_HELD_LINES, _MOST_OFFICIALS, _MOST_TURNS = 2, 8, 50
# 出席今天发布会的有：; 首先，请方竹局长介绍…: who says so leads the meeting.
_GIVES_WORD = re.compile(
    r"出席(?:今天|本场|本次|今日)[^，。]{0,10}会的?(?:还)?有|(?:首先|下面|接下来)，?有?请[^。，？您你]{2,24}(?:介绍|发布|发言|回答)"
)


def without_chair(text: Told, speakers: list[Speaker]) -> list[Speaker]:
    """The speakers without whoever says who attends and gives the others the word; all of them where nobody would be left."""
    folded = text.source.folded
    turns = sorted(
        (match.end(), speaker.name)
        for speaker in speakers
        for match in islice(re.finditer(f"{re.escape(fold(speaker.name))}[：】]", folded), _MOST_TURNS)
    )
    ends = [*(start for start, _ in turns[1:]), len(folded)]
    chairs = {name for (start, name), end in zip(turns, ends, strict=False) if _GIVES_WORD.search(folded, start, end)}
    return [speaker for speaker in speakers if speaker.name not in chairs] or speakers


def find_panel(text: Told) -> list[Speaker]:
    """The officials of a press conference that the opening lists, of whom the text goes on to say that they speak."""
    opening = [line for line in text.lines if line.kind in {"text", "host", "answer"}][:LEAD_LINES]
    if not any(_MEETS.search(text.source.fold(line.span)) for line in text.lines[:LEAD_LINES]):
        return []
    listed = [line for line in opening if _ATTENDS.search(text.source.fold(line.span))]
    named = {speaker.name: speaker for line in listed for speaker in find_titled(text, line.span, "office")}
    speaking = [speaker for speaker in named.values() if _speaks(text, speaker, later=True)] or _at_conference(text)
    if speaking:
        return speaking
    # 何进、沈知远出席并回答记者提问: the first sentence that lists some says that they do, whoever is quoted.
    for place in (line.span for line in listed):
        heard = _IS_HEARD.search(text.source.folded, place.start, place.end)
        start = text.source.folded.rfind("。", place.start, heard.start()) + 1 if heard else place.end
        panel = list(find_titled(text, span(max(start, place.start), heard.start()), "office")) if heard else []
        roles = [fold(speaker.role or "") for speaker in panel]
        if any(map(_OFFICIAL.search, roles)) and not any(map(_NOT_OFFICIAL.search, roles)):
            return panel
    return []


def _at_conference(text: Told) -> list[Speaker]:
    """The officials who speak in a report that opens with the news conference that was held, or the one whom its title names."""
    told = [line for line in text.lines if line.kind in {"text", "answer"}]
    if not any(_HELD.search(text.source.fold(line.span)) for line in told[:_HELD_LINES]):
        return []
    named: dict[str, Speaker] = {}
    for speaker in (speaker for line in told for speaker in find_titled(text, line.span, "office")):
        role = fold(speaker.role or "")
        if _OFFICIAL.search(role) and not _NOT_OFFICIAL.search(role):
            named.setdefault(speaker.name, speaker)
    titles = "".join(text.source[line.span] for line in text.lines[:FRONT_LINES] if line.kind in HEADLINES)
    titled = [speaker for speaker in named.values() if speaker.name in titles]
    speaking = titled or [speaker for speaker in named.values() if _speaks(text, speaker)]
    return speaking if len(speaking) <= _MOST_OFFICIALS else []


def _speaks(text: Told, speaker: Speaker, *, later: bool = False) -> bool:
    """True if the text says where it names the person with his post, or anywhere after it, that he speaks; or only `later`."""
    at = speaker.span.end if speaker.span else 0
    if not later and (text.reader.speaks(at) or _EXPLAINS.match(text.source.folded, at)):
        return True
    tries = 20  # who speaks does so soon; a text full of one name would take for ever
    while tries and (at := text.source.text.find(speaker.name, at)) >= 0:
        at += len(speaker.name)
        tries -= 1
        if text.source.folded[at : at + 1] in {"：", "】"} or text.reader.speaks(at):
            return True
    return False


def find_part_heads(text: Told) -> list[Speaker]:
    """The officials whose post and name alone are a line over what each of them says: two of them and more."""
    found: dict[str, Speaker] = {}
    for line in text.lines:
        if line.kind not in {"heading", "text"} or not _HEADS_PART.fullmatch(text.source.fold(line.span)):
            continue
        for speaker in find_titled(text, line.span, "label"):
            place = speaker.span or line.span
            around = text.source[span(line.span.start, place.start)] + text.source[span(place.end, line.span.end)]
            if not around.strip("*#—―：: 　") and _speaks(text, speaker, later=True):
                found.setdefault(speaker.name, speaker)
    return list(found.values()) if len(found) >= FEWEST_TURNS else []


def find_orator(text: Told) -> list[Speaker]:
    """Whoever gives the speech that a line leads to (县长致词内容为：), with the name that the opening has for that post."""
    for line in [line for line in text.lines if line.kind in {"text", "heading", "imprint"}][:LEAD_LINES]:
        match = _LEADS_TO_SPEECH.fullmatch(text.source.folded, line.span.start, line.span.end)
        if match:
            named = list(find_titled(text, span(*match.span("who")), "label"))
            holder = None if named else find_holder_of(text.source, text.lines, match["who"], text.reader)
            return named or ([holder] if holder else [])
    return []
