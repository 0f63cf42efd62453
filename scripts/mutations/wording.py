"""Changes of words in sentences that hold facts, and harmless ones: written without looking at the checker's own lists."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mutations.kinds import Change, in_every_script, replacing, respell

if TYPE_CHECKING:
    from collections.abc import Callable

    from mutations.kinds import Finder, Maker, Scene

_HAN = re.compile(r"[\u4e00-\u9fff]")
_VERBS = re.compile(
    r"(?:加快|推动|推動|推进|推進|建成|建设|建設|实施|實施|打造|发展|發展|支持|落实|落實|开展|開展|提供|引进|引進|培育|实现|實現|完成|出台|集聚|启动|啟動|"
    r"优化|優化|提升|增加|增长|增長|扩大|擴大|构建|構建|深化|强化|強化|发布|發布|成立|举办|舉辦)"
)
_DENIALS = {
    "zh-Hans": ("不", "未", "没有", "尚未", "不再", "无需", "并非", "禁止", "停止", "暂不", "拒绝", "取消"),
    "zh-Hant": ("不", "未", "沒有", "尚未", "不再", "無需", "並非", "禁止", "停止", "暫不", "拒絕", "取消"),
}
_DENIED = re.compile(
    r"(?:没有|沒有|尚未|不再|不得|不能|不会|不會|无法|無法|未能|不(?=[搞准许許够夠强強足合符允])|未(?=[建完形有]))"
)
_WHO = (
    ("企业", "个人"), ("居民", "学生"), ("本科", "大专"), ("毕业生", "在校生"), ("青年", "老年"), ("重点", "所有"), ("中小", "大型"),
    ("国有", "民营"), ("民营", "外资"), ("外资", "内资"), ("高端", "低端"), ("农村", "城市"), ("职工", "干部"), ("群众", "领导"), ("租用", "购买"),
    ("创业", "失业"), ("高校", "小学"), ("科技", "餐饮"), ("金融", "建筑"), ("人才", "游客"), ("国家级", "县级"), ("跨国公司", "个体商户"),
)  # fmt: skip
_BASES = (
    ("每年", "每月"), ("年均", "月均"), ("人均", "户均"), ("每人", "每户"), ("日均", "年均"), ("每平方米", "每亩"), ("每月", "每年"),
    ("每家", "每户"), ("全年", "全月"), ("同比", "环比"), ("累计", "平均"), ("总额", "均额"), ("总量", "增量"), ("新增", "原有"), ("比重", "总量"),
)  # fmt: skip
_COMPARED = (
    ("全市", "全省"), ("全国", "全球"), ("全省", "全市"), ("全区", "全市"), ("国内", "国际"), ("上年", "前年"), ("去年", "前年"), ("全球", "全国"),
    ("现在", "过去"), ("目前", "当年"), ("国际", "国内"), ("世界", "亚洲"), ("上海", "北京"), ("今年", "去年"), ("首位", "末位"), ("第一", "第二"),
)  # fmt: skip
_ENDS = ("以上", "左右", "以内", "以下")
_TIME_MISSING = re.compile(r"^(?:时间|時間)：未[详詳]$|^未[详詳]$")
_LABEL = re.compile(r"原文 (\d+)\.(\d+)")
_NUMBERED = re.compile(r"[一-鿿A-Za-z+]\d{1,2}(?:号线|號線|条|條|\+|[A-Z])|[A-Za-z+]\d{1,3}")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE = 12
_PARTS = 2


def _alter(scene: Scene, find: Finder) -> Change | None:
    """One of the changes that can be made in the texts that hold facts."""
    wanted = set(scene.facts)
    return respell(scene, (text for text in scene.file.texts() if text.words.strip() in wanted), find)


def altering(pattern: re.Pattern[str], becomes: Callable[[re.Match[str]], str]) -> Maker:
    """A kind that puts something else in the place of what a pattern finds in texts that hold facts."""
    return lambda scene: _alter(scene, replacing(pattern, becomes))


def denial_put_in(scene: Scene) -> Change | None:
    """A word of denial before a verb."""
    words = _DENIALS["zh-Hans" if scene.script == "zh-Hans" else "zh-Hant"]
    return _alter(
        scene, lambda text: [(one.start(), one.start(), scene.rng.choice(words)) for one in _VERBS.finditer(text)]
    )


def exchange(pairs: tuple[tuple[str, str], ...]) -> Maker:
    """A kind that puts the second word of a pair in the place of the first, in every script."""
    every = [tuple(zip(in_every_script(was), in_every_script(becomes), strict=True)) for was, becomes in pairs]
    table = dict(pair for forms in every for pair in forms)
    pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))
    return altering(pattern, lambda one: table[one.group()])


def suffix(scene: Scene) -> Change | None:
    """A qualifier put behind a figure, or taken from there."""
    found = scene.text_with(tuple(one for one in scene.figures if _FIGURE.search(one)))
    if found is None:
        return None
    text, figure = found
    ending = next((one for one in _ENDS if figure.endswith(one)), None)
    if ending:
        return scene.replace(text, figure, figure.removesuffix(ending), set())
    return (
        None if figure[:1] not in "0123456789" else scene.replace(text, figure, figure + scene.rng.choice(_ENDS), set())
    )


def numbered_name(scene: Scene) -> Change | None:
    """Another number in a name, or the second half of a name that is another's."""

    def find(text: str) -> list[tuple[int, int, str]]:
        places = [one.span() for match in _NUMBERED.finditer(text) for one in re.finditer(r"\d+", match.group()) if one]
        return [(start, end, "0") for start, end in places] and [
            (match.start() + one.start(), match.start() + one.end(), str(int(one.group()) + 2))
            for match in _NUMBERED.finditer(text)
            for one in re.finditer(r"\d+", match.group())
        ]

    return _alter(scene, find) if scene.rng.random() < 0.5 else half_name(scene)  # noqa: PLR2004 - one of two


