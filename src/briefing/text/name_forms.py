"""Names in Traditional script: converted character by character, and only where one Traditional form exists.

A phrase dictionary knows words and no names: it makes 餘 of the surname 余 and 範 of 范. Here 刘 becomes 劉, its one
form; 余, which Traditional texts write as 余 or 餘, stays as the source prints it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

import opencc

from briefing.text import lexicon
from briefing.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SURNAME = f"[{''.join(lexicon.words('surnames', 'single'))}]"
ANY_SURNAME = rf"(?:{lexicon.pattern('surnames', 'compound')}|{SURNAME})"
# 余书记, 范总干事: a surname before a title, of which the surname alone is a name.
TITLED = rf"(?P<name>{SURNAME})副?{lexicon.pattern('place_units', 'offices')}"
# Big5 level 1, the 5,401 characters in common use in Taiwan: a form outside it (囉 of 罗 is inside, 谿 too) is no reader's.
_FIRST, _LAST = 0xA440, 0xC67E


class Converter(Hashable, Protocol):
    """A converter of text into another script."""

    def convert(self, text: str, /) -> str:
        """The text in the other script."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProperNames:
    """The names in a text: `persons` and `places` are converted as names, `locked` are printed as they are written here."""

    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """True if there is any name."""
        return bool(self.persons or self.places or self.locked)

    def within(self, text: str) -> ProperNames:
        """The names that stand in the text."""
        folded = fold(text)

        def kept(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(name for name in names if fold(name) in folded)

        return ProperNames(persons=kept(self.persons), places=kept(self.places), locked=kept(self.locked))


NO_NAMES = ProperNames()


@cache
def _forms() -> Mapping[str, str]:
    """The common Traditional characters that simplify to a character: 余 → 余餘, 刘 → 劉."""
    # Where the second byte has a gap, nothing is left, or a mark.
    decoded = (code.to_bytes(2, "big").decode("big5", "ignore") for code in range(_FIRST, _LAST + 1))
    traditional = [character for character in decoded if len(character) == 1 and not character.isascii()]
    simplified = opencc.OpenCC("tw2s").convert("\n".join(traditional)).split("\n")
    forms: dict[str, str] = {}
    for form, character in zip(traditional, simplified, strict=True):
        forms[character] = forms.get(character, "") + form
    return forms


@cache
def _settled(table: str) -> Mapping[str, str]:
    return dict(lexicon.load("name_forms")[table])


def has_several_forms(character: str) -> bool:
    """True if Traditional names write the character in more than one way (余/餘), so that conversion would guess."""
    simplified = fold(character)
    if simplified in lexicon.words("name_forms", "several"):
        return True
    known = simplified in _settled("settled") or simplified in lexicon.words("name_forms", "shapes")
    return not known and len(_forms().get(simplified, "")) > 1


def is_written_both_ways(character: str) -> bool:
    """True if Traditional texts print the character as it is, and another in its place as well: 范 and 範."""
    return has_several_forms(character) and character in _forms().get(fold(character), "")


@cache
def convert_character(converter: Converter, character: str) -> str:
    """A person's character as `converter` (s2tw or s2hk) has it, or itself where it has several forms."""
    if has_several_forms(character):
        return character
    simplified = fold(character)
    converted = converter.convert(_settled("settled").get(simplified, simplified))
    return converted if len(converted) == 1 else character


def convert_place(converted: str, place: str) -> str:
    """A place's name, `converted` as words are, with what the source prints where that is a Traditional form as well.

    慈溪市 was 慈谿市; but 复 of 复兴区, which no Traditional text prints, is 復 as the words have it.
    """
    settled, folded = _settled("settled_in_places"), fold(place)
    # 东屏省沈阳市: the phrase that is settled is so within a longer name as well.
    known = [at.span() for name in lexicon.words("name_forms", "settled_divisions") for at in re.finditer(name, folded)]
    pairs = enumerate(zip(converted, place, folded, strict=True))
    return "".join(
        word
        if any(start <= index < end for start, end in known)
        else settled.get(simplified) or (printed if is_written_both_ways(printed) else word)
        for index, (word, printed, simplified) in pairs
    )


@cache
def own_length(name: str) -> int:
    """The number of characters of a person's name that are no title: 1 of 余干事, whose 干 is converted as the word has it."""
    return 1 if re.fullmatch(TITLED, fold(name)) else len(name)


def find_names(folded: str, names: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Occurrences of the names in a folded text, the longest first where two begin together: start, end, name."""
    by_fold = {fold(name): name for name in reversed(names) if name}
    if not by_fold:
        return
    pattern = re.compile("|".join(map(re.escape, sorted(by_fold, key=lambda name: -len(name)))))
    for match in pattern.finditer(folded):
        yield match.start(), match.end(), by_fold[match.group()]
