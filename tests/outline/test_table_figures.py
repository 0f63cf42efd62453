"""Figures of tables: the unit of their column, their row or their table, and never one that nobody stated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.build.pipeline import Job, Order, build_sources
from briefing.build.workers import open_pool
from briefing.cli import briefing
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.edition.index import OutlineIndex
from briefing.errors import BriefingError
from briefing.outline.codec import from_json, to_json
from briefing.outline.figures.tables import find_table_figures
from briefing.outline.model import Figure, Outline
from briefing.outline.parse import parse
from briefing.packs.cache import Cache
from briefing.readers import read as read_file
from briefing.text.language import Script
from briefing.text.source import Mark, Source, span
from word_made import cell, kinds, lines, paragraph, read, table, word_file

MERGED, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def wide(columns: int) -> str:
    """What makes a cell cover several columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


def outline_of(body: str) -> Outline:
    extracted = read(paragraph("梁知秋：主要指标见下表，请大家对照。") + body)
    return parse(Source(name="稿.docx", text=extracted.text, sha256="0", marks=extracted.marks))


def said(figure: Figure) -> tuple[str, str, str]:
    """A figure in short: its words, what it counts, and when."""
    return tuple(words.text if words else "" for words in (figure.words, figure.indicator, figure.period))


def figures(*rows: tuple[str, ...], above: str = "") -> list[tuple[str, str, str]]:
    return [said(figure) for figure in outline_of((paragraph(above) if above else "") + table(*rows)).figures]


def test_the_unit_stands_in_the_head_of_the_column() -> None:
    found = figures(("行业", "产值（亿元）", "增速(%)", "商号，家"), ("造船", "1,204.5", "6.2", "210"))

    assert found == [
        ("1,204.5亿元", "造船产值", ""),
        ("6.2%", "造船增速", ""),
        ("210家", "造船商号", ""),
    ]


def test_a_rate_in_a_cell_keeps_its_sign_and_a_dash_is_none() -> None:
    found = figures(
        ("园区", "产值（亿元）", "同比(%)"), ("北港园", "31.5", "-4.2"), ("南港园", "-", "+0.8"), ("老港园", "-3", "—")
    )

    assert found == [("31.5亿元", "北港园产值", ""), ("-4.2%", "北港园同比", ""), ("+0.8%", "南港园同比", "")]


def test_the_unit_stands_in_a_column_of_its_own_and_the_time_in_the_head() -> None:
    found = figures(
        ("指标", "单位", "2023年", "2024年"), ("造船产值", "亿元", "", "31.2"), ("货运量", "万吨", "620", "—")
    )

    assert found == [("31.2亿元", "造船产值", "2024年"), ("620万吨", "货运量", "2023年")]


def test_the_unit_stands_over_the_table_and_is_not_that_of_a_change() -> None:
    rows = (("指标", "2024年", "同比增长"), ("造船产值", "31.2", "8.9"))

    assert figures(*rows, above="单位：亿元") == [("31.2亿元", "造船产值", "2024年")]
    assert figures(*rows, above="（单位：亿元、%）") == [
        ("31.2亿元", "造船产值", "2024年"),
        ("8.9%", "造船产值同比增长", ""),
    ]


def test_the_unit_stands_in_the_head_of_the_row() -> None:
    found = figures(("指标", "2024年"), ("造船产值（亿元）", "31.2"), ("能耗下降（%）", "3.5"))

    assert found == [("31.2亿元", "造船产值", "2024年"), ("3.5%", "能耗下降", "2024年")]


def test_a_head_of_two_rows_is_read_from_above() -> None:
    found = figures(
        (cell("指标", MERGED), cell("2024年", wide(2)), cell("2023年", wide(2))),
        (cell("", GOES_ON), "总量（亿元）", "增速（%）", "总量（亿元）", "增速（%）"),
        ("造船产值", "31.2", "8.9", "28.6", "7.1"),
    )

    assert [one[0] + one[2] for one in found] == ["31.2亿元2024年", "8.9%2024年", "28.6亿元2023年", "7.1%2023年"]


def test_a_label_over_several_rows_and_one_on_a_row_of_its_own_are_said_of_each() -> None:
    merged = figures(
        ("镇", "行业", "商号（家）"),
        (cell("北渡镇", MERGED), "造船", "12"),
        (cell("", GOES_ON), "织网", "7"),
        ("南渡镇", "造船", "3"),
    )
    grouped = figures(
        ("行业", "产值（亿元）"),
        (cell("一、工业", wide(2)),),
        ("造船", "12"),
        (cell("二、渔业", wide(2)),),
        ("养殖", "3"),
    )

    assert [one[1] for one in merged] == ["北渡镇造船商号", "北渡镇织网商号", "南渡镇造船商号"]
    assert [one[1] for one in grouped] == ["工业造船产值", "渔业养殖产值"]


