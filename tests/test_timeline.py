"""The timeline: nothing overlaps, nothing is cut off, and no mark claims more than is known."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from markupsafe import escape
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.testing.compare import compare_images

from helpers import ReadingError, load_reading, parse_date, plot_timeline
from helpers.checking.dating import agreement
from helpers.dates import in_words
from helpers.figure.colours import OTHERS, PALETTE, voices_of
from helpers.figure.fonts import svg_of
from helpers.figure.key import SHAPES
from helpers.figure.letters import POINTS
from helpers.figure.style import GREY, INK, MOST_ROWS, RECORD, SMALL_SIZE
from helpers.show import narrowest
from helpers.timeline import describe_timeline, layout_of, ranges

READING = load_reading("kardashian-la-raids")
BASELINE = Path(__file__).parent / "data" / "timeline.png"
BUILD = Path(__file__).parent.parent / "build"
DATES = [
    *("2018", "/2018", "2018/", "../2018", "2018/..", "2018-05-03~", "2019?/2020"),
    *("2018-06-1X", "2018-22", "2018-05", "/2018-05-03", "2018-05-03/", "201X"),
]
EXTENTS = ["moment", "span", "state", ""]
MEANING = {name: entry.words for name, entry in SHAPES.items()}


def whole():
    return plot_timeline(READING, years=(2018, 2025), detail="2025-06-05/2025-06-12")


def made(
    dates, extent="moment", title="An event with a title of some length", records=""
):
    """A reading whose events differ in their dates alone."""
    one = READING.events.iloc[[0] * len(dates)].reset_index(drop=True)
    records = [records] * len(dates) if isinstance(records, str) else records
    when = [parse_date(text) for text in dates]
    noted = [parse_date(text) if text else None for text in records]
    events = one.assign(
        id=[f"event-{n}" for n in range(1, len(dates) + 1)],
        number=range(1, len(dates) + 1),
        title=title,
        date=dates,
        extent=extent,
        earliest=pd.to_datetime([w.earliest for w in when]),
        latest=pd.to_datetime([w.latest for w in when]),
        when=[in_words(w, extent) for w in when],
        record_date=records,
        record_earliest=pd.to_datetime([w and w.earliest for w in noted]),
        record_latest=pd.to_datetime([w and w.latest for w in noted]),
        agreement=[agreement(w, r, extent) if r else "" for w, r in zip(when, noted)],
    )
    return replace(READING, events=events, about=READING.about | {"periods": {}})


def drawn_by(reading, **wanted):
    return plot_timeline(reading, **wanted).figure


def artists(figure, panel=None):
    axes = figure.axes if panel is None else [figure.axes[panel]]
    return [a for one in axes for a in (*one.texts, *one.patches, *one.lines)]


def boxes(figure, labels, panel=None):
    """The extents in pixels of the figure's artists that carry one of the labels, as drawn."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    return [
        artist.get_window_extent(renderer)
        for artist in artists(figure, panel)
        if artist.get_label() in labels
    ]


def days_of(figure, *labels, panel=1):
    """The first and the last x of the shapes that carry one of the labels, in order."""
    found = []
    for patch in figure.axes[panel].patches:
        if patch.get_label() in labels:
            xs = patch.get_xy()[:, 0]
            found.append((xs.min(), xs.max()))
    return found


def labels_of(figure, panel=1):
    return [artist.get_label() for artist in artists(figure, panel)]


def key_of(figure):
    """What the key says, in its order."""
    texts = [text for axes in figure.axes for text in axes.texts]
    return [text.get_text() for text in texts if text.get_label() == "key"]


def edges(figure, panel=1):
    return figure.axes[panel].get_xlim()


def ordinal(text):
    return date.fromisoformat(text).toordinal()


def overlaps(found):
    """Pairs of boxes that share more than a pixel in both directions."""
    return [
        (a, b)
        for n, a in enumerate(found)
        for b in found[n + 1 :]
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1
        and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]


TEXTS = ("label", "number", "tick", "key")
MARKS = (
    *("day", "within", "throughout", "wedge", "strip", "state", "arrow"),
    *("record", "pointer"),
)
FIGURES = [
    lambda: whole().figure,
    lambda: drawn_by(READING),
    *(lambda extent=extent: drawn_by(made(DATES, extent)) for extent in EXTENTS),
]


