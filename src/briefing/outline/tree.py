"""The outline as a tree that a person reads on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.outline.genre import LEAST, NAMES, tell_genre
from briefing.outline.oddities import collect
from briefing.text.scripts import in_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.model import Figure, Name, Outline, Words

_CHANGES = {"up": "上升", "down": "下降"}
_KINDS = {"keywords": "关键词", "priorities": "重点", "list": "列举", "formulation": "提法"}


def _fact(label: str, words: Words | None) -> Iterator[str]:
    if words is not None:
        yield f"{label}：{words.text}"


def _group(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{title}（{len(lines)}）"
        yield from (f"{'└' if index == len(lines) - 1 else '├'}─ {line}" for index, line in enumerate(lines))


def _or_doubt(words: Words | None, left_out: Words | None, absent: str) -> str:
    """Words, or those that were not sure enough behind a mark of doubt."""
    if words is not None:
        return words.text
    return f"？{left_out.text}" if left_out else absent


def _figure(figure: Figure) -> str:
    counted = _or_doubt(figure.indicator, figure.left_out.indicator, "？")
    facts = [_or_doubt(figure.period, figure.left_out.period, "时间未载")]
    facts += [f"比 {figure.baseline.text}"] if figure.baseline else []
    # 1.8% · 生产总值 would be a level; it is by how much that grew.
    facts += [_CHANGES[figure.change]] if figure.change else []
    facts += ["累计"] if figure.cumulative else []
    return f"{figure.words.text} · {counted}（{'，'.join(facts)}）"


def _names(names: Sequence[Name]) -> list[str]:
    return [name.words.text for name in names]


def _lines(outline: Outline) -> Iterator[str]:
    genre = tell_genre(outline)
    if genre and genre.sure >= LEAST:
        yield f"体裁：{NAMES[genre.kind]}"
    yield from _fact("标题", outline.title)
    yield from _fact("栏目", outline.series)
    yield from _fact("媒体", outline.outlet)
    yield from _fact("地区", outline.place)
    yield from _fact("刊发", outline.published)
    yield from (
        f"{'作者' if one.evidence == 'byline' else '受访人'}：{one.role or ''} {one.name}" for one in outline.speakers
    )
    yield from _group("小标题", [one.heading.text for one in outline.sections if one.heading])
    yield from _group("提问", [one.words.text for one in outline.questions])
    for one in (*outline.enumerations, *outline.formulations):
        title = f"{_KINDS[one.kind]} {one.name.text}" if one.name else _KINDS[one.kind]
        yield from _group(title, [f"{item.marker} {item.head.text}".strip() for item in one.items])
    yield from _group("数据", [_figure(one) for one in outline.figures])
    yield from _group(
        "引语", [f"{one.speaker or one.role or '？'}：{in_marks(one.words.text)}" for one in outline.quotes]
    )
    yield from _group("政策", _names(outline.policies))
    yield from _group("平台、产品、品牌", _names(outline.programmes))
    yield from _group("机构", _names(outline.organisations))
    yield from _group("活动", _names(outline.events))
    yield f"要点：{len(outline.points)} 句；图片说明 {len(outline.captions)} 行；网页杂项 {len(outline.furniture)} 行"
    yield from _group("提醒", [one.message for one in collect(outline.diagnostics)])


def draw_tree(outline: Outline) -> str:
    """The outline's entries, by kind, in the source's own words."""
    return "\n".join(_lines(outline)) + "\n"
