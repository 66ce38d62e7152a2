"""A reading as a note in Markdown (CommonMark), for a notes app or a repository.

Every text stays text. A character with a meaning in CommonMark or in the dialects of
notes apps gets a backslash where all parsers know one, and is written as a character
reference where some do not: Python-Markdown shows the backslash of `\\<` and reads the
tag. A word that looks like an address is code, because many apps make a link of it
whatever comes before. Only the sources are links.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..close_reading.margins import notes_table
from ..close_reading.voices import quotations_table
from ..reading import Reading, takes_reading
from ..tables import about_table
from ..vocabulary import AGREEMENTS, BASES, is_web, parts
from .words import capital, counted, dates, draft_mark, kind_of, own_cells, rights
from .written import Written, path_of, write_file

_ADDRESS = re.compile(r":/|www\.|@|\w\.[a-z]{2,}", re.IGNORECASE)
_TAG_MARKS = re.compile("([<>])")
_BEFORE, _AFTER = "\"'“‘«([", ".,;:!?)]”’»\"'"  # marks around a word
_BACKSLASH = re.compile(r"([*_{}\[\]>#!])")
_REFERENCE = re.compile(r"[&<\\`~$^|=]|%(?=%)|(?<=%)%")
_NAMES = {"&": "&amp;", "<": "&lt;"}
_OPENING = re.compile(r"(?P<mark>[-+.)])|(?P<colon>:)|(?P<number>[0-9]+)(?=[.)])")
_RUN_OF_BACKTICKS = re.compile("`+")
_ENDS_ADDRESS = re.compile(r"[\\()<>\"'`\[\]\s]")
_ENTITY = re.compile(r"&(?=#?\w+;)")


class Fact(NamedTuple):
    """A line of the list that says what is known of the text."""

    name: str
    value: str
    known_from: str


@takes_reading
def write_markdown(
    reading: Reading, path: str | Path, overwrite: bool = False
) -> Written:
    """The note, once written: events, quotations, notes in the margin, sources.

    The events are in order of date, each with its words.

    Raises ReadingError where the file exists and `overwrite` is not given, or where it
    cannot be written.
    """
    path = path_of(path)
    blocks = [
        *_head(reading),
        *_events(reading),
        *_quotations(reading),
        *_notes(reading),
        *_sources(reading),
    ]
    text = "\n\n".join(blocks) + "\n"
    write_file(path, text, overwrite, like=reading.folder)
    events = counted(len(reading.events), "event", "events")
    return Written(path, text, events, "### 1")


def plain(text: str) -> str:
    """The text on one line, as Markdown that shows it and does nothing.

    >>> print(plain("*Not* [a link](x) <b>, see www.example.org"))
    \\*Not\\* \\[a link\\](x) &lt;b\\>, see `www.example.org`
    """
    tokens = []
    for word in _words(text):
        pieces = []
        for piece in _TAG_MARKS.split(word):
            pieces.append(_shown(piece))
        tokens.append("".join(pieces))
    return _not_opening(" ".join(tokens))


def link(label: str, address: str) -> str:
    """A link; where the address is not one of the web, its label alone.

    The words of a label stay words: no app makes a link within a link.
    """
    if not is_web(address):
        return plain(label)
    words = " ".join(_escaped(word) for word in _words(label))
    address = _ENDS_ADDRESS.sub(_percent, address)
    # An entity would be read as the character it names.
    address = _ENTITY.sub("&amp;", address)
    return f"[{words}]({address})"


def _words(text: str) -> list[str]:
    """The words of the text, with a sign for each character that cannot be seen."""
    visible = []
    for character in text:
        seen = character.isprintable() or character.isspace()
        visible.append(character if seen else "\ufffd")
    return "".join(visible).split()


def _shown(word: str) -> str:
    """The word as Markdown: an address as code, the marks around it outside."""
    if not _ADDRESS.search(word):
        return _escaped(word)
    rest = word.lstrip(_BEFORE)
    address = rest.rstrip(_AFTER)
    before = word[: len(word) - len(rest)]
    after = rest[len(address) :]
    return _escaped(before) + _code(address) + _escaped(after)


def _escaped(words: str) -> str:
    """The words with every character that could mean something made harmless."""
    references = _REFERENCE.sub(_reference, words)
    # The references have "#" in them, and their own must stay.
    return _BACKSLASH.sub(r"\\\1", references).replace("&\\#", "&#")


def _reference(found: re.Match) -> str:
    character = found[0]
    return _NAMES.get(character, f"&#{ord(character)};")


def _percent(found: re.Match) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _code(words: str) -> str:
    """The words as a code span; its fence is longer than any run of backticks in it."""
    if not words:
        return ""
    runs = [len(run) for run in _RUN_OF_BACKTICKS.findall(words)]
    fence = "`" * (1 + max(runs, default=0))
    space = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{space}{words}{space}{fence}"


def _not_opening(line: str) -> str:
    """The line, changed where its beginning would open a list or a definition."""
    opening = _OPENING.match(line)
    if opening is None:
        return line
    if opening["colon"]:
        return f"&#58;{line[1:]}"
    if opening["number"]:
        number = opening["number"]
        return f"{number}\\{line[len(number) :]}"
    return f"\\{line}"


def _links(reading: Reading, cell: str) -> str:
    """The sources of the cell as links."""
    links = []
    for source in parts(cell):
        row = reading.source(source)
        links.append(link(row.publisher, row.address))
    return "; ".join(links)


def _quote(words: str) -> str:
    return f"> {plain(words)}"


def _own(reading: Reading, table: str, row: Mapping) -> Iterator[str]:
    """The reader's own cells of the row, as lines of a list."""
    for column, cell in own_cells(reading, table, row).items():
        yield f"- {plain(capital(column.replace('_', ' ')))}: {plain(cell)}"


