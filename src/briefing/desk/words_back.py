"""Word back: an edited Word file is held against its edition; what differs is restored, allowed, or taken as a decision."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from briefing.check.flat_text import flat_form
from briefing.check.report import CODES
from briefing.check.run import Question, recognise
from briefing.config.review import LONGEST_TEXT, LONGEST_WORDS, Anchor, Decision, review_path
from briefing.config.review_file import append_decision
from briefing.desk.files import FILE_KINDS, attachment
from briefing.desk.forms import read_words
from briefing.desk.looking import shared_context, spoken_name
from briefing.desk.web import (
    desk_of,
    file_field,
    go_to,
    now,
    page,
    read_form,
    session_of,
    spoken_hint,
    text_field,
    text_of,
)
from briefing.desk.word_edits import remove_paragraph, replace_words
from briefing.errors import BriefingError, SourceError, UsageError
from briefing.files import as_file, read_bytes
from briefing.packs.folder import digest
from briefing.publish.office_word import LARGEST, NAME, kept_folder, kept_words
from briefing.text.language import SCRIPT_NAMES, Script

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from briefing.check.office_changes import Change
    from briefing.check.report import Fault
    from briefing.desk.making import WordBack
    from briefing.desk.texts import Text
    from briefing.publish.office_word import Difference


_AROUND = 20
# So many characters on each side of a change say where it is, where the change itself is an empty place.
_BESIDE = 6
_KINDS = {"changed": "改了", "added": "添了", "deleted": "少了", "moved": "换了位置"}


def recognise_word(content: bytes, ledger: str) -> tuple[str | None, str | None]:
    """The audience and the script of the edition that an edited Word file is, by the ledger; None for what cannot be told."""
    with as_file("word.docx", content) as path:
        return recognise(Question(path=str(path), ledger=ledger))


def _told_fault(fault: Fault, number: int) -> dict[str, Any]:
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


def _parts(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Both texts as one: what stays, what went, what came, each with its mark."""
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", before[first:last]
            continue
        if first < last:
            yield "gone", before[first:last]
        if start < end:
            yield "new", after[start:end]


def _named(change: Change) -> str:
    """The words by which a form names a change; a note's begin with a space, which no form sends."""
    return " ".join(change.words.split())[:40]


def _told(difference: Difference, number: int, back: WordBack) -> dict[str, Any]:
    change, offer = difference.change, back.offers[number]
    reasons = [fault.allowed for fault in difference.faults if fault.allowed]
    return {
        "number": number,
        "kind": _KINDS[change.kind],
        "place": change.place,
        "parts": list(_parts(change.before, change.after)) if change.kind == "changed" else [("same", change.words)],
        "words": _named(change),
        "messages": list(dict.fromkeys(fault.message for fault in difference.faults)),
        "sources": list(dict.fromkeys(one for fault in difference.faults for one in fault.sentences)),
        "open": difference.is_open,
        "allowed": "" if difference.is_open else difference.allowed or "；".join(dict.fromkeys(map(str, reasons))),
        "offer": offer.says if offer else "",
        "can_restore": change.kind in ("changed", "added"),
    }


async def _file(request: Request, text: Text, slot: tuple[str, Script], path: Path) -> dict[str, Any]:
    desk = desk_of(request)
    content = await run_in_threadpool(read_bytes, path, LARGEST)
    known = {one.name: one.called for one in desk.texts.template_set().audiences}
    told: dict[str, Any] = {
        "name": path.name,
        "called": f"{known.get(slot[0], slot[0])} · {SCRIPT_NAMES[slot[1]]}",
        "version": digest(content),
        "problem": "",
        "differences": [],
        "faults": [],
        "open": 0,
        "differs": 0,
        "taken": (),
    }
    if slot[0] not in known:
        return told | {"problem": "现在没有这种读者，这个文件不会发布", "open": 1}
    try:
        back = await desk.texts.word_back(text, slot, path.name, content)
    except BriefingError as error:
        return told | {"problem": f"{error.message}。{spoken_hint(error)}", "open": 1}
    word = back.word
    return told | {
        "differences": [_told(one, number, back) for number, one in enumerate(word.differences)],
        "faults": [_told_fault(one, number) for number, one in enumerate(word.faults)],
        "open": word.open,
        "differs": word.differs,
        "taken": word.taken,
    }


async def open_changes(request: Request, text: Text) -> dict[tuple[str, str], int]:
    """The number of changes that nobody has dealt with, by the edition of the edited Word file."""
    kept = kept_words(text.path)
    files = await asyncio.gather(*(_file(request, text, slot, path) for slot, path in kept.items()))
    return {(audience, str(script)): file["open"] for (audience, script), file in zip(kept, files, strict=True)}


