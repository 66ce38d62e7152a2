"""Texts in any script, composed or decomposed, from any program: found, cut, or named."""

import os
import sys
import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import (
    Article,
    QuoteError,
    ReadingError,
    check_reading,
    load_article,
    load_reading,
)
from helpers.anchor import FoldedText, fold, trimmed
from helpers.article import (
    LARGEST_ARTICLE,
    abbreviations,
    article_of,
    tell_language,
    text_sha256,
    titles,
)
from helpers.checking.csv_file import read_table
from helpers.checking.plain_file import read_bytes
from helpers.checking.plain_text import join_lines, why_no_article
from helpers.languages import known
from helpers.languages.letters import is_mark

READINGS = sorted((Path(__file__).parent / "data" / "any_text").iterdir())
INVISIBLE = "\u00ad\u200b\u2060\ufeff\u200e\u034f"
# Letters of many scripts with their marks: each is one letter, however it is written.
LETTERS = [
    *"abcXé ñçÅ木橋がぱ한글अर",
    "क़",
    "की",
    "ạ́",
    "x̌",
    "שָ",
    "مُ",
    "กำ",
    "ភា",
    "မြ",
    "😀",
    "’",
    "—",
    "7",
]
FORMS = ("NFC", "NFD")


@st.composite
def texts(draw, least=0):
    """A text as letters, each in one of its forms, and those after it invisible."""
    letters = draw(st.lists(st.sampled_from(LETTERS), min_size=least, max_size=30))
    return [
        (
            unicodedata.normalize(draw(st.sampled_from(FORMS)), letter),
            draw(st.text(INVISIBLE, max_size=2)) if draw(st.booleans()) else "",
        )
        for letter in letters
    ]


@given(texts(least=1), st.sampled_from(FORMS), st.data())
def test_words_copied_from_any_form_of_a_text_are_found_at_the_same_place(
    letters, form, data
):
    first = data.draw(st.integers(0, len(letters) - 1))
    last = data.draw(st.integers(first, len(letters) - 1))
    text = "".join(letter + unseen for letter, unseen in letters)
    copied = "".join(letter for letter, _ in letters[first : last + 1])
    quote = fold(unicodedata.normalize(form, copied))
    if quote == quote.strip() != "":
        start = sum(len(letter + unseen) for letter, unseen in letters[:first])
        end = sum(len(letter + unseen) for letter, unseen in letters[: last + 1])
        places = FoldedText(text).find_all(quote)
        near = [
            place
            for place in places
            if not text[start : place.start].strip(INVISIBLE)
            and not text[place.end : end].strip(INVISIBLE)
            and start <= place.start < place.end <= end
        ]
        assert len(near) == 1


@given(st.text(max_size=40), st.sampled_from(FORMS))
def test_all_forms_of_any_text_are_folded_to_the_same(text, form):
    assert fold(unicodedata.normalize(form, text)) == fold(text)
    assert fold(fold(text)) == fold(text)
    assert FoldedText(text).text == fold(text)


@given(st.text(max_size=40), st.data())
def test_every_place_found_in_any_text_is_of_whole_letters(text, data):
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))
    if start < end:
        for place in FoldedText(text).find_all(folded[start:end]):
            assert fold(text[place.start : place.end]).strip() == (
                folded[start:end].strip()
            )
            for edge in place:
                before, after = text[max(0, edge - 1) : edge], text[edge : edge + 1]
                if before.strip() and after and place != (0, len(text)):
                    assert not is_mark(after) or not before.strip(INVISIBLE)


@pytest.mark.parametrize("folder", READINGS, ids=lambda folder: folder.name)
def test_a_reading_in_another_language_loads_and_its_places_are_counted_right(folder):
    reading = load_reading(folder)
    text = (folder / "article.txt").read_bytes().decode("utf-8")
    assert reading.language == folder.name
    assert text_sha256(text) == reading.about["sha256"]
    assert len(reading.events) == 3
    assert len(reading.people) == 2
    for event in reading.events.itertuples():
        # Counted in bytes, which is another way than that of the module.
        at = text.encode().index(event.quote.encode())
        start = len(text.encode()[:at].decode())
        assert (event.start, event.end) == (start, start + len(event.quote))
    assert set(reading.mentions["person"]) == set(reading.people["id"])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("folder", READINGS, ids=lambda folder: folder.name)
def test_every_quote_and_name_is_found_in_any_form_of_its_text(folder, form):
    reading = load_reading(folder)
    text = unicodedata.normalize(form, reading.article.text)
    article = Article(text, reading.language)
    for quote in reading.events["quote"]:
        span = article.find(quote)
        assert unicodedata.normalize("NFC", text[span.start : span.end]) == (
            unicodedata.normalize("NFC", quote)
        )
    for name in reading.people["name"]:
        assert article.mentions({name: {None: name}})


