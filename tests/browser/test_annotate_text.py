"""The annotator's text part in Chromium, without JupyterLab: offsets, marks, and sixty hard selections."""

import pytest
from annotator_page import ROOT, open_annotator, select, span
from selections import (
    LINES,
    MARKED,
    SHOWN,
    TEXT,
    opened,
    places_of,
    selections,
    write_into_the_article,
)

from helpers.article import Article

ANSWERS = """{
  open: (asked) => ({ form: { table: asked.table, id: "", start: asked.start, end: asked.end, before: null,
    words: asked.words, heading: "New quotation", focus: "note",
    fields: [{ name: "note", label: "Note", control: "text", value: "" }] } }),
}"""


@pytest.fixture
def offsets(page):
    """Calls a method of the text of the hard selections, in a page with the text part alone."""
    article = Article(TEXT)
    page.set_content("<title>Text</title>")
    page.add_script_tag(
        content=(ROOT / "helpers/text_view/text.js").read_text("utf-8"),
    )
    page.evaluate(
        "([paragraphs, sentences]) => { window.text = new ArticleText(paragraphs, sentences) }",
        [
            [[p.number, p.start, p.text] for p in article.paragraphs],
            [[s.start, s.end] for s in article.sentences],
        ],
    )
    return lambda call: page.evaluate(f"text.{call}")


def hard_rows():
    names = ("events", "quotations", "notes")
    return [
        {
            "table": names[n % 3],
            "id": f"row-{n}",
            "number": n + 1,
            "title": words,
            "when": "",
            "words": words,
            "draft": False,
            "spans": [place],
        }
        for n, (words, place) in enumerate(zip(MARKED, places_of(MARKED)))
    ]


def test_offsets_are_code_points_and_white_space_at_both_edges_is_left_out(offsets):
    assert offsets("start") == 0
    assert offsets("end") == len(TEXT.rstrip())
    for words in ("🎉 and", "𝒜stral", "中文字", "Cafe\u0301"):
        start = TEXT.index(words)
        found = offsets(f"trimmed({start - 1}, {start + len(words) + 1})")
        assert TEXT[found["start"] : found["end"]].startswith(words)
        assert offsets(f"words({start}, {start + len(words)})") == words
    space = TEXT.index("  Two")
    assert offsets(f"trimmed({space}, {space + 2})") is None


def test_words_of_several_paragraphs_are_joined_by_one_line_end(offsets):
    start, end = TEXT.index("these words"), TEXT.index("nai\u0308ve")
    assert offsets(f"words({start}, {end})") == "these words.\nCafe\u0301 "


def test_a_selection_widens_to_words_then_the_sentence_then_the_paragraph(offsets):
    point = TEXT.index("paragraph says") + 2
    seen = []
    place = {"start": point, "end": point + 1}
    for _ in range(3):
        place = offsets(f"widened({place['start']}, {place['end']})")
        seen.append(TEXT[place["start"] : place["end"]])
    assert seen[0] == "paragraph"
    assert seen[1] == LINES[-1]
    assert seen[2] == LINES[-1]


def test_an_end_moves_by_one_word_and_over_the_paragraphs(offsets):
    end = TEXT.index("words, and") + len("words")
    assert TEXT[:end] == "Plain words"
    assert TEXT[: offsets(f"wordStep({end}, 1)")] == "Plain words, and"
    assert TEXT[: offsets(f"wordStep({end}, -1)")] == "Plain "
    last = TEXT.index("here.") + len("here")
    assert TEXT[offsets(f"wordStep({last}, 1)") - 1] == "A"
    assert offsets(f"wordStep({len(TEXT)}, 1)") == len(TEXT)
    assert offsets("wordStep(0, -1)") == 0


def test_a_mark_that_cuts_a_letter_from_its_accent_is_drawn_to_the_end_of_the_letter(
    offsets,
):
    start = TEXT.index("Cafe\u0301")
    mark = f"{{ start: {start}, end: {start + 4} }}"
    pieces = offsets(f"pieces(2, [{mark}]).map((piece) => piece.text)")
    assert pieces[0] == "Cafe\u0301"
    assert "".join(pieces) == LINES[2]


