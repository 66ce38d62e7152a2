"""From a change to the new picture on screen: the explorer beside other ways, as multiples of an empty round trip.

Usage: python tests/bench/explorer.py [changes]

In a real JupyterLab, one handle of a slider of years is moved by keyboard, 30 times. Every way narrows the same
events, and shows the same table and the same article as `HTML`. The others draw plain bars, with titles up to 60 events,
which is less than the explorer draws: `interactive` with `plt.show`, ipympl, and a FigureWidget of plotly. The last two
are left out where they are not installed (`pip install ipympl plotly`). The clock stops in the frame after the one in
which all three views are there, the picture decoded.
"""

import csv
import hashlib
import importlib.util
import json
import random
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

from chromium import launch_options  # noqa: E402
from lab import Notebook, copy_project, running_lab, write_notebook  # noqa: E402

from helpers.reading import COLUMNS  # noqa: E402

BUNDLED = "kardashian-la-raids"
SIZES = {BUNDLED: (3.0, 4.5), "made-1000": (3.0, 4.5), "made-10000": (5.0, 5.0)}  # most, for the median and the 95th %
WARM = 3
SETUP = """
import sys; sys.path.insert(0, "..")
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import HTML as Shown, display
from ipywidgets import HTML, IntRangeSlider, VBox, interactive
from matplotlib.collections import PolyCollection
from helpers import explore, filter_events, load_reading
from helpers.passages import article_table, table_html

reading = load_reading(NAME)
ends = reading.events[["earliest", "latest"]].stack().dt.year
first, last = int(ends.min()), int(ends.max())
years = IntRangeSlider(value=(first, last), min=first, max=last)
columns = ["number", "title", "kind", "when", "record_when", "who_says_so"]

def bars(events):
    start = events["earliest"].fillna(events["latest"]).to_numpy("datetime64[D]").astype(float)
    end = events["latest"].fillna(events["earliest"]).to_numpy("datetime64[D]").astype(float) + 1
    y = np.arange(len(events))
    return start, end, y

def corners(events):
    start, end, y = bars(events)
    return np.stack([np.c_[start, start, end, end], np.c_[y, y + 0.8, y + 0.8, y]], axis=2)

def label(axes, events):
    names = events["title"] if len(events) <= 60 else []
    axes.set_yticks(np.arange(len(names)) + 0.4, names)

def table(events):
    return table_html(events.head(60)[columns], "Events")

def article(events):
    return article_table(reading, events.head(60), None, 0, 30)

def done(value):
    return f"<i class='done'>{value[0]}</i>"

"""
WAYS = {
    "empty round trip": """
label = HTML(done(years.value))
years.observe(lambda change: label.set_trait("value", done(change.new)), "value")
VBox([years, label])
""",
    "the explorer": "explore(reading)",
    "interactive, plt.show": """
def show(chosen):
    events = filter_events(reading, years=chosen)
    figure, axes = plt.subplots(figsize=(8.4, 6.5))
    axes.add_collection(PolyCollection(corners(events)))
    axes.autoscale()
    label(axes, events)
    plt.show()
    display(Shown(table(events)), Shown(article(events)), Shown(done(chosen)))
interactive(show, chosen=years)
""",
    "ipympl": """
%matplotlib widget
plt.ioff()
figure, axes = plt.subplots(figsize=(8.4, 6.5))
drawn = axes.add_collection(PolyCollection(corners(reading.events)))
axes.autoscale()
label(axes, reading.events)
parts = [HTML(), HTML(), HTML(done(years.value))]
def show(change):
    events = filter_events(reading, years=change.new)
    drawn.set_verts(corners(events))
    label(axes, events)
    figure.canvas.draw()
    for part, html in zip(parts, (table(events), article(events), done(change.new))):
        part.value = html
years.observe(show, "value")
VBox([years, figure.canvas, *parts])
""",
    "plotly FigureWidget": """
from plotly.graph_objects import Bar, FigureWidget
def made(events):
    start, end, y = bars(events)
    return {"base": start, "x": end - start, "y": list(events["title"]) if len(events) <= 60 else y}
plot = FigureWidget(Bar(orientation="h", **made(reading.events)), layout={"width": 840, "height": 650})
parts = [HTML(), HTML(), HTML(done(years.value))]
def show(change):
    events = filter_events(reading, years=change.new)
    with plot.batch_update():
        plot.data[0].update(made(events))
    for part, html in zip(parts, (table(events), article(events), done(change.new))):
        part.value = html
years.observe(show, "value")
VBox([years, plot, *parts])
""",
}
NEEDS = {"ipympl": "ipympl", "plotly FigureWidget": "plotly"}
WATCH = """() => {
  window.drawnAt = 0;
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...all) {
    window.drawnAt = performance.now();
    return draw.apply(this, all);
  };
  const plot = document.querySelector(".js-plotly-plot");
  plot?.on("plotly_afterplot", () => { window.drawnAt = performance.now() });
}"""
CHANGE = """async ([way, key, low]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const handle = document.querySelector(".noUi-handle-lower");
  const there = () => {
    const line = document.querySelector(".explorer textarea");
    const said = line ? line.value.match(/years=\\((\\d+)/)?.[1] ?? handle.ariaValueMin
      : [...document.querySelectorAll(".done")].at(-1)?.textContent;
    return parseInt(said) === low;
  };
  const start = performance.now();
  handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const late = () => performance.now() - start > 20000;
  while (!there() && !late()) await frame();
  if (way === "ipympl" || way.startsWith("plotly")) while (window.drawnAt < start && !late()) await frame();
  await Promise.all([...document.querySelectorAll(".jp-OutputArea img")].map((image) => image.decode()));
  await frame();
  if (late()) throw new Error("the change did not arrive");
  return performance.now() - start;
}"""


