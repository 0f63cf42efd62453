"""Sets the interview's packs with Typst too and lays its pages beside the project's, in out/compare/.

Upper row: the project's pages from the second on (the cover is a drawing). Lower row: the same words at the same sizes
as Typst sets them. What is to be compared is lines, not decoration.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import typst

from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.outline.load import gather
from briefing.text.language import Script
from briefing.writers.pdf.write import write_pdf
from sheets import lay_out, pages_of
from typst_text import typst_text

ROOT = Path(__file__).resolve().parent.parent
COMPARE = ROOT / "out" / "compare"
INTERVIEW = ROOT / "seeds" / "huangpu-interview.txt"
EDITIONS = tuple((name, script) for name in ("investor", "talent", "officials") for script in (Script.HANS, Script.TW))
RESOLUTION = 90
PAGES = 4


def _compare(task: Task, folder: Path) -> None:
    document = compose_document(task)
    ours, theirs = folder / "ours.pdf", folder / "typst.pdf"
    ours.write_bytes(write_pdf(document, task.template_set.theme, task.template_set.overlay))
    text = COMPARE / f"{task.audience}.{task.script}.typ"
    text.write_text(typst_text(document, task.template_set.theme), encoding="utf-8")
    typst.compile(text, output=theirs)
    first = pages_of(ours, folder, RESOLUTION)[1 : PAGES + 1]
    lay_out([*first, *pages_of(theirs, folder, RESOLUTION)[:PAGES]], len(first), text.with_suffix(".png"))


def main() -> None:
    """Writes a sheet for each edition, and the Typst text that it was set from."""
    COMPARE.mkdir(parents=True, exist_ok=True)
    template_set, reading = load_template_set(Overlay()), gather(INTERVIEW)
    for audience, script in EDITIONS:
        task = Task(
            template_set=template_set, reading=reading, audience=audience, script=script, formats=(), date="2024"
        )
        with tempfile.TemporaryDirectory() as folder:
            _compare(task, Path(folder))
        print(f"{COMPARE / audience}.{script}.png")


if __name__ == "__main__":
    main()
