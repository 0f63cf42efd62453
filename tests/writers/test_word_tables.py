"""Tables of Word files: what keeps their numbers, their rows and their columns in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.document.model import Details, Tiles
from briefing.document.room import Room, word_columns
from briefing.text.language import Script
from briefing.writers.docx.write import render_docx
from samples import sample_document
from word_files import W, paragraphs, part, style_of, tables_of, tiles_of, values, words

if TYPE_CHECKING:
    from lxml import etree

    from briefing.document.model import Block

NUMERALS = ("TileNumeral", "TileNumeralLong")


def written(*blocks: Block, character: str = "investor") -> bytes:
    document = replace(sample_document(Script.HANS, character), blocks=blocks, notes=())
    return render_docx(document, load_theme(Overlay()), Overlay())


def table_in(content: bytes, style: str) -> etree._Element:
    body = part(content, "word/document.xml")
    return next(table for table in body.iter(f"{W}tbl") if values(table, "tblStyle") == [style])


@pytest.mark.parametrize(
    ("number", "count", "style", "columns"),
    [
        (("", "721", "家"), 9, "TileNumeral", 3),
        (("", "721", "家"), 8, "TileNumeral", 4),
        (("", "192", "公顷"), 4, "TileNumeral", 4),
        (("", "4215.6", "亿元"), 9, "TileNumeralLong", 3),
        (("", "4215.6", "亿元"), 2, "TileNumeral", 2),
        (("超", "123456.78", "亿元人民币"), 4, "TileNumeralLong", 2),
    ],
)
def test_tiles_stand_three_or_four_abreast_in_smaller_numbers_where_they_are_long(
    number: tuple[str, str, str], count: int, style: str, columns: int
) -> None:
    laid = table_in(written(tiles_of(number, count)), "BriefingTiles")

    assert {style_of(one) for one in paragraphs(laid, *NUMERALS)} == {style}
    assert len(values(laid, "gridCol", "w")) == columns


@pytest.mark.parametrize("count", range(2, 10))
@pytest.mark.parametrize(
    "numbers",
    [[("", "721", "家")], [("", "1234567", ""), ("", "8", "亿元人民币")], [("超", "123456.78", "亿元人民币")]],
)
def test_the_one_page_reckons_with_the_columns_that_word_sets(numbers: list[tuple[str, str, str]], count: int) -> None:
    tiles = [tiles_of(numbers[at % len(numbers)], 1).tiles[0] for at in range(count)]
    look = load_theme(Overlay()).characters["investor"]

    laid = table_in(written(Tiles(tiles=tuple(tiles))), "BriefingTiles")

    assert len(values(laid, "gridCol", "w")) == word_columns(tiles, look.sizes, Room(look=look).width)[0]


@pytest.mark.parametrize(("count", "shown", "number"), [(7, "1", "0740"), (8, "0", "0600")])
def test_a_place_without_a_tile_has_no_ground(count: int, shown: str, number: str) -> None:
    content = written(tiles_of(("", "721", "家"), count))

    look = table_in(content, "BriefingTiles").find(f"{W}tblPr/{W}tblLook")
    assert (look.get(f"{W}lastRow"), look.get(f"{W}lastColumn"), look.get(f"{W}val")) == (shown, shown, number)
    style = part(content, "word/styles.xml").find(f"{W}style[@{W}styleId='BriefingTiles']")
    corner = style.find(f"{W}tblStylePr[@{W}type='seCell']")
    assert values(corner, "shd", "fill") == ["FFFFFF"]


@pytest.mark.parametrize("character", ["investor", "talent", "officials"])
def test_a_column_of_places_is_wide_enough_for_each(character: str) -> None:
    table = tables_of(sample_document(Script.HANS, character))[0]
    others = len(table.widths) - 1
    narrow = replace(table, widths=(100 - 6 * others, *[6] * others))

    usual, made = (table_in(written(one, character=character), "BriefingTable") for one in (table, narrow))

    widths = [int(width) for width in values(made, "gridCol", "w")]
    points = load_theme(Overlay()).characters[character].sizes.table
    assert widths[-1] >= 20 * (2 * points + 5 * points / 2)
    assert sum(widths) == sum(int(width) for width in values(usual, "gridCol", "w"))
    assert words(made).count("原文 27.2") == len(table.rows)


def test_a_short_line_with_its_number_is_not_broken_and_a_long_one_may_be() -> None:
    table = tables_of(sample_document(Script.HANS, "officials"))[0]
    said = [replace(table.header[0][0], text=text) for text in ("孵化载体：9家", "规划总面积：192公顷，其中新增")]
    rows = tuple((((one,),), *row[1:]) for one, row in zip(said, table.rows, strict=False))
    narrow = replace(table, rows=rows, widths=(6, 100 - 6 * (len(table.widths) - 1), *[6] * (len(table.widths) - 2)))

    laid = table_in(written(narrow, character="officials"), "BriefingTable")

    first = int(values(laid, "gridCol", "w")[0]) / 20 / load_theme(Overlay()).characters["officials"].sizes.table
    assert 7 < first < 9


def test_no_row_stands_alone_under_a_repeated_header() -> None:
    content = written(tables_of(sample_document())[0])

    rows = table_in(content, "BriefingTable").findall(f"{W}tr")
    kept = [{style_of(one) for one in row.iter(f"{W}p")} for row in rows]
    assert kept == [{"TableHeader"}, *[{"TableText"}] * (len(rows) - 3), {"TableTextKeep"}, {"TableText"}]
    styles = part(content, "word/styles.xml")
    for name in ("TableHeader", "TableTextKeep", "DetailLabel", "DetailText"):
        assert styles.find(f"{W}style[@{W}styleId='{name}']/{W}pPr/{W}keepNext") is not None


def test_labelled_lines_are_set_in_styles_that_keep_them_on_one_page() -> None:
    details = next(block for block in sample_document().blocks if isinstance(block, Details))

    laid = table_in(written(details), "BriefingDetails")

    assert {style_of(one) for one in laid.iter(f"{W}p")} == {"DetailLabel", "DetailText"}


def test_tiles_in_the_sample_are_of_the_usual_size() -> None:
    tiles = next(block for block in sample_document().blocks if isinstance(block, Tiles))

    assert len(paragraphs(table_in(written(tiles), "BriefingTiles"), "TileNumeral")) == len(tiles.tiles)
