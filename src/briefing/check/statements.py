"""The pack's own words about its facts and its paper: places in the source, times not given, what the cover says of it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from operator import eq
from typing import TYPE_CHECKING

from briefing.check.flat_text import flat_form, is_bound, piece_starts
from briefing.check.quantities import touching
from briefing.check.wording import distance
from briefing.config.topics import TOPIC_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.comparison import Comparison
    from briefing.check.expected import ExpectedText
    from briefing.check.findings import Finding
    from briefing.check.flat_text import FlatText

OTHER_SOURCE = "出处或说明与本版应印的不同"
OTHER_TIME = "时间与本版应印的不同"
# Templates' words for a time that the source does not print.
TIMES = frozenset({"label.not_stated", "label.not_stated_unsure"})
# Words in the place of 内部材料 are so much longer at most.
_MORE = 4
# Notes that another program's paper holds in one paragraph: 90 见原文 37.2。91 见….
_NOTES = re.compile(r"\s*\d{1,3}\s*\D{1,8}\d+\.\d+。")
# The words before a place in the source that tell which place it is.
_CONTEXT = 10
# Lines of a cover that can be told apart by half of their characters.
_SHORTEST, _LONGEST_LINE = 4, 24
# The fields of industry in one cell have fewer characters.
_LONGEST_FIELDS = 80


def find_statements(comparison: Comparison) -> Iterator[Finding]:
    """Places in the source, times and lines of the cover that are not those of the pack, wherever the file prints them."""
    yield from _other_labels(comparison)
    yield from _other_notes(comparison)
    yield from _nearly_statements(comparison)
    yield from _lost_statements(comparison)
    yield from _times_instead(comparison)
    yield from _other_fields(comparison)


def lines_of(comparison: Comparison) -> list[tuple[int, str]]:
    """The passages of the file's text but for running heads, in the form for comparison, with their indices."""
    body = (index for index in comparison.order if comparison.part_of(index) != "running")
    return [(index, flat_form(comparison.finished.passages[index].text)) for index in body]


def _other_notes(comparison: Comparison) -> Iterator[Finding]:
    """Places in the source that a note gives instead of its own: those of another note, which the file then gives too often."""
    authority = comparison.authority
    if authority.label_form is None:
        return
    own = "".join(flat_form(one["text"]) for one in authority.ordered if one["block"] == "notes")
    known = authority.label_form.findall(own)
    stated = [
        (start, comparison.flat.text[start:end])
        for start, end, _ in _labels_on(comparison.flat, authority)
        if comparison.part_at(start) == "note"
    ]
    given = [label for _, label in stated]
    for tag, first, last, start, end in SequenceMatcher(None, known, given, autojunk=False).get_opcodes():
        if tag != "replace" or last - first != end - start:
            continue
        for wanted, (at, label) in zip(known[first:last], stated[start:end], strict=True):
            if given.count(label) > known.count(label):
                yield comparison.finding("source", OTHER_SOURCE, at, at + len(label), expected=wanted)


def _labels_on(flat: FlatText, authority: ExpectedText) -> Iterator[tuple[int, int, bool]]:
    """The places in the source that a flat text prints: from where to where, and whether the pack prints this one at all."""
    for match in authority.label_form.finditer(flat.text) if authority.label_form else ():
        # In cells side by side 原文 12.1 and 73家 follow each other without a space.
        start, end = match.span()
        ends = [at for at in range(start + 1, end + 1) if at == end or at in flat.edges]
        known = [at for at in ends if flat.text[start:at] in authority.labels]
        yield start, (known or [end])[0], bool(known)


def _other_labels(comparison: Comparison) -> Iterator[Finding]:
    """Numbers of places in the source that the pack prints nowhere (原文 9.9), or after other words than the file does."""
    authority = comparison.authority
    contexts: dict[str, set[str]] = {}
    for start, end, _ in _labels_on(authority.flat, authority):
        contexts.setdefault(authority.flat.text[max(0, start - _CONTEXT) : start], set()).add(
            authority.flat.text[start:end]
        )
    for start, end, known in _labels_on(comparison.flat, authority):
        # Notes in a paper follow each other without a space too: 37.2 90.
        if comparison.part_at(start) == "note" or _NOTES.match(comparison.passage(start).text):
            continue
        right = contexts.get(comparison.flat.text[max(0, start - _CONTEXT) : start])
        if not known or (right is not None and comparison.flat.text[start:end] not in right):
            expected = min(right) if right else None
            yield comparison.finding("source", OTHER_SOURCE, start, end, expected=expected)


