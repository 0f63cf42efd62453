"""Prints how long the packs of texts are against the texts: source characters of one page, body and annex, and pages.

Each line: text, its characters, audience, one page + body + annex, body and whole in parts of the text, sections of one
item under 12 characters; with `--pages` the pages of the PDF, and those between first and last that are less than a
third full.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.document.lengths import characters, measure_lengths
from briefing.document.model import Bullets
from briefing.errors import SourceError
from briefing.outline.load import gather
from briefing.text.language import Script
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from briefing.document.model import Document

# What head and foot take of a page's height, and what a section of one item has at least.
_HEAD, _FOOT, _THIRD, _SHORTEST = 0.9, 0.1, 1 / 3, 12


def fill_of(page: pypdfium2.PdfPage) -> float:
    """The share of the height between head and foot that the page's text takes, 0 to 1."""
    text, height = page.get_textpage(), page.get_height()
    bottoms = [text.get_rect(index)[1] / height for index in range(text.count_rects())]
    inside = [bottom for bottom in bottoms if _FOOT < bottom < _HEAD]
    return (_HEAD - min(inside)) / (_HEAD - _FOOT) if inside else 0.0


def describe_pages(pdf: bytes) -> str:
    """The number of pages, and the numbers of those that are too empty."""
    pages = pypdfium2.PdfDocument(pdf)
    empty = [str(number) for number in range(2, len(pages)) if fill_of(pages[number - 1]) < _THIRD]
    return f"{len(pages)}\t{' '.join(empty) or '-'}"


def short_sections(document: Document) -> int:
    """The number of sections that hold one item, and that of a few characters."""
    lines = [block.lines for block in document.blocks if isinstance(block, Bullets)]
    return sum(len(one) == 1 and len("".join(run.text for run in one[0])) < _SHORTEST for one in lines)


def main() -> None:
    """Print a line for each text and audience."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path, help="interviews, or folders of .txt")
    parser.add_argument("--pages", action="store_true", help="lay out the PDFs and count their pages")
    options = parser.parse_args()
    template_set = load_template_set(Overlay())
    files = [file for path in options.texts for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    for file in files:
        reading = gather(file)
        total = characters(reading.outline.source.text)
        for audience in template_set.audiences:
            task = Task(
                template_set=template_set,
                reading=reading,
                audience=audience.name,
                script=Script.HANS,
                formats=(),
                date=None,
            )
            try:
                document = compose_document(task)
            except SourceError:
                continue
            lengths = measure_lengths(document)
            pdf = WRITERS["pdf"](document, template_set.theme, template_set.overlay) if options.pages else None
            pages = describe_pages(pdf) if pdf else ""
            print(
                f"{file.stem}\t{total}\t{audience.name}\t{lengths.one_page}+{lengths.body}+{lengths.annex}"
                f"\t{lengths.body / total:.2f}\t{lengths.whole / total:.2f}\t{short_sections(document)}\t{pages}"
            )


if __name__ == "__main__":
    main()
