"""The genre of a text, by what its outline shows."""

from __future__ import annotations

import pytest

from briefing.outline.genre import LEAST, tell_genre
from briefing.outline.parse import parse
from builders import source_of

ROADS = "今年修路12公里，换灯30盏。"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"把路修好\n记者：今年修多少？\n何进：{ROADS}\n记者：钱从哪来？\n何进：大家出。", "interview"),
        (
            f"立法會十二題：修路\n問題：\n今年修多少？\n答覆：\n{ROADS}\n問題：\n錢從哪來？\n答覆：\n大家出。",
            "written_answers",
        ),
        (f"何守田議員：主席，政府可否告知本會，今年修多少？\n路政局局長：主席，{ROADS}", "written_answers"),
        (
            f"修路新闻发布会\n东海日报记者：今年修多少？\n何进：{ROADS}\n江城网记者：钱从哪来？\n何进：大家出。",
            "press_conference",
        ),
        (f"路修到村口\n临川市政府今天举行新闻发布会，市长何进介绍情况。\n何进表示，{ROADS}", "press_conference"),
        (f"路修到村口\n海通社临川4月10日电 市长何进说，路要修。商会上午开记者会表示欢迎。{ROADS}", "news"),
        (f"修路條例記者會逐字稿\n何進：{ROADS}", "press_conference"),
        (f"修路記者會答問內容（附圖）\n記者：今年修多少？\n何進：{ROADS}", "press_conference"),
        (f"把路修到村口\n——访临川市市长何进\n本报：今年修多少？\n何进：{ROADS}", "interview"),
        (f"修路座谈会实录\n记者：今年修多少？\n何进：{ROADS}\n记者：钱从哪来？\n何进：大家出。", "transcript"),
        (f"在修路大会上的讲话\n各位朋友：\n{ROADS}", "speech"),
        (f"政府工作报告（摘要）\n各位代表：\n{ROADS}", "report"),
        (f"把路修好\n2024-03-01\n{ROADS}\n（作者为水利厅厅长）", "article"),
        (f"把路修好（人民时评）\n2024-03-01\n{ROADS}", "article"),
        (f"临川市举行修路现场会\n2024-03-01\n{ROADS}何进出席并讲话。", "news"),
        (f"路修到村口\n海通社昆明4月10日电 {ROADS}", "news"),
        (
            "路修到村口\n"
            + "村口的路修好了。" * 200
            + "\n“路平了，车快了。”村民桂三妹说。\n“灯也亮了。”村支书何进说。\n“还要修桥。”镇长沈知远说。",
            "feature",
        ),
        # A conference that is to come, or only so called, is none; what greets its guests is no speech.
        (f"四场发布会将在本周举行\n2024-03-01\n{ROADS}市政府将举办四场发布会。", "news"),
        (f"路修到村口\n海通社临川4月10日电 一场“发布会”日前在村口举行。{ROADS}", "news"),
        (
            f"4月10日，临川市政府举行新闻发布会，请交通局局长何进介绍情况。\n临川市交通局局长何进：\n各位朋友，大家好！{ROADS}",
            "press_conference",
        ),
        # Talks printed word for word, and members who ask aloud.
        (
            f"行政长官会见传媒谈话全文\n以下是行政长官何进今日会见传媒的谈话全文：\n记者：今年修多少？\n行政长官：{ROADS}\n记者：钱从哪来？\n行政长官：大家出。",
            "transcript",
        ),
        (f"答问会答问全文\n何守田议员：主席，政府可否告知本会，今年修多少？\n路政局局长：主席，{ROADS}", "transcript"),
        (f"答問大會撮要\n何守田議員：今年修多少？\n路政局局長：{ROADS}", "transcript"),
        (f"第1次會議紀錄\n主席：市政總質詢開始。\n何守田議員：今年修多少？\n路政局局長：{ROADS}", "transcript"),
        # Whose interview a picture calls answers to reporters, and a headline that tells that somebody spoke.
        (
            f"把路修好\n何进答记者问。东海日报 沈知远摄\n会后，何进接受了本报专访。\n记者：今年修多少？\n何进：{ROADS}\n记者：钱从哪来？\n何进：大家出。",
            "interview",
        ),
        (f"临川市召开修路会 何进作出批示 沈知远讲话\n2024-03-01\n{ROADS}", "news"),
        # Questions that nobody answers announce a programme, and a post that only resembles a report is none.
        (
            "专访市长何进：路怎么修？　预告\n何进当市长两年，路修了多少？\n桥什么时候通车？\n敬请收看。",
            "news",
        ),
        (f"局长网志写得像议员工作报告\n{ROADS}", None),
        (f"临川市政府工作报告\n一、去年\n{ROADS}\n二、今年\n还要修桥。", "report"),
        # A headline of a meeting is no speech, a forum's no opinion; nothing tells of the rest.
        (f"临川市修路会闭幕 何进出席并讲话\n2024-03-01\n{ROADS}", "news"),
        (f"临川市举行世界水论坛欢迎会\n2024-03-01\n{ROADS}", "news"),
        (f"把路修好\n2024-03-01\n{ROADS}这算不算多？\n不算多。明年呢？\n还要修。", None),
    ],
)
def test_the_genre_is_told_where_it_is_sure(text: str, kind: str | None) -> None:
    found = tell_genre(parse(source_of(text)))

    assert (found.kind if found and found.sure >= LEAST else None) == kind
