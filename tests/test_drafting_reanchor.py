"""An edited article: every quote is found, proposed or reported lost, and nothing is written that was not confirmed."""

import errno
import os
import random
import re
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from helpers import (
    Article,
    ReadingError,
    apply_reanchoring,
    check_reading,
    draft_reading,
    load_article,
    load_reading,
    reanchor,
)
from helpers.drafting.reanchor_find import COLUMNS
from helpers.drafting.reanchor_index import WordIndex
from helpers.reading import DATA

NAME = "kardashian-la-raids"
READING = load_reading(NAME)
TEXT = READING.article.text
PRACTICE = load_article(DATA / "practice" / "article.txt")


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA / NAME, tmp_path / "copy")


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def row(table, one):
    """The one row of the table for the event with the id."""
    (found,) = table[(table["table"] == "events") & (table["id"] == one)].itertuples()
    return found


def test_in_the_same_text_every_quote_is_exact():
    table = reanchor(READING, TEXT)
    assert list(table.columns) == COLUMNS
    assert len(table) == len(READING.events) + len(READING.quotations) + len(
        READING.notes
    )
    assert set(table["status"]) == {"exact"}
    assert [TEXT[a:b] for a, b in zip(table["start"], table["end"])] == list(
        table["proposal"]
    )


def test_other_marks_and_spaces_are_the_same_words():
    text = (
        TEXT.replace("’", "'")
        .replace("“", '"')
        .replace("”", '"')
        .replace(" — ", "  –  ")
    )
    assert set(reanchor(READING, text)["status"]) == {"exact"}


def test_a_changed_word_is_proposed_with_the_difference():
    found = row(
        reanchor(READING, TEXT.replace("granted her a full", "gave her a full")),
        "pardon",
    )
    assert (found.status, found.proposal) == (
        "changed",
        "in 2020, gave her a full pardon",
    )
    assert found.difference == "the article has “gave” where the quote has “granted”"
    assert 60 < found.score < 100


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("In 2018, Trump commuted", "Trump, in 2018, commuted"),
        (
            "Trump commuted Johnson’s sentence and",
            "Trump quickly commuted Johnson’s long sentence and",
        ),
        ("Trump commuted Johnson’s", "Trump then commuted her"),
        ("Trump commuted", "Trump shortened"),
        ("In 2018, Trump", "In the year 2018, Trump"),
    ],
)
def test_words_added_taken_or_exchanged_lead_to_the_place(old, new):
    text = TEXT.replace(old, new)
    found = row(reanchor(READING, text), "commutation")
    assert found.status == "changed"
    assert new in Article(text).sentence_at(found.start).text
    assert "2018" in found.proposal
    assert "sentence" in found.proposal


def test_words_that_are_gone_are_lost_and_nothing_is_put_in_their_place():
    sentence = "In 2019, Kardashian told Vogue magazine that her work on prison reform inspired her decision to pursue a legal education. "
    assert sentence in TEXT
    table = reanchor(READING, TEXT.replace(sentence, ""))
    for one in ("vogue-interview", "decision"):
        found = row(table, one)
        assert (found.status, found.proposal) == ("lost", "")
        assert pd.isna(found.start)


def test_quotes_of_another_article_are_lost_or_the_same_words_among_others():
    table = reanchor(READING, PRACTICE.text)
    found = table[table["status"] != "lost"]
    assert list(found["quote"]) == list(found["proposal"])
    statuses = dict(zip(found["quote"], found["status"]))
    assert (statuses["on Tuesday"], statuses["currently"]) == ("changed", "changed")
    # Of "announced in May that she had" the words around are the same too.
    assert statuses.keys() == {"on Tuesday", "currently", "in May"}
    index = WordIndex(TEXT)
    found = [index.nearest(sentence.text) for sentence in PRACTICE.sentences]
    assert not any(match and match.is_close for match in found)


def test_what_stands_in_another_paragraph_has_moved():
    table = reanchor(READING, "A new beginning.\n" + TEXT)
    quotes = table[table["table"].isin(["events", "quotations", "notes"])]
    assert set(quotes["status"]) == {"moved"}
    assert set(quotes["score"]) == {100}
    assert list(quotes["paragraph"]) == [
        n + 1
        for t in (READING.events, READING.quotations, READING.notes)
        for n in t["paragraph"]
    ]


