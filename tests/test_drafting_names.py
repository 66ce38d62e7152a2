"""Names in text: which words are names, what they are short for, and what holds for any text."""

import tempfile
import unicodedata
from pathlib import Path

import pytest
from clock import an_end
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import check_reading, draft_reading
from helpers.drafting.names import COLUMNS, find_names

ARTICLE = Path(__file__).parents[1] / "data" / "kardashian-la-raids" / "article.txt"
KINDS = {
    *str.split(
        "person group organisation agency government place platform occasion law work"
    )
}
PIECES = [
    *(
        "Kim ",
        "Kardashian",
        "’s ",
        "'s ",
        "said ",
        ". ",
        "The ",
        "Bank of ",
        "England ",
        "U.S. ",
        "Mr. ",
        "St. ",
        "Louis",
    ),
    *(
        "\n",
        "\r\n",
        "😀 ",
        "“",
        "Monday ",
        "President ",
        "Trump ",
        "İ",
        "ß",
        "iPhone ",
        "-based ",
        "Al-",
        "A ",
        "I'm ",
        "& ",
    ),
    *(
        "FBI ",
        "KIM KARDASHIAN WINS ",
        "of ",
        "the ",
        "Act ",
        ", 44, ",
        "King ",
        "Jr. ",
        "van der ",
        "German ",
        "Ünal ",
        "\u00a0",
    ),
]
_TYNE = ["Newcastle upon Tyne"]
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
)


def names(text):
    return find_names(text)["words"].tolist()


def forms(text):
    return [tuple(row) for row in find_names(text)[["words", "name"]].to_numpy()]


def kinds(text):
    return [tuple(row) for row in find_names(text)[["words", "kind"]].to_numpy()]


@given(TEXTS)
def test_rows_stand_in_the_text_in_order_and_apart_and_have_a_known_kind(text):
    rows = find_names(text)
    assert list(rows.columns) == COLUMNS
    free = 0
    for row in rows.itertuples():
        assert free <= row.start < row.end <= len(text)
        assert row.words == text[row.start : row.end]
        assert row.kind in KINDS
        assert row.name
        free = row.end


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "In May Kim Kardashian met Alice Johnson.",
            ["Kim Kardashian", "Alice Johnson"],
        ),
        ("Both: Doechii's song, Doechii’s song.", ["Doechii", "Doechii"]),
        ("He praised Monday’s BET Awards.", ["BET Awards"]),
        ("The city slept. Officials said so. Prices rose. Recently it rained.", []),
        ("Doechii said so.", ["Doechii"]),
        ("Doechii’s song won.", ["Doechii"]),
        ("Bailey, 44, won.", ["Bailey"]),
        ("Hope said so, and hope remained.", []),
        ("He met Hope. Hope left.", ["Hope", "Hope"]),
        ("😀 Maria Lopez won.", ["Maria Lopez"]),
        (
            "Kim Kardashian won.\r\nDonald Trump lost.\r\n",
            ["Kim Kardashian", "Donald Trump"],
        ),
        ("It was Mr. Smith and President Donald Trump.", ["Smith", "Donald Trump"]),
        (
            "Prime Minister John Major met Foreign Minister Ana Ruiz.",
            ["John Major", "Ana Ruiz"],
        ),
        ("They chose Martin Luther King Jr. as its name.", ["Martin Luther King Jr"]),
        (
            "The Bank of Japan and Peter Smith of Yale agreed.",
            ["Bank of Japan", "Peter Smith", "Yale"],
        ),
        (
            "A London-based firm in Los Angeles County moved.",
            ["London", "Los Angeles County"],
        ),
        ("He flew from St. Louis to New York.", ["St. Louis", "New York"]),
        ("Then German player Jan van der Berg won.", ["German", "Jan van der Berg"]),
        (
            "So Australian Tom Moody won in the Indian Ocean.",
            ["Australian", "Tom Moody", "Indian Ocean"],
        ),
        ("We’re told that ICE came. I'm sure. It’s late.", ["ICE"]),
        (
            "Johnson\nkim kardashian\nIt was Kim Kardashian and Johnson.",
            ["Johnson", "Kim Kardashian", "Johnson"],
        ),
        (
            "LYME (Reuters) - Shares in Apex Corp. rose.",
            ["LYME", "Reuters", "Apex Corp"],
        ),
        ("Then Chief Executive Jane O’Neil spoke.", ["Jane O’Neil"]),
        (
            "Will Smith met May Chen and Theresa May in May.",
            ["Will Smith", "May Chen", "Theresa May"],
        ),
        (
            "Mrs May left, Dr. May too. Then May Chen came. Will they come? May they not? Will Ann?",
            ["May", "May", "May Chen", "Ann"],
        ),
        ("In May, Will Young sang.", ["Will Young"]),
        (
            "In May Kim Lee spoke; she told Reuters May 5 and last June.",
            ["Kim Lee", "Reuters"],
        ),
        (
            "She met van der Berg and Jan van der Berg of Newcastle upon Tyne.",
            ["van der Berg", "Jan van der Berg", *_TYNE],
        ),
        ("The US agreed, and WHO officials told us who left.", ["US", "WHO"]),
        ("Q. What about Paris? A. I loved Paris.", ["Paris", "Paris"]),
        ("Then Pope Leo XIV spoke.", ["Leo XIV"]),
        *[
            (text, [])
            for text in (
                "",
                " ",
                "\n\n",
                "no names here",
                "I",
                "Mr.",
                "Monday, June 3",
                "😀",
            )
        ],
    ],
)
def test_the_words_of_a_name_are_found_and_no_others(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "headline",
    [
        "TRUMP MEETS KARDASHIAN AT WHITE HOUSE",
        "Trump Meets Angry Kardashian Over Harsh Immigration Raids",
    ],
)
def test_in_a_headline_only_names_known_from_the_text_are_found(headline):
    text = headline + "\nYesterday Kim Kardashian met Donald Trump at the White House."
    found = [words.lower() for words in names(text)]
    assert found[:2] == ["trump", "kardashian"]
    assert set(found) == {
        "trump",
        "kardashian",
        "white house",
        "kim kardashian",
        "donald trump",
    }


def test_a_surname_refers_back_to_the_full_name_told_before_else_to_the_one_to_come():
    text = "“Johnson left,” he said. Now Alice Johnson sang. Johnson won."
    assert [name for words, name in forms(text) if words == "Johnson"] == [
        "Alice Johnson",
        "Alice Johnson",
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "Now Alice Johnson sang. Johnson won. Then Boris Johnson came. Johnson lost.",
            ["Alice Johnson", "Johnson"],
        ),
        ("Jill Carver met Tom Carver. Mrs. Carver left.", ["Carver"]),
        (
            "Ann Reed and Bo Reed came.\nReed left.\nThen Bo Reed sang. Reed won.",
            ["Reed", "Bo Reed"],
        ),
        ("Reed won. Later Ann Reed met Bo Reed.", ["Reed"]),
    ],
)
def test_a_surname_that_two_people_share_waits_where_the_paragraph_does_not_tell(
    text, right
):
    shared = {"Johnson", "Carver", "Reed"}
    assert [name for words, name in forms(text) if words in shared] == right


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Ford cut jobs in 2019. Ford Explorer sales rose. Ford said so.", "Ford"),
        ("Ford Explorer sales rose. Ford said so.", "Ford"),
        ("Apple unveiled a watch. Apple Watch sales rose. Apple cheered.", "Apple"),
        ("Then Quill Tablet sales fell, and Quill said so.", "Quill"),
    ],
)
def test_a_short_name_is_its_own_where_it_is_alone_first_or_heads_a_products_name(
    text, short
):
    rows = find_names(text)
    alone = rows[rows["words"] == short]
    assert set(alone["name"]) == {short}
    assert set(alone["kind"]) == {"organisation"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "General Motors said so. General Electric agreed.",
            ["General Motors", "General Electric"],
        ),
        ("So General Ann Lee met Gen. Roe.", ["Ann Lee", "Roe"]),
        ("Prince Edward Island met Prince Edward.", ["Prince Edward Island", "Edward"]),
        ("King County sued King Charles.", ["King County", "Charles"]),
        (
            "Major League Baseball fined Major Ann Lee.",
            ["Major League Baseball", "Ann Lee"],
        ),
        (
            "In Queen Street Judge Ann Lee met Senator Frank Church.",
            ["Queen Street", "Ann Lee", "Frank Church"],
        ),
        (
            "So Secretary of State Ann Lee met Police Chief Bo Ray.",
            ["Ann Lee", "Bo Ray"],
        ),
        ("Then the General left with the Mayor and the CEO.", []),
        ("Then CEO Ann Lee met MP Jo Roe.", ["Ann Lee", "Jo Roe"]),
    ],
)
def test_a_title_is_a_title_only_before_a_persons_name(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Ann Lee paid US$ 4 million, A$3, EUR 5 and Rs 500.", ["Ann Lee"]),
        (
            "They met Ann Lee at 10:00 UTC, at 4:12 p.m. ET and at noon CST.",
            ["Ann Lee"],
        ),
        ("The firm filed for Chapter 11 under Title IX and Section 230.", []),
        ("In May, on Monday, in Sept. and in Q3 the GDP rose on TV.", []),
        ("The US agreed to pay $4 million.", ["US"]),
        ("Then Ann Lee wore ET as a badge, by May.", ["Ann Lee", "ET"]),
    ],
)
def test_currencies_time_zones_chapters_and_months_are_no_names(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Shares in Toyota fell. Toyota said so.", "Toyota", "organisation"),
        ("She bought a stake in Quill. Later Quill said so.", "Quill", "organisation"),
        ("He works at Siemens, an analyst at Barlow said.", "Barlow", "organisation"),
        ("He lives in Dunmore.", "Dunmore", "place"),
        ("She came from Lagos to Quito.", "Quito", "place"),
        ("Then Maria Olsen left.", "Maria Olsen", "person"),
        ("The Barlow Foods plant shut.", "Barlow Foods", "organisation"),
        ("It was a Black Friday sale.", "Black Friday", "occasion"),
        ("It was Quill Corp that paid.", "Quill Corp", "organisation"),
    ],
)
def test_lists_and_the_words_around_tell_a_persons_a_places_and_a_firms_name(
    text, name, kind
):
    assert {kind for words, kind in kinds(text) if words == name} == {kind}


