"""The line of a web page that gives date, source and author, and how its parts are set apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.readers.html.lines import SEAM
from briefing.readers.layout import tidy
from briefing.text import lexicon

if TYPE_CHECKING:
    from briefing.readers.html.lines import Line

_LABEL = lexicon.pattern("web_page", "label")
_LABELLED = re.compile(rf"(?:^|[\s　|｜（(【\d]){_LABEL}\s*[：:]")
SOURCE_LABEL = re.compile(r"(?:来源于?|來源於?|出处|出處|稿源)\s*[：:]\s*[^\s　]")
DATED = re.compile(
    rf"^\W{{0,2}}(?:{_LABEL}\s*[：:]?\s*)?"
    r"(?:(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}|(?:民國|民国)?\d{2,3}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2})"
)
# Date, time and label that the page sets apart without a space: 12:11来源：…, 2026-03-1107:42.
_APART = re.compile(rf"{SEAM}+(?={_LABEL}\s*[：:]|\d{{1,2}}:\d{{2}})|(?<=\d:\d\d){SEAM}+|(?<=日){SEAM}+(?=\D)")
_DATE_LAST = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z])[\s　]*(?:19|20)\d{2}([-年/.])\d{1,2}[-月/.]\d{1,2}日?[\s　]*(?:\d{1,2}:\d{2}(?::\d{2})?)?$"
)
_LABEL_OPENS = re.compile(rf"([\s　|｜/、，（(【]|^)?({_LABEL}\s*[：:])")
_LONGEST = 100


def imprint_of(line: Line) -> str:
    """The line as one of date, source and author, its parts set apart; empty where it is none."""
    if (
        len(line.text) > _LONGEST
        or "。" in line.text
        or line.text.endswith(("？", "?"))
        or line.kind in ("row", "caption")
    ):
        return ""
    if not DATED.match(line.text) and _DATE_LAST.search(line.text) and not re.search("[，。；？！—]", line.text):
        return tidy(_DATE_LAST.sub(lambda match: f"　{match[0].strip()}", (line.raw or line.text).replace(SEAM, "")))
    text = tidy(_APART.sub("　", line.raw or line.text)).replace(SEAM, "")
    text = (
        _LABEL_OPENS.sub(lambda match: f"{'　' if match[1] is None else match[1]}{match[2]}", text)
        if DATED.match(text)
        else text
    )
    return text if DATED.match(text) or _LABELLED.search(text) else ""


def is_dated_imprint(line: Line) -> bool:
    """Whether the line names a date with a label, as 发布日期：2026-03-12; the bare date of a teaser does not."""
    text = imprint_of(line)
    return bool(text and _LABELLED.search(text) and re.search(r"(?:19|20)\d{2}\s*[-年/.]", text))
