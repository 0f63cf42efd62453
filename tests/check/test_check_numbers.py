"""Numbers of a finished file against its source."""

from __future__ import annotations

import pytest

from briefing.readers.passages import FactMark
from checking import SOURCE, codes, faults_of, finished_of, marked

TILES = [
    ("73家", "科技型企业", "2023年"),
    ("63家", "高新技术企业", "2023年"),
    ("192公顷", "规划总面积", "时间：原文未载"),
]


def _entries() -> list[dict[str, object]]:
    """A ledger's runs for the tiles: words that the source has, with their places."""
    runs: list[dict[str, object]] = []
    for tile in TILES:
        for text in tile:
            at = SOURCE.find(text)
            origin = {"kind": "source", "spans": [[at, at + len(text)]]} if at >= 0 else {"kind": "template"}
            runs.append({"block": "glance", "text": text, "origin": origin})
    return runs


def test_a_file_that_prints_its_source_has_no_faults() -> None:
    assert faults_of(finished_of(*SOURCE.splitlines())) == ()


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("721家", "731家", "number"),
        ("721家", "1721家", "number"),
        ("721家", "约700家", "number"),
        ("721家", "多家", "number"),
        ("721家", "七百三十一家", "number"),
        ("192公顷", "192平方公里", "unit"),
        ("1200亿元", "1200万元", "number"),
        ("80%", "80个百分点", "unit"),
        ("超80家", "80家", "qualifier"),
        ("74家", "超74家", "qualifier"),
        ("累计超80家", "超80家", "qualifier"),
        ("1200亿元", "1200亿元以上", "qualifier"),
        ("增长80%", "下降80%", "qualifier"),
        ("73家", "63家", "subject"),
        ("73家科技型企业", "73家外资总部", "subject"),
        ("2023年", "2022年", "period"),
        ("2023年", "", "period"),
        ("比2015年", "比2010年", "period"),
        ("八成", "九成", "number"),
        ("三分之二", "三分之一", "number"),
        ("3至5个", "3至8个", "number"),
    ],
)
def test_a_number_changed_in_a_sentence_is_found_by_its_kind(was: str, becomes: str, code: str) -> None:
    changed = SOURCE.replace(was, becomes, 1)

    found = {finding.code for finding in faults_of(finished_of(*changed.splitlines()))}

    assert code in found


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("721家", "七百二十一家"),
        ("721家", "７２１家"),
        ("721家", "721 家"),
        ("八成", "80%"),
        ("1200亿元", "1,200亿元"),
        ("2023年", "二〇二三年"),
        ("金融机构，", "金融机构1，"),
        ("80%。", "80%。[12]"),
        ("3至5个", "三至五个"),
        ("3至5个", "3—5个"),
        ("3至5个", "3~5个"),
        ("721家", "7\u200b21家"),
        ("192公顷", "192\u2060公顷"),
    ],
)
def test_a_number_written_otherwise_is_the_same_number(was: str, becomes: str) -> None:
    changed = SOURCE.replace(was, becomes, 1)

    assert faults_of(finished_of(*changed.splitlines())) == ()


def test_neighbouring_numbers_that_changed_places_are_both_found() -> None:
    changed = SOURCE.replace("73家", "@").replace("63家", "73家").replace("@", "63家")

    found = faults_of(finished_of(*changed.splitlines()))

    assert [(one.code, one.words) for one in found] == [("subject", "63家"), ("subject", "73家")]


def test_the_numbers_of_a_series_in_another_order_are_found() -> None:
    source = "金融业、软件业增加值分别增长9.5%、10.7%，建成首批绿色工厂。\n"

    found = faults_of(finished_of(source.replace("9.5%、10.7%", "10.7%、9.5%")), source=source)

    assert "subject" in {one.code for one in found}


def test_a_finding_says_what_the_source_says_and_quotes_the_sentence() -> None:
    finding = faults_of(finished_of("全区规划总面积192公顷，集聚了731家持牌金融机构。"))[0]

    assert (finding.words, finding.expected, finding.place) == ("731家", "721家", "第1段")
    assert "721家持牌金融机构" in SOURCE[finding.spans[0].start : finding.spans[0].end]


