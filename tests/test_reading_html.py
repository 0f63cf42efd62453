"""A web page becomes its article: whole, line by line, without what pages have around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import SourceError
from briefing.reading import read
from briefing.reading.html import extract

AROUND = '<div class="nav"><ul><li><a href="/a">首页</a></li><li><a href="/b">要闻</a></li></ul></div>'
FOOT = '<div class="footer"><p>关于我们 | 联系我们 | 法律声明，未经许可，不得转载。</p></div>'
WORDS = (
    "全年新增企业三百家，增长5%左右，全力做好服务。",
    "下一步，一是抓项目，二是抓招商，三是抓人才。",
    "“没有最好，只有更好。”林某说。",
)


def page_of(body: str, *, title: str = "某区区长谈服务", head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body>{body}</body></html>".encode()


def lines_of(page: bytes) -> list[str]:
    return extract(page, "a.html").text.split("\n")


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

    assert lines_of(page_of(body)) == ["全年增长5.2%，新增企业三百家。", "出口达到56亿元，好于预期。"]


def test_nested_sections_are_lines_of_their_own() -> None:
    assert lines_of(
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

    assert lines_of(page_of(body))[3:] == [
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

    assert lines_of(page) == ["全年新增企业三百家，AI 企业占一半。", "王某 摄影，增长5%，好于预期目标。"]


def test_what_a_browser_does_not_show_is_left_out() -> None:
    hidden = "<script>var 数=1;</script><style>p{}</style><p style='display: none'>看不见，读不到，听不着，想不起。</p><p hidden>也看不见。</p>"

    assert lines_of(page_of(f"<article>{hidden}{paragraphs()}<!-- 注释 --></article>")) == list(WORDS)


def test_links_around_the_article_are_left_out_and_links_in_sentences_are_not() -> None:
    body = f"<article>{paragraphs()}<p>详见<a href='/x'>《实施方案》</a>，下月施行。</p><ul><li><a href='/y'>上一篇：某区开会</a></li></ul></article>"

    assert lines_of(page_of(body)) == [*WORDS, "详见《实施方案》，下月施行。"]


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

    assert source.text.split("\n") == [*WORDS, "其中有生僻的喆、镕、〇。"]
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

    assert lines_of(page_of(body)) == ["全年增长“5%”，好于预期……"]
