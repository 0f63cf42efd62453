"""Of a web page's parts, the article is read with its headline and date line, and nothing that stands around it."""

from __future__ import annotations

import json

import pytest

from briefing.readers.html.source import extract

TITLE = "明河区区长谈三件实事"
WORDS = ("去年全区规模以上工业企业达到412家，同比增长6.8%。", "今年计划改造老旧小区37个，让居民住得舒心。")
PROSE = "".join(f"<p>　　{words}</p>" for words in WORDS)
IMPRINT = "2026-05-08 09:30　来源：明河日报"


def page_of(body: str, *, title: str = f"{TITLE}_明河新闻网", head: str = "") -> bytes:
    page = f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'
    return page.encode()


def read_page(page: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """The marked lines and the codes of the notices; running text is marked as an empty kind."""
    found = extract(page, "a.html")
    marks = {mark.span.start: mark.kind for mark in found.marks}
    lines, start = [], 0
    for line in found.text.split("\n"):
        lines.append((marks.get(start, ""), line))
        start += len(line) + 1
    return lines, [notice.code for notice in found.notices]


def whole(*, imprint: str = IMPRINT) -> list[tuple[str, str]]:
    front = [("title", TITLE)] + ([("imprint", imprint)] if imprint else [])
    return front + [("", words) for words in WORDS]


def test_an_article_inside_a_form_is_read_and_a_search_form_is_not() -> None:
    search = "<form><label>站内搜索，请输入关键词：</label><input name='q'></form>"
    body = f"<form id='aspnetForm'><input type='hidden' value='x'>{search}<h1>{TITLE}</h1><div>{IMPRINT}</div><div>{PROSE}</div></form>"

    lines, _ = read_page(page_of(body))

    assert lines == whole()


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "2026年05月08日08:18&nbsp;&nbsp;来源：<a href='x'>明河网-时政频道</a>",
            "2026年05月08日08:18 来源：明河网-时政频道",
        ),
        ("<span>2026-05-08</span><span>07:42</span>", "2026-05-08　07:42"),
        (
            "2026-05-08 12:11<span>来源：明河网</span><span>作者：林小满</span>",
            "2026-05-08 12:11　来源：明河网　作者：林小满",
        ),
        ("<a href='y'>来源：明河网</a>", "来源：明河网"),
        ("发布于2026-05-08 12:11", "发布于2026-05-08 12:11"),
        ("明河观察<span>2026-05-08 07:48</span>", "明河观察　2026-05-08 07:48"),
        ("明河 Plus 2026-05-08", "明河 Plus　2026-05-08"),
        ("最后更新: 2026-05-08 15:14:21", "最后更新: 2026-05-08 15:14:21"),
        ("2026-05-08 12:11 | 来源：<a>明河网</a><span>小字号</span><span>大</span>", "2026-05-08 12:11 | 来源：明河网"),
        ("2026-05-08T08:18:00+08:00", "2026-05-08T08:18:00+08:00"),
        ("二〇二六年五月八日", "二〇二六年五月八日"),
        ("中華民國115年5月8日", "中華民國115年5月8日"),
    ],
)
def test_the_line_of_date_and_source_is_about_the_text_with_its_parts_set_apart(markup: str, expected: str) -> None:
    lines, _ = read_page(
        page_of(f"<div><h1>{TITLE}</h1><div class='box'>{markup}</div></div><div id='zoom'>{PROSE}</div>")
    )

    assert lines == whole(imprint=expected)


@pytest.mark.parametrize(
    "crumb",
    [
        "您现在的位置： <a href='/'>首页</a> &gt; <a href='/a'>政务</a> &gt; 正文",
        "<a href='/'>首页</a> » <a href='/a'>要闻动态</a> » <a href='/b'>区内要闻</a>",
        "当前位置：首页 &gt;&gt; 访谈 &gt;&gt; 正文",
    ],
)
def test_the_way_through_the_site_is_no_title(crumb: str) -> None:
    body = f"<div class='main'><div class='wz'>{crumb}</div><div class='tt'>{TITLE}</div><div>{IMPRINT}</div><div>{PROSE}</div></div>"

    lines, codes = read_page(page_of(body))

    assert lines == whole()
    assert codes == []


