"""Words as data: `lexicon/NAME.toml` → lists of words and patterns made of them.

A file has tables; each holds `words`, and may name other tables whose words it has `also`. It may hold `guarded` entries: a
word that counts only where its neighbours allow, with an example of both (`yes`, `no`: a test runs them). What guards a word:

- `not_after`, `not_before`: characters that may not stand beside it;
- `not_after_words`, `not_before_words`: words that may not;
- `only_after`, `only_before`: characters of which one must (`only_before` may hold `$`, the end of the text).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from briefing.kept import parse_toml

_FOLDER = Path(__file__).parent.parent / "lexicon"


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of `lexicon/NAME.toml`, each with the words that it has of others."""
    tables = parse_toml((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    added = {
        key: [word for one in table.get("also", ()) for word in tables[one]["words"]] for key, table in tables.items()
    }
    return {
        key: table | {"words": [*table["words"], *added[key]]} if added[key] else table for key, table in tables.items()
    }


def names() -> tuple[str, ...]:
    """The names of all lexicon files."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def words(name: str, table: str) -> tuple[str, ...]:
    """The plain words of a table, in the order of the file."""
    return tuple(load(name)[table].get("words", ()))


@cache
def word_set(name: str, table: str) -> frozenset[str]:
    """The plain words of a table, for membership."""
    return frozenset(words(name, table))


def every_word(name: str, table: str) -> tuple[str, ...]:
    """The words of a table, the guarded ones after the plain ones."""
    return (*words(name, table), *(entry["word"] for entry in load(name)[table].get("guarded", ())))


def pattern(name: str, *tables: str) -> str:
    """A group that matches any word of the tables, the longest first, guarded ones with what may not stand beside them."""
    entries = [load(name)[table] for table in tables]
    alternatives = [(word, re.escape(word)) for entry in entries for word in entry.get("words", ())]
    alternatives += [(one["word"], guard(one)) for entry in entries for one in entry.get("guarded", ())]
    return f"(?:{'|'.join(expression for _, expression in sorted(alternatives, key=lambda one: -len(one[0])))})"


def guard(entry: dict[str, Any]) -> str:
    """The pattern of a guarded word."""
    before = f"(?<![{entry['not_after']}])" if "not_after" in entry else ""
    before += f"(?<=[{entry['only_after']}])" if "only_after" in entry else ""
    # A look-behind has one length, so that each word needs its own.
    before += "".join(f"(?<!{re.escape(word)})" for word in entry.get("not_after_words", ()))
    after = f"(?![{entry['not_before']}])" if "not_before" in entry else ""
    after += f"(?!{'|'.join(map(re.escape, entry['not_before_words']))})" if "not_before_words" in entry else ""
    if only := entry.get("only_before"):
        after += f"(?=[{only.replace('$', '')}]{'|$' if '$' in only else ''})"
    return f"{before}{re.escape(entry['word'])}{after}"
