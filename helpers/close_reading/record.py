"""The article's dates beside the public record's: how much finer the record is, and
whether the two agree."""

import pandas as pd
from markupsafe import Markup

from ..dates import PartialDate, parse_date
from ..reading import Reading, takes_reading
from ..show import Table, link, scrolling, table, table_html, without_formulas
from ..tables import bare_words
from ..vocabulary import AGREEMENTS, parts

SIDES = ("beginning", "end")


class SourcedTable(Table):
    """A table whose column `source` shows links; `links` holds them, one a row."""

    _metadata = ("caption", "links")

    def _repr_html_(self) -> str:
        linked = pd.DataFrame(self).assign(
            source=pd.Series(self.links, index=self.index, dtype=object)
        )
        html = table_html(linked, self._title)
        return without_formulas(scrolling(html))


@takes_reading
def record_table(reading: Reading, caption: str = "") -> Table:
    """Each event's date as the article has it and as the public record has it, in order
    of date.

    The index holds the ids. Columns: `number, title, when, record_when`, `finer` (how
    much finer the record is), `agreement` (in words), `note, source` (publishers, shown
    as links).
    """
    events = reading.events.sort_values("number").set_index("id")
    cells = events["record_source"]
    dates = zip(events["date"], events["record_date"], events["extent"])
    frame = events.assign(
        finer=[finer(*each) for each in dates],
        agreement=[AGREEMENTS[kind].words for kind in events["agreement"]],
        source=["; ".join(publishers(reading, cell)) for cell in cells],
    )
    columns = ["number", "title", "when", "record_when"]
    columns += ["finer", "agreement", "note", "source"]
    if not caption:
        caption = "The article's dates and the record's"
        if checked := reading.about.get("record_checked_on"):
            caption += f", as checked on {bare_words(str(checked))}"
    made = SourcedTable(frame[columns])
    made.caption = caption
    made.links = [links(reading, cell) for cell in cells]
    return made


@takes_reading
def agreements_table(reading: Reading, caption: str = "") -> Table:
    """How article and record agree: a row for each kind that occurs, with its events.

    Columns: `agreement` (in words), `meaning`, `events` (how many), `which` (their
    titles, `;` between).
    """
    found = reading.events.sort_values("number").groupby("agreement")["title"]
    titles = {kind: list(group) for kind, group in found}
    rows = []
    for kind, agreement in AGREEMENTS.items():
        if kind in titles:
            which = titles[kind]
            rows.append((*agreement, len(which), "; ".join(which)))
    columns = ["agreement", "meaning", "events", "which"]
    frame = pd.DataFrame(rows, columns=columns)
    return table(frame, caption or "Where the article and the record agree")


def finer(date: str, record_date: str, extent: str) -> str:
    """How much finer the record's date is than the article's, in days and words.

    Both are EDTF, empty where unknown.

    >>> finer("2018", "2018-06-06", "moment")
    '1 day in place of 365'
    >>> finer("/2018", "/2018-06-06", "span")
    'the end: 1 day in place of 365'
    """
    if not record_date:
        return ""
    record = parse_date(record_date)
    # What holds at publication has no beginning and no end in the article.
    ours = parse_date(date).ends if date and extent != "state" else (None, None)
    if record.precision == "interval":
        return _finer_sides(ours, record)
    if None not in ours:
        return _finer(parse_date(date), record)
    lacking = [side for side, mine in zip(SIDES, ours) if mine is None]
    lacks = " and no ".join(lacking)
    return f"{_days(_length(record))}, where the article gives no {lacks}"


def _finer_sides(ours: tuple, record: PartialDate) -> str:
    """Each side that the record knows, beside the article's."""
    compared = []
    for side, mine, theirs in zip(SIDES, ours, record.ends):
        if theirs is None:
            continue
        if mine is None:
            compared.append(f"its {side}, which the article does not give")
        else:
            compared.append(f"the {side}: {_finer(mine, theirs)}")
    return "; ".join(compared)


def _finer(article: PartialDate, record: PartialDate) -> str:
    ours, theirs = _length(article), _length(record)
    if theirs == ours:
        return "no finer"
    said = f"{_days(theirs)} in place of {ours}"
    return f"{said}, so coarser" if theirs > ours else said


def _length(when: PartialDate) -> int:
    """From the earliest day to the latest, both included."""
    return (when.latest - when.earliest).days + 1


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def publishers(reading: Reading, cell: str) -> list[str]:
    """The publishers of the sources whose ids are in the cell."""
    return [reading.source(id)["publisher"] for id in parts(cell)]


def links(reading: Reading, cell: str) -> Markup:
    """The sources of the cell as links that name their publishers; empty for none."""
    found = []
    for id in parts(cell):
        source = reading.source(id)
        found.append(link(source["address"], source["publisher"]))
    return Markup("; ").join(found)
