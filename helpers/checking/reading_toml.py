"""What reading.toml says about a reading, and the rules it keeps."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from .. import date_words
from ..article import Article, decode, text_sha256
from ..errors import ReadingError, shown
from ..vocabulary import parts
from .csv_file import Problem
from .rules import Known, unknown_ids

FILE = "reading.toml"
REQUIRED = ("title", "published", "sha256")
TEXTS = (
    "published_basis",
    "publisher",
    "source_address",
    "language",
    "rights",
    "annotated_by",
)


def read_toml(content: bytes) -> dict:
    """What a TOML file says. Raises ReadingError where it cannot be read."""
    text = decode(content, FILE).removeprefix("\ufeff")
    try:
        about = tomllib.loads(text)
        str(about)  # what nests too deep, or has too many digits, fails here
    except tomllib.TOMLDecodeError as error:
        why = str(error)[:1].lower() + str(error)[1:]
        raise ReadingError(
            f"{FILE}: this is not TOML ({why}); put every text in straight quotation"
            " marks."
        ) from error
    except RecursionError:
        raise ReadingError(f"{FILE}: it nests too deep; write it flat.") from None
    except ValueError:
        raise ReadingError(
            f"{FILE}: a number has too many digits; write it as a text."
        ) from None
    return about


def toml_problems(
    about: Mapping, article: Article, known: Known, folder: Path
) -> Iterator[Problem]:
    """Every fault of reading.toml, given the ids of the tables that could be read."""
    digest = text_sha256(article.text)
    yield from _text_problems(about, digest)
    yield from _date_problems(about)
    yield from _period_problems(about, known)
    yield from _digest_problems(about, digest, folder)
    yield from _paragraph_problems(about, article)
    yield from _list_problems(about, known)


def _problem(about: Mapping, key: str, why: str) -> Problem:
    return Problem(FILE, None, key, shown(about.get(key, "")), why)


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text_problems(about: Mapping, digest: str) -> Iterator[Problem]:
    for key in REQUIRED:
        value = about.get(key, "")
        if _is_filled(value):
            continue
        what = "it is missing"
        if not isinstance(value, str):
            what = f"{shown(value)} is not text"
        text = digest if key == "sha256" else "…"
        why = (
            f'{what}; write {key} = "{text}" with its text in straight quotation marks.'
        )
        yield _problem(about, key, why)
    for key in TEXTS:
        value = about.get(key, "")
        if not isinstance(value, str):
            why = (
                f'{shown(value)} is not text; write {key} = "…" with straight quotation'
                " marks."
            )
            yield _problem(about, key, why)


def _date_problems(about: Mapping) -> Iterator[Problem]:
    if _is_filled(about.get("published")):
        yield from _date_problem(about, "published", about["published"])


def _date_problem(about: Mapping, key: str, text: str) -> Iterator[Problem]:
    fault = date_words.date_fault(text)
    if fault:
        yield _problem(about, key, fault)


def _period_problems(about: Mapping, known: Known) -> Iterator[Problem]:
    periods = about.get("periods", {})
    if not isinstance(periods, dict):
        why = (
            "it is not a list of periods; write [periods] and under it a line for each."
        )
        yield _problem(about, "periods", why)
        return
    for name, period in periods.items():
        date = period.get("date") if isinstance(period, dict) else None
        source = period.get("source") if isinstance(period, dict) else None
        if not _is_filled(date) or not isinstance(source, str):
            why = (
                f'"{shown(name)}" needs both, as in'
                ' {date = "2017/2021", source = "…"}.'
            )
            yield _problem(about, "periods", why)
            continue
        yield from _date_problem(about, f"periods.{name}", date)
        for why in unknown_ids(parts(source), "sources", known):
            yield _problem(about, "periods", f"{name}: {why}")


def _digest_problems(about: Mapping, digest: str, folder: Path) -> Iterator[Problem]:
    told = about.get("sha256")
    if not _is_filled(told) or told == digest:
        return
    backup = backup_of(folder, told)
    if backup.is_dir():
        why = (
            "the article was being changed, and that was cut off; copy all the files"
            f" of {shown(backup.name)} back into {shown(folder.name)}, delete that"
            " folder, and make the change again."
        )
    else:
        why = (
            "article.txt is not the text that was annotated; bring the old text back,"
            " or, where the change is wanted, check every quote again and write"
            f' sha256 = "{digest}".'
        )
    yield _problem(about, "sha256", why)


def _paragraph_problems(about: Mapping, article: Article) -> Iterator[Problem]:
    paragraphs = about.get("paragraphs", {})
    if not isinstance(paragraphs, dict):
        paragraphs = {"paragraphs": None}
    last = len(article.paragraphs)
    for kind, numbers in paragraphs.items():
        sound = isinstance(numbers, list) and all(
            type(number) is int and 1 <= number <= last for number in numbers
        )
        if not sound:
            why = (
                f"{shown(kind)} is not a list of paragraphs from 1 to {last}; write it"
                " as in [3, 4]."
            )
            yield _problem(about, "paragraphs", why)


def _list_problems(about: Mapping, known: Known) -> Iterator[Problem]:
    events = about.get("published_from", [])
    if isinstance(events, list):
        for why in unknown_ids(map(str, events), "events", known):
            yield _problem(about, "published_from", why)
    else:
        why = 'it is not a list of events; write it as in ["statement"].'
        yield _problem(about, "published_from", why)
    kinds = about.get("kinds", [])
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        why = 'it is not a list of kinds of event; write it as in ["trial"].'
        yield _problem(about, "kinds", why)


def backup_of(folder: Path, digest: str) -> Path:
    """Where a reading's files are kept while its text, with this SHA-256, is changed
    and afterwards."""
    return folder / f"before-{digest[:8]}"
