"""Sources → folders of packs: the work cut into one piece for each audience and script, and handed out."""

from __future__ import annotations

import os
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from briefing import __version__
from briefing.compose import make_document
from briefing.compose.dates import find_publication
from briefing.diagnostics import Diagnostic
from briefing.editing import make_edition
from briefing.errors import SourceError
from briefing.ledger import Entry, ledger_entries, read_entries, write_ledger
from briefing.library import Library
from briefing.package import digest, publish, staying
from briefing.serial import to_json
from briefing.topics import match_topics
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from briefing.document import Document, Script
    from briefing.gather import Reading
    from briefing.package import Kept
    from briefing.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to build of each source."""

    audiences: tuple[str, ...]
    formats: tuple[str, ...]
    scripts: tuple[Script, ...]
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One audience's edition of one source in one script, in every format asked for."""

    workshop: Workshop
    reading: Reading
    audience: str
    script: Script
    formats: tuple[str, ...]
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a task made: the files' contents by format, and the ledger entries that they share."""

    audience: str
    script: Script
    contents: dict[str, bytes]
    entries: list[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of one source: how many files were written where, and what a person should know."""

    folder: Path
    written: tuple[str, ...]
    kept: tuple[Kept, ...]
    refused: tuple[SourceError, ...]
    remarks: tuple[Diagnostic, ...]


def compose_document(task: Task) -> Document:
    """The document of a task; a `SourceError` where the source has nothing for the audience."""
    library = Library(outline=task.reading.outline, topics=task.workshop.topics)
    edition = make_edition(library, task.workshop.audience(task.audience))
    return make_document(edition, task.script, task.workshop.entries, task.reading.sidecar, task.date)


def render(task: Task) -> Rendered:
    """The task's files, as bytes."""
    document = compose_document(task)
    contents = {name: WRITERS[name](document, task.workshop.theme, task.workshop.overlay) for name in task.formats}
    return Rendered(audience=task.audience, script=task.script, contents=contents, entries=ledger_entries(document))


def document_date(reading: Reading, epoch_date: str | None) -> str | None:
    """The date of a source's packs: its own, else the one that `SOURCE_DATE_EPOCH` gives, never the clock's."""
    publication = find_publication(reading.outline, reading.sidecar)
    return publication.date if publication else epoch_date


def make_tasks(workshop: Workshop, reading: Reading, order: Order) -> tuple[Task, ...]:
    """The order for one source as tasks."""
    return tuple(
        Task(
            workshop=workshop,
            reading=reading,
            audience=audience,
            script=script,
            formats=order.formats,
            date=document_date(reading, order.date),
        )
        for audience in order.audiences
        for script in order.scripts
    )


@contextmanager
def worker_pool(jobs: int) -> Iterator[Executor]:
    """Processes to hand tasks to: WeasyPrint holds the interpreter, so threads would take turns."""
    context = get_context("forkserver")
    # The server imports once what each worker would import for itself.
    context.set_forkserver_preload(["briefing.build", "weasyprint", "docx"])
    with ProcessPoolExecutor(max_workers=jobs, mp_context=context) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def run_tasks(tasks: Sequence[Task], pool: Executor, progress: Callable[[], None]) -> Iterator[Rendered | SourceError]:
    """What each task made, or why its audience gets nothing, in the order of the tasks; any other error ends it all."""
    futures: list[Future[Rendered]] = [pool.submit(render, task) for task in tasks]
    pending = set(futures)
    while pending:
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        for future in done:
            if (error := future.exception()) is not None and not isinstance(error, SourceError):
                raise error
            progress()
    for future in futures:
        error = future.exception()
        yield error if isinstance(error, SourceError) else future.result()


def file_name(audience: str, script: Script, extension: str) -> str:
    """What a pack's file is called."""
    return f"{audience}.{script}.{extension}"


def _describe_source(reading: Reading) -> dict[str, Any]:
    source = reading.outline.source
    return {"name": source.name, "sha256": source.sha256, "chars": len(source.text), "writing": source.writing}


def _manifest(reading: Reading, files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    outline, publication = reading.outline, find_publication(reading.outline, reading.sidecar)
    place = reading.sidecar.place or (outline.place.text if outline.place else None)
    return {
        "schema": "briefing/manifest/1",
        "version": __version__,
        "source": _describe_source(reading),
        "title": outline.title.text if outline.title else None,
        "place": place,
        "published": publication.date if publication else None,
        "inferred": publication.inferred if publication else False,
        "status": reading.sidecar.status,
        "files": files,
    }


def _entry(content: bytes, **facts: object) -> dict[str, Any]:
    return {"sha256": digest(content), "size": len(content), **facts}


def _outline_json(workshop: Workshop, reading: Reading) -> bytes:
    return to_json(reading.outline, topics=match_topics(reading.outline, workshop.topics)).encode()


def _packs(rendered: Iterable[Rendered]) -> Iterator[tuple[str, Rendered, str, bytes]]:
    for one in rendered:
        for extension, content in one.contents.items():
            yield file_name(one.audience, one.script, extension), one, extension, content


def finish(workshop: Workshop, reading: Reading, results: Iterable[Rendered | SourceError], out: Path) -> Built:
    """Writes what the tasks made into the source's folder, with the outline, the ledger and the manifest."""
    made = list(results)
    rendered = [one for one in made if isinstance(one, Rendered)]
    refused = tuple(one for one in made if isinstance(one, SourceError))
    if not rendered:
        raise refused[0]
    folder = out / reading.stem
    packs = list(_packs(rendered))
    built = {name for name, *_ in packs}
    stay = {name: entry for name, entry in staying(folder, _describe_source(reading)).items() if name not in built}
    ledgers = [(name, one.entries) for name, one, *_ in packs] + read_entries(folder / "ledger.json", set(stay))
    files = {name: content for name, _, _, content in packs}
    files["outline.json"] = _outline_json(workshop, reading)
    files["ledger.json"] = write_ledger(sorted(ledgers), _describe_source(reading)).encode()
    entries = {
        name: _entry(content, audience=one.audience, script=str(one.script), format=extension)
        for name, one, extension, content in packs
    }
    entries |= {name: _entry(files[name], format="json") for name in ("outline.json", "ledger.json")}
    kept = publish(folder, files, _manifest(reading, stay | entries))
    return Built(
        folder=folder,
        written=tuple(sorted(files)),
        kept=kept,
        refused=tuple({error.message: error for error in refused}.values()),
        remarks=_remarks(reading),
    )


def _remarks(reading: Reading) -> tuple[Diagnostic, ...]:
    """The outline's oddities that the sidecar does not settle, and what the sidecar leaves open."""
    sidecar, oddities = reading.sidecar, reading.outline.diagnostics
    if sidecar.published:
        oddities = tuple(one for one in oddities if one.code != "relative-date")
    if sidecar.contact_given and not sidecar.contact:
        message = f"{sidecar.file} 的联系方式是空的，各版不印“联系方式”一节"
        return (*oddities, Diagnostic(code="no-contact", message=message))
    return oddities


def default_jobs() -> int:
    """As many workers as this process may use cores."""
    return max(1, len(os.sched_getaffinity(0)))
