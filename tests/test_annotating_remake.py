"""The bundled reading made again from an empty one, by words and forms alone."""

import re
import shutil
from pathlib import Path

import pytest
from test_annotating_widget import ask, corrected, opened, pick

from helpers import load_reading
from helpers.annotating import annotate
from helpers.saving import rows_of
from helpers.vocabulary import parts, people_and_roles

NAME = "kardashian-la-raids"
PICKED = ("asserted_by", "speaker", "event")
SEVERAL = ("date_from", "record_source", "source")


@pytest.fixture
def bundled():
    folder = load_reading(NAME).folder
    tables = ("people", "events", "quotations", "notes")
    return {table: rows_of((folder / f"{table}.csv").read_bytes()) for table in tables}


@pytest.fixture
def empty(tmp_path):
    """The article, what is known of it and the sources; of the rest the first rows."""
    folder = Path(shutil.copytree(load_reading(NAME).folder, tmp_path / "mine"))
    for table in ("people", "events", "quotations", "notes"):
        file = folder / f"{table}.csv"
        file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
    toml = folder / "reading.toml"
    text = toml.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^published_from = .*\n", "", text)
    toml.write_text(text, encoding="utf-8")
    return folder


def typed(row):
    """The cells of a row as the fields of its form have them."""
    cells = dict(row)
    for name in PICKED:
        if name in cells:
            cells[name] = pick(cells[name])
    for name in SEVERAL:
        if name in cells:
            cells[name] = [pick(one) for one in parts(cells[name])]
    if "people" in cells:
        roles = people_and_roles(cells["people"])
        cells["people"] = [pick(one.person, role=one.role) for one in roles]
    return cells


def make(view, table, row):
    number = int(row["paragraph"]) if row.get("paragraph") else None
    words = parts(row["names"])[0] if table == "people" else row["quote"]
    if table == "people":
        words, _, limit = words.partition("@")
        number = int(limit) if limit else None
    if table == "people" and number is None:
        place = ask(view, "find", words=words)["places"][0]
        start, end = place["start"], place["end"]
    else:
        start, end = view.reading.article.find(words, number)
    shown = "\n".join(view.reading.article.text[start:end].splitlines())
    message = {"table": table, "start": start, "end": end, "words": shown}
    form = ask(view, "open", **message)["form"]
    cells = {field["name"]: field["value"] for field in form["fields"]}
    if "add_to" in cells:
        cells["add_to"] = pick()
    cells |= typed(row)
    names = ("table", "id", "start", "end", "before")
    sent = {name: form[name] for name in names}
    return ask(view, "keep", form=sent, cells=cells)


def manners(events):
    """Ids of events: one for each manner of date, and what they are based on, first."""
    chosen = {}
    for id, row in events.items():
        date = re.sub(r"\d", "0", row["date"])
        chosen.setdefault((row["date_basis"], row["extent"], date), id)
    wanted = list(chosen.values())
    for id in wanted:
        wanted += [one for one in parts(events[id]["date_from"]) if one in events]
    ordered = []
    while len(ordered) < len(set(wanted)):
        for id in dict.fromkeys(wanted):
            based = [one for one in parts(events[id]["date_from"]) if one in events]
            if id not in ordered and set(based) <= set(ordered):
                ordered.append(id)
    return ordered


def test_rows_of_every_manner_are_made_again_cell_by_cell(empty, bundled):
    view = annotate(load_reading(empty))
    for id, row in bundled["people"].items():
        answer = make(view, "people", row)
        assert answer["kept"], (id, answer)
    events = manners(bundled["events"])
    assert len(events) >= 6
    for id in events:
        answer = make(view, "events", bundled["events"][id])
        assert answer["kept"], (id, answer)
    some = [id for id, row in bundled["quotations"].items() if row["event"] in events]
    for id in some[:2]:
        answer = make(view, "quotations", bundled["quotations"][id])
        assert answer["kept"], (id, answer)
    for id in list(bundled["notes"])[:2]:
        answer = make(view, "notes", bundled["notes"][id])
        assert answer["kept"], (id, answer)
    for table, rows in bundled.items():
        made = rows_of((empty / f"{table}.csv").read_bytes())
        assert made == {id: rows[id] for id in made}
    assert len(view.reading.people) == len(bundled["people"])
    assert len(view.reading.events) == len(events)
    assert (len(view.reading.quotations), len(view.reading.notes)) == (2, 2)
    assert load_reading(empty).events["id"].tolist() == events


def test_all_of_it_goes_again_by_undo(empty, bundled):
    before = {path.name: path.read_bytes() for path in empty.iterdir()}
    view = annotate(load_reading(empty))
    for row in list(bundled["people"].values())[:3]:
        assert make(view, "people", row)["kept"]
    assert make(view, "notes", next(iter(bundled["notes"].values())))["kept"]
    form, cells = corrected(view, "notes", next(iter(bundled["notes"])))
    assert ask(view, "keep", form=form, cells=cells | {"note": "Another."})["kept"]
    for _ in range(5):
        assert ask(view, "undo")["status"]["tone"] == "kept"
    assert {path.name: path.read_bytes() for path in empty.iterdir()} == before


def test_a_form_offers_what_the_words_say(empty):
    view = annotate(load_reading(empty))
    _, cells = opened(view, "events", "granted her a full pardon")
    assert (cells["date"], cells["date_words"]) == ("2020", "2020")
    assert cells["kind"] == "clemency"
    assert cells["people"] == []
