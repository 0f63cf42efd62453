"""briefing build: sources into folders of packs."""

from __future__ import annotations

import datetime
import importlib
import os
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.chinese import ChineseCommand
from briefing.cli.console import (
    edition_options,
    open_template_set,
    progress,
    report,
    say,
    templates_option,
    wipe_progress,
)
from briefing.errors import BriefingError, UsageError

if TYPE_CHECKING:
    from briefing.build.output import Built
    from briefing.build.pipeline import Job, Order
    from briefing.build.workers import Workers
    from briefing.config.template_set import TemplateSet
    from briefing.document.model import Pages
    from briefing.text.language import Script

_SHORT_SCRIPTS = {"hans": "zh-Hans", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}
_TRADITIONAL = ("zh-Hant-TW", "zh-Hant-HK")
# Folded, so that 繁體 and 繁体 are one.
_CHINESE_SCRIPTS: dict[str, tuple[str, ...]] = {
    "简体": ("zh-Hans",),
    "繁体": _TRADITIONAL,
    "台湾繁体": _TRADITIONAL[:1],
    "繁体台湾": _TRADITIONAL[:1],
    "台湾": _TRADITIONAL[:1],
    "香港繁体": _TRADITIONAL[1:],
    "繁体香港": _TRADITIONAL[1:],
    "香港": _TRADITIONAL[1:],
}
_CHINESE_FORMATS = {"网页": "html", "網頁": "html", "word": "docx"}
_BATCH_FAILED = 1


def _scripts(names: tuple[str, ...]) -> tuple[Script, ...]:
    from briefing.text.folding import fold
    from briefing.text.language import SCRIPT_NAMES, Script

    known: dict[str, tuple[str, ...]] = {script.value.lower(): (script.value,) for script in Script}
    known |= {name: (value,) for name, value in _SHORT_SCRIPTS.items()} | _CHINESE_SCRIPTS
    chosen: set[str] = set()
    for name in names:
        scripts = known.get(fold(name).lower())
        if scripts is None:
            listed = "、".join([*SCRIPT_NAMES.values(), "繁体", *_SHORT_SCRIPTS, *(one.value for one in Script)])
            raise UsageError(f"没有“{name}”这种字体", hint=f"可用的字体：{listed}")
        chosen.update(scripts)
    return tuple(script for script in Script if not chosen or script.value in chosen)


