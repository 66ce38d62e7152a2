"""One record of a table changed and every other byte as it was; edits kept in files."""

import csv
import errno
import io
import os
import shutil
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers import POSIX

from helpers import ReadingError, load_reading
from helpers.saving import (
    ChangedError,
    ConflictError,
    Edit,
    edited,
    keep,
    locked,
    may_write,
    rows_of,
    save,
    settled,
    whole,
    write_folder,
    write_whole,
)
from helpers.saving.record import records
from helpers.vocabulary import COLUMNS

NAME = "kardashian-la-raids"
OTHER_THAN_ROOT = not hasattr(os, "geteuid") or os.geteuid()
HEAD = ["id", "a", "b"]
CELL = st.text(alphabet=list('ab ,"\n\r;é🎉“’=+ '), max_size=8)


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(load_reading(NAME).folder, tmp_path / "copy"))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# One record


@st.composite
def tables(draw):
    """Rows, a file of them as some program writes it, a row's number, another cell."""
    count = draw(st.integers(1, 6))
    rows = [[f"r{n}", draw(CELL), draw(CELL)] for n in range(count)]
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    quoting = draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    text = ""
    for row in [HEAD, *rows]:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n", quoting=quoting).writerow(row)
        blank = draw(st.sampled_from([1, 1, 1, 2]))
        text += line.getvalue().removesuffix("\r\n") + newline * blank
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    mark = draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    cells = [[cell.strip() for cell in row] for row in rows]
    number = draw(st.integers(0, count - 1))
    return cells, mark + text.encode(), number, draw(CELL).strip()


def read(content):
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = csv.reader(lines, strict=True)
    return [[cell.strip() for cell in row] for row in rows if any(row)][1:]


def lines_of(content):
    text = content.decode("utf-8-sig")
    return [text[one.start : one.past] for one in records(text)]


MANY = settings(
    deadline=None, suppress_health_check=list(HealthCheck), max_examples=3_000
)


@MANY
@given(tables())
def test_one_record_changes_and_no_other_byte(table):
    rows, content, number, cell = table
    assert read(content) == rows
    edit = Edit("t", f"r{number}", {"a": rows[number][1]}, {"a": cell})
    new, done = settled(content, edit)
    expected = [list(row) for row in rows]
    expected[number][1] = cell
    assert read(new) == expected
    old_lines, new_lines = lines_of(content), lines_of(new)
    at = next(n for n, line in enumerate(old_lines) if f"r{number}" in line[:4])
    assert new_lines[:at] == old_lines[:at]
    assert new_lines[at + 1 :] == old_lines[at + 1 :]
    back, undone = settled(new, done.reverse)
    assert back == content
    assert edited(back, undone.reverse) == new


@MANY
@given(tables())
def test_a_deleted_record_comes_back_where_it_was_byte_for_byte(table):
    rows, content, number, _ = table
    row = dict(zip(HEAD, rows[number]))
    new, done = settled(content, Edit("t", row["id"], row, None))
    assert read(new) == rows[:number] + rows[number + 1 :]
    back, undone = settled(new, done.reverse)
    assert back == content
    assert edited(back, undone.reverse) == new


@MANY
@given(tables())
def test_an_added_record_comes_last_and_goes_without_a_trace(table):
    rows, content, _, cell = table
    edit = Edit("t", "new", None, {"id": "new", "b": cell})
    new, done = settled(content, edit)
    assert new.startswith(content)
    assert read(new) == [*rows, ["new", "", cell]]
    back, undone = settled(new, done.reverse)
    assert back == content
    assert edited(back, undone.reverse) == new


@pytest.mark.parametrize("table", COLUMNS)
def test_a_record_that_gets_no_other_cell_says_what_it_said(table):
    content = (load_reading(NAME).folder / f"{table}.csv").read_bytes()
    rows = rows_of(content)
    changed = 0
    for id, row in rows.items():
        now = edited(content, Edit(table, id, row, row))
        assert rows_of(now) == rows
        changed += now != content
    assert changed <= 1  # of 114 bundled records, one has a needless quotation mark


