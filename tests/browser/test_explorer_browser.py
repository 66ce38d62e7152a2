"""The explorer in a real JupyterLab: by keyboard, in both themes, at all widths, and without a kernel."""

import base64
import io
import json
import re
import struct
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import IMPORTS
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from PIL import Image, ImageColor
from playwright.sync_api import expect

from helpers import explore, load_reading

READING = load_reading("kardashian-la-raids")
EXPLORE = "explorer = explore(reading)\nexplorer"
THEMES = ("JupyterLab Light", "JupyterLab Dark")
CONTRASTS = (*THEMES, "JupyterLab Dark High Contrast")
CONTROLS = {
    "People and things": ".explorer-choices .explorer-open",
    "Kinds of event": ".explorer-controls > :nth-child(2) .explorer-open",
    "Who says so": ".explorer-controls > :nth-child(3) .explorer-open",
    "First year": ".explorer-controls .noUi-handle-lower",
    "Last year": ".explorer-controls .noUi-handle-upper",
    "Words": ".explorer-controls .widget-text input",
    "Reset": ".explorer-controls .widget-button",
}
TABLE = ".explorer-views table"
CARD = f"{TABLE} .explorer-card"
TIMELINE = ".explorer-timeline svg"
ALL = len(READING.events)
DRAWN = f"() => document.querySelector({TIMELINE!r}).innerHTML"


@pytest.fixture
def explorer(open_notebook, page):
    """A notebook with the explorer run in its second cell."""
    notebook = open_notebook(IMPORTS, EXPLORE)
    notebook.run_all()
    page.locator(TIMELINE).wait_for()
    page.locator('.explorer-box[role="region"]').first.wait_for()
    return notebook


def count(page):
    return page.locator(".explorer-count")


def numbers(page):
    """The first cells of the table's rows."""
    texts = page.locator(f"{TABLE} tbody th[scope=row]").all_text_contents()
    return [int(text) for text in texts]


def marked(page):
    """The numbers of the events whose passages are marked."""
    found = page.locator(".explorer mark[data-events]").evaluate_all(
        "marks => marks.map(m => m.dataset.events)"
    )
    return sorted({int(number) for numbers in found for number in numbers.split()})


@pytest.mark.parametrize("theme", THEMES)
def test_each_control_works_by_keyboard(explorer, page, theme):
    explorer.theme(theme)
    pictures = [page.evaluate(DRAWN)]

    def press(control, *keys):
        page.locator(CONTROLS[control]).focus()
        for key in keys:
            page.keyboard.press(key)

    def shows(**filters):
        expected = sorted(READING.where(**filters).events["number"])
        expect(page.locator(".explorer textarea")).to_have_value(
            explore(READING, **filters).code
        )
        expect(count(page)).to_contain_text(f"{len(expected)} of {ALL} events")
        assert sorted(numbers(page)) == marked(page) == expected
        assert page.locator(".explorer-mark[role=button]").count() == len(expected)
        pictures.append(page.evaluate(DRAWN))
        assert pictures[-1] != pictures[-2]

    people = [one for _, one in explore(READING).people.options][:2]
    press("People and things", "Enter", "Space", "Escape")
    shows(people=people[:1])
    press("People and things", "Space", "ArrowDown", "Space", "Escape")
    shows(people=people)
    assert page.evaluate("document.activeElement.ariaExpanded") == "false"
    press("Kinds of event", "Enter", "End", "Home", "Space", "Escape")
    shows(people=people, kinds="statement")
    press("Reset", "Enter")
    shows()
    press("Who says so", "Enter", "End", "Space", "Escape")
    shows(asserted_by="kim-kardashian")
    press("Reset", "Space")
    shows()
    press("First year", "ArrowRight", "ArrowRight")
    shows(years=(2020, 2025))
    press("Last year", "ArrowLeft")
    shows(years=(2020, 2024))
    press("Reset", "Enter")
    shows()
    page.locator(CONTROLS["Words"]).focus()
    page.keyboard.type("law degree")
    shows(words="law degree")


