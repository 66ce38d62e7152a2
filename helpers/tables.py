"""Tables for readers and for filters: frames in, frames out."""

from collections.abc import Iterable
from functools import lru_cache
from numbers import Integral
from operator import index

import numpy as np
import pandas as pd

from .anchor import fold
from .dates import parse_date
from .errors import DateError, ReadingError, hint, shown
from .reading import Reading
from .vocabulary import EVENT_KINDS, NARRATOR, parts, people_and_roles

BASIS_WORDS = {
    "stated": "stated in the sentence",
    "resolved": "worked out from the words and the publication date",
    "inferred": "inferred",
    "background": "a named period",
    "publication": "holds when published",
}
DATES = ("published", "record_checked_on")  # of reading.toml
EXTENT_WORDS = {
    "moment": "once, some time within it",
    "span": "throughout",
    "state": "holds at publication",
    "": "once or over some time within it: the text does not say",
}


def people_and_events(reading: Reading) -> pd.DataFrame:
    """One row per person and event, in order of date; an event without people has one row for nobody.

    The index holds the ids, `event` and `person`. Columns: `number, name, role, title, kind, when, record_when,
    who_says_so, words, paragraph` — `when` is the article's date in words and `record_when` the public record's;
    `words` is the quote that supports the row. Where events are drafted, a column `draft` says which.
    """
    names = dict(zip(reading.people["id"], reading.people["name"])) | {"": ""}
    pairs = [
        (event, person, names[person], role)
        for event, cell in zip(reading.events["id"], reading.events["people"])
        for person, role in people_and_roles(cell) or [("", "")]
    ]
    columns = [
        "title",
        "kind",
        "when",
        "record_when",
        "who_says_so",
        "quote",
        "paragraph",
        *_draft(reading.events),
    ]
    # Chosen before it is renamed: a reader's own column may be called "event" or "words".
    what = reading.events[["id", "number", *columns]].rename(
        columns={"id": "event", "quote": "words"}
    )
    joined = pd.DataFrame(pairs, columns=["event", "person", "name", "role"]).merge(
        what, on="event", how="left", validate="many_to_one"
    )
    joined = joined.sort_values("number", kind="stable").set_index(["event", "person"])
    return joined[["number", "name", "role", *what.columns[2:]]]


def _draft(table: pd.DataFrame) -> list[str]:
    """The column that marks drafted rows, where there are any."""
    return ["draft"] if "draft" in table and (table["draft"] != "").any() else []


def filter_events(
    reading: Reading,
    people: str | Iterable[str] | None = None,
    kinds: str | Iterable[str] | None = None,
    years: int | tuple[int, int] | None = None,
    asserted_by: str | Iterable[str] | None = None,
    words: str | None = None,
) -> pd.DataFrame:
    """The events of the reading that fit every filter given, with the columns of `reading.events`, in order of date.

    `people`, `kinds` and `asserted_by` take one value or several, any of which will do: ids of people.csv, kinds of
    event, and ids or "narrator". `years` is a year or a first and a last one, both included: an event fits when its
    date may lie within; one with an unknown side counts at its known end alone, one whose side is open (`..`) without
    limit, one without a date never. `words` must all stand in the title or the quote, in any case and order.

    Raises ReadingError for a value that is not known, naming the nearest or the known ones.
    """
    return reading.events.iloc[
        rows_that_fit(reading, people, kinds, years, asserted_by, words)
    ]


def rows_that_fit(
    reading: Reading, people=None, kinds=None, years=None, asserted_by=None, words=None
) -> np.ndarray:
    """Which rows of `reading.events` are those of `filter_events`, by position and in its order."""
    events = reading.events
    fits = np.ones(len(events), bool)
    if people is not None:
        wanted = _known(people, set(reading.people["id"]), "person")
        cells = {
            cell
            for cell in set(events["people"])
            if wanted & {person for person, _ in people_and_roles(cell)}
        }
        fits &= events["people"].isin(cells)
    if kinds is not None:
        fits &= events["kind"].isin(_known(kinds, set(EVENT_KINDS), "kind"))
    if asserted_by is not None:
        fits &= events["asserted_by"].isin(
            _known(asserted_by, {NARRATOR, *reading.people["id"]}, "person who says so")
        )
    if years is not None:
        fits &= _within(events, *year_range(years))
    if words is not None:
        if not isinstance(words, str):
            raise ReadingError(
                f'words={shown(words)} is no text; write words="pardon czar".'
            )
        text = (events["title"] + "\n" + events["quote"]).map(
            lambda said: fold(said).casefold()
        )
        for word in fold(words).casefold().split():
            fits &= text.str.contains(word, regex=False)
    rows = np.flatnonzero(fits)
    return rows[np.argsort(events["number"].to_numpy()[rows])]


def _known(values: str | Iterable[str], known: set[str], called: str) -> set[str]:
    try:
        values = {values} if isinstance(values, str) else set(values)
    except TypeError:  # one thing that is neither a text nor several
        values = {str(values)}
    unknown = sorted(str(v) for v in values - known)
    if unknown:
        raise ReadingError(
            *(
                f'there is no {called} "{shown(value)}"; {hint(value, known)}'
                for value in unknown
            )
        )
    return values


