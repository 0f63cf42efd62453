"""Words put in, taken out or exchanged in sentences of the source; and what an office may do without being told off."""

from __future__ import annotations

import pytest

from briefing.readers.passages import FinishedFile, Passage
from briefing.text.language import Script
from briefing.text.scripts import render_script
from builders import source_of
from checking import faults_of, finished_of

SOURCE = """溪桥区区长韩立秋：让“青藤谷”的企业安心生长
溪桥区区长韩立秋介绍，本科毕业生来溪桥工作可申领3万元安家补贴，租用厂房的企业每平方米补助20元。
全区已建成6个重点园区，产值占全市的三成，比去年增长12%。
9号线延伸到青藤谷以后，轨道交通沿线的东门、西市新增商铺480间，沿街店面的租金保持平稳。
未获奖的团队不再收取场地费，申报无需提交纸质材料，逾期没有整改的3家企业停止供地，尚未入统的企业禁止重复申报，非本区户籍的教师也可申请20套公寓。
“守住绿水、青山，也守住年轻人。”韩立秋说。
"""
DENIALS = ["不", "未", "没有", "尚未", "不再", "无需", "并非", "禁止", "停止"]
SCRIPTS = [Script.HANS, Script.TW]


def _codes(text: str, script: Script = Script.HANS) -> set[str]:
    return {one.code for one in faults_of(finished_of(*text.splitlines()), source=SOURCE, script=script)}


def _printed(script: Script, text: str = SOURCE) -> str:
    return render_script(source_of(text), script).text


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("denial", DENIALS)
def test_a_denial_put_into_a_sentence_with_a_figure_is_found(denial: str, script: Script) -> None:
    changed = _printed(script, SOURCE.replace("工作可申领", f"工作{denial}可申领"))

    assert "negation" in _codes(changed, script)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(
    "denied", ["未获", "不再收取", "无需提交", "没有整改", "停止供地", "尚未入统", "禁止重复", "非本区", "逾期没有"]
)
def test_a_denial_taken_out_of_a_sentence_with_a_figure_is_found(denied: str, script: Script) -> None:
    bare = denied
    for one in ("没有", "尚未", "不再", "无需", "停止", "禁止", "未", "非"):
        bare = bare.replace(one, "", 1) if bare == denied else bare
    changed = _printed(script, SOURCE.replace(denied, bare))

    assert "negation" in _codes(changed, script)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("本科毕业生", "大专毕业生"),
        ("租用厂房", "购买厂房"),
        ("重点园区", "所有园区"),
        ("每平方米", "每亩"),
        ("占全市", "占全省"),
        ("比去年", "比前年"),
        ("9号线", "7号线"),
        ("轨道交通", "有轨电车"),
        ("安家补贴", "安家安家补贴"),
        ("商铺480间", "商铺商铺商铺480间"),
        ("保持平稳", "有所上涨"),
        ("绿水、青山", "绿水青山"),
        ("青山，也", "青山也"),
    ],
)
def test_any_other_word_in_a_sentence_that_states_a_fact_is_found(was: str, becomes: str) -> None:
    assert was in SOURCE

    assert _codes(SOURCE.replace(was, becomes, 1))


@pytest.mark.parametrize(
    "changed",
    [
        SOURCE.replace("全区已建成", "同时，全区已建成"),
        SOURCE.replace("20元", "20\u00a0元"),
        SOURCE.replace("全区已建成6个重点园区，产值占全市的三成，比去年增长12%。\n", ""),
        SOURCE + "产值占全市的三成，比去年增长12%，全区已建成6个重点园区。\n",
        SOURCE + "沿街店面的租金保持平稳，9号线延伸到青藤谷以后，轨道交通沿线的东门、西市新增商铺480间。\n",
        SOURCE + "溪桥区政府办公室　2026年3月15日印发\n共印50份\n",
        SOURCE + "联系电话：021-55667788\n地址：青藤路18号3楼\n电子邮箱：office@example.cn\n溪政办发〔2025〕18号\n",
        SOURCE + "欢迎各界朋友来信。\n",
        SOURCE + "承办人：王小姐　电话：(021)5566-7788转12分机\n各单位分发，存档2份\n",
        SOURCE.replace("全区已建成", "（二）全区已建成"),
        SOURCE.replace("，比去年增长12%", ""),
        SOURCE.replace("，产值占全市的三成，比去年增长12%", ""),
    ],
)
def test_what_an_office_may_change_is_not_found(changed: str) -> None:
    assert _codes(changed) == set()


