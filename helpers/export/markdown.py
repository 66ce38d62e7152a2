"""A reading as a note in Markdown (CommonMark), for a notes app or a repository.

Texts are put so that they stay text: every character with a meaning in CommonMark or in the dialects of notes apps is
escaped, and what looks like an address stands as code, since many apps make links of such words whatever is before
them. Only the sources are links.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from ..close_reading.margins import notes_table
from ..close_reading.voices import quotations_table
from ..figure.rows import is_draft
from ..reading import Reading
from ..tables import about_table
from ..vocabulary import AGREEMENTS, BASES, parts
from .typed import dates, is_web, rights
from .written import Written, write_file

_ADDRESS = re.compile(r":/|www\.|@|\w\.[a-z]{2,}", re.IGNORECASE)
_BEFORE, _AFTER = "\"'“‘«([", ".,;:!?)]”’»\"'"  # marks around a word
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#~$=^%&|!])")
_OPENING = re.compile(r"^([-+:.)]|[0-9]+(?=[.)]))")


def write_markdown(
    reading: Reading, path: str | Path, overwrite: bool = False
) -> Written:
    """The note, once written: the events in order of date with their words, who is quoted, the margin, the sources.

    Raises ReadingError where the file exists and `overwrite` is not given, or where it cannot be written.
    """
    blocks = [
        *_head(reading),
        *_events(reading),
        *_quotations(reading),
        *_notes(reading),
        *_sources(reading),
    ]
    text = "\n\n".join(blocks) + "\n"
    return Written(
        write_file(path, text, overwrite),
        text,
        f"{len(reading.events)} events",
        "### 1",
    )


def plain(text: str, code: bool = True) -> str:
    """The text on one line, as Markdown that shows it and does nothing; without `code`, addresses stay words.

    >>> plain("*Not* [a link](x), see www.example.org")
    '\\\\*Not\\\\* \\\\[a link\\\\](x), see `www.example.org`'
    """
    words = " ".join(
        "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text).split()
    )
    return " ".join(
        _token(token, n == 0, code) for n, token in enumerate(words.split(" "))
    )


def _token(token: str, opening: bool, code: bool) -> str:
    """A word as Markdown, an address as code between its quotation marks and full stops."""
    if not code or not _ADDRESS.search(token):
        return _escaped(token, opening)
    rest = token.lstrip(_BEFORE)
    core = rest.rstrip(_AFTER)
    return (
        _escaped(token[: len(token) - len(rest)])
        + _code(core)
        + _escaped(rest[len(core) :])
    )


def _escaped(words: str, opening: bool = False) -> str:
    """The words with a backslash before each mark that could mean something; some mean it at the beginning alone."""
    words = _SPECIAL.sub(r"\\\1", words)
    return (
        _OPENING.sub(
            lambda m: f"\\{m[0]}" if not m[0].isdigit() else f"{m[0]}\\", words
        )
        if opening
        else words
    )


def _code(words: str) -> str:
    """The words as a code span, whose fence is longer than any run of backticks in them."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    space = " " * (words.startswith("`") or words.endswith("`"))
    return f"{fence}{space}{words}{space}{fence}"


def link(label: str, address: str) -> str:
    """A link; where the address is not of the web, its label alone."""
    if not is_web(address):
        return plain(label)
    address = re.sub(r"[\\()]", lambda mark: f"%{ord(mark[0]):02X}", address)
    address = re.sub(
        r"&(?=#?\w+;)", "&amp;", address
    )  # an entity would be read as the character it names
    return f"[{plain(label, code=False)}]({address})"


def _links(reading: Reading, cell: str) -> str:
    sources = reading.sources.set_index("id")
    return "; ".join(
        link(sources["publisher"][one], sources["address"][one]) for one in parts(cell)
    )


def _quote(words: str, after: str) -> str:
    return f"> {plain(words)}\n>\n> — {after}"


def _head(reading: Reading) -> Iterator[str]:
    yield f"# {plain(reading.about['title'])}"
    facts = about_table(reading).itertuples(index=False, name=None)
    yield "\n".join(
        f"- {plain(fact.capitalize())}: {plain(value)}{f' ({plain(known)})' if known else ''}"
        for fact, value, known in facts
        if fact not in ("title", "rights")
    )
    yield plain(rights(reading))


def _events(reading: Reading) -> Iterator[str]:
    if len(reading.events):
        yield "## What happened, and when"
    when = dates(reading)
    for event in reading.events.sort_values("number").itertuples():
        yield f"### {event.number}\\. {plain(event.title)}"  # or it would be a list
        lines = [
            f"- When, as the article says: {plain(when[event.id])} ({BASES.get(event.date_basis, '')})"
        ]
        if event.record_when:
            agreement, links = (
                AGREEMENTS[event.agreement][0],
                _links(reading, event.record_source),
            )
            lines.append(
                f"- On the record: {event.record_when} (it {agreement}){': ' if links else ''}{links}"
            )
        if event.note:
            lines.append(f"- Note: {plain(event.note)}")
        yield "\n".join([f"- Kind: {event.kind}{', draft' * is_draft(event)}", *lines])
        yield _quote(
            event.quote, f"{plain(event.who_says_so)}, paragraph {event.paragraph}"
        )


def _quotations(reading: Reading) -> Iterator[str]:
    if len(reading.quotations):
        yield "## Who is quoted or reported"
    for quotation in quotations_table(reading).itertuples():
        where = f", {plain(quotation.channel)}" if quotation.channel else ""
        yield _quote(
            quotation.quote,
            f"{plain(quotation.name)} ({quotation.form}){where}, paragraph {quotation.paragraph}",
        )


def _notes(reading: Reading) -> Iterator[str]:
    cells = reading.notes.set_index("id")["source"]
    lines = []
    for note in notes_table(reading).itertuples():
        links = _links(reading, cells[note.Index])
        said = f"- {note.kind}, paragraph {note.paragraph}, “{plain(note.words)}”: {plain(note.note)}"
        lines.append(said + (f" ({links})" if links else ""))
    if lines:
        yield from ("## In the margin", "\n".join(lines))


def _sources(reading: Reading) -> Iterator[str]:
    lines = []
    for source in reading.sources.itertuples():
        title = f", {plain(source.title)}" if source.title else ""
        seen = f". {plain(source.seen_for)}" if source.seen_for else ""
        lines.append(f"- {link(source.publisher, source.address)}{title}{seen}")
    if lines:
        yield from ("## Sources", "\n".join(lines))
