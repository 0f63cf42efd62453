"""The command line: alone prints, exits and reads the environment."""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from briefing import __version__
from briefing.chinese_click import ChineseGroup, explain
from briefing.errors import BriefingError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from briefing.build import Built, Order
    from briefing.document import Script
    from briefing.gather import Reading
    from briefing.workshop import Workshop

_SHORT_SCRIPTS = {"hans": "zh-Hans", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}
_BATCH_FAILED = 1
_INTERRUPTED = 130


def _say(text: str) -> None:
    click.echo(text, err=True)


def _report(message: str, hint: str) -> None:
    _say(f"错误：{message}")
    _say(f"建议：{hint}")


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="briefing %(version)s", help="显示版本号")
def briefing() -> None:
    """把一篇访谈做成投资者、人才、干部三种材料：Word、PDF 和网页，简体和台、港繁体。"""


def _scripts(names: tuple[str, ...]) -> tuple[Script, ...]:
    from briefing.document import Script

    known = {script.value.lower(): script for script in Script}
    chosen = []
    for name in names:
        script = known.get(_SHORT_SCRIPTS.get(name.lower(), name).lower())
        if script is None:
            listed = "、".join([*_SHORT_SCRIPTS, *(script.value for script in Script)])
            raise UsageError(f"没有“{name}”这种字体", hint=f"可用的字体：{listed}")
        chosen.append(script)
    return tuple(script for script in Script if not chosen or script in chosen)


def _formats(names: tuple[str, ...]) -> tuple[str, ...]:
    from briefing.writers import WRITERS

    for name in names:
        if name.lower() not in WRITERS:
            raise UsageError(f"没有“{name}”这种格式", hint=f"可用的格式：{'、'.join(WRITERS)}")
    chosen = {name.lower() for name in names}
    return tuple(name for name in WRITERS if not chosen or name in chosen)


def _epoch_date() -> str | None:
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


def _workshop(folder: str | None) -> Workshop:
    from briefing.overlay import Overlay
    from briefing.workshop import load_workshop

    return load_workshop(Overlay.over(Path(folder) if folder else None))


def _templates_option(function: Callable[..., None]) -> Callable[..., None]:
    return click.option("--templates", metavar="文件夹", help="自己的模板文件夹，盖在自带的模板上")(function)


@briefing.command()
@click.argument("sources", metavar="[访谈…]", nargs=-1)
@click.option(
    "--audience", "-a", "audiences", multiple=True, metavar="读者", help="只做这一版，可重复；见 briefing audiences"
)
@click.option("--format", "-f", "formats", multiple=True, metavar="格式", help="html、pdf 或 docx，可重复")
@click.option("--script", "-s", "scripts", multiple=True, metavar="字体", help="hans、tw 或 hk，可重复")
@click.option("--out", "-o", default="out", show_default=True, metavar="文件夹", help="写到哪里")
@_templates_option
@click.option("--jobs", "-j", type=click.IntRange(1, 256), metavar="个数", help="同时用几个进程；不写就用全部处理器")
def build(  # noqa: PLR0913 - one parameter for each option of the contract
    sources: tuple[str, ...],
    audiences: tuple[str, ...],
    formats: tuple[str, ...],
    scripts: tuple[str, ...],
    out: str,
    templates: str | None,
    jobs: int | None,
) -> None:
    """制作材料：不写访谈就做 seeds 里的全部，不写选项就做全部读者、格式和字体。"""
    from briefing.audience import choose_audiences
    from briefing.build import Order
    from briefing.doctor import require
    from briefing.gather import choose_sources

    workshop = _workshop(templates)
    order = Order(
        audiences=tuple(one.name for one in choose_audiences(workshop.audiences, audiences)),
        formats=_formats(formats),
        scripts=_scripts(scripts),
        date=_epoch_date(),
    )
    require(order.formats, order.scripts, workshop.theme)
    paths = choose_sources(map(Path, sources))
    _build_all(workshop, order, paths, Path(out), jobs)


