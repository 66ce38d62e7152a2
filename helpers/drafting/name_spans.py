"""Which stretches of a text are names: rows of capitalised words, cut and proved.

English writes a name with capitals, and the first word of a sentence too. So a row of
capitalised words is a name; at the start of a sentence it needs a witness: the same
word elsewhere within one, a verb or a possessive that a bare noun could not have, a
place everyone knows.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from .name_tokens import Word, capitalised, is_before_an_amount
from .name_words import (
    AMBIGUOUS_TITLES,
    BEFORE_TITLES,
    CALENDAR,
    COMMON,
    DETERMINERS,
    FIRST_NAMES,
    HEADS,
    NAMED_DAYS,
    NAMES_TOO,
    NUMBERED,
    OF,
    PLACES,
    PORTFOLIOS,
    SHORT_TITLES,
    SURNAME_HEADS,
    SURNAMES_TOO,
    TITLES,
    is_demonym,
)

LONGEST = 12  # words; a longer row of capitals is a table or a shout

_LINK = re.compile(
    r" (?:de|de la|de los|da|di|do|dos|del|della|du|la|le|van|van der|der|von|bin|ibn"
    r"|al|el|wa|upon|&) "
)
_PARTICLE = re.compile(r"(?<![\w'-])(?:van(?: de[nr]?)?|von(?: der)?|de la|bin|ibn) $")
_VERB_AFTER = re.compile(
    r"(?:,? (?:said|says|told|wrote|asked|added|announced|argued|claimed|noted|replied"
    r"|warned|insisted|denied)\b"
    r"| (?:is|was|has|had|will|would|also|and (?=[A-Z])|[a-z]{3,30}ed|won|beat|lost"
    r"|began|made|took|met|left|came|went|gave|got|held|led|paid|ran|sang|saw|sold"
    r"|spoke|wept|fell|rose|cut|shut)\b"
    r"|, (?:\d\d?|who|whose|which)\b|'s\b| ?\(| \d)"
)
_SMALL = re.compile(r"(?<![\w'])[a-zà-öø-ÿ]\w+")
_DATELINE = re.compile(r",? (?:[A-Z]\w+ )?[\d(]")
_DAY_AFTER = re.compile(r" \d|, \d{4}")
_WORD_BEFORE = re.compile(r"\b(\w+)\.? $")
_QUESTION = re.compile(r"[^.!?\n]{0,200}\?")
_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|since|last|next|this|until|till|early|late|mid|during) $|-$", re.I
)
_NUMBER_AFTER = re.compile(r" (?:No\. ?)?(?:\d|[IVX]+\b)")
_NUMERAL = re.compile(r"[ivx]+")
_BEFORE_A_POINT = {"st", "mt", "ft"}


class Found(NamedTuple):
    """A name's place in the folded text, and whether it is in a headline."""

    start: int
    end: int
    loud: bool


def name_spans(text: str) -> list[Found]:
    """The names of the folded text, in its order, none over another."""
    small = _words_in_small_letters(text)
    parts = []
    for run in _runs(text, capitalised(text)):
        parts += _parts(text, run, small)
    sure = _sure_words(parts)
    found: list[Found] = []
    for part in parts:
        if part[0].loud and not _is_dateline(text, part):
            found += _known(part, sure)
        elif _is_proved(text, part, small, sure):
            start = _with_particle(text, part[0].start)
            found.append(Found(start, part[-1].end, part[0].loud))
    return found


def _words_in_small_letters(text: str) -> set[str]:
    """The words that the text has in small letters, beside lines that have no
    capital.
    """
    small: set[str] = set()
    for line in text.split("\n"):
        if line.lower() != line:
            small.update(_SMALL.findall(line))
    return small


def _sure_words(parts: list[list[Word]]) -> set[str]:
    """The words that are names beyond doubt somewhere in the text."""
    sure = set()
    for part in parts:
        for word in part:
            if not word.loud and (len(part) > 1 or not word.opens):
                sure.add(word.low)
    return sure


def _runs(text: str, words: Iterable[Word]) -> list[list[Word]]:
    """The capitalised words in rows that may be one name."""
    runs: list[list[Word]] = []
    last = None
    for word in words:
        if last and _is_joined(text, last, word):
            runs[-1].append(word)
        else:
            runs.append([word])
        last = word
    return runs


