"""Lines of code are counted without blank lines, comments and docstrings; functions with what uses them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
count_code = importlib.import_module("count_code")

MODULE = '''"""A module.

Of two functions.
"""

# A comment.
TABLE = {
    "a": 1,  # another

}


def _helper(value: int) -> int:
    """Twice the value."""
    return value * 2


def double(value: int) -> int:
    return _helper(value)


def _half(value: int) -> int:
    return value // 2


CHANGES = (double, _half)
'''


def test_blank_lines_comments_and_docstrings_are_no_code() -> None:
    lines = count_code.code_lines(MODULE)

    assert [MODULE.splitlines()[number - 1] for number in sorted(lines)] == [
        "TABLE = {",
        '    "a": 1,  # another',
        "}",
        "def _helper(value: int) -> int:",
        "    return value * 2",
        "def double(value: int) -> int:",
        "    return _helper(value)",
        "def _half(value: int) -> int:",
        "    return value // 2",
        "CHANGES = (double, _half)",
    ]


def test_a_private_function_with_one_caller_is_told_from_one_that_others_may_call() -> None:
    found = list(count_code.functions(MODULE))

    assert [(one.name, one.lines, one.used_once) for one in found] == [
        ("_helper", 2, True),
        ("double", 2, False),
        ("_half", 2, True),
    ]


def test_what_a_table_holds_is_no_call() -> None:
    assert [one.name for one in count_code.functions(MODULE) if one.called_once] == ["_helper"]
