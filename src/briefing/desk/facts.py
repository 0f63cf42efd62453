"""The facts that the office knows besides the text: a form over the sidecar, with the same checks and the same file."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import tomlkit
from starlette.concurrency import run_in_threadpool

from briefing.config.pictures import read_picture
from briefing.config.review import is_clean
from briefing.config.sidecar import BULLETIN_KEYS, CONTACT_KEYS, load_sidecar, parse_sidecar
from briefing.desk.files import writing
from briefing.desk.looking import shared_context
from briefing.desk.web import desk_of, file_field, go_to, is_htmx, page, read_form, text_field, text_of
from briefing.errors import BriefingError, ConfigurationError, UsageError
from briefing.files import held, load_text, write_together, write_whole
from briefing.packs.folder import digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response
    from tomlkit import TOMLDocument

    from briefing.outline.model import Words

_LISTS = {"links": ("label", "url"), "errata": ("words", "correct"), "headings": ("words", "instead")}
_TEXTS = ("place", "credit")
_LONGEST = 500
_MOST = 60
_LOCK_SECONDS = 10.0
CONTACTS = {
    "office": "单位", "person": "联系人", "telephone": "电话", "email": "电子邮箱", "address": "地址", "website": "网址", "hours": "办公时间",
}  # fmt: skip
BULLETIN = {
    "name": "报头名称", "number": "期号", "issuer": "编发单位", "date": "编发日期", "secrecy": "密级", "copies": "份数", "to": "主送", "cc": "抄送",
}  # fmt: skip
_PICTURES = (".png", ".svg")


# Keys that several people fill, as the form calls them.
_CALLED = {
    "published": "刊发日期", "place": "地区", "credit": "转载署名", "locked": "照印的名称", "stale_after": "几个月算过时", "inferred": "日期是推断的",
    "contact": "联系方式", "links": "相关网页", "errata": "原文的错处", "headings": "小标题", "logo": "标志", "bulletin": "报头", "status": "状态",
}  # fmt: skip


_PARTS = {
    "label": "名称",
    "url": "网址",
    "words": "原文的字",
    "correct": "应为",
    "instead": "材料里印成",
    "alt": "文字说明",
}
# A key as an error names it: contact.email, links[2].url.
_KEY = re.compile(r" ?\b([a-z_]+)(?:\[(\d+)\])?(?:\.([a-z_]+))?\b ?")


class _ChangedError(UsageError):
    """Somebody else saved in the meantime; `text` is the file as it is."""

    def __init__(self, text: str, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.text = text


def _read(path: Path) -> str:
    try:
        return load_text(path, path.name)
    except FileNotFoundError:
        return ""


def _found(words: Words | None, *, decided: bool) -> str:
    """The words that print without the form, or whatever it says, where somebody decided on them at the desk."""
    if words is None:
        return "校对时定了没有，不印" if decided else ""
    if decided:
        return f"校对时{'写明' if words.origin == 'editor' else '选'}的是 {words.text}，照它印"
    return f"从原文读出的是 {words.text}"


async def facts_page(request: Request) -> Response:
    """The form, filled with what the sidecar holds."""
    text = await text_of(request)
    file = text.path.with_suffix(".toml")
    # As it is on the disk: what a decision overrides is not lost with the next saving.
    sidecar = await run_in_threadpool(load_sidecar, file)
    outline = text.reading.outline
    decided = {one.kind for one in text.reading.review.standing}
    context = {
        "sidecar": sidecar,
        "contacts": CONTACTS,
        "bulletin": BULLETIN,
        "links": [{"label": one.label, "url": one.url} for one in sidecar.links],
        "errata": [{"words": one.words, "correct": one.correct} for one in sidecar.errata],
        "headings": [{"words": one.words, "instead": one.instead} for one in sidecar.headings],
        "version": digest(_read(file).encode()),
        "file": file.name,
        "found": {
            "地区": _found(outline.place, decided="place" in decided),
            "刊发日期": _found(outline.published, decided="published" in decided),
        },
        "said": "已保存，各版都照新的做" if "saved" in request.query_params else "",
    }
    return page(request, "facts.html.j2", context | await shared_context(request, text, "facts"))


def _clean(value: object) -> str:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    if len(words) > _LONGEST:
        raise UsageError(f"写得太长：{words[:20]}…", hint=f"每一项最多 {_LONGEST} 字")
    if not is_clean(words):
        raise UsageError(f"里面有看不见的字符：{words[:20]}", hint="请重新打一遍，不要粘贴")
    return words


def _entries(form: Mapping[str, Any], name: str, keys: tuple[str, ...]) -> list[dict[str, str]]:
    columns = [[_clean(one) for one in form.get(f"{name}.{key}[]", [])][:_MOST] for key in keys]
    rows = [dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=False)]
    return [row for row in rows if any(row.values())]


def _set(document: Any, key: str, value: Any) -> None:
    """Set a key, or take it out where there is nothing; what stays the same is not touched, nor are its comments."""
    known = document.get(key)
    if (known.unwrap() if hasattr(known, "unwrap") else known) == value:
        return
    if value in ("", None, [], {}):
        document.pop(key, None)
    else:
        document[key] = value


def _number(words: str) -> int | None:
    if not words:
        return None
    if not words.isascii() or not words.isdigit():
        raise UsageError(f"不是月数：{words}", hint="请写几个月算过时，例如 18")
    return int(words)


def fill(document: TOMLDocument, form: Mapping[str, Any]) -> None:
    """Put what the form says into the sidecar; comments and keys that the form does not know stay."""
    published = _clean(form.get("published"))
    known = document.get("published")
    if known is None or str(known) != published:
        _set(document, "published", published)
    _set(document, "inferred", True if form.get("inferred") == "yes" else None)
    for key in _TEXTS:
        _set(document, key, _clean(form.get(key)))
    _set(document, "locked", _clean(form.get("locked")).replace("、", " ").split())
    _set(document, "stale_after", _number(_clean(form.get("stale_after"))))
    _fill_table(document, "contact", CONTACT_KEYS, form)
    _fill_table(document, "bulletin", BULLETIN_KEYS, form)
    # A form that does not ask for the sidecar's own standing leaves it.
    if "status" in form:
        _set(document, "status", _clean(form["status"]))
    for name, keys in _LISTS.items():
        _fill_list(document, name, _entries(form, name, keys))


def _fill_table(document: Any, name: str, keys: tuple[str, ...], form: Mapping[str, Any]) -> None:
    given = {key: _clean(form.get(f"{name}.{key}")) for key in keys}
    if name not in document:
        if not any(given.values()):
            return
        document[name] = tomlkit.table()
    for key, value in given.items():
        _set(document[name], key, value)


def _fill_list(document: Any, name: str, rows: list[dict[str, str]]) -> None:
    known = document.get(name)
    if (known.unwrap() if known is not None else []) == rows:
        return
    document.pop(name, None)
    if rows:
        listed = tomlkit.aot()
        for row in rows:
            table = tomlkit.table()
            table.update(row)
            listed.append(table)
        document.append(name, listed)


def _set_logo(document: TOMLDocument, path: Path, form: Mapping[str, Any]) -> dict[Path, bytes]:
    """Put the marks that were handed in into the sidecar, or take them out; returns the pictures that are to be written."""
    logo, in_word, alt = file_field(form, "logo"), file_field(form, "logo.word"), _clean(form.get("logo.alt"))
    pictures = {}
    if form.get("logo.drop") == "yes":
        # The picture stays beside the text.
        document.pop("logo", None)
        return {}
    if logo is not None:
        suffix = PurePath(logo.name).suffix.lower()
        if suffix not in _PICTURES:
            raise UsageError("标志要用 PNG 或 SVG", hint="请把图另存为 PNG")
        if not alt:
            raise UsageError("标志还没有文字说明", hint="请写明标志画的是什么，读屏的人听得到")
        picture = path.with_name(f"{path.stem}.logo{suffix}")
        document["logo"] = tomlkit.table()
        document["logo"].update({"file": picture.name, "alt": alt})
        pictures[picture] = read_picture(logo.content, "标志").content
    elif alt and "logo" in document:
        _set(document["logo"], "alt", alt)
    if in_word is not None:
        # A Word file cannot hold an SVG.
        if "logo" not in document:
            raise UsageError("还没有单位标志", hint="请先交一个标志，再交 Word 里用的")
        picture = path.with_name(f"{path.stem}.logo-word.png")
        document["logo"]["word"] = picture.name
        pictures[picture] = read_picture(in_word.content, "Word 里用的标志").content
    return pictures


async def save_facts(request: Request) -> Response:
    """Writes the sidecar; what a build would refuse is refused here."""
    desk, text, form = desk_of(request), await text_of(request), await read_form(request)
    try:
        await run_in_threadpool(_save, text.path, form)
    except _ChangedError as error:
        if not is_htmx(request):
            raise
        return _changed(request, text.path.with_suffix(".toml").name, error.text, form)
    desk.news.tell("changed", stem=text.path.stem, by="")
    return go_to(request, f"/texts/{text.address}/facts?saved=yes")


def _changed(request: Request, file: str, theirs: str, form: Mapping[str, Any]) -> Response:
    """The entries that others saved where this form says otherwise, and the version that has now been seen: the next press saves."""
    document = tomlkit.parse(theirs)
    there = document.unwrap()
    fill(document, form)
    here = document.unwrap()
    differences = [
        (_CALLED.get(key, key), _told(there.get(key)), _told(here.get(key)))
        for key in dict.fromkeys((*there, *here))
        if there.get(key) != here.get(key)
    ]
    context = {"file": file, "differences": differences, "version": digest(theirs.encode())}
    return page(request, "facts_changed.html.j2", context, 412)


def _in_words(message: str, file: str) -> str:
    """A fault of the file, with its keys as the form calls them: links[2].url 不是网址 → “相关网页第2行的网址”不是网址."""
    head, colon, rest = message.removeprefix(f"{file} 的 ").partition("：")
    return _KEY.sub(lambda match: f"“{_name(match)}”" if match[1] in _CALLED else match[0], head) + colon + rest


def _name(match: re.Match[str]) -> str:
    row = f"第{match[2]}行" if match[2] else ""
    part = {**CONTACTS, **_PARTS, **(BULLETIN if match[1] == "bulletin" else {})}.get(match[3] or "", match[3] or "")
    return _CALLED[match[1]] + row + (f"的{part}" if part else "")


def _told(value: Any) -> str:
    """A value of the file in words: the entries of a table or list, one after the other."""
    if isinstance(value, dict):
        value = list(value.values())
    return (
        "、".join(filter(None, map(_told, value))) if isinstance(value, list) else str("" if value is None else value)
    )


def _save(path: Path, form: Mapping[str, Any]) -> None:
    """Save while nobody else does: two who press at the same moment would both have seen the last version."""
    file = path.with_suffix(".toml")
    with writing(file), held(path.with_name(f".{file.name}.lock"), _LOCK_SECONDS):
        before = _read(file)
        if digest(before.encode()) != text_field(form, "version"):
            raise _ChangedError(before, f"{file.name} 刚才有别人改过", hint="请刷新页面，看过那处改动再保存")
        try:
            document = tomlkit.parse(before)
            fill(document, form)
            pictures = _set_logo(document, path, form)
            after = tomlkit.dumps(document)
            parse_sidecar(after, file.name)
        except ConfigurationError as error:
            raise ConfigurationError(
                _in_words(error.message, file.name), hint=_in_words(error.hint or "", "")
            ) from None
        except ValueError as error:
            raise ConfigurationError(f"{file.name} 写不成：{error}", hint="请改正后再保存") from None
        write_together({**pictures, file: after.encode()})
        try:
            load_sidecar(file)
        except BriefingError:
            # A picture that cannot be used is found only beside its file.
            write_whole(file, before.encode())
            raise
