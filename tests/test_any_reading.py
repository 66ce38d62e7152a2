"""A reading in Spanish, German, Arabic, Hebrew, Hindi, Japanese: shown, filtered, drawn,
exported, read back, placed in an edited text."""

import base64
import html
import re
import shutil
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from helpers import (
    apply_reanchoring,
    check_reading,
    explore,
    load_reading,
    people_and_events,
    people_table,
    plot_timeline,
    read_tables,
    read_web_annotations,
    reanchor,
    show_article,
    write_markdown,
    write_page,
    write_tables,
    write_web_annotations,
)
from helpers.export.typed import typed
from helpers.figure.fonts import add_fallbacks
from helpers.figure.letters import BOX
from helpers.vocabulary import COLUMNS

FOLDERS = sorted((Path(__file__).parent / "data" / "any_text").iterdir())
FROM_RIGHT = ("ar", "he")
TAG = re.compile(r"<[^>]*>")


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def reading(request):
    return load_reading(request.param)


def words_of(markup):
    """The text of the HTML, without small numbers."""
    without = re.sub(r"<sup\b.*?</sup>", "", markup, flags=re.DOTALL)
    return html.unescape(TAG.sub("", without))


def drawn(picture):
    """The SVG of the picture, as it is sent to the browser."""
    data = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', picture.html)[1]
    return base64.b64decode(data).decode()