@pytest.mark.parametrize(
    ("was", "becomes"), [("南岸社区", "北岸社区"), ("评弹、皮影", "评弹、舞狮"), ("在安全的前提下，", ""), ("慢慢", "")]
)
def test_a_change_of_words_in_a_sentence_without_any_figure_is_found(was: str, becomes: str) -> None:
    source = SOURCE + "南岸社区的评弹、皮影慢慢走进课堂，在安全的前提下，老戏台也会向孩子们开放。\n"

    found = faults_of(finished_of(*source.replace(was, becomes, 1).splitlines()), source=source)

    assert found


def test_a_quoted_word_left_out_before_what_it_describes_is_found() -> None:
    source = SOURCE + "街道推出三张清单，“双证”合伙人增加到26名。\n"

    found = faults_of(finished_of(*source.replace("“双证”", "").splitlines()), source=source)

    assert found


@pytest.mark.parametrize(("year", "is_found"), [(2025, False), (2021, True)])
def test_a_year_that_the_source_never_names_is_no_figures_year(year: int, *, is_found: bool) -> None:
    source = SOURCE + "2025年的溪桥很热闹。\n"
    added = f"轨道交通沿线的东门、西市{year}年新增商铺480间。"

    found = faults_of(finished_of(*source.splitlines(), added), source=source)

    assert ("period" in {one.code for one in found}) == is_found


def test_a_figure_left_out_at_the_head_of_its_sentence_is_found() -> None:
    source = SOURCE + "连续5年开展消夏集市，街坊都说好。\n"
    title, at = source.index("\n"), source.index("连续5年")
    runs = [(0, title), (at, at + 2), (at + 2, at + 4), (at + 4, len(source) - 1)]
    entries = [
        {"block": "points", "text": source[start:end], "origin": {"kind": "source", "spans": [[start, end]]}}
        for start, end in runs
    ]

    found = faults_of(finished_of(source[:title], "开展消夏集市，街坊都说好。"), source=source, entries=entries)

    assert found


def test_an_added_copy_of_a_sentence_is_held_to_its_words_like_the_sentence() -> None:
    assert "negation" in _codes(SOURCE + "全区未建成6个重点园区，产值占全市的三成，比去年增长12%。\n")


def test_a_finding_shows_the_words_around_the_change_on_both_sides() -> None:
    changed = SOURCE.replace("已建成", "在建成")

    (finding,) = faults_of(finished_of(*changed.splitlines()), source=SOURCE)

    assert "全区在建成6个" in finding.words
    assert "全区已建成6个" in str(finding.expected)
    assert [SOURCE[place.start : place.end] for place in finding.spans] == [SOURCE.splitlines()[2]]


def _entries() -> list[dict[str, object]]:
    def template(text: str, key: str, block: str = "glance") -> dict[str, object]:
        return {"block": block, "text": text, "origin": {"kind": "template", "file": "wording.toml", "key": key}}

    at = SOURCE.index("6个")
    return [
        template("内部材料", "cover.internal", "cover"),
        template("一览", "sections.glance.heading"),
        {"block": "glance", "text": "6个", "origin": {"kind": "source", "spans": [[at, at + 2]]}},
        template("原文未载", "label.not_stated"),
        template("原文 3.1", "label.source"),
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("原文未载", "2024年", "period"),
        ("原文 3.1", "原文 9.9", "source"),
        ("内部材料", "公开材料", "source"),
        ("一览", "要点", None),
    ],
)
def test_what_a_template_says_of_a_fact_must_stand_and_its_headings_may_change(
    was: str, becomes: str, code: str | None
) -> None:
    texts = [str(entry["text"]) for entry in _entries()]
    changed = [becomes if text == was else text for text in texts]

    found = faults_of(finished_of(*changed), source=SOURCE, entries=_entries())

    assert {one.code for one in found} == ({code} if code else set())


KEYWORDS = """溪桥区区长韩立秋谈今后三年
溪桥区今后要把握三个关键词。
一是“老街更新”。修好街巷。二是“河谷增绿”。种好树木。三是“社区服务”。办好食堂。
"""
PRIORITIES = """溪桥区区长韩立秋谈今后三年
溪桥区将从三个方面重点发力。
一是加快老街更新改造。修好街巷。二是扩大河谷绿地面积。种好树木。三是提高社区服务水平。办好食堂。
"""


@pytest.mark.parametrize(
    ("source", "heads"),
    [
        (KEYWORDS, ["老街更新", "河谷增绿", "社区服务"]),
        (PRIORITIES, ["加快老街更新改造", "扩大河谷绿地面积", "提高社区服务水平"]),
    ],
)
def test_members_in_another_order_are_found_and_in_their_own_are_not(source: str, heads: list[str]) -> None:
    swapped = [heads[0], heads[2], heads[1]]

    assert faults_of(finished_of(*source.splitlines(), *heads), source=source) == ()
    assert {one.code for one in faults_of(finished_of(*source.splitlines(), *swapped), source=source)} >= {"term"}


