"""Mentions of a person: the name, the post beside it, and who 他 or 有关负责人 is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing.outline.people.names import FIRST, HAN, SAYS
from briefing.outline.speaker_heads import is_office
from briefing.text import lexicon
from briefing.text.folding import fold
from briefing.text.segments import behind_last
from briefing.text.source import span, strip_span
from briefing.text.tokens import is_common_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Speaker
    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source, Span

_POSTS = lexicon.pattern("people", "posts")
_TITLE = re.compile(rf"(?:{_POSTS}|{lexicon.pattern('people', 'loose_posts')})(?:（[^（）\r\n]{{1,20}}）)?[ 　]{{0,3}}")
# 党总|支书|记: a post may begin inside another word, so that every place is tried.
_TITLES = re.compile(f"(?=(?P<title>{_TITLE.pattern}))")
_SURE = lexicon.words("people", "sure_posts")
_LOOSE = frozenset(lexicon.words("people", "loose_posts"))
_ASKERS = re.compile(lexicon.pattern("people", "askers"))
# 老师, 小时 and 小康 call nobody.
_OPENERS = frozenset(lexicon.words("surnames", "openers"))
_CLAUSE_START = re.compile(rf"(?:(?<![^，。；：！？“”\r\n 　此])|(?<=名叫))(?={HAN})")
# 带着一帮老伙计练歌的魏晓春说, 西沟村的王翠莲告诉记者: after 的 a noun may stand, so that the verb must follow.
_DESCRIBED = re.compile(rf"(?<={HAN}的)(?=[{FIRST}])")
_OF_KIN = re.compile(rf"的?{lexicon.pattern('people', 'kin')}")
_COUNTED = re.compile(
    rf"等?(?:[两三四五六七八九十几]|\d{{1,2}})[位名](?:{HAN}{{0,6}}?)(?:{_POSTS}|{lexicon.pattern('people', 'loose_posts')})"
)
_PART = re.compile(r"[^、和与]+")
_AGED = re.compile(r"[\d一二三四五六七八九十]{2,3}岁的")
_OFFICES = re.compile(rf"{_POSTS}|{lexicon.pattern('place_units', 'offices')}")
_CALLING_ENDS = re.compile(rf"(?:{_POSTS}|{lexicon.pattern('people', 'loose_posts')})$")
_KIN = re.compile(lexicon.pattern("people", "kin"))
_OPENS = r"(?<![^，。；：！？“”\r\n 　])"
_SPEAKS = rf"(?=[^，。；：“”\r\n]{{0,20}}?(?:{SAYS}|：))"
_PRONOUN = re.compile(
    rf"{_OPENS}(?:[他她](?!们|国|乡|人)|其(?=[表坦直强指透]))(?=[^，。；：“”\r\n]{{0,30}}?(?:{SAYS}|：)|"
    rf"[^，。；：“”\r\n]{{1,14}}，[^，。；：“”\r\n]{{0,20}}(?:{SAYS})道?[：，]“)"
)
_HONORIFICS = lexicon.pattern("people", "honorifics")
_SURNAMED = re.compile(rf"{_OPENS}[{FIRST}](?:{_HONORIFICS}){_SPEAKS}")
_TITLE_ALONE = re.compile(rf"{_OPENS}(?:{_HONORIFICS})(?=[^，。；：“”\r\n]{{0,4}}?(?:{SAYS}))")
_FAMILIAR = re.compile(rf"[{FIRST}]{lexicon.pattern('people', 'familiar')}|(?<![年古元])[老小阿]{HAN}")
_UNNAMED = re.compile(rf"{lexicon.pattern('people', 'unnamed')}|{_POSTS}")
_INDEFINITE = re.compile(lexicon.pattern("people", "indefinite"))
_INTRODUCED = re.compile(rf"{lexicon.pattern('people', 'indefinite')}$")
_JOINED = re.compile(rf"(?:{lexicon.pattern('people', 'sure_posts')})[^、，。兼（）和与同]{{2,6}}[和与同]")
_ROLE_EDGE = re.compile(r"[，。；：！？“”‘’【】\x22…\r\n*#>\s]|[\u4e00-\u9fff”]的|让|由|被|请(?!假)")
# What stands before a post and is no part of it.
_NOT_ROLE = re.compile(
    rf"(?:的|{lexicon.pattern('people', 'joins')}|[这那]是|以下[是为]|该(?=$)|对此|连日来|近日|日前|昨日|今日|今天|昨天|在|来自|身为|作为|据|由|让|请|与|和|及|是|就|有?一?[位个名]|"
    rf"这位|多位|不少|几位|许多|(?:.{{0,12}}(?:采访到?了?|{lexicon.pattern('people', 'presents')}|嘉宾[是有为]|见到|邀请|记者|陪同下|看到|遇到|碰到|告诉)))+"
)
# Who stands after these is spoken to, and who stands before these is not the one who acts.
_ADDRESSED = re.compile(r"(?:对|向|给|告诉|和|与|跟|同|问|陪同|邀请|被|面对|采访|对着|见到|看着|接受|跟着|带着)$")
# 对正在采茶的|村民何进说道
_ADDRESSED_AS = re.compile(r"(?<![面针应])[对向](?![的着])[^，。；：！？“”]{1,16}的$")
_ADDRESSES = re.compile(r"[对向给跟]")
_NOT_ACTING = re.compile(r"的|等|们的|、")
_WINDOW, _EARLIER, _MOST_KNOWN = 60, 40, 400
_LONGEST_CALLING, _NEAR = 8, 16
_CLAUSE_MARKS = "，。；：！？“”\n"
_JOINS = "与和同跟及"
_WORD_TAGS = frozenset("vadt")
MentionKind = Literal["name", "pronoun", "unnamed", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where the text speaks of a person; `start` is where the post before the name begins.

    `unnamed` speaks and is called by what the text calls him (区水务局有关负责人), with no name where that tells nobody
    (一名干部); `other` is somebody who does not speak there.
    """

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
    reader: NameReader

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions whose names stand in a range."""
        return self.mentions[bisect_left(self.starts, start) : bisect_right(self.starts, end - 1)]

    def backwards(self, offset: int, since: int = 0) -> Iterator[Mention]:
        """The mentions before a place, the last first, and not before another; not all of them, since they are far by then."""
        index = bisect_left(self.starts, offset)
        found = (self.mentions[at] for at in range(index - 1, max(-1, index - 1 - _EARLIER), -1))
        return (mention for mention in found if mention.place.start >= since)

    def earlier(self, offset: int, since: int = 0) -> Iterator[Mention]:
        """The persons named before a place, the last first."""
        return (mention for mention in self.backwards(offset, since) if mention.kind == "name")

    def is_addressed(self, mention: Mention) -> bool:
        """True if the person is spoken to, or is named only to tell of somebody or something else: 老张的妻子."""
        return self.is_spoken_to(mention) or bool(_NOT_ACTING.match(self.reader.folded, mention.place.end))

    def is_subject(self, mention: Mention) -> bool:
        """True if the person acts: he opens a clause, or no verb before him in it makes him its object (为纪念林牧野而建)."""
        if self.is_addressed(mention):
            return False
        folded, tokens = self.reader.folded, self.reader.tokens
        since = max(0, mention.start - _WINDOW)
        start = behind_last(folded, _CLAUSE_MARKS, since, mention.start)
        words = [at for at in range(start, mention.place.start) if tokens.begins(at)]
        # 据林牧野介绍 tells of him as of one who speaks.
        led = [at for at in words if tokens.tag(at)[:1] == "p" and folded[at] != "据"]
        return not led and not any(tokens.tag(at)[:1] == "v" for at in words if at < mention.start)

    def is_spoken_to(self, mention: Mention) -> bool:
        """True if the person is only spoken to, or bears somebody's name only as kin: 问李强, 老张的妻子."""
        folded = self.reader.folded
        before = folded[max(0, mention.start - _WINDOW) : mention.start]
        addressed = _ADDRESSED.search(before[-3:]) or _ADDRESSED_AS.search(before)
        return bool(addressed or _OF_KIN.match(folded, mention.place.end))


def _role_start(folded: str, line: Span, title: Span) -> int:
    """The start of the post that ends with the title: after a mark, an attribute's 的, or words that lead to a person."""
    window = max(line.start, title.start - _WINDOW)
    start = window
    for match in _ROLE_EDGE.finditer(folded, window, title.start):
        start = match.end()
    start = _after_bracket(folded, start, title.start)
    # 董事长卓立立就和油漆工班组长: the post of somebody else, whose name was not told, ends before the last 和.
    joined = list(_JOINED.finditer(folded, start, title.start))
    start = joined[-1].end() if joined else start
    start = _after_person(folded, start, title.start)
    leading = _NOT_ROLE.match(folded, start, title.start)
    return leading.end() if leading else start


def _after_bracket(folded: str, start: int, end: int) -> int:
    """The start of a post behind a bracket that is not whole: （記者 X）無黨籍縣長, but 局（中心）主任."""
    opened: list[int] = []
    for at in range(start, end):
        if folded[at] == "（":
            opened.append(at)
        elif folded[at] == "）":
            if opened:
                opened.pop()
            else:
                start = at + 1
    return opened[-1] + 1 if opened else start


def _after_person(folded: str, start: int, end: int) -> int:
    """The start of a post that a list of people leads to: 总司令梁唐青仪、|主席陈振彬, but 区委常委、区长林牧野."""
    cut = folded.rfind("、", start, end)
    while cut >= 0:
        posts = list(_OFFICES.finditer(folded, start, cut))
        if posts and posts[-1].end() < cut:
            return cut + 1
        cut = folded.rfind("、", start, cut)
    return start


