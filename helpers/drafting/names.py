"""Names in English news: the words that name someone or something, what kind it is, and its fullest name.

English writes a name with capitals, and the first word of a sentence too. So a run of capitalised words is a name; at
the start of a sentence it needs a witness: the same word elsewhere within one, a verb or a possessive that a bare noun
could not have, a place everyone knows. What the words "Act" or "University", a title before or "said" after tell is
kept as data in `name_words`. Kinds are guesses, made in `name_kinds`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from .name_kinds import kinds_of
from .name_words import (
    ACRONYMS,
    BEFORE_TITLES,
    CALENDAR,
    COMMON,
    DETERMINERS,
    HEADS,
    NAMES_TOO,
    OF,
    PLACES,
    SUFFIXES,
    SURNAMES_TOO,
    TITLES,
    is_demonym,
)

COLUMNS = ["start", "end", "words", "kind", "name"]

_LINK = re.compile(
    r" (?:de|de la|de los|da|di|do|dos|del|della|du|la|le|van|van der|der|von|bin|ibn|al|el|wa|upon|&) "
)
_PARTICLE = re.compile(r"(?<![\w'’-])(?:van(?: de[nr]?)?|von(?: der)?|de la|bin|ibn) $")
_AFTER_HYPHEN = re.compile(
    r"-(?:based|born|led|backed|controlled|owned|run|style|sponsored|listed|operated|made|trained|speaking|era|wide|held"
    r"|bound|dominated|registered|origin|brokered|funded|themed|style|like|area|ranked|seeded|bred|educated|flagged)$"
)
_VERB_AFTER = re.compile(
    r"(?:,? (?:said|says|told|wrote|asked|added|announced|argued|claimed|noted|replied|warned|insisted|denied)\b"
    r"| (?:is|was|has|had|will|would|also|and (?=[A-Z])|[a-z]{3,30}ed|won|beat|lost|began|made|took)\b"
    r"|, (?:\d\d?|who|whose|which)\b|['’]s\b| ?\(| \d)"
)
_TOKEN = re.compile(
    r"(?<![\w@])(?:(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?= [^\W\d_])|[^\W\d_a-zà-öø-ÿ]\w*(?:['’&-]\w+)*|[a-z]{1,2}[A-Z]\w+)"
)
_OPENER = re.compile(r"(?:^|\n|[.!?…:;]['\"”’)\]]*\s)[^\w\n]*$|\) ?[-–—]+ $|[“\"‘]$")
_ABBREVIATION = re.compile(
    r"(?:^|\W)(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Rev|St|Jr|Sr|Mt|Ft)\.$"
)
_CONTRACTION = re.compile(r"['’](?:m|ve|re|ll|d|t|s)$")
_SMALL = re.compile(r"(?<![\w'’])[a-zà-öø-ÿ]\w+")
_DATELINE = re.compile(r",? (?:[A-Z]\w+ )?[\d(]")
_BEFORE_A_POINT = {"st", "mt", "ft"}
_LONGEST = 12  # words; a longer row of capitals is a table or a shout
_DAY_AFTER = re.compile(r" \d|, \d{4}")
_TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov)\. $")
_QUESTION = re.compile(r"[^.!?\n]{0,200}\?")
_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|since|last|next|this|until|till|early|late|mid|during) $|-$", re.I
)
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")


class Word(NamedTuple):
    """A capitalised word: its place without a possessive, its small letters, and what stands around it."""

    start: int
    end: int
    low: str
    opens: bool  # the first of a sentence or a quotation
    ends: bool  # nothing after it belongs to its name
    loud: bool  # in a headline, where capitals say nothing


def find_names(text: str) -> pd.DataFrame:
    """The names in an English text, one row per mention, in the order of the text.

    `start, end`: code points, `end` exclusive, without a possessive's 's. `words`: the text between. `kind`: a guess,
    one of person, group, organisation, agency, government, place, platform, occasion, law, work. `name`: the fullest
    form that the words refer back to ("Kardashian" to "Kim Kardashian", an acronym to its words), or the words.

    In a headline, where every word may have a capital, only names known from the rest of the text are found.

    >>> find_names("In May Kim Kardashian met Alice Johnson. Kardashian’s post named the FBI.").iloc[:, 2:]
                words    kind            name
    0  Kim Kardashian  person  Kim Kardashian
    1   Alice Johnson  person   Alice Johnson
    2      Kardashian  person  Kim Kardashian
    3             FBI  agency             FBI
    """
    spans = _spans(text)
    kinds = kinds_of(text, spans)
    names = _fullest_forms(text, spans, kinds)
    return pd.DataFrame(
        [
            (start, end, text[start:end], kinds[name], name)
            for (start, end), name in zip(spans, names)
        ],
        columns=COLUMNS,
    )


def _capitalised(text: str) -> Iterator[Word]:
    headlines = [
        line.span() for line in re.finditer(r"[^\n]+", text) if _is_headline(line[0])
    ]
    begins = [start for start, _ in headlines]
    for match in _TOKEN.finditer(text):
        (start, end), word = match.span(), match[0]
        contraction = _CONTRACTION.search(word)
        stem = word[: contraction.start()] if contraction else ""
        if not any(c.isupper() for c in word[:3]) or (
            stem.lower() in COMMON and stem not in ACRONYMS
        ):
            continue
        before = text[max(0, start - 12) : start] if start > 12 else "\n" + text[:start]
        opens = bool(_OPENER.search(before)) and not _ABBREVIATION.search(
            before.rstrip()
        )
        tail = _POSSESSIVE.search(word) or _AFTER_HYPHEN.search(word)
        end -= len(tail[0]) if tail else 0
        line = bisect_right(begins, start) - 1
        loud = line >= 0 and start < headlines[line][1]
        low = (
            text[start:end]
            if text[start:end] in ACRONYMS and not loud
            else text[start:end].lower().rstrip(".")
        )
        yield Word(start, end, low, opens, bool(tail), loud)


def _is_headline(line: str) -> bool:
    """Whether all words that matter have capitals; a list of names, with its commas, is none."""
    if line.upper() == line:
        return " " in line.strip()
    words = [
        word
        for word in re.findall(r"[^\W\d_][\w'’-]*", line)
        if word.lower() not in COMMON and len(word) > 2
    ]
    ended = line.rstrip()[-1:] in (".", "”", '"')
    return (
        len(words) > 4
        and line.count(",") < 2
        and not ended
        and all(word[0].isupper() for word in words)
    )


def _runs(text: str, words: Iterable[Word]) -> list[list[Word]]:
    """The capitalised words in rows that may be one name."""
    runs, last = [], None
    for word in words:
        gap = (
            text[last.end : word.start]
            if last and not (last.ends or word.opens)
            else ""
        )
        joined = gap in (" ", "\u00a0") or (gap == ". " and last.low in _BEFORE_A_POINT)
        if (
            joined
            or _LINK.fullmatch(gap)
            or (gap in (" of ", " of the ") and last.low in OF)
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
        last = word
    return runs


def _is_given_name(text: str, run: list[Word], n: int) -> bool:
    """Whether a word such as "May" or "Will" is somebody's: before a surname, after a first name or a title."""
    word = run[n]
    if word.loud or word.low not in NAMES_TOO:
        return False
    before = run[n - 1].low if n else ""
    if before and before not in COMMON | CALENDAR:
        return n + 1 == len(run) and not _DAY_AFTER.match(text, word.end)
    if n + 1 == len(run):
        return bool(_TITLE_BEFORE.search(text, max(0, word.start - 8), word.start))
    if (
        before in CALENDAR
        or run[n + 1].low in COMMON | CALENDAR | TITLES | HEADS.keys()
    ):
        return False
    asks = word.opens and _QUESTION.match(text, word.end)
    return not asks and not _BEFORE_A_MONTH.search(
        text, max(0, word.start - 12), word.start
    )


