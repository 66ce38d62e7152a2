"""The annotator without a browser: a page's messages, its traits, and the files."""

import asyncio
import json
import random
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers import POSIX

from helpers import ReadingError, load_reading
from helpers.annotating import annotate
from helpers.annotating.widget import PAUSE, Annotator
from helpers.saving import Edit, keep, rows_of

NAME = "kardashian-la-raids"
PARDON = "granted her a full pardon"


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(load_reading(NAME).folder, tmp_path / "copy"))


@pytest.fixture
def view(copy):
    return annotate(load_reading(copy))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def ask(view, what, **more):
    """The answer to a message, which is one that a page could get as JSON."""
    answer = view.heard({"n": 1, "view": "v", "do": what, **more})
    assert {"n": 1, "view": "v", "do": what}.items() <= answer.items()
    return json.loads(json.dumps(answer))


def words(view, quote):
    start, end = view.reading.article.find(quote)
    shown = view.reading.article.text[start:end]
    return {"start": start, "end": end, "words": shown}


def opened(view, table, quote):
    """The form as the page sends it back, and its cells by name."""
    return _sent(ask(view, "open", table=table, **words(view, quote))["form"])


def corrected(view, table, id):
    return _sent(ask(view, "correct", table=table, id=id)["form"])


def _sent(form):
    cells = {field["name"]: field["value"] for field in form["fields"]}
    names = ("table", "id", "start", "end", "before")
    return {name: form[name] for name in names}, cells


def pick(id="", new="", role=""):
    return {"id": id, "new": new, "role": role}


def filled_event(view, quote=PARDON, **more):
    form, cells = opened(view, "events", quote)
    cells |= {"date_basis": "stated", "asserted_by": pick("narrator")}
    return form, cells | more


def one_line(before, after):
    """The one line that came or changed, in the one file that differs."""
    names = [name for name in after if before.get(name) != after[name]]
    assert len(names) == 1
    old = before[names[0]].decode().splitlines()
    new = after[names[0]].decode().splitlines()
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    assert len(gone) <= 1
    assert len(come) <= 1
    return names[0], (gone or [""])[0], (come or [""])[0]


def drafts(folder, *ids):
    """The events as drafts, in a file that has the column."""
    file = folder / "events.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines = [lines[0] + ",draft", *(line + "," for line in lines[1:])]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    edits = [Edit("events", id, {}, {"draft": "yes"}) for id in ids]
    keep(folder, edits)


# Keep


def test_a_row_is_kept_from_selected_words_as_one_line(view, copy):
    before = contents(copy)
    form, cells = filled_event(view)
    answer = ask(view, "keep", form=form, cells=cells)
    assert answer["problems"] == {}
    id = answer["kept"]["id"]
    file, gone, come = one_line(before, contents(copy))
    assert (file, gone) == ("events.csv", "")
    assert come.startswith(f"{id},")
    row = view.reading.events.set_index("id").loc[id]
    assert row["quote"] == PARDON
    assert answer["status"]["tone"] == "kept"
    said = f"event {row['number']} by date; later numbers moved up by one"
    assert said in answer["status"]["text"]
    mark = next(mark for mark in view.marks if mark[3] == id)
    assert mark[4] == row["number"]


def test_what_a_page_does_can_be_done_without_one(view):
    start, end = view.reading.article.find(PARDON)
    view.begin("events", (start, end))
    view.cells = {
        **view.cells,
        "title": "A pardon",
        "date": "in 2020",
        "date_basis": "stated",
        "asserted_by": pick("narrator"),
    }
    kept = view.keep()
    assert kept["table"] == "events"
    row = view.reading.events.set_index("id").loc["a-pardon"]
    assert (row["date"], row["title"]) == ("2020", "A pardon")
    view.undo()
    assert "a-pardon" not in set(view.reading.events["id"])


