"""The PDF: its words, its pages, its tags, and how its lines are set."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pdfplumber
import pikepdf
import pypdf
import pytest

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.document.ledger import runs_in
from briefing.document.model import Bullets, Document, FromTemplate, Heading, Run, Table
from briefing.text.language import Script
from briefing.writers.html import render_html
from briefing.writers.html_markup import breadth, unbroken
from briefing.writers.pdf import conformance
from briefing.writers.pdf.weasyprint import fonts, justify
from briefing.writers.pdf.write import PdfWriter
from pdf_made import pdf_of, with_text
from samples import sample_document

if TYPE_CHECKING:
    from collections.abc import Iterator

CHARACTERS = ("investor", "talent", "officials")
# A paragraph of Han alone, one with numbers and Latin letters, one with many marks side by side.
HAN = (
    "布局战略性新兴产业和未来产业加快培育发展新质生产力勇争先走在前不断推动科技赋能产业升级为培育新质生产力打下坚实的基础"
    * 6
)
MIXED = "截至2023年共落地73家重点企业增长12.5%其中AI企业27家面积192公顷研发投入占GDP的4.5%引进CRO和SMO项目36个" * 6
MARKS = "推出“汇智营”“加速营”“联盟”等平台，“企业贷”（试行）、《方案》《办法》等政策。“创新”“改革”“融合”三组关键词；" * 6


class _Loud(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage())


@pytest.fixture(autouse=True)
def _no_logs() -> Iterator[None]:
    """Whatever WeasyPrint has to say is an error: it says it of style sheets and fonts that do not do what they should."""
    logger, handler = logging.getLogger("weasyprint"), _Loud(level=logging.WARNING)
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)


@cache
def sample_pdf(character: str = "investor", script: Script = Script.HANS) -> bytes:
    return pdf_of(sample_document(script, character))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page without white space, which a PDF does not keep."""
    return [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def is_printed(text: str, pages: list[str]) -> bool:
    """Whether a page, or two pages where one breaks it, hold the text."""
    text = re.sub(r"\s", "", text)
    if any(text in page for page in pages):
        return True
    parts = ((text[:cut], text[cut:]) for cut in range(1, len(text)))
    return any(head in one and tail in other for head, tail in parts for one, other in pairwise(pages))


def lines_of(text: str, character: str = "investor") -> tuple[list[list[dict[str, Any]]], tuple[float, float]]:
    """The characters of each line of a paragraph, and the left and right edge of the type area, in points."""
    look = load_theme(Overlay()).characters[character]
    with pdfplumber.open(io.BytesIO(pdf_of(with_text(text, character)))) as pdf:
        lines: list[list[dict[str, Any]]] = []
        for page in pdf.pages[1:]:
            body = [one for one in page.chars if abs(one["size"] - look.sizes.body) < 0.01]
            for one in body:
                if not lines or abs(lines[-1][-1]["top"] - one["top"]) > 1:
                    lines.append([])
                lines[-1].append(one)
    millimetre = 72 / 25.4
    return lines, (look.margins.left * millimetre, (210 - look.margins.right) * millimetre)


@pytest.mark.parametrize("character", CHARACTERS)
@pytest.mark.parametrize("script", list(Script))
def test_the_pages_print_every_run(character: str, script: Script) -> None:
    document = sample_document(script, character)

    pages = pages_of(sample_pdf(character, script))

    runs = runs_in((document.cover, document.blocks, document.notes))
    assert [run.text for run in runs if not is_printed(run.text, pages)] == []


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf_of(sample_document()) == sample_pdf()


@pytest.mark.parametrize("character", CHARACTERS)
def test_a_pack_is_light_enough_to_mail(character: str) -> None:
    assert len(sample_pdf(character)) < 600_000


@pytest.mark.parametrize("script", list(Script))
def test_the_file_says_what_it_is_and_to_which_standards(script: Script) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf("talent", script))) as pdf:
        metadata = bytes(pdf.Root.Metadata.read_bytes()).decode()

        assert str(pdf.Root.Lang) == script.value
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]).startswith("黄浦区" if script is Script.HANS else "黃浦區")
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:2024")
        assert 'pdfuaid:part="1"' in metadata
        assert 'pdfaid:part="3" pdfaid:conformance="A"' in metadata


