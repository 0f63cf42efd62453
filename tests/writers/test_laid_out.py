"""One layout for three scripts: a file drawn of another script's layout is the file laid out afresh, or is laid out afresh."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from xml.etree.ElementTree import Element

import pytest
from lxml import html

from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.config.theme import load_theme
from briefing.outline.load import gather
from briefing.text.language import Script
from briefing.writers.pdf.weasyprint.same_pages import UnlikeError, pair_pages
from briefing.writers.pdf.write import PdfWriter, write_pdf
from pdf_made import with_text
from samples import sample_document

if TYPE_CHECKING:
    from briefing.document.model import Document

GOLD = Path(__file__).parents[1] / "gold"
SCRIPTS = tuple(Script)


def writer() -> PdfWriter:
    return PdfWriter(load_theme(Overlay()), Overlay())


def afresh(document: Document) -> bytes:
    return write_pdf(document, load_theme(Overlay()), Overlay())


@pytest.mark.parametrize("character", ["investor", "talent", "officials"])
def test_every_script_drawn_of_one_layout_is_the_file_laid_out_afresh(character: str) -> None:
    documents = [sample_document(script, character) for script in SCRIPTS]

    one = writer()
    files = [one.write(document) for document in documents]

    assert [file == afresh(document) for file, document in zip(files, documents, strict=True)] == [True] * 3
    assert one.layouts == 1


@pytest.mark.parametrize(
    ("text", "audience"),
    [("business-qa", "investor"), ("county-interview-hant", "talent"), ("hk-district-council", "officials")],
)
def test_every_edition_of_a_text_is_the_same_in_whatever_order_scripts_are_written(text: str, audience: str) -> None:
    template_set, reading = load_template_set(Overlay()), gather(GOLD / f"{text}.txt")
    documents = [
        compose_document(
            Task(template_set=template_set, reading=reading, audience=audience, script=script, formats=(), date="2024")
        )
        for script in reversed(SCRIPTS)
    ]

    one = writer()
    files = [one.write(document) for document in documents]

    assert [file == afresh(document) for file, document in zip(files, documents, strict=True)] == [True] * 3


@pytest.mark.parametrize(
    "texts",
    [
        # Simplified breaks no line between ” and %.
        ("他说“好”%了" * 30, "他說「好」%了" * 30),
        # An i is not as wide as an m.
        ("他说好i" * 30, "他說好m" * 30),
    ],
)
def test_what_would_be_laid_out_otherwise_is(texts: tuple[str, str]) -> None:
    documents = [_in(Script.HANS, texts[0]), _in(Script.TW, texts[1])]

    one = writer()
    files = [one.write(document) for document in documents]

    assert [file == afresh(document) for file, document in zip(files, documents, strict=True)] == [True, True]
    assert one.layouts == 2


def test_quotation_marks_of_both_scripts_need_one_layout() -> None:
    simplified = "他说：“好”——“很好”，“（好）”和“5年”“A级”，约12“个”。" * 20
    traditional = simplified.translate(str.maketrans("说“”级约个", "說「」級約個"))

    one = writer()
    files = [one.write(_in(Script.HANS, simplified)), one.write(_in(Script.HK, traditional))]

    assert files[1] == afresh(_in(Script.HK, traditional))
    assert one.layouts == 1


def _in(script: Script, text: str) -> Document:
    return replace(with_text(text), script=script)


def page(body: str, css: str = "p { color: red }", lang: str = "zh-Hans") -> Element:
    page: Any = html.document_fromstring(f'<html lang="{lang}"><head><style>{css}</style></head>{body}</html>')
    return cast("Element", page)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (page("<p>头发</p>"), page("<p>頭髮了</p>")),
        (page("<p>头 发</p>"), page("<p>頭髮 </p>")),
        (page("<p>头<b>发</b></p>"), page("<p>頭<i>髮</i></p>")),
        (page('<p class="a">头发</p>'), page('<p class="b">頭髮</p>')),
        (page('<p id="a">头发</p>'), page("<p>頭髮</p>")),
        (page("<p>头发</p>"), page("<p>頭髮</p>", "p { color: blue }")),
        (page("<p>头发</p>", "p:lang(zh-Hans) { color: red }"), page("<p>頭髮</p>", "p:lang(zh-Hans) { color: red }")),
        (page("<p>头发</p>", "p { width: 3ic }"), page("<p>頭髮</p>", "p { width: 3ic }")),
    ],
)
def test_pages_that_differ_in_more_than_characters_are_told_apart(before: Element, after: Element) -> None:
    fonts = load_theme(Overlay()).fonts

    with pytest.raises(UnlikeError):
        pair_pages(before, after, fonts[Script.HANS], fonts[Script.TW])


def test_strings_of_style_sheets_are_exchanged_whole() -> None:
    fonts = load_theme(Overlay()).fonts
    before = page("<p>头发</p>", 'p::before { content: "第 " counter(page) " 页，头" }')
    after = page("<p>頭髮</p>", 'p::before { content: "第 " counter(page) " 頁，頭" }')

    words = pair_pages(before, after, fonts[Script.HANS], fonts[Script.TW])

    assert words.generated("第 7 页，头") == "第 7 頁，頭"
    with pytest.raises(UnlikeError):
        words.generated("发")
