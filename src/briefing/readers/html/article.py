"""The lines of a web page that are its article: without menus, teasers of other articles, second copies and hidden words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from briefing.readers.html.metadata import SOURCE_LABEL, TOOLS, begins_with_date, day_in, imprint_of, is_dated_imprint
from briefing.text import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefing.readers.html.lines import Line

# Chinese sites name their furniture in English or in pinyin; a name counts only on what holds little of the page's prose.
_NAMES = frozenset(lexicon.words("web_page", "class_names"))
_NAME = re.compile(r"[A-Za-z][a-z]*|[A-Z]+")
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "form"})
_CRUMB = re.compile(rf"\W{{0,3}}{lexicon.pattern('web_page', 'crumb')}\s*[：:>»\u203a]")
_CRUMB_STEP = re.compile(r"\s*(?:[>»\u203a→＞]|&gt;)+\s*")
_ENDS = re.compile(rf"\W{{0,3}}{lexicon.pattern('web_page', 'ends')}\s*[：:]")
_OTHERS = frozenset(lexicon.words("web_page", "others"))
_DATE_ALONE = re.compile(
    r"\W{0,2}(?:(?:\d{4}\s*[-年/.]\s*)?\d{1,2}\s*[-月/.]\s*\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}|\d{1,3}\s*(?:秒|分钟|小时|天|个?月|年)前|刚刚|昨天|前天)\W{0,2}"
)
_PAGER = re.compile(r"(?:[\W_]|上一[页頁]|下一[页頁]|首[页頁]|尾[页頁]|末[页頁]|第|共|[页頁]|\d{1,3})+")
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
_BELOW = 3
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
    is_part: bool = False


def is_within(place: Any, holders: set[Any]) -> bool:
    """True if the place is one of the holders or stands in one."""
    return bool(holders) and (place in holders or any(one in holders for one in place.iterancestors()))


class _Tree:
    """The elements of a page in their order, for sums over all that an element holds in one pass, however deep it nests."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.elements = [element for element in root.iter() if isinstance(element.tag, str)]

    def total(self, lines: Iterable[Line], weight: Callable[[Line], int]) -> Counter[Any]:
        """The sum of the weights of the lines that each element holds."""
        sums: Counter[Any] = Counter()
        for line in lines:
            sums[line.place] += weight(line)
        for element in reversed(self.elements):
            parent = element.getparent() if sums[element] else None
            if parent is not None:
                sums[parent] += sums[element]
        return sums

    def prose(self, lines: Iterable[Line]) -> Counter[Any]:
        """Characters of running text by element."""
        return self.total(lines, lambda line: line.prose)

    def within(self, holders: set[Any]) -> set[Any]:
        """The holders and all that they hold."""
        found: set[Any] = set()
        for element in self.elements if holders else ():
            if element in holders or element.getparent() in found:
                found.add(element)
        return found