def _build_all(workshop: Workshop, order: Order, paths: tuple[Path, ...], out: Path, jobs: int | None) -> None:
    from briefing.build import default_jobs, worker_pool
    from briefing.site import write_site

    failed = []
    total = len(paths) * len(order.audiences) * len(order.scripts)
    with worker_pool(min(jobs or default_jobs(), total)) as pool, _progress(total) as advance:
        for path in paths:
            try:
                _tell(_build_one(workshop, order, path, out, pool, advance))
            except BriefingError as error:
                if len(paths) == 1:
                    raise
                _report(f"{path.name}：{error.message}", error.hint)
                failed.append(path.name)
    click.echo(f"下载页：{write_site(out, workshop)}")
    if failed:
        _say(f"{len(failed)} 个来源没有做成：{'、'.join(failed)}")
        sys.exit(_BATCH_FAILED)


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, nothing elsewhere; yields what to call when a task is done."""
    with click.progressbar(length=total, label="制作", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield lambda: bar.update(1)


def _build_one(  # noqa: PLR0913 - what one source needs, each used once
    workshop: Workshop, order: Order, path: Path, out: Path, pool: Executor, advance: Callable[[], None]
) -> Built:
    from briefing.build import finish, make_tasks, run_tasks
    from briefing.gather import gather

    reading = gather(path)
    return finish(workshop, reading, run_tasks(make_tasks(workshop, reading, order), pool, advance), out)


def _tell(built: Built) -> None:
    click.echo(f"{built.folder}：{len(built.written)} 个文件")
    for error in built.refused:
        _say(f"提醒：{error.message}，这一版不做")
    for one in built.kept:
        _say(f"提醒：{built.folder / one.name} 有人改过，已另存为 {one.kept_as}")
    counts = Counter(remark.code for remark in built.remarks)
    for code, remark in {remark.code: remark for remark in reversed(built.remarks)}.items():
        _say(f"提醒：{remark.message}" + (f"（同类共 {counts[code]} 处，见 outline.json）" if counts[code] > 1 else ""))


@briefing.command()
@click.argument("source", metavar="访谈")
@click.option("--json", "as_json", is_flag=True, help="输出 outline.json，而不是给人看的提纲")
@click.option("--output", "-o", metavar="文件", help="写进文件，不写就输出到屏幕")
@_templates_option
def outline(source: str, output: str | None, templates: str | None, *, as_json: bool) -> None:
    """读出一篇访谈的提纲，可以看、可以存成 outline.json 再改。"""
    from briefing.gather import gather

    reading = gather(Path(source))
    text = _outline_json(reading, templates) if as_json or (output or "").endswith(".json") else _outline_tree(reading)
    if output is None:
        click.echo(text, nl=False)
        return
    from briefing.package import output_errors, write_whole

    with output_errors(Path(output)):
        write_whole(Path(output), text.encode())


def _outline_json(reading: Reading, templates: str | None) -> str:
    from briefing.overlay import Overlay
    from briefing.serial import to_json
    from briefing.topics import load_topics, match_topics

    topics = load_topics(Overlay.over(Path(templates) if templates else None))
    return to_json(reading.outline, topics=match_topics(reading.outline, topics))


def _outline_tree(reading: Reading) -> str:
    from briefing.tree import draw_tree

    return draw_tree(reading.outline)


@briefing.command()
@_templates_option
def audiences(templates: str | None) -> None:
    """列出有哪些读者的版本，各有什么。"""
    workshop = _workshop(templates)
    from briefing.compose.wording import Wording
    from briefing.document import Script

    wording = Wording(entries=workshop.entries, script=Script.HANS)
    for audience in workshop.audiences:
        reach = "公开" if audience.public else "内部"
        click.echo(
            f"{audience.name}\t{wording.text('name', audience.file)}（{reach}）：{wording.text('summary', audience.file)}"
        )
        for section in audience.sections:
            click.echo(f"  · {wording.text(f'sections.{section.key}.heading', audience.file)}")


@briefing.command()
def doctor() -> None:
    """检查这台机器缺什么，怎么装。"""
    from briefing.doctor import examine

    findings = examine(_workshop(None).theme)
    for finding in findings:
        _report(finding.message, finding.hint)
    if findings:
        sys.exit(5)
    click.echo("什么都不缺，可以制作材料。")


def _fail(message: str, hint: str, code: int) -> NoReturn:
    _report(message, hint)
    sys.exit(code)


def main() -> None:
    """Runs the command line; ends the process with the exit code of the contract."""
    try:
        briefing.main(standalone_mode=False)
    except BriefingError as error:
        _fail(error.message, error.hint, error.exit_code)
    except click.UsageError as error:
        _fail(*explain(error), code=2)
    except (click.Abort, KeyboardInterrupt):
        _fail("中断了", "已写好的文件是完整的，没写的没有动", _INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has gone (| head); a second complaint at exit would be noise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
