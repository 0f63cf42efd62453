"""Document → one web page that needs nothing beside itself: no network, no script, no font file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
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


def split_sections(blocks: tuple[Block, ...]) -> Iterator[PageSection]:
    """The blocks by section; what stands before the first heading has neither anchor nor title."""
    heads = [block.heading if isinstance(block, OnePage) else block for block in blocks]
    opened = {place: head for place, head in enumerate(heads) if isinstance(head, Heading) and head.level == 1}
    for start, end in pairwise(sorted({0, *opened, len(blocks)})):
        head = opened.get(start)
        anchor, title = (head.anchor, plain((*head.number, *head.line))) if head else ("", "")
        yield PageSection(anchor=anchor, title=title, blocks=blocks[start:end])


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
