"""Whose words are whose: every word counted once, and every count the same when counted another way."""

import hashlib
import re
from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from helpers import (
    check_reading,
    load_reading,
    plot_order_of_telling,
    plot_voices,
    quotations_table,
    show_order_of_telling,
    show_voices,
    silences_table,
    verbs_table,
    voices_table,
)
from helpers.close_reading.telling import (
    TEXT,
    describe_order_of_telling,
    describe_voices,
)
from helpers.close_reading.voices import WORD, voices
from helpers.reading import COLUMNS, DATA
from helpers.show import figure_image

NAME = "kardashian-la-raids"
LINES = (DATA / NAME / "article.txt").read_text(encoding="utf-8").split("\n")
BODY = [line for n, line in enumerate(LINES, 1) if n not in (3, 4)]


@pytest.fixture(scope="module")
def reading():
    return load_reading(NAME)


@pytest.fixture
def write(tmp_path):
    """Writes a reading of the text with rows for its tables, cells divided by "|"; gives its folder."""

    def folder(text, **rows):
        (tmp_path / "article.txt").write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        about = f'title = "T"\npublished = "2025-06-10"\nsha256 = "{digest}"\n{rows.pop("about", "")}'
        (tmp_path / "reading.toml").write_text(about, encoding="utf-8")
        for table, columns in COLUMNS.items():
            cells = [row.split("|") for row in rows.get(table, [])]
            frame = pd.DataFrame(cells, columns=list(columns), dtype=str)
            frame.to_csv(tmp_path / f"{table}.csv", index=False)
        return tmp_path

    return folder


def tokens(text):
    """The words, counted by splitting at spaces and dashes: another way than the helpers'."""
    return [
        token
        for token in text.replace("—", " ").split()
        if any(map(str.isalnum, token))
    ]


def quoted(text):
    """What stands between curly quotation marks."""
    return re.findall("“([^”]*)”", text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("co-workers", 1),
        ("Monday’s", 1),
        ("it's", 1),
        ("a — b", 2),
        ("a—b", 2),
        ("Kardashian, 44,", 2),
        ("“—”", 0),
    ],
)
def test_a_word_is_letters_and_digits_with_the_apostrophes_and_hyphens_inside(
    text, count
):
    assert len(WORD.findall(text)) == count


def test_every_word_of_the_body_is_counted_once(reading):
    stretches = voices(reading)
    assert stretches["count"].sum() == sum(len(tokens(line)) for line in BODY)
    assert list(stretches["first"]) == [1, *(stretches["count"].cumsum() + 1)[:-1]]
    text = reading.article.text
    for stretch in stretches.itertuples():
        assert len(tokens(text[stretch.start : stretch.end])) == stretch.count
        assert (
            tokens(text[stretch.start : stretch.end])[0].strip("“”,.:")
            in LINES[stretch.paragraph - 1]
        )


def test_what_is_quoted_is_what_stands_between_quotation_marks(reading):
    rows = reading.quotations[reading.quotations["form"] != "reported"].sort_values(
        "start"
    )
    assert list(rows["quote"]) == [words for line in BODY for words in quoted(line)]
    for row in reading.quotations.itertuples():
        around = reading.article.text[row.start - 1] + reading.article.text[row.end]
        assert (around == "“”") == (row.form != "reported")


def test_the_share_of_each_voice_is_what_a_count_between_the_quotation_marks_gives(
    reading,
):
    table = voices_table(reading)
    between = {
        n: sum(len(tokens(words)) for words in quoted(line))
        for n, line in enumerate(LINES, 1)
    }
    body = sum(len(tokens(line)) for line in BODY)
    label, doechii = len(tokens("pardon czar.")), between[9]
    expected = {
        "narrator": body - sum(between.values()),
        "kim-kardashian": sum(between.values()) - doechii - label,
        "doechii": doechii,
        "unattributed": label,
        "all": body,
    }
    assert table["count"].to_dict() == expected
    assert table["share"].to_dict() == {
        voice: round(100 * n / body, 1) for voice, n in expected.items()
    }


def test_pull_quote_and_caption_have_no_words_in_the_count(reading):
    assert {3, 4}.isdisjoint(voices(reading)["paragraph"])
    with_them = replace(reading, not_body=frozenset())
    more = (
        voices_table(with_them)["count"]["all"] - voices_table(reading)["count"]["all"]
    )
    assert more == len(tokens(LINES[2])) + len(tokens(LINES[3]))


