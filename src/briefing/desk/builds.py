"""Files on demand: Word, PDF and web page of one text, made beside the requests, one build after the other."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.build.environment import require
from briefing.build.pipeline import Job, Order, build_sources
from briefing.build.workers import default_jobs, open_pool
from briefing.desk.finished import FORMATS
from briefing.desk.web import now, spoken_hint
from briefing.errors import BriefingError, EnvironmentLacksError
from briefing.packs.cache import Cache
from briefing.publish.release import Released, release_sources
from briefing.publish.site import write_site
from briefing.text.language import SCRIPT_NAMES, Script
from briefing.writers import WRITERS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from pathlib import Path

    from briefing.config.template_set import TemplateSet
    from briefing.desk.folder import DeskFolder
    from briefing.desk.news import News


_PACK_NAME = re.compile(r"\b([a-z0-9_-]+)\.([A-Za-z-]+)\.([a-z]+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildState:
    """The progress of a text's build: so many editions done of so many, what there is to say, and whether it is over.

    `unmade` are the editions, as audience and script, that could not be made although the text has words for them; `begun` is
    when the build began.
    """

    stem: str
    done: int = 0
    total: int = 0
    said: str = ""
    over: bool = False
    unmade: tuple[tuple[str, str], ...] = ()
    begun: datetime.datetime | None = None


def possible_formats(template_set: TemplateSet) -> tuple[tuple[str, ...], str]:
    """The formats that this machine can make, and what it lacks for the others."""
    formats = tuple(WRITERS)
    try:
        require(formats, tuple(Script), template_set.theme)
    except EnvironmentLacksError as error:
        return tuple(one for one in formats if one != "pdf"), f"{error.message}；{error.hint}"
    return formats, ""


class Builds:
    """Builds in a thread of their own, with processes under it; what happens is told as news."""

    def __init__(self, folder: DeskFolder, news: News) -> None:
        self._folder = folder
        self._news = news
        self._lock = asyncio.Lock()
        self._states: dict[str, BuildState] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._again: dict[str, tuple[Path, TemplateSet]] = {}

    def state(self, stem: str) -> BuildState | None:
        """The progress of the text's last build, or None where there was none since the desk was opened."""
        return self._states.get(stem)

    def told(self) -> list[dict[str, Any]]:
        """The progress of every build, as pages are told."""
        return [_progress(state) for state in self._states.values()]

    def begin(self, path: Path, template_set: TemplateSet, *, again: bool = False) -> None:
        """Start building a text, unless that is under way: then once more after it, where `again` says that it changed."""
        # Templates that can be read again take back what was said of them.
        self._states.pop("", None)
        known = self._states.get(path.stem)
        if known is not None and not known.over:
            if again:
                self._again[path.stem] = (path, template_set)
            return
        self._tell(BuildState(stem=path.stem, said="在等前面的做完" if self._lock.locked() else "开始做"))
        task = asyncio.get_running_loop().create_task(self._build(path, template_set))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _build(self, path: Path, template_set: TemplateSet) -> None:
        loop, stem = asyncio.get_running_loop(), path.stem

        def advance(done: int, total: int) -> None:
            state = BuildState(stem=stem, done=done, total=total, said=f"一共 {total} 版，{done} 版做完了或不用做")
            loop.call_soon_threadsafe(self._tell, state)

        async with self._lock:
            begun = now()
            try:
                remarks, unmade = await asyncio.to_thread(build_text, self._folder, path, template_set, advance)
            except BriefingError as error:
                self._tell(BuildState(stem=stem, said=f"{error.message}。{spoken_hint(error)}", over=True))
            except Exception:
                self._tell(BuildState(stem=stem, said="没有做成，终端里有经过", over=True))
                raise
            else:
                said = "\n".join(("做好了", *remarks))
                self._tell(BuildState(stem=stem, done=1, total=1, said=said, over=True, unmade=unmade, begun=begun))
        if again := self._again.pop(stem, None):
            self.begin(*again)

    def refuse(self, error: BriefingError) -> None:
        """Tell that nothing can be made at all."""
        self._tell(BuildState(stem="", said=f"{error.message}。{spoken_hint(error)}", over=True))

    async def release(self, paths: tuple[Path, ...], template_set: TemplateSet) -> Released:
        """Release the packs of the texts; a `BriefingError` says why not."""
        async with self._lock:
            return await asyncio.to_thread(release_texts, self._folder, paths, template_set)

    def _tell(self, state: BuildState) -> None:
        self._states[state.stem] = state
        self._news.tell("progress", **_progress(state))


def _progress(state: BuildState) -> dict[str, Any]:
    return {"stem": state.stem, "done": state.done, "total": state.total, "said": state.said, "over": state.over}


def without_name(message: str, path: Path) -> str:
    """A message about a text's edition, for a page that is about that text alone."""
    return message.removeprefix(f"{path.name} ").removeprefix("里").removeprefix("的 ")


def in_words(message: str, template_set: TemplateSet) -> str:
    """A message with files as the table of editions calls them: officials.zh-Hans.pdf → 干部 · 简体的 PDF."""
    called = {one.name: one.called for one in template_set.audiences}

    def words(match: re.Match[str]) -> str:
        if match[1] not in called or match[2] not in tuple(Script) or match[3] not in FORMATS:
            return match[0]
        return f"{called[match[1]]} · {SCRIPT_NAMES[Script(match[2])]}的 {FORMATS[match[3]]}"

    return _PACK_NAME.sub(words, message)


def _job(folder: DeskFolder, template_set: TemplateSet, formats: tuple[str, ...]) -> Job:
    order = Order(
        audiences=tuple(one.name for one in template_set.audiences), formats=formats, scripts=tuple(Script), date=None
    )
    return Job(template_set=template_set, order=order, out=folder.out, cache=Cache.of_user())


def build_text(
    folder: DeskFolder, path: Path, template_set: TemplateSet, advance: Callable[[int, int], None]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Build every edition of a text in every format that the machine can make.

    Returned are what there is to say of it, and the editions, as audience and script, that could not be made.

    Raises why nothing could be made.
    """
    formats, lacking = possible_formats(template_set)
    job = _job(folder, template_set, formats)
    total, done = len(job.order.slots), 0

    def step() -> None:
        nonlocal done
        done += 1
        advance(done, total)

    remarks, unmade = [lacking] if lacking else [], tuple[tuple[str, str], ...]()
    with open_pool(min(default_jobs(), total)) as workers:
        for _, built in build_sources(job, [path], workers, step):
            if isinstance(built, BriefingError):
                raise built
            remarks += [f"{without_name(error.message, path)}，这一版不做" for error in built.refused]
            remarks += [
                f"没有做：{in_words(without_name(error.message, path), template_set)}" for error in built.failed
            ]
            unmade = built.unmade
            remarks += [f"{in_words(one.name, template_set)} 有人改过，已另存为 {one.kept_as}" for one in built.kept]
    write_site(job.out, template_set, cache=job.cache)
    return tuple(remarks), unmade


def release_texts(folder: DeskFolder, paths: tuple[Path, ...], template_set: TemplateSet) -> Released:
    """Release the packs of the texts into `out/release`; editions that nobody approved are left out."""
    formats, _ = possible_formats(template_set)
    job = _job(folder, template_set, formats)
    return release_sources(job, paths, lambda path: path.stem, None, default_jobs(), approved_only=True)