def test_quotation_note_and_person_are_kept(view, copy):
    form, cells = opened(view, "quotations", "have to speak up")
    cells |= {"speaker": pick("kim-kardashian")}
    answer = ask(view, "keep", form=form, cells=cells)
    said = answer["problems"]["quote"]
    assert "statement" in said or "shares words" in said or "words with row" in said
    form, cells = opened(view, "quotations", "a full pardon")
    assert cells["form"] == "reported"
    cells |= {"speaker": pick(new="Alice Johnson")}
    quotation = ask(view, "keep", form=form, cells=cells)["kept"]
    assert rows_of((copy / "quotations.csv").read_bytes())[quotation["id"]][
        "speaker"
    ] == ("alice-johnson")
    form, cells = opened(view, "notes", PARDON)
    answer = ask(view, "keep", form=form, cells=cells)
    assert list(answer["problems"]) == ["note"]
    cells |= {"note": "A pardon forgives.", "kind": "law"}
    assert ask(view, "keep", form=form, cells=cells)["kept"]["table"] == "notes"
    assert opened(view, "notes", "a full pardon")[1]["kind"] == "law"
    form, cells = opened(view, "people", "a full pardon")
    assert cells["add_to"] == pick()
    cells |= {"name": "The pardon", "kind": "work"}
    assert ask(view, "keep", form=form, cells=cells)["kept"]["id"] == "the-pardon"


def test_somebody_new_in_an_event_is_kept_with_it_and_goes_with_it(view, copy):
    before = contents(copy)
    people = [pick("alice-johnson", role="receiving"), pick(new="Monday")]
    form, cells = filled_event(view, people=people)
    id = ask(view, "keep", form=form, cells=cells)["kept"]["id"]
    event = view.reading.events.set_index("id").loc[id]
    assert event["people"] == "alice-johnson as receiving; monday"
    assert view.reading.names["monday"] == "Monday"
    ask(view, "undo")
    assert contents(copy) == before


def test_a_name_can_be_added_to_somebody_who_is_there(view):
    form, cells = opened(view, "people", "full pardon")
    cells |= {"add_to": pick("alice-johnson"), "names": "a full pardon@11"}
    answer = ask(view, "keep", form=form, cells=cells)
    assert answer["kept"]["id"] == "alice-johnson"
    people = view.reading.people.set_index("id")
    assert people.loc["alice-johnson", "names"].endswith("; a full pardon@11")
    assert people.loc["alice-johnson", "name"] == "Alice Johnson"


def test_nothing_is_filled_in_that_the_reader_has_to_judge(view):
    form = ask(view, "open", table="events", **words(view, PARDON))["form"]
    fields = {field["name"]: field for field in form["fields"]}
    assert fields["date_basis"]["value"] == ""
    assert fields["date_basis"]["suggestions"][0]["value"] == "stated"
    assert fields["asserted_by"]["value"] == pick()
    assert fields["asserted_by"]["suggestions"][-1]["value"] == "narrator"
    sent = _sent(form)
    answer = ask(view, "keep", form=sent[0], cells=sent[1])
    assert answer["kept"] is None
    assert answer["problems"]["date_basis"] == "Choose how you know when it was."
    assert answer["problems"]["asserted_by"] == "Choose who says so."


def test_an_event_of_which_the_text_gives_no_date_is_kept_undated(view):
    form, cells = filled_event(view, "we have to speak up")
    assert cells["date"] == ""
    form, cells = opened(view, "events", "we have to speak up")
    assert cells["date_basis"] == "not said"
    cells |= {"asserted_by": pick("kim-kardashian")}
    id = ask(view, "keep", form=form, cells=cells)["kept"]["id"]
    assert view.reading.events.set_index("id").loc[id, "date"] == ""


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2020", "2020"),
        ("August 2020", "2020-08"),
        ("28 August 2020", "2020-08-28"),
        ("since 2004", "2004/.."),
        ("2004-2011", "2004/2011"),
        ("c. 1986", "1986~"),
        ("/2018", "/2018"),
    ],
)
def test_a_date_is_understood_as_people_write_it_while_it_is_typed(view, typed, edtf):
    form, cells = filled_event(view, date=typed, date_words="", date_basis="inferred")
    answer = ask(view, "check", form=form, cells=cells)
    assert answer["understood"]["date"]["edtf"] == edtf
    assert answer["understood"]["date"]["words"]
    assert answer["status"]["text"] == ""


def test_a_date_that_may_be_two_asks_which(view):
    form, cells = filled_event(view, date="10/6/2011")
    answer = ask(view, "check", form=form, cells=cells)
    question = answer["understood"]["date"]["question"]
    assert {one["value"] for one in question["choices"]} == {"2011-06-10", "2011-10-06"}
    assert answer["problems"]["date"]
    assert ask(view, "keep", form=form, cells=cells)["kept"] is None


