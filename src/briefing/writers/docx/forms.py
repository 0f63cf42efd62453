"""Forms that an office fills in Word: blanks in the rows of a table, at their places among the blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.writers.docx.tables import lay_labelled
from briefing.writers.docx.xml import paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document.model import Block, Document, Form
    from briefing.writers.docx.runs import RunWriter
    from briefing.writers.docx.xml import Element


def with_forms(document: Document) -> Iterator[Block | Form]:
    """The document's blocks, each form and what opens it before the block that it precedes."""
    for number in range(len(document.blocks) + 1):
        for form in document.forms:
            if form.at == number:
                yield from form.opening
                yield form
        yield from document.blocks[number : number + 1]


def lay_form(pen: RunWriter, form: Form, measure: int) -> Element:
    """One row for each blank, its label before it."""
    rows = [
        [[paragraph("DetailLabel", [run(blank.label)])], [paragraph("DetailText", pen.bookmarks.blank(blank))]]
        for blank in form.blanks
    ]
    return lay_labelled(rows, measure, form.title, "、".join(blank.label for blank in form.blanks))
