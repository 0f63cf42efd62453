"""The desk as a web application: addresses, news, what is watched, and who is let in."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from watchfiles import awatch

from briefing.build.workers import default_jobs
from briefing.desk import approving, deciding, facts, listing, looking, words_back
from briefing.desk.builds import Builds
from briefing.desk.guard import Doorkeeper, Guard
from briefing.desk.news import News
from briefing.desk.pool import Pool
from briefing.desk.texts import Texts
from briefing.desk.web import FOLDER, Desk, desk_of, make_environment, on_briefing_error, on_http_error
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
    "htmx-2.0.11.min.js": "text/javascript; charset=utf-8",
}
_PULSE_SECONDS = 15
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


async def _enter(request: Request) -> Response:
    """Lets a browser in that has the address printed at the start."""
    desk = desk_of(request)
    key = desk.doorkeeper.enter(request.query_params.get("token", ""))
    if key is None:
        return HTMLResponse(desk.environment.get_template("closed.html.j2").render(), status_code=403)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(request.app.state.cookie, key, httponly=True, samesite="strict", path="/")
    return answer


async def _events(request: Request) -> Response:
    desk = desk_of(request)
    return EventSourceResponse(desk.news.listen(desk.builds.told()), ping=_PULSE_SECONDS)


def _routes() -> list[Route]:
    one = "/texts/{stem}"
    get, post = ["GET"], ["POST"]
    return [
        Route("/", listing.list_page, methods=get),
        Route("/enter", _enter, methods=get),
        Route("/events", _events, methods=get),
        Route("/static/{name}", _static, methods=get),
        Route("/name", listing.set_name, methods=post),
        Route("/link", listing.new_link, methods=post),
        Route("/texts", listing.hand_in, methods=post),
        Route(one, looking.look_page, methods=get),
        Route(f"{one}/row", listing.row_part, methods=get),
        Route(f"{one}/source", looking.source_part, methods=get),
        Route(f"{one}/doubts", looking.doubts_part, methods=get),
        Route(f"{one}/paper", looking.paper_page, methods=get),
        Route(f"{one}/preview", looking.preview_page, methods=get),
        Route(f"{one}/decide", deciding.decide, methods=post),
        Route(f"{one}/history", deciding.history_page, methods=get),
        Route(f"{one}/undo", deciding.undo, methods=post),
        Route(f"{one}/facts", facts.facts_page, methods=get),
        Route(f"{one}/facts", facts.save_facts, methods=post),
        Route(f"{one}/approve", approving.approve_page, methods=get),
        Route(f"{one}/approve", approving.approve, methods=post),
        Route(f"{one}/build", approving.build, methods=post),
        Route(f"{one}/release", approving.release, methods=post),
        Route(f"{one}/word", words_back.word_page, methods=get),
        Route(f"{one}/word", words_back.hand_back, methods=post),
        Route(f"{one}/word/restore", words_back.restore, methods=post),
        Route(f"{one}/word/allow", words_back.allow, methods=post),
        Route(f"{one}/word/{{name}}", words_back.word_file, methods=get),
        Route(f"{one}/all.zip", approving.all_files, methods=get),
        Route(f"{one}/files/{{name}}", approving.pack_file, methods=get),
        Route(f"{one}/original", listing.original_file, methods=get),
        Route(f"{one}/replace", listing.replace_text, methods=post),
        Route(f"{one}/delete", listing.delete_text, methods=post),
    ]


def make_app(folder: DeskFolder, *, cookie: str = "briefing-desk", jobs: int | None = None) -> Starlette:
    """The application over one office's folder; `app.state.desk.doorkeeper.token()` lets a browser in."""
    pool, intake = Pool(max(_LEAST_WORKERS, jobs or default_jobs())), Pool(1)
    news, doorkeeper, environment = News(), Doorkeeper(), make_environment()
    desk = Desk(
        folder=folder,
        texts=Texts(folder, pool),
        pool=pool,
        intake=intake,
        rows=asyncio.Semaphore(1),
        news=news,
        doorkeeper=doorkeeper,
        builds=Builds(folder, news),
        environment=environment,
    )

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        pool.start()
        stop = asyncio.Event()
        watching = asyncio.create_task(_watch(desk, stop))
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

    guard = Middleware(Guard, doorkeeper=doorkeeper, cookie=cookie, refusal=closed)
    handlers = {BriefingError: on_briefing_error, HTTPException: on_http_error}
    app = Starlette(routes=_routes(), middleware=[guard], exception_handlers=handlers, lifespan=lifespan)
    app.state.desk, app.state.cookie = desk, cookie
    return app


async def _watch(desk: Desk, stop: asyncio.Event) -> None:
    """Tells the open pages of what changes on the disk, whoever changed it."""
    folders = [desk.folder.seeds, *([desk.folder.templates] if desk.folder.templates else [])]
    async for changes in awatch(*folders, stop_event=stop, debounce=200):
        names = {_stem_of(desk.folder.seeds, path) for _, path in changes}
        for name in names:
            if name is not None:
                desk.news.tell("changed", stem=name, by="disk")


def _stem_of(seeds: Path, path: str) -> str | None:
    """The stem of the text that a changed file belongs to, empty for a template, None for what is of no text."""
    from pathlib import Path as AnyPath

    file = AnyPath(path)
    if file.parent != seeds:
        return ""
    return None if file.name.startswith((".", "~")) else file.name.partition(".")[0]
