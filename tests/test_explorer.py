"""The explorer: whatever its controls say, its views and its line of Python show the same rows."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import (
    Explorer,
    ReadingError,
    explore,
    load_reading,
    people_and_events,
)
from helpers.explorer.picture import TimelinePicture
from helpers.explorer.table import MOST, in_order
from helpers.figure.style import RECORD
from helpers.timeline import timeline_caption

READING = load_reading("kardashian-la-raids")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<img src=x onerror=alert(1)> & \"quoted\" 'so' </textarea>"


def many(count):
    """The reading with its events over and over, numbered anew."""
    events = pd.concat(
        [READING.events] * (count // len(READING.events) + 1), ignore_index=True
    ).head(count)
    ids = [f"event-{n}" for n in range(count)]
    return replace(READING, events=events.assign(id=ids, number=range(1, count + 1)))


def changed(**columns):
    """The reading with the first event's cells changed."""
    events = READING.events.copy()
    for column, value in columns.items():
        events.loc[events.index[0], column] = value
    return replace(READING, events=events)


def rows(view):
    """The first cells of the body rows of the table that a view is."""
    return [
        int(number)
        for number in re.findall(r"<tr[^>]*><th scope=\"row\"[^>]*>(\d+)</th>", view)
    ]


def entries(control):
    """The entries of a list as they are shown: a browser makes a space of a tab."""
    return [(label.replace("\t", " "), value) for label, value in control.options]


def marks(explorer):
    """The ids of the events on the timeline, each once, in the order of its buttons."""
    found = re.findall(
        r'<g class="explorer-mark" data-event="([^"]+)"', picture(explorer)
    )
    return list(dict.fromkeys(found))


def picture(explorer):
    return explorer.views.timeline


def passages(explorer):
    """The numbers of the events whose passages are marked in the article."""
    return {
        int(n)
        for numbers in re.findall(r'data-events="([^"]+)"', explorer.views.article)
        for n in numbers.split()
    }


def test_at_first_every_event_is_shown():
    explorer = explore(READING)
    assert isinstance(explorer, Explorer)
    assert "22 of 22" in explorer.views.count
    assert rows(explorer.views.table) == list(range(1, 23))
    assert passages(explorer) == set(range(1, 23))
    assert explorer.code == "people_and_events(reading)"
    assert explorer.ids == tuple(explorer.events["id"])


@pytest.mark.parametrize(
    ("control", "value", "argument"),
    [
        ("people", ("alice-johnson", "doechii"), ["alice-johnson", "doechii"]),
        ("kinds", ("clemency",), ["clemency"]),
        ("asserted_by", ("kim-kardashian",), ["kim-kardashian"]),
        ("years", (2019, 2020), (2019, 2020)),
        ("words", " Kardashian   act ", "Kardashian act"),
    ],
)
def test_each_control_filters_all_views_alike(control, value, argument):
    explorer = explore(READING)
    getattr(explorer, control).value = value
    expected = READING.where(**{control: argument}).events.sort_values("number")
    numbers = list(expected["number"])
    assert 0 < len(numbers) < 22
    pd.testing.assert_frame_equal(explorer.events, expected)
    assert rows(explorer.views.table) == numbers
    assert passages(explorer) == set(numbers)
    assert explorer.ids == tuple(expected["id"])
    assert f"<b>{len(numbers)} of 22 events</b>" in explorer.views.count
    assert (
        f"Timeline of {len(numbers)} event{'s' * (len(numbers) != 1)} in order"
        in explorer.views.timeline
    )
    assert explorer.code in unescape(explorer.views.line)


PEOPLE = st.lists(
    st.sampled_from(sorted(READING.people["id"])), unique=True, max_size=3
)
KINDS = st.lists(
    st.sampled_from(sorted(set(READING.events["kind"]))), unique=True, max_size=3
)
YEARS = st.none() | st.tuples(st.integers(2018, 2025), st.integers(2018, 2025)).map(
    lambda pair: tuple(sorted(pair))
)
WORDS = st.sampled_from(
    ["", "johnson", 'a"b\\', "law degree", "’s", "\N{GRINNING FACE}", "\t x"]
) | st.text(max_size=5)


