"""Names: what the cases list of each kind is found, and nothing else."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.outline.names.find import _first_places, _named, find_names
from briefing.outline.parse import parse
from briefing.text.source import span
from builders import source_of
from marked_cases import CASES as FOLDER
from marked_cases import plain_lines, read_cases

if TYPE_CHECKING:
    from briefing.outline.names.find import Names
    from marked_cases import Case

CASES = read_cases("names-*.txt")
SIGNS = {"政": "policies", "品": "programmes", "机": "organisations", "活": "events"}


def names_of(text: str) -> Names:
    source = source_of(text)
    return find_names(source, plain_lines(source))


@pytest.mark.parametrize("kind", SIGNS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_names_of_each_kind_are_those_listed(case: Case, kind: str) -> None:
    found = [name.words.text for name in getattr(names_of(case.text), SIGNS[kind])]
    assert found == (" ".join(case.wanted(kind)).split())


@pytest.mark.parametrize("kind", SIGNS.values())
def test_every_name_of_the_interview_is_found(kind: str) -> None:
    gold = json.loads((FOLDER.parent / "huangpu-interview.gold.json").read_text("utf-8"))
    text = (FOLDER.parent.parent / "seeds" / "huangpu-interview.txt").read_text("utf-8")
    found = {name.words.text.strip("“”《》") for name in getattr(names_of(text), kind)}
    assert {name.strip("“”《》") for name in gold[kind]} <= found


def test_a_name_stands_at_its_first_mention() -> None:
    text = "“云事通”来了。小程序“云事通”上线，“云事通”小程序好用。"
    (name,) = names_of(text).programmes
    assert (name.id, name.words.span.start) == ("b1", 0)


@given(st.text(alphabet="“”《》、，。大会论坛中心公司贷品牌推出等平台第届条12A——和的\n", max_size=120))
def test_any_text_at_all_is_read_and_every_name_quotes_it(text: str) -> None:
    names = names_of(text)
    for name in (*names.policies, *names.programmes, *names.organisations, *names.events):
        assert text[name.words.span.start : name.words.span.end] == name.words.text


@pytest.mark.slow
def test_first_mentions_of_many_names_are_found_in_one_reading() -> None:
    digits = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")
    source = source_of("".join(f"《{number:05}》".translate(digits) for number in range(70_000)))
    places = [span(start, start + 7) for start in range(0, len(source.text), 7)]

    before = time.process_time()
    names = _named(source, "l", places, _first_places(source.text, 0, map(source.__getitem__, places)))

    assert [name.words.span for name in names] == places
    assert time.process_time() - before < 4


def test_a_way_of_working_with_funds_is_no_fund() -> None:
    outline = parse(source_of("青屏县的一年\n\n重点有三条：一是抓链条招商，二是抓基金招商。县里设立了青屏种业基金。\n"))

    assert [one.words.text for one in outline.programmes] == ["青屏种业基金"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("我们支持种子基金投早投小，加大云溪竹业基金投入。", ["云溪竹业基金"]),
        ("若撇除云溪河道基金，结余4亿元。", ["云溪河道基金"]),
        ("编制消灭“空心村”项目实施方案，推出“云易办”平台。", ["“云易办”"]),
        ("每年实施20项“爱心”工程。", ["“爱心”工程"]),
        ("县长日前批评“一些所谓专家”抹黑计划。", []),
        ("区长何进走进“问政客厅”时说，路修好了。", []),
        ("这种小册子叫做“新书”，一只手拿得动。", []),
        ("小程序叫做“云枢”，一只手用得来。", ["“云枢”"]),
        ("全县整合16支县级政府投资基金。", []),
        ("我们鼓励及促进受基金资助的成果应用。", []),
        ("申请者须说明机构的性质透过哪项基金取得资格。", []),
        ("各类资助基金下的项目都可申请。", []),
        ("山脚下有一个叫“余姚”的小城。", []),
        ("“云岭”系列优质白酒远近闻名，“云岭”品牌越做越大。", []),
    ],
)
def test_a_programme_is_named_whole_and_is_not_what_is_done_away_with(sentence: str, names: list[str]) -> None:
    outline = parse(source_of(f"云溪区的一年\n\n{sentence}\n"))

    assert [one.words.text for one in outline.programmes] == names


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("镇长余里青、乡亲们都来了。", "余里青"),
        ("书记余里青接受采访。", "余里青"),
        ("教师万发桃说：“来了。”", "万发桃"),
    ],
)
def test_a_name_that_opens_as_a_word_does_is_a_person_behind_a_post(sentence: str, name: str) -> None:
    persons = parse(source_of(f"竹乡的变化\n2026-03-12\n\n{sentence}\n")).persons

    assert [one.words.text for one in persons] == [name]


@pytest.mark.parametrize("name", ["丁向南", "侯从华", "郝在军", "章其远", "谭全向", "彭小正"])
@pytest.mark.parametrize(
    "sentence", ["水务局局长{}说，渠修通了。", "水务局局长{}表示：“渠修通了。”", "“渠修通了。”水务局局长{}指出。"]
)
def test_a_name_between_a_post_and_a_verb_of_saying_holds_even_a_preposition(sentence: str, name: str) -> None:
    persons = parse(source_of(f"竹乡的变化\n2026-03-12\n\n{sentence.format(name)}\n")).persons

    assert [one.words.text for one in persons] == [name]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("县长孟川正说着，雨停了。", "孟川"),
        ("县长孟川正在会上发言。", "孟川"),
        ("县长孟川在介绍时说，渠通了。", "孟川"),
        ("县长孟川对此表示，渠通了。", "孟川"),
        ("县长孟川向记者表示，渠通了。", "孟川"),
    ],
)
def test_a_preposition_with_its_object_or_an_adverb_is_no_part_of_a_name(sentence: str, name: str) -> None:
    persons = parse(source_of(f"竹乡的变化\n2026-03-12\n\n{sentence}\n")).persons

    assert [one.words.text for one in persons] == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "党员楼长说，渠通了。",
        "书记阳光地说，渠通了。",
        "代表逢会必说修渠。",
        "老师揭示道理，说渠通了。",
        "老师宛如母亲，大家说。",
    ],
)
def test_what_leads_to_a_verb_of_saying_is_no_name(sentence: str) -> None:
    assert parse(source_of(f"竹乡的变化\n2026-03-12\n\n{sentence}\n")).persons == ()


@pytest.mark.parametrize("name", ["揭培根", "鹿小满", "綦江河", "尧新民"])
def test_rare_surnames_open_names(name: str) -> None:
    persons = parse(source_of(f"竹乡的变化\n2026-03-12\n\n县长{name}说，渠通了。\n")).persons

    assert [one.words.text for one in persons] == [name]


def test_a_word_that_a_ministry_s_name_opens_names_none() -> None:
    outline = parse(source_of("渠要修通\n请问财政部门如何保障？\n何进：财政部也拨款。\n"))

    assert [one.words.text for one in outline.organisations] == ["财政部"]


def test_a_count_before_a_body_is_no_part_of_its_name() -> None:
    outline = parse(source_of("渠要修通\n三位岚江水利专家委员会专家看了渠。\n"))

    assert not any(one.words.text.startswith("三位") for one in outline.organisations)


def test_a_dash_before_a_body_is_no_part_of_its_name() -> None:
    outline = parse(source_of("渠要修通\n第二站，——浙江岚江供电公司见闻里说渠要修。\n"))

    assert {one.words.text for one in outline.organisations} == {"浙江岚江供电公司"}


def test_what_may_be_a_name_is_told_in_one_line() -> None:
    outline = parse(source_of("渠要修通\n渠首由范党\n管着。\n", name="a.txt"))

    assert not any("\n" in told.message for told in outline.diagnostics)


def test_a_master_s_trade_gives_the_name_no_surname() -> None:
    outline = parse(source_of("茶山的变化\n岭南茶艺工匠师张云珍问：“怎么学？”\n"))

    assert [one.words.text for one in outline.persons] == ["张云珍"]
