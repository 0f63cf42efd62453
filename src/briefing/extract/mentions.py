"""Where a text speaks of a person: the name, the post beside it, and who 他 or 有关负责人 is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing.extract.people import SURNAMES
from briefing.extract.speech_words import (
    GOES_ON,
    HONORIFICS,
    NOT_NAMES,
    NOT_NICKNAMES,
    SAYS,
    TITLES,
    TRANSCRIBED,
    UNNAMED,
)
from briefing.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.lines import Line
    from briefing.outline import Speaker
    from briefing.source import Source, Span

_HAN = r"[\u4e00-\u9fff]"
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|端木|呼延"
# These are surnames too, but after a post they are far more often words.
_WORDS = "向和从有都能相那连全国农家干经计车边空应同公关令后与及或是在将把对并就以也"
_FIRST = "".join(sorted(set(SURNAMES) - set(_WORDS)))
_NO_GIVEN = "的了在是与及都就又对将由被把让从到其这那各每个们等众委部局县市省"
# A name seldom ends so, but the word after a name often begins so: 孟川|也表示.
_ADVERBS = "也则还并亦说称均给和就指"
# A place or body may begin with a surname; a name does not end so before a title: 石桥村|书记.
_PLACES = "省市县区镇乡村州部局委院校司厅处社街湾港岛国组团会党"
_GIVEN = rf"(?:(?![{_NO_GIVEN}]){_HAN})"
_NAME = re.compile(
    rf"(?P<foreign>{_HAN}{{1,6}}(?:·{_HAN}{{1,8}}?)+(?={GOES_ON})|[{TRANSCRIBED}]{_HAN}{{1,4}}?(?=在|眼里|，|：|{SAYS}))|(?P<first>{_COMPOUND}|[{_FIRST}])(?P<gap>[ 　]?)(?=(?P<given>{_GIVEN}{{1,3}}))"
)
# Words that begin like a name: 老人|高兴地说, 总书记|强调.
_NO_NAME = re.compile(rf"{SAYS}|{HONORIFICS}|{NOT_NAMES}")
_TITLE = re.compile(rf"(?:{TITLES})(?:（[^（）\r\n]{{1,20}}）)?[ 　]?")
_TITLE_AFTER = re.compile(rf"(?:{HONORIFICS})")
_GOES_ON = re.compile(rf"{GOES_ON}|{HONORIFICS}")
_SAYS = re.compile(SAYS)
_CLAUSE_START = re.compile(r"(?<![^，。；：！？“”\r\n 　])(?:对此，|其中，)?")
_BARE = re.compile(rf"(?:(?<![^，。；：！？“”\r\n 　此])|(?<=岁的)|(?<=名叫))(?=[{_FIRST}])")
_SPEAKING = re.compile(rf"(?:{_HAN}{{1,6}}地)?(?:{SAYS})|(?:一边|在|正|笑着|回过头)[^。“”\r\n]{{0,24}}(?:{SAYS})")
_PRONOUN = re.compile(
    rf"(?<![^，。；：！？“”\r\n 　])(?:[他她](?!们|国|乡|人)|其(?=[表坦直强指透]))(?=[^，。；：“”\r\n]{{0,30}}?(?:{SAYS}|：))"
)
_OPENS = r"(?<![^，。；：！？“”\r\n 　])"
_SPEAKS = rf"(?=[^，。；：“”\r\n]{{0,20}}?(?:{SAYS}|：))"
_SURNAMED = re.compile(rf"{_OPENS}[{_FIRST}](?:{HONORIFICS}){_SPEAKS}")
_TITLE_ALONE = re.compile(rf"{_OPENS}(?:{HONORIFICS})(?=[^，。；：“”\r\n]{{0,4}}?(?:{SAYS}))")
_INFORMAL = re.compile(
    rf"(?P<who>[{_FIRST}](?:先生|女士|小姐|太太|太|伯|婆婆|姨|叔叔?|师傅|大爷|大妈|大姐|大哥|阿姨|婶|同学|姑娘)|"
    rf"(?<![年古元])[老小阿](?![师人板百区家旧伙组镇城企微学朋康说王时])(?!{NOT_NICKNAMES}){_HAN}{{1,2}}?)(?=(?:{GOES_ON})){_SPEAKS}"
)
_UNNAMED = re.compile(rf"(?P<who>(?:{UNNAMED}))(?=[^，。；：“”\r\n]{{0,16}}?(?:{SAYS}|：))")
_ROLE_EDGE = re.compile(r"[，。；：！？“”‘’\x22…\r\n]|[\u4e00-\u9fff]的|让|由|被|请(?!假)")
# What stands before a post and is no part of it.
_NOT_ROLE = re.compile(
    r"(?:对此|连日来|近日|日前|昨日|今日|今天|昨天|在|来自|身为|作为|据|由|让|请|与|和|及|是|就|一位|一名|这位|多位|不少|几位|许多|"
    r"(?:.{0,12}(?:采访到?了?|走访|见到|专访|邀请|对话|记者|陪同下|看到|遇到)))+"
)
_MOST_GIVEN = 3
# After these a surname opens a name, whatever verb goes on behind it.
_POSTS = (
    "长",
    "书记",
    "主席",
    "主任",
    "总裁",
    "经理",
    "总监",
    "发言人",
    "教授",
    "院士",
    "议员",
    "立委",
    "总理",
    "长官",
    "特首",
)
MentionKind = Literal["name", "pronoun", "unnamed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where the text speaks of a person; `start` is where the post before the name begins."""

    kind: MentionKind
    name: str
    role: str | None
    start: int
    place: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """All mentions of a text, in its order."""

    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions whose names stand in a range."""
        return self.mentions[bisect_left(self.starts, start) : bisect_right(self.starts, end - 1)]

    def earlier(self, offset: int) -> Iterator[Mention]:
        """The persons named before a place, the last first; not all of them, since they are far by then."""
        index = bisect_left(self.starts, offset)
        return (one for one in reversed(self.mentions[max(0, index - 40) : index]) if one.kind == "name")

    def before(self, offset: int, since: int = 0) -> Mention | None:
        """The last person named before a place and not before another."""
        return next((one for one in self.earlier(offset) if one.place.start >= since), None)


def _name_end(folded: str, match: re.Match[str], *, sure: bool) -> int | None:
    """Where the name ends: it has two or three characters (four with two surnames), and the sentence goes on after it.

    Where it is `sure` that a name stands here, three characters are taken if nothing tells.
    """
    if match["foreign"]:
        return match.end()
    start, given = match.end(), match["given"]
    sizes = [size for size in (2, 1) if size <= len(given)]
    if given[0] in _FIRST and len(given) == _MOST_GIVEN and not match["gap"]:
        sizes.append(_MOST_GIVEN)
    fitting = [size for size in sizes if _GOES_ON.match(folded, start + size)]
    likely = [size for size in fitting if given[size - 1] not in _ADVERBS] or fitting or sizes[:sure]
    return start + likely[0] if likely else None


def _name_at(folded: str, offset: int, *, sure: bool = False) -> Span | None:
    if _NO_NAME.match(folded, offset):
        return None
    match = _NAME.match(folded, offset)
    end = _name_end(folded, match, sure=sure) if match else None
    return span(offset, end) if end else None


def _role_start(folded: str, line: Span, title: Span) -> int:
    """Where the post begins that ends with the title: after a mark, an attribute's 的, or words that lead to a person."""
    start = line.start
    window = max(line.start, title.start - 60)
    for match in _ROLE_EDGE.finditer(folded, window, title.start):
        start = match.end()
    start = max(start, window)
    leading = _NOT_ROLE.match(folded, start, title.start)
    return leading.end() if leading else start


