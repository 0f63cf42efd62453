"""A pack in the hands of editors: their own lines and marks are let be, a lost cover line or a contradiction is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checking import faults_of, finished_of

SOURCE = """柳埠镇镇长贺文山做客直播间
主持人：请介绍一下柳埠镇的情况。
贺镇长：全镇去年接待游客36.50万人次，旅游收入2.4亿元，同比增长12%。
贺镇长：我们用好“看图—选地—落位”的办法，继续严格管控湖边的采砂船。
贺镇长：新建茶园可申请每亩900元补助，分3年发放。
"""
TITLE = "柳埠镇学习材料"


def _entry(text: str, key: str, block: str = "cover") -> dict[str, object]:
    file = "topics.toml" if key.endswith(".name") else "wording.toml"
    return {"block": block, "text": text, "origin": {"kind": "template", "file": file, "key": key}}


def _of_source(words: str, block: str = "points") -> dict[str, object]:
    at = SOURCE.index(words)
    return {"block": block, "text": words, "origin": {"kind": "source", "spans": [[at, at + len(words)]]}}


LINES = [line.removeprefix("贺镇长：") for line in SOURCE.splitlines()[2:]]
ENTRIES = [
    _entry(TITLE, "title"),
    _entry("内部材料", "cover.internal"),
    *map(_of_source, LINES),
    _entry("茶叶与文旅", "tea.name", "sectors"),
    _of_source("新建茶园", "sectors"),
]
PACK = ["内部材料", TITLE, *LINES, "茶叶与文旅", "新建茶园"]


def _faults(*paragraphs: str) -> set[str]:
    cells = {"茶叶与文旅", "茶叶与航运", "新建茶园"}
    finished = finished_of(*paragraphs)
    passages = tuple(replace(one, part="cell") if one.text in cells else one for one in finished.passages)
    return {one.code for one in faults_of(replace(finished, passages=passages), source=SOURCE, entries=ENTRIES)}


def _with(was: str, becomes: str) -> list[str]:
    changed = [one.replace(was, becomes) for one in PACK]
    assert changed != PACK
    return [one for one in changed if one]


@pytest.mark.parametrize(
    "changed",
    [
        PACK,
        _with("36.50万人次", "36.5万人次"),
        _with("，同比增长12%", ""),
        _with("看图—选地—落位", "看图——选地——落位"),
        _with("“看图—选地—落位”", '"看图—选地—落位"'),
        [*PACK, "据了解，我们用好“看图—选地—落位”的办法，继续严格管控湖边的采砂船。"],
        [*PACK, "柳埠镇人民政府办公室　2026年5月6日印发"],
        [*PACK, "柳埠镇　2026年5月6日印制（共印80份）"],
        [*PACK, "未经同意，请勿转发。"],
        ["内部材料", TITLE, "2026年5月6日　柳埠", *PACK[2:]],
        [one for one in PACK if one != LINES[1]],
        [*PACK, "据介绍，全镇去年接待游客36.5万人次。"],
        [*PACK, "全镇去年接待游客36.5万人次，旅游收入2.4亿元。"],
    ],
)
def test_what_an_editor_does_without_saying_anything_else_is_let_be(changed: list[str]) -> None:
    assert _faults(*changed) == set()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (_with("内部材料", "公开发布"), "source"),
        (_with("茶叶与文旅", "茶叶与航运"), "wording"),
        (_with("，分3年发放", ""), "period"),
        (_with(TITLE, "云溪市" + TITLE), "name"),
        ([*PACK[:3], "我们没有严格管控湖边的采砂船。", *PACK[3:]], "negation"),
        ([*PACK, "全镇不再管控湖边的采砂船，用好看图的办法。"], "negation"),
    ],
)
def test_what_an_editor_says_otherwise_is_found(changed: list[str], code: str) -> None:
    assert code in _faults(*changed)


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        ("茶叶与文旅", False),
        ("航运与物流", True),
        ("茶叶与文旅、航运与物流", True),
    ],
)
def test_a_field_of_another_row_beside_a_statement_is_found(beside: str, found: bool) -> None:
    rows = [
        _entry("茶叶与文旅", "tea.name", "sectors"),
        _of_source("旅游收入2.4亿元，同比增长12%", "sectors"),
        _entry("茶叶与文旅", "tea.name", "sectors"),
        _entry("航运与物流", "ships.name", "sectors"),
        _of_source("继续严格管控湖边的采砂船", "sectors"),
    ]
    printed = [beside, "旅游收入2.4亿元，同比增长12%", "茶叶与文旅", "航运与物流", "继续严格管控湖边的采砂船"]
    finished = finished_of(*printed)
    cells = tuple(replace(one, part="cell") for one in finished.passages)

    faults = faults_of(replace(finished, passages=cells), source=SOURCE, entries=rows)

    assert bool(faults) == ("wording" in {one.code for one in faults}) == found


def test_a_connective_right_behind_the_number_of_a_place_says_nothing() -> None:
    rows = [_entry("5.1", "annex.label", "annex"), _of_source("新建茶园可申请每亩900元补助，分3年发放。", "annex")]
    finished = finished_of("5.1另外， 新建茶园可申请每亩900元补助，分3年发放。")

    assert faults_of(finished, source=SOURCE, entries=rows) == ()
