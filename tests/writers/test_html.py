"""The web page: its words, its facts, its notes, and what it refuses to be made of."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from briefing.config.templates import BUILT_IN, Overlay
from briefing.config.theme import load_theme
from briefing.document.ledger import runs_in
from briefing.document.model import Block, Document, FromSidecar, Paragraph, Run
from briefing.errors import ConfigurationError
from briefing.text.language import Script
from briefing.writers.html import render_html, split_sections
from briefing.writers.html_markup import arrangement, columns, css_string, href, unbroken
from samples import sample_document

CHARACTERS = ("investor", "talent", "officials")
_VOID = frozenset({"meta", "col", "link", "br", "img"})


class Page(HTMLParser):
    """A page read back: its words, its elements, and what is open in what."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.facts: dict[str, str] = {}
        self._open: list[str] = []
        self._fact: str | None = None
        self.feed(html)
        self.close()
        assert self._open == [], f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102  # the parser's own
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "data":
            self._fact = dict(attrs).get("data-fact")
            self.facts.setdefault(self._fact or "", "")

    def handle_endtag(self, tag: str) -> None:  # noqa: D102  # likewise
        assert self._open.pop() == tag
        if tag == "data":
            self._fact = None

    def handle_data(self, data: str) -> None:  # noqa: D102  # likewise
        if not {"style", "script", "title"} & set(self._open):
            self.words += data
        if self._fact:
            self.facts[self._fact] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of that name."""
        return [attributes for name, attributes in self.elements if name == tag]


@cache
def page_of(character: str = "investor", script: Script = Script.HANS) -> str:
    return render_html(sample_document(script, character), load_theme(Overlay()), Overlay())


def render(document: Document, overlay: Overlay | None = None) -> str:
    return render_html(document, load_theme(Overlay()), overlay or Overlay())


def with_run(run: Run) -> Document:
    """The sample with one paragraph more."""
    sample = sample_document()
    return replace(sample, blocks=(*sample.blocks, Paragraph(line=(run,))))


@pytest.mark.parametrize("character", CHARACTERS)
@pytest.mark.parametrize("script", list(Script))
def test_the_page_prints_every_run_in_order(character: str, script: Script) -> None:
    document = sample_document(script, character)

    words, place = Page(page_of(character, script)).words, 0

    for run in runs_in((document.cover.kicker, document.cover.title, document.cover.headline, document.cover.details)):
        place = words.index(run.text, place) + len(run.text)
    for run in runs_in(document.blocks):
        place = words.index(run.text, place) + len(run.text)
    assert all(run.text in words for run in runs_in(document.notes))


def test_figures_are_data_with_their_value_and_fact() -> None:
    page = Page(page_of())

    values = {attributes["data-fact"]: attributes["value"] for attributes in page.all("data")}

    assert values == {"f1": "6", "f2": "721", "f3": "74", "f4": "80", "f5": "73", "f6": "63", "f7": "192"}
    assert page.facts["f4"] == "超80家"
    assert page.facts["f2"] == "721家721家"


def test_every_kind_of_block_has_one_macro() -> None:
    macros = (BUILT_IN / "html/blocks.html.j2").read_text(encoding="utf-8")

    assert [kind.__name__ for kind in get_args(Block) if macros.count(f"{{% macro {kind.__name__}(") != 1] == []


@pytest.mark.parametrize("script", list(Script))
def test_the_page_says_what_it_is(script: Script) -> None:
    page = Page(page_of("talent", script))

    names = {attributes.get("name") or attributes.get("property") for attributes in page.all("meta")}

    assert page.all("html")[0]["lang"] == script.value
    assert page.all("meta")[0] == {"charset": "utf-8"}
    assert {"viewport", "description", "dcterms.created", "og:title", "og:locale"} <= names
    assert len(page.all("h1")) == 1


@pytest.mark.parametrize("character", CHARACTERS)
def test_the_page_needs_nothing_beside_itself(character: str) -> None:
    html = page_of(character)
    page = Page(html)

    assert [tag for tag, _ in page.elements if tag in {"link", "img", "iframe", "object", "embed"}] == []
    assert [attributes for attributes in page.all("script") if "src" in attributes] == []
    assert "@import" not in html
    assert html.count("url(") == html.count('url("data:')
    assert len(html.encode()) < 300_000


def test_every_link_within_the_page_leads_somewhere() -> None:
    page = Page(page_of())

    anchors = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    targets = {str(attributes["href"])[1:] for attributes in page.all("a") if str(attributes["href"]).startswith("#")}

    assert len(anchors) == len(set(anchors))
    assert targets <= set(anchors)
    assert {"glance", "annex", "src-10.1"} <= targets


def test_notes_open_in_place_and_stand_where_they_are_called() -> None:
    html = page_of()

    assert html.count('<details class="note">') == 8
    assert "创新活力充沛。" in html[: html.index('data-number="1"')]
    assert Page(html).words.count("见原文 10.1。") == 1


def test_sections_hold_the_blocks_from_one_heading_to_the_next() -> None:
    sections = list(split_sections(sample_document().blocks))

    assert [section.anchor for section in sections][:3] == ["glance", "spine", "industry"]
    assert sections[0].kinds == "has-heading has-tiles"
    assert sum(len(section.blocks) for section in sections) == len(sample_document().blocks)


def test_blocks_before_the_first_heading_are_kept() -> None:
    blocks = sample_document().blocks[1:]

    first, *_ = split_sections(blocks)

    assert (first.anchor, first.title, len(first.blocks)) == ("", "", 1)


def test_text_that_looks_like_markup_stays_text() -> None:
    html = render(with_run(Run(text="</style><script>alert(1)</script>", origin=FromSidecar(key="credit"))))

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("src-p1", "#src-p1"),
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ('https://example.org/" onclick="x', None),
        (None, None),
    ],
)
def test_links_lead_within_the_page_or_to_a_plain_address(link: str | None, leads_to: str | None) -> None:
    assert href(Run(text="x", origin=FromSidecar(key="links"), link=link)) == leads_to


def test_numerals_keep_their_unit() -> None:
    assert unbroken("出台“科技创新12条”") == '出台“科技创新<span class="n">12条</span>”'
    assert unbroken("“3+3+X”和5G+智慧") == '“<span class="n">3+3+X</span>”和<span class="n">5G+智</span>慧'
    assert unbroken("增长80%。") == '增长<span class="n">80%</span>。'


def test_a_css_string_holds_nothing_that_could_end_it() -> None:
    escaped = css_string('黄浦区"}</style>\\\n')

    assert escaped.startswith('"黄浦区')
    assert not set('"<>\\}\n') & set(escaped[1:-1].replace("\\22 ", "").replace("\\7d ", "").replace("\\3c ", "")) - {
        "\\"
    }


_INVESTOR = load_theme(Overlay()).characters["investor"]


def test_tiles_stand_in_rows_without_a_wide_gap() -> None:
    tiles = next(block for block in sample_document().blocks if type(block).__name__ == "Tiles").tiles

    assert [columns(tiles[:count], _INVESTOR) for count in (1, 2, 3, 5, 6, 7)] == [1, 2, 3, 3, 3, 4]


def test_no_tile_is_alone_in_the_last_row() -> None:
    tiles = next(block for block in sample_document().blocks if type(block).__name__ == "Tiles").tiles
    wider = tuple(replace(tile, figure=replace(tile.figure, before="", numeral="1,234", unit="户")) for tile in tiles)

    assert [columns(wider[:count], _INVESTOR) for count in (3, 4, 5, 6)] == [3, 2, 3, 3]


def test_a_first_tile_two_columns_wide_fills_the_last_row() -> None:
    tiles = next(block for block in sample_document().blocks if type(block).__name__ == "Tiles").tiles

    assert [arrangement(tiles[:count], _INVESTOR) for count in (3, 6, 7)] == ["by-3", "by-3", "by-4 led"]


def test_three_columns_of_smaller_numerals_come_before_two() -> None:
    tiles = next(block for block in sample_document().blocks if type(block).__name__ == "Tiles").tiles
    figure = replace(tiles[0].figure, before="突破", numeral="1100", unit="多亿元")

    assert arrangement((replace(tiles[0], figure=figure), *tiles[1:6]), _INVESTOR) == "by-3 snug"


def test_numerals_are_smaller_where_tiles_are_snug() -> None:
    page = render_html(sample_document(), load_theme(Overlay()), Overlay())
    sizes = {name: float(size) for name, size in re.findall(r"--(numeral|unit|snug)-size: ([0-9.]+)rem", page)}

    assert sizes["unit"] < sizes["snug"] < sizes["numeral"]


def test_wide_figures_get_wider_tiles() -> None:
    tiles = next(block for block in sample_document().blocks if type(block).__name__ == "Tiles").tiles
    wide = tuple(replace(tile, figure=replace(tile.figure, numeral="12,345.6")) for tile in tiles)

    assert columns(wide, _INVESTOR) < columns(tiles, _INVESTOR)


@pytest.mark.parametrize("character", ["investor", "talent", "officials"])
@pytest.mark.parametrize(("before", "numeral", "unit"), [("突破", "70", "万亿元人民币"), ("", "35%至40", "%上下浮动")])
def test_a_figure_with_many_words_gets_a_tile_that_holds_it(
    character: str, before: str, numeral: str, unit: str
) -> None:
    tiles = next(block for block in sample_document().blocks if type(block).__name__ == "Tiles").tiles[:3]
    wide = replace(tiles[0], figure=replace(tiles[0].figure, before=before, numeral=numeral, unit=unit))

    assert arrangement((wide, *tiles[1:]), load_theme(Overlay()).characters[character]) == "by-2 led"


def test_a_users_style_sheet_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html/investor.css").write_text("h2 { letter-spacing: 7px; }", encoding="utf-8")

    html = render(sample_document(), Overlay.over(tmp_path))

    assert "letter-spacing: 7px" in html
    assert "letter-spacing: 7px" not in page_of()


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ documnt.title }}", "documnt"),
        ("\n\n{% for x in %}", "第 3 行"),
        ("{% include '../../etc/passwd' %}", "passwd"),
        ("{{ document.__class__.__mro__ }}", "__class__"),
        ("{{ cycler.__init__.__globals__ }}", "__init__"),
    ],
)
def test_a_wrong_template_is_named_with_its_reason(tmp_path: Path, template: str, reason: str) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html/page.html.j2").write_text(template, encoding="utf-8")

    with pytest.raises(ConfigurationError) as caught:
        render(sample_document(), Overlay.over(tmp_path))

    assert reason in caught.value.message
    assert caught.value.exit_code == 4
