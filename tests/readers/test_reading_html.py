"""A web page becomes its article: whole, line by line, without what pages have around it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from briefing.errors import SourceError
from briefing.readers import read
from briefing.readers.html.source import extract

AROUND = '<div class="nav"><ul><li><a href="/a">首页</a></li><li><a href="/b">要闻</a></li></ul></div>'
FOOT = '<div class="footer"><p>关于我们 | 联系我们 | 法律声明，未经许可，不得转载。</p></div>'
WORDS = (
    "全年新增企业三百家，增长5%左右，全力做好服务。",
    "下一步，一是抓项目，二是抓招商，三是抓人才。",
    "“没有最好，只有更好。”林某说。",
)


def page_of(body: str, *, title: str = "某区区长谈服务", head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body>{body}</body></html>".encode()


TITLE = "某区区长谈服务"


def lines_of(page: bytes) -> list[str]:
    return extract(page, "a.html").text.split("\n")


def body_of(page: bytes) -> list[str]:
    """The lines without the title that the page's head gives."""
    lines = lines_of(page)
    return lines[1:] if lines[0] == TITLE else lines


def paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>　　{words}</{tag}>" for words in WORDS)


def test_the_article_is_taken_and_what_is_around_it_is_not() -> None:
    body = f'{AROUND}<div class="main"><h1>某区区长谈服务</h1><div class="content">{paragraphs()}</div></div>{FOOT}'

    assert lines_of(page_of(body)) == ["某区区长谈服务", *WORDS]


def test_what_stands_between_headline_and_article_stays() -> None:
    body = f"{AROUND}<h1>某区区长谈服务</h1><div>2024年5月6日 来源：某报</div><div>{paragraphs()}</div>{FOOT}"

    assert lines_of(page_of(body)) == ["某区区长谈服务", "2024年5月6日 来源：某报", *WORDS]


def test_a_headline_that_only_the_pages_title_knows_is_found() -> None:
    cells = (
        f"<tr><td>{AROUND}</td></tr><tr><td>某区区长谈服务</td></tr><tr><td><div>{'<br>'.join(WORDS)}</div></td></tr>"
    )

    lines = lines_of(page_of(f"<table>{cells}</table>{FOOT}", title="某区区长谈服务_某区政府网"))

    assert lines == ["某区区长谈服务", *WORDS]


def test_a_bold_word_does_not_break_its_sentence() -> None:
    body = "<article><p>全年增长<b>5.2%</b>，<em>新增</em><span>企业</span>三百家。</p><p>出口达到<i>56</i>亿元，好于预期。</p></article>"

    assert body_of(page_of(body)) == ["全年增长5.2%，新增企业三百家。", "出口达到56亿元，好于预期。"]


def test_nested_sections_are_lines_of_their_own() -> None:
    assert body_of(
        page_of(
            f"<div id='content'>{''.join(f'<section><section><span>{w}</span></section></section>' for w in WORDS)}</div>"
        )
    ) == list(WORDS)


def test_lists_quotations_captions_and_tables_are_kept() -> None:
    body = (
        f"<main>{paragraphs()}<ul><li>新增企业300家；</li></ul><ol><li>抓项目。</li><li>抓服务。</li></ol>"
        "<blockquote>“只有更好。”</blockquote><figure><img alt='图'><figcaption>园区一角。王某 摄</figcaption></figure>"
        "<table><tr><th>指标</th><th>数值</th></tr><tr><td>出口</td><td>56亿元</td></tr></table></main>"
    )

    assert body_of(page_of(body))[3:] == [
        "新增企业300家；",
        "1. 抓项目。",
        "2. 抓服务。",
        "“只有更好。”",
        "园区一角。王某 摄",
        "指标\t数值",
        "出口\t56亿元",
    ]


def test_line_ends_of_the_file_are_not_spaces_between_chinese_characters() -> None:
    page = page_of(
        "<article><p>全年新增企业\n   三百家，AI\n企业占一半。</p><p>王某 摄影，增长5%，好于预期目标。</p></article>"
    )

    assert body_of(page) == ["全年新增企业三百家，AI 企业占一半。", "王某 摄影，增长5%，好于预期目标。"]


