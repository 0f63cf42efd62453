"""Marks for a plain text that is Markdown: what each line is, and where its words are, while the text stays as it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.readers.encodings import find_line_places
from briefing.readers.extract import Extract
from briefing.readers.markdown.front_matter import UNREAD, count_unread, find_front_matter
from briefing.readers.markdown.source import LEFT_OUT, is_prose, is_ruled_prose, make_parser, same_words
from briefing.text.source import Diagnostic, Mark, span, trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from briefing.text.source import MarkKind, Span

_ITEM = re.compile(r"[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_EMPHASISED = re.compile(r"(\*{1,3})(?P<words>[^*]+)\1")
_IMAGE = re.compile(r"(?:\[?!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])\]?(?:\([^)]*\))?\s*)+")
_WHOLE_LINK = re.compile(r"\[(?P<words>[^\[\]]+)\]\([^()\s]*(?:\([^()]*\))?[^()]*\)")
_TAG = re.compile(r"</?[A-Za-z][^>]*>|<!--.*?-->")
_CAPTION = re.compile(r"<figcaption[^>]*>(?P<words>[^<]*)", re.IGNORECASE)
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]]+\]:")
_BLANK = " \t　\ufeff\u200b"
_HOLDERS = {
    "bullet_list": "list",
    "ordered_list": "list",
    "blockquote": "quote",
    "table": "table",
    "footnote_reference": "note",
}
_FIELDS: Mapping[str, MarkKind] = {"title": "title", "date": "imprint", "byline": "imprint", "outlet": "imprint"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    """One line by the file's structure: its kind or None, the level of a heading as written, and its words."""

    kind: MarkKind | None
    words: Span
    level: int = 0


def extract(content: bytes, _: str) -> Extract:
    """The text as it is, with the marks of its lines and what they leave out; the content is UTF-8."""
    text = content.decode()
    places = find_line_places(text)
    front = find_front_matter(text, places)
    numbers = {place: number for number, place in enumerate(places)}
    signs: dict[int, _Sign] = {}
    for entry in front:
        # The whole of “author: 方可”, since a name alone in front of a text is whom it interviews.
        words = entry.line if entry.field == "byline" else entry.words
        signs[numbers[entry.line]] = _Sign(kind=_FIELDS[entry.field] if entry.field else "furniture", words=words)
    body = _Body(text=text, places=places, begins=max(signs) + 1 if signs else 0)
    signs |= body.signs()
    titled = next((text[sign.words.start : sign.words.end] for sign in signs.values() if sign.kind == "title"), "")
    marks = tuple(_mark(text, places, signs, titled))
    notices: list[Diagnostic] = []
    if unread := count_unread(front):
        notices.append(Diagnostic(code="front-matter", message=UNREAD.format(unread), span=front[0].line))
    for what, at in body.left.items():
        code, message = LEFT_OUT[what]
        notices.append(Diagnostic(code=code, message=message.format(len(at)), span=at[0]))
    return Extract(text=text, marks=marks, notices=tuple(notices))


