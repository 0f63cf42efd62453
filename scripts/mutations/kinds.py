"""The kinds of change: each makes one, and says what was and what is; None where the file has nothing to change so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import opencc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from mutations.files import File, Text

    Maker = Callable[["Scene"], "Change | None"]
    # The places of a text that can be changed: from where to where, and what becomes of each.
    Finder = Callable[[str], list[tuple[int, int, str]]]

_UNITS = {
    "公顷": "平方公里",
    "公頃": "平方公里",
    "亿": "万",
    "億": "萬",
    "万": "亿",
    "萬": "億",
    "%": "个百分点",
    "家": "个",
    "个": "家",
    "名": "家",
}
_QUALIFIERS = ("超过", "超過", "超", "近", "约", "約", "突破", "逾", "不低于", "不低於", "达到", "至少")
_CHINESE_DIGITS = "〇一二三四五六七八九"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"20\d\d年")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A number worth rounding, a name or head worth bending, a quotation worth cutting, a file worth rearranging.
_LONG, _SHORT, _SENTENCE, _SECTIONS = 3, 3, 12, 3
# Simplified forms that both Traditional standards print as well.
_EITHER = "台户周占群峰床布游托扎涌恤恒秘借升云岳志并沖卷采朱梁了搜里只"
_OTHER = "山水云木火土金石田禾竹草花鸟虫鱼"
# Words without any number, name or quotation, in the three scripts that packs are in.
PROSE = {
    "zh-Hans": (
        "以下内容供读者参考，欢迎提出意见。",
        "有关情况以后还会继续介绍。",
        "请在工作中注意保存本材料。",
        "如有不明之处，可向有关部门询问。",
    ),
    "zh-Hant-TW": ("以下內容供讀者參考，歡迎提出意見。", "有關情況以後還會繼續介紹。", "請在工作中注意保存本材料。"),
    "zh-Hant-HK": ("以下內容供讀者參考，歡迎提出意見。", "有關情況以後還會繼續介紹。", "請在工作中注意保存本材料。"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change, before and after; `right` are the codes that a good finding has, empty where none may be found."""

    before: str
    after: str
    right: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class Scene:
    """One file at work: the file open for change, its ledger's facts, and the numbers that the source states."""

    rng: Random
    file: File
    script: str
    figures: tuple[str, ...]
    indicators: tuple[str, ...]
    quotes: tuple[str, ...]
    heads: tuple[str, ...]
    names: tuple[str, ...]
    speakers: tuple[str, ...]
    secrets: tuple[str, ...]
    numbers: frozenset[str] = field(default_factory=frozenset)
    facts: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    people: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()

    def same_list(self, one: str, other: str) -> bool:
        """True if one head follows the other in an enumeration."""
        return any(f"\n{one}\n{other}\n" in "\n".join(("", *heads, "")) for heads in self.lists)

    def text_with(self, wanted: tuple[str, ...]) -> tuple[Text, str] | None:
        """A text of the file that holds one of the words, at random."""
        pairs = [(text, word) for text in self.file.texts() for word in wanted if word in text.words]
        return self.rng.choice(pairs) if pairs else None

    def replace(self, text: Text, was: str, becomes: str, right: set[str]) -> Change | None:
        """Replaces the first of the words in a text."""
        if was == becomes or was not in text.words:
            return None
        before = text.words
        text.words = before.replace(was, becomes, 1)
        return Change(before=before, after=text.words, right=frozenset(right))


def respell(scene: Scene, texts: Iterable[Text], find: Finder) -> Change | None:
    """One of the changes that can be made in the texts."""
    found = [(text, *place) for text in texts for place in find(text.words)]
    if not found:
        return None
    text, start, end, becomes = scene.rng.choice(found)
    before = text.words
    text.words = before[:start] + becomes + before[end:]
    return Change(before=before[max(0, start - 9) : end + 9], after=text.words[max(0, start - 9) : end + 12])


def replacing(pattern: re.Pattern[str], becomes: Callable[[re.Match[str]], str]) -> Finder:
    """The places that a pattern finds, and what is put there."""
    return lambda text: [(*one.span(), becomes(one)) for one in pattern.finditer(text)]


