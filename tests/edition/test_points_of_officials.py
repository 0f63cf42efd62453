"""How officials' packs give a text that announces no keywords and priorities; all texts and names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.document.model import Annex, Asks, Bullets, Document, Heading, OnePage, Paragraph, Spine, Table, plain
from briefing.edition.predicates import stands_alone
from briefing.outline.imprint import find_outlet, find_published
from briefing.outline.lines import label_lines
from briefing.outline.model import quote_source
from briefing.outline.parse import parse
from briefing.text.source import span
from builders import source_of
from composing import document_of, said, section_of

FEATURE = """黛湖水清了
2031-03-08
●澄沙市把黛湖治理作为第一件民生实事，两年里关停沿湖小作坊130家
截污管先铺
澄沙市把黛湖治理作为第一件民生实事，两年里关停沿湖小作坊130家，投入资金6.2亿元。
清晨，薄雾散开，白鹭掠过芦苇荡。
全市铺设截污管62公里；清淤18万立方米；种水草900亩。
水务局局长郝远说：“管网不通，湖水不清。沿湖42个村都接了管。”
护湖队来巡
市里组建护湖队26支，每天沿湖巡查，及时处置乱排乱倒。
老渔民笑了，脸上的皱纹像水波。
护湖队推出《护湖公约》，沿湖居民签约1.2万户。
"""

ANSWERS = """就《澄沙市小水库管护三年计划》答记者问
2031-03-08
问：计划有哪些任务？
答：计划共4个方面9条措施。一是摸清底数。对全市小水库逐座建档。二是管好经费。每座水库每年安排管护经费3万元。三是配齐人员。每座水库聘请管护员2名。四是用好技术。给水库装上水位自动监测设备。
问：什么时候见效？
答：到2033年，全市小水库全部达到规范管护标准。
"""

KEPT = "全市小水库已有8座装上水位自动监测设备，其余各座由管护员每天两次上坝看水尺记水位"


def officials_of(text: str) -> Document:
    return document_of(text, "officials")


def bullets_of(document: Document, anchor: str) -> list[str]:
    return [said(line) for block in section_of(document, anchor) if isinstance(block, Bullets) for line in block.lines]


def test_sentences_stand_under_the_headings_of_the_text() -> None:
    document = officials_of(FEATURE)

    leads = [said(block) for block in section_of(document, "points") if isinstance(block, Paragraph)]

    assert leads == ["截污管先铺", "护湖队来巡"]


def test_one_heading_over_all_is_left_out() -> None:
    document = officials_of(FEATURE.replace("护湖队来巡\n", ""))

    assert "护湖队26支" in said(tuple(section_of(document, "points")))
    assert not [block for block in section_of(document, "points") if isinstance(block, Paragraph)]


def test_scenery_is_left_out() -> None:
    bullets = "\n".join(bullets_of(officials_of(FEATURE), "points"))

    assert "白鹭" not in bullets
    assert "皱纹" not in bullets
    assert "护湖队26支" in bullets


def test_who_said_the_quotation_before_a_list_does_not_announce_it() -> None:
    text = (
        FEATURE + "“黛湖要管得住、流得动。”郝远表示。一是管住源头。沿湖作坊全部关停。二是修通水路。再铺截污管30公里。\n"
    )

    paths = [said(block) for block in section_of(officials_of(text), "paths")]

    assert paths == ["一是管住源头。沿湖作坊全部关停。", "二是修通水路。再铺截污管30公里。"]


def test_a_highlight_that_the_text_says_again_is_printed_once() -> None:
    bullets = bullets_of(officials_of(FEATURE), "points")

    assert ["投入资金6.2亿元" in one for one in bullets if "第一件民生实事" in one] == [True]


def test_short_members_of_a_series_stay_together() -> None:
    document = officials_of(FEATURE)

    bullets = bullets_of(document, "points")

    assert "全市铺设截污管62公里；清淤18万立方米；种水草900亩" in bullets
    notes = [said(note.line) for note in document.notes]
    assert len(notes) == len(set(notes))


def test_what_a_quotation_says_is_not_printed_again_in_the_annex() -> None:
    document = officials_of(FEATURE)

    assert "沿湖42个村都接了管" in said(tuple(section_of(document, "quotes")))
    assert not [block for block in document.blocks if isinstance(block, Annex) and "接了管" in said(block)]


def test_a_figure_without_a_label_shows_no_half_quotation() -> None:
    cells = [
        said(cell)
        for block in section_of(officials_of(FEATURE), "figures")
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    ]

    assert cells
    assert not [cell for cell in cells if cell.count("“") != cell.count("”")]


def test_the_gist_is_of_every_part_of_the_text() -> None:
    page = next(block for block in officials_of(FEATURE).blocks if isinstance(block, OnePage))

    gist = next(said(part.blocks) for part in page.parts if part.anchor == "gist")

    assert "6.2亿元" in gist
    assert "护湖" in gist


def test_the_heads_of_a_long_announced_list_are_what_is_asked() -> None:
    page = next(block for block in officials_of(ANSWERS).blocks if isinstance(block, OnePage))

    asks = next(block for part in page.parts for block in part.blocks if isinstance(block, Asks))

    assert [said(item.head) for item in asks.items] == ["摸清底数", "管好经费", "配齐人员", "用好技术"]


def test_a_sentence_of_the_occasion_is_no_point() -> None:
    text = ANSWERS.replace("问：计划有", "日前，就计划的内容，市水务局负责同志回答了记者提问。\n问：计划有", 1)

    printed = said(officials_of(text))

    assert "每座水库聘请管护员2名" in printed
    assert "回答了记者提问" not in printed


def test_links_of_a_web_page_are_printed_nowhere() -> None:
    text = FEATURE.replace("市里组建", "[《澄沙晚报》](https://www.example.com/a)说，市里去年修闸12座。\n市里组建")

    printed = said(officials_of(text))

    assert "护湖队26支" in printed
    assert "example" not in printed


def test_a_byline_with_its_paper_and_page_is_no_sentence() -> None:
    source = source_of("澄沙市把湖治好\n本报记者  郝　远《澄沙日报》（2031年03月08日第 02 版）\n全市关停作坊130家。\n")

    lines = label_lines(source)
    outlet, published = find_outlet(source, lines), find_published(source, lines)

    assert [line.kind for line in lines] == ["title", "imprint", "text"]
    assert outlet
    assert outlet.text == "澄沙日报"
    assert published
    assert published.text == "2031年03月08日"


def test_a_line_that_leads_to_the_headline_is_no_headline() -> None:
    dashed = source_of("关停作坊、铺设新管，澄沙市——\n一湖清水回来了\n全市关停作坊130家。\n")
    column = source_of("管网通到家家户户\n一湖清水回来了（乡村走笔）\n全市关停作坊130家。\n")

    kinds = [[line.kind for line in label_lines(source)] for source in (dashed, column)]

    assert kinds == [["subtitle", "title", "text"], ["subtitle", "title", "series", "text"]]


ALOUD = """专访澄沙市管护员
2031-03-08
记者：平时怎么管水库？
郝远：我觉得这个事情其实很简单，就是你每天都要走一圈，看看坝上有没有渗水，看看闸门灵不灵，因为水库这个东西，我们平时不觉得它有什么，可是一到汛期，你就会知道，所以我想我们把功夫都下在平时，这样的话，大概到了雨季就不会慌，然后我们也会把看到的情况写下来，交给镇上水利站，他们再派人来看，大概三天就会有回音，全市一共聘了管护员260名。
"""


def test_a_long_spoken_sentence_is_shown_by_its_first_clauses() -> None:
    document = officials_of(ALOUD)

    shown = next(one for one in bullets_of(document, "points") if "很简单" in one)
    annex = next(said(block) for block in document.blocks if isinstance(block, Annex))

    assert shown.startswith("我觉得这个事情其实很简单")
    assert shown.endswith("……")
    assert "260名" not in shown
    assert "260名" in annex


@pytest.mark.parametrize(("label", "alone"), [("大型商圈建立联合工会", False), ("大型商圈", True)])
def test_a_clause_is_no_label_of_a_tile(label: str, *, alone: bool) -> None:
    outline = parse(source_of("澄沙市商圈\n2031-03-08\n全市42个大型商圈建立联合工会。\n"))
    start = outline.source.text.index(label)
    figure = replace(outline.figures[0], indicator=quote_source(outline.source, span(start, start + len(label))))

    assert stands_alone(figure, None, outline.source) is alone


def test_a_member_of_several_lines_keeps_them() -> None:
    text = """澄沙市市长沈知远谈房价
