"""Jinja2 for templates that may be hostile: no files outside the overlay, no attributes that lead out, bounded time."""

from __future__ import annotations

import contextlib
import resource
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType

    from jinja2.runtime import Context

    from briefing.overlay import Overlay

# A page takes some 20 ms; a template that takes this long does not end.
_DEADLINE_SECONDS = 10.0

# What a template may take besides what the process has already; a page of a hundred leaves takes some 20 MB.
_MEMORY = 1_000_000_000
_ADDRESSES = Path("/proc/self/statm")


class _TooSlowError(Exception):
    """A template ran past its deadline."""


def _ring(_: int, __: FrameType | None) -> None:
    raise _TooSlowError


@contextlib.contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Raises `_TooSlowError` in the block after so many seconds; only a main thread can be interrupted so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _addresses_in_use() -> int | None:
    """How many bytes of addresses this process has; None on a system that does not tell."""
    try:
        return int(_ADDRESSES.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return None


@contextlib.contextmanager
def _bounded_memory() -> Iterator[None]:
    """Makes what asks for too much memory in the block a `MemoryError`, where it would slow the whole machine down."""
    in_use, (soft, hard) = _addresses_in_use(), resource.getrlimit(resource.RLIMIT_AS)
    if in_use is None or soft != resource.RLIM_INFINITY:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (in_use + _MEMORY, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, without the one operator that no deadline can interrupt: 9**9**9**9."""

    intercepted_binops: ClassVar[frozenset[str]] = frozenset({"**"})  # type: ignore[misc]

    def call_binop(self, _context: Context, operator: str, _left: Any, _right: Any) -> NoReturn:
        """Refuses the operator."""
        raise SecurityError(f"模板里不能用 {operator}")


def make_environment(overlay: Overlay) -> jinja2.Environment:
    """An environment that loads from the overlay alone, escapes everything and refuses undefined names."""
    return _Environment(
        loader=jinja2.FunctionLoader(overlay.read),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render_template(environment: jinja2.Environment, name: str, context: Mapping[str, object]) -> str:
    """The template rendered; a `ConfigurationError` says in which file and line it went wrong, and why."""
    try:
        with _deadline(_DEADLINE_SECONDS), _bounded_memory():
            return environment.get_template(name).render(context)
    except jinja2.TemplateSyntaxError as error:
        raise _wrong(error.filename or error.name or name, error.lineno, error.message or "") from None
    except _TooSlowError:
        raise ConfigurationError(
            f"模板 {name} 超过 {_DEADLINE_SECONDS:.0f} 秒没有做完", hint="请检查模板里的循环"
        ) from None
    except (MemoryError, RecursionError, OverflowError):
        raise ConfigurationError(f"模板 {name} 用的内存太多或嵌套太深", hint="请检查模板里的循环和引用") from None
    except jinja2.TemplateError as error:
        raise _wrong(name, _line_of(error), str(error)) from None
    except (TypeError, ValueError, AttributeError, KeyError, IndexError, ZeroDivisionError) as error:
        raise _wrong(name, _line_of(error), f"{type(error).__name__}: {error}") from None


def _wrong(name: str, line: int | None, reason: str) -> ConfigurationError:
    where = f"第 {line} 行" if line else "某处"
    return ConfigurationError(
        f"模板 {name} {where}有误：{reason}", hint="请改正模板，或删去自己的模板文件夹里的这个文件"
    )


def _line_of(error: BaseException) -> int | None:
    """The template's line that an error came from: Jinja2 writes it into the traceback."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if (
            trace.tb_frame.f_code.co_filename in {"<template>", "<unknown>"}
            or "template" in trace.tb_frame.f_code.co_name
        ):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
