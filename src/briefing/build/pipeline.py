"""Sources → folders of packs: read, cut into one task for each audience and script, handed out, and finished in turn."""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from briefing.build.output import Built, finish
from briefing.build.render_task import Rendered, Task
from briefing.build.source_record import (
    make_source_record,
    store_rendering,
    store_source_record,
    stored_rendering,
    stored_source_record,
)
from briefing.config.templates import Overlay
from briefing.errors import BriefingError, ConfigurationError, EnvironmentLacksError, SourceError
from briefing.packs import fingerprint
from briefing.packs.cache import Cache, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from briefing.build.source_record import SourceRecord
    from briefing.build.workers import Workers
    from briefing.config.template_set import TemplateSet
    from briefing.document.model import Pages
    from briefing.text.language import Script

# How many sources are read ahead of the one being written, so that no worker waits for the reading or the writing.
_AHEAD = 2
_LARGEST_SOURCE = 200_000_000

Slot = tuple[str, "Script"]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The editions, scripts and formats to build of each source."""

    audiences: tuple[str, ...]
    formats: tuple[str, ...]
    scripts: tuple[Script, ...]
    date: str | None
    pages: Pages = "all"

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Each audience in each script."""
        return tuple((audience, script) for audience in self.audiences for script in self.scripts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The settings that every source of one run shares: templates, order, where to write, where finished work is kept."""

    template_set: TemplateSet
    order: Order
    out: Path
    cache: Cache


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingSource:
    """A source whose packs are being made: what was found finished, and what is on its way, by slot."""

    source_record: SourceRecord
    keys: dict[Slot, str]
    found: dict[Slot, Rendered]
    underway: dict[Slot, tuple[Future[list[Rendered]], ...]]


def _source_key(path: Path) -> str | None:
    """The hash of all that the source's packs are read from; None where that cannot be read, which `gather` explains."""
    from briefing.outline.load import inputs

    try:
        files = inputs(path)
        if any(file.stat().st_size > _LARGEST_SOURCE for file in files):
            return None
        parts = [part for file in files for part in (file.name.encode(), file.read_bytes())]
    except (OSError, BriefingError):
        return None
    return key_of([fingerprint.surroundings(), *parts])


def _work(tasks: list[Task]) -> list[Rendered]:
    """A worker's work on tasks; the libraries that it takes are loaded there, and not where it is handed out."""
    from briefing.build.render import render_all

    return render_all(tasks)


def _begin(job: Job, path: Path, workers: Workers) -> PendingSource:
    """Takes from the cache what is there and hands out the rest."""
    source_key, order = _source_key(path), job.order
    templates = fingerprint.templates(job.template_set.overlay, ["", *order.audiences]) if source_key else {}
    keys: dict[Slot, str] = {}
    if source_key:
        ordered = [*order.formats, order.date or "", order.pages]
        keys = {slot: key_of([source_key, templates[slot[0]], *map(str, slot), *ordered]) for slot in order.slots}
    found = {
        slot: replace(one, pages=job.order.pages)
        for slot, key in keys.items()
        if (one := stored_rendering(job.cache, key, slot, job.order.formats))
    }
    record_key = key_of([source_key, templates[""]]) if source_key else ""
    source_record = stored_source_record(job.cache, record_key) if source_key else None
    missing = [slot for slot in job.order.slots if slot not in found]
    if source_record and not missing:
        return PendingSource(source_record=source_record, keys=keys, found=found, underway={})
    if missing:
        workers.start()
    from briefing.document.dates import document_date
    from briefing.outline.load import gather

    reading = gather(path)
    task = partial(
        Task,
        template_set=job.template_set,
        reading=reading,
        date=document_date(reading.outline, reading.sidecar, order.date),
        pages=order.pages,
    )
    underway: dict[Slot, tuple[Future[list[Rendered]], ...]] = {}
    for slots, formats in share_out(job, missing, workers.jobs):
        tasks = [task(audience=audience, script=script, formats=formats) for audience, script in slots]
        future = workers.executor.submit(_work, tasks)
        underway |= {slot: (*underway.get(slot, ()), future) for slot in slots}
    source_record = make_source_record(job.template_set, reading)
    if source_key:
        store_source_record(job.cache, record_key, source_record)
    return PendingSource(source_record=source_record, keys=keys, found=found, underway=underway)


def share_out(job: Job, slots: Sequence[Slot], jobs: int) -> list[tuple[tuple[Slot, ...], tuple[str, ...]]]:
    """The slots cut into what one worker makes, the longest first: slots, and the formats to make of each.

    The scripts of an audience share a layout, which takes more than half the time, so they stay together unless there are
    many workers. Of the last group, another worker makes the PDF (or the first format) than the rest, so that none is left
    alone with a long one; so of all where workers would have nothing to do. A third part would select and compose the
    edition once more for little.
    """
    formats = job.order.formats
    groups: dict[str, list[Slot]] = {}
    # Those whose audiences are shown most come first: the last worker should not be left alone with a long one.
    shown = {name: sum(one.limit for one in job.template_set.audience(name).sections) for name, _ in slots}
    for slot in sorted(slots, key=lambda slot: shown[slot[0]], reverse=True):
        groups.setdefault(slot[0], []).append(slot)
    whole = [tuple(group) for group in groups.values()]
    if jobs > 2 * len(whole):
        whole = [(slot,) for group in whole for slot in group]
    slowest, *others = sorted(formats, key=lambda name: name != "pdf")
    cut = ((slowest,), tuple(others)) if others else ((slowest,),)
    parted = whole if jobs > len(whole) else whole[-1:]
    return [(group, part) for group in whole for part in (cut if jobs > 1 and group in parted else (formats,))]


def _await(underway: Iterable[tuple[Future[list[Rendered]], ...]], advance: Callable[[], None]) -> None:
    """Waits for all; an error that is not about one audience's edition ends it at once."""
    waiting = list(underway)
    pending = {future for parts in waiting for future in parts}
    while pending:
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        for future in done:
            error = future.exception()
            if error is not None and not isinstance(error, SourceError):
                raise error
        before, waiting = len(waiting), [parts for parts in waiting if not pending.isdisjoint(parts)]
        for _ in range(before - len(waiting)):
            advance()


def _results(job: Job, begun: PendingSource, advance: Callable[[], None]) -> Iterator[Rendered | SourceError]:
    """The result of each slot, in the order of the order; what is new is kept."""
    for _ in begun.found:
        advance()
    _await(begun.underway.values(), advance)
    for slot in job.order.slots:
        if slot in begun.found:
            yield begun.found[slot]
            continue
        futures = begun.underway[slot]
        error = next((error for future in futures if (error := future.exception())), None)
        if isinstance(error, SourceError):
            yield error
            continue
        made = [one for future in futures for one in future.result() if (one.audience, one.script) == slot]
        contents = {name: content for one in made for name, content in one.contents.items()}
        in_order = {name: contents[name] for name in job.order.formats if name in contents}
        failed = {name: error for one in made for name, error in one.failed.items()}
        whole = replace(made[0], contents=in_order, failed=failed)
        if slot in begun.keys and not failed:
            store_rendering(job.cache, begun.keys[slot], whole)
        yield whole


def _nothing() -> None:
    """Does nothing."""


def build_sources(
    job: Job,
    paths: Iterable[Path],
    workers: Workers,
    advance: Callable[[], None] = _nothing,
    meanwhile: Callable[[], object] = _nothing,
) -> Iterator[tuple[Path, Built | BriefingError]]:
    """Builds each source in turn, reading ahead; yields what became of it, an error as a value.

    `advance` is called once for each audience and script that is done or given up, `meanwhile` whenever there is nothing
    to do here but wait for the workers.
    """
    line: deque[tuple[Path, PendingSource | BriefingError]] = deque()
    ahead = max(_AHEAD, workers.jobs // len(job.order.slots))
    made = False
    for path in paths:
        begun = _catch(job, partial(_begin, job, path, workers))
        made = made or (isinstance(begun, PendingSource) and bool(begun.underway))
        line.append((path, begun))
        if len(line) > ahead:
            yield _finish_first(job, line, advance, meanwhile)
    while line:
        yield _finish_first(job, line, advance, meanwhile)
    if made:
        job.cache.prune()


def _catch(job: Job, work: Callable[[], Result]) -> Result | BriefingError:
    try:
        return work()
    except BriefingError as error:
        return error
    except BrokenExecutor:
        # A worker ended: with templates of the user's own, most likely by what they ask for.
        if job.template_set.overlay == Overlay():
            return EnvironmentLacksError("制作材料的进程中断了", hint="可能是内存不够，请用 --jobs 1 重试")
        return ConfigurationError(
            "制作材料的进程中断了：模板要的时间或内存太多", hint="请检查模板里的循环、很长的文字和图片"
        )


def _finish_first(
    job: Job,
    line: deque[tuple[Path, PendingSource | BriefingError]],
    advance: Callable[[], None],
    meanwhile: Callable[[], object],
) -> tuple[Path, Built | BriefingError]:
    path, begun = line.popleft()
    if isinstance(begun, BriefingError):
        for _ in job.order.slots:
            advance()
        return path, begun
    if begun.underway:
        meanwhile()
    return path, _catch(job, lambda: finish(job.out, begun.source_record, tuple(_results(job, begun, advance)), path))
