"""The annotator in a real JupyterLab with its default settings: selections, keys, saving, and a reading made by keyboard alone."""

import csv

from annotating import default_windowing, desk, fresh, open_desk, windowing
from lab import ROOT
from playwright.sync_api import expect
from selections import (
    LINES,
    MARKED,
    SHOWN,
    TEXT,
    opened,
    selections,
    write_into_the_article,
)

from helpers import draft_reading
from helpers.article import text_sha256

__all__ = ["default_windowing", "desk"]  # fixtures

NOTEBOOK = """() => {
  const cells = [...document.querySelectorAll(".jp-Notebook .jp-Cell")];
  return {
    cells: cells.map((cell) => cell.className.match(/jp-\\w+Cell/g).join(" ")),
    active: cells.findIndex((cell) => cell.classList.contains("jp-mod-active")),
    mode: document.querySelector(".jp-Notebook").className.match(/jp-mod-\\w+/g).join(" "),
    focus: document.activeElement.closest(".annotate") ? "annotator" : document.activeElement.className,
    dialogs: document.querySelectorAll(".jp-Dialog").length,
    side: document.querySelector("#jp-left-stack")?.offsetWidth > 0,
    code: [...document.querySelectorAll(".jp-Cell .cm-content")].map((cell) => cell.innerText),
  };
}"""
COMMAND_KEYS = [
    *("d d", "b", "a", "x", "m", "y", "j", "k", "c v", "z", "Enter", "Escape"),
    *("0 0", "ArrowDown", "Shift+ArrowDown", "Shift+m", "Shift+Enter"),
    *("Control+Enter", "Alt+Enter", "Control+Shift+ArrowRight", "Control+z"),
    *("Control+s", "Control+b", "Control+Shift+c", "Control+a"),
]

BUNDLED = ROOT / "data" / "kardashian-la-raids"
REMADE = {
    "people": (
        *("kim-kardashian", "followers", "instagram", "donald-trump"),
        *("alice-johnson", "trump-administration", "los-angeles"),
    ),
    "events": (
        *("statement", "commutation", "life-sentence", "lobbying"),
        *("raids", "pardon-czar"),
    ),
    "quotations": ("statement-told", "statement-witness"),
    "notes": ("outcry", "protests"),
}


def rows_of(folder, table):
    with open(folder / f"{table}.csv", encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_a_row_is_kept_undone_and_done_again_by_keyboard_alone(desk):
    before = desk.file("notes.csv")
    desk.select("national outcry")
    desk.press("n")
    expect(desk.page.get_by_role("textbox", name="Note", exact=True)).to_be_focused()
    desk.write("Whose outcry is not said.")
    desk.press("Control+Enter")
    expect(desk.status).to_contain_text("Kept: “Whose outcry")
    after = desk.file("notes.csv")
    assert after.startswith(before)
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    expect(desk.article).to_be_focused()
    assert desk.page.evaluate("getSelection().toString()") == "national outcry"
    redo = desk.page.get_by_role("button", name="Redo")
    desk.press("Control+z")
    expect(redo).not_to_have_attribute("aria-disabled", "true")
    assert desk.file("notes.csv") == before
    desk.press("Control+Shift+Z")
    expect(redo).to_have_attribute("aria-disabled", "true")
    assert desk.file("notes.csv") == after


def test_no_command_key_reaches_the_notebook_from_article_list_button_or_drag(desk):
    page = desk.page
    places = {
        "article": desk.article,
        "list": desk.list,
        "button": page.get_by_role("button", name="Undo"),
    }
    desk.article.focus()
    before = page.evaluate(NOTEBOOK)
    leaked = []
    for where, place in places.items():
        for keys in COMMAND_KEYS:
            place.focus()
            desk.press(*keys.split())
            if page.evaluate(NOTEBOOK) != before:
                leaked.append((where, keys))
    assert leaked == []

    code = page.locator(".jp-Cell .cm-content").nth(1)
    box = desk.article.bounding_box()
    cell = code.bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 90)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 20, steps=4)
    page.mouse.move(cell["x"] + 60, cell["y"] + 8, steps=4)
    page.mouse.up()
    expect(desk.article).to_be_focused()
    desk.press("x", "n")
    expect(page.locator(".annotate-form")).to_be_visible()
    assert page.evaluate(NOTEBOOK)["code"] == before["code"]


