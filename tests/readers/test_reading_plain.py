"""Plain text: lines of a fixed width, e-mail, subtitles, tables set with tabs, look-alike characters, and what is no Chinese."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.outline.lines import label_lines
from briefing.outline.parse import parse
from briefing.readers import read
from briefing.readers.plain import read_plain
from briefing.readers.wrapping import unwrap
from briefing.text.source import Source, span

PARAGRAPHS = (
    "记者：请介绍去年修路的情况。",
    "纪远航：去年全区新修公路３１８公里，同比增长７．４％，其中乡村公路９６公里，总投资１，２０８万元。今年还要再修桥梁四十座，改造老旧隧道五十二条。",
    "记者：群众最关心的是什么？",
    "纪远航：群众最关心的是出门和回家。我们新建车站３处、停车场２个，新增车位４５００个，把每一条路都通到村口，请大家放心。",
    "明年的安排也已经定了下来，先把西边的三座桥修好，再把东边的路接上，年底以前一定让乡亲们走上新路，不再绕远。",
)


def source_from(folder: Path, text: str, name: str = "a.txt", encoding: str = "utf-8") -> Source:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read(path)


def shown(source: Source) -> list[tuple[str, str]]:
    return [(line.kind, source[line.span]) for line in label_lines(source)]


def broken(paragraph: str, characters: int) -> str:
    return "\n".join(wrap(paragraph, characters))


@pytest.mark.parametrize("characters", [22, 30, 36, 40])
@pytest.mark.parametrize(("indent", "between"), [("　　", "\n"), ("", "\n\n"), ("　　", "\n\n")])
def test_lines_that_a_fixed_width_broke_are_paragraphs_again(characters: int, indent: str, between: str) -> None:
    paragraphs = [indent + words for words in PARAGRAPHS]

    unwrapped = unwrap(between.join(broken(words, characters) for words in paragraphs))

    assert unwrapped is not None
    assert [line for line in unwrapped.text.split("\n") if line] == paragraphs


def test_two_full_lines_are_a_paragraph_where_the_third_begins_with_a_mark() -> None:
    paragraph = PARAGRAPHS[4][:51] + "，年底以前一定走上新路。"
    lines = [paragraph[:25], paragraph[25:51], paragraph[51:]]

    unwrapped = unwrap("\n".join(["柳浪区区长纪远航：把路修到村口", "", *lines]))

    assert unwrapped is not None
    assert unwrapped.text.split("\n")[2:] == [paragraph]


@pytest.mark.parametrize("characters", [25, 27, 31, 38])
def test_lines_that_a_number_of_characters_broke_are_paragraphs_again(characters: int) -> None:
    paragraph = (
        "纪远航：去年全区新修公路318公里，同比增长7.4%，其中乡村公路96公里，总投资1208万元。"
        + PARAGRAPHS[3]
        + PARAGRAPHS[4]
    )

    lines = [paragraph[at : at + characters] for at in range(0, len(paragraph), characters)]
    unwrapped = unwrap("\n".join(["柳浪区区长纪远航：把路修到村口", "2026-04-17", *lines]))

    assert unwrapped is not None
    assert unwrapped.text.split("\n")[2:] == [paragraph]


def test_lines_that_a_mail_program_quotes_are_joined_beside_paragraphs_that_nobody_broke() -> None:
    paragraph = "".join(PARAGRAPHS[:2])
    quoted = "\n".join(f"> {line}" for line in broken(paragraph, 28).split("\n"))
    own = "今年要把路修好，把水引来，把茶卖出去，" * 4 + "这是实话。"

    unwrapped = unwrap(f"来信收到。\n\n{own}\n\n{quoted}\n\n{own}")

    assert unwrapped is not None
    assert unwrapped.text.split("\n\n") == ["来信收到。", own, paragraph, own]


def test_a_sentence_that_ends_with_a_line_goes_on_where_an_indent_parts_paragraphs() -> None:
    paragraphs = [
        f"　　{words}"
        for words in (*PARAGRAPHS, "纪远航：去年新修的公路比前年多出一倍还要多一点点；今年还要再多一倍，请大家放心。")
    ]

    unwrapped = unwrap("\n".join(["柳浪区的路", "2026-04-17　柳浪日报", "", *(broken(one, 27) for one in paragraphs)]))

    assert unwrapped is not None
    assert unwrapped.text.split("\n")[3:] == paragraphs


@pytest.mark.parametrize("characters", [13, 15, 17])
def test_lines_as_narrow_as_a_newspapers_column_are_paragraphs_again(characters: int) -> None:
    unwrapped = unwrap("\n\n".join(broken(words, characters) for words in PARAGRAPHS))

    assert unwrapped is not None
    assert [line for line in unwrapped.text.split("\n") if line] == list(PARAGRAPHS)


def test_a_number_parted_at_its_point_is_whole() -> None:
    paragraph = (
        "纪远航：去年全区新修公路318公里，同比增长7.4%，其中乡村公路96公里，总投资1208万元。" + PARAGRAPHS[3][4:] * 2
    )

    lines = [paragraph[at : at + 24] for at in range(0, len(paragraph), 24)]
    unwrapped = unwrap("\n".join(["柳浪区区长纪远航：把路修到村口", "2026-04-17", *lines]))

    assert unwrapped is not None
    assert "同比增长7.4%，" in unwrapped.text


def test_a_number_that_a_line_end_parted_is_whole_and_the_joining_is_told_once(tmp_path: Path) -> None:
    text = "柳浪区的路\n\n" + "\n".join(broken("　　" + words, 34) for words in PARAGRAPHS)

    source = source_from(tmp_path, text, encoding="gb18030")

    figures = [source.fold(figure.words.span) for figure in parse(source).figures]
    assert {"318公里", "7.4%", "96公里", "1,208万元", "4500个"} <= set(figures)
    assert [notice.code for notice in source.notices] == ["joined-lines"]
    assert source.notices[0].message.startswith("原文每行满 34 字就断开，已接成段落（")


@pytest.mark.parametrize(
    "lines",
    [
        [f"新建改建农村公路{number}公里并完成沿线绿化亮化和排水工程建设任务" for number in range(11, 30)],
        [
            *[f"新建改建农村公路{number}公里并完成沿线绿化亮化和排水工程建设" for number in range(11, 30)],
            "以上各项年底完成。",
        ],
        [f"新建农村公路{number}公里，完成沿线绿化亮化和排水工程建设任务" for number in range(11, 30)],
        [f"{number}. 新建改建农村公路{number}公里，完成沿线绿化、亮化和排水工程" for number in range(11, 30)],
        [*["柳浪江上，柳色清新可爱，一江春水绕着山村流，"] * 12, "桥头灯火连天外。"],
        [
            *[f"第{number}标段（新桥）　　投资{number}亿元、已完成　　二〇二六年竣工" for number in range(11, 30)],
            "全部竣工。",
        ],
        [words for words in PARAGRAPHS for _ in range(3)],
        ["柳浪江边柳色新，一江春水绕山村。", "桥头灯火连天外，渡口人家枕浪痕。"] * 6,
        ["柳浪区青石桥街道办事处副主任", "柳浪区城南发展集团有限责任公司"] * 6,
    ],
)
def test_lists_verses_tables_and_paragraphs_are_not_joined(lines: list[str]) -> None:
    assert unwrap("\n".join(["柳浪区的路", "", *lines])) is None


def test_quoted_lines_of_an_email_are_joined_without_their_signs() -> None:
    quoted = "\n".join(f"> {line}" for words in PARAGRAPHS for line in [*wrap(words, 32), ""])

    unwrapped = unwrap(f"{quoted}\n收到，谢谢。\n")

    assert unwrapped is not None
    assert [line for line in unwrapped.text.split("\n") if line] == [*PARAGRAPHS, "收到，谢谢。"]


def test_an_answer_does_not_go_on_with_the_line_that_it_stands_below() -> None:
    quoted = [f"> {line}" for words in PARAGRAPHS for line in [*wrap(words, 32), ""]]

    unwrapped = unwrap("\n".join([*quoted[:-2], "收到，谢谢。"]))

    assert unwrapped is not None
    assert unwrapped.text.split("\n")[-1] == "收到，谢谢。"


def test_sentences_after_a_tab_are_no_rows(tmp_path: Path) -> None:
    source = source_from(tmp_path, "柳浪区的路\n" + "纪远航\t全区有桥12座，路318公里。\n" * 4)

    assert source.marks == ()


def test_the_head_of_an_email_is_read_and_is_no_text(tmp_path: Path) -> None:
    head = "发件人：某某 <a@example.org>\n收件人：b@example.org\n主题：回复：柳浪区修路答问\n日期：2026年4月2日\n\n"

    source = source_from(tmp_path, f"{head}> 记者：路修得怎么样？\n> 记者：桥呢？\n\n纪远航：路318公里。\n")

    assert shown(source) == [
        ("furniture", "发件人：某某 <a@example.org>"),
        ("furniture", "收件人：b@example.org"),
        ("title", "柳浪区修路答问"),
        ("imprint", "2026年4月2日"),
        ("question", "记者：路修得怎么样？"),
        ("question", "记者：桥呢？"),
        ("answer", "纪远航：路318公里。"),
    ]


def test_times_of_subtitles_and_of_a_transcript_are_no_words(tmp_path: Path) -> None:
    cues = "".join(
        f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n全区有桥{number}座，路318公里。\n\n"
        for number in (1, 2, 3)
    )

    subtitles = source_from(tmp_path, cues)
    transcript = source_from(tmp_path, "".join(f"[00:0{n}:15] 纪远航：全区有桥{n}座，路318公里。\n" for n in (1, 2, 3)))

    assert [words for kind, words in shown(subtitles) if kind != "furniture"] == [
        f"全区有桥{number}座，路318公里。" for number in (1, 2, 3)
    ]
    assert [words for _, words in shown(transcript)] == [
        f"纪远航：全区有桥{number}座，路318公里。" for number in (1, 2, 3)
    ]


def test_the_hours_of_an_agenda_are_words(tmp_path: Path) -> None:
    source = source_from(tmp_path, "柳浪区桥梁大会议程\n09:30 开幕式\n10:00 主旨发言\n11:00 签约仪式\n")

    assert source.marks == ()


def test_lines_of_as_many_tabs_are_the_rows_of_a_table(tmp_path: Path) -> None:
    rows = "指标\t数值\t同比\n总投资\t12亿元\t7.4%\n桥梁\t318座\t5%\n"

    source = source_from(
        tmp_path, f"柳浪区2025年的路\n\n{rows}\n\t去年修路12公里，花了3亿元。\n\t今年修路15公里。\n\t明年再说。\n"
    )

    assert [(mark.kind, source[mark.span]) for mark in source.marks] == [("row", row) for row in rows.splitlines()]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0c", "\u2028", "\u2029", "\x85"])
def test_every_kind_of_line_end_ends_a_line(tmp_path: Path, end: str) -> None:
    source = source_from(tmp_path, f"\ufeff柳浪区的路{end}去年修路12公里。{end}今年修路15公里。{end}")

    assert [words for _, words in shown(source)] == ["柳浪区的路", "去年修路12公里。", "今年修路15公里。"]


def test_hidden_characters_between_words_are_told(tmp_path: Path) -> None:
    source = source_from(tmp_path, "柳浪区的路\n去年修路3\u200b18公里，今\u2060年修路15公里。\n")

    assert [(notice.code, notice.message) for notice in source.notices] == [
        ("hidden-characters", "字与字之间有 2 处看不见的字符")
    ]


def test_private_characters_are_blank_and_told_once_and_every_offset_stays(tmp_path: Path) -> None:
    text = "柳浪区的路\n\uf0b7去年修路318公里\ue123即每月26公里\U000f0001。\n"

    source = source_from(tmp_path, text)

    assert source.text == "柳浪区的路\n 去年修路318公里 即每月26公里 。\n"
    assert [(notice.code, notice.span) for notice in source.notices] == [("private-characters", span(6, 7))]


def test_a_marked_line_that_opens_with_a_private_character_keeps_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "路.md"
    path.write_text("# \ue123柳浪区的路\n\n- \uf0b7去年修路318公里。\n", encoding="utf-8")

    outline = parse(read(path))

    assert outline.title is not None
    assert outline.title.text == "柳浪区的路"


def test_look_alikes_are_read_as_the_characters_that_they_stand_for_and_told_once(tmp_path: Path) -> None:
    source = source_from(
        tmp_path, "柳浪区区⻓⻩远航：把路修通\n记者：请介绍去年的情况。\n⻩远航：去年⼯程318个，⼈⼝12万⼈。\n"
    )

    outline = parse(source)

    assert [source.fold(figure.words.span) for figure in outline.figures] == ["318个", "12万人"]
    assert [(notice.code, notice.message) for notice in outline.diagnostics[:1]] == [
        ("radicals", "有 7 个字存成了部首或兼容字形（如“⻓”），都按通用的字（“长”）读、印")
    ]
    assert sum(notice.code == "radicals" for notice in outline.diagnostics) == 1


def test_full_width_digits_make_no_text_traditional_or_mixed(tmp_path: Path) -> None:
    source = source_from(
        tmp_path, "柳浪区的路\n" + "去年修路３１８公里，桥４５座，站１２处，车位６７８９个，ＧＤＰ增长８．５％。\n" * 4
    )

    assert source.writing == "Hans"
    assert not [notice for notice in parse(source).diagnostics if notice.code == "mixed-script"]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_an_article_of_which_most_characters_are_addresses_is_chinese(tmp_path: Path, name: str) -> None:
    address = "https://example.org/archive/2026/04/02/" + "section-of-roads-and-bridges/" * 30
    front = f'---\ntitle: "柳浪区的路"\nurl: "{address}"\n---\n\n# 柳浪区的路\n\n'
    body = f'全区有桥12座，路318公里。\n\n![a long English caption]({address})\n\n详见[这里]({address})。\n\n<img src="{address}">\n'

    source = source_from(tmp_path, front + body, name)

    assert "全区有桥12座，路318公里。" in source.text


def test_english_with_a_chinese_title_is_not_chinese(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="不是中文文本"):
        source_from(tmp_path, f"# 柳浪区的路\n\n{'The district has built twelve bridges this year. ' * 20}\n", "a.md")


# The first text loads the word lists, which takes longer on a busy machine.
@settings(deadline=None)
@given(st.text(alphabet="桥路，。：记者 　\n\t>-|()12３：\r", max_size=200))
def test_marks_stand_in_order_on_lines_of_a_text_that_stays_as_it_is(text: str) -> None:
    found = read_plain(text, "a.txt")

    assert unwrap(text) or found.text == text
    ends = [0, *(mark.span.end for mark in found.marks)]
    assert all(end <= mark.span.start < mark.span.end for end, mark in zip(ends, found.marks, strict=False))


def test_signs_of_markdown_within_a_line_stay_and_are_told_once(tmp_path: Path) -> None:
    text = "# **石塘区的一年**\n\n区里[公告](https://example.org/a)说，修路**21公里**。\n\n![桥](b.png)\n\n石塘区建了[三座桥](c.html)。\n"

    source = source_from(tmp_path, text)

    assert source.text == text
    told = [(one.message, source[one.span]) for one in source.notices if one.code == "markdown-signs" and one.span]
    assert told == [
        (
            "有 3 处链接、图片或强调的 Markdown 记号，照原样印；不想印，请把文件改名为 .md",
            "[公告](https://example.org/a)",
        )
    ]


def test_a_text_whose_signs_are_around_whole_lines_has_none_to_tell_of(tmp_path: Path) -> None:
    source = source_from(tmp_path, "# 石塘区的一年\n\n**修路**\n\n石塘区修路 3*7 公里，[注]（见下）。\n")

    assert "markdown-signs" not in {one.code for one in source.notices}


def paged(paragraphs: list[str], lines_a_page: int) -> str:
    """The paragraphs as a PDF's text gives them: broken at 30 characters, blanks about numbers, a head and a number after each page."""
    lines = [f"{line}  " for one in paragraphs for line in (*re.findall(".{1,30}", one), " ")]
    pages = [lines[at : at + lines_a_page] for at in range(0, len(lines), lines_a_page)]
    return "\n".join(
        line
        for number, page in enumerate(pages, 417)
        for line in (*page, f"云溪区议事录 ─ 2024年 5月 {number - 400}日  ", " ", f"{number} ")
    )


