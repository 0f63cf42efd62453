"""The outline as a tree that a person reads on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.outline.genre import LEAST, NAMES, tell_genre
from briefing.outline.oddities import collect
from briefing.text.scripts import in_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.outline.model import Figure, Outline, Words

_CHANGES = {"up": "上升", "down": "下降"}
_KINDS = {"keywords": "关键词", "priorities": "重点", "list": "列举", "formulation": "提法"}


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


def draw_tree(outline: Outline) -> str:
    """The outline's entries, by kind, in the source's own words."""
    genre = tell_genre(outline)
    lines = [f"体裁：{NAMES[genre.kind]}"] if genre and genre.sure >= LEAST else []
    cover = {
        "标题": outline.title,
        "栏目": outline.series,
        "媒体": outline.outlet,
        "地区": outline.place,
        "刊发": outline.published,
    }
    lines += [f"{label}：{words.text}" for label, words in cover.items() if words is not None]
    lines += [
        f"{'作者' if one.evidence == 'byline' else '受访人'}：{one.role or ''} {one.name}" for one in outline.speakers
    ]
    lines += _group("小标题", [one.heading.text for one in outline.sections if one.heading])
    lines += _group("提问", [one.words.text for one in outline.questions])
    for one in (*outline.enumerations, *outline.formulations):
        title = f"{_KINDS[one.kind]} {one.name.text}" if one.name else _KINDS[one.kind]
        lines += _group(title, [f"{item.marker} {item.head.text}".strip() for item in one.items])
    lines += _group("数据", [_figure(one) for one in outline.figures])
    lines += _group(
        "引语", [f"{one.speaker or one.role or '？'}：{in_marks(one.words.text)}" for one in outline.quotes]
    )
    named = {
        "政策": outline.policies,
        "平台、产品、品牌": outline.programmes,
        "机构": outline.organisations,
        "活动": outline.events,
    }
    for title, names in named.items():
        lines += _group(title, [name.words.text for name in names])
    lines.append(
        f"要点：{len(outline.points)} 句；图片说明 {len(outline.captions)} 行；网页杂项 {len(outline.furniture)} 行"
    )
    lines += _group("提醒", [one.message for one in collect(outline.diagnostics)])
    return "\n".join(lines) + "\n"