def test_years_that_open_rows_are_the_time() -> None:
    found = figures(("年份", "人口（万人）"), ("2023", "48.2"), ("2024年", "48.9"))

    assert found == [("48.2万人", "人口", "2023"), ("48.9万人", "人口", "2024年")]


def test_cells_with_units_of_their_own_have_the_head_as_indicator() -> None:
    assert figures(("类别", "商号数"), ("小型", "318家"), ("微型", "96家")) == [
        ("318家", "小型商号数", ""),
        ("96家", "微型商号数", ""),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("序号", "单位", "电话"), ("1", "县统计局", "02133134800"), ("2", "县财政局", "02133134801")),
        (("项目", "数量"), ("公路", "12"), ("桥梁", "5")),
        (("姓名", "工号", "开工时间"), ("梁知秋", "0071", "2024")),
        (("行业", "产值（亿元）"), ("造船", "-3.2")),
        (("指标", "增速"), ("造船", "8.9")),
        (("排名", "镇", "得分"), ("1", "北渡镇", "98.5")),
    ],
)
def test_numbers_without_a_unit_codes_and_orders_are_no_figures(rows: tuple[tuple[str, ...], ...]) -> None:
    assert figures(*rows) == []


def test_a_column_of_numbers_that_name_something_has_no_unit_from_over_the_table() -> None:
    rows = (("序号", "项目", "投资", "电话", "排名"), ("1", "架桥", "12", "2133134", "3"))

    assert figures(*rows, above="单位：万元") == [("12万元", "架桥投资", "")]


def test_two_units_that_disagree_give_none() -> None:
    assert figures(("指标", "金额（万元）"), ("商号（家）", "210")) == []


def test_a_row_is_no_heading_and_no_point_of_a_pack() -> None:
    outline = outline_of(table(("行业", "产值（亿元）"), ("造船产业", "12")))

    library = OutlineIndex(outline=outline, topics=load_template_set(Overlay()).topics)

    assert [section.heading for section in outline.sections] == [None]
    assert [library.sentences.is_row(point) for point in outline.points] == [False, True, True]


def test_rows_of_other_readers_are_tables_where_their_lines_follow_each_other() -> None:
    text = "指标\t产值（亿元）\n造船\t12\n前文。\n镇\t商号（家）\n北渡镇\t7"
    marks, start = [], 0
    for line in text.split("\n"):
        marks += [Mark(kind="row", span=span(start, start + len(line)))] if "\t" in line else []
        start += len(line) + 1

    found = find_table_figures(Source(name="a.html", text=text, sha256="0", marks=tuple(marks)))

    assert [said(figure)[:2] for figure in found] == [("12亿元", "造船产值"), ("7家", "北渡镇商号")]


