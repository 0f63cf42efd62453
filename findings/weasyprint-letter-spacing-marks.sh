#!/usr/bin/env bash
# WeasyPrint 70.0 (with Pango 1.50): letter-spacing is added after characters without width, so that a break mark opens a gap.
#
# Guess before trying: <wbr>, U+200B, U+2060 and an unused soft hyphen show nothing, so that a spaced line looks the same with
# and without them: CSS Text says that letter-spacing ignores them "as if those characters did not exist", and Chromium 156
# gives 96px for all of these at 20px and 4px spacing. Seen: each mark takes a spacing of its own, as if it were a letter; the
# last of four characters begins at 84px instead of 72px, even by <wbr>, which WeasyPrint itself makes of U+200B. Without
# letter-spacing they add nothing, and U+200D never does (it makes one cluster with the character before it).
# A title set s p a c e d gets uneven gaps just where its breaks are guided; a negative spacing draws characters together there.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install weasyprint==70.0 pypdfium2==5.15.2 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import ctypes

import pypdfium2
import pypdfium2.raw as pdfium
import weasyprint
from weasyprint.text.ffi import pango

STYLE = "<style>@page { margin: 0 } body { margin: 0; font-size: 20px; letter-spacing: %s }</style>"

def last(mark: str, spacing: str) -> int:
    """Where the last character begins, in CSS pixels."""
    page = weasyprint.HTML(string=STYLE % spacing + "<body lang=zh>" + mark.join("年度报告")).write_pdf()
    text = pypdfium2.PdfDocument(page)[0].get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, text.count_chars() - 1, x, y)
    return round(x.value / 0.75)

print("Pango", pango.pango_version())
seen = {}
for mark in ["", "<wbr>", "&#x200B;", "&#x2060;", "&shy;", "&#x200D;"]:
    seen[mark] = last(mark, "0"), last(mark, "4px"), last(mark, "-4px")
    print(f"{mark or 'no mark':9} no spacing {seen[mark][0]}px, 4px {seen[mark][1]}px, -4px {seen[mark][2]}px")
assert seen[""] == seen["&#x200D;"] == (60, 72, 48), "the plain line has changed"
for mark in ["<wbr>", "&#x200B;", "&#x2060;", "&shy;"]:
    assert seen[mark] == (60, 84, 36), "WeasyPrint or Pango has changed"
PYTHON
echo "weasyprint 70.0: as described"
