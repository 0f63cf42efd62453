"""Learned weights as data: `data/NAME_weights.tsv`, sorted, one feature and its weight a line, below `# key: value` lines.

Rows that begin with `sure:` weigh the facts of a choice (its share, the best unlike answer's) to how likely it is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, fsum
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FOLDER = Path(__file__).parent.parents[2] / "data"
SURENESS = "sure:"
# The fact of a choice that the form of its sentence proves.
PROVEN = "proven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weight of every feature and fact that has one, and how sure a choice must be to be printed."""

    of: dict[str, float]
    facts: dict[str, float]
    threshold: float

    def sum(self, features: Iterable[str]) -> float:
        """The features' weights together; one that is not known weighs nothing."""
        of = self.of
        return fsum([of[feature] for feature in features if feature in of])

    def sureness(self, facts: Mapping[str, float]) -> float:
        """The probability that a choice of such facts is right."""
        get = self.facts.get
        return 1 / (1 + exp(-fsum([get(fact, 0.0) * value for fact, value in facts.items()])))


def weights_file(name: Literal["label", "time"]) -> Path:
    """The path of the weights of labels or of times."""
    return _FOLDER / f"{name}_weights.tsv"


def _read(name: Literal["label", "time"]) -> tuple[dict[str, str], str]:
    """The `# key: value` lines above the weights, and the lines of weights."""
    head, _, rows = weights_file(name).read_text(encoding="utf-8").partition("\n\n")
    return dict(line[2:].split(": ", 1) for line in head.split("\n")), rows


def load_facts(name: Literal["label", "time"]) -> dict[str, str]:
    """The head of a weights file, about its making: data, date, scores, threshold."""
    return _read(name)[0]


@cache
def load_weights(name: Literal["label", "time"]) -> Weights:
    """The weights of labels or of times."""
    facts, rows = _read(name)
    pairs = [row.split("\t") for row in rows.split("\n") if row]
    return Weights(
        of={feature: float(weight) for feature, weight in pairs if not feature.startswith(SURENESS)},
        facts={feature[len(SURENESS) :]: float(weight) for feature, weight in pairs if feature.startswith(SURENESS)},
        threshold=float(facts["threshold"]),
    )
