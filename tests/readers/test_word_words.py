"""Words of a Word file: breaks, changes, raised characters, notes, fields, equations, and what is told as left out."""

from __future__ import annotations

import pytest

from word_made import (
    SPACES,
    cell,
    kinds,
    level,
    lines,
    listed,
    lists,
    paragraph,
    raised,
    read,
    run,
    style,
    styled,
    styles,
    table,
    told,
    word_file,
)

BREAK = "<w:r><w:br/></w:r>"


def field(code: str, result: str) -> str:
    """A field with its code and what it shows."""
    turns = [f'<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>' for turn in ("begin", "separate", "end")]
    return f"{turns[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{turns[1]}{run(result)}{turns[2]}"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("全县商号达到210家，", "增长6.2%，其中老字号", "18家。"), ["全县商号达到210家，增长6.2%，其中老字号18家。"]),
        (("总投资12", "亿元，涉及5个渡口。"), ["总投资12亿元，涉及5个渡口。"]),
        (("去年修了路。今年全县还要", "修三座桥。"), ["去年修了路。今年全县还要修三座桥。"]),
        (("记者：今年怎么样？", "梁知秋：修了三座桥。"), ["记者：今年怎么样？", "梁知秋：修了三座桥。"]),
        (("一、总体情况", "全县平稳，投资增长5%。"), ["一、总体情况", "全县平稳，投资增长5%。"]),
        (("1、已经迁入的作坊", "厂房合格的，补贴一万元。"), ["1、已经迁入的作坊", "厂房合格的，补贴一万元。"]),
        (("时间：3月5日", "地点：会议室"), ["时间：3月5日", "地点：会议室"]),
        (
            ("送：县府办，县财政局，县水利局", "2024年3月5日印发"),
            ["送：县府办，县财政局，县水利局", "2024年3月5日印发"],
        ),
        (("外贸", "内贸", "民生"), ["外贸", "内贸", "民生"]),
    ],
)
def test_a_break_in_mid_sentence_joins_and_any_other_parts(parts: tuple[str, ...], expected: list[str]) -> None:
    extracted = read(paragraph(BREAK.join(map(run, parts))))

    assert extracted.text.split("\n") == expected
    assert bool(told(extracted)) is (len(expected) < len(parts))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("江城县渡口更新", "三年行动访谈录"), ["江城县渡口更新三年行动访谈录"]),
        (("江城县长梁知秋：", "把路修到家门口"), ["江城县长梁知秋：把路修到家门口"]),
        (("江城县渡口更新", "2026年3月12日"), ["江城县渡口更新", "2026年3月12日"]),
        (("把路修到家门口", "——访江城县长梁知秋"), ["把路修到家门口", "——访江城县长梁知秋"]),
        (("把路修到家门口", "梁知秋"), ["把路修到家门口", "梁知秋"]),
    ],
)
def test_a_title_in_the_middle_of_the_page_is_one_line(parts: tuple[str, ...], expected: list[str]) -> None:
    body = paragraph(BREAK.join(map(run, parts)), '<w:jc w:val="center"/>') + paragraph(run("县里修了三座桥。"))

    assert read(body).text.split("\n") == [*expected, "县里修了三座桥。"]


def test_a_paragraph_whose_mark_was_deleted_goes_on_with_the_next() -> None:
    extracted = read(
        paragraph("全县新增就业", '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>')
        + paragraph(
            f'<w:del w:id="2">{run("1.1").replace("w:t", "w:delText")}</w:del><w:ins w:id="3">{run("1.3")}</w:ins>{run("万人。")}'
        )
    )

    assert extracted.text == "全县新增就业1.3万人。"
    assert told(extracted) == [
        "文中有 2 处修订，按全部接受后的样子读",
        "有 1 处段落标记已删除或隐藏，前后两段已连成一段",
    ]


def test_moved_words_stand_where_they_were_moved_to() -> None:
    moved = f'<w:moveFrom w:id="1">{run("先修桥。")}</w:moveFrom>{run("再修路。")}<w:moveTo w:id="2">{run("后修桥。")}</w:moveTo>'

    assert lines(paragraph(moved)) == ["再修路。后修桥。"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (run("产值1200") + raised("1") + run("亿元。"), "产值1200亿元。"),
        (run("产值1200亿元") + raised("[3,4]") + run("。"), "产值1200亿元。"),
        (run("绿地35万米") + raised("2") + run("。"), "绿地35万米²。"),
        (run("蓄水8万m") + raised("3") + run("。"), "蓄水8万m³。"),
        (run("面积35平方米") + raised("2") + run("。"), "面积35平方米。"),
        (run("共1.2×10") + raised("8") + run("吨。"), "共1.2×10⁸吨。"),
        (run("减排CO") + raised("2", "subscript") + run("。"), "减排CO₂。"),
        (run("占") + raised("1") + run("/") + raised("3", "subscript") + run("。"), "占¹/₃。"),
    ],
)
def test_raised_and_lowered_characters_never_touch_a_number(inside: str, expected: str) -> None:
    assert lines(paragraph(inside)) == [expected]