def year_range(years: int | tuple[int, int]) -> tuple[int, int]:
    """The first and the last year meant. Raises ReadingError where the value is no year and no pair of years."""
    try:
        first, last = map(
            index, (years, years) if isinstance(years, Integral) else years
        )
        if not 1 <= first <= last <= 9999:
            raise ValueError
    except (TypeError, ValueError, OverflowError):
        why = f"years={shown(years)} is no year and no pair of years from 1 to 9999, first and last"
        raise ReadingError(f"{why}; write years=2018 or years=(2018, 2020).") from None
    return first, last


def _within(events: pd.DataFrame, first: int, last: int) -> np.ndarray:
    """Whether each event's date may lie within the years; one without a date does not."""
    starts, ends = (events[side].to_numpy() for side in ("earliest", "latest"))
    fits = (starts <= np.datetime64(f"{last:04}-12-31")) & (
        ends >= np.datetime64(f"{first:04}-01-01")
    )
    half = np.isnat(starts) != np.isnat(ends)
    known = (_years(date) for date in events["date"].to_numpy()[half])
    fits[half] = [begin <= last and end >= first for begin, end in known]
    return fits


@lru_cache(maxsize=10_000)
def _years(date: str) -> tuple[int, int]:
    """The first and the last year of an interval of which one side is unknown or open."""
    first, last = parse_date(date).known
    return 1 if date.startswith("../") else first.year, 9999 if date.endswith(
        "/.."
    ) else last.year


def people_table(reading: Reading) -> pd.DataFrame:
    """Who and what the article names, as often as its body names them: one row each, most named first.

    The index holds the ids. Columns: `name, kind, times, words, paragraphs, events, description` — `times` and
    `paragraphs` count body text alone; `words` are the names in the text, `;` between; `events` counts the rows of
    events.csv that name them. Where rows are drafted, a column `draft` says which.
    """
    body = reading.mentions[reading.mentions["body"]]
    by_person = dict(list(body.groupby("person")))
    events = people_and_events(reading).groupby("person")["number"].nunique()
    rows = []
    for person, name, kind, description in zip(
        *(reading.people[c] for c in ("id", "name", "kind", "description"))
    ):
        found = by_person.get(person, body.iloc[:0])
        words = "; ".join(dict.fromkeys(found["words"]))
        paragraphs = ", ".join(map(str, dict.fromkeys(found["paragraph"])))
        rows.append(
            (
                person,
                name,
                kind,
                len(found),
                words,
                paragraphs,
                int(events.get(person, 0)),
                description,
            )
        )
    columns = [
        "person",
        "name",
        "kind",
        "times",
        "words",
        "paragraphs",
        "events",
        "description",
    ]
    table = pd.DataFrame(rows, columns=columns).set_index("person")
    if _draft(reading.people):
        table["draft"] = reading.people["draft"].to_numpy()
    return table.sort_values("times", ascending=False, kind="stable")


def dates_table(reading: Reading) -> pd.DataFrame:
    """How each event's date was worked out, in order of date.

    The index holds the ids. Columns: `number, title, date_words, basis, rests_on, when, extent, date` — `basis` and
    `extent` in words, `rests_on` what the date rests on, `when` the result in words and `date` as EDTF. Where
    events are drafted, a column `draft` says which.
    """
    events = reading.events.sort_values("number").set_index("id")
    called = events["title"].to_dict() | {"published": "the date of publication"}
    return pd.DataFrame(
        {
            "number": events["number"],
            "title": events["title"],
            "date_words": events["date_words"],
            "basis": events["date_basis"].map(BASIS_WORDS),
            "rests_on": events["date_from"].map(
                lambda cell: "; ".join(called.get(one, one) for one in parts(cell))
            ),
            "when": events["when"],
            "extent": events["extent"].map(EXTENT_WORDS),
            "date": events["date"],
        }
        | {column: events[column] for column in _draft(events)}
    )


def about_table(reading: Reading) -> pd.DataFrame:
    """What is known of the text itself: one row per key of reading.toml that holds a text, with how it is known.

    Columns: `fact, value, known_from`; dates are in words.
    """
    about = {
        key: value
        for key, value in reading.about.items()
        if isinstance(value, str) and value
    }
    rows = [
        (
            key.replace("_", " "),
            in_words(value) if key in DATES else value,
            about.get(f"{key}_basis", ""),
        )
        for key, value in about.items()
        if not key.endswith("_basis") and key not in ("sha256", "language")
    ]
    return pd.DataFrame(rows, columns=["fact", "value", "known_from"])


def sources_table(reading: Reading) -> pd.DataFrame:
    """The pages of the public record, in the order of sources.csv.

    The index holds the ids. Columns: `publisher, page` (its own title), `published` (in words), `address, seen_for`.
    """
    sources = reading.sources.set_index("id").rename(columns={"title": "page"})
    sources["published"] = sources["published"].map(in_words)
    return sources[["publisher", "page", "published", "address", "seen_for"]]


def in_words(text: str) -> str:
    """A date of EDTF in words; a text that is none as it stands."""
    try:
        return parse_date(text).words
    except DateError:
        return text
