"""Bars of a chart in Word: rectangles that stand in the line before the number that they show."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from lxml import etree

from briefing.writers.word.xml import MC, WP, WPS, A, w

if TYPE_CHECKING:
    from briefing.writers.word.xml import Element

# A twip in the units of drawings.
_EMU = 635
_HEIGHT, _GAP = 110000, 70000
_LEAST = 12000


def draw_bar(name: str, width: int) -> Element:
    """A run with a decorative bar `width` twips long in the theme's accent; `name` is unique in the document."""
    number = crc32(name.encode()) & 0x7FFFFFFF
    across = max(_LEAST, width * _EMU)
    drawing = etree.fromstring(
        f"""<wp:inline xmlns:wp="{WP}" xmlns:a="{A}" xmlns:wps="{WPS}" distT="0" distB="0" distL="0" distR="{_GAP}">
<wp:extent cx="{across}" cy="{_HEIGHT}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>
<wp:docPr id="{number}" name="{name}" descr=""><a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"
><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></wp:docPr>
<wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{WPS}"><wps:wsp><wps:cNvSpPr/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{_HEIGHT}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln>
</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>""",
        etree.XMLParser(remove_blank_text=True),
    )
    alternatives = etree.Element(f"{{{MC}}}AlternateContent", nsmap={"mc": MC})
    choice = etree.SubElement(alternatives, f"{{{MC}}}Choice", {"Requires": "wps"}, nsmap={"wps": WPS})
    choice.append(w("drawing", drawing))
    return w("r", alternatives)
