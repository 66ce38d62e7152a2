"""Two processes that write into one reading at the same moment, and what was told and lost, as a line of JSON.

Usage: python tests/two_writers.py ROUNDS FOLDER
"""

import json
import os
import random
import shutil
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from helpers import (
    ReadingError,
    apply_reanchoring,
    load_reading,
    reanchor,
    write_tables,
)
from helpers.saving import rows_of

OLD, NEW = "granted her a full", "gave her a full"
EVENT, TITLE = "pardon", "A title that the other writer gave"


def told(write) -> bool:
    """Whether the writer was told that it cannot write."""
    try:
        write()
    except ReadingError:
        return True
    return False


def one_round(copy: Path, found: Counter) -> None:
    """Both write at once; count who was told, and what is lost of those who were not."""
    reading = load_reading(copy)
    text = reading.article.text.replace(OLD, NEW)
    moves = reanchor(reading, text)
    titles = reading.events["title"].where(reading.events["id"] != EVENT, TITLE)
    other = replace(reading, events=reading.events.assign(title=titles))
    begin = time.monotonic() + 0.05
    child = os.fork()
    if not child:
        time.sleep(max(0, begin - time.monotonic()) + random.uniform(0, 0.1))
        was_told = told(lambda: apply_reanchoring(reading, text, moves))
        os._exit(10 + was_told)
    time.sleep(max(0, begin - time.monotonic()) + random.uniform(0, 0.02))
    tables_told = told(lambda: write_tables(other, copy, overwrite=True))
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    found["failed"] += ended not in (10, 11)
    text_told = ended == 11
    event = rows_of((copy / "events.csv").read_bytes())[EVENT]
    article = (copy / "article.txt").read_bytes().decode()
    found["lost"] += not text_told and not (NEW in event["quote"] and NEW in article)
    found["lost"] += not tables_told and event["title"] != TITLE
    found["one told"] += text_told != tables_told
    found["both told"] += text_told and tables_told
    found["none told"] += not (text_told or tables_told)
    found["rounds"] += 1
    left = [*copy.glob(".lock"), *copy.glob(".*.new")]
    found["left over"] += len(left)


def main(rounds: str, folder: str) -> None:
    """Print what was found."""
    original = load_reading("kardashian-la-raids").folder
    copy = Path(folder) / "copy"
    found = Counter()
    for _ in range(int(rounds)):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(original, copy)
        one_round(copy, found)
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