def test_composed_and_decomposed_letters_make_the_same_names():
    text = "José Núñez, the mayor of Málaga, wept. Then Núñez left for Łódź."
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    composed = find_names(text)
    rows = find_names(apart)
    assert list(rows["name"]) == list(composed["name"])
    assert [unicodedata.normalize("NFC", words) for words in rows["words"]] == list(
        composed["words"]
    )
    assert list(composed["words"]) == ["José Núñez", "Málaga", "Núñez", "Łódź"]
    assert list(composed["name"])[2] == "José Núñez"


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u2060"])
def test_an_invisible_mark_within_a_name_is_no_end_of_it(mark):
    rows = find_names(f"Okon{mark}jo said so. Then Okonjo left.")
    assert list(rows["name"]) == ["Okonjo", "Okonjo"]
    assert list(rows["words"]) == [f"Okon{mark}jo", "Okonjo"]


@given(st.lists(st.sampled_from(PIECES), min_size=8, max_size=40).map("".join))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_names_of_a_draft_never_conflict(tmp_path, text):
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        source = Path(folder) / "source.txt"
        source.write_bytes(("A town\n" + text + "\nThe end came.").encode())
        made = draft_reading(source, name="made", into=folder)
        problems = check_reading(made.folder)
        assert problems[problems["file"] == "people.csv"].empty


@pytest.mark.parametrize(
    "text",
    [
        "The US government agreed. The US paid. Then US officials and the US Army left.",
        "Jill Carver met Tom Carver. Mrs. Carver left.\nThen Tom Carver sang. Carver won.",
        "Ford cut jobs. Ford Explorer sales rose. Ford Motor Co said so, and Ford Motor too.",
    ],
)
def test_the_names_of_a_draft_load(tmp_path, text):
    (tmp_path / "source.txt").write_bytes(text.encode())
    made = draft_reading(tmp_path / "source.txt", name="made", into=tmp_path)
    assert check_reading(made.folder).empty


