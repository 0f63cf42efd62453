"""Key formulations: sets of parallel words that the text counts, names or quotes (“强村、富民、美路、清河”四大行动)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.enumerations.formulation_evidence import (
    FEWEST,
    HAN,
    LineText,
    WordSet,
    are_members,
    likeness,
    weigh,
)
from briefing.outline.enumerations.formulation_members import (
    QUOTED,
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
from briefing.outline.model import Enumeration, Item, quote_source
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.outline.lines import Line
    from briefing.text.source import Source, Span
    from briefing.text.tokens import Tokens

_EXPLAINS = pattern("formulations", "explains")
# “5+3+1”, “1236”: the numbers of the members, which follow in their order.
_CODE = re.compile(r"“(?P<named>(?P<code>[1-9](?:[+＋][1-9]){1,5}|[1-9]{3,6})(?:[+＋][NnXx])?)[^“”]{0,2}”")
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
_CALLED = re.compile(rf"(?:的|为|这一)?{HAN}{{0,6}}?{pattern('formulations', 'called')}")
_HEADED_ROW = re.compile(rf"{HAN}{{1,12}}“[^“”\n]{{1,12}}”(?:、{HAN}{{1,6}}“[^“”\n]{{1,12}}”){{2,}}")
_BETWEEN_QUOTES = re.compile(rf"(?:、|{pattern('formulations', 'joins')})?")
_NOUN = re.compile(pattern("formulations", "nouns"))
# “四中心” is another set's name.
_ONE_WORD = re.compile(rf"(?![两二三四五六七八九十]){HAN}+")
_ADDED = re.compile("[+＋]")
_SPEECH = re.compile(r"[？…：]|我|你|咱|他|她|[。！](?=.)")
_READ = frozenset({"text", "answer", "heading"})
_KEYWORDS = "关键词"
# 一个条例、两张清单和三项制度: numbers that count up from one.
_COUNTED = rf"(?:{pattern('formulations', 'measures')})?(?:(?![一二两三四五六七八九十和与及等的]){HAN}){{1,8}}"
_COUNTING_UP = re.compile(
    rf"(?<![{HAN[1:-1]}])(?P<first>一{_COUNTED})、(?P<second>[两二双]{_COUNTED})(?:、|和|与)(?P<third>三{_COUNTED})(?:(?:、|和|与)(?P<fourth>四{_COUNTED}))?(?=[，。；：”、]|的)"
)
# 做强“产业升级”文章、做优“物畅其流”文章、…; 基础设施“硬联通”，…；规则“软联通”，….
_FRAMED = re.compile(r"“(?P<words>[^“”，。；\n]{2,12})”(?P<tail>[^“”，。；：、\n]*)")
_SERIES = re.compile(rf"{HAN}{{3,40}}(?:、{HAN}{{3,8}})+、{HAN}{{3,40}}")
_COMMON, _LONGEST_WORD = 3, 10
_MARKS, _ENDS = frozenset("、“，：；。（\n"), "、”，。；）"
# All members of a set stand within so many characters.
_LONGEST = 600
SURE = 0.7


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
            # 召开村干部座谈会、邀请老人列席村|“两委”会议: a name right behind words that do not bear it belongs to the last.
            if name.quoted and end == name.start and members and _is_of_the_last(text, members, name):
                continue
        if are_members(text, members) and not _says_what_they_are(text, members[-1]):
            yield _of(text, members, name, *evidence)


def _is_of_the_last(text: LineText, members: Sequence[Span], name: CountedName) -> bool:
    """True if nothing but its place makes the name that of the members: it names no kind of thing, and they neither bear it nor are alike."""
    noun = text.words(name.noun)
    borne = all(noun[-1] in text.words(one) for one in members)
    rhymed = len(members) >= FEWEST and likeness(text, members) == "alike"
    return not (_NOUN.search(noun) or borne or rhymed)


def _says_what_they_are(text: LineText, last: Span) -> bool:
    """True if the last member runs into a predicate: 护林、育苗和防火是县里|三大任务."""
    return any(text.folded[at] == "是" and text.tokens.end(at) == at + 1 for at in range(last.start + 1, last.end))


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


def _quoted_series(text: LineText) -> Iterator[WordSet]:
    """“真覆盖、稳覆盖、强覆盖”: three members and more within one pair of marks."""
    for match in QUOTED.finditer(text.folded, text.line.start, text.line.end):
        if _SPEECH.search(match[1]):
            continue
        members = [unquoted(text, one) for one in split(text, span(*match.span(1)), "、，；+＋")]
        if len(members) < FEWEST or not are_members(text, members):
            continue
        called = ("called",) if _CALLED.match(text.folded, match.end()) else ()
        added = ("added",) if _ADDED.search(match[1]) else ()
        found = WordSet(members=tuple(members), evidence=weigh(text, members, "quoted", "edge", *called, *added))
        if "，" not in match[1] or _are_verses(text, members) or (called and "unlike" not in found.evidence):
            yield found


def _are_verses(text: LineText, members: Sequence[Span]) -> bool:
    """True if the members are of one length and share their first or last character, as no spoken sentence does."""
    printed = [text.words(one) for one in members]
    ends = min(len({one[0] for one in printed}), len({one[-1] for one in printed}))
    return len({len(one) for one in printed}) == 1 and ends == 1


def _quoted_row(text: LineText) -> Iterator[WordSet]:
    """“兵味”“鲜味”“党味”: three quotations and more in a row, each a member."""
    row: list[re.Match[str]] = []
    for match in [*QUOTED.finditer(text.folded, text.line.start, text.line.end), None]:
        if match and row and _BETWEEN_QUOTES.fullmatch(text.folded, row[-1].end(), match.start()):
            row.append(match)
            continue
        members = [unquoted(text, span(*one.span(1))) for one in row]
        unfit = bool(row) and (
            text.folded.startswith("等", row[-1].end()) or any(_SPEECH.search(one[1]) for one in row)
        )
        if len(row) >= FEWEST and not unfit and are_members(text, members):
            called = ("called",) if _CALLED.match(text.folded, row[-1].end()) else ()
            yield WordSet(members=tuple(members), evidence=weigh(text, members, "quoted", "edge", *called))
        row = [match] if match else []


def _bearing_the_name(text: LineText, names: Sequence[CountedName]) -> Iterator[WordSet]:
    """“十进”…进支部、进课堂…; “四大共建”…进行属地共建，…进行职能共建: the members share the word that the name counts."""
    for name in names:
        word = text.words(name.noun)
        if not name.quoted or not 1 <= len(word) <= 2 or name.number < FEWEST:
            continue
        members = _series_with(text, name, word) or _words_ending_in(text, name, word)
        if are_members(text, members):
            yield _of(text, members, name, "counted", "named")


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


def _words_ending_in(text: LineText, name: CountedName, word: str) -> list[Span]:
    """As many different words as the name says that end in its word: from mark to mark, or all of one length before a mark."""
    near = span(max(text.line.start, name.start - REACH), min(text.line.end, name.end + REACH))
    places = list(re.finditer(re.escape(word), text.folded[near.start : near.end]))
    # A word that stands everywhere tells nothing.
    if len(places) > _COMMON * name.number:
        return []
    ends = [near.start + match.end() for match in places]
    ends = [end for end in ends if text.folded[end : end + 1] in _ENDS]
    marked = _different(text, name, (_back_to_mark(text, end) for end in ends))
    opened = {text.tokens.tag(place.start)[:1] for place in marked}
    governed = opened & {"p", "c"} or ("v" in opened and likeness(text, marked) != "alike")
    if len(marked) == name.number and not governed:
        return marked
    for size in range(len(word) + 1, len(word) + 4):
        starts = [span(max(0, end - size), end) for end in ends]
        whole = [
            place
            for place in starts
            if text.folded[place.start - 1] in _MARKS or (len(word) > 1 and _is_led(text, place))
        ]
        found = _different(text, name, whole)
        if len(found) == name.number and sum(text.tokens.begins(one.start) for one in found) >= name.number - 1:
            return found
    return []


def _is_led(text: LineText, place: Span) -> bool:
    """True if the place is no part of a longer phrase: 进行|属地共建, 与农户|田间共营, but not 为|人民服务 or 文化|建设相融."""
    before = _word_before(text, place.start)
    tag = text.tokens.tag(before)[:1]
    return tag != "p" and (tag != "n" or text.tokens.tag(_word_before(text, before))[:1] == "p")


def _word_before(text: LineText, offset: int) -> int:
    return next(
        (at for at in range(offset - 1, max(text.line.start, offset - 5) - 1, -1) if text.tokens.tag(at)), offset
    )


def _different(text: LineText, name: CountedName, places: Iterable[Span]) -> list[Span]:
    """The places outside the name that hold nothing but Chinese characters, the first of those that say the same."""
    found: dict[str, Span] = {}
    for place in places:
        words = text.words(place)
        if not place.overlaps(name.words) and _ONE_WORD.fullmatch(words) and len(words) <= _LONGEST_WORD:
            found.setdefault(words, place)
    return sorted(found.values())


def _back_to_mark(text: LineText, end: int) -> Span:
    """From the mark before a place to its end: 环保不达标的不招."""
    start = end
    while start > max(text.line.start, end - _LONGEST_WORD - 1) and text.folded[start - 1] not in _MARKS:
        start -= 1
    return span(start, end)


def _parallel(text: LineText) -> Iterator[WordSet]:
    """以赛识才、以岗育才、以情留才: members of one length that open with the same verb and share one more character."""
    for match in _SERIES.finditer(text.folded, text.line.start, text.line.end):
        first, *others, last = split(text, span(*match.span()), "、")
        size = others[0].end - others[0].start
        members = [span(first.end - size, first.end), *others, span(last.start, last.start + size)]
        if first.end - first.start < size or last.end - last.start < size or not are_members(text, members):
            continue
        printed = [text.words(one) for one in members]
        same = [len(set(characters)) == 1 for characters in zip(*printed, strict=False)]
        verbs = all(text.tokens.begins(one.start) for one in members) and text.tokens.tag(others[0].start)[:1] in "vpd"
        # 特别扛|脚: words of three characters are easily cut.
        ends = last.end == members[-1].end or (size > FEWEST and text.tokens.begins(members[-1].end))
        one_size = len({len(one) for one in printed}) == 1
        # 最急需的资源、最先进的设备: rhetoric that names nothing.
        names_none = "的" in printed[0]
        if not names_none and one_size and ends and verbs and same[0] and 1 < sum(same) < size:
            yield WordSet(members=tuple(members), evidence=weigh(text, members, "framed", "edge"))


def _coded(text: LineText) -> Iterator[WordSet]:
    """“1236”…“1个目标”…“2个方法”…: the name's numbers open the members."""
    for match in _CODE.finditer(text.folded, text.line.start, text.line.end):
        # The N of “1+3+N” is printed as a letter, where it is explained at all.
        near = text.folded[match.end() : min(text.line.end, match.end() + REACH)]
        numbers = [one for one in match["named"] if one.isdigit() or (one in "Nn" and f"{one}个" in near)]
        members, at = [], match.end()
        for number in numbers:
            numeral = rf"(?:{number}|{NUMERALS[int(number) - 1]})" if number.isdigit() else number
            member = re.compile(rf"(?<![\d第]){numeral}(?:个|大|项|条|类|支|张|级)[^，。；：、“”（）\n]{{2,16}}")
            found = member.search(text.folded, at, min(text.line.end, at + REACH))
            if found is None:
                break
            members.append(span(*found.span()))
            at = found.end()
        if len(members) == len(numbers) and are_members(text, members):
            place = span(*match.span("named"))
            name = CountedName(
                start=match.start(), end=match.end(), number=len(numbers), words=place, noun=place, quoted=True
            )
            yield _of(text, members, name, "counted", "named", "edge")


