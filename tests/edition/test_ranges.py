"""Ranges: two figures in the outline, one expression wherever a pack prints them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefing.build.render import compose_document, render
from briefing.build.render_task import Task
from briefing.document.ledger import runs_in
from briefing.document.model import FigureRun
from briefing.edition.ranges import join_ranges, whole_expression
from briefing.outline.load import gather
from briefing.outline.parse import parse
from briefing.readers.finished import read_own
from briefing.text.language import Script
from builders import source_of
from composing import template_set

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.build.render_task import Rendered

TEXT = """石桥区区长辛以南谈办事
2026-02-10
记者：去年审批有什么变化？
辛以南：去年，全区审批时间由4至5个月缩短到8-9天，新建社区食堂6到8个，就业率达到93%–95%。
辛以南：人才租房补贴每月1万元至2万元，新增岗位2万到4万个，高新技术企业达到412家。
"""
# A text without a word for investors makes no pack for them.
FOR_INVESTORS = """辛以南：区里设立规模20亿至30亿元的产业基金，支持企业扩大生产。
辛以南：企业开办实行全程网办，当天领到营业执照，项目审批由专人跟办。
辛以南：新引进的制造企业可申请技改补助，厂房租金前三年减免一半。
辛以南：今年新签制造业项目12到15个，产值超过40亿元。
"""
FOR_TALENT = "辛以南：新来的博士可申领安家补贴，按月领取青年人才公寓租金补助。\n"
ENDS = {"4", "5个月", "8", "9天", "6", "8个", "93%", "95%", "1万元", "2万元", "2万", "4万个"}
WHOLE = {"4至5个月", "8-9天", "6到8个", "93%–95%", "1万元至2万元", "2万到4万个"}


def task_of(folder: Path, audience: str, formats: tuple[str, ...] = (), script: Script = Script.HANS) -> Task:
    path = folder / "shiqiao.txt"
    path.write_text(TEXT + {"investor": FOR_INVESTORS, "talent": FOR_TALENT}.get(audience, ""), encoding="utf-8")
    reading = gather(path)
    return Task(
        template_set=template_set(), reading=reading, audience=audience, script=script, formats=formats, date="2026"
    )


def test_both_ends_of_a_range_are_figures_of_the_outline() -> None:
    figures = {figure.words.text for figure in parse(source_of(TEXT)).figures}

    assert figures >= ENDS


@pytest.mark.parametrize("audience", ["investor", "talent", "officials"])
def test_no_end_of_a_range_is_printed_alone(tmp_path: Path, audience: str) -> None:
    document = compose_document(task_of(tmp_path, audience))

    printed = {run.text for run in runs_in(document) if isinstance(run, FigureRun)}

    assert printed & WHOLE
    assert not printed & ENDS
    if audience == "investor":
        assert printed >= {"20亿至30亿元", "12到15个"}
        assert not printed & {"20亿", "30亿元", "12", "15个"}


@pytest.mark.parametrize("extension", ["html", "docx", "pdf"])
def test_the_finished_file_passes_the_gate_with_its_ranges(tmp_path: Path, extension: str) -> None:
    rendered: Rendered = render(task_of(tmp_path, "officials", (extension,), Script.HK))

    file = read_own(rendered.contents[extension], f"officials.zh-Hant-HK.{extension}")
    words = re.sub(r"\s", "", "".join(passage.text for passage in file.passages))

    assert all(one in words for one in ("4至5個月", "8-9天", "6到8個", "1萬元至2萬元"))


@pytest.mark.parametrize(
    ("text", "number", "whole"),
    [
        ("工期3个月至半年。", "3个月", "3个月至半年"),
        ("工期5天到2周。", "2周", "5天到2周"),
        ("由12家增加到30家。", "30家", "30家"),
        ("提高3个百分点至52%。", "52%", "52%"),
        ("建成8家、12家。", "8家", "8家"),
        ("约5至6个月，共3次。", "6个月", "约5至6个月"),
    ],
)
def test_a_range_is_what_a_dash_or_a_word_alone_joins(text: str, number: str, whole: str) -> None:
    source = source_of(text)
    figure = next(one for one in parse(source).figures if one.words.text == number)

    assert source[whole_expression(source, figure.words.span)] == whole


def test_a_range_is_one_figure_in_the_words_of_both_ends() -> None:
    joined = join_ranges(parse(source_of("审批时间由4至5个月缩短到8-9天。")))

    assert [figure.words.text for figure in joined.figures] == ["4至5个月", "8-9天"]
