"""The gate asked in this process: as `briefing check` judges, without a start and a reference of its own for every file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefing.check.gate import Gate
from briefing.check.reference import read_records, refer
from briefing.config.template_set import load_template_set
from briefing.config.templates import Overlay
from briefing.edition.index import OutlineIndex
from briefing.readers.finished import read_own

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.config.template_set import TemplateSet


class Bench:
    """A folder of packs with its ledger, outline and gates, worked out once for all changed files."""

    def __init__(self, ledger: Path, source: Path) -> None:
        self._records = read_records(ledger, source)
        self._gates: dict[str, Gate] = {}

    @cached_property
    def _template_set(self) -> TemplateSet:
        return load_template_set(Overlay())

    def findings_of(self, content: bytes, pack: str) -> list[dict[str, Any]]:
        """Findings of the gate in a changed file of that name, as `--format json` tells them, but for what nothing here needs."""
        finished = read_own(content, pack)
        # The formats of an edition share their runs.
        edition = pack.rpartition(".")[0]
        if edition not in self._gates:
            library = OutlineIndex(outline=self._records.outline, topics=self._template_set.topics)
            self._gates[edition] = Gate(refer(finished, self._records, None), self._template_set, library)
        gate = self._gates[edition]
        found = [*gate.check(finished).findings, *gate.find_foreign(finished)]
        return [{"code": one.code, "words": one.words} for one in found]
