"""Trains the weights that choose figures' labels and times; prints cross-validation by text and writes `data/*_weights.tsv`.

It reads the project's own gold, the tests' sentences, and folders of real texts with gold (those named, else ../shared/real). It
learns from all but the texts that a SPLIT.tsv gives to `test`. Needs SciPy: `make train`. With `--curve` first it writes nothing
and prints how well parts of the real texts teach.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from briefing.errors import BriefingError
from briefing.outline.figures.choosing.label_features import LabelFeatures
from briefing.outline.figures.choosing.labels import Label, LabelChooser, Option, options_of
from briefing.outline.figures.choosing.periods import PeriodChooser
from briefing.outline.figures.choosing.time_features import TimeFeatures
from briefing.outline.figures.choosing.weights import SURENESS, Weights
from briefing.outline.figures.find import Stated, find_stated
from briefing.outline.lines import Line, label_lines
from briefing.readers import read
from briefing.text.source import Source
from score_real import FOLDER, RealText, is_accepted, match_figures, real_texts

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests/support"))
from gold_files import own_gold  # noqa: E402 - the tests are no package
from marked_cases import plain_lines, read_cases  # noqa: E402 - likewise
from scores import letters, likeness  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from briefing.outline.figures.choosing.label_candidates import Numeral

Wanted = dict[str, list[str | None]]
DATA = ROOT / "src/briefing/data"
HELD = ("train", "more")
FOLDS, SEED, RIDGE, STEPS = 5, 3, 2.0, 50
# What our own gold, which names one answer, takes for it.
ALIKE = {"label": 0.75, "time": 0.6}
# Two careful readers agree on .89 of the labels; most texts of cross-validation are of Hong Kong and Taiwan, the hardest.
TARGETS = {"label": 0.91, "time": 0.92}
MOST = {"label": 10_000, "time": 2_000}
SHOWN = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
CURVE, SURE = (0.25, 0.5, 0.75, 1.0), 0.8
# Invented texts are more alike than real ones; the interview must stay as it is.
OWN_WEIGHT, SEED_WEIGHT = 0.5, 4.0
_BARS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text to learn from.

    `wanted` are the accepted labels and times of each figure that is found, None for what is no figure. `asked` counts those that
    the whole gold wants, found or not.
    """

    name: str
    part: str
    kind: str
    source: Source
    lines: Sequence[Line]
    stated: list[list[Stated]]
    wanted: list[Wanted | None]
    asked: dict[str, int]

    @property
    def is_real(self) -> bool:
        """True if the gold lists all answers that a careful editor would accept."""
        return self.part != "own"

    @property
    def weight(self) -> float:
        """The weight of the text's figures in training."""
        return 1.0 if self.is_real else SEED_WEIGHT if self.kind == "seed" else OWN_WEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A figure with its candidates, and how to read an answer out of their scores."""

    text: Text
    wanted: Wanted | None
    choose: Callable[[list[float], Label | None], tuple[dict[str, float], str | None, Label | None]]
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A choice made for a figure of the gold: the facts that tell how sure, whether right, and whether an answer was asked for at all."""

    text: Text
    facts: dict[str, float]
    is_right: bool
    is_asked: bool
    sure: float = 0.0


def _source(path: Path, text: str) -> Source:
    """The source of a file, or its text as it is where the file is refused or its lines are joined."""
    plain = Source(name=path.name, text=text, sha256="")
    try:
        source = read(path)
    except BriefingError:
        return plain
    return source if source.text == text else plain


def _text(source: Source, gold: list[dict[str, Any]], *, name: str, part: str, kind: str) -> Text:
    lines = label_lines(source)
    rows = {(mark.words or mark.span).start for mark in source.marks if mark.kind == "row"}
    stated = find_stated(source, [line for line in lines if line.span.start not in rows])
    places = [(one.numeral.place.start, one.numeral.place.end) for line in stated for one in line]
    wanted: list[Wanted | None] = [None] * len(places)
    for figure, index in zip(gold, match_figures(gold, places), strict=True):
        if index is not None:
            wanted[index] = {"label": figure["indicator"], "time": figure["period"]}
    asked = {
        "label": sum(None not in one["indicator"] for one in gold),
        "time": sum(None not in one["period"] for one in gold),
    }
    return Text(name=name, part=part, kind=kind, source=source, lines=lines, stated=stated, wanted=wanted, asked=asked)


