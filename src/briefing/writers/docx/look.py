"""The look of one document: the theme's faces for its script and the colours of its character, as Word writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefing.text.language import Script
from briefing.writers.docx.xml import w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.config.theme import Character, Face, Theme
    from briefing.document.model import Document
    from briefing.writers.docx.xml import Element

Ink = Literal["ink", "quiet", "accent", "signal", "tint", "rule", "cover", "cover_ink", "cover_quiet", "red"]
Use = Literal["body", "heading", "subheading", "title", "numeral", "quotation"]

# Where Word keeps each colour, so that its own colour menu offers and changes them.
THEME_SLOTS: dict[Ink, str] = {
    "ink": "text1",
    "cover": "text2",
    "tint": "background2",
    "accent": "accent1",
    "signal": "accent2",
    "quiet": "accent3",
    "rule": "accent4",
    "cover_ink": "accent5",
    "cover_quiet": "accent6",
}
# The red of an office's own head, which no theme changes (GB/T 9704-2012 §7.2.4).
_RED = "C00000"
# Word knows regions, not scripts.
_REGIONS = {Script.HANS: "zh-CN", Script.TW: "zh-TW", Script.HK: "zh-HK"}


def _themed(ink: Ink) -> dict[str, str]:
    return {"themeColor": THEME_SLOTS[ink]} if ink in THEME_SLOTS else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Faces, sizes and colours of one document; `name` is its character's."""

    name: str
    script: Script
    character: Character
    faces: Mapping[str, Face]

    @classmethod
    def of(cls, document: Document, theme: Theme) -> Identity:
        """The look that the theme gives to the document."""
        return cls(
            name=document.character,
            script=document.script,
            character=theme.characters[document.character],
            faces=theme.fonts[document.script],
        )

    def on_paper(self) -> Identity:
        """The same with a white cover: a letterhead's own colours could not be read on ours."""
        colours = self.character.colours
        white = replace(colours, cover="#ffffff", cover_ink=colours.accent, cover_quiet=colours.quiet)
        return replace(self, character=replace(self.character, colours=white))

    @property
    def region(self) -> str:
        """The language tag that Word understands."""
        return _REGIONS[self.script]

    def face(self, use: Use) -> Face:
        """The face that sets what the use names."""
        return self.faces[getattr(self.character.faces, use)]

    def hexadecimal(self, ink: Ink) -> str:
        """A colour as Word writes it."""
        if ink == "red":
            return _RED
        return str(getattr(self.character.colours, ink)).lstrip("#").upper()

    def fonts(self, use: Use) -> Element:
        """The faces by name, and as the theme's where Word's theme has them, so that a person can change all at once."""
        face = self.face(use)
        named = {"ascii": face.latin, "hAnsi": face.latin, "eastAsia": face.word, "cs": face.latin}
        slot = self._slot(use)
        themed = {
            "asciiTheme": f"{slot}HAnsi",
            "hAnsiTheme": f"{slot}HAnsi",
            "eastAsiaTheme": f"{slot}EastAsia",
            "cstheme": f"{slot}Bidi",
        }
        return w("rFonts", **named, **(themed if slot else {}))

    def _slot(self, use: Use) -> str | None:
        faces = self.character.faces
        if use == "heading":
            return "major"
        if getattr(faces, use) == faces.body:
            return "minor"
        return "major" if getattr(faces, use) == faces.heading else None

    def colour(self, ink: Ink) -> Element:
        """A text colour that follows the theme."""
        return w("color", val=self.hexadecimal(ink), **_themed(ink))

    def shading(self, ink: Ink) -> Element:
        """A ground colour that follows the theme."""
        return w("shd", val="clear", color="auto", fill=self.hexadecimal(ink), themeFill=THEME_SLOTS[ink])

    def rule(self, side: str, width: int, ink: Ink, gap: int = 0) -> Element:
        """A rule on a side; `width` in eighths of a point, `gap` in points."""
        return w(side, val="single", sz=width, space=gap, color=self.hexadecimal(ink), **_themed(ink))

    def gap(self, side: str, width: int) -> Element:
        """A white rule, which parts cells of a colour."""
        return w(side, val="single", sz=width, space=0, color="FFFFFF", themeColor="background1")

    @property
    def has_tint(self) -> bool:
        """True if grounds are of another colour than the paper."""
        return self.hexadecimal("tint") != "FFFFFF"
