"""briefing doctor: what this machine lacks."""

from __future__ import annotations

import sys

import click

from briefing.cli.chinese import ChineseCommand
from briefing.cli.console import open_template_set, report, say


@click.command(cls=ChineseCommand)
def doctor() -> None:
    """检查这台机器缺什么，怎么装。"""
    from briefing.build.environment import examine
    from briefing.limits import can_limit_memory

    findings = examine(open_template_set(None).theme)
    for finding in findings:
        report(finding.message, finding.hint)
    if not can_limit_memory():
        say(
            "注意：这个系统不能限制内存。外来的 Word、PDF 和网页仍在单独的进程里读，有时间限制；来历不明的模板请不要用。"
        )
    if findings:
        sys.exit(5)
    click.echo("什么都不缺，可以制作材料。")