2031-03-08
沈知远：今年抓两件事。
一是调低售价。以一套40平方米的住房为例：
原价：每平方米8万元
新价：每平方米6万元
二是多建住房。今年开工3000套。
"""

    printed = [said(block) for block in section_of(officials_of(text), "paths") if isinstance(block, Paragraph)]

    assert printed[1:4] == ["一是调低售价。以一套40平方米的住房为例：", "原价：每平方米8万元", "新价：每平方米6万元"]


@pytest.mark.parametrize(
    "mark", ["（五）", "(5) ", "5. ", "第五，", "第五个就是", "五是", "第五支箭：", "（五）至于", "（五）此外，"]
)
def test_the_mark_of_an_item_goes_where_its_siblings_are_not_there(mark: str) -> None:
    text = f"书面答复\n2031-03-08\n{mark}{KEPT}。\n另有3座今年动工，2033年全部建成。全市今年再购公交车90辆。\n"

    bullets = bullets_of(officials_of(text), "points")

    assert bullets[0] == KEPT


@pytest.mark.parametrize("words", ["一、二、三产业", "第一书记", "第三方机构"])
def test_what_only_looks_like_the_mark_of_an_item_stays(words: str) -> None:
    text = f"水库见闻\n2031-03-08\n{words}今年为全市修建小水库12座。\n小水库蓄水3万立方米。\n"

    bullets = bullets_of(officials_of(text), "points")

    assert bullets[0].startswith(words)


def test_no_sentence_leans_on_one_that_is_not_printed_before_it() -> None:
    text = (
        "小水库管护\n2031-03-08\n记者走进坝下。\n该办法实施两年，修好涵管41处。\n"
        "全市120座小水库都有了管护员。此外，每座水库建了档案，共120份。\n这项制度已写进村规民约，覆盖村庄62个。\n"
    )

    bullets = bullets_of(officials_of(text), "points")

    assert bullets == [
        "全市120座小水库都有了管护员",
        "每座水库建了档案，共120份",
        "这项制度已写进村规民约，覆盖村庄62个",
    ]


def test_a_noun_before_it_says_what_is_pointed_at() -> None:
    text = "小水库管护\n2031-03-08\n记者走进坝下。\n聚焦水库安全这一难题，全市修好涵管41处。\n全市铺设管道62公里。\n"

    bullets = bullets_of(officials_of(text), "points")

    assert "聚焦水库安全这一难题，全市修好涵管41处" in bullets


def test_figures_of_another_place_are_not_among_the_text_s_own() -> None:
    text = f"澄沙市：{FEATURE}".replace("护湖队来巡", "山西省去年治理湖泊15个。\n护湖队来巡")

    document = officials_of(text)
    rows = [
        said(cell)
        for block in section_of(document, "figures")
        if isinstance(block, Table)
        for row in block.rows
        for cell in row[1]
    ]

    assert "62公里" in rows
    assert "15个" not in rows
    assert any(isinstance(block, Heading) and plain(block.line).endswith("数据摘录") for block in document.blocks)


@pytest.mark.parametrize("bullet", ["●", "■"])
def test_the_members_of_a_list_are_printed_without_their_bullets(bullet: str) -> None:
    first = "推动街镇资源由简单叠加转向互通共融，破解“层级壁垒”和“部门藩篱”"
    second = "管护员的事是一项慢功夫，只有抓在“平时”，才能用在“险时”"
    text = f"澄沙市管水库\n2031-03-08\n{bullet}{first}\n{bullet}{second}\n澄沙市小水库有48座。\n每座水库每年安排管护经费3万元。\n"

    printed = [said(block) for block in officials_of(text).blocks if isinstance(block, Paragraph)]

    assert printed == [first, second]


def test_a_bullet_that_opens_with_he_needs_him_named_right_before_it() -> None:
    text = (
        "小水库管护\n2031-03-08\n记者走进坝下。\n水务局局长郝远说，全市修好涵管41处。他强调，每座水库都要有管护员，共聘120名。\n"
        "全市铺设管道62公里。\n他指出，去年的管护经费为8亿元。\n"
    )

    bullets = bullets_of(officials_of(text), "points")

    assert bullets == [
        "水务局局长郝远说，全市修好涵管41处",
        "他强调，每座水库都要有管护员，共聘120名",
        "全市铺设管道62公里",
    ]


SETS = FEATURE.replace(
    "截污管先铺\n",
    "澄沙市推行管水源、管水质、管水岸的“三管”机制。\n截污管先铺\n",
)


def test_the_sets_that_a_text_counts_stand_on_the_one_page_by_their_names() -> None:
    (page,) = (block for block in officials_of(SETS).blocks if isinstance(block, OnePage))

    (spine,) = (block for part in page.parts if part.anchor == "formulations" for block in part.blocks)
    assert isinstance(spine, Spine)
    assert [(plain(group.label), [plain(head) for head in group.heads]) for group in spine.groups] == [
        ("三管", ["管水源", "管水质", "管水岸"])
    ]


@pytest.mark.parametrize(
    "said",
    [
        "护湖有三组关键词：一是“水源”，二是“水质”，三是“水岸”。澄沙市推行管水源、管水质、管水岸的“三管”机制。",
        "澄沙市推行“管水源、管水质、管水岸”机制，出台水源管理办法。",
    ],
    ids=["there are keywords", "nobody counts them"],
)
def test_other_sets_do_not_stand_there(said: str) -> None:
    text = FEATURE.replace("截污管先铺\n", f"{said}澄沙市出台《湖岸管理办法》，安排资金8000万元。\n截污管先铺\n")

    (page,) = (block for block in officials_of(text).blocks if isinstance(block, OnePage))

    assert "formulations" not in [part.anchor for part in page.parts]


def test_a_short_text_keeps_its_news_before_a_table_of_its_figures() -> None:
    told = "".join(
        f"去年，全市第{number}批河道整治完成，沿岸居民的生活环境有了很大改善。" for number in "一二三四五六七八"
    )
    counted = "".join(f"铺设第{number}期管网{number * 3}公里。" for number in range(2, 12))
    news = "全市将投入9亿元新建污水处理厂3座，到2033年实现城区污水全收集全处理。"

    document = officials_of(f"澄沙市谈治水\n\n{told}{counted}{news}\n")

    assert news.removesuffix("。") in [
        line.split("（")[0].removesuffix("。") for line in bullets_of(document, "points")
    ]
    assert len(bullets_of(document, "points")) > 15
