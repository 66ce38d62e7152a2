"""What a reader waits for first, and what all else stands on: the notebook, the import, the anchoring, the dates.

python tests/bench/core.py
"""

import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import edtf
import nbformat
from made import made_text
from measure import ROOT, Figure, in_turn, ratio, report, seconds

from helpers import Article, dates, parse_date

FIRST = ROOT / "notebooks" / "1-read-the-article.ipynb"
FLOOR = "import pandas, matplotlib.pyplot, ipywidgets"
DATES = [
    "2018",
    "2018-06",
    "2018-06-06",
    "2025-06-10~",
    "2018/2020",
    "2019~/2025-05",
    "2018-22",
    "201X",
    "2018/..",
]


def run(*command: str) -> None:
    """Run the command in the folder of the notebooks; what it prints is shown where it fails."""
    done = subprocess.run(
        command, cwd=ROOT / "notebooks", capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def notebook_over_imports() -> float:
    """Notebook 1 run by `jupyter execute`, over a notebook that does the floor's imports alone."""
    with tempfile.TemporaryDirectory() as folder:
        bare = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FLOOR)])
        nbformat.write(bare, Path(folder) / "bare.ipynb")
        command = (sys.executable, "-m", "jupyter", "execute", "--kernel_name=python3")
        notebooks = {"ours": str(FIRST), "floor": f"{folder}/bare.ipynb"}
        times = in_turn(
            {
                name: lambda path=path: run(*command, path)
                for name, path in notebooks.items()
            },
            7,
        )
    return ratio(times["ours"], times["floor"])


def import_over_imports() -> float:
    """The import of the helpers, whose rooms open when first used, over that of the libraries they stand on."""
    ours = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import helpers"
    codes = {"ours": ours, "floor": FLOOR}
    times = in_turn(
        {
            name: lambda code=code: run(sys.executable, "-c", code)
            for name, code in codes.items()
        },
        15,
    )
    return ratio(times["ours"], times["floor"])


def anchoring(quotes: int, words: int) -> float:
    """Seconds to find so many quotes of 8 to 20 words in a text of so many words, its index included."""
    text, dice = made_text(words), random.Random(11)
    lengths = [dice.randint(8, 20) for _ in range(quotes)]
    wanted = [
        " ".join(text[at : at + n])
        for n in lengths
        for at in [dice.randrange(len(text) - n)]
    ]
    article = Article(" ".join(text))
    return seconds(lambda: [article.find(quote) for quote in wanted])


def _parsed_anew(text: str) -> object:
    """The date, not as it was kept from the last time."""
    dates._parse.cache_clear()
    return parse_date(text)


def measured() -> list[Figure]:
    """The figures of this file."""
    tenth, whole = [], []
    for _ in range(5):  # the tenth is short: its median is less at the mercy of chance
        tenth.append(statistics.median(anchoring(1_000, 16_000) for _ in range(9)))
        whole.append(anchoring(10_000, 160_000))
    parsing = in_turn(
        {
            "ours": lambda: [_parsed_anew(text) for text in DATES],
            "edtf": lambda: [edtf.parse_edtf(text) for text in DATES],
        },
        9,
    )
    return [
        Figure(
            "notebook 1 run, over a notebook that only imports",
            notebook_over_imports(),
            "at most 1.3",
        ),
        Figure(
            "import of the helpers, over pandas, pyplot and ipywidgets",
            import_over_imports(),
            "at most 1.1",
        ),
        Figure(
            "10,000 quotes anchored in 1 MB: seconds",
            statistics.median(whole),
            "under 3",
        ),
        Figure(
            "10,000 quotes anchored in 1 MB: over 1,000 in 100 kB",
            ratio(whole, tenth),
            "at most 13",
        ),
        Figure(
            "the edtf package, over parse_date",
            ratio(parsing["edtf"], parsing["ours"]),
            "at least 100",
        ),
    ]


if __name__ == "__main__":
    sys.exit(report(measured(), "bench-core.json"))
