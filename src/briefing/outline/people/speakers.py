"""The speakers of a document: name and post, as printed; nobody who is merely quoted in it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import dropwhile, islice, takewhile
from typing import TYPE_CHECKING

from briefing.outline.labels import TURNS, labelled
from briefing.outline.model import Speaker
from briefing.outline.people.names import FIRST, HAN, read_names
from briefing.outline.people.statements import find_holder_of, find_stater
from briefing.outline.places.divisions import load_divisions
from briefing.outline.speaker_heads import has_post_within, is_office
from briefing.text import lexicon
from briefing.text.folding import fold
from briefing.text.source import span, trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Evidence
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source, Span

_POST = re.compile(
    rf"(?=(?P<post>{lexicon.pattern('people', 'posts')}|{lexicon.pattern('people', 'spokesmen')})(?P<gap>[ 　]{{0,3}}))"
)
# 受访者：沈知远（临川区区长）
_BEHIND = re.compile(r"(?:[ 　]{0,3}[（，]|[ 　]{1,3})(?P<role>[\u4e00-\u9fff、]{3,40})(?=[）\r\n]|\Z)")
_LISTED = re.compile(
    r"(?:[^、，；（）\s]|[ 　](?=[\u4e00-\u9fff]{1,2}(?:[、，；（]|$)))(?:[^、，；（）]|（[^（）]*）)*"
)
# What stands before a post and is no part of it.
_BREAK = re.compile(
    rf"[^\u4e00-\u9fff、A-Za-z0-9·]|以下[是为]|{lexicon.pattern('people', 'presents', 'joins')}|(?:的|人员|嘉宾|领导)(?:还|主要)?有|由|采访|邀请到?|请到?|近日|日前|昨[日天]|今[日天]|会见|是|记者|本报|现任|时任|新任|"
    r"陪同|(?<![\u4e00-\u9fff])[与同和跟访]|(?<=、)现(?!代)|(?:提问|质询|查询)[和及与]|(?<=[—―－-])[访记]|了|(?<!工作)的|在|向|对(?![外台口内接])|让|作者[为系]?|听"
)
# 县长何进与|局长沈知远: what joins one person to the next.
_JOINS = re.compile(r"[、，]?[与和同跟及]")
# A post before a 、 belongs to the same person: 省委常委、市委书记.
_POST_LAST = re.compile(r"(?:书记|长|主席|主任|常委|委员|成员|代表|专员|教授|院士|研究员|巡视员|总经理|总裁)$")
# All that are surnames, even those that are mostly words: after a post, what is left of the line is a name (区长干万年).
_SURNAMES = frozenset(lexicon.words("surnames", "single")) - frozenset(lexicon.words("surnames", "not_given"))
_VEILED = re.compile(rf"[{FIRST}]?[○〇]{{2,3}}")
_SPACED = re.compile(rf"[{FIRST}][ 　]{{1,3}}{HAN}(?!{HAN})")
_ALONE = re.compile(
    rf"[■▪●◆□○◎\s>*]*(?:文[／/|丨︱：]|作者[：:])?\s*(?P<name>[{FIRST}](?:[ 　]{{1,3}}{HAN}|{HAN}{{1,2}}))(?:\s*《.{{2,30}})?"
)
_AUTHOR = re.compile(r"(?:（[^（）。]{0,6}|\*{2,3}|^(?:本文)?)作者(?!单位)[^（）。*]{2,60}")
# 作者为云川大学学生，…: what somebody is, told of an author.
_AUTHOR_IS = re.compile(
    rf"作者[为系是：:]{{1,2}}(?P<role>[^（），。*]{{1,50}}?(?:{lexicon.pattern('people', 'posts')}|{lexicon.pattern('people', 'loose_posts')}))(?=[），。*]|$)"
)
_AUTHOR_POST = re.compile(r"(?:[为系是]|作者[：:]|，)(?P<role>[^（），。为系：*]{2,50})$")
# 作者：何进，水务部部长
_SIGNED = re.compile(rf"作者[：:]?(?P<name>[{FIRST}]{HAN}{{1,2}})(?=，)")
# （口述：某某 整理：某某）
_TOLD = re.compile(rf"口述[：:者]*[：:]?[ 　]?(?P<name>[{FIRST}]{HAN}{{1,2}})(?=[ 　，、）]|$)")
# In a column somebody speaks for himself: 笔者, 我, but not 我国 or 我市.
_FIRST_PERSON = re.compile(rf"笔者|我(?!{lexicon.pattern('people', 'not_of_me')})")
_SAID_BY_OTHERS = re.compile(r"“[^”]*”?")
# Who invites, where whom it invites is the guest: 本报邀请到区长林牧野, not 警方邀请专家林牧野视察.
_INVITERS = re.compile(lexicon.pattern("people", "inviters"))
_INVITES = re.compile(r"(?:访问|邀请|请到|请来)(?:了|到)?[：，]?$")
_BY_AUTHOR = frozenset("作者 撰文 撰稿 撰稿人 文 author Author".split())
# 【沈知远】 needs no colon.
_LABEL = re.compile(r"[*【\[#\s]{0,8}[^：:，。！？“】]{1,40}?[】\]*]{0,3}[：:]|【[^：:，。！？“】]{1,24}】")
# Whoever leads the talk or asks is not whose words it is.
_HOST = re.compile(lexicon.pattern("people", "hosts"))
# 专访X, 对话X, 访X: whom a title names after these is its guest.
_LEADS_TO_GUEST = re.compile(
    r"(?:专访|对话|采访|访谈|访问|邀请|请到|访|与|对|听)(?:了|到)?(?:本期|今天的|我们的)?(?:嘉宾)?[：，]?$"
)
# 专访海湾发展局局长: the office alone.
_OFFICE_ALONE = re.compile(r"(?:专访|对话|访)(?P<role>[\u4e00-\u9fff、]{3,30})(?=$|[：—―|｜ 　])")
_INTERVIEW = re.compile(r"专访|访谈|对话")
# X对话Y: whom a title names before these talks with somebody else.
_TALKS_WITH = re.compile(rf"(?:对话|专访|采访){HAN}{{2}}")
# X：…, X答记者问, X谈…, X访谈: whom a title names before these is its guest.
_GUEST_BEFORE = re.compile(
    r"：|答(?:本[报刊]|中外|媒体)?记者问|做客|接受.{0,12}(?:专访|采访)|谈(?!起|到)|访谈|专访|一席谈|面对面|[在就].{2,30}(?:答记者问|讲话|致辞|演讲)"
)
# In the text itself: X接受本报专访, X就…回答了记者的提问, X会见传媒的谈话.
_RECEIVES = re.compile(
    rf"(?:{HAN}{{0,6}}（[^（）]{{1,12}}）)?[^。！？“”]{{0,10}}?(?:接受[^。，]{{0,16}}(?:专访|采访|访问|访谈)|做客|答记者问|会见(?:传媒|记者)|[的作](?:书面|口头)?答[复覆])"
)
# 以下是X今日出席…后会见传媒的谈话全文：
_FOLLOWS = re.compile(r"以下[是为]")
_SPEECH_OF = re.compile(r"[^。！？“”]{0,60}?(?:会见传媒|会见记者|谈话|讲话|致辞|演辞|发言)[^。]{0,8}[：:]?$")
_MEETS = re.compile(r"发布会|记者会|吹风会|见面会|记者提问|答记者问|记者的提问")
# 4月30日，…专场新闻发布会在澄沙举行; 国务院新闻办举行新闻发布会.
_HELD = re.compile(
    r"(?:举行|召开|举办)[^。；]{0,40}(?:发布会|吹风会|记者会)|(?:发布会|吹风会|记者会)[^。；]{0,16}(?:举行|召开|举办)"
)
_OFFICIAL = re.compile(rf"{lexicon.pattern('people', 'officials')}$")
_NOT_OFFICIAL = re.compile(lexicon.pattern("people", "not_officials"))
_HELD_LINES, _MOST_OFFICIALS = 2, 8
# 李超作了介绍
_EXPLAINS = re.compile(r"(?:作了?|进行了?)?(?:介绍|解读|回应|说明)")
# 总统致词内容为：, 县长于记者会谈话内容如下：
_LEADS_TO_SPEECH = re.compile(
    rf"(?P<who>{HAN}{{2,20}}?)(?:[在于][^，。：]{{1,20}}?)?(?:致[词辞]|谈话|讲话|发言|演讲)(?:的?(?:全文|内容|要点))?(?:为|如下|是)?："
)
# 交通厅厅长何进――: who speaks in the part below.
_HEADS_PART = re.compile(r"\**[^，。：！？“”]{4,40}?(?:——|――|：)?\**")
_ATTENDS = re.compile(r"出席|参加|介绍(?:有关|相关)?情况|回答(?:了)?(?:大家|媒体|记者)")
_MAY_SIGN = frozenset({"subtitle", "imprint", "series", "heading", "text"})
_HEADLINES = frozenset({"title", "subtitle", "series"})
_MAY_OPEN = frozenset({"heading", "text"})
_ASKS = frozenset({"问", "提问", "Q", ""})
# How whoever leads a conversation opens it.
_GREETS = re.compile(
    r"欢迎|各位(?:听众|观众|网友|媒体|朋友|好)|(?:听众|观众|网友)朋友|节目|今天(?:我们)?(?:请|邀)|收看|收听"
)
# …and how at its end: 首先，请何进先生介绍情况。
_GIVES_WORD = re.compile(r"请[^。，？]{2,24}?(?:介绍|发布|发言|通报|作|做|讲|致辞)")
_FEWEST_TURNS = 2
_FRONT_LINES, _LEAD_LINES, _OPENING_LINES = 10, 12, 5
_LONGEST_OFFICE, _LONGEST_TITLE, _MOST_NAMINGS = 60, 4, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A source with its lines and its names."""

    source: Source
    lines: Sequence[Line]
    reader: NameReader


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """A turn of a conversation, until the next one speaks."""

    label: Span
    words: Span


