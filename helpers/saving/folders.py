"""Folders for what a reader makes."""

import os
from pathlib import Path


def writable(folder: Path) -> Path:
    """The folder, or the reader's home where the folder may not be written."""
    return folder if os.access(folder, os.W_OK) else Path.home()
