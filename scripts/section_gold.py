"""Makes the gold of sections from a reader's notes, as offsets alone: `section_gold.py number|pack …`.

    section_gold.py number TEXT…                 the text's sentences, each with its number, to be read and noted
    section_gold.py pack TEXTS NOTES OUT         NOTES/NAME.notes for TEXTS/NAME.txt to OUT/NAME.json

A line of notes is `NUMBER INVESTOR/TALENT/BENEFICIARY`: the letters of the sections of either edition where the sentence
may stand, each with `?` behind it where it need not be printed, and who receives what it tells of. A sentence without a
line holds nothing for these readers. The first line says `train` or `held`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from briefing.outline.parse import parse
from briefing.readers import read

LETTERS = {
    "investor": {
        "g": "industry",
        "s": "sectors",
        "z": "site",
        "i": "infrastructure",
        "b": "business",
        "p": "platforms",
        "t": "support",
    },
    "talent": {"w": "why", "b": "benefits", "p": "platforms", "s": "sectors", "e": "events"},
}


def _sections(code: str, letters: dict[str, str]) -> dict[str, Any]:
    """The sections of a code; it must stand in one of them where one letter has no question mark."""
    names = [letters[letter] for letter in code if letter != "?"]
    return {"sections": names, "must": code.count("?") < len(names)}


def pack(text: Path, notes: Path) -> dict[str, Any]:
    """The gold of one text."""
    part, *lines = notes.read_text(encoding="utf-8").split("\n")
    points = {point.id: point for point in parse(read(text)).points}
    sentences = []
    for number, code in (line.split() for line in lines if line):
        investor, talent, beneficiary = [*code.split("/"), "", ""][:3]
        place = points[f"p{number}"].words.span
        row: dict[str, Any] = {"span": [place.start, place.end]}
        given = {"investor": investor, "talent": talent}
        row |= {name: _sections(letters, LETTERS[name]) for name, letters in given.items() if letters}
        sentences.append(row | ({"beneficiary": beneficiary} if beneficiary else {}))
    content = text.read_bytes()
    return {
        "file": text.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "part": part,
        "sentences": sentences,
    }


def main() -> None:
    """Number or pack."""
    if sys.argv[1] == "number":
        for path in map(Path, sys.argv[2:]):
            print(*(f"{point.id[1:]} {point.words.text}" for point in parse(read(path)).points), sep="\n")
        return
    texts, notes, out = map(Path, sys.argv[2:5])
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(notes.glob("*.notes")):
        gold = pack(texts / f"{path.stem}.txt", path)
        (out / f"{path.stem}.json").write_text(json.dumps(gold, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
