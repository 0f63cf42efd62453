"""What an editor added to outline.json: marked wherever it is printed, and refused where it claims to be the source's."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from briefing.build.render import compose_document, render
from briefing.build.render_task import Task
from briefing.check.expected import ExpectedText
from briefing.check.gate import find_faults
from briefing.cli import briefing
from briefing.config.sidecar import Sidecar
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.document.ledger import ledger_entries, runs_in
from briefing.document.model import FromEditor, Run
from briefing.errors import ConfigurationError
from briefing.outline.codec import from_json, to_json
from briefing.outline.load import Reading
from briefing.outline.model import Outline
from briefing.outline.parse import parse
from briefing.readers.finished import read_own
from briefing.text.language import Script
from builders import source_of
from one_pages import one_page_of

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.readers.passages import FinishedFile

TEXT = """禾原区区长祝明：把产业做实

2026年3月2日

记者：今年做什么？

祝明：去年全区新增企业721家，同比增长8.5%。我们印发了《禾原区产业十条》，最高补贴30万元。重点抓三件事：一是引进基金，二是建设园区，三是服务人才。“企业的事就是我们的事。”祝明说，今年新建人才公寓1200套。
"""
MARK = {Script.HANS: "（编者补充）", Script.TW: "（編者補充）"}


def content() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(to_json(parse(source_of(TEXT))))
    return loaded


def load(edited: dict[str, Any]) -> Outline:
    return from_json(json.dumps(edited), source_of(TEXT))


def with_entry(key: str, entry: dict[str, Any]) -> dict[str, Any]:
    edited = content()
    edited[key].append(entry)
    return edited


def task_of(edited: dict[str, Any], audience: str = "officials", script: Script = Script.HANS) -> Task:
    return Task(
        template_set=load_template_set(Overlay()),
        reading=Reading(outline=load(edited), sidecar=Sidecar()),
        audience=audience,
        script=script,
        formats=("html", "docx", "pdf"),
        date=None,
    )


def runs_of(edited: dict[str, Any], audience: str = "officials", script: Script = Script.HANS) -> list[Run]:
    document = compose_document(task_of(edited, audience, script))
    return list(runs_in((document.cover, document.furniture, document.blocks, document.notes)))


FIGURE = {
    "id": "f99",
    "text": "20条",
    "origin": "editor",
    "value": "20",
    "unit": "条",
    "normal": {"value": "20", "unit": "条"},
    "point": "p1",
    "indicator": {"text": "新举措", "origin": "editor"},
}
ADDED: list[tuple[str, dict[str, Any], str]] = [
    ("figures", FIGURE, "20条"),
    ("figures", FIGURE, "新举措"),
    (
        "quotes",
        {"id": "q99", "text": "欢迎再来。", "origin": "editor", "speaker": "某甲", "role": "某职"},
        "欢迎再来。",
    ),
    ("quotes", {"id": "q99", "text": "欢迎再来。", "origin": "editor", "speaker": "某甲", "role": "某职"}, "某职 某甲"),
    ("policies", {"id": "l99", "text": "“新政九条”", "origin": "editor"}, "“新政九条”"),
    ("speakers", {"name": "某乙", "role": "某局局长", "origin": "editor"}, "某局局长 某乙"),
    (
        "points",
        {"id": "p99", "section": "s1", "text": "编者说产业基金很多。", "origin": "editor"},
        "编者说产业基金很多。",
    ),
    (
        "enumerations",
        {"id": "e99", "kind": "keywords", "origin": "editor", "items": [{"ordinal": 1, "head": {"text": "快中求稳"}}]},
        "快中求稳",
    ),
]


@pytest.mark.parametrize("script", [Script.HANS, Script.TW])
@pytest.mark.parametrize(("key", "entry", "words"), ADDED)
def test_an_editor_s_words_are_printed_with_their_mark(
    key: str, entry: dict[str, Any], words: str, script: Script
) -> None:
    audience = "investor" if key == "points" else "officials"

    runs = runs_of(with_entry(key, entry), audience, script)

    editors = [index for index, run in enumerate(runs) if isinstance(run.origin, FromEditor)]
    printed = task_of(content(), script=script)
    assert printed
    assert editors, words
    for index in editors:
        following = "".join(run.text for run in runs[index + 1 : index + 5])
        assert MARK[script] in following


@pytest.mark.parametrize("key", ["title", "place", "outlet", "published"])
def test_a_cover_line_that_an_editor_wrote_is_marked(key: str) -> None:
    edited = content() | {key: {"text": "2026年5月" if key == "published" else "青屏县", "origin": "editor"}}

    document = compose_document(task_of(edited))

    opening = [run.text for run in runs_in((document.cover, one_page_of(document).said))]

    assert MARK[Script.HANS] in opening


def test_a_figure_that_an_editor_added_has_no_place_in_the_source() -> None:
    runs = runs_of(with_entry("figures", FIGURE))

    at = next(index for index, run in enumerate(runs) if run.text == "20条")
    row = "".join(run.text for run in runs[at : at + 3])
    assert row == "20条未详（编者补充）"


def test_files_with_an_editor_s_words_pass_the_gate_in_every_format() -> None:
    made = render(task_of(with_all_entries()))

    assert made.failed == {}
    assert "编者补充" in made.contents["html"].decode()


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("quotes", {"speaker": "某甲"}),
        ("quotes", {"role": "青屏县县长"}),
        ("speakers", {"name": "某甲"}),
        ("speakers", {"role": "青屏县县长"}),
    ],
)
def test_a_person_whom_the_source_does_not_name_is_refused_as_the_source_s(key: str, change: dict[str, str]) -> None:
    edited = content()
    edited[key][0] |= change
    (name, value), *_ = change.items()

    with pytest.raises(ConfigurationError, match=rf"{key}\[0\]\.{name} 有误：原文里没有“{value}”") as refused:
        load(edited)

    assert '"origin": "editor"' in refused.value.hint


def test_a_figure_of_an_editor_must_say_which_sentence_it_is_about() -> None:
    with pytest.raises(ConfigurationError, match=r"figures\[\d+\]\.point"):
        load(with_entry("figures", FIGURE | {"point": None}))


def test_changed_words_with_old_spans_are_told_by_the_key_and_where_they_stand() -> None:
    edited = content()
    figure = next(one for one in edited["figures"] if one["indicator"])
    at = edited["figures"].index(figure)
    figure["indicator"]["text"] = "人才公寓"
    start = TEXT.index("人才公寓")

    with pytest.raises(ConfigurationError, match=rf"figures\[{at}\]\.indicator\.spans") as refused:
        load(edited)

    assert f"[{start}, {start + 4})" in refused.value.hint


def test_a_key_that_means_nothing_is_refused_and_those_that_are_written_are_known() -> None:
    edited = content()
    edited["figuers"] = edited.pop("figures")

    with pytest.raises(ConfigurationError, match="有不认识的键 figuers") as refused:
        load(edited)

    assert refused.value.hint == f"这里可用的键：{'、'.join(sorted(content()))}"


def test_everything_that_is_wrong_is_told_at_once() -> None:
    edited = content()
    edited["title"]["text"] = "别的题目"
    edited["figures"][0]["text"] = "722家"
    edited["quotes"][0]["speaker"] = "某甲"

    with pytest.raises(ConfigurationError, match="共 3 处") as refused:
        load(edited)

    assert all(where in refused.value.message for where in ("title.span", "figures[0].span", "quotes[0].speaker"))


def test_an_editor_s_entries_are_the_same_when_written_and_read_again() -> None:
    edited = content()
    edited["speakers"].append({"name": "某乙", "role": "某局局长", "origin": "editor"})
    outline = load(with_entry("figures", FIGURE) | {"speakers": edited["speakers"]})

    assert from_json(to_json(outline), outline.source) == outline


def with_all_entries() -> dict[str, Any]:
    edited = content()
    for key, entry, _ in ADDED:
        if entry["id" if "id" in entry else "name"] not in {one.get("id", one.get("name")) for one in edited[key]}:
            edited[key].append(entry)
    return edited


@cache
def made_with_all_entries(script: Script) -> tuple[dict[str, FinishedFile], ExpectedText]:
    """The investors' files with every kind of entry read back, and what they are checked against."""
    task = task_of(with_all_entries(), "investor", script)
    entries = tuple(ledger_entries(compose_document(task)))
    read = {suffix: read_own(made, f"a.{suffix}") for suffix, made in render(task).contents.items()}
    return read, ExpectedText(task.reading.outline, entries, script)