@pytest.mark.parametrize("figure", FIGURES)
def test_no_label_touches_another_or_a_mark_and_nothing_is_cut_off(figure):
    figure = figure()
    texts, marks = boxes(figure, TEXTS), boxes(figure, MARKS)
    assert len(texts) > 20
    assert len(marks) > 10
    assert overlaps(texts) == []
    assert [
        pair for text in texts for pair in overlaps([text, *marks]) if pair[0] is text
    ] == []
    width, height = figure.bbox.size
    assert [
        b
        for b in texts + marks
        if b.x0 < 0 or b.y0 < 0 or b.x1 > width or b.y1 > height
    ] == []


def test_the_measure_of_overlap_can_fail():
    figure = whole().figure
    label = next(
        artist for artist in artists(figure, 0) if artist.get_label() == "label"
    )
    label.set_text(label.get_text() * 4)
    assert overlaps(boxes(figure, TEXTS + MARKS)) != []


@pytest.mark.parametrize(
    "title",
    [
        "W" * 300,
        "long " * 60,
        "$x^2$ and $y",
        "<b>&amp;</b>",
        "ticks `n` and\nlines",
        " ",
    ],
)
def test_a_title_of_any_shape_stays_in_its_place(title):
    figure = drawn_by(made(["2018", "2019"], title=title))
    assert overlaps(boxes(figure, TEXTS + MARKS)) == []
    assert all(
        box.x1 < figure.axes[1].get_window_extent().x0
        for box in boxes(figure, ["label"])
    )


def test_days_of_june_can_be_told_apart():
    figure = whole().figure
    figure.draw(FigureCanvasAgg(figure).get_renderer())
    ninth, tenth = (
        figure.axes[2].transData.transform((ordinal(f"2025-06-{day}"), 0))[0]
        for day in ("09", "10")
    )
    assert tenth - ninth > 0.2 * figure.dpi


@pytest.mark.parametrize(
    "text", ["2018", "2018-05", "2018-22", "2018-06-1X", "2018-05/2018-08"]
)
@pytest.mark.parametrize("extent", ["moment", ""])
def test_a_hollow_bar_is_as_wide_as_what_is_known(text, extent):
    figure = drawn_by(made([text], extent), years=(2018, 2018), detail="")
    (bar,) = days_of(figure, "within")
    when = parse_date(text)
    assert bar == (when.earliest.toordinal(), when.latest.toordinal() + 1)
    face = next(p for p in figure.axes[1].patches if p.get_label() == "within")
    assert face.get_facecolor()[3] < 0.3
    assert labels_of(figure).count("sign inside") == (extent == "")


@pytest.mark.parametrize("extent", ["moment", ""])
@pytest.mark.parametrize(
    ("text", "sides"),
    [("/2018", [0]), ("2018/", [1]), ("/2018-05-03", [0]), ("2018-05-03/", [1])],
)
def test_an_unknown_side_is_a_pale_strip_to_the_panels_edge(text, sides, extent):
    for years in ((2018, 2018), (2017, 2025)):
        figure = drawn_by(made([text], extent), years=years, detail="")
        strips, (bar,) = days_of(figure, "strip"), days_of(figure, "within")
        assert len(strips) == len(sides) == labels_of(figure).count("sign end")
        for side, strip in zip(sides, strips):
            assert strip[side] == pytest.approx(edges(figure)[side])
            assert strip[1 - side] == pytest.approx(bar[side], abs=20)
        strip = next(p for p in figure.axes[1].patches if p.get_label() == "strip")
        assert strip.get_facecolor()[3] < 0.3


@pytest.mark.parametrize(("text", "side"), [("/2018", 0), ("2018/", 1)])
def test_the_side_of_a_bar_that_is_unknown_has_no_edge(text, side):
    figure = drawn_by(made([text]), years=(2018, 2018), detail="")
    (outline,) = [a for a in figure.axes[1].lines if a.get_label() == "outline"]
    xs = outline.get_xdata()
    upright = {a for a, b in zip(xs, xs[1:]) if a == b}
    (bar,) = days_of(figure, "within")
    assert upright == {bar[1 - side]}


