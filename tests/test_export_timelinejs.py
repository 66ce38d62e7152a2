"""The timeline file says no more of a time than is known, and puts no text into a page as markup."""

import json
import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest

from helpers import ReadingError, load_reading, parse_date, write_timelinejs
from helpers.export.timelinejs import _dates, _era

NAME = "kardashian-la-raids"


@pytest.fixture(scope="module")
def reading():
    return load_reading(NAME)


def timeline(reading, folder):
    return json.loads(
        write_timelinejs(
            reading, folder / "timeline.json", overwrite=True
        ).path.read_text(encoding="utf-8")
    )


def test_every_event_is_a_slide_with_an_id_a_date_and_words_for_it(reading, tmp_path):
    found = timeline(reading, tmp_path)
    events = reading.events.sort_values("number")
    assert [slide["unique_id"] for slide in found["events"]] == list(events["id"])
    assert [slide["display_date"].casefold() for slide in found["events"]] == list(
        events["when"].str.casefold()
    )
    assert found["title"]["unique_id"] not in set(events["id"])


YEAR = {"year": 2018}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2018", {"start_date": YEAR}),
        ("2018~", {"start_date": YEAR}),
        ("2018-06", {"start_date": {"year": 2018, "month": 6}}),
        ("2018-06-06", {"start_date": {"year": 2018, "month": 6, "day": 6}}),
        (
            "2018-06-1X",
            {
                "start_date": {"year": 2018, "month": 6, "day": 10},
                "end_date": {"year": 2018, "month": 6, "day": 19},
            },
        ),
        (
            "2018-22",
            {
                "start_date": {"year": 2018, "month": 6},
                "end_date": {"year": 2018, "month": 8},
            },
        ),
        ("201X", {"start_date": {"year": 2010}, "end_date": {"year": 2019}}),
        ("/2018", {"start_date": YEAR}),
        ("../2018", {"start_date": YEAR}),
        ("2018/", {"start_date": YEAR}),
        ("2018/..", {"start_date": YEAR}),
        ("2018/2020-03", {"start_date": YEAR, "end_date": {"year": 2020, "month": 3}}),
        # TimelineJS takes a year for its first day, and drops an end that has all the parts of its start.
        (
            "2018-03/2018",
            {
                "start_date": {"year": 2018, "month": 3, "day": 1},
                "end_date": {"year": 2018, "month": 12, "day": 31},
            },
        ),
        (
            "2018/2018-05",
            {
                "start_date": {"year": 2018, "month": 1, "day": 1},
                "end_date": {"year": 2018, "month": 5, "day": 31},
            },
        ),
    ],
)
def test_the_unknown_parts_of_a_date_are_left_out(date, expected):
    when = parse_date(date)
    words = when.words[0].upper() + when.words[1:]
    assert _dates(when, when.words) == expected | {"display_date": words}


def test_the_periods_are_eras_with_headlines(reading, tmp_path):
    (era,) = timeline(reading, tmp_path)["eras"]
    assert era["text"]["headline"] == "the president's first term"
    assert (era["start_date"]["year"], era["end_date"]["year"]) == (2017, 2021)


def test_an_era_of_one_year_keeps_both_its_ends():
    assert _era("x", parse_date("2018")) == {
        "start_date": {"year": 2018, "month": 1, "day": 1},
        "end_date": {"year": 2018, "month": 12, "day": 31},
        "text": {"headline": "x"},
    }


def test_an_era_of_one_day_keeps_both_its_ends():
    day = {"year": 2018, "month": 6, "day": 6}
    assert _era("x", parse_date("2018-06-06")) == {
        "start_date": day | {"hour": 0},
        "end_date": day | {"hour": 23},
        "text": {"headline": "x"},
    }


def test_a_reading_without_a_dated_event_is_refused_with_a_sentence(reading, tmp_path):
    for none in (reading.events.iloc[:0], reading.events.assign(date="", date_from="")):
        with pytest.raises(ReadingError) as error:
            write_timelinejs(replace(reading, events=none), tmp_path / "t.json")
        assert (
            str(error.value)
            == "t.json: no event has a date, and TimelineJS shows no timeline without one."
        )
        assert list(tmp_path.iterdir()) == []


