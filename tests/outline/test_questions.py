"""Questions, by the ways in which transcripts and interviews print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.outline.lines import label_lines
from briefing.outline.parse import parse
from briefing.outline.questions import find_questions
from briefing.readers import read
from builders import source_of

if TYPE_CHECKING:
    from pathlib import Path

ASKED = {
    "问：水价会涨吗？\n答：不会。": [("水价会涨吗？", None)],
    "[东海日报记者]：水价会涨吗？谢谢。\n[汪漫]：不会。": [("水价会涨吗？", "东海日报记者")],
    "【东海报记者 何进】：水价会涨吗？\n汪漫：不会。": [("水价会涨吗？", "东海报记者 何进")],
    "中央东海广播电视总台记者：谢谢主持人。请问水价会涨吗？何时涨？\n汪漫：不会。": [
        ("请问水价会涨吗？何时涨？", "中央东海广播电视总台记者")
    ],
    "《海報》記者：水價會漲嗎？\n部長王○○：不會。": [("水價會漲嗎？", "《海報》記者")],
    "記者（海通社）：水價會漲嗎？\n部長王○○：不會。": [("水價會漲嗎？", "記者（海通社）")],
    "媒體問：水價會漲嗎？\n部長王○○：不會。": [("水價會漲嗎？", None)],
    "疑问1：为什么要涨价？\n因为成本高。\n疑问2：何时涨？\n明年。": [("为什么要涨价？", None), ("何时涨？", None)],
    "1.问：水价会涨吗？\n答：不会。": [("水价会涨吗？", None)],
    "汪漫：渠修通了？\n鲍立：还没有。\n汪漫：何时修通？\n鲍立：明年。": [
        ("渠修通了？", "汪漫"),
        ("何时修通？", "汪漫"),
    ],
    "Q1：水價會漲嗎？\nA1：不會。": [("水價會漲嗎？", None)],
    "## 記者\n水價會漲嗎？\n## 何進\n不會。\n## 記者\n何時公布？\n## 何進\n明年。": [
        ("水價會漲嗎？", None),
        ("何時公布？", None),
    ],
    "### 记者：水价会涨吗？\n**何进：**不会。": [("水价会涨吗？", None)],
    "记者：您好，水价政策刚刚公布。\n今年会涨吗？\n何进：不会。": [("您好，水价政策刚刚公布。\n今年会涨吗？", None)],
    "主持人：各位媒体朋友大家好，下面请汪局长发言。\n汪漫：大家好。": [],
    "主持人：各位媒体朋友大家好，下面先请汪局长作介绍。水价会涨吗？这是大家都关心的。\n汪漫：大家好。": [],
    "主持人：因时间关系，最后一个问题。\n汪漫：好。": [],
    "主持：業界希望加快審批。\n汪漫：對。": [("業界希望加快審批。", None)],
    "东海晚报：水价会涨吗？\n何进：不会。": [("水价会涨吗？", "东海晚报")],
    "东海城市报：水价会涨吗？\n何进：不会。": [("水价会涨吗？", "东海城市报")],
    "主持人：请您先介绍一下今年的水价。\n汪漫：好。": [("请您先介绍一下今年的水价。", None)],
    "记者：请介绍一下背景。谢谢。\n汪漫：好。": [("请介绍一下背景。", None)],
    "一、问：水价会涨吗？\n答：不会。\n二、问：何时公布？\n答：明年。": [("水价会涨吗？", None), ("何时公布？", None)],
    "【东海日报】水价会涨吗\n何进：不会。": [("水价会涨吗", "东海日报")],
    "【东海日报】昨天全市供水正常。": [],
    "江城日报记者：\n请问水价会涨吗？谢谢。\n何进：\n不会。": [("请问水价会涨吗？", "江城日报记者")],
    "江城日报记者：\n水价会涨吗？想请水务部谈一谈。\n何进：\n不会。": [("水价会涨吗？", "江城日报记者")],
    "江城日報記者方以澄：水價會漲嗎？\n何局長：不會。": [("水價會漲嗎？", "江城日報記者方以澄")],
    "本報問：水價會漲嗎？\n何進說，不會。": [("水價會漲嗎？", "本報")],
    "《新观潮》：水价会涨吗？\n何进：不会。": [("水价会涨吗？", "新观潮")],
    "——水价会涨吗？\n何进：不会。": [("水价会涨吗？", None)],
    "记者：水价会涨吗？\n何进：不会。\n记者：谢谢何局长。": [("水价会涨吗？", None)],
    "主持人：江城市委宣传部新闻处处长 方以澄\n记者：水价会涨吗？\n何进：不会。": [("水价会涨吗？", None)],
    "問題：\n有意見認為水價過高。政府可否告知本會：\n（一）過去三年的水價；及\n（二）會否調整水價？\n答覆：\n主席：\n不會。": [
        ("有意見認為水價過高。政府可否告知本會：\n（一）過去三年的水價；及\n（二）會否調整水價？", None)
    ],
    "議員何進見記者後表示：水價不會漲。": [],
    "外界最關心水價，現在情況如何？何進坦言，不會漲。": [("外界最關心水價，現在情況如何？", None)],
    "主持人小满：网友“晚风”问：水价会涨吗？\n何进：不会。": [("水价会涨吗？", "晚风")],
    "主持人：还有位网友问得很直接：“水价会涨吗？”\n何进：不会。": [("水价会涨吗？", "网友")],
    "主持人：“南瓜”说：听说水价会涨，是真的吗？\n何进：不会。": [("听说水价会涨，是真的吗？", "南瓜")],
    "主持人：“晚风”给我们留言：水价会涨吗？\n何进：不会。": [("水价会涨吗？", "晚风")],
    "记者：“水务通”上线两年，大家用得多吗？\n何进：不少。": [("“水务通”上线两年，大家用得多吗？", None)],
    "【网友“晚风”】：水价会涨吗？\n【何进】：不会。": [("水价会涨吗？", "网友“晚风”")],
    "网友“晚风 2024”问：水价会涨吗？\n何进：不会。": [("水价会涨吗？", "网友“晚风 2024”")],
    "【读者 晚风】水价会涨吗？\n何进：不会。": [("水价会涨吗？", "读者 晚风")],
    "[网友:晚风]：水价会涨吗？\n[何进]：不会。": [("水价会涨吗？", "网友:晚风")],
    "【网友晚风】水价会涨吗？\n何进：不会。": [("水价会涨吗？", "网友晚风")],
    "【读者来信】水价如何定，本栏欢迎来稿。": [],
    "【网友晚风】水价今年不涨，大家放心。": [],
    "【主持人】\n水价会涨吗？\n【何进】\n不会。": [("水价会涨吗？", None)],
    "采访人：水价会涨吗？\n何进：不会。": [("水价会涨吗？", None)],
    "东海卫视记者问，水价会涨吗？何进说，不会涨。": [("水价会涨吗？", "东海卫视")],
    "会上，《海报》记者提问：“水价会涨吗？”何进回答，不会。": [("水价会涨吗？", "海报")],
    "有记者问，水价会涨吗？何进表示，不会。": [("水价会涨吗？", None)],
    "读者晚风问：水价会涨吗？\n何进：不会。": [("水价会涨吗？", "读者晚风")],
    "几位记者问，水价会涨吗？何进表示，不会。": [("水价会涨吗？", None)],
    "来自东海卫视的记者又问：“水价会涨吗？”何进说，不会。": [("水价会涨吗？", "东海卫视")],
    "东海卫视记者问：“水价会涨吗？”何进答，不会。": [("水价会涨吗？", "东海卫视")],
    "何进问记者，水价会涨吗？何进说，不会。": [("何进问记者，水价会涨吗？", None)],
    "记者甲：水价会涨吗？\n何进：不会。": [("水价会涨吗？", "记者甲")],
    "一问：水价会涨吗？\n何进：不会。\n二问：水够吗？\n何进：够。": [("水价会涨吗？", None), ("水够吗？", None)],
    # Whoever only asks, and is answered by a name each time, is the asker whatever he is called.
    "海岬周报：水价会涨吗？\n何进：不会。\n海岬周报：水够吗？\n何进：够。": [
        ("水价会涨吗？", "海岬周报"),
        ("水够吗？", "海岬周报"),
    ],
    "用水户：水价会涨吗？\n何进（水务部部长）：不会。\n水厂：水够吗？\n何进（水务部部长）：够。": [
        ("水价会涨吗？", "用水户"),
        ("水够吗？", "水厂"),
    ],
    "何守田議員質詢：\n水價會漲嗎？\n水務署署長林牧野答覆：\n不會。": [("水價會漲嗎？", "何守田議員")],
    "钱多了，怎么分？水务部的办法写在墙上。": [],
    "水价会涨吗？有人说会，有人说不会。\n何进没有说话。": [],
    "何进告诉记者：“水价不会涨。”\n他答记者问时说：“放心。”": [],
}


@pytest.mark.parametrize(("text", "asked"), ASKED.items())
def test_what_is_asked_is_read_with_its_asker(text: str, asked: list[tuple[str, str | None]]) -> None:
    source = source_of("水价答问实录\n水务部今天介绍了情况。\n" + text)

    questions = find_questions(source, label_lines(source))

    assert [(question.words.text, question.asker) for question in questions] == asked


def test_what_readers_have_on_their_minds_is_their_question() -> None:
    outline = parse(source_of("渠水怎么分\n\n读者关切：旱年还能轮着浇水吗？\n\n能。三条渠连成了一片。\n"))

    assert [(one.words.text, one.asker) for one in outline.questions] == [("旱年还能轮着浇水吗？", "读者")]


def test_a_transcript_that_opens_with_a_question_has_it() -> None:
    source = source_of("局长见传媒谈话全文\n\n记者：想问局长，水价会否调高？\n\n局长：不会。")

    (question,) = find_questions(source, label_lines(source))

    assert question.words.text == "想问局长，水价会否调高？"


def test_an_answer_ends_where_the_next_asker_is_named() -> None:
    text = "水价答问实录\n\n记者：水价会涨吗？\n\n何进：不会。\n\n海报记者：何时公布？\n\n何进：明年。"
    source = source_of(text)

    first, _ = find_questions(source, label_lines(source))

    assert source[first.answer].strip() == "何进：不会。"


def test_a_speaker_is_named_by_the_line_and_is_no_part_of_what_is_said() -> None:
    text = "水价答问实录\n\n记者：水价会涨吗？\n\n何进：不会。\n\n首先：成本没有变。\n\n何进：还要说明一点。"
    source = source_of(text)

    labels = {source[line.span]: line.label and source[line.label] for line in label_lines(source)[2:]}

    assert labels == {"何进：不会。": "何进：", "首先：成本没有变。": None, "何进：还要说明一点。": "何进："}


def test_whoever_the_front_names_as_host_asks_by_name() -> None:
    front = "水价在线访谈\n主持人：江城网主持人 方以澄\n嘉宾：江城市水务局局长 何进\n"
    turns = "方以澄：大家好，欢迎收看。\n何进：大家好。\n方以澄：水价会涨吗？\n何进：不会。方以澄：也请大家放心。\n"
    source = source_of(front + turns)

    questions = find_questions(source, label_lines(source))

    assert [(question.words.text, question.asker) for question in questions] == [("水价会涨吗？", "方以澄")]


def test_a_form_below_a_few_words_on_the_guest_asks_nothing() -> None:
    front = "江城访谈录\n【人物名片】何进，江城市水务局局长。\n受访者：何进（江城市水务局局长）\n采访者：方以澄\n"
    source = source_of(front + "方以澄：水价会涨吗？\n何进：不会。\n")

    lines = label_lines(source)

    assert [line.kind for line in lines] == ["title", "text", "imprint", "imprint", "question", "answer"]
    assert [(one.words.text, one.asker) for one in find_questions(source, lines)] == [("水价会涨吗？", "方以澄")]


def test_headings_that_only_name_who_speaks_are_turns_and_no_headings() -> None:
    source = source_of(
        "# 水價訪談\n## 記者\n水價會漲嗎？\n## 何進\n不會。\n## 記者\n何時公布？\n## 何進\n明年。\n## 背景\n去年漲過。\n"
    )

    kinds = [(source[line.span].strip("# "), line.kind) for line in label_lines(source)]

    assert [words for words, kind in kinds if kind == "heading"] == ["背景"]
    assert [kind for words, kind in kinds if words == "何進"] == ["answer", "answer"]


def test_one_heading_that_names_reporters_is_a_heading() -> None:
    source = source_of("# 水價這一年\n## 記者\n報社派出三人。\n## 讀者\n來信七封。\n")

    assert [line.kind for line in label_lines(source)].count("heading") == 2


def test_who_heads_the_answers_without_a_colon_is_the_guest() -> None:
    source = source_of("# 水價訪談\n## 記者\n水價會漲嗎？\n## 何進\n不會。\n## 記者\n何時公布？\n## 何進\n明年。\n")

    assert [speaker.name for speaker in parse(source).speakers] == ["何進"]


def test_bullets_that_set_off_the_turns_are_no_list() -> None:
    text = "岚江区区长何进：渠要修通\n● 记者：渠修得怎样？难在哪？\n● 何进：去年修了18公里。\n■ 目标：再修20公里。\n"

    outline = parse(source_of(text))

    assert [one.words.text for one in outline.questions] == ["渠修得怎样？难在哪？"]
    assert [one.label and source_of(text)[one.label] for one in label_lines(source_of(text))][1:] == [
        "记者：",
        "何进：",
        None,
    ]


def test_a_question_below_its_asker_begins_on_its_own_line() -> None:
    outline = parse(source_of("渠要修通\n岚江日报记者： |\n请问今年修多少？\n何进： |\n今年修20公里。\n"))

    assert [one.words.text for one in outline.questions] == ["请问今年修多少？"]


def test_a_quoted_question_that_the_text_calls_one_is_put_and_its_number_is_the_reporter_s() -> None:
    outline = parse(
        source_of("渠要修通\n“18公里的进度，您满意吗？”这是提给何进的第一个问题。何进表示，去年修了20公里。\n")
    )

    assert [one.words.text for one in outline.questions] == ["“18公里的进度，您满意吗？”"]
    assert [one.words.text for one in outline.figures] == ["20公里"]


def test_a_medium_whose_name_has_a_sign_asks() -> None:
    text = "渠要修通\n海岸+：渠修得怎样？\n何进：去年修了18公里。\n海岸+：今年呢？\n何进：今年修20公里。\n"

    outline = parse(source_of(text))

    assert [(one.words.text, one.asker) for one in outline.questions] == [
        ("渠修得怎样？", "海岸+"),
        ("今年呢？", "海岸+"),
    ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "送别一台旧收音机\n店主说它坏了。这样的告别，可以叫高兴吗？\n除非修好了它。\n修不好呢。谁来赔？\n没有人。",
            [],
        ),
        ("水价怎么定\n水价会涨吗？\n不会，三年不变。\n账已经算清。何时公布？\n明年。", ["水价会涨吗？"]),
        (
            "水价怎么定\n水价会涨吗？\n不会，三年不变。\n谁来定价？\n大家来定。\n账已经算清。何时公布？\n明年。",
            ["水价会涨吗？", "谁来定价？", "何时公布？"],
        ),
    ],
)
def test_a_question_that_ends_an_author_s_own_paragraph_is_put_to_nobody(text: str, asked: list[str]) -> None:
    source = source_of(text)

    found = find_questions(source, label_lines(source))

    assert [question.words.text for question in found] == asked


def test_a_host_who_gives_the_word_asks_nothing_and_ends_the_answer_before() -> None:
    text = (
        "堰口区新闻发布会\n主持人：下面请区水务局局长汪漫介绍有关情况。\n汪漫：今年要修渠18公里。\n"
        "东海日报记者：水价会涨吗？\n汪漫：不会。\n主持人：请区住建局副局长苗青介绍公租房的进度。\n苗青：建了两栋。\n"
        "主持人：请您谈谈明年的打算。\n苗青：再建一栋。"
    )
    source = source_of(text)

    questions = find_questions(source, label_lines(source))

    assert [one.words.text for one in questions] == ["水价会涨吗？", "请您谈谈明年的打算。"]
    answer = questions[0].answer
    assert answer is not None
    assert source[answer].strip() == "汪漫：不会。"


def test_a_dateline_is_no_part_of_a_question_and_no_headline() -> None:
    outline = parse(
        source_of("东海社岚江3月5日电（记者 鲍立）渠什么时候修通？\n堰口县县长汪漫说，年底前修通，投资2.1亿元。")
    )

    assert outline.title is None
    assert [one.words.text for one in outline.questions] == ["渠什么时候修通？"]


def test_a_heading_that_stands_time_and_again_with_a_colon_says_who_speaks(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(
        "# 河灣日報專訪\n\n### Fay Lo：\n\n請說說先做哪件事，大家都想知道。\n\n### 何進：\n\n先修路。\n\n"
        "### Fay Lo：\n\n請說說後做哪件事，大家也想知道。\n\n### 何進：\n\n再修渠。\n\n### 以後的打算\n\n年底做完。\n",
        encoding="utf-8",
    )
    source = read(path)

    headings = [source[line.span] for line in label_lines(source) if line.kind == "heading"]

    assert headings == ["以後的打算"]


def test_one_character_may_say_who_answers_where_it_does_so_again_and_again() -> None:
    text = "水務署前署長馬利遠談水\n2031-03-08\n問：記者　　馬：馬利遠\n問：水夠用嗎？\n馬：夠用半年。\n問：要再建水塘嗎？\n馬：不用。\n註：2031年。\n"
    source = source_of(text)

    lines = [(line.kind, source[line.span]) for line in label_lines(source)[2:]]

    assert [kind for kind, _ in lines[:5]] == ["imprint", "question", "answer", "question", "answer"]
    assert [said for kind, said in lines if kind == "answer"] == ["馬：夠用半年。", "馬：不用。"]


def test_who_only_gives_the_word_says_nothing() -> None:
    text = "市長答問會\n2031-03-08\n何進議員：水價會漲嗎？\n主席沈知遠議員：市長。\n市長：不會。水費由市府承擔，每年3億元。\n主席沈知遠議員：何進議員。\n何進議員：明年呢？\n市長：也不會。\n"
    source = source_of(text)

    outline = parse(source)

    assert [one.words.text for one in outline.questions] == ["水價會漲嗎？", "明年呢？"]
    assert [line.kind for line in label_lines(source) if "主席" in source[line.span]] == ["furniture", "furniture"]
