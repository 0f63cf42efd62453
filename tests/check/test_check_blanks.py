"""Blanks of a Word file as the gate reads them: a prompt is no text, what an office fills in is its own, a false figure is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefing.check.comparison import Comparison
from briefing.check.gate import find_faults
from briefing.check.spoken import list_filled
from briefing.config.sidecar import Sidecar
from briefing.readers.finished import read_own
from word_blanks import fill_in, word_pack

if TYPE_CHECKING:
    from briefing.check.expected import ExpectedText
    from briefing.readers.passages import FinishedFile

HEAD = Sidecar(bulletin={"name": "潮汐信息"})


def filled(typed: dict[str, str], audience: str = "investor") -> tuple[FinishedFile, ExpectedText]:
    """The pack after somebody has typed over its prompts, and what it is checked against."""
    content, authority = word_pack(audience, HEAD)
    return read_own(fill_in(content, typed), "材料.docx"), authority


@pytest.mark.parametrize("audience", ["investor", "talent", "officials"])
def test_an_untouched_blank_neither_counts_as_text_nor_alarms(audience: str) -> None:
    finished, authority = filled({}, audience)

    assert next(one.text for one in finished.passages if one.channel == "prompt").startswith("点此填写")
    assert "点此填写" not in finished.words
    assert find_faults(finished, authority) == ()


@pytest.mark.parametrize(
    ("audience", "prompt", "words"),
    [
        ("investor", "点此填写电话", "021-5555 0101转8012"),
        ("investor", "点此填写单位", "潮汐區投資促進辦公室,二科"),
        ("investor", "点此填写联系人", "闻远丹（手机13800000000）"),
        ("investor", "点此填写地址", "人民路300号12层1203室，地铁10号线2号口"),
        ("investor", "点此填写电邮", "wen@example.org"),
        ("officials", "点此填写期号", "第12期（总第340期）"),
        ("officials", "点此填写印发日期", "2031年5月20日"),
        ("officials", "点此填写份数", "共印50份"),
        ("officials", "点此填写主送", "区委常委，各街道"),
    ],
)
def test_what_an_office_fills_in_is_its_own(audience: str, prompt: str, words: str) -> None:
    finished, authority = filled({prompt: words}, audience)

    assert find_faults(finished, authority) == ()
    assert [one.words for one in list_filled(Comparison(finished, authority))] == [words]


@pytest.mark.parametrize("words", ["引进企业987家", "投资额达3.5亿元", "增长77%"])
def test_a_figure_in_a_blank_that_the_source_does_not_state_is_found(words: str) -> None:
    finished, authority = filled({"点此填写地址": words})

    (fault,) = find_faults(finished, authority)

    assert (fault.code, fault.place, fault.words) == ("number", "要填的“地址”", words)


def test_a_changed_figure_is_found_beside_filled_blanks() -> None:
    content, authority = word_pack()
    finished = read_own(fill_in(content, {"点此填写电话": "5555 0101"}), "材料.docx")
    passages = tuple(replace(one, text=one.text.replace("120亿元", "210亿元")) for one in finished.passages)

    faults = find_faults(replace(finished, passages=passages), authority)

    assert {fault.code for fault in faults} == {"number"}


def test_a_passage_in_a_control_is_read_as_the_paper_s_own_words() -> None:
    finished, _ = filled({"点此填写地址": "船舶产业产值达210亿元，落户企业300家。" * 8})

    assert "产值达210亿元" in finished.words
