"""The page's own words make no row, titles are clauses, and languages are told."""

import pandas as pd
import pytest

from helpers import Article, ReadingError, load_reading
from helpers.date_words.finding import find_dates
from helpers.drafting import draft_reading
from helpers.drafting.apparatus import RULES, find_apparatus


def drafted(text, into, published="2025-06-11", **more):
    """A draft of a headline and the text, and its reading."""
    made = draft_reading(
        text=f"Headline of it\n{text}", published=published, into=into, **more
    )
    return made, load_reading(made.folder)


@pytest.mark.parametrize("rule", RULES, ids=[rule.kind for rule in RULES])
def test_each_rule_for_the_pages_own_lines_knows_its_example(rule):
    dates = find_dates(rule.example)
    (part,) = find_apparatus(Article(rule.example), dates)
    assert part.kind == rule.kind


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the river had risen.",
        "Published reports said in 2019 that it was safe.",
        "It opened on June 7, 2018.",
        "In 2014, Ann Lee said she was ill.",
        "Related questions were asked in 2019.",
    ],
)
def test_a_sentence_that_begins_like_a_line_of_the_page_is_none(line):
    assert find_apparatus(Article(line), find_dates(line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee | June 12, 2024",
        "Published 4:12 p.m. ET June 12, 2024",
        "Wednesday 12 June 2024 09.15 BST",
    ],
)
def test_the_date_of_the_page_is_offered_and_not_taken(tmp_path, line):
    text = f"{line}\nThe bridge was shut on Wednesday."
    made, reading = drafted(text, tmp_path, None)
    assert reading.about["published_offered"] == "2024-06-12"
    assert 'published="2024-06-12"' in repr(made)
    assert reading.about["published"].startswith("/")
    assert list(made.waiting["words"]) == ["Wednesday"]
    assert reading.events.empty


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "The bridge was painted in 2011, and again in 2018.",
            ["The bridge was painted", "The bridge was painted again"],
        ),
        (
            "The mill was built in 1950 and burned in 1970.",
            ["The mill was built", "The mill burned"],
        ),
        (
            "Ann Lee, who was elected in 2010, resigned in May 2019.",
            ["Ann Lee was elected", "Ann Lee resigned"],
        ),
        (
            "The paper, dated May 2, 2019, was lost.",
            ["The paper, dated May 2, 2019, was lost"],
        ),
        ("The barn, built in 1890, fell.", ["The barn was built"]),
        ("Ann Lee said the mill shut in 2004.", ["The mill shut"]),
    ],
)
def test_a_title_is_a_clause_with_its_subject(tmp_path, text, titles):
    _, reading = drafted(text, tmp_path)
    assert list(reading.events["title"]) == titles


def test_a_lead_without_a_word_of_time_gives_an_event_without_a_date(tmp_path):
    _, reading = drafted("A ferry sank off the coast.\nIt was built in 1980.", tmp_path)
    events = reading.events.set_index("title")
    undated = events.loc["A ferry sank off the coast"]
    assert (undated["date"], undated["date_basis"]) == ("", "not said")
    assert "the text does not say when" in undated["note"]


def test_a_date_after_publication_says_so(tmp_path):
    _, reading = drafted("The bridge will open in October 2025.", tmp_path)
    assert "The date is after publication" in reading.events["note"].iloc[0]


def test_published_is_understood_as_people_write_it(tmp_path):
    _, reading = drafted("It shut on Tuesday.", tmp_path, "11 June 2025")
    assert reading.about["published"] == "2025-06-11"
    assert list(reading.events["date"]) == ["2025-06-10"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Der Rat der Stadt hat die Brücke am 12. Juni 2024 nicht geöffnet.", "de"),
        ("橋は2013年に開通した。市長は式典に出席した。", "ja"),
    ],
)
def test_a_text_in_another_language_gets_no_row_and_a_sentence(tmp_path, text, tag):
    made = draft_reading(text=text, into=tmp_path)
    reading = load_reading(made.folder)
    assert reading.language == tag
    assert reading.events.empty
    assert reading.people.empty
    assert "the rules read English only" in repr(made)


def test_a_language_that_is_not_known_is_not_called_english(tmp_path):
    made = draft_reading(text="Ford 2019", into=tmp_path)
    assert load_reading(made.folder).language == "und"
    assert "The language of the text is not known" in repr(made)


@pytest.mark.parametrize("given", [{}, {"article_path": "a.txt", "text": "Ann came."}])
def test_one_article_is_given_as_a_file_or_as_text(tmp_path, given):
    with pytest.raises(ReadingError, match="article"):
        draft_reading(**given, into=tmp_path)


def test_a_sentence_said_a_thousand_times_is_told_by_its_last_places_alone(tmp_path):
    text = "On Tuesday Ann Lee opened the mill. " * 1000
    made, reading = drafted(text, tmp_path)
    assert len(made.dates) == 1000
    assert isinstance(made.dates, pd.DataFrame)
    assert len(reading.events) + (made.dates["event"] == "").sum() == 1000
