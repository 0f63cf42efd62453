"""The web page → PDF: the same page with a style sheet for paper, laid out by WeasyPrint."""

from __future__ import annotations

import contextlib
import gc
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.config.jinja import render_template
from briefing.writers.html import page_context, page_environment, render_html
from briefing.writers.pdf import conformance
from briefing.writers.pdf.attachment import attachment_of, name_once
from briefing.writers.pdf.page import fit_for_paper
from briefing.writers.pdf.weasyprint import fonts as slim_fonts
from briefing.writers.pdf.weasyprint import justify as justification
from briefing.writers.pdf.weasyprint import load as engine
from briefing.writers.pdf.weasyprint import speed as thrift
from briefing.writers.pdf.weasyprint import tags as tagging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.config.templates import Overlay
    from briefing.config.theme import Theme
    from briefing.document.model import Document

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


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """Lets the garbage wait: a layout makes a million objects that all live to its end, and looking through them takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _finish(_: object, pdf: Any) -> None:
    slim_fonts.unwrap(pdf)
    tagging.correct(pdf)
    name_once(pdf)
    thrift.settle(pdf)


def _render(html: str, paged: str, attachment: Any) -> bytes:
    thrift.install()
    slim_fonts.install()
    justification.install()
    tagging.install()
    page = thrift.page_of(html, _fetcher())
    fit_for_paper(page.etree_element, paged)
    options = {"pdf_variant": conformance.VARIANT, "pdf_identifier": b"briefing"}
    document = page.render(font_config=_font_configuration(), **options)
    conformance.claim_accessibility(document.metadata)
    with warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile to the garbage collector, which complains.
        warnings.simplefilter("ignore", ResourceWarning)
        pdf: bytes = document.write_pdf(finisher=_finish, attachments=[attachment], **options)
    return pdf


def render_pdf(html: str, document: Document, theme: Theme, overlay: Overlay) -> bytes:
    """The page that `render_html` made of the document, as PDF: paginated, tagged, the same bytes every time."""
    engine.load()
    paged = render_template(page_environment(overlay), PAGED, page_context(document, theme))
    with _no_collecting():
        return _render(html, paged, attachment_of(document))


def write_pdf(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    """The document as a PDF file."""
    return render_pdf(render_html(document, theme, overlay), document, theme, overlay)
