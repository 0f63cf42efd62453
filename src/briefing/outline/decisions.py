"""A person's decisions put into the machine's outline, in their order; those that cannot be are told and left out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefing.config.review import Chosen, EditorText, LineKindValue, Nothing, People, Placement, SetValue
from briefing.outline.anchors import AnchorFinder
from briefing.outline.figures.candidates import read_measure
from briefing.outline.lines import find_lines
from briefing.outline.model import (
    Choice,
    Enumeration,
    Figure,
    Item,
    Name,
    Outline,
    Question,
    Quote,
    Speaker,
    Words,
    quote_source,
)
from briefing.text.folding import fold
from briefing.text.quantities import find_quantities
from briefing.text.source import Diagnostic, Mark, Source, Span, find_holder, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefing.config.review import Anchor, Decision, Person, Review, Wording
    from briefing.outline.model import Point

_COVER = ("title", "place", "outlet", "published", "speaker")
_OF_LINES = ("heading", "line.kind")
_MARKS = "《》〈〉“”‘’「」『』"
_QUOTED = 20
# What each decision is called when a person is told of it.
CALLED = {
    "title": "题目",
    "place": "地区",
    "outlet": "媒体",
    "published": "刊发日期",
    "speaker": "受访人",
    "heading": "小标题",
    "line.kind": "行的种类",
    "figure.text": "数据的字句",
    "figure.label": "数据计的是什么",
    "figure.time": "数据的时间",
    "figure.add": "添一个数据",
    "figure.drop": "不是数据",
    "question": "提问",
    "quote.speaker": "引语是谁说的",
    "quote.add": "添一条引语",
    "quote.drop": "不是引语",
    "set.add": "添一组关键词或重点",
    "set.drop": "不是关键词或重点",
    "policy.add": "添一项政策",
    "policy.drop": "不是政策",
    "name.lock": "照印的名称",
    "point.section": "放在哪一节",
    "point.order": "先后",
    "tile.add": "添一块数据",
    "tile.drop": "不作数据块",
    "check.allow": "允许的改动",
    "seen": "看过了",
}
# The notices that a decision about the same place answers.
_SETTLES = {
    "figure.label": ("no-indicator", "unsure-label"),
    "figure.time": ("unsure-time",),
    "figure.drop": ("no-indicator", "unsure-label", "unsure-time", "contradiction"),
    "figure.text": (),
    "quote.speaker": ("inherited-speaker", "no-speaker"),
    "quote.drop": ("inherited-speaker", "no-speaker"),
    "question": ("unplaced",),
    "name.lock": ("name-forms", "unknown-name"),
}
_SETTLES_ALL = {
    "title": ("no-title",),
    "place": ("unproven-place", "place-from-title"),
    "published": ("relative-date",),
    "speaker": ("speaker-from-title",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An outline with a person's decisions in it.

    `cover` are the facts of the cover that somebody decided, which go before the sidecar's; `locked` are names that keep their
    characters. `choices` are for the editions. The outline's diagnostics tell of decisions that were not applied.
    """

    outline: Outline
    cover: frozenset[str] = frozenset()
    locked: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


class _NotAppliedError(Exception):
    """A decision that cannot be applied: the code of the notice, and why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


def _nothing_there(what: str) -> _NotAppliedError:
    return _NotAppliedError("decision-unused", what)


def _locate(finder: AnchorFinder, anchor: Anchor, *, any_mention: bool = False) -> Span:
    """Where the anchor's words are; what cannot be found or told apart is not applied."""
    found = finder.find(anchor, any_mention=any_mention)
    if isinstance(found, Span):
        return found
    words = " ".join(anchor.words.split())[:_QUOTED]
    if found == "gone":
        raise _NotAppliedError("decision-gone", f"原文里找不到“{words}”了")
    raise _NotAppliedError("decision-ambiguous", f"原文里的“{words}”不止一处，分不清是哪一处")


def _notice(review: Review, decision: Decision, error: _NotAppliedError) -> Diagnostic:
    called = CALLED.get(decision.kind, decision.kind)
    return Diagnostic(
        code=error.code, message=f"{review.file} 的 {decision.id}（{called}）没有采用：{error.why}", doubt=0.95
    )


