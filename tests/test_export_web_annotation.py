"""Annotations go out as the W3C's model has them, and come back whole; what cannot be placed is said."""

import csv
import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from helpers import (
    Article,
    QuoteError,
    ReadingError,
    load_reading,
    read_web_annotations,
    write_web_annotations,
)
from helpers.anchor import trimmed
from helpers.export.typed import typed
from helpers.export.web_annotation import MOST_AROUND, quote_selector, text_name
from helpers.reading import DATA
from helpers.vocabulary import COLUMNS

NAME = "kardashian-la-raids"
TABLES = ("people", "events", "quotations", "notes", "sources")

# The MUSTs of sections 3 to 5 of the Web Annotation Data Model that such a file can break.
IRI = {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:[^ ]+$"}
MOTIVATIONS = ["describing", "classifying", "commenting", "identifying", "linking"]
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": MOTIVATIONS},
        "bodyValue": False,
        "body": {
            "type": "array",
            "items": {
                "oneOf": [
                    {
                        "properties": {
                            "type": {"const": "TextualBody"},
                            "value": {"type": "string"},
                        },
                        "required": ["value"],
                    },
                    {
                        "properties": {
                            "type": {"const": "SpecificResource"},
                            "source": IRI,
                        },
                        "required": ["source"],
                    },
                ],
                "required": ["type", "purpose"],
                "properties": {"purpose": {"enum": MOTIVATIONS}},
            },
        },
        "target": {
            "type": "object",
            "required": ["source", "selector", "state"],
            "properties": {
                "source": IRI,
                "state": IRI,
                "selector": {
                    "prefixItems": [
                        {
                            "required": ["exact", "prefix", "suffix"],
                            "properties": {
                                "type": {"const": "TextQuoteSelector"},
                                "exact": {"minLength": 1},
                            },
                        },
                        {
                            "required": ["start", "end"],
                            "properties": {
                                "type": {"const": "TextPositionSelector"},
                                "start": {"type": "integer", "minimum": 0},
                                "end": {"type": "integer", "minimum": 0},
                            },
                        },
                    ],
                    "items": False,
                    "minItems": 2,
                },
            },
        },
    },
}
COLLECTION = {
    "type": "object",
    "required": ["@context", "id", "type", "label", "total", "first"],
    "properties": {
        "@context": {"contains": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "first": {
            "required": ["type", "items"],
            "properties": {
                "type": {"const": "AnnotationPage"},
                "items": {"type": "array", "items": ANNOTATION},
            },
        },
    },
}


@pytest.fixture(scope="module")
def reading():
    return load_reading(NAME)


@pytest.fixture
def file(reading, tmp_path):
    return write_web_annotations(reading, tmp_path / "annotations.json").path


def items(path):
    return json.loads(path.read_text(encoding="utf-8"))["first"]["items"]


def came_back(reading, found):
    """Every table as it was, cell for cell and row for row, and every naming of a person."""
    for table in TABLES:
        ours = typed(reading, table).reset_index(drop=True)
        pd.testing.assert_frame_equal(
            getattr(found, table).reset_index(drop=True), ours
        )
    columns = ["person", "start", "end", "paragraph", "words"]
    assert found.mentions.values.tolist() == reading.mentions[columns].values.tolist()


def test_the_file_keeps_the_models_musts(file):
    errors = list(
        Draft202012Validator(COLLECTION).iter_errors(
            json.loads(file.read_text(encoding="utf-8"))
        )
    )
    assert [error.message[:200] for error in errors] == []


def test_no_two_terms_of_ours_can_be_taken_for_each_other(file):
    _, ours = json.loads(file.read_text(encoding="utf-8"))["@context"]
    assert set(ours) == {"row", "sources"}
    assert len({term["@id"] for term in ours.values()}) == 2


def test_every_row_and_every_mention_is_an_annotation_with_an_id_of_its_own(
    reading, file
):
    rows = [
        len(getattr(reading, table))
        for table in ("events", "quotations", "notes", "mentions")
    ]
    assert (
        len(items(file))
        == json.loads(file.read_text(encoding="utf-8"))["total"]
        == sum(rows)
    )
    assert len({item["id"] for item in items(file)}) == sum(rows)


def test_the_same_reading_gives_the_same_file(reading, file, tmp_path):
    again = write_web_annotations(load_reading(NAME), tmp_path / "again.json").path
    assert again.read_bytes() == file.read_bytes()


def test_each_quote_with_its_surroundings_stands_once_in_the_text(reading, file):
    for item in items(file):
        quote, position = item["target"]["selector"]
        assert (
            quote["exact"] == reading.article.text[position["start"] : position["end"]]
        )
        assert (
            reading.article.text.count(
                quote["prefix"] + quote["exact"] + quote["suffix"]
            )
            == 1
        )


def test_surroundings_grow_until_the_place_is_the_only_one():
    text = "the same words again and again, " * 20
    at = text.index("again", 300)
    selector = quote_selector(text, at, at + 5)
    assert len(selector["prefix"]) > 32
    assert text.count(selector["prefix"] + "again" + selector["suffix"]) == 1


def test_surroundings_end_where_a_text_repeats_itself_without_end():
    text = "the same words again and again, " * 2_000
    at = text.index("again", 30_000)
    selector = quote_selector(text, at, at + 5)
    assert len(selector["prefix"]) == len(selector["suffix"]) == MOST_AROUND


def test_the_text_is_named_by_its_own_hash(reading, file):
    assert {item["target"]["state"] for item in items(file)} == {
        text_name(reading.article)
    }


def test_nothing_is_lost_on_the_way_there_and_back(reading, file):
    found = read_web_annotations(file, reading)
    assert found.problems.empty
    came_back(reading, found)
    assert repr(read_web_annotations(file, reading.article)) == repr(found)


words = st.lists(
    st.sampled_from(
        ["a", "raid", "the", "Kim", "“no”", "co-op", "é", "😀", "2018,", "it’s"]
    ),
    min_size=1,
    max_size=12,
)
hostile = [
    "<script>alert(1)</script>",
    "=1+1",
    "'x",
    "**b**",
    "[x](y)",
    "&amp;",
    "`",
    "|",
    "\u202e",
    "😀",
    '"',
    "\\",
    "a\nb",
    "\r",
    "@x",
]
cell = st.lists(
    st.one_of(
        st.sampled_from(hostile),
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6),
    ),
    max_size=4,
)
cells = cell.map(lambda parts: trimmed(" ".join(parts)))


