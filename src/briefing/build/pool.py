"""The processes of this machine that work is handed to; loaded when there is work, since its libraries take a twentieth of a build that has nothing to do."""

from __future__ import annotations

import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, forkserver, get_context
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from types import FrameType

Result = TypeVar("Result")


@contextmanager
def _ctrl_c(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> Iterator[None]:
    """Has Ctrl-C handled so in the block; only a main thread gets it at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Pool(ProcessPoolExecutor):
    """Processes that leave Ctrl-C to this one, which says what became of the build and ends them."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Hands out the work."""
        # A process that is just being started is in nobody's list; it would end with a traceback of its own.
        missed: list[int] = []
        with _ctrl_c(lambda number, _: missed.append(number)):
            future = super().submit(fn, *args, **kwargs)
        if missed:
            raise KeyboardInterrupt
        return future


def start_server() -> None:
    """Starts the process that local workers fork from, if it does not run yet; it gets ready while this one goes on."""
    forkserver.set_forkserver_preload(["briefing.build.preload"])
    # The terminal sends Ctrl-C to every process; what is started while it is ignored goes on ignoring it.
    with _ctrl_c(signal.SIG_IGN):
        forkserver.ensure_running()


def open_local_pool(jobs: int) -> ProcessPoolExecutor:
    """A pool of so many processes."""
    context = get_context("forkserver")
    start_server()
    return _Pool(max_workers=jobs, mp_context=context)


def end_workers() -> None:
    """End the processes: one in the midst of a long document would hold up the end of a build that was broken off."""
    for process in active_children():
        process.terminate()
