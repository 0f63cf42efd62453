"""What the packs make of an interview about one development zone: whole benefits, whole policies, nothing twice."""

from __future__ import annotations

import pytest

from briefing.document.model import Bullets, Document, Table, Tiles
from briefing.edition import model as parts
from briefing.errors import SourceError
from composing import document_of, edition_of, said, section_of
from one_pages import part_called

ZONE = """开发区要当县域经济的主引擎
——访沂川经济技术开发区管委会主任 宋砚秋

去年，开发区实现地区生产总值312.6亿元，同比增长8.4%；实际使用外资2.3亿美元。近日，本报记者就开发区如何发展，专访了管委会主任宋砚秋。

记者：主导产业是怎样布局的？

宋砚秋：目前，全区集聚规上工业企业286家，其中高新技术企业152家。同时，储能产业去年实现产值186亿元，正在建设年产12吉瓦时的电池基地。开发区上下信心十足、干劲十足、后劲也十足。

宋砚秋说：“产业链缺什么，我们就招什么；企业要什么，我们就补什么。”

记者：有哪些举措？

宋砚秋：我们主要做了三件事。一是审批再提速。推行“拿地即开工”，工业项目从签约到开工平均只要45天。二是服务更贴身。为每家重点企业配备一名服务专员。三是成本往下降。出台《沂川先进制造业十条》，对技改投资按设备额的12%给予补助，单个企业最高2000万元。

宋砚秋：全日制硕士来区就业，连续三年每月发放生活补贴1500元，博士每月3000元；购买首套住房，分别给予10万元和20万元补助。此外，人才公寓已建成3200套，租金为市场价的六成。巡察反馈的闲置土地问题整改已完成九成。

宋砚秋：下一步，我们将重点抓好三项工作：一要抓项目，确保全年开工亿元以上项目60个；二要抓盘活，处置低效用地5000亩；三要抓作风，班子成员每人包联10家企业。
"""


def edition_for(audience: str, text: str = ZONE) -> parts.Edition:
    return edition_of(text, audience)


def document_for(audience: str, text: str = ZONE) -> Document:
    return document_of(text, audience)


def table_in(document: Document, key: str) -> Table:
    return next(block for block in section_of(document, key) if isinstance(block, Table))


def test_a_benefit_has_whom_it_is_for_and_how_much_it_is() -> None:
    rows = {said(row[0]): said(row[1]) for row in table_in(document_for("talent"), "benefits").rows}

    assert "购买首套住房，分别给予10万元和20万元补助 原文" in rows["住房"]
    assert "人才公寓已建成3200套，租金为市场价的六成 原文" in rows["住房"]
    assert "全日制硕士来区就业，连续三年每月发放生活补贴1500元，博士每月3000元 原文" in rows["奖励与补贴"]


def test_a_policy_is_introduced_with_what_it_grants() -> None:
    rows = [said(row[1]) for row in table_in(document_for("investor"), "tools").rows]

    assert "出台《沂川先进制造业十条》，对技改投资按设备额的12%给予补助，单个企业最高2000万元" in rows


def test_a_tile_says_of_its_amount_how_it_changed() -> None:
    tiles = next(block for block in part_called(document_for("investor"), "glance") if isinstance(block, Tiles)).tiles

    told = {tile.figure.text: said(tile.indicator) for tile in tiles}

    assert told["312.6亿元"] == "地区生产总值，同比增长8.4%"
    assert "8.4%" not in told


def test_a_tile_stands_once_for_what_it_counts() -> None:
    text = "新区的产业\n\n新区产业引导基金规模100亿元，首批20亿元明年投放。新区高新技术企业从940家增加到1550家。\n"
    part = next(section.part for section in edition_for("investor", text).sections if section.plan.key == "glance")
    assert isinstance(part, parts.TilesPart)

    assert [figure.words.text for figure in part.figures] == ["1550家", "100亿元"]


def test_the_word_that_the_whole_text_is_about_opens_no_section() -> None:
    shown = [
        said(line) for block in section_of(document_for("investor"), "site") for line in getattr(block, "lines", ())
    ]

    assert not any("信心十足" in line for line in shown)


