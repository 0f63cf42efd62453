"""Administrative divisions by name, from province to county, and the names of places at a place of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefing.kept import parse_toml
from briefing.text.folding import fold

_FILE = Path(__file__).parent.parent.parent / "data" / "divisions.toml"
_FORMER = re.compile(r"(\D+)(\d{4})")
_SUFFIX = re.compile(r"(?:特别行政区|(?:维吾尔|壮族|回族)?自治区|地区|[省市盟])$")
_PEOPLES = re.compile(
    r"(?:朝鲜族|土家族|苗族|傣族|景颇族|傈僳族|哈尼族|彝族|藏族|羌族|蒙古族|蒙古|回族|侗族|布依族|壮族|白族|柯尔克孜|哈萨克)+自治州$"
)
_SHORTEST = 2
# A former name still stands in texts of the years after: 万县市 of 1998.
_LINGERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Divisions:
    """The list: full names, former names with their last year, and the short names of provinces, prefectures and counties.

    `town_cities` are the cities within a county of Taiwan: 宜兰市 of 宜兰县.
    """

    names: frozenset[str]
    former: dict[str, int]
    wide: frozenset[str]
    narrow: frozenset[str]
    provinces: frozenset[str]
    town_cities: frozenset[str]
    longest: int

    def full_at(self, folded: str, offset: int, year: int | None = None) -> int | None:
        """The end of the longest listed name that begins at an offset."""
        for size in range(min(self.longest, len(folded) - offset), 1, -1):
            name = folded[offset : offset + size]
            if name in self.names or (name in self.former and (year is None or year <= self.former[name] + _LINGERS)):
                return offset + size
        return None

    def short_at(self, folded: str, offset: int, *, wide: bool) -> int | None:
        """The end of the longest short name: 深圳 and 内蒙古 (wide), 慈溪 and 大邑 (of a county)."""
        names = self.wide if wide else self.narrow
        ends = (offset + size for size in range(6, 1, -1) if folded[offset : offset + size] in names)
        return next(ends, None)

    def opens(self, folded: str) -> bool:
        """True if a folded line opens with a place of the list, in full or short: 福建加快…."""
        return bool(self.full_at(folded, 0) or self.short_at(folded, 0, wide=True))


@cache
def load_divisions() -> Divisions:
    """The list that ships with the program."""
    table = parse_toml(_FILE.read_text(encoding="utf-8"))
    lists = {key: fold(value).split() for key, value in table.items() if isinstance(value, str)}
    wide = [_SUFFIX.sub("", name) for name in (*lists["provinces"], *lists["prefectures"])]
    wide += [_PEOPLES.sub("", name) for name in lists["prefectures"] if name.endswith("自治州")]
    wide += [name[:-1] for name in lists["taiwan"]]
    narrow = [name[:-1] for key in ("counties", "hong_kong") for name in lists[key]]
    current = [name for key, names in lists.items() if key != "former" for name in names]
    former = {match[1]: int(match[2]) for name in lists["former"] if (match := _FORMER.fullmatch(name))}
    return Divisions(
        names=frozenset(current),
        former=former,
        wide=frozenset(name for name in wide if len(name) >= _SHORTEST and not name.endswith("州自治州")),
        provinces=frozenset(_SUFFIX.sub("", name) for name in lists["provinces"]),
        town_cities=frozenset(name for name in lists["taiwan_towns"] if name.endswith("市")),
        narrow=frozenset(name for name in narrow if len(name) >= _SHORTEST),
        longest=max(map(len, current)),
    )


def is_division(name: str) -> bool:
    """True if the list holds the folded name, in full or short: 余姚市, 余姚."""
    divisions = load_divisions()
    return name in divisions.names or name in divisions.wide or name in divisions.narrow
