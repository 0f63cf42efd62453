"""Where the pages of a PDF end: no entry alone on its last page, no row of a table by itself, no line drawn apart."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.document.model import (
    Annex,
    AnnexEntry,
    Bulletin,
    Bullets,
    Detail,
    Details,
    FromTemplate,
    Heading,
    Run,
    Table,
)
from briefing.text.language import Script
from briefing.writers.pdf.write import write_pdf
from samples import sample_document

if TYPE_CHECKING:
    from briefing.document.model import Document, Line


def line(text: str) -> Line:
    return (Run(text=text, origin=FromTemplate(file="a", key="b")),)


def document_of(*blocks: object, character: str = "investor") -> Document:
    heading = Heading(level=1, anchor="a", line=line("一"))
    return replace(sample_document(Script.HANS, character), blocks=(heading, *blocks), notes=())


def pages_of(document: Document) -> list[str]:
    """The text of the pages after the cover."""
    with pdfplumber.open(io.BytesIO(write_pdf(document, load_theme(Overlay()), Overlay()))) as pdf:
        return [page.extract_text() for page in pdf.pages[1:]]


def annex(count: int) -> Annex:
    return Annex(
        entries=tuple(
            AnnexEntry(anchor=f"src-p{number}", label=line(f"{number}.1"), line=line("条目")) for number in range(count)
        )
    )


@pytest.mark.parametrize("character", ["investor", "officials"])
def test_a_long_annex_ends_with_several_entries_on_its_last_page(character: str) -> None:
    counts = [
        [page.count("条目") for page in pages_of(document_of(annex(count), character=character))]
        for count in range(28, 48)
    ]

    assert any(len(found) > 1 for found in counts)
    assert [found for found in counts if found[-1] < 4] == []


def test_a_short_annex_stands_on_one_page() -> None:
    heading = Heading(level=1, anchor="b", line=line("附录"))
    for filled in range(18, 30, 2):
        document = document_of(Bullets(lines=(line("要点"),) * filled), heading, annex(9))

        assert [page.count("条目") for page in pages_of(document) if "条目" in page] == [9]


@pytest.mark.parametrize("rows", ["甲乙", "甲乙丙丁"])
@pytest.mark.parametrize("character", ["investor", "officials"])
def test_a_short_table_stands_on_one_page(character: str, rows: str) -> None:
    heading = Heading(level=1, anchor="b", line=line("政策"))
    table = Table(
        anchor="t",
        caption=(),
        header=(line("名"), line("介绍")),
        rows=tuple(((line("名称"),), (line(f"{row}行"),)) for row in rows),
        widths=(30, 70),
    )
    for filled in range(13, 27, 2):
        pages = pages_of(document_of(Bullets(lines=(line("要点"),) * filled), heading, table, character=character))

        assert [page.count("行") for page in pages if "行" in page] == [len(rows)]


@pytest.mark.parametrize("character", ["investor", "officials"])
def test_a_few_labelled_lines_stand_on_one_page_with_their_heading(character: str) -> None:
    heading = Heading(level=1, anchor="b", line=line("来源"))
    details = Details(entries=tuple(Detail(label=line(name), lines=(line("某某事"),)) for name in "甲乙丙丁戊"))
    for filled in range(11, 27, 2):
        pages = pages_of(document_of(Bullets(lines=(line("要点"),) * filled), heading, details, character=character))

        assert [(page.count("某某事"), "来源\n" in page) for page in pages if "某某事" in page] == [(5, True)]


def test_the_letters_of_a_bulletin_s_name_are_as_far_apart_at_its_end_as_before() -> None:
    name = "潮汐工作信息通报"
    document = document_of(Bullets(lines=(line("要点"),)), character="officials")
    cover = replace(document.cover, masthead=True, bulletin=Bulletin(name=line(name), number=(), issuer=(), date=()))
    made = write_pdf(replace(document, cover=cover), load_theme(Overlay()), Overlay())
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        letters = [one for one in pdf.pages[0].chars if one["text"] in name and one["size"] > 25]

    steps = [round(after["x0"] - before["x0"], 1) for before, after in pairwise(letters)]
    assert len(letters) == len(name)
    assert len(set(steps)) == 1


def test_a_line_of_a_narrow_cell_is_not_drawn_apart() -> None:
    # The number that does not fit leaves two characters' room at the end of the first line.
    text = "“春风暖岗”系列招聘活动共举办123456789场"
    table = Table(
        anchor="t",
        caption=(),
        header=(line("名"), line("介绍")),
        rows=(((line("甲"),), (line(text),)),),
        widths=(66, 34),
    )
    with pdfplumber.open(io.BytesIO(write_pdf(document_of(table), load_theme(Overlay()), Overlay()))) as pdf:
        letters = [one for one in pdf.pages[1].chars if one["text"] in "系列招聘活动"]

    steps = [other["x0"] - one["x0"] for one, other in pairwise(letters)]
    assert max(steps) < 1.12 * letters[0]["size"]
