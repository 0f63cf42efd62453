"""Search in either script: the words of every source as a query is compared with them, and which characters fold."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.packs.contents import Contents
    from briefing.publish.site.inventory import FolderEntry

# The Han characters that OpenCC's tables know.
_HAN = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))
# What a query may leave out or write otherwise; site.js has the same pattern.
_IGNORED = re.compile(r"""[\s\ufeff，。、；：？！“”‘’「」『』《》〈〉（）()·…—︱|,;:?!"'\-]""")


@cache
def _variants() -> dict[str, str]:
    """Every Han character that folds to another one."""
    # Line by line, since OpenCC would take neighbours for a phrase.
    characters = [chr(code) for code in _HAN]
    import opencc

    folded = opencc.OpenCC("tw2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, folded, strict=True)
    return {character: simple for character, simple in pairs if simple != character and len(simple) == 1}


class _Folds(dict[int, str]):
    """A table of characters that is filled in as they are met."""

    def __missing__(self, code: int) -> str:
        variants, same = _variants(), unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = "" if _IGNORED.search(same) else "".join(variants.get(one, one) for one in same)
        return self[code]


_FOLDS = _Folds()


def fold_for_search(text: str) -> str:
    """The text as the page's script folds a query: Simplified, half-width, lower case, without marks."""
    return text.translate(_FOLDS)


def character_map(texts: Iterable[str]) -> str:
    """Pairs of a character and what it folds to, one after the other, for every fold that ends in these texts."""
    used = set().union(*map(fold_for_search, texts))
    return "".join(character + simple for character, simple in sorted(_variants().items()) if simple in used)


def words_of(contents: Contents) -> Iterable[str]:
    """The words that an edition prints and a search finds it by."""
    facts = (f"{fact.label} {fact.text}".strip() for fact in contents.facts)
    return dict.fromkeys((*contents.heads, *contents.headings, *facts, *contents.terms))


def words_by_card(folder_entry: FolderEntry) -> dict[str, Any]:
    """A source's words, each once, and for each of its readers which of them the edition prints."""
    numbers: dict[str, int] = {}
    cards = {
        edition.audience.name: [numbers.setdefault(word, len(numbers)) for word in words_of(edition.contents)]
        for edition in folder_entry.editions
    }
    return {"words": list(numbers), "cards": cards}


def search_index(sources: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The texts that a query is compared with: everything is folded here, so that a telephone need not fold a million characters.

    `words` are those of `words_by_card`, one a line; `readers` are the names that all cards of an audience share.
    """
    readers = {card["audience"]: [card["name"], card["title"]] for one in sources for card in one["cards"]}
    texts = [text for one in sources for text in (*one["about"], *one["index"]["words"])]
    return {
        "characters": character_map([*texts, *(text for names in readers.values() for text in names)]),
        "readers": {name: _lines(names) for name, names in readers.items()},
        "sources": [
            {"about": _lines(one["about"]), "words": _lines(one["index"]["words"]), "cards": one["index"]["cards"]}
            for one in sources
        ],
    }


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(map(fold_for_search, texts))