def test_heads_and_numbers_of_pages_are_taken_out_of_the_paragraphs_that_they_part(tmp_path: Path) -> None:
    paragraphs = [
        "水务局局长：主席，去年全区新修水渠 318公里，同比增长 7%，其中乡村水渠 96公里，总投资 1 208万元。今年还要再修水闸四十座，改造老旧泵站五十二座，让每一块田都浇得上水。",
        "我们新建站点 3处、蓄水池 2个，把每一条渠都通到地头。群众最关心的是用水和排水，明年的安排也已经定了下来，先把西边的三座闸修好，再把东边的渠接上，不再绕远。",
        "至于收费，当局会按照用水多少分级计算，困难的农户可以申请减免，减免的办法已经在各村公布，有疑问的可以到村里的服务点询问，也可以打电话到水务局的热线查询。",
    ] * 2

    source = source_from(tmp_path, paged(paragraphs, 5))

    text = [one for _, one in shown(source)]
    assert not [one for one in text if "议事录" in one]
    assert [one.replace(" ", "") for one in text] == [one.replace(" ", "") for one in paragraphs]
    assert "joined-lines" in [notice.code for notice in source.notices]


def test_numbers_alone_on_their_lines_without_a_head_stay(tmp_path: Path) -> None:
    text = "云溪区的一年\n\n" + "\n".join(f"{number}\n{paragraph}" for number, paragraph in enumerate(PARAGRAPHS, 1))

    assert [one for _, one in shown(source_from(tmp_path, text)) if one.isdigit()] == ["1", "2", "3", "4", "5"]
