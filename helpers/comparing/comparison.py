"""The comparison of a class: it shows itself, and its controls choose what to look at.

The controls are traits. Each change brings the chosen readers together again and sets
the values of a few `HTML` widgets.
"""

from collections.abc import Mapping
from contextlib import contextmanager

from ipywidgets import HTML, Checkbox, HBox, SelectMultiple, VBox
from markupsafe import Markup, escape
from traitlets import Bool, Int, TraitError, Tuple, validate

from ..errors import ReadingError, hint, shown
from ..reading import Reading
from ..show import Table, scrolling, table, table_html, without_formulas
from . import page
from .compared import Compared, compared_of
from .front import Front
from .passages import Passage
from .reading_in import Given, Text, read_in, text_read

NO_KERNEL = (
    "The comparison without its controls. To get them, open this notebook in JupyterLab"
    " and run all its cells."
)
AGREEMENT = "How far the readers agree"


def compare_readings(folder_or_readings: Given, article: Text) -> "Comparison":
    """The comparison of several readers' readings of one article.

    `folder_or_readings` is a folder with hand-ins (zips) and folders of readings, by
    path or by its name in `data`, or a list of readings and paths; a reader of a folder
    or a reading has its name. `article` is the text that was read: a reading, or the
    path of the text or of its folder; hand-ins carry no text. Nothing is written.

    What cannot be compared (another text, a broken zip, a name that two have) is a
    sentence in `faults`, and the others are compared. Raises ReadingError where nothing
    can be compared, and where the call is wrong.
    """
    text = text_read(article)
    readings, faults = read_in(folder_or_readings, text)
    return Comparison(compared_of(text, readings, faults))


class PassagesTable(Table):
    """The rows of a comparison; each reader's cell has a line for each thing said."""

    _metadata = ("caption", "compared")

    def _repr_html_(self) -> str:
        rows = {one.number: one for one in self.compared.passages}
        shown = [rows[number] for number in self["number"]]
        html = page.passages_html(self.compared, shown)
        return without_formulas(scrolling(html))


