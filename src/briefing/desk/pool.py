"""The desk's workers: processes that read, compose and check, so that no request waits for another's."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, Any, TypeVar

from briefing.errors import BriefingError, EnvironmentLacksError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

Result = TypeVar("Result")
# Windows cannot fork: its workers load the libraries themselves.
_METHOD = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"


class ProgramFaultError(BriefingError):
    """A fault of the program's own at one text, in words for its pages; the terminal gets the traceback."""

    def __init__(
        self,
        message: str = "程序自己出了错，这一步没有做成",
        *,
        hint: str = "稿子和决定都还在，别的访谈照样能做；刚记下一条决定才这样的，在“记录”里撤回它；启动校对台的终端里有经过",
    ) -> None:
        super().__init__(message, hint=hint)


def log_fault(error: Exception) -> None:
    """Print the traceback of a fault on the terminal."""
    logging.getLogger(__name__).error("a fault of the program", exc_info=error)


class Pool:
    """Processes behind `await`; one that died is replaced."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def start(self) -> None:
        """Start the process that workers fork from: it loads the libraries while the browser opens."""
        if _METHOD == "forkserver":
            from multiprocessing import forkserver

            # Ours and not the build's: a machine without Pango has a desk, too.
            forkserver.set_forkserver_preload(["briefing.desk.preload"])
            forkserver.ensure_running()

    async def run(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """The function's value, worked out in a process.

        An `EnvironmentLacksError` where that died, a `ProgramFaultError` where it met what nobody foresaw.
        """
        if self._executor is None:
            self._executor = ProcessPoolExecutor(max_workers=self._jobs, mp_context=get_context(_METHOD))
        executor = self._executor
        try:
            return await asyncio.get_running_loop().run_in_executor(executor, partial(function, *arguments))
        except BrokenExecutor:
            if self._executor is executor:
                self._executor = None
            executor.shutdown(wait=False, cancel_futures=True)
            raise EnvironmentLacksError(
                "做这一步的进程中断了", hint="可能是内存不够，或这篇文字不寻常；请再试一次"
            ) from None
        except BriefingError:
            raise
        except Exception as error:
            log_fault(error)
            raise ProgramFaultError from error

    def close(self) -> None:
        """End the processes."""
        if self._executor is not None:
            for process in list((self._executor._processes or {}).values()):  # noqa: SLF001 - shutdown would wait for them
                process.terminate()
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


class Memo:
    """Finished work by what went into it: the last so many, each made once however many ask at the same time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, asyncio.Task[Any]] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Result]]) -> Result:
        """The value under the key, made where it is not kept; what failed is not kept."""
        task = self._kept.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = asyncio.ensure_future(_awaited(make))
            self._kept[key] = task
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        value: Result = await asyncio.shield(task)
        return value


async def _awaited(make: Callable[[], Awaitable[Result]]) -> Result:
    return await make()
