"""A reading loads whole or not at all, and says everything that is wrong with it."""

import hashlib
import shutil

import pandas as pd
import pytest

from helpers import ReadingError, check_reading, load_reading, parse_date
from helpers.checking.dating import agreement
from helpers.reading import COLUMNS, DATA, DERIVED

NAME = "kardashian-la-raids"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA / NAME, tmp_path / "copy")


def replace(path, old, new, times=1):
    """Change the file's text, which must have the old words."""
    text = path.read_bytes()
    old, new = (
        part if isinstance(part, bytes) else part.encode() for part in (old, new)
    )
    assert old in text
    path.write_bytes(text.replace(old, new, times))


def problems(folder):
    """What load_reading says, line by line; check_reading must say the same."""
    with pytest.raises(ReadingError) as error:
        load_reading(folder)
    assert len(check_reading(folder)) == len(error.value.problems)
    return str(error.value).split("\n")


def test_the_bundled_reading_has_nothing_to_mend():
    assert check_reading(NAME).empty


def test_the_bundled_reading_has_the_events_and_people_it_promises():
    reading = load_reading(NAME)
    assert len(reading.events) >= 16
    assert (reading.events["date"] != "").all()
    assert set(reading.people["id"]) == set(reading.mentions["person"])


@pytest.mark.parametrize("table", ["people", "events", "sources", "mentions"])
def test_a_table_that_a_reader_changes_in_place_is_whole_in_the_next_reading(table):
    before = getattr(load_reading(NAME), table).copy()
    changed = getattr(load_reading(NAME), table)
    changed.iloc[0, 0] = "changed" if table != "mentions" else 99
    del changed[changed.columns[1]]
    pd.testing.assert_frame_equal(getattr(load_reading(NAME), table), before)


def test_a_row_is_checked_again_where_only_another_file_changed(folder):
    load_reading(folder)
    replace(folder / "people.csv", "\nalice-johnson,", "\nalice-jonson,")
    assert any(
        '"alice-johnson" is not in people.csv' in one for one in problems(folder)
    )
    replace(folder / "people.csv", "\nalice-jonson,", "\nalice-johnson,")
    replace(folder / "article.txt", "full pardon", "whole pardon")
    assert any("full pardon" in one for one in problems(folder))


def test_every_quote_stands_at_its_offsets():
    reading = load_reading(NAME)
    for row in reading.events.itertuples():
        assert reading.article.text[row.start : row.end] == row.quote
        assert reading.article.paragraphs[row.paragraph - 1].start <= row.start
        assert row.quote in reading.article.sentences[row.sentence - 1].text


def test_every_derived_column_is_there_and_no_other():
    events = load_reading(NAME).events
    assert set(events.columns) == set(COLUMNS["events"]) | set(DERIVED["events"])


def test_dates_on_load_are_those_of_the_parser():
    for event in load_reading(NAME).events.itertuples():
        when = parse_date(event.date)
        for ours, theirs in (
            (event.earliest, when.earliest),
            (event.latest, when.latest),
        ):
            assert (None if pd.isna(ours) else ours.date()) == theirs


def test_numbers_follow_the_dates():
    events = load_reading(NAME).events.sort_values("number")
    assert list(events["number"]) == list(range(1, len(events) + 1))
    orders = [parse_date(text).order for text in events["date"]]
    assert orders == sorted(orders)


def test_dates_that_served_to_find_the_publication_date_are_never_called_a_confirmation():
    events = load_reading(NAME).events.set_index("id")
    assert set(events.index[events["agreement"] == "not independent"]) == {
        "statement",
        "awards-speech",
    }


