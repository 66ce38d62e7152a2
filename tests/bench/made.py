"""Texts and readings made for measuring: of any size, the same at every run."""

import csv
import hashlib
import random
from pathlib import Path

import measure  # noqa: F401 (puts the project on the path)

from helpers.dates import MONTHS
from helpers.reading import COLUMNS

KINDS = (
    "statement",
    "enforcement",
    "protest",
    "advocacy",
    "clemency",
    "legislation",
    "meeting",
    "study",
    "office",
)
TIMES = [
    "on Tuesday",
    "in May",
    "in 2018",
    "last year",
    "two weeks ago",
    "on June 7",
    "currently",
    "the following month",
]


def made_text(words: int) -> list[str]:
    """Words of a made language, some common and most rare."""
    dice = random.Random(7)
    known = [
        "".join(dice.choices("aeioubdfgklmnprst", k=dice.randint(2, 9)))
        for _ in range(8000)
    ]
    common = known[:60]
    return [
        dice.choice(common if dice.random() < 0.4 else known)
        + "." * (dice.random() < 0.05)
        for _ in range(words)
    ]


def news(characters: int) -> str:
    """So many characters of sentences of a made language; one in three tells a time, one in two names somebody."""
    dice, words = random.Random(3), iter(made_text(characters // 4))
    names = [
        f"{a.strip('.').title()} {b.strip('.').title()}"
        for a, b in zip(made_text(600)[::2], made_text(600)[1::2])
    ]
    paragraphs, long = [], 0
    while long < characters:
        told = []
        for _ in range(4):
            sentence = [next(words).strip(".") for _ in range(dice.randint(8, 24))]
            if dice.random() < 1 / 2:
                sentence.insert(1, dice.choice(names))
            if dice.random() < 1 / 3:
                sentence.append(dice.choice(TIMES))
            told.append("The " + " ".join(sentence))
        paragraphs.append(". ".join(told) + ".")
        long += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs)[:characters]


def make_reading(folder: Path, count: int, characters: int = 0) -> None:
    """Writes a reading with that many events over 36 years, five to a paragraph, and at least so many characters."""
    chance, text, rows = random.Random(7), [], []
    for n in range(count):
        year, month, day = (
            chance.randint(1990, 2025),
            chance.randint(1, 12),
            chance.randint(1, 28),
        )
        named = MONTHS[month - 1]
        date, told = chance.choice(
            [
                (f"{year}", f"in {year}"),
                (f"{year}-{month:02}", f"in {named} {year}"),
                (f"{year}-{month:02}-{day:02}", f"on {day} {named} {year}"),
                (f"/{year}", f"in {year}"),
                (f"{year}~", f"in {year}"),
            ]
        )
        quote = (
            f"Speaker {n} of the council said {told} that proposal {n} would be read"
        )
        text.append(f"{quote} before the committee met again.")
        row = {
            "id": f"event-{n}",
            "title": f"Speaker {n} reads proposal {n}",
            "kind": chance.choice(KINDS),
        }
        row |= {
            "people": f"person-{n % 20} as speaker",
            "date": date,
            "extent": "moment",
            "date_words": told,
        }
        rows.append(
            row | {"date_basis": "stated", "asserted_by": "narrator", "quote": quote}
        )
    people = [
        {
            "id": f"person-{n}",
            "name": f"Name {n}",
            "kind": "person",
            "names": f"Name{n}",
        }
        for n in range(20)
    ]
    paragraphs = [" ".join(text[n : n + 5]) for n in range(0, count, 5)]
    article = (
        "\n".join([*paragraphs, " ".join(person["names"] for person in people)]) + "\n"
    )
    if len(article) < characters:
        article += news(characters - len(article)) + "\n"
    folder.mkdir()
    (folder / "article.txt").write_text(article, encoding="utf-8", newline="")
    digest = hashlib.sha256(article.encode()).hexdigest()
    about = f'title = "Made"\npublished = "2025-12-31"\nsha256 = "{digest}"\n'
    (folder / "reading.toml").write_text(about, encoding="utf-8")
    for name, table in (("people", people), ("events", rows), ("sources", [])):
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[name])
            writer.writeheader()
            writer.writerows(table)
