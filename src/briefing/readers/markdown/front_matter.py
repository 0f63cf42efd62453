"""The front matter of a Markdown file (`---` YAML, `+++` TOML, `% ` Pandoc): which of its lines tell of the text, and where their words are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.text import lexicon
from briefing.text.source import Span, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Field = Literal["title", "date", "byline", "outlet"]
_FIELDS: tuple[Field, ...] = ("title", "date", "byline", "outlet")
_TITLE_BLOCK: tuple[Field, ...] = ("title", "byline", "date")
# What ends a block that each mark opens.
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_LONGEST = 200
_ENTRY = re.compile(r"(?P<key>[\w.\"'-][\w. \"'-]{0,40}?)[ \t]*(?:[:=](?=[ \t\"'\[]|$)|：)[ \t]*")
_ITEM = re.compile(r"[ \t]*(?:-[ \t]+)?(?:name[ \t]*[:=][ \t]*)?")
_PAIRS = {'"': '"', "'": "'", "[": "]"}
# A value that the lines below hold: title: >-
_FOLLOWS = re.compile(r"[|>][+-]?\d?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of front matter: its place, the place of its words, and what they are; None for what says nothing of the text."""

    line: Span
    words: Span
    field: Field | None


# The notice that the other lines are not read.
UNREAD = "文件开头有 {} 行写给程序的说明（标签、地址等），没有当作正文"


def count_unread(front: Sequence[Entry]) -> int:
    """Number of lines between the fences that say nothing of the text."""
    return sum(entry.field is None and entry.line.start < entry.line.end for entry in front[1:-1])


def find_front_matter(text: str, lines: Sequence[Span]) -> tuple[Entry, ...]:
    """The lines of the front matter, its fences included; none where the text does not open with some.

    `lines` are all lines of the text, blank ones too.
    """
    filled = (index for index, place in enumerate(lines) if _at(text, place).strip("\ufeff \t"))
    first = next(filled, len(lines))
    fence = _at(text, lines[first]).strip("\ufeff \t") if first < len(lines) else ""
    if fence.startswith("% "):
        return tuple(_title_block(text, lines[first : first + len(_TITLE_BLOCK)]))
    inner = range(first + 1, min(len(lines), first + _LONGEST))
    last = next((index for index in inner if _at(text, lines[index]).rstrip() in _FENCES.get(fence, ())), None)
    if last is None:
        return ()
    body = lines[first + 1 : last]
    opening = next((_at(text, place) for place in body if _at(text, place).strip()), "")
    # A rule (---) above a paragraph and another below it are no front matter.
    if not _ENTRY.match(opening.lstrip("# \t")):
        return ()
    fences = [Entry(line=lines[index], words=lines[index], field=None) for index in (first, last)]
    return (fences[0], *_entries(text, body), fences[1])


def _title_block(text: str, lines: Sequence[Span]) -> Iterator[Entry]:
    """Pandoc's title, authors and date, each on a line after a percent sign."""
    for field, place in zip(_TITLE_BLOCK, lines, strict=False):
        line = _at(text, place).lstrip("\ufeff")
        if not line.startswith("%"):
            return
        words = span(place.end - len(line[1:].lstrip()), place.end)
        yield Entry(line=place, words=words, field=field if words.start < words.end else None)


def _at(text: str, place: Span) -> str:
    return text[place.start : place.end]


def _entries(text: str, body: Sequence[Span]) -> Iterator[Entry]:
    """The lines of the block; those below a key that has no value of its own are what the key says."""
    open_field: Field | None = None
    for place in body:
        line = _at(text, place)
        entry = _ENTRY.match(line)
        if entry:
            value = line[entry.end() :].strip()
            key = entry["key"].strip("\"' ").lower()
            field = next((one for one in _FIELDS if key in lexicon.words("front_matter", one)), None)
            open_field = field if not value or _FOLLOWS.fullmatch(value) else None
            start, said = entry.end(), None if open_field else field
        else:
            item = _ITEM.match(line)
            start, said = item.end() if item else 0, open_field if open_field != "byline" else None
        words = _bare(text, span(place.start + start, place.end))
        yield Entry(line=place, words=words, field=said if words.start < words.end else None)


def _bare(text: str, place: Span) -> Span:
    """The place without white space and without the quotation marks or brackets around it."""
    words = _at(text, place)
    start, end = place.start + len(words) - len(words.lstrip()), place.start + len(words.rstrip())
    while end - start > 1 and _PAIRS.get(text[start]) == text[end - 1]:
        start, end = start + 1, end - 1
    return span(start, max(start, end))
