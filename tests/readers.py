"""Somebody who may only read: what another user, or a file's own mode, lets a process do."""

import ctypes
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(
    os.name != "posix", reason="signals, limits and modes are those of POSIX"
)
ANY_LETTER = pytest.mark.skipif(
    sys.getfilesystemencoding() != "utf-8",
    reason="where names are ASCII no file has any letter in its name",
)


def reader(number: int = 0) -> dict:
    """What `subprocess` needs to run as a reader of that number, as root may write anywhere.

    Root becomes another user or, where that one cannot reach Python or the project, gives up its right to pass over the
    modes of files. Whoever is not root stays who they are.
    """
    if os.geteuid():
        return {}
    other = {"user": 65534 - number, "group": 65534 - number, "extra_groups": []}
    for user in (other, {"preexec_fn": _keep_to_modes}):
        with suppress(PermissionError):
            if not subprocess.run(
                [sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, **user
            ).returncode:
                return user
    pytest.fail(
        "root can neither become another user here nor give up its right to write anywhere",
        pytrace=False,
    )


PROBE = """
import os, sys, tempfile, helpers
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o555)
    sys.exit(os.access(folder, os.W_OK))
"""


def _keep_to_modes() -> None:
    drop_from_bounding_set, override = 24, 1  # of linux/prctl.h and linux/capability.h
    ctypes.CDLL(None, use_errno=True).prctl(drop_from_bounding_set, override, 0, 0, 0)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A temporary folder that other users can reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)


def read_only(folder: Path) -> None:
    """Take from everybody the permission to write in the folder."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
