"""Labels that the form of a clause proves, labels that are whole, and figures of other places."""

from __future__ import annotations

import pytest

from briefing.outline.figures.choosing.words import tag_words
from briefing.outline.parse import parse
from briefing.text.source import span
from builders import source_of


def labels_of(sentence: str, title: str = "云溪区的一年") -> list[str | None]:
    figures = parse(source_of(f"{title}\n2024-03-02\n\n{sentence}\n")).figures
    return [figure.indicator and figure.indicator.text for figure in figures]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("全区用水量连续7个月下降。", ["全区用水量下降"]),
        ("竹器出口连续4年保持增长。", ["竹器出口保持增长"]),
        ("连续3年开展下乡义诊活动。", ["开展下乡义诊活动"]),
        ("连续5年召开9场动员会。", [None, "动员会"]),
        ("竹器退货率连续9个月低于3%。", ["竹器退货率低于3%", "竹器退货率"]),
    ],
)
def test_a_run_of_years_is_of_what_went_on_and_not_of_its_subject_alone(
    sentence: str, labels: list[str | None]
) -> None:
    assert labels_of(sentence) == labels


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("女护工一度占到护理院职工的八成。", "女护工占到护理院职工"),
        ("竹木企业占工业企业总数的23%。", "竹木企业占工业企业总数"),
        ("竹木产值占工业产值的比重升至41%。", "竹木产值占工业产值的比重"),
        ("其中退役军人占36%。", "退役军人"),
        ("退伍军人占全村。水田占全村五分之一。", "水田占全村"),
        ("厂房占地面积42亩。", "厂房占地面积"),
    ],
)
def test_a_share_is_of_its_subject_and_of_the_whole(sentence: str, label: str) -> None:
    assert labels_of(sentence) == [label]


def test_a_second_respectively_is_of_the_nouns_before_the_first() -> None:
    labels = labels_of("绿道长度和公交里程分别为120公里、340公里，分别比上年增长6%和4.5%。")

    assert labels == ["绿道长度", "公交里程", "绿道长度", "公交里程"]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        (
            "全年完成竹木产值42亿元、茶叶税收1.7亿元、河道投资9.5亿元，分别增长6%、4.5%、下降3%。",
            ["竹木产值", "茶叶税收", "河道投资"] * 2,
        ),
        ("竹木产值42亿元，茶叶税收1.7亿元，同比分别增长6%和4.5%。", ["竹木产值", "茶叶税收"] * 2),
    ],
)
def test_a_change_told_apart_from_its_amount_is_of_the_same_noun(sentence: str, labels: list[str]) -> None:
    assert labels_of(sentence) == labels


def test_changes_after_amounts_told_by_one_respectively_are_each_of_their_own() -> None:
    told = labels_of("竹业投资、修渠投资分别完成14亿元、8亿元，增长58.8%、39.6%。")

    assert told == ["竹业投资", "修渠投资", "竹业投资", "修渠投资"]


def test_of_three_amounts_and_two_changes_nobody_knows_which_are_meant() -> None:
    labels = labels_of("竹木产值42亿元、茶叶税收1.7亿元、河道投资9.5亿元，分别增长6%、4.5%。")

    assert labels[3:] == [None, None]


def test_each_change_of_a_series_is_of_its_own_noun() -> None:
    labels = labels_of("笋干、竹炭收购价分别为每公斤7元、每公斤4元，同比分别上涨8%和下降3%。")

    assert labels == ["笋干收购价", "竹炭收购价"] * 2


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("本次北仓与西塘分别腾出12个与7个陶艺工作室。", ["北仓陶艺工作室", "西塘陶艺工作室"]),
        ("省级、市级分别评出示范合作社4家、9家。", ["省级评出示范合作社", "市级评出示范合作社"]),
        ("早稻、晚稻产量分别达到31万吨、28万吨。", ["早稻产量", "晚稻产量"]),
    ],
)
def test_a_noun_that_stands_once_for_all_numbers_is_counted_for_each_owner(sentence: str, labels: list[str]) -> None:
    assert labels_of(sentence) == labels


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("全区拥有18个研发平台和华东丝绸大学。", ["研发平台"]),
        ("当天有23家媒体齐聚开园仪式现场。", ["媒体"]),
        ("去年产值1200亿元，跨入千亿行列。", ["产值"]),
        ("请在9/30下午四点前寄出申请表。", []),
        ("2012年，开发区GDP突破千亿大关。", ["开发区GDP"]),
        ("大连国家高新区实现技工贸总收入220亿元。", ["技工贸总收入"]),
    ],
)
def test_a_label_stops_before_a_name_of_its_own_and_before_what_was_done(sentence: str, labels: list[str]) -> None:
    assert labels_of(sentence) == labels


