"""Charts in Word files: native, editable, labelled in the source's words, and read back by the check."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from openxml_audit.validator import OpenXmlValidator

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.document.model import FigureRun, Table
from briefing.readers.finished import read_own
from briefing.text.language import Script
from briefing.writers.docx.write import render_docx
from charting import SOURCE, chart_document
from checking import faults_of
from samples import sample_document
from word_files import W, convert, part, style_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.document.model import Document
    from briefing.readers.passages import Passage

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART, BOOK = "word/charts/chart1.xml", "word/embeddings/Microsoft_Excel_Sheet1.xlsx"
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def render(document: Document) -> bytes:
    return render_docx(document, load_theme(Overlay()), Overlay())


@cache
def chart_file() -> bytes:
    return render(chart_document())


def chart() -> etree._Element:
    return part(chart_file(), CHART)


def book() -> bytes:
    with zipfile.ZipFile(io.BytesIO(chart_file())) as package:
        return package.read(BOOK)


def passages(content: bytes, place: str = "图1") -> list[Passage]:
    return [one for one in read_own(content, "officials.zh-Hans.docx").passages if one.place.startswith(place)]


def replaced(content: bytes, name: str, was: str, becomes: str) -> bytes:
    """The package with one of its members changed; a member of the embedded workbook where the package has none so called."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for member in before.namelist():
            held = before.read(member)
            if member == name:
                assert was in held.decode()
                held = held.decode().replace(was, becomes).encode()
            after.writestr(member, held if member != BOOK else replaced(held, name, was, becomes))
    return stream.getvalue()


def chart_of(*figures: tuple[str, str, str]) -> Document:
    """A document with one chart of numbers in three parts each."""
    document = sample_document()
    table = next(block for block in document.blocks if isinstance(block, Table) and block.bars)
    (name, ((run,),)) = table.rows[0]
    assert isinstance(run, FigureRun)
    runs = [
        replace(run, before=before, numeral=numeral, unit=unit, text=f"{before}{numeral}{unit}")
        for before, numeral, unit in figures
    ]
    made = replace(table, rows=tuple((name, ((one,),)) for one in runs), bars=(1000,) * len(runs))
    return replace(document, blocks=(made,), notes=())


def test_a_chart_is_words_own_under_its_caption_and_read_to_who_cannot_see_it() -> None:
    body = part(chart_file(), "word/document.xml")

    (drawn,) = [one for one in body.iter(f"{W}p") if style_of(one) == "Chart"]
    caption = drawn.getprevious()
    assert style_of(caption) == "Caption"
    assert "".join(caption.itertext()) == "2025年增长 原文 2.1"
    (said,) = drawn.iter("{*}docPr")
    assert said.get("descr") == "服务业增加值 5.8%、软件业增加值 9.6%、金融业增加值 7.9%"
    assert said.get("title") == "2025年增长 原文 2.1"
    assert not list(drawn.iter(f"{W}tbl"))


def test_the_bars_start_at_nothing_in_the_order_of_the_source_without_numbers_of_ours() -> None:
    axes = [one for one in chart().iter() if one.tag in (f"{C}catAx", f"{C}valAx")]

    said = [[(one.tag.removeprefix(C), one.get("val")) for one in axis.find(f"{C}scaling")] for axis in axes]
    assert said == [[("orientation", "maxMin")], [("orientation", "minMax"), ("min", "0")]]
    assert [axis.find(f"{C}delete").get("val") for axis in axes] == ["0", "1"]
    assert [one.text for one in chart().iterfind(f".//{C}val//{C}v")] == ["5.8", "9.6", "7.9"]


def test_a_chart_follows_the_theme_in_colours_and_in_both_fonts() -> None:
    assert not list(chart().iter(f"{A}srgbClr"))
    assert {one.get("val") for one in chart().iter(f"{A}schemeClr")} == {"accent1", "accent4", "tx1"}
    assert {one.get("typeface") for one in chart().iter(f"{A}latin", f"{A}ea")} == {"+mn-lt", "+mn-ea"}
    assert {one.get("lang") for one in chart().iter(f"{A}defRPr")} == {"zh-CN"}


def test_the_workbook_holds_what_the_chart_shows_with_its_formats_and_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(book())) as package:
        sheet, strings, styles = (etree.fromstring(package.read(one)) for one in (SHEET, STRINGS, "xl/styles.xml"))
        dates = {one.date_time[0] for one in package.infolist()}
        about = package.read("docProps/core.xml").decode()

    words = [one.text for one in strings.iter("{*}t")]
    cells = {
        one.get("r"): words[int(one.findtext("{*}v"))] if one.get("t") == "s" else one.findtext("{*}v")
        for one in sheet.iter("{*}c")
    }
    assert [cells[f"A{row}"] for row in range(1, 5)] == ["指标", "服务业增加值", "软件业增加值", "金融业增加值"]
    assert [cells[f"B{row}"] for row in range(1, 5)] == ["数据", "5.8", "9.6", "7.9"]
    assert [one.get("formatCode") for one in styles.iter("{*}numFmt")] == ['General"%"']
    assert dates == {1980}
    assert about.count("2000-01-01T00:00:00Z") == 2