TABLE = b"id,title,kind\r\na,One,x\r\n\r\nb,Two,y\r\n"


def test_a_row_changed_elsewhere_is_refused_by_name_and_column():
    with pytest.raises(ChangedError) as error:
        edited(TABLE, Edit("events", "a", {"title": "Other"}, {"title": "New"}))
    said = 'events.csv: the row "a" was changed elsewhere: title is "One" now.'
    assert str(error.value) == said
    assert error.value.now == {"id": "a", "title": "One", "kind": "x"}


def test_a_row_that_is_gone_is_refused():
    with pytest.raises(ChangedError) as error:
        edited(TABLE, Edit("events", "c", {"title": "Other"}, None))
    assert str(error.value) == 'events.csv: the row "c" is gone.'
    assert error.value.now is None


def test_an_id_that_is_there_already_is_refused():
    with pytest.raises(ChangedError) as error:
        edited(TABLE, Edit("events", "b", None, {"id": "b"}))
    assert str(error.value) == 'events.csv: the row "b" is there already.'


def test_an_id_that_is_there_twice_is_refused():
    content = TABLE + b"a,Three,z\r\n"
    with pytest.raises(ChangedError) as error:
        edited(content, Edit("events", "a", {}, {"title": "New"}))
    assert str(error.value) == 'events.csv: the row "a" is there twice; keep one.'


def test_a_cell_without_a_column_is_refused_and_an_empty_one_is_not():
    edit = Edit("events", "a", {}, {"title": "New", "draft": "yes"})
    with pytest.raises(ReadingError) as error:
        edited(TABLE, edit)
    assert str(error.value) == (
        'events.csv: there is no column "draft"; add it to the first row.'
    )
    empty = edit._replace(after={"title": "New", "draft": ""})
    assert b"a,New,x\r\n" in edited(TABLE, empty)


def test_a_file_that_is_not_there_gets_its_head_and_goes_again():
    row = {"id": "a", "kind": "time", "quote": "w", "note": "n"}
    content, done = settled(b"", Edit("notes", "a", None, row))
    head = ",".join(COLUMNS["notes"])
    assert content.decode().splitlines()[0] == head
    assert rows_of(content)["a"]["note"] == "n"
    assert edited(content, done.reverse) == b""


def test_a_new_id_comes_back_as_the_old():
    content, done = settled(TABLE, Edit("t", "a", {"id": "a"}, {"id": "c"}))
    assert b"c,One,x" in content
    assert done.reverse.id == "c"
    assert edited(content, done.reverse) == TABLE


def test_a_lone_carriage_return_in_a_cell_stays_in_its_cell():
    new = edited(TABLE, Edit("t", "a", {}, {"title": "One\rmore"}))
    assert b'a,"One\rmore",x' in new
    assert [row[0] for row in read(new)] == ["a", "b"]


# Edits kept in a reading


def title(id, new, reading):
    old = reading.events.set_index("id").loc[id, "title"]
    return Edit("events", id, {"title": old}, {"title": new})


def test_an_edit_is_in_the_file_and_in_the_reading_it_gives(copy):
    before = contents(copy)
    reading = load_reading(copy)
    now = save(reading, [title("pardon", "Another title", reading)])
    assert now.events.set_index("id").loc["pardon", "title"] == "Another title"
    after = contents(copy)
    assert [name for name in before if before[name] != after[name]] == ["events.csv"]
    old = before["events.csv"].splitlines()
    new = after["events.csv"].splitlines()
    assert sum(one != other for one, other in zip(old, new, strict=True)) == 1


def test_a_fault_is_found_before_anything_is_written(copy):
    before = contents(copy)
    reading = load_reading(copy)
    edits = [
        title("pardon", "Another title", reading),
        Edit("people", "doechii", {}, {"names": "Nobody of this name"}),
    ]
    with pytest.raises(ReadingError) as error:
        save(reading, edits)
    assert "Nobody of this name" in str(error.value)
    assert error.value.faults[0].file == "people.csv"
    assert contents(copy) == before


