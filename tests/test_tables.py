"""Tables and filters: every row accounted for, every unknown value refused."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import (
    ReadingError,
    about_table,
    dates_table,
    load_reading,
    parse_date,
    people_and_events,
    people_table,
    sources_table,
)
from helpers.vocabulary import EVENT_KINDS

READING = load_reading("kardashian-la-raids")
PEOPLE = sorted(READING.people["id"])
KINDS = sorted(set(READING.events["kind"]))


def test_each_person_of_each_event_has_one_row():
    table = people_and_events(READING)
    named = (
        READING.events["people"].str.count(" as |; ")
        - READING.events["people"].str.count(" as ")
        + 1
    )
    assert len(table) == named.sum()
    assert not table.index.duplicated().any()
    assert set(table.index.get_level_values("event")) == set(READING.events["id"])


def test_a_row_has_the_persons_name_the_role_and_the_words():
    row = people_and_events(READING).loc[("commutation", "donald-trump")]
    assert (row["name"], row["role"], row["words"]) == (
        "Donald Trump",
        "granting",
        "In 2018, Trump commuted Johnson’s sentence",
    )
    assert (row["when"], row["record_when"], row["who_says_so"]) == (
        "2018, some time in it",
        "6 June 2018",
        "the narrator",
    )


def test_without_filters_every_event_is_there_in_order_of_date():
    assert list(READING.where().events["number"].sort_values()) == list(
        range(1, len(READING.events) + 1)
    )


@settings(max_examples=60)
@given(
    st.sets(st.sampled_from(PEOPLE)),
    st.sets(st.sampled_from(KINDS)),
    st.integers(2015, 2027),
    st.integers(0, 5),
)
def test_filters_give_what_a_loop_over_the_rows_gives(people, kinds, first, more):
    def fits(event):
        when = parse_date(event.date)
        inside = when.known[0].year <= first + more and when.known[1].year >= first
        ids = {part.split(" as ")[0].strip() for part in event.people.split(";")}
        return inside and bool(ids & people) and event.kind in kinds

    found = READING.where(
        people=people, kinds=kinds, years=(first, first + more)
    ).events
    assert set(found["id"]) == {
        event.id for event in READING.events.itertuples() if fits(event)
    }


def test_an_unknown_side_counts_at_its_known_end_and_an_open_one_without_limit():
    events = READING.events.iloc[:3].assign(
        date=["/2018", "../2018", "2018/.."],
        earliest=pd.to_datetime([None, None, "2018-01-01"]),
        latest=pd.to_datetime(["2018-12-31", "2018-12-31", None]),
    )
    reading = replace(READING, events=events)
    found = {
        year: list(reading.where(years=year).events["date"])
        for year in (1990, 2018, 2090)
    }
    assert found[1990] == ["../2018"]
    assert sorted(found[2018]) == ["../2018", "/2018", "2018/.."]
    assert found[2090] == ["2018/.."]


@pytest.mark.parametrize(
    ("date", "years"), [("/201X", range(2010, 2020)), ("/2018-24", (2018, 2019))]
)
def test_a_known_end_of_several_years_counts_in_each(date, years):
    when = parse_date(date)
    events = READING.events.iloc[:1].assign(
        date=date, earliest=pd.NaT, latest=pd.Timestamp(when.latest)
    )
    reading = replace(READING, events=events)
    assert [
        year for year in range(2000, 2030) if len(reading.where(years=year).events)
    ] == list(years)


def test_years_may_come_from_numpy_and_pandas():
    for years in (np.int64(2018), np.array([2018, 2018]), pd.Series([2018, 2018])):
        assert list(READING.where(years=years).events["id"]) == list(
            READING.where(years=2018).events["id"]
        )


def test_a_readers_own_column_may_have_the_name_of_one_shown():
    own = READING.events.assign(event="x", words="x", person="x", name="x")
    pd.testing.assert_frame_equal(
        people_and_events(replace(READING, events=own)), people_and_events(READING)
    )


def test_words_are_sought_in_title_and_quote_in_any_case_order_and_apostrophe():
    assert list(READING.where(words="Sentence johnson's trump").events["id"]) == [
        "commutation"
    ]
    assert READING.where(words="chromodynamics").events.empty


def test_a_word_in_capitals_counts_with_its_capitals_and_others_by_their_beginning():
    assert READING.where(words="ICE").events.empty  # not in Alice, not in justice
    assert set(READING.where(words="immigr").events["id"]) == {"raids"}
    assert READING.where(words="ohnson").events.empty


def test_who_says_so_can_be_filtered():
    found = READING.where(asserted_by="kim-kardashian").events
    assert set(found["id"]) == set(
        READING.events.loc[READING.events["asserted_by"] == "kim-kardashian", "id"]
    )
    assert len(found) + len(READING.where(asserted_by="narrator").events) == len(
        READING.events
    )


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (
            {"people": "Alice Johnson"},
            'there is no person "Alice Johnson"; did you mean "alice-johnson"?',
        ),
        (
            {"kinds": ["clemensy"]},
            'there is no kind "clemensy"; did you mean "clemency"?',
        ),
        (
            {"asserted_by": "the narator"},
            'there is no person who says so "the narator"; did you mean "narrator"?',
        ),
        (
            {"years": (2020, 2018)},
            "years=(2020, 2018) is neither a year nor a pair of years from 1 to 9999, first and last; write years=2018 or "
            "years=(2018, 2020).",
        ),
        (
            {"kinds": 5},
            f'there is no kind "5"; known are {", ".join(sorted(EVENT_KINDS))}.',
        ),
        ({"words": 5}, 'words=5 is not text; write words="pardon czar".'),
        (
            {"years": "18"},
            "years=18 is neither a year nor a pair of years from 1 to 9999, first and last; write years=2018 or "
            "years=(2018, 2020).",
        ),
        (
            {"years": (2018.5, 2019)},
            "years=(2018.5, 2019) is neither a year nor a pair of years from 1 to 9999, first and last; write years=2018 or "
            "years=(2018, 2020).",
        ),
        (
            {"years": "2018"},
            "years=2018 is neither a year nor a pair of years from 1 to 9999, first and last; write years=2018 or "
            "years=(2018, 2020).",
        ),
    ],
)
def test_an_unknown_value_is_refused_with_the_nearest_known(wanted, sentence):
    with pytest.raises(ReadingError) as error:
        READING.where(**wanted)
    assert str(error.value) == sentence


def test_filtering_changes_nothing():
    before = READING.events.copy()
    READING.where(people="kim-kardashian", years=2018, words="law")
    pd.testing.assert_frame_equal(READING.events, before)


def test_times_named_are_counted_in_body_text_alone():
    table = people_table(READING)
    body = [p.text for p in READING.article.paragraphs if p.number not in (3, 4)]
    assert (
        table.loc["immigrants", "times"]
        == sum(text.count("immigrants") for text in body) + 1
    )  # and "They"
    assert table.loc["doechii", "times"] == sum(
        text.count("Doechii") + text.count("the rapper") for text in body
    )
    assert len(table) == len(READING.people)


def test_how_a_date_was_worked_out_names_what_it_rests_on():
    row = dates_table(READING).loc["life-sentence"]
    assert (row["basis"], row["rests_on"], row["when"], row["date"]) == (
        "inferred",
        "Trump commutes Johnson's sentence",
        "until 2018; beginning not given",
        "/2018",
    )


def test_what_is_known_of_the_text_says_how_it_is_known():
    table = about_table(READING).set_index("fact")
    assert table.loc["published", "value"] == "about 10 June 2025"
    assert "inferred" in table.loc["publisher", "known_from"]


def test_readers_meet_the_days_of_the_text_and_of_its_sources_in_words():
    assert (
        about_table(READING).set_index("fact").loc["record checked on", "value"]
        == "23 November 2026"
    )
    table = sources_table(READING)
    assert table.loc["axios-2020", "published"] == "28 August 2020"
    assert table.loc["bluewin-2025", "published"] == "June 2025"
    assert list(table["address"]) == list(READING.sources["address"])
    assert not table["published"].str.contains("-").any()
