"""The parts of a Word file that templates write: settings, fonts, list numbers, charts; and the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from briefing.config.jinja import environment_of, render_template
from briefing.errors import ConfigurationError
from briefing.text.language import Script
from briefing.writers.docx.xml import A

if TYPE_CHECKING:
    from briefing.config.templates import Overlay
    from briefing.writers.docx.look import Identity, Ink, Use
    from briefing.writers.docx.xml import Element

THEME_FILE = "word/theme.xml"
_SLOTS: dict[str, Ink] = {
    "dk1": "ink",
    "dk2": "cover",
    "lt2": "tint",
    "accent1": "accent",
    "accent2": "signal",
    "accent3": "quiet",
    "accent4": "rule",
    "accent5": "cover_ink",
    "accent6": "cover_quiet",
    "hlink": "accent",
    "folHlink": "accent",
}
_USES: dict[str, Use] = {"major": "heading", "minor": "body"}


def _parse(name: str, text: str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_blank_text=True)
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ConfigurationError(f"模板 {name} 不是正确的 XML：{error.msg}", hint=f"请改用自带的 {name}") from None


def make_part(overlay: Overlay, part: str, **context: object) -> Element:
    """The root of a part as `word/PART.xml.j2` writes it; a `ConfigurationError` where that is wrong."""
    file = f"word/{part}.xml.j2"
    return _parse(file, render_template(environment_of(overlay, "word"), file, context))


def make_font_table(identity: Identity, overlay: Overlay) -> Element:
    """word/fontTable.xml: every font of the theme's faces, with what may take its place."""
    charset = "86" if identity.script is Script.HANS else "88"
    fonts: dict[str, dict[str, object]] = {}
    for chinese in (False, True):
        for role, face in identity.faces.items():
            name, family = face.word if chinese else face.latin, "swiss" if role == "sans" else "roman"
            others = [other for other in face.css if other != name] if chinese else []
            fonts[name] = {"name": name, "others": others, "charset": charset if chinese else "00", "family": family}
    return make_part(overlay, "font_table", fonts=list(fonts.values()))


def make_theme(identity: Identity, overlay: Overlay) -> Element:
    """word/theme/theme1.xml: the palette and the faces, so that Word's own menus offer them."""
    root = _parse(THEME_FILE, overlay.read(THEME_FILE))
    for slot, ink in _SLOTS.items():
        for colour in root.iterfind(f".//{{{A}}}clrScheme/{{{A}}}{slot}/{{{A}}}srgbClr"):
            colour.set("val", identity.hexadecimal(ink))
    for slot, use in _USES.items():
        face = identity.face(use)
        for kind, name in (("latin", face.latin), ("ea", face.word), ("cs", face.latin)):
            for font in root.iterfind(f".//{{{A}}}{slot}Font/{{{A}}}{kind}"):
                font.set("typeface", name)
    return root
