"""Each rule at its limit: the largest that is accepted, the smallest that is refused.

A limit that moves by one fails here, whichever way it moves.
"""

import hashlib
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from helpers import (
    Article,
    DateError,
    QuoteError,
    ReadingError,
    check_reading,
    load_reading,
    parse_date,
    plot_timeline,
)
from helpers.anchor import SEARCHED, FoldedText, Span, longest, word_patterns
from helpers.checking import plain_file
from helpers.checking.dating import agreement
from helpers.checking.plain_file import decode, read_bytes
from helpers.figure.spans import closest_days
from helpers.reading import DATA

SOURCES = "id,publisher,title,address,published,seen_for\n"
ROW = "{},The Larkmouth Herald,,{},,\n"


class Change(NamedTuple):
    """Words of a file, which are there once, and what is written in their place."""

    file: str
    old: str
    new: str


class Limit(NamedTuple):
    """Two changes of the practice reading, and the sentence for the second."""

    accepted: Change
    refused: Change
    said: str


def limit(file, old, accepted, refused, said):
    """The limit between two ways to write what is in the file now."""
    return Limit(Change(file, old, accepted), Change(file, old, refused), said)


def source(accepted, refused, said, column="address"):
    """The limit between two rows of sources.csv: the id and the address of each."""
    rows = (SOURCES + ROW.format(*accepted), SOURCES + ROW.format(*refused))
    return limit(
        "sources.csv", SOURCES, *rows, f"sources.csv row 2, column {column}: {said}"
    )


def weekday(accepted, refused, said):
    """The limit between two dates of what was said “on Monday”."""
    old = "2025-06-09,moment,on Monday,resolved"
    pair = (f"{days},moment,on Monday,inferred" for days in (accepted, refused))
    return limit("events.csv", old, *pair, f"events.csv row 10, column date: {said}")