def pick(page, control, entry):
    """Opens the list of the control, clicks on the entry, and closes the list."""
    page.locator(CONTROLS[control]).click()
    page.locator(".explorer-list:not([hidden]) label", has_text=entry).click()
    page.keyboard.press("Escape")


def test_a_click_on_a_chosen_entry_releases_it_and_the_button_says_what_is_chosen(
    explorer, page
):
    button = page.locator(CONTROLS["Kinds of event"])
    expect(button).to_contain_text("all")
    pick(page, "Kinds of event", "clemency")
    pick(page, "Kinds of event", "legislation")
    expect(count(page)).to_contain_text(f"4 of {ALL} events")
    expect(button).to_contain_text("clemency (3) + 1")
    pick(page, "Kinds of event", "clemency")
    expect(count(page)).to_contain_text(f"1 of {ALL} events")
    pick(page, "Kinds of event", "legislation")
    expect(count(page)).to_contain_text(f"{ALL} of {ALL} events")
    button.click()
    expect(page.locator(".explorer-list:not([hidden])")).to_have_count(1)
    page.locator(TIMELINE).click(position={"x": 700, "y": 250})
    expect(page.locator(".explorer-list:not([hidden])")).to_have_count(0)


def test_any_or_all_of_the_people_is_chosen_in_their_open_list(explorer, page):
    pick(page, "People and things", "Kim Kardashian")
    pick(page, "People and things", "Alice Johnson")
    any_of = READING.where(people=["kim-kardashian", "alice-johnson"]).events
    expect(count(page)).to_contain_text(f"{len(any_of)} of {ALL} events")
    page.locator(CONTROLS["People and things"]).click()
    page.locator(".explorer-choices .widget-dropdown select").select_option(
        label="all of them"
    )
    both = READING.where(people="kim-kardashian").where(people="alice-johnson").events
    expect(count(page)).to_contain_text(f"{len(both)} of {ALL} events")
    assert numbers(page) == sorted(both["number"])


def test_tab_goes_through_every_control(explorer, page):
    page.locator(CONTROLS["People and things"]).focus()
    reached = []
    for _ in range(14):
        inside = "() => document.activeElement.closest('.explorer') !== null"
        reached.append(page.evaluate(inside))
        page.keyboard.press("Tab")
    assert all(reached)


CHOSEN = {
    "timeline": '.explorer-mark[role=button][data-event="pardon-czar"]',
    "table": f'{TABLE} tr[data-event="pardon-czar"]',
    "article": '.explorer mark[data-event="pardon-czar"]',
}
SEEN = """selector => {
  const mark = document.querySelector(selector);
  const box = mark?.closest(".explorer-box");
  if (!box) return false;
  const [m, b] = [mark, box].map((e) => e.getBoundingClientRect());
  const notebook = document.querySelector(".jp-Notebook").getBoundingClientRect();
  return m.top >= Math.max(b.top, notebook.top) - 1
    && m.top <= Math.min(b.bottom, notebook.bottom) - 10;
}"""


@pytest.mark.parametrize("by", ["click", "Enter"])
@pytest.mark.parametrize("view", CHOSEN)
def test_a_click_or_enter_selects_an_event_everywhere_and_again_releases_it(
    explorer, page, view, by
):
    plain = page.evaluate(DRAWN)

    def choose():
        element = page.locator(CHOSEN[view]).first
        if by == "click":
            element.scroll_into_view_if_needed()
            x, y = element.evaluate(
                "e => { const r = e.getClientRects()[0]; return [r.x + 9, r.y + 9] }"
            )
            page.mouse.click(x, y)
        else:
            element.focus()
            page.keyboard.press("Enter")

    choose()
    expect(page.locator(CARD)).to_contain_text("currently serves")
    assert page.evaluate(DRAWN) != plain
    for part in (
        f"{TABLE} tr[data-chosen] th",
        ".explorer mark[data-chosen]",
        ".explorer-timeline [data-chosen]",
    ):
        page.wait_for_function(SEEN, arg=part)
    link = page.locator(f"{CARD} a").first
    assert link.get_attribute("href").startswith("https://")
    assert link.get_attribute("rel") == "noopener noreferrer"
    choose()
    expect(page.locator(CARD)).to_have_count(0)
    page.wait_for_function("() => !document.querySelector('.explorer [data-chosen]')")


