"""Notes on what 今年 and 目前 mean: never inside quoted text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.text.dates import iso_date
from briefing.text.folding import fold
from briefing.text.tokens import read_tokens

if TYPE_CHECKING:
    from briefing.config.sidecar import Sidecar
    from briefing.document.model import Line
    from briefing.document.wording import Wording
    from briefing.outline.model import Outline

_YEAR = re.compile(r"(?:19|20)\d{2}")
# Years from the year of publication; words of one character more are not mistaken for these (今年以来 is 今年).
_YEARS = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
# 7月1|日前: what stands before 日 counts days.
_DAY = re.compile(r"[\d一二三四五六七八九十]$")
_MOMENTS = ("目前", "当前", "如今", "日前", "近日", "即日起")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The date of publication; `inferred` where nobody printed it. `date` is as given: a year, a month or a day."""

    date: str
    inferred: bool

    @property
    def year(self) -> int:
        """The year of publication."""
        return int(self.date[:4])


def find_publication(outline: Outline, sidecar: Sidecar) -> Publication | None:
    """The date that the text prints, else the sidecar's, else None."""
    printed = outline.published.text if outline.published else ""
    year = _YEAR.search(printed)
    # 民國115年3月12日 is 2026-03-12.
    if date := iso_date(fold(printed)) or (year and year.group()):
        return Publication(date=date, inferred=False)
    if sidecar.published:
        return Publication(date=sidecar.published, inferred=sidecar.inferred)
    return None


def document_date(outline: Outline, sidecar: Sidecar, epoch_date: str | None) -> str | None:
    """The date of a source's packs: its own, else the one that `SOURCE_DATE_EPOCH` gives, never the clock's."""
    publication = find_publication(outline, sidecar)
    return publication.date if publication else epoch_date


def _tells(folded: str, moment: str) -> bool:
    """True if the moment is a word of the folded text: not in 7月1日前, nor in 项目前期."""
    places = [found.start() for found in re.finditer(moment, folded)]
    tokens = read_tokens(folded) if places else None
    return any(tokens.begins(at) and not _DAY.search(folded, 0, at) for at in places) if tokens else False


def date_remarks(folded: str, publication: Publication | None, wording: Wording) -> Line:
    """For each relative date in the folded words what year it means, and whether that year is inferred."""
    if publication is None:
        return ()
    years = {word: publication.year + years for word, years in _YEARS.items() if word in folded}
    years |= {word: publication.year for word in _MOMENTS if _tells(folded, word)}
    key = "note.year_inferred" if publication.inferred else "note.year"
    return tuple(
        wording.run(key, values={"word": wording.relative(word), "year": str(year)}) for word, year in years.items()
    )
