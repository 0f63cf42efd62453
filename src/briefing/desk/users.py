"""Users who may log in to a desk on a server: names, roles, and passwords as Argon2 digests, in one file that `briefing user` writes."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import tomlkit

from briefing.config.toml import parse_settings
from briefing.errors import BriefingError, ConfigurationError, EnvironmentLacksError, UsageError
from briefing.files import held, load_text, output_errors, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from argon2 import PasswordHasher

SCHEMA = "briefing/users/1"
EDITOR, APPROVER = "编辑", "审定"
ROLES = (EDITOR, APPROVER)
_KEYS = ("name", "roles", "password")
_LONGEST_NAME = 40
_SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
_LOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person with a log-in; `password` is the Argon2 digest."""

    name: str
    roles: tuple[str, ...]
    password: str


def clean_name(words: str) -> str:
    """The name as it is compared and kept; a `UsageError` where it is none."""
    name = unicodedata.normalize("NFC", words).strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError("用户名不能用", hint=f"请用 1 到 {_LONGEST_NAME} 个看得见的字")
    return name


def load_users(path: Path) -> dict[str, User]:
    """The users by name; a `ConfigurationError` where there is no such file or something in it is wrong."""
    try:
        settings = parse_settings(load_text(path, path.name), path.name)
    except FileNotFoundError:
        raise ConfigurationError(
            f"没有用户文件 {path}", hint="请先用 briefing user 名字 --users 文件 添一个用户"
        ) from None
    settings.refuse_unknown(("schema", "user"))
    settings.matching("schema", SCHEMA, f" {SCHEMA}")
    users: dict[str, User] = {}
    for entry in settings.each("user"):
        entry.refuse_unknown(_KEYS)
        digest = entry.matching("password", r"\$argon2id\$[\x21-\x7e]+", " briefing user 写下的摘要")
        user = User(name=clean_name(entry.text("name")), roles=entry.texts("roles"), password=digest)
        if user.name in users or not user.roles or not set(user.roles) <= set(ROLES):
            raise ConfigurationError(
                f"{path.name} 里“{user.name}”有误", hint=f"一个用户只写一次，roles 写 {'、'.join(ROLES)}"
            )
        users[user.name] = user
    return users


def require_password(password: str) -> None:
    """Raise a `UsageError` for a password that is too short or too long."""
    if not _SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UsageError(
            "密码太短或太长", hint=f"请用 {_SHORTEST_PASSWORD} 到 {LONGEST_PASSWORD} 个字符，几个不相干的词最好"
        )


def set_user(path: Path, name: str, password: str | None, roles: tuple[str, ...]) -> None:
    """Add the user, or change the password, or the roles where some are given; what else the file holds stays."""
    name = clean_name(name)
    if password is not None:
        require_password(password)
    with _writing(path) as document:
        listed = document.setdefault("user", tomlkit.aot())
        entry = next((one for one in listed if one["name"] == name), None)
        if entry is None:
            if password is None or not roles:
                raise UsageError(f"还没有用户“{name}”", hint="新用户要有密码和 --role")
            entry = tomlkit.table()
            entry.update({"name": name})
            listed.append(entry)
        if roles:
            entry["roles"] = list(dict.fromkeys(roles))
        if password is not None:
            entry["password"] = _hasher().hash(password)


def remove_user(path: Path, name: str) -> None:
    """Take a user out; the open pages of that user are logged out."""
    with _writing(path) as document:
        listed = document.get("user", [])
        found = [number for number, one in enumerate(listed) if one["name"] == clean_name(name)]
        if not found:
            raise UsageError(f"没有用户“{name}”", hint=f"{path.name} 里有：{'、'.join(one['name'] for one in listed)}")
        del listed[found[0]]


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[Any]:
    """The file as a document that keeps its comments, written when the block ends, for its owner's eyes alone."""
    mask = os.umask(0o077)
    try:
        lock = path.with_name(f".{path.name}.lock")
        with output_errors(path, told=path.name, hint="请检查文件夹的权限和磁盘空间"), held(lock, _LOCK_SECONDS):
            try:
                load_users(path)
                text = load_text(path, path.name)
            except ConfigurationError:
                if path.exists():
                    raise
                text = f'# 校对台的用户，由 briefing user 写。密码只存 Argon2 摘要。\nschema = "{SCHEMA}"\n'
            document = tomlkit.parse(text)
            yield document
            write_whole(path, tomlkit.dumps(document).encode())
    finally:
        os.umask(mask)


def _hasher() -> PasswordHasher:
    """Argon2id with the library's own parameters (RFC 9106, the second choice: 64 MiB)."""
    try:
        from argon2 import PasswordHasher
    except ImportError:
        raise EnvironmentLacksError(
            "没有装 argon2-cffi", hint="请重新安装 briefing，或 pip install argon2-cffi"
        ) from None
    return PasswordHasher()


class Users:
    """The users file, read anew when it changes: who is taken out, or gets another password, is logged out at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int, int] | None = None
        self._users: dict[str, User] = load_users(path)
        self._hasher = _hasher()
        # What a name that nobody has is compared with, so that a guess takes as long as a miss.
        self._nobody = self._hasher.hash(os.urandom(16))

    def find(self, name: str) -> User | None:
        """The user of that name; nobody while the file is missing or wrong."""
        try:
            status = self._path.stat()
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
            if stamp != self._stamp:
                self._users, self._stamp = load_users(self._path), stamp
        except (OSError, BriefingError):
            self._users, self._stamp = {}, None
        return self._users.get(unicodedata.normalize("NFC", name).strip())

    def change_password(self, name: str, password: str) -> User:
        """The user with another password; whoever else is logged in by that name is logged out."""
        set_user(self._path, name, password, ())
        user = self.find(name)
        if user is None:
            raise UsageError(f"没有用户“{name}”", hint="请问管校对台的人")
        return user

    def verify(self, name: str, password: str) -> User | None:
        """The user whose password it is; takes a tenth of a second and 64 MiB, whoever asks."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        user = self.find(name)
        try:
            self._hasher.verify(user.password if user else self._nobody, password[:LONGEST_PASSWORD])
        except (Argon2Error, InvalidHashError):
            return None
        return user
