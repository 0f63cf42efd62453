"""The scorer counts as it says, and gives the reference scorer's numbers where that is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from gold_files import SHARED, GoldFile, corpus_gold, own_gold
from scores import Count, Score, likeness
from scoring import score_outline

if TYPE_CHECKING:
    from pathlib import Path

Entry = dict[str, Any]
REFERENCE = SHARED / "tools/score_outline.py"
COUNTS = {
    "items": "items",
    "items precise": "items_precise",
    "whole": "enumerations_whole",
    "quotes": "quotes",
    "quotes precise": "quotes_precise",
    "speakers": "quote_speakers",
    "questions": "questions",
    "keywords": "keywords",
    "policies": "policies",
    "programmes": "programmes",
}
ATTRIBUTES = ("unit", "qualifier", "indicator", "period", "change")


def test_an_outline_that_says_what_the_gold_says_is_all_right() -> None:
    file = own_gold()[0]
    gold, text = file.gold(), file.text()

    score = score_outline(outline_from(gold, text), gold, text)

    assert score.misses == []
    assert score.share("f1") == 1.0


def test_a_wrong_value_is_a_missing_figure_and_an_extra_one() -> None:
    gold = gold_of(figures=[figure_of(2, "80家", 80, "家")])

    score = score_outline(
        {"figures": [{"text": "80家", "span": [2, 5], "value": "81", "unit": "家"}]}, gold, "集聚80家企业"
    )

    assert [miss.kind for miss in score.misses] == ["数据漏掉", "数据多出"]
    assert score.share("f1") == 0.0


def test_what_stands_in_ignore_is_neither_rewarded_nor_punished() -> None:
    gold = gold_of(ignore=[{"text": "三大", "start": 0, "end": 2}])

    score = score_outline({"figures": [{"text": "三大", "span": [0, 2], "value": "3", "unit": "大"}]}, gold, "三大产业")

    assert score.counts == {}
    assert score.share("f1") is None


def test_a_speaker_is_wrong_with_a_quotation_that_was_not_found() -> None:
    gold = gold_of(quotes=[{"start": 1, "end": 4, "speaker": "何以宁"}])

    score = score_outline({"quotes": []}, gold, "“干到底”何以宁说")

    assert str(score.counts["quotes"]) == "0/1"
    assert str(score.counts["speakers"]) == "0/1"
    assert "quotes precise" not in score.counts


def test_scores_add_up_by_name() -> None:
    total = Score(counts={"items": Count(right=1, of=2)}) + Score(
        counts={"items": Count(right=3, of=3), "whole": Count(of=1)}
    )

    assert total.share("items") == 0.8
    assert total.share("whole") == 0.0


@pytest.mark.parametrize(
    ("one", "other", "alike"), [("研发投入", "研发投入", 1.0), ("企业", "龙头企业", 0.75), ("", "企业", 0.0)]
)
def test_a_phrase_within_another_is_at_least_half_alike(one: str, other: str, alike: float) -> None:
    assert likeness(one, other) == alike


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference scorer is not at hand")
@pytest.mark.parametrize("file", [*own_gold(), *corpus_gold()], ids=lambda file: file.name)
def test_the_numbers_are_those_of_the_reference_scorer(file: GoldFile, tmp_path: Path) -> None:
    outline = damage(outline_from(file.gold(), file.text()))

    score = score_outline(outline, file.gold(), file.text())

    assert summary_of(score) == ask_reference(outline, file, tmp_path)


def figure_of(start: int, text: str, value: int, unit: str) -> Entry:
    """A gold figure that says no more than its value."""
    return {"text": text, "start": start, "end": start + len(text), "value": value, "unit": unit, "value_norm": value}


def gold_of(**entries: list[Entry]) -> Entry:
    """Gold with nothing in it but what is given."""
    return {"file": "text.txt", "span": [0, 100], "figures": [], **entries}


def outline_from(gold: Entry, text: str) -> Entry:
    """The outline that agrees with the gold in everything."""
    lists: Entry = {name: [{"text": words} for words in gold.get(name, [])] for name in ("policies", "programmes")}
    asked = gold.get("qa") or [{"question": words} for words in gold.get("questions", [])]
    quotes = gold.get("quotes", [])
    return lists | {
        "figures": [figure_from(figure) for figure in gold["figures"]],
        "enumerations": [enumeration_from(entry, gold) for entry in gold.get("enumerations", [])],
        "quotes": [
            {"text": text[q["start"] : q["end"]], "span": [q["start"], q["end"]], "speaker": q["speaker"]}
            for q in quotes
        ],
        "questions": [{"text": question["question"]} for question in asked],
        "speakers": [{"name": gold.get("speaker"), "role": gold.get("role")}],
    }


def figure_from(figure: Entry) -> Entry:
    """A gold figure as the outline has it."""
    words = {name: {"text": figure[name]} if figure.get(name) else None for name in ("indicator", "period")}
    return words | {
        "text": figure["text"],
        "span": [figure["start"], figure["end"]],
        "unit": figure["unit"],
        "qualifier": figure.get("qualifier"),
        "change": figure.get("direction"),
        "normal": {"value": str(figure["value_norm"]), "unit": figure.get("unit_norm")},
    }


def enumeration_from(entry: Entry, gold: Entry) -> Entry:
    """A gold enumeration as the outline has it, its heads where the items start."""
    heads = zip(entry["items"], entry["item_starts"], strict=True)
    kind = "keywords" if gold.get("keywords") == entry["items"] else "list"
    return {
        "kind": kind,
        "items": [{"head": {"text": words, "span": [start, start + len(words)]}} for words, start in heads],
    }


def damage(outline: Entry) -> Entry:
    """The outline spoilt more and less, so that every threshold has something on both sides."""
    for index, figure in enumerate(outline["figures"]):
        spoil_figure(figure, index)
    for index, entry in enumerate(outline["enumerations"]):
        entry["items"] = entry["items"][index % 2 :]
        for shift, item in enumerate(entry["items"]):
            start, end = item["head"]["span"]
            item["head"] = {"text": item["head"]["text"][shift % 3 :], "span": [start + 2 * shift, end]}
    for index, quote in enumerate(outline["quotes"]):
        start, end = quote["span"]
        quote |= {
            "text": cut(quote["text"], index),
            "span": [start + index % 4, end],
            "speaker": cut(quote["speaker"], index % 2),
        }
    outline["figures"].append({"text": "一", "span": [3, 4], "value": "1", "unit": None})
    outline["questions"] = [
        {"text": cut(question["text"], index)} for index, question in enumerate(outline["questions"])
    ]
    return outline


def spoil_figure(figure: Entry, index: int) -> None:
    """Cut the figure's phrases by its index, and make each eleventh wrong in one further way."""
    for name in ("indicator", "period"):
        figure[name] = {"text": cut(figure[name]["text"], index)} if figure[name] else None
    wrong: list[Entry] = [
        {"normal": {"value": "7"}},
        {"unit": "克", "normal": figure["normal"] | {"unit": "克"}},
        {"qualifier": "约"},
    ]
    figure |= [
        *wrong,
        {"change": "down"},
        {"span": [0, 1]},
        {"span": [figure["span"][0] + 1, figure["span"][1]]},
        *[{}] * 5,
    ][index % 11]


def cut(words: str | None, index: int) -> str:
    """The words without up to nine characters at their end."""
    return (words or "")[: max(1, len(words or "") - index % 10)]


def ask_reference(outline: Entry, file: GoldFile, folder: Path) -> Entry:
    """What the reference scorer prints, as far as both measure it."""
    path = folder / "outline.json"
    path.write_text(json.dumps(outline, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(REFERENCE), str(path), str(file.path), str(file.source)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout)
    figures = {name: found["figures"][name] for name in ("precision", "recall", "f1", "exact", *ATTRIBUTES)}
    return figures | {name: found.get(name, "0/0") for name in COUNTS.values()} | {"speaker": found["speaker"]}


def summary_of(score: Score) -> Entry:
    """The score in the reference scorer's words."""
    shares = {name: round(score.share(name) or 0.0, 3) for name in ("precision", "recall", "f1")}
    counts = {name: str(score.counts.get(key, Count())) for key, name in COUNTS.items()}
    speaker = score.share("speaker")
    return (
        shares
        | {"exact": score.counts["exact"].right}
        | {name: str(score.counts[name]) for name in ATTRIBUTES}
        | counts
        | {"speaker": None if speaker is None else speaker == 1.0}
    )
