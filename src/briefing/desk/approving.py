"""Approve by name, build, download and release."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from briefing.config.office import load_office
from briefing.config.review import Approval, review_path
from briefing.config.review_file import append_approval
from briefing.desk.builds import possible_formats, without_name
from briefing.desk.edits import last_editors
from briefing.desk.files import FILE_KINDS, attachment
from briefing.desk.finished import Packs, released_editions
from briefing.desk.looking import shared_context, spoken_name
from briefing.desk.state import doubts_left, edition_rows, standing_of
from briefing.desk.web import desk_of, go_to, now, page, path_of, read_form, session_of, text_field, text_of
from briefing.desk.words_back import open_changes
from briefing.errors import BriefingError, UsageError
from briefing.files import read_bytes
from briefing.packs.released import ReleaseRefusedError
from briefing.packs.zips import write_zip
from briefing.publish.outputs import WHOLE
from briefing.publish.release_folder import FOLDER
from briefing.text.language import SCRIPT_NAMES, Script

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from briefing.desk.builds import BuildState
    from briefing.desk.state import EditionRow
    from briefing.desk.texts import Text
    from briefing.packs.approvals import EditionState

_LARGEST = 200_000_000


def _edition(
    packs: Packs,
    row: EditionRow,
    released: Container[tuple[str, str]],
    withdrawn: Approval | None,
    build: BuildState | None,
) -> dict[str, Any]:
    """The page's entry of an edition; `withdrawn` tells who took its last approval back."""
    state, slot = row.state, (row.audience, str(row.script))
    approved = state is not None and state.state == "approved"
    files, made = packs.of_edition(slot), packs.say(slot, row.sha256)
    failed = not files and build is not None and slot in build.unmade
    return {
        "audience": row.audience,
        "called": row.called,
        "script": str(row.script),
        "script_called": SCRIPT_NAMES[row.script],
        "sha256": row.sha256,
        "refused": row.refused,
        "state": "已发布" if approved and slot in released else state.called if state else "",
        "code": {"approved": "approved", "checked": "read"}.get(state.state, "todo") if state else "",
        "by": state.approval.by if state and state.approval else "",
        "at": f"{state.approval.at:%Y-%m-%d %H:%M}" if state and state.approval else "",
        "changed": "、".join(state.changed) if state else "",
        "withdrawn": f"{withdrawn.by} {withdrawn.at:%Y-%m-%d %H:%M} 撤回了审定" if withdrawn else "",
        "in_release": withdrawn is not None and slot in released,
        "files": files,
        "stale": bool(files) and not made,
        "ready": approved and bool(files) and made,
        "has_word": row.has_word,
        "failed": failed,
        # Words that were approved after a build are others than those which could not be made.
        "given_up": failed and approved and _is_before(state, build),
    }


def _is_before(state: EditionState | None, build: BuildState | None) -> bool:
    """True if the approval had been given when the build began."""
    approval = state.approval if state else None
    return bool(approval and build and build.begun and approval.at <= build.begun)


