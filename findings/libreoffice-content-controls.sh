#!/usr/bin/env bash
# LibreOffice 7.4.7 (Debian 4:7.4.7-1+deb12u14): what is left of a .docx's content controls once it is saved again depends on the kind of
# control and on the script of its words. An inline rich-text one loses its name, tag and number; every other kind has its Chinese
# words written four times, in three controls, and its Latin words once.
#
# Guess before trying: a control's w:alias, w:tag and w:id are what programs find it by (ISO/IEC 29500-1 §17.5.2); LibreOffice has
# content controls since 7.4 and shows these, so it saves the three together or none, and the words, of whatever script, as they
# are. Seen: of an inline rich-text control nothing but w:showingPlcHdr is left, and a bookmark that began before it begins within it
# and still ends behind it. An inline plain-text one and one that is a block of its own keep the alias, with a new id and without
# the tag and w:showingPlcHdr, and “点此填写” in them comes back as 点此填写点此填写点此填写点此填写, filled in or showing a prompt; the screen has it
# once before saving. A form whose fields are found by tag has none after one round, and no kind keeps name and Chinese words.
set -eu
version=4:7.4.7-1+deb12u14
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
if [ "$(dpkg-query -W -f '${Version}' libreoffice-writer 2>/dev/null)" != "$version" ]; then
  # Its packages cannot be used from a folder; this needs to be root.
  apt-get install -qq -y --no-install-recommends "libreoffice-writer=$version" >/dev/null
fi
soffice --version
python3 - <<'PYTHON'
import pathlib
import re
import subprocess
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "application/vnd.openxmlformats"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

def control(name: str, words: str) -> str:
    """A content control: `plain` or `rich` text, `inline` or a `block` of its own, with a `prompt` or filled in."""
    flags = ("<w:showingPlcHdr/>" if "prompt" in name else "") + ("<w:text/>" if "plain" in name else "")
    run = f"<w:r><w:t>{words}</w:t></w:r>"
    held = f"<w:p>{run}</w:p>" if "block" in name else run
    return f'<w:sdt><w:sdtPr><w:alias w:val="Phone"/><w:tag w:val="phone"/><w:id w:val="1234"/>{flags}</w:sdtPr><w:sdtContent>{held}</w:sdtContent></w:sdt>'

def saved(name: str, words: str) -> str:
    """The body of a file with one such control, as LibreOffice saves it again."""
    made = control(name, words)
    if "inline" in name:
        made = f'<w:p><w:r><w:t>Call: </w:t></w:r><w:bookmarkStart w:id="7" w:name="number"/>{made}<w:bookmarkEnd w:id="7"/><w:r><w:t>.</w:t></w:r></w:p>'
    with zipfile.ZipFile("a.docx", "w") as file:
        file.writestr("[Content_Types].xml", f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="{TYPES}-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{TYPES}-officedocument.wordprocessingml.document.main+xml"/></Types>')
        file.writestr("_rels/.rels", f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        file.writestr("word/document.xml", f"{HEAD}<w:document {W}><w:body>{made}<w:p><w:r><w:t>End</w:t></w:r></w:p></w:body></w:document>")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{pathlib.Path.cwd()}/profile", "--headless", "--convert-to", "docx", "--outdir", "saved", "a.docx"], check=True, capture_output=True)
    with zipfile.ZipFile("saved/a.docx") as file:
        return file.read("word/document.xml").decode()

NAMES = ("inline rich", "inline rich prompt", "inline plain prompt", "block rich prompt", "block plain prompt")
for name in NAMES:
    xml = saved(name, "fill in")
    properties = re.search(r"<w:sdtPr>(.*?)</w:sdtPr>", xml)[1]
    kept = [key for key in ("alias", "tag", "id", "showingPlcHdr") if f"<w:{key}" in properties]
    print(f"{name:20}", "kept:", kept)
    if name.startswith("inline rich"):
        assert kept == (["showingPlcHdr"] if "prompt" in name else []), "LibreOffice has changed"
    else:
        assert kept == ["alias", "id"] and 'w:val="1234"' not in properties, "LibreOffice has changed"
    if "inline" in name:
        where = [xml.index(f"<w:{part}") for part in ("sdtContent>", "bookmarkStart", "bookmarkEnd")]
        assert where == sorted(where) and xml.index("</w:sdtContent>") < where[2], "LibreOffice has changed"

for name in ("inline rich prompt", "inline rich", "inline plain prompt", "inline plain", "block rich prompt", "block rich", "block plain"):
    times = {words: len(re.findall(f"<w:t(?: [^>]*)?>{words}</w:t>", saved(name, words))) for words in ("点此填写", "fill in")}
    print(f"{name:20}", times)
    assert times == {"点此填写": 1 if name.startswith("inline rich") else 4, "fill in": 1}, "LibreOffice has changed"
PYTHON
