"""briefing desk: hand in, look, correct, approve and release in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.chinese import ChineseCommand


@click.command(cls=ChineseCommand)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="端口", help="0 是任选一个"
)
@click.option("--folder", default=".", metavar="文件夹", help="放 seeds、out 和 templates 的文件夹；不写就是当前文件夹")
@click.option("--jobs", "-j", type=click.IntRange(1, 256), metavar="个数", help="同时用几个进程；不写就用全部处理器")
def desk(port: int, folder: str, jobs: int | None) -> None:
    """在浏览器里交稿、校对、审定、发布；只有这台机器打得开。"""
    from briefing.desk.folder import require_root
    from briefing.desk.server import serve_desk

    root = require_root(Path(folder))
    serve_desk(
        root, port, jobs, lambda address: click.echo(f"请打开 {address}\n（这个地址只能用一次；按 Ctrl-C 结束）")
    )
    click.echo("已停止")