async def approve_context(request: Request, text: Text) -> dict[str, Any]:
    """Every edition with its state and its files, and how far a build is."""
    desk = desk_of(request)
    rows = await edition_rows(desk.texts, text)
    packs = Packs(folder=desk.folder.out / text.path.stem)
    released = released_editions(desk.folder.out, text.path, packs, rows)
    last = {(one.audience, one.script): one for one in text.reading.review.approvals}
    withdrawn = {slot: one for slot, one in last.items() if one.withdrawn}
    build = desk.builds.state(text.path.stem)
    editions = [_edition(packs, row, released, withdrawn.get((row.audience, str(row.script))), build) for row in rows]
    changes = await open_changes(request, text)
    for one in editions:
        one["changes"] = changes.get((one["audience"], one["script"]), 0)
    return {
        "editions": [one for one in editions if not one["refused"]],
        # All scripts of an edition are refused for the same reason.
        "lacks": list(
            dict.fromkeys(without_name(one.refused, text.path) for one in rows if one.refused and not one.faulty)
        ),
        "faults": list(dict.fromkeys(f"{one.called}（{one.refused}）" for one in rows if one.faulty)),
        "approved": sum(one["code"] == "approved" for one in editions),
        "left": doubts_left(text),
        "own": await run_in_threadpool(_is_own, request, text),
        "open": sum(one["code"] not in ("approved", "") for one in editions),
        "any_files": any(one["files"] for one in editions),
        "to_make": any(one["code"] == "approved" and not one["ready"] and not one["given_up"] for one in editions),
        "given_up": [f"{one['called']} · {one['script_called']}" for one in editions if one["given_up"]],
        "any_ready": any(one["ready"] for one in editions),
        "released": [(part, path.name) for part, path in _whole(desk.folder.out).items()],
        "build": build,
        "lacking": possible_formats(desk.texts.template_set())[1],
        "said": request.query_params.get("said", "")[:200],
    } | await shared_context(request, text, "approve", rows)


async def approve_page(request: Request) -> Response:
    """The page on which editions are approved, built, downloaded and released."""
    return page(request, "approve.html.j2", await approve_context(request, await text_of(request)))


async def approve(request: Request) -> Response:
    """Records an approval of each edition that was ticked, as it was shown: other words are not approved unseen."""
    desk, text, form = desk_of(request), await text_of(request), await read_form(request)
    name = _signature(request)
    if await run_in_threadpool(_is_own, request, text):
        raise UsageError("最后一处是你自己改的", hint="请另一位有“审定”权限的人来审定")
    ticked = [one for one in form.get("editions[]", []) if isinstance(one, str)]
    if not ticked:
        raise UsageError("没有选要审定的版本", hint="请先勾选")
    known = {one.name for one in desk.texts.template_set().audiences}
    seen = {}
    for one in ticked:
        audience, _, rest = one.partition("|")
        script, _, sha256 = rest.partition("|")
        if script not in tuple(Script) or audience not in known:
            raise UsageError("没有这一版", hint="请刷新页面后再试")
        seen[audience, Script(script)] = sha256
    rows = await edition_rows(desk.texts, text, seen)
    for row in rows:
        if row.state is None or row.sha256 != seen[row.audience, row.script]:
            raise UsageError(f"{row.called}版（{SCRIPT_NAMES[row.script]}）刚才变了", hint="请刷新页面，看过再审定")
    for row in rows:
        if row.state and row.state.state == "approved":
            continue  # a second click on the same button
        approval = Approval(
            at=now(), by=name, audience=row.audience, script=row.script.value, sha256=row.sha256, inputs=row.inputs
        )
        await run_in_threadpool(append_approval, review_path(text.path), text.identity, approval)
    desk.news.tell("changed", stem=text.path.stem, by="")
    return go_to(request, _address(request))


def _signature(request: Request) -> str:
    name = session_of(request).name
    if not name:
        raise UsageError("还不知道是谁审定", hint="请先在右上角写上你的名字，按“记下”")
    return name


async def withdraw(request: Request) -> Response:
    """Takes back the approval of one edition; the record keeps who gave it and who took it back."""
    desk, text, form = desk_of(request), await text_of(request), await read_form(request)
    audience, _, script = text_field(form, "edition").partition("|")
    last = text.reading.review.approval_of(audience, script)
    if last is None:
        raise UsageError("这一版现在没有审定", hint="也许刚才有人撤回了，请刷新页面")
    withdrawn = replace(last, at=now(), by=_signature(request), inputs={}, withdrawn=True)
    await run_in_threadpool(append_approval, review_path(text.path), text.identity, withdrawn)
    desk.news.tell("changed", stem=text.path.stem, by="")
    said = "撤回了审定。已经发布出去的文件收不回来；有别的版本审定着，再发布一次，新的一批里就没有这一版"
    return go_to(request, f"{_address(request)}?{urlencode({'said': said})}")


