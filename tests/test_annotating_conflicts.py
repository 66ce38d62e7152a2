"""Files that change elsewhere while rows are kept: each row is named and comes back."""

import csv
import io
import re
from functools import partial

import pytest
from test_annotating_widget import (
    PARDON,
    ask,
    copy,
    filled_event,
    opened,
    pick,
    view,
)

from helpers import load_reading
from helpers.annotating import annotate
from helpers.saving import Edit, keep, locked, rows_of

__all__ = ["copy", "view"]  # fixtures

EVENTS, PEOPLE, NOTES = "events.csv", "people.csv", "notes.csv"
BOM = b"\xef\xbb\xbf"


def contents(folder):
    """The files of the reading; the lock and other hidden files are none."""
    found = {}
    for path in folder.glob("[!.]*"):
        if path.is_file():
            found[path.name] = path.read_bytes()
    return found


class Desk:
    """An annotator in which one event, by somebody new, and one note were kept."""

    def __init__(self, view, folder):
        self.view = view
        self.folder = folder
        self.first = contents(folder)
        form, cells = filled_event(view, title="Mine")
        cells["people"] = [pick(new="Monday")]
        self.event = ask(view, "keep", form=form, cells=cells)["kept"]["id"]
        form, cells = opened(view, "notes", "a full pardon")
        answer = ask(view, "keep", form=form, cells=cells | {"note": "My note."})
        self.note = answer["kept"]["id"]
        self.kept = contents(folder)

    def write(self, name, content):
        (self.folder / name).write_bytes(content)

    def change(self, name, act):
        """Change the text of a file as another program does."""
        self.write(name, act((self.folder / name).read_bytes().decode()).encode())

    def cells(self, name, id):
        """The row's cells as the file has them now, without the empty ones."""
        path = self.folder / name
        if not path.exists():
            return None
        row = rows_of(path.read_bytes()).get(id)
        return row and {column: cell for column, cell in row.items() if cell}

    def mine(self):
        """The three rows kept here, as the files have them now."""
        return [
            self.cells(EVENTS, self.event),
            self.cells(NOTES, self.note),
            self.cells(PEOPLE, "monday"),
        ]


@pytest.fixture
def desk(view, copy):
    return Desk(view, copy)


def lines_without(text, id):
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(f"{id},"))


def same_id_elsewhere(desk):
    old = desk.first[EVENTS].decode()
    another = next(line for line in old.splitlines() if line.startswith("pardon,"))
    theirs = another.replace("pardon,", f"{desk.event},", 1)
    desk.write(EVENTS, f"{old}{theirs}\n".encode())


# Each of these takes rows away that were kept here, or changes them.


def an_old_events_file_is_saved_over(desk):
    desk.write(EVENTS, desk.first[EVENTS])


def an_old_notes_file_is_saved_over(desk):
    desk.write(NOTES, desk.first[NOTES])


def all_old_files_are_saved_over(desk):
    for name, content in desk.first.items():
        desk.write(name, content)


def a_spreadsheet_saves_an_old_table_with_bom_and_crlf(desk):
    desk.write(EVENTS, BOM + desk.first[EVENTS].replace(b"\n", b"\r\n"))


def another_kernel_changes_a_cell(desk):
    keep(desk.folder, [Edit("events", desk.event, {}, {"title": "Theirs"})])


def another_kernel_changes_a_cell_that_was_empty(desk):
    keep(desk.folder, [Edit("events", desk.event, {}, {"note": "Theirs."})])


def another_kernel_deletes_the_row(desk):
    row = desk.cells(NOTES, desk.note)
    keep(desk.folder, [Edit("notes", desk.note, row, None)])


def the_row_is_cut_out_by_hand(desk):
    desk.change(EVENTS, partial(lines_without, id=desk.event))


def an_id_is_changed_by_hand(desk):
    desk.change(EVENTS, lambda text: text.replace(f"\n{desk.event},", "\nother,"))


def a_row_of_the_same_id_is_in_its_place(desk):
    same_id_elsewhere(desk)