LIMITS = {
    "an inferred date rests on something": limit(
        "events.csv", "inferred,first-meeting; answer,", "inferred,first-meeting,", "inferred,,",
        "events.csv row 16, column date_from: the cell is empty; a date that is inferred names what it rests on.",
    ),
    "a stated date may rest on nothing, a resolved one not": limit(
        "events.csv", "in 1958,stated,,", "in 1958,stated,published,", "in 1958,resolved,,",
        "events.csv row 6, column date_from: the cell is empty; a date that is resolved names what it rests on.",
    ),
    "an inferred date needs no words of the text, a stated one does": limit(
        "events.csv", "in 1958,stated,,", ",inferred,survey,", ",stated,,",
        "events.csv row 6, column date_words: the cell is empty; a date that is stated names the article's words "
        "for it.",
    ),
    "an event may have no date where the basis says so": limit(
        "events.csv", ",1958,moment,in 1958,stated,", ",,moment,in 1958,not said,", ",,moment,in 1958,stated,",
        "events.csv row 6, column date: the cell is empty; give a date, or the basis background and a period in "
        "date_from, or the basis not said.",
    ),
    "a date is no finer than its words": limit(
        "events.csv", ",1958,moment,", ",1958~,moment,", ",1958-05,moment,",
        "events.csv row 6, column date: 1958-05 is finer than “in 1958”; write 1958.",
    ),
    "a date is one that its words can mean": limit(
        "events.csv", ",1958,moment,", ",195X,moment,", ",1959,moment,",
        "events.csv row 6, column date: 1959 is outside “in 1958”; write 1958.",
    ),
    "the words of a date are in the sentence of the quote": limit(
        "events.csv", ",on Tuesday,", ",Tuesday,", ",None of this,",
        "events.csv row 2, column date_words: “None of this” is not in the sentence of the quote; copy the words from "
        "paragraph 2.",
    ),
    "a span that rests on the publication date alone has no end": limit(
        "events.csv", "1958,moment,in 1958,stated,,", "/1958,span,in 1958,inferred,published; vote,",
        "/1958,span,in 1958,inferred,published,",
        "events.csv row 6, column extent: a span that rests on the publication date alone has no end; write its "
        "beginning as a moment, or the extent state.",
    ),
    "a span that began on a day may rest on the publication date": limit(
        "events.csv", "1958,moment,in 1958,stated,,", "1958/,span,in 1958,inferred,published,",
        "/1958,span,in 1958,inferred,published,",
        "events.csv row 6, column extent: a span that rests on the publication date alone has no end; write its "
        "beginning as a moment, or the extent state.",
    ),
    "a weekday in a range of seven days, and of six without it": weekday(
        "2025-06-10/2025-06-16", "2025-06-10/2025-06-15",
        "10 to 15 June 2025 was a Tuesday or Wednesday or Thursday or Friday or Saturday or Sunday, and the article's "
        "word is Monday; correct the date.",
    ),
    "a weekday in a range of eight days, and on the day beside it": weekday(
        "2025-06-10/2025-06-17", "2025-06-10",
        "10 June 2025 was a Tuesday, and the article's word is Monday; correct the date.",
    ),
    "a weekday on the last of two days, and on the day after them": weekday(
        "2025-06-08/2025-06-09", "2025-06-07/2025-06-08",
        "7 to 8 June 2025 was a Saturday or Sunday, and the article's word is Monday; correct the date.",
    ),
    "an id has single hyphens": limit(
        "quotations.csv", "\ncome-back,", "\nc-o-m-e,", "\ncome--back,",
        'quotations.csv row 4, column id: "come--back" is not a valid id; write small letters a to z, digits and '
        "single hyphens, as in alice-johnson.",
    ),
    "an id of one sign, and a hyphen alone": limit(
        "quotations.csv", "\ncome-back,", "\n1,", "\n-,",
        'quotations.csv row 4, column id: "-" is not a valid id; write small letters a to z, digits and single '
        "hyphens, as in alice-johnson.",
    ),
    "an id does not end in a hyphen": limit(
        "quotations.csv", "\ncome-back,", "\ncome-b,", "\ncome-,",
        'quotations.csv row 4, column id: "come-" is not a valid id; write small letters a to z, digits and single '
        "hyphens, as in alice-johnson.",
    ),
    "an id is not a word with a meaning": limit(
        "quotations.csv", "\ncome-back,", "\nnarrators,", "\nnarrator,",
        'quotations.csv row 4, column id: "narrator" is a word with a meaning of its own here; choose another id.',
    ),
    "ids of two rows differ by a letter": limit(
        "quotations.csv", "\ncome-back,", "\nwaiteds,", "\nwaited,",
        'quotations.csv row 4, column id: "waited" is already the id of row 2; use each id once.',
    ),
    "an address has a host": source(
        ("herald", "https://h"), ("herald", "https://"),
        '"https://" is not a web address; write it in full, beginning with https://.',
    ),
    "an address has a host before its path": source(
        ("herald", "HTTP://h/p"), ("herald", "https:///p"),
        '"https:///p" is not a web address; write it in full, beginning with https://.',
    ),
    "an address is one of the web": source(
        ("herald", "http://h"), ("herald", "ftp://h"),
        '"ftp://h" is not a web address; write it in full, beginning with https://.',
    ),
    "an address holds no mark that ends an attribute": source(
        ("herald", "https://h/%22"), ("herald", "https://h/'"),
        "\"https://h/'\" is not a web address; write it in full, beginning with https://.",
    ),
    "a name limited to a paragraph, and the same name without limit": limit(
        "people.csv", "place,Quay Street,", "place,Quay Street; The ferry@3,", "place,Quay Street; The ferry,",
        "people.csv row 12, column names: “The ferry” is already a name of merriweather; limit it to a paragraph, as "
        "in The ferry@12.",
    ),
    "a name limited to the paragraph that has it, and to the one beside it": limit(
        "people.csv", "place,Quay Street,", "place,Quay Street@6,", "place,Quay Street@5,",
        "people.csv row 12, column names: “Quay Street” is not in paragraph 5 as whole words of its own; copy the name "
        "from there.",
    ),
    "a name is whole words": limit(
        "people.csv", "place,Quay Street,", "place,Quay,", "place,Quay Stree,",
        "people.csv row 12, column names: “Quay Stree” is not in the article as whole words of its own; copy the name "
        "from there.",
    ),
    "a paragraph is one of the article's": limit(
        "reading.toml", "headline = [1]", "headline = [1, 9]", "headline = [1, 10]",
        "reading.toml, key paragraphs: headline is not a list of paragraphs from 1 to 9; write it as in [3, 4].",
    ),
    "paragraphs are counted from 1": limit(
        "reading.toml", "headline = [1]", "headline = [1]", "headline = [0]",
        "reading.toml, key paragraphs: headline is not a list of paragraphs from 1 to 9; write it as in [3, 4].",
    ),
    "the paragraph of a quote is one of the article's": limit(
        "notes.csv", "omission,the cost,,", "omission,the cost,6,", "omission,the cost,10,",
        "notes.csv row 2, column quote: there is no paragraph 10; the article has 9.",
    ),
    "a quote in two paragraphs says in which it is": limit(
        "notes.csv", "ferry will sail this summer,7,", "ferry will sail this summer,3,", "ferry will sail this summer,,",
        "notes.csv row 4, column quote: “The ferry will sail this summer” is in paragraphs 3 and 7; write which one in "
        "the column paragraph.",
    ),
    "quotations that touch, and those that share a sign": Limit(
        Change(
            "quotations.csv", "she had passed her pilot’s exam,,reported,,exam\n",
            "she had passed her pilot,,reported,,exam\nrest,may-reyes,’s exam,,reported,,exam\n",
        ),
        Change(
            "quotations.csv", "she had passed her pilot’s exam,,reported,,exam\n",
            "she had passed her pilot’,,reported,,exam\nrest,may-reyes,’s exam,,reported,,exam\n",
        ),
        "quotations.csv row 7, column quote: it shares words with row 6, “she had passed her pilot’”; give each word to "
        "one quotation.",
    ),
    "a quotation beside another, and one word inside it": Limit(
        Change(
            "quotations.csv", "\npassed,", "\nsaid,omar-reyes,Reyes said,,label,,\npassed,",
        ),
        Change(
            "quotations.csv", "\npassed,", "\nsaid,omar-reyes,twice,,single word,,\npassed,",
        ),
        "quotations.csv row 6, column quote: it shares words with row 5, “I don't need asking twice,”; give each word to "
        "one quotation.",
    ),
    "a quotation has marks inside, and not at both ends": limit(
        "quotations.csv", '"I don\'t need asking twice,"', '"“I don\'t need asking twice,"',
        '"“I don\'t need asking twice,”"',
        "quotations.csv row 5, column quote: leave out the quotation marks at both ends; a quotation that is "
        "interrupted is two rows.",
    ),
    "a kind of one's own, and one that is nearly known": limit(
        "events.csv", ",protest,", ",parade,", ",protests,",
        'events.csv row 12, column kind: "protests" is not a known kind; did you mean "protest"? If not, write kinds '
        '= ["protests"] in reading.toml.',
    ),
    "a kind of one's own, and one just near enough to be asked about": limit(
        "events.csv", ",protest,", ",crashes,", ",launches,",
        'events.csv row 12, column kind: "launches" is not a known kind; did you mean "launch"? If not, write kinds '
        '= ["launches"] in reading.toml.',
    ),
    "a person has one role in an event": limit(
        "events.csv", "omar-reyes as captain;", "omar-reyes as captain; may-reyes;",
        "omar-reyes as captain; omar-reyes;",
        'events.csv row 9, column people: "omar-reyes" is there twice; keep one, with one role or none.',
    ),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA / "practice", tmp_path / "copy")


