"""The margin in a real JupyterLab and on a rendered page: a click on a number leads to the note, and back."""

from lab import ROOT
from nbconvert import HTMLExporter
from playwright.sync_api import expect

NOTEBOOK = "2-who-says-what-and-when.ipynb"
NUMBER = 5


def assert_links_lead_both_ways(page, attribute="id"):
    """With the notes pushed so far down that words and note are never seen together."""
    page.add_style_tag(content="td > p { margin-top: 2000px !important; }")
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
