"""The annotator's page with a stand-in for the kernel: what it asks, shows and says, also of a kernel slow or gone."""

import pytest
from annotator_page import ARTICLE, ROWS, open_annotator, select, span
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

FIELDS = """[
  { name: "title", label: "What happened", control: "title", value: "opened its new bridge", select: true },
  { name: "date", label: "When", control: "line", value: "2025-06-14", question: {},
    understood: { words: "14 June 2025", edtf: "2025-06-14", shape: "point" } },
  { name: "date_basis", label: "How do you know", control: "select", value: "",
    options: [{ value: "stated", label: "the text says it" }],
    suggestions: [{ value: "stated", label: "the text says it" }] },
  { name: "extent", label: "Once or over time", control: "radio", value: "moment",
    options: [{ value: "moment", label: "once" }, { value: "", label: "the text does not say" }] },
  { name: "people", label: "Who is in it", control: "picks", value: [], roles: true, new: true,
    options: [{ value: "ada-quill", label: "Ada Quill" }, { value: "ben-tarrow", label: "Ben Tarrow" }] },
  { name: "asserted_by", label: "Who says so", control: "pick", value: { id: "", new: "", role: "" }, new: true,
    options: [{ value: "narrator", label: "the narrator" }, { value: "ada-quill", label: "Ada Quill" }],
    suggestions: [{ value: "narrator", label: "the narrator" }] },
  { name: "kind", label: "Kind", control: "combo", value: "", options: [{ value: "statement", label: "statement" }] },
  { name: "note", label: "Note", control: "text", value: "" },
  { name: "id", label: "Name in the files", control: "line", value: "opened", more: true },
  { name: "quote", label: "The words", control: "text", value: "opened its new bridge", more: true },
]"""
ANSWERS = f"""{{
  open: (asked) => ({{ form: {{ table: asked.table, id: "", start: asked.start, end: asked.end, words: asked.words,
    before: null, heading: "Event", focus: "title", fields: {FIELDS} }} }}),
  correct: (asked) => ({{ form: {{ table: asked.table, id: asked.id, start: 0, end: 8, words: "Invented",
    before: {{}}, heading: "Event: opening", focus: "title", fields: {FIELDS} }} }}),
  check: {{ problems: {{}}, understood: {{}} }},
  keep: (asked) => ({{ kept: {{ table: asked.form.table, id: "opening", start: 0, end: 8 }}, problems: {{}}, asks: "",
    status: {{ text: "Kept: “The council opens the bridge”. Ctrl+Z takes it back.", tone: "kept" }} }}),
}}"""
THEMES = ("light", "dark")


@pytest.fixture
def opened(page):
    """Opens the annotator with the stand-in kernel, whose answers a test may change."""

    def open_page(colours="light", answers=ANSWERS, **traits):
        open_annotator(page, colours, answers, **traits)
        return page

    return open_page


def status(page):
    return page.locator(".annotate-status")


def asked(page, what):
    return page.evaluate(f"model.asked('{what}')")


def the_form(page):
    return page.locator(".annotate-form")


def faults(page):
    """What axe-core finds in the annotator."""
    found = Axe().run(
        page, context=".annotate", options={"resultTypes": ["violations"]}
    )
    return [
        (one["id"], [node["html"] for node in one["nodes"]])
        for one in found.response["violations"]
    ]


def test_a_letter_opens_the_form_on_the_words_selected_and_writes_nothing(opened):
    page = opened()
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    expect(page.get_by_label("What happened")).to_be_focused()
    (request,) = asked(page, "open")
    start, end = span("opened its new bridge")
    assert (request["table"], request["start"], request["end"]) == (
        "events",
        start,
        end,
    )
    assert request["words"] == "opened its new bridge"
    assert asked(page, "keep") == []
    page.keyboard.type("The bridge opens")
    assert page.get_by_label("What happened").input_value() == "The bridge opens"


