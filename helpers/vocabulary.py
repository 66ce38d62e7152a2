"""The words that have a meaning in the tables, and how a cell that holds several values is read."""

import re

PEOPLE_KINDS = (
    *("person", "group", "organisation", "agency", "government"),
    *("place", "platform", "occasion", "law", "work"),
)
EVENT_KINDS = (
    *("statement", "enforcement", "protest", "advocacy", "clemency"),
    *("legislation", "meeting", "study", "office"),
)
EXTENTS = ("moment", "span", "state")
BASES = ("stated", "resolved", "inferred", "background", "publication")
FORMS = ("direct", "fragment", "single word", "label", "reported")
NOTE_KINDS = ("wording", "attribution", "time", "law", "omission", "order")
NARRATOR, UNATTRIBUTED = "narrator", "unattributed"
WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def parts(cell: str) -> list[str]:
    """What stands between the semicolons of a cell."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def people_and_roles(cell: str) -> list[tuple[str, str]]:
    """The ids and roles of an event's cell `people`: `ann as speaker; bob` gives ("ann", "speaker"), ("bob", "")."""
    pairs = (re.split(r"\sas\s", part, maxsplit=1) for part in parts(cell))
    return [
        (pair[0].rstrip(), pair[1].lstrip() if len(pair) > 1 else "") for pair in pairs
    ]


def names_of(cell: str) -> list[tuple[str, int | None]]:
    """The names in a person's cell `names`, each with the one paragraph it is limited to, or None."""
    limited = (
        (part, re.fullmatch(r"(.*\S)\s*@\s*(\d{1,9})", part)) for part in parts(cell)
    )
    return [
        (match[1], int(match[2])) if match else (part, None) for part, match in limited
    ]
