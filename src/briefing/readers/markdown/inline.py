"""The words of a paragraph of Markdown and of a block of HTML inside it, as they are seen."""

from __future__ import annotations

import re
from collections import Counter
from functools import reduce
from typing import TYPE_CHECKING

from lxml import etree

from briefing.readers.html.lines import read_lines, subscript, superscript
from briefing.readers.html.styles import Styles
from briefing.readers.layout import HAN
from briefing.readers.wrapping import join_broken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from briefing.readers.html.lines import Line

# CommonMark §6.2 leaves the stars of **记者：**请 as they are, since stars between a mark and a word close nothing; whoever
# wrote them meant bold type.
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]{1,400}?)(?<=\S)\*\*")
_ITALIC = re.compile(rf"(?<!\*)\*(?=[{HAN}])([^*\n]{{1,400}}?)(?<=[{HAN}])\*(?!\*)")
# ==着重== of editors, and links between notes: [[溪口港]], [[港口|溪口港]]
_HIGHLIGHT = re.compile(r"==(?=[^\s=])([^=\n]{1,400}?)(?<=\S)==")
_NOTE_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")
# A star that a backslash keeps waits as a character that no text holds.
_ESCAPED_STAR = "\ufdd0"
_SIGNS = (_BOLD, _ITALIC, _HIGHLIGHT, _NOTE_LINK)
_HARD_BREAK = "\ufdd1"
_INSIDE_SENTENCE = re.compile(f"(?<=[，、]){_HARD_BREAK}")
_BREAKS = {"softbreak": "\n", "hardbreak": _HARD_BREAK}
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)")
# m^2^, CO~2~ of Pandoc.
_RAISED, _LOWERED = re.compile(r"(?<=\S)\^([^\s^]{1,6})\^"), re.compile(r"(?<=[A-Za-z])~(\d{1,2})~")
# What is not seen as words, by the tag that opens it.
_UNSEEN = {
    "script": "embedded",
    "style": "embedded",
    "iframe": "embedded",
    "s": "struck",
    "del": "struck",
    "strike": "struck",
}


class _Words:
    """The words of a paragraph as far as they have been read; those inside `skipping` are left out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left: Counter[str] = Counter()
        self.skipping: str | None = None
        self.raised: int | None = None

    def add(self, words: str) -> None:
        if self.skipping is None:
            self.parts.append(words)

    def skip(self, closing: str, what: str) -> None:
        """Leave out what follows until a token or tag of that name closes it."""
        if self.skipping is None:
            self.skipping = closing
            self.left[what] += 1

    def close(self, name: str) -> None:
        if self.skipping == name:
            self.skipping = None

    def lift(self) -> None:
        """Begin a superscript."""
        self.raised = len(self.parts)

    def lower(self) -> None:
        """End a superscript: a power (m²) is kept, the call of a note is left out."""
        start = len(self.parts) if self.raised is None else self.raised
        words, self.raised = "".join(self.parts[start:]), None
        raised = superscript(words, "".join(self.parts[max(0, start - 2) : start]))
        self.parts[start:] = [raised or ""]
        if raised is None:
            self.left["raised"] += 1


def read_inline(tokens: Sequence[Token]) -> tuple[list[str], Counter[str]]:
    """The lines of a paragraph, and how many pieces of each kind were left out."""
    words = _Words()
    for token in tokens:
        match token.type:
            case "text":
                _read_text(token.content, words)
            case "code_inline":
                words.add(token.content)
            case "text_special" | "softbreak" | "hardbreak":
                words.add(_BREAKS.get(token.type, token.content.replace("*", _ESCAPED_STAR)))
            case "image":
                words.left["image"] += 1
            case "s_open":
                words.skip("s", "struck")
            case "s_close":
                words.close("s")
            case "html_inline":
                _read_tag(token.content, words)
    # A break after a comma is in the middle of a sentence.
    parts = _INSIDE_SENTENCE.sub("\n", "".join(words.parts)).split(_HARD_BREAK)
    lines = (line for part in parts for line in join_broken([line.strip() for line in part.split("\n")]))
    bare = [reduce(lambda line, sign: sign.sub(r"\1", line), _SIGNS, line) for line in lines]
    # A backslash at a paragraph's end breaks nothing.
    return [line.replace(_ESCAPED_STAR, "*").removesuffix("\\") for line in bare], words.left


def _read_text(text: str, words: _Words) -> None:
    lowered = _LOWERED.sub(lambda match: subscript(match[1]), text)
    for index, part in enumerate(_RAISED.split(lowered)):
        is_raised = index % 2 > 0
        if is_raised:
            words.lift()
        words.add(part)
        if is_raised:
            words.lower()


def _read_tag(markup: str, words: _Words) -> None:
    tag = _TAG.match(markup)
    name = tag["name"].lower() if tag else ""
    is_closing = bool(tag and tag["close"])
    if name == "br":
        words.add(_HARD_BREAK)
    elif name == "img":
        words.left["image"] += 1
    elif name == "q":
        words.add("”" if is_closing else "“")
    elif name == "sup":
        words.lower() if is_closing else words.lift()
    elif name in _UNSEEN and is_closing:
        words.close(name)
    elif name in _UNSEEN and not markup.endswith("/>"):
        words.skip(name, _UNSEEN[name])


def read_html(markup: str) -> tuple[list[Line], Counter[str]]:
    """The lines that the block shows, and how many pieces of each kind were left out."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    root = etree.fromstring(markup.encode(), parser) if markup.strip() else None
    if root is None:
        return [], Counter()
    shown = read_lines(root, Styles(rules={}))
    pictures = sum(1 for _ in root.iter("img"))
    left = Counter(image=pictures, struck=len(shown.struck), embedded=len(shown.embedded), raised=len(shown.notes))
    lines = [line for line in shown.lines if line.hidden is None]
    for line in lines:
        if line.cells:
            line.text = "\t".join(line.cells)
        elif line.place.tag == "li":
            line.kind = "item"
        elif pictures and line.kind is None:
            # A line that stands in one block with a picture is about it.
            line.kind = "caption"
    return lines, +left
