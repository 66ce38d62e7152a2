"""The folder for exported files."""

from pathlib import Path

from ..reading import DATA
from ..saving.folders import writable


def exports_folder() -> Path:
    """The folder for what you export, made where it is not there yet.

    It is `exports` beside the notebooks or, where the project may not be written, in
    the reader's home.
    """
    exports = writable(DATA.parent / "notebooks") / "exports"
    exports.mkdir(exist_ok=True)
    return exports
