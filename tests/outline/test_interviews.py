"""Several interviews in one file: they are told apart, and nobody's words become another's."""

from __future__ import annotations

import pytest

from briefing.outline.parse import parse
from builders import source_of

FIRST = """栗溪市市长佟远舟：水渠再修三年
记者：水渠修得怎样？
佟远舟：去年修了18公里。我常说：“渠通了，心就通了。”
"""
SECOND = """
北峪县县长温若谷：山路也是路
记者：山路修得怎样？
温若谷：我们修了6公里。我常说：“路不平，话也说不平。”
"""
RECORDS = """访谈记录一
受访者：佟远舟（栗溪市市长）
时间：2026年3月12日
问：水渠修得怎样？
答：去年修了18公里。

访谈记录二
受访者：温若谷（北峪县县长）
时间：2026年3月13日
问：山路修得怎样？
答：我们修了6公里。
"""


@pytest.mark.parametrize("text", [FIRST + SECOND, RECORDS], ids=["by headlines", "by labels"])
def test_the_guests_of_every_interview_are_read_and_no_place_is_printed(text: str) -> None:
    outline = parse(source_of(text))

    assert [speaker.name for speaker in outline.speakers] == ["佟远舟", "温若谷"]
    assert outline.place is None
    assert [one.code for one in outline.diagnostics].count("several-interviews") == 1


def test_what_a_guest_says_of_himself_stays_in_his_interview() -> None:
    outline = parse(source_of(FIRST + SECOND))

    assert [(quote.id, quote.speaker) for quote in outline.quotes] == [("q1", "佟远舟"), ("q2", "温若谷")]


def test_the_notice_names_where_the_second_begins() -> None:
    source = source_of(FIRST + SECOND)

    (notice,) = (one for one in parse(source).diagnostics if one.code == "several-interviews")

    assert notice.span
    assert source[notice.span] == "北峪县县长温若谷：山路也是路"
    assert "2篇" in notice.message


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        f"{FIRST}\n山上的打算\n记者：山上呢？\n佟远舟：山上种竹。\n",
        "栗溪市市长佟远舟：水渠再修三年\n嘉宾：栗溪市市长佟远舟、栗溪市水利局局长温若谷\n\n记者：水渠修得怎样？\n佟远舟：修了18公里。\n\n水闸的打算\n记者：水闸呢？\n温若谷：添了两座。\n",
    ],
    ids=["one", "a heading", "a panel"],
)
def test_one_conversation_with_headings_is_one_interview(text: str) -> None:
    outline = parse(source_of(text))

    assert "several-interviews" not in [one.code for one in outline.diagnostics]
    assert outline.place is not None


@pytest.mark.parametrize(
    ("head", "second", "guests"),
    [
        ("竹器局访谈", "副局长苗青舟", ["佟远舟", "苗青舟"]),
        ("对话佟远舟、苗青舟：竹器出山", "苗青舟", ["佟远舟", "苗青舟"]),
        ("竹器出山", "苗青舟", ["佟远舟"]),
    ],
)
def test_who_speaks_by_post_or_is_named_in_the_dialogue_is_a_guest(head: str, second: str, guests: list[str]) -> None:
    text = f"{head}\n2026-03-12\n记者：竹器卖得怎样？\n佟远舟：去年卖了18万件。\n{second}：今年还要多卖些。\n"

    assert [speaker.name for speaker in parse(source_of(text)).speakers] == guests


CLIPPINGS = (
    "【剪报一】\n老街夜市重开\n岚江日报 2026年3月12日 第03版\n去年新开店铺126家。\n"
    "【剪报二】\n托幼班开到村口\n《岚江晚报》2026年3月15日\n已开托幼班58个。\n"
)


def test_clippings_of_several_papers_are_told_and_the_first_one_is_dated() -> None:
    outline = parse(source_of(CLIPPINGS))

    (notice,) = (one for one in outline.diagnostics if one.code == "several-interviews")
    assert "2篇文章，后面的从“托幼班开到村口”起" in notice.message
    assert outline.published
    assert outline.outlet
    assert (outline.published.text, outline.outlet.text) == ("2026年3月12日", "岚江日报")


def test_the_days_of_a_chronicle_are_no_clippings() -> None:
    text = "老街夜市重开\n岚江日报 2026年3月12日\n去年新开店铺126家。\n大事记\n2026年3月15日\n已开托幼班58个。\n"

    assert "several-interviews" not in [one.code for one in parse(source_of(text)).diagnostics]
