"""False edits that leave a sentence plausible: what an office overlooks or an adversary tries, without the checker's lists."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mutations.files import Word
from mutations.kinds import Change, bend
from mutations.wording import altering, exchange

if TYPE_CHECKING:
    from mutations.files import Cell, Text
    from mutations.kinds import Maker, Scene

_DIRECTIONS = (
    ("增长", "下降"), ("增加", "减少"), ("提高", "降低"), ("提升", "下滑"), ("上升", "下降"), ("扩大", "缩小"), ("上涨", "下跌"), ("高于", "低于"),
    ("下降", "上升"), ("减少", "增加"), ("降低", "提高"), ("高位", "低位"), ("盈利", "亏损"), ("流入", "流出"), ("收入", "支出"), ("出口", "进口"),
)  # fmt: skip
_STAGES = (
    ("计划", "已"), ("将", "已"), ("力争", "确保"), ("拟", "已"), ("争取", "已经"), ("推动", "实现"), ("正在", "已经"), ("推进", "完成"), ("加快", "停止"),
    ("启动", "完成"), ("建设", "建成"), ("探索", "建立"), ("研究", "出台"), ("已", "将"), ("开工", "竣工"), ("签约", "投产"),
)  # fmt: skip
_SCOPES = (
    ("部分", "全部"), ("之一", ""), ("首批", "首个"), ("首个", "最大"), ("多数", "全部"), ("一批", "全部"), ("主要", "全部"), ("国家级", "市级"),
    ("符合条件的", ""), ("全面", "局部"), ("最大", "较大"), ("各类", "个别"), ("一些", "所有"), ("绝大多数", "少数"), ("原则上", ""), ("经批准", ""),
)  # fmt: skip
_MODALS = (
    ("可", "须"), ("鼓励", "要求"), ("支持", "限制"), ("引导", "强制"), ("应", "可"), ("必须", "可以"), ("允许", "禁止"), ("优先", "暂缓"), ("建议", "决定"),
    ("同意", "反对"), ("认为", "否认"), ("需要", "不必"), ("能够", "未能"), ("愿意", "拒绝"),
)  # fmt: skip
_CAP = re.compile(
    r"(?:最高|不超过|不超過|最多|上限|不低于|不低於|至少|不少于|不少於|约|約|近|超过|超過|突破|逾)(?=\d)|(?<=\d[%万亿萬億家个個元人])(?:以上|以下|以内|以內|左右)"
)
_DATE = re.compile(r"(?<!\d)(\d{1,2})(?=[月日]|个月|個月)")
_POINTS = re.compile(r"[个個]百分[点點]")
_RANGE = re.compile(r"\d+(?=(?:—|－|-|至|到|~)\d)")
_TOGETHER = re.compile(r"([^、，。；：“”]{2,8})、([^、，。；：“”]{2,8}?)(?=分别|分別)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}(?:[省市区區县縣州镇鎮村]|新区|新區)")
_COUNT = re.compile(r"(?<![一二三四五六七八九十百千万亿第])[二三四五六七八九两兩](?=[大个個项項条條类類批次家])")
_RANK = re.compile(r"(?<=第)[一二三四五](?![一二三四五六七八九十])")
_BOTH = re.compile(r"[和及与與](?=[\u4e00-\u9fff]{2})")
_TITLE = re.compile(r"(?<=《)[^《》]{4,}(?=》)")
_HIDDEN = re.compile(r"[\u4e00-\u9fff]{2}")
_LABEL = re.compile(r"(?<=原文 )(\d+)\.(\d+)")
_CLAUSES = 2
_NUMERALS = "一二三四五六七八九"


def _next(one: re.Match[str]) -> str:
    return str(int(one.group()) % 28 + 1)


def _numeral(one: re.Match[str]) -> str:
    return _NUMERALS[(_NUMERALS.find(one.group()) + 1) % 9] if one.group() in _NUMERALS else "五"


def places_swapped(scene: Scene) -> Change | None:
    """Two places of one sentence in each other's stead."""
    texts = [text for text in scene.file.texts() if text.words.strip() in scene.facts]
    pairs = [(text, *pair) for text in texts for pair in pairwise(_PLACE.findall(text.words)) if pair[0] != pair[1]]
    pairs = [one for one in pairs if one[1] not in one[2] and one[2] not in one[1]]
    if not pairs:
        return None
    text, one, other = scene.rng.choice(pairs)
    before = text.words
    text.words = before.replace(one, "\0").replace(other, one).replace("\0", other)
    return Change(before=before, after=text.words)


def quotation_trimmed(scene: Scene) -> Change | None:
    """A quotation without one of its clauses."""
    texts = [text for text in scene.file.texts() if text.words.strip() in scene.quotes]
    texts = [text for text in texts if len(re.split("[，；]", text.words)) >= _CLAUSES]
    if not texts:
        return None
    text = scene.rng.choice(texts)
    before = text.words
    clauses = re.findall("[^，；]+[，；]?", before)
    del clauses[scene.rng.randrange(len(clauses))]
    text.words = "".join(clauses)
    return Change(before=before, after=text.words)


def speaker_of_text(scene: Scene) -> Change | None:
    """A quotation given to another who speaks in the text."""
    found = scene.text_with(scene.people)
    others = [one for one in scene.people if found and one != found[1] and len(one) == len(found[1])]
    return scene.replace(found[0], found[1], scene.rng.choice(others), set()) if found and others else None


def _is_of_source(scene: Scene, row: list[Cell], column: int) -> bool:
    """True if the row says something of the source, and no more than an office's telephone and address."""
    said = {*scene.facts, *scene.figures, *scene.heads, *scene.names, *scene.covers, *scene.indicators}
    return any(words in cell.words for at, cell in enumerate(row) if at != column for words in said)


