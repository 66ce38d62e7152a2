"""An article was edited: its new text in the place of the old, with those proposals that a reader has confirmed."""

import csv
import hashlib
import io
import re
import shutil
from pathlib import Path

import pandas as pd

from ..anchor import fold
from ..article import Article
from ..checking.csv_file import read_bytes
from ..checking.reading_toml import backup_of
from ..errors import QuoteError, ReadingError, shown
from ..reading import Reading, check_reading
from ..saving import write_folder, write_whole
from ..vocabulary import parts
from .reanchor_find import COLUMNS, TABLES, article_of


def apply_reanchoring(
    reading: Reading, new_text: str, confirmed: pd.DataFrame
) -> pd.DataFrame:
    """Put the new text in the place of the old, with those rows of `reanchor` that you confirm.

    `confirmed` is some or all of its rows; a `proposal` may have been mended, or written where the quote was lost.
    What is not confirmed stays as it is. The new files are written together or not at all, and the old ones stay in a
    folder within the reading's, `before-` and the first digits of the old text's SHA-256, until you delete it. Where
    the computer stops in between, `load_reading` says so, and names that folder.

    Returns what is left to mend, as `check_reading` does.

    Raises ReadingError, with every fault, where a proposal does not stand in the new text, where the files have changed
    since the reading was loaded, where there is a folder of that name, or where they cannot be written; then nothing is
    changed.
    """
    article, folder = article_of(new_text), reading.folder
    if missing := [column for column in COLUMNS if column not in confirmed]:
        raise ReadingError(
            f"the confirmed rows lack the column {missing[0]}; take them from what reanchor gave."
        )
    paths = [
        path
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".")
    ]
    before = {path.name: read_bytes(path) for path in paths}
    if before.get("article.txt") != reading.article.text.encode():
        raise ReadingError(
            "article.txt has changed since the reading was loaded; load it again and run reanchor anew."
        )
    files = {"article.txt": new_text.encode()}
    problems: list[str] = []
    for name in (*TABLES, "people"):
        rows = confirmed[confirmed["table"] == name]
        if len(rows):
            files[f"{name}.csv"] = _edited(
                name, before[f"{name}.csv"], rows, article, problems
            )
    rows = confirmed[confirmed["table"] == "reading"]
    files["reading.toml"] = _edited_settings(
        before["reading.toml"], rows, reading, article, problems
    )
    if problems:
        raise ReadingError(*problems)
    if any(before[name] != content for name, content in files.items()):
        _exchange(folder, before, files)
    return check_reading(folder)


def _exchange(folder: Path, before: dict[str, bytes], files: dict[str, bytes]) -> None:
    """Write the files, once the old ones stand in the folder's backup.

    As nobody can make the same backup twice, two notebooks never change one text at once. As article.txt is written
    first and reading.toml, with its digest, last, a change that was cut off in between shows when it is loaded.
    """
    backup = backup_of(folder, hashlib.sha256(before["article.txt"]).hexdigest())
    if backup.exists():
        why = "it holds the files from before another change of this same text; move it elsewhere"
        raise ReadingError(
            f"{backup.name}: {why}, load the reading again and run reanchor anew."
        )
    write_folder(backup, before)
    try:
        write_whole({folder / name: content for name, content in files.items()})
    except BaseException:
        if all(read_bytes(folder / name) == before[name] for name in files):
            shutil.rmtree(backup, ignore_errors=True)
        raise


def _edited(
    name: str,
    content: bytes,
    confirmed: pd.DataFrame,
    article: Article,
    problems: list[str],
) -> bytes:
    """The table with what is confirmed; every other cell, and the way its lines end, as they were."""
    text = content.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    rows = list(csv.reader(io.StringIO(text.removeprefix(mark), newline="")))
    head = [cell.strip() for cell in rows[0]]
    for change in confirmed.itertuples():
        proposal = str(change.proposal).strip() if pd.notna(change.proposal) else ""
        cells = rows[change.row - 1] if change.row <= len(rows) else []
        cell = dict(zip(head, cells))
        stood = cell.get("quote", "").strip() == change.quote or change.quote in map(
            str.strip, cell.get("names", "").split(";")
        )
        if cell.get("id", "").strip() != change.id or not stood:
            problems.append(
                f"{name}.csv row {change.row}: it has changed since; load the reading again."
            )
        elif name == "people" and proposal:
            names = [
                proposal if one == change.quote else one for one in parts(cell["names"])
            ]
            cells[head.index("names")] = "; ".join(names)
        elif proposal:
            try:
                number, alone = _place(proposal, change.paragraph, article)
            except QuoteError as error:
                problems.append(f"{name}.csv row {change.row}: {error}")
                continue
            if fold(proposal) != fold(change.quote):
                cells[head.index("quote")] = proposal
            if cell["paragraph"].strip() or not alone:
                cells[head.index("paragraph")] = str(number)
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n" if "\r\n" in text else "\n").writerows(rows)
    return (mark + file.getvalue()).encode()


def _place(quote: str, paragraph: int | None, article: Article) -> tuple[int, bool]:
    """The paragraph with the quote, and whether it stands in no other. Raises QuoteError where no one place is told."""
    try:
        return article.paragraph_at(article.find(quote).start).number, True
    except QuoteError:
        if pd.isna(paragraph):
            raise
    return article.paragraph_at(article.find(quote, int(paragraph)).start).number, False


def _edited_settings(
    content: bytes,
    confirmed: pd.DataFrame,
    reading: Reading,
    article: Article,
    problems: list[str],
) -> bytes:
    """reading.toml with the new text's digest and the numbers of paragraphs that are confirmed."""
    text = content.decode()
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    text = text.replace(reading.about["sha256"], digest)
    confirmed = confirmed.reset_index(drop=True)
    for kind, rows in confirmed[confirmed["proposal"] != ""].groupby("id"):
        now = dict(zip(rows["quote"].str[1:], rows["proposal"].str[1:]))
        numbers = [now.get(str(n), str(n)) for n in reading.about["paragraphs"][kind]]
        line = re.compile(rf"^({re.escape(kind)}\s*=\s*)\[[^\]]*\]", re.MULTILINE)
        text, changed = line.subn(rf"\g<1>[{', '.join(numbers)}]", text, count=1)
        if not changed:
            problems.append(
                f"reading.toml: {shown(kind)} is not a list on a line of its own; write it so."
            )
    return text.encode()
