"""What kind of thing a name names: a guess from its own words and from what stands around it."""

import re
from collections import Counter, defaultdict
from functools import lru_cache

from .name_words import HEADS, PLACES, is_demonym

_MONONYM = r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Sir|President|Minister|Judge|Senator|Mayor|King|Queen|Prince|Princess)"
_BEFORE = [  # what stands before a name, what kind it speaks for, and how strongly
    (re.compile(rf"\b{_MONONYM}\.? $"), "person", 6),
    (
        re.compile(
            r"\b(?:said|says|asked|added|wrote|told|with|rapper|singer|actor|lawyer|coach) $"
        ),
        "person",
        2,
    ),
    (
        re.compile(r"\b(?:[Ii]n|at|near|outside|inside|from|across|throughout) $"),
        "place",
        3,
    ),
    (re.compile(r"\b(?:[Tt]he|[Aa]n?|[Tt]his|its) $"), "organisation", 3),
    (
        re.compile(
            r"\b(?:novel|film|movie|album|song|book|series|musical|play)[,:]? [“\"‘']?$"
        ),
        "work",
        7,
    ),
]
_AFTER = [
    (
        re.compile(r",? (?:said|says|told|wrote|asked|added|who|whose)\b|, \d\d?,"),
        "person",
        3,
    ),
    (re.compile(r" [a-z]{3,}ing\b"), "person", 2),
    (
        re.compile(
            r" (?:magazine|newspaper|radio|television|officials|executives|employees)\b"
        ),
        "organisation",
        6,
    ),
]


def kinds_of(text: str, spans: list[tuple[int, int]]) -> dict[str, str]:
    """The likeliest kind of each name, from its own words and from what stands around all its mentions."""
    votes = defaultdict(Counter)
    for start, end in spans:
        name, before, after = (
            text[start:end],
            text[max(0, start - 24) : start],
            text[end : end + 24],
        )
        counter = votes[name]
        counter.update(_own_evidence(name))
        counter.update(
            {
                kind: weight
                for pattern, kind, weight in _BEFORE
                if pattern.search(before)
            }
        )
        counter.update(
            {kind: weight for pattern, kind, weight in _AFTER if pattern.match(after)}
        )
    return {name: max(counter, key=counter.get) for name, counter in votes.items()}


@lru_cache(maxsize=10_000)
def _own_evidence(name: str) -> dict[str, int]:
    low = name.lower().rstrip(".")
    words = low.split()
    heads = [
        word
        for word in (low.split(" of ")[0].split()[-1], words[-1].rstrip("."))
        if word in HEADS
    ]
    if low in PLACES or words[0] in (
        "san",
        "santa",
        "são",
        "los",
        "las",
        "lake",
        "mount",
        "fort",
        "river",
    ):
        return {"place": 7}
    if heads:
        return {HEADS[heads[0]]: 7}
    if "&" in words:
        return {"organisation": 7}
    if len(words) == 1 and is_demonym(low):
        return {"group": 5}
    if name.isupper() and len(name) < 7:
        return {"organisation": 5}
    return {"person": 2} if 1 < len(words) < 5 else {"organisation": 1}
