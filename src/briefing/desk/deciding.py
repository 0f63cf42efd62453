"""Correct: each decision is appended to the text's review file, under the name of who made it, and can be taken back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from briefing.build.source_record import find_misfits_of
from briefing.config.review import (
    Anchor,
    Chosen,
    Decision,
    EditorText,
    Extent,
    LineKindValue,
    Nothing,
    People,
    Placement,
    SetValue,
    review_path,
)
from briefing.config.review_file import ReviewChangedError, append_decision, append_decisions
from briefing.config.review_loader import load_review
from briefing.desk.forms import DecisionForm, sentences_in
from briefing.desk.looking import audiences_of, shared_context
from briefing.desk.state import FAULTY
from briefing.desk.web import (
    desk_of,
    go_to,
    now,
    page,
    path_of,
    read_form,
    session_of,
    spoken_hint,
    text_field,
    text_of,
)
from briefing.edition.choices import NOWHERE
from briefing.errors import BriefingError, UsageError
from briefing.outline.decisions import CALLED
from briefing.outline.doubts import title_of
from briefing.text.language import SCRIPT_NAMES, Script
from briefing.text.scripts import in_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.requests import Request

    from briefing.config.review import Approval, Review, Value
    from briefing.config.template_set import TemplateSet
    from briefing.desk.texts import Text

_QUOTED = 24
_MOST_AT_ONCE = 200
_AT_ONCE = datetime.timedelta(seconds=60)
_SETS = {"keywords": "关键词", "priorities": "重点"}
_LINES = {
    "title": "标题", "imprint": "来源信息", "heading": "小标题", "text": "正文", "item": "列表", "note": "注", "caption": "图片说明",
    "furniture": "页面残留",
}  # fmt: skip


def _short(words: str) -> str:
    words = " ".join(words.split())
    short = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
    # A quotation that is cut off is closed.
    return short + "”" * (short.count("“") - short.count("”"))


def _said(value: Value | None, template_set: TemplateSet) -> str:  # noqa: PLR0911 - one case for each value, flat
    """A decision in words."""

    def called(audience: str) -> str:
        return next((f"{one.called}版" for one in template_set.audiences if one.name == audience), audience)

    match value:
        case Nothing() | People(people=()):
            return "没有"
        case Chosen(anchors=anchors):
            return in_marks(_short("".join(one.words for one in anchors)))
        case EditorText(text=text):
            return f"{in_marks(_short(text))}（编者补充）"
        case People(people=people):
            return "、".join(_said(person.name, template_set) for person in people)
        case LineKindValue(kind=kind):
            return _LINES[kind]
        case SetValue(heads=heads):
            return " · ".join(_short(one.words) for one in heads)
        case Placement(audience=audience, section=section):
            return called(audience) + _section_in_words(audience, section, template_set)
        case Extent(audience=audience, words=words):
            return called(audience) + (f"，只印{in_marks(_short(words.words))}" if words else "，印整句")
        case _:
            return ""


def _section_in_words(audience: str, section: str | None, template_set: TemplateSet) -> str:
    """A section as the edition heads it; empty for a choice that names none."""
    headings = (dict(one["sections"]) for one in audiences_of(template_set) if one["name"] == audience)
    heading = next(headings, {}).get(section)
    return f"，{heading}" if heading else ""


def tell(decision: Decision, template_set: TemplateSet) -> str:
    """A decision as one line for people: 数据计的是什么：“721家”→“机构”."""
    called = CALLED.get(decision.kind, decision.kind)
    about = in_marks(_short(decision.about.words)) if decision.about else ""
    said = _said(decision.value, template_set)
    if decision.doubt and (doubt := title_of(decision.doubt)):
        # What was seen may be a candidate (今年); what was in doubt is what people know it by.
        return f"{called}：{about}（{doubt}）" if about else f"{called}：{doubt}"
    match decision.value:
        case Placement(section=section) if section == NOWHERE:
            return f"不印：{about}（{said}）"
        case Placement(before=Anchor(words=words)):
            return f"{called}：{about}移到{in_marks(_short(words))}前面（{said}）"
        case Placement():
            return f"{called}：{about}（{said}）"
        case SetValue(kind=kind):
            called = called.replace("关键词或重点", _SETS[kind])
    arrow = " → " if about and said else ""
    return f"{called}：{about}{arrow}{said}".removesuffix("：")


def _since(review: Review, version_count: int, template_set: TemplateSet) -> list[str]:
    """The decisions that were made after the page was loaded."""
    new = review.decisions[version_count:] or review.decisions[-1:]
    return [f"{one.by or '没有署名'}：{tell(one, template_set) if one.kind != 'undo' else '撤回了一条'}" for one in new]


async def decide(request: Request) -> Response:
    """Records one decision; answers what was recorded, what is wrong, or what others decided in the meantime."""
    desk, text = desk_of(request), await text_of(request)
    form = await read_form(request)
    fields = {key: value for key, value in form.items() if isinstance(value, str)}
    try:
        said, ids, review = await run_in_threadpool(
            _record, text, fields, session_of(request).name, desk.texts.template_set()
        )
    except ReviewChangedError as error:
        # 412: what the page saw is no longer so.
        count = text_field(form, "count")
        told = _since(error.review, int(count) if count.isdecimal() else 0, desk.texts.template_set())
        return JSONResponse({"conflict": told}, status_code=412)
    except BriefingError as error:
        return JSONResponse({"error": error.message, "hint": spoken_hint(error)}, status_code=422)
    if fields.get("kind", "").startswith(("point.", "tile.")):
        # Of a sentence that the reader is not to have, nothing is printed: who put it there is told at once.
        unfollowed = await _unfollowed(request, await text_of(request))
        reasons = dict.fromkeys(unfollowed[one] for one in ids.split() if one in unfollowed)
        said += "".join(f"；没有采用：{why}" for why in reasons)
    by_whom = f"{session_of(request).name or '没有署名的人'}：{said}"
    if not session_of(request).name and [one.id for one in review.decisions if not one.by] == ids.split():
        # Said of the first alone: who works alone needs no name before the approval.
        said += "；没有署名，名字写在右上角"
    desk.news.tell("changed", stem=text.path.stem, by=text_field(form, "page")[:80], said=by_whom)
    return JSONResponse({"said": said, "id": ids, "version": review.version, "count": len(review.decisions)})


def _record(text: Text, fields: dict[str, str], by: str, template_set: TemplateSet) -> tuple[str, str, Review]:
    """Record a decision, or the same one of several figures (这五年 is the time of each of them) or sentences.

    Returned are what is said of it, the ids by which it is taken back, and the file as it then is.
    """
    # Places are of the text that the page shows: in another they would be other words.
    if fields.get("source", text.source.sha256) != text.source.sha256:
        raise UsageError("原文刚才换过了，这一条没有记下", hint="页面上换成新的原文以后，请再选一次")
    many = "value" if fields.get("kind") == "undo" else "about"
    each = fields.get(many, "").split()[:_MOST_AT_ONCE] or [""]
    if fields.get("kind") == "point.section" and fields.get("section") != NOWHERE:
        each = [sentence for one in each for sentence in sentences_in(text, one)][:_MOST_AT_ONCE]
    decisions = [DecisionForm(text=text, fields={**fields, many: one}).decision(by, now()) for one in each]
    # An empty version says: whatever the file holds by now.
    version = fields.get("version") if "version" in fields and fields["version"] != "any" else None
    review = append_decisions(review_path(text.path), text.identity, decisions, version=version)
    new = review.decisions[-len(decisions) :]
    told = new if many == "about" else [one for one in review.decisions if one.id in each]
    more = f"，一共 {len(told)} 条" if len(told) > 1 else ""
    said = f"{'已记下' if many == 'about' else '撤回了'} {tell(told[0], template_set)}{more}"
    return said, " ".join(one.id for one in new if many == "about"), review


async def _unfollowed(request: Request, text: Text) -> dict[str, str]:
    """The decisions that are not followed, by id, with the reason why."""
    reading, template_set = text.reading, desk_of(request).texts.template_set()
    misfits = await desk_of(request).pool.run(find_misfits_of, template_set, reading)
    told = ((one.decision, one.message.partition("没有采用：")[2]) for one in (*reading.outline.diagnostics, *misfits))
    return {decision: why for decision, why in told if decision}


def _history(review: Review, unfollowed: Mapping[str, str], template_set: TemplateSet) -> list[dict[str, Any]]:
    """Decisions and approvals, the last first; a decision without a time stands where the file has it."""
    standing, approvals = {one.id for one in review.standing}, _occasions(review.approvals)
    entries = []
    for decision in review.decisions:
        while approvals and decision.at and approvals[0][0].at < decision.at:
            entries.append(_approved(approvals.pop(0), template_set))
        if decision.kind != "undo":
            undone = decision.id not in standing
            entry = {"id": decision.id, "undone": undone, "why": unfollowed.get(decision.id, "")}
            entries.append(_entry(decision, tell(decision, template_set)) | entry)
    entries += [_approved(one, template_set) for one in approvals]
    return entries[::-1]


def _occasions(approvals: Iterable[Approval]) -> list[list[Approval]]:
    """Approvals that one person gave, or took back, at one time, however many editions were ticked."""
    occasions: list[list[Approval]] = []
    for one in approvals:
        last = occasions[-1][-1] if occasions else None
        if last and (last.by, last.withdrawn) == (one.by, one.withdrawn) and one.at - last.at < _AT_ONCE:
            occasions[-1].append(one)
        else:
            occasions.append([one])
    return occasions


def _approved(occasion: list[Approval], template_set: TemplateSet) -> dict[str, Any]:
    """One press of the button: 审定：投资者（简体、台湾繁体）、干部（简体）."""
    called, scripts = {one.name: one.called for one in template_set.audiences}, {str(one): one for one in Script}
    editions: dict[str, list[str]] = {}
    for one in occasion:
        script = SCRIPT_NAMES[scripts[one.script]] if one.script in scripts else one.script
        editions.setdefault(called.get(one.audience, one.audience), []).append(script)
    told = "、".join(f"{audience}（{'、'.join(names)}）" for audience, names in editions.items())
    return _entry(occasion[-1], f"{'撤回审定' if occasion[-1].withdrawn else '审定'}：{told}")


def _entry(one: Decision | Approval, told: str) -> dict[str, Any]:
    at = f"{one.at:%Y-%m-%d %H:%M}" if one.at else ""
    return {"id": "", "told": told, "by": one.by or "没有署名", "at": at, "undone": False, "why": ""}


async def history_page(request: Request) -> Response:
    """The decisions about the text, the last first."""
    desk, path = desk_of(request), path_of(request)
    problem, unfollowed = None, dict[str, str]()
    shared: dict[str, Any] = {"title": path.stem, "stem": path.stem, "state": FAULTY, "here": "history"}
    try:
        text = await text_of(request)
        shared = await shared_context(request, text, "history")
        unfollowed = await _unfollowed(request, text)
    except BriefingError as error:
        problem = {"message": error.message, "hint": spoken_hint(error)}
    # What was decided can be read, and taken back, also of a text that cannot.
    review = await run_in_threadpool(load_review, review_path(path))
    context = {
        "entries": _history(review, unfollowed, desk.texts.template_set()),
        "unknown": len(review.unknown),
        "file": review_path(path).name,
        "problem": problem,
    }
    return page(request, "history.html.j2", context | shared)


async def undo(request: Request) -> Response:
    """Takes a decision back, from the page of what was decided."""
    path, undone = path_of(request), text_field(await read_form(request), "id")
    taken_back = Decision(kind="undo", value=undone, by=session_of(request).name, at=now())
    await run_in_threadpool(append_decision, review_path(path), (path.name, ""), taken_back)
    desk_of(request).news.tell("changed", stem=path.stem, by="")
    return go_to(request, f"/texts/{quote(path.stem)}/history")
