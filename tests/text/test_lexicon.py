"""The lexicon's own rules: no word twice in a table, and every guard does what its examples say."""

from __future__ import annotations

import ast
import re
from itertools import combinations, permutations
from pathlib import Path

import pytest

from briefing.text import lexicon

TABLES = [
    (name, table)
    for name in lexicon.names()
    for table, entry in lexicon.load(name).items()
    if entry.keys() & {"words", "guarded"}
]


@pytest.mark.parametrize("name", lexicon.names())
def test_a_word_stands_once_in_its_table(name: str) -> None:
    tables = {table: lexicon.every_word(name, table) for file, table in TABLES if file == name}

    assert {table: words for table, words in tables.items() if len(set(words)) < len(words)} == {}


@pytest.mark.parametrize("name", lexicon.names())
def test_a_guard_holds_for_its_examples(name: str) -> None:
    for table in (table for file, table in TABLES if file == name):
        guarded = lexicon.load(name)[table].get("guarded", ())
        pattern = re.compile(lexicon.pattern(name, table))
        for one in guarded:
            assert one["word"] in pattern.findall(one["yes"]), one
            assert one["word"] not in pattern.findall(one["no"]), one


# Grammars more than lists, in which words and places of words are one expression.
GRAMMARS = {
    "outline/enumerations/leads.py", "outline/figures/candidates.py", "outline/figures/verbs.py",
}  # fmt: skip
# An expression of more Chinese words than these is a list, and lists are data.
MOST_WORDS = 24


def long_lists(text: str) -> list[str]:
    """The expressions of a module that hold more Chinese words than an expression should."""
    literals = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    expressions = [value for value in literals if isinstance(value, str) and "|" in value]
    return [one for one in expressions if len(re.findall("[\u4e00-\u9fff]{2,}", one)) > MOST_WORDS]


def test_lists_of_words_are_in_the_lexicon() -> None:
    package = Path(lexicon.__file__).parent.parent
    modules = {path.relative_to(package).as_posix(): path for path in package.rglob("*.py")}
    found = {name: long_lists(path.read_text(encoding="utf-8")) for name, path in modules.items()}

    assert {name: lists for name, lists in found.items() if lists and name not in GRAMMARS} == {}
    assert {name for name in GRAMMARS if not found[name]} == set()


def test_a_long_list_of_words_is_seen() -> None:
    words = "|".join(f"{one}{other}" for one in "甲乙丙丁戊" for other in "子丑寅卯辰")

    assert long_lists(f'X = "{words}"') == [words]
    assert long_lists(f'X = "{words[: len(words) // 2]}"') == []


@pytest.mark.parametrize("name", lexicon.names())
def test_words_of_another_table_are_named_and_not_listed_again(name: str) -> None:
    """Five words and more that all stand in a longer table of the file are a list of their own, which that one has `also`."""
    plain = {table: set(lexicon.words(name, table)) for file, table in TABLES if file == name}
    twice = [
        (large, small)
        for large, small in permutations(plain, 2)
        if len(plain[small]) > 4
        and plain[small] < plain[large]
        and small not in lexicon.load(name)[large].get("also", ())
    ]

    assert twice == []


# Alike and not the same: in brackets, the ends of names of papers are others than before a colon.
ALIKE = {
    (("turns", "press"), ("turns", "bracketed_press")),
}
ROLES = [(name, table) for name, table in TABLES if name not in {"name_forms", "surnames", "label_words"}]


def test_no_two_tables_are_one_list() -> None:
    """Two tables of which each has most of the other's words are one role under two names."""
    words = {(name, table): set(lexicon.every_word(name, table)) for name, table in ROLES}
    twins = [
        (one, other)
        for one, other in combinations([role for role in ROLES if len(words[role]) > 7], 2)
        if 2 * len(words[one] & words[other]) > len(words[one] | words[other])
    ]

    assert set(twins) <= ALIKE
