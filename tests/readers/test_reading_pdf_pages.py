"""A PDF's page is read as a person sees it: in its order, each word once, and what is left out is told."""

from __future__ import annotations

import base64
import io
import random
import shutil
import subprocess
from html import escape
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from briefing import readers
from briefing.errors import SourceError
from briefing.readers.pdf.source import extract
from plain_pdf import write_plain_pdf
from running import HANGS
from word_files import convert

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.readers.extract import Extract

TITLE = "桃溪区区长柳如川：把老码头做成新客厅"
PARAGRAPHS = (
    "记者：去年桃溪区的沪杭-桃溪货运专线是怎样开通的？",
    "柳如川：去年区里新开了桃溪-青坞、桃溪-白沙两条货运专线，全年发送集装箱3.6万标箱，同比增长12.5%，其中冷链箱所占的比例低于10%。",
    "我们在码头边上建了一座面向全国的COVID-19疫苗冷库，又引进了B2B-电商平台“云上码头”，服务热线是021-33134800，请大家多多拨打。",
    "区里提出“3+3+X”产业体系，就是三个主导产业、三个先导产业和若干个未来产业，集聚企业1268家，税收增长80%。",
    "“码头不是一天建成的。”柳如川说，“老百姓看得见、摸得着，才算数。”",
    "记者：人才公寓够不够住？",
    "柳如川：今年要新建人才公寓4500套，配套学位1200个；对来桃溪创业的博士，给予最高不超过50万元的安家补贴，连续三年每年发放一次。",
    "（一）住房。新建、改建、配建并举，三年内供应保障性租赁住房1.2万套（间），租金不高于市场价的85%。",
    "（二）就学。随迁子女就近入学，一个都不能少。",
    "此外，区里与State-Grid、Bosch Rexroth以及Johnson & Johnson等公司签了约，投资总额达到3.5亿美元（折合人民币约25.2亿元）。",
    "谢谢大家。",
)
PROSE = "桃溪区今年要把老厂房改成新车间，全年新增就业岗位三千六百个，让年轻人在家门口就有活干。" * 3


def page_of(body: str, style: str = "") -> bytes:
    base = "@page { size: A4; margin: 25mm } body { font: 12pt/1.6 'Noto Serif CJK SC'; margin: 0 }"
    return write_plain_pdf(f"<meta charset=utf-8><style>{base} {style}</style>{body}")


def at(left: float, top: float, words: str, style: str = "") -> str:
    return f"<span style='position:absolute;line-height:1;white-space:nowrap;left:{left}pt;top:{top}pt;{style}'>{words}</span>"


