"""The margin in a real JupyterLab and on a rendered page: a click on a number leads to the note, and back."""

import pytest
from lab import ROOT
from nbconvert import HTMLExporter
from playwright.sync_api import expect

from helpers import load_reading, show_margin
from helpers.vocabulary import NOTE_KINDS

NOTEBOOK = "2-who-says-what-and-when.ipynb"
NUMBER = 5


def assert_links_lead_both_ways(page, attribute="id"):
    """With the notes pushed so far down that words and note are never seen together."""
    page.add_style_tag(content=".margin .note { margin-top: 2000px !important; }")
    words, note = (
        page.locator(f"a[{attribute}$='-{NUMBER}-{end}']") for end in ("words", "note")
    )
    words.wait_for(timeout=120_000)
    words.scroll_into_view_if_needed()
    expect(note).not_to_be_in_viewport()
    words.click()
    expect(note).to_be_in_viewport()
    expect(words).not_to_be_in_viewport()
    note.click()
    expect(words).to_be_in_viewport()


def test_a_number_leads_to_its_note_and_back_in_jupyterlab(open_notebook, page):
    open_notebook(path=f"notebooks/{NOTEBOOK}").run_all()
    assert_links_lead_both_ways(page)


def test_a_number_leads_to_its_note_and_back_in_jupyterlab_before_anything_is_run(
    open_notebook, page
):
    """JupyterLab trusts no output that it has not made itself: it renames the ids, and follows them all the same."""
    open_notebook(path=f"notebooks/{NOTEBOOK}")
    assert_links_lead_both_ways(page, "data-jupyter-id")


def test_a_number_leads_to_its_note_and_back_on_a_rendered_page(page, tmp_path):
    html, _ = HTMLExporter(template_name="basic").from_filename(
        str(ROOT / "notebooks" / NOTEBOOK)
    )
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    assert_links_lead_both_ways(page)


@pytest.fixture
def margin(page, tmp_path):
    """The margin alone on a page, opened."""
    html = show_margin(load_reading("kardashian-la-raids"))._repr_html_()
    (tmp_path / "margin.html").write_text(f"<meta charset=utf-8>{html}", "utf-8")
    page.goto((tmp_path / "margin.html").as_uri())
    return page


def test_a_kind_of_note_can_be_chosen_above_the_margin(margin):
    notes = margin.locator(".note")
    every = notes.count()
    expect(margin.locator(".note:visible")).to_have_count(every)
    for kind in NOTE_KINDS:
        margin.get_by_role("radio", name=kind).check()
        chosen = margin.locator(f".note[data-kind={kind}]").count()
        assert 0 < chosen < every
        expect(margin.locator(".note:visible")).to_have_count(chosen)
    margin.get_by_role("radio", name="all").press("Space")
    expect(margin.locator(".note:visible")).to_have_count(every)


def test_all_notes_are_open_in_print(margin):
    folded = margin.locator("details > :not(summary), details > a").first
    text = "(el) => el.closest('details').getBoundingClientRect().height"
    on_screen = folded.evaluate(text)
    margin.emulate_media(media="print")
    assert folded.evaluate(text) > on_screen
    assert folded.is_visible()


def test_the_notes_do_not_push_the_paragraphs_apart(margin):
    """Folded, the page is at most half as long again as the text alone."""
    margin.set_viewport_size({"width": 1000, "height": 900})
    height = "() => document.documentElement.scrollHeight"
    folded = margin.evaluate(height)
    margin.add_style_tag(
        content="details::details-content {content-visibility: visible}"
    )
    assert folded <= 0.75 * margin.evaluate(height)


def test_what_is_copied_from_the_text_is_the_articles_words(margin):
    copied = margin.locator(".text").evaluate_all(
        """cells => cells.map(cell => {
            getSelection().selectAllChildren(cell);
            return getSelection().toString().trim();
        })"""
    )
    assert "\n".join(copied) == load_reading("kardashian-la-raids").article.text
