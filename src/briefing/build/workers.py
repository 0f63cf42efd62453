"""The workers: processes of this machine, or a cluster's, behind the standard library's `Executor`."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from multiprocessing import active_children, forkserver, get_context
from typing import TYPE_CHECKING, Any, TypeVar

from briefing.errors import EnvironmentLacksError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from types import FrameType

Result = TypeVar("Result")
_CLUSTER_TIMEOUT = 10


def default_jobs() -> int:
    """As many workers as this process may use cores."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux alone tells
    return max(1, len(affinity(0)) if affinity else os.cpu_count() or 1)


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


class Workers:
    """Hands out work; nothing is started before the first piece, so that a build with nothing to do stays quick."""

    def __init__(self, jobs: int, cluster: str | None = None) -> None:
        self.jobs = jobs
        self._cluster = cluster
        self._client: Any = None

    @cached_property
    def executor(self) -> Executor:
        """The pool, started when it is first asked for."""
        if self._cluster is None:
            context = get_context("forkserver")
            start_server()
            return _Pool(max_workers=self.jobs, mp_context=context)
        try:
            distributed: Any = import_module("distributed")
        except ImportError:
            raise EnvironmentLacksError(
                "没有装 distributed，用不了 --cluster", hint="请安装 briefing[cluster]"
            ) from None
        try:
            self._client = distributed.Client(self._cluster, timeout=_CLUSTER_TIMEOUT, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise UsageError(f"连不上集群 {self._cluster}：{error}", hint="请检查地址，形如 tcp://主机:8786") from None
        pool: Executor = self._client.get_executor(pure=False)
        return pool

    def start(self) -> None:
        """Starts the process that workers fork from, so that it gets ready while the outline is still being read."""
        if self._cluster is None:
            start_server()

    def close(self, *, whole: bool) -> None:
        """Lets them go; what has not begun is dropped unless the work is whole."""
        if self._client is not None:
            self._client.close()
        elif "executor" in self.__dict__:
            self.executor.shutdown(wait=whole, cancel_futures=not whole)
            # A process in the midst of a long document would hold up the end of a build that was broken off.
            for process in () if whole else active_children():
                process.terminate()


@contextmanager
def open_pool(jobs: int, cluster: str | None = None) -> Iterator[Workers]:
    """Workers for as long as the block lasts: `jobs` processes here, or those of the Dask scheduler at an address."""
    workers = Workers(jobs, cluster)
    try:
        yield workers
    except BaseException:
        workers.close(whole=False)
        raise
    workers.close(whole=True)