def test_numbers_of_paragraphs_in_names_and_settings_are_proposed_too():
    table = reanchor(READING, "A new beginning.\n" + TEXT)
    numbers = dict(zip(table["quote"], table["proposal"]))
    assert numbers["the administration@10"] == "the administration@11"
    assert (numbers["@3"], numbers["@4"]) == ("@4", "@5")
    gone = TEXT.replace(READING.article.paragraphs[3].text + "\n", "")
    table = reanchor(READING, gone)
    assert table[table["id"] == "caption"]["status"].tolist() == ["lost"]


def test_of_words_that_stand_more_than_once_the_neighbours_decide():
    first = "The council met in the hall. It was loud. Everyone left early."
    second = "The harbour was quiet. It was loud. Nobody knew the reason why."
    index = WordIndex(f"{second}\n{first}")
    match = index.nearest(
        "It was so loud", "The council met in the hall.", "Everyone left early."
    )
    assert match.span.start > len(second)


NOTE = "A council closed the old bridge in March. Nobody had asked the ferrymen first."


def reading_of_quotes(tmp_path, text, *quotes):
    """A reading of the text with a note on each quote."""
    draft_from = tmp_path / "source.txt"
    draft_from.write_bytes(text.encode())
    folder = draft_reading(draft_from, name="quotes", into=tmp_path).folder
    for table in ("people", "events"):
        path = folder / f"{table}.csv"
        path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    rows = [f'n{n},wording,"{quote}",,A note.,' for n, quote in enumerate(quotes)]
    head = "id,kind,quote,paragraph,note,source"
    (folder / "notes.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return load_reading(folder)


@pytest.mark.parametrize(
    ("quote", "old", "new"),
    [
        ("in March", "in March. Nobody", "at once. Nobody"),
        ("had asked", "Nobody had asked the ferrymen first.", "It was a surprise."),
        ("the old bridge", NOTE, "Rain fell all day."),
    ],
)
def test_the_same_words_among_others_are_changed_and_neither_exact_nor_moved(
    tmp_path, quote, old, new
):
    more = " Later she said that her brother {} a boat, years ago and far away."
    reading = reading_of_quotes(tmp_path, NOTE, quote)
    (found,) = reanchor(
        reading, NOTE.replace(old, new) + more.format(quote)
    ).itertuples()
    assert found.status == "changed"
    assert found.score < 100


def test_the_same_words_keep_their_place_while_half_of_those_around_them_stay(tmp_path):
    reading = reading_of_quotes(tmp_path, NOTE, "had asked the ferrymen")
    text = NOTE.replace("A council closed the old bridge in March.", "It is shut.")
    assert list(reanchor(reading, text)["status"]) == ["exact"]
    assert list(reanchor(reading, "New.\n" + text)["status"]) == ["moved"]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Gaddafi", "Qadhafi"),
        ("Zelensky", "Zelenskyy"),
        ("Mohammed Haddad", "Muhammad Hadad"),
        ("Kharkov", "Kharkiv"),
        ("Okonjo’s tent", "Okonyo’s tent"),
        ("Katherine", "Catherine"),
    ],
)
def test_a_name_spelt_in_another_way_in_a_short_quote_is_changed_and_not_lost(
    tmp_path, name, other
):
    text = f"Reporters waited for {name} beside the harbour wall all night."
    reading = reading_of_quotes(tmp_path, text, name)
    (found,) = reanchor(reading, text.replace(name, other)).itertuples()
    assert (found.status, found.proposal) == ("changed", other)


def test_the_nearest_words_around_weigh_most():
    index = WordIndex(
        "The red barn was sold. Nobody spoke of cattle, hay, wagons and oxen again. "
        "The old barn was sold for cattle, hay, wagons and oxen."
    )
    near = index.nearest("barn was sold", "The red", "Nobody spoke")
    far = index.nearest("barn was sold", "The old", "for cattle")
    assert near.span.start < far.span.start
    (first, second) = (
        Article(index.text).text.find(w) for w in ("red barn", "old barn")
    )
    assert near.span.start == first + 4
    assert far.span.start == second + 4


def test_of_what_is_lost_the_row_says_that_nothing_is_like_it_or_what_is_nearest(
    tmp_path,
):
    text = NOTE + " The mayor of the town has promised to repair every broken lamp."
    quote = "The mayor of the town has promised to repair every broken lamp"
    reading = reading_of_quotes(tmp_path, text, quote)
    (found,) = reanchor(reading, NOTE).itertuples()
    assert (found.status, found.difference) == (
        "lost",
        "nothing in the article is like it",
    )
    assert found.score < 50
    half = NOTE + " A clerk of the town has promised to count every voter."
    (found,) = reanchor(reading, half).itertuples()
    assert 50 <= found.score < 80
    assert found.status != "lost" or "too unlike to propose" in found.difference