def test_sixty_hard_selections_are_exact_and_nothing_writes_into_the_article(page):
    open_annotator(page, answers=ANSWERS, rows=hard_rows(), text=TEXT)
    wrong = []
    tried = 0
    for made in selections(page):
        tried += 1
        found = opened(page)
        if found != made.words:
            wrong.append((made.how, made.words, found))
    assert wrong == []
    assert tried == 59
    space = TEXT.index("  Two")
    page.evaluate(
        "(at) => { annotator.view.root.focus(); annotator.view.select(at, at + 2) }",
        space,
    )
    page.evaluate("annotator.hold(null)")
    page.wait_for_function(
        "annotator.selection.now === null"
    )  # the browser has told it
    page.keyboard.press("q")
    assert page.locator(".annotate-status").inner_text() == "Select words first."
    write_into_the_article(page)
    assert page.evaluate(SHOWN) == LINES


def test_numbers_are_not_in_the_words_that_are_selected_and_copied(page):
    open_annotator(page)
    page.evaluate(
        "annotator.view.root.focus(); annotator.view.selectAll()",
    )
    copied = page.evaluate("getSelection().toString()")
    assert "2025. “It took us" in copied
    assert not any(
        line.startswith(("1", "2", "3", "4")) for line in copied.splitlines()
    )


def test_each_paragraph_has_the_direction_of_its_own_words(page):
    open_annotator(page, text=TEXT, rows=[])
    nodes = page.locator(".text-view-paragraph")
    directions = nodes.evaluate_all(
        "nodes => nodes.map(node => getComputedStyle(node).direction)"
    )
    assert directions == ["ltr", "ltr", "ltr", "rtl", "ltr", "ltr"]


def test_marks_are_elements_named_after_their_rows_and_change_without_losing_the_selection(
    page,
):
    open_annotator(page)
    mark = page.locator("mark.annotate-notes")
    assert mark.get_attribute("title") == "note: No sum is given"
    select(page, "paid for by the county")
    page.evaluate(
        "(place) => model.set('marks', [[...place, 'events', 'x', 7, 'event 7: Paid', false]])",
        span("was paid for"),
    )
    assert (
        page.evaluate("getSelection().toString()").strip() == "paid for by the county"
    )
    assert page.locator("mark").all_inner_texts() == ["was paid for"]
    label = "getComputedStyle(document.querySelector('mark'), '::after').content"
    assert page.evaluate("document.querySelector('mark').dataset.label") == "7"
    assert "data-label" in page.evaluate(label) or '"7"' in page.evaluate(label)


def test_forced_colours_show_marks_and_what_is_held(page):
    page.emulate_media(forced_colors="active")
    open_annotator(page, drafts={"left": 0, "of": 0})
    select(page, "Ben Tarrow")
    page.locator(".annotate-find").focus()
    style = """(name) => {
      const shown = getComputedStyle(document.querySelector('.text-view-paragraph'), name);
      return [shown.color, shown.backgroundColor];
    }"""
    for name in ("::highlight(annotate-held)", "::highlight(annotate-hand)"):
        letters, ground = page.evaluate(style, name)
        assert letters != ground
    border = page.locator("mark.annotate-draft").first.evaluate(
        "node => getComputedStyle(node).borderBottomColor"
    )
    assert border != "rgba(0, 0, 0, 0)"


def test_the_caret_walks_letters_words_lines_pages_and_to_both_ends(page):
    open_annotator(page)
    page.locator(".text-view").focus()
    where = "annotator.view.caretPoint()"
    assert page.evaluate(where) == 0
    page.keyboard.press("ArrowRight")
    assert page.evaluate(where) == 1
    page.keyboard.press("ArrowDown")
    assert (
        page.evaluate(
            "getSelection().focusNode.parentElement.closest('div').dataset.number"
        )
        == "2"
    )
    assert page.locator(".text-view-caret").is_visible()
    page.keyboard.press("PageDown")
    page.keyboard.press("Control+End")
    text = page.evaluate("annotator.text.end")
    assert page.evaluate(where) == text
    page.keyboard.press("Control+Home")
    assert page.evaluate(where) == 0