def test_what_a_browser_does_not_show_is_left_out() -> None:
    hidden = "<script>var 数=1;</script><style>p{}</style><p style='display: none'>看不见，读不到，听不着，想不起。</p><p hidden>也看不见。</p>"

    assert body_of(page_of(f"<article>{hidden}{paragraphs()}<!-- 注释 --></article>")) == list(WORDS)


def test_links_around_the_article_are_left_out_and_links_in_sentences_are_not() -> None:
    body = f"<article>{paragraphs()}<p>详见<a href='/x'>《实施方案》</a>，下月施行。</p><ul><li><a href='/y'>上一篇：某区开会</a></li></ul></article>"

    assert body_of(page_of(body)) == [*WORDS, "详见《实施方案》，下月施行。"]


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("GBK", "gb18030"), ("utf-8", "gb18030"), ("no-such", "utf-8")]
)
def test_the_page_is_read_in_the_encoding_it_is_in(tmp_path: Path, declared: str, encoding: str) -> None:
    path = tmp_path / "页.html"
    page = page_of(
        f"<article>{paragraphs()}<p>其中有生僻的喆、镕、〇。</p></article>", head=f"<meta charset={declared}>"
    )
    path.write_bytes(page.decode().encode(encoding))

    source = read(path)

    assert source.text.split("\n") == [TITLE, *WORDS, "其中有生僻的喆、镕、〇。"]
    assert source.encoding == "html"


def test_a_page_of_big5_is_read() -> None:
    page = page_of(
        "<article><p>問：今年的目標是甚麼，如何達到？</p><p>答：做好服務，增加企業三百家。</p></article>",
        title="專訪",
        head="<meta charset=big5>",
    )

    assert lines_of(page.decode().encode("big5hkscs"))[1] == "答：做好服務，增加企業三百家。"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000 + "中文",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;" * 9,
        "<p>" * 20_000,
        "<a href='",
        "",
        "<frameset><frame></frameset>",
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "页.html"
    path.write_bytes(page_of(body))

    with pytest.raises(SourceError):
        read(path)


def test_a_page_of_entities_is_read_as_the_words_they_stand_for() -> None:
    body = "<article><p>&#20840;&#24180;增长&ldquo;5%&rdquo;，好于预期&hellip;&hellip;</p></article>"

    assert body_of(page_of(body)) == ["全年增长“5%”，好于预期……"]


def inline(words: str, *, lang: str = "zh-Hans") -> str:
    """The one line that the words make in an article."""
    return body_of(page_of(f'<article lang="{lang}">{paragraphs()}<p>{words}</p></article>'))[-1]


def codes_of(page: bytes) -> list[str]:
    return [notice.code for notice in extract(page, "a.html").notices]


def kinds_of(page: bytes) -> list[tuple[str | None, str]]:
    """Each line with the kind that the page's structure gives it."""
    found = extract(page, "a.html")
    marks = {mark.span.start: mark for mark in found.marks}
    kinds, start = [], 0
    for line in found.text.split("\n"):
        mark = marks.get(start)
        kinds.append((mark.kind + str(mark.level or "") if mark else None, line))
        start += len(line) + 1
    return kinds


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("zh-CN", "他说：“要<‘快’>，要好”。"),
        ("zh-TW", "他说：「要<『快』>，要好」。"),
        ("zh-Hant-HK", "他说：「要<『快』>，要好」。"),
    ],
)
def test_quotations_get_the_marks_that_a_browser_prints(lang: str, expected: str) -> None:
    words = inline("他说：<q>要&lt;<q>快</q>&gt;，要好</q>。", lang=lang)

    assert words == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('"「" "」" "『" "』"', "他说：「要『快』，要好」。"),
        ('"「" "」"', "他说：「要「快」，要好」。"),
        ("none", "他说：要快，要好。"),
    ],
)
def test_a_rule_of_the_page_gives_quotations_their_marks(rule: str, expected: str) -> None:
    head = f'<meta charset="utf-8"><style>q {{ quotes: {rule}; }}</style>'
    body = f"<div><p>他说：<q>要<q>快</q>，要好</q>。</p>{paragraphs()}</div>"

    assert body_of(page_of(body, head=head)) == [expected, *WORDS]


