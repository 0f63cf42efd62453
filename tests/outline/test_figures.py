"""Figures: the numerals marked in the cases are found, with what they count and when."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.document.runs import split_figure
from briefing.outline.figures.find import find_figures
from briefing.outline.lines import label_lines
from briefing.outline.parse import parse
from builders import source_of
from marked_cases import plain_lines, read_cases
from marking import mark
from scores import likeness

if TYPE_CHECKING:
    from briefing.outline.model import Figure
    from marked_cases import Case

# A case's rows follow its text: value|unit|qualifier|indicator|period|baseline|rate|change|cumulative.
ROW_BARS = 8
CASES = read_cases("figures-*.txt")


def figures_of(text: str) -> tuple[Figure, ...]:
    source = source_of(text)
    return find_figures(source, plain_lines(source))


def marked_text(case: Case) -> str:
    return "\n".join(line for line in case.marked.split("\n") if line.count("|") < ROW_BARS)


def found_in(case: Case) -> str:
    text = marked_text(case).replace("⟦", "").replace("⟧", "")
    source = source_of(text)
    return mark(source, [figure.words.span for figure in figures_of(text) if figure.words.spans])


def test_the_numerals_marked_are_found_and_no_others_in_as_many_cases_as_have_been() -> None:
    right = [case.name for case in CASES if found_in(case) == marked_text(case)]

    assert len(right) / len(CASES) >= 0.88, sorted({case.name for case in CASES} - set(right))


# What a figure's row says of it, in the order of its columns, and how much of each the program reads as its author did.
COLUMNS = {
    "unit": 0.99,
    "qualifier": 0.99,
    # What is not sure is left out and counts here as not read; of what is printed, nine in ten are right on real texts.
    "indicator": 0.69,  # 0.94 by rules that were made for these sentences
    "period": 0.96,  # 0.97
    "baseline": 0.96,
    "rate": 0.96,
    "change": 0.98,
    "cumulative": 0.99,
}
FIRST = 1
NEAR = 0.75


def rows_of(case: Case) -> list[tuple[Figure, list[str]]]:
    """Each figure of a case that is found where it is marked, with its row."""
    marked = marked_text(case)
    rows = [line.split("|") for line in case.marked.split("\n") if line.count("|") >= ROW_BARS]
    plain = [len(marked[: match.start()].replace("⟦", "").replace("⟧", "")) for match in re.finditer("⟦", marked)]
    found = {figure.words.span.start: figure for figure in figures_of(marked.replace("⟦", "").replace("⟧", ""))}
    return [(found[start], row) for start, row in zip(plain, rows, strict=True) if start in found]


def is_read(figure: Figure, column: str, wanted: str) -> bool:
    given = getattr(figure, column)
    words = getattr(given, "text", given) or "-"
    if column == "cumulative":
        return bool(given) == (wanted != "-")
    return words == wanted or likeness(str(words).replace(" ", ""), wanted) >= NEAR


@pytest.mark.parametrize(("column", "least"), COLUMNS.items())
def test_what_is_said_of_a_figure_is_read_as_its_author_did(column: str, least: float) -> None:
    index = FIRST + list(COLUMNS).index(column)
    pairs = [(figure, row[index].strip()) for case in CASES for figure, row in rows_of(case)]

    wrong = [(figure.words.text, wanted) for figure, wanted in pairs if not is_read(figure, column, wanted)]

    assert len(pairs) > 100
    assert 1 - len(wrong) / len(pairs) >= least, wrong


@pytest.mark.parametrize(
    ("text", "value", "unit", "plain"),
    [
        ("製造業產值有 2 兆 7,000 多億元。", "27000", "億元", "2700000000000"),
        ("協助 3 萬 5,000 家企業。", "35000", "家", "35000"),
        ("被刪的大概是 23 億 6,000 萬元。", "236000", "萬元", "2360000000"),
        ("當中約百分之七十已完成。", "70", "%", "70"),
        ("停電戶數減少了 3 成 5。", "3.5", "成", "0.35"),
        ("已投入两千万元。", "2000", "万元", "20000000"),
    ],
)
def test_a_numeral_in_parts_is_one_value(text: str, value: str, unit: str, plain: str) -> None:
    (figure,) = figures_of(text)

    assert figure.value == Decimal(value)
    assert figure.unit == unit
    assert figure.normal is not None
    assert figure.normal.value == Decimal(plain)


def test_neighbours_without_a_mark_between_are_two_figures() -> None:
    text = "全县1569户4320人脱贫，《办法》共6章38条。"

    assert mark(source_of(text), [figure.words.span for figure in figures_of(text)]) == (
        "全县⟦1569户⟧⟦4320人⟧脱贫，《办法》共⟦6章⟧⟦38条⟧。"
    )


def test_the_year_of_one_value_is_not_that_of_the_next() -> None:
    text = "这五年，产值由2020年的30亿元增长到2025年的50亿元，里程达到900公里。"

    periods = [figure.period.text if figure.period else None for figure in figures_of(text)]

    assert periods[-1] == "这五年"


@pytest.mark.parametrize(
    "text",
    [
        "今日（七月十六日）出席活動。",
        "章程每5年修訂1次。",
        "建成5G和千兆光网。",
        "今年前11个月完成。",
        "成立二十周年。",
        "课程于4/18、4/19及4/25日开讲。",
        "6/3（六）再开一场。",
        "电话：2550661分机3204。",
        "地址：605台南市竹溪街2段。",
        "依第41条或42条办理。",
        "台73线拓宽，竹溪十三路通车。",
        "预定6/5请大家来看。",
        "县道竹133线封闭。",
        "统计到88年5月为止。",
        "这个案例32361、32363本月到访。",
        "近一段时间，大家都很忙。",
    ],
)
def test_dates_and_names_are_no_figures(text: str) -> None:
    assert figures_of(text) == ()


def test_what_is_said_of_a_series_is_said_of_each_number() -> None:
    figures = figures_of("电子业、软件和信息服务业增加值分别增长7.2%、16.5%，材料精简六成。")

    assert [figure.change for figure in figures] == ["up", "up", "down"]


# What each figure of a sentence counts, and when: the weights have learned from these as from the gold, so that a wrong answer
# is one that they cannot tell. No answer is not wrong.
TOLD = {"labels": ("indicator", 0.95, 0.60), "times": ("period", 0.95, 0.60)}


def told_in(name: str) -> list[tuple[str, str | None]]:
    """What the program says of each figure of the sentences, beside what it should say."""
    pairs: list[tuple[str, str | None]] = []
    for row in (Path(__file__).parents[1] / f"cases/{name}.tsv").read_text("utf-8").splitlines():
        text, *wanted = row.split("\t")
        given = [getattr(figure, TOLD[name][0]) for figure in figures_of(text)]
        pairs += [(want, one.text if one else None) for want, one in zip(wanted, given, strict=True)]
    return pairs


@pytest.mark.parametrize("name", TOLD)
def test_what_is_told_of_sentences_is_right_or_nothing(name: str) -> None:
    pairs = told_in(name)
    given = [(want, one) for want, one in pairs if one is not None]

    wrong = [(want, one) for want, one in given if all(likeness(one, each) < NEAR for each in want.split("|"))]

    assert len(pairs) > 10
    assert 1 - len(wrong) / len(given) >= TOLD[name][1], wrong


@pytest.mark.parametrize("name", TOLD)
def test_enough_is_told_of_sentences(name: str) -> None:
    pairs = [(want, one) for want, one in told_in(name) if want != "-"]

    silent = [want for want, one in pairs if one is None]

    assert 1 - len(silent) / len(pairs) >= TOLD[name][2], silent


@pytest.mark.xfail(strict=True, reason="that the question's time is meant is not sure enough to be printed")
def test_an_answer_s_figures_are_of_the_past_time_asked_about() -> None:
    text = "县长答问\n县里今天介绍情况。\n记者：去年，招商成绩怎么样？\n何进：新签项目96个。现有企业300家。今年还要签80个。"
    source = source_of(text)

    figures = find_figures(source, label_lines(source))

    assert [figure.period and figure.period.text for figure in figures] == ["去年", None, "今年"]


def test_a_question_about_two_times_or_the_future_tells_no_time() -> None:
    text = "县长答问\n县里今天介绍情况。\n记者：去年跌得厉害，明年有何打算？\n何进：新建冷库6座。"
    source = source_of(text)

    assert [figure.period for figure in find_figures(source, label_lines(source))] == [None]


def test_two_numbers_said_for_one_are_none() -> None:
    assert not figures_of("工程要花5、6000亿元。")
    assert [one.words.text for one in figures_of("东、西两渠分别花了5、6亿元。")] == ["5", "6亿元"]


def test_what_a_number_fell_from_is_not_of_now() -> None:
    before, now = figures_of("如今，临溪村每日垃圾量由900公斤降到100公斤。")

    assert (before.period, before.left_out.period) == (None, None)
    assert now.left_out.period is not None


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("目前21件已经落地。", ["21件"]),
        ("蜂群由3800箱发展到2.1万箱。", ["3800箱", "2.1万箱"]),
        ("投资1000万美元以上的有18家。", ["18家"]),
        ("其中1/3是新手，全县打了7300剂次疫苗。", ["1/3", "7300剂次"]),
        ("截至103年底，全乡共计16家。", ["16家"]),
        ("税率未超过5%的可以申请。", ["未超过5%"]),
        ("得第一名和12枚奖牌，赠书12本。", ["12枚", "12本"]),
        ("每6个，便有1个从事编竹器，去年新增22个。", ["1个", "22个"]),
    ],
)
def test_a_numeral_is_a_figure_by_what_stands_around_it(text: str, printed: list[str]) -> None:
    assert [figure.words.text for figure in figures_of(text)] == printed


@pytest.mark.parametrize(
    "text", ["坚持24小时值守。", "打造15分钟便民生活圈。", "开通202路公交。", "保住几百万元的升降机。"]
)
def test_a_number_in_a_name_is_no_figure(text: str) -> None:
    assert figures_of(text) == ()


def test_what_dates_the_text_gives_its_figures_no_time() -> None:
    source = source_of("逐字稿\n\n播出时间：2025年9月3日上午8时\n\n全县有校车三十一台。")

    (figure,) = find_figures(source, label_lines(source))

    assert figure.period is None


def test_a_hedge_is_of_the_figure_and_no_part_of_what_it_counts() -> None:
    text = "居民人均预期寿命达到79.2岁，预期目标是80.5岁，预期增长1%，预计达到81.2岁。"

    assert [figure.qualifier for figure in figures_of(text)] == [None, None, "预期", "预计"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3 成 5", ("", "3 成 5", "")),
        ("約六成五", ("約", "六成五", "")),
        ("2 兆 7,000 億元", ("", "2 兆 7,000", " 億元")),
        ("约九万二", ("约", "九万二", "")),
        ("三億六千多萬", ("", "三億六千", "多萬")),
        ("一块二", ("", "一块二", "")),
        ("近千亿元", ("", "近千亿元", "")),
    ],
)
def test_a_numeral_in_parts_is_set_as_one(text: str, parts: tuple[str, str, str]) -> None:
    assert split_figure(text) == parts


@pytest.mark.parametrize("marker", ["2. ", "2、", "（2）", "② ", "· ", "【赵长河】"])
def test_the_marker_of_a_list_is_no_part_of_what_a_number_counts(marker: str) -> None:
    outline = parse(source_of(f"青屏县的打算\n\n今年有两件事。\n{marker}新开工项目40个。\n"))

    assert [one.indicator.text for one in outline.figures if one.indicator] == ["新开工项目"]


def test_how_often_and_how_long_a_benefit_is_paid_stays_with_it() -> None:
    figures = figures_of("摊位租金每平方米每月15元，连续补贴三年。")

    assert [(figure.words.text, figure.rate and figure.rate.text) for figure in figures] == [
        ("15元", "每平方米每月连续补贴三年"),
        ("三年", None),
    ]


def test_the_one_that_a_price_is_for_is_no_figure_of_its_own() -> None:
    figures = figures_of("那块地成交价1坪6万，稻米一公斤30元，每人一年还补1000元。")

    assert [one.words.text for one in figures] == ["6万", "30元", "1000元"]
    assert [one.rate and one.rate.text for one in figures] == ["1坪", "一公斤", "一年"]


def test_what_goes_in_all_directions_counts_no_places() -> None:
    assert [one.words.text for one in figures_of("厂商四处找地，县里有六处工业区。")] == ["六处"]


def test_the_number_of_a_session_and_a_class_of_ages_are_no_figures() -> None:
    text = "省十三届人大二次会议、区委六届五次全体（扩大）会议、市委8届2次全会上，他们开了3次会议。育儿津贴3岁前每个月3千元，生育津贴每胎3万元。"

    assert [(one.words.text, one.rate and one.rate.text) for one in figures_of(text)] == [
        ("3次", None),
        ("3千元", "每个月"),
        ("3万元", "每胎"),
    ]


def test_the_values_of_a_course_are_of_the_ends_of_its_years() -> None:
    figures = figures_of("从2028年到2031年，全区总产值从53亿元增长到114亿元，占比由31%提高至42%。")

    assert [one.period and one.period.text for one in figures] == ["2028年", "2031年"] * 2


def test_the_first_value_of_a_course_is_not_of_the_year_that_tells_the_second() -> None:
    figures = figures_of("2028年，全区茶园由3万亩增加到4万亩，茶农由2026年的700户增加到2028年的900户。")

    assert [one.period and one.period.text for one in figures] == [None, "2028年", "2026年", "2028年"]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("大坝坝高30米。", None),
        ("屋顶净高为12米。", None),
        ("水位比去年高3米。", "up"),
        ("水面高出3米。", "up"),
        ("利率较上年低0.3个百分点。", "down"),
    ],
)
def test_what_is_tall_has_not_grown(text: str, change: str | None) -> None:
    assert [figure.change for figure in figures_of(text)] == [change]


@pytest.mark.parametrize(
    ("text", "baselines"),
    [
        ("赤字较原先估计的65亿元大幅减少49亿元。", [None, "原先估计的65亿元"]),
        ("赤字远高于原先预算的30亿元。", [None]),
        ("薪资优于同业并明订提拨获利2.3%。", [None]),
        ("票价比冻结在6%的要求再调降了2%。", [None, "冻结在6%的要求"]),
    ],
)
def test_a_baseline_ends_before_how_much_it_changed(text: str, baselines: list[str | None]) -> None:
    assert [figure.baseline and figure.baseline.text for figure in figures_of(text)] == baselines


def test_a_rate_is_of_the_number_and_not_of_one_item_of_a_list() -> None:
    text = "明确护林员分片管、每日巡、及时报等6项职责。为每个老年食堂提供20万元。"

    assert [figure.rate and figure.rate.text for figure in figures_of(text)] == [None, "每个老年食堂"]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("今年全区签约投资超亿元项目37个。", ["37个"]),
        ("年产值超5亿元的企业达到14家。", ["14家"]),
        ("新引进6家年销售超亿元企业。", ["6家"]),
        ("竹器园总投资超7亿元，项目37个。", ["超7亿元", "37个"]),
        ("投资超3亿元新建码头5座。", ["超3亿元", "5座"]),
    ],
)
def test_a_bound_that_tells_which_ones_are_counted_is_no_figure(sentence: str, figures: list[str]) -> None:
    assert [figure.words.text for figure in figures_of(sentence)] == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("乡里落实修渠二十字方针。", []),
        ("他写下八字要诀，又改成十六个字。", []),
        ("提纲不超过三百字。", ["不超过三百字"]),
        ("村志已有12万字。", ["12万字"]),
    ],
)
def test_the_characters_of_a_motto_are_not_counted(sentence: str, figures: list[str]) -> None:
    assert [figure.words.text for figure in figures_of(sentence)] == figures


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("3个月前，新桥开工。两天以后，船来了。20分钟前刚下过雨。", []),
        ("开业满6个月后可以申领，隔约5个月后发放，后续再等3个月。", ["6个月", "约5个月", "3个月"]),
    ],
)
def test_a_time_so_long_ago_or_ahead_is_no_measure(sentence: str, words: list[str]) -> None:
    assert [figure.words.text for figure in figures_of(sentence)] == words


def test_a_number_that_somebody_says_is_in_no_name() -> None:
    said = figures_of("区长沈知远强调了修路的作用，“落实项目1300个、船厂900家”。")

    assert [figure.words.text for figure in said] == ["1300个", "900家"]
    assert figures_of("全区推进“河道1300”工程。") == ()


def test_who_speaks_is_never_what_a_figure_counts() -> None:
    source = source_of("岚江区区长方竹：把旧码头做活\n问：去年怎么样？\n方区长：去年增幅-2.5%，降至3%。\n")

    figures = find_figures(source, label_lines(source))

    assert [(one.words.text, one.indicator, one.left_out.indicator) for one in figures][-1] == ("3%", None, None)