def the_notes_file_is_deleted(desk):
    (desk.folder / NOTES).unlink()


def quotes_are_made_straight_in_the_row(desk):
    row = desk.cells(NOTES, desk.note)
    after = {"quote": row["quote"].upper()}
    keep(desk.folder, [Edit("notes", desk.note, {}, {"note": after["quote"]})])


ROWS_CHANGED = [
    an_old_events_file_is_saved_over,
    an_old_notes_file_is_saved_over,
    all_old_files_are_saved_over,
    a_spreadsheet_saves_an_old_table_with_bom_and_crlf,
    another_kernel_changes_a_cell,
    another_kernel_changes_a_cell_that_was_empty,
    another_kernel_deletes_the_row,
    the_row_is_cut_out_by_hand,
    an_id_is_changed_by_hand,
    a_row_of_the_same_id_is_in_its_place,
    the_notes_file_is_deleted,
    quotes_are_made_straight_in_the_row,
]


@pytest.mark.parametrize("change", ROWS_CHANGED)
def test_each_row_kept_here_that_changed_elsewhere_is_named_and_put_back(desk, change):
    view, mine = desk.view, desk.mine()
    change(desk)
    now = desk.mine()
    ask(view, "check_now")
    lost = sum(before != after for before, after in zip(mine, now))
    assert lost >= 1
    assert len(view.conflicts) == lost
    named = " ".join(one["what"] for one in view.conflicts)
    for row, words in zip(range(3), ("“Mine”", "“My note.”", "“Monday”")):
        assert (words in named) == (mine[row] != now[row])
    assert view.status["tone"] == "question"
    ask(view, "put_back", keys=[one["key"] for one in view.conflicts])
    assert view.conflicts == []
    assert desk.mine() == mine
    assert view.closed == {}
    load_reading(desk.folder)
    assert ask(view, "undo")["status"]["tone"] == "kept"
    assert desk.mine() == now


# Each of these breaks the files: no row can be kept until they are whole again.


def a_person_is_lost_to_whom_an_event_leads(desk):
    desk.write(PEOPLE, desk.first[PEOPLE])


def a_spreadsheet_writes_dates_its_own_way(desk):
    desk.change(EVENTS, lambda text: re.sub(r",(\d{4})-(\d\d)", r",\2/\1", text))


def a_table_is_deleted(desk):
    (desk.folder / EVENTS).unlink()


def the_article_is_deleted(desk):
    (desk.folder / "article.txt").unlink()


def a_table_is_cut_off_in_the_middle(desk):
    half = desk.kept[EVENTS].decode()
    cut = half.rindex('"', 0, len(half) - 200)
    desk.write(EVENTS, half[: cut + 2].encode())


def a_table_is_written_in_another_encoding(desk):
    desk.write(PEOPLE, desk.kept[PEOPLE].decode().encode("utf-16"))


def a_table_is_written_with_semicolons(desk):
    desk.change(PEOPLE, lambda text: text.replace(",", ";"))


def a_version_control_conflict_is_in_a_table(desk):
    desk.change(NOTES, lambda text: f"<<<<<<< ours\n{text}=======\n>>>>>>> theirs\n")


def a_column_is_removed(desk):
    desk.change(EVENTS, lambda text: text.replace("quote", "words", 1))


def a_row_is_there_twice(desk):
    line = desk.kept[NOTES].decode().splitlines(keepends=True)[-1]
    desk.change(NOTES, lambda text: text + line)


BROKEN = [
    a_person_is_lost_to_whom_an_event_leads,
    a_spreadsheet_writes_dates_its_own_way,
    a_table_is_deleted,
    the_article_is_deleted,
    a_table_is_cut_off_in_the_middle,
    a_table_is_written_in_another_encoding,
    a_table_is_written_with_semicolons,
    a_version_control_conflict_is_in_a_table,
    a_column_is_removed,
    a_row_is_there_twice,
]


