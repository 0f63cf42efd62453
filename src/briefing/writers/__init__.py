"""Document → bytes: one table of writers by format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.writers.docx import write_docx
from briefing.writers.html import write_html
from briefing.writers.pdf import write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.document import Document
    from briefing.overlay import Overlay
    from briefing.theme import Theme

WRITERS: dict[str, Callable[[Document, Theme, Overlay], bytes]] = {"html": write_html, "pdf": write_pdf, "docx": write_docx}