def test_escape_empties_the_search_and_reset_takes_everything_back(explorer, page):
    page.locator(CONTROLS["Words"]).fill("johnson")
    expect(count(page)).to_contain_text(f"6 of {ALL} events")
    page.locator(CONTROLS["Words"]).focus()
    page.keyboard.press("Escape")
    expect(count(page)).to_contain_text(f"{ALL} of {ALL} events")
    expect(page.locator(CONTROLS["Words"])).to_have_value("")
    page.locator(CHOSEN["table"]).click(position={"x": 4, "y": 4})
    expect(page.locator(CARD)).to_have_count(1)
    pick(page, "Kinds of event", "office (1)")
    expect(count(page)).to_contain_text(f"1 of {ALL} events")
    page.locator(CONTROLS["Reset"]).click()
    expect(count(page)).to_contain_text(f"{ALL} of {ALL} events")
    expect(page.locator(CARD)).to_have_count(0)


def test_copied_words_of_the_article_are_the_articles(explorer, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """() => getSelection().selectAllChildren(
             document.querySelector(".explorer .article"))"""
    )
    page.keyboard.press("Control+C")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    lines = [line for line in copied.splitlines() if line.strip()]
    assert [line.strip() for line in lines] == [
        paragraph.text.strip() for paragraph in READING.article.paragraphs
    ]


def test_the_line_of_python_gives_the_rows_in_the_next_cell(explorer, page):
    pick(page, "People and things", "Alice Johnson (6)")
    page.locator(CONTROLS["First year"]).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    filters = 'reading.where(people=["alice-johnson"], years=(2020, 2025))'
    line = f"people_and_events({filters})"
    expect(page.locator(".explorer textarea")).to_have_value(line)
    expect(count(page)).to_contain_text(f"2 of {ALL} events")
    said = explorer.add_cell(f"print(*dict.fromkeys({line}['number']))")
    assert [int(number) for number in said.split()] == numbers(page)


def test_the_line_of_python_can_be_copied_by_keyboard(explorer, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".explorer textarea").focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    assert (
        page.evaluate("() => navigator.clipboard.readText()")
        == "people_and_events(reading)"
    )
    page.evaluate("() => navigator.clipboard.writeText('')")
    page.locator(".explorer-copy").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        """async () => await navigator.clipboard.readText()
             === "people_and_events(reading)" """
    )
    said = page.locator(".explorer-copied[role=status]")
    expect(said).to_have_text("Copied")
    expect(said).to_have_text("")


def test_no_key_pressed_on_a_control_reaches_the_notebook(explorer, page):
    page.locator(CHOSEN["table"]).click(position={"x": 4, "y": 4})
    page.locator(f"{CARD} a").first.wait_for()
    active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    before = page.evaluate(active)
    parts = page.locator(".explorer .explorer-box")
    link = page.locator(".explorer a").first
    controls = [page.locator(selector) for selector in CONTROLS.values()]
    for element in [
        link,
        *(parts.nth(n) for n in range(3)),
        page.locator(".explorer textarea"),
        *controls,
    ]:
        element.focus()
        for key in (
            "d",
            "d",
            "b",
            "a",
            "x",
            "z",
            "m",
            "ArrowDown",
            "ArrowUp",
            "ArrowLeft",
            "ArrowRight",
            "Enter",
        ):
            if key != "Enter" or element is not link:  # Enter opens the source
                page.keyboard.press(key)
    assert explorer.cells == 2
    assert page.evaluate(active) == before
    expect(page.locator(".explorer-count")).to_be_visible()


