"""Figures that have grown old: older on a given day than the sidecar's `stale_after` months."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from briefing.config.sidecar import load_sidecar
from briefing.document.dates import find_publication
from briefing.errors import UsageError
from briefing.outline.load import SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.outline.model import Figure

_YEAR = re.compile(r"(?:19|20)\d{2}")
_MONTHS = 12


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"日期有误：{text}", hint="请写成 2026-05-20 这样") from None


def as_of(figure: Figure, published: str | None) -> int | None:
    """The year that the figure is of: its period's last year, else the year of publication."""
    years = _YEAR.findall(figure.period.text) if figure.period else []
    if years:
        return int(years[-1])
    return int(published[:4]) if published else None


def find_stale(folder: Path, day: str) -> Iterator[str]:
    """A sentence for each figure that by the day is older than the sidecar allows; one that nothing is set, if so."""
    from briefing.check.reference import read_records

    today, ledger = _day(day), folder / "ledger.json"
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