def of_real(real: RealText) -> Text:
    """A real text with its gold."""
    source = _source(real.path, real.text)
    return _text(source, real.gold["figures"], name=real.name, part=real.part, kind=real.kind)


def of_own() -> Iterator[Text]:
    """The project's own gold, the interview among it."""
    for file in own_gold():
        gold = [
            {
                "numeral": (one["start"], one["end"]),
                "indicator": [one.get("indicator")],
                "period": [one.get("period")],
            }
            for one in file.gold()["figures"]
        ]
        yield _text(_source(file.source, file.text()), gold, name=file.name, part="own", kind=file.group)


def _case(name: str, text: str, wanted: list[Wanted]) -> Iterator[Text]:
    """A sentence of a test, if as many figures are found as it tells of."""
    source = Source(name=name, text=text, sha256="")
    lines = plain_lines(source)
    stated = find_stated(source, lines)
    if stated and sum(map(len, stated)) == len(wanted):
        yield Text(
            name=name,
            part="own",
            kind="cases",
            source=source,
            lines=lines,
            stated=stated,
            wanted=list(wanted),
            asked={"label": 0, "time": 0},
        )


def _or_none(word: str) -> str | None:
    return None if word.strip() == "-" else word.strip()


def _answers(words: str) -> list[str | None]:
    """The accepted answers of a row: 茶厂|新建茶厂."""
    return [_or_none(word) for word in words.split("|")]


def of_cases() -> Iterator[Text]:
    """The sentences of the tests: marked ones with a row for each figure, and those that tell labels or times alone."""
    for case in read_cases("figures-*.txt"):
        lines = case.text.split("\n")
        rows = [line.split("|") for line in lines if line.count("|") >= _BARS]
        words = "\n".join(line for line in lines if line.count("|") < _BARS)
        yield from _case(case.name, words, [{"label": [_or_none(row[3])], "time": [_or_none(row[4])]} for row in rows])
    for kind in ALIKE:
        for path in sorted((ROOT / "tests/cases").glob(f"{kind}s*.tsv")):
            for row in path.read_text(encoding="utf-8").splitlines():
                text, *answers = row.split("\t")
                yield from _case(text, text, [{kind: _answers(answer)} for answer in answers])


@dataclass(kw_only=True)
class Problem:
    """Figures, their candidates and the candidates' features, as two sparse matrices: rows of parts, parts of features.

    Parts are shared by many candidates (a first word, what lies between), so that the matrices stay small.
    """

    names: dict[str, int] = field(default_factory=dict)
    features: array[int] = field(default_factory=lambda: array("i"))
    part_ends: array[int] = field(default_factory=lambda: array("i", [0]))
    parts: array[int] = field(default_factory=lambda: array("i"))
    row_ends: array[int] = field(default_factory=lambda: array("i", [0]))
    right: list[bool] = field(default_factory=list)
    figure_ends: list[int] = field(default_factory=lambda: [0])
    figures: list[Asked] = field(default_factory=list)

    def measure(self, features: Sequence[str]) -> tuple[int, ...]:
        """The number of a new part with the features."""
        self.features.extend([self.names.setdefault(feature, len(self.names)) for feature in features])
        self.part_ends.append(len(self.features))
        return (len(self.part_ends) - 2,)

    def add(self, figure: Asked, rows: Sequence[tuple[int, ...]], right: Sequence[bool]) -> None:
        """Add a figure with the parts of each candidate and which of them are right."""
        for row in rows:
            self.parts.extend(row)
            self.row_ends.append(len(self.parts))
        self.right += right
        self.figure_ends.append(len(self.right))
        self.figures.append(figure)

    def matrices(self) -> tuple[Any, Any]:
        """The parts of each candidate, and the features of each part."""
        return _binary(self.parts, self.row_ends, len(self.part_ends) - 1), _binary(
            self.features, self.part_ends, len(self.names)
        )


def _binary(columns: array[int], ends: array[int], width: int) -> Any:
    """A sparse matrix of ones."""
    indices, pointers = np.frombuffer(columns, dtype=np.int32), np.frombuffer(ends, dtype=np.int32)
    return sparse.csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(pointers) - 1, width))