def _headed_quotes(text: LineText) -> Iterator[WordSet]:
    """建强“一个体系”、做活“两项载体”、突出“三区示范”: a verb and a name in quotation marks, three times and more."""
    for match in _HEADED_ROW.finditer(text.folded, text.line.start, text.line.end):
        pieces = split(text, span(*match.span()), "、")
        verbs = [text.words(piece).index("“") for piece in pieces]
        starts = [
            max(pieces[0].start, pieces[0].start + verbs[0] - size) for size in sorted(set(verbs[1:]), reverse=True)
        ]
        start = next((one for one in starts if text.tokens.begins(one)), starts[0])
        members = (span(start, pieces[0].end), *pieces[1:])
        if are_members(text, members) and _CALLED.match(text.folded, match.end()):
            yield WordSet(members=members, evidence=weigh(text, members, "quoted", "edge", "called"))


def _framed_quotes(text: LineText) -> Iterator[WordSet]:
    """做强“产业升级”文章、做优“物畅其流”文章…: a quotation in each of three clauses and more, in one frame."""
    for sentence in split(text, text.line, "。！？："):
        for marks in ("；", "、"):
            pieces = [piece for piece in split(text, sentence, marks) if "“" in text.words(piece)]
            found = [list(_FRAMED.finditer(text.folded, piece.start, piece.end)) for piece in pieces]
            framed = [matches[0] for matches in found if len(matches) == 1 or (matches and marks == "；")]
            members = [span(*match.span("words")) for match in framed]
            if len(framed) != len(pieces) or len(framed) < FEWEST or not are_members(text, members):
                continue
            tails = {match["tail"] for match in framed}
            printed = [text.words(one) for one in members]
            named = len(tails) == 1 and tails != {""}
            rhymed = len({one[-2:] for one in printed}) == 1 and len({len(one) for one in printed}) == 1
            if named or rhymed:
                yield WordSet(members=tuple(members), evidence=weigh(text, members, "quoted", "edge", "framed"))
                break


