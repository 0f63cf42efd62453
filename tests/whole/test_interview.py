"""The Huangpu interview, from its text to what every pack says, against the gold file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from briefing.build.render import compose_document
from briefing.build.render_task import Task
from briefing.document.ledger import runs_in
from briefing.document.model import Annex, Document, FigureRun, FromSource, Heading, Table, Tiles
from briefing.outline.codec import to_json
from briefing.outline.load import gather
from briefing.text.folding import fold
from briefing.text.language import Script
from composing import template_set
from one_pages import blocks_in, one_page_of

HERE = Path(__file__).parents[1]
INTERVIEW = HERE.parent / "seeds" / "huangpu-interview.txt"
AUDIENCES = ("investor", "talent", "officials")
PUBLIC = ("investor", "talent")
# What only officials may read.
WITHHELD = ("巡视", "整改")


@cache
def gold() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "huangpu-interview.gold.json").read_text(encoding="utf-8"))
    return found


@cache
def outline() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_json(gather(INTERVIEW).outline))
    return found


@cache
def document(audience: str, script: Script = Script.HANS) -> Document:
    task = Task(
        template_set=template_set(),
        reading=gather(INTERVIEW),
        audience=audience,
        script=script,
        formats=(),
        date="2024",
    )
    return compose_document(task)


def words(value: object) -> str:
    return "".join(run.text for run in runs_in(value))


def section(audience: str, key: str) -> str:
    """What a section of an edition says, in Simplified."""
    blocks: list[object] = []
    inside = False
    for block in document(audience).blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.anchor == key
        if inside:
            blocks.append(block)
    return words(tuple(blocks))


def test_every_named_thing_of_the_gold_file_is_found() -> None:
    for kind in ("policies", "programmes", "events", "organisations"):
        found = {fold(one["text"]).strip("“”") for one in outline()[kind]}

        assert {fold(name).strip("“”") for name in gold()[kind]} <= found, kind


def test_the_frame_of_the_text_is_found() -> None:
    read = outline()

    assert read["title"]["text"] == gold()["title"]
    assert read["series"]["text"] == gold()["series"]
    assert read["outlet"]["text"] == gold()["outlet"]
    assert read["place"]["text"] == "黃浦區"
    assert [(one["name"], one["role"]) for one in read["speakers"]] == [(gold()["speaker"], gold()["role"])]
    assert [one["heading"]["text"] for one in read["sections"] if one["heading"]] == gold()["headings"]
    assert [one["text"] for one in read["questions"]] == gold()["questions"]


def test_captions_and_furniture_are_no_text() -> None:
    text = INTERVIEW.read_bytes().decode()

    assert [text[start:end] for start, end in outline()["captions"]] == gold()["captions"]
    assert [text[start:end] for start, end in outline()["furniture"]] == gold()["boilerplate"]


def test_the_nine_figures_are_found_and_nothing_else() -> None:
    found = [(one["text"], tuple(one["span"]), one["unit"], one["change"]) for one in outline()["figures"]]

    assert found == [
        (one["text"], (one["start"], one["end"]), one["unit"], one["direction"]) for one in gold()["figures"]
    ]


def test_keywords_and_priorities_are_told_from_other_lists() -> None:
    heads = {one["kind"]: [item["head"]["text"] for item in one["items"]] for one in outline()["enumerations"]}

    assert heads["keywords"] == gold()["keywords"]
    assert heads["priorities"] == gold()["enumerations"][1]["items"]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("script", list(Script))
def test_every_edition_opens_with_the_spine(audience: str, script: Script) -> None:
    parts = {part.anchor: part for part in one_page_of(document(audience, script)).parts}

    folded = fold(words(tuple(part for key, part in parts.items() if key in {"spine", "asks"})))

    assert all(fold(keyword) in folded for keyword in gold()["keywords"])
    assert all(fold(item) in folded for item in gold()["enumerations"][1]["items"])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_edition_credits_the_outlet(audience: str) -> None:
    assert "人民网上海频道" in section(audience, "sources")


def test_the_investor_tiles_are_the_seven_key_figures() -> None:
    tiles = next(block for block in blocks_in(document("investor")) if isinstance(block, Tiles)).tiles

    shown = {tile.figure.text: (words(tile.indicator), words(tile.period)) for tile in tiles}

    assert set(shown) == {"6家", "721家", "74家", "超80家", "73家", "63家", "192公顷"}
    assert shown["73家"] == ("重点科创企业", "2023年")
    assert "外资功能性机构" in shown["超80家"][0]
    assert "累计" in shown["超80家"][0]
    assert shown["192公顷"][1] == ""


def test_investors_find_sectors_site_tools_and_environment() -> None:
    sectors = section("investor", "sectors")
    tools = section("investor", "tools")

    assert "3+3+X" in section("investor", "industry")
    for term in ("金融科技", "机器人", "绿色金融", "元宇宙", "脑科学", "新材料", "转化医学", "优立科技"):
        assert term in sectors
    assert "192公顷" in section("investor", "site")
    assert "2+1" in section("investor", "site")
    assert all(name in section("investor", "business") for name in ("政务服务舒心畅办", "服务包"))
    for name in ("科技创新12条", "数字产业12条", "批次担保业务实施方案", "外滩融易行", "金易融", "企业贷", "科易贷"):
        assert name in tools
    assert all(name in tools for name in ("履约贷", "小巨人贷", "知识产权质押贷"))


def test_talent_finds_policies_benefits_platforms_and_events() -> None:
    assert all(name in section("talent", "policies") for name in ("人才20条", "科创英才8条", "紧缺人才开发目录"))
    benefits = section("talent", "benefits")
    assert all(phrase in benefits for phrase in ("落户名额", "就医绿色通道", "实物配租+货币补贴"))
    assert all(phrase in section("talent", "platforms") for phrase in ("9家", "80%"))
    assert all(name in section("talent", "events") for name in ("外滩大会", "创新创业大赛"))


def test_officials_find_keywords_paths_tasks_figures_and_quotations_in_full() -> None:
    assert "要持续完善科研成果转化机制" in section("officials", "keywords")
    assert "依托中电科上海特种机器人创新中心" in section("officials", "paths")
    tasks = [block for block in document("officials").blocks if isinstance(block, Table) and "tasks" in block.anchor]
    assert len(tasks) == 4
    assert all(figure["text"].replace("頃", "顷") in section("officials", "figures") for figure in gold()["figures"])
    assert all(fold(quote["text"])[:20] in fold(section("officials", "quotes")) for quote in gold()["quotes"])
    assert all(fold(policy).strip("“”") in section("officials", "policies") for policy in gold()["policies"])
    assert "人才开发目" in section("officials", "quality")


@pytest.mark.parametrize("script", list(Script))
@pytest.mark.parametrize("audience", PUBLIC)
def test_passages_on_inspection_are_for_officials_alone(audience: str, script: Script) -> None:
    said = fold(words(document(audience, script)))

    assert not any(word in said for word in WITHHELD)
    assert all(word in fold(words(document("officials", script))) for word in WITHHELD)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_source_run_is_the_source_and_nothing_but_it(audience: str) -> None:
    source = gather(INTERVIEW).outline.source

    for run in runs_in(document(audience)):
        if isinstance(run.origin, FromSource):
            assert fold(run.text) == "".join(source.fold(place) for place in run.origin.spans)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_link_leads_to_a_place_in_the_document(audience: str) -> None:
    blocks = document(audience).blocks
    anchors = {block.anchor for block in blocks if isinstance(block, Heading | Table)}
    anchors |= {entry.anchor for block in blocks if isinstance(block, Annex) for entry in block.entries}
    anchors |= {run.anchor for run in runs_in(blocks) if run.anchor}

    links = {run.link for run in runs_in(document(audience)) if run.link}

    assert links <= anchors
    assert links


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_figure_leads_to_its_sentence(audience: str) -> None:
    from briefing.edition.index import OutlineIndex

    made, library = document(audience), OutlineIndex(gather(INTERVIEW).outline, template_set().topics)
    places = {figure.id: library.point_at(figure.words.span) for figure in library.outline.figures}
    anchors = [run.anchor for run in runs_in(made.blocks) if run.anchor]
    anchors += [entry.anchor for block in made.blocks if isinstance(block, Annex) for entry in block.entries]

    printed = {run.origin.fact for run in runs_in(made.blocks) if isinstance(run, FigureRun)}

    assert printed
    assert all(anchors.count(f"src-{places[fact].id}") == 1 for fact in printed)


def test_the_year_that_nobody_printed_is_explained_in_notes_alone() -> None:
    made = document("talent")

    notes = words(made.notes)

    assert "今年（2024年，编者推定）" in notes
    assert "今年（2024年" not in words(made.blocks)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_shown_and_withheld_are_all_points(audience: str) -> None:
    from briefing.edition.index import OutlineIndex
    from briefing.edition.select import make_edition

    reading = gather(INTERVIEW)

    edition = make_edition(OutlineIndex(reading.outline, template_set().topics), template_set().audience(audience))

    both = {point.id for point in (*edition.shown, *edition.withheld)}
    assert both == {point.id for point in reading.outline.points}
    assert len(edition.shown) + len(edition.withheld) == len(reading.outline.points)
