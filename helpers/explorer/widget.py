"""The explorer: one reading's timeline, table and article, narrowed together by controls.

The controls hold the whole state. Every change calls `filter_events` and sets the values of a few `HTML` widgets.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd
from ipywidgets import (
    HTML,
    Button,
    HBox,
    IntRangeSlider,
    Select,
    SelectMultiple,
    Text,
    VBox,
)

from ..errors import ReadingError
from ..figure.style import MOST_ROWS
from ..reading import Reading, takes_reading, year_range
from ..show import table_html, without_formulas
from ..text_view.marked import article_html
from ..vocabulary import NARRATOR, people_and_roles
from .evidence import evidence
from .keys import KeyGuard
from .picture import TimelinePicture

MOST = MOST_ROWS  # of the table and of the list too
PARAGRAPHS = 30  # of a longer article only those with a passage, up to as many
COLUMNS = ["number", "title", "kind", "when", "record_when", "who_says_so"]
PLACES = ["start", "end"]
NOTHING = ("none", 0)
CALLED = {
    "people": "people",
    "kinds": "kinds",
    "years": "years",
    "asserted_by": "who says so",
    "words": "words",
}
NO_KERNEL = "The explorer without its controls. To get them, open this notebook in JupyterLab and run all its cells."


@takes_reading
def explore(
    reading: Reading,
    people: str | Iterable[str] | None = None,
    kinds: str | Iterable[str] | None = None,
    years: int | tuple[int, int] | None = None,
    asserted_by: str | Iterable[str] | None = None,
    words: str | None = None,
) -> "Explorer":
    """The explorer of the reading, its controls set to the filters given, which are those of `reading.where`.

    Raises ReadingError for a filter that `reading.where` refuses.
    """
    return Explorer(reading, people, kinds, years, asserted_by, words)


class Explorer(VBox):
    """Controls over a reading's events, and the views of those that fit.

    The controls are widgets whose `value` may be set: `people`, `kinds` and `asserted_by` (tuples of ids or kinds;
    empty for all), `years` (first and last; from end to end for all, dated or not), `words`, and `in_hand` (the number
    of the event in hand, 0 for none). `events` are the rows that fit, `code` is the line of Python that gives them.
    """

    def __init__(
        self,
        reading: Reading,
        people=None,
        kinds=None,
        years=None,
        asserted_by=None,
        words=None,
    ):
        asked = {"people": people, "kinds": kinds, "asserted_by": asserted_by}
        asked = {
            name: () if v is None else tuple(v) if _several(v) else (v,)
            for name, v in asked.items()
        }
        given = {"years": years, "words": words} | {
            name: value or None for name, value in asked.items()
        }
        reading.where(**given)
        events = reading.events
        named = Counter(
            one
            for cell in events["people"]
            for one in {person for person, _ in people_and_roles(cell)}
        )
        self._names = {NARRATOR: "the narrator"} | dict(
            zip(reading.people["id"], reading.people["name"])
        )
        self.reading, self._picture, self._quiet = (
            reading,
            TimelinePicture(reading),
            False,
        )
        drafts = ["draft"]
        texts = [
            *COLUMNS[1:],
            *drafts,
        ]  # as plain objects, which are taken and gone through in a third of the time
        self._columns = events[[*COLUMNS, *drafts, *PLACES]].astype(
            dict.fromkeys(texts, object)
        )
        self.people = _choice("People and things", named, self._names, asked["people"])
        self.kinds = _choice(
            "Kinds of event", Counter(events["kind"]), {}, asked["kinds"]
        )
        self.asserted_by = _choice(
            "Who says so",
            Counter(events["asserted_by"]),
            self._names,
            asked["asserted_by"],
        )
        self.years = _years(reading, years)
        self.words = Text(
            value=words or "",
            description="Words",
            placeholder="in the title or the quote",
        )
        self.reset = Button(description="Reset the filters")
        self.in_hand = Select(options=(NOTHING,), value=0, description="Event in hand")
        self.count, self.timeline, self.card, self.table, self.article, self.line = (
            HTML() for _ in range(6)
        )
        self.head, self.legend = HTML(), HTML()
        super().__init__(self._arranged())
        for control in (
            self.people,
            self.kinds,
            self.asserted_by,
            self.years,
            self.words,
            self.in_hand,
        ):
            control.observe(self._show, "value")
        self.reset.on_click(self._clear)
        self._show()

    @property
    def filters(self) -> dict:
        """The filters that are set, as arguments of `filter_events`."""
        values = {name: getattr(self, name).value for name in CALLED}
        if values["years"] == (self.years.min, self.years.max):
            values["years"] = None
        values |= {
            name: list(values[name]) for name in ("people", "kinds", "asserted_by")
        }
        values["words"] = " ".join(values["words"].split())
        return {name: value for name, value in values.items() if value}

    @property
    def events(self) -> pd.DataFrame:
        """The events that fit, with the columns of `reading.events`, in order of date."""
        return self.fitting.events.sort_values("number")

    @property
    def fitting(self) -> Reading:
        """The reading with only the events that fit."""
        return self.reading.where(**self.filters)

    @property
    def _fitting(self) -> pd.DataFrame:
        """Of the events that fit, the columns that the views need."""
        return self._columns.loc[self.events.index]

    @property
    def code(self) -> str:
        """The line of Python that gives the same rows."""
        said = {
            n: repr(v) if n == "years" else json.dumps(v, ensure_ascii=False)
            for n, v in self.filters.items()
        }
        return f"reading.where({', '.join(f'{name}={value}' for name, value in said.items())})"

    def _show(self, _=None) -> None:
        """Sets every view to what the controls say."""
        if self._quiet:
            return
        try:
            events = self._fitting
            listed = events.head(MOST)
            chosen = (
                self.in_hand.value if self.in_hand.value in set(listed["number"]) else 0
            )
            head, rows, legend = self._picture.view(events, chosen)
            ids = dict(zip(self.reading.events["number"], self.reading.events["id"]))
            article = article_html(
                self.fitting, self.words.value, ids.get(chosen, ""), PARAGRAPHS
            )
            views = {
                self.head: head,
                self.legend: legend,
                self.table: _view(
                    "Table of events", _table(listed, len(events), chosen, style="")
                ),
                self.article: _view("Article", article),
                self.card: _view("Evidence", evidence(self.reading, chosen)),
                self.timeline: _view(
                    "Timeline", rows
                ),  # the longest: the others are shown with it
                self.line: _line(self.code),
                self.count: self._counted(events),
            }
            self._set({self.in_hand: {"options": _options(listed), "value": chosen}})
            for (
                view,
                html,
            ) in views.items():  # together, so that the page is laid out once
                view.value = html
        except Exception as error:  # raised in a callback it would appear nowhere
            self.count.value = _complaint(error)

    def _clear(self, _=None) -> None:
        """Takes all filters back; the event in hand stays."""
        none = {
            control: {"value": ()}
            for control in (self.people, self.kinds, self.asserted_by)
        }
        self._set(
            none
            | {
                self.years: {"value": (self.years.min, self.years.max)},
                self.words: {"value": ""},
            }
        )
        self._show()

    def _set(self, values: Mapping) -> None:
        """Sets traits of controls, each control in one message, without showing what is between."""
        self._quiet = True
        try:
            for control, traits in values.items():
                with control.hold_sync():
                    for name, value in traits.items():
                        if getattr(control, name) != value:
                            setattr(control, name, value)
        finally:
            self._quiet = False

    def _counted(self, events: pd.DataFrame) -> str:
        """How many of how many and, where there are none, which filter to loosen."""
        said = f"<b>{len(events):,} of {len(self.reading.events):,} events</b>"
        if len(events):
            return said
        without = {
            name: len(self.reading.where(**(self.filters | {name: None})).events)
            for name in self.filters
        }
        fewer = [
            f"{count:,} without {CALLED[name]}"
            for name, count in without.items()
            if count
        ]
        advice = (
            f"There would be {', '.join(fewer)}"
            if fewer
            else "Loosen more than one, or reset them"
        )
        return f"{said} fit all filters at once. {advice}."

    def _arranged(self) -> list:
        """The controls and the views in their places; explorer.css gives them their sizes."""
        side = VBox([self.years, self.words, self.reset])
        controls = HBox([self.people, self.kinds, self.asserted_by, side]).add_class(
            "explorer-controls"
        )
        hand = HBox([self.in_hand, self.card]).add_class("explorer-hand")
        views = HBox([self.table, self.article]).add_class("explorer-views")
        timeline = VBox([self.head, self.timeline, self.legend]).add_class(
            "explorer-timeline"
        )
        for view in (timeline, self.card, self.table, self.article):
            view.add_class("explorer-box")
        self.add_class("explorer")
        return [
            controls,
            self.count.add_class("explorer-count"),
            timeline,
            hand,
            views,
            self.line,
            KeyGuard(),
        ]

    def __repr__(self) -> str:
        shown = f"{len(self.events)} of {len(self.reading.events)} events"
        return f"Explorer of {self.reading.name!r}: {shown}, {self.code}"

    def _repr_mimebundle_(self, **kwargs) -> dict:
        """The widget and, for pages without a kernel, its timeline and table as they are now."""
        events = self._fitting
        table = _table(events.head(MOST), len(events))
        page = f"<p>{NO_KERNEL}</p><figure>{self._picture.page(events)}</figure>{table}"
        return super()._repr_mimebundle_(**kwargs) | {
            "text/plain": repr(self),
            "text/html": without_formulas(page),
        }


def _several(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str)


def _choice(
    description: str, counts: Counter, names: Mapping[str, str], value: tuple[str, ...]
) -> SelectMultiple:
    """A list of the ids with their counts, most first; what is asked for stands in it even with no events."""
    ids = sorted({*counts, *value}, key=lambda one: (-counts[one], names.get(one, one)))
    called = Counter(names.get(one, one) for one in ids)
    labels = [
        names.get(one, one) + f" [{one}]" * (called[names.get(one, one)] > 1)
        for one in ids
    ]
    options = [
        (_entry(f"{label} ({counts[one]})"), one) for label, one in zip(labels, ids)
    ]
    return SelectMultiple(options=options, value=value, description=description)


def _years(reading: Reading, years: int | tuple[int, int] | None) -> IntRangeSlider:
    """A slider over the years of the reading, and of those asked for."""
    known = (
        pd.concat([reading.events["earliest"], reading.events["latest"]])
        .dropna()
        .dt.year
    )
    asked = () if years is None else year_range(years)
    ends = [*known, *asked] or [2000]
    first, last = int(min(ends)), int(max(ends))
    last = max(last, first + 1)  # a slider needs two ends
    return IntRangeSlider(
        value=asked or (first, last), min=first, max=last, description="Years"
    )


def _options(listed: pd.DataFrame) -> tuple[tuple[str, int], ...]:
    """The entries of the list of events, with their numbers."""
    rows = zip(listed["number"], listed["when"], listed["title"])
    return (
        NOTHING,
        *(
            (_entry(f"{number} · {when or 'undated'} · {title}"), number)
            for number, when, title in rows
        ),
    )


def _entry(label: str) -> str:
    """The label for a list: ipywidgets makes of every space one that does not break, but leaves tabs."""
    return label.replace(" ", "\t")


def _view(label: str, html: str) -> str:
    """The inside of a box: its name for screen readers, and what it shows."""
    return f'<div data-label="{label}">{html}</div>'


def _table(listed: pd.DataFrame, of: int, chosen: int = 0, **style: str) -> str:
    """The events listed as a table, whose caption says of how many; drafts are told from what is confirmed."""
    caption = "Events in order of date" + ("" if of else ": none")
    if of > len(listed):
        caption = f"The first {len(listed)} of {of:,} events in order of date"
    shown = listed.drop(columns=PLACES)
    if not shown["draft"].any():
        shown = shown.drop(columns="draft")
    return table_html(shown, caption, chosen, **style)


def _line(code: str) -> str:
    """The line of Python in a field that can be selected by keyboard, and not changed."""
    return f'<label>The same rows in a cell: <textarea readonly rows="2">{escape(code)}</textarea></label>'


def _complaint(error: Exception) -> str:
    """What went wrong, and what the reader can do."""
    if isinstance(error, ReadingError):
        return f"{escape(str(error))} The views below show what they showed before."
    what = escape(f"{type(error).__name__}: {error}")
    return f"The views could not be drawn ({what}). Press “Reset the filters”, or run this cell again."