def test_labels_are_the_sources_own_words_though_they_follow_the_number() -> None:
    content = render(chart_of(("超", "80", "家"), ("", "1,250", "家"), ("", "73.50", "家")))

    said = [one.text for one in passages(content)][2::2]
    assert said == ["超80家", "1,250家", "73.50家"]
    assert not list(part(content, CHART).iter(f"{A}t"))


@pytest.mark.parametrize("figures", [(("", "八", "家"), ("", "73", "家")), (("", "1.2", "万元"), ("", "9800", "元"))])
def test_what_a_chart_cannot_show_verbatim_stays_a_table(figures: tuple[tuple[str, str, str], ...]) -> None:
    document = chart_of(*figures)

    content = render(document)

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "chart" in name or "embed" in name]
    assert text_of(document.blocks) in "".join(
        one.text or "" for one in part(content, "word/document.xml").iter(f"{W}t")
    )


def test_each_chart_has_parts_of_its_own_and_the_file_is_valid(tmp_path: Path) -> None:
    document = sample_document(Script.TW, "talent")
    table = next(block for block in document.blocks if isinstance(block, Table) and block.bars)
    content = render(replace(document, blocks=(*document.blocks, replace(table, anchor="second"))))

    path = tmp_path / "two.docx"
    path.write_bytes(content)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    numbers = [one.get("id") for one in part(content, "word/document.xml").iter("{*}docPr")]
    assert len(set(numbers)) == len(numbers) == 2
    assert [one.text for one in passages(content, "图2")] == [one.text for one in passages(content, "图1")]


def test_the_check_finds_nothing_in_a_chart_as_made_and_knows_its_facts() -> None:
    read = read_own(chart_file(), "officials.zh-Hans.docx")

    assert faults_of(read, source=SOURCE) == ()
    assert [one.text for one in passages(chart_file())] == [
        "数据",
        *("服务业增加值", "5.8%"),
        *("软件业增加值", "9.6%"),
        *("金融业增加值", "7.9%"),
    ]
    assert [mark.fact for one in passages(chart_file()) for mark in one.marks] == ["f1", "f2", "f3"]


@pytest.mark.parametrize(
    ("member", "was", "becomes", "place"),
    [
        (CHART, "<c:v>9.6</c:v>", "<c:v>9.8</c:v>", "图1"),
        (CHART, 'formatCode="General&quot;%&quot;"', 'formatCode="General&quot;‰&quot;"', "图1"),
        (SHEET, "<v>9.6</v>", "<v>9.8</v>", "图1的数据表"),
    ],
)
def test_a_number_changed_in_a_chart_is_found(member: str, was: str, becomes: str, place: str) -> None:
    read = read_own(replaced(chart_file(), member, was, becomes), "officials.zh-Hans.docx")

    findings = faults_of(read, source=SOURCE)

    assert {read.passages[one.passage].place for one in findings} == {place}


def test_words_hidden_in_the_workbook_are_read() -> None:
    hidden = "不对外公开的口径"
    content = replaced(chart_file(), STRINGS, "</sst>", f"<si><t>{hidden}</t></si></sst>")

    found = [one.channel for one in read_own(content, "a.docx").passages if hidden in one.text]
    assert found == ["attachment"]


def test_a_number_too_long_to_be_one_is_read_as_it_stands() -> None:
    content = replaced(chart_file(), CHART, "<c:v>9.6</c:v>", "<c:v>1E999999</c:v>")

    assert "1E999999" in [one.text for one in passages(content)]


def test_libreoffice_draws_the_labels_and_keeps_the_chart_with_its_workbook(tmp_path: Path) -> None:
    import pdfplumber

    path, again = tmp_path / "chart.docx", tmp_path / "again"
    path.write_bytes(chart_file())
    convert("pdf", tmp_path, path)
    convert("docx", again, path)

    with pdfplumber.open(tmp_path / "chart.pdf") as pdf:
        lines = [line for page in pdf.pages for line in page.extract_text().splitlines()]
    assert [line for line in lines if line in ("服务业增加值 5.8%", "软件业增加值 9.6%", "金融业增加值 7.9%")] == [
        "服务业增加值 5.8%",
        "软件业增加值 9.6%",
        "金融业增加值 7.9%",
    ]
    saved = (again / "chart.docx").read_bytes()
    assert [(one.text, one.marks) for one in passages(saved)] == [
        (one.text, one.marks) for one in passages(chart_file())
    ]
    with zipfile.ZipFile(io.BytesIO(saved)) as package:
        assert package.read(BOOK) == book()
