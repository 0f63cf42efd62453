"""The office's mark on the cover of a Word file: a picture in the line, which an editor may move or replace."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from briefing.document.model import plain
from briefing.writers.docx.xml import WP, A, R, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document.model import Emblem
    from briefing.writers.docx.xml import Element

_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_EMU = 36000
# As on the page: in millimetres.
_HEIGHT, _WIDTH = 14, 90
_NUMBER = 900


def write_emblem(main: Part, emblem: Emblem | None) -> Iterator[tuple[str, list[Element]]]:
    """The mark's paragraph, as its style and its content; nothing without a picture that Word can show."""
    if emblem is None or emblem.in_word is None:
        return
    part = Part(PackURI("/word/media/emblem.png"), "image/png", _opaque(emblem.in_word.content), main.package)
    relationship, height = main.relate_to(part, RT.IMAGE), min(_HEIGHT, _WIDTH / emblem.in_word.ratio)
    across, down = round(height * emblem.in_word.ratio * _EMU), round(height * _EMU)
    inline = etree.fromstring(
        f"""<wp:inline xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{_PIC}" xmlns:r="{R}" distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{_NUMBER}" name="Emblem"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{_NUMBER}" name="Emblem"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>""",
        etree.XMLParser(remove_blank_text=True),
    )
    for name in (f"{{{WP}}}docPr", f"{{{_PIC}}}cNvPr"):
        next(inline.iter(name)).set("descr", plain(emblem.alt))
    yield "CoverEmblem", [w("r", w("drawing", inline))]


def _opaque(png: bytes) -> bytes:
    """The picture on white: LibreOffice shows the cover's dark ground through what is transparent, whatever we fill it with."""
    from PIL import Image

    image = Image.open(io.BytesIO(png), formats=["PNG"])
    if not image.has_transparency_data:
        return png
    layer = image.convert("RGBA")
    stream = io.BytesIO()
    Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB").save(
        stream, "PNG", optimize=True
    )
    return stream.getvalue()