@pytest.mark.parametrize(
    "sentence",
    [
        "On Tuesday Maj. Gen. Ann Lee of Apex Corp. met President Donald Trump in Leeds. ",
        "Carver met Jill Carver and Tom Carver. ",
        "THE LEE VISITS YORK ",
    ],
)
def test_a_sentence_told_a_thousand_times_in_one_line_takes_time_in_proportion(
    sentence,
):
    with an_end(20):  # seconds of the processor; in proportion it takes one
        rows = find_names(sentence * 1000)
    assert rows["start"].is_monotonic_increasing


def test_a_surname_with_an_apostrophe_or_small_words_refers_back():
    text = "It was Anna O'Neill with Jan van der Berg. O’Neill’s dog bit van der Berg, and Berg left."
    assert dict(forms(text)) == {
        "Anna O'Neill": "Anna O'Neill",
        "Jan van der Berg": "Jan van der Berg",
        "O’Neill": "Anna O'Neill",
        "van der Berg": "Jan van der Berg",
        "Berg": "Jan van der Berg",
    }


def test_the_capitals_of_a_headline_stand_for_the_name_as_the_text_has_it():
    rows = find_names(
        "LEE VISITS YORK AS FLOODS RISE\nAnn Lee sang in York. Then Lee left York."
    )
    assert rows[["words", "kind", "name"]].to_numpy().tolist()[:2] == [
        ["LEE", "person", "Ann Lee"],
        ["YORK", "place", "York"],
    ]


def test_an_acronym_and_a_short_firm_refer_to_the_full_name():
    text = "It was the Federal Bureau of Prisons. The FBP agreed with Apex Inc. yesterday, said Apex."
    assert dict(forms(text)) == {
        "Federal Bureau of Prisons": "Federal Bureau of Prisons",
        "FBP": "Federal Bureau of Prisons",
        "Apex Inc": "Apex Inc",
        "Apex": "Apex Inc",
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the First Step Act passed", "law"),
        ("during the BET Awards", "occasion"),
        ("the Justice Department said", "agency"),
        ("at the White House", "government"),
        ("in Los Angeles", "place"),
        ("in Lyme", "place"),
        ("we met Marks & Spencer", "organisation"),
        ("to São Paulo", "place"),
        ("the River Thames", "place"),
        ("at Yale University", "organisation"),
        ("told Vogue magazine", "organisation"),
        ("her Instagram story", "platform"),
        ("the novel Emma", "work"),
        ("many Germans", "group"),
        ("he met Alice Johnson", "person"),
        ("then Bailey, 44, said", "person"),
    ],
)
def test_the_words_of_a_name_and_around_it_tell_its_kind(text, kind):
    assert kinds(text)[0][1] == kind


def test_the_bundled_article_has_these_names_and_no_others():
    rows = find_names(ARTICLE.read_bytes().decode())
    assert set(rows["name"]) == {
        *(
            "Kim Kardashian",
            "Donald Trump",
            "Alice Johnson",
            "Doechii",
            "ICE",
            "Vogue",
            "BET Awards",
            "First Step Act",
        ),
        *("Instagram", "White House", "Los Angeles", "Los Angeles County"),
    }
    assert rows["name"].value_counts()[
        ["Kim Kardashian", "Donald Trump", "Alice Johnson"]
    ].tolist() == [9, 6, 4]


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "A ",
        "Aa ",
        "The ",
        "U.",
        "O'",
        "Ab-",
        "“",
        "Mr. ",
        "Bank of ",
        "I ",
        "Smith's ",
        " ",
    ],
)
def test_a_line_of_a_hundred_thousand_characters_is_read_without_backtracking(piece):
    with an_end(60):  # seconds of the processor; in proportion it takes a fifth of one
        rows = find_names(piece * (100_000 // len(piece)))
    assert rows["start"].is_monotonic_increasing
