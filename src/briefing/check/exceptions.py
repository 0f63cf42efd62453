"""Reviewed exceptions (例外): findings that somebody has looked at and lets stand, with a reason and a date."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.check.flat_text import compare_form
from briefing.check.report import CODES
from briefing.config.toml import parse_settings
from briefing.errors import ConfigurationError
from briefing.files import load_text, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefing.check.report import Fault, Report
    from briefing.config.review import Anchor, Review

_KEYS = ("code", "words", "reason", "date", "file")
# So much of a decision's context is held against the sentence: as much as a person takes in.
_NEAR = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """One exception: a kind of finding about the same words; in one file alone, if it names one."""

    code: str
    words: str
    reason: str
    date: str
    file: str = ""

    def covers(self, report: Report, fault: Fault) -> bool:
        """True if it is about this finding."""
        name = report.path.replace("\\", "/").rpartition("/")[2]
        return (self.code, self.words) == (fault.code, fault.words) and self.file in ("", name)


def load_allowances(path: Path) -> tuple[Allowance, ...]:
    """The exceptions in a TOML file, each an `[[allow]]`; a `ConfigurationError` for one without a reason or a date."""
    try:
        text = load_text(path, str(path))
    except FileNotFoundError as error:
        raise ConfigurationError(f"读不了 {path}：{reason_of(error)}", hint="请检查文件名和权限") from None
    settings = parse_settings(text, path.name)
    settings.refuse_unknown(("allow",))
    found = []
    for one in settings.each("allow"):
        one.refuse_unknown(_KEYS)
        code, date = one.text("code"), one.table.get("date")
        if code not in CODES:
            raise ConfigurationError(f"{one.file} 的 code 有误：{code}", hint=f"可用的值：{'、'.join(CODES)}")
        if isinstance(date, datetime.datetime) or not isinstance(date, datetime.date):
            raise ConfigurationError(f"{one.file} 的 {one.path}.date 不是日期", hint="请写成 date = 2026-05-20")
        words, reason, file = one.text("words"), one.text("reason"), one.optional_text("file")
        found.append(Allowance(code=code, words=words, reason=reason, date=date.isoformat(), file=file))
    return tuple(found)


def apply_allowances(
    reports: Iterable[Report], allowances: tuple[Allowance, ...]
) -> tuple[tuple[Report, ...], tuple[Allowance, ...]]:
    """The reports with what is allowed marked so, and the exceptions that nothing needed."""
    used: set[Allowance] = set()

    def judged(report: Report, fault: Fault) -> Fault:
        allowance = next((one for one in allowances if one.covers(report, fault)), None)
        if allowance is None:
            return fault
        used.add(allowance)
        return replace(fault, allowed=f"{allowance.reason}（{allowance.date}）")

    marked = tuple(replace(one, faults=tuple(judged(one, fault) for fault in one.faults)) for one in reports)
    return marked, tuple(one for one in allowances if one not in used)


def allow_decided(fault: Fault, review: Review) -> Fault:
    """The fault, allowed where somebody decided so (`check.allow`) of the same words in the same sentence."""
    for one in review.standing:
        if one.kind == "check.allow" and one.about and _is_about(one.about, fault):
            day = f"（{one.at.date().isoformat()}）" if one.at else ""
            return replace(fault, allowed=f"{one.value}{day}")
    return fault


def _is_about(anchor: Anchor, fault: Fault) -> bool:
    """True if a decision names the words of a fault, or more around them, and its context, if it gives any, is there."""
    words, found = compare_form(anchor.words), compare_form(fault.words)
    around = compare_form(fault.sentence or fault.words)
    if not found or found not in words or words not in around:
        return False
    before, after = compare_form(anchor.before)[-_NEAR:], compare_form(anchor.after)[:_NEAR]
    at = around.find(words)
    left, right = around[:at], around[at + len(words) :]
    return (not left or left.endswith(before[-len(left) :])) and (not right or right.startswith(after[: len(right)]))