def make_reading(folder: Path, count: int) -> None:
    """Writes a reading with that many events over 36 years, five to a paragraph."""
    chance, text, rows = random.Random(7), [], []
    kinds = ("statement", "enforcement", "protest", "advocacy", "clemency", "legislation", "meeting", "study", "office")
    for n in range(count):
        year, month, day = chance.randint(1990, 2025), chance.randint(1, 12), chance.randint(1, 28)
        quote = f"Speaker {n} of the council said in {year} that proposal {n} would be read"
        text.append(f"{quote} before the committee met again.")
        date = chance.choice([f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}", f"/{year}", f"{year}~"])
        row = {"id": f"event-{n}", "title": f"Speaker {n} reads proposal {n}", "kind": chance.choice(kinds)}
        row |= {"people": f"person-{n % 20} as speaker", "date": date, "extent": "moment", "date_words": f"{year}"}
        rows.append(row | {"date_basis": "stated", "asserted_by": "narrator", "quote": quote})
    people = [{"id": f"person-{n}", "name": f"Name {n}", "kind": "person", "names": f"Name{n}"} for n in range(20)]
    paragraphs = [" ".join(text[n : n + 5]) for n in range(0, count, 5)]
    article = "\n".join([*paragraphs, " ".join(person["names"] for person in people)]) + "\n"
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


class Way:
    """One way on one reading, open in a page of its own."""

    def __init__(self, page: Page, address: str, project: Path, reading: str, name: str):
        self.page, self.name, self.times = page, name, []
        path = f"notebooks/{reading}-{list(WAYS).index(name)}.ipynb"
        write_notebook(project / path, SETUP.replace("NAME", repr(reading)), WAYS[name])
        Notebook(page, address, path).run_all()
        page.locator(".noUi-handle-lower").wait_for()
        page.wait_for_timeout(1500)
        page.evaluate(WATCH)
        self.first, self.reach = (2018, 3) if reading == BUNDLED else (1990, 15)
        self.low, self.step = self.first, 1

    def change(self) -> None:
        """Moves the lower handle a year, up to the reach and down again, and notes how long it took."""
        self.step = 1 if self.low == self.first else -1 if self.low == self.first + self.reach else self.step
        self.low += self.step
        self.page.wait_for_timeout(120)
        key = "ArrowRight" if self.step > 0 else "ArrowLeft"
        self.times.append(self.page.evaluate(CHANGE, [self.name, key, self.low]))


def measure(changes: int = 30) -> list[dict]:
    """One row for each way and size: `reading, way, median, high` in milliseconds, and both over the empty trip.

    The ways take turns, so that whatever else the computer does slows all alike.
    """
    rows = []
    names = [way for way in WAYS if way not in NEEDS or importlib.util.find_spec(NEEDS[way])]
    for way in sorted(WAYS.keys() - names):
        print(f"{way} is not measured: {NEEDS[way]} is not installed")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        project = copy_project(Path(temporary))
        for reading in SIZES:
            if reading != BUNDLED:
                make_reading(project / "data" / reading, int(reading.removeprefix("made-")))
        browser = playwright.chromium.launch(**launch_options())
        with running_lab(Path(temporary)) as address:
            for reading in SIZES:
                pages = [browser.new_page(viewport={"width": 1400, "height": 1300}) for _ in names]
                ways = [Way(page, address, project, reading, name) for page, name in zip(pages, names)]
                for _ in range(WARM + changes):
                    for way in ways:
                        way.change()
                floor = statistics.median(ways[0].times[WARM:])
                for way in ways:
                    rows.append({"reading": reading, "way": way.name} | figures(way.times[WARM:], floor))
                    print(line(rows[-1]), flush=True)
                pages[0].evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
                for page in pages:
                    page.close()
        browser.close()
    return rows


def figures(times: list[float], floor: float) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds and as multiples of the floor."""
    median, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return {"median": median, "high": high, "median_ratio": median / floor, "high_ratio": high / floor}


def line(row: dict) -> str:
    """A row as it is printed; the high figures stand in brackets."""
    said = "{reading:20} {way:24} {median:6.0f} ms ({high:4.0f}) {median_ratio:6.1f} ({high_ratio:4.1f})".format(**row)
    most = "   at most {} ({})".format(*SIZES[row["reading"]])
    return said + most * (row["way"] == "the explorer")


if __name__ == "__main__":
    found = measure(*map(int, sys.argv[1:]))
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench-explorer.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