def test_new_parts_are_guarded_and_nothing_is_watched_once_they_are_gone(
    explorer, page
):
    unguarded = ".explorer :is(select, input, button, a, textarea, [tabindex]):not([data-lm-suppress-shortcuts='true'])"
    assert page.locator(unguarded).count() == 0
    page.evaluate(
        """() => { window.gone = 0; const stop = MutationObserver.prototype.disconnect;
        MutationObserver.prototype.disconnect = function () { window.gone += 1; return stop.call(this) } }"""
    )
    explorer.run_all()
    page.locator('.explorer-box[role="region"]').first.wait_for()
    assert page.evaluate("() => window.gone") >= 1
    assert page.locator(unguarded).count() == 0


@pytest.mark.parametrize("theme", CONTRASTS)
def test_no_violation_is_found_by_axe(explorer, page, theme):
    explorer.theme(theme)
    page.locator(CONTROLS["Words"]).fill("johnson")
    expect(count(page)).to_contain_text(f"6 of {ALL} events")
    page.locator(f"{TABLE} tbody tr").nth(2).click(position={"x": 4, "y": 4})
    page.locator(".explorer tr[data-chosen]").wait_for()
    found = Axe().run(page, context=".jp-Cell-outputArea").response["violations"]
    assert [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found] == []


def test_screen_readers_find_tables_with_all_their_rows(explorer, page):
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")[
        "nodes"
    ]
    by_id = {node["nodeId"]: node for node in tree}

    def within(node):
        children = [
            by_id[child] for child in node.get("childIds", []) if child in by_id
        ]
        return [
            node["role"]["value"],
            *(role for child in children for role in within(child)),
        ]

    regions = {
        node["name"]["value"]: within(node)
        for node in tree
        if node["role"]["value"] == "region"
    }
    roles = Counter(regions["Table of events"])
    assert roles["table"] == roles["caption"] == 1
    assert (roles["row"], roles["columnheader"], roles["rowheader"], roles["cell"]) == (
        ALL + 1,
        6,
        ALL,
        5 * ALL,
    )
    buttons = Counter(regions["Timeline"])["button"]
    assert buttons == ALL
    roles = Counter(regions["Article"])
    assert roles["mark"] >= ALL


@pytest.mark.parametrize("width", [900, 1200, 1600])
def test_the_layout_holds_and_nothing_moves(explorer, page, width):
    explorer.command("application:toggle-left-area")
    beside = page.evaluate(
        "() => innerWidth - document.querySelector('.jp-NotebookPanel').offsetWidth"
    )
    page.set_viewport_size({"width": width + beside, "height": 1300})
    boxes = """() => [...document.querySelectorAll(".explorer, .explorer > *, .explorer-box, .explorer-open")].map(e => {
        const [r, root] = [e, document.querySelector(".explorer")].map(x => x.getBoundingClientRect());
        return [r.left - root.left, r.top - root.top, r.width, r.height].map(Math.round) })"""
    page.wait_for_function(
        f"() => document.querySelector('.jp-NotebookPanel').offsetWidth === {width}"
    )
    first = page.evaluate(boxes)
    assert all(
        left >= -1 and left + wide <= first[0][2] + 1 for left, _, wide, _ in first
    )
    outer = page.locator(".jp-OutputArea-output:has(.explorer)").evaluate(
        "e => [e.scrollWidth, e.clientWidth]"
    )
    assert outer[0] <= outer[1]
    for words, some in (("johnson", "6"), ("zzz", "0"), ("", str(ALL))):
        page.locator(CONTROLS["Words"]).fill(words)
        expect(count(page)).to_contain_text(f"{some} of {ALL} events")
        assert page.evaluate(boxes) == first
    page.locator(f"{TABLE} tbody tr").nth(2).click(position={"x": 4, "y": 4})
    page.locator(".explorer tr[data-chosen]").wait_for()
    assert page.evaluate(boxes) == first


