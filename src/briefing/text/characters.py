"""Code points that no text holds, and look-alikes (radicals, compatibility ideographs) with the characters that everybody types.

PDF programs write ⻩ (a radical) where the page shows 黄, and ⼈ for 人: the eye sees no difference, and nothing matches.
"""

from __future__ import annotations

import re
from unicodedata import normalize

_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
# Halves of pairs cannot be written as UTF-8, and noncharacters (Unicode §23.7) break one library or another.
_NO_TEXT = re.compile(f"[\x00\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")


def find_no_text(text: str) -> int | None:
    """Offset of the first such code point; None in a text that has none."""
    found = _NO_TEXT.search(text)
    return found.start() if found else None


# What one computer's fonts show, and every other one as a box: 造字, symbols of a lost font.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def find_private(text: str) -> list[int]:
    """Offsets of private-use characters in the text."""
    return [match.start() for match in _PRIVATE.finditer(text)]


def blank_private(text: str) -> str:
    """The text with a space for each private-use character, of the same length."""
    return _PRIVATE.sub(" ", text)


def join_pairs(units: str) -> str:
    """The text that UTF-16 code units stand for, each given as a character: 𨋢 is two; half a pair becomes U+FFFD."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


# Unicode 17.0, EquivalentUnifiedIdeograph.txt, for the block CJK Radicals Supplement, which normalization leaves alone.
_SUPPLEMENT = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
# The two radical blocks, and the ideographs that Unicode keeps only for the sake of older character sets.
_LOOK_ALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")


def _unified(match: re.Match[str]) -> str:
    return normalize("NFKC", match.group().translate(_SUPPLEMENT))


def find_look_alikes(text: str) -> list[int]:
    """Offsets of look-alikes in the text."""
    return [match.start() for match in _LOOK_ALIKE.finditer(text) if _unified(match) != match.group()]


def unify(text: str) -> str:
    """The text with each look-alike as the character that it stands for, of the same length."""
    return _LOOK_ALIKE.sub(_unified, text)
