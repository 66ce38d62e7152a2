"""The timeline: nothing overlaps, nothing is cut off, and no mark claims more than is known."""

import shutil
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.testing.compare import compare_images

from helpers import (
    ReadingError,
    describe_timeline,
    filter_events,
    load_reading,
    parse_date,
    plot_timeline,
)
from helpers.figure.rows import COLOURS
from helpers.figure.shapes import DASHES
from helpers.timeline import MOST_ROWS

READING = load_reading("kardashian-la-raids")
BASELINE = Path(__file__).parent / "data" / "timeline.png"
BUILD = Path(__file__).parent.parent / "build"
SHAPES = [
    "2018",
    "/2018",
    "2018/",
    "../2018",
    "2018/..",
    "2018-05-03~",
    "2019?/2020",
    "2018-06-1X",
    "2018-22",
    "2018-05",
]


def whole():
    return plot_timeline(
        READING.events, years=(2018, 2025), detail="2025-06-05/2025-06-12"
    )


def made(dates, extent="moment", title="An event with a title of some length"):
    """Events that differ in their dates alone."""
    first = READING.events.iloc[[0] * len(dates)].reset_index(drop=True)
    when = [parse_date(text) for text in dates]
    return first.assign(
        number=range(1, len(dates) + 1),
        title=title,
        date=dates,
        extent=extent,
        earliest=pd.to_datetime([w.earliest for w in when]),
        latest=pd.to_datetime([w.latest for w in when]),
        when=[w.words for w in when],
        record_date="",
    )


