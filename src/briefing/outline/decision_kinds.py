"""The effects of decisions on an outline: one function a kind, in `APPLY`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.config.review import Addition, Extent, Nothing, People, Placement, SetValue
from briefing.outline.draft import Draft, as_reviewed, bare, line_at, locate, next_id, nothing_there, range_of
from briefing.outline.figures.candidates import read_measure
from briefing.outline.lines import find_lines
from briefing.outline.model import (
    Choice,
    Enumeration,
    Figure,
    Item,
    Name,
    Question,
    Quote,
    Speaker,
    Words,
    quote_source,
)
from briefing.text.folding import fold
from briefing.text.quantities import find_quantities
from briefing.text.source import Source, Span, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefing.config.review import Decision

_MARKS = "《》〈〉“”‘’「」『』"
_QUOTED = 20


def _of_cover(draft: Draft, decision: Decision, _: Span | None) -> None:
    """Title, place, outlet, date."""
    words = draft.wording(decision, any_mention=decision.kind != "title")
    if words is not None:
        words = replace(words, evidence="review")
    changes: dict[str, Any] = {decision.kind: words}
    draft.outline = replace(draft.outline, **changes)
    draft.cover.add(decision.kind)


def _of_speakers(draft: Draft, decision: Decision, _: Span | None) -> None:
    """The speakers of the text, as decided."""
    assert isinstance(decision.value, People)  # noqa: S101 - the loader promises it
    known = draft.outline.speakers
    signed = bool(known) and all(one.evidence == "byline" for one in known)
    speakers = []
    for person in decision.value.people:
        name = draft.words(person.name, any_mention=True)
        role = draft.words(person.role or Nothing(), any_mention=True)
        assert name is not None  # noqa: S101 - a person has a name
        speakers.append(
            Speaker(
                name="".join(name.text.split()) if name.spans else name.text,
                role=role.text if role else None,
                span=name.span if name.spans else None,
                origin="review" if name.spans else "editor",
                # An author stays one, or the cover would call him the guest.
                evidence="byline" if signed else "review",
            )
        )
    draft.outline = replace(draft.outline, speakers=tuple(speakers))
    draft.cover.add("speaker")


def _figure_words(draft: Draft, decision: Decision, place: Span | None) -> None:
    """The figure's words, as decided."""
    figure = draft.at(draft.outline.figures, place, "数据")
    words = draft.wording(decision)
    draft.replaced[figure.id] = figure.words.spans or draft.replaced.get(figure.id, ())
    changed = replace(figure, words=words, **_measure(draft.source, words)) if words else None
    draft.put("figures", changed, instead_of=figure)


def _figure_part(draft: Draft, decision: Decision, place: Span | None) -> None:
    """The figure's indicator or time, as decided."""
    figure: Figure = draft.at(draft.outline.figures, place, "数据")
    key = "indicator" if decision.kind == "figure.label" else "period"
    # Somebody is sure: no other candidate is left to be looked at.
    settled = {f"{key}_sure": 1.0, "left_out": replace(figure.left_out, **{key: None})}
    changes: dict[str, Any] = {key: draft.wording(decision), **settled}
    draft.put("figures", replace(figure, words=as_reviewed(figure.words), **changes), instead_of=figure)


def _add_figure(draft: Draft, _: Decision, place: Span | None) -> None:
    """A number that is a figure after all."""
    assert place is not None  # noqa: S101 - the loader promises it
    if any(place.overlaps(own) for one in draft.outline.figures for own in one.words.spans):
        return
    words = replace(quote_source(draft.source, place), origin="review")
    measure = _measure(draft.source, words)
    figure = Figure(id=next_id(draft.outline.figures, "f"), words=words, point=draft.point_at(place).id, **measure)
    draft.put("figures", figure)


def _drop(draft: Draft, decision: Decision, place: Span | None) -> None:
    """A number that is no figure, or words that are no direct speech."""
    if decision.kind == "figure.drop":
        draft.put("figures", None, instead_of=draft.at(draft.outline.figures, place, "数据"))
    else:
        draft.put("quotes", None, instead_of=draft.at(draft.outline.quotes, place, "引语"))


