"""Document → PDF: the page, paginated by WeasyPrint."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefing.writers.html import render_html

if TYPE_CHECKING:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from briefing.document import Document
    from briefing.overlay import Overlay
    from briefing.theme import Theme


@cache
def _font_configuration() -> FontConfiguration:
    """One for the process: each further one costs memory and the time to read all fonts."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _fetcher() -> weasyprint.urls.URLFetcher:
    from weasyprint.urls import URLFetcher

    # A template may name any address; a page is made of itself alone.
    return URLFetcher(allowed_protocols=["data"])


def write_pdf(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    """A tagged PDF with contents, running heads, page numbers, bookmarks and notes; the same bytes every time."""
    import weasyprint

    page = weasyprint.HTML(string=render_html(document, theme, overlay), url_fetcher=_fetcher())
    content = page.write_pdf(font_config=_font_configuration(), pdf_variant="pdf/ua-1", pdf_identifier=b"briefing")
    if content is None:
        message = "WeasyPrint wrote to a file that nobody named"
        raise AssertionError(message)
    return content
