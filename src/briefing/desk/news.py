"""News of the desk, told to every page that is open."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

# A page that has not listened to so many pieces of news has been left; it is told to load anew.
_MOST = 200


class News:
    """Hands each piece of news to all that listen; a listener who is slow holds up nobody."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[dict[str, Any] | None]] = set()

    def tell(self, kind: str, **about: Any) -> None:
        """Tell every listener."""
        for queue in self._listeners:
            if queue.qsize() < _MOST:
                queue.put_nowait({"event": kind, "data": json.dumps(about, ensure_ascii=False)})

    def close(self) -> None:
        """Let every listener go."""
        for queue in self._listeners:
            queue.put_nowait(None)

    async def listen(
        self,
        first: Iterable[dict[str, Any]] = (),
        may_go_on: Callable[[], bool] = lambda: True,
        hello: Callable[[], dict[str, Any]] = dict,
    ) -> AsyncIterator[dict[str, Any]]:
        """The news from now on, after `hello` and how far the builds are: much may have changed while the page was on its way.

        They end where `may_go_on` says no: who has logged out is told no more.
        """
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield {"event": "hello", "data": json.dumps(await run_in_threadpool(hello))}
            for progress in first:
                yield {"event": "progress", "data": json.dumps(progress, ensure_ascii=False)}
            while (news := await queue.get()) is not None and may_go_on():
                yield news
        finally:
            self._listeners.discard(queue)
