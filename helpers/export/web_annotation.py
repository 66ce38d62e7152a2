"""A reading as W3C Web Annotations: JSON-LD that annotation tools open, each row tied
to its words.

The Web Annotation Data Model (W3C Recommendation, 2017), with two things from
elsewhere: the text is named by its SHA-256 as RFC 6920 writes it (`ni:///sha-256;…`),
and that is the target's state; and each annotation carries its row whole in `row`, the
collection its `sources`: JSON literals of JSON-LD 1.1, which other tools pass over.
"""

import base64
import json
import uuid
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..article import Article, text_sha256
from ..close_reading.voices import voice_names
from ..reading import Reading, takes_reading
from ..vocabulary import AGREEMENTS, is_web, parts
from .typed import complete, typed
from .words import capital, dates, rights
from .written import Written, path_of, write_file

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Two terms, since a JSON-LD processor writes one term where two have the same address
# and type.
LITERALS = {
    "row": {
        "@id": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
        "@type": "@json",
    },
    "sources": {"@id": "http://purl.org/dc/elements/1.1/source", "@type": "@json"},
}
SHA256 = "ni:///sha-256;"
AROUND = 32  # code points of prefix and of suffix; more where the place needs them
MOST_AROUND = 1024


class Body(NamedTuple):
    """What an annotation says, and to what purpose, in the model's words."""

    purpose: str
    value: str


class Target(NamedTuple):
    """The stretch of the text that an annotation is about."""

    start: int
    end: int


@takes_reading
def write_web_annotations(
    reading: Reading, path: str | Path, overwrite: bool = False
) -> Written:
    """The file of annotations, once written: a row or a mention each.

    They are every event, quotation, note and mention of a person, in that order.

    An AnnotationCollection with one page. Motivations: describing (events), classifying
    (quotations, by their form), commenting (notes), identifying (mentions). The target
    has a TextQuoteSelector, a TextPositionSelector in code points and, as its state,
    the text it was made on. With a narrowed reading come the events that its own rest
    on. The same reading gives the same file.

    Raises ReadingError where the file exists and `overwrite` is not given, or where it
    cannot be written.
    """
    path = path_of(path)
    reading = complete(reading)
    items = list(annotations(reading))
    collection = {
        "@context": [CONTEXT, LITERALS],
        "id": _id(reading, "collection"),
        "type": "AnnotationCollection",
        "label": f"{reading.about['title'].rstrip('.')}. {rights(reading)}",
    }
    creator = reading.about.get("annotated_by")
    if creator:
        collection["creator"] = {"name": str(creator)}
    collection["total"] = len(items)
    collection["sources"] = typed(reading, "sources").to_dict("records")
    collection["first"] = {
        "id": _id(reading, "page"),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }
    text = json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
    write_file(path, text, overwrite, like=reading.folder)
    return Written(path, text, f"{len(items)} annotations", '"target"')


def annotations(reading: Reading) -> Iterator[dict]:
    """The annotations of the reading, as dicts that JSON can hold."""
    yield from _events(reading)
    yield from _quotations(reading)
    yield from _notes(reading)
    yield from _mentions(reading)


def _events(reading: Reading) -> Iterator[dict]:
    when = dates(reading)
    rows = reading.events.to_dict("records")
    for event, cells in zip(rows, typed(reading, "events").to_dict("records")):
        bodies = [
            Body("describing", event["title"]),
            Body("classifying", event["kind"]),
            Body("describing", _sentences(event, when[event["id"]])),
            Body("commenting", event["note"]),
        ]
        yield _annotation(
            reading,
            "describing",
            _named(reading, "events", cells),
            _target(event),
            _bodies(bodies) + _linking(reading, event["record_source"]),
        )


def _sentences(event: Mapping, when: str) -> str:
    """When the event was, who says so, and what the record adds."""
    said = f"{capital(when)}. Who says so: {event['who_says_so']}."
    if event["record_when"]:
        agreement = AGREEMENTS[event["agreement"]].words
        said += f" On the record: {event['record_when']} (it {agreement})."
    return said


