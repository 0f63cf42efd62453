"""Template folders: the built-in one, and a user's folder laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.errors import ConfigurationError
from briefing.files import load_text

_PACKAGE = Path(__file__).parent.parent
# The wheel carries the templates inside the package; a checkout has them at its top.
BUILT_IN = next(
    folder
    for folder in (_PACKAGE / "templates", _PACKAGE.parent.parent / "templates")
    if (folder / "theme.toml").is_file()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Template folders, the user's before the built-in one; names are POSIX paths relative to them."""

    folders: tuple[Path, ...] = (BUILT_IN,)

    @classmethod
    def over(cls, folder: Path | None) -> Overlay:
        """The built-in templates with the user's folder, if there is one, laid over them."""
        if folder is None:
            return cls()
        if not folder.is_dir():
            raise ConfigurationError(f"没有模板文件夹 {folder}", hint="请用 --templates 指定一个已有的文件夹")
        return cls(folders=(folder, BUILT_IN))

    def find(self, name: str) -> Path:
        """The first file of that name; a `ConfigurationError` if no folder has one, or it leads out of its folder."""
        for folder in self.folders:
            path = folder / name
            if path.is_file():
                if not path.resolve().is_relative_to(folder.resolve()):
                    raise ConfigurationError(
                        f"模板 {path} 指向模板文件夹之外", hint="请把文件放进模板文件夹，不要用链接"
                    )
                return path
        raise ConfigurationError(f"缺少模板文件 {name}", hint="请对照自带的 templates 文件夹补上")

    def read(self, name: str) -> str:
        """The text of the first file of that name."""
        path = self.find(name)
        return load_text(path, f"模板 {path}").replace("\r\n", "\n").replace("\r", "\n")

    def names(self, under: str, suffix: str) -> tuple[str, ...]:
        """The names of all files of a kind under a folder, sorted, each once."""
        found = {path.name for folder in self.folders for path in (folder / under).glob(f"*{suffix}")}
        return tuple(f"{under}/{name}" for name in sorted(found))