def test_words_stay_drawn_while_a_field_has_the_focus_and_are_selected_again_after_esc(
    opened,
):
    page = opened()
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    expect(the_form(page)).to_be_visible()
    assert page.evaluate("CSS.highlights.get('annotate-held').size") == 1
    page.keyboard.press("Escape")
    expect(the_form(page)).to_have_count(0)
    expect(page.locator(".text-view")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "opened its new bridge"
    assert page.evaluate("CSS.highlights.get('annotate-held').size") == 0


def test_esc_asks_once_something_was_typed_and_nothing_is_lost_by_going_on(opened):
    page = opened()
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    page.get_by_label("What happened").wait_for()
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Go on writing")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What happened")).to_be_focused()
    assert page.get_by_label("What happened").input_value() == "x"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Throw it away").click()
    expect(the_form(page)).to_have_count(0)


def test_ctrl_enter_keeps_with_all_cells_and_the_focus_and_selection_are_back(opened):
    page = opened()
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    page.get_by_label("What happened").wait_for()
    page.keyboard.type("The bridge opens")
    page.get_by_label("Who is in it").last.focus()
    page.keyboard.type("ada")
    page.keyboard.press("Enter")
    page.keyboard.type("speaker")
    page.keyboard.press("Enter")
    page.keyboard.type("Cy Onder")
    page.keyboard.press("Enter")
    page.get_by_label("Who says so").focus()
    page.keyboard.type("narr")
    page.keyboard.press("Tab")
    page.get_by_label("How do you know").select_option("stated")
    page.keyboard.press("Control+Enter")
    expect(status(page)).to_contain_text("Kept: “The council opens the bridge”")
    (request,) = asked(page, "keep")
    assert request["cells"]["title"] == "The bridge opens"
    assert request["cells"]["people"] == [
        {"id": "ada-quill", "new": "", "role": "speaker"},
        {"id": "", "new": "Cy Onder", "role": ""},
    ]
    assert request["cells"]["asserted_by"] == {"id": "narrator", "new": "", "role": ""}
    assert request["cells"]["date_basis"] == "stated"
    assert request["cells"]["extent"] == "moment"
    expect(page.locator(".text-view")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "opened its new bridge"


def test_a_fault_is_beside_its_field_and_has_the_focus_after_a_try_to_keep(opened):
    page = opened()
    page.evaluate(
        "model.answers.keep = { kept: null, asks: '', problems: { date_basis: 'Choose how you know the date.' } }"
    )
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    page.get_by_label("What happened").wait_for()
    page.keyboard.press("Control+Enter")
    basis = page.get_by_label("How do you know")
    expect(basis).to_be_focused()
    expect(basis).to_have_attribute("aria-invalid", "true")
    expect(basis).to_have_accessible_description("Choose how you know the date.")
    expect(page.locator('[data-field="date_basis"] .annotate-problem')).to_be_visible()


def test_a_fault_under_more_opens_it(opened):
    page = opened()
    page.evaluate(
        "model.answers.keep = { kept: null, asks: '', problems: { id: 'This name is taken.' } }"
    )
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    page.get_by_label("What happened").wait_for()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("Name in the files")).to_be_focused()


def test_while_typing_only_fields_that_were_written_in_are_blamed(opened):
    page = opened()
    page.evaluate(
        "model.answers.check = { understood: {}, problems: { title: 'Too long.', date_basis: 'Choose one.' } }"
    )
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    page.get_by_label("What happened").wait_for()
    page.keyboard.type("x")
    expect(page.locator('[data-field="title"] .annotate-problem')).to_have_text(
        "Too long."
    )
    expect(page.locator('[data-field="date_basis"] .annotate-problem')).to_have_text("")


def test_a_date_shows_at_once_how_it_was_understood_and_asks_which_is_the_month(opened):
    page = opened()
    page.evaluate(
        """model.answers.check = { problems: {}, understood: { date: { words: "10 June or 6 October 2025",
          edtf: "", shape: "bar", question: { text: "Which is the month?", choices: [
          { value: "2025-06-10", label: "10 June 2025" }, { value: "2025-10-06", label: "6 October 2025" }] } } } }"""
    )
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    field = page.locator('[data-field="date"]')
    expect(field.locator(".annotate-understood")).to_contain_text("14 June 2025")
    page.get_by_label("When", exact=True).fill("10/6/2025")
    expect(field.locator(".annotate-question")).to_contain_text("Which is the month?")
    field.get_by_role("button", name="6 October 2025").click()
    expect(page.get_by_label("When", exact=True)).to_have_value("2025-10-06")