def make(change, folder):
    path = folder / change.file
    text = path.read_text(encoding="utf-8")
    assert text.count(change.old) == 1
    path.write_text(text.replace(change.old, change.new), encoding="utf-8")


def faults(folder):
    """What check_reading finds, as load_reading says it."""
    if check_reading(folder).empty:
        load_reading(folder)
        return []
    with pytest.raises(ReadingError) as error:
        load_reading(folder)
    return list(error.value.problems)


@pytest.mark.parametrize("name", LIMITS)
def test_what_is_within_the_limit_of_a_rule_is_accepted(folder, name):
    make(LIMITS[name].accepted, folder)
    assert faults(folder) == []


@pytest.mark.parametrize("name", LIMITS)
def test_what_is_beyond_the_limit_of_a_rule_is_refused_in_one_sentence(folder, name):
    make(LIMITS[name].refused, folder)
    assert faults(folder) == [LIMITS[name].said]


def test_a_date_of_the_record_is_accepted_with_its_source_and_refused_without(folder):
    make(
        Change("sources.csv", SOURCES, SOURCES + ROW.format("herald", "https://h")),
        folder,
    )
    built = "built in 1958,,,,"
    make(Change("events.csv", built, "built in 1958,,1958,herald,"), folder)
    assert faults(folder) == []
    make(Change("events.csv", "1958,,1958,herald,", "1958,,1958,,"), folder)
    assert faults(folder) == [
        "events.csv row 6, column record_source: the cell is empty; a date from the"
        " public record names the source it was seen in."
    ]


