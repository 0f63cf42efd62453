"""Trains the weights that choose figures' labels and times; prints cross-validation by text and the `test` part's score."""

from __future__ import annotations

import hashlib
import json
import random
import sys
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize

from briefing.errors import BriefingError
from briefing.extract.choosing.label_features import LabelFeatures
from briefing.extract.choosing.labels import LabelChooser, is_barred, options_of
from briefing.extract.choosing.periods import PeriodChooser
from briefing.extract.choosing.time_features import TimeFeatures
from briefing.extract.figures import find_stated
from briefing.lines import label_lines
from briefing.reading import read
from briefing.source import Source, span
from score_real import FOLDER, RealText, is_accepted, match_figures, real_texts

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from gold_files import own_gold  # noqa: E402 - the tests are no package
from marked_cases import plain_lines, read_cases  # noqa: E402
from scores import letters, likeness  # noqa: E402

DATA = ROOT / "src/briefing/data"
FOLDS, SEED, RIDGE, STEPS = 5, 3, 2.0, 60
_BARS = 8
ALIKE = {"label": 0.75, "time": 0.6}


@dataclass
class Text:
    """A text to learn from: `wanted` are the accepted labels and times of each found figure, None for what is no figure."""

    name: str
    part: str
    kind: str
    source: Source
    lines: Any
    stated: Any
    wanted: list[dict[str, list[str | None]] | None]
    asked: dict[str, int]
    is_real: bool = True


def _source(path: Path, text: str) -> Source:
    try:
        source = read(path)
    except BriefingError:
        source = None
    if source is not None and source.text == text:
        return source
    return Source(name=path.name, text=text, sha256="")


def _text(name, part, kind, source, gold, *, is_real=True) -> Text:
    lines = label_lines(source)
    rows = {(mark.words or mark.span).start for mark in source.marks if mark.kind == "row"}
    stated = find_stated(source, [line for line in lines if line.span.start not in rows])
    places = [(one.numeral.place.start, one.numeral.place.end) for line in stated for one in line]
    wanted: list[Any] = [None] * len(places)
    for figure, index in zip(gold, match_figures(gold, places), strict=True):
        if index is not None:
            wanted[index] = {"label": figure["indicator"], "time": figure["period"]}
    asked = {
        "label": sum(None not in one["indicator"] for one in gold),
        "time": sum(None not in one["period"] for one in gold),
    }
    return Text(name, part, kind, source, lines, stated, wanted, asked, is_real)


def of_real(real: RealText) -> Text:
    return _text(real.name, real.part, real.kind, _source(real.path, real.text), real.gold["figures"])


def of_own() -> list[Text]:
    found = []
    for file in own_gold():
        gold = [
            {"numeral": (one["start"], one["end"]), "indicator": [one.get("indicator")], "period": [one.get("period")]}
            for one in file.gold()["figures"]
        ]
        found.append(_text(file.name, "own", file.group, _source(file.source, file.text()), gold, is_real=False))
    return found


def _case(name: str, text: str, answers: list[dict[str, list[str | None]]]) -> Text | None:
    """A sentence of a test; None where as many figures are not found as it tells of."""
    source = Source(name=name, text=text, sha256="")
    lines = plain_lines(source)
    stated = find_stated(source, lines)
    if sum(map(len, stated)) != len(answers):
        return None
    return Text(name, "own", "cases", source, lines, stated, list(answers), {"label": 0, "time": 0}, is_real=False)


def _or_none(word: str) -> str | None:
    return None if word.strip() == "-" else word.strip()


def of_cases() -> list[Text]:
    """The sentences of the tests: marked ones with a row for each figure, and those that tell labels or times alone."""
    found = []
    for case in read_cases("figures-*.txt"):
        lines = case.text.split("\n")
        rows = [line.split("|") for line in lines if line.count("|") >= _BARS]
        words = "\n".join(line for line in lines if line.count("|") < _BARS)
        answers = [{"label": [_or_none(row[3])], "time": [_or_none(row[4])]} for row in rows]
        found.append(_case(case.name, words, answers))
    for kind in ("label", "time"):
        for row in (ROOT / f"tests/cases/{kind}s.tsv").read_text(encoding="utf-8").splitlines():
            text, *answers = row.split("\t")
            found.append(_case(text[:8], text, [{kind: [_or_none(answer)]} for answer in answers]))
    return [text for text in found if text is not None and text.stated]


