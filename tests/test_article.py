"""The article: kept as it is, cut into paragraphs and sentences, searched for quotes."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import Article, QuoteError, ReadingError, load_article, load_reading
from helpers.reading import DATA

ARTICLE = DATA / "kardashian-la-raids" / "article.txt"


def test_the_bundled_text_is_the_supplied_one_byte_for_byte():
    digest = hashlib.sha256(ARTICLE.read_bytes()).hexdigest()
    assert digest == "8326dde48a16688263177e4b957420d697ce5381baf49a5aa3e6ff907acb1e4e"
    assert load_article(ARTICLE).text.encode() == ARTICLE.read_bytes()


def test_paragraphs_are_the_lines_that_are_not_blank():
    article = Article("One.\r\n\r\n  \nTwo.\rThree.\n")
    assert [(p.number, p.text) for p in article.paragraphs] == [
        (1, "One."),
        (2, "Two."),
        (3, "Three."),
    ]


@given(st.text(alphabet="Ab. !?”“…\n\r", max_size=200))
def test_sentences_are_in_order_in_place_and_leave_out_nothing_but_space(text):
    article = Article(text)
    at = 0
    for number, sentence in enumerate(article.sentences, 1):
        assert sentence.number == number
        assert text[sentence.start : sentence.end] == sentence.text
        assert not text[at : sentence.start].strip()
        at = sentence.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Lee left. He ran.", ["Mr. Lee left.", "He ran."]),
        ("She asked: “Why?” Nobody knew.", ["She asked: “Why?”", "Nobody knew."]),
        ("J. R. Lee spoke. “So.”", ["J. R. Lee spoke.", "“So.”"]),
        (
            "She said: “No.” He left at 5 p.m. Monday.",
            ["She said: “No.”", "He left at 5 p.m. Monday."],
        ),
        (
            "It rose 3.5 percent. Then it fell…",
            ["It rose 3.5 percent.", "Then it fell…"],
        ),
    ],
)
def test_a_title_an_initial_or_a_number_ends_no_sentence(text, sentences):
    assert [sentence.text for sentence in Article(text).sentences] == sentences


@given(st.integers(0, 2595), st.integers(1, 200))
def test_every_stretch_of_the_article_is_found_or_said_to_be_ambiguous(start, length):
    article = load_article(ARTICLE)
    quote = article.text[start : start + length].strip()
    if quote and "\n" not in quote:
        try:
            span = article.find(quote)
        except QuoteError as error:
            assert article.text.count(quote) > 1
            assert "is in paragraph" in str(error)
        else:
            assert article.text[span.start : span.end] == quote


@pytest.mark.parametrize(
    ("quote", "paragraph", "sentence"),
    [
        (
            "spurred weeks of protests",
            None,
            "“spurred weeks of protests” is not in the article. Nearest, in paragraph 1: “spurred days of "
            "protests”; the article has “days” where the quote has “weeks”.",
        ),
        (
            "quantum chromodynamics",
            None,
            "“quantum chromodynamics” is not in the article, and nothing in the article is like it; copy the words from "
            "the article.",
        ),
        (
            "No matter where you fall politically",
            None,
            "“No matter where you fall politically” is in paragraphs 3 and 7; write which one in the column paragraph.",
        ),
        (
            "sentence",
            11,
            "“sentence” is in paragraph 11 2 times; quote more of the words around it.",
        ),
        (
            "pardon czar",
            12,
            "“pardon czar” is in paragraph 11, not in paragraph 12.",
        ),
        ("pardon czar", 14, "there is no paragraph 14; the article has 13."),
        ("  ", None, "the quote is empty; copy the words from the article."),
    ],
)
def test_a_quote_that_does_not_stand_in_one_place_is_refused_in_a_sentence(
    quote, paragraph, sentence
):
    with pytest.raises(QuoteError) as error:
        load_article(ARTICLE).find(quote, paragraph)
    assert str(error.value) == sentence


def test_a_paragraph_tells_two_places_apart():
    article = load_article(ARTICLE)
    quote = "No matter where you fall politically, it's clear"
    assert article.paragraph_at(article.find(quote, 3).start).number == 3
    assert article.paragraph_at(article.find(quote, 7).start).number == 7


def test_a_name_limited_to_a_paragraph_hides_no_shorter_one_elsewhere():
    article = Article("the administration met.\nthe administration again.")
    found = article.mentions(
        {"the administration": {1: "first"}, "administration": {None: "any"}}
    )
    assert found == [((0, 18), "first"), ((28, 42), "any")]


def test_words_as_they_are_win_over_words_but_for_their_marks():
    article = Article("It's so. It’s so.")
    assert article.find("It’s so.").start == 9


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("." * 300_000, 1),
        ("a" * 300_000, 1),
        (". " * 150_000, 1),
        ("." + " " * 300_000, 1),
        ("Ab. " * 75_000, 75_000),
    ],
)
def test_a_line_of_any_length_is_cut_without_going_back_and_forth(text, sentences):
    # A pattern that backtracks would need hours for these.
    assert len(Article(text).sentences) == sentences


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.txt: there is no text in it; paste the article and save it."),
        (b" \n\n", "a.txt: there is no text in it; paste the article and save it."),
        (
            b"one\ncaf\xe9",
            "a.txt: byte 8, in line 2, is 0xE9, which is not UTF-8; open the file in the program it comes from and "
            "save it as UTF-8.",
        ),
        (
            b"One\0two",
            "a.txt: byte 4 is zero, so this is not UTF-8 text; save it as UTF-8.",
        ),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_a_sentence(tmp_path, content, sentence):
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(ReadingError) as error:
        load_article(tmp_path / "a.txt")
    assert str(error.value) == sentence


def test_a_missing_and_an_oversized_file_are_refused(tmp_path):
    with pytest.raises(ReadingError, match=r"^none\.txt: the file is missing from "):
        load_article(tmp_path / "none.txt")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ReadingError, match="larger than 10 MB, which no article is"):
        load_article(tmp_path / "large.txt")


def test_names_of_the_reading_are_counted_as_by_hand():
    mentions = load_reading("kardashian-la-raids").mentions
    text = ARTICLE.read_text(encoding="utf-8")
    assert (mentions["words"] == "Kardashian").sum() == text.count(
        "Kardashian"
    ) - text.count("Kim Kardashian")
    longer = text.count("Donald Trump") + text.count("Trump administration")
    assert (mentions["words"] == "Trump").sum() == text.count("Trump") - longer


def test_in_a_long_text_the_nearest_passage_is_found_by_its_rare_words():
    article = Article(
        "\n".join(
            f"Speaker {n} said that the plan would be read on that day."
            for n in range(3000)
        )
    )
    with pytest.raises(QuoteError) as caught:
        article.find("Speaker 2718 said that the plan would be heard")
    assert str(caught.value) == (
        "“Speaker 2718 said that the plan would be heard” is not in the article. Nearest, in paragraph 2719: "
        "“Speaker 2718 said that the plan would be read”; the article has “read” where the quote has “heard”."
    )


def test_a_quote_in_twenty_one_paragraphs_has_all_of_them_listed():
    with pytest.raises(QuoteError) as error:
        Article("a mill\n" * 21).find("mill")
    numbers = ", ".join(map(str, range(1, 21)))
    assert f"is in paragraphs {numbers} and 21; write which one" in str(error.value)


def test_a_quote_in_one_paragraph_more_has_the_rest_summed_up():
    with pytest.raises(QuoteError) as error:
        Article("a mill\n" * 22).find("mill")
    assert "19, 20 and others; write which one" in str(error.value)
    assert "21" not in str(error.value)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_of_words_in_every_paragraph_those_of_its_own_are_found(number):
    # A soft hyphen and a run of blanks move the offsets of the folded text.
    lines = ["the old mi\u00adll", "  the   old mill", "\u00adthe old\tmill"]
    article = Article("\n\n".join(lines) + "\n")
    span = article.find("the old mill", number)
    assert article.paragraph_at(span.start).number == number
    assert article.text[span.start : span.end].endswith("ll")


def test_words_that_begin_in_a_paragraph_may_end_in_the_next():
    article = Article("the old\nmill and the old\nmill\n")
    span = article.find("old\nmill", 2)
    assert tuple(span) == (21, 29)