def _counting_up(text: LineText) -> Iterator[WordSet]:
    """一个条例、两张清单和三项制度: each member one more than the one before."""
    for match in _COUNTING_UP.finditer(text.folded, text.line.start, text.line.end):
        members = [span(*match.span(name)) for name in ("first", "second", "third", "fourth") if match[name]]
        if are_members(text, members):
            yield WordSet(members=tuple(members), evidence=weigh(text, members, "counted", "framed"))


def _candidates(text: LineText) -> Iterator[WordSet]:
    names = list(find_counted_names(text))
    for of_names in (_counted_after, _counted_before, _bearing_the_name):
        yield from of_names(text, names)
    for of_marks in (_quoted_series, _quoted_row, _parallel, _headed_quotes, _framed_quotes, _counting_up, _coded):
        yield from of_marks(text)


def _offsets(places: Iterable[Span]) -> set[int]:
    return {offset for place in places for offset in range(place.start, place.end)}


def _chosen(source: Source, found: Iterable[WordSet], known: Sequence[Enumeration]) -> list[WordSet]:
    """The surest of those that share members or a name; of sets of the same words one, and none that is a known list."""
    heads = [item.head.span for one in known for item in one.items if item.head.spans]
    head_at = {offset: head for head in heads for offset in range(head.start, head.end)}
    seen = {frozenset(source.fold(item.head.span) for item in one.items if item.head.spans) for one in known}
    members: set[int] = set()
    names: set[int] = set()
    chosen: list[WordSet] = []
    for one in sorted(found, key=lambda one: (-one.sure, -len(one.members), one.place)):
        words = frozenset(source.fold(member) for member in one.members)
        # A name may be a member of another set (“1236”: “3个基础”).
        mine, named = _offsets(one.members), _offsets([one.name] if one.name else [])
        # “三农”, of which one is 三农, explains nothing.
        taken = bool(mine & members or named & names) or bool(one.name and source.fold(one.name) in words)
        if one.sure >= SURE and words not in seen and not taken and not _are_heads(one, head_at):
            seen.add(words)
            members |= mine
            names |= named
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.place)