def _quotations(reading: Reading) -> Iterator[dict]:
    speakers = voice_names(reading)
    rows = reading.quotations.to_dict("records")
    for quotation, cells in zip(rows, typed(reading, "quotations").to_dict("records")):
        speaker = quotation["speaker"]
        bodies = [
            Body("classifying", quotation["form"]),
            Body("identifying", speakers.get(speaker, speaker)),
        ]
        yield _annotation(
            reading,
            "classifying",
            _named(reading, "quotations", cells),
            _target(quotation),
            _bodies(bodies),
        )


def _notes(reading: Reading) -> Iterator[dict]:
    rows = reading.notes.to_dict("records")
    for note, cells in zip(rows, typed(reading, "notes").to_dict("records")):
        bodies = [Body("commenting", note["note"]), Body("classifying", note["kind"])]
        yield _annotation(
            reading,
            "commenting",
            _named(reading, "notes", cells),
            _target(note),
            _bodies(bodies) + _linking(reading, note["source"]),
        )


def _mentions(reading: Reading) -> Iterator[dict]:
    """An annotation for each mention, those of one person together."""
    mentions = dict(list(reading.mentions.groupby("person")))
    for cells in typed(reading, "people").to_dict("records"):
        if cells["id"] not in mentions:
            continue
        bodies = [
            Body("identifying", cells["name"]),
            Body("classifying", cells["kind"]),
            Body("describing", cells["description"]),
        ]
        for mention in mentions[cells["id"]].to_dict("records"):
            target = _target(mention)
            key = f"people/{cells['id']}/{target.start}"
            named = {
                "id": _id(reading, key),
                "row": {"table": "people", "cells": cells},
            }
            yield _annotation(reading, "identifying", named, target, _bodies(bodies))


def _named(reading: Reading, table: str, cells: dict) -> dict:
    """The parts of an annotation that say which row it is: its id, and its cells."""
    key = f"{table}/{cells['id']}"
    return {"id": _id(reading, key), "row": {"table": table, "cells": cells}}


def _target(row: Mapping) -> Target:
    return Target(int(row["start"]), int(row["end"]))


def _bodies(bodies: list[Body]) -> list[dict]:
    """The texts of an annotation as the model has them; empty ones are left out."""
    texts = []
    for body in bodies:
        if body.value:
            text = {"type": "TextualBody", "value": body.value}
            text |= {"format": "text/plain", "purpose": body.purpose}
            texts.append(text)
    return texts


def _linking(reading: Reading, cell: str) -> list[dict]:
    """The sources of the cell as bodies that link to their pages."""
    links = []
    for source in parts(cell):
        address = reading.source(source)["address"]
        link = {"type": "SpecificResource", "source": address, "purpose": "linking"}
        links.append(link)
    return links


def _annotation(
    reading: Reading,
    motivation: str,
    named: dict,
    target: Target,
    bodies: list[dict],
) -> dict:
    """The annotation, with its target as the words and as their position."""
    name = text_name(reading.article)
    address = str(reading.about.get("source_address", ""))
    position = {"type": "TextPositionSelector", **target._asdict()}
    words = quote_selector(reading.article.text, target.start, target.end)
    return {
        "id": named["id"],
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": {
            "source": address if is_web(address) else name,
            "state": name,
            "selector": [words, position],
        },
        "row": named["row"],
    }


@lru_cache(maxsize=4)
def text_name(article: Article) -> str:
    """The name of the text by its SHA-256, as RFC 6920 writes it.

    >>> text_name(Article("Hello World!"))
    'ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk'
    """
    digest = bytes.fromhex(text_sha256(article.text))
    return SHA256 + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def quote_selector(text: str, start: int, end: int) -> dict[str, str]:
    """The words with those before and after them: as many as make the place unique.

    Beyond `MOST_AROUND` on each side the position alone decides.
    """
    around = AROUND
    while True:
        first = max(0, start - around)
        last = min(len(text), end + around)
        words = text[first:last]
        again = text.find(words, text.find(words) + 1)
        is_whole = first == 0 and last == len(text)
        if again < 0 or is_whole or around >= MOST_AROUND:
            return {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[first:start],
                "suffix": text[end:last],
            }
        around *= 2


def _id(reading: Reading, key: str) -> str:
    """A name that is the same for the same row of the same text: a UUID of version 5
    (RFC 9562)."""
    name = f"{text_name(reading.article)}#{key}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn
