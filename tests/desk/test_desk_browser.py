"""The desk in Chromium, as an office uses it: with a mouse, with keys alone, on a telephone."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from chromium import browser
from desk_pages import AXE, PATIENCE, VNU, WIDTHS, recorded, select
from desking import STEM, TEXT

assert browser  # a fixture


@pytest.fixture(scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def address(_office: Path) -> Iterator[str]:
    """One desk for all tests, since it takes a while to get ready."""
    command = [sys.executable, "-m", "briefing", "desk", "--folder", _office, "--port", "0", "--jobs", "2"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, text=True, env=environment, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        yield re.findall(r"http://\S+", server.stdout.readline())[0]
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=600)[0]
    assert (server.returncode, said.splitlines()[-1]) == (0, "已停止")


@pytest.fixture(scope="module")
def let_in(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The one browser that the address lets in, with a name."""
    context = browser.new_context(viewport={"width": 1360, "height": 860})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("你的名字").fill("校对员甲")
    page.get_by_role("button", name="记下").click()
    page.locator("#who-said").get_by_text("已记下", exact=True).wait_for(state="attached")
    page.close()
    yield context
    context.close()


@pytest.fixture
def office(_office: Path, address: str) -> Path:
    """The desk's folder with one text."""
    assert address
    # The desk watches `seeds/` itself, which has to stay.
    for path in (*(_office / "seeds").iterdir(), *(_office / "out").iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (_office / "seeds" / f"{STEM}.txt").write_text(TEXT, encoding="utf-8")
    return _office


@pytest.fixture
def page(let_in: BrowserContext, address: str, office: Path) -> Iterator[Page]:
    assert office
    page = let_in.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address.partition("/enter")[0])
    yield page
    page.close()
    assert faults == []


def here(page: Page, part: str = "") -> str:
    return f"{page.url.split('/texts')[0].rstrip('/')}/texts/{quote(STEM)}{part}"


def look(page: Page) -> FrameLocator:
    page.goto(here(page))
    frame = page.frame_locator("#preview")
    frame.locator(".tiles li").first.wait_for()
    return frame


def say(page: Page, words: str, what: str) -> None:
    """Select words and say what they are; wait until it is recorded."""
    select(page, words)
    page.get_by_role("dialog", name="这几个字是什么").get_by_role("button", name=what, exact=True).click()


def decisions(office: Path) -> list[tuple[str, str]]:
    review = tomllib.loads((office / "seeds" / f"{STEM}.review.toml").read_text(encoding="utf-8"))
    return [(one["kind"], one.get("by", "")) for one in review["decision"]]


def test_a_file_that_is_handed_in_is_opened_and_listed(page: Page, office: Path, tmp_path: Path) -> None:
    file = tmp_path / "河谷新篇.txt"
    file.write_text(TEXT, encoding="utf-8")

    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="交进来").first.click()
    page.wait_for_url("**/texts/**")
    page.go_back()

    page.get_by_role("link", name="云溪区区长林知远").nth(1).wait_for()
    assert (office / "seeds" / "河谷新篇.txt").is_file()


def test_a_tile_lights_its_words_and_words_light_what_is_printed_of_them(page: Page) -> None:
    frame = look(page)

    frame.locator(".tiles li", has_text="58").locator(".numeral").click()
    lit = page.evaluate("() => [...CSS.highlights.get('lit')].map(String)")
    page.keyboard.press("Escape")
    page.locator("#text .tx", has_text="年产值突破").click(position={"x": 5, "y": 10})

    assert lit == ["58家"]
    frame.locator(".lit").first.wait_for()


def test_the_menu_offers_for_words_that_were_read_what_can_be_said_of_them(page: Page) -> None:
    def offered(words: str) -> set[str]:
        select(page, words)
        menu = page.get_by_role("dialog", name="这几个字是什么")
        menu.wait_for()
        named = set(menu.get_by_role("button").all_inner_texts())
        page.keyboard.press("Escape")
        return named & {"这是数据", "不是数据", "这是引语", "不是引语"}

    look(page)

    assert (offered("58家"), offered("来了就能开工"), offered("近年来")) == (
        {"不是数据", "这是引语"},
        {"不是引语"},
        {"这是引语"},
    )


