"""Hostile text, names and settings: offsets stay right, labels end, and every error can be read."""

import re
import shutil
import warnings
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from clock import an_end
from payloads import CONFUSING, HARMFUL, broken_reading, hostile_reading
from readers import ANY_LETTER

from helpers import (
    Article,
    QuoteError,
    ReadingError,
    check_reading,
    draft_reading,
    load_article,
    load_reading,
    people_and_events,
    plot_timeline,
    read_web_annotations,
    show_article,
    show_table,
)
from helpers.explorer.picture import TimelinePicture
from helpers.figure.letters import MOST_LETTERS, apart, drawable
from helpers.timeline import describe_timeline

TEXTS = [pytest.param(text, id=name) for name, *_, text in (*HARMFUL, *CONFUSING)]
READING = load_reading("kardashian-la-raids")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    reading = load_reading(hostile_reading(tmp_path_factory.mktemp("hostile") / "read"))
    # Windows has no folder of this name; the reading only says that it is its own.
    return replace(reading, folder=reading.folder.with_name("it's <b>"))


class Marked(HTMLParser):
    """The text within the marks of a page."""

    def __init__(self, html):
        super().__init__()
        self.inside, self.text = 0, ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.inside += tag == "mark"

    def handle_endtag(self, tag):
        self.inside -= tag == "mark"

    def handle_data(self, data):
        self.text += data * bool(self.inside)


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_stay_right_around_any_text(text):
    quote = text.strip()
    article = Article(f"{text} first, {'x' * 100_000}.\nHe said “{text}” {text}.\n")
    span = article.find(f"said “{text}”")
    assert article.text[slice(*span)] == f"said “{text}”"
    assert article.paragraph_at(span.start).number == 2 + len(
        re.findall(r"[\r\n]", text)
    )
    for paragraph in (*article.paragraphs, *article.sentences):
        assert article.text[paragraph.start : paragraph.end] == paragraph.text
    event = READING.events.iloc[[0]].assign(start=span.start, end=span.end, quote=quote)
    assert (
        Marked(show_article(replace(READING, article=article, events=event)).html).text
        == f"said “{text}”"
    )


def test_every_quote_of_the_hostile_reading_stands_at_its_offsets(hostile):
    for table in (hostile.events, hostile.quotations, hostile.notes):
        for row in table.itertuples():
            assert hostile.article.text[row.start : row.end] == row.quote


@pytest.mark.parametrize("words", ["a b ", "word ", "one two three four five "])
def test_a_long_quote_that_is_missing_is_refused_in_time(words):
    with an_end(10), pytest.raises(QuoteError, match="Nearest, in paragraph 1: "):
        Article(words * 4000).find(words * 3000 + "gone")


@ANY_LETTER
def test_an_error_hides_nothing_whatever_it_quotes(tmp_path):
    with pytest.raises(ReadingError) as error:
        load_reading(broken_reading(tmp_path / "broken\u202e"))
    assert len(error.value.faults) > 500
    for problem in (*error.value.problems, *map(str, error.value.faults)):
        assert problem.isprintable()


@pytest.mark.parametrize("name", ["a\0b", "a\nb\u202e", "x" * 5000, "\ud800"])
def test_a_name_that_no_file_has_is_named_on_one_line(name):
    for call in (
        load_article,
        load_reading,
        lambda name: read_web_annotations(name, READING),
    ):
        with pytest.raises(ReadingError) as error:
            call(name)
        assert str(error.value).isprintable()


def test_a_text_with_a_zero_byte_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"One\0two")
    with pytest.raises(ReadingError) as error:
        load_article(tmp_path / "a.txt")
    assert (
        str(error.value)
        == "a.txt: byte 4 is zero, so this is not UTF-8 text; save it as UTF-8."
    )


@pytest.mark.parametrize(
    "title",
    [
        "a" * 100_000,
        "word " * 20_000,
        "漢字 \x01\x1b \ufffe",
        "\u202egnp",
        "\u0301" * 500,
    ],
)
def test_a_timeline_is_drawn_of_any_title_without_a_warning(title):
    events = READING.events.iloc[:2].assign(title=title)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        reading = replace(READING, events=events)
        assert plot_timeline(reading).figure.get_figheight() < 6
        assert title[:40].split()[0] in TimelinePicture(reading).view(events).picture


def test_a_label_is_cut_and_has_a_box_for_what_is_no_letter():
    assert drawable("漢 a\u202eb\u200b\x01\ufffe") == "漢 ab□□"
    assert drawable("x" * 1000) == "x" * (MOST_LETTERS - 1) + "…"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, قالت", "plain, قالت"),
        ("\u202e8102", "\u2068\u202e8102\u2069"),
        ("a\u2069\u2069\u202eb", "\u2068a\u202eb\u2069"),
        ("\u2066a\u2029b", "\u2068\u2066a b\u2069\u2069"),
    ],
)
def test_a_title_turns_round_no_words_but_its_own(text, shown):
    assert apart(text) == shown
    said = describe_timeline(READING.events.iloc[:1].assign(title=text))[0]
    assert f": {shown} (" in said


