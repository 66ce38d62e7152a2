"""The same person in the readings of several: told by the words that name them, since
each reader gives ids of their own."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..reading import Reading
from ..vocabulary import RESERVED

ALIKE = 0.5  # of the letters that name one, the share that must name the other too


@dataclass
class _Somebody:
    """A person of several readings: the letters that name them, and their ids."""

    letters: set[int] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)


def same_people(readings: Mapping[str, Reading]) -> dict[str, dict[str, str]]:
    """For each reader a key for each id of people.csv; the same key is the same person.

    Two persons are the same where half of the letters of the text that name the one,
    or more, name the other too; where no letter names one of them, by the same id. Two
    persons of one reading are never the same. The readers are taken in order.
    """
    everybody: list[_Somebody] = []
    by_letter: dict[int, list[int]] = {}
    keys = {}
    for reader, reading in readings.items():
        naming = _letters(reading)
        found = _matched(naming, everybody, by_letter)
        for person, letters in naming.items():
            if person not in found:
                found[person] = len(everybody)
                everybody.append(_Somebody())
            somebody = everybody[found[person]]
            for letter in letters - somebody.letters:
                by_letter.setdefault(letter, []).append(found[person])
            somebody.letters |= letters
            somebody.ids.add(person)
        keys[reader] = {person: f"person {n}" for person, n in found.items()}
        keys[reader] |= {name: name for name in RESERVED}
    return keys


def _letters(reading: Reading) -> dict[str, set[int]]:
    """The places of the letters that name each person of the reading."""
    naming: dict[str, set[int]] = {person: set() for person in reading.people["id"]}
    mentions = reading.mentions
    for person, start, end in zip(
        mentions["person"], mentions["start"], mentions["end"]
    ):
        naming[person].update(range(start, end))
    return naming


def _matched(
    naming: Mapping[str, set[int]],
    everybody: list[_Somebody],
    by_letter: Mapping[int, list[int]],
) -> dict[str, int]:
    """Who of everybody each person of one reading is, the most alike first."""
    pairs = []
    for person, letters in naming.items():
        shared = Counter()
        for letter in letters:
            shared.update(by_letter.get(letter, ()))
        for n, count in shared.items():
            alike = count / min(len(letters), len(everybody[n].letters))
            if alike >= ALIKE:
                same_id = person in everybody[n].ids
                pairs.append((-alike, not same_id, n, person))
        if letters:
            continue
        pairs += [
            (0, False, n, person)
            for n, somebody in enumerate(everybody)
            if person in somebody.ids
        ]
    found: dict[str, int] = {}
    for *_, n, person in sorted(pairs):
        if person not in found and n not in found.values():
            found[person] = n
    return found
