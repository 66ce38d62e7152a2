"""A draft is honest, loads as it is, and is written whole or not at all."""

import errno
import os
import subprocess
import sys
import warnings
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import (
    ReadingError,
    check_reading,
    dates_table,
    draft_reading,
    load_reading,
    parse_date,
    people_and_events,
    people_table,
    plot_timeline,
)
from helpers.drafting import draft_events
from helpers.drafting.clauses import REACH, Dated, clause_of
from helpers.drafting.draft_ids import slug
from helpers.reading import DATA
from helpers.saving import whole
from helpers.vocabulary import ROWS

ROOT = Path(__file__).resolve().parent.parent
PRACTICE = DATA / "practice" / "article.txt"
BUNDLED = DATA / "kardashian-la-raids" / "article.txt"
IN_PRACTICE = [
    *(
        ("Tuesday", "2025-06-10"),
        ("the same day", "2025-06-10"),
        ("next Saturday", "2025-06-14"),
    ),
    *(("this summer", "2025-22"), ("1958", "1958"), ("October 2019", "2019-10")),
    *(
        ("two weeks ago", "2025-05-26/2025-06-01"),
        ("from 2008 to 2019", "2008/2019"),
        ("Monday", "2025-06-09"),
    ),
    *(
        ("May", "2025-05"),
        ("June 7", "2025-06-07"),
        ("recently", ""),
        ("yesterday", "2025-06-09"),
    ),
    *(
        ("the spring of 2023", "2023-21"),
        ("early 2024", "2024"),
        ("this summer", "2025-22"),
        ("currently", ""),
    ),
    *(
        ("last month", "2025-05"),
        ("the 1980s", "198X"),
        ("2026", "2026"),
        ("tomorrow", "2025-06-11"),
    ),
    ("30 June 2025", "2025-06-30"),
]
IN_BUNDLED = [
    *(
        ("Tuesday", "2025-06-10"),
        ("Monday", "2025-06-09"),
        ("2018", "2018"),
        ("2020", "2020"),
        ("currently", ""),
    ),
    *(
        ("2018", "2018"),
        ("2020", "2020"),
        ("At the time", ""),
        ("2019", "2019"),
        ("May", "2025-05"),
    ),
]


@pytest.fixture
def draft(tmp_path):
    """Draft a text, given as such or as bytes."""

    def make(text, published="2025-06-10", **more):
        path = tmp_path / "my-article.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return draft_reading(path, published, into=tmp_path, **more)

    return make


def only(draft):
    """The one event of the draft, loaded."""
    (event,) = load_reading(draft.folder).events.itertuples()
    return event


@pytest.mark.parametrize(
    ("path", "expected"),
    [(PRACTICE, IN_PRACTICE), (BUNDLED, IN_BUNDLED)],
    ids=["own", "bundled"],
)
def test_every_expression_of_time_is_found_and_none_invented(tmp_path, path, expected):
    draft = draft_reading(path, "2025-06-10", into=tmp_path)
    assert list(zip(draft.dates["words"], draft.dates["date"])) == expected


@pytest.mark.parametrize(
    "published", ["2025-06-10", "2025-06-10~", "2025-06", "2025", "/2025", None]
)
@pytest.mark.parametrize("path", [PRACTICE, BUNDLED], ids=["own", "bundled"])
def test_a_draft_loads_as_it_is_and_every_row_is_marked(tmp_path, path, published):
    draft = draft_reading(path, published, into=tmp_path)
    assert check_reading(draft.folder).empty
    reading = load_reading(draft.folder)
    assert set(reading.events["draft"]) == set(reading.people["draft"]) == {"yes"}
    assert set(draft.dates["event"]) - {""} == set(reading.events["id"])
    tables = (reading.people, reading.events, reading.quotations)
    assert f"{sum(map(len, tables))} rows are a draft" in repr(reading)
    assert (draft.folder / "article.txt").read_bytes() == path.read_bytes()


