"""What reading.toml says of a reading, and the rules it keeps."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

from ..article import Article, decode
from ..dates import parse_date
from ..errors import ReadingError, shown
from ..vocabulary import parts
from .csv_file import Problem, read_bytes
from .rules import unknown_ids

TEXTS = (
    "published_basis",
    "publisher",
    "source_address",
    "language",
    "rights",
    "annotated_by",
)  # of reading.toml


def read_settings(path: Path) -> dict:
    """What a TOML file says. Raises ReadingError where it cannot be read, with the line at fault."""
    text = decode(read_bytes(path), path.name).removeprefix("\ufeff")
    try:
        settings = tomllib.loads(text)
        str(
            settings
        )  # what nests too deep, or has too many digits, to be said again is refused here
    except tomllib.TOMLDecodeError as error:
        why = str(error)[:1].lower() + str(error)[1:]
        raise ReadingError(
            f"{path.name}: no TOML ({why}); put every text in straight quotation marks."
        ) from error
    except (RecursionError, ValueError) as error:
        why = (
            "it nests too deep"
            if isinstance(error, RecursionError)
            else "a number has too many digits"
        )
        raise ReadingError(
            f"{path.name}: TOML that no reading is written in; {why}."
        ) from None
    return settings


def settings_problems(
    about: dict, article: Article, ids: dict[str, set[str]], folder: Path
) -> Iterator[Problem]:
    """The faults of reading.toml, given the ids of the tables that could be read."""

    def problem(key: str, why: str) -> Problem:
        return Problem("reading.toml", None, key, shown(about.get(key, "")), why)

    digest = hashlib.sha256(article.text.encode()).hexdigest()
    texts = {}
    for key in ("title", "published", "sha256"):
        value = about.get(key, "")
        if isinstance(value, str) and value.strip():
            texts[key] = value
        else:
            what = (
                "it is missing"
                if isinstance(value, str)
                else f"{shown(value)} is no text"
            )
            text = digest if key == "sha256" else "…"
            yield problem(
                key,
                f'{what}; write {key} = "{text}" with its text in straight quotation marks.',
            )
    for key in TEXTS:
        if not isinstance(about.get(key, ""), str):
            yield problem(
                key,
                f'{shown(about[key])} is no text; write {key} = "…" with straight quotation marks.',
            )
    dates = {"published": texts["published"]} if "published" in texts else {}
    periods = about.get("periods", {})
    if not isinstance(periods, dict):
        yield problem(
            "periods",
            "it is no list of periods; write [periods] and under it a line for each.",
        )
        periods = {}
    for name, period in periods.items():
        both = (
            [period.get(key) for key in ("date", "source")]
            if isinstance(period, dict)
            else [None]
        )
        if not all(isinstance(text, str) for text in both) or not both[0].strip():
            yield problem(
                "periods",
                f'"{shown(name)}" needs both, as in {{date = "2017/2021", source = "…"}}.',
            )
            continue
        dates[f"periods.{name}"] = both[0]
        for why in unknown_ids(parts(both[1]), "sources", ids):
            yield problem("periods", f"{name}: {why}")
    for key, text in dates.items():
        try:
            parse_date(text)
        except ReadingError as error:
            yield problem(key, str(error))
    if texts.get("sha256", digest) != digest:
        why = "article.txt is not the text that was annotated; bring the old text back, or, where the change is wanted,"
        why += f' see every quote checked anew and write sha256 = "{digest}".'
        if (backup := backup_of(folder, str(about["sha256"]))).is_dir():
            why = f"the article was being changed, and that was cut off; copy all the files of {shown(backup.name)}"
            why += f" back into {shown(folder.name)}, delete that folder, and make the change anew."
        yield problem("sha256", why)
    paragraphs = about.get("paragraphs", {})
    for kind, numbers in (
        paragraphs.items() if isinstance(paragraphs, dict) else [("paragraphs", None)]
    ):
        known = range(1, len(article.paragraphs) + 1)
        if not isinstance(numbers, list) or not all(
            type(n) is int and n in known for n in numbers
        ):
            why = f"{shown(kind)} is no list of paragraphs from 1 to {len(article.paragraphs)}; write it as in [3, 4]."
            yield problem("paragraphs", why)
    events = about.get("published_from", [])
    if not isinstance(events, list):
        yield problem(
            "published_from", 'it is no list of events; write it as in ["statement"].'
        )
        events = []
    for why in unknown_ids(map(str, events), "events", ids):
        yield problem("published_from", why)


def backup_of(folder: Path, digest: str) -> Path:
    """Where the files of a reading stand while its text, which has this SHA-256, is changed, and afterwards."""
    return folder / f"before-{digest[:8]}"