def epoch_date() -> str | None:
    """The date of `SOURCE_DATE_EPOCH` (reproducible-builds.org), in UTC."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(value), tz=datetime.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"环境变量 SOURCE_DATE_EPOCH 有误：{value}", hint="请写自 1970 年以来的秒数，或取消这个变量"
        ) from None


def order_of(
    template_set: TemplateSet,
    audiences: tuple[str, ...],
    formats: tuple[str, ...],
    scripts: tuple[str, ...],
    pages: Pages = "all",
) -> Order:
    """The order that the options name, or all there is; a `UsageError` for what there is not."""
    from briefing.build.pipeline import Order
    from briefing.config.audience import choose_audiences
    from briefing.writers import WRITERS

    chosen = {_CHINESE_FORMATS.get(name.lower(), name.lower()) for name in formats}
    for name in formats:
        if _CHINESE_FORMATS.get(name.lower(), name.lower()) not in WRITERS:
            raise UsageError(f"没有“{name}”这种格式", hint=f"可用的格式：网页、PDF、Word，或 {'、'.join(WRITERS)}")
    return Order(
        audiences=tuple(one.name for one in choose_audiences(template_set.audiences, audiences)),
        formats=tuple(name for name in WRITERS if not chosen or name in chosen),
        scripts=_scripts(scripts),
        date=epoch_date(),
        pages=pages,
    )


@click.command(cls=ChineseCommand)
@click.argument("sources", metavar="[访谈…]", nargs=-1)
@edition_options
@click.option(
    "--pages",
    type=click.Choice(["all", "one"]),
    default="all",
    metavar="页",
    help="all 做整份材料（默认，头一页就是一页纸），one 只做一页纸，另存为 *.one.*",
)
@click.option("--out", "-o", default="out", show_default=True, metavar="文件夹", help="写到哪里")
@templates_option
@click.option("--jobs", "-j", type=click.IntRange(1, 256), metavar="个数", help="同时用几个进程；不写就用全部处理器")
@click.option("--cluster", metavar="地址", help="交给 Dask 集群做，如 tcp://主机:8786；要装 briefing[cluster]")
@click.option("--no-cache", is_flag=True, help="不用缓存，全部重做")
@click.option("--keep-going", is_flag=True, help="一个来源做不成，其余照做（默认）")
@click.option("--fail-fast", is_flag=True, help="一个来源做不成，就此停下")
def build(  # noqa: PLR0913 - one parameter for each option of the contract
    sources: tuple[str, ...],
    audiences: tuple[str, ...],
    formats: tuple[str, ...],
    scripts: tuple[str, ...],
    pages: Pages,
    out: str,
    templates: str | None,
    jobs: int | None,
    cluster: str | None,
    *,
    no_cache: bool,
    keep_going: bool,
    fail_fast: bool,
) -> None:
    """制作材料：不写访谈就做 seeds 里的全部，不写选项就做全部读者、格式和字体。"""
    if keep_going and fail_fast:
        raise UsageError("--keep-going 和 --fail-fast 只能写一个", hint="请留下要的那一个；都不写就是 --keep-going")
    from briefing.build.workers import default_jobs, open_pool
    from briefing.packs.cache import Cache

    cache = Cache(folder=None) if no_cache else Cache.of_user()
    if cache.is_empty and cluster is None:
        # Everything has to be made: those who do it get ready before it is known what.
        from briefing.build.pool import start_server

        start_server()
    from briefing.build.environment import require
    from briefing.build.pipeline import Job
    from briefing.outline.load import choose_sources

    template_set = open_template_set(templates)
    order = order_of(template_set, audiences, formats, scripts, pages)
    require(order.formats, order.scripts, template_set.theme)
    paths = choose_sources(map(Path, sources))
    job = Job(template_set=template_set, order=order, out=Path(out), cache=cache)
    with open_pool(min(jobs or default_jobs(), len(paths) * len(order.slots) * len(order.formats)), cluster) as workers:
        _build_all(job, paths, workers, keep_going=not fail_fast and len(paths) > 1, named=bool(audiences))


def _build_all(job: Job, paths: tuple[Path, ...], workers: Workers, *, keep_going: bool, named: bool) -> None:
    from briefing.build.pipeline import build_sources

    load_site = partial(importlib.import_module, "briefing.publish.site.thumbnails")
    failed: list[tuple[Path, BriefingError]] = []
    files: list[BriefingError] = []
    with progress("制作", len(paths) * len(job.order.slots)) as advance:
        for path, result in build_sources(job, paths, workers, advance, load_site):
            if not isinstance(result, BriefingError):
                wipe_progress()
                _tell(result, f"{result.folder.name}：" if len(paths) > 1 else "")
                files += result.failed
                # An edition that was asked for by name is missed; one of a build of all is only told of.
                files += result.refused if named else ()
            elif keep_going:
                failed.append((path, result))
            else:
                raise result
    from briefing.publish.site import write_site

    click.echo(f"下载页：{write_site(job.out, job.template_set, cache=job.cache)}")
    if failed:
        for path, error in failed:
            report(error.message if path.name in error.message else f"{path.name}：{error.message}", error.hint)
        say(f"{len(failed)} 个来源没有做成：{'、'.join(path.name for path, _ in failed)}")
        sys.exit(_BATCH_FAILED)
    if files:
        sys.exit(_BATCH_FAILED if len(paths) > 1 else files[0].exit_code)


def _tell(built: Built, of: str) -> None:
    """Says what was written and what to know; `of` names the source where there are several."""
    click.echo(f"{built.folder}：{len(built.written)} 个文件")
    for error in built.failed:
        report(error.message, error.hint)
    for error in built.refused:
        say(f"提醒：{of}{error.message}，这一版不做")
    for one in built.kept:
        say(f"提醒：{built.folder / one.name} 有人改过，已另存为 {one.kept_as}")
    counts = Counter(remark.code for remark in built.remarks)
    for code, remark in {remark.code: remark for remark in reversed(built.remarks)}.items():
        say(
            f"提醒：{of}{remark.message}"
            + (f"（同类共 {counts[code]} 处，见 outline.json）" if counts[code] > 1 else "")
        )