def _head(reading: Reading) -> Iterator[str]:
    """The title, what is known of the text, and the rights."""
    yield f"# {plain(reading.about['title'])}"
    lines = []
    for row in about_table(reading).itertuples(index=False, name=None):
        fact = Fact(*row)
        if fact.name in ("title", "rights"):
            continue
        line = f"- {plain(capital(fact.name))}: {plain(fact.value)}"
        if fact.known_from:
            line += f" ({plain(fact.known_from)})"
        lines.append(line)
    yield "\n".join(lines)
    yield plain(rights(reading))


def _events(reading: Reading) -> Iterator[str]:
    """Each event: its title, what is known of it as a list, and its words."""
    if len(reading.events):
        yield "## What happened, and when"
    when = dates(reading)
    for event in reading.events.sort_values("number").to_dict("records"):
        # Without the backslash the number would open a list.
        yield f"### {event['number']}\\. {plain(event['title'])}"
        lines = [
            f"- Kind: {plain(kind_of(event))}",
            _date(event, when[event["id"]]),
            *_record(reading, event),
        ]
        if event["note"]:
            lines.append(f"- Note: {plain(event['note'])}")
        lines += _own(reading, "events", event)
        who = plain(event["who_says_so"])
        lines.append(f"- Who says so: {who}, paragraph {event['paragraph']}")
        yield "\n".join(lines)
        yield _quote(event["quote"])


def _date(event: Mapping, when: str) -> str:
    line = f"- When, as the article says: {plain(when)}"
    basis = BASES.get(event["date_basis"])
    return f"{line} ({basis})" if basis else line


def _record(reading: Reading, event: Mapping) -> Iterator[str]:
    """The date of the public record, whether it agrees, and where it was seen."""
    if not event["record_when"]:
        return
    agreement = AGREEMENTS[event["agreement"]].words
    line = f"- On the record: {plain(event['record_when'])} (it {agreement})"
    links = _links(reading, event["record_source"])
    yield f"{line}: {links}" if links else line


def _quotations(reading: Reading) -> Iterator[str]:
    """Each quotation, under a line that says whose it is.

    The line keeps quotations apart: some parsers join quotes that follow one another.
    """
    if len(reading.quotations):
        yield "## Who is quoted or reported"
    table = quotations_table(reading)
    rows = reading.quotations.set_index("id").to_dict("index")
    for key, quotation in zip(table.index, table.to_dict("records")):
        form = quotation["form"] + draft_mark(rows[key])
        line = f"{plain(quotation['name'])} ({form})"
        if quotation["channel"]:
            line += f", {plain(quotation['channel'])}"
        yield f"{line}, paragraph {quotation['paragraph']}:"
        yield _quote(quotation["quote"])
        own = list(_own(reading, "quotations", rows[key]))
        if own:
            yield "\n".join(own)


def _notes(reading: Reading) -> Iterator[str]:
    """The notes in the margin, as a list in the order of the text."""
    lines = []
    rows = reading.notes.set_index("id").to_dict("index")
    for key in notes_table(reading).index:
        note = rows[key]
        kind = kind_of(note)
        where = f"{kind}, paragraph {note['paragraph']}, “{plain(note['quote'])}”"
        line = f"- {where}: {plain(note['note'])}"
        links = _links(reading, note["source"])
        if links:
            line += f" ({links})"
        for column, cell in own_cells(reading, "notes", note).items():
            line += f" {plain(capital(column))}: {plain(cell)}"
        lines.append(line)
    if lines:
        yield "## In the margin"
        yield "\n".join(lines)


def _sources(reading: Reading) -> Iterator[str]:
    """The pages of the public record, as a list of links."""
    lines = []
    for source in reading.sources.to_dict("records"):
        line = f"- {link(source['publisher'], source['address'])}"
        if source["title"]:
            line += f", {plain(source['title'])}"
        if source["seen_for"]:
            line += f". {plain(source['seen_for'])}"
        lines.append(line)
    if lines:
        yield "## Sources"
        yield "\n".join(lines)
