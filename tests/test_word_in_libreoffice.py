"""Word files as an office suite shows them and saves them again: two runs of LibreOffice for all that is asked here."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pdfplumber
import pytest

from briefing.document import FromTemplate, Paragraph, Run, Script
from briefing.overlay import Overlay
from briefing.theme import load_theme
from briefing.writers.docx import render_docx
from samples import sample_document
from word_files import W, bookmarked, convert, in_body, part, text_of, tiles_of, values, words

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("plain", "formal", "long", "marks")
# After 28 characters a line is full, so that every mark would hang over its end.
HANGING = "".join("力" * 28 + mark for mark in "。、；！" * 8)


def _long_text() -> Paragraph:
    run = Run(text="力" * 28 * 60, origin=FromTemplate(file="wording.toml", key="test"))
    return Paragraph(line=(run,))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sample as Word file, as PDF, and saved again; and an officials' pack of Han alone as PDF."""
    folder, again = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("again")
    theme = load_theme(Overlay())
    formal = replace(sample_document(Script.HANS, "officials"), blocks=(_long_text(),), notes=())
    (folder / "plain.docx").write_bytes(render_docx(sample_document(), theme, Overlay()))
    (folder / "formal.docx").write_bytes(render_docx(formal, theme, Overlay()))
    hanging = (Paragraph(line=(Run(text=HANGING, origin=FromTemplate(file="wording.toml", key="test")),)),)
    (folder / "marks.docx").write_bytes(render_docx(replace(formal, blocks=hanging), theme, Overlay()))
    long = replace(sample_document(), blocks=(tiles_of(("", "4215.6", "亿元"), 9),), notes=())
    (folder / "long.docx").write_bytes(render_docx(long, theme, Overlay()))
    convert("pdf", folder, *(folder / f"{name}.docx" for name in NAMES))
    convert("docx", again, folder / "plain.docx")
    (again / "plain.docx").rename(folder / "again.docx")
    return folder


def _pages(path: Path) -> list[str]:
    with pdfplumber.open(path) as pdf:
        return [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages]


def test_the_cover_stands_alone_and_every_other_page_is_numbered(office: Path) -> None:
    cover, *pages = _pages(office / "plain.pdf")

    assert "黄浦区投资者简报" in cover
    assert "共" not in cover
    for number, page in enumerate(pages, 2):
        assert page.endswith(f"第{number}页，共{len(pages) + 1}页")
        assert page.startswith("黄浦区投资者简报")


def test_the_figures_at_a_glance_share_one_page_with_the_spine(office: Path) -> None:
    page = _pages(office / "plain.pdf")[2]

    assert "一览" in page
    assert "不断优化人才服务" in page


def test_numbers_stay_with_their_units_in_tiles(office: Path) -> None:
    with pdfplumber.open(office / "plain.pdf") as pdf:
        characters = [char for char in pdf.pages[2].chars if char["text"].strip()]

    text = "".join(char["text"] for char in characters)
    number = characters[text.index("192公顷") :][:5]
    assert max(char["bottom"] for char in number) - min(char["bottom"] for char in number) < 12


def test_long_numbers_stay_with_their_units_in_tiles(office: Path) -> None:
    with pdfplumber.open(office / "long.pdf") as pdf:
        characters = [char for char in pdf.pages[-1].chars if char["text"].strip()]

    text = "".join(char["text"] for char in characters)
    starts = [found.start() for found in re.finditer("4215.6亿元", text)]
    heights = [
        max(one["bottom"] for one in number) - min(one["bottom"] for one in number)
        for number in (characters[start:][:8] for start in starts)
    ]
    assert len(heights) == 9
    assert max(heights) < 12


def test_an_officials_page_has_22_lines_of_28_characters(office: Path) -> None:
    with pdfplumber.open(office / "formal.pdf") as pdf:
        body = [char for char in pdf.pages[2].chars if char["text"] == "力"]

    rows: dict[int, int] = {}
    for char in body:
        rows[round(char["top"])] = rows.get(round(char["top"]), 0) + 1
    assert len(rows) == 22
    assert set(rows.values()) == {28}


def test_officials_pages_are_numbered_on_the_outside_between_dashes(office: Path) -> None:
    with pdfplumber.open(office / "formal.pdf") as pdf:
        odd, even = (pdf.pages[index].extract_words(keep_blank_chars=True)[-1] for index in (2, 3))
        width, height = pdf.pages[2].width, pdf.pages[2].height

    millimetre = 72 / 25.4
    assert (odd["text"].strip(), even["text"].strip()) == ("— 3 —", "— 4 —")
    assert odd["x1"] == pytest.approx(width - 26 * millimetre - 14, abs=2)
    assert even["x0"] == pytest.approx(28 * millimetre + 14, abs=2)
    assert odd["top"] == pytest.approx(height - 28 * millimetre, abs=6)


def test_a_file_saved_again_still_says_everything(office: Path) -> None:
    again = (office / "again.docx").read_bytes()

    document = sample_document()
    assert text_of(in_body(document)) in words(part(again, "word/document.xml"))
    notes = part(again, "word/footnotes.xml")
    assert [text_of(note.line) in words(notes) for note in document.notes] == [True] * len(document.notes)


def test_a_file_saved_again_still_has_its_headings_notes_and_tables(office: Path) -> None:
    before, after = (part((office / f"{name}.docx").read_bytes(), "word/document.xml") for name in ("plain", "again"))

    for tag in ("tbl", "tr", "tblHeader", "cantSplit", "footnoteReference", "hyperlink"):
        assert len(list(after.iter(f"{W}{tag}"))) == len(list(before.iter(f"{W}{tag}"))), tag
    headings = [
        [
            (one.style.name, one.text)
            for one in docx.Document(str(office / f"{name}.docx")).paragraphs
            if "Heading" in one.style.name
        ]
        for name in ("plain", "again")
    ]
    assert headings[0] == headings[1]
    assert any("TOC" in (one.text or "") for one in after.iter(f"{W}instrText"))


def test_a_file_saved_again_still_knows_its_facts(office: Path) -> None:
    before, after = (
        bookmarked(part((office / f"{name}.docx").read_bytes(), "word/document.xml")) for name in ("plain", "again")
    )

    facts = {name: text for name, text in before.items() if name.startswith("_fact_")}
    assert facts
    assert {name: after.get(name) for name in facts} == facts
    assert set(values(part((office / "again.docx").read_bytes(), "word/document.xml"), "hyperlink", "anchor")) <= set(
        after
    )


def test_every_mark_at_a_line_end_is_on_the_page(office: Path) -> None:
    with pdfplumber.open(office / "marks.pdf") as pdf:
        page = "".join(pdf_page.extract_text() for pdf_page in pdf.pages)

    assert {mark: page.count(mark) for mark in "。、；！"} == dict.fromkeys("。、；！", 8)


def test_marks_may_hang_as_word_lets_them_by_default() -> None:
    styles = part(render_docx(sample_document(), load_theme(Overlay()), Overlay()), "word/styles.xml")

    hanging = styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}overflowPunct")

    assert hanging is not None
    assert hanging.get(f"{W}val") == "1"