_FALSE_NUMBER = {"number", "subject", "unit", "qualifier", "period"}


def _figure(scene: Scene) -> tuple[Text, str, str] | None:
    found = scene.text_with(tuple(one for one in scene.figures if _NUMBER.search(one)))
    if found is None:
        return None
    number = _NUMBER.search(found[1])
    return (found[0], found[1], number.group()) if number else None


def _change_number(scene: Scene, make: Callable[[str], str], right: set[str]) -> Change | None:
    found = _figure(scene)
    if found is None:
        return None
    text, figure, number = found
    other = make(number)
    if other == number or other in scene.numbers:
        return None
    return scene.replace(text, figure, figure.replace(number, other, 1), right)


def digit(scene: Scene) -> Change | None:
    """One digit changed."""

    def make(number: str) -> str:
        at = scene.rng.choice([at for at, one in enumerate(number) if one.isdigit()])
        return number[:at] + str((int(number[at]) + scene.rng.randint(1, 9)) % 10) + number[at + 1 :]

    return _change_number(scene, make, _FALSE_NUMBER)


def transposed(scene: Scene) -> Change | None:
    """Two neighbouring digits in the wrong order."""

    def make(number: str) -> str:
        at = scene.rng.randrange(len(number))
        return number[:at] + number[at : at + 2][::-1] + number[at + 2 :]

    return _change_number(scene, make, _FALSE_NUMBER)


def rounded(scene: Scene) -> Change | None:
    """A number of three digits or more, rounded."""
    return _change_number(
        scene,
        lambda number: f"{number[0]}{'0' * (len(number) - 1)}" if number.isdigit() and len(number) >= _LONG else number,
        _FALSE_NUMBER,
    )


def chinese_wrong(scene: Scene) -> Change | None:
    """Another number, in Chinese digits."""
    return _change_number(
        scene,
        lambda number: "".join(_CHINESE_DIGITS[(int(one) + 1) % 10] for one in number) if number.isdigit() else number,
        _FALSE_NUMBER,
    )


def wide_wrong(scene: Scene) -> Change | None:
    """Another number, in full-width digits."""
    return _change_number(
        scene,
        lambda number: "".join(chr(0xFF10 + (int(one) + 3) % 10) for one in number) if number.isdigit() else number,
        _FALSE_NUMBER,
    )


def wide_right(scene: Scene) -> Change | None:
    """The same number in full-width digits."""
    found = _figure(scene)
    if found is None or not found[2].isdigit():
        return None
    text, figure, number = found
    return scene.replace(
        text, figure, figure.replace(number, "".join(chr(0xFF10 + int(one)) for one in number), 1), set()
    )


def made_up(scene: Scene) -> Change | None:
    """A sentence with a number that nobody stated."""
    number = str(scene.rng.randint(1100, 99000))
    if number in scene.numbers:
        return None
    words = {"zh-Hans": f"目前已有{number}家企业受益。"}.get(scene.script, f"目前已有{number}家企業受益。")
    scene.file.insert(words)
    return Change(before="", after=words, right=frozenset(_FALSE_NUMBER))


def unit(scene: Scene) -> Change | None:
    """Another unit."""
    found = scene.text_with(scene.figures)
    if found is None:
        return None
    text, figure = found
    was = next((one for one in _UNITS if figure.endswith(one) or one in figure), None)
    return (
        scene.replace(text, figure, figure.replace(was, _UNITS[was], 1), {"unit", "number", "subject"}) if was else None
    )


def qualifier_lost(scene: Scene) -> Change | None:
    """A qualifier left out."""
    found = scene.text_with(tuple(one for one in scene.figures if one.startswith(_QUALIFIERS)))
    if found is None:
        return None
    was = next(one for one in _QUALIFIERS if found[1].startswith(one))
    return scene.replace(found[0], found[1], found[1].removeprefix(was), {"qualifier"})


def qualifier_added(scene: Scene) -> Change | None:
    """A qualifier put before a plain number."""
    found = scene.text_with(tuple(one for one in scene.figures if one[:1].isdigit()))
    if found is None or found[0].words.split(found[1])[0].endswith(_QUALIFIERS):
        return None
    return scene.replace(found[0], found[1], scene.rng.choice(("超", "近")) + found[1], {"qualifier"})


