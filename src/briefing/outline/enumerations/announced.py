"""Members of an enumeration that carry no marks: as many clauses as a count announces (四个方面：在…上；在…上；…)."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from briefing.outline.enumerations.leads import value_of
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.text.source import Source, Span

# 三通，即路通、…; no 即将 and no 即日.
_NAMELY = "，即(?!使|将|便|可|刻|时|日)"
# 四个方面：在…上；在…上；…: as many clauses as were announced, each opening as the first does, need no numbers.
_ANNOUNCED = re.compile(
    rf"(?P<n>[二两三四五六七八九])(?!个人|位)(?:{pattern('formulations', 'measures')}|[篇场])[^。；：\r\n]{{0,24}}(?:：|。(?=“)|{_NAMELY})"
    r"(?!第[一二三]|首先|其一|一[是个]|（一）|1[.、]|①)(?P<members>[^。：\r\n]{8,1200})(?=。|：|$)"
)
# “三减”：减环节，…；减材料，…；减时限，…. 两笔钱：一笔给企业，…；一笔给个人，….
_REPEATED = re.compile(
    r"(?<![其第])(?P<n>[二两三四五六七八九])(?P<word>(?![名位人家])[\u4e00-\u9fff])[^。；：！？\r\n]{0,12}"
    rf"(?:：|{_NAMELY})(?=(?P<members>[^\r\n]{{8,1200}}))"
)
# 三本账：算好效率账，算好绿色账，算好服务账; 两件事：抓好…。抓好….
_BEGUN_ALIKE = re.compile(
    r"(?<![其第])(?P<n>[二两三四五六七八九])(?![名位人家])[\u4e00-\u9fff][^。；：！？\r\n]{0,24}"
    rf"(?:：|。(?=“)|{_NAMELY})(?=(?P<members>(?P<word>(?!一)[\u4e00-\u9fff]{{2}})[^\r\n]{{6,1200}}))"
)
# 着眼出行，…；着眼农村，…；着眼…: three members and more that open alike need no count.
_SENTENCE = re.compile(r"[^。！？\r\n]{12,1200}")
# 我们把…: who acts is no part of the first member.
_CLAUSE = re.compile(rf"{pattern('lists', 'actors')}?(?P<said>[^，：“—]+)")
_ASPECT = re.compile(r"(?:在|从)?[^，。；：“”\n]{2,16}方面，")
_IN_WHICH = re.compile(r"在[^，。；：\n]{1,20}(?:上|中|下|里|内|方面|环节|领域|阶段|层面|过程)，")
_NO_MEMBER = re.compile(pattern("lists", "no_member"))
# “增、降、疏”三个字。增，就是…；降，就是…；疏，就是….
_WORDS = re.compile(r"“(?P<words>[\u4e00-\u9fff]{1,2}(?:、[\u4e00-\u9fff]{1,2}){1,5})”[^。；：\r\n]{0,24}[。：]")
# 建好一张网、一朵云、一本账。一张网，就是…: without marks, where each is taken up.
_BARE_WORDS = re.compile(r"(?P<first>[\u4e00-\u9fff]{2,20})(?P<more>(?:、[\u4e00-\u9fff]{2,6}){2,5})[。：]")
# 归结起来是三通：路通，…；车通，…；货通，….
_RHYMED = re.compile(
    r"(?<![第其])(?P<quoted>“)?(?P<n>[三四五六七八九])(?:个|大)?(?P<word>(?![名位人家])[\u4e00-\u9fff]{1,2}?)”?"
    rf"(?:并举|并进|齐抓|齐动)?(?P<stop>：|。|{_NAMELY})(?P<members>[^\r\n]{{12,1200}})"
)
# 人防：组建队伍42支。物防：…: a head of a few characters and what it holds.
_HEADED = re.compile(r"(?:^|(?<=[。；：]))[ 　]?(?P<head>[\u4e00-\u9fff]{2,8})(?P<mark>：|，)(?=[^。；：]{4})")
# So many clauses as were announced are no accident, however they begin.
_SURE = 3
_PARTED = tuple(map(re.compile, ("；", "[，；]", "、", "[，、](?:以及|及|和|并)?")))
# All members of a run stand within so many characters; a line may be the whole text.
_SHORTEST_MEMBER, _LONGEST = 4, 1200
_OPENS_CLAUSE = frozenset("在以聚抓围对从让把用向“")


def find_announced(source: Source, line: Span) -> Iterator[list[Span]]:
    """The runs of clauses that a count or a list of words announces, by what marks each of them.

    That is 一笔 of 一笔给企业，一笔给个人, and nothing at the clause's beginning where only their number, or how they begin, bears it out.
    """
    # 一招 of 三招：一招亮灯，… marks its member: what the word bears out comes before what only the number does.
    yield from filter(None, _by_the_word(source, line))
    yield from filter(None, _as_many(source, line))
    yield from filter(None, _opening_alike(source, line))

    # “增、降、疏”三个字。增，就是…；降，就是…: clauses that take up, one after the other, the words that a sentence lists.
    for match in _WORDS.finditer(source.folded, line.start, line.end):
        rest = span(match.end(), min(line.end, match.end() + _LONGEST))
        yield from filter(None, [_explained(source, match["words"].split("、"), rest)])
    for match in _BARE_WORDS.finditer(source.folded, line.start, line.end):
        rest = span(match.end(), min(line.end, match.end() + _LONGEST))
        first, more = match["first"], match["more"][1:].split("、")
        found = (_explained(source, [first[-size:], *more], rest) for size in range(min(len(first), 6), 1, -1))
        yield from islice(filter(None, found), 1)


def _by_the_word(source: Source, line: Span) -> Iterator[list[Span]]:
    """The runs of clauses, as many as announced, that open with the word that was counted, all with one word, or with a head that bears it."""
    for match in _REPEATED.finditer(source.folded, line.start, line.end):
        for opening, marked in ((match["word"], 0), (f"一{match['word']}", 2)):
            starts = _repeated(source, match, opening)
            yield [span(start, start + marked) for start in starts]
    for match in _BEGUN_ALIKE.finditer(source.folded, line.start, line.end):
        yield [span(start, start) for start in _repeated(source, match, match["word"])]
    for match in _RHYMED.finditer(source.folded, line.start, line.end):
        # “三升”：… in one sentence is a key formulation.
        if match["quoted"] and match["stop"] != "。":
            continue
        heads = _HEADED.finditer(source.folded, match.start("members"), match.end("members"))
        word = match["word"]
        starts = [head.start("head") for head in heads if head["head"].startswith(word) or head["head"].endswith(word)]
        if starts[:1] == [match.start("members")] and len(starts) == value_of(match["n"]):
            yield [span(start, start) for start in starts]


def _as_many(source: Source, line: Span) -> Iterator[list[Span]]:
    """The runs of clauses that are as many as were announced before them or, within one pair of marks, behind them."""
    for match in _ANNOUNCED.finditer(source.folded, line.start, line.end):
        members = span(*match.span("members"))
        # “三个一刻钟”，即班前一刻钟、…、…，…: the series is the first clause.
        clause = source.folded.find("，", members.start, members.end)
        if source.folded.count("、", members.start, max(clause, members.start)) == value_of(match["n"]) - 1:
            members = span(members.start, clause)
        parted = (_starts(source, members, marks) for marks in _PARTED)
        starts = next((one for one in parted if len(one) == value_of(match["n"])), [])
        openings = {source.folded[start] for start in starts}
        alike = len(openings) == 1 and openings <= _OPENS_CLAUSE
        if starts and (alike or len(starts) >= _SURE):
            yield [span(start, start) for start in starts]


def _opening_alike(source: Source, line: Span) -> Iterator[list[Span]]:
    """The runs of 「；」 clauses or of short sentences, three and more, that open with one word or tell of one aspect each."""
    folded = source.folded
    for match in _SENTENCE.finditer(folded, line.start, line.end):
        place = span(*match.span())
        later = [mark.end() for mark in _PARTED[0].finditer(folded, place.start, place.end)]
        if len(later) < _SURE - 1:
            continue
        shared = folded[later[0] : later[0] + 2]
        size = 2 if all(folded.startswith(shared, start) for start in later) else 1
        alike = all(folded.startswith(shared[:size], start) for start in later) and (
            size > 1 or shared[0] in _OPENS_CLAUSE
        )
        aspects = all(_ASPECT.match(folded, start, place.end) for start in later)
        # 在南溪县，…；在北溪县，… tells where something was, 在选种上，…；在施肥上，… what is done.
        tells_where = shared[0] == "在" and not all(_IN_WHICH.match(folded, start, place.end) for start in later)
        if tells_where or _NO_MEMBER.match(shared) or not (alike or aspects):
            continue
        clauses = (clause.start("said") for clause in _CLAUSE.finditer(folded, place.start, later[0] - 1))
        first = [at for at in clauses if (folded.startswith(shared[:size], at) if alike else _ASPECT.match(folded, at))]
        yield [span(start, start) for start in (first[-1], *later)] if first else []


def _explained(source: Source, words: list[str], rest: Span) -> list[Span]:
    """The places where each of the words is taken up in its turn, with what says so (增，就是…); none where one is not."""
    found, at = [], rest.start
    for word in words:
        match = re.compile(rf"(?<=[。；：，]){word}(?:，|：|——)(?:就是|即)?").search(source.folded, at, rest.end)
        if match is None:
            return []
        found.append(span(*match.span()))
        at = match.end()
    return found


def _repeated(source: Source, announced: re.Match[str], opening: str) -> list[int]:
    """The starts of the clauses that open with the same words, as many as were announced, in one sentence or in the rest of the line."""
    clause = re.compile(rf"(?<![^：，；、。]){opening}(?=[\u4e00-\u9fff“])")
    begin, line_end = announced.span("members")
    sentence_end = source.folded.find("。", begin, line_end)
    for end in (sentence_end, line_end):
        starts = [match.start() for match in clause.finditer(source.folded, begin - 1, max(end, begin))]
        if len(starts) == value_of(announced["n"]) and starts[0] == begin:
            return starts
    return []


def _starts(source: Source, members: Span, marks: re.Pattern[str]) -> list[int]:
    """The starts of the members that such marks part; none where one of them is too short to be a member."""
    starts = [members.start, *(mark.end() for mark in marks.finditer(source.folded, members.start, members.end))]
    ends = [*starts[1:], members.end + 1]
    sizes = [end - 1 - start for start, end in zip(starts, ends, strict=True)]
    # 聊一聊所学，谈一谈所思，引导大家聚沙成塔、集腋成裘: a clause between the marks parts no words.
    if marks.pattern == "、" and "，" in source.folded[members.start : starts[-1]]:
        return []
    return starts if min(sizes) >= _SHORTEST_MEMBER or marks is _PARTED[0] else []
