"""An office's letterhead: a Word file whose header, footer, margins and styles the packs take over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast
from zipfile import BadZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from lxml import etree

from briefing.errors import ConfigurationError
from briefing.writers.docx.xml import A, R, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.opc.part import XmlPart

    from briefing.config.templates import Overlay
    from briefing.writers.docx.page import Page
    from briefing.writers.docx.xml import Element

_FOLDER, _NAME = "word", "word/letterhead.docx"
_STYLE_MARKS = ("pStyle", "rStyle", "tblStyle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The parts taken from the file: its styles and theme, its last section, and the headers and footers of that.

    `furniture` is the part for each kind (`header`, `footer`) and pages (`first`, `default`).
    """

    styles: Element
    theme: Element | None
    section: Element
    furniture: dict[tuple[str, str], XmlPart]

    @property
    def styles_in_use(self) -> set[str]:
        """The ids of the styles that its headers and footers call for."""
        return {mark.get(f"{{{W}}}val") for part in self.furniture.values() for mark in _style_marks(part.element)}

    def rename_styles(self, ids: dict[str, str]) -> None:
        """Has the headers and footers call their styles by other ids."""
        for part in self.furniture.values():
            for mark in _style_marks(part.element):
                mark.set(f"{{{W}}}val", ids.get(mark.get(f"{{{W}}}val"), "Normal"))

    def furnish(self, marks: list[Element]) -> dict[tuple[str, str], XmlPart]:
        """Its headers and footers, the marks of every page added to the header.

        The cover and left pages have the same as all others, unless the letterhead has some of their own.
        """
        default = self.furniture.get(("header", "default"))
        if default is not None:
            default.element.extend(marks)
        everywhere = {
            (kind, pages): part
            for (kind, usual), part in self.furniture.items()
            if usual == "default"
            for pages in ("first", "even")
        }
        return everywhere | self.furniture

    def lay(self, page: Page) -> Page:
        """The page with the letterhead's size and margins, where its header and footer have their room."""
        size, margins = self.section.find(f"{{{W}}}pgSz"), self.section.find(f"{{{W}}}pgMar")
        width, height = _lengths(size, "w", "h") if size is not None else (page.width, page.height)
        if margins is None:
            return replace(page, width=width, height=height)
        top, right, bottom, left = (abs(length) for length in _lengths(margins, "top", "right", "bottom", "left"))
        header, footer = _lengths(margins, "header", "footer")
        return replace(
            page,
            width=width,
            height=height,
            top=top,
            right=right,
            bottom=bottom,
            left=left,
            header=header,
            footer=footer,
        )

    def dress(self, theme: Element) -> None:
        """Has the theme name the letterhead's fonts, which its styles may refer to."""
        theirs = None if self.theme is None else self.theme.find(f".//{{{A}}}fontScheme")
        ours = theme.find(f".//{{{A}}}fontScheme")
        if theirs is not None and ours is not None:
            ours.getparent().replace(ours, theirs)


def _lengths(element: Element, *names: str) -> tuple[int, ...]:
    return tuple(int(element.get(f"{{{W}}}{name}", "720")) for name in names)


def _style_marks(root: Element) -> Iterator[Element]:
    yield from root.iter(*(f"{{{W}}}{mark}" for mark in _STYLE_MARKS))


def load_letterhead(overlay: Overlay) -> Letterhead | None:
    """The overlay's letterhead, if it has one; a `ConfigurationError` where it is no Word file."""
    if _NAME not in overlay.names(_FOLDER, ".docx"):
        return None
    path = overlay.find(_NAME)
    try:
        main = docx.Document(str(path)).part
        section = main.element.body.findall(f"{{{W}}}sectPr")[-1]
        furniture = {}
        for kind in ("header", "footer"):
            for reference in section.iterfind(f"{{{W}}}{kind}Reference"):
                part = main.rels[reference.get(f"{{{R}}}id")].target_part
                furniture[kind, reference.get(f"{{{W}}}type", "default")] = part
        themes = [rel.target_part.blob for rel in main.rels.values() if rel.reltype == RT.THEME]
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return Letterhead(
            styles=cast("XmlPart", main.part_related_by(RT.STYLES)).element,
            theme=etree.fromstring(themes[0], parser) if themes else None,
            section=section,
            furniture={key: part for key, part in furniture.items() if key[1] != "even"},
        )
    except (OpcError, BadZipFile, LookupError, ValueError, AttributeError, etree.LxmlError) as error:
        raise ConfigurationError(f"信头 {path} 不是可用的 Word 文件", hint="请用 Word 另存为 .docx 后重试") from error
