"""Which full name each mention is short for, or that the reader has to say so."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .name_kinds import SURE, Kind
from .name_spans import Found
from .name_words import FIRST_NAMES, GENERATIONS, PRODUCTS, SUFFIXES


class Short(NamedTuple):
    """What a text may call a name for short, and how it may be understood."""

    words: str
    before: bool  # before the full name is told too: one beyond doubt
    first: bool  # it is the first word of the name


class Owner(NamedTuple):
    """A full name that words may be short for, and the mention that tells it first."""

    since: int
    name: str
    short: Short


def fullest_forms(
    text: str, spans: Sequence[Found], kinds: dict[str, Kind]
) -> list[str]:
    """For each mention the full name it is short for, or its own words.

    A short name is its own where it is told alone first, unless it is the surname of
    one person beyond doubt, or in a headline. Words that are short for two names told
    so far count for the one that the paragraph has told; where it has told both or
    none they wait for the reader, as their own. The capitals of a headline are the
    name as the text has it.
    """
    names = [text[found.start : found.end] for found in spans]
    plain = {name.casefold(): name for name in names if not name.isupper()}
    names = [
        plain.get(name.casefold(), name) if name.isupper() else name for name in names
    ]
    owners = _owners(names, kinds)
    alone = _told_alone(spans, names)
    breaks = [at for at, letter in enumerate(text) if letter == "\n"]
    told: dict[str, tuple[int, set[str]]] = {}
    forms = []
    for n, (found, name) in enumerate(zip(spans, names)):
        paragraph = bisect_right(breaks, found.start)
        for short in shorts_of(name, _kind(kinds, text, found, name)):
            number, here = told.get(short.words, (0, set()))
            if number != paragraph:
                here = set()
            here.add(name)
            told[short.words] = (paragraph, here)
        if _kind(kinds, text, found, name).kind in ("place", "group"):
            forms.append(name)
            continue
        number, here = told.get(name, (0, set()))
        forms.append(
            _form(
                n,
                name,
                found.loud,
                owners.get(name, []),
                alone.get(name, n),
                here if number == paragraph else set(),
            )
        )
    return forms


def _kind(kinds: dict[str, Kind], text: str, found: Found, name: str) -> Kind:
    return kinds.get(name) or kinds[text[found.start : found.end]]


def _owners(names: list[str], kinds: dict[str, Kind]) -> dict[str, list[Owner]]:
    """The full names that words may be short for, in the order of their first
    telling.
    """
    owners: dict[str, list[Owner]] = {}
    seen: set[str] = set()
    for n, name in enumerate(names):
        if name in seen or name not in kinds:
            continue
        seen.add(name)
        for short in shorts_of(name, kinds[name]):
            owners.setdefault(short.words, []).append(Owner(n, name, short))
    return owners


def _told_alone(spans: Sequence[Found], names: list[str]) -> dict[str, int]:
    """The first mention of each name in the text itself, no headline."""
    alone: dict[str, int] = {}
    for n, (found, name) in enumerate(zip(spans, names)):
        if not found.loud:
            alone.setdefault(name, n)
    return alone


def _form(
    n: int, name: str, loud: bool, owners: list[Owner], alone: int, here: set[str]
) -> str:
    """What the n-th mention is short for."""
    if not owners:
        return name
    far = bisect_right(owners, n, key=lambda owner: owner.since)
    if far > 1:
        return next(iter(here)) if len(here) == 1 else name
    owner = owners[0]
    if far == 0 and len(owners) > 1:
        return name
    is_alone_first = alone < owner.since
    if is_alone_first and owner.short.first:
        return name
    if far == 0 and loud:
        return owner.name
    if is_alone_first and not owner.short.before:
        return name
    return owner.name


def shorts_of(name: str, kind: Kind) -> Iterator[Short]:
    """What a text may call the name once it has told it."""
    words = name.split()
    if len(words) == 1 or words[0].islower():
        return
    if kind.kind == "person":
        yield from _shorts_of_a_person(name, words, kind)
    elif kind.kind not in ("place", "group", "work"):
        yield from _shorts_of_a_body(words)


def _shorts_of_a_person(name: str, words: list[str], kind: Kind) -> Iterator[Short]:
    is_sure = kind.votes >= SURE
    bare = [word for word in words if word.lower().rstrip(".") not in GENERATIONS]
    if len(bare) < 2:
        return
    shorts = {bare[-1]}
    small = [n for n, word in enumerate(bare) if n and word.islower()]
    if small:
        shorts.add(" ".join(bare[small[0] :]))
    without_initials = [word for word in bare if len(word.rstrip(".")) > 1]
    shorts.add(" ".join(without_initials))
    shorts.add(" ".join(bare))
    shorts -= {name}
    yield from (Short(words, is_sure, False) for words in sorted(shorts))
    if bare[0] not in shorts and len(bare[0].rstrip(".")) > 1:
        is_known = bare[0].lower() in FIRST_NAMES
        if is_known or bare[-1].lower() not in PRODUCTS:
            yield Short(bare[0], False, True)


def _shorts_of_a_body(words: list[str]) -> Iterator[Short]:
    initials = [word[0] for word in words if word[0].isupper()]
    yield Short("".join(initials), True, False)
    yield Short("".join(f"{letter}." for letter in initials).rstrip("."), True, False)
    yield Short("".join(f"{letter}." for letter in initials), True, False)
    if words[-1].lower().rstrip(".") in SUFFIXES:
        yield Short(" ".join(words[:-1]), False, False)
