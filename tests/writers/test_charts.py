"""Charts: which figures truly compare, and that every format draws and reads back the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.document.model import Table
from briefing.edition.comparable import find_comparable
from briefing.edition.predicates import find_predicates
from briefing.outline.parse import parse
from briefing.readers.finished import read_own
from briefing.writers import WRITERS
from builders import source_of
from charting import GROWTH, chart_document
from composing import said, template_set

if TYPE_CHECKING:
    pass

INTERVIEW = Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt"


def groups_in(sentence: str) -> list[list[str]]:
    outline = parse(source_of(f"云溪区的一年\n\n{sentence}\n"))
    return [[figure.words.text for figure in group] for group in find_comparable(outline, find_predicates(outline))]


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        (GROWTH, [["5.8%", "9.6%", "7.9%"]]),
        (
            "城镇居民、农村居民、全体居民人均可支配收入分别为52380元、28460元和43210元。",
            [["52380元", "28460元", "43210元"]],
        ),
        # A flow beside a stock, things of different kinds, two of a kind, other years, and a level among amounts.
        ("全区有金融机构721家，新增科创企业73家，总部企业74家。", []),
        ("工业增加值增长5.8%，金融业增加值增长7.9%。", []),
        ("2024年服务业增长5.8%，2025年工业增长9.6%，金融业增长7.9%。", []),
        ("参保率提高到95%，基础养老金增长84%，低保标准增长40%。", []),
        ("电子业、软件业、互联网业利润分别为56.3、78.1和30.4亿元。", []),
        ("财政收入增长5%左右，工业增加值增长6%，出口增长7%。", []),
    ],
)
def test_only_what_truly_compares_is_drawn(sentence: str, groups: list[list[str]]) -> None:
    assert groups_in(sentence) == groups


def test_the_bars_are_as_long_as_their_numbers_from_nothing_on() -> None:
    chart = next(block for block in chart_document().blocks if isinstance(block, Table) and block.bars)

    assert chart.bars == (604, 1000, 823)
    assert said(chart.caption) == "2025年增长 原文 2.1"


@pytest.mark.parametrize("extension", WRITERS)
def test_every_format_prints_the_chart_s_words_and_numbers(extension: str) -> None:
    content = WRITERS[extension](chart_document(), template_set().theme, template_set().overlay)

    printed = "".join(passage.text for passage in read_own(content, f"officials.zh-Hans.{extension}").passages)

    assert all(words in printed for words in ("软件业增加值", "9.6%", "金融业增加值", "7.9%"))


def test_the_interview_has_nothing_that_compares() -> None:
    outline = parse(source_of(INTERVIEW.read_text("utf-8")))

    assert list(find_comparable(outline, find_predicates(outline))) == []