def test_what_is_no_date_is_named_beside_its_field(view, copy):
    before = contents(copy)
    form, cells = filled_event(view, date="the day of the frogs")
    answer = ask(view, "keep", form=form, cells=cells)
    assert "the day of the frogs" in answer["problems"]["date"]
    assert contents(copy) == before


def test_a_date_against_its_words_is_refused_beside_its_field(view, copy):
    before = contents(copy)
    form, cells = filled_event(view, date="2019")
    answer = ask(view, "keep", form=form, cells=cells)
    assert set(answer["problems"]) == {"date"}
    assert contents(copy) == before


def test_an_id_that_is_there_is_refused(view):
    form, cells = filled_event(view, id="pardon")
    answer = ask(view, "keep", form=form, cells=cells)
    assert answer["kept"] is None
    assert answer["status"]["tone"] == "refused"
    assert answer["problems"] == {"id": '"pardon" is there already; write another id.'}


def test_a_kind_that_is_nearly_a_known_one_is_asked_about(view):
    form, cells = filled_event(view, kind="clemancy")
    answer = ask(view, "keep", form=form, cells=cells)
    assert answer["kept"] is None
    assert 'did you mean "clemency"?' in answer["problems"]["kind"]


def test_a_new_word_for_a_kind_is_not_asked_about(view):
    form, cells = filled_event(view, kind="ferry")
    assert ask(view, "keep", form=form, cells=cells)["kept"]


# Select and find


def test_the_status_says_how_many_words_and_in_which_rows(view):
    answer = ask(view, "select", **words(view, PARDON))
    number = view.reading.events.set_index("id").loc["pardon", "number"]
    assert answer["placed"] is True
    assert ["events", "pardon"] in answer["rows"]
    assert answer["status"]["text"].startswith("5 words, paragraph 11; also in")
    assert f"event {number}" in answer["status"]["text"]


def test_words_that_are_twice_in_a_paragraph_are_refused_while_selected(view):
    article = view.reading.article
    paragraph = next(one for one in article.paragraphs if one.text.count(" in ") > 1)
    start = article.text.index("in", paragraph.start)
    selected = {"start": start, "end": start + 2, "words": "in"}
    answer = ask(view, "select", **selected)
    assert answer["placed"] is False
    assert f"more than once in paragraph {paragraph.number}" in answer["status"]["text"]
    assert "Alt+↑" in answer["status"]["text"]
    refused = ask(view, "open", table="events", **selected)
    assert refused["status"]["tone"] == "refused"


def test_words_across_paragraphs_are_allowed_and_said(view):
    one, two = view.reading.article.paragraphs[:2]
    start, end = one.end - 10, two.start + 10
    shown = one.text[-10:] + "\n" + two.text[:10]
    answer = ask(view, "select", start=start, end=end, words=shown)
    assert "from paragraph 1 to 2" in answer["status"]["text"]


def test_words_that_differ_from_the_text_are_refused(view):
    selected = words(view, PARDON) | {"words": "granted him a full pardon"}
    for what in ("select", "open"):
        answer = ask(view, what, table="events", **selected)
        assert answer["status"]["text"].startswith("The words on the page are not")


@pytest.mark.parametrize(
    "more",
    [
        {"start": -1, "end": 5},
        {"start": 5, "end": 10**9},
        {"start": "1", "end": 5},
        {"start": True, "end": 5},
        {},
    ],
)
def test_offsets_beyond_the_text_are_refused(view, more):
    answer = ask(view, "open", table="events", words="", **more)
    assert answer["status"]["tone"] == "refused"


@pytest.mark.parametrize("what", ["", None, "heard", "__init__", "send"])
def test_what_cannot_be_asked_is_said(view, what):
    answer = view.heard({"n": 7, "view": "v", "do": what})
    assert answer["status"]["tone"] == "refused"
    assert answer["n"] == 7


def test_typed_words_are_placed(view):
    answer = ask(view, "find", words="we have to  speak up.")
    assert len(answer["places"]) == 1
    assert answer["status"]["text"].startswith("Paragraph 2: “But when we witness")


