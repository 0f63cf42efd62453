"""Fits the weights of `briefing.edition.worth` (src/briefing/data/worth.toml) on sorted sentences of published texts.

    train_worth.py TEXTS            cross-validation by document: precision and recall at several thresholds
    train_worth.py TEXTS --write    the same, then the weights from all texts of the part `train`, and the interview

TEXTS holds NAME.txt for tests/real/sections/NAME.json. A sentence is of worth to investors where gold gives it to them;
to talent where gold gives it to either, since few sentences are for talent alone. The interview of seeds/ was sorted by those who made its packs: its sentences are of worth where a pack shows them.
Logistic regression with a penalty on large weights, in plain Python: the same weights on every machine.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.config.template_set import TemplateSet, load_template_set
from briefing.config.templates import Overlay
from briefing.edition.index import OutlineIndex
from briefing.edition.worth import Features, Worth
from briefing.outline.load import gather
from briefing.outline.parse import parse
from briefing.readers import read

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
GOLD, OUT = ROOT / "tests/real/sections", ROOT / "src/briefing/data/worth.toml"
INTERVIEW = ROOT / "seeds/huangpu-interview.txt"
SHOWN = ROOT / "tests/interview-shown.json"
STEPS, RATE, PENALTY, FOLDS = 300, 4.0, 0.125, 8
# Smaller weights change nothing.
LEAST = 0.05
THRESHOLDS = (-0.5, 0.0, 0.5, 1.0, 1.5)

# Whose sentences teach the weights of whom.
TEACHERS = {"investor": ("investor",), "talent": ("investor", "talent")}

Sample = tuple[Features, bool, bool]


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """The weights by feature."""
    keys = sorted({key for features, _, _ in samples for key in features})
    number = {key: index for index, key in enumerate(keys)}
    rows = [([(number[key], value) for key, value in features.items()], wanted) for features, wanted, _ in samples]
    weights, bias = [0.0] * len(keys), number["bias"]
    for _ in range(STEPS):
        slope = [PENALTY * weight for weight in weights]
        slope[bias] = 0.0
        for row, wanted in rows:
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights[at] * value for at, value in row))))) - wanted
            for at, value in row:
                slope[at] += error * value
        weights = [weight - RATE / len(rows) * change for weight, change in zip(weights, slope, strict=True)]
    return dict(zip(keys, weights, strict=True))


def total(weights: dict[str, float], features: Features) -> float:
    """The sum."""
    return sum(weights.get(key, 0.0) * value for key, value in features.items())


def samples_of(template_set: TemplateSet, text: Path, gold: Path, teachers: Sequence[str]) -> list[Sample]:
    """Each sentence's features, whether it is of worth, and whether it must be shown."""
    library = OutlineIndex(outline=parse(read(text)), topics=template_set.topics)
    worth, rows = Worth(library), json.loads(gold.read_text(encoding="utf-8"))["sentences"]
    found = []
    for point in library.placed:
        place = point.words.span
        row = next((row for row in rows if row["span"][0] < place.end and place.start < row["span"][1]), {})
        musts = any(row[name]["must"] for name in teachers if name in row)
        found.append((worth.features(point), any(name in row for name in teachers), musts))
    return found


def interview_samples(template_set: TemplateSet, teachers: Sequence[str]) -> list[Sample]:
    """The sentences of the interview."""
    library = OutlineIndex(outline=gather(INTERVIEW).outline, topics=template_set.topics)
    worth, by_reader = Worth(library), json.loads(SHOWN.read_text(encoding="utf-8"))
    shown = {tuple(place) for name in teachers for place in by_reader[name]}
    places = [(point, (point.words.span.start, point.words.span.end)) for point in library.placed]
    return [(worth.features(point), place in shown, False) for point, place in places]


def print_scores(name: str, scored: Sequence[tuple[float, bool, bool]]) -> None:
    """Precision and recall by threshold."""
    for threshold in THRESHOLDS:
        taken = [one for one in scored if one[0] > threshold]
        musts = [one for one in scored if one[2]]
        right, found = sum(one[1] for one in taken), sum(one[0] > threshold for one in musts)
        print(
            f"{name:14} > {threshold:4}: precision {right / max(1, len(taken)):.3f} ({right}/{len(taken)}), "
            f"recall {found / max(1, len(musts)):.3f} ({found}/{len(musts)})"
        )


def learn(template_set: TemplateSet, texts: Path, character: str) -> dict[str, float]:
    """The weights for readers of a character; prints how well they do on documents that they have not seen."""
    teachers = TEACHERS[character]
    parts: dict[str, list[list[Sample]]] = {"train": [], "held": []}
    for gold in sorted(GOLD.glob("*.json")):
        samples = samples_of(template_set, texts / f"{gold.stem}.txt", gold, teachers)
        parts[json.loads(gold.read_text(encoding="utf-8"))["part"]].append(samples)
    interview, scored = interview_samples(template_set, teachers), []
    for fold in range(FOLDS):
        others = [one for index, samples in enumerate(parts["train"]) if index % FOLDS != fold for one in samples]
        weights = fit([*others, *interview])
        tried = (one for index, samples in enumerate(parts["train"]) if index % FOLDS == fold for one in samples)
        scored += [(total(weights, features), wanted, must) for features, wanted, must in tried]
    print_scores(f"{character} cross", scored)
    weights = fit([*(one for samples in parts["train"] for one in samples), *interview])
    held = [(total(weights, one[0]), one[1], one[2]) for samples in parts["held"] for one in samples]
    print_scores(f"{character} held", held)
    return weights


def main() -> None:
    """Cross-validate, and write."""
    parser = argparse.ArgumentParser(description="求选材的权重")
    parser.add_argument("texts", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    template_set = load_template_set(Overlay())
    lines = ["# Weights of what is seen in a sentence: written by scripts/train_worth.py, not by hand."]
    for character in TEACHERS:
        weights = learn(template_set, asked.texts, character)
        lines += ["", f"[{character}]"]
        lines += [f'"{key}" = {value:.2f}' for key, value in sorted(weights.items()) if abs(value) >= LEAST]
    if asked.write:
        OUT.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
