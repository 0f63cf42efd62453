"""One audience's edition of one source in one script → its files, as bytes; this is what a worker does."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.check.gate import Gate
from briefing.check.reference import Reference
from briefing.compose.making import make_document
from briefing.editing import make_edition
from briefing.errors import BriefingError, ConfigurationError, GateError
from briefing.ledger import ledger_entries
from briefing.library import Library
from briefing.limits import TooLongError, limited_memory, limited_time
from briefing.overlay import Overlay
from briefing.readback import read_own
from briefing.tasks import Rendered
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Document
    from briefing.ledger import Entry
    from briefing.tasks import Task

# A report of 240,000 printed characters takes 46 seconds and 600 MB in three formats, the checking included.
_SECONDS, _SECONDS_A_CHARACTER = 10.0, 0.001
_MEMORY, _MEMORY_A_CHARACTER = 1_000_000_000, 5_000
_CHECK_TEMPLATES = "请检查模板里的循环、样式和图片；没有改过模板，就把访谈分成几篇"


def compose_document(task: Task) -> Document:
    """The document of a task; a `SourceError` where the source has nothing for the audience."""
    return _compose(task, _library(task))


def _library(task: Task) -> Library:
    return Library(outline=task.reading.outline, topics=task.workshop.topics)


def _compose(task: Task, library: Library) -> Document:
    edition = make_edition(library, task.workshop.audience(task.audience))
    return make_document(edition, task.script, task.workshop.entries, task.reading.sidecar, task.date)


@contextmanager
def _limited(task: Task, size: int) -> Iterator[None]:
    """Bounds what files that print so many characters may take; a `ConfigurationError` where templates ask for more."""
    name, seconds = f"{task.audience}.{task.script}", _SECONDS + _SECONDS_A_CHARACTER * size
    try:
        with limited_time(seconds), limited_memory(_MEMORY + _MEMORY_A_CHARACTER * size):
            yield
    except TooLongError:
        raise ConfigurationError(f"{name} 排了 {seconds:.0f} 秒还没有排完", hint=_CHECK_TEMPLATES) from None
    except (MemoryError, RecursionError):
        raise ConfigurationError(f"{name} 用的内存太多或嵌套太深", hint=_CHECK_TEMPLATES) from None
    except BriefingError:
        raise
    except Exception as error:
        # Of our own templates, a fault of ours; a stranger's style sheet breaks the layout in any way that it likes.
        if task.workshop.overlay == Overlay():
            raise
        raise ConfigurationError(f"{name} 排不出来：{type(error).__name__}", hint=_CHECK_TEMPLATES) from error


def render(task: Task) -> Rendered:
    """The task's files, as bytes."""
    library = _library(task)
    document = _compose(task, library)
    entries = ledger_entries(document)
    with _limited(task, sum(len(entry["text"]) for entry in entries)):
        contents = {name: WRITERS[name](document, task.workshop.theme, task.workshop.overlay) for name in task.formats}
        _pass_gate(task, library, contents, entries)
    return Rendered(audience=task.audience, script=task.script, contents=contents, entries=entries)


def _pass_gate(task: Task, library: Library, contents: dict[str, bytes], entries: list[Entry]) -> None:
    """Reads the finished files back; a `GateError` for one that says what its source does not."""
    reference = Reference(
        outline=task.reading.outline,
        sidecar=task.reading.sidecar,
        entries=tuple(entries),
        audience=task.audience,
        script=task.script,
    )
    gate = Gate(reference, task.workshop, library)
    for extension, content in contents.items():
        name = f"{task.audience}.{task.script}.{extension}"
        findings = gate.check(read_own(content, name)).findings
        if findings:
            first = findings[0]
            raise GateError(
                f"{task.reading.outline.source.name} 的 {name} 没有通过核对：{first.place}“{first.words}”，{first.message}"
                f"（共 {len(findings)} 处）",
                hint="没有写出任何文件；请检查模板里自己写的话和改过的提纲",
            )