@st.composite
def folders(draw):
    """What the files of a small reading hold: its text, and rows with any text where any text may stand."""
    end = draw(st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
    paragraphs = draw(st.lists(words, min_size=1, max_size=6))
    text = (
        draw(st.sampled_from(["", "\ufeff"]))
        + end.join(" ".join(paragraph) for paragraph in paragraphs)
        + end
    )
    article = Article(text)
    quotes = []
    for _ in range(draw(st.integers(1, 6))):
        paragraph = draw(st.sampled_from(article.paragraphs))
        start = draw(st.integers(0, len(paragraph.text) - 1))
        quote = paragraph.text[
            start : draw(st.integers(start + 1, len(paragraph.text)))
        ].strip()
        try:
            article.find(quote, paragraph.number)
        except QuoteError:
            continue
        quotes.append((quote, str(paragraph.number), draw(cells), draw(cells)))
    people = []
    for name in sorted(
        draw(st.sets(st.sampled_from(["raid", "the", "Kim", "co-op"]), max_size=3))
    ):
        if found := article.mentions({name: {None: 1}}):
            only = article.paragraph_at(draw(st.sampled_from(found))[0].start).number
            people.append(
                (
                    f"p{len(people)}",
                    draw(st.sampled_from([name, f"{name}@{only}"])),
                    draw(cells),
                )
            )
    return text, quotes, people


def made(folder, text, quotes, people):
    """The reading with that text; each quote supports an event and a note."""
    folder.mkdir()
    (folder / "article.txt").write_bytes(text.encode())
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / "reading.toml").write_text(
        f'title = "T"\npublished = "2025"\nsha256 = "{digest}"\n', encoding="utf-8"
    )
    rows = {
        "people": [
            {
                "id": key,
                "name": name,
                "kind": "group",
                "names": name,
                "description": said,
                "draft": "yes",
            }
            for key, name, said in people
        ],
        "events": [
            {
                "id": f"e{n}",
                "title": title or "x",
                "kind": "statement",
                "date": "2018",
                "date_basis": "inferred",
            }
            | {
                "date_from": "published",
                "asserted_by": "narrator",
                "quote": quote,
                "paragraph": paragraph,
                "note": said,
                "own": title,
            }
            for n, (quote, paragraph, title, said) in enumerate(quotes)
        ],
        "notes": [
            {
                "id": f"n{n}",
                "kind": "wording",
                "quote": quote,
                "paragraph": paragraph,
                "note": said or "x",
            }
            for n, (quote, paragraph, _, said) in enumerate(quotes)
        ],
        "sources": [],
    }
    for table, found in rows.items():
        columns = list(
            dict.fromkeys([*COLUMNS[table], *(key for row in found for key in row)])
        )
        frame = pd.DataFrame(found, columns=columns, dtype=str).fillna("")
        with open(folder / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *frame.to_numpy().tolist()])
    return load_reading(folder)


