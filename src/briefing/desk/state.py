"""The state of a text: 待校 · 已校 · 已审定 · 已发布, from its doubts, its approvals and the last release."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.config.review import load_review, review_path
from briefing.errors import SourceError
from briefing.files import read_json
from briefing.outline.doubts import find_doubts
from briefing.packs.approvals import EditionState, digest_of_entries, find_state, inputs_of
from briefing.text.language import Script

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.config.review import Review
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


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One edition in one script: its state and digest, or why there is none."""

    audience: str
    called: str
    script: Script
    state: EditionState | None
    sha256: str = ""
    refused: str = ""


def doubts_left(text: Text) -> int:
    """The number of places that are still to be looked at."""
    return sum(len(doubt.places) for doubt in find_doubts(text.reading.outline))


async def edition_row(texts: Texts, text: Text, review: Review, audience: str, script: Script) -> EditionRow:
    """The edition as it would print now, held against its last approval."""
    called = texts.workshop().audience(audience).called
    try:
        preview = await texts.preview(text, audience, script, SCRIPT_ADDRESS)
    except SourceError as error:
        return EditionRow(audience=audience, called=called, script=script, state=None, refused=error.message)
    sha256 = digest_of_entries(preview.entries)
    inputs = inputs_of(text.reading, texts.workshop(), audience)
    state = find_state(review, audience, script, sha256, doubts=doubts_left(text), inputs=inputs)
    return EditionRow(audience=audience, called=called, script=script, state=state, sha256=sha256)


async def edition_rows(texts: Texts, text: Text) -> list[EditionRow]:
    """Every edition of the text in every script."""
    review = load_review(review_path(text.path))
    slots = [(one.name, script) for one in texts.workshop().audiences for script in Script]
    return list(await asyncio.gather(*(edition_row(texts, text, review, *slot) for slot in slots)))


async def standing_of(texts: Texts, text: Text) -> Standing:
    """The text's state; an approval counts while the words that it was given to would still print."""
    review = load_review(review_path(text.path))
    slots = dict.fromkeys(
        (one.audience, Script(one.script)) for one in review.approvals if _is_known(texts, one.audience)
    )
    if slots:
        rows = await asyncio.gather(*(edition_row(texts, text, review, *slot) for slot in slots))
        if all(row.state is not None and row.state.state == "approved" for row in rows):
            of = len(texts.workshop().audiences) * len(Script)
            state = RELEASED if _is_released(texts.folder.out, text.path.stem, rows) else APPROVED
            return replace(state, name=f"{state.name} {len(rows)}/{of}") if len(rows) < of else state
        return TODO
    return TODO if doubts_left(text) else READ


def _is_known(texts: Texts, audience: str) -> bool:
    return any(one.name == audience for one in texts.workshop().audiences)


def _is_released(out: Path, stem: str, rows: list[EditionRow]) -> bool:
    """True if the last release holds the packs of every edition, as they lie in the output folder."""
    try:
        built = read_json(out / stem / "manifest.json")["files"]
        released = {entry.get("sha256") for entry in read_json(out / "release" / "manifest.json")["outputs"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    slots = {(row.audience, str(row.script)) for row in rows}
    packs = [one for one in built.values() if (one.get("audience"), one.get("script")) in slots]
    return bool(packs) and all(one["sha256"] in released for one in packs)
