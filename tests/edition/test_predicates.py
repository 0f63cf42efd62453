"""The words that a comparing figure cannot do without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.edition.predicates import find_companions, find_predicates, narrowing, stands_alone
from briefing.outline.model import Words
from briefing.outline.parse import parse
from briefing.text.source import Source, span


def predicates_of(sentence: str) -> dict[str, str | None]:
    """For each figure of the sentence what is printed between its indicator and it."""
    text = f"云溪区的一年\n\n{sentence}\n"
    source = Source(name="a.txt", text=text, sha256="0")
    outline = parse(source)
    found = find_predicates(outline)
    return {one.words.text: source[found[one.id]] if one.id in found else None for one in outline.figures}


@pytest.mark.parametrize(
    ("sentence", "figure", "words"),
    [
        ("规上工业增加值增长7.6%、高于全国1.7个百分点。", "1.7个百分点", "高于全国"),
        ("审批材料精简80%。", "80%", "精简"),
        ("进口额、出口额分别增长9.5%、10.7%。", "9.5%", "增长"),
        ("进口额、出口额分别增长9.5%、10.7%。", "10.7%", "增长"),
        ("全区集聚金融机构721家。", "721家", None),
        ("预计全市接待游客120万人次。", "120万人次", "预计"),
        ("全市财政收入预计为65亿元。", "65亿元", "预计"),
        ("猕猴桃种植面积由2.1万亩扩大到目前的18.6万亩。", "18.6万亩", "扩大到"),
        ("轮候时间由6.1年的高位回落至5.1年。", "5.1年", "回落至"),
        ("2023年新增2家上市企业。", "2家", "新增"),
        ("全区取消了35项审批事项。", "35项", "取消"),
        ("全区拥有12家上市企业。", "12家", None),
        ("预计创造30亿元产值及800个工作岗位。", "800个", "预计"),
        ("产业不断壮大，新增国家高新技术企业560家。", "560家", "新增"),
        ("乐园占地百亩，年可接待游客30万人次。", "30万人次", "年可接待"),
        ("云溪区建成标准厂房215万平方米。", "215万平方米", "建成"),
        ("比如建设高标准农田18万亩。", "18万亩", "建设"),
        ("全区走访老人、病人等解决实际困难300件。", "300件", "解决"),
        ("全年完成固定资产投资180亿元。", "180亿元", None),
        ("企业建成年产2000吨的肥料生产线。", "2000吨", "年产"),
        ("全市共签约33个项目，其中东湖签约18个项目。", "18个", "其中东湖签约"),
        ("全区计划今年把约三公顷的商贸用地改作住宅。", "约三公顷", None),
        ("争取资金支持，新增一般债券2.3亿元、专项债券6.4亿元。", "6.4亿元", "新增"),
        ("全区新增小微企业首贷户2万户、普惠贷款200亿元。", "200亿元", "全区新增"),
        ("全区谋划重点项目630个、总投资1280亿元。", "1280亿元", None),
        ("试用计划在初期推出时只适用于云溪基金下5所研发中心。", "5所", None),
        ("全区组建帮办服务、立项审批和竣工验收5个功能型党小组。", "5个", None),
    ],
)
def test_a_figure_that_compares_brings_its_words(sentence: str, figure: str, words: str | None) -> None:
    assert predicates_of(sentence)[figure] == words


def test_a_label_that_an_editor_wrote_shares_no_predicate_of_a_series() -> None:
    text = "云溪区的一年\n\n争取资金支持，新增一般债券2.3亿元、专项债券6.4亿元。\n"
    outline = parse(Source(name="a.txt", text=text, sha256="0"))
    label = Words(text="债券", origin="editor")

    found = find_predicates(replace(outline, figures=tuple(replace(one, indicator=label) for one in outline.figures)))

    assert outline.figures[1].id not in found


def test_a_number_whose_unit_stands_with_the_last_of_its_series_does_not_stand_alone() -> None:
    source = Source(name="a.txt", text="云溪区的一年\n\n东、西两区产值分别为8、9亿元。\n", sha256="0")
    figures = {one.words.text: one for one in parse(source).figures}

    assert not stands_alone(figures["8"], None, source)
    assert stands_alone(figures["9亿元"], None, source)


def test_a_change_without_its_words_does_not_stand_alone_and_a_rate_does() -> None:
    source = Source(name="a.txt", text="云溪区的一年\n\n工业增加值增长7.6%。失业率5.4%。\n", sha256="0")
    figures = {one.words.text: one for one in parse(source).figures}

    assert not stands_alone(figures["7.6%"], None, source)
    assert stands_alone(figures["5.4%"], None, source)


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("培育产值超10亿元的龙头企业3家。", {"3家": True}),
        ("债务余额217亿元，比上任时的263亿元减少46亿元。", {"217亿元": True, "263亿元": False, "46亿元": True}),
        ("设立规模50亿元的产业基金。", {"50亿元": True}),
        ("高新技术企业从0.94万家增加到1.55万家。", {"0.94万家": False, "1.55万家": True}),
        ("去年实现产值186亿元。", {"186亿元": False}),
        ("高端装备产值410亿元，占规上工业的六成以上。", {"410亿元": True, "六成以上": False}),
        ("高新技术企业由1560家增至1902家。", {"1560家": False, "1902家": True}),
        ("沿河民宿从9家发展到167家。", {"9家": False, "167家": True}),
        ("社宅目标从2万户下修。", {"2万户": False}),
        ("财政储备6473亿元，相当于约10个月政府开支。", {"6473亿元": True, "约10个月": False}),
        ("全市楼龄达30年或以上的私人楼宇有28000幢。", {"30年": False, "28000幢": True}),
        ("至少提供1次职业指导。", {"1次": False}),
        ("获批河道—湖泊治理、河道—草原修复2家联合实验室。", {"2家": False}),
    ],
)
def test_thresholds_and_what_is_compared_with_do_not_stand_alone(sentence: str, alone: dict[str, bool]) -> None:
    outline = parse(Source(name="a.txt", text=f"云溪区的一年\n\n{sentence}\n", sha256="0"))
    found = find_predicates(outline)

    told = {one.words.text: stands_alone(one, found.get(one.id), outline.source) for one in outline.figures}

    assert told == alone


def test_a_share_is_printed_with_what_it_is_a_share_of() -> None:
    assert predicates_of("全区进出口410亿元，占全市的六成以上。")["六成以上"] == "占全市的"


@pytest.mark.parametrize(
    ("sentence", "figure", "words", "alone"),
    [
        ("全区财政收入有望突破70亿元。", "突破70亿元", "有望", True),
        ("全区财政收入预计超过70亿元。", "超过70亿元", "预计", True),
        ("力争全区财政收入突破70亿元。", "突破70亿元", "力争", True),
        ("力争到2031年，全区财政收入迈向新高，高新技术企业达到300家。", "300家", "力争", True),
        ("计划扩建厂房，高新技术企业已达300家。", "300家", None, True),
        ("今年计划新增6家上市企业。", "6家", "计划新增", True),
        ("全区计划投资70亿元。", "70亿元", None, True),
        ("今年有望全区财政收入增长7%。", "7%", "增长", False),
        ("全区财政收入已突破70亿元。", "突破70亿元", None, True),
    ],
)
def test_a_forecast_is_printed_as_one_or_does_not_stand_alone(
    sentence: str, figure: str, words: str | None, alone: bool
) -> None:
    outline = parse(Source(name="a.txt", text=f"云溪区的一年\n\n{sentence}\n", sha256="0"))
    found = find_predicates(outline)

    (one,) = outline.figures

    assert one.words.text == figure
    assert (outline.source[found[one.id]] if one.id in found else None) == words
    assert stands_alone(one, found.get(one.id), outline.source) is alone


def test_an_amount_goes_with_the_change_that_its_sentence_states_after_it() -> None:
    text = "云溪区的一年\n\n去年，全区地区生产总值312.6亿元，同比增长8.4%。财政收入65亿元，其中约四成来自税收。税收增长7%。\n"
    outline = parse(Source(name="a.txt", text=text, sha256="0"))

    companions = find_companions(outline, find_predicates(outline))

    amounts = {one.id: one.words.text for one in outline.figures}
    assert {amounts[amount]: change.words.text for amount, change in companions.items()} == {"312.6亿元": "8.4%"}


def test_the_sum_of_parts_is_no_share_of_anything_by_itself() -> None:
    text = "云溪区的一年\n\n制造企业的成本中，土地占3%，电力、物流和人工加起来超过60%。\n"
    outline = parse(Source(name="a.txt", text=text, sha256="0"))
    found = find_predicates(outline)

    told = {one.words.text: stands_alone(one, found.get(one.id), outline.source) for one in outline.figures}

    assert told["超过60%"] is False


def test_a_place_is_not_what_is_counted_there() -> None:
    text = "专访禾原县县长何进\n\n像他这样的返乡青年，禾原已有486人。禾原人口21万人。\n"
    outline = parse(Source(name="a.txt", text=text, sha256="0"))

    assert [one.indicator and one.indicator.text for one in outline.figures] == [None, "禾原人口"]


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("全区工业增加值增速连续30个月居全市前列。", False),
        ("教育投入连续6年增长。", False),
        ("企业开办审批时间压减到3天。", True),
        ("全区新增企业300家。", True),
    ],
)
def test_a_length_of_time_is_a_tile_only_over_what_lasts(sentence: str, alone: bool) -> None:
    outline = parse(Source(name="a.txt", text=f"云溪区的一年\n\n{sentence}\n", sha256="0"))

    (figure,) = outline.figures

    assert stands_alone(figure, find_predicates(outline).get(figure.id), outline.source) is alone


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("全市年营收超千亿元的工业企业突破30家。", "全市年营收超千亿元的"),
        ("全市楼龄达30年或以上的私人楼宇有28000幢。", "全市楼龄达30年或以上的"),
        ("去年新建的工业园区有12个。", None),
        ("全市拥有14.2公里的湖岸绿道。", None),
    ],
)
def test_what_narrows_a_counted_noun_by_a_size_goes_with_it(sentence: str, words: str | None) -> None:
    text = f"云溪区的一年\n\n{sentence}\n"
    source = Source(name="a.txt", text=text, sha256="0")
    (*_, figure) = parse(source).figures
    noun = text.index("的", text.index(sentence)) + 1
    counted = replace(figure, indicator=Words(text=text[noun : noun + 4], spans=(span(noun, noun + 4),)))

    place = narrowing(counted, source)

    assert (place and source[place]) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "延长4所研发中心的营运期。",
        "计划只适用于5所研发中心进行的研发项目。",
        "学前免费教育覆盖近30万儿童。",
        "课程涵盖约30个行业。",
        "城乡居民人均可支配收入分别增长4.8%、7.2%。",
        "毕业生考试成功率高达95%。",
        "托育中心原补助5500元提升。",
    ],
)
def test_what_is_counted_of_something_else_is_not_told_by_its_figure(sentence: str) -> None:
    source = Source(name="a.txt", text=f"云溪区的一年\n\n{sentence}\n", sha256="0")
    outline = parse(source)
    predicates = find_predicates(outline)

    assert not any(stands_alone(one, predicates.get(one.id), source) for one in outline.figures)
