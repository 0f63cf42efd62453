"""The gold that there is: our own, and the corpus beside the project where it has been given."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests/gold"
SHARED = ROOT.parent / "shared"
HELD_OUT = frozenset(
    (
        "press-conference",
        "poverty-relief",
        "hk-policy-address",
        "reaction-feature",
        "county-interview-hant",
        "energy-qa",
        "county-report",
        "minister-essay",
        "new-district-hant",
        "rail-conference",
        "hk-bureau-interview",
        "park-written-interview",
        "hk-district-council",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFile:
    """A gold file and the text that it is about; `group` is own, held-out, seed or corpus."""

    name: str
    group: str
    path: Path
    source: Path

    def gold(self) -> dict[str, Any]:
        """The gold file as parsed JSON."""
        found: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
        return found

    def text(self) -> str:
        """The text without newline translation, as the offsets count it."""
        return self.source.read_bytes().decode("utf-8")


def own_gold() -> list[GoldFile]:
    """The gold that the project carries: the invented documents and the interview."""
    invented = [
        _gold_file(path, GOLD, "held-out" if _stem(path) in HELD_OUT else "own")
        for path in sorted(GOLD.glob("*.gold.json"))
    ]
    return [*invented, _gold_file(ROOT / "tests/huangpu-interview.gold.json", ROOT / "seeds", "seed")]


def corpus_gold() -> list[GoldFile]:
    """The gold of the corpus beside the project; none where that is missing."""
    paths = sorted((SHARED / "corpus").glob("*.gold.json"))
    return [_gold_file(path, path.parent, "corpus") for path in paths if not path.name.startswith("huangpu")]


def _stem(path: Path) -> str:
    return path.name.removesuffix(".gold.json")


def _gold_file(path: Path, texts: Path, group: str) -> GoldFile:
    """The gold file with its text, which it names itself (a text may have several)."""
    name: str = json.loads(path.read_text(encoding="utf-8"))["file"]
    return GoldFile(name=_stem(path), group=group, path=path, source=texts / name)
