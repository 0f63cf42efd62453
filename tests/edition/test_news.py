"""What the one page says of a text first, which figures it shows, and for whom no pack is made; all texts are invented."""

from __future__ import annotations

import pytest

from briefing.document.ledger import runs_in
from briefing.document.model import (
    Annex,
    Bullets,
    Document,
    Heading,
    OnePage,
    PageBlock,
    Paragraph,
    Table,
    Tiles,
    plain,
)
from briefing.edition.wording import is_of_talk
from briefing.errors import SourceError
from composing import document_of, index_of, said, section_of

CONFERENCE = """岚川市交出开局答卷
2031-02-18
岚川市举行新闻发布会，介绍全市经济运行情况。
去年，岚川市地区生产总值达到3120亿元，同比增长6.4%；规上工业增加值增长8.1%。
老街改造前后，街坊王大爷每天都要绕路20分钟。
在此基础上，市里又安排资金2亿元。
远达公司去年新上生产线3条，老板乐得合不拢嘴。
岚川市去年新增经营主体4.2万户，市里出台惠企政策38条，为企业减负21亿元。
下一步，岚川市将建设滨江科创园区，到2033年引进企业200家。
"""

FEATURE = "山里的早晨\n2031-02-18\n" + "".join(
    f"{number}岁那年，李阿婆背着竹篓走进山里，她笑着对记者说起当年的日子。\n" for number in range(31, 45)
)

FOR_TALENT = """岚川市谈人才
2031-02-18
岚川市健全科技人才培养和评价机制，扩大校企双聘。
岚川市建成孵化器12个，入驻创业团队90个。
岚川市支持青年人才创业，每人发放创业贷款30万元，租房补贴每月2000元。
岚川市科教人才资源丰富，产业基础好。
"""

LONE = """岚川市这一年
2031-03-08
岚川市健全科技人才培养和评价机制，扩大校企双聘。
岚川市公园多，空气好，宜居宜业，绿地率达到45%。
"""


def on_one_page(document: Document, anchor: str) -> tuple[PageBlock, ...]:
    page = next(block for block in document.blocks if isinstance(block, OnePage))
    return next((part.blocks for part in page.parts if part.anchor == anchor), ())


def gist_of(document: Document) -> list[str]:
    return [
        plain(line) for block in on_one_page(document, "gist") if isinstance(block, Bullets) for line in block.lines
    ]


def tiles_of(text: str) -> list[str]:
    blocks = [block for block in on_one_page(document_of(text, "officials"), "glance") if isinstance(block, Tiles)]
    return [f"{tile.figure.text} {plain(tile.indicator)}" for block in blocks for tile in block.tiles]


def headings_of(document: Document) -> list[str]:
    return [plain(block.line).rpartition("、")[2] for block in document.blocks if isinstance(block, Heading)]


def test_results_of_the_whole_place_come_before_its_parts_and_people() -> None:
    gist = "\n".join(gist_of(document_of(CONFERENCE, "officials")))

    assert "3120亿元 岚川市地区生产总值，同比增长6.4%" in tiles_of(CONFERENCE)
    assert "为企业减负21亿元" in gist
    assert "新闻发布会" not in gist
    assert "王大爷" not in gist
    assert "远达公司" not in gist


@pytest.mark.parametrize(
    "leaning",
    [
        "在此基础上，市里又安排资金9亿元。",
        "其全市产值达到95亿元。",
        "全市企业拨打这条热线，减免税费9亿元。",
        "到2030年，达到990亿元。",
        "目前，该企业带动全市农户20户，年均增收2万元。",
        "从望远镜到显微镜，过去一年，这家全市龙头推出新产品12项。",
        "像这样的全市龙头企业去年新增12家。",
        "这就告诉我们，全市还要增加投资9亿元。",
        "百分之十，换句话说全市要做到90万人口。",
    ],
)
def test_a_sentence_that_needs_the_one_before_it_is_no_news_by_itself(leaning: str) -> None:
    document = document_of(CONFERENCE.replace("在此基础上，市里又安排资金2亿元。", leaning), "officials")

    assert gist_of(document)
    assert leaning.rstrip("。") not in gist_of(document)


def test_who_says_it_may_be_named_by_a_pronoun() -> None:
    said = "该负责人介绍，岚川市去年引进产业项目86个，总投资410亿元。"

    gist = gist_of(document_of(CONFERENCE.replace("在此基础上，市里又安排资金2亿元。", said), "officials"))

    assert said.rstrip("。") in gist