def _is_own(request: Request, text: Text) -> bool:
    """True if somebody else has to approve: on a server what a person changed last, unless the office says otherwise."""
    root, session = desk_of(request).folder.root, session_of(request)
    return bool(session.user) and not load_office(root).approve_own and session.name in last_editors(root, text.path)


def _address(request: Request) -> str:
    return f"/texts/{quote(request.path_params['stem'])}/approve"


async def build(request: Request) -> Response:
    """Starts making the text's files."""
    desk, text = desk_of(request), await text_of(request)
    await read_form(request)
    desk.builds.begin(text.path, desk.texts.template_set())
    return go_to(request, _address(request))


async def release(request: Request) -> Response:
    """Releases the approved editions of the text with those of all other texts."""
    desk, text = desk_of(request), await text_of(request)
    await read_form(request)
    others = [path for path in desk.folder.texts() if path != text.path and await _is_ready(request, path)]
    paths = [text.path, *others]
    try:
        released = await desk.builds.release(tuple(paths), desk.texts.template_set())
    except ReleaseRefusedError as error:
        # The command line's own hint names a command.
        hint = (error.hint or "").replace("请先执行 briefing build", "请先按“制作全部文件”")
        raise ReleaseRefusedError(error.message, hint=hint) from error
    desk.news.tell("changed", stem=text.path.stem, by="")
    left_out = f"；没有审定的 {len(released.unapproved)} 版没有发布" if released.unapproved else ""
    said = f"发布了 {len(released.packs)} 个文件，在 {released.folder}{left_out}"
    return go_to(request, f"{_address(request)}?{urlencode({'said': said})}")


async def _is_ready(request: Request, path: Path) -> bool:
    desk = desk_of(request)
    try:
        text = await desk.texts.text(path)
        return (await standing_of(desk.texts, text)).code in ("approved", "released") and bool(
            Packs(folder=desk.folder.out / path.stem).files
        )
    except BriefingError:
        return False


def _whole(out: Path) -> dict[str, Path]:
    """The archives of all that was released last, for everybody and for the office, that are there."""
    archives = {part: out / FOLDER / part / name for part, name in WHOLE.items()}
    return {part: path for part, path in archives.items() if path.is_file()}


async def released_archive(request: Request) -> Response:
    """All that was released last, for everybody or for the office, as one archive."""
    path = _whole(desk_of(request).folder.out).get(request.path_params["part"])
    if path is None:
        raise HTTPException(404, "还没有发布过")
    return attachment(await run_in_threadpool(read_bytes, path, _LARGEST), path.name, "application/zip")


async def pack_file(request: Request) -> Response:
    """One finished file; only what the manifest lists has an address."""
    folder, name = desk_of(request).folder.out / path_of(request).stem, request.path_params["name"]
    entry = Packs(folder=folder).files.get(name)
    if entry is None:
        raise HTTPException(404, "没有这个文件，也许要重新制作")
    content = await run_in_threadpool(read_bytes, folder / name, _LARGEST)
    return attachment(content, _spoken_name(request, entry), FILE_KINDS[entry["format"]])


def _spoken_name(request: Request, entry: dict[str, Any]) -> str:
    template_set, slot = desk_of(request).texts.template_set(), (entry["audience"], Script(entry["script"]))
    return spoken_name(path_of(request).stem, template_set, slot, entry["format"], entry.get("part", "all"))


async def all_files(request: Request) -> Response:
    """Every finished file of the text as one archive."""
    folder = desk_of(request).folder.out / path_of(request).stem
    files = {name: _spoken_name(request, entry) for name, entry in Packs(folder=folder).files.items()}
    if not files:
        raise HTTPException(404, "还没有做好的文件")

    def archive() -> bytes:
        return write_zip({called: read_bytes(folder / name, _LARGEST) for name, called in files.items()})

    content = await run_in_threadpool(archive)
    return attachment(content, f"{folder.name}.zip", "application/zip")
