"""The handout is the bare text, questions whose answers follow from the tables, a key."""

import re
from dataclasses import replace
from html import unescape

import pytest

from helpers import ReadingError, load_reading, write_handout
from helpers.export.handout_questions import questions_on

NAME = "kardashian-la-raids"
PAYLOAD = "\"'><img src=x onerror=alert(1)><script>alert(1)</script></style>&lt;b&gt;"


@pytest.fixture(scope="module")
def reading():
    return load_reading(NAME)


@pytest.fixture(scope="module")
def html(reading, tmp_path_factory):
    path = tmp_path_factory.mktemp("handout") / "handout.html"
    return write_handout(reading, path).path.read_text(encoding="utf-8")


def paragraphs(html):
    inside = re.search(r'<div class="article".*?</div>', html, re.DOTALL)[0]
    return re.findall(r'<p dir="auto"><b>(\d+)</b> (.*?)</p>', inside)


def test_the_text_is_on_it_letter_for_letter_and_without_marks(reading, html):
    found = [(int(number), unescape(words)) for number, words in paragraphs(html)]
    assert found == [(one.number, one.text) for one in reading.article.paragraphs]
    assert not {"mark", "sup", "a", "script"} & set(re.findall(r"<([a-z0-9]+)", html))


def test_every_fifth_line_is_numbered_as_far_as_the_text_can_go(reading, html):
    listed = re.search(r'<ol class="lines".*?</ol>', html, re.DOTALL)[0]
    numbers = [int(one) for one in re.findall(r"<li>(\d+)</li>", listed)]
    assert numbers == list(range(5, numbers[-1] + 1, 5))
    fewest_letters = 25
    assert numbers[-1] * fewest_letters > len(reading.article.text)


def test_it_has_six_questions_and_the_key_answers_each(reading, html):
    questions = questions_on(reading)
    assert len(questions) == 6
    back = re.search(r'<ol class="questions">.*?</ol>', html, re.DOTALL)[0]
    asked = [unescape(one) for one in re.findall(r"<li[^>]*>(.*?)</li>", back)]
    assert asked == [question.ask for question in questions]
    key = unescape(html[html.index("Key, for the teacher") :])
    for question in questions:
        assert question.answer in key
        for one in question.evidence:
            assert f"paragraph {one.paragraph}, “{one.words}”" in key


def test_all_evidence_is_in_the_paragraph_it_is_said_to_be_in(reading):
    texts = {one.number: one.text for one in reading.article.paragraphs}
    evidence = [one for question in questions_on(reading) for one in question.evidence]
    assert evidence
    for one in evidence:
        assert reading.article.find(one.words, int(one.paragraph))
        assert int(one.paragraph) in texts


def test_what_rests_on_one_persons_word_is_what_where_finds(reading):
    question = questions_on(reading)[0]
    assert "Kim Kardashian" in question.ask
    expected = reading.where(asserted_by="kim-kardashian").events["quote"]
    assert {one.words for one in question.evidence} == set(expected)
    assert "paragraphs 1, 2, 5," in question.answer


def test_the_events_that_a_week_moves_are_those_dated_to_the_day(reading):
    question = questions_on(reading)[1]
    assert "about 17 June 2025" in question.ask
    moves = {one.words for one in question.evidence if one.remark == "moves"}
    stays = {one.words for one in question.evidence if one.remark == "stays"}
    events = reading.events.set_index("quote")
    for words in moves:
        assert re.search(r"\d{4}-\d\d-\d\d", events["date"][words])
    for words in stays:
        assert not re.search(r"\d{4}-\d\d-\d\d", events["date"][words])
    based = events[events["date_from"].str.contains("published")].index
    assert set(based) <= moves | stays


def test_a_question_without_an_answer_in_the_tables_is_left_out(reading):
    tables = ("people", "events", "quotations", "notes", "sources", "mentions")
    bare = replace(
        reading, **{name: getattr(reading, name).iloc[:0] for name in tables}
    )
    assert questions_on(bare) == []


def test_a_date_known_to_the_year_is_not_moved_by_a_week(reading):
    about = reading.about | {"published": "2025"}
    asked = [one.ask for one in questions_on(replace(reading, about=about))]
    assert len(asked) == 5
    assert not [ask for ask in asked if "a week later" in ask]


def test_it_says_when_other_pages_place_the_text(reading, html, tmp_path):
    assert f"Other pages place it {reading.published.words}." in html
    about = reading.about | {"published_basis": "printed under the headline"}
    path = write_handout(replace(reading, about=about), tmp_path / "h.html").path
    html = path.read_text(encoding="utf-8")
    assert f"Published {reading.published.words}." in html


def test_it_says_whose_the_text_is(reading, html):
    assert html.count(f">{reading.about['rights']}</p>") == 1


def test_hostile_text_stays_text(reading, html, tmp_path):
    about = dict.fromkeys(("title", "rights", "language", "published_basis"), PAYLOAD)
    hostile = replace(
        reading,
        about=reading.about | about,
        people=reading.people.assign(name=PAYLOAD),
        events=reading.events.assign(title=PAYLOAD, quote=PAYLOAD),
        notes=reading.notes.assign(note=PAYLOAD),
        sources=reading.sources.assign(publisher=PAYLOAD),
    )
    path = write_handout(hostile, tmp_path / "handout.html").path
    found = path.read_text(encoding="utf-8")
    assert set(re.findall(r"</?([a-z0-9]+)", found)) <= set(
        re.findall(r"</?([a-z0-9]+)", html)
    )
    assert PAYLOAD in unescape(found)


def test_nothing_is_written_over_without_being_told(reading, tmp_path):
    (tmp_path / "handout.html").write_text("mine", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"^handout\.html: it exists"):
        write_handout(reading, tmp_path / "handout.html")
    assert (tmp_path / "handout.html").read_text(encoding="utf-8") == "mine"