@settings(max_examples=40)
@given(PEOPLE, KINDS, YEARS, WORDS)
def test_the_line_of_python_gives_the_same_rows(people, kinds, years, words):
    explorer = explore(READING, people, kinds, years, words=words)
    names = {"people_and_events": people_and_events, "reading": READING}
    again = eval(explorer.code, names)
    pd.testing.assert_frame_equal(again, people_and_events(explorer.fitting))


def test_the_arguments_set_the_controls():
    explorer = explore(
        READING, "alice-johnson", iter(["clemency"]), 2020, "narrator", "pardon"
    )
    assert explorer.people.value == ("alice-johnson",)
    assert explorer.kinds.value == ("clemency",)
    assert explorer.years.value == (2020, 2020)
    assert explorer.asserted_by.value == ("narrator",)
    assert explorer.words.value == "pardon"
    assert list(explorer.events["id"]) == ["pardon"]


def test_a_person_without_events_and_years_beyond_the_reading_can_be_asked_for():
    explorer = explore(READING, people=["ice"], years=(1990, 2030))
    assert ("ICE (in no event)", "ice") in entries(explorer.people)
    assert (explorer.years.min, explorer.years.max) == (1990, 2030)
    assert explorer.events.empty


def test_a_filter_that_is_not_known_is_refused_in_words():
    with pytest.raises(ReadingError, match="did you mean"):
        explore(READING, people=["alice-jonson"])
    with pytest.raises(ReadingError, match="years="):
        explore(READING, years="2018")
    with pytest.raises(ReadingError, match=r'^there is no person "5"; known are '):
        explore(READING, people=5)


def test_people_and_kinds_stand_with_their_counts_most_first():
    explorer = explore(READING)
    labels = [label for label, _ in entries(explorer.people)]
    hers = READING.where(people="kim-kardashian").events
    assert labels[0] == f"Kim Kardashian ({len(hers)})"
    counts = [int(n) for label in labels for n in re.findall(r"\((\d+)\)$", label)]
    assert counts == sorted(counts, reverse=True)
    everybody = {one for _, one in entries(explorer.people)}
    assert everybody == set(READING.people["id"])
    assert all(label.endswith("(in no event)") for label in labels[len(counts) :])
    assert (
        sum(
            int(re.search(r"\((\d+)\)$", label)[1])
            for label, _ in explorer.kinds.options
        )
        == 22
    )


def test_two_people_of_one_name_are_told_apart():
    people = READING.people.copy()
    people["name"] = "Kim"
    explorer = explore(replace(READING, people=people))
    explorer.people.value = ("doechii",)
    assert explorer.people.value == ("doechii",)
    assert ("Kim [doechii] (2)", "doechii") in entries(explorer.people)


def test_an_empty_result_says_which_filter_to_loosen():
    explorer = explore(READING, people="doechii", words="johnson")
    assert "<b>0 of 22 events</b>" in explorer.views.count
    assert (
        "6 without words" in explorer.views.count
        or "2 without words" in explorer.views.count
    )
    assert "6 without people" in explorer.views.count
    assert "No events to show" not in explorer.views.table
    assert rows(explorer.views.table) == []


def test_where_no_single_filter_helps_that_is_said():
    explorer = explore(READING, people="doechii", kinds="clemency", words="zzz")
    assert "Loosen more than one" in explorer.views.count


def test_the_reset_takes_all_filters_back_and_draws_once(monkeypatch):
    explorer = explore(
        READING, "doechii", "statement", (2020, 2021), "narrator", "video"
    )
    calls = []
    original = TimelinePicture.view
    monkeypatch.setattr(
        TimelinePicture, "view", lambda *args: calls.append(1) or original(*args)
    )
    explorer.reset.click()
    assert explorer.filters == {}
    assert "22 of 22" in explorer.views.count
    assert len(calls) == 1


