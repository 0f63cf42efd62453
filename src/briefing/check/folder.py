"""All editions of a source together: who is shown a fact and from whom it is kept, and figures that have grown old."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from briefing.check.reference import read_records
from briefing.config.sidecar import load_sidecar
from briefing.config.template_set import load_template_set
from briefing.config.topics import TOPIC_FILE
from briefing.document.dates import find_publication
from briefing.document.wording import Wording
from briefing.edition.index import OutlineIndex
from briefing.errors import UsageError
from briefing.outline.load import SEEDS
from briefing.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefing.check.reference import Records
    from briefing.config.templates import Overlay
    from briefing.config.topics import Match
    from briefing.outline.model import Figure, Name, Quote


def _differences(records: Records) -> Iterator[str]:
    """Facts that two files of one script print differently."""
    said: dict[tuple[str, str], dict[str, str]] = {}
    for file, entries in records.entries.items():
        parts = file.split(".")
        for entry in entries:
            fact = entry["origin"].get("fact", "")
            if fact.startswith("f") and len(parts) > 1:
                said.setdefault((fact, parts[1]), {}).setdefault(entry["text"], file)
    for (fact, script), texts in said.items():
        if len(texts) > 1:
            words = "、".join(f"“{text}”（{file}）" for text, file in texts.items())
            yield f"不一致：{fact} 在 {script} 的各版里印得不同：{words}"


def compare_editions(folder: Path, overlay: Overlay) -> Iterator[str]:
    """For every fact of a folder's source which editions show it and which do not, and why; first what differs."""
    ledger = folder / "ledger.json"
    if not ledger.is_file():
        return
    records, template_set = read_records(ledger), load_template_set(overlay)
    outline, library = records.outline, OutlineIndex(outline=records.outline, topics=template_set.topics)
    yield from _differences(records)
    yield f"{folder}：各版有哪些数据、引语和名称"
    shown: dict[str, set[str]] = {}
    for file, entries in records.entries.items():
        for entry in entries:
            shown.setdefault(entry["origin"].get("fact", ""), set()).add(file.split(".")[0])
    editions = {file.split(".")[0] for file in records.entries}
    words = Wording(entries=template_set.entries, script=Script.HANS)
    facts: tuple[Figure | Quote | Name, ...] = (
        *outline.figures,
        *outline.quotes,
        *outline.policies,
        *outline.programmes,
    )
    for fact in facts:
        inside = [one for one in template_set.audiences if one.name in shown.get(fact.id, ())]
        outside = [one for one in template_set.audiences if one.name in editions and one not in inside]
        point = library.points.get(getattr(fact, "point", None) or "") or (
            library.point_at(fact.words.span) if fact.words.spans else None
        )
        matches = library.matches.get(point.id, ()) if point else ()
        printed = "、".join(words.text("name", one.file) for one in inside)
        said = [f"印在{printed}"] if inside else []
        for one in outside:
            barred = [match for match in matches if match.topic in one.withhold]
            reason = f"没有选入，这句讲{_topics(matches, words)}" if matches else "没有选入，这句不讲任何主题"
            reason = f"不给看的主题：{_topics(barred, words)}" if barred else reason
            said.append(f"{words.text('name', one.file)}没有（{reason}）")
        yield f"  {fact.id} “{fact.words.text.strip('“”「」')}”：{'；'.join(said)}"


def _topics(matches: Iterable[Match], words: Wording) -> str:
    """The topics by their names, each with the words by which it was told."""
    return "；".join(f"{words.text(f'{one.topic}.name', TOPIC_FILE)}“{'、'.join(one.terms)}”" for one in matches)


_YEAR = re.compile(r"(?:19|20)\d{2}")
_MONTHS = 12


def as_of(figure: Figure, published: str | None) -> int | None:
    """The year that the figure is of: its period's last year, else the year of publication."""
    years = _YEAR.findall(figure.period.text) if figure.period else []
    if years:
        return int(years[-1])
    return int(published[:4]) if published else None


def find_stale(folder: Path, day: str) -> Iterator[str]:
    """A sentence for each figure that by the day is older than the sidecar allows; one that nothing is set, if so."""
    try:
        today, ledger = datetime.date.fromisoformat(day), folder / "ledger.json"
    except ValueError:
        raise UsageError(f"日期有误：{day}", hint="请写成 2026-05-20 这样") from None
    if not ledger.is_file():
        return
    outline = read_records(ledger).outline
    name = outline.source.name.rpartition(".")[0] + ".toml"
    places = (SEEDS / name, folder.parent.parent / "seeds" / name)
    sidecar = load_sidecar(next((path for path in places if path.is_file()), places[0]))
    if sidecar.stale_after is None:
        yield f"{name} 没有写 stale_after（几个月算过时），没有查数据的新旧"
        return
    publication = find_publication(outline, sidecar)
    for figure in outline.figures:
        year = as_of(figure, publication.date if publication else None)
        if year is not None and (today.year - year) * _MONTHS + today.month - _MONTHS > sidecar.stale_after:
            yield f"“{figure.words.text}”是 {year} 年的，到 {day} 已超过 {sidecar.stale_after} 个月"