def drawn(stream: bytes) -> bytes:
    """A page with a content stream of its own, in Helvetica."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    pdf.pages[0].Contents = pdf.make_stream(stream)
    return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def read(content: bytes) -> Extract:
    return extract(content, "a.pdf")


def lines(content: bytes) -> list[str]:
    return read(content).text.split("\n")


def marked(found: Extract, kind: str) -> list[str]:
    return [found.text[mark.span.start : mark.span.end] for mark in found.marks if mark.kind == kind]


def told(found: Extract, code: str) -> list[str]:
    return [notice.message for notice in found.notices if notice.code == code]


def article(width: int, size: float, paragraph: str) -> str:
    head = f"@page {{ size: {width}mm 120mm; margin: 20mm; @top-center {{ content: '桃溪访谈 第3期'; font-size: 9pt }}"
    foot = "@bottom-center { content: '— ' counter(page) ' —'; font-size: 9pt } }"
    words = "".join(f"<p>{escape(words)}</p>" for words in PARAGRAPHS)
    return (
        f"<!doctype html><html lang=zh-CN><meta charset=utf-8><style>{head} {foot} body {{ margin: 0; font: {size}pt/1.6 "
        f"'Noto Serif CJK SC' }} h1 {{ font-size: 20pt; text-align: center }} p {{ {paragraph} }}</style><h1>{TITLE}</h1>{words}"
    )


WIDTHS = [(148, 12.0), (176, 10.5), (120, 11.0), (210, 14.0)]


@pytest.mark.parametrize(("width", "size"), WIDTHS)
@pytest.mark.parametrize("style", ["margin: 0; text-indent: 2em", "margin: 0 0 1em"])
def test_paragraphs_come_back_whole_at_every_width(width: int, size: float, style: str) -> None:
    made = write_plain_pdf(article(width, size, style))

    found = read(made)

    assert found.text.split("\n") == [TITLE, *PARAGRAPHS]
    assert marked(found, "title") == [TITLE]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium here")
def test_paragraphs_come_back_whole_from_a_browser(tmp_path: Path) -> None:
    page, made = tmp_path / "a.html", tmp_path / "a.pdf"
    page.write_text(article(148, 12, "margin: 0; text-indent: 2em; text-align: justify"), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={made}", str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=HANGS)

    assert lines(made.read_bytes()) == [TITLE, *PARAGRAPHS]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_paragraphs_come_back_whole_from_an_office_whose_font_is_not_installed(tmp_path: Path) -> None:
    for number, (width, size) in enumerate(WIDTHS[:2]):
        _write_letter(tmp_path / f"{number}.docx", width, size)

    convert("pdf", tmp_path, tmp_path / "0.docx", tmp_path / "1.docx")

    assert lines((tmp_path / "0.pdf").read_bytes()) == [TITLE, *PARAGRAPHS]
    assert lines((tmp_path / "1.pdf").read_bytes()) == [TITLE, *PARAGRAPHS]


def _write_letter(path: Path, width: int, size: float) -> None:
    letter = docx.Document()
    fonts = letter.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(120)
    section.header.paragraphs[0].text = "桃溪访谈 第3期"
    for words, points in ((TITLE, 22.0), *((words, size) for words in PARAGRAPHS)):
        paragraph = letter.add_paragraph()
        paragraph.add_run(words).font.size = Pt(points)
        paragraph.paragraph_format.space_after = Pt(0)
        if words == TITLE:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    letter.save(str(path))


def test_marks_of_a_second_font_that_come_last_in_the_file_stand_where_the_page_shows_them() -> None:
    rows = ("柳如川说：“把车间搬到家门口，", "让‘数字园区’真正用起来。”")
    placed = [(12 * x, 20 * y, mark) for y, row in enumerate(rows) for x, mark in enumerate(row)]
    text = "".join(at(*one) for one in placed if one[2] not in "“”‘’")
    marks = "".join(at(*one, "font-family: Noto Sans CJK SC") for one in placed if one[2] in "“”‘’")

    assert lines(page_of(text + marks)) == ["".join(rows)]


def test_type_made_bold_by_drawing_it_twice_is_read_once() -> None:
    words = "全区新增企业318家，增长7.4%，其中青坞街道11家。"

    assert lines(page_of(at(0, 0, words) + at(0.5, 0, words))) == [words]


def test_a_character_is_no_double_of_one_in_another_size_elsewhere_on_the_page() -> None:
    margin, height = 25 * 72 / 25.4, 842
    small, large = (130, 432), (130 * 16 / 12, 432 * 16 / 12)
    places = [(x - margin, height - y - margin - 0.88 * size, size) for (x, y), size in ((small, 12), (large, 16))]

    shown = "".join(at(x, y, "渡口", f"font-size:{size}pt") for x, y, size in places)

    assert lines(page_of(f"<p>{PROSE}</p>{shown}"))[-2:] == ["渡口", "渡口"]


def test_the_numbers_of_a_list_are_read_with_their_entries_and_are_no_column() -> None:
    entries = [f"{PROSE[shift:]}{PROSE}{'又' * shift}。" for shift in range(6)]
    style = "p { margin: 0 0 0.5em; padding-left: 4em; text-indent: -4em } b { display: inline-block; width: 4em; text-indent: 0; font-weight: 400 }"
    body = "".join(f"<p><b>{number}.2</b>{entry}</p>" for number, entry in enumerate(entries, 22))

    assert lines(page_of(body, style)) == [f"{number}.2 {entry}" for number, entry in enumerate(entries, 22)]


@pytest.mark.parametrize("step", [28, 34])
def test_a_chart_between_rules_is_read_line_by_line(step: int) -> None:
    bars = [("码头货物", "2.4%", 300), ("渡轮旅客", "7.1%", 380), ("岛上民宿", "5.6%", 340), ("海产加工", "1.9%", 290)]
    rule = "<span style='position:absolute;left:0;width:440pt;height:0;border-top:1pt solid;top:{}pt'></span>"
    shown = "".join(
        at(100, 60 + step * row, name) + at(left, 60 + step * row, number)
        for row, (name, number, left) in enumerate(bars)
    )

    found = lines(page_of(at(0, 10, "三年的增长", "font-size:16pt") + rule.format(40) + shown + rule.format(200)))

    assert found == ["三年的增长", *(f"{name}\t{number}" for name, number, _ in bars)]


def test_the_raised_number_of_a_note_stays_with_it_and_is_no_page_number() -> None:
    note = at(0, 600, "15", "font-size:4.6pt") + at(12, 601, "见渡口一节的第三段。", "font-size:8pt")

    assert lines(page_of(f"<p>{PROSE}</p>{note}"))[-1] == "15 见渡口一节的第三段。"


def test_the_last_row_of_tiles_that_are_ruled_at_their_heads_is_a_row() -> None:
    rule = "<span style='position:absolute;left:0;width:450pt;height:0;border-top:1pt solid;top:{}pt'></span>"
    tiles = [
        [("46家", "船厂"), ("318处", "泊位"), ("2.4万人", "船工")],
        [("7座", "灯塔"), ("12条", "航线"), ("900艘", "渔船")],
    ]
    shown = "".join(
        at(10 + 150 * column, 60 + 80 * row, number) + at(10 + 150 * column, 80 + 80 * row, name)
        for row, inside in enumerate(tiles)
        for column, (number, name) in enumerate(inside)
    )

    found = read(page_of(f"{rule.format(40)}{rule.format(120)}{shown}{at(0, 260, PROSE[:30])}"))

    assert marked(found, "row") == ["\t".join(number + name for number, name in inside) for inside in tiles]


def test_a_dash_that_the_font_draws_as_one_stays_two_characters() -> None:
    assert lines(page_of("<p>桃溪特色平台——“云上码头”，已经有三百家企业进驻。</p>")) == [
        "桃溪特色平台——“云上码头”，已经有三百家企业进驻。"
    ]


def test_raised_numbers_are_no_part_of_a_number_and_a_call_goes_with_its_note() -> None:
    small = "<sup style='font-size: 7pt; line-height: 0'>{}</sup>".format
    foot = "<p style='font-size: 8pt; position: absolute; bottom: 0'>1 按当年价格计算，不含转口贸易的部分。</p>"
    found = read(
        page_of(
            f"<p>外贸总额达到1200亿元{small(1)}，厂房35万米{small(2)}，居民2100{small(3)}户，商号318家{small('ii')}。</p><p>{PROSE}</p>{foot}"
        )
    )

    assert found.text.split("\n")[0] == "外贸总额达到1200亿元，厂房35万米²，居民2100³户，商号318家ⁱⁱ。"
    assert marked(found, "note") == ["1 按当年价格计算，不含转口贸易的部分。"]
    assert told(found, "note-calls") == ["第1页正文里的脚注号没有读入，脚注放在段落之后"]


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other_under_the_headline(columns: int) -> None:
    paragraphs = [f"第{number}条专线已经开通。{PROSE}" for number in "一二三四五六七"]
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    style = f"div {{ columns: {columns}; column-gap: 1.2em; font-size: 9pt }} p {{ margin: 0; text-indent: 2em }}"

    found = lines(page_of(f"<h1>{TITLE}</h1><div>{body}</div>", style))

    assert found == [TITLE, *paragraphs]


@pytest.mark.parametrize("characters", [9, 13, 15, 16])
def test_a_headline_in_the_middle_above_columns_belongs_to_none_of_them(characters: int) -> None:
    headline = "桃溪区区长柳如川把老码头做成新客厅"[:characters]
    words = "".join(f"<p>{one}</p>" for one in PARAGRAPHS[:4])
    columns = f"<div style='columns: 3; column-gap: 6mm'>{words}<h2>今年怎么干</h2>{words}</div>"
    style = "@page { size: A4 landscape; margin: 15mm } h2 { font-size: 14pt } p { margin: 0; text-indent: 2em; text-align: justify }"

    found = lines(page_of(f"<h1 style='font-size: 20pt; text-align: center'>{headline}</h1>{columns}", style))

    assert found == [headline, *PARAGRAPHS[:4], "今年怎么干", *PARAGRAPHS[:4]]


def test_a_centred_headline_of_two_lines_is_one() -> None:
    headline = "桃溪区区长柳如川：把码头做活"
    words = "".join(f"<p>{one}</p>" for one in PARAGRAPHS[:5])
    style = "@page { size: 97mm 280mm; margin: 12mm } p { margin: 0; text-indent: 2em; text-align: justify }"

    found = lines(page_of(f"<h1 style='font-size: 20pt; text-align: center'>{headline}</h1>{words}", style))

    assert found[0] == headline


def test_a_two_page_file_loses_its_heads_and_keeps_a_paragraph_that_goes_over_the_page() -> None:
    style = (
        "@page { size: A5; @top-left { content: '桃溪政务' } @top-right { content: '2026年第3期' } "
        "@bottom-center { content: counter(page) '/' counter(pages) } } p { text-indent: 2em; margin: 0 }"
    )
    paragraphs = [f"第{number}条专线已经开通。{PROSE}" for number in "一二三四五"]

    found = read(page_of(f"<h1>{TITLE}</h1>" + "".join(f"<p>{words}</p>" for words in paragraphs), style))

    assert found.text.split("\n") == [TITLE, *paragraphs]
    assert len(told(found, "page-furniture")) == 1


@pytest.mark.parametrize(
    "heads",
    [
        # The name of the section, beside what all have or alone.
        "@page { @top-left { content: '桃溪政务' } @top-right { content: string(part) } }",
        "@page { @top-left { content: '桃溪政务·' string(part) } }",
    ],
)
def test_heads_whose_words_differ_from_page_to_page_are_left_out(heads: str) -> None:
    style = f"@page {{ size: A5; font-size: 8pt; @bottom-center {{ content: counter(page) }} }} {heads} p {{ text-indent: 2em; margin: 0 }}"
    paragraphs = [f"第{number}条专线已经开通。{PROSE * 3}" for number in "一二三四五六"]
    body = "".join(f"<p style='string-set: part \"第{words[1]}章\"'>{words}</p>" for words in paragraphs)

    found = read(page_of(f"<h1>{TITLE}</h1>{body}", style))

    assert found.text.split("\n") == [TITLE, *paragraphs]
    assert told(found, "page-furniture")


def test_a_small_head_of_one_page_is_no_title_and_a_day_there_is_read() -> None:
    found = [
        extract(
            page_of(f"{at(10, 0, head, 'font-size: 8pt')}<div style='padding-top:90pt'><p>{PROSE}</p></div>"), "a.pdf"
        )
        for head in ("桃溪观察 Taoxi Review", "桃溪日报 2026年3月12日")
    ]

    assert [one.text for one in found] == [PROSE, f"桃溪日报 2026年3月12日\n{PROSE}"]
    assert [[notice.code for notice in one.notices] for one in found] == [["page-furniture"], []]


def test_a_paragraph_goes_on_over_where_a_newspaper_says_on_which_page_it_does() -> None:
    opening = "柳如川说，去年桃溪区把老码头的事放在头等重要的位置上来抓，全"
    page = f"<p>{opening}</p><p style='text-align: right'>（下转第3版）</p>"
    following = "<p style='break-before: page'>（上接第1版）</p><p>区规模以上工业企业达到318家。</p>"

    found = lines(page_of(page + following, f"p {{ margin: 0; width: {len(opening)}em }}"))

    assert found == [f"{opening}区规模以上工业企业达到318家。"]


def test_a_title_that_is_the_running_head_of_the_next_page_is_read_once() -> None:
    style = f"@page {{ size: A5; @top-center {{ content: '{TITLE}'; font-size: 9pt }} }} @page :first {{ @top-center {{ content: none }} }}"
    paragraphs = [f"第{number}条专线已经开通。{PROSE}" for number in "一二三四五"]

    found = lines(page_of(f"<h1>{TITLE}</h1>" + "".join(f"<p>{words}</p>" for words in paragraphs), style))

    assert found.count(TITLE) == 1


def test_a_sentence_that_comes_at_the_foot_of_two_pages_is_no_running_foot() -> None:
    page = f"<p>{PROSE}</p><p>请各位多多指正。</p>"

    found = lines(page_of(f"{page}<div style='break-before: page'>{page}</div>"))

    assert found.count("请各位多多指正。") == 2


def test_a_number_alone_at_the_foot_of_a_paragraph_is_no_page_number() -> None:
    style = "@page { size: 100mm 60mm; margin: 10mm } p { margin: 0 }"
    words = "桃溪区去年在一百六十家商户当中入户走访真正刷码点单的居民占到八成以上完成改造的企业数达到了2024"

    assert lines(page_of(f"<p style='width: 300px'>{words}</p>", style)) == [words]


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("连接桃溪静安-徐汇两地", "连接桃溪静安-徐汇两地"),
        ("做好了COVID-19的防控", "做好了COVID-19的防控"),
        ("引进inter&shy;national的标准", "引进international的标准"),
        ("引进state-of-the-art的设备", "引进state-of-the-art的设备"),
    ],
)
def test_a_hyphen_of_the_text_at_the_end_of_a_line_is_kept_and_one_of_the_layout_is_not(words: str, seen: str) -> None:
    for width in range(8, 20):
        found = read(page_of(f"<div style='width: {width}em'>去年开始全区{words}，一共有三百二十六家。</div>"))

        assert found.text.replace("\n", "") == f"去年开始全区{seen}，一共有三百二十六家。"


def test_a_word_that_another_line_prints_whole_keeps_its_hyphen_at_the_end_of_a_line() -> None:
    whole = "<p>签了long-term合同。</p>"

    for width in range(8, 20):
        found = read(page_of(f"{whole}<p style='width: {width}em'>去年开始全区试行了long-term合同，共三百份。</p>"))

        assert "去年开始全区试行了long-term合同，共三百份。" in found.text.replace("\n", "")


def test_a_paragraph_goes_on_where_marks_of_quotation_hold_the_characters_beside_them() -> None:
    words = "柳如川说区里的码头二期已经开工“3+3+X”今年还要加快，船工的夜校也已经开工“5+7+Y”明年还要加快。"

    for width in range(9, 16):
        assert lines(page_of(f"<p style='width: {width}em'>{words}</p>")) == [words]


def test_a_page_begins_with_a_paragraph_by_its_indent_where_opening_marks_hang_in_the_margin() -> None:
    full = "「老碼頭」今年要換新顏，年輕人在家門口就有活幹。"
    rows = [(2, "記者問到碼頭的事，縣長這樣回答大家的提問說，"), (-0.5, full), (0, full[1:]), (-0.5, full)]

    words = "".join(at(12 * left, 20 * number, words) for number, (left, words) in enumerate(rows))
    page = f"<div style='position: relative; break-after: page'>{words}</div>"

    assert lines(page_of(3 * page)) == ["".join(words for _, words in rows)] * 3


def test_the_rows_of_ruled_and_of_aligned_tables_are_rows() -> None:
    cells = (
        ("指标", "今年", "增长"),
        ("规模以上工业企业（含新入库）户数", "318家", "7.4%"),
        ("新增就业", "1.3万人", "2.1%"),
    )
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    ruled = "table { border-collapse: collapse } td { border: 1px solid; width: 9em }"
    three = (
        "table { border-collapse: collapse; border-bottom: 1px solid } tr { border-top: 1px solid } td { width: 9em }"
    )
    aligned = "td { padding-right: 4em }"

    found = [
        marked(read(page_of(f"<p>{PROSE}</p><table>{body}</table><p>{PROSE}</p>", style)), "row")
        for style in (ruled, three, aligned)
    ]

    assert found == [["\t".join(row) for row in cells]] * 3


def test_numbers_between_two_rules_one_under_the_other_are_rows_of_their_own() -> None:
    heads = "<tr style='border: solid; border-width: 1px 0'><td>监测点<td>均值<td>最大值</tr>"
    rows = [("青坞村", "16", "187"), ("白沙村", "5", "274"), ("石门镇", "13", "231")]
    body = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) + "</tr>" for row in rows)
    style = "table { border-collapse: collapse; border-bottom: 1px solid } td { width: 9em }"

    found = read(page_of(f"<p>{PROSE}</p><table>{heads}{body}</table><p>{PROSE}</p>", style))

    assert marked(found, "row") == ["监测点\t均值\t最大值", *("\t".join(row) for row in rows)]


def columns_of(words: str) -> str:
    return f"<div style='columns: 2; column-gap: 2em; text-align: justify'>{words}</div>"


def in_a_form(content: bytes) -> bytes:
    """The PDF with all that its first page draws put into a form, moved and shrunk, as some journals' archives do."""
    pdf = pikepdf.open(io.BytesIO(content))
    page = pdf.pages[0]
    form = pdf.make_stream(
        page.Contents.read_bytes(),
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=page.MediaBox, Resources=page.Resources,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.Contents = pdf.make_stream(b"q .8 0 0 .8 50 60 cm /F Do Q")
    return saved(pdf)


@pytest.mark.parametrize("put", [bytes, in_a_form])
def test_the_columns_above_a_rule_over_the_whole_page_are_read_before_those_below(
    put: Callable[[bytes], bytes],
) -> None:
    first = "".join(f"<p style='margin:0;text-indent:2em'>甲文第{number}段。{PROSE}</p>" for number in "一二三")
    second = "".join(f"<p style='margin:0;text-indent:2em'>乙文第{number}段。{PROSE}</p>" for number in "一二三")
    content = page_of(f"{columns_of(first)}<hr style='border:0;border-top:1px solid'>{columns_of(second)}")

    found = read(put(content)).text.split("\n")

    assert found == [f"{text}文第{number}段。{PROSE}" for text in "甲乙" for number in "一二三"]


def test_a_headline_that_ends_before_the_second_column_parts_what_is_above_from_what_is_below() -> None:
    text = "".join(
        at(left, top + 16 * line, f"{article}{column}{line}" + PROSE[12 * line :][:11], "font-size:12pt")
        for article, top in (("甲", 60), ("乙", 300))
        for column, left in (("左", 60), ("右", 260))
        for line in range(8)
    )
    headline = at(60, 230, "码头上的新客厅", "font-size:27pt")

    found = read(page_of(text + headline)).text

    assert found.index("甲右7") < found.index("码头上的新客厅") < found.index("乙左0")


def test_a_numbered_head_after_a_full_last_line_is_a_line_of_its_own() -> None:
    lines_of = "".join(
        at(60, 60 + 20 * number, words, "font-size:12pt")
        for number, words in enumerate(
            ["　　" + "修" * 33, "桥" * 34 + "。", "4.2 夜间施工的安排", "　　" + "路" * 33, "好" * 20 + "。"]
        )
    )

    assert "4.2 夜间施工的安排" in lines(page_of(lines_of))


def test_turned_and_outlying_words_are_left_out_and_told() -> None:
    turned = "<div style='position: absolute; top: 300pt; transform: rotate(-35deg)'>内部资料</div>"
    found = read(page_of(f"<p>{PROSE}</p>{turned}{at(-900, 10, '看不见的话')}"))

    assert found.text == PROSE
    assert told(found, "askew-text") == ["第1页有转了方向的文字没有读入，如“内部资料”"]
    assert told(found, "outside-text") == ["第1页有页面以外的文字没有读入，如“看不见的话”"]


def test_a_vertical_page_is_read_from_right_to_left_and_told() -> None:
    columns = ("桃溪区今年要把老厂房改成新车间", "，全年新增就业岗位三千六百个，", "让年轻人在家门口就有活干。")
    placed = "".join(
        at(400 - 20 * x, 16 * y, mark) for x, column in enumerate(columns) for y, mark in enumerate(column)
    )

    found = read(page_of(placed))

    assert found.text == "".join(columns)
    assert told(found, "vertical-text") == ["第1页是竖排文字，按从右到左读入，请对照原件"]


def test_a_page_that_lies_on_its_side_is_read_upright() -> None:
    with pikepdf.open(io.BytesIO(page_of(f"<p>{PROSE}</p>", "@page { size: A4 landscape }"))) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"0 1 -1 0 595 0 cm " + pdf.pages[0].Contents.read_bytes())
        pdf.pages[0].MediaBox = [0, 0, 595, 842]
        pdf.pages[0].Rotate = 90

        assert read(saved(pdf)).text == PROSE


