"""A text of the test's own, and what the usual templates make of it: index, edition, document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.config.sidecar import Sidecar
from briefing.config.template_set import TemplateSet, load_template_set
from briefing.config.templates import Overlay
from briefing.document.compose import make_document
from briefing.document.ledger import runs_in
from briefing.document.model import Heading
from briefing.edition.index import OutlineIndex
from briefing.edition.select import make_edition
from briefing.outline.parse import parse
from briefing.text.language import Script
from builders import source_of

if TYPE_CHECKING:
    from briefing.document.model import Block, Document
    from briefing.edition.model import Edition


@cache
def template_set() -> TemplateSet:
    """The templates that come with the program."""
    return load_template_set(Overlay())


@cache
def index_of(text: str) -> OutlineIndex:
    """The index of the text's outline."""
    return OutlineIndex(outline=parse(source_of(text)), topics=template_set().topics)


def edition_of(text: str | OutlineIndex, audience: str) -> Edition:
    """The edition of the text, or of its index, for an audience."""
    library = index_of(text) if isinstance(text, str) else text
    return make_edition(library, template_set().audience(audience))


def document_from(
    edition: Edition, script: Script = Script.HANS, sidecar: Sidecar | None = None, **options: Any
) -> Document:
    """The edition's document; `options` are those of `make_document`."""
    return make_document(edition, script, template_set().entries, sidecar or Sidecar(), None, **options)


def document_of(text: str, audience: str, sidecar: Sidecar | None = None) -> Document:
    """The text's document for an audience, in Simplified."""
    return document_from(edition_of(text, audience), sidecar=sidecar)


def section_of(document: Document, key: str) -> list[Block]:
    """The blocks under a heading of level 1, the heading left out."""
    blocks: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.anchor == key
        elif inside:
            blocks.append(block)
    return blocks


def said(printed: object) -> str:
    """The words of a line, a block, or any other part of a document."""
    return "".join(run.text for run in runs_in(printed))