def test_tiles_in_cells_of_their_own_are_compared_through_the_ledger() -> None:
    cells = [text for tile in TILES for text in tile]
    changed = ["63家", *cells[1:3], "73家", *cells[4:]]

    clean = faults_of(finished_of(*cells), entries=_entries())
    found = faults_of(finished_of(*changed), entries=_entries())

    assert clean == ()
    assert [(one.code, one.words) for one in found] == [("subject", "63家"), ("subject", "73家")]


def test_tiles_whose_labels_changed_places_are_found() -> None:
    cells = ["73家", "高新技术企业", "2023年", "63家", "科技型企业", "2023年"]

    found = faults_of(finished_of(*cells), entries=_entries())

    assert "subject" in {one.code for one in found}


def test_a_character_that_prints_nothing_inside_a_marked_number_is_no_fault() -> None:
    words = "落地73\u200b家科技型企业"

    assert faults_of(marked(words, FactMark(start=2, end=6, fact="f1"))) == ()


def test_what_a_mark_claims_is_checked_where_nothing_else_tells() -> None:
    words = "我们有731家伙伴"

    found = faults_of(marked(words, FactMark(start=3, end=7, fact="f7")), source=SOURCE)

    assert "731家" in {one.words for one in found}


@pytest.mark.parametrize(("amount", "found"), [("1200亿元", 0), ("1200万元", 1)])
def test_a_mark_that_ends_within_the_figure_s_own_words_claims_nothing_false(amount: str, found: int) -> None:
    text = f"实现生产总值{amount}"

    faults = faults_of(marked(text, FactMark(start=6, end=11, fact="f7")), source=SOURCE)

    assert len({one.words for one in faults}) == found


def test_a_mark_around_more_digits_than_its_figure_has_claims_what_they_say() -> None:
    # 3至5个批次: the figure f11 is 3.
    faults = faults_of(marked("人才35", FactMark(start=2, end=4, fact="f11")), source=SOURCE)

    assert [one.words for one in faults] == ["35"]


@pytest.mark.parametrize(
    "prose",
    [
        "以上内容供参考，欢迎联系。",
        "详见第3页，共12页。",
        "2026年11月23日印发。",
        "一方面统筹安排，另一方面抓好落实，做到两手抓。",
        "联系电话：021-63111000。",
        "全区持牌金融机构为721家。",
        "（第2版）",
    ],
)
def test_added_prose_without_facts_or_with_true_ones_is_harmless(prose: str) -> None:
    assert faults_of(finished_of(*SOURCE.splitlines(), prose)) == ()


@pytest.mark.parametrize(
    ("prose", "code"),
    [
        ("全年新增就业岗位5000个。", "number"),
        ("另有3.5亿元投向民生。", "number"),
        ("全区共有研发中心721家。", "subject"),
        ("全区持牌金融机构为约721家。", "qualifier"),
        ("2020年共落地73家科技型企业。", "period"),
    ],
)
def test_added_prose_with_a_fact_that_the_source_does_not_state_is_found(prose: str, code: str) -> None:
    assert code in codes(*SOURCE.splitlines(), prose)


def test_sections_in_another_order_are_harmless() -> None:
    lines = SOURCE.splitlines()

    assert faults_of(finished_of(*lines[4:], *lines[:4])) == ()


def test_paragraphs_broken_anywhere_are_harmless() -> None:
    pieces = [SOURCE[at : at + 17] for at in range(0, len(SOURCE), 17)]

    assert faults_of(finished_of(*pieces)) == ()


def test_a_year_that_ends_the_sentence_before_is_not_of_a_number_that_opens_a_passage() -> None:
    added = ("预计明年上半年启动（2030年）。", "机构", "721家持牌金融机构集聚于此见原文 6.1。")

    assert codes(*SOURCE.splitlines(), *added) == set()
