"""Figures: the numerals marked in the cases are found, with what they count and when."""

from __future__ import annotations

import re
from decimal import Decimal
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
    "indicator": 0.94,
    "period": 0.97,
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
    "text", ["今日（七月十六日）出席活動。", "建成5G和千兆光网。", "今年前11个月完成。", "成立二十周年。"]
)
def test_dates_and_names_are_no_figures(text: str) -> None:
    assert figures_of(text) == ()


def test_what_is_said_of_a_series_is_said_of_each_number() -> None:
    figures = figures_of("电子业、软件和信息服务业增加值分别增长7.2%、16.5%，材料精简六成。")

    assert [figure.change for figure in figures] == ["up", "up", "down"]
    assert [figure.indicator.text for figure in figures[:2] if figure.indicator] == [
        "电子业增加值",
        "软件和信息服务业增加值",
    ]


def test_a_share_is_of_what_follows_it() -> None:
    (figure,) = figures_of("全市90%以上的行政村通了公交。")

    assert figure.indicator is not None
    assert figure.indicator.text.startswith("行政村")


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("全省新业态工会912家。", "全省新业态工会"),
        ("我们累计腾退低效工业用地4860亩。", "低效工业用地"),
        ("从签约到投产，由45天压减为18天。", "从签约到投产"),
        ("发放服务消费券，每人每月400元。", "服务消费券"),
        ("租金为市场价的七成。", "租金"),
        ("分别给予每月3000元、1500元、800元的生活补贴。", "生活补贴"),
        ("中央预算内投资今年安排72亿元。", "中央预算内投资"),
        ("平均處理時間由去年的180日降至92日。", "平均處理時間"),
        ("政府出資比例不多於三成。", "政府出資比例"),
        ("再投入資金，平均起薪 3 萬 8,600 元。", "平均起薪"),
        ("全省登记在册经营主体达836万户。", "在册经营主体"),
        ("214家“共富工坊”把岗位送到家门口。", "“共富工坊”"),
        ("仍有三成建制村没有实现通车。", "建制村"),
        ("另包租代管媒合6,300件。", "包租代管媒合"),
        ("减免高速公路通行费58.3亿元。", "高速公路通行费"),
        ("五年间新职业达72个。", "新职业"),
        ("市府有三項做法：一、公托再增18處。", "公托"),
        ("物流总费用的比率力争降至13.5%。", "物流总费用的比率"),
    ],
)
def test_a_figure_counts_what_its_sentence_says(text: str, indicator: str) -> None:
    assert {figure.indicator.text for figure in figures_of(text) if figure.indicator} == {indicator}


def test_the_parts_of_a_series_have_their_shared_words_restored() -> None:
    text = (
        "电子制造业、软件业分别增长13.2%、11%，利润分别为56.3、78.1亿元。第一、二、三产业增加值分别增长3%、6%和5%。"
        "铁路、水路货运量分别增长3.9%、4.6%，铁路货运量、铁路周转量占比分别提高到11%、23%。"
    )

    assert [figure.indicator.text for figure in figures_of(text) if figure.indicator] == [
        "电子制造业",
        "软件业",
        "电子制造业利润",
        "软件业利润",
        "第一产业增加值",
        "第二产业增加值",
        "第三产业增加值",
        "铁路货运量",
        "水路货运量",
        "铁路货运量占比",
        "铁路周转量占比",
    ]


