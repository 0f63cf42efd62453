"""Lists of a Word file: the marks of bullets, and the numbers of headings, which Word itself counts."""

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
    """Whether any heading of the document is numbered."""
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


def _list(number: int, mark: str, style: str, left: int) -> Element:
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("pStyle", val=style),
        w("lvlText", val=mark),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=left, hanging=left)),
        w(
            "rPr",
            w("rFonts", ascii="Arial", hAnsi="Arial", cs="Arial", hint="default"),
            w("color", val="auto", themeColor="accent1"),
        ),
        ilvl=0,
    )
    return w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number)


def _heading_level(level: int, style: str, counted: str, mark: str) -> Element:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=counted),
        w("pStyle", val=style) if style else None,
        w("suff", val="nothing"),
        w("lvlText", val=mark),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=0, firstLine=0)),
        ilvl=level,
    )


def _heading_numbers(number: int) -> Element:
    # GB/T 9704-2012 §7.3.3. Who adds a heading in Word finds it numbered, and the rest counted on.
    levels = (
        ("Heading1", "chineseCountingThousand", "%1、"),
        ("Heading2", "chineseCountingThousand", "（%2）"),
        ("Heading3", "decimal", "%3."),
        ("", "decimal", "（%4）"),
    )
    marked = (_heading_level(level, *kind) for level, kind in enumerate(levels))
    return w("abstractNum", w("multiLevelType", val="multilevel"), *marked, abstractNumId=number)


def make_numbering(*, headings: bool) -> Element:
    """word/numbering.xml: the list styles' marks, numbered as the styles name them; with `headings`, theirs too."""
    lists = [_list(1, "•", "ListBullet", 340), *([_heading_numbers(_HEADINGS)] if headings else [])]
    numbers = (w("num", w("abstractNumId", val=number), numId=number) for number, _ in enumerate(lists, 1))
    return w("numbering", *lists, *numbers)
