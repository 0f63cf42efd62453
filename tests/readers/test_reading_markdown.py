"""Markdown is read as a person sees it: its marks say what a line is, and are no part of its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.outline.lines import Line, label_lines
from briefing.outline.parse import parse
from briefing.readers import read
from briefing.readers.markdown.source import extract
from briefing.text.source import Source

INTERVIEW = """---
title: "柳浪区区长纪远航：先把路修通"
date: 2026-04-02
author: 某某
tags: [道路, 2026]
---

# 柳浪区区长纪远航：先把路修通

**记者：**去年的路修得怎么样？

**纪远航**：去年全区新修公路**318公里**，同比增长*7.4%*，其中[乡村公路](https://example.org/a)96公里[^1]。他说**“先修路。”**然后才说桥。

## 明年的事

1. 新修桥梁12座；
2. 改造隧道3条。

- 增设站点52个
- 新建停车场8处

| 指标 | 数值 |
|------|------|
| 总投资 | 12亿元 |

![路网示意](a.png)

[^1]: 数字由区交通局提供。
"""


def read_file(folder: Path, name: str, text: str) -> tuple[Source, tuple[Line, ...]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    source = read(path)
    return source, label_lines(source)


def lines_of(text: str) -> list[str]:
    return extract(text.encode(), "a.md").text.split("\n")


def shown(source: Source, lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    return [(line.kind, source[line.span]) for line in lines]


def test_an_interview_is_read_without_a_mark_of_its_markup(tmp_path: Path) -> None:
    source, lines = read_file(tmp_path, "a.md", INTERVIEW)

    assert shown(source, lines) == [
        ("title", "柳浪区区长纪远航：先把路修通"),
        ("imprint", "2026-04-02"),
        ("imprint", "author: 某某"),
        ("question", "记者：去年的路修得怎么样？"),
        (
            "answer",
            "纪远航：去年全区新修公路318公里，同比增长7.4%，其中乡村公路96公里。他说“先修路。”然后才说桥。",
        ),
        ("heading", "明年的事"),
        ("text", "1. 新修桥梁12座；"),
        ("text", "2. 改造隧道3条。"),
        ("text", "增设站点52个"),
        ("text", "新建停车场8处"),
        ("text", "指标\t数值"),
        ("text", "总投资\t12亿元"),
        ("text", "数字由区交通局提供。"),
    ]


def test_what_front_matter_says_of_the_text_is_known_and_the_rest_is_told(tmp_path: Path) -> None:
    source, _ = read_file(tmp_path, "a.md", INTERVIEW)

    outline = parse(source)

    assert (outline.title and outline.title.text) == "柳浪区区长纪远航：先把路修通"
    assert (outline.published and outline.published.text) == "2026-04-02"
    assert [speaker.name for speaker in outline.speakers] == ["纪远航"]
    assert "道路" not in source.text
    told = [(notice.code, notice.message) for notice in source.notices]
    assert told == [
        ("front-matter", "文件开头有 1 行写给程序的说明（标签、地址等），没有当作正文"),
        ("markdown-images", "有 1 幅图片，图上的字没有读"),
    ]


def test_front_matter_in_toml_is_front_matter() -> None:
    words = '+++\ntitle = "柳浪区的桥"\ndate = 2026-04-02T08:00:00+08:00\ndraft = false\nsource = "柳浪发布"\n+++\n\n全区有桥12座。'

    assert lines_of(words) == ["柳浪区的桥", "2026-04-02T08:00:00+08:00", "来源：柳浪发布", "全区有桥12座。"]


def test_a_title_over_two_lines_and_a_list_of_authors_are_read() -> None:
    words = "---\ntitle: >-\n  柳浪区的桥\ntags:\n  - 桥\ndate: '2026/4/2'\n---\n\n全区有桥12座。"

    assert lines_of(words) == ["柳浪区的桥", "2026/4/2", "全区有桥12座。"]


def test_a_paragraph_between_two_rules_is_no_front_matter() -> None:
    assert lines_of("---\n\n全区有桥12座，路318公里。\n\n---\n\n明年再修。") == [
        "全区有桥12座，路318公里。",
        "明年再修。",
    ]


def test_headings_that_name_speakers_open_the_paragraphs_below_them(tmp_path: Path) -> None:
    words = (
        "# 2026-04-02 柳浪电台专访\n\n### 記者：\n請問局長先做哪件事？\n\n### 紀遠航：\n先修橋，我們編了2億元。\n\n"
        "### 記者：\n誰來修？\n\n### 紀遠航：\n請6家公司來修。\n\n明年完工。\n"
    )

    source, lines = read_file(tmp_path, "a.md", words)

    assert shown(source, lines) == [
        ("title", "柳浪电台专访"),
        ("imprint", "2026-04-02"),
        ("question", "記者：請問局長先做哪件事？"),
        ("answer", "紀遠航：先修橋，我們編了2億元。"),
        ("question", "記者：誰來修？"),
        ("answer", "紀遠航：請6家公司來修。"),
        ("text", "明年完工。"),
    ]


def test_a_heading_over_a_list_names_no_speaker() -> None:
    assert lines_of("# 柳浪区的账\n\n## 支出：\n\n- 修桥2亿元\n\n## 收入：\n\n- 门票3万元\n") == [
        "柳浪区的账",
        "支出：",
        "修桥2亿元",
        "收入：",
        "门票3万元",
    ]


def test_numbers_of_a_list_are_those_that_a_page_shows() -> None:
    assert lines_of("3. 修路\n3. 修桥\n   - 大桥\n7. 通车\n\n文字。\n\n1) 验收\n") == [
        "3. 修路",
        "4. 修桥",
        "大桥",
        "5. 通车",
        "文字。",
        "1) 验收",
    ]


def test_bullets_make_an_enumeration(tmp_path: Path) -> None:
    source, _ = read_file(tmp_path, "a.md", "# 柳浪区的事\n\n今年要办三件事：\n\n- 修桥12座\n- 修路3条\n- 建站5个\n")

    outline = parse(source)

    assert [[item.head.text for item in one.items] for one in outline.enumerations] == [
        ["修桥12座", "修路3条", "建站5个"]
    ]


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("全区有**桥12座。**其中", "全区有桥12座。其中"),
        ("全区*“桥”*多", "全区“桥”多"),
        (r"注\*：3\*4", "注*：3*4"),
        ("桥&amp;路&nbsp;多", "桥&路 多"),
        ("目标~~300座~~318座", "目标318座"),
        ("面积35万m<sup>2</sup>，投资12亿元<sup>[1]</sup>。", "面积35万m²，投资12亿元。"),
        (
            "产量3×10<sup>4</sup>吨，绿地35万m^2^，CO~2~少了，投资12亿元^1^。",
            "产量3×10⁴吨，绿地35万m²，CO₂少了，投资12亿元。",
        ),
        ("<!-- 稿 --><u>桥</u>12座", "桥12座"),
        ("他说<q>修桥</q>。", "他说“修桥”。"),
        ("`桥`12座![](b.png)", "桥12座"),
        ("- [x] 修桥12座", "修桥12座"),
        ("    全区有桥12座，缩进的也是段落。", "全区有桥12座，缩进的也是段落。"),
    ],
)
def test_a_line_is_what_is_seen_of_it(markup: str, seen: str) -> None:
    assert lines_of(markup) == [seen]


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        (
            "全区规模以上工业企业今年达到三百一十八家，其中高\n新技术企业96家。",
            ["全区规模以上工业企业今年达到三百一十八家，其中高新技术企业96家。"],
        ),
        ("记者：路修得怎么样？\n纪远航：修了318公里。", ["记者：路修得怎么样？", "纪远航：修了318公里。"]),
        ("来源：柳浪日报\n2026-04-02", ["来源：柳浪日报", "2026-04-02"]),
        (
            "使用 open data\nplatform 的企业，今年一共有九十六家，都在柳浪区",
            ["使用 open data", "platform 的企业，今年一共有九十六家，都在柳浪区"],
        ),
        ("桥12座<br>路3条  \n站5个", ["桥12座", "路3条", "站5个"]),
        ("全区修桥12座，  \n修路318公里。<br>谢谢。", ["全区修桥12座，修路318公里。", "谢谢。"]),
    ],
)
def test_a_line_end_inside_a_paragraph_is_one_where_a_person_means_it(markup: str, seen: list[str]) -> None:
    assert lines_of(markup) == seen


def test_html_inside_markdown_gives_its_words_and_captions() -> None:
    words = (
        '<figure>\n<img src="a.png">\n<figcaption>新桥通车。资料图片</figcaption>\n</figure>\n\n<iframe src="v"></iframe>\n\n'
        "<h2>桥和路</h2>\n\n<table><tr><td>桥</td><td>12座</td></tr><tr><td>路</td><td>3条</td></tr></table>\n\n全区有桥12座。\n"
    )

    found = extract(words.encode(), "a.md")

    assert found.text.split("\n") == ["新桥通车。资料图片", "桥和路", "桥\t12座", "路\t3条", "全区有桥12座。"]
    assert [mark.kind for mark in found.marks] == ["caption", "title", "row", "row"]
    assert [notice.code for notice in found.notices] == ["markdown-images", "markdown-embedded"]


def test_code_is_left_out_and_told_once_with_its_place() -> None:
    found = extract("全区有桥12座。\n\n```\nprint(318)\n```\n\n路3条。\n\n```\nx\n```\n".encode(), "a.md")

    assert found.text == "全区有桥12座。\n路3条。"
    assert [(notice.code, notice.message) for notice in found.notices] == [("markdown-code", "有 2 段代码没有读")]
    assert all(notice.span for notice in found.notices)


def test_a_rule_right_under_a_paragraph_makes_no_heading_of_it() -> None:
    found = extract("# 柳浪区\n\n全区有桥12座，路三百一十八公里。\n---\n明年再修。\n".encode(), "a.md")

    assert [mark.kind for mark in found.marks] == ["title"]


@pytest.mark.parametrize("hostile", [">" * 50_000, "[" * 20_000, "*桥 " * 10_000, "<b>" * 20_000, "|桥" * 20_000])
def test_a_hostile_file_is_read_or_refused(tmp_path: Path, hostile: str) -> None:
    source, lines = read_file(tmp_path, "a.md", f"# 柳浪区的桥\n\n{'全区有桥12座，路318公里。' * 9000}\n\n{hostile}\n")

    assert source[lines[0].span] == "柳浪区的桥"


PLAIN = """---
title: "柳浪区修桥要点"
date: 2026-04-02
tags:
  - "桥"
---

# 柳浪区修桥要点

## 2026年度起推行的措施：

- 修桥补贴从每座3.2万元调到4.5万元

- 改善18处桥头的灯

**- 2026年度总开支：7.4亿元**

3. 编上号的一条

> 引来的一句话，说桥修好了。

| 指标 | 数值 |
| --- | --- |
| 总投资 | 12亿元 |

<figure>
<img src="a.png">
<figcaption>新桥通车</figcaption>
</figure>
"""


def test_a_plain_text_that_is_markdown_stays_as_it_is_and_its_lines_begin_at_their_words(tmp_path: Path) -> None:
    source, lines = read_file(tmp_path, "a.txt", PLAIN)

    assert source.text == PLAIN
    assert [one for one in shown(source, lines) if one[0] != "furniture"] == [
        ("title", "柳浪区修桥要点"),
        ("imprint", "2026-04-02"),
        ("title", "柳浪区修桥要点"),
        ("heading", "2026年度起推行的措施："),
        ("text", "修桥补贴从每座3.2万元调到4.5万元"),
        ("text", "改善18处桥头的灯"),
        ("text", "2026年度总开支：7.4亿元"),
        ("text", "3. 编上号的一条"),
        ("text", "引来的一句话，说桥修好了。"),
        ("text", "指标 | 数值"),
        ("text", "总投资 | 12亿元"),
        ("caption", "新桥通车"),
    ]
    assert [notice.code for notice in source.notices] == ["front-matter"]


def test_the_cells_of_a_row_are_parted_by_tabs_in_the_folded_view(tmp_path: Path) -> None:
    source, lines = read_file(tmp_path, "a.txt", PLAIN)

    row = next(line for line in lines if source[line.span].startswith("总投资"))

    assert [cell.strip() for cell in source.fold(row.span).split("\t")] == ["总投资", "12亿元"]


def test_headings_lists_and_the_date_of_a_plain_text_in_markdown_reach_the_outline(tmp_path: Path) -> None:
    source, _ = read_file(tmp_path, "a.txt", PLAIN)

    outline = parse(source)

    assert (outline.published and outline.published.text) == "2026-04-02"
    assert [section.heading.text for section in outline.sections if section.heading] == ["2026年度起推行的措施："]
    assert [item.head.text for item in outline.enumerations[0].items] == [
        "修桥补贴从每座3.2万元调到4.5万元",
        "改善18处桥头的灯",
    ]


def test_a_date_that_a_title_opens_with_is_the_date(tmp_path: Path) -> None:
    source, _ = read_file(tmp_path, "a.txt", "# 2026-04-02 柳浪区记者会\n\n全区有桥12座，路318公里。\n")

    outline = parse(source)

    assert (outline.published and outline.published.text) == "2026-04-02"


def test_a_plain_text_with_a_dash_or_two_stars_is_no_markdown(tmp_path: Path) -> None:
    words = "柳浪区见闻\n- 全区有桥12座。\n#桥# 的话题有3万人读。\n3**2 等于9。\n"

    source, _ = read_file(tmp_path, "a.txt", words)

    assert source.marks == ()


def test_the_fences_of_a_division_are_read_and_not_printed() -> None:
    markup = "::: {.note}\n\n1. 全区修桥12座。\n:::\n\n::: box\n:::: inner\n铺路318公里。\n::::\n:::\n"

    assert lines_of(markup) == ["1. 全区修桥12座。", "铺路318公里。"]


def test_pandocs_block_of_title_authors_and_date_is_read() -> None:
    found = extract("% 柳浪区的路\n% 方可\n% 2026-04-02\n\n纪远航：去年修路318公里。\n".encode(), "a.md")

    assert found.text.split("\n") == ["柳浪区的路", "作者：方可", "2026-04-02", "纪远航：去年修路318公里。"]
    assert [mark.kind for mark in found.marks] == ["title", "imprint", "imprint"]


def test_a_sentence_that_begins_with_a_percent_sign_is_no_title_block(tmp_path: Path) -> None:
    source, lines = read_file(tmp_path, "a.txt", "%的意思是百分之一。\n去年修路318公里，增长7.4%。\n")

    assert [words for _, words in shown(source, lines)] == ["%的意思是百分之一。", "去年修路318公里，增长7.4%。"]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("[纪远航]{.underline}：修路。", "纪远航：修路。"),
        ('![](media/image1.png){width="5.7in" height="3in"}纪远航：修路。', "纪远航：修路。"),
        ("纪远航：修==318公里==。", "纪远航：修318公里。"),
        ("纪远航：甲 == 乙，丙 == 丁。", "纪远航：甲 == 乙，丙 == 丁。"),
        ("纪远航：到[[柳浪江]]边，过[[桥梁/老桥|老桥]]。", "纪远航：到柳浪江边，过老桥。"),
        ("> [!note] 基本情况", "基本情况"),
        ("纪远航：修路。\\", "纪远航：修路。"),
    ],
)
def test_the_marks_of_pandoc_and_of_editors_are_not_printed(written: str, seen: str) -> None:
    assert lines_of(f"# 柳浪区的路\n\n{written}\n") == ["柳浪区的路", seen]


def test_a_headings_name_for_links_is_no_word_of_it() -> None:
    assert lines_of("# 柳浪区的路 {#sec:lu .unnumbered}\n\n## 桥 {-}\n\n修路。\n") == ["柳浪区的路", "桥", "修路。"]
