"""Numbers in alternative texts, window titles and descriptions, which a reader hears or sees beside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.readers.passages import FinishedFile, Passage
from briefing.text.language import Script
from checking import faults_of

if TYPE_CHECKING:
    from briefing.readers.passages import Channel


def _codes(text: str, channel: Channel, script: Script = Script.HANS) -> set[str]:
    passages = (
        Passage(text="沈望川介绍，新增高新技术企业63家。", place="第1段"),
        Passage(text=text, place="图", channel=channel),
    )
    finished = FinishedFile(name="材料.html", format="html", sha256="", language=None, passages=passages)
    return {one.code for one in faults_of(finished, script=script) if one.place == "图"}


@pytest.mark.parametrize("channel", ["alternative", "property"])
@pytest.mark.parametrize(
    "text", ["图：新增高新技术企业93家", "集聚机构821家，增长80%", "總投資5亿元", "面积192平方公里"]
)
def test_a_number_that_the_source_states_nowhere_is_found(text: str, channel: Channel) -> None:
    assert _codes(text, channel) == {"number"}


@pytest.mark.parametrize(
    "text",
    [
        "图：新增高新技术企业63家，八成企业完成改造",
        "集聚了七百二十一家机构，增长80%",
        "第3张，2026年11月制",
        "LibreOffice 7.4，1200 dpi，210mm",
    ],
)
def test_true_numbers_dates_and_programs_are_none(text: str) -> None:
    assert _codes(text, "alternative") == set()


def test_what_a_comment_proposes_is_no_word_of_the_file() -> None:
    assert _codes("这里是不是93家？", "comment") == set()
