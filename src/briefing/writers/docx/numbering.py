"""Numbers of headings in a Word file, which Word itself counts: `word/numbering.xml.j2` has the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.document.model import Heading
from briefing.writers.docx.xml import W, w

if TYPE_CHECKING:
    from briefing.document.model import Document
    from briefing.writers.docx.xml import Element

# The list that counts headings.
_HEADINGS = 2
# What stands before `w:numPr` in a paragraph's properties (ECMA-376 Part 1 §17.3.1.26).
_EARLIER = frozenset(
    f"{{{W}}}{tag}" for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


def has_numbers(document: Document) -> bool:
    """True if any heading of the document is numbered."""
    return any(isinstance(block, Heading) and block.number for block in document.blocks)


def uncounted(properties: Element) -> None:
    """Takes a paragraph out of its style's list: its heading brings its own number."""
    _number(properties, w("numPr", w("numId", val=0)))


def number_headings(styles: Element) -> None:
    """Lets the heading styles count themselves, whatever a letterhead made of their look."""
    for level in (1, 2, 3):
        style = styles.find(f"{{{W}}}style[@{{{W}}}styleId='Heading{level}']/{{{W}}}pPr")
        if style is not None:
            _number(style, w("numPr", w("ilvl", val=level - 1) if level > 1 else None, w("numId", val=_HEADINGS)))


def _number(properties: Element, numbers: Element) -> None:
    place = sum(child.tag in _EARLIER for child in properties)
    properties.insert(place, numbers)