def test_no_date_means_no_date() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(replace(sample_document(), date=None)))) as pdf:
        assert "/CreationDate" not in pdf.docinfo


def test_bookmarks_name_the_sections() -> None:
    outline = pypdf.PdfReader(io.BytesIO(sample_pdf())).outline

    titles = [entry["/Title"] for entry in _flat(outline)]

    assert titles[:4] == ["黄浦区投资者简报", "一览", "关键词与重点", "产业体系与基础"]
    assert "目录" not in titles


@pytest.mark.parametrize("character", CHARACTERS)
def test_the_contents_name_the_page_that_each_section_opens_on(character: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(sample_pdf(character)))
    opened = {entry["/Title"]: (reader.get_destination_page_number(entry) or 0) + 1 for entry in _flat(reader.outline)}
    contents = re.sub(r"\s", "", reader.pages[0].extract_text())

    sections = [block for block in sample_document().blocks if isinstance(block, Heading) and block.level == 1]
    titles = ["".join(run.text for run in block.line) for block in sections]

    printed = [re.search(rf"{re.escape(title)}(\d+)", contents) for title in titles]
    assert [int(match.group(1)) for match in printed if match] == [opened[title] for title in titles]


def _flat(outline: Any) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_tables_have_headers_and_paragraphs_are_tagged_so() -> None:
    with pikepdf.open(io.BytesIO(sample_pdf())) as pdf:
        tags = [
            str(one.S)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
        ]

    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/BlockQuote"} <= set(tags)
    assert tags.count("/TH") >= 7


def test_a_long_table_repeats_its_header() -> None:
    pages = pages_of(pdf_of(_with_long_table()))

    assert sum("原文如何介绍" in page for page in pages) >= 3


def _with_long_table() -> Document:
    sample = sample_document()
    *_, table = [block for block in sample.blocks if isinstance(block, Table)]
    longer = replace(table, rows=table.rows * 8)
    return replace(sample, blocks=tuple(longer if block is table else block for block in sample.blocks))


def test_no_heading_stands_at_the_foot_of_a_page() -> None:
    document = sample_document()
    headings = {
        re.sub(r"\s", "", "".join(run.text for run in block.line))
        for block in document.blocks
        if isinstance(block, Heading)
    }

    with pdfplumber.open(io.BytesIO(sample_pdf())) as pdf:
        last_lines = [
            re.sub(r"\s", "", page.crop((0, 80, page.width, page.height - 70)).extract_text().splitlines()[-1])
            for page in pdf.pages[1:]
        ]

    assert [line for line in last_lines if line in headings] == []


def test_only_data_is_fetched() -> None:
    from briefing.writers.pdf.write import _fetcher

    for url in ("file:///etc/passwd", "http://example.org/a.png", "ftp://example.org/a"):
        with pytest.raises(Exception, match=r".+"):
            _fetcher().fetch(url)
    assert _fetcher().fetch("data:text/plain,x").read() == b"x"


@pytest.mark.parametrize("text", [HAN, MIXED, MARKS], ids=["han", "mixed", "marks"])
def test_full_lines_end_at_the_right_edge(text: str) -> None:
    lines, (left, right) = lines_of(text)

    size = lines[0][0]["size"]
    starts = [line[0]["x0"] - left + (size / 2 if line[0]["text"] in "“（《" else 0) for line in lines]
    # A mark gives its empty half to the margin: its square ends half an em beyond the edge, its ink before it.
    ends = [
        line[-1]["x1"] - right - (size / 2 if line[-1]["text"] in "，。、；：？！）》”" else 0) for line in lines[:-1]
    ]

    assert len(lines) > 5
    assert [start for start in starts if abs(start) > 0.5] == []
    assert [end for end in ends if abs(end) > 0.5] == []


def test_the_last_line_is_not_stretched_and_holds_more_than_one_character() -> None:
    lines, _ = lines_of(HAN[: 44 * 3 + 1])

    *_, last = lines
    steps = [other["x0"] - one["x0"] for one, other in pairwise(last)]

    assert len(last) >= 2
    assert all(abs(step - last[0]["size"]) < 0.2 for step in steps)


