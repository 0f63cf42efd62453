"""Files that somebody else may have put into the folders that we read and write: nothing followed, lost or believed."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.build.source_record import stored_rendering, stored_source_record
from briefing.check.reference import read_records
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.document.ledger import parse_ledger, spans_of
from briefing.errors import ConfigurationError, OutputError, SourceError
from briefing.files import is_plain_name, output_errors, parse_json, read_bytes, read_json, write_whole
from briefing.outline.codec import from_json, to_json
from briefing.outline.parse import parse
from briefing.packs.cache import Cache, key_of
from briefing.packs.changes import read_release
from briefing.packs.folder import digest, publish, read_manifest, staying
from briefing.packs.released import ReleaseRefusedError, read_folder
from briefing.publish.release_folder import place_release
from briefing.publish.site import write_site
from briefing.publish.verify import verify
from briefing.readers.finished import read_finished, read_own
from briefing.text.language import Script
from briefing.text.source import Source
from releasing import SEED, built_folder

if TYPE_CHECKING:
    from collections.abc import Callable

ENTRY = {"file": "a.html", "block": "cover", "text": "甲乙", "origin": {"kind": "source", "spans": [[0, 2]]}}
ABOUT = {"name": "a.txt", "sha256": "00"}
PACK = {"sha256": "0", "size": 1, "audience": "investor", "script": "zh-Hans", "format": "pdf"}
SOURCE = Source(name="a.txt", text="全区现有企业721家，同比增长8.5%。\n", sha256="00")


def put(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a": NaN}', "Infinity", '["\\ud800"]', '{"\\udfff": 1}', "1" * 10_000, "", "\x00"]
)
def test_json_that_no_file_of_ours_holds_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(text)


def test_json_may_hold_escapes_of_whole_characters() -> None:
    assert parse_json('["\\u753b\\ud83d\\ude00"]') == ["画😀"]


@pytest.mark.parametrize(
    "make",
    [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.write_bytes(b" " * 101), Path.mkdir],
)
def test_what_is_no_small_file_is_not_read(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "a.json")

    with pytest.raises(OSError, match=r"."):
        read_json(tmp_path / "a.json", 100)
    with pytest.raises(OSError, match="文件名"):
        read_bytes(tmp_path / "a\0b", 100)


@pytest.mark.parametrize("name", ["../a.pdf", "/etc/passwd", "a/b", ".", "..", "", ".lock", "a\0b", "长" * 86, 5, None])
def test_a_name_that_leads_out_of_its_folder_is_none(name: object) -> None:
    assert not is_plain_name(name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": []},
        {"source": {}},
        {"title": 5},
        {"published": [1]},
        {"files": []},
        {"files": {"../a.pdf": PACK}},
        {"files": {"a.pdf": None}},
        {"files": {"a.pdf": PACK | {"sha256": []}}},
        {"files": {"a.pdf": PACK | {"script": "zh"}}},
        {"files": {"a.pdf": PACK | {"script": []}}},
        {"files": {"a.pdf": PACK | {"audience": None}}},
        {"files": {"a.pdf": PACK | {"size": "x"}}},
    ],
)
def test_a_manifest_that_no_build_wrote_is_none(tmp_path: Path, wrong: dict[str, Any]) -> None:
    put(tmp_path / "manifest.json", {"source": ABOUT, "files": {"a.pdf": PACK}} | wrong)

    assert read_manifest(tmp_path) == {}
    assert staying(tmp_path, ABOUT) == {}


def test_a_folder_that_a_manifest_lists_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path / "manifest.json", {"source": ABOUT, "files": {"sub": {"sha256": "0"}}})
    (tmp_path / "sub").mkdir()

    publish(tmp_path, {"a.html": b"1"}, {"source": ABOUT, "files": {"a.html": {"sha256": "0"}}})

    assert (tmp_path / "sub").is_dir()
    assert (tmp_path / "a.html").read_bytes() == b"1"


@pytest.mark.parametrize(
    "wrong",
    [
        {"file": 5},
        {"text": []},
        {"block": None},
        {"origin": []},
        {"origin": {}},
        {"origin": {"kind": []}},
        {"origin": {"kind": "source"}},
        {"origin": {"kind": "source", "spans": [[0]]}},
        {"origin": {"kind": "source", "spans": [[-1, 2]]}},
        {"origin": {"kind": "source", "spans": [["a", "b"]]}},
        {"origin": {"kind": "source", "spans": [[0, 1]], "fact": [1]}},
        {"origin": {"kind": "template"}},
    ],
)
def test_a_ledger_that_is_wrong_anywhere_is_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    ledger = put(tmp_path / "ledger.json", {"entries": [ENTRY, ENTRY | wrong]})

    with pytest.raises(ConfigurationError, match="不是出处账"):
        read_records(ledger)


def test_packs_with_a_ledger_that_is_none_are_not_released(tmp_path: Path) -> None:
    folder = built_folder(tmp_path) / SEED.stem
    ledger, manifest = put(folder / "ledger.json", {"entries": [5]}), read_manifest(folder)
    manifest["files"]["ledger.json"]["sha256"] = digest(ledger.read_bytes())
    put(folder / "manifest.json", manifest)

    with pytest.raises(ReleaseRefusedError, match=r"ledger.json 不是出处账"):
        read_folder(folder)


def test_an_entry_that_claims_all_places_has_none() -> None:
    (entry,) = parse_ledger(
        json.dumps({"entries": [ENTRY | {"origin": {"kind": "source", "spans": [[0, 10**12]]}}]}).encode()
    )["a.html"]

    assert spans_of(entry) == []


@pytest.mark.parametrize("key", ["change", "spans", "normal"])
@pytest.mark.parametrize("value", [[], {}, [[0, 20]] * 3])
def test_an_outlines_entries_may_be_of_any_kind(key: str, value: object) -> None:
    content = json.loads(to_json(parse(SOURCE)))
    content["figures"][0][key] = value

    with pytest.raises(ConfigurationError):
        from_json(json.dumps(content), SOURCE)


@pytest.mark.parametrize("origin", [[], {}, 5])
def test_an_origin_of_no_known_kind_is_passed_over(origin: object) -> None:
    content = json.loads(to_json(parse(SOURCE)))
    content["figures"][0]["origin"] = origin

    assert from_json(json.dumps(content), SOURCE).figures


def test_many_spans_of_everything_are_never_joined() -> None:
    content = json.loads(to_json(parse(SOURCE)))
    content["figures"][0]["spans"] = [[0, len(SOURCE.text)]] * 50_000

    with pytest.raises(ConfigurationError, match="长短不符"):
        from_json(json.dumps(content), SOURCE)


def _release(**wrong: object) -> dict[str, Any]:
    fact = {"kind": "figure", "text": "721家", "editions": ["investor"]}
    output = {
        "file": "public/a.pdf",
        "sha256": "0",
        "public": True,
        "kind": "pack",
        "alias": "a.pdf",
        "pack": "a/a.pdf",
    }
    output |= {"source": "a", "audience": "investor", "language": "zh-Hans", "format": "pdf"}
    sound = {"schema": "briefing/release/1", "version": "1", "sources": [{"stem": "a", "facts": [fact]}]}
    for key, value in wrong.items():
        target = fact if key in fact or key == "of" else output if key in output else sound
        target[key] = value
    return sound | {"outputs": [output]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": []},
        {"text": 5},
        {"editions": 5},
        {"editions": [[]]},
        {"of": [1]},
        {"file": "../../a.pdf"},
        {"file": "/etc/passwd"},
        {"public": "yes"},
        {"source": "../x"},
        {"format": "exe"},
        {"alias": []},
        {"audiences": [{"name": []}]},
    ],
)
def test_a_release_that_is_wrong_anywhere_is_none(tmp_path: Path, wrong: dict[str, Any]) -> None:
    assert read_release(put(tmp_path / "sound.json", _release()))

    with pytest.raises(ConfigurationError, match="不是发布清单"):
        read_release(put(tmp_path / "manifest.json", _release(**wrong)))


def test_a_pipe_is_no_file_to_verify(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")

    with pytest.raises(SourceError, match="不是普通文件"):
        verify(tmp_path / "a.pdf", {"outputs": []}, tmp_path)


@pytest.mark.parametrize(
    "editions",
    [5, [1], {"a.investor": 5}, {"a.investor": {"contents": {}, "changes": None}}, {"a.investor": {"contents": 5}}],
)
def test_what_an_earlier_site_said_may_be_anything(tmp_path: Path, editions: object) -> None:
    (tmp_path / "site-assets").mkdir()
    put(tmp_path / "site-assets" / "contents.json", {"schema": "briefing/site/1", "editions": editions})

    assert write_site(tmp_path, load_template_set(Overlay())).is_file()


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for name in ("a.webp", "a.html"):
        (folder / name).write_text("precious", encoding="utf-8")
    return folder


def _untouched(folder: Path) -> bool:
    return {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()} == dict.fromkeys(
        ("a.webp", "a.html"), "precious"
    )


@pytest.mark.parametrize("link", ["site-assets", "site-assets/sources"])
def test_a_site_is_not_written_where_a_link_leads(tmp_path: Path, precious: Path, link: str) -> None:
    place = tmp_path / "out" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(precious)

    with pytest.raises(OutputError, match="链接"):
        write_site(tmp_path / "out", load_template_set(Overlay()))

    assert _untouched(precious)


def test_a_temporary_file_that_is_a_link_is_not_followed(tmp_path: Path, precious: Path) -> None:
    (tmp_path / f".a.html.{os.getpid()}.part").symlink_to(precious / "a.html")

    write_whole(tmp_path / "a.html", b"new")

    assert _untouched(precious)
    assert (tmp_path / "a.html").read_bytes() == b"new"


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path, precious: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / ".lock").symlink_to(precious / "a.html")
    (tmp_path / ".release.lock").symlink_to(precious / "a.html")

    with pytest.raises(OutputError, match="是链接"):
        publish(tmp_path / "pack", {}, {"source": ABOUT, "files": {}})
    with pytest.raises(OutputError, match="是链接"):
        place_release(tmp_path, {"a.html": b"1"})

    assert _untouched(precious)


def test_a_release_is_not_staged_where_a_link_leads(tmp_path: Path, precious: Path) -> None:
    (tmp_path / f".release.{os.getpid()}.part").symlink_to(precious)

    with pytest.raises(OutputError):
        place_release(tmp_path, {"a.html": b"1"})

    assert _untouched(precious)


def test_sums_that_are_a_pipe_hold_no_release_up(tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    os.mkfifo(tmp_path / "release" / "SHA256SUMS")

    target, _ = place_release(tmp_path, {"a.html": b"1"})

    assert (target / "a.html").read_bytes() == b"1"


def test_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "null")

    with pytest.raises(OutputError, match="不是普通文件"), output_errors(tmp_path):
        write_whole(tmp_path / "null", b"x")


def _piece(folder: Path, *, compression: int = zipfile.ZIP_STORED, **members: bytes) -> tuple[Cache, str]:
    key = key_of(["甲"])
    path = folder / key[:2] / f"{key}.piece"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return Cache(folder=folder, limit=100_000), key


def test_a_piece_that_grows_when_it_is_unpacked_is_no_piece(tmp_path: Path) -> None:
    cache, key = _piece(tmp_path, compression=zipfile.ZIP_DEFLATED, a_pdf=b"0" * 90_000)

    assert cache.get(key) is None


def test_a_piece_larger_than_the_cache_is_no_piece(tmp_path: Path) -> None:
    cache, key = _piece(tmp_path, a_pdf=b"0" * 100_001)

    assert cache.get(key) is None


def test_a_piece_that_is_a_pipe_or_encrypted_is_no_piece(tmp_path: Path) -> None:
    cache, key = _piece(tmp_path, a_pdf=b"0")
    (path,) = tmp_path.glob("??/*")
    content = bytearray(path.read_bytes())
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(head) + flags] |= 1
    path.write_bytes(content)

    assert cache.get(key) is None
    path.unlink()
    os.mkfifo(path)
    assert cache.get(key) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_another_users_piece_is_no_piece(tmp_path: Path) -> None:
    cache, key = _piece(tmp_path, a_pdf=b"0")
    (path,) = tmp_path.glob("??/*")
    assert cache.get(key)

    os.chown(path, 12345, 12345)

    assert cache.get(key) is None


@pytest.mark.parametrize("content", [b"", b"[" * 100_000, b"[]", b"{}", b'{"remarks": 5}', b'{"remarks": [], "x": 1}'])
def test_an_account_that_does_not_read_back_is_none(tmp_path: Path, content: bytes) -> None:
    cache, key = _piece(tmp_path, account_json=content)

    assert stored_source_record(cache, key) is None


@pytest.mark.parametrize("members", [{}, {"entries_json": b"{", "html": b""}, {"entries_json": b"[5]", "html": b""}])
def test_a_rendering_that_does_not_read_back_is_none(tmp_path: Path, members: dict[str, bytes]) -> None:
    cache, key = _piece(tmp_path, **members)

    assert stored_rendering(cache, key, ("investor", Script.HANS), ("html",)) is None


def test_a_rendering_has_the_formats_that_were_asked_for(tmp_path: Path) -> None:
    cache, key = _piece(tmp_path, entries_json=b"[]", html=b"")

    assert stored_rendering(cache, key, ("investor", Script.HANS), ("html",))
    assert stored_rendering(cache, key, ("investor", Script.HANS), ("html", "pdf")) is None


@pytest.mark.parametrize("text", ["企业721家，" * 400_000, "字\n" * 300_001])
def test_a_finished_file_without_end_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    with pytest.raises(SourceError, match="太长"):
        read_finished(tmp_path / "a.txt")


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARAGRAPH = "<w:p><w:r><w:t>企业721家</w:t></w:r></w:p>"


def word(path: Path, body: str = PARAGRAPH, head: str = "", **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in members.items():
            package.writestr(f"word/{name}.xml", content)
    return path


@pytest.mark.parametrize(
    ("suffix", "make", "words"),
    [
        ("docx", lambda path: word(path, **{f"x{number}": b" " * 45_000_000 for number in range(7)}), "解开后太大"),
        (
            "docx",
            lambda path: word(path, document2=b" ", **{f"x{number}": b"" for number in range(5001)}),
            "解开后太大",
        ),
        ("docx", lambda path: word(path, "<w:sdt>" * 2000 + PARAGRAPH + "</w:sdt>" * 2000), "打不开"),
        ("docx", lambda path: word(path, head="<!DOCTYPE a [<!ENTITY b 'c'>]>"), "实体声明"),
        ("docx", lambda path: word(path, head="<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///dev/null'>]>"), "实体声明"),
        ("docx", lambda path: word(path, PARAGRAPH[:-6]), "打不开"),
        ("docx", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(400)), "打不开"),
        ("html", lambda path: path.write_text("<!doctype html><body>" + "<div>" * 3000, encoding="utf-8"), "嵌套太深"),
        ("pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" + b"1 0 obj<</Kids[1 0 R]>>endobj " * 90), "打不开"),
    ],
)
def test_a_finished_file_that_would_harm_is_refused_in_two_lines(
    tmp_path: Path, suffix: str, make: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / f"材料.{suffix}"
    make(path)

    with pytest.raises(SourceError, match=words) as refused:
        read_finished(path)

    assert refused.value.message.startswith(f"材料.{suffix}")
    assert refused.value.hint
    assert "\n" not in refused.value.message + refused.value.hint


def test_white_words_without_number_are_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("briefing.readers.docx.finished._is_white", lambda look: bool(asked.append(look)) or True)
    run = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>白</w:t></w:r>'
    path = word(tmp_path / "a.docx", f"<w:p>{run * 300}</w:p>")

    read_own(path.read_bytes(), "a.docx")

    assert 0 < len(asked) <= 600
