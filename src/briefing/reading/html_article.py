"""Which lines of a web page are its article: without menus, teasers of other articles, second copies and hidden words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefing.chinese import lexicon
from briefing.reading.html_imprint import SOURCE_LABEL, imprint_of, is_dated_imprint
from briefing.reading.html_lines import prose_within
from briefing.reading.html_metadata import day_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing.reading.html_lines import Line

# Chinese sites name their furniture in English or in pinyin; a name counts only on what holds little of the page's prose.
_NAMES = frozenset(lexicon.words("web_page", "class_names"))
_NAME = re.compile(r"[A-Za-z][a-z]*|[A-Z]+")
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "form"})
_CRUMB = re.compile(rf"\W{{0,3}}{lexicon.pattern('web_page', 'crumb')}\s*[：:>»›]")
_CRUMB_STEP = re.compile(r"\s*(?:[>»›→＞]|&gt;)+\s*")
_ENDS = re.compile(rf"\W{{0,3}}{lexicon.pattern('web_page', 'ends')}\s*[：:]")
_OTHERS = re.compile(rf"\W{{0,3}}{lexicon.pattern('web_page', 'others')}\W{{0,3}}")
_TOOLS = re.compile(
    rf"(?=.*[A-Za-z\u4e00-\u9fff])(?:{lexicon.pattern('web_page', 'tools')}|[^\w\u4e00-\u9fff]|[AT](?![A-Za-z])|\d)+"
)
_DATE_ALONE = re.compile(
    r"\W{0,2}(?:(?:\d{4}\s*[-年/.]\s*)?\d{1,2}\s*[-月/.]\s*\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}|\d{1,3}\s*(?:秒|分钟|小时|天|个?月|年)前|刚刚|昨天|前天)\W{0,2}"
)
_MAIN_SHARE = 0.8
_FURNITURE_SHARE = 0.5
_LINK_SHARE = 0.6
_COPY = 20
_LEAST_PROSE = 40
_CARD_LINES = 8
_CARD_SHARE = 0.6
_CARD_LEVELS = 6
_LABEL = 16
_AFTER = 12
_NO_CONTAINERS = frozenset("p li h1 h2 h3 h4 h5 h6 blockquote tr td".split())


@dataclass(slots=True, kw_only=True)
class Article:
    """The lines before the article proper and those of it, and the lines that were left out, by why."""

    before: list[Line]
    body: list[Line]
    main: Any
    others: list[Line] = field(default_factory=list)
    copies: list[Line] = field(default_factory=list)
    revealed: list[Line] = field(default_factory=list)


def is_within(place: Any, holders: set[Any]) -> bool:
    """Whether the place is one of the holders or stands in one."""
    return bool(holders) and (place in holders or any(one in holders for one in place.iterancestors()))


def find_article(lines: Sequence[Line], is_title: Callable[[Line], bool]) -> Article:
    """The article among a page's lines; `is_title` tells the headline, which nothing takes away."""
    shown, revealed = _seen(lines)
    kept, copies = _once(shown)
    cards = _find_cards(kept)
    rest = [line for line in kept if not is_within(line.place, cards)]
    if sum(line.prose for line in rest) < _LEAST_PROSE:
        cards, rest = set(), kept
    prose = prose_within(rest)
    root = lines[0].place.getroottree().getroot()
    main = _find_main(prose, root)
    inside = [line for line in kept if is_within(line.place, {main})]
    first = kept.index(inside[0]) if inside else 0
    cards = _with_labels(cards, inside, main, is_title)
    body, others = _without_cards(inside, cards)
    body = [line for line in body if is_title(line) or is_dated_imprint(line) or not _is_furniture(line, main, prose)]
    end = _find_end(body)
    others += body[end:]
    after = kept[first + len(inside) :][:_AFTER]
    imprints = [line for line in [*body[end:], *after] if is_dated_imprint(line) and not is_within(line.place, cards)][
        :1
    ]
    before = [
        line for line in kept[:first] if is_title(line) or _gives_source(line) or not _is_furniture(line, main, prose)
    ]
    return Article(
        before=before,
        body=[*body[:end], *imprints],
        main=main,
        others=[line for line in others if line.prose and "。" in line.text],
        copies=copies,
        revealed=revealed,
    )