def test_no_line_begins_or_ends_with_a_mark_that_may_not() -> None:
    lines, _ = lines_of(MARKS)

    assert [line[0]["text"] for line in lines if line[0]["text"] in "，。、；：？！）》”’"] == []
    assert [line[-1]["text"] for line in lines if line[-1]["text"] in "（《“‘"] == []


def test_numbers_stay_with_their_units() -> None:
    lines, _ = lines_of(MIXED)
    words = ["".join(one["text"] for one in line) for line in lines]

    broken = [(one[-3:], other[:2]) for one, other in pairwise(words) if re.search(r"[0-9.]$", one)]

    assert len(words) > 5
    assert broken == []


@pytest.mark.parametrize(
    "whole",
    ["721家", "超80家", "192公顷", "80%", "12.5万亿元", "5.6个百分点", "3000多万人次", "第17届", "5G+智", "3+3+X产"],
)
def test_a_number_its_limit_and_its_unit_are_one_word(whole: str) -> None:
    kept = re.findall(r'<span class="n">(.*?)</span>', unbroken(f"共计{whole}，等"))

    assert len(kept) == 1
    assert kept[0].startswith(whole[:-1])
    assert kept[0] in whole


@pytest.mark.parametrize(
    ("length", "way"), [(4, "short"), (6, "short"), (7, "short by-2"), (10, "short by-2"), (11, "long")]
)
def test_heads_of_the_spine_stand_side_by_side_where_they_have_room(length: int, way: str) -> None:
    run = Run(text="力" * length, origin=FromTemplate(file="a", key="b"))

    assert breadth(((run,), (replace(run, text="力"),), (run,))) == way


@pytest.mark.parametrize(("heads", "way"), [(2, "short by-2"), (3, "short"), (4, "short by-2"), (6, "short")])
def test_heads_of_the_spine_leave_none_over(heads: int, way: str) -> None:
    run = Run(text="深化改革", origin=FromTemplate(file="a", key="b"))

    assert breadth(((run,),) * heads) == way


def test_latin_stands_a_little_apart_from_han_without_a_space() -> None:
    (line, *_), _ = lines_of("共有73家企业")
    places = {one["text"]: one for one in line}

    gap = places["7"]["x0"] - places["有"]["x1"]

    assert "".join(one["text"] for one in line) == "共有73家企业"
    assert 0.125 <= gap / places["有"]["size"] <= 0.25


def test_two_marks_side_by_side_take_one_and_a_half_ems() -> None:
    (line, *_), _ = lines_of("推出“甲”“乙”两种")
    places = [one["x0"] for one in line]

    size = line[0]["size"]

    assert round((places[6] - places[4]) / size, 1) == 1.5


def test_the_officials_page_holds_22_lines_of_28_characters() -> None:
    """The grid of GB/T 9704-2012 §5.2.1."""
    lines, (left, right) = lines_of(HAN * 5, "officials")

    tops = [line[0]["top"] for line in lines[1:]]
    pitches = {round(other - one, 1) for one, other in pairwise(tops) if other > one}

    _, first, *others, _, _ = lines
    assert len(first) == 26
    assert {len(line) for line in others} == {28}
    breaks = [number for number, (one, other) in enumerate(pairwise(tops), 1) if other < one]
    assert pitches == {29.0}
    assert [other - one for one, other in pairwise(breaks)] == [22]
    assert right - left == pytest.approx(156 / 25.4 * 72, abs=0.1)


def test_another_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(justify, "WEASYPRINT", "71.")

    with pytest.raises(RuntimeError, match="71"):
        justify.install.__wrapped__()


def test_the_page_and_the_pdf_come_of_the_same_html() -> None:
    document, theme, overlay = sample_document(), load_theme(Overlay()), Overlay()

    html = render_html(document, theme, overlay)

    assert PdfWriter(theme, overlay).write(document, html) == sample_pdf()
    assert conformance.VARIANT == "pdf/a-3a"
    assert any(isinstance(block, Bullets) for block in document.blocks)


def test_a_whole_font_is_read_when_asked_for_and_once() -> None:
    class Font:
        content = fonts.WhenAsked("content")

    read: list[int] = []
    font = Font()
    font.content = lambda: read.append(1) or b"OTTO"

    assert read == []
    assert (font.content, font.content, read) == (b"OTTO", b"OTTO", [1])