def find_article(lines: Sequence[Line], is_title: Callable[[Line], bool]) -> Article:
    """The article among a page's lines; `is_title` tells the headline, which nothing takes away."""
    tree = _Tree(lines[0].place.getroottree().getroot())
    shown, revealed = _seen(lines)
    kept, copies = _once(shown, tree)
    # Lists of teasers say nothing of where the article stands, unless they are all that there is.
    cards = _find_cards(kept, tree)
    in_cards = tree.within(cards)
    rest = [line for line in kept if line.place not in in_cards]
    if sum(line.prose for line in rest) < _LEAST_PROSE:
        cards, rest = set(), kept
    prose = tree.prose(rest)
    main = _find_main(prose, tree.root)
    in_main = tree.within({main})
    inside = [line for line in kept if line.place in in_main]
    first = kept.index(inside[0]) if inside else 0

    # Lists of teasers begin after the article does.
    in_cards = tree.within(_with_labels(cards, inside, main, tree, is_title))
    begin = next((at for at, line in enumerate(inside) if line.prose > 0 and line.place not in in_cards), len(inside))
    others = [line for line in inside[begin:] if line.place in in_cards]

    # Pages name what they have around an article; it holds little of the page's prose.
    around = {main, *main.iterancestors()}
    small = _FURNITURE_SHARE * prose[main]
    named = (one for one in tree.elements if prose[one] <= small and one not in around)
    furniture = tree.within({one for one in named if is_named_furniture(one)})

    def is_kept(line: Line) -> bool:
        return is_title(line) or not (line.place in furniture or is_bar(line))

    body = [line for line in inside[:begin] if is_kept(line) or is_dated_imprint(line)]
    after = (line for line in inside[begin:] if line.place not in in_cards)
    body += [line for line in after if is_kept(line) or is_dated_imprint(line)]
    end = _find_end(body)
    below = [*body[end:], *kept[first + len(inside) :][:_AFTER]]
    imprints = [line for line in below if is_dated_imprint(line) and line.place not in in_cards][:1]
    return Article(
        # Many a site sets the source as a link.
        before=[
            line
            for line in kept[:first]
            if is_kept(line) or (imprint_of(line) and (SOURCE_LABEL.search(line.text) or day_in(line.text)))
        ],
        body=[*body[:end], *imprints],
        main=main,
        others=[line for line in [*others, *body[end:]] if line.prose and "。" in line.text],
        copies=copies,
        revealed=revealed,
        is_part=_has_pager(body[:end], kept),
    )