# 三位局长谈一年: a post of several is no one's, and what follows is no name.
_OF_SEVERAL = re.compile(r"(?!一)(?:\d+|[二两三四五六七八九十几数多各]+)[位名]")


def _role_start(folded: str, start: int, end: int) -> int:
    """The start of a post that ends at `end`: after the last word that is no part of one."""
    for match in _BREAK.finditer(folded, start, end):
        # 向阳区, 和平区, 让胡路区: the word opens a place's name.
        named = load_divisions().full_at(folded, match.start())
        start = match.end() if named is None or named >= end else start
    cut = folded.rfind("、", start, end)
    while cut >= 0 and _POST_LAST.search(folded[start:cut]):
        cut = folded.rfind("、", start, cut)
    return max(start, cut + 1)


def _name_after(text: _Text, start: int, end: int, *, sure: bool) -> Span | None:
    folded = text.source.folded
    if veiled := _VEILED.match(folded, start, end) or _SPACED.match(folded, start, end):
        return span(*veiled.span())
    name = text.reader.name_at(start, sure=sure)
    alone = name is None and sure and end - start in {2, 3} and "\u4e00" <= folded[end - 1] <= "\u9fff"
    if alone and folded[start] in _SURNAMES and not text.reader.is_no_name(start):
        return span(start, end)
    return name


