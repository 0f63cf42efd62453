"""How the lines of the finished PDFs are set: CLREQ, GB/T 15834 and GB/T 9704-2012, measured in the files themselves."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest

from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.outline.load import gather
from briefing.text.language import Script
from briefing.writers.pdf.write import write_pdf
from packing import pack
from pdf_lines import paragraphs_of
from samples import sample_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdf_lines import PdfLine, PdfParagraph

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
REPORTS = tuple(sorted(CORPUS.glob("*-2026.txt"))[:2])
AUDIENCES = ("investor", "talent", "officials")
OPENING = "（《〈「『【〔“‘"
CLOSING = "，。、；：？！）》〉」』】〕”’"
# CLREQ §3.1.3, basic class: what may not begin a line.
NEVER_FIRST = CLOSING + "·%％"
CENTRED = "，。、；：？！"
# From one mark to the next: half an em, and what a full line adds between all its characters.
LOOSEST = 0.5 + 0.25
# Officials' text of this size and more stands on the grid of 28 characters a line.
GRID = 15.5
MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A PDF to be measured: a pack of the interview, or one of a report where there is one to read."""

    audience: str
    script: Script
    report: Path | None = None

    def __str__(self) -> str:
        return f"{self.report.stem if self.report else 'interview'}-{self.audience}-{self.script}"


CASES = [
    *(Case(audience=audience, script=script) for audience in AUDIENCES for script in Script),
    *(
        Case(audience=audience, script=Script.HANS, report=report)
        for report, audience in zip(REPORTS, ("officials", "investor"), strict=False)
    ),
]


@cache
def paragraphs(case: Case) -> list[PdfParagraph]:
    if case.report is None:
        return paragraphs_of(pack(case.audience, case.script, "pdf")[0])
    template_set = load_template_set(Overlay())
    reading = gather(case.report)
    task = Task(
        template_set=template_set, reading=reading, audience=case.audience, script=case.script, formats=(), date="2026"
    )
    return paragraphs_of(write_pdf(compose_document(task), template_set.theme, template_set.overlay))


def lines(case: Case) -> Iterator[tuple[PdfLine, PdfLine]]:
    """Each line of a paragraph with the one after it."""
    for paragraph in paragraphs(case):
        yield from pairwise(paragraph.lines)


WITHOUT_REPORTS = pytest.param(None, id="reports", marks=pytest.mark.skip(reason=f"no reports in {CORPUS}"))


def measured(*audiences: str) -> pytest.MarkDecorator:
    """Each case of the audiences, and a skip where there are no reports to be measured."""
    cases = [case for case in CASES if case.audience in audiences]
    return pytest.mark.parametrize("case", [*cases, *([] if REPORTS else [WITHOUT_REPORTS])], ids=str)


every_case = measured(*AUDIENCES)


@every_case
def test_no_line_begins_or_ends_with_a_mark_that_may_not(case: Case) -> None:
    assert [other.text for _, other in lines(case) if other.text[0] in NEVER_FIRST] == []
    assert [one.text for one, _ in lines(case) if one.text[-1] in OPENING] == []


@every_case
def test_dashes_and_ellipses_stay_whole(case: Case) -> None:
    assert [one.text for one, other in lines(case) if one.text[-1] == other.text[0] and one.text[-1] in "—…"] == []


@every_case
def test_a_number_is_never_parted_from_its_unit_or_its_limit(case: Case) -> None:
    broken = [
        (one.text[-6:], other.text[:4])
        for one, other in lines(case)
        if (re.search(r"[0-9]$", one.text) and re.match(r"[0-9.%％\u4e00-\u9fff]", other.text))
        or (re.search(r"[超近逾约約第]$", one.text) and re.match(r"[0-9]", other.text))
    ]

    assert broken == []


def endings(case: Case) -> Iterator[PdfParagraph]:
    """Paragraphs of more than one line that end where they end: one that a page breaks has two parts in the file."""
    found = paragraphs(case)
    for one, other in pairwise([*found, None]):
        assert one is not None
        goes_on = other and other.path == one.path and other.lines[0].page > one.lines[-1].page
        if len(one.lines) > 1 and not goes_on:
            yield one


@every_case
def test_no_last_line_holds_one_character_alone(case: Case) -> None:
    ends = [one.lines[-1].text for one in endings(case) if "Table" not in one.path]

    lonely = [end for end in ends if len(re.sub(rf"[{re.escape(CLOSING)}]|[0-9]+$", "", end)) < 2]
    assert lonely == []


def halves(mark: str, script: Script) -> bool:
    """Whether the mark has an empty half behind it; Taiwan and Hong Kong centre some."""
    return mark in CLOSING and (script is Script.HANS or mark not in CENTRED)


def ink(line: PdfLine, case: Case) -> float:
    """Where the last mark or character of the line ends that is seen; on the officials' grid a mark keeps its square."""
    last = line.letters[-1]
    on_grid = case.audience == "officials" and last.size > GRID
    return last.right - last.size / 2 * (halves(last.text, case.script) and not on_grid)


@every_case
def test_full_lines_end_at_the_right_edge(case: Case) -> None:
    margins = load_theme(Overlay()).characters[case.audience].margins
    edge = (210 - margins.right) * MILLIMETRE
    full = [
        line
        for paragraph in paragraphs(case)
        if paragraph.path in {("P",), ("L", "LBody")} and paragraph.lines[0].page > 1
        for line in paragraph.lines[:-1]
        if "｜" not in line.text  # who said what, where and when, on the one page: phrases, set ragged
    ]

    ragged = [(line.text, round(ink(line, case) - edge, 1)) for line in full]
    assert len(full) >= 10
    assert [(text, off) for text, off in ragged if not -1 <= off <= 1] == []


