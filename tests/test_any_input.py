"""Inputs of the kinds that come from pages, mail, spreadsheets and other scripts, each
with what is right."""

import unicodedata

import pytest

from helpers import ReadingError, check_reading, draft_reading, load_reading
from helpers.article import text_sha256

COLUMNS = {
    "people": "id,name,kind,names,description",
    "events": (
        "id,title,kind,people,date,extent,date_words,date_basis,date_from,asserted_by,"
        "quote,paragraph,record_date,record_source,note"
    ),
    "sources": "id,publisher,title,address,published,seen_for",
}


def faults(folder, article, names="", quote="", date=""):
    """The faults of a reading of the article with one name, or one quote."""
    folder.mkdir(exist_ok=True)
    (folder / "article.txt").write_bytes(article.encode())
    sha = text_sha256(article)
    (folder / "reading.toml").write_text(
        f'title = "Invented"\npublished = "2025-06-11"\nsha256 = "{sha}"\n',
        encoding="utf-8",
    )
    rows = {
        "people": f"someone,{names},person,{names},Invented.\n" if names else "",
        "events": (
            f"one,A title,,,{date},moment,,inferred,published,narrator,{quote},,,,\n"
            if quote
            else ""
        ),
        "sources": "",
    }
    for table, head in COLUMNS.items():
        text = f"{head}\n{rows[table]}"
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return list(check_reading(folder)["problem"])


CRACKS = "They saw cracks in the old stone bridge."


@pytest.mark.parametrize(
    ("article", "quote"),
    [
        ("They saw cra\u0301cks in it.", "saw crácks in"),
        ("They saw crácks in it.", "saw cra\u0301cks in"),
        ("inspec\u00adtors found cracks", "inspectors found cracks"),
        ("They found\u200b cracks", "found cracks"),
        ("They found cracks", "found\u200b cracks\ufeff"),
        ("Straße in Köln gesperrt", unicodedata.normalize("NFD", "Köln gesperrt")),
        ("한글을 썼다", unicodedata.normalize("NFD", "한글을 썼다")),
        ("Việt Nam đã mở cầu", unicodedata.normalize("NFD", "Việt Nam đã")),
        ("co\u2060operate\u00a0now", "cooperate now"),
    ],
)
def test_a_quote_in_another_form_or_with_invisible_marks_is_found(
    tmp_path, article, quote
):
    assert faults(tmp_path / "a", article, quote=quote, date="2018") == []


@pytest.mark.parametrize(
    ("article", "name", "is_there"),
    [
        ("Jose\u0301 came.", "Jose", False),
        ("Jose\u0301 came.", "José", True),
        ("久保田市長が2024年に発表した。", "久保田市長", True),
        ("市长李明在2024年宣布。", "李明", True),
        ("रामायण पढ़ी गई।", "राम", False),
        ("Annika came.", "Ann", False),
        ("ຄຳສີເວົ້າ", "ຄຳສີ", True),
        ("မောင်မောင်ပြောသည်", "မောင်မောင်", True),
        ("김민수가 말했다", "김민수가", True),
        ("Ελένης ήρθε", "Ελένη", False),
        ("سلمان جاء", "سلم", False),
    ],
)
def test_a_name_is_there_as_whole_words_or_as_a_string(
    tmp_path, article, name, is_there
):
    problems = faults(tmp_path / "a", article, names=name)
    assert (problems == []) == is_there


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Ann Lee resigned on Tuesday, the mayor said in a letter.", "en"),
        ("Am 12. Juni 2024 kam er nach Berlin, und das war für alle gut.", "de"),
        ("הגשר נסגר ביום שישי בגלל סדקים, אמרה ראשת העיר.", "he"),
        ("橋は2013年に開通した。", "ja"),
        (
            "Le pont a été fermé vendredi parce que des fissures y ont été vues. Selon"
            " la maire, il est trop vieux pour les camions, et personne ne sait encore"
            " qui va payer les travaux ni quand ils seront finis dans la ville.",
            "fr",
        ),
        ("สะพานปิดเมื่อวันศุกร์", "th"),
    ],
)
def test_a_draft_says_which_language_it_is_and_that_only_english_is_drafted(
    tmp_path, text, tag
):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    made = draft_reading(tmp_path / "a.txt", "2024-06-20", into=tmp_path)
    assert load_reading(made.folder).language == tag
    assert ("English" in str(made)) == (tag != "en")


