"""What somebody may give by mistake or in malice: a clear refusal, in bounded time, and never a traceback."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.check.exceptions import load_allowances
from briefing.config.jinja import make_environment, render_template
from briefing.config.pictures import load_picture
from briefing.config.sidecar import load_sidecar
from briefing.config.templates import Overlay
from briefing.config.toml import parse_settings
from briefing.errors import BriefingError, ConfigurationError, OutputError, SourceError
from briefing.files import held, output_errors, write_whole
from briefing.outline.codec import from_json, to_json
from briefing.outline.load import choose_sources
from briefing.outline.parse import parse
from briefing.readers import read
from briefing.text.characters import find_no_text
from running import HANGS

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "青溪区委书记李明远说，全区现有企业721家，同比增长8.5%。\n"


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Le préfet a déclaré que 721 entreprises existent. ".encode("latin-1") * 50, "不是可读的文本文件"),
        (TEXT.replace("企业", "企\U0001ffff业"), r"第 17 字不是文字（U\+1FFFF）"),
        (TEXT.replace("企业", "企\ufdd0业"), "不是文字"),
        ("企业。" * 200_000, "太长：60 万字"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused(tmp_path: Path, content: bytes | str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(put(tmp_path, "访谈.txt", content))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_chinese_in_utf16_without_a_mark_is_still_read(tmp_path: Path, encoding: str) -> None:
    text = "全区现有企业很多，发展的势头很好，我们要进一步支持企业的发展。" * 3

    assert read(put(tmp_path, "访谈.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize("name", ["..txt", "site-assets.txt", "release.md", "index.html.txt", "Release.txt"])
def test_a_name_that_would_take_the_output_folders_own_place_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="不能用这个名字"):
        choose_sources([put(tmp_path, name, TEXT)])


@pytest.mark.parametrize("name", ["新\n行.txt", "a\x1b[2J.txt", "右\u202e左.txt", os.fsdecode(b"\xff\xfe.txt")])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="不可见字符"):
        choose_sources([put(tmp_path, name, TEXT)])


@pytest.mark.parametrize(
    "name", ["表情😀👨‍👩‍👧.txt", "全　角 空格.txt", "引\"号'.txt", "-dash.txt", "长" * 83 + ".txt"]
)
def test_a_name_that_is_merely_odd_is_taken(tmp_path: Path, name: str) -> None:
    assert choose_sources([put(tmp_path, name, TEXT)])


def test_what_is_no_text_is_found_where_it_stands() -> None:
    assert find_no_text("好\ud800") == 1
    assert find_no_text("好\x00") == 1
    assert find_no_text("好😀\u3000\u200d\ufeff") is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("published = ", "第 1 行第 13 列起|末尾附近"),
        ("a = 1\nb = = 2\n", "第 2 行第 5 列起写得不对"),
        ("a = " + "[" * 50_000 + "]" * 50_000, "括号嵌套太深"),
        ("a = 1" + "0" * 5000, "不是正确的 TOML"),
        (".".join("a" * 5000) + " = 1", "嵌套太深"),
        ('place = "黄\\u0000浦"', "控制字符"),
        ('links = [{ label = ["a\\u001b"] }]', "控制字符"),
        ('place = "黄\ufdd0浦"', "第 1 行里有不是文字的码位"),
    ],
)
def test_a_settings_file_that_is_wrong_is_refused_in_chinese(content: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words) as refused:
        parse_settings(content, "补充.toml")

    assert "at line" not in refused.value.message


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_pipe, "读不了：不是普通文件"),
        (lambda path: path.symlink_to("/dev/zero"), "读不了：不是普通文件"),
        (lambda path: path.write_bytes(b"#" * 3_000_000), "太大"),
        (lambda path: path.mkdir(), "读不了：那里是文件夹"),
    ],
)
def test_a_sidecar_that_is_no_small_file_is_refused(tmp_path: Path, make: Callable[[Path], object], words: str) -> None:
    make(tmp_path / "访谈.toml")

    with pytest.raises(ConfigurationError, match=f"访谈.toml {words}"):
        load_sidecar(tmp_path / "访谈.toml")


def test_exceptions_and_a_logo_that_are_pipes_are_refused(tmp_path: Path) -> None:
    _pipe(tmp_path / "allow.toml")
    _pipe(tmp_path / "mark.png")

    with pytest.raises(ConfigurationError, match="不是普通文件"):
        load_allowances(tmp_path / "allow.toml")
    with pytest.raises(ConfigurationError, match="不是普通文件"):
        load_picture(tmp_path, "mark.png", "标志")


def test_an_outline_that_is_a_pipe_is_refused(tmp_path: Path) -> None:
    _pipe(tmp_path / "提纲.json")

    with pytest.raises(ConfigurationError, match="不是普通文件"):
        choose_sources([tmp_path / "提纲.json"])


def test_a_template_that_is_too_large_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "theme.toml", b"#" * 3_000_000)

    with pytest.raises(ConfigurationError, match="太大"):
        Overlay(folders=(tmp_path,)).read("theme.toml")


@pytest.mark.parametrize("value", ["1e999999999", "-1e-999999999", "NaN", "9" * 5000])
def test_a_number_that_would_fill_the_memory_is_refused(tmp_path: Path, value: str) -> None:
    source = read(put(tmp_path, "访谈.txt", TEXT))
    outline = json.loads(to_json(parse(source)))
    outline["figures"][0]["value"] = value

    with pytest.raises(ConfigurationError, match="应为数"):
        from_json(json.dumps(outline), source)


def test_half_a_character_in_an_outline_is_refused(tmp_path: Path) -> None:
    source = read(put(tmp_path, "访谈.txt", TEXT))
    outline = json.loads(to_json(parse(source)))
    outline["title"] = {"text": "题\ud800", "origin": "editor"}

    with pytest.raises(ConfigurationError, match="不是文字"):
        from_json(json.dumps(outline), source)


def test_the_file_that_could_not_be_written_is_named_and_not_its_temporary_one(tmp_path: Path) -> None:
    (tmp_path / "报告.html").mkdir()

    with pytest.raises(OutputError) as refused, output_errors(tmp_path):
        write_whole(tmp_path / "报告.html", b"x")

    assert refused.value.message == f"写不了 {tmp_path / '报告.html'}：那里是文件夹"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["报告.html"]


def test_a_lock_that_somebody_holds_is_told_in_words_and_names_the_file(tmp_path: Path) -> None:
    lock = tmp_path / ".访谈.toml.lock"

    with held(lock), pytest.raises(OutputError) as refused, output_errors(tmp_path / "访谈.toml"), held(lock, 0.01):
        pass

    assert (refused.value.message, refused.value.hint) == ("访谈.toml 正有别人在写", "请稍等再试")


def test_many_lines_and_members_are_read_in_time_that_grows_with_them(tmp_path: Path) -> None:
    source = read(put(tmp_path, "访谈.txt", "企业很多。\n" * 40_000))

    outline = parse(source)

    assert len(outline.points) == 40_000


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ 'x' * 9999999999 }}", "内存太多"),
        ("{% set ns = namespace(a='x') %}{% for i in range(60) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}", "内存太多"),
        ("{{ 'x'|center(9999999999) }}", "内存太多"),
        ("{{ 9**9**9**9 }}", r"不能用 \*\*"),
        (
            "{% set ns = namespace(a=7) %}{% for i in range(60) %}{% set ns.a = ns.a * ns.a %}{% endfor %}",
            r"不能用 \* 算这么大",
        ),
        ("{{ 5|round(-1000000000) }}", "最多到 30 位"),
        ("{{ cycler.__init__.__globals__ }}", "unsafe"),
        ("{% include '../../etc/passwd' %}", "缺少模板文件|之外"),
        ("{% include 'x.j2' %}", "嵌套太深"),
    ],
)
def test_a_template_that_asks_for_too_much_is_refused(tmp_path: Path, template: str, words: str) -> None:
    overlay = Overlay(folders=(tmp_path,))
    put(tmp_path, "x.j2", template)
    before = resource.getrlimit(resource.RLIMIT_AS)

    with pytest.raises(ConfigurationError, match=words):
        render_template(make_environment(overlay), "x.j2", {})

    assert resource.getrlimit(resource.RLIMIT_AS) == before


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "briefing", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=HANGS, env={**os.environ, **environment})


@pytest.mark.parametrize("name", ["没有\n的.txt", "没有\x1b[2J\r的.txt"])
def test_a_message_is_two_lines_whatever_a_name_holds(name: str) -> None:
    said = run("outline", name).stderr

    assert [line[:3] for line in said.decode().split("\n")] == ["错误：", "建议：", ""]
    assert b"\x1b" not in said


@pytest.mark.parametrize("encoding", ["latin-1", "gb18030"])
def test_a_terminal_without_chinese_gets_escapes_and_no_traceback(encoding: str) -> None:
    answer = run("audiences", PYTHONIOENCODING=encoding)

    assert answer.returncode == 0
    assert b"Traceback" not in answer.stderr
    assert "investor" in answer.stdout.decode(encoding)


def test_every_refusal_says_what_to_do(tmp_path: Path) -> None:
    for name in ("x.rtf", "没有.txt", "新\n行.txt"):
        with pytest.raises(BriefingError) as refused:
            read(tmp_path / name)
        assert refused.value.hint
