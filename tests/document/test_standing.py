"""What the cover and the tables of a composed document say of an invented bureau, district or press conference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.config.sidecar import Sidecar, parse_sidecar
from briefing.document.ledger import runs_in
from briefing.document.model import Bullets, Details, Table, Tiles
from briefing.errors import ConfigurationError
from composing import document_of, said
from one_pages import blocks_in, one_page_of, said_line

if TYPE_CHECKING:
    pass

BUREAU = """{title}
以下是屋邨更新局局長岑遠帆今日會見傳媒的談話內容：
記者：進度怎樣？
屋邨更新局局長：全港樓齡達30年或以上的私人樓宇有28000幢，今年撥款60億元扶持企業。更新局明年會加開驗樓隊12支。更新局今年已派員上門1500次。
"""


def test_a_bureau_is_no_place_that_a_cover_or_a_file_name_could_print() -> None:
    document = document_of(BUREAU.format(title="屋邨更新局局長會見傳媒談話全文"), "officials")

    assert said(document.cover.title) == "学习与落实材料"
    assert said(document.furniture.running_head) == "学习与落实材料"


SIGNED = "街市还要不要\n2025-03-04\n{front}\n我每天经过街市，三年来档口由80个减至45个，政府应当扶持企业300家。市里要添置冷柜90个。\n"


@pytest.mark.parametrize(
    ("front", "label"), [("作者：冉知白，云川区商务局局长\n", "作者"), ("受访人：云川区商务局局长冉知白\n", "受访人")]
)
def test_who_signs_is_an_author_and_was_not_interviewed(front: str, label: str) -> None:
    document = document_of(SIGNED.format(front=front), "officials")
    details = [entry for block in document.blocks if isinstance(block, Details) for entry in block.entries]

    printed = {said(detail.label): [said(line) for line in detail.lines] for detail in details}

    assert printed[label] == ["云川区商务局局长 冉知白"]
    assert said_line(document).startswith("云川区商务局局长 冉知白｜")


@pytest.mark.parametrize("remark", ["（只有中文）", "（附圖）", "（附圖／短片）", ""])
def test_a_cover_leaves_off_what_a_release_says_of_itself(remark: str) -> None:
    document = document_of(BUREAU.format(title=f"屋邨更新局局長會見傳媒談話全文{remark}"), "officials")

    assert said_line(document).endswith("｜屋邨更新局局长会见传媒谈话全文")


def test_a_figure_of_some_says_of_which() -> None:
    document = document_of(BUREAU.format(title="談話全文"), "officials")
    table = next(block for block in document.blocks if isinstance(block, Table))

    labels = [said(row[0][0]) for row in table.rows]
    assert any(label.startswith("全港楼龄达30年或以上的私人楼宇") for label in labels)


LISTED = """云溪区谈产业

我们写好“三篇文章”：一方面，推行“订单贷”，支持企业1200家；另一方面，推出“水票通”，支持企业300家。

第一篇是新材料产业，落户企业4家。
"""


def test_a_name_in_a_table_is_not_bold_for_being_a_head_elsewhere() -> None:
    document = document_of(LISTED, "officials")
    tables = [block for block in document.blocks if isinstance(block, Table) and block.anchor == "policies-table"]

    names = [run for table in tables for row in table.rows for line in row[0] for run in line]

    assert "订单贷" in "".join(run.text for run in names)
    assert [run.text for run in names if run.emphasis] == []


def test_an_entry_of_a_list_does_not_say_which_chapter_it_is() -> None:
    document = document_of(LISTED, "officials")
    entries = [said(line) for block in document.blocks if isinstance(block, Bullets) for line in block.lines]

    assert [entry for entry in entries if "新材料产业，" in entry and entry.startswith("第一篇")] == []
    assert [entry for entry in entries if entry.startswith("新材料产业，落户企业4家")]


TASKS = """云溪区谈产业

今年从两个方面重点发力。一是加大政策支持。出台“科技创新12条”“数字产业12条”，支持企业发展。二是推进园区建设。新建园区8个，推出“园区贷”。
"""


def test_a_table_of_measures_has_a_column_for_figures_where_there_are_some() -> None:
    document = document_of(TASKS, "officials")
    tables = [block for block in document.blocks if isinstance(block, Table) and block.anchor.startswith("tasks-")]
    widths = {tuple(said(cell) for cell in table.header): table.widths for table in tables}

    assert widths["举措", "出处"] == (88, 12)
    assert widths["举措", "数据", "出处"] == (64, 24, 12)


def test_what_is_whole_in_the_body_is_not_printed_again_where_its_names_are_listed() -> None:
    document = document_of(TASKS, "officials")
    (table,) = (block for block in document.blocks if isinstance(block, Table) and block.anchor == "policies-table")

    assert [said(cell) for cell in table.header] == ["名称", "出处"]
    assert all(run.link for row in table.rows for line in row[1] for run in line)


FEW = """云溪区谈产业

全区集成电路产业产值达120亿元，植树20万棵，放映电影300场，修复古树70株，架设石桥12座，演出戏曲40场。

全区支持集成电路企业更新设备，给予贷款贴息。
"""


def test_figures_on_other_things_only_make_up_what_a_glance_lacks() -> None:
    document = document_of(FEW, "investor")
    (tiles,) = (block for block in blocks_in(document) if isinstance(block, Tiles))

    assert [said(tile.indicator) for tile in tiles.tiles] == ["全区集成电路产业产值", "植树", "放映电影", "修复古树"]


def test_a_title_that_the_audience_may_not_read_stands_neither_on_the_cover_nor_among_the_sources() -> None:
    title = "青屏县深化整治形式主义官僚主义"
    text = f"{title}\n\n2026年5月8日\n\n青屏县去年新增企业721家，签约项目总投资30亿元，出台《青屏县产业扶持办法》，最高补贴50万元。\n青屏县规上工业产值达到90亿元，增长8%。\n"

    documents = {audience: document_of(text, audience) for audience in ("investor", "officials")}

    words = {audience: said((one.cover, one.blocks)) for audience, one in documents.items()}
    assert title not in words["investor"]
    assert title in words["officials"]


BULLETIN = {"name": "岚江信息", "number": "第12期", "issuer": "岚江区委办", "date": "2026年5月20日", "to": "区委常委"}


def test_an_office_s_bulletin_has_a_red_head_and_a_distribution_list() -> None:
    sidecar = Sidecar(bulletin=BULLETIN | {"secrecy": "秘密", "copies": "共印50份"})
    documents = {audience: document_of(TASKS, audience, sidecar) for audience in ("officials", "investor")}

    head = documents["officials"].cover.bulletin
    last = documents["officials"].blocks[-1]

    assert head is not None
    assert [said(line) for line in (head.name, head.number, head.issuer, head.date)] == list(BULLETIN.values())[:4]
    assert [run.text for run in documents["officials"].cover.status] == ["秘密"]
    assert isinstance(last, Details)
    assert [(said(one.label), said(one.lines[0])) for one in last.entries] == [
        ("主送", "区委常委"),
        ("份数", "共印50份"),
    ]
    assert documents["investor"].cover.bulletin is None
    assert "岚江信息" not in said(documents["investor"])


def test_the_one_page_under_a_bulletin_holds_less() -> None:
    plain, headed = (
        one_page_of(document_of(TASKS, "officials", one)) for one in (Sidecar(), Sidecar(bulletin=BULLETIN))
    )

    assert len(list(runs_in(headed))) <= len(list(runs_in(plain)))


def test_a_bulletin_without_a_name_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="name"):
        parse_sidecar('[bulletin]\nnumber = "第12期"\n', "访谈.toml")
