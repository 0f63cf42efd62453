"""The one page of a document, for tests that look for what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.document.ledger import runs_in
from briefing.document.model import OnePage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document.model import Block, Document, PageBlock


def one_page_of(document: Document) -> OnePage:
    """The document's one page."""
    return next(block for block in document.blocks if isinstance(block, OnePage))


def blocks_in(document: Document) -> Iterator[Block | PageBlock]:
    """The blocks of the document, those of the one page one by one."""
    for block in document.blocks:
        if isinstance(block, OnePage):
            yield from (inner for part in block.parts for inner in part.blocks)
        else:
            yield block


def part_called(document: Document, key: str) -> tuple[PageBlock, ...]:
    """The blocks of a part of the one page; none where it is not there."""
    return next((part.blocks for part in one_page_of(document).parts if part.anchor == key), ())


def said_line(document: Document) -> str:
    """The line that says who said what, where and when."""
    return "".join(run.text for run in runs_in(one_page_of(document).said))
