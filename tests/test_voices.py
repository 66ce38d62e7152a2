"""Whose words are whose: every word counted once, and every count the same when counted another way."""

import hashlib
import re
from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from helpers import (
    ReadingError,
    check_reading,
    load_reading,
    parse_date,
    plot_order_of_telling,
    plot_voices,
    quotations_table,
    silences_table,
    verbs_table,
    voices_table,
)
from helpers.close_reading.voices import NO_QUOTATIONS, WORD, voices
from helpers.close_reading.voices_figure import GAP, TEXT, background
from helpers.figure.style import MOST_ROWS
from helpers.reading import DATA
from helpers.vocabulary import COLUMNS, OPTIONAL

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
        (tmp_path / "article.txt").write_text(text, encoding="utf-8", newline="\n")
        digest = hashlib.sha256(text.encode()).hexdigest()
        about = f'title = "T"\npublished = "2025-06-10"\nsha256 = "{digest}"\n{rows.pop("about", "")}'
        (tmp_path / "reading.toml").write_text(about, encoding="utf-8")
        for table, columns in COLUMNS.items():
            cells = [row.split("|") for row in rows.get(table, [])]
            needed = [one for one in columns if one not in OPTIONAL[table]]
            frame = pd.DataFrame(cells, columns=needed, dtype=str)
            frame.to_csv(tmp_path / f"{table}.csv", index=False, encoding="utf-8")
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
    quotations = ["q|ann|no||direct||"]
    text = "Ann said so. She continued to work. “no”"
    folder = write(text, people=PEOPLE[:1], quotations=quotations)
    table = verbs_table(load_reading(folder))
    assert table.to_numpy().tolist() == [["said", "", "no words of the speaker's", 1]]


def test_a_verb_belongs_to_the_quotation_that_stands_nearest(write):
    text = "“We are not going to leave this house of ours today,” said Ann, but not Bob: “No.”"
    quotations = [
        "a|ann|We are not going to leave this house of ours today,||direct||",
        "b|bob|No.||direct||",
    ]
    table = verbs_table(load_reading(write(text, people=PEOPLE, quotations=quotations)))
    assert table[["verb", "name"]].to_numpy().tolist() == [["said", "Ann"]]


FORMS = ("narration", "reported", "direct", "fragment", "single word", "label")


def bars_of(figure):
    """The bars of the lanes: form, left, right and lane, of the second axes."""
    found = []
    for collection in figure.axes[1].collections:
        if collection.get_label() in FORMS:
            for path in collection.get_paths():
                (left, low), (right, high) = path.vertices.min(0), path.vertices.max(0)
                found.append((collection.get_label(), left, right, low + high))
    return sorted(found, key=lambda bar: bar[1])


def texts_of(figure, *labels):
    texts = [text for axes in figure.axes for text in axes.texts]
    return [text.get_text() for text in texts if text.get_label() in labels]


def test_a_bar_of_the_strip_is_as_wide_as_its_words_are_many(reading):
    bars = bars_of(plot_voices(reading).figure)
    stretches = voices(reading)
    word = (TEXT - GAP) / stretches["count"].sum()
    widths = [round((right - left) / word) for _, left, right, _ in bars]
    assert widths == list(stretches["count"])
    assert [form for form, *_ in bars] == list(stretches["form"])
    assert bars[0][1] == pytest.approx(0)
    assert bars[-1][2] == pytest.approx(TEXT)
    between = [right[1] - left[2] for left, right in zip(bars, bars[1:])]
    assert sorted(between)[-1] == pytest.approx(GAP)
    assert sorted(between)[:-1] == pytest.approx([0] * (len(between) - 1), abs=1e-9)


def test_the_paragraphs_left_out_are_named_where_the_axis_jumps(reading):
    said = texts_of(plot_voices(reading).figure, "tick")
    assert "3 and 4 left out" in said
    assert {"2", "5"} <= set(said)
    assert not {"3", "4"} & set(said)
    everything = replace(reading, not_body=frozenset())
    said = texts_of(plot_voices(everything).figure, "tick")
    assert not any("left out" in words for words in said)


