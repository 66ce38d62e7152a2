"""A reading as W3C Web Annotations: JSON-LD that annotation tools open, each row tied to its words.

The Web Annotation Data Model (W3C Recommendation, 2017), with two things from elsewhere: the text is named by its
SHA-256 as RFC 6920 writes it (`ni:///sha-256;…`), and that is the target's state; and each annotation carries its row
whole in `row`, the collection its `sources`: JSON literals of JSON-LD 1.1, which other tools pass over.
"""

import base64
import hashlib
import json
import uuid
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ..article import Article
from ..close_reading.voices import voice_names
from ..reading import Reading
from ..timeline import describe_timeline
from ..vocabulary import parts
from .typed import is_web, rights, typed
from .written import Written, write_file

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
LITERALS = {  # two terms, since a JSON-LD processor writes one term where two have the same address and type
    "row": {
        "@id": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
        "@type": "@json",
    },
    "sources": {"@id": "http://purl.org/dc/elements/1.1/source", "@type": "@json"},
}
AROUND = 32  # code points of prefix and of suffix, or as many more as make the place the only one


def write_web_annotations(
    reading: Reading, path: str | Path, overwrite: bool = False
) -> Written:
    """The file of annotations, once written: every event, quotation, note and naming of a person, in that order.

    An AnnotationCollection with one page. Motivations: describing (events), classifying (quotations, by their form),
    commenting (notes), identifying (mentions). The target has a TextQuoteSelector, a TextPositionSelector in code
    points and, as its state, the text it was made on. The same reading gives the same file.

    Raises ReadingError where the file exists and `overwrite` is not given, or where it cannot be written.
    """
    items = list(annotations(reading))
    collection = {
        "@context": [CONTEXT, LITERALS],
        "id": _id(reading, "collection"),
        "type": "AnnotationCollection",
        "label": f"{reading.about['title'].rstrip('.')}. {rights(reading)}",
        **(
            {"creator": {"name": str(by)}}
            if (by := reading.about.get("annotated_by"))
            else {}
        ),
        "total": len(items),
        "sources": typed(reading, "sources").to_dict("records"),
        "first": {
            "id": _id(reading, "page"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    text = json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
    return Written(
        write_file(path, text, overwrite), text, f"{len(items)} annotations", '"target"'
    )


def annotations(reading: Reading) -> Iterator[dict]:
    """The annotations of the reading, as dicts that JSON can hold."""
    sentences = dict(
        zip(
            reading.events.sort_values("number")["id"],
            describe_timeline(reading.events),
        )
    )
    speakers = voice_names(reading)
    people = typed(reading, "people").set_index("id", drop=False)
    for event, cells in _rows(reading, "events"):
        said = sentences[event.id].split(". ", 1)[1]
        bodies = [
            ("describing", event.title),
            ("classifying", event.kind),
            ("describing", said),
        ]
        bodies += [("commenting", event.note)]
        yield _annotation(
            reading,
            "describing",
            "events",
            event.id,
            cells,
            event,
            bodies,
            event.record_source,
        )
    for quotation, cells in _rows(reading, "quotations"):
        bodies = [
            ("classifying", quotation.form),
            ("identifying", speakers.get(quotation.speaker, quotation.speaker)),
        ]
        yield _annotation(
            reading, "classifying", "quotations", quotation.id, cells, quotation, bodies
        )
    for note, cells in _rows(reading, "notes"):
        bodies = [("commenting", note.note), ("classifying", note.kind)]
        yield _annotation(
            reading, "commenting", "notes", note.id, cells, note, bodies, note.source
        )
    order = {person: n for n, person in enumerate(reading.people["id"])}
    for mention in reading.mentions.sort_values(
        "person", key=lambda ids: ids.map(order), kind="stable"
    ).itertuples():
        cells = people.loc[mention.person].to_dict()
        bodies = [
            ("identifying", cells["name"]),
            ("classifying", cells["kind"]),
            ("describing", cells["description"]),
        ]
        key = f"{mention.person}/{mention.start}"
        yield _annotation(reading, "identifying", "people", key, cells, mention, bodies)


def _rows(reading: Reading, table: str) -> Iterator[tuple]:
    """Each row of the table with its place, and its cells as typed."""
    return zip(
        getattr(reading, table).itertuples(), typed(reading, table).to_dict("records")
    )


def _annotation(
    reading: Reading,
    motivation: str,
    table: str,
    key: str,
    cells: dict,
    place,
    said: list[tuple[str, str]],
    cell="",
) -> dict:
    addresses = dict(zip(reading.sources["id"], reading.sources["address"]))
    address = str(reading.about.get("source_address", ""))
    bodies = [
        {
            "type": "TextualBody",
            "value": value,
            "format": "text/plain",
            "purpose": purpose,
        }
        for purpose, value in said
        if value
    ]
    bodies += [
        {"type": "SpecificResource", "source": addresses[source], "purpose": "linking"}
        for source in parts(cell)
    ]
    return {
        "id": _id(reading, f"{table}/{key}"),
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": {
            "source": address if is_web(address) else text_name(reading.article),
            "state": text_name(reading.article),
            "selector": [
                quote_selector(reading.article.text, place.start, place.end),
                {
                    "type": "TextPositionSelector",
                    "start": int(place.start),
                    "end": int(place.end),
                },
            ],
        },
        "row": {"table": table, "cells": cells},
    }


@lru_cache(maxsize=4)
def text_name(article: Article) -> str:
    """The name of the text by its SHA-256, as RFC 6920 writes it.

    >>> text_name(Article("Hello World!"))
    'ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk'
    """
    digest = hashlib.sha256(article.text.encode()).digest()
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def quote_selector(text: str, start: int, end: int) -> dict[str, str]:
    """The words with those before and after them, as many as are needed to stand in the text once."""
    around = AROUND
    while True:
        first, last = max(0, start - around), min(len(text), end + around)
        words = text[first:last]
        once = text.find(words, text.find(words) + 1) < 0
        if once or (first == 0 and last == len(text)):
            found = {"type": "TextQuoteSelector", "exact": text[start:end]}
            return found | {"prefix": text[first:start], "suffix": text[end:last]}
        around *= 2


def _id(reading: Reading, key: str) -> str:
    """A name that is the same for the same row of the same text: a UUID of version 5 (RFC 9562)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{text_name(reading.article)}#{key}").urn
