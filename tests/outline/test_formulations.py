"""Key formulations: sets of words that the text counts, names or quotes are found as printed, and no other series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.outline.codec import from_json, to_json
from briefing.outline.enumerations.find import find_enumerations
from briefing.outline.enumerations.formulations import find_formulations
from briefing.outline.parse import parse
from briefing.text.tokens import read_tokens
from builders import source_of
from marked_cases import plain_lines, read_cases
from marking import mark

if TYPE_CHECKING:
    from briefing.outline.model import Enumeration
    from marked_cases import Case

CASES = read_cases("formulations*.txt")


def formulations_of(text: str) -> tuple[Enumeration, ...]:
    source = source_of(text)
    lines = plain_lines(source)
    return find_formulations(source, lines, read_tokens(source.folded), find_enumerations(source, lines))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_members_are_those_marked(case: Case) -> None:
    source = source_of(case.text)

    heads = [item.head.span for one in formulations_of(case.text) for item in one.items]

    assert mark(source, heads) == case.marked


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_size_kind_count_and_name_are_those_stated(case: Case) -> None:
    found = [
        f"{len(one.items)} {one.kind} {one.declared or '-'} {one.name.text if one.name else '-'}"
        for one in formulations_of(case.text)
    ]

    assert found == case.wanted("=")


def test_what_a_marked_list_enumerates_is_no_formulation_as_well() -> None:
    text = "要把握“链条”“底线”“用户”三个关键词。一是“链条”。通到村口。二是“底线”。不能松手。三是“用户”。说好才好。"

    assert formulations_of(text) == ()


def test_a_set_within_the_head_of_a_marked_list_is_found() -> None:
    text = "一是推进“强茶、富竹、美路”三大行动，二是办好夜校。"

    (one,) = formulations_of(text)

    assert [item.head.text for item in one.items] == ["强茶", "富竹", "美路"]


def test_a_set_that_is_named_is_surer_than_one_that_is_only_quoted() -> None:
    (named,) = formulations_of("推行“走一圈、问一户、记一笔”三项机制。")
    (quoted,) = formulations_of("坚持“走一圈、问一户、记一笔”。")

    assert named.sure is not None
    assert quoted.sure is not None
    assert 1 > named.sure > quoted.sure >= 0.7


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("镇里以茶富民、以竹强村、以路兴业。", []),
        ("镇里以茶富民、以竹富民、以路富民，今年增收。", ["以茶富民", "以竹富民", "以路富民"]),
        ("老街像船、老屋像亭、老井像镜三张名片。", ["老街像船", "老屋像亭", "老井像镜"]),
        # One shared character is no frame, bodies of one town are none, and a word is not cut.
        ("走街道、走村组、走田头。", []),
        ("县水利局、县农业局、县商务局都来了。", []),
        ("这里的石头很是硬、很是滑、很是硌脚掌。", []),
    ],
)
def test_words_in_one_frame_are_a_set_without_a_count(text: str, members: list[str]) -> None:
    found = formulations_of(text)

    assert [item.head.text for one in found for item in one.items] == members


def test_formulations_part_no_sentence_and_stand_beside_the_enumerations_in_the_file() -> None:
    source = source_of("松塢縣訪談\n2031-05-06\n全縣推進“鋪路、修渠、栽樹”三大行動，今年完工。\n")

    outline = parse(source)

    assert outline.enumerations == ()
    assert [one.id for one in outline.formulations] == ["e1"]
    assert [point.words.text for point in outline.points] == ["全縣推進“鋪路、修渠、栽樹”三大行動，今年完工。"]
    assert from_json(to_json(outline), source).formulations == outline.formulations


@example("“2一（1，")
@given(st.text(alphabet="一二三四两个项大行动制度机制“”、，。；：（）和等的即+123强村富民", max_size=80))
def test_any_text_at_all_is_read_and_every_span_quotes_it(text: str) -> None:
    for one in formulations_of(text):
        assert all(item.head.text == text[item.head.span.start : item.head.span.end] for item in one.items)
        assert len(one.items) > 1


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("护林育苗、防火巡山、分水修渠是全县三大任务。", []),
        (
            "要做到“四个服务”，为乡亲服务，为临溪县老街坊修屋修渠修路服务，为新厂建渠安家服务，为山里人家修路服务。",
            ["为乡亲服务", "为临溪县老街坊修屋修渠修路服务", "为新厂建渠安家服务", "为山里人家修路服务"],
        ),
        (
            "落实“四大共建”，推进阵地共建，推进人才共建，推进资源共建，推进平安共建。",
            ["推进阵地共建", "推进人才共建", "推进资源共建", "推进平安共建"],
        ),
        ("“三农”取之于农、用之于农、惠之于农，“三农”要记牢。", []),
    ],
)
def test_members_are_not_cut_out_of_a_predicate_or_a_longer_phrase(text: str, members: list[str]) -> None:
    found = formulations_of(text)

    assert [item.head.text for one in found for item in one.items] == members


@pytest.mark.parametrize(
    ("text", "name", "members"),
    [
        (
            "坊里定下“两减两增”规矩：少开会减一半、少填表减三成；晚饭增一菜、早茶增一味。",
            "两减两增",
            ["少开会减一半", "少填表减三成", "晚饭增一菜", "早茶增一味"],
        ),
        (
            "坊里提出“六方同乐”，即茶坊要争取实现与茶农、伙计、老客、新客、街坊、学堂（夜校）等六个相关方的同乐。",
            "六方同乐",
            ["茶农", "伙计", "老客", "新客", "街坊", "学堂（夜校）"],
        ),
        (
            "镇里建设“三区一城”，即茶业示范区、文旅先行区、乡治样板区和山水新城。",
            "三区一城",
            ["茶业示范区", "文旅先行区", "乡治样板区", "山水新城"],
        ),
        (
            "去年抓了守住老街老炉、修通后山水渠、扶起竹编作坊三件大事。",
            "三件大事",
            ["守住老街老炉", "修通后山水渠", "扶起竹编作坊"],
        ),
        (
            "落实“三个茶坊”，对应到今年，要建成清香茶坊、热闹茶坊、长久茶坊，让大家来坐。",
            "三个茶坊",
            ["清香茶坊", "热闹茶坊", "长久茶坊"],
        ),
        (
            "评选以屋里收拾好、门前洒扫好、邻里来往好、老幼照看好、账目公开好为主要内容的“五好院落”。",
            "五好院落",
            ["屋里收拾好", "门前洒扫好", "邻里来往好", "老幼照看好", "账目公开好"],
        ),
        ("茶园做到“3个60%”：即60%的茶种来自本乡、60%的茶工住在本乡、60%的茶款留在本乡。", "3个60%", None),
        (
            "做到以“五茶同香”守旧艺、“四季茶歌”会新客、“三更炉火”学新方三句话。",
            "三句话",
            ["“五茶同香”守旧艺", "“四季茶歌”会新客", "“三更炉火”学新方"],
        ),
        (
            "針對茶鄉，規劃推動綠能茶廠、雲端茶園、生技茶飲、智慧茶機及觀光茶道等五大創新計畫。",
            "五大創新計畫",
            ["綠能茶廠", "雲端茶園", "生技茶飲", "智慧茶機", "觀光茶道"],
        ),
    ],
)
def test_members_of_a_named_set_are_all_of_them_and_nothing_around_them(
    text: str, name: str, members: list[str] | None
) -> None:
    found = [one for one in formulations_of(text) if one.name and one.name.text == name]

    assert [[item.head.text for item in one.items] for one in found] == [
        members or ["60%的茶种来自本乡", "60%的茶工住在本乡", "60%的茶款留在本乡"]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "通过召开退伍老人座谈会、邀请返乡青年列席村“两委”会议，大家把话说开了。",
        "乡里设“两所三中心”，即渔政所、林政所2个机构，此外再说。",
        "要开展爱茶护茶、认真听讲教育活动和推进“两学一练”。",
        "到二〇三五年，实现茶、园、人三者之间的关系更和顺，修渠、栽树、铺路三五年远景目标成真。",
        "用上最趁手的农具、最合适的茶种、最响亮的山歌，热闹了一季。",
        "推进茶工管理和坊务经营相融，茶艺思想和坊间文化建设相融，茶会和歌会工作相融，抓好“三个相融”。",
    ],
)
def test_a_name_that_counts_something_else_makes_no_set_of_the_words_around_it(text: str) -> None:
    assert formulations_of(text) == ()


def test_a_name_in_a_row_of_quotations_is_one_of_them() -> None:
    (one,) = formulations_of("坊里不许有“慢半拍”“老一套”“两张脸”。")

    assert (one.name, [item.head.text for item in one.items]) == (None, ["慢半拍", "老一套", "两张脸"])


def test_words_that_a_set_or_a_list_consists_of_are_no_quotation() -> None:
    text = (
        "柳河镇办茶会\n镇长安知夏说：“炉火要旺，人心要齐。”\n安知夏说，“采茶的歌声、炒茶的炉火、卖茶的铺面”是坊里的“三样家底”。\n"
        "安知夏指出，往后有两个方向。第一，“守住老炉，带好新人”。第二，“记清账目，敞开大门”。\n"
    )

    outline = parse(source_of(text))

    assert [quote.words.text for quote in outline.quotes] == ["炉火要旺，人心要齐。"]


@pytest.mark.parametrize(
    ("text", "name", "members"),
    [
        ("坊里修好茶歌、竹编、老井三条文化带，街坊都来了。", "三条文化带", ["茶歌", "竹编", "老井"]),
        ("全镇做强茶叶、竹编、山货三大产业，今年见效。", "三大产业", ["茶叶", "竹编", "山货"]),
        (
            "坊里融合茶会、教学、科研、采风、街坊服务“五位一体”，越办越大。",
            "五位一体",
            ["茶会", "教学", "科研", "采风", "街坊服务"],
        ),
        (
            "坊里想从培育好茶艺人、健全好传艺班、推动新茶艺会及创新现代茶艺等四面向着手。",
            "四面向",
            ["培育好茶艺人", "健全好传艺班", "推动新茶艺会", "创新现代茶艺"],
        ),
        ("要从手法纯正、行为端庄、账目清楚三个维度来看。", "三个维度", ["手法纯正", "行为端庄", "账目清楚"]),
        ("坊里要炉火要旺、人心要齐、账目要清、大门要开。", None, ["炉火要旺", "人心要齐", "账目要清", "大门要开"]),
    ],
)
def test_a_set_is_told_by_its_noun_or_by_a_word_within_each_member(
    text: str, name: str | None, members: list[str]
) -> None:
    (one,) = formulations_of(text)

    assert (one.name and one.name.text, [item.head.text for item in one.items]) == (name, members)


@pytest.mark.parametrize(
    "text",
    [
        "茶事和山事是相伴相生、相帮相助的两个方面。",
        "要管住“偷茶客”、“赌茶人”、“假茶商”、夜里放火等歪风。",
        "要管住夜里放火、“偷茶客”、“赌茶人”、“假茶商”。",
        "来的有茶政部长古月、渔政部长于中、林政部长木子、水政部长江上。",
        "坊里护好茶园水土、修好茶园道路、种好茶园新苗、管好茶园老树。",
        "镇里有茶叶、竹编、山货三个产业。",
        "镇里有了茶叶生意为根本、竹编生意、山货生意为帮手的三大产业。",
        "师傅画了一个、两个、三个点，连成一片叶子。",
        "镇里以老街为核心、以茶园和竹海为两翼，建起“一核两翼”。",
        "街坊说加钱老铺、加钱茶社、加钱背后好多间铺子，都一样。",
    ],
)
def test_words_that_run_on_or_are_said_of_a_thing_are_no_set(text: str) -> None:
    assert formulations_of(text) == ()


@pytest.mark.parametrize(
    ("text", "name", "members"),
    [
        (
            "镇里建“一核两翼”：一核是老街片区，两翼是东岸茶园和西岸竹海。",
            "一核两翼",
            ["老街片区", "东岸茶园和西岸竹海"],
        ),
        ("推行“两讲一批”（“两讲”为讲思路、讲亮点，“一批”为批评自己）。", "两讲一批", ["讲思路、讲亮点", "批评自己"]),
        ("推行“1+N”办法，“1”即一本茶规，“N”即各坊细则。", "1+N", ["一本茶规", "各坊细则"]),
    ],
)
def test_what_the_parts_of_a_name_are_said_to_be_are_its_members(text: str, name: str, members: list[str]) -> None:
    (one,) = formulations_of(text)

    assert (one.name and one.name.text, [item.head.text for item in one.items]) == (name, members)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("打好守炉、护园、净水三大攻坚战，今年见分晓。", "三大攻坚战"),
        ("茶叶、竹编、山货3大支柱产业越做越大。", "3大支柱产业"),
        ("今年要记牢三个字：稳、进、好。", "三个字"),
        ("要抓好守炉、护园、迎客三大重点领域的事。", "三大重点领域"),
    ],
)
def test_the_name_of_a_set_ends_where_a_word_ends(text: str, name: str) -> None:
    (one,) = formulations_of(text)

    assert one.name is not None
    assert (one.name.text, len(one.items)) == (name, 3)
