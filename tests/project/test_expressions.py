"""Character sets without tables: they match what CPython's own match, and CPython still makes tables."""

# ruff: noqa: SLF001 - what is tested stands in the place of a private function of CPython

from __future__ import annotations

import re
from typing import Any

import pytest

from briefing.expressions import make_fewer_tables

COMPILER: Any = re._compiler
SETS = (
    "[，。；]",
    "[^，。；：、]",
    "[\u4e00-\u9fff]",
    "[^\u4e00-\u9fffA-Za-z·]",
    r"[\d\s，。]",
    r"[^\w“”]",
    "[一二三四五六七八九十百千万]",
    "[^一二三四五六七八九十百千万]",
    "(?:省|市|区)长",
    "[\u4e00-\u9fff\U00020000-\U0003ffff]",
    "(?i)[a-k，]",
    "[a-zé]",
)


@pytest.mark.parametrize("expression", SETS)
def test_sets_match_what_they_match_with_tables(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    characters = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x30000)))) + "省长市长区长"
    ours = COMPILER.compile(expression)
    monkeypatch.setattr(COMPILER, "_optimize_charset", COMPILER._optimize_charset.__wrapped__)
    with_tables = COMPILER.compile(expression)

    assert ours.findall(characters) == with_tables.findall(characters)


def test_cpython_still_makes_a_table_for_a_few_characters() -> None:
    """Where this fails, `briefing.expressions` is needed no more."""
    members = [(COMPILER.LITERAL, ord(mark)) for mark in "，。；"]

    made, _ = COMPILER._optimize_charset.__wrapped__(list(members))

    assert made != members


def test_what_is_replaced_once_is_not_replaced_again() -> None:
    build = COMPILER._optimize_charset

    make_fewer_tables()

    assert COMPILER._optimize_charset is build


def test_a_python_that_builds_its_sets_otherwise_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(COMPILER, "_optimize_charset")

    make_fewer_tables()

    assert not hasattr(COMPILER, "_optimize_charset")
