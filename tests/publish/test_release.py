"""A release: what is in it, who may see what, what is refused, and that it is placed whole."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from briefing.cli import briefing
from briefing.errors import ConfigurationError, OutputError
from briefing.packs.changes import compare_releases, read_release
from briefing.packs.file_names import ascii_part, safe_part
from briefing.packs.released import ReleaseRefusedError
from briefing.packs.zips import write_zip
from briefing.publish.notes import LANGUAGES, write_notes
from briefing.publish.release_folder import place_release
from releasing import SEED, build, built_folder, manifest_of, release

WITHHELD = ("巡视", "巡視", "整改")


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def everything_in(content: bytes) -> str:
    """The text of a file and of all files within it, however deep."""
    if not content.startswith(b"PK"):
        return content.decode(errors="ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(name + everything_in(archive.read(name)) for name in archive.namelist())


def test_a_release_has_packs_under_understandable_names_archives_and_papers(tmp_path: Path) -> None:
    folder = release(built_folder(tmp_path)).folder

    papers = {"manifest.json", "bom.cdx.json", "RELEASE-NOTES.zh.md", "RELEASE-NOTES.en.md", "SHA256SUMS"}
    assert set(files_below(folder)) == {
        *papers,
        *(f"public/{name}" for name in papers),
        "public/黄浦区_投资者简报_简体.docx",
        "public/黄浦区_投资者简报_简体.html",
        "public/全部投资者简报.zip",
        "public/全部公开版.zip",
        "office/黄浦区_学习与落实材料_简体.docx",
        "office/黄浦区_学习与落实材料_简体.html",
        "office/全部学习与落实材料.zip",
        "office/内部全部材料.zip",
    }


def test_the_sums_check_in_both_folders(tmp_path: Path) -> None:
    folder = release(built_folder(tmp_path)).folder

    for part in (folder, folder / "public"):
        checked = subprocess.run(
            ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=part, capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout
        assert checked.stdout.count(": OK") == len(files_below(part)) - 1


def test_nothing_public_holds_what_is_for_officials(tmp_path: Path) -> None:
    folder = release(built_folder(tmp_path)).folder

    public = {name: everything_in(content) for name, content in files_below(folder / "public").items()}

    for name, held in public.items():
        assert not any(word in held for word in (*WITHHELD, "学习与落实", "ledger.json", "outline.json")), name
        # A page's style sheet names every character; a paper or a member of an archive names no edition withheld.
        assert name.endswith((".html", ".zip")) or "officials" not in held, name
    assert any(word in everything_in((folder / "office" / "内部全部材料.zip").read_bytes()) for word in WITHHELD)


def test_a_released_word_file_has_no_blanks_for_an_office_to_fill(tmp_path: Path) -> None:
    built = built_folder(tmp_path)

    released = {name: content for name, content in files_below(release(built).folder).items() if name.endswith(".docx")}

    assert "点此填写电话" in everything_in((built / SEED.stem / "investor.zh-Hans.docx").read_bytes())
    assert len(released) == 2
    assert not [name for name, content in released.items() if "点此填写" in everything_in(content)]


def test_the_office_archive_holds_outline_ledger_and_every_pack(tmp_path: Path) -> None:
    folder = release(built_folder(tmp_path)).folder

    with zipfile.ZipFile(folder / "office" / "内部全部材料.zip") as archive:
        names = set(archive.namelist())

    assert {"huangpu-interview/outline.json", "huangpu-interview/ledger.json"} <= names
    assert sum(name.endswith((".html", ".docx")) for name in names) == 4


def test_the_manifest_says_of_every_file_what_it_is(tmp_path: Path) -> None:
    folder = release(built_folder(tmp_path)).folder

    for part in (folder, folder / "public"):
        manifest = manifest_of(part)
        listed = {one["file"]: one for one in manifest["outputs"]}
        assert set(listed) == set(files_below(part)) - {"manifest.json", "SHA256SUMS"}
        for name, entry in listed.items():
            content = (part / name).read_bytes()
            assert (entry["sha256"], entry["size"]) == (hashlib.sha256(content).hexdigest(), len(content))
        packs = [one for one in listed.values() if one["kind"] == "pack"]
        assert {one["language"] for one in packs} == {"zh-Hans"}
        assert all(one["alias"].isascii() for one in packs)
        assert manifest["sources"][0]["sha256"] == hashlib.sha256(SEED.read_bytes()).hexdigest()
        assert set(manifest["sources"][0]["inputs"]) == {"huangpu-interview.txt", "huangpu-interview.toml"}
        assert manifest["fonts"]
        assert manifest["templates"]["theme.toml"]
        assert manifest["tools"]["briefing"]["sha256"]


def test_the_public_manifest_knows_only_facts_that_public_editions_print(tmp_path: Path) -> None:
    folder = release(built_folder(tmp_path)).folder

    public, whole = (manifest_of(part)["sources"][0]["facts"] for part in (folder / "public", folder))

    assert {edition for fact in public for edition in fact["editions"]} == {"investor"}
    assert {fact["text"] for fact in public} < {fact["text"] for fact in whole}
    assert "721家" in {fact["text"] for fact in public}


def test_the_same_packs_give_the_same_release(tmp_path: Path) -> None:
    first = files_below(release(built_folder(tmp_path / "a")).folder)
    os.utime(SEED.parent)
    second = files_below(release(built_folder(tmp_path / "b")).folder)

    assert first == second


def test_the_bill_of_materials_is_cyclonedx_and_names_libraries_and_fonts(tmp_path: Path) -> None:
    folder = release(built_folder(tmp_path)).folder

    text = (folder / "public" / "bom.cdx.json").read_text(encoding="utf-8")

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    names = {one["name"].lower() for one in json.loads(text)["components"]}
    assert {"weasyprint", "python-docx", "lxml", "opencc"} <= names
    assert any(name.endswith((".ttc", ".otf", ".ttf")) for name in names)


def test_an_edited_pack_is_refused_and_the_last_release_stays(tmp_path: Path) -> None:
    out = built_folder(tmp_path)
    before = files_below(release(out).folder)
    with (out / SEED.stem / "investor.zh-Hans.html").open("a", encoding="utf-8") as file:
        file.write("<!-- 改 -->")

    with pytest.raises(ReleaseRefusedError, match="有人改过"):
        release(out)

    assert files_below(out / "release") == before


def test_a_missing_pack_is_refused(tmp_path: Path) -> None:
    out = built_folder(tmp_path)
    (out / SEED.stem / "officials.zh-Hans.docx").unlink()

    with pytest.raises(ReleaseRefusedError, match="不见了"):
        release(out)


def test_packs_of_an_older_text_or_sidecar_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "interview.txt"
    source.write_bytes(SEED.read_bytes())
    build(tmp_path / "out", source)
    source.with_suffix(".toml").write_text('place = "临江区"\n', encoding="utf-8")

    with pytest.raises(ReleaseRefusedError, match="过时了"):
        release(tmp_path / "out", source)


def test_a_draft_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "interview.txt"
    source.write_bytes(SEED.read_bytes())
    source.with_suffix(".toml").write_text('status = "draft"\n', encoding="utf-8")
    build(tmp_path / "out", source)

    with pytest.raises(ReleaseRefusedError, match="草稿"):
        release(tmp_path / "out", source)


def test_a_source_without_packs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseRefusedError, match="没有做好的材料"):
        release(tmp_path)


def test_two_sources_of_one_place_are_told_apart(tmp_path: Path) -> None:
    sources = [tmp_path / name for name in ("spring.txt", "autumn.txt")]
    for source in sources:
        source.write_bytes(SEED.read_bytes())
    build(tmp_path / "out", *sources)

    folder = release(tmp_path / "out", *sources).folder

    assert (folder / "public" / "黄浦区_spring_投资者简报_简体.docx").is_file()
    assert (folder / "public" / "黄浦区_autumn_投资者简报_简体.docx").is_file()
    assert len(manifest_of(folder)["sources"]) == 2


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("黄浦区", "黄浦区"),
        ("../../etc/passwd", "etc-passwd"),
        ("甲/乙\\丙:丁*戊?", "甲-乙-丙-丁-戊"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("-rf", "rf"),
        ("a\nb\x00c", "a-bc"),
        ("CON", "CON-"),
        ("com1.txt", "com1.txt-"),
        ("...", ""),
        ("$(rm -rf ~)", "rm--rf"),
        (" 　末尾空格 ", "末尾空格"),
    ],
)
def test_hostile_words_become_safe_parts_of_names(given: str, safe: str) -> None:
    assert safe_part(given) == safe


def test_long_words_are_cut_at_a_whole_character() -> None:
    part = safe_part("长" * 500)

    assert set(part) == {"长"}
    assert len(part.encode()) <= 72


def test_words_without_ascii_get_an_alias_of_their_own() -> None:
    assert ascii_part("访谈") != ascii_part("报告")
    assert ascii_part("访谈").isascii()


def test_an_archive_depends_on_its_members_alone() -> None:
    one, two = write_zip({"乙": b"2", "甲": b"1"}), write_zip({"甲": b"1", "乙": b"2"})

    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        assert {member.external_attr >> 16 for member in archive.infolist()} == {0o100644}
        assert {bool(member.flag_bits & 0x800) for member in archive.infolist()} == {True}


def fact(text: str, *, of: str | None = None, editions: tuple[str, ...] = ("investor",)) -> dict[str, Any]:
    kind = "figure" if of else "policy"
    return {"kind": kind, "text": text, "of": of, "period": None, "editions": list(editions)}


def described(*facts: dict[str, Any], total: str = "a") -> dict[str, Any]:
    pack = {"kind": "pack", "source": "临江", "audience": "investor", "language": "zh-Hans", "format": "pdf"}
    return {
        "version": "1",
        "audiences": [{"name": "investor", "title": "投资者简报"}],
        "sources": [{"stem": "临江", "sha256": total, "facts": list(facts)}],
        "outputs": [pack | {"file": "x.pdf", "sha256": total, "public": True}],
    }


def test_notes_tell_facts_added_changed_and_dropped_and_the_editions_affected() -> None:
    before = described(fact("12家", of="研究院"), fact("《旧办法》"))
    now = described(fact("15家", of="研究院"), fact("《新办法》"), total="b")

    changes = compare_releases(before, now)
    chinese, english = (write_notes(now, changes, language).decode() for language in LANGUAGES)

    assert "- 数据：12家 改为 15家，研究院（投资者简报）" in chinese
    assert (
        chinese.index("### 新增")
        < chinese.index("《新办法》")
        < chinese.index("### 删去")
        < chinese.index("《旧办法》")
    )
    assert "- 临江、投资者简报" in chinese
    assert "- Figure: 12家 is now 15家, 研究院 (investor)" in english
    assert "source texts" in english


def test_notes_tell_keywords_and_what_was_reworded(tmp_path: Path) -> None:
    out = built_folder(tmp_path)
    now = manifest_of(release(out).folder)
    before = deepcopy(now)
    keyword = next(one for one in before["sources"][0]["facts"] if one["kind"] == "keyword")
    keyword["text"] = "創新牽引"
    quote = next(one for one in before["sources"][0]["facts"] if one["kind"] == "quote")
    quote["text"] = quote["text"].replace("科技革命", "科學革命")

    notes = write_notes(now, compare_releases(before, now), "zh").decode()

    assert "- 关键词：創新牽引 改为 創新引領（投资者简报、学习与落实材料）" in notes
    assert "科學革命" in notes
    assert "### 新增" not in notes
    assert "### 删去" not in notes


def test_notes_tell_of_a_fact_that_came_into_an_edition_or_left_it() -> None:
    def of(*editions: str) -> dict[str, Any]:
        return described(fact("12家", of="研究院", editions=editions)) | {
            "audiences": [{"name": one, "title": one} for one in ("investor", "talent", "officials")]
        }

    notes = write_notes(of("talent"), compare_releases(of("investor", "officials"), of("officials", "talent")), "zh")

    assert "### 新增\n\n- 数据：12家，研究院（talent）" in notes.decode()
    assert "### 删去\n\n- 数据：12家，研究院（investor）" in notes.decode()


def test_notes_do_not_call_every_fact_new_for_a_new_audience() -> None:
    before, now = (
        described(fact("12家", of="研究院")),
        described(fact("12家", of="研究院", editions=("investor", "talent"))),
    )
    now["audiences"].append({"name": "talent", "title": "人才指南"})

    assert not compare_releases(before, now).sources


def test_notes_of_the_same_release_say_that_nothing_changed() -> None:
    one = described(fact("12家", of="研究院"))

    changes = compare_releases(deepcopy(one), one)

    assert "没有改动" in write_notes(one, changes, "zh").decode()


def test_notes_with_a_previous_manifest_are_in_the_release(tmp_path: Path) -> None:
    out = built_folder(tmp_path)
    previous = manifest_of(release(out).folder)
    previous["sources"][0]["facts"] = [one for one in previous["sources"][0]["facts"] if one["text"] != "721家"]

    folder = release(out, previous=previous).folder

    assert "721家" in (folder / "public" / "RELEASE-NOTES.zh.md").read_text(encoding="utf-8")


def test_notes_with_a_public_manifest_before_do_not_call_the_other_editions_new(tmp_path: Path) -> None:
    out = built_folder(tmp_path)
    previous = manifest_of(release(out).folder / "public")
    previous["sources"][0]["facts"] = [one for one in previous["sources"][0]["facts"] if one["text"] != "721家"]

    notes = (release(out, previous=previous).folder / "RELEASE-NOTES.zh.md").read_text(encoding="utf-8")

    assert "只对照了公开的版本" in notes
    assert "721家" in notes
    assert "市委巡视" not in notes
    assert "、干部简报\n" not in notes.partition("## 内容")[0]


def test_a_site_made_on_a_fresh_machine_tells_what_changed_since_the_release_before(tmp_path: Path) -> None:
    out, kept = built_folder(tmp_path), tmp_path / "previous"
    kept.mkdir()
    command = ["release", str(SEED), "--out", str(out), "--jobs", "1"]
    run = CliRunner()
    run.invoke(briefing, [*command, "--site", str(tmp_path / "first")], catch_exceptions=False, standalone_mode=False)
    shutil.copy(out / "release" / "public" / "manifest.json", kept)
    contents = (tmp_path / "first" / "site-assets" / "contents.json").read_text(encoding="utf-8")
    (kept / "site-contents.json").write_text(contents.replace("721家", "700家"), encoding="utf-8")

    again = [*command, "--previous", str(kept / "manifest.json"), "--site", str(tmp_path / "second")]
    run.invoke(briefing, again, catch_exceptions=False, standalone_mode=False)

    page = (tmp_path / "second" / "index.html").read_text(encoding="utf-8")
    assert "与上次相比" not in (tmp_path / "first" / "index.html").read_text(encoding="utf-8")
    assert "700家 → 721家" in page


def test_words_of_a_source_cannot_become_markup_in_the_notes() -> None:
    before, now = described(), described(fact("<img src=x>\n# 标题"), total="b")

    notes = write_notes(now, compare_releases(before, now), "zh").decode()

    assert "<img" not in notes.replace("\\<", "")
    assert "\n# 标题" not in notes


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "briefing/release/1", "outputs": [1], "sources": []}'])
def test_what_is_no_manifest_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(ConfigurationError, match="不是发布清单"):
        read_release(path)


def test_a_release_that_somebody_edited_is_kept(tmp_path: Path) -> None:
    out = built_folder(tmp_path)
    folder = release(out).folder
    (folder / "office" / "批注.txt").write_text("看过", encoding="utf-8")

    kept = release(out).kept

    assert kept == out / "release.edited-1"
    assert (kept / "office" / "批注.txt").read_text(encoding="utf-8") == "看过"
    assert not (out / "release" / "office" / "批注.txt").exists()


def test_a_release_that_cannot_be_written_leaves_the_last_one(tmp_path: Path) -> None:
    place_release(tmp_path, {"a.txt": b"1"})

    with pytest.raises(OutputError):
        place_release(tmp_path, {"a.txt": b"2", "x" * 300: b""})

    assert (tmp_path / "release" / "a.txt").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith((".part", ".old"))] == []
