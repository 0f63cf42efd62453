"""briefing audiences: what editions there are."""

from __future__ import annotations

import click

from briefing.cli.chinese import ChineseCommand
from briefing.cli.console import open_template_set, templates_option


@click.command(cls=ChineseCommand)
@templates_option
def audiences(templates: str | None) -> None:
    """列出有哪些读者的版本，各有什么。"""
    template_set = open_template_set(templates)
    from briefing.document.wording import Wording
    from briefing.text.language import Script

    wording = Wording(entries=template_set.entries, script=Script.HANS)
    for audience in template_set.audiences:
        reach = "公开" if audience.public else "内部"
        click.echo(
            f"{audience.name}\t{wording.text('name', audience.file)}（{reach}）：{wording.text('summary', audience.file)}"
        )
        for section in audience.sections:
            click.echo(f"  · {wording.text(f'sections.{section.key}.heading', audience.file)}")