def test_a_span_until_a_year_is_a_filled_strip_and_then_a_wedge_to_a_point():
    figure = drawn_by(made(["/2018"], "span"), years=(2015, 2020), detail="")
    first, last = ordinal("2018-01-01"), ordinal("2019-01-01")
    assert days_of(figure, "strip") == [(pytest.approx(edges(figure)[0]), first)]
    assert days_of(figure, "wedge") == [(first, last)]
    wedge = next(p for p in figure.axes[1].patches if p.get_label() == "wedge")
    tips = [y for x, y in wedge.get_xy() if x == last]
    assert max(tips) == min(tips)
    assert all(
        p.get_facecolor()[3] == 1
        for p in figure.axes[1].patches
        if p.get_label() in ("strip", "wedge")
    )


def test_a_span_is_filled_only_for_the_days_it_surely_lasted():
    figure = drawn_by(made(["2018/2020"], "span"), detail="")
    core = (ordinal("2018-12-31"), ordinal("2020-01-02"))
    assert days_of(figure, "throughout") == [core]
    assert days_of(figure, "wedge") == [
        (ordinal("2018-01-01"), core[0]),
        (core[1], ordinal("2021-01-01")),
    ]
    figure = drawn_by(made(["2018/2018"], "span"), detail="")
    assert [name for name in labels_of(figure) if name in MARKS] == ["within"]


def test_a_span_of_a_year_is_a_filled_bar_and_a_moment_in_it_a_hollow_one():
    year = (ordinal("2018-01-01"), ordinal("2019-01-01"))
    figure = drawn_by(made(["2018"], "span"), detail="")
    assert days_of(figure, "throughout") == [year]
    figure = drawn_by(made(["2018"], "moment"), detail="")
    assert days_of(figure, "within") == [year]


def test_a_state_is_a_stroke_with_strips_to_both_edges():
    figure = drawn_by(made(["2018-06-10~"], "state"), years=(2016, 2020), detail="")
    left, right = days_of(figure, "strip")
    middle = ordinal("2018-06-10") + 0.5
    assert left == pytest.approx((edges(figure)[0], middle))
    assert right == pytest.approx((middle, edges(figure)[1]))
    ((start, end),) = days_of(figure, "state")
    assert start < middle < end
    assert labels_of(figure).count("sign end") == 2


@pytest.mark.parametrize("extent", ["moment", "span", ""])
@pytest.mark.parametrize(("text", "side"), [("../2018", 0), ("2018/..", 1)])
def test_an_open_side_ends_in_an_arrowhead_and_has_no_question_mark(text, side, extent):
    figure = drawn_by(made([text], extent), years=(2016, 2020), detail="")
    assert "sign end" not in labels_of(figure)
    ((arrow),) = days_of(figure, "arrow")
    panel_ends = (ordinal("2016-01-01"), ordinal("2021-01-01"))
    assert arrow[1 - side] == panel_ends[side]


def record_places(figure, panel):
    return [
        patch.get_xy()[0]
        for patch in figure.axes[panel].patches
        if patch.get_label() == "record"
    ]


UNKNOWN = [
    ("/2018", "moment", "2016-05-03"),
    ("/2018", "moment", "2018-05-03"),
    ("/2018", "span", "/2018-06-06"),
    ("2018/", "moment", "2020-12-31"),
    ("2018/", "span", "2018-03/"),
    ("/2025-06-10~", "moment", "2025-06-06"),
    ("2025-06-06/", "moment", "2025-06-10"),
]


@pytest.mark.parametrize(("text", "extent", "record"), UNKNOWN)
@pytest.mark.parametrize("years", [(2014, 2026), (2018, 2025)])
def test_the_records_triangle_is_inside_strip_or_bar_where_the_two_agree(
    text, extent, record, years
):
    reading = made([text], extent, records=record)
    assert set(reading.events["agreement"]) == {"within"}
    figure = drawn_by(reading, years=years, detail="2025-06-04/2025-06-12")
    assert_triangles_inside(figure)


def assert_triangles_inside(figure):
    for panel in (1, 2):
        covered = days_of(
            figure, "strip", "within", "wedge", "throughout", "day", panel=panel
        )
        for x, _ in record_places(figure, panel):
            assert any(start <= x <= end for start, end in covered)


