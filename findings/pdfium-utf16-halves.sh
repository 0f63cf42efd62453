#!/usr/bin/env bash
# pypdfium2 5.15.2 (PDFium): FPDFText_GetUnicode gives UTF-16 code units, and counts them as characters.
#
# Guess before trying: the function takes a character's index and returns its code point ("unsigned int" is wide enough),
# so that chr() of it is the character. Seen: a character beyond U+FFFF (Hong Kong's 𨋢, a lift) is two characters to
# PDFium, each half a surrogate pair; chr() of them makes a string that cannot be encoded as UTF-8. The page's
# get_text_range() joins them, so that code which reads character by character meets it late.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install pypdfium2==5.15.2 weasyprint==70.0 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import pypdfium2
import pypdfium2.raw as pdfium
import weasyprint

content = weasyprint.HTML(string="<html lang=zh-HK><body>裝\U000282E2三部</body></html>").write_pdf()
page = pypdfium2.PdfDocument(content)[0].get_textpage()
units = [pdfium.FPDFText_GetUnicode(page, index) for index in range(page.count_chars())]
print([hex(unit) for unit in units], page.get_text_range())
halves = [unit for unit in units if 0xD800 <= unit <= 0xDFFF]
assert [hex(unit) for unit in halves] == ["0xd860", "0xdee2"], "PDFium has changed"
assert "\U000282E2" in page.get_text_range()
PYTHON
echo "pypdfium2 5.15.2: as described"
