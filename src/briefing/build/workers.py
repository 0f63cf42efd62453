"""The workers: processes of this machine, or a cluster's, behind the standard library's `Executor`."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefing.errors import EnvironmentLacksError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

_CLUSTER_TIMEOUT = 10


def default_jobs() -> int:
    """As many workers as this process may use cores."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux alone tells
    return max(1, len(affinity(0)) if affinity else os.cpu_count() or 1)


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
            from briefing.build.pool import open_local_pool

            return open_local_pool(self.jobs)
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
            from briefing.build.pool import start_server

            start_server()

    def close(self, *, whole: bool) -> None:
        """Lets them go; what has not begun is dropped unless the work is whole."""
        if self._client is not None:
            self._client.close()
        elif "executor" in self.__dict__:
            self.executor.shutdown(wait=whole, cancel_futures=not whole)
            if not whole:
                from briefing.build.pool import end_workers

                end_workers()


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