def test_a_quotation_with_marks_of_its_own_gets_no_second_pair() -> None:
    assert inline("他说：<q>“要快，要好，要办成。”</q>") == "他说：“要快，要好，要办成。”"
    assert inline("他说：“<q>要快，要好，要办成。</q>”") == "他说：“要快，要好，要办成。”"
    assert inline("他说<b>的</b>：「<q>要快。</q>」") == "他说的：「要快。」"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("税收达到860<sup>3</sup>亿元，好于预期。", "税收达到860亿元，好于预期。"),
        ("税收大增<sup><a href='#n'>[12]</a></sup>，好于预期。", "税收大增，好于预期。"),
        ("税收达到860亿元<sup>ii</sup>，好于预期。", "税收达到860亿元，好于预期。"),
        ("厂房有35万m<sup>2</sup>，水有9米<sup>3</sup>。", "厂房有35万m²，水有9米³。"),
        ("存量为10<sup>8</sup>吨，很多。", "存量为10⁸吨，很多。"),
        ("减少了CO<sub>2</sub>，很多。", "减少了CO₂，很多。"),
        ("PM<sub>2.5</sub>为30微克，达标。", "PM2.5为30微克，达标。"),
        ("产品叫明河<sup>®</sup>，畅销。", "产品叫明河®，畅销。"),
    ],
)
def test_raised_and_lowered_figures_never_become_digits_of_a_number(markup: str, expected: str) -> None:
    assert inline(markup) == expected


def test_note_calls_that_were_left_out_are_told_once() -> None:
    page = page_of(f"<article>{paragraphs()}<p>税收860<sup>1</sup>亿元，出口56<sup>2</sup>亿元。</p></article>")

    assert codes_of(page).count("note-calls-left-out") == 1


def test_struck_out_words_are_left_out_and_told_and_inserted_ones_read() -> None:
    page = page_of(
        f"<article>{paragraphs()}<p>门票<del>每人90元</del><ins>每人60元</ins>，<s>已停</s>照常。</p></article>"
    )

    assert body_of(page)[-1] == "门票每人60元，照常。"
    assert "page-struck-out" in codes_of(page)


def test_readings_over_characters_break_points_and_pictures_words_are_not_read() -> None:
    words = "走进<ruby>埇<rp>（</rp><rt>yǒng</rt><rp>）</rp></ruby>桥，<img alt='一张图'>高<wbr>科<wbr>技&nbsp;多。"

    assert inline(words) == "走进埇桥，高科技 多。"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "<ol start='3'><li>6亿元到位</li><li value='7'>抓服务</li><li>抓人才</li></ol>",
            ["3. 6亿元到位", "7. 抓服务", "8. 抓人才"],
        ),
        ("<ol reversed><li>先办</li><li>后办</li></ol>", ["2. 先办", "1. 后办"]),
        ("<ol type='A'><li>先办</li></ol><ol type='i'><li>一</li><li>再办</li></ol>", ["A. 先办", "i. 一", "ii. 再办"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>先办</li></ol>", ["一、先办"]),
        ("<ol style='list-style: none'><li>先办</li></ol>", ["先办"]),
        ("<ol><li>1. 已有编号</li><li>（二）也有</li></ol>", ["1. 已有编号", "（二）也有"]),
        ("<ol><li><p>隔着段落</p></li><li></li></ol>", ["1. 隔着段落"]),
    ],
)
def test_the_numbers_of_a_list_are_those_that_a_browser_prints(markup: str, expected: list[str]) -> None:
    lines = body_of(page_of(f"<article>{paragraphs()}{markup}</article>"))[3:]

    assert lines == expected


def test_a_page_may_hide_the_numbers_of_its_lists_by_a_rule() -> None:
    head = "<meta charset=utf-8><style>.plain{list-style:none}</style>"
    page = page_of(f"<article>{paragraphs()}<ol class='plain'><li>先办好事</li></ol></article>", head=head)

    assert body_of(page)[-1] == "先办好事"


