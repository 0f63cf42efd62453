"""The page of a Word file: its size, its margins, its line grid, in twentieths of a point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.writers.word.xml import w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.theme import Sizes
    from briefing.writers.word.xml import Element


def millimetres(length: float) -> int:
    """A length in twentieths of a point."""
    return round(length / 25.4 * 1440)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An A4 page; `pitch` is the distance of the lines of running text (CLREQ §2.3: the type area counts in lines)."""

    width: int = millimetres(210)
    height: int = millimetres(297)
    top: int = millimetres(27)
    bottom: int = millimetres(24)
    left: int = millimetres(25)
    right: int = millimetres(25)
    header: int = millimetres(13)
    footer: int = millimetres(12)
    pitch: int = 380

    @property
    def measure(self) -> int:
        """The width of the type area."""
        return self.width - self.left - self.right

    @classmethod
    def of(cls, sizes: Sizes) -> Page:
        """The page for a body size: lines are 1.7 times as far apart as the type is high."""
        return cls(pitch=round(sizes.body * 1.7 * 20))


def section(page: Page, references: Iterable[Element]) -> Element:
    """The properties of a section that starts a page and has these headers and footers."""
    return w(
        "sectPr",
        *references,
        w("type", val="nextPage"),
        w("pgSz", w=page.width, h=page.height),
        w(
            "pgMar",
            top=page.top,
            right=page.right,
            bottom=page.bottom,
            left=page.left,
            header=page.header,
            footer=page.footer,
            gutter=0,
        ),
        w("cols", space=425),
        w("docGrid", type="lines", linePitch=page.pitch),
    )
