"""The page of a Word file: its size, its margins, its grid, in twentieths of a point."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from briefing.writers.docx.xml import w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.config.theme import Character
    from briefing.writers.docx.xml import Element

# From the foot of the type area to that of the page number: 7 mm (GB/T 9704-2012 §7.5) and a line of 14 pt.
_BELOW = 13.4


def millimetres(length: float) -> int:
    """A length in twentieths of a point."""
    return round(length / 25.4 * 1440)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An A4 page: `pitch` is the distance of the lines of running text.

    `spread` is what the characters of running text are moved apart (or, below zero, together) so that a line holds a
    whole number of them; None where lines alone are kept.
    """

    top: int
    right: int
    bottom: int
    left: int
    pitch: int
    spread: int | None
    header: int
    footer: int
    width: int = millimetres(210)
    height: int = millimetres(297)

    @property
    def measure(self) -> int:
        """The width of the type area."""
        return self.width - self.left - self.right

    @classmethod
    def of(cls, character: Character) -> Page:
        """The page of a character; one that indents its paragraphs keeps a grid of whole characters (GB/T 9704-2012 §5.2)."""
        margins, size = character.margins, character.sizes.body
        measure = (210 - margins.left - margins.right) / 25.4 * 72
        return cls(
            top=millimetres(margins.top),
            right=millimetres(margins.right),
            bottom=millimetres(margins.bottom),
            left=millimetres(margins.left),
            header=millimetres(margins.top) // 2,
            footer=millimetres(margins.bottom - _BELOW) if character.indent else millimetres(margins.bottom) // 2,
            # Rounded down: one twip too much, and the last of 22 lines falls off the page.
            pitch=int(character.line_height * size * 20),
            # A character grid (`linesAndChars`) would say it better, but LibreOffice gives each character two cells.
            spread=floor((measure / round(measure / size) - size) * 20) if character.indent else None,
        )


def section(page: Page, furnishing: Iterable[Element] = (), *, cover: bool = True) -> Element:
    """The properties of a section that starts a page.

    `furnishing` are its headers and footers, of which a first page that is a `cover` has its own; without any, they are
    the section's before.
    """
    references = tuple(furnishing)
    margins = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    return w(
        "sectPr",
        *references,
        w("type", val="nextPage"),
        w("pgSz", w=page.width, h=page.height),
        w("pgMar", **margins, header=page.header, footer=page.footer, gutter=0),
        w("cols", space=425),
        w("titlePg") if references and cover else None,
        w("docGrid", type="lines", linePitch=page.pitch),
    )
