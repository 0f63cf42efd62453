"""Whatever is decided of whatever text: the same file gives the same packs, and no decision is lost without a word."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.config.review import (
    Addition,
    Anchor,
    Chosen,
    Decision,
    EditorText,
    Extent,
    LineKindValue,
    Nothing,
    People,
    Person,
    Placement,
    Review,
    SetValue,
    Value,
)
from briefing.config.review_file import append_decision
from briefing.config.review_loader import load_review
from briefing.config.sidecar import Sidecar
from briefing.errors import BriefingError
from briefing.outline.anchors import AnchorFinder
from briefing.outline.codec import from_json, to_json
from briefing.outline.decisions import apply_decisions, mark_lines
from briefing.outline.load import Reading, decide
from briefing.outline.model import Outline
from briefing.outline.parse import parse
from briefing.packs.approvals import digest_of
from briefing.text.language import Script
from briefing.text.source import Source, span
from briefing.writers import WRITERS
from builders import source_of
from composing import template_set
from gold_files import own_gold

NAMES = tuple(one.name for one in own_gold())
SLOW = settings(
    deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@cache
def text_of(name: str) -> str:
    return next(one for one in own_gold() if one.name == name).text()


@cache
def outline_of(name: str) -> Outline:
    return parse(source_of(text_of(name), name=f"{name}.txt"))


def anchors_in(outline: Outline) -> st.SearchStrategy[Anchor]:
    """Anchors of what the outline found, and of any other words."""
    finder, length = AnchorFinder(outline.source), len(outline.source.text)
    entries = (*outline.figures, *outline.quotes, *outline.points, *outline.policies)
    known = [one.words.span for one in entries if one.words.spans]
    anywhere = st.builds(
        lambda at, size: span(at, min(length, at + size)), st.integers(0, length - 1), st.integers(1, 12)
    )
    places = (st.sampled_from(known) | anywhere) if known else anywhere
    return (
        places.filter(lambda place: bool(outline.source[place].strip()))
        .map(finder.anchor_at)
        .filter(lambda anchor: len(anchor.words) <= 2_000)
    )


def values_of(  # noqa: PLR0911 - one strategy for each kind, flat
    kind: str, anchors: st.SearchStrategy[Anchor]
) -> st.SearchStrategy[Value | None]:
    chosen = anchors.map(lambda one: Chosen(anchors=(one,)))
    texts = st.sampled_from(["十二件", "自己写的"]).map(lambda text: EditorText(text=text))
    wording: st.SearchStrategy[Value | None] = chosen | texts | st.just(Nothing())
    audience = st.sampled_from(["investor", "talent", "officials", "nobody"])
    section = st.sampled_from(["none", "housing", "industry", "sectors", "nothing"])
    match kind:
        case "title" | "place" | "figure.text" | "figure.label" | "figure.time" | "question" | "quote.speaker":
            return wording
        case "speaker":
            return st.lists(st.builds(Person, name=chosen | texts, role=st.none() | chosen), max_size=2).map(
                lambda people: People(people=tuple(people))
            )
        case "line.kind":
            return st.sampled_from(["heading", "text", "furniture", "caption", "title"]).map(
                lambda line: LineKindValue(kind=line)
            )
        case "set.add" | "set.drop":
            return st.lists(anchors, min_size=1, max_size=3).map(
                lambda heads: SetValue(kind="keywords", heads=tuple(heads))
            )
        case "point.section":
            return st.builds(Placement, audience=audience, section=section)
        case "point.order":
            return st.builds(Placement, audience=audience, section=section, before=anchors)
        case "point.add":
            return st.builds(Addition, audience=audience, section=section, text=st.just("自己添的一句话。"))
        case "point.extent":
            return st.builds(Extent, audience=audience, words=st.none() | anchors)
        case "tile.add" | "tile.drop":
            return st.builds(Placement, audience=audience)
        case _:
            return st.none()


KINDS = (
    *(
        "title",
        "place",
        "speaker",
        "line.kind",
        "figure.text",
        "figure.label",
        "figure.time",
        "figure.add",
        "figure.drop",
    ),
    *("question", "quote.speaker", "quote.add", "quote.drop", "set.add", "set.drop", "policy.add", "policy.drop"),
    *("name.lock", "point.section", "point.order", "point.add", "point.extent", "tile.add", "tile.drop", "seen"),
)
WITHOUT_ABOUT = ("title", "place", "speaker", "set.add", "set.drop")


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Decision]]:
    name = draw(st.sampled_from(NAMES))
    anchors = anchors_in(outline_of(name))
    decisions = []
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6)):
        about = None if kind in WITHOUT_ABOUT else draw(anchors)
        value = draw(values_of(kind, anchors))
        decisions.append(
            Decision(kind=kind, about=about, value=value, doubt="no-indicator" if kind == "seen" else None)
        )
    return name, decisions


def written(name: str, decisions: list[Decision]) -> Review:
    """The decisions as they are read back from their file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.review.toml"
        for decision in decisions:
            append_decision(path, (f"{name}.txt", ""), decision)
        return load_review(path)


def reading_of(source: Source, review: Review) -> Reading:
    marked, notices = mark_lines(source, review)
    decided = apply_decisions(parse(marked), review)
    told = (*decided.outline.diagnostics, *notices)
    outline = Outline(
        **{**{key: getattr(decided.outline, key) for key in Outline.__dataclass_fields__}, "diagnostics": told}
    )
    return Reading(outline=outline, sidecar=Sidecar(locked=decided.locked), review=review, choices=decided.choices)


