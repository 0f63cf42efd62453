"""The one page: what it holds, what it drops for want of room, and that it is one page in every layout."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from briefing.config.sidecar import Sidecar
from briefing.document.ledger import ledger_entries, runs_in
from briefing.document.model import Asks, Bullets, FromSource, OnePage, Quotation, Tiles
from briefing.document.room import Room
from briefing.edition.index import OutlineIndex
from briefing.edition.select import make_edition
from briefing.errors import SourceError
from briefing.outline.load import gather
from briefing.outline.parse import parse
from briefing.text.folding import fold
from briefing.text.language import Script
from briefing.writers import WRITERS
from builders import source_of
from composing import document_from, said, template_set
from one_pages import blocks_in, one_page_of, part_called, said_line

if TYPE_CHECKING:
    from briefing.document.model import Document, Pages
    from briefing.outline.model import Outline

HERE = Path(__file__).parents[1]
INTERVIEW = HERE.parent / "seeds" / "huangpu-interview.txt"
GOLD = sorted((HERE / "gold").glob("*.txt"))
AUDIENCES = ("investor", "talent", "officials")


def compose(
    outline: Outline,
    audience: str,
    script: Script = Script.HANS,
    *,
    pages: Pages = "all",
    sidecar: Sidecar | None = None,
) -> Document:
    edition = make_edition(
        OutlineIndex(outline=outline, topics=template_set().topics), template_set().audience(audience)
    )
    look = template_set().theme.characters[edition.audience.character]
    return document_from(edition, script, sidecar, look=look, pages=pages)


def page_count(document: Document) -> int:
    return len(pypdfium2.PdfDocument(WRITERS["pdf"](document, template_set().theme, template_set().overlay)))


@cache
def interview() -> Outline:
    return gather(INTERVIEW).outline


TALK = """对话县长｜青屏县怎么干？
来源：青屏日报
受访人：青屏县县长 尹知秋
2026-03-12

青屏县去年集成电路产业产值达120亿元，入驻企业300家，研发机构45个，数据中心机架8000个，专利授权1200件，产业基金规模60亿元，园区面积25公顷，上市公司7家，独角兽企业3家。
尹知秋说：“我们要让企业在青屏安心办厂，把服务送到车间门口。”
今年从三个方面重点发力：一是做强集成电路产业，新建园区8个；二是优化营商环境，推出“园区贷”，支持企业500家；三是引进人才，建设人才公寓2000套。
"""


def talk(more: str = "") -> Outline:
    return parse(source_of(TALK + more))


def test_the_line_says_who_where_and_when_and_leaves_out_what_is_not_known() -> None:
    known = said_line(compose(talk(), "officials"))
    unknown = said_line(
        compose(parse(source_of(TALK.replace("来源：青屏日报\n", "").replace("2026-03-12\n", ""))), "officials")
    )

    assert known.startswith("青屏县县长 尹知秋｜青屏日报｜2026-03-12｜")
    assert unknown.startswith("青屏县县长 尹知秋｜对话县长")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_one_page_comes_first_and_holds_no_more_than_it_may(audience: str) -> None:
    document = compose(interview(), audience)

    page = document.blocks[0]
    assert isinstance(page, OnePage)
    tiles = [tile for part in page.parts for block in part.blocks if isinstance(block, Tiles) for tile in block.tiles]
    sayings = [block for part in page.parts for block in part.blocks if isinstance(block, Quotation)]
    assert 3 <= len(tiles) <= 8
    assert len(sayings) <= 3


def test_officials_read_what_is_asked_of_whom() -> None:
    (asks,) = part_called(compose(talk(), "officials"), "asks")

    assert isinstance(asks, Asks)
    assert [said(item.head) for item in asks.items] == ["做强集成电路产业", "优化营商环境", "引进人才"]
    assert "推出“园区贷”，支持企业500家" in said(asks.items[1].measures)


def test_a_text_without_keywords_has_its_weightiest_sentences_instead() -> None:
    text = "云溪区谈产业\n\n全区集成电路产业产值达120亿元。云溪区将出台“芯片8条”，支持企业落户。\n"

    (gist,) = part_called(compose(parse(source_of(text)), "investor"), "gist")

    assert isinstance(gist, Bullets)
    assert "全区集成电路产业产值达120亿元" in said(gist)


def squeezed(height: float) -> OnePage:
    """The officials' page of the talk on paper that is so many millimetres lower than A4."""
    character = template_set().theme.characters["officials"]
    look = replace(character, margins=replace(character.margins, bottom=character.margins.bottom + height))
    edition = make_edition(
        OutlineIndex(outline=talk(), topics=template_set().topics), template_set().audience("officials")
    )
    return one_page_of(document_from(edition, look=look))


