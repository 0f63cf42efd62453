"""Paragraphs of a PDF → which are its title and headings, where their size leaves no doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.readers.pdf.paragraphs import usual_em

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.readers.pdf.paragraphs import Paragraph

# Larger than the text by so much: 14 pt over 12 pt, and 小二 over 三号.
_HEADING, _TITLE = 1.12, 1.2
_LONGEST_HEADING, _LONGEST_TITLE = 40, 80
_LEVELS = 3
# Most of a text is of one size; where it is not, no size tells a heading.
_BODY = 0.5
_MASTHEAD = 6
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_SENTENCE = re.compile("[。；，、：]$")


def find_headings(paragraphs: Sequence[Paragraph]) -> dict[Paragraph, int]:
    """The title, as level 0, and the headings with their levels 1 to 3; empty where sizes tell nothing."""
    lines = [line for paragraph in paragraphs for line in paragraph.lines]
    usual = usual_em(lines)
    of_body = sum(len(line.text) for line in lines if abs(line.em - usual) < 0.06 * usual)
    if of_body < _BODY * sum(len(line.text) for line in lines):
        return {}
    large = [
        one
        for one in paragraphs
        if not one.is_row and one.em > _HEADING * usual and len(_HAN.findall(one.text)) > 1
        and len(one.text) <= _LONGEST_TITLE and not _SENTENCE.search(one.text)
    ]  # fmt: skip
    first = [one for one in large if one.page == paragraphs[0].page and one.em > _TITLE * usual]
    titles = sorted(first, key=lambda one: -one.em)
    # The title is the largest; where that is a paper's name, the next one.
    if len(titles) > 1 and len(titles[0].text) <= _MASTHEAD < len(titles[1].text):
        title: Paragraph | None = titles[1]
    else:
        title = next((one for one in titles if len(_HAN.findall(one.text)) > 3), None)  # noqa: PLR2004 - 目录 is none
    others = [one for one in large if one is not title and len(one.text) <= _LONGEST_HEADING]
    if title:
        # What is larger than the text and stands before the title is a series or the paper's name.
        before = paragraphs.index(title)
        others = [one for one in others if paragraphs.index(one) > before and one.em <= title.em]
    sizes = sorted({round(2 * one.em) for one in others}, reverse=True)
    found = {one: min(_LEVELS, sizes.index(round(2 * one.em)) + 1) for one in others}
    return found | ({title: 0} if title else {})
