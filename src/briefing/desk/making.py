"""The work of the desk's workers: read a text, and print an edition as the page that the preview shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from briefing.files import as_file
from briefing.outline.load import Base, Reading, gather, read_base

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.build.render_task import Task
    from briefing.desk.word_offers import Offer
    from briefing.publish.office_word import OfficeWord

_MARK = "label.editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """An edition as a web page with the places of its runs, and its ledger entries."""

    page: str
    entries: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBack:
    """An edited Word file held against its edition, with what each difference may be taken as, and the editor's mark."""

    word: OfficeWord
    offers: tuple[Offer | None, ...]
    marks: frozenset[str]


def examine_word_back(task: Task, content: bytes, name: str) -> WordBack:
    """The differences of an edited Word file from the edition of the task, and the decisions that would say the same."""
    from briefing.check.flat_text import flat_form
    from briefing.desk.word_offers import Offers
    from briefing.publish.office_word import examine_office_word

    word = examine_office_word(task, content, name)
    offers = Offers(outline=task.reading.outline, audience=task.template_set.audience(task.audience), word=word)
    keyed = (one for one in word.entries if one["origin"].get("key") == _MARK)
    return WordBack(
        word=word,
        offers=tuple(offers.of(one.change) if one.is_open else None for one in word.differences),
        marks=frozenset(flat_form(one["text"]) for one in keyed),
    )


def read_text(path: Path, base: Base | None) -> tuple[Base, Reading]:
    """The text as read, and its outline with the decisions and what the office knows besides."""
    base = base or read_base(path)
    return base, gather(path, base)


def try_text(name: str, content: bytes) -> str:
    """The title of a text that is handed in, or nothing; a `SourceError` where it cannot be used."""
    with as_file(name, content) as path:
        outline = gather(path).outline
    return outline.title.text if outline.title else ""


def verify_upload(name: str, content: bytes, manifest: Path) -> tuple[str, bool]:
    """The answer in words to what a file is to the release of a manifest, and True if it is one of its own."""
    from briefing.packs.changes import read_release
    from briefing.publish.verify import tell, verify

    release = read_release(manifest)
    with as_file(PurePath(name).name or "file", content) as path:
        verdict = verify(path, release, manifest.parent)
    return tell(verdict, release), verdict.kind == "released"


def make_file(task: Task) -> bytes:
    """The one file of a task; a `BriefingError` where it cannot be made."""
    from briefing.build.render import render

    rendered = render(task)
    for error in rendered.failed.values():
        raise error
    return rendered.contents[task.formats[0]]


def make_preview(task: Task, script: str) -> Preview:
    """The edition of the task; `script` is the address of what runs in the preview."""
    from briefing.build.render import compose_document
    from briefing.document.ledger import ledger_entries
    from briefing.writers.html import render_html

    document = compose_document(task)
    page = render_html(document, task.template_set.theme, task.template_set.overlay, traced=script)
    return Preview(page=page, entries=ledger_entries(document))
