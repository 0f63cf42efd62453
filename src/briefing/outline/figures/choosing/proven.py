"""Labels that the form of a clause proves, whatever the weights say."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.outline.figures.choosing.counted import fits
from briefing.outline.figures.choosing.cut_labels import COPULA
from briefing.outline.figures.choosing.label_candidates import LONGEST, figures_around, is_measure
from briefing.outline.figures.choosing.words import BARS
from briefing.text import lexicon
from briefing.text.segments import behind_last
from briefing.text.source import Span, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.figures.choosing.label_bars import Bars
    from briefing.outline.figures.choosing.label_candidates import Numeral, Series
    from briefing.outline.figures.choosing.words import TaggedWords

_CLAUSE_MARKS, _SENTENCE_MARKS, _FAR = "，；：。！？", "。！？；", 200
# 其中|年营收8万元以上|的41家, 已开工|的有92口: what is counted needs no noun.
_MEMBERS = lexicon.pattern("measured", "members")
_CLASS = re.compile(
    rf"(?:^|[，。；：、])(?:其中|当中|而)?(?P<of>[^，。；：、]{{2,20}}(?:以[上下内外](?=的)|(?=的{_MEMBERS})))的{_MEMBERS}?$"
)
_ENTRY = re.compile(r"[ 　*#-]*(?P<of>[^，。；：！？（）\d]{2,24}(?:（[^，。；：！？（）\d]{2,12}）)?)（[共计约]?")
_ENTRY_END = re.compile(r"）(?:：|[ ]*$|[ ]*\n)")
_NOMINAL = frozenset("nj")
_TOWARDS = ("对", "向", "本次", "此次")
# 外贸|连续|17个月|增长
_RUN = re.compile(r"(?P<of>[^，。；：！？]*?)[已]?(?:连续|持续)$")
# 县、乡|两级|公路里程: what the items are together.
_COUNTED_ITEMS = re.compile("[两二三四五六七八九十][级地类种项个家座处所]")
_RUN_UNITS, _RUN_KINDS = frozenset({"次", "届", "个季度"}), frozenset({"time", "calendar"})
_IS = re.compile("的.{1,12}(?:就是|便是|正是|是|成为)")
_CLAUSE_ENDS = frozenset({"", *"，；。！？\n"})
_GOES_ON = re.compile(r"[^，。；：、！？\n（）]{2,}")
# 外出务工人员|一度|占到全县劳动力|的45%, 外资占全市投资的比重|升至三成; 占地, 占用 and 抢占 are other verbs.
_SHARE = re.compile(
    rf"(?<![抢侵霸强挤])(?P<whole>占(?![比有地领用道])(?:到|据)?了?(?:(?P<of>[^，。；：、（）［］“”]{{2,16}}?)(?:的?(?P<rate>比重|比例|份额))?)?)"
    rf"(?:(?<=[重例额])[^，。；：、]{{0,12}}|的|{lexicon.pattern('measured', 'copulas')}了?)?$"
)
_WHOLE_ALONE = re.compile(".{,3}|占全.的?总[量数额体]")
# 主导产业［2］占投资比重 holds the sign of a note.
_NOTE = re.compile("[［］]")
# 为此，|我们|连续三年把河道作为一号工程: who speaks is no subject to print.
_LEFT_OUT = frozenset({"、", "我们", "咱们", "我", "他们", "她们", "它们"})
_AMONG = re.compile("其中|当中|而")
# A law or a plan has chapters, articles and words: 《…》……由5章22条扩充到7章39条.
_TEXT_UNITS = frozenset("章条款节字")
_TITLE = re.compile("《[^《》]{2,40}》")
_FROM = ("由", "从")
_COUNTS = frozenset({"count", "person"})
_JOINTS, _NOUN_ENDS = frozenset("、与和及"), frozenset("nlj")
_RESPECTIVELY = re.compile(lexicon.pattern("label_words", "respectively"))
# 43人|已领到证书: such do something, where no subject stands before them; 6次 and 20分 do nothing.
_DOERS, _NO_DOERS = frozenset({"person", "count", "noun"}), frozenset({"次", "度", "分", "倍", "届", "成", "折"})
_GROUP, _ACTS, _DOERS_OF = re.compile("[nwjlbaksqge]+"), re.compile("[dp].*v|v"), ("名", "户", "家")
# What opens a clause before 的 that describes a noun, and what such a noun is.
_RELATIVE, _HEAD, _OPENING_ADVERBS = (
    re.compile(".*[vw].*"),
    re.compile("[njlbaksqgeiw]+"),
    frozenset({"已", "已经", "正在", "未", "尚未", "由"}),
)
_GROWTH = re.compile(
    rf"[^，。；：、！？的\n]{{2,10}}?(?:[增涨跌降升]幅|增速|{lexicon.pattern('changes', 'grew')})(?![\u4e00-\u9fff]*的)"
)
_BLANK = re.compile(r"\s")
_DONE, _SUBJECT, _LEADS = re.compile("[dz]*[vp]"), frozenset("njls"), lexicon.word_set("measured", "leads")
_OPENINGS, _CLOSINGS = frozenset("（("), frozenset("）)")
# 跨过2个|万亿元大关.
_STEP, _STEPS = re.compile(f"[百千万十]{{1,2}}亿?元?级?{lexicon.pattern('measured', 'steps')}"), frozenset({"个", "道"})
_ENTRY_JOINTS = re.compile("以及|[和及与]")
_ENTRY_LEADS = re.compile("以及|[和及与]|.*(?:分别|依次|包括|包含)[为是有]?")
_QUOTED = {"”": "“", "」": "「"}
# A row of a table without its lines: 2.9% 2.7% 2.5%.
_ROW, _SHORTEST_ROW = re.compile("[ 　]+"), 3


class ProvenLabels:
    """Reads the labels of a line's figures that the forms of their clauses prove."""

    def __init__(self, words: TaggedWords, line: Span, bars: Bars, walls: Sequence[Span]) -> None:
        self._words = words
        self._line = line
        self._bars = bars
        self._walls = walls
        self._edges = {*words.starts, *words.ends}

    def is_open(self, numeral: Numeral, series: Series | None) -> bool:
        """True if the form of the clause tells that no phrase beside the figure is its label, where it proves none.

        A run of years is not of its subject alone, nor 茶叶企业、果品企业12家 of the last kind; and of 东、西三个码头分别停靠60、85艘 or 县、乡两级里程 nobody knows which is whose.
        """
        if series is not None:
            items = span(series.items[0].start, series.items[-1].end)
            counted = _COUNTED_ITEMS.search(self._words.folded, items.start, items.end)
            figures = self._words.figures
            first = bisect_left(figures, items.start, key=lambda figure: figure.start)
            holds_figure = first < len(figures) and figures[first].end <= items.end
            return counted is not None or holds_figure
        return self._run_of(numeral) is not None or self._is_in_row(numeral) or self._alike_before(numeral) is not None

    def _is_in_row(self, numeral: Numeral) -> bool:
        """True if a figure is one of several that nothing but blanks part, whose heads stand elsewhere: 2.9% 2.7% 2.5%."""
        told = figures_around(self._words, numeral.index, _ROW)
        return len(told) >= _SHORTEST_ROW

    def label_of(self, numeral: Numeral, series: Series | None) -> tuple[Span, ...]:
        """The proven label of a figure; `series` is of as many nouns as numbers. Empty where nothing is proven."""
        return (
            self._of_class(numeral)
            or self._of_series(numeral, series)
            or self._of_run(numeral)
            or self._of_share(numeral)
            or self._of_text(numeral)
            or self._of_brackets(numeral)
            or self._of_step(numeral)
            or self._of_alike(numeral)
            or self._of_doers(numeral)
            or self._of_growth(numeral)
            or self._of_subject(numeral)
        )

    def _clause_start(self, numeral: Numeral) -> int:
        """The offset at which the clause of a figure begins, behind the figure before it."""
        start = numeral.place.start
        before = self._words.figures[numeral.index - 1].end if numeral.index else 0
        return behind_last(self._words.folded, _CLAUSE_MARKS, max(self._line.start, before, start - _FAR), start)

    def _of_class(self, numeral: Numeral) -> tuple[Span, ...]:
        """The class that is counted: 其中年营收8万元以上的|41家; the name that opens a line before its number: 教育界|（30人）：."""
        folded, start = self._words.folded, numeral.place.start
        entry = _ENTRY.fullmatch(folded, self._line.start, start)
        if entry and _ENTRY_END.match(folded, numeral.place.end, self._line.end):
            return (span(*entry.span("of")),)
        counted = _CLASS.search(folded, max(self._line.start, start - LONGEST), start)
        # 月入8万元以上的|两个群组: what is counted stands behind.
        if (
            not counted
            or self._words.counted[numeral.index] is not None
            or not self._edges.issuperset(counted.span("of"))
        ):
            return ()
        return (self._dated_apart(span(*counted.span("of"))),)

    def _of_series(self, numeral: Numeral, series: Series | None) -> tuple[Span, ...]:
        """The figure's own noun of as many as there are numbers."""
        if series is None or not series.is_whole or self.is_open(numeral, series):
            return ()
        own, last = (self._dated_apart(series.items[index]) for index in (series.ordinal, -1))
        if not self._is_noun(own) or not self._is_noun(last):
            return ()
        folded = self._words.folded
        if noun := self._noun_of_all(numeral, series):
            return (own, noun)
        if series.ordinal == len(series.items) - 1 or is_measure(folded[own.start : own.end]):
            return (own,)
        shared = self._shared(own, last)
        return (own, shared) if shared else ()

    def _noun_of_all(self, numeral: Numeral, series: Series) -> Span | None:
        """The noun that stands once for all numbers: 东园、西园分别有10个与6个|工作间, 省、市分别认定|龙头企业|3家、5家."""
        words, first = self._words, numeral.index - series.ordinal
        figures = words.figures[first : first + len(series.items)]
        between = [words.folded[one.end : other.start] for one, other in pairwise(figures)]
        if numeral.kind not in _COUNTS or not all(one and set(one) <= _JOINTS for one in between):
            return None
        counted = words.counted[first + len(figures) - 1]
        if counted is not None:
            return span(words.starts[counted.first], words.ends[counted.last])
        begin = _RESPECTIVELY.search(words.folded, series.items[-1].end, figures[0].start)
        last = words.index_before(figures[0].start)
        if begin is None or words.codes[last] not in _NOUN_ENDS or words.ends[last] != figures[0].start:
            return None
        return span(begin.end(), figures[0].start)

    def _of_run(self, numeral: Numeral) -> tuple[Span, ...]:
        """The subject and what it has done for so long: 闽宁协作考核|连续7年|为好."""
        folded, place, subject = self._words.folded, numeral.place, self._run_of(numeral)
        if subject is None:
            return ()
        following = self._words.figures[numeral.index + 1 :][:1]
        done = _GOES_ON.match(folded, place.end, following[0].start if following else self._line.end)
        # 连续4年|开展的行动就是实践 says of the run what it is.
        says = done and not done.group().endswith("的") and not _IS.search(done.group())
        rest = span(*done.span()) if done and says else None
        if following and following[0].start == (done.end() if done else place.end):
            # 失业率连续11个月|低于4%: all that goes on is the other figure; 连续6年召开|7次座谈会 has more than its verb.
            ends = not done and folded[following[0].end : following[0].end + 1] in _CLAUSE_ENDS
            rest = following[0] if ends else None
        own = self._subject(subject)
        parts = [part for part in (own, rest) if part]
        # 增幅|连续6个月保持全省第一: whose, another clause says.
        if own is None and self._has_noun(subject):
            return ()
        return tuple(parts) if rest and sum(part.end - part.start for part in parts) <= LONGEST else ()

    def _has_noun(self, place: Span) -> bool:
        """True if a noun stands in a stretch, apart from the times in it."""
        words, place = self._words, self._dated_apart(place)
        inside = range(words.index_before(place.start + 1), words.index_before(place.end) + 1)
        return any(words.codes[at] in _SUBJECT for at in inside if words.starts[at] >= place.start)

    def _run_of(self, numeral: Numeral) -> Span | None:
        """The words before 连续 in the clause of a number of years or times, None if 连续 is not right before it."""
        if numeral.kind not in _RUN_KINDS and numeral.unit not in _RUN_UNITS:
            return None
        begun = _RUN.fullmatch(self._words.folded, self._clause_start(numeral), numeral.place.start)
        return span(*begun.span("of")) if begun else None

    def _of_share(self, numeral: Numeral) -> tuple[Span, ...]:
        """The subject that has the share, and of what it has it: 女工|占合作社社员|的六成."""
        if numeral.kind != "share":
            return ()
        start = self._clause_start(numeral)
        found = _SHARE.search(self._words.folded, start, numeral.place.start)
        if found is None or found.start() not in self._edges:
            return ()
        subject = self._subject(span(start, found.start()))
        if subject and _NOTE.search(self._words.folded, subject.start, subject.end):
            return ()
        whole = span(*found.span("whole")) if found["of"] else None
        if whole and not found["rate"] and self._words.codes[self._words.index_before(whole.end)] == "v":
            return ()
        # 占全市|五分之一 and 占全市总量|五分之一 do not say what is; 争取到2025年出口占总额的比重 does, but not where a clause's subject stands.
        is_alone = not self._words.folded[start : found.start()].strip("约大概则又也只仅共平均几乎")
        says = whole and not _WHOLE_ALONE.fullmatch(self._words.folded, whole.start, whole.end)
        if subject is None and not (says and is_alone):
            return ()
        if whole and subject and whole.start == subject.end:
            subject, whole = span(subject.start, whole.end), None
        parts = [part for part in (subject, whole) if part]
        return tuple(parts) if sum(part.end - part.start for part in parts) <= LONGEST else ()

    def _subject(self, place: Span) -> Span | None:
        """The subject that opens a clause, without its time, the joint before it, and the adverbs behind it."""
        words, place = self._words, self._dated_apart(place)
        among = _AMONG.match(words.folded, place.start, place.end)
        place = span(among.end(), place.end) if among else place
        inside = [
            index
            for index in range(words.index_before(place.start + 1), words.index_before(place.end) + 1)
            if words.starts[index] >= place.start
        ]
        while inside and (words.codes[inside[-1]] in "dm" or not self._bars.may_end(inside[-1], "L")):
            inside.pop()
        while inside and (
            words.codes[inside[0]] in "cu" or words.texts[inside[0]] in _LEFT_OUT or not self._bars.may_open(inside[0])
        ):
            inside.pop(0)
        if not inside or not self._bars.may_span(inside[0], inside[-1]):
            return None
        return span(words.starts[inside[0]], words.ends[inside[-1]])

    def _of_text(self, numeral: Numeral) -> tuple[Span, ...]:
        """The law or plan whose chapters, articles or words are counted from one number to another."""
        folded, start = self._words.folded, numeral.place.start
        floor = max(self._line.start, start - _FAR)
        clause = behind_last(folded, _CLAUSE_MARKS, floor, start)
        if numeral.unit not in _TEXT_UNITS or not folded.startswith(_FROM, clause):
            return ()
        titles = list(_TITLE.finditer(folded, behind_last(folded, _SENTENCE_MARKS, floor, clause), clause))
        return (span(*titles[-1].span()),) if titles else ()

    def _of_brackets(self, numeral: Numeral) -> tuple[Span, ...]:
        """The item of a series whose numbers stand in brackets: 青塘镇（31户）、|白石镇|（27户）."""
        folded, start = self._words.folded, numeral.place.start
        around = self._words.figures[max(0, numeral.index - 1) : numeral.index + 2]
        if not self._is_alone(numeral.place) or sum(map(self._is_alone, around)) == 1:
            return ()
        opening = _QUOTED.get(folded[start - 2])
        if opening is not None:
            begin = folded.rfind(opening, max(self._line.start, start - LONGEST), start - 1)
            return (span(begin + 1, start - 2),) if begin >= 0 else ()
        begin = behind_last(folded, "，、；：。！？（）()", max(self._line.start, start - LONGEST), start - 1)
        # 较大的镇是|青塘镇（31户）: the first item may follow what is no part of it.
        is_first = folded[begin - 1 : begin] not in {"、", "，", "："}
        joint = (_ENTRY_LEADS if is_first else _ENTRY_JOINTS).match(folded, begin, start - 1)
        item = self._dated_apart(span(joint.end() if joint else begin, start - 1))
        return (item,) if (joint or not is_first) and self._is_noun(item) else ()

    def _of_step(self, numeral: Numeral) -> tuple[Span, ...]:
        """The round numbers that so many steps are: 连跨3个|千亿级台阶."""
        step = _STEP.match(self._words.folded, numeral.place.end, self._line.end)
        return (span(*step.span()),) if step and numeral.unit in _STEPS else ()

    def _of_alike(self, numeral: Numeral) -> tuple[Span, ...]:
        """Both of two kinds that the number counts together, whose names end alike and are as long: 认定|茶叶企业、果品企业|12家."""
        alike = self._alike_before(numeral)
        if alike is None:
            return ()
        words, start = self._words, alike.start("noun") - len(alike["own"])
        first = words.index_before(start + 1)
        is_item = start in self._edges and start >= self._clause_start(numeral) and words.codes[first] != "v"
        place = span(start, alike.end())
        return (place,) if is_item and self._bars.may_span(first, words.index_before(place.end)) else ()

    def _alike_before(self, numeral: Numeral) -> re.Match[str] | None:
        """Two kinds parted by 、 that end in the same noun, right before a number that counts."""
        words, last = self._words, self._words.index_before(numeral.place.start)
        noun = words.texts[last] if last >= 0 and words.ends[last] == numeral.place.start else ""
        if numeral.kind not in _DOERS or len(noun) < 2 or words.codes[last] != "n":
            return None
        alike = re.compile(rf"(?P<noun>{re.escape(noun)})、(?P<own>[^，。；：、\d]{{1,6}}){re.escape(noun)}$")
        return alike.search(words.folded, self._clause_start(numeral), numeral.place.start)

    def _is_alone(self, figure: Span) -> bool:
        """True if a figure has a pair of brackets for itself."""
        folded = self._words.folded
        return folded[figure.start - 1 : figure.start] in _OPENINGS and folded[figure.end : figure.end + 1] in _CLOSINGS

    def _of_doers(self, numeral: Numeral) -> tuple[Span, ...]:
        """The deed of so many, what they do or undergo, up to the clause's end: 12人|已领到证书, 六成|住户愿意搬迁.

        Where a subject stands before the number it may be of that; a share is of those who stand behind it.
        """
        words, place = self._words, numeral.place
        first = words.index_before(place.end) + 1
        stop = first
        while stop < words.count and not words.stops[stop]:
            stop += 1
        is_clause = stop > first and (stop == words.count or words.texts[stop] in BARS)
        if not is_clause or words.starts[first] != place.end or words.codes[stop - 1] == "f":
            return ()
        if numeral.kind == "share":
            is_all = words.texts[first] == "的" and self._clause_start(numeral) == place.start
            first += words.texts[first] == "的"
            verb = self._verb_of(first, stop)
            # 85%的|技术需求源于企业: a clause that opens with its share is of the share.
            is_told = (is_all and words.texts[stop - 1] != "的") or (
                verb is not None and words.texts[verb] not in lexicon.word_set("speech", "says")
            )
        else:
            is_told = self._is_done(numeral, first, stop)
            while first < stop and words.texts[first] in _LEADS:
                first += 1
        length = words.ends[stop - 1] - words.starts[first] if first < stop else 0
        may_be = is_told and 1 < length <= LONGEST and self._bars.may_span(first, stop - 1)
        if not may_be or _BLANK.search(words.folded, words.starts[first], words.ends[stop - 1]):
            return ()
        return (span(words.starts[first], words.ends[stop - 1]),)

    def _of_growth(self, numeral: Numeral) -> tuple[Span, ...]:
        """The growth that so many per cent are: 实现4%至5%的|茶业增长."""
        words = self._words
        first = words.index_before(numeral.place.end) + 2
        if numeral.kind != "share" or not words.folded.startswith("的", numeral.place.end) or first >= words.count:
            return ()
        growth = _GROWTH.match(words.folded, words.starts[first], self._line.end)
        last = words.index_before(growth.end()) if growth else first
        is_noun = growth is not None and words.ends[last] == growth.end()
        return (span(*growth.span()),) if growth and is_noun and self._bars.may_span(first, last) else ()

    def _of_subject(self, numeral: Numeral) -> tuple[Span, ...]:
        """The subject of a clause that holds a clause of its own before 的: 已领到执照的茶馆|达到31家."""
        words, begin = self._words, self._clause_start(numeral)
        of = words.folded.rfind("的", begin, numeral.place.start)
        copula = COPULA.search(words.folded, of + 1, numeral.place.start) if of > begin else None
        figures = words.figures[max(0, numeral.index - 1) : numeral.index]
        if copula is None or copula.end() != numeral.place.start or any(one.end == begin for one in figures):
            return ()
        place = self._subject(span(begin, copula.start()))
        if place is None or not place.start < of < place.end - 1 or place.end - place.start > LONGEST:
            return ()
        first, last = words.index_before(place.start + 1), words.index_before(place.end)
        middle = words.index_before(of + 1)
        is_whole = words.texts[middle] == "的" and _RELATIVE.fullmatch(words.codes, first, middle) is not None
        is_noun = _HEAD.fullmatch(words.codes, middle + 1, last + 1) is not None
        may_open = words.codes[first] != "d"
        while first and words.starts[first - 1] >= begin and words.texts[first - 1] in _OPENING_ADVERBS:
            first -= 1
        return (span(words.starts[first], place.end),) if is_whole and is_noun and may_open else ()

    def _is_done(self, numeral: Numeral, first: int, stop: int) -> bool:
        """True if so many people or things do what stands behind them, as no noun before them is its subject."""
        words = self._words
        before = words.index_before(numeral.place.start)
        while before >= 0 and not words.stops[before] and words.codes[before] not in _SUBJECT:
            before -= 1
        is_subject = before >= 0 and not words.stops[before]
        may_do = numeral.kind in _DOERS and numeral.unit not in _NO_DOERS and "的" not in words.texts[first:stop]
        return may_do and not is_subject and _DONE.match(words.codes, first, stop) is not None

    def _verb_of(self, first: int, stop: int) -> int | None:
        """The number of the word that opens what people or bodies do that a clause begins with; None where it does not so."""
        words = self._words
        doers = _GROUP.match(words.codes, first, stop)
        if doers is None or not _ACTS.match(words.codes, doers.end(), stop):
            return None
        noun = words.texts[doers.end() - 1]
        return doers.end() if len(noun) > 1 and any(fits(unit, noun) for unit in _DOERS_OF) else None

    def _shared(self, own: Span, last: Span) -> Span | None:
        """The rest of the last item that an item before it shares: 城镇、农村|居民收入, 对日本、韩国|客商的出口."""
        words, folded = self._words, self._words.folded
        of = folded.find("的", last.start, last.end)
        first, own_word = words.index_before(last.start + 1), words.index_before(own.end)
        if of >= 0:
            is_alike = words.starts[own_word] == own.start and {words.codes[own_word], words.codes[first]} <= _NOMINAL
            return span(min(of, words.ends[first]) if is_alike else of, last.end)
        # 农村居民 may be one word to the segmenter: 居民 is shared.
        start = min(words.ends[first], last.start + own.end - words.starts[own_word])
        # 电子业、信息服务业|增加值: the parts end alike.
        alike = folded.find(folded[own.end - 1], last.start, last.end) + 1
        if alike > last.start and alike in self._edges:
            start = alike
        elif words.codes[first] != words.codes[own_word]:
            return None
        return span(start, last.end) if is_measure(folded[start : last.end]) else None

    def _dated_apart(self, item: Span) -> Span:
        """An item of a series without the time or the 对 that it begins with."""
        start = max(
            [item.start, *(wall.end for wall in self._walls if wall.start <= item.start < wall.end <= item.end)]
        )
        lead = next((one for one in _TOWARDS if self._words.folded.startswith(one, start)), "")
        start += len(lead) if item.end - start > len(lead) else 0
        return span(start, item.end)

    def _is_noun(self, item: Span) -> bool:
        """True if a stretch is whole words of which a label may be made, longer than a numeral's: 第一、二、三产业."""
        words = self._words
        first, last = words.index_before(item.start + 1), words.index_before(item.end)
        if last < first or first < 0 or words.starts[first] != item.start or words.ends[last] != item.end:
            return False
        is_long = len(words.texts[last]) > 1 or last > first
        may_be = self._bars.may_open(first) and self._bars.may_end(last, "L") and self._bars.may_span(first, last)
        return is_long and may_be and item.end - item.start <= LONGEST and words.codes[last] in "nvwjlibs"
