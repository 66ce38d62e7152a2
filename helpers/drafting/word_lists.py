"""The English word lists of `english/`: a word a blank, remarks behind a hash."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "english"


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of the list, in small letters."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def words_by_label(name: str) -> dict[str, frozenset[str]]:
    """The words of a list whose lines begin with a label and a colon, by label."""
    found: dict[str, set[str]] = {}
    for line in _lines(name):
        label, _, words = line.partition(":")
        found.setdefault(label, set()).update(words.split())
    return {label: frozenset(words) for label, words in found.items()}


def _lines(name: str) -> list[str]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.lower().splitlines() if not line.startswith("#")]
