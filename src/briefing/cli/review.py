"""briefing review: what a person should look at before signing, most doubtful first."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.chinese import ChineseCommand
from briefing.cli.console import open_template_set, templates_option

if TYPE_CHECKING:
    from briefing.outline.doubts import DoubtPlace

# Of one kind so many places are shown; whoever has more to look at needs another list.
_MOST_SHOWN = 20


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="访谈")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，给程序用")
@templates_option
def review(source: str, templates: str | None, *, as_json: bool) -> None:
    """签发前要看的：拿不准的地方，最要紧的在前，各有段落、字句和该做什么。"""
    from briefing.build.render import compose_entries
    from briefing.build.source_record import find_misfits_of
    from briefing.outline.doubts import find_doubts
    from briefing.outline.load import gather

    template_set, reading = open_template_set(templates), gather(Path(source))
    misfits = find_misfits_of(template_set, reading)
    outline = replace(reading.outline, diagnostics=(*reading.outline.diagnostics, *misfits))
    doubts = find_doubts(outline, compose_entries(template_set, reading))
    if as_json:
        click.echo(json.dumps([asdict(doubt) for doubt in doubts], ensure_ascii=False, indent=1))
        return
    if not doubts:
        click.echo("没有拿不准的地方；签发前仍请通读一遍。")
        return
    count = sum(len(doubt.places) for doubt in doubts)
    click.echo(f"签发前要看的：{len(doubts)} 类，{count} 处（最要紧的在前）")
    for number, doubt in enumerate(doubts, 1):
        several = f"（{len(doubt.places)} 处）" if len(doubt.places) > 1 else ""
        click.echo(f"\n{number}. {doubt.title}{several}\n   该做什么：{doubt.todo}")
        for place in doubt.places[:_MOST_SHOWN]:
            click.echo(f"   · {_place(place)}")
        if len(doubt.places) > _MOST_SHOWN:
            click.echo(f"   · 另有 {len(doubt.places) - _MOST_SHOWN} 处，用 --json 看全部")


def _place(place: DoubtPlace) -> str:
    """第3段 …前文【字句】后文…：提醒."""
    if not place.words:
        return place.message
    where = f"第{place.paragraph}段 " if place.paragraph else ""
    before, after = place.before[-10:], place.after[:10]
    return f"{where}{'…' if before else ''}{before}【{place.words}】{after}{'…' if after else ''}　{place.message}"
