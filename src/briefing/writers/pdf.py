"""The web page → PDF: the same page with a style sheet for paper, laid out by WeasyPrint."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import SubElement

from briefing.templating import render_template
from briefing.writers import conformance, slim_fonts
from briefing.writers.html import page_context, page_environment, render_html

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from briefing.document import Document
    from briefing.overlay import Overlay
    from briefing.theme import Theme

PAGED = "html/paged.css"


@cache
def _font_configuration() -> Any:
    """One for the process: a new one for each document takes twice the memory."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    # A template may name any address; a page is made of itself alone.
    return URLFetcher(allowed_protocols=["data"])


def _restyle(head: Element, paged: str) -> None:
    """Puts the style sheet for paper in the place of those for a screen and for a browser's own printing."""
    for style in [element for element in head.iter("style") if element.get("media")]:
        head.remove(style)
    SubElement(head, "style").text = paged


def _as_footnote(note: Element) -> None:
    """Turns a note that opens in place into one that goes to the foot of the page."""
    note.tag = "span"
    for child in list(note):
        if child.tag == "summary":
            note.remove(child)
        else:
            child.set("class", "footnote")


def _flatten(link: Element) -> None:
    """Leaves the words of a link alone: WeasyPrint would make every element inside a link one more link."""
    words = "".join(link.itertext())
    for child in list(link):
        link.remove(child)
    link.text = words


def fit_for_paper(root: Element, paged: str) -> None:
    """Turns the parsed page into one for paper.

    WeasyPrint tags a PDF by element names, so `div role="paragraph"`, which a web page needs since a `p` may hold no
    `details`, becomes the `p` that it is.
    """
    for head in root.iter("head"):
        _restyle(head, paged)
    for element in list(root.iter()):
        if element.get("role") == "paragraph":
            element.tag = "p"
            del element.attrib["role"]
        elif element.tag == "details":
            _as_footnote(element)
        elif element.tag == "a":
            _flatten(element)


def _finish(_: object, pdf: Any) -> None:
    slim_fonts.unwrap(pdf)


def _render(html: str, paged: str) -> bytes:
    from weasyprint import HTML

    slim_fonts.install()
    page = HTML(string=html, url_fetcher=_fetcher())
    fit_for_paper(page.etree_element, paged)
    options = {"pdf_variant": conformance.VARIANT, "pdf_identifier": b"briefing"}
    document = page.render(font_config=_font_configuration(), **options)
    conformance.claim_accessibility(document.metadata)
    pdf: bytes = document.write_pdf(finisher=_finish, **options)
    return pdf


def render_pdf(html: str, document: Document, theme: Theme, overlay: Overlay) -> bytes:
    """The page that `render_html` made of the document, as PDF: paginated, tagged, the same bytes every time."""
    paged = render_template(page_environment(overlay), PAGED, page_context(document, theme))
    return _render(html, paged)


def write_pdf(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    """The document as a PDF file."""
    return render_pdf(render_html(document, theme, overlay), document, theme, overlay)
