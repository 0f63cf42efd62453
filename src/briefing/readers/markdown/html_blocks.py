"""A block of HTML inside Markdown → its lines: paragraphs, rows of tables, captions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml import etree

from briefing.readers.layout import tidy, unbreak

if TYPE_CHECKING:
    from briefing.text.source import MarkKind

# What is left out and told, and what no page shows.
_LEFT = dict.fromkeys("iframe object embed svg canvas audio video form select textarea".split(), "embedded") | {
    "img": "image",
    "s": "struck",
    "del": "struck",
    "strike": "struck",
}
_UNSEEN = frozenset("script style noscript template head title".split())
_KINDS: dict[str, MarkKind] = {"figcaption": "caption", "li": "item"}
_INLINE = frozenset("a abbr b big cite code em font i ins kbd mark q small span strong sub sup tt u wbr".split())


class _Lines:
    """The lines of a block as far as they have been read."""

    def __init__(self) -> None:
        self.done: list[tuple[str, MarkKind | None]] = []
        self.left: Counter[str] = Counter()
        self.parts: list[str] = []

    def end(self, kind: MarkKind | None = None) -> None:
        words = tidy("".join(self.parts))
        if words:
            self.done.append((words, kind))
        self.parts = []


def read_html(markup: str) -> tuple[list[tuple[str, MarkKind | None]], Counter[str]]:
    """The lines that the block shows, each with its kind, and how many pieces of each kind were left out."""
    lines = _Lines()
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    root = etree.fromstring(markup.encode(), parser) if markup.strip() else None
    if root is not None:
        _walk(root, lines, None)
        lines.end()
    if lines.left["image"]:
        # What stands in one block with a picture is about it.
        return [(words, kind or "caption") for words, kind in lines.done], lines.left
    return lines.done, lines.left


def _walk(element: Any, lines: _Lines, kind: MarkKind | None) -> None:
    """Read an element's words; libxml2 lets no page nest deeper than 256."""
    lines.parts.append(unbreak(element.text or ""))
    for child in element:
        _walk_child(child, lines, kind)
        lines.parts.append(unbreak(child.tail or ""))


def _walk_child(child: Any, lines: _Lines, kind: MarkKind | None) -> None:
    tag = child.tag if isinstance(child.tag, str) else ""
    if not tag or tag in _LEFT or tag in _UNSEEN or "hidden" in child.attrib:
        lines.left += Counter([_LEFT[tag]] if tag in _LEFT else [])
    elif tag == "br":
        lines.end(kind)
    elif tag == "tr":
        lines.end(kind)
        row = "\t".join(tidy(unbreak("".join(cell.itertext()))) for cell in child if cell.tag in ("td", "th"))
        lines.done += [(row.rstrip("\t"), "row")] if row.strip() else []
    elif tag in _INLINE:
        _walk(child, lines, kind)
    else:
        lines.end(kind)
        inner: MarkKind | None = _KINDS.get(tag, kind)
        _walk(child, lines, inner)
        lines.end(inner)
