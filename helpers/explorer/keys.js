// JupyterLab's command keys reach a widget that has the focus: d d on a list deletes its
// cell. The attribute that holds them back must be on the focusable element itself, so it
// is set here, and again whenever one is new. Clicks and keys on events go to the kernel.
const FOCUSABLE =
  "a[href], button, input, select, summary, textarea, [contenteditable], [tabindex]";

function tend(root, changed) {
  const handles = root.querySelectorAll(".noUi-handle");
  handles.forEach((handle, n) => {
    handle.setAttribute("aria-label", n ? "Last year" : "First year");
  });
  root.querySelector(".explorer-count").setAttribute("role", "status");
  for (const box of root.querySelectorAll(".explorer-box")) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    const label = box.querySelector("[data-label]")?.dataset.label ?? "";
    box.setAttribute("aria-label", label);
    const mark = box.querySelector("[data-chosen]");
    if (mark && changed.some((node) => box.contains(node))) {
      const frame = box.getBoundingClientRect();
      const place = mark.getBoundingClientRect();
      const third = Math.max(0, frame.height - place.height) / 3;
      box.scrollTop += place.top - frame.top - third;
    }
  }
  for (const mark of root.querySelectorAll("mark[data-event]")) mark.tabIndex = 0;
  for (const element of root.querySelectorAll(FOCUSABLE)) {
    element.dataset.lmSuppressShortcuts = "true";
  }
}

// After an event was selected its views are new: the focus goes back to the same element.
function focused(root) {
  const element = document.activeElement;
  if (!root.contains(element) || !element.dataset.event) return null;
  const box = element.closest("[data-label]")?.dataset.label;
  return { box, event: element.dataset.event };
}

function refocus(root, place) {
  if (!place || document.activeElement !== document.body) return;
  const box = `[data-label="${CSS.escape(place.box)}"]`;
  const event = `[data-event="${CSS.escape(place.event)}"]`;
  root.querySelector(`${box} ${event}`)?.focus({ preventScroll: true });
}

function render({ model, el }) {
  let frame;
  let root;
  let place = null;
  const changed = [];
  const watch = new MutationObserver((records) => {
    if (!changed.length) {
      frame = requestAnimationFrame(() => {
        tend(root, changed.splice(0)); // once for all views
        refocus(root, place);
      });
    }
    changed.push(...records.map((record) => record.target));
  });
  const choose = (target) => {
    const element = target.closest("[data-event]");
    if (!element || target.closest("a[href]")) return false;
    place = focused(root);
    model.send({ select: element.dataset.event });
    return true;
  };
  const clicked = (event) => {
    if (event.target.closest(".explorer-copy")) {
      navigator.clipboard?.writeText(root.querySelector("textarea").value);
    } else if (document.getSelection().isCollapsed) {
      choose(event.target);
    }
  };
  const pressed = (event) => {
    if (event.key === "Enter" || event.key === " ") {
      if (choose(event.target)) event.preventDefault();
    } else if (event.key === "Escape" && event.target.matches(".widget-text input")) {
      model.send({ clear: "words" });
    }
  };
  const start = () => {
    root = el.closest(".explorer");
    if (!root) {
      frame = requestAnimationFrame(start);
      return;
    }
    tend(root, [...root.querySelectorAll(".explorer-box")]);
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