def test_the_practice_text_says_that_it_is_invented_and_holds_its_traps():
    content = PRACTICE.read_bytes()
    text = content.decode()
    assert "Invented" in text.split("\r\n")[0]
    assert content.count(b"\n") == content.count(b"\r\n") > 10
    assert 270 < len(text.split()) < 330
    assert {"’", "'", "🚢"} <= set(text)
    assert text.count("The ferry will sail this summer.") == 2
    texts = {"article.txt", "council-baths.txt"}
    finished = {"reading.toml", *(f"{table}.csv" for table in (*ROWS, "sources"))}
    assert set(os.listdir(PRACTICE.parent)) == texts | finished


def test_a_repeated_sentence_gets_a_row_for_each_place(tmp_path):
    reading = load_reading(draft_reading(PRACTICE, "2025-06-10", into=tmp_path).folder)
    twice = reading.events[
        reading.events["quote"] == "The ferry will sail this summer."
    ]
    assert list(twice["paragraph"]) == [3, 7]


def test_a_sentence_repeated_within_its_paragraph_is_told_apart_or_left_out_and_said_so(
    draft,
):
    made = draft(
        "Head\nIt opened in 2018. It shut again. It opened in 2018. It shut again.\nIt ends."
    )
    assert list(made.dates["outcome"]) == [
        "a row of events.csv",
        "no row: no short quote around it is in its paragraph only once",
    ]
    assert check_reading(made.folder).empty


@pytest.mark.parametrize(("too_long", "rows"), [(0, 1), (1, 0)])
def test_no_quote_is_longer_than_a_sentence_can_be(draft, monkeypatch, too_long, rows):
    sentence = "The mill shut in 2018."
    monkeypatch.setattr(draft_events, "LONGEST_QUOTE", len(sentence) - too_long)
    made = draft(f"Head\n{sentence}")
    assert len(load_reading(made.folder).events) == rows


@pytest.mark.parametrize(("letters", "whole"), [(REACH, True), (REACH + 1, False)])
def test_the_clause_of_a_date_is_sought_so_far_from_it(letters, whole):
    text = "in " + "x" * (letters - 4) + " 2018"
    date = Dated(len(text) - 4, len(text))
    clause = clause_of(text, (0, len(text)), date, [])
    assert (clause.start == 0) == whole


def test_names_bring_all_the_words_for_them_with_either_apostrophe(draft):
    people = load_reading(
        draft(
            "Ann Lee’s shop. Later Lee's van came for Ann Lee.\nThen O’Brien met O'Brien."
        ).folder
    ).people
    assert dict(zip(people["name"], people["names"])) == {
        "Ann Lee": "Ann Lee; Lee",
        "O’Brien": "O'Brien",
    }


def test_a_surname_of_two_people_counts_for_each_in_its_paragraphs(draft):
    made = draft(
        "We met Ann Lee. Then Lee sang.\nLater came Bob Lee. Then Lee left.\nEnd."
    )
    people = load_reading(made.folder).people.set_index("name")["names"]
    assert people.to_dict() == {
        "Ann Lee": "Ann Lee; Lee@1",
        "Bob Lee": "Bob Lee; Lee@2",
    }


def test_clauses_with_dates_of_their_own_are_events_of_their_own(draft):
    events = load_reading(
        draft("In 2018, Ann cut the tax and, in 2020, raised it again.").folder
    ).events
    assert list(events["quote"]) == [
        "In 2018, Ann cut the tax",
        "in 2020, raised it again.",
    ]
    assert list(events["title"]) == ["Ann cut the tax", "Ann raised it again"]


def test_a_quotation_that_closes_between_two_dates_parts_their_events(draft):
    events = load_reading(
        draft(
            "“It ended in 2001 and we were all so sad about it,” he told us in May."
        ).folder
    ).events
    assert list(events["quote"]) == [
        "It ended in 2001",
        "he told us in May.",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("• The gates opened on Sunday.", "The gates opened"),
        ("The harbour board (since 1948) agreed.", "The harbour board agreed"),
        (
            "YORK, June 9 (Reuters) - Ann Lee came to York, and on Monday Bob left.",
            "Bob left",
        ),
    ],
)
def test_a_title_has_no_bullet_no_empty_brackets_and_no_dateline(draft, text, title):
    assert load_reading(draft(text).folder).events["title"].iloc[0] == title