def test_sixty_hard_selections_are_exact_in_code_points(
    default_windowing, open_notebook, page, project
):
    folder = project / "data" / "hard"
    folder.mkdir()
    (folder / "article.txt").write_bytes(TEXT.encode())
    about = ['title = "Hard"', 'published = "2025"', 'published_basis = "invented"']
    about += ['language = "en"', f'sha256 = "{text_sha256(TEXT)}"', ""]
    (folder / "reading.toml").write_text("\n".join(about), "utf-8")
    for table in ("people", "events", "sources", "notes"):
        heads = (BUNDLED / f"{table}.csv").read_text("utf-8").splitlines()[0]
        lines = [heads]
        if table == "notes":
            lines += [
                f'n{n},wording,"{words}",,Marked.,'
                for n, words in enumerate(MARKED[:4])
            ]
        (folder / f"{table}.csv").write_bytes("\n".join([*lines, ""]).encode())
    open_desk(open_notebook, page, folder)
    code = page.locator(".jp-Cell .cm-content").all_inner_texts()
    wrong = []
    for made in selections(page):
        found = opened(page)
        if found != made.words:
            wrong.append((made.how, made.words, found))
    assert wrong == []
    write_into_the_article(page)
    assert page.evaluate(SHOWN) == LINES
    assert page.locator(".jp-Cell .cm-content").all_inner_texts() == code
    assert (folder / "article.txt").read_bytes() == TEXT.encode()


def test_with_full_windowing_an_open_form_and_held_words_survive_scrolling_away(
    open_notebook, page, project, address
):
    windowing(address, "full")
    try:
        cells = [f"print('line\\n' * 60, {n})" for n in range(12)]
        desk = open_desk(open_notebook, page, fresh(project), *cells)
        desk.select("national outcry")
        desk.press("n")
        page.locator(".annotate-form").wait_for()
        desk.write("Mine")
        outer = "document.querySelector('.jp-WindowedPanel-outer')"
        content = "window.jupyterapp.shell.currentWidget.content"
        page.evaluate(f"{content}.activeCellIndex = 13")
        page.evaluate(f"{outer}.scrollTop = {outer}.scrollHeight")
        page.wait_for_function(
            """() => {
              const cell = document.querySelector(".annotate")?.closest(".jp-Cell");
              return !cell || cell.getClientRects().length === 0;
            }"""
        )
        page.evaluate(f"{outer}.scrollTop = 0")
        field = page.get_by_role("textbox", name="Note", exact=True)
        field.wait_for()
        assert field.input_value() == "Mine"
        expect(field).to_be_focused()
        assert page.evaluate("CSS.highlights.get('annotate-held').size") == 1
        desk.press("Control+Enter")
        expect(desk.status).to_contain_text("Kept: “Mine")
    finally:
        windowing(address, "none")


def test_with_full_windowing_the_selection_and_the_focus_survive_scrolling_away(
    open_notebook, page, project, address
):
    windowing(address, "full")
    try:
        cells = [f"print('line\\n' * 60, {n})" for n in range(12)]
        desk = open_desk(open_notebook, page, fresh(project), *cells)
        desk.select("national outcry")
        expect(desk.status).to_contain_text("2 words, paragraph")
        outer = "document.querySelector('.jp-WindowedPanel-outer')"
        content = "window.jupyterapp.shell.currentWidget.content"
        page.evaluate(f"{content}.activeCellIndex = 13")
        page.evaluate(f"{outer}.scrollTop = {outer}.scrollHeight")
        page.wait_for_function(
            """() => {
              const cell = document.querySelector(".annotate")?.closest(".jp-Cell");
              return !cell || cell.getClientRects().length === 0;
            }"""
        )
        page.evaluate(f"{outer}.scrollTop = 0")
        expect(desk.article).to_be_focused()
        page.wait_for_function("getSelection().toString() === 'national outcry'")
        desk.press("n")
        field = page.get_by_role("textbox", name="Note", exact=True)
        expect(field).to_be_focused()
        desk.write("Mine")
        desk.press("Control+Enter")
        expect(desk.status).to_contain_text("Kept: “Mine")
        assert "Mine" in desk.file("notes.csv")
    finally:
        windowing(address, "none")


def test_a_reading_is_remade_by_keyboard_alone_cell_by_cell(
    default_windowing, open_notebook, page, project
):
    folder = project / "data" / "remade"
    folder.mkdir()
    for name in ("article.txt", "sources.csv"):
        (folder / name).write_bytes((BUNDLED / name).read_bytes())
    about = (BUNDLED / "reading.toml").read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in about if not line.startswith("published_from")]
    (folder / "reading.toml").write_bytes("".join(kept).encode())
    for table in REMADE:
        heads = (BUNDLED / f"{table}.csv").read_text("utf-8").splitlines()[0]
        (folder / f"{table}.csv").write_bytes(f"{heads}\n".encode())
    desk = open_desk(open_notebook, page, folder)
    for table, ids in REMADE.items():
        bundled = rows_of(BUNDLED, table)
        for id in ids:
            row = bundled[id]
            words = row.get("quote") or row["names"].split("; ")[0].split("@")[0]
            desk.find(words, row.get("paragraph", ""))
            desk.new(table)
            desk.fill({**row, "add_to": ""} if table == "people" else row)
    for table, ids in REMADE.items():
        bundled = rows_of(BUNDLED, table)
        made = rows_of(folder, table)
        assert {id: made[id] for id in ids} == {id: bundled[id] for id in ids}
        assert list(made) == list(ids)


