"""The exported page in a browser: nothing blocked, nothing cut off, accessible in both schemes, and inert."""

import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers import load_reading, write_page

PAYLOAD = "\"'><img src=x onerror=\"document.title='run'\"><script>document.title='run'</script></style>"


@pytest.fixture(scope="module")
def reading():
    return load_reading("kardashian-la-raids")


@pytest.fixture(scope="module")
def exported(reading, tmp_path_factory):
    return write_page(
        reading, tmp_path_factory.mktemp("page") / "page.html"
    ).path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 900, 1400])
def test_the_page_is_accessible_and_nothing_is_cut_off(page, exported, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(exported)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(
        "[...document.images].every(image => image.complete && image.naturalWidth > 0)"
    )
    found = Axe().run(page)
    assert [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found.response["violations"]
    ] == []


def test_the_page_asks_for_nothing(page, exported):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(exported)
    assert [address for address in asked if not address.startswith("data:")] == [
        exported
    ]


def test_a_number_in_the_text_leads_to_its_event_and_back(page, exported):
    page.goto(exported)
    page.get_by_role("link", name="Event 3", exact=True).click()
    expect(page.locator("#event-3")).to_be_in_viewport()
    page.get_by_role("link", name="Event 3, to its words").click()
    expect(page.locator("#words-of-event-3")).to_be_in_viewport()


def test_the_timeline_can_be_reached_and_moved_with_the_keyboard(page, exported):
    page.set_viewport_size({"width": 400, "height": 900})
    page.goto(exported)
    figure = page.locator("figure")
    figure.focus()
    # The page's policy forbids the evaluation that wait_for_function polls with; a promise waits without it.
    page.evaluate(
        """window.moved = new Promise((found, lost) => {
            document.querySelector('figure').addEventListener('scroll', () => found(true), {once: true});
            setTimeout(lost, 10_000, 'the figure did not move');
        })"""
        ";0"
    )
    page.keyboard.press("ArrowRight")
    assert page.evaluate("window.moved")
    assert figure.evaluate("figure => figure.scrollLeft") > 0


def test_no_paper_is_cut_off(page, exported):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 690, "height": 980})  # A4 within the margins
    page.goto(exported)
    assert page.evaluate("document.documentElement.scrollWidth") <= 690
    assert page.evaluate("document.images[0].getBoundingClientRect().right") <= 690


@pytest.mark.parametrize("policy", ["with its policy", "without a policy"])
def test_hostile_text_does_nothing(page, reading, tmp_path, policy):
    hostile = replace(
        reading,
        about=reading.about
        | {"title": PAYLOAD, "rights": PAYLOAD, "language": PAYLOAD},
        events=reading.events.assign(title=PAYLOAD, note=PAYLOAD, who_says_so=PAYLOAD),
        notes=reading.notes.assign(note=PAYLOAD, quote=PAYLOAD),
        people=reading.people.assign(name=PAYLOAD, description=PAYLOAD),
        sources=reading.sources.assign(
            publisher=PAYLOAD, title=PAYLOAD, address="javascript:document.title='run'"
        ),
    )
    path = write_page(hostile, tmp_path / "page.html").path
    if policy == "without a policy":
        html = path.read_text(encoding="utf-8")
        path.write_text(re.sub("<meta http-equiv=[^>]*>", "", html), encoding="utf-8")
    page.goto(path.as_uri())
    assert page.title() == PAYLOAD
    assert page.locator("script, img[src=x], a[href^=javascript]").count() == 0
