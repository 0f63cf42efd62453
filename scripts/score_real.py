"""Scores outlines of real texts against gold that lists, for every figure, each answer that a careful editor would accept.

An answer is right if it is an accepted one, or lies between the shortest and the longest of them and cuts no word. White space,
quotation marks and an outer 的 do not count. No answer is never wrong, only not found: precision is what a reader sees printed,
recall what he misses.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import rjieba

FOLDER = Path(__file__).parents[2] / "shared/real"
_UNCOUNTED = re.compile(r"[\s“”‘’「」『』《》\"'*#]")
_OUTER = re.compile("^的|的$")
_AROUND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RealText:
    """A text with its gold, the part that it belongs to and the kind of text it is."""

    name: str
    part: str
    text: str
    gold: dict[str, Any]
    path: Path

    @property
    def kind(self) -> str:
        """Hong Kong, Taiwan, report or paper, by the text's name."""
        ending = {"hk": "Hong Kong", "tw": "Taiwan"}.get(self.name.rpartition("-")[2])
        return ending or ("report" if "report" in self.name else "paper")


def real_texts(folder: Path = FOLDER) -> list[RealText]:
    """The texts of a folder with gold; those whose part no SPLIT.tsv tells are `more`: to learn from, never scored."""
    split = folder / "SPLIT.tsv"
    rows = split.read_text(encoding="utf-8").splitlines()[1:] if split.exists() else []
    parts = dict(row.split("\t") for row in rows)
    found = []
    for path in sorted(folder.glob("**/*.gold2.json")):
        name = path.name.removesuffix(".gold2.json")
        text = next((one for one in (folder / "texts" / f"{name}.txt", folder / f"{name}.txt") if one.exists()), None)
        if text is not None:
            words = text.read_bytes().decode("utf-8")
            gold = json.loads(path.read_text(encoding="utf-8"))
            found.append(RealText(name=name, part=parts.get(name, "more"), text=words, gold=gold, path=text))
    return found


def plain(words: str | None) -> str:
    """The words without what does not count."""
    return _OUTER.sub("", _UNCOUNTED.sub("", words or ""))


@cache
def cuts_word(text: str, words: str) -> bool:
    """True if the words begin or end inside a word of the text wherever they stand."""
    found = False
    for match in re.finditer(re.escape(words), text):
        start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
        edges, at = {start}, start
        for word in rjieba.cut(text[start:end], hmm=False):
            at += len(word)
            edges.add(at)
        if {match.start(), match.end()} <= edges:
            return False
        found = True
    return found


def is_accepted(text: str, answer: str, wanted: list[str | None]) -> bool:
    """True if an answer is one that the gold accepts."""
    given, own = [plain(one) for one in wanted if one], plain(answer)
    if own in given:
        return True
    if not given or not own:
        return False
    shortest, longest = min(given, key=len), max(given, key=len)
    return shortest in own and own in longest and not cuts_word(text, answer)


def match_figures(gold: list[dict[str, Any]], places: list[tuple[int, int]]) -> list[int | None]:
    """For each figure of the gold the number of the place that holds its numeral, each place once."""
    free = dict(enumerate(places))
    found = []
    for figure in gold:
        start, end = figure["numeral"]
        index = next((index for index, place in free.items() if place[0] < end and start < place[1]), None)
        free.pop(index, None) if index is not None else None
        found.append(index)
    return found


def _words(value: Any) -> str | None:
    return value["text"] if isinstance(value, dict) else value


def score(real: RealText, outline: dict[str, Any]) -> Counter[str]:
    """The counts of one outline."""
    counts: Counter[str] = Counter()
    figures = outline["figures"]
    counts["figures given"] = len(figures)
    matched = match_figures(real.gold["figures"], [tuple(figure["span"]) for figure in figures])
    for wanted, index in zip(real.gold["figures"], matched, strict=True):
        counts["figures wanted"] += 1
        counts["figures right"] += index is not None
        for name, key in (("labels", "indicator"), ("times", "period")):
            asked = None not in wanted[key]
            counts[f"{name} wanted"] += asked
            answer = None if index is None else _words(figures[index][key])
            if answer:
                right = is_accepted(real.text, answer, wanted[key])
                counts[f"{name} given"] += 1
                counts[f"{name} right"] += right
                counts[f"{name} right and wanted"] += right and asked
    return counts


