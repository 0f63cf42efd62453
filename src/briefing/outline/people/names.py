"""Personal names: where one begins, and where it ends, by surname, by the words around it and by the rest of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.outline.places.divisions import is_division
from briefing.text import lexicon
from briefing.text.name_forms import has_several_forms
from briefing.text.source import span
from briefing.text.tokens import Tokens, is_common_word, is_personal_name, is_word, read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.text.source import Source, Span

HAN = r"[\u4e00-\u9fff]"
SAYS = lexicon.pattern("speech", "says")
_WORD_SURNAMES = frozenset(lexicon.words("surnames", "words"))
FIRST = "".join(sorted(set(lexicon.words("surnames", "single")) - _WORD_SURNAMES))
_FIRST, _COMPOUND = frozenset(FIRST), frozenset(lexicon.words("surnames", "compound"))
_NOT_GIVEN = frozenset(lexicon.words("surnames", "not_given"))
_INNER = "".join(lexicon.words("surnames", "inner"))
# 平添, 申报, 师生 and 任学院: what opens so is a word unless the text shows a person.
_OPENERS = frozenset(lexicon.words("surnames", "openers"))
_NOUNS = frozenset(lexicon.words("surnames", "nouns"))
_AFTER = frozenset(lexicon.words("surnames", "after"))
_UNDER_WAY = frozenset(lexicon.words("surnames", "under_way"))
_PREPOSITIONS = frozenset(lexicon.words("surnames", "prepositions"))
_PREPOSITION_FIRST = re.compile(rf"(?<!{HAN})[{''.join(sorted(_PREPOSITIONS))}]{HAN}")
# 于去年, 于二月, 于周三, 于9月
_TIME = re.compile(
    rf"{lexicon.pattern('surnames', 'occasions')}|[\d零〇一二三四五六七八九十]{{1,4}}[年月日号时点]|周[一二三四五六日]"
)
_HONORIFIC = re.compile(lexicon.pattern("people", "honorifics"))
_POST = re.compile(lexicon.pattern("people", "posts"))
_SAYS = re.compile(SAYS)
# 也表示, 深情地说, 笑着说, 对此回应: what may stand between a person and the verb.
_SPEAKING = re.compile(
    rf"(?:[也则还又并亦再均都曾便仍笑]|随[即后]|当场|一再|多次|对此|[向对跟和同]{HAN}{{1,4}}(?={SAYS})|[大高小轻低齐]声|连日来|这样|如此|[动深]情|激动|{HAN}{{1,6}}地|"
    rf"{HAN}{{1,3}}着){{0,3}}(?P<verb>{SAYS})"
)
# 約翰・米爾: what parts the names of a foreigner is printed in several ways.
_PARTS = "·・•‧"
PARTED = re.compile(f"[{_PARTS}]")
_FOREIGN = re.compile(rf"{HAN}{{1,8}}(?:[{_PARTS}]{HAN}{{1,8}})+")
_SEEN = re.compile(rf"(?={'|'.join(sorted(_COMPOUND))}|[{FIRST}{''.join(sorted(_WORD_SURNAMES))}])(?={HAN}{{2,5}})")
# Parts of speech of words that begin like a name and are none: 高兴, 平时, 徐州, 华为.
_NO_NAME_TAGS = "vdapcrmtfbsilzquoy"
# 苑庄镇|党委委员: what a town's organs follow is the town.
_OF_TOWN = re.compile(r"[镇乡村](?:党委|党支部|党总支|政府|人大|纪委|书记|[镇乡]长)")
# No name opens so after a post: 书记|再次|说, 老师|们|说.
_NOT_FIRST = frozenset("再又也并还同曾多正刚才先后一二三两几上中下大小老新前今昨每各该其他她它我你这那此某")
_HEADS = frozenset(lexicon.words("people", "heads"))
# 后长发师傅, 种志强老师: how somebody is called shows that a word's character is a surname.
_FAMILIAR = re.compile(lexicon.pattern("people", "familiar"))
_CALLED = re.compile(rf"{lexicon.pattern('people', 'honorifics')}|{lexicon.pattern('people', 'familiar')}")
# 何进也说: the adverb is no part of the name.
_ALSO = frozenset("也还又则就都亦并便曾已将才")
_CLAUSE_START = re.compile(rf"(?:(?<![^，。；：！？“”\r\n 　此])|(?<=名叫))(?={HAN})")
_STRONG = frozenset("，：“（、；。！")
_FEWEST_TIMES = 3
_MOST_FOREIGN = 10
_DOT = re.compile(rf"(?<={HAN})[{_PARTS}](?={HAN})")
# “创投天府·周周见”, 《赛里江·于传》: a slogan, a title.
_TITLE = re.compile(r"“[^“”，。；]{1,20}”|《[^《》]{1,20}》|【[^【】]{1,20}】")
# Parts of speech that go before or after a name in sounds; 一·二八 is no name.
_NO_SOUNDS, _NUMERALS = frozenset("pcudr"), frozenset("零〇一二三四五六七八九十")
_LONGEST = 4
_OFFICE_ENDS = frozenset({"部", "局", "委", "县", "市", "省"})
# 和|曾, 及|已: no given name begins with a word of these parts of speech.
_NOT_OPENING = frozenset("dpcu")
# An adverb or a particle belongs to the verb after it, and 长 ends a calling.
_LEADS_VERB = frozenset("du")
_CALLING_ENDS = frozenset(post[-1] for post in lexicon.words("people", "sure_posts"))
_DICTIONARY_TAGS = frozenset({"n", "ns", "nt", "j"})


@dataclass(frozen=True)
class NameReader:
    """Reads personal names of one text."""

    folded: str
    tokens: Tokens

    @cached_property
    def _follows(self) -> dict[str, set[str]]:
        """For what could be a name of two to four characters: every character that the text prints after it."""
        follows: dict[str, set[str]] = defaultdict(set)
        for match in _SEEN.finditer(self.folded):
            for size in (2, 3, 4):
                end = match.start() + size
                follows[self.folded[match.start() : end]].add(self.folded[end : end + 1])
        return follows

    @cached_property
    def _often(self) -> dict[str, int]:
        """The number of places where what begins like a word (连, 全, 应) stands as a name does: before a verb of saying, or a mark."""
        counts: dict[str, int] = defaultdict(int)
        for match in _SEEN.finditer(self.folded):
            end = match.start() + 3
            if match.string[match.start()] in _WORD_SURNAMES and (self.is_marked(end) or self.speaks(end)):
                counts[self.folded[match.start() : end]] += 1
        return counts

    @cached_property
    def _speaking_as_prepositions(self) -> set[str]:
        """The names that open as a preposition does, and speak at the start of a clause: 于长春说."""
        return {
            self.folded[match.start() : match.start() + size]
            for match in _PREPOSITION_FIRST.finditer(self.folded)
            for size in (3, 4, 5)
            if self.speaks(match.start() + size)
        }

    @cached_property
    def _speaking_words(self) -> set[str]:
        """The words of two characters that open a clause and speak there, as nobody but a person does: 常青说."""
        return self._speaking(2)

    @cached_property
    def _speaking_threes(self) -> set[str]:
        """The words of three characters that open clauses and speak there, and stand elsewhere before other words: 佟宏正表示."""
        return {word for word in self._speaking(3) if len(self._follows[word]) > 1 and word[-1] not in _ALSO}

    def _speaking(self, size: int) -> set[str]:
        """The words of so many characters that open a clause and have a verb of saying after them."""
        ends = (clause.end() + size for clause in _CLAUSE_START.finditer(self.folded))
        return {self.folded[end - size : end] for end in ends if _SAYS.match(self.folded, end) and self._is_verb(end)}

    def is_marked(self, offset: int) -> bool:
        """True if no Han character stands there: a mark, a space or the end."""
        return not "\u4e00" <= self.folded[offset : offset + 1] <= "\u9fff"

    def speaks(self, offset: int, limit: int | None = None) -> re.Match[str] | None:
        """The words that begin there and say that somebody speaks: 表示, 也深情地说."""
        match = _SPEAKING.match(self.folded, offset, len(self.folded) if limit is None else limit)
        return match if match and self._is_verb(match.start("verb")) else None

    def find_says(self, start: int, end: int) -> re.Match[str] | None:
        """The first verb of saying in a range, which begins behind a name; 道 of 街道 is none."""
        return next((match for match in _SAYS.finditer(self.folded, start, end) if self._tells(match, start)), None)

    def _tells(self, says: re.Match[str], name_end: int) -> bool:
        # 路遥|知说，: the segmenter knows no such name.
        led = says.start() == name_end and self.folded[says.end() : says.end() + 1] in _STRONG
        return led or self._is_verb(says.start())

    def _is_verb(self, offset: int) -> bool:
        """True if a word begins there, or the rest of a verb: 又|称, but not 街道."""
        before = self.tokens.tag(offset - 1)
        return self.tokens.begins(offset) or before.startswith("v")

    def goes_on(self, offset: int) -> bool:
        """True if a name can end there: a mark follows, a title, or a word that a sentence goes on with."""
        if self.is_marked(offset):
            return True
        if says := _SAYS.match(self.folded, offset):
            return self._is_verb(offset) or self.folded[says.end() : says.end() + 1] in _STRONG
        called = _CALLED.match(self.folded, offset)
        if called and (len(called[0]) > 1 or _HONORIFIC.match(self.folded, offset)):
            return self.tokens.begins(offset)
        return self.tokens.goes_on(offset)

    def _is_word(self, offset: int) -> bool:
        """True if a word of the dictionary begins there that is no name."""
        tag = self.tokens.tag(offset)
        size = self.tokens.end(offset) - offset
        return size > 1 and (tag[0] in _NO_NAME_TAGS or tag in _DICTIONARY_TAGS)

    def is_no_name(self, offset: int) -> bool:
        """True if a verb with its object or a title begins there: 市长|谈|住房."""
        after = self.tokens.end(offset)
        # 区长|谈|养老: the dictionary takes some words for people.
        opens = self.folded[offset : offset + 1] in _OPENERS and self.tokens.tag(offset)[:1] == "v"
        verb = opens and is_word(self.folded[after : self.tokens.end(after)])
        return verb or self._is_verb_with_object(offset) or self.starts_with_title(offset)

    def _is_verb_with_object(self, offset: int) -> bool:
        """True if the surname is a verb here, and a common word follows: 市长|谈|住房, but not 闻人|杰."""
        if self.folded[offset : offset + 2] in _COMPOUND:
            return False
        word, after = self.tokens.tag(offset), self.tokens.end(offset)
        long = self.tokens.end(after) - after > 1
        # 总书记|曾|提醒: an adverb before a verb.
        if word[:1] == "d" and long and self.tokens.tag(after) == "v":
            return True
        return word[:1] in {"v", "p"} and long and self.tokens.tag(after)[:2] in {"n", "v", "vn", "a", "an"}

    def _sizes(self, offset: int) -> list[int]:
        """The lengths that a name can have that begins there."""
        folded = self.folded
        head = 2 if folded[offset : offset + 2] in _COMPOUND else 1
        sizes = [head + 2, head + 1]
        if head == 1 and folded[offset + 1 : offset + 2] in _FIRST:
            sizes.append(4)  # a wife's surname may bear her husband's before it: 林郑月娥
        return [size for size in sizes if self._is_given(folded[offset + head : offset + size], size - head)]

    def _is_given(self, given: str, size: int) -> bool:
        han = len(given) == size and all("\u4e00" <= one <= "\u9fff" for one in given)
        # 向东 and 从军, as people are called, are such names with a preposition.
        return han and (not _NOT_GIVEN & {*given} or is_personal_name(given))

    def _has_surname(self, offset: int, *, sure: bool) -> bool:
        folded = self.folded
        if folded[offset : offset + 1] * 2 == folded[offset : offset + 2] and folded[offset + 2 : offset + 3] in _FIRST:
            return False  # 谢谢|沈局长
        if (
            folded[offset : offset + 1] == "师"
            and not self.is_marked(offset - 1)
            and folded[offset + 1 : offset + 2] in _FIRST
        ):
            return False  # 工匠师|张云
        if folded[offset : offset + 1] in _FIRST or folded[offset : offset + 2] in _COMPOUND:
            return True
        name = folded[offset : offset + 3]
        if folded[offset : offset + 1] not in _WORD_SURNAMES or self._is_word(offset):
            return False
        marked = (
            self.is_marked(offset + 3)
            or self.speaks(offset + 3) is not None
            or folded[offset + 3] in {"今", "昨", "和"}
        )
        # 局长区进生的答复: a surname that is the end of many places, right after a post.
        district = name[:1] == "区" and folded[offset - 1 : offset] == "长" and self.goes_on(offset + 3)
        # 员工|及|家属, 职工|和|曾: a word joins them, and no name begins.
        if is_common_word(name[1:]) or self.tokens.tag(offset + 1)[:1] in _NOT_OPENING:
            return False
        called = (
            _CALLED.match(folded, offset + 3)
            and self.tokens.begins(offset + 3)
            and self.tokens.tag(offset)[:1] not in _NOT_OPENING
        )
        return (((sure and (marked or district)) or called) and self._is_given(name[1:], 2)) or self._often[
            name
        ] >= _FEWEST_TIMES

    def name_at(self, offset: int, *, sure: bool = False) -> Span | None:
        """The name that begins at an offset; None where a word does, or where nothing shows where the name ends.

        `sure` says that a post stands before it.
        """
        if self.starts_with_title(offset) or self.folded[offset : offset + 2] in _NOUNS:
            return None
        if self.folded[offset : offset + 1] in _PREPOSITIONS:
            # 大使|于今年9月, 校长|于台北, but not 于长春 whom the text lets speak by his bare name.
            names = (self.folded[offset : offset + size] for size in (5, 4, 3))
            place = next((name for name in names if is_division(name[1:])), None)
            if _TIME.match(self.folded, offset + 1) or (place and place not in self._speaking_as_prepositions):
                return None
        if foreign := _FOREIGN.match(self.folded, offset):
            return self._foreign(foreign)
        native = self._native(offset, sure=sure)
        if native and (self._is_everyday(native, sure=sure) or _OF_TOWN.match(self.folded, native.end - 1)):
            return None
        return native or (self._other(offset) if sure else None)

    def comes_back(self, name: Span) -> bool:
        """True if the text prints the name more than once, with different characters after it."""
        return len(self._follows[self.folded[name.start : name.end]]) > 1

    def _is_everyday(self, name: Span, *, sure: bool) -> bool:
        """True if the words need be no name: they open as everyday words do, and nothing else shows a person."""
        folded = self.folded
        words = folded[name.start : name.end]
        if words[0] not in _OPENERS or words in self._speaking_words:
            return False
        # 晋升 is a word of the dictionary, and 章振华 a person known to it.
        if len(words) == len("李四") and (not sure or is_word(words)):
            return True
        if self.comes_back(name) or self.speaks(name.end):
            return False
        after = self.tokens.end(name.start)
        verbs = self.tokens.tag(name.start)[:1] == "v" and self.tokens.tag(after)[:1] == "v"
        return verbs or is_common_word(words[1:]) or (self.is_no_name(name.start) and is_word(words[1:]))

    def _native(self, offset: int, *, sure: bool) -> Span | None:
        """The name that a Chinese surname opens."""
        if not self._has_surname(offset, sure=sure) or not (sure or self.tokens.begins(offset)):
            return None
        sizes = self._sizes(offset)
        if sure and (self._is_listed(offset, sizes) or self._is_before_verb(offset)):
            return span(offset, offset + 3)
        if sure and self.folded[offset + 2 : offset + 3] in _OFFICE_ENDS and self.is_marked(offset + 3):
            # 主任方广部。: so does it with a last character that ends offices.
            return span(offset, offset + 3)
        if self._is_verb_with_object(offset):
            return None
        if self._is_word(offset) and self.folded[offset : offset + 2] not in _COMPOUND:
            return self._of_word(offset, sizes) if sure else None
        end = self._end(offset, [offset + size for size in sizes], sure=sure)
        # 佟宏正|今日, 佟宏正|表示: two characters that the third always follows are no name without it.
        is_cut = end == offset + 2 and 3 in sizes and self._follows[self.folded[offset:end]] == {self.folded[end]}
        if end and is_cut and self.folded[offset : end + 1] in self._speaking_threes:
            end += 1
        return span(offset, end) if end else None

    def _is_listed(self, offset: int, sizes: Sequence[int]) -> bool:
        """True if a mark shows three characters to be a name, whatever the one in the middle: 县委书记魏在平、."""
        last = self.folded[offset + 2 : offset + 3]
        return not sizes and self.folded[offset + 3 : offset + 4] == "、" and self._is_given(last, 1)

    def _is_before_verb(self, offset: int) -> bool:
        """True if a verb of saying shows three characters to be a name, one of which opens none elsewhere: 局长丁向南说, 局长谭全向说.

        No preposition has a verb for its object. 局长谭全在介绍时说 tells of what goes on.
        """
        given = self.folded[offset + 1 : offset + 3]
        free = given.strip(_INNER) if given[-1:] != "在" else given
        says = _SAYS.match(self.folded, offset + 3)
        borne = len(free) == 1 and self._is_given(free, 1) and not is_common_word(given)
        return borne and says is not None and self._is_verb(offset + 3)

    def _of_word(self, offset: int, sizes: Sequence[int]) -> Span | None:
        """The name that opens as a word of the dictionary does: 书记欧洲华|回忆说, 镇长余里松|、, 教授高峰|说."""
        size, end = self.tokens.end(offset) - offset, offset + 3
        if self.folded[offset : offset + size] in self._speaking_words and size in sizes:
            return span(offset, offset + size)
        says = _SAYS.match(self.folded, end)
        if (
            self.tokens.tag(offset)[0] == "r"
            and size in sizes
            and says
            and self.folded[says.end() : says.end() + 1] in _STRONG
        ):
            return span(offset, end)  # 司机何国|明说：
        if self.tokens.tag(offset)[0] not in "njm":
            return None
        # 余里 of 书记余里松|接受采访 is a number's end, and nobody's name.
        is_number = self.tokens.tag(offset)[0] == "m" and self.goes_on(end)
        is_marked = self.is_marked(end) and not self.folded[end : end + 1].isdigit()
        is_closed = not self.speaks(offset + size) and (is_number or is_marked or self.speaks(end))
        if size == 2 and 3 in sizes and (is_closed or (self.goes_on(end) and not self.goes_on(offset + size))):
            return span(offset, end)
        # 高峰 is a person where it ends as a name does, and stands elsewhere with other words after it.
        listed = self.goes_on(offset + size) and len(self._follows[self.folded[offset : offset + size]]) > 1
        return span(offset, offset + size) if size in sizes and (listed or self.speaks(offset + size)) else None

    def _other(self, offset: int) -> Span | None:
        """A name of another language or with a surname that the list lacks, right before a verb of saying: 扎西顿珠说."""
        for end in range(offset + 5, offset + 1, -1):
            if not self._is_given(self.folded[offset:end], end - offset) or not self.speaks(end):
                continue
            words = [at for at in range(offset, end) if self.tokens.end(at) - at > 1]
            plain = all(self.tokens.tag(at)[:2] in {"ns", "nr", "nz"} and self.tokens.end(at) <= end for at in words)
            # 代表逢会必|说, 书记阳光地|说; 党员楼长|说
            last = self.tokens.tag(end - 1)[:1] in _LEADS_VERB or self.folded[end - 1] in _CALLING_ENDS
            if plain and not last and self.tokens.begins(end) and self.folded[offset] not in _NOT_FIRST:
                return span(offset, end)
        return None

    def _foreign(self, match: re.Match[str]) -> Span | None:
        last = max(map(match.group().rfind, _PARTS)) + match.start() + 1
        ends = [end for end in range(last + 1, min(match.end(), last + _MOST_FOREIGN) + 1) if self.goes_on(end)]
        # 迪里拜尔·于素|甫|说: where somebody speaks, the name reaches to the verb.
        end = next((end for end in ends if self.is_marked(end) or self.speaks(end)), None) or next(iter(ends), None)
        return span(match.start(), end) if end else None

    def foreign_names(self) -> Iterator[Span]:
        """Every foreigner's name in the text, by the mark that parts it, without the words around it: 和|杰里娜·范|都来了."""
        titles = {at for match in _TITLE.finditer(self.folded) for at in range(*match.span())}
        end = 0
        for dot in _DOT.finditer(self.folded):
            if dot.start() < end or dot.start() in titles:
                continue
            start = self._foreign_start(dot.start())
            end = self._foreign_end(dot.end())
            parts = PARTED.split(self.folded[start:end])
            plain = any(len(part) > 1 and is_common_word(part) for part in parts) or self.tokens.tag(start) == "ns"
            if all(parts) and not plain and max(map(len, parts)) > 1 and not _NUMERALS & {parts[0][-1], parts[1][0]}:
                yield span(start, end)

    def _foreign_start(self, dot: int) -> int:
        start = dot
        for at in range(dot - 1, max(0, dot - _MOST_FOREIGN) - 1, -1):
            if self.tokens.end(at) == start:
                if not self._may_be_foreign(at):
                    break
                start = at
        # 叫|赛里江·于
        verb = self.tokens.tag(start)[:1] == "v" and not has_several_forms(self.folded[start])
        return start + 1 if verb and dot - start > len("李四") else start

    def _foreign_end(self, at: int) -> int:
        # What follows the mark is of the name, whatever it is elsewhere: 里松·于|贝尔.
        end = max(at + 1, self.tokens.end(at))
        while self._may_be_foreign(end) and not self.speaks(end) and self.folded[end] not in _AFTER:
            end = self.tokens.end(end)
        return self._foreign_end(end + 1) if _DOT.match(self.folded, end) else end

    def _may_be_foreign(self, offset: int) -> bool:
        """True if the word that begins there may be part of a name in sounds: a single character, or what is a name itself."""
        end, tag = self.tokens.end(offset), self.tokens.tag(offset)
        if self.is_marked(offset):
            return False
        return tag[:1] not in _NO_SOUNDS if end - offset == 1 else not is_common_word(self.folded[offset:end])

    def _end(self, offset: int, ends: Sequence[int], *, sure: bool) -> int | None:
        """The end of the name, of the ends that it can have, the likeliest first."""
        fitting = [end for end in ends if self.goes_on(end)]
        # 高明明|白: four characters are no name where the text prints three of them before others.
        known = next((end for end in ends if end == offset + 3 and self.comes_back(span(offset, end))), None)
        if known and fitting == [offset + _LONGEST]:
            return known
        if len(fitting) > 1 and fitting[-1] - offset == _LONGEST:
            # 林郑|月娥|承认: the last two characters are a word of their own.
            # 张雷|现场|发问: a common noun is no given name.
            name = self.tokens.tag(offset + 2).startswith("n") and self.tokens.tag(offset + 2) != "n"
            if name and self.tokens.end(offset + 2) == fitting[-1] and offset + 3 not in fitting:
                return fitting[-1]
            fitting.pop()
        if not fitting:
            bounds = [end for end in ends if self.tokens.begins(end)]
            exact = [end for end in bounds if self.tokens.end(offset) == end]
            return bounds[0] if len(bounds) == 1 and (sure or exact) else None
        if len(fitting) == 1:
            return fitting[0]
        # 孟川|也表示, 何进|在会上, 于得水|说, 殷素|给出 where the text elsewhere prints 殷素说.
        long, short = fitting[0], fitting[1]
        # 令狐岳|跟|我说: the last character is a preposition with its object after it.
        parted = self.tokens.end(short) == long and self.tokens.tag(short)[:1] == "p"
        object_ = not self.is_marked(long) and self.tokens.tag(long)[:1] in {"r", "n"} and not self.speaks(long)
        # 彭小正说，: nobody is telling just then what a mark leads to.
        says = _SAYS.match(self.folded, long)
        told = says is not None and self.folded[says.end() : says.end() + 1] in _STRONG
        adverb = self.folded[short] in _AFTER and not (told and self.folded[short] in _UNDER_WAY)
        if adverb or (parted and object_):
            return short
        after_long, after_short = (self._follows[self.folded[offset:end]] for end in (long, short))
        return short if len(after_short) > 1 and len(after_long) == 1 else long

    def clause_names(self, start: int, end: int) -> Iterator[tuple[Span, Span | None]]:
        """The names that open a clause of a range and speak there, each with the title after it, if one stands there: 林牧野说, 范明德教授."""
        for clause in _CLAUSE_START.finditer(self.folded, start, end):
            name = self.name_at(clause.end())
            if name is None or name.end > end:
                continue
            title = self.title_after(name.end, end)
            called = title or (name.end - name.start > len("李四") and _FAMILIAR.match(self.folded, name.end, end))
            if called or self.speaks(name.end, end):
                yield name, title

    def starts_with_title(self, offset: int) -> bool:
        """True if a calling begins there: 居民 and 司机 begin as surnames do, 范教授 is a surname with a title."""
        return bool(_POST.match(self.folded, offset) or _HONORIFIC.match(self.folded, offset + 1))

    def title_after(self, end: int, limit: int) -> Span | None:
        """The title that stands after a name, unless a name follows it: then it is that one's (云川|区长林牧野)."""
        title = _HONORIFIC.match(self.folded, end, limit)
        # 余姚|区长, 余姚区|区长: whose head it is, is a place.
        ends = {self.folded[end - size : end] for size in (2, 3)} if title and title[0] in _HEADS else set()
        place = title and ends and (self.folded[end - 1] == title[0][0] or any(map(is_division, ends)))
        if title is None or place or self.name_at(title.end(), sure=True):
            return None
        return span(*title.span())

    def names_in(self, start: int, end: int) -> Iterator[Span]:
        """Every name in a range that holds little else than names and marks."""
        for offset in range(start, end):
            if self.tokens.begins(offset) and (name := self.name_at(offset, sure=True)) and name.end <= end:
                yield name


def read_names(source: Source) -> NameReader:
    """The reader of a source's names."""
    return NameReader(folded=source.folded, tokens=read_tokens(source.folded))
