"""Harmless changes: what typing, styling, another program and an office's habits make of a file without saying anything else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mutations.files import Word
from mutations.kinds import Change, in_every_script, replacing, respell

if TYPE_CHECKING:
    from collections.abc import Callable

    from mutations.files import Text
    from mutations.kinds import Maker, Scene

# Pairs that a script prints either way.
_TASTE = {
    "zh-Hant-TW": ("台臺", "周週", "占佔", "峰峯", "床牀"),
    "zh-Hant-HK": ("群羣", "周週", "占佔", "峰峯", "床牀"),
}
_MARKS = {"——": "──", "·": "•", "％": "%", "%": "％"}


def _respelling(pattern: str, becomes: Callable[[re.Match[str]], str]) -> Maker:
    """A kind that writes what a pattern finds in some text otherwise."""
    find = replacing(re.compile(pattern), becomes)
    return lambda scene: respell(scene, scene.file.texts(), find)


def taste(scene: Scene) -> Change | None:
    """A character in the other form that its script knows as well."""
    table = dict(both for pair in _TASTE.get(scene.script, ()) for both in (pair, pair[::-1]))
    return respell(
        scene,
        scene.file.texts(),
        lambda text: [(at, at + 1, table[one]) for at, one in enumerate(text) if one in table],
    )


def _anywhere(scene: Scene, change: Callable[[Text], str]) -> Change | None:
    texts = [text for text in scene.file.texts() if len(text.words.strip()) > 1]
    if not texts:
        return None
    text = scene.rng.choice(texts)
    before = text.words
    return Change(before=before, after=change(text))


def styled(scene: Scene) -> Change | None:
    """Part of a text in bold, another colour or another font, so that its run is cut."""
    return _anywhere(scene, lambda text: scene.file.style_part(text, scene.rng))


def accepted(scene: Scene) -> Change | None:
    """A text that was tracked as inserted, or carried in a smart tag or a link."""
    return _anywhere(scene, lambda text: scene.file.wrap(text, scene.rng))


def broken(scene: Scene) -> Change | None:
    """A line broken within a paragraph."""
    return _anywhere(scene, lambda text: scene.file.break_line(text, scene.rng))


def remarked(scene: Scene) -> Change | None:
    """A comment of the office that tells nothing withheld."""
    words = "请核对格式" if scene.script == "zh-Hans" else "請核對格式"
    return Change(before="", after=words) if scene.file.hide("comment", words) else None


def recounted(scene: Scene) -> Change | None:
    """Pages in the list of contents, or the list left out."""
    return Change(before="", after="contents") if scene.file.recount(scene.rng) else None


def row_moved(scene: Scene) -> Change | None:
    """Two rows of a table in the other order, where they are no priorities, whose order says something."""
    before = [text.words for text in scene.file.texts() if text.words.strip() in scene.heads]
    moved = scene.file.move_row(scene.rng)
    after = [text.words for text in scene.file.texts() if text.words.strip() in scene.heads]
    return Change(before="", after="rows") if moved and before == after else None


def emptied(scene: Scene) -> Change | None:
    """Empty paragraphs and a page break."""
    scene.file.insert(scene.rng.choice(("\u3000", "\u00a0", "* * *", "———", "1", "- 3 -")))
    return Change(before="", after="blank")


def furniture(scene: Scene) -> Change | None:
    """Page numbers as an office likes them."""
    if not isinstance(scene.file, Word):
        return None
    words = scene.rng.choice(("第1页", "- 1 -", "1/12", "第 1 页，共 12 页", "Page 1"))
    words = in_every_script(words)[0 if scene.script == "zh-Hans" else 2]
    found = [text for text in scene.file.heads() if re.search(r"\d", text.words)]
    if not found:
        return None
    before, found[0].words = found[0].words, words
    return Change(before=before, after=words)


HARMLESS_HANDLING: dict[str, Maker] = {
    "space: Han and Latin": _respelling(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", lambda _: " "),
    "space: thin": _respelling(r"(?<=\d)(?=[\u4e00-\u9fff])", lambda _: "\u2009"),
    "space: none seen": _respelling(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", lambda _: "\u200b"),
    "number: thousands": _respelling(r"(?<![\d.,-])\d{4,6}(?![\d.年-])", lambda one: f"{int(one.group()):,}"),
    "marks: shapes": _respelling("|".join(_MARKS), lambda one: _MARKS[one.group()]),
    "marks: last one": _respelling(r"[。；]$", lambda _: ""),
    "characters of taste": taste,
    "part styled": styled,
    "tracked and accepted": accepted,
    "line broken": broken,
    "comment": remarked,
    "contents updated": recounted,
    "row moved": row_moved,
    "blank lines": emptied,
    "page numbers": furniture,
}
