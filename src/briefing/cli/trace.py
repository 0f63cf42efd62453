"""briefing trace: from a word, a number or a fact of a finished file back to the sentences of its source."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.chinese import ChineseCommand
from briefing.errors import SourceError


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="文件")
@click.argument("wanted", metavar="词句")
@click.option("--ledger", metavar="文件", help="对照这份 ledger.json；不写就用文件夹里的")
@click.option("--source", metavar="访谈", help="没有出处账时，对照这篇原文")
def trace(file: str, wanted: str, ledger: str | None, source: str | None) -> None:
    """查出处：成品里的一个数、一句话或一个数据编号（如 f2）出自原文的哪几句。"""
    from briefing.check.run import Question, find_reference
    from briefing.check.trace import find_traces
    from briefing.readers.finished import read_finished

    finished = read_finished(Path(file))
    reference = find_reference(Question(path=file, ledger=ledger, source=source), finished)
    traces = find_traces(reference, wanted)
    if not traces:
        raise SourceError(f"{file} 和它的原文里都没有“{wanted}”", hint="请给文件里印着的词句、数或数据编号")
    for one in traces:
        click.echo(f"{one.place}　[{one.span.start}, {one.span.end})　{one.words}")
        if one.printed:
            click.echo(f"    印成：{'、'.join(one.printed)}")
