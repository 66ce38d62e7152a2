"""Measure: ratios to a floor that is measured in the same run, as a table and as build/bench.json.

Usage: python tests/bench/run.py
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import edtf
import nbformat

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from helpers import Article, parse_date  # noqa: E402

FIRST = ROOT / "notebooks" / "1-read-the-article.ipynb"
FLOOR = "import pandas, matplotlib.pyplot, ipywidgets"
DATES = ["2018", "2018-06", "2018-06-06", "2025-06-10~", "2018/2020", "2019~/2025-05", "2018-22", "201X", "2018/.."]


def seconds(call: Callable[[], object]) -> float:
    """How long the call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turn(one: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[float, float]:
    """The median seconds of both, measured in turn after a run of each that does not count."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(runs)]
    return tuple(statistics.median(column) for column in zip(*pairs))


def run(*command: str) -> None:
    """Run the command in the project's folder; what it prints is shown where it fails."""
    done = subprocess.run(command, cwd=ROOT / "notebooks", capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def notebook_against_imports() -> tuple[float, float]:
    """Notebook 1 run by `jupyter execute`, and a notebook that does the floor's imports alone."""
    with tempfile.TemporaryDirectory() as folder:
        bare = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FLOOR)])
        nbformat.write(bare, Path(folder) / "bare.ipynb")
        command = (sys.executable, "-m", "jupyter", "execute", "--kernel_name=python3")
        return in_turn(lambda: run(*command, str(FIRST)), lambda: run(*command, f"{folder}/bare.ipynb"), 5)


def import_against_imports() -> tuple[float, float]:
    """The import of the helpers, whose rooms open when first used, and that of the libraries they stand on."""
    ours = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import helpers"
    return in_turn(lambda: run(sys.executable, "-c", ours), lambda: run(sys.executable, "-c", FLOOR), 9)


def made_text(words: int) -> list[str]:
    """Words of a made language, some common and most rare, the same at every run."""
    dice = random.Random(7)
    known = ["".join(dice.choices("aeioubdfgklmnprst", k=dice.randint(2, 9))) for _ in range(8000)]
    common = known[:60]
    return [dice.choice(common if dice.random() < 0.4 else known) + "." * (dice.random() < 0.05) for _ in range(words)]


def anchoring(quotes: int, words: int) -> float:
    """Seconds to find so many quotes of 8 to 20 words in a text of so many words, its index included."""
    text, dice = made_text(words), random.Random(11)
    lengths = [dice.randint(8, 20) for _ in range(quotes)]
    wanted = [" ".join(text[at : at + n]) for n in lengths for at in [dice.randrange(len(text) - n)]]
    article = Article(" ".join(text))
    return seconds(lambda: [article.find(quote) for quote in wanted])


def main() -> None:
    """Measure all, print the table, write the figures."""
    notebook, bare = notebook_against_imports()
    ours, floor = import_against_imports()
    tenth, whole = (statistics.median(anchoring(n, 16 * n) for _ in range(3)) for n in (1_000, 10_000))
    parse, theirs = in_turn(
        lambda: [parse_date(text) for text in DATES], lambda: [edtf.parse_edtf(text) for text in DATES], 9
    )
    figures = [
        ("notebook 1 run, over a notebook that only imports", notebook / bare, "at most 1.3"),
        ("import of the helpers, over pandas, pyplot and ipywidgets", ours / floor, "at most 1.1"),
        ("10,000 quotes anchored in 1 MB, seconds", whole, "under 3"),
        ("the same, over 1,000 quotes in 100 kB", whole / tenth, "at most 13"),
        ("the edtf package, over parse_date", theirs / parse, "at least 100"),
    ]
    for what, value, target in figures:
        print(f"{what:60} {value:10.2f}   {target}")
    (ROOT / "build").mkdir(exist_ok=True)
    rows = [{"measure": what, "value": value, "target": target} for what, value, target in figures]
    (ROOT / "build" / "bench.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