def test_every_triangle_of_the_bundled_reading_that_agrees_is_inside_its_mark():
    events = READING.events
    half = events["date"].str.startswith("/") | events["date"].str.endswith("/")
    agreeing = events[half & (events["agreement"] == "within")]
    assert len(agreeing) > 0
    for row in agreeing.index:
        one = replace(READING, events=events.loc[[row]], _whole=READING)
        assert_triangles_inside(drawn_by(one, years=(2018, 2025)))


@pytest.mark.parametrize("years", [(2018, 2025), (2018, 2018), (2020, 2020)])
def test_no_date_of_the_record_vanishes(years):
    """It has a triangle, or one at the edge that points to where it is."""
    for event in READING.events.itertuples():
        if not event.record_date:
            continue
        one = replace(READING, events=READING.events.loc[[event.Index]], _whole=READING)
        figure = drawn_by(one, years=years)
        assert {"record", "pointer"} & set(labels_of(figure))


def test_the_days_are_the_same_in_every_picture_of_a_reading():
    days = layout_of(READING).days
    for part in (
        READING.where(people="alice-johnson"),
        READING.where(years=2018),
        READING.where(asserted_by="kim-kardashian"),
        READING.where(words="nothing has these words"),
    ):
        assert layout_of(part).days == days
    named = {*READING.events["date"], *READING.events["record_date"]}
    assert days.first <= ordinal("2025-06-06") < days.after
    assert "2025-06-06" in named


def test_days_outside_the_years_wanted_have_no_panel():
    assert layout_of(READING, years=(2018, 2020)).days is None
    assert layout_of(READING, years=(2018, 2025)).days is not None
    assert layout_of(READING, detail="").days is None


@pytest.mark.parametrize("extent", EXTENTS)
@pytest.mark.parametrize("text", [*DATES, "2001", "2018/2018", "2018-05-03~/2020"])
def test_the_key_explains_each_shape_drawn_and_no_other(text, extent):
    assert_all_is_explained(text, extent)


@pytest.mark.parametrize("record", ["2018-06-06", "/2018-06-06", "1999", "1999/2030"])
def test_the_key_explains_what_is_drawn_of_the_record(record):
    assert_all_is_explained("2018", "moment", record)


def assert_all_is_explained(text, extent, record=""):
    reading = made([text], extent, records=record)
    figure = drawn_by(reading, years=(2018, 2020), detail="")
    drawn = {label.removeprefix("sign ") for label in labels_of(figure)}
    expected = {MEANING[name] for name in drawn & MEANING.keys()}
    unexplained = drawn - MEANING.keys()
    assert {n for n in unexplained if not n.startswith("_")} <= {
        *("strip", "outline", "record line", "tick")
    }
    assert ("strip" in drawn) <= bool({"end", "arrow"} & drawn)
    expected.add("the narrator says so")
    assert set(key_of(figure)) == expected


def test_the_key_is_above_the_rows():
    figure = whole().figure
    lowest = min(box.y0 for box in boxes(figure, ["key"]))
    assert lowest > max(box.y1 for box in boxes(figure, ["label", "number"]))


def test_a_named_period_is_a_band_with_its_words_in_the_key():
    figure = drawn_by(READING, years=(2016, 2025))
    (band,) = [p for p in figure.axes[1].patches if p.get_label() == "period"]
    start = band.get_x()
    assert start == ordinal("2017-01-20")
    assert start + band.get_width() == ordinal("2021-01-21")
    said = key_of(figure)
    assert any("the president's first term, on the record" in words for words in said)
    figure = drawn_by(READING, years=(2022, 2025))
    assert "period" not in labels_of(figure)
    assert not any("term" in words for words in key_of(figure))


@pytest.mark.parametrize("text", ["2018-05-03~/2020", "2018/2020-05-03?"])
def test_a_span_from_or_to_about_a_day_has_a_dashed_edge(text):
    assert "dashed" in labels_of(drawn_by(made([text], "span"), detail=""))
    plain = text.strip("?").replace("~", "")
    assert "dashed" not in labels_of(drawn_by(made([plain], "span"), detail=""))


@pytest.mark.parametrize(
    "days", [["0001-01-01", "0001-01-02"], ["9999-12-30", "9999-12-31"]]
)
def test_the_days_at_either_end_of_the_calendar_can_be_drawn(days):
    ticks = [text.get_text() for text in drawn_by(made(days)).axes[2].texts]
    assert {str(int(day[-2:])) for day in days} <= set(ticks)


