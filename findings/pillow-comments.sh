#!/usr/bin/env bash
# Pillow 13.0.0 writes the comment of a JPEG or a GIF again, which nobody asked it to write, from a copy of the picture, too.
#
# Guess before trying: `save` writes what it is given; notes that are not passed on (exif, pnginfo, comment) are left out, as they
# are for PNG. Seen: the comment is kept in `info`, `copy()` copies `info`, and both writers take it from there. Whoever saves a
# picture anew to be rid of its notes has to clear `info`.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install pillow==13.0.0 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import io

from PIL import Image, PngImagePlugin


def saved_anew(content: bytes, kind: str, *, clear: bool = False) -> bytes:
    image = Image.open(io.BytesIO(content)).copy()
    if clear:
        image.info = {}
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


notes = PngImagePlugin.PngInfo()
notes.add_text("Author", "somebody")
for kind, options, stays in [
    ("PNG", {"pnginfo": notes}, False),
    ("JPEG", {"comment": b"somebody"}, True),
    ("GIF", {"comment": b"somebody"}, True),
]:
    stream = io.BytesIO()
    Image.new("L", (4, 4)).save(stream, kind, **options)
    seen = b"somebody" in saved_anew(stream.getvalue(), kind), b"somebody" in saved_anew(stream.getvalue(), kind, clear=True)
    print(f"{kind}: the note is there after saving a copy: {seen[0]}; with `info` cleared: {seen[1]}")
    assert seen == (stays, False), "Pillow has changed"
PYTHON
echo "pillow 13.0.0: as described"
