"""The styles of a Word file: what each paragraph and stretch of text is called and looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.writers.docx.cell_styles import cell_styles, tile_styles
from briefing.writers.docx.page_styles import contents_styles, cover_styles, one_page_styles, reference_styles
from briefing.writers.docx.style_markup import BESIDE, BESIDE_SPEAKER, UNDERLINE, Setting, Style, Type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.config.theme import Character, Sizes
    from briefing.writers.docx.page import Page


def _headings(sizes: Sizes) -> Iterator[Style]:
    yield Style(
        id="Heading1",
        name="heading 1",
        following="BodyText",
        setting=Setting(
            keep_next=True,
            keep_lines=True,
            grid=False,
            before=520,
            after=220,
            outline=0,
            rules=UNDERLINE,
            leading=sizes.section * 1.4,
        ),
        look=Type(face="heading", bold=True, ink="accent", size=sizes.section),
    )
    yield Style(
        id="Heading2",
        name="heading 2",
        following="BodyText",
        setting=Setting(
            keep_next=True,
            keep_lines=True,
            grid=False,
            before=320,
            after=120,
            outline=1,
            leading=sizes.subsection * 1.4,
        ),
        look=Type(face="subheading", bold=True, ink="accent", size=sizes.subsection),
    )
    yield Style(
        id="Heading3",
        name="heading 3",
        following="BodyText",
        setting=Setting(keep_next=True, keep_lines=True, grid=False, before=240, after=80, outline=2),
        look=Type(face="subheading", bold=True, ink="ink", size=sizes.body),
    )


def _text(character: Character, page: Page) -> Iterator[Style]:
    sizes, indent = character.sizes, character.indent or None
    even = Type(spaced=page.spread)
    # Text that keeps to the grid needs no space between paragraphs: the indents part them.
    after = 0 if indent else 140
    yield Style(
        id="BodyText", name="Body Text", setting=Setting(after=after, align="both", first_characters=indent), look=even
    )
    lead = (
        Setting(after=after, align="both", first_characters=indent)
        if indent
        else Setting(grid=False, after=200, leading=sizes.lead * 1.7)
    )
    yield Style(id="Lead", following="BodyText", setting=lead, look=Type(size=sizes.lead, spaced=page.spread))
    yield Style(
        id="Remark",
        following="BodyText",
        setting=Setting(grid=False, after=160, leading=sizes.table * 1.6, keep_next=True),
        look=Type(size=sizes.table, ink="quiet"),
    )
    bullets = Setting(list_number=1, after=after // 2, align="both")
    yield Style(id="ListBullet", name="List Bullet", setting=bullets, look=even)
    yield Style(
        id="Caption",
        name="caption",
        following="BodyText",
        setting=Setting(keep_next=True, grid=False, before=200, after=80, leading=sizes.table * 1.5),
        look=Type(face="heading", bold=True, size=sizes.table, ink="accent"),
    )


def _quotations(sizes: Sizes) -> Iterator[Style]:
    yield Style(
        id="Quote",
        name="Quote",
        following="QuoteSpeaker",
        setting=Setting(
            keep_next=True,
            keep_lines=True,
            grid=False,
            before=240,
            leading=sizes.quotation * 1.7,
            left=340,
            rules=BESIDE,
        ),
        look=Type(face="quotation", size=sizes.quotation, ink="ink"),
    )
    yield Style(
        id="QuoteSpeaker",
        following="BodyText",
        setting=Setting(grid=False, after=280, leading=sizes.table * 1.9, left=340, rules=BESIDE_SPEAKER),
        look=Type(size=sizes.table, ink="quiet"),
    )


def paragraph_styles(character: Character, page: Page) -> tuple[Style, ...]:
    """Every paragraph style, the base of all first."""
    sizes = character.sizes
    base = Setting(before=0, after=0)
    return (
        Style(
            id="Normal", name="Normal", based_on=None, setting=base, look=Type(face="body", size=sizes.body, ink="ink")
        ),
        *_headings(sizes),
        *_text(character, page),
        *_quotations(sizes),
        *cell_styles(sizes),
        *tile_styles(sizes),
        *one_page_styles(character, page),
        *reference_styles(sizes, page),
        *contents_styles(sizes, page),
        *cover_styles(character),
    )


def character_styles(character: Character) -> tuple[Style, ...]:
    """Every character style."""
    sizes, base = character.sizes, "DefaultParagraphFont"
    raised = Type(face="heading", ink="accent", raised=True)
    return (
        Style(id=base, name="Default Paragraph Font", based_on=None),
        Style(id="Strong", name="Strong", based_on=base, look=Type(bold=True)),
        Style(id="Hyperlink", name="Hyperlink", based_on=base, look=Type(ink="accent", underline=True)),
        Style(id="FootnoteReference", name="footnote reference", based_on=base, look=raised),
        Style(id="PageNumber", name="page number", based_on=base),
        Style(id="Figure", based_on=base, look=Type(bold=True, ink="accent")),
        Style(id="Quiet", based_on=base, look=Type(ink="quiet")),
        Style(id="SourceLink", based_on=base, look=Type(ink="accent")),
        Style(id="TileUnit", based_on=base, look=Type(size=sizes.unit)),
        Style(id="CoverLabel", based_on=base, look=Type(ink="cover_quiet")),
        Style(id="StatusMark", based_on=base, look=Type(face="heading", bold=True, ink="accent")),
        Style(id="AnnexLabel", based_on=base, look=Type(face="heading", bold=True, ink="accent")),
    )