def test_a_narrowed_reading_is_taken_whole():
    narrowed = READING.where(people="alice-johnson")
    assert reanchor(narrowed, TEXT).equals(reanchor(READING, TEXT))


def test_rows_that_are_not_touched_keep_their_bytes(folder):
    path = folder / "events.csv"
    lines = path.read_bytes().split(b"\n")
    cells = lines[1].split(b",")
    lines[1] = b'"' + cells[0] + b'",' + b",".join(cells[1:])  # quoted without need
    path.write_bytes(b"\r\n".join(lines[:4]) + b"\r\n" + b"\n".join(lines[4:]))
    before, reading = path.read_bytes(), load_reading(folder)
    text = TEXT.replace("granted her a full", "gave her a full")
    apply_reanchoring(reading, text, reanchor(reading, text))
    after = path.read_bytes()
    assert after == before.replace(b"granted her a full", b"gave her a full")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_lone_carriage_return_in_a_cell_of_a_changed_row_stays(tmp_path, end):
    reading = reading_of_quotes(tmp_path, NOTE, "asked the ferrymen first")
    path = reading.folder / "notes.csv"
    content = path.read_text(encoding="utf-8").replace("A note.", '"One\rtwo, three."')
    path.write_bytes(content.replace("\n", end).encode())
    reading = load_reading(reading.folder)
    text = NOTE.replace("asked the ferrymen", "told the ferrymen")
    apply_reanchoring(reading, text, reanchor(reading, text))
    assert b'"One\rtwo, three."' in path.read_bytes()
    now = load_reading(reading.folder).notes.iloc[0]
    assert (now["note"], now["quote"]) == (
        "One\rtwo, three.",
        "told the ferrymen first",
    )


def test_words_repeated_within_a_paragraph_ask_for_more_of_them():
    text = TEXT.replace(
        "In 2020, she attended a meeting at the White House",
        "In 2020, she attended a meeting at the White House. In 2020, she attended a meeting at the White House",
    )
    found = row(reanchor(READING, text), "meeting")
    assert found.status == "changed"
    assert (
        found.difference
        == "it is 2 times in paragraph 12; quote more of the words around it"
    )


def test_an_empty_text_is_refused():
    for text in ("", " \n", None):
        with pytest.raises(ReadingError, match="the new text is empty"):
            reanchor(READING, text)


def edited(words, dice, rate):
    """The words with some taken, put in, exchanged or given another mark, and where each stood lies now."""
    made = [
        "mill",
        "harbour",
        "lantern",
        "quietly",
        "borrowed",
        "seventeen",
        "orchard",
        "mended",
        "copper",
        "weather",
    ]
    new, at, places = [], 0, []
    for word in words:
        chance = dice.random() / rate
        put = [word]
        if chance < 0.3:
            put = []
        elif chance < 0.6:
            put = [dice.choice(made)]
        elif chance < 0.85:
            put = [dice.choice(made), word]
        elif chance < 1:
            put = [re.sub(r"[.,]$", "", word) + dice.choice(",;s")]
        places.append((at, at + sum(len(one) + 1 for one in put)))
        at = places[-1][1]
        new += put
    return " ".join(new), places


@pytest.mark.parametrize("rate", [0.05, 0.12])
def test_of_quotes_from_an_edited_text_nearly_all_are_found_and_hardly_one_wrongly(
    rate,
):
    dice = random.Random(5)
    words = " ".join(TEXT.split()).split(" ")
    right = wrong = 0
    for _ in range(20):
        text, places = edited(words, dice, rate)
        index = WordIndex(text)
        for _ in range(20):
            a = dice.randrange(len(words) - 20)
            b = a + dice.randint(6, 18)
            match = index.nearest(
                " ".join(words[a:b]),
                " ".join(words[max(0, a - 12) : a]),
                " ".join(words[b : b + 12]),
            )
            if match and match.is_close:
                first, last = places[a][0], places[b - 1][1]
                shared = min(last, match.span.end) - max(first, match.span.start)
                good = shared * 2 > max(last, match.span.end) - min(
                    first, match.span.start
                )
                right, wrong = right + good, wrong + (not good)
    assert right > 400 * 0.94
    assert wrong < 400 * 0.02


def test_reanchoring_writes_nothing(folder):
    before = contents(folder)
    reanchor(load_reading(folder), TEXT.replace("granted", "gave"))
    assert contents(folder) == before


