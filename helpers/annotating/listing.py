"""The rows of a reading as a page lists and marks them."""

from markupsafe import Markup

from ..errors import shown
from ..reading import Reading
from ..text_view.marked import UNFOLDED, article_html
from ..vocabulary import NARRATOR, ROWS, UNATTRIBUTED
from .edits import Rows
from .proposals import spans_of, title_of

NAMES = {
    "events": "event",
    "quotations": "quotation",
    "notes": "note",
    "people": "person",
}
LONG = 60  # code points of a title within a sentence
OPEN_A_NOTEBOOK = (
    "The article without its buttons. To get them, open this notebook in JupyterLab"
    " and run all its cells."
)


def paragraphs_of(reading: Reading) -> list[list]:
    """Each paragraph as [number, start, text, aside], as the page shows it."""
    asides = {}
    for kind, numbers in reading.about.get("paragraphs", {}).items():
        for number in numbers:
            asides[number] = kind.replace("_", " ")
    return [
        [one.number, one.start, one.text, asides.get(one.number, "")]
        for one in reading.article.paragraphs
    ]


def listed(reading: Reading, rows: Rows) -> list[dict]:
    """The rows of the list: drafts first, each part in the order of the text."""
    found = []
    for table in ROWS:
        spans = spans_of(reading, table)
        for id, row in rows[table].items():
            places = [list(span) for span in spans.get(id, ())]
            found.append(_listed_row(reading, table, id, row, places))
    columns = (reading.events[name].tolist() for name in ("id", "number", "when"))
    dated = {id: (number, when) for id, number, when in zip(*columns)}
    for row in found:
        if row["table"] == "events" and row["id"] in dated:
            row["number"], row["when"] = dated[row["id"]]
    last = len(reading.article.text)

    def order(row: dict) -> tuple:
        start = row["spans"][0] if row["spans"] else [last, last]
        return (not row["draft"], *start)

    return sorted(found, key=order)


def _listed_row(
    reading: Reading, table: str, id: str, row: dict[str, str], places: list[list[int]]
) -> dict:
    words = ""
    if places:
        start, end = places[0]
        words = reading.article.text[start:end]
    made = {}
    made["table"] = table
    made["id"] = id
    made["number"] = 0
    made["title"] = " ".join(_words_of(row).split())
    made["when"] = ""
    made["who"] = _who(reading, table, row)
    made["words"] = words
    made["draft"] = bool(row.get("draft"))
    made["spans"] = places
    return made


def _who(reading: Reading, table: str, row: dict[str, str]) -> str:
    """Who says so, in a few words; of a person, what kind it is."""
    if table == "people":
        return row.get("kind", "")
    id = row.get({"events": "asserted_by", "quotations": "speaker"}.get(table, ""), "")
    if id == UNATTRIBUTED:
        return "nobody is named"
    if id == NARRATOR:
        return "the narrator"
    return reading.names.get(id, id)


def marks_of(rows: list[dict]) -> list[list]:
    """The marks in the text, [start, end, table, id, number, label, draft] each."""
    marks = []
    for row in rows:
        if row["table"] == "people" or not row["spans"]:
            continue
        start, end = row["spans"][0]
        table, number = row["table"], row["number"]
        name = f"{NAMES[table]} {number}" if number else NAMES[table]
        label = f"{name}: {row['title']}" + (", a draft" if row["draft"] else "")
        marks.append([start, end, table, row["id"], number, label, row["draft"]])
    return sorted(marks, key=lambda mark: mark[:2])


def title(row: dict[str, str]) -> str:
    """The row in a few words, for a sentence about it."""
    return shown(title_of(_words_of(row)), LONG)


def _words_of(row: dict[str, str]) -> str:
    """The words that a row is called by: its title, name, quotation or note."""
    first = "quote" if "speaker" in row else "note"
    return row.get("title") or row.get("name") or row.get(first) or row.get("id", "")


def row_in_words(table: str, row: dict[str, str]) -> str:
    """The row as a sentence names it: `event “The bridge opens”`."""
    return f"{NAMES[table]} “{title(row)}”"


def static_page(reading: Reading, rows: list[dict]) -> Markup:
    """The article with its events marked, and the list of rows folded away, for a page
    without a kernel."""
    items = Markup("")
    for row in rows:
        draft = " (draft)" if row["draft"] else ""
        said = f"{NAMES[row['table']]}: {row['title']}{draft}"
        items += Markup("<li>{}</li>").format(said)
    return Markup(
        "<p>{}</p>{}<details><summary>The rows: {}</summary><ul>{}</ul></details>"
    ).format(
        OPEN_A_NOTEBOOK, article_html(reading, unfolded=UNFOLDED), len(rows), items
    )