def _named(text: _Text, place: Span, evidence: Evidence) -> Iterator[Speaker]:
    """The people in a place that a post stands before."""
    folded, last = text.source.folded, place.start
    for match in _POST.finditer(folded, place.start, place.end):
        name = _name_after(text, match.end("gap"), place.end, sure=True)
        if name is None or name.end > place.end or name.start < last:
            continue
        end = match.end("post")
        since = max(last, end - _LONGEST_OFFICE)
        joined = _JOINS.match(folded, since) if since == last > place.start else None
        start = _role_start(folded, joined.end() if joined else since, end)
        if _OF_SEVERAL.match(folded, start, end):
            continue
        yield Speaker(
            name=re.sub(r"\s", "", text.source[name]),
            role=text.source[span(start, end)],
            span=span(start, name.end),
            evidence=evidence,
        )
        last = name.end


def _guests(text: _Text) -> list[Speaker]:
    """The people after 受访人：, 嘉宾：, 发布人：, with the office of a line of its own (对象身份：…)."""
    labels = labelled(text.source, text.lines[: _FRONT_LINES * 2])
    places = [label.value for label in labels if label.kind == "guest" and label.value.start < label.value.end]
    offices = [label.value for label in labels if label.kind == "guest_office"]
    if len(places) == 1 and not offices:
        places += _continued(text, places[0])
    found = [speaker for place in places for speaker in _named(text, place, "label") or ()]
    if found:
        return found
    bare = [name for place in places for part in _listed(text, place) if (name := _whole_name(text, part))]
    role = text.source[offices[0]] if len(offices) == len(bare) == 1 else None
    return [
        Speaker(
            name=re.sub(r"\s", "", text.source[place]),
            role=role or _role_behind(text, place.end),
            span=place,
            evidence="label",
        )
        for place in bare
    ]


