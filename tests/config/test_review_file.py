"""The review file: every fault told at once, decisions appended whole, what was there kept, whoever writes and whenever killed."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from briefing import files
from briefing.config.review import (
    Addition,
    Anchor,
    Approval,
    Chosen,
    Decision,
    EditorText,
    Extent,
    LineKindValue,
    Nothing,
    People,
    Person,
    Placement,
    Review,
    SetValue,
    Value,
    review_path,
)
from briefing.config.review_file import ReviewChangedError, append_approval, append_decision
from briefing.config.review_loader import load_review, parse_review
from briefing.errors import ConfigurationError, OutputError

SOURCE = ("云溪.txt", "0" * 64)
WHEN = datetime.datetime(2026, 12, 1, 10, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
WORDS = Anchor(words='318"家\\', before="新增工厂", after="，同比", paragraph=4)
HEAD = 'schema = "briefing/review/1"\nsource = { name = "云溪.txt", sha256 = "" }\n'
VALUES: list[tuple[str, Value | None]] = [
    ("figure.label", Chosen(anchors=(WORDS, WORDS))),
    ("figure.time", Nothing()),
    ("title", EditorText(text="自己的题目")),
    ("speaker", People(people=(Person(name=Chosen(anchors=(WORDS,)), role=EditorText(text="书记")),))),
    ("speaker", People(people=())),
    ("line.kind", LineKindValue(kind="heading", level=2)),
    ("heading", LineKindValue(kind="text")),
    ("set.add", SetValue(kind="keywords", heads=(WORDS, WORDS), noun="关键词")),
    ("point.section", Placement(audience="talent", section="none")),
    ("point.order", Placement(audience="talent", section="housing", before=WORDS)),
    ("tile.add", Placement(audience="talent")),
    ("point.add", Addition(audience="talent", section="housing", text="自己的一句话。")),
    ("point.add", Addition(audience="talent", section="housing", text="自己的一句话。", before=True)),
    ("point.extent", Extent(audience="talent")),
    ("point.extent", Extent(audience="talent", words=WORDS)),
    ("check.allow", "本单位的说法"),
    ("quote.drop", None),
    ("seen", None),
]
WITHOUT_ABOUT = ("title", "speaker", "set.add")


def decision(kind: str = "figure.drop", value: Value | None = None) -> Decision:
    about = None if kind in WITHOUT_ABOUT else WORDS
    return Decision(
        kind=kind, at=WHEN, by="某人", about=about, value=value, doubt="no-indicator" if kind == "seen" else None
    )


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_decision_is_read_back_as_it_was_written(tmp_path: Path, kind: str, value: Value | None) -> None:
    path = tmp_path / "云溪.review.toml"

    written = append_decision(path, SOURCE, decision(kind, value))
    read = load_review(path)

    assert read == written
    assert (read.decisions[0].about, read.decisions[0].value) == (decision(kind, value).about, value)
    assert (read.decisions[0].id, read.decisions[0].at, read.decisions[0].by) == ("d1", WHEN, "某人")


def test_a_time_written_by_hand_without_its_zone_is_before_or_after_others() -> None:
    text = f'{HEAD}[[decision]]\nid = "d1"\nat = 2025-12-01T10:12:00\nby = "某人"\nkind = "figure.drop"\n'

    (written,) = parse_review(f'{text}about = {{ words = "318家" }}\n', "云溪.review.toml").decisions

    assert written.at is not None
    assert written.at < WHEN
    assert written.at.replace(tzinfo=None) == datetime.datetime(2025, 12, 1, 10, 12)  # noqa: DTZ001 - as it is written


def test_what_was_in_the_file_stays_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "云溪.review.toml"
    old = HEAD + '# 手写的一句\n[[decision]]\nid = "d7"   # 旁注\nkind = "weather.report"\nforecast = [1, 2]\n'
    path.write_text(old, encoding="utf-8")

    review = append_decision(path, SOURCE, decision())

    assert path.read_text(encoding="utf-8").startswith(old)
    assert (review.unknown, review.decisions[0].id) == ((("weather.report", "d7"),), "d8")


def test_an_approval_between_decisions_is_kept_apart_from_them(tmp_path: Path) -> None:
    path = tmp_path / "云溪.review.toml"
    approval = Approval(
        at=WHEN, by="某人", audience="talent", script="zh-Hans", sha256="a" * 64, inputs={"source": "b"}
    )

    append_decision(path, SOURCE, decision())
    append_approval(path, SOURCE, approval)
    review = append_decision(path, SOURCE, decision())

    assert ([one.id for one in review.decisions], review.approvals) == (["d1", "d2"], (approval,))


def test_every_fault_is_told_at_once_with_file_and_key() -> None:
    text = """schema = "briefing/review/2"
