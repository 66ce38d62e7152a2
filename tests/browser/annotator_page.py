"""The annotator's page alone, without JupyterLab: its scripts, a theme's colours, and a stand-in for the kernel."""

import json
import sys
from pathlib import Path

from playwright.sync_api import Page

from helpers.article import Article

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = (
    "text_view/text.js",
    "annotating/state.js",
    "annotating/form.js",
    "annotating/annotate.js",
)
STYLES = ("text_view/text.css", "annotating/annotate.css")
ARTICLE = (
    "Invented: a new bridge at Sallow Mill\n\n"
    "The council of Sallow Mill opened its new bridge on Saturday, 14 June 2025. “It took us nine years,” said "
    "Mayor Ada Quill. The old bridge was closed in 2016 after a flood.\n\n"
    "Ben Tarrow, who farms on the far bank, had asked for a ferry instead. He said the bridge “came too late for "
    "two harvests”. The bridge was paid for by the county.\n\n"
    "A second bridge is planned for 2027, said Quill.\n"
)


def script() -> str:
    """The scripts of the page, joined as the widget joins them, but without the last export."""
    parts = [(ROOT / "helpers" / name).read_text("utf-8") for name in SCRIPTS]
    return "\n".join(parts).replace("export default", "const annotatorModule =")


def theme(name: str) -> str:
    """The style sheet of one of JupyterLab's themes, "light" or "dark"."""
    folder = Path(sys.prefix) / "share/jupyter/lab/themes/@jupyterlab"
    return (folder / f"theme-{name}-extension" / "index.css").read_text("utf-8")


def span(words: str, text: str = ARTICLE) -> list[int]:
    """Where the words are in the text."""
    start = text.index(words)
    return [start, start + len(words)]


def row(table: str, id: str, words: str, title: str, **more) -> dict:
    """A row as the kernel lists it."""
    spans = [span(words)] if words else []
    plain = {"number": 0, "when": "", "draft": False}
    about = {"table": table, "id": id, "title": title, "words": words}
    return plain | about | {"spans": spans} | more


ROWS = (
    row(
        "events",
        "opening",
        "opened its new bridge on Saturday, 14 June 2025",
        "The council opens the bridge",
        number=2,
        when="14 June 2025",
        draft=True,
    ),
    row(
        "quotations",
        "nine-years",
        "It took us nine years,",
        "Ada Quill",
        draft=True,
    ),
    row(
        "events",
        "closing",
        "The old bridge was closed in 2016",
        "The old bridge is closed",
        number=1,
        when="2016, some time in it",
        draft=True,
    ),
    row("people", "ada-quill", "Mayor Ada Quill", "Ada Quill"),
    row("people", "ben-tarrow", "Ben Tarrow", "Ben Tarrow"),
    row(
        "notes",
        "paid",
        "was paid for by the county",
        "No sum is given",
    ),
)


def traits(rows=ROWS, text: str = ARTICLE, **more) -> dict:
    """The traits of the widget for an article and its rows."""
    article = Article(text)
    marks = [
        [
            *place,
            one["table"],
            one["id"],
            one["number"],
            f"{one['table'][:-1]}: {one['title']}",
            one["draft"],
        ]
        for one in rows
        for place in one["spans"]
    ]
    drafts = sum(one["draft"] for one in rows)
    return {
        "paragraphs": [[p.number, p.start, p.text, ""] for p in article.paragraphs],
        "sentences": [[s.start, s.end] for s in article.sentences],
        "marks": sorted(marks),
        "rows": list(rows),
        "drafts": {"left": drafts, "of": drafts},
        "history": {"undo": "", "redo": ""},
        "conflicts": [],
        "closed": {},
        "timeline": {},
        "status": {"n": 0, "text": "", "tone": "plain"},
        "letters": True,
    } | more


def open_annotator(
    page: Page, colours: str = "light", answers: str = "{}", **changed
) -> None:
    """Shows the annotator with a stand-in kernel, `model` in the page, whose answers are JavaScript."""
    light = json.dumps(colours == "light")
    styles = "\n".join((ROOT / "helpers" / name).read_text("utf-8") for name in STYLES)
    page.set_content(
        f'<!doctype html><html lang="en"><title>Annotator</title><body data-jp-theme-light={light} '
        'style="margin:16px;background:var(--jp-layout-color0)"><main><h1 hidden>Annotator</h1><div id="here"></div></main>'
    )
    page.add_style_tag(content=theme(colours))
    page.add_style_tag(content=styles)
    page.add_script_tag(content=script())
    page.add_script_tag(
        content=(Path(__file__).parent / "stand_in.js").read_text(encoding="utf-8")
    )
    page.evaluate(
        f"""(traits) => {{
          window.model = new StandIn(traits);
          Object.assign(model.answers, {answers});
          window.here = document.querySelector("#here");
          window.stop = annotatorModule.render({{ model, el: here }});
          window.annotator = here.annotator;
        }}""",
        traits(**changed),
    )


def select(page: Page, words: str, text: str = ARTICLE) -> None:
    """Gives the article the focus and selects the words in it."""
    page.evaluate(
        "([start, end]) => { annotator.view.root.focus(); annotator.view.select(start, end) }",
        span(words, text),
    )
