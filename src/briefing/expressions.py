r"""Regular expressions that compile once for all runs, and in half the time where they still have to.

CPython compiles an expression anew in every process. The 900 of our modules take 0.5 s; their code, which is a list of numbers
(no Python, and `_sre` verifies it before it runs), is read back in 0.015 s. So it is kept (`kept.py`).

For each `[…]` CPython makes a table of 65,536 characters, and fills `[\u4e00-\u9fff]` in one by one: 1 ms. The outline's 500
expressions hold 5,000 of them, 900 different ones. Without the table, members are compared one after the other, which for a
few is as fast; what is matched is the same.
"""

from __future__ import annotations

import contextlib
import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# 20,000 characters are read as fast with 8 as with tables for all, 5 % slower with 16.
_COMPARED = 8
# The caller of `re.compile`, seen from `_is_of_a_module`.
_CALLER = 4
_BELOW = ("briefing.files", "briefing.kept", "briefing.cli")


def make_fewer_tables() -> None:
    """Has this process make a table for sets of many characters alone, and once for those that are the same.

    Nothing happens where CPython builds its sets in another way than 3.11 to 3.13.
    """
    compiler: Any = getattr(re, "_compiler", None)
    build = getattr(compiler, "_optimize_charset", None)
    if build is None or hasattr(build, "__wrapped__"):
        return

    @cache
    def build_once(members: tuple[Any, ...]) -> Any:
        return build(list(members))

    def build_few(members: list[Any], *folding: Any) -> Any:
        if any(folding):  # IGNORECASE: which letters are one
            return build(members, *folding)
        return (members, False) if len(members) <= _COMPARED else build_once(tuple(members))

    build_few.__wrapped__ = build  # type: ignore[attr-defined]  # functools writes it likewise
    compiler._optimize_charset = build_few  # noqa: SLF001 - as said above


class ExpressionCompiler:
    """Stands in the place of CPython's own: compiles of the code that was kept, or keeps the code."""

    def __init__(self, compiler: Any) -> None:
        self._compiler = compiler
        self._compile: Callable[..., re.Pattern[Any]] = compiler.compile

    def compile(self, expression: Any, flags: int = 0) -> re.Pattern[Any]:
        """The expression, compiled; its code is kept if one of our modules compiles it while it is imported."""
        if isinstance(expression, str) and not flags & re.DEBUG and _is_of_a_module():
            return self.compile_kept(expression, flags)
        return self._compile(expression, flags)

    def compile_kept(self, expression: str, flags: int = 0) -> re.Pattern[str]:
        """The expression, compiled of the code that was kept, or anew."""
        from briefing.kept import RESULTS, name_of

        name = name_of(f"expression {flags} {self._compiler.MAGIC}", expression)
        if entry := RESULTS.get(name):
            with contextlib.suppress(RuntimeError, ValueError, TypeError, OverflowError, LookupError):
                return self._assemble(expression, list(entry[1]), *entry[0])
        parsed = self._compiler._parser.parse(expression, flags)  # noqa: SLF001 - here and below as CPython's `compile`
        code, state = self._compiler._code(parsed, flags), parsed.state  # noqa: SLF001 - likewise
        value = (flags | state.flags, state.groups - 1, state.groupdict)
        RESULTS.put(name, value, code)
        return self._assemble(expression, code, *value)

    def _assemble(
        self, expression: str, code: list[int], flags: int, groups: int, names: dict[str, int]
    ) -> re.Pattern[str]:
        by_number: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            by_number[number] = name
        made: re.Pattern[str] = self._compiler._sre.compile(expression, flags, code, groups, names, tuple(by_number))  # noqa: SLF001 - likewise
        return made


def _is_of_a_module() -> bool:
    """True if the caller of `re.compile` is the body of one of our modules: its expressions are the same in every run."""
    try:
        frame = sys._getframe(_CALLER)  # noqa: SLF001 - a stack of `inspect` takes longer than to compile
    except ValueError:
        return False
    name = frame.f_globals.get("__name__", "")
    # The store itself takes `files`, and cannot be asked while it is being imported. The few short expressions of the command
    # line compile sooner than the store is read, and `--help` needs no others.
    return frame.f_code.co_name == "<module>" and name.startswith("briefing.") and not name.startswith(_BELOW)


def _of_this_python() -> ExpressionCompiler | None:
    """The compiler, where CPython compiles as 3.11 to 3.13 do."""
    compiler: Any = getattr(re, "_compiler", None)
    known = all(hasattr(compiler, name) for name in ("compile", "_code", "_parser", "_sre", "MAGIC"))
    return ExpressionCompiler(compiler) if known else None


_COMPILER = _of_this_python()


def keep_compiled() -> None:
    """Has this process take the code of our modules' expressions from what was kept, and keep what is missing there."""
    if _COMPILER:
        re._compiler.compile = _COMPILER.compile  # type: ignore[attr-defined]  # of CPython 3.11 to 3.13  # noqa: SLF001 - likewise


def compile_kept(expression: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, compiled, for a function that compiles the same in every run; its code is kept like a module's."""
    return _COMPILER.compile_kept(expression, flags) if _COMPILER else re.compile(expression, flags)
