"""Lengths: no pack prints more of its source than its audience's file allows, and no sentence whole twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from briefing.document.ledger import runs_in
from briefing.document.lengths import characters, measure_lengths
from briefing.document.model import Annex, Document, OnePage
from briefing.edition.index import OutlineIndex
from briefing.edition.select import make_edition
from briefing.errors import SourceError
from briefing.outline.load import gather
from briefing.outline.model import Outline
from briefing.outline.parse import parse
from briefing.writers import WRITERS
from builders import source_of
from composing import document_from, said, template_set

HERE = Path(__file__).parents[1]
TEXTS = [HERE.parent / "seeds" / "huangpu-interview.txt", *sorted((HERE / "gold").glob("*.txt"))]
MOST_BODY = {"investor": 0.6, "talent": 0.6, "officials": 1.0}
MOST_PAGES = {"investor": 6, "talent": 6, "officials": 12}
MOST_WHOLE = 1.3


def documents_of(outline: Outline, **settings: str) -> dict[str, Document]:
    """The packs of an outline, by audience; an edition for which the source has nothing is not there.

    `settings` take the place of what the audiences' files say.
    """
    library = OutlineIndex(outline=outline, topics=template_set().topics)
    made = {}
    for audience in template_set().audiences:
        try:
            edition = make_edition(library, replace(audience, **settings))
        except SourceError:
            continue
        made[audience.name] = document_from(edition, look=template_set().theme.characters[audience.character])
    return made


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_pack_is_longer_than_its_reader_should_read(path: Path) -> None:
    outline = gather(path).outline
    total = characters(outline.source.text)

    for audience, document in documents_of(outline).items():
        lengths = measure_lengths(document)
        assert lengths.body <= MOST_BODY[audience] * total, audience
        assert audience != "officials" or lengths.whole <= MOST_WHOLE * total


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_sentence_is_whole_twice_after_the_one_page(path: Path) -> None:
    for document in documents_of(gather(path).outline).values():
        rest = tuple(block for block in document.blocks if not isinstance(block, OnePage))
        places = Counter(run.anchor for run in runs_in(rest) if run.anchor)
        places.update(entry.anchor for block in rest if isinstance(block, Annex) for entry in block.entries)

        assert [anchor for anchor, times in places.items() if times > 1] == []


SENTENCES = (
    "{town}去年集成电路产业产值达{number}亿元，同比增长{share}%，集聚企业{more}家，研发机构{few}个。",
    "{town}出台“芯片{few}条”，对落户企业给予最高{number}万元补助，设立规模{more}亿元的产业基金。",
    "{town}建设人才公寓{more}套，引进高层次人才{number}名，为人才提供就医绿色通道和子女入学保障。",
    "{town}推进园区建设，新建标准厂房{number}万平方米，建成创新平台{few}个，优化营商环境，办理时限压缩{share}%。",
)
TOWNS = tuple(f"{name}镇" for name in "青屏云溪岚江竹溪石桥柳湾梅岭松川白塘沙洲")


def report(paragraphs: int) -> str:
    """A long report of made-up towns: each paragraph four sentences of policy, money and people."""
    lines = ["云溪县产业发展报告", ""]
    for index in range(paragraphs):
        town = f"{TOWNS[index % len(TOWNS)]}第{index + 1}片区"
        values = {
            "town": town,
            "number": 20 + index,
            "share": 3 + index % 90,
            "more": 100 + index,
            "few": 3 + index % 9,
        }
        lines.append("".join(sentence.format(**values) for sentence in SENTENCES))
    return "\n".join(lines) + "\n"


def test_a_long_report_is_selected_harder_and_not_printed_longer() -> None:
    documents = documents_of(parse(source_of(report(60))), annex="none")

    assert set(documents) == set(MOST_PAGES)
    for audience, document in documents.items():
        pages = len(pypdfium2.PdfDocument(WRITERS["pdf"](document, template_set().theme, template_set().overlay)))
        assert pages <= MOST_PAGES[audience], audience
        assert measure_lengths(document).body > 500, audience


def test_a_short_text_loses_nothing() -> None:
    text = "云溪区谈产业\n\n全区集成电路产业产值达120亿元。云溪区将出台“芯片8条”，支持企业300家落户。\n"

    document = documents_of(parse(source_of(text)))["officials"]

    printed = said(document.blocks)
    assert "全区集成电路产业产值达120亿元" in printed
    assert "支持企业300家落户" in printed


@pytest.mark.parametrize(("annex", "more"), [("full", True), ("none", False)])
def test_an_audience_file_says_how_much_its_annex_prints(annex: str, *, more: bool) -> None:
    library = OutlineIndex(outline=gather(TEXTS[0]).outline, topics=template_set().topics)
    audience = replace(template_set().audience("investor"), annex=annex)

    document = document_from(make_edition(library, audience))

    entries = [entry for block in document.blocks if isinstance(block, Annex) for entry in block.entries]
    anchors = {run.anchor for run in runs_in(document.blocks)} | {entry.anchor for entry in entries}
    links = {run.link for run in runs_in(document.blocks) if run.link and run.link.startswith("src-")}
    assert bool(entries) is more
    assert links <= anchors