def counts(page: OnePage) -> tuple[int, int, int, int]:
    """The numbers of sayings, figures, measures and heads."""
    blocks = [block for part in page.parts for block in part.blocks]
    asks = [item for block in blocks if isinstance(block, Asks) for item in block.items]
    return (
        sum(isinstance(block, Quotation) for block in blocks),
        sum(len(block.tiles) for block in blocks if isinstance(block, Tiles)),
        sum(len(item.measures) for item in asks),
        len(asks),
    )


def test_sayings_go_first_then_figures_beyond_three_then_all_but_the_heads() -> None:
    found = [counts(squeezed(height)) for height in range(0, 130, 5)]

    assert found == sorted(found, reverse=True)
    assert found[0][1] > 3
    for sayings, figures, measures, heads in found:
        assert sayings == 0 or (figures, measures, heads) == found[0][1:]
        assert figures <= 3 or (measures, heads) == found[0][2:]
        assert measures == 0 or (figures >= 3 and heads == 3)
    assert (0, 3, 0, 3) in found


def test_no_sentence_of_the_page_is_cut() -> None:
    outline = talk()
    sentences = {point.words.text.rstrip("。；") for point in outline.points}

    for height in (0, 20, 40, 60):
        for part in squeezed(height).parts:
            for block in part.blocks:
                if isinstance(block, Asks):
                    measures = [
                        said(measure).rpartition(" 原文")[0] for item in block.items for measure in item.measures
                    ]
                    assert all(any(measure in sentence for sentence in sentences) for measure in measures)
                    assert all(any(sentence.endswith(measure) for sentence in sentences) for measure in measures)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_one_page_of_every_gold_text_is_one_page(path: Path) -> None:
    outline = parse(gather(path).outline.source)

    for audience in AUDIENCES:
        try:
            document = compose(outline, audience, pages="one")
        except SourceError:
            continue
        assert page_count(document) == 1, audience


@pytest.mark.parametrize("script", list(Script))
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_one_page_of_the_interview_is_one_page_and_fills_two_thirds(audience: str, script: Script) -> None:
    document = compose(interview(), audience, script, pages="one")
    look = template_set().theme.characters[document.character]

    assert page_count(document) == 1
    assert Room(look=look).height_of(one_page_of(document)) > Room(look=look).height * 0.6


def test_four_figures_stay_where_word_sets_them_two_and_two() -> None:
    outline = parse(gather(HERE / "gold" / "speech.txt").outline.source)

    _, figures, _, _ = counts(one_page_of(compose(outline, "officials")))

    assert figures == 4


def test_the_one_page_stays_a_page_where_everything_is_long() -> None:
    head = "全面推进高水平科技自立自强和现代化产业体系融合集群发展的综合改革试点工作"
    items = "；".join(f"{number}是{head}，新建园区{index}个" for index, number in enumerate("一二三四五六七八九十", 1))
    long = TALK.split("今年从", maxsplit=1)[0] + f"今年从十个方面重点发力：{items}。\n"
    outline = parse(source_of(long))

    for audience in ("investor", "officials"):
        assert page_count(compose(outline, audience, pages="one")) == 1, audience


