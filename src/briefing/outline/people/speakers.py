"""The speakers of a document: name and post, as printed; nobody who is merely quoted in it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import dropwhile, islice, takewhile
from typing import TYPE_CHECKING

from briefing.outline.labels import labelled
from briefing.outline.model import Speaker
from briefing.outline.people.answering import find_answering, find_offices
from briefing.outline.people.authors import find_noted_post, find_signer
from briefing.outline.people.conferences import find_orator, find_panel, find_part_heads, without_chair
from briefing.outline.people.names import HAN, read_names
from briefing.outline.people.statements import find_stater
from briefing.outline.people.titled import (
    FRONT_LINES,
    HEADLINES,
    LEAD_LINES,
    POST,
    Told,
    find_called,
    find_titled,
    role_behind,
    whole_name,
)
from briefing.text import lexicon
from briefing.text.folding import fold
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source

_LISTED = re.compile(
    r"(?:[^、，；（）\s]|[ 　](?=[\u4e00-\u9fff]{1,2}(?:[、，；（]|$)))(?:[^、，；（）]|（[^（）]*）)*"
)
# Who invites, where whom it invites is the guest: 本报邀请到区长林牧野, not 警方邀请专家林牧野视察.
_INVITERS = re.compile(lexicon.pattern("people", "inviters"))
_INVITES = re.compile(rf"{lexicon.pattern('people', 'invites')}(?:了|到)?[：，]?$")
# 代表团走访县长何进: others than reporters meet an official, too.
_VISITS = re.compile(r"(?:访问|[走拜探寻]访|连线)(?:了|到)?[：，]?$")
_MEETS = lexicon.pattern("people", "meets", "invites")
# 专访X, 对话X, 访X: whom a title names after these is its guest.
_LEADS_TO_GUEST = re.compile(rf"(?:{_MEETS}|[访与对听])(?:了|到)?(?:本期|今天的|我们的)?(?:嘉宾)?[：，]?$")
# 专访海湾发展局局长: the office alone.
_OFFICE_ALONE = re.compile(
    rf"(?:{lexicon.pattern('people', 'meets')}|访)(?P<role>[\u4e00-\u9fff、]{{3,30}})(?=$|[：—―|｜ 　])"
)
_INTERVIEW = re.compile(r"专访|访谈|对话")
# X对话Y: whom a title names before these talks with somebody else.
_TALKS_WITH = re.compile(rf"(?:对话|专访|采访){HAN}{{2}}")
# X：…, X答记者问, X谈…, X访谈: whom a title names before these is its guest.
_GUEST_BEFORE = re.compile(
    r"：|答(?:本[报刊]|中外|媒体)?记者问|做客|接受.{0,12}(?:专访|采访)|谈(?!起|到)|访谈|专访|一席谈|面对面|[在就].{2,30}(?:答记者问|讲话|致辞|演讲)"
)
# In the text itself: X接受本报专访, X就…回答了记者的提问, X会见传媒的谈话.
_RECEIVES = re.compile(
    rf"(?:{HAN}{{0,6}}（[^（）]{{1,12}}）)?(?:[^。！？“”]{{0,10}}?|[^。！？“”，、]{{0,30}}?)(?:接受[^。，]{{0,16}}(?:专访|采访|访问|访谈)|做客|答记者问|会见(?:传媒|记者)|[的作](?:书面|口头)?答[复覆])"
)
# 以下是X今日出席…后会见传媒的谈话全文：
_FOLLOWS = re.compile(r"以下[是为]")
_SPEECH_OF = re.compile(
    r"(?:[^。！？“”]|“[^“”]*”){0,80}?(?:会见传媒|会见记者|谈话|讲话|致辞|演辞|发言|答问内容|答问全文)[^。]{0,8}[：:]?$"
)
_LED = re.compile(rf"{_MEETS}(?:了|到)?(?:本期|今天的)?(?:嘉宾)?[：，]?$")
_JOINED = re.compile(rf"(?:[、和]|{lexicon.pattern('people', 'joins')})$")
_OPENING_LINES, _MOST_NAMINGS = 5, 40


def _of_labels(text: Told) -> list[Speaker]:
    """The people after 受访人：, 嘉宾：, 发布人：, with the office of a line of its own (对象身份：…)."""
    labels = labelled(text.source, text.lines[: FRONT_LINES * 2])
    places = [label.value for label in labels if label.kind == "guest" and label.value.start < label.value.end]
    offices = [label.value for label in labels if label.kind == "guest_office"]
    if len(places) == 1 and not offices:
        # The lines right after a list of who attends go on with it, a post and a name each.
        below = dropwhile(lambda line: line.span.end <= places[0].end, text.lines)
        goes_on = takewhile(lambda line: line.kind == "imprint" and "：" not in text.source.fold(line.span), below)
        places += [line.span for line in goes_on]
    found = [speaker for place in places for speaker in find_titled(text, place, "label")]
    if found:
        return found

    bare = []
    for place in places:
        # 沈知远（临川区区长）、何进（北汀县县长）: each part is a name, or the whole is one value.
        parts = [span(*match.span()) for match in _LISTED.finditer(text.source.folded, place.start, place.end)]
        names = [whole_name(text, part) for part in parts]
        bare += [name for name in (names if len(parts) > 1 and all(names) else [whole_name(text, place)]) if name]
    role = text.source[offices[0]] if len(offices) == len(bare) == 1 else None
    return [
        Speaker(
            name=re.sub(r"\s", "", text.source[place]),
            role=role or role_behind(text, place.end),
            span=place,
            evidence="label",
        )
        for place in bare
    ]


def _of_title(text: Told) -> list[Speaker]:
    """Whom the title or the subtitle names as its guest: 专访X区区长Y, X区长Y：…."""
    found: list[Speaker] = []
    folded = text.source.folded
    for line in text.lines[:FRONT_LINES]:
        joined: list[Speaker] = []
        for speaker in find_titled(text, line.span, "title") if line.kind in HEADLINES else ():
            place = speaker.span or line.span
            # 县长何进、市长沈知远谈合作: what is told of the last is told of those whom the title joins to him.
            last = joined[-1].span if joined else None
            joined = joined if last and folded[last.end : place.start] in {"、", *"与和及"} else []
            before, after = folded[line.span.start : place.start], folded[place.end : line.span.end]
            led = _LEADS_TO_GUEST.search(before) and (
                not after or not "\u4e00" <= after[0] <= "\u9fff" or _GUEST_BEFORE.match(after)
            )
            whole = not before.strip("—―－- 　") and not after.strip()
            # 【专访】疫中人——某院院长何进: the interview is with whom its title ends with.
            ends = not after and before[-1:] in {"—", "―", "─"} and _INTERVIEW.search(before)
            if led or whole or ends or _GUEST_BEFORE.match(after) or after.startswith("一席谈"):
                found += [*joined, speaker]
                joined = []
            else:
                joined.append(speaker)
    return found


def _of_title_s_office(text: Told) -> list[Speaker]:
    """The holder of the office that a title names as its guest's without a name: 专访X局局长, and 局长张三表示 in the text."""
    folded = text.source.folded
    for line in (line for line in text.lines[:FRONT_LINES] if line.kind in HEADLINES):
        match = _OFFICE_ALONE.search(folded, line.span.start, line.span.end)
        post = match and list(POST.finditer(folded, match.start("role"), match.end("role")))
        if not match or not post or post[-1].end("post") != match.end("role"):
            continue
        lead = [one for one in text.lines if one.kind in {"text", "answer"}][:LEAD_LINES]
        holders = {
            speaker.name: speaker
            for one in lead
            for speaker in find_titled(text, one.span, "title")
            if match["role"].endswith(fold(speaker.role or " "))
        }
        if len(holders) == 1:
            role = text.source[span(*match.span("role"))]
            return [replace(speaker, role=role) for speaker in holders.values()]
    return []


