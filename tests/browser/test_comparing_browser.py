"""The comparison of a class in a real JupyterLab: by keyboard, in both themes, at both widths, and without a kernel."""

import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import IMPORTS
from lab import ROOT
from nbconvert import HTMLExporter
from payloads import FETCHED, HARMFUL, hostile_reading
from playwright.sync_api import expect

from helpers import compare_readings, load_reading

COMPARE = 'comparison = compare_readings("practice-class", "practice")\ncomparison'
NOTEBOOK = "6-compare-readings.ipynb"
THEMES = ("JupyterLab Light", "JupyterLab Dark")
READERS = ".comparison-controls select"
ONLY = ".comparison-controls input[type=checkbox]"
ARTICLE = ".comparison-views > :nth-child(1)"
CARD = ".comparison-views > :nth-child(2)"
ROWS = ".comparison-rows tr[data-row]"


@pytest.fixture
def comparison(open_notebook, page):
    """A notebook with the comparison run in its second cell."""
    notebook = open_notebook(IMPORTS, COMPARE)
    notebook.run_all()
    page.locator('.comparison-count[role="status"]').wait_for()
    page.locator(f'{ROWS}[tabindex="0"]').first.wait_for()
    return notebook


def numbers(page):
    return page.locator(ROWS).evaluate_all("rows => rows.map(row => +row.dataset.row)")


def test_readers_are_chosen_by_keyboard(comparison, page):
    page.locator(READERS).focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".comparison-count")).to_contain_text("2 readers marked")
    heads = page.locator(".comparison-rows thead th").all_text_contents()
    assert heads[-2:] == ["kestrel", "plover"]
    said = comparison.add_cell("print(comparison.chosen)")
    assert said.strip() == "('kestrel', 'plover')"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_row_is_chosen_by_keyboard_and_let_go_again(comparison, page, key):
    page.locator(f'{ROWS}[data-row="13"]').focus()
    page.keyboard.press(key)
    expect(page.locator(CARD)).to_contain_text("Row 13: “The answer came in early 2024")
    expect(page.locator(f"{CARD} dt")).to_have_text(["kestrel", "plover", "tern"])
    expect(page.locator(f"{CARD} mark")).to_have_count(3)
    expect(page.locator(f"{ARTICLE} mark[data-chosen]").first).to_be_visible()
    page.wait_for_function(
        "() => document.activeElement.matches('.comparison-rows tr[data-row=\"13\"]')"
    )
    page.keyboard.press(key)
    expect(page.locator(CARD)).to_contain_text("Choose a row")


GROUND = "element => getComputedStyle(element).backgroundColor"


def test_shades_are_told_apart_where_the_readers_system_chooses_the_colours(
    comparison, page
):
    shades = page.locator(f"{ARTICLE} mark[data-count]")
    before = shades.evaluate_all(f"marks => marks.map({GROUND})")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert shades.evaluate_all(f"marks => marks.map({GROUND})") == before
    assert len(set(before)) > 1
    page.locator(f'{ROWS}[data-row="13"]').focus()
    page.keyboard.press("Enter")
    chosen = page.locator(f"{ROWS}[data-chosen]")
    expect(chosen).to_have_count(1)
    other = page.locator(f"{ROWS}:not([data-chosen])").first
    assert chosen.evaluate(GROUND) != other.evaluate(GROUND)


@pytest.mark.parametrize("by", ["click", "Enter"])
def test_words_of_the_article_choose_their_row(comparison, page, by):
    mark = page.locator(f'{ARTICLE} mark[data-row="14"]').first
    if by == "click":
        mark.click()
    else:
        mark.focus()
        page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_contain_text("Row 14: “The repairs began last month”")
    page.wait_for_function(
        """() => {
          const row = document.querySelector(".comparison-rows tr[data-chosen]");
          const box = row.closest(".comparison-box").getBoundingClientRect();
          const place = row.getBoundingClientRect();
          return place.top >= box.top - 1 && place.top < box.bottom;
        }"""
    )


def test_only_where_we_differ_is_a_key_away(comparison, page):
    before = numbers(page)
    page.locator(ONLY).focus()
    page.keyboard.press("Space")
    page.wait_for_function(
        f"n => document.querySelectorAll('{ROWS}').length < n", arg=len(before)
    )
    after = numbers(page)
    assert after == before[: len(after)]
    assert len(after) == 9


