"""The workbook behind a chart: what Word opens when somebody edits the chart's numbers (编辑数据)."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.writers.docx.bars import Bar

SHEET = "Sheet1"
# XlsxWriter would write the clock's time; it takes no time zones.
_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001 - as said above
_FONT_SIZE = 11
# A column's width is in digits, of which a Han character takes two.
_HAN, _LEAST, _MOST = 2, 12, 60


def write_workbook(header: Sequence[str], bars: Sequence[Bar], font: str) -> bytes:
    """One sheet with a row for each bar, its number shown as in the chart; the same bars give the same bytes.

    The number that states a fact has a name (`_fact_f2_1`), as the fact has a bookmark in the text.
    """
    import xlsxwriter

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": font, "font_size": _FONT_SIZE},
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": _UNDATED})
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, 0, min(_MOST, max(_LEAST, *(len(bar.name) * _HAN for bar in bars))))
        sheet.set_column(1, 1, _LEAST)
        sheet.write_row(0, 0, header, book.add_format({"bold": True}))
        for row, bar in enumerate(bars, 1):
            sheet.write_string(row, 0, bar.name)
            sheet.write_number(row, 1, bar.value, book.add_format({"num_format": bar.code}))
            if bar.fact:
                book.define_name(f"_fact_{bar.fact}_1", f"={SHEET}!$B${row + 1}")
    return stream.getvalue()
