"""Words that a reader sees in a Word file or a page and that stand in no ordinary text; foreign parts of a page."""

from __future__ import annotations

import io
import zipfile

import pytest

from briefing.check.foreign import find_foreign, find_unreadable, fingerprint
from briefing.readers.docx import finished as word
from briefing.readers.docx.charts import Charts
from briefing.readers.finished import read_own
from briefing.readers.passages import FinishedFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    f'{W} xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def _word(body: str, **parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return packed.getvalue()


def _seen(content: bytes) -> str:
    return "\n".join(one.text for one in word.read_passages(content, "a.docx")[1] if one.channel == "text")


def _unreadable(content: bytes) -> list[str]:
    return [one.text for one in word.read_passages(content, "a.docx")[1] if one.channel == "unreadable"]


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ("<m:oMath><m:r><m:t>河谷面积</m:t></m:r></m:oMath>", "河谷面积"),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>",
            "3/4",
        ),
        ('<w:r><w:sym w:font="Arial" w:char="0039"/><w:sym w:font="Symbol" w:char="F031"/><w:t>家</w:t></w:r>', "91家"),
        ('<w:r><w:pict><v:shape><v:textpath string="新增90家"/></v:shape></w:pict></w:r>', "新增90家"),
        ("<w:r><w:drawing><a:sp><a:p><a:r><a:t>画里90家</a:t></a:r></a:p></a:sp></w:drawing></w:r>", "画里90家"),
        (
            "<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>后90家</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "后90家",
        ),
        (
            '<w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>8</w:t></w:r>',
            "10^8",
        ),
    ],
)
def test_what_word_draws_is_read(inner: str, words: str) -> None:
    assert words in _seen(_word(f"<w:p>{inner}</w:p>"))


def test_two_ways_to_draw_the_same_words_are_read_once() -> None:
    both = "<mc:Choice><w:t>一样</w:t></mc:Choice><mc:Fallback><w:t>一样</w:t></mc:Fallback>"

    assert _seen(_word(f"<w:p><w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>")) == "一样"


def test_a_diagram_is_read() -> None:
    data = "<d xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:p><a:r><a:t>图示90家</a:t></a:r></a:p></d>"

    assert "图示90家" in _seen(_word("<w:p/>", word__diagrams__data1=data))


@pytest.mark.parametrize(("marker", "shown"), [("不", "不支持新店"), ("•", "支持新店"), ("第%1条", "支持新店")])
def test_the_words_of_a_lists_marker_are_read_and_its_number_is_not(marker: str, shown: str) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="{marker}"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr></w:pPr><w:r><w:t>支持新店</w:t></w:r></w:p>'

    assert _seen(_word(item, word__numbering=numbering)) == shown


@pytest.mark.parametrize(
    "body",
    [
        '<w:altChunk r:id="rId9"/>',
        '<w:p><w:bdo w:val="rtl"><w:r><w:t>12</w:t></w:r></w:bdo></w:p>',
        "<w:p><w:r><w:instrText>INCLUDETEXT a.docx</w:instrText></w:r></w:p>",
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
    ],
)
def test_what_cannot_be_read_is_reported(body: str) -> None:
    assert _unreadable(_word(body))


C = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def _chart(axis: str, drawing: str = "") -> list[tuple[str, str]]:
    numbers = "<c:ser><c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>20</c:v></c:pt><c:pt idx='1'><c:v>50</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(
            "word/_rels/document.xml.rels", relations.format('<Relationship Id="c1" Target="charts/chart1.xml"/>')
        )
        package.writestr(
            "word/charts/_rels/chart1.xml.rels", relations.format('<Relationship Id="d1" Target="../drawings/d.xml"/>')
        )
        package.writestr(
            "word/drawings/d.xml", f"<c:userShapes {C}><a:p><a:r><a:t>{drawing}</a:t></a:r></a:p></c:userShapes>"
        )
        package.writestr(
            "word/charts/chart1.xml",
            f"<c:chartSpace {C}>{numbers}<c:valAx><c:scaling>{axis}</c:scaling></c:valAx><c:userShapes r:id='d1'/></c:chartSpace>",
        )
        return [(one.channel, one.text) for one in Charts(package, "word/document.xml", "a.docx").read("c1")]


def test_an_axis_that_begins_above_zero_is_told_and_one_at_zero_is_not() -> None:
    assert "distorted" in {channel for channel, _ in _chart("<c:min val='15'/>")}
    assert "distorted" not in {channel for channel, _ in _chart("<c:min val='0'/>")}


def test_words_drawn_into_a_chart_are_read() -> None:
    assert ("text", "图上90家") in _chart("<c:min val='0'/>", "图上90家")


