"""Several readers of one article: hand-ins that name nobody, rows matched by their words, figures that are not ours."""

import io
import os
import re
import shutil
import stat
import struct
import zipfile
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from payloads import CONFUSING, HARMFUL, hostile_reading
from traitlets import TraitError

from helpers import ReadingError, compare_readings, hand_in, load_reading
from helpers.anchor import Span
from helpers.article import Article
from helpers.comparing import packed as packing
from helpers.comparing.agreement import MOST, measured, observed_agreement
from helpers.comparing.compared import Compared
from helpers.comparing.hand_in import LONGEST, packed, pseudonym_of
from helpers.comparing.packed import FORM, LARGEST, NAMES, unpacked
from helpers.comparing.page import INK, LINE, SHADES, step_of
from helpers.comparing.passages import Event, alike, heads_of, passages_of
from helpers.reading import DATA
from helpers.show import GROUND
from helpers.vocabulary import COLUMNS

CLASS = DATA / "practice-class"
READERS = ("kestrel", "plover", "tern")
TEXT = DATA / "practice"
TERN = load_reading(CLASS / "tern")


def class_of(*names):
    return {name: load_reading(CLASS / name) for name in names}


@pytest.fixture(scope="module")
def comparison():
    return compare_readings("practice-class", "practice")


@pytest.fixture
def handed(tmp_path):
    """A folder with the hand-ins of the three readers."""
    for name, reading in class_of(*READERS).items():
        hand_in(reading, name, into=tmp_path)
    return tmp_path


def said(call):
    """The sentences of the ReadingError that the call raises."""
    with pytest.raises(ReadingError) as error:
        call()
    for problem in error.value.problems:
        assert problem.isprintable()
        assert problem.endswith((".", "?")), problem
    return list(error.value.problems)


