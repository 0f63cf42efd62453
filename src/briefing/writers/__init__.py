"""Document → bytes: one table of writers by format; each loads its libraries when it first writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.config.templates import Overlay
    from briefing.config.theme import Theme
    from briefing.document.model import Document


def _html(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    from briefing.writers.html import render_html

    return render_html(document, theme, overlay).encode()


def _pdf(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    from briefing.writers.pdf.write import write_pdf

    return write_pdf(document, theme, overlay)


def _docx(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    from briefing.writers.docx.write import render_docx

    return render_docx(document, theme, overlay)


WRITERS: dict[str, Callable[[Document, Theme, Overlay], bytes]] = {"html": _html, "pdf": _pdf, "docx": _docx}