def test_typed_words_in_several_places_are_listed(view):
    places = ask(view, "find", words="Kardashian")["places"]
    text = view.reading.article.text
    assert len(places) > 5
    assert all(text[one["start"] : one["end"]] == "Kardashian" for one in places)


def test_typed_words_that_are_nowhere_bring_the_nearest_passage(view):
    answer = ask(view, "find", words="granted her a half pardon")
    assert answer["places"] == []
    assert "paragraph 11" in answer["status"]["text"]


# Review


def test_drafts_come_first_and_are_counted(copy):
    drafts(copy, "pardon", "raids")
    view = annotate(load_reading(copy))
    assert view.drafts == {"left": 2, "of": 2}
    assert [row["id"] for row in view.rows[:3] if row["draft"]] == ["raids", "pardon"]
    answer = ask(view, "accept", table="events", id="raids")
    assert answer["next"] == {"table": "events", "id": "pardon"}
    assert view.drafts == {"left": 1, "of": 2}
    assert ask(view, "delete", table="events", id="pardon")["next"] is None
    assert view.drafts == {"left": 0, "of": 2}


def test_the_list_has_titles_whole_and_says_who_says_so(copy):
    long = "Words of a title that is as long as titles may be and is shown " * 2
    keep(copy, [Edit("events", "pardon", {}, {"title": long.strip()})])
    rows = {(row["table"], row["id"]): row for row in annotate(load_reading(copy)).rows}
    assert rows["events", "pardon"]["title"] == long.strip()
    assert rows["events", "pardon"]["who"] == "the narrator"
    assert rows["people", "ice"]["who"] == "agency"
    speakers = {row["who"] for (table, _), row in rows.items() if table == "quotations"}
    assert "Kim Kardashian" in speakers


def test_somebody_new_who_is_not_in_the_text_is_said_beside_the_field(view, copy):
    before = contents(copy)
    form, cells = filled_event(view, people=[pick(new="Ada Quill")])
    answer = ask(view, "keep", form=form, cells=cells)
    assert answer["kept"] is None
    assert list(answer["problems"]) == ["people"]
    assert "Ada Quill" in answer["problems"]["people"]
    assert contents(copy) == before


def test_an_accepted_draft_is_one_line(copy):
    drafts(copy, "pardon", "raids")
    view = annotate(load_reading(copy))
    before = contents(copy)
    ask(view, "accept", table="events", id="pardon")
    file, gone, come = one_line(before, contents(copy))
    assert file == "events.csv"
    assert gone.removesuffix("yes") == come


def test_a_corrected_draft_is_judged(copy):
    drafts(copy, "pardon")
    view = annotate(load_reading(copy))
    form, cells = corrected(view, "events", "pardon")
    assert cells["draft"] == ""
    ask(view, "keep", form=form, cells=cells | {"title": "Another"})
    row = view.reading.events.set_index("id").loc["pardon"]
    assert (row["title"], row["draft"]) == ("Another", "")


def test_accept_all_is_one_undo(copy):
    drafts(copy, "pardon", "raids", "meeting")
    view = annotate(load_reading(copy))
    before = contents(copy)
    rows = [[row["table"], row["id"]] for row in view.rows if row["draft"]]
    ask(view, "accept_all", rows=rows)
    assert view.drafts["left"] == 0
    ask(view, "undo")
    assert contents(copy) == before
    assert view.drafts["left"] == 3


# Correct, stretch, merge


def test_a_correction_is_one_line_and_keeps_all_other_cells(view, copy):
    before = contents(copy)
    form, cells = corrected(view, "events", "pardon")
    ask(view, "keep", form=form, cells=cells | {"title": "Another title"})
    file, gone, come = one_line(before, contents(copy))
    assert file == "events.csv"
    assert come == gone.replace("Trump pardons Johnson", "Another title")


@pytest.mark.parametrize("table", ["people", "events", "quotations", "notes"])
def test_a_form_kept_as_it_opens_changes_nothing(view, copy, table):
    before = {name: rows_of(c) for name, c in contents(copy).items() if "csv" in name}
    for id in list(getattr(view.reading, table)["id"]):
        form, cells = corrected(view, table, id)
        answer = ask(view, "keep", form=form, cells=cells)
        assert answer["kept"], answer
    after = {name: rows_of(c) for name, c in contents(copy).items() if "csv" in name}
    assert after == before