TABLE = [
    ("企服窗口", "延长营业到晚上九点", "原文 2.1"),
    ("人才驿站", "免费住七天", "原文 3.2"),
    ("创业学院", "每季开一期班", "原文 4.1"),
]


def _table_entries() -> list[dict[str, object]]:
    return [
        {"block": "policies", "text": text, "origin": {"kind": "template", "file": "wording.toml", "key": "x"}}
        for row in TABLE
        for text in row
    ]


def _rows(*rows: tuple[str, ...]) -> FinishedFile:
    passages = tuple(
        Passage(text=text, place=f"表1第{number}行", part="cell") for number, row in enumerate(rows, 1) for text in row
    )
    return FinishedFile(name="材料.docx", format="docx", sha256="", language=None, passages=passages)


def _codes_of_rows(*rows: tuple[str, ...]) -> set[str]:
    return {one.code for one in faults_of(_rows(*rows), source=SOURCE, entries=_table_entries())}


@pytest.mark.parametrize("column", [0, 1])
def test_two_cells_of_a_column_in_each_others_rows_are_found(column: int) -> None:
    first, second = (list(row) for row in TABLE[:2])
    first[column], second[column] = second[column], first[column]

    assert "subject" in _codes_of_rows(tuple(first), tuple(second), TABLE[2])


@pytest.mark.parametrize(
    "rows",
    [
        TABLE,
        [TABLE[2], TABLE[0], TABLE[1]],
        [row[:2] for row in TABLE],
        [(row[1], row[0]) for row in TABLE],
        [(row[0], "办", row[1]) for row in TABLE],
        TABLE[:1],
    ],
)
def test_rows_moved_columns_left_out_changed_or_added_are_no_fault(rows: list[tuple[str, ...]]) -> None:
    assert "subject" not in _codes_of_rows(*rows)


def _cover() -> list[dict[str, object]]:
    start = SOURCE.index("溪桥区")
    return [
        {"block": "cover", "text": "溪桥区", "origin": {"kind": "source", "spans": [[start, start + 3]]}},
        {
            "block": "cover",
            "text": "投资者简报",
            "origin": {"kind": "template", "file": "audiences/x.toml", "key": "title"},
        },
        {
            "block": "cover",
            "text": "内部材料",
            "origin": {"kind": "template", "file": "wording.toml", "key": "cover.internal"},
        },
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("溪桥区投资者简报\t内部材料", set()),
        ("投资者简报", set()),
        ("溪桥区营商简报", set()),
        ("关于印发投资者简报", set()),
        ("溪口区投资者简报\t内部材料", {"name"}),
        ("青石区投资者简报", {"name"}),
        ("溪区投资者简报\t内部材料", {"name"}),
        ("溪桥新区投资者简报", {"name"}),
        ("桥区投资者简报", set()),
        ("溪桥区投资者简报\t公开材料", {"source"}),
    ],
)
def test_a_running_head_that_names_another_place_or_who_may_read_is_found(line: str, found: set[str]) -> None:
    head = Passage(text=line, place="页眉第1段", part="running")
    finished = FinishedFile(name="材料.docx", format="docx", sha256="", language=None, passages=(head,))

    assert {one.code for one in faults_of(finished, source=SOURCE, entries=_cover())} == found


@pytest.mark.parametrize("words", ["1/12", "第1页，共12页", "- 3 -", "第 3 页 / 共 9 页"])
def test_the_number_of_a_page_in_a_margin_is_no_number_of_the_source(words: str) -> None:
    foot = Passage(text=words, place="页脚第1段", part="running")
    finished = FinishedFile(name="材料.docx", format="docx", sha256="", language=None, passages=(foot,))

    assert faults_of(finished, source=SOURCE) == ()


def test_a_number_of_things_in_a_margin_is_held_to_the_source() -> None:
    foot = Passage(text="已有99家企业入驻", place="页脚第1段", part="running")
    finished = FinishedFile(name="材料.docx", format="docx", sha256="", language=None, passages=(foot,))

    assert [one.code for one in faults_of(finished, source=SOURCE)] == ["number"]


def test_a_title_with_another_character_is_found() -> None:
    lines = SOURCE.splitlines()
    title = lines[0].replace("安心生长", "安心生产")

    assert "name" in {one.code for one in faults_of(finished_of(title, *lines[1:]), source=SOURCE)}


