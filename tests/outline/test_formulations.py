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