@dataclass(kw_only=True)
class Learner:
    """Fits weights to a problem: softmax over a figure's candidates, −log of the summed probability of all right ones."""

    problem: Problem

    def __post_init__(self) -> None:
        self.rows, every = self.problem.matrices()
        # What one piece of text alone has teaches nothing of others: two thirds of the features.
        self.columns = np.flatnonzero(np.bincount(every.indices, minlength=every.shape[1]) > 1)
        self.of_parts = every[:, self.columns]
        self.right = np.array(self.problem.right)
        self.ends = np.array(self.problem.figure_ends)

    def scores(self, weights: NDArray[Any]) -> NDArray[Any]:
        """The score of every candidate."""
        found: NDArray[Any] = self.rows @ (self.of_parts @ weights)
        return found

    def _of(self, figures: Sequence[int]) -> tuple[Any, Any, NDArray[Any], NDArray[Any]]:
        """The matrices of some figures without empty columns, which candidates are right, and the features' numbers."""
        chosen = np.concatenate([np.arange(self.ends[index], self.ends[index + 1]) for index in figures])
        rows = self.rows[chosen]
        used = np.unique(rows.indices)
        parts = self.of_parts[used]
        columns = np.unique(parts.indices)
        return rows[:, used], parts[:, columns], self.right[chosen], columns

    def fit(self, figures: Sequence[int]) -> NDArray[Any]:
        """The weights that the figures teach."""
        rows, parts, right, columns = self._of(figures)
        sizes = np.array([self.ends[index + 1] - self.ends[index] for index in figures])
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        turned_rows, turned_parts = rows.T.tocsr(), parts.T.tocsr()
        figure_of = np.repeat(np.arange(len(figures)), sizes)
        # A figure of which no candidate is right teaches nothing.
        weight = np.array([self.problem.figures[index].text.weight for index in figures])
        weight *= np.maximum.reduceat(right.astype(int), starts)

        def loss(weights: NDArray[Any]) -> tuple[float, NDArray[Any]]:
            scores = rows @ (parts @ weights)
            powers = np.exp(scores - np.maximum.reduceat(scores, starts)[figure_of])
            every, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
            good = np.where(weight > 0, np.maximum(good, 1e-300), 1.0)
            value = -((np.log(good) - np.log(every)) * weight).sum() + RIDGE / 2 * weights @ weights
            gap = powers / every[figure_of] - np.where(right, powers / good[figure_of], 0)
            return value, turned_parts @ (turned_rows @ (gap * weight[figure_of])) + RIDGE * weights

        options = {"maxiter": STEPS, "maxcor": 6}
        found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options=options)
        weights = np.zeros(len(self.columns))
        weights[columns] = found.x
        return weights

    def named(self, weights: NDArray[Any]) -> dict[str, float]:
        """The weights by feature."""
        names = list(self.problem.names)
        return {names[column]: round(float(weight), 2) for column, weight in zip(self.columns, weights, strict=True)}

    def answers(self, kind: str, figures: Sequence[int], weights: NDArray[Any]) -> Iterator[Answer]:
        """The candidates that the weights choose for the figures, in the order of their texts."""
        scores = self.scores(weights)
        last: Label | None = None
        for index in figures:
            figure = self.problem.figures[index]
            own = scores[self.ends[index] : self.ends[index + 1]].tolist()
            facts, words, last = figure.choose(own, None if figure.is_first else last)
            if figure.wanted is not None and words is not None:
                wanted = figure.wanted[kind]
                is_right = is_accepted(figure.text.source.text, words, wanted)
                yield Answer(text=figure.text, facts=facts, is_right=is_right, is_asked=None not in wanted)


def _right_of_own(answers: Sequence[str | None], want: str | None, kind: str) -> list[bool]:
    """For each candidate, True if our own gold wants it, which names one answer: the same letters, else the most alike."""
    if not want:
        return [answer is None for answer in answers]
    exact = [answer is not None and _key(answer) == _key(want) for answer in answers]
    if any(exact):
        return exact
    alike = [likeness(answer, want) if answer else 0.0 for answer in answers]
    least = max(ALIKE[kind], max(alike) - 1e-9)
    return [one >= least for one in alike]


