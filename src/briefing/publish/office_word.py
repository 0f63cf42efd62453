"""A Word file that an office edited (Word 回稿): what it says otherwise than its edition, and whether it may be released."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.build.render import compose_document
from briefing.check.exceptions import allow_decided
from briefing.check.expected import ExpectedText
from briefing.check.flat_text import flat_form
from briefing.check.office_changes import entries_by_passage, find_changes
from briefing.check.reference import Reference
from briefing.check.report import Fault
from briefing.check.run import place_in, report_on
from briefing.document.ledger import ledger_entries
from briefing.files import as_file, read_bytes
from briefing.packs.folder import digest
from briefing.publish.clean_word import clean_word
from briefing.readers.finished import read_finished, read_own
from briefing.text.language import Script
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.build.render_task import Task
    from briefing.check.office_changes import Change
    from briefing.document.ledger import Entry
    from briefing.readers.passages import FinishedFile

LARGEST = 50_000_000
NAME = re.compile(r"([a-z0-9_-]{1,40})\.(zh-Han[st](?:-TW|-HK)?)\.docx")
# What nobody sees in the file, and nobody may therefore find in it.
_UNSEEN = frozenset({"comment", "deleted", "hidden", "attachment", "custom-xml", "active"})
_QUOTED = 40


def kept_folder(source: Path) -> Path:
    """The folder of the Word files that an office edited: `访谈.word/` beside `访谈.txt`."""
    return source.with_name(f"{source.stem}.word")


def kept_words(source: Path) -> dict[tuple[str, Script], Path]:
    """The kept Word files of a source, by audience and script."""
    folder = kept_folder(source)
    names = sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ()
    matches = [(NAME.fullmatch(path.name), path) for path in names if path.is_file()]
    return {(match[1], Script(match[2])): path for match, path in matches if match and match[2] in tuple(Script)}


def word_hashes(source: Path) -> dict[tuple[str, str], str]:
    """The hashes of the kept Word files of a source, by audience and script."""
    found = kept_words(source).items()
    return {(audience, script.value): digest(read_bytes(path, LARGEST)) for (audience, script), path in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A paragraph that the office changed, with what the gate says of it; `allowed` is the reason why it may stand."""

    change: Change
    faults: tuple[Fault, ...] = ()
    allowed: str | None = None

    @property
    def is_open(self) -> bool:
        """True if nobody has decided about it."""
        return self.allowed is None and (not self.faults or any(fault.allowed is None for fault in self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWord:
    """An edited Word file held against its edition as it is made now.

    `content` is the file as it may leave the house, `taken` what was taken out for that. `faults` are those in paragraphs that
    the office did not change. `entries` are the edition's, `beside` those of them that each passage of our own file prints, and
    `texts` the visible passages of the office's.
    """

    content: bytes
    taken: tuple[str, ...]
    differences: tuple[Difference, ...]
    faults: tuple[Fault, ...]
    entries: tuple[Entry, ...]
    beside: dict[int, tuple[Entry, ...]]
    texts: tuple[str, ...]

    @property
    def open(self) -> int:
        """Number of differences that nobody has decided about."""
        return sum(one.is_open for one in self.differences) + sum(one.allowed is None for one in self.faults)

    @property
    def differs(self) -> int:
        """Number of places in the file that say something else than the edition's other formats."""
        return len(self.differences) + len(self.faults)


def examine_office_word(task: Task, content: bytes, name: str) -> OfficeWord:
    """The differences of an edited Word file from the edition of the task; a `BriefingError` where it cannot be read."""
    document = compose_document(task)
    entries = tuple(ledger_entries(document))
    built = WRITERS["docx"](document, task.template_set.theme, task.template_set.overlay)
    cleaned = clean_word(content, name, built)
    with as_file(name, cleaned.content) as path:
        ours, theirs = read_own(built, name), read_finished(path)
    outline, review = task.reading.outline, task.reading.review
    reference = Reference(
        outline=outline,
        sidecar=task.reading.sidecar,
        entries=entries,
        audience=task.audience,
        script=task.script,
        review=review,
    )
    report = report_on(theirs, reference, task.template_set, name)
    beside = entries_by_passage(ours, ExpectedText(outline, entries, task.script))
    changes = []
    for one in find_changes(ours, theirs, beside):
        file, number = (ours, one.ours) if one.theirs is None else (theirs, one.theirs)
        assert number is not None  # noqa: S101 - a change is in one of the two files at least
        # A person finds a place in Word by its heading: Word shows no numbers of paragraphs.
        changes.append(replace(one, place=place_in(file, number)))
    differences = []
    for one in changes:
        mine = tuple(fault for fault in report.faults if one.theirs is not None and fault.passage == one.theirs)
        allowing = (
            decision
            for decision in reversed(review.standing)
            if decision.kind == "check.allow"
            and decision.about
            and flat_form(decision.about.words) == flat_form(one.words)
        )
        allowed = None
        if decided := next(allowing, None):
            allowed = f"{decided.value}（{decided.at.date().isoformat()}）" if decided.at else f"{decided.value}"
            mine = tuple(replace(fault, allowed=allowed) for fault in mine)
        differences.append(Difference(change=one, faults=mine, allowed=allowed))
    changed = {one.theirs for one in changes}
    return OfficeWord(
        content=cleaned.content,
        taken=cleaned.taken,
        differences=tuple(differences),
        faults=tuple(
            allow_decided(one, review)
            for one in (
                *(one for one in report.faults if one.passage not in changed),
                *_unclean(ours, theirs, cleaned.unread),
            )
        ),
        entries=entries,
        beside=beside,
        texts=tuple(one.text if one.channel == "text" else "" for one in theirs.passages),
    )


def _unclean(ours: FinishedFile, theirs: FinishedFile, pictures: Iterable[str]) -> Iterator[Fault]:
    """One fault for each thing that may tell more than the file shows, and that could not be taken out.

    That is text that nobody sees, and pictures that nobody can look into: who drew them, and with what.
    """
    known = {(one.channel, one.text) for one in ours.passages}
    shown = flat_form("\n".join(one.text for one in theirs.passages if one.channel == "text"))
    message = "看不见的字，去不掉，不能外传；请在 Word 里删去再交"
    found = [
        (message, one.place, one.text[:_QUOTED], number, 0, len(one.text))
        for number, one in enumerate(theirs.passages)
        if one.channel in _UNSEEN and (one.channel, one.text) not in known and flat_form(one.text) not in shown
    ]
    message = "这种图片（EMF、WMF 等）里记着什么看不到，也去不掉；请在 Word 里换成 PNG 再交"
    found += [(message, "图片", name, -1, number, number) for number, name in enumerate(pictures)]
    for message, place, words, passage, start, end in found:
        yield Fault(
            code="leak",
            message=message,
            place=place,
            words=words,
            expected=None,
            sentences=(),
            spans=(),
            passage=passage,
            start=start,
            end=end,
        )
