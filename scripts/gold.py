"""Writes tests/gold/NAME.txt and NAME.gold.json from tests/gold/marked/NAME.txt: run it after changing a mark."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests/support"))


def main() -> None:
    """Write every text and its gold, and print one line for each."""
    # The reader of marks lives with the tests, which are no package.
    read_marked = importlib.import_module("gold_markup").read_marked
    for path in sorted((ROOT / "tests/gold/marked").glob("*.txt")):
        text, gold = read_marked(path)
        (ROOT / "tests/gold" / path.name).write_text(text, encoding="utf-8", newline="")
        target = ROOT / "tests/gold" / f"{path.stem}.gold.json"
        target.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="")
        counts = " ".join(
            f"{key} {len(gold[key])}" for key in ("figures", "enumerations", "quotes", "qa", "hard_negatives")
        )
        sys.stdout.write(f"{path.stem}: {len(text)} characters, {counts}\n")


if __name__ == "__main__":
    main()
