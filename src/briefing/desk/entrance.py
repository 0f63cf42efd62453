"""Coming in and going out: the printed address, the log-in of a desk on a server, and the question whether it is well."""

from __future__ import annotations

import asyncio
import math
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from briefing.desk.guard import cookie_header
from briefing.desk.users import require_password
from briefing.desk.web import desk_of, go_to, page, read_form, session_of
from briefing.errors import UsageError

if TYPE_CHECKING:
    from starlette.requests import Request

# A path of ours, to go on to after the log-in: //elsewhere and /\elsewhere are other hosts to a browser.
_NEXT = re.compile(r"/(?:[^/\\\s\x00-\x1f\x7f][^\\\s\x00-\x1f\x7f]*)?")
# Each comparison takes 64 MiB for a tenth of a second; who asks while so many wait is asked to come again.
_COMPARED_AT_ONCE, _MOST_WAITING = 2, 20


class LogIns:
    """Passwords compared a few at a time."""

    def __init__(self) -> None:
        self._comparing = asyncio.Semaphore(_COMPARED_AT_ONCE)
        self._waiting = 0

    async def try_one(self, request: Request, name: str, password: str) -> str | float:
        """The key of a new session, or the seconds to wait first, 0 where name or password is wrong."""
        doorkeeper = desk_of(request).doorkeeper
        if doorkeeper.users is None:
            raise HTTPException(404, "这个校对台不用登录")
        address = request.client.host if request.client else ""
        wait = 1.0 if self._waiting >= _MOST_WAITING else doorkeeper.wait(name, address)
        if wait > 0:
            return wait
        self._waiting += 1
        try:
            async with self._comparing:
                user = await run_in_threadpool(doorkeeper.users.verify, name, password)
        finally:
            self._waiting -= 1
        return doorkeeper.admit(user, address) if user else 0.0


async def enter(request: Request) -> Response:
    """Lets a browser in that has the address printed at the start."""
    desk = desk_of(request)
    key = desk.doorkeeper.enter(request.query_params.get("token", ""))
    if key is None:
        return HTMLResponse(desk.environment.get_template("closed.html.j2").render(), status_code=403)
    return _sent_to(request, "/", key)


async def account_page(request: Request) -> Response:
    """The page on which who has logged in changes his password."""
    _require_account(request)
    return page(request, "account.html.j2", {"said": request.query_params.get("said", "")[:40]})


async def change_password(request: Request) -> Response:
    """Gives the user another password, where he knows the old one; this browser stays logged in, others of his do not."""
    _require_account(request)
    form, session, desk = await read_form(request), session_of(request), desk_of(request)
    old, new, again = (str(form.get(key, "")) for key in ("old", "new", "again"))
    if new != again:
        raise UsageError("两遍新密码不一样", hint="请重新打")
    require_password(new)
    came = await request.app.state.log_ins.try_one(request, session.name, old)
    if not isinstance(came, str):
        raise UsageError(
            "试的次数太多" if came else "现在的密码不对",
            hint=f"请过 {math.ceil(came)} 秒再试" if came else "请再打一遍",
        )
    # What the old password has opened is closed again.
    desk.doorkeeper.leave(came)
    assert desk.doorkeeper.users is not None  # noqa: S101 - else nobody has an account
    user = await run_in_threadpool(desk.doorkeeper.users.change_password, session.name, new)
    key = desk.doorkeeper.admit(user, request.client.host if request.client else "")
    return _sent_to(request, f"/account?{urlencode({'said': '密码改好了'})}", key)


def _require_account(request: Request) -> None:
    if session_of(request).user is None:
        raise HTTPException(404, "这个校对台不用登录，没有密码")


def _sent_to(request: Request, address: str, key: str) -> Response:
    answer = go_to(request, address)
    answer.headers["Set-Cookie"] = cookie_header(request.app.state.cookie, key, desk_of(request).access)
    return answer


def _login_page(request: Request, status: int = 200, **context: str) -> HTMLResponse:
    shown = {"name": "", "next": "/", "message": ""} | context
    html = desk_of(request).environment.get_template("login.html.j2").render(shown)
    return HTMLResponse(html, status_code=status)


def _next(words: object) -> str:
    return words if isinstance(words, str) and _NEXT.fullmatch(words) else "/"


async def login_page(request: Request) -> Response:
    """Asks for name and password."""
    if not desk_of(request).access.is_shared:
        raise HTTPException(404, "这个校对台不用登录")
    return _login_page(request, next=_next(request.query_params.get("next")))


async def log_in(request: Request) -> Response:
    """Opens a session; no token of a form is wanted, since the guard has seen that our own page asks."""
    async with request.form(max_files=0, max_fields=5) as form:
        name, password = (str(form.get(key, "")) for key in ("name", "password"))
        following = _next(form.get("next"))
    came = await request.app.state.log_ins.try_one(request, name, password)
    if isinstance(came, str):
        return _sent_to(request, following, came)
    if came == 0:
        return _login_page(request, 403, name=name[:40], next=following, message="用户名或密码不对")
    message = f"试的次数太多，请过 {math.ceil(came)} 秒再试"
    answer = _login_page(request, 429, name=name[:40], next=following, message=message)
    answer.headers["Retry-After"] = str(math.ceil(came))
    return answer


async def log_out(request: Request) -> Response:
    """Ends the session and takes the cookie back."""
    await read_form(request)
    desk_of(request).doorkeeper.leave(request.cookies.get(request.app.state.cookie, ""))
    return _sent_to(request, "/login", "")


async def health(_: Request) -> Response:
    """Says that the desk answers; it says so to anybody, and nothing else."""
    return PlainTextResponse("ok")