def _page(body: str, head: str = "") -> FinishedFile:
    page = f"<!doctype html><html lang='zh'><head>{head}</head><body><p>溪桥区</p>{body}</body></html>"
    return read_own(page.encode(), "a.html")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>共<input value='90家'></p>", "共90家"),
        ("<iframe srcdoc='&lt;p&gt;框里90家&lt;/p&gt;'></iframe>", "框里90家"),
        ("<ol start='731'><li>家企业</li></ol>", "731 家企业"),
        ("<div><template shadowrootmode='open'><p>影里90家</p></template></div>", "影里90家"),
        ("<p>10<sup>8</sup>元</p>", "10^8元"),
        ("<style>p::after{content:'样式90家'}</style>", "样式90家"),
        ("<style>p::after{content:'\\6837 90'}</style>", "样90"),
        ("<p style=\"list-style-type:'90家'\">x</p>", "90家"),
        ("<noscript><p>无脚本90家</p></noscript>", "无脚本90家"),
    ],
)
def test_what_a_browser_draws_is_read(body: str, words: str) -> None:
    assert words in "\n".join(one.text for one in _page(body).passages if one.channel == "text")


@pytest.mark.parametrize("body", ["<meter value='0.9'></meter>", "<canvas></canvas>", "<p><bdo dir='rtl'>12</bdo></p>"])
def test_what_a_browser_draws_and_nobody_can_read_is_reported(body: str) -> None:
    assert {one.code for one in find_unreadable(_page(body))} == {"unreadable"}


def test_a_character_that_turns_the_direction_of_writing_is_reported() -> None:
    assert {one.code for one in find_unreadable(_page("<p>\u202e291\u202c公顷</p>"))} == {"unreadable"}


@pytest.mark.parametrize(
    "part",
    [
        "<script>x()</script>",
        "<style>p{color:red}</style>",
        "<link rel='stylesheet' href='a.css'>",
        "<p onclick='x()'>y</p>",
        "<a href='javascript:x()'>y</a>",
        "<img src='https://example.org/a.png'>",
        "<iframe src='b.html'></iframe>",
        "<p style='background:url(https://example.org/a)'>y</p>",
        "<meta http-equiv='refresh' content='0'>",
    ],
)
def test_a_foreign_part_of_a_page_is_found(part: str) -> None:
    assert {one.code for one in find_foreign(_page(part), frozenset())} == {"foreign"}


def test_our_own_script_and_style_are_known_whatever_their_white_space() -> None:
    own = frozenset({fingerprint("let a = 1;"), fingerprint("p { color: red }")})

    found = find_foreign(_page("<script>\n let a = 1;\n</script><style>p { color:  red }</style>"), own)

    assert list(found) == []


def test_a_picture_in_the_page_and_a_link_to_another_are_no_foreign_parts() -> None:
    page = _page("<img src='data:image/png;base64,AAAA'><a href='https://example.org'>来源</a><a href='#s1'>目录</a>")

    assert list(find_foreign(page, frozenset())) == []


PLAIN = "<w:r><w:t>本区</w:t></w:r>"
WHITE = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>最高</w:t></w:r>'


@pytest.mark.parametrize(
    "look",
    [
        "<w:vanish/>", "<w:strike/>", '<w:dstrike w:val="true"/>', '<w:sz w:val="2"/>', '<w:w w:val="1"/>', '<w:color w:val="FFFFFF"/>', '<w:color w:val="ffffff"/>',
        *(f'<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="{fill}"/>' for fill in ("auto", "FFFFFF", "EEF3FA")),
    ],
)  # fmt: skip
def test_words_that_word_shows_to_nobody_are_hidden(look: str) -> None:
    run = f"<w:r><w:rPr>{look}</w:rPr><w:t>最高</w:t></w:r>"
    content = _word(f"<w:p>{PLAIN}{run}<w:r><w:t>补助9万元</w:t></w:r></w:p>")

    passages = word.read_passages(content, "a.docx")[1]

    assert [(one.channel, one.text) for one in passages] == [("text", "本区补助9万元"), ("hidden", "最高")]


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>本区最高</w:t></w:r></w:p>',
        f'<w:p>{PLAIN}<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:fill="1F3864"/></w:rPr><w:t>最高</w:t></w:r></w:p>',
        f'<w:p>{PLAIN}<w:r><w:rPr><w:sz w:val="12"/></w:rPr><w:t>最高</w:t></w:r></w:p>',
        f'<w:p>{PLAIN}<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>最高</w:t></w:r></w:p>',
        f"<w:p>{PLAIN}<w:r><w:rPr><w:webHidden/></w:rPr><w:t>最高</w:t></w:r></w:p>",
        f'<w:p><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr>{PLAIN}{WHITE}</w:p>',
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr><w:p>{PLAIN}{WHITE}</w:p></w:tc></w:tr></w:tbl>',
    ],
)
def test_words_that_word_shows_on_a_ground_or_small_or_on_paper_are_read(body: str) -> None:
    assert _seen(_word(body)) == "本区最高"


