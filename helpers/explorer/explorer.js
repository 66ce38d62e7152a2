// The views come from the kernel as HTML; clicks and keys on events go to it.
const SAID_FOR = 4000; // milliseconds
const PAGE = `
  <div class="explorer-count" data-view="count" role="status"></div>
  <div class="explorer-box explorer-timeline" data-view="timeline"></div>
  <div class="explorer-legend">
    <div class="explorer-voices" data-view="voices"></div>
    <div class="explorer-key" data-view="key"></div>
    <div class="explorer-save">
      Save the timeline: <button data-save="svg">SVG</button>
      <button data-save="png">PNG</button>
    </div>
  </div>
  <div class="explorer-views">
    <div class="explorer-box" data-view="article"></div>
    <div class="explorer-box" data-view="table"></div>
  </div>
  <div class="explorer-line" data-view="line"></div>`;

// ---- the page, as screen readers and the keyboard need it

function tend(root, changed) {
  const handles = root.querySelectorAll(".noUi-handle");
  handles.forEach((handle, n) => {
    handle.setAttribute("aria-label", n ? "Last year" : "First year");
  });
  for (const box of root.querySelectorAll(".explorer-box")) {
    nameBox(box);
    if (changed.some((node) => box.contains(node))) scrollToChosen(box);
  }
  for (const mark of root.querySelectorAll("mark[data-event]")) mark.tabIndex = 0;
  holdKeysBack(root);
}

// Only as far as needed: what was clicked stays where it is if all of it is seen.
function scrollToChosen(box) {
  const mark = box.querySelector("[data-chosen]");
  if (!mark) return;
  const card = mark.nextElementSibling?.matches(".explorer-card");
  const frame = box.getBoundingClientRect();
  const head = box.querySelector("thead")?.offsetHeight ?? 0;
  const top = mark.getBoundingClientRect().top - frame.top - head - 4;
  const last = card ? mark.nextElementSibling : mark;
  const over = last.getBoundingClientRect().bottom - frame.top - box.clientHeight + 4;
  if (top < 0) box.scrollTop += top;
  else if (over > 0) box.scrollTop += Math.min(top, card ? over : over + frame.height / 3);
}

// Where the focus is, if on an event or a head of the table, as a selector.
function focused(root) {
  const element = document.activeElement;
  if (!root.contains(element)) return null;
  const { event, sort } = element.dataset;
  if (!event && !sort) return null;
  const box = element.closest("[data-label]")?.dataset.label;
  const within = box ? `[data-label="${CSS.escape(box)}"] ` : "";
  const name = event ? "event" : "sort";
  return `${within}[data-${name}="${CSS.escape(event ?? sort)}"]`;
}

// The id of the event whose bar is there. Its path has many bars, as explorer/bars.py
// writes them, and their ids in the same order.
const BAR = /M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)/g;

function barAt(path, { clientX, clientY }) {
  const place = new DOMPoint(clientX, clientY);
  const { x, y } = place.matrixTransform(path.getScreenCTM().inverse());
  const bars = [...path.getAttribute("d").matchAll(BAR)].map((bar) => bar.slice(1));
  const here = bars.findIndex(
    ([left, top, right, foot]) => x >= left && x <= right && y >= top && y <= foot,
  );
  return JSON.parse(path.dataset.bars)[here];
}

// ---- files and the clipboard

async function save({ save: kind, name, svg }) {
  let file = new Blob([svg], { type: "image/svg+xml" });
  if (kind === "png") file = await pngOf(svg);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function pngOf(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

async function copy(root) {
  const line = root.querySelector("textarea");
  const said = root.querySelector(".explorer-copied");
  try {
    await navigator.clipboard.writeText(line.value);
    said.textContent = "Copied";
  } catch {
    line.select();
    said.textContent = "Press Ctrl+C";
  }
  setTimeout(() => (said.textContent = ""), SAID_FOR);
}

// ---- what is done on the page

function render({ model, el }) {
  el.classList.add("explorer-shown");
  el.innerHTML = PAGE;
  const views = [...el.querySelectorAll("[data-view]")].map((view) => {
    const { view: name } = view.dataset;
    const show = () => (view.innerHTML = model.get(name));
    show();
    return [`change:${name}`, show];
  });
  for (const view of views) model.on(...view);

  let root;
  let place = null;
  const ask = (target, name, message) => {
    const element = target.closest(`[data-${name}]`);
    if (!element || target.closest("a[href]")) return false;
    place = focused(root);
    model.send({ [message]: element.dataset[name] });
    return true;
  };
  const clicked = (event) => {
    const { target } = event;
    if (target.closest(".explorer-copy")) copy(root);
    else if (ask(target, "sort", "sort") || ask(target, "save", "save")) return;
    else if (!document.getSelection().isCollapsed) return;
    else if (target.matches("[data-bars]")) model.send({ select: barAt(target, event) });
    else ask(target, "event", "select");
  };
  const pressed = (event) => {
    if (event.key === "Enter" || event.key === " ") {
      if (event.target.matches("button")) return; // which is clicked by them
      if (ask(event.target, "event", "select")) event.preventDefault();
    } else if (event.key === "Escape" && event.target.matches(".widget-text input")) {
      model.send({ clear: "words" });
    }
  };
  const heard = (message) => {
    if (message.save) save(message);
  };
  model.on("msg:custom", heard);
  const end = attend(el, ".explorer", {
    start(found) {
      root = found;
      tend(root, [...root.querySelectorAll(".explorer-box")]);
    },
    tend(_, changed) {
      tend(root, changed); // once for all views
      if (place) refocus(root.querySelector(place));
    },
    clicked,
    pressed,
  });
  return () => {
    end();
    for (const view of views) model.off(...view);
    model.off("msg:custom", heard);
  };
}

export default { render };
