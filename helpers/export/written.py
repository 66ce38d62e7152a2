"""Files of other tools' formats, written whole or not at all.

A file that is there is never written over without being told.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from ..errors import ReadingError, shown
from ..saving import write_folder, write_whole
from ..show import Page

LINES, WIDTH = 14, 110  # of what a notebook shows of a file
_EXISTS = "it exists, and was left as it is; choose another name or say overwrite=True."
_GLIMPSE = Markup(
    "<p>{name}: {what}, {size:,} bytes</p>"
    "<details><summary>Some of its lines</summary><pre>{lines}</pre></details>"
)
_FRAME = Markup(
    '<iframe title="{name}" sandbox srcdoc="{page}" loading="lazy"'
    ' style="width: 100%; height: 30rem; border: 1px solid #8888"></iframe>'
)
_LINK = Markup('<a href="{address}">{name}</a>')


class Written(Page):
    """A file that was written: `path`, and its size and some lines for the notebook.

    `where` is the path as the reader gave it; one within the notebook's own folder
    becomes a link. The lines begin with the first that has `begin` in it. A `framed`
    file is a web page, and the notebook shows it in a frame where no script runs.
    """

    def __init__(
        self,
        where: str | Path,
        text: str,
        what: str,
        begin: str = "",
        framed: bool = False,
    ):
        self.path = Path(where)
        size = len(text.encode())
        lines = _some_lines(text, begin)
        html = _GLIMPSE.format(
            name=_named(self.path), what=what, size=size, lines=lines
        )
        if framed:
            html += _FRAME.format(name=self.path.name, page=text)
        super().__init__(html, f"{self.path.name}: {what}, {size:,} bytes\n{lines}")


def path_of(path: str | Path) -> Path:
    """The path. Raises ReadingError where it is not one that a file can have."""
    if not isinstance(path, str | os.PathLike) or not str(path):
        what = shown(path, 40)
        advice = 'write a name, such as "my-file.json"'
        raise ReadingError(f'"{what}" is not the name of a file; {advice}.')
    path = Path(path)
    try:
        path.lstat()
    except ValueError:
        why = "no file can have that name; choose another"
        raise ReadingError(f"{shown(path.name)}: {why}.") from None
    except OSError:
        # Whatever it is, reading or writing says it with the file's name.
        pass
    return path


def write_file(path: Path, text: str, overwrite: bool, like: Path) -> None:
    """Write the text to the file, as UTF-8 and with its line ends as they are.

    A new file gets no permission that the files of the folder `like` lack.

    Raises ReadingError, and leaves what is there as it is, where the file exists and
    `overwrite` is not given, or where it cannot be written.
    """
    _refuse_folders([path])
    _refuse_existing([path], overwrite)
    write_whole({path: text.encode()}, like)


def write_files(
    folder: Path, texts: Mapping[str, str], overwrite: bool, like: Path
) -> None:
    """Write the files, by name, into the folder: all of them or none.

    A new folder appears with all of them in it. Neither it nor a new file gets a
    permission that the files of the folder `like` lack. Raises ReadingError as
    `write_file` does, with a sentence for every file in the way, and then writes none.
    """
    contents = {name: text.encode() for name, text in texts.items()}
    if os.path.isdir(folder):
        paths = [folder / name for name in contents]
        _refuse_folders(paths)
        _refuse_existing(paths, overwrite)
        write_whole(dict(zip(paths, contents.values())), like)
    elif os.path.lexists(folder):
        raise ReadingError(f"{shown(folder.name)}: it is a file; name a folder.")
    else:
        _refuse_folders([folder])
        write_folder(folder, contents, like)


def _refuse_folders(paths: list[Path]) -> None:
    """Raise ReadingError where a path is a folder, or there is none to write in."""
    problems = []
    for path in paths:
        if not os.path.isdir(path.parent):
            where = shown(path.parent)
            why = f"there is no folder {where}; make it first."
            problems.append(f"{shown(path.name)}: {why}")
        elif os.path.isdir(path):
            problems.append(f"{shown(path.name)}: it is a folder; name a file.")
    if problems:
        raise ReadingError(*problems)


def _refuse_existing(paths: list[Path], overwrite: bool) -> None:
    """Raise ReadingError for every path that is there, unless told to overwrite."""
    if overwrite:
        return
    # A link that leads nowhere is there too.
    found = [path for path in paths if os.path.lexists(path)]
    if found:
        raise ReadingError(*(f"{shown(path.name)}: {_EXISTS}" for path in found))


def _some_lines(text: str, begin: str) -> str:
    """The lines from the first one with `begin` in it, shortened, as one text."""
    lines = text.removeprefix("\ufeff").splitlines()
    first = 0
    for number, line in enumerate(lines):
        if begin in line:
            first = number
            break
    chosen = [_shortened(line) for line in lines[first : first + LINES]]
    if first > 0:
        chosen.insert(0, "…")
    if first + LINES < len(lines):
        chosen.append("…")
    return "\n".join(chosen)


def _shortened(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def _named(path: Path) -> str:
    """The file's name; a link where a page in the working folder can follow it."""
    try:
        inside = path.absolute().relative_to(Path.cwd())
    except ValueError:
        return path.name
    if ".." in inside.parts:
        return path.name
    return _LINK.format(address=quote(inside.as_posix()), name=path.name)