def test_an_event_outside_the_years_is_an_arrowhead_at_the_edge():
    figure = drawn_by(made(["2001", "2030"]), years=(2018, 2020), detail="")
    assert [name for name in labels_of(figure) if name in MARKS] == ["arrow", "arrow"]
    left, right = days_of(figure, "arrow")
    assert left[0] < left[1] == ordinal("2018-01-01")
    assert right[1] > right[0] == ordinal("2021-01-01")


@pytest.mark.parametrize(
    ("text", "arrows"),
    [("2001/2019", 1), ("2019/2030", 1), ("2001/2030", 2), ("2018/2020", 0)],
)
@pytest.mark.parametrize("extent", ["moment", "span"])
def test_a_bar_that_goes_on_beyond_the_years_is_cut_off_with_an_arrowhead(
    text, arrows, extent
):
    figure = drawn_by(made([text], extent), years=(2018, 2020), detail="")
    assert len(days_of(figure, "arrow")) == arrows
    first, last = ordinal("2018-01-01"), ordinal("2021-01-01")
    for start, end in days_of(figure, "within", "throughout", "wedge"):
        assert first <= start < end <= last


def luminance(colour):
    channels = np.array(to_rgb(colour))
    linear = np.where(
        channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
    )
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def on_dark(colour):
    """What CSS makes of the colour by `invert(1) hue-rotate(180deg)` (Filter Effects, 1)."""
    inverted = 1 - np.array(to_rgb(colour))
    turned = np.array(
        [
            [-0.574, 1.43, 0.144],
            [0.426, 0.43, 0.144],
            [0.426, 1.43, -0.856],
        ]
    )
    return np.clip(turned @ inverted, 0, 1)


@pytest.mark.parametrize("colour", [INK, GREY, RECORD, OTHERS, *PALETTE])
def test_every_colour_can_be_read_on_a_light_and_on_a_dark_ground(colour):
    assert contrast(colour, "white") >= 4.5
    assert contrast(on_dark(colour), "#111111") >= 4.5
    assert contrast(on_dark(colour), "#212121") >= 4.5


def test_whoever_says_so_has_a_colour_of_their_own_and_the_narrator_is_in_ink():
    voices = voices_of(READING)
    colours = {voices[one].colour for one in set(READING.events["asserted_by"])}
    assert voices["narrator"].colour == INK
    assert len(colours) == READING.events["asserted_by"].nunique() > 1
    assert RECORD not in {INK, OTHERS, *PALETTE}
    assert len(set(PALETTE)) == len(PALETTE)
    figure = whole().figure
    said = set(key_of(figure))
    assert {"the narrator says so", "Kim Kardashian says so"} <= said


def test_a_colour_stays_with_its_voice_in_a_part_of_the_reading():
    part = READING.where(asserted_by="kim-kardashian")
    assert voices_of(part) == voices_of(READING)


def test_whoever_comes_after_the_last_colour_is_one_of_the_others():
    ids = [f"person-{n}" for n in range(len(PALETTE) + 2)]
    person = READING.people.iloc[[0] * len(ids)]
    people = person.assign(id=ids, name=[f"Person {id}" for id in ids])
    events = made(["2018"] * len(ids)).events.assign(asserted_by=ids, who_says_so=ids)
    reading = replace(
        READING, people=people, events=events, quotations=READING.quotations.iloc[:0]
    )
    voices = voices_of(reading)
    assert [voices[id].colour for id in ids] == [*PALETTE, OTHERS, OTHERS]
    assert key_of(drawn_by(reading)).count("others say so") == 1


def test_no_letter_is_smaller_than_eleven_pixels_at_any_width():
    figure = whole().figure
    sizes = [text.get_fontsize() for axes in figure.axes for text in axes.texts]
    smallest = min(sizes)
    assert smallest >= SMALL_SIZE
    scale = narrowest(figure) / (figure.get_figwidth() * POINTS)
    assert smallest * scale >= 10.99
    assert f"min-width:{narrowest(figure)}px" in whole().html


def test_the_figure_is_closed_and_opaque_and_the_readers_settings_are_left_alone():
    before = dict(plt.rcParams)
    figure = whole().figure
    assert plt.get_fignums() == []
    assert figure.get_facecolor() == (1.0, 1.0, 1.0, 1.0)
    assert dict(plt.rcParams) == before


