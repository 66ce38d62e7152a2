"""Every closed list of a reading, once: its columns with their heads, and the words
that have a meaning in a cell.

A kind of event is open: any word in small letters is one, and `EVENT_KINDS` proposes.
"""

import re
from typing import NamedTuple
from urllib.parse import urlsplit


class Column(NamedTuple):
    """A column of a table: its name, its head for readers, and the rule for its cells.

    `rule` is the name of a rule in `checking.rules`; a derived column is worked out on
    load and is in no file. `use` says more: a column that is shown is one of
    `people_and_events`, and an optional one may be missing from the file.
    """

    name: str
    head: str
    rule: str = "any"
    use: str = ""

    @property
    def derived(self) -> bool:
        return self.rule == "derived"

    @property
    def optional(self) -> bool:
        return "optional" in self.use

    @property
    def shown(self) -> bool:
        return "shown" in self.use


_DRAFT = ("draft", "Draft", "draft", "optional, shown")
_PLACE = (
    ("start", "From", "derived"),
    ("end", "To", "derived"),
    ("sentence", "Sentence", "derived"),
)

# The name, the head, the rule and the use of each column, in the order of the files.
_PEOPLE = (
    ("id", "Id", "id"),
    ("name", "Who", "filled"),
    ("kind", "Kind", "people kind"),
    ("names", "Names in the text", "filled"),
    ("description", "Who or what it is"),
    _DRAFT,
)
_EVENTS = (
    ("id", "Id", "id"),
    ("title", "What", "filled", "shown"),
    ("kind", "Kind", "event kind", "shown"),
    ("people", "Who", "roles"),
    ("date", "As EDTF", "date"),
    ("extent", "How long", "extent"),
    ("date_words", "The article's words"),
    ("date_basis", "How the date was worked out", "basis"),
    ("date_from", "Based on", "rests on"),
    ("asserted_by", "Who says so", "asserter"),
    ("when", "When, as the article says", "derived", "shown"),
    ("record_when", "When, on the record", "derived", "shown"),
    ("who_says_so", "Who says so", "derived", "shown"),
    ("quote", "The words", "any", "shown"),
    ("paragraph", "Paragraph", "any", "shown"),
    ("record_date", "The record's date", "date"),
    ("record_source", "Where the record's date comes from", "sources"),
    ("note", "Note"),
    _DRAFT,
    ("number", "No.", "derived"),
    *_PLACE,
    ("earliest", "Earliest day", "derived"),
    ("latest", "Latest day", "derived"),
    ("precision", "Precision", "derived"),
    ("record_earliest", "Earliest day of the record", "derived"),
    ("record_latest", "Latest day of the record", "derived"),
    ("agreement", "The record beside the article", "derived"),
)
_QUOTATIONS = (
    ("id", "Id", "id"),
    ("speaker", "Who speaks", "speaker"),
    ("quote", "The words"),
    ("paragraph", "Paragraph"),
    ("form", "Form", "form"),
    ("channel", "Where it was said"),
    ("event", "Event", "event"),
    _DRAFT,
    *_PLACE,
)
_NOTES = (
    ("id", "Id", "id"),
    ("kind", "Kind", "note kind"),
    ("quote", "The words"),
    ("paragraph", "Paragraph"),
    ("note", "Note", "filled"),
    ("source", "Source", "sources"),
    _DRAFT,
    *_PLACE,
)
_SOURCES = (
    ("id", "Id", "id"),
    ("publisher", "Publisher", "filled"),
    ("title", "What"),
    ("address", "Address", "address"),
    ("published", "Published", "date"),
    ("seen_for", "Seen there"),
)