def test_typing_never_waits_for_the_kernel_and_an_answer_to_older_words_is_left_aside(
    opened,
):
    page = opened()
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    page.get_by_label("What happened").wait_for()
    page.evaluate(
        "model.silent = true; model.answers.check = { understood: {}, problems: { title: 'Old.' } }"
    )
    page.keyboard.type("one")
    page.wait_for_function("model.asked('check').length === 1")
    page.keyboard.type(" two")
    page.evaluate("model.release()")
    assert page.get_by_label("What happened").input_value() == "one two"
    expect(page.locator('[data-field="title"] .annotate-problem')).to_have_text("")


def test_a_busy_kernel_is_said_after_one_and_ten_seconds_and_nothing_is_sent_twice(
    opened,
):
    page = opened()
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    page.clock.run_for(500)
    page.get_by_label("What happened").wait_for()
    page.evaluate("model.silent = true")
    page.keyboard.press("Control+Enter")
    page.clock.run_for(1_100)
    expect(status(page)).to_have_text("saving…")
    page.keyboard.press("Control+Enter")
    page.clock.run_for(10_000)
    expect(status(page)).to_have_text("the kernel is busy; not saved yet")
    assert len(asked(page, "keep")) == 1
    page.evaluate("model.release()")
    expect(status(page)).to_contain_text("Kept:")
    expect(the_form(page)).to_have_count(0)


def test_what_is_told_of_a_selection_late_does_not_cover_what_was_said_since(opened):
    page = opened()
    page.evaluate(
        "model.answers.select = { rows: [], placed: true, status: { text: 'Of the selection.', tone: 'plain' } }"
    )
    select(page, "opened its new bridge")
    expect(status(page)).to_have_text("Of the selection.")
    page.evaluate("model.silent = true")
    select(page, "closed in 2016")
    page.wait_for_function("model.asked('select').length === 2")
    page.evaluate("annotator.say('Kept: another row.', 'kept')")
    page.evaluate("model.release()")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(status(page)).to_have_text("Kept: another row.")


def test_without_a_kernel_what_was_written_stays_and_the_remedy_is_where_the_buttons_were(
    opened,
):
    page = opened()
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    page.get_by_label("What happened").wait_for()
    page.keyboard.type("Mine")
    page.evaluate("model.gone = true")
    page.keyboard.press("Control+Enter")
    expect(status(page)).to_have_text(
        "Not saved: no kernel. Run the cell again; the words stay selected."
    )
    expect(page.locator(".annotate-closed")).to_contain_text("No kernel.")
    expect(page.locator(".annotate-kind").first).to_be_hidden()
    assert page.get_by_label("What happened").input_value() == "Mine"
    page.evaluate("model.gone = false")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".annotate-closed")).to_be_hidden()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(status(page)).to_contain_text("Kept:")


@pytest.mark.parametrize(
    ("closed", "button"),
    [
        (
            {
                "reason": "This folder can only be read.",
                "remedy": "Make a copy of your own.",
                "problems": [],
                "ways": [{"words": "Make my own copy", "do": "own_copy"}],
            },
            "Make my own copy",
        ),
        (
            {
                "reason": "The files have faults.",
                "remedy": "Fix them.",
                "problems": ["events.csv row 4, column date: is empty."],
                "ways": [{"words": "Look again", "do": "check_now"}],
            },
            "Look again",
        ),
    ],
)
def test_a_closed_reading_says_why_and_offers_the_way_out(opened, closed, button):
    page = opened(closed=closed)
    place = page.locator(".annotate-closed")
    expect(place).to_contain_text(closed["reason"])
    for sentence in closed["problems"]:
        expect(place).to_contain_text(sentence)
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    assert asked(page, "open") == []
    for name in ("Correct", "Delete"):
        refused = page.get_by_role("button", name=name)
        expect(refused).to_have_attribute("aria-disabled", "true")
    [way] = closed["ways"]
    before = len(asked(page, way["do"]))
    page.get_by_role("button", name=button).click()
    page.wait_for_function(f"model.asked('{way['do']}').length === {before + 1}")
    page.evaluate("model.set('closed', {})")
    expect(place).to_be_hidden()
    expect(page.locator(".annotate-kind").first).to_be_visible()