@settings(max_examples=40)
@given(folders())
def test_nothing_is_lost_whatever_the_text_and_the_cells(contents):
    with tempfile.TemporaryDirectory() as folder:
        reading = made(Path(folder) / "made", *contents)
        file = write_web_annotations(reading, Path(folder) / "a.json").path
        found = read_web_annotations(file, reading)
        came_back(reading, found)
        assert found.problems.empty
        content = json.loads(file.read_text(encoding="utf-8"))
        for item in content["first"]["items"]:
            item["target"]["selector"].pop()  # as tools do that know no positions
        file.write_text(json.dumps(content), encoding="utf-8")
        without = read_web_annotations(file, reading)
        assert without.problems.empty
        came_back(reading, without)
        for item in content["first"]["items"]:
            del (
                item["target"]["selector"][0]["prefix"],
                item["target"]["selector"][0]["suffix"],
            )
        file.write_text(json.dumps(content), encoding="utf-8")
        bare = read_web_annotations(file, reading)
        placed = sum(len(frame) for frame in (bare.events, bare.notes, bare.mentions))
        assert placed + len(bare.problems) == len(content["first"]["items"])


def elsewhere(tmp_path, *annotations):
    path = tmp_path / "elsewhere.json"
    path.write_text(json.dumps(list(annotations)), encoding="utf-8")
    return path


def annotation(target, **more):
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:x:1",
        "type": "Annotation",
        "target": target,
        **more,
    }


def quoted(exact, **more):
    return {
        "source": "https://example.org/page",
        "selector": {"type": "TextQuoteSelector", "exact": exact, **more},
    }


def test_an_annotation_made_elsewhere_becomes_a_note_at_its_words(reading, tmp_path):
    body = [
        {"type": "TextualBody", "value": "Whose\ncount?"},
        {"type": "TextualBody", "value": "attribution", "purpose": "tagging"},
    ]
    found = read_web_annotations(
        elsewhere(
            tmp_path, annotation(quoted('"There HAS to be a BETTER way,"'), body=body)
        ),
        reading,
    )
    (note,) = found.notes.to_dict("records")
    expected = {
        "id": "elsewhere-1",
        "kind": "attribution",
        "note": "Whose count?",
        "paragraph": "8",
        "source": "",
    }
    assert note == expected | {"quote": "“There HAS to be a BETTER way,”"}
    assert found.problems.empty


