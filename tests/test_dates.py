"""Partial dates: bounds, words, order and refusals."""

import csv
from datetime import date
from pathlib import Path

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.dates import in_words, parse_date
from helpers.errors import DateError

EXAMPLES = list(
    csv.DictReader(
        (Path(__file__).parent / "data" / "edtf_examples.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
)

EXTENTS = ("moment", "span", "state", "")

days = st.dates()
marks = st.sampled_from(["", "?", "~", "%"])
plain = st.one_of(
    st.builds(lambda d, mark: d.isoformat() + mark, days, marks),
    st.builds(lambda d, mark: d.isoformat()[:7] + mark, days, marks),
    st.builds(lambda d, mark: d.isoformat()[:4] + mark, days, marks),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"])
def test_the_examples_of_the_specification_have_their_bounds(example):
    when = parse_date(example["text"])
    assert [day.isoformat() if day else "" for day in (when.earliest, when.latest)] == [
        example["earliest"],
        example["latest"],
    ]


@pytest.mark.parametrize("text", ["Y170000002", "Y-170000002", "-1985"])
def test_a_year_beyond_the_calendar_is_refused_by_name(text):
    with pytest.raises(DateError, match="years run from 0001 to 9999 here"):
        parse_date(text)


@given(plain)
def test_a_second_reader_finds_the_same_bounds(text):
    theirs = edtf.parse_edtf(text)
    ours = parse_date(text)
    assert ours.earliest == date(*theirs.lower_strict()[:3])
    assert ours.latest == date(*theirs.upper_strict()[:3])


@given(plain, plain)
def test_an_interval_reaches_from_the_first_day_of_its_start_to_the_last_of_its_end(
    left, right
):
    start, end = parse_date(left), parse_date(right)
    if start.earliest > end.latest:
        with pytest.raises(DateError, match="it ends before it begins"):
            parse_date(f"{left}/{right}")
    else:
        when = parse_date(f"{left}/{right}")
        assert (when.earliest, when.latest) == (start.earliest, end.latest)
        assert (when.approximate, when.uncertain) == (
            (start.approximate[0], end.approximate[0]),
            (start.uncertain[0], end.uncertain[0]),
        )
        assert when.ends == (start, end)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_date_error(text):
    try:
        when = parse_date(text)
    except DateError as error:
        assert "\n" not in str(error)
    else:
        assert when.text == text
        assert when.known[0] <= when.known[1]


@given(st.text(alphabet="0123456789-/X~?%.T:Z", max_size=24))
def test_any_near_miss_is_a_date_or_a_date_error(text):
    try:
        when = parse_date(text)
        assert when.words
        assert all(in_words(when, extent) for extent in EXTENTS)
    except DateError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2018", "2018"),
        ("/2018", "2018 or earlier"),
        ("../2018", "up to 2018"),
        ("2018/", "2018 or later"),
        ("2018/..", "since 2018"),
        ("2025-06-10~", "about 10 June 2025"),
        ("2018?", "perhaps 2018"),
        ("2018%", "perhaps about 2018"),
        ("2018-22", "summer 2018"),
        ("201X", "the 2010s"),
        ("20XX", "the years 2000 to 2099"),
        ("2025-06-1X", "10 to 19 June 2025"),
        ("2025-06-09/2025-06-10", "9 to 10 June 2025"),
        ("2018-05/2018-06", "May to June 2018"),
        ("2025-05-30/2025-06-02", "30 May to 2 June 2025"),
        ("2018/2020", "2018 to 2020"),
        ("2019~/2025-05", "about 2019 to May 2025"),
        ("2025-06-09/2025-06-10~", "9 to about 10 June 2025"),
    ],
)
def test_a_date_is_said_in_words(text, words):
    assert parse_date(text).words == words


@pytest.mark.parametrize(
    ("extent", "text", "words"),
    [
        ("moment", "2025-06-10", "10 June 2025"),
        ("moment", "2025-06-10~", "about 10 June 2025"),
        ("moment", "2025-06", "June 2025, some time in it"),
        ("moment", "2018", "2018, some time in it"),
        ("moment", "2018~", "about 2018"),
        ("moment", "201X", "the 2010s, some time in them"),
        ("moment", "2025-06-1X", "between 10 and 19 June 2025"),
        ("moment", "/2018", "2018 or earlier"),
        ("moment", "2018/", "2018 or later"),
        ("moment", "2025-06-09/2025-06-10~", "between 9 and about 10 June 2025"),
        ("moment", "2018/2020", "between 2018 and 2020"),
        ("span", "2018", "throughout 2018"),
        ("span", "/2018", "until 2018; beginning not given"),
        ("span", "2018/", "from 2018; end not given"),
        ("span", "2019~/2025-05~", "from about 2019 to about May 2025"),
        (
            "state",
            "2025-06-10~",
            "held on about 10 June 2025; neither beginning nor end given",
        ),
        ("state", "2018", "held in 2018; neither beginning nor end given"),
        ("", "/2018", "2018 or earlier, once or over some time"),
        ("", "2018/", "2018 or later, once or over some time"),
        ("", "2018", "2018, once or over some time in it"),
        ("", "2018~", "about 2018, once or over some time"),
        ("", "2018/2020", "between 2018 and 2020, once or over some time"),
        *((extent, "../2018", "up to 2018") for extent in EXTENTS),
        *((extent, "2018/..", "since 2018") for extent in EXTENTS),
    ],
)
def test_the_words_of_an_event_follow_its_date_and_its_extent(extent, text, words):
    assert in_words(parse_date(text), extent) == words


@pytest.mark.parametrize("extent", EXTENTS)
def test_an_event_without_a_date_says_so_whatever_its_extent(extent):
    assert in_words(None, extent) == "no date given"


@pytest.mark.parametrize("text", ["2018", "/2018", "2018/", "2018/2020", "2018-06~"])
def test_no_two_extents_are_told_in_the_same_words(text):
    said = {in_words(parse_date(text), extent) for extent in EXTENTS}
    assert len(said) == len(EXTENTS)


def test_by_2018_is_never_said_for_it_can_mean_before_2018_began():
    for extent in EXTENTS:
        assert "by" not in in_words(parse_date("/2018"), extent).split()


def test_an_unknown_end_and_an_open_one_have_no_day():
    assert parse_date("/2018").earliest is None
    assert parse_date("2018/..").latest is None


def test_what_has_an_unknown_start_stands_before_what_has_none_and_after_the_year_before():
    texts = ["2018-12-31", "2018", "/2018", "2017", "2019~/2025-05", "2018-06-06"]
    assert sorted(texts, key=lambda text: parse_date(text).order) == [
        "2017",
        "/2018",
        "2018",
        "2018-06-06",
        "2018-12-31",
        "2019~/2025-05",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the date is empty; write it as 2018, 2018-06 or 2018-06-06."),
        (
            "2025-5",
            "“2025-5” is not an EDTF date: “2025-5” is not YYYY, YYYY-MM or YYYY-MM-DD; months and days have two "
            "digits, as in 2025-06-02.",
        ),
        (
            "2025-13",
            "“2025-13” is not an EDTF date: there is no month 13; months are 01 to 12, seasons 21 to 24.",
        ),
        (
            "2025-06-31",
            "“2025-06-31” is not an EDTF date: June 2025 has 30 days; there is no day 31.",
        ),
        (
            "2025-06-00",
            "“2025-06-00” is not an EDTF date: June 2025 has 30 days; there is no day 00.",
        ),
        (
            "May-25",
            "“May-25” is not an EDTF date: a spreadsheet may have rewritten it; write 2025-06-10 in a column "
            "formatted as text.",
        ),
        (
            "6/10/2025",
            "“6/10/2025” is not an EDTF date: a spreadsheet may have rewritten it; write 2025-06-10 in a column "
            "formatted as text.",
        ),
        (
            "2018.0",
            "“2018.0” is not an EDTF date: a spreadsheet may have rewritten it; write 2025-06-10 in a column "
            "formatted as text.",
        ),
        *(
            (
                text,
                f"“{text}” is not an EDTF date: a spreadsheet may have rewritten it; write 2025-06-10 in a column "
                "formatted as text.",
            )
            for text in (
                "2025/6/10",
                "2025-06-10 00:00:00",
                "6/10/2025 0:00",
                "05/2025",
                "avr.-25",
                "mär-25",
                "45818",
            )
        ),
        ("2018/2017", "“2018/2017” is not an EDTF date: it ends before it begins."),
        (
            "/",
            "“/” is not an EDTF date: an interval needs a date on one side at least.",
        ),
        (
            "a/b/c",
            "“a/b/c” is not an EDTF date: an interval has one slash; write 2018-05/2018-06.",
        ),
        (
            "201X-05",
            "“201X-05” is not an EDTF date: a year with an unknown digit cannot have a month.",
        ),
        (
            "2018-XX-05",
            "“2018-XX-05” is not an EDTF date: the day is given but the month is not.",
        ),
        ("2018-22-05", "“2018-22-05” is not an EDTF date: a season has no day."),
        (
            "2018T10:00",
            "“2018T10:00” is not an EDTF date: a time of day needs a full date before it, as in 2018-06-06T14:30:00Z.",
        ),
        (
            "?2018",
            "“?2018” is not an EDTF date: “?2018” is not YYYY, YYYY-MM or YYYY-MM-DD; a mark ?, ~ or % comes "
            "once, at the end.",
        ),
        ("0000", "“0000” is not an EDTF date: years run from 0001 to 9999 here."),
    ],
)
def test_a_text_that_is_no_date_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(DateError) as error:
        parse_date(text)
    assert str(error.value) == sentence
