"""The explorer in a real JupyterLab: by keyboard, in both themes, at all widths, and without a kernel."""

import base64
import json
import re
from collections import Counter

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import IMPORTS
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import expect

from helpers import explore, load_reading

READING = load_reading("kardashian-la-raids")
EXPLORE = "explorer = explore(reading)\nexplorer"
THEMES = ("JupyterLab Light", "JupyterLab Dark")
CONTROLS = {
    "People and things": ".explorer-controls .widget-select-multiple:nth-child(1) select",
    "Kinds of event": ".explorer-controls .widget-select-multiple:nth-child(2) select",
    "Who says so": ".explorer-controls .widget-select-multiple:nth-child(3) select",
    "First year": ".explorer-controls .noUi-handle-lower",
    "Last year": ".explorer-controls .noUi-handle-upper",
    "Words": ".explorer-controls .widget-text input",
    "Events with": ".explorer-controls .widget-dropdown select",
    "Reset everything": ".explorer-controls button",
}
CARD = ".explorer-views > :nth-child(3)"
TABLE = ".explorer-views > :nth-child(2) table"
ALL = len(READING.events)
DRAWN = """async () => {
  const image = document.querySelector(".explorer-timeline img:not([alt=''])");
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const digest = await crypto.subtle.digest("SHA-256", pixels);
  return Array.from(new Uint8Array(digest)).join(" ");
}"""


@pytest.fixture
def explorer(open_notebook, page):
    """A notebook with the explorer run in its second cell."""
    notebook = open_notebook(IMPORTS, EXPLORE)
    notebook.run_all()
    page.locator(".explorer-timeline img").nth(1).wait_for()
    page.locator('.explorer-count[role="status"]').wait_for()
    return notebook


def count(page):
    return page.locator(".explorer-count")


def numbers(page):
    """The first cells of the table's rows."""
    texts = page.locator(f"{TABLE} tbody th").all_text_contents()
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
        assert numbers(page) == marked(page) == expected
        assert page.locator(".explorer-row").count() == len(expected)
        pictures.append(page.evaluate(DRAWN))
        assert pictures[-1] != pictures[-2]

    options = page.locator(f"{CONTROLS['People and things']} option")
    labels = options.evaluate_all("options => options.map(option => option.text)")
    names = [label.rpartition(" (")[0] for label in labels]
    people = [
        dict(zip(READING.people["name"], READING.people["id"]))[name]
        for name in names[:2]
    ]
    press("People and things", "ArrowDown")
    shows(people=people[:1])
    press("People and things", "Shift+ArrowDown")
    shows(people=people)
    press("Kinds of event", "Home")
    shows(people=people, kinds="statement")
    press("Reset everything", "Enter")
    shows()
    press("Who says so", "End")
    shows(asserted_by="kim-kardashian")
    press("Reset everything", "Space")
    shows()
    press("First year", "ArrowRight", "ArrowRight")
    shows(years=(2020, 2025))
    press("Last year", "ArrowLeft")
    shows(years=(2020, 2024))
    press("Reset everything", "Enter")
    shows()
    page.locator(CONTROLS["Words"]).focus()
    page.keyboard.type("law degree")
    shows(words="law degree")


def test_tab_goes_through_every_control(explorer, page):
    page.locator(CONTROLS["People and things"]).focus()
    reached = []
    for _ in range(14):
        reached.append(
            page.evaluate(
                "() => document.activeElement.closest('.explorer') && document.activeElement.className"
            )
        )
        page.keyboard.press("Tab")
    assert None not in reached[:12]


CHOSEN = {
    "timeline": '.explorer-row[data-event="pardon-czar"]',
    "table": f'{TABLE} tr[data-event="pardon-czar"]',
    "article": '.explorer mark[data-event="pardon-czar"]',
}


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
    expect(page.locator(CARD)).to_contain_text(
        "22. Johnson serves as Trump's “pardon czar”"
    )
    assert page.evaluate(DRAWN) != plain
    for part in (
        f"{TABLE} tr[data-chosen] th",
        ".explorer mark[data-chosen]",
        ".explorer-timeline [data-chosen]",
    ):
        inside = """mark => { const [m, b] = [mark, mark.closest(".explorer-box")].map(e => e.getBoundingClientRect());
            return m.top >= b.top - 1 && m.top <= b.bottom - 10 }"""
        page.wait_for_function(
            f"selector => ({inside})(document.querySelector(selector))", arg=part
        )
    link = page.locator(f"{CARD} a").first
    assert link.get_attribute("href").startswith("https://")
    assert link.get_attribute("rel") == "noopener noreferrer"
    choose()
    expect(page.locator(CARD)).to_contain_text("Choose an event")
    page.wait_for_function("() => !document.querySelector('.explorer [data-chosen]')")


def test_escape_empties_the_search_and_reset_takes_everything_back(explorer, page):
    page.locator(CONTROLS["Words"]).fill("johnson")
    expect(count(page)).to_contain_text(f"6 of {ALL} events")
    page.locator(CONTROLS["Words"]).focus()
    page.keyboard.press("Escape")
    expect(count(page)).to_contain_text(f"{ALL} of {ALL} events")
    expect(page.locator(CONTROLS["Words"])).to_have_value("")
    page.locator(CHOSEN["table"]).click(position={"x": 4, "y": 4})
    expect(page.locator(CARD)).to_contain_text("22. ")
    page.locator(CONTROLS["Kinds of event"]).select_option(label="office (1)")
    expect(count(page)).to_contain_text(f"1 of {ALL} events")
    page.locator(CONTROLS["Reset everything"]).click()
    expect(count(page)).to_contain_text(f"{ALL} of {ALL} events")
    expect(page.locator(CARD)).to_contain_text("Choose an event")


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
    page.locator(CONTROLS["People and things"]).select_option(label="Alice Johnson (6)")
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
        *(parts.nth(n) for n in range(4)),
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
    page.locator('.explorer-count[role="status"]').wait_for()
    assert page.evaluate("() => window.gone") >= 1
    assert page.locator(unguarded).count() == 0


@pytest.mark.parametrize("theme", THEMES)
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
        5,
        ALL,
        4 * ALL,
    )
    roles = Counter(regions["Article"])
    assert roles["mark"] >= ALL


@pytest.mark.parametrize("width", [900, 1200, 1600])
def test_the_layout_holds_and_nothing_moves(explorer, page, width):
    explorer.command("application:toggle-left-area")
    beside = page.evaluate(
        "() => innerWidth - document.querySelector('.jp-NotebookPanel').offsetWidth"
    )
    page.set_viewport_size({"width": width + beside, "height": 1300})
    boxes = """() => [...document.querySelectorAll(".explorer, .explorer > *, .explorer-box, .explorer select")].map(e => {
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
    explorer.command("application:toggle-left-area")
    page.set_viewport_size({"width": 980, "height": 1300})
    cut = """() => [...document.querySelectorAll(".explorer option")]
        .filter(option => option.scrollWidth > option.clientWidth || option.text.includes("\\u00a0"))
        .map(option => option.text)"""
    page.wait_for_function(f"() => ({cut})().length === 0")


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
    assert (
        page.locator(".explorer-timeline img")
        .nth(1)
        .get_attribute("alt")
        .startswith(f"Timeline of {len(last)} events")
    )


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
