"""Dates as people type them, and dates held against their own words."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.date_words import date_fault, disagreement, understand
from helpers.dates import parse_date
from helpers.errors import DateError

EVENTS = Path(__file__).parents[1] / "data" / "kardashian-la-raids" / "events.csv"
PUBLISHED = "2025-06-10~"
ROWS = [
    (row["date_words"], row["date"])
    for row in csv.DictReader(EVENTS.read_text(encoding="utf-8").splitlines())
    if row["date_basis"] in ("stated", "resolved")
]


def mutations(date):
    """The date made finer, of another year, and of another century."""
    finer = {4: f"{date}-06-06", 7: f"{date}-01"}.get(len(date))
    other = f"{int(date[:4]) - 1}{date[4:]}"
    ago = f"{int(date[:4]) - 100}{date[4:]}"
    return [changed for changed in (finer, other, ago) if changed]


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("24 August 2011", "2011-08-24"),
        ("August 24, 2011", "2011-08-24"),
        ("24th of August, 2011", "2011-08-24"),
        ("wed 24 aug 2011", "2011-08-24"),
        ("aug 2011", "2011-08"),
        ("may 2011", "2011-05"),
        ("in May 2011", "2011-05"),
        ("2011", "2011"),
        ("since 2004", "2004/.."),
        ("2004-present", "2004/.."),
        ("2004-2011", "2004/2011"),
        ("2004–2011", "2004/2011"),
        ("from 2004 to 2011", "2004/2011"),
        ("3 to 5 May 2012", "2012-05-03/2012-05-05"),
        ("before 2018", "/2018"),
        ("until May 2018", "/2018-05"),
        ("2018 or earlier", "/2018"),
        ("after 2018", "2018/"),
        ("2018 or later", "2018/"),
        ("2018-", "2018/"),
        ("c. 1986", "1986~"),
        ("ca 1986", "1986~"),
        ("about May 1986", "1986-05~"),
        ("perhaps 1986", "1986?"),
        ("24/8/2011", "2011-08-24"),
        ("8/24/2011", "2011-08-24"),
        ("24.8.2011", "2011-08-24"),
        ("2011/8/24", "2011-08-24"),
        ("2011-8-4", "2011-08-04"),
        ("2011-08-24 00:00:00", "2011-08-24"),
        ("08/2011", "2011-08"),
        ("2018.0", "2018"),
        ("the 1980s", "198X"),
        ("spring 2018", "2018-21"),
        ("Tuesday", "2025-06-10"),
        ("last week", "2025-06-02/2025-06-08"),
    ],
)
def test_a_date_is_understood_as_people_type_it(typed, date):
    understood = understand(typed, PUBLISHED)
    assert (understood.date, understood.question) == (date, "")
    assert understood.words == parse_date(date).words


@pytest.mark.parametrize(
    "edtf", ["2018~", "/2025-06-10~", "2018/..", "201X", "2018-22"]
)
def test_edtf_is_taken_as_it_is(edtf):
    assert understand(f" {edtf} ").date == edtf


@pytest.mark.parametrize(
    ("typed", "question", "choices"),
    [
        (
            "6/10/2011",
            "Which is the month in 6/10/2011?",
            ("2011-06-10", "2011-10-06"),
        ),
        ("6.10.11", "Which is the month in 6.10.11?", ("2011-06-10", "2011-10-06")),
        (
            "May-25",
            "Is May-25 a month of a year, or a day?",
            ("2025-05", "2025-05-25"),
        ),
        ("45818", "Is 45818 a spreadsheet's number for a day?", ("2025-06-10",)),
    ],
)
def test_what_can_mean_two_dates_is_asked(typed, question, choices):
    understood = understand(typed, PUBLISHED)
    assert (understood.question, understood.choices) == (question, choices)


@pytest.mark.parametrize("typed", ["12/13/2011", "13/12/2011", "12/12/2011"])
def test_figures_that_can_mean_one_day_alone_are_not_asked_about(typed):
    assert understand(typed).question == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "the date is empty; write it as 2018, 2018-06 or 2018-06-06."),
        ("hello", "write it as 2018, 2018-06 or 2018-06-06"),
        ("24 August 2011, at noon", "it is more than a date; write 2011-08-24"),
        ("2018 and 2020", "it is more than one date; write 2018 or 2020"),
        ("31/02/2011", "write it as 2018, 2018-06 or 2018-06-06"),
        ("since 6/10/2011", "Which is the month in 6/10/2011?"),
    ],
)
def test_what_is_no_date_is_refused_with_the_edtf_it_needs(typed, sentence):
    with pytest.raises(DateError) as error:
        understand(typed, PUBLISHED)
    assert sentence in str(error.value)


def test_a_relative_date_without_a_publication_date_says_that_it_waits():
    with pytest.raises(DateError, match="nothing says from which day it counts"):
        understand("Tuesday")


@given(st.text(max_size=30))
def test_anything_typed_is_understood_or_refused(typed):
    try:
        understood = understand(typed, "2025-06-10")
    except DateError as error:
        assert "\n" not in str(error)
    else:
        dates = understood.choices or (understood.date,)
        assert all(parse_date(date) for date in dates)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("2018", ""),
        ("24 August 2011", "“24 August 2011” is not an EDTF date: write 2011-08-24."),
        ("before 2018", "“before 2018” is not an EDTF date: write /2018."),
        (
            "6/10/2025",
            "“6/10/2025” is not an EDTF date: Which is the month in 6/10/2025? "
            "Write 2025-06-10 or 2025-10-06.",
        ),
        (
            "2o18",
            "“2o18” is not an EDTF date: “2o18” is not YYYY, YYYY-MM or YYYY-MM-DD.",
        ),
    ],
)
def test_the_fault_of_a_cell_says_what_to_write(cell, fault):
    assert date_fault(cell) == fault


@pytest.mark.parametrize(("words", "date"), ROWS)
def test_the_rows_of_the_bundled_reading_agree_with_their_words(words, date):
    assert disagreement(words, date, PUBLISHED) == ""


@pytest.mark.parametrize(
    ("words", "changed"),
    [(words, changed) for words, date in ROWS for changed in mutations(date)],
)
def test_a_date_that_leaves_its_words_or_is_finer_is_refused(words, changed):
    assert disagreement(words, changed, PUBLISHED).startswith(changed)


@pytest.mark.parametrize(
    ("words", "date", "published"),
    [
        ("on Friday", "2025-06-06", "2025-06-10"),
        ("on Friday", "2025-06-13", "2025-06-10"),
        ("from 2018 to 2020", "2018/2020", None),
        ("since 2015", "2015/..", "2025-06-10"),
        ("since 2015", "2015/", "2025-06-10"),
        ("since 2015", "2015/2025-06-10", "2025-06-10"),
        ("before 2018", "/2018", None),
        ("the summer of 2018", "2018-22", None),
        ("early 2018", "2018", None),
        ("In 2018", "201X", None),
        ("a year later", "2019", "2025-06-10"),
        ("After the release", "2018", "2025-06-10"),
        ("January, February and March 2019", "2019-01", "2025-06-10"),
        ("Sept. 3 and 4, 2012", "2012-09-03", "2025-06-10"),
        ("about 2018", "2018~", None),
        ("", "2018", None),
        ("In 2018", "nonsense", None),
    ],
)
def test_a_date_as_its_words_have_it_agrees(words, date, published):
    assert disagreement(words, date, published) == ""


@pytest.mark.parametrize(
    ("words", "date", "sentence"),
    [
        ("In 2018", "2018-06-06", "2018-06-06 is finer than “In 2018”; write 2018."),
        ("In 2018", "2019", "2019 is outside “In 2018”; write 2018."),
        ("in May", "2025-05-01", "2025-05-01 is finer than “in May”; write 2025-05."),
        ("the 1980s", "1985", "1985 is finer than “the 1980s”; write 198X."),
        (
            "before 2018",
            "2018",
            "2018 closes a side that “before 2018” leaves open; write /2018.",
        ),
        (
            "since 2015",
            "2015",
            "2015 closes a side that “since 2015” leaves open; write 2015/...",
        ),
    ],
)
def test_a_disagreement_says_why_and_what_to_write(words, date, sentence):
    assert disagreement(words, date, "2025-06-10") == sentence


@pytest.mark.parametrize(
    ("words", "date", "agrees"),
    [
        ("im Jahr 1996", "1996", True),
        ("im Jahr 1996", "1997", False),
        ("im Jahr 1996", "1996-06-12", False),
        ("am 12. Juni 1996", "1996-06-12", True),
        ("am 12. Juni 1996", "1995-06-12", False),
        ("1996年", "1995", False),
        ("en juin", "1996-06", True),
    ],
)
def test_in_any_language_a_year_of_four_digits_counts(words, date, agrees):
    assert (disagreement(words, date, None, "de") == "") is agrees