def test_what_the_one_page_quotes_is_no_news_beside_it() -> None:
    said = "“岚川市去年引进产业项目86个，总投资410亿元。”"
    opening = CONFERENCE.partition("老街")[0]

    document = document_of(f"{opening}{said}市长高启明说。\n", "officials")

    assert said in "".join(run.text for run in runs_in(on_one_page(document, "sayings")))
    assert "去年，岚川市地区生产总值达到3120亿元，同比增长6.4%" in gist_of(document)
    assert not [one for one in gist_of(document) if "410亿元" in one]


def test_one_figure_alone_is_no_glance() -> None:
    two = "岚川市谈产业\n2031-02-18\n岚川市建成标准厂房215万平方米。\n园区营业收入30亿元。\n"

    assert tiles_of(two) == ["30亿元 园区营业收入", "215万平方米 建成标准厂房"]
    assert tiles_of(two.replace("园区营业收入30亿元。", "岚川市谈产业。")) == []


def test_a_tile_says_how_large_a_thing_is_and_how_many_come_each_year() -> None:
    park = "岚川市投资6000万元建成的占地100多亩的稻香主题乐园，年可接待游客30万人次。"

    tiles = tiles_of(f"岚川市谈产业\n2031-02-18\n{park}\n岚川市建成标准厂房215万平方米。\n园区营业收入30亿元。\n")

    assert {"100多亩 稻香主题乐园占地", "30万人次 年可接待游客"} <= {*tiles}


def test_a_table_without_all_figures_does_not_say_that_it_has_them() -> None:
    text = "岚川市谈产业\n2031-02-18\n岚川市建成标准厂房215万平方米。\n园区营业收入30亿元。\n"

    assert "全部数据" in headings_of(document_of(text, "officials"))
    assert "数据摘录" in headings_of(document_of(f"{text}又比上年增长51%。\n", "officials"))


@pytest.mark.parametrize(
    "of_a_part",
    [
        "远达公司新增产业投资8亿元。",
        "东桥村新增产业基金8亿元。",
        "这些产业项目总投资8亿元。",
        "全市产业规模先后突破8亿元和9亿元。",
        "全市配备产业检测车1台。",
    ],
)
def test_a_tile_is_of_the_place_and_says_where_it_stands(of_a_part: str) -> None:
    text = f"岚川市谈产业\n2031-02-18\n岚川市建成标准厂房215万平方米。\n园区营业收入30亿元。\n{of_a_part}\n"

    tiles = tiles_of(text)

    assert "30亿元 园区营业收入" in tiles
    assert not [tile for tile in tiles if "8亿元" in tile or "1台" in tile]


def test_the_same_figure_said_twice_is_one_tile() -> None:
    said = "去年，园区营业收入30亿元。\n"

    tiles = tiles_of(f"岚川市谈产业\n2031-02-18\n{said}岚川市建成标准厂房215万平方米。\n会上又说，{said}")

    assert [tile for tile in tiles if "30亿元" in tile] == ["30亿元 园区营业收入"]


def test_a_long_feature_on_people_has_no_pack_for_officials() -> None:
    with pytest.raises(SourceError, match="可供“干部”一版选用的话有 0 句，要 3 句"):
        document_of(FEATURE, "officials")


def test_a_talk_of_manners_alone_has_no_pack_for_officials() -> None:
    talk = """岚川市市长答记者问
2031-03-08
记者：您到岚川一个月了，有什么印象？
秦川：媒体朋友们做了非常精彩的报道，向社会传递了好声音。这里有一句名言“来了就不想走”。我发自内心地感到自豪，也感到责任重大。
"""
    assert headings_of(document_of(f"{talk}今年全市要装电梯400部。\n", "officials"))
    with pytest.raises(SourceError, match="可供“干部”一版选用的话有 0 句"):
        document_of(talk, "officials")


def test_a_talk_of_which_only_the_editor_s_words_are_found_makes_no_pack() -> None:
    intro = "岚川市去年完成技改投资90亿元，新开工产业项目40个，园区营业收入30亿元，培育上市公司5家，招商签约60亿元。"
    talk = f"专访岚川市市长秦川\n2031-03-08\n{intro}\n记者：您怎么看？\n秦川：我觉得两者都有。\n"

    with pytest.raises(SourceError, match="没有一句出自答话"):
        document_of(talk, "officials")


