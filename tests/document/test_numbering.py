"""Numbers before headings: counted by level, told in every format, and never set before a number of the source's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.config.wording import load_entries
from briefing.document.model import Document, FromTemplate, Heading, Run
from briefing.document.numbering import number_headings
from briefing.document.wording import Wording
from briefing.text.language import Script
from briefing.text.numerals import write_chinese
from briefing.writers.docx.write import render_docx
from briefing.writers.html import render_html
from samples import sample_document
from word_files import W, part

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLES = ((1, "总体情况"), (2, "抓项目"), (2, "（三）抓服务"), (2, "抓人才"), (1, "下一步"), (2, "再抓项目"))


def headings() -> tuple[Heading, ...]:
    return tuple(
        Heading(
            level=1 if level == 1 else 2,
            anchor=f"h{number}",
            line=(Run(text=text, origin=FromTemplate(file="a.toml", key="k")),),
        )
        for number, (level, text) in enumerate(TITLES)
    )


def numbered() -> Document:
    wording = Wording(entries=load_entries(Overlay(), ()), script=Script.HANS)
    return replace(sample_document(character="officials"), blocks=number_headings(headings(), wording), notes=())


def printed(blocks: Iterable[object]) -> list[str]:
    return ["".join(run.text for run in (*block.number, *block.line)) for block in blocks if isinstance(block, Heading)]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")]
)
def test_numbers_are_counted_in_chinese(number: int, words: str) -> None:
    assert write_chinese(number) == words


def test_headings_count_within_their_section_and_past_one_that_brings_its_own_number() -> None:
    assert printed(numbered().blocks) == [
        "一、总体情况",
        "（一）抓项目",
        "（三）抓服务",
        "（二）抓人才",
        "二、下一步",
        "（一）再抓项目",
    ]


def test_the_page_prints_the_numbers_as_text_in_its_headings_and_its_contents() -> None:
    page = render_html(numbered(), load_theme(Overlay()), Overlay())

    assert '<h2 id="h4">二、下一步</h2>' in page
    assert '<a href="#h0">一、总体情况</a>' in page


def test_word_counts_its_headings_itself() -> None:
    content = render_docx(numbered(), load_theme(Overlay()), Overlay())

    styles, lists = part(content, "word/styles.xml"), part(content, "word/numbering.xml")
    levels = lists.findall(f".//{W}abstractNum[@{W}abstractNumId='2']/{W}lvl")
    numbers = styles.findall(f"{W}style[@{W}styleId='Heading2']/{W}pPr/{W}numPr/*")

    assert [level.find(f"{W}lvlText").get(f"{W}val") for level in levels] == ["%1、", "（%2）", "%3.", "（%4）"]
    assert [one.get(f"{W}val") for one in numbers] == ["1", "2"]


def test_word_leaves_a_heading_uncounted_that_brings_its_own_number() -> None:
    document = part(render_docx(numbered(), load_theme(Overlay()), Overlay()), "word/document.xml")

    uncounted = [
        "".join(one.itertext())
        for one in document.iter(f"{W}p")
        if one.find(f"{W}pPr/{W}numPr/{W}numId[@{W}val='0']") is not None
    ]

    assert uncounted == ["（三）抓服务"]


def test_an_edition_that_is_not_numbered_has_no_list_of_headings() -> None:
    content = render_docx(sample_document(), load_theme(Overlay()), Overlay())

    assert part(content, "word/numbering.xml").find(f"{W}abstractNum[@{W}abstractNumId='2']") is None