def test_no_key_pressed_on_a_control_reaches_the_notebook(comparison, page):
    page.locator(f'{ROWS}[data-row="13"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_contain_text("Row 13")
    parts = [page.locator(READERS), page.locator(ONLY)]
    parts += [page.locator(".comparison-box").nth(n) for n in range(3)]
    parts += [page.locator(ROWS).first, page.locator(f"{ARTICLE} mark[data-row]").first]
    for part in parts:
        part.focus()
        for key in ("d", "d", "b", "a", "x", "z", "m", "ArrowDown", "ArrowUp"):
            page.keyboard.press(key)
    assert comparison.cells == 2
    assert page.locator(".comparison").count() == 1


@pytest.mark.parametrize("theme", THEMES)
def test_no_violation_is_found_by_axe(comparison, page, theme):
    comparison.theme(theme)
    page.locator(f'{ROWS}[data-row="5"]').click(position={"x": 4, "y": 4})
    page.locator(f"{ROWS}[data-chosen]").wait_for()
    found = Axe().run(page, context=".jp-Cell-outputArea").response["violations"]
    assert [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize("width", [560, 900, 1400])
def test_nothing_is_wider_than_its_place_or_on_another(comparison, page, width):
    comparison.command("application:toggle-left-area")
    page.set_viewport_size({"width": width, "height": 1300})
    page.wait_for_timeout(300)
    boxes = page.locator(
        ".comparison-controls, .comparison-count, .comparison-views > *,"
        " .comparison-rows, .comparison-figures"
    ).evaluate_all(
        """boxes => boxes.map(box => {
          const place = box.getBoundingClientRect();
          return [place.left, place.top, place.right, place.bottom];
        })"""
    )
    root = page.locator(".comparison").bounding_box()
    for left, _, right, _ in boxes:
        assert left >= root["x"] - 1
        assert right <= root["x"] + root["width"] + 1
    for n, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = other[0] >= right or left >= other[2]
            assert apart or other[1] >= bottom - 1 or top >= other[3] - 1


def test_where_the_system_chooses_the_colours_the_line_says_how_many(comparison, page):
    page.emulate_media(forced_colors="active")
    widths = page.locator(f"{ARTICLE} mark[data-count]").evaluate_all(
        """marks => marks.map(mark =>
          [mark.dataset.count, getComputedStyle(mark).borderBottomWidth])"""
    )
    by_count = {}
    for count, width in widths:
        by_count.setdefault(count, set()).add(float(width.removesuffix("px")))
    assert set(by_count) == {"1", "2", "3"}
    assert max(by_count["1"]) < min(by_count["2"])
    assert max(by_count["2"]) < min(by_count["3"])


def test_the_committed_notebook_shows_all_without_a_kernel(page, tmp_path):
    html, _ = HTMLExporter().from_filename(str(ROOT / "notebooks" / NOTEBOOK))
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page.route(re.compile("^https?://"), lambda route: route.fulfill(body=""))
    page.goto((tmp_path / "page.html").as_uri())
    expect(page.get_by_text("3 readers marked 15 passages.").first).to_be_visible()
    assert page.locator("mark[data-count]").count() > 15
    assert page.locator("table tr[data-row]").count() == 15
    expect(page.get_by_text("run all its cells").first).to_be_visible()
    expect(page.get_by_role("cell", name="0.811")).to_be_visible()


def test_texts_and_names_that_harm_a_page_do_nothing(page, tmp_path):
    one = load_reading(hostile_reading(tmp_path / "hostile"))
    named = [replace(one, folder=tmp_path / text[:60]) for *_, text in HARMFUL[:20]]
    made = compare_readings([one, *{each.name: each for each in named}.values()], one)
    made.selected = 1
    shown = made._repr_mimebundle_()["text/html"]
    for view in (made.count, made.article, made.card, made.table, made.figures):
        shown += view.value
    asked = []
    page.route(f"{FETCHED}**", lambda route: asked.append(route) or route.abort())
    page.set_content(f"<body>{shown}</body>")
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.fired") is None
    assert asked == []
    assert page.locator("script, iframe, object, svg, img, video, input").count() == 0
