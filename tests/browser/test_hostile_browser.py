"""Texts that harm a page do nothing in a real JupyterLab and in the exported page, and each of them does when raw."""

import json
import re
import shutil

import pytest
from payloads import CONFUSING, FETCHED, HARMFUL, broken_reading, hostile_reading
from playwright.sync_api import expect

from helpers import load_reading, write_page
from helpers.show import GROUND

TEXTS = [text.strip() for *_, text in (*HARMFUL, *CONFUSING)]
FOLDER, BROKEN = "<img src=x onerror=fired=1>", "'\"><svg onload=fired=1>"

LONGEST = 200  # characters of what was found
# What would have come of a text that was not escaped: an element or an attribute that no view makes.
INTRUDERS = """root => {
    const strange = "script, style, link, meta, base, iframe, object, embed, video, audio, form, math, mjx-container";
    const found = [...root.querySelectorAll(strange)].map(element => element.outerHTML.slice(0, LONGEST));
    for (const element of root.querySelectorAll("*"))
        for (const {name, value} of element.attributes)
            if (/^on|^autofocus$|^srcdoc$/i.test(name) || (/^(href|src|action|data)$/i.test(name) &&
                !/^([^:]*$|https:\\/\\/|#|data:image\\/(svg\\+xml|png)[;,])/.test(value)) || (name === "style" && /url\\(/.test(value)))
                found.push(`${element.tagName} ${name}=${value.slice(0, LONGEST)}`);
    return found }""".replace("LONGEST", str(LONGEST))


@pytest.mark.parametrize(
    ("name", "around", "text"), HARMFUL, ids=[name for name, *_ in HARMFUL]
)
def test_each_text_harms_a_page_that_does_not_escape_it(browser, name, around, text):
    page, asked = browser.new_page(), []
    try:
        page.route("**/*", lambda route: answered(route))
        page.on("request", lambda request: asked.append(request.url))
        html = f"<!DOCTYPE html><body>{around.replace('{}', text)}</body>"

        def answered(route):
            at_home = route.request.url == "https://raw.example/"
            route.fulfill(body=html if at_home else "", content_type="text/html")

        page.goto("https://raw.example/", wait_until="commit")
        for link in page.locator("a").all():
            link.click(no_wait_after=True)
        for _ in range(100):
            if any(url.startswith(FETCHED) for url in asked) or page.evaluate(
                "window.fired === 1"
            ):
                return
            page.wait_for_timeout(50)
        pytest.fail(f"{text!r} did nothing; asked were {asked}")
    finally:
        page.close()


@pytest.fixture(scope="module")
def folder(project):
    return hostile_reading(project / "data" / FOLDER)


@pytest.fixture(scope="module")
def broken(project):
    return broken_reading(project / "data" / BROKEN)


@pytest.fixture
def asked(page):
    """The addresses that the page asks for."""
    found = []
    page.on("request", lambda request: found.append(request.url))
    return found


