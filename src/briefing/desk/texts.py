"""The texts of the desk, read and composed on demand; each is made once for what lies on the disk."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefing.build.render_task import Task
from briefing.config.template_set import TemplateSet, load_template_set
from briefing.config.templates import Overlay
from briefing.desk.making import Preview, WordBack, examine_word_back, make_file, make_preview, read_text
from briefing.desk.pool import Memo, Pool
from briefing.document.dates import document_date
from briefing.outline.lines import label_lines
from briefing.outline.load import inputs
from briefing.packs.folder import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing.desk.folder import DeskFolder
    from briefing.document.model import Pages
    from briefing.outline.lines import Line
    from briefing.outline.load import Base, Reading
    from briefing.text.language import Script
    from briefing.text.source import Source

# Fifty texts, each open with one edition; a text with its outline takes some megabyte, a page a tenth of one.
_TEXTS, _PREVIEWS, _WORDS = 64, 64, 8
Stamps = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text as it is worked on: where it lies, what was read in it, its lines, and a stamp that changes with any of it."""

    path: Path
    reading: Reading
    lines: tuple[Line, ...]
    stamp: str

    @property
    def source(self) -> Source:
        """The text's own words."""
        return self.reading.outline.source

    @property
    def identity(self) -> tuple[str, str]:
        """The file's name and its text's SHA-256, as a review file names what it is about."""
        return self.source.name, self.source.sha256

    @property
    def address(self) -> str:
        """The stem as addresses print it."""
        return quote(self.path.stem)

    @property
    def title(self) -> str:
        """The headline, or the file's name."""
        title = self.reading.outline.title
        return title.text if title else self.path.stem


class Texts:
    """Reads and composes; what went into it is compared by size and time before every answer."""

    def __init__(self, folder: DeskFolder, pool: Pool) -> None:
        self.folder = folder
        self._pool = pool
        self._texts = Memo(_TEXTS)
        # What was read of a file before any decision, with the file's stamps: most changes are decisions.
        self._bases: OrderedDict[Path, tuple[Stamps, Base]] = OrderedDict()
        self._previews = Memo(_PREVIEWS)
        self._words = Memo(_WORDS)
        self._template_set: tuple[Stamps, TemplateSet] | None = None

    def template_set(self) -> TemplateSet:
        """The templates as they are now; a `ConfigurationError` names what is wrong."""
        folder = self.folder.templates
        stamps = stamps_of(folder.rglob("*") if folder else ())
        if self._template_set is None or self._template_set[0] != stamps:
            self._template_set = (stamps, load_template_set(Overlay.over(folder)))
        return self._template_set[1]

    async def text(self, path: Path) -> Text:
        """The text at a path of the desk's folder; a `BriefingError` where it cannot be read."""
        stamps = stamps_of((*inputs(path), *self.folder.companions(path)))
        return await self._texts.get((path, stamps), lambda: self._read(path, stamps))

    async def _read(self, path: Path, stamps: Stamps) -> Text:
        own = stamps_of((path,))
        known = self._bases.get(path)
        known_base = known[1] if known and known[0] == own else None
        base, reading = await self._pool.run(read_text, path, known_base)
        # A file that was saved while it was read is read again.
        if stamps_of((path,)) == own:
            self._bases[path] = own, base
            self._bases.move_to_end(path)
        while len(self._bases) > _TEXTS:
            self._bases.popitem(last=False)
        return Text(path=path, reading=reading, lines=label_lines(reading.outline.source), stamp=f"{hash(stamps):x}")

    async def preview(self, text: Text, audience: str, script: Script, address: str, pages: Pages = "all") -> Preview:
        """One edition as a page; a `BriefingError` where the text has nothing for the reader, or a template is wrong."""
        template_set = self.template_set()
        assert self._template_set is not None  # noqa: S101 - set by the line above
        key = (text.path, text.stamp, audience, script, self._template_set[0], address, pages)
        task = replace(task_of(template_set, text, audience, script), pages=pages)
        return await self._previews.get(key, lambda: self._pool.run(make_preview, task, address))

    async def made(self, text: Text, audience: str, script: Script, extension: str, pages: Pages) -> bytes:
        """One edition as PDF or Word; a `BriefingError` where it cannot be made."""
        task = task_of(self.template_set(), text, audience, script)
        return await self._pool.run(make_file, replace(task, formats=(extension,), pages=pages))

    async def word_back(self, text: Text, slot: tuple[str, Script], name: str, content: bytes) -> WordBack:
        """An edited Word file held against its edition; a `BriefingError` where it cannot be read or nothing is printed."""
        template_set = self.template_set()
        assert self._template_set is not None  # noqa: S101 - set by the line above
        key = (text.path, text.stamp, slot, self._template_set[0], digest(content))
        task = task_of(template_set, text, *slot)
        return await self._words.get(key, lambda: self._pool.run(examine_word_back, task, content, name))


def task_of(template_set: TemplateSet, text: Text, audience: str, script: Script) -> Task:
    """A worker's input for an edition of the text."""
    return Task(
        template_set=template_set,
        reading=text.reading,
        audience=audience,
        script=script,
        formats=("html",),
        date=document_date(text.reading.outline, text.reading.sidecar, None),
    )


def stamps_of(paths: Iterable[Path]) -> Stamps:
    """Name, size and time of each file that is there."""
    return tuple(_stamps(sorted(set(paths))))


def _stamps(paths: Iterable[Path]) -> Any:
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        yield str(path), status.st_mtime_ns, status.st_size
