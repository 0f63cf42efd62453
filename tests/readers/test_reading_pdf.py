"""A PDF becomes the paragraphs that it was made from; one that cannot be read becomes a clear word."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
import pytest

from briefing.errors import SourceError
from briefing.readers import read
from briefing.readers.pdf.furniture import find_furniture
from briefing.readers.pdf.paragraphs import Line, join_paragraphs
from briefing.readers.pdf.source import extract
from briefing.readers.sandbox import extract_confined
from plain_pdf import write_plain_pdf

SEED = Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt"
PAGE = "@page { size: A4; margin: 25mm; @top-center { content: '某区简报' } @bottom-center { content: counter(page) } }"


def seed_paragraphs() -> list[str]:
    lines = (line.strip() for line in SEED.read_text(encoding="utf-8").splitlines())
    # PDFium takes the space before a mark for one that a layout made.
    return [line.replace(" 。", "。").replace("- ", "-") for line in lines if line]


def pdf_of(style: str, paragraphs: list[str]) -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    font = "font: 12pt/1.6 'Noto Serif CJK TC'"
    return write_plain_pdf(f"<meta charset=utf-8><style>{PAGE} body {{ {font} }} {style}</style>{body}")


def refusal_of(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "访谈.pdf"
    path.write_bytes(content)
    with pytest.raises(SourceError) as refusal:
        read(path)
    return refusal.value.message


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "style",
    [
        "p { text-indent: 2em; margin: 0 }",
        "p { margin: 0 0 1em }",
        "p { text-indent: 2em; margin: 0; font-size: 10pt } body { columns: 2 }",
        "p { margin: 0 0 1em; text-align: justify } body { letter-spacing: 0.1em }",
    ],
)
def test_paragraphs_are_whole_across_lines_columns_and_pages(style: str) -> None:
    paragraphs = seed_paragraphs()

    assert extract(pdf_of(style, paragraphs), "a.pdf").text.replace("- ", "-").split("\n") == paragraphs


def test_the_kind_of_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "访谈.pdf"
    path.write_bytes(pdf_of("", seed_paragraphs()))

    assert read(path).encoding == "pdf"


def lines(*texts: str, left: float = 72, size: float = 12, page: int = 0) -> list[Line]:
    return [
        Line(page=page, text=text, left=left, right=left + size * len(text), bottom=700 - 20 * number, em=size)
        for number, text in enumerate(texts)
    ]


def joined(every: list[Line]) -> list[str]:
    furniture = find_furniture(every)
    return [found.text for found in join_paragraphs([line for line in every if line not in furniture])]


def test_a_short_line_ends_its_paragraph() -> None:
    full = "全年新增企业三百家增长百分之五左右全力做好各项服务"

    assert joined(lines(full, "结束了。", full, full)) == [f"{full}结束了。", full + full]


def test_words_in_latin_letters_keep_their_space_and_numbers_do_not_get_one() -> None:
    body = lines("全年新增企业三百家做好 world", "bank 评价到二〇二三年为 20", "24 年增长百分之五左右好于预期")

    assert joined(body) == ["全年新增企业三百家做好 world bank 评价到二〇二三年为 2024 年增长百分之五左右好于预期"]


def test_page_numbers_and_running_heads_are_left_out() -> None:
    years = ("今年", "明年", "后年", "去年")
    pages = [
        lines("某区简报", f"{year}我们在全区各个街道大力推进的各项", "重点工作。", f"— {page} —", page=page)
        for page, year in enumerate(years)
    ]

    found = joined([line for page in pages for line in page])

    assert found == [f"{year}我们在全区各个街道大力推进的各项重点工作。" for year in years]


def test_a_scan_is_refused(tmp_path: Path) -> None:
    blank = pikepdf.new()
    for _ in range(3):
        blank.add_blank_page()

    assert refusal_of(tmp_path, saved(blank)) == "访谈.pdf 里几乎没有文字，像是扫描件"


def test_a_password_is_asked_away(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf_of("", ["今年的目标是什么？"]))) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))

    assert refusal_of(tmp_path, locked) == "访谈.pdf 加了密码，读不了"


def test_a_file_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "访谈.pdf"
    with pikepdf.open(io.BytesIO(pdf_of("", seed_paragraphs()))) as pdf:
        path.write_bytes(saved(pdf, encryption=pikepdf.Encryption(owner="a", user="")))

    assert seed_paragraphs()[0] in read(path).text


def test_ten_thousand_pages_are_refused(tmp_path: Path) -> None:
    kids = " ".join(f"{number} 0 R" for number in range(3, 10_003))
    pages = "".join(f"{number} 0 obj <</Type/Page/Parent 2 0 R>> endobj\n" for number in range(3, 10_003))
    pdf = (
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        f"2 0 obj <</Type/Pages/Count 10000/Kids[{kids}]/MediaBox[0 0 9 9]>> endobj\n{pages}trailer <</Root 1 0 R>>\n%%EOF"
    )

    assert refusal_of(tmp_path, pdf.encode()) == "访谈.pdf 有 10000 页，太长"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"", b"no pdf at all", b"%PDF-1.7\n" + b"\x00" * 10_000])
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal_of(tmp_path, content) in ("访谈.pdf 打不开：文件损坏或不完整，或者不是 PDF", "访谈.pdf 是空的")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused(tmp_path: Path, share: float) -> None:
    content = pdf_of("", seed_paragraphs())

    assert refusal_of(tmp_path, content[: int(len(content) * share)])


def test_a_stream_that_unpacks_a_thousandfold_is_refused(tmp_path: Path) -> None:
    packed = zlib.compress(b"BT (a) Tj ET\n" * 5_000_000, 9)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)

    assert refusal_of(tmp_path, saved(pdf))


def test_a_reader_that_dies_is_a_refusal() -> None:
    with pytest.raises(SourceError, match="超出了时间或内存的限度"):
        extract_confined("no_such_reader", b"", "a.pdf")


def row(bottom: float, **cells: str) -> Line:
    """A line with cells in the columns a, b and c."""
    lefts = tuple({"a": 72.0, "b": 200.0, "c": 350.0}[column] for column in cells)
    words = tuple(cells.values())
    right = lefts[-1] + 12 * len(words[-1])
    return Line(
        page=0, text=" ".join(words), left=lefts[0], right=right, bottom=bottom, em=12, cells=words, lefts=lefts
    )


HEAD = row(700, a="渡口", b="内容", c="进度")


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (
            [
                *(row(676, a="青坞", b="新建泊位四个疏浚", c="投资3亿元"), row(660, b="航道十二公里")),
                *(row(636, a="白沙", b="标准冷库二十万平", c="18家"), row(620, b="方米")),
            ],
            ["青坞\t新建泊位四个疏浚航道十二公里\t投资3亿元", "白沙\t标准冷库二十万平方米\t18家"],
        ),
        (
            [
                row(676, b="新建泊位四个疏浚"),
                *(row(660, a="青坞", b="航道十二公里和两", c="投资3亿元"), row(644, b="条引桥")),
                *(row(620, b="标准冷库二十万平"), row(604, a="白沙", b="方米", c="18家")),
            ],
            ["青坞\t新建泊位四个疏浚航道十二公里和两条引桥\t投资3亿元", "白沙\t标准冷库二十万平方米\t18家"],
        ),
        (
            [row(676, a="青坞", b="3个", c="5个"), row(652, a="白沙", c="4个"), row(628, a="柳湾", b="6个", c="7个")],
            ["青坞\t3个\t5个", "白沙\t\t4个", "柳湾\t6个\t7个"],
        ),
        (
            # Words in the middle of a row's height, no more than a line apart from those of the next row.
            [
                *(row(680, b="新建泊位四个疏浚"), row(660, a="青坞", b="航道十二公里和两", c="投资3亿元")),
                *(row(640, b="条引桥"), row(620, b="标准冷库二十万平"), row(600, a="白沙", b="方米", c="18家")),
            ],
            [
                *("新建泊位四个疏浚", "青坞\t航道十二公里和两\t投资3亿元", "条引桥"),
                *("标准冷库二十万平", "白沙\t方米\t18家"),
            ],
        ),
    ],
)
def test_a_row_of_a_table_without_rules_is_whole_where_the_page_tells_its_rows(
    body: list[Line], seen: list[str]
) -> None:
    paragraphs = list(join_paragraphs([HEAD, *body]))

    assert [paragraph.text for paragraph in paragraphs] == ["渡口\t内容\t进度", *seen]
    assert all(paragraph.is_row for paragraph in paragraphs)


def test_a_paragraph_under_a_table_without_rules_is_none_of_its_rows() -> None:
    rows = [HEAD, row(676, a="青坞", b="3个", c="5个"), row(652, a="白沙", b="6个", c="7个")]

    *_, last = join_paragraphs([*rows, row(628, a="谢谢大家。")])

    assert (last.text, last.is_row) == ("谢谢大家。", False)


def test_a_question_begins_a_paragraph_below_a_headline_as_wide() -> None:
    body = lines("江城县长柳如川谈渡口更新和三年行动", "问：今年还有什么打算？", "答：再修三座桥。")

    assert joined(body) == [line.text for line in body]


def test_a_known_speakers_turn_begins_a_paragraph_whatever_ends_the_line_above() -> None:
    full = "柳如川：今年新增企业三百家增长百分之五左右全力做好各项"
    body = lines(full, "服务。", "记者：还有一件事大家都想问就是用水用电的…", full, "服务。", full, "服务。")

    assert joined(body) == [f"{full}服务。", "记者：还有一件事大家都想问就是用水用电的…", *[f"{full}服务。"] * 2]
