"""A reading begun from an article: drafted the first time, and as its reader left it
afterwards."""

from pathlib import Path

from ..reading import DATA, Reading, load_reading
from ..saving.folders import writable
from .draft import draft_reading, name_of


def begin_reading(
    article_path: str | Path,
    published: str | None = None,
    name: str | None = None,
    periods: dict[str, str] | None = None,
) -> Reading:
    """The reading begun from the article, in a folder that lasts.

    The first call drafts it, as `draft_reading` does with the same arguments. Later
    calls load it as its reader left it, so a notebook can be run again at any time. The
    folder is in `readings`, beside `data`, or in the reader's home where the project
    may not be written; delete it there to begin again.

    Raises ReadingError as `draft_reading` and `load_reading` do.
    """
    into = own_folder()
    folder = into / (name or name_of(Path(article_path)))
    if not folder.exists():
        into.mkdir(exist_ok=True)
        draft_reading(article_path, published, folder.name, into, periods)
    return load_reading(folder)


def own_folder() -> Path:
    """The folder for what a reader makes; it need not be there yet."""
    return writable(DATA.parent) / "readings"
