"""Whatever a file or an argument holds, each reader gives a result or a ReadingError, and comes to an end.

`make fuzz` tries some fifty thousand cases, fifty times as many as the ordinary run.
"""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import pytest
from clock import an_end
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import (
    Article,
    ReadingError,
    about_table,
    agreements_table,
    check_reading,
    coverage_table,
    dates_table,
    draft_reading,
    explore,
    find_dates,
    find_names,
    load_article,
    load_reading,
    notes_table,
    parse_date,
    people_and_events,
    people_table,
    plot_order_of_telling,
    plot_timeline,
    plot_voices,
    quotations_table,
    read_tables,
    read_web_annotations,
    reanchor,
    record_table,
    show_article,
    show_margin,
    silences_table,
    verbs_table,
    voices_table,
    write_markdown,
    write_page,
    write_tables,
    write_timelinejs,
    write_web_annotations,
)

LEAST = 6  # cases of a test
LONGEST = 20  # seconds of this process's own time: no case that ends takes as much

TEXT = (
    "Ann Lee wrote on Monday, 2 June 2025, that the river is “too dear”.\n"
    "In 2018 the Town Council of Ash had said so. By May, Lee’s brother Bob met Dr. Fox, who told him to wait.\n"
    "\n"
    "“We were here first,” said the council’s clerk. It rained.\n"
)
FILES = {
    "article.txt": TEXT,
    "people.csv": "id,name,kind,names,description\nann,Ann Lee,person,Ann Lee; Lee@2,a writer\n"
    "council,Town Council,government,Town Council; the council@3,\n",
    "events.csv": "id,title,kind,people,date,extent,date_words,date_basis,date_from,asserted_by,quote,paragraph,"
    "record_date,record_source,note\n"
    "wrote,Lee writes,statement,ann as speaker; council as addressed,2025-06-02,moment,Monday,stated,,ann,"
    "Ann Lee wrote on Monday,,2025-06-02,post,seen\n"
    "said,The council speaks,statement,council,2018,,In 2018,stated,,narrator,had said so,2,/2019~,post,\n"
    "met,They meet,meeting,,,state,By May,background,spring,narrator,Bob met Dr. Fox,,,,\n",
    "quotations.csv": "id,speaker,quote,paragraph,form,channel,event\ndear,ann,too dear,1,fragment,a letter,wrote\n"
    "first,unattributed,We were here first,,direct,,\nso,council,so,2,reported,,said\n",
    "notes.csv": "id,kind,quote,paragraph,note,source\nrain,omission,It rained,,Where?,post\n"
    "dear-again,wording,too dear,,Of a river.,\n",
    "sources.csv": "id,publisher,title,address,published,seen_for\npost,The Post,A title,https://post.example/a,2025,all\n",
}
ABOUT = {
    "title": "The river",
    "published": "2025-06-03~",
    "published_basis": "inferred",
    "published_from": ["wrote"],
    "rights": "none",
    "annotated_by": "us",
    "language": "en",
    "source_address": "https://post.example/b",
    "record_checked_on": "2025-07-01",
    "paragraphs": {"caption": [3]},
    "periods": {"spring": {"date": "2025-03/2025-05", "source": "post"}},
}