def test_characters_beyond_the_basic_plane_are_whole() -> None:
    words = "桃溪区𠮷家、𠀋家两个村的改造已经完成，村民全部搬进了新居。"

    assert lines(page_of(f"<p>{words}</p>")) == [words]


def test_a_page_that_is_a_picture_among_others_is_told() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (400, 600), "grey").save(picture, "PDF")
    with pikepdf.open(io.BytesIO(page_of(f"<p>{PROSE}</p>"))) as pdf, pikepdf.open(picture) as scan:
        pdf.pages.extend(scan.pages)

        assert told(read(saved(pdf)), "picture-page") == [
            "第2页只有图片，没有文字，没有读入；如有正文，请先做文字识别（OCR）"
        ]


def test_fonts_mapped_to_other_characters_are_refused_with_the_way_out() -> None:
    signs = random.Random(1).choices("!#$%&()*+,-./:;<=>?@^_`{|}~ABCDabcd0123", k=2000)  # noqa: S311 - no secret
    shown = "".join(signs).replace("(", "[").replace(")", "]")
    rows = b" ".join(
        b"1 0 0 1 40 %d Tm (%s) Tj" % (800 - 15 * row, shown[40 * row : 40 * row + 40].encode()) for row in range(50)
    )

    with pytest.raises(SourceError, match="乱码") as refusal:
        read(drawn(b"BT /F 12 Tf " + rows + b" ET"))

    assert "OCR" in (refusal.value.hint or "")


