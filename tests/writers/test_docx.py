"""Word files: that they say what the document says, in styles alone, and the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import docx
import pytest
from openxml_audit.validator import OpenXmlValidator

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.document.model import (
    Annex,
    Bullets,
    Detail,
    Details,
    Document,
    FromTemplate,
    Heading,
    Paragraph,
    Quotation,
    Run,
    Spine,
    Tiles,
)
from briefing.text.language import Script
from briefing.writers.docx.write import render_docx
from samples import sample_document
from word_files import (
    R,
    W,
    bookmarked,
    contents_of,
    in_body,
    paragraphs,
    part,
    runs_of,
    style_of,
    tables_of,
    text_of,
    values,
    words,
)

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

    from briefing.document.model import Line

CHARACTERS = ("investor", "talent", "officials")
WORDED = ("document", "footnotes", "header-default", "footer-default", "header-first", "footer-first")


def render(document: Document) -> bytes:
    return render_docx(document, load_theme(Overlay()), Overlay())


@cache
def sample(script: Script = Script.HANS, character: str = "investor") -> bytes:
    return render(sample_document(script, character))


def body(content: bytes | None = None) -> etree._Element:
    return part(sample() if content is None else content, "word/document.xml")


def template(text: str, **marks: object) -> Line:
    return (Run(text=text, origin=FromTemplate(file="wording.toml", key="test"), **marks),)


def document_of(*blocks: object) -> Document:
    return replace(sample_document(), blocks=blocks, notes=())


@pytest.mark.parametrize("script", Script)
@pytest.mark.parametrize("character", CHARACTERS)
def test_the_file_says_the_documents_words_in_order_and_no_others(script: Script, character: str) -> None:
    document = sample_document(script, character)

    said = words(body(sample(script, character)))

    assert said == text_of(document.cover) + contents_of(document) + text_of(in_body(document))


def test_a_reader_through_python_docx_sees_every_paragraphs_whole_text() -> None:
    document = sample_document()
    bullets = next(block for block in document.blocks if isinstance(block, Bullets))

    file = docx.Document(io.BytesIO(sample()))

    seen = [one.text for one in file.paragraphs if one.style.name == "List Bullet"]
    assert seen == [text_of(line) for line in bullets.lines]


def test_notes_are_words_own_and_called_where_the_document_calls_them() -> None:
    document = sample_document()

    notes = part(sample(), "word/footnotes.xml")

    called = [run.note for run in runs_of(document.blocks) if run.note]
    assert [int(number) for number in values(body(), "footnoteReference", "id")] == called
    told = {note.get(f"{W}id"): words(note).removeprefix(" ") for note in notes if note.get(f"{W}type") is None}
    assert told == {str(note.number): text_of(note.line) for note in document.notes}


def test_headings_are_heading_styles_that_stay_with_what_follows() -> None:
    headings = [block for block in sample_document().blocks if isinstance(block, Heading)]
    styles = part(sample(), "word/styles.xml")

    found = [(style_of(one), words(one)) for one in paragraphs(body(), "Heading1", "Heading2")]

    assert found == [(f"Heading{block.level}", text_of(block.line)) for block in headings]
    for level in (1, 2, 3):
        style = styles.find(f"{W}style[@{W}styleId='Heading{level}']")
        assert style.find(f"{W}name").get(f"{W}val") == f"heading {level}"
        assert style.find(f"{W}pPr/{W}keepNext") is not None
        assert values(style, "outlineLvl") == [str(level - 1)]


@pytest.mark.parametrize("character", CHARACTERS)
def test_a_question_or_subject_stays_with_what_is_said_of_it(character: str) -> None:
    lead = part(sample(character=character), "word/styles.xml").find(f"{W}style[@{W}styleId='Lead']")

    assert lead.find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize("character", CHARACTERS)
def test_looks_come_from_styles_alone(character: str) -> None:
    content = sample(Script.HANS, character)

    for name in WORDED:
        root = part(content, f"word/{name}.xml")
        assert {child.tag for properties in root.iter(f"{W}rPr") for child in properties} <= {
            f"{W}rStyle",
            f"{W}rFonts",
        }
        assert all(set(fonts.attrib) == {f"{W}hint"} for fonts in root.iter(f"{W}rFonts"))
        assert {child.tag for cell in root.iter(f"{W}tcPr") for child in cell} <= {f"{W}tcW"}
        if name != "footnotes":
            assert {child.tag for own in root.iter(f"{W}pPr") for child in own} <= {f"{W}pStyle", f"{W}sectPr"}


@pytest.mark.parametrize("script", Script)
def test_every_style_in_use_is_there_and_ours_have_chinese_names(script: Script) -> None:
    content = sample(script)
    styles = part(content, "word/styles.xml")

    used = {
        value
        for name in WORDED
        for tag in ("pStyle", "rStyle", "tblStyle")
        for value in values(part(content, f"word/{name}.xml"), tag)
    }

    defined = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    assert used <= set(defined)
    ours = [style for style in defined.values() if style.get(f"{W}customStyle")]
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", style.find(f"{W}name").get(f"{W}val")) for style in ours)
    names = [style.find(f"{W}name").get(f"{W}val") for style in defined.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("script", "region"), [(Script.HANS, "zh-CN"), (Script.TW, "zh-TW"), (Script.HK, "zh-HK")])
def test_styles_name_the_themes_east_asian_fonts_and_the_language(script: Script, region: str) -> None:
    theme = load_theme(Overlay())
    faces = {face.word for face in theme.fonts[script].values()}

    styles = part(sample(script), "word/styles.xml")

    fonts = list(styles.iter(f"{W}rFonts"))
    assert fonts
    assert {one.get(f"{W}eastAsia") for one in fonts} <= faces
    assert all(one.get(f"{W}ascii") and one.get(f"{W}hAnsi") and one.get(f"{W}cs") for one in fonts)
    assert values(styles.find(f"{W}docDefaults"), "lang", "eastAsia") == [region]
    assert values(part(sample(script), "word/settings.xml"), "themeFontLang", "eastAsia") == [region]


def test_quotation_marks_are_set_as_chinese_ones() -> None:
    quoted = [run for run in body().iter(f"{W}r") if "“" in words(run)]

    assert quoted
    assert all(values(run, "rFonts", "hint") == ["eastAsia"] for run in quoted)


def test_tables_repeat_their_header_and_keep_their_rows_whole() -> None:
    tables = tables_of(sample_document())

    laid = [table for table in body().iter(f"{W}tbl") if values(table, "tblStyle") == ["BriefingTable"]]

    assert [len(table.findall(f"{W}tr")) for table in laid] == [len(table.rows) + 1 for table in tables]
    for table, source in zip(laid, tables, strict=True):
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * len(source.rows)
        assert [words(cell) for cell in rows[0].findall(f"{W}tc")] == [text_of(line) for line in source.header]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in body().iter(f"{W}tr"))


def test_every_table_has_alternative_text_and_is_as_wide_as_the_page_allows() -> None:
    page = body().find(f"{W}body/{W}sectPr")
    margins = page.find(f"{W}pgMar")
    room = int(values(page, "pgSz", "w")[0]) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))

    for table in body().iter(f"{W}tbl"):
        assert values(table, "tblCaption")
        assert values(table, "tblDescription")
        assert sum(int(width) for width in values(table, "gridCol", "w")) == room


def test_a_tile_is_a_cell_with_its_number_in_two_sizes() -> None:
    tiles = next(block for block in sample_document().blocks if isinstance(block, Tiles))

    laid = next(table for table in body().iter(f"{W}tbl") if values(table, "tblStyle") == ["BriefingTiles"])

    cells = [cell for cell in laid.iter(f"{W}tc") if words(cell)]
    assert [words(cell) for cell in cells] == [text_of(tile) for tile in tiles.tiles]
    fourth = paragraphs(cells[3], "TileNumeral")[0]
    assert [(words(run), values(run, "rStyle")) for run in fourth.iter(f"{W}r")] == [
        ("超", ["TileUnit"]),
        ("80", []),
        ("家", ["TileUnit"]),
    ]


def test_a_quotation_has_its_speaker_under_it() -> None:
    quotation = next(block for block in sample_document().blocks if isinstance(block, Quotation))

    quoted = paragraphs(body(), "Quote", "QuoteSpeaker")

    assert [words(one) for one in quoted] == [
        text_of(quotation.line),
        text_of(quotation.speaker) + text_of(quotation.source),
    ]


def test_the_contents_are_filled_linked_and_ask_nothing_when_the_file_opens() -> None:
    names = set(bookmarked(body()))
    entries = paragraphs(body(), "TOC1", "TOC2")

    assert [text for text in body().itertext() if "TOC" in text] == [r' TOC \o "1-2" \h \z \u ']
    assert [words(one) for one in entries] == [words(one) for one in paragraphs(body(), "Heading1", "Heading2")]
    assert all(
        set(values(one, "hyperlink", "anchor")) < names and values(one, "hyperlink", "anchor") for one in entries
    )
    assert part(sample(), "word/settings.xml").find(f"{W}updateFields") is None
    assert not values(body(), "fldChar", "dirty")


def test_fields_are_closed_in_their_own_part() -> None:
    for name in WORDED:
        kinds = values(part(sample(), f"word/{name}.xml"), "fldChar", "fldCharType")
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


def test_the_footer_numbers_the_pages_in_the_documents_words() -> None:
    footer = part(sample(), "word/footer-default.xml")

    assert words(footer) == "第 1 页，共 1 页"
    assert [one.text.strip() for one in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_officials_pages_are_numbered_in_the_manner_of_the_standard() -> None:
    content = sample(Script.HANS, "officials")

    assert [words(part(content, f"word/footer-{pages}.xml")) for pages in ("default", "even")] == ["— 1 —"] * 2
    assert part(content, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    assert part(sample(), "word/settings.xml").find(f"{W}evenAndOddHeaders") is None


def test_the_covers_ground_lies_behind_the_text_in_the_header_and_says_nothing() -> None:
    header = part(sample(), "word/header-first.xml")

    drawing = header.find(f".//{W}drawing")[0]
    assert drawing.get("behindDoc") == "1"
    assert [one.get("val") for one in drawing.iter("{*}decorative")] == ["1"]
    assert words(header) == ""
    assert not list(body().iter(f"{W}framePr", f"{W}pict", "{*}anchor"))


def test_the_header_says_whose_pack_it_is_and_what_marks_every_page() -> None:
    header = part(sample(Script.HANS, "officials"), "word/header-default.xml")

    assert words(header) == "黄浦区学习与落实材料内部材料"
    assert words(part(sample(), "word/header-default.xml")) == "黄浦区投资者简报"


def test_every_link_has_a_target() -> None:
    names = set(bookmarked(body()))
    notes = part(sample(), "word/footnotes.xml")

    linked = [*values(body(), "hyperlink", "anchor"), *values(notes, "hyperlink", "anchor")]

    wanted = [run for run in runs_of((sample_document().blocks, sample_document().notes)) if run.link]
    assert set(linked) <= names
    assert len(linked) == len(wanted) + len(paragraphs(body(), "TOC1", "TOC2"))


def test_an_address_becomes_a_link_and_a_link_to_nothing_does_not() -> None:
    line = (*template("网站", link="https://example.org/"), *template("脚本", link="javascript:alert(1)"))

    content = render(document_of(Paragraph(line=line)))

    links = list(body(content).iter(f"{W}hyperlink"))
    relations = part(content, "word/_rels/document.xml.rels")
    target = next(one for one in relations if one.get("Id") == links[0].get(f"{R}id"))
    assert [words(link) for link in links] == ["网站"]
    assert (target.get("Target"), target.get("TargetMode")) == ("https://example.org/", "External")


def test_every_fact_is_bookmarked_around_its_own_words() -> None:
    stated: dict[str, list[str]] = {}
    for run in runs_of(in_body(sample_document())):
        fact = getattr(run.origin, "fact", None)
        if fact:
            stated.setdefault(fact, []).append(run.text)

    found = {name: text for name, text in bookmarked(body()).items() if name.startswith("_fact_")}

    assert stated
    assert found == {
        f"_fact_{fact}_{number}": text for fact, texts in stated.items() for number, text in enumerate(texts, 1)
    }


def test_bookmarks_have_names_that_word_accepts_each_its_own() -> None:
    headings = tuple(
        Heading(level=1, anchor=anchor, line=template(f"第{number}节"))
        for number, anchor in enumerate(("a-b", "a_b", "A_B", "x" * 60, "x" * 61, "1-一"))
    )

    content = render(document_of(*headings))

    names = values(body(content), "bookmarkStart", "name")
    assert len({name.lower() for name in names}) == len(names) == len(headings)
    assert all(re.fullmatch(r"\w{1,40}", name) for name in names)
    assert values(body(content), "hyperlink", "anchor") == names


def test_no_empty_paragraph_makes_room() -> None:
    empty = [
        one
        for one in body().iter(f"{W}p")
        if not words(one) and one.getparent().tag != f"{W}tc" and one.find(f".//{W}drawing") is None
    ]

    assert empty == []


def test_tables_that_follow_each_other_stay_apart_and_none_ends_the_file() -> None:
    table = tables_of(sample_document())[0]

    content = render(document_of(table, replace(table, anchor="other")))

    kinds = [element.tag.removeprefix(W) for element in body(content).find(f"{W}body")]
    assert kinds[-5:] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_blocks_with_nothing_in_them_leave_nothing() -> None:
    blocks = (Spine(groups=()), Tiles(tiles=()), Details(entries=()), Bullets(lines=()), Annex(entries=()))

    content = render(document_of(Paragraph(line=template("只有这一句。")), *blocks))

    assert words(body(content)) == text_of(sample_document().cover) + "只有这一句。"
    assert not list(body(content).iter(f"{W}tbl"))


def test_a_caption_stays_with_its_table() -> None:
    table = tables_of(sample_document())[0]

    content = render(document_of(replace(table, caption=template("各项工具"))))

    caption = paragraphs(body(content), "Caption")[0]
    style = part(content, "word/styles.xml").find(f"{W}style[@{W}styleId='Caption']")
    assert words(caption) == "各项工具"
    assert caption.getnext().tag == f"{W}tbl"
    assert style.find(f"{W}pPr/{W}keepNext") is not None


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    content = render(document_of(Paragraph(line=template("甲\x00乙\x0b丙\ufffe𠮷"))))

    assert words(paragraphs(body(content), "BodyText")[0]) == "甲乙丙𠮷"


def test_the_same_document_gives_the_same_bytes_at_any_time() -> None:
    first, second = render(sample_document()), render(sample_document())

    with zipfile.ZipFile(io.BytesIO(first)) as file:
        dates = {member.date_time for member in file.infolist()}
    assert first == second
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_properties_are_the_documents_own_and_name_nobody() -> None:
    about = docx.Document(io.BytesIO(sample())).core_properties

    assert (about.title, about.subject) == ("黄浦区投资者简报", text_of(sample_document().cover.headline))
    assert (about.language, about.author, about.last_modified_by) == ("zh-Hans", "", "")
    assert about.created == about.modified == datetime(2024, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("date", "year"), [("2023-05-06", (2023, 5, 6)), ("2023-05", (2023, 5, 1)), (None, (2000, 1, 1))]
)
def test_a_file_is_dated_by_its_document_or_not_at_all(date: str | None, year: tuple[int, int, int]) -> None:
    content = render(replace(sample_document(), date=date))

    assert docx.Document(io.BytesIO(content)).core_properties.created == datetime(*year, tzinfo=UTC)


@pytest.mark.parametrize("script", Script)
@pytest.mark.parametrize("character", CHARACTERS)
def test_the_file_is_valid(script: Script, character: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(sample(script, character))

    result = OpenXmlValidator().validate(path)

    assert [error.description for error in result.errors] == []


def test_who_else_speaks_stands_under_the_first_on_the_cover() -> None:
    document = sample_document()
    detail = Detail(label=template("受访人"), lines=(template("区长 罗远舟"), template("局长 何进")))
    covered = replace(document, cover=replace(document.cover, details=(detail,)))

    (paragraph,) = (one for one in paragraphs(body(render(covered)), "CoverDetail"))

    assert [one.tag for run in paragraph.iter(f"{W}r") for one in run.iter(f"{W}tab", f"{W}br")] == [
        f"{W}tab",
        f"{W}br",
    ]
