"""A paper that another program printed, without marks of its structure: contents, notes, heads and large figures as they lie on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.check.expected import ExpectedText
from briefing.check.gate import find_faults
from briefing.outline.parse import parse
from briefing.readers.finished import read_own
from briefing.readers.passages import FinishedFile, Passage
from builders import source_of
from plain_pdf import write_plain_pdf

if TYPE_CHECKING:
    from briefing.check.findings import Finding

SOURCE = """溪桥区区长韩立秋：小店也有大前程
去年，新开小店达到80家，夜市摊位增长9%，文创集市营业额810万元。
"""


def parts_of(*pages: str, style: str = "") -> dict[str, list[str]]:
    """The words of a plain paper, by what they are taken for."""
    sheet = "@page { size: A5; margin: 20mm } p, h2 { font: 11pt/1.6 'Noto Serif CJK SC'; margin: 0 0 9pt } .page { break-after: page }"
    body = "".join(f"<div class=page>{page}</div>" for page in pages)
    content = write_plain_pdf(f"<meta charset=utf-8><style>{sheet} {style}</style>{body}")
    found: dict[str, list[str]] = {}
    for one in read_own(content, "a.pdf").passages:
        if one.channel == "text":
            found.setdefault(one.part, []).append(one.text)
    return found


def lines(*words: str) -> str:
    return "".join(f"<p>{one}</p>" for one in words)


PROSE = "溪桥区今年要把老街改成新集市，让年轻人在家门口开起自己的小店，生意一天比一天红火。"


def test_contents_end_where_their_first_heading_is_printed_though_one_of_them_was_printed_before() -> None:
    first = lines("要点概览", PROSE)
    second = lines("目录", "要点概览", "产业与集市", "来源说明", "产业与集市", PROSE, PROSE)

    found = parts_of(first, second, lines("来源说明", PROSE))

    assert found["contents"] == ["要点概览", "产业与集市", "来源说明"]
    assert found["body"].count("产业与集市") == 1


def test_a_short_last_line_of_the_contents_page_is_no_row_of_the_contents() -> None:
    ends = PROSE + PROSE[:20] + "好"

    found = parts_of(lines("目录", "产业与集市", "产业与集市", ends), lines("来源说明", PROSE + "好"))

    assert found["contents"] == ["产业与集市"]
    assert any(one.endswith("好") for one in found["body"])


def test_small_words_above_the_notes_are_no_notes() -> None:
    small = "<div style='position:fixed;bottom:0;font-size:7pt'>{}</div>"
    full = small.format(
        "".join(f"<p style='font-size:7pt;margin:0'>{one}</p>" for one in ("要点概览", "12家 小店开张", "来源说明"))
    )

    found = parts_of(lines(PROSE, PROSE) + full)

    assert "note" not in found


def test_notes_at_the_foot_are_notes() -> None:
    notes = "".join(f"<p style='font-size:7pt;margin:0'>{one}</p>" for one in ("1 见原文 2.1。", "2 见原文 3.1。"))

    found = parts_of(lines(PROSE, PROSE) + f"<div style='position:fixed;bottom:0'>{notes}</div>")

    assert "见原文 2.1" in "".join(found["note"])


def test_a_bullet_at_the_head_of_three_pages_is_no_running_head() -> None:
    pages = [lines(f"• {words}开在老街上，{PROSE}") for words in ("书店", "茶馆", "花店", "面馆")]

    found = parts_of(*pages)

    assert all(any(words in one for one in found["body"]) for words in ("书店", "茶馆", "花店", "面馆"))


def _entries() -> list[dict[str, object]]:
    def cell(text: str, fact: str = "") -> dict[str, object]:
        at = SOURCE.index(text)
        origin = {"kind": "source", "spans": [[at, at + len(text)]], **({"fact": fact} if fact else {})}
        return {"block": "glance", "text": text, "origin": origin}

    label = {"block": "glance", "text": "原文 2.1", "origin": {"kind": "template", "key": "label.source"}}
    return [
        {"block": "glance", "text": "一览", "origin": {"kind": "template", "key": "heading"}},
        *(cell("80家", "f1"), cell("新开小店"), cell("去年"), label),
        *(cell("9%", "f2"), cell("夜市摊位"), label),
        *(cell("810万元", "f3"), cell("文创集市"), cell("营业额"), cell("去年"), label),
        {"block": "points", "text": "要点", "origin": {"kind": "template", "key": "heading"}},
    ]


def _faults(*cells: str) -> tuple[Finding, ...]:
    passages = tuple(
        Passage(text=text, place="第1页", part="cell" if 0 < at < len(cells) - 1 else "body")
        for at, text in enumerate(cells)
    )
    finished = FinishedFile(name="a.pdf", format="pdf", sha256="", language=None, passages=passages)
    return find_faults(finished, ExpectedText(parse(source_of(SOURCE)), tuple(_entries())))


ROWS = (
    "80家",
    "9%",
    "810万元",
    "新开小店",
    "夜市摊位",
    "文创集市营业额",
    "去年",
    "原文 2.1",
    "去年",
    "原文 2.1",
    "原文 2.1",
)


def test_large_figures_read_line_by_line_over_their_columns_are_no_fault() -> None:
    assert _faults("一览", *ROWS, "要点") == ()


@pytest.mark.parametrize(("one", "other"), [("80家", "9%"), ("9%", "810万元")])
def test_large_figures_read_line_by_line_with_two_of_them_exchanged_are_found(one: str, other: str) -> None:
    rows = [other if row == one else one if row == other else row for row in ROWS]

    assert _faults("一览", *rows, "要点")


def test_a_label_whose_last_line_is_read_among_other_cells_is_no_fault() -> None:
    rows = list(ROWS)
    rows[rows.index("文创集市营业额")] = "文创集市营"
    rows.insert(rows.index("去年") + 1, "业额")

    assert _faults("一览", *rows, "要点") == ()


def test_a_large_figure_changed_among_lines_in_another_order_is_found() -> None:
    rows = ["90家" if row == "80家" else row for row in ROWS]

    assert _faults("一览", *rows, "要点")


def test_a_number_at_the_head_of_a_line_keeps_the_qualifier_that_ends_the_line_before() -> None:
    source = source_of("溪桥区区长韩立秋：小店也有大前程\n去年夜市摊位比前年增加约14个百分点，生意一天比一天红火。\n")
    lines = ("溪桥区区长韩立秋：小店也有大前程", "去年夜市摊位比前年增加约", "14个百分点¹，生意一天比一天红火。")
    passages = tuple(Passage(text=text, place="第1页") for text in lines)
    finished = FinishedFile(name="a.pdf", format="pdf", sha256="", language=None, passages=passages)

    assert find_faults(finished, ExpectedText(parse(source))) == ()


ROW = "去年，新开小店达到80家，夜市摊位增长9%，文创集市营业额810万元。"


def _annex(label: str = "2.1") -> list[dict[str, object]]:
    at = SOURCE.index(ROW)
    origin = {"kind": "source", "spans": [[at, at + len(ROW)]]}
    return [
        {"block": "annex", "text": label, "origin": {"kind": "template", "key": "annex.label"}},
        {"block": "annex", "text": ROW, "origin": origin},
        {"block": "annex", "text": "原文 2.1", "origin": {"kind": "template", "key": "label.source"}},
    ]


@pytest.mark.parametrize(
    ("passages", "found"),
    [
        (("2.1", ROW[:5] + "原文 2.1" + ROW[5:]), False),
        (("2.1", ROW[:5] + "原文 2.9" + ROW[5:]), True),
        (("2.1", ROW + "¹联络方式单位点此填写单位联络人点此填写联络人"), False),
        (("2.1", ROW + "¹联络方式周姑娘九百家"), True),
    ],
)
def test_what_stands_beside_or_under_a_papers_last_line_is_none_of_its_words(
    passages: tuple[str, ...], found: bool
) -> None:
    pieces = tuple(Passage(text=text, place="第1页") for text in passages)
    finished = FinishedFile(name="a.pdf", format="pdf", sha256="", language=None, passages=pieces)

    assert bool(find_faults(finished, ExpectedText(parse(source_of(SOURCE)), tuple(_annex())))) == found


def test_a_column_of_places_that_is_read_on_its_own_is_no_fault() -> None:
    clauses = (ROW[:12], ROW[12:21], ROW[21:])
    entries: list[dict[str, object]] = []
    for number, clause in enumerate(clauses, 1):
        label, words = _annex(f"2.{number}")[:2]
        at = SOURCE.index(clause)
        entries += [label, {**words, "text": clause, "origin": {"kind": "source", "spans": [[at, at + len(clause)]]}}]
    pieces = tuple(Passage(text=text, place="第1页", part="cell") for text in ("2.12.22.3版记", "".join(clauses)))
    finished = FinishedFile(name="a.pdf", format="pdf", sha256="", language=None, passages=pieces)

    assert find_faults(finished, ExpectedText(parse(source_of(SOURCE)), tuple(entries))) == ()