def test_what_an_answer_says_before_all_is_printed_before_why() -> None:
    why = "东线来水先经过泵站，全市在那里抽验水质，每天12次。"
    talk = f"专访岚川市水务局局长秦川\n2031-03-08\n记者：把水先存在水库，是不是怕来水有问题？\n秦川：不是。{why}\n"

    points = section_of(document_of(talk, "officials"), "points")

    said_first, *_ = (said(line) for block in points if isinstance(block, Bullets) for line in block.lines)
    assert said_first.startswith("不是")


def test_what_somebody_named_in_the_headline_says_is_a_talk_for_officials() -> None:
    said = "方晓说，山里的路要一段一段地走。\n"

    document = document_of(FEATURE.replace("山里的早晨", "方晓：山里的路要慢慢走", 1) + said, "officials")

    assert headings_of(document)


def test_a_word_before_a_colon_in_the_headline_names_nobody() -> None:
    said = "她说，山里的路要一段一段地走。\n"

    with pytest.raises(SourceError, match="可供“干部”一版选用的话有 0 句"):
        document_of(FEATURE.replace("山里的早晨", "她：山里的路要慢慢走", 1) + said, "officials")


def test_what_one_person_did_is_no_main_news() -> None:
    said = "全市表彰的工匠李长河去年完成发明9项。"
    text = CONFERENCE.replace("在此基础上，市里又安排资金2亿元。", said).replace("王大爷", "李长河师傅")

    gist = gist_of(document_of(f"{text}李长河说：“我再练10年。”\n", "officials"))

    assert [one for one in gist if "为企业减负21亿元" in one]
    assert not [one for one in gist if "李长河" in one]


@pytest.mark.parametrize("who", ["邱大妈", "村民邱素云", "居民邱素云"])
def test_no_resident_s_thanks_are_among_the_sayings_of_the_one_page(who: str) -> None:
    thanks = f"{who}说：“装了电梯，全楼36户老人下楼方便多了！”\n"
    official = "岚川市人民政府副市长秦川说：“今年全市要装电梯400部。”\n"

    document = document_of(f"{CONFERENCE}{thanks}{official}", "officials")

    page = next(block for block in document.blocks if isinstance(block, OnePage))
    sayings = "".join(run.text for part in page.parts if part.anchor == "sayings" for run in runs_in(part))
    assert "装电梯400部" in sayings
    assert "方便多了" not in sayings


@pytest.mark.parametrize("audience", ["investor", "talent"])
def test_a_sentence_alone_makes_no_pack_for_readers_outside(audience: str) -> None:
    alone = {
        "investor": "岚川市地区生产总值达到3120亿元，新签约产业项目40个，总投资90亿元。",
        "talent": "岚川市对新来的博士发放租房补贴，每月2000元。",
    }

    with pytest.raises(SourceError, match="有 1 句"):
        document_of(f"岚川市一句话\n2031-03-08\n{alone[audience]}\n", audience)


def test_a_long_text_with_one_sentence_for_its_reader_makes_no_pack() -> None:
    enough = FOR_TALENT.replace("岚川市建成孵化器12个，入驻创业团队90个。\n", "")
    others = "".join(f"岚川市去年建成智能电网工厂{number}家，产值达到{number}亿元。\n" for number in range(21, 35))

    assert document_of(enough, "talent").blocks
    with pytest.raises(SourceError, match="只有一句归得进人才政策"):
        document_of(f"{LONE}{others}", "talent")


def test_a_sentence_that_tiles_tell_gives_way_to_one_that_says_more() -> None:
    more = "岚川市出台办法，规定老城的街巷由市里修缮，居民不必出钱。"
    gist = gist_of(document_of(f"{CONFERENCE}{more}\n", "officials"))

    assert len(gist) == 3
    assert not [one for one in gist if "地区生产总值" in one]


def test_a_sentence_that_tiles_tell_is_printed_where_too_few_others_are_left() -> None:
    short = "岚川市去年这样过\n2031-03-08\n去年，岚川市地区生产总值达到3120亿元，同比增长6.4%。\n全市粮食总产量达到48万吨。\n全市外贸进出口总额达到95亿元。\n"

    gist = gist_of(document_of(short, "officials"))

    assert "去年，岚川市地区生产总值达到3120亿元，同比增长6.4%" in gist


