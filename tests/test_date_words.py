"""Dates in text: what each rule promises, and what holds for any text."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from clock import an_end
from hypothesis import given
from hypothesis import strategies as st

from helpers.date_words.bounds import FRAMES
from helpers.date_words.finding import COLUMNS, EXAMPLES_PUBLISHED, RULES, find_dates
from helpers.dates import parse_date
from helpers.errors import DateError

ARTICLE = Path(__file__).parents[1] / "data" / "kardashian-la-raids" / "article.txt"
PIECES = [
    *(
        "from ",
        "between ",
        "June ",
        "3",
        "-5",
        ", ",
        "2025",
        " to ",
        " and ",
        "May ",
        "may ",
        "Monday",
        "’s ",
        "'s ",
        "\r\n",
    ),
    *(
        "two ",
        "weeks ",
        "ago",
        "last ",
        "the ",
        "first ",
        "quarter ",
        "of ",
        "1980s",
        "’90s ",
        "about ",
        "early ",
        "😀 ",
    ),
    *(
        "year ",
        "later ",
        "21st ",
        "century ",
        "31 ",
        "February ",
        "6/10/2025 ",
        "2025-02-30",
        "winter ",
        "next ",
        "999 ",
    ),
    *(
        "that ",
        "Sept. ",
        "in ",
        "yesterday",
        " will ",
        "said ",
        "fiscal ",
        "decades ",
        "İ",
        "Christmas ",
        "now",
        ". ",
    ),
]
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
)
DAYS = st.sampled_from(
    [
        None,
        "2025-06-10",
        "2025-06-10~",
        "2025-06",
        "2024-02-29",
        "0001-01-01",
        "9999-12-31",
        "../2025",
    ]
)


def dates(text, published=EXAMPLES_PUBLISHED, **options):
    return [
        tuple(row)
        for row in find_dates(text, published, **options)[["words", "date"]].to_numpy()
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_makes_of_its_example_what_the_table_says(rule):
    rows = find_dates(rule.example, EXAMPLES_PUBLISHED)
    made = rows[rows["rule"] == rule.name][["words", "date"]].to_numpy().tolist()
    assert made == [[rule.words, rule.date]]


@given(TEXTS, DAYS)
def test_rows_stand_in_the_text_in_order_and_apart_and_their_dates_can_be_read(
    text, published
):
    rows = find_dates(text, published)
    assert list(rows.columns) == COLUMNS
    free = 0
    for row in rows.itertuples():
        assert free <= row.start < row.end <= len(text)
        assert row.words == text[row.start : row.end]
        assert row.precision == (parse_date(row.date).precision if row.date else "")
        free = row.end


@given(TEXTS)
def test_without_a_publication_date_the_same_words_are_found_and_no_date_differs(text):
    waiting, told = find_dates(text), find_dates(text, "2025-06-10")
    assert waiting[["start", "end", "rule"]].equals(told[["start", "end", "rule"]])
    assert all(
        date in ("", other)
        for date, other in zip(waiting["date"], told["date"], strict=True)
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Both apostrophes: Monday's vote, Monday’s vote.",
            [("Monday", "2025-06-09")] * 2,
        ),
        (
            "the '80s, the ’80s, the ‘80s",
            [("the '80s", "198X"), ("the ’80s", "198X"), ("the ‘80s", "198X")],
        ),
        ("She said so on Tuesday.", [("Tuesday", "2025-06-10")]),
        ("They will meet on Tuesday.", [("Tuesday", "2025-06-10")]),
        ("They met last Tuesday.", [("last Tuesday", "2025-06-03")]),
        ("They will meet next Tuesday.", [("next Tuesday", "2025-06-17")]),
        ("They will meet on Friday.", [("Friday", "2025-06-13")]),
        ("They met on Friday night.", [("Friday night", "2025-06-06")]),
        (
            "It begins today and ends tomorrow.",
            [("today", "2025-06-10"), ("tomorrow", "2025-06-11")],
        ),
        ("She announced in May that it passed.", [("May", "2025-05")]),
        (
            "It opened in September and will close in September.",
            [("September", "2024-09"), ("September", "2025-09")],
        ),
        (
            "on June 3, 3 June 2024 and the 3rd of June",
            [
                ("June 3", "2025-06-03"),
                ("3 June 2024", "2024-06-03"),
                ("the 3rd of June", "2025-06-03"),
            ],
        ),
        ("Tuesday, June 10, 2025", [("Tuesday, June 10, 2025", "2025-06-10")]),
        (
            "in early 2018 and about 2018",
            [("early 2018", "2018"), ("about 2018", "2018~")],
        ),
        ("They talked about 2018.", [("2018", "2018")]),
        (
            "later this year, earlier this month",
            [("later this year", "2025"), ("earlier this month", "2025-06")],
        ),
        ("from 2018 to 2020", [("from 2018 to 2020", "2018/2020")]),
        (
            "between May and June 2025",
            [("between May and June 2025", "2025-05/2025-06")],
        ),
        (
            "from November to January 2025",
            [("from November to January 2025", "2024-11/2025-01")],
        ),
        (
            "June 3-5; June 3–5, 2024",
            [
                ("June 3-5", "2025-06-03/2025-06-05"),
                ("June 3–5, 2024", "2024-06-03/2024-06-05"),
            ],
        ),
        (
            "It ran Monday to Friday last week.",
            [("Monday to Friday last week", "2025-06-02/2025-06-06")],
        ),
        (
            "It was moved from June 3 to June 20.",
            [("June 3", "2025-06-03"), ("June 20", "2025-06-20")],
        ),
        (
            "in the second quarter of 2025",
            [("the second quarter of 2025", "2025-04/2025-06")],
        ),
        ("last week", [("last week", "2025-06-02/2025-06-08")]),
        (
            "this summer, last winter, in the spring of 2020",
            [
                ("this summer", "2025-22"),
                ("last winter", "2024-24"),
                ("the spring of 2020", "2020-21"),
            ],
        ),
        (
            "three days ago; a decade ago; twenty-two years ago; nearly two years ago",
            [
                ("three days ago", "2025-06-07"),
                ("a decade ago", "201X"),
                ("twenty-two years ago", "2003"),
                ("nearly two years ago", "2023~"),
            ],
        ),
        (
            "In May 2018 he left. A year later he returned.",
            [("May 2018", "2018-05"), ("A year later", "2019-05")],
        ),
        (
            "in the 1990s, the 1800s, the 21st century",
            [
                ("the 1990s", "199X"),
                ("the 1800s", "18XX"),
                ("the 21st century", "20XX"),
            ],
        ),
        (
            "It was on Thanksgiving, before last Christmas and on New Year’s Eve.",
            [
                ("Thanksgiving", "2024-11-28"),
                ("last Christmas", "2024-12-25"),
                ("New Year’s Eve", "2024-12-31"),
            ],
        ),
        ("He recently moved and now lives here.", [("recently", ""), ("now", "")]),
        (
            "in\r\nMay\r\nshe spoke in May\r\n2025",
            [("May", "2025-05"), ("May", "2025-05"), ("2025", "2025")],
        ),
        ("in May 2025 😀 and 2024", [("May 2025", "2025-05"), ("2024", "2024")]),
        (
            "6/10/2025 and 25/12/2024",
            [("6/10/2025", "2025"), ("25/12/2024", "2024-12-25")],
        ),
        (
            "2025/06/10, 06-10-2025",
            [("2025/06/10", "2025-06-10"), ("06-10-2025", "2025")],
        ),
        (
            "30-Jan-2019, Dec 30-Jan 2",
            [("30-Jan-2019", "2019-01-30"), ("Jan 2", "2025-01-02")],
        ),
        (
            "the week of June 4, the weekend of June 7-8, the week ending 6 June 2025, a week beginning June 2",
            [
                ("the week of June 4", "2025-06-02/2025-06-08"),
                ("the weekend of June 7-8", "2025-06-07/2025-06-08"),
                ("the week ending 6 June 2025", "2025-05-31/2025-06-06"),
                ("week beginning June 2", "2025-06-02/2025-06-08"),
            ],
        ),
        (
            "between 3 and 5 May and between July 4 and 6, 2024",
            [
                ("between 3 and 5 May", "2025-05-03/2025-05-05"),
                ("between July 4 and 6, 2024", "2024-07-04/2024-07-06"),
            ],
        ),
        (
            "the Fourth of July, the twenty-first of May 2024, on Boxing Day",
            [
                ("the Fourth of July", "2025-07-04"),
                ("the twenty-first of May 2024", "2024-05-21"),
                ("Boxing Day", "2024-12-26"),
            ],
        ),
        ("The vote will be on the 14th.", [("the 14th", "2025-06-14")]),
        ("She came on the 14th and left.", [("the 14th", "2025-05-14")]),
        (
            "It began on May 3. It ended on the 14th.",
            [("May 3", "2025-05-03"), ("the 14th", "2025-05-14")],
        ),
        (
            "It sat on 5 April. It will sit on the 2nd.",
            [("5 April", "2025-04-05"), ("the 2nd", "")],
        ),
        (
            "a year ago Monday, a week ago Friday, two weeks from Tuesday",
            [
                ("a year ago Monday", "2024"),
                ("a week ago Friday", "2025-05-30"),
                ("two weeks from Tuesday", "2025-06-24"),
            ],
        ),
        (
            "a year ago today, five years ago this week, the week before last",
            [
                ("a year ago today", "2024-06-10"),
                ("five years ago this week", "2020-06-08/2020-06-14"),
                ("the week before last", "2025-05-26/2025-06-01"),
            ],
        ),
        ("The final is on Sunday.", [("Sunday", "2025-06-15")]),
        ("It formed about 66 million years ago.", [("66 million years ago", "")]),
        ("It shut two and a half years ago.", [("two and a half years ago", "")]),
        ("They met last week on Tuesday.", [("last week on Tuesday", "2025-06-03")]),
        (
            "a fortnight ago; in two weeks’ time",
            [
                ("a fortnight ago", "2025-05-26/2025-06-01"),
                ("two weeks’ time", "2025-06-23/2025-06-29"),
            ],
        ),
        (
            "this past September, this coming March, last June, next June",
            [
                ("this past September", "2024-09"),
                ("this coming March", "2026-03"),
                ("last June", "2024-06"),
                ("next June", "2026-06"),
            ],
        ),
        (
            "in the first half of the year, the second half of 2024, the first half of June",
            [
                ("the first half of the year", "2025-01/2025-06"),
                ("the second half of 2024", "2024-07/2024-12"),
                ("the first half of June", "2025-06"),
            ],
        ),
        (
            "FY2024, fiscal 2024, FY ’25",
            [("FY2024", "2024~"), ("fiscal 2024", "2024~"), ("FY ’25", "2025~")],
        ),
        (
            "In 2018 he won. The year before, he had lost. He left the day after.",
            [("2018", "2018"), ("The year before", "2017"), ("the day after", "")],
        ),
        ("It starts Monday.", [("Monday", "2025-06-16")]),
        ("A hearing was set for Friday.", [("Friday", "2025-06-13")]),
        ("It has run since March and was due to end.", [("March", "2025-03")]),
    ],
)
def test_words_become_the_date_a_careful_reader_gives_them(text, found):
    assert dates(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\n", "no time in here"),
        *(
            "You may march on.",
            "May I ask?",
            "Theresa May spoke.",
            "June Carter sang.",
            "a letter to May Reyes",
            "the March on Washington",
        ),
        *(
            "after six years of study",
            "days of protests",
            "the past two months",
            "a two-year plan",
        ),
        *("every Monday", "on Mondays", "Black Friday", "the Sunday Times"),
        *(
            "2018 people came",
            "$2018",
            "2,018",
            "room 2018",
            "555-2018",
            "1600 Pennsylvania Avenue",
            "a.com/2018/06/10",
        ),
        *(
            "February 30",
            "2025-13-01",
            "99/99/2025",
            "They scored in the fourth quarter of the game.",
        ),
        *(
            "Call 020 7946 1958 or (202) 555 1999",
            "Flight No. 1987",
            "at 1400 GMT",
            "at 1830 local time",
            "gate 1900",
            "1812 Mill Lane",
        ),
        *(
            "Apartment 1805",
            "in 1200 BC",
            "in 1200 B.C.",
            "some 1500 refugees",
            "at least 2000 visitors",
            "USD 2018",
        ),
        *(
            "on the 4th floor",
            "on the 14th and 15th floors",
            "a birdie on the 14th, he said",
            "the 14th time",
        ),
        *(
            "Highs will be in the 80s.",
            "the temperature fell to the mid-30s",
            "over the last decade",
            "24/7",
            "3/4",
        ),
        *("31/04/2024", "2025/13/45", "00/10/2025"),
        *(
            "a second century at the crease",
            "the second half",
            "the fall of Saigon",
            "to spring back",
            "in her 80s",
        ),
    ],
)
def test_what_is_no_date_is_not_found(text):
    assert dates(text) == []


def test_the_words_of_a_count_never_lose_their_digits():
    assert dates("It stood 2,000 years ago.") == [("2,000 years ago", "0025")]
    assert dates("two and a half years ago, half a century ago, 5,000 years ago")[
        -2:
    ] == [
        ("half a century ago", ""),
        ("5,000 years ago", ""),
    ]


def test_relative_words_wait_for_a_publication_date_and_say_which_rule_waits():
    rows = find_dates("In 2018 she left; on Tuesday she came, in May she went.")
    assert rows["date"].tolist() == ["2018", "", ""]
    assert rows["precision"].tolist() == ["year", "", ""]
    assert rows["rule"].tolist() == ["year", "weekday", "month"]


def test_a_coarse_publication_date_dates_what_all_its_days_agree_on():
    assert dates("today, last month, this year", "2025-06") == [
        ("today", ""),
        ("last month", "2025-05"),
        ("this year", "2025"),
    ]


def test_days_counted_from_an_approximate_publication_date_are_approximate_and_weekdays_are_not():
    assert dates("Yesterday, two days ago, on Monday, in May", "2025-06-10~") == [
        ("Yesterday", "2025-06-09~"),
        ("two days ago", "2025-06-08~"),
        ("Monday", "2025-06-09"),
        ("May", "2025-05"),
    ]


@pytest.mark.parametrize(
    "key", ["the president's first term", "the president’s first term"]
)
@pytest.mark.parametrize(
    "words", ["the president's first term", "The president’s first term"]
)
def test_a_named_period_is_found_with_either_apostrophe(key, words):
    assert dates(f"{words} ended.", periods={key: "2017-01-20/2021-01-20"}) == [
        (words, "2017-01-20/2021-01-20")
    ]


def test_named_periods_are_taken_as_reading_toml_has_them():
    periods = {"the war": {"date": "1914/1918", "source": "museum"}}
    assert dates("He fought in the war.", periods=periods) == [("the war", "1914/1918")]


@pytest.mark.parametrize(
    "options", [{"published": "June 2025"}, {"periods": {"the war": "1914-1918"}}]
)
def test_what_is_no_edtf_is_refused(options):
    with pytest.raises(DateError):
        find_dates("the war", **options)


def test_the_bundled_article_has_these_expressions_and_no_others():
    assert dates(
        ARTICLE.read_bytes().decode(),
        "2025-06-10~",
        periods={"the president's first term": "2017-01-20/2021-01-20"},
    ) == [
        ("Tuesday", "2025-06-10"),
        ("Monday", "2025-06-09"),
        ("the president's first term", "2017-01-20/2021-01-20"),
        *[
            ("2018", "2018"),
            ("2020", "2020"),
            ("currently", ""),
            ("2018", "2018"),
            ("2020", "2020"),
        ],
        ("At the time", ""),
        *[("2019", "2019"), ("May", "2025-05")],
    ]


def test_a_rule_has_one_name_one_example_and_a_pattern_in_small_letters():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert not [
        rule.name for rule in RULES if re.search(r"(?<![\\(?P<])[A-OQ-Z]", rule.pattern)
    ]


@pytest.mark.parametrize(
    "piece",
    ["Monday ", "2018-", "from June to ", "a", "1", " ", "'", "9,", "the first "],
)
def test_a_line_of_a_hundred_thousand_characters_is_read_without_backtracking(piece):
    with an_end(60):  # seconds of the processor; in proportion it takes a fifth of one
        rows = find_dates(piece * (100_000 // len(piece)), "2025-06-10")
    assert rows["start"].is_monotonic_increasing


SENTENCES = list(
    csv.DictReader(
        (Path(__file__).parent / "data" / "date_sentences.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
)
PUBLISHED = "2025-06-11"  # a Wednesday: what the sentences count from


def bounds(text):
    rows = find_dates(text, PUBLISHED)
    return rows["bound"][(rows["bound"] != "") & (rows["use"] != "denies")].tolist()


def lies_in(date, wider):
    """Whether the wider date leaves room for every day of the other."""
    fine, wide = parse_date(date), parse_date(wider)
    begins = wide.earliest is None or (fine.earliest and wide.earliest <= fine.earliest)
    ends = wide.latest is None or (fine.latest and fine.latest <= wide.latest)
    return bool(begins and ends)


def judged(sentence):
    """Whether the dates are right, and whether one is wrong and not merely wider."""
    readings = [
        [] if reading == "none" else reading.split("; ")
        for reading in sentence["right"].split(" | ")
    ]
    right = {date for reading in readings for date in reading}
    found = bounds(sentence["text"])
    is_sharp = any(
        date not in right and not any(lies_in(one, date) for one in right)
        for date in found
    )
    return found in readings, is_sharp


@pytest.mark.parametrize("part", ["open", "held out", "again", "third"])
@pytest.mark.parametrize("kind", ["tense", "bounds", "lists"])
def test_nine_in_ten_sentences_are_read_rightly_and_three_in_a_hundred_wrongly_sharp(
    kind, part
):
    parts = {"again": ["open again", "held out again"]}.get(part, [part])
    chosen = [s for s in SENTENCES if s["kind"] == kind and s["part"] in parts]
    judgements = [judged(sentence) for sentence in chosen]
    assert len(chosen) == (34 if part == "third" else 50)
    assert sum(right for right, _ in judgements) >= 0.9 * len(chosen)
    assert sum(sharp for _, sharp in judgements) <= 0.03 * len(chosen)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The school will have been closed by December.", ["/2025-12"]),
        ("They’ll have left by Friday.", ["/2025-06-13"]),
        ("They won’t have left on Friday.", ["2025-06-13"]),
        ("He must have left on Friday.", ["2025-06-06"]),
        ("He would have left on Friday.", ["2025-06-06"]),
    ],
)
def test_what_will_have_been_is_still_to_come(text, found):
    assert list(find_dates(text, PUBLISHED)["bound"]) == found


def test_no_sentence_is_given_twice():
    assert max(Counter(s["text"] for s in SENTENCES).values()) == 1


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_each_frame_makes_of_its_example_what_the_table_says(frame):
    rows = find_dates(frame.example, PUBLISHED)
    columns = ["words", "bound", "extent", "use"]
    told = [frame.words, frame.bound, frame.extent, frame.use]
    assert told in rows[columns].to_numpy().tolist()


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("It opened in 2013.", "tells"),
        ("It did not open in 2013.", "denies"),
        ("It was never built in 2013.", "denies"),
        ("He did not know that it opened in 2013.", "tells"),
        ("It opened in 1998, not in 2013.", "denies"),
        ("It was wetter than in 2013.", "compares"),
        ("It was the wettest spring since 2013.", "compares"),
        ("She has been the oldest member since 2013.", "tells"),
        ("Sales were 30 tons, up from 20 in 2013.", "compares"),
        ("It did not open until 2013.", "tells"),
        ("Nobody has lived there since 2013.", "tells"),
        ("More than 20 people died in 2013.", "tells"),
        ("No one disputes that it opened in 2013.", "tells"),
        ("She never denied that she met him in 2013.", "tells"),
        ("She never denied that she did not meet him in 2013.", "denies"),
        ("She denied that she met him in 2013.", "denies"),
    ],
)
def test_a_date_compared_with_or_denied_is_no_event(text, use):
    rows = find_dates(text, PUBLISHED)
    assert rows["use"][rows["date"] == "2013"].tolist() == [use]


@pytest.mark.parametrize(
    "text",
    [
        "Order 1845 was signed.",
        "The Wexford 2000 fell.",
        "Prices went from 1800 to 2010 rupees.",
        "The hall seats 1900.",
        "The 2000-seat hall is full.",
        "A crowd of 1800 came.",
        "See www.example.org/2018 for more.",
        "They are likely to fall.",
        "Prices rise and fall.",
        "The Fall River mill burned.",
    ],
)
def test_figures_and_names_that_are_no_dates_are_left_alone(text):
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On Tuesday, 3 May 2016, it rained.", "2016-05-03"),
        ("On Monday, 3 May 2016, it rained.", "2016-05"),  # it was a Tuesday
        ("On Monday, 2 May, it rained.", ""),  # 2 May 2025 was a Friday
    ],
)
def test_a_weekday_that_contradicts_its_day_is_a_veto(text, found):
    assert [date for _, date in dates(text, PUBLISHED)] == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained in June.", "2025-06"),
        ("It rained in July.", "2024-07"),
        ("It will rain in June.", "2025-06"),
        ("It will rain in May.", "2026-05"),
        ("It rained on Wednesday.", "2025-06-11"),
        ("It rained on Thursday.", "2025-06-05"),
        ("It rained on 11 June.", "2025-06-11"),
        ("It rained on 30 June.", ""),  # nearly a year ago: the verb may be misread
        ("It rained on 2 July.", "2024-07-02"),
    ],
)
def test_a_past_is_never_after_publication_and_a_future_never_before(text, found):
    assert [date for _, date in dates(text, PUBLISHED)] == [found]


def test_the_word_before_a_figure_ends_with_its_line():
    found = dates("He is 44\n2019 was dry.\nYears\n2020\n2021\nGate 5\n2022, 4")
    assert [date for _, date in found] == ["2019", "2020", "2021", "2022"]


def test_the_words_of_a_shared_year_reach_to_the_year():
    rows = find_dates("It was held in January, February and March 2019.", PUBLISHED)
    assert rows["date_words"].tolist() == [
        "January, February and March 2019",
        "February and March 2019",
        "March 2019",
    ]


def test_a_sentence_told_a_thousand_times_in_one_line_is_read_in_proportion():
    sentence = "In May 2019 Ann Lee said on Tuesday that it would open in October. "
    with an_end(20):  # seconds of the processor; in proportion it takes half of one
        rows = find_dates(sentence * 1000, PUBLISHED)
    assert len(rows) == 3000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In two thousand and five it shut.", [("two thousand and five", "2005")]),
        (
            "In nineteen ninety-eight it shut.",
            [("nineteen ninety-eight", "1998")],
        ),
        (
            "On the twenty-first of June nineteen forty-two he left.",
            [("the twenty-first of June nineteen forty-two", "1942-06-21")],
        ),
        ("By the year two thousand it was gone.", [("the year two thousand", "2000")]),
        ("She moved in nineteen oh-seven.", [("nineteen oh-seven", "1907")]),
        ("It begins on June twenty-first.", [("June twenty-first", "2025-06-21")]),
        (
            "Sunday, March the eighth, 2026, is the day.",
            [("Sunday, March the eighth, 2026", "2026-03-08")],
        ),
    ],
)
def test_years_and_days_in_words_are_dates(text, found):
    assert dates(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "In two thousand villages the well is dry.",
        "He lent two thousand and five pounds.",
        "She is in her thirties, and he in his early forties.",
        "Nineteen twenty-year-olds were held.",
        "Between nineteen and twenty came.",
        "Now, he said, it rains.",
        "“Now we know,” she said.",
        "He drove a 1987 Chevrolet Cavalier.",
    ],
)
def test_numbers_in_words_ages_models_and_now_as_an_opening_are_no_dates(text):
    assert dates(text) == []


def test_second_graders_are_no_second_of_may():
    assert dates("In May second graders sang.") == [("May", "2025-05")]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The mayor could not be reached on Wednesday.", "2025-06-04"),
        ("Nobody could be reached for comment on Thursday.", "2025-06-05"),
        ("A deal could be reached Friday.", "2025-06-13"),
        ("They could come as soon as Friday.", "2025-06-13"),
        ("The deadline was extended until 9 a.m. EST Friday.", "2025-06-13"),
        ("The board gave the owner until mid-November to answer.", "2025-11"),
        ("The council has closed the road through January.", "2026-01"),
        ("Residents planned a march through the old town on Friday.", "2025-06-13"),
        ("She invited them to a ceremony in the park on Friday.", "2025-06-13"),
        ("He planned the robbery and fled on Friday.", "2025-06-06"),
        ("A ruling to return the painting by Friday was appealed.", "2025-06-13"),
        ("He managed to finish the mural by Friday.", "2025-06-06"),
        ("She set a record on Friday.", "2025-06-06"),
        ("The year ended June 30 was its worst.", "2024-06-30"),
        (
            "In January, a week after the great storm of the Acme vs. Roe appeal and"
            " the strike, a fire in Ayton killed a guard.",
            "2025-01",
        ),
    ],
)
def test_what_was_tried_arranged_or_given_time_has_its_side_of_publication(text, date):
    assert dates(text)[-1][1] == date


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In the quarter ended March 31 it lost.", "2025-01/2025-03"),
        ("In its second quarter ended Oct. 31 it lost.", "2024-08/2024-10"),
        ("In the quarter ended Aug. 12 it lost.", "2024-05/2024-08"),
        ("In the quarter ended May 3 it lost.", "2025-02/2025-04"),
        ("In the quarter ended May 4 it lost.", "2025-02/2025-05"),
        ("In the quarter ended April 28 it lost.", "2025-02/2025-04"),
        ("In the quarter ended April 26 it lost.", "2025-01/2025-04"),
        ("In the nine months ended Sept. 30 it lost.", "2024-01/2024-09"),
        ("For the fiscal year ended June 30 it lost.", "2023-07/2024-06"),
        ("In the quarter it lost money.", ""),
    ],
)
def test_a_period_that_ended_on_a_day_is_the_months_up_to_it(text, found):
    assert dates(text)[0][1] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In the quarter, net was $3 million.", "2024-07/2024-09"),
        ("Net was $3 million, up from $2.5 million a year ago.", "2023-07/2023-09"),
        ("It opened a shop a year ago.", "2024"),
        ("It beat the year-before quarter.", "2023-07/2023-09"),
        ("It beat the prior quarter.", "2024-04/2024-06"),
        ("It beat the corresponding period of 2022.", "2022-07/2022-09"),
        ("It beat the 2022 period.", "2022-07/2022-09"),
        ("Late in the quarter it fell.", "2024-07/2024-09"),
    ],
)
def test_a_quarter_goes_on_and_figures_are_compared_with_as_long_a_time(text, found):
    told = "Acme told of its third quarter of 2024. "
    assert dates(told + text)[1][1] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "On Monday and Tuesday of last week it rained.",
            [("Monday", "2025-06-02"), ("Tuesday of last week", "2025-06-03")],
        ),
        ("He was shot last Oct. 23 at home.", [("last Oct. 23", "2024-10-23")]),
        ("She was found Thanksgiving Day.", [("Thanksgiving Day", "2024-11-28")]),
        ("They sell it every Thanksgiving Day.", []),
        ("It ended a week or so ago.", [("a week or so ago", "2025-06-02~/2025-06-08~")]),
        ("It ended a year or two ago.", [("a year or two ago", "")]),
        ("Over the summer it rained.", [("the summer", "2025-22")]),
        ("The March accession went well.", [("March", "2025-03")]),
        ("The March of Progress went well.", []),
        ("In fiscal 2024's first quarter it lost.", [("fiscal 2024's first quarter", "2024~")]),
        ("Sales for the year rise.", [("the year", "2025")]),
    ],
)  # fmt: skip
def test_days_weeks_and_years_by_their_neighbours(text, found):
    assert dates(text) == found


def test_the_full_year_may_be_the_last_while_companies_report_on_it():
    text = "Profit for the full year fell."
    assert dates(text, "2025-04-30") == [("the full year", "")]
    assert dates(text, "2025-05-01") == [("the full year", "2025")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It came ashore before 11 p.m. Friday.", ["2025-06-06"]),
        ("The offer is open until 9 a.m. EST Friday.", ["/2025-06-13"]),
        ("The port will stay closed until at least Friday.", ["/2025-06-13"]),
        ("Founded in May 2019, it shut three weeks later.", ["2019-05", "2019-05/2019-06"]),
        ("Founded in 2019, it shut three weeks later.", ["2019", "2019/2020"]),
        ("Founded in 2019, it shut three years later.", ["2019", "2022"]),
        ("The season normally ends in April.", []),
        ("It is warmer in winter.", []),
        ("It snowed in winter.", ["2024-24"]),
        ("She cut the forecast for the year on Friday.", ["2025-06-06"]),
        ("Shown in the summer and autumn of 1966.", ["1966-22", "1966-23"]),
        ("In late June and early July 2023 it met.", ["2023-06", "2023-07"]),
        ("Printed in March/April 2011.", ["2011-03", "2011-04"]),
        ("It was finished prior to 1650.", ["/1650"]),
        ("The ferry ran until at least 2019.", ["/2019"]),
        ("It has run since at least 2019.", ["2019/.."]),
        ("It cost at least 2019 pesos.", []),
        ("In twenty twelve and twenty sixteen she won.", ["2012", "2016"]),
        ("The firm, which denied wrongdoing, settled in 2013.", ["2013"]),
        ("He denied meeting her in Leeds in 2013.", []),
    ],
)  # fmt: skip
def test_clocks_habits_and_lists_keep_their_dates_right(text, found):
    assert bounds(text) == found


def test_a_figure_that_another_fell_from_makes_no_event_of_its_year():
    rows = find_dates("Profit fell to $4 million, from $9 million, in 2018.", PUBLISHED)
    assert rows["use"].tolist() == ["compares"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mill is up for sale under its current owner.", ["current"]),
        ("Prices reflect current fears.", ["current"]),
        ("She fell in and the current carried her off.", []),
        ("A strong current pulled at the raft.", []),
        ("The firm opened a current account for them.", []),
        ("It will lower its tax bill in future years.", ["future years"]),
        ("It was the week's busiest session.", ["the week"]),
        ("They gave him two weeks' notice, and the week's end came.", []),
        ("There is no place for it in today's world.", []),
        ("The book asks what today's young readers want.", []),
        ("These are the cars of tomorrow.", []),
        ("The mayor missed today's vote.", ["today"]),
        ("They wait for the results of tomorrow's vote.", ["tomorrow"]),
    ],
)
def test_what_is_of_the_age_is_no_day_and_an_adjective_of_time_is_found(text, words):
    assert list(find_dates(text, "2025-06-11")["words"]) == words


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The Courier said in an editorial on Friday, June 13: Enough.", "2025-06-13"),
        ("The Courier said in an editorial on Saturday, June 14: Enough.", ""),
        ("The Courier said in an editorial on Thursday, June 13: Enough.", ""),
    ],
)
def test_a_weekday_confirms_a_day_at_most_two_after_publication(text, date):
    assert list(find_dates(text, "2025-06-11")["date"]) == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "No wall could stop the truck that tore into the shop on Friday.",
            "2025-06-06",
        ),
        ("It will replace a roof that collapsed on Friday.", "2025-06-06"),
        ("The council will vote on that cut on Friday.", "2025-06-13"),
    ],
)
def test_the_verb_of_a_clause_that_opens_with_that_governs_its_date(text, date):
    assert list(find_dates(text, "2025-06-11")["date"]) == [date]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sales set the trend in the last half of the ’80s.", ["the ’80s"]),
        ("The quarter-to-quarter comparison was worse.", []),
        ("He spoke of the future of our peoples.", []),
        ("It may change in the future.", ["the future"]),
        ("The quarter was bad.", ["The quarter"]),
    ],
)
def test_a_half_of_a_decade_a_compound_and_a_thing_to_come_are_no_time(text, words):
    assert list(find_dates(text, "1989-11-02")["words"]) == words


def test_around_a_ruling_is_no_approximate_day():
    rows = find_dates("They sought a way around Monday's ruling.", "2025-06-11")
    assert list(rows["date"]) == ["2025-06-09"]
    rows = find_dates("It was built around 1987.", "2025-06-11")
    assert list(rows["date"]) == ["1987~"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Passengers with tickets for Thursday, Friday or Saturday were angry.",
            ["2025-06-12", "2025-06-13", "2025-06-14"],
        ),
        ("He had a reservation for Friday.", ["2025-06-13"]),
        ("They fought for Friday.", ["2025-06-06"]),
    ],
)
def test_what_is_kept_for_a_day_is_still_to_come(text, found):
    assert list(find_dates(text, "2025-06-11")["date"]) == found


@pytest.mark.parametrize(
    ("until", "date"),
    [
        ("Flights were suspended until June 12.", ""),
        ("Flights were suspended until June 13.", "2025-06-13"),
        ("Flights will be suspended until June 12.", "2025-06-12"),
    ],
)
def test_the_year_of_a_day_that_may_end_what_was_just_told_is_left_open(until, date):
    told = "Bees settled on 12 May last year. "
    rows = find_dates(told + until, "2025-06-11")
    assert list(rows["date"]) == ["2024-05-12", date]
