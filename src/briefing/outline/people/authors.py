"""Authors of a text: its byline, its author's note, or the author of a column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.labels import labelled
from briefing.outline.model import Speaker
from briefing.outline.people.names import FIRST, HAN
from briefing.outline.people.titled import FRONT_LINES, POST, find_titled, name_within
from briefing.text import lexicon
from briefing.text.source import span, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.outline.people.titled import Told
    from briefing.text.source import Span

_ALONE = re.compile(
    rf"[■▪●◆□○◎\s>*]*(?:文[／/|丨︱：]|作者[：:])?\s*(?P<name>[{FIRST}](?:[ 　]{{1,3}}{HAN}|{HAN}{{1,2}}))(?:\s*《.{{2,30}})?"
)
_AUTHOR = re.compile(r"(?:（[^（）。]{0,6}|\*{2,3}|^(?:本文)?)作者(?!单位)[^（）。*]{2,60}")
# 作者为云川大学学生，…: what somebody is, told of an author.
_AUTHOR_IS = re.compile(
    rf"作者[为系是：:]{{1,2}}(?P<role>[^（），。*]{{1,50}}?(?:{lexicon.pattern('people', 'posts')}|{lexicon.pattern('people', 'loose_posts')}))(?=[），。*]|$)"
)
# 系 is a verb but for 体系, 关系 and 新闻学系.
_AUTHOR_POST = re.compile(
    r"(?:[为是]|(?<![体关联学])系|作者[：:]|，)(?P<role>(?:(?<=[体关联学])系|[^（），。为系：*]){2,50})$"
)
# 作者：何进，水务部部长
_SIGNED = re.compile(rf"作者[：:]?(?P<name>[{FIRST}]{HAN}{{1,2}})(?=，)")
# （口述：某某 整理：某某）
_TOLD = re.compile(rf"口述[：:者]*[：:]?[ 　]?(?P<name>[{FIRST}]{HAN}{{1,2}})(?=[ 　，、）]|$)")
# In a column somebody speaks for himself: 笔者, 我, but not 我国 or 我市.
_FIRST_PERSON = re.compile(rf"笔者|我(?!{lexicon.pattern('people', 'not_of_me')})")
_SAID_BY_OTHERS = re.compile(r"“[^”]*”?")
_BY_AUTHOR = frozenset("作者 撰文 撰稿 撰稿人 文 author Author".split())
_MAY_SIGN = frozenset({"subtitle", "imprint", "series", "heading", "text"})
_LONGEST_TITLE = 4


def find_signer(text: Told) -> list[Speaker]:
    """The signature: a line that is a post and a name, or a name that （作者为…） gives a post to."""
    # The bar of a page (下载, 打印, 字号 …) may be as long as the front.
    front = [line for line in text.lines if line.kind != "furniture"][:FRONT_LINES]
    for line in (line for line in front if line.kind in _MAY_SIGN):
        for speaker in find_titled(text, line.span, "byline"):
            if speaker.span and not text.source[span(line.span.start, speaker.span.start)].strip("—―－-□■ 　*>"):
                rest = text.source.folded[speaker.span.end : line.span.end]
                if not rest.strip() or (line.kind != "text" and rest.lstrip()[0] in "（《"):
                    return [speaker]
    return _of_author(text)


def _author_notes(text: Told) -> Iterator[Span]:
    """The authors that （作者为…）, 作者系… and the like name, line by line."""
    for line in text.lines:
        for match in _AUTHOR.finditer(text.source.fold(line.span)):
            yield span(line.span.start + match.start(), line.span.start + match.end())


def _of_author(text: Told) -> list[Speaker]:
    """The people whom （作者为…）, 作者：某某，… or （口述：某某） names; a name alone is an author's only where a post is told of him."""
    places = list(_author_notes(text))
    named = [speaker for place in places for speaker in find_titled(text, place, "byline")]
    if named:
        return named[:1]
    signed = [match for place in places if (match := _SIGNED.search(text.source.folded, place.start, place.end))]
    told = [match for line in text.lines if (match := _TOLD.search(text.source.folded, line.span.start, line.span.end))]
    alone = [
        match
        for line in text.lines[:FRONT_LINES]
        if line.kind != "title" and (match := _ALONE.fullmatch(text.source.folded, line.span.start, line.span.end))
    ]
    found = [span(*match.span("name")) for match in [*signed, *told, *(alone if places else [])]]
    found += [name for value in (_labelled_authors(text) if places else ()) if (name := name_within(text, value))]
    return [_unposted(text, found[0])] if found else _of_column(text)


def _labelled_authors(text: Told) -> Iterator[Span]:
    """The values of 作者： and 撰文： in the front."""
    for label in labelled(text.source, text.lines[: FRONT_LINES * 2]):
        if label.kind == "author" and text.source[label.label].strip("【[（】]）：: 　") in _BY_AUTHOR:
            yield label.value


def _unposted(text: Told, name: Span) -> Speaker:
    """An author of whom no post is told."""
    return Speaker(name=re.sub(r"\s", "", text.source[name]), role=None, span=name, evidence="byline")


def _of_column(text: Told) -> list[Speaker]:
    """The one person whom 撰文： or 作者： of the front names, where the text speaks in the first person."""
    signed = {
        name
        for author in _labelled_authors(text)
        for value in [trim(author, text.source[author], "\"' ")]
        for name in [name_within(text, value)]
        if name and not text.source.folded[name.end : value.end].strip('】)） 　"')[_LONGEST_TITLE:]
    }
    names = {text.source[name] for name in signed}
    told = (_SAID_BY_OTHERS.sub("", text.source.fold(line.span)) for line in text.lines if line.kind == "text")
    if len(names) != 1 or not any(map(_FIRST_PERSON.search, told)):
        return []
    return [_unposted(text, min(signed, key=lambda name: name.start))]


def find_noted_post(text: Told) -> str | None:
    """The post that （作者为…） tells of whoever it is."""
    folded = text.source.folded
    notes = list(_author_notes(text))
    told = next((match for note in notes if (match := _AUTHOR_IS.search(folded, note.start, note.end))), None)
    if told:
        return text.source[span(*told.span("role"))]
    found = (_AUTHOR_POST.search(folded, note.start, note.end) for note in notes)
    return next((text.source[span(*one.span("role"))] for one in found if one and POST.search(one["role"])), None)
