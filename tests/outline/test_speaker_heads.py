"""A council's record: who asks, which office answers, and that nothing which is asked is a point."""

from __future__ import annotations

import pytest

from briefing.edition.turns import Turns
from briefing.outline.lines import label_lines
from briefing.outline.parse import parse
from builders import source_of

RECORD = """何守田議員

主席，本港去年有12座水塘，居民十分關心水質。就此，政府可否告知本會：

（一）過去3年，每年抽驗的次數為何；及

（二）有否計劃增建4座濾水廠；若有，詳情為何？

水務局局長

主席，就何議員的提問，現答覆如下：

（一）去年抽驗了318次。

（二）政府會在明年增建2座濾水廠。

何守田議員︰主席，抽驗結果有沒有公布？

水務局局長︰主席，結果每月公布1次。林牧野議員︰主席，市民在哪裡可以看到？

我還想知道費用是不是26萬元。

水務局局長︰在網上看得到。
"""


def test_a_member_s_name_is_no_title_and_the_office_that_answers_is_the_speaker() -> None:
    outline = parse(source_of(RECORD))

    assert outline.title is None
    assert [(one.name, one.role) for one in outline.speakers] == [("水務局局長", None)]
    assert not any(section.heading for section in outline.sections)


def test_what_a_member_says_is_the_question_up_to_the_office() -> None:
    outline = parse(source_of(RECORD))

    first, second, third = outline.questions
    assert first.words.text.startswith("主席，本港去年")
    assert first.words.text.endswith("詳情為何？")
    assert second.words.text == "主席，抽驗結果有沒有公布？"
    assert third.words.text.startswith("主席，市民")
    assert third.words.text.endswith("是不是26萬元。")
    assert [one.asker for one in outline.questions] == ["何守田議員", "何守田議員", "林牧野議員"]


def test_nothing_asked_is_a_point_or_figure_and_every_answer_is() -> None:
    outline = parse(source_of(RECORD))

    assert [point.words.text for point in outline.points] == [
        "主席，就何議員的提問，現答覆如下：",
        "（一）去年抽驗了318次。",
        "（二）政府會在明年增建2座濾水廠。",
        "主席，結果每月公布1次。",
        "在網上看得到。",
    ]
    assert [figure.words.text for figure in outline.figures] == ["318次", "2座", "1次"]
    assert "抽驗的次數" not in str(outline.enumerations)


def test_an_answer_has_the_question_before_it_however_many_lines_that_takes() -> None:
    outline = parse(source_of(RECORD))

    turns = Turns(outline, label_lines(outline.source))

    questions = [turns.of(point).question for point in outline.points]
    assert questions == [outline.questions[index] for index in (0, 0, 0, 1, 2)]


@pytest.mark.parametrize(
    ("member", "office"),
    [
        ("## 何守田議員", "## 水務局局長"),
        ("【何守田委員】", "【環保署署長】"),
        ("何委員守田：", "部長："),
        ("歐陽守田立委：", "內政部部長林牧野："),
        ("何守田议员：", "发言人："),
    ],
)
def test_heads_of_turns_are_known_in_every_form(member: str, office: str) -> None:
    text = f"{member}\n\n請問部裡，去年修了多少條水管？本席認為太少，只有12條。\n\n{office}\n\n去年修了318條水管，今年會修420條。\n"

    outline = parse(source_of(text))

    assert outline.title is None
    assert [point.words.text for point in outline.points] == ["去年修了318條水管，今年會修420條。"]
    assert len(outline.questions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "代表热议水利\n\n何守田代表：去年我们村修了318条水管。村民都说好，今年还要不要修？当然要修。\n\n林牧野代表：我们镇修了26条。\n",
        "水务局局长的一天\n\n何守田议员到访水务局。水务局局长说，去年修了318条水管。\n",
        "各位议员：\n\n去年我市修了318条水管。我们是否满足？不满足。\n\n市长\n\n2026年3月12日\n",
    ],
)
def test_a_member_who_is_answered_by_no_office_asks_nothing(text: str) -> None:
    outline = parse(source_of(text))

    assert "318条" in {figure.words.text for figure in outline.figures}