def _listed(text: _Text, place: Span) -> list[Span]:
    """The parts of a label's value that list people, each a name: 沈知远（临川区区长）、何进（北汀县县长）; else the whole of it."""
    parts = [span(*match.span()) for match in _LISTED.finditer(text.source.folded, place.start, place.end)]
    return parts if len(parts) > 1 and all(_whole_name(text, part) for part in parts) else [place]


def _role_behind(text: _Text, start: int) -> str | None:
    """The post that stands behind a name: 沈知远（临川区区长）, 沈知远，临川区区长."""
    match = _BEHIND.match(text.source.folded, start)
    posts = _POST.finditer(text.source.folded, *match.span("role")) if match else ()
    ends = {post.end("post") for post in posts}
    return text.source[span(*match.span("role"))] if match and match.end("role") in ends else None


def _whole_name(text: _Text, place: Span) -> Span | None:
    """The name that a label's value is, or opens with before a mark: 沈知远, 沈知远（临川区区长）."""
    name = _name_after(text, place.start, place.end, sure=True)
    if name is None or name.end > place.end:
        return None
    return name if name.end == place.end or text.reader.is_marked(name.end) else None


def _continued(text: _Text, place: Span) -> list[Span]:
    """The lines right after a list of who attends that go on with it: a post and a name each."""
    after = dropwhile(lambda line: line.span.end <= place.end, text.lines)
    return [line.span for line in takewhile(lambda line: _goes_on(text.source, line), after)]


def _goes_on(source: Source, line: Line) -> bool:
    return line.kind == "imprint" and "：" not in source.fold(line.span)


def _of_title(text: _Text) -> list[Speaker]:
    """Whom the title or the subtitle names as its guest: 专访X区区长Y, X区长Y：…."""
    found: list[Speaker] = []
    folded = text.source.folded
    for line in text.lines[:_FRONT_LINES]:
        joined: list[Speaker] = []
        for speaker in _named(text, line.span, "title") if line.kind in _HEADLINES else ():
            place = speaker.span or line.span
            # 县长何进、市长沈知远谈合作: what is told of the last is told of those whom the title joins to him.
            joined = joined if joined and _is_next(folded, joined[-1], place) else []
            before, after = folded[line.span.start : place.start], folded[place.end : line.span.end]
            led = _LEADS_TO_GUEST.search(before) and (
                not after or not "\u4e00" <= after[0] <= "\u9fff" or _GUEST_BEFORE.match(after)
            )
            whole = not before.strip("—―－- 　") and not after.strip()
            if led or whole or _GUEST_BEFORE.match(after) or after.startswith("一席谈"):
                found += [*joined, speaker]
                joined = []
            else:
                joined.append(speaker)
    return found


def _is_next(folded: str, before: Speaker, place: Span) -> bool:
    """True if a person stands right after another, joined by a word or a 、."""
    return before.span is not None and folded[before.span.end : place.start] in {"、", *"与和及"}


def _of_title_s_office(text: _Text) -> list[Speaker]:
    """The holder of the office that a title names as its guest's without a name: 专访X局局长, and 局长张三表示 in the text."""
    folded = text.source.folded
    for line in (line for line in text.lines[:_FRONT_LINES] if line.kind in _HEADLINES):
        match = _OFFICE_ALONE.search(folded, *_ends(line.span))
        post = match and list(_POST.finditer(folded, match.start("role"), match.end("role")))
        if not match or not post or post[-1].end("post") != match.end("role"):
            continue
        lead = [one for one in text.lines if one.kind in {"text", "answer"}][:_LEAD_LINES]
        holders = {
            speaker.name: speaker
            for one in lead
            for speaker in _named(text, one.span, "title")
            if match["role"].endswith(fold(speaker.role or " "))
        }
        if len(holders) == 1:
            role = text.source[span(*match.span("role"))]
            return [replace(speaker, role=role) for speaker in holders.values()]
    return []


