"""What an edition shows of a text that nobody chose its topics for: an invented district's interview."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from briefing.config.sidecar import HeadingInstead, Sidecar
from briefing.document.model import Heading, Table
from briefing.edition import model as parts
from briefing.edition.index import OutlineIndex
from briefing.edition.model import Edition
from briefing.edition.select import make_edition
from briefing.edition.view import AudienceView
from briefing.edition.wording import is_of_talk
from briefing.outline.parse import parse
from briefing.text.language import Script
from briefing.writers.html import render_html
from builders import source_of
from composing import document_from, document_of, edition_of, index_of, said, template_set
from one_pages import said_line

INTERVIEW = """对话区长｜临江区区长沈知远：把老工业带变成“创新岸线”

来源：江城日报  2025年6月18日

“退一进三”不是一退了之

过去五年，全区累计腾退低效工业用地4860亩，建成标准厂房215万平方米。去年新签约亿元以上项目63个，总投资超过520亿元。

目前，全区已有17处老厂房改造为科创园区，入驻企业近900家。

沈知远说，临江出台了《临江区支持工业软件发展十条措施》，对首版次软件产品给予最高300万元奖励；联合江城理工大学成立工业软件联合实验室，每年安排不少于2000万元的专项经费。

今年重点做好四件事。第一，推行“一企一专员”服务，配备专员386名。第二，压缩审批时限，审批由68个工作日压减到42个工作日。第三，设立总规模30亿元的临江科创基金。第四，扩大“江岸贷”覆盖面，累计向1268户小微企业发放贷款21.4亿元。

基金采取“政府引导、市场运作”的模式，社会资本出资比例不低于60%。

全区已建成5G基站1860个，地铁通车里程达到46公里。

对新引进的博士、硕士、本科毕业生，分别给予每月3000元、1500元、800元的生活补贴，期限三年。

今年将筹集人才公寓3500套；新建中小学6所，新增学位7200个。
"""

STATEMENTS = """南瀛市長談產業

南瀛科學園區去年營業額達 1 兆 1,286 億元，園區廠商 287 家。

「市政府不是來管企業的，是來幫企業把路鋪平的。」郭承翰說。