def test_a_drafted_event_says_that_it_is_a_draft(reading, tmp_path):
    events = reading.events.assign(draft="")
    events.loc[events.index[0], "draft"] = "yes"
    drafted = [
        slide["unique_id"]
        for slide in timeline(replace(reading, events=events), tmp_path)["events"]
        if "<p>Enforcement, draft, in paragraph 1." in slide["text"]["text"]
    ]
    assert drafted == ["raids"]


def test_the_title_slide_says_whose_the_text_is(reading, tmp_path):
    assert timeline(reading, tmp_path)["title"]["text"]["text"].endswith(
        f"<p>{reading.about['rights']}</p>"
    )
    about = {key: value for key, value in reading.about.items() if key != "rights"}
    found = timeline(replace(reading, about=about), tmp_path)["title"]["text"]["text"]
    assert found.endswith("<p>All rights in the text stay with whoever holds them.</p>")


def changed(reading, **columns):
    """The reading with other values in the first row of its events."""
    events = reading.events.copy()
    for column, value in columns.items():
        events.loc[events.index[0], column] = value
    return replace(reading, events=events)


def test_what_has_no_place_on_such_a_timeline_is_named_on_its_title(reading, tmp_path):
    lost = changed(
        reading,
        title="Undated <b>",
        date="",
        when="",
        date_from="",
        earliest=pd.NaT,
        latest=pd.NaT,
    )
    about = reading.about | {
        "periods": {"the open age": {"date": "2019/..", "source": ""}}
    }
    found = timeline(replace(lost, about=about), tmp_path)
    assert len(found["events"]) == len(reading.events) - 1
    assert "<p>Without a date: Undated &lt;b&gt;.</p>" in found["title"]["text"]["text"]
    assert (
        "<p>Periods of which an end is not known: the open age.</p>"
        in found["title"]["text"]["text"]
    )
    assert found["eras"] == []


def test_an_event_dated_by_a_period_alone_stands_in_it(reading, tmp_path):
    period = "the president's first term"
    found = timeline(
        changed(reading, date="", when="", date_basis="background", date_from=period),
        tmp_path,
    )
    slide = next(slide for slide in found["events"] if slide["unique_id"] == "raids")
    assert (
        slide["display_date"] == "20 January 2017 to 20 January 2021, some time in it"
    )
    assert (slide["start_date"]["year"], slide["end_date"]["year"]) == (2017, 2021)


PAYLOAD = (
    "<img src=x onerror=alert(1)>&amp;<script>alert(1)</script><a href='javascript:x'>"
)


def test_hostile_text_stays_text(reading, tmp_path):
    fields = ("title", "quote", "note", "who_says_so", "record_when")
    hostile = changed(reading, **dict.fromkeys(fields[:-1], PAYLOAD))
    about = reading.about | {
        "title": PAYLOAD,
        "rights": PAYLOAD,
        "periods": {PAYLOAD: {"date": "2018/2019"}},
    }
    sources = reading.sources.assign(publisher=PAYLOAD, address="javascript:alert(1)")
    found = timeline(replace(hostile, about=about, sources=sources), tmp_path)
    texts = [
        slide["text"] for slide in (found["title"], *found["events"], *found["eras"])
    ]
    markup = {
        tag
        for text in texts
        for part in text.values()
        for tag in re.findall(r"<[^>]*>", part)
    }
    assert markup <= {"<p>", "</p>", "<blockquote>", "</blockquote>"}
    assert any(unescape(text["headline"]) == PAYLOAD for text in texts)
    # TimelineJS takes the markup out of display_date and then puts it in as HTML: no text of a reader's may stand there.
    assert all(
        re.fullmatch(r"[A-Za-z0-9 ,;]+", slide["display_date"])
        for slide in found["events"]
    )


def test_no_app_may_make_links_of_its_own(reading, tmp_path):
    found = timeline(reading, tmp_path)
    assert {slide["autolink"] for slide in (found["title"], *found["events"])} == {
        False
    }


def test_nothing_is_written_over_without_being_told(reading, tmp_path):
    (tmp_path / "t.json").write_text("mine", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"^t\.json: it exists"):
        write_timelinejs(reading, tmp_path / "t.json")
    assert (tmp_path / "t.json").read_text(encoding="utf-8") == "mine"
