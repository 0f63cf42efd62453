"""Statements of a web page about itself: in its head (JSON-LD, Open Graph, government names) and in its line of date and source."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from briefing.readers.html.lines import SEAM
from briefing.readers.layout import tidy
from briefing.text import lexicon
from briefing.text.dates import DATE
from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.readers.html.lines import Line

_LABEL = lexicon.pattern("web_page", "label")
_LABELLED = re.compile(rf"(?:^|[\s　|｜（(【\d]){_LABEL}\s*[：:]")
SOURCE_LABEL = re.compile(r"(?:来源于?|來源於?|出处|出處|稿源)\s*[：:]\s*[^\s　]")
_DATED = re.compile(
    rf"^\W{{0,2}}(?:{_LABEL}\s*[：:]?\s*)?"
    rf"(?:(?:19|20)\d{{2}}\s*[-年/.]\s*\d{{1,2}}\s*[-月/.]\s*\d{{1,2}}|(?:民国)?\d{{2,3}}\s*[-年/.]\s*\d{{1,2}}\s*[-月/.]\s*\d{{1,2}}|{DATE})"
)
# Date, time and label that the page sets apart without a space: 12:11来源：…, 2026-03-1107:42.
_APART = re.compile(rf"{SEAM}+(?={_LABEL}\s*[：:]|\d{{1,2}}:\d{{2}})|(?<=\d:\d\d){SEAM}+|(?<=日){SEAM}+(?=\D)")
_DATE_LAST = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z])[\s　]*(?:19|20)\d{2}([-年/.])\d{1,2}[-月/.]\d{1,2}日?[\s　]*(?:\d{1,2}:\d{2}(?::\d{2})?)?$"
)
_LABEL_OPENS = re.compile(rf"([\s　|｜/、，（(【]|^)?({_LABEL}\s*[：:])")
# 09-18 08:30, of a page that names the year elsewhere
_CLOCKED = re.compile(r"\d{1,2}[-月/]\d{1,2}日?\s*\d{1,2}:\d{2}(?!\d)")
_WEEKDAY = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\s*[（(]星期[一二三四五六日][）)]$")
TOOLS = re.compile(
    rf"(?=.*[A-Za-z\u4e00-\u9fff])(?:{lexicon.pattern('web_page', 'tools')}|[^\w\u4e00-\u9fff]|[AT](?![A-Za-z])|\d)+"
)
_LONGEST = 100
_ROW_LABELS = frozenset(
    word
    for table in ("outlet", "published", "author", "document", "page", "headline")
    for word in lexicon.words("labels", table)
)


def imprint_of(line: Line) -> str:
    """The line as one of date, source and author, its parts set apart; empty where it is none."""
    if (
        len(line.text) > _LONGEST
        or "。" in line.text
        or line.text.endswith(("？", "?"))
        or line.kind in ("row", "caption")
    ):
        return ""
    if not begins_with_date(line.text) and _DATE_LAST.search(line.text) and not re.search("[，。；？！—]", line.text):
        return tidy(_DATE_LAST.sub(lambda match: f"　{match[0].strip()}", (line.raw or line.text).replace(SEAM, "")))
    # The buttons for the size of the type stand in the same line.
    pieces = (line.raw or line.text).split(SEAM)
    raw = SEAM.join(piece for piece in pieces if not TOOLS.fullmatch(piece) or begins_with_date(piece))
    text = tidy(_APART.sub("　", raw)).replace(SEAM, "")
    if begins_with_date(text):
        for label in reversed(list(_LABEL_OPENS.finditer(fold(text)))):
            text = f"{text[: label.start()]}{'　' if label[1] is None else ''}{text[label.start() :]}"
    is_imprint = begins_with_date(text) or _CLOCKED.match(text) or _LABELLED.search(fold(text))
    return text if is_imprint else ""


def begins_with_date(text: str) -> bool:
    """True if the text begins with a date, named or not, in either script: 發布日期：115-03-12."""
    return _DATED.match(fold(text)) is not None


def is_dated_imprint(line: Line) -> bool:
    """True if the line names a date with a label or weekday, as 发布日期：2026-03-12; the bare date of a teaser does not."""
    text = imprint_of(line)
    return bool(_WEEKDAY.match(text)) or bool(
        text and _LABELLED.search(fold(text)) and re.search(r"(?:19|20)\d{2}\s*[-年/.]", text)
    )


def is_labelled_row(line: Line) -> bool:
    """True if the line is a row of the table that a page has of its article: 发布机构, 成文日期, each with its value."""
    first, second = (re.sub(r"[\s　：:]", "", fold(cell)) for cell in (*(line.cells or (line.text,)), "", "")[:2])
    return line.kind == "row" and first in _ROW_LABELS and second not in _ROW_LABELS


_CHINA = timezone(timedelta(hours=8))
_LONGEST_JSON = 500_000
_LONGEST_TITLE = 120
_ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report)")
# Every name is as a page may write it, in lower case.
_TITLES = ("articletitle", "og:title", "twitter:title")
_DATES = (
    "pubdate",
    "article:published_time",
    "og:published_time",
    "publishdate",
    "publish_date",
    "datepublished",
    "og:release_date",
)
_SOURCES = ("contentsource", "source", "mediaid")
_SITES = ("sitename", "og:site_name")
_SEPARATOR = re.compile(r"\s*[_|｜丨·]\s*|\s*--+\s*|\s+[-–—]+\s+|\s*—{2}(?=[^—]{2,16}$)\s*|-(?=[^-]{2,16}$)")
_DAY = re.compile(r"((?:19|20)\d{2})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_SITE_END = re.compile(rf"{lexicon.pattern('web_page', 'site_ends')}$")
_NO_TITLE = frozenset(lexicon.words("web_page", "no_title"))
_FORMS = frozenset(lexicon.words("imprint", "form"))
_NO_OUTLET = frozenset(lexicon.words("web_page", "no_outlet"))
_OUTLET = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·《》（）()-]{2,24}")
# 2099-12-31 is how forms write “never”.
_YEARS = range(1990, 2099)
_SHORTEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Metadata from the head of a page; nothing of it need be on the page.

    `titles` are those of the article, the surest first; `parts` are the pieces of `<title>`, of which any may be the headline.
    `office` is the site that published the page, by the standard of Chinese government sites.
    """

    titles: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    published: date | None = None
    outlet: str = ""
    site: str = ""
    office: str = ""