def test_a_bracket_names_the_background(reading):
    assert background(reading) == [10, 11, 12, 13]
    assert "background, 10–13" in texts_of(plot_voices(reading).figure, "tick")
    recent = reading.events.assign(date="2025-06-10")
    news = replace(reading, events=recent)
    assert background(news) == []
    assert not any(
        "background" in t for t in texts_of(plot_voices(news).figure, "tick")
    )


def test_the_background_is_that_of_the_whole_reading(reading):
    assert background(reading.where(years=2025)) == background(reading)


def test_the_caption_says_from_where_on_the_narrator_is_almost_alone(reading):
    after = [line for n, line in enumerate(LINES, 1) if n > 9]
    words = sum(len(tokens(line)) for line in after)
    between = sum(len(tokens(part)) for line in after for part in quoted(line))
    assert plot_voices(reading).caption == (
        f"After paragraph 9 the narrator speaks almost alone: {between} of {words} words "
        "are in quotation marks"
    )
    assert plot_voices(reading, caption="My own").caption == "My own"


def test_where_nobody_falls_silent_the_caption_says_who_has_most_words(write):
    people, quotations = ["ann|Ann|person|Ann|A"], ["q|ann|we won’t take I||fragment||"]
    folder = write(
        "Ann said “we won’t take I” and left.", people=people, quotations=quotations
    )
    assert plot_voices(load_reading(folder)).caption == (
        "Of 8 words, Ann has 4 and the narrator has 4"
    )


def test_voices_can_be_told_apart_without_colour(reading):
    figure = plot_voices(reading).figure
    assert len({lane for *_, lane in bars_of(figure)}) == len(voices_table(reading)) - 1
    for collection in figure.axes[1].collections:
        if collection.get_label() in FORMS:
            is_hatched = bool(collection.get_hatch())
            assert is_hatched == (collection.get_label() == "reported")
    names = ["The narrator", "Kim Kardashian", "Doechii", "Nobody named"]
    assert set(names) <= set(texts_of(figure, "name"))


def test_the_key_of_the_voices_is_above_the_lanes(reading):
    figure = plot_voices(reading).figure
    assert {"the narrator's own words", "reported in the narrator's words"} <= set(
        texts_of(figure, "key")
    )
    lanes, key = figure.axes[1].get_position(), figure.axes[2].get_position()
    assert key.y0 > lanes.y1


def test_a_long_name_stays_within_the_figure(write):
    name = "The Honourable Committee for the Preservation of Very Long Names in Small Figures"
    folder = write(
        "“Yes,” it said.",
        people=[f"it|{name}|group|it|I"],
        quotations=["q|it|Yes,||direct||"],
    )
    figure = plot_voices(load_reading(folder)).figure
    (text,) = [
        t for t in figure.axes[0].texts if t.get_text().startswith("The Honourable")
    ]
    assert text.get_window_extent().x0 >= 0


@pytest.mark.parametrize("count", [MOST_ROWS - 1, MOST_ROWS])
def test_beyond_sixty_lanes_the_figure_says_which_voices_are_not_drawn(write, count):
    """The narrator has a lane too."""
    words = [f"word{'x' * n}" for n in range(count)]
    text = " ".join(f"“{word},” he said." for word in words)
    people = [f"p{n}|Person {n}|person|{word}|P" for n, word in enumerate(words)]
    quotations = [f"q{n}|p{n}|{word},||direct||" for n, word in enumerate(words)]
    folder = write(text, people=people, quotations=quotations)
    picture = plot_voices(load_reading(folder))
    lanes = {lane for *_, lane in bars_of(picture.figure)}
    assert len(lanes) == min(count + 1, MOST_ROWS)
    said = "the 1 voice with fewest words is not drawn"
    assert (said in picture.caption) == (count + 1 > MOST_ROWS)
    assert len(picture.sentences) == 2 * count


