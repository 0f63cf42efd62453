#!/usr/bin/env bash
# WeasyPrint 70.0: a table that is pushed whole to the next page takes along the footnotes of the page that it leaves.
#
# Guess before trying: what a page calls with footnote-policy: line stands at its foot, and rows that do not fit and may not break only
# leave the page; what was tried of them changes nothing on it.
# Seen: while the lines of a cell are tried at the foot of a page, one that may break after itself, but not before, first gets room by
# reporting the page's footnotes to the next page (layout/block.py, _linebox_layout). The row is then pushed, since it may not break
# inside, but the notes are not laid out again: they stand a page behind their calls. It depends on how much room the row meets, so that
# most pages are right. `td p { orphans: 99 }` forbids the trial, and with it the notes stay.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q weasyprint==70.0 pypdf==6.4.0
"$work/venv/bin/python" - <<'PYTHON'
import io

import weasyprint
from pypdf import PdfReader

CSS = """
@page { size: 105mm 148mm; margin: 12mm }
html { font: 10pt/1.5 sans-serif; orphans: 2; widows: 2 }
.note { float: footnote; footnote-policy: line }
tr { break-inside: avoid }
"""
SENTENCE = "<p>CALL of a note.<span class=note>NOTE</span></p>"
ROW = "<tr><td><p>ROW " + "words that fill a cell " * 9 + "</p></td></tr>"


def pages_of_note(css: str, fillers: int) -> set[int]:
    html = f"<style>{CSS}{css}</style>{SENTENCE}{'<p>f</p>' * fillers}<table>{ROW * 2}</table>"
    pdf = PdfReader(io.BytesIO(weasyprint.HTML(string=html).write_pdf()))
    texts = {number: page.extract_text() for number, page in enumerate(pdf.pages, 1)}
    assert "CALL" in texts[1], texts
    return {number for number, text in texts.items() if "NOTE" in text}


moved = [fillers for fillers in range(6, 20) if pages_of_note("", fillers) != {1}]
kept = [fillers for fillers in range(6, 20) if pages_of_note("td p { orphans: 99 }", fillers) != {1}]
print("WeasyPrint", weasyprint.__version__, "- note on another page with so many lines before the table:", moved, "- with orphans of 99:", kept)
assert moved and not kept, "WeasyPrint has changed"
PYTHON
echo "WeasyPrint's notes of a pushed table: as described"
