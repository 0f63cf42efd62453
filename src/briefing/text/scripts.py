"""A whole source in another script, character for character, so that a span of the source is a span of it."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import opencc

from briefing.text.characters import unify
from briefing.text.folding import fold
from briefing.text.language import Script
from briefing.text.lexicon import pattern, word_set
from briefing.text.name_forms import NO_NAMES, ProperNames, convert_character, convert_place, find_names, own_length

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.text.name_forms import Converter
    from briefing.text.source import Source, Span

_SMALL_FORMS = str.maketrans("﹔﹐﹕﹖﹗﹙﹚﹑｡｢｣︰", "；，：？！（）、。「」：")
_FULL_WIDTH = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_ASCII_MARK = re.compile(r"[,:;?!()]")
_PAIR = re.compile(r"\([^()\n]{0,80}\)")
_STRAIGHT_PAIR = re.compile(r'"([^"\n]*)"')
_CORNERS = str.maketrans("“”‘’", "「」『』")
_CURLS = str.maketrans("「」『』", "“”‘’")
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·︱]")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")


def _stands_in_chinese(text: str, offset: int) -> bool:
    """True if a mark's neighbours make it a Chinese one: one of them is Chinese, and it is not inside a number."""
    before, after = text[max(0, offset - 1) : offset], text[offset + 1 : offset + 2]
    if before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        return False
    return any(_CHINESE.match(neighbour) for neighbour in (before, after) if neighbour)


def _widen(text: str) -> str:
    chinese = {match.start() for match in _ASCII_MARK.finditer(text) if _stands_in_chinese(text, match.start())}
    for pair in _PAIR.finditer(text) if chinese else ():
        # 增速(%) has Han before its first bracket alone, and both are of one kind.
        ends = {pair.start(), pair.end() - 1}
        chinese |= ends if ends & chinese else set()
    return _ASCII_MARK.sub(lambda mark: _FULL_WIDTH[mark[0]] if mark.start() in chinese else mark[0], text)


_CLOSING = {"“": "”", "‘": "’"}
_LINE_OF_MARKS = re.compile(r"^[^\n]*“[^\n“”]*“[^\n]*", re.MULTILINE)


def _nest(line: re.Match[str]) -> str:
    """A line of curled marks whose inner pairs are single: ““五水”要共治” has ‘五水’; one whose marks do not pair stays."""
    characters, opened = list(line[0]), list[str]()
    for offset, mark in enumerate(line[0]):
        if mark in "“‘":
            # Within double marks are single ones, within those double ones.
            opened.append("‘" if opened and opened[-1] == "“" else mark)
            characters[offset] = opened[-1]
        elif mark == "”" and opened:
            characters[offset] = _CLOSING[opened.pop()]
        elif mark == "”":
            return line[0]
        elif mark == "’" and opened and opened[-1] == "‘":
            opened.pop()
    return line[0] if opened else "".join(characters)


def in_marks(words: str) -> str:
    """The words in quotation marks, their own ones single: “‘五水’要共治”."""
    return _LINE_OF_MARKS.sub(_nest, f"“{words}”")


def set_marks(text: str, script: Script) -> str:
    """The text with the script's own marks, of the same length.

    ASCII marks beside Han become full-width, small forms (﹔) normal ones. Quotation marks are “ ” ‘ ’ in zh-Hans
    (GB/T 15834-2011 §4.8) and 「 」 『 』 in both Traditional scripts, by turns where one pair stands within another;
    an apostrophe between Latin letters stays.
    """
    widened = _STRAIGHT_PAIR.sub(
        lambda match: f"“{match[1]}”" if _CHINESE.search(match[1]) else match[0], _widen(text.translate(_SMALL_FORMS))
    )
    widened = _LINE_OF_MARKS.sub(_nest, widened.translate(_CURLS))
    if script is Script.HANS:
        return widened
    apostrophes = {match.start() for match in _APOSTROPHE.finditer(widened)}
    cornered = widened.translate(_CORNERS)
    return "".join("’" if offset in apostrophes else mark for offset, mark in enumerate(cornered))


