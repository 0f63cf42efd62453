"""Every way in which a text names somebody: with a post, by a bare name, as one of many, by a familiar name, by 他 or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.people.mentions import CLAUSE_MARKS, Mention
from briefing.outline.people.names import FIRST, HAN, SAYS
from briefing.outline.people.post_starts import POSTS, WINDOW, find_post_start, skip_verb
from briefing.text import lexicon
from briefing.text.segments import behind_last
from briefing.text.source import span, strip_span
from briefing.text.tokens import is_common_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.outline.people.names import NameReader
    from briefing.text.source import Source, Span


_TITLE = re.compile(rf"(?:{POSTS}|{lexicon.pattern('people', 'loose_posts')})(?:（[^（）\r\n]{{1,20}}）)?[ 　]{{0,3}}")
# 党总|支书|记: a post may begin inside another word, so that every place is tried.
_TITLES = re.compile(f"(?=(?P<title>{_TITLE.pattern}))")
_SURE = lexicon.words("people", "sure_posts")
_LOOSE = frozenset(lexicon.words("people", "loose_posts"))
_ASKERS = re.compile(lexicon.pattern("people", "askers"))
# 老师, 小时 and 小康 call nobody.
_OPENERS = frozenset(lexicon.words("surnames", "openers"))
# 带着一帮老伙计练歌的魏晓春说, 西沟村的王翠莲告诉记者: after 的 a noun may stand, so that the verb must follow.
_DESCRIBED = re.compile(rf"(?<={HAN}的)(?=[{FIRST}])")
_COUNTED = re.compile(
    rf"等?(?:[两三四五六七八九十几]|\d{{1,2}})[位名](?:{HAN}{{0,6}}?)(?:{POSTS}|{lexicon.pattern('people', 'loose_posts')})"
)
_PART = re.compile(r"[^、和与]+")
_AGED = re.compile(r"[\d一二三四五六七八九十]{2,3}岁的")
_CALLING_ENDS = re.compile(rf"(?:{POSTS}|{lexicon.pattern('people', 'loose_posts')})$")
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
_UNNAMED = re.compile(rf"{lexicon.pattern('people', 'unnamed')}|{POSTS}")
_INDEFINITE = re.compile(lexicon.pattern("people", "indefinite"))
# 一位老人, 一位放羊的老人
_INTRODUCED = re.compile(rf"{lexicon.pattern('people', 'indefinite')}(?:[^，。；“”]{{1,12}}的)?$")
_ADDRESSES = re.compile(r"[对向给跟]")
_LONGEST_CALLING, _NEAR = 8, 16
_WORD_TAGS = frozenset("vadt")


def make_mention(source: Source, name: Span, *, start: int, role: Span | None) -> Mention:
    """A mention of somebody by name, with the post that stands in `role`."""
    words = re.sub(r"[ 　]", "", source[name])
    return Mention(
        kind="name", name=words, role=(source[role].strip() or None) if role else None, start=start, place=name
    )


def find_with_post(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """Persons with their post before them: 云川区区长林牧野."""
    for match in _TITLES.finditer(source.folded, line.start, line.end):
        title = span(*match.span("title"))
        words = match["title"].rstrip(" 　")
        # 员, 师 and the like end many words: there the person must be about to speak.
        loose = words in _LOOSE
        name = reader.name_at(title.end, sure=not loose) if title.end <= line.end else None
        if name is None or name.end > line.end or (loose and not reader.speaks(name.end, line.end)):
            continue
        # 令市民|习惯|采样: after who holds no office, a word of the dictionary is that.
        is_word = is_common_word(reader.folded[name.start : name.end]) and not words.endswith(_SURE)
        if is_word and not reader.speaks(name.end, line.end):
            continue
        # A name is one although a word reaches over its start: not 市|长江|岸线.
        shown = reader.speaks(name.end) or reader.is_marked(name.end)
        sure = words.endswith(_SURE) and shown and not is_common_word(reader.folded[name.start + 1 : name.end])
        if not reader.tokens.begins(name.start) and not sure:
            continue
        start = skip_verb(reader, find_post_start(source.folded, line, title), title.start)
        yield make_mention(source, name, start=start, role=strip_span(source, span(start, title.end)))


def find_bare(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """Persons without a post who open a clause and say something, or whose title follows: 林牧野说, 林牧野区长."""
    for name, title in reader.clause_names(line.start, line.end):
        yield make_mention(source, name, start=name.start, role=title)


def find_described(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """Persons of whom an attribute tells what they do before they say something, those with their age, and kin."""
    folded = source.folded
    for match in _DESCRIBED.finditer(folded, line.start, line.end):
        name = reader.name_at(match.end())
        if name is None or name.end - name.start == len("李四"):
            continue
        near = min(line.end, name.end + _NEAR)
        clause = min((at for mark in "，。；“" if (at := folded.find(mark, name.end, near)) >= 0), default=near)
        if reader.find_says(name.end, clause):
            yield make_mention(source, name, start=match.end(), role=None)
    for match in _AGED.finditer(folded, line.start, line.end):
        # 54岁的李邦国, 33岁的青农苏柏勋
        for at in range(match.end(), min(match.end() + _LONGEST_CALLING, line.end)):
            called = reader.tokens.begins(at) and (at == match.end() or _CALLING_ENDS.search(folded, match.end(), at))
            if called and (name := reader.name_at(at, sure=True)) and name.end <= line.end:
                role = span(match.end(), at) if at > match.end() else None
                yield make_mention(source, name, start=match.start(), role=role)
                break
    for match in _KIN.finditer(folded, line.start, line.end):
        name = reader.name_at(match.end(), sure=True)
        if name and name.end - name.start > len("李四"):
            yield make_mention(source, name, start=match.end(), role=None)


def find_together(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """Persons whom a clause lists before it counts them: 于丰年、沈谷雨两位工程师."""
    folded = source.folded
    for match in _COUNTED.finditer(folded, line.start, line.end):
        since = max(line.start, match.start() - WINDOW)
        start = behind_last(folded, CLAUSE_MARKS, since, match.start())
        parts = list(_PART.finditer(folded, start, match.start()))
        names = [reader.name_at(part.start(), sure=True) for part in parts]
        if len(parts) > 1 and all(name == span(*part.span()) for name, part in zip(names, parts, strict=True)):
            yield from (make_mention(source, span(*part.span()), start=part.start(), role=None) for part in parts)


def find_pronouns(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """他, 范教授 and 局长 who are about to say something, and stand for somebody named before."""
    for pattern in (_PRONOUN, _SURNAMED, _TITLE_ALONE):
        for match in pattern.finditer(source.folded, line.start, line.end):
            place = span(*match.span())
            if pattern is _TITLE_ALONE and reader.name_at(place.end, sure=True):
                continue
            yield Mention(kind="pronoun", name=source[place], role=None, start=place.start, place=place)


def find_unnamed(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
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
        start = find_post_start(folded, line, place)
        if _ADDRESSES.match(folded, start, place.start) and reader.tokens.begins(start + 1):
            start += 1  # 对|团队成员说
        new = _INTRODUCED.search(folded, max(line.start, place.start - _NEAR), place.start)
        asks = _ASKERS.fullmatch(folded, place.start, place.end)
        told = start < place.start and not _INDEFINITE.search(folded, start, place.start) and not asks
        name = source[span(start, place.end)] if told or asks else ""
        yield Mention(kind="unnamed" if speaks or new else "other", name=name, role=None, start=start, place=place)


def find_familiar(source: Source, reader: NameReader, line: Span) -> Iterator[Mention]:
    """Those whom the text calls 老罗, 陈太 or 李大爷, where they speak, bear a calling or end a clause."""
    for match in _FAMILIAR.finditer(source.folded, line.start, line.end):
        place = span(*match.span())
        titles = _TITLE.finditer(source.folded, max(line.start, place.start - _LONGEST_CALLING), place.start)
        title = next((one for one in titles if one.end() == place.start), None)
        # 老周 is a dynasty, but 工人老周 a person.
        word = reader.tokens.end(place.start) - place.start if title is None else 1
        if not reader.tokens.begins(place.start) or (word > 1 and reader.tokens.tag(place.start)[:1] in _WORD_TAGS):
            continue
        # 小巴|司机: the calling is a thing's.
        post, called = (
            _TITLE.match(source.folded, place.end),
            re.match(_HONORIFICS, source.folded[place.end : line.end]),
        )
        if word > 1 and reader.tokens.tag(place.start) == "n" and post and not called:
            continue
        # 赵|小满 is a whole name, 脱贫|户|老罗 is none.
        before = reader.folded[max(0, place.start - 1) : place.start]
        given = before and before in FIRST and (place.start == 1 or reader.is_marked(place.start - 2))
        if match[0][0] in "老小阿" and (match[0][1] not in FIRST or match[0][1] in _OPENERS or given):
            continue
        spoken = reader.find_says(place.end, min(line.end, place.end + 20))
        # 工人老周正在插秧: a calling before him shows a person, whatever he does.
        if reader.goes_on(place.end) and (spoken or title or reader.is_marked(place.end)):
            start = find_post_start(source.folded, line, span(*title.span())) if title else place.start
            role = source[span(start, place.start)] if title else None
            yield Mention(kind="name", name=source[place], role=role, start=start, place=place)
