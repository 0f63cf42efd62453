"""Charts of a Word file: each a part of its own, and the workbook that Word opens when somebody edits its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart

from briefing.document.model import plain
from briefing.writers.docx.chart_markup import ChartLook, chart_drawing, chart_space, name_workbook
from briefing.writers.docx.workbook import write_workbook
from briefing.writers.docx.xml import w

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.config.templates import Overlay
    from briefing.document.model import Table
    from briefing.writers.docx.bars import Bar
    from briefing.writers.docx.xml import Element


@dataclass
class Charts:
    """The charts of the part that is the document, numbered in their order; `font` is their workbooks'."""

    main: Part
    look: ChartLook
    font: str
    overlay: Overlay
    _count: int = 0

    def draw(self, table: Table, bars: Sequence[Bar], title: str) -> Element:
        """A run with a chart of the bars of a table, called `title` to who cannot see it."""
        self._count += 1
        header, package = [plain(line) for line in table.header], self.main.package
        root = chart_space(header[-1], bars, self.look, self.overlay)
        chart = XmlPart(PackURI(f"/word/charts/chart{self._count}.xml"), CT.DML_CHART, root, package)
        name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._count}.xlsx")
        book = Part(name, CT.SML_SHEET, write_workbook(header, bars, self.font), package)
        name_workbook(root, chart.relate_to(book, RT.PACKAGE))
        relationship = self.main.relate_to(chart, RT.CHART)
        words = "、".join(f"{bar.name} {bar.label}" for bar in bars)
        drawing = chart_drawing(self._count, relationship, self.look.size(bars))
        for one in drawing.iter("{*}docPr"):
            one.set("title", title)
            one.set("descr", words)
        return w("r", w("drawing", drawing))