def test_no_entry_of_a_list_is_cut_off(explorer, page):
    for control in ("People and things", "Kinds of event", "Who says so"):
        page.locator(CONTROLS[control]).click()
        cut = page.locator(".explorer-list:not([hidden]) label").evaluate_all(
            "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText)"
        )
        assert cut == []


def test_of_a_burst_of_changes_the_last_shows(explorer, page):
    handle = page.locator(CONTROLS["First year"])
    box, track = handle.bounding_box(), page.locator(".noUi-base").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    for step in range(200):
        page.mouse.move(track["x"] + track["width"] * (step % 50) / 50, y)
    page.mouse.move(track["x"] + track["width"] + 20, y)
    page.mouse.up()
    expect(page.locator(".explorer textarea")).to_have_value(
        "people_and_events(reading.where(years=(2025, 2025)))"
    )
    last = READING.where(years=2025).events
    expect(count(page)).to_contain_text(f"{len(last)} of {ALL} events")
    assert len(numbers(page)) == len(last)
    alternative = page.locator(TIMELINE).get_attribute("aria-label")
    assert alternative.startswith(f"Timeline of {len(last)} events")


def scrolling(page):
    """The names of the boxes of the explorer that scroll up and down."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".explorer, .explorer *")]
             .filter((e) => e.scrollHeight > e.clientHeight + 1
               && ["auto", "scroll"].includes(getComputedStyle(e).overflowY))
             .map((e) => e.ariaLabel)"""
    )


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def to_top(page):
    """Scrolls the explorer to the top of the notebook."""
    page.evaluate("document.querySelector('.explorer').scrollIntoView()")


@pytest.mark.parametrize("view", CHOSEN)
def test_all_is_on_one_screen_and_a_choice_keeps_its_words_in_sight(
    explorer, page, view
):
    page.set_viewport_size({"width": 1400, "height": 900})
    to_top(page)
    frame, whole = box(page, ".jp-Notebook"), box(page, ".explorer")
    assert whole["height"] <= 705
    assert whole["y"] >= frame["y"] - 1
    assert whole["y"] + whole["height"] <= frame["y"] + frame["height"]
    feet = []
    for selector in (*CONTROLS.values(),):
        place = box(page, selector)
        feet.append(place["y"] + place["height"])
    assert max(feet) - min(feet) < 16
    article, table = (
        box(page, ".explorer-views > :nth-child(1)"),
        box(page, ".explorer-views > :nth-child(2)"),
    )
    assert article["y"] == table["y"]
    assert article["x"] + article["width"] <= table["x"]
    assert scrolling(page) == ["Article", "Table of events"]
    sideways = ".explorer-views > .explorer-box"
    for one in page.locator(sideways).all():
        assert one.evaluate("e => e.scrollWidth <= e.clientWidth")
    page.locator(CHOSEN[view]).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_have_count(1)
    for part in (
        f"{TABLE} tr[data-chosen]",
        f"{CARD} dd",
        ".explorer mark[data-chosen]",
        ".explorer-timeline [data-chosen]",
    ):
        page.wait_for_function(SEEN, arg=part)
    assert scrolling(page) == ["Article", "Table of events"]
    assert box(page, ".explorer")["height"] <= 705


MANY = """
from dataclasses import replace
import pandas as pd
events = pd.concat([reading.events] * 5, ignore_index=True)
ids = [f"event <{n}>" for n in range(len(events))]
many = replace(reading, events=events.assign(id=ids, number=range(1, len(events) + 1)))
"""
MIDDLE = """n => {
  const paths = [...document.querySelectorAll(".explorer-timeline [data-bars]")];
  const path = paths[n % paths.length];
  const ids = JSON.parse(path.dataset.bars);
  const place = n % ids.length;
  const bar = path.getAttribute("d").split("z")[place];
  const [left, top, right, foot] = bar.match(/[\\d.]+/g).map(Number);
  const middle = new DOMPoint((left + right) / 2, (top + foot) / 2);
  const { x, y } = middle.matrixTransform(path.getScreenCTM());
  return [ids[place], x, y];
}"""


