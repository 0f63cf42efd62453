"""briefing outline: a source as a tree to read or as outline.json to correct."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.chinese import ChineseCommand
from briefing.cli.console import deliver, overlay_of, templates_option

if TYPE_CHECKING:
    from briefing.outline.load import Reading


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="访谈")
@click.option("--json", "as_json", is_flag=True, help="输出 outline.json，而不是给人看的提纲")
@click.option("--explain", metavar="数据", help="写一个数据的 id（例如 f12），列出它的指标和时间各有哪些候选、凭什么选")
@click.option("--output", "-o", metavar="文件", help="写进文件，不写就输出到屏幕")
@templates_option
def outline(source: str, output: str | None, templates: str | None, explain: str | None, *, as_json: bool) -> None:
    """读出一篇访谈的提纲，可以看、可以存成 outline.json 再改。"""
    from briefing.outline.load import gather

    reading = gather(Path(source))
    if explain is not None:
        click.echo(_explanation(reading, explain), nl=False)
        return
    if as_json or (output or "").endswith(".json"):
        from briefing.config.topics import load_topics
        from briefing.edition.topics import match_topics
        from briefing.outline.codec import to_json

        text = to_json(reading.outline, topics=match_topics(reading.outline, load_topics(overlay_of(templates))))
    else:
        from briefing.outline.tree import draw_tree

        text = draw_tree(reading.outline)
    deliver(text, output)


def _explanation(reading: Reading, name: str) -> str:
    from briefing.errors import UsageError
    from briefing.outline.figures.explain import explain_figure

    figures = reading.outline.figures
    figure = next((figure for figure in figures if figure.id == name), None)
    if figure is None:
        raise UsageError(
            f"没有数据 {name}",
            hint=f"共有 {len(figures)} 个数据：f1 到 f{len(figures)}" if figures else "这篇没有读出数据",
        )
    lines = [
        f"{name}：{figure.words.text}",
        *(explain_figure(reading.outline.source, figure) if figure.words.spans else ()),
    ]
    return "\n".join([*lines, *(["表格里的数据，指标和时间来自表头"] if len(lines) == 1 else [])]) + "\n"
