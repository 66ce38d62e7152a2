"""Files as Windows has them, on any system: a plugin of pytest, for what the Windows job of the workflow would meet.

    python -m pytest -p as_windows tests/test_saving.py     (with tests on PYTHONPATH)

Text is written with CR LF where no `newline` is named, a name with `<>:"|?*` is none, an open file can be neither
replaced nor deleted, and what POSIX alone has (signals, pipes, owners, forks) is not there. Paths keep their slashes.
"""

import errno
import io
import os
import signal
from pathlib import Path

import pytest
import readers

NO_NAME = set('<>:"|?*') | {chr(code) for code in range(32)}
MISSING = {
    os: ("fork", "mkfifo", "chown", "geteuid", "O_NOFOLLOW"),
    signal: ("SIGKILL", "SIGALRM", "SIGVTALRM", "setitimer", "alarm"),
}


def _refuse_no_name(path) -> None:
    if isinstance(path, int):
        return
    for part in Path(os.fsdecode(path)).parts[1:]:
        if NO_NAME & set(part) or (part != part.rstrip(". ") and part != ".."):
            raise OSError(errno.EINVAL, "The filename syntax is incorrect", part)


def _refuse_open(path) -> None:
    try:
        there = os.stat(path, follow_symlinks=False)
    except OSError:
        return
    for name in os.listdir("/proc/self/fd"):
        try:
            state = os.fstat(int(name))
        except OSError:
            continue
        if os.path.samestat(state, there):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))


def _checked(real, closed=False):
    def checked(path, *given, **more):
        _refuse_no_name(path)
        if closed:
            _refuse_open(path)
            if given:
                _refuse_no_name(given[0])
                _refuse_open(given[0])
        return real(path, *given, **more)

    return checked


def _opened(real):
    def opened(
        file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, *rest
    ):
        _refuse_no_name(file)
        if newline is None and "b" not in mode and set(mode) & set("wax+"):
            newline = "\r\n"
        return real(file, mode, buffering, encoding, errors, newline, *rest)

    return opened


def pytest_configure(config) -> None:
    from helpers.saving import whole

    whole.WINDOWS = True
    # The tests of POSIX are marked when their files are read, and so after this.
    readers.POSIX = pytest.mark.skip(reason="as on Windows")
    for module, names in MISSING.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    io.open = _opened(io.open)
    for name in ("mkdir", "open", "stat", "lstat", "scandir", "listdir"):
        setattr(os, name, _checked(getattr(os, name)))
    for name in ("replace", "rename", "unlink", "remove"):
        setattr(os, name, _checked(getattr(os, name), closed=True))
