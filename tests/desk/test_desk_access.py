"""Who may log in to a desk on a server, from where, and how often a guess is taken."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner

from briefing.cli import briefing
from briefing.desk.access import Access, parse_listen, require_access
from briefing.desk.attempts import Attempts
from briefing.desk.users import Users, load_users, remove_user, set_user
from briefing.errors import BriefingError, ConfigurationError, UsageError

GOOD = "河边三棵柳树 1987"


class Clock:
    """A clock that stands still unless it is set."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:  # noqa: D102 - a clock is asked
        return self.time


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest costs a tenth of a second and 64 MiB on purpose; here it need not."""
    monkeypatch.setattr(
        "briefing.desk.users._hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path = tmp_path / "users.toml"
    set_user(path, "校对员甲", GOOD, ("编辑",))
    return path


# The users file


def test_a_password_is_kept_as_a_digest_that_its_owner_alone_can_read(users: Path) -> None:
    text = users.read_text(encoding="utf-8")

    assert GOOD not in text
    assert "$argon2id$" in text
    assert stat.S_IMODE(users.stat().st_mode) == 0o600


def test_a_change_keeps_the_other_users_and_what_was_written_by_hand(users: Path) -> None:
    users.write_text(users.read_text(encoding="utf-8") + "# 手写的话\n", encoding="utf-8")
    set_user(users, "审定人乙", GOOD, ("审定",))

    set_user(users, "校对员甲", None, ("编辑", "审定"))

    assert {name: one.roles for name, one in load_users(users).items()} == {
        "校对员甲": ("编辑", "审定"),
        "审定人乙": ("审定",),
    }
    assert "# 手写的话" in users.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "password", "roles"),
    [
        ("", GOOD, ("编辑",)),
        ("甲\u202e乙", GOOD, ("编辑",)),
        ("丙", "短", ("编辑",)),
        ("丙", GOOD, ()),
        ("丙", None, ("编辑",)),
    ],
)
def test_what_cannot_be_a_user_is_refused_and_not_written(
    users: Path, name: str, password: str | None, roles: tuple[str, ...]
) -> None:
    before = users.read_bytes()

    with pytest.raises(UsageError):
        set_user(users, name, password, roles)
    assert users.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        'schema = "briefing/users/2"\n',
        'schema = "briefing/users/1"\n[[user]]\nname = "甲"\nroles = ["编辑"]\npassword = "明文"\n',
        'schema = "briefing/users/1"\n[[user]]\nname = "甲"\nroles = ["长官"]\npassword = "$argon2id$x"\n',
        'schema = "briefing/users/1"\n' + '[[user]]\nname = "甲"\nroles = ["编辑"]\npassword = "$argon2id$x"\n' * 2,
    ],
)
def test_a_users_file_that_is_wrong_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "users.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError):
        load_users(path)


def test_only_the_right_password_of_a_user_is_taken(users: Path) -> None:
    known = Users(users)

    assert [
        known.verify(*pair) is not None for pair in (("校对员甲", GOOD), ("校对员甲", f"{GOOD} "), ("无此人", GOOD))
    ] == [
        True,
        False,
        False,
    ]


def test_the_file_is_read_anew_and_a_broken_one_lets_nobody_in(users: Path) -> None:
    known = Users(users)
    set_user(users, "审定人乙", GOOD, ("审定",))
    added = known.find("审定人乙")
    remove_user(users, "校对员甲")
    removed = known.find("校对员甲")

    users.write_text("schema = ", encoding="utf-8")

    assert added is not None
    assert removed is None
    assert known.find("审定人乙") is None


def test_the_command_adds_a_user_and_never_prints_the_password(tmp_path: Path) -> None:
    path = tmp_path / "users.toml"

    said = CliRunner().invoke(briefing, ["user", "丙", "--users", str(path), "--role", "审定"], input=f"{GOOD}\n")

    assert said.exit_code == 0
    assert GOOD not in said.output
    assert load_users(path)["丙"].roles == ("审定",)


# Guesses


def test_misses_are_slowed_more_and_more_for_an_account_and_for_an_address() -> None:
    clock = Clock()
    attempts = Attempts(clock)

    waits = []
    for number in range(6):
        while (wait := attempts.begin("甲", f"10.0.0.{number}")) > 0:
            waits.append(wait)
            clock.time += wait

    assert waits == [2.0, 4.0, 8.0]
    assert [attempts.begin("", "10.9.9.9") for _ in range(4)] == [0.0, 0.0, 0.0, 2.0]


def test_guesses_at_the_same_moment_count_before_any_is_looked_at() -> None:
    attempts = Attempts(Clock())

    taken = [attempts.begin("甲", "10.0.0.1") for _ in range(50)]

    assert taken.count(0.0) == 3


def test_a_right_password_takes_back_what_was_counted() -> None:
    attempts = Attempts(Clock())
    for _ in range(2):
        attempts.begin("甲", "10.0.0.1")

    attempts.forget("甲", "10.0.0.1")

    assert [attempts.begin("甲", "10.0.0.1") for _ in range(3)] == [0.0, 0.0, 0.0]


def test_an_account_is_locked_for_a_minute_at_most_and_an_address_for_a_quarter_of_an_hour() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for number in range(40):
        clock.time += 10_000
        attempts.begin("甲", f"10.0.{number}.1")
        attempts.begin("", "10.9.9.9")

    assert (attempts.begin("甲", "10.0.99.1"), attempts.begin("", "10.9.9.9")) == (60.0, 900.0)


def test_memory_is_bounded_and_an_account_is_not_forgotten_for_strangers() -> None:
    attempts = Attempts(Clock())
    for _ in range(3):
        attempts.begin("甲", "10.0.0.1")

    for number in range(6000):
        attempts.begin("", f"10.1.{number // 250}.{number % 250}")

    assert len(attempts._misses) <= 4096  # noqa: SLF001 - the bound is the point
    assert attempts.begin("甲", "10.200.0.1") > 0


def test_addresses_of_one_subscriber_of_ipv6_are_one() -> None:
    attempts = Attempts(Clock())

    assert [attempts.begin("", f"2001:db8:1:2::{number}") > 0 for number in range(4)] == [False, False, False, True]


# Where it listens


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("10.0.0.2", ("10.0.0.2", 8000)),
        ("10.0.0.3:8443", ("10.0.0.3", 8443)),
        ("[::]:8443", ("::", 8443)),
        ("desk.office", ("desk.office", 8000)),
    ],
)
def test_an_address_to_listen_on_is_read(words: str, found: tuple[str, int]) -> None:
    assert parse_listen(words, 8000) == found


@pytest.mark.parametrize("words", ["", "a b", "host:99999", "::1", "http://host"])
def test_what_is_no_address_is_refused(words: str) -> None:
    with pytest.raises(UsageError):
        parse_listen(words, 8000)


SOME = Path("users.toml")


@pytest.mark.parametrize(
    ("access", "said"),
    [
        (Access(host="10.0.0.2"), "用户文件"),
        (Access(host="10.0.0.2", users=SOME), "没有加密"),
        (Access(host="10.0.0.2", users=SOME, certificate=SOME), "一起给"),
        (Access(host="10.0.0.2", users=SOME, certificate=SOME, key=SOME), "证书或私钥"),
        (Access(host="10.0.0.2", users=SOME, proxies=("*",)), "代理"),
        (Access(host="10.0.0.2", users=SOME, proxies=("10.0.0.1",), origins=("http://desk.example",)), "网址"),
        (Access(host="10.0.0.2", users=SOME, proxies=("10.0.0.1",), origins=("https://desk.example/",)), "网址"),
    ],
)
def test_a_desk_that_others_reach_wants_users_and_tls_or_a_named_proxy(access: Access, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        require_access(access)


@pytest.mark.parametrize(
    "options",
    [
        ["--listen", "127.0.0.1:0"],
        ["--listen", "127.0.0.1:0", "--users", "none.toml"],
        ["--users", "none.toml"],
        ["--proxy", "10.0.0.1"],
    ],
)
def test_the_command_refuses_what_is_not_safe(tmp_path: Path, options: list[str]) -> None:
    said = CliRunner().invoke(briefing, ["desk", "--folder", str(tmp_path), *options])

    assert isinstance(said.exception, BriefingError)
    assert said.exception.exit_code == 2


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("desk.example", True),
        ("DESK.example", True),
        ("10.0.0.3:8443", True),
        ("[fe80::1]:8443", True),
        ("localhost:8443", True),
        ("evil.example", False),
        ("desk.example.evil.example", False),
        ("", False),
        ("[::1", False),
    ],
)
def test_only_the_desk_s_own_names_and_addresses_are_answered(host: str, known: bool) -> None:
    access = Access(host="10.0.0.2", users=SOME, proxies=("10.0.0.1",), origins=("https://desk.example",))

    assert access.knows(host) is known


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="no links on this system")
def test_a_link_in_the_place_of_the_users_file_is_not_written_through(users: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(users)
    before = users.read_bytes()

    set_user(link, "丁", GOOD, ("编辑",))

    assert users.read_bytes() == before
