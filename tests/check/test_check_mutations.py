"""Seeded single changes of a short file: each is found, whatever the seed; harmless ones are not."""

from __future__ import annotations

import random
import re

import pytest

from checking import SOURCE, faults_of, finished_of

_NUMBER = re.compile(r"\d+(?=[家公亿%年])")
_QUALIFIED = re.compile(r"(?<=[，达了值额积长])(?=\d)")


def _digit(text: str, chance: random.Random) -> str:
    match = chance.choice(list(_NUMBER.finditer(text)))
    at = chance.randrange(match.start(), match.end())
    other = chance.choice([digit for digit in "123456789" if digit != text[at]])
    return text[:at] + other + text[at + 1 :]


def _qualifier(text: str, chance: random.Random) -> str:
    at = chance.choice(list(_QUALIFIED.finditer(text))).start()
    return text[:at] + chance.choice(["超", "近", "约", "不低于", "累计"]) + text[at:]


def _swap(text: str, chance: random.Random) -> str:
    first, second = chance.choice([("73家", "63家"), ("63家", "74家"), ("74家", "721家"), ("192公顷", "721家")])
    return text.replace(first, "@").replace(second, first).replace("@", second)


def _quotation(text: str, chance: random.Random) -> str:
    start, end = text.index("“青禾谷是") + 1, text.index("热土。”")
    at = chance.randrange(start, end)
    return text[:at] + chance.choice("新强优智") + text[at + 1 :]


def _reordered(text: str, chance: random.Random) -> str:
    lines = text.splitlines()
    chance.shuffle(lines)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("change", [_digit, _qualifier, _swap, _quotation])
def test_a_change_of_a_fact_is_found(change: object, seed: int) -> None:
    changed = change(SOURCE, random.Random(seed))  # noqa: S311 a seed, no secret

    assert faults_of(finished_of(*changed.splitlines()))


@pytest.mark.parametrize("seed", range(6))
def test_paragraphs_in_any_order_have_no_faults(seed: int) -> None:
    changed = _reordered(SOURCE, random.Random(seed))  # noqa: S311 a seed, no secret

    assert faults_of(finished_of(*changed.splitlines())) == ()