def test_the_review_takes_one_key_a_draft_and_does_not_wait_for_the_kernel(opened):
    page = opened()
    page.get_by_role("button", name="Review drafts").click()
    expect(page.locator(".annotate-rows")).to_be_focused()
    page.evaluate("model.silent = true")
    for key in "axa":
        page.keyboard.press(key)
    sent = [(one["do"], one["id"]) for one in page.evaluate("model.heard")]
    judged = [one for one in sent if one[0] in ("accept", "delete")]
    assert judged == [
        ("accept", "opening"),
        ("delete", "nine-years"),
        ("accept", "closing"),
    ]
    page.keyboard.press("a")
    assert len(asked(page, "accept")) == 2
    expect(page.locator(".annotate-count")).to_have_text("0 of 3 drafts left")


def test_a_row_that_is_refused_is_in_hand_again(opened):
    page = opened()
    page.evaluate(
        "model.answers.accept = { status: { text: 'Not accepted: it has changed.', tone: 'refused' } }"
    )
    page.get_by_role("button", name="Review drafts").click()
    page.keyboard.press("a")
    expect(status(page)).to_have_text("Not accepted: it has changed.")
    chosen = page.locator('.annotate-row[aria-selected="true"]')
    expect(chosen).to_contain_text("The council opens the bridge")


def test_letters_judge_nothing_before_the_review_and_in_no_field(opened):
    page = opened()
    page.locator(".annotate-rows").focus()
    for key in "acx":
        page.keyboard.press(key)
    page.locator(".annotate-find").focus()
    page.keyboard.type("acxeqnpjk/?")
    assert page.locator(".annotate-find").input_value() == "acxeqnpjk/?"
    asked_for = {one["do"] for one in page.evaluate("model.heard")}
    assert asked_for <= {"check_now", "select"}


def test_letters_can_be_turned_off_and_each_has_a_button(opened):
    page = opened(letters=False)
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    assert asked(page, "open") == []
    page.get_by_role("button", name="Quotation").click()
    expect(the_form(page)).to_be_visible()
    assert asked(page, "open")[0]["table"] == "quotations"


def test_a_click_on_a_mark_takes_its_row_in_hand_and_does_no_more(opened):
    page = opened()
    page.locator("mark.annotate-notes").click()
    chosen = page.locator('.annotate-row[aria-selected="true"]')
    expect(chosen).to_contain_text("No sum is given")
    judged = {"accept", "delete", "open", "correct", "keep"}
    assert not judged & {one["do"] for one in page.evaluate("model.heard")}


def test_enter_where_marks_overlap_lists_their_rows(opened):
    page = opened()
    page.evaluate(
        """(place) => {
          model.set("marks", [[...place, "notes", "paid", 0, "note", false], [...place, "events", "closing", 1, "event", true]]);
          annotator.view.root.focus();
          annotator.view.placeCaret(place[0] + 2);
        }""",
        span("was paid for"),
    )
    page.keyboard.press("Enter")
    expect(page.locator(".annotate-count")).to_have_text("2 rows here")
    assert page.locator(".annotate-row").count() == 2
    page.keyboard.press("Escape")
    assert page.locator(".annotate-row").count() == len(ROWS)


def test_the_ends_of_a_quote_move_by_keys_and_are_sent_once(opened):
    page = opened(answers="{ stretch: { kept: null } }")
    page.locator(".annotate-rows").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Alt+Shift+ArrowLeft")
    page.keyboard.press("Alt+Shift+ArrowLeft")
    page.keyboard.press("Alt+Shift+ArrowUp")
    page.wait_for_function("model.asked('stretch').length === 1")
    (request,) = asked(page, "stretch")
    assert request["words"] == "Mill opened its new bridge on Saturday, 14"
    assert ARTICLE[request["start"] : request["end"]] == request["words"]


