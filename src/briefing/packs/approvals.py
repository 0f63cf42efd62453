"""Approvals (审定): whether what an edition will print is what somebody approved, and what changed since."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing.config.review import INPUTS
from briefing.document.ledger import ledger_entries
from briefing.packs import fingerprint
from briefing.packs.cache import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.config.review import Approval, Review
    from briefing.config.template_set import TemplateSet
    from briefing.document.ledger import Entry
    from briefing.document.model import Document
    from briefing.outline.load import Reading

# 待校 · 已校 · 已审定; `changed` is 待校 again: something was approved, and something else would be printed now.
State = Literal["unchecked", "checked", "approved", "changed"]
CALLED: dict[State, str] = {
    "unchecked": "待校",
    "checked": "已校",
    "approved": "已审定",
    "changed": "待校（审定后有改动）",
}
_INPUT_NAMES = {
    "source": "原文",
    "decisions": "决定",
    "sidecar": "补充文件",
    "templates": "模板",
    "program": "程序",
    "word": "改过的 Word",
}
# What a pack says of its own standing is no part of what somebody approves: approving takes it away.
_STANDING = frozenset({"cover.draft"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionState:
    """The standing of one edition in one script; `changed` names the inputs that differ from those approved (原文, 模板)."""

    state: State
    approval: Approval | None = None
    changed: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The state as a person reads it."""
        return CALLED[self.state]


def digest_of_entries(entries: Iterable[Entry]) -> str:
    """The SHA-256 of an edition's words and of what kind each is, from its ledger entries.

    Offsets and ids are left out, and runs of one origin count as one: an edition that prints the same words from the same
    hands keeps its approval when the source is read anew.
    """
    runs: list[list[str]] = []
    for entry in entries:
        origin = entry["origin"]
        if origin.get("key") in _STANDING:
            continue
        owner = [entry["block"], origin["kind"], origin.get("file") or "", origin.get("key") or ""]
        if runs and runs[-1][:-1] == owner:
            runs[-1][-1] += entry["text"]
        else:
            runs.append([*owner, entry["text"]])
    return hashlib.sha256(json.dumps(runs, ensure_ascii=False).encode()).hexdigest()


def digest_of(document: Document) -> str:
    """The SHA-256 of a composed document's words and origins: what an `[[approval]]` holds."""
    return digest_of_entries(ledger_entries(document))


def find_unapproved(
    ledger: Mapping[str, Sequence[Entry]],
    editions: Iterable[tuple[str, str, str]],
    review: Review,
    status: str | None,
    words: Mapping[tuple[str, str], str] | None = None,
) -> frozenset[tuple[str, str]]:
    """The editions, as audience and script, that nobody approved as they are.

    `editions` are the file names with audience and script, `ledger` their entries. Without approvals in the review file the
    sidecar's `status` speaks for all. `words` are the hashes of the Word files that the office edited, by audience and script.
    """
    office = words or {}
    if not review.approvals and status == "approved":
        return frozenset()
    digests = {(audience, script): digest_of_entries(ledger.get(file, ())) for file, audience, script in editions}
    return frozenset(
        edition
        for edition, sha256 in digests.items()
        if find_state(review, *edition, sha256, word=office.get(edition, "")).state != "approved"
    )


def inputs_of(reading: Reading, template_set: TemplateSet, audience: str) -> dict[str, str]:
    """Hashes of what an audience's edition is made from, as an approval keeps them to say later what changed.

    Approvals are no decisions: a new one changes none of the hashes.
    """
    decisions = repr([(one.kind, one.about, one.value, one.doubt) for one in reading.review.standing])
    return {
        "source": reading.outline.source.sha256,
        "decisions": key_of([decisions]),
        "sidecar": key_of([repr(reading.sidecar)]),
        "templates": fingerprint.templates(template_set.overlay, [audience])[audience],
        "program": fingerprint.program(),
    }


def lift_draft(document: Document, review: Review) -> Document:
    """The document without the mark of a draft where it is what somebody approved: the review file goes before the sidecar."""
    if (
        not review.approvals
        or find_state(review, document.audience, document.script, digest_of(document)).state != "approved"
    ):
        return document
    status = tuple(run for run in document.cover.status if getattr(run.origin, "key", "") not in _STANDING)
    return replace(document, cover=replace(document.cover, status=status))


def find_state(  # noqa: PLR0913 - an edition is one audience's in one script; the rest is what it is held against
    review: Review,
    audience: str,
    script: str,
    sha256: str,
    *,
    doubts: int = 1,
    inputs: Mapping[str, str] | None = None,
    word: str | None = None,
) -> EditionState:
    """The state of an edition whose words have the digest `sha256`.

    It is `approved` where the last approval of it has this digest, `changed` where it has another; else `checked` where `doubts`,
    the places still in doubt, are none. `inputs` are as in `Approval`, to say what changed. `word` is the hash of the Word file that
    the office edited, empty where there is none; an approval was given to that file, too.
    """
    last = review.approval_of(audience, script)
    if last is None:
        return EditionState(state="unchecked" if doubts else "checked")
    same_word = word is None or last.inputs.get("word", "") == word
    if last.sha256 == sha256 and same_word:
        return EditionState(state="approved", approval=last)
    known = {**(inputs or {}), **({} if same_word else {"word": word or "-"})}
    changed = tuple(_INPUT_NAMES[key] for key in INPUTS if key in known and last.inputs.get(key) != known[key])
    return EditionState(state="changed", approval=last, changed=changed)
