"""briefing verify: is this file the one that was released."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.chinese import ChineseCommand
from briefing.cli.console import report, say
from briefing.errors import BriefingError, SourceError

if TYPE_CHECKING:
    from briefing.packs.changes import Release

_DEFAULT = "out/release/manifest.json"
_NOT_RELEASED = 1


@click.command(cls=ChineseCommand)
@click.argument("files", metavar="文件…", nargs=-1, required=True)
@click.option("--manifest", default=_DEFAULT, show_default=True, metavar="清单", help="发布时写出的 manifest.json")
def verify(files: tuple[str, ...], manifest: str) -> None:
    """辨认文件：是不是发布的原件，一个字节也不差；改过的接着核对内容。"""
    from briefing.packs.changes import read_release

    if not any(Path(name).exists() for name in files):
        raise SourceError(f"没有文件 {'、'.join(files)}", hint="请检查文件名和所在的文件夹")
    release, folder = read_release(Path(manifest)), Path(manifest).resolve().parent
    errors: list[BriefingError] = []
    genuine = [_verify(Path(name), release, folder, errors) for name in files]
    if errors and len(files) == 1:
        raise errors[0]
    for error in errors:
        report(error.message, error.hint)
    if not all(genuine):
        sys.exit(_NOT_RELEASED)


def _verify(path: Path, release: Release, folder: Path, errors: list[BriefingError]) -> bool:
    from briefing.check.report import write_text
    from briefing.check.run import Question, examine
    from briefing.publish.verify import find_ledger, tell
    from briefing.publish.verify import verify as verify_file

    try:
        verdict = verify_file(path, release, folder)
    except BriefingError as error:
        errors.append(error)
        return False
    click.echo(f"{path}：{tell(verdict, release)}")
    if verdict.kind != "changed" or not verdict.output:
        return verdict.kind == "released"
    # What `check` finds in a changed copy, where the ledger of its source is at hand.
    ledger = find_ledger(verdict.output, folder)
    if ledger is None:
        say("提醒：旁边没有出处账，改了什么没有核对；请用 briefing check --source 指明原文")
        return False
    try:
        found = examine(Question(path=str(path), ledger=str(ledger), audience=verdict.output["audience"]))
    except BriefingError as error:
        report(error.message, error.hint)
    else:
        click.echo(write_text([found]), nl=False)
    return False