def _of_byline(text: _Text) -> list[Speaker]:
    """The signature: a line that is a post and a name, or a name that （作者为…） gives a post to."""
    # The bar of a page (下载, 打印, 字号 …) may be as long as the front.
    front = [line for line in text.lines if line.kind != "furniture"][:_FRONT_LINES]
    for line in (line for line in front if line.kind in _MAY_SIGN):
        for speaker in _named(text, line.span, "byline"):
            if speaker.span and not text.source[span(line.span.start, speaker.span.start)].strip("—―－-□■ 　*>"):
                rest = text.source.folded[speaker.span.end : line.span.end]
                if not rest.strip() or (line.kind != "text" and rest.lstrip()[0] in "（《"):
                    return [speaker]
    return _of_author(text)


def _author_notes(text: _Text) -> Iterator[Span]:
    """The authors that （作者为…）, 作者系… and the like name, line by line."""
    for line in text.lines:
        for match in _AUTHOR.finditer(text.source.fold(line.span)):
            yield span(line.span.start + match.start(), line.span.start + match.end())


def _of_column(text: _Text) -> list[Speaker]:
    """The one person whom 撰文： or 作者： of the front names, where the text speaks in the first person."""
    signed = {
        name
        for label in labelled(text.source, text.lines[: _FRONT_LINES * 2])
        if label.kind == "author" and text.source[label.label].strip("【[（】]）：: 　") in _BY_AUTHOR
        for value in [trim(label.value, text.source[label.value], "\"' ")]
        for name in [_author_name(text, value)]
        if name and not text.source.folded[name.end : value.end].strip('】)） 　"')[_LONGEST_TITLE:]
    }
    names = {text.source[name] for name in signed}
    told = (_SAID_BY_OTHERS.sub("", text.source.fold(line.span)) for line in text.lines if line.kind == "text")
    if len(names) != 1 or not any(map(_FIRST_PERSON.search, told)):
        return []
    place = min(signed, key=lambda name: name.start)
    return [Speaker(name=re.sub(r"\s", "", text.source[place]), role=None, span=place, evidence="byline")]


def _of_author(text: _Text) -> list[Speaker]:
    """The people whom （作者为…）, 作者：某某，… or （口述：某某） names; a name alone is an author's only where a post is told of him."""
    places = list(_author_notes(text))
    named = [speaker for place in places for speaker in _named(text, place, "byline")]
    if named:
        return named[:1]
    signed = [match for place in places if (match := _SIGNED.search(text.source.folded, *_ends(place)))]
    told = [match for line in text.lines if (match := _TOLD.search(text.source.folded, *_ends(line.span)))]
    alone = [
        match
        for line in text.lines[:_FRONT_LINES]
        if line.kind != "title" and (match := _ALONE.fullmatch(text.source.folded, *_ends(line.span)))
    ]
    found = [span(*match.span("name")) for match in [*signed, *told, *(alone if places else [])]]
    found += [
        place
        for label in (labelled(text.source, text.lines[: _FRONT_LINES * 2]) if places else ())
        if label.kind == "author" and text.source[label.label].strip("【[（】]）：: 　") in _BY_AUTHOR
        for place in [_author_name(text, label.value)]
        if place
    ]
    return [
        Speaker(name=re.sub(r"\s", "", text.source[place]), role=None, span=place, evidence="byline")
        for place in found[:1]
    ] or _of_column(text)


def _author_name(text: _Text, place: Span) -> Span | None:
    """The name that an author's label gives; 记者某某 and 读者来论 are none."""
    name = _name_after(text, place.start, place.end, sure=True)
    return name if name and name.end <= place.end else None


def _ends(place: Span) -> tuple[int, int]:
    return place.start, place.end


def _turns(text: _Text) -> dict[str, list[_Turn]]:
    """The turns of a conversation by what opens them: 【张三】：, 王大明：, or a line that is a name and a colon."""
    turns: dict[str, list[_Turn]] = defaultdict(list)
    opened: Span | None = None
    start = 0
    for line in text.lines:
        folded = text.source.fold(line.span)
        # ## 方以澄 heads a turn without a colon.
        bare = line.kind in TURNS and line.label == line.span and not folded.endswith("：")
        match = (
            _LABEL.match(folded + "：" * bare)
            if line.kind in TURNS or (line.kind in _MAY_OPEN and folded.endswith("："))
            else None
        )
        # ――谁来养护？ has a label that names nobody.
        dashed = line.label if line.kind == "question" and match is None else None
        if dashed or (match and (line.kind != "heading" or match.end() == len(folded))):
            if opened:
                turns[_voice(text, opened)].append(_Turn(label=opened, words=span(start, line.span.start)))
            start = dashed.end if dashed else line.span.start + (match.end() if match else 0) - bare
            opened = span(line.span.start, start)
    if opened:
        turns[_voice(text, opened)].append(_Turn(label=opened, words=span(start, text.lines[-1].span.end)))
    return turns