def _parts(text: str, run: list[Word], small: set[str]) -> Iterator[list[Word]]:
    """The names in a run: what days and titles leave of it, and a person apart from their people."""
    parts = [[]]
    for n, word in enumerate(run):
        part, low = parts[-1], word.low
        if _is_given_name(text, run, n):
            part.append(word._replace(low=word.low.capitalize()))
            continue
        surname = (
            low in SURNAMES_TOO
            and part
            and not (is_demonym(part[-1].low) or part[-1].low in HEADS)
        )
        calendar = low in CALENDAR and (
            len(low) > 3 or low == "may" or word is run[-1]
        )  # but "Jan van der Berg"
        if (low in TITLES and not surname) or calendar or (word.loud and low in COMMON):
            while low in TITLES and part and part[-1].low in BEFORE_TITLES:
                part.pop()
            parts.append([])
        else:
            part.append(word)
    for part in parts:
        start, end = 0, len(part)
        while start < end and (
            _is_no_name(part[start], end - start, small) or _is_letter(part[start:end])
        ):
            start += 1
        while start < end and part[end - 1].low in DETERMINERS:
            end -= 1
        if (
            end - start > 2
            and is_demonym(part[start].low)
            and part[end - 1].low not in HEADS
        ):
            yield part[start : start + 1]
            start += 1
        if 0 < end - start <= _LONGEST and part[end - 1].end - part[start].start > 1:
            yield part[start:end]