def test_the_selected_event_is_marked_in_every_view():
    explorer = explore(READING)
    plain = explorer.views.timeline
    explorer.selected = "meeting"
    chosen = re.findall(
        r'<tr data-event="([^"]+)"[^>]* data-chosen[^>]*>', explorer.views.table
    )
    assert chosen == ["meeting"]
    marks = re.findall(r"<mark data-chosen[^>]*>", explorer.views.article)
    assert ['data-event="meeting"' in mark for mark in marks] == [True]
    assert explorer.views.timeline.count(' data-event="meeting" data-chosen') == 1
    assert explorer.views.timeline.count("data-chosen") == 1
    assert 'aria-label="Event 12, 2020, some time in it: Kardashian attends' in (
        explorer.views.timeline
    )
    explorer.selected = ""
    assert explorer.views.timeline == plain
    assert "data-chosen" not in explorer.views.table + explorer.views.article


def test_what_the_page_asks_selects_and_releases_an_event():
    explorer = explore(READING, kinds="meeting")
    seen = []
    explorer.observe(lambda change: seen.append(change["new"]), "selected")
    for _ in range(2):
        explorer.views._handle_msg(
            {
                "content": {
                    "data": {"method": "custom", "content": {"select": "meeting"}}
                },
                "buffers": [],
            }
        )
    assert seen == ["meeting", ""]
    explorer._heard(None, {"select": "pardon"}, [])
    assert explorer.selected == ""
    explorer.words.value = "house"
    explorer._heard(None, {"clear": "words"}, [])
    assert explorer.words.value == ""


def test_every_row_of_timeline_and_table_and_every_passage_can_be_chosen():
    explorer = explore(READING.where(years=2020))
    shown = set(explorer.ids)
    for view in (explorer.views.timeline, explorer.views.table, explorer.views.article):
        assert set(re.findall(r'data-event="([^"]+)"', view)) == shown
    for view in (explorer.views.timeline, explorer.views.table):
        assert view.count('tabindex="0"') == len(shown)
    assert len(marks(explorer)) == len(shown)


def test_the_people_asked_for_are_any_or_all_of_them():
    both = ("kim-kardashian", "donald-trump")
    explorer = explore(READING, people=both)
    any_of = set(explorer.ids)
    explorer.together.value = "all of them"
    fitting = READING.where(people=both[0]).where(people=both[1])
    assert set(explorer.ids) == set(fitting.events["id"]) < any_of
    assert explorer.code == (
        'people_and_events(reading.where(people="kim-kardashian")'
        '.where(people="donald-trump"))'
    )


def test_capitals_find_capitals_and_words_are_found_by_their_beginning():
    explorer = explore(READING, words="ICE")
    assert "The words are once in the text" in explorer.views.count
    assert "Alice" not in " ".join(explorer.events["title"])
    explorer.words.value = "immigrants"
    assert explorer.ids == ()
    assert "The words are 3 times in the text" in explorer.views.count
    assert explorer.views.article.count(">immigrants</mark>") == 3
    explorer.words.value = "immigr"
    assert explorer.ids == ("raids",)


def test_the_evidence_card_says_what_the_event_rests_on():
    explorer = explore(READING)
    explorer.selected = "meeting"
    card = unescape(explorer.views.table)
    for words in (
        "“In 2020, she attended a meeting at the White House” (paragraph 12)",
        "“In 2020”, stated in the sentence",
        "4 March 2020 (agrees)",
        "Kim Kardashian (attending); Women whose sentences were commuted (attending); White House (place)",
        "the narrator",
        "The record has three women",
        "NBC News, “Kim Kardashian on the immigration raids in Los Angeles”, about 10 June 2025",
    ):
        assert words in card
    links = re.findall(r"<a [^>]*>", explorer.views.table)
    assert len(links) == 2
    assert all(
        'rel="noopener noreferrer"' in link and 'href="https://' in link
        for link in links
    )


def test_what_a_date_rests_on_is_named():
    explorer = explore(READING)
    explorer.selected = "decision"
    assert "based on: Kardashian tells Vogue what inspired her" in unescape(
        explorer.views.table
    )