def _is_joined(text: str, last: Word, word: Word) -> bool:
    if last.ends or word.opens or word.start - last.end > 12:
        return False
    gap = text[last.end : word.start]
    if gap == " " or (gap == ". " and last.low in _BEFORE_A_POINT):
        return True
    if gap in (" of ", " of the "):
        return last.low in OF
    return bool(_LINK.fullmatch(gap))


def _parts(text: str, run: list[Word], small: set[str]) -> Iterator[list[Word]]:
    """The names in a run: what days and titles leave of it, and a person apart from
    their people.
    """
    for part in _cut(text, run, small):
        part = _trimmed(part, small)
        if len(part) > 2 and is_demonym(part[0].low) and part[-1].low not in HEADS:
            yield part[:1]
            part = part[1:]
        if not part or len(part) > LONGEST:
            continue
        if part[-1].end - part[0].start > 1 and not _is_numbered(text, part):
            yield part


def _cut(text: str, run: list[Word], small: set[str]) -> list[list[Word]]:
    """The run divided at days, months and titles, which are left out."""
    parts: list[list[Word]] = [[]]
    for n, word in enumerate(run):
        part = parts[-1]
        if _is_given_name(text, run, n):
            part.append(word._replace(low=word.low.capitalize()))
        elif _is_title(text, run, n, part, small):
            while part and part[-1].low in BEFORE_TITLES:
                part.pop()
            parts.append([])
        elif _is_portfolio(text, run, n) or _is_no_word_of_a_name(text, run, n, part):
            parts.append([])
        else:
            part.append(word)
    return parts


def _is_no_word_of_a_name(text: str, run: list[Word], n: int, part: list[Word]) -> bool:
    """Whether the word is a day, a month, the sign of an amount, or small in a
    headline.
    """
    word = run[n]
    if word.loud and word.low in COMMON:
        return True
    if word.low not in CALENDAR:
        return is_before_an_amount(text, word)
    if [one.low in NAMED_DAYS for one in part] == [True]:
        return not word.low.endswith("day")
    # "Jan van der Berg" begins like a month.
    return len(word.low) > 3 or word.low == "may" or n + 1 == len(run)


def _is_title(
    text: str, run: list[Word], n: int, part: list[Word], small: set[str]
) -> bool:
    """Whether the word is a title or an office, and no part of the name."""
    low = run[n].low
    if low not in TITLES:
        return False
    if low in SURNAMES_TOO and part and _may_end_in_a_surname(part):
        return False
    after = n + 1
    while after < len(run) and _is_portfolio(text, run, after):
        after += 1
    rest = _up_to_a_title(run[after:])
    if not rest:
        return True
    if len(low) < 5 and text[run[n].end] == ".":
        return True
    if _names_a_body(rest, low in AMBIGUOUS_TITLES):
        return False
    if low not in AMBIGUOUS_TITLES:
        return True
    if text[run[n].start : rest[-1].end].lower() in PLACES:
        return False
    return _is_first_name(rest[0]) or rest[0].low not in small


def _names_a_body(rest: list[Word], is_ambiguous: bool) -> bool:
    """Whether the words after a title name no person: "Motors", "League Baseball"."""
    if _is_first_name(rest[0]) and rest[-1].low in SURNAME_HEADS:
        return False
    heads = [word.low for word in rest if word.low in HEADS]
    if _is_first_name(rest[0]):
        heads = [low for low in heads if low == rest[-1].low]
    if not is_ambiguous:
        heads = [low for low in heads if low not in SURNAME_HEADS]
    return bool(heads)


def _may_end_in_a_surname(part: list[Word]) -> bool:
    last = part[-1].low
    if is_demonym(last) or last in HEADS:
        return False
    return last not in BEFORE_TITLES and last not in COMMON


def _up_to_a_title(words: list[Word]) -> list[Word]:
    """The words up to the next title that is no surname."""
    for n, word in enumerate(words):
        if word.low in TITLES and (n == 0 or word.low not in SURNAMES_TOO):
            return words[:n] or words[n + 1 :]
    return words


