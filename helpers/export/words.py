"""What every export says of a reading in the same words."""

from collections.abc import Mapping

from ..dates import in_words
from ..reading import Reading
from ..tables import dates_table
from ..vocabulary import DRAFT, NOT_SAID

_NO_RIGHTS = "All rights in the text stay with whoever holds them."


def rights(reading: Reading) -> str:
    """The line on the rights in the text, which goes wherever its words go."""
    return str(reading.about.get("rights") or _NO_RIGHTS)


def dates(reading: Reading) -> dict[str, str]:
    """When each event was, in words, by its id; what it rests on if it has no date."""
    words = {}
    for event in dates_table(reading).itertuples():
        if event.when:
            words[event.Index] = event.when
        elif event.rests_on:
            words[event.Index] = f"no date of its own: {event.rests_on}"
        else:
            words[event.Index] = in_words(None, "")
    return words


def kind_of(row: Mapping) -> str:
    """The kind of the row in words, and whether the row is a draft."""
    return (row["kind"] or NOT_SAID) + draft_mark(row)


def draft_mark(row: Mapping) -> str:
    """What is added to the words on a row that no reader has judged."""
    return ", draft" if row.get("draft") == DRAFT else ""


def own_cells(reading: Reading, table: str, row: Mapping) -> dict[str, str]:
    """The cells that the reader added to the row, by column, without empty ones."""
    cells = {}
    for column in reading.own_columns(table):
        if str(row[column]):
            cells[column] = str(row[column])
    return cells


def capital(words: str) -> str:
    """The words with a capital letter at the beginning."""
    return words[:1].upper() + words[1:]


def counted(count: int, one: str, several: str) -> str:
    """The number with the word for one or for several.

    >>> counted(1, "event", "events"), counted(2, "event", "events")
    ('1 event', '2 events')
    """
    return f"{count} {one if count == 1 else several}"