def test_what_is_confirmed_is_written_and_the_old_files_stay(folder):
    before, reading = contents(folder), load_reading(folder)
    text = "A new beginning.\r\n" + TEXT.replace(
        "granted her a full", "gave her a full"
    )
    left = apply_reanchoring(reading, text, reanchor(reading, text))
    assert left.empty
    now = load_reading(folder)
    assert now.article.text == text
    assert (
        dict(zip(now.events["id"], now.events["quote"]))["pardon"]
        == "in 2020, gave her a full pardon"
    )
    assert now.about["paragraphs"] == {"pull_quote": [4], "caption": [5]}
    assert len(now.mentions) == len(reading.mentions)
    after = contents(folder)
    assert {
        name.removeprefix("before-8326dde4/"): c
        for name, c in after.items()
        if "/" in name
    } == before
    assert os.listdir(folder.parent) == ["copy"]
    changed = [
        (a, b)
        for a, b in zip(
            before["events.csv"].split(b"\n"), after["events.csv"].split(b"\n")
        )
        if a != b
    ]
    assert len(changed) == 1


def test_what_is_not_confirmed_stays_and_is_named_by_the_check(folder):
    reading = load_reading(folder)
    text = TEXT.replace("granted her a full", "gave her a full").replace(
        "Trump commuted", "Trump shortened"
    )
    table = reanchor(reading, text)
    left = apply_reanchoring(reading, text, table[table["id"] == "pardon"])
    assert "commutation" in dict(zip(reading.events["id"], reading.events["quote"]))
    assert set(left["column"]) == {"quote"}
    assert (
        "pardon"
        not in reading.events.loc[
            left[left["file"] == "events.csv"]["row"], "id"
        ].tolist()
    )


def test_a_proposal_may_be_corrected_and_a_lost_quote_given_words(folder):
    reading = load_reading(folder)
    text = TEXT.replace(
        "In 2018, Trump commuted Johnson’s sentence and, in 2020, granted her a full pardon.",
        "She was freed in 2018, pardoned in 2020.",
    )
    table = reanchor(reading, text).set_index("id", drop=False)
    table.loc["commutation", "proposal"] = "She was freed in 2018"
    table.loc["pardon", "proposal"] = "pardoned in 2020"
    apply_reanchoring(reading, text, table.loc[["commutation", "pardon"]])
    left = check_reading(folder)
    assert not set(left[left["file"] == "events.csv"]["value"]) & {
        "She was freed in 2018",
        "pardoned in 2020",
    }
    assert b"She was freed in 2018" in contents(folder)["events.csv"]


def test_a_quote_that_now_stands_twice_gets_its_paragraph(folder):
    reading = load_reading(folder)
    text = TEXT + "\nShe announced in May."
    assert apply_reanchoring(reading, text, reanchor(reading, text)).empty
    events = (folder / "events.csv").read_text(encoding="utf-8")
    assert "She announced in May,13," in events


def test_a_proposal_that_does_not_stand_in_the_new_text_changes_nothing(folder):
    before, reading = contents(folder), load_reading(folder)
    table = reanchor(reading, TEXT).assign(proposal="nowhere to be found")
    with pytest.raises(ReadingError) as error:
        apply_reanchoring(reading, TEXT, table[table["table"] == "events"].head(2))
    assert [problem[:17] for problem in error.value.problems] == [
        "events.csv row 2:",
        "events.csv row 3:",
    ]
    assert "is not in the article" in str(error.value)
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "events.csv",
            "granted her a full",
            "granted  her",
            "events.csv row 17: it has changed since; load the reading again.",
        ),
        (
            "article.txt",
            "Kim",
            "Tim",
            "article.txt has changed since the reading was loaded; load it again",
        ),
    ],
)
def test_files_that_changed_since_they_were_loaded_are_left_alone(
    folder, file, old, new, sentence
):
    reading = load_reading(folder)
    text = TEXT.replace("granted her a full", "gave her a full")
    table = reanchor(reading, text)
    (folder / file).chmod(0o600)
    (folder / file).write_bytes(
        (folder / file).read_bytes().replace(old.encode(), new.encode(), 1)
    )
    before = contents(folder)
    with pytest.raises(ReadingError) as error:
        apply_reanchoring(reading, text, table[table["id"] == "pardon"])
    assert sentence in str(error.value)
    assert contents(folder) == before


def test_a_folder_in_which_another_program_writes_is_left_alone(folder, monkeypatch):
    reading, before = load_reading(folder), contents(folder)
    monkeypatch.setattr("helpers.saving.whole.WAIT", 0.1)
    code = (
        "import sys; from pathlib import Path; from helpers.saving import locked\n"
        "with locked(Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=DATA.parent,
    ) as other:
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(ReadingError, match="another program is writing"):
            apply_reanchoring(reading, TEXT + "\nMore.", reanchor(reading, TEXT))
        other.stdin.close()
    assert contents(folder) == before


