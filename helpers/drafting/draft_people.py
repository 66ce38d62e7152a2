"""The people and things of a draft: a row for each name that the text has, with all the
words for it."""

import re
from typing import NamedTuple

import pandas as pd

from ..anchor import fold
from ..article import Article
from ..checking.anchoring import find_people
from ..vocabulary import Name, names_of, parts
from .draft_events import Mention
from .draft_ids import Ids

_HAS_A_MARK_OF_ITS_OWN = re.compile(r";|@\s*\d+$")  # one with a meaning in `names`


class People(NamedTuple):
    """The rows of people.csv, where they are named, and the names with their ids."""

    rows: list[dict[str, str]]
    mentions: list[Mention]
    names: pd.DataFrame

    @property
    def ids(self) -> dict[str, str]:
        """The id of each person or thing by its full name."""
        return {row["name"]: row["id"] for row in self.rows}


def people_of(article: Article, names: pd.DataFrame) -> People:
    """The people and things that the names come to.

    Words that refer to two people count for each in their paragraphs alone, and in one
    paragraph for whom they name there first. Words that are never alone, being always
    part of a longer name, are left out.
    """
    numbers = [article.paragraph_at(start).number for start in names["start"]]
    names = names.assign(paragraph=numbers)
    rows = _rows_of(names)
    found = find_people(pd.DataFrame(rows, columns=["id", "names"]), article)
    alone = {(mention.person, mention.name) for mention in found}
    for row in rows:
        row["names"] = _those_alone(row, alone)
    mentions = [Mention(one.start, one.end, one.person) for one in found]
    named = {mention.start: mention.person for mention in mentions}
    names["person"] = [named.get(start, "") for start in names["start"]]
    kept = [row for row in rows if row["names"]]
    return People(kept, mentions, names)


def _rows_of(names: pd.DataFrame) -> list[dict[str, str]]:
    """A row for each person or thing, with all the words that name it."""
    people, owners = _owners(names)
    rows = []
    for key, person in people.items():
        cell = _cell(owners, key, person["name"])
        if cell:
            rows.append(person | {"names": "; ".join(cell)})
    return rows


def _those_alone(row: dict[str, str], alone: set[tuple[str, Name]]) -> str:
    """The row's names without those that are always part of a longer one."""
    cell = row["names"]
    kept = []
    for part, name in zip(parts(cell), names_of(cell)):
        folded = Name(fold(name.words), name.paragraph)
        if (row["id"], folded) in alone:
            kept.append(part)
    return "; ".join(kept)


Owners = dict[str, dict[str, list[int]]]  # words: full name, folded: paragraphs


def _owners(names: pd.DataFrame) -> tuple[dict[str, dict[str, str]], Owners]:
    """The people by full name, and for each word or words whom they name, and where."""
    ids = Ids()
    people: dict[str, dict[str, str]] = {}
    owners: Owners = {}
    taken = set()
    columns = ("words", "kind", "name", "paragraph")
    for words, kind, full, paragraph in zip(*(names[column] for column in columns)):
        words, key = fold(words), fold(full)
        if _HAS_A_MARK_OF_ITS_OWN.search(words):
            continue
        if key not in people:
            people[key] = {"id": ids.new(full, kind), "name": full, "kind": kind}
        where = owners.setdefault(words, {}).setdefault(key, [])
        if (words, paragraph) not in taken:
            taken.add((words, paragraph))
            where.append(paragraph)
    return people, _by_person(owners)


def _by_person(owners: Owners) -> Owners:
    """The same, by full name first; words that are one's alone have no paragraphs."""
    found: Owners = {}
    for words, keys in owners.items():
        for key, where in keys.items():
            found.setdefault(key, {})[words] = where if len(keys) > 1 else []
            if len(keys) > 1 and not where:
                del found[key][words]
    return found


def _cell(owners: Owners, key: str, full: str) -> list[str]:
    """The column `names` of a person: the fullest name first."""
    cell = []
    for words, where in owners.get(key, {}).items():
        cell += [f"{words}@{n}" for n in where] if where else [words]
    return sorted(cell, key=lambda name: name.split("@")[0] != key)
