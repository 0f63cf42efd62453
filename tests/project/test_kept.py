"""Code of expressions and values of TOML, kept for the next run: the same results, and nothing of what is damaged or another's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from briefing.expressions import compile_kept
from briefing.kept import KeptResults, name_of, parse_toml

if TYPE_CHECKING:
    from pathlib import Path

EXPRESSIONS = (
    ("[，。；]", 0),
    ("[\u4e00-\u9fff]{2,}(?P<unit>[个家项])?", 0),
    (r"(?P<number>\d+(?:\.\d+)?)(?:%|％)|(?<![一二三])万(?=元)", 0),
    ("(?i:[a-k])+|区$", re.MULTILINE),
    ("上海.*?区", re.DOTALL | re.IGNORECASE),
    ("[^“”]*[\U00020000-\U0003ffff]?", 0),
)
TEXT = "全区有12.5万家，ABk。\n上海\n某区：“四十个𠮷”，３％"
# Counts the expressions that CPython parses while the command runs; those that libraries compile are the same each time.
COUNTING = """
import re, sys
count, parse = 0, re._parser.parse
def counted(*asked):
    global count
    count += 1
    return parse(*asked)
re._parser.parse = counted
from briefing.cli import main
main(["outline", sys.argv[1], "--output", sys.argv[2]])
print(count)
"""


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def kept_file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "cache" / "briefing").glob("kept-*")
    return path


def results_of(pattern: re.Pattern[str]) -> object:
    found = [(match.span(), match.groupdict()) for match in pattern.finditer(TEXT)]
    return found, pattern.flags, pattern.groups, pattern.groupindex, pattern.pattern


@pytest.mark.parametrize(("expression", "flags"), EXPRESSIONS)
def test_an_expression_of_kept_code_matches_as_one_compiled_anew(
    expression: str, flags: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, reading = KeptResults(), KeptResults()
    monkeypatch.setattr("briefing.kept.RESULTS", writing)
    compile_kept(expression, flags)
    writing.write()
    monkeypatch.setattr("briefing.kept.RESULTS", reading)
    monkeypatch.setattr("re._parser.parse", None)  # nothing is compiled any more

    kept = compile_kept(expression, flags)

    monkeypatch.undo()
    assert results_of(kept) == results_of(re.compile(expression, flags))


def test_a_second_run_compiles_no_expression_of_ours_again(tmp_path: Path) -> None:
    text = tmp_path / "访谈.txt"
    text.write_text("记者：今年招商怎么样？\n\n区长：全年引进企业42家。\n", encoding="utf-8")
    command = [sys.executable, "-c", COUNTING, str(text), str(tmp_path / "tree.txt")]

    first, second = (int(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(2))

    assert second < first / 4


def test_a_damaged_file_is_as_none(tmp_path: Path) -> None:
    results = KeptResults()
    results.put("a", [1], [2, 3])
    results.write()
    path = kept_file(tmp_path)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    assert KeptResults().get("a") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows does not number its users")
def test_another_users_file_is_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    results = KeptResults()
    results.put("a", [1])
    results.write()
    monkeypatch.setattr("briefing.files.is_own", lambda _: False)

    assert KeptResults().get("a") is None


def test_code_that_cpython_refuses_is_compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    results = KeptResults()
    monkeypatch.setattr("briefing.kept.RESULTS", results)
    compile_kept("[甲乙]丙")
    (name,) = results._new  # noqa: SLF001 - a name holds the hash of the expression
    results.put(name, results._new[name][0], [7, 7, 7])  # noqa: SLF001 - likewise

    compiled = compile_kept("[甲乙]丙")

    assert compiled.fullmatch("乙丙")


def test_two_processes_keep_what_both_compiled() -> None:
    one, other = KeptResults(), KeptResults()
    one.put("a", 1)
    other.put("b", 2)
    one.write()
    other.write()

    after = KeptResults()

    assert after.get("a") is not None
    assert after.get("b") is not None


def test_what_no_run_asks_for_any_more_goes_when_the_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.kept._MOST", 400)
    old, new = KeptResults(), KeptResults()
    old.put("old", "早" * 200)
    old.write()
    new.get("new")
    new.put("new", "新")
    new.write()

    after = KeptResults()

    assert after.get("old") is None
    assert after.get("new") is not None


def test_toml_is_kept_unless_it_holds_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    results = KeptResults()
    monkeypatch.setattr("briefing.kept.RESULTS", results)
    plain, dated = '[words]\nplain = ["甲", "乙"]\n', "day = 2026-01-02\n"

    tables = (parse_toml(plain), parse_toml(plain), parse_toml(dated))

    assert tables[0] == tables[1] == {"words": {"plain": ["甲", "乙"]}}
    assert str(tables[2]["day"]) == "2026-01-02"
    assert results.get(name_of("toml", dated)) is None


def test_an_expression_made_of_a_text_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    results = KeptResults()
    monkeypatch.setattr("briefing.kept.RESULTS", results)

    re.compile("某某人的名字")

    assert not results._new  # noqa: SLF001 - what would be written
