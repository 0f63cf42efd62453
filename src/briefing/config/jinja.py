"""Jinja2 for templates that may be hostile: no files outside the overlay, no attributes that lead out, bounded time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.filters import do_round
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import ConfigurationError
from briefing.limits import TooLongError, limited_memory, limited_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.runtime import Context

    from briefing.config.templates import Overlay

# A page takes some 20 ms; a template that takes this long does not end.
_SECONDS = 10.0

# What a template may take besides what the process has already; a page of a hundred leaves takes some 20 MB.
_MEMORY = 1_000_000_000
# More digits are no number of a page, and working with them is one step that nothing interrupts.
_MOST_BITS, _MOST_PLACES = 10_000, 30


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, without arithmetic that no deadline can interrupt: 9**9**9**9."""

    intercepted_binops: ClassVar[frozenset[str]] = frozenset({"**", "*"})  # type: ignore[misc]  # Jinja2 declares it of instances

    def call_binop(self, _context: Context, operator: str, left: Any, right: Any) -> Any:
        """The product; every power is refused, and a number that is too long."""
        if operator == "**" or _bits(left) + _bits(right) > _MOST_BITS:
            raise SecurityError(f"模板里不能用 {operator}" + (" 算这么大的数" if operator == "*" else ""))
        return left * right


def _bits(value: object) -> int:
    return value.bit_length() if isinstance(value, int) else 0


def _round(value: float, precision: int = 0, method: Literal["common", "ceil", "floor"] = "common") -> float:
    """Jinja2's `round`, to so many places as a number may have."""
    if abs(precision) > _MOST_PLACES:
        raise SecurityError(f"模板里的 round 最多到 {_MOST_PLACES} 位")
    return do_round(value, precision, method)


def make_environment(overlay: Overlay) -> jinja2.Environment:
    """An environment that loads from the overlay alone, escapes everything and refuses undefined names."""
    environment = _Environment(
        loader=jinja2.FunctionLoader(overlay.read),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["round"] = _round
    return environment


@lru_cache(maxsize=8)
def _kept(overlay: Overlay, _: tuple[tuple[str, int], ...]) -> jinja2.Environment:
    return make_environment(overlay)


def environment_of(overlay: Overlay, under: str) -> jinja2.Environment:
    """The environment for the templates in a folder: the same one, with what it has read, until one of them changes."""
    # Reading the page's templates anew for each of 27 files would take a third of the time that the pages take.
    files = (path for folder in overlay.folders for path in sorted((folder / under).glob("*")))
    return _kept(overlay, tuple((str(path), path.stat().st_mtime_ns) for path in files))


def render_template(environment: jinja2.Environment, name: str, context: Mapping[str, object]) -> str:
    """The template rendered; a `ConfigurationError` says in which file and line it went wrong, and why."""
    try:
        with limited_time(_SECONDS), limited_memory(_MEMORY):
            return environment.get_template(name).render(context)
    except jinja2.TemplateSyntaxError as error:
        raise _wrong(error.filename or error.name or name, error.lineno, error.message or "") from None
    except TooLongError:
        raise ConfigurationError(f"模板 {name} 超过 {_SECONDS:.0f} 秒没有做完", hint="请检查模板里的循环") from None
    except (MemoryError, RecursionError, OverflowError):
        raise ConfigurationError(f"模板 {name} 用的内存太多或嵌套太深", hint="请检查模板里的循环和引用") from None
    except jinja2.TemplateError as error:
        raise _wrong(name, _line_of(error), str(error)) from None
    except (TypeError, ValueError, AttributeError, KeyError, IndexError, ZeroDivisionError) as error:
        raise _wrong(name, _line_of(error), f"{type(error).__name__}: {error}") from None


def _wrong(name: str, line: int | None, reason: str) -> ConfigurationError:
    where = f"第 {line} 行" if line else "某处"
    # The reason is Jinja2's or Python's, and mostly English.
    return ConfigurationError(
        f"模板 {name} {where}有误（“{reason}”）", hint="请改正模板，或删去自己的模板文件夹里的这个文件"
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
