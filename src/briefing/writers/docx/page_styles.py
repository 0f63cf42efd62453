"""The styles of what stands around the text: cover, contents, notes, annex, headers and footers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.document.room import page_text
from briefing.writers.docx.style_markup import BESIDE, BESIDE_SPEAKER, UNDERLINE, Setting, Style, Type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.config.theme import Character, Sizes
    from briefing.writers.docx.page import Page
    from briefing.writers.docx.style_markup import Align, Tab

# 4号, the size of the page number in GB/T 9704-2012 §7.5, one character in from the edge of the type area.
_FORMAL_NUMBER = 14
_FORMAL_INDENT = 1500


def reference_styles(sizes: Sizes, page: Page) -> Iterator[Style]:
    """Notes, the annex, headers and footers."""
    hanging = round(sizes.table * 20 * 4)
    yield Style(
        id="FootnoteText",
        name="footnote text",
        setting=Setting(grid=False, leading=sizes.note * 1.5, left=240, hanging=240),
        look=Type(size=sizes.note, ink="quiet"),
    )
    yield Style(
        id="AnnexEntry",
        setting=Setting(
            grid=False,
            after=120,
            leading=sizes.table * 1.7,
            left=hanging,
            hanging=hanging,
            tabs=(("left", hanging),),
            align="both",
        ),
        look=Type(size=sizes.table),
    )
    furniture = Type(face="heading", size=sizes.note + 0.5, ink="quiet")
    line = Setting(grid=False, tabs=(("right", page.measure),), rules=(("bottom", 4, "rule", 4),))
    yield Style(id="Header", name="header", setting=line, look=furniture)
    yield Style(id="Footer", name="footer", setting=Setting(grid=False, align="center"), look=furniture)
    number = Type(face="title", size=_FORMAL_NUMBER, ink="ink")
    yield Style(id="PageNumberOdd", setting=Setting(grid=False, align="right", right=_FORMAL_NUMBER * 20), look=number)
    yield Style(id="PageNumberEven", setting=Setting(grid=False, align="left", left=_FORMAL_NUMBER * 20), look=number)


def contents_styles(sizes: Sizes, page: Page) -> Iterator[Style]:
    """The contents, whose entries have room for a page number on the right."""
    right: tuple[Tab, ...] = (("right", page.measure),)
    yield Style(
        id="TOCHeading",
        name="TOC Heading",
        following="BodyText",
        setting=Setting(keep_next=True, grid=False, after=320, rules=UNDERLINE, leading=sizes.section * 1.4),
        look=Type(face="heading", bold=True, size=sizes.section, ink="accent"),
    )
    yield Style(
        id="TOC1",
        name="toc 1",
        setting=Setting(
            grid=False, before=120, after=60, tabs=right, rules=(("bottom", 4, "rule", 5), ("between", 4, "rule", 5))
        ),
        look=Type(face="heading", size=sizes.lead),
    )
    yield Style(
        id="TOC2",
        name="toc 2",
        setting=Setting(grid=False, before=60, after=40, left=420, tabs=right),
        look=Type(size=sizes.body, ink="quiet"),
    )


def cover_styles(character: Character) -> Iterator[Style]:
    """The cover: words on its ground, which their paragraphs carry too, so that they can be read without the picture."""
    sizes, formal = character.sizes, character.indent > 0
    middle: Align | None = "center" if formal else None
    yield Style(id="CoverHeader", setting=Setting(grid=False), look=Type(size=sizes.note))
    yield Style(
        id="CoverEmblem",
        following="CoverKicker",
        setting=Setting(grid=False, before=0, align=middle, shade="cover"),
    )
    yield Style(
        id="CoverKicker",
        following="Title",
        setting=Setting(grid=False, before=1200, after=360, leading=sizes.lead * 1.6, align=middle, shade="cover"),
        look=Type(face="heading", size=sizes.lead, ink="cover_quiet"),
    )
    yield Style(
        id="Title",
        name="Title",
        following="Subtitle",
        setting=Setting(grid=False, after=480, leading=sizes.title * 1.3, align=middle, shade="cover"),
        look=Type(face="title", bold=True, size=sizes.title, ink="cover_ink"),
    )
    yield Style(
        id="Subtitle",
        name="Subtitle",
        following="CoverDetail",
        setting=Setting(
            grid=False,
            after=1400,
            leading=sizes.headline * 1.7,
            align=middle,
            shade="cover",
            rules=(("top", 24, "signal", 16),),
        ),
        look=Type(face="quotation", size=sizes.headline, ink="cover_ink"),
    )
    # Labels and what they label stand in two columns, which a formal cover moves under its centred title.
    edge = _FORMAL_INDENT if formal else 0
    tabs = edge + round(sizes.body * 20 * 5)
    yield Style(
        id="CoverDetail",
        setting=Setting(
            grid=False,
            before=60,
            after=60,
            leading=sizes.body * 1.7,
            left=tabs,
            hanging=tabs - edge,
            tabs=(("left", tabs),),
            shade="cover",
        ),
        look=Type(ink="cover_ink"),
    )
    yield Style(
        id="CoverStatus",
        setting=Setting(grid=False, before=400, tabs=(("left", 1800), ("left", 3600)), align=middle, shade="cover"),
        look=Type(face="heading", bold=True, size=sizes.subsection, ink="cover_ink"),
    )


def one_page_styles(character: Character, page: Page) -> Iterator[Style]:
    """The one page: running words no larger than it has room for (`compose.room`)."""
    sizes, text = character.sizes, page_text(character)
    formal = character.indent > 0
    yield Style(
        id="PageHeading",
        following="PageSaid",
        setting=Setting(
            keep_next=True,
            grid=False,
            before=60 if formal else 200,
            after=60 if formal else 120,
            leading=(_FORMAL_NUMBER if formal else sizes.section) * 1.4,
            outline=0,
            align="center" if formal else None,
        ),
        look=Type(face="heading", bold=True, ink="accent", size=_FORMAL_NUMBER if formal else sizes.section),
    )
    yield Style(
        id="PageSaid",
        following="PageLabel",
        setting=Setting(grid=False, leading=text * 1.6, rules=(("bottom", 6, "rule", 4),)),
        look=Type(size=text),
    )
    yield Style(
        id="PageLabel",
        following="BodyText",
        setting=Setting(keep_next=True, grid=False, before=160, after=60, leading=text * 1.5),
        look=Type(face="heading", bold=True, size=text, ink="quiet"),
    )
    yield Style(id="PageIndicator", based_on="TileIndicator", following="TilePeriod", look=Type(size=text))
    yield Style(
        id="AskHead",
        following="PageBullet",
        setting=Setting(keep_next=True, grid=False, before=40, leading=text * 1.5),
        look=Type(size=text, bold=True),
    )
    yield Style(
        id="PageBullet",
        setting=Setting(grid=False, list_number=1, after=40, leading=text * 1.5, align="both"),
        look=Type(size=text),
    )
    yield Style(
        id="PageQuote",
        following="PageSpeaker",
        setting=Setting(
            keep_next=True, keep_lines=True, grid=False, before=80, leading=text * 1.8, left=340, rules=BESIDE
        ),
        look=Type(face="quotation", size=round(text * 1.15, 1), ink="ink"),
    )
    yield Style(
        id="PageSpeaker",
        following="BodyText",
        setting=Setting(grid=False, after=80, leading=sizes.table * 1.7, left=340, rules=BESIDE_SPEAKER),
        look=Type(size=sizes.table, ink="quiet"),
    )
    middle: Align | None = "center" if formal else None
    yield Style(
        id="MastTitle",
        following="PageHeading",
        setting=Setting(grid=False, after=60, leading=min(sizes.title, 22) * 1.4, align=middle, shade="cover"),
        look=Type(face="title", bold=True, size=min(sizes.title, 22), ink="cover_ink"),
    )
    yield Style(
        id="MastStatus",
        following="MastTitle",
        setting=Setting(grid=False, after=120, tabs=(("left", 1800), ("left", 3600)), leading=20),
        look=Type(face="heading", bold=True, size=_FORMAL_NUMBER, ink="accent"),
    )
    yield Style(
        id="BulletinName",
        following="BulletinNumber",
        setting=Setting(grid=False, after=40, leading=38, align="center"),
        look=Type(face="title", bold=True, size=30, ink="red", spaced=60),
    )
    yield Style(
        id="BulletinNumber",
        following="BulletinIssued",
        setting=Setting(grid=False, leading=22, align="center"),
        look=Type(size=_FORMAL_NUMBER),
    )
    yield Style(
        id="BulletinIssued",
        following="MastStatus",
        setting=Setting(
            grid=False, after=160, leading=22, tabs=(("right", page.measure),), rules=(("bottom", 16, "red", 4),)
        ),
        look=Type(size=_FORMAL_NUMBER),
    )