def test_a_row_that_changed_while_its_form_was_open_is_not_written_over(view, copy):
    form, cells = corrected(view, "events", "pardon")
    keep(copy, [Edit("events", "pardon", {}, {"note": "Theirs."})])
    before = contents(copy)
    answer = ask(view, "keep", form=form, cells=cells | {"title": "Mine"})
    assert answer["status"]["tone"] == "refused"
    assert 'note is "Theirs." now' in answer["status"]["text"]
    assert contents(copy) == before
    assert view.reading.events.set_index("id").loc["pardon", "note"] == "Theirs."


def test_an_id_is_fixed_while_other_rows_name_it(view):
    def fixed(table, id):
        form = ask(view, "correct", table=table, id=id)["form"]
        return next(one for one in form["fields"] if one["name"] == "id")["fixed"]

    assert fixed("people", "doechii")
    assert fixed("notes", "outcry") == ""


def test_a_quote_gets_more_words_and_back(view, copy):
    before = contents(copy)
    longer = words(view, "Trump commuted Johnson's sentence and, in 2020, granted her")
    answer = ask(view, "stretch", table="events", id="pardon", **longer)
    assert answer["kept"]["start"] == longer["start"]
    quote = view.reading.events.set_index("id").loc["pardon", "quote"]
    assert quote == longer["words"]
    ask(view, "undo")
    assert contents(copy) == before


def test_a_quote_that_loses_the_words_of_its_date_is_refused(view, copy):
    before = contents(copy)
    other = words(view, "we have to speak up")
    answer = ask(view, "stretch", table="events", id="pardon", **other)
    assert answer["status"]["tone"] == "refused"
    assert "in 2020" in answer["status"]["text"]
    assert contents(copy) == before


def test_a_merge_is_listed_then_done_and_is_one_undo(view, copy):
    before = contents(copy)
    pair = {"id": "doechii", "into": "kim-kardashian"}
    listed = ask(view, "merge_list", **pair)["rows"]
    assert {row["id"] for row in listed} == {"awards-speech", "shares-video", "attacks"}
    assert contents(copy) == before
    assert ask(view, "merge", **pair)["kept"]["id"] == "kim-kardashian"
    assert "doechii" not in view.reading.names
    ask(view, "undo")
    assert contents(copy) == before


def test_a_person_who_is_named_is_not_deleted(view):
    answer = ask(view, "delete", table="people", id="doechii")
    assert "is still named in" in answer["status"]["text"]
    assert "doechii" in view.reading.names


# Undo


def test_undo_and_redo_say_what_they_would_do(view):
    assert view.history == {"undo": "", "redo": ""}
    assert ask(view, "undo")["status"]["text"] == "There is nothing to take back."
    assert ask(view, "redo")["status"]["text"] == "There is nothing to do again."
    form, cells = filled_event(view, title="A pardon")
    ask(view, "keep", form=form, cells=cells)
    assert view.history == {"undo": "event “A pardon”", "redo": ""}
    answer = ask(view, "undo")
    assert ["events", "a-pardon"] in answer["rows"]
    assert view.history == {"undo": "", "redo": "event “A pardon”"}
    ask(view, "redo")
    assert "a-pardon" in set(view.reading.events["id"])


def test_undo_is_refused_where_the_row_has_changed_since(view, copy):
    form, cells = corrected(view, "events", "pardon")
    ask(view, "keep", form=form, cells=cells | {"title": "Mine"})
    keep(copy, [Edit("events", "pardon", {}, {"title": "Theirs"})])
    before = contents(copy)
    answer = ask(view, "undo")
    assert 'title is "Theirs" now' in answer["status"]["text"]
    assert contents(copy) == before
    assert view.history["undo"]


STEP = st.tuples(st.integers(0, 6), st.integers(0, 10**6), st.integers(0, 10**6))


