"""Direct speech with its speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.outline.model import Quote, quote_source
from briefing.outline.people.attributions import find_said
from briefing.outline.people.names import read_names
from briefing.outline.people.resolving import READ, Said, read_people
from briefing.outline.people.speech import quoted_in
from briefing.outline.speaker_heads import is_member_s
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.outline.lines import Line
    from briefing.outline.model import Speaker
    from briefing.outline.people.names import NameReader
    from briefing.outline.people.resolving import Reading
    from briefing.outline.people.speech import Quoted
    from briefing.text.source import Source, Span

_I_SAY = re.compile(
    r"(?<![^，。；：！？“”\r\n 　])我们?[^，。；：“”他她你您]{0,6}[说讲][^，。；：“”]{0,8}[：，](?=“|$)"
)
# 我们常常在会上跟大家说这样一句话，: the phrase has no more characters.
_LONGEST_I_SAY = 18
_FEWEST = 2


def _of_narrator(reading: Reading, line: Span, quoted: Quoted) -> Said | None:
    """The document's only speaker, where he says of himself that he says it: 我常说：“…”."""
    start = max(line.start, quoted.outer.start - _LONGEST_I_SAY)
    match = _I_SAY.search(reading.source.folded, start, quoted.outer.start)
    if match is None or match.end() != quoted.outer.start or reading.narrator is None:
        return None
    return Said(name=reading.narrator.name, role=reading.narrator.role, attribution=span(*match.span()))


def _read_line(reading: Reading, line: Line) -> None:
    """Add the quotations of a line."""
    source, found = reading.source, []
    for quoted in quoted_in(reading.source, line.span):
        # 有位网友问：“…？”: words that are what is asked, passed on for somebody.
        asks = line.kind == "question" and quoted.outer.end == line.span.end
        if quoted.inner.end > quoted.inner.start and not (asks and source.folded[quoted.inner.end - 1] == "？"):
            found.append(quoted)
    label = line.label.end if line.label else line.span.start
    for previous, quoted, following in zip([None, *found], found, [*found[1:], None], strict=False):
        # 何进：有位企业家跟我说：“…”: whom the label names is not who says it.
        said = _of_narrator(reading, line.span, quoted)
        for start in (label, line.span.start) if quoted.outer.start - label > _FEWEST else (line.span.start,):
            said = said or find_said(reading, span(start, line.span.end), quoted, (previous, following))
        # What a reporter asks in marks is a question, and no saying that could be quoted.
        if said and not said.asks:
            reading.quotes.append(
                Quote(
                    id=f"q{len(reading.quotes) + 1}",
                    words=quote_source(source, quoted.inner),
                    speaker=said.name or None,
                    role=said.role,
                    attribution=said.attribution,
                    evidence="sentence" if said.name or said.role else None,
                )
            )


def find_quotes(
    source: Source, lines: Sequence[Line], speakers: Sequence[Speaker], names: NameReader | None = None
) -> tuple[Quote, ...]:
    """The text's direct quotations in order; a short one without a sentence's stop is a term and is left out."""
    read = [line for line in lines if line.kind in READ]
    reading = read_people(source, read, speakers, names or read_names(source))
    for before, line in zip([None, *read], read, strict=False):
        reading.before = before.span.start if before else line.span.start
        if not is_member_s(source, line):
            _read_line(reading, line)
    return tuple(reading.quotes)
