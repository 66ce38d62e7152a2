"""Tables go to a spreadsheet and come back: no cell is a formula there, and none is changed by the way."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import (
    ReadingError,
    check_reading,
    load_reading,
    read_tables,
    write_handout,
    write_markdown,
    write_page,
    write_tables,
    write_timelinejs,
    write_web_annotations,
)
from helpers.export.tables_csv import FORMULA, _csv, _frame, restored, safe
from helpers.export.typed import typed
from helpers.reading import DATA
from helpers.vocabulary import COLUMNS, parts

NAME = "kardashian-la-raids"


@pytest.fixture(scope="module")
def reading():
    return load_reading(NAME)


@pytest.mark.parametrize("excel", [False, True])
def test_every_table_comes_back_as_it_was(reading, tmp_path, excel):
    write_tables(reading, tmp_path / "tables", excel=excel)
    found = read_tables(tmp_path / "tables", excel=excel)
    assert list(found) == list(COLUMNS)
    for table, frame in found.items():
        pd.testing.assert_frame_equal(
            frame.reset_index(drop=True), typed(reading, table).reset_index(drop=True)
        )


@pytest.mark.parametrize("length", [131_072, 131_073])
def test_a_cell_of_any_length_comes_back(reading, tmp_path, length):
    """Python's own reader refuses a cell of more than 131,072 letters."""
    notes = reading.notes.assign(note="a" * length)
    write_tables(replace(reading, notes=notes), tmp_path / "tables")
    found = read_tables(tmp_path / "tables")["notes"]
    assert set(found["note"].str.len()) == {length}


def test_the_plain_files_serve_a_reading_again(reading, tmp_path):
    folder = shutil.copytree(DATA / NAME, tmp_path / "copy")
    write_tables(reading, folder, overwrite=True)
    assert check_reading(folder).empty
    assert load_reading(folder).events.equals(reading.events)


def test_the_safe_files_are_utf8_with_the_mark_that_excel_looks_for(reading, tmp_path):
    write_tables(reading, tmp_path / "tables", excel=True)
    contents = [path.read_bytes() for path in sorted((tmp_path / "tables").iterdir())]
    assert len(contents) == len(COLUMNS)
    assert all(
        content.startswith(b"\xef\xbb\xbf") and content.decode("utf-8")
        for content in contents
    )


@pytest.mark.parametrize("start", FORMULA)
def test_no_cell_begins_as_a_formula_does(start):
    assert safe(f"{start}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "＝"])
@pytest.mark.parametrize("end", [";", "\t", "\n", ';"', ';""'])
def test_no_cell_becomes_a_formula_where_the_file_is_divided_by_something_else(
    mark, end
):
    cell = f"a{end}{mark}cmd"
    assert safe(cell) == f"a{end}'{mark}cmd"
    assert restored(safe(cell)) == cell


DATES = "2018-06|2018-06-06|2018/2020|1/2|6:30|10 June|10-Jun-25|June 2018|May-25|June 10, 2025|Sept. 2018"
NUMBERS = "0012|1e5|1.5|12345678901"


@pytest.mark.parametrize("cell", [*DATES.split("|"), *NUMBERS.split("|")])
def test_no_date_and_no_number_is_rewritten(cell):
    assert safe(cell) == f"'{cell}"
    assert restored(safe(cell)) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "2018",
        "12",
        "0",
        "/2018",
        "2018~",
        "May",
        "Mayor 5",
        "in June 2018",
        "19 people",
        "a; b",
        "",
    ],
)
def test_a_cell_that_no_spreadsheet_changes_is_left_alone(cell):
    assert safe(cell) == cell


def test_an_apostrophe_that_a_reader_typed_in_the_spreadsheet_stays():
    assert restored("'tis") == "'tis"
    assert restored("don't; 'tis") == "don't; 'tis"


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
risky = st.builds(
    lambda start, rest: start + rest,
    st.sampled_from([*FORMULA, "'", "''", '"', ",", ""]),
    texts,
)
risky |= st.lists(
    st.sampled_from([*FORMULA, "'", '"', ";", "a", "1", "May", " "]), max_size=8
).map("".join)


@given(risky)
@example("'")
@example("'=1+1")
@example("")
def test_a_cell_is_restored_whatever_it_begins_with(cell):
    assert not safe(cell).startswith(FORMULA)
    assert restored(safe(cell)) == cell


