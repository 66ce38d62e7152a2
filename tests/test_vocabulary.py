"""One vocabulary: what is keyed by a closed list has each of its words, and no other."""

import re
import shutil
from html import unescape

import pytest

import helpers
from helpers import check_reading, find_dates, load_reading, parse_date
from helpers.annotating.form import _choices
from helpers.annotating.proposals import kind_of
from helpers.checking.dating import agreement
from helpers.checking.rules import CELL_RULES, DATING
from helpers.close_reading.voices import NARRATION
from helpers.dates import in_words
from helpers.drafting.draft_events import kind_of_word
from helpers.reading import DATA
from helpers.vocabulary import (
    AGREEMENTS,
    BASES,
    COLUMNS,
    DERIVED,
    EVENT_KINDS,
    EXTENTS,
    FORMS,
    HEADS,
    NOTE_KINDS,
    OPTIONAL,
    PEOPLE_KINDS,
    RESERVED,
    ROWS,
    SHOWN,
    TABLES,
)

READING = load_reading("kardashian-la-raids")
SHOWING = [name for name in helpers.__all__ if name.endswith("_table")]
SHOWING += ["people_and_events"]
CALLS = [name for name in SHOWING if name != "show_table"]
DOCUMENTED = (DATA / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CALLS)
def test_every_column_that_a_table_shows_has_a_head_in_words(name):
    made = getattr(helpers, name)(READING)
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', made._repr_html_())
    assert len(made) > 0
    assert [column for column in made.columns if column not in HEADS] == []
    if name == "people_and_events":  # one block an event, without heads
        assert heads == []
    else:
        assert list(map(unescape, heads)) == [HEADS[column] for column in made.columns]


def test_faults_and_dates_found_have_heads_in_words(tmp_path):
    broken = shutil.copytree(DATA / "practice", tmp_path / "copy")
    (broken / "sources.csv").write_text("id\n", encoding="utf-8")
    faults = check_reading(broken)
    assert len(faults) > 0
    assert set(faults.columns) <= set(HEADS)
    assert len(find_dates("It opened in 2018.")) == 1


def test_a_column_of_the_same_name_has_one_head_in_every_table():
    heads = {}
    for columns in TABLES.values():
        for column in columns:
            heads.setdefault(column.name, set()).add(column.head)
    assert {name: said for name, said in heads.items() if len(said) > 1} == {}
    assert {name: {HEADS[name]} for name in heads} == heads
    assert all(head[:1].isupper() and "_" not in head for head in HEADS.values())


def test_the_lists_of_columns_are_those_of_the_tables():
    assert list(TABLES) == list(COLUMNS) == list(DERIVED) == list(OPTIONAL)
    for table, columns in TABLES.items():
        names = [column.name for column in columns]
        assert len(names) == len(set(names))
        assert set(COLUMNS[table]) | set(DERIVED[table]) == set(names)
        assert set(COLUMNS[table]) & set(DERIVED[table]) <= {"paragraph"}
        assert set(OPTIONAL[table]) <= set(COLUMNS[table])
        assert set(names) <= set(getattr(READING, table).columns)
    assert all("draft" in COLUMNS[table] for table in ROWS)
    shown = set(helpers.people_and_events(READING).columns)
    assert {"words" if name == "quote" else name for name in SHOWN} - {"draft"} <= shown


def test_every_rule_of_a_cell_is_there_and_used():
    used = {
        column.rule
        for columns in TABLES.values()
        for column in columns
        if not column.derived
    }
    assert used == set(CELL_RULES)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("people kind", PEOPLE_KINDS),
        ("event kind", EVENT_KINDS),
        ("note kind", NOTE_KINDS),
        ("extent", EXTENTS),
        ("basis", BASES),
        ("form", FORMS),
    ],
)
def test_each_word_of_a_list_is_accepted_in_its_cell_and_a_misspelling_is_not(
    rule, words
):
    known = helpers.checking.rules.Known({})
    assert [list(CELL_RULES[rule](word, known)) for word in words] == [[]] * len(words)
    wrong = next(word for word in words if word) + "e"
    assert len(list(CELL_RULES[rule](wrong, known))) == 1


@pytest.mark.parametrize(
    "words", [PEOPLE_KINDS, NOTE_KINDS, EXTENTS, BASES, FORMS, AGREEMENTS]
)
def test_the_page_about_the_files_names_each_word(words):
    assert [word for word in words if word and word not in DOCUMENTED] == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("people kinds", PEOPLE_KINDS),
        ("event kinds", EVENT_KINDS),
        ("note kinds", NOTE_KINDS),
        ("extents", EXTENTS),
        ("bases", BASES),
        ("forms", FORMS),
    ],
)
def test_the_form_lets_choose_each_word_of_a_list_and_no_other(field, words):
    rows = {table: {"one": {"name": "One"}} for table in TABLES}
    choices = _choices(READING, rows, {"people": ""})[field]
    assert [choice["value"] for choice in choices] == list(words)


def test_each_word_that_drafts_a_kind_drafts_it_in_the_draft_and_in_the_form():
    for kind, words in EVENT_KINDS.items():
        for word in words.split():
            stem = word.removesuffix("-")
            assert kind_of_word(stem) == kind, word
            assert kind_of(f"{stem}, it is told") == kind, word
            longer = stem + "xxxxxx"
            drafted = kind_of_word(longer)
            assert drafted == (kind if word.endswith("-") else ""), word
            assert kind_of(longer) == drafted, word
            assert kind_of_word(longer + "x") == ""


def test_each_extent_says_another_thing_of_the_same_year():
    said = {extent: in_words(parse_date("2018"), extent) for extent in EXTENTS}
    assert len(set(said.values())) == len(EXTENTS)


def test_each_basis_either_dates_an_event_or_says_why_none_is_there():
    assert set(DATING) | {"background", "not said"} == set(BASES)
    assert set(READING.events["date_basis"]) <= set(BASES)
    table = helpers.dates_table(READING)
    assert set(table["basis"]) <= set(BASES.values())
    assert len(set(BASES.values())) == len(BASES)


def test_each_agreement_that_is_found_has_its_words():
    found = {
        agreement(parse_date(article), parse_date(record), extent)
        for article in ("2018", "/2018", "2018/2019")
        for record in ("2018", "2018/2019", "2019", "/2020", "2020/")
        for extent in EXTENTS
    }
    assert found | {"not independent", ""} == set(AGREEMENTS)
    assert len({one.words for one in AGREEMENTS.values()}) == len(AGREEMENTS)


def test_each_form_of_words_has_a_head_and_the_voices_have_no_other():
    assert set(FORMS) <= set(HEADS)
    columns = set(helpers.voices_table(READING).columns)
    assert columns - {"name", "count", "share"} <= {NARRATION, *FORMS}


def test_a_reserved_word_is_the_id_of_no_row():
    for table in TABLES:
        assert not set(getattr(READING, table)["id"]) & set(RESERVED)
