"""One noun: every call takes a Reading, and a wrong call is answered by the right one."""

import shutil

import pandas as pd
import pytest

import helpers
from helpers import (
    ReadingError,
    check_reading,
    dates_table,
    load_reading,
    people_and_events,
    people_table,
    plot_timeline,
    show_article,
)
from helpers.reading import DATA

READING = load_reading("kardashian-la-raids")

SLIPS = {
    "a name": (
        lambda: helpers.explore("kardashian-la-raids"),
        "explore takes a reading, not its name; load it first: reading = "
        'load_reading("kardashian-la-raids").',
    ),
    "a path": (
        lambda: people_and_events(DATA / "practice"),
        "people_and_events takes a reading, not its name; load it first: reading = "
        f'load_reading("{DATA / "practice"}").',
    ),
    "a frame": (
        lambda: plot_timeline(READING.events),
        "plot_timeline takes a reading, not a table; write plot_timeline(reading), or "
        'plot_timeline(reading.where(kinds="meeting")) for some of its events.',
    ),
    "a table of ours": (
        lambda: people_table(people_and_events(READING)),
        "people_table takes a reading, not a table; write people_table(reading), or "
        'people_table(reading.where(kinds="meeting")) for some of its events.',
    ),
    "an article": (
        lambda: show_article(READING.article),
        "show_article takes a reading, not an article; write show_article(reading).",
    ),
    "nothing": (
        lambda: people_and_events(),
        "people_and_events needs a reading; write people_and_events(reading).",
    ),
    "None": (
        lambda: dates_table(None),
        "dates_table needs a reading; write dates_table(reading).",
    ),
    "a number": (
        lambda: plot_timeline(2018),
        "plot_timeline takes a reading, not a value of type int; write "
        "plot_timeline(reading).",
    ),
    "an argument misspelt": (
        lambda: plot_timeline(READING, year=2018),
        'plot_timeline has no argument year; did you mean "years"?',
    ),
    "an argument of another call": (
        lambda: people_and_events(READING, people="ice"),
        "people_and_events has no argument people; known are caption.",
    ),
    "too many arguments": (
        lambda: show_article(READING, "law", 3),
        "show_article cannot be called so; write show_article(reading: "
        "helpers.reading.Reading, words: str | None = None) -> helpers.show.Page.",
    ),
    "a filter without its name": (
        lambda: READING.where("alice-johnson"),
        'where("alice-johnson") does not say which filter is meant; write '
        'where(people="alice-johnson"), or one of people, kinds, years, asserted_by, '
        "words.",
    ),
    "a filter misspelt": (
        lambda: READING.where(kind="meeting"),
        'where has no filter kind; did you mean "kinds"?',
    ),
    "a filter that is none": (
        lambda: READING.where(person="ice"),
        "where has no filter person; known are asserted_by, kinds, people, words, "
        "years.",
    ),
    "a person by name": (
        lambda: READING.where(people="Alice Johnson"),
        'there is no person "Alice Johnson"; did you mean "alice-johnson"?',
    ),
    "a kind misspelt": (
        lambda: READING.where(kinds="clemensy"),
        'there is no kind "clemensy"; did you mean "clemency"?',
    ),
    "years the wrong way round": (
        lambda: READING.where(years=(2020, 2018)),
        "years=(2020, 2018) is neither a year nor a pair of years from 1 to 9999, first "
        "and last; write years=2018 or years=(2018, 2020).",
    ),
    "a source that is none": (
        lambda: READING.source("axios"),
        'there is no source "axios"; did you mean "axios-2020"?',
    ),
    "a reading loaded twice": (
        lambda: load_reading(READING),
        "a reading is named by a text or a path, not by a value of type Reading; write "
        'load_reading("kardashian-la-raids").',
    ),
    "a list of names": (
        lambda: check_reading(["kardashian-la-raids"]),
        "a reading is named by a text or a path, not by a value of type list; write "
        'load_reading("kardashian-la-raids").',
    ),
    "no words": (
        lambda: READING.where(words=["law"]),
        "words=['law'] is not text; write words=\"pardon czar\".",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_natural_slip_is_answered_by_the_right_call(name):
    call, sentence = SLIPS[name]
    with pytest.raises(ReadingError) as error:
        call()
    assert str(error.value) == sentence


def test_where_of_where_narrows_further_and_whole_leads_back():
    both = READING.where(people="kim-kardashian").where(people="donald-trump")
    expected = {
        row["id"]
        for row in READING.events.to_dict("records")
        if "kim-kardashian" in row["people"] and "donald-trump" in row["people"]
    }
    assert set(both.events["id"]) == expected
    assert expected
    assert both.whole is READING
    assert READING.whole is READING


def test_where_narrows_events_alone_and_keeps_their_numbers():
    narrowed = READING.where(years=2020)
    numbers = dict(zip(READING.events["id"], READING.events["number"]))
    assert len(narrowed.events) < len(READING.events)
    for event in narrowed.events.itertuples():
        assert event.number == numbers[event.id]
    for table in ("people", "quotations", "notes", "sources", "mentions"):
        assert getattr(narrowed, table) is getattr(READING, table)


def test_a_date_is_based_on_an_event_that_was_filtered_out_by_its_title():
    narrowed = READING.where(kinds="custody")
    assert "commutation" not in set(narrowed.events["id"])
    rests_on = dates_table(narrowed).loc["life-sentence", "rests_on"]
    assert rests_on == "Trump commutes Johnson's sentence"


def test_captions_of_a_narrowed_reading_say_how_many_of_how_many():
    narrowed = READING.where(years=2020)
    part = f"{len(narrowed.events)} of {len(READING.events)} events"
    assert part in people_and_events(narrowed).caption
    assert part in dates_table(narrowed).caption
    assert part in repr(narrowed)
    assert "of" not in repr(READING).split("events")[0].split("things,")[1]


def test_readings_are_compared_by_identity():
    again = load_reading("kardashian-la-raids")
    assert again != READING
    assert len({again, READING}) == 2


def test_what_is_computed_from_a_table_is_a_plain_frame():
    table = people_and_events(READING)
    for frame in (
        table.head(3),
        table.merge(table[["title"]], on="title"),
        table.groupby("title").first(),
        table.iloc[:0],
    ):
        assert type(frame) is pd.DataFrame
        assert "caption" not in frame.columns


def test_a_table_shows_itself_with_its_caption_and_heads_in_words():
    html = dates_table(READING)._repr_html_()
    assert "<caption" in html
    assert "How each date was worked out" in html
    assert "Based on" in html
    own = dates_table(READING, caption="<My> dates")._repr_html_()
    assert "&lt;My&gt; dates" in own


def test_people_and_events_is_shown_as_one_block_an_event_and_folded():
    html = people_and_events(READING)._repr_html_()
    assert html.count('<th scope="row"') == len(READING.events)
    assert html.count("<details>") == 1
    few = people_and_events(READING.where(years=2020))._repr_html_()
    assert "<details>" not in few


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA / "kardashian-la-raids", tmp_path / "copy")


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_column(folder, file, name, value):
    path = folder / file
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    frame.assign(**{name: value}).to_csv(path, index=False, encoding="utf-8")


def test_any_word_in_small_letters_is_a_kind_and_none_means_not_said(folder):
    change(folder, "events.csv", ",clemency,", ",flood,")
    change(folder, "events.csv", ",clemency,", ",,")
    reading = load_reading(folder)
    assert len(reading.where(kinds="flood").events) == 1
    assert len(reading.where(kinds="").events) == 1
    assert "kind not said" in people_and_events(reading)._repr_html_()


def test_a_kind_that_looks_misspelt_is_asked_about_and_may_be_meant(folder):
    change(folder, "events.csv", ",study,", ",studdy,")
    row = check_reading(folder).iloc[0]
    assert row["problem"] == (
        '"studdy" is not a known kind; did you mean "study"? If not, write kinds = '
        '["studdy"] in reading.toml.'
    )
    change(folder, "reading.toml", "[paragraphs]", 'kinds = ["studdy"]\n\n[paragraphs]')
    assert check_reading(folder).empty


def test_an_event_that_the_article_does_not_date_is_kept_and_comes_last(folder):
    change(
        folder,
        "events.csv",
        "/2020,,,inferred,meeting,",
        ",,,not said,,",
    )
    change(folder, "events.csv", ",2020-02-18,slp-2020; collegecandy-2020,", ",,,")
    reading = load_reading(folder)
    event = reading.events.set_index("id").loc["women-commutations"]
    assert event["number"] == len(reading.events)
    assert (event["when"], event["precision"]) == ("", "")
    basis = dates_table(reading).loc["women-commutations", "basis"]
    assert basis == "the text does not say"
    assert "no date in the article" in people_and_events(reading)._repr_html_()


def test_the_column_draft_is_in_four_tables_whether_or_not_the_file_has_it(folder):
    for table in ("people", "events", "quotations", "notes"):
        assert set(getattr(READING, table)["draft"]) == {""}
    add_column(folder, "notes.csv", "draft", "yes")
    reading = load_reading(folder)
    assert set(reading.notes["draft"]) == {"yes"}
    assert repr(reading).endswith(f"{len(reading.notes)} rows are a draft")
    add_column(folder, "notes.csv", "draft", "no")
    assert set(check_reading(folder)["column"]) == {"draft"}


def test_a_readers_own_column_is_kept_and_shown(folder):
    add_column(folder, "events.csv", "mood", "<calm>")
    add_column(folder, "people.csv", "side", "north")
    reading = load_reading(folder)
    assert set(people_and_events(reading)["mood"]) == {"<calm>"}
    assert "mood: &lt;calm&gt;" in people_and_events(reading)._repr_html_()
    assert set(people_table(reading)["side"]) == {"north"}


def test_a_span_that_rests_on_the_publication_date_alone_has_no_end(folder):
    change(
        folder,
        "events.csv",
        "/2025-06-10~,,,inferred,published,narrator,spurred",
        "/2025-06-10~,span,,inferred,published,narrator,spurred",
    )
    assert list(check_reading(folder)["column"]) == ["extent"]


def test_more_than_a_hundred_faults_are_counted(folder):
    path = folder / "sources.csv"
    text = path.read_text(encoding="utf-8")
    for count in (100, 101):
        rows = "".join(f"s-{n},,,https://a.example/,,\n" for n in range(count))
        path.write_text(text + rows, encoding="utf-8")
        with pytest.raises(ReadingError) as error:
            load_reading(folder)
        said = error.value.problems
        assert len(check_reading(folder)) == len(error.value.faults) == count
        if count == 100:
            assert len(said) == 100
        else:
            assert said[100] == "and 1 more fault; check_reading lists them all."