def test_what_is_quoted_stands_apart_from_who_says_when(draft):
    event = only(
        draft("“We shall not give in to that,” Ann Lee wrote in a letter on Monday.")
    )
    assert event.quote == "Ann Lee wrote in a letter on Monday."
    assert (event.title, event.kind, event.people) == (
        "Ann Lee wrote in a letter",
        "statement",
        "ann-lee as speaker",
    )


def test_a_date_within_a_quotation_is_its_speakers(draft):
    event = only(draft("Ann said: “We opened the whole mill in 2018.”"))
    assert (event.asserted_by, event.title) == (
        "ann",
        "“We opened the whole mill in 2018”",
    )
    assert "say who asserts them" not in event.note


def test_a_date_in_words_that_nobody_is_said_to_speak_asks_for_their_speaker(draft):
    event = only(
        draft("Nobody knows whose sign it is. “We opened the whole mill in 2018.”")
    )
    assert event.asserted_by == "narrator"
    assert "say who asserts them" in event.note


@pytest.mark.parametrize(
    ("text", "basis", "rests_on", "told", "extent"),
    [
        ("It opened in 2018.", "stated", "", "2018", ""),
        ("It opened on June 7, 2018.", "stated", "", "2018-06-07", "moment"),
        ("It opened on Monday.", "resolved", "published", "2025-06-09", "moment"),
        ("It opened in May.", "resolved", "published", "2025-05", ""),
        ("It is now closed.", "publication", "published", "2025-06-10", "state"),
    ],
)
def test_each_date_says_what_it_rests_on(draft, text, basis, rests_on, told, extent):
    event = only(draft(text))
    assert (event.date_basis, event.date_from, event.date, event.extent) == (
        basis,
        rests_on,
        told,
        extent,
    )
    assert event.asserted_by == "narrator"
    assert "Drafted by the rule “" in event.note


def test_a_date_that_counts_from_another_names_its_event(draft):
    events = load_reading(
        draft(
            "She won in 2018. He won the following year. Ann won two years later."
        ).folder
    ).events
    assert list(events["date"]) == ["2018", "2019", "2021"]
    assert list(events["date_from"]) == ["", *events["id"].iloc[:2]]
    assert list(events["date_basis"]) == ["stated", "inferred", "inferred"]


def test_a_named_period_is_kept_and_the_row_that_tells_of_it_rests_on_it(draft):
    periods = {"the president's first term": "2017-01-20/2021-01-20"}
    made = draft(
        "The board met often during the president’s first term.", periods=periods
    )
    event = only(made)
    assert (event.date, event.date_basis, event.date_from) == (
        "",
        "background",
        "the president's first term",
    )
    assert event.date_words == "the president’s first term"
    assert load_reading(made.folder).about["periods"] == {
        "the president's first term": {"date": "2017-01-20/2021-01-20", "source": ""}
    }
    assert plot_timeline(load_reading(made.folder)).sentences


def test_a_weekday_that_is_not_the_days_is_noted_and_does_not_stop_the_reading(draft):
    event = only(draft("It opened on Tuesday, June 11, 2025."))
    assert event.date == "2025-06"
    assert "that day was no Tuesday, so the month alone is kept" in event.note


def test_without_the_day_of_publication_relative_words_wait_and_are_listed(draft):
    made = draft(
        "Ann came on Tuesday. She left in 2018. It is now closed. Bob wept recently.",
        None,
    )
    assert list(made.waiting["words"]) == ["Tuesday", "now"]
    assert (
        "2 expressions wait for the date of publication: “Tuesday” in paragraph 1; “now” in paragraph 1"
        in repr(made)
    )
    reading = load_reading(made.folder)
    assert list(reading.events["date"]) == ["2018"]
    assert reading.about["waiting_for_published"] == [
        "“Tuesday” in paragraph 1",
        "“now” in paragraph 1",
    ]
    assert reading.published == parse_date(f"/{date.today()}")