def swapped(scene: Scene) -> Change | None:
    """Two figures with one unit, in each other's places."""
    plain = [(text, one) for text in scene.file.texts() for one in scene.figures if text.words.strip() == one]
    pairs = [
        (one, other)
        for one, other in pairwise(plain)
        if one[1] != other[1] and one[1].lstrip("0123456789.") == other[1].lstrip("0123456789.")
    ]
    if not pairs:
        return None
    (one, first), (other, second) = scene.rng.choice(pairs)
    one.words, other.words = one.words.replace(first, second), other.words.replace(second, first)
    return Change(before=f"{first}…{second}", after=f"{second}…{first}", right=frozenset({"subject", "number"}))


def moved(scene: Scene) -> Change | None:
    """A figure under another figure's indicator."""
    shown = [(text, one) for text in scene.file.texts() for one in scene.indicators if text.words.strip() == one]
    if not shown:
        return None
    text, was = scene.rng.choice(shown)
    others = sorted({one for _, one in shown} - {was})
    return scene.replace(text, was, scene.rng.choice(others), {"subject", "number"}) if others else None


def year(scene: Scene) -> Change | None:
    """Another year."""
    texts = [text for text in scene.file.texts() if _YEAR.search(text.words) and "推定" not in text.words]
    if not texts:
        return None
    text = scene.rng.choice(texts)
    was = _YEAR.search(text.words)
    if was is None:
        return None
    number = int(was.group()[:4]) + scene.rng.choice((-2, -1, 1, 3))
    return (
        None
        if str(number) in scene.numbers
        else scene.replace(text, was.group(), f"{number}年", {"period", "number", "subject"})
    )


def bend(scene: Scene, words: str) -> str:
    """The words with one Han character exchanged."""
    places = [at for at, one in enumerate(words) if _HAN.match(one)]
    at = scene.rng.choice(places)
    return words[:at] + scene.rng.choice([one for one in _OTHER if one != words[at]]) + words[at + 1 :]


def _bend_one(scene: Scene, wanted: tuple[str, ...], right: set[str]) -> Change | None:
    found = scene.text_with(tuple(one for one in wanted if len(_HAN.findall(one)) > _SHORT))
    return scene.replace(found[0], found[1], found[0].words and bend(scene, found[1]), right) if found else None


def quote_changed(scene: Scene) -> Change | None:
    """A quotation with one character changed."""
    return _bend_one(scene, scene.quotes, {"quotation", "name", "term"})