def _after_verb(reader: NameReader, start: int, end: int) -> int:
    """The start of a post after a verb: 不断增强|党员, 好日子离不开|党员干部."""
    tokens = reader.tokens
    words = [at for at in range(start, end) if tokens.begins(at) and tokens.end(at) <= end]
    if any(tokens.tag(at) == "p" and reader.folded[at] not in _JOINS for at in words[1:]):
        # 这座桥为纪念老支书: of such a phrase the post alone is sure.
        return end
    adverbs = 0
    for at in words:
        if tokens.tag(at)[:1] == "d" and at == start + adverbs:
            adverbs = tokens.end(at) - start
        if tokens.tag(at)[:1] != "v":
            continue
        if (adverbs and at == start + adverbs) or (
            tokens.tag(at) == "v" and "不" in reader.folded[at : tokens.end(at)]
        ):
            return tokens.end(at)
    return start


def _mention(source: Source, name: Span, *, start: int, role: Span | None) -> Mention:
    words = re.sub(r"[ 　]", "", source[name])
    return Mention(
        kind="name", name=words, role=(source[role].strip() or None) if role else None, start=start, place=name
    )


def _titled(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """Persons with their post before them: 云川区区长林牧野."""
    for match in _TITLES.finditer(source.folded, line.start, line.end):
        title = span(*match.span("title"))
        words = match["title"].rstrip(" 　")
        # 员, 师 and the like end many words: there the person must be about to speak.
        loose = words in _LOOSE
        name = reader.name_at(title.end, sure=not loose) if title.end <= line.end else None
        if name is None or name.end > line.end or (loose and not reader.speaks(name.end, line.end)):
            continue
        if not reader.tokens.begins(name.start) and not (words.endswith(_SURE) and _is_shown(reader, name)):
            continue
        start = _after_verb(reader, _role_start(source.folded, line, title), title.start)
        yield _mention(source, name, start=start, role=strip_span(source, span(start, title.end)))


def _is_shown(reader: NameReader, name: Span) -> bool:
    """True if a name is one although a word reaches over its start: not 市|长江|岸线."""
    if is_common_word(reader.folded[name.start + 1 : name.end]):
        return False
    return bool(reader.speaks(name.end)) or reader.is_marked(name.end)


def _bare(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """Persons without a post who open a clause and say something, or whose title follows: 林牧野说, 林牧野区长."""
    for clause in _CLAUSE_START.finditer(source.folded, line.start, line.end):
        if found := reader.clause_name(clause.end(), line.end):
            yield _mention(source, found[0], start=clause.end(), role=found[1])


def _described(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """Persons of whom an attribute tells what they do before they say something, those with their age, and kin."""
    folded = source.folded
    for match in _DESCRIBED.finditer(folded, line.start, line.end):
        name = reader.name_at(match.end())
        if (
            name
            and name.end - name.start > len("李四")
            and reader.find_says(name.end, _clause_end(folded, name.end, line))
        ):
            yield _mention(source, name, start=match.end(), role=None)
    for match in _AGED.finditer(folded, line.start, line.end):
        # 54岁的李邦国, 33岁的青农苏柏勋
        for at in range(match.end(), min(match.end() + _LONGEST_CALLING, line.end)):
            called = reader.tokens.begins(at) and (at == match.end() or _CALLING_ENDS.search(folded, match.end(), at))
            if called and (name := reader.name_at(at, sure=True)) and name.end <= line.end:
                role = span(match.end(), at) if at > match.end() else None
                yield _mention(source, name, start=match.start(), role=role)
                break
    for match in _KIN.finditer(folded, line.start, line.end):
        name = reader.name_at(match.end(), sure=True)
        if name and name.end - name.start > len("李四"):
            yield _mention(source, name, start=match.end(), role=None)


def _together(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """Persons whom a clause lists before it counts them: 于丰年、沈谷雨两位工程师."""
    folded = source.folded
    for match in _COUNTED.finditer(folded, line.start, line.end):
        since = max(line.start, match.start() - _WINDOW)
        start = behind_last(folded, _CLAUSE_MARKS, since, match.start())
        parts = list(_PART.finditer(folded, start, match.start()))
        names = [reader.name_at(part.start(), sure=True) for part in parts]
        if len(parts) > 1 and all(name == span(*part.span()) for name, part in zip(names, parts, strict=True)):
            yield from (_mention(source, span(*part.span()), start=part.start(), role=None) for part in parts)


def _clause_end(folded: str, start: int, line: Span) -> int:
    """The end of the clause, or of what stands near in it."""
    ends = (at for mark in "，。；“" if (at := folded.find(mark, start, min(line.end, start + _NEAR))) >= 0)
    return min(ends, default=min(line.end, start + _NEAR))


def _known(
    source: Source, lines: Iterable[Span], named: Sequence[Mention], speakers: Sequence[Speaker]
) -> Iterator[Mention]:
    """Every further place of a name that the text has introduced."""
    every = {mention.name for mention in named} | {speaker.name for speaker in speakers}
    names = sorted(every, key=lambda name: (-len(name), name))[:_MOST_KNOWN]
    if not names:
        return
    pattern = re.compile("|".join(map(re.escape, names)))
    for line in lines:
        for match in pattern.finditer(source.text, line.start, line.end):
            yield _mention(source, span(*match.span()), start=match.start(), role=None)


def _pronouns(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """他, 范教授 and 局长 who are about to say something, and stand for somebody named before."""
    for pattern in (_PRONOUN, _SURNAMED, _TITLE_ALONE):
        for match in pattern.finditer(source.folded, line.start, line.end):
            place = span(*match.span())
            if pattern is _TITLE_ALONE and reader.name_at(place.end, sure=True):
                continue
            yield Mention(kind="pronoun", name=source[place], role=None, start=place.start, place=place)


def _unnamed(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """有关负责人 and 村民, with the body before them, and whether they speak."""
    folded = source.folded
    for match in _UNNAMED.finditer(folded, line.start, line.end):
        place = span(*match.span())
        title = _TITLE.match(folded, place.end)
        # 老干部|局 and 居民|区 are words of their own, 村民于得水 and 干部李强 have names.
        if not reader.tokens.begins(place.end) and not reader.is_marked(place.end):
            continue
        if (
            _FAMILIAR.match(folded, place.end)
            or reader.name_at(place.end, sure=True)
            or (title and reader.name_at(title.end(), sure=True))
        ):
            continue
        speaks = folded[place.end : place.end + 1] == "：" or reader.speaks(place.end, line.end)
        start = _role_start(folded, line, place)
        if _ADDRESSES.match(folded, start, place.start) and reader.tokens.begins(start + 1):
            start += 1  # 对|团队成员说
        new = _INTRODUCED.search(folded, max(line.start, place.start - 4), place.start)
        asks = _ASKERS.fullmatch(folded, place.start, place.end)
        told = start < place.start and not _INDEFINITE.search(folded, start, place.start) and not asks
        name = source[span(start, place.end)] if told or asks else ""
        yield Mention(kind="unnamed" if speaks or new else "other", name=name, role=None, start=start, place=place)


def _is_given_name(reader: NameReader, offset: int) -> bool:
    """True if a surname opens the clause before: 赵|小满 is a whole name, 脱贫|户|老罗 is none."""
    surname = reader.folded[max(0, offset - 1) : offset]
    return surname != "" and surname in FIRST and (offset == 1 or reader.is_marked(offset - 2))


def _familiar(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """Those whom the text calls 老罗, 陈太 or 李大爷, where they speak or open a clause."""
    for match in _FAMILIAR.finditer(source.folded, line.start, line.end):
        place = span(*match.span())
        word = reader.tokens.end(place.start) - place.start
        if not reader.tokens.begins(place.start) or (word > 1 and reader.tokens.tag(place.start)[:1] in _WORD_TAGS):
            continue
        if match[0][0] in "老小阿" and (
            match[0][1] not in FIRST or match[0][1] in _OPENERS or _is_given_name(reader, place.start)
        ):
            continue
        spoken = reader.find_says(place.end, min(line.end, place.end + 20))
        if reader.goes_on(place.end) and (spoken or reader.is_marked(place.end)):
            title = next(
                (
                    one
                    for one in _TITLE.finditer(source.folded, max(line.start, place.start - 8), place.start)
                    if one.end() == place.start
                ),
                None,
            )
            start = _role_start(source.folded, line, span(*title.span())) if title else place.start
            role = source[span(start, place.start)] if title else None
            yield Mention(kind="name", name=source[place], role=role, start=start, place=place)


def _after_names(mentions: Iterable[Mention]) -> list[Mention]:
    """In order, one for each place; a post that would reach over a person named before begins after that person."""
    best: dict[int, Mention] = {}
    for mention in mentions:
        held = best.get(mention.place.start)
        if held is None or len(mention.role or "") > len(held.role or ""):
            best[mention.place.start] = mention
    ordered: list[Mention] = []
    for mention in (best[start] for start in sorted(best)):
        last = ordered[-1] if ordered else None
        if last and mention.place.start < last.place.end:
            continue
        if last and last.kind == "name" and mention.role and mention.start < last.place.end <= mention.place.start:
            cut = mention.role[last.place.end - mention.start :].lstrip("、就和与及同， ")
            mention = replace(mention, role=cut or None, start=mention.place.start - len(cut))  # noqa: PLW2901 - cut short
        ordered.append(mention)
    return ordered


def find_cast(source: Source, lines: Sequence[Line], speakers: Sequence[Speaker], reader: NameReader) -> Cast:
    """Every person that the lines speak of, each with the post printed there."""
    places = [line.span for line in lines]
    # 水務局局長林牧野表示: an office that speaks is nobody's name.
    people = [one for one in speakers if not is_office(fold(one.name))]
    named = [
        mention
        for place in places
        for find in (_titled, _bare, _described, _together)
        for mention in find(source, reader, place)
    ]
    known = list(_known(source, places, named, people))
    others = [
        mention
        for place in places
        for find in (_familiar, _pronouns, _unnamed)
        for mention in find(source, reader, place)
    ]
    ordered = _after_names([*named, *known, *others])
    return Cast(mentions=tuple(ordered), starts=tuple(mention.place.start for mention in ordered), reader=reader)
