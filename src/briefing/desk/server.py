"""The desk on this machine: a port of the loopback address, served until Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING

import uvicorn

from briefing.desk.app import make_app
from briefing.errors import UsageError
from briefing.files import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from briefing.desk.folder import DeskFolder
    from briefing.desk.news import News

HOST = "127.0.0.1"
# Twenty people with a few pages open have some hundred.
_MOST_CONNECTIONS = 400


class _Server(uvicorn.Server):
    """A server that ends at once: pages that listen for news are let go first, since they would be waited for."""

    def __init__(self, config: uvicorn.Config, news: News) -> None:
        super().__init__(config)
        self._news = news
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and remember the loop to be woken at the end."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets=sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End on Ctrl-C or when the system ends the process."""
        super().handle_exit(sig, frame)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._news.close)


def serve_desk(folder: DeskFolder, port: int, jobs: int | None, say: Callable[[str], None]) -> None:
    """Serve the desk until it is interrupted; `say` is told the address that lets one browser in. Port 0 takes any."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with contextlib.closing(listener):
        try:
            listener.bind((HOST, port))
            # From here on a browser that is quicker than we are waits, and is not turned away.
            listener.listen()
        except OSError as error:
            raise UsageError(
                f"用不了 {HOST}:{port}：{reason_of(error)}", hint="请用 --port 换一个端口（0 是任选一个）"
            ) from None
        bound = listener.getsockname()[1]
        # Cookies know no ports: two desks on one machine would throw out each other's browser.
        app = make_app(folder, cookie=f"briefing-desk-{bound}", jobs=jobs)
        say(f"http://{HOST}:{bound}/enter?token={app.state.desk.doorkeeper.token()}")
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="on",
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=1,
        )
        # uvicorn ends in order, and then lets the interrupt through.
        with contextlib.suppress(KeyboardInterrupt):
            _Server(config, app.state.desk.news).run(sockets=[listener])
