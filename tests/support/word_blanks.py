"""Word packs of a short text with blanks, and what a person types into them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from briefing.build.render import compose_document, render
from briefing.build.render_task import Task
from briefing.check.expected import ExpectedText
from briefing.config.sidecar import Sidecar
from briefing.document.ledger import ledger_entries
from briefing.outline.load import Reading
from briefing.outline.parse import parse
from briefing.text.language import Script
from builders import source_of
from composing import template_set
from word_files import W

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = """潮汐区谈船厂

潮汐区区长闻远舟说，去年船舶产业产值达120亿元，增长8.5%，落户企业300家。今年从两个方面重点发力。一是加大政策支持。出台“新船十条”，最高补贴50万元，支持企业发展。二是推进园区建设。新建园区8个，推出“船厂贷”，新建人才公寓1200套。
"""


def word_pack(
    audience: str = "investor", sidecar: Sidecar | None = None, script: Script = Script.HANS
) -> tuple[bytes, ExpectedText]:
    """The text's Word pack, and what it is checked against."""
    reading = Reading(outline=parse(source_of(TEXT)), sidecar=sidecar or Sidecar())
    task = Task(
        template_set=template_set(), reading=reading, audience=audience, script=script, formats=("docx",), date=None
    )
    entries = tuple(ledger_entries(compose_document(task)))
    return render(task).contents["docx"], ExpectedText(reading.outline, entries, script)


def controls_of(root: etree._Element) -> list[etree._Element]:
    """The content controls around words, in order: an office makes one of the contents, too."""
    return [one for one in root.iter(f"{W}sdt") if one.find(f"{W}sdtPr/{W}docPartObj") is None]


def fill_in(content: bytes, typed: Mapping[str, str]) -> bytes:
    """The file after somebody has typed over the prompts, by their words."""
    filled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as file, zipfile.ZipFile(filled, "w") as after:
        for name in file.namelist():
            member = file.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(member)
                for control in controls_of(root):
                    _type(control, typed)
                member = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            after.writestr(name, member)
    return filled.getvalue()


def _type(control: etree._Element, typed: Mapping[str, str]) -> None:
    text = next(control.iter(f"{W}t"))
    if text.text in typed:
        text.text = typed[text.text]
        properties = control.find(f"{W}sdtPr")
        properties.remove(properties.find(f"{W}showingPlcHdr"))