def key_of(text: str) -> str:
    """The letters and digits alone: two titles that differ in marks and spaces have the same key."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def day_in(text: str) -> date | None:
    """The first whole date in a text; None where there is none, or none that a page can be of (1970, 9999).

    The clock is not asked, since the same page must be read alike on any day.
    """
    match = _DAY.search(text)
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def read_metadata(root: Any) -> Metadata:
    """The facts in the page's head that hold up."""
    named: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        content = tidy(meta.get("content", ""))
        if name and content:
            named.setdefault(name, []).append(content)
    linked = list(_linked_articles(root))
    site = next(_values(named, _SITES), "")
    titles = [*(_text(one.get("headline") or one.get("title")) for one in linked), *_values(named, _TITLES)]
    parts = _parts(tidy(next(iter(root.xpath("//title[1]//text()")), "")))
    days = [*(_text(one.get("datePublished") or one.get("pubDate")) for one in linked), *_values(named, _DATES)]
    publishers = [one.get("publisher") for one in linked]
    publishers = [one[0] if isinstance(one, list) and one else one for one in publishers]
    publishers = [one.get("name") if isinstance(one, dict) else one for one in publishers]
    outlets = [*_values(named, _SOURCES), *map(_text, publishers)]
    return Metadata(
        titles=tuple(dict.fromkeys(title for title in titles if _is_title(title, site))),
        parts=tuple(part for part in parts if _is_title(part, site)),
        published=next((day for text in days if (day := _day(text))), None),
        outlet=next((outlet for text in outlets if (outlet := _outlet(text))), ""),
        site=site,
        office=_outlet(next(iter(named.get("sitename", ())), "")),
    )


def _values(named: dict[str, list[str]], names: tuple[str, ...]) -> Iterator[str]:
    return (value for name in names for value in named.get(name, ()))


def _linked_articles(root: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article, also in the form that Baidu asks for."""
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", "") or len(script.text or "") > _LONGEST_JSON:
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        objects = found if isinstance(found, list) else [found]
        for one in objects:
            graph = one.get("@graph") if isinstance(one, dict) else None
            objects_within = graph if isinstance(graph, list) else [one]
            for item in filter(lambda item: isinstance(item, dict), objects_within):
                kinds = item.get("@type", "")
                kinds = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
                if any(map(_ARTICLE.fullmatch, kinds)) or {"title", "pubDate"} <= item.keys():
                    yield item


def _text(value: Any) -> str:
    return tidy(value) if isinstance(value, str) else ""


def _is_title(title: str, site: str) -> bool:
    key = key_of(title)
    return len(key) >= 4 and len(title) <= _LONGEST_TITLE and key != key_of(site) and key not in _NO_TITLE  # noqa: PLR2004 - 首页, 要闻


def _parts(title: str) -> tuple[str, ...]:
    """The whole title and its pieces, the whole first; the last piece of several is the site's name as a rule."""
    pieces = [piece for piece in _SEPARATOR.split(title) if piece]
    runs = [title]
    for piece in reversed(pieces[1:]):
        title = _rstrip_separators(title[: title.rfind(piece)])
        runs.append(title)
    return tuple(dict.fromkeys([*runs, *pieces[:-1], *pieces[-1:]]))


def _rstrip_separators(title: str) -> str:
    return title.rstrip(" _|｜丨·-–—")


def bare_title(metadata: Metadata) -> str:
    """The article's title by the head alone, without the name of the site; empty where that is not to be told."""
    if metadata.titles:
        return _without_site(metadata.titles[0], metadata.site)
    title = _without_site(metadata.parts[0], metadata.site) if metadata.parts else ""
    # A page that is only called by its column (新闻动态) has a headline elsewhere.
    return title if len(key_of(title)) >= _SHORTEST else ""


def _without_site(title: str, site: str) -> str:
    """The title without the pieces at its end that name the site or a part of it."""
    # 标题-频道-岚江网: a hyphen parts a title from the site's name at its end alone.
    while len(pieces := [piece for piece in _SEPARATOR.split(title) if piece]) > 1 and (
        _SITE_END.search(fold(pieces[-1]))
        or key_of(pieces[-1]) in {key_of(site), *_NO_TITLE, *_FORMS}
        or pieces[-1].isascii()
    ):
        title = _rstrip_separators(title[: title.rfind(pieces[-1])])
    is_named = _SITE_END.search(fold(title)) and len(title) < 16  # noqa: PLR2004 - longer than sites' names
    return "" if len(pieces) == 1 and (key_of(title) == key_of(site) or is_named) else title


def _day(text: str) -> date | None:
    """The day in China of a date, with or without a time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return day_in(text)
    local = moment.astimezone(_CHINA) if moment.tzinfo else moment
    return day_in(local.date().isoformat())


def _outlet(text: str) -> str:
    words = re.sub(r"^[^：:]{0,6}[：:]\s*", "", text).split(" ")[0]
    return words if _OUTLET.fullmatch(words) and re.search("[\u4e00-\u9fff]", words) and words not in _NO_OUTLET else ""