def test_nobody_knows_whose_the_numbers_are_where_places_are_counted() -> None:
    labels = labels_of("东、西两座码头分别停靠货船30、45艘。")

    assert labels[1:] == [None, None]
    assert labels_of("区、镇两级绿道里程分别达到120公里、340公里。") == [None, None]


def test_both_ends_of_a_range_have_one_label() -> None:
    assert labels_of("鱼塘水深1.2～1.8米。") == ["鱼塘水深"] * 2


def test_an_item_shares_all_that_follows_its_own_word_in_the_last() -> None:
    assert labels_of("对日本、韩国客商的出口额分别增长6%、8%。") == ["日本客商的出口额", "韩国客商的出口额"]


def test_chapters_and_articles_are_of_the_law_named_before() -> None:
    labels = labels_of("《云溪区河道巡护规程》改动不小，渡口也写了进去，由4章19条扩充到6章33条。")

    assert labels == ["《云溪区河道巡护规程》"] * 4


def test_numbers_that_share_a_unit_share_their_label() -> None:
    labels = labels_of("三块梯田亩产达420、380和450公斤。")

    assert labels == ["三块梯田亩产"] * 3


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("目前已领到执照的茶馆达到31家。", "已领到执照的茶馆"),
        ("愿意搬迁的住户超过600户。", "愿意搬迁的住户"),
        ("正在重修的茶亭达22座。", "正在重修的茶亭"),
        ("由村民自己经营的小店共26间。", "由村民自己经营的小店"),
        ("全区高新企业占比达27%。", "高新企业占比"),
    ],
)
def test_a_label_is_not_cut_off_from_what_narrows_it(sentence: str, label: str) -> None:
    assert labels_of(sentence) == [label]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("邻近的松岭市去年竹木产值达310亿元，我们是90亿元。", ["松岭市竹木产值", "竹木产值"]),
        ("云溪区去年竹木产值达310亿元。", ["竹木产值"]),
        ("比如松岭市，一年的研发投入就有60亿元。", ["松岭市研发投入"]),
        ("从全省看，竹笋均价为每公斤14元。", ["全省竹笋均价"]),
        ("同样种竹的柏林县，竹林面积达32万亩。", ["柏林县竹林面积"]),
        ("松岭市客商在我区投资9亿元。", ["松岭市客商在我区投资"]),
    ],
)
def test_a_figure_of_another_place_names_the_place(sentence: str, labels: list[str]) -> None:
    assert labels_of(sentence) == labels


def test_a_number_that_others_are_reckoned_by_is_no_figure() -> None:
    figures = parse(source_of("云溪区的一年\n\n每十万人拥有医生三百二十名，每8个村民里就有一个会编竹器。\n")).figures

    assert [figure.words.text for figure in figures] == ["三百二十名"]


@pytest.mark.parametrize(
    ("sentence", "rates"),
    [
        ("租房的硕士每人每月补700元，连补两年。", ["每人每月连补两年", None]),
        ("创业贷款贴息最高8万元，贴息三年。", ["贴息三年", None]),
        ("新开托育园按每个托位每年1500元补助，最长不超过三年。", ["每个托位每年最长不超过三年", None]),
        ("农机用电每度0.48元。", ["每度"]),
        ("获评的师傅一次性奖2万元。", ["一次性"]),
        ("每招一人补1200元。", ["每招一人"]),
        ("安家费15万元，分五年兑现。", ["分五年兑现", None]),
        ("贷款贴息50%，期限两年。", ["期限两年", None]),
        ("粮仓每月每平方米租金9元。", ["每月每平方米"]),
        ("散货运费每公里每吨0.3元。", ["每公里每吨"]),
        ("竹林亩均收益由900元提到1800元。", ["亩均", "亩均"]),
        ("农技员每人每天误工补贴60元，最长15天。", ["最长15天", None]),
        ("总投资3亿元，工期两年。", [None]),
        ("发放补贴3亿元，比去年早两个月。", [None]),
    ],
)
def test_money_keeps_what_it_is_of_and_how_long_it_is_paid(sentence: str, rates: list[str | None]) -> None:
    figures = parse(source_of(f"云溪区的新政\n2024-03-02\n\n{sentence}\n")).figures

    assert [figure.rate and figure.rate.text for figure in figures if figure.normal.unit in {"元", "%"}] == [
        rate for rate in rates if rate or len(rates) == 1
    ]


