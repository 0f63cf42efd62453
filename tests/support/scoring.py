"""Agreement of an outline with gold: the project's own scorer, with the numbers of the reference one.

A figure is hit when the spans overlap and the expanded values agree; its attributes are scored on hits alone. An item
is hit when its head starts within six characters of the gold item's marker and the first four Han characters agree.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from scores import Count, Miss, Score, letters, likeness, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Entry = dict[str, Any]
NEAR = 6


def score_outline(outline: Entry, gold: Entry, text: str) -> Score:
    """The score of an outline (as JSON) against the gold of its text."""
    score = Score()
    _score_figures(score, outline, gold)
    _score_items(score, outline, gold)
    _score_whole(score, outline, gold)
    _score_quotes(score, outline, gold, text)
    _score_questions(score, outline, gold, text)
    _score_speaker(score, outline, gold)
    _score_names(score, outline, gold)
    return score


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return None


def _value(figure: Entry) -> Decimal | None:
    return _number((figure.get("normal") or {}).get("value", figure.get("value")))


def _score_figures(score: Score, outline: Entry, gold: Entry) -> None:
    given = _figures_in_scope(outline, gold)
    used: set[int] = set()
    for wanted in gold["figures"]:
        number = _number(wanted.get("value_norm", wanted["value"]))
        hits = (index for index, figure in enumerate(given) if index not in used and _agrees(figure, wanted, number))
        index = next(hits, None)
        lost = Miss(kind="数据漏掉", start=wanted["start"], wanted=wanted["text"], given="")
        score.add("recall", index is not None, lost)
        if index is not None:
            used.add(index)
            _score_attributes(score, given[index], wanted)
    for index, figure in enumerate(given):
        extra = Miss(kind="数据多出", start=figure["span"][0], wanted="", given=figure["text"])
        score.add("precision", index in used, extra)


def _figures_in_scope(outline: Entry, gold: Entry) -> list[Entry]:
    low, high = gold["span"]
    ignored = [(entry["start"], entry["end"]) for entry in gold.get("ignore", [])]
    return [
        figure
        for figure in outline.get("figures", [])
        for start, end in [figure["span"]]
        if low <= start and end <= high and not any(start < stop and begin < end for begin, stop in ignored)
    ]


def _agrees(figure: Entry, wanted: Entry, number: Decimal | None) -> bool:
    start, end = figure["span"]
    return bool(start < wanted["end"] and wanted["start"] < end and _value(figure) == number)


def _score_attributes(score: Score, figure: Entry, wanted: Entry) -> None:
    normal = figure.get("normal") or {}
    unit, want_unit = (
        normal.get("unit") or figure.get("unit") or None,
        wanted.get("unit_norm") or wanted.get("unit") or None,
    )
    qualifier, change = words_of(figure.get("qualifier")), figure.get("change") or None
    indicator, period = words_of(figure.get("indicator")), words_of(figure.get("period"))

    def check(name: str, kind: str, right: bool, given: Any, want: Any) -> None:
        miss = Miss(kind=kind, start=wanted["start"], wanted=f"{wanted['text']}：{want}", given=str(given))
        score.add(name, right, miss)

    place = [wanted["start"], wanted["end"]]
    check("exact", "数据起止", list(figure["span"]) == place, figure["text"], wanted["text"])
    check("unit", "单位", unit == want_unit, unit, want_unit)
    check(
        "qualifier",
        "限定词",
        letters(qualifier) == letters(wanted.get("qualifier")),
        qualifier,
        wanted.get("qualifier"),
    )
    if want := wanted.get("indicator"):
        check("indicator", "指标", likeness(indicator, want) >= 0.75, indicator, want)
    if want := wanted.get("period"):
        check("period", "时期", likeness(period, want) >= 0.6, period, want)
    check("change", "增减", change == (wanted.get("direction") or None), change, wanted.get("direction"))


def _heads(outline: Entry) -> list[tuple[int, str]]:
    """The heads of enumerations by place; own gold tells nothing of formulations."""
    entries = (entry for entry in outline.get("enumerations", []) if entry.get("kind") != "formulation")
    items = (item for entry in entries for item in entry["items"] if item.get("head"))
    return [(item["head"]["span"][0], item["head"]["text"]) for item in items]


def _is_near(start: int, places: Iterable[int]) -> bool:
    return any(abs(start - place) <= NEAR for place in places)


def _required(gold: Entry) -> list[Entry]:
    return [entry for entry in gold.get("enumerations", []) if not entry.get("optional")]


def _score_items(score: Score, outline: Entry, gold: Entry) -> None:
    heads, (low, high) = _heads(outline), gold["span"]
    for entry in _required(gold):
        for words, start in zip(entry["items"], entry["item_starts"], strict=True):
            right = any(_is_near(start, [place]) and letters(head)[:4] == letters(words)[:4] for place, head in heads)
            score.add("items", right, Miss(kind="列举项漏掉", start=start, wanted=words, given=""))
    every = [start for entry in gold.get("enumerations", []) for start in entry["item_starts"]]
    for place, head in heads:
        if low <= place < high:
            score.add(
                "items precise", _is_near(place, every), Miss(kind="列举项多出", start=place, wanted="", given=head)
            )


def _score_whole(score: Score, outline: Entry, gold: Entry) -> None:
    groups = [_heads({"enumerations": [entry]}) for entry in outline.get("enumerations", [])]
    for entry in _required(gold):
        starts = entry["item_starts"]
        right = any(
            len(heads) == len(starts)
            and all(_is_near(head[0], [start]) for head, start in zip(heads, starts, strict=True))
            for heads in groups
        )
        score.add("whole", right, Miss(kind="列举不全", start=starts[0], wanted="｜".join(entry["items"]), given=""))


def _score_quotes(score: Score, outline: Entry, gold: Entry, text: str) -> None:
    low, high = gold["span"]
    given = [quote for quote in outline.get("quotes", []) if low <= quote["span"][0] < high]
    matched: list[int] = []
    for wanted in gold.get("quotes", []):
        words = text[wanted["start"] : wanted["end"]]
        alike = (
            i
            for i, quote in enumerate(given)
            if abs(quote["span"][0] - wanted["start"]) <= 2 and likeness(quote["text"], words) > 0.9
        )
        index = next(alike, None)
        score.add("quotes", index is not None, Miss(kind="引语漏掉", start=wanted["start"], wanted=words, given=""))
        speaker = None if index is None else words_of(given[index].get("speaker"))
        right = index is not None and letters(speaker) == letters(wanted.get("speaker"))
        score.add(
            "speakers",
            right,
            Miss(kind="引语说话人", start=wanted["start"], wanted=str(wanted.get("speaker")), given=str(speaker)),
        )
        matched += [] if index is None else [index]
    for index, quote in enumerate(given):
        if index not in matched:
            score.misses.append(Miss(kind="引语多出", start=quote["span"][0], wanted="", given=quote["text"]))
    if given:
        score.counts["quotes precise"] = Count(right=min(len(matched), len(given)), of=len(given))


def _score_questions(score: Score, outline: Entry, gold: Entry, text: str) -> None:
    wanted = [
        (text[q["start"] : q["end"]] if "end" in q else q["question"], q.get("start", 0)) for q in gold.get("qa", [])
    ]
    wanted = wanted or [(words, max(0, text.find(words))) for words in gold.get("questions", [])]
    given = [words_of(question) for question in outline.get("questions", [])]
    for words, start in wanted:
        right = any(likeness(question, words) > 0.9 for question in given)
        score.add("questions", right, Miss(kind="提问漏掉", start=start, wanted=words, given=""))


def _score_speaker(score: Score, outline: Entry, gold: Entry) -> None:
    if not gold.get("speaker"):
        return
    speakers = outline.get("speakers", [])
    given = "、".join(f"{speaker.get('name')}（{speaker.get('role')}）" for speaker in speakers)
    miss = Miss(kind="讲话人", start=gold["span"][0], wanted=f"{gold['speaker']}（{gold.get('role')}）", given=given)
    named = [speaker for speaker in speakers if letters(speaker.get("name")) == letters(gold["speaker"])]
    score.add("speaker", bool(named), miss)
    if gold.get("role"):
        score.add("role", any(letters(speaker.get("role")) == letters(gold["role"]) for speaker in named), miss)


def _score_names(score: Score, outline: Entry, gold: Entry) -> None:
    kinds = {
        entry.get("kind"): [letters(words_of(item.get("head"))) for item in entry["items"]]
        for entry in outline.get("enumerations", [])
    }
    for words in gold.get("keywords", []):
        score.add(
            "keywords",
            letters(words) in kinds.get("keywords", []),
            Miss(kind="关键词", start=0, wanted=words, given=""),
        )
    for name in ("policies", "programmes", "events", "organisations"):
        if name in outline and not gold.get("figures_only"):
            have = [letters(words_of(entry)) for entry in outline[name]]
            for words in gold.get(name, []):
                score.add(name, letters(words) in have, Miss(kind=f"名称 {name}", start=0, wanted=words, given=""))
