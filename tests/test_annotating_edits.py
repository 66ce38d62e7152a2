"""Edits as data: what each action of a reader changes, and what its reverse restores."""

import shutil
from pathlib import Path

import pytest

from helpers import ReadingError, load_reading
from helpers.annotating import edits as do
from helpers.saving import Edit, files_of, keep

NAME = "kardashian-la-raids"


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(load_reading(NAME).folder, tmp_path / "copy"))


def rows_in(folder):
    return do.typed_rows(files_of(folder))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def lines_changed(before, after):
    """By file: how many lines are only in the old, and how many only in the new."""
    found = {}
    for name, content in before.items():
        old, new = content.splitlines(), after[name].splitlines()
        gone = [line for line in old if line not in new]
        come = [line for line in new if line not in old]
        if gone or come:
            found[name] = (len(gone), len(come))
    return found


def test_apply_gives_the_reading_and_writes_nothing(copy):
    before = contents(copy)
    rows = rows_in(copy)
    edits = do.change(rows, "events", "pardon", {"title": "Another title"})
    now = do.apply(load_reading(copy), edits)
    assert now.events.set_index("id").loc["pardon", "title"] == "Another title"
    assert contents(copy) == before


def test_apply_refuses_what_the_check_refuses(copy):
    edits = do.change(rows_in(copy), "events", "pardon", {"date": "in 2020"})
    with pytest.raises(ReadingError) as error:
        do.apply(load_reading(copy), edits)
    assert "events.csv row" in str(error.value)
    assert error.value.faults[0].column == "date"


def test_ids_come_from_the_words_and_are_not_given_twice(copy):
    rows = rows_in(copy)
    assert do.new_id(rows, "events", "Law degree") == "law-degree-2"
    assert do.new_id(rows, "events", "A new thing") == "a-new-thing"
    assert do.new_id(rows, "people", "narrator") == "narrator-2"
    assert do.new_id(rows, "quotations", "…") == "quotation"


def drafted(folder, id, note="Drafted by the rule “year”. No word tells the kind."):
    """The event as a draft, in a file that has the column."""
    file = folder / "events.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[0] += ",draft"
    lines[1:] = [line + "," for line in lines[1:]]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    cells = {"draft": "yes", "note": note}
    keep(folder, do.change(rows_in(folder), "events", id, cells))


def test_an_accepted_row_is_no_draft_and_has_no_note_of_the_draft(copy):
    drafted(copy, "pardon")
    before = contents(copy)
    keep(copy, do.accept(rows_in(copy), "events", "pardon"))
    row = rows_in(copy)["events"]["pardon"]
    assert (row["draft"], row["note"]) == ("", "")
    assert lines_changed(before, contents(copy)) == {"events.csv": (1, 1)}


def test_an_accepted_row_keeps_the_note_of_a_reader(copy):
    drafted(copy, "pardon", note="Mine.")
    keep(copy, do.accept(rows_in(copy), "events", "pardon"))
    assert rows_in(copy)["events"]["pardon"]["note"] == "Mine."


def test_accept_all_leaves_what_is_no_draft(copy):
    drafted(copy, "pardon")
    edits = do.accept_all(
        rows_in(copy), [("events", "pardon"), ("events", "raids"), ("notes", "outcry")]
    )
    assert [edit.id for edit in edits] == ["pardon"]


def test_a_person_who_is_named_is_not_deleted_and_the_places_are_listed(copy):
    rows = rows_in(copy)
    with pytest.raises(ReadingError) as error:
        do.delete(rows, "people", "doechii", load_reading(copy).about)
    said = str(error.value)
    assert "“Doechii” is still named in" in said
    assert "Doechii speaks at the BET Awards" in said
    assert "column speaker" in said
    assert said.endswith("Change these rows first, or merge it with another.")


@pytest.mark.parametrize(
    ("id", "where"),
    [("announcement", "column date_from"), ("statement", "key published_from")],
)
def test_an_event_on_which_another_rests_is_not_deleted(copy, id, where):
    with pytest.raises(ReadingError) as error:
        do.delete(rows_in(copy), "events", id, load_reading(copy).about)
    assert where in str(error.value)


def test_two_people_become_one_in_every_row_that_names_them(copy):
    before, rows = contents(copy), rows_in(copy)
    saved = keep(copy, do.merge(rows, "doechii", "kim-kardashian"))
    now = rows_in(copy)
    assert "doechii" not in now["people"]
    names = now["people"]["kim-kardashian"]["names"]
    assert names.endswith("kim kardashian; Doechii; the rapper@9")
    assert now["quotations"]["attacks"]["speaker"] == "kim-kardashian"
    people = now["events"]["shares-video"]["people"]
    assert people == "kim-kardashian as sharing and shown"
    assert list(do.named_by(now, "people", "doechii", {})) == []
    assert lines_changed(before, contents(copy)) == {
        "people.csv": (2, 1),
        "events.csv": (2, 2),
        "quotations.csv": (1, 1),
    }
    keep(copy, do.reverse(saved.edits))
    assert contents(copy) == before


def test_a_merge_is_refused_as_one(copy):
    rows = rows_in(copy)
    with pytest.raises(ReadingError) as error:
        do.merge(rows, "doechii", "doechii")
    assert str(error.value) == "choose two people, not the same one twice."
    with pytest.raises(ReadingError) as error:
        do.merge(rows, "doechii", "nobody")
    assert str(error.value) == 'people.csv: there is no row "nobody" any more.'


def test_the_reverse_of_the_reverse_is_the_edit():
    edit = Edit("events", "a", {"title": "One"}, {"title": "Two"})
    assert edit.reverse.reverse == edit
    assert do.reverse([edit, edit.reverse]) == (edit, edit.reverse)


def test_what_is_done_after_an_undo_cannot_be_done_again():
    history = do.History()
    edits = (Edit("t", "a", None, {"id": "a"}),)
    history.did(edits, "one")
    history.took_back(edits)
    assert history.said == {"undo": "", "redo": "one"}
    history.did(edits, "two")
    assert history.said == {"undo": "two", "redo": ""}
