"""One outline as one audience may see it, and which section prints which point."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.config.section_kinds import SECTION_KINDS
from briefing.edition import model as parts
from briefing.edition.about import is_about, without_mixed_list, without_openings
from briefing.edition.news import News
from briefing.edition.predicates import INSTRUMENTS, is_of_money
from briefing.edition.totals import is_total
from briefing.edition.wording import asks_somebody, is_of_talk
from briefing.edition.worth import Worth
from briefing.text.bearing import find_people
from briefing.text.folding import fold
from briefing.text.lexicon import pattern
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from briefing.config.audience import Audience, SectionPlan
    from briefing.config.section_kinds import NameKind
    from briefing.config.topics import Match
    from briefing.edition.index import OutlineIndex
    from briefing.outline.model import Enumeration, Name, Point, Quote
    from briefing.text.source import Span

_ALL_NAMES: tuple[NameKind, ...] = (*INSTRUMENTS, "organisations", "events")


_IN_OFFICE = re.compile(pattern("people", "officials", "heads_of_state"))
_FEW_SECTORS, _MOST_SECTORS = 2, 3
# What a sentence may tell of without stating anything: people, a firm, a village.
_OF_A_STORY = frozenset({"story", "argument", "firm", "small"})
# 完成7处焊接…… trails off; what is granted or reached is told all the same.
_DONE = frozenset({"policy", "result"})
# Of whom an office tells, and who does not speak for it.
_PUBLIC = frozenset({"residents", "farmers", "old"})
# A sentence of these is about a place where sectors are, before it is about the sectors.
_PLACES = ("site",)


@dataclass(frozen=True)
class AudienceView:
    """One outline as one audience may see it."""

    library: OutlineIndex
    audience: Audience

    def _named(self, matches: Iterable[Match]) -> frozenset[str]:
        topics = self.library.topics
        return frozenset(name for match in matches for name in (match.topic, f"@{topics[match.topic].group}"))

    @cached_property
    def _topics(self) -> dict[str, frozenset[str]]:
        return {point: self._named(matches) for point, matches in self.library.matches.items()}

    @cached_property
    def _own_topics(self) -> dict[str, frozenset[str]]:
        """The topics that each point speaks of itself: the head over it excludes no sentence."""
        return {point: self._named(one for one in found if one.own) for point, found in self.library.matches.items()}

    @cached_property
    def _worth(self) -> Worth:
        return Worth(self.library)

    @cached_property
    def news(self) -> News:
        """Weight of the sentences as the text's main news."""
        return News(self, self._worth)

    @cached_property
    def _worths(self) -> dict[str, float]:
        return self._worth.by_point(self.audience.character) if self.audience.least is not None else {}

    def worth_of(self, point: Point) -> float:
        """The sentence's worth to the audience; 0 where all sentences are due to it."""
        return self._worths.get(point.id, 0.0)

    def is_of_worth(self, point: Point, least: float | None = None) -> bool:
        """True if the sentence is worth as much as the audience asks, or as `least` says, and is the source's."""
        asked = self.audience.least if least is None else least
        if self.audience.least is None or asked is None or not point.words.spans:
            return True
        # However much else they tell, these are not for readers outside.
        sentences = self._worth
        unfit = (
            sentences.is_internal,
            sentences.is_trouble,
            sentences.is_of_firm,
            self.news.is_of_customer,
            self.is_elsewhere,
            self._is_of_outsider,
        )
        return self._worths[point.id] >= asked and not any(test(point) for test in unfit)

    @cached_property
    def _outsiders(self) -> dict[str, list[Span]]:
        """The places of what scholars, critics and others say who hold no office and are no guests, by their names."""
        guests = {speaker.name for speaker in self.library.outline.speakers}
        found: dict[str, list[Span]] = {}
        for quote in self.library.outline.quotes:
            in_office = quote.role and _IN_OFFICE.search(fold(quote.role))
            if quote.speaker and quote.words.spans and quote.speaker not in guests and not in_office:
                found.setdefault(quote.speaker, []).append(quote.words.span)
        return found

    def _is_of_outsider(self, point: Point) -> bool:
        """True if the sentence is what somebody says who does not speak for the place."""
        if not point.words.spans:
            return False
        opens = self.library.sentences.is_attributed(point) and point.words.text.startswith(tuple(self._outsiders))
        return opens or any(point.words.span.overlaps(place) for places in self._outsiders.values() for place in places)

    def is_elsewhere(self, point: Point | None) -> bool:
        """True if the sentence is about another place than the text's, where that is known."""
        return point is not None and self.news.knows_place and self.news.is_of_other_place(point)

    def _is_for(self, point: Point, plan: SectionPlan) -> bool:
        """True if what the sentence tells of is received by whom the section is for."""
        if not plan.receivers and not plan.never_for:
            return True
        # Else those whom the sentence before it in its paragraph names, and nobody besides.
        own, before = self._worth.receivers(point), self._worth.receivers_before(point)
        receivers = own or before
        if plan.receivers:
            return not own.isdisjoint(plan.receivers) or (not own and bool(before) and before <= set(plan.receivers))
        return (receivers | self._worth.others(point)).isdisjoint(plan.never_for)

    def topics_of(self, point: Point) -> frozenset[str]:
        """The topics, and their groups as `@group`, that the point speaks of."""
        return self._topics[point.id]

    def allows(self, point: Point | None) -> bool:
        """True if the audience may see the point."""
        return point is not None and self.topics_of(point).isdisjoint(self.audience.withhold)

    def allows_words(self, text: str) -> bool:
        """True if words that are no point (a head, a title) hold no term of a withheld topic."""
        folded = fold(text)
        return not any(self.library.topics[topic].terms_in(folded) for topic in self.audience.withhold)

    def serves(self, point: Point | None, plan: SectionPlan) -> bool:
        """True if the point belongs in the section and may be seen."""
        if point is None or not self.allows(point):
            return False
        topics = self.topics_of(point)
        # How much something has come to says enough without more: 规模突破1万亿元.
        kinds, figures = self._worth.kinds(point).keys(), self.library.figures.get(point.id, ())
        sums_up = ("result" in kinds and any(map(is_of_money, figures))) or ("economy" in kinds and bool(figures))
        also = not plan.also or topics & set(plan.also) or (bool(plan.rest) and sums_up)
        wanted = (not plan.topics or topics & set(plan.topics)) and also
        if not (wanted or self._rest_for(point, plan)) or not self._own_topics[point.id].isdisjoint(plan.exclude):
            return False
        return self._is_for(point, plan) and self.is_of_worth(point, plan.least)

    @cached_property
    def _asked_topics(self) -> frozenset[str]:
        sections = (one for one in self.audience.sections if SECTION_KINDS[one.kind].owns_points)
        return frozenset(topic for section in sections for topic in section.topics)

    def is_open(self, place: Span) -> bool:
        """True if the place speaks of what a section asks for, or of no topic at all."""
        text = self.library.outline.source.fold(place)
        said = {key for key, topic in self.library.topics.items() if topic.terms_in(text)}
        groups = {f"@{self.library.topics[key].group}" for key in said}
        return not said or not self._asked_topics.isdisjoint(said | groups)

    def _rest_for(self, point: Point, plan: SectionPlan) -> int:
        """The point's number of words of the kinds that the section takes; none where a section asks for its topics."""
        if not plan.rest or not any(map(is_of_money, self.library.figures.get(point.id, ()))):
            return 0
        if not self._asked_topics.isdisjoint(self.topics_of(point)):
            return 0
        kinds = self._worth.kinds(point)
        return sum(kinds.get(kind, 0) for kind in plan.rest)

    def terms_of(self, point: Point, topics: Collection[str]) -> int:
        """Relevance of the point to the topics: 1 for a term in it, 4 for one in the head over it."""
        return sum(
            len(match.own) + 4 * len(match.head)
            for match in self.library.matches[point.id]
            if not {match.topic, f"@{self.library.topics[match.topic].group}"}.isdisjoint(topics)
        )

    def terms_within(self, place: Span, topic: str) -> int:
        """The place's number of terms of a topic, or of all topics of an `@group`."""
        text = self.library.outline.source.fold(place)
        topics = self.library.topics.items()
        return sum(len(one.terms_in(text)) for key, one in topics if topic in {key, f"@{one.group}"})

    def terms_for(self, point: Point, plan: SectionPlan) -> int:
        """Relevance of the point to the section.

        What it says besides, as the section asks (`also`), speaks for the section where the point is of one or two sectors:
        one that names many is about the whole of industry.
        """
        specific = len(self.sectors_of(point)) <= _FEW_SECTORS
        said = self.terms_of(point, plan.topics) + (specific and bool(self.terms_of(point, plan.also)))
        named = plan.kind == "sectors" and 0 < len(self.sectors_of(point)) <= _FEW_SECTORS
        return said + (named and not self.terms_of(point, _PLACES)) or self._rest_for(point, plan)

    def row_of(self, point: Point) -> tuple[str, ...]:
        """The sectors in whose row a table prints the point; none for one that speaks of so many that it is of industry at large."""
        return self._sectors_about(point) if len(self.sectors_of(point)) <= _MOST_SECTORS else ()

    def _sectors_about(self, point: Point) -> tuple[str, ...]:
        """The sectors that the point is about, and does not name by the way: 发电、制袜等99个项目建成投用."""
        named = [self.library.topics[key] for key in self.sectors_of(point)]
        clauses = [without_mixed_list(clause, named) for clause in self._clauses_of(point)]
        return tuple(topic.key for topic in named if is_about([topic], clauses))

    def _is_about(self, point: Point, plan: SectionPlan) -> bool:
        """True if the point is about what the section asks for, counts it, or stands under a head that names it and names none itself."""
        topics = [one for key, one in self.library.topics.items() if not {key, f"@{one.group}"}.isdisjoint(plan.about)]
        clauses = self._clauses_of(point)
        names_none = not any(topic.terms_in(clause) for topic in topics for clause in clauses)
        if names_none or is_about(topics, without_openings(topics, clauses)):
            return True
        # 首批建设|4家省级创新实验室: what is counted is told, too.
        counted = (one.indicator for one in self.library.figures.get(point.id, ()) if one.indicator)
        return any(topic.terms_in(fold(label.text)) for label in counted for topic in topics)

    def _clauses_of(self, point: Point) -> list[str]:
        if not point.words.spans:
            return [fold(point.words.text)]
        return [self.library.outline.source.fold(one) for one in self.library.clauses(point.words.span)]

    def sectors_of(self, point: Point) -> tuple[str, ...]:
        """The sectors that the point itself names, not those of the head over it."""
        text = fold(point.words.text)
        return tuple(
            key for key, topic in self.library.topics.items() if topic.group == "sector" and topic.terms_in(text)
        )

    def quotes(self, plan: SectionPlan) -> tuple[Quote, ...]:
        """The quotations that a section of them prints."""
        quotes = self.library.outline.quotes
        found = [one for one in quotes if self.serves(self.library.point_of_quote(one), plan) and self._states(one)]
        if plan.page == "one":
            # What an office reads first is no resident's thanks: “真方便！”村民邱大妈说.
            guests = {speaker.name for speaker in self.library.outline.speakers}
            # 村民 and 小区业主 are no posts, 居民委员会主任 is.
            found = [
                one
                for one in found
                if one.speaker in guests or (one.role and find_people(fold(one.role)[-2:]).isdisjoint(_PUBLIC))
            ]
        added = [
            one for one in quotes if not one.words.spans and self._is_first(plan) and self.allows_words(one.words.text)
        ]
        return (*found[: plan.limit], *added)

    def _states(self, quote: Quote) -> bool:
        """True if a quotation is somebody's and states something; all of a conversation does."""
        if not quote.words.spans:
            return True
        if not (quote.speaker or quote.role) or asks_somebody(fold(quote.words.text)):
            return False
        whole, place = self.library.point_of_quote(quote), quote.words.span
        if is_of_talk(fold(quote.words.text).strip("“”"), counts=bool(self.library.figures_within(place))):
            return False
        within = self.library.points_within(span(max(0, place.start - 1), place.end))
        return not all(map(self.is_scenery, within or filter(None, (whole,))))

    def added_names(self, plan: SectionPlan) -> tuple[Name, ...]:
        """The names that an editor added, in the first section of their kind; no sentence tells whom else they serve."""
        names = (name for kind in plan.names if self._is_first(plan, kind) for name in self.library.names[kind])
        return tuple(name for name in names if not name.words.spans and self.allows_words(name.words.text))

    def _is_first(self, plan: SectionPlan, kind: NameKind | None = None) -> bool:
        alike = (
            one
            for one in self.audience.sections_of(plan.page)
            if one.kind == plan.kind and (kind is None or kind in one.names)
        )
        return next(alike, None) == plan

    def enumeration_text(self, enumeration: Enumeration) -> parts.EnumerationText | None:
        """The enumeration's members with what of their points the audience may see; None where nothing is left."""
        items = tuple(
            (item, points)
            for item in enumeration.items
            if (points := tuple(point for point in self.library.points_of(item) if self.allows(point)))
        )
        lead = self.library.point_at(enumeration.lead.span) if enumeration.lead and enumeration.lead.spans else None
        says = lead and not (
            self.library.sentences.is_of_occasion(lead) or self.library.sentences.is_attribution_alone(lead)
        )
        shown = lead if says and self.allows(lead) else None
        return parts.EnumerationText(enumeration=enumeration, lead=shown, items=items) if items else None

    def enumeration_texts(self, plan: SectionPlan) -> tuple[parts.EnumerationText, ...]:
        """The enumerations that a section of whole ones prints: those that stand in no other."""
        wanted = [
            one
            for one in self.library.outline.enumerations
            if one.kind in plan.enumerations and not self.library.is_nested(one)
        ]
        return tuple(text for one in wanted[: plan.limit] if (text := self.enumeration_text(one)))

    def introduced(self, plan: SectionPlan) -> dict[str, dict[Span, Name]]:
        """The names that a section of them prints, with their places, by the id of the point that introduces them."""
        found: dict[str, dict[Span, Name]] = {}
        for name in (name for kind in plan.names for name in self.library.names[kind]):
            for place in self.library.mentions(name):
                point = self.library.point_at(place)
                if point is not None and not self.library.sentences.is_markup(point) and self.serves(point, plan):
                    found.setdefault(point.id, {})[place] = name
                    break
        return found

    @cached_property
    def _printed_by(self) -> dict[str, frozenset[str]]:
        """The points that each table of names, of measures or text of whole enumerations prints, by its key."""
        body = self.audience.sections_of("body")
        printed = {plan.key: frozenset(self.introduced(plan)) for plan in body if plan.kind == "names"}
        for plan in body:
            if plan.enumerations:
                listed = (one for one in self.library.outline.enumerations if one.kind in plan.enumerations)
                texts = map(self.enumeration_text, listed)
                members = (point for text in texts if text for _, found in text.items for point in found)
                printed[plan.key] = frozenset(point.id for point in members)
        return printed

    @cached_property
    def _spoken_for(self) -> frozenset[str]:
        """The points that a section of quotations or of whole enumerations prints."""
        points: set[str] = set()
        for plan in self.audience.sections_of("body"):
            if plan.kind == "quotes":
                quoted = [quote for quote in self.quotes(plan) if quote.words.spans]
                points.update(point.id for point in map(self.library.point_of_quote, quoted) if point)
                within = (point for quote in quoted for point in self.library.points_within(quote.words.span))
                points.update(point.id for point in within)
            elif plan.kind == "enumerations":
                members = (point for text in self.enumeration_texts(plan) for _, found in text.items for point in found)
                points.update(point.id for point in members)
        return frozenset(points)

    @cached_property
    def _stood_in_for(self) -> frozenset[str]:
        """The sections that are not there, since enumerations that they stand in for have something to print."""
        body = self.audience.sections_of("body")
        there = {plan.key for plan in body if plan.enumerations and self._printed_by[plan.key]}
        return frozenset(plan.key for plan in self.audience.sections if not there.isdisjoint(plan.instead_of))

    @cached_property
    def _leads(self) -> dict[str, int]:
        """By the points that announce a printed enumeration, where the section stands that prints it."""
        leads: dict[str, int] = {}
        for index, plan in enumerate(self.audience.sections):
            texts = self.enumeration_texts(plan) if plan.kind == "enumerations" else ()
            leads |= {text.lead.id: index for text in texts if text.lead}
        return leads

    def is_scenery(self, point: Point) -> bool:
        """True if the point states nothing that an office deals with: 插秧机驶过水田，青青禾苗下地.

        A member of a series is as the others are.
        """
        return bool(point.words.spans) and not any(map(self._is_stated, self._worth.series_of(point)))

    def _is_stated(self, point: Point) -> bool:
        library, turn = self.library, self.library.turns.of(point)
        if point.words.text.endswith("……"):
            return not self._worth.kinds(point).keys().isdisjoint(_DONE)
        states = library.matches[point.id] or library.figures.get(point.id) or library.names_in(point, _ALL_NAMES)
        return bool(self._worth.kinds(point).keys() - _OF_A_STORY or states or turn.question or turn.voice)

    def _owner(self, point: Point) -> str | None:
        """The key of the section that prints the point, the earliest of those that it has most to say to."""
        if point.id in self._spoken_for or not self.library.sentences.says_something(point):
            return None
        if self.audience.least is not None and point.words.spans and self._worth.is_motto(point):
            return None
        plans = [
            plan for plan in self.audience.sections if SECTION_KINDS[plan.kind].owns_points and self.serves(point, plan)
        ]
        plans = [plan for plan in plans if plan.key not in self._stood_in_for]
        earlier = self.audience.sections[: self._leads.get(point.id)]
        plans = [plan for plan in plans if plan in earlier]
        # A section that stands in for enumerations takes all that no section before it does.
        stand_in = next((index for index, plan in enumerate(plans) if plan.instead_of), len(plans))
        plans = plans[: stand_in + 1]
        plans = [plan for plan in plans if not any(point.id in self._printed_by[key] for key in plan.unless)]
        if not self._sectors_about(point):
            plans = [plan for plan in plans if plan.kind != "sectors"]
        plans = [plan for plan in plans if self._is_about(point, plan)]
        if self.is_scenery(point):
            plans = [plan for plan in plans if not plan.instead_of]
        return max(plans, key=lambda plan: self.terms_for(point, plan)).key if plans else None

    @cached_property
    def _owners(self) -> dict[str, str | None]:
        return {point.id: self._owner(point) for point in self.library.outline.points}

    def is_owned(self, point: Point | None) -> bool:
        """True if a section that prints points whole has it."""
        return point is not None and self._owners[point.id] is not None

    def is_granted(self, point: Point) -> bool:
        """True if a table of the body has what the sentence grants (benefits, policies and tools), and it is of worth or says how much."""
        tells = self.is_of_worth(point) or self.library.figures.get(point.id)
        return point.id in self._granted and bool(tells)

    @cached_property
    def _granted(self) -> frozenset[str]:
        body, granted = self.audience.sections_of("body"), set[str]()
        for plan in body:
            if plan.kind == "names" and not set(plan.names).isdisjoint(INSTRUMENTS):
                granted.update(self.introduced(plan))
            elif plan.kind == "benefits":
                granted.update(point.id for point in self.library.placed if self.serves(point, plan))
        return frozenset(one for one in granted if self.library.sentences.says_something(self.library.points[one]))

    def own_points(self, plan: SectionPlan) -> tuple[Point, ...]:
        """The points that the section prints: those with most to say to it, in the order of the text."""
        owned = [point for point in self.library.outline.points if self._owners[point.id] == plan.key]
        kept = {point.id for point in self.ranked(owned, plan)[: plan.limit]}
        return tuple(point for point in owned if point.id in kept)

    def ranked(self, points: Iterable[Point], plan: SectionPlan) -> list[Point]:
        """The points, those with most to say to the section first."""
        library = self.library

        def weight(point: Point) -> float:
            facts = len(library.figures.get(point.id, ())) + len(library.names_in(point, INSTRUMENTS))
            # All sentences are due to readers inside; the news of them before the rest.
            worth = self.news.weight(point) if self.audience.least is None else self.worth_of(point)
            return 2 * self.terms_for(point, plan) + facts + worth

        def states_total(point: Point) -> bool:
            return self.audience.least is not None and any(map(is_total, library.figures.get(point.id, ())))

        return sorted(points, key=lambda point: (states_total(point), weight(point)), reverse=True)