def test_the_page_alone_leads_nowhere_and_says_what_the_pack_says() -> None:
    alone, pack = (compose(interview(), "investor", pages=pages) for pages in ("one", "all"))

    assert [run.link for run in runs_in(alone.blocks) if run.link] == []
    assert alone.notes == ()
    assert {entry["block"] for entry in ledger_entries(alone)} >= {"cover", "one-page", "glance", "spine"}
    assert fold(said(alone.blocks)) in fold(said(pack.blocks)) or len(said(alone.blocks)) < len(said(pack.blocks))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_one_page_of_a_pack_has_its_own_page_of_paper(audience: str) -> None:
    document = compose(interview(), audience)
    pdf = pypdfium2.PdfDocument(WRITERS["pdf"](document, template_set().theme, template_set().overlay))
    pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]

    first = 1 if document.cover.masthead else 2
    assert "一页纸" in pages[first - 1]
    assert "721" in pages[first - 1]
    assert "创新引领" in pages[first - 1]
    assert "一页纸" not in pages[first + 1]


ANSWERS = """岚溪县的实体经济
{post}顾以宁：去年岚溪县规上工业产值达到412亿元，同比增长8.3%。
顾以宁：我们要建好生物医药产业园区，给企业减税，推进产业链招商。
顾以宁：岚溪县将建设新材料产业集群，推动金融机构支持中小企业融资。
记者：招商怎样做？
顾以宁：一是抓链条招商引进企业40家，二是抓基金招商落地项目12个，三是抓以商招商签约项目9个。
"""


@pytest.mark.parametrize("post", ["岚溪县县长", ""])
def test_a_bullet_says_nothing_of_who_speaks_and_keeps_all_numbers_or_none(post: str) -> None:
    document = compose(parse(source_of(ANSWERS.format(post=post))), "officials")
    lines = [said(line) for block in blocks_in(document) if isinstance(block, Bullets) for line in block.lines]

    assert any(line.startswith("一是抓链条招商引进企业40家，二是抓") for line in lines)
    assert not any("顾以宁" in line for line in lines)


def gist_of(text: str, audience: str = "officials", script: Script = Script.HANS) -> list[str]:
    """The sentences of the one page."""
    (gist,) = part_called(compose(parse(source_of(text)), audience, script), "gist")
    assert isinstance(gist, Bullets)
    return [said(line) for line in gist.lines]


def test_the_one_page_says_once_who_tells_what_it_prints() -> None:
    text = (
        "岚溪县修水渠\n2026-03-12\n\n岚溪县水务局局长顾以宁来到渠首，看望护渠工人。\n\n"
        "顾以宁介绍，去年全县投入资金8亿元，新修水渠96公里。他说，今年还要新建泵站50座，惠及农田20万亩。\n\n"
        "岚溪县农业农村局局长方竹表示，水渠修通以后，全县粮食增产3万吨。方竹指出，明年粮食产量将达到60万吨。\n"
    )

    assert gist_of(text) == [
        "顾以宁（岚溪县水务局局长）介绍，去年全县投入资金8亿元，新修水渠96公里",
        "他（顾以宁）说，今年还要新建泵站50座，惠及农田20万亩",
        "岚溪县农业农村局局长方竹表示，水渠修通以后，全县粮食增产3万吨",
        "方竹指出，明年粮食产量将达到60万吨",
    ]


def test_the_guest_whom_the_page_opens_with_is_not_told_again() -> None:
    text = (
        "对话岚溪县水务局局长顾以宁\n2026-03-12\n\n顾以宁介绍，去年全县投入资金8亿元，新修水渠96公里。\n\n"
        "顾以宁说，今年还要新建泵站50座，惠及农田20万亩。\n"
    )

    assert not any("（" in line for line in gist_of(text))


def test_who_tells_is_named_in_the_document_s_script_from_the_source() -> None:
    text = (
        "嵐溪縣修水渠\n2026-03-12\n\n水務局局長顧以寧來到渠首，看望護渠工人。\n\n"
        "顧以寧介紹，去年全縣投入資金8億元，新修水渠96公里。\n\n全縣今年投入資金9億元，再修水渠80公里。\n"
    )
    document = compose(parse(source_of(text)), "officials")

    (line,) = [line for line in gist_of(text) if line.startswith("顾以宁")]
    assert line.startswith("顾以宁（水务局局长）介绍，")
    assert line.replace("（水务局局长）", "") in fold(text)
    posts = [run for run in runs_in(part_called(document, "gist")) if run.text == "水务局局长"]
    assert [type(run.origin) for run in posts] == [FromSource]