def quote_cut(scene: Scene) -> Change | None:
    """A quotation with its middle left out."""
    found = scene.text_with(tuple(one for one in scene.quotes if len(one) > _SENTENCE))
    if found is None:
        return None
    words = found[1]
    return scene.replace(found[0], words, words[: len(words) // 3] + "……" + words[2 * len(words) // 3 :], {"quotation"})


def speaker(scene: Scene) -> Change | None:
    """A quotation given to somebody else."""
    found = scene.text_with(scene.speakers)
    return scene.replace(found[0], found[1], "石望舟", {"speaker", "name", "quotation"}) if found else None


def head(scene: Scene) -> Change | None:
    """A keyword or priority bent."""
    return _bend_one(scene, scene.heads, {"term", "quotation", "name"})


def name(scene: Scene) -> Change | None:
    """A name with one character wrong."""
    return _bend_one(scene, scene.names, {"name", "quotation", "term"})


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def in_every_script(words: str) -> tuple[str, ...]:
    """The words as they are, and in either script."""
    return words, _converter("t2s").convert(words), _converter("s2t").convert(words)


def _config(scene: Scene) -> str:
    return "s2t" if scene.script == "zh-Hans" else "t2s"


def mixed_script(scene: Scene) -> Change | None:
    """One character in the other script."""
    texts = [text for text in scene.file.texts() if _converter(_config(scene)).convert(text.words) != text.words]
    if not texts:
        return None
    text = scene.rng.choice(texts)
    other = _converter(_config(scene)).convert(text.words)
    places = [
        at
        for at, (one, two) in enumerate(zip(text.words, other, strict=False))
        if one != two and _HAN.match(one) and two not in _EITHER
    ]
    if not places or len(other) != len(text.words):
        return None
    at = scene.rng.choice(places)
    before = text.words
    text.words = before[:at] + other[at] + before[at + 1 :]
    return Change(before=before, after=text.words, right=frozenset({"script", "name", "quotation"}))


def converted(scene: Scene) -> Change | None:
    """The whole file through another converter."""
    converter = _converter(scene.rng.choice(("s2t", "s2twp") if scene.script == "zh-Hans" else ("t2s", "tw2sp")))
    for text in scene.file.texts():
        text.words = converter.convert(text.words)
    return Change(before=scene.script, after="converted", right=frozenset({"script", "punctuation"}))


def ascii_mark(scene: Scene) -> Change | None:
    """An ASCII comma between Han."""
    texts = [text for text in scene.file.texts() if re.search(r"[\u4e00-\u9fff]，[\u4e00-\u9fff]", text.words)]
    return scene.replace(scene.rng.choice(texts), "，", ",", {"punctuation", "quotation"}) if texts else None


def leak(channel: str) -> Maker:
    """Words of a withheld passage in one channel."""

    def make(scene: Scene) -> Change | None:
        if not scene.secrets:
            return None
        words = scene.rng.choice(scene.secrets)
        if channel == "text":
            scene.file.insert(words)
        elif not scene.file.hide(channel, words):
            return None
        return Change(before="", after=words, right=frozenset({"leak"}))

    return make


def prose(scene: Scene) -> Change | None:
    """A sentence without facts."""
    words = scene.rng.choice(PROSE[scene.script])
    scene.file.insert(words)
    return Change(before="", after=words)


def reordered(scene: Scene) -> Change | None:
    """Two sections in the other order."""
    container, blocks = scene.file.blocks()
    if len(blocks) < _SECTIONS:
        return None
    at = scene.rng.randrange(len(blocks) - 2)
    first, second = blocks[at], blocks[at + 1]
    anchor = first if not isinstance(first, list) else first[0]
    place = container.index(anchor)
    for step, element in enumerate(second if isinstance(second, list) else [second]):
        container.insert(place + step, element)
    return Change(before=str(at), after=str(at + 1))


def removed(scene: Scene) -> Change | None:
    """A section left out."""
    container, blocks = scene.file.blocks()
    if len(blocks) < _SECTIONS:
        return None
    block = scene.rng.choice(blocks[1:-1])
    for element in block if isinstance(block, list) else [block]:
        container.remove(element)
    return Change(before="section", after="")


def reflowed(scene: Scene) -> Change | None:
    """A line broken or a space put between two words of a text."""
    texts = [text for text in scene.file.texts() if re.search(r"，[\u4e00-\u9fff]", text.words)]
    if not texts:
        return None
    text = scene.rng.choice(texts)
    before = text.words
    text.words = before.replace("，", "，\n" if scene.file.suffix == "html" else "， ", 1)
    return Change(before=before, after=text.words)


def untouched(_: Scene) -> Change | None:
    """Nothing."""
    return Change(before="", after="")


FALSE: dict[str, Maker] = {
    "number: digit": digit,
    "number: digits swapped": transposed,
    "number: rounded": rounded,
    "number: made up": made_up,
    "number: Chinese digits": chinese_wrong,
    "number: full-width digits": wide_wrong,
    "unit": unit,
    "qualifier: lost": qualifier_lost,
    "qualifier: added": qualifier_added,
    "subject: neighbours swapped": swapped,
    "subject: other indicator": moved,
    "period": year,
    "quotation: character": quote_changed,
    "quotation: cut": quote_cut,
    "quotation: speaker": speaker,
    "term": head,
    "name": name,
    "script: mixed": mixed_script,
    "script: another converter": converted,
    "punctuation": ascii_mark,
    **{
        f"leak: {channel}": leak(channel)
        for channel in (
            "text",
            "comment",
            "deleted",
            "hidden",
            "property",
            "bookmark",
            "alternative",
            "custom-xml",
            "attachment",
            "markup",
        )
    },
}
HARMLESS: dict[str, Maker] = {
    "prose without facts": prose,
    "sections reordered": reordered,
    "section left out": removed,
    "reflow": reflowed,
    "full-width digits, same number": wide_right,
}
