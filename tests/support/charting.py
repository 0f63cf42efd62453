"""A text whose figures compare, and its document, which draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from composing import document_of

if TYPE_CHECKING:
    from briefing.document.model import Document

GROWTH = "2025年，服务业增加值增长5.8%，软件业增加值、金融业增加值分别增长9.6%、7.9%。"
SOURCE = f"云溪区的一年\n\n{GROWTH}\n"


def chart_document() -> Document:
    """The officials' document of the text, with one chart."""
    return document_of(SOURCE, "officials")
