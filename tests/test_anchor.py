"""Finding words: folding, offsets, names and differences."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from helpers.anchor import FoldedText, Span, fold, longest
from helpers.checking.nearest import difference

texts = st.text(alphabet="ab cd\n\r\t’'“\"—- \u00a0é😀", max_size=80)


@given(texts, st.data())
def test_every_stretch_of_a_text_is_found_where_it_stands(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end].strip()
    if quote:
        at = text.index(quote, start, end)
        assert (at, at + len(quote)) in FoldedText(text).find_all(fold(quote))


@given(texts, st.text(alphabet="ab cd'’-", min_size=1, max_size=12))
def test_every_place_found_folds_to_the_words_sought(text, quote):
    wanted = fold(quote.strip())
    if wanted:
        for start, end in FoldedText(text).find_all(wanted):
            assert fold(text[start:end]) == wanted


@given(
    st.lists(st.sampled_from(["ab", "cd", "ab cd", "x"]), max_size=30),
    st.sampled_from(["ab cd", "x ab cd x", "cd ab"]),
)
def test_no_place_is_missed(words, quote):
    text = " ".join(words)
    places = [m.start() for m in re.finditer(f"(?={re.escape(quote)})", text)]
    assert [span.start for span in FoldedText(text).find_all(quote)] == places


@given(st.text(alphabet="a \n\r\t\x0b\u00a0\u2028", max_size=12))
def test_each_run_of_space_is_one_space_or_one_line_end(text):
    runs = re.split(r"(\s+)", text)
    runs[1::2] = ["\n" if set(run) & {"\n", "\r"} else " " for run in runs[1::2]]
    assert fold(text) == "".join(runs)


def test_marks_and_spaces_that_keyboards_change_do_not_matter():
    text = "He said:  “It’s — well —\u00a0fine.”"
    (span,) = FoldedText(text).find_all(fold('"It\'s - well - fine."'))
    assert text[span.start : span.end] == "“It’s — well —\u00a0fine.”"


def test_the_longest_name_wins_and_none_is_part_of_a_word():
    text = "Ann Lee met Ann and Annette; Lee’s aunt, Ann Lee-Roe, too."
    found = longest(FoldedText(text).find_names(["Ann", "Lee", "Ann Lee"]))
    assert [text[span.start : span.end] for span, _ in found] == [
        "Ann Lee",
        "Ann",
        "Lee",
        "Ann Lee",
    ]
    assert [name for _, name in found] == ["Ann Lee", "Ann", "Lee", "Ann Lee"]


def test_the_longest_of_names_that_overlap_wins_wherever_it_begins():
    found = FoldedText("the Trump administration, the Trump").find_names(
        ["the Trump", "Trump administration"]
    )
    assert longest(found) == [
        ((4, 24), "Trump administration"),
        ((26, 35), "the Trump"),
    ]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=20))
def test_no_two_places_kept_overlap_and_each_left_out_overlaps_one_as_long(drawn):
    places = [(Span(start, start + wide), n) for n, (start, wide) in enumerate(drawn)]
    kept = longest(places)
    assert kept == sorted(kept)
    assert all(a.end <= b.start for (a, _), (b, _) in pairwise(kept))
    for span, n in set(places) - set(kept):
        over = [k for k, _ in kept if k.start < span.end and span.start < k.end]
        assert max(k.end - k.start for k in over) >= span.end - span.start, n


def test_a_name_is_found_whatever_its_apostrophe():
    text = "O’Brien and O'Brien"
    assert [span for span, _ in FoldedText(text).find_names(["O'Brien"])] == [
        (0, 7),
        (12, 19),
    ]


def test_offsets_are_code_points_behind_an_emoji():
    text = "😀😀  Ann"
    assert FoldedText(text).find_all("Ann") == [(4, 7)]


def test_a_difference_is_said_in_words():
    sentence = "It has spurred days of protests in the city."
    assert difference("spurred weeks of protests", sentence) == (
        "“spurred days of protests”; the article has “days” where the quote has “weeks”"
    )
    assert (
        difference("spurred of protests", sentence)
        == "“spurred days of protests”; the quote lacks “days”"
    )
    assert (
        difference("spurred some days of", sentence)
        == "“spurred days of”; the quote has “some” too much"
    )
