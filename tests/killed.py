"""Processes that write and are killed at random moments, and what stands in the files then, as a line of JSON.

Usage: python tests/killed.py plain|whole|folder|reading|keep TIMES FOLDER
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from helpers import check_reading, load_reading, reanchor
from helpers.drafting import reanchor_apply
from helpers.saving import Edit, keep, locked, rows_of, write_folder, write_whole

SIZE = 100_000
NAMES = ("a", "b")


def killed(write, most: float) -> None:
    """Let a process of its own write, and end it within the time, in seconds, from when it says that it begins."""
    heard, said = os.pipe()
    process = os.fork()
    if not process:
        try:
            write(lambda: os.write(said, b"!"))
        finally:
            os._exit(0)
    os.read(heard, 1)
    time.sleep(random.uniform(0, most))
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(heard)
    os.close(said)


def longest(write) -> float:
    """Somewhat more than the seconds that it takes to write once."""
    start = time.perf_counter()
    write()
    return 1.5 * (time.perf_counter() - start)


def rounds(times: int, found: Counter) -> Iterator[int]:
    """So many rounds, and more, up to fifty times as many, until one process was killed before it had written and one
    in the midst of it: where others use the machine, most are killed too late.
    """
    for n in range(50 * times):
        if n >= times and found["old"] and found["left over"]:
            return
        yield n


def files(folder: Path, times: int, write) -> Counter:
    """How often all the files were whole, old or new, and how often one was not, where a process writes new ones."""
    old, new = ({folder / name: mark * SIZE for name in NAMES} for mark in (b"o", b"n"))
    most = longest(lambda: write(old))
    found = Counter()
    for _ in rounds(times, found):
        write(old)
        killed(lambda begin: (begin(), write(new)), most)
        states = [
            (path.read_bytes() == new[path]) + 2 * (path.read_bytes() == old[path])
            for path in old
        ]
        found["torn" if 0 in states else "old" if set(states) == {2} else "new"] += 1
        found["left over"] += left_over(folder)
    write(old)
    found["left for good"] = left_over(folder)
    return found


def left_over(folder: Path) -> int:
    """How many files and folders a killed writer left there."""
    return len(list(folder.glob(".*.new"))) + len(list(folder.glob(".lock")))


def plain(contents: dict[Path, bytes]) -> None:
    """The way that is not safe, to show what the others are measured against."""
    for path, content in contents.items():
        path.write_bytes(content)


def folders(folder: Path, times: int) -> Counter:
    """How often the folder was not there, how often whole, and how often neither, where a process makes it."""
    made, contents = folder / "made", dict.fromkeys(NAMES, b"n" * SIZE)
    most = longest(lambda: write_folder(made, contents))
    found = Counter()
    for _ in rounds(times, found):
        shutil.rmtree(made, ignore_errors=True)
        killed(lambda begin: (begin(), write_folder(made, contents)), most)
        now = (
            {path.name: path.read_bytes() for path in made.iterdir()}
            if made.exists()
            else None
        )
        found["old" if now is None else "new" if now == contents else "torn"] += 1
        found["left over"] += left_over(folder)
    shutil.rmtree(made, ignore_errors=True)
    write_folder(made, contents)
    found["left for good"] = left_over(folder)
    return found


def reading(folder: Path, times: int) -> Counter:
    """How often a reading was the old one, the new one, or partly new and known for it, where its text is changed."""
    original = load_reading("kardashian-la-raids").folder
    copy = folder / "copy"
    shutil.copytree(original, copy)
    old = load_reading(copy)
    text = old.article.text.replace("granted her a full", "gave her a full")
    moves = reanchor(old, text)
    before = {path.name: path.read_bytes() for path in copy.iterdir()}

    def change(begin) -> None:
        def write_after_the_word(*given, **more) -> None:
            begin()
            write_folder(*given, **more)

        reanchor_apply.write_folder = write_after_the_word
        reanchor_apply.apply_reanchoring(old, text, moves)

    reanchor_apply.check_reading = lambda folder: (
        None
    )  # what it says is asked for below
    begun = []
    change(lambda: begun.append(time.perf_counter()))
    most = 1.5 * (time.perf_counter() - begun[0])
    after = {path.name: path.read_bytes() for path in copy.iterdir() if path.is_file()}
    found = Counter()
    for _ in rounds(times, found):
        shutil.rmtree(copy)
        shutil.copytree(original, copy)
        killed(change, most)
        now = {
            path.name: path.read_bytes()
            for path in copy.glob("[!.]*")
            if path.is_file()
        }
        backup = {path.name: path.read_bytes() for path in copy.glob("before-*/*")}
        if now in (before, after):
            state = "old" if now == before else "new"
        else:
            whole = now.keys() == before.keys() and all(
                now[name] in (before[name], after[name]) for name in now
            )
            told = (
                check_reading(copy)["problem"]
                .str.contains("that was cut off; copy all the files of before-")
                .any()
            )
            state = "between" if whole and told else "torn"
        found[state if state == "old" or backup == before else "no backup"] += 1
        found["left over"] += left_over(copy)
    with locked(copy):
        write_whole({copy / "events.csv": before["events.csv"]})
    found["left for good"] = left_over(copy)
    return found


def keeping(folder: Path, times: int) -> Counter:
    """How often a table was old or new, where a process keeps rows and says of each
    that it is kept, and how many rows were lost that were said to be kept."""
    original = load_reading("kardashian-la-raids").folder
    copy, log = folder / "copy", folder / "said"
    shutil.copytree(original, copy)
    reading = load_reading(copy)
    ids = list(reading.notes["id"])
    row = rows_of((copy / "notes.csv").read_bytes())[ids[0]]

    def write(begin, many: int) -> None:
        said = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        begin()
        for n in range(many):
            one = f"new-{time.monotonic_ns()}-{n}"
            keep(copy, [Edit("notes", one, None, {**row, "id": one})])
            os.write(said, f"{one}\n".encode())

    most = longest(lambda: write(lambda: None, 3))
    found = Counter()
    for _ in range(times):
        killed(lambda begin: write(begin, 50), most)
        found["left over"] += left_over(copy)
        kept = rows_of((copy / "notes.csv").read_bytes())
        told = log.read_text(encoding="utf-8").split()
        found["lost"] += sum(one not in kept for one in told)
        found["faulty"] += len(check_reading(copy))
        found["kills"] += 1
        now = (copy / "notes.csv").read_bytes()
        old = (original / "notes.csv").read_bytes()
        whole = now.startswith(old) and now.endswith(b"\n")
        found["torn"] += not whole
        if len(kept) > 200:
            shutil.rmtree(copy)
            shutil.copytree(original, copy)
            log.write_text("", encoding="utf-8")
    write(lambda: None, 1)
    found["left for good"] = left_over(copy)
    return found


def main(subject: str, times: str, folder: str) -> None:
    """Print what was found."""
    ways = {
        "plain": lambda *given: files(*given, plain),
        "whole": lambda *given: files(*given, write_whole),
        "folder": folders,
        "reading": reading,
        "keep": keeping,
    }
    print(json.dumps(ways[subject](Path(folder), int(times))))


if __name__ == "__main__":
    main(*sys.argv[1:])
