"""Direct speech with its speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.extract.people import SURNAMES
from briefing.outline import Quote, quote_source
from briefing.source import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.lines import Line
    from briefing.outline import Speaker
    from briefing.source import Source, Span

_QUOTED = re.compile(r"“([^“”\n]{6,800})”")
_VERB = "表示|介绍|指出|强调|认为|说|称|坦言|告诉记者|谈到|提到|补充|回应|透露|建议|直言|感慨|解释|分析|道"
_SPEECH = re.compile(r"[。！？…，；]")
_NAME = rf"(?:欧阳|上官|司马|诸葛|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}?"
_AFTER = re.compile(
    rf"(?P<role>[\u4e00-\u9fff、（）]{{0,40}}?)(?P<name>{_NAME}|他|她|有关负责人)(?:在[^，。“]{{2,24}}?[时中上]?)?(?:{_VERB})"
)
_BEFORE = re.compile(
    rf"(?P<role>[\u4e00-\u9fff、]{{0,40}}?)(?P<name>{_NAME}|他|她|有关负责人)(?:在[^，。“]{{2,24}}?)?(?:{_VERB})[^。“”]{{0,12}}[：，]$"
)


def _is_speech(source: Source, place: Span) -> bool:
    text = source.fold(place)
    return text[-1] in "。！？…" or (len(text) >= 10 and "，" in text and text[-1] in "，；。")


def _speaker(
    source: Source, match: re.Match[str], known: Sequence[Speaker], last: str | None
) -> tuple[str | None, str | None]:
    name = source.text[match.start("name") : match.end("name")]
    if match["name"] in {"他", "她"}:
        name = last or name
    role = source.text[match.start("role") : match.end("role")] or None
    earlier = next((one.role for one in known if one.name == name), None)
    return name, role if role and len(role) > 3 else earlier


def _attribution(source: Source, place: Span) -> re.Match[str] | None:
    folded = source.folded
    after = _AFTER.match(folded, place.end + 1, min(len(folded), place.end + 90))
    if after:
        return after
    start = max(folded.rfind("\n", 0, place.start), folded.rfind("。", 0, place.start)) + 1
    return _BEFORE.search(folded, max(start, place.start - 80), place.start - 1)


def find_quotes(source: Source, lines: Sequence[Line], speakers: Sequence[Speaker]) -> tuple[Quote, ...]:
    """The text's direct quotations in order; a short one without a sentence's stop is a term and is left out."""
    found: list[Quote] = []
    last: str | None = None
    for line in (line for line in lines if line.kind == "text"):
        for match in _QUOTED.finditer(source.folded, line.span.start, line.span.end):
            place = span(*match.span(1))
            if not _is_speech(source, place):
                continue
            said = _attribution(source, place)
            adjacent = bool(found) and found[-1].words.span.end + 2 == place.start
            if said is None and not adjacent:
                continue
            if said is None:
                name, role, where = found[-1].speaker, found[-1].role, found[-1].attribution
            else:
                (name, role), where = _speaker(source, said, speakers, last), span(*said.span())
            last = name
            words = quote_source(source, place)
            found.append(Quote(id=f"q{len(found) + 1}", words=words, speaker=name, role=role, attribution=where))
    return tuple(found)