def _voice(text: _Text, label: Span) -> str:
    return text.source[label].strip("：:︰﹕】[]【*#>—― \t　")


def _voices(text: _Text) -> list[Speaker]:
    """The people who answer in a transcript, by the names that open the turns, but for whoever asks and whoever leads it."""
    turns = _turns(text)
    if sum(map(len, turns.values())) < _FEWEST_TURNS:
        return []
    led = any(_HOST.search(fold(voice)) or fold(voice) in _ASKS for voice in turns)
    askers = {voice for voice, said in turns.items() if _asks(text, said)}
    people = {voice: person for voice, said in turns.items() if (person := _labelled_person(text, said[0].label))}
    first = next(iter(people), "")
    opening = text.source.fold(turns[first][0].words) if len(turns) > 1 and first else ""
    if _GREETS.search(opening[:80]) and (_GIVES_WORD.search(opening) or not (led or askers)):
        askers.add(first)
    found: dict[str, Speaker] = {}
    for voice, speaker in people.items():
        if voice not in askers and not _HOST.search(fold(voice)):
            found.setdefault(speaker.name, speaker)
    return list(found.values())


def _asks(text: _Text, turns: Sequence[_Turn]) -> bool:
    """True if at least half of somebody's turns end with a question."""
    asked = sum(text.source.fold(turn.words).rstrip().endswith(("？", "？」", "？”")) for turn in turns)
    return asked * 2 >= len(turns)


def _labelled_person(text: _Text, label: Span) -> Speaker | None:
    """The person whom the label of a turn names."""
    words = text.source[label]
    start = label.start + len(words) - len(words.lstrip("*【[#> 　\t"))
    end = label.start + len(words.rstrip("：:︰﹕】]* 　"))
    if start >= end:
        return None
    if has_post_within(text.source.folded[start:end]):
        return Speaker(name=text.source[span(start, end)], role=None, span=span(start, end), evidence="label")
    for speaker in _named(text, span(start, end), "label"):
        # 区长张三激动地说： opens a paragraph of a report.
        if speaker.span and (speaker.span.end == end or text.source.folded[speaker.span.end] == "（"):
            return speaker
    name = _whole_name(text, span(start, end))
    if name is None:
        return find_holder_of(text.source, text.lines, text.source.fold(span(start, end)), text.reader)
    return Speaker(name=text.source[name], role=_role_behind(text, name.end), span=name, evidence="label")


def _offices(text: _Text) -> list[Speaker]:
    """The offices that answer in a council's record, where the text tells no more of who answers: 水務局局長."""
    labels = [line.label for line in text.lines if line.kind == "answer" and line.label]
    words = ((_voice(text, label), label) for label in labels)
    return [
        Speaker(name=name, role=None, span=label, evidence="label") for name, label in words if is_office(fold(name))
    ]


def _panel(text: _Text) -> list[Speaker]:
    """The officials of a press conference that the opening lists, of whom the text goes on to say that they speak."""
    opening = [line for line in text.lines if line.kind in {"text", "host", "answer"}][:_LEAD_LINES]
    if not any(_MEETS.search(text.source.fold(line.span)) for line in text.lines[:_LEAD_LINES]):
        return []
    listed = [line for line in opening if _ATTENDS.search(text.source.fold(line.span))]
    named = {speaker.name: speaker for line in listed for speaker in _named(text, line.span, "office")}
    return [speaker for speaker in named.values() if _speaks_later(text, speaker)] or _at_conference(text)