def test_what_a_style_raises_or_hides_is_raised_or_hidden() -> None:
    made = styles(
        '<w:style w:type="character" w:styleId="s"><w:name w:val="s"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    inside = (
        run("商号210")
        + run("7", '<w:rStyle w:val="s"/>')
        + run("家")
        + run("藏着", '<w:rStyle w:val="h"/>')
        + run("。")
    )

    extracted = read(paragraph(inside), styles=made)

    assert extracted.text == "商号210家。"
    assert told(extracted) == ["有 1 处隐藏的文字没有读入", "有 1 处上标的注号没有读入"]


@pytest.mark.parametrize(("part", "call"), [("footnotes", "footnoteReference"), ("endnotes", "endnoteReference")])
def test_a_note_is_read_after_the_paragraph_that_calls_it(part: str, call: str) -> None:
    tag = part.removesuffix("s")
    notes = (
        f'<w:{part} {SPACES}><w:{tag} w:type="separator" w:id="-1"><w:p/></w:{tag}>'
        f'<w:{tag} w:id="1">{paragraph("数据截至9月底。")}</w:{tag}></w:{part}>'
    )
    body = paragraph(run("商号210") + f'<w:r><w:{call} w:id="1"/></w:r>' + run("家。")) + paragraph("下一段。")

    extracted = read(body, **{part: notes})

    assert extracted.text.split("\n") == ["商号210家。", "数据截至9月底。", "下一段。"]
    assert kinds(extracted) == [("note", "数据截至9月底。")]


def test_the_notes_of_a_table_follow_it() -> None:
    notes = f'<w:footnotes {SPACES}><w:footnote w:id="1">{paragraph("口径有变。")}</w:footnote></w:footnotes>'
    call = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    called = f"<w:tc>{paragraph(run('商号') + call)}</w:tc>"
    body = table((called, "210家"), ("渡口", "5个"))

    assert lines(body, footnotes=notes) == ["商号\t210家", "渡口\t5个", "口径有变。"]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (
            "aFChunk_html",
            "<html><head><meta charset='utf-8'></head><body><p>商号达到210家，增长6.2%。</p></body></html>",
        ),
        (
            "aFChunk_mht",
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>商号达到210家，增长6.2%。</p></body></html>\n--x--\n",
        ),
        ("aFChunk_txt", "商号达到210家，增长6.2%。\r\n"),
        ("aFChunk_docx", word_file(paragraph("商号达到210家，增长6.2%。"))),
    ],
)
def test_an_embedded_file_is_read_where_it_stands(kind: str, content: str | bytes) -> None:
    body = paragraph("前文。") + '<w:altChunk r:id="r1"/>' + paragraph("后文。")

    assert lines(body, **{kind: content}) == ["前文。", "商号达到210家，增长6.2%。", "后文。"]


def test_an_embedded_file_of_another_kind_is_told() -> None:
    assert told(read(paragraph("前文。") + '<w:altChunk r:id="r1"/>', aFChunk_rtf="{\\rtf1}")) == [
        "有 1 段嵌入的文件没有读入"
    ]