PIECES = (
    *(
        "",
        " ",
        "  ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\0",
        "\x01",
        "\x0b",
        "\x1b[31m",
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
    ),
    *(
        "\u202e",
        "\u2066",
        "\u200b",
        "\u0301",
        "é",
        "İ",
        "ſ",
        "ß",
        "漢字",
        "😀",
        "👩‍👩‍👧",
        "\ufffe",
        "\U0010ffff",
        "²",
        "٣",
    ),
    *(
        '"',
        "'",
        '""',
        ",",
        ";",
        "@",
        "@0",
        "@2",
        "@" + "9" * 5000,
        "=1+1",
        "-",
        "--",
        "/",
        "..",
        "../",
        "X",
        "~",
        "?",
    ),
    *(
        "<script>",
        "</td>",
        "&amp;",
        "<!--",
        "-->",
        "]]>",
        "%s",
        "{0}",
        "\\",
        "\\u0000",
        "\\ud800",
        "$x^2$",
        "$",
        "#",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        "[[",
        "=",
        "null",
        "true",
        "1e999",
        "NaN",
        "-1",
        "0",
        "1",
        "2",
        "2.0",
        "9" * 5000,
    ),
    *(
        "as",
        " as ",
        " as speaker",
        "ann",
        "council",
        "narrator",
        "unattributed",
        "published",
        "post",
        "wrote",
        "spring",
    ),
    *(
        "id",
        "name",
        "names",
        "quote",
        "words",
        "event",
        "person",
        "row",
        "start",
        "number",
        "draft",
        "Index",
        "count",
    ),
    *(
        "2025",
        "2025-06-02",
        "0001-01-01",
        "9999-12-31",
        "0000",
        "/2018",
        "2018/",
        "../2018",
        "201X",
        "2018-24",
        "May-25",
    ),
    *(
        "9999-24",
        "0001",
        "/",
        "2025-06-3X",
        "2019-XX",
        "2018-06-06T25:00",
        "12/12/2018",
        "-2018",
        "0/0",
        "1999/2000?",
    ),
    *(
        "Monday",
        "in 2018",
        "last year",
        "two weeks ago",
        "a century later",
        "999,999,999 years ago",
        "the 20s",
        "'98",
    ),
    *(
        "the first century",
        "the 99th century",
        "29 February",
        "31 June 2025",
        "May",
        "from May to June",
        "since 0999",
    ),
    *(
        "Ann",
        "Lee",
        "Mr",
        "of",
        "the",
        "Act",
        "U.S.",
        "A.",
        "Of",
        "Dr. ",
        "St. ",
        "X-",
        "’s",
        "‘",
        "“",
        "”",
        "…",
        ".",
    ),
)
SPACE, LONG = " " * 3000, "a" * 3000
cells = st.one_of(
    st.sampled_from(PIECES),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(max_size=12),
    st.sampled_from(
        [
            SPACE,
            LONG,
            "a;" * 1500,
            LONG + SPACE + "as" + SPACE,
            "a@" * 1500,
            "word " * 600,
        ]
    ),
)
texts = st.one_of(
    st.lists(
        st.one_of(st.sampled_from(PIECES), st.sampled_from(TEXT.split(" "))),
        max_size=60,
    ).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.text(max_size=60),
    cells,
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), cells, st.just("\ud800")
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(cells, inner, max_size=4)
    ),
)


def cases(share=1.0):
    """The settings of a test that tries this share of the profile's cases."""
    return settings(
        max_examples=max(LEAST, int(settings().max_examples * share)),
        suppress_health_check=list(HealthCheck),
    )


@st.composite
def mutated(draw, content: bytes):
    """The content with some of its bytes replaced, doubled, taken or added."""
    for _ in range(draw(st.integers(0, 4))):
        at, cut = (
            draw(st.integers(0, len(content))),
            draw(st.sampled_from([0, 0, 1, 3, 20, 200])),
        )
        piece = draw(
            st.one_of(
                st.sampled_from(PIECES).map(str.encode),
                st.binary(max_size=6),
                st.just(content[at : at + cut] * 2),
                st.sampled_from(
                    [
                        b"\xff\xfe",
                        b"\xc3",
                        b"\xed\xa0\x80",
                        b"[" * 9000,
                        b"," * 900,
                        b'"' * 999,
                        b"a." * 9000,
                    ]
                ),
            )
        )
        content = content[:at] + piece + content[at + cut :]
    return content


def settled(call, *args, **named):
    """What the call gives; None where it raises a ReadingError. Any other exception goes on."""
    with an_end(LONGEST):
        try:
            return call(*args, **named)
        except ReadingError as error:
            assert str(error).strip()
            assert all(
                "\n" not in problem and problem.isprintable()
                for problem in error.problems
            )


