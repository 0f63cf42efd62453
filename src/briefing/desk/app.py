"""The desk as a web application: addresses, news, what is watched, and who is let in."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from watchfiles import awatch

from briefing.build.workers import default_jobs
from briefing.config.review import review_path
from briefing.config.review_loader import load_review
from briefing.desk import approving, deciding, entrance, facts, listing, live, looking, words_back
from briefing.desk.access import Access
from briefing.desk.builds import Builds
from briefing.desk.edits import note_edit
from briefing.desk.guard import Guard
from briefing.desk.news import News
from briefing.desk.pool import Pool
from briefing.desk.sessions import Doorkeeper
from briefing.desk.texts import Texts
from briefing.desk.users import APPROVER, EDITOR, Users
from briefing.desk.web import (
    FOLDER,
    Desk,
    desk_of,
    make_environment,
    now,
    on_briefing_error,
    on_bug,
    on_http_error,
    session_of,
)
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request

    from briefing.desk.folder import DeskFolder

_STATIC = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "preview.js": "text/javascript; charset=utf-8",
    "packs.js": "text/javascript; charset=utf-8",
    "htmx-2.0.11.min.js": "text/javascript; charset=utf-8",
}
_PULSE_SECONDS = 15
_FIRST_FAULT = 400
_OWN = Access()
# Who may post to an address; None: everybody who is there, or who wants to be. Whatever is not named here is for editors.
_ROLES: dict[str, str | None] = {
    "/login": None,
    "/logout": None,
    "/account": None,
    "/name": None,
    "/link": None,
    "/verify": None,
    "/texts/{stem}/build": None,
    "/texts/{stem}/approve": APPROVER,
    "/texts/{stem}/withdraw": APPROVER,
    "/texts/{stem}/release": APPROVER,
}
# What is recorded in the review file with a name of its own.
_RECORDED = frozenset({"/texts/{stem}/decide", "/texts/{stem}/undo"})
# One worker reads while another composes, also where there is one core.
_LEAST_WORKERS = 2


async def _static(request: Request) -> Response:
    """A style sheet or script of ours; the preview's is for a frame that has no origin."""
    name = request.path_params["name"]
    if name not in _STATIC:
        return Response(status_code=404)
    headers = {"Cache-Control": "no-cache"}
    if name == "preview.js":
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return Response((FOLDER / "static" / name).read_bytes(), media_type=_STATIC[name], headers=headers)


async def _events(request: Request) -> Response:
    desk, session = desk_of(request), session_of(request)
    path = desk.folder.find(request.query_params.get("stem", ""))
    news = desk.news.listen(
        desk.builds.told(), lambda: desk.doorkeeper.is_open(session), lambda: version_of(path) if path else {}
    )
    return EventSourceResponse(news, ping=_PULSE_SECONDS)


def version_of(path: Path) -> dict[str, str]:
    """The version of the decisions about a text, or nothing where they cannot be read, which the page says in its own words."""
    try:
        return {"version": load_review(review_path(path)).version}
    except BriefingError:
        return {}


def _guarded(route: Route) -> Route:
    """The route for those who may: whoever is there reads, editors change, and so for every route that is added."""
    role = _ROLES.get(route.path, EDITOR) if "POST" in (route.methods or ()) else None
    if role is None:
        return route

    async def answer(request: Request) -> Response:
        session = session_of(request)
        if role not in session.roles:
            raise HTTPException(403, f"这一步要有“{role}”的权限")
        response: Response = await route.endpoint(request)
        stem = request.path_params.get("stem") or unquote(_handed_in(response))
        edited = role == EDITOR and route.path not in _RECORDED and response.status_code < _FIRST_FAULT
        if edited and session.user and stem:
            await run_in_threadpool(note_edit, desk_of(request).folder.root, stem, session.name, now())
        return response

    return Route(route.path, answer, methods=["POST"])


def _handed_in(response: Response) -> str:
    """The stem of a new text, which is where the browser is sent."""
    address = response.headers.get("hx-redirect") or response.headers.get("location", "")
    return address.removeprefix("/texts/") if address.startswith("/texts/") else ""


