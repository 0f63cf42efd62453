"""Plain text → its lines' kinds: Markdown, e-mail, subtitles, tables set with tabs; lines of a fixed width are joined."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from briefing.readers.encodings import find_line_places
from briefing.readers.extract import Extract, from_table
from briefing.readers.markdown.signs import looks_like_markdown
from briefing.readers.sandbox import extract_confined
from briefing.readers.wrapping import unwrap
from briefing.text import lexicon
from briefing.text.source import Diagnostic, Mark, span, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.text.source import MarkKind, Span

_FIELD = re.compile(r"(?P<key>[A-Za-z-]{2,12}|[\u4e00-\u9fff]{2,4})[ \t]*[:：][ \t]*")
_QUOTED = re.compile(r"(?:[>＞][ \t]?)+")
_FEWEST_QUOTED = 2
_CUE = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3}[ \t]+-->[ \t]+(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3}.*")
# [00:12], 00:01:15 and no 09:30, which is the time of an item on an agenda.
_TIMECODE = re.compile(
    r"(?:[\[【(（]\d{1,2}(?::\d{2}){1,2}(?:[.,]\d{1,3})?[\]】)）]|\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)[ \t　]*"
)
_FEWEST_CODES = 3
# A row of a table holds words and numbers, no sentences.
_FEWEST_ROWS, _LONGEST_CELL = 3, 40
_HIDDEN = re.compile("(?<=[^\\s\u200b\u200c\u2060\ufeff])[\u200b\u200c\u2060\ufeff]+(?=[^\\s\u200b\u200c\u2060\ufeff])")
_BLANK = " \t　\ufeff\u200b\f"
# [大桥](https://…), ![图](a.png), **大桥**: within a line, the text has to keep them.
_INLINE = re.compile(r"!?\[[^\[\]\n]{0,200}\]\([^()\s]{1,500}\)|\*\*[^*\n]{1,200}\*\*")


def read_plain(text: str, name: str) -> Extract:
    """The text with the kinds of its lines; as it is but for lines that a fixed width broke, which are joined."""
    notices: list[Diagnostic] = []
    unwrapped = unwrap(text)
    if unwrapped:
        text, joint = unwrapped.text, unwrapped.joints[0]
        message = f"原文每行满 {unwrapped.measure // 2} 字就断开，已接成段落（{len(unwrapped.joints)} 处），请核对分段"
        notices.append(
            Diagnostic(code="joined-lines", message=message, span=span(joint - 1, min(len(text), joint + 1)))
        )
    if hidden := list(_HIDDEN.finditer(text)):
        message = f"字与字之间有 {len(hidden)} 处看不见的字符"
        notices.append(Diagnostic(code="hidden-characters", message=message, span=span(*hidden[0].span())))
    if looks_like_markdown(text):
        read = from_table(extract_confined("briefing.readers.markdown.lines", text.encode(), name))
        marks, notices = read.marks, [*notices, *read.notices]
    else:
        lines = find_line_places(text)
        found = {mark.span: mark for find in (_rows, _quoted, _timed, _mail) for mark in find(text, lines)}
        marks = tuple(sorted(found.values(), key=lambda mark: mark.span))
    return Extract(text=text, marks=marks, notices=(*notices, *_tell_inline(text, marks)))


def _tell_inline(text: str, marks: Sequence[Mark]) -> Iterator[Diagnostic]:
    """One notice of the signs of Markdown that are printed, since the text keeps its offsets."""
    of_line = {mark.span.start: mark for mark in marks}
    printed = []
    for place in find_line_places(text):
        line = _strip(text, place)
        mark = of_line.get(line.start)
        if mark is None or mark.kind != "furniture":
            words = (mark and mark.words) or line
            printed += [span(*sign.span()) for sign in _INLINE.finditer(text, words.start, words.end)]
    if printed:
        message = f"有 {len(printed)} 处链接、图片或强调的 Markdown 记号，照原样印；不想印，请把文件改名为 .md"
        yield Diagnostic(code="markdown-signs", message=message, span=printed[0])


def _sign(text: str, place: Span, kind: MarkKind | None, words: Span | None = None) -> Iterator[Mark]:
    """The mark of one line; none for a blank one."""
    whole = _strip(text, place)
    if whole.start < whole.end:
        yield Mark(kind=kind, span=whole, words=None if words is None else _strip(text, words))


def _strip(text: str, place: Span) -> Span:
    return trim(place, text[place.start : place.end], _BLANK)


def _rows(text: str, lines: Sequence[Span]) -> Iterator[Mark]:
    """Three or more lines one below the other with the same number of cells parted by tabs."""

    def count_cells(place: Span) -> int:
        cells = text[place.start : place.end].strip(_BLANK).split("\t")
        return 0 if any(len(cell) > _LONGEST_CELL or "。" in cell for cell in cells) else len(cells)

    for count, group in groupby(lines, key=count_cells):
        rows = list(group)
        if count > 1 and len(rows) >= _FEWEST_ROWS:
            for place in rows:
                yield from _sign(text, place, "row")


def _quoted(text: str, lines: Sequence[Span]) -> Iterator[Mark]:
    """Lines of an answered e-mail that open with >."""
    found = [(place, _QUOTED.match(text, place.start, place.end)) for place in lines]
    if sum(match is not None for _, match in found) >= _FEWEST_QUOTED:
        for place, match in found:
            if match:
                yield from _sign(text, place, None, span(match.end(), place.end))


def _timed(text: str, lines: Sequence[Span]) -> Iterator[Mark]:
    """The numbers and times of subtitles, and the times that a transcript's paragraphs open with."""
    words = [text[place.start : place.end].strip(_BLANK) for place in lines]
    cues = [number for number, line in enumerate(words) if _CUE.fullmatch(line)]
    if len(cues) >= _FEWEST_CODES:
        numbers = {number - 1 for number in cues if number and words[number - 1].isdecimal()}
        heads = {number for number, line in enumerate(words[:1]) if line.startswith("WEBVTT")}
        for number in sorted({*cues, *numbers, *heads}):
            yield from _sign(text, lines[number], "furniture")
    codes = [(place, _TIMECODE.match(text, place.start, place.end)) for place in lines]
    if sum(match is not None for _, match in codes) >= _FEWEST_CODES and not cues:
        for place, match in codes:
            if match:
                alone = match.end() >= _strip(text, place).end
                yield from _sign(
                    text, place, "furniture" if alone else None, None if alone else span(match.end(), place.end)
                )


