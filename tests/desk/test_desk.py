"""The desk, asked as a browser asks: who is let in, what is handed in, looked at, decided, approved and released."""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import re
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import docx
import lxml.html
import pikepdf
import pytest
from PIL import Image, PngImagePlugin
from starlette.testclient import TestClient

from briefing.config.review import Anchor, Decision, review_path
from briefing.config.review_file import append_decision
from briefing.config.review_loader import load_review
from briefing.desk import finished, texts
from briefing.desk.app import make_app
from briefing.desk.builds import BuildState
from briefing.desk.folder import DeskFolder, name_of_pasted, require_root
from briefing.desk.looking import doubts_context
from briefing.desk.texts import Text
from briefing.desk.web import FOLDER, now, spoken_hint
from briefing.desk.word_edits import replace_words
from briefing.errors import OutputError, UsageError
from briefing.files import held
from briefing.outline.lines import label_lines
from briefing.outline.load import gather
from briefing.outline.model import LeftOut, quote_source
from briefing.outline.oddities import find_unsure
from briefing.packs.zips import write_zip
from briefing.text.source import span
from desking import STEM, TEXT, address, at, csrf_of, empty, fail, select, version_in

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def folder(tmp_path: Path) -> DeskFolder:
    folder = require_root(tmp_path)
    (folder.seeds / f"{STEM}.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    """One desk for all tests, since its workers take a while to get ready; each test has the folder emptied."""
    root = tmp_path_factory.mktemp("office")
    app = make_app(require_root(root), jobs=1)
    with TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
        yield client, root


@pytest.fixture
def client(_shared: tuple[TestClient, Path]) -> TestClient:
    client, root = _shared
    client.cookies.clear()
    empty(root)
    return client


@pytest.fixture
def root(_shared: tuple[TestClient, Path]) -> Path:
    return _shared[1]


@pytest.fixture
def browser(client: TestClient) -> TestClient:
    """The client, let in and named."""
    let_in(client)
    post(client, "/name", {"name": "校对员甲"})
    return client


def let_in(client: TestClient) -> None:
    token = client.app.state.desk.doorkeeper.token()
    assert client.get(f"/enter?token={token}").status_code == 303


def post(client: TestClient, path: str, fields: dict[str, object], **options: object) -> object:
    headers = {"Origin": ORIGIN, "X-CSRF": csrf_of(client)}
    return client.post(path, data=fields, headers=headers, **options)


def decide(client: TestClient, **fields: object) -> dict[str, object]:
    return post(client, address("/decide"), {"version": "any", **fields}).json()


def preview(client: TestClient, audience: str = "investor", script: str = "zh-Hans") -> str:
    return client.get(address("/preview"), params={"audience": audience, "script": script}).text


def review_of(root: Path) -> dict[str, object]:
    return tomllib.loads((root / "seeds" / f"{STEM}.review.toml").read_text(encoding="utf-8"))


# Who is let in


def test_nobody_comes_in_without_the_address_that_was_printed(client: TestClient) -> None:
    answers = [client.get(path).status_code for path in ("/", address(), address("/preview"), "/events")]

    assert answers == [403, 403, 403, 403]


def test_an_address_lets_in_one_browser_alone(client: TestClient) -> None:
    token = client.app.state.desk.doorkeeper.token()

    first, second = (client.get(f"/enter?token={token}") for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 403)
    assert {"HttpOnly", "SameSite=strict"} <= set(first.headers["set-cookie"].split("; "))


@pytest.mark.parametrize(("host", "status"), [("localhost:8000", 200), ("[::1]:8000", 200), ("evil.example", 421)])
def test_a_name_that_is_not_this_machines_is_refused(browser: TestClient, host: str, status: int) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_what_another_page_sends_changes_nothing(browser: TestClient, root: Path, headers: dict[str, str]) -> None:
    answer = browser.post("/texts", data={"pasted": TEXT}, headers={"X-CSRF": csrf_of(browser), **headers})

    assert answer.status_code == 403
    assert len(list((root / "seeds").iterdir())) == 1


def test_a_form_without_the_page_s_token_is_refused(browser: TestClient) -> None:
    answer = browser.post("/texts", data={"pasted": TEXT}, headers={"Origin": ORIGIN})

    assert answer.status_code == 403


def test_a_request_that_is_too_large_is_refused_before_it_is_read(browser: TestClient) -> None:
    headers = {"Origin": ORIGIN, "Content-Length": "60000001"}

    assert browser.post("/texts", content=b"", headers=headers).status_code == 413


@pytest.mark.parametrize("stem", ["..", "..%2f..%2fetc", "%2e%2e", "nothing", "seeds%2f云溪访谈"])
def test_no_path_comes_from_the_browser(browser: TestClient, stem: str) -> None:
    assert browser.get(f"/texts/{stem}/facts").status_code == 404


@pytest.mark.parametrize("name", ["../ledger.json", "ledger.json", "..%2f..%2fseeds%2f访谈.txt"])
def test_only_packs_have_an_address(browser: TestClient, name: str) -> None:
    assert browser.get(address(f"/files/{name}")).status_code == 404


def test_pages_run_nothing_but_our_own_files(browser: TestClient) -> None:
    policies = {browser.get(path).headers["content-security-policy"] for path in ("/", address(), address("/facts"))}

    assert policies == {policy for policy in policies if "script-src 'self';" in policy and "unsafe" not in policy}
    for template in FOLDER.glob("*.j2"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", text), template.name


def test_the_preview_has_no_origin_and_no_network(browser: TestClient) -> None:
    policy = browser.get(address("/preview"), params={"audience": "investor"}).headers["content-security-policy"]

    assert policy.startswith("sandbox allow-scripts; default-src 'none';")
    assert "allow-same-origin" not in policy


# Handing in


def test_a_file_is_handed_in_and_listed(browser: TestClient, root: Path) -> None:
    answer = post(browser, "/texts", {}, files={"file": ("河谷新篇.txt", TEXT.encode(), "text/plain")})

    assert answer.status_code == 303
    assert (root / "seeds" / "河谷新篇.txt").read_text(encoding="utf-8") == TEXT
    assert "河谷新篇" in browser.get("/").text


def test_the_list_knows_a_text_until_something_about_it_changes(browser: TestClient, root: Path) -> None:
    def waiting() -> list[str | None]:
        return [one.get("data-hx-get") for one in select(browser.get("/").text, "tr[data-hx-get]")]

    first, told = waiting(), browser.get(address("/row")).text
    known, shown = waiting(), browser.get("/").text
    decide(browser, kind="place", value_at=at("云溪区"))
    decided = waiting()
    browser.get(address("/row"))
    (root / "out" / STEM).mkdir()
    (root / "out" / STEM / "manifest.json").write_text("{}", encoding="utf-8")

    assert (first, known, decided, waiting()) == ([address("/row")], [], [address("/row")], [address("/row")])
    assert select(told, ".state")[0].text in shown


def test_pasted_words_are_called_by_their_first_line(browser: TestClient, root: Path) -> None:
    post(browser, "/texts", {"pasted": TEXT})

    assert (root / "seeds" / "云溪区区长林知远：把河谷办成工坊之城.txt").is_file()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("图.png", b"\x89PNG\r\n", "读不了"),
        ("空.txt", b"   \n", "只有空白"),
        ("../外.txt", TEXT.encode(), None),
        ("letter.txt", b"Dear Sir, nothing here is Chinese at all.", "不是中文文本"),
        (f"{STEM}.md", TEXT.encode(), "已经有一篇"),
        (".藏.txt", TEXT.encode(), "文件名不能用"),
        ("访谈.review.txt", TEXT.encode(), "文件名不能用"),
        ("~$座谈.docx", b"\x05lock", "Word 打开文稿时留的记号"),
        ("旧稿.doc", b"\xd0\xcf\x11\xe0", "另存为 .docx"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(
    browser: TestClient, root: Path, name: str, content: bytes, said: str | None
) -> None:
    answer = post(browser, "/texts", {}, files={"file": (name, content, "text/plain")})

    kept = {path.name for path in root.rglob("*.*")}
    if said is None:
        # Only the last part of what the browser calls it is a name.
        assert kept == {f"{STEM}.txt", "外.txt"}
    else:
        assert said in answer.text
        assert kept == {f"{STEM}.txt"}


def test_a_form_that_cannot_be_read_is_refused_in_chinese(browser: TestClient) -> None:
    several = [("file", (f"{number}.txt", TEXT.encode(), "text/plain")) for number in range(3)]

    too_long = post(browser, "/texts", {"pasted": "长" * 700_000}, files={"none": ("", b"")})
    too_many = post(browser, "/texts", {}, files=several)

    assert (too_long.status_code, too_many.status_code) == (400, 400)
    assert "一格里的文字太长" in too_long.text
    assert "一次只收一个文件" in too_many.text


@pytest.mark.parametrize(
    ("changed", "stem"),
    [
        ("seeds/座谈 6.5.review.toml", "座谈 6.5"),
        ("seeds/座谈 6.toml", "座谈 6"),
        ("seeds/座谈 6.5.word/investor.zh-Hans.docx", "座谈 6.5"),
        ("seeds/删了的.txt", "删了的"),
        ("seeds/.座谈 6.5.txt.part", None),
        ("seeds/~$座谈 6.5.docx", None),
        ("templates/theme.toml", ""),
        ("seeds", ""),
    ],
)
def test_a_changed_file_is_news_of_the_text_whose_name_it_bears(tmp_path: Path, changed: str, stem: str | None) -> None:
    (tmp_path / "seeds").mkdir()
    for name in ("座谈 6.txt", "座谈 6.5.docx"):
        (tmp_path / "seeds" / name).touch()

    found = DeskFolder(root=tmp_path).stem_of(str(tmp_path / changed))

    assert found == stem


def test_a_text_that_is_replaced_is_kept_with_its_decisions(browser: TestClient, root: Path) -> None:
    decide(browser, kind="place", value_at=at("云溪区"))

    post(browser, address("/replace"), {}, files={"file": ("新.md", TEXT.replace("412", "413").encode(), "text/plain")})

    kept = {
        path.name: path.read_text(encoding="utf-8") for path in (root / "旧版" / STEM).rglob("*.*") if path.is_file()
    }
    assert kept[f"{STEM}.txt"] == TEXT
    assert "黄" not in kept[f"{STEM}.review.toml"]
    assert "413" in (root / "seeds" / f"{STEM}.md").read_text(encoding="utf-8")
    assert (root / "seeds" / f"{STEM}.review.toml").is_file()


def test_a_deleted_text_is_in_the_bin(browser: TestClient, root: Path) -> None:
    decide(browser, kind="place", value_at=at("云溪区"))

    post(browser, address("/delete"), {})

    assert not list((root / "seeds").glob("[!.]*"))
    assert {path.name for path in (root / "回收站").rglob("*.*") if path.is_file()} >= {
        f"{STEM}.txt",
        f"{STEM}.review.toml",
    }


def test_a_deleted_text_is_put_back_with_its_decisions(browser: TestClient, root: Path) -> None:
    decide(browser, kind="place", value_at=at("云溪区"))
    kept = review_of(root)
    sent = post(browser, address("/delete"), {}).headers["location"]
    (form,) = select(browser.get(sent).text, "form[action='/restore']")

    name = next(one.get("value") for one in form.iter("input") if one.get("name") == "name")
    answer = post(browser, "/restore", {"name": name})

    assert answer.headers["location"] == address()
    assert (root / "seeds" / f"{STEM}.txt").read_text(encoding="utf-8") == TEXT
    assert review_of(root) == kept
    assert not list((root / "回收站").iterdir())


@pytest.mark.parametrize("name", ["..", "../seeds", "", "没有", ".DS_Store"])
def test_only_what_is_in_the_bin_is_put_back(browser: TestClient, root: Path, name: str) -> None:
    (root / "回收站").mkdir()
    (root / "回收站" / ".DS_Store").touch()

    answer = post(browser, "/restore", {"name": name})

    assert "回收站里没有这一篇" in answer.text


def test_a_page_that_has_outlived_its_desk_is_told_so_in_a_line(client: TestClient) -> None:
    answer = client.post(address("/decide"), data={"kind": "place"}, headers={"Origin": ORIGIN})

    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (403, "text/plain")
    assert "用终端新印出的地址打开" in answer.text


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('schema = "briefing/review/1"\n\nsource = {name = \n', "3　source"),
        ('schema = "briefing/review/1"\n[[decision]]\nid = "d1"\nkind = "place"\nvalue = 7\n', "2　[[decision]]"),
    ],
)
def test_a_review_file_that_is_wrong_is_shown_with_its_line_and_no_way_back_to_the_same_error(
    browser: TestClient, root: Path, written: str, line: str
) -> None:
    (root / "seeds" / f"{STEM}.review.toml").write_text(written, encoding="utf-8")

    answer = browser.get(address())

    (shown,) = select(answer.text, "pre.faulty mark")
    links = [(one.text, one.get("href")) for one in select(answer.text, "main a")]
    assert shown.text.startswith(line)
    assert str(root / "seeds" / f"{STEM}.review.toml") in answer.text
    assert links == [("改好了，再试", address()), ("回到全部访谈", "/")]


def test_where_the_text_itself_can_be_read_there_is_a_way_back_to_it(browser: TestClient) -> None:
    answer = browser.get(address("/made?audience=none&format=pdf"))

    assert [one.text for one in select(answer.text, "main a")] == ["回到这一篇", "回到全部访谈"]


def test_a_text_that_cannot_be_composed_says_so_and_its_record_and_the_others_stay_usable(
    browser: TestClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "seeds" / "别的.txt").write_text(TEXT, encoding="utf-8")
    post(browser, address("/approve"), {"editions[]": [ticked(browser)]})
    decide(browser, kind="place", value_text="河谷新区")
    monkeypatch.setattr(texts, "make_preview", fail)

    told = {part: browser.get(address(part)) for part in ("", "/facts", "/approve", "/word", "/history", "/row")}
    shown = preview(browser)
    other = browser.get("/texts/别的/row")

    assert {part: answer.status_code for part, answer in told.items()} == dict.fromkeys(told, 200)
    assert [one.text for one in select(told["/row"].text, ".state")] == ["出错"]
    assert "程序自己出了错" in shown
    assert "投资者（程序自己出了错" in select(told["/approve"].text, ".notice.bad")[0].text_content()
    assert [one.text for one in select(other.text, ".state")] == ["待校"]
    monkeypatch.undo()
    assert post(browser, address("/undo"), {"id": "d1"}).status_code == 303
    assert select(browser.get(address("/row")).text, ".state")[0].text.startswith("已审定")


def test_a_text_that_cannot_be_read_for_a_fault_leaves_its_record_and_undo_usable(
    browser: TestClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(browser, kind="place", value_text="河谷新区")
    monkeypatch.setattr(texts, "read_text", fail)

    answer, record, row = browser.get(address()), browser.get(address("/history")), browser.get(address("/row"))

    assert "程序自己出了错" in answer.text
    assert [one.get("href") for one in select(answer.text, "main a")] == [address("/history"), "/"]
    assert "程序自己出了错" in select(record.text, ".notice.bad")[0].text_content()
    assert "程序自己出了错" in row.text
    assert post(browser, address("/undo"), {"id": "d1"}).status_code == 303
    assert [one["kind"] for one in review_of(root)["decision"]] == ["place", "undo"]


def test_only_real_numbers_are_asked_what_they_count(browser: TestClient, root: Path) -> None:
    text = TEXT + "\n九泉坡一带四季如春，张三山等三成居民已经搬进23栋新楼，近百家店铺开了门。\n"
    (root / "seeds" / f"{STEM}.txt").write_text(text, encoding="utf-8")

    (shown,) = select(browser.get(address("/source")).text, "#text")
    spans = json.loads(shown.get("data-numbers"))

    found = {text[start:end] for start, end in spans if start >= text.index("九泉坡")}
    assert found == {"三成", "23栋", "近百家"}


def test_a_hint_for_who_works_in_a_terminal_is_not_given_at_the_desk() -> None:
    error = OutputError("写不了 out", hint="请检查文件夹的权限和磁盘空间，或用 --out 换一个文件夹")

    assert spoken_hint(error) == "请检查文件夹的权限和磁盘空间"


@pytest.mark.parametrize(
    ("text", "called", "name"),
    [("\n\n# 河谷 新篇\n正文", "", "河谷-新篇.txt"), ("正文", "a/b:c", "a-b-c.txt"), ("……\n", "...", "粘贴的文字.txt")],
)
def test_pasted_text_gets_a_name_that_a_file_may_have(text: str, called: str, name: str) -> None:
    assert name_of_pasted(text, called) == name


# Looking


def test_every_line_shows_the_source_s_own_characters(browser: TestClient) -> None:
    page = browser.get(address()).text

    shown = [(int(one.get("data-start")), int(one.get("data-end")), one.text) for one in select(page, ".tx")]

    assert len(shown) == len(TEXT.split("\n\n"))
    assert all(TEXT[start:end] == text for start, end, text in shown)


def test_every_run_of_the_preview_can_be_followed_to_the_source(browser: TestClient) -> None:
    page = preview(browser)

    runs = [(one.get("data-at"), "".join(one.itertext())) for one in select(page, "span.at[data-at]")]
    places = [[span(*map(int, place.split("-"))) for place in at.split()] for at, _ in runs]
    assert len(runs) > 20
    for spans, (_, text) in zip(places, runs, strict=True):
        assert "".join(TEXT[one.start : one.end] for one in spans).replace(" ", "") == text.replace(" ", "")


def test_a_finished_page_carries_nothing_of_the_desk(folder: DeskFolder) -> None:
    from briefing.build.render import compose_document
    from briefing.build.render_task import Task
    from briefing.config.template_set import load_template_set
    from briefing.config.templates import Overlay
    from briefing.text.language import Script
    from briefing.writers.html import render_html

    template_set = load_template_set(Overlay())
    task = Task(
        template_set=template_set,
        reading=gather(folder.seeds / f"{STEM}.txt"),
        audience="investor",
        script=Script.HANS,
        formats=("html",),
        date=None,
    )

    page = render_html(compose_document(task), template_set.theme, template_set.overlay)

    assert not re.search(r"data-at|data-from|preview\.js", page)


def test_an_edition_that_is_refused_says_why(browser: TestClient, root: Path) -> None:
    (root / "seeds" / f"{STEM}.txt").write_text("云溪区的河很长。\n\n河边有树。\n", encoding="utf-8")

    assert "没有" in preview(browser, "investor")


# Deciding


def test_a_place_is_decided_by_the_words_selected(browser: TestClient, root: Path) -> None:
    answer = decide(browser, kind="place", value_at=at("河谷"))

    (decision,) = review_of(root)["decision"]
    assert answer["id"] == "d1"
    assert (decision["kind"], decision["by"], decision["value"]["words"]) == ("place", "校对员甲", "河谷")
    assert "河谷" in select(preview(browser), "h1")[0].text_content()


def test_a_number_s_label_is_decided_for_the_whole_figure(browser: TestClient, root: Path) -> None:
    decide(browser, kind="figure.label", about=at("41"), value_at=at("科技企业"))

    (decision,) = review_of(root)["decision"]
    assert (decision["about"]["words"], decision["value"]["words"]) == ("412家", "科技企业")


def test_the_first_decision_without_a_name_says_so(browser: TestClient) -> None:
    post(browser, "/name", {"name": ""})

    told = [str(decide(browser, kind="place", value_at=at(words))["said"]) for words in ("云溪区", "云溪")]

    post(browser, "/name", {"name": "校对员甲"})
    assert ["没有署名" in one for one in told] == [True, False]


def test_words_that_the_text_does_not_hold_are_the_editor_s_and_say_so(browser: TestClient) -> None:
    decide(browser, kind="figure.label", about=at("58家"), value_text="高新技术单位")

    assert "高新技术单位" in preview(browser)
    assert "编者补充" in preview(browser)


def test_sentences_that_are_selected_are_put_into_a_section_of_a_reader_s_edition(browser: TestClient) -> None:
    start, end = TEXT.index("增长18%"), TEXT.index("人才公寓3200套")

    answer = decide(browser, kind="point.section", about=f"{start}-{end}", audience="investor", section="business")

    (section,) = (one for one in select(preview(browser), "section") if "营商环境" in one.text_content())
    assert [one.text_content().strip()[:4] for one in section.iter("li")] == ["去年全区", "在人才方"]
    assert answer["said"].endswith("（投资者版，营商环境），一共 2 条")


def test_an_edition_that_lacks_sentences_is_made_of_those_that_a_person_puts_in(
    browser: TestClient, root: Path
) -> None:
    plain = (
        "云溪区副区长周知秋谈河谷\n\n今年我们在三条街上种了树。社区请来两位裁缝教手艺。愿意来的年轻人可以借用老粮仓。\n"
    )
    (root / "seeds" / f"{STEM}.txt").write_text(plain, encoding="utf-8")
    refused = preview(browser, "talent")
    start = plain.index("今年")

    decide(browser, kind="point.section", about=f"{start}-{len(plain) - 1}", audience="talent", section="measures")

    assert "放进这一版的一节" in refused
    assert "老粮仓" in preview(browser, "talent")


def test_a_sentence_that_the_reader_is_not_to_have_is_told_as_not_followed(browser: TestClient, root: Path) -> None:
    party = TEXT + "\n全区各级党组织要深入开展主题教育，推动全面从严治党向纵深发展。\n"
    (root / "seeds" / f"{STEM}.txt").write_text(party, encoding="utf-8")
    about = f"{party.index('全区各级')}-{len(party) - 1}"

    answer = decide(browser, kind="point.section", about=about, audience="investor", section="business")

    history = select(browser.get(address("/history")).text, ".history li")[0].text_content()
    why = "没有采用：这句话讲的事不给这类读者看"
    assert answer["said"].endswith(why)
    assert why.replace("：", " ") in history


def test_the_record_tells_which_decisions_are_lost_with_their_words(browser: TestClient, root: Path) -> None:
    decide(browser, kind="figure.label", about=at("58家"), value_text="别的说法")
    decide(browser, kind="place", value_at=at("云溪区"))
    (root / "seeds" / f"{STEM}.txt").write_text(TEXT.replace("58家", "许多"), encoding="utf-8")

    entries = select(browser.get(address("/history")).text, ".history li")
    doubts = browser.get(address("/doubts")).text

    assert ["没有采用" in one.text_content() for one in entries] == [False, True]
    assert "记下的一条决定（数据计的是什么）没有采用" in doubts
    assert "review.toml" not in doubts


def test_a_traditional_text_is_shown_in_its_own_script_first(browser: TestClient, root: Path) -> None:
    def first() -> list[str | None]:
        return [one.get("value") for one in select(browser.get(address()).text, "#script option[selected]")]

    before = first()
    (root / "seeds" / f"{STEM}.txt").write_text(
        "雲溪縣長談產業\n\n縣府今年開闢了兩個園區，歡迎廠商進駐。\n", encoding="utf-8"
    )

    after = first()

    assert (before, after) == (["zh-Hans"], ["zh-Hant-TW"])


def test_words_typed_as_the_text_prints_them_are_the_text_s_own(browser: TestClient, root: Path) -> None:
    decide(browser, kind="quote.speaker", about=at("来了就能开工"), value_text="林知远")

    assert "editor" not in str(review_of(root)["decision"])


def test_a_tile_is_dropped_for_one_reader_alone(browser: TestClient) -> None:
    def tiles(audience: str) -> str:
        page = preview(browser, audience)
        return "".join(one.text_content() for one in select(page, ".tiles .number"))

    before = tiles("investor"), tiles("officials")

    decide(browser, kind="tile.drop", about=at("58家"), audience="investor")

    assert "58家" in before[0]
    assert "58家" not in tiles("investor")
    assert tiles("officials") == before[1]


def bullets(client: TestClient, audience: str = "investor") -> list[str]:
    return [one.text_content().strip() for one in select(preview(client, audience), ".part .bullets li")]


def test_a_sentence_of_the_one_page_is_printed_by_its_clauses_and_whole_again(browser: TestClient, root: Path) -> None:
    about = {"kind": "point.extent", "about": at("云溪科创园"), "audience": "investor"}
    before = bullets(browser)

    cut = decide(browser, **about, value_at=at("入驻企"))
    shown = bullets(browser)
    decide(browser, **about, value="whole")

    assert cut["said"].startswith("已记下 印整句还是几个分句：")
    assert cut["said"].endswith("→ 投资者版，只印“入驻企业58家，”")
    assert [one["value"]["shown"] for one in review_of(root)["decision"]][1] == "whole"
    assert [one for one in shown if one.startswith("……入驻企业58家……")]
    assert bullets(browser) == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"kind": "point.section", "about": at("在人才方面"), "section": "none"},
            "不印：“在人才方面，云溪区建成人才公寓3200套，为青年…”（干部版）",
        ),
        (
            {"kind": "point.order", "about": at("在人才方面"), "before": at("去年全区"), "section": "gist"},
            "先后：“在人才方面，云溪区建成人才公寓3200套，为青年…”移到“去年全区”前面（干部版）",
        ),
        ({"kind": "set.add", "value": "keywords", "heads": at("机器人")}, "添一组关键词：机器人"),
        (
            {"kind": "name.lock", "about": at("“来了就能开工，是我们")},
            "照印的名称：“‘来了就能开工，是我们’”",
        ),
    ],
)
def test_what_was_decided_is_told_as_people_say_it(browser: TestClient, fields: dict[str, str], said: str) -> None:
    assert decide(browser, audience="officials", **fields)["said"] == f"已记下 {said}"


def test_words_of_another_sentence_are_no_clause_of_it(browser: TestClient) -> None:
    answer = decide(browser, kind="point.extent", about=at("云溪科创园"), audience="investor", value_at=at("人才公寓"))

    assert answer["error"] == "选的字不在这句话里"


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "place"},
        {"kind": "place", "value_at": "5-2"},
        {"kind": "place", "value_at": "0-999999"},
        {"kind": "figure.label", "value_at": "0-3"},
        {"kind": "nonsense", "about": "0-3"},
        {"kind": "line.kind", "about": "0-3", "value": "banner"},
        {"kind": "figure.label", "about": "0-3", "value_text": "字" * 501},
        {"kind": "figure.label", "about": "0-3", "value_text": "倒\u202e写"},
        {"kind": "undo", "value": "d9"},
    ],
)
def test_what_is_no_decision_is_refused_and_not_written(
    browser: TestClient, root: Path, fields: dict[str, object]
) -> None:
    answer = decide(browser, **fields)

    assert answer["error"]
    assert answer["hint"]
    assert not (root / "seeds" / f"{STEM}.review.toml").exists()


def test_who_decides_second_is_shown_the_first_decision(browser: TestClient, root: Path) -> None:
    seen = re.search(r'data-version="([^"]*)"', browser.get(address("/doubts")).text)[1]
    decide(browser, kind="place", value_at=at("云溪区"))

    answer = decide(browser, kind="place", value_at=at("河谷"), version=seen, count=0)

    assert answer["conflict"] == ["校对员甲：地区：“云溪区”"]
    assert len(review_of(root)["decision"]) == 1


def test_places_of_a_text_that_was_replaced_meanwhile_are_not_taken_for_words_of_the_new_one(
    browser: TestClient, root: Path
) -> None:
    shown = select(browser.get(address("/source")).text, "#text")[0].get("data-source")
    (root / "seeds" / f"{STEM}.txt").write_text(f"新添的一行\n\n{TEXT}", encoding="utf-8")

    answer = decide(browser, kind="place", value_at=at("云溪区"), source=shown)

    assert answer["error"] == "原文刚才换过了，这一条没有记下"
    assert not (root / "seeds" / f"{STEM}.review.toml").exists()


def test_the_version_that_a_page_has_seen_is_that_of_the_decisions_it_shows(folder: DeskFolder) -> None:
    path = folder.seeds / f"{STEM}.txt"
    text = Text(path=path, reading=gather(path), lines=(), stamp="")
    seen = doubts_context(text)["version"]

    append_decision(review_path(path), text.identity, Decision(kind="name.lock", about=Anchor(words="林知远")))

    assert doubts_context(text)["version"] == seen
    assert load_review(review_path(path)).version != seen


def test_a_decision_is_taken_back(browser: TestClient) -> None:
    before = preview(browser)
    made = decide(browser, kind="figure.label", about=at("58家"), value_text="另一种说法")

    answer = decide(browser, kind="undo", value=made["id"])

    assert answer["said"] == "撤回了 数据计的是什么：“58家” → “另一种说法”（编者补充）"
    assert preview(browser) == before
    assert "已撤回" in browser.get(address("/history")).text


def test_the_lines_are_shown_anew_only_when_a_decision_changed_them(browser: TestClient) -> None:
    def stamp() -> str | None:
        return select(browser.get(address("/source")).text, "#text")[0].get("data-stamp")

    first = stamp()
    decide(browser, kind="figure.label", about=at("58家"), value_text="别的说法")
    second = stamp()
    decide(browser, kind="line.kind", about=at("去年全区"), value="furniture")

    assert first == second
    assert stamp() != second


@pytest.mark.parametrize("kind", ["place", "name.lock", "figure.add"])
def test_a_selection_of_several_lines_is_no_name(browser: TestClient, root: Path, kind: str) -> None:
    far = f"{TEXT.index('林知远')}-{TEXT.index('河谷日报')}"

    answer = decide(browser, kind=kind, **{"value_at" if kind == "place" else "about": far})

    assert answer["error"] == "选的字不止一行，不像一个名称"
    assert not (root / "seeds" / f"{STEM}.review.toml").exists()


def test_a_doubt_about_a_text_without_decisions_is_told_as_it_is(browser: TestClient) -> None:
    told = [one.text_content() for one in select(browser.get(address("/doubts")).text, ".doubts .said")]

    assert told[0] == "地区“云溪区”取自题目，请看全文是不是讲它"
    assert not [one for one in told if "记下的" in one]


def test_a_doubt_that_was_seen_is_no_longer_listed(browser: TestClient) -> None:
    page = browser.get(address("/doubts")).text
    first = select(page, "li[data-code]")[0]
    count = len(select(page, "li[data-code]"))

    decide(browser, kind="seen", doubt=first.get("data-code"), about=(first.get("data-at") or "").split(" ")[0])

    left = select(browser.get(address("/doubts")).text, "li[data-code]")
    assert len(left) == count - 1


def test_one_answer_is_given_for_several_figures_and_taken_back_as_one(browser: TestClient, root: Path) -> None:
    before = preview(browser)
    about = f"{at('412家')} {at('96家')} {at('58家')}"

    made = decide(browser, kind="figure.time", about=about, value_at=at("近年来"))
    recorded = [(one["kind"], one["about"]["words"]) for one in review_of(root)["decision"]]
    undone = decide(browser, kind="undo", value=made["id"])

    assert recorded == [("figure.time", "412家"), ("figure.time", "96家"), ("figure.time", "58家")]
    assert made["said"] == "已记下 数据的时间：“412家” → “近年来”，一共 3 条"
    assert undone["said"] == "撤回了 数据的时间：“412家” → “近年来”，一共 3 条"
    assert preview(browser) == before


def test_of_several_answers_none_is_recorded_where_one_is_wrong(browser: TestClient, root: Path) -> None:
    answer = decide(browser, kind="figure.time", about=f"{at('412家')} 0-3", value_at=at("近年来"))

    assert answer["error"]
    assert not (root / "seeds" / f"{STEM}.review.toml").exists()


def test_figures_that_share_a_doubtful_time_are_offered_one_answer(folder: DeskFolder) -> None:
    path = folder.seeds / f"{STEM}.txt"
    reading = gather(path)
    outline = reading.outline
    shared = quote_source(outline.source, span(TEXT.index("去年"), TEXT.index("去年") + 2))
    figures = tuple(replace(one, left_out=LeftOut(period=shared)) for one in outline.figures)
    outline = replace(outline, figures=figures, diagnostics=tuple(find_unsure(figures)))
    text = Text(path=path, reading=replace(reading, outline=outline), lines=(), stamp="")

    listed = doubts_context(text)["doubts"]

    places = {f"{one.words.span.start}-{one.words.span.end}" for one in figures}
    assert set(listed[0]["alike"].split()) == places
    assert [one["alike"] for one in listed[1:]] == [""] * (len(figures) - 1)


def test_a_number_whose_time_is_in_doubt_is_listed_with_its_own_paragraph(folder: DeskFolder) -> None:
    path = folder.seeds / f"{STEM}.txt"
    reading = gather(path)
    text = Text(path=path, reading=reading, lines=label_lines(reading.outline.source), stamp="")

    listed = [one for one in doubts_context(text)["doubts"] if one["code"] == "unsure-time"]

    lines = {line.number: text.source[line.span] for line in text.lines}
    assert [one["head"] for one in listed if one["words"] not in lines[one["paragraph"]]]
    assert not [one["head"] for one in listed if one["head"] not in lines[one["paragraph"]]]


def test_what_was_seen_is_told_with_what_was_in_doubt(browser: TestClient) -> None:
    answer = decide(browser, kind="seen", doubt="unsure-time", about=at("近年来"))

    assert answer["said"] == "已记下 看过了：“近年来”（数据的时间拿不准）"


def test_a_doubtful_label_is_taken_for_its_figure_and_is_in_doubt_no_more(browser: TestClient, root: Path) -> None:
    def taking() -> list[lxml.html.HtmlElement]:
        return select(browser.get(address("/doubts")).text, "button[data-act=take]")

    # The better labels are read, the fewer sentences are vague: one of them is enough.
    vague = TEXT + "\n老街上开过36家，后来合并了。\n\n工坊、仓库什么的，好像有37家上下，谁也说不清。\n"
    (root / "seeds" / f"{STEM}.txt").write_text(vague, encoding="utf-8")
    offered = next(one for one in taking() if one.get("data-kind") == "figure.label")
    heads = [one.text_content() for one in select(browser.get(address("/doubts")).text, ".doubt .words")]

    decide(browser, kind="figure.label", about=offered.get("data-about"), value_at=offered.get("data-value"))

    (decision,) = review_of(root)["decision"]
    assert re.match("3[67]家", decision["about"]["words"])
    assert decision["about"]["words"] in heads
    assert offered.get("data-about") not in [
        one.get("data-about") for one in taking() if one.get("data-kind") == "figure.label"
    ]


@pytest.mark.parametrize("kind", ["figure.label", "figure.drop", "quote.drop"])
def test_words_that_hold_no_figure_or_quotation_are_refused(browser: TestClient, root: Path, kind: str) -> None:
    answer = decide(browser, kind=kind, about=at("河谷"), value_text="别的说法")

    assert answer["hint"]
    assert not (root / "seeds" / f"{STEM}.review.toml").exists()


# Facts beside the text


def test_the_form_keeps_comments_and_keys_that_it_does_not_show(browser: TestClient, root: Path) -> None:
    file = root / "seeds" / f"{STEM}.toml"
    file.write_text('# 手写的话\nstatus = "draft"\nplace = "旧名" # 后面的话\n', encoding="utf-8")
    version = version_in(browser.get(address("/facts")).text)

    fields = {"version": version, "published": "2026-03", "place": "旧名", "contact.telephone": "000-1234"}
    post(browser, address("/facts"), fields | {"errata.words[]": ["工坊"], "errata.correct[]": ["作坊"]})

    text = file.read_text(encoding="utf-8")
    assert text.startswith('# 手写的话\nstatus = "draft"\nplace = "旧名" # 后面的话\n')
    assert tomllib.loads(text) == {
        "status": "draft",
        "place": "旧名",
        "published": "2026-03",
        "contact": {"telephone": "000-1234"},
        "errata": [{"words": "工坊", "correct": "作坊"}],
    }
    assert "000-1234" in preview(browser)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"published": "三月"}, "“刊发日期”有误：三月"),
        ({"stale_after": "很久"}, "不是月数：很久"),
        ({"links.label[]": ["甲"], "links.url[]": ["javascript:alert(1)"]}, "“相关网页第1行的网址”不是网址"),
        ({"place": "字" * 501}, "写得太长"),
        ({"bulletin.number": "第3期"}, "报头的名称"),
    ],
)
def test_what_a_build_would_refuse_is_refused_by_the_form(
    browser: TestClient, root: Path, fields: dict[str, object], said: str
) -> None:
    version = version_in(browser.get(address("/facts")).text)

    answer = post(browser, address("/facts"), {"version": version, **fields})

    assert answer.status_code == 422
    assert said in answer.text
    assert not (root / "seeds" / f"{STEM}.toml").exists()


def test_what_a_decision_overrides_or_adds_stays_out_of_the_file_and_the_form_says_so(
    browser: TestClient, root: Path
) -> None:
    file = root / "seeds" / f"{STEM}.toml"
    file.write_text('place = "云溪新区"\n', encoding="utf-8")
    decide(browser, kind="place", value_at=at("云溪区"))
    decide(browser, kind="name.lock", about=at("林知远"))

    page = browser.get(address("/facts")).text

    (place,) = select(page, "input[name=place]")
    (locked,) = select(page, "input[name=locked]")
    assert (place.get("value"), locked.get("value") or "") == ("云溪新区", "")
    assert "校对时选的是 云溪区，照它印" in page


def test_words_that_are_in_no_sentence_are_not_dropped_or_moved(browser: TestClient, root: Path) -> None:
    told = decide(browser, kind="point.section", about=at("《河谷日报》"), audience="investor", section="none")

    assert "选的字不在读出的句子里" in told["error"]
    assert not (root / "seeds" / f"{STEM}.review.toml").exists()


def test_a_form_that_is_older_than_the_file_is_not_saved_over_it(browser: TestClient, root: Path) -> None:
    version = version_in(browser.get(address("/facts")).text)
    (root / "seeds" / f"{STEM}.toml").write_text('place = "别人写的"\n', encoding="utf-8")

    post(browser, address("/facts"), {"version": version, "place": "我写的"})

    assert "别人写的" in (root / "seeds" / f"{STEM}.toml").read_text(encoding="utf-8")


def test_who_saves_the_form_second_is_shown_what_the_first_saved_and_saves_with_the_next_press(
    browser: TestClient, root: Path
) -> None:
    fields = {"version": version_in(browser.get(address("/facts")).text), "place": "我写的", "credit": "一样的"}
    file = root / "seeds" / f"{STEM}.toml"
    file.write_text('place = "别人写的"\ncredit = "一样的"\n[contact]\ntelephone = "000-1"\n', encoding="utf-8")
    headers = {"Origin": ORIGIN, "X-CSRF": csrf_of(browser), "HX-Request": "true"}

    shown = browser.post(address("/facts"), data=fields, headers=headers)
    again = browser.post(address("/facts"), data=fields | {"version": version_in(shown.text)}, headers=headers)

    said = [one.text_content() for one in select(shown.text, "li")]
    assert said == ["地区：现在是“别人写的”，你填的是“我写的”", "联系方式：现在是“000-1”，你填的是“”"]
    assert again.status_code == 200
    assert tomllib.loads(file.read_text(encoding="utf-8"))["place"] == "我写的"


def test_the_form_says_that_a_date_was_written_at_the_desk_and_not_printed_in_the_text(browser: TestClient) -> None:
    def said() -> str:
        return " ".join(select(browser.get(address("/facts")).text, ".card")[0].text_content().split())

    before = said()
    decide(browser, kind="published", value_text="2026年3月9日")

    after = said()

    assert "从原文读出的是 2026年3月4日" in before
    assert "校对时写明的是 2026年3月9日" in after


# Approving and releasing


def ticked(client: TestClient, audience: str = "investor", script: str = "zh-Hans") -> str:
    page = client.get(address("/approve")).text
    values = [one.get("value") for one in select(page, "input[type=checkbox]")]
    return next(one for one in values if one.startswith(f"{audience}|{script}|"))


def states(client: TestClient) -> list[str]:
    page = client.get(address("/approve")).text
    return [one.text_content() for one in select(page, ".editions .state")]


def test_an_approval_holds_until_other_words_would_print(browser: TestClient, root: Path) -> None:
    post(browser, address("/approve"), {"editions[]": [ticked(browser)]})
    approved = states(browser)
    # The file says when to the second, and people are not quicker.
    time.sleep(1)

    decide(browser, kind="figure.label", about=at("58家"), value_text="别的说法")

    (approval,) = review_of(root)["approval"]
    assert (approval["by"], approval["audience"]) == ("校对员甲", "investor")
    assert approved.count("已审定") == 1
    assert "已审定" not in states(browser)
    assert "此后改了：决定" in browser.get(address("/approve")).text
    told = [
        one.text_content() for one in select(browser.get(address("/history")).text, ".history li div > p:first-child")
    ]
    assert told == ["数据计的是什么：“58家” → “别的说法”（编者补充）", "审定：投资者（简体）"]


def test_what_has_changed_since_it_was_shown_is_not_approved(browser: TestClient, root: Path) -> None:
    shown = ticked(browser)
    decide(browser, kind="figure.label", about=at("58家"), value_text="别的说法")

    answer = post(browser, address("/approve"), {"editions[]": [shown]})

    assert "刚才变了" in answer.text
    assert "approval" not in review_of(root)


def test_an_approval_is_taken_back_and_the_record_keeps_both(browser: TestClient, root: Path) -> None:
    edition = ticked(browser)
    post(browser, address("/approve"), {"editions[]": [edition]})
    # The file says when to the second.
    time.sleep(1)

    answer = post(browser, address("/withdraw"), {"edition": edition.rpartition("|")[0]})

    assert "撤回了审定" in browser.get(answer.headers["location"]).text
    assert "已审定" not in states(browser)
    assert [one.get("withdrawn", False) for one in review_of(root)["approval"]] == [False, True]
    history = browser.get(address("/history")).text
    told = [one.text_content() for one in select(history, ".history li div > p:first-child")]
    assert told == ["撤回审定：投资者（简体）", "审定：投资者（简体）"]


def test_what_is_not_approved_cannot_be_taken_back(browser: TestClient) -> None:
    answer = post(browser, address("/withdraw"), {"edition": ticked(browser).rpartition("|")[0]})

    assert "现在没有审定" in answer.text


def test_nobody_approves_without_a_name(browser: TestClient, root: Path) -> None:
    post(browser, "/name", {"name": " "})

    answer = post(browser, address("/approve"), {"editions[]": [ticked(browser)]})

    assert "还不知道是谁审定" in answer.text
    assert not (root / "seeds" / f"{STEM}.review.toml").exists()


def opened(content: bytes) -> Iterator[bytes]:
    """The content, and whatever it holds that is packed: members of archives and Word files, streams of a PDF."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from opened(archive.read(name))
    elif content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            yield repr(pdf.docinfo).encode()
            for one in pdf.objects:
                if isinstance(one, pikepdf.Stream):
                    with contextlib.suppress(pikepdf.PdfError):
                        yield one.read_bytes()


def holds(piece: bytes, words: str) -> bool:
    """True if the words are in it, in any encoding that a format of ours writes."""
    return any(one in piece for one in (words.encode(), words.encode("utf-16-be"), json.dumps(words)[1:-1].encode()))


def approve_and_make(client: TestClient) -> None:
    post(client, address("/approve"), {"editions[]": [ticked(client)]})
    post(client, address("/build"), {})
    for _ in range(600):
        if "全部下载" in client.get(address("/approve")).text:
            break
        time.sleep(0.5)


def test_an_edition_that_could_not_be_made_does_not_keep_the_others_from_release(
    browser: TestClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def release(begun: datetime.datetime) -> tuple[bool, str]:
        """True if there is something to release, and the words said, after a build that began at that time."""
        state = BuildState(stem=STEM, over=True, unmade=(("investor", "zh-Hant-TW"),), begun=begun)
        monkeypatch.setattr(browser.app.state.desk.builds, "state", lambda _: state)
        (form,) = select(browser.get(address("/approve")).text, "form[action$=release]")
        return "disabled" not in next(form.iter("button")).attrib, form.text_content().removeprefix("发布")

    post(browser, address("/approve"), {"editions[]": [ticked(browser, script="zh-Hant-TW")]})
    approve_and_make(browser)
    for file in (root / "out" / STEM).glob("investor.zh-Hant-TW.*"):
        file.unlink()

    answers = release(now()), release(now() - datetime.timedelta(days=1))

    # Words that were approved after a build are others than those which it could not make.
    assert answers == (
        (True, "没有做成的不发布：投资者 · 台湾繁体。"),
        (False, "审定的字还没有做成文件，要先重新制作。"),
    )


def test_an_edition_that_is_approved_is_not_recorded_once_more(browser: TestClient, root: Path) -> None:
    edition = ticked(browser)

    for _ in range(2):
        post(browser, address("/approve"), {"editions[]": [edition]})

    assert len(review_of(root)["approval"]) == 1


def test_words_approved_anew_are_released_only_when_they_are_made(browser: TestClient) -> None:
    approve_and_make(browser)
    post(browser, address("/release"), {})
    released = browser.get(address("/approve")).text
    decide(browser, kind="place", value_text="云溪新区")
    post(browser, address("/approve"), {"editions[]": [ticked(browser)]})

    changed = browser.get(address("/approve")).text

    (before,), (after,) = (select(one, "#release-heading ~ form button") for one in (released, changed))
    assert (before.get("disabled"), after.get("disabled")) == (None, "disabled")
    assert states(browser)[0] == "已审定"
    assert "已发布" in released
    assert "已发布" not in changed
    assert "审定的字还没有做成文件" in changed


def test_an_edition_is_released_only_with_the_word_file_that_the_office_has_now(
    browser: TestClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve_and_make(browser)
    post(browser, address("/release"), {})
    said = []

    for number in ("61亿元", "62亿元"):
        content = (root / "out" / STEM / "investor.zh-Hans.docx").read_bytes()
        changed = edited(content, "60亿元", number)
        post(browser, address("/word"), {}, files={"file": ("改好的.docx", changed, "application/octet-stream")})
        while select(browser.get(address("/word")).text, "form[action$='/word/allow']"):
            post(browser, address("/word/allow"), fault_fields(browser) | {"reason": "核过"})
        post(browser, address("/approve"), {"editions[]": [ticked(browser)]})
        said.append(states(browser)[0])
        post(browser, address("/release"), {})
        said.append(states(browser)[0])
    # What the file is once it is cleaned is known, until it changes.
    monkeypatch.setattr(finished, "clean_word", None)
    browser.get(address("/approve"))
    monkeypatch.undo()
    post(browser, address("/word/withdraw"), {"file": "investor.zh-Hans.docx"})
    post(browser, address("/approve"), {"editions[]": [ticked(browser)]})

    assert [*said, states(browser)[0]] == ["已审定", "已发布", "已审定", "已发布", "已审定"]


def test_packs_are_made_downloaded_and_released(browser: TestClient, root: Path) -> None:
    approve_and_make(browser)

    word = browser.get(address("/files/investor.zh-Hans.docx"))
    archive = browser.get(address("/all.zip"))
    before = browser.get("/released/public").status_code
    answer = post(browser, address("/release"), {})
    public = browser.get("/released/public")

    assert word.headers["content-disposition"].startswith("attachment")
    assert unquote(word.headers["content-disposition"]).endswith(f"{STEM}_投资者_简体.docx")
    with zipfile.ZipFile(io.BytesIO(archive.content)) as package:
        assert f"{STEM}_投资者_简体.docx" in package.namelist()
    assert (word.content[:2], archive.content[:2]) == (b"PK", b"PK")
    assert answer.status_code == 303, answer.text
    assert (before, public.content[:2], browser.get("/released/else").status_code) == (404, b"PK", 404)
    assert 'href="/released/public"' in browser.get(address("/approve")).text
    released = json.loads((root / "out" / "release" / "manifest.json").read_text(encoding="utf-8"))
    assert {(one["audience"], one["language"]) for one in released["outputs"] if one.get("kind") == "pack"} == {
        ("investor", "zh-Hans")
    }
    assert "已发布" in browser.get(address()).text
    everything = [piece for path in (root / "out").rglob("*") if path.is_file() for piece in opened(path.read_bytes())]
    # A release has packs in archives in archives; a PDF holds its ledger and its metadata.
    assert len(everything) > 100
    (approval,) = review_of(root)["approval"]
    assert not [piece for piece in everything if holds(piece, approval["by"]) or holds(piece, approval["sha256"])]


def test_a_folder_that_was_moved_away_is_told_and_works_again_once_it_is_back(browser: TestClient, root: Path) -> None:
    fields = {"version": "any", "kind": "place", "value_at": at("云溪区")}
    token = csrf_of(browser)
    (root / "seeds").rename(root / "别处")

    try:
        pages = [browser.get(path).text for path in ("/", address(), address("/approve"))]
        headers = {"Origin": ORIGIN, "X-CSRF": token, "Accept": "application/json"}
        answer = browser.post(address("/decide"), data=fields, headers=headers).json()
    finally:
        (root / "别处").rename(root / "seeds")

    assert ["打不开放访谈的文件夹" in page for page in pages] == [True] * 3
    assert answer["error"].startswith("打不开放访谈的文件夹")
    assert STEM in browser.get("/").text


@pytest.mark.parametrize(("path", "told"), [("/nowhere", "没有这一页"), ("/texts/x/undo", "这个地址不能直接打开")])
def test_an_address_that_leads_nowhere_says_so_and_leads_back(browser: TestClient, path: str, told: str) -> None:
    page = browser.get(path).text

    assert told in page
    assert [one.get("href") for one in select(page, "main a")] == ["/"]


# What it costs who does not use it


def test_help_loads_nothing_of_the_desk() -> None:
    program = (
        "import briefing.cli, sys; print([one for one in ('starlette', 'uvicorn', 'jinja2') if one in sys.modules])"
    )

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert said == "[]\n"


# Word back


def word_of(number: str) -> bytes:
    """A Word file whose one sentence says a number in two runs."""
    document = docx.Document()
    paragraph = document.add_paragraph("云溪科创园入驻企业")
    paragraph.add_run(number[:1])
    paragraph.add_run(f"{number[1:]}家，年产值突破60亿元。")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts_of(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def test_words_are_replaced_across_the_runs_that_they_are_cut_into() -> None:
    made = replace_words(word_of("85"), "85家", "58家", "")

    assert texts_of(made) == ["云溪科创园入驻企业58家，年产值突破60亿元。"]


@pytest.mark.parametrize(("words", "said"), [("99家", "找不到"), ("企业", "不止一处")])
def test_words_that_are_not_there_once_are_left_alone(words: str, said: str) -> None:
    document = docx.Document()
    document.add_paragraph("企业58家，企业96家。")
    stream = io.BytesIO()
    document.save(stream)

    with pytest.raises(UsageError, match=said):
        replace_words(stream.getvalue(), words, "别的", "")


def edited(content: bytes, before: str = "3200", after: str = "3300") -> bytes:
    """A pack's Word file in which an editor miscopied two numbers."""
    members = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            members[name] = archive.read(name)
    body = members["word/document.xml"].decode()
    members["word/document.xml"] = body.replace(before, after).encode()
    return write_zip(members)


def build_word(root: Path) -> bytes:
    """The officials' edition as Word, built as the command line builds it."""
    command = [sys.executable, "-m", "briefing", "build", root / "seeds" / f"{STEM}.txt", "--out", root / "out"]
    subprocess.run([*command, "-a", "officials", "-f", "docx", "-s", "hans"], check=True, capture_output=True)
    return (root / "out" / STEM / "officials.zh-Hans.docx").read_bytes()


def test_the_text_itself_is_not_taken_for_an_edited_pack(browser: TestClient, root: Path) -> None:
    build_word(root)
    document, stream = docx.Document(), io.BytesIO()
    for line in TEXT.split("\n\n"):
        document.add_paragraph(line.strip())
    document.save(stream)

    answer = post(browser, address("/word"), {}, files={"file": ("原稿.docx", stream.getvalue(), "application/x")})

    assert "认不出这是哪一版" in answer.text
    assert not (root / "seeds" / f"{STEM}.word").exists()


def fault_fields(client: TestClient) -> dict[str, object]:
    form = select(client.get(address("/word")).text, "form[action$='/word/allow']")[0]
    return {one.get("name"): one.get("value") or "" for one in form.iter("input") if one.get("name") != "csrf"}


def test_an_edited_word_file_is_checked_restored_or_allowed(browser: TestClient, root: Path) -> None:
    changed = edited(build_word(root))
    post(browser, address("/word"), {}, files={"file": ("改好的.docx", changed, "application/octet-stream")})
    shown = browser.get(address("/word")).text
    count = len(select(shown, "form[action$='/word/allow']"))

    post(browser, address("/word/allow"), fault_fields(browser) | {"reason": "单位核过新数"})

    left = select(browser.get(address("/word")).text, "form[action$='/word/allow']")
    assert "3300" in shown
    assert (root / "seeds" / f"{STEM}.word" / "officials.zh-Hans.docx").read_bytes() == changed
    assert 0 <= len(left) < count
    assert "单位核过新数" in browser.get(address("/word")).text


def without_last_note(content: bytes) -> bytes:
    """A pack's Word file from which an editor took the last note."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    notes = members["word/footnotes.xml"].decode()
    number = re.findall(r'<w:footnote w:id="([0-9]+)"', notes)[-1]
    note = re.compile(rf'<w:footnote w:id="{number}">.*?</w:footnote>', re.DOTALL)
    call = re.compile(rf'<w:footnoteReference w:id="{number}"/>')
    members["word/footnotes.xml"] = note.sub("", notes).encode()
    members["word/document.xml"] = call.sub("", members["word/document.xml"].decode()).encode()
    return write_zip(members)


def test_a_note_that_the_office_took_out_may_stay_out(browser: TestClient, root: Path) -> None:
    changed = without_last_note(build_word(root))
    post(browser, address("/word"), {}, files={"file": ("改好的.docx", changed, "application/octet-stream")})
    shown = browser.get(address("/word")).text

    waiting = browser.get(address("/approve")).text
    answer = post(browser, address("/word/allow"), fault_fields(browser) | {"reason": "不要注"})

    assert "脚注" in shown
    assert "改过的 Word 还有 1 处没有处理" in waiting
    assert "发布时用改过的 Word" in browser.get(address("/approve")).text
    assert answer.status_code == 303, answer.text
    assert "都处理了，Word 与别的格式有 1 处不同" in browser.get(address("/word")).text


def test_why_nothing_is_held_against_a_word_file_names_no_command(browser: TestClient, root: Path) -> None:
    kept = root / "seeds" / f"{STEM}.word" / "officials.zh-Hans.docx"
    kept.parent.mkdir()
    kept.write_bytes(b"")
    (root / "seeds" / f"{STEM}.txt").write_text("云溪的春天\n\n山花开了。\n", encoding="utf-8")

    (problem,) = select(browser.get(address("/word")).text, "section .notice.bad p")

    assert "可供“干部”一版选用的话" in problem.text_content()
    assert "briefing " not in problem.text_content()


def test_the_form_writes_the_head_of_the_bulletin(browser: TestClient, root: Path) -> None:
    version = version_in(browser.get(address("/facts")).text)

    fields = {"version": version, "bulletin.name": "河谷信息", "bulletin.number": "第3期", "bulletin.secrecy": "内部"}
    post(browser, address("/facts"), fields)

    written = tomllib.loads((root / "seeds" / f"{STEM}.toml").read_text(encoding="utf-8"))
    assert written == {"bulletin": {"name": "河谷信息", "number": "第3期", "secrecy": "内部"}}
    assert "河谷信息" in preview(browser, "officials")


def test_a_mark_is_kept_without_what_its_program_noted_in_it(browser: TestClient, root: Path) -> None:
    version = version_in(browser.get(address("/facts")).text)
    notes, stream = PngImagePlugin.PngInfo(), io.BytesIO()
    notes.add_text("Author", "designer")
    Image.new("RGB", (90, 60), "navy").save(stream, "PNG", pnginfo=notes)

    fields, mark = {"version": version, "logo.alt": "河谷的水纹"}, stream.getvalue()
    answer = post(browser, address("/facts"), fields, files={"logo": ("标志.PNG", mark, "image/png")})

    kept = (root / "seeds" / f"{STEM}.logo.png").read_bytes()
    assert answer.status_code == 303
    assert (b"designer" in mark, b"designer" in kept) == (True, False)
    assert "河谷的水纹" in preview(browser, "officials")


def test_a_form_and_a_decision_that_must_wait_say_for_what(
    browser: TestClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.desk.facts._LOCK_SECONDS", 0.01)
    monkeypatch.setattr("briefing.config.review_file._LOCK_SECONDS", 0.01)
    version = version_in(browser.get(address("/facts")).text)

    with held(root / "seeds" / f".{STEM}.toml.lock"), held(root / "seeds" / f".{STEM}.review.toml.lock"):
        saved = post(browser, address("/facts"), {"version": version, "place": "云溪区"})
        decided = decide(browser, kind="place", value_at=at("云溪区"))

    assert f"{STEM}.toml 正有别人在写" in saved.text
    assert decided["error"] == f"{STEM}.review.toml 正有别人在写"


def test_what_has_no_content_for_a_reader_is_not_counted(browser: TestClient) -> None:
    page = browser.get(address("/approve")).text
    values = [one.get("value") for one in select(page, "input[type=checkbox]")]

    post(browser, address("/approve"), {"editions[]": values})

    (state,) = select(browser.get(address()).text, "#state")
    assert len(values) < 9
    assert state.text_content() == "已审定"


def test_an_edition_is_made_on_the_spot_and_kept_nowhere(browser: TestClient, root: Path) -> None:
    chosen = {"audience": "investor", "script": "zh-Hans", "pages": "one"}

    made = browser.get(address("/made"), params={**chosen, "format": "docx"})
    other = browser.get(address("/made"), params={**chosen, "format": "exe"})

    assert (made.content[:2], other.status_code) == (b"PK", 422)
    assert not list((root / "out").iterdir())


def test_a_number_without_a_label_is_no_tile(browser: TestClient, root: Path) -> None:
    decide(browser, kind="figure.label", about=at("58家"), value="none")

    answer = decide(browser, kind="tile.add", about=at("58家"), audience="investor")

    assert "还没有写明数的是什么" in str(answer["error"])
    assert len(review_of(root)["decision"]) == 1


@pytest.mark.parametrize(("field", "words"), [("name", "方某"), ("value_at", "林知远")])
def test_a_speaker_is_written_or_selected(browser: TestClient, root: Path, field: str, words: str) -> None:
    decide(browser, kind="speaker", **{field: words if field == "name" else at(words, 90)})

    assert words in str(review_of(root)["decision"])
    assert words in preview(browser)


def test_a_speaker_who_is_known_already_is_not_printed_twice(browser: TestClient, root: Path) -> None:
    decide(browser, kind="speaker", name="方某", value="only")

    decide(browser, kind="speaker", value_at=at("林知远", 90), value="more")
    decide(browser, kind="speaker", name="方某", value="more", value_text="副区长")

    people = review_of(root)["decision"][-1]["value"]
    assert [(one["name"].get("editor", "林知远"), "role" in one) for one in people] == [
        ("方某", True),
        ("林知远", False),
    ]
