"""Where a text speaks of a person: the name, the post beside it, and who 他 or 有关负责人 is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing.extract.personal_names import FIRST, clause_names, name_at, title_after
from briefing.extract.speech_words import GOES_ON, HONORIFICS, NOT_NICKNAMES, SAYS, TITLES, UNNAMED
from briefing.source import span, strip_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.lines import Line
    from briefing.outline import Speaker
    from briefing.source import Source, Span

_HAN = r"[\u4e00-\u9fff]"
_TITLE = re.compile(rf"(?:{TITLES})(?:（[^（）\r\n]{{1,20}}）)?[ 　]?")
_BARE = re.compile(rf"(?:(?<![^，。；：！？“”\r\n 　此])|(?<=岁的)|(?<=名叫))(?=[{FIRST}])")
# 返乡经营茶行的廖品安笑说，: after 的 a noun may stand, so that the verb must follow at once, and the words it.
_DESCRIBED = re.compile(
    rf"(?<={_HAN}的)(?P<name>[{FIRST}](?![委部局县市省])(?:{_HAN}){{2}})(?<![人者员界士方会们])(?=[笑也]?(?:{SAYS})道?[，：“])"
)
# 西沟村的王翠莲当着众人的面问我: a villager of such a village.
_VILLAGER = re.compile(
    rf"(?<=[村镇乡区庄寨组]的)(?P<name>[{FIRST}](?![委部局县市省])(?:{_HAN}){{2}})(?<![人者员界士方会们])(?=[^，。；：“”\r\n]{{0,12}}(?:{SAYS}))"
)
# 33岁的返乡青年苏柏勋, 他的儿子吴小川.
_AGED = re.compile(rf"[\d一二三四五六七八九十]{{2,3}}岁的(?P<role>{_HAN}{{2,6}}?)(?=[{FIRST}]{_HAN})")
_AGED_TITLE = re.compile(rf"[\d一二三四五六七八九十]{{2,3}}岁的(?P<role>{_HAN}{{0,8}}?(?:{TITLES}))(?=[{FIRST}]{_HAN})")
_KIN = re.compile(r"(?:儿子|女儿|妻子|丈夫|父亲|母亲|老伴|儿媳|爱人|徒弟|搭档|邻居|同伴)")
_SPEAKING = re.compile(
    rf"[也则还又并亦]?(?:{_HAN}{{1,6}}地)?(?:{SAYS})|(?:一边|在|正|笑着|回过头)[^。“”\r\n]{{0,24}}(?:{SAYS})"
)
_PRONOUN = re.compile(
    rf"(?<![^，。；：！？“”\r\n 　])(?:[他她](?!们|国|乡|人)|其(?=[表坦直强指透]))(?=[^，。；：“”\r\n]{{0,30}}?(?:{SAYS}|：)|[^，。；：“”\r\n]{{1,14}}，[^，。；：“”\r\n]{{0,20}}(?:{SAYS})道?[：，]“)"
)
_OPENS = r"(?<![^，。；：！？“”\r\n 　])"
_SPEAKS = rf"(?=[^，。；：“”\r\n]{{0,20}}?(?:{SAYS}|：))"
_SURNAMED = re.compile(rf"{_OPENS}[{FIRST}](?:{HONORIFICS}){_SPEAKS}")
_TITLE_ALONE = re.compile(rf"{_OPENS}(?:{HONORIFICS})(?=[^，。；：“”\r\n]{{0,4}}?(?:{SAYS}))")
_INFORMAL = re.compile(
    rf"(?P<who>[{FIRST}](?:先生|女士|小姐|太太|太|伯|婆婆|姨|叔叔?|师傅|大爷|大妈|大姐|大哥|阿姨|婶|同学|姑娘|大娘|奶奶|爷爷|老汉|老伯|大伯|大嫂|嫂子|妈妈|爸爸)|"
    rf"(?<![年古元])(?<![{FIRST}])[老小阿](?![师人板百区家旧伙组镇城企微学朋康说王时])(?!{NOT_NICKNAMES}){_HAN}{{1,2}}?)(?=(?:{GOES_ON})){_SPEAKS}"
)
_UNNAMED = re.compile(rf"(?P<who>(?:{UNNAMED}))(?=[^，。；：“”\r\n]{{0,16}}?(?:{SAYS}|：))")
_ROLE_EDGE = re.compile(r"[，。；：！？“”‘’【】\x22…\r\n]|[\u4e00-\u9fff]的|让|由|被|请(?!假)")
# What stands before a post and is no part of it.
_NOT_ROLE = re.compile(
    r"(?:该(?=$)|对此|连日来|近日|日前|昨日|今日|今天|昨天|在|来自|身为|作为|据|由|让|请|与|和|及|是|就|有一?[位个名]|一位|一名|这位|多位|不少|几位|许多|"
    r"(?:.{0,12}(?:采访到?了?|走访|见到|专访|邀请|对话|记者|陪同下|看到|遇到)))+"
)
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
    *("议员", "立委", "总理", "长官", "特首"),
)
_LOOSE = frozenset("员师工匠手")
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
        # 员, 师 and the like end many words: there the person must be about to speak.
        loose = title[0] in _LOOSE
        name = name_at(folded, title.end(), sure=title[0].endswith(_POSTS), any_name=not loose)
        if name and name.end <= line.end and not (loose and not _SPEAKING.match(folded, name.end, line.end)):
            start = _role_start(folded, line, span(*title.span()))
            yield _mention(source, name, start=start, role=strip_span(source, span(start, title.end())))


def _bare(source: Source, line: Span) -> Iterator[Mention]:
    """Persons without a post who open a clause and say something, or whose title follows: 林牧野说, 习近平总书记."""
    folded = source.folded
    for clause in _BARE.finditer(folded, line.start, line.end):
        for end in clause_names(folded, clause.end(), line.end):
            title = title_after(folded, end, line.end)
            called = _TITLE.fullmatch(folded, clause.end(), end)  # 居民 and 司机 begin as surnames do
            if not called and (title or _SPEAKING.match(folded, end, line.end)):
                yield _mention(source, span(clause.end(), end), start=clause.end(), role=title)
                break


def _described(source: Source, line: Span) -> Iterator[Mention]:
    """Persons of whom an attribute tells what they do before they say something."""
    matches = (match for one in (_DESCRIBED, _VILLAGER) for match in one.finditer(source.folded, line.start, line.end))
    for match in matches:
        if name_at(source.folded, match.start()):
            yield _mention(source, span(*match.span()), start=match.start(), role=None)


def _introduced(source: Source, line: Span) -> Iterator[Mention]:
    """Persons with their age and calling before them, and the kin of others."""
    for pattern in (_AGED_TITLE, _AGED, _KIN):
        for found in pattern.finditer(source.folded, line.start, line.end):
            name = name_at(source.folded, found.end(), sure=pattern is _AGED_TITLE)
            if name and pattern is not _KIN:
                yield _mention(source, name, start=found.start(), role=span(*found.span("role")))
            elif name and name.end - name.start > len("李四"):
                yield _mention(source, name, start=found.start(), role=None)


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
            if pattern is _TITLE_ALONE and name_at(source.folded, place.end):
                continue
            yield Mention(kind="pronoun", name=source[place], role=None, start=place.start, place=place)


def _unnamed(source: Source, line: Span) -> Iterator[Mention]:
    """有关负责人, 村民, and those whom the text calls 老罗 or 陈太."""
    folded = source.folded
    for pattern in (_UNNAMED, _INFORMAL):
        for match in pattern.finditer(folded, line.start, line.end):
            place = span(*match.span("who"))
            title = _TITLE.match(folded, place.end)
            named = name_at(folded, place.end) or (title and name_at(folded, title.end()))
            if pattern is _UNNAMED and (named or _INFORMAL.match(folded, place.end)):
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
    named = [
        one for place in places for finder in (_introduced, _titled, _bare, _described) for one in finder(source, place)
    ]
    named = _shorter(named, source.text)
    known = list(_known(source, places, named, speakers))
    others = [one for place in places for finder in (_pronouns, _unnamed) for one in finder(source, place)]
    ordered = _after_names([*named, *known, *others])
    return Cast(mentions=tuple(ordered), starts=tuple(one.place.start for one in ordered))