def _key(words: str) -> str:
    return letters(words).replace("的", "")


def _right(text: Text, wanted: Wanted | None, answers: Sequence[str | None], kind: str) -> list[bool]:
    """For each candidate, True if it is right; for what is no figure, if it says that there is none."""
    if wanted is None:
        return [answer is None and text.is_real for answer in answers]
    accepted = wanted[kind]
    if not text.is_real and len(accepted) == 1:
        return _right_of_own(answers, accepted[0], kind)
    none = accepted[0] is None if kind == "label" else None in accepted
    return [none if answer is None else is_accepted(text.source.text, answer, accepted) for answer in answers]


def _label_choice(
    chooser: LabelChooser, index: int, options: Sequence[Option]
) -> Callable[[list[float], Label | None], tuple[dict[str, float], str | None, Label | None]]:
    allowed = [option.phrase is None or chooser.bars.allows(option.phrase) for option in options]

    def choose(scores: list[float], last: Label | None) -> tuple[dict[str, float], str | None, Label | None]:
        before = last if last and last.places else None
        weighed = [
            (option, score)
            for option, score, may in zip(options, scores, allowed, strict=True)
            if may and (before or not option.is_same)
        ]
        label, facts = chooser.judge(chooser.numerals[index], weighed, before)
        return facts, chooser.text_of(label.places) or None, label

    return choose


def _labels_of(problem: Problem, text: Text) -> None:
    """Add the figures of a text with their candidate labels."""
    wanted = iter(text.wanted)
    times = PeriodChooser(text.source, text.lines, [one.numeral.place for line in text.stated for one in line]).times
    features = LabelFeatures(problem.measure)
    for line in text.stated:
        numerals, place = [one.numeral for one in line], line[0].line.span
        chooser = LabelChooser(text.source, place, numerals, times.walls(place))
        features.begin(chooser.words)
        before: str | None = None
        for index, (numeral, want) in enumerate(zip(numerals, wanted, strict=False)):
            found = list(options_of(chooser.words, numeral, numerals[index - 1] if index else None, features))
            options = [option for option, _ in found]
            if want is None or "label" in want:
                answers = [before if one.is_same else chooser.text_of(one.places) or None for one in options]
                right = _right(text, want, answers, "label")
                # "The same" of nothing known is not "none".
                right = [
                    one and not (option.is_same and before is None) for one, option in zip(right, options, strict=True)
                ]
                choose = _label_choice(chooser, index, options)
                figure = Asked(text=text, wanted=want, choose=choose, is_first=not index)
                problem.add(figure, [row for _, row in found], right)
                before = (want["label"][0] if want else None) or before


def _times_of(problem: Problem, text: Text) -> None:
    """Add the figures of a text with their candidate times."""
    numerals = [one.numeral for line in text.stated for one in line]
    places = [numeral.place for numeral in numerals]
    chooser = PeriodChooser(text.source, text.lines, places)
    features = TimeFeatures(chooser.times, places, problem.measure)
    for numeral, want in zip(numerals, text.wanted, strict=True):
        if want is not None and "time" not in want:
            continue
        candidates = chooser.times.around(numeral, places)
        rows = [tuple(part for one in parts for part in one) for parts in features.of(numeral, candidates)]
        answers = [*(text.source[chooser.times.stated[number].time.place] for number in candidates), None]
        choose = _time_choice(chooser, numeral, candidates)
        figure = Asked(text=text, wanted=want, choose=choose, is_first=True)
        problem.add(figure, rows, _right(text, want, answers, "time"))


def _time_choice(
    chooser: PeriodChooser, numeral: Numeral, candidates: Sequence[int]
) -> Callable[[list[float], Label | None], tuple[dict[str, float], str | None, Label | None]]:
    def choose(scores: list[float], _: Label | None) -> tuple[dict[str, float], str | None, Label | None]:
        if not candidates:
            return {}, None, None
        place, facts = chooser.judge(numeral, candidates, scores)
        return facts, chooser.text_of(place) if place else None, None

    return choose


def fold_names(figures: Sequence[Asked]) -> dict[str, int]:
    """The fold of every real text that is not of the `test` part, by its name."""
    names = sorted({figure.text.name for figure in figures if figure.text.part in HELD})
    random.Random(SEED).shuffle(names)  # noqa: S311 - folds are no secret
    return {name: index % FOLDS for index, name in enumerate(names)}


