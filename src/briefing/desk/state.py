"""The state of a text: 待校 · 已校 · 已审定 · 已发布, from its doubts, its approvals and the last release."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from briefing.config.review import load_review, review_path
from briefing.document.ledger import parse_ledger
from briefing.errors import SourceError
from briefing.files import read_bytes, read_json
from briefing.outline.decisions import has_looked
from briefing.outline.doubts import find_doubts
from briefing.packs.approvals import EditionState, digest_of_entries, find_state, inputs_of
from briefing.publish.office_word import word_hashes
from briefing.text.language import Script

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.config.review import Review
    from briefing.desk.texts import Text, Texts

SCRIPT_ADDRESS = "/static/preview.js"
_LARGEST_LEDGER = 200_000_000


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
    """One edition in one script: its state and digest, what it is made from, or why there is none.

    `has_word` says that the office edited its Word file.
    """

    audience: str
    called: str
    script: Script
    state: EditionState | None
    sha256: str = ""
    refused: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    has_word: bool = False


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
    word = word_hashes(text.path).get((audience, script.value), "")
    inputs = inputs_of(text.reading, texts.workshop(), audience) | ({"word": word} if word else {})
    doubts = doubts_left(text) if has_looked(review) else 1
    state = find_state(review, audience, script, sha256, doubts=doubts, inputs=inputs, word=word)
    return EditionRow(
        audience=audience, called=called, script=script, state=state, sha256=sha256, inputs=inputs, has_word=bool(word)
    )


async def edition_rows(texts: Texts, text: Text) -> list[EditionRow]:
    """Every edition of the text in every script."""
    review = load_review(review_path(text.path))
    slots = [(one.name, script) for one in texts.workshop().audiences for script in Script]
    return list(await asyncio.gather(*(edition_row(texts, text, review, *slot) for slot in slots)))


async def standing_of(texts: Texts, text: Text) -> Standing:
    """The text's state, counted over the editions that it has content for.

    An approval counts while the words that it was given to would still print. `已校` is a text whose doubts somebody has looked
    at, and not one of which the program has none.
    """
    review = load_review(review_path(text.path))
    known = {one.name for one in texts.workshop().audiences}
    slots = dict.fromkeys((one.audience, Script(one.script)) for one in review.approvals if one.audience in known)
    if not slots:
        return READ if has_looked(review) and not doubts_left(text) else TODO
    rows = await asyncio.gather(*(edition_row(texts, text, review, *slot) for slot in slots))
    # An edition of which nothing is left to print is none that somebody waits for.
    printed = [row for row in rows if row.state is not None]
    if not printed or any(row.state.state != "approved" for row in printed if row.state):
        return TODO
    # What a reader is given is selected once for all scripts.
    each = await asyncio.gather(*(edition_row(texts, text, review, name, Script.HANS) for name in known))
    possible = sum(row.state is not None for row in each) * len(Script)
    released = len(released_editions(texts.folder.out, text.path.stem, printed))
    state, many = (RELEASED, released) if released == len(printed) else (APPROVED, len(printed))
    return state if many == possible else replace(state, name=f"{state.name} {many}/{possible}")


def made_words(folder: Path) -> dict[tuple[str, str], set[str]]:
    """The digests of what the packs in an output folder say, by audience and script; none where nothing is made."""
    made: dict[tuple[str, str], set[str]] = defaultdict(set)
    try:
        files = read_json(folder / "manifest.json")["files"]
        ledger = parse_ledger(read_bytes(folder / "ledger.json", _LARGEST_LEDGER))
        for name, entry in files.items():
            if "audience" in entry:
                made[entry["audience"], entry["script"]].add(digest_of_entries(ledger.get(name, ())))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return made


def released_editions(out: Path, stem: str, rows: list[EditionRow]) -> frozenset[tuple[str, str]]:
    """Those editions, as audience and script, that are in the last release with the words that they would print now."""
    try:
        built = read_json(out / stem / "manifest.json")["files"]
        outputs = read_json(out / "release" / "manifest.json")["outputs"]
        released = {one["sha256"] for one in outputs}
        # In the place of the program's own Word file the office's may have been released.
        released |= {
            built[one["pack"].partition("/")[2]]["sha256"] for one in outputs if _is_office_word(one, stem, built)
        }
        made = made_words(out / stem)
        packs = {
            slot: [one["sha256"] for one in built.values() if (one.get("audience"), one.get("script")) == slot]
            for row in rows
            if row.sha256 in made.get(slot := (row.audience, str(row.script)), ())
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return frozenset()
    return frozenset(slot for slot, hashes in packs.items() if hashes and released.issuperset(hashes))


def _is_office_word(output: dict[str, Any], stem: str, built: dict[str, Any]) -> bool:
    folder, _, name = str(output.get("pack", "")).partition("/")
    return "differs" in output and folder == stem and name in built
