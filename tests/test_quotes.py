"""Quotations: the direct speech of the cases with its speaker and post, and no term or slogan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.extract.quotes import find_quotes
from briefing.outline import Speaker
from builders import source_of
from marked_cases import plain_lines, read_cases

if TYPE_CHECKING:
    from briefing.outline import Quote
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
