"""The grammar of quantities: values, units and qualifiers, the same for outline, check and page."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from briefing.check.quantities import quantities_in
from briefing.document.runs import split_figure
from briefing.outline.figures.find import find_figures
from briefing.text import lexicon
from briefing.text.folding import fold
from briefing.text.quantities import find_quantities, kind_of, read_quantity, same_unit
from briefing.text.quantity_patterns import KINDS
from briefing.writers.html_markup import unbroken
from builders import source_of
from marked_cases import plain_lines
from marking import mark

COUNTING = [kind for kind in KINDS if kind not in {"calendar", "noun"}]
UNITS = [unit for kind in COUNTING for unit in lexicon.every_word("units", kind)]
BEFORE = [word for table in ("about", "floor", "cap") for word in lexicon.every_word("qualifiers", table)]
AFTER = [
    word for table in ("after_about", "after_floor", "after_cap") for word in lexicon.every_word("qualifiers", table)
]
OUTSIDE = [word for table in ("about_as", "emphasis") for word in lexicon.every_word("qualifiers", table)]
# These are read as a unit with 成 or 折 of Chinese digits, and after a number of hundreds.
LIMITS = {"成": "三成", "折": "八折"}


def figures_in(text: str) -> list[str]:
    source = source_of(text)
    return [figure.words.text for figure in find_figures(source, plain_lines(source))]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("１２３个", "123", "个"),
        ("1,208亿元", "120800000000", "元"),
        ("九万二", "92000", ""),
        ("一万零十二人", "10012", "人"),
        ("一百零八间", "108", "间"),
        ("1百零1公顷", "101", "公顷"),
        ("3千5百人", "3500", "人"),
        ("三亿六千多万元", "360000000", "元"),
        ("1亿2345万6789人", "123456789", "人"),
        ("2 兆 7,000 多億元", "2700000000000", "元"),
        ("两千万元", "20000000", "元"),
        ("百分之十二点五", "12.5", "%"),
        ("十九‧九一亿元", "1991000000", "元"),
        ("三成五", "0.35", "成"),
        ("三分之二", "0.6667", ""),
        ("1/6", "0.1667", ""),
        ("八五折", "8.5", "折"),
        ("8.7:41.2:50.1", "8.7", ":41.2:50.1"),
        ("20∶1", "20", ":1"),
        ("半个工作日", "0.5", "个工作日"),
        ("一个半小时", "1.5", "小时"),
        ("两年半", "2.5", "年"),
        ("6個多小時", "6", "个小时"),
        ("-19%", "-19", "%"),
        ("$1500", "1500", "$"),
        ("十几趟", "10", "趟"),
        ("七八百户", "700", "户"),
        ("一、兩個小時", "1", "个小时"),
        ("二〇二六年", "2026", "年"),
        ("〇点五个百分点", "0.5", "个百分点"),
        ("35元/平方米·月", "35", "元/平方米·月"),
        ("0.3元/kWh", "0.3", "元/kWh"),
        ("18.3/10万", "18.3", "/10万"),
        ("超万亿元", "1000000000000", "元"),
        ("28μg/m³", "28", "μg/m³"),
        ("15 mg/L", "15", "mg/L"),
        ("35m³/s", "35", "m³/s"),
        ("120L/s", "120", "L/s"),
        ("350ha", "350", "ha"),
        ("75万千伏安", "750000", "千伏安"),
        ("300兆伏安", "300", "兆伏安"),
        ("300人/km²", "300", "人/km²"),
        ("5000立方英尺", "5000", "立方英尺"),
        ("廿五个", "25", "个"),
        ("一百卅户", "130", "户"),
        ("壹佰贰拾万元", "1200000", "元"),
        ("叁仟伍佰元整", "3500", "元整"),
        ("貳拾五萬元", "250000", "元"),
    ],
)
def test_a_number_has_its_value_and_its_unit(text: str, value: str, unit: str) -> None:
    quantity = read_quantity(fold(text))

    assert quantity is not None
    assert quantity.normal == Decimal(value)
    assert quantity.unit.removeprefix("个") == unit.removeprefix("个")


@pytest.mark.parametrize(
    "text", ["几十家", "数十万名", "好几百人", "若干", "上百名", "几十倍", "成百上千", "數百名", "數以十萬計的"]
)
def test_a_number_without_a_value_is_one_quantity_and_no_figure(text: str) -> None:
    (quantity,) = find_quantities(fold(text))

    assert quantity.is_vague
    assert figures_in(f"溪桥区来了{text}游客。") == []


@pytest.mark.parametrize("text", ["12家企业", "约", "2026年12月", "", "家"])
def test_a_cell_that_is_more_or_less_than_one_quantity_is_none(text: str) -> None:
    assert read_quantity(text) is None


def sample(unit: str) -> str:
    return LIMITS.get(unit, f"25.5{unit}")


@pytest.mark.parametrize("unit", UNITS)
def test_outline_check_and_page_read_a_unit_alike(unit: str) -> None:
    text = sample(unit)

    found = figures_in(f"指标连续{text}。")
    (checked,) = quantities_in(text)
    before, numeral, after = split_figure(text)

    assert found == [text]
    assert checked.unit in {same_unit(unit), "%"}
    assert (before, numeral + after) == ("", text)
    assert kind_of(unit)
    assert unit in LIMITS or f'"n">{text}<' in unbroken(text) or "/" in unit


@pytest.mark.parametrize("word", BEFORE)
def test_outline_check_and_page_read_a_qualifier_before_a_number_alike(word: str) -> None:
    number = "两百" if word in {"快", "不下"} else "百" if word == "过" else "300"

    figures = find_figures(source := source_of(f"全区有企业{word}{number}家。"), plain_lines(source))
    (checked,) = quantities_in(f"{word}{number}家")

    assert [figure.words.text for figure in figures] == [f"{word}{number}家"]
    assert [figure.qualifier for figure in figures] == [word]
    assert checked.qualifier == word
    apart = ("", f"{word}{number}家", "") if number == "百" else (word, number, "家")
    assert split_figure(f"{word}{number}家") == apart


@pytest.mark.parametrize("word", AFTER)
def test_outline_check_and_page_read_a_qualifier_after_a_number_alike(word: str) -> None:
    unit = "分钟" if word == "内" else "元"

    figures = find_figures(source := source_of(f"全区用了300{unit}{word}。"), plain_lines(source))
    (checked,) = quantities_in(f"300{unit}{word}")

    assert [figure.words.text for figure in figures] == [f"300{unit}{word}"]
    assert [figure.qualifier for figure in figures] == [word]
    assert checked.qualifier == word
    assert split_figure(f"300{unit}{word}") == ("", "300", f"{unit}{word}")


@pytest.mark.parametrize("word", OUTSIDE)
def test_what_only_stresses_a_number_is_checked_and_no_part_of_the_figure(word: str) -> None:
    (checked,) = quantities_in(f"{word}300家")

    assert figures_in(f"全区企业{word}300家。") == ["300家"]
    assert checked.qualifier == word


@pytest.mark.parametrize(
    "marked",
    [
        "安家补贴⟦最高30万元⟧，贷款贴息⟦最多不超过8万元⟧，⟦封顶两年⟧。",
        "电价⟦0.4元/kWh⟧，场租300元/展位，年减排⟦7万t⟧。",
        "可提供⟦700單位⟧，另以⟦32萬個⟧單位為目標。",
        "审批由⟦4⟧至⟦5个月⟧缩短到⟦3⟧-⟦4天⟧。",
        "增速连续⟦6年⟧领先，未来5至10年再翻番。",
        "预计用⟦3⟧到⟦5年⟧完成，再用⟦2⟧—⟦3年⟧打造⟦2个⟧园区，补贴⟦最长3⟧至⟦5年⟧，任期⟦3年⟧。",
        "信用3到5年，用95年标准，用25年的数据，用2023到2025年的数据，用三到五年建成，用8到10年的积蓄。",
        "工期由5至6年缩短至⟦3⟧-⟦4年⟧，投资⟦3.5⟧ ~ ⟦4亿元⟧，十几到20家店下午3至5点开门。",
        "零下10摄氏度，增速为负0.5%，投资1'208万元，来了三、四家企业，为企业减负⟦5亿元⟧，肩负⟦3项⟧任务。",
        "第一书记今年⟦56岁⟧，18至35岁青年可申请，60岁以上老人免费。",
        "总产值1，\n208亿元，总投资⟦5亿元⟧，\n⟦12家⟧企业落户。",
        "比例为⟦30∶1⟧，8:30开门，10:15结束。",
        "平均得分⟦63.5分⟧，16时18分结束。",
        "人口有⟦12亿⟧人口，来了⟦两三个小时⟧，五一三天休息。",
        "（溪政〔2025〕18号）第12条，电话021-60001234，5G基站。",
        "就业率高达⟦87%⟧，合格率约占⟦九成⟧。",
        "城区由⟦3百零2户⟧增加，到⟦2百50户⟧。",
        "党的十九届四中全会以后，承办⟦3届⟧赛会。",
        "建成500千伏变电站⟦3座⟧，电压升到⟦110kV⟧，350 hazards，16L144号铁塔，0.5tCO2。",
        "队伍⟦三百人⟧，队伍万人，大陆⟦五家⟧企业，歌手伍佰唱了⟦3首⟧，廿四节气，每天⟦3节⟧，廿八都镇。",
    ],
)
def test_figures_are_whole_and_names_dates_and_classes_are_none(marked: str) -> None:
    source = source_of(marked.replace("⟦", "").replace("⟧", ""))

    spans = [figure.words.span for figure in find_figures(source, plain_lines(source))]

    assert mark(source, spans) == marked


def test_a_bound_further_off_is_the_figure_s_qualifier() -> None:
    source = source_of("企业最高可申领50万元补助，政府每年至少提供3次培训。")

    figures = find_figures(source, plain_lines(source))

    assert [(figure.words.text, figure.qualifier) for figure in figures] == [("50万元", "最高"), ("3次", "至少")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "一",
        "十",
        "三分之",
        "3万",
        "8:",
        "5至",
        "几十",
        "1,",
        "七八",
        "百分之",
        "元/",
        "1-",
        "1 ",
        "不超过",
        "三成",
        "廿",
    ],
)
def test_reading_is_linear_in_a_text_of_nothing_but_numerals(piece: str) -> None:
    start = time.process_time()
    found = sum(1 for _ in find_quantities((piece * 100_000)[:100_000]))
    spent = time.process_time() - start

    assert found <= 100_000
    assert spent < 20  # 2 s where it is linear; minutes where it is not


def test_the_rest_of_a_run_of_digits_is_no_number() -> None:
    assert figures_in(f"全区有{'十' * 50}家、{'7' * 50}家。") == []


def test_the_lexicon_holds_the_bounds_and_units_of_official_texts() -> None:
    bounds = "超 近 约 逾 突破 跌破 不低于 不大于 不小于 不少于 不超过 最高 最多 至少 上限 封顶".split()
    units = "家 岁 片 幅 分 场次 伙 呎 公顷 宗 间 单位 kWh t m³ km² ㎡ 米² kW·h 个百分点".split()

    assert set(bounds) <= {*BEFORE}
    assert set(units) <= {*UNITS}


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("同比+6.4%。", "+6.4%", "6.4"),
        ("同比-6.4%。", "-6.4%", "-6.4"),
        ("气温\u22126℃。", "\u22126℃", "-6"),
        ("3+5%是和。", "5%", "5"),
    ],
)
def test_a_rate_keeps_its_sign(text: str, number: str, value: str) -> None:
    quantity = list(find_quantities(text))[-1]

    assert (text[quantity.start : quantity.end], quantity.value) == (number, Decimal(value))
