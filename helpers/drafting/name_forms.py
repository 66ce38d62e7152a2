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


class _Told:
    """Which full names the paragraphs have told so far, by what they are for short."""

    def __init__(self) -> None:
        self.paragraphs: dict[str, int] = {}
        self.names: dict[str, set[str]] = {}

    def add(self, name: str, kind: Kind, paragraph: int) -> None:
        """Takes a name that the paragraph tells."""
        for short in shorts_of(name, kind):
            if self.paragraphs.get(short.words, 0) != paragraph:
                self.names[short.words] = set()
            self.paragraphs[short.words] = paragraph
            self.names.setdefault(short.words, set()).add(name)

    def in_paragraph(self, short: str, paragraph: int) -> set[str]:
        """The names that the words are short for, of those the paragraph has told."""
        is_here = self.paragraphs.get(short, 0) == paragraph
        return self.names.get(short, set()) if is_here else set()


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
    names = _as_written(text, spans)
    owners = _owners(names, kinds)
    alone = _told_alone(spans, names)
    breaks = [at for at, letter in enumerate(text) if letter == "\n"]
    told = _Told()
    forms = []
    for n, (found, name) in enumerate(zip(spans, names)):
        kind = _kind(kinds, text, found, name)
        paragraph = bisect_right(breaks, found.start)
        told.add(name, kind, paragraph)
        if kind.kind in ("place", "group"):
            forms.append(name)
            continue
        here = told.in_paragraph(name, paragraph)
        owned = owners.get(name, [])
        first = alone.get(name, n)
        forms.append(_form(n, name, found.loud, owned, first, here))
    return forms


def _as_written(text: str, spans: Sequence[Found]) -> list[str]:
    """The names, those in the capitals of a headline as the text has them."""
    names = [text[found.start : found.end] for found in spans]
    plain = {name.casefold(): name for name in names if not name.isupper()}
    return [
        plain.get(name.casefold(), name) if name.isupper() else name for name in names
    ]


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
    shorts = {bare[-1], " ".join(bare)}
    for n, word in enumerate(bare):
        if n and word.islower():
            shorts.add(" ".join(bare[n:]))
            break
    without_initials = [word for word in bare if not _is_initial(word)]
    shorts.add(" ".join(without_initials))
    shorts.discard(name)
    for short in sorted(shorts):
        yield Short(short, is_sure, False)
    first = bare[0]
    if first in shorts or _is_initial(first):
        return
    is_known = first.lower() in FIRST_NAMES
    if is_known or bare[-1].lower() not in PRODUCTS:
        yield Short(first, False, True)


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) <= 1


def _shorts_of_a_body(words: list[str]) -> Iterator[Short]:
    initials = [word[0] for word in words if word[0].isupper()]
    dotted = ".".join(initials)
    yield Short("".join(initials), True, False)
    yield Short(dotted, True, False)
    yield Short(f"{dotted}." if initials else "", True, False)
    last = words[-1].lower().rstrip(".")
    if last in SUFFIXES:
        without = " ".join(words[:-1])
        yield Short(without, False, False)
