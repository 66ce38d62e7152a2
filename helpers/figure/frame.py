"""The frame of a timeline: bare axes, panels of years and of days with their heads."""

from collections.abc import Iterable
from datetime import date

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..dates import MONTHS, PartialDate
from .panel import Panel
from .shapes import known_days
from .style import DAYS_BAND, LETTERS, PERIOD_BAND, RULE, Span

MOST_YEARS = 10  # with a head of their own
ROUND_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # from head to head
HEAD_OF_DAYS = -0.06  # inches above the rows
HEAD_OF_MONTHS = -0.24 * LETTERS


def new_figure(wide: float, high: float) -> Figure:
    """A closed white figure of that size in inches."""
    figure = plt.figure(figsize=(wide, high), facecolor="white")
    plt.close(figure)
    return figure


def bare_axes(
    figure: Figure, left: float, top: float, wide: float, high: float
) -> Axes:
    """Axes without frame or ticks at that place, in inches from the upper left.

    Their x and y are inches too; y runs down from the top.
    """
    width, height = figure.get_size_inches()
    bottom = height - top - high
    box = (left / width, bottom / height, wide / width, high / height)
    axes = figure.add_axes(box, facecolor="none")
    axes.set(xlim=(0, wide), ylim=(high, 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    return axes


def years_panel(axes: Axes, years: Span, wide: float, days: Span | None) -> Panel:
    """The panel of whole years; a grey band shows the days that the other panel has."""
    panel = Panel.on(axes, years, wide)
    headed = years_headed(years)
    for year in headed:
        start = date(year, 1, 1).toordinal()
        panel.rule(start, 0.7, RULE)
        middle = start + 183 if headed.step == 1 else start
        panel.head(middle, HEAD_OF_DAYS, str(year))
    panel.rule(years.after, 0.7, RULE)
    if days and panel.within(*days):
        after = max(days.after, days.first + 0.05 * panel.inch)
        panel.band(days.first, after, DAYS_BAND, "days")
    return panel


def years_headed(days: Span) -> range:
    """The years that get a head: all, or the round ones, so that there are ten or
    fewer."""
    first = date.fromordinal(days.first).year
    last = date.fromordinal(days.after - 1).year
    least = (last - first + 1) / MOST_YEARS
    step = next(years for years in ROUND_YEARS if years >= least)
    return range(first + -first % step, last + 1, step)


def days_panel(axes: Axes, days: Span, wide: float) -> Panel:
    """The panel of days: a column for each."""
    panel = Panel.on(axes, days, wide, whole=False)
    for day in range(days.first, days.after + 1):
        panel.rule(day, 0.5, RULE)
    for day in range(days.first, days.after, _step_of_days(days.days)):
        number = date.fromordinal(day).day
        panel.head(day + 0.5, HEAD_OF_DAYS, str(number))
    months = {}  # each once, in order
    for day in (days.first, days.after - 1):
        end = date.fromordinal(day)
        months[f"{MONTHS[end.month - 1]} {end.year}"] = True
    panel.head(days.middle, HEAD_OF_MONTHS, " to ".join(months))
    return panel


def _step_of_days(days: int) -> int:
    """Of so many days in a panel every which one has a head."""
    if days <= 9:
        return 1
    return 2 if days <= 16 else 5


def draw_periods(panel: Panel, periods: Iterable[PartialDate]) -> list[PartialDate]:
    """Draws a band for each of these periods that the panel has, and gives those."""
    shown = []
    for period in periods:
        days = known_days(period)
        if not panel.within(*days):
            continue
        start, after = panel.inside(*days)
        panel.band(start, after, PERIOD_BAND, "period")
        shown.append(period)
    return shown
