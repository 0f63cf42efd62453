"""A PDF's page → its characters as a person sees them, each once with its place; and how far its text layer can be trusted."""

from __future__ import annotations

import math
import re
from collections import Counter
from ctypes import addressof, byref, c_double
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from briefing.errors import SourceError
from briefing.readers.encodings import commonness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.readers.pdf.paragraphs import Paragraph

# What PDFium gives for a hyphen at the end of a line, and in ranges; a soft hyphen is drawn nowhere else.
_HYPHENS = frozenset("\x02\ufffe\u00ad")
_UNMAPPED = "\ufffd"
# The bullets of Symbol and Wingdings, which office suites use, have codes of these fonts' own.
_BULLETS = dict(zip("\uf0b7\uf06c\uf06e\uf0a7\uf075\uf076\uf0d8\uf0fc", "•●■▪◆❖➢✓", strict=True))
# Bold type may be made by drawing a character twice, some half a point apart; the two l of 'all' are 0.22 em apart.
_TWICE = 0.12
# So many characters one right under the other are vertical writing.
_STACKED = 4
_UPRIGHT = 0
_HAN_FROM = "\u2e80"
# So many neighbours tell what is usual.
_NEIGHBOURS = 20


class Glyph(NamedTuple):
    """A character and its place in points, the page turned so that most of its text is upright; `em` is its size.

    `hyphen` is True for a hyphen at the end of a line, `spaced` for a character before white space; `number` is PDFium's index of the character.
    """

    character: str
    left: float
    right: float
    baseline: float
    em: float
    number: int
    hyphen: bool = False
    spaced: bool = False


class _Written(NamedTuple):
    """A character as the file has it: its box, its origin, and the quarter turns that it is turned by, None for another angle."""

    character: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    em: float
    turn: int | None
    number: int
    hyphen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageGlyphs:
    """The characters of a page, and the words that are left out: `askew` ones, and those `outside` of what the page shows.

    `is_scan` tells the text layer of a scan, where each character has the size of its ink.
    """

    glyphs: Sequence[Glyph]
    askew: str
    outside: str
    is_scan: bool
    is_vertical: bool
    is_turned: bool


def read_glyphs(page: Any, textpage: Any) -> PageGlyphs:
    """The characters of a page in the order of the file; spaces and line ends that PDFium guessed are not among them."""
    left, bottom, right, top = page.get_cropbox()
    shown: list[_Written] = []
    outside: list[_Written] = []
    for written in _written(textpage):
        x, y = (written.box[0] + written.box[2]) / 2, (written.box[1] + written.box[3]) / 2
        (shown if left <= x <= right and bottom <= y <= top else outside).append(written)
    turns = Counter(written.turn for written in shown if written.turn is not None)
    usual = max(turns, key=lambda turn: (turns[turn], -turn)) if turns else _UPRIGHT
    straight = [written for written in shown if written.turn == usual]
    stacked = _stacked(straight) if usual == _UPRIGHT else frozenset()
    is_vertical = 2 * len(stacked) > len(straight)
    kept = [written for written in straight if (written.number in stacked) == is_vertical]
    glyphs = _without_doubles((_placed(one, None if is_vertical else usual) for one in kept), textpage)
    # Character recognition measures the ink of each character, so that neighbours on one line differ in size.
    uneven = [
        abs(before.em - after.em) > 0.02 * before.em
        for before, after in pairwise(glyphs)
        if before.character > _HAN_FROM < after.character
        and abs(before.baseline - after.baseline) < 0.3 * before.em
        and 0 < after.left - before.left < 2 * before.em
    ]
    is_scan = len(uneven) > _NEIGHBOURS and 2 * sum(uneven) > len(uneven)
    if is_scan:
        glyphs = list(_evened(glyphs))
    return PageGlyphs(
        glyphs=glyphs,
        askew=_words(set(shown).difference(kept)),
        outside=_words(outside),
        is_scan=is_scan,
        is_vertical=is_vertical,
        is_turned=is_vertical or usual != _UPRIGHT,
    )


