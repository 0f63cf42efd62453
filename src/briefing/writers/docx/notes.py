"""word/footnotes.xml: the document's notes, native to Word, at the foot of the page that calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.writers.docx.xml import run, w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.document.model import Note
    from briefing.writers.docx.runs import RunWriter
    from briefing.writers.docx.xml import Element


def _separator(number: int, kind: str, mark: str) -> Element:
    setting = w("pPr", w("spacing", after=0, line=240, lineRule="auto"))
    return w("footnote", w("p", setting, w("r", w(mark))), type=kind, id=number)


def write_notes(pen: RunWriter, notes: Iterable[Note]) -> Element:
    """The notes by number, after the two rules that Word wants to find before them."""
    written = [
        _separator(-1, "separator", "separator"),
        _separator(0, "continuationSeparator", "continuationSeparator"),
    ]
    for note in notes:
        mark = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
        words = [w("pPr", w("pStyle", val="FootnoteText")), mark, run(" "), *pen.write(note.line)]
        written.append(w("footnote", w("p", *words), id=note.number))
    return w("footnotes", *written)