def test_the_ends_of_a_quote_move_by_the_mouse(opened):
    page = opened(answers="{ stretch: { kept: null } }")
    page.locator("mark.annotate-notes").click()
    handle = page.locator(".annotate-handle-end")
    box = handle.bounding_box()
    wanted = ARTICLE.index("by the county") + len("by")
    x, y = page.evaluate(
        "(end) => { const box = annotator.view.range(end - 1, end).getBoundingClientRect(); return [box.right, box.top + 8] }",
        wanted,
    )
    page.mouse.move(box["x"] + 12, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(x, y, steps=5)
    page.mouse.up()
    page.wait_for_function("model.asked('stretch').length === 1")
    assert asked(page, "stretch")[0]["words"] == "was paid for by"


def test_alt_and_arrows_widen_to_word_sentence_paragraph_and_narrow_again(opened):
    page = opened()
    page.evaluate(
        "(at) => { annotator.view.root.focus(); annotator.view.placeCaret(at) }",
        ARTICLE.index("bridge was closed") + 2,
    )
    seen = []
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"):
        page.keyboard.press(f"Alt+{key}")
        seen.append(page.evaluate("getSelection().toString()"))
    assert seen[0] == seen[4] == "bridge"
    assert seen[1] == seen[3] == "The old bridge was closed in 2016 after a flood."
    assert seen[2].startswith("The council of Sallow Mill")


def test_typed_words_are_found_read_back_and_the_buttons_act_on_them(opened):
    page = opened()
    start, end = span("Ben Tarrow")
    page.evaluate(
        f"""model.answers.find = {{ places: [{{ start: {start}, end: {end}, paragraph: 3, sentence: "Ben Tarrow, who" }}],
          status: {{ text: "paragraph 3: Ben Tarrow, who farms", tone: "plain" }} }}"""
    )
    page.locator(".text-view").focus()
    page.keyboard.press("/")
    page.keyboard.type("ben tarrow")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("paragraph 3: Ben Tarrow, who farms")
    page.get_by_role("button", name="Person").focus()
    page.keyboard.press("Enter")
    expect(the_form(page)).to_be_visible()
    (request,) = asked(page, "open")
    assert (request["table"], request["words"]) == ("people", "Ben Tarrow")


def test_words_in_several_places_are_chosen_from_as_radio_buttons(opened):
    page = opened()
    first = ARTICLE.index("bridge")
    second = ARTICLE.index("bridge", first + 1)
    page.evaluate(
        """([first, second]) => { model.answers.find = { places: [
          { start: first, end: first + 6, paragraph: 1, sentence: "Invented" },
          { start: second, end: second + 6, paragraph: 2, sentence: "The council" }] } }""",
        [first, second],
    )
    page.locator(".annotate-find").fill("bridge")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Take this one").click()
    page.get_by_role("button", name="Note", exact=True).click()
    expect(the_form(page)).to_be_visible()
    assert asked(page, "open")[0]["start"] == second


def test_undo_and_redo_go_to_the_kernel_but_a_field_has_its_own(opened):
    page = opened(history={"undo": "Kept: x", "redo": ""})
    page.locator(".text-view").focus()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+Z")
    page.locator(".annotate-find").focus()
    page.keyboard.type("abc")
    page.keyboard.press("Control+z")
    assert len(asked(page, "undo")) == 1
    assert len(asked(page, "redo")) == 1


def test_rows_that_changed_elsewhere_are_named_and_put_back_one_by_one(opened):
    conflict = {
        "key": "events:opening",
        "table": "events",
        "id": "opening",
        "what": "The event “The council opens the bridge” was kept here and is gone from events.csv.",
        "back": "Put mine back",
    }
    page = opened(conflicts=[conflict])
    expect(page.locator(".annotate-conflict")).to_contain_text("is gone from")
    page.get_by_role("button", name="Put mine back").click()
    assert asked(page, "put_back")[0]["keys"] == ["events:opening"]
    page.evaluate("model.set('conflicts', [])")
    expect(page.locator(".annotate-rows")).to_be_visible()


def test_merging_lists_the_rows_that_change_before_one_button_acts(opened):
    page = opened(
        answers="""{ merge_list: { rows: [{ table: "events", id: "opening", title: "The council opens the bridge", what: "who is in it" }] },
          merge: { kept: null } }"""
    )
    page.locator(".annotate-row", has_text="Ben Tarrow").click()
    page.get_by_role("button", name="Merge…").click()
    page.get_by_label("The person who stays").select_option("ada-quill")
    expect(page.locator(".annotate-page")).to_contain_text(
        "event “The council opens the bridge”: who is in it"
    )
    assert asked(page, "merge") == []
    page.get_by_role("button", name="Merge", exact=True).click()
    page.wait_for_function("model.asked('merge').length === 1")
    assert asked(page, "merge")[0]["into"] == "ada-quill"


def test_accept_all_lists_the_drafts_first(opened):
    page = opened()
    page.get_by_role("button", name="Review drafts").click()
    page.get_by_role("button", name="Accept all listed").click()
    expect(page.locator(".annotate-page li")).to_have_count(3)
    assert asked(page, "accept_all") == []
    page.get_by_role("button", name="Accept them all").click()
    page.wait_for_function("model.asked('accept_all').length === 1")
    assert len(asked(page, "accept_all")[0]["rows"]) == 3


def test_what_comes_from_the_files_is_text_and_never_markup(opened):
    evil = "<img src=x onerror=\"document.title='caught'\">"
    rows = [
        {
            **ROWS[0],
            "title": evil,
            "words": evil,
            "when": evil,
        }
    ]
    page = opened(
        rows=rows,
        conflicts=[],
        closed={
            "reason": evil,
            "remedy": evil,
            "problems": [evil],
            "ways": [{"words": evil, "do": "check_now"}],
        },
        status={"n": 1, "text": evil, "tone": "plain"},
    )
    expect(page.locator(".annotate-row-title")).to_have_text(evil)
    assert page.locator(".annotate img").count() == 0
    assert page.title() == "Annotator"


def test_the_registry_of_highlights_and_the_document_are_left_clean(opened):
    page = opened()
    select(page, "Ben Tarrow")
    page.locator(".annotate-find").focus()
    assert page.evaluate("CSS.highlights.get('annotate-held').size") == 1
    page.evaluate("stop()")
    assert page.evaluate("CSS.highlights.get('annotate-held').size") == 0


def test_taken_out_of_the_page_and_put_back_the_form_the_words_and_the_focus_survive(
    opened,
):
    page = opened()
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    page.get_by_label("What happened").wait_for()
    page.keyboard.type("Mine")
    page.evaluate(
        """async () => {
          const parent = here.parentElement;
          const twice = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          here.remove();
          await twice();
          parent.append(here);
          await twice();
        }"""
    )
    expect(page.get_by_label("What happened")).to_be_focused()
    assert page.get_by_label("What happened").input_value() == "Mine"
    assert page.evaluate("CSS.highlights.get('annotate-held').size") == 1
    page.keyboard.press("Control+Enter")
    expect(status(page)).to_contain_text("Kept:")


@pytest.mark.parametrize("colours", THEMES)
def test_axe_core_finds_no_fault_in_any_state(opened, colours):
    conflict = {
        "key": "events:opening",
        "table": "events",
        "id": "opening",
        "what": "The event “The council opens the bridge” was kept here and is gone.",
        "back": "Put mine back",
    }
    page = opened(colours)
    assert faults(page) == []
    select(page, "opened its new bridge")
    assert faults(page) == []
    page.keyboard.press("e")
    page.get_by_label("What happened").wait_for()
    page.evaluate(
        "model.answers.keep = { kept: null, asks: '', problems: { date_basis: 'Choose one.', title: 'Empty.' } }"
    )
    page.get_by_label("Who is in it").last.focus()
    page.keyboard.type("a")
    assert faults(page) == []
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("What happened")).to_have_attribute("aria-invalid", "true")
    assert faults(page) == []
    page.keyboard.press("Escape")
    assert faults(page) == []
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_role("button", name="Review drafts").click()
    assert faults(page) == []
    page.get_by_role("button", name="Accept all listed").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keys").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.evaluate("(conflict) => model.set('conflicts', [conflict])", conflict)
    assert faults(page) == []
    page.evaluate(
        "model.set('closed', { reason: 'Read only.', remedy: 'Copy it.', problems: ['a'], ways: [{ words: 'Copy', do: 'own_copy' }] })"
    )
    assert faults(page) == []


