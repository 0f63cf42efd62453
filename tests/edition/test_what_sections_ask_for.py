"""Sections of public editions take what a sentence is about, what the place has come to, and what their readers are granted; all texts are invented."""

from __future__ import annotations

import pytest

from briefing.edition import model as parts
from briefing.edition.model import Edition
from briefing.edition.select import points_of
from briefing.errors import SourceError
from composing import document_of, edition_of, said, section_of, template_set

GOOD = """澄沙市晒出成绩单
2031-03-08
澄沙市地区生产总值达到860亿元，增长6.4%。
去年全市新签约亿元以上项目42个，总投资310亿元。
全市建成标准厂房90万平方米，入驻企业410家。
澄沙市规上工业增加值增长8.2%，高新技术企业达到210家。
澄沙市出台惠企政策38条，为企业减负21亿元。
"""

PREAMBLE = (
    "过去一年，在省里坚强领导下，我们坚持稳字当头，全面贯彻新发展理念，牢牢把握发展大势，扎实推进各项工作，"
    "全市地区生产总值达到860亿元、增长6.4%，奋力谱写建设新篇章。"
)

ENTRY = """澄沙市答复议员
2031-03-08
澄沙市认同人才对工商业的持续发展非常重要，吸引人才是一贯的政策目标。
澄沙市对新来的博士发放安家补贴20万元，分三年付清。
为毕业生提供人才公寓，租金是市价的六成，最长住五年。
澄沙市图书馆多，公园多，是宜居宜业的城市。
"""

LABORATORIES = """澄沙市谈科创
2031-03-08
澄沙市建成重点实验室12家，中试平台9个。
澄沙市孵化器去年入驻团队90个，新增创新平台6个。
澄沙市公园绿地率达到45%，是宜居宜业的城市。
"""


def keys_of(edition: Edition, sentence: str) -> set[str]:
    """The sections of the body that print the sentence."""
    body = (section for section in edition.sections if section.plan.page == "body")
    return {
        section.plan.key
        for section in body
        for point in points_of(section.part, edition.library)
        if point.words.text.strip("。") in sentence
    }


def tiles_of(edition: Edition) -> list[str]:
    tiles = [section.part for section in edition.sections if isinstance(section.part, parts.TilesPart)]
    return [
        f"{figure.indicator.text} {figure.words.text}" for part in tiles for figure in part.figures if figure.indicator
    ]


def gist_of(edition: Edition) -> str:
    return "".join(
        point.words.text
        for section in edition.sections
        if section.plan.key == "gist" and isinstance(section.part, parts.PointsPart)
        for point in section.part.points
    )


@pytest.mark.parametrize(
    ("key", "sentence", "is_in"),
    [
        # 直达快享 in one of six clauses about families.
        (
            "business",
            "澄沙市12项检查纳入医保，育儿津贴直达快享，每个家庭每月多了200元，幼儿园免费入读，3万名儿童受惠，全市新建亲子中心9个。",
            False,
        ),
        ("business", "到去年年底，澄沙市企业开办时间压缩到4小时，审批材料减去六成，惠及企业418家。", True),
        (
            "infrastructure",
            "澄沙市坚持绿色发展，在产业上，我们走循环的路子，依托林木、水资源的优势，推动工业增加值增长9%。",
            False,
        ),
        ("infrastructure", "澄沙市新开高速公路80公里，工业增加值增长9%。", True),
        (
            "site",
            "2030年9月，在高新区帮助下，澄沙市企业与大学合作，依托材料技术的优势，新产品产值达到9亿元，增长8%。",
            False,
        ),
        ("site", "澄沙市高新区去年新建厂房90万平方米，产值达到90亿元。", True),
        # 占|地区: no land.
        ("site", "澄沙市全社会研发投入占地区生产总值比重提高到2.9%，技术合同成交额突破30亿元。", False),
        (
            "platforms",
            "澄沙市围绕产业布局创新，推动产学研融合，首批建成4家省级重点实验室，面向光电产业，攻下一批技术，产值增长8%。",
            True,
        ),
    ],
)
def test_a_section_takes_what_a_sentence_is_about_and_not_what_it_names_by_the_way(
    key: str, sentence: str, *, is_in: bool
) -> None:
    assert (key in keys_of(edition_of(f"{GOOD}{sentence}\n", "investor"), sentence)) is is_in


