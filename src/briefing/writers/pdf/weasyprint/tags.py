"""Tags that WeasyPrint 70 gets wrong or leaves out, put right before the file is written.

A screen reader should hear the head and foot of a page once at most, a list of terms as terms and what they mean, and
of each header which way it heads (ISO 32000-1 §14.8.4.3.3 and §14.8.5.7, PDF/UA-1 §7.1 and §7.5).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

_ONCE = frozenset({"/H1", "/H2", "/H3", "/P"})


@cache
def install() -> None:
    """Makes WeasyPrint leave running heads and page numbers out of what is read, once for the process."""
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf import tags
    from weasyprint.pdf.stream import Stream

    original_tree, original_marked = tags._build_box_tree, Stream.marked  # noqa: SLF001  # it offers no other way in

    def tree(box: Any, *rest: Any) -> Iterator[Any]:
        if isinstance(box, MarginBox):
            return iter(())
        elements: Iterator[Any] = original_tree(box, *rest)
        return elements

    def marked(self: Any, box: Any, tag: str) -> AbstractContextManager[None]:
        # Text that a style sheet sets into a page's margin; all else belongs to some element.
        in_margin = box.element_tag is None
        way: AbstractContextManager[None] = self.artifact() if in_margin else original_marked(self, box, tag)
        return way

    tags._build_box_tree = tree  # noqa: SLF001  # as above
    Stream.marked = marked


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _children(pdf: Any, element: Any) -> list[Any]:
    """The elements right under one; content and links are no elements."""
    objects = (pdf.objects[_number(kid)] for kid in element["K"] if isinstance(kid, bytes))
    return [one for one in objects if one.get("Type") == "/StructElem"]


def _as_item(pdf: Any, group: Any) -> None:
    """A term and what it means: WeasyPrint makes each of them an item of its own."""
    group["S"] = "/LI"
    for place, part in enumerate(_children(pdf, group)):
        part["S"] = "/LBody" if place else "/Lbl"
        for inner in _children(pdf, part):
            inner["S"] = "/NonStruct"


def correct(pdf: Any) -> None:
    """Tags each heading once, terms and their meanings as items of their list, and says of headers what they head."""
    for element in pdf.objects:
        if not isinstance(element, dict) or element.get("Type") != "/StructElem":
            continue
        if element["S"] in _ONCE and pdf.objects[_number(element["P"])]["S"] == element["S"]:
            # An anonymous box inside a heading has the heading's name, and would be a second heading.
            element["S"] = "/NonStruct"
        elif element["S"] == "/TH":
            element["A"]["Scope"] = "/Column"
        elif element["S"] == "/L":
            for child in _children(pdf, element):
                if child["S"] == "/Div":
                    _as_item(pdf, child)
