"""briefing serve: the download page in a browser, made anew whenever something changes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.build import order_of
from briefing.cli.chinese import ChineseCommand
from briefing.cli.console import edition_options, open_workshop, overlay_of, report, templates_option
from briefing.errors import BriefingError, EnvironmentLacksError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.publish.serve import Problem, Watched

_LOOK_SECONDS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The options of the command line; read anew for each build, since templates may bring new audiences."""

    sources: tuple[str, ...]
    audiences: tuple[str, ...]
    formats: tuple[str, ...]
    scripts: tuple[str, ...]
    out: Path
    templates: str | None
    jobs: int | None


@click.command(cls=ChineseCommand)
@click.argument("sources", metavar="[访谈…]", nargs=-1)
@edition_options
@click.option("--out", "-o", default="out", show_default=True, metavar="文件夹", help="写到哪里")
@templates_option
@click.option("--jobs", "-j", type=click.IntRange(1, 256), metavar="个数", help="同时用几个进程；不写就用全部处理器")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="端口", help="0 是任选一个"
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="默认只有这台机器打得开")
def serve(  # noqa: PLR0913 - one parameter for each option
    sources: tuple[str, ...],
    audiences: tuple[str, ...],
    formats: tuple[str, ...],
    scripts: tuple[str, ...],
    out: str,
    templates: str | None,
    jobs: int | None,
    port: int,
    host: str,
) -> None:
    """在浏览器里看下载页；访谈、补充文件、模板或主题一改，就重做材料并刷新网页。"""
    wish = Wish(
        sources=sources,
        audiences=audiences,
        formats=formats,
        scripts=scripts,
        out=Path(out),
        templates=templates,
        jobs=jobs,
    )
    try:
        _serve(wish, host, port)
    except KeyboardInterrupt:
        click.echo("已停止")


def _serve(wish: Wish, host: str, port: int) -> None:
    from briefing.publish.serve import Bulletin, serving

    _refuse_what_no_change_mends(wish)
    bulletin = Bulletin()
    with serving(wish.out, host, port, bulletin) as address:
        click.echo(f"请打开 {address}（按 Ctrl-C 结束）")
        while True:
            watched = _watched(wish)
            before = watched.stamps()
            bulletin.post(_make(wish))
            _wait_for_change(watched, before)


def _refuse_what_no_change_mends(wish: Wish) -> None:
    """A `UsageError` or `EnvironmentLacksError` ends the command; a broken template is what it is there to show."""
    from briefing.build.environment import require

    try:
        workshop = open_workshop(wish.templates)
        order = order_of(workshop, wish.audiences, wish.formats, wish.scripts)
        require(order.formats, order.scripts, workshop.theme)
    except (UsageError, EnvironmentLacksError):
        raise
    except BriefingError:
        return


def _watched(wish: Wish) -> Watched:
    """The sources with their sidecars, the templates with the theme, and `seeds/` where no source was named."""
    from briefing.config.review import review_path
    from briefing.outline.load import SEEDS
    from briefing.publish.serve import Watched

    named = [Path(source) for source in wish.sources]
    files = [file for path in named for file in (path, path.with_suffix(".toml"), review_path(path), *_inputs(path))]
    folders = (*overlay_of(wish.templates).folders, *(() if named else (SEEDS,)))
    return Watched(files=tuple(dict.fromkeys(files)), folders=folders)


def _inputs(path: Path) -> tuple[Path, ...]:
    from briefing.outline.load import inputs

    try:
        return inputs(path)
    except BriefingError:
        return ()


def _wait_for_change(watched: Watched, before: object) -> None:
    """Returns when something changed and then was left alone for a moment, so that half a file is not built."""
    while (now := watched.stamps()) == before:
        time.sleep(_LOOK_SECONDS)
    while True:
        time.sleep(_LOOK_SECONDS)
        if (then := watched.stamps()) == now:
            return
        now = then


def _make(wish: Wish) -> tuple[Problem, ...]:
    """Builds everything; what could not be made is said on the terminal and returned."""
    from briefing.publish.serve import Problem

    started = time.monotonic()
    problems = []
    try:
        problems += list(_build(wish))
    except BriefingError as error:
        problems.append(Problem.of(error))
    for one in problems:
        report(f"{one.where}{one.message}", one.hint)
    if not problems:
        click.echo(f"做好了，用了 {time.monotonic() - started:.1f} 秒")
    return tuple(problems)


def _build(wish: Wish) -> Iterator[Problem]:
    from briefing.build.pipeline import Job, build_sources
    from briefing.build.workers import default_jobs, hire
    from briefing.outline.load import choose_sources
    from briefing.packs.cache import Cache, default_folder
    from briefing.publish.serve import Problem
    from briefing.publish.site import write_site

    workshop = open_workshop(wish.templates)
    order = order_of(workshop, wish.audiences, wish.formats, wish.scripts)
    paths = choose_sources(map(Path, wish.sources))
    job = Job(workshop=workshop, order=order, out=wish.out, cache=Cache(folder=default_folder()))
    # Hired for each build: a worker that has read a template does not read it again.
    with hire(min(wish.jobs or default_jobs(), len(paths) * len(order.slots))) as workers:
        for path, result in build_sources(job, paths, workers):
            if isinstance(result, BriefingError):
                yield Problem.of(result, path.name)
    write_site(wish.out, workshop, cache=job.cache)