def boxes(figure, labels):
    """The extents in pixels of the figure's artists that carry one of the labels, as drawn."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    artists = [
        artist for axes in figure.axes for artist in (*axes.texts, *axes.patches)
    ]
    return [
        artist.get_window_extent(renderer)
        for artist in artists
        if artist.get_label() in labels
    ]


def drawn(figure, *labels):
    """The patches on the panel of years that carry one of the labels."""
    return [patch for patch in figure.axes[1].patches if patch.get_label() in labels]


def overlaps(found):
    """Pairs of boxes that share more than a pixel in both directions."""
    return [
        (a, b)
        for n, a in enumerate(found)
        for b in found[n + 1 :]
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1
        and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]


TEXTS = ("label", "number", "tick", "legend")
MARKS = ("day", "within", "throughout", "state", "arrow", "record")


@pytest.mark.parametrize(
    "figure",
    [whole, lambda: plot_timeline(READING.events), lambda: plot_timeline(made(SHAPES))],
)
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
    figure = whole()
    label = next(
        text
        for axes in figure.axes
        for text in axes.texts
        if text.get_label() == "label"
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
    figure = plot_timeline(made(["2018", "2019"], title=title))
    assert overlaps(boxes(figure, TEXTS + MARKS)) == []
    assert all(
        box.x1 < figure.axes[1].get_window_extent().x0
        for box in boxes(figure, ["label"])
    )


def test_days_of_june_can_be_told_apart():
    figure = whole()
    figure.draw(FigureCanvasAgg(figure).get_renderer())
    days = figure.axes[2]
    ninth, tenth = (
        days.transData.transform((pd.Timestamp(f"2025-06-{d:02}").toordinal(), 0))[0]
        for d in (9, 10)
    )
    assert tenth - ninth > 0.2 * figure.dpi


@pytest.mark.parametrize(
    "text", ["2018", "2018-05", "2018-22", "2018-06-1X", "2018-05/2018-08"]
)
def test_a_hollow_bar_is_as_wide_as_what_is_known(text):
    figure = plot_timeline(made([text]), years=(2018, 2018), detail="")
    (bar,) = drawn(figure, "within")
    when = parse_date(text)
    assert bar.get_x() == pytest.approx(when.earliest.toordinal(), abs=0.01)
    assert bar.get_x() + bar.get_width() == pytest.approx(
        when.latest.toordinal() + 1, abs=0.01
    )
    assert min(bar.get_facecolor()[:3]) > 0.8


def test_an_unknown_end_is_a_stub_of_the_same_length_on_every_scale():
    for last in (2018, 2025):
        figure = plot_timeline(made(["/2018"]), years=(2018, last), detail="")
        figure.draw(FigureCanvasAgg(figure).get_renderer())
        stubs = [
            p.get_window_extent()
            for p in figure.axes[1].patches
            if p.get_label() == "stub"
        ]
        assert max(b.x1 for b in stubs) - min(b.x0 for b in stubs) == pytest.approx(
            0.3 * figure.dpi, rel=0.05
        )


LEGEND = {
    "day": "a day",
    "within": "some time within",
    "throughout": "throughout",
    "stub": "unknown on that side",
    "state": "holds when published",
    "arrow": "further that way",
    "record": "the public record's date",
}


@pytest.mark.parametrize("extent", ["moment", "span", "state"])
@pytest.mark.parametrize("text", [*SHAPES, "2001", "2018/2018", "2018-05-03~/2020"])
def test_the_legend_explains_each_shape_drawn_and_no_other(text, extent):
    event = made([text], extent).assign(record_date="2018-06-06")
    figure = plot_timeline(event, years=(2018, 2020), detail="")
    patches = [patch for patch in figure.axes[1].patches if patch.get_label() in LEGEND]
    expected = {LEGEND[patch.get_label()] for patch in patches}
    if any(patch.get_linestyle() not in ("solid", "-") for patch in patches):
        expected.add("dashed: about")
    assert {text.get_text() for text in figure.axes[-1].texts} == expected


def test_a_span_is_filled_only_for_the_days_it_surely_lasted():
    figure = plot_timeline(made(["2018/2020"], "span"), detail="")
    (core,) = drawn(figure, "throughout")
    assert (core.get_x(), core.get_x() + core.get_width()) == pytest.approx(
        (pd.Timestamp("2018-12-31").toordinal(), pd.Timestamp("2020-01-02").toordinal())
    )
    figure = plot_timeline(made(["2018/2018"], "span"), detail="")
    assert [patch.get_label() for patch in drawn(figure, *MARKS)] == ["within"]


@pytest.mark.parametrize("text", ["2018-05-03~/2020", "2018/2020-05-03?"])
def test_a_span_from_or_to_about_a_day_has_a_dashed_edge(text):
    (core,) = drawn(plot_timeline(made([text], "span"), detail=""), "throughout")
    assert core.get_linestyle() == DASHES
    (core,) = drawn(
        plot_timeline(made([text.strip("?").replace("~", "")], "span"), detail=""),
        "throughout",
    )
    assert core.get_linestyle() == "solid"


@pytest.mark.parametrize(
    "days", [["0001-01-01", "0001-01-02"], ["9999-12-30", "9999-12-31"]]
)
def test_the_days_at_either_end_of_the_calendar_can_be_drawn(days):
    ticks = [text.get_text() for text in plot_timeline(made(days)).axes[2].texts]
    assert {str(int(day[-2:])) for day in days} <= set(ticks)


def test_an_event_outside_the_years_is_an_arrowhead_at_the_edge():
    figure = plot_timeline(made(["2001", "2030"]), years=(2018, 2020), detail="")
    assert [patch.get_label() for patch in drawn(figure, *MARKS)] == ["arrow", "arrow"]
    left, right = (patch.get_xy()[:, 0] for patch in drawn(figure, "arrow"))
    assert left[0] < left[1] == pd.Timestamp("2018-01-01").toordinal()
    assert right[0] > right[1] == pd.Timestamp("2021-01-01").toordinal()


@pytest.mark.parametrize(
    ("text", "arrows"),
    [("2001/2019", 1), ("2019/2030", 1), ("2001/2030", 2), ("2018/2020", 0)],
)
def test_a_bar_that_goes_on_beyond_the_years_is_cut_off_with_an_arrowhead(text, arrows):
    figure = plot_timeline(made([text]), years=(2018, 2020), detail="")
    assert len(drawn(figure, "arrow")) == arrows
    (bar,) = drawn(figure, "within")
    first, last = (
        pd.Timestamp("2018-01-01").toordinal(),
        pd.Timestamp("2021-01-01").toordinal(),
    )
    assert first <= bar.get_x() < bar.get_x() + bar.get_width() <= last


def test_every_kind_stands_out_from_white_and_from_the_others():
    def luminance(colour):
        channels = np.array(colour)
        linear = np.where(
            channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
        )
        return linear @ [0.2126, 0.7152, 0.0722]

    for kind in COLOURS:
        figure = plot_timeline(made(["/2018"]).assign(kind=kind), detail="")
        (bar,) = drawn(figure, "within")
        assert 1.05 / (luminance(bar.get_edgecolor()[:3]) + 0.05) >= 3, kind
        stub = drawn(figure, "stub")[0].get_facecolor()
        on_white = [1 - stub[3] * (1 - part) for part in stub[:3]]
        assert 1.05 / (luminance(on_white) + 0.05) >= 2.4, kind
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_the_figure_is_closed_and_opaque_and_the_readers_settings_are_left_alone():
    before = dict(plt.rcParams)
    figure = whole()
    assert plt.get_fignums() == []
    assert figure.get_facecolor() == (1.0, 1.0, 1.0, 1.0)
    assert dict(plt.rcParams) == before


def test_the_sentences_say_what_the_rows_say():
    sentences = describe_timeline(READING.events)
    assert len(sentences) == len(READING.events)
    for sentence, event in zip(
        sentences, READING.events.sort_values("number").itertuples()
    ):
        assert sentence.startswith(f"{event.number}. ")
        for words in (
            event.title.rstrip("."),
            event.kind,
            event.who_says_so,
            event.record_when,
            event.when[1:],
        ):
            assert words in sentence


def test_a_filtered_timeline_keeps_the_numbers():
    events = filter_events(READING, people="alice-johnson")
    figure = plot_timeline(events)
    numbers = [
        text.get_text()
        for axes in figure.axes
        for text in axes.texts
        if text.get_label() == "number"
    ]
    assert numbers == [str(number) for number in events["number"]]


def test_no_events_are_said_to_be_none():
    figure = plot_timeline(READING.events.iloc[:0])
    assert "No events to show." in [
        text.get_text() for axes in figure.axes for text in axes.texts
    ]


@pytest.mark.parametrize("years", [(1, 1), (9999, 9999), (1, 9999), 2018])
def test_any_years_of_the_calendar_can_be_drawn(years):
    figure = plot_timeline(made(["2018", "/0001", "9999/.."]), years=years, detail="")
    assert overlaps(boxes(figure, ["tick"])) == []


def test_many_events_stand_in_lanes_that_keep_them_apart():
    dates = ["2018", "2019-05", "2020-01-01/2022-05-05", "/2018", "2018/.."] * 30
    figure = plot_timeline(made(dates))
    (lanes,) = figure.axes[0].collections
    bars = [
        bar for path in lanes.get_paths() for bar in path.vertices.reshape(-1, 5, 2)
    ]
    spans = sorted(
        (round(ys.min()), xs.min(), xs.max()) for xs, ys in (bar.T for bar in bars)
    )
    assert len(spans) == len(dates) > MOST_ROWS
    assert all(a[2] <= b[1] for a, b in zip(spans, spans[1:]) if a[0] == b[0])
    year = pd.Timestamp("2018-01-01").toordinal()
    assert sum((first, last) == (year, year + 365) for _, first, last in spans) == 90


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (
            {"years": (0, 2018)},
            "years=(0, 2018) is no year and no pair of years from 1 to 9999, first and last; write years=2018 or "
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
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(wanted, sentence):
    with pytest.raises(ReadingError) as error:
        plot_timeline(READING.events, **wanted)
    assert str(error.value) == sentence


def test_the_picture_is_the_one_we_looked_at(tmp_path):
    """To accept a new picture, look at build/timeline.png and copy it over tests/data/timeline.png."""
    whole().savefig(tmp_path / "timeline.png", dpi=60)
    if difference := compare_images(BASELINE, tmp_path / "timeline.png", tol=2):
        BUILD.mkdir(exist_ok=True)
        shutil.copy(tmp_path / "timeline.png", BUILD)
        pytest.fail(difference)
