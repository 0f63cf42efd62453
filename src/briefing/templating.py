"""Jinja2 for templates that may be hostile: no files outside the overlay, no attributes that lead out, bounded time."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType

    from briefing.overlay import Overlay

# A page takes some 20 ms; a template that takes this long does not end.
_DEADLINE_SECONDS = 10.0


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


def make_environment(overlay: Overlay) -> jinja2.Environment:
    """An environment that loads from the overlay alone, escapes everything and refuses undefined names."""
    return ImmutableSandboxedEnvironment(
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
        with _deadline(_DEADLINE_SECONDS):
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