def test_a_quotation_whose_speaker_is_named_before_it_is_given_another(page: Page, office: Path) -> None:
    text = TEXT.replace(
        "“来了就能开工，是我们对企业的承诺。”林知远说。", "林知远说：“来了就能开工，是我们对企业的承诺。”"
    )
    (office / "seeds" / f"{STEM}.txt").write_text(text, encoding="utf-8")
    frame = look(page)
    page.get_by_label("读者", exact=True).select_option("officials")
    quotation = frame.locator(".quotation", has_text="来了就能开工").first

    quotation.click()
    page.get_by_role("button", name="引语是谁说的").click()
    expect(page.locator("#strip .head")).to_contain_text("“来了就能开工，是我们对企业的承诺。”是谁说的")
    page.locator("#own").fill("方某")
    page.get_by_role("button", name="就这些").click()
    recorded(page)

    expect(quotation.locator(".speaker")).to_contain_text("方某", timeout=PATIENCE)
    assert decisions(office) == [("quote.speaker", "校对员甲")]


def test_a_sentence_of_the_text_is_put_into_a_section_of_the_edition_on_show(page: Page, office: Path) -> None:
    frame = look(page)
    select(page, "新增专精特新企业37家")
    menu = page.get_by_role("dialog", name="这几个字是什么")

    menu.get_by_role("combobox").select_option(label="营商环境")
    recorded(page)

    frame.locator("section", has=page.get_by_role("heading", name="营商环境")).get_by_text("专精特新").first.wait_for()
    assert decisions(office) == [("point.section", "校对员甲")]


def test_a_bullet_lights_its_whole_sentence_and_a_word_of_it_its_whole_bullet(page: Page) -> None:
    frame = look(page)
    bullet = frame.locator(".bullets li", has_text="云溪科创园已投入使用").first

    bullet.get_by_text("年产值").first.click()
    lit = page.evaluate("() => [...CSS.highlights.get('lit')].map(String).join('')")
    page.keyboard.press("Escape")
    page.locator("#text .tx", has_text="年产值突破").click(position={"x": 5, "y": 10})

    assert lit == "云溪科创园已投入使用，入驻企业58家，年产值突破60亿元"
    expect(bullet).to_have_css("background-color", "rgb(255, 246, 218)", timeout=PATIENCE)


TWO_GUESTS = """云溪区两位负责人谈河谷工坊

《河谷日报》2026年3月4日

记者：今年云溪区在招商上有什么打算？

云溪区区长林知远：近年来，云溪区集聚了412家科技企业，其中规模以上制造企业96家。

记者：园区建得怎么样？

云溪区投资促进局局长周栖禾：云溪科创园已投入使用，入驻企业58家，年产值突破60亿元。去年全区新增专精特新企业37家，比上年增长18%。

林知远：在人才方面，云溪区建成人才公寓3200套，为青年人才提供每月1500元的租房补贴。
"""


def test_a_bullet_that_opens_with_its_speaker_is_dropped_and_moved_itself(page: Page, office: Path) -> None:
    (office / "seeds" / f"{STEM}.txt").write_text(TWO_GUESTS, encoding="utf-8")
    page.goto(f"{here(page)}?audience=officials")
    bullets = page.frame_locator("#preview").locator("[data-part=gist] .bullets li")
    menu = page.get_by_role("dialog")

    bullets.filter(has_text="局长周栖禾：云溪科创园").click()
    menu.get_by_role("button", name="上移").click()
    recorded(page)
    expect(bullets.first).to_contain_text("云溪科创园", timeout=PATIENCE)
    bullets.first.click()
    menu.get_by_role("button", name="这一版不印这句话").click()
    recorded(page)

    expect(bullets.filter(has_text="云溪科创园")).to_have_count(0, timeout=PATIENCE)
    review = tomllib.loads((office / "seeds" / f"{STEM}.review.toml").read_text(encoding="utf-8"))
    dropped = review["decision"][-1]["about"]["words"]
    assert dropped.startswith("云溪科创园已投入使用")


