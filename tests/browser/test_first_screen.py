"""What a reader sees of a notebook before scrolling: its finding, its marked words, its picture."""

import re

import pytest
from lab import ROOT
from nbconvert import HTMLExporter
from playwright.sync_api import expect

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIRST = "1-read-the-article.ipynb"
# A picture's parts can be measured once it is in the page itself, in its own place.
UNFOLD = """image => {
  const place = image.getBoundingClientRect();
  const bytes = Uint8Array.from(atob(image.src.split(",")[1]), c => c.charCodeAt(0));
  const text = new TextDecoder().decode(bytes);
  const picture = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  picture.style.cssText = `position: absolute; left: ${place.left}px;
    top: ${place.top + scrollY}px; width: ${place.width}px; height: ${place.height}px`;
  document.body.append(picture);
}"""
BOTTOMS = """parts => {
  const bottoms = {};
  for (const part of parts) {
    const [, event] = part.id.split(".");
    const { bottom } = part.getBoundingClientRect();
    bottoms[event] = Math.max(bottoms[event] ?? 0, bottom);
  }
  return Object.values(bottoms);
}"""


@pytest.fixture
def rendered(page, tmp_path):
    """Opens a notebook as a page without a kernel, as it is saved."""

    def opened(path, width, height):
        html, _ = HTMLExporter(template_name="lab", embed_images=True).from_filename(
            str(path)
        )
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        page.set_viewport_size({"width": width, "height": height})
        page.route(re.compile("^https?:"), lambda route: route.fulfill(body=""))
        page.goto((tmp_path / "page.html").as_uri(), wait_until="domcontentloaded")
        return page

    return opened


def bottom(part):
    box = part.bounding_box()
    return box["y"] + box["height"]


def test_the_first_screen_has_the_finding_the_marked_words_and_two_rows_of_the_timeline(
    rendered,
):
    page = rendered(ROOT / "notebooks" / FIRST, 1440, 900)
    assert bottom(page.locator("h1")) < 150
    assert bottom(page.locator("p strong").first) < 200
    assert page.locator("mark").count() > 3
    assert bottom(page.locator("mark").first) < 500
    page.locator("figure img[src^='data:image/svg']").first.evaluate(UNFOLD)
    key_ends = page.locator("svg [id='band.0']").bounding_box()["y"]
    assert key_ends <= 860
    rows = page.locator("svg [id^='event.']").evaluate_all(BOTTOMS)
    assert len(rows) == 22
    assert sorted(rows)[1] <= 900


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_at_once_what_it_is_for(rendered, path):
    page = rendered(path, 1440, 900)
    paragraphs = page.locator(".jp-MarkdownCell").first.locator("p")
    assert paragraphs.count() >= 2
    assert bottom(paragraphs.last) < 330
    assert "minutes" in paragraphs.last.inner_text()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [900, 1440])
def test_nothing_of_the_page_is_cut_off_at_its_side(rendered, path, width):
    page = rendered(path, width, 900)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_screen_of_a_small_jupyterlab_has_the_finding_and_marked_words(
    open_notebook, page
):
    page.set_viewport_size({"width": 1366, "height": 768})
    open_notebook(path=f"notebooks/{FIRST}").run_all()
    page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.scrollToItem(0, "start")"""
    )
    cell = page.locator(".jp-MarkdownCell p strong").first
    expect(cell).to_be_in_viewport(ratio=1)
    expect(page.locator(".jp-Notebook mark").first).to_be_in_viewport(ratio=1)
    assert page.locator(".jp-DirListing-item").count() >= len(NOTEBOOKS)