@pytest.mark.parametrize(
    "text",
    [
        'He wrote "rates rose & fell" {sic}; see [1].',
        "Fish & chips; Marks & Spencer; AT&T;",
        "x = {a: 1}; if a < b > c then stop.",
        "ROSES\nare red\nviolets\nare blue\nsugar is sweet\nand so are you",
        "Menu\nsoup of the day\nbread with butter\ntea or coffee\nfruit",
        "Se cerró el puente. «¡Qué día!», dijo. Costó 5 €.",
        "He read 00:01 --> 00:02 aloud.",
        "Ã is a letter of Portuguese; São João, Amã.",
    ],
)
def test_an_honest_text_is_drafted(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    made = draft_reading(tmp_path / "a.txt", "2024-06-20", into=tmp_path)
    assert check_reading(made.folder).empty


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The state closed the old bridge on Wednesday, June\n12, 2024, after its own"
            " inspectors had found cracks.",
            "cut at",
        ),
        ("said â€œnoâ€\u009d on Tuesday", "another encoding"),
        ("It was â€™closedâ€™, they said.", "another encoding"),
        ("Der BÃ¼rgermeister kam.", "another encoding"),
        ("Town &amp; talk in the caf&eacute;", "HTML"),
        ("It&rsquo;s shut&nbsp;now.", "HTML"),
        (r"{\rtf1\ansi The bridge was shut.}", "RTF"),
        ('{"title": "Bridge", "text": "Shut."}', "JSON"),
        ('[{"headline": "Bridge"}]', "JSON"),
        ("1\n00:00:01,000 --> 00:00:02,000\nShut.", "subtitles"),
        ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nShut.", "subtitles"),
    ],
)
def test_what_is_no_plain_article_is_not_drafted(tmp_path, text, name):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(ReadingError, match=name):
        draft_reading(tmp_path / "a.txt", "2024-06-20", into=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("byline", "offered"),
    [
        ("Published 4:12 p.m. ET June 12, 2024", "2024-06-12"),
        ("By Ann Lee | June 12, 2024", "2024-06-12"),
        ("Wednesday 12 June 2024 09.15 BST", "2024-06-12"),
        ("Updated: 3 March 2023", "2023-03-03"),
        ("By Mary Lee and April Roe | June 12, 2024", "2024-06-12"),
        ("By Ann Lee, Sept. 5, 2023, 10:00 a.m.", "2023-09-05"),
        ("Ann Lee, Staff Writer — Updated 9:41 a.m., Sat., 8 March 2025", "2025-03-08"),
        ("Ann Lee and Bo Ray · June 12, 2024", "2024-06-12"),
        (
            "Ann Lee, Leeds correspondent, Wednesday 12 June 2024, 09.15 BST",
            "2024-06-12",
        ),
        ("Leeds News | Last updated 12 June 2024 at 14:03", "2024-06-12"),
    ],
)
def test_the_date_of_a_byline_is_offered_and_not_taken(tmp_path, byline, offered):
    text = f"The old bridge\n{byline}\nThe bridge was shut on Wednesday."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    made = draft_reading(tmp_path / "a.txt", into=tmp_path)
    assert offered in str(made)
    settings = (made.folder / "reading.toml").read_text("utf-8")
    assert offered in settings
    assert f'published = "{offered}"' not in settings.splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee, the mayor, resigned on 12 June 2024",
        "Ann Lee died in Leeds, 12 June 2024",
        "Ann Lee was born in Leeds, and the bridge was built, on 12 June 1950.",
        "The first flood, the one of 12 June 2014, broke it",
    ],
)
def test_a_sentence_with_a_date_at_its_end_is_no_byline(tmp_path, line):
    text = f"The old bridge\n{line}\nThe bridge was shut on Wednesday."
    made = draft_reading(text=text, name="made", into=tmp_path)
    assert "The page gives" not in str(made)
    assert not load_reading(made.folder).events.empty


@pytest.mark.parametrize(
    ("date", "form"),
    [
        ("before 2018", "/2018"),
        ("since 2015", "2015/.."),
        ("June 2018", "2018-06"),
        ("24 August 2011", "2011-08-24"),
        ("about 1990", "1990~"),
        ("until 2011", "/2011"),
        ("2004 to 2011", "2004/2011"),
    ],
)
def test_a_date_in_words_is_told_its_edtf(tmp_path, date, form):
    (problem,) = faults(tmp_path / "a", CRACKS, quote="saw cracks", date=date)
    assert form in problem
    assert "spreadsheet" not in problem
