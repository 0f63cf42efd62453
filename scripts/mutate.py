"""Changes finished packs in many ways, lets `briefing check` look at them, and says what was caught, missed and falsely alarmed.

The files are changed through their own formats; the ledger and the outline are read as data. What is known is what was
changed, and `briefing check --format json` is asked like any user would; with `--in-process` its gate is asked here, on pages
and Word files alone, which takes less time.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import weasyprint

from mutations.drawn import FALSE_DRAWN
from mutations.files import open_file
from mutations.handling import HARMLESS_HANDLING
from mutations.in_process import Bench
from mutations.kinds import FALSE as FALSE_FIRST
from mutations.kinds import HARMLESS as HARMLESS_FIRST
from mutations.kinds import Change, Scene, in_every_script
from mutations.sense import FALSE_SENSE
from mutations.wording import FALSE_WORDS, HARMLESS_WORDS

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
SEED = ROOT / "seeds" / "huangpu-interview.txt"
COUNT = 2000
FALSE = {**FALSE_FIRST, **FALSE_WORDS, **FALSE_DRAWN, **FALSE_SENSE}
HARMLESS = {**HARMLESS_FIRST, **HARMLESS_WORDS, **HARMLESS_HANDLING}
# Of the changed Word files this share is saved again by LibreOffice, of the pages this share is printed to PDF.
RESAVED, PRINTED = 0.25, 0.25
_TRIES = 12
# A report of fifty pages takes a quarter of a minute to print.
_LONG_PAGE = 80_000
CONVERTED = "script: another converter"
_EDITED = re.compile(r"\.edited-\d+")
_SENTENCE = 8
_PHRASE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One changed file: what kind of change, which one, and where it lies."""

    kind: str
    change: Change
    path: Path
    harmless: bool