def test_reported_words_are_the_narrators_and_stand_apart(reading):
    table = voices_table(reading)
    reported = [
        *("she has seen firsthand", "this isn’t a partisan issue", "she was there to"),
        "her work on prison reform inspired her decision to pursue a legal education",
        "she had completed her law degree after six years of study",
    ]
    assert table["reported"].to_dict() == dict.fromkeys(table.index, 0) | dict.fromkeys(
        ("narrator", "all"), sum(len(tokens(words)) for words in reported)
    )
    assert (table.loc[:, "narration":].sum(axis="columns") == table["count"]).all()


def test_a_small_article_is_counted_as_by_hand(write):
    text = "Ann said “we won’t take I” and left.\nBob added that he was tired.\n"
    people = ["ann|Ann|person|Ann|A", "bob|Bob|person|Bob|B"]
    quotations = ["q|ann|we won’t take I||fragment||", "r|bob|he was tired||reported||"]
    table = voices_table(
        load_reading(write(text, people=people, quotations=quotations))
    )
    assert list(table.index) == ["narrator", "ann", "all"]
    assert table.loc["narrator", "count":].to_list() == [10, 71.4, 7, 3, 0]
    assert table.loc["ann", "count":].to_list() == [4, 28.6, 0, 0, 4]


def test_a_word_that_begins_where_a_quotation_ends_is_not_in_it(write):
    people, quotations = ["ann|Ann|person|Ann|A"], ["q|ann|yes—||reported||"]
    table = voices_table(
        load_reading(
            write("Ann said yes—then left.", people=people, quotations=quotations)
        )
    )
    assert table.loc["narrator", ["narration", "reported"]].to_list() == [4, 1]


def test_the_table_of_quotations_follows_the_text(reading):
    table = quotations_table(reading)
    assert list(table["number"]) == list(range(1, len(reading.quotations) + 1))
    assert list(table["paragraph"]) == sorted(table["paragraph"])
    assert list(table["count"]) == [len(tokens(words)) for words in table["quote"]]


def test_nobody_among_the_silent_is_quoted_and_everybody_else_who_can_speak_is(reading):
    speaking = {"person", "group", "organisation", "agency", "government"}
    can_speak = set(reading.people["id"][reading.people["kind"].isin(speaking)])
    assert set(silences_table(reading).index) == can_speak - {
        "kim-kardashian",
        "doechii",
    }


def test_the_words_for_the_silent_are_those_of_whoever_the_quotation_marks_say(reading):
    for person, row in silences_table(reading).iterrows():
        found = reading.mentions[
            (reading.mentions["person"] == person) & reading.mentions["body"]
        ]
        assert row["times"] == len(found)
        assert row["paragraphs"] == ", ".join(
            str(n) for n in sorted(set(found["paragraph"]))
        )
        for start in found["start"]:
            before = reading.article.text[:start]
            inside = before.count("“") > before.count("”")
            assert row["named_by"] == ("Kim Kardashian" if inside else "The narrator")


def test_the_verbs_are_those_found_by_reading_with_who_speaks(reading):
    kim, doechii, none = "Kim Kardashian", "Doechii", "no words of the speaker's"
    expected = [
        ("called out", kim, "single word", 1),
        ("wrote", kim, "direct", 2),
        ("said", kim, "reported, fragment", 5),
        ("continued", kim, "direct", 6),
        ("told", kim, "reported, direct", 7),
        ("wrote", kim, "direct", 8),
        ("denouncing", doechii, none, 9),
        ("said", doechii, "direct", 9),
        ("lobbied", kim, none, 11),
        ("lobbying", kim, none, 12),
        ("said", kim, "reported, fragment", 12),
        ("told", kim, "reported", 13),
        ("announced", kim, "reported", 13),
    ]
    assert list(verbs_table(reading).itertuples(index=False, name=None)) == expected


def test_a_verb_whose_speaker_the_tables_do_not_tell_has_none(write):
    table = verbs_table(load_reading(write("Ann said so. She continued to work.")))
    assert table.to_numpy().tolist() == [["said", "", "no words of the speaker's", 1]]


def test_a_verb_belongs_to_the_quotation_that_stands_nearest(write):
    text = "“We are not going to leave this house of ours today,” said Ann, but not Bob: “No.”"
    quotations = [
        "a|ann|We are not going to leave this house of ours today,||direct||",
        "b|bob|No.||direct||",
    ]
    table = verbs_table(load_reading(write(text, people=PEOPLE, quotations=quotations)))
    assert table[["verb", "name"]].to_numpy().tolist() == [["said", "Ann"]]