def _mention(source: Source, name: Span, *, start: int, role: Span | None) -> Mention:
    words = re.sub(r"[ 　]", "", source[name])
    return Mention(kind="name", name=words, role=source[role].strip() if role else None, start=start, place=name)


def _titled(source: Source, line: Span) -> Iterator[Mention]:
    """Persons with their post before them: 云川区区长林牧野."""
    folded = source.folded
    for title in _TITLE.finditer(folded, line.start, line.end):
        name = _name_at(folded, title.end(), sure=title[0].endswith(_POSTS))
        if name and name.end <= line.end:
            start = _role_start(folded, line, span(*title.span()))
            yield _mention(source, name, start=start, role=strip_span(source, span(start, title.end())))


def _title_after(folded: str, end: int, limit: int) -> Span | None:
    """The title that stands after a name, unless a name follows it: then it is that one's (云川|区长林牧野)."""
    title = _TITLE_AFTER.match(folded, end, limit)
    if title is None or folded[end - 1] in _PLACES or _name_at(folded, title.end()):
        return None
    return span(*title.span())


def _bare(source: Source, line: Span) -> Iterator[Mention]:
    """Persons without a post who open a clause and say something, or whose title follows: 林牧野说, 习近平总书记."""
    folded = source.folded
    for clause in _BARE.finditer(folded, line.start, line.end):
        match = _NAME.match(folded, clause.end(), line.end)
        if match is None or match["foreign"] or _NO_NAME.match(folded, clause.end()):
            continue
        ends = [match.end() + size for size in (2, 1) if len(match["given"]) >= size]
        if len(ends) > 1 and folded[ends[0] - 1] in _ADVERBS:
            ends.reverse()
        for end in ends:
            title = _title_after(folded, end, line.end)
            if title or _SPEAKING.match(folded, end, line.end):
                yield _mention(source, span(clause.end(), end), start=clause.end(), role=title)
                break