@settings(
    deadline=None,
    max_examples=4,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(steps=st.lists(STEP, min_size=12, max_size=20))
def test_undo_of_a_long_session_gives_the_first_bytes(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("session") / "copy"
    shutil.copytree(load_reading(NAME).folder, folder)
    before = contents(folder)
    view = annotate(load_reading(folder))
    for step, one, two in steps:
        _do(view, step, one, two)
    after = contents(folder)
    done = 0
    while view.history["undo"]:
        answer = ask(view, "undo")
        assert answer["status"]["tone"] == "kept", answer
        done += 1
    assert contents(folder) == before
    for _ in range(done):
        assert ask(view, "redo")["status"]["tone"] == "kept"
    assert contents(folder) == after


def test_undo_of_an_hours_work_gives_the_first_bytes(view, copy):
    dice, before = random.Random(17), contents(copy)
    steps = [0, 1, 2, 3, 4, 5, 5, 5, 6, 6, 6, 6]
    for _ in range(110):
        _do(view, dice.choice(steps), dice.randrange(10**6), dice.randrange(10**6))
    done = 0
    while view.history["undo"]:
        assert ask(view, "undo")["status"]["tone"] == "kept"
        done += 1
    assert done > 50
    assert contents(copy) == before


def _do(view, step, one, two):
    """One thing that a reader may do; what is refused changes nothing."""
    article, rows = view.reading.article, view.rows
    row = rows[one % len(rows)]
    named = {"table": row["table"], "id": row["id"]}
    sentence = article.sentences[two % len(article.sentences)]
    at = {"start": sentence.start, "end": sentence.end, "words": sentence.text}
    if step == 0:
        ask(view, "delete", **named)
    elif step == 1:
        people = [row["id"] for row in rows if row["table"] == "people"]
        into, id = people[one % len(people)], people[two % len(people)]
        ask(view, "merge", id=id, into=into)
    elif step == 2:
        ask(view, "stretch", **named, **at)
    elif step == 3:
        ask(view, "undo")
    elif step == 4:
        ask(view, "redo")
    elif step == 5:
        form, cells = corrected(view, **named)
        first = {"events": "title", "people": "description"}.get(row["table"], "note")
        ask(view, "keep", form=form, cells=cells | {first: f"Words, {one}\n“more”"})
    else:
        form, cells = _sent(ask(view, "open", table="notes", **at)["form"])
        ask(view, "keep", form=form, cells=cells | {"note": f"Note {one}"})


# Files that change elsewhere


def test_a_row_that_another_kernel_kept_appears(view, copy):
    other = annotate(load_reading(copy))
    form, cells = filled_event(other, title="Theirs")
    ask(other, "keep", form=form, cells=cells)
    ask(view, "check_now")
    assert "theirs" in set(view.reading.events["id"])
    assert view.conflicts == []
    assert view.status["text"].startswith("1 row changed elsewhere")


def kept_here(view):
    form, cells = filled_event(view, title="Mine")
    return ask(view, "keep", form=form, cells=cells)["kept"]["id"]


def overwritten_by_an_editor(copy, before, row):
    (copy / "events.csv").write_bytes(before["events.csv"])


def rewritten_by_a_spreadsheet(copy, before, row):
    text = before["events.csv"].decode().replace("\n", "\r\n")
    (copy / "events.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())


def deleted_by_another_kernel(copy, before, row):
    rows = rows_of((copy / "events.csv").read_bytes())
    keep(copy, [Edit("events", row, rows[row], None)])


def changed_by_another_kernel(copy, before, row):
    keep(copy, [Edit("events", row, {}, {"title": "Theirs"})])


ELSEWHERE = [
    overwritten_by_an_editor,
    rewritten_by_a_spreadsheet,
    deleted_by_another_kernel,
    changed_by_another_kernel,
]


@pytest.mark.parametrize("seen", ["check_now", "keep"])
@pytest.mark.parametrize("change", ELSEWHERE)
def test_a_row_kept_here_that_changed_elsewhere_is_named_and_put_back(
    view, copy, change, seen
):
    before = contents(copy)
    row = kept_here(view)
    mine = rows_of((copy / "events.csv").read_bytes())[row]
    change(copy, before, row)
    if seen == "check_now":
        ask(view, "check_now")
    else:  # the next row that is kept finds it too
        form, cells = opened(view, "notes", "a full pardon")
        answer = ask(view, "keep", form=form, cells=cells | {"note": "A note."})
        assert answer["kept"]
    [conflict] = view.conflicts
    assert (conflict["table"], conflict["id"]) == ("events", row)
    assert "“Mine”" in conflict["what"]
    gone = change is not changed_by_another_kernel
    assert ("gone from events.csv" in conflict["what"]) == gone
    ask(view, "put_back", keys=[conflict["key"]])
    assert view.conflicts == []
    assert rows_of((copy / "events.csv").read_bytes())[row] == mine
    assert row in set(view.reading.events["id"])
    ask(view, "undo")
    assert rows_of((copy / "events.csv").read_bytes()).get(row) != mine


def test_a_conflict_can_be_left_as_the_files_are(view, copy):
    row = kept_here(view)
    changed_by_another_kernel(copy, {}, row)
    ask(view, "check_now")
    ask(view, "leave", keys=[view.conflicts[0]["key"]])
    assert view.conflicts == []
    ask(view, "check_now")
    assert view.conflicts == []
    assert view.reading.events.set_index("id").loc[row, "title"] == "Theirs"


def test_a_row_deleted_here_that_is_back_is_named(view, copy):
    before = contents(copy)
    ask(view, "delete", table="notes", id="outcry")
    (copy / "notes.csv").write_bytes(before["notes.csv"])
    ask(view, "check_now")
    assert "was deleted here and is in notes.csv again" in view.conflicts[0]["what"]
    ask(view, "put_back", keys=[view.conflicts[0]["key"]])
    assert "outcry" not in set(view.reading.notes["id"])


def broken(copy):
    (copy / "events.csv").write_bytes(b'id,title\n"a')


def deleted(copy):
    (copy / "events.csv").unlink()


def without_sources(copy):
    (copy / "sources.csv").unlink()


def without_article(copy):
    (copy / "article.txt").unlink()


def not_text(copy):
    (copy / "people.csv").write_bytes(b"\xff\xfe\x00")


@pytest.mark.parametrize(
    "harm", [broken, deleted, without_sources, without_article, not_text]
)
def test_files_with_faults_switch_keeping_off_and_the_reading_stays(view, copy, harm):
    before = contents(copy)
    events = view.reading.events
    harm(copy)
    ask(view, "check_now")
    assert "have faults" in view.closed["reason"]
    assert view.closed["problems"]
    assert [way["do"] for way in view.closed["ways"]] == ["check_now", "restore"]
    assert view.reading.events is events
    form, cells = filled_event(view)
    now = contents(copy)
    assert ask(view, "keep", form=form, cells=cells)["status"]["tone"] == "refused"
    assert contents(copy) == now
    for name, content in before.items():
        (copy / name).write_bytes(content)
    ask(view, "check_now")
    assert view.closed == {}
    assert ask(view, "keep", form=form, cells=cells)["kept"]


def test_files_with_faults_are_shown_from_the_start(copy):
    reading = load_reading(copy)
    broken(copy)
    view = annotate(reading)
    assert "have faults" in view.closed["reason"]
    assert len(view.rows) > 50


def test_an_article_that_changed_switches_keeping_off(view, copy):
    text = (copy / "article.txt").read_text(encoding="utf-8")
    (copy / "article.txt").write_text(text + "More.\n", encoding="utf-8")
    ask(view, "check_now")
    assert view.closed["problems"]


def test_a_folder_that_another_writes_in_is_said_and_nothing_is_lost(view, copy):
    from helpers.saving import locked

    form, cells = filled_event(view)
    with locked(copy):
        before = contents(copy)
        answer = ask(view, "keep", form=form, cells=cells)
        assert contents(copy) == before
    assert answer["kept"] is None
    assert "another program is writing" in answer["problems"][""]
    assert ask(view, "keep", form=form, cells=cells)["kept"]


def test_a_full_disk_is_said_and_nothing_is_lost(view, copy, monkeypatch):
    import os

    def full(_):
        raise OSError(28, "No space left on device")

    before = contents(copy)
    form, cells = filled_event(view)
    monkeypatch.setattr(os, "fsync", full)
    answer = ask(view, "keep", form=form, cells=cells)
    assert "make room on the disk" in answer["problems"][""]
    assert contents(copy) == before
    monkeypatch.undo()
    assert ask(view, "keep", form=form, cells=cells)["kept"]


# Read-only


@POSIX
def test_a_read_only_reading_is_shown_and_copied_on_demand(copy, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    for path in copy.glob("*.csv"):
        path.chmod(0o444)
    before = contents(copy)
    view = annotate(load_reading(copy))
    [way] = view.closed["ways"]
    assert way["words"] == "Make my own copy"
    form, cells = filled_event(view, title="Mine")
    answer = ask(view, "keep", form=form, cells=cells)
    assert "not write in its folder" in str(answer["problems"])
    assert ask(view, way["do"])["do"] == "own_copy"
    assert view.closed == {}
    assert str(tmp_path) not in view.status["text"]
    assert ask(view, "keep", form=form, cells=cells)["kept"]
    mine = tmp_path / "home" / "readings" / "copy"
    assert b"Mine" in (mine / "events.csv").read_bytes()
    assert contents(copy) == before
    again = annotate(load_reading(copy))
    ask(again, "own_copy")
    assert "mine" in set(again.reading.events["id"])


# What a notebook shows


def bundle_of(view):
    bundle = view._repr_mimebundle_()
    return bundle[0] if isinstance(bundle, tuple) else bundle


def test_the_output_holds_no_address_and_no_path(view, copy):
    view.draw()
    bundle = bundle_of(view)
    shown = bundle["text/plain"] + bundle["text/html"]
    assert str(copy.parent) not in shown
    assert " at 0x" not in shown
    assert "Kim Kardashian has called out" in bundle["text/html"]
    assert bundle["text/plain"] == f"Annotator of {view.reading!r}"


def test_the_output_marks_the_passages_and_lists_every_row(view):
    html = bundle_of(view)["text/html"]
    assert html.count("<li>") == len(view.rows) > 40
    marked = set(re.findall('<mark [^>]*data-event="([^"]+)"', html))
    assert marked == set(view.reading.events["id"])


def test_the_text_of_files_is_escaped_in_the_output(copy):
    edit = Edit("events", "pardon", {}, {"title": "<script>alert(1)</script>"})
    keep(copy, [edit])
    html = bundle_of(annotate(load_reading(copy)))["text/html"]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_traits_that_a_page_sees_are_plain_data(view):
    state = view.get_state()
    for name in ("paragraphs", "marks", "rows", "drafts", "history", "conflicts"):
        assert json.loads(json.dumps(state[name])) == state[name]
    assert "reading" not in state
    assert [one[2] for one in view.paragraphs] == [
        one.text for one in view.reading.article.paragraphs
    ]


def test_the_picture_is_drawn_after_a_change_and_not_after_a_question(
    copy, monkeypatch
):
    drawn = []
    monkeypatch.setattr(Annotator, "draw", lambda view: drawn.append(view.reading))
    message = {"n": 1, "view": "v", "table": "events", "id": "pardon"}

    async def session():
        view = annotate(load_reading(copy))
        await asyncio.sleep(4 * PAUSE)
        first = view.reading
        view._drawn = first  # as `draw` leaves it
        view._answer({**message, "do": "correct"})
        view._answer({**message, "do": "ping"})
        await asyncio.sleep(4 * PAUSE)
        assert drawn == [first]
        view._answer({**message, "do": "delete"})
        await asyncio.sleep(4 * PAUSE)
        assert drawn == [first, view.reading]
        assert view.reading is not first

    asyncio.run(session())


def test_what_was_drawn_is_remembered(view):
    view.draw()
    assert view._drawn is view.reading


def test_the_picture_is_an_image_with_its_words(view):
    view.draw()
    assert view.timeline["src"].startswith("data:image/svg+xml;base64,")
    assert view.timeline["alt"].startswith("Timeline of")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("kardashian-la-raids", 'load_reading("kardashian-la-raids")'),
        (None, "annotate(reading)"),
        (7, "not a value of type int"),
    ],
)
def test_what_is_no_reading_is_a_sentence(wrong, said):
    with pytest.raises(ReadingError) as error:
        annotate(wrong)
    assert said in str(error.value)


def test_a_narrowed_reading_is_annotated_whole(copy):
    reading = load_reading(copy)
    view = annotate(reading.where(kinds="meeting"))
    assert len(view.reading.events) == len(reading.events)


def test_letters_can_be_turned_off(copy):
    assert annotate(load_reading(copy)).letters is True
    assert annotate(load_reading(copy), letters=False).letters is False
