"""Quotations are found with whoever spoke them, and claims with whoever makes them."""

import pytest

from helpers import Article, find_names, load_reading
from helpers.drafting import draft_reading, find_quotations
from helpers.drafting.asserters import claims_in
from helpers.drafting.quotations import RULES, UNKNOWN
from helpers.drafting.scene import Scene


def spoken(text):
    """The quotations with their speakers."""
    found = find_quotations(text)
    return list(zip(found["words"], found["speaker"]))


def claimed(text):
    """What is claimed in a sentence, and by whom."""
    scene = Scene(Article(text), find_names(text))
    claims = claims_in(scene, 0, len(text))
    return [
        (text[claim.start : claim.end].strip(), claim.speaker.full)
        for claim in claims
        if claim.start < claim.end
    ]


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_each_rule_gives_the_speaker_of_its_example(rule):
    (row,) = find_quotations(rule.example).itertuples()
    assert (row.rule, row.speaker, row.inferred) == (rule.name, rule.says, False)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“Nobody told us about it,” Ann Lee, 44, a nurse from Leeds, said.",
            "Ann Lee",
        ),
        ("“Nobody told us about it,” the owner, Ann Lee, told the court.", "Ann Lee"),
        ("“Nobody told us about it,” said the firm's director, Ann Lee.", "Ann Lee"),
        ('"Nobody told us about it," Ann Lee also said.', "Ann Lee"),
        ("‘Nobody told us about it,’ said Ann Lee of Leeds.", "Ann Lee"),
        ("Ann Lee called the plan “a gift to the rich”.", "Ann Lee"),
        (
            "In a letter on Monday, Ann Lee said it was “far too late for that”.",
            "Ann Lee",
        ),
    ],
)
def test_a_speaker_is_found_among_titles_ages_and_places(text, speaker):
    assert [who for _, who in spoken(text)] == [speaker]


def test_an_interrupted_quotation_is_two_rows_of_one_speaker():
    text = "“We came here first,” said Ann Lee, “and we shall stay here.”"
    found = find_quotations(text)
    assert list(found["speaker"]) == ["Ann Lee", "Ann Lee"]
    assert list(found["form"]) == ["direct", "direct"]


def test_a_second_quotation_of_the_paragraph_has_the_speaker_of_the_first():
    text = "“We came here first,” Ann Lee said. “And now we are going to stay.”"
    assert [who for _, who in spoken(text)] == ["Ann Lee", "Ann Lee"]


def test_where_somebody_else_comes_between_the_speaker_is_left_open():
    text = "“We came first,” Ann Lee said. Bo Ray wept. “And now we are going to stay.”"
    assert [who for _, who in spoken(text)] == ["Ann Lee", ""]


def test_a_quotation_that_its_paragraph_does_not_close_goes_on_in_the_next():
    text = "“We came here first,” said Ann Lee. “It was ours before.\n“And it will be ours again.”"
    assert [who for _, who in spoken(text)] == ["Ann Lee"] * 3


def test_a_pronoun_is_the_last_person_named_that_fits_and_is_marked_as_inferred():
    text = "Mrs. Ann Lee met Mr. Bo Ray. “I waited for an hour,” she said."
    (row,) = find_quotations(text).itertuples()
    assert (row.speaker_words, row.inferred) == ("she", True)
    assert row.speaker.endswith("Lee")


def test_a_noun_phrase_is_whoever_was_said_to_be_that():
    text = (
        "The mayor, Ann Lee, came late. Bo Ray wept. “I waited long,” the mayor said."
    )
    found = find_quotations(text)
    assert list(found["speaker"]) == ["Ann Lee"]
    assert list(found["inferred"]) == [True]


def test_a_noun_phrase_that_nobody_is_stays_open_and_keeps_its_words():
    (row,) = find_quotations("“We waited for an hour,” a clerk said.").itertuples()
    assert (row.speaker, row.speaker_words, row.inferred) == ("", "a clerk", False)


def test_words_that_nobody_is_said_to_speak_are_a_row_without_a_speaker():
    (row,) = find_quotations("It rained. “No way out of this town.”").itertuples()
    assert (row.speaker, row.rule) == ("", UNKNOWN)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It was a “very safe bridge” then.", 0),
        ("It was a “very safe old bridge” then.", 1),
        ("“No,” said Ann Lee.", 1),
        ("The film “The Last Man Standing There” opened.", 0),
    ],
)
def test_four_words_make_a_quotation_and_fewer_only_with_their_speaker(text, count):
    assert len(find_quotations(text)) == count


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Ann Lee said she crossed it in 1998.",
            [("she crossed it in 1998.", "Ann Lee")],
        ),
        ("In 2014, Ann Lee said she was ill.", [("she was ill.", "Ann Lee")]),
        (
            "Ann Lee said on Monday that it would open in May.",
            [("it would open in May.", "Ann Lee")],
        ),
        (
            "It was sold in May 2023, according to Jo Roe.",
            [("It was sold in May 2023", "Jo Roe")],
        ),
        (
            "It was sold in May 2023, Ann Lee said.",
            [("It was sold in May 2023", "Ann Lee")],
        ),
        ("Ann Lee said so on Monday.", []),
        ("Ann Lee announced the closure in May.", []),
        ("Ann Lee was told in 2015 that it was late.", []),
    ],
)
def test_a_claim_is_whose_verb_of_saying_it_hangs_on(text, claims):
    assert claimed(text) == claims


def test_drafted_quotations_load_with_speaker_form_and_note(tmp_path):
    text = "A bridge\n“We shut the whole bridge,” Ann Lee said. Later “it was quite safe again”."
    reading = load_reading(draft_reading(text=text, into=tmp_path).folder)
    assert list(reading.quotations["speaker"]) == ["ann-lee", "ann-lee"]
    assert list(reading.quotations["form"]) == ["direct", "fragment"]
    assert set(reading.quotations["draft"]) == {"yes"}
    assert all(
        note.startswith("Drafted by the rule") for note in reading.quotations["note"]
    )


def test_a_drafted_speaker_that_is_open_is_unattributed_and_says_whose_words_they_are(
    tmp_path,
):
    text = "A bridge\n“We shut the whole bridge,” a clerk said."
    reading = load_reading(draft_reading(text=text, into=tmp_path).folder)
    (row,) = reading.quotations.itertuples()
    assert row.speaker == "unattributed"
    assert "Said by “a clerk”" in row.note


def test_who_answers_in_an_interview_is_whoever_it_names_most():
    text = (
        "Forty years with the clock\nNell Roe winds the clock. Roe is 71.\n"
        "How did it begin?\n“My father did it before me, for years.”\n"
        "Has it ever stopped?\n“Four times, and once it was a bird.”\n"
    )
    rows = find_quotations(text)
    assert rows["speaker"].tolist() == ["Nell Roe", "Nell Roe"]
    assert rows["inferred"].all()


def test_one_question_makes_no_interview():
    text = (
        "Forty years with the clock\nNell Roe winds the clock. Roe is 71.\n"
        "How did it begin?\n“My father did it before me, for years.”\n"
    )
    assert find_quotations(text)["speaker"].tolist() == [""]


def test_a_pronoun_that_goes_on_means_whom_it_meant():
    text = (
        "Judge Ann Lee spoke to the jury. She warned them about Leonard Roe."
        " “A juror went to prison for that,” she said."
    )
    assert find_quotations(text)["speaker"].tolist() == ["Ann Lee"]
