"""Learned weights as data: `data/NAME_weights.tsv`, sorted, one feature and its weight a line, below `# key: value` lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER = Path(__file__).parents[2] / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weight of every feature that has one, and how sure a choice must be to be printed."""

    of: dict[str, float]
    threshold: float

    def sum(self, features: Iterable[str]) -> float:
        """The features' weights together; one that is not known weighs nothing."""
        get = self.of.get
        return sum([get(feature, 0.0) for feature in features])


@cache
def load_weights(name: Literal["label", "time"]) -> Weights:
    """The weights of labels or of times."""
    head, _, rows = (_FOLDER / f"{name}_weights.tsv").read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line[2:].split(": ", 1) for line in head.split("\n"))
    pairs = (row.split("\t") for row in rows.split("\n") if row)
    return Weights(of={feature: float(weight) for feature, weight in pairs}, threshold=float(facts["threshold"]))
