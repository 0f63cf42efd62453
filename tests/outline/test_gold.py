"""The gold agrees with its marked texts, and every offset in it quotes its text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gold_files import GOLD, GoldFile, corpus_gold, own_gold
from gold_markup import read_marked
from outlining import outline_of
from score_table import GOALS
from scores import Score
from scoring import score_outline

if TYPE_CHECKING:
    from pathlib import Path

# What the extractors have reached; the goal stands in `GOALS`. Raise a floor when the table shows more, never lower one.
FLOORS: dict[str, dict[str, float]] = {
    "own": {
        "precision": 0.93,  # 0.93
        "recall": 0.89,  # 0.93
        "f1": 0.93,  # 0.95
        "unit": 0.95,  # 0.97
        "qualifier": 0.93,  # 0.95
        # By learned weights, which print only what is sure: on real texts .91 of the labels printed are right (by rules .74).
        "indicator": 0.61,  # 0.85
        "period": 0.77,  # 0.85
        "change": 0.90,  # 0.90
        # Two texts that came in held out, one with a list that no rule reads, took it from 0.98.
        "items": 0.96,  # 0.97
        "items precise": 0.93,  # 0.93
        "whole": 0.93,  # 0.93
        "quotes": 0.95,  # 0.95
        "quotes precise": 0.93,  # 0.93
        "speakers": 0.93,  # 0.93
        "questions": 0.95,  # 0.95
        "speaker": 1.00,  # 1.00
        "role": 1.00,  # 1.00
    },
    "corpus": {
        "precision": 0.93,  # 0.93
        "recall": 0.93,  # 0.93
        "f1": 0.95,  # 0.95
        "unit": 0.97,  # 0.97
        "qualifier": 0.95,  # 0.95
        "indicator": 0.75,  # 0.85
        "period": 0.10,  # 0.85
        "change": 0.90,  # 0.90
        "items": 0.97,  # 0.97
        "items precise": 0.93,  # 0.93
        "whole": 0.93,  # 0.93
        "speaker": 1.00,  # 1.00
        "role": 1.00,  # 1.00
    },
}
MARKED = sorted((GOLD / "marked").glob("*.txt"))


@pytest.mark.parametrize("marked", MARKED, ids=lambda path: path.stem)
def test_gold_is_what_the_marked_text_says(marked: Path) -> None:
    text, gold = read_marked(marked)

    assert (GOLD / marked.name).read_bytes().decode("utf-8") == text
    assert json.loads((GOLD / f"{marked.stem}.gold.json").read_text(encoding="utf-8")) == gold


@pytest.mark.parametrize("file", own_gold(), ids=lambda file: file.name)
def test_every_gold_offset_quotes_its_text(file: GoldFile) -> None:
    gold, text = file.gold(), file.text()
    entries = [entry for key in ("figures", "ignore", "hard_negatives", "quotes") for entry in gold.get(key, [])]

    wrong = [entry["text"] for entry in entries if text[entry["start"] : entry["end"]] != entry["text"]]

    assert entries
    assert wrong == []


@pytest.fixture(scope="module")
def totals() -> dict[str, Score]:
    """The summed score of our own gold and of the corpus."""
    scores = {"own": Score(), "corpus": Score()}
    for file in (*own_gold(), *corpus_gold()):
        group = "corpus" if file.group == "corpus" else "own"
        scores[group] += score_outline(outline_of(file), file.gold(), file.text())
    return scores


@pytest.mark.parametrize(("name", "floor"), FLOORS["own"].items())
def test_our_own_gold_is_met_as_well_as_it_has_been(totals: dict[str, Score], name: str, floor: float) -> None:
    share = totals["own"].share(name)

    assert share is not None
    assert share >= min(floor, GOALS[name])


@pytest.mark.skipif(not corpus_gold(), reason="the corpus is not at hand")
@pytest.mark.parametrize(("name", "floor"), FLOORS["corpus"].items())
def test_the_corpus_gold_is_met_as_well_as_it_has_been(totals: dict[str, Score], name: str, floor: float) -> None:
    share = totals["corpus"].share(name)

    assert share is not None
    assert share >= min(floor, GOALS[name])