DATES = [
    ("9999-23", "9999-24", "years run from 0001 to 9999 here"),
    ("9998-24", "9999-24", "years run from 0001 to 9999 here"),
    ("0001", "0000", "years run from 0001 to 9999 here"),
    ("001X", "000X", "years run from 0001 to 9999 here"),
    ("01XX", "00XX", "years run from 0001 to 9999 here"),
    ("9999", "Y10000", "years run from 0001 to 9999 here"),
    ("2025-01", "2025-00", "there is no month 00"),
    ("2025-12", "2025-13", "there is no month 13"),
    ("2025-21", "2025-20", "there is no month 20"),
    ("2025-24", "2025-25", "there is no month 25"),
    ("2025-06-01", "2025-06-00", "June 2025 has 30 days"),
    ("2025-06-30", "2025-06-31", "June 2025 has 30 days"),
    ("2024-02-29", "2023-02-29", "February 2023 has 28 days"),
    ("2000-02-29", "1900-02-29", "February 1900 has 28 days"),
    ("2025-02-2X", "2025-02-3X", "February 2025 has 28 days"),
    ("2018-06-06T23:59", "2018-06-06T24:00", "a time of day needs a full date"),
    ("2018-06-06T00:00:59", "2018-06-06T00:00:60", "a time of day needs a full date"),
    ("2018/2018", "2018/2017", "it ends before it begins"),
    ("2018-12/2018", "2019-01/2018", "it ends before it begins"),
    ("2018/", "/", "an interval needs a date on one side at least"),
    ("2018/2019", "2018/2019/2020", "an interval has one slash"),
    ("201X", "201X-06", "a year with an unknown digit cannot have a month"),
    ("2018-XX-XX", "2018-XX-06", "the day is given but the month is not"),
    ("2018%", "2018~?", "“2018~?” is not YYYY, YYYY-MM or YYYY-MM-DD"),
]  # fmt: skip


@pytest.mark.parametrize(("accepted", "refused", "why"), DATES)
def test_the_last_date_is_read_and_the_next_is_refused(accepted, refused, why):
    assert parse_date(accepted).text == accepted
    with pytest.raises(DateError) as error:
        parse_date(refused)
    said = str(error.value)
    assert said.startswith(f"“{refused}” is not an EDTF date: ")
    assert why in said


DAYS = [
    ("9998-24", date(9998, 12, 1), date(9999, 2, 28)),
    ("9999-23", date(9999, 9, 1), date(9999, 11, 30)),
    ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
    ("2024-24", date(2024, 12, 1), date(2025, 2, 28)),
    ("2025-06-0X", date(2025, 6, 1), date(2025, 6, 9)),
    ("2025-06-2X", date(2025, 6, 20), date(2025, 6, 29)),
    ("2025-02-2X", date(2025, 2, 20), date(2025, 2, 28)),
    ("198X", date(1980, 1, 1), date(1989, 12, 31)),
    ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), DAYS)