def test_a_text_layer_with_broken_characters_is_told_with_their_share() -> None:
    found = read(page_of(f"<p>{PROSE}</p><p>投资l79.52万元，2Ol6年完成~^|改造，收入{{}}一千元。</p>"))

    (message,) = told(found, "garbled-text")
    assert "% 的字符不成文字" in message
    assert not told(read(page_of(f"<p>{PROSE}</p>")), "garbled-text")


def test_a_hundred_thousand_characters_at_one_point_are_read_in_time() -> None:
    shown = b" ".join(b"(%c) Tj 1 0 0 1 100 400 Tm" % (65 + number % 26) for number in range(100_000))

    assert len(read(drawn(b"BT /F 12 Tf 100 400 Td " + shown + b" ET")).text) == 26


def test_feet_that_print_the_same_words_from_the_other_end_are_feet() -> None:
    paragraph = "<p style='margin:0;text-indent:2em'>" + "区里把旧码头修好，让船靠得住、货卸得快。" * 6 + "</p>"
    feet = (
        "@page { size: A5; margin: 20mm 20mm 25mm; font-size: 8pt }"
        "@page :left { @bottom-left { content: counter(page) ' 2026.03' } }"
        "@page :right { @bottom-left { content: '2026.03 ' counter(page) } }"
    )

    found = read(page_of(paragraph * 8, feet))

    assert "2026.03" not in found.text
    assert len(told(found, "page-furniture")) == 1


