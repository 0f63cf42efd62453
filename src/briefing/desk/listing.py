"""The list of texts, and handing in: a file or pasted words, read in a process of their own before they are kept."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from briefing.desk.files import attachment
from briefing.desk.folder import name_of_pasted, require_name
from briefing.desk.making import try_text, verify_upload
from briefing.desk.state import FAULTY, doubts_left, standing_of
from briefing.desk.web import (
    desk_of,
    file_field,
    go_to,
    is_htmx,
    now,
    page,
    path_of,
    read_form,
    session_of,
    text_field,
)
from briefing.errors import BriefingError, SourceError, UsageError
from briefing.files import read_bytes, reason_of
from briefing.readers import READERS

if TYPE_CHECKING:
    from starlette.requests import Request

    from briefing.config.template_set import TemplateSet
    from briefing.desk.folder import DeskFolder, TextEntry
    from briefing.desk.web import Desk

_SUFFIXES = "Word、PDF、网页、文本、Markdown"
_LARGEST = 60_000_000
_LONGEST_NAME = 40


def _row(desk: Desk, entry: TextEntry, template_set: TemplateSet | None) -> dict[str, Any]:
    """The row as it was last told where nothing has changed since, else one that asks for its state."""
    stem = entry.name.rpartition(".")[0]
    row = {
        "stem": stem,
        "file": entry.name,
        "title": stem,
        "changed": f"{entry.changed:%Y-%m-%d %H:%M}",
        "state": None,
        "left": "",
        "problem": "",
        "waiting": True,
    }
    known = desk.rows.get(entry.name)
    return row | known[2] if known and known[0] == entry.stamps and known[1] is template_set else row


def _rows(desk: Desk) -> list[dict[str, Any]]:
    template_set = None
    with contextlib.suppress(BriefingError):  # each row says what is wrong
        template_set = desk.texts.template_set()
    return [_row(desk, entry, template_set) for entry in desk.folder.entries()]


async def list_page(request: Request) -> Response:
    """All texts; each row that changed asks for its own state, so that fifty texts hold up nobody."""
    desk = desk_of(request)
    folder = desk.folder
    context = {
        "rows": await run_in_threadpool(_rows, desk),
        "suffixes": _SUFFIXES,
        "accept": ",".join(READERS),
        "root": str(folder.root),
        "thrown": _thrown(folder, request.query_params.get("thrown", "")),
    }
    return page(request, "list.html.j2", context)


def _thrown(folder: DeskFolder, name: str) -> dict[str, str] | None:
    """A text that was moved into the bin a moment ago, and may be put back."""
    path = folder.thrown(name) if name else None
    return {"stem": path.stem, "name": name} if path else None


async def row_part(request: Request) -> Response:
    """One row with its title, state, and how much is left to look at."""
    desk = desk_of(request)
    entries = await run_in_threadpool(desk.folder.entries, request.path_params["stem"])
    if not entries:
        return HTMLResponse("")
    row = _row(desk, entries[0], None)
    try:
        template_set, text = desk.texts.template_set(), await desk.texts.text(desk.folder.seeds / entries[0].name)
        state = await standing_of(desk.texts, text)
        left = doubts_left(text) if state is not FAULTY else 0
        told = {"title": text.title, "state": state, "left": f"{left} 处" if left else "—", "waiting": False}
        if state is not FAULTY:
            desk.rows[entries[0].name] = entries[0].stamps, template_set, told
        row |= told
    except BriefingError as error:
        row |= {"problem": error.message, "state": FAULTY, "waiting": False}
    return page(request, "row.html.j2", {"row": row})


async def _handed_in(request: Request) -> tuple[str, bytes]:
    form = await read_form(request)
    given = file_field(form, "file")
    if given is not None:
        return given.name, given.content
    pasted = text_field(form, "pasted")
    if not pasted:
        raise SourceError("没有选文件，也没有粘贴文字", hint="请先选文件，或把文字粘贴进来")
    return name_of_pasted(pasted, text_field(form, "called")), pasted.replace("\r\n", "\n").encode()


async def hand_in(request: Request) -> Response:
    """Keeps a new text once it has been read; what cannot be read is refused in words."""
    desk = desk_of(request)
    name, content = await _handed_in(request)
    require_name(name)
    await desk.intake.run(try_text, name, content)
    path = desk.folder.put(name, content)
    desk.news.tell("changed", stem="", by="")
    return go_to(request, f"/texts/{quote(path.stem)}")


async def replace_text(request: Request) -> Response:
    """Puts another file in the place of a text; the old one is kept with a date."""
    desk, path = desk_of(request), path_of(request)
    name, content = await _handed_in(request)
    require_name(name)
    await desk.intake.run(try_text, path.with_suffix(Path(name).suffix).name, content)
    desk.folder.replace(path, name, content, now())
    desk.news.tell("changed", stem=path.stem, by="")
    return go_to(request, f"/texts/{quote(path.stem)}")


async def delete_text(request: Request) -> Response:
    """Moves a text with all that belongs to it into the bin."""
    desk = desk_of(request)
    await read_form(request)
    path = desk.folder.find(request.path_params["stem"])
    if path is None:
        return go_to(request, "/")
    thrown = desk.folder.delete(path, now())
    desk.news.tell("changed", stem="", by="")
    return go_to(request, f"/?{urlencode({'thrown': thrown.name})}")


async def restore_text(request: Request) -> Response:
    """Takes a text with all that belongs to it out of the bin."""
    desk = desk_of(request)
    path = desk.folder.restore(text_field(await read_form(request), "name"))
    desk.news.tell("changed", stem="", by="")
    return go_to(request, f"/texts/{quote(path.stem)}")


async def original_file(request: Request) -> Response:
    """The text as it was handed in."""
    path = path_of(request)
    try:
        content = read_bytes(path, _LARGEST)
    except OSError as error:
        raise SourceError(f"读不了 {path.name}：{reason_of(error)}", hint="请检查文件夹的权限") from None
    return attachment(content, path.name)


async def verify_file(request: Request) -> Response:
    """Says whether a file is one that was released, one that another took the place of, or a changed copy."""
    desk, form = desk_of(request), await read_form(request)
    upload = file_field(form, "file")
    if upload is None:
        raise UsageError("没有选文件", hint="请选收到的文件")
    manifest = desk.folder.out / "release" / "manifest.json"
    if not manifest.is_file():
        raise UsageError("还没有发布过", hint="发布以后才认得出哪些是原件")
    said, genuine = await desk.intake.run(verify_upload, upload.name, upload.content, manifest)
    context = {"message": f"{upload.name}：{said}", "hint": "", "tone": "good" if genuine else "bad"}
    return page(request, "notice.html.j2", context)


async def set_name(request: Request) -> Response:
    """Keeps the name that the browser's decisions are signed with."""
    name = " ".join(text_field(await read_form(request), "name").split())[:_LONGEST_NAME]
    session = session_of(request)
    if session.user is not None:
        raise UsageError("登录了的，署名就是用户名", hint="要换人请先退出")
    session.name = "".join(one for one in name if one.isprintable())
    if is_htmx(request):
        return HTMLResponse("已记下")
    return go_to(request, "/")


async def new_link(request: Request) -> Response:
    """A fresh address that lets in one more browser."""
    desk = desk_of(request)
    await read_form(request)
    if desk.access.is_shared:
        raise UsageError("在别的浏览器里请直接登录", hint="用同一个网址")
    address = f"http://{request.headers['host']}/enter?token={desk.doorkeeper.token()}"
    return HTMLResponse(f"只能用一次：<code>{address}</code>")
