"""Word files as an office suite shows them and saves them again: two runs of LibreOffice for all that is asked here."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pdfplumber
import pytest

from briefing.build.render import compose_document, render
from briefing.build.render_task import Task
from briefing.check.expected import ExpectedText
from briefing.check.gate import find_faults
from briefing.config.sidecar import Sidecar
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.document.ledger import ledger_entries
from briefing.document.model import FromTemplate, Paragraph, Run
from briefing.outline.load import Reading, gather
from briefing.outline.parse import parse
from briefing.readers.finished import read_own
from briefing.text.language import Script
from briefing.writers.docx.write import render_docx
from builders import source_of
from samples import sample_document
from word_blanks import controls_of, fill_in, word_pack
from word_files import W, bookmarked, convert, in_body, part, text_of, tiles_of, values, words

if TYPE_CHECKING:
    from briefing.readers.passages import FinishedFile

INTERVIEW = Path(__file__).parents[2] / "seeds" / "huangpu-interview.txt"
NAMES = ("plain", "formal", "long", "marks")
# After 28 characters a line is full, so that every mark would hang over its end.
REPORT = """岚洲市市长祝明远：让岚洲的渡口重新热闹起来

2026年3月2日

记者：去年岚洲交出了怎样的答卷？

祝明远：去年全市生产总值增长6.2%，一般公共预算收入增长1.4%，规上工业增加值增长8.9%，固定资产投资增长3.3%，社会消费品零售总额增长5.1%。市级以上金融要素市场、产业基金管理机构达到46家，持牌金融机构318家，新增专精特新企业57家，沿江孵化载体建筑面积累计超过120万平方米。我们深切感到，把一座江边老城的渡口、船厂、货栈一处一处地修好用好，让年轻人愿意来、留得下、干得成，比多盖几幢高楼要紧得多，也难得多。

记者：今年的目标是什么？

祝明远：今年全市生产总值增长6%左右，一般公共预算收入增长2%左右，规上工业增加值增长7.5%左右，固定资产投资增长4%左右，社会消费品零售总额增长5.5%左右。重点抓三件事：一是修复渡口。把北岸十二处老渡口连成一条看得见江、听得见船的步道，两年之内全部对市民开放，沿线布局创新工场和青年公寓。二是壮大产业。依托岚洲船舶研究院，发展绿色船舶、深海装备、江海联运，建设规划面积15平方公里的江湾船谷，集聚上下游企业200家，让图纸上的船在家门口下水。三是留住人才。发布《岚洲市青年安居办法》，新建人才公寓3600套，最高补贴30万元。
"""
HANGING = "".join("力" * 28 + mark for mark in "。、；！" * 8)


def _long_text() -> Paragraph:
    run = Run(text="力" * 28 * 60, origin=FromTemplate(file="wording.toml", key="test"))
    return Paragraph(line=(run,))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sample as Word file, as PDF, and saved again; an officials' pack of Han alone as PDF; blanks saved again."""
    folder, again = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("again")
    theme = load_theme(Overlay())
    formal = replace(sample_document(Script.HANS, "officials"), blocks=(_long_text(),), notes=())
    (folder / "plain.docx").write_bytes(render_docx(sample_document(), theme, Overlay()))
    (folder / "formal.docx").write_bytes(render_docx(formal, theme, Overlay()))
    hanging = (Paragraph(line=(Run(text=HANGING, origin=FromTemplate(file="wording.toml", key="test")),)),)
    (folder / "marks.docx").write_bytes(render_docx(replace(formal, blocks=hanging), theme, Overlay()))
    long = replace(sample_document(), blocks=(tiles_of(("", "4215.6", "亿元"), 9),), notes=())
    (folder / "long.docx").write_bytes(render_docx(long, theme, Overlay()))
    convert("pdf", folder, *(folder / f"{name}.docx" for name in NAMES))
    (folder / "blanks.docx").write_bytes(fill_in(word_pack("officials")[0], {"点此填写印发日期": "2031年5月20日"}))
    convert("docx", again, folder / "plain.docx", folder / "blanks.docx")
    (again / "plain.docx").rename(folder / "again.docx")
    (again / "blanks.docx").rename(folder / "blanks-again.docx")
    return folder


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[Script, tuple[FinishedFile, ExpectedText]]:
    """The officials' packs of a short report, made in Word and printed by the office, with what they are checked against."""
    folder = tmp_path_factory.mktemp("printed")
    reading = Reading(outline=parse(source_of(REPORT)), sidecar=Sidecar())
    authorities = {}
    for script in (Script.HANS, Script.TW):
        task = Task(
            template_set=load_template_set(Overlay()), reading=reading, audience="officials", script=script, formats=("docx",),
            date=None,
        )  # fmt: skip
        (folder / f"{script}.docx").write_bytes(render(task).contents["docx"])
        authorities[script] = ExpectedText(reading.outline, tuple(ledger_entries(compose_document(task))), script)
    convert("pdf", folder, *(folder / f"{script}.docx" for script in authorities))
    return {
        script: (read_own((folder / f"{script}.pdf").read_bytes(), f"{script}.pdf"), authority)
        for script, authority in authorities.items()
    }