# No configuration with a `p`: those rewrite words (窗口 becomes 視窗), and official wording is not ours to rewrite.
# s2tw and s2hk would each load the phrases of s2t (0.1 s); s2t and then a region's forms give the same.
_VARIANTS = {Script.TW: "t2tw", Script.HK: "t2hk"}
# tw2s, since t2s leaves 著 where 着 is meant (著力).
_TO_SIMPLIFIED = "tw2s"
# Forms of Hong Kong that tw2s does not know: 衞生 stayed 衞生 in the other two scripts.
HONG_KONG_FORMS = dict(zip("敍枱粧糭衞衹", "敘檯妝粽衛只", strict=True))
_HONG_KONG = str.maketrans("".join(HONG_KONG_FORMS), "".join(HONG_KONG_FORMS.values()))
# OpenCC 1.4.2 chooses 迴 for 回归, which no Traditional standard does, leaves 党 in 党支书, and takes every 是只 for the measure
# word's (是只小鸟), where public prose has the adverb's (是只在, 不是只看); 被髮 (被发左衽) is a classic's; here licences are 被發. Nobody prints 澂江.
_CORRECTED = {"迴歸": "回歸", "党支書": "黨支書", "是隻": "是只", "被髮": "被發", "澂江": "澄江"}
_CORRECTIONS = {Script.TW: _CORRECTED, Script.HK: _CORRECTED}
# Pairs that native texts of Taiwan and Hong Kong print either way, whichever of the two a conversion would choose; any
# other difference from what conversion would make of a word is an error of an earlier conversion (范圍, 關系).
_MATTERS_OF_TASTE = frozenset(
    pair
    for one in (
        "布佈 周週 台臺 回迴 占佔 游遊 畫劃 涌湧 托託 扎紮 群羣 啟啓 峰峯 床牀 戶户 裡裏 著着 為爲 "
        "蘊藴 鑒鑑 咨諮 污汙 溫温 雇僱 借藉 秘祕 恒恆 線綫 衛衞 眾衆 吃喫 核覈 麵麪 說説 稅税 脫脱 "
        "閱閲 銳鋭 冊册 產産 舍捨 才纔 贊讚 籤簽 註注 升昇 云雲 岳嶽 志誌 喂餵 嘆歎 煙菸 採采 家傢 "
        "俱具 復覆 複覆 朱硃 鍼針 樑梁 强強 癡痴 鵰雕 踪蹤 迹跡 杰傑 闆板 閑閒 艷豔 并併 嚐嘗 脚腳 "
        "却卻 沖衝 凶兇 伙夥 凈淨 鍊鏈 鍊煉 盡儘 了瞭 拚拼 搜蒐 巨鉅 毀燬 匯彙 絶絕 鎭鎮 麽麼 盪蕩 "
        "舖鋪 摺折 檯臺 枱臺 檯台 捱挨 崑昆 谿溪 晒曬 厘釐 欲慾 跡蹟"
    ).split()
    for pair in (one, one[::-1])
) | {"係系", "製制", "曆歷"}  # not the other way round: 關系 is an error
# 里 is a village in Taiwan, whatever stands before it (地里長); a word that holds 裡 opens with one of these, or with 里 itself.
_INSIDE = re.compile(r"[這那哪心家夜]里|里[面頭邊外]")
_SURNAMES, _LONGEST_POST = word_set("name_forms", "surnames_unchanged"), 8
_POST = re.compile(rf"(?:{pattern('people', 'posts')}|记者|作者|编辑)$")
_NATIVE_SHARE = 0.001
# What the other region prints and this one does not.
_FOREIGN = {Script.TW: "着裏衞綫羣", Script.HK: "裡臺"}


@dataclass(frozen=True, slots=True, eq=False)
class _InSteps:
    """A converter that is another, and then another."""

    first: Converter
    then: Converter

    def convert(self, text: str) -> str:
        return self.then.convert(self.first.convert(text))