def test_the_picture_is_the_same_each_time():
    assert whole().html == whole().html


def test_the_sentences_say_what_the_rows_say():
    picture = plot_timeline(READING)
    events = READING.events.sort_values("number")
    assert picture.sentences == describe_timeline(events)
    assert len(picture.sentences) == len(events)
    for sentence, event in zip(picture.sentences, events.itertuples()):
        assert f'<li value="{event.number}">{escape(sentence)}</li>' in picture.html
        for words in (
            event.title.rstrip("."),
            event.kind,
            event.who_says_so,
            event.record_when,
            event.when[1:],
        ):
            assert words in sentence


def test_the_small_line_of_a_row_says_when_and_who_says_so():
    figure = whole().figure
    shown = " ".join(
        artist.get_text()
        for artist in artists(figure, 0)
        if artist.get_label() == "label"
    )
    for event in READING.events.itertuples():
        assert event.when in shown
        assert event.who_says_so in shown


def test_the_caption_says_how_many_are_known_to_the_year_at_best():
    coarse = [
        event.number
        for event in READING.events.sort_values("number").itertuples()
        if not any(
            side is not None and side.precision not in ("year", "decade", "century")
            for side in parse_date(event.date).ends
        )
    ]
    said = (
        f"From the article alone, {len(coarse)} of the {len(READING.events)} events are "
        f"known to the year at best ({ranges(coarse)})"
    )
    assert plot_timeline(READING).caption == said
    assert plot_timeline(READING, caption="My own").caption == "My own"


@pytest.mark.parametrize(
    ("dates", "caption"),
    [
        (
            ["2018-05", "2018-05-03"],
            "The article dates the 2 events more closely than to the year",
        ),
        (
            ["2018"],
            "From the article alone, the one event is known to the year at best (1)",
        ),
        (
            ["/2018", "/2018-05", "201X"],
            "From the article alone, 2 of the 3 events are known to the year at best (1, 3)",
        ),
        ([], "The article dates none of the 0 events"),
    ],
)
def test_the_caption_is_worked_out_for_any_reading(dates, caption):
    assert plot_timeline(made(dates)).caption == caption


def test_the_caption_of_a_part_says_of_how_many():
    part = READING.where(people="alice-johnson")
    of = f"the {len(part.events)} events shown, of {len(READING.events)}"
    assert of in plot_timeline(part).caption


def test_an_event_without_a_date_has_a_row_without_a_mark_and_is_counted():
    reading = made(["2018", "2018-05"])
    events = reading.events.copy()
    events.loc[1, ["date", "when"]] = ""
    events.loc[1, ["earliest", "latest"]] = pd.NaT
    picture = plot_timeline(replace(reading, events=events))
    shown = [t.get_text() for t in picture.figure.axes[0].texts]
    assert any(words.startswith("no date in the article") for words in shown)
    assert picture.caption.endswith("; 1 has no date in it (2)")
    assert picture.sentences[1].startswith("Without a date in the article")


def test_the_numbers_in_a_row_are_drawn_together():
    assert ranges([1, 2, 3, 5, 8, 9]) == "1–3, 5, 8–9"
    assert ranges([]) == ""


def test_a_filtered_timeline_keeps_the_numbers():
    part = READING.where(people="alice-johnson")
    figure = drawn_by(part)
    numbers = [a.get_text() for a in artists(figure) if a.get_label() == "number"]
    assert numbers == [str(number) for number in sorted(part.events["number"])]


def test_two_readings_with_equal_numbers_are_drawn_each_with_its_own_rows():
    one, other = made(["2018"], title="One"), made(["2019"], title="Other")
    for reading, title in ((one, "One"), (other, "Other"), (one, "One")):
        shown = [t.get_text() for t in drawn_by(reading).axes[0].texts]
        assert title in shown


def test_what_is_drawn_of_an_event_is_named_with_its_id():
    figure = whole().figure
    names = {artist.get_gid().rpartition(".")[0] for artist in artists(figure)}
    assert {f"event.{id}" for id in READING.events["id"]} <= names
    others = {name for name in names if not name.startswith("event.")}
    assert others == {"band", "head", "grid", "key"}
    gids = [artist.get_gid() for artist in artists(figure)]
    assert len(gids) == len(set(gids))