@pytest.mark.parametrize("folder", READINGS, ids=lambda folder: folder.name)
def test_the_language_of_an_article_is_told(folder):
    assert tell_language(load_reading(folder).article.text) == folder.name


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("José came.", "José", True),
        ("José came.", "Jose", False),
        ("久保田市長が2024年に発表した。", "久保田市長", True),
        ("市长李明在2024年宣布。", "李明", True),
        ("रामायण पढ़ी गई।", "राम", False),
        ("राम आया।", "राम", True),
        ("Annika came.", "Ann", False),
        ("Okon\u00adjo came.", "Okonjo", True),
        ("ประยุทธ์กล่าว", "ประยุทธ์", True),
        ("ประยุทธ์กล่าว", "ประยุทธ", False),
        ("NHKの記者", "NHK", True),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_a_name_is_whole_words_or_a_string_as_its_script_has_it(
    text, name, found, form
):
    text = unicodedata.normalize(form, text)
    assert bool(Article(text).mentions({name: {None: name}})) == found


def test_a_letter_is_not_found_without_its_mark_nor_a_joiner_lost():
    decomposed = unicodedata.normalize("NFD", "He met José.")
    with pytest.raises(QuoteError, match="is not in the article"):
        Article(decomposed).find("met Jose")
    with_joiner = "क्\u200dष"
    assert fold(with_joiner) == with_joiner
    assert fold("क्ष") != fold(with_joiner)
    assert fold("inspec\u200dtors") == "inspectors"


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("\u200bfound\u00ad", "found"),
        ("\ufeff found \u2060 ", "found"),
        ("inspec\u00adtors", "inspec\u00adtors"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("\u200b", ""),
        ("", ""),
    ],
)
def test_invisible_marks_at_the_ends_of_a_cell_are_dropped(cell, left):
    assert trimmed(cell) == left


# Language and sentences


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Ann Lee resigned on Tuesday.", "en"),
        ("Mill\nThe mill was shut before 2018.", "en"),
        ("橋は2013年に開通した。", "ja"),
        ("市政府在星期五关闭了桥。", "zh"),
        ("시는 금요일에 다리를 폐쇄했다.", "ko"),
        ("เทศบาลปิดสะพาน", "th"),
        ("Мэрия закрыла мост в пятницу, потому что в нём нашли трещины.", "ru"),
        ("A tanács pénteken lezárta a hidat, mert repedéseket találtak.", "und"),
        ("Kaupunki sulki sillan perjantaina, koska siitä löytyi halkeamia.", "und"),
        ("Ford 2019", "und"),
        ("", "und"),
    ],
)
def test_a_language_is_told_or_said_to_be_unknown(text, tag):
    assert tell_language(text) == tag


def test_a_further_language_is_one_data_file():
    for tag, language in known().items():
        assert language.tag == tag
        assert language.scripts or tag == "und"
    assert {"Mr", "Gov", "Inc", "Pa"} <= abbreviations("en")
    assert {"Mr", "Gov"} <= titles("en")
    assert "Inc" not in titles("en")
    assert abbreviations("tlh") == abbreviations("und")
    assert abbreviations("../en") == abbreviations("und")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Acme Inc. Chief Ann Lee left. It rained.", 2),
        ("She works at Acme Inc. The firm left.", 2),
        ("Pa. Gov. Ann Lee resigned on Tuesday.", 1),
        ("On Tuesday Maj. Gen. Roe resigned. It rained.", 2),
        ("They met in the U.S. The talks went on at 5 p.m. Monday.", 2),
        ("Am 12. Juni 2024 kam er nach Berlin, und das war gut. Er ging.", 2),
        ("राम आया। सीता गई।", 2),
        ("橋は閉鎖した。市長は「なぜ。」と聞いた。", 2),
        ("هل جاء؟ نعم. جاء أمس.", 3),
        ("«¿Quién pagará?» Nadie lo sabe. ¡Vaya!", 3),
    ],
)
def test_sentences_end_as_their_language_ends_them(text, sentences):
    assert len(Article(text).sentences) == sentences


def test_words_within_a_quote_are_around_it_wherever_sentences_are_cut():
    article = Article("He left Oz Corpn. Chief Lee came on Tuesday. It rained.")
    span = article.find("Oz Corpn. Chief Lee came on Tuesday")
    assert len(article.sentences) == 3
    around = article.words_around(span)
    assert around == "He left Oz Corpn. Chief Lee came on Tuesday."