def toml(value):
    """The value as TOML has it."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{toml(str(key))} = {toml(one)}" for key, one in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        kept = value.encode("utf-8", "replace").decode()
        return json.dumps(kept, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, float) and abs(value) in (float("inf"), float("nan")):
        return f"{value}"
    return '""' if value is None else str(value).lower()


def put(folder: Path, files: dict[str, str | bytes], about=ABOUT):
    """Write the files, and a reading.toml with the digest of the article that is among them."""
    article = (
        files["article.txt"]
        if isinstance(files["article.txt"], bytes)
        else files["article.txt"].encode()
    )
    settings_file = "".join(
        f"{toml(k)} = {toml(v)}\n"
        for k, v in ({"sha256": sha256(article).hexdigest()} | about).items()
    )
    for name, content in ({"reading.toml": settings_file} | files).items():
        (folder / name).write_bytes(
            content
            if isinstance(content, bytes)
            else content.encode("utf-8", "replace")
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    put(folder, FILES)
    return load_reading(folder)


def rows_of(name):
    return list(csv.reader(io.StringIO(FILES[name])))


def csv_of(rows):
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


@st.composite
def changed_tables(draw):
    """The files of the reading with some cells, heads or rows of theirs changed."""
    tables = {name: rows_of(name) for name in FILES if name.endswith(".csv")}
    for _ in range(draw(st.integers(1, 3))):
        rows = tables[draw(st.sampled_from(sorted(tables)))]
        at = draw(st.integers(0, len(rows) - 1))
        column = draw(st.integers(0, max(len(rows[at]) - 1, 0)))
        match draw(st.sampled_from(["cell", "cell", "cell", "row", "column", "gone"])):
            case "cell" if rows[at]:
                rows[at][column] = draw(cells)
            case "row":
                rows.insert(at, list(rows[at]))
            case "column":
                head = draw(cells)
                rows[:] = [
                    [*row, draw(cells) if n else head] for n, row in enumerate(rows)
                ]
            case "gone" if len(rows) > 1:
                rows.pop(at)
    return FILES | {name: csv_of(rows) for name, rows in tables.items()}


def both_ways(folder):
    """Load the reading and check it: the same faults both ways."""
    found = settled(check_reading, folder)
    loaded = settled(load_reading, folder)
    if found is not None:
        assert (loaded is None) == bool(len(found))
    return loaded


TABLES = (
    *(
        about_table,
        agreements_table,
        coverage_table,
        dates_table,
        notes_table,
        people_and_events,
        people_table,
    ),
    *(quotations_table, record_table, silences_table, verbs_table, voices_table),
)
VIEWS = (show_article, show_margin, plot_timeline, plot_voices, plot_order_of_telling)
WRITERS = (write_markdown, write_page, write_timelinejs, write_web_annotations)


def seen(reading, folder, every_view):
    """Make every table of a reading that loaded, and its views and files; none of them may fail."""
    with an_end(LONGEST):
        for table in TABLES:
            table(reading)._repr_html_()
        show_article(reading, words="the in")
        show_margin(reading)
        for writer in (write_markdown, write_timelinejs, write_web_annotations):
            writer(reading, folder / "written", overwrite=True)
        read_web_annotations(folder / "written", reading)
        write_tables(reading, folder, overwrite=True, excel=True)
        back = read_tables(folder, excel=True)
        assert list(back["events"]["id"]) == list(reading.events["id"])
        if every_view:
            for view in VIEWS:
                view(reading)._repr_html_()
            write_page(reading, folder / "written", overwrite=True)
            explorer = explore(reading)
            assert "could not be drawn" not in explorer.views.count


@cases()
@given(
    content=st.one_of(
        mutated(TEXT.encode()), texts.map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_an_article_of_any_bytes(folder, content):
    path = folder / "any.txt"
    path.write_bytes(content)
    article = settled(load_article, path)
    if article is not None:
        assert article.text.encode() == content
        assert all(
            article.text[p.start : p.end] == p.text
            for p in (*article.paragraphs, *article.sentences)
        )


@cases()
@given(name=cells)
def test_a_file_of_any_name(name):
    for call in (load_article, load_reading, check_reading, read_tables):
        settled(call, name or "-")
    settled(read_web_annotations, name or "-", Article(TEXT))


@cases(0.1)
@given(name=st.sampled_from([*FILES, "reading.toml"]), data=st.data())
def test_a_reading_of_any_bytes(folder, name, data):
    put(folder, FILES)
    (folder / name).write_bytes(data.draw(mutated((folder / name).read_bytes())))
    reading = both_ways(folder)
    if reading is not None:
        seen(reading, folder, False)


@cases(0.1)
@given(files=changed_tables())
def test_a_reading_of_any_cells(folder, files):
    put(folder, files)
    reading = both_ways(folder)
    if reading is not None:
        seen(reading, folder, False)


@cases(0.02)
@given(
    title=cells.filter(str.strip),
    name=cells.filter(str.strip),
    note=cells,
    more=st.lists(
        st.sampled_from(
            [
                "words",
                "event",
                "person",
                "row",
                "number",
                "name",
                "source",
                "Index",
                "count",
            ]
        ),
        unique=True,
    ),
)
def test_every_view_of_a_reading_with_any_title_name_or_note(
    folder, title, name, note, more
):
    """What may stand in a cell, and in columns of the reader's own, may be shown."""
    files = dict(FILES)
    for table, column, value in (
        ("events", "title", title),
        ("people", "name", name),
        ("notes", "note", note),
    ):
        rows = rows_of(f"{table}.csv")
        at = rows[0].index(column)
        rows = [
            [value if n and c == at else cell for c, cell in enumerate(row)]
            for n, row in enumerate(rows)
        ]
        taken = [
            one
            for one in more
            if not (table == "events" and one == "number") and one not in rows[0]
        ]
        files[f"{table}.csv"] = csv_of(
            [
                [*row, *(taken if n == 0 else [note] * len(taken))]
                for n, row in enumerate(rows)
            ]
        )
    put(folder, files)
    reading = both_ways(folder)
    if reading is not None:
        seen(reading, folder, True)