@dataclass
class Problem:
    """Candidates by figure: rows of parts, parts of features, and which candidates are right."""

    names: dict[str, int] = field(default_factory=dict)
    part_at: array = field(default_factory=lambda: array("i", [0]))
    part_features: array = field(default_factory=lambda: array("i"))
    row_at: array = field(default_factory=lambda: array("i", [0]))
    row_parts: array = field(default_factory=lambda: array("i"))
    right: array = field(default_factory=lambda: array("b"))
    figure_at: list[int] = field(default_factory=lambda: [0])
    figures: list[Any] = field(default_factory=list)

    def measure(self, features) -> int:
        names = self.names
        self.part_features.extend([names.setdefault(feature, len(names)) for feature in features])
        self.part_at.append(len(self.part_features))
        return len(self.part_at) - 2

    def measure_one(self, features) -> tuple[int, ...]:
        return (self.measure(features),)

    def add(self, parts, right) -> None:
        self.row_parts.extend(parts)
        self.row_at.append(len(self.row_parts))
        self.right.append(bool(right))

    def close(self, about) -> None:
        self.figure_at.append(len(self.right))
        self.figures.append(about)

    def seal(self) -> None:
        ints = lambda values: np.frombuffer(values, dtype=np.int32)
        ones = lambda values: np.ones(len(values))
        self.P = sparse.csr_matrix(
            (ones(self.part_features), ints(self.part_features), ints(self.part_at)),
            shape=(len(self.part_at) - 1, len(self.names)),
        )
        self.S = sparse.csr_matrix(
            (ones(self.row_parts), ints(self.row_parts), ints(self.row_at)),
            shape=(len(self.right), len(self.part_at) - 1),
        )
        self.good = np.frombuffer(self.right, dtype=np.int8).astype(bool)
        self.at = np.array(self.figure_at)

    def fit(self, chosen, weight, ridge=RIDGE, steps=STEPS):
        rows = np.concatenate([np.arange(self.at[i], self.at[i + 1]) for i in chosen])
        at = np.cumsum([0] + [self.at[i + 1] - self.at[i] for i in chosen])
        good, S = self.good[rows], self.S[rows]
        used = np.unique(S.indices)
        S = S[:, used]
        P = self.P[used]
        cols = np.unique(P.indices)
        P = P[:, cols]
        ST, PT = S.T.tocsr(), P.T.tocsr()
        keep = np.maximum.reduceat(good.astype(int), at[:-1]) > 0
        each = np.repeat(np.arange(len(chosen)), np.diff(at))
        by = keep * np.array([weight(i) for i in chosen])

        def loss(w):
            z = S @ (P @ w)
            m = np.maximum.reduceat(z, at[:-1])
            e = np.exp(z - m[each])
            Z = np.add.reduceat(e, at[:-1])
            G = np.where(keep, np.add.reduceat(e * good, at[:-1]), 1)
            ll = (np.where(keep, np.log(np.maximum(G, 1e-300)) - np.log(Z), 0) * by).sum()
            q = np.where(good, e / np.maximum(G, 1e-300)[each], 0)
            return -ll + 0.5 * ridge * w @ w, PT @ (ST @ ((e / Z[each] - q) * by[each])) + ridge * w

        found = minimize(
            loss, np.zeros(len(cols)), jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 6}
        )
        w = np.zeros(len(self.names))
        w[cols] = found.x
        return w


def _is_right_label(text: Text, own: str, wanted: list[str | None]) -> bool:
    return is_accepted(text.source.text, own, wanted)


def own_right(texts: list[str | None], gold: str | None, kind: str) -> list[bool]:
    """Which candidates are as our own gold, which names one answer, wants it: the same letters, else those most alike."""
    if not gold:
        return [text is None for text in texts]
    want = letters(gold).replace("的", "")
    right = [text is not None and letters(text).replace("的", "") == want for text in texts]
    if any(right):
        return right
    alike = [likeness(text, gold) if text else 0.0 for text in texts]
    best = max(ALIKE[kind], max(alike) - 1e-9)
    return [one >= best for one in alike]