def test_words_that_stand_often_are_told_apart_by_those_around_them_whatever_the_white_space(
    reading, tmp_path
):
    target = quoted("Kardashian", prefix="\n  During the president's first term,\t")
    found = read_web_annotations(
        elsewhere(tmp_path, annotation(target, bodyValue="Here.")), reading
    )
    assert list(found.notes["paragraph"]) == ["11"]


@pytest.mark.parametrize(
    "body",
    [
        None,
        "https://example.org/x",
        [{"source": "https://example.org/y"}],
        [3, None, {}],
    ],
)
def test_odd_bodies_do_no_harm(reading, tmp_path, body):
    found = read_web_annotations(
        elsewhere(tmp_path, annotation(quoted("ruthless attacks"), body=body)), reading
    )
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (
            annotation(quoted("Kardashian")),
            "is in paragraphs 1, 2, 5, 9, 10, 11, 12 and 13; a prefix or a suffix would say which.",
        ),
        (
            annotation(quoted("words of another article")),
            "is not in the article",
        ),
        (
            annotation(quoted("ruthless atacks")),
            "the article has “attacks” where the quote has “atacks”",
        ),
        (
            annotation(quoted("")),
            "its TextQuoteSelector has no exact; without the words it cannot be placed.",
        ),
        (annotation({"selector": {"type": "TextQuoteSelector"}}), "has no exact"),
        (annotation("https://example.org/page"), "it is about the whole text"),
        (annotation({"source": "https://example.org"}), "it is about the whole text"),
        (
            annotation({"selector": {"type": "CssSelector", "value": "p"}}),
            "it is tied by CssSelector",
        ),
        (
            annotation({"selector": "https://example.org/s"}),
            "it is tied by an address alone",
        ),
        (
            annotation(
                {"selector": {"type": "TextPositionSelector", "start": 0, "end": 3}}
            ),
            "does not say on which text",
        ),
        (
            annotation(
                {"selector": {"type": "TextPositionSelector", "start": 5, "end": 99999}}
            ),
            "5 to 99999 is beyond the text, which has 2596 characters.",
        ),
        (
            annotation(
                {
                    "selector": {
                        "type": "TextPositionSelector",
                        "start": "a",
                        "end": True,
                    }
                }
            ),
            "its position a to True is not a stretch of a text.",
        ),
        (
            annotation(
                {"selector": {"type": "TextPositionSelector", "start": 9, "end": 9}}
            ),
            "its position 9 to 9 is not a stretch of a text.",
        ),
        (
            annotation(
                quoted("ruthless attacks")
                | {
                    "state": {
                        "cached": "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"
                    }
                }
            ),
            "it was made on another text",
        ),
        (
            {"type": "Note", "target": quoted("ruthless attacks")},
            "it is not an Annotation (Note).",
        ),
        (["x"], "it is not an Annotation ("),
        (
            {"uri": "urn:x", "text": "As Hypothesis has it", "target": []},
            "it is not an Annotation (without a type).",
        ),
        (annotation(None), "it has no target"),
    ],
)
def test_what_cannot_be_placed_is_said_and_the_rest_comes(
    reading, tmp_path, item, words
):
    found = read_web_annotations(
        elsewhere(tmp_path, item, annotation(quoted("ruthless attacks"))), reading
    )
    assert len(found.notes) == 1
    (problem,) = found.problems.to_dict("records")
    assert problem["number"] == 1
    assert words in problem["problem"]
    assert problem["problem"].endswith(".")


def test_words_go_before_a_position_that_is_wrong_and_the_doubt_is_said(
    reading, tmp_path
):
    target = quoted("ruthless attacks")
    target["selector"] = [
        target["selector"],
        {"type": "TextPositionSelector", "start": 5, "end": 99999},
    ]
    found = read_web_annotations(elsewhere(tmp_path, annotation(target)), reading)
    assert list(found.notes["paragraph"]) == ["9"]
    assert "is beyond the text" in found.problems["problem"][0]
    assert found.problems["problem"][0].endswith("; it was placed by its words.")