def test_a_turn_begins_a_paragraph_though_the_line_before_is_full() -> None:
    turns = [
        f"何进：{words}。" for words in ("甲村的旧码头修好了船靠得住货卸得快", "乙村的旧码头修好了船靠得住货卸得快") * 3
    ]
    assert {len(words) for words in turns} == {21}

    found = lines(page_of("".join(f"<p style='margin:0'>{words}</p>" for words in turns), "body { width: 254pt }"))

    assert found == turns


def _scanned(body: str) -> bytes:
    """A page whose text lies over the picture of it."""
    picture = io.BytesIO()
    Image.new("RGB", (595, 842), "white").save(picture, "PNG")
    data = base64.b64encode(picture.getvalue()).decode()
    cover = f"<img src='data:image/png;base64,{data}' style='position:absolute;left:0;top:0;width:100%;height:100%'>"
    return page_of(cover + body, "@page { size: A4; margin: 0 } body { padding: 60pt }")


def test_short_lines_that_recognition_made_of_nothing_are_left_out_and_told() -> None:
    noise = ("爵＃）", "安装位Ｍ織", "丨谰Ｋ综")

    found = read(_scanned(f"<p>{PROSE}</p>" + "".join(f"<p>{words}</p>" for words in noise) + "<p>设备的选择</p>"))

    assert found.text.splitlines() == [PROSE, "设备的选择"]
    assert told(found, "scanned-noise") == ["第1页的扫描图片里有 3 处短行认不成词，没有读入，如“爵＃）”，请对照原件"]