VIEWS = (
    "reading",
    "show_article(reading)",
    "show_article(reading, words='fired said')",
    "plot_timeline(reading.where(kinds='statement'))",
    "plot_timeline(reading)",
    "plot_timeline(reading, caption=reading.about['title'])",
    "plot_voices(reading)",
    "plot_order_of_telling(reading)",
    "show_margin(reading)",
    "people_and_events(reading)",
    "people_and_events(reading, reading.about['title'])",
    "people_table(reading, reading.about['title'])",
    "show_table(people_table(reading), reading.about['title'])",
    "dates_table(reading)",
    "about_table(reading)",
    "sources_table(reading)",
    "quotations_table(reading)",
    "notes_table(reading)",
    "silences_table(reading)",
    "verbs_table(reading)",
    "voices_table(reading)",
    "record_table(reading)",
    "agreements_table(reading)",
    "coverage_table(reading)",
    "show_table(reading.sources, '')",
    "show_table(find_names(reading.article.text[:20_000]), '')",
    "show_table(find_dates(reading.article.text[:20_000]), '')",
    "show_table(check_reading(broken), broken)",
    "load_reading(broken)",
    "load_article(reading.folder / '</pre><svg onload=fired=1>.txt')",
    "parse_date(reading.about['title'])",
    "reading.article.find(reading.about['title'] + ' gone')",
    "reading.where(people=reading.about['title'])",
    "write_page(reading, out / '<img src=x onerror=fired=1>.html')",
    "write_markdown(reading, out / '<img src=x onerror=fired=1>.md')",
    "write_timelinejs(reading, out / '<img src=x onerror=fired=1>.json')",
    "write_web_annotations(reading, out / '<img src=x onerror=fired=1>.jsonld')",
    "write_tables(reading, out)",
    "explore(reading, words='fired')",
    "explore(reading)",
)
MARGIN_STYLE = re.compile(r"<style>\n\.n[0-9a-f]+ input, ")
# The frame of a written page, in which no script runs; its text is asked for apart.
FRAME = re.compile(r'(<iframe title="[^"]*" sandbox="" src|IFRAME src)doc=')
FAIL = {
    view
    for view in VIEWS
    if view.startswith(("load_", "parse_", "reading.article.find", "reading.where"))
}


def test_every_view_of_a_hostile_reading_is_inert_in_jupyterlab(
    open_notebook, page, address, asked, folder, broken
):
    first = (
        "import sys, tempfile; sys.path.insert(0, '..')\nfrom pathlib import Path\nfrom helpers import *\n"
        f"reading, broken = load_reading('../data/' + {json.dumps(FOLDER)}), '../data/' + {json.dumps(BROKEN)}\n"
        "out = Path(tempfile.mkdtemp())"
    )
    open_notebook(first, *VIEWS)
    for n in range(
        len(VIEWS) + 1
    ):  # one by one: an error, as some are to raise, stops a run of all
        page.evaluate(
            """async n => {
              window.jupyterapp.shell.currentWidget.content.activeCellIndex = n;
              await window.jupyterapp.commands.execute("notebook:run-cell") }""",
            n,
        )
    outputs = page.locator(".jp-Notebook .jp-CodeCell")
    error = '.jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"]'
    failed = {
        view for n, view in enumerate(VIEWS, 1) if outputs.nth(n).locator(error).count()
    }
    assert failed == FAIL
    explorer = page.locator(".jp-OutputArea .explorer").last
    explorer.locator("tr[data-event]").nth(3).click(position={"x": 4, "y": 4})
    explorer.locator("tr[data-chosen]").wait_for()
    for text in ("<img", "onload=fired", "\u202e"):
        explorer.locator("input[placeholder]").fill(text)
        expect(explorer.locator(".explorer-count")).to_contain_text(
            f" of {len(TEXTS)} events"
        )
    page.locator(".jp-OutputArea-output details").evaluate_all(
        "all => all.forEach(element => { element.open = true })"
    )
    assert (
        page.locator(".jp-OutputArea").first.evaluate("() => document.images.length")
        > 4
    )
    for area in page.locator(".jp-OutputArea").all():
        found = area.evaluate(INTRUDERS)
        # Two styles are ours: pictures in the dark theme, the filter of the margin.
        others = [one for one in found if one != str(GROUND)[:LONGEST]]
        strange = [one for one in others if not MARGIN_STYLE.match(one)]
        assert [one for one in strange if not FRAME.match(one)] == []
        assert not [one for one in others for text in TEXTS if text in one]
    assert page.evaluate("window.fired") is None
    assert [
        url for url in asked if not url.startswith((address, "data:", "blob:"))
    ] == []
    assert [
        url
        for url in asked
        if re.search("/x$|fired|fetched", url.split("?")[0].removeprefix(address))
    ] == []
    marked = page.locator(".jp-OutputArea").nth(2).locator('.article div[dir="auto"]')
    said = load_reading(folder).article.paragraphs
    assert marked.count() == len(said)


