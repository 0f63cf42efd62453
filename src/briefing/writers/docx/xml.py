"""WordprocessingML elements, as terse as the markup itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

Element: TypeAlias = etree._Element  # noqa: SLF001  # lxml has no public name for the type

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"

# A prefix named once for all costs half of what one named for each element does, and a file has thousands of them.
etree.register_namespace("w", W)
etree.register_namespace("r", R)
etree.register_namespace("a", A)
etree.register_namespace("c", C)

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# XML 1.0 §2.2: what no XML file may hold, though a source can.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Marks that Word sets in the Latin font, half as wide, unless the run says that they are Chinese.
_AMBIGUOUS = re.compile("[“”‘’—…·×]")


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """An element of the `w` namespace with attributes of the same; children that are None are left out."""
    made = etree.Element(f"{{{W}}}{tag}", {f"{{{W}}}{name}": str(value) for name, value in attributes.items()})
    made.extend([child for child in children if child is not None])
    return made


def element(namespace: str, tag: str, *children: Element | None, **attributes: str | float) -> Element:
    """An element of another namespace, whose attributes have none; children that are None are left out."""
    made = etree.Element(f"{{{namespace}}}{tag}", {name: str(value) for name, value in attributes.items()})
    made.extend([child for child in children if child is not None])
    return made


def legal(words: str) -> str:
    """The words without what no XML file may hold."""
    return _ILLEGAL.sub("", words)


def text(words: str, tag: str = "t") -> Element:
    """A `w:t` (or `w:instrText`) that keeps its spaces."""
    made = etree.Element(f"{{{W}}}{tag}", {_SPACE: "preserve"})
    made.text = legal(words)
    return made


def run(words: str, style: str | None = None) -> Element:
    """A run of words in a character style."""
    hint = w("rFonts", hint="eastAsia") if _AMBIGUOUS.search(words) else None
    named = w("rStyle", val=style) if style else None
    properties = w("rPr", named, hint) if named is not None or hint is not None else None
    return w("r", properties, text(words))


def paragraph(style: str, content: Iterable[Element], *, section: Element | None = None) -> Element:
    """A paragraph in a style; `section` are the properties of the section that ends with it."""
    return w("p", w("pPr", w("pStyle", val=style), section), *content)


def field(instruction: str, cached: Iterable[Element]) -> list[Element]:
    """A field with the result that is shown until somebody updates it."""
    return [*open_field(instruction), *cached, close_field()]


def open_field(instruction: str) -> list[Element]:
    """The runs before a field's result."""
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", text(f" {instruction} ", "instrText")),
        w("r", w("fldChar", fldCharType="separate")),
    ]


def close_field() -> Element:
    """The run after a field's result."""
    return w("r", w("fldChar", fldCharType="end"))
