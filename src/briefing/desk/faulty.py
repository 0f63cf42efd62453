"""The file beside a text that cannot be read, and the line of it that is wrong, for who is to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.files import load_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Of a mistake in TOML the line is told; of a wrong entry the list that it is in, and which it is there.
_LINE = re.compile(r"第 ([0-9]+) 行")
_ENTRY = re.compile(r"\b([a-z]+)\[([0-9]+)\]")
_AROUND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """A file that is wrong, the number of the line (0 where none is known), and the lines around it with their numbers."""

    path: Path
    line: int
    around: tuple[tuple[int, str], ...]


def find_faulty(message: str, files: Iterable[Path]) -> Faulty | None:
    """The one of the files that an error names; None where it names none of them."""
    named = [one for one in files if one.name in message]
    if not named:
        return None
    # 访谈.toml is also the end of a longer name.
    path = max(named, key=lambda one: len(one.name))
    lines: list[str] = []
    if path.suffix == ".toml":
        try:
            lines = load_text(path, path.name).split("\n")
        except (OSError, BriefingError):
            lines = []
    line = _line_of(message, lines)
    first, last = max(1, line - _AROUND), min(len(lines), line + _AROUND)
    around = tuple((number, lines[number - 1]) for number in range(first, last + 1)) if line else ()
    return Faulty(path=path, line=line, around=around)


def _line_of(message: str, lines: list[str]) -> int:
    """The number of the line that the error is about, 0 where it cannot be told."""
    if told := _LINE.search(message):
        return min(int(told[1]), len(lines))
    if entry := _ENTRY.search(message):
        heads = [number for number, line in enumerate(lines, 1) if line.strip() == f"[[{entry[1]}]]"]
        return heads[int(entry[2]) - 1] if 0 < int(entry[2]) <= len(heads) else 0
    return 0