def test_a_click_on_a_row_below_takes_that_row_though_the_list_had_no_focus(opened):
    page = opened(
        rows=[
            {**ROWS[0], "id": f"row-{n}", "title": f"Row {n}", "draft": False}
            for n in range(40)
        ]
    )
    page.locator(".annotate-row", has_text="Row 39").click()
    chosen = page.locator('.annotate-row[aria-selected="true"]')
    expect(chosen).to_contain_text("Row 39")


def test_of_somebody_who_is_there_only_the_names_are_asked_for(opened):
    page = opened()
    page.evaluate(
        """() => { model.answers.open = (asked) => ({ form: { table: "people", id: "", start: asked.start,
          end: asked.end, words: asked.words, before: null, heading: "Person", focus: "name", fields: [
            { name: "add_to", label: "Who is it", control: "pick", value: { id: "", new: "", role: "" },
              options: [{ value: "", label: "somebody new" }, { value: "ada-quill", label: "add to Ada Quill" }] },
            { name: "name", label: "Name", control: "line", value: "Quill", new_only: true },
            { name: "names", label: "Names in the text", control: "line", value: "Quill" },
            { name: "id", label: "Id", control: "line", value: "", new_only: true, more: true } ] } }) }"""
    )
    select(page, "Ada Quill")
    page.keyboard.press("p")
    name = page.get_by_label("Name", exact=True)
    expect(name).to_be_focused()
    expect(page.get_by_text("More")).to_be_visible()
    page.get_by_label("Who is it").fill("Ada")
    page.keyboard.press("Enter")
    expect(name).to_be_hidden()
    expect(page.get_by_text("More")).to_be_hidden()
    expect(page.get_by_label("Names in the text")).to_be_visible()