def test_entries_of_lists_stand_on_their_own() -> None:
    document = document_for("officials")
    lines = [
        said(line) for block in section_of(document, "practice") if isinstance(block, Bullets) for line in block.lines
    ]

    assert "人才公寓已建成3200套，租金为市场价的六成" in lines
    assert not any(line.startswith(("同时", "此外")) or line.endswith(("。", "；")) for line in lines)


def test_officials_read_nothing_twice_and_no_remark_on_the_talk() -> None:
    document = document_for("officials")
    keys = ("inspection", "paths", "practice")
    text = "".join(
        said(getattr(block, "lines", getattr(block, "line", ()))) for key in keys for block in section_of(document, key)
    )

    assert text.count("我们主要做了三件事") == 1
    assert text.count("巡察反馈的闲置土地问题整改已完成九成") == 1
    assert "处置低效用地" not in text
    assert "专访了" not in text


def test_priorities_of_one_measure_each_share_a_table() -> None:
    blocks = section_of(document_for("officials"), "tasks")

    assert [type(block) for block in blocks] == [Table]
    assert [said(row[0]) for row in blocks[0].rows] == [
        "一要抓项目，确保全年开工亿元以上项目60个",
        "二要抓盘活，处置低效用地5000亩",
        "三要抓作风，班子成员每人包联10家企业",
    ]


def test_sectors_that_name_no_organisation_have_no_column_for_them() -> None:
    table = table_in(document_for("investor"), "sectors")

    assert [said(cell) for cell in table.header] == ["领域", "原文表述"]
    assert sum(table.widths) == 100


def test_investors_hear_the_speaker() -> None:
    voice = edition_for("investor").sections[1]

    assert voice.plan.key == "voice"
    assert isinstance(voice.part, parts.QuotesPart)
    assert [quote.words.text for quote in voice.part.quotes] == [
        "产业链缺什么，我们就招什么；企业要什么，我们就补什么。"
    ]


def test_an_edition_without_what_its_reader_came_for_is_refused() -> None:
    logistics = (
        "物流降成本取得实效\n\n去年，全省支持建设县级物流配送中心152个、商贸中心63个，物流产业产值达到310亿元。\n"
    )

    with pytest.raises(SourceError, match="有 1 句，要 3 句，而且没有一句选得进人才政策、"):
        edition_for("talent", logistics)
    assert edition_for("investor", f"{logistics}\n去年，全省新签约物流项目40个，总投资90亿元。\n").shown


def test_a_refusal_names_what_is_lacking_and_not_what_there_is() -> None:
    towns = (
        "城市配套持续完善\n\n去年，全市新建公立医院4所，新增床位2600张。\n\n去年，全市新建幼儿园和中小学35所，新增学位4.2万个。\n\n"
        "全市开通地铁线路3条，运营里程86公里。\n\n全市建成公园120个，人均公园绿地面积15平方米。\n"
    )

    with pytest.raises(SourceError, match="选用的话没有一句选得进人才政策、"):
        edition_for("talent", towns)


MEASURES = """推进载体建设
云溪区区长 宋砚秋

宋砚秋：我们从两个方面重点发力。一是推进载体建设。市级孵化载体数量比“十三五”末增长80%，全区孵化载体9家。二是优化就业服务。对毕业生至少提供1次职业指导。
"""


def test_a_measure_states_its_figures_as_the_source_does() -> None:
    tasks = [block for block in section_of(document_for("officials", MEASURES), "tasks") if isinstance(block, Table)]

    figures = [said(line) for table in tasks for row in table.rows for line in row[1]]

    assert figures == ["市级孵化载体数量比“十三五”末增长80%", "全区孵化载体：9家", "职业指导：至少1次"]


@pytest.mark.parametrize("opening", ["第一个，", "第二、", "再一个是"])
def test_a_bullet_does_not_open_with_what_led_to_it_or_stand_in_bold(opening: str) -> None:
    text = f"云溪谈产业\n\n云溪在前进。\n\n——产业体系再升级，龙头企业达到3家。{opening}企业再扩容，科创企业达到90家。云溪规上工业增加值增长8.1%。\n"
    (bullets,) = (
        block for block in section_of(document_for("investor", text), "industry") if isinstance(block, Bullets)
    )

    assert [said(line) for line in bullets.lines][:2] == [
        "产业体系再升级，龙头企业达到3家",
        "企业再扩容，科创企业达到90家",
    ]
    assert {run.emphasis for line in bullets.lines for run in line} == {None}