def _columns(*rows: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


TABLES: dict[str, tuple[Column, ...]] = {
    "people": _columns(*_PEOPLE),
    "events": _columns(*_EVENTS),
    "quotations": _columns(*_QUOTATIONS),
    "notes": _columns(*_NOTES),
    "sources": _columns(*_SOURCES),
}
ROWS = ("people", "events", "quotations", "notes")  # the tables a reader judges
ANCHORED = ("events", "quotations", "notes")  # the tables whose rows quote the text

COLUMNS = {
    table: tuple(column.name for column in columns if not column.derived)
    for table, columns in TABLES.items()
}
DERIVED = {
    table: tuple(column.name for column in columns if column.derived)
    for table, columns in TABLES.items()
}
OPTIONAL = {
    table: tuple(column.name for column in columns if column.optional)
    for table, columns in TABLES.items()
}
SHOWN = tuple(column.name for column in TABLES["events"] if column.shown)

HEADS = {
    **{column.name: column.head for columns in TABLES.values() for column in columns},
    # Columns that a table for readers works out.
    "title": "What",
    "role": "Role",
    "name": "Who",
    "words": "The words",
    "times": "Mentions",
    "paragraphs": "In paragraphs",
    "events": "Events",
    "basis": "How the date was worked out",
    "rests_on": "Based on",
    "fact": "What",
    "value": "In the file now",
    "known_from": "How it is known",
    "page": "Its title",
    "begins": "How the sentence begins",
    "bound": "With the words around it",
    "count": "How many words",
    "share": "Percent",
    "narration": "Narration",
    "reported": "Reported",
    "direct": "Direct",
    "fragment": "Fragments",
    "single word": "Single words",
    "label": "Labels",
    "named_by": "Named by",
    "verb": "The verb",
    "carries": "What follows",
    "finer": "How much finer the record is",
    "meaning": "What that means",
    "which": "Which events",
    "quotations": "Quotations",
    "notes": "Notes",
    "row": "Row",
    "file": "File",
    "column": "Column",
    "problem": "What to fix",
    "rule": "Found by",
    "outcome": "Result",
    "status": "The quote is now",
    "score": "How alike, of 100",
    "proposal": "What is proposed",
    "difference": "Where they differ",
    "word": "Word",
    "marked_by": "Marked by",
    "readers": "Who marked it",
    "differ_in": "Where they differ",
    "about": "Agreement about",
    "cases": "Cases",
    "observed": "Observed agreement, in percent",
    "alpha": "Krippendorff's alpha",
    "in_words": "In words",
}

PEOPLE_KINDS = (
    "person",
    "group",
    "organisation",
    "agency",
    "government",
    "place",
    "platform",
    "occasion",
    "law",
    "work",
)

# The known kinds of event, each with the English words that make a draft propose it:
# whole words, or with a hyphen their beginnings.
EVENT_KINDS = {
    "statement": "said says told tells wrote writes announc- statement- warn- explain-"
    " replied claim- interview- spoke",
    "enforcement": "arrest- raid- charged police fined detain-",
    "custody": "jail- prison- sentenc- imprison- convict- releas- custody",
    "lawsuit": "court sued sues lawsuit- plaintiff- verdict- testif- indict-",
    "protest": "protest- rally rallies rallied marched marching strike- demonstrat-"
    " boycott- walkout- vigil-",
    "advocacy": "lobby- lobbied campaign- petition- urge- advocat- plead- appeal-",
    "clemency": "pardon- commut- clemency amnesty repriev-",
    "legislation": "law bill act legislat- ordinance- vote- passed passes signed signs"
    " signing statute-",
    "election": "elected election- ballot- polls runoff",
    "office": "appoint- serves served serving resign- named nominat- retire-",
    "meeting": "met meet- attend- hearing- conference- summit- gather- visit- ceremon-",
    "study": "study studies studied degree- graduat- research- universit- course-"
    " trained training",
    "birth": "born birth-",
    "death": "died dies death- dead killed kills funeral-",
    "crash": "crash- collid- collision- derail- wreck-",
    "disaster": "flood- storm- earthquake- hurricane- wildfire- landslide-",
    "launch": "launch- opened opens opening founded unveil- introduc- debut-",
    "closure": "closed closes closing closure- shut shuts demolish-",
}
NOT_SAID = "not said"  # how readers see an empty kind
NO_DATE = "no date in the article"  # and how they see an empty date

EXTENTS = {
    "moment": "once, some time within it",
    "span": "throughout",
    "state": "holds at publication",
    "": "once or over some time within it: the text does not say",
}
BASES = {
    "stated": "stated in the sentence",
    "resolved": "worked out from the words and the publication date",
    "inferred": "inferred",
    "background": "a named period",
    "publication": "holds when published",
    "not said": "the text does not say",
}
FORMS = ("direct", "fragment", "single word", "label", "reported")
NOTE_KINDS = {
    "wording": "how the article puts it",
    "attribution": "who says so, or that nobody is named",
    "time": "when something was, and how it is known",
    "law": "what a legal word means",
    "omission": "what the article leaves out",
    "order": "in what order it tells its story",
}
NARRATOR, UNATTRIBUTED, PUBLISHED = "narrator", "unattributed", "published"
RESERVED = (NARRATOR, UNATTRIBUTED, PUBLISHED)  # no row has one of them as its id
DRAFT = "yes"  # in the column `draft` of a row that no reader has judged
WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


class Agreement(NamedTuple):
    """How the record's date fits the article's, in words, and what that means."""

    words: str
    meaning: str


AGREEMENTS = {
    "within": Agreement(
        "agrees",
        "Every day of the record's date is within the article's date.",
    ),
    "overlaps": Agreement(
        "agrees in part",
        "Some days of the record's date are within the article's date, and some are"
        " not.",
    ),
    "outside": Agreement(
        "disagrees", "No day of the record's date is within the article's date."
    ),
    "not comparable": Agreement(
        "cannot be compared",
        "The article does not say what the record dates: a beginning, an end, or once"
        " out of perhaps several times.",
    ),
    "not independent": Agreement(
        "confirms nothing",
        "The publication date was inferred from this very day, so the two could only"
        " agree.",
    ),
    "": Agreement("nothing to compare", "The record has no date for this event."),
}


class Role(NamedTuple):
    """A person in an event: the id, and the role in small letters or empty."""

    person: str
    role: str


class Name(NamedTuple):
    """A name in the text, and the one paragraph it is limited to, or None."""

    words: str
    paragraph: int | None


_LIMITED = re.compile(r"(.*\S)\s*@\s*(\d{1,9})")


def parts(cell: str) -> list[str]:
    """The values between the semicolons of a cell."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def people_and_roles(cell: str) -> list[Role]:
    """The people of an event's cell `people`, each with a role or none.

    >>> people_and_roles("ann as speaker; bob")
    [Role(person='ann', role='speaker'), Role(person='bob', role='')]
    """
    roles = []
    for part in parts(cell):
        person, *role = re.split(r"\sas\s", part, maxsplit=1)
        roles.append(Role(person.rstrip(), role[0].lstrip() if role else ""))
    return roles


def names_of(cell: str) -> list[Name]:
    """The names in a person's cell `names`.

    >>> names_of("Ann Lee; the mayor@12")
    [Name(words='Ann Lee', paragraph=None), Name(words='the mayor', paragraph=12)]
    """
    names = []
    for part in parts(cell):
        limited = _LIMITED.fullmatch(part)
        if limited:
            names.append(Name(limited[1], int(limited[2])))
        else:
            names.append(Name(part, None))
    return names


def is_web(address: str) -> bool:
    """Whether a link may lead there: a whole http or https address with a host.

    It holds no mark that could end an attribute of HTML.
    """
    if re.search(r"[\s<>\"'`]", address):
        return False
    try:
        parsed = urlsplit(address)
        return parsed.scheme in ("http", "https") and bool(parsed.hostname)
    except ValueError:
        return False
