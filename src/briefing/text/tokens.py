"""The words of a text, where they begin, and their parts of speech: what tells a name from the word after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Parts of speech (ICTCLAS letters) that a sentence goes on with after a name, and those that no name has.
GOING_ON = "vdapcury"
# Parts of speech that the dictionary gives to names: of people, of places, of brands.
_PERSONAL_TAGS = frozenset({"nr", "nrfg", "nrt"})
_NAME_TAGS = _PERSONAL_TAGS | {"ns", "nz", "x"}
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Every word by the offset at which it begins: its end and its part of speech."""

    at: dict[int, tuple[int, str]]

    def begins(self, offset: int) -> bool:
        """True if a word begins there, or no word is read there at all."""
        return offset in self.at

    def tag(self, offset: int) -> str:
        """The part of speech of the word that begins there, "" where none does."""
        return self.at[offset][1] if offset in self.at else ""

    def end(self, offset: int) -> int:
        """End of the word that begins there; the offset itself where none does."""
        return self.at[offset][0] if offset in self.at else offset

    def goes_on(self, offset: int) -> bool:
        """True if a word begins there that a sentence goes on with after its subject: of two characters, or a verb or a particle."""
        tag = self.tag(offset)
        return bool(tag) and not tag.startswith("nr") and (tag[0] in GOING_ON or self.end(offset) - offset > 1)


def read_tokens(folded: str) -> Tokens:
    """The words of a folded text, line by line, since a word never goes over a line's end.

    Only words of the dictionary: guessed ones swallow the verb after a name (叶文淑指|，).
    """
    # rjieba's dictionary takes 0.2 s to load, which a command that reads no text must not pay.
    import rjieba

    at: dict[int, tuple[int, str]] = {}
    for line in _LINE.finditer(folded):
        start = line.start()
        for word, tag in rjieba.tag(line.group(), hmm=False):
            at[start] = (start + len(word), tag)
            start += len(word)
    return Tokens(at=at)


@lru_cache(maxsize=4096)
def is_word(word: str, *, of_places: bool = True) -> bool:
    """True if the dictionary holds the word: 社区 and 古镇, but not 青蒲区; 河口 only if those of places count (`of_places`)."""
    import rjieba

    tagged = rjieba.tag(word, hmm=False)
    return len(tagged) == 1 and (of_places or tagged[0][1] != "ns")


@lru_cache(maxsize=4096)
def is_common_word(word: str) -> bool:
    """True if the dictionary holds the word as no name: 学院 and 家属, but not 振华, which people are called."""
    import rjieba

    tagged = rjieba.tag(word, hmm=False)
    return len(tagged) == 1 and tagged[0][1] not in _NAME_TAGS


@lru_cache(maxsize=4096)
def is_personal_name(word: str) -> bool:
    """True if the dictionary holds the word as what people are called: 向东, 从军."""
    import rjieba

    tagged = rjieba.tag(word, hmm=False)
    return len(tagged) == 1 and tagged[0][1] in _PERSONAL_TAGS