def test_an_address_that_is_not_of_the_web_is_no_link():
    sources = READING.sources.assign(address="javascript:alert(1)")
    explorer = explore(replace(READING, sources=sources))
    explorer.selected = "meeting"
    assert "<a " not in explorer.views.table


def test_the_selected_event_stays_while_it_fits_and_no_longer():
    explorer = explore(READING)
    explorer.selected = "meeting"
    explorer.kinds.value = ("meeting", "clemency")
    assert explorer.selected == "meeting"
    explorer.kinds.value = ("clemency",)
    assert explorer.selected == ""
    assert "choose one to see what it rests on" in explorer.views.table
    assert "explorer-card" not in explorer.views.table


def test_words_are_marked_in_the_article():
    explorer = explore(READING, words="Pardon")
    assert ">pardon</mark>" in explorer.views.article


def test_an_error_in_a_change_is_shown_with_what_to_do(monkeypatch):
    explorer = explore(READING)

    def broken(*_):
        raise ValueError("<b>no ink</b>")

    with monkeypatch.context() as patch:
        patch.setattr(TimelinePicture, "view", broken)
        explorer.words.value = "johnson"
        assert "ValueError: &lt;b&gt;no ink&lt;/b&gt;" in explorer.views.count
        assert "Press “Reset”" in explorer.views.count
    explorer.reset.click()
    assert "22 of 22" in explorer.views.count


def test_all_that_comes_from_files_is_escaped():
    reading = changed(
        title=HOSTILE, note=HOSTILE, when=HOSTILE, who_says_so=HOSTILE, kind=HOSTILE
    )
    explorer = explore(
        replace(reading, people=reading.people.assign(name=HOSTILE)), words=HOSTILE
    )
    explorer.selected = explorer.ids[0]
    views = (
        explorer.views.timeline,
        explorer.views.table,
        explorer.views.article,
        explorer.views.line,
        explorer.views.count,
    )
    bundle = explorer._repr_mimebundle_()
    for html in (*views, bundle["text/html"]):
        assert "<img src=x" not in html
        assert "onerror=alert(1)> " not in html
    assert explorer.views.line.count("</textarea>") == 1
    assert explorer.selected


def test_the_slider_at_full_width_keeps_events_without_a_date():
    nothing = {
        "date": "",
        "earliest": pd.NaT,
        "latest": pd.NaT,
        "when": "",
        "precision": "",
    }
    explorer = explore(changed(**nothing))
    assert len(explorer.events) == 22
    explorer.years.value = (2018, 2024)
    assert READING.events["id"].iloc[0] not in set(explorer.events["id"])


def test_a_reading_of_a_single_year_has_a_slider_all_the_same():
    one = READING.events[READING.events["id"] == "commutation"]
    explorer = explore(replace(READING, events=one))
    assert explorer.years.min < explorer.years.max
    assert len(explorer.events) == 1


def test_a_reading_without_events_can_be_explored():
    explorer = explore(replace(READING, events=READING.events.head(0)))
    assert "0 of 0" in explorer.views.count
    assert "No events to show." in explorer.views.timeline
    assert "Events in order of date: none" in explorer.views.table


def bars(explorer):
    """The path of each event's bar."""
    found = {}
    for ids, d in re.findall(
        r'<path data-bars="([^"]+)"[^>]* d="([^"]+)"', picture(explorer)
    ):
        found.update(
            zip(json.loads(unescape(ids)), re.findall("M[^z]+z", d), strict=True)
        )
    return found


def test_beyond_sixty_events_the_timeline_has_bars_that_can_be_clicked():
    explorer = explore(many(61))
    assert marks(explorer) == []
    places = bars(explorer)
    assert sorted(places) == sorted(explorer.ids)
    assert len(set(places.values())) == len(places)
    explorer.selected = explorer.ids[7]
    assert bars(explorer) == places
    assert re.findall(
        r'<path data-event="([^"]+)" fill="[^"]+" data-chosen[^>]* d="([^"]+)"',
        picture(explorer),
    ) == [(explorer.selected, places[explorer.selected])]
    assert len(marks(explore(many(60)))) == 60