def test_figures_that_a_question_alone_states_are_told_once() -> None:
    text = (
        "竹乡的账\n2024-03-02\n\n记者：去年竹器出口4.2亿元，用工缺1300人，怎么办？\n区长苗青舟：我们办了8场招聘会。\n"
    )

    outline = parse(source_of(text))

    assert [figure.words.text for figure in outline.figures] == ["8场"]
    assert [one.message for one in outline.diagnostics if one.code == "asked-figure"] == [
        "提问里的“4.2亿元”、“1300人”是提问者说的，没有列为数据"
    ]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("先后落实村道整治、茶亭修缮等民生实事3200件。", ["民生实事"]),
        ("护林员在负责区域内巡查3次。", [None, "巡查", "护林员在负责区域内巡查"]),
        ("沈氏集团在竹湾投资22亿元。", [None, "沈氏集团在竹湾投资", "投资"]),
        ("明确一般工作会议不超过90分钟。", ["一般工作会议", None]),
        ("有一条不到5米宽的竹林小道。", ["竹林小道", None]),
        ("新桥设计桥长57米。", ["新桥设计桥长", "设计桥长", "桥长", None]),
        ("涵盖竹笋、茶叶等共34款。", [None]),
        ("回流有15案投资额385亿元。", [None, "投资额"]),
        ("老师傅考察了8个地方引进的果树。", ["地方", None]),
        ("串起4个行政村和一所小学。", ["行政村"]),
        ("实行“1名镇干部+1名网格员”的办法。", ["镇干部", None]),
        ("选派252名科级领导担任村支书。", ["科级领导", None]),
        ("也有5万啊！", [None]),
        ("总数达20家；新增竹器作坊3个。", [None, "总数", "新增竹器作坊", "竹器作坊"]),
        ("竹器收入高达240万元。", ["竹器收入", None]),
        ("从选址到开张的平均时间为38天。", ["从选址到开张的平均时间", "平均时间", None]),
        ("那9个村抱团成立联社。", ["村", None]),
        ("连续4年开展的帮扶行动就是实践。", [None]),
        ("为此，我们连续三年把河道治理作为头等大事。", ["把河道治理作为头等大事"]),
    ],
)
def test_a_label_is_no_rest_of_something_else(sentence: str, labels: list[str | None]) -> None:
    found = labels_of(sentence)

    assert set(found) <= set(labels)


def test_a_number_in_brackets_counts_the_name_that_opens_its_line() -> None:
    lines = "渔业界（30人）：方竹\n茶业界（两张名单）（21人）：江一鸣\n无党派背景（共22人）\n"

    assert labels_of(lines) == ["渔业界", "茶业界（两张名单）", "无党派背景"]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("乡里收回了全县42个湖湾的经营权。", "湖湾"),
        ("培训40名中学的教师。", "中学的教师"),
        ("两人声望的差距已经明显。", None),
        ("两人支持度的差距已经明显。", None),
    ],
)
def test_what_is_counted_is_the_owner_and_not_what_it_has(sentence: str, label: str | None) -> None:
    assert labels_of(sentence) == [label]


def test_a_series_of_objects_has_a_noun_for_each_number() -> None:
    labels = labels_of("我们预计可创造35亿元产值及800个工作岗位。我们拥有14.2公里的江岸线和6.5公里的海岸线。")

    assert labels == ["产值", "工作岗位", "江岸线", "海岸线"]


def test_what_a_place_becomes_ends_before_its_own_noun() -> None:
    assert labels_of("要把云溪建设成为常住人口超30万、产值达到60亿元的新城。") == ["常住人口", "产值"]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("报名者中，12人已领到上岗证书，4人被评为匠师。", ["已领到上岗证书", "被评为匠师"]),
        ("灾后有46户搬进新居。", ["搬进新居"]),
        ("其中18人都是返乡木匠。", ["返乡木匠"]),
        ("约六成住户愿意搬迁。", ["住户愿意搬迁"]),
        ("72%的村民不愿离开作坊。", ["村民不愿离开作坊"]),
    ],
)
def test_so_many_are_those_who_do_what_stands_behind_them(sentence: str, labels: list[str | None]) -> None:
    assert labels_of(sentence) == labels


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("住户较多的分别是青塘镇（31户）、白石镇（27户）和柳埠镇（19户）。", ["青塘镇", "白石镇", "柳埠镇"]),
        ("搬迁的理由有：“作坊太小”（41%）、“离市集太远”（23%）。", ["作坊太小", "离市集太远"]),
    ],
)
def test_a_number_in_brackets_is_of_the_item_that_it_follows(sentence: str, labels: list[str]) -> None:
    assert labels_of(sentence)[-len(labels) :] == labels