def test_the_line_that_heads_the_one_page_lights_its_words(page: Page) -> None:
    page.goto(f"{here(page)}?audience=officials")

    page.frame_locator("#preview").locator(".said").get_by_text("林知远").click()

    page.wait_for_function("() => [...(CSS.highlights.get('lit') ?? [])].join() === '林知远'")


def test_of_a_known_guest_the_post_alone_can_be_changed(page: Page) -> None:
    look(page)

    say(page, "林知远", "这是受访人")

    page.get_by_role("button", name="只改职务，别的受访人还在").wait_for()


def test_the_list_is_searched_and_put_in_another_order(page: Page, office: Path) -> None:
    (office / "seeds" / "另一篇.txt").write_text(TEXT.replace("云溪区区长林知远", "北坡镇镇长高见山"), encoding="utf-8")
    page.reload()
    titles = page.locator(".texts .title")
    titles.get_by_text("北坡镇").wait_for()
    titles.get_by_text("云溪区").wait_for()

    page.get_by_role("button", name="访谈").click()
    ordered = titles.all_inner_texts()
    page.get_by_label("找一篇").fill("北坡")

    assert [one[:3] for one in ordered] == ["北坡镇", "云溪区"]
    assert titles.locator("visible=true").count() == 1
    expect(page.locator("#find-said")).to_have_text("找到 1 篇")


def test_back_leads_to_the_list_however_often_the_preview_changed_and_keys_are_told(page: Page) -> None:
    frame = look(page)
    for pages in ("one", "all"):
        page.get_by_label("篇幅").select_option(pages)
        frame.locator("h1").first.wait_for()
    page.locator("body").press("?")
    expect(page.get_by_role("dialog", name="不用鼠标")).to_be_visible()
    page.keyboard.press("Escape")

    page.go_back()

    expect(page.get_by_role("heading", name="在手的访谈")).to_be_visible()


def test_a_guest_s_post_that_was_read_need_not_be_typed_again(page: Page) -> None:
    look(page)

    say(page, "林知远", "这是受访人")

    expect(page.get_by_label("职务")).to_have_value("云溪区区长")


def test_once_the_name_is_given_nothing_says_that_it_is_missing(page: Page) -> None:
    page.goto(here(page, "/approve"))
    page.locator("#notice").evaluate("box => { box.innerHTML = '<div class=\"notice bad\">还不知道是谁审定</div>'; }")

    page.get_by_label("你的名字").fill("校对员甲")
    page.get_by_role("button", name="记下").click()

    expect(page.get_by_text("还不知道是谁审定")).to_have_count(0)


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("", True),
        ("xinwen@hegu.example", True),
        ("甲@hegu.example、b@hegu.example", True),
        ("xinwen@@hegu", False),
        ("没有", False),
    ],
)
def test_what_is_no_address_of_mail_is_told_before_it_is_saved(page: Page, written: str, taken: bool) -> None:
    page.goto(here(page, "/facts"))

    page.get_by_label("电子邮箱").fill(written)

    assert page.get_by_label("电子邮箱").evaluate("field => field.checkValidity()") is taken


def correct(page: Page, frame: FrameLocator) -> None:
    """Correct the place, the speaker, a label, a tile, a set and a name."""
    say(page, "云溪区", "这是地名")
    recorded(page)
    say(page, "林知远", "这是受访人")
    page.get_by_label("职务").fill("云溪区区长")
    page.get_by_role("button", name="受访人就是这一位").click()
    recorded(page)
    frame.locator(".tiles li", has_text="58").locator(".numeral").click()
    page.get_by_role("dialog").get_by_role("button", name="改它数的是什么").click()
    select(page, "入驻企业")
    page.get_by_role("button", name="就这些").click()
    recorded(page)
    frame.locator(".tiles li", has_text="37").locator(".numeral").click()
    page.get_by_role("button", name="不作重点数字").click()
    recorded(page)
    expect(frame.locator(".tiles li", has_text="37")).to_have_count(0, timeout=PATIENCE)
    say(page, "机器人", "关键词组")
    select(page, "生物医药")
    page.get_by_role("button", name="就这些").click()
    recorded(page)
    say(page, "林知远", "人名不转换")
    recorded(page)