def _at_conference(text: _Text) -> list[Speaker]:
    """The officials who speak in a report that opens with the news conference that was held, or the one whom its title names."""
    told = [line for line in text.lines if line.kind in {"text", "answer"}]
    if not any(_HELD.search(text.source.fold(line.span)) for line in told[:_HELD_LINES]):
        return []
    named: dict[str, Speaker] = {}
    for speaker in (speaker for line in told for speaker in _named(text, line.span, "office")):
        role = fold(speaker.role or "")
        if _OFFICIAL.search(role) and not _NOT_OFFICIAL.search(role):
            named.setdefault(speaker.name, speaker)
    titles = "".join(text.source[line.span] for line in text.lines[:_FRONT_LINES] if line.kind in _HEADLINES)
    titled = [speaker for speaker in named.values() if speaker.name in titles]
    speaking = titled or [speaker for speaker in named.values() if _tells(text, speaker)]
    return speaking if len(speaking) <= _MOST_OFFICIALS else []


def _tells(text: _Text, speaker: Speaker) -> bool:
    """True if the text says where it names the official with his post that he speaks, or anywhere after it."""
    end = speaker.span.end if speaker.span else 0
    return bool(text.reader.speaks(end) or _EXPLAINS.match(text.source.folded, end)) or _speaks_later(text, speaker)


def _speaks_later(text: _Text, speaker: Speaker) -> bool:
    """True if the text says after the place that names the person that he speaks."""
    at = speaker.span.end if speaker.span else 0
    tries = 20  # who speaks does so soon; a text full of one name would take for ever
    while tries and (at := text.source.text.find(speaker.name, at)) >= 0:
        at += len(speaker.name)
        tries -= 1
        if text.source.folded[at : at + 1] in {"：", "】"} or text.reader.speaks(at):
            return True
    return False


def _of_parts(text: _Text) -> list[Speaker]:
    """The officials whose post and name alone are a line over what each of them says: two of them and more."""
    found: dict[str, Speaker] = {}
    for line in text.lines:
        if line.kind not in {"heading", "text"} or not _HEADS_PART.fullmatch(text.source.fold(line.span)):
            continue
        for speaker in _named(text, line.span, "label"):
            place = speaker.span or line.span
            around = text.source[span(line.span.start, place.start)] + text.source[span(place.end, line.span.end)]
            if not around.strip("*#—―：: 　") and _speaks_later(text, speaker):
                found.setdefault(speaker.name, speaker)
    return list(found.values()) if len(found) >= _FEWEST_TURNS else []


def _of_speech(text: _Text) -> list[Speaker]:
    """Whoever gives the speech that a line leads to (县长致词内容为：), with the name that the opening has for that post."""
    for line in [line for line in text.lines if line.kind in {"text", "heading", "imprint"}][:_LEAD_LINES]:
        match = _LEADS_TO_SPEECH.fullmatch(text.source.folded, *_ends(line.span))
        if match:
            named = list(_named(text, span(*match.span("who")), "label"))
            holder = None if named else find_holder_of(text.source, text.lines, match["who"], text.reader)
            return named or ([holder] if holder else [])
    return []


def _interviewed(text: _Text) -> list[Speaker]:
    """Of whom the opening says that he was interviewed: 记者专访了X市市长Y, X市市长Y接受本报专访."""
    folded = text.source.folded
    for line in [line for line in text.lines if line.kind in {"text", "answer", "host", "imprint"}][:_OPENING_LINES]:
        found: list[Speaker] = []
        for speaker in _named(text, line.span, "office"):
            place = speaker.span or line.span
            sentence = folded.find("。", place.end, line.span.end)
            led = re.search(
                r"(?:专访|采访|对话|访问|邀请|请到|请来)(?:了|到)?(?:本期|今天的)?(?:嘉宾)?[：，]?$",
                folded[line.span.start : place.start],
            )
            # 卫生署遂邀请专家林牧野视察: who is invited so is no guest of the text.
            invited = led and _INVITES.search(led[0])
            clause = max(folded.rfind(mark, line.span.start, place.start) for mark in "，。！？；") + 1
            if invited and clause > line.span.start and not _INVITERS.search(folded, clause, place.start):
                led = None
            end = sentence if sentence >= 0 else line.span.end
            received = _RECEIVES.match(folded, place.end, end) or (
                _FOLLOWS.match(folded, line.span.start) and _SPEECH_OF.match(folded, place.end, end)
            )
            # 近日，局长甲、局长乙接受本报专访: several before one verb.
            if led or received or (found and folded[place.start - 1] in "、和"):
                found.append(speaker)
        if found:
            return found
    return []


