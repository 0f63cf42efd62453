"""A path becomes a source, or a clear word why it cannot."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.readers import READERS, read
from briefing.readers.encodings import decode
from briefing.text.source import strip_span

INTERVIEW = "问：今年的目标是什么？\r\n答：我们将新增企业三百家，增长5%左右，全力做好服务。\r\n"
TRADITIONAL = "問：今年的目標是什麼？\r\n答：我們將新增企業三百家，增長5%左右，全力做好服務。\r\n"
SEED = Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt"


def refusal_of(path: Path) -> str:
    with pytest.raises(SourceError) as refusal:
        read(path)
    assert refusal.value.exit_code == 3
    assert refusal.value.hint
    return refusal.value.message


def file_with(folder: Path, content: bytes, name: str = "访谈.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_the_text_is_the_file_read_as_utf8_with_its_line_ends() -> None:
    source = read(SEED)

    assert source.text == SEED.read_bytes().decode()
    assert (source.name, source.encoding) == (SEED.name, "utf-8")
    assert source.sha256 == hashlib.sha256(SEED.read_bytes()).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_simplified_text_is_read_in_every_encoding_of_the_mainland(tmp_path: Path, encoding: str) -> None:
    path = file_with(tmp_path, INTERVIEW.encode(encoding))

    source = read(path)

    assert (source.text, source.encoding) == (INTERVIEW, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5hkscs"])
def test_traditional_text_is_read_in_every_encoding_of_the_region(tmp_path: Path, encoding: str) -> None:
    path = file_with(tmp_path, TRADITIONAL.encode(encoding))

    source = read(path)

    assert (source.text, source.encoding) == (TRADITIONAL, encoding)


def test_characters_of_hong_kong_alone_are_read(tmp_path: Path) -> None:
    text = "記者：深水埗和鰂魚涌的情況如何？局長：我們會在這兩個地方增加人手，並且每月公布進度。"

    source = read(file_with(tmp_path, text.encode("big5hkscs")))

    assert source.text == text


def test_a_byte_order_mark_stays_so_that_offsets_are_those_of_the_file(tmp_path: Path) -> None:
    path = file_with(tmp_path, b"\xef\xbb\xbf" + INTERVIEW.encode())

    assert read(path).text == path.read_bytes().decode()


@pytest.mark.parametrize("length", [24, 60, 400])
def test_no_passage_of_the_interview_is_taken_for_another_encoding(length: int) -> None:
    text = SEED.read_text(encoding="utf-8")
    passages = [text[start : start + length] for start in range(0, len(text) - length, 97)]

    for passage in passages:
        for encoding in ("gb18030", "utf-16-le"):
            assert decode(passage.encode(encoding), "a.txt")[0] == passage


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "无.txt") == f"没有文件 {tmp_path / '无.txt'}"


def test_a_missing_file_of_an_unknown_kind_is_missing_first_of_all(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "无.xyz").startswith("没有文件")


def test_a_folder_is_no_interview(tmp_path: Path) -> None:
    assert refusal_of(tmp_path).endswith("是文件夹，不是访谈")


@pytest.mark.parametrize("content", [b"", " \n\t　\n".encode(), b"\xef\xbb\xbf\n", b"\xff\xfe"])
def test_a_file_without_words_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal_of(file_with(tmp_path, content)) in ("访谈.txt 是空的", "访谈.txt 里只有空白，没有文字")


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, b"\x00" * 5000])
def test_a_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "不是可读的文本文件" in refusal_of(file_with(tmp_path, content))


def test_a_control_character_is_named_by_its_byte(tmp_path: Path) -> None:
    path = file_with(tmp_path, "今年的目标\x02是什么".encode())

    assert refusal_of(path) == "访谈.txt 不是可读的文本文件（第 15 字节起）"


def test_a_damaged_file_is_refused_with_the_place(tmp_path: Path) -> None:
    content = INTERVIEW.encode()

    path = file_with(tmp_path, content[:30] + b"\xff" + content[30:])

    assert refusal_of(path) == "访谈.txt 不是可读的文本文件（第 30 字节起）"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n\xe2\xe3", " PDF 文件"),
        (b"PK\x03\x04\x14\x00\xff", " Word 一类的压缩文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "旧版 Office 文件"),
        (b"{\\rtf1\\ansi", " RTF 文件"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "图片"),
    ],
)
def test_a_file_under_a_wrong_name_is_called_what_it_is(tmp_path: Path, content: bytes, kind: str) -> None:
    assert refusal_of(file_with(tmp_path, content)).startswith(f"访谈.txt 其实是{kind}")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{\\rtf1\\ansi", " RTF 文件"),
        (b"<html xmlns:w='urn:schemas-microsoft-com:office:word'>", "网页"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "网页存档"),
        (b"%PDF-1.4", " PDF 文件"),
    ],
)
def test_what_is_called_a_word_file_and_is_none_is_refused_by_name(tmp_path: Path, content: bytes, kind: str) -> None:
    assert refusal_of(file_with(tmp_path, content, "纪要.docx")).startswith(f"纪要.docx 其实是{kind}")


@pytest.mark.parametrize(
    "text",
    [
        "The district will add 300 companies this year. " * 20,
        "今年の目標は企業を三百社増やすことです。よろしくお願いします。" * 5,
        "올해 목표는 기업 300개를 늘리는 것입니다. " * 5,
        "3.14159 2.71828 " * 30,
    ],
)
def test_a_text_that_is_not_chinese_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal_of(file_with(tmp_path, text.encode())) == "访谈.txt 不是中文文本"


def test_a_chinese_text_full_of_names_and_numbers_is_chinese(tmp_path: Path) -> None:
    text = "ESG、CRO、SMO 等项目 2023 年增长 12.5%，AI+5G 应用 300 个，GDP 达 1,200 亿元。"

    assert read(file_with(tmp_path, text.encode())).text == text


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("a.doc", "a.doc 是旧版 Word 文件（.doc），读不了", "另存为 .docx"),
        ("a.WPS", "a.WPS 是 WPS 文字文件（.wps），读不了", "另存为 .docx"),
        ("a.rtf", "a.rtf 是 RTF 文件（.rtf），读不了", "另存为 .docx"),
        ("a.ofd", "a.ofd 是 OFD 版式文件（.ofd），读不了", "OCR"),
        ("a.jpg", "a.jpg 是图片，里面的文字读不了", "OCR"),
        ("a.xlsx", "a.xlsx 这种文件读不了", ".pdf"),
        ("a", "a 这种文件读不了", ".txt"),
    ],
)
def test_a_kind_that_is_not_read_is_refused_by_name_with_what_to_save_it_as(
    tmp_path: Path, name: str, message: str, hint: str
) -> None:
    with pytest.raises(SourceError) as refusal:
        read(file_with(tmp_path, INTERVIEW.encode(), name))

    assert refusal.value.message == message
    assert hint in refusal.value.hint


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    assert read(file_with(tmp_path, INTERVIEW.encode(), "访谈.TXT")).text == INTERVIEW


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)

    assert refusal_of(path) == "大.txt 太大：200 MB"


def test_a_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "管道.txt"
    os.mkfifo(path)

    assert refusal_of(path).endswith("不是普通文件")


def test_a_link_to_a_device_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "零.txt"
    path.symlink_to("/dev/zero")

    assert refusal_of(path).endswith("不是普通文件")


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "环.txt"
    path.symlink_to(path)

    assert refusal_of(path).startswith(f"读不了 {path}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = file_with(tmp_path, INTERVIEW.encode())
    path.chmod(0)

    assert refusal_of(path) == f"没有权限读 {path}"


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert refusal_of(Path(f"{tmp_path}/a\0b.txt")).startswith("文件名不能用")
    assert refusal_of(tmp_path / ("长" * 300 + ".txt")).startswith("读不了")


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text, encoding = decode(content, "a.txt")
    except SourceError:
        return

    assert text.encode(encoding) == content or encoding == "utf-16"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="".join(map(chr, range(32))))))
def test_any_text_saved_as_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode(), "a.txt") == (text, "utf-8")


def test_every_reader_has_a_limit() -> None:
    assert all(0 < reader.largest <= 50_000_000 for reader in READERS.values())


def test_a_byte_order_mark_is_no_part_of_any_word(tmp_path: Path) -> None:
    source = read(file_with(tmp_path, "\ufeff　标题：服务\n".encode()))

    assert source[strip_span(source, source.whole)] == "标题：服务"
