"""What is written for other tools, read by those tools themselves: `make conformance` sets them up and runs this file.

Node, Java and LibreOffice must be on the path, and two checkouts of the W3C's must be named, since their content cannot
stand here. Nothing is skipped: without one of them, what needs it fails and says what is missing.
"""

import html
import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import markdown
import pytest
from jsonschema import Draft4Validator, FormatChecker
from playwright.sync_api import sync_playwright
from referencing import Registry
from referencing.jsonschema import DRAFT4

from helpers import (
    draft_reading,
    load_reading,
    read_tables,
    read_web_annotations,
    write_markdown,
    write_page,
    write_tables,
    write_timelinejs,
    write_web_annotations,
)
from helpers.export.markdown import plain
from helpers.export.tables_csv import _csv, _frame
from helpers.export.typed import typed
from helpers.reading import DATA
from helpers.vocabulary import COLUMNS

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "build" / "conformance"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]
from chromium import launch_options  # noqa: E402
from payloads import CONFUSING, HARMFUL  # noqa: E402

PAYLOAD = "\"'><img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>&lt;b&gt; https://x.example"


def program(name: str) -> str:
    found = shutil.which(name)
    return found or pytest.fail(
        f"{name} is not on the path; install it.", pytrace=False
    )


def checkout(variable: str, file: str) -> Path:
    """The folder that the variable names, with the file in it."""
    folder = Path(os.environ.get(variable, "."))
    if not os.environ.get(variable) or not (folder / file).is_file():
        pytest.fail(
            f"{variable} must be the path of a checkout with {file} in it.",
            pytrace=False,
        )
    return folder


def node(script: str, *arguments: Path, said: str = "") -> dict:
    command = [program("node"), TOOLS / script, *arguments]
    return json.loads(
        subprocess.run(
            command, input=said, capture_output=True, encoding="utf-8", check=True
        ).stdout
    )


@pytest.fixture(scope="session", params=["bundled", "drafted", "hostile"])
def reading(request, tmp_path_factory):
    """The bundled reading; a draft of the practice article; and the first with markup in every text of a reader's."""
    if request.param == "drafted":
        folder = tmp_path_factory.mktemp("drafted")
        return load_reading(
            draft_reading(
                DATA / "practice" / "article.txt", "2024-03-05", into=folder
            ).folder
        )
    bundled = load_reading("kardashian-la-raids")
    if request.param == "bundled":
        return bundled
    about = bundled.about | dict.fromkeys(
        ("title", "rights", "publisher", "published_basis", "annotated_by"), PAYLOAD
    )
    return replace(
        bundled,
        about=about | {"periods": {PAYLOAD: {"date": "2018-06-06"}}},
        people=bundled.people.assign(name=PAYLOAD, description=PAYLOAD),
        events=bundled.events.assign(title=PAYLOAD, note=PAYLOAD, who_says_so=PAYLOAD),
        quotations=bundled.quotations.assign(channel=PAYLOAD),
        notes=bundled.notes.assign(note=PAYLOAD),
        sources=bundled.sources.assign(
            publisher=PAYLOAD, title=PAYLOAD, seen_for=PAYLOAD
        ),
    )


@pytest.fixture
def annotations(reading, tmp_path):
    return write_web_annotations(reading, tmp_path / "annotations.json").path


@cache
def assertions(test: str) -> list[tuple[dict, Draft4Validator]]:
    """The assertions of a test of the W3C's, with what checks each."""
    folder = checkout("W3C_TESTS", test)
    definitions = [
        (path.name, json.loads(path.read_text(encoding="utf-8")))
        for path in (folder / "definitions").glob("*.json")
    ]
    registry = Registry().with_resources(
        [(name, DRAFT4.create_resource(schema)) for name, schema in definitions]
    )
    schemas = [
        json.loads((folder / name).read_text(encoding="utf-8"))
        for name in json.loads((folder / test).read_text(encoding="utf-8"))[
            "assertions"
        ]
    ]
    return [
        (one, Draft4Validator(one, registry=registry, format_checker=FormatChecker()))
        for one in schemas
    ]


def broken(test: str, content: dict) -> list[str]:
    """What the W3C's test says of the assertions that the content does not keep."""
    checks = assertions(test)
    assert checks
    return [
        one["errorMessage"]
        for one, check in checks
        if check.is_valid(content) != (one["expectedResult"] == "valid")
    ]