再生水廠每日供水 4.5 萬噸，太陽光電裝置容量全國第一。
"""


@pytest.fixture(scope="module")
def library() -> OutlineIndex:
    return index_of(INTERVIEW)


@pytest.fixture(scope="module")
def statements() -> OutlineIndex:
    return index_of(STATEMENTS)


def part_of(edition: Edition, key: str) -> parts.Part:
    return next(section.part for section in edition.sections if section.plan.key == key)


def test_the_place_is_the_district_and_not_the_word_for_interviewing(library: OutlineIndex) -> None:
    assert library.outline.place is not None
    assert library.outline.place.text == "临江区"


def test_every_statement_with_a_figure_reaches_investors_or_talent(library: OutlineIndex) -> None:
    shown = {point.id for name in ("investor", "talent") for point in edition_of(library, name).shown}

    stated = [point for point in library.outline.points if library.figures.get(point.id)]
    unseen = [point.words.text for point in stated if point.id not in shown]

    assert unseen == []


def test_what_the_table_of_policies_prints_is_not_printed_again_under_support(library: OutlineIndex) -> None:
    edition = edition_of(library, "investor")
    support, tools = part_of(edition, "support"), part_of(edition, "tools")
    assert isinstance(support, parts.PointsPart)
    assert isinstance(tools, parts.NamesPart)

    told = {point.id for point in support.points}

    assert "临江科创基金" in [name.words.text for row in tools.rows for name in row.names]
    assert any("社会资本出资比例" in point.words.text for point in support.points)
    assert told.isdisjoint(row.excerpt.point.id for row in tools.rows)


def test_a_policy_on_one_industry_is_in_the_table_of_policies(library: OutlineIndex) -> None:
    tools = part_of(edition_of(library, "investor"), "tools")
    assert isinstance(tools, parts.NamesPart)

    assert "《临江区支持工业软件发展十条措施》" in [name.words.text for row in tools.rows for name in row.names]


def test_a_benefit_is_printed_with_whom_it_is_for_and_for_how_long(library: OutlineIndex) -> None:
    benefits = part_of(edition_of(library, "talent"), "benefits")
    assert isinstance(benefits, parts.BenefitsPart)
    source = library.outline.source

    texts = [source[excerpt.span] for row in benefits.rows if row.topic == "award" for excerpt in row.excerpts]

    assert texts == ["对新引进的博士、硕士、本科毕业生，分别给予每月3000元、1500元、800元的生活补贴，期限三年。"]


def test_officials_get_the_statements_of_a_text_that_announces_no_priorities(
    statements: OutlineIndex, library: OutlineIndex
) -> None:
    points = part_of(edition_of(statements, "officials"), "points")
    assert isinstance(points, parts.PointsPart)
    keys = [section.plan.key for section in edition_of(library, "officials").sections]

    texts = [point.words.text for point in points.points]

    assert "再生水廠每日供水 4.5 萬噸，太陽光電裝置容量全國第一。" in texts
    assert "points" not in keys


def test_who_said_a_quotation_is_no_statement_of_its_own(statements: OutlineIndex) -> None:
    points = part_of(edition_of(statements, "officials"), "points")
    assert isinstance(points, parts.PointsPart)

    assert "郭承翰說。" not in [point.words.text for point in points.points]


@pytest.mark.parametrize(
    ("text", "broader"),
    [
        (f"{STATEMENTS}\n南瀛市今年建成公園9座。\n", True),
        ("全区有企业287家，学校12所。全区建成公园9座。全区修路4条。\n", False),
    ],
)
def test_a_column_of_figures_is_as_broad_as_its_longest_figure(text: str, *, broader: bool) -> None:
    edition = edition_of("题目\n\n" + text, "officials")

    document = document_from(edition, Script.TW)

    table = next(block for block in document.blocks if isinstance(block, Table) and block.anchor == "figures-table")
    assert (table.widths[1] > 18) is broader
    assert sum(table.widths) == 100


def test_a_heading_of_the_sidecars_own_takes_the_place_of_the_sources(library: OutlineIndex) -> None:
    priorities = next(one for one in library.outline.enumerations if one.kind == "priorities")
    head = priorities.items[0].head.text
    instead = (
        HeadingInstead(words=head, instead="让企业少跑路"),
        HeadingInstead(words="把老工业带变成“创新岸线”", instead="创新从这里出发"),
    )

    document = document_from(edition_of(library, "officials"), Script.TW, Sidecar(headings=instead))

    headings = [said(one.line) for one in document.blocks if isinstance(one, Heading)]
    assert "讓企業少跑路" in headings
    assert head not in headings
    assert said_line(document).endswith("創新從這裡出發")


LISTED = """对话主任｜澜湾高新区怎么走？
编者按：今年是澜湾高新区获批十周年，工业企业达到560家。近日，本报记者专访了澜湾高新区管委会主任贺兰舟。
贺兰舟说，产业布局是“一主两新”。“一主”是高端装备，去年产值达410亿元，占规上工业的六成以上；“两新”是新型储能和新材料。
今后三年重点抓好三件事：一是建强平台，加快建设澜湾储能研究院；二是做优园区，培育产值超10亿元的企业3家；三是开放合作。
"""


def test_the_first_member_of_a_list_is_a_point_of_its_own() -> None:
    library = index_of(LISTED)
    (priorities,) = (one for one in library.outline.enumerations if one.kind == "priorities")

    assert [[point.words.text for point in library.points_of(item)] for item in priorities.items] == [
        ["一是建强平台，加快建设澜湾储能研究院；"],
        ["二是做优园区，培育产值超10亿元的企业3家；"],
        ["三是开放合作。"],
    ]


def test_an_editor_s_label_is_no_part_of_what_the_note_says() -> None:
    first, second = index_of(LISTED).outline.points[:2]

    assert first.words.text == "今年是澜湾高新区获批十周年，工业企业达到560家。"
    assert index_of(LISTED).sentences.is_of_occasion(second)


def test_that_somebody_was_interviewed_is_no_point_of_the_talk() -> None:
    assert is_of_talk("今天上午，本报编辑一行就修路等方面，对云溪市市长陶景行进行了专访。", counts=False)
    assert not is_of_talk("审计局对12家企业进行了现场检查。", counts=False)


def test_what_bears_the_place_s_name_is_an_organisation() -> None:
    assert "澜湾储能研究院" in [one.words.text for one in index_of(LISTED).outline.organisations]


def test_an_edition_shows_no_sentence_that_only_leads_on() -> None:
    edition = edition_of(LISTED, "investor")

    shown = [
        point.words.text
        for section in edition.sections
        for point in getattr(section.part, "points", ())
        + tuple(point for row in getattr(section.part, "rows", ()) for point in getattr(row, "points", ()))
    ]

    assert "“两新”是新型储能和新材料。" in shown
    assert not [words for words in shown if words.endswith("：") or "记者专访" in words]


PRESS = """云溪市举行新闻发布会
主持人：各位媒体朋友，大家好！出席的有：市工信局局长陶景行先生，市投促中心主任莫修远先生。
陶景行：各位记者朋友，大家好！全市规上工业企业达2318家。
云溪电视台记者：外资情况怎样？
莫修远：感谢您的提问。上半年全市实际使用外资4.6亿美元，增长31%。
陶景行：这个问题问到了点子上。一方面，组建5个联合体；另一方面，筹建公寓1.2万套。
"""


def test_officials_read_every_answer_and_no_greeting() -> None:
    words = said(document_of(PRESS, "officials"))

    assert "实际使用外资" in words
    assert "规上工业企业达" in words
    assert [one for one in ("大家好", "感谢您", "点子上", "主持人") if one in words] == []


def test_what_a_host_says_below_his_label_is_his() -> None:
    text = PRESS.replace("：各位媒体朋友", "：\n各位媒体朋友").replace(
        "陶景行：这个", "主持人：\n由于时间关系，最后一个问题。\n陶景行：\n这个"
    )
    outline = index_of(text).outline
    points = [point.words.text for point in outline.points]

    assert "unplaced" not in {one.code for one in outline.diagnostics}
    assert "由于时间关系" not in outline.source[outline.questions[0].answer]
    assert [words for words in points if "媒体朋友" in words or "时间关系" in words or "出席" in words] == []
    assert "这个问题问到了点子上。" in points


def test_the_speakers_of_a_cover_stand_apart() -> None:
    officials = replace(template_set().audience("officials"), cover=True)
    document = document_from(make_edition(index_of(PRESS), officials))

    page = html.document_fromstring(render_html(document, template_set().theme, template_set().overlay))

    (people,) = (one for one in page.xpath("//header//dl/div") if "受访人" in one.text_content())
    assert [one.text_content() for one in people.xpath("dd")] == ["市工信局局长 陶景行", "市投促中心主任 莫修远"]
    assert said_line(document).startswith("市工信局局长 陶景行、市投促中心主任 莫修远")


REMARKS = """云溪区谈产业