@pytest.mark.parametrize("label", ["为你推荐", "看看别的"])
def test_teasers_of_other_articles_are_left_out_and_told(label: str) -> None:
    cards = "".join(
        f"<li><a href='{number}'>邻区第{number}次开会</a><p>邻区去年产值达到{number}60亿元，增长9.1%。</p><span>2026-05-0{number} 07:42</span></li>"
        for number in (1, 2)
    )
    body = f"<div class='art'><h2>{TITLE}</h2><div>{IMPRINT}</div><div class='txt'>{PROSE}</div><div class='x'><div>{label}</div><ul>{cards}</ul></div></div>"

    lines, codes = read_page(page_of(body))

    assert lines == whole()
    assert codes == ["page-parts-left-out"]


def test_what_a_label_of_two_words_announces_in_the_article_is_left_out_and_told() -> None:
    other = "<a href='/7'>邻区一年开会三十次</a><p>邻区去年产值达到260亿元，增长9.1%，同期又引进企业29家。</p>"
    body = f"<h2>{TITLE}</h2><div>{IMPRINT}</div><div class='txt'>{PROSE}<div class='x'><div>延伸 · 推荐</div><div>{other}</div></div></div>"

    lines, codes = read_page(page_of(body))

    assert lines == whole()
    assert codes == ["page-parts-left-out"]


@pytest.mark.parametrize("label", ["<h3>猜你喜欢</h3>", "<b>热点</b>"])
def test_what_a_label_announces_below_half_of_the_text_is_left_out_and_told(label: str) -> None:
    other = "<p>邻区去年产值达到260亿元，又引进企业29家，税收也多起来。</p>"

    lines, codes = read_page(page_of(f"<h2>{TITLE}</h2><div>{IMPRINT}</div><div>{PROSE}{label}{other}</div>"))

    assert lines == whole()
    assert codes == ["page-parts-left-out"]


def test_a_short_article_is_found_beside_many_teasers() -> None:
    cards = "".join(
        f"<div class='card'><a href='/{number}'>邻区第{number}次开会消息</a><p>邻区去年第{number}次开会，讨论了许多事情，也作出了许多安排。</p></div>"
        for number in range(9)
    )

    lines, _ = read_page(
        page_of(f"<div><h1>{TITLE}</h1><div>{IMPRINT}</div><div>{PROSE}</div></div><div>{cards}</div>")
    )

    assert lines == whole()


def test_what_follows_the_editors_name_is_not_of_the_article() -> None:
    after = "<p>邻区开会消息</p><p>邻区昨天开会，讨论了许多事情，也作出了许多安排。</p>"
    body = f"<h1>{TITLE}</h1><div>{IMPRINT}</div><div>{PROSE}<p>责任编辑：林小满</p>{after}</div>"

    lines, codes = read_page(page_of(body))

    assert lines == [*whole(), ("imprint", "责任编辑：林小满")]
    assert codes == ["page-parts-left-out"]


def test_comments_buttons_and_links_are_left_out_and_a_disclaimer_is_furniture() -> None:
    body = (
        f"<h1>{TITLE}</h1><div>{IMPRINT}</div><div class='share'>分享到：微博 微信</div><div>{PROSE}<p>打印 关闭</p>"
        "<p>声明：本文只供参考，不代表本站看法，转载请联系。</p></div>"
        "<div class='comments'><p>网友甲：写得好，学到了很多。</p><p>网友乙：同意，说得对。</p></div>"
    )

    lines, _ = read_page(page_of(body))

    assert lines == [*whole(), ("furniture", "声明：本文只供参考，不代表本站看法，转载请联系。")]


def test_an_article_that_is_there_twice_is_read_once_and_told() -> None:
    copy = f"<h1>{TITLE}</h1><div>{IMPRINT}</div><div>{PROSE}</div>"

    lines, codes = read_page(page_of(f"<div class='pc'>{copy}</div><div class='mobile'>{copy}</div>"))

    assert lines == whole()
    assert codes == ["page-copy-left-out"]


def test_a_sentence_that_the_article_repeats_stays() -> None:
    refrain = "<p>让每一位居民都住得舒心，让每一家企业都办得顺心。</p>"

    lines, _ = read_page(page_of(f"<h1>{TITLE}</h1><div>{refrain}{PROSE}{refrain}</div>"))

    assert [words for _, words in lines].count("让每一位居民都住得舒心，让每一家企业都办得顺心。") == 2