class _Body:
    """The text below the front matter as Markdown's block structure shows it, line by line."""

    def __init__(self, *, text: str, places: Sequence[Span], begins: int) -> None:
        self._text, self._places, self._begins = text, places, begins
        lines = [text[place.start : place.end] for place in places]
        self.tokens: list[Token] = []
        parser = make_parser()
        parser.block.parse("\n".join([""] * begins + lines[begins:]), parser, {}, self.tokens)
        self.left: dict[str, list[Span]] = {}
        self._open: Counter[str] = Counter()
        self._heading: Token | None = None
        self._number = ""
        self._begun = False

    def signs(self) -> dict[int, _Sign]:
        """The signs of the lines that have any, by the number of the line."""
        found: dict[int, _Sign] = {}
        for token in self.tokens:
            found |= dict(self._read(token))
        for number in range(self._begins, len(self._places)):
            if number not in found and _DEFINITION.match(self._line(number)):
                found[number] = self._furniture(number)
        return found

    def _line(self, number: int) -> str:
        return self._text[self._places[number].start : self._places[number].end]

    def _furniture(self, number: int) -> _Sign:
        return _Sign(kind="furniture", words=self._places[number])

    def _leave(self, what: str, number: int) -> None:
        self.left.setdefault(what, []).append(self._places[number])

    def _read(self, token: Token) -> Iterable[tuple[int, _Sign]]:
        name, _, side = token.type.rpartition("_")
        first, end = token.map or (0, 0)
        if side in ("open", "close"):
            return self._read_edge(name, token, first, is_open=side == "open")
        if token.type == "fence":
            self._leave("code", first)
            return ((number, self._furniture(number)) for number in range(first, min(end, len(self._places))))
        if token.type == "html_block":
            return ((number, self._of_html(number)) for number in range(first, end) if self._line(number).strip())
        if token.type == "inline" and not self._open["table"]:
            return self._of_words(first, token.content.split("\n"))
        return [(first, self._furniture(first))] if token.type == "hr" else []

    def _read_edge(self, name: str, token: Token, first: int, *, is_open: bool) -> Iterator[tuple[int, _Sign]]:
        """Read where a block of blocks opens or closes; the signs of a table's row, and of the rule under its head."""
        if name in _HOLDERS:
            self._open[_HOLDERS[name]] += 1 if is_open else -1
        if name == "heading":
            self._heading = token if is_open else None
        elif name == "list_item":
            self._number = f"{token.info}{token.markup}" if is_open and token.info else ""
        elif name == "table" and is_open:
            yield first + 1, self._furniture(first + 1)
        elif name == "tr" and is_open:
            yield first, _Sign(kind="row", words=_cells(self._text, self._places[first]))

    def _of_html(self, number: int) -> _Sign:
        line, place = self._line(number), self._places[number]
        caption = _CAPTION.search(line)
        if caption and caption["words"].strip():
            start, stop = caption.span("words")
            return _Sign(kind="caption", words=span(place.start + start, place.start + stop))
        if re.search(r"<(?:iframe|embed|object|video|audio)\b", line, re.IGNORECASE):
            self._leave("embedded", number)
        if not _TAG.sub("", line).strip():
            return self._furniture(number)
        opening, closing = re.match(rf"(?:{_TAG.pattern}|\s)*", line), re.search(rf"(?:{_TAG.pattern}|\s)*$", line)
        start, stop = opening.end() if opening else 0, closing.start() if closing else len(line)
        return _Sign(kind=None, words=span(place.start + start, place.start + max(start, stop)))

    def _of_words(self, first: int, contents: Sequence[str]) -> Iterator[tuple[int, _Sign]]:
        """The signs of the lines of a paragraph or heading, whose words the parser gives without the signs of its blocks."""
        heading = self._heading if self._heading and not is_ruled_prose(self._heading, contents[0]) else None
        level = int(heading.tag[1:]) if heading and len(contents) == 1 else 0
        for number, content in enumerate(contents, first):
            line, place = self._line(number), self._places[number]
            if _IMAGE.fullmatch(content.strip()):
                self._leave("image", number)
                yield number, self._furniture(number)
                continue
            start = max(0, line.find(content.strip()))
            whole = span(place.start + start, place.start + start + len(content.strip()))
            if number == first and self._number and line[:start].rstrip().endswith(self._number):
                # The number of an item is printed, its bullet is not.
                whole = span(whole.start - len(line[:start]) + line.index(self._number), whole.end)
            self._number = ""
            words, is_item = _bare(self._text, whole)
            lazy = number > first and not line[:1].isspace() and not self._open["quote"]
            kind: MarkKind | None = None
            if level:
                kind = "heading"
            elif not lazy and (self._open["note"] or self._open["list"]):
                kind = "note" if self._open["note"] else "item"
            elif not lazy and (is_item or (self._open["quote"] and self._begun)):
                # **- 总开支：…** is set off from the list that it stands below.
                kind = "text"
            yield number, _Sign(kind=kind, words=words, level=level)
            self._begun |= not level and is_prose(content)


def _cells(text: str, place: Span) -> Span:
    """The place of a row without the one bar at each end, so that an empty cell in a corner keeps its column."""
    whole = trim(place, text[place.start : place.end], _BLANK)
    inside = span(
        whole.start + text.startswith("|", whole.start), whole.end - text.endswith("|", whole.start + 1, whole.end)
    )
    return trim(inside, text[inside.start : inside.end], _BLANK)


def _bare(text: str, place: Span) -> tuple[Span, bool]:
    """The place without the signs around all of its words, and whether one of them was that of an item (**- …**)."""
    start, end, is_item = place.start, place.end, False
    while start < end:
        words = text[start:end]
        item = _ITEM.match(words)
        whole = _EMPHASISED.fullmatch(words) or (None if item else _WHOLE_LINK.fullmatch(words))
        if whole:
            start, end = start + whole.start("words"), start + whole.end("words")
        elif item:
            start, is_item = start + item.end(), True
        elif words != words.strip(" \t　\\"):
            start += len(words) - len(words.lstrip(" \t　\\"))
            end = max(start, end - len(words) + len(words.rstrip(" \t　\\")))
        else:
            break
    return span(start, end), is_item


def _mark(text: str, places: Sequence[Span], signs: Mapping[int, _Sign], titled: str) -> Iterator[Mark]:
    """The marks of the lines with signs; the first `#` is the title unless there is another."""
    headings = [sign for _, sign in sorted(signs.items()) if sign.level]
    first = next((sign for sign in headings if sign.level == 1), None)
    if first and titled and not same_words(text[first.words.start : first.words.end], titled):
        first = None
    top = min((sign.level for sign in headings if sign is not first), default=1)
    for number, sign in sorted(signs.items()):
        place = places[number]
        line = text[place.start : place.end]
        whole = trim(place, line, _BLANK)
        is_heading = sign.level and sign is not first
        kind = "title" if sign is first else sign.kind
        words = None if sign.words == whole or kind == "furniture" else sign.words
        if sign.words.start == sign.words.end:
            kind, words = "furniture", None
        if whole.start < whole.end and (kind or words):
            yield Mark(kind=kind, span=whole, level=min(3, sign.level - top + 1) if is_heading else 0, words=words)
