"""The numbers of a table that Word is to draw as bars."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from briefing.document.model import FigureRun, FromEditor, FromSource, plain
from briefing.text.number_formats import find_format

if TYPE_CHECKING:
    from briefing.document.model import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: what it is of, its number, the format that shows the number as `label`, and the fact that it states."""

    name: str
    value: Decimal
    code: str
    label: str
    fact: str | None


def bars_of(table: Table) -> tuple[Bar, ...]:
    """The bars of a table; none where it is no chart, or where no number format shows what the source prints.

    Numbers are drawn as they are printed, so that they must be of one unit in print too (no 亿元 beside 万元).
    """
    numbers = [[run for line in row[-1] for run in line] for row in table.rows] if table.bars else []
    stated = [figure for runs in numbers if (figure := next((run for run in runs if isinstance(run, FigureRun)), None))]
    if len(stated) < len(table.rows) or len({figure.unit for figure in stated}) != 1:
        return ()
    bars = [_bar("".join(map(plain, row[0])), figure) for row, figure in zip(table.rows, stated, strict=True)]
    drawn = tuple(bar for bar in bars if bar is not None)
    return drawn if len(drawn) == len(bars) else ()


def _bar(name: str, figure: FigureRun) -> Bar | None:
    try:
        value = Decimal(figure.numeral.replace(",", ""))
    except InvalidOperation:
        return None
    code = find_format(value, figure.before, figure.numeral, figure.unit)
    fact = figure.origin.fact if isinstance(figure.origin, FromSource | FromEditor) else None
    return Bar(name=name, value=value, code=code, label=figure.text, fact=fact) if code else None