def test_what_the_place_has_come_to_is_the_first_tile_and_no_part_of_it() -> None:
    text = (
        "澄沙市晒出成绩单\n2031-03-08\n澄沙市工业对地区生产总值的贡献率达到41%。\n澄沙市技术合同成交额突破90亿元。\n"
        "去年全市新签约亿元以上项目42个，总投资310亿元。\n澄沙市财政收入达到72亿元。\n"
        "澄沙市产业园招商面积90万平方米，入驻企业410家。\n去年，全市地区生产总值达到860亿元，增长6.4%。\n"
    )

    assert tiles_of(edition_of(text, "investor"))[0] == "全市地区生产总值 860亿元"


def test_of_a_preamble_investors_are_shown_the_total_alone_and_officials_all() -> None:
    text = GOOD.replace("澄沙市地区生产总值达到860亿元，增长6.4%。", PREAMBLE)

    public, inside = document_of(text, "investor"), document_of(text, "officials")

    printed = "".join(said(block) for block in section_of(public, "industry"))
    assert "……全市地区生产总值达到860亿元、增长6.4%……" in printed
    assert "牢牢把握" not in printed
    assert "牢牢把握发展大势" in "".join(said(block) for block in inside.blocks)


def test_the_one_page_has_what_talent_is_granted_with_its_terms() -> None:
    gist = gist_of(edition_of(ENTRY, "talent"))

    assert "发放安家补贴20万元，分三年付清" in gist
    assert "租金是市价的六成，最长住五年" in gist


def test_a_text_that_grants_talent_nothing_makes_no_pack_for_talent() -> None:
    with pytest.raises(SourceError, match="人才政策、人才举措、人才服务与保障"):
        edition_of(LABORATORIES, "talent")


def test_what_others_receive_in_a_series_is_no_benefit_of_talent() -> None:
    text = f"{ENTRY}澄沙市做好高校毕业生就业服务，退役军人就业服务全年不断线。\n"

    rows = [
        section.part.rows
        for section in edition_of(text, "talent").sections
        if isinstance(section.part, parts.BenefitsPart)
    ]

    told = [text[excerpt.span.start : excerpt.span.end] for row in rows[0] for excerpt in row.excerpts]
    assert any("毕业生就业服务" in one for one in told)
    assert not any("退役军人" in one for one in told)


def test_a_table_follows_those_alone_whom_the_sentence_before_it_names() -> None:
    library = edition_of(ENTRY, "talent").library
    assert library
    mixed = "澄沙市做好毕业生就业服务，帮助退役军人、残疾人就业。新建实训基地70个，开展职业技能培训2.8万人次。"
    alone = "澄沙市做好毕业生就业服务。新建实训基地70个，开展职业技能培训2.8万人次。"

    found = [keys_of(edition_of(f"{ENTRY}{one}\n", "talent"), one.split("。")[1]) for one in (mixed, alone)]

    assert ["benefits" in keys for keys in found] == [False, True]


def test_a_tile_for_talent_is_none_of_what_their_sections_do_not_ask_for() -> None:
    sentence = "澄沙市住房市场平稳，基础设施投资增长3.2%，社会消费品零售总额增长3.1%。"

    tiles = tiles_of(edition_of(f"{ENTRY}{sentence}\n", "talent"))

    assert not [tile for tile in tiles if "投资" in tile or "零售" in tile]


def test_sections_that_ask_what_a_sentence_is_about_name_topics_of_their_own_kind() -> None:
    plans = {plan.key: plan.about for plan in template_set().audience("investor").sections if plan.about}

    assert plans["site"] == ("site",)
    assert "industry" not in plans