async def word_page(request: Request) -> Response:
    """The edited Word files of a text, each with what it says otherwise than its edition."""
    text = await text_of(request)
    context = {"files": [await _file(request, text, slot, path) for slot, path in kept_words(text.path).items()]}
    return page(request, "word.html.j2", context | await shared_context(request, text, "word"))


async def hand_back(request: Request) -> Response:
    """Keeps an edited Word file beside the text, under the name of the edition that it is."""
    text, form = await text_of(request), await read_form(request)
    upload = file_field(form, "file")
    if upload is None or not upload.name.lower().endswith(".docx"):
        raise UsageError("请交 Word 文件（.docx）", hint="在 Word 里另存为 .docx 再交")
    desk = desk_of(request)
    ledger = desk.folder.out / text.path.stem / "ledger.json"
    if not ledger.is_file():
        raise UsageError("还没有做过材料，没有可以对照的", hint="请先在“审定与发布”里制作全部文件")
    audience, script = await desk.pool.run(recognise_word, upload.content, str(ledger))
    name = f"{audience}.{script}.docx"
    if audience is None or script is None or NAME.fullmatch(name) is None:
        raise SourceError("认不出这是哪一版", hint="请交由这里做出、改过的 Word 文件")
    await run_in_threadpool(desk.folder.put_word, kept_folder(text.path) / name, upload.content, now())
    return go_to(request, f"/texts/{text.address}/word")


def _kept_file(text: Text, name: str) -> tuple[tuple[str, Script], Path]:
    """The kept Word file of that name, and the edition that it is of; a 404 where there is none."""
    found = next(((slot, path) for slot, path in kept_words(text.path).items() if path.name == name), None)
    if found is None:
        raise HTTPException(404, "没有这个文件，也许已经撤下了")
    return found


async def _kept(request: Request, text: Text, form: dict[str, Any]) -> tuple[tuple[str, Script], Path, bytes]:
    """The file that a form is about, as it was shown."""
    slot, path = _kept_file(text, text_field(form, "file"))
    if slot[0] not in {one.name for one in desk_of(request).texts.template_set().audiences}:
        raise HTTPException(404, "现在没有这种读者")
    content = await run_in_threadpool(read_bytes, path, LARGEST)
    if digest(content) != text_field(form, "version"):
        raise UsageError("这个文件刚才变了", hint="请刷新页面，看过再决定")
    return slot, path, content


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A kept file and the number of the difference in it that a form is about, as they were shown."""

    slot: tuple[str, Script]
    path: Path
    content: bytes
    back: WordBack
    number: int


async def _chosen(request: Request, text: Text, form: dict[str, Any]) -> _Shown:
    slot, path, content = await _kept(request, text, form)
    back = await desk_of(request).texts.word_back(text, slot, path.name, content)
    number = text_field(form, "number")
    many = len(back.word.faults if text_field(form, "of") == "fault" else back.word.differences)
    words = text_field(form, "words")
    if not number.isdecimal() or int(number) >= many:
        raise UsageError("这个文件刚才变了", hint="请刷新页面，看过再决定")
    if text_field(form, "of") != "fault" and _named(back.word.differences[int(number)].change) != words:
        raise UsageError("这一处刚才变了", hint="请刷新页面，看过再决定")
    return _Shown(slot=slot, path=path, content=content, back=back, number=int(number))


def narrowed(before: str, after: str) -> tuple[str, str]:
    """The words of `after` that differ, with a few around them where they are few, and what they replace in `before`."""
    limit = min(len(before), len(after))
    left = next((at for at in range(limit) if before[at] != after[at]), limit)
    right = next((at for at in range(limit - left) if before[-1 - at] != after[-1 - at]), limit - left)
    # A tab or a line's end is no text in a Word file.
    first = max(*(after.rfind(mark, 0, left) + 1 for mark in "\t\n"), left - _BESIDE)
    ends = [at for mark in "\t\n" if (at := after.find(mark, len(after) - right)) >= 0]
    last = min(min(ends, default=len(after)), len(after) - right + _BESIDE)
    return after[first:last], before[first : last + len(before) - len(after)]


def restored(content: bytes, back: WordBack, difference: Difference) -> bytes:
    """The Word file with a paragraph as our own prints it; one that the office put in is gone."""
    change = difference.change
    assert change.theirs is not None  # noqa: S101 - what the office's file lacks is not offered
    alike = flat_form(change.after)
    number = sum(alike in flat_form(one) for one in back.word.texts[: change.theirs])
    if change.kind == "added":
        return remove_paragraph(content, change.after, number)
    words, instead = narrowed(change.before, change.after)
    return replace_words(content, words, instead, change.after, number)


async def restore(request: Request) -> Response:
    """Puts the edition's words back into the kept copy; the file as it was handed back is among the old versions."""
    text, form = await text_of(request), await read_form(request)
    shown = await _chosen(request, text, form)
    if text_field(form, "of") == "fault":
        fault = shown.back.word.faults[shown.number]
        if not fault.expected:
            raise UsageError("这一处原文里没有对应的字", hint="请在 Word 里改好再交回来，或写明理由允许")
        changed = await run_in_threadpool(replace_words, shown.content, fault.words, fault.expected, fault.sentence)
    else:
        difference = shown.back.word.differences[shown.number]
        if difference.change.kind not in ("changed", "added"):
            raise UsageError("这一处要在 Word 里改", hint="请在 Word 里改好再交回来，或写明理由允许")
        changed = await run_in_threadpool(restored, shown.content, shown.back, difference)
    await run_in_threadpool(desk_of(request).folder.put_word, shown.path, changed, now())
    return go_to(request, f"/texts/{text.address}/word")


