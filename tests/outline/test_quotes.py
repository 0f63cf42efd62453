"""Quotations: the direct speech of the cases with its speaker and post, and no term or slogan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.outline.model import Speaker
from briefing.outline.parse import parse
from briefing.outline.people.quotes import find_quotes
from builders import source_of
from marked_cases import plain_lines, read_cases

if TYPE_CHECKING:
    from briefing.outline.model import Quote
    from marked_cases import Case

CASES = read_cases("quotes-*.txt")


def quotes_of(text: str, *speakers: Speaker) -> tuple[Quote, ...]:
    source = source_of(text)
    return find_quotes(source, plain_lines(source), speakers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_words_speaker_and_post_are_those_stated(case: Case) -> None:
    found = [f"{one.words.text}|{one.speaker}|{one.role or ''}" for one in quotes_of(case.text)]
    assert found == case.wanted("=")


def test_the_attribution_is_the_phrase_that_names_the_speaker() -> None:
    text = "“修路是头等大事。”河湾镇镇长何守田在会上表示，谁也不能拖。"
    (one,) = quotes_of(text)
    assert one.attribution is not None
    assert text[one.attribution.start : one.attribution.end] == "河湾镇镇长何守田在会上表示"


def test_a_post_that_is_not_printed_beside_the_words_is_taken_from_the_document() -> None:
    speaker = Speaker(name="林牧野", role="中共云川区委书记", span=None)
    (one,) = quotes_of("“云川不缺机会。”林牧野表示。", speaker)
    assert (one.speaker, one.role) == ("林牧野", "中共云川区委书记")


def test_who_says_i_is_the_only_speaker_of_the_document() -> None:
    speaker = Speaker(name="林牧野", role="中共云川区委书记", span=None)

    (one,) = quotes_of("答：我常跟大家讲一句话：“富了老板、丢了老乡，那就是失败。”我们不能这样。", speaker)

    assert (one.speaker, one.role) == ("林牧野", "中共云川区委书记")


def test_who_says_i_is_nobody_where_several_speak() -> None:
    speakers = [Speaker(name=name, role="区长", span=None) for name in ("林牧野", "何进")]

    assert quotes_of("答：我常讲：“富了老板、丢了老乡，那就是失败。”", *speakers) == ()


@given(st.text(alphabet='“”‘’「」"说表示：，。！他她张伟书记主任在会上 \n的有关负责人', max_size=120))
def test_any_text_at_all_is_read_and_every_quotation_quotes_it(text: str) -> None:
    for one in quotes_of(text):
        assert text[one.words.span.start : one.words.span.end] == one.words.text


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("好日子离不开党员干部何守田。“路通了，车就来了。”何守田说。", "何守田", "党员干部"),
        ("主讲人为县委书记何守田。“路通了，车就来了。”何守田说。", "何守田", "县委书记"),
        ("带队人就是县水务局局长何守田。“路通了，车就来了。”何守田说。", "何守田", "县水务局局长"),
        ("上午接待了县长何守田。“路通了，车就来了。”何守田说。", "何守田", "县长"),
        ("由于县长何守田支持，路修成了。“路通了，车就来了。”何守田说。", "何守田", "县长"),
        ("今年提名县长何守田为代表。“路通了，车就来了。”何守田说。", "何守田", "县长"),
        ("本周分析区长何守田的民望。“路通了，车就来了。”何守田说。", "何守田", "区长"),
        ("“路通了，车就来了。”和平区区长何守田说。", "何守田", "和平区区长"),
        ("“路通了，车就来了。”县经营主体发展局局长何守田说。", "何守田", "县经营主体发展局局长"),
        ("总司令欧阳沐风、主席卫明远到场。卫明远说：“再修三条路，就够了。”", "卫明远", "主席"),
        ("“路通了，车就来了。”这是云川区石桥村党支部书记何守田，最近常说的话。", "何守田", "云川区石桥村党支部书记"),
        ("“路通了，车来了吗？”日前，在云川“三问”会上，河湾镇镇长何守田当面发问。", "何守田", "河湾镇镇长"),
        ("镇长何守田到工地看了三回。“再快一点，月底通车。”他说。", "何守田", "镇长"),
    ],
)
def test_a_post_is_only_what_the_text_says_of_the_person(text: str, speaker: str, role: str) -> None:
    (one,) = quotes_of(text)

    assert (one.speaker, one.role) == (speaker, role)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("高明明笑了。高明明明白，要学。“三个月就学会了。”高明明说：“我以后还来上课。”", "高明明"),
        ("的士司機陳守文說：「現在每日少賺兩百元，生意真的很難做。」", "陳守文"),
        ("的士司機何國明說：「現在每日少賺兩百元，生意真的很難做。」", "何國明"),
        ("小巴司機說：「晚上多開兩班，街坊就方便得多。」", None),
        ("胡同里说：“下水道堵了三年，总算通了，大家都高兴。”", None),
    ],
)
def test_a_name_is_cut_from_no_word_and_no_word_from_a_name(text: str, speaker: str | None) -> None:
    assert {one.speaker for one in quotes_of(text)} == {speaker}


@pytest.mark.parametrize(
    "text",
    [
        "这座桥为纪念老支书何守田而建。“再快一点，月底通车。”他说。",
        "石桥村替何守田修了屋。“再快一点，月底通车。”他说。",
        "镇长何守田和工程师冉小青都在。“再快一点，月底通车。”他说。",
        "镇长何守田到了。厨师长常乐注意到，来的人多了。“再快一点，月底通车。”他说。",
    ],
)
def test_he_is_nobody_where_no_one_person_acts(text: str) -> None:
    assert [one.speaker for one in quotes_of(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "路修到哪里，队伍就到哪里。\n“新路段，新标准，新队伍。”3月4日，工程师何守田等为施工队讲课。",
        "队员展开旗帜，全组高喊。“不怕高不怕险！”“不怕高不怕冷！”“不怕高不怕累！”施工队天天如此。",
        "共设12个服务点。“红灯笼”帮助小店开门，不断增强村民对小店的认同感。",
        "处处是旗帜。“把路交给队员，把桥交给骨干”，公司在每段设了小组。",
    ],
)
def test_a_slogan_that_nobody_says_is_no_speech(text: str) -> None:
    assert quotes_of(text) == ()


def test_who_is_spoken_to_by_what_he_is_doing_does_not_speak() -> None:
    (quote,) = quotes_of("村支书何进俯下身，对正在采茶的村民夏禾说道：“老夏，今年的芽好，多采些。”")

    assert quote.speaker != "夏禾"


@pytest.mark.parametrize(
    "attribution",
    ["负责包保南桥村的苑庄镇党委委员说", "住在石桥边的方家乡政府的人说"],
)
def test_a_town_whose_name_opens_as_a_surname_says_nothing(attribution: str) -> None:
    outline = parse(source_of(f"茶熟了\n“原来这一片都是荒地，没有人来。”{attribution}。"))

    assert [quote.speaker for quote in outline.quotes] == [None]


def test_an_adverb_after_a_post_is_no_name() -> None:
    outline = parse(source_of("家风\n市委书记沈知远曾提醒大家：“如果没有定力，就很可能走偏。”大家记住了。"))

    assert [quote.speaker for quote in outline.quotes] == ["沈知远"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("议员何守田斥责方案不公。“这是从穷人口袋里掏钱。”水务局局长沈知远驳斥。", [None]),
        ("议员何守田质疑太慢。“一条管也没换。”水务局局长沈知远回应。", ["何守田"]),
        ("面对议员何守田的斥责，“我不接受这样的说法。”水务局局长沈知远驳斥道。", ["沈知远"]),
        ("“一条管也没换。”议员何守田斥责，水务局局长沈知远回击：“换了四十公里。”", ["何守田", "沈知远"]),
    ],
)
def test_words_before_a_retort_are_nobody_s_where_they_may_be_the_blame(text: str, speakers: list[str | None]) -> None:
    assert [one.speaker for one in quotes_of(text)] == speakers


@pytest.mark.parametrize(
    "time_or_place",
    ["於今年9月在报告中", "於昨日", "於會上", "于二月十日", "於周三", "于稍后", "於台北"],
)
def test_a_preposition_before_a_time_or_a_place_is_no_surname(time_or_place: str) -> None:
    (quote,) = quotes_of(f"大使{time_or_place}指出：“两地的茶路要重新走通，不能再等。”")

    assert quote.speaker is None


def test_a_preposition_before_anything_else_may_be_a_surname() -> None:
    (quote,) = quotes_of("局长于得水说：“两地的茶路要重新走通，不能再等。”")

    assert quote.speaker == "于得水"


def test_who_bears_a_place_s_name_is_a_person_where_he_speaks_by_his_bare_name() -> None:
    quotes = quotes_of("局长于长春说：“两地的茶路要走通，不能再等。”\n于长春说，路要修。")

    assert [quote.speaker for quote in quotes] == ["于长春"]


@pytest.mark.parametrize(
    "leads",
    [
        "组织上派人找老党员何守田谈话：",
        "县里派来的人告诉何守田，",
        "县里终于找到了何守田：",
        "老乡一见到何守田就说：",
        "有人问何守田：",
        "局长把何守田叫来：",
        "何守田被领导叫去谈话：",
        "何守田回忆说，领导找他谈话：",
        "何守田说，老伴告诉他：",
    ],
)
def test_whom_words_are_said_to_does_not_say_them(leads: str) -> None:
    quotes = quotes_of(f"那年，村支书何守田回了家。{leads}“你去最远的村子吧，不许挑。”")

    assert {quote.speaker for quote in quotes} <= {None}


@pytest.mark.parametrize(
    "leads", ["村支书何守田走进屋，对他说：", "村支书何守田推开门，笑着告诉她：", "村支书何守田告诉林牧野："]
)
def test_who_speaks_to_somebody_is_the_speaker(leads: str) -> None:
    (quote,) = quotes_of(f"{leads}“你去最远的村子吧，不许挑。”")

    assert quote.speaker == "何守田"


def test_an_old_man_whom_an_attribute_tells_of_is_nobody_who_was_named_before() -> None:
    source = source_of(
        "东岗见闻\n“村里修了渠。”村支书汪漫说。\n汪漫介绍，明年再修。\n渠边一位放羊的老人停下脚步，他笑着说：“水到了，羊也肥了。”"
    )

    quotes = find_quotes(source, plain_lines(source), ())

    assert [quote.speaker for quote in quotes] == ["汪漫", None]


def test_whoever_bears_a_calling_may_be_the_one_who_speaks_next() -> None:
    outline = parse(source_of("渠首\n县长何守田到渠首检查。工人老周正在干活。“活不累，就是路远。”他说。"))

    assert [one.speaker for one in outline.quotes] == [None]


def test_a_name_that_is_a_word_is_read_after_a_post_where_the_text_lets_it_speak() -> None:
    source = source_of("学校新楼\n“学校添了新楼。”校长常青说。\n常青说，还要再盖。\n“大家都来看。”院长高兴地说。")

    quotes = find_quotes(source, plain_lines(source), ())

    assert [quote.speaker for quote in quotes] == ["常青", None]


def test_a_word_of_the_dictionary_after_who_holds_no_office_is_nobody() -> None:
    text = "局长佟远舟介绍用水。\n佟远舟指，今次可令市民习惯节水，日后遇上旱情，“就不用处处停水。”他说，市民习惯改变需要时间。"

    assert [quote.speaker for quote in quotes_of(text)] == ["佟远舟"]
