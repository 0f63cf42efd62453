"""Word (.docx) → text: what a reader sees with all changes accepted, one paragraph a line.

The part is read with lxml rather than python-docx, whose paragraphs leave out tracked insertions and content controls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.readers.docx.body import read_body
from briefing.readers.docx.lines import build_extract
from briefing.readers.docx.package import find_parts, open_package, parse_part, read_part

if TYPE_CHECKING:
    from briefing.readers.extract import Extract

__all__ = ["extract", "open_package", "parse_part", "read_part"]


def extract(content: bytes, name: str) -> Extract:
    """The text of a Word file; a `SourceError` for one that is encrypted, damaged, or a bomb."""
    with open_package(content, name) as package:
        lines, tally = read_body(find_parts(package, name))
    return build_extract(lines, tally)
