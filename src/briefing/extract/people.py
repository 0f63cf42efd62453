"""Whose words the document is: name and post, as printed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import chain, dropwhile, takewhile
from typing import TYPE_CHECKING

from briefing.extract.personal_names import name_at
from briefing.extract.speech_words import NOT_NAMES, SAYS
from briefing.extract.surnames import SURNAMES
from briefing.outline import Speaker
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from briefing.lines import Line
    from briefing.source import Source, Span

_POST = re.compile(
    r"(?:书记|省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|主席|部长|次长|司长|局长|处长|厅长|署长|主任|委员长|委员|院长|校长|会长|社长|行长|"
    r"理事长|董事长|秘书长|总经理|总裁|行政长官|特首|总理|专员|主委|大使|总编辑|总工程师|发言人|负责人|院士|教授|研究员|CEO)(?=(?P<gap>[ 　]{0,3}))"
)
# What stands before a post and is no part of it.
_BREAK = re.compile(
    r"[^\u4e00-\u9fff、A-Za-z0-9·]|以下[是为]|由|专访|对话|采访|邀请到?|请到?|近日|日前|昨[日天]|今[日天]|会见|是|记者|本报|现任|时任|新任|"
    r"陪同|走访|(?<=[—―－-])[与同和跟]|(?:提问|质询|查询)[和及与]|(?<=[—―－-])[访记]|了|的|在|向|让|作者[为系]?"
)
# A post before a 、 belongs to the same person: 省委常委、市委书记.
_POST_LAST = re.compile(r"(?:书记|长|主席|主任|常委|委员|成员|代表|专员|教授|院士|研究员|巡视员|总经理|总裁)$")
_VEILED = re.compile(rf"[{SURNAMES}]?[○〇]{{2,3}}")
_ALONE = re.compile(
    rf"[■▪●◆□○◎\s>*]*(?:文[／/|丨︱：]|作者[：:])?\s*(?P<name>[{SURNAMES}][ 　]{{0,3}}[\u4e00-\u9fff]{{1,2}})(?:\s*《.{{2,30}})?"
)
_DECLARED = re.compile(
    r"[>*\-\s【（]*(?:受访人|受访者|受访嘉宾|访谈嘉宾|对话嘉宾|本期嘉宾|嘉宾|采访对象|发布人|主发布人|发言人|报告人|讲话人|致辞人|演讲人|演讲者|主讲人?|出席(?:人员|嘉宾)?|列席(?:人员)?|作者)"
    r"[】\s*]*[：:]"
)
_AUTHOR = re.compile(r"(?:（[^（）。]{0,6}|^(?:本文)?)作者(?!单位)[^（）。]{2,60}", re.MULTILINE)
_AUTHOR_POST = re.compile(r"(?:[为系是]|作者[：:]|，)(?P<role>[^（），。为系：]{2,50})$")
# （口述：某某 整理：某某）
_TOLD = re.compile(rf"口述[：:者]*[：:]?[ 　]?(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[ 　，、）]|$)")
_SIGNED = re.compile(rf"作者[：:]?(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=，)")
_LABEL = re.compile(r"[*【\[]{0,2}[^：:，。！？“]{4,40}?[】\]*]{0,2}[：:]")
# Whoever leads the talk is not whose words it is.
_HOST = re.compile(r"主持人|记者|司仪")
# A paragraph of a report opens so, and no transcript: 张三激动地说：.
_REPORTED = re.compile(rf"(?:{SAYS})[^：:]{{0,4}}[：:]$")
_FRONT = frozenset({"title", "subtitle", "imprint", "series", "heading"})
_NO_NAME = re.compile(rf"(?:{NOT_NAMES})")
# A text that quotes so many others has no speaker of its own.
_MANY = 2
_FRONT_LINES, _LEAD_LINES = 10, 12


def _role_start(folded: str, start: int, end: int) -> int:
    """Where a post begins that ends at `end`: after the last word that is no part of one."""
    for match in _BREAK.finditer(folded, start, end):
        start = match.end()
    cut = folded.rfind("、", start, end)
    while cut >= 0 and _POST_LAST.search(folded[start:cut]):
        cut = folded.rfind("、", start, cut)
    return max(start, cut + 1)


def _name_after(folded: str, start: int, end: int, *, sure: bool) -> Span | None:
    veiled = _VEILED.match(folded, start, end)
    return span(*veiled.span()) if veiled else name_at(folded, start, sure=sure)


def _named(source: Source, place: Span, *, sure: bool = False) -> Iterator[Speaker]:
    """The people in a place that a post stands before; `sure` where the place is made of nothing else."""
    folded, last = source.folded, place.start
    for match in _POST.finditer(folded, place.start, place.end):
        name = _name_after(folded, match.end("gap"), place.end, sure=sure or bool(match["gap"]))
        if name is None or name.end > place.end:
            continue
        start = _role_start(folded, max(last, match.end() - 60), match.end())
        yield Speaker(
            name=re.sub(r"\s", "", source[name]), role=source[span(start, match.end())], span=span(start, name.end)
        )
        last = name.end


def _alone(source: Source, line: Line) -> Iterator[Speaker]:
    """The name that is a line of its own between the title and the text."""
    match = _ALONE.fullmatch(source.folded, line.span.start, line.span.end)
    if match and line.kind != "title" and not _NO_NAME.match(match["name"]):
        place = span(*match.span("name"))
        yield Speaker(name=re.sub(r"\s", "", source[place]), role=None, span=place)


def _front(source: Source, lines: Sequence[Line]) -> list[Speaker]:
    """Who the title, the subtitle or the byline names."""
    front = lines[:_FRONT_LINES]
    posts = [_named(source, line.span) for line in front if line.kind in _FRONT]
    return [*chain.from_iterable(posts), *chain.from_iterable(_alone(source, line) for line in front)]


def _declared(source: Source, lines: Sequence[Line]) -> list[Speaker]:
    """Who stands after 受访人：, 发布人： and the like; several at a press conference."""
    matches = ((line, _DECLARED.match(source.folded, line.span.start, line.span.end)) for line in lines)
    places = [span(match.end(), line.span.end) for line, match in matches if match]
    if len(places) == 1:
        places += _continued(source, lines, places[0])
    return [speaker for place in places for speaker in _named(source, place, sure=True)]


def _continued(source: Source, lines: Sequence[Line], place: Span) -> list[Span]:
    """The lines right after a list of who attends that go on with it: a post and a name each."""
    after = dropwhile(lambda line: line.span.end <= place.end, lines)
    return [line.span for line in takewhile(lambda line: _goes_on(source, line), after)]


def _goes_on(source: Source, line: Line) -> bool:
    return line.kind == "imprint" and "：" not in source.fold(line.span)


def _author(source: Source, lines: Sequence[Line]) -> list[Speaker]:
    """Who （作者为…） or 作者：某某，… names."""
    places = [span(*match.span()) for line in lines for match in _AUTHOR.finditer(source.folded, *_ends(line.span))]
    signed = [match for place in places if (match := _SIGNED.search(source.folded, *_ends(place)))]
    alone = [
        Speaker(name=source[span(*match.span("name"))], role=None, span=span(*match.span("name"))) for match in signed
    ]
    return [*(speaker for place in places for speaker in _named(source, place, sure=True)), *alone]


def _teller(source: Source, lines: Sequence[Line]) -> list[Speaker]:
    """Whom （口述：某某） names, whose own words the whole text is."""
    found = (_TOLD.search(source.folded, *_ends(line.span)) for line in lines)
    places = [span(*match.span("name")) for match in found if match]
    return [Speaker(name=source[place], role=None, span=place) for place in places]


def _ends(place: Span) -> tuple[int, int]:
    return place.start, place.end


def _transcribed(source: Source, lines: Sequence[Line]) -> list[Speaker]:
    """Who speaks after a post and a name at a line's start (部长某某：), but for the host."""
    matches = (_LABEL.match(source.folded, line.span.start, line.span.end) for line in lines)
    places = [
        span(*match.span())
        for match in matches
        if match and not _HOST.search(match[0]) and not _REPORTED.search(match[0])
    ]
    return [speaker for place in places for speaker in _named(source, place)]


