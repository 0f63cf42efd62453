"""Document → one web page that needs nothing beside itself: no network, no script, no font file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.config.jinja import environment_of, render_template
from briefing.document.model import Heading, OnePage, plain
from briefing.document.room import page_text
from briefing.writers.html_markup import equip, kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2

    from briefing.config.templates import Overlay
    from briefing.config.theme import Theme
    from briefing.document.model import Block, Document

PAGE = "html/page.html.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """The blocks from one heading of level 1 to the next, the heading included."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def kinds(self) -> str:
        """The kinds of its blocks, each once, for style sheets: `has-tiles has-table`."""
        return " ".join(dict.fromkeys(f"has-{kind(block).lower()}" for block in self.blocks))


def _starts(blocks: tuple[Block, ...]) -> list[int]:
    starts = [place for place, block in enumerate(blocks) if _opens_section(block)]
    return starts if starts[:1] == [0] else [0, *starts]


def _opens_section(block: Block) -> bool:
    return isinstance(block, OnePage) or (isinstance(block, Heading) and block.level == 1)


def split_sections(blocks: tuple[Block, ...]) -> Iterator[PageSection]:
    """The blocks by section; what stands before the first heading has neither anchor nor title."""
    starts = _starts(blocks)
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        head = blocks[start] if start < end else None
        if isinstance(head, OnePage):
            head = head.heading
        if isinstance(head, Heading) and head.level == 1:
            yield PageSection(anchor=head.anchor, title=plain((*head.number, *head.line)), blocks=blocks[start:end])
        elif start < end:
            yield PageSection(anchor="", title="", blocks=blocks[start:end])


def page_context(document: Document, theme: Theme, *, traced: str = "") -> dict[str, object]:
    """The names that the page's templates and style sheets may use.

    `traced` is the address of the desk's script: the page then carries the places of its runs for that script.
    """
    cover = document.cover
    return {
        "document": document,
        "sections": tuple(split_sections(document.blocks)),
        "notes": {note.number: note for note in document.notes},
        "description": plain(cover.headline) or plain(cover.kicker) or plain(cover.title),
        "look": theme.characters[document.character],
        "fonts": theme.fonts[document.script],
        "traced": traced,
        "page_text": page_text(theme.characters[document.character]),
    }


def page_environment(overlay: Overlay) -> jinja2.Environment:
    """The environment that the page's templates and style sheets are rendered in."""
    return equip(environment_of(overlay, "html"))


def render_html(document: Document, theme: Theme, overlay: Overlay, *, traced: str = "") -> str:
    """The page as one HTML text; a `ConfigurationError` names the template and the line that is wrong."""
    return render_template(page_environment(overlay), PAGE, page_context(document, theme, traced=traced)).lstrip()
