"""The lexicon's own rules: no word twice in a table, and every guard does what its examples say."""

from __future__ import annotations

import re

import pytest

from briefing.text import lexicon

TABLES = [
    (name, table)
    for name in lexicon.names()
    for table, entry in lexicon.load(name).items()
    if entry.keys() & {"words", "guarded"}
]


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_a_word_stands_once_in_its_table(name: str, table: str) -> None:
    entry = lexicon.load(name)[table]
    every = [*entry.get("words", ()), *(one["word"] for one in entry.get("guarded", ()))]

    assert sorted(set(every)) == sorted(every)


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_a_guard_holds_for_its_examples(name: str, table: str) -> None:
    pattern = re.compile(lexicon.pattern(name, table))

    for one in lexicon.load(name)[table].get("guarded", ()):
        assert one["word"] in pattern.findall(one["yes"]), one
        assert one["word"] not in pattern.findall(one["no"]), one