def zipped(path, files, change=None):
    """A zip with the files, by name, each entry changed before it is written."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            if change:
                change(entry)
            archive.writestr(entry, content)
    return path


# The hand-in


def test_a_hand_in_has_the_tables_and_the_hash_and_not_the_text(tmp_path):
    reading = load_reading("practice")
    done = hand_in(reading, "red-fox", into=tmp_path)
    assert done.path == tmp_path / "red-fox.zip"
    with zipfile.ZipFile(done.path) as archive:
        assert archive.namelist() == list(NAMES)
        files = {name: archive.read(name).decode() for name in NAMES}
    assert files[FORM] == (
        f'pseudonym = "red-fox"\ntext_sha256 = "{reading.text_sha256}"\n'
    )
    whole = "\n".join(files.values())
    for sentence in reading.article.sentences:
        if (
            sentence.text not in set(reading.events["quote"])
            and len(sentence.text) > 60
        ):
            assert sentence.text not in whole
    assert "the makers of this notebook" not in whole
    assert str(DATA) not in whole
    assert done.left_out == ["key annotated_by of reading.toml"]
    assert "key annotated_by of reading.toml" in repr(done)


def test_what_is_handed_in_is_the_reading_row_for_row(tmp_path):
    reading = load_reading("practice")
    hand_in(reading, "fox", into=tmp_path)
    back = compare_readings(tmp_path, reading).whole.readings["fox"]
    for table in COLUMNS:
        columns = list(COLUMNS[table])
        before, after = getattr(reading, table)[columns], getattr(back, table)[columns]
        pd.testing.assert_frame_equal(
            before.reset_index(drop=True), after.reset_index(drop=True)
        )
    kept = {key: value for key, value in reading.about.items() if key != "annotated_by"}
    assert back.about == kept


def test_the_same_reading_gives_the_same_bytes(tmp_path):
    hand_in(load_reading("kardashian-la-raids"), "fox", into=tmp_path)
    first = (tmp_path / "fox.zip").read_bytes()
    copy = shutil.copytree(DATA / "kardashian-la-raids", tmp_path / "elsewhere" / "x y")
    hand_in(load_reading(copy), "fox", into=tmp_path)
    assert (tmp_path / "fox.zip").read_bytes() == first
    for entry in zipfile.ZipFile(tmp_path / "fox.zip").infolist():
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert (entry.extra, entry.comment, entry.create_system) == (b"", b"", 3)
        assert stat.S_ISREG(entry.external_attr >> 16)


def test_columns_and_keys_of_ones_own_stay_out_and_are_named(tmp_path):
    copy = shutil.copytree(TEXT, tmp_path / "mine")
    for file in ("notes.csv",):
        rows = (copy / file).read_text(encoding="utf-8").splitlines()
        rows = [rows[0] + ",seen_by", *(row + ",Ann Example" for row in rows[1:])]
        (copy / file).write_text("\n".join(rows) + "\n", encoding="utf-8")
    toml = (copy / "reading.toml").read_text(encoding="utf-8")
    toml = 'school = "Example School"  # Ann Example\n' + toml
    (copy / "reading.toml").write_text(toml, encoding="utf-8")
    done = hand_in(load_reading(copy), "fox")
    assert done.path == tmp_path / "fox.zip"
    content = done.path.read_bytes()
    assert b"Example" not in content
    assert done.left_out == [
        "column seen_by of notes.csv",
        "key school of reading.toml",
        "key annotated_by of reading.toml",
    ]


def test_a_narrowed_reading_is_handed_in_whole(tmp_path):
    reading = load_reading("practice")
    hand_in(reading.where(kinds="meeting"), "part", into=tmp_path)
    hand_in(reading, "whole", into=tmp_path)
    part, whole = (unpacked(tmp_path / f"{name}.zip") for name in ("part", "whole"))
    assert part["events.csv"] == whole["events.csv"]


@pytest.mark.parametrize(
    "name", ["a", "7", "red-fox", "x" * LONGEST, "Émile", "कोयल", "鶴"]
)
def test_letters_digits_and_hyphens_are_a_pseudonym(name):
    assert pseudonym_of(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("", "-", "x" * (LONGEST + 1), "a b", "a/b", "..", "a.b", "a_b", "a\0", "<b>"),
        *("a\u200b", "\u202ea", "C:", "\ud800", "a\n"),
    ],
)
def test_anything_else_is_refused(name, tmp_path):
    [sentence] = said(lambda: hand_in(load_reading("practice"), name, into=tmp_path))
    assert "is not 1 to 40 letters, digits and hyphens" in sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [None, 7, ["fox"]])
def test_a_pseudonym_that_is_no_text_is_refused(name, tmp_path):
    [sentence] = said(lambda: hand_in(load_reading("practice"), name, into=tmp_path))
    assert sentence.startswith("the pseudonym ")
    assert 'write hand_in(reading, "red-fox")' in sentence


def test_composed_and_decomposed_letters_are_one_pseudonym():
    assert pseudonym_of("E\u0301mile") == pseudonym_of("\u00c9mile")


def test_the_same_hand_in_again_is_no_fault_and_another_needs_to_be_told(tmp_path):
    readings = class_of("kestrel", "plover")
    hand_in(readings["kestrel"], "fox", into=tmp_path)
    before = (tmp_path / "fox.zip").read_bytes()
    hand_in(readings["kestrel"], "fox", into=tmp_path)
    [sentence] = said(lambda: hand_in(readings["plover"], "fox", into=tmp_path))
    assert "if it is yours, say overwrite=True" in sentence
    assert (tmp_path / "fox.zip").read_bytes() == before
    hand_in(readings["plover"], "fox", into=tmp_path, overwrite=True)
    assert (tmp_path / "fox.zip").read_bytes() == packed(readings["plover"], "fox")


@pytest.mark.parametrize("there", ["text", "another text", "another reader", "folder"])
def test_what_is_anothers_is_never_written_over(tmp_path, there):
    path = tmp_path / "fox.zip"
    if there == "text":
        path.write_text("my notes", encoding="utf-8")
    elif there == "folder":
        path.mkdir()
    elif there == "another text":
        path.write_bytes(packed(load_reading("kardashian-la-raids"), "fox"))
    else:
        path.write_bytes(packed(load_reading("practice"), "wolf"))
    before = path.read_bytes() if path.is_file() else None
    for overwrite in (False, True):
        [sentence] = said(
            lambda overwrite=overwrite: hand_in(
                load_reading("practice"), "fox", tmp_path, overwrite
            )
        )
        assert sentence.startswith("fox.zip: ")
        assert "choose another pseudonym" in sentence
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_folder_that_is_not_there_is_named(tmp_path):
    for into in (tmp_path / "gone", 7, "a\0b"):
        [sentence] = said(
            lambda into=into: hand_in(load_reading("practice"), "a", into)
        )
        assert sentence.startswith("there is no folder ")


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("helpers.saving.whole._write", full)
    [sentence] = said(lambda: hand_in(load_reading("practice"), "fox", into=tmp_path))
    assert "No space left on device" in sentence
    assert list(tmp_path.iterdir()) == []


def test_toml_of_every_kind_of_value_comes_back(tmp_path):
    copy = shutil.copytree(DATA / "kardashian-la-raids", tmp_path / "mine")
    toml = (copy / "reading.toml").read_text(encoding="utf-8")
    old = re.search(r"^title = .*$", toml, re.MULTILINE)[0]
    new = (
        'title = "a \\"quoted\\" \\\\ title\\u007f \\t 🚢 é"\nkinds = ["trial", "feud"]'
    )
    (copy / "reading.toml").write_text(toml.replace(old, new), encoding="utf-8")
    reading = load_reading(copy)
    hand_in(reading, "fox", into=tmp_path)
    back = compare_readings([tmp_path / "fox.zip"], reading).whole.readings["fox"]
    for key in ("title", "kinds", "periods", "published_from", "paragraphs", "sha256"):
        assert back.about.get(key) == reading.about.get(key), key


# What a class handed in


def test_hand_ins_and_folders_of_one_text_are_compared(handed, comparison):
    by_zip = compare_readings(handed, "practice")
    assert by_zip.readers == comparison.readers == READERS
    assert by_zip.faults == comparison.faults == ()
    assert by_zip.sentences == comparison.sentences
    pd.testing.assert_frame_equal(
        pd.DataFrame(by_zip.passages), pd.DataFrame(comparison.passages)
    )


def test_an_unpacked_hand_in_is_read_as_one(handed):
    zipfile.ZipFile(handed / "tern.zip").extractall(handed / "somebody")
    (handed / "tern.zip").unlink()
    assert compare_readings(handed, TEXT).readers == READERS


@pytest.mark.parametrize("kind", ["reading", "article", "file", "folder", "name"])
def test_the_text_can_be_given_in_every_way(handed, kind):
    reading = load_reading("practice")
    given_as = {
        "reading": reading,
        "article": reading.article,
        "file": TEXT / "article.txt",
        "folder": str(TEXT),
        "name": "practice",
    }
    assert compare_readings(handed, given_as[kind]).readers == READERS


def test_a_list_of_readings_and_paths_is_compared(handed):
    readings = class_of("kestrel", "plover")
    given_as = [readings["kestrel"], str(CLASS / "plover"), handed / "tern.zip"]
    assert compare_readings(given_as, "practice").readers == READERS
    assert compare_readings(iter(given_as), "practice").readers == READERS


def test_nothing_is_written_into_anybodys_reading(handed):
    def stand():
        paths = [*handed.rglob("*"), *CLASS.rglob("*")]
        return {
            path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes())
            for path in paths
        }

    before = stand()
    shown = compare_readings(handed, "practice")
    shown.selected, shown.only_differing, shown.chosen = 3, True, ("tern", "plover")
    shown._repr_mimebundle_()
    compare_readings(CLASS, "practice")
    assert stand() == before


def files_in(path):
    return unpacked(path)


def changed_form(files, **values):
    text = "\n".join(f'{key} = "{value}"' for key, value in values.items())
    return {**files, FORM: text.encode()}


def link(entry):
    if entry.filename == "events.csv":
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16


BAD = {
    "another text": (
        lambda path, files: path.write_bytes(
            packed(load_reading("kardashian-la-raids"), "bad")
        ),
        "bad.zip: it is of another text than the article given.",
    ),
    "a broken zip": (
        lambda path, files: path.write_bytes(b"PK\x03\x04" + b"\0" * 200),
        "bad.zip: it is not a zip, or broken;",
    ),
    "nothing": (
        lambda path, files: path.write_bytes(b""),
        "bad.zip: it is not a zip, or broken;",
    ),
    "a zip cut off": (
        lambda path, files: path.write_bytes(
            packed(load_reading("practice"), "bad")[:-400]
        ),
        "bad.zip: it is not a zip, or broken;",
    ),
    "a path that climbs out": (
        lambda path, files: zipped(path, {"../../events.csv": b"", **files}),
        'bad.zip: "../../events.csv" is a path that leads out of it;',
    ),
    "a path of Windows that climbs out": (
        lambda path, files: zipped(path, {"..\\events.csv": b"", **files}),
        'bad.zip: "..\\events.csv" is a path that leads out of it;',
    ),
    "an absolute path": (
        lambda path, files: zipped(path, {"/etc/events.csv": b"", **files}),
        'bad.zip: "/etc/events.csv" is a path that leads out of it;',
    ),
    "a drive": (
        lambda path, files: zipped(path, {"C:\\events.csv": b"", **files}),
        'bad.zip: "C:\\events.csv" is a path that leads out of it;',
    ),
    "a folder in it": (
        lambda path, files: zipped(
            path, {f"fox/{name}": content for name, content in files.items()}
        ),
        'bad.zip: "fox/hand-in.toml" is in a folder of its own;',
    ),
    "a link": (
        lambda path, files: zipped(path, files, link),
        'bad.zip: "events.csv" is a link;',
    ),
    "a zip in it": (
        lambda path, files: zipped(path, {**files, "more.zip": b"PK"}),
        'bad.zip: "more.zip" is a zip within the zip;',
    ),
    "an unknown file": (
        lambda path, files: zipped(path, {**files, "article.txt": b"words"}),
        'bad.zip: "article.txt" is no file of a hand-in;',
    ),
    "a name with a trick": (
        lambda path, files: zipped(path, {**files, "\u202evsc.stneve": b""}),
        'bad.zip: "\\u202evsc.stneve" is no file of a hand-in;',
    ),
    "a table that is missing": (
        lambda path, files: zipped(
            path, {name: files[name] for name in NAMES if name != "events.csv"}
        ),
        "bad.zip: events.csv is missing from it;",
    ),
    "no pseudonym": (
        lambda path, files: zipped(path, {**files, FORM: b"text_sha256 = ''\n"}),
        "bad.zip: the pseudonym None is not text;",
    ),
    "a pseudonym that is a path": (
        lambda path, files: zipped(path, changed_form(files, pseudonym="../x")),
        'bad.zip: the pseudonym "../x" is not 1 to 40 letters',
    ),
    "a form that is not TOML": (
        lambda path, files: zipped(path, {**files, FORM: b"pseudonym ="}),
        "bad.zip: ",
    ),
    "a table that is not UTF-8": (
        lambda path, files: zipped(path, {**files, "events.csv": b"id\n\xff\n"}),
        "bad.zip: it has ",
    ),
    "a row at fault": (
        lambda path, files: zipped(
            path,
            {
                **files,
                "events.csv": files["events.csv"].replace(b",1958,", b",19588,"),
            },
        ),
        "bad.zip: it has a fault: events.csv row 5, column date: ",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_each_bad_hand_in_is_a_sentence_and_the_others_are_compared(handed, name):
    make, begins = BAD[name]
    make(handed / "bad.zip", files_in(handed / "tern.zip"))
    made = compare_readings(handed, "practice")
    assert made.readers == READERS
    [fault] = made.faults
    assert fault.startswith(begins), fault
    assert fault.isprintable()
    assert fault.endswith(".")
    assert f"Not compared: {fault}" in made.sentences
    assert "Not compared: bad.zip" in made.count.value


def test_a_zip_bomb_is_read_to_the_limit_and_no_further(handed):
    bomb = handed / "bad.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            archive.writestr(name, b"0" * (LARGEST // 4))
    assert bomb.stat().st_size < LARGEST / 10
    made = compare_readings(handed, "practice")
    assert made.readers == READERS
    assert made.faults == (
        "bad.zip: more than 5 MB are packed in it, which no hand-in has; hand it in"
        " again with hand_in(reading, pseudonym).",
    )


def test_a_size_that_the_zip_does_not_tell_is_no_way_around_the_limit(tmp_path):
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            archive.writestr(name, b"0" * LARGEST)
    content = path.read_bytes()
    told = struct.pack("<I", LARGEST)
    assert content.count(told) >= 2
    path.write_bytes(content.replace(told, struct.pack("<I", 10)))
    [sentence] = said(lambda: unpacked(path))
    assert sentence.startswith("bad.zip: ")


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_what_is_packed_may_have_the_limit_and_no_byte_more(
    tmp_path, monkeypatch, more, refused
):
    files = dict.fromkeys(NAMES, b"") | {"events.csv": b"x" * (1000 + more)}
    path = zipped(tmp_path / "a.zip", files)
    monkeypatch.setattr(packing, "LARGEST", 1000)
    content = path.read_bytes()
    if refused:
        [sentence] = said(lambda: unpacked(path, content))
        assert "are packed in it" in sentence
    else:
        assert unpacked(path, content)["events.csv"] == b"x" * 1000


@pytest.mark.parametrize(("size", "refused"), [(LARGEST, False), (LARGEST + 1, True)])
def test_a_file_may_have_the_limit_and_no_byte_more(tmp_path, size, refused):
    path = tmp_path / "a.zip"
    path.write_bytes(b"\0" * size)
    [sentence] = said(lambda: unpacked(path))
    assert ("larger than 5 MB" in sentence) == refused


def test_an_encrypted_entry_is_refused(handed):
    content = bytearray((handed / "tern.zip").read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(sign)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(sign, start + 4)
    (handed / "bad.zip").write_bytes(content)
    [fault] = compare_readings(handed, "practice").faults
    assert fault.startswith('bad.zip: "hand-in.toml" is encrypted;')


def test_an_entry_that_is_there_twice_is_refused(handed):
    files = files_in(handed / "tern.zip")
    with zipfile.ZipFile(handed / "bad.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("events.csv", b"")
    [fault] = compare_readings(handed, "practice").faults
    assert fault.startswith('bad.zip: "events.csv" is in it twice;')


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_entry_pressed_otherwise_is_refused(handed, method):
    with zipfile.ZipFile(handed / "bad.zip", "w", method) as archive:
        for name, content in files_in(handed / "tern.zip").items():
            archive.writestr(name, content)
    [fault] = compare_readings(handed, "practice").faults
    assert "is pressed in a way that no hand-in is" in fault


@given(st.data())
@settings(max_examples=150)
def test_whatever_bytes_are_changed_the_answer_is_a_sentence_or_the_files(data):
    content = bytearray(packed(TERN, "fox"))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    path = CLASS / "fox.zip"  # which is not there: the content is given
    try:
        files = unpacked(path, bytes(content))
    except ReadingError as error:
        assert str(error).startswith("fox.zip: ")
    else:
        assert set(files) == set(NAMES)


def test_two_equal_pseudonyms_are_one_sentence_and_neither_is_compared(handed):
    shutil.copy(handed / "tern.zip", handed / "copy-of-tern.zip")
    shutil.copytree(CLASS / "plover", handed / "Plover")
    made = compare_readings(handed, "practice")
    assert made.readers == ("kestrel",)
    assert made.faults == (
        "Plover and plover.zip: all say that they are Plover's, so none of them is"
        " compared; give each reader a pseudonym of their own.",
        "copy-of-tern.zip and tern.zip: all say that they are tern's, so none of them"
        " is compared; give each reader a pseudonym of their own.",
    )
    assert made.sentences[0] == "There is one reader only, with 13 passages."


def test_what_is_neither_hand_in_nor_reading_is_named_and_hidden_files_are_not(handed):
    (handed / "names.docx").write_bytes(b"PK")
    (handed / "empty").mkdir()
    (handed / ".DS_Store").write_bytes(b"")
    made = compare_readings(handed, "practice")
    assert made.readers == READERS
    assert made.faults == (
        "empty: there is no reading.toml in this folder.",
        "names.docx: it is neither a hand-in nor a reading's folder.",
    )


@pytest.mark.skipif(os.name != "posix", reason="pipes are those of POSIX")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are those of POSIX")
def test_a_pipe_is_not_opened(handed):
    os.mkfifo(handed / "pipe.zip")
    [fault] = compare_readings(handed, "practice").faults
    assert fault.startswith("pipe.zip: this is a device or a pipe")


@pytest.mark.parametrize(("most", "refused"), [(3, False), (2, True)])
def test_so_many_readers_are_compared_and_no_more(monkeypatch, most, refused):
    monkeypatch.setattr("helpers.comparing.reading_in.MOST_READERS", most)
    if refused:
        assert said(lambda: compare_readings(CLASS, "practice")) == [
            "there are 3 readings; at most 2 are compared."
        ]
    else:
        assert compare_readings(CLASS, "practice").readers == READERS


def test_a_folder_that_cannot_be_read_is_named(monkeypatch):
    def refused(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", refused)
    assert said(lambda: compare_readings(CLASS, "practice")) == [
        "practice-class: cannot be read (Permission denied)."
    ]


WRONG_CALLS = {
    "one reading": (
        lambda: compare_readings(load_reading("practice"), "practice"),
        "compare_readings needs several readings; write compare_readings([reading,"
        " another], article).",
    ),
    "a number": (
        lambda: compare_readings(7, "practice"),
        "compare_readings takes a folder, or a list of readings and paths, not a value"
        ' of type int; write compare_readings("practice-class", "practice").',
    ),
    "a list with a number": (
        lambda: compare_readings([7], "practice"),
        "compare_readings takes readings and paths in its list, not a value of type"
        " int.",
    ),
    "a folder that is not there": (
        lambda: compare_readings("practise-class", "practice"),
        'there is no folder "practise-class"; name the folder with the hand-ins.',
    ),
    "the folder of one reading": (
        lambda: compare_readings("practice", "practice"),
        "practice: this is one reading; name the folder that holds several.",
    ),
    "a file": (
        lambda: compare_readings(TEXT / "article.txt", "practice"),
        "article.txt: this is a file; name the folder it is in, or write a list of"
        " several.",
    ),
    "no article": (
        lambda: compare_readings("practice-class", "practise"),
        'there is no article "practise"; name the text that the class read, as a file'
        " or the folder of a reading.",
    ),
    "an article that is a number": (
        lambda: compare_readings("practice-class", 7),
        "compare_readings takes the article that was read, as a reading or a path, not"
        ' a value of type int; write compare_readings("practice-class", "practice").',
    ),
    "an empty list": (
        lambda: compare_readings([], "practice"),
        "there is no reading to compare.",
    ),
}


@pytest.mark.parametrize("name", WRONG_CALLS)
def test_a_wrong_call_is_answered_by_a_sentence(name):
    call, sentence = WRONG_CALLS[name]
    assert said(call) == [sentence]


def test_a_folder_in_which_nothing_can_be_compared_says_why():
    sentences = said(lambda: compare_readings("practice-class", "kardashian-la-raids"))
    assert sentences == [
        "there is no reading to compare.",
        *(f"{name}: it is of another text than the article given." for name in READERS),
    ]


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "\ud800", "a\nb\u202e"])
def test_a_name_that_no_file_has_is_answered_on_one_line(name):
    for call in (
        lambda: compare_readings(name, "practice"),
        lambda: compare_readings([name], "practice"),
        lambda: compare_readings("practice-class", name),
    ):
        assert said(call)


# Passages


def event(reader, start, end, **said_of_it):
    given_as = {
        "title": f"{reader} at {start}",
        "kind": "statement",
        "date": "2018",
        "extent": "moment",
        "asserter": "narrator",
        "when": "2018",
        "who": "the narrator",
        "id": f"{start}-{end}",
        "draft": "",
    }
    return Event(reader, start, end, **(given_as | said_of_it))


def rows(*events):
    """The readers of each row with the quotes they have there."""
    return [
        {reader: [one.span for one in shown] for reader, shown in row.by_reader.items()}
        for row in passages_of(events)
    ]


def test_a_quote_that_spans_two_of_anothers_is_seen_with_both():
    made = rows(event("a", 0, 40), event("b", 0, 18), event("b", 20, 40))
    both = [Span(0, 18), Span(20, 40)]
    assert made == [{"a": [Span(0, 40)], "b": both}]
    more = rows(
        event("a", 0, 40),
        *(event(name, 0, 18) for name in "bcd"),
        *(event(name, 20, 40) for name in "bcd"),
    )
    assert more == [
        {"a": [Span(0, 40)], "b": both[:1], "c": both[:1], "d": both[:1]},
        {"a": [Span(0, 40)], "b": both[1:], "c": both[1:], "d": both[1:]},
    ]


def test_quotes_that_share_one_letter_are_in_one_row_and_neighbours_are_in_two():
    assert len(rows(event("a", 0, 10), event("b", 9, 20))) == 1
    assert len(rows(event("a", 0, 10), event("b", 10, 20))) == 2


def test_titles_never_match_events():
    made = passages_of(
        [event("a", 0, 9, title="The vote"), event("b", 20, 29, title="The vote")]
    )
    assert [len(one.by_reader) for one in made] == [1, 1]
    assert rows(event("a", 0, 9, title="x"), event("b", 0, 9, title="y")) == [
        {"a": [Span(0, 9)], "b": [Span(0, 9)]}
    ]


def test_one_reader_who_marks_all_does_not_make_all_one_row():
    others = [event(name, at, at + 9) for name in "bcd" for at in range(0, 60, 10)]
    assert len(passages_of([event("a", 0, 60), *others])) == 6


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(
    lambda pair: Span(pair[0], sum(pair))
)
EVENTS = st.lists(st.tuples(st.sampled_from("abcd"), SPANS), max_size=25, unique=True)


def letters(span):
    return set(range(*span))


@given(EVENTS)
def test_rows_are_as_a_count_letter_by_letter_has_them(pairs):
    events = [event(reader, *span) for reader, span in pairs]
    made = passages_of(events)
    heads = [letters((one.start, one.end)) for one in made]
    for at, head in enumerate(heads):
        assert all(not head & other for other in heads[at + 1 :])
    owned = Counter(one for row in made for one in row.events)
    assert owned == Counter(events)
    for row, head in zip(made, heads):
        assert Span(row.start, row.end) in {one.span for one in row.events}
        touching = {one for one in events if letters(one.span) & head}
        assert touching == {*row.events, *row.also}
        assert not {*row.events} & {*row.also}
    for one in events:
        shares = [
            len(letters(one.span) & head) / len(letters(one.span) | head)
            for head in heads
        ]
        own = next(at for at, row in enumerate(made) if one in row.events)
        assert shares[own] == max(shares) > 0
    assert [row.number for row in made] == list(range(1, len(made) + 1))
    assert [row.start for row in made] == sorted(row.start for row in made)


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_rows_do_not_hang_on_the_order_of_the_events(pairs, dice):
    events = [event(reader, *span) for reader, span in pairs]
    before = rows(*events)
    dice.shuffle(events)
    assert rows(*events) == before


@given(SPANS, SPANS)
def test_how_alike_two_quotes_are_is_counted_letter_by_letter(one, other):
    both, either = letters(one) & letters(other), letters(one) | letters(other)
    if both:
        assert alike(one, other) == len(both) / len(either)
    else:
        assert alike(one, other) == 0


@given(st.lists(SPANS, min_size=1, max_size=20))
def test_a_head_is_what_most_quotes_are_half_alike_to(spans):
    support = {
        span: sum(
            2 * len(letters(span) & letters(one)) >= len(letters(span) | letters(one))
            for one in spans
        )
        for span in spans
    }
    heads = heads_of(Counter(spans))
    assert max(support.values()) == max(support[head] for head in heads)


@given(EVENTS.filter(bool))
def test_the_shade_of_each_letter_and_word_is_counted_letter_by_letter(pairs):
    text = "One two-three, don't stop: four five six seven eight nine ten."
    article = Article(text)
    names = sorted({reader for reader, _ in pairs})
    made = bare(article, names, [event(reader, *span) for reader, span in pairs])
    quoted = {name: set() for name in names}
    for reader, span in pairs:
        quoted[reader] |= letters(span)
    seen = {}
    for stretch in made.stretches:
        for at in range(stretch.start, stretch.end):
            seen[at] = stretch.readers
    for at in range(len(text)):
        who = tuple(name for name in names if at in quoted[name])
        assert seen.get(at, ()) == who
    frame = made.word_frame()
    assert list(frame["word"])[:4] == ["One", "two-three", "don't", "stop"]
    for word, count in zip(made.word_list, frame["marked_by"]):
        here = letters((word.start, word.end))
        assert count == sum(bool(here & quoted[name]) for name in names)


def bare(article, names, events):
    """A comparison of these events, of readings without anything else."""
    plain = replace(TERN, not_body=frozenset())
    made = Compared(article, dict.fromkeys(names, plain), {})
    made.__dict__["events"] = events
    return made


# The same people


def test_persons_are_told_by_the_words_that_name_them_never_by_id(comparison):
    people = comparison.whole.people
    assert people["kestrel"]["fenwick"] == people["plover"]["edith-grace-fenwick"]
    assert people["kestrel"]["fenwick"] == people["tern"]["mayor"]
    assert people["kestrel"]["omar"] == people["tern"]["captain"]
    assert people["kestrel"]["omar"] != people["kestrel"]["may"]
    assert people["plover"]["may-reyes"] == people["kestrel"]["may"]
    for reader in READERS:
        keys = people[reader].values()
        assert len(keys) == len(set(keys))
        assert people[reader]["narrator"] == "narrator"


def test_the_same_id_for_another_person_is_another_person():
    one = load_reading(CLASS / "tern")
    other = replace(
        one,
        people=one.people.assign(
            id=one.people["id"].replace({"mayor": "captain", "captain": "mayor"})
        ),
        mentions=one.mentions.assign(
            person=one.mentions["person"].replace(
                {"mayor": "captain", "captain": "mayor"}
            )
        ),
        events=one.events.assign(
            asserted_by=one.events["asserted_by"].replace({"mayor": "captain"})
        ),
        folder=one.folder.parent / "other",
    )
    made = compare_readings([one, other], one)
    assert made.whole.people["tern"]["mayor"] == made.whole.people["other"]["captain"]
    assert all("who says so" not in cell for cell in made.passages["differ_in"])


# Agreement

# The worked examples of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): A, two observers and
# binary data; B, two observers and nominal data; C, four observers and data that lack some. THREE is the other example
# that is often cited, of three observers.
BINARY = ("0100000000", "1110010010")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
FOUR = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
THREE = (
    (None, None, None, None, None, 3, 4, 1, 2, 1, 1, 3, 3, None, 3),
    (1, None, 2, 1, 3, 3, 4, 3, None, None, None, None, None, None, None),
    (None, None, 2, 1, 3, 4, 4, None, 2, 1, 1, 3, 3, None, 4),
)


def units(observers):
    return [
        Counter(value for value in values if value is not None)
        for values in zip(*observers)
    ]


@pytest.mark.parametrize(
    ("observers", "alpha"),
    [(BINARY, 0.095), (NOMINAL, 0.692), (FOUR, 0.743), (THREE, 0.691)],
)
def test_alpha_is_that_of_the_published_examples(observers, alpha):
    found = measured("it", units(observers), len(observers))
    assert round(found.alpha, 3) == alpha
    assert found.why == ""


def test_the_observed_agreement_of_the_published_examples():
    # A: 6 of 10 pairs are the same, B: 9 of 12; C: the diagonal of its coincidences sums to 32 of 40.
    assert measured("it", units(BINARY), 2).observed == pytest.approx(0.6)
    assert measured("it", units(NOMINAL), 2).observed == pytest.approx(0.75)
    assert measured("it", units(FOUR), 4).observed == pytest.approx(32 / 40)
    assert measured("it", units(FOUR), 4).cases == 11


VALUES = st.lists(
    st.lists(st.sampled_from("abc"), min_size=0, max_size=4).map(Counter), max_size=12
)


@given(VALUES)
def test_the_observed_agreement_is_that_of_all_pairs_counted_one_by_one(cases):
    pairable = [case for case in cases if case.total() >= 2]
    found = measured("it", cases, 4)
    assert found.cases == len(pairable)
    if len(pairable) < 2:
        assert (found.observed, found.alpha) == (None, None)
        return
    same = 0
    for case in pairable:
        values = list(case.elements())
        pairs = [
            (a, b) for i, a in enumerate(values) for j, b in enumerate(values) if i != j
        ]
        same += sum(a == b for a, b in pairs) / (len(values) - 1)
    total = sum(case.total() for case in pairable)
    assert found.observed == pytest.approx(same / total)
    if len({value for case in pairable for value in case}) == 1:
        assert found.alpha is None
        assert found.observed == 1
    else:
        assert found.alpha <= 1
        assert (found.alpha == pytest.approx(1)) == (found.observed == pytest.approx(1))


NO_FIGURE = [
    ([Counter(a=1)] * 9, 1, "there is one reader only"),
    ([], 2, "fewer than 2 cases of which two readers say something"),
    ([Counter(a=2)], 2, "fewer than 2 cases of which two readers say something"),
    ([Counter(a=2), Counter(b=1)], 2, "fewer than 2 cases"),
    (
        [Counter(a=2)] * 2,
        2,
        "all say the same of every case, and alpha needs two different values",
    ),
]


@pytest.mark.parametrize(("cases", "readers", "why"), NO_FIGURE)
def test_where_there_is_too_little_there_is_no_figure_and_a_reason(cases, readers, why):
    found = measured("it", cases, readers)
    assert found.alpha is None
    assert found.why.startswith(why)


def test_two_cases_of_two_readers_are_enough():
    found = measured("it", [Counter(a=2), Counter(b=2)], 2)
    assert (found.cases, found.observed, found.alpha) == (2, 1, 1)


def test_so_many_different_values_as_fit_in_memory_and_no_more(monkeypatch):
    cases = [Counter({n: 1, n + 1: 1}) for n in range(0, 20, 2)]
    assert len(cases) * 20**2 == 4000
    assert MOST > 1_000_000
    monkeypatch.setattr("helpers.comparing.agreement.MOST", 4000)
    assert measured("it", cases, 2).alpha is not None
    monkeypatch.setattr("helpers.comparing.agreement.MOST", 3999)
    found = measured("it", cases, 2)
    assert found.alpha is None
    assert found.observed == 0
    assert "too many different values" in found.why


def test_observed_agreement_leaves_out_cases_of_one_value():
    counts = np.array([[2, 0], [1, 1], [1, 0]])
    assert observed_agreement(counts) == 0.5


# The comparison


def test_the_finding_and_the_differences_of_the_class(comparison):
    assert comparison.sentences[:2] == [
        "3 readers marked 15 passages. All marked 10 of them; most, but not all,"
        " marked 2; one alone marked 3.",
        "Of the 12 passages that two or more marked, they differ in 5: kind (2), date"
        " (3), how long (3), who says so (1).",
    ]
    assert "Agreement is not truth" in comparison.sentences[5]


def test_the_three_readings_differ_in_the_ways_they_are_there_for(comparison):
    frame = comparison.passages.set_index("number")
    answer = frame.loc[13]
    assert answer["differ_in"] == "date"
    assert "(2024-01-02)" in answer["tern"]
    assert "(2024)" in answer["kestrel"]
    assert "(2024)" in answer["plover"]
    repairs = frame.loc[14]
    assert repairs["differ_in"] == "who says so"
    assert "who says so: Hollis & Daughters" in repairs["plover"]
    assert "who says so: the narrator" in repairs["tern"]
    alone = frame[frame["marked_by"] == 1]
    assert list(alone.index) == [9, 11, 12]
    for reader in READERS:
        assert (alone[reader] != "").sum() == 1
    for row in (5, 6):
        assert "made its last crossing in October 2019" in frame.loc[row, "plover"]
    assert "the same as in row 6" in frame.loc[5, "plover"]


def test_rows_that_differ_come_first_and_those_of_which_all_say_the_same_last(
    comparison,
):
    frame = comparison.passages
    differ = [bool(cell) for cell in frame["differ_in"]]
    assert differ == sorted(differ, reverse=True)
    rest = frame[frame["differ_in"] == ""]
    every = list(rest["marked_by"] == 3)
    assert every == sorted(every)
    assert set(frame["number"]) == set(range(1, 16))


def test_a_title_of_ones_own_is_no_difference():
    one = load_reading(CLASS / "tern")
    other = replace(
        one,
        events=one.events.assign(title="Something else"),
        folder=one.folder.parent / "other",
    )
    made = compare_readings([one, other], one)
    assert set(made.passages["differ_in"]) == {""}
    assert made.sentences[1].endswith("they differ in none.")


def test_the_words_say_how_many_marked_each_and_who(comparison):
    words = comparison.words
    repairs = words[(words["paragraph"] == 8) & (words["word"] == "repairs")].iloc[0]
    assert (repairs["marked_by"], repairs["readers"]) == (3, "kestrel, plover, tern")
    buses = words[words["word"] == "buses"].iloc[0]
    assert (buses["marked_by"], buses["readers"]) == (1, "kestrel")
    assert words[words["word"] == "pleased"].iloc[0]["marked_by"] == 0
    assert " ".join(words["word"]).startswith("Invented for practice old ferry")


def test_the_agreement_has_its_cases_and_its_words(comparison):
    frame = comparison.agreement.set_index("about")
    assert list(frame.index) == ["which words are marked", "the dates", "who says so"]
    body = comparison.words["paragraph"] > 1  # all set the headline apart
    assert frame.loc["which words are marked", "cases"] == body.sum()
    assert list(frame["cases"][1:]) == [12, 12]
    assert frame.loc["the dates", "alpha"] == 0.811
    assert frame.loc["the dates", "in_words"].startswith("high")


def test_two_readers_of_the_bundled_article_are_compared(tmp_path):
    bundled = load_reading("kardashian-la-raids")
    other = replace(
        bundled,
        events=bundled.events.iloc[:10].assign(date="2018"),
        folder=tmp_path / "other",
    )
    made = compare_readings([bundled, other], bundled)
    assert made.readers == ("kardashian-la-raids", "other")
    assert sum(made.passages["marked_by"] == 2) >= 8
    assert {"which words are marked", "the dates", "who says so"} == set(
        made.agreement["about"]
    )
    assert made.agreement["alpha"].notna().sum() >= 2


def test_two_folders_and_a_zip_of_the_bundled_article_are_compared(tmp_path):
    for name in ("ann", "ben"):
        shutil.copytree(DATA / "kardashian-la-raids", tmp_path / name)
    events = tmp_path / "ben" / "events.csv"
    before = events.read_text(encoding="utf-8")
    after = before.replace(",2018,moment,", ",2018,,")
    assert after != before
    events.write_text(after, encoding="utf-8")
    hand_in(load_reading("kardashian-la-raids"), "cem", into=tmp_path)
    made = compare_readings(tmp_path, "kardashian-la-raids")
    assert (made.readers, made.faults) == (("ann", "ben", "cem"), ())
    assert set(made.passages["marked_by"]) == {3}
    differ = made.passages["differ_in"]
    assert set(differ[differ != ""]) == {"how long"}
    agreement = made.agreement.set_index("about")["observed"]
    assert list(agreement) == [100, 100, 100]


def test_one_reader_gets_no_figure_and_a_reason(tmp_path):
    made = compare_readings([load_reading(CLASS / "tern")], "practice")
    assert made.agreement["alpha"].isna().all()
    assert made.agreement["observed"].isna().all()
    assert set(made.agreement["in_words"]) == {"no figure: there is one reader only"}
    assert "no figure, because there is one reader only" in "\n".join(made.sentences)


def test_readers_without_an_event_are_compared():
    readings = class_of(*READERS)
    empty = {
        name: replace(one, events=one.events.iloc[:0]) for name, one in readings.items()
    }
    made = compare_readings(empty.values(), "practice")
    assert made.sentences[0].startswith("3 readers marked 0 passages.")
    assert len(made.passages) == 0
    assert made._repr_mimebundle_()["text/html"]


def test_drafts_are_told_from_what_a_reader_judged():
    one = load_reading(CLASS / "tern")
    drafted = replace(
        one, events=one.events.assign(draft="yes"), folder=one.folder.parent / "other"
    )
    made = compare_readings([one, drafted], one)
    assert (
        "other: 11 of 11 events are drafts that nobody has judged; a program wrote"
        " them."
    ) in made.sentences
    assert made.passages["other"].str.contains("a draft that nobody has judged").all()


def test_a_reader_who_is_called_like_a_column_gets_a_column_all_the_same():
    readings = [
        replace(one, folder=one.folder.parent / name)
        for one, name in zip(class_of(*READERS).values(), ("words", "title", "tern"))
    ]
    frame = compare_readings(readings, "practice").passages
    assert list(frame.columns)[5:] == ["tern", "reader title", "reader words"]
    assert frame.columns.is_unique


# What it shows


class Seen(HTMLParser):
    """The elements, and the text, of a piece of HTML; every element must end."""

    def __init__(self, html):
        super().__init__()
        html = html.replace(GROUND, "")  # the one style element that is ours
        self.tags, self.open, self.text, self.attributes = Counter(), [], "", []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        self.attributes += [(tag, *pair) for pair in attributes]
        if tag not in ("br", "hr", "input", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


ALLOWED = {
    *("div", "p", "b", "br", "hr", "i", "span", "mark", "ul", "li", "dl", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary"),
}


def views(made):
    static = made._repr_mimebundle_()["text/html"]
    boxes = (made.count, made.article, made.card, made.table, made.figures)
    tables = (made.passages, made.words, made.agreement)
    return [
        static,
        *(box.value for box in boxes),
        *(one._repr_html_() for one in tables),
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    read = load_reading(hostile_reading(folder / "read"))
    # Windows has no folder of these names; the readings only say that they are theirs.
    one = replace(read, folder=folder / "it's <b>")
    other = replace(
        one,
        folder=folder / "<img src=x onerror=fired=1>",
        events=one.events.assign(kind="<svg onload=fired=1>"),
    )
    return compare_readings([one, other], one)


def test_texts_and_names_that_harm_a_page_are_escaped_everywhere(hostile):
    for selected in (0, 1, 5):
        hostile.selected = selected
        for html in views(hostile):
            seen = Seen(html)
            assert set(seen.tags) <= ALLOWED, set(seen.tags) - ALLOWED
            assert not [one for one in seen.attributes if one[1].startswith("on")]
    assert "<img src=x onerror=fired=1>" in Seen(hostile.table.value).text


def test_the_article_on_the_page_is_the_article(comparison, hostile):
    for made in (comparison, hostile):
        shown = Seen(made.article.value).text
        for paragraph in made.whole.article.paragraphs:
            assert paragraph.text in shown


@pytest.mark.parametrize("text", [text for *_, text in (*HARMFUL, *CONFUSING)][::7])
def test_a_reader_of_any_name_is_shown(text):
    readings = class_of("kestrel", "plover")
    name = text.replace("/", "").replace("\0", "")[:60] or "x"
    one = replace(readings["kestrel"], folder=CLASS / name)
    made = compare_readings([one, readings["plover"]], "practice")
    for html in views(made):
        assert set(Seen(html).tags) <= ALLOWED


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one, other):
    high, low = sorted([luminance(one), luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_ink_can_be_read_on_every_shade_and_the_line_on_every_ground():
    assert all(contrast(INK, shade) >= 7 for shade in SHADES)
    assert all(contrast(LINE, ground) >= 3 for ground in ("#ffffff", "#111111"))


@pytest.mark.parametrize("readers", [1, 2, 3, 5, 30])
def test_more_readers_never_give_a_lighter_shade(readers):
    steps = [step_of(count, readers) for count in range(1, readers + 1)]
    assert steps == sorted(steps)
    assert steps[-1] == 5
    assert steps[0] >= 1
    if readers <= 5:
        assert len(set(steps)) == readers


def test_the_number_is_there_on_asking_and_not_by_colour_alone(comparison):
    marks = [
        one for one in Seen(comparison.article.value).attributes if one[0] == "mark"
    ]
    titles = [value for _, name, value in marks if name == "title"]
    assert "3 of 3: kestrel, plover, tern" in titles
    assert "1 of 3: kestrel" in titles
    styles = {value for _, name, value in marks if name == "style"}
    widths = {re.search(r"border-bottom:([\d.]+)px", style)[1] for style in styles}
    assert len(widths) == 3


def test_the_static_page_has_the_article_the_rows_and_the_figures(comparison):
    bundle = comparison._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    seen = Seen(bundle["text/html"])
    for sentence in comparison.sentences:
        assert sentence in seen.text
    assert seen.text.count("who says so: ") >= 30
    assert bundle["text/plain"] == "\n".join(comparison.sentences)
    assert repr(comparison) == bundle["text/plain"]


def test_it_is_the_same_each_time(comparison, handed):
    again = compare_readings("practice-class", "practice")
    assert views(again) == views(comparison)
    assert views(compare_readings(handed, "practice")) == views(comparison)


# The controls


@pytest.fixture
def widget():
    return compare_readings("practice-class", "practice")


def numbers(view):
    return [int(n) for n in re.findall(r'<tr data-row="(\d+)"', view.value)]


def test_choosing_readers_compares_them_alone(widget):
    widget.readers_control.value = ("tern", "kestrel")
    assert widget.chosen == ("kestrel", "tern")
    two = compare_readings([CLASS / "kestrel", CLASS / "tern"], "practice")
    assert widget.sentences == two.sentences
    assert numbers(widget.table) == numbers(two.table)
    assert widget.readers == READERS
    widget.chosen = ()
    assert widget.readers_control.value == ()
    assert widget.sentences[0].startswith("3 readers")


def test_only_where_we_differ_leaves_the_rows_that_differ(widget):
    widget.only_control.value = True
    assert widget.only_differing
    frame = widget.passages
    differ = frame[(frame["differ_in"] != "") | (frame["marked_by"] < 3)]
    assert numbers(widget.table) == list(differ["number"])
    assert 0 < len(differ) < len(frame)
    widget.only_differing = False
    assert not widget.only_control.value
    assert len(numbers(widget.table)) == 15


def test_a_chosen_row_shows_each_readers_words_in_the_text(widget):
    assert "Choose a row" in widget.card.value
    widget.selected = 5
    card = Seen(widget.card.value)
    assert card.tags["dt"] == 3
    assert card.tags["mark"] == 3
    assert "The Merriweather was built in 1958 and made its last crossing" in card.text
    assert widget.article.value.count("data-chosen") >= 1
    assert re.search(r'<tr data-row="5" data-chosen', widget.table.value)
    widget._heard(None, {"select": 5}, None)
    assert widget.selected == 0
    widget._heard(None, {"select": 11}, None)
    assert Seen(widget.card.value).text.count("not marked") == 2


@pytest.mark.parametrize("number", [-1, 16, 10**9])
def test_a_row_that_is_not_there_selects_none(widget, number):
    widget.selected = number
    assert widget.selected == 0
    assert "Choose a row" in widget.card.value


@pytest.mark.parametrize(
    "message", [{}, {"select": None}, {"select": "5"}, {"select": True}, {"x": 1}]
)
def test_a_message_that_asks_nothing_changes_nothing(widget, message):
    widget.selected = 5
    widget._heard(None, message, None)
    assert widget.selected == 5


def test_the_traits_are_typed_and_a_reader_is_one_of_the_class(widget):
    for name, value in (
        ("selected", "5"),
        ("only_differing", "yes"),
        ("chosen", "tern"),
    ):
        with pytest.raises(TraitError):
            setattr(widget, name, value)
    with pytest.raises(
        TraitError, match='there is no reader "turn"; did you mean "tern"'
    ):
        widget.chosen = ("turn",)
    assert widget.chosen == ()


def test_choosing_other_readers_lets_the_row_go(widget):
    widget.selected = 5
    widget.chosen = ("kestrel", "tern")
    assert widget.selected == 0


def test_what_goes_wrong_in_a_change_is_said_and_not_raised(widget, monkeypatch):
    def fails(*_, **__):
        raise ZeroDivisionError("<b>nothing</b>")

    monkeypatch.setattr("helpers.comparing.page.shaded_html", fails)
    widget.selected = 5
    assert "could not be drawn (ZeroDivisionError: &lt;b&gt;" in widget.count.value


def test_of_a_large_class_each_row_is_chosen_to_see_the_readers():
    one = load_reading(CLASS / "tern")
    many = [replace(one, folder=CLASS / f"reader-{n:02}") for n in range(25)]
    made = compare_readings(many, one)
    assert "reader-07" not in made.table.value
    assert "25 of 25" in made.table.value
    made.selected = 1
    assert Seen(made.card.value).tags["dt"] == 25
    assert len(made.passages.columns) == 30
    made.chosen = ("reader-01", "reader-07")
    assert "reader-07" in made.table.value


def test_of_many_rows_and_words_a_page_shows_the_first_and_says_so(monkeypatch):
    monkeypatch.setattr("helpers.comparing.page.MOST_ROWS", 9)
    monkeypatch.setattr("helpers.comparing.page.MOST_WORDS", 50)
    made = compare_readings("practice-class", "practice")
    assert len(numbers(made.table)) == 9
    assert "The first 9 of 15 passages" in made.table.value
    static = made._repr_mimebundle_()["text/html"]
    assert "Where they differ: 9 of 15 passages<" in static
    assert "Each word, with how many marked it: the first 50 of 307<" in static
    assert len(made.passages) == 15
    assert len(made.words) == 307
    monkeypatch.setattr("helpers.comparing.page.MOST_ROWS", 8)
    static = made._repr_mimebundle_()["text/html"]
    assert "Where they differ: 9 of 15 passages, the first 8<" in static


def test_a_table_that_is_cut_shows_itself_as_what_it_is(comparison):
    assert "kestrel" in comparison.passages._repr_html_()
    assert type(comparison.passages.head(2)) is pd.DataFrame


def test_the_bytes_of_a_hand_in_are_read_from_memory_alone(tmp_path):
    content = packed(load_reading("practice"), "fox")
    assert zipfile.is_zipfile(io.BytesIO(content))
    files = unpacked(tmp_path / "not-there.zip", content)
    assert list(files) == list(NAMES)
    assert list(tmp_path.iterdir()) == []


# Notebook 6

PROSE = " ".join(
    cell.source.replace("**", "")
    for cell in nbformat.read(
        DATA.parent / "notebooks" / "6-compare-readings.ipynb", as_version=4
    ).cells
    if cell.cell_type == "markdown"
)


def test_the_numbers_in_the_notebooks_prose_are_those_of_the_comparison(comparison):
    frame = comparison.passages
    assert (len(frame), sum(frame["marked_by"] == 3)) == (15, 10)
    assert (
        "Three readers marked fifteen passages of one article; all three marked ten."
    ) in PROSE
    words, dates, who = comparison.agreement["alpha"]
    assert words < min(dates, who)
    assert f"It is lowest, {words}, for the words" in PROSE
    assert f"Alpha is {dates} for the dates and {who} for who says so." in PROSE
    assert set(comparison.agreement["cases"][1:]) == {12}
    assert "Both come from twelve passages only" in PROSE


def test_the_rows_that_the_notebook_names_are_those_it_means(comparison):
    frame = comparison.passages.set_index("number")
    assert frame.loc[13, "words"].startswith("The answer came in early 2024")
    assert frame.loc[14, "words"] == "The repairs began last month"
    assert frame.loc[4, "words"] == "The ferry will sail this summer"
    assert list(frame.index[frame["marked_by"] == 1]) == [9, 11, 12]
    assert "Rows 9, 11 and 12 have one reader each." in PROSE
    assert "two buses" in frame.loc[11, "words"]
    spans = frame["plover"].str.contains("built in 1958 and made its last crossing")
    assert sorted(frame.index[spans]) == [5, 6]
    assert "is in rows 5 and 6" in PROSE
    for number, words in (("13", "2 January 2024"), ("14", "the shipyard")):
        assert f"Row {number}:" in PROSE
        assert words in PROSE


def test_the_three_readings_are_of_the_practice_text_and_open_by_themselves():
    text = (TEXT / "article.txt").read_bytes()
    for name in READERS:
        assert (CLASS / name / "article.txt").read_bytes() == text
        reading = load_reading(f"practice-class/{name}")
        assert "invented" in reading.about["annotated_by"]


def test_the_list_of_readings_is_not_confused_by_a_class():
    [sentence] = said(lambda: load_reading("practise"))
    assert sentence == 'there is no reading "practise"; did you mean "practice"?'
    [sentence] = said(lambda: load_reading("practice-class"))
    assert sentence.startswith('there is no reading "practice-class"; ')