@SLOW
@given(cases())
def test_decisions_on_an_outline_that_is_kept_give_what_reading_anew_gives(case: tuple[str, list[Decision]]) -> None:
    source, review = source_of(text_of(case[0]), name=f"{case[0]}.txt"), written(*case)

    kept = decide(source, review, outline_of(case[0]))

    assert kept == decide(source, review)


def built(reading: Reading) -> list[tuple[str, bytes]]:
    """Each audience's page in one script with the digest of its words."""
    found = []
    for audience in template_set().audiences:
        task = Task(
            template_set=template_set(),
            reading=reading,
            audience=audience.name,
            script=Script.TW,
            formats=(),
            date=None,
        )
        try:
            document = compose_document(task)
        except BriefingError:
            continue
        found.append((digest_of(document), WRITERS["html"](document, template_set().theme, template_set().overlay)))
    return found


@SLOW
@given(cases())
def test_decisions_built_twice_give_the_same_bytes(case: tuple[str, list[Decision]]) -> None:
    name, decisions = case
    source, review = source_of(text_of(name), name=f"{name}.txt"), written(*case)

    first, second = reading_of(source, review), reading_of(source, review)

    assert [one.about for one in review.decisions] == [one.about for one in decisions]
    assert to_json(first.outline) == to_json(second.outline)
    assert built(first) == built(second)


@SLOW
@given(cases())
def test_an_outline_with_any_decisions_is_loaded_as_it_was_written(case: tuple[str, list[Decision]]) -> None:
    outline = reading_of(source_of(text_of(case[0]), name=f"{case[0]}.txt"), written(*case)).outline

    assert to_json(from_json(to_json(outline), outline.source)) == to_json(outline)


@SLOW
@given(st.sampled_from(NAMES), st.data())
def test_words_that_moved_or_went_are_kept_or_told(name: str, data: st.DataObject) -> None:
    outline, text = outline_of(name), text_of(name)
    figures = [one for one in outline.figures if one.words.spans]
    if not figures:
        return
    chosen = data.draw(st.lists(st.sampled_from(figures), min_size=1, max_size=4, unique_by=lambda one: one.id))
    finder = AnchorFinder(outline.source)
    decisions = [
        Decision(
            kind="figure.label",
            id=f"d{number}",
            about=finder.anchor_at(one.words.span),
            value=EditorText(text=f"第{number}个标签"),
        )
        for number, one in enumerate(chosen)
    ]
    lines = text.split("\n")
    at, gone = data.draw(st.integers(0, len(lines))), data.draw(st.integers(0, 2))
    inserted = data.draw(st.sampled_from(["", "新添的一段话。", f"又说一遍{chosen[0].words.text}。", lines[0]]))
    changed = "\n".join([*lines[:at], inserted, *lines[at + gone :]])

    after = reading_of(source_of(changed, name=f"{name}.txt"), Review(file="r", decisions=tuple(decisions))).outline

    for decision in decisions:
        assert isinstance(decision.value, EditorText)
        assert decision.about is not None
        label = decision.value.text
        kept = [one for one in after.figures if one.indicator and one.indicator.text == label]
        told = [one for one in after.diagnostics if one.message.startswith(f"r 的 {decision.id}（")]
        assert len(kept) + len(told) == 1, (decision, kept, told)
        assert all(decision.about.words in one.words.text or one.words.text in decision.about.words for one in kept)


def anchors_of(decision: Decision) -> list[Anchor]:
    """All words of the text that a decision names."""
    match decision.value:
        case Chosen(anchors=anchors) | SetValue(heads=anchors):
            named = list(anchors)
        case People(people=people):
            said = [one for person in people for one in (person.name, person.role)]
            named = [anchor for one in said if isinstance(one, Chosen) for anchor in one.anchors]
        case Placement(before=Anchor() as before):
            named = [before]
        case Extent(words=Anchor() as words):
            named = [words]
        case _:
            named = []
    return [*([decision.about] if decision.about else []), *named]


def bare(text: str) -> str:
    return "".join(text.split())


@SLOW
@given(cases(), st.sampled_from(["gone", "turned round", "said twice"]), st.data())
def test_any_decision_on_a_text_that_changed_is_told_where_its_words_are_gone(
    case: tuple[str, list[Decision]], change: str, data: st.DataObject
) -> None:
    name, text = case[0], text_of(case[0])
    decision = replace(case[1][0], id="d1")
    anchors = anchors_of(decision)
    lines = text.split("\n")
    if change == "gone" and anchors:
        words = data.draw(st.sampled_from(anchors)).words
        changed = "\n".join(line for line in lines if bare(words) not in bare(line)).replace(words, "")
    else:
        at = data.draw(st.integers(0, len(lines)))
        changed = "\n".join([*lines[at:], *(lines if change == "said twice" else lines[:at])])

    after = reading_of(source_of(changed, name=f"{name}.txt"), Review(file="r", decisions=(decision,)))

    gone = [one.words for one in anchors if bare(one.words) not in bare(changed)]
    told = [one.message for one in after.outline.diagnostics if one.decision == "d1"]
    assert told or not gone, (decision, gone)
    # It can be composed all the same.
    built(after)


def test_without_a_review_file_the_outline_stays_as_it_is() -> None:
    outline = outline_of(NAMES[0])

    assert apply_decisions(outline, Review()).outline is outline
    assert mark_lines(outline.source, Review()) == (outline.source, ())