def test_a_table_that_has_no_room_for_all_figures_does_not_call_itself_whole() -> None:
    short = document_of(CONFERENCE, "officials")
    lines = "".join(
        f"岚川市第{number}号示范区完成投资{number}亿元，惠及居民{number}万户。\n" for number in range(12, 140)
    )

    long = document_of(CONFERENCE + lines, "officials")

    assert [one for one in headings_of(short) if "数据" in one] == ["全部数据"]
    assert [one for one in headings_of(long) if "数据" in one] == ["数据摘录"]
    table = next(one for one in long.blocks if isinstance(one, Table) and one.anchor == "figures-table")
    assert 10 < len(table.rows) < 250


def test_what_is_done_for_talent_is_said_to_them_without_a_named_policy() -> None:
    document = document_of(FOR_TALENT, "talent")

    assert "人才举措" in headings_of(document)
    measures = [plain(line) for block in document.blocks if isinstance(block, Bullets) for line in block.lines]
    assert "岚川市健全科技人才培养和评价机制，扩大校企双聘" in measures
    assert not [one for one in measures if "资源丰富" in one]


def test_a_talk_of_which_no_sentence_stands_alone_is_no_edition() -> None:
    said = "还有我们也推出了居民互助小组的办法。\n\n可见是各家各户都在那里停留一下而已。\n\n正因如此，我们新建了社区书屋两间。\n\n"

    with pytest.raises(SourceError, match="选用的话没有一句能单独印在一页纸上"):
        document_of("书屋的故事\n\n" + said * 12, "officials")


@pytest.mark.parametrize(
    "told",
    [
        "家住东门的邱先生今年换新冰箱，凭券省下1200元，补贴3天到账。",
        "截污管一米一米往前铺，工人每天完成62处接头……",
    ],
)
def test_customers_and_what_trails_off_are_not_the_main_news(told: str) -> None:
    document = document_of(CONFERENCE.replace("老街改造", f"{told}\n老街改造"), "officials")

    assert gist_of(document)
    assert told.rstrip("。") not in gist_of(document)


def test_what_a_firm_s_manager_says_of_it_is_no_tile() -> None:
    said = "“线一开，单就来。”远达公司总经理鲁岩说。\n鲁岩说，公司今年办理退税4300万元，新招工人260名。\n"

    tiles = tiles_of(CONFERENCE.replace("老街改造", f"{said}老街改造"))

    assert tiles
    assert not [tile for tile in tiles if "4300万元" in tile or "260名" in tile]


TWO = "岚川市谈产业\n2031-03-08\n岚川市去年建成产业园区3个，引进企业40家。岚川市规上工业增加值达到90亿元，增长8.1%。\n"


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        (TWO, "investor"),
        (TWO, "officials"),
        ("岚川市修路\n2031-03-08\n岚川市今年投入2亿元修缮道路90公里。\n", "officials"),
    ],
)
def test_an_edition_that_its_one_page_tells_whole_is_that_page(text: str, audience: str) -> None:
    document = document_of(text, audience)

    assert [type(block) for block in document.blocks] == [OnePage]
    assert document.is_alone
    assert document.cover.masthead


def test_an_edition_of_more_sentences_has_a_body() -> None:
    more = TWO.replace("。\n", "。岚川市今年新设产业基金3只，规模20亿元。\n")

    assert headings_of(document_of(more, "investor"))


@pytest.mark.parametrize(
    ("once", "now"),
    [
        ("以前岚川是全省粮食进出的通道之一，往来车辆1200辆", "现在，岚川本身就是一座物流枢纽，货运量达到90万吨"),
        ("在位置上，岚川市是省城的远郊，相距120公里", "但岚川高铁站离省城只有12分钟车程"),
        ("过去岚川市老旧厂房闲置了40万平方米", "如今，厂房全部盘活，引进企业60家"),
    ],
)
def test_one_half_of_a_contrast_is_no_main_news_without_the_other(once: str, now: str) -> None:
    document = document_of(CONFERENCE.replace("去年，岚川市", f"{once}；{now}。\n去年，岚川市", 1), "officials")

    assert once not in gist_of(document)
    body = [said for block in document.blocks if isinstance(block, Bullets) for said in map(plain, block.lines)]
    assert any(once in line for line in body) == any(now in line for line in body)