def mark_lines(source: Source, review: Review) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The source with lines marked as decided, before anything is read out of it, and what could not be marked."""
    decisions = [one for one in review.standing if one.kind in _OF_LINES]
    if not decisions:
        return source, ()
    finder, lines = AnchorFinder(source), find_lines(source)
    marks = {mark.span.start: mark for mark in source.marks}
    notices = []
    for decision in decisions:
        try:
            holder = find_holder(lines, _locate(finder, decision.about).start)  # type: ignore[arg-type]
        except _NotAppliedError as error:
            notices.append(_notice(review, decision, error))
            continue
        value, place = decision.value, lines[holder or 0]
        assert isinstance(value, LineKindValue)  # noqa: S101 - the loader promises it
        known = marks.get(place.start)
        level = value.level if value.kind == "heading" else 0
        marks[place.start] = Mark(kind=value.kind, span=place, level=level, words=known.words if known else None)
    return replace(source, marks=tuple(marks[start] for start in sorted(marks))), tuple(notices)


def apply_decisions(outline: Outline, review: Review) -> Decided:
    """The outline with the decisions of a review file in it, in order, a later one on the same thing instead of the earlier.

    The same outline and file give the same result; without decisions the outline stays as it is. What cannot be applied is told
    in the outline's diagnostics: `decision-gone`, `decision-ambiguous`, `decision-unused`, `decision-unknown`, `review-source`.
    """
    if not review.file:
        return Decided(outline=outline)
    applier = _Applier(outline=outline, review=review)
    for decision, place in applier.effective():
        applier.attempt(decision, place)
    return applier.result()


def _next(entries: Iterable[Any], letter: str) -> str:
    numbers = [int(one.id[1:]) for one in entries if one.id[:1] == letter and one.id[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _sorted(entries: Iterable[Any]) -> tuple[Any, ...]:
    """Entries in the order of the text; those without a place last."""
    return tuple(sorted(entries, key=lambda one: (not one.words.spans, one.words.spans[:1])))


def _reviewed(words: Words) -> Words:
    return replace(words, origin="review") if words.spans else words


@dataclass
class _Applier:
    """An outline as decisions are put into it one by one."""

    outline: Outline
    review: Review
    notices: list[Diagnostic] = field(default_factory=list)
    cover: set[str] = field(default_factory=set)
    locked: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    settled: list[tuple[tuple[str, ...], Span | None]] = field(default_factory=list)
    seen: list[tuple[str, Span | None]] = field(default_factory=list)

    @property
    def source(self) -> Source:
        """The source of the outline."""
        return self.outline.source

    @cached_property
    def finder(self) -> AnchorFinder:
        """Finds the words of decisions."""
        return AnchorFinder(self.outline.source)

    def effective(self) -> Iterator[tuple[Decision, Span | None]]:
        """The decisions to apply with their places: of several on the same thing the last, where it stands."""
        last: dict[object, tuple[Decision, Span | None]] = {}
        for number, decision in enumerate(self.review.standing):
            if decision.kind in (*_OF_LINES, "check.allow"):
                continue
            try:
                place = self._place_of(decision)
            except _NotAppliedError as error:
                self.notices.append(_notice(self.review, decision, error))
                continue
            key = _subject(decision, place) or number
            last.pop(key, None)
            last[key] = (decision, place)
        yield from last.values()

    def _place_of(self, decision: Decision) -> Span | None:
        if decision.about is None:
            return None
        named = decision.kind in ("name.lock", "policy.add", "policy.drop")
        return _locate(self.finder, decision.about, any_mention=named)

    def attempt(self, decision: Decision, place: Span | None) -> None:
        """Apply a decision, or keep why not."""
        try:
            _APPLY[decision.kind](self, decision, place)
        except _NotAppliedError as error:
            self.notices.append(_notice(self.review, decision, error))
            return
        if codes := _SETTLES_ALL.get(decision.kind):
            self.settled.append((codes, None))
        elif place and (codes := _SETTLES.get(decision.kind)):
            self.settled.append((codes, place))

    def result(self) -> Decided:
        """What came of it, with the notices."""
        left = tuple(self._weighed(one) for one in self.outline.diagnostics if not self._is_settled(one))
        return Decided(
            outline=replace(self.outline, diagnostics=(*left, *self._of_file(), *self.notices)),
            cover=frozenset(self.cover),
            locked=tuple(dict.fromkeys(self.locked)),
            choices=tuple(self.choices),
        )

    def _of_file(self) -> Iterator[Diagnostic]:
        """What there is to say of the file as a whole."""
        review = self.review
        if review.source_sha256 not in ("", self.source.sha256):
            message = f"{review.file} 是对另一稿原文写的；各项决定已照现在的原文重新核对"
            yield Diagnostic(code="review-source", message=message, doubt=0.5)
        if review.unknown:
            kinds = "、".join(dict.fromkeys(kind for kind, _ in review.unknown))
            message = f"{review.file} 里有这个程序不认识的决定（{kinds[:_QUOTED]}），没有采用，文件里保留着"
            yield Diagnostic(code="decision-unknown", message=message, doubt=0.9)

    def _is_settled(self, one: Diagnostic) -> bool:
        return any(
            one.code in codes and (place is None or (one.span is not None and place.overlaps(one.span)))
            for codes, place in self.settled
        )

    def _weighed(self, one: Diagnostic) -> Diagnostic:
        """The notice, in no doubt any more where somebody has seen it."""
        alike = (place for code, place in self.seen if code == one.code)
        seen = any(place is None or (one.span is not None and place.overlaps(one.span)) for place in alike)
        return replace(one, doubt=0.0) if seen else one

    # Words and places.

    def words(self, said: Wording, *, any_mention: bool = False) -> Words | None:
        """The words that a decision names: the source's, an editor's or none."""
        match said:
            case Nothing():
                return None
            case EditorText(text=text):
                return Words(text=text, origin="editor")
            case Chosen(anchors=anchors):
                places = [_locate(self.finder, anchor, any_mention=any_mention) for anchor in anchors]
                return replace(quote_source(self.source, *places), origin="review")

    def _wording(self, decision: Decision, *, any_mention: bool = False) -> Words | None:
        assert isinstance(decision.value, Chosen | EditorText | Nothing)  # noqa: S101 - the loader promises it
        return self.words(decision.value, any_mention=any_mention)

    def point_at(self, place: Span) -> Point:
        """The sentence that a place is in."""
        holding = (one for one in self.outline.points if one.words.spans and place.start in _range(one.words.span))
        point = next(holding, None) or next(
            (one for one in self.outline.points if one.words.spans and one.words.span.overlaps(place)), None
        )
        if point is None:
            raise _nothing_there("这里不是提纲里的一句话")
        return point

    def at(self, entries: Sequence[Any], place: Span | None, what: str) -> Any:
        """The one entry whose words are at a place, or overlap it."""
        assert place is not None  # noqa: S101 - the loader promises it
        exact = [one for one in entries if place in one.words.spans]
        found = exact or [one for one in entries if any(place.overlaps(own) for own in one.words.spans)]
        if len(found) != 1:
            raise _nothing_there(f"提纲里这一处{'不止一个' if found else '没有'}{what}")
        return found[0]

    def put(self, key: str, changed: Any, *, instead_of: Any = None) -> None:
        """Put an entry into the outline, or in the place of another."""
        entries = [one for one in getattr(self.outline, key) if one is not instead_of]
        entries = [*entries, changed] if changed is not None else entries
        changes: dict[str, Any] = {key: _sorted(entries)}
        self.outline = replace(self.outline, **changes)

    # The kinds.

    def of_cover(self, decision: Decision, _: Span | None) -> None:
        """Title, place, outlet, date."""
        words = self._wording(decision, any_mention=decision.kind != "title")
        if words is not None:
            words = replace(words, evidence="review")
        changes: dict[str, Any] = {decision.kind: words}
        self.outline = replace(self.outline, **changes)
        self.cover.add(decision.kind)

    def of_speakers(self, decision: Decision, _: Span | None) -> None:
        """Whose words the text is."""
        assert isinstance(decision.value, People)  # noqa: S101 - the loader promises it
        known = self.outline.speakers
        signed = bool(known) and all(one.evidence == "byline" for one in known)
        speakers = tuple(self._speaker(one, signed=signed) for one in decision.value.people)
        self.outline = replace(self.outline, speakers=speakers)
        self.cover.add("speaker")

    def _speaker(self, person: Person, *, signed: bool) -> Speaker:
        name, role = self.words(person.name, any_mention=True), self.words(person.role or Nothing(), any_mention=True)
        assert name is not None  # noqa: S101 - a person has a name
        return Speaker(
            name="".join(name.text.split()) if name.spans else name.text,
            role=role.text if role else None,
            span=name.span if name.spans else None,
            origin="review" if name.spans else "editor",
            # An author stays one, or the cover would call him the guest.
            evidence="byline" if signed else "review",
        )

    def figure_words(self, decision: Decision, place: Span | None) -> None:
        """How much of the text a figure is."""
        figure = self.at(self.outline.figures, place, "数据")
        words = self._wording(decision)
        changed = replace(figure, words=words, **_measure(self.source, words)) if words else None
        self.put("figures", changed, instead_of=figure)

    def figure_part(self, decision: Decision, place: Span | None) -> None:
        """What a figure counts, or its time."""
        figure: Figure = self.at(self.outline.figures, place, "数据")
        key = "indicator" if decision.kind == "figure.label" else "period"
        sure = {f"{key}_sure": 1.0} if hasattr(figure, f"{key}_sure") else {}
        changed = replace(figure, words=_reviewed(figure.words), **{key: self._wording(decision)}, **sure)  # type: ignore[arg-type]
        self.put("figures", changed, instead_of=figure)

    def add_figure(self, _: Decision, place: Span | None) -> None:
        """A number that is a figure after all."""
        assert place is not None  # noqa: S101 - the loader promises it
        if any(place.overlaps(own) for one in self.outline.figures for own in one.words.spans):
            return
        words = replace(quote_source(self.source, place), origin="review")
        measure = _measure(self.source, words)
        figure = Figure(id=_next(self.outline.figures, "f"), words=words, point=self.point_at(place).id, **measure)
        self.put("figures", figure)

    def drop_figure(self, _: Decision, place: Span | None) -> None:
        """A number that is no figure."""
        self.put("figures", None, instead_of=self.at(self.outline.figures, place, "数据"))

    def question(self, decision: Decision, place: Span | None) -> None:
        """A line that is a question, and who asks it."""
        assert place is not None  # noqa: S101 - the loader promises it
        asker = self._wording(decision, any_mention=True)
        name = "".join(asker.text.split()) if asker else None
        known = [one for one in self.outline.questions if any(place.overlaps(own) for own in one.words.spans)]
        if known:
            changed = replace(known[0], asker=name, words=_reviewed(known[0].words))
            self.put("questions", changed, instead_of=known[0])
            return
        holder = find_holder(find_lines(self.source), place.start)
        line = find_lines(self.source)[holder or 0]
        following = min(
            (one.words.span.start for one in self.outline.questions if one.words.span.start > line.end),
            default=len(self.source.text),
        )
        words = replace(quote_source(self.source, line), origin="review")
        self._drop_points(line)
        self.put("questions", Question(words=words, asker=name, answer=span(line.end, following)))

    def _drop_points(self, line: Span) -> None:
        """Take the sentences of a line, and their figures, out of what is said."""
        points = [one for one in self.outline.points if not (one.words.spans and one.words.span in line)]
        ids = {one.id for one in points}
        figures = tuple(one for one in self.outline.figures if one.point is None or one.point in ids)
        self.outline = replace(self.outline, points=tuple(points), figures=figures)

    def quote_speaker(self, decision: Decision, place: Span | None) -> None:
        """Who said a quotation."""
        quote: Quote = self.at(self.outline.quotes, place, "引语")
        said = self._wording(decision, any_mention=True)
        name = "".join(said.text.split()) if said and said.spans else said.text if said else None
        role = next((one.role for one in self.outline.speakers if one.name == name), None)
        changed = replace(
            quote, words=_reviewed(quote.words), speaker=name, role=role, attribution=None, evidence="review"
        )
        self.put("quotes", changed, instead_of=quote)

    def add_quote(self, _: Decision, place: Span | None) -> None:
        """Words that are direct speech."""
        assert place is not None  # noqa: S101 - the loader promises it
        inner = _without_marks(self.source, place)
        if any(inner.overlaps(own) for one in self.outline.quotes for own in one.words.spans):
            return
        words = replace(quote_source(self.source, inner), origin="review")
        quote = Quote(id=_next(self.outline.quotes, "q"), words=words, speaker=None, role=None, attribution=None)
        self.put("quotes", replace(quote, evidence="review"))

    def drop_quote(self, _: Decision, place: Span | None) -> None:
        """Words that are no direct speech."""
        self.put("quotes", None, instead_of=self.at(self.outline.quotes, place, "引语"))

    def _heads(self, value: SetValue) -> tuple[Span, ...]:
        return tuple(_locate(self.finder, anchor) for anchor in value.heads)

    def _alike(self, heads: Iterable[Span]) -> list[Enumeration]:
        """The sets of the outline that share a head with those given."""
        places = tuple(heads)
        return [
            one
            for one in self.outline.enumerations
            if any(own.overlaps(place) for item in one.items for own in item.head.spans for place in places)
        ]

    def add_set(self, decision: Decision, _: Span | None) -> None:
        """A set of keywords or priorities, in the place of any that shares a head with it."""
        value = decision.value
        assert isinstance(value, SetValue)  # noqa: S101 - the loader promises it
        heads = self._heads(value)
        replaced = self._alike(heads)
        items = tuple(
            Item(ordinal=number, marker="", head=self._head(head), span=self._member(head, heads))
            for number, head in enumerate(heads, 1)
        )
        lead = next((one.lead for one in replaced if one.lead), None)
        # What the set is called must be the source's own word; else the kind says enough.
        noun = value.noun if value.noun and fold(value.noun) in self.source.folded else None
        found = Enumeration(
            id=_next(self.outline.enumerations, "e"),
            kind=value.kind,
            lead=lead,
            noun=noun or next((one.noun for one in replaced if one.noun), None),
            declared=None,
            items=items,
        )
        others = [one for one in self.outline.enumerations if one not in replaced]
        self.outline = replace(self.outline, enumerations=tuple(sorted((*others, found), key=_first_head)))

    def _head(self, place: Span) -> Words:
        return replace(quote_source(self.source, place), origin="review")

    def _member(self, head: Span, heads: Sequence[Span]) -> Span:
        """From a head to the next one, or to the end of its line."""
        line_end = next((one.end for one in find_lines(self.source) if head.start in _range(one)), head.end)
        following = min((one.start for one in heads if one.start >= head.end), default=line_end)
        return span(head.start, max(head.end, following))

    def drop_set(self, decision: Decision, _: Span | None) -> None:
        """A set that is none."""
        assert isinstance(decision.value, SetValue)  # noqa: S101 - the loader promises it
        kind = decision.value.kind
        dropped = [one for one in self._alike(self._heads(decision.value)) if one.kind == kind]
        if not dropped:
            raise _nothing_there("提纲里没有这一组")
        others = tuple(one for one in self.outline.enumerations if one not in dropped)
        self.outline = replace(self.outline, enumerations=others)

    def add_policy(self, _: Decision, place: Span | None) -> None:
        """The name of a policy."""
        assert place is not None  # noqa: S101 - the loader promises it
        words = replace(quote_source(self.source, place), origin="review")
        if any(_bare(one.words.text) == _bare(words.text) for one in self.outline.policies):
            return
        programmes = tuple(one for one in self.outline.programmes if _bare(one.words.text) != _bare(words.text))
        self.outline = replace(self.outline, programmes=programmes)
        self.put("policies", Name(id=_next(self.outline.policies, "l"), words=words))

    def drop_policy(self, decision: Decision, _: Span | None) -> None:
        """A name that is no policy's."""
        assert decision.about is not None  # noqa: S101 - the loader promises it
        words = _bare(decision.about.words)
        kept = tuple(one for one in self.outline.policies if _bare(one.words.text) != words)
        if len(kept) == len(self.outline.policies):
            raise _nothing_there("提纲里没有这项政策")
        self.outline = replace(self.outline, policies=kept)

    def lock(self, decision: Decision, _: Span | None) -> None:
        """A name that is printed as it stands, or in the form that the decision writes."""
        assert decision.about is not None  # noqa: S101 - the loader promises it
        self.locked.append("".join(decision.about.words.split()))

    def place_point(self, decision: Decision, place: Span | None) -> None:
        """Where an audience's edition prints a sentence."""
        value = decision.value
        assert isinstance(value, Placement)  # noqa: S101 - the loader promises it
        assert place is not None  # noqa: S101 - the loader promises it
        before = self.point_at(_locate(self.finder, value.before)).id if value.before else None
        choice = Choice(
            kind=decision.kind,  # type: ignore[arg-type] # one of the two that come here
            decision=decision.id,
            audience=value.audience,
            point=self.point_at(place).id,
            section=value.section,
            before=before,
        )
        self.choices.append(choice)

    def place_tile(self, decision: Decision, place: Span | None) -> None:
        """Whether an audience's edition prints a figure as a tile."""
        assert isinstance(decision.value, Placement)  # noqa: S101 - the loader promises it
        figure = self.at(self.outline.figures, place, "数据")
        choice = Choice(
            kind=decision.kind,  # type: ignore[arg-type] # one of the two that come here
            decision=decision.id,
            audience=decision.value.audience,
            figure=figure.id,
        )
        self.choices.append(choice)

    def see(self, decision: Decision, place: Span | None) -> None:
        """A doubt that somebody looked at and left."""
        self.seen.append((decision.doubt or "", place))


