"""The folder for exported files."""

import os
from pathlib import Path

from ..reading import DATA


def exports_folder() -> Path:
    """The folder for what you export, made where it is not there yet.

    It is `exports` beside the notebooks or, where the project may not be written, in
    the reader's home.
    """
    notebooks = DATA.parent / "notebooks"
    folder = notebooks if os.access(notebooks, os.W_OK) else Path.home()
    exports = folder / "exports"
    exports.mkdir(exist_ok=True)
    return exports
