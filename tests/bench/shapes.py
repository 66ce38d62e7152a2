"""How time and memory grow where a text or a reading repeats itself: no reader of the module may be quadratic in it.

    python tests/bench/shapes.py [READER...]

Each public reader is given ten shapes of repetition, at one size and at four times that size. A figure is the worst of
its ten ratios, of seconds of the processor or of the most memory held at once; linear work gives 4, quadratic 16.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from measure import Figure, megabytes, report

import helpers
from helpers import (
    Article,
    QuoteError,
    ReadingError,
    check_reading,
    draft_reading,
    find_dates,
    find_names,
    find_quotations,
    load_reading,
    plot_timeline,
    read_tables,
    read_web_annotations,
    reanchor,
    show_article,
    show_margin,
)
from helpers.reading import Reading

LETTERS = 6_000  # of the smaller text
TIMES = 4
MOST = "at most 6"
SHORT = 0.02  # seconds; what takes less is counted as if it took so long
SMALL = 0.5  # megabytes, likewise
PUBLISHED = "2025-06-10"


def numbered(sentence: str) -> Callable[[int], str]:
    """Text of at least so many letters: the sentence with a number in it, counted on."""

    def made(letters: int) -> str:
        count = letters // len(sentence.format("1000"))
        return "".join(sentence.format(n) for n in range(1000, 1000 + count))

    return made


def repeated(words: str) -> Callable[[int], str]:
    """Text of at least so many letters: the same words again and again."""
    return lambda letters: words * (letters // len(words))


SHAPES = {
    "one sentence in one line": repeated(
        "On Tuesday Ann Lee opened the mill in Leeds. "
    ),
    "one sentence a paragraph": repeated(
        "On Tuesday Ann Lee opened the mill in Leeds.\n"
    ),
    "one event a paragraph": numbered("In 2018 Ann Lee opened mill {} in Leeds.\n"),
    "one word": repeated("mill "),
    "one long word": repeated("mill"),
    "one quotation in one line": repeated("“We have to act now,” Ann Lee said. "),
    "many speakers": numbered("“We have to act on {0},” Ann Lee-{0} said.\n"),
    "marks never closed": repeated("“Act, she said. "),
    "names and titles": repeated("Mr. Ann Lee, Gov. Bo Ray, "),
    "dates alone": repeated("May 2018, 2019, on Tuesday, "),
}


class Case(NamedTuple):
    """A shape at a size: its text, and the reading that a draft of it is."""

    text: str
    folder: Path
    reading: Reading


def case(shape: str, letters: int, into: Path) -> Case:
    text = "The mill\n" + SHAPES[shape](letters) + "\n"
    folder = draft_reading(
        text=text, published=PUBLISHED, name="made", into=into
    ).folder
    return Case(text, folder, load_reading(folder))


def draft(one: Case) -> None:
    with tempfile.TemporaryDirectory() as into:
        draft_reading(text=one.text, published=PUBLISHED, name="made", into=into)


def article(one: Case) -> None:
    made = Article(one.text)
    len(made.paragraphs), len(made.sentences)


def missing_quote(one: Case) -> None:
    try:
        Article(one.text).find(one.text[:2_000].replace("\n", " ") + " and not there")
    except QuoteError:
        return
    raise AssertionError("it was found")


def doubtful_quote(one: Case) -> None:
    words = one.text[10:40].partition("\n")[0]
    try:
        Article(one.text).find(words)
    except QuoteError:
        return


def mentions(one: Case) -> None:
    names = {name: {None: name} for name in ("Ann Lee", "Ann", "Lee", "Bo Ray", "mill")}
    names |= {f"Lee-{n}": {None: n} for n in range(1000, 1000 + len(one.text) // 40)}
    Article(one.text).mentions(names)


def faults(one: Case) -> None:
    """A fault in every row: its quote is not there."""
    copy = one.folder / "faulty"
    if not copy.exists():
        copy.mkdir()
        for path in one.folder.glob("*.*"):
            content = path.read_bytes()
            if path.name == "events.csv":
                content = content.replace(b" mill ", b" kiln ").replace(b"In ", b"Of ")
            (copy / path.name).write_bytes(content)
    check_reading(copy)


def edited(one: Case) -> None:
    text = one.text.replace("mill", "old mill", 3)
    half = len(text) // 2
    reanchor(one.reading, text[:half] + " A new word. " + text[half:])


def filters(one: Case) -> None:
    one.reading.where(words="opened", years=(2010, 2020))


TABLES = [
    name for name in helpers.__all__ if name.endswith("_table") and name != "show_table"
]
EXPORTS = [name for name in helpers.__all__ if name.startswith("write_")]


def table(name: str) -> Callable[[Case], None]:
    return lambda one: getattr(helpers, name)(one.reading)._repr_html_()


def export(name: str, **more) -> Callable[[Case], None]:
    def written(one: Case) -> None:
        # Of a reading without a date there is no timeline, as the error says.
        with suppress(ReadingError), tempfile.TemporaryDirectory() as into:
            getattr(helpers, name)(one.reading, Path(into) / "made", **more)

    return written


def back(name: str, read: Callable) -> Callable[[Case], None]:
    """Reads what the export of that name wrote beside the reading."""

    def again(one: Case) -> None:
        path = one.folder / name
        if not path.exists():
            getattr(helpers, name)(one.reading, path)
        read(path, one)

    return again


READERS: dict[str, Callable[[Case], object]] = {
    "Article": article,
    "Article.find, not there": missing_quote,
    "Article.find, often there": doubtful_quote,
    "Article.mentions": mentions,
    "find_dates": lambda one: find_dates(one.text, PUBLISHED),
    "find_names": lambda one: find_names(one.text),
    "find_quotations": lambda one: find_quotations(one.text),
    "draft_reading": draft,
    "load_reading": lambda one: load_reading(one.folder),
    "check_reading, all rows at fault": faults,
    "reanchor": edited,
    "Reading.where": filters,
    "people_and_events": table("people_and_events"),
    **{name: table(name) for name in TABLES},
    "show_article": lambda one: show_article(one.reading)._repr_html_(),
    "show_margin": lambda one: show_margin(one.reading)._repr_html_(),
    "plot_timeline": lambda one: plot_timeline(one.reading)._repr_html_(),
    **{name: export(name) for name in EXPORTS},
    "write_tables, excel": export("write_tables", excel=True),
    "read_tables": back("write_tables", lambda path, one: read_tables(path)),
    "read_web_annotations": back(
        "write_web_annotations",
        lambda path, one: read_web_annotations(path, one.reading),
    ),
}


# These write what they read the first time that they are called.
PREPARED = ("check_reading, all rows at fault", "read_tables", "read_web_annotations")


def processor(call: Callable[[], object]) -> float:
    """Seconds of the processor: the least of three calls, of fewer where they take long."""
    least = None
    for _ in range(3):
        start = time.process_time()
        call()
        took = time.process_time() - start
        least = took if least is None else min(least, took)
        if took > 2:
            break
    return least


class Growth(NamedTuple):
    """How much more four times the text takes."""

    reader: str
    shape: str
    time: float
    memory: float


def growths(readers: list[str]) -> Iterator[Growth]:
    for shape in SHAPES:
        with tempfile.TemporaryDirectory() as folder:
            cases = []
            for times in (1, TIMES):
                into = Path(folder) / str(times)
                into.mkdir()
                cases.append(case(shape, LETTERS * times, into))
            for name in readers:
                calls = [partial(READERS[name], one) for one in cases]
                if name in PREPARED:
                    calls[0](), calls[1]()
                seconds = [max(SHORT, processor(call)) for call in calls]
                held = [max(SMALL, megabytes(call)) for call in calls]
                took, holds = seconds[1] / seconds[0], held[1] / held[0]
                print(
                    f"  {shape}, {name}: {seconds[1]:.2f} s, {took:.1f};"
                    f" {held[1]:.1f} MB, {holds:.1f}",
                    flush=True,
                )
                yield Growth(name, shape, took, holds)


def measured(readers: list[str] | None = None) -> list[Figure]:
    """For each reader the worst growth of its ten shapes, and each growth that is too much."""
    found = list(growths(readers or list(READERS)))
    figures = []
    for name in readers or READERS:
        of_reader = [one for one in found if one.reader == name]
        for what in ("time", "memory"):
            worst = max(of_reader, key=lambda one: getattr(one, what))
            said = f"{name}, four times the text: {what} ({worst.shape})"
            figures.append(Figure(said, getattr(worst, what), MOST))
    return figures


if __name__ == "__main__":
    sys.exit(report(measured(sys.argv[1:] or None), "bench-shapes.json"))