def _labelled(source: Source, lines: Sequence[Line]) -> list[Speaker]:
    """Who answers in a transcript by bare name, of those whose posts the text prints before their names."""
    answers = [line.label for line in lines if line.kind == "answer" and line.label]
    names = dict.fromkeys(source[label].strip("【】[]*：: 　") for label in answers)
    posted = {speaker.name: speaker for line in lines for speaker in _named(source, line.span)}
    return [posted[name] for name in names if name in posted]


def _posts(source: Source, lines: Iterable[Line]) -> dict[str, list[str]]:
    """Every post that the lines print before a name, by the name."""
    found: dict[str, list[str]] = defaultdict(list)
    for speaker in (speaker for line in lines for speaker in _named(source, line.span, sure=False)):
        if speaker.role:
            found[speaker.name].append(speaker.role)
    return found


def _noted_post(source: Source, lines: Sequence[Line]) -> str | None:
    """The post that （作者为…） tells of whoever it is."""
    notes = (_AUTHOR.search(source.folded, *_ends(line.span)) for line in lines)
    found = (_AUTHOR_POST.search(source.folded, *note.span()) for note in notes if note)
    return next((source[span(*one.span("role"))] for one in found if one and _POST.search(one["role"])), None)


def _with_post(speaker: Speaker, posts: Mapping[str, Sequence[str]], noted: str | None) -> Speaker:
    """The speaker with the fullest post that the text prints for that name, else with what （作者为…） says."""
    own = [*([speaker.role] if speaker.role else []), *posts.get(speaker.name, ())]
    return replace(speaker, role=max(own, key=len) if own else noted)


