"""A note in Markdown shows every text as it is, in CommonMark and in what notes apps add to it."""

import re
from dataclasses import replace

import mistune
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import ReadingError, load_reading, write_markdown
from helpers.export.markdown import link, plain

NAME = "kardashian-la-raids"
PLUGINS = [
    "url",
    "strikethrough",
    "footnotes",
    "table",
    "task_lists",
    "mark",
    "superscript",
    "subscript",
    "math",
    "spoiler",
    "insert",
    "def_list",
    "abbr",
]
to_html = mistune.create_markdown(escape=False, plugins=PLUGINS)


@pytest.fixture(scope="module")
def reading():
    return load_reading(NAME)


@pytest.fixture(scope="module")
def note(reading, tmp_path_factory):
    return write_markdown(
        reading, tmp_path_factory.mktemp("note") / "note.md"
    ).path.read_text(encoding="utf-8")


def tags(html):
    return set(re.findall(r"</?([a-z0-9]+)", html))


def test_every_event_has_its_words_its_date_and_who_says_so(reading, note):
    html = to_html(note)
    for event in reading.events.itertuples():
        assert f"{event.number}. {event.title}".replace("'", "'") in html.replace(
            "&#x27;", "'"
        )
        assert f"<p>{event.quote}</p>" in html.replace("&#x27;", "'")
    assert note.count("\n### ") == len(reading.events)
    assert note.count("When, as the article says: ") == len(reading.events)
    assert reading.about["rights"].split(" in ")[0] in note


def test_it_opens_with_what_is_known_of_the_text_and_how(reading, note):
    about = reading.about
    assert (
        f"\n- Publisher: {about['publisher']} ({plain(about['publisher_basis'])})\n"
        in note
    )
    assert (
        f"\n- Published: {reading.published.words} ({plain(about['published_basis'])})\n"
        in note
    )


def test_a_reading_without_a_line_on_rights_gets_one(reading, tmp_path):
    about = {key: value for key, value in reading.about.items() if key != "rights"}
    text = write_markdown(
        replace(reading, about=about), tmp_path / "note.md"
    ).path.read_text(encoding="utf-8")
    assert "\n\nAll rights in the text stay with whoever holds them.\n\n" in text


def test_a_drafted_event_says_that_it_is_a_draft(reading, tmp_path):
    events = reading.events.assign(draft="")
    events.loc[events.index[0], "draft"] = "yes"
    text = write_markdown(
        replace(reading, events=events), tmp_path / "note.md"
    ).path.read_text(encoding="utf-8")
    assert text.count("- Kind: enforcement, draft\n") == text.count("draft") == 1


def test_an_event_dated_by_a_period_alone_names_it(reading, tmp_path):
    events = reading.events.copy()
    columns = ["date", "when", "date_basis", "date_from"]
    events.loc[events["id"] == "raids", columns] = (
        "",
        "",
        "background",
        "the president's first term",
    )
    text = write_markdown(
        replace(reading, events=events), tmp_path / "note.md"
    ).path.read_text(encoding="utf-8")
    line = "- When, as the article says: no date of its own: the president's first term (a named period)\n"
    assert text.count(line) == 1


def test_a_reading_without_rows_has_no_headings_for_them(reading, tmp_path):
    tables = {
        name: getattr(reading, name).iloc[:0]
        for name in ("events", "quotations", "notes", "sources")
    }
    text = write_markdown(
        replace(reading, **tables), tmp_path / "note.md"
    ).path.read_text(encoding="utf-8")
    assert "##" not in text


def test_every_source_is_a_link_and_nothing_else_is(reading, note):
    targets = set(re.findall(r'href="([^"]*)"', to_html(note)))
    assert targets == set(reading.sources["address"])


def test_quotes_are_block_quotes(reading, note):
    quotes = len(reading.events) + len(reading.quotations)
    assert to_html(note).count("<blockquote>") == quotes


