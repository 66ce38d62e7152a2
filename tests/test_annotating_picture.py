"""The annotator's picture: what is kept of it and what is drawn again."""

import base64
import re
from dataclasses import replace

import pytest

from helpers import load_reading
from helpers.annotating import picture
from helpers.annotating.picture import TimelinePicture


@pytest.fixture(scope="module")
def reading():
    return load_reading("kardashian-la-raids")


def svg(shown):
    return base64.b64decode(shown["src"].split(",", 1)[1]).decode()


def texts(shown):
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg(shown))


def test_a_picture_from_kept_pieces_says_what_a_new_one_says(reading):
    kept = TimelinePicture()
    kept.of(replace(reading, events=reading.events.iloc[3:]))
    assert texts(kept.of(reading)) == texts(TimelinePicture().of(reading))


def test_only_the_rows_that_are_new_are_drawn(reading, monkeypatch):
    drawn = []
    real = picture.draw_rows

    def counted(rows, *given, **more):
        drawn.append([row.id for row in rows])
        return real(rows, *given, **more)

    monkeypatch.setattr(picture, "draw_rows", counted)
    kept = TimelinePicture()
    kept.of(reading)
    assert [len(rows) for rows in drawn] == [len(reading.events), 0]
    drawn.clear()
    events = reading.events.copy()
    row = events.index[events["id"] == "pardon"][0]
    events.loc[row, "title"] = "Another title"
    shown = kept.of(replace(reading, events=events))
    assert drawn == [["pardon"]]
    assert "Another title" in texts(shown)
    assert "Trump pardons Johnson" not in texts(shown)


def test_a_row_that_gets_another_number_is_not_drawn_again(reading, monkeypatch):
    kept = TimelinePicture()
    kept.of(reading)
    monkeypatch.setattr(kept, "_draw_rows", lambda rows: pytest.fail("drawn again"))
    events = reading.events.assign(number=reading.events["number"] + 100)
    shown = kept.of(replace(reading, events=events))
    numbers = [text for text in texts(shown) if text.isdecimal() and int(text) > 100]
    numbers = [text for text in numbers if int(text) <= 100 + len(events)]
    assert numbers == [str(100 + n) for n in range(1, len(events) + 1)]


def test_without_events_there_is_no_picture(reading):
    assert TimelinePicture().of(replace(reading, events=reading.events.iloc[:0])) == {}


def test_titles_are_escaped_in_the_picture(reading):
    events = reading.events.copy()
    events.loc[events.index[0], "title"] = "<b>&"
    shown = svg(TimelinePicture().of(replace(reading, events=events)))
    assert "&lt;b&gt;&amp;" in shown
    assert "<b>" not in shown


def test_each_row_of_the_picture_is_placed_one_after_the_other(reading):
    shown = TimelinePicture().of(reading)
    events = reading.events.sort_values("number")
    assert list(shown["rows"]) == list(events["id"])
    places = list(shown["rows"].values())
    assert places[0][0] > 0
    assert places[-1][1] == pytest.approx(1)
    for (top, bottom), (following, _) in zip(places, places[1:]):
        assert top < bottom
        assert bottom == pytest.approx(following)