def test_a_break_inside_a_sentence_is_mended_and_told() -> None:
    page = page_of("<article><p>全年新增企业三百家，<br>增长5%左右，全力做好服务，<br>不误农时。</p></article>")

    assert body_of(page) == ["全年新增企业三百家，增长5%左右，全力做好服务，不误农时。"]
    assert "page-lines-joined" in codes_of(page)


def test_breaks_between_lines_are_kept() -> None:
    page = page_of(
        f"<article>{paragraphs()}<p>一、工作怎么样<br>全年新增企业三百家，做好服务。<br>地址：明河路1号<br>电话：8000</p></article>"
    )

    assert body_of(page)[3:] == ["一、工作怎么样", "全年新增企业三百家，做好服务。", "地址：明河路1号", "电话：8000"]


def test_headings_items_captions_and_rows_are_marked_as_the_page_has_them() -> None:
    body = (
        f"<article><h1>{TITLE}</h1>{paragraphs()}<h2>抓项目</h2><h4>招商</h4><h4>这一行用了标题的标签，其实是一整段话，而且以句号结束。</h4>"
        "<ul><li>企业服务</li></ul><figure><figcaption>园区一角</figcaption></figure>"
        "<table><tr><th>指标</th><th>去年</th></tr><tr><td>出口</td><td>56亿元</td></tr></table></article>"
    )

    assert kinds_of(page_of(body)) == [
        ("title", TITLE),
        *((None, words) for words in WORDS),
        ("heading1", "抓项目"),
        ("heading2", "招商"),
        ("text", "这一行用了标题的标签，其实是一整段话，而且以句号结束。"),
        ("text", "企业服务"),
        ("caption", "园区一角"),
        ("row", "指标\t去年"),
        ("row", "出口\t56亿元"),
    ]


def test_cells_know_their_columns_under_heads_that_cover_several() -> None:
    table = (
        "<table><tr><th rowspan='2'>指标</th><th colspan='2'>数值</th></tr><tr><th>去年</th><th>今年</th></tr>"
        "<tr><td>出口</td><td>56</td><td>60</td></tr></table>"
    )

    marks = [
        mark for mark in extract(page_of(f"<article>{paragraphs()}{table}</article>"), "a").marks if mark.kind == "row"
    ]

    assert [[(cell.column, cell.columns, cell.rows) for cell in mark.cells] for mark in marks] == [
        [(0, 1, 2), (1, 2, 1)],
        [(1, 1, 1), (2, 1, 1)],
        [(0, 1, 1), (1, 1, 1), (2, 1, 1)],
    ]


def test_words_beside_what_is_hidden_stay_in_one_line() -> None:
    page = page_of(
        f"<article>{paragraphs()}<div>明河区<div hidden>看不见的话</div>最新消息，值得一读。</div></article>"
    )

    assert body_of(page)[-1] == "明河区最新消息，值得一读。"


def test_what_a_rule_of_the_page_hides_is_not_read() -> None:
    head = "<meta charset=utf-8><style>.m, #x { display:none } p.n{visibility:hidden}</style>"
    hidden = "<div class='m'><p>手机上才有的话，这里看不到。</p></div><p id='x'>看不到，也读不到。</p><p class='n'>空着的地方，没有字。</p>"

    assert body_of(page_of(f"<article>{hidden}{paragraphs()}</article>", head=head)) == list(WORDS)


def test_an_article_that_a_script_will_show_is_read_and_told() -> None:
    page = page_of(f"<div id='words' style='visibility:hidden'>{paragraphs()}</div>")

    assert body_of(page) == list(WORDS)
    assert "page-hidden-read" in codes_of(page)


def test_a_page_within_the_article_is_told() -> None:
    page = page_of(f"<article>{paragraphs()}<iframe src='table.html' width='600'></iframe></article>")

    assert "page-embedded-left-out" in codes_of(page)


def test_a_frame_around_other_files_is_refused_by_name() -> None:
    page = "<html><head><title>某区政府</title></head><frameset><frame src='main.html'></frameset></html>"

    with pytest.raises(SourceError, match="框架"):
        extract(page.encode(), "a.html")