@pytest.mark.parametrize("harm", BROKEN)
def test_broken_files_are_named_and_can_be_put_back_without_losing_what_they_have(
    desk, harm
):
    view = desk.view
    harm(desk)
    present = contents(desk.folder)
    ask(view, "check_now")
    assert "have faults" in view.closed["reason"]
    assert view.closed["problems"]
    assert "restore" in [way["do"] for way in view.closed["ways"]]
    form, cells = filled_event(view, title="More")
    assert ask(view, "keep", form=form, cells=cells)["status"]["tone"] == "refused"
    assert contents(desk.folder) == present
    answer = ask(view, "restore")
    assert answer["status"]["tone"] == "plain", answer
    assert view.closed == {}
    assert contents(desk.folder) == desk.kept
    beside = [
        path.read_bytes() for path in desk.folder.glob("faulty-*/*") if path.is_file()
    ]
    changed = [name for name, content in present.items() if content != desk.kept[name]]
    assert beside == [present[name] for name in changed]
    assert ask(view, "keep", form=form, cells=cells)["kept"]


def test_a_person_who_is_lost_is_put_back_alone_and_what_others_added_stays(desk):
    view = desk.view
    added = b"monkey,A child,person,outcry,\n"
    desk.write(PEOPLE, desk.first[PEOPLE] + added)
    ask(view, "check_now")
    assert "have faults" in view.closed["reason"]
    [conflict] = view.conflicts
    assert "“Monday” was kept here and is gone" in conflict["what"]
    answer = ask(view, "put_back", keys=[conflict["key"]])
    assert answer["status"]["tone"] == "kept"
    assert view.closed == {}
    people = set(load_reading(desk.folder).people["id"])
    assert {"monday", "monkey"} <= people


# None of these takes anything away: they are taken in without a question.


def the_rows_are_sorted(desk):
    head, *lines = desk.kept[NOTES].decode().splitlines(keepends=True)
    desk.write(NOTES, "".join([head, *sorted(lines)]).encode())


def the_columns_are_reordered(desk):
    rows = list(csv.reader(io.StringIO(desk.kept[EVENTS].decode())))
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([row[::-1] for row in rows])
    desk.write(EVENTS, file.getvalue().encode())


def a_byte_order_mark_is_put_first(desk):
    desk.write(PEOPLE, BOM + desk.kept[PEOPLE])


def line_ends_are_changed(desk):
    desk.write(EVENTS, desk.kept[EVENTS].replace(b"\n", b"\r\n"))


def every_cell_is_quoted(desk):
    rows = list(csv.reader(io.StringIO(desk.kept[NOTES].decode())))
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    desk.write(NOTES, file.getvalue().encode())


def the_last_line_end_is_gone(desk):
    desk.write(EVENTS, desk.kept[EVENTS].rstrip(b"\n"))


def a_column_of_their_own_is_added(desk):
    head, *lines = desk.kept[NOTES].decode().splitlines()
    lines = [f"{line},seen" for line in lines]
    desk.write(NOTES, "\n".join([f"{head},checked", *lines, ""]).encode())


SAME_ROWS = [
    the_rows_are_sorted,
    the_columns_are_reordered,
    a_byte_order_mark_is_put_first,
    line_ends_are_changed,
    every_cell_is_quoted,
    the_last_line_end_is_gone,
    a_column_of_their_own_is_added,
]


@pytest.mark.parametrize("change", SAME_ROWS)
def test_a_file_written_otherwise_with_the_same_rows_is_no_conflict(desk, change):
    view = desk.view
    before = [dict(row) for row in desk.mine()]
    change(desk)
    ask(view, "check_now")
    assert (view.conflicts, view.closed) == ([], {})
    for row, kept in zip(desk.mine(), before):
        assert row.items() >= kept.items()
    present = contents(desk.folder)
    form, cells = filled_event(view, title="More")
    assert ask(view, "keep", form=form, cells=cells)["kept"]
    assert load_reading(desk.folder).events["title"].eq("More").any()
    assert ask(view, "undo")["status"]["tone"] == "kept"
    assert contents(desk.folder) == present