def share(part: int, whole: int) -> str:
    """A share in three decimals."""
    return f"{part / whole:.3f}" if whole else "    -"


def row(counts: Counter[str]) -> str:
    """Precision and recall of figures, labels and times in one line."""
    found = [
        share(counts["figures right"], counts["figures given"]),
        share(counts["figures right"], counts["figures wanted"]),
    ]
    for name in ("labels", "times"):
        found += [
            share(counts[f"{name} right"], counts[f"{name} given"]),
            share(counts[f"{name} right and wanted"], counts[f"{name} wanted"]),
        ]
    return "  ".join([*found, f"{counts['figures wanted']:5}"])


HEAD = "figures P, R   labels P, R    times P, R     wanted"
GOAL = "0.970  0.960  0.920  0.780  0.930  0.850"


_OWN_SUBJECT = re.compile("[，；。](?!.{0,3}(?:达|突破|增至|升至|降至|收紧至|其中|比|较|由|从))[\u4e00-\u9fff]{3}")


def _repeats(folded: str, last: Any, figure: Any) -> bool:
    """True if a figure whose clause has a subject of its own has the label of the figure before: 支持率52%，反对率34%."""
    if last.indicator.text != figure.indicator.text or last.normal.unit != figure.normal.unit:
        return False
    between = folded[last.words.span.end : figure.words.span.start]
    return last.change == figure.change and bool(_OWN_SUBJECT.search(between))


def lint(outline: Any) -> Counter[str]:
    """Faults of printed labels that no gold is needed to see: a cut word, a function word at an edge, a neighbour's label."""
    from briefing.outline.figures.choosing.label_bars import is_function_word
    from briefing.text import lexicon

    counts: Counter[str] = Counter()
    last: Any = None
    for figure in outline.figures:
        label = figure.indicator
        if label is None or not label.spans:
            last = None
            continue
        counts["labels"] += 1
        counts["cut words"] += any(
            cuts_word(outline.source.folded, outline.source.fold(place)) for place in label.spans
        )
        first, end = (rjieba.cut(outline.source.fold(place), hmm=False) for place in (label.spans[0], label.spans[-1]))
        counts["function words"] += is_function_word(end[-1]) or first[0] in lexicon.words("label_words", "no_start")
        counts["repeats"] += last is not None and _repeats(outline.source.folded, last, figure)
        last = figure
    return counts


def outline_of(real: RealText) -> Any:
    """The outline of a text; None where its file is refused."""
    from briefing.errors import BriefingError
    from briefing.outline.parse import parse
    from briefing.readers import read

    try:
        return parse(read(real.path))
    except BriefingError:
        return None


def main() -> None:
    """Print the scores of each part and kind, what the weights' makers measured, and the lint."""
    from briefing.outline.codec import to_json
    from briefing.outline.figures.choosing.weights import load_facts

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    totals: dict[str, Counter[str]] = {}
    linted: Counter[str] = Counter()
    for real in real_texts(folder):
        outline = outline_of(real)
        counts = score(real, json.loads(to_json(outline)) if outline else {"figures": []})
        linted += lint(outline) if outline else Counter()
        for group in (real.part, f"{real.part} {real.kind}"):
            totals[group] = totals.get(group, Counter()) + counts
    print(f"{'':18}{HEAD}")
    for group, counts in sorted(totals.items()):
        print(f"{group:18}{row(counts)}")
    print(f"{'goal':18}{GOAL}")
    print(
        "The weights have learned from `train`, so that only its cross-validation tells how well they read what is new:"
    )
    for kind in ("label", "time"):
        print(f"  {kind:6} {load_facts(kind)['cross-validation']}")
    print("Labels that look wrong:", ", ".join(f"{name} {count}" for name, count in linted.items()))


if __name__ == "__main__":
    main()
