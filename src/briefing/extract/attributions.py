"""Whose words a quotation is: the phrase beside it that says so, and whom 他 stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.extract.called import find_called
from briefing.extract.speech import is_broken_off, is_clause, is_long, is_sentence
from briefing.extract.speech_words import NOT_SAID, SAYS
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.mentions import Cast, Mention
    from briefing.extract.speech import Quoted
    from briefing.outline import Quote, Speaker
    from briefing.source import Source, Span

_SAYS = re.compile(SAYS)
_NOT_SAID = re.compile(NOT_SAID)
_SENTENCE_START = re.compile(r"[。！？；]")
# 表示：“, 说，“ and 强调“: the verb stands right before the words; 了, 道 and the like may come between.
_VERB_LAST = re.compile(rf"(?:{SAYS})(?:了|道|过|着|到|起|说|称|，|：|地|记者|大家|我们|本报|一?句){{0,4}}$")
_CALLS = re.compile(r"(?:形容|直指|批评|直斥|质疑|评价|大赞|盛赞|讥|狠批|笑言)[^，。；]{0,14}$")
_SPEAKS = re.compile(rf"[也则还又并亦再笑]{{0,2}}(?:{SAYS})[^，。；：“”]{{0,6}}，")
# Somebody else whom no name was read of: 29岁的工程师.
_SOMEBODY = re.compile(r"岁的")
_AT_THIS = re.compile(
    r"，?(?:[说讲]出?这[^，。]{0,4}话的是|说起|谈起|谈到|提起|提及|提到|回忆|说到|想起|讲起|聊起|聊到|看着|望着|指着|面对|捧着|拿着|站在|走进|走在)"
)
_ADDRESSED = re.compile(r"(?:对|向|给|告诉|和|与|跟|同|陪同|邀请|被)$")
_FAR, _AFTER, _SCENE, _FEW, _FEWEST = 160, 60, 10, 7, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who speaks, and the phrase that says so."""

    name: str
    role: str | None
    attribution: Span


@dataclass(slots=True)
class Reading:
    """What is needed to tell whose words a quotation is."""

    source: Source
    cast: Cast
    roles: dict[str, str]
    narrator: Speaker | None = None
    quotes: list[Quote] = field(default_factory=list)


def _resolve(reading: Reading, one: Mention, line: Span) -> tuple[str, str | None]:
    """The name and post of whom a mention means; 他 is who was named last, in the same line if anyone."""
    if one.kind == "unnamed":
        return one.name, one.role
    person = one if one.kind == "name" else _antecedent(reading, one, line)
    if person is None:
        return one.name, None
    return person.name, person.role or reading.roles.get(person.name)


def _antecedent(reading: Reading, one: Mention, line: Span) -> Mention | None:
    """Whom 他, 范教授 or 局长 stands for: named before, with that surname or with that post."""
    cast, offset = reading.cast, one.place.start
    if one.name[0] in "他她其":
        return cast.before(offset, line.start) or cast.before(offset)
    titled = next((person for person in cast.earlier(offset) if (person.role or "").endswith(one.name)), None)
    return titled or next((person for person in cast.earlier(offset) if person.name[0] == one.name[0]), None)


def _said(reading: Reading, one: Mention, line: Span, end: int) -> Said:
    name, role = _resolve(reading, one, line)
    folded = reading.source.folded
    verb = _SAYS.search(folded, one.place.end, max(one.place.end, end))
    place = span(min(one.start, one.place.start), verb.end() if verb else one.place.end)
    return Said(name=name, role=role, attribution=place)


def _sentence_start(folded: str, line: Span, quoted: Quoted, quotes: Sequence[Quote]) -> int:
    """Where the sentence begins that leads to the words: not within or before the quotation before them."""
    start = max(line.start, quotes[-1].words.span.end + 1 if quotes else 0, quoted.outer.start - _FAR)
    for match in _SENTENCE_START.finditer(folded, start, quoted.outer.start):
        if match[0] != "；":
            start = match.end()
    return start