def _interviewed(text: Told) -> list[Speaker]:
    """Of whom the opening says that he was interviewed: 记者专访了X市市长Y, X市市长Y接受本报专访."""
    folded = text.source.folded
    for line in [line for line in text.lines if line.kind in {"text", "answer", "host", "imprint"}][:_OPENING_LINES]:
        found: list[Speaker] = []
        for speaker in (*find_titled(text, line.span, "office"), *find_called(text, line.span, "office")):
            place = speaker.span or line.span
            sentence = folded.find("。", place.end, line.span.end)
            led = _LED.search(folded[line.span.start : place.start])
            # 卫生署遂邀请专家林牧野视察: who is invited so is no guest of the text.
            invited = led and _INVITES.search(led[0])
            visited = led and _VISITS.search(led[0])
            clause = max(folded.rfind(mark, line.span.start, place.start) for mark in "，。！？；") + 1
            if (visited or (invited and clause > line.span.start)) and not _INVITERS.search(
                folded, clause, place.start
            ):
                led = None
            end = sentence if sentence >= 0 else line.span.end
            received = _RECEIVES.match(folded, place.end, end) or (
                _FOLLOWS.match(folded, line.span.start) and _SPEECH_OF.match(folded, place.end, end)
            )
            # 近日，局长甲、局长乙接受本报专访: several before one verb.
            if led or received or (found and _JOINED.search(folded, line.span.start, place.start)):
                found.append(speaker)
        if found:
            return found
    return []


