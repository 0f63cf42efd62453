"""Word back: an edited Word file is held against its edition; what differs can be restored or allowed with a reason."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from briefing.check.report import CODES
from briefing.check.run import Question, examine
from briefing.config.review import LONGEST_TEXT, Anchor, Decision, review_path
from briefing.config.review_file import append_decision
from briefing.desk.forms import read_words
from briefing.desk.listing import attachment
from briefing.desk.looking import shared_context
from briefing.desk.web import desk_of, file_field, go_to, now, page, read_form, session_of, text_field, text_of
from briefing.desk.word_edits import replace_words
from briefing.errors import SourceError, UsageError
from briefing.files import make_folder, output_errors, read_bytes, write_whole
from briefing.packs.folder import digest
from briefing.text.language import SCRIPT_NAMES, Script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from briefing.check.report import Fault, Report
    from briefing.desk.folder import DeskFolder
    from briefing.desk.texts import Text

_LARGEST = 50_000_000
_NAME = re.compile(r"[a-z0-9_-]{1,40}\.zh-Han[st](?:-TW|-HK)?\.docx")
_AROUND = 20
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _kept(text: Text) -> Path:
    return text.path.with_name(f"{text.path.stem}.word")


def _files(text: Text) -> list[Path]:
    folder = _kept(text)
    return sorted(path for path in folder.glob("*.docx") if _NAME.fullmatch(path.name)) if folder.is_dir() else []


def examine_word(content: bytes, name: str, ledger: str, templates: str | None) -> Report:
    """The report of an edited Word file against the ledger of its edition."""
    with tempfile.TemporaryDirectory(prefix="briefing-desk-") as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return examine(Question(path=str(path), ledger=ledger, templates=templates))


async def _report(request: Request, text: Text, content: bytes, name: str) -> Report:
    desk = desk_of(request)
    ledger = desk.folder.out / text.path.stem / "ledger.json"
    if not ledger.is_file():
        raise UsageError("还没有做过材料，没有可以对照的", hint="请先在“审定与发布”里制作全部文件")
    templates = str(desk.folder.templates) if desk.folder.templates else None
    return await desk.pool.run(examine_word, content, name, str(ledger), templates)


def _told(fault: Fault, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "kind": CODES[fault.code],
        "message": fault.message,
        "place": fault.place,
        "words": fault.words,
        "expected": fault.expected or "",
        "sentence": fault.sentence,
        "sources": fault.sentences,
        "allowed": fault.allowed or "",
    }


async def _file(request: Request, text: Text, path: Path) -> dict[str, Any]:
    content = await run_in_threadpool(read_bytes, path, _LARGEST)
    report = await _report(request, text, content, path.name)
    audience, _, script = path.name.removesuffix(".docx").partition(".")
    known = {one.name: one.called for one in desk_of(request).texts.workshop().audiences}
    return {
        "name": path.name,
        "called": f"{known.get(audience, audience)} · {SCRIPT_NAMES[Script(script)]}",
        "version": digest(content),
        "faults": [_told(fault, number) for number, fault in enumerate(report.faults)],
        "open": sum(fault.allowed is None for fault in report.faults),
        "additions": [fault.words for fault in report.additions],
    }


async def word_page(request: Request) -> Response:
    """The edited Word files of a text, each with what it says otherwise than its edition."""
    text = await text_of(request)
    context = {"files": [await _file(request, text, path) for path in _files(text)]}
    return page(request, "word.html.j2", context | await shared_context(request, text, "word"))


async def hand_back(request: Request) -> Response:
    """Keeps an edited Word file beside the text, under the name of the edition that it is."""
    text, form = await text_of(request), await read_form(request)
    upload = file_field(form, "file")
    if upload is None or not upload.name.lower().endswith(".docx"):
        raise UsageError("请交 Word 文件（.docx）", hint="在 Word 里另存为 .docx 再交")
    report = await _report(request, text, upload.content, "word.docx")
    if report.audience is None or report.script is None:
        raise SourceError("认不出这是哪一版", hint="请交由这里做出、改过的 Word 文件")
    path = _kept(text) / f"{report.audience}.{report.script}.docx"
    if _NAME.fullmatch(path.name) is None:
        raise SourceError("认不出这是哪一版", hint="请交由这里做出、改过的 Word 文件")
    await run_in_threadpool(_put, desk_of(request).folder, path, upload.content)
    return go_to(request, f"/texts/{text.address}/word")


def _put(folder: DeskFolder, path: Path, content: bytes) -> None:
    """Write the file; the one before it goes among the old versions."""
    with output_errors(path):
        make_folder(path.parent)
        if path.is_file():
            old = folder.versions / path.parent.stem / f"{now():%Y-%m-%d %H.%M.%S} {path.name}"
            old.parent.mkdir(parents=True, exist_ok=True)
            path.rename(old)
        write_whole(path, content)


async def _chosen(request: Request, text: Text, form: dict[str, Any]) -> tuple[Path, bytes, Fault]:
    """The file and the fault that a form is about, as they were shown."""
    name, number = text_field(form, "file"), text_field(form, "number")
    path = next((one for one in _files(text) if one.name == name), None)
    if path is None or not number.isdecimal():
        raise HTTPException(404, "没有这个文件")
    content = await run_in_threadpool(read_bytes, path, _LARGEST)
    report = await _report(request, text, content, path.name)
    if digest(content) != text_field(form, "version") or int(number) >= len(report.faults):
        raise UsageError("这个文件刚才变了", hint="请刷新页面，看过再决定")
    return path, content, report.faults[int(number)]


async def restore(request: Request) -> Response:
    """Puts the source's words back into the kept copy; the file as it was handed back is among the old versions."""
    text, form = await text_of(request), await read_form(request)
    path, content, fault = await _chosen(request, text, form)
    if not fault.expected:
        raise UsageError("这一处原文里没有对应的字", hint="请在 Word 里改好再交回来，或写明理由允许")
    changed = await run_in_threadpool(replace_words, content, fault.words, fault.expected, fault.sentence)
    await run_in_threadpool(_put, desk_of(request).folder, path, changed)
    return go_to(request, f"/texts/{text.address}/word")


def _around(fault: Fault) -> Iterator[str]:
    """The rest of the sentence before and after the words."""
    before, _, after = fault.sentence.partition(fault.words) if fault.words in fault.sentence else ("", "", "")
    yield before[-_AROUND:]
    yield after[:_AROUND]


async def allow(request: Request) -> Response:
    """Records that a difference may stand, and why."""
    text, form = await text_of(request), await read_form(request)
    _, _, fault = await _chosen(request, text, form)
    reason = read_words(text_field(form, "reason"), LONGEST_TEXT)
    if not reason:
        raise UsageError("还没有写理由", hint="请写明为什么可以这样")
    before, after = _around(fault)
    decision = Decision(
        kind="check.allow",
        at=now(),
        by=session_of(request).name,
        about=Anchor(words=fault.words, before=before, after=after),
        value=reason,
    )
    source = text.source.name, text.source.sha256
    await run_in_threadpool(append_decision, review_path(text.path), source, decision)
    desk_of(request).news.tell("changed", stem=text.path.stem, by="")
    return go_to(request, f"/texts/{text.address}/word")


async def word_file(request: Request) -> Response:
    """The kept Word file."""
    text = await text_of(request)
    path = next((one for one in _files(text) if one.name == request.path_params["name"]), None)
    if path is None:
        raise HTTPException(404, "没有这个文件")
    content = await run_in_threadpool(read_bytes, path, _LARGEST)
    return attachment(content, f"{text.path.stem}.{path.name}", _DOCX)
