"""Docstrings say what the caller gets: they begin with a noun or a verb, and ask nothing."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
SUPPORT = [path for path in (ROOT / "tests").rglob("*.py") if not path.name.startswith("test_")]
# A noun or a verb says more: “The first line that differs”, not “Where two files differ”.
QUESTIONS = {"How", "What", "When", "Where", "Whether", "Which", "Who", "Whose", "Why"}


def questions(text: str) -> list[str]:
    """First lines of the docstrings of a module that open like a question."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, documented)]
    firsts = [line for node in nodes for line in (ast.get_docstring(node) or "").splitlines()[:1]]
    return [first for first in firsts if first.partition(" ")[0] in QUESTIONS]


def test_no_docstring_opens_like_a_question() -> None:
    paths = [*(ROOT / "src").rglob("*.py"), *(ROOT / "scripts").rglob("*.py"), *SUPPORT]

    found = {path.relative_to(ROOT).as_posix(): questions(path.read_text(encoding="utf-8")) for path in paths}

    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_question_is_seen_wherever_it_opens_a_docstring() -> None:
    text = '"""Where it is."""\ndef f():\n    """What it is."""\nclass C:\n    """The places.\n\n    What else."""\n'

    assert questions(text) == ["Where it is.", "What it is."]
