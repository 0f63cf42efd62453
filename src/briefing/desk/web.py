"""The shared parts of the desk's pages: the desk itself, how pages are printed, how forms are read, how refusals are told."""

from __future__ import annotations

import contextlib
import datetime
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from briefing.config.templates import BUILT_IN
from briefing.desk.faulty import find_faulty
from briefing.desk.pool import ProgramFaultError
from briefing.desk.sessions import CLOSED, EXPIRED
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.datastructures import UploadFile
    from starlette.requests import Request

    from briefing.config.template_set import TemplateSet
    from briefing.desk.access import Access
    from briefing.desk.builds import Builds
    from briefing.desk.folder import DeskFolder
    from briefing.desk.news import News
    from briefing.desk.pool import Pool
    from briefing.desk.sessions import Doorkeeper, Session
    from briefing.desk.texts import Stamps, Text, Texts

_MOST_FIELDS = 400
_LONGEST_FIELD = 2_000_000
# 请检查权限，或用 --out 换一个文件夹
_FOR_TERMINALS = re.compile(r"[，；。]?[^，；。]*(?:--[a-z]|\bbriefing )[^，；。]*")
FOLDER = BUILT_IN / "desk"
# What Starlette says in English of what no page of ours explains, by how it begins.
_REFUSALS = {
    "Not Found": "没有这一页",
    "Method Not Allowed": "这个地址不能直接打开",
    "Field exceeded": "一格里的文字太长，没有收下；请存成文件再交，或分成几份",
    "Part exceeded": "一格里的文字太长，没有收下；请存成文件再交，或分成几份",
    "Too many files": "一次只收一个文件，请一个一个地交",
    "Too many fields": "一次填的太多，没有收下；请分几次保存",
}
_BROKEN_FORM = "送来的内容不完整，没有收下；请刷新页面再试"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that a browser sent: its name without folders, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The objects that the pages work with."""

    folder: DeskFolder
    texts: Texts
    pool: Pool
    # What strangers' files are tried in, so that one that takes its minute holds up no page.
    intake: Pool
    # What the list said of each text last, by the name of its file, with what it was said of: a hundred texts are not read again for a change in one.
    rows: dict[str, tuple[Stamps, TemplateSet, dict[str, Any]]]
    news: News
    access: Access
    doorkeeper: Doorkeeper
    builds: Builds
    environment: jinja2.Environment


def make_environment() -> jinja2.Environment:
    """The desk's own templates: an office's overlay does not reach them, since they run where decisions are made."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        # They change with the program alone; a list of fifty rows would ask the disk fifty times.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def desk_of(request: Request) -> Desk:
    """The desk that the request is made at."""
    desk: Desk = request.app.state.desk
    return desk


def session_of(request: Request) -> Session:
    """The browser's session; the guard lets nobody in without one."""
    session: Session = request.scope["session"]
    return session


def now() -> datetime.datetime:
    """The time, in the machine's zone, to the second."""
    return datetime.datetime.now(tz=datetime.UTC).astimezone().replace(microsecond=0)