def test_a_bar_of_the_strip_is_as_wide_as_its_words_are_many(reading):
    figure = plot_voices(reading)
    forms = [
        *("narration", "reported", "direct"),
        *("fragment", "single word", "label"),
    ]
    bars = [bar for bar in figure.axes[0].patches if bar.get_label() in forms]
    stretches = voices(reading)
    words = TEXT / stretches["count"].sum()
    assert sorted(round(bar.get_width() / words) for bar in bars) == sorted(
        stretches["count"]
    )
    assert sum(bar.get_width() for bar in bars) == pytest.approx(TEXT)
    edges = sorted((bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars)
    assert all(
        left[1] == pytest.approx(right[0]) for left, right in zip(edges, edges[1:])
    )


def test_voices_can_be_told_apart_without_colour(reading):
    axes = plot_voices(reading).axes[0]
    lanes = {bar.get_y() for bar in axes.patches}
    assert len(lanes) == len(voices_table(reading)) - 1
    assert {
        bool(bar.get_hatch()) for bar in axes.patches if bar.get_label() == "reported"
    } == {True}
    assert not any(
        bar.get_hatch() for bar in axes.patches if bar.get_label() != "reported"
    )
    assert {text.get_text() for text in axes.texts} >= {
        "The narrator",
        "Kim Kardashian",
        "Doechii",
        "Nobody named",
    }


def test_a_long_name_stays_within_the_figure(write):
    name = "The Honourable Committee for the Preservation of Very Long Names in Small Figures"
    folder = write(
        "“Yes,” it said.",
        people=[f"it|{name}|group|it|I"],
        quotations=["q|it|Yes,||direct||"],
    )
    figure = plot_voices(load_reading(folder))
    (text,) = [
        t for t in figure.axes[0].texts if t.get_text().startswith("The Honourable")
    ]
    assert text.get_window_extent().x0 >= 0


def test_the_order_of_telling_is_the_order_of_the_quotes_in_the_text(reading):
    texts = plot_order_of_telling(reading, years=(2018, 2025)).axes[0].texts
    text = (DATA / NAME / "article.txt").read_text(encoding="utf-8")
    events = sorted(
        reading.events.itertuples(), key=lambda event: text.index(event.quote)
    )
    assert [t.get_text() for t in texts if t.get_label() == "number"] == [
        str(event.paragraph) for event in events
    ]
    assert [t.get_text() for t in texts if t.get_label() == "tick"] == ["paragraph"]
    assert [
        t.get_text() for t in texts if t.get_label() == "label" and t.get_text()
    ] == [e.title for e in events]
    assert [
        s.split(": ", 1)[1].rsplit(", ", 1)[0]
        for s in describe_order_of_telling(reading)
    ] == [event.title for event in events]


def test_a_date_known_to_the_year_is_drawn_as_wide_as_the_year(reading):
    one = replace(reading, events=reading.events[reading.events["id"] == "commutation"])
    (bar,) = [
        p
        for p in plot_order_of_telling(one, years=(2018, 2025)).axes[1].patches
        if p.get_label() == "within"
    ]
    assert bar.get_width() == 365
    assert bar.get_x() == pd.Timestamp("2018-01-01").toordinal()


def test_many_events_are_drawn_in_order_without_labels(reading):
    many = replace(reading, events=pd.concat([reading.events] * 4, ignore_index=True))
    figure = plot_order_of_telling(many)
    (lines,) = figure.axes[0].collections
    assert len(lines.get_segments()) == 4 * len(reading.events)
    assert not figure.axes[0].texts
    year = [
        pd.Timestamp("2018-01-01").toordinal(),
        pd.Timestamp("2019-01-01").toordinal(),
    ]
    spans = [list(segment[:, 0]) for segment in lines.get_segments()]
    assert (
        spans.count(year)
        == 4 * reading.events["date"].isin(["2018", "/2018"]).sum()
        == 24
    )


def test_many_events_in_the_last_year_of_the_calendar_can_be_drawn(reading):
    one = reading.events.iloc[[0] * 61].assign(
        date="9999",
        earliest=pd.Timestamp("9999-01-01"),
        latest=pd.Timestamp("9999-12-31"),
    )
    ticks = (
        plot_order_of_telling(replace(reading, events=one)).axes[0].get_xticklabels()
    )
    assert [tick.get_text() for tick in ticks] == ["9999"]


@pytest.mark.parametrize("draw", [plot_voices, plot_order_of_telling])
def test_a_figure_is_closed_opaque_and_the_same_each_time(reading, draw):
    figure = draw(reading)
    assert plt.get_fignums() == []
    assert figure.get_facecolor() == (1, 1, 1, 1)
    assert figure_image(figure, "alt") == figure_image(draw(reading), "alt")


def test_the_text_alternatives_say_what_the_figures_show(reading):
    (alt,) = re.findall('<img alt="([^"]*)"', show_voices(reading).html)
    table = voices_table(reading)
    for name, count, share in zip(table["name"], table["count"], table["share"]):
        assert f"{name}, {count} words, {share}%" in alt
    assert all(sentence in alt for sentence in describe_voices(reading))
    assert len(describe_voices(reading)) == len(voices(reading))
    html = show_order_of_telling(reading).html
    assert html.count("<li ") == len(reading.events)
    assert "Paragraph 11: Trump pardons Johnson, 2020." in html


def test_a_reading_without_quotations_and_notes_is_the_narrators(write):
    folder = write("Nobody speaks.\n\nNot here.")
    for name in ("quotations", "notes"):
        (folder / f"{name}.csv").unlink()
    reading = load_reading(folder)
    assert voices_table(reading)["count"].to_dict() == {"narrator": 4, "all": 4}
    assert len(silences_table(reading)) == len(quotations_table(reading)) == 0
    assert "<img" in show_voices(reading).html
    assert "<img" in show_order_of_telling(reading).html


def test_text_of_the_files_is_escaped_in_what_is_shown(write):
    people = ["bob|<b>Bob $x$|person|Bob|B"]
    quotations = ["q|bob|no <i>||direct||"]
    html = show_voices(
        load_reading(
            write("Bob: “no <i>” he said.", people=people, quotations=quotations)
        )
    ).html
    assert "&lt;b&gt;Bob $x$" in html
    assert not re.search(r"<[bi]>", html)


TWO = "“Yes,” Ann said. “No,” said Bob."
PEOPLE = ["ann|Ann|person|Ann|A", "bob|Bob|person|Bob|B"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            ["a|ann|Yes,||direct||", "b|bob|Yes,” Ann said. “No,||direct||"],
            "quotations.csv row 3, column quote: it shares words with row 2, “Yes,”; give each word to one quotation.",
        ),
        (
            ["a|ann|Yes,” Ann said. “No,||direct||", "b|bob|No,||direct||"],
            "quotations.csv row 3, column quote: it shares words with row 2, “Yes,” Ann said. “No,”; "
            "give each word to one quotation.",
        ),
        (
            ["a|ann|Ann s||direct||", "b|bob|said. “No,||direct||"],
            "quotations.csv row 3, column quote: it shares words with row 2, “Ann s”; give each word to one quotation.",
        ),
        (
            ["a|an|Yes,||direct||"],
            'quotations.csv row 2, column speaker: "an" is not in people.csv; did you mean "ann"?',
        ),
        (
            ["a|ann|Yes,||fragments||"],
            'quotations.csv row 2, column form: "fragments" is not known here; did you mean "fragment"?',
        ),
        (
            ["a|ann|Perhaps not tomorrow||direct||"],
            "quotations.csv row 2, column quote: “Perhaps not tomorrow” is not in the article. "
            "Nothing like it stands there; copy the words from the article.",
        ),
        (
            ["a|ann|“Yes,”||direct||"],
            "quotations.csv row 2, column quote: leave out the quotation marks at both ends; "
            "a quotation that is interrupted is two rows.",
        ),
        (
            ["a|ann|Yes,||direct||party"],
            'quotations.csv row 2, column event: "party" is not in events.csv; there are none yet.',
        ),
        (
            ["a|ann|Yes,||direct||", "a|bob|No,||direct||"],
            'quotations.csv row 3, column id: "a" stands in row 2 already; every id stands once.',
        ),
    ],
)
def test_a_fault_in_a_quotation_has_its_sentence(write, rows, sentence):
    found = check_reading(write(TWO, people=PEOPLE, quotations=rows))
    assert [
        f"{p.file} row {p.row}, column {p.column}: {p.problem}"
        for p in found.itertuples()
    ] == [sentence]


def test_quotations_side_by_side_share_no_words(write):
    rows = [
        "a|ann|Yes,||direct||",
        "b|narrator|Ann said.||reported||",
        "c|unattributed|No,||label||",
    ]
    assert check_reading(write(TWO, people=PEOPLE, quotations=rows)).empty
