"""The processes of this machine that work is handed to; loaded when there is work, since its libraries take a twentieth of a build that has nothing to do."""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, forkserver, get_context, resource_tracker
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

Result = TypeVar("Result")


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """Has this process hear a Ctrl-C at the end of the block; a process that is started in it never hears one."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Pool(ProcessPoolExecutor):
    """Processes that leave Ctrl-C to this one, which says what became of the build and ends them."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Hands out the work."""
        # A process that is just being started is in nobody's list; it would end with a traceback of its own.
        with _ctrl_c_held_back():
            return super().submit(fn, *args, **kwargs)


def start_server() -> None:
    """Starts the process that local workers fork from, if it does not run yet; it gets ready while this one goes on."""
    forkserver.set_forkserver_preload(["briefing.build.preload"])
    # Its start would let Ctrl-C through again (findings/resource-tracker-signal-mask.sh), so it goes first.
    resource_tracker.ensure_running()
    with _ctrl_c_held_back():
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
