"""Files written whole or not at all, and the lock of a folder.

What is written over stays what it was: its mode, its owner where the system permits it,
a link's target. A new file gets no more permissions than the files it is made from.
"""

import errno
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import lock_descriptor

from ..errors import ReadingError, shown

LOCK = ".lock"
WAIT = 5.0  # seconds for a lock that another holds
OPEN = 2.0  # seconds for a file that another program has open
POLL = 0.02
HOUR = 3600.0
PASSING = re.compile(r"\.[0-9a-f]{16}\.new")
WINDOWS = os.name == "nt"

ROOM = "make room on the disk and try again"
ELSEWHERE = "choose a folder in which you may write"
ADVICE = {
    errno.ENOSPC: ROOM,
    errno.EDQUOT: ROOM,
    errno.EACCES: ELSEWHERE,
    errno.EPERM: ELSEWHERE,
    errno.EROFS: ELSEWHERE,
}
NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


@dataclass
class _New:
    """New content on the disk beside its target; `held` is a descriptor that shows that
    its writer lives."""

    path: Path
    target: Path
    held: int | None

    def let_go(self) -> None:
        _close(self.held)
        self.held = None

    def give_up(self) -> None:
        """Let it go, and remove it where it has not taken its place."""
        self.let_go()  # Windows does not delete an open file
        _remove([self.path])

    def take_its_place(self) -> None:
        if WINDOWS:  # which does not move an open file
            self.let_go()
        _move(self.path.replace, self.target)


def write_whole(files: Mapping[Path, bytes | None], like: Path | None = None) -> None:
    """Write the files in this order: all of them or, where one cannot be written, none.

    What was there stays until all the new content is on the disk. A process that is
    killed meanwhile leaves each file whole: the first of them may be new and the rest
    old. A file that is there keeps its mode and, where permitted, its owner; a link is
    followed. A new file gets no permission that the file or the files of the folder
    `like` lack. None as content deletes the file.

    Raises ReadingError where a path is a folder, no regular file, read-only or a link
    to nothing, where there is no permission or no room, and leaves nothing behind.
    """
    new: list[_New] = []
    old: dict[Path, bytes | None] = {}
    path = Path()
    try:
        targets = {}
        for path in files:
            targets[path] = _target(path)
        _clear_beside(targets.values())
        for path, target in targets.items():
            content = files[path]
            if content is not None:
                new.append(_written(target, content, like))
        whole = {one.target: one for one in new}
        for path in files:
            target = targets[path]
            if len(files) > 1:
                old[target] = target.read_bytes() if target.exists() else None
            if target in whole:
                whole[target].take_its_place()
            else:
                _move(_delete, target)
    except BaseException as error:  # the stop button of a notebook is one too
        for back, content in old.items():
            with suppress(OSError, ReadingError):
                _put_back(back, content)
        if isinstance(error, ReadingError):
            raise
        if not isinstance(error, (OSError, ValueError)):
            raise
        raise _unwritten(path, error) from error
    finally:
        for one in new:
            one.give_up()


def write_folder(
    folder: Path, files: Mapping[str, bytes], like: Path | None = None
) -> None:
    """Make the folder with these files, all of them or nothing. There must be no such
    folder yet.

    Neither the folder nor a file gets a permission that the file or the files of the
    folder `like` lack.

    Raises ReadingError where there is one, no permission or no room, and leaves nothing
    behind.
    """
    new, held = folder, None
    try:
        if os.path.lexists(folder):
            raise FileExistsError(errno.EEXIST, "")
        _clear(folder.parent)
        new, held = _made(folder.parent, lambda path: _open_folder(path, like))
        for name, content in files.items():
            _close(_written_new(new / name, content, like))
        if WINDOWS:
            held = _close(held)
        _move(new.rename, folder)
    except ReadingError:
        raise
    except (OSError, ValueError) as error:
        raise _unwritten(folder, error) from error
    finally:
        _close(held)
        if new != folder:
            shutil.rmtree(new, ignore_errors=True)