def build_labels(texts: list[Text]) -> Problem:
    problem = Problem()
    for number, text in enumerate(texts):
        index = 0
        times = PeriodChooser(
            text.source, text.lines, [one.numeral.place for line in text.stated for one in line]
        ).times
        for line in text.stated:
            numerals = [one.numeral for one in line]
            chooser = LabelChooser(text.source, line[0].line.span, numerals, times.walls(line[0].line.span))
            features = LabelFeatures(chooser.words, problem.measure_one)
            before = None
            for i, numeral in enumerate(numerals):
                wanted = text.wanted[index]
                index += 1
                if wanted is not None and "label" not in wanted:
                    continue
                found = list(options_of(chooser.words, numeral, numerals[i - 1] if i else None, features))
                answers = [before if option.is_same else chooser.text_of(option.places) or None for option, _ in found]
                if wanted is None:
                    right = [False] * (len(found) - 1) + [text.is_real]
                elif text.is_real:
                    right = [
                        (None == wanted["label"][0] and not option.is_same)
                        if own is None
                        else _is_right_label(text, own, wanted["label"])
                        for own, (option, _) in zip(answers, found)
                    ]
                else:
                    right = own_right(answers, wanted["label"][0], "label")
                    right = [
                        one and not (option.is_same and own is None)
                        for one, own, (option, _) in zip(right, answers, found)
                    ]
                for (_, parts), one in zip(found, right):
                    problem.add(parts, one)
                problem.close((number, i, chooser, [option for option, _ in found], wanted))
                before = (wanted["label"][0] if wanted else None) or before
    problem.seal()
    return problem


def build_times(texts: list[Text]) -> Problem:
    problem = Problem()
    for number, text in enumerate(texts):
        places = [one.numeral.place for line in text.stated for one in line]
        chooser = PeriodChooser(text.source, text.lines, places)
        features = TimeFeatures(chooser.times, places, problem.measure)
        numerals = [one.numeral for line in text.stated for one in line]
        for numeral, wanted in zip(numerals, text.wanted):
            if wanted is not None and "time" not in wanted:
                continue
            candidates = chooser.times.around(numeral, places)
            parts = features.of(numeral, candidates)
            spans = [chooser.times.stated[c].time.place for c in candidates]
            answers = [*(text.source[place] for place in spans), None]
            if wanted is None:
                right = [False] * len(candidates) + [text.is_real]
            elif text.is_real:
                right = [
                    (None in wanted["time"]) if own is None else is_accepted(text.source.text, own, wanted["time"])
                    for own in answers
                ]
            else:
                right = own_right(answers, wanted["time"][0], "time")
            for row, one in zip(parts, right):
                problem.add(row, one)
            problem.close((number, candidates, chooser, answers, wanted))
    problem.seal()
    return problem


def decode_labels(problem: Problem, w, chosen) -> dict[int, Any]:
    z = problem.S @ (problem.P @ w)
    found = {}
    last_label = None
    for i in chosen:
        number, order, chooser, options, wanted = problem.figures[i]
        if order == 0:
            last_label = None
        scores = z[problem.at[i] : problem.at[i + 1]]
        walls = chooser.walls_near(chooser._numerals[order])
        weighed = [
            (option, score)
            for option, score in zip(options, scores.tolist(), strict=True)
            if not (option.is_same and (last_label is None or not last_label.places))
            and not (option.phrase and is_barred(chooser.words, option.phrase, walls))
        ]
        label = chooser.pick(weighed, last_label)
        last_label = label
        found[i] = (label.sure, chooser.text_of(label.places) or None)
    return found


def decode_times(problem: Problem, w, chosen) -> dict[int, Any]:
    z = problem.S @ (problem.P @ w)
    found = {}
    for i in chosen:
        number, candidates, chooser, answers, wanted = problem.figures[i]
        if not candidates:
            found[i] = (0.0, None)
            continue
        period = chooser.pick(candidates, z[problem.at[i] : problem.at[i + 1]].tolist())
        found[i] = (period.sure, chooser._source[period.place] if period.place else None)
    return found


def judged(problem: Problem, texts: list[Text], found, kind: str):
    """(sure, right, asked) of each answer to a figure of the gold."""
    out = []
    for i, (sure, answer) in found.items():
        number, wanted = problem.figures[i][0], problem.figures[i][4]
        if wanted is None or answer is None:
            continue
        text = texts[number]
        right = (
            is_accepted(text.source.text, answer, wanted[kind])
            if text.is_real
            else likeness(answer, wanted[kind][0]) >= ALIKE[kind]
        )
        out.append((round(sure, 2), right, None not in wanted[kind], i))
    return out


def at(threshold: float, answers, asked: int) -> str:
    kept = [one for one in answers if one[0] >= threshold]
    right = sum(one[1] for one in kept)
    return f"P {right / max(1, len(kept)):.3f} R {sum(one[1] and one[2] for one in kept) / max(1, asked):.3f}"