ADDRESSES = (
    "javascript://%0afired=1",
    "data:text/html,<script>fired=1</script>",
    "https://evil.example/x",
    "www.evil.example",
)


@pytest.fixture(scope="module")
def with_addresses(project):
    """A reading with a fault in four cells, each of which quotes an address."""
    folder = project / "data" / "addresses"
    shutil.copytree(project / "data" / "kardashian-la-raids", folder)
    head, *rows = (folder / "notes.csv").read_text(encoding="utf-8").splitlines()
    for number, address in enumerate(ADDRESSES):
        row = dict.fromkeys(head.split(","), "")
        row |= {"id": f"a{number}", "kind": address, "quote": "in May", "note": "n"}
        rows.append(",".join(f'"{cell}"' for cell in row.values()))
    text = "\n".join([head, *rows])
    (folder / "notes.csv").write_text(text, encoding="utf-8")
    return folder


def outputs_of_an_error(open_notebook, page, *cells):
    """The outputs of the last cell, which fails, and the one after it, which never runs."""
    first = "import sys; sys.path.insert(0, '..')\nfrom helpers import *"
    notebook = open_notebook(first, *cells, "print('ran on')")
    notebook.run_all()
    return page.locator(".jp-Notebook .jp-CodeCell").nth(len(cells))


def test_no_address_in_a_faulty_file_becomes_a_link_in_jupyterlab(
    open_notebook, page, asked, with_addresses
):
    cell = outputs_of_an_error(open_notebook, page, "load_reading('addresses')")
    alert = cell.get_by_role("alert")
    said = alert.locator("p").all_inner_texts()
    assert len(said) == len(ADDRESSES)
    for sentence, address in zip(said, ADDRESSES):
        assert address in sentence
    assert cell.locator(".jp-OutputArea a").count() == 0
    error = cell.locator(
        '[data-mime-type="application/vnd.jupyter.stderr"]'
    ).inner_text()
    assert error.strip() == "ReadingError: see the 4 sentences above."
    assert "ran on" not in page.locator(".jp-Notebook").inner_text().replace(
        "print('ran on')", ""
    )
    assert page.evaluate("window.fired") is None
    assert not [url for url in asked if "evil.example" in url]


def test_the_same_addresses_become_links_in_the_text_of_an_error(
    open_notebook, page, with_addresses
):
    cell = outputs_of_an_error(
        open_notebook,
        page,
        "get_ipython().set_custom_exc((), None)\nload_reading('addresses')",
    )
    links = cell.locator(".jp-OutputArea a")
    links.first.wait_for()
    found = [link.get_attribute("href") for link in links.all()]
    assert any(href.startswith("javascript:") for href in found)


@pytest.mark.parametrize("policy", ["with its policy", "without a policy"])
def test_the_exported_page_of_a_hostile_reading_is_inert(
    page, asked, folder, tmp_path, policy
):
    reading = load_reading(folder)
    path = write_page(reading, tmp_path / "page.html").path
    if policy == "without a policy":
        html = path.read_text(encoding="utf-8")
        path.write_text(re.sub("<meta http-equiv=[^>]*>", "", html), encoding="utf-8")
    page.goto(path.as_uri())
    assert page.title() == reading.about["title"]
    assert page.locator("body").evaluate(INTRUDERS) == []
    assert page.evaluate("window.fired") is None
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    for event in reading.events.itertuples():
        words = page.locator(f"#paragraph-{event.paragraph} mark").all_text_contents()
        assert "".join(words) == event.quote


def test_the_check_for_intruders_can_fail(page):
    html = "<a href='javascript:x'>x</a><b onclick=x style='list-style:url(#)'>x</b><form></form>"
    inert = f"html => ({INTRUDERS})(new DOMParser().parseFromString(html, 'text/html'))"
    assert len(page.evaluate(inert, html)) == 4
