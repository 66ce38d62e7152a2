"""The words of an error: the nearest known value, and nothing that could deceive the eye."""

import pytest

from helpers.errors import hint, shown

KNOWN = ["alice-johnson", "ice", "kim-kardashian", "vogue"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Alice Johnson", 'did you mean "alice-johnson"?'),
        ("Alice", 'did you mean "alice-johnson"?'),
        ("vouge", 'did you mean "vogue"?'),
        ("xyz", "known are alice-johnson, ice, kim-kardashian, vogue."),
        ("", "known are alice-johnson, ice, kim-kardashian, vogue."),
    ],
)
def test_the_nearest_known_value_is_named_or_all(value, words):
    assert hint(value, KNOWN) == words


def test_many_known_values_are_cut_short_and_none_are_said_to_be_none():
    assert hint("q", [f"n{n:02}" for n in range(40)]).endswith("n29 and 10 more.")
    assert hint("q", []) == "there are none yet."


def test_a_value_is_shown_on_one_line_cut_and_with_nothing_invisible():
    assert shown("a\n b\tc") == "a b c"
    assert shown("x" * 100) == "x" * 79 + "…"
    assert shown("\u200b" * 100) == "\\u200b" * 13 + "\\…"
    assert shown("a\u202eb\u200bc") == "a\\u202eb\\u200bc"