def hand_in(page: Page, office: Path, folder: Path) -> None:
    """Hand the text in as the Word file of an interview."""
    (office / "seeds" / f"{STEM}.txt").unlink()
    document = docx.Document()
    for line in TEXT.split("\n\n"):
        document.add_paragraph(line.strip())
    document.save(str(folder / f"{STEM}.docx"))
    page.reload()
    page.locator("#file").set_input_files(folder / f"{STEM}.docx")
    page.get_by_role("button", name="交进来").first.click()
    page.wait_for_url("**/texts/**")


def move_bullet(page: Page, frame: FrameLocator) -> None:
    """Move the second bullet of the officials' one page up."""
    page.get_by_label("读者", exact=True).select_option("officials")
    bullets = frame.locator("[data-part=gist] .bullets li")
    second = bullets.nth(1).inner_text()
    bullets.nth(1).click()
    page.get_by_role("dialog").get_by_role("button", name="上移").click()
    recorded(page)
    bullets.first.get_by_text(second).wait_for()
    page.get_by_label("读者", exact=True).select_option("investor")


def edit_word(page: Page, folder: Path) -> Path:
    """Download the investors' Word file, change a label, a number and a comment, and save it with LibreOffice."""
    with page.expect_download() as download:
        page.get_by_role("row", name="投资者 · 简体").get_by_role("link", name="Word", exact=True).click()
    mine = folder / "投资者.docx"
    download.value.save_as(mine)
    document = docx.Document(str(mine))
    cells = [one for table in document.tables for row in table.rows for cell in row.cells for one in cell.paragraphs]
    next(one for one in cells if one.text == "入驻企业").runs[0].text = "入驻单位"
    sentence = [one for one in document.paragraphs if one.text.startswith("云溪科创园")][-1]
    sentence.insert_paragraph_before("园区下月还办一场路演。", style=sentence.style)
    document.add_comment(sentence.runs, text="请领导定", author="经办人", initials="经")
    document.save(str(mine))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", folder / "saved", mine]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / "saved" / "投资者.docx"


def approve(page: Page) -> None:
    page.get_by_label("投资者 · 简体").check()
    page.get_by_role("button", name="审定勾选的").click()
    page.locator(".editions .state.approved").wait_for()


def release_again(page: Page) -> None:
    """Approve the edition with its Word file, and release."""
    page.get_by_role("link", name="审定与发布", exact=True).click()
    approve(page)
    page.get_by_role("button", name="发布", exact=True).click()
    page.get_by_text("发布了 3 个文件").wait_for()


def release(page: Page) -> None:
    """Fill the contact, approve one edition, build and release."""
    page.get_by_role("link", name="补充信息").click()
    page.get_by_label("电话").fill("000-1234567")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存").wait_for()
    page.get_by_role("link", name="审定与发布", exact=True).click()
    approve(page)
    page.get_by_role("button", name="制作全部文件").click()
    page.get_by_role("link", name="全部下载").wait_for()
    page.get_by_role("button", name="发布", exact=True).click()
    page.get_by_text("发布了 3 个文件").wait_for()


def test_an_office_takes_a_word_interview_from_its_corrections_to_the_release(
    page: Page, office: Path, tmp_path: Path
) -> None:
    hand_in(page, office, tmp_path)
    frame = look(page)
    correct(page, frame)
    move_bullet(page, frame)

    release(page)

    kinds = ["place", "speaker", "figure.label", "tile.drop", "set.add", "name.lock", "point.order"]
    assert decisions(office) == [(kind, "校对员甲") for kind in kinds]
    released = json.loads((office / "out" / "release" / "manifest.json").read_text(encoding="utf-8"))
    assert released["sources"][0]["place"] == "云溪区"


