"""Enumerations: what is marked in the cases is found, as marked, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.outline.enumerations.find import find_enumerations
from briefing.outline.lines import label_lines
from builders import source_of
from marked_cases import plain_lines, read_cases
from marking import mark

if TYPE_CHECKING:
    from briefing.outline.model import Enumeration
    from marked_cases import Case

CASES = read_cases("enumerations-*.txt")


def enumerations_of(text: str) -> tuple[Enumeration, ...]:
    source = source_of(text)
    return find_enumerations(source, plain_lines(source))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_heads_are_those_marked(case: Case) -> None:
    source = source_of(case.text)
    heads = [item.head.span for one in enumerations_of(case.text) for item in one.items]
    # A head keeps no enclosing quotation marks; the cases mark them with it, so that they read naturally.
    assert unquoted(mark(source, heads)) == unquoted(case.marked)


def unquoted(marked: str) -> str:
    for opening, closing in (("“", "”"), ("「", "」")):
        marked = marked.replace(f"⟦{opening}", f"{opening}⟦").replace(f"{closing}⟧", f"⟧{closing}")
    return marked


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_size_kind_count_and_noun_are_those_stated(case: Case) -> None:
    found = [
        f"{len(one.items)} {one.kind} {one.declared or '-'} {one.noun or '-'}" for one in enumerations_of(case.text)
    ]
    assert found == case.wanted("=")


@pytest.mark.parametrize("case", [case for case in CASES if case.wanted("~")], ids=lambda case: case.name)
def test_the_lead_is_the_sentence_that_announces(case: Case) -> None:
    leads = [one.lead.text for one in enumerations_of(case.text) if one.lead]
    assert leads[0] == case.wanted("~")[0]


def test_a_member_reaches_to_the_next_marker_and_the_last_to_the_end_of_its_sentence() -> None:
    text = "主要有两条：一是起点高；二是覆盖广，县县都有。下一步再总结。"
    source = source_of(text)
    (one,) = enumerations_of(text)
    assert mark(source, [item.span for item in one.items if item.span]) == (
        "主要有两条：⟦一是起点高；⟧⟦二是覆盖广，县县都有。⟧下一步再总结。"
    )


def test_the_last_of_members_with_several_sentences_reaches_to_the_end_of_its_paragraph() -> None:
    text = "一是快。当天办。不过夜。二是好。有人管。管到底。\n别的话。"
    (one,) = enumerations_of(text)
    assert one.items[-1].span is not None
    assert text[one.items[-1].span.start : one.items[-1].span.end] == "二是好。有人管。管到底。"


def test_markers_are_as_printed_without_the_comma() -> None:
    (one,) = enumerations_of("首先，讲快。其次，讲好。最后，讲实。")
    assert [item.marker for item in one.items] == ["首先", "其次", "最后"]
    assert [item.ordinal for item in one.items] == [1, 2, 3]


@pytest.mark.parametrize(("count", "found"), [("三", ["铺路", "修渠", "栽树"]), ("四", [])])
def test_the_headings_that_a_count_announces_are_its_members(count: str, found: list[str]) -> None:
    parts = "".join(f"## {name}\n{name}的事一件一件来，先远后近，先急后缓。\n" for name in ("铺路", "修渠", "栽树"))
    source = source_of(f"# 石桥村的新年打算\n今年村里要抓好{count}件工作。\n{parts}")

    enumerations = find_enumerations(source, label_lines(source))

    assert [item.head.text for one in enumerations for item in one.items] == found


def test_a_numbered_list_whose_marks_are_headings_goes_over_the_sections() -> None:
    parts = "".join(
        f"## 第{number}招：{name}\n{name}的事一件一件来，先远后近。\n"
        for number, name in zip("一二三", ("铺路", "修渠", "栽树"), strict=True)
    )
    source = source_of(f"# 石桥村的新年打算\n村里人爱说自己的办法。\n{parts}")

    (one,) = find_enumerations(source, label_lines(source))

    assert [item.head.text for item in one.items] == ["铺路", "修渠", "栽树"]


@pytest.mark.parametrize("lead", ["注：", "tags:", "相关链接："])
def test_notes_and_tags_are_no_enumeration(lead: str) -> None:
    source = source_of(f"石桥村\n大家都说好。\n{lead}\n- 渠志里的旧图\n- 竹谱里的新图\n")

    assert find_enumerations(source, label_lines(source)) == ()


def test_bullets_that_the_text_prints_again_are_pull_quotes_and_no_enumeration() -> None:
    source = source_of(
        "●水渠要修到每一块田头\n●竹林要种到每一座山脚\n有人问起打算。水渠要修到每一块田头，竹林要种到每一座山脚。\n"
    )

    assert find_enumerations(source, label_lines(source)) == ()


@given(st.text(alphabet="一二三第首先其次最后是要、，。；：（）1.2— \n①②“”在上方面另", max_size=120))
def test_any_text_at_all_is_read_and_every_span_quotes_it(text: str) -> None:
    for one in enumerations_of(text):
        assert len(one.items) > 1
        for item in one.items:
            assert item.span is not None
            assert item.head.span in item.span
            assert text[item.head.span.start : item.head.span.end] == item.head.text


@pytest.mark.parametrize(("part", "kind"), [("三、2026年重点工作", "priorities"), ("一、2025年工作回顾", "list")])
def test_headings_under_the_year_s_main_work_are_its_priorities(part: str, kind: str) -> None:
    text = (
        f"政府工作报告\n\n各位代表，现在报告工作。\n\n{part}\n\n今年形势依然复杂，我们要坚定信心。\n\n"
        "（一）提振市场信心\n\n落实各项政策。\n\n（二）提升创新能力\n\n建设实验室。\n"
    )
    source = source_of(text)

    found = find_enumerations(source, label_lines(source))

    assert [one.kind for one in found if len(one.items) == 2] == [kind]


def test_paragraphs_under_a_numbered_heading_are_no_list_of_their_own() -> None:
    row = "优化水网布局。石桥村把三条老渠连成一片，旱年也浇得上水。\n壮大竹编作坊。几位师傅各带一班徒弟，淡季也有活干。\n守住老街风貌。沿街的门窗照旧样修补，不许随便加高。"
    report = source_of(f"石桥村的打算\n\n一、把村子办好\n{row}\n")
    story = source_of(f"石桥村的打算\n\n## 把村子办好\n{row}\n")

    found = [find_enumerations(one, label_lines(one)) for one in (report, story)]

    assert [[len(one.items) for one in listed] for listed in found] == [[], [3]]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("镇里今年打算一是修渠，二是种桑，三是开店。", ["修渠", "种桑", "开店"]),
        ("收费统一是底线；二是公开。", []),
        ("归结为三清：河清，捞草9吨；渠清，挖泥2里；塘清，换水3次。", ["河清", "渠清", "塘清"]),
        ("坚持三管齐抓。人管：设岗9个。机管：装泵2台。网管：设点3处。", ["人管", "机管", "网管"]),
        (
            "坚持“三统一”。统一育苗，供9万株。统一收购，每斤4元。统一品牌，注册2个。",
            ["统一育苗", "统一收购", "统一品牌"],
        ),
        ("归纳为三招：一招点灯，点9盏；一招延时，延2刻；一招添座，添3张。", ["点灯", "延时", "添座"]),
        (
            "要织好一张网、一本账、一条心。一张网，就是水网；一本账，就是水账；一条心，就是民心。",
            ["水网", "水账", "民心"],
        ),
        ("坚持三管齐抓。人管：设岗9个。水位：升了2尺。网管：设点3处。", []),
        (
            "为了老人，我们把饭送到门口，办了9个点；把椅放到楼道，添了2把；把灯装到床头，换了3盏。",
            ["把饭送到门口", "把椅放到楼道", "把灯装到床头"],
        ),
    ],
)
def test_members_are_told_by_how_they_are_made(text: str, heads: list[str]) -> None:
    found = enumerations_of(text)

    assert [item.head.text for one in found for item in one.items] == heads


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        (
            "就质询的两个部分，我答复如下：\n(一 ) 去年修路12公里，换灯30盏。\n(二 ) 至于水管，今年换9公里。",
            ["去年修路12公里", "至于水管"],
        ),
        (
            "答复如下：(一 )和顺里去年修路12公里，还不够。(二 )与各区合建凉亭9座，年内完工。",
            ["和顺里去年修路12公里", "与各区合建凉亭9座"],
        ),
        ("正如答复的第(一 )及第(二 )部分所说，路要修，桥也要修。", []),
        ("第 (一 )和(二 )部分涉及旧街，要再查。", []),
        ("《道路规例》第 53(1)条容许三人同坐，第53(2)条也有规定。", []),
        ("(一 )部分所述的凉亭，见附件。\n(二 )部分所述的水管，也见附件。", []),
    ],
)
def test_a_bracketed_number_may_hold_a_blank_and_may_only_refer(text: str, heads: list[str]) -> None:
    found = enumerations_of(text)

    assert [item.head.text for one in found for item in one.items] == heads


def test_a_series_within_the_clause_that_announces_its_number_is_read() -> None:
    text = "坊里挤出“三个一炷香”，即早起一炷香念谱、午后一炷香练手、睡前一炷香记账，老师傅带头坐下来，徒弟们跟着学。"

    (one,) = enumerations_of(text)

    assert [item.head.text for item in one.items] == ["早起一炷香念谱", "午后一炷香练手", "睡前一炷香记账"]


@pytest.mark.parametrize(
    "text",
    [
        "茶坊到处开店。在南溪县柳河镇，坊里投了三座窑；在东屏市，坊里收了两片园；在北溪县竹山村，坊里修了一条路。",
        "做一个好师傅，就要守得住炉火，坐得住板凳；就要教得了徒弟，留得住客人；就要算得清账目，对得起街坊。",
        "炉火要旺。要旺就要添炭。要添炭就要上山。",
    ],
)
def test_clauses_that_open_alike_are_no_list_where_they_tell_a_story_or_argue(text: str) -> None:
    assert enumerations_of(text) == ()


def test_the_phrase_that_leads_to_the_first_of_like_heads_is_no_part_of_it() -> None:
    source = source_of(
        "石桥村的新年打算\n坊里开了个会，大家都来了。\n具体而言，“五茶同香”守旧艺。老师傅们都说这是坊里的根，丢不得，也卖不得。\n"
        "“四季茶歌”会新客。新客从外乡来，听见歌声就坐下了，一坐就是半天。\n“三更炉火”学新方。新方子试了又试，炉边的人换了一班又一班。\n"
    )

    (one,) = find_enumerations(source, label_lines(source))

    assert [item.head.text for item in one.items] == ["“五茶同香”守旧艺", "“四季茶歌”会新客", "“三更炉火”学新方"]


@pytest.mark.parametrize("before", ["学艺是一项要紧工作。", "结合“三大一实学”和老规矩，把短处补上。"])
def test_a_count_of_one_or_of_another_name_declares_no_members(before: str) -> None:
    (one,) = enumerations_of(f"{before}一是认谱。二是练手。三是记账。")

    assert (one.declared, one.noun) == (None, None)


def test_what_stands_before_unnumbered_members_is_no_lead_unless_it_announces_them() -> None:
    source = source_of(
        "石桥村的新年打算\n坊里开了个会，大家都来了。\n守住老街风貌。老街的砖瓦一块一块修，先远后近，先急后缓。\n"
        "守住老艺门道。老艺的门道一年一年传，有师有徒，有来有往。\n守住老客情分。老客的情分一天一天攒，有茶有饭，有说有笑。\n"
    )

    (one,) = find_enumerations(source, label_lines(source))

    assert one.lead is None


def test_a_list_of_more_than_ten_members_is_whole() -> None:
    numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    text = "坊里今年做好12件事：" + "".join(f"{one}是办好{one}号茶会；" for one in numerals)

    (found,) = enumerations_of(text)

    assert (found.declared, len(found.items)) == (12, 12)


def test_members_in_paragraphs_that_each_open_with_who_says_so_are_one_list() -> None:
    source = source_of(
        "柳河镇的打算\n镇长安知夏说，今年有三个目标。第一，守住老炉，每年添一班徒弟。\n"
        "安知夏进一步指出，第二个目标是账目公开，月底贴在门口。\n最后，安知夏说，大门敞开，客人随时进来看。\n"
    )

    (found,) = find_enumerations(source, label_lines(source))

    assert [item.head.text for item in found.items] == ["守住老炉", "账目公开", "大门敞开"]


def test_who_says_a_member_is_no_part_of_its_head() -> None:
    (found,) = enumerations_of("安知夏说，首先，炉火要旺。其次，账目要清。最后，安知夏说，大门要开，客人要迎。")

    assert [item.head.text for item in found.items] == ["炉火要旺", "账目要清", "大门要开"]


def test_a_member_may_be_about_what_a_paragraph_with_a_number_of_its_own_says() -> None:
    (found,) = enumerations_of("第一，第 3 条茶规改了。第二，第 5 条茶规没有改。")

    assert len(found.items) == 2


@pytest.mark.parametrize("frame", ["从{}端来看", "从{}角度来说", "在{}层面", "{}维度"])
def test_paragraphs_that_each_open_with_their_aspect_are_a_list(frame: str) -> None:
    aspects = ("做茶", "卖茶", "喝茶")
    tail = "，坊里添了三座炉，师傅们一班一班轮着烧，账目一天一记。\n"
    text = "柳河镇的打算\n坊里开了个会，大家都来了。\n" + "".join(frame.format(one) + tail for one in aspects)
    source = source_of(text)

    (found,) = find_enumerations(source, label_lines(source))

    assert [item.head.text.split("，")[0] for item in found.items] == [frame.format(one) for one in aspects]


@pytest.mark.parametrize("word", ["通过", "凡是"])
def test_clauses_that_open_with_a_preposition_are_means_and_no_list(word: str) -> None:
    text = f"坊里越来越热闹，{word}开茶会，老客坐下了；{word}办夜校，新人来了；{word}修路灯，街坊都出来了。"

    assert enumerations_of(text) == ()


def test_what_comes_on_top_of_the_announced_members_is_none_of_them() -> None:
    (found,) = enumerations_of("坊里有三大面向：第一，守炉。第二，护园。第三，迎客。另外，老人免茶钱。")

    assert (found.declared, [item.head.text for item in found.items]) == (3, ["守炉", "护园", "迎客"])


def test_the_last_point_closes_a_list_and_its_copula_is_no_part_of_a_head() -> None:
    (found,) = enumerations_of(
        "坊里有三个面向，首先，是守炉要稳。第二，护园要勤；最后一点，则是迎客要热情。最后，镇长盼大家都来。"
    )

    assert (found.declared, [item.head.text for item in found.items]) == (3, ["守炉要稳", "护园要勤", "迎客要热情"])


def test_two_sides_are_of_what_their_lead_ends_with() -> None:
    (other,) = enumerations_of("要用好茶园、茶铺两种资源，把大门打开。一方面，要修渠。另一方面，要护园。")
    (own,) = enumerations_of("要办两件事。一方面，要修渠。另一方面，要护园。")

    assert [(one.declared, one.noun) for one in (other, own)] == [(None, None), (2, "事")]


def test_the_stars_of_markdown_are_no_part_of_a_head() -> None:
    (found,) = enumerations_of("**1.守炉** ：要有人。\n**2.护园** ：要有路。\n**3.迎客** ：要热情。")

    assert [item.head.text for item in found.items] == ["守炉", "护园", "迎客"]


def test_how_a_speech_ends_is_no_member_of_its_list() -> None:
    (found,) = enumerations_of("第一，守炉。第二，护园。最后，祝街坊们身体好，茶喝得香。")

    assert [item.head.text for item in found.items] == ["守炉", "护园"]


def test_a_word_that_joins_sentences_is_no_part_of_a_head() -> None:
    (found,) = enumerations_of("（一）守炉要有人。（二）再者，护园要有路。")

    assert [item.head.text for item in found.items] == ["守炉要有人", "护园要有路"]


def test_words_between_which_clauses_stand_are_no_members() -> None:
    text = (
        "坊里做到“三个一会儿”：学艺前聊一会儿茶谱，学艺后谈一会儿手感，引导大家滴水穿石、积少成多，争当好手、争做新人。"
    )

    assert enumerations_of(text) == ()


def test_a_word_that_only_begins_like_one_that_explains_announces_nothing() -> None:
    text = "台上坐着五个人弹琴唱歌，即使来了很多客人，就是坐满了院子，门口也不挤，街坊都说好，再来也不怕。"

    assert enumerations_of(text) == ()


def test_numbered_keywords_are_the_text_s_keywords_wherever_they_stand() -> None:
    (found,) = enumerations_of("关键词一：守炉。师傅不走。关键词二：护园。老树不砍。关键词三：净水。")

    assert (found.kind, [item.head.text for item in found.items]) == ("keywords", ["守炉", "护园", "净水"])
