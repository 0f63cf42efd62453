"""The interview's packs, made without gate and folder, for tests that measure the finished files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.document.ledger import ledger_entries
from briefing.outline.load import gather
from briefing.writers import WRITERS

if TYPE_CHECKING:
    from briefing.text.language import Script

INTERVIEW = Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt"


@cache
def pack(audience: str, script: Script, extension: str) -> tuple[bytes, list[str]]:
    """The file's bytes, and the words of the ledger that it should print."""
    template_set = load_template_set(Overlay())
    task = Task(
        template_set=template_set, reading=gather(INTERVIEW), audience=audience, script=script, formats=(), date="2024"
    )
    document = compose_document(task)
    printed = [entry["text"] for entry in ledger_entries(document) if entry["block"] not in {"furniture", "notes"}]
    return WRITERS[extension](document, template_set.theme, template_set.overlay), printed