@cache
def _load(configuration: str) -> Converter:
    converter: Converter = opencc.OpenCC(configuration)
    return converter


@cache
def converter_into(script: Script) -> Converter:
    """The converter of Traditional text into Simplified, or of Simplified into a Traditional script."""
    return _load(_TO_SIMPLIFIED) if script is Script.HANS else _InSteps(_load("s2t"), _load(_VARIANTS[script]))


def _convert_line(script: Script, line: str) -> str:
    converted = converter_into(script).convert(line)
    if len(converted) == len(line):
        return converted
    return "".join(_convert_character(script, character) for character in line)


@cache
def _convert_character(script: Script, character: str) -> str:
    converted = converter_into(script).convert(character)
    return converted if len(converted) == 1 else character


def _convert(script: Script, text: str) -> str:
    return "".join(_convert_line(script, line) for line in text.splitlines(keepends=True))


def _convert_words(script: Script, text: str) -> str:
    """The text converted with every word as it is converted alone.

    OpenCC takes the longest phrase of its own from left to right, whatever words it cuts: 民生发展 became 民生髮展, and
    新征程 新徵程. Where a segmenter finds a word, the word's own conversion counts.
    """
    # Here, since only Traditional editions need its dictionary (0.2 s).
    import rjieba

    parts, at = [], 0
    converted, words = _convert(script, text), rjieba.cut(text, hmm=False)
    alone = {word: _convert_line(script, word) for word in set(words) if len(word) > 1}
    for word in words:
        parts.append(alone.get(word) or converted[at : at + 1])
        at += len(word)
    return "".join(parts)


@lru_cache(maxsize=16)
def _simplify(text: str) -> str:
    """The text in Simplified characters; where their form is outside the Basic Multilingual Plane, the source's stays.

    No common font has 𠮶, the Simplified form of 嗰: a reader of Cantonese speech would see a box.
    """
    unified = text.translate(_HONG_KONG)
    pairs = zip(unified, _convert(Script.HANS, unified), strict=True)
    return "".join(before if after > "\uffff" >= before else after for before, after in pairs)


@lru_cache(maxsize=16)
def _traditionalise(text: str, script: Script) -> str:
    converted = _convert_words(script, _simplify(text))
    for wrong, right in _CORRECTIONS[script].items():
        converted = converted.replace(wrong, right)
    return converted


def is_taste(printed: str, wanted: str, script: Script) -> bool:
    """True if a script prints either of two characters, so that nobody need choose the one wanted (台 and 臺 in Taiwan)."""
    return printed + wanted in _MATTERS_OF_TASTE and printed not in _FOREIGN.get(script, printed)


def _in_words(text: str, odd: Iterable[int]) -> set[int]:
    """The odd offsets at which a Traditional text prints a character that its word, converted alone, does not have (范 in 范圍)."""
    import rjieba  # needed by few texts, as above

    found, at, left = set[int](), 0, deque(sorted(odd))
    for word in rjieba.cut(_simplify(text), hmm=False):
        inside = [left.popleft() for _ in range(len(word)) if left and left[0] < at + len(word)]
        if inside and len(word) > 1:
            forms = [_convert_line(script, word) for script in _VARIANTS]
            found.update(offset for offset in inside if text[offset] not in {form[offset - at] for form in forms})
        at += len(word)
    return found


def misconverted(source: Source) -> tuple[int, ...]:
    """Offsets at which a Traditional text prints a character that a converter clearly got wrong; none in Simplified.

    No Traditional standard has the character (发), or its word is written otherwise in all of them (范圍). A character that
    stands alone is what the author meant: 係, 余 in a name, 里 of a village.
    """
    return () if source.writing == "Hans" else _misconverted(source.text)