def test_each_of_many_bars_can_be_clicked(open_notebook, page):
    open_notebook(IMPORTS + MANY, "explore(many)").run_all()
    page.locator(TIMELINE).wait_for()
    to_top(page)
    for n in (0, 1, 17, 40):
        event, x, y = page.evaluate(MIDDLE, n)
        chosen = page.locator(
            f"{TABLE} tr[data-event={json.dumps(event)}][data-chosen]"
        )
        page.mouse.click(x, y)
        expect(chosen).to_have_count(1)
        expect(page.locator(".explorer-timeline path[data-chosen]")).to_have_count(1)
    page.mouse.click(x, y)
    expect(chosen).to_have_count(0)


COLOURS = """element => {
  const { color, backgroundColor } = getComputedStyle(element);
  return [color, backgroundColor];
}"""


def test_where_the_readers_system_chooses_the_colours_all_is_told_apart(explorer, page):
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.locator(CHOSEN["table"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_have_count(1)
    page.locator(".explorer-key summary").click()
    white = "rgb(255, 255, 255)"
    for picture in page.locator(
        ".explorer :is(.explorer-timeline, .explorer-key) svg"
    ).all():
        assert picture.evaluate(COLOURS)[1] == white
    swatches = page.locator(".explorer-voices i").all()
    seen = [one.evaluate(COLOURS)[1] for one in swatches]
    assert len(seen) > 1
    assert len(set(seen)) == len(seen)
    for parts in (f"{TABLE} tr", ".explorer mark"):
        chosen = page.locator(f"{parts}[data-chosen]").first.evaluate(COLOURS)
        other = page.locator(f"{parts}[data-event]:not([data-chosen])").first
        assert chosen[1] not in (other.evaluate(COLOURS)[1], chosen[0])


LETTERS = """() => {
  const found = [];
  const walk = document.createTreeWalker(
    document.querySelector(".explorer"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.getClientRects().length) continue;
    const svg = element.closest("svg");
    const scale = svg ? svg.clientWidth / svg.viewBox.baseVal.width : 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * scale;
    found.push([Math.round(size * 100) / 100, node.data]);
  }
  return found;
}"""


@pytest.mark.parametrize("width", [900, 1400])
def test_no_letter_is_under_eleven_pixels(explorer, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.locator(CHOSEN["table"]).focus()
    page.keyboard.press("Enter")
    page.locator(CARD).wait_for()
    page.locator(".explorer-key summary").click()
    page.wait_for_timeout(300)
    letters = page.evaluate(LETTERS)
    assert len(letters) > 100
    assert [one for one in letters if one[0] < 11] == []


def test_at_900_pixels_all_is_stacked_and_the_slider_can_be_used(explorer, page):
    page.set_viewport_size({"width": 900, "height": 900})
    page.wait_for_timeout(300)
    parts = [
        box(page, selector)
        for selector in (
            ".explorer-timeline",
            ".explorer-views > :nth-child(1)",
            ".explorer-views > :nth-child(2)",
        )
    ]
    for upper, lower in zip(parts, parts[1:]):
        assert upper["y"] + upper["height"] <= lower["y"]
        assert lower["width"] > 400
    track = box(page, ".explorer .noUi-base")
    assert track["width"] >= 100
    page.locator(CONTROLS["First year"]).scroll_into_view_if_needed()
    handle, track = box(page, CONTROLS["First year"]), box(page, ".noUi-base")
    y = handle["y"] + handle["height"] / 2
    page.mouse.move(handle["x"] + handle["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] + 20, y, steps=8)
    page.mouse.up()
    expect(page.locator(".explorer textarea")).to_have_value(
        "people_and_events(reading.where(years=(2025, 2025)))"
    )
    table = page.locator(".explorer-views > :nth-child(2)")
    assert table.evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize("by", ["click", "Enter"])
def test_a_head_sorts_the_table_and_keeps_the_focus(explorer, page, by):
    head = page.locator(f"{TABLE} [data-sort=title]")
    by_title = READING.events.sort_values("title", key=lambda one: one.str.casefold())

    def press():
        if by == "click":
            head.click()
        else:
            page.keyboard.press("Enter")

    head.focus()
    press()
    expect(page.locator(f"{TABLE} th[aria-sort=ascending]")).to_contain_text("What")
    assert numbers(page) == list(by_title["number"])
    page.wait_for_function("() => document.activeElement.dataset.sort === 'title'")
    press()
    expect(page.locator(f"{TABLE} th[aria-sort=descending]")).to_contain_text("What")
    assert numbers(page) == list(by_title["number"])[::-1]


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_timeline_is_saved_as_it_is_seen_with_its_caption(explorer, page, kind):
    pick(page, "Kinds of event", "clemency")
    expect(count(page)).to_contain_text(f"3 of {ALL} events")
    with page.expect_download() as waiting:
        page.locator(f"[data-save={kind}]").click()
    download = waiting.value
    assert download.suggested_filename == f"kardashian-la-raids-timeline.{kind}"
    content = Path(download.path()).read_bytes()
    expected = explore(READING, kinds="clemency")
    if kind == "svg":
        assert content.decode() == expected.file
        return
    root = ElementTree.fromstring(expected.file)
    assert content.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", content[16:24])
    assert (wide, high) == (2 * int(root.get("width")), 2 * int(root.get("height")))


def contrast(one, other):
    """The contrast of two colours by WCAG, each as red, green and blue."""

    def light(colour):
        parts = [part / 255 for part in colour]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pixels(page, clip):
    """The colours of a part of the page, most frequent first."""
    shot = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    return [colour for _, colour in sorted(shot.getcolors(1 << 20), reverse=True)]


@pytest.mark.parametrize("theme", THEMES)
def test_the_timeline_is_on_the_ground_of_the_theme_with_enough_contrast(
    explorer, page, theme
):
    explorer.theme(theme)
    page.mouse.move(1, 1)
    ground = page.evaluate(
        "() => getComputedStyle(document.body).getPropertyValue('--jp-layout-color0')"
    )
    page.locator(TIMELINE).scroll_into_view_if_needed()
    expected = tuple(ImageColor.getrgb(ground.strip()))
    picture = pixels(page, box(page, TIMELINE))
    for _ in range(20):  # the page takes a theme's colours some frames after its name
        if picture[0] == expected:
            break
        page.wait_for_timeout(100)
        picture = pixels(page, box(page, TIMELINE))
    assert picture[0] == expected
    title = page.locator(f"{TIMELINE} text", has_text="Trump pardons Johnson").first
    ink = pixels(page, title.bounding_box())
    assert max(contrast(colour, ink[0]) for colour in ink) >= 4.5
    for swatch in page.locator(".explorer-voices i").all():
        colour = pixels(page, swatch.bounding_box())[0]
        assert contrast(colour, picture[0]) >= 3
    record = page.locator(f"{TIMELINE} polygon[fill='#c24e00']").first.bounding_box()
    seen = pixels(page, record)
    assert max(contrast(colour, picture[0]) for colour in seen) >= 3


def titles(page):
    """The second cells of the table's rows."""
    return page.locator(f"{TABLE} tr[data-event] td:nth-child(2)").all_inner_texts()


def test_a_reader_finds_what_trump_did_in_2018_by_keyboard(explorer, page):
    page.locator(CONTROLS["People and things"]).focus()
    page.keyboard.press("Enter")
    people = [one for _, one in explore(READING).people.options]
    for _ in range(people.index("donald-trump")):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.locator(CONTROLS["Last year"]).focus()
    page.keyboard.press("Home")
    expected = READING.where(people="donald-trump", years=2018).events
    expect(count(page)).to_contain_text(f"{len(expected)} of {ALL} events")
    assert titles(page) == list(expected.sort_values("number")["title"])
    assert "Trump signs the First Step Act" in titles(page)


def test_a_reader_finds_where_the_text_says_immigrants(explorer, page):
    page.locator(CONTROLS["Words"]).fill("immigrants")
    expect(count(page)).to_contain_text("The words are 3 times in the text")
    found = page.locator(".explorer .article mark", has_text=re.compile("^immigrants$"))
    expect(found).to_have_count(3)


def test_a_reader_finds_which_dates_are_stated_by_mouse(explorer, page):
    head = page.locator(f"{TABLE} [data-sort=date_basis]")
    head.click()
    head.click()
    expect(page.locator(f"{TABLE} th[aria-sort=descending]")).to_have_count(1)
    cells = page.locator(f"{TABLE} tr[data-event] td:nth-child(5)").all_inner_texts()
    stated = int((READING.events["date_basis"] == "stated").sum())
    assert cells[:stated] == ["stated"] * stated
    assert "stated" not in cells[stated:]


def test_a_reader_finds_which_event_a_number_in_the_text_is(explorer, page):
    page.locator('.explorer sup[aria-label="event 6"]').click()
    expect(page.locator(CARD)).to_contain_text("First Step Act")
    row = page.locator(f"{TABLE} tr[data-chosen] th[scope=row]")
    expect(row).to_have_text("6")


def test_a_reader_finds_who_lobbied_and_how_to_cite_it(explorer, page):
    pick(page, "Kinds of event", "advocacy")
    expect(page.locator(f"{TABLE} tr[data-event]")).to_have_count(2)
    page.locator(".explorer-mark[role=button]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_contain_text("Kim Kardashian (advocate)")
    expect(page.locator(CARD)).to_contain_text("NBC News, “Kim Kardashian on the")


def saved(project):
    """A notebook run and saved as ours are: with its outputs, without the state of widgets."""
    path = project / "notebooks" / "saved.ipynb"
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in (IMPORTS, EXPLORE)]
    )
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    client = NotebookClient(
        notebook,
        store_widget_state=False,
        resources={"metadata": {"path": path.parent}},
    )
    client.execute()
    nbformat.write(notebook, path)
    return path


def test_an_untrusted_notebook_shows_picture_and_table(open_notebook, page, project):
    saved(project)
    open_notebook(path="notebooks/saved.ipynb")
    image = page.locator('.jp-OutputArea img[alt^="Timeline of 22 events"]')
    image.wait_for()
    assert (
        image.evaluate(
            "async image => { await image.decode(); return image.naturalWidth }"
        )
        > 900
    )
    assert page.locator(".jp-OutputArea table tbody tr").count() == ALL
    expect(page.locator(".jp-OutputArea").last).to_contain_text("run all its cells")


def test_a_page_made_by_nbconvert_shows_picture_and_table(page, project, tmp_path):
    html, _ = HTMLExporter().from_filename(str(saved(project)))
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page.route(
        re.compile("^https?://"), lambda route: route.fulfill(body="")
    )  # as where there is no network
    page.goto((tmp_path / "page.html").as_uri())
    image = page.locator('img[alt^="Timeline of 22 events"]')
    assert (
        image.evaluate(
            "async image => { await image.decode(); return image.naturalWidth }"
        )
        > 900
    )
    assert page.locator("table tbody tr").count() == ALL
    assert page.get_by_text("run all its cells").is_visible()


def test_the_saved_outputs_hold_no_state_of_widgets(project):
    notebook = json.loads(saved(project).read_text(encoding="utf-8"))
    assert "widgets" not in notebook["metadata"]
    [output] = notebook["cells"][1]["outputs"]
    assert base64.b64encode(b"<svg")[:4].decode() in "".join(
        output["data"]["text/html"]
    )