def test_a_coarse_day_of_publication_dates_what_all_its_days_agree_on(draft):
    made = draft("Ann came on Tuesday. Bob came this year.", "2025-06")
    assert list(made.dates["date"]) == ["", "2025"]
    assert list(made.dates["outcome"]) == [
        "tells no date by itself",
        "a row of events.csv",
    ]


def test_the_title_is_the_first_line_or_the_folders_name(draft):
    assert (
        load_reading(draft("A ferry returns\nText.", name="a").folder).about["title"]
        == "A ferry returns"
    )
    about = load_reading(draft("x" * 200 + "\nText.", name="b").folder).about
    assert (about["title"], "paragraphs" in about) == ("b", False)
    assert (
        load_reading(draft('Say "no\\"\x7f\nText.', name="c").folder).about["title"]
        == 'Say "no\\"\x7f'
    )


def test_a_text_without_dates_or_names_is_an_honest_empty_draft(draft):
    made = draft("nothing happened here, to nobody at all.")
    reading = load_reading(made.folder)
    assert (len(reading.events), len(reading.people)) == (0, 0)
    assert "0 people and things, 0 events" in repr(made)
    assert "No events" in "".join(
        t.get_text() for axes in plot_timeline(reading).figure.axes for t in axes.texts
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "my-article.txt: there is no text in it"),
        (b" \r\n\t", "there is no text in it"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "my-article.txt: this is a picture (PNG)"),
        (
            "Café".encode("latin-1"),
            "byte 4, in line 1, is 0xE9, which is not UTF-8; open the file",
        ),
        (
            "Ann came on Monday".encode("utf-16"),
            "this is text in UTF-16; ",
        ),
        (b"x" * 50_000_000, "larger than 10 MB"),
        (
            b"<!DOCTYPE html>\n<p>Ann came.</p>",
            "this is HTML, not the text alone: “<!DOCTYPE html>” is in line 1",
        ),
        (
            b'Ann\n<div class="a">came</div><br>',
            'this is HTML, not the text alone: “<div class="a">” is in line 2',
        ),
        (
            b"Ann\r\n<p>came</p>",
            "this is HTML, not the text alone: “<p>” is in line 2",
        ),
    ],
    ids=[
        "empty",
        "blank",
        "binary",
        "latin-1",
        "utf-16",
        "50 MB",
        "page",
        "pasted",
        "a paragraph",
    ],
)
def test_what_is_no_plain_text_is_refused_and_nothing_is_written(
    draft, tmp_path, content, sentence
):
    with pytest.raises(ReadingError) as error:
        draft(content)
    assert sentence in str(error.value)
    assert os.listdir(tmp_path) == ["my-article.txt"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"published": "some day"}, "is not a date"),
        ({"periods": {"the war": "1914-1918"}}, "“1914-1918” is not an EDTF date"),
        ({"name": "../there"}, 'name="../there" is no name for a folder'),
        ({"name": ""}, 'name="" is no name for a folder'),
        ({"into": "nowhere"}, "there is no folder nowhere; make it first."),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(tmp_path, arguments, sentence):
    with pytest.raises(ReadingError) as error:
        draft_reading(PRACTICE, **{"into": tmp_path} | arguments)
    assert sentence in str(error.value)
    assert os.listdir(tmp_path) == []


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ReadingError, match=r"gone\.txt: the file is missing"):
        draft_reading(tmp_path / "gone.txt", into=tmp_path)


def test_a_folder_that_exists_is_never_overwritten(tmp_path):
    (tmp_path / "practice").mkdir()
    with pytest.raises(
        ReadingError,
        match=r'has a folder "practice" already.*choose another name.*name="practice-2"',
    ):
        draft_reading(PRACTICE, into=tmp_path)
    assert os.listdir(tmp_path / "practice") == []


