"""What kind of thing a name names: a guess from its own words and from what is around
it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .name_words import (
    CALENDAR,
    COUNTRIES,
    DEMONYMS,
    FIRST_NAMES,
    HEADS,
    PLACES,
    PLACES_BEGIN,
    PRODUCTS,
    SUFFIXES,
    TITLES,
    is_demonym,
)

NEAR = 32  # characters before and after a name are read
SURE = 4  # votes from which a person is one beyond doubt


class Sign(NamedTuple):
    """Words before or after a name, what kind they speak for, and how strongly."""

    pattern: re.Pattern
    kind: str
    weight: int


class Kind(NamedTuple):
    """The likeliest kind of a name, and how much speaks for it."""

    kind: str
    votes: int


_SHARED = 12  # votes that one name gives another at most
_NO_PLACE = 7  # so strong a sign of a body says that "in" or "at" tells no place

_SPEECH = "said|says|told|wrote|asked|added|announced|argued|replied|warned|insisted"
_TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
# "shares in", "a stake in", "works at": what follows is no place.
_OWNED = (
    r"(?:shares?|stakes?|stocks?|holdings?|interests?|investments?|investors?|invest"
    r"|invested|confidence|faith|trust|believes?|believed|bonds?) in $"
)
_EMPLOYED = (
    r"(?:works?|worked|working|jobs?|job|analysts?|economists?|strategists?|traders?"
    r"|professors?|researchers?|scientists?|executives?|spokes\w{3,6}|managers?"
    r"|employees|editors?|partner|officials?|critics?|fellow|lecturer|curator"
    r"|president|director|chairman) (?:at|with|for) $"
)


def _signs_of(table: list[tuple[str, int, str]]) -> list[Sign]:
    return [Sign(re.compile(words), kind, weight) for kind, weight, words in table]


_BEFORE = _signs_of(
    [
        ("person", 9, rf"\b(?i:{_TITLE})\.? $"),
        ("person", 2, r"\b(?:said|says|added|argued|replied|with|by) $"),
        (
            "person",
            3,
            r"\b(?:lawyer|coach|wife|husband|son|daughter|brother|sister),? $",
        ),
        ("organisation", 8, rf"\b(?i:{_OWNED})"),
        ("organisation", 7, rf"\b(?i:{_EMPLOYED})"),
        ("organisation", 4, r"\b(?:[Tt]he|[Aa]n?|[Tt]his|its) $"),
        (
            "organisation",
            5,
            r"\b(?:company|firm|maker|giant|retailer|bank|club|party|group|rival"
            r"|subsidiary|unit|carrier|insurer|publisher|brand|start-?up|chain) $",
        ),
        ("organisation", 4, r"\b(?:beat|defeated|joined|v|vs) $"),
        (
            "place",
            4,
            r"\b(?:[Ii]n|near|outside|inside|across|throughout|southern|northern|eastern"
            r"|western|central|city of|town of|village of|state of) $",
        ),
        ("place", 2, r"\b(?:[Aa]t|[Ff]rom|to) $"),
        (
            "work",
            7,
            r"\b(?:novel|film|movie|album|song|book|series|musical|play),? ['\"]?$",
        ),
    ]
)
_AFTER = _signs_of(
    [
        ("person", 3, rf",? (?:{_SPEECH}|who|whose)\b|, \d\d?,"),
        ("person", 5, r" (?:himself|herself)\b|, (?:his|her)\b"),
        ("person", 2, r", (?:a|an|the) [a-z]{2,20}(?:er|or|ist|man|woman)\b"),
        ("person", 1, r" [a-z]{3,}ing\b"),
        (
            "organisation",
            6,
            r"(?:'s)? (?:magazine|newspaper|radio|television|officials|executives"
            r"|employees|shares|stock|shareholders|customers|profits?|revenues?|chief"
            r"|chairman|CEO|board|spokes\w{3,6}|fans|supporters|headquarters|unit)\b",
        ),
        (
            "organisation",
            2,
            r" (?:reported|cut|agreed to buy|bought|acquired|merged|hired)\b",
        ),
        # A result: "Leeds 2 Hull 1".
        ("organisation", 6, r" \d{1,3}(?:[-.]\d+)*,?\s*(?:[A-Z\d(]|$)"),
        ("place", 5, r" (?:city|province|region|county|district|airport|suburb)\b"),
        ("place", 3, r", (?:[A-Z][a-z]+\.|[A-Z]\.[A-Z]\.)"),
        ("work", 6, rf" (?:{'|'.join(sorted(PRODUCTS))})\b"),
    ]
)


def kinds_of(text: str, spans: Sequence[tuple[int, int]]) -> dict[str, Kind]:
    """The likeliest kind of each name, from its own words and from what is around all
    its mentions.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for start, end, *_ in spans:
        name = text[start:end]
        if name not in votes:
            votes[name].update(_own_evidence(name))
        before = text[max(0, start - NEAR) : start]
        after = text[end : end + NEAR]
        for kind, weight in _signs(before, after):
            votes[name][kind] += weight
    _share_votes(votes)
    return {name: _likeliest(counter) for name, counter in votes.items()}


