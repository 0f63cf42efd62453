"""Of which place a text is: proven by a label, a title, a byline, an office or a sentence, whole, or not printed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from briefing.outline.lines import label_lines
from briefing.outline.parse import parse
from briefing.outline.people.quotes import find_quotes
from briefing.outline.people.speakers import find_speakers
from briefing.outline.places.divisions import load_divisions
from briefing.outline.places.find import find_place, find_unproven
from briefing.text.folding import fold
from builders import source_of

if TYPE_CHECKING:
    from briefing.outline.model import Words
    from briefing.text.source import Source

BODY = "\n2025-09-16\n今年新修道路12公里，同比增长8%。\n"


def place_of(source: Source) -> Words | None:
    lines = label_lines(source)
    return find_place(source, lines, find_speakers(source, lines))


def test_a_city_within_a_county_of_taiwan_is_named_with_it() -> None:
    found = place_of(source_of(f"宜蘭縣宜蘭市把路修到門口{BODY}"))

    assert found is not None
    assert found.text == "宜蘭縣宜蘭市"


@pytest.mark.parametrize(
    ("text", "place", "evidence"),
    [
        ("南屏省澜江市云塘区：把路修到门口" + BODY, "南屏省澜江市云塘区", "title"),
        ("南屏省澜江市枕海区：把路修到门口" + BODY, "南屏省澜江市枕海区", "title"),
        ("南屏省澜江市新样板区：把路修到门口" + BODY, "南屏省澜江市", "title"),
        ("澜江市石桥村的新事" + BODY, "澜江市", "title"),
        # 沙市 is a place as well, and 澄沙市 ends in it by chance.
        ("澄沙市：把路修到门口" + BODY, "澄沙市", "title"),
        ("高新区：把路修到门口" + BODY + "澜江市高新区管委会说，还要再修。", "澜江市高新区", "office"),
        ("浙江慈溪：把路修到门口" + BODY, "浙江慈溪", "title"),
        ("把路修到门口――深圳老街见闻" + BODY + "深圳市今年又修了路。", "深圳", "title"),
        ("訪談記錄\n訪談對象：沈知遠\n對象身份：雲塘區區長\n問：修了多少？\n答：12公里。", "雲塘區", "office"),
        ("把路修到门口" + BODY + "（作者系南屏省云塘县委书记）", "南屏省云塘县", "byline"),
        ("齐心协力 云塘这十年" + BODY + "云塘县委书记沈知远表示，还要再修。", "云塘县", "office"),
        ("把路修到门口" + BODY + "延吉市是延边州的首府，路越修越多。", "延吉市", "sentence"),
        ("访谈\n地点：云塘区\n问：修了多少？\n答：12公里。", "云塘区", "label"),
        # Of several posts the narrowest tells.
        ("把路修到门口" + BODY + "（作者系南屏省委常委、澜江市委书记）", "澜江市", "byline"),
        ("全国人大代表、澜江市市长沈知远做客南屏网" + BODY, "澜江市", "office"),
        ("沈知远力拼修路" + BODY.strip("\n").split("\n")[0] + "\n宣城市代理市长沈知远率队报告。", "宣城市", "office"),
        ("2025南屏暨宣城（春谷）修路推介会在安庆举行" + BODY + "宣城修路，宣城架桥，到宣城来。", "宣城", "title"),
    ],
)
def test_a_place_is_printed_with_what_proves_it(text: str, place: str, evidence: str) -> None:
    found = place_of(source_of(text))

    assert found is not None
    assert (found.text, found.evidence) == (place, evidence)


@pytest.mark.parametrize(
    "text",
    [
        "区水务公司全力配合市政府修路" + BODY,
        "上半年修路情况" + BODY + "全县修路12公里，位列五县两区第二。",
        "把路修到门口" + BODY + "一是强化区委书记负责制，创新建立片区长队伍。",
        "把路修到门口" + BODY + "港口吞吐量位居沿海城市前列。",
        "把路修到门口" + BODY + "隔壁青林县委书记沈知远也带队来看过。",
        "把路修到门口" + BODY + "会上，金城商报、澳门早报等媒体记者提问。",
        "访谈\n地点：区政府\n问：修了多少？\n答：12公里。",
        "太原重机集团修路记" + BODY,
        "吉林、湖南、四川――把路修到门口" + BODY,
        "美丽古镇的路" + BODY,
        "高新区：把路修到门口" + BODY + "高新区管委会说，还要再修。",
        "高新区：把路修到门口" + BODY + "澜江市高新区和枕海市高新区都在修。",
        "点亮夜市的灯" + BODY,
        "春谷修路推介会在安庆举行" + BODY + "安庆架桥。",
        "2026，修路见闻" + BODY + "市委书记沈知远说，还要再修。",
    ],
)
def test_what_nothing_proves_is_no_place(text: str) -> None:
    assert place_of(source_of(text)) is None


@pytest.mark.parametrize(
    "name",
    [
        "和平区",
        "和田市",
        "和静县",
        "全南县",
        "于都县",
        "将乐县",
        "会同县",
        "和县",
        "共和县",
        "无为市",
        "随州市",
        "乾县",
        "油尖旺区",
        "澎湖县",
        "和美镇",
        "将军区",
        "宜兰市",
        "阿里山乡",
    ],
)
def test_a_name_is_whole_whatever_characters_open_it(name: str) -> None:
    found = place_of(source_of(f"专访{name}县长沈知远：把路修到门口{BODY}"))
    titled = place_of(source_of(f"{name}把路修到门口{BODY}"))

    assert found is not None
    assert titled is not None
    assert (found.text, titled.text) == (name, name)


def test_the_list_holds_the_changes_of_recent_years_and_former_names_with_their_last_year() -> None:
    divisions = load_divisions()

    assert {
        "钱塘区",
        "临平区",
        "孟津区",
        "米林市",
        "白杨市",
        "和康县",
        "深水埗区",
        "花莲县",
        "集集镇",
    } <= divisions.names
    assert not {"江干区", "市区", "新社区", "大社区"} & divisions.names
    assert divisions.former["江干区"] == 2020
    assert divisions.full_at("万县市的码头", 0, 1998) == 3
    assert divisions.full_at("万县市的码头", 0, 2020) is None


def test_a_place_that_is_not_proven_is_told_once() -> None:
    source = source_of("把路修到门口" + BODY + "宣城市有个村修了路，安庆市也修了路。")

    notice = find_unproven(source, label_lines(source))

    assert notice is not None
    assert notice.span is not None
    assert (notice.code, source[notice.span]) == ("unproven-place", "宣城市")
    assert [one.code for one in parse(source).diagnostics].count("unproven-place") == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # Named again and again, and no other nearly as often.
        ("把路修到门口" + BODY + "在宣城，有路。\n" + "今年修路。" * 9 + "\n宣城的桥多。\n到宣城来看。", "宣城"),
        ("把路修到门口" + BODY + "宣城有路，宣城有桥，到宣城来。\n" + "今年修路。" * 20, None),
        (
            "把路修到门口"
            + BODY
            + "在宣城，有路。\n安庆有路，安庆有桥。\n"
            + "修路。" * 9
            + "\n宣城的桥多。\n到宣城来。",
            None,
        ),
        ("把路修到门口" + BODY + "宣城大学有路。\n" + "今年修路。" * 9 + "\n宣城日报来了。\n宣城机场的桥。", None),
        ("把路修到门口" + BODY + "臺灣有路。\n" + "今年修路。" * 9 + "\n臺灣有橋。\n到臺灣來。", None),
        ("把路修到门口" + BODY + "香港有路。\n" + "今年修路。" * 9 + "\n香港围绕路修桥。\n到香港来看。", "香港"),
        ("把路修到门口" + BODY + "天水圍有路。\n" + "今年修路。" * 9 + "\n天水圍的橋多。\n到天水圍來看。", None),
        # People of two places talk, and somebody was in office elsewhere.
        ("澄沙市委书记何进、云岭市市长沈知远同台谈水" + BODY, None),
        ("原澄沙市市长何进谈水" + BODY, None),
        ("原澄沙市市长、现云岭市市长何进谈水" + BODY, "云岭市"),
    ],
)
def test_a_text_is_of_the_region_that_it_comes_back_to_alone(text: str, place: str | None) -> None:
    found = place_of(source_of(text))

    assert (found.text if found else None) == place


def test_a_place_that_only_its_mentions_prove_is_for_somebody_to_look_at() -> None:
    source = source_of("把路修到门口" + BODY + "在宣城，有路。\n" + "今年修路。" * 9 + "\n宣城的桥多。\n到宣城来看。")

    assert "place-from-text" in [one.code for one in parse(source).diagnostics]


def test_what_only_ends_as_a_district_does_is_not_told_as_a_place() -> None:
    outline = parse(source_of("一位西部女县长的心愿" + BODY))

    assert not [one for one in outline.diagnostics if one.code == "unproven-place"]


@pytest.mark.parametrize(
    ("opening", "place"), [("慈溪位于浙江省宁波市东部。", "慈溪"), ("慈溪位于海边。", None), ("何进位于左侧。", None)]
)
def test_a_bare_county_is_proven_by_the_province_that_it_lies_in(opening: str, place: str | None) -> None:
    found = place_of(source_of(f"把路修到门口{BODY}{opening}"))

    assert (found.text if found else None) == place


def test_a_part_of_a_person_s_name_is_not_told_as_a_place() -> None:
    source = source_of("把路修到门口" + BODY + "会上，沈知远市长说，要修路。")

    assert find_unproven(source, label_lines(source)) is None


def test_a_proven_place_is_not_told() -> None:
    source = source_of("浙江慈溪：把路修到门口" + BODY)

    assert "unproven-place" not in [one.code for one in parse(source).diagnostics]


def _calls(text: str) -> int:
    """How many functions are called to find the people and the place of a text."""
    source, count = source_of(text), 0

    def profile(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(profile)
    try:
        lines = label_lines(source)
        speakers = find_speakers(source, lines)
        find_place(source, lines, speakers)
        find_unproven(source, lines)
        find_quotes(source, lines, speakers)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["云塘区区长张三说", "云塘区区长张三说：“要快，要好。”", "云塘区", "他说，“快。”张三。"]
)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    once, twice = _calls("题目\n" + unit * 400), _calls("题目\n" + unit * 800)

    assert twice <= once * 2.2


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("欢迎出席省政府新闻办举行的发布会，云川市市长何进介绍情况。\n", "云川市"),
        ("——专访澜湾经济技术开发区管委会主任贺兰舟\n", "澜湾经济技术开发区"),
        ("本报记者专访了澜湾高新区党工委副书记、管委会主任贺兰舟。\n", "澜湾高新区"),
        ("临江区区长沈知远接受采访。\n", "临江区"),
        ("白鹭湾夜市长800米。云塘区区长戚明远说，夜市不夜。\n", "云塘区"),
        ("云塘区副区长戚明远在座谈会上表示。\n", "云塘区"),
        ("嘉禾縣長林映汝接受本報專訪。\n", "嘉禾縣"),
    ],
)
def test_the_place_is_that_of_the_speaker_s_post(front: str, place: str) -> None:
    source = source_of("专访\n" + front + BODY)

    found = place_of(source)

    assert found is not None
    assert found.text == place


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("南屏省“稳就业”专题新闻发布会实录", "南屏省"),
        ("南屏省举行新闻发布会", "南屏省"),
        ("从“输血”到“造血”：远岭市乡村振兴调查", "远岭市"),
        ("城市更新这十年", None),
        ("全省稳就业新闻发布会", None),
        ("示范县建设在行动", None),
        ("超市里的县域经济", None),
    ],
)
def test_a_place_whose_office_nobody_names_is_that_of_the_title(title: str, place: str | None) -> None:
    source = source_of(f"{title}\n上半年就业稳定。\n")

    found = place_of(source)

    assert (found.text if found else None) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("沈知远谈住房\n2024-03-01\n部长会见沈知远市长时，答应多建公租房。", None),
        ("沈知遠市長：讓青年住得起\n2024-03-01\n今年要建500戶。", None),
        ("澄沙谈住房\n2024-03-01\n澄沙市长沈知远说，今年要建500户。", "澄沙市"),
        # The first character of a place's name may be a surname as well.
        ("江台奋进新一年\n2024-03-01\n江台县长沈知远说，今年要建500户。", "江台县"),
        ("江台奋进新一年\n2024-03-01\n会上，江台远县长自豪地说，今年要建500户。", None),
        ("向云谈住房\n2024-03-01\n向云区长沈知远说，今年要建500户。", "向云区"),
        # 安排县委 and the like are no place, whatever the title opens with.
        ("安排好三件事\n2024-03-01\n请大家安排县委交办的事。", None),
    ],
)
def test_a_person_s_name_before_his_post_is_no_place(text: str, place: str | None) -> None:
    found = place_of(source_of(text))

    assert (found.text if found else None) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("政府工作报告\n――2025年1月12日在青屏省第十四届人民代表大会第三次会议上\n省长 沈知远\n全年增长5%。", "青屏省"),
        ("把路修到门口\n今年修路12公里，深圳的老街都通了车，深圳还要再修。（海通社深圳4月10日电）", "深圳"),
        ("把路修到门口\n海通社昆明4月10日电 今年修路12公里，昆明的老街都通了车，昆明还要再修。", "昆明"),
        ("香港街市還剩多少\n香港的街市少了。香港三年減少45個檔口，香港人都說貴，香港要想辦法。", "香港"),
        ("香港青年在深圳開店\n香港的青年來了。香港三年來了45人，香港人都說好，香港多了機會。", None),
        ("把路修到门口\n海通社北京4月10日电 今年全国修路12公里，北京的会开了三天，北京方面说还要再修。", None),
        ("把路修到门口\n海通社昆明4月10日电 今年全国修路12公里。", None),
    ],
)
def test_a_session_a_date_line_and_a_region_s_title_prove_a_place(text: str, place: str | None) -> None:
    found = place_of(source_of(text))

    assert (found.text if found else None) == place


# Texts of a region in its own words, of a province's report, and of a district told in the first paragraph.
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("街市還剩多少檔\n本港街市三年少了45檔。特首說要保住。房委會會減租，香港的老街坊都盼着。", "香港"),
        ("舊樓何時修\n港府說今年修120幢。水務署會換水管，入境處的宿舍也修，香港仔的舊樓排第一。", None),
        ("舊樓何時修\n本澳今年修20幢。全澳的舊樓都要查，澳府說不漏一幢，澳門街坊放心。", "澳门"),
        ("渠道何時修\n行政長官說今年修120條。行政長官今日在立法會答問時說，香港的渠道老了，立法會要撥款。", "香港"),
        ("渠道何時修\n行政長官說今年修120條。行政長官說，澳門的渠道老了。行政長官上月去過香港。", None),
        ("去買菜\n港人去深圳。深圳的菜便宜，港人說香港的貴，港府不評，昆明的最好。", None),
        ("五年来，甘肃新修水渠45条。全省粮食产量增长8%。甘肃的苹果卖到海外。", "甘肃"),
        ("五年来，全省粮食产量增长8%。甘肃的苹果卖到海外。", None),
        ("五年来，全市粮食产量居全省前列，甘肃的苹果好，甘肃的路好。", None),
        ("五年来，全省粮食产量增长8%。甘肃的苹果好，甘肃的路好，我们还学了浙江。", None),
        (
            "一碗茶的去处\n青屏省临溪县禾原镇的茶熟了。\n今年产茶45吨。\n禾原镇办了茶市，禾原镇人都来了。\n禾原镇还要修路。",
            "青屏省临溪县禾原镇",
        ),
        (
            "一碗茶的去处\n青屏省临溪县禾原镇的茶熟了。\n青屏省云岭县石桥镇的也熟了。\n禾原镇办了茶市，石桥镇也办了。\n禾原镇修路，石桥镇修桥。禾原镇、石桥镇都好。",
            None,
        ),
        ("澄沙市东湾区及西湾区旧楼更新今天说明\n2024-03-01\n两区今年更新旧楼12幢。", "澄沙市"),
        ("澄沙市东湾区和云岭县一起修路\n2024-03-01\n今年修路12公里。", None),
        ("新厂动土\n嘉義縣新廠動土，台灣第一。\n今年建廠2座，嘉義縣長說要再建。\n嘉義的工人都來了。", "嘉義縣"),
    ],
)
def test_a_text_s_own_words_for_its_region_and_a_district_that_recurs_prove_a_place(
    text: str, place: str | None
) -> None:
    found = place_of(source_of(text))

    assert (fold(found.text) if found else None) == (fold(place) if place else None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("上海合作组织：新的一页\n2024-03-01\n今年有9国参加。", None),
        (
            "把根扎深\n2024-03-01\n延安的窑洞，延安的灯。\n学校校史从延安讲起，学校今年建馆2座，学校盼着，学校高兴。",
            None,
        ),
        ("把根扎深\n2024-03-01\n延安的窑洞，延安的灯。\n延安今年建馆2座，延安的学校都来了。", "延安"),
        ("谈治理\n2024-03-01\n今年建馆2座。\n（作者为青屏省治理研究中心研究员）", None),
        ("谈治理\n2024-03-01\n今年建馆2座。\n（作者为青屏省水利厅厅长）", "青屏省"),
    ],
)
def test_an_organisation_history_and_an_author_s_institute_prove_no_place(text: str, place: str | None) -> None:
    found = place_of(source_of(text))

    assert (found.text if found else None) == place


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("慈溪市今年丰收，市长沈知远接受本报专访时表示，还要修路。", "慈溪市"),
        ("近日，西城区召开座谈会，区教委主任沈知远接受本报采访。", "西城区"),
        ("雲林縣今年豐收。縣長沈知遠接受本報專訪時表示，還要修路。", "雲林縣"),
        # Of which of two, of another kind of district, or of any: nothing tells.
        ("慈溪市今年丰收，余姚市歉收，市长沈知远接受本报专访时表示，还要修路。", None),
        ("慈溪市今年丰收，县长沈知远接受本报专访时表示，还要修路。", None),
        ("慈溪市今年丰收，市场监管局局长沈知远接受本报专访时表示，还要修路。", None),
        ("从慈溪市考察归来，市长沈知远接受本报专访时表示，还要修路。", None),
        ("慈溪市博物馆今年翻修，市长沈知远接受本报专访时表示，还要修路。", None),
    ],
)
def test_an_office_of_a_district_is_of_the_one_that_opens_its_paragraph(opening: str, place: str | None) -> None:
    found = place_of(source_of(f"把路修到门口\n2025-09-16\n{opening}\n今年新修道路12公里，同比增长8%。\n"))

    assert (found and found.text) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "青屏湾区报道―专访临溪县委书记周正\n\n近日，本报记者专访了临溪县委书记周正。\n\n青屏湾区正在建设。临溪县离它不远。\n",
            "临溪县",
        ),
        ("苏州：对话昆山市委书记周正\n\n近日，本报记者专访了昆山市委书记周正。\n\n苏州的工厂多。\n", "昆山市"),
        ("青屏湾区报道―走进临溪县\n\n青屏湾区正在建设。青屏湾区有三个码头。\n", "青屏湾区"),
    ],
)
def test_a_title_with_an_office_of_another_place_is_of_the_office_s(text: str, place: str | None) -> None:
    found = place_of(source_of(text))

    assert (found.text if found else None) == place


def test_a_county_of_taiwan_is_a_region_that_a_text_may_come_back_to() -> None:
    source = source_of(
        "縣府舖路不停工\n花蓮今年要舖路30公里，花蓮的民宿也多了。\n業者說，花蓮的路好走，旅客也多了。\n縣府說，花蓮明年再舖。"
    )

    place = place_of(source)

    assert place is not None
    assert place.text == "花蓮"


def test_a_date_line_proves_no_place_where_the_text_speaks_of_another_region_as_its_own() -> None:
    told = (
        "大公報廣州3月5日電\n發展局局長汪漫昨日在廣州說，{own}會推出120公頃土地，{body}已撥款。\n"
        "廣州企業可以參與，廣州設一個聯絡處。第三站在廣州。"
    )

    places = [
        place_of(source_of(told.format(own=own, body=body))) for own, body in (("港府", "立法會"), ("當局", "議會"))
    ]

    assert [place.text if place else None for place in places] == [None, "廣州"]


def test_a_district_that_recurs_proves_no_place_beside_a_region_that_is_named_more_often() -> None:
    told = (
        "茶叶推介会举行\n{region}的茶到了浙江省宁波市。{region}的茶香。宁波市的客商尝了{region}的茶。\n"
        "{region}说，宁波市还要再来。宁波市说，{region}的茶好。{region}人也来了。"
    )

    places = [place_of(source_of(told.format(region=region))) for region in ("贵州", "邻省")]

    assert [place.text if place else None for place in places] == [None, "浙江省宁波市"]


def test_who_visits_another_place_proves_none() -> None:
    told = "石桥乡代会访{place} 乡长迎客\n{county}石桥乡代表会主席汪漫一行到了。{county}石桥乡代表会一行看了茶园。\n茶园里，{county}的朋友都来了。"

    places = [place_of(source_of(told.format(place="岚江", county=county))) for county in ("台东县", "南屏县")]

    assert places == [None, None]


def test_a_town_whose_head_attends_is_not_the_place_where_the_county_s_head_speaks() -> None:
    told = "茶園開園 中埔茶園熱鬧登場\n{county}長汪漫和中埔鄉長鮑立出席。\n{county}長汪漫表示，{county}的茶好。\n{county}長汪漫說，{county}還要再種。"

    places = [place_of(source_of(told.format(county=county))) for county in ("嘉義縣", "當地議")]

    assert [place.text if place else None for place in places] == ["嘉義縣", "中埔鄉"]


def test_who_reports_stands_before_the_place_of_a_date_line_and_in_no_post() -> None:
    text = (
        "水圳三年 沈知遠：先修水、再修路\n\n"
        "（海通社記者方竹青嘉義縣8日電）嘉義縣長沈知遠今天說，縣內新修水圳12公里。\n\n"
        "沈知遠指出，嘉義縣明年再修水圳20公里，嘉義縣的農民都能用上。\n"
    )

    outline = parse(source_of(text))

    assert outline.place is not None
    assert outline.place.text == "嘉義縣"
    assert [(one.name, one.role) for one in outline.speakers] == [("沈知遠", "嘉義縣長")]


def test_a_government_before_its_head_s_post_is_no_place() -> None:
    source = source_of("政府工作报告\n\n澜江市人民政府市长 沈知远\n" + BODY)

    place = place_of(source)

    assert place is not None
    assert place.text == "澜江市"