def test_rows_that_others_added_meanwhile_stay(copy):
    reading = load_reading(copy)
    file = copy / "notes.csv"
    more = b"more,time,in May,13,A note of somebody else.,\n"
    file.write_bytes(file.read_bytes() + more)
    notes = reading.notes.set_index("id").loc["inhumane", "note"]
    save(reading, [Edit("notes", "inhumane", {"note": notes}, {"note": "Mine."})])
    assert more in file.read_bytes()
    assert b"Mine." in file.read_bytes()


def test_each_row_that_changed_elsewhere_is_named_and_nothing_is_written(copy):
    reading = load_reading(copy)
    edits = [title("pardon", "Mine", reading), title("raids", "Mine too", reading)]
    save(reading, [title(id, "Theirs", reading) for id in ("pardon", "raids")])
    before = contents(copy)
    with pytest.raises(ConflictError) as error:
        save(reading, edits)
    assert [one.edit.id for one in error.value.changes] == ["pardon", "raids"]
    assert all('title is "Theirs" now' in one for one in error.value.problems)
    assert contents(copy) == before


def test_a_file_that_an_edit_made_goes_when_it_is_taken_back(copy):
    (copy / "notes.csv").unlink()
    before = contents(copy)
    row = {"id": "a", "kind": "time", "quote": "in May", "note": "n"}
    saved = keep(copy, [Edit("notes", "a", None, row)])
    assert (copy / "notes.csv").exists()
    keep(copy, [edit.reverse for edit in saved.edits])
    assert contents(copy) == before


def test_another_who_writes_is_waited_for_and_then_named(copy):
    reading = load_reading(copy)
    before = contents(copy)
    with locked(copy), pytest.raises(ReadingError) as error, locked(copy, wait=0.05):
        pass
    assert str(error.value) == (
        "copy: another program is writing in this folder; wait a moment and try again."
    )
    assert contents(copy) == before
    save(reading, [title("pardon", "Free again", reading)])
    assert not (copy / ".lock").exists()


# What a file is


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_a_file_keeps_its_mode(tmp_path, mode):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_whole({path: b"new"})
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode


@POSIX
@pytest.mark.skipif(OTHER_THAN_ROOT, reason="only root gives away")
def test_a_file_keeps_its_owner(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    os.chown(path, 65534, 65533)
    path.chmod(0o640)
    write_whole({path: b"new"})
    state = path.stat()
    assert (state.st_uid, state.st_gid) == (65534, 65533)
    assert stat.S_IMODE(state.st_mode) == 0o640


@POSIX
def test_a_new_file_beside_private_ones_is_private(copy):
    for path in copy.iterdir():
        path.chmod(0o600)
    (copy / "notes.csv").unlink()
    row = {"id": "a", "kind": "time", "quote": "in May", "note": "n"}
    keep(copy, [Edit("notes", "a", None, row)])
    assert stat.S_IMODE((copy / "notes.csv").stat().st_mode) == 0o600


@POSIX
def test_a_folder_made_of_a_private_reading_is_private(copy, tmp_path):
    for path in copy.iterdir():
        path.chmod(0o600)
    write_folder(tmp_path / "made", {"a": b"new"}, like=copy)
    made = tmp_path / "made"
    assert stat.S_IMODE((made / "a").stat().st_mode) == 0o600
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


@POSIX
def test_files_of_a_folder_that_others_may_not_enter_are_private(tmp_path):
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o700)
    (shut / "a").write_bytes(b"old")
    (shut / "a").chmod(0o644)
    write_whole({tmp_path / "b": b"new"}, like=shut)
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o600


@POSIX
def test_a_read_only_file_is_refused(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(ReadingError) as error:
        write_whole({tmp_path / "b": b"new", path: b"new"})
    assert str(error.value) == (
        "a: cannot be written (it is read-only); make it writable and try again."
    )
    assert contents(tmp_path) == {"a": b"old"}


@POSIX
def test_a_link_is_followed_to_its_file(tmp_path):
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "file", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o600)
    link.symlink_to(target)
    write_whole({link: b"new"})
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert os.listdir(tmp_path / "far") == ["file"]