@pytest.mark.parametrize(
    "told",
    [
        "出席今天发布会的还有岚川市商务局局长邵青松先生和财政局副局长周可。",
        "当天，34家省市媒体记者齐聚岚川市，走进12家工厂采访。",
        "我在此对长期关心岚川市建设的各界朋友表示衷心的感谢！",
        "我很愿意借此机会把岚川市建设的有关情况向各位作一个介绍。",
        "今天，我就企业关心的话题，分享岚川市的思考与实践。",
        "岚川市商务局局长邵青松介绍。",
        "岚川市副市长邵青松出席滨江产业论坛。",
        "包括港务局局长周可、商会会长邵青松等亦出席是项活动。",
        "岚川市电台今日邀请商会会长邵青松做客，探讨施政内容。",
        "岚川市文旅局局长邵青松来到本台会客厅，并接受访问。",
        "今天能和大家在线交流，我感到十分高兴，感谢大家对岚川市的关心，所有建议我们都将认真研究。",
        "邵青松说，大家做了大量工作，“大家辛苦了，向大家表示衷心的感谢！”",
        "岚川市市长邵青松与记者见面，并回答18家媒体的提问。",
        "发布会持续2个小时。",
        "现在，我代表岚川市人民政府向大会报告工作，请予审议。",
        "主席，就议员的质询，我们已与岚川市财政局跟进，现综合答复如下。",
        "表一载列了岚川市2个新区的用地面积。",
        "岚川市3个新区获批的项目详载于附件一。",
        "在岚川市新区的车间外，邵青松指着生产线告诉记者。",
        "邵青松就岚川市新区的建设情况进行了通报。",
    ],
)
def test_ceremony_is_in_no_pack(told: str) -> None:
    document = document_of(CONFERENCE.replace("去年，岚川市", f"{told}\n去年，岚川市", 1), "officials")

    assert gist_of(document)
    printed = "".join(run.text for block in document.blocks if not isinstance(block, Table) for run in runs_in(block))
    assert told[:12] not in printed


def test_a_text_of_long_sentences_has_no_empty_page() -> None:
    long = "，".join(f"第{number}个园区引进企业{number}家、投产项目{number + 9}个" for number in range(10, 24))
    document = document_of(f"岚川市谈园区\n2031-03-08\n岚川市今年建设园区，{long}。\n", "officials")

    assert gist_of(document)


def test_what_a_lead_says_is_not_said_again_in_the_gist() -> None:
    again = "邵青松表示，推广岚川市的双语课堂，是吸引青年回乡的一项好政策"
    text = CONFERENCE.replace("去年，岚川市", f"{again}。\n{again[4:]}，全市都要办好。\n去年，岚川市", 1)

    assert sum("双语课堂" in line for line in gist_of(document_of(text, "officials"))) <= 1


def test_a_wire_s_head_is_left_off() -> None:
    text = CONFERENCE.replace("去年，岚川市", "海通社岚川3月8日电（记者方晓）去年，岚川市", 1)

    printed = "".join(run.text for block in document_of(text, "officials").blocks for run in runs_in(block))

    assert "去年，岚川市" in printed
    assert "海通社岚川3月8日电" not in printed


def test_the_end_of_a_byline_that_the_line_above_opens_is_left_off() -> None:
    text = CONFERENCE.replace("去年，岚川市", "岚川日报岚川讯（记者 方晓 通讯员\n 林舟）去年，岚川市", 1)

    printed = "".join(run.text for block in document_of(text, "officials").blocks for run in runs_in(block))

    assert "去年，岚川市" in printed
    assert "林舟）" not in printed


@pytest.mark.parametrize(
    "told",
    [
        "代表们一致认为，岚川市的政府工作报告求真务实、催人奋进。",
        "调研组听取汇报后，对岚川市项目建设的成效给予充分肯定。",
        "市长感谢岚川市各单位为学员上课240次，付出许多辛劳。",
        "岚川市副市长邵青松会见远洋商会会长周可一行，双方就岚川市的港口建设交换意见。",
        "今天岚川市被远洋商会选中，有两个特点，第一个是岚川市位置好。",
        "家住老码头的邵青松患上眼疾，去年花去医药费3万元。",
        "对于岚川市建设智慧城市、防灾减灾的支出亦表示认同。",
    ],
)
def test_praise_visits_and_private_people_are_no_main_news(told: str) -> None:
    gist = gist_of(document_of(CONFERENCE.replace("去年，岚川市", f"{told}\n去年，岚川市", 1), "officials"))

    assert gist
    assert told.rstrip("。") not in gist


