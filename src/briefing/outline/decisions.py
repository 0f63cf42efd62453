"""A person's decisions put into the machine's outline, in their order; those that cannot be are told and left out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing.config.review import Addition, LineKindValue, Placement, SetValue
from briefing.outline.anchors import AnchorFinder
from briefing.outline.decision_kinds import APPLY
from briefing.outline.draft import Draft, NotAppliedError, bare, line_at, locate
from briefing.outline.lines import find_lines
from briefing.outline.oddities import find_unsure
from briefing.text.source import Diagnostic, Mark, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.config.review import Decision, Review
    from briefing.outline.model import Choice, Outline

_OF_LINES = ("heading", "line.kind")
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
    "point.add": "添一句自己的话",
    "point.extent": "印整句还是几个分句",
    "tile.add": "作重点数字",
    "tile.drop": "不作重点数字",
    "check.allow": "允许的改动",
    "seen": "看过了",
}
# The notices that a decision about the same place answers.
_SETTLES = {
    "figure.label": ("no-indicator", "unsure-label"),
    "figure.time": ("unsure-time",),
    "figure.drop": ("no-indicator", "unsure-label", "unsure-time", "contradiction"),
    "figure.text": (),  # answers no notice, and yet somebody has looked
    "quote.speaker": ("inherited-speaker", "no-speaker"),
    "quote.drop": ("inherited-speaker", "no-speaker"),
    "question": ("unplaced",),
    "name.lock": ("name-forms", "unknown-name"),
}
_SETTLES_ALL = {
    "title": ("no-title",),
    "place": ("unproven-place", "place-from-title", "place-from-text"),
    "published": ("relative-date",),
    "speaker": ("speaker-from-title",),
}
# What somebody says who has looked at the whole text and leaves it as it is.
WHOLE_TEXT = "whole-text"


def has_looked(review: Review) -> bool:
    """True if somebody has answered a doubt of the text, or has said that he looked at all of it."""
    return any(one.kind == "seen" or one.kind in _SETTLES or one.kind in _SETTLES_ALL for one in review.standing)


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


def _notice(review: Review, decision: Decision, error: NotAppliedError) -> Diagnostic:
    called = CALLED.get(decision.kind, decision.kind)
    message = f"{review.file} 的 {decision.id}（{called}）没有采用：{error.why}"
    return Diagnostic(code=error.code, message=message, doubt=0.95, decision=decision.id)


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
            place = line_at(lines, locate(finder, decision.about))  # type: ignore[arg-type]  # the loader promises it
        except NotAppliedError as error:
            notices.append(_notice(review, decision, error))
            continue
        value = decision.value
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
    replay = _Replay(draft=Draft(outline=outline), review=review)
    for decision, place in replay.effective():
        replay.attempt(decision, place)
    return replay.result()


@dataclass
class _Replay:
    """The decisions of one file as they are applied to a draft, and what there is to tell of them."""

    draft: Draft
    review: Review
    notices: list[Diagnostic] = field(default_factory=list)
    settled: list[tuple[tuple[str, ...], Span | None]] = field(default_factory=list)
    answered: list[Diagnostic] = field(default_factory=list)
    seen: list[Diagnostic] = field(default_factory=list)

    def effective(self) -> Iterator[tuple[Decision, Span | None]]:
        """The decisions to apply with their places: of several on the same thing the last, where it stands."""
        last: dict[object, tuple[Decision, Span | None]] = {}
        for number, decision in enumerate(self.review.standing):
            if decision.kind in (*_OF_LINES, "check.allow"):
                continue
            try:
                named = decision.kind in ("name.lock", "policy.add", "policy.drop")
                about = decision.about
                place = locate(self.draft.finder, about, any_mention=named) if about else None
            except NotAppliedError as error:
                self.notices.append(_notice(self.review, decision, error))
                continue
            key = _subject(decision, place) or number
            last.pop(key, None)
            last[key] = (decision, place)
        yield from last.values()

    def attempt(self, decision: Decision, place: Span | None) -> None:
        """Apply a decision, or keep why not."""
        # Doubts about a figure's label and time are told at the candidate's place, which several figures may share (这五年): who
        # has seen one of them has not seen the others.
        codes = (decision.doubt,) if decision.kind == "seen" else _SETTLES.get(decision.kind, ())
        figures = [
            one for one in self.draft.outline.figures if place and one.words.spans and one.words.span.overlaps(place)
        ]
        unsure = [one for one in find_unsure(figures) if one.code in codes]
        try:
            APPLY[decision.kind](self.draft, decision, place)
        except NotAppliedError as error:
            self.notices.append(_notice(self.review, decision, error))
            return
        (self.seen if decision.kind == "seen" else self.answered).extend(unsure)
        if whole := _SETTLES_ALL.get(decision.kind):
            self.settled.append((whole, None))
        elif place and (own := _SETTLES.get(decision.kind)):
            self.settled.append((own, place))

    def result(self) -> Decided:
        """The outline as decided, with the notices."""
        left = []
        for one in self.draft.outline.diagnostics:
            places = [place for codes, place in self.settled if one.code in codes]
            if one in self.answered or _is_among(one, places):
                continue
            # What somebody has seen is in no doubt any more.
            seen = one in self.seen or _is_among(one, [place for code, place in self.draft.seen if code == one.code])
            left.append(replace(one, doubt=0.0) if seen else one)
        # Notices about the file as a whole.
        review = self.review
        if review.source_sha256 not in ("", self.draft.source.sha256):
            message = f"{review.file} 是对另一稿原文写的；各项决定已照现在的原文重新核对"
            left.append(Diagnostic(code="review-source", message=message, doubt=0.5))
        if review.unknown:
            kinds = "、".join(dict.fromkeys(kind for kind, _ in review.unknown))
            message = f"{review.file} 里有这个程序不认识的决定（{kinds[:_QUOTED]}），没有采用，文件里保留着"
            left.append(Diagnostic(code="decision-unknown", message=message, doubt=0.9))
        return Decided(
            outline=replace(self.draft.outline, diagnostics=(*left, *self.notices)),
            cover=frozenset(self.draft.cover),
            locked=tuple(dict.fromkeys(self.draft.locked)),
            choices=tuple(self.draft.choices),
        )


def _is_among(one: Diagnostic, places: Iterable[Span | None]) -> bool:
    """True if a notice is at one of the places, of which None is the whole text."""
    return any(place is None or (one.span is not None and place.overlaps(one.span)) for place in places)


def _subject(decision: Decision, place: Span | None) -> object:  # noqa: PLR0911 - one case for each family of kinds, flat
    """The subject of a decision, as a key: a later one with the same key takes its place. None where each stands alone."""
    kind, value = decision.kind, decision.value
    match kind.partition(".")[0]:
        case "figure" if kind in ("figure.add", "figure.drop"):
            return "figure", place
        case "quote" if kind != "quote.speaker":
            return "quote", place
        case "policy" | "name":
            return kind.partition(".")[0], bare(decision.about.words if decision.about else "")
        case "set" if isinstance(value, SetValue):
            return "set", value.kind, tuple(bare(one.words) for one in value.heads)
        case "point" if isinstance(value, Addition):
            return "addition", value.audience, bare(value.text)
        case "point" | "tile" if isinstance(value, Placement):
            return kind.partition(".")[0], value.audience, place
        case "seen":
            return "seen", decision.doubt, place
        case _:
            return kind, place