def test_every_annotation_keeps_every_must_of_the_w3c(annotations):
    collection = json.loads(annotations.read_text(encoding="utf-8"))
    assert broken("collections/collectionMusts.test", collection) == []
    for item in collection["first"]["items"]:
        assert (
            broken(
                "annotations/annotationMusts.test",
                {"@context": collection["@context"], **item},
            )
            == []
        )


def test_the_w3cs_assertions_find_what_is_wrong(annotations):
    collection = json.loads(annotations.read_text(encoding="utf-8"))
    item = {"@context": collection["@context"], **collection["first"]["items"][0]}
    item["target"]["selector"][1]["start"] = "75"
    assert broken("annotations/annotationMusts.test", item) != []
    collection["first"] = 3
    assert broken("collections/collectionMusts.test", collection) != []


def test_a_json_ld_processor_drops_nothing_and_what_it_writes_comes_back_whole(
    reading, annotations
):
    context = checkout("W3C_MODEL", "jsonld/anno.jsonld") / "jsonld" / "anno.jsonld"
    made = node("annotations.mjs", context, annotations)
    assert made["dropped"] == []
    annotations.write_text(json.dumps(made["compacted"]), encoding="utf-8")
    found = read_web_annotations(annotations, reading)
    assert found.problems.empty
    for table in COLUMNS:
        assert (
            getattr(found, table).values.tolist()
            == typed(reading, table).values.tolist()
        )
    assert len(found.mentions) == len(reading.mentions)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def timelinejs():
    """The address at which TimelineJS3's own files are served."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    folder = TOOLS / "node_modules" / "@knight-lab" / "timelinejs" / "dist"
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=folder)
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def shown(browser, timelinejs):
    """Shows a timeline file in TimelineJS3; nothing is fetched from elsewhere, and no error may be said."""
    page, said = browser.new_page(), []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route(
        "**/*",
        lambda route: (
            route.continue_()
            if route.request.url.startswith(timelinejs)
            else route.abort()
        ),
    )
    head = "<!doctype html><html lang=en><title>untouched</title><link rel=stylesheet href=css/timeline.css>"
    body = (
        "<div id=timeline style=height:650px></div><script src=js/timeline.js></script>"
    )
    page.route(
        f"{timelinejs}page.html",
        lambda route: route.fulfill(content_type="text/html", body=head + body),
    )

    def opened(content: dict):
        page.goto(f"{timelinejs}page.html")
        page.evaluate(
            "given => { window.made = new TL.Timeline('timeline', given, {script_path: new URL('js', location).href}) }",
            content,
        )
        page.wait_for_function(
            "made.config && (made.ready || made.config.messages.errors.length)"
        )
        assert page.evaluate("made.config.messages.errors") == []
        return page

    yield opened
    page.close()
    assert said == []


def test_timelinejs_shows_every_slide_and_every_era_and_runs_nothing(
    reading, shown, tmp_path
):
    file = write_timelinejs(reading, tmp_path / "timeline.json").path
    content = json.loads(file.read_text(encoding="utf-8"))
    page = shown(content)
    events = reading.events[reading.events["date"] != ""].sort_values("number")
    found = page.evaluate(
        "made.config.events.map(event => [event.unique_id, event.display_date])"
    )
    assert sorted(found) == sorted(
        [i, w[0].upper() + w[1:]] for i, w in zip(events["id"], events["when"])
    )
    dates = page.locator(".tl-headline-date").all_text_contents()
    assert sorted(dates) == sorted(["", *(words for _, words in found)])
    titles = page.locator(".tl-slide h2").all_text_contents()
    assert sorted(titles) == sorted([reading.about["title"], *events["title"]])
    eras = page.locator(".tl-timeera h2").all_text_contents()
    assert eras == list(reading.about.get("periods", {}))
    assert page.title() == "untouched"
    assert page.locator("#timeline script, #timeline img[src=x]").count() == 0
    sources = set(
        page.locator(".tl-slide a[href]").evaluate_all(
            "links => links.map(link => link.href)"
        )
    )
    assert sources <= set(reading.sources["address"])


@pytest.mark.parametrize(
    "date",
    ["2018-03/2018", "2018/2018-05", "2018-06-06", "0987", "201X/2019", "2018-24"],
)
def test_timelinejs_keeps_the_order_of_both_ends(shown, tmp_path, date):
    reading = load_reading("kardashian-la-raids")
    about = reading.about | {"periods": {"a time": {"date": date, "source": ""}}}
    events = reading.events.iloc[:1].assign(date=date, when=date)
    path = write_timelinejs(
        replace(reading, about=about, events=events), tmp_path / "timeline.json"
    ).path
    page = shown(json.loads(path.read_text(encoding="utf-8")))
    ends = (
        "one => one.end_date ? one.end_date.getTime() - one.start_date.getTime() : null"
    )
    (event,), (era,) = page.evaluate(
        f"[made.config.events.map({ends}), made.config.eras.map({ends})]"
    )
    assert event is None or event > 0
    assert era > 0


# The checker does not work out the hash of the page's own style, nor the data: of its policy; the browser tests show both.
POLICY = re.compile(
    r"^(Inline style|Resource) violates Content Security Policy \(meta tag\)"
)


def checked(path: Path) -> list[str]:
    """What the Nu HTML Checker says of the page."""
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [
        program("java"),
        "-jar",
        jar,
        "--format",
        "json",
        "--exit-zero-always",
        path,
    ]
    messages = json.loads(
        subprocess.run(
            command, capture_output=True, encoding="utf-8", check=True
        ).stderr
    )["messages"]
    return [
        message["message"]
        for message in messages
        if not POLICY.match(message["message"])
    ]


def test_the_page_is_valid_html(reading, tmp_path):
    assert checked(write_page(reading, tmp_path / "page.html").path) == []


def test_the_checker_finds_what_is_wrong(reading, tmp_path):
    path = write_page(reading, tmp_path / "page.html").path
    path.write_text(
        path.read_text(encoding="utf-8").replace("<h1 ", '<h1 id="text" ', 1),
        encoding="utf-8",
    )
    assert checked(path) != []


PIECES = [
    *(
        "# h",
        "> q",
        "- l",
        "1. l",
        "1) l",
        "~~~",
        "```",
        "---",
        "===",
        "***",
        "    code",
        "\tcode",
        "|a|b|",
        "[^1]",
    ),
    *(
        "[[w]]",
        "#tag",
        "==m==",
        "~~s~~",
        "$x$",
        "<b>b</b>",
        "<!-- -->",
        "<https://x.example>",
        "https://x.example/x_y",
    ),
    *(
        "www.x.example",
        "me@x.example",
        "@team",
        "[x](javascript:y)",
        "![x](y)",
        "[x]: /y",
        "&lt;",
        "&#60;",
        "\\",
        "`",
    ),
    *(
        "``",
        "*e*",
        "__b__",
        ": d",
        "x.com",
        "mailto:a@x.example",
        "HTTP://X.EXAMPLE",
        "“www.x.example.”",
        "😀",
        "é",
        PAYLOAD,
    ),
]


# The second with what its own extensions add to Markdown.
PYTHON_MARKDOWN = {
    "Python-Markdown": [],
    "Python-Markdown with extensions": ["extra", "toc", "sane_lists", "nl2br"],
}


def html_of(texts: list[str]) -> dict[str, list[str]]:
    """Each Markdown text as HTML, by parser: three that know all of CommonMark's
    backslashes, and two in two ways each that do not."""
    pages = node("markdown.mjs", said=json.dumps(texts))
    for name, extensions in PYTHON_MARKDOWN.items():
        pages[name] = [markdown.markdown(text, extensions=extensions) for text in texts]
    return pages


def test_markdown_parsers_show_every_text_as_it_is():
    chance = random.Random(1)
    texts = [
        " ".join(chance.choices(PIECES, k=chance.randint(1, 6))) for _ in range(3_000)
    ]
    texts += [text for *_, text in (*HARMFUL, *CONFUSING)]
    pages_by_parser = html_of([plain(text) for text in texts])
    assert len(pages_by_parser) == 7
    for parser, pages in pages_by_parser.items():
        for text, page in zip(texts, pages, strict=True):
            assert set(re.findall(r"</?([a-z0-9]+)", page)) <= {"p", "code"}, (
                parser,
                text,
            )
            shown = html.unescape(re.sub(r"<[^>]*>", "", page))
            visible = "".join(
                c if c.isprintable() or c.isspace() else "\ufffd" for c in text
            )
            assert " ".join(shown.split()) == " ".join(visible.split()), (parser, text)


def test_markdown_parsers_find_the_headings_the_quotes_and_the_sources(
    reading, tmp_path
):
    note = write_markdown(reading, tmp_path / "note.md").path.read_text(
        encoding="utf-8"
    )
    for parser, (page,) in html_of([note]).items():
        tags = re.findall(r"<([a-z0-9]+)", page)
        assert tags.count("h1") == 1, parser
        assert tags.count("h3") == len(reading.events), parser
        quotes = len(reading.events) + len(reading.quotations)
        assert tags.count("blockquote") == quotes, parser
        links = {
            html.unescape(address) for address in re.findall(r'href="([^"]*)"', page)
        }
        assert links == set(reading.sources["address"]), parser
        allowed = {
            *("h1", "h2", "h3", "p", "ul", "li", "blockquote", "a", "code"),
            *(["br"] if "extensions" in parser or "GitHub" in parser else []),
        }
        assert set(tags) <= allowed, parser


# Formats of LibreOffice: the divider, quotation marks, UTF-8, from row 1, American English, dates and formulas taken as
# such; then commas, cells as they are shown.
READ = "CSV:{},34,76,1,,1033,false,true,false,false,false,0,true"
WRITE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


def opened_in_a_spreadsheet(
    paths: list[Path], folder: Path, divider: str = ","
) -> list[str]:
    """The formulas that LibreOffice Calc takes cells of the files for; the files as it saves them are in the folder."""
    soffice = [
        program("soffice"),
        f"-env:UserInstallation={(TOOLS / 'libreoffice').as_uri()}",
        "--headless",
    ]
    opened = [folder / f"{path.stem}.ods" for path in paths]
    read = [
        f"--infilter={READ.format(ord(divider))}",
        "--convert-to",
        "ods",
        "--outdir",
        folder,
        *paths,
    ]
    for step in (read, ["--convert-to", WRITE, "--outdir", folder, *opened]):
        subprocess.run([*soffice, *step], capture_output=True, check=True, timeout=300)
    contents = [zipfile.ZipFile(path).read("content.xml").decode() for path in opened]
    return [
        formula
        for content in contents
        for formula in re.findall(r'table:formula="([^"]*)"', content)
    ]


def test_tables_that_were_opened_and_saved_in_a_spreadsheet_come_back_whole(
    reading, tmp_path
):
    write_tables(reading, tmp_path / "tables", excel=True)
    assert (
        opened_in_a_spreadsheet(
            sorted((tmp_path / "tables").iterdir()), tmp_path / "saved"
        )
        == []
    )
    for table, found in read_tables(tmp_path / "saved", excel=True).items():
        assert found.values.tolist() == typed(reading, table).values.tolist()


RISKY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "'tis",
    "2018-06",
    "2018-06-06",
    "1/2",
    "0012",
    "1e5",
    "June 2018",
    "6:30",
    " =1",
]
RISKY += [
    "a;=1+1",
    'a;"=1+1"',
    "a\n=1+1",
    "a\t=1+1",
    '=HYPERLINK("x")',
    'say "=1+1"; +1',
    "＝1+1",
]


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_no_cell_is_a_formula_however_the_file_is_divided(tmp_path, divider):
    frame = (
        load_reading("kardashian-la-raids")
        .notes[["id", "note"]]
        .astype(str)
        .iloc[: len(RISKY)]
        .assign(note=RISKY)
    )
    for name, excel in (("safe", True), ("plain", False)):
        (tmp_path / f"{name}.csv").write_text(
            _csv(frame, excel), encoding="utf-8", newline=""
        )
        formulas = opened_in_a_spreadsheet(
            [tmp_path / f"{name}.csv"], tmp_path / "saved", divider
        )
        assert (formulas == []) == excel
    if divider == ",":
        safe, plain_ones = (
            _frame(tmp_path / "saved" / f"{name}.csv", name == "safe")["note"]
            for name in ("safe", "plain")
        )
        lost = [
            cell for cell in RISKY if "\t" in cell
        ]  # the spreadsheet itself takes tabs away
        assert [cell for cell, found in zip(RISKY, safe) if cell != found] == lost
        assert [cell for cell, found in zip(RISKY, plain_ones) if cell != found] != lost
