"""The annotator's states in a real JupyterLab: conflict, read-only, merging, accept all; with axe-core, by touch, at 200 % zoom."""

from pathlib import Path

import pytest
from annotating import Desk, default_windowing, desk, fresh, open_desk
from axe_playwright_python.sync_playwright import Axe
from lab import Notebook, write_notebook
from playwright.sync_api import expect

from helpers import draft_reading
from helpers.saving import rows_of

__all__ = ["default_windowing", "desk"]  # fixtures

FERRY = Path(__file__).parent / "ferry.txt"
LOOK = "window.dispatchEvent(new Event('focus'))"
SMALLEST, FINGER = 24, 44  # CSS px
SIZES = """() => [...document.querySelectorAll(".annotate :is(button, select, summary, input)")]
  .filter((one) => one.checkVisibility() && !["radio", "checkbox"].includes(one.type))
  .map((one) => {
    const { width, height } = one.getBoundingClientRect();
    return [one.textContent || one.ariaLabel || one.placeholder || one.tagName, width, height];
  })"""


@pytest.fixture
def drafted(default_windowing, open_notebook, page, project, tmp_path):
    """The annotator of the draft of an invented text, none of it judged."""
    text = tmp_path / "ferry.txt"
    text.write_bytes(FERRY.read_bytes())
    draft = draft_reading(text, "2025-09-12", tmp_path.name, project / "data")
    return open_desk(open_notebook, page, draft.folder)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*")}


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def keep_note(desk, words, note):
    desk.select(words)
    desk.press("n")
    expect(desk.page.get_by_role("textbox", name="Note", exact=True)).to_be_focused()
    desk.write(note)
    desk.press("Control+Enter")
    expect(desk.status).to_contain_text("Kept: “")


def faults(page):
    """What axe-core finds in the annotator."""
    options = {"resultTypes": ["violations"]}
    found = Axe().run(page, context=".annotate", options=options)
    return [
        (one["id"], [node["html"][:160] for node in one["nodes"]])
        for one in found.response["violations"]
    ]


def test_a_row_that_jupyterlabs_editor_wrote_over_is_named_and_put_back(desk, project):
    page = desk.page
    path = str((desk.folder / "notes.csv").relative_to(project))
    desk.notebook.command("docmanager:open", path=path, factory="Editor")
    editor = page.locator(".jp-FileEditor .cm-content")
    editor.wait_for()
    opened = "window.jupyterapp.shell.currentWidget.context.path === "
    page.wait_for_function(opened + repr(path))
    page.evaluate(
        """() => {
          const { shell } = window.jupyterapp;
          window.editor = shell.currentWidget;
          for (const one of shell.widgets("main")) if (one.sessionContext) shell.activateById(one.id);
        }"""
    )
    desk.article.wait_for()
    keep_note(desk, "national outcry", "Whose outcry is not said.")
    mine = desk.file("notes.csv")
    page.evaluate(
        """() => {
          const { context } = window.editor;
          context.model.fromString(context.model.toString() + "\\n");
          context.save();
        }"""
    )
    page.get_by_role("button", name="Overwrite").click()
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    page.wait_for_function("!window.editor.context.model.dirty")
    assert "Whose outcry" not in desk.file("notes.csv")
    page.evaluate(LOOK)
    conflict = page.locator(".annotate-conflict")
    expect(conflict).to_contain_text("was kept here and is gone from notes.csv")
    button(page, "Put mine back").click()
    expect(conflict).to_have_count(0)
    expect(desk.list).to_be_visible()
    assert mine.splitlines()[-1] in desk.file("notes.csv").splitlines()
    assert "Whose outcry is not said." in list(desk.reading.notes["note"])


def test_a_reading_that_can_only_be_read_goes_on_in_a_copy_of_ones_own(
    default_windowing, open_notebook, page, project, tmp_path
):
    folder = fresh(project)
    for path in folder.glob("*.csv"):
        path.chmod(0o444)
    before = contents(folder)
    home = f"import os; os.environ['HOME'] = {str(tmp_path)!r}"
    show = "from helpers.annotating import annotate"
    show += f"\ndesk = annotate(load_reading({str(folder)!r}))\ndesk"
    imports = "import sys; sys.path.insert(0, '..')\nfrom helpers import *"
    notebook = open_notebook(f"{imports}\n{home}", show, "'below'")
    notebook.run_all()
    page.evaluate("window.jupyterapp.shell.currentWidget.content.scrollToItem(1)")
    page.locator(".annotate .text-view").wait_for()
    desk = Desk(page, notebook, folder)
    closed = page.locator(".annotate-closed")
    expect(closed).to_contain_text("You may read this reading, but not write")
    expect(button(page, "Correct")).to_have_attribute("aria-disabled", "true")
    page.locator(".annotate-row").first.click()
    expect(page.locator('.annotate-row[aria-selected="true"]')).to_have_count(1)
    button(page, "Make my own copy").click()
    expect(closed).to_be_hidden()
    expect(desk.status).to_contain_text("This is your own copy now")
    assert str(tmp_path) not in page.locator(".annotate").inner_text()
    desk = Desk(page, notebook, tmp_path / "readings" / folder.name)
    keep_note(desk, "national outcry", "Whose outcry is not said.")
    assert "Whose outcry" in desk.file("notes.csv")
    assert contents(folder) == before
    for path in folder.glob("*.csv"):
        path.chmod(0o644)