@pytest.mark.parametrize(
    ("script", "was", "becomes", "found"),
    [
        (Script.TW, "平臺", "平台", set()),
        (Script.TW, "佔", "占", set()),
        (Script.TW, "裡", "裏", {"script"}),
        (Script.HK, "佔", "占", set()),
        (Script.HK, "裏", "裡", {"script"}),
        (Script.HK, "台", "臺", {"script"}),
    ],
)
def test_a_character_that_a_script_prints_either_way_is_no_fault(
    script: Script, was: str, becomes: str, found: set[str]
) -> None:
    source = "溪桥区区长韩立秋：心里有底\n溪桥区区长韩立秋介绍，服务平台的订单占全市的三成，河谷里新开商铺480间。\n"
    printed = _printed(script, source)
    assert was in printed

    changed = printed.replace(was, becomes)

    assert {one.code for one in faults_of(finished_of(*changed.splitlines()), source=source, script=script)} == found


ALIKE = """溪桥区区长韩立秋：小店也有大前程
去年，专精小店80家，夜市摊位增长9%，专精小店营业额增加到810万元。
韩立秋介绍，《溪桥区小店安居办法》《溪桥区夜市管理办法》都已印发。
"""


def _printed_row(*cells: str) -> list[dict[str, object]]:
    def cell(text: str) -> dict[str, object]:
        at = ALIKE.index(text)
        return {"block": "figures", "text": text, "origin": {"kind": "source", "spans": [[at, at + len(text)]]}}

    return [*map(cell, cells), {"block": "figures", "text": "原文 2.1", "origin": {"kind": "template", "key": "x"}}]


@pytest.mark.parametrize(
    "rows",
    [
        [("专精小店", "80家"), ("夜市摊位增长", "9%"), ("专精小店营业额增加到", "810万元")],
        [("《溪桥区小店安居办法》",), ("《溪桥区夜市管理办法》",)],
    ],
)
def test_rows_that_begin_alike_may_stand_in_any_order(rows: list[tuple[str, ...]]) -> None:
    entries = [entry for row in rows for entry in _printed_row(*row)]
    head = {"block": "figures", "text": "出处", "origin": {"kind": "template", "key": "head"}}
    printed = [("出处",), *((*row, "原文 2.1") for row in (rows[-1], *rows[:-1]))]

    assert faults_of(_rows(*printed), source=ALIKE, entries=[head, *entries]) == ()


@pytest.mark.parametrize("wrong", ["《溪桥区小店管理办法》", "《溪桥区夜市办法》", "《溪口区夜市管理办法》"])
def test_a_name_made_of_two_names_that_begin_alike_is_found(wrong: str) -> None:
    names = ["《溪桥区小店安居办法》", "《溪桥区夜市管理办法》"]
    entries = [entry for name in names for entry in _printed_row(name)]

    for row in (names[0], names[1]):
        others = [name for name in names if name != row]
        finished = _rows(*((name, "原文 2.1") for name in (wrong, *others)))
        assert "name" in {one.code for one in faults_of(finished, source=ALIKE, entries=entries)}


CLAUSES = """溪桥区区长韩立秋：河岸慢慢走
河岸步道全线贯通，沿线种满垂柳，周末游人如织。
河岸茶馆对街坊开放，凭证可免预约，须提前到店。
河岸小店由街道挑选，区里审核，名单将于下月公布。
河岸不设围栏。
"""


@pytest.mark.parametrize(
    ("cut", "is_found"),
    [("，周末游人如织", False), ("，沿线种满垂柳", True), ("，须提前到店", True), ("，名单将于下月公布", True)],
)
def test_a_last_clause_may_go_unless_it_bears_on_what_is_left(cut: str, *, is_found: bool) -> None:
    found = faults_of(finished_of(*CLAUSES.replace(cut, "").splitlines()), source=CLAUSES)

    assert bool(found) == is_found


@pytest.mark.parametrize(
    ("date", "is_found"),
    [("2026年3月15日", False), ("2026/3/15", False), ("2026年3月16日", True), ("2026年5月3日", True)],
)
def test_the_same_date_may_be_written_otherwise(date: str, *, is_found: bool) -> None:
    source = SOURCE + "刊发于2026-03-15的报上。\n"

    found = faults_of(finished_of(*source.replace("2026-03-15", date).splitlines()), source=source)

    assert bool(found) == is_found


def _piece(source: str, text: str, block: str = "points") -> dict[str, object]:
    at = source.index(text)
    return {"block": block, "text": text, "origin": {"kind": "source", "spans": [[at, at + len(text)]]}}


