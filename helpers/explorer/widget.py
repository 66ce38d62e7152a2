"""The explorer: one reading's timeline, table and article, narrowed together by
controls.

The controls hold the whole state. Every change calls `reading.where` and sets the
values of a few `HTML` widgets.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import contextmanager

import pandas as pd
from ipywidgets import (
    HTML,
    Button,
    Dropdown,
    HBox,
    IntRangeSlider,
    SelectMultiple,
    Text,
    VBox,
)
from markupsafe import Markup, escape
from traitlets import Tuple, Unicode

from ..errors import ReadingError
from ..figure.style import MOST_ROWS
from ..reading import Reading, takes_reading, year_range
from ..show import GROUND, table_html, without_formulas
from ..text_view.marked import article_html, places
from ..vocabulary import NOT_SAID, people_and_roles
from .evidence import evidence
from .keys import KeyGuard
from .picture import TimelinePicture

MOST = MOST_ROWS  # rows of the table
PARAGRAPHS = 30  # of a longer article only those with a passage, up to as many
COLUMNS = ["number", "title", "kind", "when", "who_says_so"]
CALLED = {
    "people": "people",
    "kinds": "kinds",
    "years": "years",
    "asserted_by": "who says so",
    "words": "words",
}
ANY, ALL = "any of them", "all of them"
NO_KERNEL = (
    "The explorer without its controls. To get them, open this notebook in JupyterLab"
    " and run all its cells."
)

Several = str | Iterable[str] | None


@takes_reading
def explore(
    reading: Reading,
    people: Several = None,
    kinds: Several = None,
    years: int | tuple[int, int] | None = None,
    asserted_by: Several = None,
    words: str | None = None,
) -> "Explorer":
    """The explorer of the reading, its controls set to the filters given, which are
    those of `reading.where`.

    Raises ReadingError for a filter that `reading.where` refuses.
    """
    asked = {
        "people": _values(people),
        "kinds": _values(kinds),
        "asserted_by": _values(asserted_by),
    }
    given = {name: values or None for name, values in asked.items()}
    reading.where(years=years, words=words, **given)
    return Explorer(reading, asked, years, words or "")


class Explorer(VBox):
    """Controls over a reading's events, and the views of those that fit.

    The controls are widgets whose `value` may be set: `people`, `kinds` and
    `asserted_by` (tuples of ids or kinds; empty for all), `together` (any or all of the
    people), `years` (first and last; from end to end for all, dated or not) and
    `words`. Two traits can be observed: `selected`, the id of the selected event or "",
    and `ids`, those of the events that fit. `fitting` is the reading with these events,
    `code` the line of Python that gives it.
    """

    selected = Unicode("")
    ids = Tuple(())

    def __init__(
        self,
        reading: Reading,
        asked: Mapping[str, tuple[str, ...]],
        years: int | tuple[int, int] | None,
        words: str,
    ):
        self.reading = reading
        self._picture = TimelinePicture(reading)
        self._quiet = False
        self._make_controls(asked, years, words)
        self._make_views()
        super().__init__(self._arranged())
        for control in (*self._lists(), self.together, self.years, self.words):
            control.observe(self._show, "value")
        self.observe(self._show, "selected")
        self.reset.on_click(self._clear)
        self.guard.on_msg(self._heard)
        self._show()

    @property
    def filters(self) -> dict:
        """The filters that are set, as arguments of `reading.where`."""
        filters = {
            name: list(control.value)
            for name, control in zip(("people", "kinds", "asserted_by"), self._lists())
        }
        if self.years.value != (self.years.min, self.years.max):
            filters["years"] = self.years.value
        filters["words"] = " ".join(self.words.value.split())
        return {name: filters[name] for name in CALLED if filters.get(name)}

    @property
    def fitting(self) -> Reading:
        """The reading with only the events that fit."""
        return self._where(self.filters)

    @property
    def events(self) -> pd.DataFrame:
        """The events that fit, in order of date."""
        return self.fitting.events.sort_values("number")

    @property
    def code(self) -> str:
        """The line of Python that shows the same events as a table."""
        filters = self.filters
        people = filters.get("people", [])
        calls = []
        if self.together.value == ALL and len(people) > 1:
            del filters["people"]
            calls = [f".where(people={json.dumps(one)})" for one in people]
        if filters:
            calls.append(f".where({', '.join(map(_argument, filters.items()))})")
        return f"people_and_events(reading{''.join(calls)})"

    def _where(self, filters: Mapping) -> Reading:
        people = filters.get("people", [])
        if self.together.value != ALL or len(people) < 2:
            return self.reading.where(**filters)
        fitting = self.reading.where(**{**filters, "people": None})
        for person in people:
            fitting = fitting.where(people=person)
        return fitting

    def _make_controls(
        self,
        asked: Mapping[str, tuple[str, ...]],
        years: int | tuple[int, int] | None,
        words: str,
    ) -> None:
        events, names = self.reading.events, self.reading.names
        named = Counter()
        for cell in events["people"]:
            named.update({role.person for role in people_and_roles(cell)})
        everybody = {person: named[person] for person in self.reading.people["id"]}
        kinds = Counter(events["kind"])
        asserters = Counter(events["asserted_by"])
        self.people = _choice("People and things", everybody, names, asked["people"])
        called = {"": NOT_SAID}
        self.kinds = _choice("Kinds of event", kinds, called, asked["kinds"])
        self.asserted_by = _choice(
            "Who says so", asserters, names, asked["asserted_by"]
        )
        self.together = Dropdown(
            options=[(_entry(words), words) for words in (ANY, ALL)],
            description="Events with",
        )
        self.years = _years(self.reading, years)
        self.words = Text(
            value=words,
            description="Words",
            placeholder="in the title or the quote",
        )
        self.reset = Button(description="Reset everything")

    def _make_views(self) -> None:
        self.count = HTML()
        self.head = HTML()
        self.timeline = HTML()
        self.card = HTML()
        self.table = HTML()
        self.article = HTML()
        self.line = HTML()
        self.guard = KeyGuard()

    def _lists(self) -> tuple[SelectMultiple, ...]:
        return self.people, self.kinds, self.asserted_by

    def _arranged(self) -> list:
        """The controls and the views in their places; explorer.css sizes them."""
        side = VBox([self.together, self.years, self.words, self.reset])
        controls = HBox([*self._lists(), side]).add_class("explorer-controls")
        timeline = VBox([self.head, self.timeline]).add_class("explorer-timeline")
        views = HBox([self.article, self.table, self.card]).add_class("explorer-views")
        for view in (timeline, self.article, self.table, self.card):
            view.add_class("explorer-box")
        self.count.add_class("explorer-count")
        self.add_class("explorer")
        return [controls, self.count, timeline, views, self.line, self.guard]

    def _show(self, _=None) -> None:
        """Sets every view to what the controls say."""
        if self._quiet:
            return
        try:
            fitting = self.fitting
            events = fitting.events.sort_values("number")
            with self._silence():
                self.ids = tuple(events["id"])
                if self.selected not in self.ids:
                    self.selected = ""
            self._set_views(fitting, events)
        except Exception as error:  # raised in a callback it would appear nowhere
            self.count.value = _complaint(error)

    def _set_views(self, fitting: Reading, events: pd.DataFrame) -> None:
        selected, words = self.selected, self.words.value
        picture = self._picture.view(events, selected)
        article = article_html(fitting, words, selected, PARAGRAPHS)
        listed = _table(events.head(MOST), len(events), selected)
        views = {
            self.table: _view("Table of events", listed),
            self.article: _view("Article", article),
            self.card: _view("Evidence", evidence(self.reading, selected)),
            self.line: _line(self.code),
            self.count: self._counted(events),
            self.head: picture.head,
            # The longest comes last: the others are shown with it.
            self.timeline: _view("Timeline", picture.rows + GROUND),
        }
        for view, html in views.items():
            view.value = str(html)

    def _heard(self, _, message: Mapping, __) -> None:
        """Does what the page asks: selects or releases an event, empties the search."""
        event = message.get("select")
        if event in self.ids:
            self.selected = "" if event == self.selected else event
        if message.get("clear") == "words":
            self.words.value = ""

    def _clear(self, _=None) -> None:
        """Takes everything back: filters, search and the selected event."""
        with self._silence():
            for control in self._lists():
                control.value = ()
            self.together.value = ANY
            self.years.value = (self.years.min, self.years.max)
            self.words.value = ""
            self.selected = ""
        self._show()

    @contextmanager
    def _silence(self):
        """Changes in between show nothing."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _counted(self, events: pd.DataFrame) -> Markup:
        """How many of how many, the words in the text, and which filter to loosen."""
        said = Markup("<b>{} of {} events</b>").format(
            f"{len(events):,}", f"{len(self.reading.events):,}"
        )
        if len(events) == 0:
            said += " fit all filters at once. " + self._advice()
        if self.words.value.strip():
            found = len(places(self.reading.article.text, self.words.value))
            times = "once" if found == 1 else f"{found} times"
            said += f" The words are {times} in the text, where they are marked."
        return said

    def _advice(self) -> str:
        """Which filter to loosen where no event fits."""
        fewer = []
        for name in self.filters:
            count = len(self._where({**self.filters, name: None}).events)
            if count:
                fewer.append(f"{count:,} without {CALLED[name]}")
        if fewer:
            return f"There would be {', '.join(fewer)}."
        return "Loosen more than one, or reset them."

    def __repr__(self) -> str:
        shown = f"{len(self.events)} of {len(self.reading.events)} events"
        return f"Explorer of {self.reading.name!r}: {shown}, {self.code}"

    def _repr_mimebundle_(self, **kwargs) -> dict:
        """The widget and, for pages without a kernel, its timeline and table."""
        events = self.events
        page = Markup("<p>{}</p><figure>{}</figure>{}{}").format(
            NO_KERNEL,
            self._picture.page(events),
            GROUND,
            _table(events.head(MOST), len(events)),
        )
        bundle = super()._repr_mimebundle_(**kwargs)
        return {
            **bundle,
            "text/plain": repr(self),
            "text/html": without_formulas(page),
        }


