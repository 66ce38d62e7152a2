"""The page stands alone: no script, no network, every link leads somewhere, and text stays text."""

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from helpers import ReadingError, load_reading, write_page
from helpers.export.page import page

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


def test_it_is_smaller_than_500_kb(html):
    assert len(html.encode()) < 500_000


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