def test_rows_of_others_that_changed_are_named_and_counted(desk):
    rows = [line.split(",")[0] for line in desk.first[NOTES].decode().splitlines()[1:]]
    for id in [row for row in rows if row in desk.view.reading.notes["id"].values][:5]:
        keep(desk.folder, [Edit("notes", id, {}, {"note": "Theirs."})])
    ask(desk.view, "check_now")
    said = desk.view.status["text"]
    assert said.startswith("5 rows changed elsewhere: note “Theirs.”")
    assert "and 2 more" in said


def test_an_id_that_another_kernel_took_meanwhile_is_said_and_both_rows_are_kept(desk):
    other = annotate(load_reading(desk.folder))
    form, cells = filled_event(desk.view, title="One title")
    theirs = filled_event(other, title="One title")
    assert ask(other, "keep", form=theirs[0], cells=theirs[1])["kept"]
    answer = ask(desk.view, "keep", form=form, cells=cells)
    assert "is there already" in answer["problems"][""]
    assert ask(desk.view, "keep", form=form, cells=cells)["kept"]
    titles = load_reading(desk.folder).events["title"]
    assert (titles == "One title").sum() == 2


def test_a_conflict_that_changed_again_is_not_written_over(desk):
    view = desk.view
    another_kernel_changes_a_cell(desk)
    ask(view, "check_now")
    [conflict] = view.conflicts
    keep(desk.folder, [Edit("events", desk.event, {}, {"title": "Later"})])
    answer = ask(view, "put_back", keys=[conflict["key"]])
    assert answer["status"]["tone"] == "refused"
    assert desk.cells(EVENTS, desk.event)["title"] == "Later"
    [conflict] = view.conflicts
    assert 'title is "Later", here "Mine"' in conflict["what"]
    ask(view, "put_back", keys=[conflict["key"]])
    assert desk.cells(EVENTS, desk.event)["title"] == "Mine"


def test_a_row_corrected_here_after_it_changed_elsewhere_is_no_conflict_any_more(desk):
    view = desk.view
    another_kernel_changes_a_cell(desk)
    ask(view, "check_now")
    assert view.conflicts
    form = ask(view, "correct", table="events", id=desk.event)["form"]
    cells = {field["name"]: field["value"] for field in form["fields"]}
    names = ("table", "id", "start", "end", "before")
    sent = {name: form[name] for name in names}
    answer = ask(view, "keep", form=sent, cells=cells | {"title": "Agreed"})
    assert answer["kept"]
    assert view.conflicts == []


def test_a_locked_folder_is_said_and_the_row_is_kept_afterwards(desk):
    form, cells = filled_event(desk.view, title="Late")
    with locked(desk.folder):
        answer = ask(desk.view, "keep", form=form, cells=cells)
        assert "another program is writing" in answer["problems"][""]
        assert contents(desk.folder) == desk.kept
    assert ask(desk.view, "keep", form=form, cells=cells)["kept"]


def test_a_folder_that_is_gone_is_said_and_all_rows_go_into_a_copy(
    desk, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    desk.folder.rename(tmp_path / "moved")
    view = desk.view
    ask(view, "check_now")
    assert view.closed["reason"] == "The folder of this reading is gone."
    assert ask(view, "own_copy")["status"]["tone"] == "plain"
    assert view.closed == {}
    mine = tmp_path / "home" / "readings" / desk.folder.name
    assert contents(mine) == desk.kept
    assert ask(view, "undo")["status"]["tone"] == "kept"
    assert (mine / NOTES).read_bytes() == desk.first[NOTES]


def test_a_folder_put_back_opens_the_reading_again(desk, tmp_path):
    moved = tmp_path / "moved"
    desk.folder.rename(moved)
    ask(desk.view, "check_now")
    moved.rename(desk.folder)
    ask(desk.view, "check_now")
    assert desk.view.closed == {}
    assert PARDON in desk.view.reading.article.text
