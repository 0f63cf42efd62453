"""Shared parts of the commands: the template set option, and how things are said."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefing.config.template_set import TemplateSet
    from briefing.config.templates import Overlay


# What would break the line, move the cursor or turn the reading order: a file's name may hold anything.
_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def say(text: str) -> None:
    """Says something beside the result: to stderr."""
    click.echo(text, err=True)


def report(message: str, hint: str) -> None:
    """Says an error in two lines: what is wrong, and what to do."""
    say(f"错误：{_UNSPEAKABLE.sub(' ', message)}")
    say(f"建议：{_UNSPEAKABLE.sub(' ', hint)}")


def escape_unencodable_output() -> None:
    r"""Has characters that the terminal's encoding lacks written as \u escapes, where they would end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def templates_option(function: Callable[..., None]) -> Callable[..., None]:
    """The option `--templates`."""
    return click.option("--templates", metavar="文件夹", help="自己的模板文件夹，盖在自带的模板上")(function)


def edition_options(function: Callable[..., None]) -> Callable[..., None]:
    """The options that choose editions: `--audience`, `--format`, `--script`, each as often as wanted."""
    for option in (
        click.option(
            "--script",
            "-s",
            "scripts",
            multiple=True,
            metavar="字体",
            help="简体、繁体（台湾、香港都做）、台湾繁体或香港繁体（hans、tw、hk），可重复",
        ),
        click.option(
            "--format",
            "-f",
            "formats",
            multiple=True,
            metavar="格式",
            help="网页、PDF 或 Word（html、pdf、docx），可重复",
        ),
        click.option(
            "--audience",
            "-a",
            "audiences",
            multiple=True,
            metavar="读者",
            help="只做这一版，如 投资者（或 investor），可重复；见 briefing audiences",
        ),
    ):
        function = option(function)
    return function


def deliver(text: str, output: str | None) -> None:
    """Gives the text where `--output` says, on the screen where it says nothing."""
    if output is None:
        click.echo(text, nl=False)
        return
    from briefing.files import output_errors, write_whole

    with output_errors(Path(output), hint="请检查文件夹的权限和磁盘空间，或用 --output 换一个文件"):
        write_whole(Path(output), text.encode())


def overlay_of(folder: str | None) -> Overlay:
    """The built-in templates, or the given folder over them."""
    from briefing.config.templates import Overlay

    return Overlay.over(Path(folder) if folder else None)


def open_template_set(folder: str | None) -> TemplateSet:
    """The template set of the option `--templates`."""
    from briefing.config.template_set import load_template_set

    return load_template_set(overlay_of(folder))


@contextlib.contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar with counts and the time left on a terminal, nothing elsewhere; yields what to call when a task is done."""
    shown = sys.stderr.isatty()
    with click.progressbar(length=total, label=label, file=sys.stderr, show_pos=True, hidden=not shown) as bar:
        yield lambda: bar.update(1)


def wipe_progress() -> None:
    """Clears the bar from its line, where something is to be said; the next step draws it anew."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