def _routes() -> list[Route]:
    one = "/texts/{stem}"
    get, post = ["GET"], ["POST"]
    return [
        Route("/", listing.list_page, methods=get),
        Route("/enter", entrance.enter, methods=get),
        Route("/login", entrance.login_page, methods=get),
        Route("/login", entrance.log_in, methods=post),
        Route("/logout", entrance.log_out, methods=post),
        Route("/account", entrance.account_page, methods=get),
        Route("/account", entrance.change_password, methods=post),
        Route("/health", entrance.health, methods=get),
        Route("/events", _events, methods=get),
        Route("/static/{name}", _static, methods=get),
        Route("/packs", live.packs_page, methods=get),
        Route("/live/{key}/{path:path}", live.live_file, methods=get),
        Route("/name", listing.set_name, methods=post),
        Route("/verify", listing.verify_file, methods=post),
        Route("/link", listing.new_link, methods=post),
        Route("/released/{part}", approving.released_archive, methods=get),
        Route("/texts", listing.hand_in, methods=post),
        Route("/restore", listing.restore_text, methods=post),
        Route(one, looking.look_page, methods=get),
        Route(f"{one}/row", listing.row_part, methods=get),
        Route(f"{one}/source", looking.source_part, methods=get),
        Route(f"{one}/doubts", looking.doubts_part, methods=get),
        Route(f"{one}/paper", looking.paper_page, methods=get),
        Route(f"{one}/preview", looking.preview_page, methods=get),
        Route(f"{one}/made", looking.made_file, methods=get),
        Route(f"{one}/decide", deciding.decide, methods=post),
        Route(f"{one}/history", deciding.history_page, methods=get),
        Route(f"{one}/undo", deciding.undo, methods=post),
        Route(f"{one}/facts", facts.facts_page, methods=get),
        Route(f"{one}/facts", facts.save_facts, methods=post),
        Route(f"{one}/approve", approving.approve_page, methods=get),
        Route(f"{one}/approve", approving.approve, methods=post),
        Route(f"{one}/withdraw", approving.withdraw, methods=post),
        Route(f"{one}/build", approving.build, methods=post),
        Route(f"{one}/release", approving.release, methods=post),
        Route(f"{one}/word", words_back.word_page, methods=get),
        Route(f"{one}/word", words_back.hand_back, methods=post),
        Route(f"{one}/word/restore", words_back.restore, methods=post),
        Route(f"{one}/word/allow", words_back.allow, methods=post),
        Route(f"{one}/word/take", words_back.take, methods=post),
        Route(f"{one}/word/withdraw", words_back.withdraw, methods=post),
        Route(f"{one}/word/{{name}}", words_back.word_file, methods=get),
        Route(f"{one}/all.zip", approving.all_files, methods=get),
        Route(f"{one}/files/{{name}}", approving.pack_file, methods=get),
        Route(f"{one}/original", listing.original_file, methods=get),
        Route(f"{one}/replace", listing.replace_text, methods=post),
        Route(f"{one}/delete", listing.delete_text, methods=post),
    ]


def make_app(
    folder: DeskFolder,
    *,
    access: Access = _OWN,
    cookie: str = "briefing-desk",
    jobs: int | None = None,
    watch: bool = False,
) -> Starlette:
    """The application over one office's folder; `app.state.desk.doorkeeper.token()` lets a browser in.

    With `watch` it makes the packs of what changes on the disk, and at the start those of every text.
    """
    pool, intake = Pool(max(_LEAST_WORKERS, jobs or default_jobs())), Pool(1)
    doorkeeper = Doorkeeper(Users(access.users) if access.users else None)
    news, environment = News(), make_environment()
    desk = Desk(
        folder=folder,
        texts=Texts(folder, pool),
        pool=pool,
        intake=intake,
        rows={},
        news=news,
        access=access,
        doorkeeper=doorkeeper,
        builds=Builds(folder, news),
        environment=environment,
    )

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        pool.start()
        stop = asyncio.Event()
        watching = asyncio.create_task(_watch(desk, stop, make=watch))
        try:
            yield
        finally:
            stop.set()
            news.close()
            pool.close()
            intake.close()
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching

    def closed() -> str:
        return environment.get_template("closed.html.j2").render()

    middleware = [Middleware(Guard, doorkeeper=doorkeeper, access=access, cookie=cookie, refusal=closed)]
    if access.proxies:
        middleware.insert(0, Middleware(ProxyHeadersMiddleware, trusted_hosts=list(access.proxies)))
    handlers = {BriefingError: on_briefing_error, HTTPException: on_http_error, Exception: on_bug}
    app = Starlette(
        routes=list(map(_guarded, _routes())), middleware=middleware, exception_handlers=handlers, lifespan=lifespan
    )
    app.state.desk, app.state.cookie, app.state.log_ins = desk, cookie, entrance.LogIns()
    app.state.watched = watch
    return app


async def _watch(desk: Desk, stop: asyncio.Event, *, make: bool) -> None:
    """Tells the open pages of what changes on the disk, whoever changed it; makes the packs anew where that is wanted."""
    if make:
        _make(desk, {""})
    folders = [desk.folder.seeds, *([desk.folder.templates] if desk.folder.templates else [])]
    async for changes in awatch(*folders, stop_event=stop, debounce=200):
        names = {desk.folder.stem_of(path) for _, path in changes}
        for name in names:
            if name is not None:
                desk.news.tell("changed", stem=name, by="disk")
        if make:
            _make(desk, names - {None})


def _make(desk: Desk, names: set[str | None]) -> None:
    """Begin to make the packs of the texts of these stems; an empty one means every text."""
    try:
        template_set = desk.texts.template_set()
    except BriefingError as error:
        desk.builds.refuse(error)
        return
    for path in desk.folder.texts():
        if "" in names or path.stem in names:
            desk.builds.begin(path, template_set, again=True)
