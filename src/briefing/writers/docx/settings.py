"""The small parts of a Word file: settings, fonts and the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from briefing.errors import ConfigurationError
from briefing.text.language import Script
from briefing.writers.docx.xml import A, w

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def make_settings(identity: Identity) -> Element:
    """word/settings.xml: Word 2013's layout, Chinese marks compressed where they meet, and no prompt to update fields."""
    compatibility = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders") if identity.is_formal else None,
        w("characterSpacingControl", val="compressPunctuation"),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w("compat", w("useFELayout"), compatibility),
        w("themeFontLang", val="en-US", eastAsia=identity.region),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _font(name: str, others: Iterable[str], charset: str, family: str) -> Element:
    # What a machine without the font takes instead: Word reads the list, LibreOffice the family.
    known = [other for other in others if other != name]
    return w(
        "font",
        w("altName", val=",".join(known)) if known else None,
        w("charset", val=charset),
        w("family", val=family),
        w("pitch", val="variable"),
        name=name,
    )


def make_font_table(identity: Identity) -> Element:
    """word/fontTable.xml: every font of the theme's faces, with what may take its place."""
    charset = "86" if identity.script is Script.HANS else "88"
    families = {role: "swiss" if role == "sans" else "roman" for role in identity.faces}
    east = {face.word: _font(face.word, face.css, charset, families[role]) for role, face in identity.faces.items()}
    latin = {face.latin: _font(face.latin, (), "00", families[role]) for role, face in identity.faces.items()}
    return w("fonts", *(latin | east).values())


def make_theme(identity: Identity, overlay: Overlay) -> Element:
    """word/theme/theme1.xml: the palette and the faces, so that Word's own menus offer them."""
    try:
        root = etree.fromstring(
            overlay.read(THEME_FILE).encode(),
            etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_blank_text=True),
        )
    except etree.XMLSyntaxError as error:
        raise ConfigurationError(
            f"模板 {THEME_FILE} 不是正确的 XML：{error.msg}", hint="请改用自带的 word/theme.xml"
        ) from None
    for slot, ink in _SLOTS.items():
        for colour in root.iterfind(f".//{{{A}}}clrScheme/{{{A}}}{slot}/{{{A}}}srgbClr"):
            colour.set("val", identity.hexadecimal(ink))
    for slot, use in _USES.items():
        face = identity.face(use)
        for kind, name in (("latin", face.latin), ("ea", face.word), ("cs", face.latin)):
            for font in root.iterfind(f".//{{{A}}}{slot}Font/{{{A}}}{kind}"):
                font.set("typeface", name)
    return root