def _range(place: Span) -> range:
    return range(place.start, place.end)


def _bare(text: str) -> str:
    return "".join(fold(text).strip(_MARKS + " ").split())


def _without_marks(source: Source, place: Span) -> Span:
    text = source.fold(place)
    start = place.start + len(text) - len(text.lstrip(_MARKS))
    return span(start, max(start + 1, place.start + len(text.rstrip(_MARKS))))


def _first_head(one: Enumeration) -> tuple[bool, tuple[Span, ...]]:
    spans = one.items[0].head.spans
    return not spans, spans[:1]


def _measure(source: Source, words: Words) -> dict[str, Any]:
    """Value, unit and qualifier of a figure's words, as the fields of a `Figure`."""
    own = source if words.spans else Source(name="", text=words.text, sha256="")
    place = span(words.span.start, words.spans[-1].end) if words.spans else own.whole
    stated = [one for one in find_quantities(own.folded, place.start, place.end) if one.value is not None]
    if not stated:
        raise _nothing_there(f"“{words.text[:_QUOTED]}”里没有数")
    value, unit, normal = read_measure(own, stated[0], None)
    qualifier = next((own.text[one.start : one.end] for one in stated[0].qualifiers), None)
    return {"value": value, "unit": unit, "normal": normal, "qualifier": qualifier}


