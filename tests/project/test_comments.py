"""Docstrings say what the caller gets, and a comment that sets a rule aside says why."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = [*(ROOT / "src").rglob("*.py"), *(ROOT / "scripts").rglob("*.py")]
SUPPORT = [path for path in (ROOT / "tests").rglob("*.py") if not path.name.startswith("test_")]
# A noun or a verb says more: “The first line that differs”, not “Where two files differ”.
QUESTIONS = {"How", "What", "When", "Where", "Whether", "Which", "Who", "Whose", "Why"}
SET_ASIDE = re.compile(r"# (?:noqa: [A-Z0-9, ]*[0-9]|type: ignore\[[\w, -]+\])([^#\n]*(?:#(?! noqa)[^#\n]*)?)")


def questions(text: str) -> list[str]:
    """First lines of the docstrings of a module that open like a question."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, documented)]
    firsts = [line for node in nodes for line in (ast.get_docstring(node) or "").splitlines()[:1]]
    return [first for first in firsts if first.partition(" ")[0] in QUESTIONS]


def without_reason(text: str) -> list[str]:
    """The comments of a module that set a rule aside and say no word more."""
    return [match[0] for match in SET_ASIDE.finditer(text) if not re.search(r"\w", match[1])]


def test_no_docstring_opens_like_a_question() -> None:
    found = {path: questions(path.read_text(encoding="utf-8")) for path in (*OURS, *SUPPORT)}

    assert {path.as_posix(): lines for path, lines in found.items() if lines} == {}


def test_a_question_is_seen_wherever_it_opens_a_docstring() -> None:
    text = '"""Where it is."""\ndef f():\n    """What it is."""\nclass C:\n    """The places.\n\n    What else."""\n'

    assert questions(text) == ["Where it is.", "What it is."]


def test_who_sets_a_rule_aside_says_why() -> None:
    found = {path: without_reason(path.read_text(encoding="utf-8")) for path in OURS}

    assert {path.as_posix(): comments for path, comments in found.items() if comments} == {}


def test_a_rule_set_aside_without_a_word_is_seen() -> None:
    told = "a()  # noqa: S101 - promised\nb() # noqa: E402  likewise\n"
    untold = "d()  # noqa: S101\ne()  # type: ignore[misc]\nf()  # noqa: S101, S102\n"

    assert without_reason(told) == []
    assert len(without_reason(untold)) == 3