def cross_validate(learner: Learner, kind: str, share: float = 1.0) -> list[Answer]:
    """The answers to the figures of real texts, each by weights that have not seen its text, nor has its sureness.

    Of the real texts a `share` teaches; our own always do.
    """
    figures = learner.problem.figures
    fold = fold_names(figures)
    taught = {*list(fold)[: round(share * len(fold))], *(one.text.name for one in figures if not one.text.is_real)}
    found: dict[int, list[Answer]] = {}
    for number in range(FOLDS):
        held = [index for index, figure in enumerate(figures) if fold.get(figure.text.name) == number]
        seen = [i for i, one in enumerate(figures) if fold.get(one.text.name) != number and one.text.name in taught]
        found[number] = list(learner.answers(kind, held, learner.fit(seen)))
    surest: list[Answer] = []
    for number, held_out in found.items():
        others = [answer for other, answers in found.items() if other != number for answer in answers]
        surest += with_sureness(held_out, fit_sureness(others))
    return surest


def fit_sureness(answers: Sequence[Answer]) -> dict[str, float]:
    """The weight of each fact of a choice for how likely it is right: a logistic regression."""
    names = sorted({fact for answer in answers for fact in answer.facts})
    column = {name: number for number, name in enumerate(names)}
    facts = np.zeros((len(answers), len(names)))
    for row, answer in enumerate(answers):
        for fact, value in answer.facts.items():
            facts[row, column[fact]] = value
    signs = np.array([1.0 if answer.is_right else -1.0 for answer in answers])

    def loss(weights: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        scores = signs * (facts @ weights)
        wrong = 1 / (1 + np.exp(scores))
        return float(np.logaddexp(0, -scores).sum() + weights @ weights / 2), facts.T @ (-signs * wrong) + weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 2) for name, weight in zip(names, found, strict=True)}


def with_sureness(answers: Sequence[Answer], weights: dict[str, float]) -> list[Answer]:
    """The answers with how sure they are, as the weights tell it."""
    model = Weights(of={}, facts=weights, threshold=0.0)
    return [replace(answer, sure=round(model.sureness(answer.facts), 3) if answer.facts else 0.0) for answer in answers]


def rates(threshold: float, answers: Sequence[Answer], asked: int) -> str:
    """Precision and recall of the answers that are as sure as that."""
    kept = [answer for answer in answers if answer.sure >= threshold]
    right = sum(answer.is_right for answer in kept)
    found = sum(answer.is_right and answer.is_asked for answer in kept)
    return f"P {right / max(1, len(kept)):.3f} R {found / max(1, asked):.3f}"


def print_table(kind: str, texts: Sequence[Text], answers: Sequence[Answer], thresholds: Sequence[float]) -> None:
    """Print precision and recall by kind of text, from each sureness on."""
    for group in ("all", *sorted({text.kind for text in texts if text.part in HELD})):
        own = [answer for answer in answers if group in ("all", answer.text.kind)]
        asked = sum(text.asked[kind] for text in texts if text.part in HELD and group in ("all", text.kind))
        print(f"  {group:10}", "   ".join(f"{one:.2f}: {rates(one, own, asked)}" for one in thresholds))


def print_losses(
    kind: str, texts: Sequence[Text], learner: Learner, answers: Sequence[Answer], threshold: float
) -> None:
    """Print by kind of text which share of what the gold asks for is found, is among the candidates, is chosen, is printed."""
    found: Counter[str] = Counter()
    near: Counter[str] = Counter()
    for index, figure in enumerate(learner.problem.figures):
        if figure.text.part in HELD and figure.wanted is not None and None not in figure.wanted[kind]:
            for group in ("all", figure.text.kind):
                found[group] += 1
                near[group] += bool(learner.right[learner.ends[index] : learner.ends[index + 1]].any())
    for group in sorted(found):
        asked = sum(text.asked[kind] for text in texts if text.part in HELD and group in ("all", text.kind))
        right = [one.sure for one in answers if one.is_right and one.is_asked and group in ("all", one.text.kind)]
        counts = (found[group], near[group], len(right), sum(sure >= threshold for sure in right))
        told = zip(("figure found", "candidate right", "choice right", "printed"), counts, strict=True)
        print(f"  {group:10}", "   ".join(f"{name} {count / max(1, asked):.3f}" for name, count in told))