@pytest.mark.parametrize("which", range(1, 6))
@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (errno.ENOSPC, "make room on the disk and try again"),
        (errno.EACCES, "choose a folder in which you may write"),
    ],
    ids=["full", "forbidden"],
)
def test_a_disk_that_fails_at_any_file_leaves_nothing_behind(
    tmp_path, monkeypatch, which, fault, sentence
):
    calls = []

    def fail(handle, sync=os.fsync):
        calls.append(handle)
        if len(calls) == which:
            raise OSError(fault, os.strerror(fault))
        sync(handle)

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ReadingError) as error:
        draft_reading(PRACTICE, into=tmp_path)
    assert (
        str(error.value)
        == f"practice: cannot be written ({os.strerror(fault)}); {sentence}."
    )
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("call", ["mkdir", "rename"])
def test_a_folder_without_permission_is_named_and_nothing_is_left_behind(
    tmp_path, monkeypatch, call
):
    real = getattr(Path, call)

    def refuse(path, *arguments, **more):
        if tmp_path in path.parents:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, *arguments, **more)

    monkeypatch.setattr(Path, call, refuse)
    with pytest.raises(ReadingError) as error:
        draft_reading(PRACTICE, into=tmp_path)
    refused = os.strerror(errno.EACCES)
    sentence = f"({refused}); choose a folder in which you may write"
    if whole.WINDOWS and call == "rename":
        # Windows has made the folder, and refuses to move what is open elsewhere.
        sentence = "(another program has it open); close it there and try again"
    assert str(error.value) == f"practice: cannot be written {sentence}."
    assert os.listdir(tmp_path) == []


def test_a_draft_shows_as_such_until_its_cell_is_empty(tmp_path):
    folder = draft_reading(PRACTICE, "2025-06-10", into=tmp_path).folder
    reading = load_reading(folder)
    drafted = len(reading.events)
    assert sum("draft)" in one for one in plot_timeline(reading).sentences) == drafted
    (folder / "events.csv").write_text(
        (folder / "events.csv").read_text(encoding="utf-8").replace(",yes\n", ",\n", 1),
        encoding="utf-8",
    )
    reading = load_reading(folder)
    sentences = plot_timeline(reading).sentences
    assert sum("draft)" in one for one in sentences) == drafted - 1
    for table in (people_and_events(reading), dates_table(reading)):
        assert set(table["draft"]) == {"yes", ""}
    assert set(people_table(reading)["draft"]) == {"yes"}
    for file in ("events.csv", "people.csv", "quotations.csv"):
        (folder / file).write_text(
            (folder / file).read_text(encoding="utf-8").replace(",yes\n", ",\n"),
            encoding="utf-8",
        )
    reading = load_reading(folder)
    assert not any("draft" in one for one in plot_timeline(reading).sentences)
    assert "draft" not in people_and_events(reading).columns.append(
        people_table(reading).columns
    )
    assert "draft" not in repr(reading)


def test_a_mark_of_a_draft_that_is_no_mark_is_a_problem(tmp_path):
    folder = draft_reading(PRACTICE, "2025-06-10", into=tmp_path).folder
    (folder / "events.csv").write_text(
        (folder / "events.csv")
        .read_text(encoding="utf-8")
        .replace(",yes\n", ",y\n", 1),
        encoding="utf-8",
    )
    assert check_reading(folder)["problem"].tolist() == [
        '"y" is not known here; known are yes.'
    ]


def test_titles_can_be_drawn(tmp_path):
    reading = load_reading(draft_reading(PRACTICE, "2025-06-10", into=tmp_path).folder)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        plot_timeline(reading)._repr_html_()


