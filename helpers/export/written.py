"""Files of other tools' formats, written whole or not at all, and never over one that is there without being told."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from ..errors import ReadingError, shown
from ..saving import write_folder, write_whole
from ..show import Page

GLIMPSE, WIDE = 14, 110  # lines, and characters in a line


class Written(Page):
    """A file that was written: where it is (`path`), and what the notebook shows of it, its size and some lines."""

    def __init__(self, path: Path, text: str, what: str, begin: str = ""):
        lines = text.removeprefix("\ufeff").splitlines()
        first = next((n for n, line in enumerate(lines) if begin in line), 0)
        cut = [
            line if len(line) <= WIDE else line[: WIDE - 1] + "…"
            for line in lines[first : first + GLIMPSE]
        ]
        before, after = ["…"] * (first > 0), ["…"] * (first + GLIMPSE < len(lines))
        inside = "\n".join([*before, *cut, *after])
        head = f"{path.name}: {what}, {len(text.encode()):,} bytes"
        super().__init__(
            f"<p>{escape(head)}</p><pre>{escape(inside)}</pre>", f"{head}\n{inside}"
        )
        self.path = path


def write_file(path: str | Path, text: str, overwrite: bool) -> Path:
    """The path, once the text stands in the file, UTF-8 and with its line ends as they are.

    Raises ReadingError, and leaves what is there as it is, where the file exists and `overwrite` is not given, or where
    it cannot be written.
    """
    path = Path(path)
    _refuse([path], overwrite)
    write_whole({path: text.encode()})
    return path


def write_files(folder: Path, texts: Mapping[str, str], overwrite: bool) -> None:
    """Write the files, by name, into the folder, all of them or none; a new folder appears with all in it.

    Raises ReadingError as `write_file` does, with a sentence for every file in the way, and then writes none.
    """
    contents = {name: text.encode() for name, text in texts.items()}
    if folder.is_dir():
        _refuse([folder / name for name in contents], overwrite)
        write_whole({folder / name: content for name, content in contents.items()})
    elif folder.exists():
        raise ReadingError(f"{folder.name}: it is a file; name a folder.")
    else:
        _refuse([folder], overwrite)
        write_folder(folder, contents)


def _refuse(paths: list[Path], overwrite: bool) -> None:
    """Raise ReadingError where there is no folder to write in, or something that must not be written over."""
    if missing := [path for path in paths if not path.parent.is_dir()]:
        raise ReadingError(
            *(
                f"{path.name}: there is no folder {shown(path.parent)}; make it first."
                for path in missing
            )
        )
    if folders := [path for path in paths if path.is_dir()]:
        raise ReadingError(
            *(f"{path.name}: it is a folder; name a file." for path in folders)
        )
    if found := [path for path in paths if path.exists() and not overwrite]:
        why = "it exists, and was left as it is; choose another name or say overwrite=True."
        raise ReadingError(*(f"{path.name}: {why}" for path in found))