@pytest.mark.parametrize(
    ("article", "record", "extent", "expected"),
    [
        ("2018", "2018-06-06", "moment", "within"),
        ("2018", "2019", "moment", "outside"),
        ("2018-06", "2018-06-20/2018-07-02", "moment", "overlaps"),
        ("/2019", "2018-22", "moment", "within"),
        ("/2019", "2020", "moment", "outside"),
        ("2019", "/2019-04-10", "moment", "overlaps"),
        ("/2018", "/2018-06-06", "span", "within"),
        ("/2018", "2018-05-30/", "span", "not comparable"),
        ("2019~/2025-05", "/2025-05-21", "span", "within"),
        ("2019/2025-05", "2018/2025-05-21", "span", "outside"),
        ("/2018", "2018-05-30", "", "not comparable"),
        ("2025-06-10", "2025-02-20/", "state", "not comparable"),
    ],
)
def test_article_and_record_are_compared_as_far_as_they_can_be(
    article, record, extent, expected
):
    assert agreement(parse_date(article), parse_date(record), extent) == expected


def test_one_broken_quote_gives_one_sentence_with_its_row(folder):
    replace(folder / "events.csv", "spurred days", "spurred weeks")
    assert problems(folder) == [
        "events.csv row 3, column quote: “spurred weeks of protests in the city” is not in the article. Nearest, "
        "in paragraph 1: “spurred days of protests in the city”; the article has “days” where the quote has “weeks”."
    ]


def test_three_broken_quotes_give_three(folder):
    for old, new in (
        ("spurred days", "spurred weeks"),
        ("announced in May", "said in May"),
        ("full pardon", "pardon"),
    ):
        replace(folder / "events.csv", old, new)
    assert [line.split(",")[0] for line in problems(folder)] == [
        "events.csv row 3",
        "events.csv row 17",
        "events.csv row 22",
    ]