@every_case
def test_lines_begin_at_the_left_edge_and_a_mark_gives_its_half_to_the_margin(case: Case) -> None:
    off = []
    for paragraph in paragraphs(case):
        if paragraph.path not in {("P",), ("L", "LBody")} or paragraph.lines[0].page == 1:
            continue
        starts = [
            first.left
            + first.size / 2 * (first.text in OPENING and not (case.audience == "officials" and first.size > GRID))
            for first in (line.letters[0] for line in paragraph.lines[1:])
        ]
        off += [paragraph.text for start in starts if abs(start - starts[0]) > 1]

    assert off == []


def gives_way(one: str, other: str, script: Script) -> bool:
    """Whether two marks have an empty half between them (CLREQ §3.1.6)."""
    return (halves(one, script) and other in OPENING + CLOSING) or (one in OPENING + CLOSING and other in OPENING)


# The officials' characters stand on a grid, where no mark gives way.
@measured("investor", "talent")
def test_marks_side_by_side_take_one_and_a_half_ems(case: Case) -> None:
    wide = [
        (one.text + other.text, round((other.left - one.left) / one.size, 2), line.text)
        for paragraph in paragraphs(case)
        for line in paragraph.lines
        for one, other in pairwise(line.letters)
        if gives_way(one.text, other.text, case.script) and other.left - one.left > LOOSEST * one.size
    ]

    assert wide == []


@pytest.mark.parametrize("sample", [False, True], ids=["interview", "sample"])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_note_stands_on_the_page_that_calls_it(audience: str, sample: bool) -> None:
    document = sample_document(character=audience)
    theme = load_theme(Overlay())
    content = write_pdf(document, theme, Overlay()) if sample else pack(audience, Script.HANS, "pdf")[0]
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        small = [(page.page_number, one) for page in pdf.pages for one in page.chars if re.match(r"[0-9]", one["text"])]
    sizes = theme.characters[audience].sizes

    calls = {(page, one["text"]) for page, one in small if one["size"] == pytest.approx(sizes.body * 0.66, abs=0.05)}
    marks = {
        (page, one["text"])
        for page, one in small
        if one["size"] == pytest.approx(sizes.note, abs=0.05) and "Bold" in one["fontname"]
    }
    assert calls
    assert calls - marks == set()


@every_case
def test_no_heading_stands_at_the_foot_of_a_page(case: Case) -> None:
    alone = [
        one.text
        for one, other in pairwise(paragraphs(case))
        if re.fullmatch(r"H[23]", one.tag) and other.lines[0].page != one.lines[-1].page
    ]

    assert alone == []


def test_mainland_marks_are_of_a_face_that_has_them_so() -> None:
    """The 楷体 of the officials' headings centres its marks, as in Taiwan."""
    content, _ = pack("officials", Script.HANS, "pdf")
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        letters = [one for page in pdf.pages for one in page.chars]

    kai = {one["text"] for one in letters if "Kai" in one["fontname"]}
    assert len(kai) > 20
    assert kai & set(CENTRED) == set()


@cache
def officials_numbers() -> list[tuple[int, list[dict[str, Any]]]]:
    """The characters of the page number of each page that has one, with the page's number."""
    content, _ = pack("officials", Script.HANS, "pdf")
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        feet = [
            (
                page.page_number,
                [one for one in page.chars if one["top"] > (297 - 35) * MILLIMETRE and one["text"] != " "],
            )
            for page in pdf.pages
        ]
    return [(number, foot) for number, foot in feet if foot]


def test_officials_page_numbers_stand_seven_millimetres_under_the_text_on_the_outer_side() -> None:
    """GB/T 9704-2012 §7.5: 14 pt between dashes, odd pages right and even pages left, one character in."""
    numbers = officials_numbers()

    assert [number for number, _ in numbers] == list(range(1, len(numbers) + 1))
    for number, foot in numbers:
        left, right = foot[0]["x0"], foot[-1]["x1"]
        assert "".join(str(one["text"]) for one in foot) == f"—{number}—"
        assert {round(one["size"]) for one in foot} == {14}
        # Digits of the face stand 0.73 em high on the line.
        top = min(297 * MILLIMETRE - one["matrix"][5] for one in foot) - 0.73 * 14
        assert top == pytest.approx((297 - 35 + 7) * MILLIMETRE, abs=1)
        inset = (210 - 26) * MILLIMETRE - 14 - right if number % 2 else left - 28 * MILLIMETRE - 14
        assert inset == pytest.approx(0, abs=1)


def test_officials_lines_of_han_alone_hold_28_characters_on_a_grid_of_22_lines() -> None:
    case = Case(audience="officials", script=Script.HANS)
    body = [paragraph for paragraph in paragraphs(case) if paragraph.path == ("P",) and paragraph.lines[0].page > 2]
    full = [line for one in body for line in one.lines[1:-1] if re.fullmatch(r"[\u4e00-\u9fff，。；、：]+", line.text)]
    steps = [
        round(other.letters[0].up - one.letters[0].up, 1)
        for paragraph in body
        for one, other in pairwise(paragraph.lines)
        if one.page == other.page
        and {letter.size for letter in (*one.letters, *other.letters)} == {one.letters[0].size}
    ]

    assert len(full) > 10
    assert [line.text for line in full if len(line.text) not in (27, 28)] == []
    assert sum(len(line.text) == 28 for line in full) > len(full) / 2
    assert {step for step in steps if step > 0} == {29.0}