class Comparison(VBox):
    """The readings of several readers, compared, with controls.

    Three traits can be set and observed: `chosen`, the names of the readers to compare
    (none for all), `selected`, the number of a row or 0, and `only_differing`. What the
    properties give is that of the readers chosen: `passages`, `words`, `agreement`
    (tables), `sentences`. `readers` are all the names, `faults` what could not be
    compared, in sentences.
    """

    chosen = Tuple(())
    selected = Int(0)
    only_differing = Bool(False)

    def __init__(self, compared: Compared):
        self.whole = compared
        self.compared = compared
        self._quiet = False
        self._make_widgets()
        super().__init__(self._arranged())
        self.readers_control.observe(self._readers_set, "value")
        self.only_control.observe(self._only_set, "value")
        self.observe(self._show, ["chosen", "selected", "only_differing"])
        self.front.on_msg(self._heard)
        self._show()

    @property
    def readers(self) -> tuple[str, ...]:
        """The names of all who are compared, in order."""
        return self.whole.readers

    @property
    def faults(self) -> tuple[str, ...]:
        """A sentence for each thing that could not be compared."""
        return self.whole.faults

    @property
    def passages(self) -> Table:
        """The rows, those that differ first; columns as in `Compared.passage_frame`."""
        made = PassagesTable(self.compared.passage_frame())
        made.caption = f"{len(made):,} passages, those that differ first"
        made.compared = self.compared
        return made

    @property
    def words(self) -> Table:
        """Every word with how many marked it: `word, paragraph, marked_by, readers`."""
        return table(self.compared.word_frame(), page.WORDS)

    @property
    def agreement(self) -> Table:
        """How far they agree: `about, cases, observed, alpha, in_words`."""
        return table(self.compared.agreement_frame(), AGREEMENT)

    @property
    def sentences(self) -> list[str]:
        """The comparison in sentences, with what alpha is and is not."""
        return self.compared.sentences

    @validate("chosen")
    def _of_known_readers(self, proposal: Mapping) -> tuple[str, ...]:
        unknown = [name for name in proposal["value"] if name not in self.readers]
        if unknown:
            advice = hint(str(unknown[0]), self.readers)
            raise TraitError(f'there is no reader "{shown(unknown[0])}"; {advice}')
        return tuple(name for name in self.readers if name in proposal["value"])

    def _make_widgets(self) -> None:
        names = [(name.replace(" ", "\t"), name) for name in self.whole.readers]
        self.readers_control = SelectMultiple(
            options=names, description="Readers (none chosen: all)"
        )
        self.only_control = Checkbox(
            description="Only where we differ", indent=False, value=False
        )
        self.count = HTML()
        self.article = HTML()
        self.card = HTML()
        self.table = HTML()
        self.figures = HTML()
        self.front = Front()

    def _arranged(self) -> list:
        """The controls and the views in their places; compare.css sizes them."""
        controls = HBox([self.readers_control, self.only_control])
        views = HBox([self.article, self.card])
        controls.add_class("comparison-controls")
        views.add_class("comparison-views")
        self.table.add_class("comparison-rows")
        for view in (self.article, self.card, self.table):
            view.add_class("comparison-box")
        self.count.add_class("comparison-count")
        self.figures.add_class("comparison-figures")
        self.add_class("comparison")
        return [controls, self.count, views, self.table, self.figures, self.front]

    @property
    def shown_passages(self) -> list[Passage]:
        """The rows that the table shows."""
        rows = self.compared.differing_first
        if self.only_differing:
            return [one for one in rows if self.compared.differs(one)]
        return rows

    def _passage(self) -> Passage | None:
        """The selected row; None where there is none."""
        for one in self.compared.passages:
            if one.number == self.selected:
                return one
        return None

    def _show(self, change: Mapping | None = None) -> None:
        """Sets every view to what the traits say."""
        if self._quiet:
            return
        try:
            if change is None or change["name"] == "chosen":
                self.compared = self.whole.of(self.chosen or self.readers)
            with self._silence():
                self._settle(change)
            self._set_views()
        except Exception as error:  # raised in a callback it would appear nowhere
            self.count.value = _complaint(error)

    def _settle(self, change: Mapping | None) -> None:
        """Lets the controls say what the traits say, and the selected row be one."""
        self.readers_control.value = self.chosen
        self.only_control.value = self.only_differing
        renumbered = change is not None and change["name"] == "chosen"
        if renumbered or self._passage() is None:
            self.selected = 0

    def _set_views(self) -> None:
        compared, passage = self.compared, self._passage()
        rows = self.shown_passages
        columns = len(compared.readers) <= page.MOST_COLUMNS
        listed = page.passages_html(compared, rows, self.selected, columns)
        shaded = page.shaded_html(compared, self._reading, passage)
        self.article.value = _view("Article", shaded)
        self.card.value = _view("Each reader", page.card_html(compared, passage))
        self.table.value = _view("Passages", listed)
        self.count.value = str(_opening(compared))
        self.figures.value = str(_figures(compared))

    @property
    def _reading(self) -> Reading:
        """Any reading of the article, for what is known of its paragraphs."""
        return next(iter(self.whole.readings.values()))

    def _readers_set(self, change: Mapping) -> None:
        if not self._quiet:
            self.chosen = change["new"]

    def _only_set(self, change: Mapping) -> None:
        if not self._quiet:
            self.only_differing = change["new"]

    def _heard(self, _, message: Mapping, __) -> None:
        """Does what the page asks: chooses a row, or lets it go."""
        number = message.get("select")
        if type(number) is int:
            self.selected = 0 if number == self.selected else number

    @contextmanager
    def _silence(self):
        """Changes in between show nothing."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def __repr__(self) -> str:
        return "\n".join(self.sentences)

    def _repr_mimebundle_(self, **kwargs) -> dict:
        """The widget and, for pages without a kernel, all that it can show."""
        bundle = super()._repr_mimebundle_(**kwargs)
        static = static_html(self.compared, self._reading)
        return {
            **bundle,
            "text/plain": repr(self),
            "text/html": without_formulas(static),
        }


def static_html(compared: Compared, reading: Reading) -> Markup:
    """The whole comparison as HTML, without controls."""
    return Markup("<p>{}</p>{}{}{}{}{}").format(
        NO_KERNEL,
        _opening(compared),
        page.shaded_html(compared, reading),
        page.passages_folded(compared),
        _figures(compared),
        page.words_html(compared),
    )


def _figures(compared: Compared) -> Markup:
    """The agreement as a table, and in sentences."""
    figures = table_html(compared.agreement_frame(), AGREEMENT)
    return figures + page.sentences_html(compared.figures)


def _opening(compared: Compared) -> Markup:
    """The finding, and what is not compared."""
    lines = [Markup("<b>{}</b>").format(compared.finding)]
    lines += [escape(fault) for fault in compared.not_compared]
    return Markup("<p>{}</p>").format(Markup("<br>").join(lines))


def _view(label: str, html: Markup) -> str:
    """The inside of a box: its name for screen readers, and what it shows."""
    return str(Markup('<div data-label="{}">{}</div>').format(label, html))


def _complaint(error: Exception) -> str:
    """What went wrong, and what the reader can do."""
    if isinstance(error, ReadingError):
        return str(escape(f"{error} The views below show what they showed before."))
    said = f"The views could not be drawn ({type(error).__name__}: {error})."
    return str(escape(f"{said} Run this cell again."))