def lettering(svg):
    return [html.unescape(one) for one in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def test_its_article_is_shown_with_every_passage_marked_in_its_own_direction(reading):
    shown = show_article(reading).html
    assert shown.count(f'dir="auto" lang="{reading.language}"') == len(
        reading.article.paragraphs
    )
    marks = re.findall(r'<mark [^>]*data-events="(\d+)"[^>]*>(.*?)</mark>', shown)
    found = {int(number): words_of(words) for number, words in marks}
    assert found == dict(zip(reading.events["number"], reading.events["quote"]))


def test_its_words_are_marked_in_its_script(reading):
    name = reading.people["name"][reading.people.index[0]]
    word = name.split()[0]
    shown = show_article(reading, words=unicodedata.normalize("NFD", word)).html
    assert any(words_of(one) == word for one in re.findall(r"<mark.*?</mark>", shown))


def test_it_is_filtered_by_person_year_asserter_and_words(reading):
    events = reading.events.set_index("id")
    for person in reading.people["id"]:
        named = events.index[events["people"].str.startswith(f"{person} as ")]
        assert list(reading.where(people=person).events["id"]) == list(named)
    assert list(reading.where(years=1994).events["date"]) == ["1994"]
    assert len(reading.where(asserted_by="narrator").events) == 2
    for one in reading.events.itertuples():
        for form in ("NFC", "NFD"):
            words = unicodedata.normalize(form, one.quote)
            assert list(reading.where(words=words).events["id"]) == [one.id]


def test_its_tables_run_in_the_direction_of_their_words(reading):
    shown = people_and_events(reading)._repr_html_()
    for title in reading.events["title"]:
        assert title in words_of(shown)
    turned = re.findall(r'<[bq] dir="auto">([^<]*)', shown)
    turned += re.findall(
        r'<th scope="row"[^>]* dir="auto">([^<]*)', people_table(reading)._repr_html_()
    )
    wanted = []
    if reading.language in FROM_RIGHT:
        wanted = [
            *reading.events["title"],
            *reading.events["quote"],
            *reading.people["name"],
        ]
    assert sorted(turned) == sorted(wanted)


def test_its_timeline_sends_the_letters_themselves(reading):
    picture = plot_timeline(reading)
    svg = drawn(picture)
    lines = lettering(svg)
    for title in reading.events["title"]:
        assert title in lines
        assert title in picture.alt
    assert BOX not in svg
    assert ("unicode-bidi:plaintext" in svg) == (reading.language in FROM_RIGHT)


def test_its_timeline_is_the_same_whatever_fonts_are_there(reading, monkeypatch):
    before = drawn(plot_timeline(reading))
    monkeypatch.setattr("helpers.figure.fonts.FALLBACKS", ())
    picture = plot_timeline(reading)
    assert drawn(picture) == before
    lacked = add_fallbacks(picture.figure)
    assert bool(lacked) == (reading.language in ("hi", "ja"))
    assert ("has boxes for letters that no font here has" in picture.alt) == bool(
        lacked
    )
    assert lacked in picture.alt


def test_letters_that_a_font_of_this_machine_has_are_no_boxes(monkeypatch):
    picture = plot_timeline(load_reading(FOLDERS[-1]))
    has = {ord(letter) for letter in "·".join(picture.sentences)}
    known = {"DejaVu Sans": frozenset(range(128)), "Other": frozenset(has)}
    monkeypatch.setattr("helpers.figure.fonts.FALLBACKS", ("Other",))
    monkeypatch.setattr("helpers.figure.fonts._families_there", lambda: ["Other"])
    monkeypatch.setattr("helpers.figure.fonts.glyphs", known.__getitem__)
    assert add_fallbacks(picture.figure) == ""
    families = {tuple(one.get_fontfamily()) for one in picture.figure.axes[0].texts}
    assert families == {("DejaVu Sans",), ("DejaVu Sans", "Other")}


def test_it_is_explored(reading):
    explorer = explore(reading)
    assert len(explorer.events) == 3
    assert len(explore(reading, people=reading.people["id"].iloc[1]).events) == 1


def test_its_page_has_its_language_and_its_direction(reading, tmp_path):
    page = write_page(reading, tmp_path / "page.html").path.read_text("utf-8")
    assert f'<html lang="{reading.language}">' in page
    assert '<h1 dir="auto">' in page
    assert page.count(f'<p dir="auto"><span lang="{reading.language}">') == 3
    words = words_of(page)
    for paragraph in reading.article.paragraphs:
        assert paragraph.text in words
    for one in reading.events.itertuples():
        assert re.search(rf'dir="auto">{re.escape(html.escape(one.quote))} <', page)
        assert re.search(rf'dir="auto">{re.escape(one.title)}<', page)
    for name in reading.people["name"]:
        assert f'<th scope="row" dir="auto">{name}</th>' in page


def test_its_note_in_markdown_has_its_words(reading, tmp_path):
    note = write_markdown(reading, tmp_path / "note.md").path.read_text("utf-8")
    plain = html.unescape(note.replace("\\", ""))
    for words in (*reading.events["title"], *reading.events["quote"]):
        assert words in plain


def test_its_annotations_come_back_whole(reading, tmp_path):
    file = write_web_annotations(reading, tmp_path / "annotations.json").path
    found = read_web_annotations(file, reading)
    assert found.problems.empty
    columns = ["id", "title", "quote", "date", "people"]
    pd.testing.assert_frame_equal(
        found.events[columns].reset_index(drop=True),
        reading.events[columns].reset_index(drop=True),
    )
    places = ["person", "start", "end", "words"]
    pd.testing.assert_frame_equal(
        found.mentions[places].reset_index(drop=True),
        reading.mentions[places].reset_index(drop=True),
        check_dtype=False,
    )


@pytest.mark.parametrize("excel", [False, True])
def test_its_tables_come_back_as_they_were(reading, tmp_path, excel):
    write_tables(reading, tmp_path / "tables", excel=excel)
    found = read_tables(tmp_path / "tables", excel=excel)
    assert list(found) == list(COLUMNS)
    for table, frame in found.items():
        pd.testing.assert_frame_equal(
            frame.reset_index(drop=True), typed(reading, table).reset_index(drop=True)
        )


def test_it_is_placed_in_a_text_with_a_paragraph_moved_and_letters_recomposed(
    reading, tmp_path
):
    folder = shutil.copytree(reading.folder, tmp_path / "copy")
    headline, second, third = (one.text for one in reading.article.paragraphs)
    moved = unicodedata.normalize("NFD", third)
    text = "\n".join([headline, moved, second]) + "\n"
    table = reanchor(load_reading(folder), text)
    assert set(table["status"]) <= {"exact", "moved"}
    for one in table.itertuples():
        place = text[one.start : one.end]
        assert unicodedata.normalize("NFC", place) == (
            unicodedata.normalize("NFC", one.quote)
        )
    apply_reanchoring(load_reading(folder), text, table)
    again = load_reading(folder)
    assert again.article.text == text
    assert check_reading(folder).empty
    quotes = dict(zip(again.events["id"], again.events["paragraph"]))
    before = dict(zip(reading.events["id"], reading.events["paragraph"]))
    assert quotes == {name: {2: 3, 3: 2}[number] for name, number in before.items()}