def without_mark(finished: FinishedFile, script: Script, number: int) -> FinishedFile:
    """The file with one of its marks deleted, as a person deletes it."""
    passages, mark = list(finished.passages), MARK[script]
    places = [
        (index, found.start())
        for index, passage in enumerate(passages)
        if passage.channel == "text"
        for found in re.finditer(mark, passage.text)
    ]
    index, start = places[number]
    text = passages[index].text
    passages[index] = replace(passages[index], text=text[:start] + text[start + len(mark) :], marks=())
    return replace(finished, passages=tuple(passages))


@pytest.mark.parametrize("script", [Script.HANS, Script.TW])
@pytest.mark.parametrize("suffix", ["html", "docx", "pdf"])
@pytest.mark.parametrize("number", range(7))
def test_an_editor_s_words_without_their_mark_are_a_finding(script: Script, suffix: str, number: int) -> None:
    files, authority = made_with_all_entries(script)

    found = find_faults(without_mark(files[suffix], script, number), authority)

    assert [one.code for one in found] == ["editor"]
    assert "编者补充的话，原文没有" in found[0].message
    assert find_faults(files[suffix], authority) == ()


def test_a_mark_says_nothing_of_words_that_another_one_stands_behind() -> None:
    files, authority = made_with_all_entries(Script.HANS)
    passages = [replace(one, text=one.text.replace("（编者补充）", ""), marks=()) for one in files["docx"].passages]
    last = next(index for index in range(len(passages) - 1, 0, -1) if "某局局长" in passages[index].text)
    passages[last] = replace(passages[last], text=passages[last].text + "（编者补充）")

    found = find_faults(replace(files["docx"], passages=tuple(passages)), authority)

    assert [one.words for one in found] == [
        "某局局长 某乙",
        "某局局长 某乙",
        "欢迎再来。",
        "某职 某甲",
        "快中求稳",
        "“新政九条”",
        "编者说产业基金很多。",
    ]


def test_the_report_lists_what_an_editor_added_and_stays_at_exit_code_0(tmp_path: Path) -> None:
    (tmp_path / "访谈.txt").write_text(TEXT, encoding="utf-8")
    edited = with_all_entries()
    edited["source"]["name"] = "访谈.txt"
    (tmp_path / "outline.json").write_text(json.dumps(edited), encoding="utf-8")
    options = ("-a", "officials", "-s", "hans", "-f", "docx", "--no-cache", "--out", str(tmp_path / "out"))
    built = CliRunner().invoke(briefing, ["build", str(tmp_path / "outline.json"), *options])
    assert built.exit_code == 0, built.output
    made = next((tmp_path / "out").glob("*/officials.zh-Hans.docx"))

    text = CliRunner().invoke(briefing, ["check", str(made)])
    loaded = json.loads(CliRunner().invoke(briefing, ["check", str(made), "--format", "json"]).output)

    assert text.exit_code == 0, text.output
    assert "编者补充（不是原文的话）11 处" in text.output
    assert "“编者说产业基金很多。”" in text.output
    assert loaded["files"][0]["findings"] == []
    assert "20条" in [one["words"] for one in loaded["files"][0]["editor"]]
