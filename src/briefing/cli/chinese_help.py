"""Help pages whose columns stand straight: a Chinese character is two columns wide, which Click does not know."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

# No line begins with these (CLREQ §3.1.7).
_NOT_FIRST = frozenset("，。、；：？！）〉》」』”")
# Click adds what a value is when nothing is given, and between what it may lie: [default: 8000; 0<=x<=65535].
_ADDED = re.compile(r"\s*\[((?:default: |\d+<=x)[^\]]*)\]$")
_FIRST_COLUMN = 30
_GAP = 2


def columns(text: str) -> int:
    """The columns that the text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of so many columns; Western words and numbers stay whole, and marks stay with their words."""
    lines = [""]
    for piece in re.findall(r"\s+|[（“《「]?(?:[!-~]+|.)", text):
        fits = columns(lines[-1] + piece) <= width
        if lines[-1] and not fits and piece not in _NOT_FIRST:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines


def in_chinese(explanation: str) -> str:
    """The explanation of an option, with what Click adds to it said in Chinese."""
    return _ADDED.sub(lambda found: f"（{'，'.join(map(_added, found[1].split('; ')))}）", explanation)


def _added(part: str) -> str:
    if part.startswith("default: "):
        return f"默认 {part.removeprefix('default: ')}"
    return part.replace("<=x<=", " 到 ")


class ChineseFormatter(click.HelpFormatter):
    """Writes headings with a Chinese colon, and wraps by columns."""

    def write_heading(self, heading: str) -> None:
        """Writes a heading."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Writes a paragraph."""
        for line in wrap(" ".join(text.split()), self.width - self.current_indent):
            self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _FIRST_COLUMN, col_spacing: int = _GAP) -> None:
        """Writes what each thing means in a second column; what is too wide for the first gets a line of its own."""
        listed = tuple(rows)
        first = min(col_max, max(columns(term) for term, _ in listed)) + col_spacing
        for term, explanation in listed:
            lines = wrap(explanation, self.width - self.current_indent - first)
            fits = columns(term) + _GAP <= first
            head = f"{term}{'':>{first - columns(term)}}{lines.pop(0)}" if fits else term
            for line in (head, *(f"{'':>{first}}{line}" for line in lines)):
                self.write(f"{'':>{self.current_indent}}{line}\n")


class ChineseContext(click.Context):
    """The context of a command whose help is written so."""

    formatter_class = ChineseFormatter