PIECES = [
    *(
        "Ann Lee ",
        "Lee",
        "’s ",
        "'s ",
        "Bob Lee ",
        "said ",
        "on Tuesday",
        ", ",
        ". ",
        "\n",
        "\r\n",
        "\r",
        "In 2018 ",
    ),
    *(
        "and ",
        "“",
        "”",
        '"',
        "; ",
        "@3 ",
        "May ",
        "in May ",
        "currently ",
        "the following year ",
        "🚢 ",
        "\ufeff",
        "\t",
    ),
    *(
        "\u00a0",
        "Tuesday, June 11, 2025 ",
        "Dec. 31 ",
        "x ",
        "U.S. ",
        "FBI ",
        "= ",
        "Ünal ",
        "\u2028",
        "\x85",
        "no. 3 ",
    ),
    *(
        "— ",
        "from May to June ",
        "Los Angeles ",
        "Los Angeles County ",
        "St. Bride's ",
        "#",
        "\x1f",
        "ß",
        "narrator ",
    ),
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.sampled_from(["2025-06-10", "2025", None]),
)
def test_whatever_the_text_its_draft_loads(tmp_path_factory, text, published):
    folder = tmp_path_factory.mktemp("any")
    (folder / "a.txt").write_bytes(text.encode())
    try:
        made = draft_reading(folder / "a.txt", published, into=folder)
    except ReadingError as error:
        assert not text.strip() or "its lines are cut" in str(error), error
        return
    assert check_reading(made.folder).to_dict("records") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ann O’Brien", "ann-obrien"),
        ("Škoda & Co.", "skoda-co"),
        ("東京", ""),
        ("U.S.", "us"),
        ("a" * 90, "a" * 40),
    ],
)
def test_an_id_is_made_of_the_words(words, expected):
    assert slug(words) == expected


def test_the_wing_is_imported_when_first_used():
    code = (
        "import sys, helpers; a = 'helpers.drafting' in sys.modules; from helpers import draft_reading, find_dates;"
        "from helpers import *; print(a, 'helpers.drafting' in sys.modules, reanchor.__name__, find_names.__name__)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout == "False True reanchor find_names\n"
    with pytest.raises(ImportError):
        from helpers import no_such_name  # noqa: F401


@pytest.mark.parametrize(
    "sentence",
    [
        "He denied meeting her in 2013.",
        "He denied that he had met her in 2013.",
        "He has denied any wrongdoing in 2013.",
        "She refuted claims that she sold it in 2013.",
        "Bo Ray rejected allegations that he took money in 2011.",
        "He never met her in 2013.",
        "She did not vote in 2016.",
        "No one saw the ferry in 2013.",
        "Neither brother came to the mill in 2009.",
    ],
)
def test_what_is_denied_makes_no_event(draft, sentence):
    assert draft(f"A quiet year\n{sentence}").events == 0


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("In 2013 he denied that he had met her.", "He denied that he had met her"),
        ("He denied the charge in 2013.", "He denied the charge"),
        (
            "The council rejected a plan to sell the mill in 2011.",
            "The council rejected a plan to sell the mill",
        ),
        ("The mill did not close until 2014.", "The mill did not close until 2014"),
        (
            "There was no doubt that the bridge opened in 2014.",
            "There was no doubt that the bridge opened",
        ),
        (
            "The police learned when the mill closed in 2014.",
            "The mill closed",
        ),
        ("Omar Roe, 61, who died in 2019, was its captain.", "Omar Roe died"),
        (
            "Ann Lee did not open the mill in 2014 but in 2015.",
            "Ann Lee did not open the mill in 2014 but in 2015",
        ),
    ],
)
def test_what_is_told_has_a_title_that_says_it(draft, sentence, title):
    made = draft(f"A quiet year\n{sentence}")
    assert load_reading(made.folder).events["title"].tolist() == [title]


def test_one_of_a_thing_is_counted_as_one(draft):
    made = draft("A quiet year\nAnn Lee left in 2013.")
    assert "1 person or thing, 1 event, 0 quotations" in repr(made)


def test_the_end_of_a_period_makes_no_event_beside_it(draft):
    made = draft("A quiet year\nProfit fell in the three months ended March 31.")
    assert load_reading(made.folder).events["date"].tolist() == ["2025-01/2025-03"]
    assert made.dates["outcome"].tolist()[1] == (
        "no row: it is the end of a period that has one"
    )
