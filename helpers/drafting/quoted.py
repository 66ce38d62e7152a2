"""Which stretches of a text are in quotation marks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]+")
_MARKS = re.compile(r"[“”„«»\"]|(?<![\w’'])[‘'](?=[^\s’'])")
_CLOSE = {"“": "”", "„": "“”", "«": "»", '"': '"'}
_SINGLE_CLOSE = re.compile(r"[,.!?…—]([’'])(?!\w)")
_WORDS = re.compile(r"\w+(?:['’-]\w+)*")


class Quoted(NamedTuple):
    """A stretch in quotation marks: the marks' outer places, and the words inside."""

    opens: int
    start: int
    end: int
    closes: int
    closed: bool  # by its mark; else by the end of its line


def quoted_stretches(text: str) -> list[Quoted]:
    """The stretches in quotation marks, in the order of the text; none is in another.

    A mark that nothing closes in its line quotes the rest of the line, as the first
    paragraphs of a long quotation do.

    >>> [text[q.start:q.end] for text in ["He said “no way” and ‘Go!’"]
    ...  for q in quoted_stretches(text)]
    ['no way', 'Go!']
    """
    return [
        quoted
        for line in _LINE.finditer(text)
        for quoted in _in_line(text, *line.span())
    ]


def _in_line(text: str, start: int, end: int) -> Iterator[Quoted]:
    at = start
    while mark := _MARKS.search(text, at, end):
        opens, sign = mark.start(), mark[0]
        at = mark.end()
        if sign in "‘'":
            close = _SINGLE_CLOSE.search(text, at, end)
            if close:
                yield _trimmed(text, opens, at, close.start(1), close.end(1), True)
                at = close.end()
            continue
        if sign not in _CLOSE or (sign == '"' and text[opens - 1 : opens].isalnum()):
            continue
        closes = _closing(text, at, end, sign)
        if closes is None:
            yield _trimmed(text, opens, at, end, end, False)
            return
        yield _trimmed(text, opens, at, closes, closes + 1, True)
        at = closes + 1


def _closing(text: str, start: int, end: int, sign: str) -> int | None:
    """Where the mark closes; a quotation within, with the same marks, is skipped."""
    depth = 1
    for mark in _MARKS.finditer(text, start, end):
        if mark[0] in _CLOSE[sign]:
            depth -= 1
        elif mark[0] == sign:
            depth += 1
        if depth == 0:
            return mark.start()
    return None


def _trimmed(
    text: str, opens: int, start: int, end: int, closes: int, closed: bool
) -> Quoted:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quoted(opens, start, end, closes, closed)


def count_words(text: str, start: int, end: int) -> int:
    """How many words the stretch has."""
    return sum(1 for _ in _WORDS.finditer(text, start, end))


def is_title_of_work(text: str, quoted: Quoted) -> bool:
    """Whether every longer word in the marks has a capital: the title of a work."""
    words = list(_WORDS.findall(text, quoted.start, quoted.end))
    longer = [word for word in words if len(word) > 3]
    ended = text[quoted.end - 1 : quoted.end] in (".", "!", "?", ",")
    return len(longer) > 1 and not ended and all(w[0].isupper() for w in longer)


def form_of(text: str, quoted: Quoted, continues: bool = False) -> str:
    """The form of the quotation: direct where it is a whole sentence or goes on one."""
    if count_words(text, quoted.start, quoted.end) < 2:
        return "single word"
    begins = continues or not text[quoted.start : quoted.start + 1].islower()
    last = text[quoted.end - 1 : quoted.end]
    after = text[quoted.closes : quoted.closes + 1]
    ends = last in ",.!?…—" or after in (",", ".") or not quoted.closed
    return "direct" if begins and ends else "fragment"


def masked(text: str, stretches: list[Quoted]) -> str:
    """The text with a sign that is neither word nor blank for each letter in marks."""
    parts, at = [], 0
    for quoted in stretches:
        parts.append(text[at : quoted.opens])
        parts.append("¤" * (quoted.closes - quoted.opens))
        at = quoted.closes
    parts.append(text[at:])
    return "".join(parts)