def threshold_for(answers: Sequence[Answer], target: float) -> float:
    """The lowest sureness from which on answers are right as often as is aimed at."""
    steps = [step / 200 for step in range(60, 200)]
    for step in steps:
        kept = [answer.is_right for answer in answers if answer.sure >= step]
        if kept and sum(kept) / len(kept) >= target:
            return step
    return steps[-1]


def print_curve(kind: str, learner: Learner, asked: int) -> None:
    """Print precision, recall and F of cross-validation from a quarter, a half, three quarters and all of the real texts."""
    for share in CURVE:
        answers = cross_validate(learner, kind, share)
        found = sum(answer.is_right and answer.is_asked for answer in answers) / max(1, asked)
        precision = sum(answer.is_right for answer in answers) / max(1, len(answers))
        f1 = 2 * precision * found / (precision + found)
        print(
            f"{kind} {share:4.0%}: P {precision:.3f} R {found:.3f} F {f1:.3f}; {rates(SURE, answers, asked)} from {SURE}"
        )


def write_weights(kind: str, weights: dict[str, float], sureness: dict[str, float], facts: dict[str, str]) -> None:
    """Write the heaviest weights, sorted by feature, below what they were made from."""
    heaviest = sorted(weights.items(), key=lambda item: -abs(item[1]))[: MOST[kind]]
    kept = [
        (name, weight) for name, weight in (*heaviest, *sureness.items()) if weight and not set(name) & set("\t\n\r")
    ]
    kept.sort()
    head = "".join(f"# {key}: {value}\n" for key, value in facts.items())
    body = "".join(f"{name}\t{weight:g}\n" for name, weight in kept)
    (DATA / f"{kind}_weights.tsv").write_text(f"{head}\n{body}", encoding="utf-8")


def hash_of(texts: Sequence[Text]) -> str:
    """One hash of all texts and of what is wanted of them."""
    whole = hashlib.sha256()
    for text in texts:
        whole.update(f"{text.name}\0{text.source.text}\0{json.dumps(text.wanted, ensure_ascii=False)}".encode())
    return whole.hexdigest()[:16]


def train(kind: str, texts: Sequence[Text], *, is_curve: bool = False) -> None:
    """Cross-validate, choose the threshold, learn from all but the `test` part, and write the weights; or print the curve."""
    problem = Problem()
    for text in texts:
        (_labels_of if kind == "label" else _times_of)(problem, text)
    learner = Learner(problem=problem)
    asked = sum(text.asked[kind] for text in texts if text.part in HELD)
    if is_curve:
        print_curve(kind, learner, asked)
        return
    answers = cross_validate(learner, kind)
    threshold = threshold_for(answers, TARGETS[kind])
    print(f"{kind}: threshold {threshold}; cross-validation by text of `train`, from each sureness on:")
    print_table(kind, texts, answers, sorted({*SHOWN, threshold}))
    print_losses(kind, texts, learner, answers, threshold)
    learnt = [index for index, figure in enumerate(problem.figures) if figure.text.part != "test"]
    seen = [text for text in texts if text.part != "test"]
    facts = {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "data": f"{hash_of(seen)}, {len(learnt)} figures of {len(seen)} texts",
        "cross-validation": f"{rates(threshold, answers, asked)}; without a threshold {rates(0.0, answers, asked)}",
        "threshold": str(threshold),
    }
    weights = learner.fit(learnt)
    sureness = {SURENESS + name: weight for name, weight in fit_sureness(answers).items()}
    write_weights(kind, learner.named(weights), sureness, facts)


def main() -> None:
    """Train on the folders named, or on the one beside the project."""
    is_curve = sys.argv[1:2] == ["--curve"]
    folders = [Path(name) for name in sys.argv[1 + is_curve :]] or [FOLDER]
    texts = [of_real(real) for folder in folders for real in real_texts(folder)]
    texts += [*of_own(), *of_cases()]
    for kind in ALIKE:
        train(kind, texts, is_curve=is_curve)


if __name__ == "__main__":
    main()