def test_a_position_alone_is_trusted_on_the_very_text_it_was_made_on(reading, tmp_path):
    target = {
        "selector": {"type": "TextPositionSelector", "start": 0, "end": 14},
        "state": {"cached": text_name(reading.article)},
    }
    found = read_web_annotations(elsewhere(tmp_path, annotation(target)), reading)
    assert list(found.notes["quote"]) == ["Kim Kardashian"]


QUOTE, POSITION = "TextQuoteSelector", "TextPositionSelector"


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        ({"type": [QUOTE], "exact": "ruthless attacks"}, "ruthless attacks"),
        (
            {
                "type": "CssSelector",
                "refinedBy": {"type": QUOTE, "exact": "ruthless attacks"},
            },
            "ruthless attacks",
        ),
        (
            {
                "type": QUOTE,
                "exact": "ruthless attacks",
                "refinedBy": {"type": QUOTE, "exact": "attacks"},
            },
            "attacks",
        ),
        (
            {
                "type": QUOTE,
                "exact": "ruthless attacks",
                "refinedBy": {"type": POSITION, "start": 9, "end": 16},
            },
            "attacks",
        ),
    ],
)
def test_a_selector_within_a_selector_is_followed(reading, tmp_path, selector, words):
    found = read_web_annotations(
        elsewhere(tmp_path, annotation({"source": "urn:x", "selector": selector})),
        reading,
    )
    assert list(found.notes["quote"]) == [words]
    assert list(found.notes["paragraph"]) == ["9"]
    assert found.problems.empty


@pytest.mark.parametrize(
    ("selector", "why"),
    [
        (
            {
                "type": QUOTE,
                "exact": "ruthless attacks",
                "refinedBy": {"type": POSITION, "start": 9, "end": 99},
            },
            "within its words: its position 9 to 99 is beyond the text, which has 16 characters.",
        ),
        (
            {
                "type": QUOTE,
                "exact": "ruthless attacks",
                "refinedBy": {"type": "XPathSelector", "value": "b"},
            },
            "within its words: it is tied by XPathSelector; what is placed here is a TextQuoteSelector or a "
            "TextPositionSelector.",
        ),
        (
            {
                "type": "CssSelector",
                "refinedBy": {"type": POSITION, "start": 0, "end": 3},
            },
            "it has a position without words, and does not say on which text it was made.",
        ),
        (
            {
                "type": "RangeSelector",
                "startSelector": {"type": QUOTE, "exact": "ruthless"},
            },
            "it is tied by RangeSelector; what is placed here is a TextQuoteSelector or a TextPositionSelector.",
        ),
    ],
)
def test_a_selector_that_leads_nowhere_in_the_text_is_said(
    reading, tmp_path, selector, why
):
    found = read_web_annotations(
        elsewhere(tmp_path, annotation({"source": "urn:x", "selector": selector})),
        reading,
    )
    assert len(found.notes) == 0
    assert found.problems["problem"].tolist() == [why]


def test_half_a_character_from_another_tool_becomes_one_that_can_be_written(
    reading, tmp_path
):
    path = tmp_path / "elsewhere.json"
    path.write_text(
        json.dumps(
            annotation(quoted("ruthless attacks"), bodyValue="a \ud83d b \U0001f600")
        ),
        encoding="utf-8",
    )
    assert list(read_web_annotations(path, reading).notes["note"]) == [
        "a ? b \U0001f600"
    ]


def test_a_source_that_is_no_address_is_not_taken_for_one(reading, tmp_path):
    about = reading.about | {"source_address": "the paper of 10 June"}
    path = write_web_annotations(
        replace(reading, about=about), tmp_path / "a.json"
    ).path
    assert {item["target"]["source"] for item in items(path)} == {
        text_name(reading.article)
    }
    about["source_address"] = "https://example.org/article"
    path = write_web_annotations(
        replace(reading, about=about), tmp_path / "b.json"
    ).path
    assert {item["target"]["source"] for item in items(path)} == {
        "https://example.org/article"
    }


