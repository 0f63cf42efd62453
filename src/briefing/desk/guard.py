"""The guard of the desk: it speaks with browsers that were let in, and no page but our own."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from briefing.desk.sessions import CLOSED, EXPIRED, IDLE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from briefing.desk.access import Access
    from briefing.desk.sessions import Doorkeeper

LARGEST_REQUEST = 60_000_000
# Before a log-in nobody sends more than a name and a password.
_LARGEST_OF_STRANGERS = 10_000
# A file of that size over a slow line takes two minutes.
SLOWEST_REQUEST = 180.0
_PIECE = 65_536
_SAFE = frozenset({"GET", "HEAD"})
_OPEN = ("/static/", "/enter", "/login", "/health", "/live/")
# Nothing from elsewhere, no script or style within the page, no page of another's around it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: under it a browser sends `Origin: null` with a form.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class _RefusedError(Exception):
    """A request that goes on beyond the limit of size or time; `answer` says so."""

    def __init__(self, answer: PlainTextResponse) -> None:
        super().__init__()
        self.answer = answer


class Guard:
    """ASGI middleware: Host, Origin, session, size and time of every request; the security headers of every answer."""

    def __init__(
        self, app: ASGIApp, doorkeeper: Doorkeeper, access: Access, cookie: str, refusal: Callable[[], str]
    ) -> None:
        self._app = app
        self._doorkeeper = doorkeeper
        self._access = access
        self._cookie = cookie
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets the request through or answers it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refuse(scope, headers)
        if refused is not None:
            await refused(scope, receive, _sealed(send))
            return
        session = scope.get("session")
        largest = LARGEST_REQUEST if session else _LARGEST_OF_STRANGERS
        # A page that listens for news does so by itself, whether or not somebody is there.
        renewed = session and scope["path"] != "/events" and self._doorkeeper.is_to_be_renewed(session)
        given = cookie_header(self._cookie, self._key(headers), self._access) if renewed else None
        try:
            await self._app(scope, _bounded(receive, largest), _sealed(send, given))
        except _RefusedError as error:
            await error.answer(scope, receive, _sealed(send))

    def _key(self, headers: Headers) -> str:
        return cookie_parser(headers.get("cookie", "")).get(self._cookie, "")

    def _refuse(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        host = headers.get("host", "")
        if not self._access.knows(host):
            return PlainTextResponse("这个地址不是校对台的", status_code=421)
        if self._access.is_shared and scope["scheme"] != "https" and scope["path"] != "/health":
            return PlainTextResponse("请用 https 打开", status_code=403)
        if scope["method"] not in _SAFE and not _is_same_origin(headers, scope["scheme"], host):
            return PlainTextResponse("请求不是从校对台的页面发出的", status_code=403)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_REQUEST:
            return _too_large()
        session = self._doorkeeper.session(self._key(headers))
        if session is not None:
            scope["session"] = session
        return None if session is not None or scope["path"].startswith(_OPEN) else self._turn_away(scope, headers)

    def _turn_away(self, scope: Scope, headers: Headers) -> ASGIApp:
        """To the log-in, and from there back; who has filled a form keeps the page, with what was filled."""
        is_page = scope["method"] in _SAFE and not headers.get("hx-request")
        if not self._access.is_shared:
            return HTMLResponse(self._refusal(), status_code=403) if is_page else PlainTextResponse(CLOSED, 403)
        if headers.get("hx-request") and scope["method"] in _SAFE:
            return PlainTextResponse("请重新登录", status_code=401, headers={"HX-Redirect": "/login"})
        if is_page and "text/html" in headers.get("accept", ""):
            return RedirectResponse(f"/login?next={quote(scope['path'], safe='/')}", 303)
        return PlainTextResponse(EXPIRED, status_code=401)


def cookie_header(name: str, key: str, access: Access) -> str:
    """`Set-Cookie` for a session: out of scripts' reach, and on a server through TLS alone and for a time."""
    if not access.is_shared:
        return f"{name}={key}; HttpOnly; Path=/; SameSite=strict"
    # Lax: a colleague follows a link from a letter and is still logged in; nothing is changed by a GET.
    return f"{name}={key}; HttpOnly; Max-Age={int(IDLE_SECONDS) if key else 0}; Path=/; SameSite=lax; Secure"


def _is_same_origin(headers: Headers, scheme: str, host: str) -> bool:
    """True if the browser says that one of our own pages sent the request."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "same-origin"
    return urlsplit(origin).scheme == scheme and urlsplit(origin).netloc == host


def _too_large() -> PlainTextResponse:
    return PlainTextResponse(f"文件太大，最多 {LARGEST_REQUEST // 1_000_000} MB", status_code=413)


def _bounded(receive: Receive, largest: int) -> Receive:
    """The request, cut short where it has more bytes than it may, or takes longer to arrive."""
    taken, whole, ends = 0, False, time.monotonic() + SLOWEST_REQUEST

    async def read() -> Message:
        nonlocal taken, whole
        if whole:
            # What follows is that the browser hangs up, whenever it does.
            return await receive()
        try:
            async with asyncio.timeout(ends - time.monotonic()):
                message = await receive()
        except TimeoutError:
            raise _RefusedError(PlainTextResponse("传得太慢，没有收完", status_code=408)) from None
        taken += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if taken > largest:
            raise _RefusedError(_too_large())
        return message

    return read


def _sealed(send: Send, cookie: str | None = None) -> Send:
    """The answer with the security headers that it does not set itself, and with the cookie where one is due."""

    async def write(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", POLICY)
            if cookie is not None and "set-cookie" not in headers:
                headers["Set-Cookie"] = cookie
        await send_in_pieces(send, message)

    return write


async def send_in_pieces(send: Send, message: Message) -> None:
    """Send the message; a long body is given as fast as the browser takes it.

    Given at once it lies where over TLS nobody sees how much is left, and is cut off (findings/uvicorn-tls-slow-download.sh).
    """
    body = memoryview(message.get("body", b""))
    while len(body) > _PIECE:
        await send({**message, "body": bytes(body[:_PIECE]), "more_body": True})
        body = body[_PIECE:]
    await send({**message, "body": bytes(body)} if "body" in message else message)
