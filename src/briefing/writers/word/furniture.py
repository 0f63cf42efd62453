"""Headers and footers: the running head, the page number, and the cover's ground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from briefing.writers.word.page import millimetres
from briefing.writers.word.text import plain
from briefing.writers.word.xml import WP, WPS, A, field, paragraph, run, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Document, Line
    from briefing.writers.word.identity import Identity
    from briefing.writers.word.page import Page
    from briefing.writers.word.xml import Element

_GAP = re.compile(r"(\{pages?\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_WHITE = "FFFFFF"
# The breadth of the strip along the cover's edge, in millimetres.
_STRIP = 6
# The ground goes past the page's edges, where rounding would leave a white hair.
_BLEED = 60
_EMU_PER_TWIP = 635


def write_header(document: Document) -> Element:
    """The running head, and on the right what marks every page (草稿)."""
    head = run(plain(document.furniture.running_head))
    marks = [w("r", w("tab")), *(run(mark.text, "StatusMark") for mark in document.cover.status)]
    return w("hdr", paragraph("Header", [head, *(marks if document.cover.status else [])]))


def write_marks(document: Document) -> list[Element]:
    """What marks every page, as a line of its own, for a header that is not ours."""
    marks = [run(mark.text, "StatusMark") for mark in document.cover.status]
    return [paragraph("Header", marks)] if marks else []


def write_footer(document: Document) -> Element:
    """The page number and the number of pages, in the words of the document."""
    return w("ftr", paragraph("Footer", _numbered(document.furniture.page)))


def _numbered(line: Line) -> Iterator[Element]:
    for piece in _GAP.split(plain(line)):
        if piece in _FIELDS:
            yield from field(_FIELDS[piece], [run("1", "PageNumber")])
        elif piece:
            yield run(piece)


def write_cover_header(identity: Identity, page: Page) -> Element:
    """The cover's ground, behind the text and out of an editor's way; nothing where the ground is white."""
    if identity.hexadecimal("cover") == _WHITE:
        return w("hdr", paragraph("CoverHeader", ()))
    ground = _rectangle(1, "tx2", page.width + _BLEED, page.height + _BLEED)
    strip = _rectangle(2, "accent2", millimetres(_STRIP), page.height + _BLEED)
    return w("hdr", paragraph("CoverHeader", [w("r", w("drawing", one)) for one in (ground, strip)]))


def write_cover_footer() -> Element:
    """Nothing: a cover has no page number."""
    return w("ftr", paragraph("CoverHeader", ()))


def _rectangle(number: int, colour: str, width: int, height: int) -> Element:
    """A decorative rectangle from the page's upper left corner."""
    across, down = width * _EMU_PER_TWIP, height * _EMU_PER_TWIP
    return etree.fromstring(
        f"""<wp:anchor xmlns:wp="{WP}" xmlns:a="{A}" xmlns:wps="{WPS}" distT="0" distB="0" distL="0" distR="0"
 simplePos="0" relativeHeight="{number}" behindDoc="1" locked="1" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="{across}" cy="{down}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="Ground {number}" descr=""><a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"
><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></wp:docPr>
<wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{WPS}"><wps:wsp><wps:cNvSpPr/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor>""",
        etree.XMLParser(remove_blank_text=True),
    )