@pytest.mark.parametrize(
    "told", ["岚川市对16岁的学生免费开放场馆40座。", "30岁的邵青松出任岚川市北湖村村支书，修成水库9座。"]
)
def test_what_is_done_for_the_old_and_young_is_told_to_officials(told: str) -> None:
    document = document_of(CONFERENCE.replace("在此基础上", f"{told}\n在此基础上", 1), "officials")

    said = "".join(run.text for block in document.blocks if isinstance(block, Bullets) for run in runs_in(block))
    assert told.rstrip("。") in said


def test_what_a_plan_aims_at_is_no_tile() -> None:
    aims = "力争到2035年，岚川市全员劳动生产率达到25万元，新建中试平台20个，培育企业600家。"

    tiles = tiles_of(CONFERENCE.replace("去年，岚川市", f"{aims}\n去年，岚川市", 1))

    assert tiles
    assert not [tile for tile in tiles if "20个" in tile or "600家" in tile]


def test_what_somebody_says_of_himself_is_not_printed_without_his_name() -> None:
    said = "“这次培训收获很大。我们村定下了合作意向，今年要添羊群40只。”养羊的邵阿公很高兴。"
    document = document_of(CONFERENCE.replace("去年，岚川市", f"{said}\n去年，岚川市", 1), "officials")

    shown = [block for block in document.blocks if not isinstance(block, Table | Annex)]
    printed = "".join(run.text for block in shown for run in runs_in(block))
    assert "我们村定下了合作意向" not in printed


@pytest.mark.parametrize(
    ("told", "headed"),
    [
        ("岚川市狠抓巡视整改，已办结事项42项，追回资金3000万元。", True),
        ("岚川市整治形式主义，为基层减负，清理工作群42个，精简文件300份。", False),
    ],
)
def test_only_what_speaks_of_inspection_stands_under_its_heading(told: str, *, headed: bool) -> None:
    text = CONFERENCE.replace("在此基础上", f"{told}\n在此基础上", 1)

    assert ("督察与整改" in headings_of(document_of(text, "officials"))) is headed
    assert told[:10] not in "".join(
        run.text for block in document_of(text, "investor").blocks for run in runs_in(block)
    )


THREE = """岚川三局谈作风
2031-03-08
记者：港务局怎么做？
邵青松：我们抓四件事。一是学习求深，办班12期。二是调研求实，走访企业340家。三是服务求快，设窗口18个。四是监督求严，查处事项9件。
记者：水务局呢？
周可：水务局今年修成管网90公里，投入2亿元。
方晓：学校今年扩招新生1200名，新聘教师60名。
"""


def test_what_one_of_several_speakers_lists_has_his_name() -> None:
    document = document_of(THREE, "officials")

    printed = "\n".join(plain(block.line) for block in document.blocks if isinstance(block, Paragraph | Heading))
    assert "邵青松：" in printed


@pytest.mark.parametrize(
    "sentence",
    ["各位网友大家好，我是澄沙市商务局的林牧野。", "请各位记者提问前举手示意并通报所在的媒体。", "大家中午好！"],
)
def test_greetings_and_house_rules_are_no_points(sentence: str) -> None:
    assert is_of_talk(sentence, counts=False)


def test_a_good_deed_for_all_is_no_greeting() -> None:
    assert not is_of_talk("全市把水渠修到各位乡亲的家门口，群众都说好。", counts=False)


@pytest.mark.parametrize(
    "told",
    [
        "议员关心岚川市新区停车场的进度，建议市府增加40个车位。",
        "“岚川市6.4%的增速，您还满意吗？”这是第一个问题。",
        "“摆酒不超过10桌，每桌不超过400元，岚川市的村民都签了字。”",
    ],
)
def test_what_is_asked_and_what_nobody_says_is_not_the_place_s_own(told: str) -> None:
    document = document_of(CONFERENCE.replace("去年，岚川市", f"{told}\n去年，岚川市", 1), "officials")

    shown = [block for block in document.blocks if not isinstance(block, Table | Annex)]
    assert told[:12] not in "".join(run.text for block in shown for run in runs_in(block))


def test_what_is_asked_is_told_with_what_is_answered() -> None:
    told = "议员关心岚川市新区停车场的进度，市长邵青松表示，岚川市今年先建东区停车场，增加40个车位。"
    document = document_of(CONFERENCE.replace("去年，岚川市", f"{told}\n去年，岚川市", 1), "officials")

    printed = "".join(run.text for block in document.blocks for run in runs_in(block))
    assert told.rstrip("。") in printed


