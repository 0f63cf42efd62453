"""Numbers of Word's lists: as Word prints them, apart from the text, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.outline.parse import parse
from briefing.readers import read as read_file
from briefing.readers.docx.list_numbers import write_number
from word_made import level, lines, listed, lists, paragraph, style, styled, styles, word_file

WIDE = "\u3000"


@pytest.mark.parametrize(
    ("kind", "number", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("taiwaneseCountingThousand", 2005, "二千零五"),
        ("taiwaneseCounting", 9999, "九千九百九十九"),
        ("chineseLegalSimplified", 10, "壹拾"),
        ("chineseLegalSimplified", 203, "贰佰零叁"),
        ("ideographLegalTraditional", 26, "貳拾陸"),
        ("ideographTraditional", 4, "丁"),
        ("ideographTraditional", 11, None),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("ideographDigital", 10, "一〇"),
        ("taiwaneseDigital", 205, "二〇五"),
        ("japaneseCounting", 101, "百一"),
        ("ideographEnclosedCircle", 3, "㊂"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 1949, "MCMXLIX"),
        ("lowerRoman", 4, "iv"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("bahtText", 1, None),
    ],
)
def test_a_number_is_written_in_the_format_of_its_list(kind: str, number: int, printed: str | None) -> None:
    assert write_number(number, kind) == printed


def test_a_custom_format_keeps_its_zeros() -> None:
    assert write_number(7, "custom", "001, 002, 003, ...") == "007"


def test_no_number_from_one_to_9999_counts_a_zero_at_its_end() -> None:
    written = [write_number(number, "chineseCountingThousand") or "" for number in range(1, 10_000)]

    assert len(set(written)) == 9999
    assert not any(words.endswith("零") or "零零" in words for words in written)


@pytest.mark.parametrize(
    ("kind", "pattern", "suffix", "expected"),
    [
        ("decimal", "%1.", "", f"1.{WIDE}4亿元到账。"),
        ("decimal", "%1", "", f"1{WIDE}4亿元到账。"),
        ("decimal", "%1", '<w:suff w:val="nothing"/>', f"1{WIDE}4亿元到账。"),
        ("chineseCounting", "%1、", '<w:suff w:val="space"/>', f"一、{WIDE}4亿元到账。"),
        ("decimalEnclosedCircle", "%1", "", f"①{WIDE}4亿元到账。"),
    ],
)
def test_a_number_of_a_list_never_touches_a_digit(kind: str, pattern: str, suffix: str, expected: str) -> None:
    assert lines(paragraph("4亿元到账。", listed()), numbering=lists(level(0, kind, pattern, suffix))) == [expected]


def test_a_chinese_number_does_not_run_into_a_chinese_numeral() -> None:
    numbering = lists(level(0, "chineseCounting", "%1", start=2))

    assert lines(paragraph("十家商号开张。", listed()), numbering=numbering) == [f"二{WIDE}十家商号开张。"]


def test_figures_after_numbers_of_lists_are_read_whole(tmp_path: Path) -> None:
    body = paragraph("江城县县长梁知秋：把账算清楚") + paragraph("梁知秋：今年做了三件事。")
    body += "".join(
        paragraph(words, listed()) for words in ("210家作坊迁入新园。", "4亿元贷款发放到位。", "9条村道铺成。")
    )
    path = tmp_path / "访谈.docx"
    path.write_bytes(word_file(body, numbering=lists(level(0, "decimal", "%1"))))

    figures = parse(read_file(path)).figures

    assert [figure.words.text for figure in figures] == ["210家", "4亿元", "9条"]


@pytest.mark.parametrize(
    ("kind", "pattern"), [("bullet", "\uf06c"), ("bullet", "●"), ("aiueo", "（%1）"), ("none", "")]
)
def test_a_bullet_or_an_unknown_format_leaves_nothing_of_its_pattern(kind: str, pattern: str) -> None:
    assert lines(paragraph("开通公交。", listed()), numbering=lists(level(0, kind, pattern))) == ["开通公交。"]


def test_a_style_takes_its_list_from_the_style_that_it_is_based_on() -> None:
    made = styles(
        style("1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        style("2", "heading 2", '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>', based_on="1"),
        style("3", "plain", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', based_on="1"),
    )
    numbering = lists(level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）"))
    body = "".join(
        paragraph(words, styled(one))
        for words, one in (("交通", "1"), ("公路", "2"), ("水路", "2"), ("附注", "3"), ("水利", "1"))
    )

    assert lines(body, numbering=numbering, styles=made) == ["一、交通", "（一）公路", "（二）水路", "附注", "二、水利"]


def test_a_level_that_names_a_style_numbers_its_paragraphs() -> None:
    made = styles(style("a", "条", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    numbering = lists(level(0, "decimal", "%1") + level(1, "chineseCounting", "第%2条", styled("a")))

    assert lines(paragraph("为了方便群众。", styled("a")), numbering=numbering, styles=made) == [
        f"第一条{WIDE}为了方便群众。"
    ]


def test_lists_of_one_abstract_list_go_on_with_its_count_but_for_one_that_starts_anew() -> None:
    nums = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>' for number in (1, 2))
    nums += (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = "".join(paragraph("修路。", listed(0, number)) for number in (1, 1, 2, 3, 3))

    assert lines(body, numbering=lists(level(0, "chineseCounting", "%1、"), nums)) == [
        "一、修路。",
        "二、修路。",
        "三、修路。",
        "一、修路。",
        "二、修路。",
    ]


def test_a_level_counts_on_where_it_says_what_sets_it_back_and_legal_numbers_are_arabic() -> None:
    numbering = lists(
        level(0, "chineseCounting", "第%1章")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "decimal", "（%3）", '<w:lvlRestart w:val="1"/>')
    )
    body = "".join(paragraph("文", listed(depth)) for depth in (0, 1, 2, 1, 2, 0, 1, 2))

    assert [line.rstrip("文\u3000") for line in lines(body, numbering=numbering)] == [
        "第一章", "1.1", "（1）", "1.2", "（2）", "第二章", "2.1", "（1）",
    ]  # fmt: skip


def test_a_list_that_names_a_style_of_lists_has_its_levels() -> None:
    made = styles(
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    inside = level(0, "chineseCounting", "%1、")
    numbering = (
        lists('<w:numStyleLink w:val="L"/>')
        .replace(
            "<w:num ", f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="L"/>{inside}</w:abstractNum><w:num ', 1
        )
        .replace("</w:numbering>", '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:numbering>')
    )

    assert lines(paragraph("修渠。", listed()), numbering=numbering, styles=made) == ["一、修渠。"]


def test_a_paragraph_that_only_ends_a_section_counts_for_no_number() -> None:
    numbers = lists(level(0, "japaneseCounting", "%1、"))
    body = (
        paragraph("<w:bookmarkStart/>", listed() + "<w:sectPr/>")
        + paragraph("修桥。", listed())
        + paragraph("修路。", listed())
    )

    assert lines(body, numbering=numbers) == ["一、修桥。", "二、修路。"]