CONFERENCE = """### 林牧野：
請大家踴躍提問。

### 媒體：
我補問一下。水費減免從3月開始，申請的人有12萬嗎？

如果沒有，也請說明原因。

### 林牧野：
我請何處長說一下大約的數字。

### 何守田：
申請的大約有26萬人。

### 媒體提問：
有沒有一個比例，比方說18％。

### 何守田：
比例還在統計，下週公布。
"""


def test_what_the_press_says_under_a_head_of_its_own_is_the_question() -> None:
    outline = parse(source_of(CONFERENCE))

    assert [point.words.text for point in outline.points][1:] == ["申請的大約有26萬人。", "比例還在統計，下週公布。"]
    assert [figure.words.text for figure in outline.figures] == ["26萬人"]
    first, second = outline.questions
    assert first.words.text.startswith("我補問一下。")
    assert first.words.text.endswith("也請說明原因。")
    assert second.words.text == "有沒有一個比例，比方說18％。"


def test_what_a_member_quotes_is_no_quotation_and_the_office_s_holder_has_his_name() -> None:
    asked = "主席，林牧野上月說：「水質一向很好，大可放心飲用。」請問抽驗了多少次？"
    answer = "主席，水務局局長林牧野當時表示：「水質不是一天就變好的，要年年抽驗。」"

    outline = parse(source_of(f"何守田議員\n\n{asked}\n\n水務局局長\n\n{answer}\n"))

    assert [(quote.words.text, quote.speaker) for quote in outline.quotes] == [
        ("水質不是一天就變好的，要年年抽驗。", "林牧野")
    ]
    assert "水務局局長" not in {person.words.text for person in outline.persons}


def test_who_presides_says_nothing_and_a_name_with_a_post_in_it_stays_whole() -> None:
    text = (
        "主席：第一項質詢。\n\n何委員守田：去年修了12條水管，是不是太少？\n\n林部長牧野：去年修了318條。\n\n"
        "主席：請繼續。\n\n何委員守田：那今年呢？\n\n林部長牧野：今年修420條。\n"
    )

    outline = parse(source_of(text))

    assert [point.words.text for point in outline.points] == ["去年修了318條。", "今年修420條。"]
    assert [(one.name, one.role) for one in outline.speakers] == [("林部長牧野", None)]


def test_a_council_s_record_sets_posts_within_names_and_parts_the_chair_by_blanks() -> None:
    outline = parse(
        source_of(
            "主   席： 今日議程：市政總質詢。由林何議員麗香，現在開始。\n林何議員麗香： 請問市長，水渠何時修通？\n"
            "汪市長谷雨： 年底前修通，編了2億元。\n林何議員麗香： 水價會漲嗎？\n汪市長谷雨： 不會。"
        )
    )

    assert [(one.words.text, one.asker) for one in outline.questions] == [
        ("請問市長，水渠何時修通？", "林何議員麗香"),
        ("水價會漲嗎？", "林何議員麗香"),
    ]
    assert [speaker.name for speaker in outline.speakers] == ["汪市長谷雨"]


def test_a_member_s_title_may_stand_before_the_name_and_who_answered_once_with_his_office_goes_on_by_name() -> None:
    outline = parse(
        source_of(
            "行政長官答問撮要\n01、議員林牧野：水渠何時修通？\n行政長官汪谷雨：年底前修通。\n"
            "02、議員何麗香：水價會漲嗎？今年漲多少？\n汪谷雨：不會漲。\n儲備足夠，有30億元。"
        )
    )

    assert [(one.words.text, one.asker) for one in outline.questions] == [
        ("水渠何時修通？", "議員林牧野"),
        ("水價會漲嗎？今年漲多少？", "議員何麗香"),
    ]
    assert [(one.name, one.role) for one in outline.speakers] == [("汪谷雨", "行政長官")]