def test_no_events_are_said_to_be_none():
    figure = drawn_by(READING.where(words="nothing has these words"))
    assert "No events to show." in [
        text.get_text() for axes in figure.axes for text in axes.texts
    ]


@pytest.mark.parametrize("years", [(1, 1), (9999, 9999), (1, 9999), 2018])
def test_any_years_of_the_calendar_can_be_drawn(years):
    figure = drawn_by(made(["2018", "/0001", "9999/.."]), years=years, detail="")
    assert overlaps(boxes(figure, ["tick"])) == []


@pytest.mark.parametrize("count", [MOST_ROWS, MOST_ROWS + 1])
def test_beyond_sixty_events_marks_are_in_lanes(count):
    figure = drawn_by(made(["2018"] * count))
    is_in_lanes = len(figure.axes[0].collections) == 1
    assert is_in_lanes == (count > MOST_ROWS)


def test_many_events_are_in_lanes_that_keep_them_apart():
    dates = ["2018", "2019-05", "2020-01-01/2022-05-05", "/2018", "2018/.."] * 30
    figure = drawn_by(made(dates))
    (lanes,) = figure.axes[0].collections
    bars = [
        bar for path in lanes.get_paths() for bar in path.vertices.reshape(-1, 5, 2)
    ]
    spans = sorted(
        (round(ys.min()), xs.min(), xs.max()) for xs, ys in (bar.T for bar in bars)
    )
    assert len(spans) == len(dates) > MOST_ROWS
    assert all(a[2] <= b[1] for a, b in zip(spans, spans[1:]) if a[0] == b[0])
    year = ordinal("2018-01-01")
    assert sum((first, last) == (year, year + 365) for _, first, last in spans) == 90


def test_three_thousand_events_can_be_drawn():
    dates = [
        f"{year}-{month:02}" for year in range(1770, 2020) for month in range(1, 13)
    ]
    picture = plot_timeline(made(dates))
    (lanes,) = picture.figure.axes[0].collections
    assert sum(len(path.vertices) // 5 for path in lanes.get_paths()) == 3000
    assert len(picture.sentences) == 3000
    assert picture.alt.endswith(f"And {3000 - MOST_ROWS} more.")


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (
            {"years": (0, 2018)},
            "years=(0, 2018) is neither a year nor a pair of years from 1 to 9999, first and last; write years=2018 or "
            "years=(2018, 2020).",
        ),
        (
            {"detail": "2018"},
            'detail="2018" is not 31 days or fewer; write detail="2025-06".',
        ),
        (
            {"detail": "/2018-06-06"},
            'detail="/2018-06-06" is not 31 days or fewer; write detail="2025-06".',
        ),
        (
            {"detail": "2025-05-01/2025-06-01"},
            'detail="2025-05-01/2025-06-01" is not 31 days or fewer; write detail="2025-06".',
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(wanted, sentence):
    with pytest.raises(ReadingError) as error:
        plot_timeline(READING, **wanted)
    assert str(error.value) == sentence


def test_thirty_one_days_have_a_panel():
    figure = drawn_by(READING, detail="2025-05-01/2025-05-31")
    assert len(figure.axes) == 4


def test_the_parts_of_a_picture_are_numbered_as_they_come_and_all_are_there():
    svg = svg_of(whole().figure)
    named = re.findall(r'\bid="(part-\d+)"', svg)
    used = re.findall(r'(?:href="#|url\(#)([^")]+)', svg)
    assert sorted(named) == sorted(f"part-{n + 1}" for n in range(len(named)))
    assert set(used) <= set(named)
    assert len(named) > 2
    assert not re.search(r'(?:id="|#)\w*[0-9a-f]{10}["\)]', svg)


def test_the_picture_is_the_one_we_looked_at(tmp_path):
    """To accept a new picture, look at build/timeline.png and copy it over tests/data/timeline.png.

    The edges of a bar may fall on the next pixel with another version of NumPy, a difference of 2.75.
    """
    whole().figure.savefig(tmp_path / "timeline.png", dpi=60)
    if difference := compare_images(BASELINE, tmp_path / "timeline.png", tol=3):
        BUILD.mkdir(exist_ok=True)
        shutil.copy(tmp_path / "timeline.png", BUILD)
        pytest.fail(difference)