def test_many_events_are_listed_up_to_a_limit_that_is_said():
    explorer = explore(many(300))
    assert len(rows(explorer.views.table)) == MOST
    assert f"The first {MOST} of 300" in explorer.views.table
    before = picture(explorer)
    explorer.selected = "event-50"
    assert picture(explorer) != before


def test_two_readings_with_equal_numbers_are_drawn_apart():
    other = changed(title="Another reading's event")
    one, two = explore(READING), explore(other)
    assert picture(one) != picture(two)
    assert picture(explore(READING)) == picture(one)


def test_pictures_do_not_depend_on_what_was_shown_before():
    early, late = explore(READING), explore(READING)
    for years in ((2019, 2020), (2020, 2025), (2018, 2025)):
        early.years.value = years
    assert picture(early) == picture(late)


def heads(explorer):
    """The letters above the rows of the timeline."""
    return re.findall(r'text-anchor="middle">([^<]+)</text>', picture(explorer))


def test_the_axis_shows_the_years_chosen_and_the_days_stay_the_same():
    explorer = explore(READING)
    every = heads(explorer)
    assert [head for head in every if re.fullmatch("20..", head)] == [
        str(year) for year in range(2018, 2026)
    ]
    explorer.years.value = (2019, 2020)
    zoomed = heads(explorer)
    assert [head for head in zoomed if re.fullmatch("20..", head)] == ["2019", "2020"]
    days = [head for head in every if not re.fullmatch("20..|[?]", head)]
    assert "June 2025" in days
    assert [head for head in zoomed if not re.fullmatch("20..|[?]", head)] == days


def events_with(reading, colour):
    """The ids of the events on its timelines that have something in that colour, for
    all years and for every choice of years in which the event fits."""
    explorer = explore(reading)
    first, last = explorer.years.min, explorer.years.max
    found = {}
    for start in range(first, last + 1):
        for end in range(start, last + 1):
            explorer.years.value = (start, end)
            for group in picture(explorer).split('<g class="explorer-mark" ')[1:]:
                event = re.match('data-event="([^"]+)"', group)[1]
                found.setdefault((start, end), {}).setdefault(event, False)
                found[start, end][event] |= colour in group
            assert set(found.get((start, end), {})) == set(explorer.ids)
    return found


def test_the_date_of_the_record_is_in_every_picture_of_its_event():
    dated = set(READING.events.loc[READING.events["record_date"] != "", "id"])
    for years, shown in events_with(READING, RECORD).items():
        missing = {event for event in dated & set(shown) if not shown[event]}
        assert missing == set(), years


def test_every_event_that_fits_is_on_the_timeline_or_named_as_undated():
    nothing = {"date": "", "record_date": "", "earliest": pd.NaT, "latest": pd.NaT}
    explorer = explore(changed(**nothing, when=""))
    undated = re.findall(r'<button data-event="([^"]+)"', explorer.views.voices)
    assert undated == [READING.events["id"].iloc[0]]
    assert sorted(marks(explorer) + undated) == sorted(explorer.ids)


def test_a_number_or_a_title_overlaps_no_other_on_the_timeline():
    explorer = explore(READING)
    for years in ((2018, 2025), (2018, 2020), (2020, 2020)):
        explorer.years.value = years
        rows_of_lane = {}
        found = re.findall(
            r'translate\(0 ([\d.]+)\)"><g class="explorer-mark".*?'
            r'<rect class="explorer-hit" x="([-\d.]+)" y=".5" rx="2" width="([\d.]+)"',
            picture(explorer),
        )
        assert found
        for lane, left, wide in found:
            rows_of_lane.setdefault(lane, []).append((float(left), float(wide)))
        for places in rows_of_lane.values():
            places.sort()
            for (left, wide), (after, _) in zip(places, places[1:]):
                assert left + wide <= after


def test_the_key_explains_what_is_drawn_and_nothing_else():
    explorer = explore(READING, years=2020)
    assert "a day</li>" not in explorer.views.key
    assert "some time within</li>" in explorer.views.key
    explorer.years.value = (2018, 2025)
    assert "a day</li>" in explorer.views.key
    said = [
        entry.words for entry in explorer._picture._shape_entries({"day", "record"})
    ]
    assert said == ["a day", "the public record’s date"]