def test_a_long_title_is_shown_whole_and_holds_no_line_end(opened):
    page = opened()
    select(page, "opened its new bridge")
    page.keyboard.press("e")
    field = page.get_by_label("What happened")
    long = (
        "The council of Sallow Mill opens its new bridge, nine years after the flood "
        * 2
    )
    field.fill(long.strip() + "\nand more")
    assert field.input_value() == f"{long.strip()} and more"
    assert field.evaluate("one => one.scrollHeight <= one.clientHeight + 2")
    page.keyboard.press("Enter")
    assert field.input_value() == f"{long.strip()} and more"
    page.keyboard.press("Control+Enter")
    page.wait_for_function("model.asked('keep').length === 1")


def test_words_that_are_nowhere_leave_nothing_selected(opened):
    page = opened()
    select(page, "The old bridge")
    page.locator(".annotate-find").fill("no such words")
    page.evaluate("model.answers.find = { places: [] }")
    page.keyboard.press("Enter")
    page.wait_for_function("annotator.held === null")
    page.get_by_role("button", name="Note", exact=True).click()
    expect(status(page)).to_have_text("Select words first.")
    assert asked(page, "open") == []


def test_several_conflicts_are_put_back_at_once(opened):
    conflicts = [
        {
            "key": f"notes:{n}",
            "table": "notes",
            "id": str(n),
            "what": f"The note “{n}” is gone.",
            "back": "Put mine back",
        }
        for n in range(3)
    ]
    page = opened(conflicts=conflicts)
    expect(page.locator(".annotate-conflict li")).to_have_count(3)
    page.get_by_role("button", name="Put all of mine back").click()
    assert asked(page, "put_back")[0]["keys"] == ["notes:0", "notes:1", "notes:2"]


def test_a_form_opened_at_once_leaves_no_question_about_the_selection_behind(opened):
    page = opened()
    page.clock.install(time=0)
    page.clock.pause_at(1_000)  # no time passes between the selection and the key
    select(page, "opened its new bridge")
    page.evaluate("annotator.judge()")
    page.keyboard.press("e")
    page.clock.run_for(50)
    page.get_by_label("What happened").wait_for()
    page.keyboard.press("Control+Enter")
    page.clock.run_for(1_000)
    expect(status(page)).to_contain_text("Kept:")
    assert asked(page, "select") == []
