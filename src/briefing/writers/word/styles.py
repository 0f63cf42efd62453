"""The styles of a Word file: what each paragraph and stretch of text is called and looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.writers.word.markup import Setting, Type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.theme import Sizes
    from briefing.writers.word.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style; `name` is Word's own for a built-in style, and empty for ours, which the templates name."""

    id: str
    name: str = ""
    based_on: str | None = "Normal"
    following: str | None = None
    setting: Setting | None = None
    look: Type = Type()


def _headings(sizes: Sizes) -> Iterator[Style]:
    ruled = (("bottom", 8, "accent", 5),)
    large = Setting(keep_next=True, keep_lines=True, grid=False, before=480, after=200, outline=0, rules=ruled)
    middle = Setting(keep_next=True, keep_lines=True, grid=False, before=320, after=120, outline=1)
    small = Setting(keep_next=True, keep_lines=True, grid=False, before=240, after=80, outline=2)
    look = Type(face="major", bold=True, ink="accent")
    for level, (setting, size) in enumerate(
        ((large, sizes.heading1), (middle, sizes.heading2), (small, sizes.body + 0.5)), 1
    ):
        yield Style(
            id=f"Heading{level}",
            name=f"heading {level}",
            following="BodyText",
            setting=setting,
            look=Type(face=look.face, bold=True, ink=look.ink if level < 3 else "ink", size=size),  # noqa: PLR2004  # the smallest is black
        )


def _text(sizes: Sizes) -> Iterator[Style]:
    yield Style(id="BodyText", name="Body Text", setting=Setting(after=120, align="both"))
    yield Style(
        id="Lead",
        based_on="BodyText",
        following="BodyText",
        setting=Setting(grid=False, after=200, line=360),
        look=Type(size=sizes.body + 1.5, ink="deep"),
    )
    yield Style(
        id="Remark",
        following="BodyText",
        setting=Setting(grid=False, after=120, line=320, keep_next=True),
        look=Type(size=sizes.small, ink="quiet"),
    )
    yield Style(
        id="ListBullet", name="List Bullet", based_on="BodyText", setting=Setting(list_number=1, after=80, align="both")
    )
    yield Style(
        id="Quote",
        name="Quote",
        following="QuoteSpeaker",
        setting=Setting(
            keep_next=True, keep_lines=True, grid=False, before=240, line=400, left=340, rules=(("left", 36, "accent", 12),)
        ),
        look=Type(face="major", size=sizes.heading2, ink="deep"),
    )
    yield Style(
        id="QuoteSpeaker",
        following="BodyText",
        setting=Setting(
            grid=False, before=0, after=240, line=320, left=340, rules=(("left", 36, "accent", 12),), tabs=(("left", 5200),)
        ),
        look=Type(size=sizes.small + 0.5, ink="quiet"),
    )
    yield Style(
        id="Caption",
        name="caption",
        following="BodyText",
        setting=Setting(keep_next=True, grid=False, before=160, after=80),
        look=Type(face="major", bold=True, size=sizes.small + 0.5, ink="deep"),
    )


def _tables(sizes: Sizes) -> Iterator[Style]:
    cell = Setting(grid=False, before=20, after=20, line=300)
    small = sizes.small
    yield Style(id="TableText", setting=cell, look=Type(size=small + 0.5))
    yield Style(
        id="TableHeader",
        based_on="TableText",
        setting=Setting(keep_next=True),
        look=Type(face="major", bold=True, ink="deep"),
    )
    yield Style(id="TableGap", setting=Setting(grid=False, line=120), look=Type(size=4))
    yield Style(id="DetailLabel", based_on="TableText", look=Type(face="major", bold=True, ink="deep"))
    yield Style(id="DetailText", based_on="TableText", look=Type(size=sizes.body - 0.5))
    yield Style(
        id="SpineLabel",
        based_on="TableText",
        setting=Setting(keep_next=True),
        look=Type(face="major", bold=True, size=sizes.heading2, ink="accent"),
    )
    yield Style(
        id="SpineHead",
        based_on="TableText",
        setting=Setting(list_number=2, before=40, after=40),
        look=Type(face="major", size=sizes.body + 0.5, ink="ink"),
    )
    together = Setting(keep_next=True, before=80, after=0, line=240)
    yield Style(
        id="TileNumeral",
        based_on="TableText",
        following="TileIndicator",
        setting=together,
        look=Type(face="major", bold=True, size=sizes.numeral, ink="accent"),
    )
    yield Style(
        id="TileIndicator",
        based_on="TableText",
        following="TilePeriod",
        setting=Setting(keep_next=True, line=280),
        look=Type(face="major", bold=True, size=small + 1, ink="ink"),
    )
    yield Style(
        id="TilePeriod", based_on="TableText", following="TileSource", setting=Setting(keep_next=True), look=Type(size=small, ink="quiet")
    )
    yield Style(id="TileSource", based_on="TableText", setting=Setting(after=80), look=Type(size=small - 0.5, ink="quiet"))


