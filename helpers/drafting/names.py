"""Names in English news: the words that name someone or something, what kind it is, and
its fullest name.

`name_spans` finds the names, `name_kinds` guesses their kinds, `name_forms` says which
full name a short one refers to; the words that they go by are data, see `name_words`.
"""

import pandas as pd

from ..anchor import FoldedText
from .name_forms import fullest_forms
from .name_kinds import kinds_of
from .name_spans import name_spans

COLUMNS = ["start", "end", "words", "kind", "name"]


def find_names(text: str) -> pd.DataFrame:
    """The names in an English text, one row per mention, in the order of the text.

    `start, end`: code points, `end` exclusive, without a possessive's 's. `words`: the
    text between. `kind`: a guess, one of person, group, organisation, agency,
    government, place, platform, occasion, law, work. `name`: the fullest form that the
    words refer back to ("Kardashian" to "Kim Kardashian", an acronym to its words), or
    the words, with composed letters and no
    invisible marks. Words that two names share have
    their own words as `name` where the paragraph does not tell which is meant.

    In a headline, where every word may have a capital, only names known from the rest
    of the text are found.

    >>> text = "In May Kim Kardashian met Alice Johnson. Kardashian named the FBI."
    >>> find_names(text).iloc[:, 2:]
                words    kind            name
    0  Kim Kardashian  person  Kim Kardashian
    1   Alice Johnson  person   Alice Johnson
    2      Kardashian  person  Kim Kardashian
    3             FBI  agency             FBI
    """
    folded = FoldedText(text)
    spans = name_spans(folded.text)
    kinds = kinds_of(folded.text, spans)
    names = fullest_forms(folded.text, spans, kinds)
    spelt: dict[str, str] = {}
    rows = []
    for found, name in zip(spans, names):
        words = folded.text[found.start : found.end]
        kind = kinds.get(name) or kinds[words]
        start, end = folded.original(found.start, found.end)
        if end - start == len(words):  # only quotation marks and dashes differ
            spelt.setdefault(words, text[start:end])
        rows.append((start, end, text[start:end], kind.kind, name))
    rows = [(*row[:-1], spelt.get(row[-1], row[-1])) for row in rows]
    return pd.DataFrame(rows, columns=COLUMNS)