@given(st.lists(st.tuples(risky, risky), max_size=5), st.booleans())
def test_a_table_is_restored_whatever_stands_in_it(rows, excel):
    frame = pd.DataFrame(
        [("x", *row) for row in rows], columns=["id", "=head", "'quote"], dtype=str
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(_csv(frame, excel).encode())
        assert _frame(path, excel).values.tolist() == frame.values.tolist()
        assert list(_frame(path, excel).columns) == list(frame.columns)


def test_files_in_the_way_are_all_named_and_none_is_touched(reading, tmp_path):
    for name in ("events.csv", "notes.csv"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(ReadingError) as error:
        write_tables(reading, tmp_path)
    assert [line.split(":")[0] for line in error.value.problems] == [
        "events.csv",
        "notes.csv",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "events.csv",
        "notes.csv",
    ]
    assert (tmp_path / "events.csv").read_text(encoding="utf-8") == "mine"


def test_a_disk_that_is_full_half_way_leaves_all_the_old_files(
    reading, tmp_path, monkeypatch
):
    write_tables(reading, tmp_path / "tables")
    before = {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()}
    written = []

    def full(_):
        written.append(1)
        if len(written) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    changed = replace(
        reading,
        people=reading.people.assign(description="x"),
        events=reading.events.assign(note="x"),
    )
    with pytest.raises(
        ReadingError,
        match=r"^quotations\.csv: cannot be written \(No space left on device\); make room",
    ):
        write_tables(changed, tmp_path / "tables", overwrite=True)
    assert {
        path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()
    } == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b"a;b\n1;2\n",
            "events.csv: its first row has no column id; save it as CSV UTF-8, divided by commas.",
        ),
        (b"", "events.csv: its first row has no column id"),
        (
            b'id\n"a\n',
            "events.csv row 2: it is not CSV (unexpected end of data); put straight quotation marks",
        ),
        (
            b"id,title\na\n",
            "events.csv row 2: 1 cell where the first row has 2; add commas.",
        ),
        (
            b"id,title\na,b\n\n,\nc\n",
            "events.csv row 5: 1 cell where the first row has 2; add commas.",
        ),
        ("id\né\n".encode("latin-1"), "which is not UTF-8"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_a_sentence(
    reading, tmp_path, content, words
):
    write_tables(reading, tmp_path / "tables")
    (tmp_path / "tables" / "events.csv").write_bytes(content)
    with pytest.raises(ReadingError) as error:
        read_tables(tmp_path / "tables")
    assert words in str(error.value)


def test_rows_that_a_spreadsheet_left_blank_are_skipped_and_the_others_keep_their_numbers(
    reading, tmp_path
):
    write_tables(reading, tmp_path / "tables")
    (tmp_path / "tables" / "events.csv").write_bytes(b"id,title\na,b\n,\nc,d\n")
    assert read_tables(tmp_path / "tables")["events"]["title"].to_dict() == {
        2: "b",
        4: "d",
    }


def test_a_missing_file_and_a_file_for_a_folder_are_named(reading, tmp_path):
    with pytest.raises(ReadingError, match=r"^people\.csv: the file is missing from "):
        read_tables(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"^file: it is a file; name a folder\.$"):
        write_tables(reading, tmp_path / "file")
    with pytest.raises(
        ReadingError, match=r"^tables: there is no folder .*none; make it first\.$"
    ):
        write_tables(reading, tmp_path / "none" / "tables")


def test_a_narrowed_reading_takes_the_events_that_its_own_rest_on(reading, tmp_path):
    some = reading.where(words="decides")
    assert len(some.events) == 1
    folder = shutil.copytree(DATA / NAME, tmp_path / "copy")
    written = write_tables(some, folder, overwrite=True)
    assert check_reading(folder).empty
    events = read_tables(folder)["events"]
    kept = set(events["id"])
    assert set(some.events["id"]) < kept < set(reading.events["id"])
    every = set(reading.events["id"])
    for cell in events["date_from"]:
        assert every & set(parts(cell)) <= kept
    assert f", {len(kept) - 1} of them because others rest on them" in repr(written)


def test_a_whole_reading_takes_no_event_but_its_own(reading, tmp_path):
    written = write_tables(reading, tmp_path / "tables")
    assert "because others rest on them" not in repr(written)
    events = read_tables(tmp_path / "tables")["events"]
    assert list(events["id"]) == list(reading.events["id"])


def test_a_readers_own_column_and_a_draft_come_back(reading, tmp_path):
    events = reading.events.assign(weight="7")
    events.loc[events["id"] == "raids", "draft"] = "yes"
    write_tables(replace(reading, events=events), tmp_path / "tables")
    found = read_tables(tmp_path / "tables")["events"].set_index("id")
    assert set(found["weight"]) == {"7"}
    assert found["draft"].to_dict()["raids"] == "yes"
    assert "draft" not in read_tables(tmp_path / "tables")["people"]


WRITERS = (
    write_handout,
    write_markdown,
    write_page,
    write_tables,
    write_timelinejs,
    write_web_annotations,
)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("path", [None, 3, "", "a\0b", "x" * 5000, "\ud800"])
def test_a_name_that_no_file_can_have_is_refused_in_a_sentence(
    reading, tmp_path, monkeypatch, writer, path
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadingError) as error:
        writer(reading, path)
    assert str(error.value).endswith(".")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("writer", WRITERS)
def test_what_is_no_reading_is_refused_with_the_right_call(reading, tmp_path, writer):
    for wrong in (NAME, reading.events, reading.article, None):
        with pytest.raises(ReadingError, match=writer.__name__):
            writer(wrong, tmp_path / "x")


@pytest.mark.parametrize("writer", WRITERS)
def test_a_link_that_leads_nowhere_counts_as_there(reading, tmp_path, writer):
    (tmp_path / "x").symlink_to(tmp_path / "gone")
    with pytest.raises(ReadingError, match=r"^x: it (exists|is a file)"):
        writer(reading, tmp_path / "x")
    assert not (tmp_path / "gone").exists()


def test_a_file_in_the_working_folder_is_linked_by_its_name(
    reading, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    html = write_markdown(reading, "my note: 1.md")._repr_html_()
    assert '<a href="my%20note%3A%201.md">my note: 1.md</a>' in html
    html = write_markdown(reading, tmp_path / "b.md")._repr_html_()
    assert '<a href="b.md">b.md</a>' in html
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    for outside in (tmp_path / "c.md", "../d.md", tmp_path / "notebooks" / "../e.md"):
        assert "<a " not in write_markdown(reading, outside)._repr_html_()