def test_the_order_of_telling_is_the_order_of_the_quotes_in_the_text(reading):
    picture = plot_order_of_telling(reading, years=(2018, 2025))
    texts = picture.figure.axes[0].texts
    text = (DATA / NAME / "article.txt").read_text(encoding="utf-8")
    events = sorted(
        reading.events.itertuples(), key=lambda event: text.index(event.quote)
    )
    assert [t.get_text() for t in texts if t.get_label() == "number"] == [
        str(event.paragraph) for event in events
    ]
    assert [t.get_text() for t in texts if t.get_label() == "tick"] == ["paragraph"]
    titles = " ".join(t.get_text() for t in texts if t.get_label() == "label")
    assert titles == " ".join(event.title for event in events)
    assert picture.sentences == [
        f"Paragraph {event.paragraph}: {event.title}, {event.when}." for event in events
    ]


def test_a_line_joins_the_marks_in_the_order_of_the_text_and_touches_no_day(reading):
    figure = plot_order_of_telling(reading, years=(2018, 2025)).figure
    curve = [
        line
        for line in figure.axes[1].lines
        if (line.get_gid() or "").startswith("curve.")
    ]
    assert len(curve) == len(reading.events) - 1
    bars = [p for p in figure.axes[1].patches if p.get_label() in ("within", "wedge")]
    inside = [
        (x, y)
        for line in curve
        for x, y in zip(line.get_xdata(), line.get_ydata())
        for bar in bars
        if bar.get_xy()[:, 0].min() < x < bar.get_xy()[:, 0].max()
        and bar.get_xy()[:, 1].min() + 0.01 < y < bar.get_xy()[:, 1].max() - 0.01
    ]
    assert inside == []
    assert "the order of the text; it claims no day" in texts_of(figure, "key")


def test_the_caption_lists_the_years_in_the_order_of_the_text_and_counts_the_jumps(
    reading,
):
    assert plot_order_of_telling(reading).caption == (
        "Told as 2025, 2018, 2020, 2025, 2018, 2020, 2019, 2025: seven jumps, three of "
        "them back"
    )


@pytest.mark.parametrize(
    ("dates", "caption"),
    [
        (["2018", "2018-05"], "All events with a date are told of one time: 2018"),
        (["2018", "2020"], "Told as 2018, 2020: one jump, none of it back"),
        (["2020", "2018"], "Told as 2020, 2018: one jump, one of it back"),
        (["201X", "/2015"], "Told as the 2010s, 2015: one jump, one of it back"),
        (
            ["2018/2019", "2020"],
            "Told as 2018 to 2019, 2020: one jump, none of it back",
        ),
        (
            [str(year) for year in range(2000, 2013)],
            "The story jumps from time to time: twelve jumps, none of them back",
        ),
        ([], "None of the events has a date in the article"),
    ],
)
def test_the_caption_of_the_order_is_worked_out_for_any_reading(
    reading, dates, caption
):
    rows = reading.events.iloc[[0] * len(dates)]
    when = [parse_date(date) for date in dates]
    events = rows.assign(
        id=[f"event-{n}" for n in range(len(dates))],
        date=dates,
        extent="moment",
        start=range(len(dates)),
        earliest=pd.to_datetime([w.earliest for w in when]),
        latest=pd.to_datetime([w.latest for w in when]),
    )
    assert plot_order_of_telling(replace(reading, events=events)).caption == caption


def test_a_date_known_to_the_year_is_drawn_as_wide_as_the_year(reading):
    one = reading.where(words="commutes Johnson's")
    figure = plot_order_of_telling(one, years=(2018, 2025)).figure
    (bar,) = [p for p in figure.axes[1].patches if p.get_label() == "within"]
    days = bar.get_xy()[:, 0]
    first = pd.Timestamp("2018-01-01").toordinal()
    assert (days.min(), days.max()) == (first, first + 365)


def test_many_events_are_drawn_in_order_without_labels(reading):
    many = replace(reading, events=pd.concat([reading.events] * 4, ignore_index=True))
    figure = plot_order_of_telling(many).figure
    (lines,) = figure.axes[0].collections
    assert len(lines.get_segments()) == 4 * len(reading.events)
    assert not figure.axes[0].texts
    year = [
        pd.Timestamp("2018-01-01").toordinal(),
        pd.Timestamp("2019-01-01").toordinal(),
    ]
    spans = [list(segment[:, 0]) for segment in lines.get_segments()]
    expected = 4 * reading.events["date"].isin(["2018", "/2018"]).sum()
    assert spans.count(year) == expected == 24