def cross_validate(problem, texts, kind, decode, weight, folds=FOLDS, **options):
    real = sorted({t for t, text in enumerate(texts) if text.part == "train" and text.is_real})
    random.Random(SEED).shuffle(real)
    fold = {t: i % folds for i, t in enumerate(real)}
    found = {}
    for k in range(folds):
        learn = [
            i for i, f in enumerate(problem.figures) if fold.get(f[0], k if texts[f[0]].part == "test" else -1) != k
        ]
        held = [i for i, f in enumerate(problem.figures) if fold.get(f[0]) == k]
        found.update(decode(problem, problem.fit(learn, weight, **options), held))
    return found


def table(problem, texts, found, kind, thresholds, part="train"):
    answers = judged(problem, texts, found, kind)
    kinds = ["all", *sorted({text.kind for text in texts if text.part == part})]
    for one in kinds:
        own = [a for a in answers if one in ("all", texts[problem.figures[a[3]][0]].kind)]
        asked = sum(text.asked[kind] for text in texts if text.part == part and one in ("all", text.kind))
        print(f"  {one:10}", "   ".join(f"{t:.2f}: {at(t, own, asked)}" for t in thresholds))


KINDS = {"label": (build_labels, decode_labels, 10_000), "time": (build_times, decode_times, 2_000)}
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)


def write(kind: str, names: dict[str, int], w: Any, facts: dict[str, str], most: int) -> None:
    """Write the heaviest weights, sorted by feature, below what they were made from."""
    rows = [(feature, round(float(w[index]), 2)) for feature, index in names.items()]
    rows = sorted(rows, key=lambda row: -abs(row[1]))[:most]
    kept = sorted(row for row in rows if row[1] and not set(row[0]) & set("\t\n\r"))
    head = "".join(f"# {key}: {value}\n" for key, value in facts.items())
    body = "".join(f"{feature}\t{weight:g}\n" for feature, weight in kept)
    (DATA / f"{kind}_weights.tsv").write_text(f"{head}\n{body}", encoding="utf-8")


def hash_of(texts: list[Text]) -> str:
    """One hash of all texts and of what is wanted of them."""
    whole = hashlib.sha256()
    for text in texts:
        whole.update(f"{text.name}\0{text.source.text}\0{json.dumps(text.wanted, ensure_ascii=False)}".encode())
    return whole.hexdigest()[:16]


TARGETS = {"label": 0.92, "time": 0.93}
# Invented texts are more alike than real ones; the interview must stay as it is.
OWN_WEIGHT, SEED_WEIGHT = 0.25, 4.0


def threshold_for(answers: list[Any], target: float) -> float:
    """The lowest sureness from which on the answers are right as often as is aimed at."""
    steps = [step / 100 for step in range(30, 100)]
    for step in steps:
        kept = [one[1] for one in answers if one[0] >= step]
        if kept and sum(kept) / len(kept) >= target:
            return step
    return steps[-1]


def train(kind: str, texts: list[Text]) -> None:
    """Cross-validate, choose the threshold, learn from all but the `test` part, and write the weights."""
    build, decode, most = KINDS[kind]
    problem = build(texts)

    def weight(index: int) -> float:
        text = texts[problem.figures[index][0]]
        return 1.0 if text.is_real else SEED_WEIGHT if text.kind == "seed" else OWN_WEIGHT

    found = cross_validate(problem, texts, kind, decode, weight)
    answers = judged(problem, texts, found, kind)
    threshold = threshold_for(answers, TARGETS[kind])
    print(f"{kind}: threshold {threshold}; cross-validation by text of `train`, precision and recall from each sureness on")
    table(problem, texts, found, kind, sorted({*THRESHOLDS, threshold}))
    asked = sum(text.asked[kind] for text in texts if text.part == "train")
    learn = [index for index, figure in enumerate(problem.figures) if texts[figure[0]].part != "test"]
    facts = {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "data": f"{hash_of([text for text in texts if text.part != 'test'])} ({len(learn)} figures of {len(texts)} texts)",
        "cross-validation": f"{at(threshold, answers, asked)} on `train`, without a threshold {at(0.0, answers, asked)}",
        "threshold": str(threshold),
    }
    write(kind, problem.names, problem.fit(learn, weight), facts, most)


def main() -> None:
    """Train on the folders named, or on the one beside the project."""
    folders = [Path(name) for name in sys.argv[1:]] or [FOLDER]
    texts = [of_real(real) for folder in folders for real in real_texts(folder)]
    texts += [*of_own(), *of_cases()]
    for kind in KINDS:
        train(kind, texts)


if __name__ == "__main__":
    main()