@contextmanager
def locked(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of the folder, so that no other program of ours writes in it
    meanwhile.

    It is the operating system's and ends with its process. A file system without locks
    gives none.

    Raises ReadingError where another holds it for longer than `wait` seconds, and where
    nobody may write in the folder.
    """
    path = folder / LOCK
    try:
        held = _lock(path, wait)
    except ReadingError:
        raise
    except (OSError, ValueError) as error:
        raise _unwritten(folder, error) from error
    try:
        yield
    finally:
        # Whoever waits for this file sees that it is gone and makes another.
        with suppress(OSError):
            path.unlink()
        _close(held)
        if WINDOWS:
            with suppress(OSError):
                path.unlink()


def may_write(folder: Path) -> bool:
    """Whether rows can be kept in the folder: its lock can be taken, and none of its
    tables is read-only."""
    try:
        with locked(folder):
            pass
        for path in folder.glob("*.csv"):
            _target(path)
    except (OSError, ReadingError):
        return False
    return True


def _lock(path: Path, wait: float) -> int:
    until = time.monotonic() + wait
    while True:
        held = _open_lock(path)
        if _holds(held) and _is_at(held, path):
            return held
        os.close(held)
        if time.monotonic() > until:
            raise ReadingError(
                f"{shown(path.parent.name)}: another program is writing in this"
                " folder; wait a moment and try again."
            )
        time.sleep(POLL)


def _open_lock(path: Path) -> int:
    """The lock's file, open; one that another user left can be locked without being
    written."""
    follow = getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, os.O_CREAT | os.O_RDWR | follow, 0o666)
    except PermissionError:
        if not os.access(path.parent, os.W_OK):
            raise
        return os.open(path, os.O_RDONLY | follow)


def _holds(descriptor: int) -> bool:
    try:
        return lock_descriptor(descriptor, blocking=False)
    except OSError as error:
        if error.errno in NO_LOCKS:
            return True
        raise


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the open file is the one that the path names, and not one that was
    deleted meanwhile."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def _move(move: Callable[[Path], object], target: Path) -> None:
    """Call `move` with the target, and again where Windows refuses it because another
    program has the file open.

    A program that looks through each new file for viruses closes it within a moment.
    Raises ReadingError where it stays open.
    """
    until = time.monotonic() + OPEN
    while True:
        try:
            move(target)
            return
        except PermissionError:
            if not WINDOWS:
                raise
            if time.monotonic() > until:
                why = "another program has it open"
                advice = "close it there and try again"
                raise _refused(target, why, advice) from None
        time.sleep(POLL)


def _target(path: Path) -> Path:
    """Where the content goes: the path, or the file that the link leads to. Raises
    ReadingError where none may go."""
    try:
        state = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise _refused(path, "it is a link to a file that is not there") from None
        return path
    if stat.S_ISDIR(state.st_mode):
        raise _refused(path, "it is a folder", "name a file")
    if not stat.S_ISREG(state.st_mode):
        raise _refused(path, "it is not a regular file")
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    # Root may write everywhere; a file that nobody may write is refused all the same.
    if not state.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise _refused(path, "it is read-only", "make it writable and try again")
    return path.resolve() if path.is_symlink() else path


def _written(target: Path, content: bytes, like: Path | None) -> _New:
    """The content on the disk beside its target, with the target's mode and owner."""
    try:
        state = target.stat()
    except FileNotFoundError:
        state = None
    mode = 0o600 if state else _permitted(like)
    path, held = _made(target.parent, lambda path: _open_new(path, mode))
    try:
        _write(held, content)
        if state:
            _be_like(held, path, target, state)
    except BaseException:
        _close(held)
        _remove([path])
        raise
    return _New(path, target, held)


def _written_new(path: Path, content: bytes, like: Path | None) -> int:
    held = _open_new(path, _permitted(like))
    try:
        _write(held, content)
    except BaseException:
        _close(held)
        raise
    return held


def _write(descriptor: int, content: bytes) -> None:
    """Write the content and wait until it is on the disk: a disk that is full says so
    here at the latest."""
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _be_like(descriptor: int, path: Path, target: Path, state: os.stat_result) -> None:
    """Give the new file the mode, the owner and the attributes of the old."""
    mode = stat.S_IMODE(state.st_mode)
    ours = os.fstat(descriptor)
    if not WINDOWS and (ours.st_uid, ours.st_gid) != (state.st_uid, state.st_gid):
        with suppress(OSError):
            os.chown(path, -1, state.st_gid)
        with suppress(OSError):
            os.chown(path, state.st_uid, -1)
        if os.fstat(descriptor).st_gid != state.st_gid:
            mode &= ~0o070  # they were for another group
    with suppress(OSError):
        shutil.copystat(target, path)
    os.utime(path)
    os.chmod(path, mode)


def _permitted(like: Path | None) -> int:
    """The permissions that a new file may have: those of the file, those that all files
    of the folder have, or all where nothing is there to be like."""
    if like is None or not like.exists():
        return 0o666
    paths = [like]
    if like.is_dir():
        paths = [one for one in like.glob("[!.]*") if one.is_file()]
    permitted = 0o666
    for path in paths:
        permitted &= path.stat().st_mode
    if like.is_dir():
        for share in (0o070, 0o007):
            if not like.stat().st_mode & share:
                permitted &= ~share
    return permitted | 0o600


def _made(folder: Path, make: Callable[[Path], int]) -> tuple[Path, int]:
    """A new hidden file or folder that no other process takes or clears away, and a
    descriptor that holds it."""
    while True:
        path = folder / f".{secrets.token_hex(8)}.new"
        held = make(path)
        if WINDOWS or (_holds(held) and _is_at(held, path)):
            return path, held
        os.close(held)


def _open_new(path: Path, mode: int) -> int:
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, mode)


