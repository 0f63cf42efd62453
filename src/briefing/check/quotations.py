"""Quotations that are not verbatim, or that carry another speaker."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.check.added import shares_words
from briefing.check.wording import finding_of, says_words, touched_zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.check.comparison import Comparison
    from briefing.check.fact_zones import Zone
    from briefing.check.findings import Code, Finding

_QUOTED = re.compile(r"“([^“”]{6,400})”")
_STOPS = re.compile(r"[。！？；，]")
_SAID = re.compile(
    r"(?:说|表示|指出|强调|认为|介绍|提出|坦言|透露|称|谈到|告诉记者)[，：道]?$|^[^“”。]{0,12}(?:说|表示|指出|强调|认为|介绍)"
)
_LONGEST_TERM = 16
_LEAD = 12


def _changed(comparison: Comparison) -> Iterator[Finding]:
    for touched in touched_zones(comparison, {"quote"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "quotation", "引语与原文不一字不差")


def _cut(comparison: Comparison) -> Iterator[Finding]:
    """Quotations that the file leaves in the middle to go on elsewhere within the same passage."""
    for before, after in pairwise(comparison.blocks):
        same = comparison.passage_at(before.file_end - 1) == comparison.passage_at(after.file)
        near = before.model_end <= after.model <= before.model_end + 1
        if not same or near or after.file > before.file_end + _LEAD or comparison.is_rearranged_at(after.file - 1):
            continue
        zones = comparison.authority.zones_between(before.model_end, before.model_end)
        code = _code_of_cut(comparison, zones, before.model_end)
        if code is not None:
            offsets = comparison.source_places(before.model_end - 1, before.model_end)
            expected = comparison.raw(before.model_end - _LEAD, before.model_end + _LEAD)
            start, end = max(0, before.file_end - 2), max(after.file, before.file_end + 1)
            message = "引语被截断或拼接" if code == "quotation" else "名称或提法被截断或拼接"
            yield comparison.finding(code, message, start, end, expected=expected, offsets=offsets)


def _code_of_cut(comparison: Comparison, zones: Iterable[Zone], at: int) -> Code | None:
    """What a file cuts that leaves the model at a place of its strip: a quotation, or a name or a term in its middle."""
    if any(zone.kind == "quote" for zone in zones):
        return "quotation"
    place = comparison.authority.strip.places[at - 1]
    inside = [zone.kind for zone in zones if zone.start <= place < zone.end - 1]
    return "name" if "name" in inside else "term" if "term" in inside else None


def _made_up(comparison: Comparison) -> Iterator[Finding]:
    """Speech in words that the source does not have."""
    text, known = comparison.strip.text, comparison.authority.strip.text
    added = [edit.file for edit in comparison.edits if edit.file[1] - edit.file[0] >= _LEAD // 2]
    for start, end in added:
        for match in _QUOTED.finditer(text, max(0, start - 1), min(len(text), end + 1)):
            words = match[1]
            if (
                words in known
                or words.rstrip("。！？，；") in known
                or not _is_speech(text, match.start(), match.end(), words)
            ):
                continue
            expected = _nearest(comparison, words)
            yield comparison.finding("quotation", "原文没有这句引语", match.start(1), match.end(1), expected=expected)


def _is_speech(text: str, start: int, end: int, words: str) -> bool:
    said = _SAID.search(text[max(0, start - _LEAD) : start]) or _SAID.search(text[end : end + _LEAD])
    return bool(said) or (len(words) > _LONGEST_TERM and bool(_STOPS.search(words)))


def _nearest(comparison: Comparison, words: str) -> str | None:
    quotes = comparison.authority.outline.quotes
    return next((one.words.text for one in quotes if shares_words(words, one.words.text)), None)


def _other_speaker(comparison: Comparison) -> Iterator[Finding]:
    for touched in touched_zones(comparison, {"attribution", "person"}):
        if says_words(comparison, touched.edit):
            yield finding_of(comparison, touched, "speaker", "说话人或其职务与原文不同")


def find_quotations(comparison: Comparison) -> Iterator[Finding]:
    """Quotations changed, cut, made up, or given to another speaker."""
    yield from _changed(comparison)
    yield from _cut(comparison)
    yield from _made_up(comparison)
    yield from _other_speaker(comparison)
