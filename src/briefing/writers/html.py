"""Document → one self-contained page, through the templates in `templates/html`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefing.document import FigureRun, FromSource, Heading, Run
from briefing.ledger import runs_in
from briefing.templating import make_environment, render_template

if TYPE_CHECKING:
    import jinja2

    from briefing.document import Document
    from briefing.overlay import Overlay
    from briefing.theme import Theme

PAGE = "html/page.html.j2"
_STYLES = ("html/base.css", "html/screen.css", "html/print.css")


@lru_cache(maxsize=4)
def _environment(overlay: Overlay) -> jinja2.Environment:
    environment = make_environment(overlay)
    environment.tests["figure"] = lambda run: isinstance(run, FigureRun)
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["fact"] = _fact
    environment.filters["plain"] = plain
    environment.filters["outward"] = lambda link: "://" in (link or "")
    return environment


def _fact(run: Run) -> str:
    """The fact that a run states, or nothing."""
    return run.origin.fact or "" if isinstance(run.origin, FromSource) else ""


def plain(line: tuple[Run, ...]) -> str:
    """The words of a line."""
    return "".join(run.text for run in line)


def describe(document: Document) -> str:
    """What the page is, in its own words: for the title and the description."""
    return plain(document.cover.title)


def render_html(document: Document, theme: Theme, overlay: Overlay) -> str:
    """The page: it needs no network and no script to be read, and is paginated as the PDF."""
    context = {
        "document": document,
        "title": describe(document),
        "headings": [block for block in document.blocks if isinstance(block, Heading)],
        "notes": {note.number: note for note in document.notes},
        "fonts": theme.fonts[document.script],
        "sizes": theme.sizes,
        "palette": theme.palettes[document.character],
        "styles": Markup("\n").join(Markup(overlay.read(name)) for name in _STYLES),  # noqa: S704 - style sheets of the template folder
        "figures": sum(isinstance(run, FigureRun) for run in runs_in(document.blocks)),
    }
    return render_template(_environment(overlay), PAGE, context)


def write_html(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    """The page as UTF-8."""
    return render_html(document, theme, overlay).encode()
