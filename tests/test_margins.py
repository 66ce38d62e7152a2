"""What stands beside the text: notes tied to their words both ways, coverage, the record; and the prose about them."""

import re
import shutil
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path

import nbformat
import pytest

from helpers import (
    ReadingError,
    agreements_table,
    check_reading,
    coverage_table,
    load_reading,
    notes_table,
    record_table,
    show_margin,
    voices_table,
)
from helpers.close_reading.margins import CITING, FIRST_LINE
from helpers.close_reading.record import finer
from helpers.dates import in_words, parse_date
from helpers.reading import DATA
from helpers.vocabulary import AGREEMENTS, NOTE_KINDS

NAME = "kardashian-la-raids"
QUOTED = ["direct", "fragment", "single word", "label"]
NOTEBOOK = (
    Path(__file__).resolve().parent.parent
    / "notebooks"
    / "2-who-says-what-and-when.ipynb"
)


@pytest.fixture(scope="module")
def reading():
    return load_reading(NAME)


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA / NAME, tmp_path / "copy")


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def visible(html):
    """What a reader sees or hears of the HTML: its text and the alternatives of its pictures."""
    alternatives = " ".join(re.findall(r'\balt="([^"]*)"', html))
    return unescape(re.sub("<[^>]*>", " ", html) + " " + alternatives)


def test_the_notes_are_numbered_in_the_order_of_the_text(reading):
    notes = notes_table(reading)
    text = reading.article.text
    paragraphs = reading.article.paragraphs
    places = [
        text.index(words, paragraphs[n - 1].start)
        for words, n in zip(notes["words"], notes["paragraph"])
    ]
    assert list(notes["number"]) == list(range(1, len(notes) + 1))
    assert places == sorted(places)


def test_every_kind_of_note_is_there_and_keeps_its_numbers(reading):
    everything = notes_table(reading)
    for kind in NOTE_KINDS:
        some = notes_table(reading, kind)
        assert len(some) > 0
        assert set(some["kind"]) == {kind}
        assert (everything.loc[some.index, "number"] == some["number"]).all()
    assert len(notes_table(reading, ["time", "law"])) == len(
        notes_table(reading, "time")
    ) + len(notes_table(reading, "law"))


def test_a_kind_of_note_that_does_not_exist_is_named():
    with pytest.raises(
        ReadingError,
        match=r'^there is no kind "wordings" of note; did you mean "wording"\?$',
    ):
        notes_table(load_reading(NAME), "wordings")


LINK = re.compile(
    r'<a href="#([^"]+)" id="([^"]+)" title="[^"]*" aria-label="note (\d+)">(\d+)</a>'
)


