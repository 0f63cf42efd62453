"""The table of how well outlines agree with gold, and the list of what was wrong (`make score`)."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections import Counter

from gold_files import GoldFile, corpus_gold, own_gold
from outlining import outline_of
from scores import Miss, Score
from scoring import score_outline

COLUMNS = {
    "precision": "精确率",
    "recall": "召回率",
    "f1": "F1",
    "exact": "起止",
    "unit": "单位",
    "qualifier": "限定",
    "indicator": "指标",
    "period": "时期",
    "change": "增减",
    "items": "列举项",
    "items precise": "项精确",
    "whole": "整列",
    "quotes": "引语",
    "quotes precise": "引精确",
    "speakers": "说话人",
    "questions": "提问",
    "speaker": "讲话人",
    "role": "职务",
    "keywords": "关键词",
    "policies": "政策",
}
GOALS = {
    "precision": 0.93,
    "recall": 0.93,
    "f1": 0.95,
    "unit": 0.97,
    "qualifier": 0.95,
    "indicator": 0.85,
    "period": 0.85,
    "change": 0.90,
    "items": 0.97,
    "items precise": 0.93,
    "whole": 0.93,
    "quotes": 0.95,
    "quotes precise": 0.93,
    "speakers": 0.93,
    "questions": 0.95,
    "speaker": 1.0,
    "role": 1.0,
}
GROUPS = {"own": "自有合计", "held-out": "留出合计", "seed": "访谈合计", "corpus": "报告合计"}


def main() -> None:
    """Print the table, and the misses where asked for."""
    asked = _read_arguments()
    files = [file for file in (*own_gold(), *corpus_gold()) if not asked.names or file.name in asked.names]
    scores = {file: _score(file) for file in files}
    _print_table(scores)
    if asked.misses:
        for file, score in scores.items():
            show = _print_kinds if file.group == "held-out" and not asked.held_out else _print_misses
            show(file, score)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="按标准答案给提纲打分")
    parser.add_argument("names", nargs="*", help="只看这几篇")
    parser.add_argument("--misses", action="store_true", help="列出错处（留出的文稿只列各类的数目）")
    parser.add_argument("--held-out", action="store_true", help="留出的文稿也列出错处；写规则的人不要用")
    return parser.parse_args()


def _score(file: GoldFile) -> Score:
    """The score of one document; one that breaks the program scores as an empty outline, and says so."""
    try:
        outline = outline_of(file)
    except Exception as error:  # noqa: BLE001 - the table is most wanted while the rules are being changed
        sys.stderr.write(f"{file.name}：提纲出错 {error!r}\n")
        outline = {}
    return score_outline(outline, file.gold(), file.text())


def _print_table(scores: dict[GoldFile, Score]) -> None:
    rows = [["文稿", *COLUMNS.values()]]
    rows += [[_name(file), *_cells(score)] for file, score in scores.items()]
    for group, title in GROUPS.items():
        members = [score for file, score in scores.items() if file.group == group]
        if len(members) > 1:
            rows.append([title, *_cells(sum(members, Score()))])
    rows.append(["全部合计", *_cells(sum(scores.values(), Score()))])
    rows.append(["目标", *(f"{GOALS[name]:.2f}" if name in GOALS else "" for name in COLUMNS)])
    widths = [max(_width(row[index]) for row in rows) for index in range(len(rows[0]))]
    for row in rows:
        sys.stdout.write("  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n")


def _name(file: GoldFile) -> str:
    return f"{file.name}（留出）" if file.group == "held-out" else file.name


def _cells(score: Score) -> list[str]:
    shares = (score.share(name) for name in COLUMNS)
    return ["未测" if share is None else f"{share:.3f}".replace("1.000", "1.00 ") for share in shares]


def _print_misses(file: GoldFile, score: Score) -> None:
    sys.stdout.write(f"\n{_name(file)}：{len(score.misses)} 处\n")
    text = file.text()
    for miss in score.misses:
        sys.stdout.write(f"  第{text.count(chr(10), 0, miss.start) + 1}行 {miss.kind}：{_describe(miss)}\n")
        sys.stdout.write(f"      …{text[max(0, miss.start - 20) : miss.start + 20]}…\n".replace("\n", "⏎")[:-1] + "\n")


def _print_kinds(file: GoldFile, score: Score) -> None:
    kinds = Counter(miss.kind for miss in score.misses)
    sys.stdout.write(f"\n{_name(file)}：{'，'.join(f'{kind} {count}' for kind, count in kinds.items()) or '无错'}\n")


def _describe(miss: Miss) -> str:
    parts = [f"应为 {miss.wanted}"] if miss.wanted else []
    return "，".join([*parts, *([f"得到 {miss.given}"] if miss.given else [])])


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)


def _pad(words: str, width: int) -> str:
    return words + " " * (width - _width(words))