def test_a_date_has_its_first_and_its_last_day(text, earliest, latest):
    when = parse_date(text)
    assert (when.earliest, when.latest) == (earliest, latest)


RECORDS = [
    ("2018", "2018-12-31", "within"),
    ("2018", "2019-01-01", "outside"),
    ("2018", "2018-12-31/2019-01-01", "overlaps"),
    ("2018", "2018-01-01/2018-12-31", "within"),
    ("2018", "2017-12-31/2018-12-31", "overlaps"),
    ("2018", "2017-12-31", "outside"),
    ("2018", "2017-12-31/2018-01-01", "overlaps"),
    ("2018", "2018-01-01", "within"),
    ("/2018", "2018-12-31", "within"),
    ("/2018", "2019-01-01", "outside"),
]


@pytest.mark.parametrize(("article", "record", "expected"), RECORDS)
def test_the_record_agrees_up_to_the_last_day(article, record, expected):
    assert agreement(parse_date(article), parse_date(record), "moment") == expected


READING = load_reading("practice")
YEARS = [
    ("first-meeting", 2023, 2022),
    ("first-meeting", (2000, 2023), (2000, 2022)),
    ("first-meeting", (2023, 2030), (2024, 2030)),
    ("comments-due", 2025, 2024),
    ("captaincy", 2008, 2007),
    ("captaincy", 2019, 2020),
    ("passengers", 1980, 1979),
    ("passengers", 1989, 1990),
]


@pytest.mark.parametrize(("event", "within", "beyond"), YEARS)
def test_an_event_is_in_the_years_up_to_its_last_one(event, within, beyond):
    assert event in set(READING.where(years=within).events["id"])
    assert event not in set(READING.where(years=beyond).events["id"])


def test_new_years_eve_and_new_years_day_are_in_their_own_years():
    days = of_days("2018-12-31", "2019-01-01")
    assert list(days.where(years=2018).events["id"]) == ["event-1"]
    assert list(days.where(years=2019).events["id"]) == ["event-2"]


def test_an_interval_from_a_year_to_itself_has_both_sides_in_words():
    assert parse_date("2018/2018").words == "2018 to 2018"
    assert parse_date("2018-05/2018-06").words == "May to June 2018"


def test_of_two_quotations_that_end_together_the_longer_is_named(folder):
    passed = "she had passed her pilot’s exam,,reported,,exam\n"
    inside = "inside,may-reyes,her pilot’s exam,,reported,,exam\n"
    beyond = "beyond,may-reyes,exam. May may well,,reported,,exam\n"
    make(Change("quotations.csv", passed, passed + inside + beyond), folder)
    assert [said.partition(";")[0] for said in faults(folder)] == [
        f"quotations.csv row {row}, column quote: it shares words with row 6, “she had"
        " passed her pilot’s exam”"
        for row in (7, 8)
    ]


@pytest.mark.parametrize(
    ("accepted", "refused"),
    [(1, 0), (9999, 10000), ((2018, 2018), (2018, 2017)), ((1, 9999), (0, 9999))],
)
def test_the_last_year_is_known_and_the_next_is_refused(accepted, refused):
    where, drawn = READING.where(years=accepted), READING.where(words="1958")
    assert where.whole is READING
    assert plot_timeline(drawn, years=accepted, detail="").sentences
    for call in (lambda y: READING.where(years=y), lambda y: plot_timeline(drawn, y)):
        with pytest.raises(ReadingError) as error:
            call(refused)
        assert str(error.value) == (
            f"years={refused} is neither a year nor a pair of years from 1 to 9999,"
            " first and last; write years=2018 or years=(2018, 2020)."
        )


