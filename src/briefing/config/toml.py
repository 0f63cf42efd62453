"""TOML files read with their place in mind, so that a wrong entry is named by file and key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from briefing.errors import ConfigurationError
from briefing.kept import parse_toml
from briefing.text.characters import find_no_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

T = TypeVar("T")
# What an escape may put in that no document can print.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PLACE = re.compile(r"at line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One table of a TOML file; every getter refuses a value of the wrong type with a `ConfigurationError`."""

    file: str
    table: dict[str, Any]
    path: str = ""

    def _name(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _wrong(self, key: str, wanted: str) -> ConfigurationError:
        return ConfigurationError(
            f"{self.file} 的 {self._name(key)} 有误：应为{wanted}", hint="请对照使用手册（docs/manual.md）改正这一项"
        )

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Refuses a key that means nothing here: most often one misspelt."""
        unknown = sorted(set(self.table) - set(known))
        if unknown:
            names = "、".join(sorted(known))
            raise ConfigurationError(
                f"{self.file} 有不认识的键 {self._name(unknown[0])}", hint=f"这里可用的键：{names}"
            )

    def text(self, key: str, default: str | None = None) -> str:
        """A string that is not empty, or the default."""
        value = self.table.get(key, default)
        if not isinstance(value, str) or (not value.strip() and key in self.table):
            raise self._wrong(key, "非空文字")
        return value

    def optional_text(self, key: str) -> str:
        """A string, empty where the key is missing or empty."""
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self._wrong(key, "文字")
        return value.strip()

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key, " true 或 false")
        return value

    def whole_number(self, key: str, default: int, *, least: int = 1, most: int = 10_000) -> int:
        """A whole number in a range."""
        value = self.table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self._wrong(key, f" {least} 到 {most} 的整数")
        return value

    def number(self, key: str, *, least: float, most: float) -> float:
        """A number in a range."""
        value = self.table.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self._wrong(key, f" {least:g} 到 {most:g} 的数")
        return float(value)

    def matching(self, key: str, pattern: str, wanted: str) -> str:
        """A string that the regular expression matches whole; `wanted` names its form in the message."""
        value = self.table.get(key)
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise self._wrong(key, wanted)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings that are not empty; none where the key is missing."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
            raise self._wrong(key, "文字列表")
        return tuple(value)

    def record(self, kind: Callable[..., T], read: Callable[[Settings, str], object] | None = None) -> T:
        """A dataclass whose fields are the keys of this table, each a text unless `read` reads it in another way."""
        names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # a class is what is called
        self.refuse_unknown(names)
        return kind(**{name: read(self, name) if read else self.text(name) for name in names})

    def within(self, key: str) -> Settings:
        """The table under a key; an empty one where the key is missing."""
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, "表")
        return Settings(file=self.file, table=value, path=self._name(key))

    def tables(self) -> Iterator[tuple[str, Settings]]:
        """Every key of this table with the table under it."""
        for key in self.table:
            yield key, self.within(key)

    def each(self, key: str) -> tuple[Settings, ...]:
        """The array of tables under a key."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self._wrong(key, "表的列表")
        return tuple(
            Settings(file=self.file, table=entry, path=f"{self._name(key)}[{number}]")
            for number, entry in enumerate(value, 1)
        )


def parse_settings(text: str, file: str, *, of_template: bool = False) -> Settings:
    """The top table of a TOML text; `file` names it in messages. One `of_template` is the same in the next run."""
    if (place := find_no_text(text)) is not None:
        line = text.count("\n", 0, place) + 1
        raise ConfigurationError(f"{file} 第 {line} 行里有不是文字的码位", hint="请删去这个字符后重试")
    try:
        table = (parse_toml if of_template else tomllib.loads)(text)
        unprintable = any(map(_CONTROL.search, _strings(table)))
    # A number of five thousand digits is a ValueError of another kind.
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(
            f"{file} 不是正确的 TOML：{_reason(error)}", hint="请检查该处的引号、括号和等号，同一个键只能写一次"
        ) from None
    if unprintable:
        raise ConfigurationError(f"{file} 里有控制字符", hint="请删去 \\u0000 这样的写法后重试")
    return Settings(file=file, table=table)


def _strings(value: object) -> Iterator[str]:
    """Every text in a TOML value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _strings(member)


def _reason(error: ValueError | RecursionError) -> str:
    """The place of a mistake, in Chinese; what tomllib says of it besides is English."""
    if isinstance(error, RecursionError):
        return "括号嵌套太深"
    place = _PLACE.search(str(error))
    return f"第 {place[1]} 行第 {place[2]} 列起写得不对" if place else "末尾附近写得不对"