# What is no plain article


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{\\rtf1\\ansi The bridge was shut.}", "RTF"),
        ('{"title": "Bridge", "text": "It was shut."}', "JSON"),
        ('["Bridge", "It was shut."]', "JSON"),
        ("1\n00:00:01,000 --> 00:00:02,000\nIt was shut.", "subtitles"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nIt was shut.", "subtitles"),
        ("<!DOCTYPE html><html><body>It was shut.", "HTML"),
    ],
)
def test_what_is_certainly_no_article_is_named_with_its_remedy(tmp_path, text, name):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    for load in (load_article, lambda path: article_of(path.read_bytes(), path.name)):
        with pytest.raises(ReadingError, match=rf"^a\.txt: .*{name}.*save") as error:
            load(tmp_path / "a.txt")
        assert len(error.value.problems) == 1


WRAPPED = """The state closed the old bridge on Wednesday after its own
inspectors had found cracks in two of the four piers that
carry it over the Fenwick. Ann Lee, who lives beside it,
said that she had seen them for years."""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (WRAPPED, "cut at about 58 characters.*join_lines"),
        ("It was shut on Wednesday, they said in June\n12, 2024, at noon.", "cut at"),
        ("said â€œnoâ€ on Tuesday", "read as another encoding"),
        ("The cafÃ© was shut.", "read as another encoding"),
        ("‚Äúno,Äù said √©", "read as another encoding"),
        ("Мэрия закрыла мост".encode().decode("latin-1"), "read as another encoding"),
        ("Town &amp; talk", "as HTML writes them"),
        ("It&#8217;s shut.", "as HTML writes them"),
        ("<p>It was <b>shut</b>.</p>", "HTML"),
        ("He said =E2=80=9Cno=E2=80=9D.", "e-mail"),
    ],
)
def test_what_is_no_plain_article_is_named_before_anyone_annotates_it(
    tmp_path, text, name
):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ReadingError, match=name):
        load_article(tmp_path / "a.txt")
    assert article_of(text.encode(), "a.txt").text == text


POEM = """The bridge that bore the carts to town
is grass from end to end,
And no one takes the wagons down
To where the waters bend."""


@pytest.mark.parametrize(
    "text",
    [
        "The R&D chief of AT&T resigned in 2013; profit {net} rose.",
        POEM,
        "eggs\nmilk and honey\nbread\nsalt from the shop at the old mill\nbutter",
        "- the council opened the bridge again\n- the council shut it\n- nobody came",
        "Chronology\n2019\n2020\n2021",
        "He is 44\n2019 was his year.",
        "Year, Defects\n2021, 4\n2022, 6\n2023, 7",
        "«\u00a0Voilà\u00a0», dit-il au «CAFÉ» de la rue.",
        '["We won," he said.] Then 3 < 4 > 2.',
        # Only line ends divide the lines of an article: here there are two.
        "it rained and rained on the bridge\u2028and the river rose\x85so they left\n4 lines",
        "Smith & Sons; Barnes & Co; P&L;",
        *[load_reading(folder).article.text for folder in READINGS],
    ],
)
def test_an_honest_text_passes(text):
    assert why_no_article(text) == ""


def test_joined_lines_are_the_same_words_and_one_paragraph():
    joined = join_lines(WRAPPED)
    assert joined == " ".join(WRAPPED.split())
    assert why_no_article(joined) == ""
    assert join_lines("One\ntwo.\n\nThree.") == "One two.\nThree."
    assert join_lines("One\r\ntwo.\r\n\r\nThree.") == "One two.\nThree."


HEBREW_VERSE = """הגשר הישן שעל הנחל נסגר
איש אינו יודע מי ישלם
והמים יורדים אל הים לאט
ועל הגדה יושב אדם ומחכה לרכבת"""


def wrapped(text, width):
    """The text as a program cuts it: lines as full as they can be."""
    lines = []
    for paragraph in text.split("\n"):
        if " " in paragraph:
            lines += textwrap.wrap(paragraph, width)
        else:
            starts = range(0, len(paragraph), width)
            lines += [paragraph[start : start + width] for start in starts]
    return "\n".join(lines)


# A headline, and a sentence that is told again and again with longer words in it.
LONG = {
    "en": (
        "Old bridge shut",
        "The council{} shut it on Friday, said Mayor Lee. ",
        " too",
    ),
    "de": (
        "Alte Brücke zu",
        "Die Stadt{} sperrte sie am Freitag, auch für Räder. ",
        " da",
    ),
    "he": (
        "הגשר הישן נסגר",
        "העירייה{} סגרה את הגשר הישן ביום שישי, הודיע ראש העיר. ",
        " אז",
    ),
    "ja": (
        "橋が通行止めに",
        "川辺市は金曜日に{}古い橋を閉鎖した、と市長が発表した。",
        "とても",
    ),
}


@pytest.mark.parametrize("width", [40, 58, 72, 100])
@pytest.mark.parametrize("language", LONG)
def test_lines_cut_by_a_program_are_named_in_any_script_under_a_headline(
    language, width
):
    headline, sentence, word = LONG[language]
    told = "".join(sentence.format(word * count) for count in range(12))
    text = f"{headline}\n{told}".strip()
    cut = wrapped(text, width)
    assert "its lines are cut at about" in why_no_article(cut)
    assert why_no_article(join_lines(cut)) == ""
    assert join_lines(cut).replace(" ", "") == text.replace(" ", "")