def test_a_detail_of_31_days_is_drawn_and_one_of_32_refused():
    drawn = plot_timeline(READING, detail="2025-06-01/2025-07-01")
    assert len(drawn.figure.axes) == len(plot_timeline(READING).figure.axes)
    with pytest.raises(ReadingError) as error:
        plot_timeline(READING, detail="2025-06-01/2025-07-02")
    assert str(error.value) == (
        'detail="2025-06-01/2025-07-02" is not 31 days or fewer; write detail="2025-06".'
    )


def of_days(*days):
    """The practice reading with an event on each of the days, and no other."""
    one = READING.events.iloc[[0] * len(days)].reset_index(drop=True)
    when = pd.Series([date.fromisoformat(day) for day in days], dtype="datetime64[us]")
    events = one.assign(
        id=[f"event-{n}" for n in range(1, len(days) + 1)],
        number=range(1, len(days) + 1),
        title=[f"Sailing {n}" for n in range(1, len(days) + 1)],
        date=list(days),
        earliest=when,
        latest=when,
        when=[parse_date(day).words for day in days],
    )
    return replace(READING, events=events)


def letters_of(picture):
    return [text.get_text() for axes in picture.figure.axes for text in axes.texts]


def test_sixty_events_have_labels_and_sixty_one_are_lanes_without():
    days = [f"{1900 + n}-05-01" for n in range(61)]
    few, many = plot_timeline(of_days(*days[:60])), plot_timeline(of_days(*days))
    assert {f"Sailing {n}" for n in range(1, 61)} <= set(letters_of(few))
    assert not any("Sailing" in text for text in letters_of(many))
    assert few.alt.startswith("Timeline of 60 events")
    assert few.alt.endswith("60 1 May 1959: Sailing 60.")
    assert many.alt.startswith("Timeline of 61 events")
    assert many.alt.endswith("60 1 May 1959: Sailing 60. And 1 more.")


def test_days_of_one_week_and_a_day_get_a_panel_and_those_further_apart_none():
    near = closest_days(of_days("2025-06-01", "2025-06-08").events)
    assert (near.first, near.after) == (
        date(2025, 5, 30).toordinal(),
        date(2025, 6, 11).toordinal(),
    )
    assert closest_days(of_days("2025-06-01", "2025-06-09").events) is None
    assert closest_days(of_days("2025-06-01", "2025-06-01").events) is None


def test_the_panel_of_days_ends_with_the_calendar():
    last = closest_days(of_days("9999-12-30", "9999-12-31").events)
    assert last.after == date.max.toordinal() + 1
    first = closest_days(of_days("0001-01-01", "0001-01-02").events)
    assert first.first == date.min.toordinal()


def test_a_hundred_faults_are_all_said_and_of_one_more_the_last_is_counted(folder):
    def with_faults(count):
        rows = "".join(ROW.format(f"herald-{n}", "no address") for n in range(count))
        (folder / "sources.csv").write_text(SOURCES + rows, encoding="utf-8")
        assert len(check_reading(folder)) == count
        return faults_listed(folder)

    assert len(with_faults(100)) == 100
    assert "row 101, column address" in with_faults(100)[-1]
    said = with_faults(101)
    assert len(said) == 101
    assert said[-1] == "and 1 more fault; check_reading lists them all."
    assert with_faults(102)[-1] == "and 2 more faults; check_reading lists them all."


def faults_listed(folder):
    with pytest.raises(ReadingError) as error:
        load_reading(folder)
    return str(error.value).split("\n")


@pytest.mark.parametrize(
    ("content", "row", "said"),
    [
        ("note\n" * 9 + SOURCES, 1, "the names of the columns are in row 10;"),
        ("note\n" * 10 + SOURCES, 1, "the column is missing; add it"),
        ("note\nid,title,address,published\n", 1, "the names of the columns are in row 2;"),
        ("note\nid,title,address,seen\n", 1, "the column is missing; add it"),
        ("id;title\n", 1, "its cells are divided by semicolons;"),
        ("id;seen\n", 1, "the column is missing; add it"),
    ],
)  # fmt: skip
def test_a_header_is_known_by_its_columns_and_looked_for_in_ten_rows(
    folder, content, row, said
):
    (folder / "sources.csv").write_text(content, encoding="utf-8")
    first = check_reading(folder).iloc[0]
    assert (first["file"], first["row"]) == ("sources.csv", row)
    assert first["problem"].startswith(said)


