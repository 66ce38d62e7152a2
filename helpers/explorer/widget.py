"""The explorer: one reading's timeline, table and article, narrowed together by
controls.

The controls hold the whole state. Every change calls `reading.where` and sets all the
views.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import contextmanager

import pandas as pd
from ipywidgets import Button, Dropdown, HBox, IntRangeSlider, Text, VBox
from markupsafe import Markup, escape
from traitlets import Bool, Enum, Tuple, Unicode

from ..errors import ReadingError
from ..reading import Reading, takes_reading, year_range
from ..show import GROUND, show_table, svg_image, without_formulas
from ..text_view.marked import article_html, places
from ..timeline import timeline_caption, timeline_words
from ..vocabulary import NOT_SAID, people_and_roles
from .canvas import LETTERS
from .choice import Choice
from .picture import WIDE, TimelinePicture
from .table import COLUMNS, MOST, caption_of, events_table
from .views import Views

PARAGRAPHS = 30  # of a longer article only those with a passage, up to as many
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
    `words`. Traits can be observed: `selected`, the id of the selected event or "";
    `ids`, those of the events that fit; `sorted_by`, the column by which the table is
    sorted, and `backwards`. `fitting` is the reading with these events, `code` the line
    of Python that gives it, `file` the timeline as it is seen.
    """

    selected = Unicode("")
    ids = Tuple(())
    sorted_by = Enum(COLUMNS, "number")
    backwards = Bool(False)

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
        self.views = Views()
        super().__init__(self._arranged())
        for control in (*self._lists(), self.together, self.years, self.words):
            control.observe(self._show, "value")
        self.observe(self._show, ["selected", "sorted_by", "backwards"])
        self.reset.on_click(self._clear)
        self.views.on_msg(self._heard)
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
        self.together = Dropdown(options=[ANY, ALL], description="Events with")
        self.years = _years(self.reading, years)
        self.words = Text(
            value=words,
            description="Words",
            placeholder="in the title or the quote",
        )
        self.reset = Button(description="Reset")

    def _lists(self) -> tuple[Choice, ...]:
        return self.people, self.kinds, self.asserted_by

    def _arranged(self) -> list:
        """The controls on one line, and the views; explorer.css sizes them."""
        people = HBox([self.people, self.together]).add_class("explorer-choices")
        controls = [people, self.kinds, self.asserted_by]
        controls += [self.years, self.words, self.reset]
        top = HBox(controls).add_class("explorer-controls")
        self.add_class("explorer")
        return [top, self.views]

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
            self.views.show(count=_complaint(error))

    def _set_views(self, fitting: Reading, events: pd.DataFrame) -> None:
        selected, words = self.selected, self.words.value
        picture = self._picture.view(events, self._years, selected)
        article = article_html(fitting, words, selected, PARAGRAPHS)
        listed = events_table(
            self.reading, events, selected, self.sorted_by, self.backwards
        )
        self.views.show(
            count=self._counted(fitting),
            timeline=_view("Timeline", picture.picture),
            voices=picture.voices,
            key=picture.key,
            article=_view("Article", article),
            table=_view("Table of events", listed),
            line=_line(self.code),
        )

    @property
    def _years(self) -> tuple[int, int] | None:
        """The years that the axis shows; None for those of all events."""
        return self.filters.get("years")

    def _heard(self, _, message: Mapping, __) -> None:
        """Does what the page asks: selects or releases an event, sorts, empties the
        search, sends a file of the timeline."""
        event = message.get("select")
        if event in self.ids:
            self.selected = "" if event == self.selected else event
        if message.get("sort") in COLUMNS:
            self._sort(message["sort"])
        if message.get("clear") == "words":
            self.words.value = ""
        if message.get("save") in ("svg", "png"):
            name = f"{self.reading.name}-timeline.{message['save']}"
            self.views.send({"save": message["save"], "name": name, "svg": self.file})

    def _sort(self, column: str) -> None:
        """By that column; by the same one again, the other way round."""
        with self._silence():
            self.backwards = column == self.sorted_by and not self.backwards
            self.sorted_by = column
        self._show()

    @property
    def file(self) -> str:
        """The timeline as it is seen, with its caption and its key, as SVG."""
        fitting = self.fitting
        caption = timeline_caption(fitting)
        return self._picture.file(fitting.events, self._years, self.selected, caption)

    def _clear(self, _=None) -> None:
        """Takes everything back: filters, search, order and the selected event."""
        with self._silence():
            for control in self._lists():
                control.value = ()
            self.together.value = ANY
            self.years.value = (self.years.min, self.years.max)
            self.words.value = ""
            self.selected = ""
            self.sorted_by = "number"
            self.backwards = False
        self._show()

    @contextmanager
    def _silence(self):
        """Changes in between show nothing."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _counted(self, fitting: Reading) -> Markup:
        """How many of how many, the words in the text, and which filter to loosen; else
        how closely the events are dated."""
        shown = len(fitting.events)
        said = Markup("<b>{} of {} events</b>").format(
            f"{shown:,}", f"{len(self.reading.events):,}"
        )
        if shown == 0:
            said += " fit all filters at once. " + self._advice()
        if self.words.value.strip():
            found = len(places(self.reading.article.text, self.words.value))
            said += f" {_found(found)}"
        elif shown:
            said += f". {timeline_caption(fitting)}."
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
        fitting = self.fitting
        alt = timeline_words(fitting.events)
        listed = fitting.events.sort_values("number").head(MOST)
        columns = [*COLUMNS, "draft"] if listed["draft"].any() else COLUMNS
        caption = caption_of(len(listed), len(fitting.events))
        page = Markup("<p>{}</p>{}{}{}").format(
            NO_KERNEL,
            svg_image(self.file, alt, WIDE * 11 // LETTERS),
            GROUND,
            Markup(show_table(listed[columns], caption).html),
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
) -> Choice:
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
        options.append((f"{name}{same} ({count})", one))
    return Choice(options=options, value=value, description=description)


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


def _found(count: int) -> str:
    """How often the words are in the text."""
    if not count:
        return "The words are not in the text."
    times = "once" if count == 1 else f"{count} times"
    return f"The words are {times} in the text, where they are marked."


def _view(label: str, html: Markup) -> Markup:
    """The inside of a box: its name for screen readers, and what it shows."""
    return Markup('<div data-label="{}">{}</div>').format(label, html)


def _line(code: str) -> Markup:
    """The line of Python in a field that can be selected by keyboard, with a button
    that copies it."""
    return Markup(
        "<label>The same events in a cell:"
        ' <textarea readonly rows="1">{}</textarea></label>'
        '<button class="explorer-copy">Copy</button>'
        '<span class="explorer-copied" role="status"></span>'
    ).format(code)


def _complaint(error: Exception) -> Markup:
    """What went wrong, and what the reader can do."""
    if isinstance(error, ReadingError):
        return escape(f"{error} The views below show what they showed before.")
    return escape(
        f"The views could not be drawn ({type(error).__name__}: {error})."
        " Press “Reset”, or run this cell again."
    )