def _question(draft: Draft, decision: Decision, place: Span | None) -> None:
    """A line that is a question, and who asks it."""
    assert place is not None  # noqa: S101 - the loader promises it
    asker = draft.wording(decision, any_mention=True)
    name = "".join(asker.text.split()) if asker else None
    known = [one for one in draft.outline.questions if any(place.overlaps(own) for own in one.words.spans)]
    if known:
        changed = replace(known[0], asker=name, words=as_reviewed(known[0].words))
        draft.put("questions", changed, instead_of=known[0])
        return
    line = line_at(find_lines(draft.source), place)
    following = min(
        (one.words.span.start for one in draft.outline.questions if one.words.span.start > line.end),
        default=len(draft.source.text),
    )
    words = replace(quote_source(draft.source, line), origin="review")
    # What is asked is said no more: the line's sentences and their figures go.
    points = [one for one in draft.outline.points if not (one.words.spans and one.words.span in line)]
    ids = {one.id for one in points}
    figures = tuple(one for one in draft.outline.figures if one.point is None or one.point in ids)
    draft.outline = replace(draft.outline, points=tuple(points), figures=figures)
    draft.put("questions", Question(words=words, asker=name, answer=span(line.end, following)))


def _quote_speaker(draft: Draft, decision: Decision, place: Span | None) -> None:
    """The speaker of a quotation, as decided."""
    quote: Quote = draft.at(draft.outline.quotes, place, "引语")
    said = draft.wording(decision, any_mention=True)
    name = "".join(said.text.split()) if said and said.spans else said.text if said else None
    role = next((one.role for one in draft.outline.speakers if one.name == name), None)
    changed = replace(
        quote, words=as_reviewed(quote.words), speaker=name, role=role, attribution=None, evidence="review"
    )
    draft.put("quotes", changed, instead_of=quote)


def _add_quote(draft: Draft, _: Decision, place: Span | None) -> None:
    """Words that are direct speech."""
    assert place is not None  # noqa: S101 - the loader promises it
    text = draft.source.fold(place)
    start = place.start + len(text) - len(text.lstrip(_MARKS))
    inner = span(start, max(start + 1, place.start + len(text.rstrip(_MARKS))))
    if any(inner.overlaps(own) for one in draft.outline.quotes for own in one.words.spans):
        return
    words = replace(quote_source(draft.source, inner), origin="review")
    quote = Quote(id=next_id(draft.outline.quotes, "q"), words=words, speaker=None, role=None, attribution=None)
    draft.put("quotes", replace(quote, evidence="review"))


def _heads_and_sets(
    draft: Draft, value: SetValue, sets: Iterable[Enumeration]
) -> tuple[tuple[Span, ...], list[Enumeration]]:
    """The heads that a decision names, and those of the sets that share one with them."""
    heads = tuple(locate(draft.finder, anchor) for anchor in value.heads)
    alike = [
        one
        for one in sets
        if any(own.overlaps(place) for item in one.items for own in item.head.spans for place in heads)
    ]
    return heads, alike


def _add_set(draft: Draft, decision: Decision, _: Span | None) -> None:
    """A set of keywords or priorities, in the place of any that shares a head with it."""
    value = decision.value
    assert isinstance(value, SetValue)  # noqa: S101 - the loader promises it
    outline = draft.outline
    heads, replaced = _heads_and_sets(draft, value, (*outline.enumerations, *outline.formulations))
    items = []
    for number, head in enumerate(heads, 1):
        # A member reaches to the next head, or to the end of its line.
        line_end = next((one.end for one in find_lines(draft.source) if head.start in range_of(one)), head.end)
        following = min((one.start for one in heads if one.start >= head.end), default=line_end)
        words = replace(quote_source(draft.source, head), origin="review")
        whole = span(head.start, max(head.end, following))
        items.append(Item(ordinal=number, marker="", head=words, span=whole))
    lead = next((one.lead for one in replaced if one.lead), None)
    # What the set is called must be the source's own word; else the kind says enough.
    noun = value.noun if value.noun and fold(value.noun) in draft.source.folded else None
    found = Enumeration(
        id=next_id((*outline.enumerations, *outline.formulations), "e"),
        kind=value.kind,
        lead=lead,
        noun=noun or next((one.noun for one in replaced if one.noun), None),
        declared=None,
        items=tuple(items),
    )
    others = [one for one in outline.enumerations if one not in replaced]
    draft.outline = replace(
        outline,
        enumerations=tuple(
            sorted((*others, found), key=lambda one: (not one.items[0].head.spans, one.items[0].head.spans[:1]))
        ),
        formulations=tuple(one for one in outline.formulations if one not in replaced),
    )


def _drop_set(draft: Draft, decision: Decision, _: Span | None) -> None:
    """A set that is none."""
    assert isinstance(decision.value, SetValue)  # noqa: S101 - the loader promises it
    kind = decision.value.kind
    alike = _heads_and_sets(draft, decision.value, draft.outline.enumerations)[1]
    dropped = [one for one in alike if one.kind == kind]
    if not dropped:
        raise nothing_there("提纲里没有这一组")
    others = tuple(one for one in draft.outline.enumerations if one not in dropped)
    draft.outline = replace(draft.outline, enumerations=others)


