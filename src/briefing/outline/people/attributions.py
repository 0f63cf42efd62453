"""The speaker of a quotation: the phrase beside it that says so; nobody rather than somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.people.body_speakers import find_called
from briefing.outline.people.names import HAN, SAYS
from briefing.outline.people.resolving import NOBODY, Said, find_named_before, has_actor, has_others, say
from briefing.outline.people.speech import is_broken_off, is_clause, is_long, is_sentence
from briefing.text import lexicon
from briefing.text.source import span

if TYPE_CHECKING:
    from briefing.outline.people.mentions import Mention
    from briefing.outline.people.resolving import Reading
    from briefing.outline.people.speech import Quoted
    from briefing.text.source import Source, Span


_NOT_SAID = re.compile(rf"{lexicon.pattern('speech', 'not_said')}|》[^，。；“”]{{0,6}}$")
_SENTENCE_START = re.compile(r"[。！？；]")
# 表示：“, 说，“ and 强调“: the verb stands right before the words; 了, 道 and the like may come between.
_VERB_LAST = re.compile(rf"(?:{SAYS})(?:了|道|过|着|到|起|说|称|，|：|地|要|记者|大家|我们|本报|一?句){{0,4}}$")
# 面对林牧野的质疑，“我不同意。”: what somebody faces is no verb of the words that follow.
_FACED = re.compile(rf"(?:面对|对于|针对)[^，。；“”]{{1,20}}的(?:{SAYS})，$")
# 坚称“不认识他”、表示“没有补充”: what these lead to without a mark is somebody's words.
_SAYS_OUT = re.compile(rf"{lexicon.pattern('speech', 'says_out')}[道过了]?$")
# 他说，要爱惜旧物，但“摸一下不会坏。”
_GOES_ON = re.compile(r"，(?:但|而|又|并|还|更|只|也)$")
# 要是有人问，我就会说：“…”: whoever says I says it only by the way, if nobody knows him.
_I = re.compile("我们?[^，。；“”]{0,12}$")
_JOINED = re.compile(r"[、，和]?")
_CALLS = re.compile(r"(?:形容|直指|批评|直斥|质疑|评价|大赞|盛赞|讥|狠批|笑言)[^，。；]{0,14}$")
# 引用了法国作家雨果的话：“…”: the words are neither of the two.
_CITED = re.compile(r"(?:引用|援引|引述|借用)[^。！？]{0,40}$")
# “…”这是某某, “…”54岁的某某
_BETWEEN = re.compile(r"[\d一二三四五六七八九十]{1,3}岁的|[这那]是")
_ANSWERS = re.compile(lexicon.pattern("speech", "answers", "retorts"))
_RETORTS = re.compile(lexicon.pattern("speech", "retorts"))
# 领导找他谈话：, 有人对他说：: whoever was named before is spoken to by somebody else whom the clause tells of.
_SPEAKS_TO_HIM = re.compile(
    rf"(?:{HAN}{{1,12}}?)(?<![地着了后又再还就便才只就而也边头])"
    rf"{lexicon.pattern('people', 'addresses', 'seeks')}[了着过到]{{0,2}}[他她][^，。；“”们]{{0,10}}[，：]?$"
)
_OF_NOUN = re.compile(r"的是[^：]*的[\u4e00-\u9fff]{1,4}：$")
# 领导, 他, 有人: the words that a clause with a subject of its own opens with.
_SUBJECTS = frozenset("nrj")
_FAR, _AFTER, _NEAR, _FEW, _FEWEST, _OPENS = 160, 60, 12, 7, 4, 10


def _subject(reading: Reading, start: int, end: int) -> Mention | None:
    """The person who acts in the last clause of a range that has one; whom one speaks to is passed over."""
    cast, folded = reading.cast, reading.source.folded
    acting = [one for one in cast.between(start, end) if one.kind != "other" and not cast.is_addressed(one)]
    if not acting:
        return None
    clause = folded.rfind("，", start, acting[-1].start) + 1 or start
    return next(one for one in acting if one.place.start >= clause)


def _unrecognised(reading: Reading, start: int, end: int) -> Said | None:
    """A speaker whom no person was read of: a body, 民生部."""
    match = find_called(reading.cast.reader, start, end)
    if match is None:
        return None
    place = span(*match.span("who"))
    return Said(name=reading.source[place], role=None, attribution=span(place.start, match.end()))


def _fits_before(source: Source, quoted: Quoted, before: str) -> bool:
    """True if words after 说：, 说， or 说 are speech and no term."""
    if is_sentence(source, quoted) or is_broken_off(source, quoted) or is_clause(source, quoted):
        return True
    size = len(source.fold(quoted.inner))
    if before.endswith("："):
        return size >= _FEW
    if before.endswith("，") and source.folded[quoted.outer.end : quoted.outer.end + 1] in {"。", "，", "；", "！"}:
        # A term is no clause of its own; what stands between two marks is what somebody says.
        return size >= (_FEWEST if _VERB_LAST.search(before) else _FEW)
    if _SAYS_OUT.search(before) and _is_closed(source, quoted):
        return size >= _FEW
    return is_long(source, quoted)


def _is_closed(source: Source, quoted: Quoted) -> bool:
    """True if a mark or the end of the line stands behind the words."""
    return source.folded[quoted.outer.end : quoted.outer.end + 1] in {"。", "，", "；", "、", "！", "\n", ""}


def _is_led_to_listener(reading: Reading, quoted: Quoted, start: int) -> bool:
    """True if somebody without a name speaks to whom the sentence names: 有人告诉何守田，“……。”, 何守田说，领导找他谈话：“……。”."""
    end, before = quoted.outer.start, reading.source.folded[start : quoted.outer.start].rstrip()
    if not before or not is_sentence(reading.source, quoted):
        return False
    mention = _subject(reading, start, end)
    if mention is None:
        last = next(reading.cast.backwards(end, start), None)
        return last is not None and last.place.end == start + len(before) - 1 and before[-1] in "，："
    opens = start + before.rfind("，", 0, -1) + 1
    told = mention.place.end < opens and _SPEAKS_TO_HIM.match(reading.source.folded[opens : start + len(before)])
    return bool(told) and reading.cast.reader.tokens.tag(opens)[:1] in _SUBJECTS


def _before(reading: Reading, line: Span, quoted: Quoted, start: int) -> Said | None:
    """The speaker by the words before the quotation, where they lead right to it."""
    source = reading.source
    before = source.folded[start : quoted.outer.start].rstrip()
    if not before or _NOT_SAID.search(before[-24:]) or not _fits_before(source, quoted, before):
        return None
    leads = bool(_VERB_LAST.search(before)) and not _FACED.search(before)
    goes_on = before[-1] in "，：" or (is_sentence(source, quoted) and _GOES_ON.search(before))
    # 形容报告“…，…”: what somebody calls a thing, in a clause that it ends.
    called = _is_closed(source, quoted) and is_clause(source, quoted) and _CALLS.search(before)
    if not leads and not goes_on and not called:
        return None
    mention = _subject(reading, start, quoted.outer.start)
    if mention is None:
        body = _unrecognised(reading, start, quoted.outer.start) if leads else None
        # 一名学徒小声说, 约翰·何讲过: somebody speaks, who has no name or none that could be read.
        clause = is_clause(source, quoted) or is_long(source, quoted)
        told = is_sentence(source, quoted) or (clause and _is_closed(source, quoted))
        return body or (NOBODY if leads and told and not _I.search(before) else None)
    speaks = bool(reading.cast.reader.find_says(mention.place.end, quoted.outer.start))
    if not speaks and not (before[-1] in "：，" and is_sentence(source, quoted)):
        return None
    # 让某某印象深刻的是清单里的提示：“…”: what the noun tells of is said by nobody whom the clause names.
    if not speaks and before[-1] == "：" and _OF_NOUN.search(before):
        return NOBODY
    said = say(reading, mention, line, quoted.outer.start)
    return Said(name="", attribution=said.attribution, asks=said.asks) if _CITED.search(before) else said


def _after(reading: Reading, line: Span, quoted: Quoted, following: Quoted | None) -> Said | None:
    """The speaker by the words after the quotation."""
    source, start, cast = reading.source, quoted.outer.end, reading.cast
    # The words that may tell end with the sentence or at the next speech; a term in marks (在“三述”评议会上) is none.
    parted = following and (is_sentence(source, following) or is_long(source, following))
    limit = min(line.end, start + _AFTER, following.outer.start if following and parted else line.end)
    stop = _SENTENCE_START.search(source.folded, start, limit)
    end = stop.start() if stop else limit
    ends = is_sentence(source, quoted) or is_broken_off(source, quoted)
    sure = ends or is_clause(source, quoted)
    # Words that 某某说 follows are speech where they end as speech does, or are all of their sentence so far.
    before = source.folded[max(line.start, quoted.outer.start - _FAR) : quoted.outer.start].rstrip()
    opens = (not before or before[-1] in "。！？") and len(source.fold(quoted.inner)) >= _FEWEST
    acting = [one for one in cast.between(start, end) if not cast.is_addressed(one)]
    speaking = next((one for one in acting if _speaks_there(reading, one, start, end)), None)
    # “红色教员”帮助企业…，党员对企业的认同感…: whoever speaks after mere words stands right beside them.
    if not (ends or opens) or (not sure and speaking and speaking.start - start > 1):
        return None
    if speaking:
        return _answered(reading, line, quoted, speaking) or say(reading, speaking, line, end)
    first = acting[0] if acting else None
    # “…”说起往事，老党员卫国栋红了眼眶; “…”说这话的是菜农石广田
    if (
        first
        and first.kind == "name"
        and cast.reader.speaks(start)
        and not (source.folded.count("，", start, max(start, first.start)) > 1)
    ):
        return say(reading, first, line, end)
    beside = first and (first.start - start <= 1 or _BETWEEN.fullmatch(source.folded, start, first.start))
    if first and first.kind == "name" and sure and beside and cast.reader.goes_on(first.place.end):
        return say(reading, first, line, end)
    clause = _clause_end(source.folded, start, end)
    body = None if acting else _unrecognised(reading, start, clause)
    told = cast.reader.find_says(start, end) or (
        is_sentence(source, quoted) and any(one.kind == "name" for one in acting)
    )
    return body or (NOBODY if sure and told else None)


def _speaks_there(reading: Reading, mention: Mention, start: int, end: int) -> bool:
    """True if the clause of the person says that he speaks, or the sentence where it begins with him: ”她直起腰，指着楼说，“."""
    if mention.kind == "other":
        return False
    beside = mention.start - start <= 1
    clause = end if beside else _clause_end(reading.source.folded, mention.place.end - 1, end)
    return reading.cast.reader.find_says(mention.place.end, clause) is not None


def _answered(reading: Reading, line: Span, quoted: Quoted, mention: Mention) -> Said | None:
    """The speaker before the words, where the person after them may answer him: 议员甲质疑距离太远。“……。”建筑师乙回应.

    Nobody where the answer is a retort (甲斥责方案不公。“……。”乙驳斥): the words may be either's.
    """
    find_says = reading.cast.reader.find_says
    verb = find_says(mention.place.end, mention.place.end + _AFTER)
    quoted_before = reading.quotes and reading.quotes[-1].words.span.start >= line.start
    if verb is None or not _ANSWERS.match(verb.group()) or quoted_before:
        return None
    before = reading.cast.backwards(quoted.outer.start, line.start)
    # 面对林牧野的斥责 tells of what he did before.
    acting = (one for one in before if one.kind == "name" and not reading.cast.is_addressed(one))
    earlier = [one for one in acting if find_says(one.place.end, quoted.outer.start)]
    if not earlier or {one.name for one in earlier} == {mention.name}:
        return None
    alone = len({one.name for one in earlier}) == 1 and not _RETORTS.match(verb.group())
    return say(reading, earlier[0], line, quoted.outer.end) if alone else NOBODY


def _clause_end(folded: str, start: int, end: int) -> int:
    comma = folded.find("，", start + 1, end)
    return comma if comma >= 0 else end


def _alone(reading: Reading, line: Span, quoted: Quoted, previous: Quoted | None) -> Said | None:
    """The speaker where nothing beside the quotation names one: who spoke last in the paragraph, if nobody else came between."""
    source = reading.source
    before = source.folded[max(line.start, quoted.outer.start - _FAR) : quoted.outer.start].rstrip()
    if follows := _continued(reading, quoted, previous):
        return follows
    if not is_sentence(source, quoted) or (before and before[-1] not in "。！？”，") or _NOT_SAID.search(before[-24:]):
        return None
    last = reading.quotes[-1] if reading.quotes else None
    goes_on = last is not None and previous is not None and last.words.span == previous.inner
    since = previous.outer.end if goes_on and previous else line.start
    if goes_on and last and not has_actor(reading.cast, since, quoted.outer.start):
        stranger = has_others(reading.cast, since, quoted.outer.start)
        return (
            NOBODY
            if stranger or not last.speaker
            else Said(name=last.speaker, role=last.role, attribution=last.attribution)
        )
    # A quotation that is a paragraph goes on what the one before it ends with: 丁有粮打开了话匣子。
    whole = not before and quoted.outer.end == line.end
    if (
        whole
        and last
        and last.speaker
        and last.words.span.start - 1 == reading.before
        and len(source.text[last.words.span.end : line.start].strip()) == len("”")
    ):
        return Said(name=last.speaker, role=last.role, attribution=last.attribution)
    since = reading.before if whole else line.start
    person = (
        find_named_before(reading, quoted.outer.start, since)
        if has_actor(reading.cast, since, quoted.outer.start)
        else None
    )
    paragraph = source.folded[since : line.start].rstrip() if whole else ""
    # Where the last sentence of the paragraph before begins.
    said = since + max((paragraph.rfind(mark, 0, -1) for mark in "。！？”"), default=-1) + 1 if paragraph else since
    if person is None or not _spoke(reading, person.name, said, quoted.outer.start, whole=whole):
        return (
            NOBODY
            if before
            or len(source.fold(quoted.inner)) >= _OPENS
            or quoted.outer.end == line.end
            or _speaks_later(reading, quoted.outer.end, line.end)
            else None
        )
    return say(reading, person, line, quoted.outer.start)


def _continued(reading: Reading, quoted: Quoted, previous: Quoted | None) -> Said | None:
    """The speaker of the words right before, where both are parts of sentences: 强调，“扩大内需，优化供给”“要畅通循环，拓展空间”."""
    source, last = reading.source, reading.quotes[-1] if reading.quotes else None
    if last is None or previous is None or last.words.span != previous.inner or is_sentence(source, previous):
        return None
    beside = _JOINED.fullmatch(source.folded, previous.outer.end, quoted.outer.start)
    short = beside and source.folded[previous.outer.end] in "、“" and len(source.fold(quoted.inner)) >= _FEW
    if not beside or not (is_clause(source, quoted) or is_long(source, quoted) or short):
        return None
    return Said(name=last.speaker or "", role=last.role, attribution=last.attribution)


def _speaks_later(reading: Reading, start: int, end: int) -> bool:
    """True if somebody with a name speaks in the range."""
    reader, folded = reading.cast.reader, reading.source.folded
    return any(
        one.kind == "name"
        and reader.find_says(one.place.end, _clause_end(folded, one.place.end - 1, min(end, one.place.end + _NEAR)))
        for one in reading.cast.between(start, end)
    )


def _spoke(reading: Reading, name: str, start: int, end: int, *, whole: bool) -> bool:
    """True if a clause that names the person says that he speaks, or thinks; or, if `whole`, any clause after it."""
    named = (mention for mention in reading.cast.backwards(end, start) if mention.name == name)
    folded = reading.source.folded
    return any(
        reading.cast.reader.find_says(one.place.end, end if whole else _clause_end(folded, one.place.end, end))
        for one in named
    )


def _is_slogan(source: Source, quoted: Quoted, beside: tuple[Quoted | None, Quoted | None]) -> bool:
    """True if the words are a slogan in form: clauses as long as each other with the same first character, or one of several so."""
    clauses = [one for one in re.split("[，。！？；]", source.fold(quoted.inner)) if one]
    if len(clauses) > 1:
        return len({len(one) for one in clauses}) == 1 and len({one[0] for one in clauses}) == 1
    before, after = beside
    near = [before] if before and before.outer.end == quoted.outer.start else []
    near += [after] if after and after.outer.start == quoted.outer.end else []
    return any(source.fold(one.inner)[:3] == clauses[0][:3] for one in near if clauses)


def find_said(reading: Reading, line: Span, quoted: Quoted, beside: tuple[Quoted | None, Quoted | None]) -> Said | None:
    """The speaker of the quoted words, `beside` which stand those of the line before and after; None where they are no speech."""
    previous, following = beside
    folded, end = reading.source.folded, quoted.outer.start
    # The sentence that leads to the words, not within or before the quotation before them.
    start = max(line.start, reading.quotes[-1].words.span.end + 1 if reading.quotes else 0, end - _FAR)
    stops = (match.end() for match in _SENTENCE_START.finditer(folded, start, end) if match[0] != "；")
    start = max(stops, default=start)
    if _is_led_to_listener(reading, quoted, start):
        return NOBODY
    if said := _before(reading, line, quoted, start):
        return said
    # A sentence that leads to the words with a colon tells whose they are, even where it is nobody known.
    led = folded[start : quoted.outer.start].rstrip().endswith("：")
    said = _after(reading, line, quoted, following)
    if said and led:
        return NOBODY
    said = said or _alone(reading, line, quoted, previous)
    return None if said and not said.name and not said.role and _is_slogan(reading.source, quoted, beside) else said
