"""The lines before and around a text: headlines, date lines, notes, and the furniture of the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefing.config.sidecar import Sidecar
from briefing.document.dates import find_publication
from briefing.outline.imprint import find_outlet, find_published, find_title
from briefing.outline.labels import opens_with_label
from briefing.outline.lines import label_lines
from briefing.outline.model import quote_source
from briefing.outline.parse import parse
from briefing.readers import read
from briefing.readers.plain import read_plain
from briefing.text.dates import iso_date
from briefing.text.folding import fold
from briefing.text.source import Mark, MarkKind, span
from builders import source_of

if TYPE_CHECKING:
    from pathlib import Path

BODY = "\n去年岚江区新开店铺126家，客流达到310万人次。\n今年还要再开40家。\n"
TITLE = "岚江区区长方竹：把旧码头做活"

DATE_LINES = {
    "2026年03月12日08:18　来源：岚江日报": ("2026年03月12日", "岚江日报"),
    "2026年03月12日10:56:28 岚江新闻网": ("2026年03月12日", "岚江新闻网"),
    "最后更新: 2026-03-12 10:56": ("2026-03-12", None),
    "2026-03-12 12:11来源：岚江日报": ("2026-03-12", "岚江日报"),
    "[2026-03-12]": ("2026-03-12", None),
    "2026-03-12　岚江县政府": ("2026-03-12", "岚江县政府"),
    "2026-03-12　岚江全媒体　见习记者 方以澄 禾原报道": ("2026-03-12", "岚江全媒体"),
    "岚江网3月12日": (None, "岚江网"),
    "2026.03.12": ("2026.03.12", None),
    "2026/3/12 星期四": ("2026/3/12", None),
    "2026-03-12T08:18:00+08:00": ("2026-03-12", None),
    "中華民國115年3月12日": ("中華民國115年3月12日", None),
    "115-03-12": ("115-03-12", None),
    "二〇二六年三月十二日": ("二〇二六年三月十二日", None),
    "2026年3月12日 岚江新聞記者": ("2026年3月12日", "岚江新聞"),
    "发布时间：2026-03-12 更新时间：2026-03-15": ("2026-03-12", None),
    "更新时间：2026-03-15 发布时间：2026-03-12": ("2026-03-12", None),
    "时间：2026年3月12日下午3:00": ("2026年3月12日", None),
    "岚江日报/2026年/3月/12日/第006版": ("2026年/3月/12日", "岚江日报"),
    "《岚江日报》（2026年3月12日 第03版）": ("2026年3月12日", "岚江日报"),
    "记者 方以澄 2026-03-12": ("2026-03-12", None),
    "稿源：岚江网-时政频道　发布日期：2026-03-12": ("2026-03-12", "岚江网"),
    "来源：本网 2026-03-12": ("2026-03-12", None),
    "2026年03月12日 10:56 岚江财经-自媒体综合": ("2026年03月12日", None),
    "原创 岚江都市报 2026-03-12 10:56:28": ("2026-03-12", "岚江都市报"),
    "2026-03-12 12:11来源：岚江时报网作者：方以澄": ("2026-03-12", "岚江时报网"),
    "2026-03-12 19:32 字号：A- A A+ 来源：岚江网": ("2026-03-12", "岚江网"),
    "发布日期：2026-03-12 浏览次数： 信息来源：岚江区商务局": ("2026-03-12", "岚江区商务局"),
    "岚江晚报/2026年/3月/12日/第B02版": ("2026年/3月/12日", "岚江晚报"),
    "来源：岚江记者": (None, "岚江记者"),
    "来源：岚江日报记者 2026-03-12": ("2026-03-12", "岚江日报"),
    "（3月12日）": (None, None),
    "2026-03-12　文／方以澄": ("2026-03-12", None),
    "文、图／方以澄 2026年3月12日": ("2026年3月12日", None),
    "文/图 方以澄 2026.3.12": ("2026.3.12", None),
    "撰文：方以澄 日期：2026-03-12": ("2026-03-12", None),
    "撰文：方以澄｜2026-03-12": ("2026-03-12", None),
    "2026.03.12 採訪／方以澄、文／江一鳴": ("2026.03.12", None),
    "2026-03-12　文／方以澄　圖／岚江鎮公所": ("2026-03-12", None),
    "2026-03-12 方以澄 文": ("2026-03-12", None),
    "（岚江新聞訊）2026年3月12日": ("2026年3月12日", None),
    "（記者方以澄岚江12日電）2026/03/12": ("2026/03/12", None),
    "【访谈时间】2026-03-12": ("2026-03-12", None),
    "2026-03-12 岚江发布": ("2026-03-12", "岚江发布"),
    "岚江发布｜2026年3月12日 10:20 责编：方以澄": ("2026年3月12日", "岚江发布"),
    "2026-03-12 权威发布": ("2026-03-12", None),
    "成文日期：2026-03-09 发布日期：2026-03-12": ("2026-03-12", None),
    "版次：A03 版名：要闻 2026年03月12日 星期四": ("2026年03月12日", None),
}


@pytest.mark.parametrize(("line", "said"), DATE_LINES.items())
def test_a_date_line_says_when_and_where_a_text_appeared(line: str, said: tuple[str | None, str | None]) -> None:
    source = source_of(f"{TITLE}\n{line}{BODY}")
    lines = label_lines(source)

    published, outlet = find_published(source, lines), find_outlet(source, lines)

    assert [one.kind for one in lines] == ["title", "imprint", "text", "text"]
    assert (published and published.text, outlet and outlet.text) == said


@pytest.mark.parametrize("line", [line for line in DATE_LINES if not line.startswith("（")])
def test_a_date_line_before_the_headline_is_no_headline(line: str) -> None:
    source = source_of(f"{line}\n{TITLE}{BODY}")

    assert [one.kind for one in label_lines(source)] == ["imprint", "title", "text", "text"]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2026年03月12日", "2026-03-12"),
        ("2026年/3月/12日", "2026-03-12"),
        ("中華民國115年3月12日", "2026-03-12"),
        ("115-03-12", "2026-03-12"),
        ("二〇二六年三月十二日", "2026-03-12"),
        ("二○二六年十一月三十日", "2026-11-30"),
        ("中華民國一一五年三月十二日", "2026-03-12"),
        ("民国一百一十五年三月十二日", "2026-03-12"),
        ("2026年3月", None),
    ],
)
def test_a_printed_day_has_one_iso_form(printed: str, day: str | None) -> None:
    assert iso_date(fold(printed)) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [("中華民國115年3月12日", "2026-03-12"), ("2026年/3月/12日/第006版", "2026-03-12"), ("2026-3-2", "2026-03-02")],
)
def test_the_packs_know_the_day_of_publication_however_it_is_printed(line: str, day: str) -> None:
    publication = find_publication(parse(source_of(f"{TITLE}\n{line}{BODY}")), Sidecar())

    assert publication is not None
    assert (publication.date, publication.year) == (day, 2026)


def test_a_day_in_a_sentence_is_no_day_of_publication() -> None:
    source = source_of(f"{TITLE}\n2025年3月1日，岚江区新港开港。\n2025年3月2日\n新港试航。\n2025年3月3日\n新港通航。")

    assert find_published(source, label_lines(source)) is None


HEADLINES = {
    f"编者按\n全市区长访谈今天刊发第五期。\n{TITLE}": TITLE,
    f"编者按：全市区长访谈今天刊发第五期。\n{TITLE}": TITLE,
    f"◎欢迎留言，说说您的看法。\n本文约1200字，阅读需要3分钟\n{TITLE}": TITLE,
    f"您现在的位置： 首页 > 政务 > 在线访谈 > 正文\n{TITLE}": TITLE,
    f"首页 > 新闻 > 访谈\n{TITLE}": TITLE,
    f"岚江新闻网 > 新闻中心 > > 正文\n{TITLE}": TITLE,
    f"繁體版 寄給朋友 政府新聞網\n{TITLE}": TITLE,
    f"访谈记录\n{TITLE}\n时间：2026-03-12": TITLE,
    "访谈记录\n受访人：方竹\n访谈题目：旧码头怎么活": "旧码头怎么活",
    "访谈记录\n受访人：方竹": "访谈记录",
    "产业园\n“旧码头”要过几道坎？\n——岚江高新区走访记": "“旧码头”要过几道坎？",
    "“让老街有人来，也留得住人”": "“让老街有人来，也留得住人”",
    "老街怎么活？": "老街怎么活？",
    "书记话振兴 | 方竹：把旧码头做活 2023-05-09 来源：岚江发布": "书记话振兴 | 方竹：把旧码头做活",
    f"# 2026-03-12 {TITLE}": TITLE,
    f"2026-03-12【岚江访谈】{TITLE}": f"【岚江访谈】{TITLE}",
    f"岚江日报\n2026年3月12日 星期四 第03版\n{TITLE}": TITLE,
    f"内部资料　注意保存\n第12期（总第345期）\n岚江区委办公室编　2026年3月12日\n{TITLE}": TITLE,
    f"图为岚江区一处码头。（资料图）\n{TITLE}": TITLE,
    f"訂閱電子報，掌握最新消息！\n{TITLE}": TITLE,
    f"阅读提示：本期说旧码头。\n{TITLE}": TITLE,
    f"标题：{TITLE}": TITLE,
    f'---\ntitle: "{TITLE}"\ndate: 2026-03-12\ntags:\n  - "码头"\n---\n# {TITLE}': TITLE,
    "2026年7月26日\n主题词：停车　通知\n抄送：区委办，区人大办，\n区发改局，各街道办事处。\n共印300份\n岚江区夜间停车办法": "岚江区夜间停车办法",
    "岚江区人民政府办公室文件\n岚政办〔2026〕12号\n岚江区夜间停车办法": "岚江区夜间停车办法",
    "岚江区政府新闻办公室\n促消费新闻发布会实录\n时间：2026-03-12": "促消费新闻发布会实录",
    f"头条\n要闻 | 访谈\n{TITLE}\n2026-03-12": TITLE,
    f"↓↓点击收听本期节目\n{TITLE}": TITLE,
    f"第A02版：综合　岚江晚报　2026年3月12日\n上一版　下一版\n{TITLE}": TITLE,
    f"{TITLE}（2026年3月12日 岚江网）": TITLE,
    "000218\n机密★3年\n特急\n关于夜间停车的通知": "关于夜间停车的通知",
    "公开方式：主动公开\n岚江区夜间停车细则": "岚江区夜间停车细则",
    f"策划语\n本期关注老码头。\n{TITLE}": TITLE,
    f"活动标题\n- {TITLE}\n活动描述\n- 说说旧码头。": TITLE,
    f"{TITLE} |\n2026-03-12": TITLE,
    "海通社\n（海通社記者方竹岚江12日電）岚江區去年開店。": None,
    f"回到頂端\n熱門： 夜市 渡輪\n{TITLE}\n2026-03-12": TITLE,
    f"县长何进 夏禾 摄\n{TITLE}\n2026-03-12": TITLE,
    f"（老码头的清晨）\n{TITLE}\n2026-03-12": TITLE,
    f"區長方竹在碼頭上。（岚江社 夏禾攝）\n{TITLE}\n2026-03-12": TITLE,
    f"嵐江時報\n2026-03-12\nA3 地方新聞\n{TITLE}": TITLE,
    f"嵐江日報 | 2026-03-12\n報章 | A05 | 港聞\n{TITLE}": TITLE,
    "嵐江市政府　函\n地址：嵐江市中山路100號\n承辦人：夏禾\n電話：(02)2720-0000分機12\n受文者：嵐江市議會\n"
    "發文日期：中華民國115年3月12日\n速別：普通件\n附件：如主旨\n主旨：檢送停車辦法1份，請查照。": "檢送停車辦法1份，請查照。",
    f"第A01版：要闻\n2026年03月12日 星期四\n岚江日报\n{TITLE}\n——码头见闻\n□本报记者 方以澄": TITLE,
    f"索 引 号：LJ000/2026-12\n发文机构：岚江区商务局\n标    题：{TITLE}\n文    号：岚商〔2026〕3号\n\n{TITLE}": TITLE,
    f"访谈主题：{TITLE}\n访谈时间：2026-03-12\n文字直播": TITLE,
    f"访谈记录表\n编号：岚-03　　记录人：夏禾\n访谈主题：{TITLE}": TITLE,
    "岚江区政府办公室关于印发\n岚江区夜间停车办法的通知\n各街道办事处：": "岚江区政府办公室关于印发岚江区夜间停车办法的通知",
    "下载\n": None,
    "当前位置：首页\n": None,
}


@pytest.mark.parametrize(("front", "title"), HEADLINES.items())
def test_the_headline_is_the_line_that_says_what_the_text_is(front: str, title: str | None) -> None:
    source = source_of(front + BODY)

    found = find_title(source, label_lines(source))

    assert (found and found.text) == title


def test_a_headline_s_second_line_is_no_heading() -> None:
    source = source_of(f"旧码头换新颜\n岚江区五年更新老厂房四十万平方米\n2026-03-12 来源：岚江日报{BODY}")

    assert [line.kind for line in label_lines(source)][:3] == ["title", "subtitle", "imprint"]


FURNITURE = [
    "字号：",
    "【字号：大 中 小】",
    "a1.jpg b2.jpg",
    "width=560&src=https%3A%2F%2Fwww.example.com%2Fv",
    "https://www.example.com/v?id=3",
    '<iframe src="https://www.example.com/v"></iframe>',
    "成为会员，支持本报",
    "订阅本报电子版",
    "长按识别二维码",
    "欢迎关注岚江发布",
    "点击下方链接查看全文",
    "点击进入专题",
    "石塘区商务局办公室　　　　　　　　　　　　　　　　　　　　　　　　　2026年3月5日印",
    "分享到微信",
    "责任编辑：方以澄",
    "编辑：方以澄 审核：江一鸣",
    "岚江日报社版权所有",
    "- 3 -",
    "第3页 共12页",
    "抄送：区委办",
    "共印300份",
    "本文共3200字，阅读约需8分钟",
    "[ 字号 大 中 小 ]",
    "岚江区融媒体中心出品",
    "总策划：方竹 执行：江一鸣",
    "打印 字体： 放大 正常 缩小 分享",
    "收藏本站 | 设为首页 | 关于我们",
    "岚江区商务局供稿 摄影/方竹 编辑/江一鸣",
    "（原题为《旧码头！新在哪？》）",
    "DSC_0218.JPG",
    "印发份数：60份",
    "原标题：旧码头怎么活？",
    "【纠错】 责任编辑：方以澄",
    "【列印】【收藏】 责任编辑：方以澄 共2页",
    "更多新聞：碼頭旁的老樹又開花！",
    "本文經轉授權自岚江網",
    "|",
    "javascript:void(0)",
    '{"code":0,"msg":"ok"}',
    "-END-",
    "分享 收藏 在看 点赞",
    "核稿編輯：方以澄",
    "字級：",
    "追蹤Facebook粉絲專頁",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_what_belongs_to_the_page_is_no_text(line: str) -> None:
    source = source_of(f"{TITLE}{BODY}{line}\n明年的事，年底再说。\n")

    assert [one.kind for one in label_lines(source)] == ["title", "text", "text", "furniture", "text"]


SENTENCES = [
    "关注民生，是今年的头等大事。",
    "分享发展成果，让老街坊也有份。",
    "点击率上升了三成。",
    "编辑部设在老码头，一共12个人。",
    "成为全市第一，是大家的心愿。",
    "请加入我们的队伍，把岚江做好。",
    "订阅量去年达到12万份。",
    "来源：一是财政，二是社会。有了钱，事情就好办。",
    "主持人说，他没有来过老码头。",
    "这是第3页上的话，a1.jpg是图。",
]


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_that_only_sounds_like_the_page_stays(line: str) -> None:
    source = source_of(f"{TITLE}{BODY}{line}\n明年的事，年底再说。\n")

    assert [one.kind for one in label_lines(source)] == ["title", *["text"] * 4]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("新开店铺126家，客流增长7.4%，其", "text"),
        ("- 补贴从每户3.2万元调到4.5万元", "text"),
        ("- 改善18所库区小学的校舍", "text"),
        ("三件大事", "heading"),
        ("一、新开店铺126家", "heading"),
        ("让老街活起来", "heading"),
    ],
)
def test_a_line_that_states_a_figure_is_no_heading(line: str, kind: str) -> None:
    source = source_of(f"{TITLE}{BODY}{line}\n明年的事，年底再说。\n")

    assert label_lines(source)[3].kind == kind


def test_a_body_that_signs_above_the_day_is_no_heading() -> None:
    source = source_of(f"岚江区夜间停车办法{BODY}岚江区人民政府\n2026年3月12日\n（此件公开发布）\n")

    assert [line.kind for line in label_lines(source)][3:] == ["imprint", "imprint", "furniture"]


@pytest.mark.parametrize(
    ("front", "told"), [("下载\n", [None]), ("访谈记录\n受访人：方竹\n", ["访谈记录"]), (f"{TITLE}\n", [])]
)
def test_a_missing_headline_is_told_once(front: str, told: list[str | None]) -> None:
    source = source_of(front + BODY)

    notices = [one for one in parse(source).diagnostics if one.code == "no-title"]

    assert [one.span and source[one.span] for one in notices] == told


def test_days_of_other_articles_after_the_text_are_not_its_own() -> None:
    source = source_of(f"{TITLE}{BODY}为你推荐\n2026-03-01 10:31\n2026-03-02 07:42\n")

    assert find_published(source, label_lines(source)) is None


def test_a_day_after_the_text_is_its_own() -> None:
    source = source_of(f"{TITLE}{BODY}（岚江区商务局供稿）\n发布日期：2026-03-02 责任编辑：方以澄\n")

    published = find_published(source, label_lines(source))

    assert published is not None
    assert published.text == "2026-03-02"


def test_a_headline_below_a_page_s_remains_is_the_line_above_the_day() -> None:
    source = source_of(f"■ 信息公开。\n{TITLE}\n来源：岚江日报 发布时间：2026-03-12{BODY}")

    title = find_title(source, label_lines(source))

    assert title is not None
    assert title.text == TITLE


def test_a_line_in_tags_is_what_stands_in_them() -> None:
    source = source_of(f"{TITLE}{BODY}<div>\n<p>新港去年装船318艘次，比上年多。</p>\n</div>\n")

    lines = [(line.kind, source[line.span]) for line in label_lines(source)[3:]]

    assert lines == [
        ("furniture", "<div>"),
        ("text", "新港去年装船318艘次，比上年多。"),
        ("furniture", "</div>"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "<figcaption>图中蓝色的区块是新港的二期。</figcaption>",
        "新港二期的效果图。照片来源：港务局小册子",
        "资料来源：港务局2031年2月修订数字。",
    ],
)
def test_words_under_a_picture_and_where_it_comes_from_are_a_caption(line: str) -> None:
    source = source_of(f"{TITLE}{BODY}{line}\n新港去年装船318艘次，比上年多。\n")

    assert [one.kind for one in label_lines(source)[-2:]] == ["caption", "text"]


def test_who_issues_and_writes_a_release_is_no_heading_of_it() -> None:
    source = source_of(f"{TITLE}\n发稿单位：新闻处\n发稿人员：方竹、林牧{BODY}")

    assert "heading" not in [one.kind for one in label_lines(source)[:3]]


def test_a_headline_of_two_parts_goes_on_to_its_date_line() -> None:
    source = source_of(f"区长话码头 | 岚江方竹：把旧码头做活 2026-03-12 08:18 来源：岚江日报 作者：林牧{BODY}")

    lines = label_lines(source)

    assert [(one.kind, source[one.span]) for one in lines[:2]] == [
        ("title", "区长话码头 | 岚江方竹：把旧码头做活"),
        ("imprint", "2026-03-12 08:18 来源：岚江日报 作者：林牧"),
    ]


@pytest.mark.parametrize("opening", ["专访", "对话"])
def test_whom_a_headline_interviews_does_not_make_it_a_signature(opening: str) -> None:
    source = source_of(f"长按二维码关注我们\n{opening}岚江区区长方竹{BODY}")

    assert [one.kind for one in label_lines(source)] == ["furniture", "title", "text", "text"]


def test_a_day_before_a_bar_is_no_part_of_the_headline() -> None:
    source = source_of(f"2026-03-12｜旧码头的新生意{BODY}")

    assert [source[one.span] for one in label_lines(source) if one.kind == "title"] == ["旧码头的新生意"]


def test_an_editors_note_about_a_series_is_no_series() -> None:
    source = source_of(f"【编者按】区长访谈系列今天推出第七篇。\n{TITLE}\n记者：今年呢？{BODY}")

    assert [one.kind for one in label_lines(source)][:3] == ["text", "title", "question"]


@pytest.mark.parametrize("secrecy", ["机密★启用前", "秘密★2年", "内部资料"])
def test_how_secret_a_document_is_stands_above_its_headline(secrecy: str) -> None:
    source = source_of(f"{secrecy}\n岚江区码头补贴细则{BODY}印数：90份\n")

    assert [one.kind for one in label_lines(source)] == ["furniture", "title", "text", "text", "furniture"]


def test_numbered_sentences_one_below_the_other_head_nothing() -> None:
    source = source_of(f"{TITLE}\n今年有两件事。\n（一）修好码头。\n（二）疏通航道。\n")

    assert [one.kind for one in label_lines(source)] == ["title", "text", "text", "text"]


def test_a_numbered_sentence_that_states_a_figure_heads_nothing() -> None:
    source = source_of(
        f"{TITLE}\n一、每座码头补助3万元。\n由区里拨付，一年一结。\n二、码头要有人管。\n村里推选，区里聘用。\n"
    )

    assert [one.kind for one in label_lines(source)] == ["title", "text", "text", "heading", "text"]


@pytest.mark.parametrize(("opens", "kind"), [("【记者】", "question"), ("【网友】", "question")])
def test_who_asks_needs_no_colon_after_brackets(opens: str, kind: str) -> None:
    source = source_of(f"{TITLE}\n{opens}码头要关吗？\n【方竹】不关。\n{opens}走进码头，处处是新船。\n")

    assert [one.kind for one in label_lines(source)] == ["title", kind, "answer", "text"]


def test_what_a_table_is_taken_from_is_no_medium() -> None:
    table = "项目\t2025年\t2026年\n码头（座）\t3\t5\n航线（条）\t8\t9\n"
    text = f"{TITLE}{BODY}{table}来源：区统计局\n"
    source = replace(source_of(text), marks=read_plain(text, "text.txt").marks)

    assert find_outlet(source, label_lines(source)) is None


def _at(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_a_list_above_a_conversation_tells_of_it() -> None:
    text = f"{TITLE}\n地点：岚江区政府网演播室\n时间：2026-03-12 15:00\n记者：今年呢？{BODY}"
    places = [_at(text, words) for words in ("地点：岚江区政府网演播室", "时间：2026-03-12 15:00")]
    marks = tuple(Mark(kind="text", span=span(*place)) for place in places)
    source = replace(source_of(text), marks=(Mark(kind="title", span=span(0, len(TITLE))), *marks))

    lines = label_lines(source)

    assert [one.kind for one in lines] == ["title", "imprint", "imprint", "question", "text", "text"]
    assert find_published(source, lines) == quote_source(source, span(*_at(text, "2026-03-12")))


def test_headings_above_the_headline_lead_to_it_and_head_no_section(tmp_path: Path) -> None:
    file = tmp_path / "办法.md"
    file.write_text(
        f"### 岚江区商务局负责同志\n\n# 就码头办法答记者问\n{BODY}\n## 下一步\n再开店铺。\n", encoding="utf-8"
    )
    source = read(file)

    kinds = [(line.kind, source[line.span].lstrip("# ")) for line in label_lines(source)]

    assert kinds[:2] == [("subtitle", "岚江区商务局负责同志"), ("title", "就码头办法答记者问")]
    assert ("heading", "下一步") in kinds


def test_the_headlines_of_other_texts_at_the_end_are_no_text() -> None:
    others = "更多文章\n夜市还缺几盏灯？\n渡轮加密！周末多十班\n"
    source = source_of(f"{TITLE}{BODY}{others}")

    assert [one.kind for one in label_lines(source)] == ["title", "text", "text", *["furniture"] * 3]


def test_what_stands_below_such_a_line_and_goes_on_is_text() -> None:
    source = source_of(f"{TITLE}{BODY}延伸阅读\n去年渡轮加密到每天十班。\n")

    assert [one.kind for one in label_lines(source)][-2:] == ["furniture", "text"]


def test_what_a_platform_says_of_itself_below_the_text_is_no_text() -> None:
    source = source_of(f"{TITLE}{BODY}特别声明\n本文只代表作者，平台不负责。\n")

    assert [one.kind for one in label_lines(source)] == ["title", "text", "text", "furniture", "furniture"]


def test_a_headline_that_is_not_whole_goes_on_in_the_next_line() -> None:
    outline = parse(source_of("方竹：老码头还是要修的\n“大工程”\n2026-03-12 来源：岚江日报\n去年开店126家。\n"))

    assert outline.title
    assert outline.title.text == "方竹：老码头还是要修的“大工程”"


@pytest.mark.parametrize(("above", "mark"), [("", None), ("产业园\n", "heading")])
def test_a_subtitle_under_a_marked_headline_heads_nothing(above: str, mark: MarkKind | None) -> None:
    subtitle = "——岚江高新区走访记" if mark else "岚江旧码头怎样有了新客人"
    text = f"{above}{TITLE}\n{subtitle}\n时间：2026-03-12　来源：岚江日报{BODY}"
    marks = [(TITLE, "title"), *([(subtitle, mark)] if mark else [])]
    places = [(span(text.index(words), text.index(words) + len(words)), kind) for words, kind in marks]
    marked = tuple(Mark(kind=kind, span=place, level=1) for place, kind in places)

    outline = parse(replace(source_of(text), marks=marked))

    assert outline.outlet
    assert outline.outlet.text == "岚江日报"
    assert [section.heading for section in outline.sections] == [None]


def test_the_rows_of_a_form_tell_of_the_text_and_are_none_of_its_sentences() -> None:
    rows = ("访谈对象\t方竹\t职务\t岚江区区长", "访谈时间\t2026年3月12日\t访谈地点\t区政府")
    text = "访谈记录表\n" + "\n".join(rows) + "\n问：开店多少家？\n答：去年开店126家。\n"
    starts = [text.index(row) for row in rows]
    marks = [Mark(kind="row", span=span(at, at + len(row))) for at, row in zip(starts, rows, strict=True)]

    outline = parse(replace(source_of(text), marks=tuple(marks)))

    assert outline.published
    assert outline.published.text == "2026年3月12日"
    assert [point.words.text for point in outline.points] == ["去年开店126家。"]


@pytest.mark.parametrize("post", ["　縣長", "（縣長）"])
def test_a_guest_s_post_may_be_the_word_alone(post: str) -> None:
    outline = parse(source_of(f"訪談紀錄\n受訪者：何進{post}\nQ1：開店多少家？\nA1：去年開店126家。\n"))

    assert [(one.name, one.role) for one in outline.speakers] == [("何進", "縣長")]


def test_a_label_that_nobody_needs_ends_the_value_before_it() -> None:
    form = (
        "访谈对象：方竹　　职务：岚江区区长　　办公电话：6330000\n访谈内容：\n问：开店多少家？\n答：去年开店126家。\n"
    )

    outline = parse(source_of(form))

    assert [(one.name, one.role) for one in outline.speakers] == [("方竹", "岚江区区长")]


def test_a_saying_that_opens_the_text_is_no_headline() -> None:
    source = source_of("“码头是全城的门面。”\n这是区长方竹常说的话。去年开店126家。\n")

    assert find_title(source, label_lines(source)) is None


@pytest.mark.parametrize(
    "text",
    [
        "首页 热点 财经 国内 生活\n堰口区修好一条渠\n来源：东海网\n今年堰口区修渠18公里。",
        "本文转自：东海网\n原标题：堰口区修好一条渠\n今年堰口区修渠18公里。",
    ],
)
def test_the_headline_stands_behind_a_page_s_bar_or_where_the_text_was_taken_from(text: str) -> None:
    outline = parse(source_of(text))

    assert outline.title is not None
    assert outline.title.text == "堰口区修好一条渠"
    assert outline.outlet is not None
    assert outline.outlet.text == "东海网"


@pytest.mark.parametrize(
    "text",
    [
        "东海社岚江6月27日电 题：堰口区修好一条渠\n东海社记者\n今年堰口区修渠18公里。",
        "当前报章为 第3008号\n2025年6月27日\n星期五\n堰口区修好一条渠\n今年堰口区修渠18公里。",
    ],
)
def test_a_dateline_may_name_the_headline_and_a_paper_s_number_and_weekday_are_none(text: str) -> None:
    outline = parse(source_of(text))

    assert outline.title is not None
    assert outline.title.text == "堰口区修好一条渠"


def test_who_leads_a_talk_is_told_and_asks_nothing() -> None:
    outline = parse(source_of("堰口区修好一条渠\n东海网主持人：汪漫\n今年堰口区修渠18公里。"))

    assert outline.questions == ()


def test_who_sends_a_release_out_in_brackets_at_its_end_is_no_text() -> None:
    text = "云塘区办讲座\n2024-04-19\n\n区里今年办讲座12场。\n\n（发稿人：劳工局就业中心方竹青 电话06-6330000转204）\n"

    outline = parse(source_of(text))

    assert [point.words.text for point in outline.points] == ["区里今年办讲座12场。"]


def test_the_headline_is_the_last_line_over_the_one_that_names_the_guest() -> None:
    text = (
        "全会精神在云川\n各区怎么干\n──区长访谈录\n把渠修到地头\n── 访云塘区区长沈知远\n"
        "记者：渠修好了吗？\n沈知远：修好了，共修渠12公里。\n"
    )

    outline = parse(source_of(text))

    assert outline.title is not None
    assert outline.title.text == "把渠修到地头"
    assert [(one.name, one.role) for one in outline.speakers] == [("沈知远", "云塘区区长")]


def test_the_text_behind_its_own_label_is_text_and_states_its_figures() -> None:
    outline = parse(source_of(f"{TITLE}\n作者：夏禾\n正文：去年岚江区新开店铺126家。\n"))

    assert [figure.words.text for figure in outline.figures] == ["126家"]


def test_a_label_in_brackets_tells_of_the_talk_and_opens_no_turn() -> None:
    outline = parse(
        source_of("【访谈对象】方竹\n【身份】岚江区区长\n【访谈内容】\n夏禾：新开了多少？\n方竹：126家。\n")
    )

    assert [(one.name, one.role) for one in outline.speakers] == [("方竹", "岚江区区长")]
    assert opens_with_label(fold("【嘉宾】大家好，我是方竹")) is None


def test_a_day_in_the_years_of_the_republic_is_printed_as_the_line_beside_it_counts() -> None:
    source = source_of(
        f"回应修路议题\n2026-03-12　岚江县政府\n发稿单位：新闻处\n发稿时间：115年3月12日\n发稿人员：方以澄\n{BODY}"
    )
    lines = label_lines(source)

    published = find_published(source, lines)

    assert published is not None
    assert published.text == "2026-03-12"
    assert not any(line.kind == "heading" for line in lines)


def test_a_series_below_the_headline_keeps_its_day_apart() -> None:
    source = source_of(f"把旧码头做活\n──访岚江区区长方竹\n2026年3月12日　展望新一年怎么干──区长访谈录\n{BODY}")

    told = [(line.kind, source[line.span]) for line in label_lines(source)[2:4]]

    assert told == [("imprint", "2026年3月12日"), ("series", "展望新一年怎么干──区长访谈录")]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("路更宽了 桥更稳了 人更多了\n浙江加快建设城乡路网\n这个夏天，处处都是新路――", "浙江加快建设城乡路网"),
        ("路更宽了 桥更稳了 人更多了\n先修路后架桥\n这个夏天，处处都是新路――", "路更宽了 桥更稳了 人更多了"),
        ("浙江慈溪发挥优势谋发展\n融入都市圈 联通两岸（走进县城看发展）", "融入都市圈 联通两岸"),
        ("融入都市圈 联通两岸（第三场）", "融入都市圈 联通两岸（第三场）"),
    ],
)
def test_what_leads_to_a_headline_and_the_column_behind_it_are_none_of_it(front: str, title: str) -> None:
    found = find_title(source := source_of(f"{front}\n{BODY}"), label_lines(source))

    assert found is not None
    assert found.text == title


def test_a_heading_in_brackets_may_be_as_long_as_two_lines() -> None:
    line = "【疑涉超标水样流入管网　水务局：第一时间停供3处并扩大抽查，今日起逐区公布结果】"
    source = source_of(f"{TITLE}\n2026-03-12\n水务局说明如下。\n{line}\n{BODY}")

    assert [source[one.span] for one in label_lines(source) if one.kind == "heading"] == [line]
