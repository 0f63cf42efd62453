"""Main news of a text: what its headline and its lead say, and what is told of the whole place, before its parts and its people."""

from __future__ import annotations

import re
from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING

from briefing.edition.wording import is_of_private_person, is_praise
from briefing.outline.places.divisions import load_divisions
from briefing.text.bearing import count_kinds
from briefing.text.folding import fold
from briefing.text.grams import grams
from briefing.text.lexicon import pattern
from briefing.text.name_forms import ANY_SURNAME

if TYPE_CHECKING:
    from briefing.edition.view import AudienceView
    from briefing.edition.worth import Worth
    from briefing.outline.model import Point

# What speaks for a sentence as news, and against it; names are those of `Worth.features`.
_WEIGHTS = {
    "result": 1.0,
    "policy": 1.0,
    "plan": 0.5,
    "economy": 0.5,
    "aggregate": 2.0,
    "money": 1.0,
    "figure": 0.5,
    "own": 1.0,
    "whole": 1.0,
    "story": -2.0,
    "argument": -1.5,
    "firm": -1.5,
    "small": -1.0,
    "shortcoming": -1.5,
    "hollow": -0.5,
    "quoted": -1.5,
    "asks": -2.0,
    "short": -1.0,
}
# What is news to one reader besides.
_FOR = {"officials": {"asking": 0.5}, "talent": {"for talent": 2.0, "of talent": 1.0}, "investor": {"for firms": 0.5}}
_OF_HEADLINE, _OF_LEAD, _OF_MEETING, _OF_ELSEWHERE = 4.0, 1.5, -5.0, -1.5
_OF_ONESELF, _OF_PERSON, _OF_PRAISE, _OF_VISIT = -1.5, -3.0, -6.0, -3.0
# 要加强协同: what is asked of those inside.
_OF_DEMAND, _DEMAND = 1.0, re.compile(r"(?:^|[，；：])要(?![素点件义闻塞求是么])")
_LONGEST_TIME = 10
# 邻省的石州市招商…: no matter what it is called.
_ELSEWHERE = re.compile(r"(?:邻|外|兄弟|周边|毗邻的?)[省市县区]")
# What a city consists of.
_OF_CITY = ("区", "县", "旗")
# 我还享受了补贴, but not 我们, 我省.
_ONESELF = re.compile(r"我(?![们国省市区县州港])")
# 杭州的鲁先生, but not 于文华先生.
_CUSTOMER = re.compile(rf"(?:^|[，。；：“的民户主客者友家]){ANY_SURNAME}{pattern('people', 'familiar')}")
# 昨日，市里举行新闻发布会: that it was said, and nothing of what was.
# 区长会见商会一行, 陪同考察: who met whom.
_VISIT = re.compile(
    r"^[^，。；：]{2,30}(?:会见|拜会|接见|会晤|到访|来访|参访|走访|陪同|座谈)|(?:会见|拜会|接见|会晤|来访)[^，。；：]{1,20}一行"
)
_MEETING = re.compile(r"(?:举行|召开|举办|出席|主持)[^，。]{0,30}(?:会|论坛|仪式|座谈)|会议?(?:闭幕|开幕|落幕)")
# What an office does, and what makes a sentence none of it.
_DEEDS = frozenset({"policy", "result", "plan", "asking", "internal"})
_TALES = frozenset({"story", "argument"})
_PARTS, _FIRM, _WHOLE = frozenset({"firm", "small", "story"}), frozenset({"firm"}), frozenset({"whole", "own"})
_SMALL = frozenset({"firm", "small"})
# 现辖6镇6乡, 全部行政村: the parts of the whole.
_COUNTED_PARTS = re.compile(rf"[\d个各全][^，。；、\d]{{0,3}}{pattern('statements', 'small')}")


