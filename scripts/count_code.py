"""Counts lines of code (no blank lines, comments or docstrings) and says how long functions are, room by room.

A function is "private, used once" if its name begins with an underscore and stands only once outside its own definition
in the module that defines it. Of those, the ones that are called there could go into their callers; the others are kept in a
table, handed on, or decorated (a cache, a property), and must be functions. `--short` lists the called ones of three lines at most.
"""

from __future__ import annotations

import ast
import io
import re
import statistics
import sys
import tokenize
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "briefing"
_NO_CODE = frozenset(
    (
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENCODING,
        tokenize.ENDMARKER,
    )
)
_SHORT = 3
_Definition = ast.FunctionDef | ast.AsyncFunctionDef
_Documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function: its lines of code, head included, whether it is private and used once, and whether that use is a call."""

    name: str
    lines: int
    used_once: bool
    called_once: bool


def _docstrings(tree: ast.Module) -> set[int]:
    """The numbers of the lines that docstrings take."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, _Documented) and ast.get_docstring(node, clean=False) is not None:
            found.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return found


def code_lines(text: str) -> set[int]:
    """The numbers of the lines that hold code."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines - _docstrings(ast.parse(text))


def functions(text: str) -> Iterator[Function]:
    """Every function and method of a module."""
    lines, tree = code_lines(text), ast.parse(text)
    callees = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    called = {getattr(callee, "id", getattr(callee, "attr", "")) for callee in callees}
    for node in ast.walk(tree):
        if isinstance(node, _Definition):
            own = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            private = node.name.startswith("_") and not node.name.startswith("__")
            once = private and len(re.findall(rf"\b{node.name}\b", text)) == 2  # noqa: PLR2004 - its head is one
            yield Function(
                name=node.name,
                lines=len(lines.intersection(own)),
                used_once=once,
                called_once=once and node.name in called and not node.decorator_list,
            )


def main() -> None:
    """Prints the table and the totals, or with `--short` the shortest functions that are called once."""
    rooms: dict[str, list[int]] = {}
    found: list[Function] = []
    short: list[str] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text, below = path.read_text(encoding="utf-8"), path.relative_to(PACKAGE)
        rooms.setdefault(below.parts[0] if len(below.parts) > 1 else "(beside)", []).append(len(code_lines(text)))
        own = list(functions(text))
        found += own
        short += [f"{below}: {one.name}" for one in own if one.called_once and one.lines <= _SHORT]
    if "--short" in sys.argv[1:]:
        print(*short, sep="\n")
        return
    for room, sizes in rooms.items():
        print(f"{room:12}{len(sizes):5} modules{sum(sizes):8} lines of code")
    sizes = [size for room in rooms.values() for size in room]
    print(f"{'all':12}{len(sizes):5} modules{sum(sizes):8} lines of code")
    lengths = sorted(one.lines for one in found)
    once, called = sum(one.used_once for one in found), sum(one.called_once for one in found)
    print(
        f"{len(lengths)} functions: median {statistics.median(lengths):g} lines, p95 {lengths[len(lengths) * 95 // 100]}, "
        f"longest {lengths[-1]}; private and used once: {once} ({once / len(lengths):.0%}), called there: {called} ({called / len(lengths):.0%})"
    )


if __name__ == "__main__":
    main()