@cache
def _fields() -> dict[str, str]:
    """The tables of the lexicon by the keys of an e-mail's head."""
    return {word: table for table in ("sender", "title", "date", "other") for word in lexicon.words("mail", table)}


def _mail(text: str, lines: Sequence[Span]) -> Iterator[Mark]:
    """The head of an e-mail: its subject is the title, its date is about the text, the rest says nothing of it."""
    filled = [place for place in lines if text[place.start : place.end].strip(_BLANK)]
    found = ((place, _FIELD.match(text, _strip(text, place).start, place.end)) for place in filled)
    head = list(takewhile(lambda one: one[1] is not None and one[1]["key"].lower() in _fields(), found))
    kinds = [_fields()[match["key"].lower()] for _, match in head if match]
    if len(kinds) < 2 or "sender" not in kinds:  # noqa: PLR2004 - one such line opens many an announcement
        return
    answer = re.compile(rf"(?:{lexicon.pattern('mail', 'answer')}[:：][ \t]*)*", re.IGNORECASE)
    for (place, match), kind in zip(head, kinds, strict=True):
        start = match.end() if match else place.start
        if kind == "title":
            prefix = answer.match(text, start, place.end)
            yield from _sign(text, place, "title", span(prefix.end() if prefix else start, place.end))
        elif kind == "date":
            yield from _sign(text, place, "imprint", span(start, place.end))
        else:
            yield from _sign(text, place, "furniture")
