"""One office's folder on the disk: its texts, what was replaced, and what was thrown away. Nothing here is ever lost."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.desk.files import writing
from briefing.errors import OutputError, SourceError
from briefing.files import is_plain_name, make_folder, output_errors, reason_of, write_whole
from briefing.outline.load import refuse_name
from briefing.readers import READERS, find_reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.desk.texts import Stamps

# What belongs to a text beside it: <stem>.toml and the like; the Word files that an office edited are a folder.
_COMPANIONS = (".toml", ".review.toml", ".word")
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069/\\:*?"<>|\s]+')
_LONGEST_PASTED_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntry:
    """A text in the list: the name of its file, its last change or that of what stands beside it, and stamps of all that its row is about."""

    name: str
    changed: datetime.datetime
    stamps: Stamps


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFolder:
    """The folder that the desk works in: `seeds/`, `out/` and `templates/` of one office."""

    root: Path

    @property
    def seeds(self) -> Path:
        """The texts, with what was decided about them."""
        return self.root / "seeds"

    @property
    def out(self) -> Path:
        """The finished packs."""
        return self.root / "out"

    @property
    def templates(self) -> Path | None:
        """The office's own templates, or None where it has none."""
        folder = self.root / "templates"
        return folder if folder.is_dir() else None

    @property
    def bin(self) -> Path:
        """The folder of deleted texts, by date."""
        return self.root / "回收站"

    @property
    def versions(self) -> Path:
        """The folder of replaced texts, by text and date."""
        return self.root / "旧版"

    def _scan(self) -> dict[str, os.DirEntry[str]]:
        """All that is in `seeds/`, by name."""
        try:
            with os.scandir(self.seeds) as entries:
                return {entry.name: entry for entry in entries}
        except OSError as error:
            raise SourceError(
                f"打不开放访谈的文件夹 {self.seeds}：{reason_of(error)}",
                hint="也许改了名字、搬走了，或共享盘断了；放回原处，再刷新页面",
            ) from None

    def texts(self) -> tuple[Path, ...]:
        """The texts; a `SourceError` where the folder is gone: renamed, or a share that is off."""
        found = (name for name, entry in self._scan().items() if _is_text(name) and entry.is_file())
        return tuple(self.seeds / name for name in sorted(found))

    def entries(self, wanted: str = "") -> tuple[TextEntry, ...]:
        """The texts as the list tells them, the one changed last first; that of the stem alone where one is wanted."""
        # Folders are read for all rows at once: a `Path` for each question takes longer than the question.
        there, made = self._scan(), _entries_in(self.out)
        release = _stamps(one for name, one in _entries_in(self.out / "release").items() if name == "manifest.json")
        found = []
        for name, entry in there.items():
            stem = name.rpartition(".")[0]
            if not _is_text(name) or not entry.is_file() or wanted not in ("", stem):
                continue
            beside = [there[stem + suffix] for suffix in _COMPANIONS if stem + suffix in there]
            own = _stamps((entry, *beside))
            moment = max((time for _, time, _ in own), default=0) / 1e9
            words = _entries_in(self.seeds / f"{stem}.word").values() if f"{stem}.word" in there else ()
            # Packs are put in place by renaming, which their folder tells.
            packs = [made[stem]] if stem in made else []
            found.append(
                TextEntry(
                    name=name,
                    changed=datetime.datetime.fromtimestamp(moment, tz=datetime.UTC).astimezone(),
                    stamps=(*own, *_stamps((*words, *packs)), *release),
                )
            )
        return tuple(sorted(found, key=lambda one: (one.changed, one.name), reverse=True))

    def find(self, stem: str) -> Path | None:
        """The text of that stem; a name that the browser sends is compared with what is there and never made a path."""
        return next((path for path in self.texts() if path.stem == stem), None)

    def stem_of(self, changed: str) -> str | None:
        """The stem of the text that a changed file is about, empty for a file outside `seeds/`, None where it is nobody's.

        A stem may have dots of its own: `座谈 6.5.review.toml` is about `座谈 6.5.docx`.
        """
        if self.seeds not in Path(changed).parents:
            return ""
        name = Path(changed).relative_to(self.seeds).parts[0]
        if name.startswith((".", "~")):
            return None
        try:
            stems = [path.stem for path in self.texts() if name.startswith(f"{path.stem}.")]
        except SourceError:
            stems = []
        return max(stems, key=len, default=Path(name).stem)

    def companions(self, path: Path) -> tuple[Path, ...]:
        """The files beside a text that are about it."""
        beside = (path.with_name(path.stem + suffix) for suffix in _COMPANIONS)
        return tuple(one for one in beside if one.exists())

    def put(self, name: str, content: bytes) -> Path:
        """The new text's path; a `SourceError` where a text of that stem is there."""
        require_name(name)
        stem = Path(name).stem
        if self.find(stem) is not None:
            raise SourceError(
                f"已经有一篇叫“{stem}”的", hint="请先给文件改名；要换掉原来那篇，请在它的页面里选“换一个文件”"
            )
        path = self.seeds / name
        with writing(path):
            make_folder(self.seeds)
            write_whole(path, content)
        return path

    def replace(self, path: Path, name: str, content: bytes, now: datetime.datetime) -> Path:
        """The path of the text that takes the place of another; the old one is kept with its decisions and packs."""
        require_name(name)
        suffix = Path(name).suffix.lower()
        kept = _fresh(self.versions / path.stem / f"{now:%Y-%m-%d %H.%M.%S}")
        with writing(path):
            kept.mkdir(parents=True)
            for one in (path, *self.companions(path), *self._packs(path.stem)):
                _copy(one, kept / ("out" if one.parent == self.out else "") / one.name)
            new = path.with_suffix(suffix)
            write_whole(new, content)
            if new != path:
                path.unlink()
        return new

    def delete(self, path: Path, now: datetime.datetime) -> Path:
        """The new place of the text, of what stands beside it, and of its packs: a folder in the bin."""
        kept = _fresh(self.bin / f"{now:%Y-%m-%d %H.%M.%S} {path.stem}")
        with writing(path):
            kept.mkdir(parents=True)
            for one in (path, *self.companions(path)):
                one.rename(kept / one.name)
            for one in self._packs(path.stem):
                one.rename(kept / "out")
        return kept

    def thrown(self, name: str) -> Path | None:
        """The text in the folder of that name in the bin; None where there is none."""
        # A name that the browser sends is compared with what is there and never made a path.
        folders = [one for one in self.bin.glob("*") if one.name == name and one.is_dir()]
        files = sorted(file for folder in folders for file in folder.iterdir())
        return next((one for one in files if _is_text(one.name) and one.is_file()), None)

    def restore(self, name: str) -> Path:
        """The path of a text that was deleted and is back; a `SourceError` where it cannot be."""
        path = self.thrown(name)
        if path is None:
            raise SourceError("回收站里没有这一篇", hint="也许已经放回来了，请看全部访谈")
        if self.find(path.stem) is not None:
            raise SourceError(f"已经又有一篇叫“{path.stem}”的", hint="请先给那一篇的文件改名，再放回来")
        with writing(path):
            for one in self.companions(path):
                one.rename(self.seeds / one.name)
            packs, place = path.with_name("out"), self.out / path.stem
            if packs.is_dir() and not place.exists():
                packs.rename(place)
            # The text comes last: what is listed is whole.
            new = path.rename(self.seeds / path.name)
            with contextlib.suppress(OSError):  # what else somebody put there stays
                path.parent.rmdir()
        return new

    def put_word(self, path: Path, content: bytes, now: datetime.datetime) -> None:
        """Write the Word file that an office edited; the one before it goes among the old versions."""
        with writing(path):
            make_folder(path.parent)
            if path.is_file():
                self.set_aside(path, now)
            write_whole(path, content)

    def set_aside(self, path: Path, now: datetime.datetime) -> None:
        """Move an edited Word file among the old versions of its text."""
        kept = _fresh(self.versions / path.parent.stem / f"{now:%Y-%m-%d %H.%M.%S}")
        with writing(path):
            kept.mkdir(parents=True)
            path.rename(kept / path.name)

    def _packs(self, stem: str) -> Iterator[Path]:
        folder = self.out / stem
        if folder.is_dir() and not folder.is_symlink():
            yield folder


