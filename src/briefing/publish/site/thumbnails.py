"""Small pictures of first pages, drawn from the PDFs with PDFium: no office suite, and the same bytes every time."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2

# Unless the format is known, Pillow loads all of its formats to find it.
from PIL import WebPImagePlugin  # noqa: F401 - it registers the format

# Twice the width that a card shows, so that it is sharp on a telephone.
_WIDTH = 264
_QUALITY = 82


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A PDF's first page as a WebP picture, with its size in pixels, and how many pages the PDF has."""

    picture: bytes
    width: int
    height: int
    pages: int


def draw_first_page(content: bytes) -> Leaf:
    """The first page of a PDF that we made."""
    document = pypdfium2.PdfDocument(content)
    try:
        page = document[0]
        bitmap = page.render(scale=_WIDTH / page.get_width(), rev_byteorder=True)
        image = bitmap.to_pil()
        kept = io.BytesIO()
        image.save(kept, "WEBP", quality=_QUALITY, method=4)
        return Leaf(picture=kept.getvalue(), width=image.width, height=image.height, pages=len(document))
    finally:
        document.close()


def count_pages(content: bytes) -> int:
    """The number of a PDF's pages."""
    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()
