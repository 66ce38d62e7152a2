"""Why no row can be kept now, as a page shows it, and the ways out."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from ..errors import ReadingError
from ..reading import reading_of
from ..saving import files_of, locked, may_write, write_folder, write_whole

COPIES = Path("readings")  # within the reader's home
LOOK_AGAIN = {"words": "Look again", "do": "check_now"}
PUT_FILES_BACK = {"words": "Put the files back as they were", "do": "restore"}
MAKE_A_COPY = {"words": "Make my own copy", "do": "own_copy"}

Files = Mapping[str, bytes]

READ_ONLY = {
    "reason": "You may read this reading, but not write in its folder.",
    "remedy": "Make a copy of your own; rows are saved there.",
    "problems": [],
    "ways": [MAKE_A_COPY],
}
ANOTHER_TEXT = {
    "reason": "article.txt is not the text that is shown here any more.",
    "remedy": "Load the reading again and run this cell again.",
    "problems": [],
    "ways": [],
}
GONE = {
    "reason": "The folder of this reading is gone.",
    "remedy": "Put it back, or go on in a copy of your own with all rows kept here.",
    "problems": [],
    "ways": [LOOK_AGAIN, MAKE_A_COPY],
}


def for_faults(error: ReadingError, may_restore: bool) -> dict:
    """The files cannot be loaded; where they were sound here, they can be put back."""
    remedy = "Fix them in the files; then the buttons come back."
    if may_restore:
        remedy += (
            " Or put the files back as they were here; what they have now is kept in a"
            " folder beside them."
        )
    closed = {}
    closed["reason"] = "The files of this reading have faults, so nothing can be kept."
    closed["remedy"] = f"{remedy} You see the reading as it was."
    closed["problems"] = list(error.problems)
    closed["ways"] = [LOOK_AGAIN, PUT_FILES_BACK] if may_restore else [LOOK_AGAIN]
    return closed


def restore(folder: Path, files: Files, error: ReadingError) -> tuple[list[str], str]:
    """Put files back as `files` has them: those at fault or, where that does not help,
    all that differ.

    What a file holds now goes to a new folder beside it first. Gives the names of the
    files and of that folder, "" where nothing had to be kept.
    """
    with locked(folder):
        present = {name: _present(folder / name) for name in files}
        others = [name for name in files if present[name] != files[name]]
        faulty = [name for name in others if _is_at_fault(name, error)]
        names = faulty if _is_sound(folder, files, present, faulty) else others
        aside = {name: present[name] for name in names if present[name] is not None}
        beside = _put_aside(folder, aside) if aside else ""
        write_whole({folder / name: files[name] for name in names}, like=folder)
    return names, beside


def own_copy(folder: Path, files: Files, digest: str) -> Path:
    """The folder of the reader's own copy, in the reader's home; one that is there
    already of this text is taken."""
    home = Path.home() / COPIES
    home.mkdir(exist_ok=True)
    n = 1
    while True:
        copy = home / (folder.name if n == 1 else f"{folder.name}-{n}")
        if not os.path.lexists(copy):
            like = folder if folder.is_dir() else None
            write_folder(copy, files, like=like)
            return copy
        if _is_copy(copy, digest):
            return copy
        n += 1


def _is_copy(folder: Path, digest: str) -> bool:
    """Whether the folder is a reading of the same text, in which rows can be kept."""
    try:
        there = reading_of(folder, files_of(folder))
    except (ReadingError, KeyError):
        return False
    return there.text_sha256 == digest and may_write(folder)


def _present(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _is_at_fault(name: str, error: ReadingError) -> bool:
    return any(sentence.startswith(name) for sentence in error.problems)


def _is_sound(
    folder: Path, files: Files, present: Mapping[str, bytes | None], names: list[str]
) -> bool:
    """Whether the reading could be loaded with these files put back."""
    mixed = {name: content for name, content in present.items() if content is not None}
    for name in names:
        mixed[name] = files[name]
    try:
        reading_of(folder, mixed)
    except (ReadingError, KeyError):
        return False
    return bool(names)


def _put_aside(folder: Path, files: Files) -> str:
    """Keep the files in a folder of their own; gives its name."""
    digest = hashlib.sha256(b"\0".join(files[name] for name in sorted(files)))
    beside = folder / f"faulty-{digest.hexdigest()[:8]}"
    if not beside.exists():
        write_folder(beside, files, like=folder)
    return beside.name