今年是云溪设区十周年。布局未来产业，云溪勇争先。即日起，本报推出“云溪在行动”系列访谈，看各镇的新探索。

——今天要跟大家报告两件事情，第一件是电网，第二件是产业。在座的有380位企业家，我代表区委向大家拜年！为什么要讲营商环境？

下面向大家报告，去年全区产值达到310亿元。我们也要清醒看到，产业链仍有差距，外资企业只有3家。
"""


def test_what_introduces_greets_announces_or_asks_says_nothing_of_the_place() -> None:
    library = index_of(REMARKS)
    view = AudienceView(library, template_set().audience("investor"))

    told = [point.words.text for point in library.outline.points if view.library.sentences.says_something(point)]

    assert told == [
        "下面向大家报告，去年全区产值达到310亿元。",
        "我们也要清醒看到，产业链仍有差距，外资企业只有3家。",
    ]


def test_an_investor_is_not_sent_the_place_s_own_shortcomings() -> None:
    edition = edition_of(f"{REMARKS}全区新签约项目40个，总投资90亿元。\n", "investor")

    assert [point.words.text for point in edition.shown] == [
        "下面向大家报告，去年全区产值达到310亿元。",
        "全区新签约项目40个，总投资90亿元。",
    ]


def test_a_sentence_about_many_sectors_is_about_industry_at_large() -> None:
    text = "云溪区谈产业\n\n全区大力发展集成电路、新材料、低空经济和生物医药产业。全区大力发展新材料产业，建设2个基地。全区规上工业增加值增长8.1%。\n"
    document = document_from(edition_of(text, "investor"), Script.TW)
    (table,) = (block for block in document.blocks if isinstance(block, Table))

    assert [[line[0].text for line in row[0]] for row in table.rows] == [["新材料"], ["多個領域"]]


@pytest.mark.parametrize(
    ("sentence", "sectors"),
    [
        ("全区大力发展生物医药产业，建成基地2个，产值达到90亿元。", ["medicine"]),
        ("全区签约33个项目，金额175亿元，涵盖制造、零售、养老、文旅等行业。", []),
        (
            "全区推进项目管理，158个项目完成投资189亿元，光伏发电、高端制袜等99个项目建成投用，谋划项目630个，带动投资增长8%。",
            [],
        ),
        ("全区接待游客、旅游花费分别增长14%、10%，入境游客增长25%。", ["culture-tourism"]),
        (
            "布局以优立科技为代表的元宇宙、以脑虎科技为代表的脑科学、以亨睿航空为代表的新材料等新赛道。",
            ["metaverse", "brain", "materials"],
        ),
    ],
)
def test_a_sector_named_by_the_way_heads_no_row(sentence: str, sectors: list[str]) -> None:
    library = index_of(f"云溪区谈产业\n\n{sentence}\n")
    view = AudienceView(library, template_set().audience("investor"))
    (point,) = library.outline.points

    assert set(view.row_of(point)) == set(sectors)


def test_a_sentence_about_a_firm_that_was_named_before_is_not_for_investors() -> None:
    told = "锂电需求强劲，公司新建产能逐步释放，公司预计上半年净利润8亿元。"
    rest = "全区工业产值达到310亿元，增长6%。全区新签约项目40个，总投资90亿元。全区新增上市企业3家。"

    edition = edition_of(f"云溪区谈产业\n\n{rest}{told}\n", "investor")

    assert told not in [point.words.text for point in edition.shown]


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("因此，他們建議當局不應再維持水價管制，而應讓水價上升。", True),
        ("有不少意見認為水務局的收費太高。", True),
        ("有学者在会上质疑新建水厂的必要。", True),
        ("坊間有人批評水費貴。", True),
        ("不過有記者提及，去年的用水量少了。", True),
        ("有意見認為收費太高，但去年的水費只升了2%。", False),
        ("他们建议设立的12个驿站，我们都建好了。", False),
        ("他们去年建成了12座水厂。", False),
        ("他们指定12家水厂供水。", False),
        ("专家组认为水质达标。", False),
    ],
)
def test_what_others_only_think_is_no_point_of_the_speaker(words: str, *, others: bool) -> None:
    library = OutlineIndex(outline=parse(source_of(f"水务局局长谈供水\n\n供水是大事。\n\n{words}\n")), topics={})

    found = [library.sentences.is_of_others(point) for point in library.outline.points if point.words.text in words]

    assert found == [others]