@cases(0.1)
@given(data=st.data())
def test_a_reading_with_any_settings(folder, data):
    keys = [*ABOUT, "sha256", "rights_basis", "waiting_for_published"]
    changed = data.draw(
        st.dictionaries(st.sampled_from(keys) | cells, values, max_size=3)
    )
    inner = data.draw(st.sampled_from([None, "paragraphs", "periods"]))
    if inner:
        changed = changed | {
            inner: data.draw(
                st.dictionaries(cells, values | st.lists(st.integers(0, 4)), max_size=2)
            )
        }
    put(folder, FILES, ABOUT | changed)
    reading = both_ways(folder)
    if reading is not None:
        seen(reading, folder, False)


@cases(3.0)
@given(
    text=st.one_of(
        cells,
        st.lists(
            st.sampled_from([*"0123456789-/X~?%.TZ:+", "2025", "-06", "24"]),
            max_size=12,
        ).map("".join),
    )
)
def test_a_date_of_any_text(text):
    when = settled(parse_date, text)
    if when is not None:
        assert when.words
        assert when.known[0] <= when.known[1]
        assert when.order


@cases()
@given(
    text=texts,
    published=st.one_of(
        st.none(),
        st.sampled_from(
            [
                "2025-06-10",
                "0001-01-01",
                "9999-12-31",
                "0999",
                "/2018",
                "201X",
                "2025-06-10~",
            ]
        ),
        cells,
    ),
    periods=st.dictionaries(cells, cells, max_size=2),
)
def test_dates_in_any_text(text, published, periods):
    for named in (None, periods):
        found = settled(find_dates, text, published, named)
        if found is not None:
            assert [text[a:b] for a, b in zip(found["start"], found["end"])] == list(
                found["words"]
            )


@cases()
@given(text=texts)
def test_names_in_any_text(text):
    found = settled(find_names, text)
    assert [text[a:b] for a, b in zip(found["start"], found["end"])] == list(
        found["words"]
    )


@cases(0.2)
@given(
    content=st.one_of(
        mutated(TEXT.encode()), texts.map(lambda text: text.encode("utf-8", "replace"))
    ),
    published=st.none() | cells | st.just("2025-06-10"),
)
def test_a_draft_of_any_text(tmp_path_factory, content, published):
    folder = tmp_path_factory.mktemp("draft")
    (folder / "a.txt").write_bytes(content)
    made = settled(draft_reading, folder / "a.txt", published, into=folder)
    if made is not None:
        assert check_reading(made.folder).to_dict("records") == []


@cases(0.3)
@given(
    text=st.one_of(
        texts,
        mutated(TEXT.encode()).map(lambda content: content.decode("utf-8", "replace")),
    )
)
def test_quotes_in_any_edited_text(reading, text):
    found = settled(reanchor, reading, text)
    if found is not None:
        placed = found[found["start"].notna()]
        assert [text[a:b] for a, b in zip(placed["start"], placed["end"])] == list(
            placed["proposal"]
        )


@cases()
@given(
    quote=texts, paragraph=st.none() | st.integers(-1, 5), text=st.just(TEXT) | texts
)
def test_a_quote_of_any_words(quote, paragraph, text):
    span = settled(Article(text).find, quote, paragraph)
    if span is not None:
        assert 0 <= span.start < span.end <= len(text)


