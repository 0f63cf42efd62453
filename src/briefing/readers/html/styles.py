"""The elements that a page's own style sheets hide, number and mark, as far as simple rules say it: a class, an id or a tag, of no media query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;!]+)", re.IGNORECASE)
_QUOTES = re.compile(r"(?:^|[;\s])quotes\s*:\s*([^;!]+)", re.IGNORECASE)
_MARK = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_LONGEST_SHEET = 300_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    tag: str
    names: frozenset[str]
    declarations: str

    def matches(self, tag: str, names: frozenset[str]) -> bool:
        return self.tag in ("", tag) and self.names <= names


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The rules of a page that hide something, or say how a list is numbered or a quotation marked, by a name that they ask for."""

    rules: dict[str, tuple[_Rule, ...]]

    def hides(self, element: Any) -> bool:
        """True if a browser shows nothing of the element, going by its attributes and the page's own rules."""
        if "hidden" in element.attrib:
            return True
        own = element.get("style", "")
        if own and re.search(r"(?:display|visibility)\s*:", own, re.IGNORECASE):
            return bool(_HIDING.search(own))
        return any(_HIDING.search(rule.declarations) for rule in self._rules_of(element))

    def list_style(self, element: Any) -> str:
        """The `list-style-type` of the element; empty where neither it nor a rule gives one."""
        for declarations in (element.get("style", ""), *(rule.declarations for rule in self._rules_of(element))):
            if found := _LIST_STYLE.search(declarations):
                return found[1].strip().lower()
        return ""

    def unnumbers(self, element: Any) -> bool:
        """True if the element's list has no numbers."""
        return bool(set(self.list_style(element).split()) & {"none", "disc", "circle", "square"})

    def quotes(self, element: Any) -> tuple[str, ...] | None:
        """The marks that a rule gives to `<q>`, open and closed by turns, the outer pair first; none of them where it forbids them.

        None where no rule says anything.
        """
        for declarations in (element.get("style", ""), *(rule.declarations for rule in self._rules_of(element))):
            if found := _QUOTES.search(declarations):
                return tuple(one or other for one, other in _MARK.findall(found[1]))
        return None

    def _rules_of(self, element: Any) -> Iterator[_Rule]:
        if not self.rules:
            return
        names = frozenset(
            [f".{name}" for name in element.get("class", "").split()]
            + [f"#{name}" for name in element.get("id", "").split()]
        )
        for key in (element.tag, *names):
            for rule in self.rules.get(key, ()):
                if rule.matches(element.tag, names):
                    yield rule


def read_styles(root: Any) -> Styles:
    """The simple rules of the page's `<style>` elements that hide, number or mark."""
    rules: dict[str, list[_Rule]] = {}
    for sheet in root.iter("style"):
        text = sheet.text or ""
        if len(text) > _LONGEST_SHEET or sheet.get("media", "all").strip().lower() not in ("all", "screen", ""):
            continue
        for rule in _simple_rules(text):
            key = min(rule.names, default=rule.tag)
            rules.setdefault(key, []).append(rule)
    return Styles(rules={key: tuple(found) for key, found in rules.items()})


def _simple_rules(sheet: str) -> Iterator[_Rule]:
    if not any(word in sheet for word in ("none", "hidden", "list-style", "quotes")):
        return
    for parsed in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if parsed.type != "qualified-rule":
            continue
        declarations = tinycss2.serialize(parsed.content)
        if not any(form.search(declarations) for form in (_HIDING, _LIST_STYLE, _QUOTES)):
            continue
        for selector in tinycss2.serialize(parsed.prelude).split(","):
            match = _COMPOUND.fullmatch(selector.strip())
            if match and match[0]:
                names = frozenset(re.findall(r"[.#][\w-]+", match[2]))
                yield _Rule(tag=(match[1] or "").lower(), names=names, declarations=declarations)