def _subject(decision: Decision, place: Span | None) -> object:  # noqa: PLR0911 - one case for each family of kinds, flat
    """What a decision is about, as a key: a later one with the same key takes its place. None where each stands alone."""
    kind, value = decision.kind, decision.value
    match kind.partition(".")[0]:
        case "figure" if kind in ("figure.add", "figure.drop"):
            return "figure", place
        case "quote" if kind != "quote.speaker":
            return "quote", place
        case "policy" | "name":
            return kind.partition(".")[0], _bare(decision.about.words if decision.about else "")
        case "set" if isinstance(value, SetValue):
            return "set", value.kind, tuple(_bare(one.words) for one in value.heads)
        case "point" | "tile" if isinstance(value, Placement):
            return kind.partition(".")[0], value.audience, place
        case "seen":
            return "seen", decision.doubt, place
        case _:
            return kind, place


_APPLY: dict[str, Callable[[_Applier, Decision, Span | None], None]] = {
    "title": _Applier.of_cover,
    "place": _Applier.of_cover,
    "outlet": _Applier.of_cover,
    "published": _Applier.of_cover,
    "speaker": _Applier.of_speakers,
    "figure.text": _Applier.figure_words,
    "figure.label": _Applier.figure_part,
    "figure.time": _Applier.figure_part,
    "figure.add": _Applier.add_figure,
    "figure.drop": _Applier.drop_figure,
    "question": _Applier.question,
    "quote.speaker": _Applier.quote_speaker,
    "quote.add": _Applier.add_quote,
    "quote.drop": _Applier.drop_quote,
    "set.add": _Applier.add_set,
    "set.drop": _Applier.drop_set,
    "policy.add": _Applier.add_policy,
    "policy.drop": _Applier.drop_policy,
    "name.lock": _Applier.lock,
    "point.section": _Applier.place_point,
    "point.order": _Applier.place_point,
    "tile.add": _Applier.place_tile,
    "tile.drop": _Applier.place_tile,
    "seen": _Applier.see,
}