def _is_text(name: str) -> bool:
    return name.lower().endswith(tuple(READERS)) and not name.startswith((".", "~"))


def _entries_in(folder: Path) -> dict[str, os.DirEntry[str]]:
    """The entries of a folder, by name; none where it is not there."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry for entry in entries}
    except OSError:
        return {}


def _stamps(entries: Iterable[os.DirEntry[str]]) -> Stamps:
    """Name, time and size of each that is still there."""
    found = []
    for entry in entries:
        with contextlib.suppress(OSError):
            status = entry.stat()
            found.append((entry.name, status.st_mtime_ns, status.st_size))
    return tuple(found)


def _fresh(path: Path) -> Path:
    """The path, or with a number behind it where something is there already."""
    number, fresh = 1, path
    while fresh.exists():
        number += 1
        fresh = path.with_name(f"{path.name} ({number})")
    return fresh


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.copytree(path, to, symlinks=True)
    else:
        shutil.copy2(path, to)


def require_name(name: str) -> None:
    """Raises a `SourceError` for what cannot be the name of a text."""
    path = Path(name)
    if name.startswith("~$"):
        raise SourceError("这不是文稿，是 Word 打开文稿时留的记号", hint="请交名字里没有“~$”的那一个")
    # `访谈.review.toml` is what was decided about `访谈`, and would be the facts about `访谈.review`.
    if not is_plain_name(name) or name.startswith("~") or "\\" in name or path.stem.endswith(".review"):
        raise SourceError("文件名不能用", hint="请给文件改名，例如 访谈.txt")
    find_reader(path)
    refuse_name(path, path.stem)


def name_of_pasted(text: str, called: str = "") -> str:
    """The file name for pasted text: what the person called it, or its first line."""
    first = called or next((line for line in text.splitlines() if line.strip()), "")
    stem = _NOT_IN_A_NAME.sub("-", first.strip().strip("#").strip()).strip("-.~ ")[:_LONGEST_PASTED_NAME]
    return f"{stem or '粘贴的文字'}.txt"


def require_root(root: Path) -> DeskFolder:
    """The desk's folder; an `OutputError` where it cannot be used."""
    if not root.is_dir():
        raise OutputError(f"没有文件夹 {root}", hint="请先建好这个文件夹，或用 --folder 换一个")
    folder = DeskFolder(root=root.resolve())
    with output_errors(folder.root):
        for path in (folder.seeds, folder.out):
            make_folder(path)
    return folder
