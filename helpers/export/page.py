"""A reading as one page of HTML that needs no kernel, no network and no script, to be read, printed and kept.

Words and tables are linked both ways: the number after a passage leads to its event or its note, and theirs back. Every
text is escaped; and were one not, the page's own Content Security Policy (level 3) lets nothing be loaded or run.
"""

import base64
import hashlib
import re
from html import escape
from pathlib import Path
from urllib.parse import quote

from ..reading import Reading
from ..show import figure_image
from ..tables import about_table
from ..timeline import plot_timeline
from .page_article import text
from .page_tables import events, people, quotations, sources
from .typed import rights
from .written import Written, write_file

CSS = "\n" + (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
SECTIONS = {
    "text": "The text",
    "timeline": "The timeline",
    "events": "What happened, and who says so",
    "people": "Who is in it",
    "quotations": "Who is quoted or reported",
    "sources": "Sources",
}


def write_page(reading: Reading, path: str | Path, overwrite: bool = False) -> Written:
    """The page, once written: the text with its marks and margin notes, the timeline, the tables and the sources.

    Raises ReadingError where the file exists and `overwrite` is not given, or where it cannot be written.
    """
    html = page(reading)
    what = f"{len(reading.events)} events and {len(reading.notes)} notes on one page"
    return Written(write_file(path, html, overwrite), html, what, "<h1>")


def page(reading: Reading) -> str:
    """The page as HTML."""
    digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    title = escape(reading.about["title"])
    made = {
        "text": text(reading),
        "timeline": _timeline(reading),
        "events": events(reading),
        "people": people(reading),
        "quotations": quotations(reading),
        "sources": sources(reading),
    }
    kept = {key: html for key, html in made.items() if html}
    contents = "".join(f'<li><a href="#{key}">{SECTIONS[key]}</a></li>' for key in kept)
    sections = "\n".join(
        f'<section>\n<h2 id="{key}">{SECTIONS[key]}</h2>\n{html}\n</section>'
        for key, html in kept.items()
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{CSS}</style>
</head>
<body>
<header>
<h1>{title}</h1>
{_facts(reading)}
<nav aria-label="On this page"><ul>{contents}</ul></nav>
</header>
<main>
{sections}
</main>
<footer>
<p>{escape(rights(reading))}</p>
<p>The text has the SHA-256 {hashlib.sha256(reading.article.text.encode()).hexdigest()}.</p>
</footer>
</body>
</html>
"""


def _facts(reading: Reading) -> str:
    rows = ""
    for fact, value, known in about_table(reading).itertuples(index=False, name=None):
        if fact not in ("title", "rights"):
            known = f" ({escape(known)})" if known else ""
            rows += f"<div><dt>{escape(fact.capitalize())}</dt><dd>{escape(value)}{known}</dd></div>\n"
    return f'<dl class="facts">\n{rows}</dl>'


def _timeline(reading: Reading) -> str:
    """The timeline as a figure; empty where there are no events."""
    if reading.events.empty:
        return ""
    image = re.sub(
        r' style="[^"]*">$',
        ">",
        figure_image(plot_timeline(reading).figure, plot_timeline(reading).alt),
    )  # the policy allows no style there
    head, data, tail = re.fullmatch(
        r'(.*src="data:image/svg\+xml);base64,([^"]*)(".*)', image, re.DOTALL
    ).groups()
    image = f"{head},{_compact(base64.b64decode(data).decode())}{tail}"
    words = "Shape is time, colour is kind; the same dates stand in words in the table below."
    return f'<figure tabindex="0" aria-label="Timeline">{image}<figcaption>{words}</figcaption></figure>'


def _compact(svg: str) -> str:
    """The picture percent-encoded, its paths without the spaces they can do without: smaller than base64."""
    paths = re.sub(
        r'(?<= d=")[^"]*',
        lambda d: re.sub(r" ?([A-Za-z]) ?", r"\1", d[0].strip()).replace(" ", ","),
        svg,
    )
    bare = re.sub(
        r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>",
        "",
        paths,
        flags=re.DOTALL,
    )
    return quote(bare.replace('"', "'"), safe="/:=;,()'!*+@$-_.~")