def _values(given: Several) -> tuple[str, ...]:
    if given is None:
        return ()
    if isinstance(given, str) or not isinstance(given, Iterable):
        return (given,)
    return tuple(given)


def _argument(pair: tuple[str, object]) -> str:
    name, value = pair
    said = repr(value) if name == "years" else json.dumps(value, ensure_ascii=False)
    return f"{name}={said}"


def _choice(
    description: str,
    counts: Mapping[str, int],
    names: Mapping[str, str],
    value: tuple[str, ...],
) -> SelectMultiple:
    """A list of the ids with how many events each has, most first."""
    ids = sorted(
        {*counts, *value}, key=lambda one: (-counts.get(one, 0), names.get(one, one))
    )
    called = Counter(names.get(one, one) for one in ids)
    options = []
    for one in ids:
        name = names.get(one, one)
        same = f" [{one}]" if called[name] > 1 else ""
        count = counts.get(one, 0) or "in no event"
        options.append((_entry(f"{name}{same} ({count})"), one))
    return SelectMultiple(options=options, value=value, description=description)


def _years(reading: Reading, years: int | tuple[int, int] | None) -> IntRangeSlider:
    """A slider over the years of the reading, and of those asked for."""
    days = pd.concat([reading.events["earliest"], reading.events["latest"]])
    known = days.dropna().dt.year
    asked = () if years is None else year_range(years)
    ends = [*known, *asked] or [2000]
    first = int(min(ends))
    last = max(int(max(ends)), first + 1)  # a slider needs two ends
    return IntRangeSlider(
        value=asked or (first, last), min=first, max=last, description="Years"
    )


