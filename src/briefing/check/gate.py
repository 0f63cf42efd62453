"""Finished files through the whole gate: facts, script, and leaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.check.authority import Authority
from briefing.check.facts import find_faults, recognise_script
from briefing.check.leaks import find_leaks, find_withheld
from briefing.check.recomposed import recompose

if TYPE_CHECKING:
    from briefing.check.leaks import Withheld
    from briefing.check.reference import Reference
    from briefing.document import Script
    from briefing.findings import Finding
    from briefing.finished import Finished
    from briefing.library import Library
    from briefing.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate says of a file: its faults in the order of the file, and what it could not tell."""

    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gate:
    """What the files of one edition in one script are checked against, worked out once for all of them."""

    reference: Reference
    workshop: Workshop
    library: Library
    _authorities: dict[Script, Authority] = field(default_factory=dict, init=False, repr=False, compare=False)

    def authority(self, finished: Finished) -> Authority:
        """What the file should print: its ledger's runs, or without a ledger those of our packs of the source.

        Where the reference does not say in which script, the file's own words do.
        """
        known, outline = self.reference, self.reference.outline
        script = known.script or recognise_script(finished, outline)
        if script not in self._authorities:
            runs = recompose(outline, script, known.sidecar) if known.entries is None else known.entries
            self._authorities[script] = Authority(outline, tuple(runs), script)
        return self._authorities[script]

    @cached_property
    def _withheld(self) -> Withheld | None:
        """What the edition's audience must not see; None where it is not known whose edition it is."""
        audience = next((one for one in self.workshop.audiences if one.name == self.reference.audience), None)
        return find_withheld(self.library, audience) if audience else None

    def check(self, finished: Finished) -> Verdict:
        """The file's faults, and what could not be told."""
        found = list(find_faults(finished, self.authority(finished)))
        remarks = []
        if self.reference.entries is None:
            remarks.append("没有这份文件的出处账，按原文和自带的模板核对")
        if self._withheld is None:
            remarks.append("认不出是给谁的版本，没有查外泄；请用 --audience 指明")
        else:
            found += find_leaks(finished, self._withheld, str(self.reference.audience))
        return Verdict(
            findings=tuple(sorted(found, key=lambda one: (one.passage, one.start, one.end))), remarks=tuple(remarks)
        )
