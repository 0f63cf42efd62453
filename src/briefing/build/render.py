"""One audience's edition of one source in one script → its files, as bytes; this is what a worker does."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.build.render_task import Rendered, Task
from briefing.check.gate import Gate
from briefing.check.reference import Reference
from briefing.config.templates import Overlay
from briefing.document.compose import make_document
from briefing.document.ledger import ledger_entries
from briefing.document.model import pack_name
from briefing.edition.index import OutlineIndex
from briefing.edition.select import make_edition
from briefing.errors import BriefingError, ConfigurationError, GateError, LayoutError, SourceError
from briefing.limits import TooLongError, limited_memory, limited_time
from briefing.packs.approvals import lift_draft
from briefing.readers.finished import read_own
from briefing.text.language import Script
from briefing.writers import edition_writers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.check.leaks import Withheld
    from briefing.config.template_set import TemplateSet
    from briefing.document.ledger import Entry
    from briefing.document.model import Document
    from briefing.edition.model import Edition
    from briefing.outline.load import Reading
    from briefing.writers import Writer

# A report of 240,000 printed characters takes 46 seconds and 600 MB in three formats, the checking included.
_SECONDS, _SECONDS_A_CHARACTER = 10.0, 0.001
_MEMORY, _MEMORY_A_CHARACTER = 1_000_000_000, 5_000
_LONGEST_CAUSE = 120
_REPORT = "这个文件没有写出；原文里可能有少见的字符，请把原文和这句话告诉维护程序的人"
_CHECK_TEMPLATES = "请检查模板里的循环、样式和图片；没有改过模板，就把访谈分成几篇"


def compose_document(task: Task) -> Document:
    """The document of a task; a `SourceError` where the source has nothing for the audience."""
    return _compose(task, _select(task))


def compose_entries(
    template_set: TemplateSet, reading: Reading, script: Script = Script.HANS
) -> dict[str, list[Entry]]:
    """The ledger entries of each audience's edition in one script; an audience for which the source has nothing has none."""
    found: dict[str, list[Entry]] = {}
    for audience in template_set.audiences:
        task = Task(
            template_set=template_set, reading=reading, audience=audience.name, script=script, formats=(), date=None
        )
        try:
            found[audience.name] = ledger_entries(compose_document(task))
        except SourceError:
            continue
    return found


def _select(task: Task) -> Edition:
    library = OutlineIndex(outline=task.reading.outline, topics=task.template_set.topics)
    return make_edition(library, task.template_set.audience(task.audience), task.reading.choices)


def _compose(task: Task, edition: Edition) -> Document:
    template_set, sidecar = task.template_set, task.reading.sidecar
    look = template_set.theme.characters[edition.audience.character]
    document = make_document(
        edition, task.script, template_set.entries, sidecar, task.date, look=look, pages=task.pages
    )
    return lift_draft(document, task.reading.review)


@contextmanager
def _limited(name: str, size: int, *, ours: bool) -> Iterator[None]:
    """Bound what a file that prints so many characters may take, and name the cause where it cannot be made.

    Raises a `LayoutError` where the templates are `ours`, else a `ConfigurationError`.
    """
    kind, seconds = LayoutError if ours else ConfigurationError, _SECONDS + _SECONDS_A_CHARACTER * size
    try:
        with limited_time(seconds), limited_memory(_MEMORY + _MEMORY_A_CHARACTER * size):
            yield
    except TooLongError:
        raise kind(f"{name} 排了 {seconds:.0f} 秒还没有排完", hint=_CHECK_TEMPLATES) from None
    except (MemoryError, RecursionError):
        raise kind(f"{name} 用的内存太多或嵌套太深", hint=_CHECK_TEMPLATES) from None
    except BriefingError:
        raise
    except Exception as error:
        # A stranger's style sheet breaks the layout in any way that it likes; ours, where a text holds what nobody foresaw.
        cause = f"{type(error).__name__}：{error}"[:_LONGEST_CAUSE]
        raise kind(f"{name} 排不出来：{cause}", hint=_REPORT if ours else _CHECK_TEMPLATES) from error


def render(task: Task) -> Rendered:
    """The task's files, as bytes, and why any of them could not be made; a template that is wrong is raised."""
    return render_all([task])[0]


def render_all(tasks: Sequence[Task]) -> list[Rendered]:
    """The results of the tasks of one source and audience; what the scripts share is selected, and where possible laid out, once."""
    edition = _select(tasks[0])
    writers = edition_writers()
    barred: dict[str | None, Withheld | None] = {}
    return [_render(task, edition, writers, barred) for task in tasks]


def _render(
    task: Task, edition: Edition, writers: dict[str, Writer], barred: dict[str | None, Withheld | None]
) -> Rendered:
    document = _compose(task, edition)
    entries = ledger_entries(document)
    size, ours = sum(len(entry["text"]) for entry in entries), task.template_set.overlay == Overlay()
    reference = Reference(
        outline=task.reading.outline,
        sidecar=task.reading.sidecar,
        entries=tuple(entries),
        audience=task.audience,
        script=task.script,
    )
    gate = Gate(reference, task.template_set, edition.library, barred)
    contents: dict[str, bytes] = {}
    failed: dict[str, BriefingError] = {}
    for extension in task.formats:
        name = pack_name(task.audience, task.script, extension, task.pages)
        try:
            with _limited(name, size, ours=ours):
                content = writers[extension](document, task.template_set.theme, task.template_set.overlay)
                # Read back before anybody has it: a file that says what its source does not is never written.
                findings = gate.check(read_own(content, name)).findings
        except (LayoutError, GateError) as error:
            failed[extension] = error
            continue
        if findings:
            first, which = findings[0], f"{task.reading.outline.source.name} 的 {name}"
            failed[extension] = GateError(
                f"{which} 没有通过核对：{first.place}“{first.words}”，{first.message}（共 {len(findings)} 处）",
                hint="这个文件没有写出；请检查模板里自己写的话和改过的提纲",
            )
        else:
            contents[extension] = content
    return Rendered(
        audience=task.audience,
        script=task.script,
        pages=task.pages,
        contents=contents,
        entries=entries,
        failed=failed,
    )
