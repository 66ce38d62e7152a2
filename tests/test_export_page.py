"""The page stands alone: no script, no network, every link leads somewhere, and text stays text."""

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from payloads import hostile_reading

from helpers import ReadingError, load_reading, write_page
from helpers.export.page import page
from helpers.reading import reading_of

NAME = "kardashian-la-raids"
VOID = {"meta", "img", "br", "link"}


class Parsed(HTMLParser):
    """The elements of a page with their attributes, its text, and whether each end tag ends what was last begun."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.open, self.words = [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert len(attrs) == len(dict(attrs))
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    def all(self, attribute):
        return [
            attributes[attribute]
            for _, attributes in self.elements
            if attribute in attributes
        ]

    @property
    def text(self):
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module")
def reading():
    return load_reading(NAME)


@pytest.fixture(scope="module")
def html(reading):
    return page(reading)


def test_it_is_smaller_than_300_kb(html):
    assert len(html.encode()) < 300_000


def test_the_same_reading_gives_the_same_page(html):
    assert page(load_reading(NAME)) == html


def test_it_needs_no_script_and_no_network(html):
    parsed = Parsed(html)
    assert not {"script", "link", "iframe", "object", "form"} & {
        tag for tag, _ in parsed.elements
    }
    assert not [
        name
        for _, attributes in parsed.elements
        for name in attributes
        if name.startswith("on") or name == "style"
    ]
    assert [address[:18] for address in parsed.all("src")] == ["data:image/svg+xml"]


def test_a_notebook_shows_the_written_page_in_a_frame_where_nothing_runs(tmp_path):
    reading = load_reading(hostile_reading(tmp_path / "hostile"))
    written = write_page(reading, tmp_path / "page.html")
    parsed = Parsed(written._repr_html_())
    assert {tag for tag, _ in parsed.elements} == {
        "div",
        "p",
        "details",
        "summary",
        "pre",
        "iframe",
    }
    (frame,) = [given for tag, given in parsed.elements if tag == "iframe"]
    assert set(frame) == {"title", "sandbox", "srcdoc", "loading", "style"}
    assert not frame["sandbox"]
    assert frame["srcdoc"] == (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_policy_allows_the_pages_own_style_and_nothing_else(html):
    policy = Parsed(html).all("content")[0]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_every_anchor_leads_to_one_place(html):
    parsed = Parsed(html)
    ids = parsed.all("id")
    assert len(ids) == len(set(ids))
    assert {
        address[1:] for address in parsed.all("href") if address.startswith("#")
    } <= set(ids)


def test_words_and_rows_are_linked_both_ways(reading, html):
    for kind, table in (("event", reading.events), ("note", reading.notes)):
        for key in table["id"]:
            for name in (f"{kind}-{key}", f"words-of-{kind}-{key}"):
                assert html.count(f'id="{name}"') == 1
                assert f'href="#{name}"' in html


def test_all_that_a_reader_needs_is_on_it(reading, html):
    text = Parsed(html).text
    for paragraph in reading.article.paragraphs:
        bare = re.sub(r"\*?\d+", "", paragraph.text)
        assert bare[:25] in re.sub(r"\*?\d+", "", text)
    for words in (
        *reading.events["title"],
        *reading.notes["note"],
        *reading.people["name"],
        reading.about["rights"],
    ):
        assert " ".join(words.split()) in text
    assert set(reading.sources["address"]) <= set(Parsed(html).all("href"))


def test_the_article_is_on_it_letter_for_letter(reading, html):
    for paragraph in reading.article.paragraphs:
        inside = re.search(
            rf'id="paragraph-{paragraph.number}">.*?<p dir="auto"><span lang="en">(.*?)</span>(?: <small>|</p>)',
            html,
            re.DOTALL,
        )[1]
        assert unescape(re.sub(r"<sup>.*?</sup>|<[^>]*>", "", inside)) == paragraph.text


def test_the_picture_has_a_text_alternative_of_the_same_events(reading, html):
    (alternative,) = Parsed(html).all("alt")
    assert all(title in alternative for title in reading.events["title"])


def test_drafted_rows_say_that_they_are_drafts(reading):
    events, people = reading.events.assign(draft=""), reading.people.assign(draft="")
    events.loc[events["id"] == "raids", "draft"] = "yes"
    people.loc[people["id"] == "doechii", "draft"] = "yes"
    text = Parsed(page(replace(reading, events=events, people=people))).text
    assert text.count("draft") == 2
    assert "Immigration raids in Los Angelesenforcement, draft: " in text
    assert "Doechii person, draft" in text


def test_an_event_dated_by_a_period_alone_names_it(reading):
    events = reading.events.copy()
    columns = ["date", "when", "date_basis", "date_from"]
    events.loc[events["id"] == "raids", columns] = (
        "",
        "",
        "background",
        "the president's first term",
    )
    assert (
        Parsed(page(replace(reading, events=events))).text.count(
            "no date of its own: the president's first term"
        )
        == 1
    )


def test_a_section_without_rows_is_left_out(reading):
    tables = ("people", "events", "quotations", "notes", "sources", "mentions")
    bare = Parsed(
        page(
            replace(
                reading, **{name: getattr(reading, name).iloc[:0] for name in tables}
            )
        )
    )
    assert [address for address in bare.all("href") if address.startswith("#")] == [
        "#text"
    ]
    assert "table" not in {tag for tag, _ in bare.elements}
    assert bare.all("alt") == []


def test_a_reading_without_a_line_on_rights_gets_one(reading):
    about = {key: value for key, value in reading.about.items() if key != "rights"}
    assert (
        "All rights in the text stay with whoever holds them."
        in Parsed(page(replace(reading, about=about))).text
    )


PAYLOAD = "\"'><img src=x onerror=alert(1)><script>alert(1)</script></style></title>&lt;b&gt;<!--"


def test_hostile_text_stays_text(reading):
    plain = Parsed(page(reading))
    about = reading.about | dict.fromkeys(
        ("title", "rights", "language", "publisher", "published_basis", "annotated_by"),
        PAYLOAD,
    )
    hostile = replace(
        reading,
        about=about | {"paragraphs": {PAYLOAD: [3]}},
        people=reading.people.assign(name=PAYLOAD, description=PAYLOAD),
        events=reading.events.assign(
            title=PAYLOAD,
            note=PAYLOAD,
            who_says_so=PAYLOAD,
            when=PAYLOAD,
            record_when=PAYLOAD,
        ),
        quotations=reading.quotations.assign(channel=PAYLOAD, quote=PAYLOAD),
        notes=reading.notes.assign(note=PAYLOAD, quote=PAYLOAD),
        sources=reading.sources.assign(
            publisher=PAYLOAD,
            title=PAYLOAD,
            seen_for=PAYLOAD,
            address="javascript:alert(1)",
        ),
    )
    parsed = Parsed(page(hostile))
    assert {tag for tag, _ in parsed.elements} <= {tag for tag, _ in plain.elements} | {
        "small"
    }
    names = {(tag, name) for tag, attributes in parsed.elements for name in attributes}
    assert names <= {
        (tag, name) for tag, attributes in plain.elements for name in attributes
    }
    assert " ".join(PAYLOAD.split()) in parsed.text
    assert not [
        address for address in parsed.all("href") if address.startswith("javascript")
    ]


def test_nothing_is_written_over_without_being_told(reading, tmp_path):
    (tmp_path / "page.html").write_text("mine", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"^page\.html: it exists"):
        write_page(reading, tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "mine"


def test_what_is_shown_in_the_notebook_is_a_glimpse_without_the_files_place(
    reading, tmp_path
):
    written = write_page(reading, tmp_path / "page.html")
    assert str(tmp_path) not in written._repr_html_() + repr(written)
    assert repr(written).startswith(
        f"page.html: {len(reading.events)} events and {len(reading.notes)} notes on one page, "
    )
    assert "<h1>" not in written._repr_html_()
    assert written.path.read_text(encoding="utf-8") == page(reading)


SCRIPTS = {
    "he": ("גשר חדש נפתח בעיר בשנת 2019.", "גשר חדש נפתח בעיר בשנת 2019"),
    "ar": ("افتتح جسر جديد في المدينة عام 2019.", "افتتح جسر جديد في المدينة عام 2019"),
}


def invented(tmp_path, language, text, quote):
    """A reading of an invented text of one sentence, with one event and one note."""
    rows = {
        "people": ["id,name,kind,names,description"],
        "events": [
            "id,title,kind,people,date,extent,date_words,date_basis,date_from,"
            "asserted_by,quote,paragraph,record_date,record_source,note",
            f"opening,{quote},,,2019,moment,2019,stated,,narrator,{quote},1,,,",
        ],
        "notes": [
            "id,kind,quote,paragraph,note,source",
            f"bare,wording,{quote},1,{quote},",
        ],
        "sources": ["id,publisher,title,address,published,seen_for"],
    }
    files = {
        f"{table}.csv": ("\n".join(lines) + "\n").encode()
        for table, lines in rows.items()
    }
    files["article.txt"] = f"{text}\n".encode()
    digest = hashlib.sha256(files["article.txt"]).hexdigest()
    files["reading.toml"] = (
        f'title = "{quote}"\npublished = "2020"\nlanguage = "{language}"\n'
        f'sha256 = "{digest}"\n'
    ).encode()
    return reading_of(tmp_path, files)


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_text_from_right_to_left_says_its_language_and_finds_its_direction(
    tmp_path, language
):
    reading = invented(tmp_path, language, *SCRIPTS[language])
    parsed = Parsed(page(reading))
    first = dict(parsed.elements)
    assert first["html"] == {"lang": language}
    assert first["h1"] == {"dir": "auto"}
    directions = [
        attributes.get("dir")
        for tag, attributes in parsed.elements
        if tag in ("p", "td", "li") and (tag, attributes) not in _of_the_frame(parsed)
    ]
    assert directions
    assert set(directions) <= {"auto", "ltr"}
    heads = [attributes for tag, attributes in parsed.elements if tag == "h2"]
    assert {(head["lang"], head["dir"]) for head in heads} == {("en", "ltr")}


def _of_the_frame(parsed):
    """Cells without words, and entries of the table of contents, which are English."""
    frame = [("td", {}), ("li", {})]
    return [element for element in parsed.elements if element in frame]


@pytest.mark.parametrize("language", ["", "und", "no language"])
def test_a_text_in_a_language_not_known_is_declared_in_none(reading, language):
    html = page(replace(reading, about=reading.about | {"language": language}))
    assert '<html lang="en">' in html
    assert html.count('<p dir="auto"><span lang="">') == len(reading.article.paragraphs)


def test_an_english_page_repeats_no_language(html):
    assert html.count('lang="en"') == 1 + html.count('<span lang="en">')


def test_a_narrowed_reading_shows_its_events_and_how_many_there_are(reading):
    some = reading.where(years=2020)
    text = page(some)
    every = len(reading.events)
    assert f"{len(some.events)} of {every} events, in order of date" in text
    assert text.count('id="event-') == len(some.events) < every
    assert text.count('id="words-of-event-') == len(some.events)
    assert text.count('id="note-') == len(reading.notes)


def test_a_readers_own_column_is_shown(reading):
    text = Parsed(
        page(
            replace(
                reading,
                people=reading.people.assign(checked_by="Ada"),
                events=reading.events.assign(weight="7 <b>"),
                notes=reading.notes.assign(mood="calm"),
            )
        )
    ).text
    assert text.count("Weight: 7 <b>") == len(reading.events)
    assert text.count("Checked by: Ada") == len(reading.people)
    assert text.count("Mood: calm") == len(reading.notes)


def test_drafted_quotations_and_notes_say_so_too(reading):
    quotations = reading.quotations.assign(draft="yes")
    notes = reading.notes.assign(draft="yes")
    text = Parsed(page(replace(reading, quotations=quotations, notes=notes))).text
    assert text.count(", draft") == len(quotations) + len(notes)


def test_a_kind_that_is_not_said_is_called_so(reading):
    text = Parsed(page(replace(reading, events=reading.events.assign(kind="")))).text
    assert text.count("not said") >= len(reading.events)


def test_an_address_in_capitals_is_a_link_and_one_of_another_scheme_is_none(reading):
    sources = reading.sources.assign(address="HTTPS://EXAMPLE.ORG/a")
    html = page(replace(reading, sources=sources))
    assert 'href="HTTPS://EXAMPLE.ORG/a"' in html
    sources = reading.sources.assign(address="JaVaScRiPt:alert(1)")
    html = page(replace(reading, sources=sources))
    assert not [one for one in Parsed(html).all("href") if not one.startswith("#")]