def test_many_events_in_the_last_year_of_the_calendar_can_be_drawn(reading):
    one = reading.events.iloc[[0] * 61].assign(
        date="9999",
        earliest=pd.Timestamp("9999-01-01"),
        latest=pd.Timestamp("9999-12-31"),
    )
    figure = plot_order_of_telling(replace(reading, events=one)).figure
    ticks = figure.axes[0].get_xticklabels()
    assert [tick.get_text() for tick in ticks] == ["9999"]


@pytest.mark.parametrize("draw", [plot_voices, plot_order_of_telling])
def test_a_figure_is_closed_opaque_and_the_same_each_time(reading, draw):
    picture = draw(reading)
    assert plt.get_fignums() == []
    assert picture.figure.get_facecolor() == (1, 1, 1, 1)
    assert picture.html == draw(reading).html


def test_the_text_alternatives_say_what_the_figures_show(reading):
    picture = plot_voices(reading)
    table = voices_table(reading)
    for name, count, share in zip(table["name"], table["count"], table["share"]):
        assert (f"{name}, {count} words, {share}%" in picture.alt) == (
            name != "The whole body text"
        )
    assert all(sentence in picture.alt for sentence in picture.sentences)
    assert len(picture.sentences) == len(voices(reading)) + 2
    assert "Paragraphs 3 and 4: left out, not body text." in picture.sentences
    assert "Paragraphs 10–13: background." in picture.sentences
    picture = plot_order_of_telling(reading)
    assert picture.html.count("<li ") == len(reading.events)
    assert picture.caption in picture.alt
    assert "Paragraph 11: Trump pardons Johnson, 2020, some time in it." in picture.alt


@pytest.mark.parametrize("with_file", [True, False])
def test_without_quotations_no_share_no_silence_and_no_verb_is_given(write, with_file):
    people = ["ann|Ann|person|Ann|A"]
    folder = write("Ann said “yes” to nobody.\n\nNot here.", people=people)
    if not with_file:
        for name in ("quotations", "notes"):
            (folder / f"{name}.csv").unlink()
    reading = load_reading(folder)
    for made in (voices_table, quotations_table, silences_table, verbs_table):
        table = made(reading)
        assert len(table) == 0
        assert NO_QUOTATIONS in table._repr_html_()
        assert NO_QUOTATIONS in repr(table)
    picture = plot_voices(reading)
    assert picture.caption == NO_QUOTATIONS
    assert not re.search(r"\d", picture.alt)
    assert "<img" in plot_order_of_telling(reading).html


def test_text_of_the_files_is_escaped_in_what_is_shown(write):
    people = ["bob|<b>Bob $x$|person|Bob|B"]
    quotations = ["q|bob|no <i>||direct||"]
    folder = write("Bob: “no <i>” he said.", people=people, quotations=quotations)
    reading = load_reading(folder)
    html = plot_voices(reading).html + voices_table(reading)._repr_html_()
    html += quotations_table(reading)._repr_html_()
    assert "&lt;b&gt;Bob $x$" in html
    assert not re.search(r"<[bi]>", html)


@pytest.mark.parametrize(
    "call",
    [
        *(voices_table, quotations_table, silences_table, verbs_table),
        *(plot_voices, plot_order_of_telling),
    ],
)
def test_what_is_no_reading_is_refused_with_the_right_call(reading, call):
    with pytest.raises(ReadingError, match=rf"{call.__name__}\(reading\)"):
        call(reading.events)
    assert call(reading.where(years=2018)) is not None


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
            "quotations.csv row 2, column quote: “Perhaps not tomorrow” is not in the article, "
            "and nothing in the article is like it; copy the words from the article.",
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
            'quotations.csv row 3, column id: "a" is already the id of row 2; use each id once.',
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
