"""A Word file becomes the text that a reader sees; a hostile one becomes a clear word."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from briefing.errors import SourceError
from briefing.readers import read
from briefing.readers.docx.source import extract

WORDS = ("全年新增企业三百家，增长5%左右。", "下一步，一是抓项目，二是抓招商。")


def bytes_of(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def lines_of(document: Any) -> list[str]:
    return extract(bytes_of(document), "a.docx").text.split("\n")


def document_with(*paragraphs: str) -> Any:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    return document


def with_part(content: bytes, part: str, xml: bytes) -> bytes:
    """The package with one part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, xml if entry.filename == part else old.read(entry))
    return buffer.getvalue()


def refusal_of(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "访谈.docx"
    path.write_bytes(content)
    with pytest.raises(SourceError) as refusal:
        read(path)
    return refusal.value.message


def test_every_paragraph_is_a_line_and_the_kind_of_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "访谈.docx"
    path.write_bytes(bytes_of(document_with("标题", "", *WORDS)))

    source = read(path)

    assert source.text.split("\n") == ["标题", *WORDS]
    assert source.encoding == "docx"


def test_a_table_is_read_row_by_row_where_it_stands() -> None:
    document = document_with(WORDS[0])
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("指标", "数值", "出口", "56亿元"), strict=True):  # noqa: SLF001 - the quickest way to all
        cell.text = words
    document.add_paragraph(WORDS[1])

    assert lines_of(document) == [WORDS[0], "指标\t数值", "出口\t56亿元", WORDS[1]]


def test_a_table_that_only_lays_out_the_page_is_read_paragraph_by_paragraph() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = WORDS[0]
    cell.add_paragraph(WORDS[1])

    assert lines_of(document) == list(WORDS)


def test_a_line_break_ends_a_line_and_a_tab_stays_a_space() -> None:
    document = document_with("问：目标是什么？\n答：三百家。", "龚\t正")

    assert lines_of(document) == ["问：目标是什么？", "答：三百家。", "龚 正"]


def test_insertions_count_and_deletions_do_not() -> None:
    document = document_with("新增企业")
    paragraph = document.paragraphs[0]._p  # noqa: SLF001 - python-docx knows no tracked changes
    space = nsdecls("w")
    paragraph.append(parse_xml(f'<w:ins {space} w:id="1" w:author="a"><w:r><w:t>三百</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f'<w:del {space} w:id="2" w:author="a"><w:r><w:delText>二百</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f"<w:r {space}><w:t>家。</w:t></w:r>"))

    assert lines_of(document) == ["新增企业三百家。"]


def test_words_in_content_controls_links_and_text_boxes_count_once() -> None:
    document = document_with()
    space = nsdecls("w")
    box = f"<w:txbxContent {space}><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent>"
    alternate = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {space}><w:sdtPr/><w:sdtContent><w:p><w:hyperlink><w:r><w:t>链接里</w:t></w:r></w:hyperlink>"
            f"<w:r><w:t>和外。</w:t></w:r><w:r><mc:AlternateContent {alternate}><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )

    extracted = extract(bytes_of(document), "a.docx")

    assert extracted.text.split("\n")[:2] == ["链接里和外。", "框里的话。"]
    assert [notice.code for notice in extracted.notices] == ["text-boxes"]


def test_hidden_words_and_the_contents_are_left_out() -> None:
    document = document_with("正文。")
    document.paragraphs[0].add_run("藏起来的").font.hidden = True
    style = document.styles.add_style("TOC 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("一、总体情况\t3", style=style)

    assert lines_of(document) == ["正文。"]


def numbered(document: Any, words: str, *, depth: int = 0) -> None:
    properties = document.add_paragraph(words)._p.get_or_add_pPr()  # noqa: SLF001 - python-docx sets no numbers
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", str(depth)), ("w:numId", "7")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        number.append(element)
    properties.append(number)


def test_the_numbers_that_word_sets_itself_are_part_of_the_text() -> None:
    document = document_with()
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (kind, pattern) in enumerate(
            (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
        )
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="7"><w:abstractNumId w:val="77"/></w:num>'))
    for depth, words in ((0, "总体"), (1, "产业"), (2, "金融"), (1, "人才"), (0, "下一步"), (1, "服务")):
        numbered(document, words, depth=depth)

    assert lines_of(document) == ["一、总体", "（一）产业", "1. 金融", "（二）人才", "二、下一步", "（一）服务"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = with_part(bytes_of(document_with()), "word/document.xml", b" " * 300_000_000)

    assert refusal_of(tmp_path, bomb) == "访谈.docx 解开后太大：300 MB"


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "哈哈">{levels}]><d>&e9;</d>'.encode()

    message = refusal_of(tmp_path, with_part(bytes_of(document_with()), "word/document.xml", xml))

    assert message == "访谈.docx 里有 Word 文件不该有的实体声明，不安全"


def test_an_entity_that_names_another_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密" * 50, encoding="utf-8")
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><d>&x;</d>'.encode()

    assert "不安全" in refusal_of(tmp_path, with_part(bytes_of(document_with()), "word/document.xml", xml))


@pytest.mark.parametrize("kept", [4, 100, 0.3, 0.9, 0.999])
def test_a_truncated_file_is_refused(tmp_path: Path, kept: float) -> None:
    content = bytes_of(document_with(*WORDS * 50))
    length = kept if isinstance(kept, int) else int(len(content) * kept)

    assert "文件损坏或不完整" in refusal_of(tmp_path, content[:length])


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    damaged = with_part(bytes_of(document_with()), "word/document.xml", b"<w:document><w:body>")

    assert "文件损坏或不完整" in refusal_of(tmp_path, damaged)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    xml = b"<a>" * 100_000 + b"</a>" * 100_000

    assert "文件损坏" in refusal_of(tmp_path, with_part(bytes_of(document_with()), "word/document.xml", xml))


def test_an_encrypted_file_and_an_old_one_are_told_apart(tmp_path: Path) -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600

    assert refusal_of(tmp_path, compound + "EncryptedPackage".encode("utf-16-le")) == "访谈.docx 加了密码，读不了"
    assert "旧版 Word" in refusal_of(tmp_path, compound + "WordDocument".encode("utf-16-le"))


def test_another_zip_under_the_name_of_a_word_file_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "正文")

    assert "不是 Word 文件" in refusal_of(tmp_path, buffer.getvalue())


def test_a_word_file_without_words_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, bytes_of(document_with())) == "访谈.docx 里只有空白，没有文字"