def _seen(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that a browser shows; a hidden part that holds most of the page's words is shown by its script."""
    visible = sum(line.prose for line in lines if line.hidden is None)
    held: Counter[Any] = Counter()
    for line in lines:
        if line.hidden is not None:
            held[line.hidden] += line.prose
    most = max(held, key=lambda holder: held[holder], default=None)
    shown_by_script = most if most is not None and held[most] > max(2 * visible, _LEAST_PROSE) else None
    shown = [line for line in lines if line.hidden is None or line.hidden is shown_by_script]
    return shown, [line for line in lines if shown_by_script is not None and line.hidden is shown_by_script]


def _once(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines with a paragraph, and what stands in a second copy of the article, once; and the copies."""
    seen: set[str] = set()
    again: list[Line] = []
    for line in lines:
        words = re.sub(r"\s", "", line.text)
        if len(words) >= _COPY and line.prose:
            if words in seen:
                again.append(line)
            seen.add(words)
    if not again:
        return list(lines), []
    whole, copied = prose_within(lines), prose_within(again)
    copies = {holder for holder in copied if copied[holder] == whole[holder]}
    kept = [line for line in lines if not is_within(line.place, copies)]
    return kept, again


def _find_cards(lines: Sequence[Line]) -> set[Any]:
    """The elements that are lists of teasers or comments: like parts in a row, each with a link of its own or a date of its own."""
    lines_of: Counter[Any] = Counter()
    cards: dict[Any, dict[Any, None]] = defaultdict(dict)
    parts: dict[Any, set[Any]] = defaultdict(set)
    for line in lines:
        is_card = _is_link(line) or bool(_DATE_ALONE.fullmatch(line.text))
        below = line.place
        lines_of[below] += 1
        for holder, _ in zip(line.place.iterancestors(), range(_CARD_LEVELS), strict=False):
            parts[holder].add(below)
            if is_card:
                cards[holder][below] = None
            lines_of[holder] += 1
            below = holder
    prose = prose_within(lines)
    found: set[Any] = set()
    total = sum(line.prose for line in lines)
    for holder, inside in cards.items():
        looks: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for card in inside:
            if lines_of[card] <= _CARD_LINES:
                looks[card.tag, card.get("class", "").split(" ")[0]].append(card)
        alike = max(looks.values(), key=len, default=[])
        if len(alike) < 2 or len(alike) < _CARD_SHARE * len(parts[holder]):  # noqa: PLR2004 - one is no list
            continue
        of_cards = sum(prose[card] for card in alike)
        if of_cards < _FURNITURE_SHARE * total or _is_linked(holder, alike):
            # Beside an article only the cards go.
            found.update(alike if prose[holder] - of_cards > of_cards else [holder])
    return found


def _is_linked(holder: Any, cards: Iterable[Any]) -> bool:
    """Whether each card leads to a page of its own: then the list is no article, however long it is."""
    targets = {link.get("href") for card in cards for link in card.iter("a") if link.get("href", "#")[:1] != "#"}
    return len(targets) > 2 and holder.tag not in ("body", "html")  # noqa: PLR2004 - two may be notes of an article


def _is_link(line: Line) -> bool:
    return line.linked > _LINK_SHARE * len(line.text) and len(line.text) > 3  # noqa: PLR2004 - 更多 leads to no article


def _gives_source(line: Line) -> bool:
    """Whether the line gives a whole date or a source, which many a site sets as a link."""
    return bool(imprint_of(line)) and bool(SOURCE_LABEL.search(line.text) or day_in(line.text))


def _without_cards(lines: Sequence[Line], cards: set[Any]) -> tuple[list[Line], list[Line]]:
    """The lines without the lists of teasers, which begin after the article does, and the lines of those."""
    body: list[Line] = []
    others: list[Line] = []
    has_begun = False
    for line in lines:
        is_card = is_within(line.place, cards)
        has_begun = has_begun or (line.prose > 0 and not is_card)
        (others if is_card and has_begun else body).append(line)
    return body, others


def _with_labels(cards: set[Any], lines: Sequence[Line], main: Any, is_title: Callable[[Line], bool]) -> set[Any]:
    """The lists with the boxes that hold nothing besides but a short label: 为你推荐."""
    weighty: Counter[Any] = Counter()
    for line in lines:
        if line.prose or len(line.text) > _LABEL or is_title(line):
            for holder in (line.place, *line.place.iterancestors()):
                weighty[holder] += 1
    found, above = set(cards), {main, *main.iterancestors()}
    for card in cards:
        inner, holder = card, card.getparent()
        while holder is not None and holder not in above and weighty[holder] == weighty[inner]:
            found.add(holder)
            inner, holder = holder, holder.getparent()
    return found


def _find_main(prose: Counter[Any], root: Any) -> Any:
    """The smallest element that holds most of the page's running text, and is more than one paragraph of it."""
    main = root
    while True:
        within = [child for child in main if prose[child] >= _MAIN_SHARE * prose[root]]
        if not within or within[0].tag in _NO_CONTAINERS - {"td", "tr"}:
            return main
        main = within[0]


def _is_furniture(line: Line, main: Any, prose: Counter[Any]) -> bool:
    """Whether the line is nothing but links, buttons or a way through the site, or is in a part of the page that is named so."""
    if (line.linked > _LINK_SHARE * len(line.text) and not line.prose) or is_crumb(line) or _TOOLS.fullmatch(line.text):
        return True
    for holder in (line.place, *line.place.iterancestors()):
        if holder is main:
            return False
        if is_named_furniture(holder) and prose[holder] < _FURNITURE_SHARE * prose[main]:
            return True
    return False


def is_named_furniture(element: Any) -> bool:
    """Whether the element's tag, class or id says that it holds what pages have around an article."""
    if element.tag in _FURNITURE_TAGS:
        return True
    name = f"{element.get('class', '')} {element.get('id', '')}"
    return len(name) > 1 and any(part.lower() in _NAMES for part in _NAME.findall(name))


def is_crumb(line: Line) -> bool:
    """Whether the line tells where in the site the page is: 首页 > 政务 > 正文."""
    if "。" in line.text:
        return False
    steps = _CRUMB_STEP.split(line.text)
    return bool(_CRUMB.match(line.text)) or (len(steps) > 2 and (line.linked > 0 or max(map(len, steps)) < 12))  # noqa: PLR2004 - 产值 > 税收 is none


def _find_end(body: Sequence[Line]) -> int:
    """The index after the article's last line: what follows the editor's name, or a line that announces other articles, is not of it."""
    total, read = sum(line.prose for line in body), 0
    for index, line in enumerate(body):
        read += line.prose
        if read < _CARD_SHARE * total:
            continue
        if _OTHERS.fullmatch(line.text):
            return index
        if _ENDS.search(line.text) and len(line.text) < _COPY * 2:
            return index + 1
    return len(body)