def test_short_lines_of_a_page_that_is_no_scan_are_read() -> None:
    found = read(page_of(f"<p>{PROSE}</p><p>爵＃）</p>"))

    assert "爵＃）" in found.text
    assert not told(found, "scanned-noise")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("084 江上月刊", "2026/01总第162期 085"),
        ("18 工业 Industry", "19"),
        ("卷首 102", "103 江上"),
        ("·102· 江上与码头2026.04.26 总第65期", "Harbour Life ·103·"),
    ],
)
def test_feet_that_say_each_page_something_else_are_feet_by_its_number(left: str, right: str) -> None:
    paragraph = "<p style='margin:0;text-indent:2em'>" + "区里把旧码头修好让船靠得住货卸得快，" * 60 + "</p>"
    feet = (
        "@page { size: A5; margin: 20mm 20mm 25mm; font-size: 8pt }"
        f"@page {{ @bottom-left {{ content: '{right}' }} }} @page :first {{ @bottom-left {{ content: '{left}' }} }}"
    )

    found = read(page_of(paragraph, feet))

    assert found.text.count("\n") == 0
    assert len(told(found, "page-furniture")) == 1


def test_numbered_headings_at_the_top_of_two_pages_are_read() -> None:
    body = f"<h2>1 修路</h2><p>{PROSE}</p><h2 style='break-before:page'>2 架桥</h2><p>{PROSE}</p>"

    assert {"1 修路", "2 架桥"} <= set(lines(page_of(body)))