def test_what_has_gone_on_since_a_year_is_not_of_that_year_alone() -> None:
    text = "2021年以来，建成基地83个。种植面积扩大到2025年的18.6万亩。"

    assert [figure.period.text for figure in figures_of(text) if figure.period] == ["2021年以来", "2025年"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        # A noun ends before a verb with what it brings about, or before another time.
        ("用好3口古井建起茶园90亩。", ["古井", "茶园"]),
        ("有两家合作社去年停了。", ["合作社"]),
        ("邀请30名学生当“小馆长”。", ["学生"]),
        ("21家“邻里食堂”把饭菜送上门。", ["“邻里食堂”"]),
        ("160家商户中，有90家做了改造。", ["商户", "商户"]),
        ("打造12个人气旺、带动面广的夜市。", ["夜市"]),
        ("建了80套叫“青年之家”的宿舍。", ["宿舍"]),
        ("过去要盖16个章。", ["章"]),
        ("城镇居民和农村居民人均可支配收入分别为4万元、2万元。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("有62家公司登记。", ["公司"]),
        ("加快11项排水工程，总造价约82亿元，其中4项明年完成。", ["排水工程", "总造价", "排水工程"]),
        ("跟西部6个县签了协议。", ["县"]),
        ("全区“高效办成一件事”办理11.6万件。", ["全区“高效办成一件事”"]),
        ("42名帮办员平均年龄27岁。", ["帮办员", "平均年龄"]),
        ("有7成店家反对。", ["店家"]),
        ("去年从业人数8万7千人。", ["从业人数"]),
        ("目前完工4380户、兴建中3900户。", ["完工", "兴建中"]),
        ("搭乘率从四成五提升到八成。", ["搭乘率", "搭乘率"]),
        ("引进项目134个，落地沧屏的有82个。", ["项目", "落地沧屏"]),
        ("青年公寓一共2600间，一间月租才480元。", ["青年公寓", "一间月租"]),
        ("一辆补2万，已经换了860辆。", [None, None]),
        ("向2800幢大厦派发挡水板。", ["大厦"]),
        ("计划斥资19亿元在东涌兴建雨水储存库。", ["雨水储存库"]),
        ("莫启泰指部门编制1340人。", ["部门编制"]),
        ("带动12.8万农户增收。", ["农户"]),
        ("以前一天做两万袋，我在民宿上班，一个月2800元。", [None, None]),
        ("届时年供应量可达20万吨。", ["年供应量"]),
        ("全县8万亩桃园总产量达30万吨。", ["桃园", "总产量"]),
        ("县城学校的班额都降到45人以下。", ["班额"]),
        ("“乐业贷”最高能贷50万元。", ["“乐业贷”"]),
        ("每周有14名专家来坐诊。", ["专家"]),
        ("按八毛钱卖。", [None]),
        # A verb with its complement is nothing that is counted.
        ("闲置校舍不少，三年省下22亿元。", [None]),
        ("我爷爷一年赚8万元。", [None]),
        ("县里收到诉求96件，办成了90件。", ["诉求", "诉求"]),
        ("订单签了3400万元。", ["订单"]),
        # What was named last is counted again only in units of its kind.
        ("拿下地理标志37项，来了4.6万人。", ["地理标志", None]),
        ("年产鲟鱼480吨；发展到1.1万亩。", ["年产鲟鱼", None]),
        ("国企资产总额增长16%、达到23万亿元。", ["国企资产总额", "国企资产总额"]),
        ("村里收入不足30万元。如今，这个数字变成了860万元。", ["村里收入", "村里收入"]),
        # A time counts nothing; money is for what it is spent on.
        ("原来20天办完，现在3天办结。", [None, None]),
        ("省里拨了8000万元改建卫生所。", ["卫生所"]),
        # What 的 ties to a measure of nothing else, and the event that the clause before names.
        ("这里有214平方公里的土地上，工厂林立。", ["土地"]),
        ("秋天登场的稻浪艺术季，去年吸引32万人次。", ["稻浪艺术季"]),
        ("高山蔬菜从无到有，发展到1.1万亩。", ["高山蔬菜"]),
        # Marks of lists and quotations are no part of a noun.
        ("三、臨托補助每小時120元。", ["臨托補助"]),
        ("他說：「要務實。」禾原人口21萬人。", ["禾原人口"]),
        ("加油站将从现在的11座增加到30座。", ["加油站", "加油站"]),
    ],
)
def test_what_is_counted_is_a_noun_whole_and_its_own_or_nothing(text: str, indicators: list[str | None]) -> None:
    found = [figure.indicator and figure.indicator.text for figure in figures_of(text)]

    assert found == indicators


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # A sentence that opens with another time has left the one before.
        ("2003年，开发区成立。二十年之后，这里有1870家企业。", [None]),
        ("十年前也许如此。今天，土地成本占3%。", [None]),
        ("今年3月，推行改革。以前要跑9个部门，现在最快11个工作日办完。", ["以前", "现在"]),
        # What is planned is not of the past, what is begun not of the future.
        ("去年，民宿收入740万元。镇里打算再盘活40栋老屋。", ["去年", None]),
        ("未来三年，计划投资52亿元。一期总投资18亿元，已于6月开工。", ["未来三年", None]),
        # What something grows from is of no year to come, what it has grown to of none long ago.
        ("到2028年，加油站由11座增加到30座。", [None, "到2028年"]),
        ("改建卫生所，预计明年底完工，病床由12床增至30床。", [None, "明年底"]),
        ("三年前推出品牌，收购价提高到34元。", [None]),
        ("两年来，归集数据26亿条。", ["两年来"]),
        ("2010年有黑点126个，现时减至4个。工程费贵两倍。", ["2010年", "现时", None]),
    ],
)
def test_a_time_is_the_figure_s_own(text: str, periods: list[str | None]) -> None:
    assert [figure.period and figure.period.text for figure in figures_of(text)] == periods


def test_an_answer_s_figures_are_of_the_past_time_asked_about() -> None:
    text = "县长答问\n县里今天介绍情况。\n记者：去年，招商成绩怎么样？\n何进：新签项目96个。现有企业300家。今年还要签80个。"
    source = source_of(text)

    figures = find_figures(source, label_lines(source))

    assert [figure.period and figure.period.text for figure in figures] == ["去年", None, "今年"]


def test_a_question_about_two_times_or_the_future_tells_no_time() -> None:
    text = "县长答问\n县里今天介绍情况。\n记者：去年跌得厉害，明年有何打算？\n何进：新建冷库6座。"
    source = source_of(text)

    assert [figure.period for figure in find_figures(source, label_lines(source))] == [None]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("目前21件已经落地。", ["21件"]),
        ("蜂群由3800箱发展到2.1万箱。", ["3800箱", "2.1万箱"]),
        ("投资1000万美元以上的有18家。", ["18家"]),
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
    ],
)
def test_a_numeral_in_parts_is_set_as_one(text: str, parts: tuple[str, str, str]) -> None:
    assert split_figure(text) == parts


@pytest.mark.parametrize("marker", ["2. ", "2、", "（2）", "② ", "· ", "【赵长河】"])
def test_the_marker_of_a_list_is_no_part_of_what_a_number_counts(marker: str) -> None:
    outline = parse(source_of(f"青屏县的打算\n\n今年有两件事。\n{marker}新开工项目40个。\n"))

    assert [one.indicator.text for one in outline.figures if one.indicator] == ["新开工项目"]
