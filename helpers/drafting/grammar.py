"""What little grammar the drafting rules need: finite verbs, and what leads up to one.

All offsets are code points of the text that is given, `end` exclusive.
"""

import re
from collections.abc import Iterator

from .word_lists import word_list

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
PREPOSITIONS = word_list("prepositions")
DETERMINERS = word_list("determiners")
SUBJECT_PRONOUNS = frozenset(
    ["he", "she", "it", "they", "we", "i", "you", "there", "who"]
)
RELATIVES = frozenset(["who", "which", "that", "whose", "where", "whom"])
ADVERBS = word_list("adverbs")


def is_adverb(word: str) -> bool:
    """Whether the word, in small letters, may come between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)


def is_participle(word: str) -> bool:
    """Whether the word, in small letters, is a participle and no past tense."""
    return word in word_list("participles")


def _is_finite(word: str, before: str) -> bool:
    if before in DETERMINERS or before == "to":
        return False
    if word in word_list("finite_verbs"):
        return True
    if not word.endswith("ed") or len(word) < 4 or "-" in word:
        return False
    return word not in word_list("no_verbs") and before not in PREPOSITIONS


def finite_verbs(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words of the stretch that are finite verbs, as far as their form says so.

    >>> [verb[0] for verb in finite_verbs("The retired judge left and wept.", 0, 32)]
    ['left', 'wept']
    """
    before = ""
    for word in WORD.finditer(text, start, end):
        low = word[0].lower().replace("’", "'")
        is_reduced = low.endswith("ed") and text.startswith(" by ", word.end())
        is_name = word[0] in ("May", "Will")
        if _is_finite(low, before) and not is_name and not is_reduced:
            yield word
        before = low


def first_finite(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first finite verb of the stretch, None where it has none."""
    return next(finite_verbs(text, start, end), None)


def opens_with_verb(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins with a finite verb or a participle, after adverbs."""
    for word in WORD.finditer(text, start, end):
        low = word[0].lower().replace("’", "'")
        if _is_finite(low, "") or is_participle(low):
            return True
        if not is_adverb(low):
            return False
    return False
