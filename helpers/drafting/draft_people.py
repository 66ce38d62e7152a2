"""The people and things of a draft: a row for each name that the text has, with all the words for it."""

import re

import pandas as pd

from ..anchor import fold
from ..article import Article
from ..checking.anchoring import find_people
from .draft_ids import Ids
from .names import find_names


def people_of(
    article: Article,
) -> tuple[list[dict[str, str]], list[tuple[int, int, str]], pd.DataFrame]:
    """The rows of people.csv, where they are named (start, end, id), and the names found with the ids they went to.

    Words that refer to two people count for each in their paragraphs alone, and in one paragraph for whom they name
    there first. Words that never stand alone, being always part of a longer name, are left out.
    """
    names = find_names(article.text)
    names["paragraph"] = [
        article.paragraph_at(start).number for start in names["start"]
    ]
    ids, people, owners, taken = Ids(), {}, {}, set()
    for words, kind, full, paragraph in zip(
        *(names[c] for c in ("words", "kind", "name", "paragraph"))
    ):
        words, key = fold(words), fold(full)
        if ";" in words or re.search(
            r"@\d+$", words
        ):  # marks with a meaning of their own in the column names
            continue
        if key not in people:
            people[key] = {"id": ids.new(full, kind), "name": full, "kind": kind}
        where = owners.setdefault(words, {}).setdefault(key, [])
        if (words, paragraph) not in taken:
            taken.add((words, paragraph))
            where.append(paragraph)
    cells: dict[str, list[str]] = {}
    for words, keys in owners.items():
        for key, where in keys.items():
            cells.setdefault(key, []).extend(
                [words] if len(keys) == 1 else [f"{words}@{n}" for n in where]
            )
    rows = [
        people[key]
        | {
            "names": "; ".join(sorted(cell, key=lambda name: name.split("@")[0] != key))
        }  # the fullest first
        for key, cell in cells.items()
    ]
    mentions = find_people(pd.DataFrame(rows, columns=["id", "names"]), article)
    alone = {
        (person, name if limit is None else f"{name}@{limit}")
        for *_, person, (name, limit) in mentions
    }
    for row in rows:
        row["names"] = "; ".join(
            name for name in row["names"].split("; ") if (row["id"], name) in alone
        )
    named = {one.start: one.person for one in mentions}
    names["person"] = [named.get(start, "") for start in names["start"]]
    return (
        [row for row in rows if row["names"]],
        [(m[0], m[1], m[3]) for m in mentions],
        names,
    )
