"""Document → bytes: one table of writers by format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.writers.docx import render_docx
from briefing.writers.html import render_html
from briefing.writers.pdf import render_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.document import Document
    from briefing.overlay import Overlay
    from briefing.theme import Theme


def _html(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    return render_html(document, theme, overlay).encode()


def _pdf(document: Document, theme: Theme, overlay: Overlay) -> bytes:
    return render_pdf(render_html(document, theme, overlay), document, theme, overlay)


WRITERS: dict[str, Callable[[Document, Theme, Overlay], bytes]] = {"html": _html, "pdf": _pdf, "docx": render_docx}