def _of_genre(text: _Text) -> list[Speaker]:
    """The only official whom a text names that its title calls an interview: 专访, 区长访谈录."""
    titles = [line.span for line in text.lines[:_FRONT_LINES] if line.kind in _HEADLINES]
    if not any(_INTERVIEW.search(text.source.fold(title)) for title in titles):
        return []
    named = {speaker.name: speaker for line in text.lines for speaker in _named(text, line.span, "title")}
    # 县长何进对话沈知远: he asks as much as he answers.
    asks = any(
        _TALKS_WITH.match(text.source.folded, speaker.span.end, title.end)
        for title in titles
        for speaker in named.values()
        if speaker.span and title.start <= speaker.span.start < title.end
    )
    return list(named.values()) if len(named) == 1 and not asks else []


def _of_statement(text: _Text) -> list[Speaker]:
    """The official whom the title names, where the text relates what hardly anybody else says."""
    titles = "\n".join(text.source.fold(line.span) for line in text.lines[:_FRONT_LINES] if line.kind in _HEADLINES)
    found = find_stater(text.source, text.lines, titles, text.reader) if titles else None
    return [found] if found else []


def _posts(text: _Text, lines: Iterable[Line]) -> dict[str, list[str]]:
    """Every post that the lines print before a name, by the name."""
    found: dict[str, list[str]] = defaultdict(list)
    for speaker in (speaker for line in lines for speaker in _named(text, line.span, "office")):
        if speaker.role:
            found[speaker.name].append(speaker.role)
    return found


def _noted_post(text: _Text) -> str | None:
    """The post that （作者为…） tells of whoever it is."""
    folded = text.source.folded
    notes = list(_author_notes(text))
    told = next((match for note in notes if (match := _AUTHOR_IS.search(folded, *_ends(note)))), None)
    if told:
        return text.source[span(*told.span("role"))]
    found = (_AUTHOR_POST.search(folded, *_ends(note)) for note in notes)
    return next((text.source[span(*one.span("role"))] for one in found if one and _POST.search(one["role"])), None)


def _with_post(text: _Text, speaker: Speaker, posts: Mapping[str, Sequence[str]], noted: str | None) -> Speaker:
    """The speaker with the fullest post that the text prints for that name, else with what （作者为…） says."""
    own = [*([speaker.role] if speaker.role else []), *posts.get(speaker.name, ())]
    return replace(speaker, role=max(own, key=len) if own else noted or _post_after(text, speaker))


def _post_after(text: _Text, speaker: Speaker) -> str | None:
    """The post that the text prints after the name, if always the same: 梁沐风政委."""
    folded, found = text.source.folded, set()
    for match in islice(re.finditer(re.escape(speaker.name), text.source.text), _MOST_NAMINGS):
        deputy = folded[match.end() : match.end() + 1] == "副"
        post = _POST.match(folded, match.end() + deputy)
        ends = post and not text.reader.name_at(post.end("post"), sure=True)
        if post and ends and (text.reader.tokens.begins(post.end("post")) or text.reader.is_marked(post.end("post"))):
            found.add(text.source[span(match.end(), post.end("post"))])
    return found.pop() if len(found) == 1 else None


def find_speakers(source: Source, lines: Sequence[Line], names: NameReader | None = None) -> tuple[Speaker, ...]:
    """The document's speaker, or the several of a press conference, each with the fullest post that the text prints.

    Nobody where it is a report: who is quoted in one is not whose words it is.
    """
    told = [line for line in lines if line.kind != "furniture"]
    text = _Text(source=source, lines=told, reader=names or read_names(source))
    answering, named = _voices(text), _of_title(text)
    if named and {speaker.name for speaker in named} <= {speaker.name for speaker in answering}:
        named = answering
    whole = _Text(source=source, lines=lines, reader=text.reader)
    first = (
        _guests(whole)
        or named
        or _of_title_s_office(text)
        or _of_byline(whole)
        or answering
        or _of_parts(text)
        or _of_speech(text)
        or _of_statement(text)
        or _panel(text)
        or _interviewed(text)
        or _of_genre(text)
        or _offices(text)
    )
    unique = {speaker.name: speaker for speaker in reversed(first)}
    posts, noted = _posts(text, told[: _FRONT_LINES + _LEAD_LINES]), _noted_post(text)
    return tuple(_with_post(text, speaker, posts, noted) for speaker in reversed(unique.values()))
