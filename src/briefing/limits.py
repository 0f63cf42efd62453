"""Limits for work on a stranger's template: seconds of computing, and memory; and how often garbage is looked for."""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

try:
    import resource
except ModuleNotFoundError:  # Windows: memory cannot be limited there
    resource = None  # type: ignore[assignment]  # a module's name cannot be declared otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_ADDRESSES = Path("/proc/self/statm")
# After so many seconds more the system ends a worker that goes on: in C, or after a callback from C that lost the exception.
_GRACE = 3.0


def collect_rarely() -> None:
    """Has this process look for garbage in cycles after 20,000 new objects, not 700: nearly all of ours live to the end.

    Looking through them took 4 % of an edition and of an outline.
    """
    gc.set_threshold(20_000, 20, 50)


class TooLongError(BaseException):
    """The work took longer than it may; no `except Exception` on the way holds it up."""


def _ring(_: int, __: FrameType | None) -> NoReturn:
    raise TooLongError


def _is_worker() -> bool:
    # A worker has loaded multiprocessing, which takes a command that starts none longer than all the rest of this module.
    workers = sys.modules.get("multiprocessing")
    return workers is not None and workers.parent_process() is not None


@contextlib.contextmanager
def limited_time(seconds: float) -> Iterator[None]:
    """Raises `TooLongError` in the block after so many seconds of computing; only a main thread can be interrupted so.

    A limit within another stops the other's clock.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGVTALRM, _ring)
    soft = signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    # What the user started says what went wrong and is never ended; it learns of a worker that was.
    end = seconds + _GRACE if _is_worker() else 0
    hard = signal.setitimer(signal.ITIMER_PROF, end)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, *soft)
        signal.setitimer(signal.ITIMER_PROF, *hard)
        signal.signal(signal.SIGVTALRM, handler)


def can_limit_memory() -> bool:
    """True where the system lets a process bound its own memory (Linux; neither Windows nor macOS)."""
    return _addresses_in_use() is not None


def _addresses_in_use() -> int | None:
    """Bytes of addresses that this process has; None on a system that does not tell."""
    if resource is None:
        return None
    try:
        return int(_ADDRESSES.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return None


@contextlib.contextmanager
def limited_memory(size: int) -> Iterator[None]:
    """Makes what asks for so many bytes more in the block a `MemoryError`, where it would slow the whole machine down."""
    in_use = _addresses_in_use()
    if in_use is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    least = [limit for limit in (in_use + size, soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(least), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