[[decision]]
id = "d1"
kind = "title"
value = 3
[[decision]]
id = "d1"
kind = "figure.label"
about = { words = "", befor = "x" }
value = "nothing"
[[decision]]
id = "d3"
kind = "undo"
value = "d9"
[[approval]]
by = "某人"
"""

    with pytest.raises(ConfigurationError) as refused:
        parse_review(text, "云溪.review.toml")

    wanted = (
        "schema",
        "decision[1].value",
        "decision[2].id",
        "befor",
        "decision[2].value",
        "decision[3].value",
        "approval[1].sha256",
    )
    assert all(one in refused.value.message for one in wanted)
    assert refused.value.message.startswith("云溪.review.toml ")
    assert refused.value.exit_code == 4


@pytest.mark.parametrize("hostile", ["右\u202e左", "铃\u0007", "行\u2028行", "第一行\n第二行", "长" * 600])
def test_words_that_cannot_be_printed_are_refused_and_nothing_is_written(tmp_path: Path, hostile: str) -> None:
    path = tmp_path / "云溪.review.toml"

    with pytest.raises(ConfigurationError):
        append_decision(path, SOURCE, decision("title", EditorText(text=hostile)))

    assert not path.exists()


def test_a_name_cannot_break_out_of_its_string(tmp_path: Path) -> None:
    path = tmp_path / "云溪.review.toml"

    append_decision(path, SOURCE, Decision(kind="title", by='" ]] [[approval]] #', value=EditorText(text="题")))

    assert set(tomllib.loads(path.read_text(encoding="utf-8"))) == {"schema", "source", "decision"}


def test_a_file_of_too_many_decisions_is_refused() -> None:
    many = HEAD + "".join(f'[[decision]]\nid = "d{number}"\nkind = "x"\n' for number in range(5_001))

    with pytest.raises(ConfigurationError, match="太多"):
        parse_review(many, "云溪.review.toml")


def test_somebody_else_s_decision_is_shown_before_one_s_own_is_written(tmp_path: Path) -> None:
    path = tmp_path / "云溪.review.toml"
    seen = append_decision(path, SOURCE, decision())
    append_decision(path, SOURCE, decision("title", EditorText(text="别人的")))

    with pytest.raises(ReviewChangedError) as changed:
        append_decision(path, SOURCE, decision("title", EditorText(text="我的")), version=seen.version)

    assert [one.kind for one in changed.value.review.decisions] == ["figure.drop", "title"]
    assert load_review(path) == changed.value.review


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "云溪.review.toml"

    with _writer(path, 8) as one, _writer(path, 8) as two, _writer(path, 8) as three:
        ended = [writer.wait(timeout=600) for writer in (one, two, three)]

    assert ended == [0, 0, 0]
    assert [one.id for one in load_review(path).decisions] == [f"d{number}" for number in range(1, 25)]


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.03, 0.07, 0.15])
def test_a_kill_loses_at_most_the_decision_under_way(tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "云溪.review.toml"

    with _writer(path, 10_000) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        told = 1 + len(writer.stdout.read().splitlines())

    kept = [one.id for one in load_review(path).decisions]
    assert kept == [f"d{number}" for number in range(1, len(kept) + 1)]
    assert told <= len(kept) <= told + 1
    assert append_decision(path, SOURCE, decision()).decisions[-1].id == f"d{len(kept) + 1}"


@pytest.mark.parametrize("step", ["fsync", "open"])
def test_a_disk_that_refuses_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "云溪.review.toml"
    append_decision(path, SOURCE, decision())
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os if step == "fsync" else files, "fsync" if step == "fsync" else "create", refuse)

    with pytest.raises(OutputError):
        append_decision(path, SOURCE, decision())
    assert (path.read_bytes(), [one.name for one in tmp_path.glob("*.part")]) == (before, [])


def test_a_link_in_the_place_of_the_file_is_not_written_through(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text(HEAD, encoding="utf-8")
    path = tmp_path / "云溪.review.toml"
    path.symlink_to(elsewhere)

    append_decision(path, SOURCE, decision())

    assert elsewhere.read_text(encoding="utf-8") == HEAD


def test_a_source_without_a_file_has_no_decisions(tmp_path: Path) -> None:
    assert review_path(Path("seeds/云溪.访谈.txt")).name == "云溪.访谈.review.toml"
    assert load_review(tmp_path / "云溪.review.toml") == Review()


def _writer(path: Path, count: int) -> subprocess.Popen[str]:
    """A process that appends so many decisions, and says of each that it is written."""
    code = f"""
from pathlib import Path
from briefing.config.review import Anchor, Decision
from briefing.config.review_file import append_decision
for _ in range({count}):
    append_decision(Path({str(path)!r}), {SOURCE!r}, Decision(kind="figure.drop", about=Anchor(words="318家")))
    print("written", flush=True)
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