def test_equations_are_read_in_a_line_or_told() -> None:
    def math(inside: str) -> str:
        return f"<m:oMath>{inside}</m:oMath>"

    def number(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = math(f"<m:f><m:num>{number('1')}</m:num><m:den>{number('3')}</m:den></m:f>")
    square = math(f"<m:sSup><m:e>{number('m')}</m:e><m:sup>{number('2')}</m:sup></m:sSup>")
    total = math(f"<m:nary><m:e>{number('x')}</m:e></m:nary>")

    extracted = read(
        paragraph(
            run("占")
            + fraction
            + run("，5")
            + square
            + run("，商号")
            + math(number("210"))
            + run("家")
            + total
            + run("。")
        )
    )

    assert extracted.text == "占1/3，5m²，商号210家。"
    assert told(extracted) == ["有 1 个公式没有读入"]


def test_fields_show_their_results_and_never_their_codes() -> None:
    circled = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\o\\ac(○,3)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = paragraph(
        run("见") + field(' HYPERLINK "http://example.org" ', "县府网站") + run("，") + circled + run("修桥。")
    )

    assert lines(body + paragraph(run("第") + field(" PAGE ", "7") + run("页"))) == ["见县府网站，③修桥。"]


def test_the_contents_are_left_out_and_told_but_not_what_follows_contents_without_an_end() -> None:
    contents = field(' TOC \\o "1-3" ', "一、交通 3")
    endless = contents.removesuffix('<w:r><w:fldChar w:fldCharType="end"/></w:r>')

    whole, broken = (read(paragraph(inside) + paragraph("正文在此。")) for inside in (contents, endless))

    assert (whole.text, told(whole)) == ("正文在此。", ["目录没有读入"])
    assert broken.text.split("\n") == ["一、交通 3", "正文在此。"]


def test_what_is_drawn_or_asked_for_is_told_and_not_read() -> None:
    prompt = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入姓名')}</w:sdtContent></w:sdt>"
    )
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="x"/></v:shape></w:pict></w:r>'
    equation = '<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>'
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings" w:char="F055"/></w:r>'
    header = f"<w:hdr {SPACES}>{paragraph('内部资料')}</w:hdr>"

    extracted = read(paragraph(prompt + run("修桥") + picture + equation + comment + symbol + run("。")), header=header)

    assert extracted.text == "修桥☑。"
    assert told(extracted) == [
        "有 1 处没有填写的提示文字没有读入",
        "有 1 幅图片，图里的文字没有读入",
        "有 1 个公式没有读入",
        "有 1 条批注没有读入",
        "有 1 个符号字体的符号没有读入",
        "页眉页脚没有读入：“内部资料”",
    ]


HEADINGS = styles(
    style("1", "heading 1"),
    style("2", "标题 2"),
    style("t", "Title"),
    style("o", "自定", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
)


def test_styles_of_headings_mark_headings_and_the_title() -> None:
    body = (
        paragraph("江城年报", styled("t"))
        + paragraph("交通", styled("1"))
        + paragraph("县里修了三座桥，通了五条路，群众出行方便多了。")
    )
    body += (
        paragraph("公路", styled("2"))
        + paragraph("村道", styled("o"))
        + paragraph("村村通了水泥路，老人进城看病不再发愁了。")
    )

    extracted = read(body, styles=HEADINGS)

    assert [(mark.kind, mark.level) for mark in extracted.marks] == [
        ("title", 0),
        ("heading", 1),
        ("heading", 2),
        ("heading", 3),
    ]


def test_a_body_that_is_set_as_headings_has_none() -> None:
    body = "".join(
        paragraph(words, styled("1"))
        for words in ("县里修了三座桥，通了五条路。", "群众出行方便多了，老人进城不愁。", "水利")
    )

    assert read(body, styles=HEADINGS).marks == ()


def test_short_lines_that_are_all_set_as_headings_are_none() -> None:
    body = "".join(paragraph(words, styled("1")) for words in ("修路", "架桥", "通水", "县里的事一件一件办。"))

    assert read(body, styles=HEADINGS).marks == ()


def test_a_first_line_that_is_set_as_a_heading_is_left_to_be_the_title() -> None:
    body = (
        paragraph("把路修到家门口", styled("1"))
        + paragraph("县里修了三座桥，通了五条路，群众出行方便多了。")
        + paragraph("水利", styled("2"))
    )

    assert kinds(read(body, styles=HEADINGS)) == [("heading", "水利")]


def test_an_item_with_a_bullet_is_text_however_short() -> None:
    assert kinds(read(paragraph("外贸", listed()), numbering=lists(level(0, "bullet", "●")))) == [("text", "外贸")]


@pytest.mark.parametrize("look", ["<w:strike/>", '<w:dstrike w:val="1"/>'])
def test_words_that_are_struck_out_are_left_out_and_told(look: str) -> None:
    struck = f"<w:r><w:rPr>{look}</w:rPr><w:t>210家</w:t></w:r>"
    kept = '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>216家</w:t></w:r>'

    extracted = read(paragraph(run("全县商号达到") + struck + kept + run("。")))

    assert extracted.text == "全县商号达到216家。"
    assert told(extracted) == ["有 1 处划掉的文字没有读入"]


def test_paragraphs_of_a_cell_that_has_its_row_alone_are_lines_of_their_own() -> None:
    found = read(
        table((cell("四、会议结论|先修路|五、分工", '<w:gridSpan w:val="2"/>'),), ("成员", "分工"), ("方可", "量路"))
    )

    assert found.text.split("\n") == ["四、会议结论", "先修路", "五、分工", "成员\t分工", "方可\t量路"]
    assert [kind for kind, _ in kinds(found)] == ["row"] * 5