def test_the_file_of_the_timeline_has_what_is_seen_its_caption_and_the_whole_key():
    title = "Rock & <b>roll</b> in Los Angeles"
    explorer = explore(changed(title=title), years=(2018, 2020))
    root = ET.fromstring(explorer.file)
    said = [text.text for text in root.iter(f"{SVG}text")]
    joined = " ".join(said)
    assert timeline_caption(explorer.fitting) in joined
    assert {"2018", "2019", "2020", "the narrator says so"} <= set(said)
    assert "2021" not in said
    seen = re.findall(r"<text[^>]*>([^<]*)</text>", picture(explorer))
    assert [unescape(one) for one in seen] == [
        one for one in said if one in map(unescape, seen)
    ][: len(seen)]
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names <= {"svg", "style", "g", "rect", "polygon", "polyline", "text"}
    large = explore(many(61))
    paths = ET.fromstring(large.file).findall(f".//{SVG}path")
    assert sum(path.get("d").count("M") for path in paths) == 61


def test_the_page_gets_the_file_that_it_asks_for():
    explorer = explore(READING)
    sent = []
    explorer.views.send = sent.append
    for kind in ("svg", "png", "exe"):
        explorer._heard(None, {"save": kind}, [])
    assert sent == [
        {
            "save": kind,
            "name": f"kardashian-la-raids-timeline.{kind}",
            "svg": explorer.file,
        }
        for kind in ("svg", "png")
    ]


def test_a_click_on_a_head_sorts_and_a_second_one_turns_the_order_round():
    explorer = explore(READING)
    by_title = sorted(READING.events["title"], key=lambda title: title.casefold())

    def titles():
        found = re.findall(r"</th><td>(.*?)</td>", explorer.views.table)
        return [unescape(title) for title in found]

    explorer._heard(None, {"sort": "title"}, [])
    assert titles() == by_title
    assert explorer.views.table.count('aria-sort="ascending"') == 1
    assert "Events in order of what" in explorer.views.table
    explorer._heard(None, {"sort": "title"}, [])
    assert titles() == by_title[::-1]
    assert 'aria-sort="descending"><button data-sort="title"' in explorer.views.table
    explorer._heard(None, {"sort": "when"}, [])
    assert rows(explorer.views.table) == list(range(1, 23))
    explorer._heard(None, {"sort": "id"}, [])
    assert explorer.sorted_by == "when"
    explorer.reset.click()
    assert (explorer.sorted_by, explorer.backwards) == ("number", False)


def test_empty_cells_are_last_in_either_order():
    events = READING.events.assign(kind=["", *READING.events["kind"].iloc[1:]])
    first = events["id"].iloc[0]
    for descending in (False, True):
        assert in_order(events, "kind", descending)["id"].iloc[-1] == first


def test_an_event_that_is_not_among_those_listed_is_listed_when_it_is_selected():
    explorer = explore(many(62))
    last = explorer.ids[-1]
    assert f'<tr data-event="{last}"' not in explorer.views.table
    explorer.selected = last
    assert explorer.views.table.count(f'<tr data-event="{last}"') == 1
    assert len(rows(explorer.views.table)) == MOST + 1


def test_a_page_without_a_kernel_gets_picture_and_table_always_the_same():
    first, second = (
        explore(READING, people="alice-johnson")._repr_mimebundle_() for _ in range(2)
    )
    assert first["text/html"] == second["text/html"]
    assert first["text/plain"] == second["text/plain"]
    assert first["text/plain"].startswith(
        "Explorer of 'kardashian-la-raids': 6 of 22 events, people_and_events("
    )
    assert "application/vnd.jupyter.widget-view+json" in first
    assert "run all its cells" in first["text/html"]
    assert 'alt="Timeline of 6 events' in first["text/html"]
    assert "<caption" in first["text/html"]
    assert 'scope="col"' in first["text/html"]
    assert "<script" not in first["text/html"]