def _subject(reading: Reading, start: int, end: int) -> Mention | None:
    """The person who acts in the last clause of a range that has one; whom one speaks to is passed over."""
    folded = reading.source.folded
    found = list(reading.cast.between(start, end))
    if not found:
        return None
    clause = folded.rfind("，", start, found[-1].start) + 1 or start
    here = [one for one in found if one.place.start >= clause]
    acting = [one for one in here if not _ADDRESSED.search(folded, max(start, one.start - 3), one.start)]
    return (acting or here)[0]


def _unrecognised(reading: Reading, start: int, end: int) -> Said | None:
    """A speaker who is neither named in full nor unnamed: 老张, 李大爷, 民生部."""
    folded = reading.source.folded
    match = find_called(folded, start, end)
    if match is None:
        return None
    place = span(*match.span("who"))
    return Said(name=reading.source[place], role=None, attribution=span(place.start, match.end()))


def _fits_before(source: Source, quoted: Quoted, before: str) -> bool:
    """Whether words after 说：, 说， or 说 are speech and no term."""
    if is_sentence(source, quoted) or is_broken_off(source, quoted) or is_clause(source, quoted):
        return True
    size = len(source.fold(quoted.inner))
    if before.endswith("："):
        return size >= _FEW
    if before.endswith("，") and source.folded[quoted.outer.end : quoted.outer.end + 1] in {"。", "，", "；", "！"}:
        # A term is no clause of its own; what stands between two marks is what somebody says.
        return size >= (_FEWEST if _VERB_LAST.search(before) else _FEW)
    return is_long(source, quoted)


def _is_object(source: Source, quoted: Quoted, before: str) -> bool:
    """Whether the words are what somebody calls a thing, in a clause that they end: 形容报告“…，…”."""
    ends = source.folded[quoted.outer.end : quoted.outer.end + 1] in {"，", "。", "；", "\n", ""}
    return ends and is_clause(source, quoted) and bool(_CALLS.search(before))


def _before(reading: Reading, line: Span, quoted: Quoted, start: int) -> Said | None:
    """Who is said to speak by the words before the quotation, where they lead right to it."""
    source = reading.source
    before = source.folded[start : quoted.outer.start].rstrip()
    if not before or _NOT_SAID.search(before[-24:]) or not _fits_before(source, quoted, before):
        return None
    leads = bool(_VERB_LAST.search(before))
    if not leads and before[-1] not in "，：" and not _is_object(source, quoted, before):
        return None
    one = _subject(reading, start, quoted.outer.start)
    if one is None:
        return _unrecognised(reading, start, quoted.outer.start) if leads else None
    speaks = bool(_SAYS.search(source.folded, one.place.end, quoted.outer.start))
    if not speaks and not (before[-1] in "：，" and is_sentence(source, quoted)):
        return None
    return _said(reading, one, line, quoted.outer.start)


def _fits_after(source: Source, line: Span, quoted: Quoted) -> bool:
    """Whether words that 某某说 follows are speech: they end as speech does, or they are all of their sentence so far."""
    if is_sentence(source, quoted) or is_broken_off(source, quoted):
        return True
    before = source.folded[max(line.start, quoted.outer.start - _FAR) : quoted.outer.start].rstrip()
    return (not before or before[-1] in "。！？") and len(source.fold(quoted.inner)) >= _FEWEST


def _after(reading: Reading, line: Span, quoted: Quoted, following: Quoted | None) -> Said | None:
    """Who is said to speak by the words after the quotation."""
    source, start = reading.source, quoted.outer.end
    limit = min(line.end, start + _AFTER, following.outer.start if following else line.end)
    stop = _SENTENCE_START.search(source.folded, start, limit)
    end = stop.start() if stop else limit
    if not _fits_after(source, line, quoted):
        return None
    found = list(reading.cast.between(start, end))
    if not found:
        return _unrecognised(reading, start, _clause_end(source.folded, start, end))
    one = found[0]
    sure = is_sentence(source, quoted) or is_broken_off(source, quoted) or is_clause(source, quoted)
    if _acts_beside(reading, one, start, end) and (sure or _SAYS.search(source.folded, one.place.end, end)):
        return _said(reading, one, line, end)
    return None


