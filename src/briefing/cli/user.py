"""briefing user: who may log in to a desk on a server."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefing.cli.chinese import ChineseCommand

_ROLES = ("编辑", "审定")


@click.command(cls=ChineseCommand)
@click.argument("name", metavar="名字")
@click.option("--users", required=True, metavar="文件", help="用户文件；没有就新建")
@click.option(
    "--role", "roles", multiple=True, type=click.Choice(_ROLES), metavar="权限", help="编辑或审定，可重复；不写就不改"
)
@click.option("--remove", is_flag=True, help="去掉这个用户")
@click.option("--keep-password", is_flag=True, help="只改权限，不改密码")
def user(name: str, users: str, roles: tuple[str, ...], *, remove: bool, keep_password: bool) -> None:
    """添一个校对台的用户，或改密码、改权限、去掉；密码在终端里打，不显示。"""
    from briefing.desk.users import remove_user, set_user

    path = Path(users)
    if remove:
        remove_user(path, name)
        click.echo(f"去掉了 {name}；开着的校对台马上不认")
        return
    password = None if keep_password else _ask()
    set_user(path, name, password, roles)
    click.echo(f"写进了 {path}；开着的校对台马上照新的")


def _ask() -> str:
    if not sys.stdin.isatty():
        # From a pipe there is nothing to hide, and nothing to type twice.
        return sys.stdin.readline().rstrip("\r\n")
    while True:
        password: str = click.prompt("密码（打的时候不显示）", hide_input=True, prompt_suffix="：", err=True)
        again: str = click.prompt("再打一遍", hide_input=True, prompt_suffix="：", err=True)
        if password == again:
            return password
        click.echo("两遍不一样，请重新打", err=True)
