"""Where sentences end: full stops of many scripts, less a language's abbreviations."""

import re
from collections.abc import Iterator

from . import Language

_CLOSING = "\"'”’»)\\]“‘」』）›"
_OPENING = re.compile("[\"'“‘«(\\[¿¡„‚‹「『（]*")
# "." and its like end a sentence before white space; the stops of other scripts end one
# anywhere, but for Han's within a quotation that the sentence goes on after.
_STOP = re.compile(
    rf"""
    (?<![.!?…]) (?P<stop>[.!?…]++) (?P<marks>(?:[\u00a0\u202f]?[{_CLOSING}])*+) \s++
    | (?P<wide>[。！？｡।॥؟۔።։]++) (?P<after>[{_CLOSING}]*+) (?P<space>\s*+)
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[^\s(\[“‘„«\"'—–]+\Z")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_ORDINAL = re.compile(r"\d{1,2}")
_LONGEST_WORD = 24  # code points; no abbreviation is longer


def sentence_ends(paragraph: str, language: Language) -> Iterator[int]:
    """Where each sentence of the paragraph ends, the white space after it included.

    In doubt there is no end: an abbreviation that is no title ends a sentence only
    before a function word with a capital ("Acme Inc. The firm", "Acme Inc. Chief Lee").
    """
    start = 0
    for stop in _STOP.finditer(paragraph):
        if _ends_sentence(paragraph, start, stop, language):
            start = stop.end()
            yield start
    if start < len(paragraph):
        yield len(paragraph)


def _ends_sentence(
    paragraph: str, start: int, stop: re.Match[str], language: Language
) -> bool:
    opening = _OPENING.match(paragraph, stop.end())
    following = paragraph[opening.end() : opening.end() + 1]
    if following.islower():
        return False
    if stop["wide"]:
        return bool(not stop["after"] or stop["space"] or opening[0])
    if not following.isalnum():
        return False
    if stop["stop"] != "." or stop["marks"]:
        return True
    word = _word_before(paragraph, start, stop)
    if language.ordinals and _ORDINAL.fullmatch(word):
        return False
    if word not in language.abbreviations and not _INITIALS.fullmatch(word):
        return True
    if word in language.titles:
        return False
    if not _NEXT_WORD.search(paragraph[start : stop.start() - len(word)]):
        return False
    next_word = _NEXT_WORD.match(paragraph, opening.end())
    return bool(next_word) and next_word[0].casefold() in language.function_words


def _word_before(paragraph: str, start: int, stop: re.Match[str]) -> str:
    near = max(start, stop.start() - _LONGEST_WORD)
    word = _LAST_WORD.search(paragraph[near : stop.start()])
    return word[0] if word else ""