def test_the_collection_says_whose_the_text_is(reading, tmp_path, file):
    title = reading.about["title"]
    assert (
        json.loads(file.read_text(encoding="utf-8"))["label"]
        == f"{title}. {reading.about['rights']}"
    )
    about = {key: value for key, value in reading.about.items() if key != "rights"}
    path = write_web_annotations(
        replace(reading, about=about), tmp_path / "b.json"
    ).path
    label = json.loads(path.read_text(encoding="utf-8"))["label"]
    assert label == f"{title}. All rights in the text stay with whoever holds them."


json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 99999),
        st.sampled_from(
            [
                "",
                "Annotation",
                "TextQuoteSelector",
                "TextPositionSelector",
                "Kim Kardashian",
                "AnnotationPage",
                "events",
                "people",
            ]
        ),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "id",
                    "target",
                    "selector",
                    "state",
                    "cached",
                    "source",
                    "exact",
                    "prefix",
                    "suffix",
                    "start",
                    "end",
                    "body",
                    "value",
                    "bodyValue",
                    "row",
                    "table",
                    "cells",
                    "items",
                    "first",
                    "next",
                    "sources",
                    "refinedBy",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(st.lists(json_values, max_size=3), st.sampled_from(["list", "page", "targets"]))
def test_no_file_does_worse_than_a_sentence(values, way):
    article = Article("Kim Kardashian has called out.\nKim Kardashian wrote.\n")
    content = {
        "list": values,
        "page": {
            "type": "AnnotationPage",
            "items": values,
            "sources": values,
            "next": values,
        },
        "targets": [annotation(value, body=value, row=value) for value in values],
    }[way]
    with tempfile.TemporaryDirectory() as folder:
        path = elsewhere(Path(folder), content)
        path.write_text(json.dumps(content), encoding="utf-8")
        try:
            found = read_web_annotations(path, article)
        except ReadingError as error:
            assert str(error).startswith("elsewhere.json: ")
        else:
            assert all(found.problems["problem"].str.endswith("."))


def test_a_row_that_another_tool_has_changed_keeps_to_its_words(reading, file):
    content = json.loads(file.read_text(encoding="utf-8"))
    first = content["first"]["items"][0]
    first["row"]["cells"]["quote"] = "words that stand nowhere"
    second = content["first"]["items"][1]
    second["row"] = {"table": "../people", "cells": 3}
    file.write_text(json.dumps(content), encoding="utf-8")
    found = read_web_annotations(file, reading)
    assert found.events["quote"].iloc[0] == reading.events["quote"].iloc[0]
    assert "elsewhere-2" in set(found.notes["id"])
    assert found.problems["problem"].tolist() == [
        "its row is not of a table of a reading; it was taken as a note."
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b'[{"type": "Annotation",]',
            "elsewhere.json: it is not JSON, or it is broken in line 1, character 24",
        ),
        (b"id,quote\n1,x", "it is not JSON, or it is broken in line 1"),
        (b"", "it is not JSON"),
        (
            b"\x89PNG\r\n\x1a\n\xff",
            "elsewhere.json: this is a picture (PNG); open it in the program it comes from",
        ),
        (
            b"[" * 100_000,
            "elsewhere.json: it is JSON, but of a form no annotations have",
        ),
        (
            b'{"events": []}',
            "elsewhere.json: it has no W3C Web Annotations (it is JSON of another kind)",
        ),
        (b'"text"', "it is JSON of another kind"),
        (b"[1, 2]", "it is JSON of another kind"),
        (
            b'{"type": "AnnotationCollection", "first": "https://example.org/1"}',
            "its pages are elsewhere",
        ),
    ],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(
    reading, tmp_path, content, words
):
    path = tmp_path / "elsewhere.json"
    path.write_bytes(content)
    with pytest.raises(ReadingError) as error:
        read_web_annotations(path, reading)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_a_collection_that_goes_on_elsewhere_says_so(reading, tmp_path):
    path = tmp_path / "elsewhere.json"
    page = {
        "type": "AnnotationPage",
        "items": [annotation(quoted("ruthless attacks"))],
        "next": "https://example.org/2",
    }
    path.write_text(json.dumps(page), encoding="utf-8")
    found = read_web_annotations(path, reading)
    assert found.problems["problem"].tolist() == [
        "the annotations go on at https://example.org/2, which was not read."
    ]


