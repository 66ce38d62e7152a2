"""The lesson: every number in the notebooks' prose that a call can give."""

import re

import nbformat
import pytest

from helpers import (
    agreements_table,
    begin_reading,
    check_reading,
    coverage_table,
    dates_table,
    draft_reading,
    find_dates,
    load_article,
    load_reading,
    notes_table,
    parse_date,
    plot_order_of_telling,
    quotations_table,
    silences_table,
    voices_table,
)
from helpers.close_reading.voices import voices
from helpers.drafting import begun
from helpers.reading import DATA
from helpers.vocabulary import parts

READING = load_reading("kardashian-la-raids")
EVENTS = READING.events.set_index("id")
WORDS = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
]


def prose(number):
    """All sentences of a notebook, in one line."""
    (path,) = (DATA.parent / "notebooks").glob(f"{number}-*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return " ".join(text.replace("**", "").split())


def numbers_of(rows):
    return sorted(EVENTS.loc[list(rows), "number"])


def rests_on_publication(event):
    """Whether the event's date rests on the date of publication, directly or not."""
    for one in parts(EVENTS.loc[event, "date_from"]):
        if one == "published" or (one in EVENTS.index and rests_on_publication(one)):
            return True
    return False


def test_the_first_notebook_opens_with_how_the_dates_are_known():
    basis = READING.events["date_basis"].value_counts()
    inferred = WORDS[basis["inferred"] + basis["publication"]]
    assert (
        f"Of {len(EVENTS)} events (one act is told twice) its words give a year for "
        f"{WORDS[basis['stated']]}, a weekday or month for "
        f"{WORDS[basis['resolved']]}; the other {inferred} we infer."
    ) in prose(1)
    assert (
        f"Five of the {len(EVENTS)} dates are stated. Three are worked out from a "
        "weekday or a month, so they depend on the publication date. "
        f"{WORDS[basis['inferred']].capitalize()} are inferred"
    ) in prose(1)


def test_the_caption_of_the_timeline_is_true():
    coarse = []
    for event in EVENTS.itertuples():
        if parse_date(event.date).precision in ("year", "interval"):
            known = [end for end in parse_date(event.date).ends if end]
            if all(end.precision == "year" for end in known):
                coarse.append(event.Index)
    # One more is a span that begins in a year and ends in a month: it counts as known
    # to the year at best.
    spans = EVENTS[(EVENTS["extent"] == "span") & ~EVENTS.index.isin(coarse)]
    assert set(spans.index) == {"law-study"}
    assert numbers_of(coarse) == [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13]
    assert len(coarse) == 12
    text = (DATA.parent / "notebooks" / "1-read-the-article.ipynb").read_text(
        encoding="utf-8"
    )
    assert f"twelve of the {len(EVENTS)} events are known to the year at best" in text


def test_question_1_1_which_events_rest_on_kardashians_word_alone():
    hers = READING.where(asserted_by="kim-kardashian").events["number"]
    assert sorted(hers) == [7, 9, 14]
    assert "7, 9 and 14: `people_and_events" in prose(1)
    assert "Three events, 7, 9 and 14, rest on what Kardashian" in prose(1)


def test_question_1_2_which_events_move_with_the_publication_date():
    resting = [event for event in EVENTS.index if rests_on_publication(event)]
    assert numbers_of(resting) == [9, *range(14, 23)]
    fine = [
        event
        for event in resting
        if any(
            end and end.precision == "day"
            for end in parse_date(EVENTS.date[event]).ends
        )
    ]
    assert numbers_of(fine) == list(range(16, 23))
    assert (
        "Ten events rest on the publication date (9 and 14 to 22), and seven of them "
        "move: 16 to 22."
    ) in prose(1)


def test_question_1_4_commutation_release_and_pardon():
    assert EVENTS.loc["commutation", ["date", "date_basis"]].tolist() == [
        "2018",
        "stated",
    ]
    assert EVENTS.loc["release", "date_basis"] == "inferred"
    assert EVENTS.loc["release", "date_words"] == ""
    assert EVENTS.loc["pardon", ["date", "date_basis"]].tolist() == ["2020", "stated"]


def test_the_shares_of_the_voices_are_those_of_the_table():
    table = voices_table(READING)
    narrator, kim = table.loc["narrator"], table.loc["kim-kardashian"]
    whole = table.loc["all", "count"]
    quoted = whole - narrator["count"]
    assert (
        f"Of {whole} words, {narrator['count']} are the narrator's: "
        f"{narrator['share']} percent. Among these, {narrator['reported']} report what "
        f"somebody said. Kardashian has {kim['count']} of the {quoted} quoted words, "
        f"Doechii {table.loc['doechii', 'count']}, the label "
        f"{table.loc['unattributed', 'count']}."
    ) in prose(2)
    assert round(6 * kim["count"] / quoted) == 5


def test_after_paragraph_9_the_narrator_speaks_almost_alone():
    late = voices(READING)
    late = late[late["paragraph"] > 9]
    quoted = late[~late["form"].isin(["narration", "reported"])]["count"].sum()
    text = (DATA.parent / "notebooks" / "2-who-says-what-and-when.ipynb").read_text(
        encoding="utf-8"
    )
    assert f"{quoted} of {late['count'].sum()} words are in quotation marks" in text


def test_question_2_1_words_of_paragraph_12():
    rows = quotations_table(READING)
    rows = rows[rows["paragraph"] == 12].set_index("form")["count"]
    assert rows.to_dict() == {"reported": 4, "fragment": 9}
    assert "Nine are quoted. Four more (“she was there to”)" in prose(2)


def test_question_2_2_who_is_never_quoted():
    silent = set(silences_table(READING).index)
    assert {
        "violent-criminals",
        "people-taken",
        "immigrants",
        "followers",
        "women-commuted",
        "ice",
        "trump-administration",
        "donald-trump",
        "alice-johnson",
    } <= silent


def test_question_2_5_the_story_jumps_seven_times_three_of_them_back():
    picture = plot_order_of_telling(READING, years=(2018, 2025))
    years = [2025, 2018, 2020, 2025, 2018, 2020, 2019, 2025]
    back = sum(later < earlier for earlier, later in zip(years, years[1:]))
    told = ", ".join(map(str, years))
    expected = (
        f"Told as {told}: {WORDS[len(years) - 1]} jumps, {WORDS[back]} of them back"
    )
    assert expected in picture.caption
    text = prose(2)
    assert "Seven jumps, three of them back: to 2018, to 2018, to 2019." in text


def test_agreement_of_article_and_record_is_counted():
    counts = agreements_table(READING).set_index("agreement")["events"]
    assert (
        f"For {counts['agrees']} events the record is within what the article allows, "
        f"for {counts['agrees in part']} in part, and for none does it contradict. For "
        f"{counts['confirms nothing']} it confirms nothing"
    ) in prose(2)
    assert (
        f"The {counts['cannot be compared']} that cannot be compared and the "
        f"{counts['nothing to compare']} with nothing to compare"
    ) in prose(2)
    assert "disagrees" not in counts


def test_notes_and_sentences_are_counted():
    notes = notes_table(READING)
    kinds = WORDS[notes["kind"].nunique()]
    assert f"There are {len(notes)} notes, of {kinds} kinds" in prose(2)
    count = len(notes_table(READING, "attribution"))
    assert f"notebook 2 lists {WORDS[count]} notes" in prose(1)
    cited = coverage_table(READING)
    none = cited[["events", "quotations", "notes"]].sum(axis="columns") == 0
    assert not none.any()
    without = WORDS[int((cited["events"] == 0).sum())].capitalize()
    assert f"All {len(cited)} sentences are cited. {without} contain no event" in prose(
        2
    )


@pytest.mark.parametrize("number", [1, 2])
def test_every_number_of_an_event_in_the_prose_is_one(number):
    last = len(dates_table(READING))
    for found in re.findall(r"events? (\d+)", prose(number)):
        assert 1 <= int(found) <= last


PRACTICE = load_article(DATA / "practice" / "article.txt").text


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    into = tmp_path_factory.mktemp("draft")
    article = DATA / "practice" / "article.txt"
    return draft_reading(article, published="10 June 2025", into=into)


def test_the_third_notebook_counts_expressions_and_events(drafted):
    found = find_dates(PRACTICE, "2025-06-10")
    events = load_reading(drafted.folder).events
    assert (
        f"A program found {len(found)} expressions of time in this invented text and "
        f"made {len(events)} events of them."
    ) in prose(3)
    assert list(found["words"][found["date"] == ""]) == ["recently", "currently"]
    assert "“Recently” and “currently” give no date by themselves." in prose(3)
    assert events["title"].tolist().count("The ferry will sail") == 2


def test_question_3_2_the_date_of_the_forecast_is_not_that_of_the_expectation(drafted):
    events = load_reading(drafted.folder).events.set_index("title")
    assert events.loc["The council expects a tenth", "date"] == "2026"


def test_question_3_3_what_is_dated_without_the_day_of_publication():
    dated = {
        told: int((find_dates(PRACTICE, told)["date"] != "").sum())
        for told in (None, "2025", "2025-06")
    }
    assert f"{WORDS[dated[None]].capitalize()} of the 22 keep a date" in prose(3)
    assert f"{dated['2025']} and {dated['2025-06']}." in prose(3)


def test_the_finished_practice_reading_has_nothing_to_fix():
    assert check_reading("practice").empty
    assert not (load_reading("practice").events["draft"] != "").any()


def test_a_reading_begun_is_drafted_once_and_then_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(begun, "own_folder", lambda: tmp_path / "readings")
    article = DATA / "practice" / "article.txt"
    first = begin_reading(article, published="10 June 2025")
    events = first.folder / "events.csv"
    text = events.read_text(encoding="utf-8").replace("The repairs began,", "Repairs,")
    events.write_text(text, encoding="utf-8")
    again = begin_reading(article, published="10 June 2025")
    assert "Repairs" in set(again.events["title"])
    assert "Repairs" not in set(first.events["title"])