def test_a_row_of_numbers_without_its_heads_has_no_label() -> None:
    assert labels_of("青塘作坊空置率 3.1% 2.8% 2.6% 2.4%") == [None] * 4


@pytest.mark.parametrize(
    "sentence",
    ["全年新增茶叶作坊3家，总数达21家。", "全年新增茶叶作坊3家、累计达21家。", "茶叶作坊新增3家，达到21家。"],
)
def test_a_total_is_of_what_was_added_to(sentence: str) -> None:
    assert labels_of(sentence)[-1] == "茶叶作坊"


def test_what_a_value_grew_to_is_of_what_it_grew_from() -> None:
    labels = labels_of("竹编作坊的年均订单由2021年的3.1万件逐步增加到5.4万件。")

    assert labels[0] == labels[1] is not None


def test_a_run_of_what_another_clause_names_has_no_label() -> None:
    assert labels_of("全镇竹器产值达12亿元，增幅连续6个月保持全县第一。")[1] is None


def test_a_share_of_growth_is_not_of_what_stands_before_it() -> None:
    assert labels_of("新增的内需规模将为全镇实现4%至5%的茶业增长打下基础。") == ["茶业增长", "茶业增长"]


def test_a_limit_stays_with_the_noun_that_it_limits() -> None:
    assert labels_of("计划投资过亿元的工业项目达86个。") == ["计划投资过亿元的工业项目"]


def test_a_sum_before_a_yearly_value_is_no_length_of_time() -> None:
    assert labels_of("园区带动1,576亿年产值。") == ["年产值"]


def test_how_often_it_is_compared_is_one_word() -> None:
    text = "作坊订单按季增加5000件"

    assert "按季" in tag_words(text, span(0, len(text)), [span(8, len(text))]).texts


def test_marks_in_ascii_part_clauses_as_chinese_ones_do() -> None:
    labels = labels_of("报名者中,12人已领到上岗证书,4人被评为匠师;其中30人自动退出。")

    assert labels[:2] == ["已领到上岗证书", "被评为匠师"]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("作坊每年以20%的增幅快速发展。", "增幅快速发展"),
        ("预算比较后增加12亿元说明需求不小。", "说明"),
        ("集市结果合共120万元，摊主满意。", "合共"),
        ("有位匠人陈情工钱不到四万元。", "位匠人陈情工钱"),
    ],
)
def test_what_names_nothing_is_no_label(sentence: str, label: str) -> None:
    assert labels_of(sentence)[0] != label


def test_tenths_hold_their_hundredths_before_what_so_many_do() -> None:
    figures = parse(source_of("云溪区的一年\n2024-03-02\n\n受访户中，两成八反对，三成五赞成搬迁。\n")).figures

    assert [figure.words.text for figure in figures] == ["两成八", "三成五"]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("全区产值连跨2个千亿元台阶。", ["千亿元台阶"]),
        ("认定茶叶企业、果品企业12家。", ["茶叶企业、果品企业"]),
        ("今年增设三班96个幼托名额。", [None, "幼托名额"]),
        ("整合3大类18个便民项目。", ["便民项目", "便民项目"]),
        ("在月入4万元以上的两个群组中，比率较高。", ["群组"]),
        ("全区有11个区级社会组织，编了一本书。", ["区级社会组织"]),
        ("建成供暖工程9个、供氧工程3个。", ["供暖工程", "供氧工程"]),
    ],
)
def test_a_number_counts_the_whole_noun_and_no_neighbour(sentence: str, labels: list[str | None]) -> None:
    assert labels_of(sentence) == labels


def test_a_rank_alone_is_no_label() -> None:
    assert labels_of("建成商贸3个千亿级，竹业2个百亿级产业集群。")[0] != "千亿级"
    assert labels_of("创建6个国家和省级园区。")[0] != "国家"
