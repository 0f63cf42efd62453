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
from briefing.writers.pdf.weasyprint import fonts, justify, laid_out, load, speed, tags
from briefing.writers.pdf.weasyprint.laid_out import LaidOut
from briefing.writers.pdf.weasyprint.same_pages import UnlikeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.config.templates import Overlay
    from briefing.config.theme import Face, Theme
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
    fonts.unwrap(pdf)
    tags.correct(pdf)
    name_once(pdf)
    speed.settle(pdf)


@cache
def _install() -> None:
    """Makes WeasyPrint work as we need it, once for the process."""
    speed.install()
    fonts.install()
    justify.install()
    tags.install()
    laid_out.install()


_OPTIONS = {"pdf_variant": conformance.VARIANT, "pdf_identifier": b"briefing"}


class PdfWriter:
    """Writes the PDFs of one edition: its pages are laid out once, and each script's file is drawn of them where possible.

    A file has the same bytes whichever others were written before it. `layouts` counts how often pages were laid out.
    """

    def __init__(self, theme: Theme, overlay: Overlay) -> None:
        self._theme, self._overlay = theme, overlay
        self._laid_out: LaidOut | None = None
        self.layouts = 0

    def write(self, document: Document, html: str | None = None) -> bytes:
        """The document as a PDF file: paginated, tagged, the same bytes every time; `html` is its web page, if there is one."""
        load.load()
        _install()
        html = html or render_html(document, self._theme, self._overlay)
        paged = render_template(page_environment(self._overlay), PAGED, page_context(document, self._theme))
        with _no_collecting():
            page = speed.page_of(html, _fetcher())
            fit_for_paper(page.etree_element, paged)
            pages, attachment = self._pages(page, self._theme.fonts[document.script]), attachment_of(document)
            conformance.claim_accessibility(pages.metadata)
            with warnings.catch_warnings():
                # WeasyPrint leaves the file of its colour profile to the garbage collector, which complains.
                warnings.simplefilter("ignore", ResourceWarning)
                pdf: bytes = pages.write_pdf(finisher=_finish, attachments=[attachment], **_OPTIONS)
            return pdf

    def _pages(self, page: Any, faces: Mapping[str, Face]) -> Any:
        """The page ready to be drawn: of the last layout if that serves, else of its own."""
        if self._laid_out is not None:
            with contextlib.suppress(UnlikeError):
                return self._laid_out.in_script(page, faces)
        # The one before goes: it holds as much memory as all else. What it did not serve is nearer to this one.
        self._laid_out, self.layouts = None, self.layouts + 1
        self._laid_out = LaidOut(page, faces, _font_configuration(), _OPTIONS)
        return self._laid_out.document()


def write_pdf(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    """The document as a PDF file."""
    return PdfWriter(theme, overlay).write(document)