def test_a_file_of_the_most_bytes_is_read_and_one_of_more_refused(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"0123456789")
    assert read_bytes(path, 10) == b"0123456789"
    with pytest.raises(ReadingError) as error:
        read_bytes(path, 9)
    assert str(error.value) == "table.csv: larger than 0 MB, which no table is."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"a\0b\0", "this is text in UTF-16;"),
        (b"a\0b", "byte 2 is zero"),
        (b"a\0bc", "byte 2 is zero"),
        (b"\0a" * 7 + b"bcdefg", "this is text in UTF-16;"),
        (b"\0a" * 6 + b"bcdefgh", "byte 1 is zero"),
    ],
)
def test_two_zeros_and_seven_tenths_are_text_in_utf_16(content, why):
    with pytest.raises(ReadingError) as error:
        decode(content, "article.txt")
    assert str(error.value).startswith(f"article.txt: {why}")


def test_half_the_words_alike_are_near_and_fewer_are_not():
    """Of 26 words 13 are alike; of 27, no more."""
    article = Article(" ".join(f"there{n} same{n}" for n in range(13)))
    quote = " ".join(f"here{n} same{n}" for n in range(13))
    with pytest.raises(QuoteError, match="Nearest, in paragraph 1: “there0 same0"):
        article.find(quote)
    with pytest.raises(QuoteError, match="and nothing in the article is like it;"):
        article.find(f"{quote} more")


def test_names_that_touch_are_both_named_and_of_those_that_overlap_the_longer():
    touching = [(Span(0, 4), "a"), (Span(4, 6), "b"), (Span(6, 12), "c")]
    assert longest(touching) == touching
    overlapping = [(Span(0, 4), "a"), (Span(3, 6), "b"), (Span(5, 12), "c")]
    assert longest(overlapping) == [overlapping[0], overlapping[2]]


def test_a_mark_at_the_very_beginning_belongs_to_no_letter():
    assert Article("\u0301a b.").find("\u0301a") == (0, 2)
    with pytest.raises(QuoteError):
        Article("e\u0301a b.").find("\u0301a")


@pytest.mark.parametrize(
    ("words", "found"), [("A", 2), ("a", 2), ("US", 1), ("us", 2), ("2", 1)]
)
def test_capitals_count_from_two_letters_on(words, found):
    (pattern,) = word_patterns(words)
    assert len(pattern.findall("A US bus 2 us, a 12")) == found


def test_a_short_quote_that_overlaps_itself_is_in_two_places():
    assert Article("na na").find("na na") == (0, 5)
    with pytest.raises(QuoteError) as error:
        Article("na na na").find("na na")
    assert str(error.value) == (
        "“na na” is in paragraph 1 2 times; quote more of the words around it."
    )


def test_ann_lee_beside_ann_leeson_is_named_where_her_name_ends():
    article = Article("Ann Leeson met Ann Lee. Ann Lee's son came, Joann Lee did not.")
    names = {"Ann Lee": {None: "ann"}, "Ann Leeson": {None: "leeson"}}
    assert [
        (article.text[span.start : span.end], who)
        for span, who in article.mentions(names)
    ] == [("Ann Leeson", "leeson"), ("Ann Lee", "ann"), ("Ann Lee", "ann")]
    alone = article.mentions({"Ann Lee": {None: "ann"}})
    assert [span.start for span, _ in alone] == [15, 24]


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_pair_of_words_at_many_places_is_found_as_at_few(more):
    places = 50
    start = "the old mill by " * (places - 1)
    wanted = "the old mill at Larkmouth"
    length = places * SEARCHED + more
    rest = "x" * (length - len(start) - len(wanted) - 1)
    text = f"{start}{wanted} {rest}"
    assert len(text) == length
    assert Article(text).find(wanted) == (len(start), len(start) + len(wanted))