def _reference(sizes: Sizes, page: Page) -> Iterator[Style]:
    right = (("right", page.measure),)
    yield Style(
        id="FootnoteText",
        name="footnote text",
        setting=Setting(grid=False, line=260, left=200, hanging=200),
        look=Type(size=sizes.small - 0.5, ink="quiet"),
    )
    yield Style(
        id="AnnexEntry",
        setting=Setting(grid=False, after=100, line=340, left=760, hanging=760, tabs=(("left", 760),), align="both"),
        look=Type(size=sizes.small + 0.5),
    )
    yield Style(
        id="TOCHeading",
        name="TOC Heading",
        following="BodyText",
        setting=Setting(keep_next=True, grid=False, after=320, rules=(("bottom", 8, "accent", 5),)),
        look=Type(face="major", bold=True, size=sizes.heading1, ink="accent"),
    )
    yield Style(
        id="TOC1",
        name="toc 1",
        setting=Setting(grid=False, before=140, after=60, tabs=right, rules=(("bottom", 4, "line", 5),)),
        look=Type(face="major", size=sizes.body + 1),
    )
    yield Style(
        id="TOC2",
        name="toc 2",
        setting=Setting(grid=False, before=40, after=40, left=420, tabs=right),
        look=Type(size=sizes.body - 0.5, ink="quiet"),
    )
    furniture = Type(face="major", size=sizes.small - 0.5, ink="quiet")
    yield Style(
        id="Header",
        name="header",
        setting=Setting(grid=False, tabs=right, rules=(("bottom", 4, "line", 4),)),
        look=furniture,
    )
    yield Style(id="Footer", name="footer", setting=Setting(grid=False, align="center"), look=furniture)


def _cover(sizes: Sizes) -> Iterator[Style]:
    yield Style(id="CoverHeader", setting=Setting(grid=False), look=Type(size=sizes.small))
    yield Style(
        id="CoverKicker",
        following="Title",
        setting=Setting(grid=False, before=5600, after=160, line=300),
        look=Type(face="major", size=sizes.body + 1, ink="quiet"),
    )
    yield Style(
        id="Title",
        name="Title",
        following="Subtitle",
        setting=Setting(grid=False, before=120, after=240, line=280),
        look=Type(face="major", bold=True, size=sizes.title + 6, ink="accent"),
    )
    yield Style(
        id="Subtitle",
        name="Subtitle",
        following="CoverDetail",
        setting=Setting(grid=False, after=1600, line=340, rules=(("top", 24, "accent", 14),)),
        look=Type(size=sizes.heading2 + 3, ink="deep"),
    )
    yield Style(
        id="CoverDetail",
        setting=Setting(grid=False, before=60, after=60, line=300, left=1200, hanging=1200, tabs=(("left", 1200),)),
        look=Type(size=sizes.body, ink="ink"),
    )
    yield Style(
        id="CoverStatus",
        setting=Setting(grid=False, before=400, tabs=(("left", 1600), ("left", 3200))),
        look=Type(face="major", bold=True, size=sizes.heading2, ink="accent"),
    )


def paragraph_styles(sizes: Sizes, page: Page) -> tuple[Style, ...]:
    """Every paragraph style, the base of all first."""
    normal = Style(
        id="Normal",
        name="Normal",
        based_on=None,
        setting=Setting(before=0, after=0),
        look=Type(face="minor", size=sizes.body, ink="ink"),
    )
    return (
        normal,
        *_headings(sizes),
        *_text(sizes),
        *_tables(sizes),
        *_reference(sizes, page),
        *_cover(sizes),
    )


def character_styles(sizes: Sizes) -> tuple[Style, ...]:
    """Every character style."""
    base = "DefaultParagraphFont"
    return (
        Style(id=base, name="Default Paragraph Font", based_on=None),
        Style(id="Strong", name="Strong", based_on=base, look=Type(face="major", bold=True)),
        Style(id="Hyperlink", name="Hyperlink", based_on=base, look=Type(ink="accent", underline=True)),
        Style(id="FootnoteReference", name="footnote reference", based_on=base, look=Type(face="major", ink="accent", raised=True)),
        Style(id="PageNumber", name="page number", based_on=base),
        Style(id="Figure", based_on=base, look=Type(face="major", bold=True, ink="accent")),
        Style(id="Quiet", based_on=base, look=Type(ink="quiet")),
        Style(id="SourceLink", based_on=base, look=Type(ink="quiet", size=sizes.small - 0.5)),
        Style(id="TileUnit", based_on=base, look=Type(size=sizes.body + 1)),
        Style(id="CoverLabel", based_on=base, look=Type(face="major", ink="quiet")),
        Style(id="StatusMark", based_on=base, look=Type(face="major", bold=True, ink="accent")),
        Style(id="AnnexLabel", based_on=base, look=Type(face="major", bold=True, ink="accent")),
    )
