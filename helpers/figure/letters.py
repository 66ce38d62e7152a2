"""Text as a figure's font has it: measured in inches, wrapped, kept in its place."""

import re
import unicodedata
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from ..languages.letters import JOINERS, is_mark
from .fonts import glyphs
from .style import FONT

MOST_LETTERS = 240  # of a label: about six lines
POINTS = 72  # an inch
BOX = "□"
LEFT_TO_RIGHT = "\u200e"
_NO_LETTERS = ("Cc", "Cs")
_NO_XML = "\ufffe\uffff"

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENS = "\u2066\u2067\u2068"
_CLOSES = "\u2069"


def drawable(text: str) -> str:
    """The text as it can be drawn: a box for each sign that no font can have.

    Marks that only steer are left out, but for joiners, and a long text is cut. The
    text alternative of the figure has it whole.
    """
    if len(text) > MOST_LETTERS:
        text = text[: MOST_LETTERS - 1] + "…"
    return "".join(map(_drawn, text))


def _drawn(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Cf" and letter not in JOINERS:
        return ""
    if letter.isspace():
        return " "
    return BOX if kind in _NO_LETTERS or letter in _NO_XML else letter


def width(text: str, size: float) -> float:
    """The width in inches of the drawable text at that size in points.

    A letter that the font lacks is as wide as a box, whatever fonts are there, so that
    a figure is the same on every machine.
    """
    words = "".join(map(_measured, text)).split(" ")
    letters = sum(_word_width(word) for word in words)
    spaces = _word_width(" ") * (len(words) - 1)
    return (letters + spaces) * size


@lru_cache(maxsize=10_000)
def _word_width(word: str) -> float:
    """The width in inches of the word, a point high; the words of labels come again."""
    font = FontProperties(family=FONT, size=POINTS)
    wide, _, _ = TextToPath().get_text_width_height_descent(word, font, False)
    return wide / POINTS / POINTS


def _measured(letter: str) -> str:
    if ord(letter) in glyphs(FONT):
        return letter
    return "" if is_mark(letter) else BOX


def wrapped(text: str, size: float, most: float) -> list[str]:
    """The text in lines no wider than `most` inches; a wider word is divided."""
    lines = [""]
    for word in _pieces(text, size, most):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def _pieces(text: str, size: float, most: float) -> list[str]:
    """The words of the text, those that are wider than a line in pieces."""
    pieces = []
    for word in text.split():
        while width(word, size) > most:
            fits = _letters_that_fit(word, size, most)
            pieces.append(word[:fits])
            word = word[fits:]
        pieces.append(word)
    return pieces


def _letters_that_fit(word: str, size: float, most: float) -> int:
    """How many letters fit, at least one; none is parted from its marks."""
    for count in range(len(word), 1, -1):
        parted = count < len(word) and is_mark(word[count])
        if not parted and width(word[:count], size) <= most:
            return count
    return 1


def shortened(text: str, size: float, most: float) -> str:
    """The text, cut with an ellipsis where it is wider than `most` inches."""
    if width(text, size) <= most:
        return text
    return text[: _letters_that_fit(text, size, most - width("…", size))] + "…"


def from_left(words: str) -> str:
    """The words of a line of ours, which runs from left to right, even if a name that
    runs from right to left begins it."""
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words):
        return LEFT_TO_RIGHT + words
    return words


def apart(text: str) -> str:
    """The text so that its bidi controls turn round no words but its own.

    It becomes an isolate of Unicode's UAX #9: what it leaves open is closed, and what
    would close the isolate is left out. Most texts have no such controls.
    """
    if not _BIDI.search(text):
        return text
    kept = []
    depth = 0
    for letter in " ".join(text.split()):  # a paragraph's end would end the isolate
        if letter in _OPENS:
            depth += 1
        if letter == _CLOSES:
            if depth == 0:
                continue
            depth -= 1
        kept.append(letter)
    return _OPENS[-1] + "".join(kept) + _CLOSES * (depth + 1)