def _is_first_name(word: Word) -> bool:
    return word.low in FIRST_NAMES or len(word.low) == 1


def _is_portfolio(text: str, run: list[Word], n: int) -> bool:
    """Whether the word says what a secretary is of: "Secretary of State Ann Lee"."""
    if n == 0 or run[n].low not in PORTFOLIOS:
        return False
    before = n - 1
    while before and run[before].low in PORTFOLIOS:
        before -= 1
    gap = text[run[before].end : run[before + 1].start]
    return run[before].low in TITLES and gap.startswith(" of ")


def _is_given_name(text: str, run: list[Word], n: int) -> bool:
    """Whether a word such as "May" or "Will" is somebody's: before a surname, after a
    first name or a title.
    """
    word = run[n]
    if word.loud or word.low not in NAMES_TOO:
        return False
    before = run[n - 1].low if n else ""
    is_last = n + 1 == len(run)
    if before and before not in COMMON | CALENDAR:
        return is_last and not _DAY_AFTER.match(text, word.end)
    if is_last:
        title = _WORD_BEFORE.search(text, max(0, word.start - 8), word.start)
        return title is not None and title[1] in SHORT_TITLES
    after = run[n + 1].low
    if before in CALENDAR or after in COMMON | CALENDAR | TITLES | HEADS.keys():
        return False
    if word.opens and _QUESTION.match(text, word.end):
        return False
    near = max(0, word.start - 12)
    return not _BEFORE_A_MONTH.search(text, near, word.start)


def _trimmed(part: list[Word], small: set[str]) -> list[Word]:
    """The part without words that no name begins or ends with."""
    start, end = 0, len(part)
    while start < end:
        left = part[start:end]
        if not (_is_no_name(left[0], len(left), small) or _is_letter(left)):
            break
        start += 1
    while start < end and part[end - 1].low in DETERMINERS:
        end -= 1
    return part[start:end]


def _is_no_name(word: Word, left: int, small: set[str]) -> bool:
    """Whether its capital comes from the sentence's start, or no name of `left` words
    begins with such a word.
    """
    if word.opens and left > 1 and word.low in small and word.low not in FIRST_NAMES:
        return True
    if left > 1 and word.low in AMBIGUOUS_TITLES:
        return False
    anywhere = word.opens or word.loud or left == 1
    return word.low in (COMMON if anywhere else DETERMINERS)


def _is_letter(words: list[Word]) -> bool:
    """Whether the first is the letter of a question or a list ("Q. What about it?"), no
    initial.
    """
    return len(words) > 1 and len(words[0].low) == 1 and words[1].low in COMMON


def _is_numbered(text: str, part: list[Word]) -> bool:
    """Whether it is the number of a chapter, a section or the like."""
    if part[0].low not in NUMBERED:
        return False
    if len(part) == 2:
        return bool(_NUMERAL.fullmatch(part[1].low))
    return len(part) == 1 and bool(_NUMBER_AFTER.match(text, part[0].end))


def _is_dateline(text: str, part: list[Word]) -> bool:
    return part[0].opens and bool(_DATELINE.match(text, part[-1].end))


def _known(part: list[Word], sure: set[str]) -> Iterator[Found]:
    """In a headline: the rows of words that are part of names elsewhere."""

    def is_known(word: Word) -> bool:
        return word.low in sure or word.low in PLACES

    for known, group in groupby(part, is_known):
        if known:
            words = list(group)
            yield Found(words[0].start, words[-1].end, True)


def _is_proved(text: str, part: list[Word], small: set[str], sure: set[str]) -> bool:
    """Whether the part is a name: of several words, within a sentence, or with a
    witness.
    """
    word = part[0]
    if len(part) > 1 or word.loud or not word.opens:
        return True
    if word.low in sure or word.low in PLACES:
        return True
    if word.low in small or word.low.endswith(("ly", "ing", "ed")):
        return False
    if text[word.start : word.end].isupper() or is_demonym(word.low):
        return True
    return bool(_VERB_AFTER.match(text, word.end))


def _with_particle(text: str, start: int) -> int:
    """Where the name begins with the "van" or "bin" before it."""
    particle = _PARTICLE.search(text, max(0, start - 12), start)
    return particle.start() if particle else start