def test_one_page_of_several_is_told() -> None:
    pager = "<div class='fy'><a href='1'>1</a> <a href='2'>2</a> <a href='2'>下一页</a></div>"

    _, codes = read_page(page_of(f"<h1>{TITLE}</h1><div>{IMPRINT}</div><div>{PROSE}{pager}</div>"))

    assert codes == ["page-of-several"]


def test_the_pages_of_the_comments_are_not_those_of_the_article() -> None:
    comments = "<p>网友甲：写得好。</p><p>网友乙：同意。</p><p>网友丙：学习了。</p>"
    pager = "<div><a href='1'>1</a> <a href='2'>2</a> <a href='2'>下一页</a></div>"

    _, codes = read_page(
        page_of(f"<h1>{TITLE}</h1><div>{IMPRINT}</div><div>{PROSE}</div><div id='b'>{comments}{pager}</div>")
    )

    assert "page-of-several" not in codes


def meta(**values: str) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in values.items())


def linked(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values}, ensure_ascii=False)}</script>'


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("明河区人民政府", meta(ArticleTitle=TITLE)),
        (f"{TITLE} - 明河区人民政府", ""),
        (f"{TITLE}_时政频道_明河新闻网", ""),
        (f"{TITLE}-明河新聞網", ""),
        (f"{TITLE}-明河日报网-明河区门户", ""),
        (f"{TITLE}_在线访谈_明河新闻网", ""),
        ("首页", f'<meta property="og:title" content="{TITLE}">'),
        ("首页", linked(headline=TITLE)),
    ],
)
def test_a_title_that_only_the_head_gives_is_taken_without_the_sites_name_and_told(title: str, head: str) -> None:
    lines, codes = read_page(page_of(PROSE, title=title, head=head))

    assert lines == whole(imprint="")
    assert "title-from-metadata" in codes


@pytest.mark.parametrize("title", ["明河区人民政府", "首页", "无标题文档", "明河新闻网", "新闻动态"])
def test_the_name_of_a_site_or_column_is_no_title(title: str) -> None:
    lines, _ = read_page(page_of(f"<div>{PROSE}</div>", title=title))

    assert lines == [("", words) for words in WORDS]


@pytest.mark.parametrize("title", ["新闻动态", "明河區公所-最新消息"])
def test_the_line_above_the_date_line_is_the_headline_of_a_page_that_names_only_its_column(title: str) -> None:
    body = f"<div>动态</div><div>{TITLE}</div><div>发布时间：2026-05-08 来源：明河日报</div><div>{PROSE}</div>"

    lines, _ = read_page(page_of(body, title=title))

    assert lines == [("furniture", "动态"), *whole(imprint="发布时间：2026-05-08 来源：明河日报")]


def test_headings_of_the_first_level_below_the_text_are_no_title() -> None:
    body = f"<div><p>{TITLE}</p>{PROSE}<ol><li><h1>招商</h1></li><li><h1>民生</h1></li></ol><p>再建学校两所，修桥三座。</p></div>"

    lines, _ = read_page(page_of(body, title=""))

    assert lines[0] == ("", TITLE)
    assert lines[-3:-1] == [("heading", "1. 招商"), ("heading", "2. 民生")]


def test_a_title_that_the_head_cuts_short_is_the_line_that_begins_so() -> None:
    lines, _ = read_page(
        page_of(f"<div>{TITLE}</div><div>{IMPRINT}</div><div>{PROSE}</div>", title="明河区区长谈…_明河新闻网")
    )

    assert lines == whole()


def test_the_site_that_a_government_page_names_is_its_outlet_where_nothing_else_is() -> None:
    head = meta(SiteName="明河区人民政府网", PubDate="2026-05-08")

    lines, codes = read_page(page_of(f"<h1>{TITLE}</h1><div>{PROSE}</div>", head=head))

    assert lines == whole(imprint="2026-05-08 来源：明河区人民政府网")
    assert codes == ["imprint-from-metadata"]


def test_the_sites_name_in_a_heading_is_no_title() -> None:
    body = f"<h1>明河区人民政府</h1><div class='bt'>{TITLE}</div><div>{IMPRINT}</div><div>{PROSE}</div>"

    lines, _ = read_page(page_of(body, title=f"{TITLE}-明河区人民政府"))

    assert lines == whole()