def test_an_edited_word_comes_back_and_is_released_without_what_nobody_is_to_see(
    page: Page, office: Path, tmp_path: Path
) -> None:
    page.goto(here(page))
    release(page)
    word = edit_word(page, tmp_path)

    page.get_by_role("link", name="Word 回稿").click()
    page.locator("#file").set_input_files(word)
    page.get_by_role("button", name="核对").click()
    page.locator(".fault", has_text="单位").get_by_role("button", name="改回").click()
    expect(page.locator(".fault")).to_have_count(1, timeout=PATIENCE)
    page.locator(".fault", has_text="路演").get_by_label("理由").fill("园区已经定了")
    page.get_by_role("button", name="只在 Word 里这样").click()
    page.get_by_text("Word 与别的格式有 1 处不同").wait_for()
    release_again(page)

    (released,) = (office / "out" / "release" / "public").glob("*.docx")
    texts = [one.text for one in docx.Document(str(released)).paragraphs]
    assert "园区下月还办一场路演。" in texts
    with zipfile.ZipFile(released) as package:
        everything = b"".join(map(package.read, package.namelist()))
    assert not [one for one in ("请领导定", "经办人") if one.encode() in everything]
    page.get_by_role("link", name="校对台").click()
    page.locator("#received").set_input_files(released)
    page.get_by_role("button", name="认一认").click()
    page.get_by_text("：是发布的原件").wait_for()


def test_a_change_in_word_is_taken_as_a_decision_for_every_format(page: Page, office: Path, tmp_path: Path) -> None:
    page.goto(here(page, "/approve"))
    page.get_by_role("button", name="制作全部文件").click()
    page.get_by_role("link", name="全部下载").wait_for()
    word = edit_word(page, tmp_path)

    page.get_by_role("link", name="Word 回稿").click()
    page.locator("#file").set_input_files(word)
    page.get_by_role("button", name="核对").click()
    page.locator(".fault", has_text="路演").get_by_role("button", name="作为编者补充印进各格式").click()
    expect(page.locator(".fault", has_text="路演")).to_have_count(0, timeout=PATIENCE)
    page.locator(".fault", has_text="单位").get_by_role("button", name="各格式都照这样改").click()
    page.get_by_text("和别的格式说的一样").wait_for()

    assert [kind for kind, _ in decisions(office)] == ["point.add", "figure.label"]
    frame = look(page)
    frame.locator(".bullets li", has_text="园区下月还办一场路演。（编者补充）").first.wait_for()


def test_a_bullet_of_the_one_page_is_cut_to_a_clause_and_printed_whole_again(page: Page) -> None:
    frame = look(page)
    bullet = frame.locator(".part .bullets li", has_text="入驻企业").first
    whole = bullet.inner_text()

    bullet.click()
    page.get_by_role("button", name="只印几个分句").click()
    select(page, "入驻企业58")
    page.get_by_role("button", name="就这些").click()
    recorded(page)
    expect(bullet).to_have_text("……入驻企业58家……", timeout=PATIENCE)
    bullet.click()
    page.get_by_role("button", name="印整句").click()
    recorded(page)

    expect(bullet).to_have_text(whole, timeout=PATIENCE)
    bullet.click()
    expect(page.get_by_role("button", name="印整句")).to_be_hidden()


def test_an_approval_is_taken_back_where_it_was_given(page: Page) -> None:
    page.goto(here(page, "/approve"))
    approve(page)
    page.on("dialog", lambda dialog: dialog.accept())

    page.get_by_role("button", name="撤回审定：投资者，简体").click()

    page.get_by_text("撤回了审定。").wait_for()
    expect(page.locator(".editions .state.approved")).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_label("投资者 · 简体")).to_be_enabled()


def test_a_text_is_read_only_when_somebody_says_so(page: Page, office: Path) -> None:
    plain = "河谷区的河很长，河边有树。\n\n区里的人常到河边走走，看看树，也看看水。\n"
    (office / "seeds" / f"{STEM}.txt").write_text(plain, encoding="utf-8")
    page.goto(here(page))
    open_doubts = page.locator("#doubts button[data-act=seen]")
    while left := open_doubts.count():
        open_doubts.first.click()
        recorded(page)
        # The list is drawn anew a moment later; one answer may be for several.
        expect(open_doubts).not_to_have_count(left, timeout=PATIENCE)

    if page.locator("#looked").count():
        expect(page.locator("#state")).to_have_text("待校")
        page.locator("#looked").click()

    expect(page.locator("#state")).to_have_text("已校", timeout=PATIENCE)