@pytest.fixture(scope="module")
def one_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The pages of the interview's one pages alone and of the officials' pack, made in Word and printed by the office."""
    folder = tmp_path_factory.mktemp("one")
    reading, template_set = gather(INTERVIEW), load_template_set(Overlay())
    tasks = {f"{name}-one": (name, "one") for name in ("investor", "talent", "officials")} | {
        "pack": ("officials", "all")
    }
    for stem, (audience, pages) in tasks.items():
        task = Task(
            template_set=template_set, reading=reading, audience=audience, script=Script.HANS, formats=("docx",), date=None,
            pages=pages,
        )  # fmt: skip
        (folder / f"{stem}.docx").write_bytes(render(task).contents["docx"])
    convert("pdf", folder, *(folder / f"{stem}.docx" for stem in tasks))
    return {stem: _pages(folder / f"{stem}.pdf") for stem in tasks}


@pytest.mark.parametrize("audience", ["investor", "talent", "officials"])
def test_the_one_page_is_a_page_to_the_office(one_pages: dict[str, list[str]], audience: str) -> None:
    (page,) = one_pages[f"{audience}-one"]

    assert "一页纸" in page
    assert "创新引领" in page
    assert "721" in page


def test_the_officials_pack_opens_with_the_one_page_alone(one_pages: dict[str, list[str]]) -> None:
    first, second, *_ = one_pages["pack"]

    assert "一页纸" in first
    assert "不断优化人才服务" in first
    assert "目录" not in first
    assert "目录" in second


@pytest.mark.parametrize("script", [Script.HANS, Script.TW])
def test_what_an_office_prints_of_our_own_file_has_no_finding(
    printed: dict[Script, tuple[FinishedFile, ExpectedText]], script: Script
) -> None:
    finished, authority = printed[script]

    found = find_faults(finished, authority)

    assert [(one.code, one.place, one.words) for one in found] == []


def test_the_numbers_of_sentences_and_of_charts_are_read_with_their_words(
    printed: dict[Script, tuple[FinishedFile, ExpectedText]],
) -> None:
    finished, _ = printed[Script.HANS]

    texts = [one.text for one in finished.passages if one.channel == "text"]
    rows = [(one, other) for one, other in pairwise(texts) if one == "规上工业增加值"]
    assert {other for _, other in rows} >= {"8.9%", "7.5%左右"}
    assert not [text for text in texts if re.search(r"[\u4e00-\u9fff]\d+\.\d+\d+\.\d", text)]


def _pages(path: Path) -> list[str]:
    with pdfplumber.open(path) as pdf:
        return [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages]


def test_the_cover_stands_alone_and_every_other_page_is_numbered(office: Path) -> None:
    cover, *pages = _pages(office / "plain.pdf")

    assert "黄浦区投资者简报" in cover
    assert "共" not in cover
    for number, page in enumerate(pages, 2):
        assert page.endswith(f"第{number}页，共{len(pages) + 1}页")
        assert page.startswith("黄浦区投资者简报")


def test_the_figures_at_a_glance_share_one_page_with_the_spine(office: Path) -> None:
    page = _pages(office / "plain.pdf")[2]

    assert "一览" in page
    assert "不断优化人才服务" in page


def test_numbers_stay_with_their_units_in_tiles(office: Path) -> None:
    with pdfplumber.open(office / "plain.pdf") as pdf:
        characters = [char for char in pdf.pages[2].chars if char["text"].strip()]

    text = "".join(char["text"] for char in characters)
    number = characters[text.index("192公顷") :][:5]
    assert max(char["bottom"] for char in number) - min(char["bottom"] for char in number) < 12


def test_long_numbers_stay_with_their_units_in_tiles(office: Path) -> None:
    with pdfplumber.open(office / "long.pdf") as pdf:
        characters = [char for char in pdf.pages[-1].chars if char["text"].strip()]

    text = "".join(char["text"] for char in characters)
    starts = [found.start() for found in re.finditer("4215.6亿元", text)]
    heights = [
        max(one["bottom"] for one in number) - min(one["bottom"] for one in number)
        for number in (characters[start:][:8] for start in starts)
    ]
    assert len(heights) == 9
    assert max(heights) < 12


def test_an_officials_page_has_22_lines_of_28_characters(office: Path) -> None:
    with pdfplumber.open(office / "formal.pdf") as pdf:
        body = [char for char in pdf.pages[2].chars if char["text"] == "力"]

    rows: dict[int, int] = {}
    for char in body:
        rows[round(char["top"])] = rows.get(round(char["top"]), 0) + 1
    assert len(rows) == 22
    assert set(rows.values()) == {28}


def test_officials_pages_are_numbered_on_the_outside_between_dashes(office: Path) -> None:
    with pdfplumber.open(office / "formal.pdf") as pdf:
        odd, even = (pdf.pages[index].extract_words(keep_blank_chars=True)[-1] for index in (2, 3))
        width, height = pdf.pages[2].width, pdf.pages[2].height

    millimetre = 72 / 25.4
    assert (odd["text"].strip(), even["text"].strip()) == ("— 3 —", "— 4 —")
    assert odd["x1"] == pytest.approx(width - 26 * millimetre - 14, abs=2)
    assert even["x0"] == pytest.approx(28 * millimetre + 14, abs=2)
    assert odd["top"] == pytest.approx(height - 28 * millimetre, abs=6)


def test_a_file_saved_again_still_says_everything(office: Path) -> None:
    again = (office / "again.docx").read_bytes()

    document = sample_document()
    assert text_of(in_body(document)) in words(part(again, "word/document.xml"))
    notes = part(again, "word/footnotes.xml")
    assert [text_of(note.line) in words(notes) for note in document.notes] == [True] * len(document.notes)


def test_a_file_saved_again_still_has_its_headings_notes_and_tables(office: Path) -> None:
    before, after = (part((office / f"{name}.docx").read_bytes(), "word/document.xml") for name in ("plain", "again"))

    for tag in ("tbl", "tr", "tblHeader", "cantSplit", "footnoteReference", "hyperlink"):
        assert len(list(after.iter(f"{W}{tag}"))) == len(list(before.iter(f"{W}{tag}"))), tag
    headings = [
        [
            (one.style.name, one.text)
            for one in docx.Document(str(office / f"{name}.docx")).paragraphs
            if "Heading" in one.style.name
        ]
        for name in ("plain", "again")
    ]
    assert headings[0] == headings[1]
    assert any("TOC" in (one.text or "") for one in after.iter(f"{W}instrText"))


def test_a_file_saved_again_still_knows_its_facts(office: Path) -> None:
    before, after = (
        bookmarked(part((office / f"{name}.docx").read_bytes(), "word/document.xml")) for name in ("plain", "again")
    )

    facts = {name: text for name, text in before.items() if name.startswith("_fact_")}
    assert facts
    assert {name: after.get(name) for name in facts} == facts
    assert set(values(part((office / "again.docx").read_bytes(), "word/document.xml"), "hyperlink", "anchor")) <= set(
        after
    )


def test_blanks_and_what_was_filled_in_are_kept_once_in_a_file_saved_again(office: Path) -> None:
    controls = controls_of(part((office / "blanks-again.docx").read_bytes(), "word/document.xml"))

    labels = ("主送", "抄送", "份数", "编发单位")
    assert [words(one) for one in controls] == [*(f"点此填写{label}" for label in labels), "2031年5月20日"]


def test_blanks_of_a_file_saved_again_are_read_as_before(office: Path) -> None:
    finished, again = (
        read_own((office / f"{name}.docx").read_bytes(), "材料.docx") for name in ("blanks", "blanks-again")
    )
    _, authority = word_pack("officials")

    read = [
        [(one.channel, one.text) for one in file.passages if one.channel in ("prompt", "filled")]
        for file in (finished, again)
    ]
    assert read[0] == read[1]
    assert len(read[0]) == 5
    assert find_faults(again, authority) == ()


def test_every_mark_at_a_line_end_is_on_the_page(office: Path) -> None:
    with pdfplumber.open(office / "marks.pdf") as pdf:
        page = "".join(pdf_page.extract_text() for pdf_page in pdf.pages)

    assert {mark: page.count(mark) for mark in "。、；！"} == dict.fromkeys("。、；！", 8)


def test_marks_may_hang_as_word_lets_them_by_default() -> None:
    styles = part(render_docx(sample_document(), load_theme(Overlay()), Overlay()), "word/styles.xml")

    hanging = styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}overflowPunct")

    assert hanging is not None
    assert hanging.get(f"{W}val") == "1"
