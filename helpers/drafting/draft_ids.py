"""The ids of a draft's rows: made of the words of each row, none given twice."""

import re
import unicodedata

from ..vocabulary import NARRATOR, UNATTRIBUTED


def slug(words: str, most: int = 40) -> str:
    """The words as an id: small letters, digits and hyphens; empty where nothing of
    them can be written so."""
    plain = (
        unicodedata.normalize("NFKD", re.sub(r"['’.]", "", words))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    parts = re.findall(r"[a-z0-9]+", plain)
    while len(parts) > 1 and len("-".join(parts)) > most:
        parts.pop()
    return "-".join(parts)[:most]


class Ids:
    """Ids, none of which is given twice."""

    def __init__(self):
        self.given = {NARRATOR: 1, UNATTRIBUTED: 1, "published": 1}

    def new(self, words: str, otherwise: str) -> str:
        stem = slug(words) or otherwise
        one, n = stem, self.given.get(stem, 0) + 1
        while n > 1 and (one := f"{stem}-{n}") in self.given:
            n += 1
        self.given[stem] = n
        self.given.setdefault(one, 1)
        return one