def _add_policy(draft: Draft, _: Decision, place: Span | None) -> None:
    """The name of a policy."""
    assert place is not None  # noqa: S101 - the loader promises it
    words = replace(quote_source(draft.source, place), origin="review")
    if any(bare(one.words.text) == bare(words.text) for one in draft.outline.policies):
        return
    programmes = tuple(one for one in draft.outline.programmes if bare(one.words.text) != bare(words.text))
    draft.outline = replace(draft.outline, programmes=programmes)
    draft.put("policies", Name(id=next_id(draft.outline.policies, "l"), words=words))


def _drop_policy(draft: Draft, decision: Decision, _: Span | None) -> None:
    """A name that is no policy's."""
    assert decision.about is not None  # noqa: S101 - the loader promises it
    words = bare(decision.about.words)
    kept = tuple(one for one in draft.outline.policies if bare(one.words.text) != words)
    if len(kept) == len(draft.outline.policies):
        raise nothing_there("提纲里没有这项政策")
    draft.outline = replace(draft.outline, policies=kept)


def _lock(draft: Draft, decision: Decision, _: Span | None) -> None:
    """A name that is printed as it stands, or in the form that the decision writes."""
    assert decision.about is not None  # noqa: S101 - the loader promises it
    draft.locked.append("".join(decision.about.words.split()))


def _choose(draft: Draft, decision: Decision, place: Span | None) -> None:
    """A choice for one audience's edition: a figure as a tile, a sentence's place or extent, a sentence of the office's own."""
    value = decision.value
    assert isinstance(value, (Addition, Extent, Placement))  # noqa: S101 - the loader promises it
    choice = Choice(
        kind=decision.kind,  # type: ignore[arg-type] # one of those that come here
        decision=decision.id,
        audience=value.audience,
    )
    if decision.kind in {"tile.add", "tile.drop"}:
        draft.choices.append(replace(choice, figure=draft.at(draft.outline.figures, place, "数据").id))
        return
    assert place is not None  # noqa: S101 - the loader promises it
    if isinstance(value, Placement):
        # The place is looked up before the sentence is: the first that is not there is told.
        before = draft.point_at(locate(draft.finder, value.before)).id if value.before else None
        choice = replace(choice, section=value.section, before=before)
    point = draft.point_at(place)
    if isinstance(value, Addition):
        choice = replace(choice, section=value.section, before=point.id if value.before else None, text=value.text)
    if isinstance(value, Extent):
        shown = locate(draft.finder, value.words) if value.words else None
        if shown is not None and shown not in point.words.span:
            raise nothing_there("要印的字不都在这句话里")
        choice = replace(choice, shown=shown)
    draft.choices.append(replace(choice, point=point.id))


def _see(draft: Draft, decision: Decision, place: Span | None) -> None:
    """A doubt that somebody looked at and left."""
    draft.seen.append((decision.doubt or "", place))


def _measure(source: Source, words: Words) -> dict[str, Any]:
    """Value, unit and qualifier of a figure's words, as the fields of a `Figure`."""
    own = source if words.spans else Source(name="", text=words.text, sha256="")
    place = span(words.span.start, words.spans[-1].end) if words.spans else own.whole
    stated = [one for one in find_quantities(own.folded, place.start, place.end) if one.value is not None]
    if not stated:
        raise nothing_there(f"“{words.text[:_QUOTED]}”里没有数")
    value, unit, normal = read_measure(own, stated[0], None)
    qualifier = next((own.text[one.start : one.end] for one in stated[0].qualifiers), None)
    return {"value": value, "unit": unit, "normal": normal, "qualifier": qualifier}


# How a decision of each kind is applied to a draft; `NotAppliedError` where it cannot be.
APPLY: dict[str, Callable[[Draft, Decision, Span | None], None]] = {
    "title": _of_cover,
    "place": _of_cover,
    "outlet": _of_cover,
    "published": _of_cover,
    "speaker": _of_speakers,
    "figure.text": _figure_words,
    "figure.label": _figure_part,
    "figure.time": _figure_part,
    "figure.add": _add_figure,
    "figure.drop": _drop,
    "question": _question,
    "quote.speaker": _quote_speaker,
    "quote.add": _add_quote,
    "quote.drop": _drop,
    "set.add": _add_set,
    "set.drop": _drop_set,
    "policy.add": _add_policy,
    "policy.drop": _drop_policy,
    "name.lock": _lock,
    "point.section": _choose,
    "point.order": _choose,
    "point.add": _choose,
    "point.extent": _choose,
    "tile.add": _choose,
    "tile.drop": _choose,
    "seen": _see,
}