@pytest.mark.parametrize("text", ["from $5 to $10", r"\(x\)", r"\begin{x}"])
def test_no_formula_is_made_of_an_articles_marks(text):
    shown = show_table(READING.events.iloc[:1][["title"]].assign(title=text), "")
    assert (
        shown._repr_html_()
        == f'<div class="mathjax_ignore tex2jax_ignore">{shown.html}</div>'
    )
    assert (
        show_table(READING.events[["title"]], "")
        ._repr_html_()
        .startswith('<div style="overflow-x:auto" class="wide">')
    )


def test_columns_of_a_readers_own_may_have_any_name():
    events = READING.events.assign(
        event="mine", words="mine", person="mine", name="mine"
    )
    table = people_and_events(replace(READING, events=events))
    assert table.equals(people_and_events(READING))


@pytest.mark.parametrize(
    "asked",
    [
        {"people": 5},
        {"kinds": [["a"]]},
        {"years": (1, float("inf"))},
        {"people": [None]},
    ],
)
def test_a_filter_of_another_type_is_refused_in_a_sentence(asked):
    with pytest.raises(
        ReadingError,
        match=r"^(there is no (person|kind) \"|years=\(1, inf\) is neither a year nor )",
    ):
        READING.where(**asked)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "rights = 5",
            'reading.toml, key rights: 5 is not text; write rights = "…" with straight quotation marks.',
        ),
        (
            "published_from = 5",
            'reading.toml, key published_from: it is not a list of events; write it as in ["statement"].',
        ),
        (
            "periods = 5",
            "reading.toml, key periods: it is not a list of periods; write [periods] and under it a line for each.",
        ),
        (
            'periods = {spring = {date = "", source = ""}}',
            'reading.toml, key periods: "spring" needs both, as in {date = "2017/2021", source = "…"}.',
        ),
        (
            "paragraphs = {caption = [1.0]}",
            "reading.toml, key paragraphs: caption is not a list of paragraphs from 1 to 1; write it as in [3, 4].",
        ),
        (
            "deep = " + "[" * 9000,
            "reading.toml: it nests too deep; write it flat.",
        ),
        (
            "many = 0x" + "f" * 9000,
            "reading.toml: a number has too many digits; write it as a text.",
        ),
    ],
)
def test_a_setting_of_another_type_is_named(tmp_path, line, sentence):
    (tmp_path / "a.txt").write_text("Nothing here.", encoding="utf-8")
    folder = draft_reading(tmp_path / "a.txt", "2025", into=tmp_path).folder
    about = (
        (folder / "reading.toml")
        .read_text(encoding="utf-8")
        .partition("[paragraphs]")[0]
    )
    (folder / "reading.toml").write_text(f"{about}{line}\n", encoding="utf-8")
    with pytest.raises(ReadingError) as error:
        load_reading(folder)
    assert str(error.value) == sentence


def test_an_empty_reading_toml_lacks_what_it_needs(tmp_path):
    (tmp_path / "a.txt").write_text("Nothing here.", encoding="utf-8")
    folder = draft_reading(tmp_path / "a.txt", "2025", into=tmp_path).folder
    (folder / "reading.toml").write_bytes(b"")
    assert list(check_reading(folder)["column"]) == ["title", "published", "sha256"]


def test_a_name_with_a_number_of_no_paragraph_is_a_name(tmp_path):
    (tmp_path / "a.txt").write_text("Nothing here.", encoding="utf-8")
    folder = draft_reading(tmp_path / "a.txt", "2025", into=tmp_path).folder
    people = "id,name,kind,names,description\nann,Ann,person,Ann@" + "9" * 5000 + ",\n"
    (folder / "people.csv").write_text(people, encoding="utf-8")
    assert list(check_reading(folder)["column"]) == ["names"]


def test_json_nested_without_end_is_refused(tmp_path):
    (tmp_path / "a.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ReadingError) as error:
        read_web_annotations(tmp_path / "a.json", READING)
    assert (
        str(error.value)
        == "a.json: it is JSON, but of a form no annotations have (it nests too deep)."
    )


def test_the_title_of_a_draft_ends_however_many_marks_it_has(tmp_path):
    (tmp_path / "a.txt").write_text(
        "In 2018 a " + " . ,;" * 5000 + " b ended", encoding="utf-8"
    )
    assert (
        len(
            load_reading(
                draft_reading(tmp_path / "a.txt", "2025", into=tmp_path).folder
            ).events
        )
        == 1
    )


def test_of_twenty_thousand_faulty_rows_a_hundred_are_said_and_the_rest_is_counted(
    tmp_path,
):
    folder = Path(shutil.copytree(READING.folder, tmp_path / "faulty"))
    head = (folder / "notes.csv").read_text(encoding="utf-8").splitlines()[0]
    rows = [f"n{n},time,spurned,,A note.," for n in range(20_000)]
    text = "\n".join([head, *rows]) + "\n"
    (folder / "notes.csv").write_text(text, encoding="utf-8")
    with an_end(120), pytest.raises(ReadingError) as error:
        load_reading(folder)
    assert len(error.value.problems) == 101
    assert re.fullmatch(
        r"and 19,?900 more faults; check_reading lists them all\.",
        error.value.problems[-1],
    )
    assert len(str(error.value)) < 50_000
    assert len(error.value.faults) == 20_000
