"""Who may speak to the desk: this machine's browser, let in once by the address that was printed, and no other page."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_REQUEST = 60_000_000
_SAFE = frozenset({"GET", "HEAD"})
_OPEN = ("/static/", "/enter")
_LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
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


@dataclass(slots=True, kw_only=True)
class Session:
    """One browser: the token that its forms carry, and the name that its decisions are kept under."""

    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    name: str = ""


class Doorkeeper:
    """One-time tokens and the sessions that they opened; none outlives the process."""

    def __init__(self) -> None:
        self._tokens: set[str] = set()
        self._sessions: dict[str, Session] = {}

    def token(self) -> str:
        """A new token, good for one browser."""
        token = secrets.token_urlsafe(24)
        self._tokens.add(token)
        return token

    def enter(self, token: str) -> str | None:
        """The key of a new session, once for each token."""
        if token not in self._tokens:
            return None
        self._tokens.discard(token)
        key = secrets.token_urlsafe(32)
        self._sessions[key] = Session()
        return key

    def session(self, key: str) -> Session | None:
        """The session of a cookie."""
        return self._sessions.get(key)


class _TooLargeError(Exception):
    """A request that goes on beyond the limit."""


class Guard:
    """ASGI middleware: Host, Origin, session and size of every request; the security headers of every answer."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper, cookie: str, refusal: Callable[[], str]) -> None:
        self._app = app
        self._doorkeeper = doorkeeper
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
        try:
            await self._app(scope, _counted(receive), _sealed(send))
        except _TooLargeError:
            await _too_large()(scope, receive, _sealed(send))

    def _refuse(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        host = headers.get("host", "")
        if not _LOOPBACK.fullmatch(host):
            return PlainTextResponse("这个地址不是本机的", status_code=421)
        if scope["method"] not in _SAFE and not _is_same_origin(headers, host):
            return PlainTextResponse("请求不是从校对台的页面发出的", status_code=403)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_REQUEST:
            return _too_large()
        if scope["path"].startswith(_OPEN):
            return None
        session = self._doorkeeper.session(cookie_parser(headers.get("cookie", "")).get(self._cookie, ""))
        if session is None:
            return HTMLResponse(self._refusal(), status_code=403)
        scope["session"] = session
        return None


def _is_same_origin(headers: Headers, host: str) -> bool:
    """True if the browser says that one of our own pages sent the request."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "same-origin"
    return urlsplit(origin).scheme == "http" and urlsplit(origin).netloc == host


def _too_large() -> PlainTextResponse:
    return PlainTextResponse(f"文件太大，最多 {LARGEST_REQUEST // 1_000_000} MB", status_code=413)


def _counted(receive: Receive) -> Receive:
    """The request, cut short where it has more bytes than it may."""
    taken = 0

    async def read() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_REQUEST:
            raise _TooLargeError
        return message

    return read


def _sealed(send: Send) -> Send:
    """The answer with the security headers that it does not set itself."""

    async def write(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", POLICY)
        await send(message)

    return write
