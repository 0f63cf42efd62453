"""An office's letterhead: what packs take over from it, and what they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt, RGBColor
from openxml_audit.validator import OpenXmlValidator

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.errors import ConfigurationError
from briefing.text.language import Script
from briefing.writers.docx.write import render_docx
from samples import sample_document
from word_files import R, W, part, style_of, values, words

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    """Templates with a letterhead: a header in a style of its own, red headings, larger leads, wide margins."""
    letterhead = docx.Document()
    styles = letterhead.styles
    styles["Heading 1"].font.color.rgb = RGBColor(0xC0, 0, 0)
    styles.add_style("导语", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(15)
    own = styles.add_style("单位名称", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style, own.font.bold = styles["Header"], True
    section = letterhead.sections[0]
    section.top_margin, section.left_margin = Mm(50), Mm(35)
    section.header.paragraphs[0].text, section.header.paragraphs[0].style = "某某区投资促进办公室", own
    letterhead.add_paragraph("样张")
    (tmp_path / "word").mkdir()
    letterhead.save(str(tmp_path / "word" / "letterhead.docx"))
    return Overlay.over(tmp_path)


def _render(overlay: Overlay, character: str = "investor", script: Script = Script.HANS) -> bytes:
    return render_docx(sample_document(script, character), load_theme(overlay), overlay)


def _headers(content: bytes) -> dict[str, etree._Element]:
    """The root of each header and footer that the first section refers to, by kind and pages."""
    relations = {one.get("Id"): one.get("Target") for one in part(content, "word/_rels/document.xml.rels")}
    first = next(part(content, "word/document.xml").iter(f"{W}sectPr"))
    return {
        f"{one.tag.removeprefix(W)} {one.get(f'{W}type')}": part(content, f"word/{relations[one.get(f'{R}id')]}")
        for one in first
        if one.tag.endswith("Reference")
    }


def _style(content: bytes, name: str) -> etree._Element:
    styles = part(content, "word/styles.xml").iter(f"{W}style")
    return next(style for style in styles if style.find(f"{W}name").get(f"{W}val") == name)


def test_the_letterheads_header_takes_the_place_of_ours_and_its_text_does_not(overlay: Overlay) -> None:
    content = _render(overlay)

    headers = _headers(content)
    assert words(headers["headerReference default"]) == "某某区投资促进办公室"
    assert words(headers["footerReference default"]) == "第 1 页，共 1 页"
    assert "样张" not in words(part(content, "word/document.xml"))


def test_the_cover_is_on_the_letterhead_too_and_as_white(overlay: Overlay) -> None:
    content = _render(overlay)

    first = _headers(content)["headerReference first"]
    assert words(first) == "某某区投资促进办公室"
    assert not list(first.iter(f"{W}drawing"))
    assert values(_style(content, "封面眉题"), "shd", "fill") == ["FFFFFF"]


def test_the_header_keeps_the_style_that_it_was_written_in(overlay: Overlay) -> None:
    content = _render(overlay)

    header = _headers(content)["headerReference default"]
    own = _style(content, "单位名称")
    assert style_of(header.find(f"{W}p")) == own.get(f"{W}styleId")
    assert own.find(f"{W}basedOn").get(f"{W}val") == "Header"
    assert own.find(f"{W}rPr/{W}b") is not None


def test_a_draft_is_still_marked_on_every_page(overlay: Overlay) -> None:
    content = _render(overlay, "officials")

    assert words(_headers(content)["headerReference default"]) == "某某区投资促进办公室内部材料"


@pytest.mark.parametrize(("script", "lead"), [(Script.HANS, "导语"), (Script.TW, "導語")])
def test_styles_of_the_same_name_look_as_in_the_letterhead(overlay: Overlay, script: Script, lead: str) -> None:
    content = _render(overlay, script=script)

    assert values(_style(content, "heading 1"), "color") == ["C00000"]
    assert values(_style(content, lead), "sz") == ["30"]
    assert _style(content, lead).get(f"{W}styleId") == "Lead"


def test_lists_keep_their_marks(overlay: Overlay) -> None:
    assert values(_style(_render(overlay), "List Bullet"), "numId") == ["1"]


def test_the_text_keeps_within_the_letterheads_margins(overlay: Overlay) -> None:
    content = _render(overlay)

    root = part(content, "word/document.xml")
    assert set(values(root, "pgMar", "top")) == {str(Mm(50).twips)}
    table = next(root.iter(f"{W}tbl"))
    size, margins = next(root.iter(f"{W}pgSz")), next(root.iter(f"{W}pgMar"))
    room = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    assert sum(int(width) for width in values(table, "gridCol", "w")) == room


def test_the_language_stays_the_documents_own(overlay: Overlay) -> None:
    content = _render(overlay, script=Script.TW)

    assert values(part(content, "word/styles.xml").find(f"{W}docDefaults"), "lang", "eastAsia") == ["zh-TW"]


def test_a_pack_on_a_letterhead_is_valid_and_the_same_every_time(overlay: Overlay, tmp_path: Path) -> None:
    content = _render(overlay, "officials")

    path = tmp_path / "pack.docx"
    path.write_bytes(content)
    assert [error.description for error in OpenXmlValidator().validate(path).errors] == []
    assert _render(overlay, "officials") == content


def test_a_pack_edited_in_word_can_be_the_letterhead_of_the_next(tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    (tmp_path / "word" / "letterhead.docx").write_bytes(_render(Overlay()))

    content = _render(Overlay.over(tmp_path))

    before, after = (part(one, "word/styles.xml") for one in (_render(Overlay()), content))
    assert values(after, "style", "styleId") == values(before, "style", "styleId")
    assert words(_headers(content)["headerReference default"]) == "黄浦区投资者简报"


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"not a Word file"])
def test_a_letterhead_that_is_no_word_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "word").mkdir()
    (tmp_path / "word" / "letterhead.docx").write_bytes(content)

    with pytest.raises(ConfigurationError, match=r"letterhead\.docx 不是可用的 Word 文件"):
        _render(Overlay.over(tmp_path))
