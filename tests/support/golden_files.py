"""Every file that the golden digests speak of: the outlines of our own gold, and the packs of the interview.

Outlines, pages and Word files are the same on every machine, and their digests are kept. PDF files hold parts of the
fonts that a machine has: they are only made for a comparison on one machine.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.build.render import render
from briefing.build.render_task import Task
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.document.dates import document_date
from briefing.edition.topics import match_topics
from briefing.outline.codec import to_json
from briefing.outline.load import Reading, gather
from briefing.outline.parse import parse
from briefing.text.language import Script
from builders import source_of
from gold_files import ROOT, own_gold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.config.template_set import TemplateSet

DIGESTS = ROOT / "tests" / "golden" / "digests.txt"
INTERVIEW = ROOT / "seeds" / "huangpu-interview.txt"
STABLE = ("html", "docx")


def make_outlines() -> Iterator[tuple[str, bytes]]:
    """The outlines of the invented gold texts, by name, as `briefing outline --json` writes them."""
    for file in own_gold():
        if file.group != "seed":
            yield f"{file.name}.outline.json", to_json(parse(source_of(file.text(), name=file.source.name))).encode()


def make_packs(formats: Sequence[str] = STABLE) -> Iterator[tuple[str, bytes]]:
    """The interview's outline with its topics, and its packs for every audience in every script, by name."""
    template_set, reading = load_template_set(Overlay()), gather(INTERVIEW)
    topics = match_topics(reading.outline, template_set.topics)
    yield "huangpu-interview.outline.json", to_json(reading.outline, topics=topics).encode()
    for audience in template_set.audiences:
        for script in Script:
            yield from _packs(template_set, reading, audience.name, script, formats)


def _packs(
    template_set: TemplateSet, reading: Reading, audience: str, script: Script, formats: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    date = document_date(reading.outline, reading.sidecar, None)
    made = render(
        Task(
            template_set=template_set,
            reading=reading,
            audience=audience,
            script=script,
            formats=tuple(formats),
            date=date,
        )
    )
    for extension in formats:
        if extension in made.failed:
            raise made.failed[extension]
        yield f"{reading.stem}/{audience}.{script}.{extension}", made.contents[extension]


def digest(content: bytes) -> str:
    """SHA-256, as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def kept_digests() -> dict[str, str]:
    """The digests in `tests/golden/digests.txt`, by name."""
    lines = DIGESTS.read_text(encoding="utf-8").splitlines()
    return {name: value for value, name in (line.split(maxsplit=1) for line in lines)}


def write_digests(digests: dict[str, str]) -> None:
    """Replace the digests that are kept."""
    DIGESTS.write_text("".join(f"{digests[name]}  {name}\n" for name in sorted(digests)), encoding="utf-8")


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The names whose digest differs or that stand on one side only."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def write_all(files: dict[str, bytes], folder: Path) -> None:
    """Write the files into a folder, to be compared with those of another version of the program."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
