"""Words as data: `lexicon/NAME.toml` → lists of words and patterns made of them.

A file has tables; each holds `words`, and may hold `guarded` entries: a word that counts only where its neighbours allow,
with an example of both (`not_after`, `not_before`: characters; `yes`, `no`: examples, which a test runs).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent.parent / "lexicon"


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of `lexicon/NAME.toml`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def names() -> tuple[str, ...]:
    """The names of all lexicon files."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def words(name: str, table: str) -> tuple[str, ...]:
    """The plain words of a table, in the order of the file."""
    return tuple(load(name)[table].get("words", ()))


def pattern(name: str, table: str) -> str:
    """A group that matches any word of the table, the longest first, guarded ones with what may not stand beside them."""
    entry = load(name)[table]
    alternatives = [(word, re.escape(word)) for word in entry.get("words", ())]
    alternatives += [(one["word"], _guarded(one)) for one in entry.get("guarded", ())]
    return f"(?:{'|'.join(expression for _, expression in sorted(alternatives, key=lambda one: -len(one[0])))})"


def _guarded(entry: dict[str, Any]) -> str:
    before = f"(?<![{entry['not_after']}])" if "not_after" in entry else ""
    after = f"(?![{entry['not_before']}])" if "not_before" in entry else ""
    return f"{before}{re.escape(entry['word'])}{after}"
