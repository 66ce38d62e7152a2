"""What the timeline's colours and marks mean: under it, folded away, and in a file."""

from functools import lru_cache
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from ..figure.colours import Voice
from ..figure.key import WIDE, Entry, draw_key, key_height, voice_entries
from ..figure.panel import Panel
from ..figure.style import MOST_ROWS, SMALL_SIZE, Span
from .canvas import LETTERS, Canvas, svg_of

KEY_INCH = 72 * LETTERS / SMALL_SIZE  # pixels to an inch, where letters are as high
SAMPLE_HIGH = 22  # pixels


class Key(NamedTuple):
    """The key as SVG, and its height in pixels."""

    svg: Markup
    high: float


def drawn_key(entries: list[Entry], wide: float) -> Key:
    """The key in lines of that width, for a file."""
    inches = wide / KEY_INCH
    high = key_height(entries, inches) * KEY_INCH
    canvas = Canvas(0, 0, wide, KEY_INCH)
    draw_key(canvas, entries, inches)
    return Key(svg_of(canvas.taken()), high)


@lru_cache(maxsize=32)
def key_html(entries: tuple[Entry, ...]) -> Markup:
    """The key, folded away: a list of samples with their words; empty for no entry."""
    if not entries:
        return Markup()
    item = Markup("<li>{}{}</li>")
    items = Markup().join(item.format(_sample(entry), entry.words) for entry in entries)
    return Markup(
        "<details><summary>What the marks mean</summary><ul>{}</ul></details>"
    ).format(items)


def _sample(entry: Entry) -> Markup:
    wide = WIDE * KEY_INCH + 4
    canvas = Canvas(2, 0, wide, KEY_INCH)
    panel = Panel(canvas, Span(0, 100), 1.0)
    entry.draw(panel, 0, SAMPLE_HIGH / 2 / KEY_INCH)
    return Markup(
        '<svg width="{:.0f}" height="{}" aria-hidden="true" font-size="{}">{}</svg>'
    ).format(wide, SAMPLE_HIGH, LETTERS, svg_of(canvas.taken()))


def swatches(voices: list[Voice], events: pd.DataFrame) -> Markup:
    """Who says so by colour, and the events without any date as buttons."""
    colours = {}
    for voice in voices:
        colours.setdefault(voice.name, voice.colour)
    html = Markup()
    for entry, colour in zip(voice_entries(voices), colours.values()):
        swatch = Markup('<i style="background:{}"></i>').format(colour)
        html += Markup("<span>{}{}</span>").format(swatch, entry.words)
    undated = []
    for row, dates in enumerate(
        zip(events["date"].tolist(), events["record_date"].tolist())
    ):
        if not any(dates):
            undated.append(row)
    if 0 < len(undated) <= MOST_ROWS:
        html += _undated(events.iloc[undated])
    return html


def _undated(events: pd.DataFrame) -> Markup:
    button = Markup(' <button data-event="{}" title="{}">{}</button>')
    buttons = Markup()
    for event in events.itertuples():
        buttons += button.format(event.id, event.title, event.number)
    return Markup("<span>without a date:{}</span>").format(buttons)
