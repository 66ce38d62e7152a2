"""What is put on the page: escaped, marked where the words stand, told in text as well."""

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from helpers import (
    Article,
    load_reading,
    people_and_events,
    plot_timeline,
    show_article,
    show_table,
)
from helpers.reading import Reading
from helpers.text_view.marked import places

READING = load_reading("kardashian-la-raids")
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "</td></tr></table><svg onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<a href='javascript:alert(1)'>x</a>",
    "&lt;script&gt;",
]


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


SAFE = {
    *(
        "a",
        "b",
        "caption",
        "details",
        "div",
        "figcaption",
        "figure",
        "i",
        "img",
        "li",
        "mark",
        "ol",
        "p",
        "span",
        "summary",
        "sup",
    ),
    *("style", "table", "tbody", "td", "th", "thead", "tr"),
}
ATTRIBUTES = {
    "alt",
    "aria-label",
    "class",
    "data-event",
    "data-events",
    "dir",
    "href",
    "lang",
    "rel",
    "role",
    "scope",
    "src",
    "style",
    "title",
    "value",
}


def assert_safe(html):
    page = Elements(html)
    assert {tag for tag, _ in page.elements} <= SAFE
    assert {
        name for _, attributes in page.elements for name in attributes
    } <= ATTRIBUTES
    for link in page.all("a"):
        assert link["href"].startswith(("http://", "https://"))
    for image in page.all("img"):
        assert image["src"].startswith("data:image/svg+xml;base64,")
    return page


@pytest.mark.parametrize("words", HOSTILE)
def test_text_from_files_reaches_the_page_as_text(words):
    article = Article(f"{words} he said.\nNext.")
    events = READING.events.iloc[[0]].assign(
        title=words,
        quote=words,
        start=0,
        end=len(words),
        kind=words,
        who_says_so=words,
        when=words,
        record_when=words,
    )
    about = READING.about | {"paragraphs": {words: [2]}}
    reading = Reading(
        **(READING.__dict__ | {"article": article, "events": events, "about": about})
    )
    page = assert_safe(show_article(reading, words=words).html)
    assert words in page.text
    assert next(mark["title"] for mark in page.all("mark") if "title" in mark).endswith(
        words
    )
    table = assert_safe(
        show_table(events[["title", "quote"]].assign(address=words), words).html
    )
    assert table.text.count(words) == 4
    timeline = assert_safe(plot_timeline(reading).html)
    assert words in timeline.all("img")[0]["alt"]
    assert words in timeline.text


def test_the_check_of_escaping_can_fail():
    with pytest.raises(AssertionError):
        assert_safe(f"<td>{HOSTILE[0]}</td>")


def test_the_whole_article_is_on_the_page_with_nothing_added_but_numbers():
    apart = r"<(sup|i|span|p|summary)\b[^>]*user-select:none.*?</\1>"
    html = re.sub(apart, "", show_article(READING).html)
    lines = re.findall(r'<div dir="auto".*?</div>', html)
    assert [Elements(line).text for line in lines] == [
        p.text for p in READING.article.paragraphs
    ]
    assert Elements(html).text == "".join(p.text for p in READING.article.paragraphs)


def test_all_but_the_first_paragraphs_are_folded_unless_words_are_sought():
    html = show_article(READING).html
    before, after = html.split("<details>")
    assert before.count('<div dir="auto"') == 2
    assert "Read on: paragraphs 3 to 13" in after
    assert "<details>" not in show_article(READING, words="law").html


def test_a_screen_reader_hears_what_a_number_counts():
    page = Elements(show_article(READING.where(kinds="office")).html)
    (number,) = page.all("sup")
    assert (number["role"], number["aria-label"]) == ("img", "event 22")


def test_each_passage_is_marked_and_carries_its_number():
    html = show_article(READING).html
    for event in READING.events.itertuples():
        marked = re.findall(
            rf'<mark [^>]*data-events="(?:\d+ )*{event.number}(?: \d+)*"[^>]*>(.*?)</mark>',
            html,
        )
        assert "".join(marked) == event.quote
    assert len(re.findall("<sup ", html)) == len(READING.events)


def test_only_the_events_given_are_marked():
    narrowed = READING.where(people="doechii")
    events = narrowed.events
    page = Elements(show_article(narrowed).html)
    marked = {
        number for mark in page.all("mark") for number in mark["data-events"].split()
    }
    assert marked == {str(number) for number in events["number"]}


def test_passages_that_overlap_are_both_marked():
    events = READING.events.iloc[[0, 1]].assign(
        start=[0, 4], end=[8, 12], number=[1, 2], title=["a", "b"], id=["a", "b"]
    )
    reading = Reading(
        **(READING.__dict__ | {"article": Article("One two three."), "events": events})
    )
    page = Elements(show_article(reading).html)
    assert [mark["data-events"] for mark in page.all("mark")] == ["1", "1 2", "2"]


def test_words_found_are_marked_wherever_they_stand():
    text = READING.article.text
    found = [text[span.start : span.end] for span in places(text, "president's Trump")]
    assert len(found) == text.casefold().count("trump") + 1
    assert set(found) == {"president's", "Trump"}
    assert places(text, "  ") == []


def test_a_table_has_a_caption_and_heads_for_rows_and_columns():
    table = people_and_events(READING)
    page = assert_safe(show_table(table, "People & events").html)
    scopes = [head["scope"] for head in page.all("th")]
    assert scopes.count("col") == len(table.columns)
    assert scopes.count("row") == len(table)
    assert page.text.startswith("People & eventsNo.")


def test_an_empty_table_says_so():
    assert (
        "Rows to fix: none"
        in show_table(pd.DataFrame(columns=["file", "row"]), "Rows to fix").html
    )


def test_the_picture_carries_a_text_made_from_its_rows():
    narrowed = READING.where(kinds="clemency")
    events = narrowed.events
    page = assert_safe(plot_timeline(narrowed).html)
    (image,) = page.all("img")
    assert image["alt"].startswith(
        f"Timeline of {len(events)} events in order of date. "
    )
    assert [item["value"] for item in page.all("li")] == [
        str(number) for number in sorted(events["number"])
    ]
    for event in events.itertuples():
        assert f"{event.number} {event.when}: {event.title}" in image["alt"]
        assert event.title in page.text


@pytest.mark.parametrize(
    ("count", "alt"),
    [
        (0, "Timeline of 0 events in order of date."),
        (
            1,
            "Timeline of 1 event in order of date. 1 2018 or earlier, once or over some "
            "time: Kardashian lobbies for Johnson's commutation.",
        ),
    ],
)
def test_the_text_of_a_picture_of_one_event_or_none_is_a_sentence(count, alt):
    some = READING.events[READING.events["number"] <= count]
    page = Elements(plot_timeline(replace(READING, events=some)).html)
    assert page.all("img")[0]["alt"] == alt


def test_the_same_timeline_gives_the_same_page_and_another_one_another():
    again = plot_timeline(READING).html
    assert plot_timeline(READING).html == again
    assert plot_timeline(READING.where(kinds="office")).html != again


def test_the_picture_is_an_svg_without_script_or_reference_beyond_itself():
    (image,) = Elements(plot_timeline(READING).html).all("img")
    svg = base64.b64decode(image["src"].split(",", 1)[1]).decode()
    assert svg.startswith("<?xml")
    assert "<script" not in svg
    assert all(
        target.startswith("#") for target in re.findall(r'xlink:href="([^"]*)"', svg)
    )
    assert not re.findall(r"\d{4}-\d\d-\d\dT", svg)
