"""PDFs made by the program's own writer, and a document for them that sets nothing but one paragraph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.document.model import FromTemplate, Heading, Paragraph, Run
from briefing.writers.pdf.write import write_pdf
from samples import sample_document

if TYPE_CHECKING:
    from briefing.document.model import Document


def pdf_of(document: Document) -> bytes:
    """The document as PDF, in the usual look."""
    return write_pdf(document, load_theme(Overlay()), Overlay())


def with_text(text: str, character: str = "investor") -> Document:
    """A document of one paragraph."""
    run = Run(text=text, origin=FromTemplate(file="a", key="b"))
    heading = Heading(level=1, anchor="a", line=(replace(run, text="一"),))
    return replace(sample_document(character=character), blocks=(heading, Paragraph(line=(run,))), notes=())
