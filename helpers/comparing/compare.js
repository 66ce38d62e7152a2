// Rows and shaded words can be clicked, and reached by keyboard. JupyterLab's command keys
// reach a widget that has the focus (d d deletes its cell); the attribute that holds them
// back must be on the focusable element itself, so it is set again whenever one is new.
const FOCUSABLE = "a[href], button, input, select, summary, textarea, [tabindex]";
const ROWS = "tr[data-row], mark[data-row]";

function tend(root, changed) {
  root.querySelector(".comparison-count")?.setAttribute("role", "status");
  for (const box of root.querySelectorAll(".comparison-box")) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    const label = box.querySelector("[data-label]")?.dataset.label ?? "";
    box.setAttribute("aria-label", label);
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
  for (const element of root.querySelectorAll(FOCUSABLE)) {
    element.dataset.lmSuppressShortcuts = "true";
  }
}

// A choice makes its view new: the focus goes back to where it was.
function placeOf(root, element) {
  if (!root.contains(element) || !element.dataset.row) return null;
  const box = element.closest("[data-label]").dataset.label;
  const selector = `[data-label="${CSS.escape(box)}"] :is(${ROWS})`;
  return { selector, n: [...root.querySelectorAll(selector)].indexOf(element) };
}

function refocus(root, place) {
  if (!place || document.activeElement !== document.body) return;
  root.querySelectorAll(place.selector)[place.n]?.focus({ preventScroll: true });
}

function render({ model, el }) {
  let frame;
  let root;
  let place = null;
  const changed = [];
  const watch = new MutationObserver((records) => {
    if (!changed.length) {
      frame = requestAnimationFrame(() => {
        tend(root, changed.splice(0));
        refocus(root, place);
      });
    }
    changed.push(...records.map((record) => record.target));
  });
  const choose = (target) => {
    const row = target.closest(ROWS);
    if (!row) return false;
    place = placeOf(root, row);
    model.send({ select: Number(row.dataset.row) });
    return true;
  };
  const clicked = (event) => {
    if (document.getSelection().isCollapsed) choose(event.target);
  };
  const pressed = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (choose(event.target)) event.preventDefault();
  };
  const start = () => {
    root = el.closest(".comparison");
    if (!root) {
      frame = requestAnimationFrame(start);
      return;
    }
    tend(root, []);
    watch.observe(root, { childList: true, subtree: true });
    root.addEventListener("click", clicked);
    root.addEventListener("keydown", pressed, true);
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    watch.disconnect();
    root?.removeEventListener("click", clicked);
    root?.removeEventListener("keydown", pressed, true);
  };
}

export default { render };