def test_two_people_are_merged_in_one_step_that_is_undone_in_one(desk):
    page, before = desk.page, contents(desk.folder)
    page.locator('.annotate-row[data-table="people"]', has_text="Alice Johnson").click()
    button(page, "Merge…").click()
    page.get_by_label("The person who stays").select_option("doechii")
    naming = [
        id
        for id, row in rows_of(before["events.csv"]).items()
        if "alice-johnson" in row["people"]
    ]
    listed = page.locator(".annotate-page-list li")
    expect(listed).to_have_count(len(naming))
    assert len(naming) > 4
    assert contents(desk.folder) == before
    button(page, "Merge").click()
    expect(desk.status).to_contain_text("Kept: Alice Johnson merged into Doechii")
    people = rows_of((desk.folder / "people.csv").read_bytes())
    assert "alice-johnson" not in people
    assert "Alice Johnson" in people["doechii"]["names"].split("; ")
    assert contents(desk.folder) != before
    desk.list.focus()
    desk.press("Control+z")
    expect(desk.status).to_contain_text("Taken back: Alice Johnson merged")
    assert contents(desk.folder) == before


def test_all_drafts_are_accepted_after_they_were_listed_and_one_undo_takes_it_back(
    drafted,
):
    page, before = drafted.page, contents(drafted.folder)
    count = page.locator(".annotate-count")
    total = drafted.evaluate("annotator.rows.drafts.length")
    assert total >= 20
    button(page, "Review drafts").click()
    button(page, "Accept all listed").click()
    expect(page.locator(".annotate-page-list li")).to_have_count(total)
    assert contents(drafted.folder) == before
    button(page, "Accept them all").click()
    expect(count).to_have_text(f"0 of {total} drafts left")
    expect(drafted.status).to_contain_text(f"Kept: {total} rows accepted")
    assert not drafted.reading.events["draft"].any()
    drafted.list.or_(page.locator(".annotate .text-view")).first.focus()
    drafted.press("Control+z")
    expect(count).to_have_text(f"{total} of {total} drafts left")
    assert contents(drafted.folder) == before


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_core_finds_no_fault_in_any_state_in_jupyterlab(drafted, theme):
    page, desk = drafted.page, drafted
    desk.notebook.theme(theme)
    found = {}

    def look(state):
        wrong = faults(page)
        if wrong:
            found[state] = wrong

    look("reading")
    desk.select("The county sold the ferry Marit")
    expect(desk.status).to_contain_text("also in event")
    look("selected")
    for letter in "eqnp":
        desk.select("The county sold the ferry Marit")
        desk.press(letter)
        page.locator(".annotate-form").wait_for()
        if letter == "e":
            when = page.get_by_label("When", exact=True)
            when.fill("10/6/2025")
            question = page.locator("[data-field=date] .annotate-question")
            expect(question).to_contain_text("month")
            page.get_by_label("Who is in it").last.fill("a")
            look("event, a list open")
            desk.press("Escape", "Control+Enter")
            expect(desk.status).to_contain_text("Not kept")
            page.locator(".annotate-more summary").click()
            look("event, faults beside its fields")
            desk.press("Escape")
            look("asked whether to throw it away")
            button(page, "Throw it away").click()
        else:
            look(f"form {letter}")
            desk.press("Escape")
        expect(page.locator(".annotate-form")).to_have_count(0)
    keep_note(desk, "the old crew", "How many were they?")
    look("kept")
    button(page, "Review drafts").click()
    look("review")
    button(page, "Accept all listed").click()
    look("accept all")
    desk.press("Escape")
    button(page, "Keys").click()
    look("keys")
    desk.press("Escape", "Escape")
    page.locator('.annotate-row[data-table="people"]').first.click()
    button(page, "Merge…").click()
    page.get_by_label("The person who stays").select_option(index=1)
    expect(desk.status).to_contain_text("name")
    look("merge")
    desk.press("Escape")
    page.locator(".annotate-timeline summary").click()
    page.locator(".annotate-picture").wait_for()
    look("timeline")
    kept = (desk.folder / "notes.csv").read_text("utf-8")
    lines = [one for one in kept.splitlines(keepends=True) if "How many" not in one]
    (desk.folder / "notes.csv").write_text("".join(lines), "utf-8")
    page.evaluate(LOOK)
    page.locator(".annotate-conflict").wait_for()
    look("conflict")
    button(page, "Leave the files as they are").click()
    (desk.folder / "people.csv").write_text("id\n", "utf-8")
    page.evaluate(LOOK)
    expect(page.locator(".annotate-closed")).to_contain_text("have faults")
    look("closed")
    button(page, "Put the files back as they were").click()
    expect(page.locator(".annotate-closed")).to_be_hidden()
    look("put back")
    assert found == {}


