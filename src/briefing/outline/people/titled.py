"""People as a text prints them with their posts: 云川区区长林牧野, 沈知远（临川区区长）, and a name alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.outline.model import Speaker
from briefing.outline.people.names import FIRST, HAN
from briefing.outline.places.divisions import load_divisions
from briefing.text import lexicon
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Evidence
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source, Span

POST = re.compile(
    rf"(?=(?P<post>{lexicon.pattern('people', 'posts')}|{lexicon.pattern('people', 'spokesmen')})(?P<gap>[ 　]{{0,3}}))"
)
# 受访者：沈知远（临川区区长）
_BEHIND = re.compile(r"(?:[ 　]{0,3}[（，]|[ 　]{1,3})(?P<role>[\u4e00-\u9fff、]{2,40})(?=[）\r\n]|\Z)")
# What stands before a post and is no part of it.
_BREAK = re.compile(
    rf"[^\u4e00-\u9fff、A-Za-z0-9·]|以下[是为]|{lexicon.pattern('people', 'presents', 'meets', 'invites', 'joins', 'appoints')}到?|(?:党|联盟)籍|"
    r"(?:的|人员|嘉宾|领导|官员)(?:还|主要)?有|由|请|近日|日前|昨[日天]|今[日天]|会见|是|记者|本报|现任|时任|新任|"
    r"陪同|(?<![\u4e00-\u9fff])[与同和跟访]|(?<=、)现(?!代)|(?:提问|质询|查询)[和及与]|(?<=[—―－-])[访记]|了|"
    rf"(?<!工作){lexicon.pattern('people', 'of')}|"
    r"在|向|对(?![外台口内接])|让|作者[为系]?|(?<=[人的者员宾])为|听"
)
# 县长何进与|局长沈知远: what joins one person to the next.
_JOINS = re.compile(rf"(?:{lexicon.pattern('people', 'honorifics')})?[、，]?[与和同跟及]")
# A post before a 、 belongs to the same person: 省委常委、市委书记.
_POST_LAST = re.compile(r"(?:书记|长|主席|主任|常委|委员|成员|代表|专员|教授|院士|研究员|巡视员|总经理|总裁)$")
# All that are surnames, even those that are mostly words: after a post, what is left of the line is a name (区长干万年).
_SURNAMES = frozenset(lexicon.words("surnames", "single")) - frozenset(lexicon.words("surnames", "not_given"))
_VEILED = re.compile(rf"[{FIRST}]?[○〇]{{2,3}}")
_SPACED = re.compile(rf"[{FIRST}][ 　]{{1,3}}{HAN}(?!{HAN})")
# 三位局长谈一年: a post of several is no one's, and what follows is no name.
_OF_SEVERAL = re.compile(r"(?!一)(?:\d+|[二两三四五六七八九十几数多各]+)[位名]")
_LONGEST_OFFICE = 60
# How many lines of the front name whose words follow, and how many of the text introduce them.
FRONT_LINES, LEAD_LINES = 10, 12
HEADLINES = frozenset({"title", "subtitle", "series"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A source with its lines and its names."""

    source: Source
    lines: Sequence[Line]
    reader: NameReader


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


def name_within(text: Told, place: Span) -> Span | None:
    """The name that a place opens with, as after a post or a label; 记者某某 and 读者来论 are none."""
    folded, start, end = text.source.folded, place.start, place.end
    if veiled := _VEILED.match(folded, start, end) or _SPACED.match(folded, start, end):
        return span(*veiled.span())
    name = text.reader.name_at(start, sure=True)
    alone = name is None and end - start in {2, 3} and "\u4e00" <= folded[end - 1] <= "\u9fff"
    if alone and folded[start] in _SURNAMES and not text.reader.is_no_name(start):
        return span(start, end)
    return name if name and name.end <= end else None


def whole_name(text: Told, place: Span) -> Span | None:
    """The name that a label's value is, or opens with before a mark: 沈知远, 沈知远（临川区区长）."""
    name = name_within(text, place)
    return name if name and (name.end == place.end or text.reader.is_marked(name.end)) else None


def find_titled(text: Told, place: Span, evidence: Evidence) -> Iterator[Speaker]:
    """The people in a place that a post stands before."""
    folded, last = text.source.folded, place.start
    for match in POST.finditer(folded, place.start, place.end):
        # 政府举|行长|沙全市发布会: the post's first character ends a verb.
        before = match.start() - 1
        is_cut = match.start() < text.reader.tokens.end(before) < match.end("post")
        if is_cut and text.reader.tokens.tag(before)[:1] == "v":
            continue
        after = match.end("gap")
        name = name_within(text, span(after, place.end)) if after < place.end else None
        if name is None or name.start < last:
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


def find_called(text: Told, place: Span, evidence: Evidence) -> Iterator[Speaker]:
    """The people whom a clause of a place opens with, and whose title stands after the name: 林牧野县长."""
    for name, title in text.reader.clause_names(place.start, place.end):
        if title:
            place_of_both = span(name.start, title.end)
            yield Speaker(name=text.source[name], role=text.source[title], span=place_of_both, evidence=evidence)


def role_behind(text: Told, start: int) -> str | None:
    """The post that stands behind a name: 沈知远（临川区区长）, 沈知远，临川区区长."""
    match = _BEHIND.match(text.source.folded, start)
    posts = POST.finditer(text.source.folded, *match.span("role")) if match else ()
    ends = {post.end("post") for post in posts}
    return text.source[span(*match.span("role"))] if match and match.end("role") in ends else None
