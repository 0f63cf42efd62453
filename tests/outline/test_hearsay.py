"""Figures that the sentence does not say are so have no label, nor has a length of time that tells when."""

from __future__ import annotations

import pytest

from briefing.outline.parse import parse
from builders import source_of


def read(sentence: str) -> dict[str, tuple[str | None, str | None]]:
    """The label and the time of each figure of a sentence."""
    figures = parse(source_of(f"云溪区的一年\n\n{sentence}\n")).figures
    return {one.words.text: (one.indicator and one.indicator.text, one.period and one.period.text) for one in figures}


@pytest.mark.parametrize(
    ("sentence", "figure", "label"),
    [
        ("全区新增就业900人。", "900人", "新增就业"),
        ("并非网上说的900人失业，新增就业1200人。", "900人", None),
        ("并非网上说的900人失业，新增就业1200人。", "1200人", "新增就业"),
        ("传言全区减少就业900人，这并不准确。", "900人", None),
        ("有人说全区减少岗位900个，这不是事实。", "900个", None),
        ("所谓债务7亿元，是讹传。", "7亿元", None),
        ("倘若明年建成25座粮仓，能新增就业900人。", "25座", None),
        ("倘若明年建成25座粮仓，能新增就业900人。", "900人", None),
        ("倘若下雨就不去。全区去年新增就业900人。", "900人", "新增就业"),
        ("近十五天降水60毫米。", "近十五天", None),
        ("现任县长方竹接着修了80公里。", "80公里", None),
        ("全年共约谈经办人51人次。", "51人次", "约谈经办人"),
        ("贷款审批时间7个月。", "7个月", "贷款审批时间"),
        ("综合评价跃居全国61个示范园区前列。", "61个", None),
        ("绿化率在全省93个县中排名第三。", "93个", None),
        ("园区在全市建成16个服务站。", "16个", "服务站"),
    ],
)
def test_a_label_stands_only_over_what_is_said_to_be_so(sentence: str, figure: str, label: str | None) -> None:
    assert read(sentence)[figure][0] == label


def test_what_there_is_so_far_is_of_no_month_alone_and_a_day_in_brackets_is_no_figure() -> None:
    told = read("截至2024年2月，全区设立办公室58个。在周日（8/11）播出的节目里谈到此事。")

    assert told == {"58个": ("全区设立办公室", "截至2024年2月")}


def test_a_set_phrase_of_years_is_no_figure_and_no_time() -> None:
    told = read("眼前是百年未有的机会，产值达到百年来最高的30亿元，建园以来有近百年的工厂3家。")

    assert "百年" not in told
    assert told["30亿元"] == ("产值", None)


def test_a_run_is_the_time_of_its_own_clause_alone() -> None:
    told = read("园区连续7个月零事故，合格率达到98%。今年，园区零事故，合格率达到97%。")

    assert told["98%"][1] is None
    assert told["97%"][1] == "今年"
