"""Blanks in a Word file: content controls with a prompt, a title and a tag, beside their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openxml_audit.validator import OpenXmlValidator

from briefing.config.sidecar import Sidecar
from briefing.text.language import Script
from word_blanks import controls_of, word_pack
from word_files import W, bookmarked, part, values, words

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

HEAD = Sidecar(bulletin={"name": "潮汐信息", "secrecy": "内部"})


def body(audience: str = "investor", sidecar: Sidecar | None = None, script: Script = Script.HANS) -> etree._Element:
    """The body of the text's Word pack."""
    return part(word_pack(audience, sidecar, script)[0], "word/document.xml")


def test_a_blank_is_a_rich_text_control_that_shows_its_prompt_under_a_chinese_title_and_tag() -> None:
    controls = controls_of(body())

    shown = [(words(one), *values(one, "alias"), *values(one, "tag")) for one in controls]
    assert shown[:3] == [
        ("点此填写单位", "单位", "待填·单位"),
        ("点此填写联系人", "联系人", "待填·联系人"),
        ("点此填写电话", "电话", "待填·电话"),
    ]
    for control in controls:
        assert [child.tag for child in control.find(f"{W}sdtPr")] == [
            f"{W}{name}" for name in ("alias", "tag", "id", "showingPlcHdr")
        ]
        assert values(control, "rStyle") == ["PlaceholderText"]


def test_no_two_controls_share_a_number() -> None:
    numbers = [number for control in controls_of(body("officials", HEAD)) for number in values(control, "id")[:1]]

    assert len(numbers) == 6
    assert len(set(numbers)) == 6


def test_every_blank_is_in_a_bookmark_called_by_its_key() -> None:
    found = {name: text for name, text in bookmarked(body()).items() if name.startswith("_blank_")}

    assert found["_blank_contact_telephone"] == "点此填写电话"
    assert len(found) == 5


def test_labels_stand_before_their_blanks_in_a_table_with_a_title_and_a_header_column() -> None:
    control, *_ = controls_of(body(script=Script.TW))
    row, table = (next(control.iterancestors(f"{W}{tag}")) for tag in ("tr", "tbl"))

    assert words(row) == "單位點此填寫單位"
    assert values(table, "tblCaption") == ["聯絡方式"]
    assert values(table, "tblDescription") == ["單位、聯絡人、電話、電郵、地址"]
    assert values(table, "tblLook", "firstColumn") == ["1"]


def test_the_contents_list_the_section_of_blanks() -> None:
    root = body()

    entries = [words(one) for one in root.iter(f"{W}hyperlink") if one.get(f"{W}anchor") == "_contact"]
    assert entries == ["联系方式"]
    assert bookmarked(root)["_contact"] == "联系方式"


def test_a_red_head_has_its_blanks_in_its_own_lines() -> None:
    controls = controls_of(body("officials", HEAD))

    lines = [values(next(one.iterancestors(f"{W}p")), "pStyle") for one in controls[:3]]
    assert [words(one) for one in controls[:3]] == ["点此填写期号", "点此填写编发单位", "点此填写印发日期"]
    assert lines == [["BulletinNumber"], ["BulletinIssued"], ["BulletinIssued"]]


@pytest.mark.parametrize("audience", ["investor", "officials"])
def test_a_file_with_blanks_is_valid(audience: str, tmp_path: Path) -> None:
    path = tmp_path / "材料.docx"
    path.write_bytes(word_pack(audience, HEAD)[0])

    result = OpenXmlValidator().validate(path)

    assert [error.description for error in result.errors] == []


def test_a_pack_with_blanks_has_the_same_bytes_twice() -> None:
    assert word_pack("officials", HEAD)[0] == word_pack("officials", HEAD)[0]
