"""Labels and times are chosen among candidates by weights: words, grammar of times, candidates, features, sureness, silence."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli import briefing
from briefing.errors import UsageError
from briefing.outline.codec import from_json, to_json
from briefing.outline.figures.choosing import weights
from briefing.outline.figures.choosing.choice import Kin, choose, softmax
from briefing.outline.figures.choosing.counted import fits
from briefing.outline.figures.choosing.label_bars import Bars
from briefing.outline.figures.choosing.label_candidates import find_series, phrases
from briefing.outline.figures.choosing.label_features import LabelFeatures
from briefing.outline.figures.choosing.labels import options_of
from briefing.outline.figures.choosing.time_candidates import TimesOfText
from briefing.outline.figures.choosing.time_features import TimeFeatures
from briefing.outline.figures.choosing.time_grammar import find_times
from briefing.outline.figures.choosing.words import TaggedWords, tag_words
from briefing.outline.figures.find import Stated, find_figures, find_stated
from briefing.outline.oddities import collect
from briefing.outline.parse import parse
from briefing.text.source import Diagnostic, span
from builders import source_of
from marked_cases import plain_lines


def stated_in(text: str) -> tuple[TaggedWords, list[Stated]]:
    source = source_of(text)
    (stated,) = find_stated(source, plain_lines(source))
    return tag_words(source.folded, stated[0].line.span, [one.numeral.place for one in stated]), stated


def labels_of(text: str, index: int = 0) -> list[str]:
    words, stated = stated_in(text)
    numeral = stated[index].numeral
    return [text[words.starts[one.first] : words.ends[one.last]] for one in phrases(words, numeral)]


def test_weights_add_up_alike_in_every_python() -> None:
    # sum() keeps the lost digits of fractions from Python 3.12 on; in 3.11 ten tenths are less than one.
    tenths = weights.Weights(of={str(one): 0.1 for one in range(10)}, facts={}, threshold=0.5)

    assert tenths.sum(map(str, range(10))) == 1.0


def test_no_word_reaches_over_the_edge_of_a_figure() -> None:
    words, stated = stated_in("全县有12万人口，占比达三成。")

    assert all(
        words.ends[at] <= one.numeral.place.start
        or words.starts[at] >= one.numeral.place.end
        or span(words.starts[at], words.ends[at]) in one.numeral.place
        for at in range(words.count)
        for one in stated
    )
    assert "占比" in words.texts


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("2031年上半年，", {"2031年上半年", "2031年"}),
        ("自2021年至2025年，", {"2021年", "2021年至2025年", "2025年"}),
        ("2017/18财政年度，", {"2017/18财政年度"}),
        ("民国108年底，", {"民国108年底"}),
        ("过去三个财政年度，", {"过去三个财政年度"}),
        ("未来5至15年，", {"未来5至15年"}),
        ("本月3至6日，", {"本月3至6日"}),
        ("截至今年6月底，", {"今年6月底", "截至今年6月底"}),
        ("2015年6月启用以来，", {"2015年6月", "2015年", "2015年6月启用以来"}),
        ("全面推开后，", {"全面推开后"}),
        ("“十四五”期间，", {"“十四五”期间"}),
        ("前三季度，", {"前三季度"}),
        ("自96-108年，", {"96-108年"}),
        ("109至111年度，", {"109至111年度"}),
        ("108学年度，", {"108学年度"}),
        ("2011年5月至6月，", {"2011年", "2011年5月", "2011年5月至6月"}),
        ("2031年 3月至 4月，", {"2031年", "2031年 3月", "2031年 3月至 4月"}),
        ("明年首 7个月，", {"明年首 7个月"}),
        ("今（118）年起，", {"今（118）年起"}),
        ("昨（8）日，", {"昨（8）日"}),
        ("2031/32课税年度，", {"2031/32课税年度"}),
        ("31/32年度，", {"31/32年度"}),
        ("2031年Q3的，", {"2031年", "2031年Q3"}),
        ("明年2—4月，", {"明年2—4月"}),
        ("2021年至2024年3月，", {"2021年", "2021年至2024年", "2021年至2024年3月", "2024年"}),
        ("开馆至今，", {"开馆至今", "至今"}),
        ("【说明】开馆以来，", {"开馆以来"}),
        ("他最后说。", set()),
        ("三年级学生。", set()),
    ],
)
def test_the_grammar_finds_times_and_the_times_within_them(text: str, times: set[str]) -> None:
    found = {text[time.place.start : time.place.end] for time in find_times(text)}

    assert found == times


@pytest.mark.parametrize(
    ("text", "whole", "cut"),
    [
        ("全县PM2.5浓度28微克/立方米。", "PM2.5浓度", "5浓度"),
        ("园区M1.5级厂房8个。", "M1.5级厂房", "5级厂房"),
        ("去年无为市公路21公里。", "无为市公路", "市公路"),
    ],
)
def test_a_label_never_begins_within_a_code_or_the_name_of_a_place(text: str, whole: str, cut: str) -> None:
    found = labels_of(text)

    assert whole in found
    assert cut not in found


def test_a_label_lies_in_one_clause_and_ends_with_a_noun() -> None:
    found = labels_of("去年，云溪区的研发中心，新增了36家。")

    assert {"云溪区的研发中心", "研发中心"} <= set(found)
    assert not any("，" in label or label.endswith(("了", "的")) for label in found)


def test_what_describes_a_noun_counts_nothing_of_the_item_before() -> None:
    told = labels_of("引来新渠化工、投资10亿元的云桥农机。", 0)

    assert "投资" in told
    assert not any("化工" in label for label in told)


def test_what_a_number_passes_is_no_label() -> None:
    figures = find_figures(
        source := source_of("全区工业投资达431亿元，突破400亿元大关，增长20.5%。"), plain_lines(source)
    )

    assert not any("大关" in one.indicator.text for one in figures if one.indicator)


def test_one_character_is_a_label_only_right_after_its_figure() -> None:
    found = labels_of("全市19个区都有河。")

    assert "区" in found
    assert "河" not in found


def test_the_second_number_of_a_series_is_of_its_second_noun() -> None:
    words, stated = stated_in("城镇、乡村居民收入分别为4万元、2万元。")

    series = find_series(words, stated[1].numeral)

    assert series is not None
    assert series.ordinal == 1
    assert [words.folded[item.start : item.end] for item in series.items] == ["城镇", "乡村居民收入"]


@pytest.mark.parametrize(
    ("text", "barred"),
    [("项目达到36个。", "项目达到"), ("去年收入36万元。", "去年收入"), ("“惠民贷有36万户。", "“惠民贷")],
)
def test_a_label_holds_no_time_no_half_pair_and_ends_with_no_function_word(text: str, barred: str) -> None:
    words, stated = stated_in(text)
    walls = [time.place for time in find_times(words.folded)]

    kept = {
        text[words.starts[one.first] : words.ends[one.last]]
        for one in phrases(words, stated[0].numeral)
        if Bars(words, walls).allows(one)
    }

    assert barred not in kept


def test_parts_shared_by_candidates_weigh_what_their_features_do() -> None:
    words, stated = stated_in("全区规上工业企业利润、税收分别增长6%、8%，就业3.2万人。")
    learned = weights.load_weights("label")
    sums, features = LabelFeatures(learned.sum).begin(words), LabelFeatures(tuple).begin(words)

    for before, one in zip([None, *stated], stated, strict=False):
        last = before.numeral if before else None
        weighed = [score for _, score in options_of(words, one.numeral, last, sums)]
        told = [learned.sum(parts) for _, parts in options_of(words, one.numeral, last, features)]

        assert weighed == pytest.approx(told)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2021年至2025年，产值由3亿元增长至5亿元。", ["f", "t"]),
        ("2021年至2025年，产值从 3亿元升至 5亿元。", ["f", "t"]),
        ("2021年至2025年，产值3亿元，税收5亿元。", ["-", "-"]),
        ("2021年至2025年，由它发起，产值3亿元升至5亿元。", ["-", "-"]),
    ],
)
def test_the_ends_of_a_change_are_told_apart(text: str, ends: list[str]) -> None:
    source = source_of(text)
    lines = plain_lines(source)
    (stated,) = find_stated(source, lines)
    numerals = [one.numeral for one in stated]
    times = TimesOfText(source.folded, lines)
    features: TimeFeatures[tuple[str, ...]] = TimeFeatures(times, [one.place for one in numerals], tuple)

    told = [
        {
            feature[len("end+part=")]
            for parts in features.of(one, [0])
            for part in parts
            for feature in part
            if feature.startswith("end+part=")
        }
        for one in numerals
    ]

    assert told == [{end} for end in ends]


def test_what_is_compared_with_is_no_time_of_a_figure_though_a_blank_stands_between() -> None:
    source = source_of("2032年产值较 2031年上升了6%。")
    lines = plain_lines(source)
    (stated,) = find_stated(source, lines)
    times = TimesOfText(source.folded, lines)

    near = {times.stated[one].time.place for one in times.around(stated[0].numeral, [stated[0].numeral.place])}

    assert {source[place] for place in near} == {"2032年"}


def test_a_time_up_to_which_is_summed_up_is_a_candidate_with_and_without_its_preposition() -> None:
    source = source_of("到2031年，累计建成36座。")
    lines = plain_lines(source)
    (stated,) = find_stated(source, lines)
    times = TimesOfText(source.folded, lines)

    near = {times.stated[one].time.place for one in times.around(stated[0].numeral, [stated[0].numeral.place])}

    assert {source[place] for place in near} == {"到2031年", "2031年"}


def test_like_answers_make_each_other_surer() -> None:
    shares = {"企业": 0.3, "科创企业": 0.4, "利润": 0.25}

    alone = choose(shares, lambda *_: None, (3, 3))
    choice = choose(
        shares,
        lambda one, other: Kin(0.5, 0.8) if one.endswith(other) or other.endswith(one) else None,
        (3, 3),
    )

    assert alone is not None
    assert choice is not None
    assert alone.text == choice.text == "科创企业"
    assert choice.sure == pytest.approx(0.4 + 0.8 * 0.3)
    assert (alone.rival, choice.rival) == (0.3, 0.25)


def test_probabilities_are_of_one_whole() -> None:
    assert sum(softmax([3.0, -2.0, 800.0])) == pytest.approx(1.0)


@pytest.mark.parametrize("name", ["label", "time"])
def test_a_weights_file_is_sorted_and_tells_what_it_was_made_from(name: str) -> None:
    facts = weights.load_facts(name)
    rows = [
        line.split("\t") for line in weights.weights_file(name).read_text("utf-8").partition("\n\n")[2].split("\n")[:-1]
    ]

    assert {"date", "data", "cross-validation", "threshold"} <= facts.keys()
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    assert all(float(row[1]) and len(row[1].partition(".")[2]) <= 2 for row in rows)


_VAGUE = "云溪区的一年\n\n王主任说，那边来来去去，好像有十来样，加起来36家上下，谁也说不清。\n"


def test_what_is_not_sure_is_left_out_and_told_with_its_place() -> None:
    outline = parse(source_of(_VAGUE))

    (figure,) = [figure for figure in outline.figures if figure.words.text.startswith("36家")]
    told = [one for one in outline.diagnostics if one.code in {"unsure-label", "no-indicator"}]

    assert figure.indicator is None
    assert figure.indicator_sure is not None
    assert figure.indicator_sure < weights.load_weights("label").threshold
    assert told
    assert all(one.span for one in told)


def test_how_sure_a_figure_is_survives_json() -> None:
    source = source_of("云溪区的一年\n\n2023年，全区新增企业36家。\n")
    outline = parse(source)

    table = json.loads(to_json(outline))
    again = from_json(to_json(outline), source)

    assert 0 < table["figures"][0]["indicator_sure"] <= 1
    assert again.figures == outline.figures


def test_the_candidates_of_a_figure_are_explained(tmp_path: Path) -> None:
    path = tmp_path / "文.txt"
    path.write_text("云溪区的一年\n\n2023年，全区新增企业36家，它们来自各地。\n", encoding="utf-8")

    result = CliRunner().invoke(briefing, ["outline", str(path), "--explain", "f1"])

    assert result.exit_code == 0
    assert "计的是什么：把握" in result.output
    assert "企业" in result.output
    assert "2023年" in result.output


def test_a_figure_that_is_not_there_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "文.txt"
    path.write_text("云溪区的一年\n\n2023年，全区新增企业36家，它们来自各地。\n", encoding="utf-8")

    result = CliRunner().invoke(briefing, ["outline", str(path), "--explain", "f9"])

    assert isinstance(result.exception, UsageError)
    assert (result.exception.message, result.exception.hint) == ("没有数据 f9", "共有 1 个数据：f1 到 f1")


def test_what_many_figures_lack_is_one_notice() -> None:
    codes = ["unsure-label", "likely-typo", "unsure-label", "unsure-time"]
    oddities = [Diagnostic(code=code, message=code, span=span(at, at + 1)) for at, code in enumerate(codes)]

    told = collect(oddities)

    assert [(one.code, one.span) for one in told] == [
        ("unsure-label", span(0, 1)),
        ("likely-typo", span(1, 2)),
        ("unsure-time", span(3, 4)),
    ]
    assert told[0].message.startswith("2 个数据")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("电子业、软件和信息服务业增加值分别增长7.2%、16.5%。", ["电子业增加值", "软件和信息服务业增加值"]),
        ("2031年，进口额、出口额分别为52亿元、36亿元。", ["进口额", "出口额"]),
        ("东岸、西岸、北岸货运量分别增长3%、4%。", []),
    ],
)
def test_as_many_nouns_as_numbers_prove_what_each_counts(text: str, labels: list[str]) -> None:
    figures = find_figures(source_of(text), plain_lines(source_of(text)))

    sure = round(weights.load_weights("label").sureness({weights.PROVEN: 1.0}), 2)
    proven = [figure.indicator.text for figure in figures if figure.indicator and figure.indicator_sure == sure]

    assert proven == labels


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("本月产量增长+5.1%。", "+5.1%"),
        ("流转费为800元/亩/年。", "800元/亩/年"),
        ("夜间噪声降到45dB。", "45dB"),
        ("三位法官到场。", "三位"),
        ("修好的灯盏占了一半。", "一半"),
        ("约四分一商户延期。", "约四分一"),
        ("站点普及全市37区。", "37区"),
        ("渡轮增至每周108班。", "108班"),
        ("车资贵了7毫。", "7毫"),
        ("公园占地3万多坪。", "3万多坪"),
        ("湿地共1 201.2公顷。", "1 201.2公顷"),
        ("积分换出148860分。", "148860分"),
        ("租约只剩两年时间。", "两年"),
        ("两站相距十米。", "十米"),
        ("曾两度登门。", "两度"),
        ("那里有1亿多市场主体。", "1亿多"),
    ],
)
def test_signs_rates_parts_and_places_are_figures(text: str, printed: str) -> None:
    source = source_of(text)

    figures = find_figures(source, plain_lines(source))

    assert [figure.words.text for figure in figures] == [printed]


@pytest.mark.parametrize(
    "text",
    ["实行3+5%的办法。", "实现三位一体。", "保持两位数增长。", "照顾另一半。", "出席20国集团会议。", "写得十分一般。"],
)
def test_sums_and_names_with_numbers_are_none(text: str) -> None:
    source = source_of(text)

    assert find_figures(source, plain_lines(source)) == ()


def test_numbers_before_one_with_a_unit_share_it() -> None:
    source = source_of("三年里分别收到12、9及8宗投诉。")

    figures = find_figures(source, plain_lines(source))

    assert [(figure.words.text, figure.unit) for figure in figures] == [("12", "宗"), ("9", "宗"), ("8宗", "宗")]


def test_a_label_behind_its_figure_ends_before_the_predicate() -> None:
    found = labels_of("在22个大型商圈建立分会。")

    assert "大型商圈" in found
    assert "大型商圈建立分会" not in found


def steps_of(text: str) -> int:
    """The lines that finding the times of a text runs through."""
    steps = 0

    def count(*_: object) -> object:
        nonlocal steps
        steps += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        find_times(text)
    finally:
        sys.settrace(before)
    return steps


def test_a_line_of_times_costs_as_much_as_it_is_long() -> None:
    line = "2031年5月至6月启用以来，"

    assert steps_of(line * 160) < 6 * steps_of(line * 40)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("县里支持31所乡镇敬老院接通暖气。", "乡镇敬老院"),
        ("街道为24个村添置水泵。", "村"),
        ("区里给77户烈属修好屋顶。", "烈属"),
        ("他们改善8个垃圾分拣中心。", "垃圾分拣中心"),
        ("招来45名护林员看守山门。", "护林员"),
        ("镇里检查19家食品加工企业。", "食品加工企业"),
        ("他们在36个渡口刷了新漆。", "渡口"),
        ("市里让9个茶场提档升级。", "茶场"),
        ("工会走访了17家印刷厂和商会、船厂。", "印刷厂"),
    ],
)
def test_a_noun_that_is_counted_ends_before_what_it_does(text: str, label: str) -> None:
    words, stated = stated_in(text)
    found = labels_of(text)

    assert label in found
    assert not any(one.startswith(label) and one != label for one in found)
    assert words.figures == (stated[0].numeral.place,)


@pytest.mark.parametrize(
    ("unit", "noun", "is_counted"),
    [("名", "护士", True), ("名", "渔船", False), ("艘", "渔船", True), ("个", "渔船", None), ("家", "茶馆", True)],
)
def test_a_measure_word_counts_its_own_nouns(unit: str, noun: str, *, is_counted: bool | None) -> None:
    assert fits(unit, noun) is is_counted


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("客栈全部完工，其中床位40张以上的31家、床位40张以内的28家。", ["床位40张以上", "床位40张以内"]),
        ("粮站先后开仓，已腾空的有14座。", ["已腾空"]),
        ("全乡林地面积、水田面积分别为5万亩、2万亩。", ["全乡林地面积", "水田面积"]),
        ("城镇、乡村就业人数分别增长3%、5%。", ["城镇就业人数", "乡村就业人数"]),
        ("对北欧、南美的出口额分别增长12%、4%。", ["北欧的出口额", "南美的出口额"]),
        ("去年，口岸进出口货值61亿元，同比下降4.5%。", ["进出口货值", "进出口货值"]),
    ],
)
def test_the_form_of_a_clause_proves_its_labels(text: str, labels: list[str]) -> None:
    source = source_of(text)
    figures = find_figures(source, plain_lines(source))

    assert [figure.indicator and figure.indicator.text for figure in figures][-len(labels) :] == labels


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("今年，镇里新修水渠8公里，改造泵站3座。", ["今年", "今年"]),
        ("入秋以来，合作社收购板栗46吨。", ["入秋以来"]),
        ("2031年，全县新建桥梁5座，累计建成桥梁212座。", ["2031年", None]),
        ("为实现2036年全县通轮渡的目标，县里累计征地3万亩。", [None]),
        ("早在2011年就开了渡口，是沿江7个老渡口之一。", [None]),
    ],
)
def test_a_time_that_opens_its_sentence_holds_for_what_is_new(text: str, periods: list[str | None]) -> None:
    source = source_of(text)
    figures = find_figures(source, plain_lines(source))

    assert [figure.period and figure.period.text for figure in figures] == periods


def test_a_dated_heading_ends_what_stood_under_the_one_before() -> None:
    outline = parse(
        source_of("花溪县的两年\n\n一、2031年做的事\n\n新修水渠12公里。\n\n二、2032年要做的事\n\n新修水渠15公里。\n")
    )

    assert [figure.period and figure.period.text for figure in outline.figures] == ["2031年", "2032年"]


def test_a_figure_that_opens_a_line_is_found_whatever_ends_the_line_before() -> None:
    outline = parse(source_of("老街又亮灯\n2031-10-18\n\n46间旧铺面重新开门。\n"))

    assert [figure.words.text for figure in outline.figures] == ["46间"]


def test_the_mark_before_an_item_is_no_part_of_its_label() -> None:
    figures = find_figures(source := source_of("三县粮食产量占全市的1/5以上、商品粮量约占1/4。"), plain_lines(source))

    assert not any(one.indicator.text.startswith("、") for one in figures if one.indicator)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("今年6个村一起干。", ["村"]),
        ("3个乡联手抓，5家企业抱团走。", ["乡", "企业"]),
        ("8个组齐上阵。", ["组"]),
        ("建成3个共同富裕示范区，5个共同体。", ["共同富裕示范区", "共同体"]),
        ("比例为３：７，增幅－２．５％。", ["比例", None]),
        ("产值5亿元，增幅2.5%。", ["产值", "产值"]),
    ],
)
def test_what_many_do_together_and_a_ratio_before_a_change_are_no_label(text: str, labels: list[str | None]) -> None:
    figures = find_figures(source := source_of(text), plain_lines(source))

    assert [figure.indicator and figure.indicator.text for figure in figures] == labels