def test_each_note_links_to_its_words_and_back(reading):
    html = show_margin(reading).html
    ids = re.findall(r'\bid="([^"]+)"', html)
    links = re.findall(r'href="#([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 2 * len(reading.notes)
    assert sorted(links) == sorted(ids)
    found = LINK.findall(html)
    assert len(found) == len(ids)
    for href, own, said, number in found:
        swapped = (
            own.replace("-note", "-words")
            if own.endswith("-note")
            else own.replace("-words", "-note")
        )
        assert href == swapped
        assert said == number == own.split("-")[1]


def test_ids_are_the_same_each_time_and_others_for_other_notes(reading):
    def ids(page):
        return set(re.findall(r'\bid="([^"]+)"', page.html))

    assert show_margin(reading).html == show_margin(reading).html
    assert ids(show_margin(reading)).isdisjoint(ids(show_margin(reading, "time")))


def texts_of(html):
    """The paragraphs as shown: number and HTML of the text."""
    return re.findall(
        r'<span style="[^"]*">(\d+)</span><div class="text"[^>]*>(.*?)</div>'
        r'<div class="notes"',
        html,
    )


def plain(html):
    """The HTML's text without what cannot be selected."""
    unselectable = r'<(sup|i) style="user-select:none.*?</\1>'
    return unescape(re.sub(f"{unselectable}|<[^>]*>", "", html))


def test_the_text_beside_the_notes_is_the_article_word_for_word(reading):
    cells = texts_of(show_margin(reading).html)
    shown = [plain(text).removesuffix(" ") for _, text in cells]
    assert "\n".join(shown) == reading.article.text
    assert [int(number) for number, _ in cells] == [
        p.number for p in reading.article.paragraphs
    ]


def test_the_words_of_every_note_are_marked_and_its_number_is_after_them(reading):
    html = show_margin(reading).html
    for row in notes_table(reading).itertuples():
        before = html[: html.index(f'-{row.number}-words" title="to note')]
        text = re.split('<div class="text"[^>]*>', before)[-1]
        whole = re.sub("<sup[^>]*>(?:(?!</sup>).)*$", "", text)
        assert plain(whole).endswith(row.words)
        marked = "".join(re.findall("<mark[^>]*>(.*?)</mark>", text))
        assert unescape(marked).endswith(row.words)


def notes_of(html):
    return re.findall(
        r'<div class="note" data-kind="(\w+)"[^>]*>(.*?)</div>', html, re.DOTALL
    )


def test_of_each_note_the_first_line_is_seen_and_the_rest_is_folded(reading):
    found = notes_of(show_margin(reading).html)
    table = notes_table(reading)
    assert [kind for kind, _ in found] == list(table["kind"])
    for (_, html), row in zip(found, table.itertuples()):
        line, folded = html, ""
        if "<details>" in html:
            line, folded = html.split("</summary>")
        seen = plain(line)
        beginning = seen.removeprefix(f"{row.number} {row.kind} ")
        assert len(beginning) <= FIRST_LINE
        assert row.note.startswith(beginning)
        assert f"{beginning} {plain(folded)}".strip().startswith(row.note)
        assert (not folded) == (beginning == row.note and not row.source)


@pytest.mark.parametrize("count", [FIRST_LINE, FIRST_LINE + 1])
def test_a_note_of_one_line_is_not_folded(reading, count):
    words = "x" * (count - 5) + " word"
    notes = reading.notes.assign(note=words, source="")
    html = show_margin(replace(reading, notes=notes)).html
    assert ("<details>" in html) == (count > FIRST_LINE)


def test_the_key_explains_each_kind_of_note_there_is_and_how_many(reading):
    seen = visible(show_margin(reading).html)
    for kind, count in reading.notes["kind"].value_counts().items():
        assert re.search(rf"{kind}\s+\({count}\): {re.escape(NOTE_KINDS[kind])}", seen)
    seen = visible(show_margin(reading, "law").html)
    assert NOTE_KINDS["law"] in seen
    assert NOTE_KINDS["order"] not in seen


def test_notes_and_titles_are_escaped(folder):
    change(
        folder / "notes.csv",
        "Nobody is named as surprised.",
        "<script>x</script> & <img src=x>",
    )
    change(folder / "events.csv", "Trump pardons Johnson", "<b>Trump pardons Johnson")
    change(folder / "sources.csv", "axios-2020,Axios", "axios-2020,<u>Axios")
    reading = load_reading(folder)
    html = show_margin(reading).html + record_table(reading)._repr_html_()
    assert not re.search("<script|<img|<b>Tr|<u>", html)
    assert "&lt;script&gt;x&lt;/script&gt; &amp; &lt;img src=x&gt;" in html


def test_coverage_counts_the_rows_whose_quotes_share_words_with_the_sentence(reading):
    table = coverage_table(reading)
    for number, row in table.iterrows():
        sentence = reading.article.sentences[number - 1]
        for name in CITING:
            places = zip(getattr(reading, name)["start"], getattr(reading, name)["end"])
            letters = set(range(sentence.start, sentence.end))
            assert row[name] == sum(
                not letters.isdisjoint(range(*place)) for place in places
            )


def test_the_sentences_covered_are_those_of_the_body_and_none_is_left_out(reading):
    table = coverage_table(reading)
    assert set(table["paragraph"]) == set(range(1, 14)) - {3, 4}
    assert (table[list(CITING)].sum(axis="columns") > 0).all()


def test_a_sentence_that_no_row_cites_is_counted_in_the_caption(reading):
    def without(table):
        return table[table["paragraph"] != 6]

    fewer = replace(
        reading, quotations=without(reading.quotations), notes=without(reading.notes)
    )
    assert coverage_table(fewer).caption.startswith(
        "19 of 20 sentences are cited, 1 by no row; 9 have no event"
    )
    assert coverage_table(reading).caption.startswith(
        "All 20 sentences are cited; 9 have no event"
    )


@pytest.mark.parametrize(
    ("date", "record", "extent", "words"),
    [
        ("2018", "", "moment", ""),
        ("2018", "2018-06-06", "moment", "1 day in place of 365"),
        ("2020", "2020-02", "moment", "29 days in place of 366"),
        ("2018", "2018", "moment", "no finer"),
        ("2018-06-06", "2018", "moment", "365 days in place of 1, so coarser"),
        ("/2018", "2018-05-30", "", "1 day, where the article gives no beginning"),
        ("2018/", "2018-05-30", "", "1 day, where the article gives no end"),
        (
            "",
            "2018-05-30",
            "moment",
            "1 day, where the article gives no beginning and no end",
        ),
        ("/2018", "/2018-06-06", "span", "the end: 1 day in place of 365"),
        ("2018", "/2018-04-10", "moment", "the end: 1 day in place of 365"),
        (
            "/2025-06-10~",
            "2025-06-06/",
            "span",
            "its beginning, which the article does not give",
        ),
        (
            "2025-06-10~",
            "2025-02-20/",
            "state",
            "its beginning, which the article does not give",
        ),
        (
            "2018/2019",
            "2018-05/2019-01-05",
            "span",
            "the beginning: 31 days in place of 365; the end: 1 day in place of 365",
        ),
    ],
)
def test_how_much_finer_the_record_is_is_said_in_days_and_words(
    date, record, extent, words
):
    assert finer(date, record, extent) == words


def test_article_and_record_stand_side_by_side_for_every_event(reading):
    table = record_table(reading)
    events = reading.events.set_index("id")
    assert sorted(table.index) == sorted(events.index)
    assert (table["note"] == events["note"].loc[table.index]).all()
    for event, row in table.iterrows():
        assert bool(row["finer"]) == bool(events["record_date"][event])
        assert bool(row["source"]) == bool(events["record_source"][event])


def test_every_kind_of_agreement_is_explained_and_the_circular_dates_are_named(reading):
    assert set(AGREEMENTS) == {
        "within",
        "overlaps",
        "outside",
        "not comparable",
        "not independent",
        "",
    }
    table = agreements_table(reading).set_index("agreement")
    assert table["events"].sum() == len(reading.events)
    circular = reading.events[
        reading.events["id"].isin(reading.about["published_from"])
    ].sort_values("number")
    assert table["which"]["confirms nothing"] == "; ".join(circular["title"])
    assert table["events"]["confirms nothing"] == 2


def test_a_disagreement_is_shown_as_a_finding(folder):
    change(folder / "events.csv", "2020-08-28", "2021-08-28")
    table = agreements_table(load_reading(folder)).set_index("agreement")
    assert table["which"]["disagrees"] == "Trump pardons Johnson"


def test_the_record_links_every_source_and_says_when_it_was_checked(reading):
    html = record_table(reading)._repr_html_()
    named = {
        one.strip()
        for cell in reading.events["record_source"]
        for one in cell.split(";")
        if one.strip()
    }
    addresses = dict(zip(reading.sources["id"], reading.sources["address"]))
    assert set(map(unescape, re.findall('href="([^"]+)"', html))) == {
        addresses[one] for one in named
    }
    checked = in_words(parse_date(str(reading.about["record_checked_on"])), "moment")
    assert f"as checked on {checked}" in html


def test_sources_are_plain_text_in_the_frame_and_links_on_the_page(reading):
    table = record_table(reading)
    assert not table["source"].str.contains("<").any()
    assert table["source"]["pardon"].startswith("Axios")
    assert record_table(reading, caption="My own").caption == "My own"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            ",national outcry,",
            ",national outcries,",
            "notes.csv row 5, column quote: “national outcries” is not in the article. Nearest, in paragraph 1: "
            "“national outcry”; the article has “outcry” where the quote has “outcries”.",
        ),
        (
            "surprise,attribution,",
            "surprise,atribution,",
            'notes.csv row 20, column kind: "atribution" is not known here; did you mean "attribution"?',
        ),
        (
            "cbc-2018",
            "cbc-2019",
            'notes.csv row 25, column source: "cbc-2019" is not in sources.csv; did you mean "cbc-2018"?',
        ),
        (
            "Nobody is named as surprised.",
            "",
            "notes.csv row 20, column note: the cell is empty; every row needs it.",
        ),
        (
            "administration,wording,the administration,12,",
            "administration,wording,the administration,,",
            "notes.csv row 31, column quote: “the administration” is in paragraphs 10 and 12; "
            "write which one in the column paragraph.",
        ),
    ],
)
def test_a_fault_in_a_note_has_its_sentence(folder, old, new, sentence):
    change(folder / "notes.csv", old, new)
    found = [
        f"{p.file} row {p.row}, column {p.column}: {p.problem}"
        for p in check_reading(folder).itertuples()
    ]
    assert found == [sentence]


NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *(
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ),
)
TENS = (
    "ten",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
)
WORDS = {word: n for n, word in enumerate(NUMBERS, 1)} | {
    word: 10 * n for n, word in enumerate(TENS, 1)
}
WORDS |= {"twice": 2, "both": 2, "dozen": 12}


def numbers(text):
    """The numbers in the text as digits, those in words too; "twenty-one" is 20 and 1."""
    words = {match.casefold() for match in re.findall("[A-Za-z]+", text)}
    found = set(re.findall(r"(?<![\d.])\d+(?:[.,]\d+)*", text))
    return found | {str(WORDS[word]) for word in words & WORDS.keys()}


def unsupported(cells):
    """The numbers in the prose that the output of the nearest cell of code above does not contain."""
    above, found = "", []
    for cell in cells:
        if cell.cell_type == "code":
            data = [output.get("data", {}) for output in cell.outputs]
            above = " ".join(
                visible("".join(d.get("text/html", "")))
                + " "
                + "".join(d["text/plain"])
                for d in data
            )
        else:
            bare = re.sub(r"\[[^]]*\]\([^)]*\.ipynb\)|\d+ minutes", "", cell.source)
            prose = re.sub(r"\]\([^)]*\)", "]", bare)
            found += sorted(numbers(prose) - numbers(above))
    return found


def counted(reading):
    """The numbers in the prose that no output shows, worked out from the reading: one person has so many in six."""
    table = voices_table(reading)
    quoted = table[QUOTED].sum(axis=1)
    hers = round(6 * quoted["kim-kardashian"] / quoted["all"])
    not_body = sorted(map(str, reading.not_body))
    return ["1", str(hers), "6", *not_body, str(quoted["all"])]


def test_every_number_in_the_prose_of_the_second_notebook_stands_in_the_output_above_it(
    reading,
):
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert unsupported(cells) == counted(reading)


def test_a_number_in_the_prose_that_no_output_contains_would_be_found():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    before = Counter(unsupported(cells))
    (answer,) = [cell for cell in cells if cell.source.startswith("Of 399 words")]
    answer.source = answer.source.replace("399", "398").replace(
        "Among these,", "Among these seventy-three,"
    )
    assert Counter(unsupported(cells)) - before == Counter(["3", "398", "70"])