@pytest.fixture
def tablet(browser, address, project, default_windowing):
    """The annotator of a copy of the bundled reading on a screen that is touched."""
    options = {"viewport": {"width": 1180, "height": 820}, "has_touch": True}
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(30_000)

    def opened(*cells, path="notebooks/touched.ipynb"):
        write_notebook(project / path, *cells)
        return Notebook(page, address, path)

    desk = open_desk(opened, page, fresh(project))
    yield desk
    page.evaluate("window.jupyterapp.serviceManager.sessions.shutdownAll()")
    context.close()


def test_by_touch_a_mark_is_tapped_and_words_are_selected_and_kept(tablet):
    page, desk = tablet.page, tablet
    mark = page.locator(".annotate mark.annotate-events").first
    mark.scroll_into_view_if_needed()
    mark.tap()
    expect(page.locator('.annotate-row[aria-selected="true"]')).to_have_count(1)
    expect(desk.status).to_contain_text("Event")
    assert contents(desk.folder) == contents(desk.folder.parent / "kardashian-la-raids")

    # The system's handles end a selection without a mouse: it is judged a moment later.
    desk.evaluate(
        "getSelection().setBaseAndExtent(...annotator.view.toPlace(value[0]), ...annotator.view.toPlace(value[1], true))",
        list(desk.reading.article.find("national outcry")),
    )
    expect(desk.status).to_contain_text("2 words, paragraph")
    page.get_by_role("button", name="Note", exact=True).tap()
    page.get_by_role("textbox", name="Note", exact=True).fill("Whose outcry?")
    button(page, "Keep").tap()
    expect(desk.status).to_contain_text("Kept: “Whose outcry?")
    assert "Whose outcry?" in desk.file("notes.csv")

    page.locator(".annotate-find").fill("granted her a full pardon")
    button(page, "Find").tap()
    expect(desk.status).to_contain_text("Paragraph")
    page.get_by_role("button", name="Note", exact=True).tap()
    page.get_by_role("textbox", name="Note", exact=True).fill("When?")
    button(page, "Keep").tap()
    expect(desk.status).to_contain_text("Kept: “When?")
    button(page, "Undo").tap()
    expect(desk.status).to_contain_text("Taken back")
    assert "When?" not in desk.file("notes.csv")


def test_what_is_touched_is_large_enough_for_a_finger(tablet):
    page, desk = tablet.page, tablet
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    sizes = page.evaluate(SIZES)
    desk.select("national outcry")
    page.get_by_role("button", name="Event", exact=True).tap()
    page.locator(".annotate-form").wait_for()
    sizes += page.evaluate(SIZES)
    assert len(sizes) > 25
    assert [one for one in sizes if min(one[1:]) < FINGER] == []


def test_what_is_clicked_is_at_least_24_pixels_wide_and_high(desk):
    page = desk.page
    sizes = page.evaluate(SIZES)
    desk.select("national outcry")
    desk.press("e")
    page.locator(".annotate-form").wait_for()
    page.locator(".annotate-more summary").click()
    sizes += page.evaluate(SIZES)
    assert len(sizes) > 25
    assert [one for one in sizes if min(one[1:]) < SMALLEST] == []


def test_at_200_percent_zoom_nothing_is_cut_off_and_a_row_is_kept(desk):
    page = desk.page
    page.set_viewport_size({"width": 700, "height": 450})  # 1,400 by 900 at 200 %
    page.wait_for_function("document.querySelector('.annotate').clientWidth < 620")
    wide = "[document.querySelector('.annotate').scrollWidth, document.querySelector('.annotate').clientWidth]"
    whole, shown = page.evaluate(wide)
    assert whole <= shown
    desk.select("national outcry")
    desk.press("n")
    page.get_by_role("textbox", name="Note", exact=True).wait_for()
    whole, shown = page.evaluate(wide)
    assert whole <= shown
    outside = page.evaluate(
        """() => {
          const frame = document.querySelector(".annotate").getBoundingClientRect();
          return [...document.querySelectorAll(".annotate button")]
            .filter((one) => one.checkVisibility())
            .filter((one) => {
              const { left, right } = one.getBoundingClientRect();
              return left < frame.left - 1 || right > frame.right + 1;
            })
            .map((one) => one.textContent);
        }"""
    )
    assert outside == []
    desk.write("Whose outcry is not said.")
    button(page, "Keep").click()
    expect(desk.status).to_contain_text("Kept: “Whose outcry")
    assert "Whose outcry" in desk.file("notes.csv")