async def _record(request: Request, text: Text, decisions: list[Decision]) -> None:
    by = session_of(request).name
    for one in decisions:
        await run_in_threadpool(append_decision, review_path(text.path), text.identity, replace(one, by=by, at=now()))
    desk_of(request).news.tell("changed", stem=text.path.stem, by="")


async def allow(request: Request) -> Response:
    """Records that a difference may stand in Word alone, and why."""
    text, form = await text_of(request), await read_form(request)
    shown = await _chosen(request, text, form)
    reason = read_words(text_field(form, "reason"), LONGEST_TEXT)
    if not reason:
        raise UsageError("还没有写理由", hint="请写明为什么可以这样")
    if text_field(form, "of") == "fault":
        fault = shown.back.word.faults[shown.number]
        before, found, after = fault.sentence.partition(fault.words)
        about = Anchor(words=fault.words, before=before[-_AROUND:] if found else "", after=after[:_AROUND])
    else:
        about = Anchor(words=" ".join(shown.back.word.differences[shown.number].change.words.split())[:LONGEST_WORDS])
    await _record(request, text, [Decision(kind="check.allow", about=about, value=reason)])
    return go_to(request, f"/texts/{text.address}/word")


async def take(request: Request) -> Response:
    """Takes a difference as a decision, so that every format says it; what follows from it is put into the kept copy as well."""
    text, form = await text_of(request), await read_form(request)
    shown = await _chosen(request, text, form)
    offer = shown.back.offers[shown.number] if text_field(form, "of") != "fault" else None
    if offer is None:
        raise UsageError("这一处没有对应的决定", hint="请写明理由允许，只在 Word 里这样")
    await _record(request, text, list(offer.decisions))
    desk = desk_of(request)
    after = await desk.texts.word_back(await text_of(request), shown.slot, shown.path.name, shown.content)
    followed = await run_in_threadpool(follow, shown.content, shown.back, after)
    if followed != shown.content:
        await run_in_threadpool(desk.folder.put_word, shown.path, followed, now())
    return go_to(request, f"/texts/{text.address}/word")


def follow(content: bytes, before: WordBack, after: WordBack) -> bytes:
    """The Word file with what a decision changed in its edition besides: paragraphs that the office left as they were printed.

    A label stands on its tile and in the table; the office changed one of them. Words of the office's own get the mark that the
    edition prints behind them.
    """
    known = {one.change.theirs for one in before.word.differences}
    # The last first, so that of paragraphs alike those before keep their number.
    for difference in sorted(after.word.differences, key=lambda one: one.change.theirs or 0, reverse=True):
        change = difference.change
        if change.theirs is None or change.kind not in ("changed", "added"):
            continue
        marked = flat_form(change.before).removeprefix(flat_form(change.after)) in after.marks
        if change.theirs not in known or (change.kind == "changed" and marked):
            content = restored(content, after, difference)
    return content


async def withdraw(request: Request) -> Response:
    """Takes a kept Word file back: the edition is released with the program's own again; the file is among the old versions."""
    text, form = await text_of(request), await read_form(request)
    _, path = _kept_file(text, text_field(form, "file"))
    await run_in_threadpool(desk_of(request).folder.set_aside, path, now())
    return go_to(request, f"/texts/{text.address}/word")


async def word_file(request: Request) -> Response:
    """The kept Word file."""
    text = await text_of(request)
    slot, path = _kept_file(text, request.path_params["name"])
    content = await run_in_threadpool(read_bytes, path, LARGEST)
    name = spoken_name(text.path.stem, desk_of(request).texts.template_set(), slot, "docx")
    return attachment(content, name, FILE_KINDS["docx"])