@pytest.mark.parametrize("name", ["民调.md", "民调.txt"])
def test_an_empty_cell_in_the_corner_of_a_markdown_table_keeps_its_column(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    rows = ("|  | 满意率 | 知晓率 |", "| --- | --- | --- |", "| 水务所 | 52% | 34% |", "| 路政所 | 39% | 18% |")
    path.write_text("\n".join(("# 各所得分", "", "梁知秋公布了得分。", "", *rows, "")), encoding="utf-8")

    assert [said(figure)[:2] for figure in parse(read_file(path)).figures] == [
        ("52%", "水务所满意率"),
        ("34%", "水务所知晓率"),
        ("39%", "路政所满意率"),
        ("18%", "路政所知晓率"),
    ]


def test_a_table_of_markdown_is_one_table_with_its_rule(tmp_path: Path) -> None:
    path = tmp_path / "访谈.md"
    rows = ("| 行业 | 产值（亿元） | 增速（%） |", "| --- | ---: | --- |", "| 造船 | 12 | 8.9 |")
    path.write_text(
        "\n".join(("# 把账算清楚", "", "梁知秋介绍，主要指标见下表，请大家对照。", "", *rows, "")), encoding="utf-8"
    )

    assert [said(figure)[:2] for figure in parse(read_file(path)).figures] == [
        ("12亿元", "造船产值"),
        ("8.9%", "造船增速"),
    ]


def test_a_figure_of_two_places_comes_back_from_the_outline_file(tmp_path: Path) -> None:
    path = tmp_path / "访谈.docx"
    path.write_bytes(word_file(paragraph("梁知秋：指标见下表。") + table(("行业", "产值（亿元）"), ("造船", "12"))))
    outline = parse(read_file(path))

    assert [len(figure.words.spans) for figure in outline.figures] == [2]
    assert from_json(to_json(outline), outline.source).figures == outline.figures


def test_a_table_that_lays_out_text_is_read_as_text_and_labels_beside_it_head_nothing() -> None:
    form = table(("受访人", "梁知秋"), ("谈话内容", cell("问：今年怎么样？|梁知秋：修了三座桥，通了五条路。")))

    assert lines(table((cell("第一段话。|第二段话。"),))) == ["第一段话。", "第二段话。"]
    assert lines(form) == ["受访人\t梁知秋", "谈话内容", "问：今年怎么样？", "梁知秋：修了三座桥，通了五条路。"]
    assert kinds(read(form)) == [("row", "受访人\t梁知秋"), ("row", "谈话内容")]


def test_a_deleted_row_is_gone_and_a_table_in_a_cell_is_read_after_it() -> None:
    inner = table(("造船（家）", "5"), ("织网（家）", "6"))
    outer = table(("左栏", f"<w:tc>{inner}<w:p/></w:tc>")).replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", 1)
    gone = table(("造船", "5"), ("织网", "6")).replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>', 1)

    assert lines(outer) == ["左栏", "造船（家）\t5", "织网（家）\t6"]
    assert lines(gone) == ["织网\t6"]


def test_a_pack_prints_a_figure_with_the_unit_of_its_head_and_the_gate_accepts_it(tmp_path: Path) -> None:
    source, out = tmp_path / "访谈.docx", tmp_path / "out"
    body = paragraph("江城县县长梁知秋：把账算清楚") + paragraph("记者：请介绍全县的经济情况。")
    body += paragraph("梁知秋：全县规模以上工业企业达到318家，主要指标见下表。") + paragraph("单位：亿元、%")
    body += table(("指标", "2025年", "增速"), ("工业增加值", "131.2", "8.9"), ("外商投资额", "35.1", "6.4"))
    source.write_bytes(word_file(body))
    order = Order(
        audiences=("officials",), formats=("html", "pdf", "docx"), scripts=(Script.HANS, Script.TW), date=None
    )
    job = Job(template_set=load_template_set(Overlay()), order=order, out=out, cache=Cache(folder=None))

    with open_pool(1) as workers:
        results = [result for _, result in build_sources(job, [source], workers, lambda: None)]

    assert not any(isinstance(result, BriefingError) for result in results)
    packs = sorted((out / "访谈").glob("officials.*"))
    page = re.sub(r"<[^>]*>|\s", "", packs[1].read_text(encoding="utf-8"))
    assert "131.2亿元" in page
    # The annex has the row as the source has it.
    assert "工业增加值131.28.9" in page
    (out / "访谈" / source.name).write_bytes(source.read_bytes())
    for pack in packs:
        result = CliRunner().invoke(briefing, ["check", str(pack)])
        assert (pack.name, result.exit_code) == (pack.name, 0), result.output


def test_a_cell_of_running_text_states_its_figures_as_text_does() -> None:
    found = figures(
        ("2024年5月2日", "青屏港二期开工，总投资12.5亿元，设泊位3个。"),
        ("2025年1月8日", "青屏港一期完成验收，接卸货物30万吨。"),
    )

    assert [text for text, *_ in found] == ["12.5亿元", "3个", "30万吨"]


@pytest.mark.parametrize(("name", "label"), [("表.md", "甲|乙类企业"), ("表.txt", "甲\\|乙类企业")])
def test_a_line_within_a_cell_of_markdown_parts_no_cells(tmp_path: Path, name: str, label: str) -> None:
    rows = [
        "| 指标 | 2023年 | 2024年 |",
        "| --- | --- | --- |",
        "| 外资企业 | 3家 | 5家 |",
        "| 甲\\|乙类企业 | 31家 | 52家 |",
    ]
    path = tmp_path / name
    path.write_text("# 青屏县的一年\n\n县里修了路。\n\n" + "\n".join(rows) + "\n", encoding="utf-8")

    found = [said(figure) for figure in parse(read_file(path)).figures]

    assert found[2:] == [("31家", label, "2023年"), ("52家", label, "2024年")]