def test_where_each_page_begins_is_told() -> None:
    pages = "".join(f"<p style='break-after: page'>第{name}页讲桃溪区的码头和仓库。{PROSE}</p>" for name in "甲乙丙")

    found = extract(page_of(pages), "x.pdf")

    assert [(number, found.text[start : start + 3]) for start, number in found.pages] == [
        (1, "第甲页"),
        (2, "第乙页"),
        (3, "第丙页"),
    ]


def test_where_each_page_begins_is_known_beside_a_character_of_a_private_font(tmp_path: Path) -> None:
    path = tmp_path / "码头.pdf"
    path.write_bytes(page_of(f"<p style='break-after: page'>桃溪区的码头&#xe123;{PROSE}</p><p>{PROSE}</p>"))

    source = readers.read(path)

    assert "private-characters" in [notice.code for notice in source.notices]
    assert [number for _, number in source.pages] == [1, 2]


def test_a_caption_under_a_column_does_not_part_the_sentence_that_goes_on_in_the_next() -> None:
    text, caption = PROSE * 2, "图为夜色里的桃溪码头"
    column = [text[start : start + 14] for start in range(0, len(text), 14)]
    half = len(column) // 2
    left = "".join(at(72, 100 + 20 * row, words) for row, words in enumerate(column[:half]))
    right = "".join(at(300, 100 + 20 * row, words) for row, words in enumerate(column[half:]))
    under = at(90, 116 + 20 * half, caption, "font-size: 8pt; font-family: Noto Sans CJK SC")

    found = lines(page_of(left + right + under))

    assert found == [text, caption]