def page(request: Request, template: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """The template as an answer."""
    session = session_of(request)
    shared = {"csrf": session.csrf, "name": session.name, "account": session.user, "roles": session.roles}
    shared["expired"] = EXPIRED if session.user else CLOSED
    html = desk_of(request).environment.get_template(template).render(shared | dict(context))
    return HTMLResponse(html, status_code=status)


def is_htmx(request: Request) -> bool:
    """True if a part of a page asks and not a browser for a page."""
    return request.headers.get("hx-request") == "true"


async def read_form(request: Request) -> dict[str, Any]:
    """The form's fields, files as `Upload`, lists by keys that end in `[]`; a 403 where the session's token is missing."""
    async with request.form(max_files=2, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD) as form:
        token = request.headers.get("x-csrf") or form.get("csrf")
        if not isinstance(token, str) or not secrets.compare_digest(token.encode(), session_of(request).csrf.encode()):
            raise HTTPException(403, "这个页面是上一次登录时打开的，没有记下；填的还在，请再按一次")
        return {key: form.getlist(key) if key.endswith("[]") else await _field(form[key]) for key in form}


async def _field(value: UploadFile | str) -> Upload | str:
    if isinstance(value, str):
        return value
    # Some browsers send the folder, too.
    return Upload(name=(value.filename or "").replace("\\", "/").rpartition("/")[2], content=await value.read())


def text_field(form: Mapping[str, Any], key: str) -> str:
    """A field's text, empty where it is missing or a file."""
    value = form.get(key, "")
    return value.strip() if isinstance(value, str) else ""


def file_field(form: Mapping[str, Any], key: str) -> Upload | None:
    """The file that was handed in, or None where the field was left empty."""
    value = form.get(key)
    return value if isinstance(value, Upload) and value.name else None


def path_of(request: Request) -> Path:
    """The file of the text that the address names; a 404 where there is none."""
    path = desk_of(request).folder.find(request.path_params["stem"])
    if path is None:
        raise HTTPException(404, "没有这篇访谈，也许已经删去了")
    return path


async def text_of(request: Request) -> Text:
    """The text that the address names, read; a 404 where there is none."""
    desk, path = desk_of(request), path_of(request)
    try:
        return await desk.texts.text(path)
    except BriefingError as error:
        request.state.unread = True
        files = (path, *desk.folder.companions(path))
        request.state.faulty = await run_in_threadpool(find_faulty, error.message, files)
        raise


def go_to(request: Request, address: str) -> Response:
    """Sends the browser to another page."""
    return Response(headers={"HX-Redirect": address}) if is_htmx(request) else RedirectResponse(address, 303)


def spoken_hint(error: BriefingError) -> str:
    """The hint without the clauses that name a command or an option, of which who is at the desk knows nothing."""
    return _FOR_TERMINALS.sub("", error.hint or "").lstrip("，；")


def refusal(request: Request, error: BriefingError, status: int = 422) -> Response:
    """An error that the user can mend, in words: in the page's notice, or as a page."""
    told = {"message": error.message, "hint": spoken_hint(error)}
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": error.message, "hint": told["hint"]}, status)
    if not is_htmx(request):
        # The page of a text that cannot be read says the same again, until the file that is wrong is mended.
        context = {"stem": _stem_there(request), "faulty": getattr(request.state, "faulty", None)}
        context["unread"] = hasattr(request.state, "unread")
        return page(request, "refusal.html.j2", told | context, status)
    answer = page(request, "notice.html.j2", {**told, "tone": "bad"}, status)
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#notice", "innerHTML"
    return answer


def _stem_there(request: Request) -> str:
    """The stem of the text that the address is about, empty where there is none, or nobody can look."""
    with contextlib.suppress(BriefingError):
        path = desk_of(request).folder.find(request.path_params.get("stem", ""))
        return path.stem if path else ""
    return ""


async def on_briefing_error(request: Request, error: Exception) -> Response:
    """Starlette's handler for errors that a user can mend."""
    assert isinstance(error, BriefingError)  # noqa: S101 - registered for these alone
    return refusal(request, error)


async def on_bug(request: Request, _: Exception) -> Response:
    """Starlette's handler for everything else; the terminal gets the traceback."""
    if "session" not in request.scope:
        return Response(ProgramFaultError().message, 500, media_type="text/plain")
    # The text's page may meet the same fault; its record does not.
    request.state.unread = True
    return refusal(request, ProgramFaultError(), 500)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Starlette's handler for addresses that lead nowhere and forms that are stale."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for these alone
    if "session" not in request.scope:
        return Response(error.detail, error.status_code, media_type="text/plain")
    known = next((told for opening, told in _REFUSALS.items() if error.detail.startswith(opening)), error.detail)
    told = _BROKEN_FORM if known.isascii() else known
    return refusal(request, BriefingError(told, hint=""), error.status_code)
