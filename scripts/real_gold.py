"""Gold of published texts, kept without their words: `pack` to offsets, `unpack` from offsets, `rebuild` the texts.

    real_gold.py pack TEXTS GOLD OUT         NAME.txt and NAME.gold2.json to OUT/NAME.json, offsets only
    real_gold.py unpack OFFSETS TEXTS OUT    OFFSETS/NAME.json and TEXTS/NAME.txt to OUT/NAME.gold2.json, and OFFSETS/SPLIT.tsv
    real_gold.py rebuild REPOS OUT           tests/real/SOURCES.tsv and clones of the repositories to OUT/NAME.txt

An answer (a title, a label, a time, a speaker) is a list of spans, one for each piece of the text that it is made of, and
`null` where no answer is right as well. Every file carries the SHA-256 of its text; a text with another one is refused.
REPOS holds a folder OWNER+NAME or OWNER/NAME for each repository: a work tree, or a git directory.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tests/real/SOURCES.tsv"
NAMES = ("title", "place", "outlet")

Entry = dict[str, Any]
Span = list[int]
Answer = list[Span] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Row of SOURCES.tsv: which part of which file of which repository a text is."""

    name: str
    repository: str
    commit: str
    path: str
    where: str
    chars: str
    sha256: str


def pack(text: str, gold: Entry) -> Entry:
    """Offsets of a gold 2 file. Raises ValueError for an answer that is not made of pieces of the text."""
    document = gold["document"]
    packed: Entry = {key: [_locate(text, words, 0) for words in document[key]] for key in NAMES if key in document}
    packed |= {key: document[key] for key in ("published",) if key in document}
    packed["speakers"] = [
        {"name": _locate(text, speaker["name"], 0), "role": _locate(text, speaker["role"], 0)}
        for speaker in document.get("speakers", [])
    ]
    if "optional_speakers" in document:
        # A name that the text does not print can be no one's answer.
        names = [name for name in document["optional_speakers"] if name in text]
        packed["optional_speakers"] = [_locate(text, name, 0) for name in names]
    return {
        "file": gold["file"],
        "sha256": _digest(text),
        "document": packed,
        "figures": [_packed_figure(text, figure) for figure in gold["figures"]],
        "quotes": [
            {"span": quote["span"], "speaker": [_locate(text, name, quote["span"][0]) for name in quote["speaker"]]}
            for quote in gold["quotes"]
        ],
        "enumerations": [
            {"kind": group["kind"], "items": _located_items(text, group["items"])} for group in gold["enumerations"]
        ],
    }


def unpack(text: str, packed: Entry) -> Entry:
    """Gold 2 file of a text and its offsets. Raises ValueError if the text is not the one that was packed."""
    if _digest(text) != packed["sha256"]:
        raise ValueError(f"{packed['file']}: the text has another SHA-256 than the one annotated")
    document = packed["document"]
    gold: Entry = {key: [_words(text, answer) for answer in document[key]] for key in NAMES if key in document}
    gold |= {key: document[key] for key in ("published",) if key in document}
    gold["speakers"] = [
        {"name": _words(text, speaker["name"]), "role": _words(text, speaker["role"])}
        for speaker in document["speakers"]
    ]
    if "optional_speakers" in document:
        gold["optional_speakers"] = [_words(text, name) for name in document["optional_speakers"]]
    return {
        "file": packed["file"],
        "document": gold,
        "figures": [_unpacked_figure(text, figure) for figure in packed["figures"]],
        "quotes": [
            {"span": quote["span"], "speaker": [_words(text, name) for name in quote["speaker"]]}
            for quote in packed["quotes"]
        ],
        "enumerations": [
            {"kind": group["kind"], "items": [_words(text, [item]) for item in group["items"]]}
            for group in packed["enumerations"]
        ],
    }


def rebuild(source: Source, repos: Path) -> str:
    """Text of a source out of the clone of its repository. Raises ValueError if it is not the one annotated."""
    text = _part(_read_file(source, repos).decode("utf-8"), source.where)
    if _digest(text) != source.sha256:
        raise ValueError(f"{source.name}: another SHA-256 than the text annotated")
    return text