def test_the_lines_of_a_numbered_item_that_hang_under_its_words_are_one_paragraph() -> None:
    items = [f"（{number}）{PROSE[:-1]}，{PROSE}" for number in "一二"]
    style = "p { margin: 0 0 0 3em; text-indent: -3em }"

    found = lines(page_of(f"<div>{PROSE}</div>" + "".join(f"<p>{item}</p>" for item in items), style))

    assert found == [PROSE, *items]


def test_the_text_of_left_and_right_pages_keeps_its_paragraphs_though_their_margins_differ() -> None:
    style = (
        "@page { size: A5; margin: 20mm } @page :right { margin-left: 28mm; margin-right: 12mm } "
        "p { text-indent: 2em; margin: 0 }"
    )
    paragraphs = [f"第{number}条专线已经开通。{PROSE * 4}" for number in "一二三四五六"]

    found = lines(page_of("".join(f"<p>{words}</p>" for words in paragraphs), style))

    assert found == paragraphs


def test_paragraphs_whose_first_line_hangs_out_are_whole() -> None:
    style = "p { margin: 0; padding-left: 2.4em; text-indent: -2.4em; text-align: justify }"
    body = "".join(f"<p>{escape(words)}</p>" for words in PARAGRAPHS)

    found = lines(page_of(f"<h1>{TITLE}</h1>{body}", style))

    assert found == [TITLE, *PARAGRAPHS]


def test_sentences_that_begin_lines_are_of_the_paragraph_where_gaps_part_paragraphs() -> None:
    parted = [
        ["柳如川：去年新开专线两条，发送三万箱；", "到港的船一天比一天多，仓库也要加盖三座。"],
        ["记者：今年呢？"],
        ["柳如川：公寓要再建四千五百套，租金不高；", "随迁子女一个都不能少，都能就近入学。"],
        ["谢谢大家。"],
        ["这些话要说到做到。"],
        [PARAGRAPHS[1]],
    ]
    body = "".join(f"<p>{'<br>'.join(one)}</p>" for one in parted)

    found = lines(page_of(f"<h1>{TITLE}</h1>{body}", "@page { size: 160mm 200mm } p { margin: 0 0 1em }"))

    assert found[1] == "".join(parted[0])
    assert found[-3:] == ["谢谢大家。", "这些话要说到做到。", PARAGRAPHS[1]]


def test_lines_of_so_many_characters_are_one_paragraph_where_paragraphs_are_indented() -> None:
    paragraphs = [
        "柳如川：去年发送集装箱3.6万标箱，增长12.5%，冷链箱占10%；新开COVID-19疫苗冷库1座，面积1268平方米。",
        "记者：今年呢？",
        "柳如川：今年要新建公寓4500套。",
        "记者：补贴多少？",
        "柳如川：每人500000元，分3年发放，每年1次，先到先得；2026年12月31日以前来的都算。",
    ]
    broken = [f"　　{words}"[start : start + 24] for words in paragraphs for start in range(0, len(words) + 2, 24)]

    found = lines(page_of("<br>".join(broken), "body { white-space: pre }"))

    assert found == paragraphs


@pytest.mark.parametrize("size", [9.5, 10])
def test_a_last_column_of_a_line_or_two_goes_on_with_the_column_before(size: float) -> None:
    left = [
        "桃溪区今年要把老厂房改成新车间，全年新增",
        *["就业岗位三千六百个，让年轻人在家门口就有活"] * 8,
        "干，把港口、产业、城市连成一条线，一步一步",
    ]
    right = ["走下去，不搞花架子，不做表面文章。"]
    style = f"font-size:{size}pt"
    body = "".join(at(0, 16 * number, words, style) for number, words in enumerate(left))
    body += "".join(at(size * 22, 16 * number, words, style) for number, words in enumerate(right))

    found = lines(page_of(body))

    assert found == ["".join([*left, *right])]


@pytest.mark.parametrize(("code", "bullet"), [("\uf0b7", "•"), ("\uf06e", "■"), ("\uf0d8", "➢")])
def test_bullets_of_symbol_fonts_are_those_that_the_page_shows(code: str, bullet: str) -> None:
    found = read(page_of(f"<p>{code} {PROSE[:40]}</p>"))

    assert found.text.replace(" ", "") == f"{bullet}{PROSE[:40]}"
