"""Script and marks: characters of another script or region than the file's own, another converter's words, ASCII marks between Han."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import opencc

from briefing.check.flat_text import compare_form, piece_around
from briefing.text.language import Script
from briefing.text.scripts import is_taste

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.check.align import Block, Edit
    from briefing.check.comparison import Comparison
    from briefing.check.findings import Code, Finding

# Those that exchange words (窗口 for 視窗), and those whose characters the fold does not bring together.
_CONFIGURATIONS = ("s2twp", "tw2sp", "s2t", "t2s", "s2hk", "s2hkp", "hk2s", "tw2t", "hk2t")
_AROUND = 6
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 12


@cache
def _converter_if_known(configuration: str) -> opencc.OpenCC | None:
    try:
        return opencc.OpenCC(configuration)
    except (OSError, ValueError, RuntimeError):
        return None


@cache
def _conversions(words: str) -> frozenset[str]:
    """The words as each converter writes them, in the form for comparison."""
    made = (
        converter.convert(words) for name in _CONFIGURATIONS if (converter := _converter_if_known(name)) is not None
    )
    return frozenset(compare_form(one) for one in made)


def is_conversion(comparison: Comparison, edit: Edit) -> bool:
    """True if a converter would turn what the source says at an edit into what the file says there."""
    (start, end), (first, last) = edit.file, edit.model
    if not edit.joined or start == end or first == last or max(end - start, last - first) > _LONGEST:
        return False
    authority = comparison.authority.flat
    if not _HAN.search(comparison.flat.text[start:end]):
        return False
    before = _shared(comparison, start, first, -1)
    after = _shared(comparison, end, last, 1)
    said = comparison.flat.text[start - before : end + after]
    return any(
        said in _conversions(words)
        for words in (authority.raw[first - before : last + after], authority.text[first - before : last + after])
    )


def _shared(comparison: Comparison, at: int, place: int, step: int) -> int:
    """Number of characters beside an edit that are the same in both, a few at most."""
    file, model = comparison.flat.text, comparison.authority.flat.text
    count = 0
    while count < _AROUND:
        one, other = at + step * count - (step < 0), place + step * count - (step < 0)
        if not (0 <= one < len(file) and 0 <= other < len(model)) or file[one] != model[other]:
            break
        count += 1
    return count


# So many characters of a passage in a row are the source's words and no chance.
_ENOUGH = 4
_ASCII = re.compile(
    r"(?<=[\u3400-\u9fff”’」』》）])[,;:?!()](?=[\u3400-\u9fff“‘「『《（])|(?<=[\u3400-\u9fff])[,;:?!.](?=$)"
)
_MARKS = frozenset("，。：；？！（）“”‘’「」『』,.:;?!()\"'")
# A full mark for a half one of the source mends it; quotation marks typed on a plain keyboard say the same.
_HALF, _STRAIGHT = frozenset(",.:;?!()"), frozenset("\"'")
_MESSAGES: dict[str, str] = {"script": "字形与本文件的字体不合", "punctuation": "标点与本文件的字体不合"}


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


@cache
def _is_foreign(character: str, script: Script) -> bool:
    """True if a character is never right in a script: one that simplifying changes, or that only Simplified has."""
    if script is Script.HANS:
        return _converter("t2s").convert(character) != character and character != "著"
    traditional = (_converter(name).convert(character) for name in ("s2t", "s2tw", "s2hk"))
    is_simplified = _converter("t2s").convert(character) == character
    return is_simplified and character not in _AMBIGUOUS and all(one != character for one in traditional)


# Simplified forms that Traditional texts print too, with another meaning or by taste.
_AMBIGUOUS = frozenset(
    "后里面只干几云余台范系向松准丰才出别卷回布志采制历钟获发复尽并征御折旋曲朱朴札杯松板极柜标栗核梁极沈沾泛注洒涂涌游溪灶炼球秋种筑签累纤绣胜腊致舍范表"
    "谷赞辟适郁酸里针钟鉴录陈雇须食饥验鬓点斗升占冲仿佣克伙住価参叶号吁吊同咨咽周哗啮喂嗳嘆团坛垒埃堤夸奸姜姹娘家恤恶愿戚扎托扣抵拐挂挽据捍捻搜摆撑敘于岩峰床灾烟秘群恒温污"
)


def _in_blocks(comparison: Comparison) -> Iterator[Finding]:
    """Findings for right words in other characters: one finding for each passage and kind."""
    file, model, script = comparison.flat, comparison.authority.flat, comparison.authority.script
    found: dict[tuple[Code, int], list[tuple[int, int]]] = {}
    for block in comparison.blocks:
        if file.raw[block.file : block.file_end] == model.raw[block.model : block.model_end]:
            continue
        for step in range(block.size):
            printed, wanted = file.raw[block.file + step], model.raw[block.model + step]
            code: Code | None = None
            if printed != wanted and _HAN.match(printed) and _HAN.match(wanted):
                code = None if script and is_taste(printed, wanted, script) else "script"
            elif printed != wanted and printed in _MARKS and wanted in _MARKS - _HALF and printed not in _STRAIGHT:
                code = "punctuation"
            if code is not None and _is_believed(comparison, block, block.file + step):
                found.setdefault((code, comparison.passage_at(block.file + step)), []).append(
                    (block.file + step, block.model + step)
                )
    for (code, _), ((start, place), *others) in found.items():
        message = _MESSAGES[code] + (f"（本段共{len(others) + 1}处）" if others else "")
        expected, offsets = comparison.raw(place, place + 1), comparison.source_places(place, place + 1)
        yield comparison.finding(code, message, start, start + 1, expected=expected, offsets=offsets)


def _is_believed(comparison: Comparison, block: Block, at: int) -> bool:
    """True if enough of a character's own passage stands in its block for the two to be the same words.

    A block that begins with a passage reaches back into the one before where that ends as the source does there:
    …来这里, and the source's ……公里.
    """
    first, last = piece_around(comparison.flat, at)
    shared = min(last, block.file_end) - max(first, block.file)
    return shared >= min(_ENOUGH, last - first)


def _is_as_printed(comparison: Comparison, at: int) -> bool:
    """True if a character and its neighbour stand so in the source as it is printed: the 淀 of 海淀, a name, on a cover."""
    file, model = comparison.flat.raw, comparison.authority.flat.raw
    return any(len(pair) > 1 and pair in model for pair in (file[max(0, at - 1) : at + 1], file[at : at + 2]))


def find_orthography(comparison: Comparison) -> Iterator[Finding]:
    """Characters and marks that are not those of the file's script, and words that a converter has exchanged."""
    yield from _in_blocks(comparison)
    script = comparison.authority.script
    for edit in comparison.all_edits:
        if is_conversion(comparison, edit):
            expected, offsets = comparison.raw(*edit.model), comparison.source_places(*edit.model)[:1]
            message = "转换字体时换了词"
            yield comparison.finding("script", message, *edit.file, expected=expected, offsets=offsets)
            continue
        start, raw = edit.file[0], comparison.flat.raw[slice(*edit.file)]
        wrong = (
            at
            for at, one in enumerate(raw, start)
            if script and _HAN.match(one) and _is_foreign(one, script) and not _is_as_printed(comparison, at)
        )
        if (at := next(wrong, None)) is not None:
            yield comparison.finding("script", _MESSAGES["script"], at, at + 1, expected=None)
        for match in _ASCII.finditer(raw):
            place = start + match.start()
            yield comparison.finding("punctuation", "中文之间用了半角标点", place, place + 1, expected=None)