def read_sources(path: Path) -> list[Source]:
    """Rows of a SOURCES.tsv."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Source(**row) for row in rows]


def _packed_figure(text: str, figure: Entry) -> Entry:
    at = figure["span"][0]
    spans = iter(figure["indicator_spans"])
    return {
        "span": figure["span"],
        "numeral": figure["numeral"],
        "indicator": [label and next(spans) for label in figure["indicator"]],
        "period": [_locate(text, time, at) for time in figure["period"]],
    }


def _unpacked_figure(text: str, figure: Entry) -> Entry:
    return {
        "text": _words(text, [figure["span"]]),
        "span": figure["span"],
        "numeral": figure["numeral"],
        "indicator": [_words(text, answer) for answer in figure["indicator"]],
        "indicator_spans": [answer for answer in figure["indicator"] if answer],
        "period": [_words(text, answer) for answer in figure["period"]],
    }


def _located_items(text: str, items: list[str]) -> list[Span]:
    """Span of each head: the first occurrence after the head before it, otherwise the first of all."""
    spans: list[Span] = []
    for item in items:
        at = text.find(item, spans[-1][1] if spans else 0)
        at = text.find(item) if at < 0 else at
        if at < 0:
            raise ValueError(f"not in the text: {item}")
        spans.append([at, at + len(item)])
    return spans


def _locate(text: str, words: str | None, at: int) -> Answer:
    """Spans of an answer, nearest to an offset: one, or one for each piece where the words are not contiguous."""
    if words is None:
        return None
    for end in range(len(words), 0, -1):
        span = _nearest(text, words[:end], at)
        if span:
            return [span, *(_locate(text, words[end:], at) or [])] if end < len(words) else [span]
    raise ValueError(f"not in the text: {words}")


def _nearest(text: str, words: str, at: int) -> Span | None:
    before, after = text.rfind(words, 0, at + len(words)), text.find(words, at)
    starts = sorted((abs(start - at), start) for start in (before, after) if start >= 0)
    return [starts[0][1], starts[0][1] + len(words)] if starts else None


def _words(text: str, answer: Answer) -> str | None:
    return "".join(text[start:end] for start, end in answer) if answer else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _read_file(source: Source, repos: Path) -> bytes:
    owner, _, name = source.repository.partition("/")
    for folder in (repos / f"{owner}+{name}", repos / owner / name):
        # A copy may lie one folder deeper, as a bare repository beside its description.
        for place in (folder, folder / "repo"):
            if (place / source.path).is_file():
                return (place / source.path).read_bytes()
            for revision in (source.commit, "HEAD"):
                shown = (
                    subprocess.run(
                        ["git", "-C", place, "show", f"{revision}:{source.path}"], capture_output=True, check=False
                    )
                    if place.is_dir()
                    else None
                )
                if shown and shown.returncode == 0:
                    return shown.stdout
    raise ValueError(f"{source.name}: no {source.path} of {source.repository} under {repos}")


def _part(text: str, where: str) -> str:
    """Part of a file: `whole`, `chars A-B` (half-open), `lines A-B`, `row N COLUMN` of a CSV, `json PATH PATH`.

    Lines and rows count from 1, the last one included; of JSON, the values at the paths (`events/3/text`), an empty line
    between two.
    ` | untagged` behind it takes tags and indents away, ` | unwrapped` joins the lines of a printed paragraph.
    """
    what, _, change = where.partition(" | ")
    kind, _, rest = what.partition(" ")
    try:
        return _CHANGES[change](_PARTS[kind](text, rest))
    except (KeyError, IndexError) as error:
        raise ValueError(f"no such part of the file: {where}") from error


def _chars(text: str, rest: str) -> str:
    start, end = map(int, rest.split("-"))
    return text[start:end]


def _lines(text: str, rest: str) -> str:
    start, end = map(int, rest.split("-"))
    return "".join(text.splitlines(keepends=True)[start - 1 : end])


def _cell(text: str, rest: str) -> str:
    number, column = rest.split(" ", 1)
    csv.field_size_limit(sys.maxsize)
    return list(csv.DictReader(io.StringIO(text, newline="")))[int(number) - 1][column]


def _values(text: str, rest: str) -> str:
    record = json.loads(text)
    return "\n\n".join(str(_value(record, path.split("/"))) for path in rest.split())


def _value(record: Any, keys: list[str]) -> Any:
    for key in keys:
        record = record[int(key) if isinstance(record, list) else key]
    return record


def _untagged(text: str) -> str:
    lines = (line.strip() for line in re.sub(r"<[^<>]*>", "", text).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _unwrapped(text: str) -> str:
    """Text with one line a paragraph; an empty line parts two. Compatibility ideographs of a PDF are mended: U+F98E → 年."""
    return re.sub(r"(?<!\n) *\n(?!\n)", "", unicodedata.normalize("NFC", text).strip())


_PARTS: dict[str, Callable[[str, str], str]] = {
    "whole": lambda text, _: text,
    "chars": _chars,
    "lines": _lines,
    "row": _cell,
    "json": _values,
}
_CHANGES: dict[str, Callable[[str], str]] = {"": lambda text: text, "untagged": _untagged, "unwrapped": _unwrapped}


def _read_text(path: Path) -> str:
    """Text without newline translation, as the offsets count it."""
    return path.read_bytes().decode("utf-8")


def _write_json(path: Path, entry: Entry) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entry, ensure_ascii=False) + "\n", encoding="utf-8", newline="")


def _pack_folder(texts: Path, gold: Path, out: Path) -> None:
    for path in sorted(gold.glob("*.gold2.json")):
        name = path.name.removesuffix(".gold2.json")
        _write_json(out / f"{name}.json", pack(_read_text(texts / f"{name}.txt"), json.loads(_read_text(path))))


def unpack_folder(offsets: Path, texts: Path, out: Path) -> None:
    """Write the gold of all texts that are there, and which of them are for learning and which are held out."""
    for path in sorted(offsets.glob("*.json")):
        text = texts / f"{path.stem}.txt"
        if text.exists():
            _write_json(out / f"{path.stem}.gold2.json", unpack(_read_text(text), json.loads(_read_text(path))))
    split = offsets / "SPLIT.tsv"
    if split.exists():
        shutil.copy(split, out / split.name)


def _rebuild_folder(repos: Path, out: Path, sources: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    failures = 0
    for source in read_sources(sources):
        try:
            (out / f"{source.name}.txt").write_bytes(rebuild(source, repos).encode("utf-8"))
        except ValueError as error:
            failures += 1
            print(error, file=sys.stderr)
    return failures


def main() -> None:
    """Run the command of the line; exit with 1 if a text could not be rebuilt."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for command, folders in {
        "pack": ("texts", "gold", "out"),
        "unpack": ("offsets", "texts", "out"),
        "rebuild": ("repos", "out"),
    }.items():
        added = commands.add_parser(command)
        for folder in folders:
            added.add_argument(folder, type=Path)
    commands.choices["rebuild"].add_argument("--sources", type=Path, default=SOURCES)
    given = parser.parse_args()
    if given.command == "pack":
        _pack_folder(given.texts, given.gold, given.out)
    elif given.command == "unpack":
        unpack_folder(given.offsets, given.texts, given.out)
    elif _rebuild_folder(given.repos, given.out, given.sources):
        sys.exit(1)


if __name__ == "__main__":
    main()
