"""Look: the text as read beside the edition as it prints, and the places to look at before signing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from starlette.responses import HTMLResponse, Response

from briefing.config.section_kinds import SECTION_KINDS
from briefing.desk.builds import possible_formats
from briefing.desk.files import FILE_KINDS, attachment
from briefing.desk.state import SCRIPT_ADDRESS, standing_of
from briefing.desk.web import desk_of, page, spoken_hint, text_of
from briefing.document.wording import Wording
from briefing.errors import BriefingError, EnvironmentLacksError, SourceError, UsageError
from briefing.outline.anchors import AnchorFinder
from briefing.outline.decisions import WHOLE_TEXT, has_looked
from briefing.outline.doubts import find_doubts
from briefing.packs.file_names import safe_part
from briefing.packs.folder import digest
from briefing.text.language import SCRIPT_NAMES, Script
from briefing.text.quantities import find_quantities
from briefing.text.scripts import in_marks, is_native
from briefing.text.source import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from starlette.requests import Request

    from briefing.config.template_set import TemplateSet
    from briefing.desk.state import EditionRow
    from briefing.desk.texts import Text
    from briefing.document.model import Pages
    from briefing.outline.doubts import Doubt, DoubtPlace
    from briefing.outline.model import Figure, Outline, Words
    from briefing.text.source import Source, Span

# What a line is, where it is not plain text; said over it.
_LINES = {
    "title": "标题", "subtitle": "副题", "series": "栏目", "imprint": "来源信息", "heading": "小标题", "question": "提问",
    "host": "主持", "caption": "图片说明", "furniture": "页面残留",
}  # fmt: skip
_LANGUAGES = {"Hans": "zh-Hans", "Hant": "zh-Hant"}
_MOST_FACTS = 5_000
_BARE, _DIGIT = frozenset({"number", "pair"}), re.compile("[0-9]")
# What mends a doubt, by its code: the kind of decision, and what its button says.
_MENDS = {
    "unsure-label": ("figure.label", "写明数的是什么"),
    "no-indicator": ("figure.label", "写明数的是什么"),
    "unsure-time": ("figure.time", "写明时间"),
    "no-speaker": ("quote.speaker", "写明是谁说的"),
    "inherited-speaker": ("quote.speaker", "改是谁说的"),
}
_NAMES = frozenset({"unknown-name", "name-forms"})
# What a notice asks of who works with files is a button here: …；是名字，请写进补充文件的 locked.
_FOR_FILES = re.compile(r"[；，。][^；。]*(?:补充文件|提纲里|outline)[^；。]*$")
_DECISION = re.compile(r" 的 \w+")
# What mends a doubt about the whole text.
_COVER = {
    "no-title": ("title", "写明题目"),
    "unproven-place": ("place", "写明地区"),
    "place-from-title": ("place", "写明地区"),
    "place-from-text": ("place", "写明地区"),
    "speaker-from-title": ("speaker", "选出受访人"),
    "relative-date": ("published", "写明刊发日期"),
}
# What it says of a doubt that somebody has seen it: what is left out stays so, what is printed stays as it is.
_SEEN = {
    "unsure-label": "看过，不印",
    "unsure-time": "看过，不印",
    "no-indicator": "看过，不写",
    "no-speaker": "看过，不写",
    "unproven-place": "看过，不印",
    "no-title": "看过，没有题目",
}
_SEEN_OTHERWISE = "看过，就这样印"
_KNOWN = "知道了"
_OTHER_READER = "请在上面换一种读者；原文里有给这类读者的话而没有选上的，在左边选中那几句，放进这一版的一节"
# Tells the desk that this reader's edition has nothing, so that it shows the next one's.
_TELLS = f'<script src="{SCRIPT_ADDRESS}" defer></script>'
_REFUSED = """<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8"><title>没有这一版</title>
<style>body{{font:1rem/1.8 sans-serif;padding:2rem;color:#333}}</style>{script}</head><body data-refused><p>{message}</p><p>{hint}</p></body></html>"""


async def shared_context(
    request: Request, text: Text, here: str, rows: list[EditionRow] | None = None
) -> dict[str, Any]:
    """The head of every page about one text; `rows` are its editions, where the page has them."""
    state = await standing_of(desk_of(request).texts, text, rows)
    return {"title": text.title, "stem": text.path.stem, "state": state, "here": here}


def audiences_of(template_set: TemplateSet) -> list[dict[str, Any]]:
    """The readers with the sections that sentences may be moved to."""
    wording = Wording(entries=template_set.entries, script=Script.HANS)
    return [
        {
            "name": one.name,
            "called": one.called,
            "sections": [
                (plan.key, wording.text(f"sections.{plan.key}.heading", one.file))
                for plan in one.sections
                if SECTION_KINDS[plan.kind].owns_points
            ],
        }
        for one in template_set.audiences
    ]


def _lines(text: Text) -> Iterator[dict[str, Any]]:
    pages = list(text.source.pages)
    for line in text.lines:
        page = ""
        while pages and pages[0][0] < line.span.end:
            page = f"第{pages.pop(0)[1]}页"
        yield {
            "page": page,
            "number": line.number,
            "kind": line.kind,
            "called": _LINES.get(line.kind, ""),
            "start": line.span.start,
            "end": line.span.end,
            "text": text.source[line.span],
        }


def _source_context(text: Text) -> dict[str, Any]:
    outline = text.reading.outline
    stated = [*(one.words for one in outline.figures), *(one.words for one in outline.quotes)]
    stated += [one.words for one in (*outline.policies, *outline.programmes, *outline.organisations)]
    covers = (outline.title, outline.place, outline.outlet, outline.published, outline.series)
    spans = [place for words in (*stated, *covers) if words for place in words.spans]
    spans += [one.span for one in outline.speakers if one.span]
    lines = list(_lines(text))
    return {
        "stem": text.path.stem,
        "lines": lines,
        # Most decisions leave the lines as they are; the page then keeps what is selected in them.
        "source": text.source.sha256,
        "stamp": digest(repr(lines).encode()),
        "language": _LANGUAGES[text.source.writing],
        "facts": json.dumps([[one.start, one.end] for one in spans[:_MOST_FACTS]]),
        "numbers": json.dumps([[one.start, one.end] for one in numbers_in(outline)]),
        "known": json.dumps(
            {
                kind: [[place.start, place.end] for one in found for place in one.words.spans]
                for kind, found in (
                    ("figure", outline.figures),
                    ("quote", outline.quotes),
                    ("policy", outline.policies),
                )
            }
        ),
    }


def numbers_in(outline: Outline) -> list[Span]:
    """The places of real numbers, for which the menu asks what they count: 三成, 58家, but not the 九 of 九龙坡 or 张三's 三."""
    named = [*(one.words for one in (*outline.persons, *outline.organisations)), outline.place]
    names = [place for words in named if words for place in words.spans]
    found = [place for one in outline.figures for place in one.words.spans]
    for one in find_quantities(outline.source.folded):
        # A Chinese numeral that counts nothing (一些, 四川) is part of a word.
        is_number = one.unit or one.form not in _BARE or _DIGIT.search(outline.source.folded, one.start, one.end)
        if is_number and not any(name.start <= one.start and one.end <= name.end for name in names):
            found.append(span(one.start, one.end))
    return found


def native_script(source: Source) -> Script:
    """The script that a text is shown in first: its own, of the two Traditional ones the first that it could be printed in."""
    return next((one for one in Script if is_native(source, one)), Script.HANS)


async def look_page(request: Request) -> Response:
    """The page on which a text is looked at and corrected."""
    text = await text_of(request)
    outline = text.reading.outline
    people = {one.name: one.role for one in outline.speakers}
    for quote in outline.quotes:
        if quote.speaker:
            people[quote.speaker] = people.get(quote.speaker) or quote.role
    for person in outline.persons:
        people.setdefault(person.words.text, None)
    context = {
        "audiences": audiences_of(desk_of(request).texts.template_set()),
        "scripts": [(script.value, called) for script, called in SCRIPT_NAMES.items()],
        "people": people,
        "guests": {one.name for one in outline.speakers},
        "native": native_script(text.source),
    }
    context |= _source_context(text) | doubts_context(text) | await shared_context(request, text, "")
    return page(request, "look.html.j2", context)


async def source_part(request: Request) -> Response:
    """The text anew, after a decision changed what its lines are."""
    return page(request, "source.html.j2", _source_context(await text_of(request)))


def place_of(span: Span) -> str:
    """A place as pages name it: `923-927`."""
    return f"{span.start}-{span.end}"


def _figure_in_doubt(figures: Iterable[Figure], code: str, place: DoubtPlace) -> Words | None:
    """The figure whose label or time is in doubt: the doubt stands at the candidate (五年), and several figures may share one."""
    for figure in figures:
        candidate = {"unsure-label": figure.left_out.indicator, "unsure-time": figure.left_out.period}.get(code)
        if candidate is None or not figure.words.spans or candidate.span != place.span:
            continue
        if place.message.startswith(f"“{figure.words.text}”"):
            return figure.words
    return None


def _actions(figure: Words | None, code: str, place: DoubtPlace) -> list[dict[str, str]]:
    if code in _COVER:
        kind, words = _COVER[code]
        about = place_of(place.span) if place.span else ""
        asked = {"act": "cover", "kind": kind, "about": about, "value": "", "words": words}
        if kind != "place" or not about:
            return [asked]
        taken = {"act": "take", "kind": kind, "about": about, "value": about}
        return [{**taken, "words": f"就是{in_marks(shorten(place.words))}"}, asked]
    if place.span is None:
        return []
    about = place_of(figure.span if figure else place.span)
    actions = []
    if code in _NAMES:
        actions.append({"act": "take", "kind": "name.lock", "about": about, "value": "", "words": "是名字，照印"})
    if code in _MENDS:
        kind, words = _MENDS[code]
        if figure:
            taken = {"kind": kind, "about": about, "value": place_of(place.span)}
            actions.append({"act": "take", "words": f"就是{in_marks(shorten(place.words))}", **taken})
        actions.append({"act": "ask", "kind": kind, "about": about, "value": "", "words": words})
    actions.append({"act": "source", "kind": "", "about": about, "value": "", "words": "别的改法"})
    return actions


def shorten(words: str, longest: int = 12) -> str:
    """Words for a button, of which the beginning is enough."""
    return words if len(words) <= longest else f"{words[:longest]}…"


def _doubts_with_figures(outline: Outline) -> Iterator[tuple[Doubt, DoubtPlace, Words | None]]:
    """The doubts with the figures that they are about; of two figures that say the same (56个) each has its own."""
    taken: set[tuple[str, Span]] = set()
    for doubt in find_doubts(outline):
        for place in doubt.places:
            free = (one for one in outline.figures if one.words.spans and (doubt.code, one.words.span) not in taken)
            figure = _figure_in_doubt(free, doubt.code, place)
            if figure:
                taken.add((doubt.code, figure.span))
            yield doubt, place, figure


def _gather_alike(listed: list[dict[str, Any]]) -> None:
    """Write into the first of several figures that share a candidate (这五年) where all of them stand, so that one answer does."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in listed:
        if one["actions"] and one["actions"][0]["value"] and one["code"] in _MENDS:
            groups.setdefault((one["code"], one["actions"][0]["value"]), []).append(one)
    for alike in groups.values():
        if len(alike) > 1:
            alike[0]["alike"] = " ".join(one["about"] for one in alike)


def _without_file(message: str, file: str) -> str:
    """A notice for people who know neither the review file nor the numbers in it: 访谈.review.toml 的 d3（地区）没有采用."""
    told = message.removeprefix(file)
    if not file or told == message:
        return message
    decision = _DECISION.match(told)
    return f"记下的一条决定{told[decision.end() :]}" if decision else f"记下的决定{told.lstrip()}"


def doubts_context(text: Text) -> dict[str, Any]:
    """The places to look at, most doubtful first, and the version of the decisions that the page has seen."""
    review, outline = text.reading.review, text.reading.outline
    finder = AnchorFinder(outline.source)
    listed = [
        {
            "code": doubt.code,
            # The words in doubt come first: it is they that are seen.
            "at": " ".join(place_of(one) for one in (place.span, figure.span if figure else None) if one),
            "head": figure.text if figure else place.words,
            "words": place.words,
            # Of a number whose time is in doubt (今年) it is the number that people look for.
            "paragraph": finder.paragraph_of(figure.span) if figure else place.paragraph,
            "before": place.before,
            "after": place.after,
            "message": _FOR_FILES.sub("", _without_file(place.message, review.file)),
            "todo": doubt.todo,
            "seen": _SEEN.get(doubt.code, _SEEN_OTHERWISE if place.span else _KNOWN),
            "about": place_of(about) if (about := figure.span if figure else place.span) else "",
            "actions": _actions(figure, doubt.code, place),
            "alike": "",
        }
        for doubt, place, figure in _doubts_with_figures(outline)
    ]
    _gather_alike(listed)
    seen = sum(one.kind == "seen" for one in review.standing)
    return {
        "stem": text.path.stem,
        "version": review.version,
        "last": review.standing[-1].id if review.standing else "",
        "count": len(review.decisions),
        "total": len(listed) + seen,
        "doubts": listed,
        "seen": seen,
        "looked": has_looked(review),
        "whole": WHOLE_TEXT,
    }


async def doubts_part(request: Request) -> Response:
    """The list of places to look at, and the state beside the title."""
    text = await text_of(request)
    return page(
        request,
        "doubts_and_state.html.j2",
        doubts_context(text) | {"state": await standing_of(desk_of(request).texts, text), "title": text.title},
    )


async def paper_page(request: Request) -> Response:
    """The list of places to look at as a page to be printed."""
    text = await text_of(request)
    return page(request, "paper.html.j2", doubts_context(text) | await shared_context(request, text, "paper"))


def chosen_edition(request: Request, template_set: TemplateSet) -> tuple[str, Script]:
    """The reader and the script that the address asks for; a `UsageError` where there is none such."""
    audience, script = request.query_params.get("audience", ""), request.query_params.get("script", "zh-Hans")
    if audience not in {one.name for one in template_set.audiences} or script not in tuple(Script):
        raise UsageError("没有这一版", hint="请刷新页面后再试")
    return audience, Script(script)


def chosen_pages(request: Request) -> Pages:
    """The whole pack, or the one page alone."""
    return "one" if request.query_params.get("pages") == "one" else "all"


async def made_file(request: Request) -> Response:
    """The edition as it would print now, as PDF or Word; nothing is put in the output folder."""
    desk, text = desk_of(request), await text_of(request)
    template_set = desk.texts.template_set()
    audience, script = chosen_edition(request, template_set)
    pages, extension = chosen_pages(request), request.query_params.get("format", "")
    formats, lacking = possible_formats(template_set)
    if extension not in ("pdf", "docx"):
        raise UsageError("没有这种格式", hint="请刷新页面后再试")
    if extension not in formats:
        raise EnvironmentLacksError("这台机器做不了 PDF", hint=lacking)
    rendered = await desk.texts.made(text, audience, script, extension, pages)
    name = spoken_name(text.path.stem, template_set, (audience, script), extension, pages)
    return attachment(rendered, name, FILE_KINDS[extension])


def spoken_name(
    stem: str, template_set: TemplateSet, slot: tuple[str, Script], extension: str, pages: Pages = "all"
) -> str:
    """The name under which people keep a pack's file: 云溪访谈_投资者_简体.docx, 云溪访谈_投资者_简体_一页纸.docx."""
    called = next((one.called for one in template_set.audiences if one.name == slot[0]), slot[0])
    parts = (stem, safe_part(called), SCRIPT_NAMES[slot[1]], *(["一页纸"] if pages == "one" else []))
    return f"{'_'.join(parts)}.{extension}"


async def preview_page(request: Request) -> Response:
    """One edition as it prints, for a frame that has neither our origin nor our cookie."""
    desk, text = desk_of(request), await text_of(request)
    script_address = f"{request.url.scheme}://{request.headers['host']}/static/preview.js"
    policy = (
        f"sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        f"script-src {script_address}; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )
    headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
    try:
        audience, script = chosen_edition(request, desk.texts.template_set())
        preview = await desk.texts.preview(text, audience, script, SCRIPT_ADDRESS, chosen_pages(request))
    except SourceError as error:
        # The command line's own hint names a command.
        refused = _REFUSED.format(message=escape(error.message), hint=_OTHER_READER, script=_TELLS)
        return HTMLResponse(refused, headers=headers)
    except BriefingError as error:
        refused = _REFUSED.format(message=escape(error.message), hint=escape(spoken_hint(error)), script="")
        return HTMLResponse(refused, headers=headers)
    return HTMLResponse(preview.page, headers=headers)
