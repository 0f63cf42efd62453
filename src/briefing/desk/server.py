"""The desk on a port: of the loopback address, or of an office's server through TLS; served until Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING

import uvicorn

from briefing.desk.app import make_app
from briefing.desk.patience import MOST_CONNECTIONS, PatientProtocol
from briefing.errors import UsageError
from briefing.files import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from briefing.desk.access import Access
    from briefing.desk.folder import DeskFolder
    from briefing.desk.news import News


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


def _listen(access: Access) -> socket.socket:
    """A socket on which a browser that is quicker than we are waits, and is not turned away."""
    try:
        family, _, _, _, address = socket.getaddrinfo(access.host, access.port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise UsageError(
            f"用不了 {access.host}:{access.port}：{reason_of(error)}", hint="请换一个端口（0 是任选一个）或地址"
        ) from None
    return listener


def serve_desk(
    folder: DeskFolder, access: Access, jobs: int | None, *, watch: bool, say: Callable[[str], None]
) -> None:
    """Serve the desk until it is interrupted; `say` is told the address that lets one browser in. Port 0 takes any."""
    with contextlib.closing(_listen(access)) as listener:
        bound = listener.getsockname()[1]
        # Cookies know no ports: two desks on one machine would throw out each other's browser.
        cookie = f"{'__Host-' if access.is_shared else ''}briefing-desk-{bound}"
        app = make_app(folder, access=access, cookie=cookie, jobs=jobs, watch=watch)
        say(_address(access, bound, "" if access.is_shared else app.state.desk.doorkeeper.token()))
        config = uvicorn.Config(
            app,
            http=PatientProtocol,
            log_level="warning",
            access_log=False,
            server_header=False,
            # The application does it, for a proxy that was named.
            proxy_headers=False,
            lifespan="on",
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=1,
            ssl_certfile=access.certificate,
            ssl_keyfile=access.key,
        )
        # uvicorn ends in order, and then lets the interrupt through.
        with contextlib.suppress(KeyboardInterrupt):
            _Server(config, app.state.desk.news).run(sockets=[listener])


def _address(access: Access, port: int, token: str) -> str:
    if token:
        return f"http://{access.host}:{port}/enter?token={token}"
    if access.origins:
        return f"{access.origins[0]}/"
    host = f"[{access.host}]" if ":" in access.host else access.host
    return f"{'https' if access.certificate else 'http'}://{host}:{port}/"