def _has_pager(body: Sequence[Line], lines: Sequence[Line]) -> bool:
    """True if right below the article are links to its other pages; those further down are of the comments."""
    last = next((line for line in reversed(body) if line.prose), None)
    at = next((index for index, line in enumerate(lines) if line is last), len(lines))
    return any(
        line.linked > 0
        and _PAGER.fullmatch(line.text)
        and ("下一页" in line.text or "下一頁" in line.text or len(re.findall(r"\d+", line.text)) > 1)
        for line in lines[at + 1 :][:_BELOW]
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


def _once(lines: Sequence[Line], tree: _Tree) -> tuple[list[Line], list[Line]]:
    """The lines with a paragraph, and what stands in a second copy of the article, once; and the copies."""
    seen: dict[str, Any] = {}
    again: list[Line] = []
    for line in lines:
        words = re.sub(r"\s", "", line.text)
        # A label that an article repeats stands beside the first; a copy stands in another part of the page.
        is_long = len(words) >= _COPY and line.prose
        if is_long and seen.setdefault(words, line.place.getparent()) is not line.place.getparent():
            again.append(line)
    if not again:
        return list(lines), []
    whole, copied = tree.prose(lines), tree.prose(again)
    copies = tree.within({holder for holder in copied if copied[holder] == whole[holder]})
    return [line for line in lines if line.place not in copies], again


def _find_cards(lines: Sequence[Line], tree: _Tree) -> set[Any]:
    """The elements that are lists of teasers or comments: like parts in a row, each with a link of its own or a date of its own."""
    lines_of, parts, cards = _count_cards(lines)
    prose = tree.prose(lines)
    small = _FURNITURE_SHARE * sum(line.prose for line in lines)
    found: set[Any] = set()
    for holder, inside in cards.items():
        # The most elements of one tag and class.
        looks: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for element in inside:
            if lines_of[element] <= _CARD_LINES:
                looks[element.tag, element.get("class", "").split(" ")[0]].append(element)
        alike = max(looks.values(), key=len, default=[])
        of_cards = sum(prose[card] for card in alike)
        if len(alike) < max(2, _CARD_SHARE * len(parts[holder])):
            continue
        # Where each card leads to a page of its own, the list is no article, however long it is; two may be notes of one.
        targets = {link.get("href") for card in alike for link in card.iter("a") if link.get("href", "#")[:1] != "#"}
        is_linked = len(targets) > 2 and holder.tag not in ("body", "html")  # noqa: PLR2004 - two notes
        if of_cards < small or all(len(inside[card]) > 1 for card in alike) or is_linked:
            # Beside an article only the cards go.
            found.update(alike if prose[holder] - of_cards > of_cards else [holder])
    return found


def _count_cards(
    lines: Iterable[Line],
) -> tuple[Counter[Any], dict[Any, set[Any]], dict[Any, dict[Any, set[str]]]]:
    """Number of lines of each element, its parts, and the parts that have a link or a date of their own."""
    lines_of: Counter[Any] = Counter()
    cards: dict[Any, dict[Any, set[str]]] = defaultdict(dict)
    parts: dict[Any, set[Any]] = defaultdict(set)
    for line in lines:
        # 更多 leads to no article.
        is_link = line.linked > _LINK_SHARE * len(line.text) and len(line.text) > 3  # noqa: PLR2004 - 更多>
        sign = "link" if is_link else "date" if _DATE_ALONE.fullmatch(line.text) else ""
        below = line.place
        lines_of[below] += 1
        for holder in islice(line.place.iterancestors(), _CARD_LEVELS):
            parts[holder].add(below)
            if sign:
                cards[holder].setdefault(below, set()).add(sign)
            lines_of[holder] += 1
            below = holder
    return lines_of, parts, cards


def _with_labels(
    cards: set[Any], lines: Sequence[Line], main: Any, tree: _Tree, is_title: Callable[[Line], bool]
) -> set[Any]:
    """The lists with the boxes that hold nothing besides but a short label: 为你推荐."""
    weighty = tree.total(lines, lambda line: int(line.prose > 0 or len(line.text) > _LABEL or is_title(line)))
    found, above = set(cards), {main, *main.iterancestors()}
    for card in cards:
        inner, holder = card, card.getparent()
        while holder is not None and holder not in above and holder not in found and weighty[holder] == weighty[inner]:
            found.add(holder)
            inner, holder = holder, holder.getparent()
    return found


def _find_main(prose: Counter[Any], root: Any) -> Any:
    """The smallest element that holds most of the page's running text, and is more than one paragraph of it."""
    main = root
    while prose[root]:
        within = [child for child in main if prose[child] >= _MAIN_SHARE * prose[root]]
        if not within or within[0].tag in _NO_CONTAINERS - {"td", "tr"}:
            break
        main = within[0]
    return main


def is_bar(line: Line) -> bool:
    """True if the line is nothing but links, buttons or a way through the site."""
    is_link = line.linked > _LINK_SHARE * len(line.text) and not line.prose
    # 2026-03-12T08:18 is no bar, though T stands for a larger type in one.
    is_tools = TOOLS.fullmatch(line.text) is not None and not begins_with_date(line.text)
    return is_link or is_crumb(line) or is_tools


def is_named_furniture(element: Any) -> bool:
    """True if the element's tag, class or id says that it holds what pages have around an article."""
    if element.tag in _FURNITURE_TAGS:
        return True
    name = f"{element.get('class', '')} {element.get('id', '')}"
    return len(name) > 1 and any(part.lower() in _NAMES for part in _NAME.findall(name))


def is_crumb(line: Line) -> bool:
    """True if the line tells where in the site the page is: 首页 > 政务 > 正文."""
    if "。" in line.text:
        return False
    steps = _CRUMB_STEP.split(line.text)
    return bool(_CRUMB.match(line.text)) or (len(steps) > 2 and (line.linked > 0 or max(map(len, steps)) < 12))  # noqa: PLR2004 - 产值 > 税收 is none


def _find_end(body: Sequence[Line]) -> int:
    """The index after the article's last line: what follows the editor's name, or a line that announces other articles, is not of it."""
    total, read = sum(line.prose for line in body), 0
    for index, line in enumerate(body):
        read += line.prose
        # 延伸 · 推荐, 【相关新闻】
        if 2 * read > total and len(line.text) < _LABEL and re.sub(r"[\W_]", "", line.text) in _OTHERS:
            return index
        if read < _CARD_SHARE * total:
            continue
        if _ENDS.search(line.text) and len(line.text) < _COPY * 2:
            return index + 1
    return len(body)
