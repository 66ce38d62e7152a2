"""From a selection to the kept row on screen, as multiples of the empty round trip of the same page.

Usage: python tests/bench/annotating.py [rows]

In a real JupyterLab, words are selected, the form of an event is opened, its fields are filled in by the program, and
the row is kept: on a copy of the bundled reading, and on one of 300 events. The clock runs while the page waits: from
the key that opens the form to the form, and from the key that keeps it to the frame after the one in which the mark,
the row of the list and what the status line says are there; the timeline's clock stops when its new picture is decoded
and shown. Each row is undone before the next. Each takes turns with an empty round trip of the same page: a message
that the kernel answers with nothing, timed by the same clock.

A field is typed in while the kernel is busy with something else; a text of 1 MB is opened, and selected in with the
mouse: how long the longest frame takes.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from made import make_reading
from measure import Figure, report
from playwright.sync_api import Page, sync_playwright

# isort: split
from chromium import launch_options
from lab import Notebook, copy_project, running_lab, write_notebook

from helpers import load_reading
from helpers.annotating.proposals import dated
from helpers.annotating.selecting import unplaced
from helpers.reading import Reading

BUNDLED, MADE, LONG = "kardashian-la-raids", "made-300", "made-1-MB"
WARM = 2
SHOWN_MOST, TIMELINE_MOST, TIMELINE_HIGH = 3, 6, 10  # empty round trips
OPENED_MOST, FRAME_MOST, TYPED_MOST = 3, 120, 50  # seconds; milliseconds
SETUP = """
import sys, time; sys.path.insert(0, "..")
from helpers import load_reading
from helpers.annotating import annotate
"""
LOADED = "start = time.perf_counter(); reading = load_reading(NAME); loaded = time.perf_counter() - start"
SHOW = "annotate(reading)"
ANNOTATOR = "document.querySelector('.annotate').parentElement.annotator"
TOOLS = f"""() => {{
  const annotator = {ANNOTATOR};
  const frame = () => new Promise(requestAnimationFrame);
  const until = async (there) => {{
    const start = performance.now();
    while (!there()) {{
      await frame();
      if (performance.now() - start > 60000) throw new Error("it did not come");
    }}
    await frame();
  }};
  const ask = (what, message) => new Promise((then) => annotator.requests.send(what, message, then));
  window.bench = {{ annotator, frame, until, ask }};
}}"""
PING = """async () => {
  const { ask, until } = window.bench;
  let answered = false;
  const start = performance.now();
  ask("ping", {}).then(() => { answered = true });
  await until(() => answered);
  return performance.now() - start;
}"""
KEEP = """async ([first, last, n]) => {
  const { annotator, until, ask, frame } = window.bench;
  const { model } = annotator;
  annotator.view.root.focus({ preventScroll: true });
  annotator.view.select(first, last);
  await frame();
  const before = model.get("timeline").src;
  let start = performance.now();
  annotator.open("events");
  await until(() => annotator.form);
  const opened = performance.now() - start;
  const { form } = annotator;
  const [basis] = form.fields.find((one) => one.name === "date_basis").suggestions;
  form.view.write("title", `Row ${n} of the measurement`);
  form.view.write("date_basis", basis.value);
  form.view.write("asserted_by", { id: "narrator", new: "", role: "" });
  await frame();
  start = performance.now();
  annotator.keep();
  const key = `events:row-${n}-of-the-measurement`;
  const marked = () => annotator.view.marks.some((one) => one.key === key);
  const said = () => annotator.status.textContent.startsWith("Kept:");
  await until(() => !annotator.form && marked() && said() && annotator.listNodes.get(key)?.isConnected);
  const kept = performance.now() - start;
  await until(() => model.get("timeline").src !== before);
  await annotator.picture.decode();
  await frame();
  const drawn = performance.now() - start;
  const now = model.get("timeline").src;
  await ask("undo", {});
  await until(() => model.get("timeline").src !== now);
  return { opened, kept, drawn };
}"""
TYPE = """async () => {
  const { annotator, until, frame } = window.bench;
  annotator.view.root.focus({ preventScroll: true });
  annotator.view.select(annotator.text.start, annotator.text.start + 20);
  annotator.open("notes");
  await until(() => annotator.form);
  const field = document.activeElement;
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  kernel.requestExecute({ code: "import time; time.sleep(8)", silent: true });
  await frame();
  let slowest = 0;
  for (const letter of "typed while the kernel is busy with something else") {
    const start = performance.now();
    field.setRangeText(letter, field.value.length, field.value.length, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: letter }));
    await frame();
    slowest = Math.max(slowest, performance.now() - start);
    await new Promise((then) => setTimeout(then, 40));
  }
  annotator.closeForm("");
  await kernel.requestExecute({ code: "pass", silent: true }).done;
  return slowest;
}"""
FRAMES = """() => {
  window.frames = [];
  let last = performance.now();
  const tick = (now) => {
    window.frames.push(now - last);
    last = now;
    if (window.frames) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}"""


def sentences_with_a_date(reading: Reading) -> list[tuple[int, int]]:
    """Sentences that can be quoted and that tell a date by their own words."""
    found = []
    for one in reading.article.sentences:
        told = dated(reading, one)
        if told.date and told.basis == "stated" and not unplaced(reading, one):
            found.append((one.start, one.end))
    return found


class Desk:
    """The annotator of a reading, open in a page of its own."""

    def __init__(self, page: Page, address: str, project: Path, name: str):
        self.page = page
        path = f"notebooks/{name}.ipynb"
        loaded = LOADED.replace("NAME", repr(name))
        write_notebook(project / path, SETUP, loaded, SHOW)
        self.notebook = Notebook(page, address, path)

    def opened(self) -> float:
        """Runs the cells; the seconds from the last one's start to the article on screen."""
        for _ in range(2):
            self.notebook.command("notebook:run-cell-and-select-next")
        start = self.page.evaluate("performance.now()")
        self.page.evaluate(
            "() => { window.jupyterapp.commands.execute('notebook:run-cell') }"
        )
        self.page.locator(".annotate .text-view-paragraph").first.wait_for()
        self.page.evaluate("() => new Promise(requestAnimationFrame)")
        took = (self.page.evaluate("performance.now()") - start) / 1000
        self.page.evaluate("() => document.querySelector('.annotate').scrollIntoView()")
        self.page.evaluate(TOOLS)
        return took

    def drawn(self) -> None:
        """Waits for the first timeline."""
        src = f"{ANNOTATOR}.model.get('timeline').src"
        self.page.wait_for_function(src, timeout=120_000)

    def close(self) -> None:
        self.page.evaluate(
            "() => window.jupyterapp.serviceManager.sessions.shutdownAll()"
        )
        self.page.close()


def kept(desk: Desk, reading: Reading, rows: int) -> list[Figure]:
    """What a kept row takes, over the empty round trip."""
    desk.drawn()
    page, floor = desk.page, []
    times = {"opened": [], "kept": [], "drawn": []}
    places = sentences_with_a_date(reading)
    for n in range(WARM + rows):
        floor.append(page.evaluate(PING))
        took = page.evaluate(KEEP, [*places[n % len(places)], n])
        for name, milliseconds in took.items():
            times[name].append(milliseconds)
    base = statistics.median(floor[WARM:])
    over = {name: [one / base for one in took[WARM:]] for name, took in times.items()}
    high = statistics.quantiles(over["drawn"], n=20)[-1]
    name = f"{reading.name}, {len(reading.events)} events"
    return [
        Figure(f"{name}: empty round trip, ms", base),
        Figure(
            f"{name}: selection to form, over it", statistics.median(over["opened"])
        ),
        Figure(
            f"{name}: Keep to text and list, over it",
            statistics.median(over["kept"]),
            f"at most {SHOWN_MOST}",
        ),
        Figure(
            f"{name}: Keep to timeline, over it",
            statistics.median(over["drawn"]),
            f"at most {TIMELINE_MOST}",
        ),
        Figure(
            f"{name}: Keep to timeline, 95th percentile",
            high,
            f"at most {TIMELINE_HIGH}",
        ),
    ]


def selected(desk: Desk) -> Figure:
    """The longest frame while words are selected with the mouse."""
    page = desk.page
    box = page.locator(".annotate .text-view").bounding_box()
    page.wait_for_timeout(2000)
    page.evaluate(FRAMES)
    for turn in range(5):
        x, y = box["x"] + 120, box["y"] + 60 + 30 * turn
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 260, y + 120, steps=12)
        page.mouse.up()
        page.wait_for_timeout(400)
    frames = page.evaluate("() => { const all = window.frames; return all }")
    slow = statistics.quantiles(frames, n=100)[-1]
    return Figure(
        "1 MB: selecting with the mouse, 99th percentile of frames, ms",
        slow,
        f"at most {FRAME_MOST}",
    )


def measured(rows: int = 20) -> list[Figure]:
    """All figures of the annotator."""
    found = []
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        project = copy_project(Path(temporary))
        make_reading(project / "data" / MADE, 300)
        make_reading(project / "data" / LONG, 300, 1_000_000)
        browser = playwright.chromium.launch(**launch_options())
        with running_lab(Path(temporary)) as address:
            for name in (BUNDLED, MADE, LONG):
                page = browser.new_page(viewport={"width": 1400, "height": 1000})
                page.set_default_timeout(120_000)
                desk = Desk(page, address, project, name)
                took = desk.opened()
                if name == LONG:
                    most = f"at most {OPENED_MOST}"
                    found.append(Figure("1 MB: shown after its load, s", took, most))
                    found.append(selected(desk))
                else:
                    reading = load_reading(project / "data" / name)
                    found += kept(desk, reading, rows)
                if name == BUNDLED:
                    slowest = page.evaluate(TYPE)
                    words = "typing while the kernel is busy, slowest letter, ms"
                    found.append(Figure(words, slowest, f"at most {TYPED_MOST}"))
                desk.close()
        browser.close()
    return found


if __name__ == "__main__":
    sys.exit(report(measured(*map(int, sys.argv[1:])), "bench-annotating.json"))
