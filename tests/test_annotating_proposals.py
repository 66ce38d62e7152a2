"""What the form proposes, from an invented text and from rows that are there."""

import pytest

from helpers.anchor import Span
from helpers.annotating.proposals import kind_of, proposals, title_of
from helpers.article import text_sha256
from helpers.reading import reading_of
from helpers.vocabulary import COLUMNS

TEXT = """The invented town of Marl shut its old bridge on Wednesday, June 12, 2024.

“We opened it in 2004,” Ann Lee said. She called it “tired”. “It was a good bridge for the valley,” Bo Ray said.

Ann Lee has led the firm since 2015. The council met again, and Ann Lee’s plan was “a gift to the rich men of the valley”.

Nobody counted the lorries. The ferry was shut before 2018.
"""
PEOPLE = """id,name,kind,names,description
ann-lee,Ann Lee,person,Ann Lee,
bo-ray,Bo Ray,person,Bo Ray,
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    toml = 'title = "Invented"\npublished = "2024-06-14"\nlanguage = "en"\n'
    toml += f'sha256 = "{text_sha256(TEXT)}"\n'
    files = {"article.txt": TEXT.encode(), "reading.toml": toml.encode()}
    for table, columns in COLUMNS.items():
        files[f"{table}.csv"] = (",".join(columns) + "\n").encode()
    files["people.csv"] = PEOPLE.encode()
    return reading_of(tmp_path_factory.mktemp("invented"), files)


def offered(reading, table, words):
    return proposals(reading, reading.article.find(words))[table]


@pytest.mark.parametrize(
    ("words", "date", "basis"),
    [
        ("shut its old bridge", "2024-06-12", "stated"),
        ("has led the firm", "2015/..", "stated"),
        ("The ferry was shut", "/2018", "stated"),
        ("Nobody counted the lorries", "", "not said"),
    ],
)
def test_the_date_is_that_of_the_sentence_with_its_bound(reading, words, date, basis):
    event = offered(reading, "events", words)
    assert event["date"] == date
    assert event["suggested_basis"] == [basis]
    assert event["date_basis"] == ("not said" if not date else "")


def test_a_day_that_is_named_is_a_moment_and_nothing_else_is_guessed(reading):
    assert offered(reading, "events", "shut its old bridge")["extent"] == "moment"
    assert offered(reading, "events", "Nobody counted the lorries")["extent"] == ""


def test_the_people_of_the_sentence_are_proposed_without_roles(reading):
    assert offered(reading, "events", "has led the firm")["people"] == "ann-lee"


def test_who_says_so_is_suggested_by_the_nearest_attribution(reading):
    event = offered(reading, "events", "We opened it in 2004")
    assert event["asserted_by"] == ""
    assert event["suggested_asserter"] == ["ann-lee", "narrator"]
    quotation = offered(reading, "quotations", "It was a good bridge for the valley,")
    assert quotation["suggested_speaker"][0] == "bo-ray"
    alone = offered(reading, "events", "Nobody counted the lorries")
    assert alone["suggested_asserter"] == ["narrator"]


@pytest.mark.parametrize(
    ("words", "quote", "form"),
    [
        ("“We opened it in 2004,”", "We opened it in 2004,", "direct"),
        ("tired", "tired", "single word"),
        ("“tired”", "tired", "single word"),
        ("a gift to the rich men", "a gift to the rich men", "fragment"),
        ("Nobody counted the lorries", "Nobody counted the lorries", "reported"),
    ],
)
def test_the_form_of_a_quotation_follows_its_marks(reading, words, quote, form):
    found = offered(reading, "quotations", words)
    assert (found["quote"], found["form"]) == (quote, form)


def test_a_person_is_named_without_the_possessive_and_known_ones_come_first(reading):
    person = offered(reading, "people", "Ann Lee’s")
    assert person["name"] == "Ann Lee"
    assert person["known"] == ["ann-lee"]
    assert person["add_to"] == "ann-lee"


@pytest.mark.parametrize(
    ("length", "cut"), [(80, False), (81, True)], ids=["largest", "smallest"]
)
def test_a_title_has_at_most_eighty_signs_and_ends_with_a_word(length, cut):
    words = ("word " * 30)[: length - 1].strip()
    words += "x" * (length - len(words))
    title = title_of(words)
    assert len(title) <= 80
    assert title.endswith("…") == cut
    if cut:
        assert words[: len(title) - 1].lower() == title[:-1].lower()
        assert words[len(title) - 1] == " "


def test_the_kind_is_told_by_a_verb_or_left_open():
    assert kind_of("the council met again") == "meeting"
    assert kind_of("a grey morning") == ""


@pytest.mark.parametrize(
    ("within", "words", "person"),
    [
        ("Ann Lee has led", "Ann Lee", "ann-lee"),
        ("Ann Lee has led", "Lee", "ann-lee"),
        ("Ann Lee’s plan", "Ann Lee’s", "ann-lee"),
        ("Ann Lee’s plan", "Ann Lee’s plan", ""),
        ("and Ann Lee’s plan", "and Ann Lee", ""),
        ("the firm", "the firm", ""),
    ],
)
def test_words_that_say_more_than_a_name_are_offered_as_somebody_new(
    reading, within, words, person
):
    start = reading.article.find(within).start + within.index(words)
    offered = proposals(reading, Span(start, start + len(words)))["people"]
    assert offered["add_to"] == person
    assert offered["known"] == ([person] if person else [])


def test_a_title_or_an_article_before_a_name_is_no_other_name(tmp_path):
    text = "Mayor Bo Ray spoke.\n\nThe Bo Ray house was sold.\n"
    toml = 'title = "Invented"\npublished = "2024-06-14"\nlanguage = "en"\n'
    toml += f'sha256 = "{text_sha256(text)}"\n'
    files = {"article.txt": text.encode(), "reading.toml": toml.encode()}
    for table, columns in COLUMNS.items():
        files[f"{table}.csv"] = (",".join(columns) + "\n").encode()
    files["people.csv"] = (
        b"id,name,kind,names,description\nbo-ray,Bo Ray,person,Bo Ray,\n"
    )
    reading = reading_of(tmp_path, files)
    assert offered(reading, "people", "Mayor Bo Ray")["add_to"] == "bo-ray"
    assert offered(reading, "people", "The Bo Ray")["add_to"] == "bo-ray"
    assert offered(reading, "people", "Bo Ray house")["add_to"] == ""