def cells_swapped(scene: Scene) -> Change | None:
    """Two cells of a column in each other's places, where the rest of their rows stays."""
    pairs = [
        (one[column], other[column])
        for table in scene.file.tables()
        for one, other in pairwise(table[1:])
        for column in range(min(len(one), len(other)))
        if len(one) > 1
        and one[column].words != other[column].words
        and [cell.words for at, cell in enumerate(one) if at != column]
        != [cell.words for at, cell in enumerate(other) if at != column]
        and _is_of_source(scene, one, column)
    ]
    if not pairs:
        return None
    one, other = scene.rng.choice(pairs)
    words = one.words, other.words
    one.swap(other)
    return Change(before=" | ".join(words), after=" | ".join(words[::-1]))


def note_moved(scene: Scene) -> Change | None:
    """Another place in the source at the end of the last note, or of the last line that names one."""
    texts = [text for text in scene.file.texts() if _LABEL.search(text.words)]
    if not texts:
        return None
    text = texts[-1]
    label = _LABEL.findall(text.words)[-1]
    was = f"原文 {label[0]}.{label[1]}"
    return scene.replace(text, was, f"原文 {int(label[0]) + scene.rng.randint(2, 6)}.{label[1]}", set())


def hidden_words(scene: Scene) -> Change | None:
    """Two words of a sentence made so that nobody sees them."""
    texts = [text for text in scene.file.texts() if text.words.strip() in scene.facts]
    places = [(text, one.span()) for text in texts for one in _HIDDEN.finditer(text.words) if one.start()]
    if not places:
        return None
    text, place = scene.rng.choice(places)
    before = text.words
    way = scene.file.hide_part(text, place, scene.rng)
    return Change(before=before, after=f"{before[place[0] : place[1]]} {way}")


def running_head(scene: Scene) -> Change | None:
    """A character of a running head: of the place, or of 内部材料."""
    inner = ("内部材料", "內部材料")
    pairs = [(text, one) for text in scene.file.heads() for one in (*scene.covers, *inner) if one in text.words]
    return _bent(scene, pairs)


def cover(scene: Scene) -> Change | None:
    """A character of what the cover says of the text."""
    pairs = [(text, one) for text in scene.file.texts()[:8] for one in scene.covers if one in text.words]
    return _bent(scene, pairs)


def _bent(scene: Scene, pairs: list[tuple[Text, str]]) -> Change | None:
    pairs = [one for one in pairs if _HIDDEN.search(one[1])]
    if not pairs:
        return None
    text, words = scene.rng.choice(pairs)
    return scene.replace(text, words, bend(scene, words), set())


def chart_number(scene: Scene) -> Change | None:
    """Another number in a chart."""
    if not isinstance(scene.file, Word):
        return None
    charts = [name for name in sorted(scene.file.members) if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    if not charts:
        return None
    name = scene.rng.choice(charts)
    before = scene.file.members[name].decode()
    values = [
        one for one in re.finditer(r"(?<=<c:v>)\d+(?:\.\d+)?(?=</c:v>)", before) if one.start() > before.find("<c:val>")
    ]
    one = scene.rng.choice(values)
    after = before[: one.start()] + str(round(float(one.group()) * 1.37 + 1, 1)) + before[one.end() :]
    scene.file.members[name] = after.encode()
    return Change(before=one.group(), after="chart")


def alternative(scene: Scene) -> Change | None:
    """An invented number in a text that only a screen reader says."""
    words = f"{scene.rng.randint(1100, 99000)}家{'企业' if scene.script == 'zh-Hans' else '企業'}"
    return Change(before="", after=words) if scene.file.hide("alternative", words) else None


def sentence_with_other_number(scene: Scene) -> Change | None:
    """A true sentence printed once more, with one digit changed."""
    found = [one for one in scene.sentences if re.search(r"\d", one)]
    if not found:
        return None
    words = scene.rng.choice(found)
    at = scene.rng.choice([at for at, one in enumerate(words) if one.isdigit()])
    other = words[:at] + str((int(words[at]) + scene.rng.randint(1, 8)) % 10) + words[at + 1 :]
    scene.file.insert(other)
    return Change(before=words, after=other)


FALSE_SENSE: dict[str, Maker] = {
    "sense: direction": exchange(_DIRECTIONS),
    "sense: stage": exchange(_STAGES),
    "sense: scope": exchange(_SCOPES),
    "sense: modal": exchange(_MODALS),
    "sense: cap": altering(_CAP, lambda _: ""),
    "sense: date": altering(_DATE, _next),
    "sense: points": altering(_POINTS, lambda _: "%"),
    "sense: range": altering(_RANGE, lambda one: str(int(one.group()) + 1)),
    "sense: together": altering(_TOGETHER, lambda one: f"{one[2]}、{one[1]}"),
    "sense: count": altering(_COUNT, _numeral),
    "sense: rank": altering(_RANK, _numeral),
    "sense: either": altering(_BOTH, lambda _: "或"),
    "sense: title": altering(_TITLE, lambda one: one.group()[:-1] + ("案" if one.group()[-1] == "录" else "录")),
    "sense: places": places_swapped,
    "sense: quotation": quotation_trimmed,
    "sense: speaker": speaker_of_text,
    "sense: cells": cells_swapped,
    "sense: note": note_moved,
    "sense: hidden": hidden_words,
    "sense: head": running_head,
    "sense: cover": cover,
    "sense: chart": chart_number,
    "sense: spoken": alternative,
    "sense: once more": sentence_with_other_number,
}
