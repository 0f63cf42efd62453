"""Prints how long the packs of texts are against the texts: source characters of one page, body and annex, and pages.

Each line: text, its characters, audience, one page + body + annex, body and whole in parts of the text, pages of the PDF.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pypdfium2

from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.config.template_set import load_workshop
from briefing.config.templates import Overlay
from briefing.document.lengths import characters, measure_lengths
from briefing.errors import SourceError
from briefing.outline.load import gather
from briefing.text.language import Script
from briefing.writers import WRITERS


def main() -> None:
    """Print a line for each text and audience."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path, help="interviews, or folders of .txt")
    parser.add_argument("--pages", action="store_true", help="lay out the PDFs and count their pages")
    options = parser.parse_args()
    workshop = load_workshop(Overlay())
    files = [file for path in options.texts for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    for file in files:
        reading = gather(file)
        total = characters(reading.outline.source.text)
        for audience in workshop.audiences:
            task = Task(
                workshop=workshop, reading=reading, audience=audience.name, script=Script.HANS, formats=(), date=None
            )
            try:
                document = compose_document(task)
            except SourceError:
                continue
            lengths = measure_lengths(document)
            pages = (
                len(pypdfium2.PdfDocument(WRITERS["pdf"](document, workshop.theme, workshop.overlay)))
                if options.pages
                else ""
            )
            print(
                f"{file.stem}\t{total}\t{audience.name}\t{lengths.one_page}+{lengths.body}+{lengths.annex}"
                f"\t{lengths.body / total:.2f}\t{lengths.whole / total:.2f}\t{pages}"
            )


if __name__ == "__main__":
    main()