@POSIX
def test_a_link_to_nothing_counts_as_there(tmp_path):
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "gone")
    with pytest.raises(ReadingError) as error:
        write_whole({link: b"new"})
    assert str(error.value) == (
        "link: cannot be written (it is a link to a file that is not there); "
        "choose another name."
    )
    with pytest.raises(ReadingError) as error:
        write_folder(link, {"a": b"new"})
    assert str(error.value) == (
        "link: cannot be written (there is such a folder already); choose another name."
    )
    assert os.listdir(tmp_path) == ["link"]


@POSIX
def test_what_is_no_regular_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReadingError) as error:
        write_whole({tmp_path / "pipe": b"new"})
    assert str(error.value) == (
        "pipe: cannot be written (it is not a regular file); choose another name."
    )
    with pytest.raises(ReadingError) as error:
        write_whole({Path(os.devnull): b"new"})
    assert "it is not a regular file" in str(error.value)


@pytest.mark.parametrize(
    ("name", "why"),
    [("a\0b", "no file can have that name"), ("n" * 300, "the name is too long")],
)
def test_a_name_that_no_file_can_have_is_refused(tmp_path, name, why):
    for write in (
        lambda: write_whole({tmp_path / name: b"new"}),
        lambda: write_folder(tmp_path / name, {"a": b"new"}),
    ):
        with pytest.raises(ReadingError) as error:
            write()
        assert why in str(error.value)
    assert os.listdir(tmp_path) == []


def refused_by_windows(times, monkeypatch):
    """Windows, where another program has every file open for so many tries."""
    real, tried = os.replace, []

    def replace(*given):
        tried.append(given)
        if len(tried) <= times:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(*given)

    monkeypatch.setattr(whole, "WINDOWS", True)
    monkeypatch.setattr(whole, "OPEN", 0.1)
    monkeypatch.setattr(os, "replace", replace)


def test_a_file_that_another_program_closes_in_a_moment_is_written(
    tmp_path, monkeypatch
):
    (tmp_path / "a").write_bytes(b"old")
    refused_by_windows(2, monkeypatch)
    write_whole({tmp_path / "a": b"new"})
    assert contents(tmp_path) == {"a": b"new"}


def test_a_file_that_another_program_keeps_open_is_named(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")
    refused_by_windows(10_000, monkeypatch)
    with pytest.raises(ReadingError) as error:
        write_whole({tmp_path / "a": b"new", tmp_path / "b": b"more"})
    assert str(error.value) == (
        "a: cannot be written (another program has it open); "
        "close it there and try again."
    )
    assert contents(tmp_path) == {"a": b"old"}


# What a killed writer leaves


@POSIX
def test_what_a_killed_writer_left_goes_with_the_next_write(tmp_path):
    left = tmp_path / ".0123456789abcdef.new"
    left.write_bytes(b"half")
    folder = tmp_path / ".fedcba9876543210.new"
    folder.mkdir()
    (folder / "a").write_bytes(b"half")
    mine = tmp_path / ".mine.new"
    mine.write_bytes(b"whole")
    write_whole({tmp_path / "a": b"new"})
    assert contents(tmp_path) == {"a": b"new", ".mine.new": b"whole"}


@POSIX
def test_what_a_living_writer_has_begun_stays(tmp_path, monkeypatch):
    seen = []
    real = os.fsync

    def look(descriptor):
        real(descriptor)
        if not seen:
            seen.append(len(list(tmp_path.glob(".*.new"))))
            write_whole({tmp_path / "b": b"other"})
            seen.append(len(list(tmp_path.glob(".*.new"))))

    monkeypatch.setattr(os, "fsync", look)
    write_whole({tmp_path / "a": b"new"})
    assert seen == [1, 1]
    assert contents(tmp_path) == {"a": b"new", "b": b"other"}


def test_a_folder_that_may_be_written_says_so(copy):
    assert may_write(copy)
    assert not (copy / ".lock").exists()
    (copy / "events.csv").chmod(0o444)
    assert not may_write(copy)