def _shorter(mentions: Sequence[Mention], folded: str) -> list[Mention]:
    """The mentions with a name cut where the text elsewhere shows it to be shorter (殷素给|出 beside 殷素说)."""
    names = {one.name for one in mentions}
    kept = []
    for one in mentions:
        short = one.name[:-1]
        if len(short) > 1 and short in names and folded.count(one.name) == 1:
            place = span(one.place.start, one.place.end - 1)
            kept.append(replace(one, name=short, place=place))
        else:
            kept.append(one)
    return kept


def _known(
    source: Source, lines: Iterable[Span], named: Sequence[Mention], speakers: Sequence[Speaker]
) -> Iterator[Mention]:
    """Every further place of a name that the text has introduced."""
    names = sorted({one.name for one in named} | {speaker.name for speaker in speakers}, key=len, reverse=True)[:400]
    if not names:
        return
    pattern = re.compile("|".join(map(re.escape, names)))
    for line in lines:
        for match in pattern.finditer(source.text, line.start, line.end):
            yield _mention(source, span(*match.span()), start=match.start(), role=None)


def _pronouns(source: Source, line: Span) -> Iterator[Mention]:
    """他, 范教授 and 局长 who are about to say something, and stand for somebody named before."""
    for pattern in (_PRONOUN, _SURNAMED, _TITLE_ALONE):
        for match in pattern.finditer(source.folded, line.start, line.end):
            place = span(*match.span())
            if pattern is _TITLE_ALONE and _name_at(source.folded, place.end):
                continue
            yield Mention(kind="pronoun", name=source[place], role=None, start=place.start, place=place)


def _unnamed(source: Source, line: Span) -> Iterator[Mention]:
    """有关负责人, 村民, and those whom the text calls 老罗 or 陈太."""
    folded = source.folded
    for pattern in (_UNNAMED, _INFORMAL):
        for match in pattern.finditer(folded, line.start, line.end):
            place = span(*match.span("who"))
            if pattern is _UNNAMED and (_name_at(folded, place.end) or _INFORMAL.match(folded, place.end)):
                continue
            start = _role_start(folded, line, place)
            role = source[span(start, place.start)].strip() or None
            yield Mention(kind="unnamed", name=source[place], role=role, start=start, place=place)


def _after_names(mentions: Iterable[Mention]) -> list[Mention]:
    """In order, one for each place; a post that would reach over a person named before begins after that person."""
    best: dict[int, Mention] = {}
    for one in mentions:
        held = best.get(one.place.start)
        if held is None or (held.role is None and one.role is not None):
            best[one.place.start] = one
    ordered: list[Mention] = []
    for one in (best[start] for start in sorted(best)):
        last = ordered[-1] if ordered else None
        if last and one.place.start < last.place.end:
            continue
        if last and one.role and one.start < last.place.end <= one.place.start:
            cut = one.role[last.place.end - one.start :].lstrip("、就和与及同 ")
            one = replace(one, role=cut or None, start=one.place.start - len(cut))  # noqa: PLW2901
        ordered.append(one)
    return ordered


def find_cast(source: Source, lines: Sequence[Line], speakers: Sequence[Speaker]) -> Cast:
    """Every person that the lines speak of, each with the post printed there."""
    places = [line.span for line in lines]
    named = [one for place in places for finder in (_titled, _bare) for one in finder(source, place)]
    named = _shorter(named, source.text)
    known = list(_known(source, places, named, speakers))
    others = [one for place in places for finder in (_pronouns, _unnamed) for one in finder(source, place)]
    ordered = _after_names([*named, *known, *others])
    return Cast(mentions=tuple(ordered), starts=tuple(one.place.start for one in ordered))
