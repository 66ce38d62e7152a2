"""A notebook's page printed on A4: no column of a table is cut off."""

import re

import nbformat
import pytest
from nbconvert import HTMLExporter

import helpers
from helpers import load_reading
from helpers.explorer.widget import Explorer

READING = load_reading("kardashian-la-raids")
TABLES = (
    "about_table",
    "agreements_table",
    "coverage_table",
    "dates_table",
    "notes_table",
    "people_and_events",
    "people_table",
    "quotations_table",
    "record_table",
    "silences_table",
    "sources_table",
    "verbs_table",
    "voices_table",
    "explore",
)
A4 = {"width": 718, "height": 1046}  # CSS pixels, within margins of a centimetre
CUT = """() => [...document.querySelectorAll("table")].flatMap((table) => {
  const cells = [...table.querySelectorAll("th, td")];
  const right = Math.max(...cells.map((cell) => cell.getBoundingClientRect().right));
  const hidden = [...table.querySelectorAll("th, td")].some(
    (cell) => cell.scrollWidth > cell.clientWidth + 1);
  return right > innerWidth + 1 || hidden
    ? [[table.caption?.innerText ?? "", Math.round(right), hidden]] : [];
})"""

LOOKS = """element => {
  const { backgroundColor, filter } = getComputedStyle(element);
  return { ground: backgroundColor, filter };
}"""


def html_of(shown):
    """The page that nbconvert makes of a notebook whose one cell shows this."""
    data = shown._repr_mimebundle_() if isinstance(shown, Explorer) else {}
    html = data.get("text/html") or shown._repr_html_()
    output = nbformat.v4.new_output("display_data", {"text/html": html})
    cell = nbformat.v4.new_code_cell("it", outputs=[output])
    page, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    return page


@pytest.mark.parametrize("name", TABLES)
def test_no_column_of_a_table_is_cut_off_on_paper(page, tmp_path, name):
    file = tmp_path / "page.html"
    file.write_text(html_of(getattr(helpers, name)(READING)), encoding="utf-8")
    page.route(re.compile("^https?://"), lambda route: route.fulfill(body=""))
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.goto(file.as_uri())
    assert page.locator("table tbody tr").count() > 0
    assert page.evaluate(CUT) == []


def test_a_picture_is_on_white_where_the_readers_system_chooses_the_colours(
    page, tmp_path
):
    file = tmp_path / "page.html"
    file.write_text(html_of(helpers.plot_timeline(READING)), encoding="utf-8")
    page.route(re.compile("^https?://"), lambda route: route.fulfill(body=""))
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(file.as_uri())
    for light in ("true", "false"):  # the page's theme, where it has one
        page.evaluate("light => { document.body.dataset.jpThemeLight = light }", light)
        looks = page.locator("img.picture").evaluate(LOOKS)
        assert looks == {"ground": "rgb(255, 255, 255)", "filter": "none"}