def _briefing(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefing", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def _build(sources: list[Path], out: Path, formats: tuple[str, ...]) -> list[Path]:
    done = _briefing("build", *sources, "--out", out, *(word for one in formats for word in ("--format", one)))
    if done.returncode:
        sys.exit(done.stderr)
    return sorted(path.parent for path in out.glob("*/ledger.json"))


def _words_of(entries: list[dict[str, Any]], letter: str) -> tuple[str, ...]:
    found = {entry["text"] for entry in entries if (entry["origin"].get("fact") or "").startswith(letter)}
    return tuple(sorted(one for one in found if len(one) > 1))


def _in_script(words: str, script: str) -> str:
    """Words of the source as a pack in that script prints them, nearly: its marks are another matter."""
    return in_every_script(words)[1 if script == "zh-Hans" else 2]


def _around(points: list[list[int]], at: int) -> list[int]:
    """The point that holds an offset of the source, or an empty range."""
    return next((span for span in points if span[0] <= at < span[1]), [at, at])


class Office:
    """A folder of packs with what its ledger and outline say."""

    def __init__(self, folder: Path, source: str) -> None:
        self.folder = folder
        entries = json.loads((folder / "ledger.json").read_bytes())["entries"]
        self.outline = json.loads((folder / "outline.json").read_bytes())
        self.numbers = frozenset(re.findall(r"\d+(?:\.\d+)?", source))
        quoted = [one.get("speaker") for one in self.outline["quotes"]]
        self.people = {one for one in (*(one["name"] for one in self.outline["speakers"]), *quoted) if one}
        self.by_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for entry in entries:
            self.by_file[entry["file"]].append(entry)
        self.packs = sorted(name for name in self.by_file if (folder / name).is_file())

    def scene(self, rng: random.Random, name: str, content: bytes) -> Scene:
        """The file open, with the facts that its ledger says it prints."""
        entries = self.by_file[name]
        audience, script, suffix = name.split(".")
        glance = [entry for entry in entries if entry["block"] in ("glance", "figures")]
        indicators = {
            after["text"]
            for before, after in pairwise(glance)
            if (before["origin"].get("fact") or "").startswith("f")
            and after["origin"]["kind"] == "source"
            and "fact" not in after["origin"]
        }
        heads = {
            entry["text"] for entry in entries if entry["block"] == "spine" and entry["origin"]["kind"] == "source"
        }
        names = [self.outline["speakers"][0]["name"]] if self.outline["speakers"] else []
        return Scene(
            rng=rng,
            file=open_file(content, suffix),
            script=script,
            figures=_words_of(entries, "f"),
            indicators=tuple(sorted(indicators)) if audience != "officials" else (),
            quotes=tuple(
                sorted(
                    {
                        entry["text"]
                        for entry in entries
                        if entry["block"] in ("voice", "quotes") and entry["origin"].get("fact")
                    }
                )
            ),
            heads=tuple(sorted(heads)),
            names=tuple(one for letter in "lboe" for one in _words_of(entries, letter)),
            speakers=tuple(sorted({form for one in names for form in in_every_script(one)})),
            secrets=self._secrets(audience, script),
            numbers=self.numbers,
            people=tuple(sorted({_in_script(one, script) for one in self.people})),
            **self._wording(entries, script),
        )

    def _wording(self, entries: list[dict[str, Any]], script: str) -> dict[str, Any]:
        """The printed text, by the ledger, of sentences that hold a figure, a name or a quotation."""
        points = [one["span"] for one in self.outline["points"] if one["span"]]
        held = [
            one["span"][0]
            for kind in ("figures", "quotes", "policies", "programmes", "organisations", "events")
            for one in self.outline[kind]
            if one.get("span")
        ]
        stating = [span for span in points if any(span[0] <= at < span[1] for at in held)]
        printed = [one for one in entries if one["origin"]["kind"] == "source" and one["origin"].get("spans")]
        inside = [one for one in printed if any(start <= one["origin"]["spans"][0][0] < end for start, end in stating)]
        whole = [one["text"] for one in inside if len(one["origin"]["spans"]) == 1 and len(one["text"]) > _PHRASE]
        starts = {start for start, _ in points}
        opening = [
            one["text"] for one in inside if one["origin"]["spans"][0][0] in starts and "fact" not in one["origin"]
        ]
        whole_points = []
        # A large figure after a sentence that ends with it is of the same point, but of another section.
        for (span, _), group in groupby(
            printed, lambda one: (_around(points, one["origin"]["spans"][0][0]), one["block"])
        ):
            runs = list(group)
            if span in stating and span[1] - runs[-1]["origin"]["spans"][-1][1] in (0, 1):
                whole_points.append("".join(one["text"] for one in runs))
        sentences = [one for one in whole_points if "，" in one and re.fullmatch(r"[^“”「」：；]+", one)]
        heads = [
            [item["head"]["text"] for item in one["items"]]
            for one in self.outline["enumerations"]
            if one["kind"] != "list"
        ]
        return {
            "facts": tuple(sorted(set(whole))),
            "openings": tuple(sorted({one for one in opening if len(one) > _PHRASE})),
            "sentences": tuple(sorted({one for one in sentences if len(one) > _SENTENCE})),
            "covers": tuple(
                sorted({one["text"] for one in printed if one["block"] == "cover" and len(one["text"]) > 1})
            ),
            "lists": tuple(tuple(_in_script(head, script) for head in one) for one in heads),
        }

    def _secrets(self, audience: str, script: str) -> tuple[str, ...]:
        if audience == "officials":
            return ()
        block = [entry["text"] for entry in self.by_file[f"officials.{script}.html"] if entry["block"] == "inspection"]
        return tuple(sorted(one for one in block if re.search("巡[视視]", one) and len(one) > _SENTENCE))


def _make(office: Office, kind: str, make: Any, rng: random.Random, number: int) -> Case | None:
    names = [name for name in office.packs if not name.endswith(".pdf")]
    for _ in range(_TRIES):
        name = rng.choice(names)
        scene = office.scene(rng, name, (office.folder / name).read_bytes())
        change = make(scene)
        if change is not None:
            stem, _, suffix = name.rpartition(".")
            path = office.folder / f"{stem}.edited-{number}.{suffix}"
            path.write_bytes(scene.file.save())
            return Case(kind=kind, change=change, path=path, harmless=False)
    return None


def _resave(cases: list[Case], rng: random.Random, work: Path) -> None:
    """Lets LibreOffice save some of the Word files again."""
    chosen = [
        case
        for case in cases
        if case.path.suffix == ".docx" and not case.kind.startswith("leak") and rng.random() < RESAVED
    ]
    if not chosen or shutil.which("soffice") is None:
        return
    saved = work / "saved"
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "docx",
        "--outdir",
        str(saved),
        *(str(one.path) for one in chosen),
    ]
    subprocess.run(command, check=True, capture_output=True)
    for case in chosen:
        if (saved / case.path.name).is_file():
            (saved / case.path.name).replace(case.path)


def _print(cases: list[Case], rng: random.Random) -> list[Case]:
    """Sets some of the changed pages anew as PDF; what is unseen on a page is not on paper."""
    printed = []
    for case in cases:
        chosen = rng.random() < PRINTED and case.path.suffix == ".html" and case.path.stat().st_size < _LONG_PAGE
        if not chosen or case.kind.startswith("leak"):
            printed.append(case)
            continue
        path = case.path.with_suffix(".pdf")
        weasyprint.HTML(filename=str(case.path)).write_pdf(path, pdf_tags=True)
        case.path.unlink()
        printed.append(Case(kind=case.kind, change=case.change, path=path, harmless=case.harmless))
    return printed


def _judge(cases: list[Case], source: Path) -> dict[str, list[dict[str, Any]]]:
    ledger = cases[0].path.with_name("ledger.json")
    done = _briefing(
        "check", *(case.path for case in cases), "--ledger", ledger, "--source", source, "--format", "json"
    )
    files = json.loads(done.stdout)["files"] if done.stdout else []
    if len(files) != len(cases):
        sys.exit(f"{len(cases) - len(files)} of {len(cases)} files were not checked:\n{done.stderr[-2000:]}")
    return {Path(one["file"]).name: one["findings"] for one in files}


