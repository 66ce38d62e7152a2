"""From a change to the new picture on screen: the explorer beside other ways, as multiples of an empty round trip.

Usage: python tests/bench/explorer.py [changes]

In a real JupyterLab, one handle of a slider of years is moved by keyboard, 60 times: of 30 changes the 95th percentile
would be hardly more than the worst. In the explorer this zooms the axis; a change that does not, of a kind of event, is
measured apart. Every way narrows the same events, and shows the same table and the same article as `HTML`; the others
draw plain bars, with titles up to 60 events, which is less than the explorer draws: `interactive` with `plt.show`,
ipympl, and a FigureWidget of plotly. What a way shows begins at the top of the window. The clock stops in the frame
after the one in which all views are there, pictures decoded.

Each way takes turns with an empty round trip of its own, and is measured by it; no other page is open meanwhile, as its
garbage collection would take the processors from whichever way is on.
"""

import statistics
import sys
import tempfile
from itertools import product
from pathlib import Path

from made import make_reading
from measure import Figure, report
from playwright.sync_api import Page, sync_playwright

# isort: split
from chromium import launch_options
from lab import Notebook, copy_project, running_lab, write_notebook

BUNDLED = "kardashian-la-raids"
FLOOR, YEARS, KINDS = "empty round trip", "the explorer, years", "the explorer, kinds"
# Most, for the median and the 95th percentile, where there is a target.
AIMS = {
    (BUNDLED, KINDS): (1.6, 2.6),
    (BUNDLED, YEARS): (3.0, None),
    ("made-1000", KINDS): (2.2, 3.0),
    ("made-1000", YEARS): (4.0, None),
    ("made-3000", KINDS): (4.0, None),
    ("made-3000", YEARS): (None, None),
}
READINGS = (BUNDLED, "made-1000", "made-3000")
WARM = 3
SETUP = """
import sys; sys.path.insert(0, "..")
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import HTML as Shown, display
from ipywidgets import HTML, IntRangeSlider, VBox, interactive
from matplotlib.collections import PolyCollection
from dataclasses import replace
from helpers import explore, load_reading
from helpers.show import table_html
from helpers.text_view.marked import article_html

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
    return article_html(replace(reading, events=events.head(60)), most=30)

def done(value):
    return f"<i class='done'>{value[0]}</i>"

"""
WAYS = {
    FLOOR: """
label = HTML(done(years.value))
years.observe(lambda change: label.set_trait("value", done(change.new)), "value")
VBox([years, label])
""",
    YEARS: "explore(reading)",
    KINDS: "explore(reading)",
    "interactive, plt.show": """
def show(chosen):
    events = reading.where(years=chosen).events
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
    events = reading.where(years=change.new).events
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
    events = reading.where(years=change.new).events
    with plot.batch_update():
        plot.data[0].update(made(events))
    for part, html in zip(parts, (table(events), article(events), done(change.new))):
        part.value = html
years.observe(show, "value")
VBox([years, plot, *parts])
""",
}
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
  const line = document.querySelector(".explorer textarea");
  const before = line?.value;
  const there = () => {
    const said = line ? document.querySelector(".explorer textarea").value.match(/years=\\((\\d+)/)?.[1]
        ?? handle.ariaValueMin
      : [...document.querySelectorAll(".done")].at(-1)?.textContent;
    return parseInt(said) === low;
  };
  const changed = () => document.querySelector(".explorer textarea").value !== before;
  const kinds = way.endsWith("kinds");
  const start = performance.now();
  if (kinds) document.querySelectorAll(".explorer-choice")[1].querySelector("input").click();
  else handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const late = () => performance.now() - start > 20000;
  while (!(kinds ? changed() : there()) && !late()) await frame();
  if (way === "ipympl" || way.startsWith("plotly")) while (window.drawnAt < start && !late()) await frame();
  await Promise.all([...document.querySelectorAll(".jp-OutputArea img")].map((image) => image.decode()));
  await frame();
  if (late()) throw new Error("the change did not arrive");
  return performance.now() - start;
}"""


class Way:
    """One way on one reading, open in a page of its own."""

    def __init__(
        self, page: Page, address: str, project: Path, reading: str, name: str
    ):
        self.page, self.name, self.times = page, name, []
        path = f"notebooks/{reading}-{list(WAYS).index(name)}.ipynb"
        write_notebook(project / path, SETUP.replace("NAME", repr(reading)), WAYS[name])
        Notebook(page, address, path).run_all()
        page.locator(".noUi-handle-lower").wait_for()
        page.wait_for_timeout(1500)
        page.evaluate(WATCH)
        page.evaluate(
            "() => document.querySelector('.noUi-handle-lower').closest('.jp-OutputArea').scrollIntoView()"
        )
        self.first, self.reach = (2018, 3) if reading == BUNDLED else (1990, 15)
        self.low, self.step = self.first, 1

    def change(self) -> None:
        """Moves the lower handle a year, up to the reach and down again, and notes how long it took."""
        self.step = (
            1
            if self.low == self.first
            else -1
            if self.low == self.first + self.reach
            else self.step
        )
        self.low += self.step
        self.page.wait_for_timeout(120)
        key = "ArrowRight" if self.step > 0 else "ArrowLeft"
        self.times.append(self.page.evaluate(CHANGE, [self.name, key, self.low]))


def timed(changes: int) -> dict[str, dict[str, tuple[list[float], list[float]]]]:
    """For each reading and way, the milliseconds of each change and of the empty round trips between."""
    times = {}
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        project = copy_project(Path(temporary))
        for reading in READINGS:
            if reading != BUNDLED:
                make_reading(
                    project / "data" / reading, int(reading.removeprefix("made-"))
                )
        browser = playwright.chromium.launch(**launch_options())
        with running_lab(Path(temporary)) as address:
            for reading, name in product(
                READINGS, [name for name in WAYS if name != FLOOR]
            ):
                pages = [
                    browser.new_page(viewport={"width": 1400, "height": 1300})
                    for _ in range(2)
                ]
                way, floor = (
                    Way(page, address, project, reading, one)
                    for page, one in zip(pages, (name, FLOOR))
                )
                for _ in range(WARM + changes):
                    floor.change()
                    way.change()
                times.setdefault(reading, {})[name] = (
                    way.times[WARM:],
                    floor.times[WARM:],
                )
                pages[0].evaluate(
                    "() => window.jupyterapp.serviceManager.sessions.shutdownAll()"
                )
                for page in pages:
                    page.close()
        browser.close()
    return times


def measured(changes: int = 60) -> list[Figure]:
    """For each reading and way: the median and the 95th percentile, over the median of its empty round trips."""
    found = []
    for reading, ways in timed(changes).items():
        medians = {}
        for way, (took, floor) in ways.items():
            base = statistics.median(floor)
            medians[way], high = (
                statistics.median(took) / base,
                statistics.quantiles(took, n=20)[-1] / base,
            )
            most = AIMS.get((reading, way), (None, None))
            aims = [f"at most {one}" if one else "" for one in most]
            found.append(Figure(f"{reading}, {FLOOR} beside {way}: ms", base))
            found.append(
                Figure(
                    f"{reading}, {way}: median over the empty round trip",
                    medians[way],
                    aims[0],
                )
            )
            found.append(
                Figure(f"{reading}, {way}: 95th percentile over it", high, aims[1])
            )
        others = min(medians[way] for way in medians if way not in (YEARS, KINDS))
        found += [
            Figure(
                f"{reading}, {way}: over the fastest other way",
                medians[way] / others,
                "under 1",
            )
            for way in (YEARS, KINDS)
        ]
    return found


if __name__ == "__main__":
    sys.exit(report(measured(*map(int, sys.argv[1:])), "bench-explorer.json"))
