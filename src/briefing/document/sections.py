"""Adding a kind of section in one place: its name, what it takes of an outline, how it is laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from briefing.config.section_kinds import SECTION_KINDS, SectionKind
from briefing.document.blocks import BLOCKS
from briefing.document.one_page import ON_ONE_PAGE
from briefing.edition.model import Part
from briefing.edition.selectors import SELECTORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefing.config.audience import SectionPlan
    from briefing.document.model import Block
    from briefing.document.one_page import Blocks
    from briefing.document.runs import RunBuilder
    from briefing.edition.view import AudienceView

P = TypeVar("P", bound=Part)


def declare(
    kind: SectionKind,
    *,
    part: type[P],
    select: Callable[[AudienceView, SectionPlan], P | None],
    blocks: Callable[[RunBuilder, str, P], Iterable[Block]],
    on_one_page: Callable[[RunBuilder, P], Blocks] | None = None,
) -> None:
    """Let audience files ask for a kind of section.

    `select` finds the part of an edition, None where the outline has nothing for it; `blocks` makes blocks of it, which every
    writer can print; the `str` is the section's key, which makes anchors unique. Several kinds may share one class of part.
    A part that `keep_within` (`edition/budget.py`) does not know is printed whole or, with nothing in it, not at all.
    """
    SECTION_KINDS[kind.name] = kind
    SELECTORS[kind.name] = select
    BLOCKS[part] = blocks
    if on_one_page is not None:
        ON_ONE_PAGE[part] = on_one_page
