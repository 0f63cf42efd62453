"""Sets that a number counts or names: “强村、富民、美路、清河”四大行动, “四定”，即定人员、…, “1236”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.enumerations.formulation_evidence import FEWEST, HAN, WordSet, are_members, likeness, weigh
from briefing.outline.enumerations.formulation_members import (
    REACH,
    before_count,
    joined,
    plain_members,
    quoted_members,
    split,
    trimmed,
    unquoted,
    without_lead_in,
)
from briefing.outline.enumerations.formulation_names import NUMERALS, CountedName, find_counted_names
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.outline.enumerations.formulation_evidence import LineText
    from briefing.text.source import Span

_EXPLAINS = pattern("formulations", "explains")
# “5+3+1”, “1236”: the numbers of the members, which follow in their order.
_CODE = re.compile(r"“(?P<named>(?P<code>[1-9](?:[+＋][1-9]){1,5}|[1-9]{3,6})(?:[+＋][NnXx])?)[^“”]{0,2}”")
# “一核两翼”, “1+N”: the parts of a name that are taken up one by one (一核是…，两翼是…).
_IN_PARTS = re.compile(
    rf"“(?P<named>(?:[{NUMERALS}两]{HAN}{{1,2}}){{2,4}}|[1-9](?:[+＋][1-9NnXx]){{1,3}})[^“”]{{0,4}}”"
)
# 即老街片区, of “一核”即老街片区; 个 of 3个基础.
_IS_WHAT = rf"(?:{_EXPLAINS}|是|为|：|——)(?P<what>[^，。；：！？“”）\n]{{2,26}})(?=[，。；）\n]|$)"
_MEASURED = "(?:个|大|项|条|类|支|张|级)"
_PART = re.compile(rf"[{NUMERALS}两]{HAN}{{1,2}}?(?=[{NUMERALS}两]|$)|[1-9NnXx]")
# 等 closes a series; before a name in quotation marks 等情况 may say of what.
_BEFORE_NAME = re.compile(r"等?(?:的|这|共计?|一共)?$")
_BEFORE_QUOTED_NAME = re.compile(
    rf"(?:等(?:{HAN}{{2}})?|为(?:主要|核心|基本|重点)?(?:内容|目标|标准|要求))?(?:的|这|共计?|一共)?$"
)
_AFTER_NAME = re.compile(
    rf"{HAN}{{0,4}}?(?:，|——|――)?(?:（?{_EXPLAINS}(?:[：，](?!$))?|：|（)|，|{pattern('formulations', 'explains_name')}(?=[^，。；：]*、)"
)
_EXPLAINED_LATER = re.compile(rf"[^。；：！？“”\n]{{0,24}}?(?:，{_EXPLAINS}|：)")
_EXPLAINING = re.compile(rf"{_EXPLAINS}[：，]?")
_NOUN = re.compile(pattern("formulations", "nouns"))
# “四中心” is another set's name.
_ONE_WORD = re.compile(rf"(?![两二三四五六七八九十]){HAN}+")
_COMMON, _LONGEST_WORD = 3, 10
_MARKS, _ENDS = frozenset("、“，：；。（\n"), "、”，。；）"
# All members of a set stand within so many characters.
_LONGEST = 600


def _bear(text: LineText, members: Sequence[Span], name: CountedName) -> bool:
    """True if all members end as the noun of their name does: A基础、B基础 of “3个基础”."""
    return all(text.folded[one.end - 1] == text.folded[name.noun.end - 1] for one in members)


def _of(text: LineText, members: Sequence[Span], name: CountedName, *evidence: str) -> WordSet:
    weighed = weigh(text, members, *evidence)
    # 山城、水城、花城“三城”: what bears the name is no list of places.
    if name.quoted and _bear(text, members, name):
        weighed = tuple(one for one in weighed if one != "places")
    return WordSet(
        members=tuple(members),
        evidence=weighed,
        name=name.words,
        number=name.number,
        noun=name.noun,
    )


def _is_word(text: LineText, at: int, character: str) -> bool:
    """True if the character stands there as a word of its own: not 为 of 行为."""
    return text.folded[at] == character and text.tokens.end(at) == at + 1


def _counted_after(text: LineText, names: Sequence[CountedName]) -> Iterator[WordSet]:
    """服务党员、服务人才、服务企业的三个定位; “听、讲、带”三字工作法; “看”“问”“办”三步."""
    for name in names:
        start = max(text.line.start, name.start - REACH)
        close = (_BEFORE_QUOTED_NAME if name.quoted else _BEFORE_NAME).search(text.folded[start : name.start])
        end = start + close.start() if close else name.start
        counted = ("counted", "named" if name.quoted else "noun")
        members = quoted_members(text, end, name.number) if text.folded[end - 1 : end] == "”" else []
        if members:
            evidence: tuple[str, ...] = (*counted, "quoted", "edge")
            # “慢半拍”“老一套”“两张皮”: a name that stands in a row with others is one of them.
            if end == name.start and text.folded[name.start] == "“" and not _bear(text, members, name):
                continue
        else:
            members, plain = plain_members(text, end, name.number)
            evidence = (*counted, "edge" if plain else "doubtful edge")
            if any(character.isdigit() for member in members for character in text.words(member)):
                continue
            # 以茶叶为主、竹编、山货为辅的三大产业: a frame that holds some of them parts none.
            framed = [any(_is_word(text, at, "为") for at in range(one.start, one.end)) for one in members]
            if any(framed) and not all(framed):
                continue
            # 召开村干部座谈会、邀请老人列席村|“两委”会议: a name right behind words that neither bear it nor are alike is the last one's.
            noun = text.words(name.noun)
            borne = _NOUN.search(noun) or all(noun[-1] in text.words(member) for member in members)
            rhymed = len(members) >= FEWEST and likeness(text, members) == "alike"
            if name.quoted and end == name.start and members and not (borne or rhymed):
                continue
        if not are_members(text, members):
            continue
        # 治标和治本是|相辅相成、相得益彰的两个方面: what something is, and no members.
        said_of = text.folded[name.start - 1] == "的" and text.folded[members[0].start - 1] == "是"
        if said_of and not name.quoted and name.number < FEWEST:
            continue
        # 护林、育苗和防火是县里|三大任务: the last member runs into a predicate.
        if not any(_is_word(text, at, "是") for at in range(members[-1].start + 1, members[-1].end)):
            yield _of(text, members, name, *evidence)


def _counted_before(text: LineText, names: Sequence[CountedName]) -> Iterator[WordSet]:
    """“四定”，即定人员、定范围、定任务、定考核; 三变（…、…、…）."""
    for name in names:
        after = (_AFTER_NAME if name.quoted else _EXPLAINED_LATER).match(text.folded, name.end, text.line.end)
        if after is None:
            continue
        again = _EXPLAINING.match(text.folded, after.end(), text.line.end)
        start = again.end() if again else after.end()
        for marks, stops in (("、", "，。；：）\n"), ("，", "。；）\n"), ("；", "。）\n"), ("、；", "，。：）\n")):
            end = split(text, span(start, min(text.line.end, start + _LONGEST)), stops)[0].end
            pieces = split(text, span(start, end), marks)
            if len(pieces) == name.number - 1 and marks == "、":
                pieces = joined(text, pieces)
            pieces[-1] = before_count(text, pieces[-1])
            members = trimmed(text, [unquoted(text, piece) for piece in pieces])
            members = without_lead_in(text, members) if marks == "、" else members
            if len(members) != name.number or not are_members(text, members):
                continue
            # “3个基础”，A基础、B基础和C基础: behind a mere comma the members bear the name.
            borne = _bear(text, members, name)
            alike = borne if after[0] == "，" else "、" in marks or likeness(text, members) == "alike"
            if alike:
                yield _of(text, members, name, "counted", "named" if name.quoted else "noun", "edge")
                break


def _series_with(text: LineText, name: CountedName, word: str) -> list[Span]:
    """A series near the name with as many members as it says, each opening or, outside the name, ending with the word."""
    near = span(max(text.line.start, name.start - REACH), min(text.line.end, name.end + REACH))
    for clause in split(text, near, "，。；：！？（）"):
        pieces = split(text, clause, "、")
        if len(pieces) != name.number:
            continue
        first = text.folded.rfind(word, pieces[0].start, pieces[0].end)
        opened = first >= 0 and all(text.folded.startswith(word, one.start) for one in pieces[1:])
        if opened:
            return trimmed(text, [span(first, pieces[0].end), *pieces[1:]])
        closed = len(word) > 1 and all(
            text.folded.endswith(word, one.start, one.end) and one.end - one.start > len(word) for one in pieces
        )
        found = trimmed(text, pieces) if closed else []
        if found and likeness(text, found[1:]) == "alike" and found[0].end - found[0].start <= _LONGEST_WORD:
            return found
    return []


def _is_led(text: LineText, place: Span) -> bool:
    """True if the place is no part of a longer phrase: 进行|属地共建, 与农户|田间共营, but not 为|人民服务 or 文化|建设相融."""
    at, tags = place.start, []
    for _ in range(2):
        words = (one for one in range(at - 1, max(text.line.start, at - 5) - 1, -1) if text.tokens.tag(one))
        at = next(words, at)
        tags.append(text.tokens.tag(at)[:1])
    return tags[0] != "p" and (tags[0] != "n" or tags[1] == "p")


def _different(text: LineText, name: CountedName, places: Iterable[Span]) -> list[Span]:
    """The places outside the name that hold nothing but Chinese characters, the first of those that say the same."""
    found: dict[str, Span] = {}
    for place in places:
        words = text.words(place)
        if not place.overlaps(name.words) and _ONE_WORD.fullmatch(words) and len(words) <= _LONGEST_WORD:
            found.setdefault(words, place)
    return sorted(found.values())


def _words_ending_in(text: LineText, name: CountedName, word: str) -> list[Span]:
    """As many different words as the name says that end in its word: from mark to mark, or all of one length before a mark."""
    near = span(max(text.line.start, name.start - REACH), min(text.line.end, name.end + REACH))
    places = list(re.finditer(re.escape(word), text.folded[near.start : near.end]))
    # A word that stands everywhere tells nothing.
    if len(places) > _COMMON * name.number:
        return []
    ends = [near.start + match.end() for match in places]
    ends = [end for end in ends if text.folded[end : end + 1] in _ENDS]
    # From the mark before a word to its end: 环保不达标的不招.
    lows = [max(text.line.start, end - _LONGEST_WORD - 1) for end in ends]
    starts = [
        max(low, *(text.folded.rfind(one, low, end) + 1 for one in _MARKS)) for low, end in zip(lows, ends, strict=True)
    ]
    marked = _different(text, name, map(span, starts, ends))
    opened = {text.tokens.tag(place.start)[:1] for place in marked}
    governed = opened & {"p", "c"} or ("v" in opened and likeness(text, marked) != "alike")
    if len(marked) == name.number and not governed:
        return marked
    for size in range(len(word) + 1, len(word) + 4):
        whole = [
            place
            for place in (span(max(0, end - size), end) for end in ends)
            if text.folded[place.start - 1] in _MARKS or (len(word) > 1 and _is_led(text, place))
        ]
        found = _different(text, name, whole)
        if len(found) == name.number and sum(text.tokens.begins(one.start) for one in found) >= name.number - 1:
            return found
    return []


def _in_parts(text: LineText) -> Iterator[WordSet]:
    """“1236”…“1个目标”…“2个方法”…: the numbers of a name open its members; “一核两翼”…一核是…，两翼是…: its parts are explained."""
    ways: list[tuple[re.Match[str], list[str], str]] = []
    for match in _CODE.finditer(text.folded, text.line.start, text.line.end):
        # The N of “1+3+N” is printed as a letter, where it is explained at all.
        near = text.folded[match.end() : min(text.line.end, match.end() + REACH)]
        numbers = [one for one in match["named"] if one.isdigit() or (one in "Nn" and f"{one}个" in near)]
        numerals = [f"(?:{one}|{NUMERALS[int(one) - 1]})" if one.isdigit() else one for one in numbers]
        opened = [rf"(?<![\d第])(?P<what>{one}{_MEASURED}[^，。；：、“”（）\n]{{2,16}})" for one in numerals]
        ways.append((match, opened, "edge"))
    for match in _IN_PARTS.finditer(text.folded, text.line.start, text.line.end):
        parts = _PART.findall(match["named"])
        ways.append((match, [rf"(?<![^“，。；：、（])“?{part}”?{_IS_WHAT}" for part in parts], "taken up"))
    for match, wanted, evidence in ways:
        members, at = [], match.end()
        for one in wanted:
            found = re.compile(one).search(text.folded, at, min(text.line.end, at + REACH))
            if found is None:
                break
            members.append(span(*found.span("what")))
            at = found.end()
        if len(members) == len(wanted) and are_members(text, members):
            named = span(*match.span("named"))
            name = CountedName(
                start=match.start(), end=match.end(), number=len(wanted), words=named, noun=named, quoted=True
            )
            yield _of(text, members, name, "counted", "named", evidence)


def find_counted(text: LineText) -> Iterator[WordSet]:
    """The candidates of a line that have a number: before their name, behind it, anywhere near it, or in it."""
    names = list(find_counted_names(text))
    yield from _counted_after(text, names)
    yield from _counted_before(text, names)

    # “十进”…进支部、进课堂…; “四大共建”…进行属地共建，…进行职能共建: the members share the word that the name counts.
    for name in names:
        word = text.words(name.noun)
        if name.quoted and 1 <= len(word) <= 2 and name.number >= FEWEST:
            members = _series_with(text, name, word) or _words_ending_in(text, name, word)
            if are_members(text, members):
                yield _of(text, members, name, "counted", "named")

    yield from _in_parts(text)