INVENTED = """Invented for this test: Larkmouth library opens after the fire

The town library of Larkmouth opened again on Saturday, 14 June 2025, four years after a fire closed it. About three hundred people came to the first morning. None of this happened: the town, its people and its books are made up.

“We never stopped lending,” said Ada Quill, the librarian, who kept a shelf in the station hall. Quill joined the library in 1998 and became its head in 2011. She said the shelf lent nine thousand books.

The fire broke out on 3 February 2021 in the cellar. Nobody was hurt. In May 2021 the council voted to rebuild the house on the same ground. Ben Tarrow, the mayor, called the vote “the easy part”.

The hard part was money. The first plan, drawn in 2021, cost two million crowns. The council rejected it in March 2022. A second plan followed in the autumn of 2022, and Marsh & Sons, builders from Port Anselm, signed the contract on 9 January 2023.

Work began in April 2023. It stopped in 2024, when a wall of the old mill was found under the yard. “Nobody had that wall on a map,” said Tarrow. Diggers from the county museum worked on the yard for five months, and the builders came back in November 2024.

The new house has one reading room, lit from the north. It holds forty thousand books, about half of what burned. Readers gave eleven thousand of them. Cora Lind, a teacher, wrote to every school in the county in 2022 and asked for one book a child. She said she expected a few hundred.

Not everyone is content. Ivo Hale, who owns the café next door, said the council promised him a new wall in 2023. He is still waiting. The council told the Larkmouth Post on Monday that the wall will be built this year.

The library was founded in 1904 by a ferry owner. It was bombed in 1941 and reopened in 1949. Quill keeps a burned page from each fire in her desk. “They remind me that paper is patient,” she said.

A street party will be held on 21 June 2025. The library is closed on Mondays, as it was before.
"""
CORRECTED = {
    "Quill joined the library in 1998": {
        "title": "Ada Quill joins the library",
        "date": "1998",
        "extent": "moment",
    },
    "bombed in 1941": {"title": "The library is bombed", "extent": "moment"},
    "signed the contract": {"title": "Marsh & Sons sign the contract"},
}
DELETED = ("The council told the Larkmouth Post", "A second plan followed")


def test_an_invented_text_goes_from_draft_to_finished_reading_with_few_keys(
    default_windowing, open_notebook, page, project
):
    text = project / "data" / "larkmouth.txt"
    text.write_bytes(INVENTED.encode())
    assert 350 <= len(INVENTED.split()) <= 410
    draft = draft_reading(text, "2025-06-17", "library", project / "data")
    desk = open_desk(open_notebook, page, draft.folder)
    total = desk.evaluate("annotator.rows.drafts.length")
    assert total >= 15
    page.get_by_role("button", name="Review drafts").focus()
    desk.press("Enter")
    keys = {"accepted": [], "corrected": [], "deleted": []}
    waiting = dict(CORRECTED)
    for _ in range(total):
        row = desk.evaluate("annotator.rows.inHand")
        before = desk.pressed
        wanted = [one for one in waiting if one in row["words"]]
        if any(one in row["words"] for one in DELETED):
            done = "deleted"
            desk.press("x")
        elif wanted and row["table"] == "events":
            done = "corrected"
            desk.press("c")
            page.locator(".annotate-form").wait_for()
            desk.fill(waiting.pop(wanted[0]))
        else:
            done = "accepted"
            desk.press("a")
        keys[done].append(desk.pressed - before)
    expect(page.locator(".annotate-count")).to_have_text(f"0 of {total} drafts left")
    made = "document.querySelector('.annotate').parentElement.annotator"
    page.wait_for_function(f"{made}.model.get('drafts').left === 0")
    reading = desk.reading
    assert not reading.events["draft"].any()
    assert not reading.people["draft"].any()
    assert waiting == {}
    assert len(keys["deleted"]) == len(DELETED)
    titles = set(reading.events["title"])
    assert {cells["title"] for cells in CORRECTED.values()} <= titles
    assert max(keys["accepted"] + keys["deleted"]) < 3
    assert max(keys["corrected"]) < 15