def _acts_beside(reading: Reading, one: Mention, start: int, end: int) -> bool:
    """Whether the words after a quotation say of the person that he says it, or what he does while he does."""
    folded = reading.source.folded
    comma = folded.find("，", start + 1, one.start)
    if comma < 0:
        at_this = _AT_THIS.match(folded, start, end)
        return one.start - start <= 1 or bool(at_this or _SAYS.search(folded, one.place.end, end))
    if folded.find("，", comma + 1, one.start) >= 0:
        return False
    scene = comma - start <= _SCENE and one.role is not None
    return scene or bool(_SAYS.search(folded, one.place.end, end) or _AT_THIS.match(folded, start, end))


def _clause_end(folded: str, start: int, end: int) -> int:
    comma = folded.find("，", start + 1, end)
    return comma if comma >= 0 else end


def _alone(reading: Reading, line: Span, quoted: Quoted, previous: Quoted | None) -> Said | None:
    """Who speaks where nothing beside the quotation says so: who spoke or was spoken of last in the paragraph."""
    source = reading.source
    before = source.folded[max(line.start, quoted.outer.start - _FAR) : quoted.outer.start].rstrip()
    if not is_sentence(source, quoted) or (before and before[-1] not in "。！？”，"):
        return None
    if before.endswith("，"):
        return _goes_on_saying(reading, line, quoted)
    last = reading.quotes[-1] if reading.quotes else None
    goes_on = last is not None and previous is not None and last.words.span == previous.inner
    since = previous.outer.end if goes_on and previous else line.start
    one = reading.cast.before(quoted.outer.start, since)
    if one is None and last and last.attribution and goes_on:
        return Said(name=last.speaker or "", role=last.role, attribution=last.attribution)
    if one is None:
        spoken = [one for one in reading.cast.between(since, quoted.outer.start) if one.kind == "pronoun"]
        one = spoken[-1] if spoken else None
    if one is None and not before and quoted.outer.end == line.end:
        one = reading.cast.before(quoted.outer.start)
    return _said(reading, one, line, quoted.outer.start) if one and not _NOT_SAID.search(before[-24:]) else None


def _goes_on_saying(reading: Reading, line: Span, quoted: Quoted) -> Said | None:
    """Who was said to speak last in the paragraph, where what he says turns into his own words: 某某透露，…。平均年龄51岁，“…。”."""
    one = reading.cast.before(quoted.outer.start, line.start)
    folded = reading.source.folded
    if (
        one is None
        or not _SPEAKS.match(folded, one.place.end)
        or _SOMEBODY.search(folded, one.place.end, quoted.outer.start)
    ):
        return None
    return _said(reading, one, line, quoted.outer.start)


def _next(reading: Reading, line: Span, quoted: Quoted) -> Said | None:
    """Who speaks later in the paragraph, where it opens with words whose speaker it has not named yet."""
    if quoted.outer.start != line.start or not is_sentence(reading.source, quoted):
        return None
    named = (one for one in reading.cast.between(quoted.outer.end, line.end) if one.kind != "pronoun")
    one = next((one for one in named if _SAYS.match(reading.source.folded, one.place.end)), None)
    return _said(reading, one, line, line.end) if one else None


def find_said(reading: Reading, line: Span, quoted: Quoted, beside: tuple[Quoted | None, Quoted | None]) -> Said | None:
    """Who says the quoted words, `beside` which stand those of the line before and after; None where they are no speech."""
    previous, following = beside
    start = _sentence_start(reading.source.folded, line, quoted, reading.quotes)
    return (
        _before(reading, line, quoted, start)
        or _after(reading, line, quoted, following)
        or _alone(reading, line, quoted, previous)
        or _next(reading, line, quoted)
    )