def test_words_over_a_line_that_says_whose_they_are_are_not_the_place_s_own() -> None:
    words = "坚持创新发展，把岚川市的创新摆在全局的核心位置。"
    text = CONFERENCE.replace("岚川市举行", f"{words}\n——邵青松在岚川市党代会上的报告\n岚川市举行", 1)

    gist = gist_of(document_of(text, "officials"))

    assert gist
    assert words.rstrip("。") not in gist


def test_what_an_official_asks_is_no_saying() -> None:
    said = "岚川市市长高启明问：“您提到的40个项目，请问怎样才能落到岚川市？”"
    document = document_of(CONFERENCE.replace("去年，岚川市", f"{said}\n去年，岚川市", 1), "officials")

    assert not on_one_page(document, "sayings")


def test_what_those_have_whom_a_clause_counts_is_no_tile() -> None:
    told = "岚川市有商务楼40栋，入驻其中的企业165家，去年税收150亿元。"

    tiles = tiles_of(CONFERENCE.replace("去年，岚川市", f"{told}\n去年，岚川市", 1))

    assert tiles
    assert not [tile for tile in tiles if "150亿元" in tile]


def test_what_is_told_of_a_village_is_no_main_news_of_the_county() -> None:
    village = "柳湾村的村民开起农家乐和旅游公司。如今人均收入从8732元增长到49598元。"

    gist = gist_of(document_of(CONFERENCE.replace("去年，岚川市", f"{village}\n去年，岚川市", 1), "officials"))

    assert gist
    assert not [line for line in gist if "49598元" in line]


def test_a_number_of_a_village_is_no_tile_of_the_county() -> None:
    village = "柳湾村开起客栈18家。今年旅游收入4251万元。"
    text = f"岚川市谈产业\n2031-02-18\n岚川市建成标准厂房215万平方米。\n园区营业收入30亿元。\n{village}\n全市招商签约60亿元，新开工产业项目40个。\n"

    glance = on_one_page(document_of(text, "investor"), "glance")

    tiles = {tile.figure.text for block in glance if isinstance(block, Tiles) for tile in block.tiles}
    assert "60亿元" in tiles
    assert "4251万元" not in tiles


def test_a_figure_without_a_sure_indicator_has_its_clause_in_a_table() -> None:
    library = index_of("岚川市的一年\n\n全市生产总值达到3120亿元。如果把1200公顷改为1700公顷，大家要先想好。\n")
    whole, *unsure = library.outline.figures

    assert library.row_clause(whole) is None
    places = {library.row_clause(one) for one in unsure}
    assert [library.outline.source[place] for place in places if place] == ["如果把1200公顷改为1700公顷，"]


def test_people_called_by_their_number_are_in_no_table() -> None:
    library = index_of("岚川市的一年\n\n老船工教小林补网。两人关系一直很好，一起守着渡口。\n")

    assert all(map(library.is_bare, library.outline.figures))
    assert library.outline.figures


def test_a_clause_too_long_for_a_row_is_in_no_table() -> None:
    long = "如果大家" + "商量以后" * 15 + "把1200公顷改掉"
    library = index_of(f"岚川市的一年\n\n{long}。\n")
    (figure,) = library.outline.figures

    assert library.is_bare(figure)


def test_a_short_text_has_a_table_of_all_its_figures_or_none() -> None:
    counted = "".join(f"岚川市新修河堤{number}公里，沿岸新村里的老住户从此不再怕发大水。\n" for number in range(12, 40))

    document = document_of(CONFERENCE + counted, "officials")

    assert "数据摘录" not in headings_of(document)


def test_the_place_s_totals_are_the_first_tiles_though_a_preamble_states_them() -> None:
    preamble = "在市委坚强领导下，我们认真贯彻落实各项决策部署，锐意进取、奋发有为，全市地区生产总值达到3120亿元，推动各项事业迈出坚实步伐。"
    rest = "全市新开工重点项目40个，总投资900亿元。全市新增高新技术企业60家。工业投资增长12%。\n"

    tiles = tiles_of(f"岚川市政府工作报告\n2031-03-08\n\n{preamble}{rest}")

    assert "3120亿元" in tiles[0]
