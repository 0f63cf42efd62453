"""Blanks that an office fills in Word: the one thing that is not the same in every format."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document.model import Blank, Form, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.document.model import Block, Document
    from briefing.document.runs import RunBuilder

_CONTACT = ("office", "person", "telephone", "email", "address")
_WHO, _HOW = {"office", "person"}, {"telephone", "email"}
_IMPRINT, _DISTRIBUTION = ("issuer", "date"), ("to", "cc", "copies")


def _blanks(builder: RunBuilder, table: str, keys: Iterable[str]) -> tuple[Blank, ...]:
    """A blank for each of the keys of a table of the sidecar, called as the templates call it."""
    wording = builder.wording
    labels = {key: wording.text(f"{table}.{key}") for key in keys}
    return tuple(
        Blank(key=f"{table}.{key}", label=label, prompt=wording.run("blank.prompt", values={"label": label}).text)
        for key, label in labels.items()
    )


def contact_form(builder: RunBuilder, title: str) -> Form | None:
    """The blanks of a contact; None where the sidecar says who it is and how to reach them, whatever else it leaves out."""
    given = builder.sidecar.contact.keys()
    if given & _WHO and given & _HOW:
        return None
    return Form(title=title, blanks=_blanks(builder, "contact", (key for key in _CONTACT if key not in given)))


def head_blanks(builder: RunBuilder) -> tuple[Blank, ...]:
    """The blanks of a red head, besides its name."""
    given = builder.sidecar.bulletin
    return _blanks(builder, "bulletin", (key for key in ("number", *_IMPRINT) if key not in given))


def distribution_form(builder: RunBuilder) -> Form | None:
    """The imprint at the end (版记): whom the paper goes to and in how many copies, and without a red head who issues it when.

    None where the sidecar says any of the first, which is then all that the office prints.
    """
    given = builder.sidecar.bulletin
    if any(key in given for key in _DISTRIBUTION):
        return None
    keys = _DISTRIBUTION if given else (*_DISTRIBUTION, *_IMPRINT)
    title = builder.wording.run("blank.imprint")
    opening = (Paragraph(line=(title,), role="remark"),)
    return Form(title=title.text, blanks=_blanks(builder, "bulletin", keys), opening=opening)


def without_blanks(document: Document) -> Document:
    """The document as it leaves the house: without what nobody has filled in."""
    head = document.cover.bulletin
    cover = replace(document.cover, bulletin=replace(head, blanks=())) if head else document.cover
    return replace(document, cover=cover, forms=())


def set_apart(blocks: Iterable[Block | Form]) -> tuple[tuple[Block, ...], tuple[Form, ...]]:
    """The blocks that every format has, and the forms, each of which knows the block that it precedes."""
    kept: list[Block] = []
    forms: list[Form] = []
    for block in blocks:
        if isinstance(block, Form):
            forms.append(replace(block, at=len(kept)))
        else:
            kept.append(block)
    return tuple(kept), tuple(forms)