def test_a_badge_before_the_headline_is_no_part_of_it() -> None:
    lines, _ = read_page(page_of(f"<h1><span>独家</span>{TITLE}</h1><div>{IMPRINT}</div><div>{PROSE}</div>"))

    assert lines == whole()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (meta(PubDate="2026-05-08 09:30", ContentSource="明河日报"), "2026-05-08 来源：明河日报"),
        (meta(publishdate="2026-05-08", source="来源：明河日报 原创稿"), "2026-05-08 来源：明河日报"),
        (linked(datePublished="2026-05-07T17:30:00Z", publisher={"name": "明河日报"}), "2026-05-08 来源：明河日报"),
        ('<meta property="article:published_time" content="2026-05-08T08:00:00+08:00">', "2026-05-08"),
    ],
)
def test_date_and_source_that_only_the_head_gives_are_a_line_of_the_text_and_told(head: str, expected: str) -> None:
    lines, codes = read_page(page_of(f"<h1>{TITLE}</h1><div>{PROSE}</div>", head=head))

    assert lines == whole(imprint=expected)
    assert codes == ["imprint-from-metadata"]


@pytest.mark.parametrize("day", ["1970-01-01", "2099-05-08", "2026-13-40", "昨天", "0000-00-00"])
def test_a_day_that_cannot_be_is_not_taken(day: str) -> None:
    lines, codes = read_page(page_of(f"<h1>{TITLE}</h1><div>{PROSE}</div>", head=meta(PubDate=day, source="本站")))

    assert lines == whole(imprint="")
    assert codes == []


def test_what_the_page_shows_wins_over_its_head_and_is_told() -> None:
    head = meta(ArticleTitle="另外一篇讲别的事情的文章", PubDate="2025-01-01")

    lines, codes = read_page(page_of(f"<h1>{TITLE}</h1><div>{IMPRINT}</div><div>{PROSE}</div>", title="x", head=head))

    assert lines == whole()
    assert codes == ["metadata-differs", "metadata-differs"]


def test_broken_data_in_the_head_does_no_harm() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": [1], "publisher": [],</script>'
        + linked(headline=7, datePublished={"a": 1}, publisher=["明"])
    )

    lines, _ = read_page(page_of(f"<h1>{TITLE}</h1><div>{IMPRINT}</div><div>{PROSE}</div>", head=head))

    assert lines == whole()


def test_the_cells_of_a_table_that_lays_out_the_page_are_lines_of_text() -> None:
    body = (
        f"<table><tr><td><table><tr><td>{TITLE}</td></tr><tr><td>发布日期：2026-05-08</td><td>来源：明河日报</td></tr>"
        f"<tr><td><div>{PROSE}</div></td></tr></table></td></tr></table>"
    )

    lines, _ = read_page(page_of(body))

    assert lines == whole(imprint="发布日期：2026-05-08　来源：明河日报")


@pytest.mark.parametrize("words", ["2026-05-08T09:30", "2026-05-08T09:30:15+08:00"])
def test_a_day_with_its_hour_is_no_bar_of_buttons(words: str) -> None:
    lines, _ = read_page(page_of(f"<h1>{TITLE}</h1><div>{words}</div><div>{PROSE}</div>"))

    assert lines == whole(imprint=words)


def test_what_a_reporter_asks_first_is_no_line_of_authors() -> None:
    asked = "记者：去年怎么样？"

    lines, _ = read_page(page_of(f"<h1>{TITLE}</h1><div>{IMPRINT}</div><div><p>{asked}</p>{PROSE}</div>"))

    assert [line for line in lines if line[1] == asked] == [("", asked)]


def test_the_line_of_date_and_source_below_a_subtitle_is_the_pages_own() -> None:
    head = '<meta name="ContentSource" content="某某网"><meta name="PubDate" content="2026-05-08">'
    body = f"<h1>{TITLE}</h1><h2>——访明河区区长</h2><div class='info'>{IMPRINT}</div><div>{PROSE}</div>"

    lines, codes = read_page(page_of(body, head=head))

    assert lines == [("title", TITLE), ("", "——访明河区区长"), ("imprint", IMPRINT), *whole()[2:]]
    assert codes == []