@pytest.fixture(scope="module")
def annotated(reading, tmp_path_factory):
    return write_web_annotations(
        reading, tmp_path_factory.mktemp("out") / "a.json"
    ).path.read_bytes()


SELECTORS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(
            ["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"]
        )
        | values,
        **{
            key: st.sampled_from(["the", "too dear", "Lee"]) | values
            for key in ("exact", "prefix", "suffix")
        },
        **{key: st.integers(-1, 300) | values for key in ("start", "end")},
    },
)
TARGETS = st.fixed_dictionaries(
    {},
    optional={
        "selector": SELECTORS | st.lists(SELECTORS, max_size=2) | values,
        "source": values,
        "state": values,
    },
)
ITEMS = st.fixed_dictionaries(
    {"type": st.just("Annotation") | values},
    optional={
        "id": values,
        "body": values,
        "bodyValue": values,
        "target": TARGETS | st.lists(TARGETS, max_size=2) | values,
        "row": st.fixed_dictionaries(
            {
                "table": st.sampled_from(["people", "events", "notes"]) | values,
                "cells": st.dictionaries(
                    st.sampled_from(["id", "quote", "kind"]) | cells, cells, max_size=3
                )
                | values,
            }
        )
        | values,
    },
)
PAGES = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            [
                "AnnotationPage",
                "AnnotationCollection",
                "Annotation",
                ["AnnotationCollection", "x"],
            ]
        )
    },
    optional={
        "items": st.lists(ITEMS, max_size=3) | values,
        "first": values,
        "next": values,
        "total": values,
        "sources": values,
    },
)


@cases(0.5)
@given(data=st.data())
def test_annotations_of_any_bytes(folder, reading, annotated, data):
    (folder / "a.json").write_bytes(data.draw(mutated(annotated)))
    settled(read_web_annotations, folder / "a.json", reading)


@cases(0.4)
@given(
    content=st.one_of(
        PAGES,
        ITEMS,
        st.lists(ITEMS, max_size=3),
        st.builds(lambda p, q: p | {"first": q}, PAGES, PAGES),
        values,
    )
)
def test_annotations_of_any_form(folder, reading, content):
    (folder / "a.json").write_text(json.dumps(content), encoding="utf-8")
    found = settled(read_web_annotations, folder / "a.json", reading)
    if found is not None:
        for table in ("events", "notes", "sources"):
            assert (
                getattr(found, table)
                .map(lambda cell: isinstance(cell, str))
                .all(axis=None)
            )


@cases(0.3)
@given(
    name=st.sampled_from(["people", "events", "sources"]),
    excel=st.booleans(),
    data=st.data(),
)
def test_tables_of_any_bytes(folder, name, excel, data):
    for table in ("people", "events", "quotations", "notes", "sources"):
        content = FILES[f"{table}.csv"].encode()
        (folder / f"{table}{'.excel' * excel}.csv").write_bytes(
            data.draw(mutated(content)) if table == name else content
        )
    settled(read_tables, folder, excel)


years = st.one_of(
    st.integers(-1, 10_001),
    st.tuples(st.integers(-1, 10_001), st.integers(-1, 10_001)),
    values,
)
chosen = st.one_of(
    st.sampled_from(["ann", "council", "statement", "narrator"]),
    st.lists(st.sampled_from(["ann", "met"])),
    values,
)


@cases(0.3)
@given(
    people=chosen, kinds=chosen, years=years, asserted_by=chosen, words=cells | values
)
def test_any_filter(reading, people, kinds, years, asserted_by, words):
    for named in (
        {"people": people},
        {"kinds": kinds},
        {"years": years},
        {"asserted_by": asserted_by},
        {"words": words},
    ):
        found = settled(reading.where, **named)
        if found is not None:
            assert set(found.events["id"]) <= set(reading.events["id"])


@cases(0.02)
@given(
    years=st.none() | years,
    detail=st.none()
    | cells
    | values
    | st.sampled_from(["2025-06", "0001-01", "9999-12", "2018-06/"]),
)
def test_any_range_of_a_timeline(reading, years, detail):
    settled(plot_timeline, reading, years, detail)
    settled(plot_timeline, reading, None, detail)
    settled(plot_order_of_telling, reading, years)
    settled(explore, reading, years=years)
