"""What a reader wants to know, asked of the explorer's controls: one test for each question."""

import re
from html import unescape

import pytest

from helpers import explore, load_reading

READING = load_reading("kardashian-la-raids")


@pytest.fixture
def explorer():
    return explore(READING)


def cells(explorer, column):
    """The texts of a column of the table, from the top."""
    table = explorer.views.table.split("<tbody>")[1]
    rows = re.findall(r"<tr data-event.*?</tr>", table)
    return [
        unescape(re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)[column]) for row in rows
    ]


def card(explorer):
    """The card under the selected row, by its heads."""
    items = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", explorer.views.table)
    return {head: unescape(said) for head, said in items}


def test_what_did_trump_do_in_2018(explorer):
    explorer.people.value = ("donald-trump",)
    explorer.years.value = (2018, 2018)
    assert "Trump commutes Johnson's sentence" in cells(explorer, 1)
    assert "Trump signs the First Step Act" in cells(explorer, 1)
    assert "Trump pardons Johnson" not in cells(explorer, 1)


def test_where_does_the_text_say_immigrants(explorer):
    explorer.words.value = "immigrants"
    assert "The words are 3 times in the text" in explorer.views.count
    assert explorer.views.article.count(">immigrants</mark>") == 3


def test_what_do_kardashian_and_johnson_have_to_do_with_each_other(explorer):
    explorer.people.value = ("kim-kardashian", "alice-johnson")
    explorer.together.value = "all of them"
    assert cells(explorer, 1) == ["Kardashian lobbies for Johnson's commutation"]


def test_which_dates_are_stated(explorer):
    explorer._heard(None, {"sort": "date_basis"}, [])
    explorer._heard(None, {"sort": "date_basis"}, [])
    bases = cells(explorer, 4)
    stated = bases.count("stated")
    assert stated == (READING.events["date_basis"] == "stated").sum() > 0
    assert bases[:stated] == ["stated"] * stated


def test_what_is_said_by_others_than_the_narrator(explorer):
    explorer.asserted_by.value = ("kim-kardashian",)
    assert set(cells(explorer, 5)) == {"Kim Kardashian"}
    assert len(cells(explorer, 1)) == 3


def test_who_is_named_and_in_no_event(explorer):
    labels = [label for label, _ in explorer.people.options]
    nowhere = [label for label in labels if label.endswith("(in no event)")]
    assert "ICE (in no event)" in nowhere
    named = set(READING.people["id"])
    in_events = " ".join(READING.events["people"])
    assert len(nowhere) == sum(
        one not in re.split(r"[; ]+", in_events) for one in named
    )


def test_where_is_ice_in_the_text(explorer):
    explorer.words.value = "ICE"
    assert explorer.views.article.count(">ICE</mark>") == 1
    assert "Alice</mark>" not in explorer.views.article


def test_which_event_is_this_passage(explorer):
    passage = re.search(
        r'<mark[^>]*data-event="(pardon)"[^>]*>', explorer.views.article
    )
    explorer._heard(None, {"select": passage[1]}, [])
    assert "granted her a full pardon" in card(explorer)["The words"]


def test_when_exactly_was_the_commutation_and_who_knows(explorer):
    explorer.selected = "commutation"
    assert card(explorer)["When"].startswith("2018, some time in it")
    assert card(explorer)["On the record"] == "6 June 2018 (agrees)"
    assert "https://" in card(explorer)["Sources"]


def test_how_do_we_know_that_the_release_was_in_2018(explorer):
    explorer.selected = "release"
    assert card(explorer)["How it is dated"].startswith(
        "inferred; based on: Trump commutes"
    )


def test_which_kinds_of_event_are_there_and_how_many(explorer):
    kinds = dict(explorer.kinds.options)
    assert "clemency (3)" in kinds
    explorer.kinds.value = (kinds["clemency (3)"],)
    assert len(explorer.ids) == 3


def test_what_was_in_the_days_of_june_2025(explorer):
    explorer.years.value = (2025, 2025)
    days = set(re.findall(r'middle">(\d+)</text>', explorer.views.timeline))
    assert {"4", "10"} <= days
    assert "June 2025" in explorer.views.timeline
    assert (
        'aria-label="Event 16, 9 June 2025: Doechii speaks' in explorer.views.timeline
    )


def test_which_dates_are_known_to_the_year_at_best(explorer):
    assert "known to the year at best (1–8, 10–13)" in explorer.views.count


def test_why_does_nothing_fit(explorer):
    explorer.people.value = ("doechii",)
    explorer.words.value = "pardon"
    assert "2 without words" in explorer.views.count
    assert "without people" in explorer.views.count


def test_how_do_i_get_these_events_into_a_cell_of_mine(explorer):
    explorer.kinds.value = ("meeting",)
    line = 'people_and_events(reading.where(kinds=["meeting"]))'
    assert explorer.code == line
    assert line in unescape(explorer.views.line)


def test_how_do_i_cite_the_article(explorer):
    explorer.selected = "meeting"
    assert card(explorer)["To cite"].startswith(
        "NBC News, “Kim Kardashian on the immigration raids in Los Angeles”"
    )