class News:
    """Weight of the sentences of one outline as its main news."""

    def __init__(self, view: AudienceView, worth: Worth) -> None:
        self._view = view
        self._library = view.library
        self._worth = worth

    @cached_property
    def _headline(self) -> set[str]:
        title = self._library.outline.title
        return grams(fold(title.text), 2) if title else set()

    @cached_property
    def _lead(self) -> int:
        """Start of the first paragraph that states something."""
        first = next(filter(self._view.library.sentences.says_something, self._library.placed), None)
        return self._library.outline.source.line_start(first.words.span.start) if first else -1

    def weight(self, point: Point) -> float:
        """The share of the text's main news that the sentence says; 0 for one that an editor added."""
        if not point.words.spans:
            return 0.0
        features, folded = self._worth.features(point), fold(point.words.text)
        weights = _WEIGHTS | _FOR.get(self._view.audience.character, {})
        if self._library.sentences.is_attributed(point):
            weights["story"] = 0.0
        said = fsum(weights.get(name, 0.0) * value for name, value in features.items())
        said += _OF_ONESELF * bool(_ONESELF.search(folded)) + _OF_PERSON * self._is_of_person(point)
        said += _OF_ELSEWHERE * self.is_of_other_place(point) + _OF_MEETING * bool(_MEETING.search(folded))
        counts = self._library.figures_within(point.words.span)
        said += _OF_PRAISE * is_praise(folded) + _OF_VISIT * (not counts and bool(_VISIT.search(folded)))
        said += _OF_DEMAND * (self._view.audience.least is None and bool(_DEMAND.search(folded)))
        shared = self._headline & grams(folded, 2)
        leads = self._library.outline.source.line_start(point.words.span.start) == self._lead
        # A lead may be a picture: 小麦颗粒归仓，广袤田野一片大忙.
        leads = leads and not {"figure", "name", "own", "policy"}.isdisjoint(features)
        return said + _OF_HEADLINE * len(shared) / max(1, len(self._headline)) + _OF_LEAD * leads

    @cached_property
    def _place(self) -> str:
        place = self._library.outline.place
        return fold(place.text) if place else ""

    def _is_of_person(self, point: Point) -> bool:
        """True if the sentence names somebody, and not as who says it for an office: 鲁先生装修新房; 远大公司经理孙立说，…."""
        names = self._of_firms if self._library.sentences.is_attributed(point) else self._persons
        is_private = self.is_of_customer(point) or is_of_private_person(fold(point.words.text))
        return is_private or any(name in point.words.text for name in names)

    def is_of_customer(self, point: Point) -> bool:
        """True if the sentence tells of somebody whom it calls as neighbours do: 杭州的鲁先生最近装修新房."""
        return _CUSTOMER.search(fold(point.words.text)) is not None

    @cached_property
    def _of_firms(self) -> frozenset[str]:
        said = (quote for quote in self._library.outline.quotes if quote.speaker and quote.role)
        return frozenset(
            quote.speaker for quote in said if quote.speaker and "firm" in count_kinds(fold(quote.role or ""))
        )

    @cached_property
    def _persons(self) -> frozenset[str]:
        outline = self._library.outline
        quoted = {quote.speaker for quote in outline.quotes if quote.speaker}
        guests = {speaker.name for speaker in outline.speakers}
        return frozenset(quoted | {name.words.text for name in outline.persons}) - guests

    @property
    def knows_place(self) -> bool:
        """True if the text's own place is known."""
        return bool(self._place)

    def is_of_other_place(self, point: Point) -> bool:
        """True if the sentence opens with a province or city that is not the text's, and does not name that: 山西省提出….

        In a text of a province, cities are its own, and in one of a city, districts and counties.
        """
        divisions, folded = load_divisions(), self._library.outline.source.folded
        if self._place and self._place[:-1] in fold(point.words.text):
            return False
        clauses = self._library.clauses(point.words.span) if point.words.spans else ()
        opens_with_time = bool(clauses) and clauses[0].end - clauses[0].start <= _LONGEST_TIME
        for clause in clauses[: 1 + opens_with_time]:
            start = clause.start + folded.startswith("在", clause.start)
            if _ELSEWHERE.match(folded, start):
                return True
            end = divisions.full_at(folded, start) or divisions.short_at(folded, start, wide=True)
            name = folded[start:end] if end else ""
            if name and name[:2] not in self._place and not self._may_be_part(name):
                return True
        return False

    def _may_be_part(self, name: str) -> bool:
        """True if the named division is of a lower rank than the text's place."""
        divisions = load_divisions()
        if not {self._place, self._place[:-1]}.isdisjoint(divisions.provinces):
            return {name, name[:-1]}.isdisjoint(divisions.provinces)
        is_city = self._place.endswith("市") or any(
            self._place[at:] in divisions.wide for at in range(len(self._place))
        )
        return is_city and name.endswith(_OF_CITY)

    def is_of_part(self, point: Point) -> bool:
        """True if the sentence is about one firm, one village, one person or another place: 远大公司实行记分制."""
        return self._is_of(point, _PARTS)

    def _is_of(self, point: Point, parts: frozenset[str]) -> bool:
        if self._is_of_person(point) or self.is_of_other_place(point):
            return True
        return self._tells_of(point, parts)

    def _tells_of(self, point: Point, parts: frozenset[str]) -> bool:
        """True if the sentence has words for such parts, and none for the whole place."""
        said = self._worth.features(point).keys()
        return bool(said & parts) and said.isdisjoint(_WHOLE) and not self._names_own(point)

    def _names_own(self, point: Point) -> bool:
        """True if the sentence names the text's place by its own name, without those above it: 安吉 of 浙江省安吉县."""
        divisions, name = load_divisions(), self._place
        while (end := divisions.full_at(name, 0) or divisions.short_at(name, 0, wide=True) or len(name)) < len(name):
            name = name[end:]
        return bool(name) and name in fold(point.words.text)

    def goes_on_about_part(self, point: Point) -> bool:
        """True if the sentence counts something and names no whole, and the one before it is about a village or a firm: 今年共接待游客12万人次."""
        library, source = self._library, self._library.outline.source
        if not point.words.spans or not library.figures.get(point.id):
            return False
        rank = library.order[point.id]
        before = library.placed[rank - 1] if rank else point
        is_beside = source.line_start(before.words.span.start) == source.line_start(point.words.span.start)
        names_no_whole = self._worth.features(point).keys().isdisjoint(_WHOLE) and not self._names_own(point)
        counts_parts = _COUNTED_PARTS.search(fold(before.words.text)) is not None
        return is_beside and names_no_whole and not counts_parts and self._tells_of(before, _SMALL)

    def is_deed(self, point: Point) -> bool:
        """True if the sentence tells what an office decided, did, plans or asks, be it a village's, but not a firm's."""
        kinds = self._worth.kinds(point).keys()
        return bool(kinds & _DEEDS) and kinds.isdisjoint(_TALES) and not self._is_of(point, _FIRM)