def _is_no_name(word: Word, left: int, small: set[str]) -> bool:
    """Whether its capital comes from the sentence's start, or no name of `left` words begins with such a word."""
    if word.opens and left > 1 and word.low in small:
        return True
    return word.low in (COMMON if word.opens or word.loud or left == 1 else DETERMINERS)


def _is_letter(words: list[Word]) -> bool:
    """Whether the first is the letter of a question or a list ("Q. What about it?"), no initial."""
    return len(words) > 1 and len(words[0].low) == 1 and words[1].low in COMMON


def _spans(text: str) -> list[tuple[int, int]]:
    told = "\n".join(
        line for line in text.split("\n") if line.lower() != line
    )  # elsewhere small letters say nothing
    small = set(_SMALL.findall(told))
    parts = [
        part
        for run in _runs(text, _capitalised(text))
        for part in _parts(text, run, small)
    ]
    sure = {
        word.low
        for part in parts
        for word in part
        if not word.loud and (len(part) > 1 or not word.opens)
    }
    spans = []
    for part in parts:
        if part[0].loud and not (part[0].opens and _DATELINE.match(text, part[-1].end)):
            spans += _known(part, sure)
        elif (
            len(part) > 1
            or part[0].loud
            or not part[0].opens
            or _has_witness(text, part[0], small, sure)
        ):
            particle = _PARTICLE.search(text, max(0, part[0].start - 12), part[0].start)
            spans.append(
                (particle.start() if particle else part[0].start, part[-1].end)
            )
    return spans


def _known(part: list[Word], sure: set[str]) -> Iterator[tuple[int, int]]:
    """In a headline: the rows of words that are part of names elsewhere."""
    for known, words in groupby(
        part, lambda word: word.low in sure or word.low in PLACES
    ):
        if known:
            words = list(words)
            yield words[0].start, words[-1].end


def _has_witness(text: str, word: Word, small: set[str], sure: set[str]) -> bool:
    """Whether a lone word that opens a sentence is a name: a bare noun in the singular has no verb, owns nothing."""
    if word.low in sure or word.low in PLACES:
        return True
    if word.low in small or word.low.endswith(("ly", "ing", "ed")):
        return False
    return (
        text[word.start : word.end].isupper()
        or is_demonym(word.low)
        or bool(_VERB_AFTER.match(text, word.end))
    )


def _fullest_forms(
    text: str, spans: list[tuple[int, int]], kinds: dict[str, str]
) -> list[str]:
    """For each mention the full name it is short for: the latest told with that surname, or with those initials.

    Either apostrophe will do, and the capitals of a headline stand for the name as the text has it.
    """
    first, latest, forms, plain = {}, {}, [], {}
    for start, end in reversed(spans):
        name = text[start:end]
        first.update(_short_forms(name, kinds))
        if not name.isupper():
            plain[name.casefold()] = name
    for start, end in spans:
        name = text[start:end]
        latest.update(_short_forms(name, kinds))
        name = plain.get(name.casefold(), name) if name.isupper() else name
        key = name.replace("’", "'")
        forms.append(
            name if kinds[name] == "place" else latest.get(key) or first.get(key, name)
        )
    return forms


def _short_forms(name: str, kinds: dict[str, str]) -> dict[str, str]:
    """What a text may call the name once it has told it, with straight apostrophes, and the name."""
    words = name.replace("’", "'").split()
    if len(words) == 1 or words[0].islower():
        return {}
    if kinds[name] == "person":
        surname = next((n for n, word in enumerate(words) if n and word.islower()), -1)
        return {words[0]: name, words[-1]: name, " ".join(words[surname:]): name}
    initials = [word[0] for word in words if word[0].isupper()]
    shorts = {
        "".join(initials): name,
        "".join(f"{letter}." for letter in initials): name,
    }
    if words[-1].lower().rstrip(".") in SUFFIXES:
        shorts[" ".join(words[:-1])] = name
    return shorts
