"""briefing desk: hand in, look, correct, approve and release in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from briefing.cli.chinese import ChineseCommand
from briefing.errors import UsageError

_SHARED = ("users", "tls_cert", "tls_key", "proxy", "url")


def _desk(port: int, folder: str, jobs: int | None, listen: str | None, *, watch: bool, **shared: Any) -> None:
    """在浏览器里交稿、校对、审定、发布；不写 --listen 就只有这台机器打得开。"""
    from briefing.desk.access import Access, parse_listen, require_access
    from briefing.desk.folder import require_root
    from briefing.desk.server import serve_desk

    access = Access(port=port)
    if listen is not None:
        host, port = parse_listen(listen, port)
        files = {key: Path(shared[key]) if shared[key] else None for key in ("users", "tls_cert", "tls_key")}
        access = require_access(
            Access(
                host=host,
                port=port,
                users=files["users"],
                origins=shared["url"],
                proxies=shared["proxy"],
                certificate=files["tls_cert"],
                key=files["tls_key"],
            )
        )
    elif any(shared[key] for key in _SHARED):
        raise UsageError("这些选项要和 --listen 一起用", hint="只在这台机器上用的校对台不用登录；请加 --listen 地址")
    told = "用户名和密码" if access.is_shared else "这个地址只能用一次"
    serve_desk(
        require_root(Path(folder)),
        access,
        jobs,
        watch=watch,
        say=lambda at: click.echo(f"请打开 {at}\n（{told}；按 Ctrl-C 结束）"),
    )
    click.echo("已停止")


_OPTIONS = (
    click.option(
        "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="端口", help="0 是任选一个"
    ),
    click.option(
        "--folder", default=".", metavar="文件夹", help="放 seeds、out 和 templates 的文件夹；不写就是当前文件夹"
    ),
    click.option(
        "--jobs", "-j", type=click.IntRange(1, 256), metavar="个数", help="同时用几个进程；不写就用全部处理器"
    ),
    click.option("--watch", is_flag=True, help="访谈、补充文件、模板一改就重做材料，“下载页”跟着换"),
    click.option("--listen", metavar="地址[:端口]", help="让别的机器也能打开；要有 --users，和证书或代理"),
    click.option("--users", metavar="文件", help="可以登录的用户，由 briefing user 写"),
    click.option("--tls-cert", metavar="文件", help="证书，PEM 格式"),
    click.option("--tls-key", metavar="文件", help="证书的私钥，不带密码"),
    click.option("--proxy", multiple=True, metavar="地址", help="前面做 TLS 的反向代理的地址或网段，可重复"),
    click.option("--url", multiple=True, metavar="网址", help="大家打开的网址，如 https://desk.example；可重复"),
)


def _command(name: str) -> click.Command:
    command = click.command(name, cls=ChineseCommand)(_desk)
    for option in _OPTIONS:
        option(command)
    command.params.reverse()
    return command


desk = _command("desk")
serve = _command("serve")
serve.help = "就是 briefing desk，选项也一样；加 --watch 就一改就重做材料，在“下载页”上看。"
