"""The state of a text: 待校 · 已校 · 已审定 · 已发布, from its doubts, its approvals and the last release."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing.desk.finished import Packs, released_editions
from briefing.desk.pool import log_fault
from briefing.errors import BriefingError, SourceError
from briefing.outline.decisions import has_looked
from briefing.outline.doubts import find_doubts
from briefing.packs.approvals import EditionState, digest_of_entries, find_state, inputs_of
from briefing.publish.office_word import word_hashes
from briefing.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.config.template_set import TemplateSet
    from briefing.desk.texts import Text, Texts

SCRIPT_ADDRESS = "/static/preview.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A state: its `code` for style sheets, its `name` for people."""

    code: str
    name: str


TODO = Standing(code="todo", name="待校")
READ = Standing(code="read", name="已校")
APPROVED = Standing(code="approved", name="已审定")
RELEASED = Standing(code="released", name="已发布")
# The text cannot be read, or an edition that was approved not be made, for a fault that its page tells.
FAULTY = Standing(code="todo", name="出错")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One edition in one script: its state and digest, what it is made from, or why there is none.

    `faulty` says that a fault and not the text is why; `has_word`, that the office edited its Word file.
    """

    audience: str
    called: str
    script: Script
    state: EditionState | None
    sha256: str = ""
    refused: str = ""
    faulty: bool = False
    inputs: dict[str, str] = field(default_factory=dict)
    has_word: bool = False


def doubts_left(text: Text) -> int:
    """The number of places that are still to be looked at."""
    return sum(len(doubt.places) for doubt in find_doubts(text.reading.outline))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """The things that every edition of a text is held against: hashes of edited Word files, inputs, places in doubt."""

    words: dict[tuple[str, str], str]
    inputs: dict[str, dict[str, str]]
    doubts: int


def _basis_of(template_set: TemplateSet, text: Text, audiences: Iterable[str]) -> _Basis:
    return _Basis(
        words=word_hashes(text.path),
        inputs={name: inputs_of(text.reading, template_set, name) for name in audiences},
        doubts=doubts_left(text) if has_looked(text.reading.review) else 1,
    )


async def _row(texts: Texts, text: Text, basis: _Basis, called: str, slot: tuple[str, Script]) -> EditionRow:
    audience, script = slot
    row = EditionRow(audience=audience, called=called, script=script, state=None)
    try:
        preview = await texts.preview(text, audience, script, SCRIPT_ADDRESS)
    except BriefingError as error:
        return replace(row, refused=error.message, faulty=not isinstance(error, SourceError))
    sha256 = digest_of_entries(preview.entries)
    word = basis.words.get((audience, script.value), "")
    inputs = basis.inputs[audience] | ({"word": word} if word else {})
    review = text.reading.review
    state = find_state(review, audience, script, sha256, doubts=basis.doubts, inputs=inputs, word=word)
    return replace(row, state=state, sha256=sha256, inputs=inputs, has_word=bool(word))


async def edition_rows(texts: Texts, text: Text, slots: Iterable[tuple[str, Script]] | None = None) -> list[EditionRow]:
    """The editions as they would print now, held against their last approvals: those of the slots, or all of them."""
    template_set = texts.template_set()
    called = {one.name: one.called for one in template_set.audiences}
    wanted = list(slots) if slots is not None else [(name, script) for name in called for script in Script]
    basis = _basis_of(template_set, text, {name for name, _ in wanted})
    return list(await asyncio.gather(*(_row(texts, text, basis, called[slot[0]], slot) for slot in wanted)))


async def standing_of(texts: Texts, text: Text, rows: list[EditionRow] | None = None) -> Standing:
    """The text's state, counted over the editions that it has content for; `rows` are all of them, where they are known.

    An approval counts while the words that it was given to would still print. `已校` is a text whose doubts somebody has looked
    at, and not one of which the program has none. `FAULTY` where it cannot be told: the pages about the text are there all the same.
    """
    try:
        return await _standing_of(texts, text, rows)
    except BriefingError:
        return FAULTY
    except Exception as error:  # noqa: BLE001 - a fault at one text is to leave its record and the others usable
        log_fault(error)
        return FAULTY


async def _standing_of(texts: Texts, text: Text, rows: list[EditionRow] | None) -> Standing:
    review, known = text.reading.review, [one.name for one in texts.template_set().audiences]
    slots = [(name, script) for name in known for script in Script]
    approved = [slot for slot in slots if review.approval_of(*slot)]
    if not approved:
        return READ if has_looked(review) and not doubts_left(text) else TODO
    if rows is None:
        # What a reader is given is selected once for all scripts.
        rows = await edition_rows(texts, text, sorted({*approved, *((name, Script.HANS) for name in known)}))
    if any(row.faulty for row in rows):
        return FAULTY
    # An edition of which nothing is left to print is none that somebody waits for.
    printed = [row for row in rows if row.state is not None and (row.audience, row.script) in approved]
    if not printed or any(row.state.state != "approved" for row in printed if row.state):
        return TODO
    possible = sum(row.state is not None and row.script == Script.HANS for row in rows) * len(Script)
    packs = Packs(folder=texts.folder.out / text.path.stem)
    released = len(released_editions(texts.folder.out, text.path, packs, printed))
    state, many = (RELEASED, released) if released == len(printed) else (APPROVED, len(printed))
    return state if many == possible else replace(state, name=f"{state.name} {many}/{possible}")