def _likeliest(votes: Counter[str]) -> Kind:
    kind = max(votes, key=votes.__getitem__)
    return Kind(kind, votes[kind])


def _signs(before: str, after: str) -> list[tuple[str, int]]:
    """What is around one mention speaks for: the strongest sign of each kind on each
    side.
    """
    found: dict[tuple[str, bool], int] = {}
    for signs, part in ((_BEFORE, before), (_AFTER, after)):
        is_after = signs is _AFTER
        for sign in signs:
            place = sign.pattern.match if is_after else sign.pattern.search
            if place(part):
                side = (sign.kind, is_after)
                found[side] = max(sign.weight, found.get(side, 0))
    if found.get(("organisation", False), 0) >= _NO_PLACE:
        found.pop(("place", False), None)
    return [(kind, weight) for (kind, _), weight in found.items()]


def _share_votes(votes: dict[str, Counter[str]]) -> None:
    """Give a surname what speaks for its full name, and a maker what its
    products say.
    """
    surnames: dict[str, int] = {}
    makers: set[str] = set()
    for name, counter in votes.items():
        words = name.split()
        kind = _likeliest(counter).kind
        if len(words) > 1 and kind == "person":
            surname = words[-1]
            surnames[surname] = max(surnames.get(surname, 0), counter["person"])
        elif len(words) > 1 and kind == "work":
            makers.add(words[0])
    for name, counter in votes.items():
        for_the_full_name = surnames.get(name, 0)
        counter["person"] += _SHARED if for_the_full_name >= SURE else for_the_full_name
        if name in makers:
            counter["organisation"] += _SHARED


@lru_cache(maxsize=10_000)
def _own_evidence(name: str) -> dict[str, int]:
    """What the words of the name speak for, and how strongly."""
    low = name.lower().rstrip(".")
    words = low.split()
    if low in COUNTRIES:
        return {"place": 20}
    if low in PLACES:
        return {"place": 5}
    if all(is_demonym(word) for word in words):
        return {"group": 40 if low in DEMONYMS or len(words) > 1 else 8}
    if words[-1].rstrip(".") in SUFFIXES:
        return {"organisation": 12}
    if len(words) > 1:
        return _evidence_of_words(low, words)
    if words[0] in HEADS:
        return {HEADS[words[0]]: 8}
    if name.isupper() and len(name) < 7:
        return {"organisation": 5}
    if low in FIRST_NAMES:
        return {"person": 3}
    return {"organisation": 1, "person": 1}


def _evidence_of_words(low: str, words: list[str]) -> dict[str, int]:
    has_first_name = words[0] in FIRST_NAMES or len(words[0].rstrip(".")) == 1
    if words[-1] in CALENDAR:
        return {"occasion": 9}
    head = _head(low, words)
    if head:
        return {HEADS[head]: 4 if has_first_name else 9}
    if words[0] in PLACES_BEGIN:
        return {"place": 7}
    if "&" in words or " of " in low:
        return {"organisation": 7}
    if has_first_name:
        return {"person": 8}
    known = [word in PLACES or word in HEADS or is_demonym(word) for word in words]
    if any(known):
        return {"organisation": 5}
    return {"person": 3} if len(words) < 5 else {"organisation": 2}


def _head(low: str, words: list[str]) -> str:
    """The word that says what the name names, or ""."""
    for word in (low.split(" of ")[0].split()[-1], words[-1].rstrip(".")):
        if word in HEADS:
            return word
    return ""