def _of_genre(text: Told) -> list[Speaker]:
    """The only official whom a text names that its title calls an interview: 专访, 区长访谈录."""
    titles = [line.span for line in text.lines[:FRONT_LINES] if line.kind in HEADLINES]
    if not any(_INTERVIEW.search(text.source.fold(title)) for title in titles):
        return []
    named = {speaker.name: speaker for line in text.lines for speaker in find_titled(text, line.span, "title")}
    # 专访海湾发展局局长: a driver whom the text names is not he.
    offices = filter(None, (_OFFICE_ALONE.search(text.source.folded, title.start, title.end) for title in titles))
    if any(not fold(one.role or "").endswith(office["role"][-2:]) for office in offices for one in named.values()):
        return []
    # 县长何进对话沈知远: he asks as much as he answers.
    asks = any(
        _TALKS_WITH.match(text.source.folded, speaker.span.end, title.end)
        for title in titles
        for speaker in named.values()
        if speaker.span and title.start <= speaker.span.start < title.end
    )
    return list(named.values()) if len(named) == 1 and not asks else []


def _with_post(text: Told, speaker: Speaker, posts: Sequence[str], noted: str | None) -> Speaker:
    """The speaker with the fullest post that the text prints before or, if always the same, after the name (梁沐风政委)."""
    own = [*([speaker.role] if speaker.role else []), *posts]
    if own or noted:
        return replace(speaker, role=max(own, key=len) if own else noted)
    folded, found = text.source.folded, set()
    for match in islice(re.finditer(re.escape(speaker.name), text.source.text), _MOST_NAMINGS):
        deputy = folded[match.end() : match.end() + 1] == "副"
        post = POST.match(folded, match.end() + deputy)
        ends = post and not text.reader.name_at(post.end("post"), sure=True)
        if post and ends and (text.reader.tokens.begins(post.end("post")) or text.reader.is_marked(post.end("post"))):
            found.add(text.source[span(match.end(), post.end("post"))])
    return replace(speaker, role=found.pop() if len(found) == 1 else None)


def find_speakers(source: Source, lines: Sequence[Line], names: NameReader | None = None) -> tuple[Speaker, ...]:
    """The document's speaker, or the several of a press conference, each with the fullest post that the text prints.

    Nobody where it is a report: who is quoted in one is not whose words it is.
    """
    told = [line for line in lines if line.kind != "furniture"]
    text = Told(source=source, lines=told, reader=names or read_names(source))
    titles = "\n".join(source.fold(line.span) for line in told[:FRONT_LINES] if line.kind in HEADLINES)
    answering, named = find_answering(text), _of_title(text)
    if named and {speaker.name for speaker in named} <= {speaker.name for speaker in answering}:
        named = answering
    whole = Told(source=source, lines=lines, reader=text.reader)
    first = (
        _of_labels(whole)
        or named
        or _of_title_s_office(text)
        or find_signer(whole)
        or answering
        or find_part_heads(text)
        or find_orator(text)
        or find_stater(source, told, titles, text.reader)
        or find_panel(text)
        or _interviewed(text)
        or _of_genre(text)
        or find_offices(text)
    )
    unique = {speaker.name: speaker for speaker in reversed(without_chair(text, first))}
    noted = find_noted_post(text)
    posts: dict[str, list[str]] = defaultdict(list)
    for line in told[: FRONT_LINES + LEAD_LINES]:
        for speaker in find_titled(text, line.span, "office"):
            posts[speaker.name] += [speaker.role] if speaker.role else []
        for name in unique if line.kind == "imprint" else ():
            # 何 进 临溪县县长: who takes part, listed above the talk.
            printed = re.fullmatch(rf"{'[ 　]?'.join(map(re.escape, name))}[ 　]{{1,3}}(\S{{3,30}})", source[line.span])
            posts[name] += [printed[1]] if printed else []
    return tuple(_with_post(text, one, posts[one.name], noted) for one in reversed(unique.values()))
