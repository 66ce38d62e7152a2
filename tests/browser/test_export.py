"""The exported page in a browser: nothing blocked, nothing cut off, accessible in both schemes, and inert."""

import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers import load_reading, write_handout, write_page

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


def test_a_number_in_the_text_leads_to_its_event_and_back(page, exported, reading):
    page.goto(exported)
    key = reading.events.set_index("number")["id"][3]
    page.get_by_role("link", name="Event 3", exact=True).click()
    expect(page.locator(f"#event-{key}")).to_be_in_viewport()
    page.get_by_role("link", name="Event 3, to its words").click()
    expect(page.locator(f"#words-of-event-{key}")).to_be_in_viewport()


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
    wide = """[...document.querySelectorAll('th, td, .paragraph > *, .sources li')]
        .filter(one => one.getBoundingClientRect().right > 690.5
            || one.scrollWidth > one.clientWidth + 1).length"""
    assert page.evaluate(wide) == 0


def test_words_that_are_copied_are_the_articles_words(page, exported, reading):
    page.goto(exported)
    copied = page.evaluate(
        """() => {
            getSelection().selectAllChildren(document.querySelector('#paragraph-2 p'));
            return getSelection().toString();
        }"""
    )
    assert copied.strip() == reading.article.paragraphs[1].text


@pytest.fixture(scope="module")
def handout(reading, tmp_path_factory):
    path = tmp_path_factory.mktemp("handout") / "handout.html"
    return write_handout(reading, path).path


def test_the_handout_is_two_sides_of_a4_and_a_sheet_for_the_key(page, handout):
    page.goto(handout.as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 3
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)", pdf)
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {(595, 842)}


def test_the_numbers_of_the_handout_are_beside_every_fifth_line(page, handout):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1032})  # A4 within the margins
    page.goto(handout.as_uri())
    tops = page.evaluate(
        """() => {
            const range = document.createRange(), tops = new Set();
            for (const p of document.querySelectorAll('.article p')) {
                range.selectNodeContents(p.lastChild);
                for (const box of range.getClientRects()) tops.add(Math.round(box.top));
            }
            return [...tops].sort((a, b) => a - b);
        }"""
    )
    line = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.article')).lineHeight)"
    )
    numbers = page.evaluate(
        """() => {
            const range = document.createRange();
            const end = document.querySelector('.lines').getBoundingClientRect().bottom;
            return [...document.querySelectorAll('.lines li')].map(li => {
                range.selectNodeContents(li);
                const box = range.getBoundingClientRect();
                return [Number(li.textContent), (box.top + box.bottom) / 2, end];
            });
        }"""
    )
    seen = [(number, middle) for number, middle, end in numbers if middle < end]
    assert [number for number, _ in seen] == list(range(5, len(tops) + 1, 5))
    for number, middle in seen:
        assert 0 < middle - tops[number - 1] < line


def test_a_third_of_the_handout_is_left_for_notes(page, handout):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1032})
    page.goto(handout.as_uri())
    right = page.locator(".article").evaluate(
        "one => one.getBoundingClientRect().right"
    )
    size = page.locator(".article").evaluate("one => getComputedStyle(one).fontSize")
    assert right <= 703 * 2 / 3
    assert size == "14px"  # 10.5 pt


def test_the_handout_is_accessible_and_asks_for_nothing(page, handout):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(handout.as_uri())
    assert asked == [handout.as_uri()]
    found = Axe().run(page)
    assert [one["id"] for one in found.response["violations"]] == []


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