def _count(text: str, names: Collection[str]) -> Counter[str]:
    """How often each name stands in the text, which is gone through once for each length that a name has."""
    parts = (text[start : start + size] for size in {*map(len, names)} for start in range(len(text) - size + 1))
    return Counter(part for part in parts if part in names)


def _leading(source: Source, body: Sequence[Line]) -> list[Speaker]:
    """Who the text's first lines name, unless it gives the word to many and to none of them more (a reaction feature)."""
    named = [speaker for line in body[:_LEAD_LINES] for speaker in _named(source, line.span)]
    if not named:
        return []
    others = {speaker.name for line in body for speaker in _named(source, line.span)} - {named[0].name}
    mentions = _count(source.text, {named[0].name, *others})
    leads = all(mentions[named[0].name] > mentions[name] for name in others)
    return named[:1] if leads or len(others) < _MANY else []


def find_speakers(source: Source, lines: Sequence[Line]) -> tuple[Speaker, ...]:
    """The document's speaker, or the several of a press conference, each with the fullest post that the text prints.

    None where no post and name are printed.
    """
    told = [line for line in lines if line.kind != "furniture"]
    several = _declared(source, told[: _FRONT_LINES * 2])
    body = [line for line in told if line.kind in {"text", "answer"}]
    first = (
        several
        or _front(source, told)[:1]
        or _author(source, told)[:1]
        or _teller(source, lines)[:1]
        or _transcribed(source, told[: _FRONT_LINES * 2])[:1]
        or _labelled(source, told)
        or _leading(source, body)
    )
    named = {speaker.name: speaker for speaker in reversed(first)}
    posts, noted = _posts(source, told[: _FRONT_LINES + _LEAD_LINES]), _noted_post(source, told)
    return tuple(_with_post(speaker, posts, noted) for speaker in reversed(named.values()))
