"""The styles of what stands in tables: cells, labels, the spine's heads, figure tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.writers.docx.style_markup import Setting, Style, Type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.config.theme import Sizes

# Word's fonts run wider than the page's, so that the theme's numerals would leave their units no room.
TILE_SCALE = 0.88
# What is left of their size where one of them is long.
LONG_SCALE = 0.75


def cell_styles(sizes: Sizes) -> Iterator[Style]:
    """What stands in the cells of every table but the tiles."""
    yield Style(
        id="TableText",
        setting=Setting(grid=False, before=20, after=20, leading=sizes.table * 1.6),
        look=Type(size=sizes.table),
    )
    yield Style(id="TableTextKeep", based_on="TableText", setting=Setting(keep_next=True))
    yield Style(
        id="TableHeader",
        based_on="TableText",
        setting=Setting(keep_next=True),
        look=Type(face="heading", bold=True, ink="accent"),
    )
    yield Style(id="Chart", following="BodyText", setting=Setting(grid=False, before=40, after=200))
    yield Style(id="TableGap", setting=Setting(grid=False, leading=5), look=Type(size=4))
    # A few labelled lines, which stay on one page.
    whole = Setting(keep_next=True)
    yield Style(
        id="DetailLabel", based_on="TableText", setting=whole, look=Type(face="heading", bold=True, ink="accent")
    )
    yield Style(id="DetailText", based_on="TableText", setting=whole)
    yield Style(
        id="SpineLabel",
        based_on="TableText",
        look=Type(face="heading", size=sizes.body, ink="cover_quiet"),
    )
    yield Style(
        id="SpineHead",
        based_on="TableText",
        setting=Setting(before=40, after=40, leading=sizes.subsection * 1.5),
        look=Type(face="heading", size=sizes.subsection, ink="cover_ink"),
    )
    yield Style(
        id="SpineKeyword",
        based_on="SpineHead",
        setting=Setting(leading=sizes.keyword * 1.5),
        look=Type(size=sizes.keyword),
    )


def tile_styles(sizes: Sizes) -> Iterator[Style]:
    """What stands in a tile, from its number to its source."""
    yield Style(
        id="TileNumeral",
        based_on="TableText",
        following="TileIndicator",
        setting=Setting(before=60, after=0, leading=sizes.numeral * TILE_SCALE * 1.2),
        look=Type(face="numeral", bold=True, size=round(sizes.numeral * TILE_SCALE), ink="accent"),
    )
    long = sizes.numeral * TILE_SCALE * LONG_SCALE
    yield Style(
        id="TileNumeralLong",
        based_on="TileNumeral",
        following="TileIndicator",
        setting=Setting(leading=long * 1.3),
        look=Type(size=round(long)),
    )
    yield Style(
        id="TileIndicator",
        based_on="TableText",
        following="TilePeriod",
        look=Type(face="heading", bold=True, size=sizes.body),
    )
    yield Style(
        id="TilePeriod",
        based_on="TableText",
        following="TileSource",
        look=Type(ink="quiet", size=sizes.note + 0.5),
    )
    yield Style(
        id="TileSource", based_on="TableText", setting=Setting(after=100), look=Type(size=sizes.note + 0.5, ink="quiet")
    )