def _written(textpage: Any) -> Iterator[_Written]:
    # The structures are made once: for five million characters that is half of the time.
    box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), c_double(), c_double()
    to_box, to_matrix, to_x, to_y = byref(box), byref(matrix), byref(x), byref(y)
    high = 0
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        # A character beyond U+FFFF comes in two halves.
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - the first halves of UTF-16
            high = code
            continue
        if 0xDC00 <= code < 0xE000:  # noqa: PLR2004 - the second halves of UTF-16
            code = 0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00 if high else 0
        character, high = chr(code) if code else _UNMAPPED, 0
        if character in "\r\n" or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, to_box)
        pdfium.FPDFText_GetCharOrigin(textpage, index, to_x, to_y)
        pdfium.FPDFText_GetMatrix(textpage, index, to_matrix)
        turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        is_upright = matrix.a > 0 and abs(matrix.b) < 0.03 * matrix.a
        # Text that is askew by more than two degrees is turned by no quarter.
        turn = _UPRIGHT if is_upright else round(turns) % 4 if abs(turns - round(turns)) < 0.02 else None  # noqa: PLR2004 - two degrees
        yield _Written(
            character="-" if character in _HYPHENS else _BULLETS.get(character, character),
            box=(box.left, box.bottom, box.right, box.top),
            origin=(x.value, y.value),
            em=max(1.0, pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)),
            turn=turn,
            number=index,
            hyphen=character in _HYPHENS,
        )


def _placed(written: _Written, turn: int | None) -> Glyph:
    """The character turned upright by quarters; without a turn, that of a vertical line as if it ran from left to right, the next one below."""
    left, bottom, right, top = written.box
    x, y = written.origin
    if turn is None:
        middle, half = (bottom + top) / 2, written.em / 2
        start, end, baseline = -middle - half, -middle + half, (left + right) / 2
    else:
        start, end, baseline = ((left, right, y), (bottom, top, -x), (-right, -left, -y), (-top, -bottom, x))[turn]
    return Glyph(written.character, start, max(start, end), baseline, written.em, written.number, written.hyphen)


def _stacked(glyphs: Sequence[_Written]) -> frozenset[int]:
    """The characters of vertical lines: Chinese ones that follow each other straight downwards."""
    found: set[int] = set()
    run: list[int] = []
    for before, after in pairwise(glyphs):
        step = before.origin[1] - after.origin[1]
        aside = abs(before.box[0] + before.box[2] - after.box[0] - after.box[2]) / 2
        # The steps of single characters in a table's column are as high as its rows.
        if aside < 0.3 * before.em and 0.7 * before.em < step < 1.5 * before.em and before.character > _HAN_FROM:
            run = run or [before.number]
            run.append(after.number)
            if len(run) >= _STACKED:
                found.update(run if len(run) == _STACKED else run[-1:])
        else:
            run = []
    return frozenset(found)