def _open_folder(path: Path, like: Path | None) -> int:
    read = _permitted(like) & 0o444
    path.mkdir(mode=0o700 | read | read >> 2 | (0o777 if like is None else 0))
    return os.open(os.devnull if WINDOWS else path, os.O_RDONLY)


def _clear(folder: Path) -> None:
    """Remove what writers left in the folder that were killed in the midst of
    writing."""
    try:
        left = [one for one in folder.iterdir() if PASSING.fullmatch(one.name)]
    except OSError:
        return
    for path in left:
        with suppress(OSError):
            _clear_one(path)


def _clear_beside(targets: Iterable[Path]) -> None:
    for folder in {target.parent for target in targets}:
        _clear(folder)


def _clear_one(path: Path) -> None:
    state = path.lstat()
    folder = stat.S_ISDIR(state.st_mode)
    if not folder and not stat.S_ISREG(state.st_mode):
        return
    held = None
    if WINDOWS:
        gone = time.time() - state.st_mtime > HOUR
    else:
        held = os.open(path, os.O_RDONLY)
        gone = lock_descriptor(held, blocking=False)
    try:
        if gone and folder:
            shutil.rmtree(path, ignore_errors=True)
        elif gone:
            path.unlink()
    finally:
        _close(held)


def _put_back(path: Path, content: bytes | None) -> None:
    """Let the file be as it was: with this content, or not there."""
    if content is None:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != content:
        write_whole({path: content})


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        with suppress(OSError):
            os.close(descriptor)


def _delete(path: Path) -> None:
    path.unlink(missing_ok=True)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _refused(path: Path, why: str, advice: str = "choose another name") -> ReadingError:
    return ReadingError(f"{shown(path.name)}: cannot be written ({why}); {advice}.")


def _unwritten(path: Path, error: OSError | ValueError) -> ReadingError:
    if not isinstance(error, OSError):
        return _refused(path, "no file can have that name")
    # The second comes where another process was faster by a moment.
    if error.errno in (errno.EEXIST, errno.ENOTEMPTY):
        return _refused(path, "there is such a folder already")
    if error.errno == errno.ENAMETOOLONG:
        return _refused(path, "the name is too long")
    advice = ADVICE.get(error.errno, "nothing was changed")
    return _refused(path, error.strerror, advice)
