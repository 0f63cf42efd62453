#!/usr/bin/env bash
# WeasyPrint 70.0 computes calc() elsewhere, but not for a font-size in em, rem or ch.
#
# Guess before trying: font-size: calc(1rem * 1.5) is 1.5rem. The documentation says "All the mathematical functions (calc()...)
# are supported"; 1.5rem is understood as a font-size, calc(1rem * 1.5) as a padding, and calc(20px * 1.5), calc(150% * 1) and
# calc(1vw * 2) as a font-size. Seen: with a unit relative to the font the declaration is dropped with the warning "Invalid math
# function", and the text has its parent's size; max(1rem, 30px) likewise, even though 30px is the larger. The font-size is asked
# for while it is being computed, and the RecursionError this gives is swallowed. Chromium 156 computes all of them.
# A stylesheet that scales its sizes by calc(1rem * var(--scale)) prints with one size everywhere.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install weasyprint==70.0 pypdfium2==5.15.2 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import ctypes
import logging

import pypdfium2
import pypdfium2.raw as pdfium
import weasyprint

warnings: list[str] = []
logger = logging.getLogger("weasyprint")
logger.handlers = [logging.Handler()]
logger.handlers[0].emit = lambda record: warnings.append(record.getMessage())

def drawn(declaration: str) -> tuple[float, float]:
    """The size and the place of a letter, in CSS pixels."""
    style = "@page { margin: 0 } html { font-size: 20px } body, p { margin: 0 } p { %s }" % declaration
    page = weasyprint.HTML(string=f"<style>{style}</style><body><p>x</p>").write_pdf()
    text = pypdfium2.PdfDocument(page)[0].get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, 0, x, y)
    return round(pdfium.FPDFText_GetFontSize(text, 0), 1), round(x.value / 0.75, 1)

for declaration, seen, refused in [
    ("font-size: 1.5rem", (30, 0), False),
    ("font-size: calc(20px * 1.5)", (30, 0), False),
    ("font-size: calc(150% * 1)", (30, 0), False),
    ("font-size: calc(1vw * 2)", (15.9, 0), False),
    ("padding-left: calc(1rem * 1.5)", (20, 30), False),
    ("font-size: calc(1rem * 1.5)", (20, 0), True),
    ("font-size: calc(1em * 1.5)", (20, 0), True),
    ("font-size: calc(3ch)", (20, 0), True),
    ("font-size: max(1rem, 30px)", (20, 0), True),
]:
    warnings.clear()
    size, place = drawn(declaration)
    print(f"{declaration}: size {size}, from {place};", *warnings)
    assert (size, place) == seen, "WeasyPrint has changed"
    assert any("Invalid math function" in warning for warning in warnings) == refused
PYTHON
echo "weasyprint 70.0: as described"