def test_the_one_page_is_shown_alone_and_word_is_made_on_the_spot(page: Page, office: Path) -> None:
    frame = look(page)

    page.get_by_label("篇幅").select_option("one")
    frame.locator("section[aria-labelledby=industry]").wait_for(state="detached")
    with page.expect_download() as download:
        page.locator(".made-file[data-format=docx]").click()

    assert download.value.suggested_filename == f"{STEM}_投资者_简体_一页纸.docx"
    assert not (office / "out" / STEM).exists()


def test_keys_alone_walk_the_list_choose_words_and_record(page: Page, office: Path) -> None:
    look(page)

    page.keyboard.press("j")
    page.keyboard.press("x")
    recorded(page)
    page.get_by_role("button", name="在第1段里选字").focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="这是地名").focus()
    page.keyboard.press("Enter")
    recorded(page)

    assert [kind for kind, _ in decisions(office)] == ["seen", "place"]


def test_keys_open_the_paragraph_that_is_asked_about(page: Page, office: Path) -> None:
    look(page)
    button = page.locator("#doubts").get_by_role("button", name=re.compile("写明(?:数的是什么|时间)")).first
    paragraph = button.locator("xpath=ancestor::li").locator(".quiet").first.inner_text()

    button.focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    opened = page.locator("#picker textarea").input_value()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    recorded(page)

    line = page.get_by_role("button", name=f"在{paragraph}里选字").locator(
        "xpath=ancestor::div[contains(@class, 'ln')]"
    )
    assert opened == line.locator(".tx").inner_text()
    (kind, _) = decisions(office)[0]
    assert kind in ("figure.label", "figure.time")


def test_a_name_that_was_typed_is_kept_without_the_button(page: Page) -> None:
    for name in ("校对员乙", "校对员甲"):
        page.get_by_label("你的名字").fill(name)
        with page.expect_response("**/name"):
            page.get_by_role("heading", name="全部访谈").click()
        page.reload()
        expect(page.get_by_label("你的名字")).to_have_value(name)


def test_a_change_by_somebody_else_shows_without_reloading(page: Page, office: Path) -> None:
    frame = look(page)

    (office / "seeds" / f"{STEM}.toml").write_text('place = "别处镇"\n', encoding="utf-8")

    frame.locator("h1", has_text="别处镇").wait_for()


def test_the_download_page_shows_what_is_made_and_gives_files(page: Page, office: Path) -> None:
    (office / "out" / "访谈").mkdir()
    (office / "out" / "访谈" / "简报.pdf").write_bytes(b"%PDF-")
    shown = '<p>材料</p><a href="访谈/简报.pdf" download>简报</a><script>document.querySelector("p").append(origin)</script>'
    (office / "out" / "index.html").write_text(shown, encoding="utf-8")
    page.get_by_role("link", name="下载页").click()
    frame = page.frame_locator("#live")

    with page.expect_download() as event:
        frame.get_by_role("link", name="简报").click()

    # A page without an origin reads nothing of the desk.
    expect(frame.locator("p")).to_have_text("材料null")
    assert Path(event.value.path()).read_bytes() == b"%PDF-"


def pages_of(page: Page) -> list[str]:
    page.goto(here(page))
    return [
        *(page.url.split("/texts")[0] + part for part in ("/", "/packs")),
        *(here(page, part) for part in ("", "/facts", "/approve", "/word", "/history", "/paper")),
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_can_be_used_by_everybody(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    found = []
    for where in pages_of(page):
        page.goto(where)
        page.wait_for_load_state("load")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found += page.evaluate(
            """async () => (await axe.run(document, { iframes: false })).violations.flatMap(rule =>
                 rule.nodes.map(node => `${location.pathname} ${rule.id}: ${node.html.slice(0, 120)}`))"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where

    assert found == []


def test_the_pages_are_valid_html(page: Page, tmp_path: Path) -> None:
    files = []
    for number, where in enumerate(pages_of(page)):
        file = tmp_path / f"{number}.html"
        file.write_text(page.request.get(where).text(), encoding="utf-8")
        files.append(file)

    command = ["java", "-Xss8m", "-jar", VNU, "--errors-only", "--format", "json", *files]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr

    assert [one["message"] for one in json.loads(said)["messages"]] == []