def test_rows_that_are_not_reanchors_are_refused(folder):
    with pytest.raises(ReadingError, match="the confirmed rows lack the column table"):
        apply_reanchoring(load_reading(folder), TEXT, pd.DataFrame({"id": ["pardon"]}))


# The backup's seven files and the three that change; the backup's own move; the moves of the three.
@pytest.mark.parametrize(
    ("call", "which", "file"),
    [
        ("fsync", 1, "before-8326dde4"),
        ("fsync", 7, "before-8326dde4"),
        ("fsync", 8, "article.txt"),
        ("fsync", 10, "reading.toml"),
        ("rename", 1, "before-8326dde4"),
        ("replace", 1, "article.txt"),
        ("replace", 2, "events.csv"),
        ("replace", 3, "reading.toml"),
    ],
)
def test_a_disk_that_fails_at_any_step_leaves_all_as_it_was(
    folder, monkeypatch, call, which, file
):
    reading = load_reading(folder)
    text = TEXT.replace("granted her a full", "gave her a full")
    moves = reanchor(reading, text)
    table, before, calls = moves[moves["table"] == "events"], contents(folder), []
    real = getattr(os, call)

    def fail(*arguments, **more):
        calls.append(arguments)
        if len(calls) == which:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments, **more)

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(ReadingError) as error:
        apply_reanchoring(reading, text, table)
    full = f"cannot be written ({os.strerror(errno.ENOSPC)}); make room on the disk and try again."
    assert str(error.value) == f"{file}: {full}"
    assert contents(folder) == before
    assert os.listdir(folder.parent) == ["copy"]


def test_the_old_files_stay_where_they_cannot_be_put_back(folder, monkeypatch):
    reading = load_reading(folder)
    text = TEXT.replace("granted her a full", "gave her a full")
    table, before = reanchor(reading, text), contents(folder)
    real = os.replace
    calls = []

    def fail(*arguments, **more):
        calls.append(arguments)
        if len(calls) > 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(*arguments, **more)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(ReadingError):
        apply_reanchoring(reading, text, table)
    monkeypatch.undo()
    sentence = (
        "reading.toml, key sha256: the article was being changed, and that was cut off; copy all the files of "
        "before-8326dde4 back into copy, delete that folder, and make the change again."
    )
    with pytest.raises(ReadingError) as error:
        load_reading(folder)
    assert sentence in error.value.problems
    for path in (folder / "before-8326dde4").iterdir():
        path.replace(folder / path.name)
    (folder / "before-8326dde4").rmdir()
    assert contents(folder) == before


def test_tables_keep_their_line_ends_and_their_mark(folder):
    path = folder / "events.csv"
    path_before = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + path_before.replace(b"\n", b"\r\n"))
    reading = load_reading(folder)
    text = TEXT.replace("granted her a full", "gave her a full")
    apply_reanchoring(reading, text, reanchor(reading, text))
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,title")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.count(b"\n") == path_before.count(b"\n")


def test_a_backup_is_never_written_over(folder):
    for text in (TEXT + "\nMore.", TEXT):
        reading = load_reading(folder)
        apply_reanchoring(reading, text, reanchor(reading, text))
    before, reading = contents(folder), load_reading(folder)
    with pytest.raises(ReadingError) as error:
        apply_reanchoring(
            reading, TEXT + "\nMore.", reanchor(reading, TEXT + "\nMore.")
        )
    assert str(error.value) == (
        "before-8326dde4: it holds the files from before another change of this same text; move it elsewhere, load the "
        "reading again and run reanchor again."
    )
    assert contents(folder) == before
    (folder / "before-8326dde4").rename(folder / "kept")
    assert apply_reanchoring(
        reading, TEXT + "\nMore.", reanchor(reading, TEXT + "\nMore.")
    ).empty


def test_of_very_many_places_of_the_same_words_the_nearest_is_taken(tmp_path):
    lines = [f"Ann Lee opened the mill in {1900 + n % 120}." for n in range(600)]
    text = "\n".join(lines) + "\n"
    folder = draft_reading(text=text, published="2025", name="a", into=tmp_path).folder
    reading = load_reading(folder)
    moves = reanchor(reading, "A new line.\n" + text)
    assert len(reading.events) > 200
    assert set(moves["status"]) <= {"moved", "exact"}