def test_a_collection_that_has_lost_some_says_so(reading, file):
    content = json.loads(file.read_text(encoding="utf-8"))
    every = content["first"]["items"]
    content["first"] = {
        "type": "AnnotationPage",
        "items": every[:2],
        "next": {"type": "AnnotationPage", "items": every[2:9]},
    }
    file.write_text(json.dumps(content), encoding="utf-8")
    found = read_web_annotations(file, reading)
    assert len(found.events) == 2
    assert found.problems["problem"].tolist() == [
        "the annotations go on at a second page, which was not read.",
        f"the collection counts {len(every)} annotations, and 2 were read.",
    ]


def test_a_missing_file_is_named(reading, tmp_path):
    with pytest.raises(ReadingError, match=r"^no\.json: the file is missing from "):
        read_web_annotations(tmp_path / "no.json", reading)


def test_nothing_is_written_over_without_being_told(reading, file):
    before = file.read_bytes()
    with pytest.raises(
        ReadingError, match=r"^annotations\.json: it exists, and was left as it is; "
    ):
        write_web_annotations(reading, file)
    file.write_bytes(b"old")
    write_web_annotations(reading, file, overwrite=True)
    assert file.read_bytes() == before


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    reading, file, monkeypatch
):
    def full(_):
        raise OSError(28, "No space left on device")

    before = file.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        ReadingError, match=r"cannot be written \(No space left on device\)"
    ):
        write_web_annotations(reading, file, overwrite=True)
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("place", "words"),
    [("none/a.json", "there is no folder"), (".", "it is a folder; name a file.")],
)
def test_a_place_where_no_file_can_be_is_named(reading, tmp_path, place, words):
    with pytest.raises(ReadingError, match=words):
        write_web_annotations(reading, tmp_path / place)


def test_a_reading_without_quotations_and_notes_goes_out_too(tmp_path):
    folder = shutil.copytree(DATA / NAME, tmp_path / "copy")
    for name in ("quotations", "notes"):
        (folder / f"{name}.csv").unlink()
    reading = load_reading(folder)
    found = read_web_annotations(
        write_web_annotations(reading, tmp_path / "a.json").path, reading
    )
    assert (len(found.events), len(found.quotations), len(found.notes)) == (
        len(reading.events),
        0,
        0,
    )


def test_a_narrowed_reading_goes_out_with_the_events_that_its_own_rest_on(
    reading, tmp_path
):
    some = reading.where(words="decides")
    file = write_web_annotations(some, tmp_path / "a.json").path
    found = read_web_annotations(file, reading)
    kept = set(found.events["id"])
    assert set(some.events["id"]) < kept < set(reading.events["id"])
    assert set(found.quotations["event"]) - {""} <= kept
    assert len(found.notes) == len(reading.notes)


def test_a_readers_own_column_and_a_draft_come_back(reading, tmp_path):
    people = reading.people.assign(draft="yes", own="<b>")
    changed = replace(reading, people=people)
    file = write_web_annotations(changed, tmp_path / "a.json").path
    found = read_web_annotations(file, changed)
    came_back(changed, found)
    assert set(found.people["draft"]) == {"yes"}
    assert set(found.people["own"]) == {"<b>"}


def test_what_is_neither_a_reading_nor_an_article_is_refused(file):
    with pytest.raises(ReadingError, match="is neither a reading nor an article"):
        read_web_annotations(file, NAME)
    with pytest.raises(ReadingError, match="is not the name of a file"):
        read_web_annotations(3, Article("One."))