def _entry(label: str) -> str:
    """The label for a list: ipywidgets makes every space one that does not break, but
    leaves tabs."""
    return label.replace(" ", "\t")


def _view(label: str, html: Markup) -> Markup:
    """The inside of a box: its name for screen readers, and what it shows."""
    return Markup('<div data-label="{}">{}</div>').format(label, html)


def _table(listed: pd.DataFrame, of: int, selected: str = "") -> Markup:
    """The events listed as a table whose rows can be clicked; the caption says of how
    many."""
    caption = "Events in order of date" if of else "Events in order of date: none"
    if of > len(listed):
        caption = f"The first {len(listed)} of {of:,} events in order of date"
    columns = [*COLUMNS, "draft"] if listed["draft"].any() else COLUMNS
    attributes = [_row_attributes(event, selected) for event in listed["id"]]
    return table_html(listed[columns], caption, style="", attributes=attributes)


def _row_attributes(event: str, selected: str) -> Markup:
    chosen = Markup()
    if event == selected:
        chosen = Markup(' data-chosen aria-current="true" class="explorer-taken"')
    return Markup(' data-event="{}" tabindex="0"{}').format(event, chosen)


def _line(code: str) -> Markup:
    """The line of Python in a field that can be selected by keyboard, with a button
    that copies it."""
    return Markup(
        "<label>The same events in a cell:"
        ' <textarea readonly rows="1">{}</textarea></label>'
        '<button class="explorer-copy">Copy</button>'
    ).format(code)


def _complaint(error: Exception) -> Markup:
    """What went wrong, and what the reader can do."""
    if isinstance(error, ReadingError):
        return escape(f"{error} The views below show what they showed before.")
    return escape(
        f"The views could not be drawn ({type(error).__name__}: {error}). Press “Reset"
        " everything”, or run this cell again."
    )
