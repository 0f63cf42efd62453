"""How one document looks: the theme's faces for its script and the colours of its character, as Word writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.document import Script
from briefing.writers.word.xml import w

if TYPE_CHECKING:
    from briefing.document import Document
    from briefing.theme import Palette, Sizes, Theme
    from briefing.writers.word.xml import Element

Ink = Literal["accent", "deep", "tint", "ink", "quiet", "line"]
Face = Literal["minor", "major"]

# Where Word keeps each colour of the palette, so that its own colour menu offers and changes them.
_THEME_COLOURS: dict[Ink, str] = {
    "ink": "text1",
    "deep": "text2",
    "tint": "background2",
    "accent": "accent1",
    "quiet": "accent2",
    "line": "accent3",
}
# Word knows regions, not scripts.
LANGUAGES = {Script.HANS: "zh-CN", Script.TW: "zh-TW", Script.HK: "zh-HK"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Faces, sizes and colours of one document; `east` and `latin` are its faces for text (minor) and headings (major)."""

    script: Script
    palette: Palette
    sizes: Sizes
    east: dict[Face, str]
    latin: dict[Face, str]

    @classmethod
    def of(cls, document: Document, theme: Theme) -> Identity:
        """The look that the theme gives to the document."""
        fonts = theme.fonts[document.script]
        return cls(
            script=document.script,
            palette=theme.palettes[document.character],
            sizes=theme.sizes,
            east={"minor": fonts.word_body, "major": fonts.word_heading},
            latin={"minor": theme.latin_body, "major": theme.latin_heading},
        )

    @property
    def language(self) -> str:
        """The language tag of the document's Chinese."""
        return LANGUAGES[self.script]

    def hexadecimal(self, ink: Ink) -> str:
        """A colour as Word writes it."""
        return str(getattr(self.palette, ink)).lstrip("#").upper()

    def fonts(self, face: Face) -> Element:
        """The face for every script, by name and as the theme's, which Word prefers and lets a person change at once."""
        latin = self.latin[face]
        return w(
            "rFonts",
            ascii=latin,
            hAnsi=latin,
            eastAsia=self.east[face],
            cs=latin,
            asciiTheme=f"{face}HAnsi",
            hAnsiTheme=f"{face}HAnsi",
            eastAsiaTheme=f"{face}EastAsia",
            cstheme=f"{face}Bidi",
        )

    def colour(self, ink: Ink) -> Element:
        """A text colour that follows the theme."""
        return w("color", val=self.hexadecimal(ink), themeColor=_THEME_COLOURS[ink])

    def shading(self, ink: Ink) -> Element:
        """A ground colour that follows the theme."""
        return w("shd", val="clear", color="auto", fill=self.hexadecimal(ink), themeFill=_THEME_COLOURS[ink])

    def rule(self, side: str, width: int, ink: Ink, gap: int = 0) -> Element:
        """A rule on a side; `width` in eighths of a point, `gap` in points."""
        return w(
            side, val="single", sz=width, space=gap, color=self.hexadecimal(ink), themeColor=_THEME_COLOURS[ink]
        )