def test_a_number_spelt_out_behind_a_word_that_the_ledger_prints_by_itself_is_the_same() -> None:
    source = SOURCE + "夜市里外地摊主只有9%，街坊居多。\n"
    entries = [_piece(source, words) for words in ("夜市里外地摊主只有", "9%", "，街坊居多。")]

    right = faults_of(finished_of("夜市里外地摊主只有百分之九，街坊居多。"), source=source, entries=entries)
    wrong = faults_of(finished_of("夜市里外地摊主不到百分之九，街坊居多。"), source=source, entries=entries)

    assert right == ()
    assert wrong


def _noted(*labels: str) -> list[dict[str, object]]:
    origin = {"kind": "template", "file": "wording.toml"}
    places = [{"block": "glance", "text": "原文 3.1", "origin": {**origin, "key": "label.source"}}]
    return [*places, *({"block": "notes", "text": one, "origin": {**origin, "key": "note.source"}} for one in labels)]


@pytest.mark.parametrize(
    ("notes", "is_found"),
    [
        (["见原文 2.1。", "见原文 4.1。", "见原文 5.1。"], False),
        (["见原文 2.1。", "见原文 5.1。"], False),
        (["见原文 5.1。", "见原文 2.1。", "见原文 4.1。"], False),
        (["见原文 2.1。", "见原文 5.1。", "见原文 5.1。"], True),
        (["见原文 2.1。", "见原文 4.1。", "见原文 2.1。"], True),
    ],
)
def test_a_note_that_gives_the_place_of_another_is_found(notes: list[str], *, is_found: bool) -> None:
    passages = [Passage(text=one, place=f"脚注第{number}段", part="note") for number, one in enumerate(notes, 1)]
    head = Passage(text="原文 3.1", place="第1段")
    finished = FinishedFile(name="材料.docx", format="docx", sha256="", language=None, passages=(head, *passages))

    found = faults_of(finished, source=SOURCE, entries=_noted("见原文 2.1。", "见原文 4.1。", "见原文 5.1。"))

    assert bool(found) == is_found


def test_a_note_that_a_program_prints_in_its_line_is_no_change_of_the_line() -> None:
    lines = SOURCE.splitlines()
    lines[2] = lines[2].replace("。", "见原文 3.1。")

    assert faults_of(finished_of(*lines), source=SOURCE, entries=_noted("见原文 3.1。")) == ()


def test_another_office_in_a_line_of_the_cover_is_found() -> None:
    source = "溪桥区区长韩立秋：心里有底\n本报记者专访建设局局长韩立秋，请他谈谈河谷新开的商铺。\n"
    by = {"block": "cover", "text": "受访人", "origin": {"kind": "template", "key": "cover.by"}}
    entries = [by, _piece(source, "专访建设局局长", "cover"), _piece(source, "韩立秋", "cover")]

    found = faults_of(finished_of("受访人专访财政局局长　韩立秋"), source=source, entries=entries)
    right = faults_of(finished_of("受访人专访建设局局长　韩立秋"), source=source, entries=entries)

    assert found
    assert right == ()


def test_a_figure_beside_the_label_of_another_is_found_where_a_line_of_the_source_says_both_by_chance() -> None:
    source = "溪桥区区长韩立秋：心里有底\n文创小店突破80家\n河水达标天数比例保持99%以上\n"
    place = {"block": "glance", "text": "原文 2.1", "origin": {"kind": "template", "key": "label.source"}}
    rows = [("突破80家", "文创小店"), ("99%以上", "河水达标天数比例")]
    entries = [one for row in rows for one in (*(_piece(source, words, "glance") for words in row), place)]
    wrong = [("突破80家", "河水达标天数比例", "原文 2.1"), ("99%以上", "河水达标天数比例", "原文 2.1")]

    assert faults_of(_rows(*((*row, "原文 2.1") for row in rows)), source=source, entries=entries) == ()
    assert faults_of(_rows(*wrong), source=source, entries=entries)


@pytest.mark.parametrize(
    ("was", "becomes", "is_found"),
    [("陶艺、皮影、", "陶艺、", True), ("长廊、", "", True), ("剪纸、舞龙、", "剪纸、", False)],
)
def test_a_member_may_go_from_a_series_that_nothing_counts(was: str, becomes: str, *, is_found: bool) -> None:
    source = (
        SOURCE
        + "老街留住陶艺、皮影、糖画三大手艺，修好凉亭、长廊、石桥12座，剪纸、舞龙、评弹也回到街头。\n街坊都说好。\n"
    )

    found = faults_of(finished_of(*source.replace(was, becomes).splitlines()), source=source)

    assert bool(found) == is_found
