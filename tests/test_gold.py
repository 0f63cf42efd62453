"""The gold agrees with its marked texts, and every offset in it quotes its text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gold_files import GOLD, GoldFile, own_gold
from gold_markup import read_marked

if TYPE_CHECKING:
    from pathlib import Path

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
    """The summed score of each group of gold, and of all that is our own."""
    outlining = pytest.importorskip("outlining")
    scores: dict[str, Score] = {}
    for file in (*own_gold(), *corpus_gold()):
        score = score_outline(outlining.outline_of(file), file.gold(), file.text())
        for group in (file.group, *(["all own"] if file.group != "corpus" else [])):
            scores[group] = scores.get(group, Score()) + score
    return scores
