"""Headers and footers: the running head, the page number, and the cover's ground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document.model import plain
from briefing.writers.docx.drawing import cover_ground, draw, for_those_who_can, read_drawing
from briefing.writers.docx.xml import field, paragraph, run, w

if TYPE_CHECKING:
    from briefing.config.templates import Overlay
    from briefing.document.model import Document
    from briefing.writers.docx.look import Identity
    from briefing.writers.docx.xml import Element

_GAP = re.compile(r"(\{pages?\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_WHITE = "FFFFFF"


def write_header(document: Document) -> Element:
    """The running head, and on the right what marks every page (草稿)."""
    head = run(plain(document.furniture.running_head))
    marks = [w("r", w("tab")), *(run(mark.text, "StatusMark") for mark in document.cover.status)]
    return w("hdr", paragraph("Header", [head, *(marks if document.cover.status else [])]))


def write_marks(document: Document) -> list[Element]:
    """The marks of every page (草稿), as a line of their own, for a header that is not ours."""
    marks = [run(mark.text, "StatusMark") for mark in document.cover.status]
    return [paragraph("Header", marks)] if marks else []


def write_footer(document: Document) -> Element:
    """The page number and the number of pages, in the words of the document."""
    words: list[Element] = []
    for piece in _GAP.split(plain(document.furniture.page)):
        if piece in _FIELDS:
            words += field(_FIELDS[piece], [run("1", "PageNumber")])
        elif piece:
            words.append(run(piece))
    return w("ftr", paragraph("Footer", words))


def write_outer_number(style: str) -> Element:
    """A page number between dashes, as GB/T 9704-2012 §7.5 has it; the style says on which side."""
    number = field("PAGE", [run("1", "PageNumber")])
    return w("ftr", paragraph(style, [run("— "), *number, run(" —")]))


def write_cover_header(identity: Identity, overlay: Overlay) -> Element:
    """The cover's ground and drawing, behind the text and out of an editor's way; nothing where the ground is white."""
    colour = identity.hexadecimal("cover")
    if colour == _WHITE:
        return w("hdr", paragraph("CoverHeader", ()))
    shapes = read_drawing(overlay, f"html/{identity.name}.svg", identity.character)
    drawing = w("drawing", draw((cover_ground(colour), *shapes)))
    return w("hdr", paragraph("CoverHeader", [w("r", for_those_who_can(drawing))]))


def write_cover_footer() -> Element:
    """Nothing: a cover has no page number."""
    return w("ftr", paragraph("CoverHeader", ()))