CASES = {
    "an unknown person": (
        "events.csv", "doechii as speaker", "doechi as speaker",
        'events.csv row 6, column people: "doechi" is not in people.csv; did you mean "doechii"?',
    ),
    "a role in capitals": (
        "events.csv", "doechii as speaker", "doechii as Speaker",
        'events.csv row 6, column people: the role "Speaker" is not in small letters; write it as in "doechii as speaker".',
    ),
    "an unknown kind": (
        "events.csv", ",clemency,", ",clemensy,",
        'events.csv row 10, column kind: "clemensy" is not a known kind; did you mean "clemency"? If not, write '
        'kinds = ["clemensy"] in reading.toml.',
    ),
    "an unknown extent": (
        "events.csv", ",2018,moment,", ",2018,momnt,",
        'events.csv row 10, column extent: "momnt" is not known here; did you mean "moment"?',
    ),
    "an unknown basis": (
        "events.csv", ",stated,", ",guessed,",
        'events.csv row 10, column date_basis: "guessed" is not known here; known are background, inferred, not '
        "said, publication, resolved, stated.",
    ),
    "a date that is no EDTF": (
        "events.csv", ",2018,moment,In", ",2o18,moment,In",
        "events.csv row 10, column date: “2o18” is not an EDTF date: “2o18” is not YYYY, YYYY-MM or YYYY-MM-DD.",
    ),
    "a date rewritten by a spreadsheet": (
        "events.csv", ",2025-05,moment", ",May-25,moment",
        "events.csv row 22, column date: “May-25” is not an EDTF date: Is May-25 a month of a year? Write "
        "2025-05. Format the column as text, or a spreadsheet rewrites dates.",
    ),
    "another such date": (
        "events.csv", ",2025-06-10,moment,on", ",6/10/2025,moment,on",
        "events.csv row 5, column date: “6/10/2025” is not an EDTF date: Which is the month in 6/10/2025? Write "
        "2025-06-10 or 2025-10-06. Format the column as text, or a spreadsheet rewrites dates.",
    ),
    "a weekday that contradicts the date": (
        "events.csv", ",2025-06-10,moment,on", ",2025-06-11,moment,on",
        "events.csv row 5, column date: 11 June 2025 was a Wednesday, and the article's word is Tuesday; correct "
        "the date.",
    ),
    "date words outside the sentence": (
        "events.csv", ",In 2018,", ",In 2019,",
        "events.csv row 10, column date_words: “In 2019” is not in the sentence of the quote; copy the words from"
        " paragraph 11.",
    ),
    "a date that rests on nothing": (
        "events.csv", "resolved,published,narrator,Kard", "resolved,,narrator,Kard",
        "events.csv row 5, column date_from: the cell is empty; a date that is resolved names what it rests on.",
    ),
    "a date that rests on something unknown": (
        "events.csv", "inferred,commutation,", "inferred,comutation,",
        'events.csv row 8, column date_from: "comutation" is neither an event, nor a period of reading.toml, nor '
        '"published"; did you mean "commutation"?',
    ),
    "no date": (
        "events.csv", ",2018,moment,In", ",,moment,In",
        "events.csv row 10, column date: the cell is empty; give a date, or the basis background and a period in "
        "date_from, or the basis not said.",
    ),
    "nobody who says so": (
        "events.csv", "stated,,narrator,", "stated,,,",
        'events.csv row 10, column asserted_by: "" is not in people.csv; known are alice-johnson, bet-awards, doechii, '
        "donald-trump, first-step-act, followers, ice, immigrants, instagram, kim-kardashian, los-angeles, "
        "los-angeles-county, narrator, people-taken, trump-administration, trump-administration-first, "
        "violent-criminals, vogue, white-house, women-commuted.",
    ),
    "two who say so": (
        "events.csv", "stated,,narrator,", "stated,,kim-kardashian; doechii,",
        'events.csv row 10, column asserted_by: "kim-kardashian; doechii" is more than one; name one.',
    ),
    "two speakers": (
        "quotations.csv", "attacks,doechii,", "attacks,doechii; vogue,",
        'quotations.csv row 11, column speaker: "doechii; vogue" is more than one; name one.',
    ),
    "a person twice in an event": (
        "events.csv", "doechii as speaker", "doechii as speaker; doechii as guest",
        'events.csv row 6, column people: "doechii" is there twice; keep one, with one role or none.',
    ),
    "a weekday outside an interval": (
        "events.csv", "2025-06-09,moment,Monday’s", "2025-06-11/2025-06-12,moment,Monday’s",
        "events.csv row 6, column date: 11 to 12 June 2025 was a Wednesday or Thursday, and the article's word is"
        " Monday; correct the date.",
    ),
    "a background that names no period": (
        "events.csv", ",2018,moment,In 2018,stated,,", ",,moment,In 2018,background,published,",
        "events.csv row 10, column date_from: it names no period; an event dated by a period alone names one of "
        "reading.toml.",
    ),
    "an unknown source": (
        "events.csv", "axios-2020", "axios-2021",
        'events.csv row 17, column record_source: "axios-2021" is not in sources.csv; did you mean "axios-2020"?',
    ),
    "a record without a source": (
        "events.csv", "2020-08-28,axios-2020,", "2020-08-28,,",
        "events.csv row 17, column record_source: the cell is empty; a date from the public record names the source it "
        "was seen in.",
    ),
    "a quote in two places": (
        "events.csv", "spurred days of protests in the city", "No matter where you fall politically",
        "events.csv row 3, column quote: “No matter where you fall politically” is in paragraphs 3 and 7; write "
        "which one in the column paragraph.",
    ),
    "a paragraph that is no number": (
        "events.csv", "lobbying for the First Step Act\",,", "lobbying for the First Step Act\",twelve,",
        'events.csv row 12, column paragraph: "twelve" is not a paragraph; write a whole number from 1 to 13.',
    ),
    "cells too many": (
        "events.csv", "statement,Kard", "statement,,Kard",
        "events.csv row 5: 16 cells where the first row has 15; put straight quotation marks around a cell with a comma.",
    ),
    "cells too few": (
        "people.csv", ",The magazine that Kardashian told of her reasons in 2019.", "",
        "people.csv row 14: 4 cells where the first row has 5; add commas.",
    ),
    "a column missing": (
        "people.csv", "names,description", "nmes,description",
        'people.csv row 1, column names: the column is missing; did you mean "nmes"?',
    ),
    "a column twice": (
        "sources.csv", "publisher,title", "publisher,publisher",
        "sources.csv row 1, column title: the column is missing; add it to the first row.",
    ),
    "a column in capitals": (
        "people.csv", "id,name", "ID,name",
        'people.csv row 1, column id: the column is missing; did you mean "ID"?',
    ),
    "a column with a derived name": (
        "events.csv", "record_source,note\n", "record_source,note,start\n",
        "events.csv row 1, column start: this name is kept for what is worked out on load; choose another.",
    ),
    "semicolons": (
        "sources.csv", "id,publisher,title,address,published,seen_for", "id;publisher;title;address;published;seen_for",
        "sources.csv row 1: its cells are divided by semicolons; save it as CSV divided by commas.",
    ),
    "bytes that are not UTF-8": (
        "people.csv", "Alice Johnson,person", b"Alice Johns\xf6n,person",
        "people.csv: byte 431, in line 4, is 0xF6, which is not UTF-8; open the file in the program it comes from and save "
        "it as UTF-8.",
    ),
    "an id twice": (
        "sources.csv", "axios-2020", "larazon-2020",
        'sources.csv row 14, column id: "larazon-2020" is already the id of row 13; use each id once.',
    ),
    "an id with capitals": (
        "people.csv", "vogue,Vogue", "Vogue,Vogue",
        'people.csv row 14, column id: "Vogue" is not a valid id; write small letters a to z, digits and single '
        "hyphens, as in alice-johnson.",
    ),
    "a reserved id": (
        "sources.csv", "nara-pra", "narrator",
        'sources.csv row 18, column id: "narrator" is a word with a meaning of its own here; choose another id.',
    ),
    "a name that does not stand in the text": (
        "people.csv", "Doechii; the rapper@9", "Doechii; the singer@9",
        "people.csv row 5, column names: “the singer” is not in paragraph 9 as whole words of its own; copy the "
        "name from there.",
    ),
    "a name of two people": (
        "people.csv", "Doechii; the rapper@9", "Doechii; Trump",
        "people.csv row 5, column names: “Trump” is already a name of donald-trump; limit it to a paragraph, as "
        "in Trump@12.",
    ),
    "an address that runs code": (
        "sources.csv", "https://www.axios.com/2020/08/28/trump-pardons-alice-johnson", "javascript:alert(1)",
        'sources.csv row 13, column address: "javascript:alert(1)" is not a web address; write it in full, '
        "beginning with https://.",
    ),
    "a broken setting": (
        "reading.toml", 'language = "en"', "language = en",
        "reading.toml: this is not TOML (invalid value (at line 9, column 12)); put every text in straight "
        "quotation marks.",
    ),
    "a publication date without quotation marks": (
        "reading.toml", 'published = "2025-06-10~"', "published = 2025-06-10",
        'reading.toml, key published: 2025-06-10 is not text; write published = "…" with its text in straight '
        "quotation marks.",
    ),
    "a digest that is missing": (
        "reading.toml", 'sha256 = "8326dde4', 'sha = "8326dde4',
        'reading.toml, key sha256: it is missing; write sha256 = '
        '"8326dde48a16688263177e4b957420d697ce5381baf49a5aa3e6ff907acb1e4e" with its text in straight quotation marks.',
    ),
    "events that are no list": (
        "reading.toml", '["statement", "awards-speech"]', '"statement"',
        'reading.toml, key published_from: it is not a list of events; write it as in ["statement"].',
    ),
    "a period whose source is no text": (
        "reading.toml", 'source = "usagov-2017; nara-pra"', "source = 3",
        "reading.toml, key periods: \"the president's first term\" needs both, as in {date = \"2017/2021\", source = \"…\"}.",
    ),
    "a period whose date is empty": (
        "reading.toml", 'date = "2017-01-20/2021-01-20"', 'date = ""',
        "reading.toml, key periods: \"the president's first term\" needs both, as in {date = \"2017/2021\", source = \"…\"}.",
    ),
    "a paragraph that is true": (
        "reading.toml", "[3]", "[true]",
        "reading.toml, key paragraphs: pull_quote is not a list of paragraphs from 1 to 13; write it as in [3, "
        "4].",
    ),
    "no publication date": (
        "reading.toml", 'published = "2025-06-10~"', "",
        'reading.toml, key published: it is missing; write published = "…" with its text in straight quotation marks.',
    ),
    "a paragraph that is not there": (
        "reading.toml", "[3]", "[33]",
        "reading.toml, key paragraphs: pull_quote is not a list of paragraphs from 1 to 13; write it as in [3, "
        "4].",
    ),
    "a period without a source": (
        "reading.toml", ', source = "usagov-2017; nara-pra"', "",
        "reading.toml, key periods: \"the president's first term\" needs both, as in {date = \"2017/2021\", source = \"…\"}.",
    ),
    "a period that ends before it begins": (
        "reading.toml", "2017-01-20/", "2027-01-20/",
        "reading.toml, key periods.the president's first term: “2027-01-20/2021-01-20” is not an EDTF date: it "
        "ends before it begins.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_fault_is_said_in_a_sentence(folder, name):
    file, old, new, sentence = CASES[name]
    replace(folder / file, old, new)
    assert sentence in problems(folder)


def test_periods_that_are_no_table_are_named(folder):
    about = (
        (folder / "reading.toml").read_text(encoding="utf-8").split("[paragraphs]")[0]
    )
    (folder / "reading.toml").write_text(about + "periods = 3\n", encoding="utf-8")
    assert problems(folder) == [
        "reading.toml, key periods: it is not a list of periods; write [periods] and under it a line for each."
    ]


def test_settings_that_say_nothing_lack_all_they_must_say(folder):
    (folder / "reading.toml").write_bytes(b"")
    assert [line.split(":")[0] for line in problems(folder)] == [
        "reading.toml, key title",
        "reading.toml, key published",
        "reading.toml, key sha256",
    ]


def test_settings_that_cannot_be_read_raise_no_doubt_about_a_named_period(folder):
    replace(
        folder / "events.csv",
        ",inferred,commutation,",
        ",inferred,the president's first term,",
    )
    assert check_reading(folder).empty
    replace(folder / "reading.toml", 'language = "en"', "language = en")
    assert [line.split(":")[0] for line in problems(folder)] == ["reading.toml"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('Johnson’s sentence"', 'Johnson’s sentence"x', "',' expected after '\"'"),
        (",clemency,", ',"clemency,', "',' expected after '\"'"),
        (",Held when", ',"Held when', "unexpected end of data"),
    ],
)
def test_a_quotation_mark_too_much_is_named_with_its_row_and_nothing_that_follows_from_it(
    folder, old, new, why
):
    replace(folder / "events.csv", old, new)
    row = 23 if "end" in why else 10
    assert problems(folder) == [
        f"events.csv row {row}: it is not CSV ({why}); put straight quotation marks around every cell with a comma or such a "
        "mark in it."
    ]


def test_an_empty_table_is_told_its_first_row(folder):
    (folder / "sources.csv").write_bytes(b"")
    assert problems(folder) == [
        "sources.csv row 1: it is empty; its first row is id,publisher,title,address,published,seen_for."
    ]


def test_the_empty_columns_a_spreadsheet_adds_at_the_right_do_no_harm(folder):
    lines = (folder / "sources.csv").read_text(encoding="utf-8").splitlines()
    (folder / "sources.csv").write_text(
        "".join(f"{line},,\n" for line in lines), encoding="utf-8"
    )
    pd.testing.assert_frame_equal(
        load_reading(folder).sources, load_reading(NAME).sources
    )
    replace(folder / "sources.csv", "Marca,,", "Marca,,,")
    assert [line.split(":")[0] for line in problems(folder)] == ["sources.csv row 2"]


def test_a_changed_text_is_noticed_and_its_new_digest_given(folder):
    replace(folder / "article.txt", "six years of study.", "six years of study!")
    digest = hashlib.sha256((folder / "article.txt").read_bytes()).hexdigest()
    assert problems(folder) == [
        "reading.toml, key sha256: article.txt is not the text that was annotated; bring the old text back, or, where the "
        f'change is wanted, check every quote again and write sha256 = "{digest}".'
    ]


@pytest.mark.parametrize(
    "file", ["article.txt", "reading.toml", "people.csv", "events.csv", "sources.csv"]
)
def test_a_missing_file_is_named_and_nothing_is_said_that_follows_from_it(folder, file):
    (folder / file).unlink()
    said = problems(folder)
    assert [line for line in said if line.startswith(file)] != []
    assert not [
        line
        for line in said
        if "is not in" in line and file.removesuffix(".csv") in line
    ]


def test_quotations_and_notes_may_be_missing(folder):
    for file in ("quotations.csv", "notes.csv"):
        (folder / file).unlink(missing_ok=True)
    reading = load_reading(folder)
    assert (len(reading.quotations), len(reading.notes)) == (0, 0)


def test_faults_in_several_files_are_said_at_once(folder):
    replace(folder / "events.csv", "spurred days", "spurred weeks")
    replace(folder / "people.csv", "the rapper@9", "the singer@9")
    replace(folder / "reading.toml", "[3]", "[33]")
    assert [line.split(" ")[0].strip(",") for line in problems(folder)] == [
        "events.csv",
        "people.csv",
        "reading.toml",
    ]


def test_a_row_of_the_wrong_length_still_lends_its_id(folder):
    replace(
        folder / "people.csv", "doechii,Doechii,person", "doechii,Doechii,person,person"
    )
    said = problems(folder)
    assert [line.split(":")[0] for line in said] == ["people.csv row 5"]


def test_a_spreadsheets_byte_order_mark_and_blank_rows_do_no_harm(folder):
    people = (folder / "people.csv").read_bytes()
    (folder / "people.csv").write_bytes(
        b"\xef\xbb\xbf" + people.replace(b"\n", b"\r\n") + b",,,,\r\n\r\n"
    )
    (folder / "reading.toml").write_bytes(
        b"\xef\xbb\xbf" + (folder / "reading.toml").read_bytes()
    )
    assert len(load_reading(folder).people) == len(load_reading(NAME).people)


def test_rows_are_counted_as_a_spreadsheet_counts_them(folder):
    replace(folder / "events.csv", "spurred days", "spurred weeks")
    replace(folder / "events.csv", "note\n", "note\n\n\n")
    assert problems(folder)[0].startswith("events.csv row 5, column quote")


def test_a_cell_of_several_lines_is_one_row(folder):
    replace(
        folder / "events.csv",
        "nyt-2025; marca-2025,The article gives",
        'nyt-2025; marca-2025,"One\nline\n\nmore. The article gives',
    )
    replace(
        folder / "events.csv",
        "people being taken from their families.\n",
        'people being taken from their families."\n',
    )
    replace(folder / "events.csv", "spurred days", "spurred weeks")
    assert problems(folder)[0].startswith("events.csv row 3, column quote")


def test_further_columns_are_kept(folder):
    lines = (folder / "sources.csv").read_text(encoding="utf-8").splitlines()
    text = "\n".join([lines[0] + ",mine", *(line + ",x" for line in lines[1:])])
    (folder / "sources.csv").write_text(text, encoding="utf-8")
    assert set(load_reading(folder).sources["mine"]) == {"x"}


def test_a_folder_that_is_not_there_names_those_there_are():
    with pytest.raises(ReadingError) as error:
        load_reading("kardashian-la-raid")
    assert (
        str(error.value)
        == f'there is no reading "kardashian-la-raid"; did you mean "{NAME}"?'
    )


def test_an_error_shows_its_sentences_and_no_traceback(folder):
    replace(folder / "events.csv", "spurred days", "spurred weeks")
    with pytest.raises(ReadingError) as error:
        load_reading(folder)
    assert error.value._render_traceback_() == str(error.value).split("\n")