pieces = st.sampled_from([
    "# h", "> q", "- l", "* l", "+ l", "1. l", "1) l", "~~~", "```", "---", "===", "***", "a\n---", "    code", "\tcode", "|a|b|", "[^1]", "[[wiki]]", "#tag",
    "==mark==", "~~s~~", "$x$", "$$", "%%c%%", "^a^", "H~2~O", "<b>b</b>", "<script>", "<!-- -->", "<https://evil.example>", "https://evil.example/x_y", "www.evil.example",
    "me@evil.example", "@team", "[x](javascript:alert(1))", "![x](y)", "[x]: /y", "&lt;", "&#60;", "\\", "`", "``", "*e*", "__b__", ": d", ":::", "\u2028", "\r", "evil.com",
    "mailto:me@evil.example", "“www.evil.example.”", ">!spoiler!<", "^^i^^", "- [ ] t", "HTTP://EVIL.example",
])  # fmt: skip
texts = st.one_of(
    st.lists(pieces, max_size=5).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
)


@given(texts)
@example("https://evil.example`x`")
@example("`")
@example("1. a")
@example("\\")
def test_text_does_nothing_wherever_it_stands(text):
    for before in ("", "> ", "- ", "- Note: ", "### 1\\. "):
        assert tags(to_html(f"{before}{plain(text)}\n")) <= {
            "p",
            "code",
            "blockquote",
            "ul",
            "li",
            "h3",
        }
    assert "<h3>" not in to_html(plain(text))


@given(texts)
def test_text_is_shown_whole(text):
    shown = mistune.html(plain(text))
    bare = (
        re.sub(r"</?(?:p|code)>", "", shown)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
    )
    bare = bare.replace("&amp;", "&").replace("&#x27;", "'")
    expected = "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text)
    assert "".join(bare.split()) == "".join(expected.split())


@given(texts)
def test_a_link_leads_to_its_address_whatever_its_label(text):
    made = to_html(link(text or "x", "https://example.org/a_(b)?c=1*2"))
    assert re.findall(r'href="([^"]*)"', made) == [
        "https://example.org/a_%28b%29?c=1*2"
    ]
    assert tags(made) <= {"p", "a"}


def test_an_address_that_looks_like_markup_is_written_so_that_it_is_none():
    assert (
        link("x", "https://example.org/?a=1&lt;2")
        == "[x](https://example.org/?a=1&amp;lt;2)"
    )
    assert link("x", "javascript:alert(1)") == "x"
    assert link("x", "https://example.org/ y") == "x"


def test_hostile_cells_make_no_markup(reading, tmp_path):
    payload = "x\n\n# heading\n<script>alert(1)</script> [a](javascript:b) https://evil.example"
    hostile = replace(
        reading,
        about=reading.about | {"title": payload, "rights": payload},
        events=reading.events.assign(
            title=payload, quote=payload, note=payload, who_says_so=payload
        ),
        notes=reading.notes.assign(note=payload, quote=payload),
        sources=reading.sources.assign(
            publisher=payload, title=payload, seen_for=payload, address="javascript:x"
        ),
    )
    html = to_html(
        write_markdown(hostile, tmp_path / "note.md").path.read_text(encoding="utf-8")
    )
    assert tags(html) <= {"h1", "h2", "h3", "p", "ul", "li", "blockquote", "code"}
    assert html.count("<h1>") == 1


def test_nothing_is_written_over_without_being_told(reading, tmp_path):
    (tmp_path / "note.md").write_text("mine", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"^note\.md: it exists"):
        write_markdown(reading, tmp_path / "note.md")
    assert (tmp_path / "note.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("mark", list("<&~$^|`\\\\="))
def test_a_mark_that_some_parsers_know_no_backslash_for_is_written_as_its_name(mark):
    assert plain(f"a {mark} b").startswith("a &")
    assert f"\\{mark}" not in plain(f"a {mark}")


def test_a_percentage_and_a_doubled_percent_sign_are_told_apart():
    assert plain("50% of it") == "50% of it"
    assert "%%" not in plain("%%c%%")


def test_a_readers_own_column_and_a_kind_not_said_are_shown(reading, tmp_path):
    events = reading.events.assign(kind="", weight="7 *")
    path = write_markdown(replace(reading, events=events), tmp_path / "n.md").path
    text = path.read_text(encoding="utf-8")
    assert text.count("- Kind: not said\n") == len(events)
    assert text.count("- Weight: 7 \\*\n") == len(events)