def _nearly_statements(comparison: Comparison) -> Iterator[Finding]:
    """Lines that are nearly what the pack's cover says, wherever on the page they stand: 公开材料 for 内部材料."""
    authority, finished = comparison.authority, comparison.finished
    titles = authority.titles_with_place
    # A cover without a place has none because the source proves none.
    untitled = () if titles else tuple(authority.cover_titles)
    for index in comparison.order:
        for line in re.finditer(r"[^\t\n]+", finished.passages[index].text):
            text = flat_form(line.group())
            if not _SHORTEST <= len(text) <= _LONGEST_LINE or text in authority.runs:
                continue
            for known in authority.cover_lines:
                if len(known) == len(text) and sum(map(eq, known, text)) * 2 >= len(known):
                    yield comparison.claim("source", OTHER_SOURCE, index, line.span(), expected=known)
                    break
            bare = next((title for title in untitled if text.endswith(title) and text != title), None)
            if bare is not None and text.removesuffix(bare) not in authority.flat.text:
                yield comparison.claim("name", "封面标题前的名称原文没有", index, line.span(), expected=bare)
            for place, title in titles:
                # Another place of the same kind before the title: 青浦区投资者简报 for 黄浦区. One told shorter is the same.
                before = text.removesuffix(title)
                most = len(place) - 1 if len(text) == len(place + title) else len(place) // 2
                if before != text and not place.endswith(before) and distance(before, place, most) <= most:
                    message = "名称与原文不同"
                    yield comparison.claim("name", message, index, line.span(), expected=f"{place}{title}")
                    break


def _lost_statements(comparison: Comparison) -> Iterator[Finding]:
    """Words beside the title of a cover that stand where the pack says who may have the paper: 公开发布 for 内部材料."""
    authority = comparison.authority
    lines = lines_of(comparison)
    texts = [text for _, text in lines]
    titles = [at for at, text in enumerate(texts) if text in authority.cover_titles]
    for line in authority.secrecy_lines if titles else ():
        beside = (at for at in (titles[0] - 1, titles[0] + 1) if 0 <= at < len(texts))
        other = (at for at in beside if len(texts[at]) <= len(line) + _MORE and texts[at] not in authority.runs)
        at = None if any(line in text for text in texts) else next(other, None)
        if at is not None:
            index = lines[at][0]
            place = (0, len(comparison.finished.passages[index].text))
            yield comparison.claim("source", OTHER_SOURCE, index, place, expected=line)


def _times_instead(comparison: Comparison) -> Iterator[Finding]:
    """Times in cells where the pack says that the source prints none, and the file then goes on elsewhere."""
    for before, after in pairwise(comparison.blocks):
        start, at = before.file_end, before.model_end
        missing = is_bound(comparison.authority.flat, at) and comparison.authority.statement_at(at) in TIMES
        if (
            not missing
            or at == after.model
            or not is_bound(comparison.flat, start)
            or start >= len(comparison.flat.text)
        ):
            continue
        passage = comparison.passage(start).text
        times = [one for one in touching(comparison.quantities, start, start) if one.start == start and one.is_time]
        if times and len("".join(passage.split())) == times[0].end - start:
            yield comparison.finding("period", OTHER_TIME, start, times[0].end, expected=comparison.raw(at, at + 4))


def _other_fields(comparison: Comparison) -> Iterator[Finding]:
    """Fields of industry in a cell beside a statement of another field: 航运与物流 beside what is said of farming."""
    authority = comparison.authority
    names = {flat_form(one["text"]) for one in authority.entries if one["origin"].get("file") == TOPIC_FILE}
    if not names:
        return
    name = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    alone, ending = re.compile(name), re.compile(f"(?:(?:{name})、?)+$")

    def beside(flat: FlatText) -> Iterator[tuple[str, re.Match[str]]]:
        for at in piece_starts(flat):
            fields = ending.search(flat.text, max(0, at - _LONGEST_FIELDS), at)
            if fields and is_bound(flat, fields.start()) and not alone.match(flat.text, at):
                yield flat.text[at : at + _CONTEXT], fields

    right: dict[str, set[str]] = {}
    for words, fields in beside(authority.flat):
        right.setdefault(words, set()).update(alone.findall(fields.group()))
    for words, fields in beside(comparison.flat):
        if words in right and not right[words].issuperset(alone.findall(fields.group())):
            expected = "、".join(sorted(right[words]))
            yield comparison.finding("wording", "归入的领域与本版应印的不同", *fields.span(), expected=expected)