def test_a_page_in_an_archive_is_read(tmp_path: Path) -> None:
    page = page_of(f"<article>{paragraphs()}</article>", head="<meta charset=gb2312>").decode().encode("gb18030")
    path = tmp_path / "页.mhtml"
    head = b'From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="b"\r\n\r\n'
    part = b'--b\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    path.write_bytes(head + part + base64.encodebytes(page) + b"\r\n--b--\r\n")

    assert read(path).text.split("\n") == [TITLE, *WORDS]


def test_a_page_of_xml_is_read_to_its_end() -> None:
    page = (
        '<?xml version="1.0" encoding="gb2312"?><html xmlns="http://www.w3.org/1999/xhtml"><head><script src="a.js"/>'
        f"<title>{TITLE}</title></head><body><div class='clear'/><div>{paragraphs()}</div></body></html>"
    )

    assert body_of(page.encode("gb18030")) == list(WORDS)


def test_deep_nesting_cuts_no_sentence_off() -> None:
    page = page_of(f"<article>{paragraphs()}{'<font><span>' * 300}<p>最后一句话，也在里面。</p></article>")

    assert body_of(page)[-1] == "最后一句话，也在里面。"


def test_a_page_that_nests_beyond_reading_is_refused_and_not_cut() -> None:
    page = page_of(f"<article>{paragraphs()}{'<div>' * 6000}<p>最后一句话，也在里面。</p></article>")

    with pytest.raises(SourceError, match="套得太深"):
        extract(page, "a.html")


def test_a_page_of_data_alone_is_read() -> None:
    rows = "".join(f"<tr><td>指标{number}</td><td>{number}亿元</td></tr>" for number in range(3))

    assert body_of(page_of(f"<table>{rows}</table>")) == ["指标0\t0亿元", "指标1\t1亿元", "指标2\t2亿元"]


def test_a_chinese_article_with_many_links_and_foreign_captions_is_chinese(tmp_path: Path) -> None:
    links = "".join(
        f"<li><a href='/{n}'>Another long headline of story number {n} in English</a></li>" for n in range(30)
    )
    pictures = "".join(
        f"<figure><figcaption>Picture {n}: the mayor speaks to reporters at the new library</figcaption></figure>"
        for n in range(12)
    )
    path = tmp_path / "页.html"
    path.write_bytes(page_of(f"<ul>{links}</ul><article>{paragraphs()}{pictures}</article>"))

    assert read(path).text.split("\n")[1:4] == list(WORDS)


def test_an_english_page_with_one_chinese_sentence_is_not(tmp_path: Path) -> None:
    path = tmp_path / "页.html"
    english = "<p>The district mayor spoke to reporters at length, and said that more would follow soon.</p>" * 9
    path.write_bytes(page_of(f"<article>{english}<p>{WORDS[0]}</p></article>", title="Mayor speaks"))

    with pytest.raises(SourceError, match="不是中文"):
        read(path)


def test_a_line_in_the_middle_under_a_picture_is_its_caption_and_a_numbered_one_a_heading() -> None:
    pictures = "<p style='text-align: center'><img src='1.jpg'></p><p align='center'>志愿者走进社区</p>"
    heading = "<p align='center'><img src='2.jpg'></p><p align='center'>一、怎么抓项目</p><p>抓好项目，抓好服务，不误农时。</p>"

    kinds = dict(reversed(one) for one in kinds_of(page_of(f"<article>{paragraphs()}{pictures}{heading}</article>")))

    assert kinds["志愿者走进社区"] == "caption"
    assert kinds["一、怎么抓项目"] is None


def test_a_bullet_of_a_symbol_font_is_no_letter_of_its_item() -> None:
    bullet = "<span style='font-family:Wingdings'>l<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>"
    kept = "<span style='font-family:Symbol'>ab</span>"

    assert body_of(page_of(f"<div>{paragraphs()}<p>{bullet}<span>电梯126部</span></p><p>{kept}两座。</p></div>"))[
        3:
    ] == [
        "电梯126部",
        "ab两座。",
    ]
