#!/usr/bin/env bash
# lxml 6.1.3's HTML parser loses the words of deeply nested elements without an exception.
#
# Guess before trying: past its limit of nesting the parser raises XMLSyntaxError, as etree.XMLParser does, or flattens
# the elements and keeps their words, as browsers do (Chromium keeps 512 levels and puts the rest beside each other).
# Seen: with the default huge_tree=False the words at that depth and all that follow them are left out, the call returns
# a tree, and only parser.error_log tells (ERR_RESOURCE_LIMIT): of a page of 300 levels nothing is left but empty elements.
# Saved pages of older Chinese portals with unclosed <font> and <div> elements reach such depths.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install lxml==6.1.3 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
from lxml import etree

def words(depth: int, **options: bool) -> tuple[str, list[str]]:
    parser = etree.HTMLParser(encoding="utf-8", **options)
    page = "<html><body>" + "<div>" * depth + "深处的话" + "</div>" * depth + "<p>后面的话</p></body></html>"
    root = etree.fromstring(page.encode(), parser)
    return "".join(root.itertext()), [entry.type_name for entry in parser.error_log]

for depth, options in [(200, {}), (300, {}), (300, {"huge_tree": True})]:
    print(depth, options, *words(depth, **options))
assert words(200) == ("深处的话后面的话", [])
text, errors = words(300)
assert text == "" and errors == ["ERR_RESOURCE_LIMIT"]
assert words(300, huge_tree=True)[0] == "深处的话后面的话"
PYTHON
echo "lxml 6.1.3: as described"