def _without_doubles(glyphs: Iterable[Glyph], textpage: Any) -> list[Glyph]:
    """The characters without those drawn a second time at the same place, which makes type bold or gives it a shadow."""
    seen: set[tuple[str, int, int, int]] = set()
    kept: list[Glyph] = []
    for glyph in glyphs:
        # Places are counted in steps of the type's size, so that those of 三号 are no places for 小四.
        size = max(1, round(glyph.em))
        column, row = int(glyph.left // (_TWICE * size)), int(glyph.baseline // (_TWICE * size))
        around = ((glyph.character, size, column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if not glyph.character.isspace() and not seen.isdisjoint(around):
            before = kept[-1]
            beside = (before.character, before.left, before.number + 1)
            if beside != (glyph.character, glyph.left, glyph.number):
                continue
            # A font may have one drawing for two characters, as for ——.
            one, other = (pdfium.FPDFText_GetTextObject(textpage, index) for index in (before.number, glyph.number))
            if not one or not other or addressof(one.contents) != addressof(other.contents):
                continue
        seen.add((glyph.character, size, column, row))
        kept.append(glyph)
    return kept


def _evened(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The characters of a scan with the size of the type around each, which is the step from one to the next, on the foot of the line."""
    half = _NEIGHBOURS // 2
    steps = [
        min(after.left - before.left, 1.6 * before.em)
        if before.character > _HAN_FROM and after.left - before.left > 0.6 * before.em
        else 0.0
        for before, after in zip(glyphs, [*glyphs[1:], glyphs[-1]], strict=True)
    ]
    for number, glyph in enumerate(glyphs):
        around = [step for step in steps[max(0, number - half) : number + half] if step]
        em = max(glyph.em, median(around)) if around else glyph.em
        # The ink of a flat character, “, 一 or －, stands above the foot, where that of a neighbour stands.
        is_flat = glyph.em <= 0.6 * em
        near = (*glyphs[max(0, number - 3) : number][::-1], *glyphs[number + 1 : number + 4]) if is_flat else ()
        feet = (
            other.baseline
            for other in near
            if other.em > 0.6 * em
            and abs(other.left - glyph.left) < 4 * em
            and abs(other.baseline - glyph.baseline) < 0.9 * em
        )
        yield glyph._replace(em=em, baseline=next(feet, glyph.baseline))


def _words(written: Iterable[_Written]) -> str:
    return "".join(one.character for one in sorted(written, key=lambda one: one.number)).strip()


# Characters of fonts that do not say which they are.
_UNMAPPED_CHARACTERS = re.compile("[\ue000-\uf8ff\ufffd\ufffe\x00-\x08\x0e-\x1f\U000f0000-\U0010ffff]")
# Signs that Chinese prose does not use, and letters that recognition puts into numbers: 2Ol6, l79．52.
_ODD = re.compile(
    r"[~^|_{}\\<>`¨\u00b4\u00b8¿¡¤¦§¬¯À-ÖØ-öø-ÿ]|(?<=\d)[lIoO](?=[\d.．])|(?<![A-Za-z])[lIoO](?=\d+[.．]\d)"
)
_IDEOGRAPHS = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_INNER = re.compile(r"\w", re.ASCII)
# Of 23 real Chinese PDFs the twelve made on a computer have at most 0.19 % broken characters, the nine scans 0.08 to 1.24 %,
# one whose font maps half-width letters only 1.06 %, and the two whose fonts are mapped to other characters 11 and 15 %.
# Two stray signs in a short text are none of it.
_DOUBTFUL, _LEAST, _REFUSED = 0.005, 3, 0.05
# The common characters are 0.49 to 0.66 of the Chinese ones in all of the 21 that can be read.
_UNCOMMON, _ENOUGH = 0.2, 100
# A word or two of a scanned picture may be read beside it.
_SHORT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The share of characters that are broken, 0 to 1, and whether there are enough of them to tell of."""

    broken: float
    is_doubtful: bool


def weigh_text_layer(paragraphs: Sequence[Paragraph], name: str) -> Trust:
    """The share of broken characters; a `SourceError` where the text cannot be used."""
    words = [paragraph.text for paragraph in paragraphs]
    text = "".join(words)
    visible = max(1, len(re.sub(r"\s", "", text)))
    unmapped = len(_UNMAPPED_CHARACTERS.findall(text))
    if unmapped > _REFUSED * visible:
        raise SourceError(
            f"{name} 的文字取不出来：字体没有带字符编码",
            hint="请找原来的 Word 文件，或从网页复制文字另存为 .txt；都没有时，用文字识别（OCR）软件转成文字，核对后再交",
        )
    chinese = "".join(_IDEOGRAPHS.findall(text))
    odd = unmapped + len(_ODD.findall(text))
    is_garbled = len(chinese) >= _ENOUGH and commonness(chinese) < _UNCOMMON
    if is_garbled or odd > _REFUSED * visible:
        raise SourceError(
            f"{name} 的文字层是乱码（约 {odd / visible:.0%} 的字符不成文字）"
            if not is_garbled
            else f"{name} 的文字层是乱码（常用汉字只占 {commonness(chinese):.0%}，一般在一半左右）",
            hint="请找原来的 Word 文件；没有时，用文字识别（OCR）软件把页面转成文字，核对后另存为 .docx 或 .txt",
        )
    broken = odd + sum(len(short) for short in words if len(short) <= _SHORT and not _INNER.search(short))
    return Trust(broken=broken / visible, is_doubtful=broken >= _LEAST and broken > _DOUBTFUL * visible)