@lru_cache(maxsize=16)
def _misconverted(source: str) -> tuple[int, ...]:
    text = unify(source)
    forms = zip(text, _traditionalise(text, Script.TW), _traditionalise(text, Script.HK), strict=True)
    odd = [
        offset
        for offset, (printed, taiwan, hong_kong) in enumerate(forms)
        if printed not in (taiwan, hong_kong) and printed + taiwan not in _MATTERS_OF_TASTE
    ]
    wrong = _in_words(text, odd) if odd else set[int]()
    inside = {place for match in _INSIDE.finditer(text) for place in range(*match.span())}
    wrong -= {offset for offset in odd if text[offset] == "里" and offset not in inside}
    # A Traditional standard may have the character: 琼 and 証 are Hong Kong's as well.
    found = [offset for offset in odd if offset in wrong or not text[offset].encode("big5hkscs", "ignore")]
    return tuple(offset for offset in found if not _is_surname_in(text, offset))


def _is_surname_in(text: str, offset: int) -> bool:
    """True if the character is a surname behind a post: 記者|范|文岳."""
    return text[offset] in _SURNAMES and _POST.search(fold(text[max(0, offset - _LONGEST_POST) : offset])) is not None


def is_native(source: Source, script: Script) -> bool:
    """True if the source was written in the script: not by a converter, and with no character of another region."""
    if script is Script.HANS or source.writing == "Hans":
        return script is Script.HANS and source.writing == "Hans"
    if any(character in source.text for character in _FOREIGN[script]):
        return False
    return len(misconverted(source)) <= _NATIVE_SHARE * len(source.text)


def _set_names(converted: str, text: str, names: ProperNames, script: Script, *, kept: bool = False) -> str:
    """The converted text with its names as names are converted; locked ones as they are written.

    `kept` says that the text is Traditional itself: there a person's name is as it is printed (梁敬群, not 梁敬羣), but for
    the shapes that the other region alone has (衞).
    """
    characters, folded = list(converted), fold(text)
    if script is not Script.HANS:
        converter = converter_into(script)
        for start, end, _ in find_names(folded, names.places):
            characters[start:end] = convert_place(converted[start:end], text[start:end])
        for start, _, name in find_names(folded, names.persons):
            end = start + own_length(name)
            characters[start:end] = (
                character if kept and character not in _FOREIGN[script] else convert_character(converter, character)
                for character in text[start:end]
            )
    for start, end, name in find_names(folded, names.locked):
        # A name may be locked in a Traditional form that a Simplified source cannot print: 鍾文 for 钟文.
        is_chosen = script is not Script.HANS and folded[start:end] == text[start:end]
        characters[start:end] = name if is_chosen else text[start:end]
    return "".join(characters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A source as one script prints it: `text` is as long as the source's, so the source's spans hold in it."""

    script: Script
    text: str
    native: bool
    names: ProperNames = NO_NAMES
    traditional: bool = False

    def __getitem__(self, place: Span) -> str:
        """The characters that stand for a place of the source."""
        return self.text[place.start : place.end]

    def convert(self, text: str) -> str:
        """Words that stand nowhere in the source, converted as the source was."""
        unified = unify(text)
        if self.script is Script.HANS and unified != text:
            # Many look-alikes stand for Traditional characters (⼾ for 戶), even in a Simplified text.
            pairs = zip(text, unified, strict=True)
            unified = "".join(after if before == after else _simplify(after) for before, after in pairs)
        text = unified
        if self.native:
            return set_marks(text, self.script)
        converted = _simplify(text) if self.script is Script.HANS else _traditionalise(text, self.script)
        if self.names:
            converted = _set_names(converted, text, self.names, self.script, kept=self.traditional)
        return set_marks(converted, self.script)


def render_script(source: Source, script: Script, names: ProperNames = NO_NAMES) -> Rendition:
    """The source in the script with the script's own marks; a text native to the script keeps its characters."""
    native, traditional = is_native(source, script), source.writing == "Hant"
    blank = Rendition(script=script, text="", native=native, names=names, traditional=traditional)
    return replace(blank, text=blank.convert(source.text))
