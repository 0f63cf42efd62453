"""briefing check: finished files held against their source."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.chinese import AliasedChoice, ChineseCommand
from briefing.cli.console import deliver, overlay_of, progress, report, say, templates_option
from briefing.errors import BriefingError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefing.check.report import Report
    from briefing.check.run import Question

_PACKS = (".docx", ".pdf", ".html")
_FOUND = 1
# As many files as are read in this process before it is worth starting others.
_FEW = 2


@click.command(cls=ChineseCommand)
@click.argument("files", metavar="文件…", nargs=-1, required=True)
@click.option("--ledger", metavar="文件", help="对照这份 ledger.json；不写就用文件夹里的")
@click.option("--source", metavar="访谈", help="没有出处账时，对照这篇原文")
@click.option(
    "--audience", "-a", metavar="读者", help="给谁的版本（如 投资者 或 investor），查外泄用；不写就按出处账或文件名"
)
@click.option(
    "--format",
    "style",
    type=AliasedChoice(["text", "json", "sarif", "github", "html"], {"文字": "text", "网页": "html"}),
    default="text",
    metavar="样式",
    help="怎么报告：文字（text）、网页（html）、json、sarif 或 github",
)
@click.option("--output", "-o", metavar="文件", help="写进文件，不写就输出到屏幕")
@click.option("--allow", metavar="文件", help="看过并允许的例外（TOML），每条要有理由和日期")
@click.option("--as-of", "as_of", metavar="日期", help="提醒到这一天已过时的数据，如 2026-05-20")
@templates_option
def check(  # noqa: PLR0913 - one parameter for each option of the contract
    files: tuple[str, ...],
    ledger: str | None,
    source: str | None,
    audience: str | None,
    style: str,
    output: str | None,
    allow: str | None,
    as_of: str | None,
    templates: str | None,
) -> None:
    """核对成品：数据、引语、名称是不是原文的，有没有给错读者的话。文件夹则核对里面的全部材料。"""
    from briefing.check.exceptions import apply_allowances, load_allowances
    from briefing.check.report import write_github, write_json, write_page, write_sarif, write_text
    from briefing.check.run import Question
    from briefing.config.audience import choose_audiences
    from briefing.config.template_set import load_template_set

    overlay = overlay_of(templates)
    if audience:
        audience = choose_audiences(load_template_set(overlay).audiences, (audience,))[0].name
    allowances = load_allowances(Path(allow)) if allow else ()
    questions = [
        Question(
            path=str(path), ledger=ledger, source=source, audience=audience, templates=templates, beside=style == "html"
        )
        for path in _expand(files)
    ]
    reports, failed = _examine_all(questions)
    marked, unused = apply_allowances(reports, allowances)
    writers = {"text": write_text, "json": write_json, "sarif": write_sarif, "github": write_github}
    deliver(write_page(marked, overlay) if style == "html" else writers[style](marked), output)
    for one in unused:
        say(f"提醒：例外“{one.words}”（{one.code}）没有用到，可以删去")
    _tell_of_folders(files, as_of, templates, aside=style != "text" or output is not None)
    if failed and not marked:
        raise failed[0]
    for error in failed:
        report(error.message, error.hint)
    if failed or any(one.open for one in marked):
        sys.exit(_FOUND)


def _expand(files: Iterable[str]) -> Iterator[Path]:
    """The files named, and of a folder its packs."""
    for name in files:
        path = Path(name)
        if not path.is_dir():
            yield path
            continue
        packs = sorted(one for one in path.iterdir() if one.suffix in _PACKS and not one.name.startswith("."))
        if not packs:
            raise SourceError(f"文件夹 {path} 里没有材料", hint="请给 out/<访谈名> 这样的文件夹，或直接写文件名")
        yield from packs


def _examine_all(questions: Sequence[Question]) -> tuple[list[Report], list[BriefingError]]:
    from briefing.build.workers import default_jobs, open_pool
    from briefing.check.run import examine

    reports: list[Report] = []
    failed: list[BriefingError] = []

    def keep(answer: Callable[[], Report]) -> None:
        try:
            reports.append(answer())
        except BriefingError as error:
            failed.append(error)

    if len(questions) <= _FEW:
        for question in questions:
            keep(partial(examine, question))
        return reports, failed
    with open_pool(min(default_jobs(), len(questions))) as workers, progress("核对", len(questions)) as advance:
        futures = [workers.executor.submit(examine, question) for question in questions]
        for future in futures:
            keep(future.result)
            advance()
    return reports, failed


def _tell_of_folders(files: Iterable[str], as_of: str | None, templates: str | None, *, aside: bool) -> None:
    """The facts that each edition shows, after the report, or beside it where the report is for a program."""
    from briefing.check.folder import compare_editions, find_stale

    for folder in (Path(name) for name in files if Path(name).is_dir()):
        for line in compare_editions(folder, overlay_of(templates)):
            click.echo(line, err=aside)
    if as_of:
        for name in files:
            folder = Path(name) if Path(name).is_dir() else Path(name).parent
            for line in find_stale(folder, as_of):
                say(f"提醒：{line}")