def half_name(scene: Scene) -> Change | None:
    """The first half of a name with the second half of another."""
    names = [one for one in scene.names if len(_HAN.findall(one)) >= _PARTS * _PARTS]
    found = scene.text_with(tuple(names))
    if found is None:
        return None
    text, name = found
    inner = name.strip("“”「」《》")
    others = [one.strip("“”「」《》") for one in names if one != name]
    if not others:
        return None
    other = scene.rng.choice(others)
    half = inner[: len(inner) // 2] + other[len(other) // 2 :]
    return None if half == inner or half in name else scene.replace(text, inner, half, set())


def repeated(scene: Scene) -> Change | None:
    """A word printed several times over."""

    def find(text: str) -> list[tuple[int, int, str]]:
        size = scene.rng.choice((2, 3, 4))
        return [
            (at + size, at + size, text[at : at + size] * scene.rng.choice((1, 2, 3)))
            for at in range(len(text) - size)
            if all(_HAN.match(one) for one in text[at : at + size])
        ]

    return _alter(scene, find)


def mark_in_quotation(scene: Scene) -> Change | None:
    """A mark left out of a quotation."""
    texts = [text for text in scene.file.texts() if text.words.strip() in scene.quotes]
    places = [
        (text, at)
        for text in texts
        for at, one in enumerate(text.words)
        if one in "，、；" and 0 < at < len(text.words) - 2
    ]
    if not places:
        return None
    text, at = scene.rng.choice(places)
    before = text.words
    text.words = before[:at] + before[at + 1 :]
    return Change(before=before[at - 6 : at + 6], after=text.words[at - 6 : at + 6])


def time_invented(scene: Scene) -> Change | None:
    """A year where the pack says that the source prints none."""
    texts = [text for text in scene.file.texts() if _TIME_MISSING.match(text.words.strip())]
    if not texts:
        return None
    text = scene.rng.choice(texts)
    before, year = text.words, f"20{scene.rng.randint(15, 26)}年"
    text.words = year if "：" not in before else before[:3] + year
    return Change(before=before, after=text.words)


def source_moved(scene: Scene) -> Change | None:
    """Another place in the source."""
    texts = [text for text in scene.file.texts() if _LABEL.search(text.words)]
    if not texts:
        return None
    text = scene.rng.choice(texts)
    label = _LABEL.search(text.words)
    assert label is not None  # noqa: S101 - it was searched for just now
    return scene.replace(
        text, label.group(), f"原文 {int(label[1]) + scene.rng.randint(1, 4)}.{scene.rng.randint(1, 9)}", set()
    )


def priorities_swapped(scene: Scene) -> Change | None:
    """Two neighbouring priorities in each other's places."""
    texts = [text for text in scene.file.texts() if text.words.strip() in scene.heads]
    listed = texts[: len(set(scene.heads))]
    pairs = [(one, other) for one, other in pairwise(listed) if one.words != other.words]
    pairs = [(one, other) for one, other in pairs if scene.same_list(one.words.strip(), other.words.strip())]
    if not pairs:
        return None
    one, other = scene.rng.choice(pairs)
    one.words, other.words = other.words, one.words
    return Change(before=other.words, after=one.words)


def secrecy(scene: Scene) -> Change | None:
    """内部材料 on the cover as 公开材料."""
    texts = [text for text in scene.file.texts() if text.words.strip() in ("内部材料", "內部材料")]
    other = "公开材料" if scene.script == "zh-Hans" else "公開材料"
    return scene.replace(texts[0], texts[0].words.strip(), other, set()) if texts else None


def connective(scene: Scene) -> Change | None:
    """A connective at a sentence's head."""
    word = scene.rng.choice(("同时", "此外", "另外") if scene.script == "zh-Hans" else ("同時", "此外", "另外"))
    texts = [text for text in scene.file.texts() if text.words.strip() in scene.openings]
    if not texts:
        return None
    text = scene.rng.choice(texts)
    before = text.words
    text.words = f"{word}，{before}"
    return Change(before=before, after=text.words)


def office_line(scene: Scene) -> Change | None:
    """A line that an office adds: imprint, copies, telephone, address, number of the document."""
    number = scene.rng.randint(10, 400)
    lines = (
        f"某某办公室　2026年{number % 12 + 1}月{number % 28 + 1}日印发", f"共印{number}份", f"联系电话：0{number}-6311{number + 1000}",
        f"地址：人民路{number}号{number % 20 + 2}楼", f"电子邮箱：office{number}@example.cn", f"某政办发〔2025〕{number}号", f"邮编：200{number:03}",
        f"传真：0{number}-5588{number + 1000}转{number}",
    )  # fmt: skip
    words = in_every_script(scene.rng.choice(lines))[0 if scene.script == "zh-Hans" else 2]
    scene.file.insert(words)
    return Change(before="", after=words)


def joined_space(scene: Scene) -> Change | None:
    """A no-break space between a number and its unit."""
    found = scene.text_with(tuple(one for one in scene.figures if re.match(r"\d+[^\d.%]", one)))
    if found is None:
        return None
    return scene.replace(found[0], found[1], re.sub(r"^(\d[\d,.]*)", "\\1\u00a0", found[1]), set())


def rearranged(scene: Scene) -> Change | None:
    """A true sentence of the source added again, with its clauses in another order."""
    if not scene.sentences:
        return None
    clauses = scene.rng.choice(scene.sentences).rstrip("。").split("，")
    other = clauses[::-1] if len(clauses) == _PARTS else scene.rng.sample(clauses, len(clauses))
    if other == clauses:
        other = clauses[::-1]
    words = "，".join(other) + "。"
    scene.file.insert(words)
    return Change(before="", after=words)


def spelt(scene: Scene) -> Change | None:
    """The same number written otherwise: 80% as 百分之八十, 6家 as 六家."""
    digits = "零一二三四五六七八九"
    choices = [one for one in scene.figures if re.fullmatch(r"[1-9](?:\d)?%|[3-9][家个個项項]", one)]
    found = scene.text_with(tuple(choices))
    if found is None:
        return None
    text, figure = found
    if re.search(rf"[\d.]{re.escape(figure)}", text.words):
        return None
    number = int(figure[:-1])
    tens = ("" if number < 20 else digits[number // 10]) + "十" if number > 9 else ""  # noqa: PLR2004 - 十二, 二十
    words = tens + (digits[number % 10] if number % 10 else "")
    return scene.replace(text, figure, f"百分之{words}" if figure.endswith("%") else words + figure[-1], set())


FALSE_WORDS: dict[str, Maker] = {
    "denial: put in": denial_put_in,
    "denial: taken out": altering(_DENIED, lambda _: ""),
    "wording: who": exchange(_WHO),
    "wording: base": exchange(_BASES),
    "wording: compared with": exchange(_COMPARED),
    "wording: half a name": numbered_name,
    "wording: repeated": repeated,
    "qualifier: behind": suffix,
    "quotation: mark": mark_in_quotation,
    "statement: time invented": time_invented,
    "statement: source moved": source_moved,
    "statement: order": priorities_swapped,
    "statement: secrecy": secrecy,
}
HARMLESS_WORDS: dict[str, Maker] = {
    "connective": connective,
    "line of the office": office_line,
    "no-break space": joined_space,
    "clauses rearranged": rearranged,
    "same number spelt": spelt,
}
