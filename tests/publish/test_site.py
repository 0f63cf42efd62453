"""The download page: what it says of each edition, and what it never says."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefing.config.template_set import TemplateSet, load_template_set
from briefing.config.templates import Overlay
from briefing.errors import OutputError
from briefing.packs.cache import Cache
from briefing.packs.contents import Contents, PrintedFact
from briefing.packs.contents_changes import compare
from briefing.publish.site import assets, write_site
from briefing.publish.site.search import character_map, fold_for_search
from briefing.publish.site.thumbnails import draw_first_page
from shelves import figure, heading_run, put_folder, source_run


@pytest.fixture(scope="module")
def template_set() -> TemplateSet:
    return load_template_set(Overlay())


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def text_of_all(folder: Path) -> str:
    """Everything that a browser may be given by the site, but for pictures and packs."""
    files = (folder / "index.html", *sorted((folder / "site-assets").rglob("*.*")))
    return "\n".join(
        file.read_text(encoding="utf-8") for file in files if file.suffix in (".html", ".js", ".json", ".css")
    )


def contents_of(*figures: tuple[str, str]) -> Contents:
    facts = tuple(PrintedFact(kind="figures", text=text, label=label) for label, text in figures)
    return Contents(language="zh-Hans", title="", place="", headings=(), heads=(), terms=(), facts=facts)


def test_a_card_names_its_key_figures_by_what_they_count(tmp_path: Path, template_set: TemplateSet) -> None:
    runs = [heading_run("一览"), source_run("721家", 30, "f1"), source_run("持牌机构", 20)]
    put_folder(tmp_path, "interview", {"investor": runs}, figures=(figure(1, (20, 24)),))

    page = text_of(write_site(tmp_path, template_set))

    assert "<dt>持牌机构</dt><dd>721家</dd>" in page
    assert "<li>一览</li>" in page


def test_a_card_tells_what_its_pack_holds(tmp_path: Path, template_set: TemplateSet) -> None:
    runs = [heading_run("产业领域", "sectors"), heading_run("来源", "sources"), source_run("721家", 30, "f1")]
    put_folder(tmp_path, "interview", {"investor": runs}, figures=(figure(1, (20, 24)),))

    page = text_of(write_site(tmp_path, template_set))

    assert '<p class="summary">产业领域；1 个数据</p>' in page
    assert template_set.entries["audiences/investor.toml"]["summary"]["hans"] not in page


@pytest.mark.parametrize("more", [{"unit": "%"}, {"unit": "倍"}, {"unit": "家", "change": "up"}])
def test_a_figure_that_compares_is_no_key_figure(
    tmp_path: Path, template_set: TemplateSet, more: dict[str, str]
) -> None:
    runs = [source_run("80%", 30, "f1"), source_run("孵化载体", 20)]
    put_folder(tmp_path, "interview", {"investor": runs}, figures=(figure(1, (20, 24), **more),))

    page = text_of(write_site(tmp_path, template_set))

    assert "<dt>孵化载体</dt>" not in page
    assert "80%" in text_of_all(tmp_path)


def test_an_indicator_that_the_edition_does_not_print_is_not_named(tmp_path: Path, template_set: TemplateSet) -> None:
    editions = {
        "investor": [source_run("721家", 30, "f1")],
        "officials": [source_run("721家", 30, "f1"), source_run("待整改单位", 20)],
    }
    put_folder(tmp_path, "interview", editions, figures=(figure(1, (20, 25)),))

    office, public = tmp_path / "office", tmp_path / "public"
    write_site(tmp_path, template_set, target=office)
    write_site(tmp_path, template_set, target=public, public_only=True)

    assert "待整改单位" in text_of(office / "index.html")
    assert "待整改单位" not in text_of_all(public)


def test_the_public_site_is_a_folder_without_anything_internal(tmp_path: Path, template_set: TemplateSet) -> None:
    out, public = tmp_path / "out", tmp_path / "public"
    internal = [source_run("巡视整改", 40, "l1"), source_run("内部会议的标题", 0)]
    editions = {"investor": [source_run("721家", 30, "f1")], "officials": internal}
    put_folder(out, "interview", editions, title=(0, 7))

    write_site(out, template_set, target=public, public_only=True)

    files = {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}
    assert sorted(files) == [
        "index.html",
        "interview/investor.zh-Hans.html",
        "interview/manifest.json",
        "site-assets/contents.json",
        "site-assets/search.js",
        "site-assets/site.css",
        "site-assets/site.js",
        "site-assets/sources/interview.html",
        "site-assets/sources/interview.js",
    ]
    for content in files.values():
        for word in ("巡视整改", "内部会议", "原文的标题", "officials", "落实材料"):
            assert word not in content.decode()


def test_the_offices_page_marks_what_is_internal(tmp_path: Path, template_set: TemplateSet) -> None:
    run = [source_run("721家", 30, "f1")]
    put_folder(tmp_path, "interview", {"investor": run, "officials": run})

    page = text_of(write_site(tmp_path, template_set))

    cards = re.findall(r'<article.*?data-reader="(\w+)".*?</article>', page, flags=re.DOTALL)
    marked = [card for card in page.split("<article")[1:] if "内部</span>" in card]
    assert cards == ["investor", "officials"]
    assert len(marked) == 1
    assert 'data-reader="officials"' in marked[0]


def test_a_pack_that_somebody_edited_is_not_published(tmp_path: Path, template_set: TemplateSet) -> None:
    folder = put_folder(tmp_path / "out", "interview", {"investor": [source_run("721家", 30, "f1")]})
    (folder / "investor.zh-Hans.html").write_text("<p>改过</p>", encoding="utf-8")

    with pytest.raises(OutputError, match="有人改过"):
        write_site(tmp_path / "out", template_set, target=tmp_path / "public", public_only=True)


def test_words_of_a_source_are_text_and_never_markup(tmp_path: Path, template_set: TemplateSet) -> None:
    attack = "</script><img src=x onerror=alert(1)>'\""
    run = source_run(attack, 0, "l1")
    put_folder(tmp_path, "interview", {"investor": [run, heading_run(attack)]}, title=(0, len(attack)))

    page = text_of(write_site(tmp_path, template_set))
    own, data = ((tmp_path / "site-assets" / "sources" / f"interview.{kind}").read_text() for kind in ("html", "js"))

    for markup, scripts in ((page, 2), (own, 1), (data, 0)):
        assert "<img src=x" not in markup
        assert markup.count("</script>") == scripts


def test_the_newest_source_comes_first(tmp_path: Path, template_set: TemplateSet) -> None:
    for stem, published in (("a", "2023"), ("b", "2024-05"), ("c", None)):
        put_folder(tmp_path, stem, {"investor": [source_run("721家", 30, "f1")]}, published=published)

    page = text_of(write_site(tmp_path, template_set))

    assert re.findall(r'<h2 id="(\w+)"', page) == ["b", "a", "c"]


def test_a_page_without_packs_says_so(tmp_path: Path, template_set: TemplateSet) -> None:
    page = text_of(write_site(tmp_path, template_set))

    assert "还没有材料" in page
    assert "<script" not in page


def put_many(out: Path, count: int) -> None:
    for number in range(count):
        runs = [source_run(f"{number + 100}家", 30, "f1"), source_run(f"第{number}号載體", 20)]
        put_folder(out, f"interview-{number:02}", {"investor": runs}, figures=(figure(1, (20, 24)),))


def test_of_many_sources_the_page_draws_the_first_and_leads_to_the_others(
    tmp_path: Path, template_set: TemplateSet
) -> None:
    put_many(tmp_path, 40)

    page = text_of(write_site(tmp_path, template_set))

    drawn, led = (
        page.count('<article class="card"'),
        re.findall(r'<h2[^>]*><a href="(site-assets/sources/[^"]+)"', page),
    )
    assert 0 < drawn < 10
    assert len(led) == 40
    for href, number in zip(led, range(40), strict=True):
        own = text_of(tmp_path / href)
        assert f'href="interview-{number:02}/investor.zh-Hans.html"' in own
        assert '<base href="../../">' in own


def test_the_page_grows_by_little_more_than_titles(tmp_path: Path, template_set: TemplateSet) -> None:
    sizes = []
    for count in (20, 60):
        put_many(tmp_path / str(count), count)
        sizes.append(write_site(tmp_path / str(count), template_set).stat().st_size)

    assert (sizes[1] - sizes[0]) / 40 < 1500


def test_a_source_that_is_gone_has_no_page(tmp_path: Path, template_set: TemplateSet) -> None:
    put_many(tmp_path, 2)
    write_site(tmp_path, template_set)
    shutil.rmtree(tmp_path / "interview-00")

    write_site(tmp_path, template_set)

    pages = sorted(path.name for path in (tmp_path / "site-assets" / "sources").iterdir())
    assert pages == ["interview-01.html", "interview-01.js"]


def test_a_name_as_long_as_names_may_be_has_a_page(tmp_path: Path, template_set: TemplateSet) -> None:
    stem = "长" * 83
    put_folder(tmp_path, stem, {"investor": [source_run("721家", 30, "f1")]})

    page = text_of(write_site(tmp_path, template_set))

    (href,) = re.findall(r'<h2[^>]*><a href="([^"]+)"', page)
    assert (tmp_path / href).is_file()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("金融機構", "金融机构"),
        ("「中央科創區」", "中央科创区"),
        ("７２１家", "721家"),
        ("ＡＩ 大模型", "ai大模型"),
        ("⑴", ""),
    ],
)
def test_words_are_compared_in_one_script_and_width_without_marks(text: str, folded: str) -> None:
    assert fold_for_search(text) == folded


def test_writing_the_site_again_changes_no_byte_and_needs_no_cache(tmp_path: Path, template_set: TemplateSet) -> None:
    put_folder(tmp_path, "interview", {"investor": [source_run("721家", 30, "f1")]})
    cache = Cache(folder=tmp_path / ".cache")

    first, second, third = (
        write_site(tmp_path, template_set, cache=one).read_bytes() for one in (cache, cache, Cache(folder=None))
    )

    assert first == second == third


def test_pages_that_say_the_same_are_not_drawn_again_and_others_are(
    tmp_path: Path, template_set: TemplateSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_folder(tmp_path, "interview", {"investor": [source_run("721家", 30, "f1")]})
    cache, drawn, draw = Cache(folder=tmp_path / ".cache"), [], assets.draw_pages

    def count(*values: Any) -> assets.Pages:
        drawn.append(values)
        return draw(*values)

    monkeypatch.setattr(assets, "draw_pages", count)
    first = write_site(tmp_path, template_set, cache=cache).read_bytes()

    again = write_site(tmp_path, template_set, cache=cache).read_bytes()
    put_folder(tmp_path, "interview", {"investor": [source_run("722家", 30, "f1")]})
    changed = write_site(tmp_path, template_set, cache=cache)

    assert (again, len(drawn)) == (first, 2)
    assert "722家" in text_of(changed)


def test_a_new_number_for_the_same_thing_is_a_change(tmp_path: Path, template_set: TemplateSet) -> None:
    for number in ("721家", "730家", "730家"):
        runs = [source_run(number, 30, "f1"), source_run("持牌机构", 20)]
        put_folder(tmp_path, "interview", {"investor": runs}, figures=(figure(1, (20, 24)),))
        page = text_of(write_site(tmp_path, template_set))

    # Told until the next change, however often the page is written.
    assert "持牌机构 721家 → 730家" in page
    assert "改动 1" in page


def test_changes_are_told_by_what_became_of_each_fact() -> None:
    before = contents_of(("持牌机构", "721家"), ("规划面积", "192公顷"), ("孵化载体", "9家"))
    after = contents_of(("持牌机构", "730家"), ("孵化载体", "9家"), ("人才公寓", "300套"))

    changes = compare(before, after)

    assert changes.added == ("人才公寓 300套",)
    assert changes.changed == ("持牌机构 721家 → 730家",)
    assert changes.dropped == ("规划面积 192公顷",)


def test_keywords_that_came_and_went_are_changes_too() -> None:
    before, after = (
        replace(contents_of(), heads=heads) for heads in (("创新引领", "深化改革"), ("创新牵引", "深化改革"))
    )

    changes = compare(before, after)

    assert (changes.added, changes.dropped) == (("创新牵引",), ("创新引领",))


def test_the_map_leads_from_every_variant_to_the_characters_of_the_page() -> None:
    pairs = character_map(["金融机构，发展"])

    found = dict(zip(pairs[::2], pairs[1::2], strict=True))
    assert found["機"] == "机"
    assert found["構"] == "构"
    assert found["發"] == "发"
    assert found["髮"] == "发"
    assert "臺" not in found


def test_a_traditional_page_is_found_by_simplified_words() -> None:
    pairs = character_map(["金融機構"])

    assert "機机" in pairs
    assert "構构" in pairs


def test_a_first_page_is_drawn_the_same_each_time() -> None:
    paper, kept = pikepdf.new(), io.BytesIO()
    for _ in range(3):
        paper.add_blank_page(page_size=(595, 842))
    paper.save(kept)

    first, second = draw_first_page(kept.getvalue()), draw_first_page(kept.getvalue())

    assert first == second
    assert first.pages == 3
    assert first.picture[8:12] == b"WEBP"


@pytest.mark.parametrize("kept", [b"[1", b"[]", b'{"interview/investor.zh-Hans.html": 1}', b"{}"])
def test_names_that_the_cache_does_not_rightly_hold_are_made_again(
    tmp_path: Path, template_set: TemplateSet, kept: bytes
) -> None:
    cache = Cache(folder=tmp_path / "cache")
    put_folder(tmp_path, "interview", {"investor": [heading_run("一览")]})
    before = text_of(write_site(tmp_path, template_set, cache=cache))
    pieces = [path.stem for path in (tmp_path / "cache").glob("??/*") if "names.json" in (cache.get(path.stem) or {})]
    for piece in pieces:
        cache.put(piece, {"names.json": kept})

    assert len(pieces) == 1
    assert text_of(write_site(tmp_path, template_set, cache=cache)) == before
