"""The length of a document in characters of its source: what a reader has to read instead of the text itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.document.ledger import runs_in
from briefing.document.model import Annex, FromSource, OnePage

if TYPE_CHECKING:
    from briefing.document.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """Source characters printed on the one page, in the body and in the annex; white space does not count.

    Cover, running head and notes are none of them.
    """

    one_page: int
    body: int
    annex: int

    @property
    def whole(self) -> int:
        """The characters after the one page."""
        return self.body + self.annex


def characters(text: str) -> int:
    """The number of characters that are no white space."""
    return len("".join(text.split()))


def printed_from_source(value: object) -> int:
    """The source characters that a part of a document prints."""
    return sum(characters(run.text) for run in runs_in(value) if isinstance(run.origin, FromSource))


def measure_lengths(document: Document) -> Lengths:
    """The lengths of a document."""
    blocks = document.blocks
    one_page = printed_from_source(tuple(block for block in blocks if isinstance(block, OnePage)))
    annex = printed_from_source(tuple(block for block in blocks if isinstance(block, Annex)))
    return Lengths(one_page=one_page, body=printed_from_source(blocks) - one_page - annex, annex=annex)