def test_the_words_at_the_ends_of_a_quote_may_be_parts_of_longer_ones():
    text = FoldedText("An old mill. Bathe old mill hands. The old mill.")
    assert text.find_all("the old mill hand") == [Span(15, 32)]


@pytest.mark.parametrize(
    ("quote", "inner"), [("an old mill", ["old"]), ("(old mill)", ["old", "mill"])]
)
def test_a_sign_is_enough_to_show_that_a_word_of_a_quote_is_whole(quote, inner):
    words = FoldedText(quote)._inner_words(quote)
    assert [word[0] for word in words] == inner


@pytest.mark.parametrize(
    ("text", "quote", "places"),
    [
        ("aq\u0301", "aq\u0301", [(0, 3)]),
        ("aq\u0301", "aq", []),
        ("aq\u0301 ", "aq", []),
        ("q\u0301a", "\u0301a", []),
        ("\u0301a", "\u0301a", [(0, 2)]),
    ],
)
def test_a_letter_is_not_parted_from_its_mark_at_either_end_of_a_text(
    text, quote, places
):
    assert FoldedText(text).find_all(quote) == places


@pytest.mark.parametrize(
    ("text", "found"), [("Ann Lee", 1), ("Ann Leeb", 0), ("Ann Lee.", 1)]
)
def test_a_name_ends_at_the_end_of_the_text_or_before_a_sign(text, found):
    assert len(FoldedText(text).find_names(["Ann Lee"])) == found


class Asked:
    """A file that keeps of how many bytes it was asked."""

    def __init__(self, file, asked):
        self.file, self.asked = file, asked

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def read(self, most):
        self.asked.append(most)
        return self.file.read(most)


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        (3, [4, 4]),
        (4, [4, 4]),
        (5, [4, 4, 4]),
        (10, [4, 4, 3, 1]),
        (11, [4, 4, 3, 0]),
        (40, [4, 4, 3, 0]),
    ],
)
def test_a_file_is_read_to_its_limit_and_one_byte_more(
    tmp_path, monkeypatch, there, asked
):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * there)
    opened, sizes = Path.open, []
    monkeypatch.setattr(plain_file, "_BLOCK", 4)
    monkeypatch.setattr(Path, "open", lambda *given: Asked(opened(*given), sizes))
    if there > 10:
        with pytest.raises(ReadingError, match="larger than 0 MB"):
            read_bytes(path, 10)
    else:
        assert read_bytes(path, 10) == b"x" * there
    assert sizes == asked


def test_a_changed_sign_changes_the_text_and_the_same_text_does_not(folder):
    content = (folder / "article.txt").read_bytes()
    (folder / "article.txt").write_bytes(content)
    assert faults(folder) == []
    changed = content.replace(b"six years", b"six years ", 1)
    (folder / "article.txt").write_bytes(changed)
    digest = hashlib.sha256(changed).hexdigest()
    [said] = faults(folder)
    assert said.startswith("reading.toml, key sha256: article.txt is not the text")
    assert said.endswith(f'write sha256 = "{digest}".')


def test_two_readings_with_equal_numbers_each_get_their_own_picture():
    one, other = (
        of_days("2025-06-01", "2025-06-02"),
        of_days("1901-06-01", "1902-06-02"),
    )
    other = replace(other, events=other.events.assign(title=["A launch", "A storm"]))
    assert list(one.events["number"]) == list(other.events["number"])
    first, second, again = (plot_timeline(x) for x in (one, other, one))
    assert "A launch" in letters_of(second)
    assert "A launch" not in letters_of(first)
    assert letters_of(again) == letters_of(first)
    assert again.sentences == first.sentences != second.sentences
    assert again.alt == first.alt != second.alt
    assert again._repr_html_() == first._repr_html_() != second._repr_html_()
