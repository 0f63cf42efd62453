"""A kind of section is declared in one place; audience files, editions, documents and writers then know it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from briefing.config import section_kinds
from briefing.config.audience import SectionPlan
from briefing.config.section_kinds import SECTION_KINDS, SectionKind
from briefing.config.sidecar import Sidecar
from briefing.config.template_set import TemplateSet, load_template_set
from briefing.config.templates import Overlay
from briefing.document import blocks, one_page, sections
from briefing.document.compose import make_document
from briefing.document.model import Block, Bullets, Paragraph
from briefing.document.runs import RunBuilder
from briefing.edition import model as parts
from briefing.edition import selectors
from briefing.edition.index import OutlineIndex
from briefing.edition.select import make_edition
from briefing.edition.view import AudienceView
from briefing.errors import ConfigurationError
from briefing.outline.model import Point
from briefing.outline.parse import parse
from briefing.text.language import Script
from briefing.writers import WRITERS
from builders import source_of

TEXT = """岚桥区长谈码头

岚桥区建成深水泊位12个，去年货物吞吐量3400万吨。

码头北侧的旧仓库将改造为海事博物馆。

岚桥区还将疏浚航道，让五万吨级的货轮在任何潮位都能进港靠泊，不必再在锚地等潮。
"""
FILE = """
title = { hans = "航运读者简报", hant = "航運讀者簡報" }
public = true

[[sections]]
key = "{page}"
kind = "longest"
page = "{page}"
heading = { hans = "最长的话", hant = "最長的話" }

[[sections]]
key = "all"
kind = "points"
heading = { hans = "全文", hant = "全文" }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongestPart(parts.Part):
    """The longest sentence of the text."""

    point: Point

    def prints_whole(self) -> tuple[Point, ...]:
        """That sentence."""
        return (self.point,)


def select_longest(view: AudienceView, _: SectionPlan) -> LongestPart | None:
    points = [point for point in view.library.outline.points if view.allows(point)]
    return LongestPart(point=max(points, key=lambda point: len(point.words.text))) if points else None


def longest_blocks(builder: RunBuilder, _: str, part: LongestPart) -> Iterator[Block]:
    yield Paragraph(line=builder.point(part.point), role="lead")


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind, until the test ends."""
    for module, name in (
        (section_kinds, "SECTION_KINDS"),
        (selectors, "SELECTORS"),
        (blocks, "BLOCKS"),
        (one_page, "ON_ONE_PAGE"),
    ):
        for key in (LongestPart, "longest"):
            monkeypatch.setitem(getattr(module, name), key, None)
            monkeypatch.delitem(getattr(module, name), key)
    sections.declare(
        SectionKind(name="longest"),
        part=LongestPart,
        select=select_longest,
        blocks=longest_blocks,
        on_one_page=lambda builder, part: (Bullets(lines=(builder.words(part.point.words),)),),
    )


def template_set_with(folder: Path, page: str) -> TemplateSet:
    """The templates of an office that asks for the kind."""
    (folder / "audiences").mkdir()
    (folder / "audiences" / "shipping.toml").write_text(FILE.replace("{page}", page), encoding="utf-8")
    return load_template_set(Overlay.over(folder))


@pytest.mark.usefixtures("declared")
@pytest.mark.parametrize("page", ["body", "one"])
def test_a_kind_declared_in_one_place_is_printed_by_the_writers(tmp_path: Path, page: str) -> None:
    template_set = template_set_with(tmp_path, page)
    library = OutlineIndex(outline=parse(source_of(TEXT)), topics=template_set.topics)
    edition = make_edition(library, template_set.audience("shipping"))

    document = make_document(edition, Script.HANS, template_set.entries, Sidecar(), None)
    web, word = (WRITERS[name](document, template_set.theme, template_set.overlay) for name in ("html", "docx"))

    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs]
    words = [re.sub("<[^>]+>", "", web.decode()), "".join(paragraphs)]
    assert all("最长的话" in text and "不必再在锚地等潮" in text for text in words)


def test_a_kind_that_nobody_declared_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as refused:
        template_set_with(tmp_path, "body")

    assert "longest" in refused.value.message
    assert "points、" in refused.value.hint


def test_every_kind_finds_its_content_and_every_part_is_laid_out() -> None:
    assert list(selectors.SELECTORS) == list(SECTION_KINDS)
    built_in = {part for part in parts.Part.__subclasses__() if part.__module__ == parts.__name__}
    # A class with slots is made twice, and the first one may live until it is collected.
    assert {part.__name__ for part in blocks.BLOCKS} == {part.__name__ for part in built_in}
