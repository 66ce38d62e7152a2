"""Files written whole or not at all."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from .errors import ReadingError


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write the files in this order: all of them or, where one cannot be written, none.

    What stood there before stays until all the new content is on the disk. A process that is killed meanwhile leaves
    each file whole: the first of them may be new and the rest old.

    Raises ReadingError where there is no permission or no room, and leaves nothing behind.
    """
    new = {path: _passing(path) for path in files}
    old: dict[Path, bytes | None] = {}
    try:
        for path, content in files.items():
            _write(new[path], content)
        for path in files:
            if len(files) > 1:
                old[path] = path.read_bytes() if path.exists() else None
            new[path].replace(path)
    except BaseException as error:  # the stop button of a notebook is one too
        _remove(new.values())
        for back, content in old.items():
            with suppress(OSError, ReadingError):
                _put_back(back, content)
        if isinstance(error, OSError):
            raise _unwritten(path, error) from error
        raise


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder with these files, all of them or nothing. There must be no such folder yet.

    Raises ReadingError where there is one, no permission or no room, and leaves nothing behind.
    """
    new = _passing(folder)
    try:
        if folder.exists():
            raise FileExistsError(errno.EEXIST, "")
        new.mkdir()
        for name, content in files.items():
            _write(new / name, content)
        new.rename(folder)
    except OSError as error:
        raise _unwritten(folder, error) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _passing(path: Path) -> Path:
    """Where the new content stands until it is whole: hidden, and a name that no other process takes."""
    return path.with_name(f".{secrets.token_hex(8)}.new")


def _write(path: Path, content: bytes) -> None:
    """Write the file and wait until it is on the disk: a disk that is full says so here at the latest."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_back(path: Path, content: bytes | None) -> None:
    """Let the file be as it was: with this content, or not there."""
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write_whole({path: content})


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _unwritten(path: Path, error: OSError) -> ReadingError:
    taken = error.errno in (
        errno.EEXIST,
        errno.ENOTEMPTY,
    )  # the second, where another process was faster by a moment
    why = "there is such a folder already" if taken else error.strerror
    advice = {
        errno.ENOSPC: "make room on the disk and try again",
        errno.EDQUOT: "make room on the disk and try again",
        errno.EACCES: "choose a folder in which you may write",
        errno.EPERM: "choose a folder in which you may write",
        errno.EROFS: "choose a folder in which you may write",
    }.get(error.errno, "choose another name" if taken else "nothing was changed")
    return ReadingError(f"{path.name}: cannot be written ({why}); {advice}.")