def _judge_here(cases: list[Case], source: Path) -> dict[str, list[dict[str, Any]]]:
    bench = Bench(cases[0].path.with_name("ledger.json"), source)
    found = {}
    for case in cases:
        found[case.path.name] = bench.findings_of(case.path.read_bytes(), _EDITED.sub("", case.path.name))
        if case.path.stem.partition(".edited")[1]:
            case.path.unlink()
    return found


def _tell(cases: list[Case], found: dict[str, list[dict[str, Any]]], *, misses: bool) -> None:
    made, caught, right, alarms = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        findings = found.get(_key(case))
        made[case.kind] += 1
        if case.harmless:
            alarms[case.kind] += bool(findings)
        else:
            caught[case.kind] += bool(findings)
            codes = {one["code"] for one in findings or ()}
            # A converter makes no fault of facts, so there any other code would be wrong.
            wanted = case.change.right or codes
            right[case.kind] += bool(codes) and (codes <= wanted if case.kind == CONVERTED else bool(codes & wanted))
        wrong = bool(findings) if case.harmless else not findings
        if misses and wrong:
            print(
                f"{case.kind} | {case.path.name} | {case.change.before[:60]!r} -> {case.change.after[:60]!r} | {[(one['code'], one['words'][:20]) for one in findings or ()][:3]}"
            )
    print(f"{'kind':34}{'made':>6}{'caught':>8}{'right':>8}{'missed':>8}{'rate':>9}")
    for kind in [kind for kind in FALSE if made[kind]]:
        print(
            f"{kind:34}{made[kind]:6}{caught[kind]:8}{right[kind]:8}{made[kind] - caught[kind]:8}{caught[kind] / made[kind]:9.1%}"
        )
    total = sum(made[kind] for kind in FALSE)
    print(
        f"{'all false':34}{total:6}{sum(caught.values()):8}{sum(right.values()):8}{total - sum(caught.values()):8}{sum(caught.values()) / max(1, total):9.1%}"
    )
    for kind in sorted(kind for kind in made if kind not in FALSE):
        print(f"{kind:34}{made[kind]:6}  alarms {alarms[kind]:4}{alarms[kind] / made[kind]:9.1%}")


def _cases(offices: list[Office], rng: random.Random, count: int, wanted: str) -> list[Case]:
    """As many changed files as asked for, the kinds in turn; half of the interview, whose facts are denser."""
    kinds = [
        *((kind, make, False) for kind, make in FALSE.items()),
        *((kind, make, True) for kind, make in HARMLESS.items()),
    ]
    kinds = [one for one in kinds if re.search(wanted, one[0])]
    cases = []
    for number in range(count):
        office = offices[0] if number // len(kinds) % 2 else rng.choice(offices)
        kind, make, harmless = kinds[number % len(kinds)]
        case = _make(office, kind, make, rng, number)
        if case is not None:
            cases.append(replace(case, harmless=harmless))
    return cases


def _run(options: argparse.Namespace, work: Path) -> None:
    rng = random.Random(options.seed)  # noqa: S311 - the same seed must give the same files
    sources = {path.stem: path for path in (SEED, *sorted(options.corpus.glob("*.txt")))}
    formats = ("html", "docx") if options.in_process else ("html", "docx", "pdf")
    offices = [
        Office(folder, sources[folder.name].read_text(encoding="utf-8"))
        for folder in _build(list(sources.values()), work / "out", formats)
    ]
    offices.sort(key=lambda office: office.folder.name != SEED.stem)
    nothing = Change(before="", after="")
    cases = [
        Case(kind="untouched", change=nothing, path=office.folder / pack, harmless=True)
        for office in offices
        for pack in office.packs
    ]
    changed = _cases(offices, rng, options.count, options.kinds)
    if not options.in_process:
        _resave(changed, rng, work)
        changed = _print(changed, rng)
    judge = _judge_here if options.in_process else _judge
    print(f"seed {options.seed}; {len(changed)} changed files, {len(cases)} untouched, {len(offices)} sources")
    found: dict[str, list[dict[str, Any]]] = {}
    for office in offices:
        here = [case for case in [*cases, *changed] if case.path.parent == office.folder]
        judged = judge(here, sources[office.folder.name])
        found |= {f"{office.folder.name}/{name}": findings for name, findings in judged.items()}
    _tell([*cases, *changed], found, misses=options.misses)


def main() -> None:
    """Makes, checks and counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--misses", action="store_true", help="print every miss and false alarm")
    parser.add_argument("--kinds", default="", help="only the kinds whose names this regular expression finds")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder of more texts")
    parser.add_argument("--in-process", action="store_true", help="ask the gate here, on pages and Word files alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        _run(options, Path(work))


def _key(case: Case) -> str:
    return f"{case.path.parent.name}/{case.path.name}"


if __name__ == "__main__":
    main()