def test_what_a_page_of_taiwan_says_of_itself_is_no_text() -> None:
    facts = "".join(f"<li>{fact}</li>" for fact in ("發布單位：新聞處", "發布日期：115-05-08", "點閱數：1286"))
    words = "<p>縣長去年說，全縣新增就業1.3萬人，觀光人次成長7.4%，今年要再努力。</p>"
    body = f"<h2>{TITLE}</h2><div><ul>{facts}</ul></div><div>{words}</div><h4>附件</h4><a href='a.pdf'>簡報.pdf</a>"

    lines, _ = read_page(page_of(body))

    assert [kind for kind, _ in lines] == ["title", "imprint", "imprint", "imprint", "", "furniture"]
    assert lines[2] == ("imprint", "發布日期：115-05-08")


def test_a_date_without_its_year_is_an_imprint_and_the_whole_one_comes_from_the_head() -> None:
    head = '<meta property="article:published_time" content="2026-05-08T08:30:00+08:00">'

    lines, codes = read_page(
        page_of(f"<h1>{TITLE}</h1><div><time>05-08 08:30</time><span>明河网</span></div><div>{PROSE}</div>", head=head)
    )

    assert lines[1:3] == [("imprint", "2026-05-08"), ("imprint", "05-08 08:30　明河网")]
    assert codes == ["imprint-from-metadata"]


def test_a_date_in_one_box_with_the_headline_below_it_is_the_articles() -> None:
    top = "<div>2026年5月9日 星期六</div>"

    lines, _ = read_page(
        page_of(f"{top}<div><div>2026年5月8日</div><h1>{TITLE}</h1><div><a>分享</a></div><div>{PROSE}</div></div>")
    )

    assert lines == [("imprint", "2026年5月8日"), ("title", TITLE), *[("", words) for words in WORDS]]


def test_a_date_with_its_weekday_below_an_announcement_is_its_own() -> None:
    body = (
        f"<div>{TITLE}</div><div>*********</div><div>{PROSE}</div><div>2026年5月8日（星期五）<br>香港時間12時15分</div>"
    )

    lines, _ = read_page(page_of(body, title=TITLE))

    assert lines == [
        ("title", TITLE),
        ("furniture", "*********"),
        *[("", words) for words in WORDS],
        ("imprint", "2026年5月8日（星期五）"),
    ]


def test_words_that_a_picture_has_as_its_own_are_its_caption() -> None:
    picture = '<ul><li><img src="a.jpg" alt="区长走访明河码头">区长走访明河码头</li></ul>'

    lines, _ = read_page(page_of(f"<h1>{TITLE}</h1><div>{PROSE}{picture}</div>"))

    assert lines[-1] == ("caption", "区长走访明河码头")


FACTS = (
    ("索 引 号：", "MH000/2026-12", "发文机关：", "明河区商务局"),
    ("标　　题：", TITLE, "发文字号：", "明商〔2026〕18号"),
    ("成文日期", "2026-05-06", "发布日期", "2026-05-08"),
)


def test_the_table_that_a_page_has_of_its_article_is_about_the_text() -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in FACTS)
    table = f"<table>{rows}<tr><td>主 题 词：</td></tr></table>"

    outside, _ = read_page(page_of(f"{table}<div><h1>{TITLE}</h1>{PROSE}</div>"))
    inside, _ = read_page(page_of(f"<div>{table}<p>{TITLE}</p>{PROSE}</div>"))
    alone, _ = read_page(page_of(f"{table}<div>{PROSE}</div>"))

    facts = [("row", "\t".join(row)) for row in FACTS]
    assert outside == [*facts, ("furniture", "主 题 词："), *whole(imprint="")]
    assert inside == outside
    assert alone == [("title", TITLE), *facts, ("furniture", "主 题 词："), *whole(imprint="")[1:]]


def test_a_headline_that_breaks_part_is_one_line() -> None:
    title = "明河区商务局关于印发夜市管理办法的通知"
    headline = "<p><b>明河区商务局关于印发<br>夜市管理办法的通知</b></p>"

    lines, _ = read_page(page_of(f"<div>{headline}{PROSE}</div>", title=title))

    assert lines == [("title", title), *whole(imprint="")[1:]]


def test_the_page_of_a_newspaper_is_no_headline() -> None:
    bar = "<table><tr><td>第A03版：县域</td><td>上一版</td><td>下一版</td></tr></table>"
    body = f"<div>{bar}<div>2026年05月08日 星期五</div><div><p>{TITLE}</p>{PROSE}</div></div>"

    lines, _ = read_page(page_of(body, title="明河日报多媒体数字报刊平台"))

    assert not any(kind == "title" for kind, _ in lines)
    assert ("", TITLE) in lines
