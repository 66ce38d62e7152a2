// Rows and shaded words can be clicked, and reached by keyboard.
const ROWS = "tr[data-row], mark[data-row]";

function tend(root, changed) {
  root.querySelector(".comparison-count")?.setAttribute("role", "status");
  for (const box of root.querySelectorAll(".comparison-box")) {
    nameBox(box);
    const chosen = box.querySelector("[data-chosen]");
    if (chosen && changed.some((node) => box.contains(node))) {
      const frame = box.getBoundingClientRect();
      const place = chosen.getBoundingClientRect();
      const hidden = place.top < frame.top || place.top > frame.bottom - 40;
      const third = Math.max(0, frame.height - place.height) / 3;
      if (hidden) box.scrollTop += place.top - frame.top - third;
    }
  }
  for (const row of root.querySelectorAll(ROWS)) row.tabIndex = 0;
  holdKeysBack(root);
}

// Where a row or mark is among those of its view.
function placeOf(root, element) {
  if (!root.contains(element) || !element.dataset.row) return null;
  const box = element.closest("[data-label]").dataset.label;
  const selector = `[data-label="${CSS.escape(box)}"] :is(${ROWS})`;
  return { selector, n: [...root.querySelectorAll(selector)].indexOf(element) };
}

function render({ model, el }) {
  let root;
  let place = null;
  const choose = (target) => {
    const row = target.closest(ROWS);
    if (!row) return false;
    place = placeOf(root, row);
    model.send({ select: Number(row.dataset.row) });
    return true;
  };
  return attend(el, ".comparison", {
    start(found) {
      root = found;
      tend(root, []);
    },
    tend(_, changed) {
      tend(root, changed);
      if (place) refocus(root.querySelectorAll(place.selector)[place.n]);
    },
    clicked({ target }) {
      if (document.getSelection().isCollapsed) choose(target);
    },
    pressed(event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      if (choose(event.target)) event.preventDefault();
    },
  });
}

export default { render };
