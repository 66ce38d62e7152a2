"""The article from its first word to its last, in two figures: who speaks, and which time is told of.

The shapes of the marks are those of the timeline.
"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..errors import shown
from ..figure.lanes import known_days, year_ticks
from ..figure.rows import (
    GREY,
    LINE,
    MARGIN,
    PADDING,
    RULE,
    STYLE,
    Row,
    bare_axes,
    draw_rows,
    drawable,
)
from ..figure.shapes import INK
from ..reading import Reading
from ..show import Page, figure_html, figure_image
from ..timeline import MOST_ROWS, apart, year_span
from .voices import NARRATION, REPORTED, voice_names, voices, voices_table

VOICES = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#56B4E9",
    "#CC79A7",
    "#F0E442",
)  # Okabe and Ito's, in this order
NARRATOR_COLOUR, HATCHED = "#8c8c8c", "#ededed"
LANE, NAMES, TEXT = (
    0.42,
    2.1,
    8.2,
)  # inches: the height of a lane, the width of the names, that of the text


def plot_voices(reading: Reading) -> Figure:
    """The body text from first word to last with a lane for each voice, as a closed figure.

    A bar is a stretch of one voice, as wide as its words are many; hatched ones are reported words, in the narrator's
    lane. The numbers above are those of the paragraphs.
    """
    stretches, table = voices(reading), voices_table(reading).drop("all")
    body, head, foot = LANE * max(len(table), 1), 0.3, 0.42
    width, high = NAMES + TEXT + 2 * MARGIN, head + body + foot
    with plt.rc_context(STYLE):
        figure = plt.figure(figsize=(width, high), facecolor="white")
        plt.close(figure)
        axes = bare_axes(figure, 0, foot, width, body)
        words = max(int(stretches["count"].sum()), 1)
        left, word = MARGIN + NAMES, TEXT / words
        for paragraph, found in stretches.groupby("paragraph"):
            start, wide = (
                left + (found["first"].iloc[0] - 1) * word,
                found["count"].sum() * word,
            )
            axes.plot([start] * 2, [-0.06, body], color=RULE, linewidth=0.7, zorder=-1)
            if wide > 0.14:
                axes.text(
                    start + 0.04,
                    -0.08,
                    str(paragraph),
                    fontsize=8,
                    color=GREY,
                    va="bottom",
                    label="tick",
                )
        axes.plot(
            [left + TEXT] * 2, [-0.06, body], color=RULE, linewidth=0.7, zorder=-1
        )
        others = [voice for voice in table.index if voice != "narrator"]
        colours = {voice: VOICES[n % len(VOICES)] for n, voice in enumerate(others)} | {
            "narrator": NARRATOR_COLOUR
        }
        for lane, (voice, row) in enumerate(table.iterrows()):
            middle = (lane + 0.5) * LANE
            axes.plot(
                [left, left + TEXT], [middle] * 2, color=RULE, linewidth=0.7, zorder=-1
            )
            style = {
                "ha": "right",
                "va": "center",
                "parse_math": False,
                "label": "name",
            }
            name = drawable(shown(row["name"], 40))
            name = axes.text(
                left - 0.12, middle - 0.08, name, fontsize=9.5, color=INK, **style
            )
            wide = name.get_window_extent().width / figure.dpi
            name.set_fontsize(9.5 * min(1, (NAMES - 0.12) / wide))
            counted = f"{row['count']} words, {row['share']}%"
            axes.text(
                left - 0.12, middle + 0.1, counted, fontsize=8, color=GREY, **style
            )
            for stretch in stretches[stretches["voice"] == voice].itertuples():
                reported = stretch.form == REPORTED
                box = (
                    (left + (stretch.first - 1) * word, middle - 0.13),
                    stretch.count * word,
                    0.26,
                )
                style = (
                    {"facecolor": HATCHED, "hatch": "/////"}
                    if reported
                    else {"facecolor": colours[voice]}
                )
                axes.add_patch(
                    Rectangle(
                        *box,
                        edgecolor="#4d4d4d",
                        linewidth=0.6,
                        label=stretch.form,
                        **style,
                    )
                )
        key = bare_axes(figure, left, 0, TEXT, foot)
        used = set(stretches["form"])
        for x, form, said, style in (
            (
                0,
                NARRATION,
                "in the narrator's own words",
                {"facecolor": NARRATOR_COLOUR},
            ),
            (
                2.4,
                REPORTED,
                "reported, in the narrator's words",
                {"facecolor": HATCHED, "hatch": "/////"},
            ),
        ):
            if form in used:
                key.add_patch(
                    Rectangle(
                        (x, 0.15),
                        0.3,
                        0.16,
                        edgecolor="#4d4d4d",
                        linewidth=0.6,
                        **style,
                    )
                )
                key.text(
                    x + 0.38,
                    0.23,
                    said,
                    fontsize=8.5,
                    color=INK,
                    va="center",
                    label="legend",
                )
        key.text(
            TEXT,
            0.23,
            f"{words} words; the numbers above are paragraphs",
            fontsize=8.5,
            color=GREY,
            va="center",
            ha="right",
        )
    return figure


def describe_voices(reading: Reading) -> list[str]:
    """The bars of `plot_voices` as sentences, in the order of the text: words by number, paragraph, whose they are."""
    names, sentences = voice_names(reading), []
    for stretch in voices(reading).itertuples():
        words = f"Words {stretch.first} to {stretch.first + stretch.count - 1}"
        words = words if stretch.count > 1 else f"Word {stretch.first}"
        form = {NARRATION: "", REPORTED: f", reporting {names.get(stretch.speaker)}"}
        said = names[stretch.voice] + form.get(stretch.form, f", {stretch.form}")
        sentences.append(f"{words}, paragraph {stretch.paragraph}: {said}.")
    return sentences


def show_voices(reading: Reading) -> Page:
    """`plot_voices` as a picture with its text alternative, and the same as sentences under it."""
    rows = voices_table(reading)[["name", "count", "share"]].itertuples(
        index=False, name=None
    )
    counted = [f"{name}, {count} words, {share}%" for name, count, share in rows]
    caption = "Who speaks, from the first word of the article to the last"
    sentences = describe_voices(reading)
    return _figure(
        plot_voices(reading), caption, [f"{'; '.join(counted)}.", *sentences], sentences
    )


class _Line(Row):
    """A row of one line or more, without the small one of the timeline."""

    @property
    def height(self) -> float:
        return LINE * len(self.title) + PADDING


def plot_order_of_telling(
    reading: Reading, years: tuple[int, int] | None = None
) -> Figure:
    """The events in the order of the text, from top to bottom, against their dates, as a closed figure.

    The numbers on the left are those of the paragraphs. The shapes are those of `plot_timeline`, all of one colour and
    without the public record's; `years` means the same. Beyond 60 events the marks are thin lines without labels.

    Raises ReadingError where `years` cannot be drawn.
    """
    events = reading.events.sort_values(["start", "end"])
    span = year_span(events, years)
    with plt.rc_context(STYLE):
        if len(events) > MOST_ROWS:
            return _lines(events, span)
        rows = [Row.of(event) for event in events.itertuples()]
        marks = [row.mark._replace(record=None, colour=VOICES[0]) for row in rows]
        lines = [
            _Line(place, row.title, "", mark)
            for place, row, mark in zip(events["paragraph"], rows, marks)
        ]
        figure = draw_rows(lines, None, span, None)
        style = {"fontsize": 8, "color": GREY, "va": "bottom", "label": "tick"}
        figure.axes[0].text(MARGIN, -0.1, "paragraph", **style)
        return figure


def _lines(events: pd.DataFrame, span: tuple[int, int]) -> Figure:
    """Many events: a line each, as wide as what is known of its date."""
    figure, axes = plt.subplots(
        figsize=(8, 6.5), facecolor="white", layout="constrained"
    )
    plt.close(figure)
    dated, start, end = known_days(events)
    place, least = np.arange(1, len(events) + 1)[dated], (span[1] - span[0]) / 500
    axes.hlines(
        place, start, np.maximum(end, start + least), colors=VOICES[0], linewidth=1.5
    )
    axes.set(
        xlim=span, ylim=(len(events) + 1, 0), ylabel="events in the order of the text"
    )
    year_ticks(axes, span)
    axes.spines[["right", "top"]].set_visible(False)
    return figure


def describe_order_of_telling(reading: Reading) -> list[str]:
    """The rows of `plot_order_of_telling` as sentences: paragraph, event, and the date as the article has it."""
    events = reading.events.sort_values(["start", "end"])
    rows = zip(
        events["paragraph"], events["title"].str.rstrip(".").map(apart), events["when"]
    )
    return [
        f"Paragraph {paragraph}: {title}, {when or 'undated'}."
        for paragraph, title, when in rows
    ]


def show_order_of_telling(
    reading: Reading, years: tuple[int, int] | None = None
) -> Page:
    """`plot_order_of_telling` as a picture with its text alternative, and the same as sentences under it."""
    sentences = describe_order_of_telling(reading)
    return _figure(
        plot_order_of_telling(reading, years),
        "The events in the order of the text",
        sentences,
        sentences,
    )


def _figure(
    figure: Figure, caption: str, alternative: list[str], sentences: list[str]
) -> Page:
    """The figure with its caption and text alternative, and the sentences under it."""
    more = (
        f" And {len(alternative) - MOST_ROWS} more."
        if len(alternative) > MOST_ROWS
        else ""
    )
    image = figure_image(
        figure, f"{caption}. {' '.join(alternative[:MOST_ROWS])}{more}"
    )
    return Page(figure_html(image, caption, dict(enumerate(sentences, 1))), caption)
