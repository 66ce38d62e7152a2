"""Folding: what of a text is changed before its words are compared, and where.

Quotation marks, dashes, white space, composed and decomposed letters (NFC, UAX 15) and
invisible marks (Default_Ignorable_Code_Point, UAX 44).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .letters import IGNORABLE, JOINED, JOINERS, SHAPING, is_plain, marks_of

# Each mark is one code point for one, so no offset moves.
SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
# Runs of white space; one space or one line end alone stays as it is.
_SPACES = re.compile(r"\s(?:(?<![ \n])\s*|\s+)")
_BLANK = rf"\s{IGNORABLE}"
_BLANKS = rf"[{_BLANK}](?:(?<![ \n])[{_BLANK}]*|[{_BLANK}]+)"
_BLANK_SIGN = re.compile(rf"[{_BLANK}]")
_BLANK_RUN = re.compile(rf"[{_BLANK}]*")
_SPACE = re.compile(r"\s")
_LINE_END = re.compile(r"[\n\r]")
_INVISIBLE = re.compile(rf"[{IGNORABLE}]")
_INVISIBLES = re.compile(rf"[{IGNORABLE}]*")
_INVISIBLE_BUT_JOINERS = re.compile(rf"(?![{JOINERS}])[{IGNORABLE}]")
_JOINER = re.compile(f"[{JOINERS}]")
_SHAPES = re.compile(f"[{SHAPING}]")
_LOOSE_JOINERS = re.compile(
    rf"(?<![{JOINED}{JOINERS}])[{JOINERS}]++|(?<![{JOINERS}])[{JOINERS}]++(?![{JOINED}])"
)


class Change(NamedTuple):
    """A stretch of the original text that folding changes, and what it becomes."""

    start: int
    end: int
    words: str


def fold(words: str) -> str:
    """The words as they are compared.

    Quotation marks are straight, dashes plain hyphens; a run of white space is one
    space, or one line end where it has any; letters are composed, invisible marks left
    out.
    """
    if is_plain(words):
        return _SPACES.sub(_one_space, words.translate(SAME))
    return "".join(pieces(words, changes(words))).translate(SAME)


def trimmed(words: str) -> str:
    """The words without white space and invisible marks at both ends.

    A sign that is no letter keeps the marks after it: they give an emoji its colour.
    """
    if words.isascii():
        return words.strip()
    words = words[_BLANK_RUN.match(words).end() :].rstrip()
    end = len(words)
    while end and _BLANK_SIGN.match(words, end - 1):
        end -= 1
    if end and unicodedata.category(words[end - 1]) == "So":
        return words
    return words[:end]


def pieces(text: str, changes: Iterable[Change]) -> Iterator[str]:
    """The text with the changes made, in pieces."""
    at = 0
    for change in changes:
        yield text[at : change.start]
        yield change.words
        at = change.end
    yield text[at:]


def changes(text: str) -> Iterator[Change]:
    """What folding changes in the text, but for marks that are one for one."""
    for run in _change_pattern(text).finditer(text):
        words = _letter(run) if run.lastgroup == "letter" else _one_space(run)
        if words != run[0]:
            yield Change(run.start(), run.end(), words)


def _change_pattern(text: str) -> re.Pattern[str]:
    """A pattern for what folding may change in this text: blanks, letters with marks.

    It has only what the text needs, so that most texts are as quick as plain ones.
    """
    if is_plain(text):
        return _SPACES
    marks = marks_of(text)
    normal = unicodedata.is_normalized("NFC", text)
    letters = []
    if _SHAPES.search(text) or (marks and (not normal or _INVISIBLE.search(text))):
        letters.append(rf"[^{_BLANK}](?:[{IGNORABLE}]*[{marks}{SHAPING}])+")
    if not normal:
        letters += _not_composed(text)
    if not letters:
        return re.compile(_BLANKS)
    return re.compile(f"{_BLANKS}|(?P<letter>{'|'.join(letters)})")


def _not_composed(text: str) -> list[str]:
    """The letters of the text that are others in NFC, each by itself."""
    return [
        re.escape(letter)
        for letter in sorted(set(text))
        if not letter.isspace() and not unicodedata.is_normalized("NFC", letter)
    ]


def _one_space(run: re.Match[str]) -> str:
    """One space or one line end for the run; nothing where all of it is invisible."""
    if _LINE_END.search(run[0]):
        return "\n"
    return " " if _SPACE.search(run[0]) else ""


def _letter(run: re.Match[str]) -> str:
    """The letter with its marks, composed, without invisible ones.

    A joiner between two letters of a script that spells with it is kept.
    """
    letter = _INVISIBLE_BUT_JOINERS.sub("", run[0])
    if _JOINER.search(letter):
        at = _INVISIBLES.match(run.string, run.end()).end()
        following = run.string[at : at + 1]
        joined = _LOOSE_JOINERS.sub("", letter + following)
        letter = joined.removesuffix(following)
    return unicodedata.normalize("NFC", letter)
