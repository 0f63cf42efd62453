"""Words that a reader sees and that stand in no ordinary text, and what makes a page say something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree, html

from mutations.files import W, Web, Word
from mutations.kinds import Change, in_every_script

if TYPE_CHECKING:
    from mutations.kinds import Maker, Scene

_SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_IN_WORD = {
    "equation": "<m:oMath><m:r><m:t>{words}</m:t></m:r></m:oMath>",
    "word art": '<w:r><w:pict><v:shape><v:textpath string="{words}"/></v:shape></w:pict></w:r>',
    "shape": "<w:r><w:drawing><a:sp><a:p><a:r><a:t>{words}</a:t></a:r></a:p></a:sp></w:drawing></w:r>",
    "fallback": "<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>{words}</w:t></mc:Fallback></mc:AlternateContent></w:r>",
    "symbols": "<w:r><w:t>{before}</w:t>{symbols}<w:t>{unit}</w:t></w:r>",
    "override": "<w:r><w:t>\u202e{words}\u202c</w:t></w:r>",
    "turned": '<w:bdo w:val="rtl"><w:r><w:t>{words}</w:t></w:r></w:bdo>',
}
_IN_PAGE = {
    "field": '<p>{before}<input value="{number}{unit}"></p>',
    "frame": '<iframe srcdoc="{words}"></iframe>',
    "list": '<ol start="{number}"><li>{unit}{after}</li></ol>',
    "meter": '<p>{before}<meter value="0.9"></meter></p>',
    "shadow root": '<div><template shadowrootmode="open"><p>{words}</p></template></div>',
    "raised": "<p>{before}10<sup>{number}</sup>{unit}</p>",
    "script": "<script>document.title='{words}'</script>",
    "handler": '<p onclick="this.hidden=true">x</p>',
    "style": "<style>.x::before{{content:'{words}'}}</style>",
    "plain style": "<style>p{{color:#222}}</style>",
    "sheet": '<link rel="stylesheet" href="https://example.com/a.css">',
    "picture": '<img src="https://example.com/a.png" alt="">',
}


def _parts(scene: Scene) -> dict[str, str]:
    number = str(scene.rng.randint(1100, 99000))
    parts = {"before": "新增企业", "number": number, "unit": "家", "after": "企业落户"}
    parts = {key: in_every_script(one)[0 if scene.script == "zh-Hans" else 2] for key, one in parts.items()}
    symbols = "".join(f'<w:sym w:font="Arial" w:char="{ord(one):04X}"/>' for one in number)
    return {**parts, "symbols": symbols, "words": parts["before"] + number + parts["unit"]}


def in_word(scene: Scene) -> Change | None:
    """An invented number where Word shows it and no run of text holds it."""
    if not isinstance(scene.file, Word):
        return None
    kind = scene.rng.choice([*_IN_WORD, "marker", "diagram", "chunk"])
    parts = _parts(scene)
    if kind == "diagram":
        a = "http://schemas.openxmlformats.org/drawingml/2006/main"
        xml = f'<d xmlns:a="{a}"><a:p><a:r><a:t>{parts["words"]}</a:t></a:r></a:p></d>'
        scene.file.members["word/diagrams/data1.xml"] = xml.encode()
    elif kind == "marker":
        numbering = scene.file.members["word/numbering.xml"].decode()
        scene.file.members["word/numbering.xml"] = numbering.replace('"•"', f'"{parts["words"]}，"').encode()
        if (
            "numPr" not in etree.tostring(scene.file.trees["word/document.xml"], encoding="unicode")
            and "ListBullet" not in numbering
        ):
            return None
    else:
        inner = '<w:altChunk r:id="rId990"/>' if kind == "chunk" else f"<w:p>{_IN_WORD[kind].format(**parts)}</w:p>"
        scene.file.body.insert(3, etree.fromstring(f"<root {_SPACES}>{inner}</root>")[0])
    return Change(before=kind, after=parts["words"])


def in_page(scene: Scene) -> Change | None:
    """An invented number, or a foreign part, where a browser shows or runs it."""
    if not isinstance(scene.file, Web):
        return None
    kind = scene.rng.choice(list(_IN_PAGE))
    parts = _parts(scene)
    fragment = html.fragment_fromstring(_IN_PAGE[kind].format(**parts))
    scene.file.root.find(".//main").append(fragment)
    return Change(before=kind, after=parts["words"])


def axis(scene: Scene) -> Change | None:
    """A chart whose axis no longer begins at zero."""
    if not isinstance(scene.file, Word):
        return None
    charts = sorted(name for name in scene.file.members if name.startswith("word/charts/chart"))
    if not charts:
        return None
    name = scene.rng.choice(charts)
    scene.file.members[name] = scene.file.members[name].replace(b'<c:min val="0"/>', b'<c:min val="1.5"/>')
    return Change(before=name, after="1.5")


FALSE_DRAWN: dict[str, Maker] = {"drawn: Word": in_word, "drawn: page": in_page, "drawn: axis": axis}