def test_white_words_on_a_tint_are_hidden() -> None:
    tint = '<w:pPr><w:shd w:val="clear" w:fill="EEF3FA"/></w:pPr>'

    assert _seen(_word(f"<w:p>{tint}{PLAIN}{WHITE}</w:p>")) == "本区"


@pytest.mark.parametrize(
    "style",
    [
        "display: none", "visibility:hidden", "opacity:0", "opacity: 0.0;", "font-size:0", "font-size:1px", "color:#fff", "COLOR: White",
        "color:rgb(255, 255, 255)", "position:absolute;left:-9999px", "text-indent:-999em", "clip-path:inset(50%)", "transform: scale(0)",
        "font-size:0em", "font-size: 0.1rem", "color:transparent;background:#136", "color:white;background:white",
        "transform:scale(0.01)", "transform:scale(0, 1)", "text-decoration: line-through", "text-decoration-line:underline line-through",
    ],
)  # fmt: skip
def test_words_that_a_style_hides_on_a_page_are_hidden(style: str) -> None:
    passages = _page(f'<p>本区<span style="{style}">最高</span>补助9万元</p>').passages

    assert ("hidden", "最高") in [(one.channel, one.text) for one in passages]
    assert "最高" not in "".join(one.text for one in passages if one.channel == "text")


@pytest.mark.parametrize(
    "style",
    [
        "width:0%",
        "opacity:0.8",
        "font-size:10px",
        "color:#fff;background:#136",
        "background:linear-gradient(#136,#248);background-clip:text;color:transparent",
        "color:#fffacd",
        "left:-3px",
        "transform:scale(0.9)",
        "display:inline",
        "text-decoration:underline",
    ],
)
def test_words_in_another_style_are_read(style: str) -> None:
    passages = _page(f'<p>本区<span style="{style}">最高</span>补助9万元</p>').passages

    assert "本区最高补助9万元" in [one.text for one in passages if one.channel == "text"]


@pytest.mark.parametrize(
    ("ground", "channel"),
    [
        ('style="background:#1F3864"', "text"),
        ('style="background: #1F3864 none"', "text"),
        ('bgcolor="#1f3864"', "text"),
        ('style="background:rgb(20, 40, 80) url(a.png)"', "text"),
        ('style="background:#FFF"', "hidden"),
        ('style="background:#eef3fa"', "hidden"),
        ("", "hidden"),
    ],
)
def test_white_words_in_a_cell_are_read_where_its_ground_is_dark(ground: str, channel: str) -> None:
    cell = f'<td {ground}><p style="background:none"><span style="color:white">最高补助9万元</span></p></td>'

    passages = _page(f"<table><tr>{cell}</tr></table>").passages

    assert (channel, "最高补助9万元") in [(one.channel, one.text) for one in passages]


def test_cells_of_a_page_know_their_table_and_row() -> None:
    rows = "<thead><tr><th>名称</th></tr></thead><tbody><tr><td>甲<table><tr><td>内</td></tr></table></td></tr><tr><td>乙</td></tr></tbody>"
    passages = _page(f"<table>{rows}</table><p>后</p>").passages

    places = [(one.place, one.text) for one in passages if one.channel == "text" and one.part == "cell"]
    assert places == [("表1第1行", "名称"), ("表1第2行", "甲"), ("表2第1行", "内"), ("表1第3行", "乙")]


@pytest.mark.parametrize("tag", ["s", "del", "strike"])
def test_words_struck_through_on_a_page_are_no_longer_said(tag: str) -> None:
    passages = _page(f"<p>本区<{tag}>不</{tag}>补助9万元</p>").passages

    assert ("hidden", "不") in [(one.channel, one.text) for one in passages]


def test_small_words_over_others_are_read_with_them() -> None:
    passages = _page("<p><ruby>河南<rt>河西</rt></ruby>补助9万元</p>").passages

    assert "河南河西补助9万元" in [one.text for one in passages if one.channel == "text"]


def test_variables_of_a_word_file_are_searched_for_leaks() -> None:
    settings = f'<w:settings {W}><w:docVars><w:docVar w:name="x" w:val="不给外人看的话"/></w:docVars></w:settings>'

    passages = word.read_passages(_word("<w:p/>", word__settings=settings), "a.docx")[1]

    assert ("custom-xml", "不给外人看的话") in [(one.channel, one.text) for one in passages]