def _are_heads(one: WordSet, head_at: dict[int, Span]) -> bool:
    """True if the set says what heads of lists say; a head may hold a whole set (一是推进“三化”：…), or a member of a named one."""
    within = {head_at[offset] for offset in _offsets(one.members) if offset in head_at}
    return (one.name is None and len(within) > 1) or any(head in member for member in one.members for head in within)


def find_formulations(
    source: Source, lines: Sequence[Line], tokens: Tokens, known: Sequence[Enumeration]
) -> tuple[Enumeration, ...]:
    """The key formulations that are sure enough, in their order; what is a member of a `known` enumeration is none."""
    texts = [LineText(folded=source.folded, tokens=tokens, line=line.span) for line in lines if line.kind in _READ]
    found = [one for text in texts for one in _candidates(text)]
    chosen = _chosen(source, found, known)
    return tuple(_enumeration(source, one, number) for number, one in enumerate(chosen, len(known) + 1))


def _enumeration(source: Source, one: WordSet, number: int) -> Enumeration:
    """The set as outline.json has it; one that the text itself calls keywords (三个关键词) is of that kind."""
    called_keywords = one.noun is not None and _KEYWORDS in source.fold(one.noun)
    items = tuple(
        Item(ordinal=ordinal, marker="", head=quote_source(source, member), span=member)
        for ordinal, member in enumerate(one.members, 1)
    )
    return Enumeration(
        id=f"e{number}",
        kind="keywords" if called_keywords else "formulation",
        lead=None,
        noun=source[one.noun] if one.noun else None,
        declared=one.number,
        items=items,
        name=quote_source(source, one.name) if one.name else None,
        sure=round(one.sure, 2),
    )
