"""The parsed web page made ready for paper, before WeasyPrint lays it out."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from briefing.writers.pdf import kai_marks

# Unicode lets no line break beside “ and ”, since other languages set them elsewhere; in Chinese one may break before
# the opening and after the closing one (CLREQ §3.1.3), as beside 「 and 」. Without this 、“甲”、“乙”、“丙” would be one long word.
# 「 and 」 get the same break, which they have anyway: with letter spacing WeasyPrint makes a zero-width space narrower than
# nothing, and the three scripts would need a layout each.
_MAY_BREAK = re.compile(
    r"(?:^|(?<=[\u4e00-\u9fff，。、；：？！）》”’」』]))(?=[“‘「『])|(?<=[0-9A-Za-z%—…])(?=[“「])"
    r"|(?<=[”’」』])(?=[\u4e00-\u9fff（《])|(?<=[”」])(?=[0-9A-Za-z—])|^(?=｜)"
)
_VARIABLE = re.compile(r"(--[\w-]+)\s*:([^;{}]*)[;}]")
_USE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_ZERO_WIDTH_SPACE = "\u200b"
_WORD_JOINER = "\u2060"
# Between the letters and digits of a word no line breaks anyway.
_SEAM = re.compile(r"(?<=.)(?![0-9A-Za-z])(?=.)|(?<=[^0-9A-Za-z])(?=[0-9A-Za-z])")
# Two characters, and the marks that close the sentence.
_END = re.compile(r"[^，。、；：？！）》〉」』】\u3015”’…—]{1,2}[，。、；：？！）》〉」』】\u3015”’…—]*$")
_NO_TEXT = frozenset({"title", "style", "script"})
# Elements whose last line should not hold one lonely character; a masthead's name has letter spacing, which would make
# the joiners wide.
_ENDING = frozenset({"p", "li", "dd"})
# A link or a note of so many characters goes on one line.
_SHORT_LINK, _SHORT_NOTE = 16, 28


def _settle_variables(css: str) -> str:
    """The style sheet with each variable that has one value replaced by it: WeasyPrint asks anew for every element."""
    values: dict[str, set[str]] = {}
    for name, value in _VARIABLE.findall(css):
        values.setdefault(name, set()).add(value.strip())
    settled = {name: next(iter(given)) for name, given in values.items() if len(given) == 1}
    return _USE.sub(lambda use: settled.get(use[1], use[0]), css)


def _as_footnote(note: Element) -> None:
    """Turns a note that opens in place into one that goes to the foot of the page."""
    note.tag = "span"
    for child in list(note):
        if child.tag == "summary":
            note.remove(child)
        else:
            # A short note stays with its number.
            child.set("class", "footnote n" if len("".join(child.itertext())) <= _SHORT_NOTE else "footnote")


def _flatten(link: Element) -> None:
    """Leaves the words of a link alone: WeasyPrint would make every element inside a link one more link.

    What held an unbroken number (原文 7.3) is unbroken as a whole, where it is short.
    """
    words = "".join(link.itertext())
    if len(words) <= _SHORT_LINK and any(child.get("class") == "n" for child in link):
        link.set("class", " ".join(filter(None, (link.get("class"), "n"))))
    for child in list(link):
        link.remove(child)
    link.text = words


def _bound(words: str) -> str:
    """The words with word joiners in them, so that they stay on one line (Unicode Standard Annex 14, rule LB11).

    A box that must not break would be laid out by itself, and so would what stands before and after it; a joiner is a
    character that is not drawn and not copied.
    """
    return _SEAM.sub(_WORD_JOINER, words)


def _bind_tail(words: str) -> str:
    """The words with the last two characters and their marks bound together."""
    words = words.rstrip()
    end = _END.search(words)
    return words[: end.start()] + _bound(end.group()) if end else words


def _bind_end(element: Element) -> bool:
    """Keeps the last two characters and their marks on one line, so that no last line holds one alone (CLREQ §3.2.5).

    Says whether the element holds any words: if not, the end is before it.
    """
    for child in reversed(list(element)):
        if child.tail and child.tail.strip():
            child.tail = _bind_tail(child.tail)
            return True
        if child.tag == "a" or (child.tag != "details" and _bind_end(child)):
            return True
    if element.text and element.text.strip():
        element.text = _bind_tail(element.text)
        return True
    return False


def _allow_breaks(element: Element) -> None:
    """Marks where lines may break; what is drawn is the same, and so is the text that a reader copies."""
    if element.text and element.tag not in _NO_TEXT:
        element.text = _MAY_BREAK.sub(_ZERO_WIDTH_SPACE, element.text)
    if element.tail:
        element.tail = _MAY_BREAK.sub(_ZERO_WIDTH_SPACE, element.tail)


def _is_bound(element: Element) -> bool:
    """True if the element keeps its words on one line and does nothing else on paper."""
    return element.tag == "data" or (element.tag == "span" and element.attrib == {"class": "n"})


def _unwrap(parent: Element) -> None:
    """Puts words in the place of elements that nothing is drawn of: on paper each is one more box to lay out."""
    for child in list(parent):
        _unwrap(child)
        says_the_fact_alone = child.tag == "span" and child.keys() == ["data-fact"]
        if len(child) or not (_is_bound(child) or says_the_fact_alone):
            continue
        index = list(parent).index(child)
        words = _bound(child.text or "") if _is_bound(child) else child.text or ""
        words += child.tail or ""
        if index:
            before = parent[index - 1]
            before.tail = (before.tail or "") + words
        else:
            parent.text = (parent.text or "") + words
        parent.remove(child)


def _move_contents(root: Element) -> None:
    """Puts the contents behind the one page where that is the first page: the page under a masthead."""
    if "masthead" not in (root.get("class") or "").split():
        return
    for body in root.iter("body"):
        contents, main = body.find("nav"), body.find("main")
        if contents is not None and main is not None and len(main):
            body.remove(contents)
            main.insert(1, contents)


def fit_for_paper(root: Element, paged: str) -> None:
    """Turns the page into one for paper, with `paged` as its style sheet.

    WeasyPrint tags a PDF by element names, so `div role="paragraph"`, which a web page needs since a `p` may hold no
    `details`, becomes the `p` that it is.
    """
    for head in root.iter("head"):
        # The style sheet for paper takes the place of those for a screen and for a browser's own printing.
        styles = list(head.iter("style"))
        kept = [style.text or "" for style in styles if not style.get("media")]
        for style in styles:
            head.remove(style)
        SubElement(head, "style").text = _settle_variables("\n".join([*kept, paged]))
    _unwrap(root)
    for element in list(root.iter()):
        if element.get("role") == "paragraph":
            element.tag = "p"
            del element.attrib["role"]
        if element.tag == "a":
            _flatten(element)
        if element.tag in _ENDING and element.get("class") != "name":
            _bind_end(element)
    for element in root.iter():
        _allow_breaks(element)
    _move_contents(root)
    if "officials" in (root.get("class") or "").split():
        kai_marks.set_apart(root)
    for note in (element for element in list(root.iter("details")) if element.get("class") == "note"):
        _as_footnote(note)
