"""The explorer's table: heads that sort, rows that select, and under the selected row
the card that says what its event rests on."""

from functools import lru_cache

import pandas as pd
from markupsafe import Markup

from ..figure.style import MOST_ROWS
from ..reading import Reading
from ..show import CHOSEN, bare_table, direction_of
from ..vocabulary import HEADS
from .evidence import evidence

MOST = MOST_ROWS  # rows
COLUMNS = ["number", "title", "kind", "when", "date_basis", "who_says_so"]
HEAD_WORDS = HEADS | {"when": "When", "date_basis": "Dated"}
ARROWS = {"ascending": "▲", "descending": "▼", "none": ""}


def in_order(events: pd.DataFrame, column: str, descending: bool) -> pd.DataFrame:
    """The events in the order of a column of the table; dates in order of time, words
    without regard to capitals, empty cells last."""
    dated = events
    if descending or not events["number"].is_monotonic_increasing:
        dated = events.sort_values("number", ascending=not descending)
    if column in ("number", "when"):
        return dated
    words = dated[column].str.casefold()
    ordered = words.sort_values(ascending=not descending, kind="stable")
    filled = ordered[ordered != ""].index
    empty = ordered[ordered == ""].index
    return dated.loc[[*filled, *empty]]


def events_table(
    reading: Reading,
    events: pd.DataFrame,
    selected: str = "",
    column: str = "number",
    descending: bool = False,
) -> Markup:
    """The first events in that order as a table; its caption says of how many.

    The event with the id `selected` is always listed.
    """
    listed = in_order(events[["id", *COLUMNS, "draft"]], column, descending)
    shown = listed.head(MOST)
    if selected and len(listed) > MOST:
        rest = listed.iloc[MOST:]
        shown = pd.concat([shown, rest[rest["id"] == selected]])
    columns = [*COLUMNS, "draft"] if shown["draft"].any() else COLUMNS
    heads = Markup().join(_head(one, column, descending) for one in columns)
    rows = []
    for event, *cells in shown[["id", *columns]].itertuples(index=False, name=None):
        rows.append(_row(event, tuple(map(str, cells)), event == selected))
        if event == selected:
            rows.append(_card(reading, selected, len(columns)))
    caption = caption_of(len(shown), len(events), column, descending)
    if not selected and len(shown):
        caption += "; choose one to see what it rests on"
    return bare_table(caption, heads, Markup().join(rows))


def caption_of(
    shown: int, of: int, column: str = "number", descending: bool = False
) -> str:
    """What is listed, of how many, in which order."""
    order = "date" if column in ("number", "when") else HEAD_WORDS[column].lower()
    said = f"in order of {order}" + (", backwards" if descending else "")
    if not of:
        return f"Events {said}: none"
    if of > shown:
        return f"The first {shown} of {of:,} events {said}"
    return f"Events {said}"


def _head(name: str, column: str, descending: bool) -> Markup:
    """A head with a button that sorts by its column."""
    order = "none"
    if name == column:
        order = "descending" if descending else "ascending"
    return Markup(
        '<th scope="col" aria-sort="{}"><button data-sort="{}">{}'
        '<span aria-hidden="true">{}</span></button></th>'
    ).format(order, name, HEAD_WORDS[name], ARROWS[order])


# Most rows are the same after a change of the controls.
@lru_cache(maxsize=1024)
def _row(event: str, cells: tuple[str, ...], taken: bool) -> Markup:
    chosen = Markup()
    if taken:
        chosen = Markup(f' {CHOSEN} class="explorer-taken"')
    return Markup('<tr data-event="{}" tabindex="0"{}>{}</tr>').format(
        event, chosen, _cells(cells)
    )


def _card(reading: Reading, selected: str, wide: int) -> Markup:
    """The row with what the selected event rests on."""
    events = reading.events
    event = events[events["id"] == selected].iloc[0].to_dict()
    card = Markup('<tr class="explorer-card"><td colspan="{}">{}</td></tr>')
    return card.format(wide, evidence(reading, event))


def _cells(cells: tuple[str, ...]) -> Markup:
    first, *others = cells
    html = Markup('<th scope="row">{}</th>').format(first)
    cell = Markup("<td{}>{}</td>")
    return html + Markup().join(cell.format(direction_of(one), one) for one in others)