def test_lines_of_a_verse_without_small_letters_are_no_cut_lines():
    assert why_no_article(HEBREW_VERSE) == ""


def test_lines_of_a_script_without_spaces_are_joined_without_one():
    assert join_lines("橋は1994年に開通し\nた、と市長は2024\n年に述べた。") == (
        "橋は1994年に開通した、と市長は2024年に述べた。"
    )


@pytest.mark.parametrize("separator", "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e")
def test_only_line_ends_make_lines_of_an_article(separator):
    text = WRAPPED.replace("\n", separator)
    assert len(Article(text).paragraphs) == 1
    assert why_no_article(text) == ""
    assert join_lines(text) == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_by_name(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes("The bridge was shut.".encode(encoding))
    with pytest.raises(ReadingError, match=r"^a\.txt: this is text in UTF-16; "):
        load_article(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("content", "kind"), [(b"%PDF-1.7 x", "a PDF file"), (b"PK\x03\x04\0", "packed")]
)
def test_a_file_of_another_program_is_told_by_name(tmp_path, content, kind):
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(ReadingError, match=kind):
        load_article(tmp_path / "a.txt")


# Limits that are read, not trusted


def test_a_file_may_be_as_large_as_the_limit_and_no_byte_larger(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * LARGEST_ARTICLE)
    assert len(read_bytes(path, LARGEST_ARTICLE)) == LARGEST_ARTICLE
    path.write_bytes(b"x" * (LARGEST_ARTICLE + 1))
    with pytest.raises(ReadingError, match=r"^a\.txt: larger than 10 MB"):
        read_bytes(path, LARGEST_ARTICLE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are those of POSIX")
def test_a_pipe_a_device_and_a_folder_are_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, kind in (
        (tmp_path / "pipe", "pipe"),
        (Path("/dev/zero"), "device"),
        (tmp_path, "folder"),
    ):
        with pytest.raises(ReadingError, match=kind):
            load_article(path)


@pytest.mark.parametrize("path", [None, 3, b"a.txt", ["a"], "a\0b", "x" * 5000, ""])
def test_what_names_no_file_is_a_sentence(path):
    for read in (load_article, read_bytes):
        with pytest.raises(ReadingError) as error:
            read(path)
        assert str(error.value).isprintable()


# CSV

COLUMNS = ["id", "kind", "quote", "paragraph", "note"]
HEADER = "id,kind,quote,paragraph,note\n"
ROWS = "".join(f"n{n},wording,some words,1,a note\n" for n in range(8))


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("sep=,\n" + HEADER + ROWS, 'row 1: "sep=," is for one spreadsheet program'),
        ((HEADER + ROWS).replace(",", "|"), r"divided by vertical bars \(\|\)"),
        ((HEADER + ROWS).replace(",", ";"), "divided by semicolons"),
        ((HEADER + ROWS).replace(",", "\t"), "divided by tabs"),
        ((HEADER + ROWS).replace(",", '";"'), "divided by semicolons"),
        ("My notes\n" + HEADER + ROWS, "columns are in row 2; delete the rows above"),
        ("My notes,,,,\n\n" + HEADER + ROWS, "columns are in row 3"),
        ("", "it is empty"),
    ],
)
def test_one_cause_in_a_table_is_one_fault(text, cause):
    table, problems = read_table("notes.csv", text.encode(), COLUMNS, [])
    assert table.empty
    assert list(table) == COLUMNS
    (problem,) = problems
    with pytest.raises(ReadingError, match=cause):
        raise ReadingError(str(problem))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_table_in_utf_16_is_one_fault(encoding):
    content = (HEADER + ROWS).encode(encoding)
    table, problems = read_table("notes.csv", content, COLUMNS, [])
    assert table.empty
    assert ["UTF-16" in str(problem) for problem in problems] == [True]


def test_a_cell_longer_than_the_limit_of_python_loads_and_its_ends_are_trimmed():
    text = HEADER + f"n1,wording,{'x' * 200_000},1,\u200ba note\u00ad\n"
    table, problems = read_table("notes.csv", text.encode(), COLUMNS, [])
    assert not problems
    assert len(table["quote"][2]) == 200_000
    assert table["note"][2] == "a note"


def test_a_reading_with_one_table_divided_otherwise_has_one_fault(tmp_path):
    for path in READINGS[0].iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    events = tmp_path / "events.csv"
    events.write_bytes(events.read_bytes().replace(b",", b"|"))
    assert list(check_reading(tmp_path)["file"]) == ["events.csv"]
