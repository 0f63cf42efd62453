"""Document → bytes: one table of writers by format; each loads its libraries when it first writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.config.templates import Overlay
    from briefing.config.theme import Theme
    from briefing.document.model import Document
    from briefing.writers.pdf.write import PdfWriter


def _html(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    from briefing.writers.html import render_html

    return render_html(document, theme, overlay).encode()


def _pdf(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    from briefing.writers.pdf.write import write_pdf

    return write_pdf(document, theme, overlay)


def _docx(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    from briefing.writers.docx.write import render_docx

    return render_docx(document, theme, overlay)


Writer: TypeAlias = "Callable[[Document, Theme, Overlay], bytes]"
WRITERS: dict[str, Writer] = {"html": _html, "pdf": _pdf, "docx": _docx}


def edition_writers() -> dict[str, Writer]:
    """The table for the files of one edition: scripts share a layout, formats the web page. `WRITERS` makes each by itself."""
    kept: list[PdfWriter] = []
    pages: list[tuple[Document, str]] = []

    def html(document: Document, theme: Theme, overlay: Overlay) -> bytes:
        from briefing.writers.html import render_html

        pages[:] = [(document, render_html(document, theme, overlay))]
        return pages[0][1].encode()

    def pdf(document: Document, theme: Theme, overlay: Overlay) -> bytes:
        from briefing.writers.pdf.write import PdfWriter

        if not kept:
            kept.append(PdfWriter(theme, overlay))
        return kept[0].write(document, next((page for one, page in pages if one is document), None))

    return WRITERS | {"html": html, "pdf": pdf}
